//! The finance desk: the day, the drawer, the bank's file.

use super::invoice::{MoneyRequest, Paid};
use super::{signed, usd};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Field, FieldError, Fields, Row, Summary, Table};
use crate::{Shell, Words, links};
use cites::{Date, Money, Role, Timestamp};
use std::collections::BTreeMap;

/// A request that waits for its second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRequest {
    /// Id of the invoice.
    pub invoice: String,
    /// Its number.
    pub number: String,
    /// The request.
    pub request: MoneyRequest,
}

/// The day of the finance desk.
#[derive(Debug, Clone)]
pub struct FinanceDay {
    /// The frame.
    pub shell: Shell,
    /// The day.
    pub day: Date,
    /// Is it closed?
    pub closed: bool,
    /// What is expected: sum and count, by currency.
    pub expected: Vec<(Money, i64)>,
    /// Received on the day: code of the way of payment, sum, count.
    pub received: Vec<(String, Money, i64)>,
    /// Lines of the bank that wait.
    pub bank_waiting: usize,
    /// Callbacks that wait.
    pub callbacks_waiting: usize,
    /// Invoices paid too much: id, number, how much.
    pub overpaid: Vec<(String, String, Money)>,
    /// Open ones, the earliest deadline first: id, number, payer, open, until.
    pub open: Vec<(String, String, String, Money, Date)>,
    /// Waivers and refunds that wait.
    pub requests: Vec<WaitingRequest>,
    /// Closed days: day, who, when.
    pub closings: Vec<(Date, String, Timestamp)>,
    /// May this reader close the day?
    pub can_close: bool,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl FinanceDay {
    fn kpis(&self, w: &Words) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for (sum, count) in &self.expected {
            out.push((w.money(sum), w.say1("finance-expected", "n", count)));
        }
        for (method, sum, _) in &self.received {
            out.push((w.money(sum), w.code("pay-method", method)));
        }
        let waiting = self.bank_waiting + self.callbacks_waiting;
        out.push((w.len(&waiting), w.say("finance-unmatched")));
        out
    }

    fn open(&self, w: &Words) -> Table {
        let heads = [w.say("ui-invoice"), w.say("pay-payer"), format!("{}#", w.say("pay-open")), w.say("pay-until")];
        Table::new(w.html("finance-open"), &heads, w.html("finance-open-none")).rows(self.open.iter().map(
            |(id, number, payer, open, until)| {
                vec![
                    Html::link(links::invoice(id), &Html::code(number)).into(),
                    Html::data(payer).into(),
                    Html::data(w.money(open)).into(),
                    w.date_html(until).into(),
                ]
            },
        ))
    }

    fn requests(&self, w: &Words) -> Table {
        let heads =
            [w.say("ui-invoice"), w.say("finance-ask-kind"), format!("{}#", w.say("pay-amount")), w.say("ui-reason")];
        Table::new(w.html("finance-requests"), &heads, w.html("finance-requests-none")).rows(self.requests.iter().map(
            |r| {
                vec![
                    Html::link(links::invoice(&r.invoice), &Html::code(&r.number)).into(),
                    w.code("finance-ask", &r.request.kind).into(),
                    Html::data(w.money(&r.request.amount)).into(),
                    Html::data(super::why_back(&r.request.reason, w)).into(),
                ]
            },
        ))
    }

    fn overpaid(&self, w: &Words) -> Table {
        let heads = [w.say("ui-invoice"), format!("{}#", w.say("pay-overpaid"))];
        Table::new(w.html("finance-overpaid"), &heads, Html::default()).rows(self.overpaid.iter().map(
            |(id, number, much)| {
                vec![Html::link(links::invoice(id), &Html::code(number)).into(), Html::data(w.money(much)).into()]
            },
        ))
    }

    fn closings(&self, w: &Words) -> Table {
        let heads = [w.say("finance-day-closed"), w.say("finance-closed-by"), w.say("pay-when")];
        Table::new(w.html("finance-closings"), &heads, w.html("finance-closings-none")).rows(
            self.closings
                .iter()
                .map(|(day, by, at)| vec![w.date_html(day).into(), Html::data(by).into(), w.when_html(at).into()]),
        )
    }

