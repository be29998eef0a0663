//! The officer records a finding of the Management Authority (legal acquisition, transport, …).

use super::consult_sa::{Opinion, records};
use super::evidence::{self, Evidence};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;

/// Records one finding. Those of the Scientific Authority come by its own opinion.
///
/// # Errors
/// `finding-scientific`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn record(office: &Office, who: &Who, id: ApplicationId, opinion: Opinion) -> Result<Stepped, Error> {
    record_on(office, who, id, opinion, Evidence::default()).await
}

/// The same, with the papers and lots that it rests on.
///
/// # Errors
/// As [`record`], and `evidence-paper`, `evidence-lot`.
pub async fn record_on(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    opinion: Opinion,
    rests_on: Evidence,
) -> Result<Stepped, Error> {
    let authority = office.settings(&who.house).authority.name.clone();
    case::run!(office, who, id, "record_finding", |tx, now| {
        let before = case::lock(tx, who, id).await?;
        let mut application = before.value.clone();
        let mut events = Vec::new();
        let mut findings = records(office, who, &authority, std::slice::from_ref(&opinion));
        evidence::of(tx, &before.value, &rests_on, &mut findings).await?;
        for finding in findings {
            let (next, event) = application.record_finding(finding, &who.actor, now)?;
            application = next;
            events.push(event);
        }
        case::commit(tx, office, "record_finding", &before, application, events).await
    })
}
