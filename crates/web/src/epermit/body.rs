//! What the API takes for applications and permits. Every type refuses fields it does not know: status, owner, number
//! and dates of issue are in none of them.

use cites::{Amount, Date, FindingKind, Unit};
use office::epermit::consult_sa::{Answer, Opinion};
use permits::FormInput;
use permits::form::{LineInput, PartyInput, ProvenanceInput};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::shared::failure::Failure;

/// An application as typed: every box as text, blank where nothing is typed yet.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Form {
    /// Box 1: code of the kind of document, like `EXPORT`.
    pub document_type: String,
    /// The other country: destination of an export or re-export, country of export for an import.
    pub partner_country: String,
    /// Box 3.
    pub importer: Party,
    /// Box 4.
    pub exporter: Party,
    /// Box 5a: purpose code.
    pub purpose: String,
    /// Boxes 7 to 12b, at most 500.
    pub lines: Vec<Line>,
    /// How it travels: `AIR`, `SEA`, `ROAD`, `RAIL`, `POST` …
    pub transport_mode: String,
    /// Planned day of shipment, `YYYY-MM-DD`.
    pub shipment_date: String,
    /// Port or office of exit.
    pub port_of_exit: String,
    /// Port or office of entry.
    pub port_of_entry: String,
    /// Countries on the way, by name or code, with commas between them; blank for none.
    pub transit: String,
    /// All is true, no earlier refusal is hidden, the agent has a mandate.
    pub declaration: bool,
    /// Earlier refusals for these specimens, in words.
    pub earlier_refusal: String,
    /// The applicant's own reference.
    pub own_reference: String,
    /// Language of the permit's contents: `en`, `fr` or `es`; blank is English.
    pub language: String,
    /// Number of our own permit that this one shall replace.
    pub replaces: String,
    /// Remarks to the authority.
    pub remarks: String,
    /// What the specimens are worth, with its currency: `1200.00 USD`; only where a fee depends on it.
    pub declared_value: String,
    /// What only some kinds of document ask for.
    pub particulars: super::particulars::Particulars,
    /// How many consignments, at most 50; blank is one. Each gets a permit of its own.
    pub consignments: String,
    /// `standard` or `urgent`; blank is standard. Urgent is accepted only where the Party offers it for a fee.
    pub urgency: String,
}

/// A name and an address as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Party {
    /// Name.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Post office box.
    pub post_box: String,
    /// City.
    pub city: String,
    /// Post code.
    pub postcode: String,
    /// Province or state.
    pub subdivision: String,
    /// Country code.
    pub country: String,
}

/// One block as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Line {
    /// Box 7: scientific name.
    pub taxon: String,
    /// Box 8.
    pub common_name: String,
    /// Box 9: description in words.
    pub description: String,
    /// Box 9: term code.
    pub term: String,
    /// Box 9: marks, one a row.
    pub marks: String,
    /// What the marks are: code of mark_types; blank when their form says it.
    pub mark_kind: String,
    /// Box 9: age and sex.
    pub age_sex: String,
    /// Box 10: Appendix, `I`, `II` or `III`.
    pub appendix: String,
    /// Box 10: source code.
    pub source: String,
    /// Box 10: second source code.
    pub second_source: String,
    /// Box 11: quantity as a decimal number.
    pub quantity: String,
    /// Box 11: unit code; blank is "number".
    pub unit: String,
    /// Box 12.
    pub origin: Provenance,
    /// Box 12a.
    pub last_reexport: Provenance,
    /// Box 12b: registered operation.
    pub operation: String,
    /// Box 12b: date of acquisition.
    pub acquired: String,
    /// Number of the lot of the applicant's stock that it is drawn from.
    pub lot: String,
    /// Of several consignments: how much of it goes with each, in their order; their sum is the quantity.
    pub shares: Vec<String>,
    /// Hybrid animals: generations back to the last specimen of a listed species.
    pub generations: String,
    /// Appendix I: number of the import permit of the destination. One of this and `import_later` is asked for at
    /// handing in, unless the permit is among the papers.
    pub import_permit: String,
    /// Appendix I: `yes` where the import permit comes later; the case waits for it.
    pub import_later: String,
    /// The area of the country that the specimens come from, where quotas are set by area.
    pub area: String,
}

