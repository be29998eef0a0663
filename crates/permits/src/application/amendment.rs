//! The issuing authority amends a permit of its own (Res. Conf. 12.3; `spec/permits.md` 2.17): the decision about the
//! specimens stands, so the case begins under examination, with the findings and the import permits of the old one.

use super::state::{
    ApplicationEvent, ApplicationState, Case, ForeignReply, ImportPermit, ImportPermitDetails, InspectionReport,
    QuotaEffect,
};
use super::{ApplicantSide, Application};
use crate::actor::{Actor, Stamp};
use crate::consignments::Consignment;
use crate::draft::Draft;
use crate::duty::Hands;
use crate::error::ActError;
use crate::finding::Finding;
use crate::form::FormInput;
use crate::handshake;
use crate::permission::ApplicationActCode;
use crate::timeline::Timeline;
use cites::ids::{ApplicationId, PersonId};
use cites::{ApplicationStatus, Date, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the examination of the old case hands on to a request for an amendment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Carried {
    pub(super) import_permit: Option<ImportPermit>,
    pub(super) inspections: Vec<InspectionReport>,
    pub(super) foreign_replies: Vec<ForeignReply>,
}

impl Application {
    /// The holder asks for an amendment of the permit of one consignment of `old`: a draft whose content is the permit's
    /// with what shall change, to be handed in at once. `findings`: as in [`Application::amendment`].
    ///
    /// # Errors
    /// `form-errors`, `not-permitted`, or `amendment-case`.
    pub fn amendment_asked(
        id: ApplicationId,
        old: &Application,
        consignment: Consignment,
        form: FormInput,
        findings: Vec<Finding>,
        side: ApplicantSide,
        (actor, at): (&Actor, Timestamp),
    ) -> Result<(Application, ApplicationEvent), ActError> {
        let draft = Draft::parse(&form).map_err(ActError::Form)?;
        let (Some(case), Some(before), true) = (old.state.case(), &old.draft, draft.amends()) else {
            return Err(not_here());
        };
        let carried = Carried {
            import_permit: import_permit(case, before, consignment),
            inspections: case.inspections.clone(),
            foreign_replies: case.foreign_replies.clone(),
        };
        let (mut asked, event) = Application::create(id, old.party, side, form, actor, at)?;
        asked.findings = findings;
        asked.carried = Some(Box::new(carried));
        Ok((asked, event))
    }

    /// A case that amends the permit of one consignment of `old`. `form`: its content with what is changed. `findings`:
    /// those of the old case that speak of its lines, with identities of their own. `officer`: who amends.
    ///
    /// # Errors
    /// `form-errors`, or `amendment-case` where the old case was not examined or the form is no amendment.
    pub fn amendment(
        id: ApplicationId,
        old: &Application,
        consignment: Consignment,
        form: FormInput,
        findings: Vec<Finding>,
        (officer, officer_name): (PersonId, String),
        stamp: Stamp,
    ) -> Result<(Application, ApplicationEvent), ActError> {
        let draft = Draft::parse(&form).map_err(ActError::Form)?;
        let (Some(case), Some(before), true) = (old.state.case(), &old.draft, draft.amends()) else {
            return Err(not_here());
        };
        let case = Case {
            accepted: stamp.clone(),
            officer,
            officer_name,
            assigned: stamp.clone(),
            questions: Vec::new(),
            import_permit: import_permit(case, before, consignment),
            import_permits: Vec::new(),
            extra_paid: Vec::new(),
            returned: Vec::new(),
            beside: Vec::new(),
            ..case.clone()
        };
        let side = old.side.clone();
        let hands = Hands {
            applicants: side.applicant.iter().chain(&side.agent).copied().collect(),
            last_editor: Some(officer),
            assessors: BTreeSet::from([officer]),
            proposer: None,
            interested: BTreeSet::new(),
        };
        let event = ApplicationEvent {
            act: ApplicationActCode::Create,
            from: None,
            to: ApplicationStatus::UnderExamination,
            stamp: stamp.clone(),
            draft: Some(draft.digest()),
            quota: QuotaEffect::None,
            waived: Vec::new(),
            note: draft.instead.as_ref().map(|i| i.reason.clone()),
        };
        let application = Application {
            id,
            party: old.party,
            side,
            form,
            draft: Some(draft),
            findings,
            hands,
            timeline: Timeline::begin(ApplicationStatus::UnderExamination, stamp.at),
            // Nobody paid for haste: the authority amends by the clocks of everybody.
            promised: None,
            carried: None,
            asked: None,
            parked: None,
            state: ApplicationState::UnderExamination { case },
        };
        Ok((application, event))
    }
}

fn not_here() -> ActError {
    ActError::precondition("amendment-case", "Begin at the permit that shall be amended.")
}

/// The import permit that stands behind this consignment.
fn import_permit(case: &Case, draft: &Draft, consignment: Consignment) -> Option<ImportPermit> {
    if !draft.in_parts() {
        return case.all_import_permits().first().map(|p| (*p).clone());
    }
    let hands = handshake::of(draft, &case.all_import_permits(), usize::from(consignment.of), Date::MIN);
    let found = hands.into_iter().find(|h| h.nth == consignment.nth)?.permit?;
    Some(ImportPermit { details: ImportPermitDetails::default(), ..found.clone() })
}
