//! What is to be paid and what was received, where no case moves by it: fees at approval or collection, and every receipt
//! that is not the one a case waited for. Called where invoices are raised and receipts written. The bill of a month and a
//! cheque that bounced have words of their own.

use super::table::Event;
use super::tell::{Side, Told, details, put};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::Who;
use cites::ids::JobId;
use permits::application::{ApplicantSide, Application};
use permits::clocks::Reading;
use store::{ApplicationRow, ChequeRow, InvoiceRow, MoneyReceiptRow, PrepaidRow, StoredApplication, Tx};

/// Tells who pays for a case that its invoice is open.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_invoice(tx: &mut Tx, invoice: &InvoiceRow, case: &ApplicantSide) -> Result<(), Error> {
    let told = Told {
        event: Event::InvoiceDue,
        once: format!("{}/{}", Event::InvoiceDue.code(), invoice.id),
        object_kind: "invoice",
        object_id: invoice.id.to_string(),
        details: details([
            ("invoice", invoice.number.clone()),
            ("amount", invoice.money(invoice.balance.total).to_string()),
            ("until", day(invoice.due_at).to_string()),
        ]),
        by: None,
    };
    put(tx, &told, &Side { applicant: Some(case), case: invoice.application }).await
}

/// Tells who paid that the money came, with the number of the receipt.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_receipt(
    tx: &mut Tx,
    invoice: &InvoiceRow,
    receipt: &MoneyReceiptRow,
    case: Option<&ApplicantSide>,
) -> Result<(), Error> {
    let told = Told {
        event: Event::Receipt,
        once: format!("{}/{}", Event::Receipt.code(), receipt.id),
        object_kind: "invoice",
        object_id: invoice.id.to_string(),
        details: details([
            ("invoice", invoice.number.clone()),
            ("amount", receipt.amount.to_string()),
            ("receipt", receipt.number.clone()),
        ]),
        by: None,
    };
    // Without a case the holder of the account paid.
    let side = case.cloned().unwrap_or_else(|| crate::money::side(invoice));
    put(tx, &told, &Side { applicant: Some(&side), case: invoice.application }).await
}

/// Tells the officer and the accountants that the authority missed the clock of an urgent case.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_missed(
    tx: &mut Tx,
    row: &ApplicationRow,
    application: &Application,
    clock: &Reading,
) -> Result<(), Error> {
    let told = Told {
        event: Event::UrgentMissed,
        once: format!("{}/{}", Event::UrgentMissed.code(), application.id()),
        object_kind: "application",
        object_id: application.id().to_string(),
        details: details([
            ("reference", row.reference.clone()),
            ("hours", clock.hours().to_string()),
            ("target", clock.target_hours.to_string()),
        ]),
        by: None,
    };
    put(tx, &told, &Side { applicant: Some(application.side()), case: Some(application.id()) }).await
}

/// Tells a holder who pays by the month, and the accountants, that a bill was given up and each case is paid by itself
/// now; the holder also when the terms go on.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_terms(
    tx: &mut Tx,
    account: &PrepaidRow,
    bill: &InvoiceRow,
    stop: JobId,
    stopped: bool,
) -> Result<(), Error> {
    let event = if stopped { Event::TermsStopped } else { Event::TermsResumed };
    let mut facts = details([("account", account.number.clone())]);
    if stopped {
        facts.extend(details([
            ("invoice", bill.number.clone()),
            ("amount", bill.money(bill.balance.written_off).to_string()),
        ]));
    }
    let told = Told {
        event,
        once: format!("{}/{stop}", event.code()),
        object_kind: "invoice",
        object_id: bill.id.to_string(),
        details: facts,
        by: None,
    };
    put(tx, &told, &Side { applicant: Some(&crate::money::side(bill)), case: None }).await
}

/// Tells the payer, and the officer in charge, that the bank sent a cheque back.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_bounce(
    tx: &mut Tx,
    cheque: &ChequeRow,
    invoice: &InvoiceRow,
    reason: &str,
    who: &Who,
) -> Result<(), Error> {
    let told = Told {
        event: Event::ChequeBounced,
        once: format!("{}/{}", Event::ChequeBounced.code(), cheque.id),
        object_kind: "invoice",
        object_id: invoice.id.to_string(),
        details: details([
            ("invoice", invoice.number.clone()),
            ("cheque", cheque.number.clone()),
            ("amount", cheque.amount.to_string()),
            ("reason", reason.to_owned()),
        ]),
        by: who.actor.person().map(|p| p.id),
    };
    let mut payer = crate::money::side(invoice);
    // An agent of the case pays for it too.
    if let Some(id) = invoice.application {
        let stored: Option<StoredApplication<Application>> = tx.application(id).await?;
        payer.agent = stored.and_then(|s| s.value.side().agent);
    }
    put(tx, &told, &Side { applicant: Some(&payer), case: invoice.application }).await
}

/// Tells a holder who pays by the month that the bill is there.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_bill(tx: &mut Tx, invoice: &InvoiceRow, month: &str) -> Result<(), Error> {
    let told = Told {
        event: Event::BillIssued,
        once: format!("{}/{}", Event::BillIssued.code(), invoice.id),
        object_kind: "invoice",
        object_id: invoice.id.to_string(),
        details: details([
            ("invoice", invoice.number.clone()),
            ("amount", invoice.money(invoice.balance.total).to_string()),
            ("month", month.to_owned()),
            ("until", day(invoice.due_at).to_string()),
        ]),
        by: None,
    };
    put(tx, &told, &Side { applicant: Some(&crate::money::side(invoice)), case: None }).await
}
