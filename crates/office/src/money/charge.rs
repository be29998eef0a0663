//! Invoices: at submission, at approval, at collection, and for what comes on top. Also the gates that ask whether
//! they are settled.

use super::{account, cheque, monthly, number, schedule, settle};
use crate::notices::paying;
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::Timestamp;
use cites::ids::{ApplicationId, InvoiceId, InvoiceKind};
use jiff::ToSpan as _;
use permits::application::state::{FeeBasis, Invoice};
use permits::application::{ApplicantSide, Application, ApplicationAct, Fee};
use permits::form::URGENT;
use permits::money::{ApplicantClass, Balance, FeeFacts, FeeItem, FeeSchedule, InvoiceLine, PayMethod, PayPoint};
use permits::{ActError, Draft};
use store::{InvoiceRow, Read, Tx};

/// Who applies, for the rows of a schedule.
fn class(application: &Application) -> ApplicantClass {
    class_of(application.side())
}

/// Which class of applicants a side is, for the rows of a schedule.
pub fn class_of(side: &ApplicantSide) -> ApplicantClass {
    if side.organisation.is_some() { ApplicantClass::Organisation } else { ApplicantClass::Person }
}

/// What is to be paid at submission, and the invoice for it. An account that holds enough pays at once.
///
/// # Errors
/// What the archive says.
pub async fn at_submission(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    application: &Application,
    now: Timestamp,
) -> Result<Fee, Error> {
    // A form that is not complete is refused by the act itself, with every box.
    let Ok(draft) = Draft::parse(application.form()) else { return Ok(Fee::NotDue(FeeBasis::Free)) };
    let Some(fees) = schedule::in_force(tx, day(now)).await?.filter(|f| f.pay_point != PayPoint::None) else {
        schedule::offered(None, &FeeFacts::of(&draft, class(application), &office.taxa))?;
        return Ok(Fee::NotDue(FeeBasis::Free));
    };
    let purpose = match fees.pay_point {
        PayPoint::None => return Ok(Fee::NotDue(FeeBasis::Free)),
        PayPoint::Collection => "COLLECTION",
        PayPoint::Submission => "SUBMISSION",
        PayPoint::Approval => "APPROVAL",
    };
    // Also where it is paid later: what the fee depends on is asked while the applicant is here.
    let facts = FeeFacts::of(&draft, class(application), &office.taxa);
    schedule::offered(Some(&fees), &facts)?;
    let lines = fees.fees(&facts).map_err(on_value)?;
    if fees.pay_point == PayPoint::Collection {
        return Ok(Fee::NotDue(FeeBasis::PayAfter));
    }
    if lines.is_empty() {
        return Ok(Fee::NotDue(FeeBasis::Free));
    }
    if monthly::collect(tx, office, application, &lines, fees.total(&lines)?).await? {
        return Ok(Fee::NotDue(FeeBasis::PayAfter));
    }
    let invoice = raise(tx, office, who, application, Some(&draft), &fees, purpose, lines, String::new()).await?;
    let paid = draw_if_enough(tx, office, who, &invoice).await?;
    Ok(match (paid, fees.pay_point) {
        (true, _) => Fee::NotDue(FeeBasis::Prepaid),
        (false, PayPoint::Submission) => Fee::Due(open(&invoice)),
        (false, _) => {
            paying::of_invoice(tx, &invoice, application.side()).await?;
            Fee::NotDue(FeeBasis::PayAfter)
        }
    })
}

/// What was handed in and charged as standard does not become urgent when it is completed; where fees are asked at
/// approval only, it may.
///
/// # Errors
/// `urgency-later` at the box of the answer, or what the archive says.
pub async fn at_completion(tx: &mut Tx, application: &Application, now: Timestamp) -> Result<(), Error> {
    if application.form().urgency != URGENT {
        return Ok(());
    }
    let charged = |lines: &[InvoiceLine]| lines.iter().any(|l| l.item == FeeItem::Urgent);
    let before = tx.invoices_of_case(application.id()).await?;
    let collected = tx.charges_of_case(application.id()).await?;
    if before.iter().any(|i| charged(&i.lines)) || collected.iter().any(|c| charged(&c.lines)) {
        return Ok(());
    }
    let later = schedule::in_force(tx, day(now)).await?.is_some_and(|f| f.pay_point == PayPoint::Collection);
    if later && before.is_empty() && collected.is_empty() {
        return Ok(());
    }
    let help =
        "Keep the standard handling: what was handed in as standard does not become urgent when it is completed.";
    Err(Error::value("urgency", "urgency-later", help))
}