/// Box 12 or 12a as typed.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Provenance {
    /// Country code.
    pub country: String,
    /// Number of its document.
    pub permit: String,
    /// Date of it, `YYYY-MM-DD`.
    pub date: String,
}

impl From<Party> for PartyInput {
    fn from(p: Party) -> PartyInput {
        PartyInput {
            name: p.name,
            street: p.street,
            post_box: p.post_box,
            city: p.city,
            postcode: p.postcode,
            subdivision: p.subdivision,
            country: p.country,
        }
    }
}

impl From<&PartyInput> for Party {
    fn from(p: &PartyInput) -> Party {
        let p = p.clone();
        Party {
            name: p.name,
            street: p.street,
            post_box: p.post_box,
            city: p.city,
            postcode: p.postcode,
            subdivision: p.subdivision,
            country: p.country,
        }
    }
}

impl From<Provenance> for ProvenanceInput {
    fn from(p: Provenance) -> ProvenanceInput {
        ProvenanceInput { country: p.country, permit: p.permit, date: p.date }
    }
}

impl From<&ProvenanceInput> for Provenance {
    fn from(p: &ProvenanceInput) -> Provenance {
        Provenance { country: p.country.clone(), permit: p.permit.clone(), date: p.date.clone() }
    }
}

impl From<Line> for LineInput {
    fn from(l: Line) -> LineInput {
        LineInput {
            taxon: l.taxon,
            common_name: l.common_name,
            description: l.description,
            term: l.term,
            marks: l.marks,
            mark_kind: l.mark_kind,
            age_sex: l.age_sex,
            appendix: l.appendix,
            source: l.source,
            second_source: l.second_source,
            quantity: l.quantity,
            unit: l.unit,
            origin: l.origin.into(),
            last_reexport: l.last_reexport.into(),
            operation: l.operation,
            acquired: l.acquired,
            lot: l.lot,
            shares: l.shares,
            generations: l.generations,
            import_permit: l.import_permit,
            import_later: l.import_later,
            area: l.area,
        }
    }
}

impl From<&LineInput> for Line {
    fn from(l: &LineInput) -> Line {
        Line {
            origin: (&l.origin).into(),
            last_reexport: (&l.last_reexport).into(),
            taxon: l.taxon.clone(),
            common_name: l.common_name.clone(),
            description: l.description.clone(),
            term: l.term.clone(),
            marks: l.marks.clone(),
            mark_kind: l.mark_kind.clone(),
            age_sex: l.age_sex.clone(),
            appendix: l.appendix.clone(),
            source: l.source.clone(),
            second_source: l.second_source.clone(),
            quantity: l.quantity.clone(),
            unit: l.unit.clone(),
            operation: l.operation.clone(),
            acquired: l.acquired.clone(),
            lot: l.lot.clone(),
            shares: l.shares.clone(),
            generations: l.generations.clone(),
            import_permit: l.import_permit.clone(),
            import_later: l.import_later.clone(),
            area: l.area.clone(),
        }
    }
}

impl Form {
    /// The form with the papers that are on file: papers come and go by their own routes.
    pub fn with_papers(self, before: &FormInput) -> FormInput {
        FormInput { attachments: before.attachments.clone(), ..self.into() }
    }
}

impl From<Form> for FormInput {
    fn from(f: Form) -> FormInput {
        FormInput {
            document_type: f.document_type,
            partner_country: f.partner_country,
            importer: f.importer.into(),
            exporter: f.exporter.into(),
            purpose: f.purpose,
            lines: f.lines.into_iter().map(Into::into).collect(),
            transport_mode: f.transport_mode,
            shipment_date: f.shipment_date,
            port_of_exit: f.port_of_exit,
            port_of_entry: f.port_of_entry,
            transit: f.transit,
            attachments: Vec::new(),
            declaration: f.declaration,
            earlier_refusal: f.earlier_refusal,
            own_reference: f.own_reference,
            language: f.language,
            replaces: f.replaces,
            remarks: f.remarks,
            declared_value: f.declared_value,
            particulars: f.particulars.into(),
            consignments: f.consignments,
            urgency: f.urgency,
        }
    }
}

