//! What the treasury gets: every receipt and credit note of a span of days, one row each.

use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Date;

/// Most rows of one export.
const ROWS: i64 = 100_000;

/// The cash book of a span of days as CSV: kind, number, day, invoice, account, method, reference, payer, currency,
/// amount, of that on the invoice, of that too much, the tax in what stands on the invoice, code of the office that took
/// it (blank: no desk did). Credit notes stand with what was given back, below zero; receipts that were taken back stand a
/// second time, below zero, with the reason as reference. Debts that two persons gave up stand below zero in the column of
/// the invoice, those that are owed again above it: no money moved.
///
/// # Errors
/// `dates-order`, [`Error::NotPermitted`], or what the archive says.
pub async fn treasury(office: &Office, who: &Who, from: Date, to: Date) -> Result<Vec<u8>, Error> {
    who.must_be(super::READ)?;
    if to < from {
        return Err(Error::value("to", "dates-order", "The last day lies before the first."));
    }
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let mut out = csv::Writer::from_writer(Vec::new());
    let head = [
        "kind",
        "number",
        "day",
        "invoice",
        "account",
        "method",
        "reference",
        "payer",
        "currency",
        "amount",
        "allocated",
        "surplus",
        "tax",
        "office",
    ];
    out.write_record(head).map_err(Error::internal)?;
    let taxes = read.tax_between(from, to, ROWS).await?;
    let tax_of = |id: &cites::ids::MoneyReceiptId, currency| {
        plain(cites::Money { minor: taxes.get(id).copied().unwrap_or(0), currency })
    };
    let offices = read.money_taken_between(from, to, ROWS).await?;
    // One question for all of them, however many receipts there are; each source has its row.
    let names = read.ledger_names(from, to, 3 * ROWS).await?;
    let of = |id: &cites::ids::MoneyReceiptId| names.get(id).cloned().unwrap_or_default();
    let taken_at = |id: &cites::ids::MoneyReceiptId| offices.get(id).map_or("", String::as_str);
    for r in read.money_receipts_between(from, to, ROWS).await? {
        let money = |minor| plain(cites::Money { minor, currency: r.amount.currency });
        let store::LedgerNames { invoice, account, .. } = of(&r.id);
        out.write_record([
            "receipt",
            &r.number,
            &r.on_day.to_string(),
            &invoice,
            &account,
            r.method.code(),
            &cell(r.reference.as_deref().unwrap_or("")),
            &cell(&r.payer),
            r.amount.currency.code(),
            &money(r.amount.minor),
            &money(r.allocated_minor),
            &money(r.surplus_minor),
            &tax_of(&r.id, r.amount.currency),
            taken_at(&r.id),
        ])
        .map_err(Error::internal)?;
    }
    for c in read.credit_notes_between(from, to, ROWS).await? {
        let store::LedgerNames { invoice: number, payer, .. } = of(&c.id);
        let payer = cell(&payer);
        let back = plain(cites::Money { minor: -c.refunded_minor, currency: c.amount.currency });
        let day = c.on_day.to_string();
        out.write_record([
            "credit-note",
            &c.number,
            &day,
            &number,
            "",
            "",
            "",
            &payer,
            c.amount.currency.code(),
            &back,
            &back,
            "",
            &tax_of(&c.id, c.amount.currency),
            taken_at(&c.id),
        ])
        .map_err(Error::internal)?;
    }
    for v in read.reversals_between(from, to, ROWS).await? {
        let store::LedgerNames { invoice: number, payer, .. } = of(&v.id);
        let payer = cell(&payer);
        let back = |minor: i64| plain(cites::Money { minor: -minor, currency: v.amount.currency });
        out.write_record([
            "reversal",
            &v.receipt_number,
            &v.on_day.to_string(),
            &number,
            "",
            &v.method,
            &cell(&v.reason),
            &payer,
            v.amount.currency.code(),
            &back(v.amount.minor),
            &back(v.allocated_minor),
            &back(v.surplus_minor),
            &tax_of(&v.id, v.amount.currency),
            taken_at(&v.id),
        ])
        .map_err(Error::internal)?;
    }
    for w in read.write_offs_between(from, to, ROWS).await? {
        let given_up = plain(cites::Money { minor: -w.amount.minor, currency: w.amount.currency });
        out.write_record([
            if w.amount.minor > 0 { "write-off" } else { "reopened" },
            "",
            &w.on_day.to_string(),
            &w.number,
            "",
            "",
            &cell(&w.reason),
            &cell(&w.payer),
            w.amount.currency.code(),
            "",
            &given_up,
            "",
            "",
            "",
        ])
        .map_err(Error::internal)?;
    }
    out.into_inner().map_err(Error::internal)
}

/// The cash book of one month as CSV, closed or not; see [`treasury`]. A closed month gives the same file for ever.
///
/// # Errors
/// `month-form`, [`Error::NotPermitted`], or what the archive says.
pub async fn month(office: &Office, who: &Who, month: &str) -> Result<Vec<u8>, Error> {
    let (from, to) = super::month::days(month)?;
    treasury(office, who, from, to).await
}

/// The number without its currency.
fn plain(money: cites::Money) -> String {
    money.to_string().split(' ').next().unwrap_or("").to_owned()
}

/// A text of strangers in a spreadsheet: what would begin a formula stands behind an apostrophe.
fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
