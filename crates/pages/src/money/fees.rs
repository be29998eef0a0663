//! Fee schedules: the list, one with its preview and its second person, and the form to enter one.

use super::{InvoiceLine, usd};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Row, Summary, Table, Tag, Tone};
use crate::shared::guidance as choices;
use crate::{Shell, Words, links};
use cites::taxa::TaxonGroup;
use cites::{Amount, Date, DocumentType, Money, Role, Term};
use std::collections::BTreeMap;

/// A schedule in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeesRow {
    /// Id.
    pub id: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
    /// Code of the pay point.
    pub pay_point: String,
    /// How many fees.
    pub rows: usize,
    /// `PROPOSED`, `CONFIRMED` or `DROPPED`.
    pub state: String,
    /// Does it decide today?
    pub in_force: bool,
}

fn tag(state: &str, in_force: bool, w: &Words) -> Tag {
    match (state, in_force) {
        (_, true) => Tag::new(Tone::Go, w.say("finance-in-force")),
        ("PROPOSED", _) => Tag::new(Tone::Wait, w.say("quota-proposed")),
        ("CONFIRMED", _) => Tag::new(Tone::Move, w.say("finance-confirmed")),
        _ => Tag::new(Tone::Rest, w.say("finance-dropped")),
    }
}

/// The list of schedules.
#[derive(Debug, Clone)]
pub struct Fees {
    /// The frame.
    pub shell: Shell,
    /// The latest first.
    pub rows: Vec<FeesRow>,
    /// May this reader enter one?
    pub can_set: bool,
}

impl Fees {
    fn table(&self, w: &Words) -> Table {
        let heads = [
            w.say("finance-from"),
            w.say("finance-until"),
            w.say("finance-pay-point"),
            format!("{}#", w.say("finance-fees")),
            w.say("ui-status"),
        ];
        Table::new(w.html("finance-fees"), &heads, w.html("finance-fees-none")).quiet().rows(self.rows.iter().map(
            |r| {
                vec![
                    Html::link(links::fee_schedule(&r.id), &w.date_html(&r.from)).into(),
                    r.until.map(|d| w.date_html(&d)).unwrap_or_else(|| w.html("finance-open-end")).into(),
                    w.code("finance-point", &r.pay_point).into(),
                    w.len(&r.rows).into(),
                    tag(&r.state, r.in_force, w).into(),
                ]
            },
        ))
    }

    /// A sample.
    pub fn sample() -> Fees {
        let row = |id: &str, year, state: &str, in_force| FeesRow {
            id: id.into(),
            from: jiff::civil::date(year, 1, 1),
            until: None,
            pay_point: "SUBMISSION".into(),
            rows: 6,
            state: state.into(),
            in_force,
        };
        Fees {
            shell: crate::samples::shell(Some(Role::Accountant), links::FEES),
            rows: vec![row("s2", 2027, "PROPOSED", false), row("s1", 2026, "CONFIRMED", true)],
            can_set: true,
        }
    }
}

page! {
    Fees in "money/fees.html";
    layout Wide; area Some(Finance);
    title |_c, w| w.html("finance-fees");
    trail |_c, _w| vec![];
}

/// One fee of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeRow {
    /// Code of the fee.
    pub item: String,
    /// For this kind of document only.
    pub document_type: Option<DocumentType>,
    /// For these applicants only: `PERSON` or `ORGANISATION`.
    pub class: Option<String>,
    /// For species of this group only.
    pub taxon: Option<TaxonGroup>,
    /// For this term only.
    pub term: Option<Term>,
    /// For one.
    pub rate: Money,
    /// `LINE`: so many are free.
    pub beyond: u16,
    /// `VALUE`: percent, the least, the most.
    pub share: Option<(Amount, Money, Option<Money>)>,
}

/// What a fee would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Lines.
    pub lines: Vec<InvoiceLine>,
    /// Sum.
    pub total: Money,
}

