//! What the API says of applications, permits and quotas.

use super::body::{Form, GroundBody, Missing};
use super::held;
use super::open_tasks::{self, QuestionView, TaskView};
use super::reduced::{ReducedView, reduced};
use crate::shared::session::Seat;
use cites::Role;
use office::shared::case;
use permits::application::ApplicationState;
use permits::application::state::{Ground, Proposal};
use permits::{Application, FindingResult};
use serde::Serialize;
use store::ApplicationRow;
use utoipa::ToSchema;

pub use super::checks_view::{CheckView, ChecksView, NeededDocument, NeededFinding};
pub use super::permit_view::{BlockView, IssuedView, PermitBrief, PermitList, PermitView};
pub use super::quota_view::{PeriodView, QuotaList, QuotaView};

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationList {
    /// In order.
    pub rows: Vec<ApplicationBrief>,
    /// Give it as `after` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// An application in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationBrief {
    /// Id.
    pub id: String,
    /// The reference people quote.
    pub reference: String,
    /// Kind of document, once it is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_type: Option<String>,
    /// Where it stands.
    pub status: String,
    /// The other country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_country: Option<String>,
    /// Species of the first line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taxon: Option<String>,
    /// Number of lines.
    pub line_count: i64,
    /// When it was handed in first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<String>,
    /// Last change.
    pub changed_at: String,
    /// Hours from submission to decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub processing_hours: Option<f64>,
}

impl From<&ApplicationRow> for ApplicationBrief {
    fn from(row: &ApplicationRow) -> ApplicationBrief {
        ApplicationBrief {
            id: row.id.to_string(),
            reference: row.reference.clone(),
            document_type: row.kind.map(|k| k.code().to_owned()),
            status: row.status.code().to_owned(),
            partner_country: row.partner.map(|c| c.to_string()),
            taxon: row.taxon.clone(),
            line_count: row.line_count,
            submitted_at: row.submitted_at.map(|t| t.to_string()),
            changed_at: row.changed_at.to_string(),
            processing_hours: row.processing_ms.map(|ms| ms as f64 / 3_600_000.0),
        }
    }
}

/// A finding.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingView {
    /// Id.
    pub id: String,
    /// Code of the question.
    pub kind: String,
    /// Who answers for it.
    pub authority: String,
    /// `positive`, `conditions`, `negative` or `insufficient`.
    pub answer: String,
    /// Conditions for box 5.
    pub conditions: Vec<String>,
    /// Line, counted from 0; absent = all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Reasons.
    pub grounds: String,
    /// When.
    pub at: String,
    /// Last day to rely on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// The most that may be permitted under it: amount and unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<String>,
    /// Ids of the papers that it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<String>,
    /// Numbers of the lots of stock that it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<String>,
}

/// A decision, proposed or taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionView {
    /// `grant` or `refuse`.
    pub decision: String,
    /// Conditions for box 5.
    pub conditions: Vec<String>,
    /// Code of the reason of a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// In words: reason, or note to the approver.
    pub text: String,
    /// Every reason of a refusal with its words, the first one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<GroundBody>,
}

fn grounds_view(reason: cites::RefusalReason, text: &str, more: &[Ground]) -> Vec<GroundBody> {
    let first = GroundBody { reason: reason.code().to_owned(), text: text.to_owned() };
    let more = more.iter().map(|g| GroundBody { reason: g.reason.code().to_owned(), text: g.text.clone() });
    std::iter::once(first).chain(more).collect()
}

/// A permit that an application became.
#[derive(Debug, Serialize, ToSchema)]
pub struct PermitLink {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// For which consignment, from 1.
    pub consignment: usize,
}

/// An uploaded paper.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaperView {
    /// Id.
    pub id: String,
    /// File name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// SHA-256 of its bytes.
    pub digest: String,
}