/// What an amendment costs, where the Party's schedule has a row for it: asked before it is approved, or with the others
/// at collection. The issue fee of the amended permit was paid and is not asked again.
///
/// # Errors
/// What the archive says.
pub async fn at_amendment(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    application: &Application,
    now: Timestamp,
) -> Result<(), Error> {
    let Some(draft) = application.draft() else { return Ok(()) };
    let now_due = |f: &FeeSchedule| matches!(f.pay_point, PayPoint::Submission | PayPoint::Approval);
    let Some(fees) = schedule::in_force(tx, day(now)).await?.filter(now_due) else { return Ok(()) };
    let lines = fees.fees(&FeeFacts::of(draft, class(application), &office.taxa))?;
    if lines.is_empty() || monthly::collect(tx, office, application, &lines, fees.total(&lines)?).await? {
        return Ok(());
    }
    let invoice = raise(tx, office, who, application, Some(draft), &fees, "APPROVAL", lines, String::new()).await?;
    if !draw_if_enough(tx, office, who, &invoice).await? {
        paying::of_invoice(tx, &invoice, application.side()).await?;
    }
    Ok(())
}

/// What is missing of the declared value is said at its box.
fn on_value(error: ActError) -> Error {
    match error.code() {
        code @ ("declared-value-missing" | "declared-value-currency") => {
            Error::value("declared_value", code, error.to_string())
        }
        _ => error.into(),
    }
}

/// Where the Party takes its fees at collection, the invoice is issued when the permit is approved.
///
/// # Errors
/// What the archive says.
pub async fn at_approval(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    application: &Application,
    now: Timestamp,
) -> Result<(), Error> {
    let Some(fees) = schedule::in_force(tx, day(now)).await? else { return Ok(()) };
    let before = tx.invoices_of_case(application.id()).await?;
    let Some(draft) = application.draft() else { return Ok(()) };
    // One invoice for one case: an approval that was dropped and given again asks for nothing more, and who paid at
    // submission under an earlier schedule has paid.
    if fees.pay_point != PayPoint::Collection || before.iter().any(|i| i.purpose != "EXTRA") {
        return Ok(());
    }
    if !tx.charges_of_case(application.id()).await?.is_empty() {
        return Ok(());
    }
    let lines = fees.fees(&FeeFacts::of(draft, class(application), &office.taxa))?;
    if lines.is_empty() || monthly::collect(tx, office, application, &lines, fees.total(&lines)?).await? {
        return Ok(());
    }
    let invoice = raise(tx, office, who, application, None, &fees, "COLLECTION", lines, String::new()).await?;
    if !draw_if_enough(tx, office, who, &invoice).await? {
        paying::of_invoice(tx, &invoice, application.side()).await?;
    }
    Ok(())
}

/// Nothing may be left to pay when a case is approved; what is paid at collection is asked there.
///
/// # Errors
/// `fees-open`, or what the archive says.
pub async fn require_settled(read: &mut Read, id: ApplicationId) -> Result<(), Error> {
    refuse_open(read, id, |invoice| invoice.purpose != "COLLECTION").await
}

/// Nothing may be left to pay when a permit is handed over, and no cheque may be on its way to the bank.
///
/// # Errors
/// `fees-open`, `cheque-not-cleared`, or what the archive says.
pub async fn require_paid_for_delivery(read: &mut Read, id: ApplicationId) -> Result<(), Error> {
    refuse_open(read, id, |_| true).await?;
    cheque::case_must_be_cleared(read, id).await
}

/// A permit that was not handed over is used by nobody while something is left to pay: handing over is what the payment
/// at collection waits for (`spec/workflow.md` section 7), and an electronic permit is handed over by its first use.
/// Customs are told no number and no sum.
///
/// # Errors
/// `permit-not-handed-over`, or what the archive says.
pub async fn require_handed_over(read: &mut Read, permit: &permits::permit::Permit) -> Result<(), Error> {
    if permit.status() != cites::PermitStatus::Issued {
        return Ok(());
    }
    match require_paid_for_delivery(read, permit.application()).await {
        Err(Error::Act(_)) => Err(Error::Act(ActError::precondition(
            "permit-not-handed-over",
            "The Authority has not handed this permit over; send its holder there first.",
        ))),
        other => other,
    }
}

async fn refuse_open(read: &mut Read, id: ApplicationId, counts: impl Fn(&InvoiceRow) -> bool) -> Result<(), Error> {
    let open = read.invoices_of_case(id).await?.into_iter().find(|i| counts(i) && !i.balance.settled());
    match open {
        None => Ok(()),
        Some(invoice) if invoice.balance.written_off > 0 => Err(Error::Act(ActError::precondition(
            "fees-written-off",
            format!("Invoice {} was written off and never paid; have it opened again, or waived.", invoice.number),
        ))),
        Some(invoice) => Err(Error::Act(ActError::precondition(
            "fees-open",
            format!("Invoice {} is not settled; wait for the payment, or have it waived.", invoice.number),
        ))),
    }
}

