//! The life of a permit: act + state → new state + event, as `data/codes/transitions.csv` says.

pub mod act;
mod amendment;
mod apply;
pub mod arrival;
mod confirm;
pub mod state;

pub use act::{ConfirmationFacts, ConfirmedLine, EndorsementFacts, MovementFacts, PermitAct};
pub use confirm::Confirmation;
pub use state::{
    Discrepancy, ExportEndorsement, FigureSource, Finality, Movement, PermitEvent, PermitLine, PermitQuotaEffect,
    PermitState, PublicStatus, Replaces,
};

use crate::actor::{Actor, Stamp, Who};
use crate::application::ApplicantSide;
use crate::consignments::Consignment;
use crate::error::ActError;
use crate::permission::{self, Hand, PermitActCode};
use crate::signing::Seal;
use cites::document::{Block, Endorsed, Endorsement, PermitDocument};
use cites::ids::{ApplicationId, PermitId};
use cites::{CountryCode, Date, Digest, PermitNumber, PermitStatus, Role, Timestamp};
use serde::{Deserialize, Serialize};

/// An issued permit with everything that happened to it. What it says is never changed; changed only by
/// [`Permit::act`] and [`Permit::confirm_quantities`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permit {
    id: PermitId,
    application: ApplicationId,
    #[serde(default, skip_serializing_if = "Consignment::is_default")]
    consignment: Consignment,
    holder: ApplicantSide,
    document: PermitDocument,
    draft: Digest,
    key_id: String,
    signed: Stamp,
    replaces: Option<Replaces>,
    lines: Vec<PermitLine>,
    movements: Vec<Movement>,
    state: PermitState,
}

/// What an act makes of the state, before it is stamped into the event.
struct Outcome {
    state: PermitState,
    quota: PermitQuotaEffect,
    discrepancies: Vec<Discrepancy>,
    alert: bool,
    note: Option<String>,
}

impl Outcome {
    fn to(state: PermitState) -> Outcome {
        Outcome { state, quota: PermitQuotaEffect::None, discrepancies: Vec::new(), alert: false, note: None }
    }

    fn note(mut self, note: &str) -> Outcome {
        self.note = Some(note.to_owned()).filter(|n| !n.is_empty());
        self
    }

    fn quota(mut self, quota: PermitQuotaEffect) -> Outcome {
        self.quota = quota;
        self
    }

    fn alert(mut self) -> Outcome {
        self.alert = true;
        self
    }
}

impl Permit {
    /// The permit that a seal signed. The document is what was prepared, signed and is now in the archive.
    ///
    /// # Errors
    /// `seal-other` when the seal is for another number, `document-endorsed` when box 14 is filled already.
    pub fn issue(
        seal: &Seal,
        holder: ApplicantSide,
        document: PermitDocument,
        replaces: Option<Replaces>,
        signer: &Actor,
        at: Timestamp,
    ) -> Result<(Permit, PermitEvent), ActError> {
        if *seal.number() != document.number {
            return Err(ActError::precondition("seal-other", "Begin again: the seal is for another permit number."));
        }
        if document.endorsement.is_some() || document.lines.is_empty() {
            return Err(ActError::precondition(
                "document-endorsed",
                "Begin again: a new permit has lines and no endorsement.",
            ));
        }
        let signed = Stamp::new(signer, at);
        let lines = document
            .lines
            .iter()
            .map(|line| PermitLine {
                block: line.block.clone(),
                permitted: line.quantity,
                endorsed: None,
                received: None,
                void: None,
                arrived: None,
            })
            .collect();
        let event = PermitEvent {
            act: PermitActCode::Issue,
            from: None,
            to: PermitStatus::Issued,
            stamp: signed.clone(),
            quota: PermitQuotaEffect::None,
            discrepancies: Vec::new(),
            publish: true,
            alert: false,
            note: Some(document.number.to_string()),
        };
        let permit = Permit {
            id: seal.permit(),
            application: seal.application(),
            consignment: seal.consignment(),
            holder,
            document,
            draft: seal.draft(),
            key_id: seal.key_id().to_owned(),
            signed,
            replaces,
            lines,
            movements: Vec::new(),
            state: PermitState::Issued,
        };
        Ok((permit, event))
    }

