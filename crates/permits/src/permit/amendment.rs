//! What an amendment of a permit may change, and what becomes of the paper that is amended.

use super::state::{PermitEvent, PermitQuotaEffect, PermitState, Replacement};
use super::{Permit, apply};
use crate::actor::{Actor, Stamp};
use crate::application::state::Reasoned;
use crate::draft::Draft;
use crate::error::ActError;
use crate::permission::PermitActCode;
use cites::document::Block;
use cites::ids::PermitId;
use cites::{Date, DocumentType, PermitNumber, PermitStatus, Role, Timestamp};

impl Permit {
    /// May it be amended on this day: issued, valid, and nothing of it used at a border?
    ///
    /// # Errors
    /// The state, `permit-expired`, or `amendment-used` where part of it was used and the rest is no import permit's.
    pub fn amendable(&self, on: Date) -> Result<(), ActError> {
        if !matches!(self.state, PermitState::Issued | PermitState::Delivered { .. }) {
            return Err(ActError::NotInPermitState { act: "amend", state: self.status() });
        }
        self.still_valid(on)?;
        if self.lines.iter().any(|l| l.endorsed.is_some() || l.received.is_some()) || !self.movements.is_empty() {
            let help = "Write the open blocks off: part of the permit was used already.";
            return Err(ActError::precondition("amendment-used", help));
        }
        Ok(())
    }

    /// Does this content only amend it? The same persons, countries, kind and specimens, no block more, none larger than
    /// what is left.
    ///
    /// # Errors
    /// `amendment-new-application`.
    pub fn amended_by(&self, draft: &Draft) -> Result<(), ActError> {
        let old = &self.document;
        let persons = draft.exporter.name.trim() == old.exporter.name.trim()
            && draft.importer.as_ref().map(|p| p.name.trim()) == old.importer.as_ref().map(|p| p.name.trim())
            && draft.exporter.address.country == old.exporter.address.country
            && (old.kind == DocumentType::Import || Some(draft.partner_country) == old.country_of_import);
        let lines = draft.lines.iter().enumerate().all(|(n, line)| {
            let block = Block::nth(n);
            let open = self.line(&block).is_some_and(|l| l.void.is_none());
            open && old.lines.iter().find(|l| l.block == block).is_some_and(|b| {
                (&b.taxon, b.term, b.appendix, b.source, b.quantity.unit())
                    == (&line.taxon, line.term, line.appendix, line.source, line.quantity.unit())
                    && line.quantity.amount() <= self.left(&block)
            })
        });
        if draft.base() == old.kind && persons && lines && draft.replaces.as_ref() == Some(&old.number) {
            return Ok(());
        }
        Err(ActError::precondition(
            "amendment-new-application",
            "Let the holder apply anew: an amendment changes no species, no person, no country and no kind of document, and adds no quantity and no day.",
        ))
    }

    /// An amended document stands in its place from now on; what it holds of quota and stock moves there. Who signs the new
    /// one does this with it.
    ///
    /// # Errors
    /// [`ActError::NotPermitted`], or as [`Permit::amendable`].
    pub fn amend(
        mut self,
        by: PermitId,
        number: PermitNumber,
        reason: String,
        (actor, at, on): (&Actor, Timestamp, Date),
    ) -> Result<(Permit, PermitEvent), ActError> {
        self.amendable(on)?;
        let ours = actor.person().is_some_and(|p| p.party == self.issuer()) && actor.has(Role::MaApprover);
        if !ours {
            return Err(ActError::NotPermitted { act: "amend" });
        }
        if by == self.id || number == self.document.number {
            return Err(apply::elsewhere(PermitActCode::Replace, &self.state));
        }
        let from = self.status();
        let stamp = Stamp::new(actor, at);
        let note = format!("{number}: {reason}");
        let reason = Reasoned { reason, stamp: stamp.clone() };
        let replacement = Replacement { permit: by, number, reason: reason.clone() };
        self.state = PermitState::Replaced { report: reason, replacement };
        let event = PermitEvent {
            act: PermitActCode::Replace,
            from: Some(from),
            to: PermitStatus::Replaced,
            stamp,
            quota: PermitQuotaEffect::Transfer(by),
            discrepancies: Vec::new(),
            publish: true,
            alert: false,
            note: Some(note),
        };
        Ok((self, event))
    }
}
