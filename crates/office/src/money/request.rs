//! What takes two persons: waiving what is open, crediting an invoice, giving back what was paid too much.

use super::{ASK, DECIDE, account, book, cheque, number, settle};
use crate::shared::act::{self, Ran};
use crate::shared::case::Stored;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{InvoiceId, MoneyReceiptKind, MoneyRequestId, MoneyRequestKind};
use permits::money::{FeeItem, RequestKind, take_back, tax_of_credit};
use store::{AuditEntry, CreditNoteRow, InvoiceRow, MoneyRequestRow, Tx};

/// Asks for a waiver, a credit or the return of a surplus; nothing moves until a second person releases it.
///
/// # Errors
/// `reason-empty`, `money-zero`, more than there is, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn ask(
    office: &Office,
    who: &Who,
    invoice: InvoiceId,
    kind: RequestKind,
    amount_minor: i64,
    reason: String,
) -> Result<MoneyRequestRow, Error> {
    who.must_be(ASK)?;
    who.person()?;
    if reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "money_ask", |tx| {
        let row = tx.invoice(invoice).await?.ok_or(Error::NotFound("invoice"))?;
        let mut tried = row.balance;
        apply(&mut tried, kind, amount_minor).map_err(at_amount)?;
        let request = insert(tx, office, who, &row, kind, amount_minor, None, reason.trim()).await?;
        tx.audit(AuditEntry::new("money_ask", "invoice", invoice).payload(&words(&row, &request))?);
        let id = request.id.to_string();
        Ok((request, id))
    });
    match ran? {
        Ran::Now(request) => Ok(request),
        Ran::Before(id) => get(office, who, MoneyRequestId::parse(&id).map_err(Error::internal)?).await,
    }
}

fn at_amount(error: permits::ActError) -> Error {
    Error::value("amount", error.code(), error.to_string())
}

/// Moves a balance; answers what is given back of it as money.
fn apply(balance: &mut permits::money::Balance, kind: RequestKind, minor: i64) -> Result<i64, permits::ActError> {
    match kind {
        RequestKind::Waiver => balance.waive(minor).map(|()| 0),
        RequestKind::Credit => balance.credit(minor).map(|c| c.refunded),
        RequestKind::Surplus => balance.give_surplus_back(minor).map(|()| minor),
    }
}

/// What the audit trail keeps of a request.
fn words(invoice: &InvoiceRow, r: &MoneyRequestRow) -> serde_json::Value {
    serde_json::json!({
        "kind": r.kind.code(), "invoice": invoice.number, "amount": invoice.money(r.amount_minor).to_string(),
        "reason": r.reason, "asked_by": r.asked_by,
    })
}

#[expect(clippy::too_many_arguments, reason = "a request says all of this, and only two places call it")]
pub(super) async fn insert(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    invoice: &InvoiceRow,
    kind: RequestKind,
    amount_minor: i64,
    first_item: Option<FeeItem>,
    reason: &str,
) -> Result<MoneyRequestRow, Error> {
    let now = tx.at();
    let row = MoneyRequestRow {
        id: office.id::<MoneyRequestKind>(now),
        kind,
        invoice: invoice.id,
        amount_minor,
        first_item,
        reason: reason.to_owned(),
        state: "PROPOSED".into(),
        asked_by: store::actor_key(&who.actor),
        asked_name: who.actor.person().map(|p| p.name.clone()).unwrap_or_default(),
        asked_at: now,
        decided_by: None,
        decided_at: None,
        version: 1,
    };
    tx.money_request_insert(&row).await?;
    Ok(row)
}

