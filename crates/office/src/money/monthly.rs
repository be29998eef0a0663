//! Holders who pay by the month: their fees are collected, and one invoice for all of them is issued when the month is
//! over. How much may stand unbilled is agreed; who has not paid a bill in time pays each fee at once again.

use super::{BOOKS, account, month, number, schedule};
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, ChargeKind, InvoiceId, InvoiceKind, PrepaidAccountId};
use cites::{Money, Timestamp};
use jiff::ToSpan as _;
use permits::Application;
use permits::money::{Balance, FeeItem, GivenBack, InvoiceLine, owed_no_more};
use store::{AuditEntry, ChargeRow, InvoiceRow, TermsRow, Tx};

/// Days to pay a bill where no schedule says another number.
const DAYS: u16 = 30;

/// Agrees that the holder of an account pays by the month, changes the limit, or ends it.
///
/// # Errors
/// `money-zero`, `payment-currency`, `terms-stopped` while they stand still, `terms-limit` when more stands unbilled than
/// the new limit, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn agree(
    office: &Office,
    who: &Who,
    id: PrepaidAccountId,
    active: bool,
    limit: Money,
) -> Result<TermsRow, Error> {
    who.must_be(BOOKS)?;
    if limit.minor < 0 || (active && limit.minor == 0) {
        return Err(Error::value("limit", "money-zero", "Give an amount above zero."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "account_terms", |tx| {
        let row = tx.prepaid_for_update(id).await?.ok_or(Error::NotFound("prepaid account"))?;
        if row.balance.currency != limit.currency {
            return Err(Error::value("limit", "payment-currency", "The account is in another currency."));
        }
        if tx.account_terms(id).await?.is_some_and(|t| t.unbilled_minor > limit.minor) {
            return Err(Error::value("limit", "terms-limit", "More than this stands unbilled; bill it first."));
        }
        if active && tx.terms_stopped(id).await?.is_some() {
            let help =
                "A bill of this account was written off; ask that its terms go on, and let another person decide.";
            return Err(Error::value("active", "terms-stopped", help));
        }
        tx.account_terms_put(id, active, limit, &store::actor_key(&who.actor)).await?;
        let words = serde_json::json!({ "account": row.number, "active": active, "limit": limit.to_string() });
        tx.audit(AuditEntry::new("account_terms", "prepaid-account", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    ran?;
    let mut read = office.store.read(&who.scope(now)).await?;
    read.account_terms(id).await?.ok_or(Error::NotFound("terms"))
}

/// Collects the fees of a case where its payer pays by the month; `false`: an invoice of its own is needed.
pub(super) async fn collect(
    tx: &mut Tx,
    office: &Office,
    application: &Application,
    lines: &[InvoiceLine],
    total: Money,
) -> Result<bool, Error> {
    let side = application.side();
    let person = side.applicant.filter(|_| side.organisation.is_none());
    let Some(found) = tx.prepaid_of(side.organisation, person).await? else { return Ok(false) };
    let Some(held) = tx.prepaid_for_update(found.id).await? else { return Ok(false) };
    let Some(terms) = tx.account_terms(held.id).await?.filter(|t| t.active) else { return Ok(false) };
    // Who let a bill be written off pays each case by itself until two persons say otherwise.
    if tx.terms_stopped(held.id).await?.is_some() {
        return Ok(false);
    }
    let now = tx.at();
    let within = terms.unbilled_minor.checked_add(total.minor).is_some_and(|sum| sum <= terms.limit.minor);
    if terms.limit.currency != total.currency || !within {
        return Ok(false);
    }
    let late = tx.monthly_bills(held.id).await?.iter().any(|b| b.open_minor > 0 && b.due_at < now);
    if late {
        return Ok(false);
    }
    let stored: Option<store::StoredApplication<Application>> = tx.application(application.id()).await?;
    let reference = stored.map(|s| s.columns.reference).unwrap_or_default();
    tx.charge_insert(&ChargeRow {
        id: office.id::<ChargeKind>(now),
        account: held.id,
        application: application.id(),
        reference,
        amount: total,
        lines: lines.to_vec(),
        at: now,
        bill: None,
    })
    .await?;
    Ok(true)
}

/// The end of a case: what is not owed is taken from the next bill. What stands on a bill already counts as paid.
pub(super) async fn follow(tx: &mut Tx, office: &Office, id: ApplicationId, back: GivenBack) -> Result<(), Error> {
    let mut charges = tx.charges_of_case(id).await?;
    if back == GivenBack::Unpaid {
        charges.retain(|c| c.bill.is_none());
    }
    let Some(first) = charges.first() else { return Ok(()) };
    let stand: Vec<InvoiceLine> = charges.iter().flat_map(|c| c.lines.iter().cloned()).collect();
    let lines: Vec<InvoiceLine> =
        owed_no_more(&stand, back).into_iter().map(|(item, minor)| InvoiceLine::once(item, -minor)).collect();
    let minor: i64 = lines.iter().map(|l| l.minor).sum();
    if minor == 0 {
        return Ok(());
    }
    tx.prepaid_for_update(first.account).await?;
    let now = tx.at();
    let charge = ChargeRow {
        id: office.id::<ChargeKind>(now),
        account: first.account,
        application: id,
        reference: first.reference.clone(),
        amount: Money { minor, currency: first.amount.currency },
        lines,
        at: now,
        bill: None,
    };
    tx.charge_insert(&charge).await?;
    Ok(())
}

/// The lines of a bill: the same fee at the same price stands once.
fn merged(charges: &[ChargeRow]) -> Vec<InvoiceLine> {
    let mut out: Vec<InvoiceLine> = Vec::new();
    let all = || charges.iter().flat_map(|c| &c.lines);
    for line in all().filter(|l| l.item != FeeItem::Tax) {
        let same = |l: &&mut InvoiceLine| {
            let rated = l.share.is_none() && line.share.is_none() && l.cited == line.cited;
            l.item == line.item && l.rate_minor == line.rate_minor && rated
        };
        match out.iter_mut().find(same) {
            Some(slot) if slot.count.plus(line.count).is_some() => {
                slot.count = slot.count.plus(line.count).unwrap_or(slot.count);
                slot.minor += line.minor;
            }
            _ => out.push(line.clone()),
        }
    }
    // The tax of all cases is one line: each was rounded when its fee became due, and their sum is owed.
    let tax: i64 = all().filter(|l| l.item == FeeItem::Tax).map(|l| l.minor).sum();
    out.extend((tax != 0).then(|| InvoiceLine::once(FeeItem::Tax, tax)));
    out
}

/// Issues the bill of a month for an account: one invoice for everything collected up to its end, with a number from
/// the series of invoices. What was given back and is more than what was charged waits for the next month.
///
/// # Errors
/// `month-form`, `month-not-over`, `bill-nothing`, `bill-before`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn bill(office: &Office, who: &Who, id: PrepaidAccountId, month: &str) -> Result<InvoiceRow, Error> {
    if who.actor.person().is_some() {
        who.must_be(BOOKS)?;
    }
    let (_, last) = month::days(month)?;
    let now = office.clock.now();
    if day(now) <= last {
        return Err(Error::value("month", "month-not-over", "A month is billed when its last day has passed."));
    }
    let after = last.tomorrow().map_err(Error::internal)?.at(0, 0, 0, 0);
    let before = after.to_zoned(jiff::tz::TimeZone::UTC).map_err(Error::internal)?.timestamp();
    let invoice: InvoiceId = office.id::<InvoiceKind>(now);
    let ran = act::run!(office, who, now, "bill_month", |tx| {
        let held = tx.prepaid_for_update(id).await?.ok_or(Error::NotFound("prepaid account"))?;
        if tx.monthly_bills(id).await?.iter().any(|b| b.month == month) {
            return Err(Error::value("month", "bill-before", "This month was billed already."));
        }
        let charges = tx.charges_unbilled(id, before).await?;
        let total: i64 = charges.iter().map(|c| c.amount.minor).sum();
        if total <= 0 {
            return Err(Error::value("month", "bill-nothing", "Nothing is to be billed for this month."));
        }
        let year = day(now).year();
        let serial = tx.take_serial("invoice", year).await?;
        let days = schedule::in_force(tx, day(now)).await?.map_or(DAYS, |s| s.payment_days);
        let row = InvoiceRow {
            id: invoice,
            number: number("INV", year, serial.serial),
            application: None,
            subject: store::Subject::Month,
            organisation: held.organisation,
            person: held.person,
            payer: held.holder.clone(),
            purpose: "EXTRA".into(),
            currency: held.balance.currency,
            lines: merged(&charges),
            note: month.to_owned(),
            due_at: now + (i64::from(days) * 24).hours(),
            issued_at: now,
            issued_by: store::actor_key(&who.actor),
            balance: Balance::new(total),
            version: 1,
        };
        tx.invoice_insert(&row).await?;
        tx.bill_insert(id, month, invoice, &charges).await?;
        crate::notices::paying::of_bill(tx, &row, month).await?;
        let words = serde_json::json!({
            "account": held.number, "month": month, "invoice": row.number, "charges": charges.len(),
            "total": row.money(total).to_string(),
        });
        tx.audit(AuditEntry::new("bill_month", "invoice", invoice).payload(&words)?);
        Ok(((), invoice.to_string()))
    });
    let invoice = match ran? {
        Ran::Now(()) => invoice,
        Ran::Before(id) => InvoiceId::parse(&id).map_err(Error::internal)?,
    };
    let mut read = office.store.read(&who.scope(now)).await?;
    read.invoice(invoice).await?.ok_or(Error::NotFound("invoice"))
}

/// Bills the month before this one for every holder who pays by the month. A job of the system; answers how many.
///
/// # Errors
/// What the archive says.
pub async fn bill_all(office: &Office, who: &Who) -> Result<usize, Error> {
    let now: Timestamp = office.clock.now();
    let before = day(now).first_of_month().yesterday().map_err(Error::internal)?;
    let month = month::of(before);
    let mut read = office.store.read(&who.scope(now)).await?;
    let all = read.account_terms_all().await?;
    drop(read);
    let mut done = 0;
    for terms in all.iter().filter(|t| t.unbilled_minor > 0) {
        match bill(office, who, terms.account, &month).await {
            Ok(_) => done += 1,
            // Billed by hand, or nothing up to the month's end.
            Err(Error::Value { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(done)
}

/// The account a reader may see, with what was agreed.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn terms(read: &mut store::Read, who: &Who, id: PrepaidAccountId) -> Result<Option<TermsRow>, Error> {
    account::load(read, who, id).await?;
    Ok(read.account_terms(id).await?)
}
