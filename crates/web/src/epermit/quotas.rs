//! Quotas: the register, one quota, setting and confirming.

use super::body::QuotaBody;
use super::quotas_api::{amount, proposed, year};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::Amount;
use cites::ids::{Id, OrganisationKind, QuotaId, QuotaKind};
use office::epermit::quota_history::{self, Happened, What};
use office::epermit::{quota_more, quota_set};
use pages::epermit::{BurnShown, QuotaHappened, QuotaMoment, QuotaPage, QuotaRow, Quotas};
use pages::{FieldError, links};
use permits::DeskAct;
use permits::quota::QuotaChangeKind;
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
        terms: q.keys.terms.clone(),
        sources: q.keys.sources.clone(),
        purposes: q.keys.purposes.clone(),
        area: q.keys.area.clone(),
        holder: None,
        exporter: q.keys.exporter,
        season: q.keys.days,
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
    draw_with(call, quota, typed, errors, Vec::new()).await
}

/// `holders`: companies to choose from, where the part of a name that was typed fits several.
async fn draw_with(
    call: &Call,
    quota: Option<&Kept>,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
    holders: Vec<(String, String)>,
) -> Answer {
    let seat = call.seat()?;
    let mut history = Vec::new();
    let mut proposer = String::new();
    let mut own = false;
    let today = crate::shared::enter::day(call.app.office.clock.now());
    let (mut burn, mut waiting, mut holder) = (None, Vec::new(), None);
    if let Some(q) = quota {
        let mut read = call.read().await?;
        history = quota_history::of(&mut read, q.id).await?.into_iter().map(moment).collect();
        if let Some(id) = q.keys.holder {
            holder = read.organisation_names(&[id]).await?.into_iter().next().map(|(_, name)| name);
        }
        burn = burn_shown(q, quota_more::burn_down(&mut read, q, today).await?);
        let list = read.quota_waiting(q.id).await?;
        waiting = list.into_iter().map(|w| (w.reference, crate::shared::enter::day(w.at), w.amount)).collect();
        if let Some(change) = &q.proposed {
            own = change.proposed_by == seat.person.id;
            let last = history.iter().rev().find(|m: &&QuotaMoment| m.is_proposal());
            proposer = last.and_then(|m| m.name.clone()).unwrap_or_default();
        }
    }
    let status = form_status(&errors);
    let shown = QuotaPage {
        shell: shell(call).await,
        quota: quota.map(|q| QuotaRow { holder, ..row(q) }),
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

fn moment(h: Happened) -> QuotaMoment {
    let by_hand = |event, kind| match kind {
        QuotaChangeKind::Limit(limit) => QuotaHappened::Limit(event, limit),
        QuotaChangeKind::Consumed(books) => QuotaHappened::Books(event, books),
    };
    QuotaMoment {
        at: h.at,
        what: match h.what {
            What::Held(amount) => QuotaHappened::Moved("quota_held", amount),
            What::Committed(amount) => QuotaHappened::Moved("quota_committed", amount),
            What::Left(amount) => QuotaHappened::Moved("quota_consumed", amount),
            What::GivenBack(amount) => QuotaHappened::Moved("quota_released", amount),
            What::Proposed(kind) => by_hand("quota_set", kind),
            What::Confirmed(kind) => by_hand("quota_confirmed", kind),
            What::Dropped => QuotaHappened::Dropped,
        },
        case: h.case.map(|(id, reference, block)| (id.to_string(), reference, block)),
        name: h.by,
        reason: h.reason,
    }
}

/// The company that was meant.
enum Holder {
    /// Its id; none where nothing was typed.
    One(Option<String>),
    /// Several to choose from: id and name.
    Several(Vec<(String, String)>),
}

/// The company of an id, or of a part of its name that fits one alone.
async fn holder_of(call: &Call, typed: &str) -> Result<Holder, Failure> {
    let typed = typed.trim();
    if typed.is_empty() || Id::<OrganisationKind>::parse(typed).is_ok() {
        return Ok(Holder::One(Some(typed.to_owned()).filter(|t| !t.is_empty())));
    }
    let found = call.read().await?.companies_named(typed, 20).await?;
    let whole = found.iter().position(|(_, name)| name.to_lowercase() == typed.to_lowercase());
    Ok(match (found.as_slice(), whole) {
        ([], _) => {
            let help = "Type a part of the name of a registered company.";
            return Err(Failure::field("holder", "quota-holder-unknown", help));
        }
        ([one], _) => Holder::One(Some(one.0.to_string())),
        (all, Some(n)) if all.iter().filter(|(_, name)| name.to_lowercase() == typed.to_lowercase()).count() == 1 => {
            Holder::One(all.get(n).map(|(id, _)| id.to_string()))
        }
        (all, _) => Holder::Several(all.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()),
    })
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

/// Boxes of the terms, ticked by group.
const TERMS: &[&str] =
    &["term", "terms", "terms-living", "terms-skins", "terms-parts", "terms-worked", "terms-wood", "terms-eaten"];

/// Proposes a new quota.
pub async fn propose(call: Arc<Call>) -> Answer {
    let one = |name: &str| Some(call.typed(name).trim().to_owned()).filter(|t| !t.is_empty());
    let ticked = |names: &[&str]| -> Vec<String> {
        names.iter().flat_map(|name| call.ticked(name)).map(str::to_owned).collect()
    };
    let holder = match holder_of(&call, call.typed("holder")).await {
        Ok(Holder::One(holder)) => holder,
        Ok(Holder::Several(several)) => {
            let error = FieldError::new("holder", "holder-several").help("Choose the company that is meant.");
            return draw_with(&call, None, call.typed_again(), vec![error], several).await;
        }
        Err(failure) => return draw(&call, None, call.typed_again(), failure.on_form()?).await,
    };
    let year: Result<i16, _> = call.typed("year").trim().parse();
    let body =
        year.map_err(|_| Failure::field("year", "year-range", "Give a year, like 2026.")).map(|year| QuotaBody {
            taxon: call.typed("taxon").to_owned(),
            year,
            unit: call.typed("unit").to_owned(),
            limit: one("quantity"),
            terms: ticked(TERMS),
            sources: ticked(&["source", "sources"]),
            purposes: ticked(&["purposes"]),
            basis: call.typed("origin").trim().to_owned(),
            notes: String::new(),
            kind: one("basis"),
            holder,
            exporter: one("exporter"),
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
