//! Customs: check, one word, endorse line by line, receipt. One hand, in the sun.

use super::verify::Answer;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Moment, Opt, Row, Summary, Table, Tag, Timeline, Tone};
use crate::{Shell, Words, links};
use cites::{Amount, Appendix, CountryCode, Date, DocumentType, PermitStatus, Role, Source, Term, Timestamp, Unit};
use std::collections::BTreeMap;

/// How closely to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Papers.
    Green,
    /// Papers and marks.
    Yellow,
    /// Open and count.
    Red,
}

impl Lane {
    /// `Yellow: papers and marks`.
    pub fn tag(self, w: &Words) -> Tag {
        match self {
            Lane::Green => Tag::new(Tone::Go, w.say("lane-green")),
            Lane::Yellow => Tag::new(Tone::Wait, w.say("lane-yellow")),
            Lane::Red => Tag::new(Tone::Stop, w.say("lane-red")),
        }
    }
}

/// One line at the border.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlLine {
    /// Block.
    pub block: String,
    /// Scientific name.
    pub taxon: String,
    /// Common name, empty when there is none.
    pub common_name: String,
    /// Description as on the permit.
    pub description: String,
    /// Term.
    pub term: Term,
    /// Appendix.
    pub appendix: Appendix,
    /// Source.
    pub source: Source,
    /// Marks as on the permit.
    pub marks: Vec<String>,
    /// Permitted.
    pub permitted: Amount,
    /// Already endorsed.
    pub gone: Amount,
    /// Unit.
    pub unit: Unit,
    /// Declared void?
    pub void: bool,
}

impl ControlLine {
    fn left(&self, w: &Words) -> Html {
        Html::data(w.amount_of(&self.permitted.minus(self.gone).unwrap_or(Amount::ZERO), &self.unit))
    }

    fn permitted(&self, w: &Words) -> Html {
        Html::data(w.amount_of(&self.permitted, &self.unit))
    }

    fn small(&self, w: &Words) -> Html {
        let marks: Vec<Html> = self.marks.iter().map(Html::code).collect();
        Html::join(
            &[
                Html::data(&self.common_name),
                Html::data(w.term(&self.term)),
                Html::data(&self.description),
                Html::text(w.appendix(&self.appendix)),
                Html::text(w.source(&self.source)),
                Html::join(&marks, w.comma()),
            ]
            .into_iter()
            .filter(|h| h.plain() != "")
            .collect::<Vec<_>>(),
            " · ",
        )
    }
}

/// A permit as customs sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Kind.
    pub kind: DocumentType,
    /// State.
    pub status: PermitStatus,
    /// From and to.
    pub route: (CountryCode, CountryCode),
    /// First and last day.
    pub valid: (Date, Date),
    /// Holder and receiver.
    pub parties: (String, String),
    /// Special conditions.
    pub conditions: Vec<String>,
    /// Lines.
    pub lines: Vec<ControlLine>,
    /// How closely to look, and why, in the reader's language.
    pub lane: (Lane, Vec<String>),
    /// May it be endorsed here and now?
    pub can_endorse: bool,
    /// May a crossing be written on its continuation sheet here and now?
    pub can_cross: bool,
    /// What else this officer may do: codes of `permits::PermitActCode` (`hold`, `release`, `seize`, `late_endorsement`).
    pub acts: Vec<String>,
    /// Crossings so far, oldest first.
    pub crossings: Vec<super::CrossingRow>,
    /// What happened, oldest first.
    pub timeline: Vec<Moment>,
}

impl Found {
    /// A sample.
    pub fn sample() -> Found {
        let line = |block: &str, term, description: &str, permitted, unit, marks: &[&str]| ControlLine {
            block: block.into(),
            taxon: "Crocodylus niloticus".into(),
            common_name: "Nile crocodile".into(),
            description: description.into(),
            term,
            appendix: Appendix::II,
            source: Source::R,
            marks: marks.iter().map(|m| m.to_string()).collect(),
            permitted,
            gone: Amount::ZERO,
            unit,
            void: false,
        };
        Found {
            id: "p3".into(),
            number: "26QM000371".into(),
            kind: DocumentType::Export,
            status: PermitStatus::Issued,
            route: (cites::country::DEMO_EXPORTER, cites::country::DEMO_IMPORTER),
            valid: (jiff::civil::date(2026, 11, 21), jiff::civil::date(2027, 5, 20)),
            parties: ("River Bend Farm Ltd".into(), "Tannery of the North".into()),
            conditions: vec!["Valid only with the tags stated in box 9.".into()],
            lines: vec![
                line("A", Term::Ski, "raw, salted", Amount::whole(240), Unit::Nar, &["QM-RA-2026-000381 to 000620"]),
                line("B", Term::Mea, "frozen", crate::samples::amount("12.5"), Unit::Kgm, &[]),
            ],
            lane: (Lane::Yellow, vec!["The permit asks for tags: compare ten of them.".into()]),
            can_endorse: true,
            can_cross: false,
            acts: vec!["hold".into()],
            crossings: vec![],
            timeline: crate::samples::permit_moments(),
        }
    }
}

