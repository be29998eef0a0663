//! What the importing authority says it received, by letter: an officer records it as the exchange would.

use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use crate::shared::paper::{self, Stepped};
use cites::Amount;
use cites::document::Block;
use cites::ids::PermitId;
use permits::permit::{Confirmation, ConfirmationFacts, ConfirmedLine};

/// Records the received quantities. The same figures told twice change nothing; a difference from what left is alerted.
///
/// # Errors
/// A line's problem, `confirmation-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn confirm(
    office: &Office,
    who: &Who,
    id: PermitId,
    received: Vec<(Block, Amount)>,
) -> Result<Stepped, Error> {
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "confirm_quantities", |tx| {
        let before = paper::lock(tx, who, id).await?;
        let lines = received
            .iter()
            .map(|(block, quantity)| ConfirmedLine { block: block.clone(), quantity: *quantity, unit: None })
            .collect();
        let facts = ConfirmationFacts { lines, accept_importer_as_final: true };
        let stepped = match before.value.clone().confirm_quantities(facts, &who.actor, now)? {
            Confirmation::Recorded(permit, event) => {
                paper::commit(tx, "confirm_quantities", &before, *permit, *event, None).await?
            }
            Confirmation::Repeated(permit) => Stepped { row: before.columns.clone(), permit: *permit, event: None },
        };
        Ok((stepped, id.to_string()))
    })?;
    match ran {
        Ran::Now(stepped) => Ok(stepped),
        Ran::Before(_) => paper::again(office, who, id).await,
    }
}