    /// A sample.
    pub fn sample() -> FinanceDay {
        let request = super::InvoicePage::finance().requests.remove(0);
        FinanceDay {
            shell: crate::samples::shell(Some(Role::Accountant), links::FINANCE),
            day: jiff::civil::date(2026, 11, 21),
            closed: false,
            expected: vec![(usd(48_500), 9)],
            received: vec![("CASH".into(), usd(15_000), 3), ("TRANSFER".into(), usd(20_000), 4)],
            bank_waiting: 2,
            callbacks_waiting: 1,
            overpaid: vec![("i1".into(), "INV-26-00012".into(), usd(500))],
            open: vec![(
                "i2".into(),
                "INV-26-00013".into(),
                "Blue Lagoon Corals".into(),
                usd(5000),
                jiff::civil::date(2026, 12, 4),
            )],
            requests: vec![WaitingRequest { invoice: "i1".into(), number: "INV-26-00012".into(), request }],
            closings: vec![(
                jiff::civil::date(2026, 11, 20),
                "Cora Sand".into(),
                crate::samples::at("2026-11-20T17:00:00Z"),
            )],
            can_close: true,
            errors: vec![],
        }
    }
}

page! {
    FinanceDay in "money/day.html";
    layout Wide; area Some(Finance);
    title |_c, w| w.html("finance-title");
    trail |_c, _w| vec![];
    errors errors;
}

/// The cashier's drawer.
#[derive(Debug, Clone)]
pub struct CashPage {
    /// The frame.
    pub shell: Shell,
    /// The open drawer: since when, float, taken; `None`: none is open.
    pub drawer: Option<(Timestamp, Money, Money)>,
    /// Its receipts: receipt and payer.
    pub receipts: Vec<(Paid, String)>,
    /// Earlier drawers: cashier, closed, taken, difference, note.
    pub earlier: Vec<(String, Timestamp, Money, Money, String)>,
    /// May this reader hold a drawer?
    pub can_hold: bool,
    /// Currency code.
    pub currency: String,
    /// What was typed: `number`, `float`, `counted`, `note`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl CashPage {
    fn find<'a>(&self, w: &'a Words) -> Fields<'a> {
        let field = Field::short("number", w.html("finance-number"), "w20").hint(w.html("finance-number-hint"));
        Fields::new(vec![field], &self.typed, &self.errors, w)
    }

    fn open<'a>(&self, w: &'a Words) -> Fields<'a> {
        let field = Field::short("float", w.html("finance-float"), "w10").kind("text", "decimal").hint(w.rich1(
            "finance-in-currency",
            "currency",
            Html::code(&self.currency),
        ));
        Fields::new(vec![field], &self.typed, &self.errors, w)
    }

    fn close<'a>(&self, w: &'a Words) -> Fields<'a> {
        let fields = vec![
            Field::short("counted", w.html("finance-counted"), "w10").kind("text", "decimal"),
            Field::area("note", w.html("finance-difference-note"), 500).optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn summary(&self, w: &Words) -> Summary {
        let rows = self.drawer.iter().flat_map(|(since, float, taken)| {
            [
                Row::new(w.say("finance-since"), w.when_html(since)),
                Row::new(w.say("finance-float"), Html::data(w.money(float))),
                Row::new(w.say("finance-taken"), Html::data(w.money(taken))),
            ]
        });
        Summary::new(rows.collect(), w)
    }

    fn receipts(&self, w: &Words) -> Table {
        let heads = [w.say("ui-receipt"), w.say("pay-when"), w.say("pay-payer"), format!("{}#", w.say("pay-amount"))];
        Table::new(w.html("pay-receipts"), &heads, w.html("pay-receipts-none")).rows(self.receipts.iter().map(
            |(r, payer)| {
                vec![
                    Html::link(links::money_receipt(&r.id), &Html::code(&r.number)).into(),
                    w.when_html(&r.at).into(),
                    Html::data(payer).into(),
                    Html::data(w.money(&r.amount)).into(),
                ]
            },
        ))
    }

    fn earlier(&self, w: &Words) -> Table {
        let heads = [
            w.say("finance-cashier"),
            w.say("finance-closed-at"),
            format!("{}#", w.say("finance-taken")),
            format!("{}#", w.say("finance-difference")),
        ];
        Table::new(w.html("finance-drawers"), &heads, w.html("finance-drawers-none")).rows(self.earlier.iter().map(
            |(name, at, taken, difference, note)| {
                vec![
                    Html::data(name).into(),
                    w.when_html(at).into(),
                    Html::data(w.money(taken)).into(),
                    Html::two_lines(&Html::data(signed(*difference, w)), &Html::data(note)).into(),
                ]
            },
        ))
    }

    /// A sample with an open drawer.
    pub fn sample() -> CashPage {
        let receipt = super::InvoicePage::sample().receipts.remove(0);
        CashPage {
            shell: crate::samples::shell(Some(Role::Cashier), links::CASH),
            drawer: Some((crate::samples::at("2026-11-21T08:00:00Z"), usd(10_000), usd(5500))),
            receipts: vec![(receipt, "River Bend Farm Ltd".into())],
            earlier: vec![(
                "Cora Sand".into(),
                crate::samples::at("2026-11-20T17:00:00Z"),
                usd(15_000),
                usd(-50),
                "Half a dollar short".into(),
            )],
            can_hold: true,
            currency: "USD".into(),
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("counted", "money-form")],
        }
    }

    /// A sample without a drawer.
    pub fn closed() -> CashPage {
        CashPage { drawer: None, receipts: vec![], errors: vec![], ..CashPage::sample() }
    }
}