/// One schedule.
#[derive(Debug, Clone)]
pub struct FeePage {
    /// The frame.
    pub shell: Shell,
    /// The schedule.
    pub head: FeesRow,
    /// Currency code.
    pub currency: String,
    /// Days to pay.
    pub days: u16,
    /// The tax on all fees, in percent.
    pub tax: Option<Amount>,
    /// Its fees.
    pub fees: Vec<FeeRow>,
    /// Who entered it.
    pub proposer: String,
    /// May this reader be the second person?
    pub can_confirm: bool,
    /// May this reader drop it?
    pub can_drop: bool,
    /// What was asked for the preview: `document_type`, `class`, `taxon`, `term`, `lines`, `quantity`, `permits`,
    /// `value`, `urgent`.
    pub typed: BTreeMap<String, String>,
    /// Its answer.
    pub preview: Option<Preview>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// Kinds of documents to choose from.
fn kinds(w: &Words, any: bool) -> Vec<Opt> {
    let first = any.then(|| Opt::new("", w.html("filter-any")));
    first
        .into_iter()
        .chain(DocumentType::ALL.iter().map(|k| Opt::new(k.code(), Html::text(w.document_type(k)))))
        .collect()
}

fn terms(w: &Words) -> Vec<Opt> {
    let mut all = choices::terms(w, Term::ALL);
    all[0] = Opt::new("", w.html("filter-any"));
    all
}

fn classes(w: &Words, any: bool) -> Vec<Opt> {
    let first = any.then(|| Opt::new("", w.html("filter-any")));
    first
        .into_iter()
        .chain(["PERSON", "ORGANISATION"].map(|c| Opt::new(c, Html::text(w.code("finance-class", c)))))
        .collect()
}

fn lines_table(lines: &[InvoiceLine], w: &Words) -> Table {
    let heads = [
        w.say("ui-fee"),
        format!("{}#", w.say("pay-count")),
        format!("{}#", w.say("pay-rate")),
        format!("{}#", w.say("pay-amount")),
    ];
    Table::new(w.html("finance-preview"), &heads, w.html("finance-preview-free")).quiet().rows(lines.iter().map(|l| {
        vec![
            Html::two_lines(&Html::text(w.code("fee-item", &l.item)), &super::cited::below(l, w)).into(),
            Html::data(w.amount(&l.count)).into(),
            Html::data(w.money(&l.rate)).into(),
            Html::data(w.money(&l.sum)).into(),
        ]
    }))
}

impl FeePage {
    fn tag(&self, w: &Words) -> Html {
        tag(&self.head.state, self.head.in_force, w).html()
    }

    fn summary(&self, w: &Words) -> Summary {
        let until = self.head.until.map(|d| w.date_html(&d)).unwrap_or_else(|| w.html("finance-open-end"));
        let rows = vec![
            Row::new(w.say("finance-from"), w.date_html(&self.head.from)),
            Row::new(w.say("finance-until"), until),
            Row::new(w.say("finance-pay-point"), Html::text(w.code("finance-point", &self.head.pay_point))),
            Row::new(w.say("finance-days"), Html::text(w.count(i64::from(self.days)))),
            Row::new(w.say("finance-currency"), Html::code(&self.currency)),
            Row::new(
                w.say("fee-item-tax"),
                match &self.tax {
                    Some(percent) => w.rich1("fee-tax-of", "percent", Html::data(w.amount(percent))),
                    None => w.html("fee-tax-none"),
                },
            ),
        ];
        Summary::new(rows, w)
    }

