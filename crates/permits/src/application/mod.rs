//! The life of an application: act + state → new state + event, as `data/codes/transitions.csv` says.

pub mod act;
mod amendment;
mod complete;
mod decide;
mod examine;
pub mod granting;
pub mod held;
mod intake;
pub mod points;
mod queue;
mod standing;
pub mod state;
pub mod tasks;

pub use act::{ApplicationAct, Fee, FeesSettled, ImportPermitFacts, ProposedDecision};
pub use decide::overtaken;
pub use granting::{Asked, Less, Reduced};
pub use points::{Point, PointAnswer, Wants};
pub use state::{ApplicationEvent, ApplicationState, QuotaEffect};
pub use tasks::OpenTask;

use crate::actor::{Actor, Stamp};
use crate::clocks::ClockHours;
use crate::draft::Draft;
use crate::duty::{self, DutyPolicy, DutyRule, Hands};
use crate::error::ActError;
use crate::finding::Finding;
use crate::form::FormInput;
use crate::permission::{self, ApplicationActCode, DeskAct, Hand};
use crate::timeline::Timeline;
use cites::ids::{ApplicationId, OrganisationId, PersonId};
use cites::{ApplicationStatus, CountryCode, Digest, Role, Timestamp};
use serde::{Deserialize, Serialize};

/// One application with everything that happened to it. Changed only by [`Application::act`], [`Application::edit`]
/// and [`Application::record_finding`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    id: ApplicationId,
    party: CountryCode,
    side: ApplicantSide,
    form: FormInput,
    draft: Option<Draft>,
    findings: Vec<Finding>,
    hands: Hands,
    timeline: Timeline,
    state: ApplicationState,
    /// Hours by clock that an urgent case was promised when it was handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    promised: Option<ClockHours>,
    /// What the examination of the permit that it amends hands on, until an officer has the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    carried: Option<Box<amendment::Carried>>,
    /// What was asked for, while less of it is to be granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asked: Option<Box<Asked>>,
    /// What was done so far, while the case waits for another officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parked: Option<Box<state::Case>>,
}

/// In whose name an application is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicantSide {
    /// The applicant's own account; `None` for one who came to the counter and has none.
    pub applicant: Option<PersonId>,
    /// The applicant's company or institution: everybody in it is on this side.
    pub organisation: Option<OrganisationId>,
    /// The agent with a mandate.
    pub agent: Option<PersonId>,
}

impl ApplicantSide {
    /// The side of somebody who acts in their own name or their organisation's.
    pub fn own(person: &crate::Person) -> ApplicantSide {
        ApplicantSide { applicant: Some(person.id), organisation: person.organisation, agent: None }
    }

    /// Is the actor on this side?
    pub fn includes(&self, actor: &Actor) -> bool {
        actor.person().is_some_and(|person| {
            self.applicant == Some(person.id)
                || self.agent == Some(person.id)
                || (person.organisation.is_some() && person.organisation == self.organisation)
        })
    }
}

/// What an act makes of the state, before it is stamped into the event.
struct Outcome {
    state: ApplicationState,
    quota: QuotaEffect,
    waived: Vec<DutyRule>,
    note: Option<String>,
}

impl Outcome {
    fn to(state: ApplicationState) -> Outcome {
        Outcome { state, quota: QuotaEffect::None, waived: Vec::new(), note: None }
    }

    fn quota(mut self, quota: QuotaEffect) -> Outcome {
        self.quota = quota;
        self
    }

    fn waived(mut self, waived: Vec<DutyRule>) -> Outcome {
        self.waived = waived;
        self
    }

    fn note(mut self, note: &str) -> Outcome {
        self.note = Some(note.to_owned()).filter(|n| !n.is_empty());
        self
    }
}

