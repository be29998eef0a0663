//! Companies and persons for the authority, by page and API: found, looked at, changed, their papers noted, closed and
//! opened again.

use crate::shared::call::Call;
use crate::shared::draw::ROWS;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, form_status, go_and_say, json, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ApplicationStatus;
use cites::ids::OrganisationId;
use office::registers::behalf::COUNTER;
use office::registers::holder::{self, CLOSERS, Contact, Holder, PaperKind, Typed, Whole};
use pages::FieldError;
use pages::registers::{HolderCard, HolderChangeRow, HolderFormPage, HolderPage, HoldersPage, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{HolderCursor, HolderId, HolderRow};
use utoipa::ToSchema;

/// Particulars over the API: a record to open, or what stands from now on.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HolderBody {
    /// Name.
    pub name: String,
    /// Number in the register of companies, or of the identity document.
    pub number: String,
    /// Street and house.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// Country code.
    pub country: String,
    /// Whom to ask for.
    pub contact: String,
    /// Telephone.
    pub telephone: String,
    /// E-mail address for letters.
    pub email: String,
    /// A natural person; for a record that is opened.
    pub natural: bool,
    /// Why it changes.
    pub reason: String,
}

impl HolderBody {
    fn read(self) -> Typed {
        Typed {
            name: self.name,
            number: self.number,
            street: self.street,
            city: self.city,
            postcode: self.postcode,
            country: self.country,
            contact: Contact { person: self.contact, telephone: self.telephone, email: self.email },
            natural: self.natural,
            reason: self.reason,
        }
    }
}

/// A paper that showed who somebody is, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IdentityPaperBody)]
pub struct PaperBody {
    /// `register-extract`, `licence`, `identity-card`, `passport`, `authority` or `other`.
    pub paper: String,
    /// Its number.
    pub number: String,
    /// Who issued it.
    #[serde(default)]
    pub note: String,
}

/// Why a company is closed or opened again, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosingBody {
    /// In words.
    pub reason: String,
    /// How many open applications of the company you have seen; for closing.
    #[serde(default)]
    pub seen: usize,
}

/// One of the list, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolderView {
    /// `company` or `person`.
    pub kind: &'static str,
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Number of a company, address of a person's account.
    pub number: String,
    /// May apply?
    pub active: bool,
}

/// Companies and persons over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolderList {
    /// By the alphabet.
    pub rows: Vec<HolderView>,
    /// For the next page: its `after`.
    pub next: Option<String>,
}

/// One change, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolderChangeView {
    /// What was done: `open`, `edit`, `evidence`, `close` or `reopen`.
    pub act: String,
    /// Field, what stood there, what stands there now.
    pub changes: Vec<[String; 3]>,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
}

/// A company or person with its particulars, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolderWhole {
    /// `company` or `person`.
    pub kind: &'static str,
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Number in the register of companies, or of the identity document.
    pub number: String,
    /// Street, town with postcode, country.
    pub address: Vec<String>,
    /// Whom to ask for.
    pub contact: String,
    /// Telephone.
    pub telephone: String,
    /// E-mail address for letters.
    pub email: String,
    /// A natural person without an account?
    pub natural: bool,
    /// May apply?
    pub active: bool,
    /// Since when it is closed.
    pub closed_on: Option<String>,
    /// Papers that were seen: kind, number, words, day, who.
    pub papers: Vec<[String; 5]>,
    /// References of its open applications.
    pub open: Vec<String>,
    /// The last change first.
    pub changes: Vec<HolderChangeView>,
}

fn view(row: &HolderRow) -> HolderView {
    HolderView {
        kind: row.id.kind(),
        id: row.id.to_string(),
        name: row.name.clone(),
        number: row.number.clone(),
        active: row.active,
    }
}

fn card(row: &HolderRow) -> HolderCard {
    HolderCard {
        kind: row.id.kind(),
        id: row.id.to_string(),
        name: row.name.clone(),
        number: row.number.clone(),
        active: row.active,
    }
}

fn id(call: &Call) -> Result<HolderId, Failure> {
    HolderId::parse(call.param("kind"), call.param("holder")).ok_or(Failure::NotFound)
}

fn company(call: &Call) -> Result<OrganisationId, Failure> {
    match id(call)? {
        HolderId::Company(id) => Ok(id),
        HolderId::Person(_) => Err(Failure::NotFound),
    }
}

async fn rows(call: &Call) -> Result<(Vec<HolderRow>, Option<HolderCursor>), Failure> {
    let after = call.asked("after").map(|t| HolderCursor::parse(t).ok_or(Failure::NotFound)).transpose()?;
    let after = after.unwrap_or_else(HolderCursor::first);
    let part = call.asked("q").unwrap_or_default();
    Ok(holder::list(&call.app.office, &call.reader()?, part, &after, ROWS).await?)
}

