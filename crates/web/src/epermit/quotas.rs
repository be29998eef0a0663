//! Quotas: the register, one quota, setting and confirming.

use super::body::QuotaBody;
use super::quotas_api::{amount, proposed, year};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::Amount;
use cites::ids::{QuotaId, QuotaKind};
use office::epermit::{quota_more, quota_set};
use pages::epermit::{BurnShown, QuotaPage, QuotaRow, Quotas};
use pages::parts::Moment;
use pages::{FieldError, links};
use permits::DeskAct;
use permits::quota_kind::Forecast;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::QuotaRow as Kept;

/// A quota as the pages show it.
pub fn row(q: &Kept) -> QuotaRow {
    QuotaRow {
        id: q.id.to_string(),
        year: q.year,
        taxon: q.taxon.clone(),
        term: match q.keys.terms.as_slice() {
            [one] => Some(*one),
            _ => None,
        },
        source: match q.keys.sources.as_slice() {
            [one] => Some(*one),
            _ => None,
        },
        whole: q.limit.unwrap_or(Amount::MAX),
        consumed: q.consumed,
        held: q.committed.plus(q.reserved).unwrap_or(q.committed),
        unit: q.unit,
        proposed: q.proposed.is_some(),
        origin: q.keys.basis.clone(),
        basis: q.keys.kind.code().to_owned(),
    }
}

/// Use over the year as the pages show it.
pub fn burn_shown(quota: &Kept, burn: Option<quota_more::BurnDown>) -> Option<BurnShown> {
    let burn = burn?;
    let (forecast, on, left) = match burn.forecast {
        _ if quota.limit.is_none() => ("unknown", None, None),
        Forecast::Unknown => ("unknown", None, None),
        Forecast::Lasts(left) => ("lasts", None, Some(left)),
        Forecast::UsedUpOn(day) => ("used-up-on", Some(day), None),
        Forecast::UsedUp => ("used-up", None, None),
    };
    Some(BurnShown { months: burn.months, forecast: forecast.to_owned(), on, left })
}

/// The register of a year.
pub async fn list(call: Arc<Call>) -> Answer {
    let year = year(&call)?;
    let mut read = call.read().await?;
    let rows = read.quota_positions(year).await?;
    drop(read);
    let this = crate::shared::enter::day(call.app.office.clock.now()).year();
    let mut years = vec![this + 1, this, this - 1];
    if !years.contains(&year) {
        years.push(year);
    }
    let shown = Quotas {
        shell: shell(&call).await,
        year,
        years,
        rows: rows.iter().map(row).collect(),
        next: None,
        can_set: call.seat()?.has(DeskAct::QuotaSet.roles()),
    };
    page(&call, &shown)
}