/// An additional fee of the schedule in force: so many of one thing. The case waits until it is paid.
///
/// # Errors
/// `fee-none-in-force`, `fee-item-unknown`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn extra_fee(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    item: FeeItem,
    count: u16,
    note: String,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "extra_fee", |tx, application, now| {
        if count == 0 {
            return Err(Error::value("count", "money-zero", "Give an amount above zero."));
        }
        let fees = schedule::in_force(tx, day(now)).await?;
        let none = || Error::value("item", "fee-none-in-force", "No fee schedule is in force.");
        let fees = fees.filter(|f| f.pay_point != PayPoint::None).ok_or_else(none)?;
        // What was never handed in has nothing to charge for.
        let early = || ActError::NotInApplicationState { act: "extra_fee", state: application.status() };
        let draft = application.draft().ok_or_else(early)?;
        let facts = FeeFacts::of(draft, class(application), &office.taxa);
        let lines = fees.extra(item, count, &facts).map_err(|e| Error::value("item", e.code(), e.to_string()))?;
        // The state machine refuses a wrong hand or state after this, and the invoice goes with it.
        let invoice = raise(tx, office, who, application, None, &fees, "EXTRA", lines, note.trim().to_owned()).await?;
        Ok(ApplicationAct::ExtraFee { invoice: open(&invoice) })
    })
}

/// Withdraws the applications whose payment deadline has passed; their invoices are cancelled by credit note. Answers
/// how many. A job of the system.
///
/// # Errors
/// What the archive says.
pub async fn time_out(office: &Office, who: &Who) -> Result<usize, Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let overdue = read.invoices_overdue(now, 100).await?;
    drop(read);
    let mut done = 0;
    for invoice in overdue {
        let Some(id) = invoice.application else { continue };
        let ended: Result<Stepped, Error> =
            case::step!(office, who, id, "payment_timeout", |_, _, _| Ok(ApplicationAct::PaymentTimeout));
        match ended {
            Ok(_) => done += 1,
            // Paid or withdrawn in the meantime.
            Err(Error::Act(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(done)
}

/// What stands in the application's state of an invoice.
fn open(row: &InvoiceRow) -> Invoice {
    Invoice { number: row.number.clone(), amount: row.money(row.balance.total), deadline: row.due_at }
}

/// Issues an invoice with a number from the series, in the act's own transaction.
#[expect(clippy::too_many_arguments, reason = "an invoice says all of this, and only two places call it")]
async fn raise(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    application: &Application,
    draft: Option<&Draft>,
    fees: &FeeSchedule,
    purpose: &str,
    lines: Vec<InvoiceLine>,
    note: String,
) -> Result<InvoiceRow, Error> {
    let now = tx.at();
    let year = day(now).year();
    let serial = tx.take_serial("invoice", year).await?;
    let total = fees.total(&lines)?;
    let side = application.side();
    let id: InvoiceId = office.id::<InvoiceKind>(now);
    let row = InvoiceRow {
        id,
        number: number("INV", year, serial.serial),
        application: Some(application.id()),
        subject: store::Subject::Case(application.id()),
        organisation: side.organisation,
        person: side.applicant,
        payer: payer(tx, application, draft).await?,
        purpose: purpose.to_owned(),
        currency: fees.currency,
        lines,
        note,
        due_at: now + (i64::from(fees.payment_days) * 24).hours(),
        issued_at: now,
        issued_by: store::actor_key(&who.actor),
        balance: Balance::new(total.minor),
        version: 1,
    };
    tx.invoice_insert(&row).await?;
    Ok(row)
}

/// Name of the payer: the company, the person, or who stands on the form.
async fn payer(read: &mut Read, application: &Application, draft: Option<&Draft>) -> Result<String, Error> {
    let side = application.side();
    if let Some(id) = side.organisation
        && let Some(found) = read.organisation::<serde_json::Value>(id).await?
    {
        return Ok(found.columns.name);
    }
    if let Some(id) = side.applicant
        && let Some(found) = read.person(id).await?
    {
        return Ok(found.name);
    }
    let draft = draft.or(application.draft());
    Ok(draft.map(|d| d.exporter.name.clone()).unwrap_or_default())
}

/// Pays from the payer's account when there is enough in it.
pub(super) async fn draw_if_enough(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    invoice: &InvoiceRow,
) -> Result<bool, Error> {
    let Some(found) = account::of_payer(tx, invoice).await? else { return Ok(false) };
    let Some(held) = tx.prepaid_for_update(found.id).await? else { return Ok(false) };
    if held.balance.currency != invoice.currency || held.balance.minor < invoice.balance.open() {
        return Ok(false);
    }
    let coming = settle::Coming {
        invoice: invoice.id,
        amount: invoice.money(invoice.balance.open()),
        method: PayMethod::Prepaid,
        reference: None,
        payer: held.holder.clone(),
        session: None,
        account: Some(held),
    };
    settle::put(tx, office, who, coming).await?;
    Ok(true)
}
