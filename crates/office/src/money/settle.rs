//! Money comes: the receipt, what it pays, and the case it moves, in one transaction.

use super::{book, offices};
use crate::notices::paying;
use crate::shared::case::{self, CaseEvent, Stored};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Money;
use cites::ids::{CashSessionId, InvoiceId, MoneyReceiptId, MoneyReceiptKind};
use permits::application::{ApplicationAct, ApplicationEvent};
use permits::money::{PayMethod, fill};
use permits::{ActError, Actor};
use serde::Serialize;
use store::{AuditEntry, InvoiceRow, MoneyReceiptRow, PrepaidRow, Tx};

/// Money for an invoice.
#[derive(Debug, Clone)]
pub struct Coming {
    /// Which.
    pub invoice: InvoiceId,
    /// How much.
    pub amount: Money,
    /// How it came.
    pub method: PayMethod,
    /// The bank's or the service's reference: counts once.
    pub reference: Option<String>,
    /// Who paid, as said.
    pub payer: String,
    /// The cashier's session.
    pub session: Option<CashSessionId>,
    /// The account it is drawn from, locked.
    pub account: Option<PrepaidRow>,
}

/// What a receipt did.
#[derive(Debug, Clone)]
pub struct Settled {
    /// The receipt.
    pub receipt: MoneyReceiptRow,
    /// The invoice as it stands now.
    pub invoice: InvoiceRow,
    /// What it did to the case.
    pub moved: Option<Moved>,
}

/// What a payment did to its case.
#[derive(Debug, Clone)]
pub struct Moved {
    /// The reference people quote.
    pub reference: String,
    /// What happened.
    pub events: Vec<ApplicationEvent>,
    /// Digest of the case before.
    before: cites::Digest,
    /// Digest of the case now.
    after: cites::Digest,
}

/// Puts money on an invoice: receipt with its number, balance, revenue by item, the account's movement, and the case
/// that waited for it. The caller audits; see [`audit`].
///
/// # Errors
/// `payment-currency`, `money-zero`, [`Error::NotFound`], or what the archive says.
pub(super) async fn put(tx: &mut Tx, office: &Office, who: &Who, coming: Coming) -> Result<Settled, Error> {
    let now = tx.at();
    // Case before invoice before account, in every act: nobody waits in a circle.
    let seen = tx.invoice(coming.invoice).await?.ok_or(Error::NotFound("invoice"))?;
    let case: Option<Stored> = match seen.application {
        Some(id) => tx.application_for_update(id).await?,
        None => None,
    };
    let row = tx.invoice_for_update(coming.invoice).await?.ok_or(Error::NotFound("invoice"))?;
    if row.currency != coming.amount.currency {
        return Err(Error::value("amount", "payment-currency", format!("The invoice is in {}.", row.currency.code())));
    }
    let mut balance = row.balance;
    let drawn = coming.account.is_some();
    let received =
        balance.receive(coming.amount.minor, drawn).map_err(|e| Error::value("amount", e.code(), e.to_string()))?;
    if drawn && received.surplus > 0 {
        return Err(Error::value(
            "amount",
            "account-more-than-open",
            "No more than what is open is drawn from an account.",
        ));
    }
    let (on_day, number) = book(tx, now, true).await?;
    let receipt = MoneyReceiptRow {
        id: office.id::<MoneyReceiptKind>(now),
        number,
        invoice: Some(row.id),
        account: coming.account.as_ref().map(|a| a.id),
        method: coming.method,
        reference: coming.reference,
        amount: coming.amount,
        allocated_minor: received.allocated,
        surplus_minor: received.surplus,
        payer: coming.payer,
        cash_session: coming.session,
        on_day,
        at: now,
        actor: store::actor_key(&who.actor),
    };
    tx.money_receipt_insert(&receipt).await?;
    offices::taken(tx, who, &receipt).await?;
    if received.allocated > 0 {
        let before = tx.revenue_of_invoice(row.id).await?;
        for (item, minor) in fill(&row.lines, &before, received.allocated) {
            tx.revenue_insert(receipt.id, item, row.id, row.money(minor), on_day).await?;
        }
    }
    if let Some(account) = &coming.account {
        tx.prepaid_move(account, -received.allocated, receipt.id).await?;
    }
    tx.invoice_move(&row, &balance).await?;
    let invoice = InvoiceRow { balance, version: row.version + 1, ..row };
    let side = case.as_ref().map(|c| c.value.side().clone());
    let moved = follow(tx, office, who, &invoice, case, &receipt.number).await?;
    if moved.is_none() {
        paying::of_receipt(tx, &invoice, &receipt, side.as_ref()).await?;
    }
    Ok(Settled { receipt, invoice, moved })
}

