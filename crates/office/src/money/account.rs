//! Prepaid accounts: opened by the accountant, filled at the counter or through the bank, drawn by their holders.

use super::settle::{self, Coming, ReceiptWords, Settled};
use super::{BOOKS, COUNTER, book, cash, number, offices};
use crate::registers::colleague::{self, Right};
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{
    CashSessionId, InvoiceId, MoneyReceiptKind, OrganisationId, PersonId, PrepaidAccountId, PrepaidAccountKind,
};
use cites::{Currency, Money};
use permits::money::PayMethod;
use store::{AuditEntry, InvoiceRow, MoneyReceiptRow, PrepaidRow, Read, Tx};

/// Whose account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// A company's.
    Organisation(OrganisationId),
    /// A private person's.
    Person(PersonId),
}

/// Opens an account.
///
/// # Errors
/// `account-there`, `holder-unknown`, [`Error::NotPermitted`], or what the archive says.
pub async fn open(office: &Office, who: &Who, holder: Holder, currency: Currency) -> Result<PrepaidRow, Error> {
    who.must_be(BOOKS)?;
    let now = office.clock.now();
    let id: PrepaidAccountId = office.id::<PrepaidAccountKind>(now);
    let ran = act::run!(office, who, now, "account_open", |tx| {
        let unknown = || Error::value("holder", "holder-unknown", "Nobody here has this address; check it.");
        let (organisation, person, name) = match holder {
            Holder::Organisation(id) => {
                let found = tx.organisation::<serde_json::Value>(id).await?.ok_or_else(unknown)?;
                (Some(id), None, found.columns.name)
            }
            Holder::Person(id) => (None, Some(id), tx.person(id).await?.ok_or_else(unknown)?.name),
        };
        if tx.prepaid_of(organisation, person).await?.is_some() {
            return Err(Error::value("holder", "account-there", "This payer has an account already."));
        }
        let year = day(now).year();
        let serial = tx.take_serial("prepaid-account", year).await?;
        let row = PrepaidRow {
            id,
            number: number("ACC", year, serial.serial),
            organisation,
            person,
            holder: name,
            balance: Money { minor: 0, currency },
            opened_at: now,
            version: 1,
        };
        tx.prepaid_insert(&row).await?;
        tx.audit(AuditEntry::new("account_open", "prepaid-account", id).payload(&row.number)?);
        Ok(((), id.to_string()))
    });
    let id = match ran? {
        Ran::Now(()) => id,
        Ran::Before(id) => PrepaidAccountId::parse(&id).map_err(Error::internal)?,
    };
    get(office, who, id).await
}

async fn get(office: &Office, who: &Who, id: PrepaidAccountId) -> Result<PrepaidRow, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.prepaid(id).await?.ok_or(Error::NotFound("prepaid account"))
}

/// An account that the actor may see: the holder its own, the books all.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn load(read: &mut Read, who: &Who, id: PrepaidAccountId) -> Result<PrepaidRow, Error> {
    let row = read.prepaid(id).await?.ok_or(Error::NotFound("prepaid account"))?;
    let own = who.actor.person().is_some_and(|p| {
        p.party == who.house.party()
            && (row.person == Some(p.id) || (p.organisation.is_some() && row.organisation == p.organisation))
    });
    if own || who.must_be(super::READ).is_ok() { Ok(row) } else { Err(Error::NotFound("prepaid account")) }
}

/// The account of an invoice's payer.
///
/// # Errors
/// What the archive says.
pub async fn of_payer(read: &mut Read, invoice: &InvoiceRow) -> Result<Option<PrepaidRow>, Error> {
    let person = invoice.person.filter(|_| invoice.organisation.is_none());
    Ok(read.prepaid_of(invoice.organisation, person).await?)
}

/// Puts what was drawn for an invoice and is given back into the payer's account again; the statement names the receipt
/// of the draw. The invoice is locked before.
///
/// # Errors
/// What the archive says.
pub(super) async fn put_back(tx: &mut Tx, invoice: &InvoiceRow, minor: i64) -> Result<(), Error> {
    let drawn = tx.money_receipts_of(invoice.id).await?.into_iter().find(|r| r.method == PayMethod::Prepaid);
    let (Some(receipt), Some(found)) = (drawn, of_payer(tx, invoice).await?) else { return Ok(()) };
    let Some(held) = tx.prepaid_for_update(found.id).await? else { return Ok(()) };
    Ok(tx.prepaid_move(&held, minor, receipt.id).await?)
}

