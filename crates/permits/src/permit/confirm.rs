//! Confirmation of quantities by message (`spec/exchange.md` section 7, rules 2 to 4).

use super::act::ConfirmationFacts;
use super::apply::elsewhere;
use super::state::{Discrepancy, ExportEndorsement, FigureSource, PermitState};
use super::{Outcome, Permit, PermitAct, PermitEvent};
use crate::actor::{Actor, Stamp};
use crate::error::{ActError, LineProblem};
use crate::permission::PermitActCode;
use cites::document::Endorsed;
use cites::{Amount, Timestamp};

/// What a confirmation did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmation {
    /// It was recorded.
    Recorded(Box<Permit>, Box<PermitEvent>),
    /// The same figures were recorded before: answered as then, nothing changed.
    Repeated(Box<Permit>),
}

impl Permit {
    /// Takes a confirmation message. An identical repeat is answered like the first time, in whatever state the permit
    /// is since.
    ///
    /// # Errors
    /// `not-permitted` for a country that is neither the destination nor the issuer, `permit-state`, a line's problem,
    /// or `not-endorsed` when the Party does not take a confirmation as the end.
    pub fn confirm_quantities(
        self,
        facts: ConfirmationFacts,
        actor: &Actor,
        at: Timestamp,
    ) -> Result<Confirmation, ActError> {
        let own = self.is_own_call(actor);
        let recorded = |line: &super::PermitLine| if own { line.endorsed } else { line.received };
        let repeated = !facts.lines.is_empty()
            && facts.lines.iter().enumerate().all(|(n, told)| {
                let once = facts.lines.iter().skip(n + 1).all(|other| other.block != told.block);
                once && self.line(&told.block).is_some_and(|line| {
                    recorded(line) == Some(told.quantity) && told.unit.is_none_or(|unit| unit == line.permitted.unit())
                })
            });
        let addressed = match actor {
            Actor::Partner { country } => own || Some(*country) == self.document.country_of_import,
            // A letter of the importing authority, entered by an officer.
            Actor::Person(person) => person.party == self.issuer() && actor.has(cites::Role::MaOfficer),
            Actor::System => false,
        };
        if !addressed {
            return Err(ActError::NotPermitted { act: PermitActCode::ConfirmQuantities.code() });
        }
        if repeated {
            return Ok(Confirmation::Repeated(Box::new(self)));
        }
        if let Some(line) = facts.lines.iter().find_map(|told| {
            let line = self.line(&told.block)?;
            let before = recorded(line)?;
            (before != told.quantity).then_some((told.block.clone(), before))
        }) && matches!(self.state, PermitState::Confirmed { .. } | PermitState::Endorsed { .. })
        {
            return Err(ActError::Line { block: line.0, problem: LineProblem::AlreadyConfirmed { before: line.1 } });
        }
        let (permit, event) = self.act(PermitAct::ConfirmQuantities(facts), actor, at)?;
        Ok(Confirmation::Recorded(Box::new(permit), Box::new(event)))
    }

    /// Does the issuing country call itself, as national customs may?
    fn is_own_call(&self, actor: &Actor) -> bool {
        matches!(actor, Actor::Partner { country } if *country == self.issuer())
    }

    pub(super) fn confirm(
        &mut self,
        facts: &ConfirmationFacts,
        state: PermitState,
        actor: &Actor,
        stamp: Stamp,
    ) -> Result<Outcome, ActError> {
        let told = self.check_confirmation(facts, actor)?;
        if self.is_own_call(actor) {
            return self.endorsed_by_message(&told, state, stamp);
        }
        match state {
            PermitState::Endorsed { endorsement } => {
                self.note_received(&told);
                let discrepancies = self.discrepancies(&told);
                // Blocks of which nothing left need no confirmation.
                let open = self
                    .lines
                    .iter()
                    .any(|l| l.void.is_none() && l.received.is_none() && l.endorsed.is_some_and(|e| !e.is_zero()));
                let next = if open {
                    PermitState::Endorsed { endorsement }
                } else {
                    PermitState::Confirmed { endorsement, receipt: stamp }
                };
                let mut outcome = Outcome::to(next);
                outcome.alert = !discrepancies.is_empty();
                outcome.discrepancies = discrepancies;
                Ok(outcome)
            }
            state @ (PermitState::Issued | PermitState::Delivered { .. }) => {
                if !facts.accept_importer_as_final {
                    return Err(ActError::precondition(
                        "not-endorsed",
                        "Wait for the endorsement at export; then confirm again.",
                    ));
                }
                self.note_received(&told);
                if self.lines.iter().any(|l| l.void.is_none() && l.received.is_none()) {
                    return Ok(Outcome::to(state));
                }
                for line in &mut self.lines {
                    line.endorsed = line.received;
                }
                let endorsement = self.by_message(FigureSource::ImporterConfirmation, &stamp);
                let quota = self.consumed();
                Ok(Outcome::to(PermitState::Confirmed { endorsement, receipt: stamp }).quota(quota))
            }
            state @ (PermitState::Held { .. }
            | PermitState::PartlyUsed { .. }
            | PermitState::Confirmed { .. }
            | PermitState::Used { .. }
            | PermitState::ExpiredUnused { .. }
            | PermitState::ExpiredUnknown { .. }
            | PermitState::ReturnedUnused { .. }
            | PermitState::Cancelled { .. }
            | PermitState::Revoked { .. }
            | PermitState::Suspended { .. }
            | PermitState::Replaced { .. }
            | PermitState::Lost { .. }
            | PermitState::Stolen { .. }
            | PermitState::Destroyed { .. }
            | PermitState::Void { .. }
            | PermitState::Seized { .. }) => Err(elsewhere(PermitActCode::ConfirmQuantities, &state)),
        }
    }

