//! The offices of a Party where money is taken, and what they brought. Money that no desk took (bank, payment service,
//! accounts, credit notes without a receipt of a desk) belongs to none.

use super::{BOOKS, COUNTER};
use crate::shared::act;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Role;
use cites::ids::{InvoiceId, MoneyReceiptId, PersonId};
use permits::money::PayMethod;
use store::{AuditEntry, MoneyOfficeRow, MoneyReceiptRow, Tx};

/// Who says which offices there are, who works there, and whether a waiver needs a paper.
pub const SET: &[Role] = &[Role::TenantAdmin];

/// Enters an office, or names it anew. Its code stands in the files for the treasury and never changes.
///
/// # Errors
/// `office-code`, `office-name`, [`Error::NotPermitted`], or what the archive says.
pub async fn put(office: &Office, who: &Who, code: &str, name: &str) -> Result<MoneyOfficeRow, Error> {
    who.must_be(SET)?;
    let code = code.trim().to_uppercase();
    let good = code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
    if code.is_empty() || code.len() > 12 || !good {
        let help = "Give a short code: letters, digits and hyphens, at most twelve.";
        return Err(Error::value("code", "office-code", help));
    }
    let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect();
    if name.is_empty() {
        return Err(Error::value("office_name", "office-name", "Give the name of the office."));
    }
    let row = MoneyOfficeRow { code, name };
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "money_office", |tx| {
        tx.money_office_put(&row, &store::actor_key(&who.actor)).await?;
        let words = serde_json::json!({ "code": row.code, "name": row.name });
        tx.audit(AuditEntry::new("money_office", "money-office", &row.code).payload(&words)?);
        Ok(((), row.code.clone()))
    });
    ran?;
    Ok(row)
}

/// Puts a person into an office, or out of every one (blank). What was taken before stays where it was taken.
///
/// # Errors
/// `treasury-person`, `office-person`, `office-unknown`, [`Error::NotPermitted`], or what the archive says.
pub async fn assign(office: &Office, who: &Who, email: &str, code: &str) -> Result<PersonId, Error> {
    who.must_be(SET)?;
    let (email, code) = (email.trim().to_lowercase(), code.trim().to_uppercase());
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "money_office_person", |tx| {
        let unknown = || Error::value("person", "treasury-person", "Give the address with which somebody signs in.");
        let person = tx.person_by_email(&email).await?.ok_or_else(unknown)?;
        if !person.roles.iter().any(|r| COUNTER.contains(r) || BOOKS.contains(r)) {
            let help = "Name somebody who takes money: a cashier, a clerk or an accountant.";
            return Err(Error::value("person", "office-person", help));
        }
        let known = code.is_empty() || tx.money_offices().await?.iter().any(|o| o.code == code);
        if !known {
            return Err(Error::value("office", "office-unknown", "Choose one of the offices."));
        }
        let to = Some(code.as_str()).filter(|c| !c.is_empty());
        tx.money_office_person(person.id, to, &store::actor_key(&who.actor)).await?;
        tx.audit(AuditEntry::new("money_office_person", "person", person.id).payload(&code)?);
        Ok((person.id, person.id.to_string()))
    });
    match ran? {
        act::Ran::Now(id) => Ok(id),
        act::Ran::Before(id) => PersonId::parse(&id).map_err(Error::internal),
    }
}

/// Says whether a waiver needs a paper, or the reference of one.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn rule(office: &Office, who: &Who, waiver_evidence: bool) -> Result<(), Error> {
    who.must_be(SET)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "money_rule", |tx| {
        tx.money_rule_put(waiver_evidence, &store::actor_key(&who.actor)).await?;
        let words = serde_json::json!({ "waiver_evidence": waiver_evidence });
        tx.audit(AuditEntry::new("money_rule", "money-rule", "waiver").payload(&words)?);
        Ok(((), String::new()))
    });
    ran.map(drop)
}

/// Notes that the actor's office took the money of a receipt, where it came over a desk. Who works in no office notes
/// nothing.
pub(super) async fn taken(tx: &mut Tx, who: &Who, receipt: &MoneyReceiptRow) -> Result<(), Error> {
    if !matches!(receipt.method, PayMethod::Cash | PayMethod::Cheque) {
        return Ok(());
    }
    let Some(person) = who.actor.person() else { return Ok(()) };
    let Some(code) = tx.money_office_of(person.id).await? else { return Ok(()) };
    Ok(tx.money_taken_at_put(receipt.id, &code).await?)
}

/// What takes a receipt back counts where the receipt counted.
pub(super) async fn as_receipt(tx: &mut Tx, source: MoneyReceiptId, receipt: MoneyReceiptId) -> Result<(), Error> {
    let Some(code) = tx.money_taken_at(receipt).await? else { return Ok(()) };
    Ok(tx.money_taken_at_put(source, &code).await?)
}

/// What is given back by a credit note counts where money of its invoice was taken last.
pub(super) async fn as_invoice(tx: &mut Tx, source: MoneyReceiptId, invoice: InvoiceId) -> Result<(), Error> {
    let Some(code) = tx.money_taken_at_of(invoice).await? else { return Ok(()) };
    Ok(tx.money_taken_at_put(source, &code).await?)
}
