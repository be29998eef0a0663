//! Revenue, prepaid accounts, and the form of an additional fee.

use super::{signed, usd};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Bar, Control, Field, FieldError, Fields, Opt, Plot, Table};
use crate::{Shell, Words, links};
use cites::{Currency, Date, DocumentType, Money, Role, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// What one fee brought in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevenueCell {
    /// First day of the month.
    pub month: Date,
    /// Code of the fee.
    pub item: String,
    /// Less what was given back.
    pub sum: Money,
    /// How many entries.
    pub count: u32,
}

/// Revenue of a year by fee and month.
#[derive(Debug, Clone)]
pub struct RevenuePage {
    /// The frame.
    pub shell: Shell,
    /// The year.
    pub year: i16,
    /// Years to choose from.
    pub years: Vec<i16>,
    /// What is known.
    pub cells: Vec<RevenueCell>,
    /// The same by kind of document: `item` is a code of `document_types`, empty where no case stands behind it.
    pub kinds: Vec<RevenueCell>,
    /// One kind that the plot shows; empty: all of them.
    pub kind: String,
    /// The same by office: `item` is the code of an office, empty where no desk took the money.
    pub offices: Vec<RevenueCell>,
    /// Names of the offices by code.
    pub office_names: BTreeMap<String, String>,
    /// The office whose fees `cells` are; `None`: all of them.
    pub office: Option<String>,
    /// What two persons waived in the year.
    pub waivers: Vec<super::WaiverLine>,
    /// Debts that two persons gave up in the year.
    pub write_offs: Vec<super::WriteOffLine>,
    /// The currency of the plot.
    pub currency: Option<Currency>,
    /// What was typed for the export: `from`, `to`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl RevenuePage {
    fn year_links(&self) -> Vec<(i16, String)> {
        self.years.iter().map(|y| (*y, format!("{}?year={y}", links::REVENUE))).collect()
    }

    fn sum_in(&self, cells: &[RevenueCell], wanted: impl Fn(&RevenueCell) -> bool) -> Option<Money> {
        let currency = self.currency?;
        let cells = cells.iter().filter(|c| c.sum.currency == currency && wanted(c));
        Some(Money { minor: cells.map(|c| c.sum.minor).sum(), currency })
    }

    fn kind_words(code: &str, w: &Words) -> String {
        match DocumentType::from_code(code) {
            Some(kind) => w.document_type(&kind),
            None => w.say("finance-no-document"),
        }
    }

    /// What the plot shows: all, or one kind of document.
    fn kind_links(&self, w: &Words) -> Vec<(String, String, bool)> {
        let kinds: BTreeSet<&str> = self.kinds.iter().map(|c| c.item.as_str()).filter(|k| !k.is_empty()).collect();
        let year = self.year;
        let all = (w.say("finance-all-documents"), format!("{}?year={year}", links::REVENUE), self.kind.is_empty());
        let one = |k: &str| {
            (RevenuePage::kind_words(k, w), format!("{}?year={year}&kind={k}", links::REVENUE), self.kind == k)
        };
        std::iter::once(all).chain(kinds.into_iter().map(one)).collect()
    }

    /// Cells of the plot.
    fn drawn(&self) -> Vec<RevenueCell> {
        if self.kind.is_empty() {
            return self.cells.clone();
        }
        self.kinds.iter().filter(|c| c.item == self.kind).cloned().collect()
    }

    fn by_kind_table(&self, w: &Words) -> Table {
        self.grid(w, &self.kinds, w.say("finance-document"), "finance-revenue-kinds", |code| {
            RevenuePage::kind_words(code, w)
        })
    }

    fn months(&self) -> Vec<Date> {
        (1..=12).filter_map(|m| Date::new(self.year, m, 1).ok()).collect()
    }

    fn plot(&self, w: &Words) -> Plot {
        let scale = self.currency.map_or(1, |c| 10_i64.pow(c.decimals()));
        let cells = self.drawn();
        let bars: Vec<Bar> = self
            .months()
            .into_iter()
            .map(|month| {
                let cases = cells.iter().filter(|c| c.month == month).map(|c| c.count).sum();
                let sum = self.sum_in(&cells, |c| c.month == month).filter(|_| cases > 0);
                Bar {
                    label: w.month_short(&month),
                    name: w.month(&month),
                    value: sum.and_then(|s| u32::try_from(s.minor.max(0) / scale).ok()),
                    second: None,
                    cases,
                }
            })
            .collect();
        let total = self.sum_in(&cells, |_| true).map(|m| signed(m, w)).unwrap_or_default();
        Plot {
            rtl: w.lang().is_rtl(),
            title: w.say1(
                "finance-plot-title",
                "currency",
                self.currency.map(|c| c.code().to_owned()).unwrap_or_default(),
            ),
            description: w.say1("finance-plot-description", "total", total),
            rule: w.say("finance-plot-rule"),
            bars,
            target: None,
            target_words: String::new(),
            fold: w.say("plot-fold"),
            heads: [w.say("ui-month"), w.say("finance-revenue"), String::new(), w.say("finance-entries")],
            none: "—".into(),
        }
    }

