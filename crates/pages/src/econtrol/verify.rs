//! The public check behind the code on the paper: one word, what left, when, where, what remains. No person's name.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Table, Tone, icon};
use crate::{Shell, Words, links};
use cites::{Amount, CountryCode, Date, DocumentType, Term, Timestamp, Unit};
use std::collections::BTreeMap;

/// The answer in one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// In force.
    Valid,
    /// Begins later.
    NotYetValid,
    /// In force, part of it left.
    PartlyUsed,
    /// Everything has left.
    UsedUp,
    /// The last day has passed.
    Expired,
    /// Taken back, cancelled, void, lost or stolen.
    Cancelled,
    /// Not usable for now.
    Suspended,
    /// Another number stands for it.
    Replaced {
        /// Number of the other, when the reader knows the code of this one.
        by: Option<String>,
    },
    /// The signature does not hold.
    NotGenuine,
    /// A partially completed document that nobody has completed: it covers nothing yet.
    NotCompleted,
    /// We have no such document, or the code does not belong to the number: the same answer.
    NotKnown,
}

impl Answer {
    /// Message key of the word.
    pub const fn key(&self) -> &'static str {
        match self {
            Answer::Valid => "public-valid",
            Answer::NotYetValid => "public-not-yet-valid",
            Answer::PartlyUsed => "public-partly-used",
            Answer::UsedUp => "public-used-up",
            Answer::Expired => "public-expired",
            Answer::Cancelled => "public-cancelled",
            Answer::Suspended => "public-suspended",
            Answer::Replaced { .. } => "public-replaced",
            Answer::NotGenuine => "public-not-genuine",
            Answer::NotCompleted => "public-not-completed",
            Answer::NotKnown => "public-not-known",
        }
    }

    /// Colour.
    pub const fn tone(&self) -> Tone {
        match self {
            Answer::Valid | Answer::PartlyUsed => Tone::Go,
            Answer::NotYetValid | Answer::UsedUp | Answer::Expired | Answer::Replaced { .. } => Tone::Wait,
            Answer::Suspended => Tone::Wait,
            Answer::Cancelled | Answer::NotGenuine | Answer::NotCompleted => Tone::Stop,
            Answer::NotKnown => Tone::Rest,
        }
    }

    /// Sign beside the word, so that the colour is never alone.
    pub(super) fn sign(&self) -> Html {
        icon(match self.tone() {
            Tone::Go => "check",
            Tone::Stop => "stop",
            Tone::Wait => "wait",
            _ => "unknown",
        })
    }

    /// The sentence below the word.
    pub(super) fn meaning(&self) -> String {
        format!("{}-means", self.key())
    }

    /// Every answer, for the samples.
    pub fn all() -> Vec<Answer> {
        vec![
            Answer::Valid,
            Answer::NotYetValid,
            Answer::PartlyUsed,
            Answer::UsedUp,
            Answer::Expired,
            Answer::Cancelled,
            Answer::Suspended,
            Answer::Replaced { by: Some("26QM000402".into()) },
            Answer::NotGenuine,
            Answer::NotCompleted,
            Answer::NotKnown,
        ]
    }
}

/// One line as the public may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyLine {
    /// Block.
    pub block: String,
    /// Scientific name.
    pub taxon: String,
    /// Term.
    pub term: Term,
    /// Permitted.
    pub permitted: Amount,
    /// What left; `None` before it was endorsed.
    pub gone: Option<Amount>,
    /// What may still leave.
    pub left: Amount,
    /// Unit.
    pub unit: Unit,
}

/// What the public may know of a permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyResult {
    /// In one word.
    pub answer: Answer,
    /// What the security stamp says that was asked for beside it: key `stamp-<answer>`.
    pub stamp: Option<&'static str>,
    /// Number, as asked.
    pub number: String,
    /// Kind; `None` when not known.
    pub kind: Option<DocumentType>,
    /// Who issued it.
    pub issuer: Option<CountryCode>,
    /// From and to.
    pub route: Option<(CountryCode, CountryCode)>,
    /// First and last day.
    pub valid: Option<(Date, Date)>,
    /// Lines.
    pub lines: Vec<VerifyLine>,
    /// When and at which place it left.
    pub left_at: Option<(Timestamp, String)>,
    /// Crossings of a document that is used more than once, oldest first.
    pub crossings: Vec<super::CrossingRow>,
    /// When this answer was given.
    pub checked: Timestamp,
}

/// The public check: the form, and the answer when a number and its code were given.
#[derive(Debug, Clone)]
pub struct VerifyPage {
    /// The frame.
    pub shell: Shell,
    /// What was typed: `issuer`, `number`, `code`.
    pub typed: BTreeMap<String, String>,
    /// Countries whose permits can be checked here.
    pub issuers: Vec<CountryCode>,
    /// What is wrong with the form.
    pub errors: Vec<FieldError>,
    /// The answer.
    pub result: Option<VerifyResult>,
}