/// What a check answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomsAnswer {
    /// In one word.
    pub answer: Answer,
    /// Did the signature hold? `None` when it was typed, not scanned.
    pub signature: Option<bool>,
    /// As of when.
    pub checked: Timestamp,
    /// The permit, when it is known and concerns this country.
    pub found: Option<Found>,
}

/// Scan or type, and below it the answer.
#[derive(Debug, Clone)]
pub struct Customs {
    /// The frame.
    pub shell: Shell,
    /// What was typed: `code` (the whole text of a scanned code, or a security code), `number`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The answer to the last check.
    pub answer: Option<CustomsAnswer>,
    /// The last checks: number, address, answer's key.
    pub last: Vec<(String, String, String)>,
}

impl Customs {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let fields = vec![
            Field::short("number", w.html("public-enter-permit-number"), "w20"),
            Field::short("code", w.html("customs-code"), "w20").hint(w.html("customs-code-hint")).optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn meaning(&self, a: &CustomsAnswer, w: &Words) -> Html {
        let first = match (&a.answer, &a.found) {
            (Answer::Valid | Answer::PartlyUsed, Some(f)) => w.rich1("verify-until", "date", w.date_html(&f.valid.1)),
            (Answer::Replaced { by: Some(n) }, _) => w.rich1("public-replaced-by", "number", Html::code(n)),
            (answer, _) => w.html(answer.meaning()),
        };
        let signature = match a.signature {
            Some(true) => w.html("public-signature-valid"),
            Some(false) => w.html("public-signature-invalid"),
            None => Html::default(),
        };
        let date = a.checked.to_zoned(jiff::tz::TimeZone::UTC).date();
        let checked = w.rich2("public-checked-at", "date", w.date_html(&date), "time", Html::text(w.time(&a.checked)));
        Html::join(&[first, signature, checked], " · ")
    }

    fn timeline(&self, f: &Found, w: &Words) -> Timeline {
        Timeline::new(&f.timeline, w)
    }

    fn sheet(&self, f: &Found, w: &Words) -> Table {
        super::crossings(&f.crossings, w)
    }

    /// Nothing checked yet.
    pub fn blank() -> Customs {
        Customs { answer: None, ..Customs::sample() }
    }

    /// A valid permit.
    pub fn sample() -> Customs {
        Customs::with(Answer::Valid)
    }

    /// A sample of an answer.
    pub fn with(answer: Answer) -> Customs {
        let found = (!matches!(answer, Answer::NotKnown | Answer::NotGenuine)).then(|| {
            let mut found = Found::sample();
            found.can_endorse = matches!(answer, Answer::Valid);
            found
        });
        Customs {
            shell: crate::samples::shell(Some(Role::Customs), links::CUSTOMS),
            typed: BTreeMap::new(),
            errors: vec![],
            answer: Some(CustomsAnswer {
                signature: Some(!matches!(answer, Answer::NotGenuine)),
                checked: crate::samples::at("2026-11-25T10:42:00Z"),
                found,
                answer,
            }),
            last: vec![("26QM000201".into(), links::customs_permit("p2"), "public-used-up".into())],
        }
    }
}

page! {
    Customs in "econtrol/customs.html";
    layout Phone; area Some(Check);
    title |c, w| match &c.answer { Some(a) => w.rich1("verify-title", "answer", Html::text(w.say(a.answer.key()))), None => w.html("shell-check") };
    trail |c, w| match &c.answer { Some(_) => vec![(w.html("customs-next-check"), links::CUSTOMS.into())], None => vec![] };
    errors errors;
}

/// Writing off what leaves, line by line.
#[derive(Debug, Clone)]
pub struct EndorsePage {
    /// The frame.
    pub shell: Shell,
    /// The permit.
    pub found: Found,
    /// What was typed: `quantity.<block>` per line, `waybill`, `port`, `note`; `differs` when something is wrong.
    pub typed: BTreeMap<String, String>,
    /// Offices of this officer: code and name.
    pub ports: Vec<(String, String)>,
    /// What is wrong: field `quantity.<block>` with `quantity-exceeds-permit` (`max`), …
    pub errors: Vec<FieldError>,
}

impl EndorsePage {
    fn lines<'a>(&self, w: &'a Words) -> Vec<(&ControlLine, Fields<'a>)> {
        self.found
            .lines
            .iter()
            .filter(|l| !l.void)
            .map(|l| {
                let unit = Opt::new(l.unit.code(), Html::text(w.unit(&l.unit)));
                let name = format!("quantity.{}", l.block);
                let field = Field::new(name.clone(), w.html("endorse-how-many"), Control::Quantity(vec![unit]));
                // Proposed: all that is left. What was typed wins.
                let left = l.permitted.minus(l.gone).unwrap_or(Amount::ZERO).to_string();
                (l, Fields::new(vec![field.value(left)], &self.typed, &self.errors, w))
            })
            .collect()
    }

