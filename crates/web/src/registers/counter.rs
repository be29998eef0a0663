//! What people of the authority enter for holders, by page and API; the number that the Secretariat gave.

use super::mandates::date_typed;
use super::operations::{self as entries, EntryInput};
use super::stock::{self as lots, LotBody, LotView};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, form_status, go_and_say, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::OrganisationId;
use office::registers::behalf::{For, OnBehalf};
use office::registers::inclusion::Given;
use office::registers::{operations, stock};
use pages::FieldError;
use pages::registers::{CounterAsk, CounterSaid, EntryNewPage, InclusionShown, LotNewPage, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{CounterOf, EntryRow};
use utoipa::ToSchema;

/// For whom something is entered, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BehalfBody {
    /// Id of the company or record; or `account`.
    #[serde(default)]
    pub company: Option<String>,
    /// E-mail address of the holder's account.
    #[serde(default)]
    pub account: Option<String>,
    /// Who said so.
    pub said_by: String,
    /// What was seen.
    pub seen: String,
}

impl BehalfBody {
    fn read(self) -> Result<OnBehalf, Failure> {
        let of = match self.company {
            Some(id) => For::Company(OrganisationId::parse(&id).map_err(|e| Failure::parse("company", &e))?),
            None => For::Account(self.account.unwrap_or_default()),
        };
        Ok(OnBehalf { of, said_by: self.said_by, evidence: self.seen })
    }
}

/// What was said and seen at the counter, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct SaidView {
    /// Who said so.
    pub said_by: String,
    /// What was seen.
    pub seen: String,
    /// Who entered it.
    pub by: String,
    /// When.
    pub at: String,
}

impl From<CounterSaid> for SaidView {
    fn from(c: CounterSaid) -> SaidView {
        SaidView { said_by: c.said_by, seen: c.seen, by: c.by, at: c.at.to_string() }
    }
}

/// An entry that is entered for its holder, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryFor {
    /// The entry.
    pub entry: EntryInput,
    /// For whom.
    pub behalf: BehalfBody,
}

/// A lot that is entered for its trader, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LotFor {
    /// The lot.
    pub lot: LotBody,
    /// For whom.
    pub behalf: BehalfBody,
}

fn company(call: &Call) -> Result<Option<OrganisationId>, Failure> {
    let id = call.asked("for").map(OrganisationId::parse).transpose();
    id.map_err(|_| Failure::NotFound)
}

fn behalf(call: &Call) -> Result<OnBehalf, Failure> {
    let of = match company(call)? {
        Some(id) => For::Company(id),
        None => For::Account(call.typed("for").trim().to_lowercase()),
    };
    Ok(OnBehalf { of, said_by: call.typed("said_by").to_owned(), evidence: call.typed("seen").to_owned() })
}

async fn ask(call: &Call) -> Result<CounterAsk, Failure> {
    let Some(id) = company(call)? else { return Ok(CounterAsk::default()) };
    let mut read = call.read().await?;
    let name = read.organisation_names(&[id]).await?.into_iter().next().map(|(_, name)| name);
    Ok(CounterAsk { of: Some((id.to_string(), name.ok_or(Failure::NotFound)?)) })
}

/// What was said at the counter about something that the page has loaded.
pub(super) async fn said(call: &Call, of: CounterOf) -> Result<Option<CounterSaid>, Failure> {
    let found = call.read().await?.counter_entry(of).await?;
    Ok(found.map(|c| CounterSaid { said_by: c.said_by, seen: c.evidence, by: c.name, at: c.at }))
}

/// What the Secretariat's register says of an entry that the page has loaded.
pub(super) async fn inclusion(call: &Call, entry: &EntryRow) -> Result<InclusionShown, Failure> {
    let waits = entry.kind == store::RegisterKind::CaptiveI && entry.state == store::EntryState::Valid;
    if entry.inclusion.is_none() {
        return Ok(InclusionShown { kept: waits, given: None });
    }
    let found = call.read().await?.inclusion(entry.id).await?;
    Ok(InclusionShown { kept: true, given: found.map(|i| (i.number, i.on, i.evidence)) })
}

/// The Secretariat's number as it was typed.
pub(super) fn given(call: &Call) -> Given {
    let text = |name: &str| call.typed(name).to_owned();
    Given {
        number: text("number"),
        on: date_typed(call, "on").parse().ok(),
        evidence: text("evidence"),
        reason: text("reason"),
    }
}

async fn draw_entry(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    let counter = Some(ask(call).await?);
    page_with(call, &EntryNewPage { shell: shell(call).await, typed, errors, simplified: false, counter }, status)
}

/// The form of an entry for its holder.
pub async fn new_entry(call: Arc<Call>) -> Answer {
    draw_entry(&call, BTreeMap::new(), Vec::new()).await
}

/// Enters an entry for its holder.
pub async fn enter_entry(call: Arc<Call>) -> Answer {
    let made = match (entries::wanted(entries::typed(&call)), behalf(&call)) {
        (Ok(wanted), Ok(behalf)) => {
            operations::apply_for(&call.app.office, &call.who()?, wanted, None, behalf).await.map_err(Failure::from)
        }
        (Err(failure), _) | (_, Err(failure)) => Err(failure),
    };
    match made {
        Ok(e) => Ok(go_and_say(&call, &entries::place(&e.columns), "flash-saved", None)),
        Err(failure) => draw_entry(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// Enters an entry for its holder, over the API.
pub async fn entry_api(call: Arc<Call>) -> Answer {
    let mut body: EntryFor = call.json()?;
    let open = body.entry.open_boxes.take();
    let (wanted, behalf) = (entries::wanted(body.entry)?, body.behalf.read()?);
    let made = operations::apply_for(&call.app.office, &call.who()?, wanted, open, behalf).await?;
    created(&entries::whole(&made), &format!("/api/registers/{}", made.columns.id))
}

async fn draw_lot(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    let counter = Some(ask(call).await?);
    page_with(call, &LotNewPage { shell: shell(call).await, typed, errors, counter }, status)
}

/// The form of a lot for its trader.
pub async fn new_lot(call: Arc<Call>) -> Answer {
    let home = call.seat()?.house.party();
    draw_lot(&call, BTreeMap::from([("origin".to_owned(), home.code().to_owned())]), Vec::new()).await
}

/// Enters a lot for its trader.
pub async fn enter_lot(call: Arc<Call>) -> Answer {
    let made = match (lots::typed(&call), behalf(&call)) {
        (Ok(new), Ok(behalf)) => {
            stock::declare_for(&call.app.office, &call.who()?, new, behalf).await.map_err(Failure::from)
        }
        (Err(failure), _) | (_, Err(failure)) => Err(failure),
    };
    match made {
        Ok(lot) => Ok(go_and_say(&call, &links::lot(&lot.id.to_string()), "flash-saved", None)),
        Err(failure) => draw_lot(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// Enters a lot for its trader, over the API.
pub async fn lot_api(call: Arc<Call>) -> Answer {
    let body: LotFor = call.json()?;
    let (new, behalf) = (lots::read(&body.lot)?, body.behalf.read()?);
    let made = stock::declare_for(&call.app.office, &call.who()?, new, behalf).await?;
    created(&LotView::from(&made), &format!("/api/stock/{}", made.id))
}