    fn table(&self, w: &Words) -> Table {
        let heads = [
            format!("{}#", w.say("fee-row")),
            w.say("ui-fee"),
            w.say("finance-document"),
            w.say("fee-taxon"),
            w.say("ui-term"),
            w.say("finance-applicant"),
            format!("{}#", w.say("pay-rate")),
        ];
        Table::new(w.html("finance-fees"), &heads, w.html("finance-preview-free")).quiet().rows(
            self.fees.iter().enumerate().map(|(n, r)| {
                let any = || w.html("filter-any");
                let mut rate = Html::data(w.money(&r.rate));
                let mut free =
                    if r.item == "LINE" { w.rich1("finance-free-lines", "n", r.beyond) } else { Html::default() };
                if let Some((percent, least, most)) = &r.share {
                    rate = w.rich1("finance-percent-of-value", "percent", Html::data(w.amount(percent)));
                    let least = Html::data(w.money(least));
                    free = match most {
                        None => w.rich1("finance-at-least", "least", least),
                        Some(most) => w.rich(
                            "finance-between",
                            &[("least", least.into()), ("most", Html::data(w.money(most)).into())],
                        ),
                    };
                }
                vec![
                    w.len(&(n + 1)).into(),
                    w.code("fee-item", &r.item).into(),
                    r.document_type.as_ref().map(|k| Html::text(w.document_type(k))).unwrap_or_else(any).into(),
                    r.taxon.map(|g| Html::text(w.code("taxon-group", g.code()))).unwrap_or_else(any).into(),
                    r.term.as_ref().map(|t| Html::text(w.term(t))).unwrap_or_else(any).into(),
                    r.class.as_ref().map(|c| Html::text(w.code("finance-class", c))).unwrap_or_else(any).into(),
                    Html::two_lines(&rate, &free).into(),
                ]
            }),
        )
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let urgent = vec![Opt::new("yes", w.html("fee-item-urgent"))];
        let fields = vec![
            Field::new("document_type", w.html("finance-document"), Control::Select(kinds(w, false))),
            Field::new("class", w.html("finance-applicant"), Control::Select(classes(w, false))),
            Field::new("taxon", w.html("fee-taxon"), Control::Select(super::cited::groups(w))),
            Field::new("term", w.html("ui-term"), Control::Select(terms(w))),
            Field::short("permits", w.html("fee-permits"), "w4").kind("text", "numeric"),
            Field::short("lines", w.html("finance-lines"), "w4").kind("text", "numeric"),
            Field::short("quantity", w.html("ui-quantity"), "w10").kind("text", "decimal"),
            Field::short("value", w.html("ask-more-value"), "w10").kind("text", "decimal").optional(),
            Field::new("urgent", w.html("finance-handling"), Control::Checks(urgent)).optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn answer(&self, w: &Words) -> Html {
        match &self.preview {
            None => Html::default(),
            Some(p) => Html::join(
                &[
                    lines_table(&p.lines, w).html(),
                    Html::markup("<p>"),
                    w.rich1("finance-preview-total", "amount", Html::data(w.money(&p.total))),
                    Html::markup("</p>"),
                ],
                "",
            ),
        }
    }

    /// A sample that waits for its second person, with a preview.
    pub fn sample() -> FeePage {
        let row = |item: &str, kind, class: Option<&str>, minor| FeeRow {
            item: item.into(),
            document_type: kind,
            class: class.map(str::to_owned),
            taxon: None,
            term: None,
            rate: usd(minor),
            beyond: 3,
            share: None,
        };
        let share = Some((Amount::parse("1.5").unwrap_or(Amount::ZERO), usd(1000), Some(usd(50_000))));
        FeePage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), "/finance/fees/s2"),
            head: Fees::sample().rows.remove(0),
            currency: "USD".into(),
            days: 14,
            tax: Some(Amount::whole(15)),
            fees: vec![
                FeeRow { taxon: Some(TaxonGroup::Orchids), term: Some(Term::Liv), ..row("ISSUE", None, None, 500) },
                row("APP", None, None, 3000),
                row("APP", Some(DocumentType::Import), Some("PERSON"), 1000),
                row("LINE", None, None, 150),
                FeeRow { share, ..row("VALUE", None, None, 0) },
            ],
            proposer: "Akim Ode".into(),
            can_confirm: true,
            can_drop: true,
            typed: BTreeMap::from([("lines".to_owned(), "2".to_owned())]),
            preview: Some(Preview { lines: super::Cost::sample().lines, total: usd(5750) }),
            errors: vec![],
        }
    }
}

page! {
    FeePage in "money/fee.html";
    layout Wide; area Some(Finance);
    title |c, w| w.rich1("finance-fees-from", "date", w.date_html(&c.head.from));
    trail |_c, w| vec![(w.html("finance-fees"), links::FEES.into())];
    errors errors;
}