impl Application {
    /// Begins an application, empty or from a copy.
    ///
    /// # Errors
    /// `not-permitted` for a person who may not begin one, or not for this side.
    pub fn create(
        id: ApplicationId,
        party: CountryCode,
        side: ApplicantSide,
        form: FormInput,
        actor: &Actor,
        at: Timestamp,
    ) -> Result<(Application, ApplicationEvent), ActError> {
        let act = ApplicationActCode::Create;
        let refused = ActError::NotPermitted { act: act.code() };
        let Some(person) = actor.person() else { return Err(refused) };
        let may = person.party == party
            && DeskAct::StartApplication.allows(Some(actor))
            && (side.includes(actor) || actor.has(Role::MaClerk));
        if !may {
            return Err(refused);
        }
        let mut hands = Hands { last_editor: Some(person.id), ..Hands::default() };
        hands.applicants.insert(person.id);
        hands.applicants.extend(side.applicant.iter().chain(&side.agent));
        let application = Application {
            id,
            party,
            side,
            form,
            draft: None,
            findings: Vec::new(),
            hands,
            timeline: Timeline::begin(ApplicationStatus::Draft, at),
            state: ApplicationState::Draft,
            promised: None,
            carried: None,
            asked: None,
            parked: None,
        };
        let event = ApplicationEvent {
            act,
            from: None,
            to: ApplicationStatus::Draft,
            stamp: Stamp::new(actor, at),
            draft: None,
            quota: QuotaEffect::None,
            waived: Vec::new(),
            note: None,
        };
        Ok((application, event))
    }

    /// Identity.
    pub fn id(&self) -> ApplicationId {
        self.id
    }
    /// To whose authority.
    pub fn party(&self) -> CountryCode {
        self.party
    }
    /// In whose name.
    pub fn side(&self) -> &ApplicantSide {
        &self.side
    }
    /// What was typed, as typed.
    pub fn form(&self) -> &FormInput {
        &self.form
    }
    /// What was handed in; `None` before.
    pub fn draft(&self) -> Option<&Draft> {
        self.draft.as_ref()
    }
    /// Digest of what was handed in.
    pub fn draft_digest(&self) -> Option<Digest> {
        self.draft.as_ref().map(Draft::digest)
    }
    /// Findings on file, oldest first.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
    /// Who touched it.
    pub fn hands(&self) -> &Hands {
        &self.hands
    }
    /// Hours by clock that were promised to an urgent case; `None`: it runs by the clocks of everybody.
    pub fn promised(&self) -> Option<&ClockHours> {
        self.promised.as_ref()
    }
    /// Is urgent handling asked for?
    pub fn urgent(&self) -> bool {
        self.form.urgency.trim() == crate::form::URGENT
    }
    /// Comes into the hands of the authority, first or after it was completed: what it is promised from then on. A case
    /// that is not urgent is promised nothing, and one that was promised something keeps it.
    pub fn promise(&mut self, hours: &ClockHours) {
        self.promised = match (self.urgent(), self.promised.take()) {
            (false, _) => None,
            (true, Some(before)) => Some(before),
            (true, None) => Some(hours.clone()).filter(|h| !h.is_empty()),
        };
    }
    /// When it stood where.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }
    /// Where it stands, with its facts.
    pub fn state(&self) -> &ApplicationState {
        &self.state
    }
    /// Where it stands.
    pub fn status(&self) -> ApplicationStatus {
        self.state.code()
    }

    /// The newest finding of that kind for that line; one for the whole case counts for every line.
    pub fn finding(&self, kind: cites::FindingKind, line: usize) -> Option<&Finding> {
        self.findings.iter().rev().find(|f| f.kind == kind && f.scope.line.is_none_or(|l| l == line))
    }

    /// The acts that this actor may do now, duties kept apart included: what a page offers. Whether an act's own
    /// preconditions hold is found out by doing it.
    pub fn allowed(&self, actor: &Actor, policy: &DutyPolicy) -> Vec<ApplicationActCode> {
        ApplicationActCode::ALL
            .iter()
            .copied()
            .filter(|act| self.permitted(*act, actor).is_ok() && self.duty(*act, actor, *policy).is_ok())
            .collect()
    }

    /// Does an act: the old value is spent, the new one comes with its event.
    ///
    /// # Errors
    /// See [`ActError`]; nothing happened then.
    pub fn act(
        mut self,
        act: ApplicationAct,
        actor: &Actor,
        at: Timestamp,
        policy: &DutyPolicy,
    ) -> Result<(Application, ApplicationEvent), ActError> {
        let code = act.code();
        self.permitted(code, actor)?;
        let waived = self.duty(code, actor, *policy)?;
        if act.grants() {
            self.unheld()?;
        }
        let from = self.status();
        let stamp = Stamp::new(actor, at);
        let state = std::mem::replace(&mut self.state, ApplicationState::Draft);
        let outcome = self.apply(act, state, actor, stamp.clone(), waived)?;
        Ok(self.finish(code, from, stamp, outcome))
    }

