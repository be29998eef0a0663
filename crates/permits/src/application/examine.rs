//! Acts of the examination: questions, consultations, inspections, counterparts, additional fees.

use super::act::ApplicationAct;
use super::state::{
    Agreement, ApplicationState, Case, Consultation, Counted, ForeignReply, ImportPermit, ImportPermitDetails,
    InspectionReport, Question, QuotaEffect, Reasoned,
};
use super::tasks::{self, OpenTask, not_open, on_the_desk};
use super::{Application, Outcome, reason};
use crate::actor::{Actor, Stamp};
use crate::draft::Draft;
use crate::error::ActError;
use crate::finding::Finding;
use crate::handshake;
use crate::permission::ApplicationActCode;
use cites::document::Block;
use cites::{Appendix, CountryCode, DocumentType, Quantity};

impl Application {
    pub(super) fn examine(
        &mut self,
        act: ApplicationAct,
        state: ApplicationState,
        actor: &Actor,
        stamp: Stamp,
    ) -> Result<Outcome, ActError> {
        let code = act.code();
        let (mut case, mut tasks) = on_the_desk(&act, state)?;
        match act {
            ApplicationAct::Ask { question, points, deadline } => {
                let person = stamp.by.person();
                let question = Question::ask(question, points, stamp, deadline)?;
                self.hands.assessors.extend(person);
                let note = question.told();
                tasks.push(OpenTask::Question { question });
                Ok(Outcome::examination(case, tasks).note(&note))
            }
            ApplicationAct::Answer { text, points } => {
                let open = tasks::take(&mut tasks, |t| matches!(t, OpenTask::Question { .. }));
                let Some(OpenTask::Question { question }) = open else { return Err(not_open(code, case, tasks)) };
                let since = question.asked.at;
                let before = self.draft.clone();
                self.answer_form()?;
                self.hands.applicants.extend(stamp.by.person());
                let question = question.close(text, points, stamp.clone())?;
                let note = question.answered();
                case.questions.push(question);
                // What is held of a quota followed the count when it was reported.
                self.keep_the_count(&mut case, &tasks, (before.as_ref(), since), &stamp)?;
                Ok(Outcome::examination(case, tasks).note(&note))
            }
            ApplicationAct::ConsultSa { findings, note, deadline } => {
                if findings.is_empty() {
                    return Err(ActError::precondition(
                        "consultation-empty",
                        "Choose at least one finding to ask the Scientific Authority for.",
                    ));
                }
                self.hands.assessors.extend(stamp.by.person());
                let text = note.clone();
                let consultation = Consultation { findings, note, asked: stamp, deadline };
                tasks.push(OpenTask::Opinion { consultation });
                Ok(Outcome::examination(case, tasks).note(&text))
            }
            ApplicationAct::SaOpinion { findings } => {
                let open = tasks::take(&mut tasks, |t| matches!(t, OpenTask::Opinion { .. }));
                let Some(OpenTask::Opinion { consultation }) = open else { return Err(not_open(code, case, tasks)) };
                let note = self.opinion(findings, &consultation, &stamp)?;
                Ok(Outcome::examination(case, tasks).note(&note))
            }
            ApplicationAct::RequestInspection { reason: why, order } => {
                let why = reason(why)?;
                self.hands.assessors.extend(stamp.by.person());
                let note = why.clone();
                tasks.push(OpenTask::Inspection { request: Reasoned { reason: why, stamp }, order });
                Ok(Outcome::examination(case, tasks).note(&note))
            }
            ApplicationAct::InspectionReport { outcome, counted, text, evidence } => {
                let open = tasks::take(&mut tasks, |t| matches!(t, OpenTask::Inspection { .. }));
                if open.is_none() {
                    return Err(not_open(code, case, tasks));
                }
                let kept = self.lower_to(&counted, &stamp)?;
                let lowered = kept.is_some();
                if let Some(kept) = kept {
                    handshake::renumber(&mut case.import_permits, &kept);
                }
                let note = outcome.clone();
                let report = InspectionReport { outcome, counted, text, evidence, stamp };
                tasks.push(OpenTask::Report { report });
                // What will not leave is not held any longer: let go, and reserve the counted quantity.
                let quota = if lowered { QuotaEffect::Reopen } else { QuotaEffect::None };
                Ok(Outcome::examination(case, tasks).quota(quota).note(&note))
            }
            ApplicationAct::Resume => {
                let open = tasks::take(&mut tasks, |t| matches!(t, OpenTask::Report { .. }));
                let Some(OpenTask::Report { report }) = open else { return Err(not_open(code, case, tasks)) };
                case.inspections.push(report);
                self.hands.assessors.extend(stamp.by.person());
                Ok(Outcome::examination(case, tasks))
            }
            ApplicationAct::ConsultForeign { country, reason: why, letter } => {
                tasks::asked_already(&tasks, country)?;
                let why = reason(why)?;
                self.hands.assessors.extend(stamp.by.person());
                let note = format!("{country}: {why}");
                let (inquiry, letter) = (Reasoned { reason: why, stamp }, Some(letter));
                tasks.push(OpenTask::Abroad { country, inquiry, letter });
                Ok(Outcome::examination(case, tasks).note(&note))
            }
            ApplicationAct::ForeignReply { country, text, agreement } => {
                let country = whose_answer(&tasks, actor, country)?;
                let whose = |t: &OpenTask| t.country().is_some_and(|asked| country.is_none_or(|c| c == asked));
                let Some(OpenTask::Abroad { country, .. }) = tasks::take(&mut tasks, whose) else {
                    return Err(not_open(code, case, tasks));
                };
                let text = reason(text)?;
                let note = text.clone();
                let agreement = self.agreement(actor, country, agreement)?;
                case.foreign_replies.push(ForeignReply { country, text, agreement, stamp });
                Ok(Outcome::examination(case, tasks).note(&note))
            }
            ApplicationAct::WaitImportPermit => {
                if !self.needs_import_permit() {
                    return Err(ActError::precondition(
                        "import-permit-not-needed",
                        "Go on without it: only an export or re-export of Appendix I waits for an import permit.",
                    ));
                }
                self.hands.assessors.extend(stamp.by.person());
                tasks.push(OpenTask::ImportPermit { since: stamp });
                Ok(Outcome::examination(case, tasks))
            }
            ApplicationAct::ImportPermitReceived { permit, details } => {
                let open = tasks::take(&mut tasks, |t| matches!(t, OpenTask::ImportPermit { .. }));
                if open.is_none() {
                    return Err(not_open(code, case, tasks));
                }
                let destination = self.draft.as_ref().map(|d| d.partner_country);
                if Some(permit.issuer) != destination {
                    return Err(ActError::precondition(
                        "import-permit-country",
                        "Give the import permit of the country of destination.",
                    ));
                }
                if let Actor::Partner { country } = actor
                    && *country != permit.issuer
                {
                    return Err(ActError::NotPermitted { act: code.code() });
                }
                if permit.valid_until < crate::signing::utc_day(stamp.at) {
                    return Err(ActError::precondition(
                        "import-permit-expired",
                        "Ask for a new import permit: this one has expired.",
                    ));
                }
                let note = permit.number.to_string();
                if self.draft.as_ref().is_some_and(Draft::in_parts) {
                    self.keep_for_parts(&mut case, permit.stamped(details, stamp))?;
                } else {
                    self.covered_by(&details)?;
                    case.import_permit = Some(permit.stamped(details, stamp));
                }
                Ok(Outcome::examination(case, tasks).note(&note))
            }
            ApplicationAct::ExtraFee { invoice } => {
                let note = invoice.number.clone();
                tasks.push(OpenTask::Payment { invoice });
                Ok(Outcome::examination(case, tasks).note(&note))
            }
            ApplicationAct::Submit { .. }
            | ApplicationAct::PaymentSettled { .. }
            | ApplicationAct::PaymentTimeout
            | ApplicationAct::RejectIncomplete { .. }
            | ApplicationAct::Accept
            | ApplicationAct::Resubmit
            | ApplicationAct::NoReply { .. }
            | ApplicationAct::Assign { .. }
            | ApplicationAct::Propose { .. }
            | ApplicationAct::SendBack { .. }
            | ApplicationAct::Approve { .. }
            | ApplicationAct::Refuse { .. }
            | ApplicationAct::Sign { .. }
            | ApplicationAct::Withdraw { .. }
            | ApplicationAct::NoPermitNeeded { .. }
            | ApplicationAct::Appeal { .. }
            | ApplicationAct::AppealUpheld { .. }
            | ApplicationAct::AppealDismissed { .. } => Err(not_open(code, case, tasks)),
        }
    }

