//! Terms of monthly payment that stand still: shown to the holder and the books, and let go on by two persons.

use super::payer;
use super::revenue::names;
use super::view::NoteBody;
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::json;
use crate::shared::route::Answer;
use cites::ids::{PrepaidAccountId, PrepaidAccountKind};
use office::money::{BOOKS, DECIDE, account, terms_stop};
use pages::money::Stopped;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Read, TermsStopRow};
use utoipa::ToSchema;

/// When the terms of an account stood still, as its page shows it.
///
/// # Errors
/// What the archive says.
pub async fn shown(call: &Call, read: &mut Read, id: PrepaidAccountId) -> Result<Vec<Stopped>, Failure> {
    let rows = read.terms_stops(id).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let names = names(read, rows.iter().filter_map(|r| Some(r.asked.as_ref()?.0.as_str()))).await?;
    let seat = call.seat()?;
    let me = format!("person:{}", seat.person.id);
    // The holder is told that they stand still and why, not what the books say of it.
    let inside = seat.has(office::money::READ);
    Ok(rows
        .iter()
        .map(|r| {
            let open = r.resumed.is_none();
            let asked = r.asked.as_ref().filter(|_| inside);
            Stopped {
                since: day(r.stopped_at),
                bill: (r.invoice.to_string(), r.number.clone()),
                asked: asked.map(|(by, why, _)| (names.get(by).cloned().unwrap_or_default(), why.clone())),
                until: r.resumed.as_ref().map(|(_, at)| day(*at)),
                can_ask: open && r.asked.is_none() && seat.has(BOOKS),
                can_decide: open && asked.is_some_and(|(by, _, _)| *by != me) && seat.has(DECIDE),
            }
        })
        .collect())
}

/// Asks, or decides.
pub async fn act(call: Arc<Call>) -> Answer {
    let id = call.id::<PrepaidAccountKind>("account")?;
    payer::account_currency(&call, id).await?;
    let (office, who) = (&call.app.office, call.who()?);
    let done = match call.param("act") {
        "ask" => terms_stop::ask(office, &who, id, call.typed("resume-reason")).await,
        "yes" => terms_stop::decide(office, &who, id, true).await,
        "no" => terms_stop::decide(office, &who, id, false).await,
        _ => return Err(Failure::NotFound),
    };
    payer::account_done(&call, id, done.map(drop).map_err(Failure::from)).await
}

/// Terms that stand still, or stood.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermsStopView {
    /// Number of the bill that was given up.
    pub invoice: String,
    /// Since when.
    pub stopped_at: String,
    /// Why they may go on, where somebody asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When they went on; absent: they stand still.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resumed_at: Option<String>,
}

impl TermsStopView {
    fn of(r: &TermsStopRow, inside: bool) -> TermsStopView {
        TermsStopView {
            invoice: r.number.clone(),
            stopped_at: r.stopped_at.to_string(),
            reason: r.asked.as_ref().filter(|_| inside).map(|(_, why, _)| why.clone()),
            resumed_at: r.resumed.as_ref().map(|(_, at)| at.to_string()),
        }
    }
}

/// When the terms of an account stood still.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermsStopList {
    /// The newest first; the first one may last.
    pub rows: Vec<TermsStopView>,
}

/// What the second person decides.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResumeBody {
    /// Do the terms go on?
    pub resume: bool,
}

/// When the terms stood still, for programs.
pub async fn list(call: Arc<Call>) -> Answer {
    let id = call.id::<PrepaidAccountKind>("account")?;
    let mut read = call.read().await?;
    account::load(&mut read, &call.reader()?, id).await?;
    let inside = call.seat()?.has(office::money::READ);
    let rows = read.terms_stops(id).await?;
    json(&TermsStopList { rows: rows.iter().map(|r| TermsStopView::of(r, inside)).collect() })
}

/// Asks over the API.
pub async fn ask_api(call: Arc<Call>) -> Answer {
    let body: NoteBody = call.json()?;
    let id = call.id::<PrepaidAccountKind>("account")?;
    payer::account_currency(&call, id).await?;
    let row = terms_stop::ask(&call.app.office, &call.who()?, id, &body.reason).await?;
    json(&TermsStopView::of(&row, true))
}

/// Decides over the API.
pub async fn decide_api(call: Arc<Call>) -> Answer {
    let body: ResumeBody = call.json()?;
    let id = call.id::<PrepaidAccountKind>("account")?;
    payer::account_currency(&call, id).await?;
    let row = terms_stop::decide(&call.app.office, &call.who()?, id, body.resume).await?;
    json(&TermsStopView::of(&row, true))
}