    fn table(&self, w: &Words) -> Table {
        self.grid(w, &self.cells, w.say("ui-fee"), "finance-revenue", |item| w.code("fee-item", item))
    }

    /// A row for each item, a column for each month, sums at the end.
    pub(super) fn grid(
        &self,
        w: &Words,
        cells: &[RevenueCell],
        head: String,
        title: &str,
        name: impl Fn(&str) -> String,
    ) -> Table {
        let mut heads = vec![head];
        let months: BTreeSet<Date> = cells.iter().map(|c| c.month).collect();
        heads.extend(months.iter().map(|m| format!("{}#", w.month_short(m))));
        heads.push(format!("{}#", w.say("pay-total")));
        let items: BTreeSet<&str> = cells.iter().map(|c| c.item.as_str()).collect();
        let mut table = Table::new(w.html(title), &heads, w.html("finance-revenue-none")).quiet();
        let cell = |money: Option<Money>| Html::data(money.map(|m| signed(m, w)).unwrap_or_default()).into();
        for item in items {
            let mut row = vec![name(item).into()];
            row.extend(months.iter().map(|m| cell(self.sum_in(cells, |c| c.month == *m && c.item == item))));
            row.push(cell(self.sum_in(cells, |c| c.item == item)));
            table.row(row);
        }
        if !cells.is_empty() {
            let mut row = vec![w.say("pay-total").into()];
            row.extend(months.iter().map(|m| cell(self.sum_in(cells, |c| c.month == *m))));
            row.push(cell(self.sum_in(cells, |_| true)));
            table.row(row);
        }
        table
    }

    fn export<'a>(&self, w: &'a Words) -> Fields<'a> {
        let fields = vec![
            Field::short("from", w.html("finance-export-from"), "w10").hint(w.html("finance-export-hint")),
            Field::short("to", w.html("finance-export-to"), "w10"),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> RevenuePage {
        let cell = |month, item: &str, minor| RevenueCell {
            month: jiff::civil::date(2026, month, 1),
            item: item.into(),
            sum: usd(minor),
            count: 12,
        };
        RevenuePage {
            shell: crate::samples::shell(Some(Role::Accountant), links::REVENUE),
            year: 2026,
            years: vec![2026, 2025],
            cells: vec![
                cell(9, "APP", 36_000),
                cell(9, "ISSUE", 20_000),
                cell(10, "APP", 42_000),
                cell(10, "ISSUE", -2000),
                cell(11, "APP", 15_000),
            ],
            kinds: vec![
                cell(9, "EXPORT", 46_000),
                cell(9, "", 10_000),
                cell(10, "EXPORT", 40_000),
                cell(11, "IMPORT", 15_000),
            ],
            kind: String::new(),
            offices: vec![],
            office_names: BTreeMap::new(),
            office: None,
            waivers: vec![],
            write_offs: vec![],
            currency: Some(usd(0).currency),
            typed: BTreeMap::from([
                ("from".to_owned(), "2026-11-01".to_owned()),
                ("to".to_owned(), "2026-11-30".to_owned()),
            ]),
            errors: vec![],
        }
    }

    /// A sample whose plot shows one kind of document.
    pub fn by_kind() -> RevenuePage {
        RevenuePage { kind: "EXPORT".into(), ..RevenuePage::sample() }
    }
}

page! {
    RevenuePage in "money/revenue.html";
    layout Wide; area Some(Finance);
    title |_c, w| w.html("finance-revenue");
    trail |_c, _w| vec![];
    errors errors;
}

/// A prepaid account in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Whose.
    pub holder: String,
    /// What is in it.
    pub balance: Money,
}