    /// Changes the content. What is typed while the applicant writes is kept as typed, right or wrong; a change by an
    /// officer must leave the form complete. A change after the proposal or the approval drops it.
    ///
    /// # Errors
    /// `application-state`, `not-permitted` or `form-errors`.
    pub fn edit(
        mut self,
        form: FormInput,
        actor: &Actor,
        at: Timestamp,
    ) -> Result<(Application, ApplicationEvent), ActError> {
        let code = ApplicationActCode::Edit;
        self.permitted(code, actor)?;
        let from = self.status();
        let stamp = Stamp::new(actor, at);
        let state = std::mem::replace(&mut self.state, ApplicationState::Draft);
        let outcome = self.edited(form, state, &stamp)?;
        self.hands.last_editor = stamp.by.person();
        Ok(self.finish(code, from, stamp, outcome))
    }

    /// Records a finding of the Management Authority. Those of the Scientific Authority come by `sa_opinion`.
    ///
    /// # Errors
    /// `application-state`, `not-permitted`, or `finding-scientific` for a finding that is not the officer's to make.
    pub fn record_finding(
        mut self,
        finding: Finding,
        actor: &Actor,
        at: Timestamp,
    ) -> Result<(Application, ApplicationEvent), ActError> {
        let code = ApplicationActCode::RecordFinding;
        self.permitted(code, actor)?;
        if self.scientific(finding.kind) {
            return Err(ActError::precondition(
                "finding-scientific",
                "Ask the Scientific Authority: this finding is hers to make.",
            ));
        }
        let stamp = Stamp::new(actor, at);
        let from = self.status();
        let note = format!("{} {}", finding.kind.code(), result_code(&finding));
        self.findings.push(Finding { made: stamp.clone(), ..finding });
        self.hands.assessors.extend(stamp.by.person());
        let state = std::mem::replace(&mut self.state, ApplicationState::Draft);
        Ok(self.finish(code, from, stamp, Outcome::to(state).note(&note)))
    }

    /// May this actor sign now? Asked before the number is allotted; [`ApplicationAct::Sign`] asks again.
    ///
    /// # Errors
    /// `application-state`, `not-permitted`, a duty, or `approval-dropped` when the content is not what was approved.
    pub fn check_sign(&self, actor: &Actor, policy: &DutyPolicy) -> Result<Vec<DutyRule>, ActError> {
        self.permitted(ApplicationActCode::Sign, actor)?;
        self.approved_content()?;
        self.unheld()?;
        self.duty(ApplicationActCode::Sign, actor, *policy)
    }

    fn finish(
        mut self,
        act: ApplicationActCode,
        from: ApplicationStatus,
        stamp: Stamp,
        outcome: Outcome,
    ) -> (Application, ApplicationEvent) {
        let to = outcome.state.code();
        // A case of several consignments stays approved until the last is signed, and is issued when the rest is given up.
        let in_parts = match act {
            ApplicationActCode::Sign => to == from,
            ApplicationActCode::Withdraw => to == ApplicationStatus::Issued,
            _ => false,
        };
        // Within the examination the status shown is that of the task that comes first, whatever the act is about.
        let at_the_desk = tasks::examined(from) && tasks::examined(to);
        debug_assert!(
            in_parts || at_the_desk || permission::application(from, act).any(|row| row.to == to),
            "{act} leads to {to}"
        );
        self.state = outcome.state;
        self.timeline.enter(to, stamp.at);
        self.timeline.follow(&self.state.open_tasks(), stamp.at);
        let event = ApplicationEvent {
            act,
            from: Some(from),
            to,
            stamp,
            draft: self.draft_digest(),
            quota: outcome.quota,
            waived: outcome.waived,
            note: outcome.note,
        };
        (self, event)
    }

