//! One arm an act on a permit.

use super::act::{EndorsementFacts, MovementFacts, PermitAct};
use super::state::{Direction, ExportEndorsement, Movement, PermitQuotaEffect, PermitState, Replacement};
use super::{Outcome, Permit};
use crate::actor::{Actor, Stamp};
use crate::application::state::Reasoned;
use crate::error::{ActError, LineProblem};
use crate::permission::PermitActCode;
use cites::document::{Block, Endorsed};
use cites::{Amount, Date};

/// The act is not for this state; the table was asked before, so a test keeps this from ever answering.
pub(super) fn elsewhere(act: PermitActCode, state: &PermitState) -> ActError {
    ActError::NotInPermitState { act: act.code(), state: state.code() }
}

fn reasoned(reason: String, stamp: Stamp) -> Result<Reasoned, ActError> {
    if reason.trim().is_empty() {
        return Err(ActError::precondition("reason-empty", "Write the reason."));
    }
    Ok(Reasoned { reason, stamp })
}

impl Permit {
    pub(super) fn apply(
        &mut self,
        act: PermitAct,
        state: PermitState,
        actor: &Actor,
        stamp: Stamp,
    ) -> Result<Outcome, ActError> {
        let code = act.code();
        match act {
            PermitAct::Deliver => {
                let PermitState::Issued = state else { return Err(elsewhere(code, &state)) };
                Ok(Outcome::to(PermitState::Delivered { delivery: stamp }))
            }
            PermitAct::Endorse(facts) => {
                if self.reusable() {
                    return Err(ActError::precondition(
                        "document-reusable",
                        "Record this border crossing on the continuation sheet: the document may be used again.",
                    ));
                }
                self.no_arrivals()?;
                self.endorse(facts, stamp)
            }
            PermitAct::EndorseOneMovement(facts) => {
                let (PermitState::Delivered { delivery } | PermitState::PartlyUsed { delivery }) = state else {
                    return Err(elsewhere(code, &state));
                };
                self.crossing(facts, stamp)?;
                Ok(Outcome::to(PermitState::PartlyUsed { delivery }))
            }
            PermitAct::Hold { reason } => {
                let PermitState::Delivered { delivery } = state else { return Err(elsewhere(code, &state)) };
                let note = reason.clone();
                let hold = reasoned(reason, stamp)?;
                Ok(Outcome::to(PermitState::Held { delivery, hold }).note(&note))
            }
            PermitAct::Release { reason } => {
                let PermitState::Held { delivery, .. } = state else { return Err(elsewhere(code, &state)) };
                Ok(Outcome::to(PermitState::Delivered { delivery }).note(&reason))
            }
            PermitAct::Seize { reason } => {
                let PermitState::Held { hold, .. } = state else { return Err(elsewhere(code, &state)) };
                let note = reason.clone();
                let seizure = reasoned(reason, stamp)?;
                Ok(Outcome::to(PermitState::Seized { hold, seizure }).note(&note))
            }
            PermitAct::ConfirmQuantities(facts) => self.confirm(&facts, state, actor, stamp),
            PermitAct::ConfirmationTimeout => {
                let PermitState::Endorsed { endorsement } = state else { return Err(elsewhere(code, &state)) };
                Ok(Outcome::to(PermitState::Used { endorsement, closed: stamp }))
            }
            PermitAct::Expire { today } => {
                let PermitState::Delivered { .. } = state else { return Err(elsewhere(code, &state)) };
                if today <= self.document.valid_until {
                    return Err(ActError::precondition("not-expired", "Wait: the permit is still valid today."));
                }
                Ok(Outcome::to(PermitState::ExpiredUnknown { expired: stamp }))
            }
            PermitAct::DeclareUnused { reason } => {
                let PermitState::ExpiredUnknown { expired } = state else { return Err(elsewhere(code, &state)) };
                let note = reason.clone();
                let declared = reasoned(reason, stamp)?;
                self.untouched()?;
                let quota = self.release_open();
                Ok(Outcome::to(PermitState::ExpiredUnused { expired, declared }).quota(quota).note(&note))
            }
            PermitAct::LateEndorsement { facts, evidence } => {
                let evidence = reasoned(evidence, stamp.clone())?;
                self.no_arrivals()?;
                Ok(self.endorse(facts, stamp)?.note(&evidence.reason))
            }
            PermitAct::Return { today, reason } => {
                let PermitState::Delivered { .. } = state else { return Err(elsewhere(code, &state)) };
                self.still_valid(today)?;
                self.untouched()?;
                let quota = self.release_open();
                let note = reason.clone();
                let returned = Reasoned { reason, stamp };
                Ok(Outcome::to(PermitState::ReturnedUnused { returned }).quota(quota).note(&note))
            }
            PermitAct::Cancel { reason } => {
                let PermitState::Issued = state else { return Err(elsewhere(code, &state)) };
                let note = reason.clone();
                let cancellation = reasoned(reason, stamp)?;
                self.untouched()?;
                let quota = self.release_open();
                Ok(Outcome::to(PermitState::Cancelled { cancellation }).quota(quota).note(&note))
            }
            PermitAct::Revoke { reason } => {
                let PermitState::Delivered { .. } = state else { return Err(elsewhere(code, &state)) };
                let note = reason.clone();
                let revocation = reasoned(reason, stamp)?;
                let quota = self.release_open();
                Ok(Outcome::to(PermitState::Revoked { revocation }).quota(quota).alert().note(&note))
            }
            PermitAct::Suspend { reason } => {
                let PermitState::Delivered { delivery } = state else { return Err(elsewhere(code, &state)) };
                let note = reason.clone();
                let suspension = reasoned(reason, stamp)?;
                Ok(Outcome::to(PermitState::Suspended { delivery, suspension }).note(&note))
            }
            PermitAct::Reinstate { today, reason } => {
                let PermitState::Suspended { delivery, .. } = state else { return Err(elsewhere(code, &state)) };
                self.still_valid(today)?;
                let note = reasoned(reason, stamp)?.reason;
                Ok(Outcome::to(PermitState::Delivered { delivery }).note(&note))
            }
            PermitAct::ReportLost { statement } => {
                let PermitState::Delivered { .. } = state else { return Err(elsewhere(code, &state)) };
                let note = statement.clone();
                let report = reasoned(statement, stamp)?;
                Ok(Outcome::to(PermitState::Lost { report }).alert().note(&note))
            }
            PermitAct::ReportStolen { statement } => {
                let PermitState::Delivered { .. } = state else { return Err(elsewhere(code, &state)) };
                let note = statement.clone();
                let report = reasoned(statement, stamp)?;
                Ok(Outcome::to(PermitState::Stolen { report }).alert().note(&note))
            }
            PermitAct::ReportDestroyed { statement } => {
                let PermitState::Delivered { .. } = state else { return Err(elsewhere(code, &state)) };
                let note = statement.clone();
                let report = reasoned(statement, stamp)?;
                Ok(Outcome::to(PermitState::Destroyed { report }).alert().note(&note))
            }
            PermitAct::Replace { by, number, reason } => {
                let (PermitState::Lost { report } | PermitState::Stolen { report } | PermitState::Destroyed { report }) =
                    state
                else {
                    return Err(elsewhere(code, &state));
                };
                if by == self.id || number == self.document.number {
                    return Err(ActError::precondition("replace-self", "Give the number of the new permit."));
                }
                let reason = reasoned(reason, stamp)?;
                let note = format!("{number}: {}", reason.reason);
                let replacement = Replacement { permit: by, number, reason };
                Ok(Outcome::to(PermitState::Replaced { report, replacement })
                    .quota(PermitQuotaEffect::Transfer(by))
                    .note(&note))
            }
            PermitAct::Void { blocks, reason } => self.void(&blocks, reason, state, stamp),
        }
    }

