//! Cheques: taken with a receipt, brought to the bank, paid by it or sent back. One that bounced leaves its invoice
//! open again; until the bank has paid, no permit is handed over and no money given back.

use super::settle::{self, Coming, ReceiptWords, Settled};
use super::{BOOKS, COUNTER, reversal};
use crate::shared::act::{self, Ran};
use crate::shared::case::Stored;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, ChequeId, ChequeKind, InvoiceId};
use cites::{Money, Role};
use permits::ActError;
use permits::money::PayMethod;
use store::{AuditEntry, ChequeRow, Read};

/// Who takes cheques: the counter, and the accountant for those that come by post.
pub const TAKE: &[Role] = &[Role::Accountant, Role::Cashier, Role::MaClerk];

/// A cheque as it lies on the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cheque {
    /// Number printed on it.
    pub number: String,
    /// Bank it is drawn on.
    pub bank: String,
    /// Who signed it.
    pub drawer: String,
    /// What it says.
    pub amount: Money,
}

fn clean(text: &str, most: usize) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect()
}

/// Takes a cheque for an invoice and gives a receipt for it: the case goes on, the permit is not handed over yet.
///
/// # Errors
/// `cheque-number`, `cheque-bank`, `cheque-twice`, `cheque-more-than-open`, `invoice-settled`, `payment-currency`,
/// `money-zero`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn take(office: &Office, who: &Who, invoice: InvoiceId, cheque: Cheque) -> Result<Settled, Error> {
    who.must_be(TAKE)?;
    let (number, bank) = (clean(&cheque.number, 40).to_uppercase(), clean(&cheque.bank, 80).to_uppercase());
    if number.is_empty() {
        return Err(Error::value("cheque", "cheque-number", "Give the number that is printed on the cheque."));
    }
    if bank.is_empty() {
        return Err(Error::value("bank", "cheque-bank", "Give the bank that the cheque is drawn on."));
    }
    let now = office.clock.now();
    let id: ChequeId = office.id::<ChequeKind>(now);
    let ran = act::run!(office, who, now, "cheque_take", |tx| {
        let seen = tx.invoice(invoice).await?.ok_or(Error::NotFound("invoice"))?;
        if let Some(case) = seen.application {
            let _: Option<Stored> = tx.application_for_update(case).await?;
        }
        let row = tx.invoice_for_update(invoice).await?.ok_or(Error::NotFound("invoice"))?;
        row.balance.must_be_owed().map_err(|e| Error::value("amount", e.code(), e.to_string()))?;
        if row.balance.settled() {
            return Err(Error::value("amount", "invoice-settled", "This invoice is settled; take no money for it."));
        }
        if cheque.amount.currency == row.currency && cheque.amount.minor > row.balance.open() {
            let help = "Take no cheque above what is open: no change is given for it.";
            return Err(Error::value("amount", "cheque-more-than-open", help));
        }
        let drawer = clean(&cheque.drawer, 120);
        let drawer = if drawer.is_empty() { seen.payer.clone() } else { drawer };
        let coming = Coming {
            invoice,
            amount: cheque.amount,
            method: PayMethod::Cheque,
            reference: Some(id.to_string()),
            payer: drawer.clone(),
            session: None,
            account: None,
        };
        let settled = settle::put(tx, office, who, coming).await?;
        let kept = ChequeRow {
            id,
            number: number.clone(),
            bank: bank.clone(),
            drawer,
            invoice,
            receipt: settled.receipt.id,
            amount: cheque.amount,
            state: "RECEIVED".into(),
            received_at: now,
            deposited_at: None,
            ended_at: None,
            note: String::new(),
            version: 1,
        };
        tx.cheque_insert(&kept).await?;
        settle::audit(tx, "cheque_take", &settled.invoice, settled.moved.as_ref(), &ReceiptWords::of(&settled))?;
        let id = settled.receipt.id.to_string();
        Ok((settled, id))
    });
    match ran {
        Ok(Ran::Now(settled)) => Ok(settled),
        Ok(Ran::Before(id)) => settle::again(office, who, &id).await,
        Err(Error::Store(e)) if e.refused_by("cheque_once") || e.refused_by("cheque.number") => {
            Err(Error::value("cheque", "cheque-twice", "This cheque was taken before; look at its number and bank."))
        }
        Err(other) => Err(other),
    }
}

