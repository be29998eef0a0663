//! Beside the revenue: what each office brought, what was waived with which paper, and which debts were given up.

use super::{RevenueCell, RevenuePage, signed, usd};
use crate::html::Html;
use crate::parts::Table;
use crate::{Words, links};
use cites::{Date, Money};

/// A waiver that two persons gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiverLine {
    /// The invoice: id and number.
    pub invoice: (String, String),
    /// Who did not have to pay.
    pub payer: String,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// Who asked, and who approved.
    pub persons: (String, String),
    /// The paper; empty when none was asked for.
    pub paper: String,
    /// When.
    pub on: Date,
}

/// A debt that was given up, or that is owed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteOffLine {
    /// The invoice: id and number.
    pub invoice: (String, String),
    /// Who owed it.
    pub payer: String,
    /// How much; below zero when it is owed again.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// Who proposed, and who approved.
    pub persons: (String, String),
    /// Day in the cash book.
    pub on: Date,
}

impl RevenuePage {
    fn office_words(&self, code: &str, w: &Words) -> String {
        match (code, self.office_names.get(code)) {
            ("", _) => w.say("offices-no-desk"),
            (_, Some(name)) => name.clone(),
            (code, None) => code.to_owned(),
        }
    }

    /// Whose revenue the table and the plot show: all, or one office's. Nothing where no office was entered.
    pub(super) fn office_links(&self, w: &Words) -> Vec<(String, String, bool)> {
        if self.office_names.is_empty() {
            return Vec::new();
        }
        let year = self.year;
        let none = self.office.is_none();
        let mut all = vec![(w.say("offices-all"), format!("{}?year={year}", links::REVENUE), none)];
        let codes: std::collections::BTreeSet<&str> = self.offices.iter().map(|c| c.item.as_str()).collect();
        all.extend(codes.into_iter().map(|code| {
            let href = format!("{}?year={year}&office={}", links::REVENUE, if code.is_empty() { "-" } else { code });
            (self.office_words(code, w), href, self.office.as_deref() == Some(code))
        }));
        all
    }

    pub(super) fn by_office_table(&self, w: &Words) -> Html {
        if self.office_names.is_empty() {
            return Html::default();
        }
        self.grid(w, &self.offices, w.say("offices-office"), "finance-revenue-offices", |code| {
            self.office_words(code, w)
        })
        .html()
    }

    pub(super) fn waivers_table(&self, w: &Words) -> Html {
        let rows = self.waivers.iter().map(|l| Decided {
            invoice: &l.invoice,
            payer: &l.payer,
            amount: w.money(&l.amount),
            reason: &l.reason,
            paper: Some(&l.paper),
            persons: &l.persons,
            on: &l.on,
        });
        decided("finance-waivers", "pay-when", rows, w)
    }

    pub(super) fn write_offs_table(&self, w: &Words) -> Html {
        let rows = self.write_offs.iter().map(|l| Decided {
            invoice: &l.invoice,
            payer: &l.payer,
            amount: signed(l.amount, w),
            reason: &l.reason,
            paper: None,
            persons: &l.persons,
            on: &l.on,
        });
        decided("finance-write-offs", "pay-day", rows, w)
    }

    /// A sample of one office, with waivers and debts that were given up.
    pub fn by_office() -> RevenuePage {
        let base = RevenuePage::sample();
        let cell = |month, code: &str, minor| RevenueCell {
            month: jiff::civil::date(2026, month, 1),
            item: code.into(),
            sum: usd(minor),
            count: 7,
        };
        let invoice = || ("i1".to_owned(), "INV-26-00012".to_owned());
        let persons = || ("Akim Ode".to_owned(), "Amina Bay".to_owned());
        RevenuePage {
            offices: vec![
                cell(9, "", 6000),
                cell(9, "HQ", 40_000),
                cell(9, "NORTH", 10_000),
                cell(10, "HQ", 40_000),
                cell(11, "NORTH", 15_000),
            ],
            office_names: [("HQ", "Capital City"), ("NORTH", "Northport, harbour")]
                .into_iter()
                .map(|(c, n)| (c.to_owned(), n.to_owned()))
                .collect(),
            office: Some("HQ".into()),
            waivers: vec![WaiverLine {
                invoice: invoice(),
                payer: "City Zoo".into(),
                amount: usd(3000),
                reason: "A zoo of the State".into(),
                persons: persons(),
                paper: "Letter of the Ministry, 12 of 2026".into(),
                on: jiff::civil::date(2026, 10, 3),
            }],
            write_offs: vec![WriteOffLine {
                invoice: invoice(),
                payer: "River Bend Farm Ltd".into(),
                amount: usd(5000),
                reason: "The company was dissolved".into(),
                persons: persons(),
                on: jiff::civil::date(2026, 11, 3),
            }],
            ..base
        }
    }
}

/// Who asked and who approved.
fn persons((asked, approved): &(String, String), w: &Words) -> Html {
    w.rich("given-by", &[("asked", asked.as_str().into()), ("approved", approved.as_str().into())])
}

/// What two persons decided about an invoice.
struct Decided<'a> {
    invoice: &'a (String, String),
    payer: &'a str,
    amount: String,
    reason: &'a str,
    /// `None` in a table that has no such column.
    paper: Option<&'a str>,
    persons: &'a (String, String),
    on: &'a Date,
}

/// A table of decisions, `day` over the last column; nothing where there is none.
fn decided<'a>(caption: &str, day: &str, rows: impl Iterator<Item = Decided<'a>>, w: &Words) -> Html {
    let mut rows = rows.peekable();
    let Some(first) = rows.peek() else { return Html::default() };
    let paper = first.paper.map(|_| w.say("evidence-paper"));
    let amount = format!("{}#", w.say("pay-amount"));
    let before = [w.say("ui-invoice"), w.say("pay-payer"), amount, w.say("ui-reason")];
    let heads: Vec<String> = before.into_iter().chain(paper).chain([w.say("given-persons"), w.say(day)]).collect();
    let cells = |l: Decided<'a>| {
        let before = [
            Html::link(links::invoice(&l.invoice.0), &Html::code(&l.invoice.1)),
            Html::data(l.payer),
            Html::data(l.amount),
            Html::data(l.reason),
        ];
        let after = [persons(l.persons, w), w.date_html(l.on)];
        let all = before.into_iter().chain(l.paper.map(Html::data)).chain(after);
        all.map(Into::into).collect()
    };
    Table::new(w.html(caption), &heads, Html::default()).rows(rows.map(cells)).html()
}