/// Prepaid accounts.
#[derive(Debug, Clone)]
pub struct Accounts {
    /// The frame.
    pub shell: Shell,
    /// By name.
    pub rows: Vec<AccountRow>,
    /// May this reader open one?
    pub can_open: bool,
    /// What was typed: `holder`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl Accounts {
    fn table(&self, w: &Words) -> Table {
        let heads = [w.say("pay-account"), w.say("finance-holder"), format!("{}#", w.say("pay-balance"))];
        Table::new(w.html("finance-accounts"), &heads, w.html("finance-accounts-none")).quiet().rows(
            self.rows.iter().map(|r| {
                vec![
                    Html::link(links::account(&r.id), &Html::code(&r.number)).into(),
                    Html::data(&r.holder).into(),
                    Html::data(w.money(&r.balance)).into(),
                ]
            }),
        )
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let field = Field::line("holder", w.html("finance-holder-mail"))
            .kind("email", "email")
            .hint(w.html("finance-holder-hint"));
        Fields::new(vec![field], &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> Accounts {
        Accounts {
            shell: crate::samples::shell(Some(Role::Accountant), links::ACCOUNTS),
            rows: vec![AccountRow {
                id: "c1".into(),
                number: "ACC-26-00001".into(),
                holder: "River Bend Farm Ltd".into(),
                balance: usd(12_000),
            }],
            can_open: true,
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }
}

page! {
    Accounts in "money/accounts.html";
    layout Wide; area Some(Finance);
    title |_c, w| w.html("finance-accounts");
    trail |_c, _w| vec![];
    errors errors;
}

/// A movement of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Receipt: id and number.
    pub receipt: (String, String),
    /// Code of the way of payment.
    pub method: String,
    /// Number of the invoice that was paid; empty for a deposit.
    pub invoice: String,
    /// Deposit above zero, draw below.
    pub delta: Money,
    /// What was in it then.
    pub balance: Money,
    /// When.
    pub at: Timestamp,
}

/// The statement of an account: holder and books see the same.
#[derive(Debug, Clone)]
pub struct AccountPage {
    /// The frame.
    pub shell: Shell,
    /// The account.
    pub head: AccountRow,
    /// Newest first.
    pub movements: Vec<Movement>,
    /// May this reader take a deposit into the drawer?
    pub can_deposit: bool,
    /// The holder pays by the month: is it in force, the limit, what stands unbilled.
    pub terms: Option<(bool, Money, Money)>,
    /// When the terms stood still, the newest first; the first one may last.
    pub stops: Vec<super::Stopped>,
    /// Bills: month, invoice id and number, what it says, what is open.
    pub bills: Vec<(Date, String, String, Money, Money)>,
    /// The month that can be billed, `YYYY-MM`.
    pub billable: String,
    /// May this reader agree on it and bill?
    pub can_agree: bool,
    /// What was typed: `amount`, `limit`, `active`, `month`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl AccountPage {
    fn table(&self, w: &Words) -> Table {
        let heads = [
            w.say("ui-receipt"),
            w.say("pay-when"),
            w.say("pay-how"),
            w.say("ui-invoice"),
            format!("{}#", w.say("pay-amount")),
            format!("{}#", w.say("pay-balance")),
        ];
        Table::new(w.html("pay-statement"), &heads, w.html("pay-statement-none")).rows(self.movements.iter().map(|m| {
            vec![
                Html::link(links::money_receipt(&m.receipt.0), &Html::code(&m.receipt.1)).into(),
                w.when_html(&m.at).into(),
                w.code("pay-method", &m.method).into(),
                Html::code(&m.invoice).into(),
                Html::data(signed(m.delta, w)).into(),
                Html::data(w.money(&m.balance)).into(),
            ]
        }))
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let field = Field::short("amount", w.html("pay-amount"), "w10").kind("text", "decimal");
        Fields::new(vec![field], &self.typed, &self.errors, w)
    }

    fn agreed(&self, w: &Words) -> Html {
        let Some((active, limit, unbilled)) = &self.terms else { return Html::default() };
        let key = if *active { "pay-monthly" } else { "pay-monthly-ended" };
        let (limit, unbilled) = (Html::data(w.money(limit)), Html::data(signed(*unbilled, w)));
        w.rich(key, &[("limit", limit.into()), ("unbilled", unbilled.into())])
    }

    fn resume<'a>(&'a self, stop: &super::Stopped, w: &'a Words) -> Fields<'a> {
        stop.fields(&self.typed, &self.errors, w)
    }

    fn bills(&self, w: &Words) -> Table {
        let heads = [
            w.say("ui-month"),
            w.say("ui-invoice"),
            format!("{}#", w.say("pay-total")),
            format!("{}#", w.say("pay-open")),
        ];
        Table::new(w.html("pay-bills"), &heads, Html::default()).rows(self.bills.iter().map(
            |(month, id, number, total, open)| {
                vec![
                    w.month(month).into(),
                    Html::link(links::invoice(id), &Html::code(number)).into(),
                    Html::data(w.money(total)).into(),
                    Html::data(w.money(open)).into(),
                ]
            },
        ))
    }

    fn agree<'a>(&self, w: &'a Words) -> Fields<'a> {
        let active = vec![Opt::new("yes", w.html("finance-monthly-active"))];
        let fields = vec![
            Field::short("limit", w.html("finance-monthly-limit"), "w10").kind("text", "decimal"),
            Field::new("active", w.html("finance-monthly"), Control::Checks(active)).optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn bill<'a>(&self, w: &'a Words) -> Fields<'a> {
        let field = Field::short("month", w.html("finance-bill-month"), "w10").value(&self.billable);
        Fields::new(vec![field], &self.typed, &self.errors, w)
    }