impl From<&FormInput> for Form {
    fn from(f: &FormInput) -> Form {
        Form {
            document_type: f.document_type.clone(),
            partner_country: f.partner_country.clone(),
            importer: (&f.importer).into(),
            exporter: (&f.exporter).into(),
            purpose: f.purpose.clone(),
            lines: f.lines.iter().map(Into::into).collect(),
            transport_mode: f.transport_mode.clone(),
            shipment_date: f.shipment_date.clone(),
            port_of_exit: f.port_of_exit.clone(),
            port_of_entry: f.port_of_entry.clone(),
            transit: f.transit.clone(),
            declaration: f.declaration,
            earlier_refusal: f.earlier_refusal.clone(),
            own_reference: f.own_reference.clone(),
            language: f.language.clone(),
            replaces: f.replaces.clone(),
            remarks: f.remarks.clone(),
            declared_value: f.declared_value.clone(),
            particulars: (&f.particulars).into(),
            consignments: f.consignments.clone(),
            urgency: f.urgency.clone(),
        }
    }
}

/// A reason.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Why, in words.
    #[serde(default)]
    pub reason: String,
}

/// What is missing in an application.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Return {
    /// At least one item.
    pub missing: Vec<Missing>,
    /// Last day to answer, `YYYY-MM-DD`; left out: what the Party's clock gives.
    #[serde(default)]
    pub deadline: Option<String>,
}

/// One thing that is missing.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// The box, like `lines.0.marks`, or `attachments`.
    #[serde(default)]
    pub field: String,
    /// What the applicant shall do.
    pub what: String,
}

/// A question to the applicant.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = QuestionToApplicant)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question; may be left out where points say it all.
    #[serde(default)]
    pub question: String,
    /// What is to be answered, one by one.
    #[serde(default)]
    pub points: Vec<super::open_tasks::PointBody>,
    /// Last day to answer, `YYYY-MM-DD`; left out: what the Party's clock gives.
    #[serde(default)]
    pub deadline: Option<String>,
}

/// The answer to it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The answer, or what is said beside the points.
    #[serde(default)]
    pub answer: String,
    /// Answers to the points, in their order.
    #[serde(default)]
    pub points: Vec<super::open_tasks::PointReply>,
}

/// The word that somebody has no interest in the case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoConflict {
    /// No conflict of interest.
    pub no_conflict: bool,
}

/// The same from somebody who takes a case by name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Take {
    /// No conflict of interest.
    pub no_conflict: bool,
    /// Why before cases that have waited longer; may be left out where none has.
    #[serde(default)]
    pub reason: String,
}

/// Which findings are asked of the Scientific Authority.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Consult {
    /// Codes of findings, at least one.
    pub findings: Vec<String>,
    /// A note to the experts.
    #[serde(default)]
    pub note: String,
    /// Last day to answer, `YYYY-MM-DD`; left out: what the Party's clock gives.
    #[serde(default)]
    pub deadline: Option<String>,
}

/// The Scientific Authority's opinion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Findings {
    /// One at least for each question.
    pub findings: Vec<FindingBody>,
    /// Ids of papers of the case that it rests on.
    #[serde(default)]
    pub papers: Vec<String>,
    /// Numbers of lots of stock that it rests on.
    #[serde(default)]
    pub lots: Vec<String>,
}

/// A finding of the Management Authority, with what it rests on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordBody {
    /// Code of the question.
    pub kind: String,
    /// Line of the application, counted from 0; absent = all.
    #[serde(default)]
    pub line: Option<usize>,
    /// `positive`, `conditions`, `negative` or `insufficient`.
    pub answer: String,
    /// Conditions for box 5.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// A cap on what may be permitted.
    #[serde(default)]
    pub cap: Option<CapBody>,
    /// Reasons and sources.
    #[serde(default)]
    pub grounds: String,
    /// Last day to rely on it, `YYYY-MM-DD`.
    #[serde(default)]
    pub expires: Option<String>,
    /// Ids of papers of the case that it rests on.
    #[serde(default)]
    pub papers: Vec<String>,
    /// Numbers of lots of stock that it rests on.
    #[serde(default)]
    pub lots: Vec<String>,
}

impl RecordBody {
    /// The finding alone.
    pub fn finding(self) -> FindingBody {
        let RecordBody { kind, line, answer, conditions, cap, grounds, expires, .. } = self;
        FindingBody { kind, line, answer, conditions, cap, grounds, expires }
    }
}