    fn rest<'a>(&self, w: &'a Words) -> Fields<'a> {
        let ports = self.ports.iter().map(|(c, n)| Opt::new(c, Html::text(format!("{n} ({c})")))).collect();
        let fields = vec![
            Field::new("port", w.html("endorse-port"), Control::Select(ports)),
            Field::line("waybill", w.html("form-box15-waybill")).optional(),
            Field::area("note", w.html("ui-notes"), 1000).optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample with too large a quantity.
    pub fn sample() -> EndorsePage {
        EndorsePage {
            shell: crate::samples::shell(Some(Role::Customs), "/customs/permits/p3/endorse"),
            found: Found::sample(),
            typed: BTreeMap::from([("quantity.A".into(), "241".into())]),
            ports: vec![("QMBND".into(), "Bend".into())],
            errors: vec![FieldError::new("quantity.A", "quantity-over-permit").arg("max", "240")],
        }
    }
}

page! {
    EndorsePage in "econtrol/endorse.html";
    layout Phone; area Some(Check);
    title |c, w| w.rich1("endorse-title", "number", Html::code(&c.found.number));
    trail |c, w| vec![(w.html("action-back"), links::customs_permit(&c.found.id))];
    errors errors;
}

/// The receipt of an endorsement.
#[derive(Debug, Clone)]
pub struct ReceiptPage {
    /// The frame.
    pub shell: Shell,
    /// Id of the permit.
    pub id: String,
    /// Number of the permit.
    pub number: String,
    /// Number of the receipt.
    pub receipt: String,
    /// When.
    pub at: Timestamp,
    /// Where.
    pub port: String,
    /// Waybill, empty when none.
    pub waybill: String,
    /// Each line: block, species, what left, what goes back to the quota, unit.
    pub lines: Vec<(String, String, Amount, Amount, Unit)>,
}

impl ReceiptPage {
    fn summary(&self, w: &Words) -> Summary {
        Summary::new(
            vec![
                Row::new(w.say("permits-number"), Html::code(&self.number)),
                Row::new(w.say("ui-receipt"), Html::code(&self.receipt)),
                Row::new(w.say("receipt-when"), w.when_html(&self.at)),
                Row::new(w.say("endorse-port"), Html::data(&self.port)),
                Row::new(w.say("form-box15-waybill"), Html::data(&self.waybill)),
            ],
            w,
        )
    }

    fn table(&self, w: &Words) -> Table {
        let heads = [w.say("ui-species"), format!("{}#", w.say("balance-left")), format!("{}#", w.say("receipt-back"))];
        Table::new(w.html("receipt-lines"), &heads, w.html("ui-no-results")).rows(self.lines.iter().map(
            |(block, taxon, gone, back, unit)| {
                vec![
                    Html::join(&[Html::text(block), Html::taxon(taxon)], " ").into(),
                    Html::data(w.amount_of(gone, unit)).into(),
                    Html::data(w.amount_of(back, unit)).into(),
                ]
            },
        ))
    }

    /// A sample.
    pub fn sample() -> ReceiptPage {
        ReceiptPage {
            shell: crate::samples::shell(Some(Role::Customs), "/customs/permits/p3/receipt"),
            id: "p3".into(),
            number: "26QM000371".into(),
            receipt: "QMBND-26-0091".into(),
            at: crate::samples::at("2026-11-25T14:30:00Z"),
            port: "Bend (QMBND)".into(),
            waybill: "AWB 020-12345675".into(),
            lines: vec![("A".into(), "Crocodylus niloticus".into(), Amount::whole(238), Amount::whole(2), Unit::Nar)],
        }
    }
}

page! {
    ReceiptPage in "econtrol/receipt.html";
    layout Phone; area Some(Check);
    title |_c, w| w.html("receipt-title");
    trail |_c, w| vec![(w.html("customs-next-check"), links::CUSTOMS.into())];
}
