//! What a payer sees: the invoice with the ways to pay. Finance sees the same invoice with what it may do about it.

use super::{signed, status_tag, usd};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Row, Summary, Table};
use crate::{Shell, Words, links};
use cites::{Amount, Currency, Date, Money, Role, Timestamp};
use std::collections::BTreeMap;

/// A line of an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceLine {
    /// Code of the fee.
    pub item: String,
    /// How many.
    pub count: Amount,
    /// For one.
    pub rate: Money,
    /// Together.
    pub sum: Money,
    /// A percentage of the declared value, or the tax: percent, and of how much.
    pub share: Option<(Amount, Money)>,
    /// The row of the fees that it comes from.
    pub cited: Option<super::Cited>,
}

/// What stands with an invoice, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// What it says.
    pub total: i64,
    /// Paid.
    pub paid: i64,
    /// Waived.
    pub waived: i64,
    /// Given up.
    pub written_off: i64,
    /// Credited.
    pub credited: i64,
    /// Given back.
    pub refunded: i64,
    /// Still to be paid.
    pub open: i64,
    /// Paid too much.
    pub overpaid: i64,
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Code of the way of payment.
    pub method: String,
    /// What came.
    pub amount: Money,
    /// Of that, too much, minor units.
    pub surplus: i64,
    /// The tax in it, minor units.
    pub tax: i64,
    /// When.
    pub at: Timestamp,
}

/// A credit note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Number.
    pub number: String,
    /// How much.
    pub amount: Money,
    /// Of that, given back.
    pub refunded: Money,
    /// The tax in it.
    pub tax: Money,
    /// When.
    pub at: Timestamp,
}

/// What two persons decide about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyRequest {
    /// Id.
    pub id: String,
    /// `WAIVER`, `CREDIT`, `SURPLUS`, `WRITE_OFF` or `REOPEN`.
    pub kind: String,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// Who asked; empty for the system.
    pub by: String,
    /// `PROPOSED`, `APPROVED` or `REFUSED`.
    pub state: String,
    /// The paper behind it, with where it can be read when it is one of the case.
    pub paper: Option<(String, Option<String>)>,
    /// The second person, and when.
    pub decided: Option<(String, Timestamp)>,
    /// May this reader be the second person?
    pub can_decide: bool,
}

/// A case of a monthly bill: reference, id, sum.
pub type BillLine = (String, String, Money);

/// An invoice.
#[derive(Debug, Clone)]
pub struct InvoicePage {
    /// The frame.
    pub shell: Shell,
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Who pays.
    pub payer: String,
    /// The case: id.
    pub application: Option<String>,
    /// What it is about, when that is no case.
    pub about: Option<super::About>,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Until when it is to be paid.
    pub due_on: Date,
    /// Its currency.
    pub currency: Currency,
    /// Its lines.
    pub lines: Vec<InvoiceLine>,
    /// Words to the payer.
    pub note: String,
    /// What stands with it.
    pub figures: Figures,
    /// Code of the payment status.
    pub status: String,
    /// Receipts.
    pub receipts: Vec<Paid>,
    /// Credit notes.
    pub notes: Vec<Note>,
    /// Waivers and refunds; empty for the payer.
    pub requests: Vec<MoneyRequest>,
    /// Is the reader on the paying side?
    pub payer_side: bool,
    /// What is in the payer's account, when there is one.
    pub account: Option<Money>,
    /// Can one pay on line?
    pub on_line: bool,
    /// May this reader pay in the name of the company?
    pub may_pay: bool,
    /// Where the payment service waits for the payer who has just chosen it.
    pub away: Option<String>,
    /// Cheques for it.
    pub cheques: Vec<super::ChequeLine>,
    /// Receipts that were taken back: number, how much, when, why.
    pub taken_back: Vec<(String, Money, Timestamp, String)>,
    /// A monthly bill: its month, and its cases with reference, id and sum.
    pub bill: Option<(Date, Vec<BillLine>)>,
    /// May the reader take a cheque for it?
    pub can_cheque: bool,
    /// May the reader take cash for it?
    pub can_cash: bool,
    /// May the reader ask for a waiver or a refund?
    pub can_ask: bool,
    /// What may be asked back for urgent handling whose clock was missed.
    pub urgent_back: Option<Money>,
    /// May the reader propose that the debt is given up, or owed again?
    pub can_write_off: bool,
    /// Papers of the case: id and name.
    pub papers: Vec<(String, String)>,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// `Tax in it: 3.60`; nothing where there is none.
fn tax_in(tax: Money, w: &Words) -> Html {
    if tax.minor == 0 {
        return Html::default();
    }
    Html::join(&[w.html("fee-tax-in"), Html::data(w.money(&tax))], " ")
}

impl InvoicePage {
    fn about(&self, w: &Words) -> Html {
        self.about.as_ref().map(|about| super::beside::about_line(about, w)).unwrap_or_default()
    }

