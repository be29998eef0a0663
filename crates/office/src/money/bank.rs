//! The bank's file: read, kept once, matched by what the payer wrote; the rest waits for a person.

use super::settle::{self, Coming, ReceiptWords, Settled};
use super::{BOOKS, account, schedule};
use crate::shared::act::{self, Ran};
use crate::shared::case::Stored;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{BankLineId, BankLineKind};
use cites::{Currency, Date, Digest, Money};
use permits::money::PayMethod;
use std::collections::BTreeMap;
use store::{AuditEntry, BankLineRow, Read, Tx};

/// Most lines of one file.
pub const MOST_LINES: usize = 5_000;

/// A row of the file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Which row, from 1, the heading not counted.
    pub row: usize,
    /// Message key.
    pub code: &'static str,
    /// What stands there.
    pub text: String,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Was the same file imported before?
    pub before: bool,
    /// New lines.
    pub new: usize,
    /// Lines that stood in another file.
    pub known: usize,
    /// Of all waiting lines, how many found their invoice or account now.
    pub matched: usize,
    /// Rows that cannot be used; mended in a new file, they come in with it.
    pub errors: Vec<RowError>,
}

struct Parsed {
    booked_on: Date,
    amount: Money,
    reference: String,
    payer: String,
}

/// Imports a bank's file: CSV with the columns `date` (YYYY-MM-DD), `amount`, `reference`, `payer`, separated by commas
/// or semicolons. The same file twice, or the same booking in another file, changes nothing. Then every waiting line
/// looks for the invoice or account whose number the payer wrote.
///
/// # Errors
/// `bank-columns`, `bank-too-long`, `fee-none-in-force` when the Party has no currency yet, [`Error::NotPermitted`].
pub async fn import(office: &Office, who: &Who, name: &str, bytes: &[u8]) -> Result<Imported, Error> {
    who.must_be(BOOKS)?;
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let currency = schedule::in_force(&mut read, day(now)).await?.map(|s| s.currency);
    drop(read);
    let none = || Error::value("file", "fee-none-in-force", "No fee schedule is in force.");
    let (rows, errors) = parse(bytes, currency.ok_or_else(none)?)?;
    let digest = Digest::of("manis-bank-file", bytes);
    let by = store::actor_key(&who.actor);
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut lines = Vec::new();
    for (place, row) in &rows {
        let words = format!("{}\0{}\0{}\0{}", row.booked_on, row.amount, row.reference, row.payer);
        let nth = counts.entry(words.clone()).or_default();
        *nth += 1;
        lines.push(BankLineRow {
            id: office.id::<BankLineKind>(now),
            file: digest,
            line: i64::try_from(*place).unwrap_or(0),
            booked_on: row.booked_on,
            amount: row.amount,
            reference: row.reference.clone(),
            payer: row.payer.clone(),
            fingerprint: Digest::of("manis-bank-line", format!("{words}\0{nth}").as_bytes()),
            state: "OPEN".into(),
            receipt: None,
            note: String::new(),
            version: 1,
        });
    }
    let ran = act::run!(office, who, now, "bank_import", |tx| {
        let mut done = Imported { errors: errors.clone(), ..Imported::default() };
        let count = i64::try_from(lines.len()).unwrap_or(0);
        if !tx.bank_file_insert(digest, name, count, &by).await? {
            done.before = true;
            return Ok((done, digest.to_string()));
        }
        for line in &lines {
            if tx.bank_line_insert(line).await? {
                done.new += 1;
            } else {
                done.known += 1;
            }
        }
        let words = serde_json::json!({ "name": name, "lines": done.new, "known": done.known, "errors": errors.len() });
        tx.audit(AuditEntry::new("bank_import", "bank-file", digest).payload(&words)?);
        Ok((done, digest.to_string()))
    });
    let mut done = match ran? {
        Ran::Now(done) => done,
        Ran::Before(_) => Imported { before: true, errors, ..Imported::default() },
    };
    // Each match is an act of its own: a case that moves has its own event. What a crash leaves over waits in the list
    // and is looked at again with the next file.
    let mut plain = who.clone();
    plain.once = None;
    let mut read = office.store.read(&who.scope(now)).await?;
    let waiting = read.bank_lines_open(10_000).await?;
    drop(read);
    for line in waiting {
        match settle_line(office, &plain, line.id, None).await {
            Ok(_) => done.matched += 1,
            Err(Error::Value { .. } | Error::NotFound(_) | Error::Act(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(done)
}

/// Rows with their places, from 1.
type Rows = Vec<(usize, Parsed)>;

fn parse(bytes: &[u8], currency: Currency) -> Result<(Rows, Vec<RowError>), Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = bytes.split(|b| *b == b'\n').next().unwrap_or(b"");
    let separator = if head.contains(&b';') { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).flexible(true).trim(csv::Trim::All).from_reader(bytes);
    let columns =
        || Error::value("file", "bank-columns", "Give a CSV file with the columns date, amount, reference and payer.");
    let heads = reader.headers().map_err(|_| columns())?.clone();
    let place = |name: &str| heads.iter().position(|h| h.eq_ignore_ascii_case(name));
    let (Some(date), Some(amount), Some(reference), Some(payer)) =
        (place("date"), place("amount"), place("reference"), place("payer"))
    else {
        return Err(columns());
    };
    let (mut rows, mut errors): (Rows, Vec<RowError>) = (Vec::new(), Vec::new());
    for (n, record) in reader.records().enumerate() {
        let row = n + 1;
        if n >= MOST_LINES {
            return Err(Error::value("file", "bank-too-long", "Import at most 5,000 lines at once."));
        }
        let Ok(record) = record else {
            errors.push(RowError { row, code: "bank-row-broken", text: String::new() });
            continue;
        };
        let cell =
            |at: usize| record.get(at).unwrap_or("").chars().filter(|c| !c.is_control()).take(300).collect::<String>();
        if record.iter().all(str::is_empty) {
            continue;
        }
        let Ok(booked_on) = cell(date).parse::<Date>() else {
            errors.push(RowError { row, code: "bank-row-date", text: cell(date) });
            continue;
        };
        match Money::parse(&cell(amount), currency) {
            Ok(money) if money.minor > 0 => {
                rows.push((row, Parsed { booked_on, amount: money, reference: cell(reference), payer: cell(payer) }))
            }
            _ => errors.push(RowError { row, code: "bank-row-amount", text: cell(amount) }),
        }
    }
    Ok((rows, errors))
}

/// Numbers of ours in what a payer wrote: `INV-26-00001`, also in small letters, with blanks for the hyphens or with
/// words around it.
fn numbers(text: &str) -> Vec<String> {
    let upper = text.to_uppercase();
    let mut out = Vec::new();
    for kind in ["INV", "ACC"] {
        for (at, _) in upper.match_indices(kind) {
            let digits: String = upper[at + 3..]
                .chars()
                .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '.' | '/'))
                .filter(char::is_ascii_digit)
                .take(9)
                .collect();
            if digits.len() >= 7 {
                out.push(format!("{kind}-{}-{}", &digits[..2], &digits[2..]));
            }
        }
    }
    out
}

enum Target {
    Invoice(cites::ids::InvoiceId),
    Account(cites::ids::PrepaidAccountId),
}

async fn target(read: &mut Read, text: &str) -> Result<Option<Target>, Error> {
    for number in numbers(text) {
        if let Some(invoice) = read.invoice_by_number(&number).await? {
            return Ok(Some(Target::Invoice(invoice.id)));
        }
        if let Some(account) = read.prepaid_by_number(&number).await? {
            return Ok(Some(Target::Account(account.id)));
        }
    }
    Ok(None)
}

/// A person matches a waiting line with the number of an invoice or an account.
///
/// # Errors
/// `invoice-number-unknown`, `bank-line-decided`, `payment-currency`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn match_line(office: &Office, who: &Who, line: BankLineId, number: &str) -> Result<String, Error> {
    who.must_be(BOOKS)?;
    settle_line(office, who, line, Some(number)).await
}