    /// What was counted while the question was open still binds: the answer does not raise it again
    /// (`spec/workflow.md` 2.3).
    fn keep_the_count(
        &mut self,
        case: &mut Case,
        tasks: &[OpenTask],
        (before, since): (Option<&Draft>, cites::Timestamp),
        stamp: &Stamp,
    ) -> Result<(), ActError> {
        let fresh = tasks.iter().filter_map(|t| match t {
            OpenTask::Report { report } => Some(report),
            _ => None,
        });
        let reports = case.inspections.iter().chain(fresh).filter(|r| r.stamp.at >= since);
        let counted: Vec<Counted> = reports.flat_map(|r| r.counted.clone()).collect();
        let (Some(before), Some(now)) = (before, &self.draft) else { return Ok(()) };
        // A line that became another one is for the officer to compare.
        let same = |n: usize| match (before.lines.get(n), now.lines.get(n)) {
            (Some(b), Some(a)) => (&b.taxon, b.term, b.quantity.unit()) == (&a.taxon, a.term, a.quantity.unit()),
            _ => false,
        };
        let lines = now.lines.len();
        let still: Vec<Counted> =
            counted.into_iter().filter(|c| (0..lines).any(|n| Block::nth(n) == c.block && same(n))).collect();
        if still.is_empty() {
            return Ok(());
        }
        if let Some(kept) = self.lower_to(&still, stamp)? {
            handshake::renumber(&mut case.import_permits, &kept);
        }
        Ok(())
    }

