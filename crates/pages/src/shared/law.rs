//! The Party's own rows of law: the list, a new row, one row with what it touches. Two persons make one.

use super::admin::sections;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Cell, Control, Field, FieldError, Fields, Opt, Row, Summary, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Date, Role};
use std::collections::BTreeMap;

/// Where a row stands, for its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Waits for its second person.
    Waiting,
    /// In force today.
    InForce,
    /// Confirmed, and begins later.
    Coming,
    /// Over.
    Ended,
    /// Turned down.
    Dropped,
}

impl Standing {
    fn tag(self, w: &Words) -> Tag {
        let (tone, key) = match self {
            Standing::Waiting => (Tone::Move, "law-waiting"),
            Standing::InForce => (Tone::Go, "law-in-force"),
            Standing::Coming => (Tone::Move, "law-coming"),
            Standing::Ended => (Tone::Rest, "law-ended"),
            Standing::Dropped => (Tone::Rest, "law-dropped"),
        };
        Tag::new(tone, w.say(key))
    }
}

/// One row of the list.
#[derive(Debug, Clone)]
pub struct LawLine {
    /// Id.
    pub id: String,
    /// Code of the table of rules.
    pub table: String,
    /// What it is about: taxon, country.
    pub about: String,
    /// First and last day.
    pub days: (Option<Date>, Option<Date>),
    /// Where it stands.
    pub standing: Standing,
}

/// The rows of a Party.
#[derive(Debug, Clone)]
pub struct LawList {
    /// The frame.
    pub shell: Shell,
    /// Codes of the tables one may enter rows in.
    pub tables: Vec<&'static str>,
    /// The newest first.
    pub rows: Vec<LawLine>,
}

pub(super) fn days(days: &(Option<Date>, Option<Date>), w: &Words) -> Html {
    match days {
        (Some(from), Some(until)) => w.rich2("law-days", "from", w.date_html(from), "until", w.date_html(until)),
        (Some(from), None) => w.rich1("law-days-open", "from", w.date_html(from)),
        (None, _) => Html::default(),
    }
}

/// Rows of law as a table.
pub(super) fn lines(rows: &[LawLine], w: &Words) -> Table {
    let heads = ["law-table", "law-about", "law-force", "ui-status"].map(|k| w.say(k));
    let rows = rows.iter().map(|r| {
        vec![
            Cell(Html::link(links::law_row(&r.id), &w.html(format!("law-table-{}", r.table.replace('_', "-"))))),
            Html::data(&r.about).into(),
            days(&r.days, w).into(),
            r.standing.tag(w).into(),
        ]
    });
    Table::new(w.html("admin-law"), &heads, w.html("law-none")).quiet().rows(rows)
}

impl LawList {
    fn table(&self, w: &Words) -> Table {
        lines(&self.rows, w)
    }

    fn sections(&self, w: &Words) -> Html {
        // Who supervises may do this and none of the administrator's other things.
        let roles = self.shell.viewer.as_ref().map_or(&[][..], |v| v.roles.as_slice());
        if roles.contains(&Role::TenantAdmin) { sections(&self.shell, links::ADMIN_LAW, w) } else { Html::default() }
    }

    /// A sample.
    pub fn sample() -> LawList {
        LawList {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::ADMIN_LAW),
            tables: vec!["suspensions", "stricter_measures"],
            rows: vec![LawLine {
                id: "l1".into(),
                table: "stricter_measures".into(),
                about: "Crocodylia QM".into(),
                days: (Some(jiff::civil::date(2027, 1, 1)), None),
                standing: Standing::Waiting,
            }],
        }
    }
}

page! {
    LawList in "shared/admin_law.html";
    layout Wide; area Some(Admin);
    title |_c, w| w.html("admin-law");
    trail |_c, _w| vec![];
}

/// Something that a row touches.
#[derive(Debug, Clone)]
pub struct LawTouched {
    /// Reference or number.
    pub name: String,
    /// The first taxon.
    pub taxon: String,
    /// Outlook before and after: `open`, `officer`, `forbidden`.
    pub outlook: (&'static str, &'static str),
    /// What the law says anew, or no longer says.
    pub words: Vec<String>,
}

/// What a row would do.
#[derive(Debug, Clone)]
pub struct LawPreview {
    /// The day for which both laws were asked.
    pub on: Date,
    /// Open cases.
    pub cases: Vec<LawTouched>,
    /// Valid permits.
    pub permits: Vec<LawTouched>,
    /// Taxa of quotas.
    pub quotas: Vec<String>,
    /// Registrations in force.
    pub registrations: Vec<LawTouched>,
    /// How many cases, permits and registrations it touches; the lists may show fewer.
    pub touched: (usize, usize, usize),
    /// How many cases, permits, quotas and registrations were looked at.
    pub looked_at: (usize, usize, usize, usize),
    /// Were there more?
    pub more: bool,
}