async fn draw(call: &Call, quota: Option<&Kept>, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let seat = call.seat()?;
    let mut history = Vec::new();
    let mut proposer = String::new();
    let mut own = false;
    let today = crate::shared::enter::day(call.app.office.clock.now());
    let (mut burn, mut waiting, mut holders) = (None, Vec::new(), Vec::new());
    if quota.is_none() {
        let companies = call.read().await?.organisations("", 200).await?;
        holders = companies.into_iter().map(|o| (o.id.to_string(), o.name)).collect();
    }
    if let Some(q) = quota {
        let mut read = call.read().await?;
        let mut after = 0;
        // The newest hundred are shown; older ones stand in the audit trail.
        let mut events = read.quota_events(q.id, after, 500).await?;
        while events.len() == 500 {
            after = events.last().map_or(after, |e| e.seq);
            let more = read.quota_events(q.id, after, 500).await?;
            if more.is_empty() {
                break;
            }
            events = more;
        }
        history = events.iter().rev().take(100).rev().map(|e| Moment::new(event(&e.kind), e.at, None)).collect();
        burn = burn_shown(q, quota_more::burn_down(&mut read, q, today).await?);
        let list = read.quota_waiting(q.id).await?;
        waiting = list.into_iter().map(|w| (w.reference, crate::shared::enter::day(w.at), w.amount)).collect();
        if let Some(change) = &q.proposed {
            own = change.proposed_by == seat.person.id;
            proposer = read.person(change.proposed_by).await?.map(|p| p.name).unwrap_or_default();
        }
    }
    let status = form_status(&errors);
    let shown = QuotaPage {
        shell: shell(call).await,
        quota: quota.map(row),
        proposer,
        can_confirm: !own && seat.has(DeskAct::QuotaConfirm.roles()),
        can_set: seat.has(DeskAct::QuotaSet.roles()),
        history,
        burn,
        waiting,
        can_carry: quota.is_some_and(|q| q.keys.period(q.year).is_some_and(|(_, last)| last < today)),
        holders,
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

fn event(kind: &str) -> &'static str {
    match kind {
        "reserve" => "quota_held",
        "commit" => "quota_committed",
        "consume" => "quota_consumed",
        "release" => "quota_released",
        _ => "quota_confirmed",
    }
}

async fn kept(call: &Call) -> Result<Kept, Failure> {
    let id: QuotaId = call.id::<QuotaKind>("quota")?;
    let mut read = call.read().await?;
    read.quota(id).await?.ok_or(Failure::NotFound)
}

/// One quota.
pub async fn show(call: Arc<Call>) -> Answer {
    let quota = kept(&call).await?;
    draw(&call, Some(&quota), BTreeMap::new(), Vec::new()).await
}

/// The form of a new quota.
pub async fn new(call: Arc<Call>) -> Answer {
    let typed = BTreeMap::from([("year".to_owned(), year(&call)?.to_string())]);
    draw(&call, None, typed, Vec::new()).await
}

/// Proposes a new quota.
pub async fn propose(call: Arc<Call>) -> Answer {
    let one = |name: &str| Some(call.typed(name).trim().to_owned()).filter(|t| !t.is_empty());
    let year: Result<i16, _> = call.typed("year").trim().parse();
    let body =
        year.map_err(|_| Failure::field("year", "year-range", "Give a year, like 2026.")).map(|year| QuotaBody {
            taxon: call.typed("taxon").to_owned(),
            year,
            unit: call.typed("unit").to_owned(),
            limit: one("quantity"),
            terms: one("term").into_iter().collect(),
            sources: one("source").into_iter().collect(),
            purposes: Vec::new(),
            basis: call.typed("origin").trim().to_owned(),
            notes: String::new(),
            kind: one("basis"),
            holder: one("holder"),
            area: call.typed("area").trim().to_owned(),
            from: season(&call, "from"),
            until: season(&call, "until"),
            carry_over: one("carry"),
            reason: call.typed("reason").to_owned(),
        });
    let made = match body.and_then(proposed) {
        Ok(new) => quota_set::propose_new(&call.app.office, &call.who()?, new).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match made {
        Ok(quota) => Ok(go_and_say(&call, &links::quota(&quota.id.to_string()), "flash-saved", None)),
        Err(failure) => {
            let errors = failure.on_form()?.into_iter().map(at_quantity).collect();
            draw(&call, None, call.typed_again(), errors).await
        }
    }
}

/// The page calls the limit a quantity.
fn at_quantity(error: FieldError) -> FieldError {
    if error.field == "limit" { FieldError { field: "quantity".into(), ..error } } else { error }
}

/// Proposes another limit.
pub async fn change(call: Arc<Call>) -> Answer {
    let quota = kept(&call).await?;
    let limit = amount(Some(call.typed("quantity")));
    let reason = call.typed("reason").to_owned();
    let done = match limit {
        Ok(limit) => quota_set::propose_limit(&call.app.office, &call.who()?, quota.id, limit, reason)
            .await
            .map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(_) => Ok(go_and_say(&call, &links::quota(&quota.id.to_string()), "flash-saved", None)),
        Err(failure) => {
            let errors = failure.on_form()?.into_iter().map(at_quantity).collect();
            draw(&call, Some(&quota), call.typed_again(), errors).await
        }
    }
}

/// The second person confirms.
pub async fn confirm(call: Arc<Call>) -> Answer {
    let quota = kept(&call).await?;
    match quota_set::confirm(&call.app.office, &call.who()?, quota.id).await.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, &links::quota(&quota.id.to_string()), "flash-done", None)),
        Err(failure) => draw(&call, Some(&quota), BTreeMap::new(), failure.on_form()?).await,
    }
}

/// A day of the season, from its three boxes; `None` when they are blank.
fn season(call: &Call, name: &str) -> Option<String> {
    let part = |p: &str| call.typed(&format!("{name}-{p}")).to_owned();
    Some(pages::parts::date::join(&part("day"), &part("month"), &part("year"))).filter(|d| !d.is_empty())
}

/// Proposes another consumption on the books.
pub async fn correct(call: Arc<Call>) -> Answer {
    let quota = kept(&call).await?;
    let reason = call.typed("correction-reason").to_owned();
    let done = match Amount::parse(call.typed("consumed").trim()) {
        Ok(consumed) => {
            let (office, who) = (&call.app.office, call.who()?);
            quota_more::propose_correction(office, &who, quota.id, consumed, reason).await.map_err(Failure::from)
        }
        Err(e) => Err(Failure::parse("consumed", &e)),
    };
    match done {
        Ok(_) => Ok(go_and_say(&call, &links::quota(&quota.id.to_string()), "flash-saved", None)),
        Err(failure) => {
            let at = |e: FieldError| match e.field.as_str() {
                "reason" => FieldError { field: "correction-reason".into(), ..e },
                _ => e,
            };
            let errors = failure.on_form()?.into_iter().map(at).collect();
            draw(&call, Some(&quota), call.typed_again(), errors).await
        }
    }
}

/// Proposes to carry the rest of an ended quota over.
pub async fn carry_over(call: Arc<Call>) -> Answer {
    let quota = kept(&call).await?;
    match quota_more::propose_carry_over(&call.app.office, &call.who()?, quota.id).await.map_err(Failure::from) {
        Ok(next) => Ok(go_and_say(&call, &links::quota(&next.id.to_string()), "flash-saved", None)),
        Err(failure) => draw(&call, Some(&quota), BTreeMap::new(), failure.on_form()?).await,
    }
}
