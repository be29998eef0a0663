//! What takes two persons: waiving what is open, crediting an invoice, giving back what was paid too much.

use super::{ASK, BOOKS, DECIDE, account, book, cheque, number, offices, settle, write_off};
use crate::shared::act::{self, Ran};
use crate::shared::case::Stored;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{AttachmentId, InvoiceId, MoneyReceiptKind, MoneyRequestId, MoneyRequestKind};
use permits::money::{FeeItem, RequestKind, take_back, tax_of_credit};
use store::{AuditEntry, CreditNoteRow, EvidenceRow, InvoiceRow, MoneyRequestRow, Read, Tx};

/// What stands behind a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// A paper among those of the case.
    pub attachment: Option<AttachmentId>,
    /// What the paper is and where it is kept; may be blank beside an attachment.
    pub paper: String,
}

impl Evidence {
    /// The row to keep; `None` where nothing was given.
    async fn kept(
        self,
        read: &mut Read,
        invoice: &InvoiceRow,
    ) -> Result<Option<(Option<AttachmentId>, String)>, Error> {
        let mut paper: String = self.paper.chars().filter(|c| !c.is_control()).take(300).collect();
        paper = paper.trim().to_owned();
        if let Some(id) = self.attachment {
            let other = || Error::value("attachment", "evidence-other-case", "Choose a paper of this case.");
            let file = read.attachment(id).await?.ok_or_else(other)?;
            if Some(file.application) != invoice.application || file.removed_at.is_some() {
                return Err(other());
            }
            if paper.is_empty() {
                paper = file.name;
            }
        }
        Ok(Some((self.attachment, paper)).filter(|(_, paper)| !paper.is_empty()))
    }
}

fn needs_paper(field: &str) -> Error {
    Error::value(field, "evidence-missing", "Name the paper that shows it, or choose one of the case.")
}

/// Asks for a waiver, a credit or the return of a surplus, without a paper; see [`ask_with`].
///
/// # Errors
/// What [`ask_with`] says.
pub async fn ask(
    office: &Office,
    who: &Who,
    invoice: InvoiceId,
    kind: RequestKind,
    amount_minor: i64,
    reason: String,
) -> Result<MoneyRequestRow, Error> {
    ask_with(office, who, invoice, kind, amount_minor, reason, Evidence::default()).await
}

/// Asks for a waiver, a credit, the return of a surplus, or that a debt is given up or owed again; nothing moves until a
/// second person releases it. Where the Party says so, a waiver needs a paper (`spec/workflow.md` section 7).
///
/// # Errors
/// `reason-empty`, `money-zero`, `evidence-missing`, `evidence-other-case`, `write-off-case-waits`, more than there is,
/// [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn ask_with(
    office: &Office,
    who: &Who,
    invoice: InvoiceId,
    kind: RequestKind,
    amount_minor: i64,
    reason: String,
    evidence: Evidence,
) -> Result<MoneyRequestRow, Error> {
    who.must_be(if write_off::is(kind) { BOOKS } else { ASK })?;
    who.person()?;
    if reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "money_ask", |tx| {
        let row = tx.invoice(invoice).await?.ok_or(Error::NotFound("invoice"))?;
        let mut tried = row.balance;
        apply(&mut tried, kind, amount_minor).map_err(at_amount)?;
        if kind == RequestKind::WriteOff {
            write_off::must_not_wait(tx, &row).await?;
        }
        let evidence = evidence.clone().kept(tx, &row).await?;
        if kind == RequestKind::Waiver && evidence.is_none() && tx.waiver_needs_evidence().await? {
            return Err(needs_paper("paper"));
        }
        let request = insert(tx, office, who, &row, kind, amount_minor, None, reason.trim()).await?;
        let mut words = words(&row, &request);
        if let Some((attachment, paper)) = evidence {
            words["paper"] = paper.clone().into();
            tx.money_evidence_insert(&EvidenceRow { request: request.id, attachment, paper }).await?;
        }
        tx.audit(AuditEntry::new("money_ask", "invoice", invoice).payload(&words)?);
        let id = request.id.to_string();
        Ok((request, id))
    });
    match ran? {
        Ran::Now(request) => Ok(request),
        Ran::Before(id) => again(office, who, &id).await,
    }
}

/// The request of an act that was done before.
pub(super) async fn again(office: &Office, who: &Who, id: &str) -> Result<MoneyRequestRow, Error> {
    get(office, who, MoneyRequestId::parse(id).map_err(Error::internal)?).await
}

pub(super) fn at_amount(error: permits::ActError) -> Error {
    Error::value("amount", error.code(), error.to_string())
}

/// Moves a balance; answers what is given back of it as money.
pub(super) fn apply(
    balance: &mut permits::money::Balance,
    kind: RequestKind,
    minor: i64,
) -> Result<i64, permits::ActError> {
    match kind {
        RequestKind::Waiver => balance.waive(minor).map(|()| 0),
        RequestKind::Credit => balance.credit(minor).map(|c| c.refunded),
        RequestKind::Surplus => balance.give_surplus_back(minor).map(|()| minor),
        RequestKind::WriteOff => balance.write_off(minor).map(|()| 0),
        RequestKind::Reopen => balance.reopen(minor).map(|()| 0),
    }
}

/// What the audit trail keeps of a request.
pub(super) fn words(invoice: &InvoiceRow, r: &MoneyRequestRow) -> serde_json::Value {
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
/// `money-needs-two` for the one who asked, `money-decided`, `evidence-missing`, more than there is by now,
/// [`Error::NotFound`] or [`Error::NotPermitted`]: the books themselves give no debt up.
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
        if release && write_off::is(request.kind) {
            who.must_be(write_off::APPROVE)?;
        }
        let bare = release && request.kind == RequestKind::Waiver && tx.money_evidence(id).await?.is_none();
        if bare && tx.waiver_needs_evidence().await? {
            return Err(needs_paper(""));
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
        if matches!(request.kind, RequestKind::Credit | RequestKind::Surplus) {
            cheque::must_be_cleared(tx, request.invoice).await?;
        }
        let invoice = match request.kind {
            RequestKind::Credit => {
                credit(tx, office, who, &row, request.amount_minor, request.first_item, &request.reason).await?
            }
            RequestKind::WriteOff | RequestKind::Reopen => write_off::apply(tx, office, who, &row, &request).await?,
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
            RequestKind::Surplus | RequestKind::WriteOff | RequestKind::Reopen => None,
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
    offices::as_invoice(tx, note.id, row.id).await?;
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