/// The second person releases a request, or turns it down. A waiver or a credit
/// that settles the invoice moves its case.
///
/// # Errors
/// `money-needs-two` for the one who asked, `money-decided`, more than there is by now, [`Error::NotFound`] or
/// [`Error::NotPermitted`].
pub async fn decide(office: &Office, who: &Who, id: MoneyRequestId, release: bool) -> Result<MoneyRequestRow, Error> {
    who.must_be(DECIDE)?;
    who.person()?;
    let by = store::actor_key(&who.actor);
    let now = office.clock.now();
    let name = if release { "money_release" } else { "money_refuse" };
    let ran = act::run!(office, who, now, name, |tx| {
        let request = tx.money_request(id).await?.ok_or(Error::NotFound("request"))?;
        if request.state != "PROPOSED" {
            return Err(Error::value("", "money-decided", "This was decided already; reload the page."));
        }
        if release && request.asked_by == by {
            return Err(Error::value("", "money-needs-two", "Ask a second person: who asked cannot release it."));
        }
        let seen = tx.invoice(request.invoice).await?.ok_or(Error::NotFound("invoice"))?;
        let case: Option<Stored> = match seen.application.filter(|_| release) {
            Some(id) => tx.application_for_update(id).await?,
            None => None,
        };
        tx.money_request_decide(&request, release, &by).await?;
        let words = words(&seen, &request);
        if !release {
            tx.audit(AuditEntry::new(name, "invoice", seen.id).payload(&words)?);
            return Ok(((), id.to_string()));
        }
        let row = tx.invoice_for_update(request.invoice).await?.ok_or(Error::NotFound("invoice"))?;
        // What a cheque paid is given back only once the bank has paid the cheque.
        if request.kind != RequestKind::Waiver {
            cheque::must_be_cleared(tx, request.invoice).await?;
        }
        let invoice = match request.kind {
            RequestKind::Credit => {
                credit(tx, office, who, &row, request.amount_minor, request.first_item, &request.reason).await?
            }
            kind @ (RequestKind::Waiver | RequestKind::Surplus) => {
                let mut balance = row.balance;
                apply(&mut balance, kind, request.amount_minor).map_err(at_amount)?;
                tx.invoice_move(&row, &balance).await?;
                InvoiceRow { balance, version: row.version + 1, ..row }
            }
        };
        let moved = match request.kind {
            RequestKind::Waiver | RequestKind::Credit => {
                settle::follow(tx, office, who, &invoice, case, &invoice.number).await?
            }
            RequestKind::Surplus => None,
        };
        settle::audit(tx, name, &invoice, moved.as_ref(), &words)?;
        Ok(((), id.to_string()))
    });
    ran?;
    get(office, who, id).await
}

/// Writes a credit note with its number and takes the money back from the items. The invoice is locked.
pub(super) async fn credit(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    row: &InvoiceRow,
    amount_minor: i64,
    first: Option<FeeItem>,
    reason: &str,
) -> Result<InvoiceRow, Error> {
    let now = tx.at();
    let mut balance = row.balance;
    let credited = balance.credit(amount_minor).map_err(at_amount)?;
    let (on_day, _) = book(tx, now, false).await?;
    let year = day(now).year();
    let serial = tx.take_serial("credit-note", year).await?;
    let note = CreditNoteRow {
        id: office.id::<MoneyReceiptKind>(now),
        number: number("CRN", year, serial.serial),
        invoice: row.id,
        amount: row.money(amount_minor),
        refunded_minor: credited.refunded,
        tax_minor: tax_of_credit(&row.lines, row.balance.credited, amount_minor),
        reason: reason.to_owned(),
        on_day,
        at: now,
        actor: store::actor_key(&who.actor),
    };
    tx.credit_note_insert(&note).await?;
    if credited.refunded > 0 {
        let had = tx.revenue_of_invoice(row.id).await?;
        for (item, minor) in take_back(&row.lines, &had, first, credited.refunded) {
            tx.revenue_insert(note.id, item, row.id, row.money(-minor), on_day).await?;
        }
    }
    tx.invoice_move(row, &balance).await?;
    // What came out of the payer's account goes back there first; the rest is paid out.
    let drawn = balance.refunded.min(balance.drawn) - row.balance.refunded.min(row.balance.drawn);
    if drawn > 0 {
        account::put_back(tx, row, drawn).await?;
    }
    Ok(InvoiceRow { balance, version: row.version + 1, ..row.clone() })
}

async fn get(office: &Office, who: &Who, id: MoneyRequestId) -> Result<MoneyRequestRow, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.money_request(id).await?.ok_or(Error::NotFound("request"))
}
