//! What is to be paid and what was received, where no case moves by it: fees at approval or collection, and every receipt
//! that is not the one a case waited for. Called where invoices are raised and receipts written. The bill of a month and a
//! cheque that bounced have words of their own (`super::tell::{of_bill, of_bounce}`).

use super::table::Event;
use super::tell::{Side, Told, details, put};
use crate::shared::error::Error;
use crate::shared::facts::day;
use cites::ids::JobId;
use permits::application::{ApplicantSide, Application};
use permits::clocks::Reading;
use store::{ApplicationRow, InvoiceRow, MoneyReceiptRow, PrepaidRow, Tx};

/// Whose invoice it is: the applicant's side of its case, else the holder of the account.
fn payer(invoice: &InvoiceRow, case: Option<&ApplicantSide>) -> ApplicantSide {
    let holder = || ApplicantSide { applicant: invoice.person, organisation: invoice.organisation, agent: None };
    case.cloned().unwrap_or_else(holder)
}

/// Tells who pays that an invoice is open.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_invoice(tx: &mut Tx, invoice: &InvoiceRow, case: Option<&ApplicantSide>) -> Result<(), Error> {
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
    let side = payer(invoice, case);
    put(tx, &told, &Side { applicant: Some(&side), case: invoice.application }).await
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
    let side = payer(invoice, case);
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
