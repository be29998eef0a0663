//! Many rows of law from one file: what each row would be, what they do together, and their second person.

use super::law::{LawLine, LawTouched};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Date, Role};
use std::collections::BTreeMap;

/// A row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackLine {
    /// Which line of the file.
    pub line: usize,
    /// Name of its table, as it stands there.
    pub table: String,
    /// What it is about: taxon, country.
    pub about: String,
    /// First and last day, where they can be read.
    pub days: (Option<Date>, Option<Date>),
    /// `new`, `known` or `wrong`: keys `pack-<state>`.
    pub state: &'static str,
    /// What is wrong: the error at its column.
    pub error: Option<FieldError>,
}

/// A file of rows before it is entered. Posts `act` (`check`, `enter`), `file` or `rows`, and `reason`.
#[derive(Debug, Clone)]
pub struct PackPage {
    /// The frame.
    pub shell: Shell,
    /// Its rows; empty before a file was sent.
    pub rows: Vec<PackLine>,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

fn table_words(table: &str, w: &Words) -> Html {
    let known = ["suspensions", "suspension_exemptions", "reservations", "quotas", "stricter_measures", "reviews"];
    let more = ["distributions", "tolerances", "phyto_parties", "listings"];
    match known.contains(&table) || more.contains(&table) {
        true => w.html(format!("law-table-{}", table.replace('_', "-"))),
        false => Html::data(table),
    }
}

impl PackPage {
    fn table(&self, w: &Words) -> Table {
        let heads = ["pack-line", "law-table", "law-about", "law-force", "ui-status"].map(|k| w.say(k));
        Table::new(w.html("pack-rows"), &heads, w.html("law-none")).rows(self.rows.iter().map(|r| {
            let tone = match r.state {
                "new" => Tone::Go,
                "known" => Tone::Rest,
                _ => Tone::Stop,
            };
            let tag = Tag::new(tone, w.say(format!("pack-{}", r.state))).html();
            let why =
                r.error.as_ref().map(|e| Html::two_lines(&Html::code(&e.field), &e.sentence(w))).unwrap_or_default();
            vec![
                Html::code(r.line.to_string()).into(),
                table_words(&r.table, w).into(),
                Html::data(&r.about).into(),
                super::law::days(&r.days, w).into(),
                Html::two_lines(&tag, &why).into(),
            ]
        }))
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let fields = vec![
            Field::new("file", w.html("ui-choose-file"), Control::File { many: false })
                .hint(w.html("pack-file-hint"))
                .optional(),
            Field::area("rows", w.html("pack-text"), 60_000).hint(w.html("pack-text-hint")).optional(),
            Field::area("reason", w.html("ui-reason"), 1000).hint(w.html("law-reason-hint")).optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// May it be entered: something is new, and nothing is wrong?
    fn can_enter(&self) -> bool {
        self.rows.iter().any(|r| r.state == "new") && self.rows.iter().all(|r| r.state != "wrong")
    }

    /// A sample.
    pub fn sample() -> PackPage {
        let row = |line, table: &str, about: &str, state, error| PackLine {
            line,
            table: table.into(),
            about: about.into(),
            days: (Some(jiff::civil::date(2027, 1, 1)), None),
            state,
            error,
        };
        PackPage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::ADMIN_LAW_PACK),
            rows: vec![
                row(2, "stricter_measures", "Falconiformes QM", "new", None),
                row(3, "listings", "Okapia johnstoni", "known", None),
                row(
                    4,
                    "stricter_measures",
                    "Ursus arctos QM",
                    "wrong",
                    Some(FieldError::new("effect", "code-unknown")),
                ),
            ],
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }
}

page! {
    PackPage in "shared/admin_law_pack.html";
    layout Wide; area Some(Admin);
    title |_c, w| w.html("pack-title");
    trail |_c, w| vec![(w.html("admin-law"), links::ADMIN_LAW.into())];
    errors errors;
}

/// The rows of one file that were entered, with what they do together.
#[derive(Debug, Clone)]
pub struct PackShown {
    /// The frame.
    pub shell: Shell,
    /// Id of one of them.
    pub id: String,
    /// The rows.
    pub rows: Vec<LawLine>,
    /// Where it was decided.
    pub reason: String,
    /// The day for which both laws were asked; `None`: nothing waits any more.
    pub on: Option<Date>,
    /// What they touch together: open cases, permits, registrations.
    pub touched: Vec<LawTouched>,
    /// How many, to the last: cases, permits, registrations.
    pub counts: (usize, usize, usize),
    /// May this reader confirm them?
    pub can_confirm: bool,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl PackShown {
    fn table(&self, w: &Words) -> Table {
        super::law::lines(&self.rows, w)
    }

    fn touches(&self, w: &Words) -> Table {
        let heads = ["law-what", "ui-species", "law-before", "law-after", "law-why"].map(|k| w.say(k));
        let rows = self.touched.iter().map(|t| {
            let word = |code: &str| Html::text(w.say(format!("law-outlook-{code}")));
            vec![
                Html::data(&t.name).into(),
                Html::taxon(&t.taxon).into(),
                word(t.outlook.0).into(),
                word(t.outlook.1).into(),
                Html::data(t.words.join(" ")).into(),
            ]
        });
        Table::new(w.html("pack-touches"), &heads, w.html("law-touches-none")).rows(rows)
    }

    fn counted(&self, w: &Words) -> Html {
        let (cases, permits, registrations) = self.counts;
        let seen = [("cases", cases), ("permits", permits), ("registrations", registrations)];
        w.rich("pack-counted", &seen.map(|(name, count)| (name, count.into())))
    }

    fn action(&self) -> String {
        format!("{}/{}", links::ADMIN_LAW_PACK, self.id)
    }

    /// A sample.
    pub fn sample() -> PackShown {
        let list = super::LawList::sample();
        PackShown {
            shell: crate::samples::shell(Some(Role::TenantAdmin), "/admin/law/pack/l1"),
            id: "l1".into(),
            rows: list.rows,
            reason: "Annexes of the region, edition 2027".into(),
            on: Some(jiff::civil::date(2027, 1, 1)),
            touched: vec![LawTouched {
                name: "26-00412".into(),
                taxon: "Falco rusticolus".into(),
                outlook: ("open", "officer"),
                words: vec!["An import notification is needed.".into()],
            }],
            counts: (1, 0, 0),
            can_confirm: true,
            errors: vec![],
        }
    }
}

page! {
    PackShown in "shared/admin_law_pack_rows.html";
    layout Wide; area Some(Admin);
    title |_c, w| w.html("pack-entered");
    trail |_c, w| vec![(w.html("admin-law"), links::ADMIN_LAW.into())];
    errors errors;
}