/// Settles a line with what the payer wrote (`number` none) or with what a person says; answers the receipt's number.
/// By itself a line pays only an invoice that has something open: a person may put it on a settled one, where it stands
/// as paid too much.
async fn settle_line(office: &Office, who: &Who, id: BankLineId, number: Option<&str>) -> Result<String, Error> {
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "bank_match", |tx| {
        let seen = tx.bank_line(id).await?.ok_or(Error::NotFound("bank line"))?;
        let unknown =
            || Error::value("number", "invoice-number-unknown", "There is no invoice or account of this number.");
        let found = target(tx, number.unwrap_or(&seen.reference)).await?.ok_or_else(unknown)?;
        let (receipt, text) = match found {
            Target::Invoice(invoice) => {
                let settled = on_invoice(tx, office, who, &seen, invoice, number.is_some()).await?;
                let words = ReceiptWords::of(&settled);
                settle::audit(tx, "bank_match", &settled.invoice, settled.moved.as_ref(), &words)?;
                (settled.receipt.id, settled.receipt.number)
            }
            Target::Account(account) => {
                let reference = Some(seen.id.to_string());
                let receipt =
                    account::fill(tx, office, who, account, seen.amount, PayMethod::Transfer, reference, None).await?;
                tx.audit(AuditEntry::new("bank_match", "prepaid-account", account).payload(&account::words(&receipt))?);
                (receipt.id, receipt.number)
            }
        };
        let line = tx.bank_line_for_update(id).await?.ok_or(Error::NotFound("bank line"))?;
        if line.state != "OPEN" {
            return Err(decided());
        }
        tx.bank_line_decide(&line, Some(receipt), "").await?;
        Ok((text.clone(), text))
    });
    match ran {
        Ok(Ran::Now(number) | Ran::Before(number)) => Ok(number),
        // Two persons at once: the reference of the line counts once.
        Err(Error::Store(e)) if e.refused_by("money_receipt_once") || e.refused_by("money_receipt.reference") => {
            Err(decided())
        }
        Err(other) => Err(other),
    }
}

