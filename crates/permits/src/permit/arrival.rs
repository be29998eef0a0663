//! Consignments that arrive under an import permit of ours: each takes what came of it, until all of it is taken, the last
//! day has passed or it is surrendered; then it is cancelled and retained (Art. VI.6).

use super::act::EndorsementFacts;
use super::state::{PermitEvent, PermitState};
use super::{Permit, apply};
use crate::actor::{Actor, Stamp};
use crate::error::{ActError, LineProblem};
use crate::permission::PermitActCode;
use cites::document::{Block, Endorsed};
use cites::{Amount, Date, DocumentType, Role, Timestamp};

/// Who cancels and retains an import permit that consignments came in under: customs with the last of them, the
/// Management Authority when it is surrendered.
pub const RETAINERS: &[Role] = &[Role::MaClerk, Role::MaOfficer, Role::MaApprover, Role::Customs, Role::Inspector];

impl Permit {
    /// May another consignment come in under it, as far as its kind and its state say?
    pub fn takes_arrivals(&self) -> bool {
        self.document.kind == DocumentType::Import
            && matches!(self.state, PermitState::Issued | PermitState::Delivered { .. })
    }

    /// Has anything arrived under it?
    pub fn has_arrivals(&self) -> bool {
        self.lines.iter().any(|l| l.arrived.is_some_and(|a| !a.is_zero()))
    }

    /// What a block still permits, in its unit: nothing once it is void, and nothing once box 14 is filled.
    pub fn left(&self, block: &Block) -> Amount {
        self.line(block).filter(|l| l.void.is_none() && l.endorsed.is_none()).map_or(Amount::ZERO, |l| {
            l.permitted.amount().minus(l.arrived.unwrap_or(Amount::ZERO)).unwrap_or(Amount::ZERO)
        })
    }

    /// Is all of it taken?
    pub fn used_up(&self) -> bool {
        self.lines.iter().all(|l| self.left(&l.block).is_zero())
    }

    /// Takes what arrived with one consignment. The permit stays usable.
    ///
    /// # Errors
    /// The state; `permit-expired`; a line's problem, also for more than is left.
    pub fn arrive(mut self, quantities: &[Endorsed], on: Date) -> Result<Permit, ActError> {
        if !self.takes_arrivals() {
            return Err(apply::elsewhere(PermitActCode::Endorse, &self.state));
        }
        self.still_valid(on)?;
        self.check_blocks(quantities)?;
        for told in quantities {
            let left = self.left(&told.block);
            let problem = LineProblem::QuantityExceedsPermit { actual: told.actual, permitted: left };
            let over = || ActError::Line { block: told.block.clone(), problem: problem.clone() };
            if told.actual > left {
                return Err(over());
            }
            if let Some(line) = self.lines.iter_mut().find(|l| l.block == told.block) {
                let sum = line.arrived.unwrap_or(Amount::ZERO).plus(told.actual).ok_or_else(over)?;
                line.arrived = Some(sum);
            }
        }
        Ok(self)
    }

    /// It is cancelled and retained (Art. VI.6): box 14 says what came in under it, the rest is released. `facts`: where and
    /// when the last consignment came; its quantities are not read. The system does it when the last day has passed.
    ///
    /// # Errors
    /// `import-nothing-arrived`, [`ActError::NotPermitted`], or the state.
    pub fn retain(
        mut self,
        facts: EndorsementFacts,
        reason: &str,
        actor: &Actor,
        at: Timestamp,
    ) -> Result<(Permit, PermitEvent), ActError> {
        let from = self.status();
        let act = match self.state {
            PermitState::Issued | PermitState::Delivered { .. } => PermitActCode::Endorse,
            PermitState::ExpiredUnknown { .. } => PermitActCode::LateEndorsement,
            _ => return Err(apply::elsewhere(PermitActCode::Endorse, &self.state)),
        };
        let ours = match actor {
            Actor::Person(person) => person.party == self.issuer() && RETAINERS.iter().any(|r| actor.has(*r)),
            Actor::System => true,
            Actor::Partner { .. } => false,
        };
        if !ours {
            return Err(ActError::NotPermitted { act: act.code() });
        }
        if self.document.kind != DocumentType::Import || !self.has_arrivals() {
            return Err(ActError::precondition(
                "import-nothing-arrived",
                "Cancel it, or record it as returned: nothing came in under this permit.",
            ));
        }
        let open = self.lines.iter().filter(|l| l.void.is_none());
        let quantities =
            open.map(|l| Endorsed { block: l.block.clone(), actual: l.arrived.unwrap_or(Amount::ZERO) }).collect();
        let stamp = Stamp::new(actor, at);
        let outcome = self.endorse(EndorsementFacts { quantities, ..facts }, stamp.clone())?.note(reason);
        Ok(self.finish(act, from, stamp, outcome))
    }
}
