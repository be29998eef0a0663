//! The consignments of a case with their permits, as pages show them.

use crate::shared::failure::Failure;
use office::shared::{case, paper};
use pages::epermit::{Part, PartState, Parts};
use permits::{Application, ApplicationState};
use store::Read;

/// Those of a case; empty where there is only one. Permits are asked for only when one is signed.
pub async fn of_case(read: &mut Read, stored: &case::Stored) -> Result<Parts, Failure> {
    parts(read, &stored.value).await
}

/// Those of the application that a permit came from.
pub async fn of_permit(read: &mut Read, found: &paper::Stored) -> Result<Parts, Failure> {
    if found.value.consignment().alone() {
        return Ok(Parts::default());
    }
    match read.application::<Application>(found.value.application()).await? {
        Some(case) => parts(read, &case.value).await,
        None => Ok(Parts::default()),
    }
}

async fn parts(read: &mut Read, application: &Application) -> Result<Parts, Failure> {
    let Some(draft) = application.draft().filter(|d| d.in_parts()) else { return Ok(Parts::default()) };
    let permits = match application.state().signed().is_empty() {
        true => Vec::new(),
        false => read.permits_of_application(application.id()).await?,
    };
    let given_up = matches!(
        application.state(),
        ApplicationState::Issued { .. } | ApplicationState::Withdrawn { .. } | ApplicationState::Refused { .. }
    );
    let rows = draft.each().map(|consignment| {
        let lines = draft.part(consignment.nth).map(|part| part.lines).unwrap_or_default();
        Part {
            nth: consignment.nth,
            lines: lines.into_iter().map(|l| (l.taxon.to_string(), l.term, l.quantity)).collect(),
            state: match permits.iter().find(|p| p.consignment.nth == consignment.nth) {
                Some(p) => PartState::Permit(p.id.to_string(), p.number.to_string(), p.status),
                None if given_up => PartState::GivenUp,
                None => PartState::Unsigned,
            },
        }
    });
    Ok(Parts { rows: rows.collect() })
}