    pub(super) fn still_valid(&self, on: Date) -> Result<(), ActError> {
        if on <= self.document.valid_until {
            return Ok(());
        }
        Err(ActError::precondition(
            "permit-expired",
            format!("The permit was valid until {}; ask the Management Authority.", self.document.valid_until),
        ))
    }

    /// Every open block once, none above box 11; the permit keeps what really left.
    pub(super) fn endorse(&mut self, facts: EndorsementFacts, stamp: Stamp) -> Result<Outcome, ActError> {
        self.still_valid(facts.on)?;
        let day = crate::signing::utc_day(facts.at);
        let near = [day.yesterday(), Ok(day), day.tomorrow()].into_iter().flatten().any(|d| d == facts.on);
        if !near || facts.at > stamp.at {
            return Err(ActError::precondition(
                "endorsement-time",
                "Give the day and time at which the specimens were presented; it cannot be later than now.",
            ));
        }
        self.check_blocks(&facts.quantities)?;
        if let Some(open) =
            self.lines.iter().find(|l| l.void.is_none() && !facts.quantities.iter().any(|q| q.block == l.block))
        {
            return Err(ActError::Line { block: open.block.clone(), problem: LineProblem::MissingPosition });
        }
        for line in &mut self.lines {
            line.endorsed = facts.quantities.iter().find(|q| q.block == line.block).map(|q| q.actual);
        }
        let endorsement = ExportEndorsement {
            port: facts.port,
            port_name: facts.port_name,
            officer: facts.officer,
            at: facts.at,
            transport_document: facts.transport_document,
            source: facts.source,
            stamp,
        };
        Ok(Outcome::to(PermitState::Endorsed { endorsement }).quota(self.consumed()))
    }