/// Cash into an account, into the cashier's own open drawer.
///
/// # Errors
/// `cash-not-open`, `payment-currency`, `money-zero`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn deposit_cash(
    office: &Office,
    who: &Who,
    id: PrepaidAccountId,
    amount: Money,
) -> Result<MoneyReceiptRow, Error> {
    who.must_be(COUNTER)?;
    let person = who.person()?.id;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "account_deposit", |tx| {
        let session = tx.cash_session_open(person).await?.ok_or_else(cash::not_open)?;
        let receipt = fill(tx, office, who, id, amount, PayMethod::Cash, None, Some(session.id)).await?;
        tx.cash_take(session.id, amount.minor).await?;
        tx.audit(AuditEntry::new("account_deposit", "prepaid-account", id).payload(&words(&receipt))?);
        let id = receipt.id.to_string();
        Ok((receipt, id))
    });
    match ran? {
        Ran::Now(receipt) => Ok(receipt),
        Ran::Before(id) => {
            let id = cites::ids::MoneyReceiptId::parse(&id).map_err(Error::internal)?;
            let mut read = office.store.read(&who.scope(now)).await?;
            read.money_receipt(id).await?.ok_or(Error::NotFound("receipt"))
        }
    }
}

pub(super) fn words(receipt: &MoneyReceiptRow) -> serde_json::Value {
    serde_json::json!({
        "receipt": receipt.number, "method": receipt.method.code(), "amount": receipt.amount.to_string(),
        "reference": receipt.reference,
    })
}

/// A deposit: the receipt and the movement.
#[expect(clippy::too_many_arguments, reason = "a deposit is all of this")]
pub(super) async fn fill(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    id: PrepaidAccountId,
    amount: Money,
    method: PayMethod,
    reference: Option<String>,
    session: Option<CashSessionId>,
) -> Result<MoneyReceiptRow, Error> {
    let now = tx.at();
    let row = tx.prepaid_for_update(id).await?.ok_or(Error::NotFound("prepaid account"))?;
    if row.balance.currency != amount.currency {
        return Err(Error::value("amount", "payment-currency", "The account is in another currency."));
    }
    if amount.minor <= 0 {
        return Err(Error::value("amount", "money-zero", "Give an amount above zero."));
    }
    row.balance.plus(amount).map_err(|e| Error::parse("amount", e))?;
    let (on_day, number) = book(tx, now, true).await?;
    let receipt = MoneyReceiptRow {
        id: office.id::<MoneyReceiptKind>(now),
        number,
        invoice: None,
        account: Some(id),
        method,
        reference,
        amount,
        allocated_minor: amount.minor,
        surplus_minor: 0,
        payer: row.holder.clone(),
        cash_session: session,
        on_day,
        at: now,
        actor: store::actor_key(&who.actor),
    };
    tx.money_receipt_insert(&receipt).await?;
    offices::taken(tx, who, &receipt).await?;
    tx.prepaid_move(&row, amount.minor, receipt.id).await?;
    Ok(receipt)
}

/// Pays what is open of an invoice from the payer's own account: by the payer's side, or by the books on their word.
///
/// # Errors
/// `account-none`, `account-not-enough`, `invoice-settled`, `payment-currency`, [`Error::NotFound`].
pub async fn draw(office: &Office, who: &Who, invoice: InvoiceId) -> Result<Settled, Error> {
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "account_draw", |tx| {
        let seen = super::load(tx, who, invoice).await?;
        let side = super::side(&seen).includes(&who.actor);
        if !side && who.must_be(BOOKS).is_err() {
            return Err(Error::NotPermitted);
        }
        colleague::must(tx, who, Right::Pay).await?;
        let none = || Error::value("", "account-none", "There is no prepaid account for this payer.");
        let found = of_payer(tx, &seen).await?.ok_or_else(none)?;
        // The case first, then the invoice, then the account; `put` locks the first two, and a lock taken twice is one.
        if let Some(case) = seen.application {
            let _: Option<crate::shared::case::Stored> = tx.application_for_update(case).await?;
        }
        let row = tx.invoice_for_update(invoice).await?.ok_or(Error::NotFound("invoice"))?;
        row.balance.must_be_owed().map_err(|e| Error::value("", e.code(), e.to_string()))?;
        let open = row.balance.open();
        if open == 0 {
            return Err(Error::value("", "invoice-settled", "This invoice is settled; take no money for it."));
        }
        let held = tx.prepaid_for_update(found.id).await?.ok_or_else(none)?;
        if held.balance.minor < open {
            return Err(Error::value("", "account-not-enough", "There is not enough in the account; deposit first."));
        }
        let coming = Coming {
            invoice,
            amount: Money { minor: open, currency: held.balance.currency },
            method: PayMethod::Prepaid,
            reference: None,
            payer: held.holder.clone(),
            session: None,
            account: Some(held),
        };
        let settled = settle::put(tx, office, who, coming).await?;
        settle::audit(tx, "account_draw", &settled.invoice, settled.moved.as_ref(), &ReceiptWords::of(&settled))?;
        let id = settled.receipt.id.to_string();
        Ok((settled, id))
    });
    match ran? {
        Ran::Now(settled) => Ok(settled),
        Ran::Before(id) => settle::again(office, who, &id).await,
    }
}
