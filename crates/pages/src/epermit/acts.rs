//! One small form per act on a case: what it needs to know, and what it does, said before the button.

use super::case::{CaseHead, QuotaUse};
use super::plausible::{FacilityShown, RangeShown, quota_meter};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Look, Opt, Table};
use crate::{Shell, Words, links};
use cites::{Amount, FindingKind, RefusalReason, Role, Unit};
use std::collections::BTreeMap;

/// One year of trade in a species, for the Scientific Authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TradeYear {
    /// Year.
    pub year: i16,
    /// Permitted.
    pub permitted: Amount,
    /// Endorsed, as far as known.
    pub endorsed: Amount,
    /// Unit.
    pub unit: Unit,
}

/// What is known of a species.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpeciesSheet {
    /// Accepted name.
    pub taxon: String,
    /// Listing in words, with its date, from the data.
    pub listing: String,
    /// Earlier findings: number and what it says.
    pub findings: Vec<(String, String)>,
    /// Trade by year, newest first.
    pub trade: Vec<TradeYear>,
    /// Quotas that the lines draw on, with what is asked here.
    pub quotas: Vec<QuotaUse>,
    /// The applicant's operations that the lines claim, with what they can yield.
    pub facilities: Vec<FacilityShown>,
    /// Whether each species occurs where it is said to come from.
    pub ranges: Vec<RangeShown>,
}

/// The form of one act on a case.
#[derive(Debug, Clone)]
pub struct ActForm {
    /// The frame.
    pub shell: Shell,
    /// What it is about.
    pub head: CaseHead,
    /// The act: code of `permits::ApplicationActCode`. Fields by act:
    /// `reject_incomplete`: `items` (one a line), `deadline-day/-month/-year`; `ask`: `question`, `point.<n>`, `wants.<n>`,
    /// `deadline`; `answer`: `point.<n>`, `file.<n>`, `text`; `resubmit`: `text`, `file`; `consult_sa`: `findings` (several), `note`, `deadline`;
    /// acts of `further`: as named there; `sa_opinion`: `opinion`, `kind`, `cap.quantity`, `cap.unit`, `conditions`, `reasoning`, `sources`,
    /// `valid_until`, `reuse`; `propose`: `outcome` (`approve`, `refuse`), `findings` (ticked: the officer's own), `conditions`, `valid_until`, `reason`,
    /// `text`; `send_back`: `text`; `refuse`, `appeal_dismissed`: `reason`, `text`; `withdraw`, `no_permit_needed`,
    /// `appeal`, `declare_interest`: `text`; `assign`: `reason`; others: nothing. Where the reader has to say whether there
    /// is an interest in the case: `no_conflict`.
    pub act: String,
    /// Has the reader to say that there is no interest in the case?
    pub declares: bool,
    /// Choices that come from outside.
    pub people: Vec<(String, String)>,
    /// Lines of the case, for acts that speak of each.
    pub lines: Vec<super::ActLine>,
    /// Findings to choose from (`consult_sa`, `sa_opinion`, `record_finding`).
    pub findings: Vec<FindingKind>,
    /// For an opinion: what is known of the species.
    pub sheet: Option<SpeciesSheet>,
    /// Sentences about what this act changes, in the reader's language (quota, stock).
    pub effects: Vec<String>,
    /// Papers of the case that a finding may rest on (id, name).
    pub papers: Vec<(String, String)>,
    /// Numbers of lots of stock that a finding may rest on.
    pub lots: Vec<String>,
    /// What was asked and is answered now.
    pub asked: super::Asked,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl ActForm {
    /// `act-<code>`: the act's name, on buttons and as heading.
    fn key(&self) -> String {
        format!("act-{}", self.act.replace('_', "-"))
    }

    fn lead(&self) -> String {
        format!("{}-lead", self.key())
    }

    fn look(&self) -> &'static str {
        match self.act.as_str() {
            "refuse" | "withdraw" | "reject_incomplete" | "appeal_dismissed" => Look::Stop,
            _ => Look::Lead,
        }
        .class()
    }

    fn uploads(&self) -> bool {
        matches!(self.act.as_str(), "answer" | "resubmit" | "appeal" | "foreign_reply" | "import_permit_received")
    }

    fn refusal_reasons(w: &Words) -> Vec<Opt> {
        std::iter::once(Opt::new("", w.html("choose-one")))
            .chain(RefusalReason::ALL.iter().map(|r| Opt::new(r.code(), Html::text(w.refusal_reason(r)))))
            .collect()
    }

    /// May a refusal be written here?
    fn refuses(&self) -> bool {
        matches!(self.act.as_str(), "propose" | "refuse")
    }

    /// Is something typed or wrong among the further reasons? Then they stand open.
    fn gave_further_reasons(&self) -> bool {
        let further = |f: &str| matches!(f, "reason2" | "text2" | "reason3" | "text3");
        self.typed.iter().any(|(f, v)| further(f) && !v.is_empty()) || self.errors.iter().any(|e| further(&e.field))
    }

