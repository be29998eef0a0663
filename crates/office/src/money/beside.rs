//! Fees that hang on something else than an application (`data/codes/fee_items.csv`): a registration for each of its years,
//! copies of a permit, papers that came back late, tags that were handed out, security stamps. They hold nothing up: what
//! is not paid is shown and flagged where the thing is looked at, and is collected like every other invoice.

use super::charge::{class_of, draw_if_enough};
use super::{number, schedule};
use crate::notices::paying;
use crate::registers::holds::EntryBody;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::paper;
use cites::ids::{EntryId, InvoiceId, InvoiceKind, JobId, PermitId};
use cites::{Amount, Date, DocumentType, Role, Timestamp};
use jiff::ToSpan as _;
use permits::application::{ApplicantSide, Application};
use permits::money::{Balance, FeeFacts, FeeItem, FeeLine, FeeSchedule, PayPoint};
use permits::permit::Permit;
use store::{AuditEntry, EntryRow, InvoiceAbout, InvoiceRow, RegisterKind, StoredApplication, Subject, Tx};

/// Who charges a copy or papers that came back late.
pub const CHARGERS: &[Role] = &[Role::MaClerk, Role::MaOfficer, Role::MaSupervisor];
/// Most copies or pages at once.
const COPIES: u16 = 500;

/// What is charged for a permit after its issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Certified copies or annex pages: so many.
    Copies(u16),
    /// Its papers were not returned in time. Charged once for a permit.
    Late,
}

impl After {
    const fn item(self) -> FeeItem {
        match self {
            After::Copies(_) => FeeItem::Copy,
            After::Late => FeeItem::Late,
        }
    }
}

/// One thing to charge.
struct Due {
    subject: Subject,
    /// Who pays.
    side: ApplicantSide,
    facts: FeeFacts,
    item: FeeItem,
    count: u16,
    /// What may be charged once; `None`: it may come again.
    once: Option<String>,
    /// The day whose schedule speaks.
    on: Date,
    note: String,
}

async fn fees_of(tx: &mut Tx, on: Date) -> Result<Option<FeeSchedule>, Error> {
    Ok(schedule::in_force(tx, on).await?.filter(|f| f.pay_point != PayPoint::None))
}

/// Does the schedule ask anything for it? What costs nothing is no fee.
fn asks(fees: &FeeSchedule, due: &Due) -> bool {
    fees.one(due.item, &due.facts).is_some_and(|one| one.minor > 0)
}

/// Issues the invoice with a number from the series, in the act's own transaction; an account that holds enough pays at
/// once, and who has to pay is told. `None` where the Party asks nothing for it or asked before.
async fn issue(tx: &mut Tx, office: &Office, who: &Who, due: Due) -> Result<Option<InvoiceRow>, Error> {
    let Some(fees) = fees_of(tx, due.on).await?.filter(|fees| asks(fees, &due)) else { return Ok(None) };
    if let Some(once) = &due.once
        && tx.charged_once(&due.subject, due.item.code(), once).await?.is_some()
    {
        return Ok(None);
    }
    let lines = fees.extra(due.item, due.count, &due.facts)?;
    let now = tx.at();
    let year = day(now).year();
    let serial = tx.take_serial("invoice", year).await?;
    let id: InvoiceId = office.id::<InvoiceKind>(now);
    let row = InvoiceRow {
        id,
        number: number("INV", year, serial.serial),
        application: match due.subject {
            Subject::Case(case) => Some(case),
            _ => None,
        },
        subject: due.subject,
        organisation: due.side.organisation,
        person: due.side.applicant,
        payer: payer(tx, &due.side).await?,
        purpose: "EXTRA".to_owned(),
        currency: fees.currency,
        balance: Balance::new(fees.total(&lines)?.minor),
        lines,
        note: due.note,
        due_at: now + (i64::from(fees.payment_days) * 24).hours(),
        issued_at: now,
        issued_by: store::actor_key(&who.actor),
        version: 1,
    };
    tx.invoice_insert(&row).await?;
    let once = due.once.unwrap_or_else(|| id.to_string());
    tx.invoice_subject(&row, due.item.code(), &once).await?;
    if !draw_if_enough(tx, office, who, &row).await? {
        paying::of_invoice(tx, &row, &due.side).await?;
    }
    Ok(Some(row))
}