    /// Of a document after the movement our officer says with the other country's answer whether both authorities are
    /// satisfied, and why; what anybody else records says nothing of us.
    fn agreement(
        &self,
        actor: &Actor,
        country: cites::CountryCode,
        told: Option<Agreement>,
    ) -> Result<Option<Agreement>, ActError> {
        let asked = self.draft.as_ref().is_some_and(|d| d.is_retrospective() && d.partner_country == country);
        if !asked || !actor.has(cites::Role::MaOfficer) {
            return Ok(None);
        }
        let Some(told) = told else {
            return Err(ActError::precondition(
                "retro-satisfied",
                "Say whether both authorities are satisfied that the exporter and the importer are not at fault.",
            ));
        };
        let why = told.reason.trim();
        if told.satisfied && why.is_empty() {
            return Err(ActError::precondition(
                "retro-reason",
                "Say why nobody is at fault: the reason is printed in box 5.",
            ));
        }
        Ok(Some(Agreement { satisfied: told.satisfied, reason: why.chars().take(500).collect() }))
    }

    fn opinion(&mut self, findings: Vec<Finding>, asked: &Consultation, stamp: &Stamp) -> Result<String, ActError> {
        if let Some(open) = asked.findings.iter().find(|kind| !findings.iter().any(|f| f.kind == **kind)) {
            return Err(ActError::precondition(
                "opinion-open",
                format!("Answer every question that was asked; {} is open.", open.code()),
            ));
        }
        let note = findings
            .iter()
            .map(|f| format!("{} {}", f.kind.code(), super::result_code(f)))
            .collect::<Vec<_>>()
            .join(", ");
        self.findings.extend(findings.into_iter().map(|f| Finding { made: stamp.clone(), ..f }));
        Ok(note)
    }

    /// What the inspector counted lowers a line, and never raises one (`spec/workflow.md` 2.3).
    /// Answers the consignments that stay, by their numbers of before, when anything was lowered.
    fn lower_to(&mut self, counted: &[Counted], stamp: &Stamp) -> Result<Option<Vec<u16>>, ActError> {
        let Some(mut draft) = self.draft.clone() else { return Ok(None) };
        let mut form = self.form.clone();
        let mut lowered = false;
        if !counted.is_empty() {
            // What was counted binds from here on: no later proposal goes back to what was asked for.
            self.asked = None;
        }
        for count in counted {
            let unknown = || {
                ActError::precondition(
                    "counted-block",
                    format!("Use the letters of the application; there is no block {}.", count.block),
                )
            };
            let n = (0..draft.lines.len()).find(|n| Block::nth(*n) == count.block).ok_or_else(unknown)?;
            let Some(line) = draft.lines.get_mut(n) else { return Err(unknown()) };
            if count.amount < line.quantity.amount() {
                let lower = Quantity::new(count.amount, line.quantity.unit())
                    .map_err(|e| ActError::Precondition { code: e.code, help: e.help })?;
                line.lower(lower);
                // The applicant who is asked something may be typing: a line that went meanwhile has nothing to lower.
                if let Some(typed) = form.lines.get_mut(n) {
                    typed.quantity = count.amount.to_string();
                }
                lowered = true;
            }
        }
        let mut kept = None;
        if lowered {
            kept = Some(draft.drop_empty());
            draft.write_shares(&mut form);
            self.draft = Some(draft);
            self.form = form;
            self.hands.last_editor = stamp.by.person();
        }
        Ok(kept)
    }