    /// Identity.
    pub fn id(&self) -> PermitId {
        self.id
    }
    /// From which application.
    pub fn application(&self) -> ApplicationId {
        self.application
    }
    /// For which of its consignments.
    pub fn consignment(&self) -> Consignment {
        self.consignment
    }
    /// Whose it is.
    pub fn holder(&self) -> &ApplicantSide {
        &self.holder
    }
    /// Its number.
    pub fn number(&self) -> &PermitNumber {
        &self.document.number
    }
    /// Whose authority issued it.
    pub fn issuer(&self) -> CountryCode {
        self.document.issuer()
    }
    /// Digest of the draft that was signed.
    pub fn draft(&self) -> Digest {
        self.draft
    }
    /// The key that sealed it.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }
    /// Who signed, when.
    pub fn signed(&self) -> &Stamp {
        &self.signed
    }
    /// The permit that it replaces.
    pub fn replaces(&self) -> Option<&Replaces> {
        self.replaces.as_ref()
    }
    /// Its blocks with what became of them.
    pub fn lines(&self) -> &[PermitLine] {
        &self.lines
    }
    /// The continuation sheet of a reusable document.
    pub fn movements(&self) -> &[Movement] {
        &self.movements
    }
    /// Where it stands, with its facts.
    pub fn state(&self) -> &PermitState {
        &self.state
    }
    /// Where it stands.
    pub fn status(&self) -> PermitStatus {
        self.state.code()
    }
    /// What was signed: box 14 is blank.
    pub fn signed_document(&self) -> &PermitDocument {
        &self.document
    }

    /// What it says now: the signed document with boxes 14 and 15 as far as they are known.
    pub fn document(&self) -> PermitDocument {
        let mut document = self.document.clone();
        if let Some(endorsement) = self.endorsement() {
            document.endorsement = Some(Endorsement {
                quantities: self
                    .lines
                    .iter()
                    .map(|l| Endorsed { block: l.block.clone(), actual: l.endorsed.unwrap_or_default() })
                    .collect(),
                port: endorsement.port.clone(),
                port_name: endorsement.port_name.clone(),
                at: endorsement.at,
                officer: endorsement.officer.clone(),
            });
            document.transport_document.clone_from(&endorsement.transport_document);
        }
        document
    }

    /// Box 14, once it is filled.
    pub fn endorsement(&self) -> Option<&ExportEndorsement> {
        match &self.state {
            PermitState::Endorsed { endorsement }
            | PermitState::Confirmed { endorsement, .. }
            | PermitState::Used { endorsement, .. } => Some(endorsement),
            PermitState::Issued
            | PermitState::Delivered { .. }
            | PermitState::Held { .. }
            | PermitState::PartlyUsed { .. }
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
            | PermitState::Seized { .. } => None,
        }
    }

    /// The block of that letter.
    pub fn line(&self, block: &Block) -> Option<&PermitLine> {
        self.lines.iter().find(|l| &l.block == block)
    }

    /// What partners may read of it.
    pub fn finality(&self) -> Finality {
        finality(self.status())
    }

    /// The word of the public page on that day.
    pub fn public_status(&self, today: Date) -> PublicStatus {
        let in_date = today <= self.document.valid_until;
        match &self.state {
            // Endorsed goods are under way: the importing customs must still be able to accept the permit.
            PermitState::Issued
            | PermitState::Delivered { .. }
            | PermitState::Held { .. }
            | PermitState::Endorsed { .. }
            | PermitState::PartlyUsed { .. } => {
                if in_date {
                    PublicStatus::Valid
                } else {
                    PublicStatus::Expired
                }
            }
            PermitState::Confirmed { .. } | PermitState::Used { .. } => PublicStatus::UsedUp,
            PermitState::ExpiredUnused { .. } | PermitState::ExpiredUnknown { .. } => PublicStatus::Expired,
            PermitState::Replaced { .. } => PublicStatus::Replaced,
            PermitState::ReturnedUnused { .. }
            | PermitState::Cancelled { .. }
            | PermitState::Revoked { .. }
            | PermitState::Suspended { .. }
            | PermitState::Lost { .. }
            | PermitState::Stolen { .. }
            | PermitState::Destroyed { .. }
            | PermitState::Void { .. }
            | PermitState::Seized { .. } => PublicStatus::Cancelled,
        }
    }