/// The form of a new schedule.
#[derive(Debug, Clone)]
pub struct FeeForm {
    /// The frame.
    pub shell: Shell,
    /// How many fees there are, the one that is asked included when it is one of them.
    pub rows: usize,
    /// Place of the fee that is asked, from 0; the others are carried along.
    pub open: usize,
    /// Codes of the fees to choose from.
    pub items: Vec<String>,
    /// What was typed: `currency`, `pay_point`, `payment_days`, `valid_from`, `valid_until`, `beyond`, `tax`, and
    /// `rows.N.item`, `.document_type`, `.class`, `.taxon`, `.term`, `.rate`, `.percent`, `.least`, `.most`; and `go`:
    /// `more`, `change.N`, `remove.N` or `send`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl FeeForm {
    fn head<'a>(&self, w: &'a Words) -> Fields<'a> {
        let points = ["NONE", "SUBMISSION", "APPROVAL", "COLLECTION"];
        let points = points.map(|p| Opt::new(p, Html::text(w.code("finance-point", p)))).to_vec();
        let fields = vec![
            Field::new("valid_from", w.html("finance-from"), Control::Date).hint(w.html("finance-from-hint")),
            Field::new("valid_until", w.html("finance-until"), Control::Date).optional(),
            Field::new("pay_point", w.html("finance-pay-point"), Control::Radios(points)),
            Field::short("payment_days", w.html("finance-days"), "w4").kind("text", "numeric"),
            Field::short("currency", w.html("finance-currency"), "w4").hint(w.html("finance-currency-hint")),
            Field::short("beyond", w.html("finance-free-lines-ask"), "w4").kind("text", "numeric").optional(),
            Field::short("tax", w.html("fee-tax"), "w10")
                .kind("text", "decimal")
                .hint(w.html("fee-tax-hint"))
                .optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn row<'a>(&self, w: &'a Words) -> Fields<'a> {
        let n = self.open;
        let none = std::iter::once(Opt::new("", w.html("finance-no-fee")));
        let items = none.chain(self.items.iter().map(|i| Opt::new(i, Html::text(w.code("fee-item", i))))).collect();
        let name = |part: &str| format!("rows.{n}.{part}");
        let fields = vec![
            Field::new(name("item"), w.html("ui-fee"), Control::Select(items)).hint(w.html("fee-item-when")),
            Field::short(name("rate"), w.html("pay-rate"), "w10").kind("text", "decimal"),
            Field::short(name("percent"), w.html("finance-percent"), "w10").kind("text", "decimal").optional(),
            Field::short(name("least"), w.html("finance-least"), "w10").kind("text", "decimal").optional(),
            Field::short(name("most"), w.html("finance-most"), "w10").kind("text", "decimal").optional(),
            Field::new(name("document_type"), w.html("finance-document"), Control::Select(kinds(w, true))),
            Field::new(name("taxon"), w.html("fee-taxon"), Control::Select(super::cited::groups(w))),
            Field::new(name("term"), w.html("ui-term"), Control::Select(terms(w))),
            Field::new(name("class"), w.html("finance-applicant"), Control::Select(classes(w, true))),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn others(&self) -> impl Iterator<Item = usize> {
        (0..self.rows).filter(|n| *n != self.open)
    }

    /// What the fees say that are not asked now, carried along as typed.
    fn carried(&self) -> impl Iterator<Item = (&String, &String)> {
        let asked = format!("rows.{}.", self.open);
        let others = move |(name, value): &(&String, &String)| {
            name.starts_with("rows.") && !name.starts_with(&asked) && !value.is_empty()
        };
        self.typed.iter().filter(others)
    }

    fn said(&self, n: &usize, part: &str) -> &str {
        self.typed.get(&format!("rows.{n}.{part}")).map_or("", |v| v.trim())
    }

    fn item(&self, n: &usize, w: &Words) -> String {
        let item = self.said(n, "item");
        if self.items.iter().any(|i| i == item) { w.code("fee-item", item) } else { item.to_owned() }
    }

    fn rate(&self, n: &usize) -> String {
        match self.said(n, "percent") {
            "" => self.said(n, "rate").to_owned(),
            percent => format!("{percent} %"),
        }
    }

    /// For what only: kind of document, species, term, class of applicants.
    fn for_what(&self, n: &usize, w: &Words) -> String {
        let kind = DocumentType::from_code(self.said(n, "document_type")).map(|k| w.document_type(&k));
        let group = TaxonGroup::from_code(self.said(n, "taxon")).map(|g| w.code("taxon-group", g.code()));
        let term = Term::from_code(self.said(n, "term")).map(|t| w.term(&t));
        let class = match self.said(n, "class") {
            class @ ("PERSON" | "ORGANISATION") => Some(w.code("finance-class", class)),
            _ => None,
        };
        [kind, group, term, class].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn shown(&self, n: &usize) -> usize {
        n + 1
    }

    /// A sample with an error; `rows` fees that say where they hold.
    pub fn sample(rows: usize) -> FeeForm {
        let last = rows.saturating_sub(1);
        let head = [("currency", "USD"), ("pay_point", "SUBMISSION")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        let row = |n: usize| {
            let rate = if n == last { "x" } else { "12.50" };
            let parts = [("item", "ISSUE"), ("rate", rate), ("document_type", "EXPORT"), ("taxon", "ORCHIDS")];
            parts.map(|(part, value)| (format!("rows.{n}.{part}"), value.to_owned()))
        };
        FeeForm {
            shell: crate::samples::shell(Some(Role::Accountant), links::FEES_NEW),
            rows,
            open: last,
            items: ["APP", "ISSUE", "LINE", "INSPECT"].map(String::from).to_vec(),
            typed: head.into_iter().chain((0..rows).flat_map(row)).collect(),
            errors: vec![FieldError::new(format!("rows.{last}.rate"), "money-form")],
        }
    }
}

page! {
    FeeForm in "money/fee_form.html";
    layout Narrow; area Some(Finance);
    title |_c, w| w.html("finance-fees-enter");
    trail |_c, w| vec![(w.html("finance-fees"), links::FEES.into())];
    errors errors;
}