/// A row that is there.
#[derive(Debug, Clone)]
pub struct LawShown {
    /// The line of the list.
    pub line: LawLine,
    /// Its cells by column.
    pub cells: Vec<(String, String)>,
    /// Why.
    pub reason: String,
    /// Who entered it.
    pub by: String,
    /// Who confirmed or dropped it.
    pub decided_by: String,
    /// A last day that is proposed, by whom, and why.
    pub end: Option<(Date, String, String)>,
    /// May this reader be the second person of what waits?
    pub can_confirm: bool,
    /// What it does; `None` where nothing waits.
    pub preview: Option<LawPreview>,
}

/// A new row, or one that is there.
#[derive(Debug, Clone)]
pub struct LawPage {
    /// The frame.
    pub shell: Shell,
    /// Code of the table.
    pub table: String,
    /// Its columns.
    pub columns: Vec<&'static str>,
    /// The row; `None`: a new one.
    pub row: Option<LawShown>,
    /// What was typed: the columns, `reason`, `until`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// Columns that say the same share their words.
fn label(column: &str) -> &'static str {
    match column {
        "taxon" | "taxon_name" | "taxon_id" => "law-col-taxon",
        "country" | "party" => "law-col-party",
        "start_date" | "valid_from" => "law-col-from",
        "end_date" | "valid_to" => "law-col-until",
        "terms" | "term_code" => "law-col-terms",
        "sources" | "source_codes" => "law-col-sources",
        "purposes" | "purpose_codes" | "exempt_purposes" => "law-col-purposes",
        "scope" | "suspension_scope" => "law-col-scope",
        "exports_only" => "law-col-exports-only",
        "notification" => "law-col-notification",
        "year" => "law-col-year",
        "quota" => "law-col-quota",
        "direction" => "law-col-direction",
        "appendices" => "law-col-appendices",
        "appendix" => "law-col-appendix",
        "annotations" => "law-col-annotations",
        "effect" => "law-col-effect",
        "text_en" => "law-col-text-en",
        "text_fr" => "law-col-text-fr",
        "text_es" => "law-col-text-es",
        "text_ar" => "law-col-text-ar",
        "instrument" => "law-col-instrument",
        "provision" => "law-col-provision",
        "revision" => "law-col-revision",
        "unit" => "law-col-unit",
        "percent" => "law-col-percent",
        _ => "law-col-id",
    }
}

/// A cell as people read it: codes of lists in the words of the form.
fn in_words(column: &str, value: &str, w: &Words) -> Html {
    let key = match (column, value) {
        ("direction", "export") => "wizard-direction-export",
        ("direction", "import") => "wizard-direction-import",
        ("effect", "forbids") => "law-effect-forbids",
        ("effect", "officer") => "law-effect-officer",
        ("effect", "asks:IMPORT") => "law-effect-import",
        ("effect", "asks:EXPORT") => "law-effect-export",
        ("effect", "effects-not-free") => "law-effect-effects",
        ("exports_only", "yes") => "ui-yes",
        ("taxon" | "taxon_name", "ALL") => return Html::data(value),
        ("taxon" | "taxon_name", name) => return Html::taxon(name),
        _ => return Html::data(value),
    };
    w.html(key)
}