/// Companies and persons.
pub async fn list(call: Arc<Call>) -> Answer {
    let (found, next) = rows(&call).await?;
    let part = call.asked("q").map(|q| format!("&q={}", pages::links::encode(q))).unwrap_or_default();
    let next = next.map(|n| format!("{}?after={}{part}", links::HOLDERS, pages::links::encode(&n.to_string())));
    let rows = found.iter().map(card).collect();
    page(&call, &HoldersPage { shell: shell(&call).await, rows, next, typed: call.asked_again() })
}

fn lines(h: &Holder) -> Vec<String> {
    let Some(a) = &h.address else { return Vec::new() };
    let town = format!("{} {}", a.postcode.as_deref().unwrap_or_default(), a.city);
    let all = [a.street.clone(), town.trim().to_owned(), a.country.code().to_owned()];
    all.into_iter().filter(|t| !t.is_empty()).collect()
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let Whole { holder: h, changes, people, open } = holder::get(&call.app.office, &call.reader()?, id(call)?).await?;
    let w = call.words();
    let status = form_status(&errors);
    let seat = call.seat()?;
    let mut address = lines(&h);
    if let (Some(last), Some(a)) = (address.last_mut(), &h.address) {
        *last = w.country(&a.country);
    }
    let status_of =
        |code: &str| ApplicationStatus::from_code(code).map_or_else(|| code.to_owned(), |s| w.application_status(&s));
    let open = open.into_iter();
    let open = open.map(|c| (pages::links::application(&c.id.to_string()), c.reference, status_of(&c.status)));
    let contact = h.kept.contact;
    let seen = h.kept.seen.into_iter().map(|s| (s.kind.code().to_owned(), s.number, s.note, s.on, s.by));
    let shown = HolderPage {
        shell: shell(call).await,
        card: HolderCard {
            kind: h.id.kind(),
            id: h.id.to_string(),
            name: h.name,
            number: h.account.unwrap_or_default(),
            active: h.active,
        },
        number: h.number,
        natural: h.kept.natural,
        address,
        contact: [contact.person, contact.telephone, contact.email],
        seen: seen.collect(),
        closed: h.kept.closed.map(|c| (c.on, c.reason)),
        people,
        open: open.collect(),
        changes: changes
            .into_iter()
            .map(|c| HolderChangeRow {
                at: c.at,
                by: c.name,
                act: c.act,
                changes: c.changes.into_iter().map(|d| (d.field, d.old, d.new)).collect(),
                reason: c.reason,
            })
            .collect(),
        closes: seat.has(CLOSERS),
        enters: seat.has(COUNTER),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// One company or person.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

async fn draw_form(
    call: &Call,
    of: Option<HolderId>,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> Answer {
    let status = form_status(&errors);
    let (mut typed, mut named) = (typed, None);
    if let Some(id) = of {
        let h = holder::get(&call.app.office, &call.reader()?, id).await?.holder;
        if typed.is_empty() {
            typed = stands(&h);
        }
        named = Some((id.kind(), id.to_string(), h.name));
    } else {
        let home = call.seat()?.house.party();
        typed.entry("country".into()).or_insert_with(|| home.code().to_owned());
    }
    page_with(call, &HolderFormPage { shell: shell(call).await, of: named, typed, errors }, status)
}

fn stands(h: &Holder) -> BTreeMap<String, String> {
    let address = |text: fn(&cites::document::Address) -> String| h.address.as_ref().map(text).unwrap_or_default();
    let contact = &h.kept.contact;
    let fields = [
        ("name", h.name.clone()),
        ("number", h.number.clone()),
        ("street", address(|a| a.street.clone())),
        ("postcode", address(|a| a.postcode.clone().unwrap_or_default())),
        ("city", address(|a| a.city.clone())),
        ("country", address(|a| a.country.code().to_owned())),
        ("contact", contact.person.clone()),
        ("telephone", contact.telephone.clone()),
        ("email", contact.email.clone()),
    ];
    fields.map(|(name, text)| (name.to_owned(), text)).into()
}

/// The form of a record.
pub async fn new(call: Arc<Call>) -> Answer {
    draw_form(&call, None, BTreeMap::new(), Vec::new()).await
}

fn typed(call: &Call) -> Typed {
    let text = |name: &str| call.typed(name).to_owned();
    HolderBody {
        name: text("name"),
        number: text("number"),
        street: text("street"),
        postcode: text("postcode"),
        city: text("city"),
        country: text("country"),
        contact: text("contact"),
        telephone: text("telephone"),
        email: text("email"),
        natural: call.typed("kind") == "natural",
        reason: text("reason"),
    }
    .read()
}

/// Opens a record.
pub async fn open(call: Arc<Call>) -> Answer {
    match holder::open(&call.app.office, &call.who()?, typed(&call)).await.map_err(Failure::from) {
        Ok(id) => Ok(go_and_say(&call, &links::holder("company", &id.to_string()), "flash-saved", None)),
        Err(failure) => draw_form(&call, None, call.typed_again(), failure.on_form()?).await,
    }
}

/// The form that changes the particulars.
pub async fn edit(call: Arc<Call>) -> Answer {
    draw_form(&call, Some(id(&call)?), BTreeMap::new(), Vec::new()).await
}

/// Changes the particulars.
pub async fn change(call: Arc<Call>) -> Answer {
    let id = id(&call)?;
    match holder::edit(&call.app.office, &call.who()?, id, typed(&call)).await.map_err(Failure::from) {
        Ok(()) => Ok(go_and_say(&call, &links::holder(id.kind(), &id.to_string()), "flash-saved", None)),
        Err(failure) => draw_form(&call, Some(id), call.typed_again(), failure.on_form()?).await,
    }
}

fn paper(code: &str) -> Result<PaperKind, Failure> {
    PaperKind::from_code(code).ok_or_else(|| Failure::field("paper", "enter-kind", "Choose from the list."))
}

/// One act on a company or person.
pub async fn act(call: Arc<Call>) -> Answer {
    let (office, who, id) = (&call.app.office, call.who()?, id(&call)?);
    let text = |name: &str| call.typed(name).to_owned();
    let done = match call.param("act") {
        "paper" => match paper(call.typed("paper")) {
            Ok(kind) => {
                holder::saw(office, &who, id, kind, text("paper_number"), text("note")).await.map_err(Failure::from)
            }
            Err(failure) => Err(failure),
        },
        "close" => {
            let seen = call.asked("seen").and_then(|t| t.parse().ok()).unwrap_or(0);
            holder::close(office, &who, company(&call)?, text("reason"), seen).await.map_err(Failure::from)
        }
        "reopen" => holder::reopen(office, &who, company(&call)?, text("reason")).await.map_err(Failure::from),
        _ => return Err(Failure::NotFound),
    };
    match done {
        Ok(()) => Ok(go_and_say(&call, &links::holder(id.kind(), &id.to_string()), "flash-done", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// Companies and persons over the API.
pub async fn list_api(call: Arc<Call>) -> Answer {
    let (found, next) = rows(&call).await?;
    json(&HolderList { rows: found.iter().map(view).collect(), next: next.map(|n| n.to_string()) })
}

async fn whole(call: &Call, id: HolderId) -> Result<HolderWhole, Failure> {
    let Whole { holder: h, changes, open, .. } = holder::get(&call.app.office, &call.reader()?, id).await?;
    let address = lines(&h);
    let contact = h.kept.contact;
    let seen = h.kept.seen.into_iter();
    Ok(HolderWhole {
        kind: h.id.kind(),
        id: h.id.to_string(),
        name: h.name,
        number: h.number,
        address,
        contact: contact.person,
        telephone: contact.telephone,
        email: contact.email,
        natural: h.kept.natural,
        active: h.active,
        closed_on: h.kept.closed.map(|c| c.on.to_string()),
        papers: seen.map(|s| [s.kind.code().to_owned(), s.number, s.note, s.on.to_string(), s.by]).collect(),
        open: open.into_iter().map(|c| c.reference).collect(),
        changes: changes
            .into_iter()
            .map(|c| HolderChangeView {
                act: c.act,
                changes: c.changes.into_iter().map(|d| [d.field, d.old, d.new]).collect(),
                reason: c.reason,
                by: c.name,
                at: c.at.to_string(),
            })
            .collect(),
    })
}

/// One over the API.
pub async fn get_api(call: Arc<Call>) -> Answer {
    json(&whole(&call, id(&call)?).await?)
}

/// Opens a record over the API.
pub async fn open_api(call: Arc<Call>) -> Answer {
    let body: HolderBody = call.json()?;
    let id = holder::open(&call.app.office, &call.who()?, body.read()).await?;
    created(&whole(&call, HolderId::Company(id)).await?, &format!("/api/holders/company/{id}"))
}

/// Changes particulars over the API.
pub async fn edit_api(call: Arc<Call>) -> Answer {
    let body: HolderBody = call.json()?;
    holder::edit(&call.app.office, &call.who()?, id(&call)?, body.read()).await?;
    get_api(call).await
}

/// Notes a paper over the API.
pub async fn paper_api(call: Arc<Call>) -> Answer {
    let body: PaperBody = call.json()?;
    let kind = paper(&body.paper)?;
    holder::saw(&call.app.office, &call.who()?, id(&call)?, kind, body.number, body.note).await?;
    get_api(call).await
}

/// Closes a company over the API.
pub async fn close_api(call: Arc<Call>) -> Answer {
    let body: ClosingBody = call.json()?;
    holder::close(&call.app.office, &call.who()?, company(&call)?, body.reason, body.seen).await?;
    get_api(call).await
}

/// Opens a company again over the API.
pub async fn reopen_api(call: Arc<Call>) -> Answer {
    let body: ClosingBody = call.json()?;
    holder::reopen(&call.app.office, &call.who()?, company(&call)?, body.reason).await?;
    get_api(call).await
}