fn decided() -> Error {
    Error::value("number", "bank-line-decided", "Somebody matched this line already; reload the page.")
}

async fn on_invoice(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    line: &BankLineRow,
    invoice: cites::ids::InvoiceId,
    by_person: bool,
) -> Result<Settled, Error> {
    let seen = tx.invoice(invoice).await?.ok_or(Error::NotFound("invoice"))?;
    if let Some(case) = seen.application {
        let _: Option<Stored> = tx.application_for_update(case).await?;
    }
    let row = tx.invoice_for_update(invoice).await?.ok_or(Error::NotFound("invoice"))?;
    if row.balance.settled() && !by_person {
        return Err(Error::value("number", "invoice-settled", "This invoice is settled; take no money for it."));
    }
    let coming = Coming {
        invoice,
        amount: line.amount,
        method: PayMethod::Transfer,
        reference: Some(line.id.to_string()),
        payer: line.payer.clone(),
        session: None,
        account: None,
    };
    settle::put(tx, office, who, coming).await
}

/// Sets a line aside that pays nothing of ours, with the reason.
///
/// # Errors
/// `reason-empty`, `bank-line-decided`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn set_aside(office: &Office, who: &Who, id: BankLineId, reason: String) -> Result<(), Error> {
    who.must_be(BOOKS)?;
    if reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "bank_set_aside", |tx| {
        let line = tx.bank_line_for_update(id).await?.ok_or(Error::NotFound("bank line"))?;
        if line.state != "OPEN" {
            return Err(decided());
        }
        tx.bank_line_decide(&line, None, reason.trim()).await?;
        tx.audit(AuditEntry::new("bank_set_aside", "bank-line", id).payload(&reason.trim())?);
        Ok(((), id.to_string()))
    });
    ran.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payer_writes_the_number_in_his_own_way() {
        for text in ["INV-26-00012", "fee inv 26 00012 thanks", "Inv.26/00012", "XINV2600012"] {
            assert_eq!(numbers(text), ["INV-26-00012"], "{text}");
        }
        assert_eq!(numbers("account ACC-26-00003"), ["ACC-26-00003"]);
        assert!(numbers("invoice twelve").is_empty());
    }

    #[test]
    fn a_file_says_which_rows_cannot_be_used() {
        let usd = Currency::parse("USD").unwrap();
        let file = "Date;Amount;Reference;Payer\n2026-11-02;45,00;INV-26-00001;River Bend\n02.11.2026;45;x;y\n2026-11-03;-5;fee;bank\n\n2026-11-03;1.005;a;b\n";
        let (rows, errors) = parse(file.as_bytes(), usd).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].1.amount.minor, 4500);
        let said: Vec<_> = errors.iter().map(|e| (e.row, e.code)).collect();
        assert_eq!(said, [(2, "bank-row-date"), (3, "bank-row-amount"), (4, "bank-row-amount")]);
        assert_eq!(parse(b"a,b\n1,2\n", usd).err().map(|e| e.code()), Some("bank-columns".to_owned()));
    }
}