async fn payer(tx: &mut Tx, side: &ApplicantSide) -> Result<String, Error> {
    if let Some(id) = side.organisation
        && let Some((_, name)) = tx.organisation_names(&[id]).await?.into_iter().next()
    {
        return Ok(name);
    }
    match side.applicant {
        Some(id) => Ok(tx.person(id).await?.map(|p| p.name).unwrap_or_default()),
        None => Ok(String::new()),
    }
}

/// Rows of a schedule may name a kind of document: for a registration that is the document its specimens travel with.
const fn document_of(kind: RegisterKind) -> DocumentType {
    match kind {
        RegisterKind::Breeder | RegisterKind::CaptiveI => DocumentType::Captive,
        RegisterKind::Nursery => DocumentType::Artprop,
        RegisterKind::Scientific => DocumentType::Scilabel,
        RegisterKind::Simplified => DocumentType::Partial,
        RegisterKind::Ranch | RegisterKind::Caviar | RegisterKind::Rescue => DocumentType::Export,
    }
}

fn facts(document_type: DocumentType, side: &ApplicantSide, lines: Vec<FeeLine>) -> FeeFacts {
    FeeFacts {
        document_type,
        class: class_of(side),
        urgent: false,
        replaces: false,
        amends: false,
        lines,
        permits: 1,
        value: None,
    }
}

fn side_of(entry: &EntryRow) -> ApplicantSide {
    ApplicantSide { applicant: entry.person, organisation: entry.organisation, agent: None }
}

/// The first day of the year of a registration that runs on a day: its years begin on the day it came into force.
fn year_of(entry: &EntryRow, on: Date) -> Option<Date> {
    let from = entry.from?;
    let mut start = from;
    for years in 1..=i64::from(on.year().saturating_sub(from.year()).max(0)) {
        let next = from.checked_add(years.years()).ok()?;
        if next <= on {
            start = next;
        }
    }
    (start <= on).then_some(start)
}

/// Charges the year of one registration that runs today, at the price of the day on which that year began; `None` where
/// it was charged, or nothing is asked for it. A job of the system: how often it runs makes no difference.
async fn charge_entry(office: &Office, who: &Who, id: EntryId) -> Result<Option<InvoiceId>, Error> {
    let now = office.clock.now();
    let today = day(now);
    let mut read = office.store.read(&who.scope(now)).await?;
    let Some(entry) = read.entry::<EntryBody>(id).await? else { return Ok(None) };
    let Some(start) = year_of(&entry.columns, today) else { return Ok(None) };
    let fees = schedule::in_force(&mut read, start).await?;
    drop(read);
    let side = side_of(&entry.columns);
    let species = entry.value.species().iter().map(|k| k.taxon.as_str());
    let species = species.chain(entry.value.specimens().iter().map(|s| s.taxon.as_str()));
    let line = |name: &str| FeeLine { quantity: Amount::whole(1), term: None, groups: office.taxa.groups_of(name) };
    let facts = facts(document_of(entry.columns.kind), &side, species.map(line).collect());
    let asked = |f: &FeeSchedule| {
        f.pay_point != PayPoint::None && f.one(FeeItem::Register, &facts).is_some_and(|one| one.minor > 0)
    };
    // Asked before a transaction is opened: most Parties take no such fee.
    if !fees.as_ref().is_some_and(asked) {
        return Ok(None);
    }
    let number = entry.columns.named().unwrap_or_default().to_owned();
    let ran = act::run!(office, who, now, "charge_register", |tx| {
        // One program after the other: the entry is held while it is charged.
        let entry = tx.entry_for_update::<EntryBody>(id).await?.filter(|e| e.columns.in_force(today));
        let entry = entry.ok_or(Error::NotFound("register entry"))?;
        let due = Due {
            subject: Subject::Entry { entry: id, number: number.clone() },
            side: side_of(&entry.columns),
            facts: facts.clone(),
            item: FeeItem::Register,
            count: 1,
            once: Some(start.to_string()),
            on: start,
            note: start.to_string(),
        };
        // Another program may have charged it since it was looked for: then nothing happens, and nothing is noted.
        let invoice = issue(tx, office, who, due).await?.ok_or(Error::NotFound("yearly fee"))?;
        let words = serde_json::json!({ "year": start.to_string(), "invoice": invoice.number });
        tx.audit(AuditEntry::new("charge_register", "register entry", id).payload(&words)?);
        Ok((Some(invoice.id), id.to_string()))
    });
    Ok(match ran? {
        Ran::Now(invoice) => invoice,
        Ran::Before(_) => None,
    })
}