    /// Rule 3: from the issuing country itself it is the endorsement. Blocks left out stay open.
    fn endorsed_by_message(
        &mut self,
        told: &[Endorsed],
        state: PermitState,
        stamp: Stamp,
    ) -> Result<Outcome, ActError> {
        let (PermitState::Issued | PermitState::Delivered { .. }) = state else {
            return Err(elsewhere(PermitActCode::ConfirmQuantities, &state));
        };
        if crate::signing::utc_day(stamp.at) > self.document.valid_until {
            return Err(ActError::precondition(
                "permit-expired",
                format!("The permit was valid until {}.", self.document.valid_until),
            ));
        }
        for line in &mut self.lines {
            if let Some(told) = told.iter().find(|t| t.block == line.block) {
                line.endorsed = Some(told.actual);
            }
        }
        if self.lines.iter().any(|l| l.void.is_none() && l.endorsed.is_none()) {
            return Ok(Outcome::to(state));
        }
        let endorsement = self.by_message(FigureSource::CustomsSystem, &stamp);
        let quota = self.consumed();
        Ok(Outcome::to(PermitState::Endorsed { endorsement }).quota(quota))
    }

    fn check_confirmation(&self, facts: &ConfirmationFacts, actor: &Actor) -> Result<Vec<Endorsed>, ActError> {
        if facts.lines.is_empty() {
            return Err(ActError::precondition("confirmation-empty", "Name at least one block with its quantity."));
        }
        let own = self.is_own_call(actor);
        let mut told = Vec::with_capacity(facts.lines.len());
        for given in &facts.lines {
            let fail = |problem| Err(ActError::Line { block: given.block.clone(), problem });
            let Some(line) = self.line(&given.block) else { return fail(LineProblem::UnknownPosition) };
            let expected = line.permitted.unit();
            if given.unit.is_some_and(|unit| unit != expected) {
                return fail(LineProblem::UnitMismatch { expected });
            }
            match if own { line.endorsed } else { line.received } {
                Some(before) if before != given.quantity => {
                    return fail(LineProblem::AlreadyConfirmed { before });
                }
                Some(_) | None => {}
            }
            told.push(Endorsed { block: given.block.clone(), actual: given.quantity });
        }
        self.check_blocks(&told)?;
        Ok(told)
    }

    fn note_received(&mut self, told: &[Endorsed]) {
        for line in &mut self.lines {
            if let Some(told) = told.iter().find(|t| t.block == line.block) {
                line.received = Some(told.actual);
            }
        }
    }

    fn discrepancies(&self, told: &[Endorsed]) -> Vec<Discrepancy> {
        told.iter()
            .filter_map(|t| {
                let endorsed = self.line(&t.block)?.endorsed.unwrap_or(Amount::ZERO);
                (endorsed != t.actual).then(|| Discrepancy { block: t.block.clone(), endorsed, received: t.actual })
            })
            .collect()
    }

    /// Box 14 when no officer of ours filled it: the place is not known, the sender is.
    fn by_message(&self, source: FigureSource, stamp: &Stamp) -> ExportEndorsement {
        let officer = match &stamp.by {
            crate::actor::Who::Person { name, .. } => name.clone(),
            crate::actor::Who::System => "—".to_owned(),
            crate::actor::Who::Partner { country } => format!("Management Authority of {country}"),
        };
        ExportEndorsement {
            port: String::new(),
            port_name: String::new(),
            officer,
            at: stamp.at,
            transport_document: None,
            source,
            stamp: stamp.clone(),
        }
    }
}