/// What becomes of a cheque.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is brought to the bank.
    Deposited,
    /// The bank has paid it.
    Cleared,
    /// The bank sends it back, with its reason.
    Bounced(String),
}

impl Fate {
    const fn act(&self) -> &'static str {
        match self {
            Fate::Deposited => "cheque_deposit",
            Fate::Cleared => "cheque_clear",
            Fate::Bounced(_) => "cheque_bounce",
        }
    }
}

fn elsewhere() -> Error {
    Error::value("reason", "cheque-state", "The cheque stands elsewhere by now; reload the page.")
}

/// Records what became of a cheque: the counter brings it to the bank, the accountant says what the bank did. A cheque
/// that bounced takes its receipt back, and the invoice is open again.
///
/// # Errors
/// `reason-empty`, `cheque-state`, `reversal-given-back`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn record(office: &Office, who: &Who, id: ChequeId, fate: Fate) -> Result<ChequeRow, Error> {
    match &fate {
        Fate::Deposited => who.must_be(BOOKS).or_else(|_| who.must_be(COUNTER))?,
        Fate::Cleared | Fate::Bounced(_) => who.must_be(BOOKS)?,
    }
    if matches!(&fate, Fate::Bounced(reason) if reason.trim().is_empty()) {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, fate.act(), |tx| {
        let seen = tx.cheque(id).await?.ok_or(Error::NotFound("cheque"))?;
        let wanted = if fate == Fate::Deposited { "RECEIVED" } else { "DEPOSITED" };
        if seen.state != wanted {
            return Err(elsewhere());
        }
        let mut audit =
            serde_json::json!({ "cheque": seen.number, "bank": seen.bank, "amount": seen.amount.to_string() });
        // The case and the invoice before the cheque, in every act.
        let reversal = match &fate {
            Fate::Bounced(reason) => {
                let receipt = tx.money_receipt(seen.receipt).await?.ok_or(Error::NotFound("receipt"))?;
                let (reversal, invoice) = reversal::take_back(tx, office, who, &receipt, reason.trim()).await?;
                audit["taken_back"] = reversal::words(&reversal, &invoice);
                crate::notices::paying::of_bounce(tx, &seen, &invoice, reason.trim(), who).await?;
                Some(reversal.id)
            }
            Fate::Deposited | Fate::Cleared => None,
        };
        let held = tx.cheque_for_update(id).await?.ok_or(Error::NotFound("cheque"))?;
        if held.state != wanted {
            return Err(elsewhere());
        }
        match &fate {
            Fate::Deposited => tx.cheque_deposit(&held).await?,
            Fate::Cleared => tx.cheque_end(&held, None, "").await?,
            Fate::Bounced(reason) => tx.cheque_end(&held, reversal, reason.trim()).await?,
        }
        tx.audit(AuditEntry::new(fate.act(), "invoice", seen.invoice).payload(&audit)?);
        Ok(((), id.to_string()))
    });
    ran?;
    let mut read = office.store.read(&who.scope(now)).await?;
    read.cheque(id).await?.ok_or(Error::NotFound("cheque"))
}

/// Nothing is handed over and nothing given back while a cheque for the invoice may still bounce.
///
/// # Errors
/// `cheque-not-cleared`, or what the archive says.
pub(super) async fn must_be_cleared(read: &mut Read, invoice: InvoiceId) -> Result<(), Error> {
    match read.cheques_of(invoice).await?.into_iter().find(|c| c.ended_at.is_none()) {
        None => Ok(()),
        Some(open) => Err(Error::Act(ActError::precondition(
            "cheque-not-cleared",
            format!("Wait until the bank has paid the cheque {}; it may still send it back.", open.number),
        ))),
    }
}

/// The same for every invoice of a case.
///
/// # Errors
/// `cheque-not-cleared`, or what the archive says.
pub(super) async fn case_must_be_cleared(read: &mut Read, id: ApplicationId) -> Result<(), Error> {
    for invoice in read.invoices_of_case(id).await? {
        must_be_cleared(read, invoice.id).await?;
    }
    Ok(())
}