    /// Is the finding for the Scientific Authority? Housing is hers for Appendix I imports only (`findings.csv`).
    fn scientific(&self, kind: cites::FindingKind) -> bool {
        let from_sea = self.draft.as_ref().is_some_and(|d| d.base() == cites::DocumentType::Ifs);
        Finding::is_scientific(kind) && !(kind == cites::FindingKind::Housing && from_sea)
    }

    /// The table and the roles, without the act's own preconditions.
    fn permitted(&self, act: ApplicationActCode, actor: &Actor) -> Result<(), ActError> {
        let mut rows = self.rows(act).peekable();
        if rows.peek().is_none() {
            return Err(ActError::NotInApplicationState { act: act.code(), state: self.status() });
        }
        let own_system = actor.person().is_none_or(|person| person.party == self.party);
        let fits = |hand: &Hand| {
            hand.fits(actor)
                && match hand {
                    Hand::Role(Role::Applicant | Role::Agent) => self.side.includes(actor),
                    Hand::Role(_) | Hand::System => true,
                }
        };
        if own_system && rows.any(|row| row.hands.iter().any(fits)) {
            self.tasks_allow(act)
        } else {
            Err(ActError::NotPermitted { act: act.code() })
        }
    }

    /// The duties that the act keeps apart.
    fn duty(&self, act: ApplicationActCode, actor: &Actor, policy: DutyPolicy) -> Result<Vec<DutyRule>, ActError> {
        use ApplicationActCode as Code;
        let Some(person) = actor.person() else { return Ok(Vec::new()) };
        if self.hands.interested.contains(&person.id) {
            return Err(ActError::Duty(DutyRule::ConflictOfInterest));
        }
        let deciding = match act {
            Code::Approve | Code::Refuse | Code::AppealUpheld | Code::AppealDismissed => {
                if self.side.includes(actor) {
                    return Err(ActError::Duty(DutyRule::DeciderIsApplicant));
                }
                // The appeal goes to other eyes than those that refused.
                return match &self.state {
                    ApplicationState::UnderAppeal { refusal, .. } => {
                        duty::appeal(&self.hands, refusal.stamp.by.person(), person.id, policy)
                    }
                    _ => duty::decide(&self.hands, person.id, policy),
                };
            }
            Code::Sign => {
                if self.side.includes(actor) {
                    return Err(ActError::Duty(DutyRule::SignerIsApplicant));
                }
                return duty::sign(&self.hands, person.id, policy);
            }
            // A case in the hands of another officer is not theirs to give back.
            Code::DeclareInterest => {
                return match &self.state {
                    ApplicationState::UnderExamination { case } if case.officer != person.id => {
                        Err(ActError::NotPermitted { act: act.code() })
                    }
                    _ => Ok(Vec::new()),
                };
            }
            Code::Accept
            | Code::NoPermitNeeded
            | Code::ConsultSa
            | Code::SaOpinion
            | Code::RequestInspection
            | Code::InspectionReport
            | Code::Propose
            | Code::SendBack
            | Code::RecordFinding => true,
            Code::Submit
            | Code::PaymentSettled
            | Code::PaymentTimeout
            | Code::RejectIncomplete
            | Code::Resubmit
            | Code::NoReply
            | Code::Assign
            | Code::Ask
            | Code::Answer
            | Code::Resume
            | Code::ConsultForeign
            | Code::ForeignReply
            | Code::WaitImportPermit
            | Code::ImportPermitReceived
            | Code::ExtraFee
            | Code::Withdraw
            | Code::Appeal
            | Code::Create
            | Code::Edit => false,
        };
        // An examining officer may not be of the applicant's company; a clerk who typed the form at the counter may
        // go on with its registration.
        if deciding && self.side.includes(actor) {
            return Err(ActError::Duty(DutyRule::ConflictOfInterest));
        }
        Ok(Vec::new())
    }
}

fn result_code(finding: &Finding) -> &'static str {
    use crate::finding::FindingResult;
    match finding.result {
        FindingResult::Positive => "positive",
        FindingResult::PositiveWithConditions { .. } => "positive_with_conditions",
        FindingResult::Negative => "negative",
        FindingResult::Insufficient => "insufficient",
    }
}

/// A text that the table demands.
fn reason(text: String) -> Result<String, ActError> {
    if text.trim().is_empty() {
        return Err(ActError::precondition("reason-empty", "Write the reason."));
    }
    Ok(text)
}