/// One finding.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingBody {
    /// Code of the question.
    pub kind: String,
    /// Line of the application, counted from 0; absent = all.
    #[serde(default)]
    pub line: Option<usize>,
    /// `positive`, `conditions`, `negative` or `insufficient`.
    pub answer: String,
    /// Conditions for box 5, with the answer `conditions`.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// The most that may be permitted, with the answer `conditions`.
    #[serde(default)]
    pub cap: Option<CapBody>,
    /// Reasons and sources.
    #[serde(default)]
    pub grounds: String,
    /// Last day to rely on it, `YYYY-MM-DD`.
    #[serde(default)]
    pub expires: Option<String>,
}

/// A cap.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CapBody {
    /// At most this much, a decimal number.
    pub quantity: String,
    /// In this unit.
    #[serde(default)]
    pub unit: String,
}

impl FindingBody {
    /// As the office takes it. `at`: path of the finding in the request.
    ///
    /// # Errors
    /// The field that is not right.
    pub fn parse(self, at: &str) -> Result<Opinion, Failure> {
        let bad = |field: &str, code: &str, help: &str| Failure::field(&format!("{at}.{field}"), code, help);
        let kind = FindingKind::from_code(self.kind.trim())
            .ok_or_else(|| bad("kind", "finding-unknown", "Choose a finding from the list."))?;
        let cap = match self.cap {
            None => None,
            Some(cap) => {
                let amount = Amount::parse(cap.quantity.trim())
                    .map_err(|e| Failure::parse(&format!("{at}.cap.quantity"), &e))?;
                let unit = Unit::from_any(&cap.unit)
                    .ok_or_else(|| bad("cap.unit", "unit-unknown", "Choose a unit from the list."))?;
                Some((amount, unit))
            }
        };
        let answer = match self.answer.as_str() {
            "negative" | "insufficient" if cap.is_some() || !self.conditions.is_empty() => {
                let help = "Clear the limit and the conditions, or answer with conditions.";
                return Err(bad(if cap.is_some() { "cap.quantity" } else { "conditions" }, "opinion-limit", help));
            }
            "positive" if cap.is_none() && self.conditions.is_empty() => Answer::Positive,
            "positive" | "conditions" => Answer::Conditions(self.conditions, cap),
            "negative" => Answer::Negative,
            "insufficient" => Answer::Insufficient,
            _ => {
                let help = "Answer positive, conditions, negative or insufficient.";
                return Err(bad("answer", "choose-opinion", help));
            }
        };
        let expires = match self.expires.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
            None => None,
            Some(text) => Some(date(&format!("{at}.expires"), text)?),
        };
        Ok(Opinion { kind, line: self.line, answer, grounds: self.grounds, expires })
    }
}

/// Reads a day.
///
/// # Errors
/// `date-form`.
pub fn date(field: &str, text: &str) -> Result<Date, Failure> {
    text.parse().map_err(|_| Failure::field(field, "date-form", "Give the date as year-month-day, like 2026-11-25."))
}

/// A decision to propose: `grant`, with what goes into box 5 and the findings of the authority, or `refuse`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "decision", rename_all = "snake_case", deny_unknown_fields)]
pub enum Propose {
    /// Grant it.
    Grant {
        /// Conditions for box 5, one paragraph an entry.
        #[serde(default)]
        conditions: Vec<String>,
        /// A note to the approver.
        #[serde(default)]
        note: String,
        /// Findings of the Management Authority.
        #[serde(default)]
        findings: Vec<FindingBody>,
        /// Last day of the permit, `YYYY-MM-DD`; left out: the longest the law allows.
        #[serde(default)]
        valid_until: Option<String>,
        /// Items of which less is granted than was asked for.
        #[serde(default)]
        less: Vec<LessBody>,
        /// Ids of papers of the case that the findings rest on.
        #[serde(default)]
        papers: Vec<String>,
        /// Numbers of lots of stock that they rest on.
        #[serde(default)]
        lots: Vec<String>,
        /// The officer's word that there is no conflict of interest; asked of those who did not take the case themselves.
        #[serde(default)]
        no_conflict: bool,
    },
    /// Refuse it.
    Refuse {
        /// Code of the reason.
        #[serde(default)]
        reason: String,
        /// In words.
        #[serde(default)]
        text: String,
        /// Several reasons instead of one, the first one first.
        #[serde(default)]
        reasons: Vec<GroundBody>,
        /// The officer's word that there is no conflict of interest; asked of those who did not take the case themselves.
        #[serde(default)]
        no_conflict: bool,
    },
}