    fn money(&self, minor: i64) -> Money {
        Money { minor, currency: self.currency }
    }

    fn tag(&self, w: &Words) -> Html {
        status_tag(&self.status, w).html()
    }

    fn table(&self, w: &Words) -> Table {
        let heads = [
            w.say("ui-fee"),
            format!("{}#", w.say("pay-count")),
            format!("{}#", w.say("pay-rate")),
            format!("{}#", w.say("pay-amount")),
        ];
        Table::new(w.html("pay-lines"), &heads, Html::default()).quiet().rows(self.lines.iter().map(|l| {
            let item = Html::text(w.code("fee-item", &l.item));
            vec![
                Html::two_lines(&item, &super::cited::below(l, w)).into(),
                Html::data(w.amount(&l.count)).into(),
                Html::data(signed(l.rate, w)).into(),
                Html::data(signed(l.sum, w)).into(),
            ]
        }))
    }

    fn cases(&self, w: &Words) -> Html {
        let Some((month, cases)) = &self.bill else { return Html::default() };
        let heads = [w.say("pay-case"), format!("{}#", w.say("pay-amount"))];
        let title = w.rich1("pay-bill-of", "month", Html::text(w.month(month)));
        Table::new(title, &heads, Html::default())
            .rows(cases.iter().map(|(reference, id, sum)| {
                vec![
                    Html::link(links::application(id), &Html::code(reference)).into(),
                    Html::data(signed(*sum, w)).into(),
                ]
            }))
            .html()
    }

    fn taken_back(&self, w: &Words) -> Table {
        let heads = [w.say("ui-receipt"), w.say("pay-when"), format!("{}#", w.say("pay-amount")), w.say("ui-reason")];
        Table::new(w.html("pay-taken-back"), &heads, Html::default()).rows(self.taken_back.iter().map(
            |(number, much, at, why)| {
                vec![
                    Html::code(number).into(),
                    w.when_html(at).into(),
                    Html::data(w.money(much)).into(),
                    Html::data(why).into(),
                ]
            },
        ))
    }