    /// Second and third reason, each with its words; both may stay blank.
    fn further_reasons<'a>(&self, w: &'a Words) -> Fields<'a> {
        let one = |n: &str| {
            [
                Field::new(
                    format!("reason{n}"),
                    w.html(format!("act-refusal-reason-{n}")),
                    Control::Select(Self::refusal_reasons(w)),
                )
                .optional(),
                Field::area(format!("text{n}"), w.html("act-refusal-text"), 1000).optional(),
            ]
        };
        Fields::new(["2", "3"].into_iter().flat_map(one).collect(), &self.typed, &self.errors, w)
    }

    fn findings_options(&self, w: &Words) -> Vec<Opt> {
        self.findings.iter().map(|f| Opt::new(f.code(), Html::text(w.finding(f)))).collect()
    }

    pub(super) fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        if let Some(fields) = self.further(w) {
            return Fields::new(fields, &self.typed, &self.errors, w);
        }
        let text = |key: &str| Field::area("text", w.html(key), 2000);
        let deadline = || {
            Field::new("deadline", w.html("act-deadline"), Control::Date)
                .hint(w.html("decide-deadline-hint"))
                .optional()
        };
        let options = |group: &str, codes: &[&str]| -> Vec<Opt> {
            codes
                .iter()
                .map(|c| {
                    let key = format!("{group}-{c}");
                    Opt::new(*c, w.html(&key)).hint(w.html(format!("{key}-hint")))
                })
                .collect()
        };
        let fields = match self.act.as_str() {
            "reject_incomplete" => vec![
                Field::area("items", w.html("act-missing-items"), 2000).hint(w.html("act-missing-items-hint")),
                deadline(),
            ],
            "ask" => {
                vec![Field::area("question", w.html("act-question"), 2000).hint(w.html("act-question-hint")).optional()]
                    .into_iter()
                    .chain(Self::points_to_ask(w))
                    .chain([deadline()])
                    .collect()
            }
            "answer" if !self.asked.points.is_empty() => self.points_to_answer(w),
            "answer" | "resubmit" => vec![
                text("act-your-answer"),
                Field::new("file", w.html("ui-upload-file"), Control::File { many: false })
                    .hint(w.html("ask-documents-file-hint"))
                    .optional(),
            ],
            "consult_sa" => vec![
                Field::new("findings", w.html("act-which-findings"), Control::Checks(self.findings_options(w))),
                Field::area("note", w.html("act-note"), 2000).optional(),
                deadline(),
            ],
            "sa_opinion" | "record_finding" => {
                let unit = Opt::new(self.head.quantity.unit().code(), Html::text(w.unit(&self.head.quantity.unit())));
                let mut fields = Vec::new();
                if self.findings.len() > 1 || self.act == "record_finding" {
                    fields.push(Field::new(
                        "kind",
                        w.html("act-which-finding"),
                        Control::Select(self.findings_options(w)),
                    ));
                }
                let opinions = ["positive", "conditions", "negative", "insufficient"];
                fields.extend([
                    Field::new("opinion", w.html("act-opinion-found"), Control::Radios(options("opinion", &opinions))),
                    Field::new("cap.quantity", w.html("act-cap"), Control::Quantity(vec![unit]))
                        .hint(w.html("act-cap-hint"))
                        .optional(),
                    Field::area("conditions", w.html("ui-conditions"), 2000).optional(),
                    Field::area("reasoning", w.html("act-reasoning"), 4000).hint(w.html("act-reasoning-hint")),
                    Field::line("sources", w.html("act-sources")).optional(),
                    Field::new("valid_until", w.html("act-finding-until"), Control::Date).optional(),
                ]);
                fields.extend(self.of_one_item(w));
                fields.extend(self.evidence(w));
                fields
            }
            "propose" => vec![
                Field::new(
                    "outcome",
                    w.html("act-outcome"),
                    Control::Radios(options("outcome", &["approve", "refuse"])),
                ),
                Field::new("findings", w.html("act-own-findings"), Control::Checks(self.findings_options(w)))
                    .hint(w.html("act-own-findings-hint"))
                    .optional(),
            ]
            .into_iter()
            .chain(self.evidence(w))
            .chain(self.lessened(w))
            .chain([
                Field::new("valid_until", w.html("act-valid-until"), Control::Date)
                    .hint(w.html("act-valid-until-hint"))
                    .optional(),
                Field::area("conditions", w.html("form-box5-special-conditions"), 2000).optional(),
                Field::new("reason", w.html("act-refusal-reason"), Control::Select(Self::refusal_reasons(w)))
                    .hint(w.html("act-refusal-only"))
                    .optional(),
                text("act-refusal-text").optional(),
            ])
            .collect(),
            "refuse" => vec![
                Field::new("reason", w.html("act-refusal-reason"), Control::Select(Self::refusal_reasons(w))),
                text("act-refusal-text").hint(w.html("act-refusal-text-hint")),
            ],
            "send_back" | "inspection_report" => vec![text("act-why")],
            "declare_interest" => vec![text("desk-which-interest").hint(w.html("desk-which-interest-hint"))],
            "withdraw" => vec![text("act-why").optional()],
            // Asked only where others have waited longer: the effects say how many.
            "assign" if !self.effects.is_empty() => {
                vec![Field::area("reason", w.html("desk-why-before"), 500).hint(w.html("desk-why-before-hint"))]
            }
            _ => vec![],
        };
        let word = self.declares.then(|| super::desk::no_interest(w));
        let fields = fields.into_iter().chain(word).collect();
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn quota(&self, q: &QuotaUse, w: &Words) -> Html {
        quota_meter(q, &self.shell, w)
    }

    fn trade(&self, sheet: &SpeciesSheet, w: &Words) -> Table {
        let heads = ["ui-year", "sheet-permitted#", "sheet-endorsed#"].map(|k| match k.strip_suffix('#') {
            Some(key) => format!("{}#", w.say(key)),
            None => w.say(k),
        });
        Table::new(w.html("sheet-trade"), &heads, w.html("sheet-no-trade")).rows(sheet.trade.iter().map(|y| {
            vec![
                Html::text(y.year.to_string()).into(),
                w.amount_of(&y.permitted, &y.unit).into(),
                w.amount_of(&y.endorsed, &y.unit).into(),
            ]
        }))
    }

    /// Every act that has its own fields or words.
    pub const ACTS: &[&str] = &[
        "accept",
        "reject_incomplete",
        "resubmit",
        "assign",
        "declare_interest",
        "ask",
        "answer",
        "consult_sa",
        "sa_opinion",
        "propose",
        "send_back",
        "approve",
        "refuse",
        "sign",
        "withdraw",
        "no_permit_needed",
        "appeal",
        "appeal_upheld",
        "appeal_dismissed",
        "record_finding",
        "request_inspection",
        "inspection_report",
        "resume",
        "consult_foreign",
        "foreign_reply",
        "wait_import_permit",
        "import_permit_received",
    ];

    /// A sample of one act.
    pub fn with(act: &str) -> ActForm {
        let role = match act {
            "sa_opinion" => Role::SaCoordinator,
            "answer" | "resubmit" | "withdraw" | "appeal" | "import_permit_received" => Role::Applicant,
            "approve" | "refuse" | "send_back" | "sign" => Role::MaApprover,
            "accept" | "reject_incomplete" => Role::MaClerk,
            _ => Role::MaOfficer,
        };
        ActForm {
            shell: crate::samples::shell(Some(role), &links::case_act("a1", act)),
            head: CaseHead::sample(),
            act: act.into(),
            declares: matches!(act, "assign" | "approve" | "propose"),
            people: vec![("o1".into(), "Chidi Okafor".into())],
            lines: vec![super::ActLine::sample()],
            findings: vec![FindingKind::NdfExport, FindingKind::Bred],
            sheet: (act == "sa_opinion").then(|| SpeciesSheet {
                taxon: "Crocodylus niloticus".into(),
                listing: "Appendix II, ranched populations, since 1997".into(),
                findings: vec![("SA-26-017".into(), "positive, at most 1,600 skins, until 31 December 2026".into())],
                trade: vec![
                    TradeYear {
                        year: 2026,
                        permitted: Amount::whole(1472),
                        endorsed: Amount::whole(1180),
                        unit: Unit::Nar,
                    },
                    TradeYear {
                        year: 2025,
                        permitted: Amount::whole(1420),
                        endorsed: Amount::whole(1388),
                        unit: Unit::Nar,
                    },
                ],
                quotas: vec![QuotaUse::sample()],
                facilities: vec![FacilityShown::sample()],
                ranges: vec![RangeShown {
                    taxon: "Crocodylus niloticus".into(),
                    origin: cites::country::DEMO_EXPORTER,
                    said: "occurs",
                }],
            }),
            effects: if act == "assign" { vec!["3 cases have waited longer.".into()] } else { vec![] },
            papers: vec![("f1".into(), "Harvest permit 2026.pdf".into())],
            lots: vec!["RB-26-0004".into()],
            asked: match act {
                "answer" => super::Asked {
                    text: vec!["About the parrot that moves with you:".into()],
                    points: vec![("Where was it bred?".into(), false), ("The bill of the breeder".into(), true)],
                    ..super::Asked::default()
                },
                "resubmit" => super::Asked { text: vec!["The list of tags.".into()], ..super::Asked::default() },
                _ => super::Asked::default(),
            },
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }

    /// The proposal, with an error.
    pub fn sample() -> ActForm {
        let mut page = ActForm::with("propose");
        page.errors = vec![FieldError::new("outcome", "choose-outcome")];
        page
    }
}

page! {
    ActForm in "epermit/act.html";
    layout Wide; area None;
    title |c, w| w.html(c.key());
    trail |c, w| vec![(w.html("action-back"), links::application(&c.head.id))];
    errors errors;
}