/// Charges the running year of every registration that was not charged for it. A job of the system; answers how many.
///
/// # Errors
/// What the archive says.
pub async fn charge_registers(office: &Office, who: &Who) -> Result<usize, Error> {
    let now: Timestamp = office.clock.now();
    let today = day(now);
    let mut read = office.store.read(&who.scope(now)).await?;
    let asked = |f: &FeeSchedule| f.rows.iter().any(|r| r.item == FeeItem::Register);
    if !read.fee_schedules(100).await?.iter().any(|row| row.state == "CONFIRMED" && asked(&row.schedule)) {
        return Ok(0);
    }
    let since = today.checked_sub(1.year()).map_err(Error::internal)?;
    let (mut done, mut after) = (0, EntryId::from_bytes([0; 16]));
    loop {
        let some = read.entries_to_charge(today, since, after, 100).await?;
        drop(read);
        let Some(last) = some.last() else { return Ok(done) };
        after = *last;
        for id in some {
            match charge_entry(office, who, id).await {
                Ok(invoice) => done += usize::from(invoice.is_some()),
                // Taken out, or charged by another program, in the meantime.
                Err(Error::NotFound(_)) => {}
                Err(other) => return Err(other),
            }
        }
        read = office.store.read(&who.scope(now)).await?;
    }
}

async fn of_permit(tx: &mut Tx, office: &Office, permit: &Permit) -> Result<(ApplicantSide, FeeFacts), Error> {
    let case: Option<StoredApplication<Application>> = tx.application(permit.application()).await?;
    let side = case.as_ref().map_or_else(|| permit.holder().clone(), |c| c.value.side().clone());
    let facts = match case.as_ref().and_then(|c| c.value.draft()) {
        Some(draft) => FeeFacts::of(draft, class_of(&side), &office.taxa),
        None => facts(DocumentType::Export, &side, Vec::new()),
    };
    Ok((side, facts))
}

async fn due_of_permit(
    tx: &mut Tx,
    office: &Office,
    permit: &Permit,
    (item, count): (FeeItem, u16),
    once: Option<String>,
    note: String,
) -> Result<Due, Error> {
    let (side, facts) = of_permit(tx, office, permit).await?;
    let subject = Subject::Permit { permit: permit.id(), number: permit.number().to_string() };
    let on = day(tx.at());
    Ok(Due { subject, side, facts, item, count, once, on, note })
}

/// Charges copies of a permit, or that its papers came back late. Answers the invoice.
///
/// # Errors
/// `copies-count`, `late-not-yet` before its last day has passed, `fee-charged-before`, `fee-none-in-force`,
/// `fee-item-unknown`, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn charge_permit(
    office: &Office,
    who: &Who,
    id: PermitId,
    what: After,
    note: String,
) -> Result<InvoiceId, Error> {
    who.must_be(CHARGERS)?;
    let count = match what {
        After::Copies(n) if (1..=COPIES).contains(&n) => n,
        After::Copies(_) => {
            return Err(Error::value("count", "copies-count", "Give a number of pages from 1 to 500."));
        }
        After::Late => 1,
    };
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "charge_permit", |tx| {
        let stored = paper::lock(tx, who, id).await?;
        if what == After::Late && stored.columns.valid_until >= day(now) {
            let help = "Wait until its last day has passed.";
            return Err(Error::value("item", "late-not-yet", help));
        }
        let once = (what == After::Late).then(|| LATE.to_owned());
        let due = due_of_permit(tx, office, &stored.value, (what.item(), count), once, note.trim().to_owned()).await?;
        let none = || Error::value("item", "fee-none-in-force", "No fee schedule is in force.");
        let fees = fees_of(tx, day(now)).await?.ok_or_else(none)?;
        if !asks(&fees, &due) {
            let help = "The fee schedule in force has no such fee.";
            return Err(Error::value("item", "fee-item-unknown", help));
        }
        let before = || Error::value("item", "fee-charged-before", "This was charged before; look at its invoices.");
        let invoice = issue(tx, office, who, due).await?.ok_or_else(before)?;
        let words = serde_json::json!({
            "number": stored.value.number().to_string(), "item": what.item().code(), "count": count,
            "invoice": invoice.number,
        });
        tx.audit(AuditEntry::new("charge_permit", "permit", id).payload(&words)?);
        Ok((invoice.id, invoice.id.to_string()))
    });
    match ran? {
        Ran::Now(id) => Ok(id),
        Ran::Before(id) => InvoiceId::parse(&id).map_err(Error::internal),
    }
}