    fn cheque<'a>(&self, w: &'a Words) -> Fields<'a> {
        let fields = vec![
            Field::short("cheque", w.html("cheque-number"), "w20"),
            Field::line("bank", w.html("cheque-bank")),
            Field::line("drawer", w.html("cheque-drawer")).optional(),
            Field::short("cheque_amount", w.html("pay-amount"), "w10").kind("text", "decimal"),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn sums(&self, w: &Words) -> Summary {
        let f = &self.figures;
        let mut rows = vec![Row::new(w.say("pay-total"), Html::data(w.money(&self.money(f.total))))];
        for (key, minor) in [
            ("pay-paid", f.paid),
            ("pay-waived", f.waived),
            ("pay-written-off", f.written_off),
            ("pay-credited", f.credited),
            ("pay-refunded", f.refunded),
            ("pay-overpaid", f.overpaid),
        ] {
            if minor != 0 {
                rows.push(Row::new(w.say(key), Html::data(w.money(&self.money(minor)))));
            }
        }
        rows.push(Row::new(w.say("pay-open"), Html::data(w.money(&self.money(f.open)))));
        rows.push(Row::new(w.say("pay-payer"), Html::data(&self.payer)));
        rows.push(Row::new(w.say("pay-issued"), w.when_html(&self.issued_at)));
        rows.push(Row::new(w.say("pay-until"), w.date_html(&self.due_on)));
        Summary::new(rows, w)
    }

    fn receipts(&self, w: &Words) -> Table {
        let heads = [w.say("ui-receipt"), w.say("pay-when"), w.say("pay-how"), format!("{}#", w.say("pay-amount"))];
        Table::new(w.html("pay-receipts"), &heads, w.html("pay-receipts-none")).rows(self.receipts.iter().map(|r| {
            let amount = Html::data(w.money(&r.amount));
            let surplus = if r.surplus > 0 {
                w.rich1("pay-of-that-surplus", "amount", Html::data(w.money(&self.money(r.surplus))))
            } else {
                Html::default()
            };
            vec![
                Html::link(links::money_receipt(&r.id), &Html::code(&r.number)).into(),
                w.when_html(&r.at).into(),
                w.code("pay-method", &r.method).into(),
                Html::two_lines(&amount, &surplus).into(),
            ]
        }))
    }

    fn notes(&self, w: &Words) -> Table {
        let heads = [
            w.say("pay-credit-note"),
            w.say("pay-when"),
            format!("{}#", w.say("pay-amount")),
            format!("{}#", w.say("pay-refunded")),
        ];
        Table::new(w.html("pay-credit-notes"), &heads, Html::default()).rows(self.notes.iter().map(|n| {
            vec![
                Html::code(&n.number).into(),
                w.when_html(&n.at).into(),
                Html::two_lines(&Html::data(w.money(&n.amount)), &tax_in(n.tax, w)).into(),
                Html::data(w.money(&n.refunded)).into(),
            ]
        }))
    }

    fn cash<'a>(&self, w: &'a Words) -> Fields<'a> {
        let open = w.money(&self.money(self.figures.open));
        let fields = vec![
            Field::short("amount", w.html("finance-cash-amount"), "w10").kind("text", "decimal").hint(w.rich1(
                "finance-cash-hint",
                "open",
                Html::data(open),
            )),
            Field::line("payer", w.html("finance-cash-payer")).optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn urgent<'a>(&self, most: &Money, w: &'a Words) -> Fields<'a> {
        let hint = w.rich1("finance-urgent-most", "amount", Html::data(w.money(most)));
        let exact = format!("{most}");
        let exact = exact.split(' ').next().unwrap_or_default();
        let field = Field::short("urgent_amount", w.html("pay-amount"), "w10").kind("text", "decimal");
        Fields::new(vec![field.hint(hint).value(exact)], &self.typed, &self.errors, w)
    }

    fn ask<'a>(&self, w: &'a Words) -> Fields<'a> {
        let mut kinds = vec!["WAIVER", "CREDIT", "SURPLUS"];
        if self.can_write_off {
            kinds.push(if self.figures.written_off == 0 { "WRITE_OFF" } else { "REOPEN" });
        }
        let kinds = kinds.into_iter().map(|k| Opt::new(k, Html::text(w.code("finance-ask", k)))).collect();
        let mut fields = vec![
            Field::new("kind", w.html("finance-ask-kind"), Control::Radios(kinds)),
            Field::short("ask_amount", w.html("pay-amount"), "w10").kind("text", "decimal"),
            Field::area("reason", w.html("ui-reason"), 1000),
            Field::line("paper", w.html("evidence-paper")).hint(w.html("evidence-paper-hint")).optional(),
        ];
        if !self.papers.is_empty() {
            let none = Opt::new("", w.html("evidence-none-of-case"));
            let papers = self.papers.iter().map(|(id, name)| Opt::new(id, Html::data(name)));
            let all = std::iter::once(none).chain(papers).collect();
            fields.push(Field::new("attachment", w.html("evidence-of-case"), Control::Select(all)).optional());
        }
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn paper(&self, request: &MoneyRequest, w: &Words) -> Html {
        let Some((name, href)) = &request.paper else { return Html::default() };
        let name = match href {
            Some(href) => Html::link(href.clone(), &Html::data(name)),
            None => Html::data(name),
        };
        w.rich1("evidence-is", "paper", name)
    }

    fn decided(&self, request: &MoneyRequest, w: &Words) -> Html {
        let Some((name, at)) = &request.decided else { return Html::default() };
        w.rich("evidence-decided", &[("name", name.as_str().into()), ("when", w.when_html(at).into())])
    }

    /// The payer came back, or another looks: the service has not told us yet.
    fn waits(&self) -> bool {
        self.status == "PENDING_GATEWAY" && self.away.is_none()
    }

    fn kind_of(&self, request: &MoneyRequest, w: &Words) -> String {
        w.code("finance-ask", &request.kind)
    }

    fn why_back(&self, request: &MoneyRequest, w: &Words) -> String {
        super::why_back(&request.reason, w)
    }

    fn enough(&self) -> bool {
        self.account.is_some_and(|a| a.currency == self.currency && a.minor >= self.figures.open)
    }

    /// The payer's sample: open.
    pub fn sample() -> InvoicePage {
        let line = |item: &str, minor| InvoiceLine {
            item: item.into(),
            count: Amount::whole(1),
            rate: usd(minor),
            sum: usd(minor),
            share: None,
            cited: None,
        };
        let share = Some((Amount::parse("1.5").unwrap_or(Amount::ZERO), usd(10_000)));
        InvoicePage {
            shell: crate::samples::shell(Some(Role::Applicant), "/invoices/i1"),
            id: "i1".into(),
            number: "INV-26-00012".into(),
            payer: "River Bend Farm Ltd".into(),
            application: Some("a1".into()),
            about: None,
            issued_at: crate::samples::at("2026-11-20T15:01:00Z"),
            due_on: jiff::civil::date(2026, 12, 4),
            currency: usd(0).currency,
            lines: super::Cost::sample()
                .lines
                .into_iter()
                .chain([InvoiceLine { share, ..line("VALUE", 150) }])
                .collect(),
            note: String::new(),
            figures: Figures { total: 5150, paid: 2000, open: 3150, ..Figures::default() },
            status: "PARTLY_PAID".into(),
            receipts: vec![Paid {
                id: "r1".into(),
                number: "REC-26-00007".into(),
                method: "CASH".into(),
                amount: usd(2000),
                surplus: 0,
                tax: 261,
                at: crate::samples::at("2026-11-20T16:00:00Z"),
            }],
            notes: vec![],
            requests: vec![],
            payer_side: true,
            account: Some(usd(12_000)),
            on_line: true,
            may_pay: true,
            away: None,
            cheques: vec![],
            taken_back: vec![],
            bill: None,
            can_cheque: false,
            can_cash: false,
            can_ask: false,
            urgent_back: None,
            can_write_off: false,
            papers: vec![],
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }

    /// The sample of a payer who came back from the payment service before it told us anything.
    pub fn waiting() -> InvoicePage {
        InvoicePage { status: "PENDING_GATEWAY".into(), ..InvoicePage::sample() }
    }

    /// The accountant's sample of a debt that was given up, with a waiver before it.
    pub fn written_off() -> InvoicePage {
        let mut page = InvoicePage::finance();
        page.figures = Figures { total: 5150, waived: 2000, written_off: 3150, ..Figures::default() };
        page.status = "WRITTEN_OFF".into();
        (page.receipts, page.notes, page.errors, page.typed) = (vec![], vec![], vec![], BTreeMap::new());
        page.can_write_off = true;
        page.papers = vec![("f1".into(), "letter of the Ministry.pdf".into())];
        let at = crate::samples::at("2026-11-21T09:00:00Z");
        let request = |id: &str, kind: &str, minor, reason: &str, paper| MoneyRequest {
            id: id.into(),
            kind: kind.into(),
            amount: usd(minor),
            reason: reason.into(),
            by: "Akim Ode".into(),
            state: "APPROVED".into(),
            paper,
            decided: Some(("Amina Bay".into(), at)),
            can_decide: false,
        };
        let of_case = Some(("letter of the Ministry.pdf".to_owned(), Some(links::attachment("a1", "f1"))));
        page.requests = vec![
            request("q1", "WAIVER", 2000, "A zoo of the State", of_case),
            request("q2", "WRITE_OFF", 3150, "The company was dissolved", None),
        ];
        page
    }

    /// The payer's sample of a monthly bill, with a cheque that bounced and the payment service chosen.
    pub fn bill() -> InvoicePage {
        let mut cheque = super::ChequesPage::sample().rows.remove(3);
        cheque.amount = usd(3150);
        let at = cheque.at;
        InvoicePage {
            application: None,
            about: None,
            away: Some("https://pay.example/checkout/1".into()),
            taken_back: vec![("REC-26-00008".into(), usd(3150), at, "Not enough in the account".into())],
            cheques: vec![cheque],
            bill: Some((
                jiff::civil::date(2026, 10, 1),
                vec![
                    ("26-00412".into(), "a1".into(), usd(5150)),
                    ("26-00398".into(), "a2".into(), usd(2000)),
                    ("26-00390".into(), "a3".into(), usd(-2000)),
                ],
            )),
            ..InvoicePage::sample()
        }
    }

    /// The sample of a colleague who may not pay.
    pub fn colleague() -> InvoicePage {
        InvoicePage { may_pay: false, on_line: false, account: None, ..InvoicePage::sample() }
    }

    /// The accountant's sample: refused, overpaid, a refund waits, an error in the form.
    pub fn finance() -> InvoicePage {
        let mut page = InvoicePage::sample();
        page.shell = crate::samples::shell(Some(Role::Accountant), "/invoices/i1");
        page.urgent_back = Some(usd(4720));
        page.figures = Figures { total: 5150, paid: 5150, credited: 150, refunded: 150, overpaid: 500, ..page.figures };
        page.figures.open = 0;
        page.status = "REFUND_REQUESTED".into();
        page.notes = vec![Note {
            number: "CRN-26-00001".into(),
            amount: usd(150),
            refunded: usd(150),
            tax: usd(20),
            at: crate::samples::at("2026-11-21T09:00:00Z"),
        }];
        let request = |kind: &str, state: &str, can_decide| MoneyRequest {
            id: "q1".into(),
            kind: kind.into(),
            amount: usd(2000),
            reason: "REFUSED: INV-26-00012".into(),
            by: "Ana Rivera".into(),
            state: state.into(),
            paper: Some(("Letter of the Ministry, 12 of 2026".into(), None)),
            decided: None,
            can_decide,
        };
        page.requests = vec![request("CREDIT", "PROPOSED", true), request("WAIVER", "REFUSED", false)];
        page.requests[1].id = "q2".into();
        page.receipts[0].surplus = 500;
        (page.payer_side, page.can_cash, page.can_ask, page.account) = (false, true, true, None);
        page.can_cheque = true;
        page.typed = BTreeMap::from([("ask_amount".to_owned(), "x".to_owned())]);
        page.errors = vec![FieldError::new("ask_amount", "money-form")];
        page
    }
}

page! {
    InvoicePage in "money/invoice.html";
    layout Wide; area None;
    title |c, w| w.rich1("pay-invoice", "number", Html::code(&c.number));
    trail |c, w| if c.payer_side { vec![(w.html("ui-payments"), links::PAYMENTS.into())] } else { vec![] };
    errors errors;
}
