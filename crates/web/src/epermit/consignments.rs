//! The consignments of a case with their permits, as pages show them.

use crate::shared::failure::Failure;
use cites::Date;
use office::shared::{case, paper};
use pages::epermit::{Part, PartImport, PartState, Parts};
use permits::{Application, ApplicationState, handshake};
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
    let imports = application.state().case().map(|c| c.all_import_permits()).unwrap_or_default();
    let hands = handshake::of(draft, &imports, application.state().signed().len(), Date::MIN);
    let rows = draft.each().map(|consignment| {
        let lines = draft.part(consignment.nth).map(|part| part.lines).unwrap_or_default();
        Part {
            nth: consignment.nth,
            lines: lines.into_iter().map(|l| (l.taxon.to_string(), l.term, l.quantity)).collect(),
            import: match hands.iter().find(|h| h.nth == consignment.nth).map(|h| h.permit) {
                None => PartImport::NotNeeded,
                Some(None) => PartImport::Waits,
                Some(Some(permit)) => PartImport::Covered(permit.number.to_string(), permit.valid_until),
            },
            state: match permits.iter().find(|p| p.consignment.nth == consignment.nth) {
                Some(p) => PartState::Permit(p.id.to_string(), p.number.to_string(), p.status),
                None if given_up => PartState::GivenUp,
                None => PartState::Unsigned,
            },
        }
    });
    Ok(Parts { rows: rows.collect() })
}