    fn crossing(&mut self, facts: MovementFacts, stamp: Stamp) -> Result<(), ActError> {
        if !self.reusable() {
            return Err(ActError::precondition(
                "document-single-use",
                "Endorse box 14: this document is for one consignment.",
            ));
        }
        self.still_valid(facts.on)?;
        if facts.quantities.is_empty() {
            return Err(ActError::precondition("movement-empty", "Say what crossed the border."));
        }
        self.check_blocks(&facts.quantities)?;
        match facts.direction {
            Direction::Export | Direction::Import => self.movements.push(Movement {
                direction: facts.direction,
                port: facts.port,
                port_name: facts.port_name,
                officer: facts.officer,
                at: facts.at,
                quantities: facts.quantities,
                stamp,
            }),
        }
        Ok(())
    }

    /// Known blocks, each once, not void, whole where counted, at most box 11.
    pub(super) fn check_blocks(&self, quantities: &[Endorsed]) -> Result<(), ActError> {
        for (n, told) in quantities.iter().enumerate() {
            let fail = |problem| Err(ActError::Line { block: told.block.clone(), problem });
            let Some(line) = self.line(&told.block) else { return fail(LineProblem::UnknownPosition) };
            if quantities.iter().skip(n + 1).any(|other| other.block == told.block) {
                return fail(LineProblem::DuplicatePosition);
            }
            if line.void.is_some() {
                return fail(LineProblem::Void);
            }
            if line.permitted.unit().is_count() && !told.actual.is_whole() {
                return fail(LineProblem::NotWhole);
            }
            let permitted = line.permitted.amount();
            if told.actual > permitted {
                return fail(LineProblem::QuantityExceedsPermit { actual: told.actual, permitted });
            }
        }
        Ok(())
    }

    /// What the lines that are not void took with them.
    pub(super) fn consumed(&self) -> PermitQuotaEffect {
        PermitQuotaEffect::Consume(
            self.lines
                .iter()
                .filter(|l| l.void.is_none())
                .map(|l| Endorsed { block: l.block.clone(), actual: l.endorsed.unwrap_or(Amount::ZERO) })
                .collect(),
        )
    }

    /// Nothing of it is known to have left: messages may have told of some blocks already.
    fn untouched(&self) -> Result<(), ActError> {
        self.no_arrivals()?;
        let known = |amount: Option<Amount>| amount.is_some_and(|a| !a.is_zero());
        if self.lines.iter().any(|l| known(l.endorsed) || known(l.received)) {
            return Err(ActError::precondition(
                "partly-used",
                "Endorse the open blocks with 0 instead: some of the permit was used already.",
            ));
        }
        Ok(())
    }

    /// Nothing came in under it: what did is written off with the rest of it, by cancelling and retaining the permit.
    fn no_arrivals(&self) -> Result<(), ActError> {
        if self.has_arrivals() {
            return Err(ActError::precondition(
                "import-arrivals",
                "Cancel and retain the permit on the page of its arrivals: consignments came in under it.",
            ));
        }
        Ok(())
    }

    /// The blocks that still hold quota: those not void and not used. What arrived stays used.
    fn release_open(&self) -> PermitQuotaEffect {
        if self.has_arrivals() {
            let open = self.lines.iter().filter(|l| l.void.is_none());
            let arrived = |l: &super::PermitLine| l.arrived.unwrap_or(Amount::ZERO);
            return PermitQuotaEffect::Consume(
                open.map(|l| Endorsed { block: l.block.clone(), actual: arrived(l) }).collect(),
            );
        }
        PermitQuotaEffect::Release(
            self.lines.iter().filter(|l| l.void.is_none() && l.endorsed.is_none()).map(|l| l.block.clone()).collect(),
        )
    }

    /// Only the affected lines (ECJ C-532/13); the permit is void when none is left.
    fn void(
        &mut self,
        blocks: &[Block],
        reason: String,
        state: PermitState,
        stamp: Stamp,
    ) -> Result<Outcome, ActError> {
        let voiding = reasoned(reason, stamp)?;
        if blocks.is_empty() {
            return Err(ActError::precondition("void-empty", "Choose at least one block."));
        }
        let holds_quota = !matches!(
            state.code().quota_effect(),
            "released" | "released unless used" | "consumed" | "moved to the replacement"
        );
        let mut released = Vec::new();
        for block in blocks {
            let fail = |problem| Err(ActError::Line { block: block.clone(), problem });
            let Some(line) = self.lines.iter_mut().find(|l| &l.block == block) else {
                return fail(LineProblem::UnknownPosition);
            };
            if line.void.is_some() {
                return fail(LineProblem::Void);
            }
            if line.endorsed.is_none() && line.arrived.is_none() && holds_quota {
                released.push(block.clone());
            }
            line.void = Some(voiding.clone());
        }
        let note = voiding.reason.clone();
        let next = if self.lines.iter().all(|l| l.void.is_some()) {
            PermitState::Void { from: state.code(), voiding }
        } else {
            state
        };
        let quota = if released.is_empty() { PermitQuotaEffect::None } else { PermitQuotaEffect::Release(released) };
        Ok(Outcome::to(next).quota(quota).alert().note(&note))
    }
}
