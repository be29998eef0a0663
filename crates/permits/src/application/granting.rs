//! A grant for less than was asked, or for a shorter time (`design/ux.md` M7: "approve all or by line, quantity reduced,
//! validity dates"). What will be granted becomes the content that is examined, approved and signed, so that it stands
//! under the digest of the approval; what was asked for stays beside it, so that another proposal may begin from there.

use super::state::{ApplicationEvent, ApplicationState, Case, ImportPermit, QuotaEffect};
use super::{Application, Outcome, reason};
use crate::actor::{Actor, Stamp};
use crate::draft::Draft;
use crate::error::ActError;
use crate::form::FormInput;
use crate::handshake;
use crate::permission::ApplicationActCode;
use cites::document::Block;
use cites::{Amount, Date, Quantity, TaxonName, Timestamp};
use serde::{Deserialize, Serialize};

/// Less of an item than was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Less {
    /// Letter of the item as it was asked for.
    pub block: Block,
    /// How much is granted, in the unit of the item; 0: none of it.
    pub amount: Amount,
    /// Why, in words for the applicant; never blank.
    pub reason: String,
}

/// An item of which less is granted, for the letter and the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reduced {
    /// Letter of the item as it was asked for.
    pub block: Block,
    /// What it is.
    pub taxon: TaxonName,
    /// How much was asked for.
    pub asked: Quantity,
    /// How much is granted, in the same unit; 0: none of it.
    pub granted: Amount,
    /// Why, in words for the applicant.
    pub reason: String,
}

/// What was asked for, while less of it is to be granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    form: FormInput,
    draft: Draft,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    import_permit: Option<ImportPermit>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    import_permits: Vec<ImportPermit>,
    /// Which items, and why.
    pub reduced: Vec<Reduced>,
}

impl Application {
    /// Items of which less is granted than was asked for.
    pub fn reduced(&self) -> &[Reduced] {
        self.asked.as_ref().map(|a| a.reduced.as_slice()).unwrap_or_default()
    }

    /// What was asked for, also while less of it is to be granted.
    pub fn asked_draft(&self) -> Option<&Draft> {
        self.asked.as_ref().map(|a| &a.draft).or(self.draft.as_ref())
    }

    /// The content as its applicant may see it: what is only proposed is not told before it is decided.
    pub fn told(&self) -> (&FormInput, Option<Draft>) {
        let decided = matches!(self.state, ApplicationState::Approved { .. } | ApplicationState::Issued { .. });
        match &self.asked {
            _ if decided => (&self.form, self.draft.clone()),
            Some(asked) => (&asked.form, Some(asked.draft.clone())),
            None => (&self.form, self.draft.clone().map(|draft| Draft { valid_until: None, ..draft })),
        }
    }

    /// Makes what will be granted the content of the case, before it is proposed: less of some items, at most until a
    /// day. Begins from what was asked for, whatever an earlier proposal said. The event is there when a quantity
    /// changed; the quota follows it.
    ///
    /// # Errors
    /// `application-state`, `not-permitted`; `grant-more` above what was asked for, `grant-block` for an item that there
    /// is not, `grant-twice` for one that is named twice, `reason-empty`, `grant-nothing` when nothing is left,
    /// `grant-line-finding` when an item shall go while a finding speaks of single items; what is wrong with a quantity.
    pub fn grant_for(
        mut self,
        less: Vec<Less>,
        until: Option<Date>,
        actor: &Actor,
        at: Timestamp,
    ) -> Result<(Application, Option<ApplicationEvent>), ActError> {
        self.permitted(ApplicationActCode::Propose, actor)?;
        let code = ApplicationActCode::Edit;
        self.permitted(code, actor)?;
        let from = self.status();
        let stamp = Stamp::new(actor, at);
        let before = self.draft.clone();
        let mut state = std::mem::replace(&mut self.state, ApplicationState::Draft);
        let ApplicationState::UnderExamination { case } = &mut state else {
            return Err(super::intake::elsewhere(code, &state));
        };
        if let Some(asked) = self.asked.take() {
            self.form = asked.form;
            self.draft = Some(asked.draft);
            case.import_permit = asked.import_permit;
            case.import_permits = asked.import_permits;
        }
        let note = self.lessen(case, less)?;
        let changed = match (&before, &mut self.draft) {
            (Some(before), Some(draft)) => {
                draft.valid_until = until;
                before.lines != draft.lines || before.consignments != draft.consignments
            }
            _ => false,
        };
        self.hands.last_editor = if changed { stamp.by.person() } else { self.hands.last_editor };
        if !changed {
            self.state = state;
            return Ok((self, None));
        }
        let outcome = Outcome::to(state).quota(QuotaEffect::Reopen).note(&note);
        let (next, event) = self.finish(code, from, stamp, outcome);
        Ok((next, Some(event)))
    }