/// The case that waited for this invoice goes on, when nothing is left to pay.
pub(super) async fn follow(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    invoice: &InvoiceRow,
    case: Option<Stored>,
    receipt: &str,
) -> Result<Option<Moved>, Error> {
    let Some(before) = case.filter(|_| invoice.balance.settled()) else { return Ok(None) };
    if before.value.state().invoice().is_none() {
        return Ok(None);
    }
    let act = ApplicationAct::PaymentSettled { invoice: invoice.number.clone(), receipt: receipt.to_owned() };
    // Whoever took the money, it is the system that moves the case.
    let stepped = before.value.clone().act(act, &Actor::System, tx.at(), &who.house.policy());
    let (application, event) = match stepped {
        Ok(stepped) => stepped,
        // The case waits for another invoice.
        Err(ActError::Precondition { code: "invoice-other", .. }) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    let (old, new) = (store::record_digest(&before.value)?, store::record_digest(&application)?);
    let stepped = case::write(tx, office, &before, application, vec![event]).await?;
    Ok(Some(Moved { reference: stepped.row.reference, events: stepped.events, before: old, after: new }))
}

#[derive(Serialize)]
struct Words<'a, T: Serialize> {
    #[serde(flatten)]
    case: CaseEvent,
    money: &'a T,
}

/// The one audit event of an act of money: about the case when it moved, so that its timeline tells it, else about the
/// invoice.
///
/// # Errors
/// When the words cannot be written.
pub(super) fn audit(
    tx: &mut Tx,
    name: &'static str,
    invoice: &InvoiceRow,
    moved: Option<&Moved>,
    money: &impl Serialize,
) -> Result<(), Error> {
    let entry = match (moved, invoice.application) {
        (Some(moved), Some(id)) => {
            let case = CaseEvent { reference: moved.reference.clone(), events: moved.events.clone() };
            AuditEntry::new(name, "application", id)
                .before(moved.before)
                .after(moved.after)
                .payload(&Words { case, money })?
        }
        _ => AuditEntry::new(name, "invoice", invoice.id).payload(money)?,
    };
    tx.audit(entry);
    Ok(())
}

/// What the audit trail keeps of a receipt.
#[derive(Debug, Serialize)]
pub(super) struct ReceiptWords<'a> {
    receipt: &'a str,
    invoice: &'a str,
    method: &'a str,
    amount: String,
    allocated_minor: i64,
    surplus_minor: i64,
    reference: Option<&'a str>,
}

impl<'a> ReceiptWords<'a> {
    pub(super) fn of(settled: &'a Settled) -> ReceiptWords<'a> {
        let r = &settled.receipt;
        ReceiptWords {
            receipt: &r.number,
            invoice: &settled.invoice.number,
            method: r.method.code(),
            amount: r.amount.to_string(),
            allocated_minor: r.allocated_minor,
            surplus_minor: r.surplus_minor,
            reference: r.reference.as_deref(),
        }
    }
}

/// A receipt by the id that an act answered to a repeat.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub(super) async fn again(office: &Office, who: &Who, id: &str) -> Result<Settled, Error> {
    let id = MoneyReceiptId::parse(id).map_err(Error::internal)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let receipt = read.money_receipt(id).await?.ok_or(Error::NotFound("receipt"))?;
    let invoice = receipt.invoice.ok_or(Error::NotFound("invoice"))?;
    let invoice = read.invoice(invoice).await?.ok_or(Error::NotFound("invoice"))?;
    Ok(Settled { receipt, invoice, moved: None })
}
