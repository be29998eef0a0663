//! Scientific-exchange labels: page and API.

use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, form_status, go, go_and_say, json, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::LabelKind;
use office::epermit::labels::{self, Label, PRINTERS, REGISTRARS};
use pages::epermit::{Institution, LabelPage, LabelRow, LabelsPage};
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Cursor;
use utoipa::ToSchema;

/// An institution to register.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InstitutionBody {
    /// Two letters of its country and three characters.
    pub code: String,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Id of the organisation whose people print its labels.
    #[serde(default)]
    pub organisation: Option<String>,
    /// On the register?
    pub active: bool,
}

/// A label to print.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelBody {
    /// Code of the sender.
    pub sender: String,
    /// Code of the receiver.
    pub receiver: String,
    /// `herbarium`, `preserved`, `embedded` or `live_plant`.
    pub contents: String,
    /// `loan`, `donation` or `exchange`.
    pub purpose: String,
    /// Species and how many.
    pub specimens: String,
}

/// An institution.
#[derive(Debug, Serialize, ToSchema)]
pub struct InstitutionView {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// On the register?
    pub active: bool,
}

/// The register.
#[derive(Debug, Serialize, ToSchema)]
pub struct InstitutionList {
    /// By code.
    pub rows: Vec<InstitutionView>,
}

/// A label.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabelView {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Code of the sender.
    pub sender: String,
    /// Code of the receiver.
    pub receiver: String,
    /// Contents.
    pub contents: String,
    /// Purpose.
    pub purpose: String,
    /// Specimens.
    pub specimens: String,
    /// When it was printed.
    pub printed_at: String,
}

/// The labels of an institution in a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabelSumView {
    /// Code of the institution.
    pub sender: String,
    /// Last two digits of the year.
    pub year: String,
    /// How many.
    pub labels: i64,
    /// First number.
    pub first: String,
    /// Last number.
    pub last: String,
}

/// The account of the labels.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabelAccount {
    /// The last year first.
    pub rows: Vec<LabelSumView>,
}

/// Labels, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabelList {
    /// Rows.
    pub rows: Vec<LabelView>,
    /// For the next page.
    pub next: Option<String>,
}

impl From<&store::table::label::LabelRow> for LabelView {
    fn from(l: &store::table::label::LabelRow) -> LabelView {
        LabelView {
            id: l.id.to_string(),
            number: l.number.clone(),
            sender: l.sender.clone(),
            receiver: l.receiver.clone(),
            contents: l.contents.clone(),
            purpose: l.purpose.clone(),
            specimens: l.specimens.clone(),
            printed_at: l.printed_at.to_string(),
        }
    }
}

impl From<&store::table::label::InstitutionRow> for InstitutionView {
    fn from(i: &store::table::label::InstitutionRow) -> InstitutionView {
        InstitutionView { code: i.code.clone(), name: i.name.clone(), address: i.address.clone(), active: i.active }
    }
}

fn institution(i: &store::table::label::InstitutionRow) -> Institution {
    Institution { code: i.code.clone(), name: i.name.clone(), address: i.address.clone(), active: i.active }
}

fn row(l: &store::table::label::LabelRow) -> LabelRow {
    LabelRow {
        id: l.id.to_string(),
        number: l.number.clone(),
        sender: l.sender.clone(),
        receiver: l.receiver.clone(),
        contents: l.contents.clone(),
        purpose: l.purpose.clone(),
        specimens: l.specimens.clone(),
        at: l.printed_at,
    }
}