const LATE: &str = "late";

/// The last day of a permit has passed and nobody returned it: the fee for it, where the Party lets the program ask.
///
/// # Errors
/// What the archive says.
pub(crate) async fn at_expiry(tx: &mut Tx, office: &Office, who: &Who, permit: &Permit) -> Result<(), Error> {
    if !office.settings(&who.house).late_at_expiry {
        return Ok(());
    }
    let due = due_of_permit(tx, office, permit, (FeeItem::Late, 1), Some(LATE.to_owned()), String::new()).await?;
    issue(tx, office, who, due).await.map(|_| ())
}

/// Tags were handed to a holder: the fee for each of them.
///
/// # Errors
/// What the archive says.
pub(crate) async fn at_hand_out(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    side: ApplicantSide,
    (event, numbers, count): (JobId, String, u32),
) -> Result<Option<InvoiceRow>, Error> {
    let due = Due {
        facts: facts(DocumentType::Export, &side, Vec::new()),
        subject: Subject::Tags { event, numbers },
        side,
        item: FeeItem::Tag,
        count: u16::try_from(count).unwrap_or(u16::MAX),
        once: None,
        on: day(tx.at()),
        note: String::new(),
    };
    issue(tx, office, who, due).await
}

/// A security stamp was put on a permit, or on a case whose permit is signed next: the fee for it.
///
/// # Errors
/// What the archive says.
pub(crate) async fn at_stamp(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    application: &Application,
    permit: Option<&Permit>,
    stamp: String,
) -> Result<Option<InvoiceRow>, Error> {
    let due = match permit {
        Some(permit) => due_of_permit(tx, office, permit, (FeeItem::Stamp, 1), None, stamp).await?,
        None => {
            let Some(draft) = application.draft() else { return Ok(None) };
            let side = application.side().clone();
            Due {
                facts: FeeFacts::of(draft, class_of(&side), &office.taxa),
                subject: Subject::Case(application.id()),
                side,
                item: FeeItem::Stamp,
                count: 1,
                once: None,
                on: day(tx.at()),
                note: stamp,
            }
        }
    };
    issue(tx, office, who, due).await
}

/// The invoices about a permit that one may see, the last first.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn of_a_permit(office: &Office, who: &Who, id: PermitId) -> Result<(Permit, Vec<InvoiceAbout>), Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let found = paper::load(&mut read, who, id).await?;
    let subject = Subject::Permit { permit: id, number: String::new() };
    Ok((found.value, read.invoices_about(&subject).await?))
}

/// Which of the fees for permits the schedule in force asks, for the form.
///
/// # Errors
/// What the archive says.
pub async fn offered(office: &Office, who: &Who) -> Result<Vec<FeeItem>, Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let fees = schedule::in_force(&mut read, day(now)).await?.filter(|f| f.pay_point != PayPoint::None);
    let has =
        |item: &FeeItem| fees.as_ref().is_some_and(|f| f.rows.iter().any(|r| r.item == *item && r.rate_minor > 0));
    Ok([FeeItem::Copy, FeeItem::Late].into_iter().filter(has).collect())
}