    /// Who closed it so that it may be replaced or applied for anew: that person does not sign the new one.
    pub fn closed_by(&self) -> Option<&Who> {
        match &self.state {
            PermitState::Cancelled { cancellation: closing }
            | PermitState::Revoked { revocation: closing }
            | PermitState::Void { voiding: closing, .. } => Some(&closing.stamp.by),
            PermitState::Replaced { replacement, .. } => Some(&replacement.reason.stamp.by),
            PermitState::Issued
            | PermitState::Delivered { .. }
            | PermitState::Held { .. }
            | PermitState::Endorsed { .. }
            | PermitState::PartlyUsed { .. }
            | PermitState::Confirmed { .. }
            | PermitState::Used { .. }
            | PermitState::ExpiredUnused { .. }
            | PermitState::ExpiredUnknown { .. }
            | PermitState::ReturnedUnused { .. }
            | PermitState::Suspended { .. }
            | PermitState::Lost { .. }
            | PermitState::Stolen { .. }
            | PermitState::Destroyed { .. }
            | PermitState::Seized { .. } => None,
        }
    }

    /// The acts that this actor may do now: what a page offers.
    pub fn allowed(&self, actor: &Actor) -> Vec<PermitActCode> {
        PermitActCode::ALL
            .iter()
            .copied()
            .filter(|act| {
                self.permitted(*act, actor).is_ok() && (*act != PermitActCode::EndorseOneMovement || self.reusable())
            })
            .collect()
    }

    /// Is it a document for several border crossings?
    pub fn reusable(&self) -> bool {
        self.document.kind.reusable()
    }

    /// Does an act: the old value is spent, the new one comes with its event.
    ///
    /// # Errors
    /// See [`ActError`]; nothing happened then.
    pub fn act(mut self, act: PermitAct, actor: &Actor, at: Timestamp) -> Result<(Permit, PermitEvent), ActError> {
        let code = act.code();
        self.permitted(code, actor)?;
        let from = self.status();
        let stamp = Stamp::new(actor, at);
        let state = std::mem::replace(&mut self.state, PermitState::Issued);
        let outcome = self.apply(act, state, actor, stamp.clone())?;
        Ok(self.finish(code, from, stamp, outcome))
    }

    fn finish(
        mut self,
        act: PermitActCode,
        from: PermitStatus,
        stamp: Stamp,
        outcome: Outcome,
    ) -> (Permit, PermitEvent) {
        let to = outcome.state.code();
        debug_assert!(
            to == from || permission::permit(from, act).any(|row| row.to == to),
            "{act} leads from {from} to {to}"
        );
        self.state = outcome.state;
        let event = PermitEvent {
            act,
            from: Some(from),
            to,
            stamp,
            quota: outcome.quota,
            discrepancies: outcome.discrepancies,
            publish: finality(from) != finality(to),
            alert: outcome.alert,
            note: outcome.note,
        };
        (self, event)
    }

    /// The table and the roles, without the act's own preconditions.
    fn permitted(&self, act: PermitActCode, actor: &Actor) -> Result<(), ActError> {
        let mut rows = permission::permit(self.status(), act).peekable();
        if rows.peek().is_none() {
            return Err(ActError::NotInPermitState { act: act.code(), state: self.status() });
        }
        let own_system = actor.person().is_none_or(|person| person.party == self.issuer());
        let fits = |hand: &Hand| {
            hand.fits(actor)
                && match hand {
                    Hand::Role(Role::Applicant | Role::Agent) => self.holder.includes(actor),
                    Hand::Role(_) | Hand::System => true,
                }
        };
        let addressed = match actor {
            // A foreign authority sees and confirms what is addressed to its country; our own customs may call by the
            // same door (`spec/exchange.md` section 7, rules 2 and 3).
            Actor::Partner { country } => {
                Some(*country) == self.document.country_of_import || *country == self.issuer()
            }
            Actor::Person(_) | Actor::System => true,
        };
        if own_system && addressed && rows.any(|row| row.hands.iter().any(fits)) {
            Ok(())
        } else {
            Err(ActError::NotPermitted { act: act.code() })
        }
    }
}

/// What partners may read of a permit in that state (column `epix_visibility`; a test compares it with the table).
pub fn finality(status: PermitStatus) -> Finality {
    match status {
        PermitStatus::Issued | PermitStatus::Delivered | PermitStatus::Held => Finality::NonFinal,
        PermitStatus::Endorsed | PermitStatus::PartlyUsed | PermitStatus::Confirmed | PermitStatus::Used => {
            Finality::Final
        }
        PermitStatus::ExpiredUnused
        | PermitStatus::ExpiredUnknown
        | PermitStatus::ReturnedUnused
        | PermitStatus::Cancelled
        | PermitStatus::Revoked
        | PermitStatus::Suspended
        | PermitStatus::Replaced
        | PermitStatus::Lost
        | PermitStatus::Stolen
        | PermitStatus::Destroyed
        | PermitStatus::Void
        | PermitStatus::Seized => Finality::Withdrawn,
    }
}
