//! From the lives to the columns: what lists show and constraints watch, taken from the aggregates of `permits`.
//!
//! The aggregate's JSON is the truth; the columns are drawn from it here and nowhere else, so that the two cannot differ.

use crate::table::application::ApplicationRow;
use crate::table::number::Serial;
use crate::table::permit::{LineRow, PermitRow, token_hash};
use crate::table::public::{Face, PublicCrossing};
use cites::ids::PersonId;
use cites::{ApplicationStatus, CountryCode, Digest, DocumentType, Timestamp, Token};
use permits::application::ApplicationState;
use permits::application::state::Proposal;
use permits::permit::PermitState;
use permits::permit::state::Direction;
use permits::{Application, Permit};

/// Who decided a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decision {
    /// Who proposed it.
    pub proposed_by: Option<PersonId>,
    /// Who approved it.
    pub approved_by: Option<PersonId>,
    /// Was a duty waived because the authority has one officer?
    pub one_officer: bool,
}

impl Decision {
    /// The decision in force on an application; empty while there is none. A refusal keeps its decider only, as the
    /// aggregate does.
    pub fn of(application: &Application) -> Decision {
        match application.state() {
            ApplicationState::DecisionProposed { proposal, .. } => {
                let stamp = match proposal {
                    Proposal::Grant { stamp, .. } | Proposal::Refuse { stamp, .. } => stamp,
                };
                Decision { proposed_by: stamp.by.person(), ..Decision::default() }
            }
            ApplicationState::Approved { approval, .. } => Decision {
                proposed_by: approval.proposed.by.person(),
                approved_by: approval.stamp.by.person(),
                one_officer: !approval.waived.is_empty(),
            },
            ApplicationState::Issued { approval, issued, .. } => Decision {
                proposed_by: approval.proposed.by.person(),
                approved_by: approval.stamp.by.person(),
                one_officer: !(approval.waived.is_empty() && issued.waived.is_empty()),
            },
            ApplicationState::Refused { refusal, .. } | ApplicationState::UnderAppeal { refusal, .. } => Decision {
                proposed_by: application.hands().proposer,
                approved_by: refusal.stamp.by.person(),
                one_officer: !refusal.waived.is_empty(),
            },
            ApplicationState::Draft
            | ApplicationState::AwaitingPayment { .. }
            | ApplicationState::Submitted { .. }
            | ApplicationState::Incomplete { .. }
            | ApplicationState::Accepted { .. }
            | ApplicationState::UnderExamination { .. }
            | ApplicationState::InfoRequested { .. }
            | ApplicationState::SaConsultation { .. }
            | ApplicationState::InspectionRequested { .. }
            | ApplicationState::Inspected { .. }
            | ApplicationState::ForeignConsultation { .. }
            | ApplicationState::AwaitingCounterpart { .. }
            | ApplicationState::AwaitingAdditionalPayment { .. }
            | ApplicationState::Withdrawn { .. }
            | ApplicationState::ClosedNoReply { .. }
            | ApplicationState::NoPermitNeeded { .. } => Decision::default(),
        }
    }
}

/// Is a case in this status out of the work lists?
fn closed(status: ApplicationStatus) -> bool {
    matches!(
        status,
        ApplicationStatus::Issued
            | ApplicationStatus::Refused
            | ApplicationStatus::Withdrawn
            | ApplicationStatus::ClosedNoReply
            | ApplicationStatus::NoPermitNeeded
    )
}

impl ApplicationRow {
    /// The columns of an application. `reference`: as people quote it, from the counter `application`; `changed_at`: the
    /// moment of the act that made this state.
    pub fn describe(application: &Application, reference: &str, changed_at: Timestamp) -> ApplicationRow {
        let (form, draft, timeline) = (application.form(), application.draft(), application.timeline());
        let status = application.status();
        let entries = timeline.entries();
        let decision = Decision::of(application);
        let decided = matches!(status, ApplicationStatus::Issued | ApplicationStatus::Refused);
        let typed = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        let lines = draft.map_or(form.lines.len(), |d| d.lines.len());
        ApplicationRow {
            id: application.id(),
            reference: reference.to_owned(),
            organisation: application.side().organisation,
            applicant: application.side().applicant,
            kind: draft.map(|d| d.document_type).or_else(|| DocumentType::from_code(form.document_type.trim())),
            partner: draft.map(|d| d.partner_country).or_else(|| CountryCode::parse(&form.partner_country).ok()),
            taxon: match draft {
                Some(draft) => draft.lines.first().map(|l| l.taxon.to_string()),
                None => form.lines.first().and_then(|l| typed(&l.taxon)),
            },
            line_count: i64::try_from(lines).unwrap_or(i64::MAX),
            status,
            officer: application.state().case().map(|c| c.officer),
            proposed_by: decision.proposed_by,
            approved_by: decision.approved_by,
            one_officer: decision.one_officer,
            draft_digest: application.draft_digest(),
            submitted_at: timeline.submitted_at(),
            closed_at: entries.last().map(|e| e.1).filter(|_| closed(status)),
            processing_ms: timeline.processing_seconds().filter(|_| decided).map(|s| s.max(0).saturating_mul(1000)),
            changed_at,
            created_at: entries.first().map_or(changed_at, |e| e.1),
        }
    }
}