/// An item of which less is granted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LessBody {
    /// Letter of the item, as it was asked for.
    pub block: String,
    /// How much is granted, in the unit of the item; `0`: none of it.
    pub quantity: String,
    /// Why, for the applicant.
    pub why: String,
}

/// Items as the office takes them.
///
/// # Errors
/// The field that is not right.
pub fn less(bodies: Vec<LessBody>) -> Result<Vec<permits::application::Less>, Failure> {
    let one = |b: LessBody| {
        let field = format!("quantity.{}", b.block.trim());
        let block = cites::document::Block::parse(b.block.trim()).map_err(|e| Failure::parse(&field, &e))?;
        let amount = Amount::parse(b.quantity.trim()).map_err(|e| Failure::parse(&field, &e))?;
        Ok(permits::application::Less { block, amount, reason: b.why })
    };
    bodies.into_iter().map(one).collect()
}

/// What findings rest on, as the office takes it.
///
/// # Errors
/// `evidence-paper`.
pub fn evidence(papers: &[String], lots: Vec<String>) -> Result<office::epermit::evidence::Evidence, Failure> {
    let bad = |_| Failure::field("papers", "evidence-paper", "Choose papers of this case.");
    let papers = papers.iter().map(|p| cites::ids::AttachmentId::parse(p)).collect::<Result<_, _>>().map_err(bad)?;
    Ok(office::epermit::evidence::Evidence { papers, lots })
}

/// A reason with its words.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroundBody {
    /// Code of the reason.
    pub reason: String,
    /// In words.
    pub text: String,
}

/// A refusal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refuse {
    /// Code of the reason.
    #[serde(default)]
    pub reason: String,
    /// In words.
    #[serde(default)]
    pub text: String,
    /// Several reasons instead of one, the first one first.
    #[serde(default)]
    pub reasons: Vec<GroundBody>,
}

/// The import permit of the destination.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportPermitBody {
    /// Country that issued it.
    pub issuer: String,
    /// Its number.
    pub number: String,
    /// Its last day, `YYYY-MM-DD`.
    pub valid_until: String,
    /// Its day of issue, `YYYY-MM-DD`.
    #[serde(default)]
    pub issued_on: Option<String>,
    /// How much of each block it lets in; none may be less than asked for, unless there are several consignments.
    #[serde(default)]
    pub blocks: Vec<crate::econtrol::api::BlockQuantity>,
    /// Of several consignments those that it is for, from 1; none: all of them, as far as its quantities go.
    #[serde(default)]
    pub consignments: Vec<u16>,
}

/// What the holder reports.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LossBody {
    /// `lost`, `stolen` or `destroyed`.
    pub loss: String,
    /// What happened.
    pub statement: String,
}

/// A quota to propose.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuotaBody {
    /// Scientific name, accepted.
    pub taxon: String,
    /// Calendar year.
    pub year: i16,
    /// Unit of all amounts; blank is "number".
    #[serde(default)]
    pub unit: String,
    /// The limit; absent: only counted.
    #[serde(default)]
    pub limit: Option<String>,
    /// Term codes; empty: all.
    #[serde(default)]
    pub terms: Vec<String>,
    /// Source codes; empty: all.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Purpose codes; empty: all.
    #[serde(default)]
    pub purposes: Vec<String>,
    /// Legal basis and where it was published.
    #[serde(default)]
    pub basis: String,
    /// Words about it.
    #[serde(default)]
    pub notes: String,
    /// Why.
    pub reason: String,
    /// On what it rests: `national` (when absent), `cop_approved`, `annotation`, `shared_stock` or `allocation`.
    #[serde(default)]
    pub kind: Option<String>,
    /// Id of the company whose share it is.
    #[serde(default)]
    pub holder: Option<String>,
    /// Area, in words.
    #[serde(default)]
    pub area: String,
    /// Country code of the population; absent: the Party's own.
    #[serde(default)]
    pub exporter: Option<String>,
    /// First day of the season, `YYYY-MM-DD`.
    #[serde(default)]
    pub from: Option<String>,
    /// Last day of the season.
    #[serde(default)]
    pub until: Option<String>,
    /// `never`, `whole`, or a percentage of the quota.
    #[serde(default)]
    pub carry_over: Option<String>,
}

/// Another limit for a quota.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitBody {
    /// The limit; absent: only counted.
    #[serde(default)]
    pub limit: Option<String>,
    /// Why.
    pub reason: String,
}