    /// Lowers the items, and takes those out of which nothing is granted. Answers what changed, in short.
    fn lessen(&mut self, case: &mut Case, less: Vec<Less>) -> Result<String, ActError> {
        let Some(whole) = self.draft.clone().filter(|_| !less.is_empty()) else { return Ok(String::new()) };
        let (mut draft, mut form) = (whole.clone(), self.form.clone());
        let mut reduced: Vec<Reduced> = Vec::new();
        let mut none: Vec<usize> = Vec::new();
        for Less { block, amount, reason: why } in less {
            let help = format!("Use the letters of the application; there is no item {block}.");
            let unknown = || ActError::precondition("grant-block", help.clone());
            let n = (0..whole.lines.len()).find(|n| Block::nth(*n) == block).ok_or_else(unknown)?;
            let (Some(asked), Some(line), Some(typed)) =
                (whole.lines.get(n), draft.lines.get_mut(n), form.lines.get_mut(n))
            else {
                return Err(unknown());
            };
            if reduced.iter().any(|r| r.block == block) {
                return Err(ActError::precondition("grant-twice", "Name each item once."));
            }
            if amount > asked.quantity.amount() {
                let help = "Grant no more than was asked for: more needs a new application.";
                return Err(ActError::precondition("grant-more", help));
            }
            if amount == asked.quantity.amount() {
                continue;
            }
            let reason = reason(why)?;
            if amount.is_zero() {
                none.push(n);
            } else {
                let lower = Quantity::new(amount, asked.quantity.unit())
                    .map_err(|e| ActError::Precondition { code: e.code, help: e.help })?;
                line.lower(lower);
                typed.quantity = amount.to_string();
            }
            let taxon = asked.taxon.clone();
            reduced.push(Reduced { block, taxon, asked: asked.quantity, granted: amount, reason });
        }
        if reduced.is_empty() {
            return Ok(String::new());
        }
        if none.len() == whole.lines.len() {
            let help = "Propose to refuse: nothing would be left to permit.";
            return Err(ActError::precondition("grant-nothing", help));
        }
        let asked = Asked {
            form: self.form.clone(),
            draft: whole,
            import_permit: case.import_permit.clone(),
            import_permits: case.import_permits.clone(),
            reduced,
        };
        self.take_out(case, &none, &mut draft, &mut form)?;
        let kept = draft.drop_empty();
        draft.write_shares(&mut form);
        handshake::renumber(&mut case.import_permits, &kept);
        let short = asked.reduced.iter().map(|r| format!("{} {} → {}", r.block, r.asked.amount(), r.granted));
        let note = short.collect::<Vec<_>>().join("; ");
        self.draft = Some(draft);
        self.form = form;
        self.asked = Some(Box::new(asked));
        Ok(note)
    }

    /// Items of which nothing is granted go; the letters of those behind move up, here and where they are quoted.
    fn take_out(
        &self,
        case: &mut Case,
        none: &[usize],
        draft: &mut Draft,
        form: &mut FormInput,
    ) -> Result<(), ActError> {
        if none.is_empty() {
            return Ok(());
        }
        if self.findings.iter().any(|f| f.scope.line.is_some()) {
            let help = "Grant less of this item, or have the application changed: a finding speaks of single items.";
            return Err(ActError::precondition("grant-line-finding", help));
        }
        let stays = |n: usize| !none.contains(&n);
        let mut n = 0..;
        draft.lines.retain(|_| n.next().is_some_and(stays));
        let mut n = 0..;
        form.lines.retain(|_| n.next().is_some_and(stays));
        let lines = draft.lines.len() + none.len();
        let places: Vec<usize> = (0..lines).filter(|n| stays(*n)).collect();
        for permit in case.import_permits.iter_mut().chain(&mut case.import_permit) {
            permit.details.quantities.retain_mut(|told| {
                let Some(to) = places.iter().position(|n| Block::nth(*n) == told.block) else { return false };
                told.block = Block::nth(to);
                true
            });
        }
        Ok(())
    }
}