fn after(call: &Call) -> Cursor {
    call.asked("after").and_then(Cursor::parse).unwrap_or(Cursor::NEWEST)
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let (office, who) = (&call.app.office, call.reader()?);
    let register = labels::institutions(office, &who).await?;
    let log = labels::log(office, &who, after(call)).await?;
    let can_register = call.seat()?.has(REGISTRARS);
    let own = labels::senders(office, &who).await?;
    let account = labels::account(office, &who).await?;
    let status = form_status(&errors);
    let shown = LabelsPage {
        shell: shell(call).await,
        own,
        account: account.into_iter().map(|s| (s.sender, s.year, s.labels, s.first, s.last)).collect(),
        institutions: register.iter().map(institution).collect(),
        rows: log.rows.iter().map(row).collect(),
        next: log.next.map(|c| format!("{}?after={c}", links::LABELS)),
        can_register,
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// Register and log.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::from([("active".to_owned(), "1".to_owned())]), Vec::new()).await
}

/// Registers an institution or prints a label.
pub async fn answer(call: Arc<Call>) -> Answer {
    let text = |name: &str| call.typed(name).to_owned();
    let office = &call.app.office;
    let done = if call.typed("act") == "register" {
        let new = labels::Institution {
            code: text("code"),
            name: text("name"),
            address: text("address"),
            organisation: None,
            active: call.typed("active") != "0",
        };
        labels::register(office, &call.who()?, new).await.map(|_| None)
    } else {
        let label = Label {
            sender: text("sender"),
            receiver: text("receiver"),
            contents: text("contents"),
            purpose: text("purpose"),
            specimens: text("specimens"),
        };
        labels::print(office, &call.who()?, label).await.map(|p| Some(p.label.id))
    };
    match done.map_err(Failure::from) {
        Ok(Some(id)) => Ok(go(&links::label(&id.to_string()))),
        Ok(None) => Ok(go_and_say(&call, links::LABELS, "flash-saved", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// One label to print.
pub async fn one(call: Arc<Call>) -> Answer {
    let id = call.id::<LabelKind>("label")?;
    let found = labels::get(&call.app.office, &call.reader()?, id).await?;
    let shown = LabelPage {
        shell: shell(&call).await,
        label: row(&found.label),
        sender: institution(&found.sender),
        receiver: institution(&found.receiver),
    };
    page(&call, &shown)
}

/// The register over the API.
pub async fn list_institutions(call: Arc<Call>) -> Answer {
    let found = labels::institutions(&call.app.office, &call.reader()?).await?;
    json(&InstitutionList { rows: found.iter().map(InstitutionView::from).collect() })
}

/// Registers over the API.
pub async fn post_institution(call: Arc<Call>) -> Answer {
    let body: InstitutionBody = call.json()?;
    let organisation = match body.organisation {
        None => None,
        Some(text) => Some(cites::ids::OrganisationId::parse(&text).map_err(|e| Failure::parse("organisation", &e))?),
    };
    let new = labels::Institution {
        code: body.code,
        name: body.name,
        address: body.address,
        organisation,
        active: body.active,
    };
    let made = labels::register(&call.app.office, &call.who()?, new).await?;
    created(&InstitutionView::from(&made), "/api/label-institutions")
}

/// The account of the labels over the API.
pub async fn account(call: Arc<Call>) -> Answer {
    let all = labels::account(&call.app.office, &call.reader()?).await?;
    let one = |s: store::table::label::LabelSum| LabelSumView {
        sender: s.sender,
        year: s.year,
        labels: s.labels,
        first: s.first,
        last: s.last,
    };
    json(&LabelAccount { rows: all.into_iter().map(one).collect() })
}

/// The log over the API.
pub async fn list(call: Arc<Call>) -> Answer {
    let found = labels::log(&call.app.office, &call.reader()?, after(&call)).await?;
    json(&LabelList { rows: found.rows.iter().map(LabelView::from).collect(), next: found.next.map(|c| c.to_string()) })
}

/// Prints over the API.
pub async fn post(call: Arc<Call>) -> Answer {
    let b: LabelBody = call.json()?;
    let label = Label {
        sender: b.sender,
        receiver: b.receiver,
        contents: b.contents,
        purpose: b.purpose,
        specimens: b.specimens,
    };
    let made = labels::print(&call.app.office, &call.who()?, label).await?;
    created(&LabelView::from(&made.label), &format!("/api/labels/{}", made.label.id))
}

/// One label over the API.
pub async fn get(call: Arc<Call>) -> Answer {
    let id = call.id::<LabelKind>("label")?;
    json(&LabelView::from(&labels::get(&call.app.office, &call.reader()?, id).await?.label))
}

/// Who may see labels.
pub const READERS: &[cites::Role] = PRINTERS;
