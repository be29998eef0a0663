//! What happened to a quota: every movement with its amount, case and person, and every change by hand with its reason.

use crate::shared::error::Error;
use cites::ids::{ApplicationId, PersonId, QuotaId};
use cites::{Amount, Timestamp};
use permits::consignments;
use permits::quota::{QuotaChange, QuotaChangeKind};
use std::collections::BTreeMap;
use store::{QuotaEventRow, Read};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// So much was held for a case.
    Held(Amount),
    /// So much was committed to a permit.
    Committed(Amount),
    /// So much left the country.
    Left(Amount),
    /// So much was given back.
    GivenBack(Amount),
    /// One person proposed a change.
    Proposed(QuotaChangeKind),
    /// A second one confirmed it.
    Confirmed(QuotaChangeKind),
    /// It was taken back or turned down.
    Dropped,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What,
    /// For which case: its id, its reference, and the block (`A`, of the second consignment `A/2`).
    pub case: Option<(ApplicationId, String, String)>,
    /// Who; `None`: the system or a partner.
    pub by: Option<String>,
    /// Why, as the proposer wrote it.
    pub reason: Option<String>,
}

/// The history of a quota, oldest first: its last hundred movements, and the changes by hand.
///
/// # Errors
/// What the archive says.
pub async fn of(read: &mut Read, quota: QuotaId) -> Result<Vec<Happened>, Error> {
    let mut events = read.quota_last_events(quota, 100).await?;
    events.reverse();
    let mut cases: Vec<ApplicationId> = events.iter().filter_map(|e| Some(source(e)?.0)).collect();
    cases.sort();
    cases.dedup();
    let references: BTreeMap<_, _> = read.application_references(&cases).await?.into_iter().collect();
    let mut out: Vec<(Happened, Option<PersonId>)> = Vec::new();
    for event in &events {
        let Some(what) = moved(event) else { continue };
        let case = source(event).and_then(|(id, block)| Some((id, references.get(&id)?.clone(), block)));
        out.push((Happened { at: event.at, what, case, by: None, reason: None }, person(&event.actor)));
    }
    for event in read.timeline("quota", &quota.to_string()).await? {
        let change = event.payload.as_deref().and_then(|body| serde_json::from_str::<QuotaChange>(body).ok());
        let what = match (event.act.as_str(), &change) {
            ("quota_propose", Some(change)) => What::Proposed(change.kind),
            ("quota_confirm", Some(change)) => What::Confirmed(change.kind),
            ("quota_drop", _) => What::Dropped,
            _ => continue,
        };
        let reason = change.map(|c| c.reason).filter(|_| matches!(what, What::Proposed(_)));
        out.push((Happened { at: event.at, what, case: None, by: None, reason }, person(&event.actor)));
    }
    out.sort_by_key(|(happened, _)| happened.at);
    let mut people: Vec<PersonId> = out.iter().filter_map(|(_, person)| *person).collect();
    people.sort();
    people.dedup();
    let mut names: BTreeMap<PersonId, String> = BTreeMap::new();
    for some in people.chunks(30) {
        names.extend(read.person_names(some).await?);
    }
    let named = |(mut happened, person): (Happened, Option<PersonId>)| {
        happened.by = person.and_then(|id| names.get(&id).cloned());
        happened
    };
    Ok(out.into_iter().map(named).collect())
}

fn person(actor: &str) -> Option<PersonId> {
    PersonId::parse(actor.strip_prefix("person:")?).ok()
}

fn source(event: &QuotaEventRow) -> Option<(ApplicationId, String)> {
    let (id, slot) = event.source_key.as_deref()?.split_once('#')?;
    let (nth, block) = consignments::of_slot(slot);
    let block = if nth > 1 { format!("{block}/{nth}") } else { block.to_owned() };
    Some((ApplicationId::parse(id).ok()?, block))
}

/// Changes of the limit and of the books stand in the audit trail, with their reasons.
fn moved(event: &QuotaEventRow) -> Option<What> {
    let amount = |micro: i64| Amount::from_micro(micro.abs()).unwrap_or(Amount::ZERO);
    Some(match event.kind.as_str() {
        "reserve" => What::Held(amount(event.reserved_delta_micro)),
        "commit" => What::Committed(amount(event.committed_delta_micro)),
        "consume" => What::Left(amount(event.consumed_delta_micro)),
        "release" => What::GivenBack(amount(event.reserved_delta_micro + event.committed_delta_micro)),
        _ => return None,
    })
}