/// An application.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationView {
    /// As in lists.
    #[serde(flatten)]
    pub brief: ApplicationBrief,
    /// What is typed.
    pub form: Form,
    /// Uploaded papers.
    pub attachments: Vec<PaperView>,
    /// Codes of the acts that the asker may do now.
    pub allowed: Vec<String>,
    /// Receipt number, once handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// What is missing, while it is sent back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// Everything that is waited for under examination; the status shows the first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<TaskView>,
    /// Questions and answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionView>,
    /// Findings that are asked for, while the Scientific Authority is asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked_findings: Vec<String>,
    /// Findings on file; shown to the authorities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingView>,
    /// Items of which less is granted than was asked for; shown to the applicant once it is decided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reduced: Vec<ReducedView>,
    /// Last day that is proposed or approved for the permit; shown to the applicant once it is decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// What an inspection holds up, `hold` or `fraud`; shown to the authorities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inspection_hold: Option<String>,
    /// The decision that is proposed; shown to the authorities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<DecisionView>,
    /// The refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<DecisionView>,
    /// The permit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permit: Option<PermitLink>,
    /// Of several consignments every permit that is signed, the first consignment first.
    pub permits: Vec<PermitLink>,
    /// For how many consignments it is.
    pub consignments: u16,
    /// Of several consignments those that must not leave before their import permit (App. I).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub handshakes: Vec<HandshakeView>,
}

/// A consignment and the import permit behind it.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandshakeView {
    /// Which, from 1.
    pub consignment: u16,
    /// Country that issued the import permit; absent while none covers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
}

fn handshakes(application: &Application) -> Vec<HandshakeView> {
    let Some(draft) = application.draft().filter(|d| d.in_parts()) else { return Vec::new() };
    let all = application.state().case().map(|c| c.all_import_permits()).unwrap_or_default();
    let hands = permits::handshake::of(draft, &all, application.state().signed().len(), cites::Date::MIN);
    hands
        .into_iter()
        .map(|h| HandshakeView {
            consignment: h.nth,
            issuer: h.permit.map(|p| p.issuer.code().to_owned()),
            number: h.permit.map(|p| p.number.to_string()),
            valid_until: h.permit.map(|p| p.valid_until.to_string()),
        })
        .collect()
}

/// A finding's answer by its code.
pub fn answer_code(result: &FindingResult) -> &'static str {
    match result {
        FindingResult::Positive => "positive",
        FindingResult::PositiveWithConditions { .. } => "conditions",
        FindingResult::Negative => "negative",
        FindingResult::Insufficient => "insufficient",
    }
}

/// Does the person sit on the authorities' side of the desk?
pub fn inside(seat: &Seat) -> bool {
    seat.person.roles.iter().any(|r| matches!(r.side(), "MA" | "SA" | "finance" | "system") || *r == Role::Inspector)
}