impl PermitRow {
    /// The columns of a permit that is just issued. `document_digest`: of the document as signed.
    pub fn describe(
        permit: &Permit,
        serial: Serial,
        token: &Token,
        decision: Decision,
        document_digest: Digest,
    ) -> PermitRow {
        let document = permit.signed_document();
        let issued_at = permit.signed().at;
        let row = PermitRow {
            id: permit.id(),
            number: permit.number().clone(),
            serial,
            application: Some(permit.application()),
            organisation: permit.holder().organisation,
            kind: document.kind,
            status: permit.status(),
            exporter: document.exporter.address.country,
            importer: document.country_of_import,
            holder: document.exporter.name.clone(),
            taxon: document.lines.first().map(|l| l.taxon.to_string()).unwrap_or_default(),
            line_count: i64::try_from(document.lines.len()).unwrap_or(i64::MAX),
            valid_from: document.valid_from,
            valid_until: document.valid_until,
            issued_at,
            endorsed_at: None,
            changed_at: issued_at,
            token_hash: token_hash(token),
            proposed_by: decision.proposed_by,
            approved_by: decision.approved_by,
            one_officer: decision.one_officer,
            document_digest,
            replaced_by: None,
            consignment: permit.consignment(),
        };
        row.follow(permit, issued_at)
    }

    /// The columns after an act: status, endorsement and successor; what was signed stays.
    pub fn follow(&self, permit: &Permit, changed_at: Timestamp) -> PermitRow {
        let moved = permit.movements().last().map(|m| m.at);
        PermitRow {
            status: permit.status(),
            endorsed_at: permit.endorsement().map(|e| e.at).or(moved).or(self.endorsed_at),
            replaced_by: match permit.state() {
                PermitState::Replaced { replacement, .. } => Some(replacement.permit),
                _ => self.replaced_by,
            },
            changed_at,
            ..self.clone()
        }
    }
}

impl LineRow {
    /// The lines of a permit with what left and arrived.
    pub fn describe(permit: &Permit) -> Vec<LineRow> {
        let document = permit.signed_document();
        document
            .lines
            .iter()
            .zip(0_i64..)
            .map(|(line, position)| {
                let state = permit.line(&line.block);
                LineRow {
                    block: line.block.to_string(),
                    position,
                    taxon: line.taxon.to_string(),
                    term: line.term,
                    unit: line.quantity.unit(),
                    appendix: line.appendix,
                    source: line.source,
                    purpose: document.purpose,
                    origin: line.origin.as_ref().map(|o| o.country),
                    permitted: line.quantity.amount(),
                    endorsed: state.and_then(|l| l.endorsed),
                    received: state.and_then(|l| l.received),
                }
            })
            .collect()
    }
}

impl Face {
    /// What the public face shows beyond the columns.
    pub fn describe(permit: &Permit) -> Face {
        let port = permit.endorsement().map(|e| &e.port_name).or(permit.movements().last().map(|m| &m.port_name));
        Face {
            party: permit.issuer(),
            port: port.cloned(),
            replaced_by: match permit.state() {
                PermitState::Replaced { replacement, .. } => Some(replacement.number.clone()),
                _ => None,
            },
            crossings: permit
                .movements()
                .iter()
                .flat_map(|m| {
                    m.quantities.iter().map(|q| {
                        let crossing = PublicCrossing {
                            at: m.at,
                            out: m.direction == Direction::Export,
                            port: m.port_name.clone(),
                            quantity_micro: q.actual.micro(),
                        };
                        (q.block.to_string(), crossing)
                    })
                })
                .collect(),
        }
    }
}