    fn balance(&self, w: &Words) -> Html {
        w.rich1("pay-account-holds", "amount", Html::data(w.money(&self.head.balance)))
    }

    /// The holder's sample.
    pub fn sample() -> AccountPage {
        let movement = |delta, balance, method: &str, invoice: &str| Movement {
            receipt: ("r1".into(), "REC-26-00007".into()),
            method: method.into(),
            invoice: invoice.into(),
            delta: usd(delta),
            balance: usd(balance),
            at: crate::samples::at("2026-11-20T16:00:00Z"),
        };
        AccountPage {
            shell: crate::samples::shell(Some(Role::Applicant), "/accounts/c1"),
            head: Accounts::sample().rows.remove(0),
            movements: vec![movement(-5000, 7000, "PREPAID", "INV-26-00012"), movement(12_000, 12_000, "TRANSFER", "")],
            can_deposit: false,
            terms: None,
            stops: vec![],
            bills: vec![],
            billable: "2026-10".into(),
            can_agree: false,
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }

    /// The accountant's sample of a holder who pays by the month.
    pub fn monthly() -> AccountPage {
        AccountPage {
            shell: crate::samples::shell(Some(Role::Accountant), "/accounts/c1"),
            terms: Some((true, usd(100_000), usd(15_000))),
            stops: vec![super::Stopped::sample()],
            bills: vec![(jiff::civil::date(2026, 9, 1), "i1".into(), "INV-26-00012".into(), usd(20_000), usd(5000))],
            can_agree: true,
            typed: BTreeMap::from([("limit".to_owned(), "x".to_owned()), ("month".to_owned(), "2026-10".to_owned())]),
            errors: vec![FieldError::new("limit", "money-form")],
            ..AccountPage::sample()
        }
    }

    /// The cashier's sample.
    pub fn counter() -> AccountPage {
        AccountPage {
            shell: crate::samples::shell(Some(Role::Cashier), "/accounts/c1"),
            can_deposit: true,
            errors: vec![FieldError::new("amount", "cash-not-open")],
            ..AccountPage::sample()
        }
    }
}

page! {
    AccountPage in "money/account.html";
    layout Wide; area None;
    title |c, w| w.rich1("pay-account-of", "number", Html::code(&c.head.number));
    trail |_c, _w| vec![];
    errors errors;
}

/// The form of an additional fee.
#[derive(Debug, Clone)]
pub struct ExtraFee {
    /// The frame.
    pub shell: Shell,
    /// The case.
    pub application: String,
    /// Its reference.
    pub reference: String,
    /// Fees of the schedule in force: code and what one costs.
    pub items: Vec<(String, Money)>,
    /// What was typed: `item`, `count`, `note`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl ExtraFee {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let items = self
            .items
            .iter()
            .map(|(item, rate)| Opt::new(item, Html::text(w.code("fee-item", item))).hint(Html::data(w.money(rate))))
            .collect();
        let fields = vec![
            Field::new("item", w.html("ui-fee"), Control::Radios(items)),
            Field::short("count", w.html("pay-count"), "w4").kind("text", "numeric"),
            Field::line("note", w.html("finance-note")).optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> ExtraFee {
        ExtraFee {
            shell: crate::samples::shell(Some(Role::MaOfficer), "/applications/a1/extra-fee"),
            application: "a1".into(),
            reference: "26-00412".into(),
            items: vec![("INSPECT".into(), usd(8000)), ("TAG".into(), usd(50))],
            typed: BTreeMap::from([("count".to_owned(), "0".to_owned())]),
            errors: vec![FieldError::new("count", "money-zero")],
        }
    }
}

page! {
    ExtraFee in "money/extra_fee.html";
    layout Narrow; area Some(Work);
    title |_c, w| w.html("act-extra-fee");
    trail |c, _w| vec![(Html::code(&c.reference), links::application(&c.application))];
    errors errors;
}