impl ApplicationView {
    /// What this person may read of it.
    pub fn of(row: &ApplicationRow, application: &Application, seat: &Seat) -> ApplicationView {
        let state = application.state();
        let who = seat.who();
        let inside = inside(seat);
        let decided = matches!(state, ApplicationState::Approved { .. } | ApplicationState::Issued { .. });
        let missing = match state {
            ApplicationState::Incomplete { missing, .. } => {
                missing.iter().map(|m| Missing { field: m.field.clone(), what: m.what.clone() }).collect()
            }
            _ => Vec::new(),
        };
        let asked_findings = match state.consultation() {
            Some(consultation) if inside => consultation.findings.iter().map(|f| f.code().to_owned()).collect(),
            _ => Vec::new(),
        };
        let proposal = match state {
            ApplicationState::DecisionProposed { proposal, .. } if inside => Some(match proposal {
                Proposal::Grant { conditions, note, .. } => DecisionView {
                    decision: "grant".into(),
                    conditions: conditions.clone(),
                    reason: None,
                    text: note.clone(),
                    reasons: Vec::new(),
                },
                Proposal::Refuse { reason, text, more, .. } => DecisionView {
                    reasons: grounds_view(*reason, text, more),
                    decision: "refuse".into(),
                    conditions: Vec::new(),
                    reason: Some(reason.code().to_owned()),
                    text: text.clone(),
                },
            }),
            _ => None,
        };
        let refusal = match state {
            ApplicationState::Refused { refusal, .. } | ApplicationState::UnderAppeal { refusal, .. } => {
                Some(DecisionView {
                    reasons: grounds_view(refusal.reason, &refusal.text, &refusal.more),
                    decision: "refuse".into(),
                    conditions: Vec::new(),
                    reason: Some(refusal.reason.code().to_owned()),
                    text: refusal.text.clone(),
                })
            }
            _ => None,
        };
        let permits: Vec<PermitLink> = state
            .signed()
            .iter()
            .zip(1..)
            .map(|(p, consignment)| PermitLink { id: p.permit.to_string(), number: p.number.to_string(), consignment })
            .collect();
        let permit = match state {
            ApplicationState::Issued { issued, .. } => Some(PermitLink {
                id: issued.permit.to_string(),
                number: issued.number.to_string(),
                consignment: permits.len(),
            }),
            _ => None,
        };
        ApplicationView {
            brief: row.into(),
            form: if inside { application.form() } else { application.told().0 }.into(),
            attachments: application
                .form()
                .attachments
                .iter()
                .map(|a| PaperView {
                    id: a.id.to_string(),
                    name: a.name.clone(),
                    purpose: a.kind.clone(),
                    digest: a.digest.to_string(),
                })
                .collect(),
            allowed: application.allowed(&who.actor, &who.house.policy()).iter().map(|a| a.code().to_owned()).collect(),
            receipt: state.submission().map(|s| s.receipt.clone()),
            missing,
            tasks: open_tasks::tasks(application, seat),
            questions: open_tasks::questions(state),
            asked_findings,
            findings: if inside { application.findings().iter().map(finding).collect() } else { Vec::new() },
            proposal,
            refusal,
            permit,
            permits,
            consignments: application.draft().map_or(1, |d| d.consignments),
            handshakes: handshakes(application),
            reduced: if inside || decided { reduced(application) } else { Vec::new() },
            valid_until: application
                .draft()
                .and_then(|d| d.valid_until)
                .filter(|_| inside || decided)
                .map(|d| d.to_string()),
            inspection_hold: application.inspection_hold().filter(|_| inside).map(|h| held::code(h.fraud).to_owned()),
        }
    }

    /// After an act.
    pub fn after(stepped: &case::Stepped, seat: &Seat) -> ApplicationView {
        ApplicationView::of(&stepped.row, &stepped.application, seat)
    }
}

fn finding(f: &permits::Finding) -> FindingView {
    FindingView {
        id: f.id.to_string(),
        kind: f.kind.code().to_owned(),
        authority: f.authority.clone(),
        answer: answer_code(&f.result).to_owned(),
        conditions: match &f.result {
            FindingResult::PositiveWithConditions { conditions, .. } => conditions.clone(),
            _ => Vec::new(),
        },
        line: f.scope.line,
        grounds: f.grounds.clone(),
        at: f.made.at.to_string(),
        expires: f.expires.map(|d| d.to_string()),
        cap: match &f.result {
            FindingResult::PositiveWithConditions { cap: Some(cap), .. } => {
                Some(format!("{} {}", cap.amount, cap.unit.code()))
            }
            _ => None,
        },
        papers: f.evidence.iter().map(ToString::to_string).collect(),
        lots: f.lots.clone(),
    }
}

/// What happened, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimelineView {
    /// Moments.
    pub rows: Vec<MomentView>,
}

/// One moment of a life.
#[derive(Debug, Serialize, ToSchema)]
pub struct MomentView {
    /// When.
    pub at: String,
    /// By whom; only the role's side for applicants.
    pub by: String,
    /// Code of the act.
    pub act: String,
    /// Where it led.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