impl LawPage {
    fn field(&self, column: &'static str, w: &Words) -> Field {
        let words = w.html(label(column));
        let pick = |codes: &[(&str, &str)]| {
            let options = codes.iter().map(|(code, key)| Opt::new(*code, w.html(key)));
            Control::Select(options.collect())
        };
        match column {
            "taxon" | "taxon_name" => Field::new(column, words, Control::Species).hint(w.html("law-taxon-hint")),
            "direction" => Field::new(
                column,
                words,
                pick(&[
                    ("", "law-direction-both"),
                    ("export", "wizard-direction-export"),
                    ("import", "wizard-direction-import"),
                ]),
            ),
            "effect" => Field::new(
                column,
                words,
                pick(&[
                    ("forbids", "law-effect-forbids"),
                    ("officer", "law-effect-officer"),
                    ("asks:IMPORT", "law-effect-import"),
                    ("asks:EXPORT", "law-effect-export"),
                    ("effects-not-free", "law-effect-effects"),
                ]),
            ),
            "appendix" => {
                let codes =
                    ["I", "II", "III", "N"].map(|a| Opt::new(a, w.html(format!("law-appendix-{}", a.to_lowercase()))));
                Field::new(column, words, Control::Select(codes.to_vec()))
            }
            "country" if self.table == "listings" => {
                Field::line(column, w.html("law-col-population")).hint(w.html("law-population-hint")).optional()
            }
            "annotations" => Field::line(column, words).hint(w.html("law-annotations-hint")).optional(),
            "exports_only" => Field::new(column, words, pick(&[("", "ui-no"), ("yes", "ui-yes")])),
            "text_en" | "text_fr" | "text_es" | "text_ar" | "scope" => Field::area(column, words, 1000),
            "start_date" | "valid_from" => Field::new(column, words, Control::Date),
            "end_date" | "valid_to" => Field::new(column, words, Control::Date).optional(),
            "terms" | "term_code" | "sources" | "source_codes" | "purposes" | "purpose_codes" | "exempt_purposes"
            | "appendices" => Field::line(column, words).hint(w.html("law-list-hint")),
            _ => Field::line(column, words),
        }
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let mut fields: Vec<Field> = self.columns.iter().map(|c| self.field(c, w)).collect();
        fields.push(Field::area("reason", w.html("ui-reason"), 1000).hint(w.html("law-reason-hint")));
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn end_fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let fields = vec![
            Field::new("until", w.html("law-col-until"), Control::Date),
            Field::area("reason", w.html("ui-reason"), 1000),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn says(&self, row: &LawShown, w: &Words) -> Summary {
        // The days stand below, in words.
        let told = |column: &str| matches!(column, "start_date" | "end_date" | "valid_from" | "valid_to");
        let cells = row.cells.iter().filter(|(column, _)| !told(column));
        let mut rows: Vec<Row> =
            cells.map(|(column, value)| Row::new(w.say(label(column)), in_words(column, value, w))).collect();
        if row.line.days.0.is_some() {
            rows.push(Row::new(w.say("law-force"), days(&row.line.days, w)));
        }
        rows.push(Row::new(w.say("ui-reason"), Html::data(&row.reason)));
        rows.push(Row::new(w.say("law-entered-by"), Html::data(&row.by)));
        if !row.decided_by.is_empty() {
            rows.push(Row::new(w.say("law-decided-by"), Html::data(&row.decided_by)));
        }
        Summary::new(rows, w)
    }

    fn touched(&self, title: &str, list: &[LawTouched], w: &Words) -> Table {
        let heads = ["law-what", "ui-species", "law-before", "law-after", "law-why"].map(|k| w.say(k));
        let rows = list.iter().map(|t| {
            let word = |code: &str| Html::text(w.say(format!("law-outlook-{code}")));
            vec![
                Html::data(&t.name).into(),
                Html::taxon(&t.taxon).into(),
                word(t.outlook.0).into(),
                word(t.outlook.1).into(),
                Html::data(t.words.join(" ")).into(),
            ]
        });
        Table::new(w.html(title), &heads, w.html("law-touches-none")).rows(rows)
    }

    /// That a list shows only the first of what is touched; nothing where it shows all.
    fn beyond(&self, title: &str, p: &LawPreview, w: &Words) -> Html {
        let (list, all) = match title {
            "law-cases" => (&p.cases, p.touched.0),
            "law-permits" => (&p.permits, p.touched.1),
            _ => (&p.registrations, p.touched.2),
        };
        if list.len() >= all {
            return Html::default();
        }
        let said = w.rich2("law-shown", "n", list.len(), "all", all);
        Html::markup(format!("<p class=\"soft\">{}</p>", said.as_str()))
    }

    fn standing(&self, row: &LawShown, w: &Words) -> Html {
        Cell::from(row.line.standing.tag(w)).0
    }

    fn looked_at(&self, preview: &LawPreview, w: &Words) -> Html {
        let (cases, permits, quotas, registrations) = preview.looked_at;
        let seen = [("cases", cases), ("permits", permits), ("quotas", quotas), ("registrations", registrations)];
        w.rich("law-looked-at", &seen.map(|(name, count)| (name, count.into())))
    }

    fn can_end(&self) -> bool {
        let standing = self.row.as_ref().map(|r| (r.line.standing, r.end.is_some()));
        matches!(standing, Some((Standing::InForce | Standing::Coming, false)))
    }

    fn heading(&self, w: &Words) -> Html {
        w.html(format!("law-table-{}", self.table.replace('_', "-")))
    }

    fn action(&self) -> String {
        format!("{}?table={}", links::ADMIN_LAW_NEW, self.table)
    }

    fn act(&self, row: &LawShown, act: &str) -> String {
        format!("{}/{act}", links::law_row(&row.line.id))
    }

    /// A row that waits for its second person.
    pub fn sample() -> LawPage {
        let touched = LawTouched {
            name: "QM-2026-000123".into(),
            taxon: "Crocodylus niloticus".into(),
            outlook: ("open", "forbidden"),
            words: vec!["No crocodile skins leave the country.".into()],
        };
        LawPage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), "/admin/law/l1"),
            table: "stricter_measures".into(),
            columns: vec!["id", "party", "direction", "taxon", "effect", "text_en", "valid_from", "valid_to"],
            row: Some(LawShown {
                line: LawList::sample().rows.remove(0),
                cells: vec![("taxon".into(), "Crocodylia".into()), ("effect".into(), "forbids".into())],
                reason: "Gazette 40 of 2026".into(),
                by: "Chidi Okafor".into(),
                decided_by: String::new(),
                end: None,
                can_confirm: true,
                preview: Some(LawPreview {
                    on: jiff::civil::date(2027, 1, 1),
                    cases: vec![touched.clone()],
                    permits: vec![touched],
                    quotas: vec!["Crocodylus niloticus".into()],
                    registrations: vec![],
                    touched: (1, 240, 0),
                    looked_at: (40, 312, 3, 5),
                    more: false,
                }),
            }),
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }

    /// A new row.
    pub fn blank() -> LawPage {
        LawPage { row: None, ..LawPage::sample() }
    }
}

page! {
    LawPage in "shared/admin_law_row.html";
    layout Wide; area Some(Admin);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("admin-law"), links::ADMIN_LAW.into())];
    errors errors;
}
