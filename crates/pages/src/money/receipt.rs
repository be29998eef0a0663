//! What a payer keeps: the list of payments, and a receipt to print.

use super::invoice::{InvoicePage, Paid};
use super::{signed, status_tag, usd};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Field, FieldError, Fields, Row, Summary, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Date, Money, Role, Timestamp};
use std::collections::BTreeMap;

/// One row of the list of payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRow {
    /// Id of the invoice.
    pub id: String,
    /// Its number.
    pub number: String,
    /// What it says.
    pub total: Money,
    /// Still to be paid.
    pub open: Money,
    /// Code of the payment status.
    pub status: String,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Until when it is to be paid.
    pub due_on: Date,
}

/// The payer's list.
#[derive(Debug, Clone)]
pub struct Payments {
    /// The frame.
    pub shell: Shell,
    /// Newest first.
    pub rows: Vec<PaymentRow>,
    /// The prepaid account: id, number, balance.
    pub account: Option<(String, String, Money)>,
}

impl Payments {
    fn table(&self, w: &Words) -> Table {
        let heads = [
            w.say("ui-invoice"),
            w.say("pay-issued"),
            format!("{}#", w.say("pay-total")),
            format!("{}#", w.say("pay-open")),
            w.say("pay-until"),
            w.say("ui-status"),
        ];
        Table::new(w.html("ui-payments"), &heads, w.html("pay-none")).quiet().rows(self.rows.iter().map(|r| {
            vec![
                Html::link(links::invoice(&r.id), &Html::code(&r.number)).into(),
                w.when_html(&r.issued_at).into(),
                Html::data(w.money(&r.total)).into(),
                Html::data(w.money(&r.open)).into(),
                w.date_html(&r.due_on).into(),
                status_tag(&r.status, w).into(),
            ]
        }))
    }

    /// A sample.
    pub fn sample() -> Payments {
        let row = |id: &str, number: &str, open, status: &str| PaymentRow {
            id: id.into(),
            number: number.into(),
            total: usd(5000),
            open: usd(open),
            status: status.into(),
            issued_at: crate::samples::at("2026-11-20T15:01:00Z"),
            due_on: jiff::civil::date(2026, 12, 4),
        };
        Payments {
            shell: crate::samples::shell(Some(Role::Applicant), links::PAYMENTS),
            rows: vec![row("i1", "INV-26-00012", 3000, "PARTLY_PAID"), row("i2", "INV-26-00009", 0, "PAID")],
            account: Some(("c1".into(), "ACC-26-00001".into(), usd(12_000))),
        }
    }
}

page! {
    Payments in "money/payments.html";
    layout Wide; area Some(Payments);
    title |_c, w| w.html("ui-payments");
    trail |_c, _w| vec![];
}

/// A receipt, to print.
#[derive(Debug, Clone)]
pub struct ReceiptPage {
    /// The frame.
    pub shell: Shell,
    /// Name of the authority that took the money.
    pub authority: String,
    /// The receipt.
    pub receipt: Paid,
    /// Who paid.
    pub payer: String,
    /// The invoice: id and number; `None` for a deposit.
    pub invoice: Option<(String, String)>,
    /// The account's number, for a deposit or a draw.
    pub account: Option<String>,
    /// Day in the cash book.
    pub on_day: Date,
    /// Taken back: when, and why.
    pub taken_back: Option<(Timestamp, String)>,
    /// May this reader void it?
    pub can_void: bool,
    /// What was typed: `reason`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl ReceiptPage {
    fn void<'a>(&self, w: &'a Words) -> Fields<'a> {
        let field = Field::line("reason", w.html("ui-reason"));
        Fields::new(vec![field], &self.typed, &self.errors, w)
    }

    fn summary(&self, w: &Words) -> Summary {
        let r = &self.receipt;
        let mut rows = vec![
            Row::new(w.say("pay-amount"), Html::data(signed(r.amount, w))),
            Row::new(w.say("pay-payer"), Html::data(&self.payer)),
            Row::new(w.say("pay-how"), Html::text(w.code("pay-method", &r.method))),
        ];
        if let Some((id, number)) = &self.invoice {
            rows.push(Row::new(w.say("ui-invoice"), Html::link(links::invoice(id), &Html::code(number))));
        }
        if let Some(number) = &self.account {
            rows.push(Row::new(w.say("pay-account"), Html::code(number)));
        }
        if r.surplus > 0 {
            let surplus = Money { minor: r.surplus, currency: r.amount.currency };
            rows.push(Row::new(w.say("pay-overpaid"), Html::data(w.money(&surplus))));
        }
        if r.tax != 0 {
            let tax = Money { minor: r.tax, currency: r.amount.currency };
            rows.push(Row::new(w.say("fee-tax-in"), Html::data(w.money(&tax))));
        }
        rows.push(Row::new(w.say("pay-day"), w.date_html(&self.on_day)));
        rows.push(Row::new(w.say("pay-when"), w.when_html(&r.at)));
        rows.push(Row::new(w.say("pay-to"), Html::data(&self.authority)));
        if let Some((at, why)) = &self.taken_back {
            rows.push(Row::new(w.say("pay-taken-back"), Html::two_lines(&w.when_html(at), &Html::data(why))));
        }
        Summary::new(rows, w)
    }

    fn ok(&self, w: &Words) -> Html {
        match self.taken_back {
            None => Tag::new(Tone::Go, w.say("payment-paid")),
            Some(_) => Tag::new(Tone::Stop, w.say("pay-taken-back")),
        }
        .html()
    }

    /// A sample of one that was taken back, and one that the accountant may void.
    pub fn bounced() -> ReceiptPage {
        let at = crate::samples::at("2026-11-21T09:00:00Z");
        ReceiptPage {
            shell: crate::samples::shell(Some(Role::Accountant), "/receipts/r1"),
            taken_back: Some((at, "Not enough in the account".into())),
            can_void: true,
            errors: vec![FieldError::new("reason", "reason-empty")],
            ..ReceiptPage::sample()
        }
    }

    /// A sample.
    pub fn sample() -> ReceiptPage {
        let mut receipt = InvoicePage::sample().receipts.remove(0);
        receipt.surplus = 500;
        ReceiptPage {
            shell: crate::samples::shell(Some(Role::Applicant), "/receipts/r1"),
            authority: "Management Authority of Querimba".into(),
            receipt,
            payer: "River Bend Farm Ltd".into(),
            invoice: Some(("i1".into(), "INV-26-00012".into())),
            account: None,
            on_day: jiff::civil::date(2026, 11, 20),
            taken_back: None,
            can_void: false,
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }
}

page! {
    ReceiptPage in "money/receipt.html";
    layout Narrow; area Some(Payments);
    title |c, w| w.rich1("pay-receipt", "number", Html::code(&c.receipt.number));
    trail |c, w| match &c.invoice {
        Some((id, number)) => vec![(w.rich1("pay-invoice", "number", Html::code(number)), links::invoice(id))],
        None => c.shell.back_to(crate::shell::Area::Payments, w.html("ui-payments")),
    };
    errors errors;
}