page! {
    CashPage in "money/cash.html";
    layout Wide; area Some(Finance);
    title |_c, w| w.html("finance-drawer");
    trail |_c, _w| vec![];
    errors errors;
}

/// A line of the bank that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankLine {
    /// Id.
    pub id: String,
    /// Day of booking.
    pub on: Date,
    /// What came.
    pub amount: Money,
    /// What the payer wrote.
    pub reference: String,
    /// Who paid.
    pub payer: String,
}

/// A row of the file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Which row.
    pub row: usize,
    /// Message key without `error-`.
    pub code: String,
    /// What stands there.
    pub text: String,
}

/// A callback that was not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    /// Id.
    pub id: String,
    /// The reference it named.
    pub reference: String,
    /// Code of the reason.
    pub why: String,
    /// What was said.
    pub said: String,
    /// When.
    pub at: Timestamp,
}

/// The bank's file and what waits for a person.
#[derive(Debug, Clone)]
pub struct BankPage {
    /// The frame.
    pub shell: Shell,
    /// What the last import did: new, known, matched; and was the file there before?
    pub done: Option<(usize, usize, usize, bool)>,
    /// Rows of it that cannot be used.
    pub unusable: Vec<Unusable>,
    /// Waiting lines.
    pub lines: Vec<BankLine>,
    /// Waiting callbacks.
    pub callbacks: Vec<Callback>,
    /// May this reader import and match?
    pub can_match: bool,
    /// What was typed: `number-<id>`, `reason-<id>`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl BankPage {
    fn result(&self, w: &Words) -> Html {
        match self.done {
            None => Html::default(),
            Some((.., true)) => w.html("finance-bank-before"),
            Some((new, known, matched, false)) => w.rich(
                "finance-bank-done",
                &[("new", new.into()), ("known", known.into()), ("matched", matched.into())],
            ),
        }
    }

    fn unusable(&self, w: &Words) -> Table {
        let heads = [w.say("finance-row"), w.say("finance-row-text"), w.say("finance-row-what")];
        Table::new(w.html("finance-rows-unusable"), &heads, Html::default()).rows(self.unusable.iter().map(|u| {
            let what = FieldError::new("", &u.code).sentence(w);
            vec![w.len(&u.row).into(), Html::data(&u.text).into(), what.into()]
        }))
    }

    /// The form of one line; its boxes carry the line's id, because many stand on one page.
    fn form<'a>(&self, id: &str, w: &'a Words) -> Fields<'a> {
        let fields = vec![
            Field::short(format!("number-{id}"), w.html("finance-number"), "w20"),
            Field::line(format!("reason-{id}"), w.html("finance-aside-reason")).optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn note<'a>(&self, id: &str, w: &'a Words) -> Fields<'a> {
        let fields = vec![Field::line(format!("reason-{id}"), w.html("finance-callback-note"))];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn why(&self, callback: &Callback, w: &Words) -> String {
        w.code("finance-callback", &callback.why)
    }

    fn file_error(&self, w: &Words) -> Option<Html> {
        self.errors.iter().find(|e| e.field == "file").map(|e| e.sentence(w))
    }

    /// A sample.
    pub fn sample() -> BankPage {
        BankPage {
            shell: crate::samples::shell(Some(Role::Accountant), links::BANK),
            done: Some((12, 1, 9, false)),
            unusable: vec![Unusable { row: 4, code: "bank-row-date".into(), text: "02.11.2026".into() }],
            lines: vec![BankLine {
                id: "b1".into(),
                on: jiff::civil::date(2026, 11, 20),
                amount: usd(750),
                reference: "thanks".into(),
                payer: "Somebody".into(),
            }],
            callbacks: vec![Callback {
                id: "k1".into(),
                reference: "0193".into(),
                why: "amount-other".into(),
                said: "0193 Paid 49.99 USD".into(),
                at: crate::samples::at("2026-11-20T17:00:00Z"),
            }],
            can_match: true,
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }
}

page! {
    BankPage in "money/bank.html";
    layout Wide; area Some(Finance);
    title |_c, w| w.html("finance-bank");
    trail |_c, _w| vec![];
    errors errors;
}