    /// Does the import permit let in what is asked for? Where its quantities are told, none may be less (Art. III.2(d):
    /// the permit of the destination comes first, for these specimens).
    fn covered_by(&self, details: &ImportPermitDetails) -> Result<(), ActError> {
        let lines = self.draft.as_ref().map(|d| d.lines.as_slice()).unwrap_or_default();
        for told in &details.quantities {
            let line = (0..lines.len()).find(|n| Block::nth(*n) == told.block).and_then(|n| lines.get(n));
            let Some(line) = line else {
                return Err(ActError::precondition(
                    "counted-block",
                    format!("Use the letters of the application; there is no block {}.", told.block),
                ));
            };
            if told.actual < line.quantity.amount() {
                return Err(ActError::precondition(
                    "import-permit-quantity",
                    "Ask for an import permit that covers the whole quantity, or withdraw and apply for less.",
                ));
            }
        }
        Ok(())
    }

    /// Of several consignments: is it of use for at least one that it names? The same permit told again takes the place of
    /// what was told of it before.
    fn keep_for_parts(&self, case: &mut Case, mut permit: ImportPermit) -> Result<(), ActError> {
        let Some(draft) = &self.draft else { return Ok(()) };
        let named = &mut permit.details.consignments;
        named.sort_unstable();
        named.dedup();
        if named.iter().any(|nth| *nth == 0 || *nth > draft.consignments) {
            return Err(ActError::precondition(
                "import-permit-consignment",
                format!("Name consignments from 1 to {}.", draft.consignments),
            ));
        }
        let blocks = 0..draft.lines.len();
        if let Some(told) = permit.details.quantities.iter().find(|q| !blocks.clone().any(|n| Block::nth(n) == q.block))
        {
            return Err(ActError::precondition(
                "counted-block",
                format!("Use the letters of the application; there is no block {}.", told.block),
            ));
        }
        case.import_permits.retain(|p| (p.issuer, &p.number) != (permit.issuer, &permit.number));
        let on = crate::signing::utc_day(permit.stamp.at);
        let all: Vec<&ImportPermit> = case.import_permits.iter().chain([&permit]).collect();
        let hands = handshake::of(draft, &all, 0, on);
        if !hands.is_empty() && !hands.iter().any(|h| h.permit == Some(&permit)) {
            return Err(ActError::precondition(
                "import-permit-parts",
                "Tell how much of each item this import permit lets in: it covers none of the consignments it is for.",
            ));
        }
        case.import_permits.push(permit);
        Ok(())
    }

    /// Export or re-export with an Appendix I line (Art. III.2(d), III.4(c)).
    fn needs_import_permit(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| {
            !matches!(draft.base(), DocumentType::Import | DocumentType::Ifs | DocumentType::Impnotif)
                && draft.lines.iter().any(|line| line.appendix == Appendix::I)
        })
    }
}

/// Which authority answers: the partner itself, the one that was named, or `None` where only one is asked.
fn whose_answer(
    tasks: &[OpenTask],
    actor: &Actor,
    named: Option<CountryCode>,
) -> Result<Option<CountryCode>, ActError> {
    let asked: Vec<CountryCode> = tasks.iter().filter_map(OpenTask::country).collect();
    if let Actor::Partner { country } = actor {
        // A partner answers for itself and for nobody else.
        if !asked.contains(country) || named.is_some_and(|n| n != *country) {
            return Err(ActError::NotPermitted { act: ApplicationActCode::ForeignReply.code() });
        }
        return Ok(Some(*country));
    }
    match named {
        Some(country) if !asked.contains(&country) => Err(ActError::precondition(
            "foreign-other",
            format!("Choose an authority that was asked; {country} was not."),
        )),
        Some(country) => Ok(Some(country)),
        None if asked.len() > 1 => {
            Err(ActError::precondition("foreign-which", "Say which of the authorities that were asked has answered."))
        }
        None => Ok(None),
    }
}