impl VerifyPage {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let issuers = self.issuers.iter().map(|c| Opt::new(c.code(), Html::text(w.country(c)))).collect();
        let fields = vec![
            Field::new("issuer", w.html("verify-issuer"), Control::Select(issuers)),
            Field::short("number", w.html("public-enter-permit-number"), "w20").hint(w.html("verify-number-hint")),
            Field::short("code", w.html("public-enter-security-code"), "w20").hint(w.html("verify-code-hint")),
            Field::short("stamp", w.html("stamp-ask"), "w20").optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn table(&self, r: &VerifyResult, w: &Words) -> Table {
        let heads = [
            w.say("ui-species"),
            format!("{}#", w.say("sheet-permitted")),
            format!("{}#", w.say("balance-left")),
            format!("{}#", w.say("public-remaining-quantity")),
        ];
        // Under a paper that is not good nothing remains, whatever was left when it ended.
        let good = matches!(r.answer, Answer::Valid | Answer::NotYetValid | Answer::PartlyUsed | Answer::UsedUp);
        Table::new(w.html("verify-what"), &heads, w.html("ui-no-results")).rows(r.lines.iter().map(|l| {
            let amount = |a: &Amount| Html::data(w.amount_of(a, &l.unit));
            vec![
                Html::two_lines(&Html::taxon(&l.taxon), &Html::data(w.term(&l.term))).into(),
                amount(&l.permitted).into(),
                l.gone.as_ref().map(amount).unwrap_or_else(|| Html::text("—")).into(),
                if good { amount(&l.left) } else { Html::text("—") }.into(),
            ]
        }))
    }

    fn sheet(&self, r: &VerifyResult, w: &Words) -> Table {
        super::crossings(&r.crossings, w)
    }

    fn meaning(&self, r: &VerifyResult, w: &Words) -> Html {
        match &r.answer {
            Answer::Replaced { by: Some(number) } => w.rich1("public-replaced-by", "number", Html::code(number)),
            Answer::Valid | Answer::PartlyUsed if r.valid.is_some() => {
                let until = r.valid.map(|(_, d)| w.date_html(&d)).unwrap_or_default();
                w.rich1("verify-until", "date", until)
            }
            answer => w.html(answer.meaning()),
        }
    }

    fn checked(&self, r: &VerifyResult, w: &Words) -> Html {
        let date = r.checked.to_zoned(jiff::tz::TimeZone::UTC).date();
        w.rich2("public-checked-at", "date", w.date_html(&date), "time", Html::text(w.time(&r.checked)))
    }

    /// A sample of an answer.
    pub fn with(answer: Answer) -> VerifyPage {
        let (qm, qn) = (cites::country::DEMO_EXPORTER, cites::country::DEMO_IMPORTER);
        let known = !matches!(answer, Answer::NotKnown | Answer::NotGenuine);
        let part = matches!(answer, Answer::PartlyUsed);
        let used = matches!(answer, Answer::UsedUp | Answer::PartlyUsed);
        VerifyPage {
            shell: crate::samples::shell(None, "/verify"),
            typed: BTreeMap::new(),
            issuers: vec![qm, qn],
            errors: vec![],
            result: Some(VerifyResult {
                stamp: used.then_some("stamp-other"),
                answer,
                number: "26QM000371".into(),
                kind: known.then_some(DocumentType::Export),
                issuer: known.then_some(qm),
                route: known.then_some((qm, qn)),
                valid: known.then_some((jiff::civil::date(2026, 11, 21), jiff::civil::date(2027, 5, 20))),
                lines: if known {
                    vec![VerifyLine {
                        block: "A".into(),
                        taxon: "Crocodylus niloticus".into(),
                        term: Term::Ski,
                        permitted: Amount::whole(240),
                        gone: used.then_some(Amount::whole(238)),
                        left: Amount::whole(if used { 0 } else { 240 }),
                        unit: Unit::Nar,
                    }]
                } else {
                    vec![]
                },
                left_at: used.then(|| (crate::samples::at("2026-11-25T14:30:00Z"), "Bend (QMBND)".into())),
                crossings: if part { vec![super::CrossingRow::sample()] } else { vec![] },
                checked: crate::samples::at("2026-11-26T10:42:00Z"),
            }),
        }
    }

    /// The form alone.
    pub fn blank() -> VerifyPage {
        VerifyPage { result: None, ..VerifyPage::with(Answer::NotKnown) }
    }

    /// A valid permit.
    pub fn sample() -> VerifyPage {
        VerifyPage::with(Answer::Valid)
    }
}

page! {
    VerifyPage in "econtrol/verify.html";
    layout Narrow; area Some(Verify);
    title |c, w| match &c.result { Some(r) => w.rich1("verify-title", "answer", Html::text(w.say(r.answer.key()))), None => w.html("public-verify-permit") };
    trail |_c, w| vec![(w.html("ui-home"), links::HOME.into())];
    errors errors;
}
