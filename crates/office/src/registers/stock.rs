//! The stock ledger of a trader: lots with legal origin, movements that are only added, draws of applications.
//!
//! A lot never grows: what is born, bought, made or let in is a lot of its own, whose origin the authority confirms
//! before anything may be drawn from it. An application that names a lot holds its quantity from submission; the
//! endorsement consumes what really left and gives the rest back; a refusal, a withdrawal or an unused permit gives back
//! all.

use super::behalf::{self, COUNTER, OnBehalf, Owner};
use super::colleague::{self, Right};
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::quota::Heir;
use cites::document::Block;
use cites::ids::{LotId, LotKind};
use cites::{Amount, ApplicationStatus, CountryCode, Date, Quantity, Role, Source, Term, Timestamp, Unit};
use permits::application::{ApplicantSide, Application};
use permits::consignments::{of_slot, slot};
use permits::permit::{Permit, PermitQuotaEffect};
use std::collections::BTreeMap;
use store::{
    Acquired, AuditEntry, ChainRow, CounterOf, Cursor, HoldPhase, LotDraw, LotRow, LotState, MarkHolder, NewLot, Page,
    Read, StockEventRow, Tx,
};

/// Who keeps a stock.
pub const TRADERS: &[Role] = &[Role::Applicant, Role::OrgAdmin];
/// Who sees every stock.
pub const READERS: &[Role] = &[
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::QuotaManager,
    Role::SaCoordinator,
    Role::SaExpert,
    Role::Inspector,
    Role::Auditor,
];
/// Who confirms the origin of a lot.
pub const JUDGES: &[Role] = &[Role::MaOfficer, Role::MaSupervisor];

/// A lot as its trader declares it.
#[derive(Debug, Clone)]
pub struct Declared {
    /// Scientific name.
    pub taxon: String,
    /// What it is.
    pub term: Term,
    /// How much.
    pub quantity: Quantity,
    /// Source of the specimens.
    pub source: Source,
    /// Country of origin.
    pub origin: CountryCode,
    /// How it came about; imports are entered by the receipt of our customs as well.
    pub acquired: Acquired,
    /// When.
    pub on: Date,
    /// Number of the permit under which it came in.
    pub permit_in: Option<String>,
    /// What proves the origin, in words.
    pub evidence: String,
    /// The lot it was made from, and how much of that was used up.
    pub from: Option<(String, Amount)>,
}

/// What a trader takes out of a lot.
#[derive(Debug, Clone)]
pub enum Taken {
    /// Died, rotted, was destroyed.
    Death,
    /// Sold inside the country; with the buyer's address its lot is opened at the buyer.
    Sale {
        /// E-mail address of the buyer's account.
        buyer: Option<String>,
    },
    /// Used up in making something.
    Used,
}

impl Taken {
    fn code(&self) -> &'static str {
        match self {
            Taken::Death => "death",
            Taken::Sale { .. } => "sale",
            Taken::Used => "used",
        }
    }
}

/// A lot with everything around it.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The lot.
    pub lot: LotRow,
    /// The trader's name.
    pub trader: String,
    /// Its movements, oldest first.
    pub events: Vec<StockEventRow>,
    /// The lots it came from, the nearest first.
    pub up: Vec<LotRow>,
    /// The lots that were made from it or bought out of it.
    pub down: Vec<LotRow>,
    /// Applications and permits that drew on it.
    pub draws: Vec<ChainRow>,
}

pub(super) fn own(who: &Who, lot: &LotRow) -> bool {
    who.actor.person().is_some_and(|p| {
        p.party == who.house.party()
            && p.roles.iter().any(|r| TRADERS.contains(r))
            && match p.organisation {
                Some(o) => lot.organisation == Some(o),
                None => lot.person == Some(p.id),
            }
    })
}

fn reads(who: &Who) -> bool {
    who.must_be(READERS).is_ok()
}

fn short() -> Error {
    Error::value("quantity", "stock-short", "There is not so much in this lot; give a smaller quantity.")
}

/// A refusal of the row's own constraints, in words.
fn refused(error: store::Error) -> Error {
    let names = ["stock_not_exceeded", "stock_balance_not_negative", "stock_held_not_negative"];
    if names.iter().any(|n| error.refused_by(n)) { short() } else { error.into() }
}

fn number(serial: &store::Serial) -> String {
    format!("L{:02}-{:05}", serial.year.rem_euclid(100), serial.serial)
}

/// Declares a lot. It may be drawn on once the authority confirmed its origin.
///
/// # Errors
/// `taxon-unknown`, `evidence-empty`, `acquired-future`, `stock-short` for what it was made from, `right-missing`,
/// [`Error::NotPermitted`], or what the archive says.
pub async fn declare(office: &Office, who: &Who, new: Declared) -> Result<LotRow, Error> {
    who.must_be(TRADERS)?;
    enter(office, who, new, None).await
}

/// Somebody of the authority enters a lot for its trader, as the trader said and showed; another person confirms it.
///
/// # Errors
/// As [`declare`]; `said-by-empty`, `counter-evidence`, `counter-holder`, `company-closed`.
pub async fn declare_for(office: &Office, who: &Who, new: Declared, behalf: OnBehalf) -> Result<LotRow, Error> {
    who.must_be(COUNTER)?;
    enter(office, who, new, Some(behalf)).await
}

async fn enter(office: &Office, who: &Who, new: Declared, behalf: Option<OnBehalf>) -> Result<LotRow, Error> {
    let found = office.taxa.resolve(&new.taxon).filter(|r| !r.via.is_higher());
    let taxon = found.map(|r| r.taxon.printed_name()).ok_or_else(|| {
        Error::value("taxon", "taxon-unknown", "Choose a name from the list: this one is not in the Appendices.")
    })?;
    if new.evidence.trim().is_empty() {
        return Err(Error::value("evidence", "evidence-empty", "Say what proves the legal origin."));
    }
    if new.quantity.amount().is_zero() {
        return Err(Error::value("quantity", "quantity-zero", "Enter a quantity above zero."));
    }
    let now = office.clock.now();
    if new.on > day(now) {
        return Err(Error::value("on", "acquired-future", "Give a day that is not in the future."));
    }
    let id: LotId = office.id::<LotKind>(now);
    let ran = act::run!(office, who, now, "declare_lot", |tx| {
        let owner = match &behalf {
            Some(behalf) => behalf::owner(tx, office, who, behalf).await?,
            None => {
                colleague::must(tx, who, Right::Prepare).await?;
                Owner::own(who)?
            }
        };
        let parent = match &new.from {
            None => None,
            Some((number, used)) => {
                let same = |l: &LotRow| (l.organisation, l.person) == (owner.organisation, owner.person);
                let found = tx.lot_by_number(number.trim()).await?.filter(same);
                let parent = found
                    .ok_or_else(|| Error::value("from", "lot-unknown", "Give the number of a lot of your stock."))?;
                let back = -used.micro();
                tx.lot_move(parent.id, "used", [back, 0], None, "").await.map_err(refused)?;
                Some(parent.id)
            }
        };
        let serial = tx.take_serial("lot", day(now).year()).await?;
        let row = LotRow {
            id,
            number: number(&serial),
            organisation: owner.organisation,
            person: owner.person,
            taxon: taxon.clone(),
            term: new.term,
            unit: new.quantity.unit(),
            source: new.source,
            origin: new.origin,
            acquired: new.acquired,
            on: new.on,
            permit_in: new.permit_in.clone(),
            evidence: new.evidence.trim().to_owned(),
            parent,
            state: LotState::Declared,
            balance: Amount::ZERO,
            held: Amount::ZERO,
            created_at: now,
            changed_at: now,
        };
        tx.lot_insert(&NewLot { row, amount: new.quantity.amount(), source_key: None }).await?;
        owner.keep(tx, CounterOf::Lot(id)).await?;
        tx.audit(AuditEntry::new("declare_lot", "lot", id));
        Ok(((), id.to_string()))
    });
    let id = match ran? {
        Ran::Now(()) => id,
        Ran::Before(id) => LotId::parse(&id).map_err(Error::internal)?,
    };
    get(office, who, id).await
}

/// One lot of one's own, or any lot for the authorities.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn get(office: &Office, who: &Who, id: LotId) -> Result<LotRow, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    seen(&mut read, who, id).await
}

pub(super) async fn seen(read: &mut Read, who: &Who, id: LotId) -> Result<LotRow, Error> {
    let found = read.lot(id).await?.filter(|l| own(who, l) || reads(who));
    found.ok_or(Error::NotFound("lot"))
}

/// The lots one may see: one's own, or all of them for the authorities.
///
/// # Errors
/// What the archive says.
pub async fn list(office: &Office, who: &Who, before: Cursor, limit: i64) -> Result<Page<LotRow>, Error> {
    let person = who.person()?.clone();
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    if reads(who) {
        return Ok(read.lots(before, limit).await?);
    }
    Ok(read.lots_of(person.id, person.organisation, before, limit).await?)
}

/// A lot with its movements and the chain of lots and permits up and down.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn whole(office: &Office, who: &Who, id: LotId) -> Result<Whole, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let lot = seen(&mut read, who, id).await?;
    let trader = trader(&mut read, &lot).await?;
    let mut up = Vec::new();
    let mut next = lot.parent;
    // A chain of owners and makers is short; the bound keeps a page from walking for ever.
    while let Some(parent) = next.filter(|_| up.len() < 10) {
        let Some(row) = read.lot(parent).await? else { break };
        next = row.parent;
        up.push(row);
    }
    let (events, down, draws) =
        (read.stock_events(id).await?, read.lots_of_parent(id).await?, read.lot_chain(id).await?);
    Ok(Whole { lot, trader, events, up, down, draws })
}

/// The name of a lot's trader.
pub(super) async fn trader(read: &mut Read, lot: &LotRow) -> Result<String, Error> {
    let name = match (lot.organisation, lot.person) {
        (Some(o), _) => read.organisation_names(&[o]).await?.into_iter().next().map(|n| n.1),
        (None, Some(p)) => read.person_names(&[p]).await?.into_iter().next().map(|n| n.1),
        (None, None) => None,
    };
    Ok(name.unwrap_or_default())
}

/// Takes something out of a lot: a death, a sale inside the country, or what was used up.
///
/// # Errors
/// `stock-short`, `quantity-zero`, `reason-empty`, `right-missing`, [`Error::NotFound`], or what the archive says.
pub async fn take(
    office: &Office,
    who: &Who,
    id: LotId,
    taken: Taken,
    amount: Amount,
    note: String,
) -> Result<LotRow, Error> {
    who.must_be(TRADERS)?;
    if amount.is_zero() {
        return Err(Error::value("quantity", "quantity-zero", "Enter a quantity above zero."));
    }
    if note.trim().is_empty() || note.chars().count() > 500 {
        return Err(Error::value("note", "reason-empty", "Say in a few words what happened."));
    }
    let now = office.clock.now();
    let bought = office.id::<LotKind>(now);
    let ran = act::run!(office, who, now, "take_from_lot", |tx| {
        colleague::must(tx, who, Right::Prepare).await?;
        let found = tx.lot_for_update(id).await?.filter(|l| own(who, l));
        let lot = found.ok_or(Error::NotFound("lot"))?;
        Quantity::new(amount, lot.unit).map_err(|e| Error::parse("quantity", e))?;
        let back = -amount.micro();
        tx.lot_move(id, taken.code(), [back, 0], None, note.trim()).await.map_err(refused)?;
        if let Taken::Sale { buyer: Some(buyer) } = &taken {
            sell(tx, now, bought, &lot, amount, buyer).await?;
        }
        let words = serde_json::json!({ "kind": taken.code(), "amount": amount.to_string(), "note": note.trim() });
        tx.audit(AuditEntry::new("take_from_lot", "lot", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    ran?;
    get(office, who, id).await
}

/// The buyer's own lot: the same specimens, the seller's origin, confirmed where the seller's was.
async fn sell(tx: &mut Tx, now: Timestamp, id: LotId, lot: &LotRow, amount: Amount, buyer: &str) -> Result<(), Error> {
    let found = tx.person_by_email(buyer).await?.filter(|p| p.active && p.roles.iter().any(|r| TRADERS.contains(r)));
    // A buyer without account gets no lot, and the seller is not told who has one.
    let Some(person) = found else { return Ok(()) };
    let same = match person.organisation {
        Some(o) => lot.organisation == Some(o),
        None => lot.person == Some(person.id),
    };
    if same {
        return Err(Error::value("buyer", "buyer-own", "Name another buyer: this lot is yours already."));
    }
    let serial = tx.take_serial("lot", day(now).year()).await?;
    let row = LotRow {
        id,
        number: number(&serial),
        organisation: person.organisation,
        person: person.organisation.is_none().then_some(person.id),
        acquired: Acquired::Purchase,
        on: day(now),
        evidence: format!("Bought out of lot {}", lot.number),
        parent: Some(lot.id),
        balance: Amount::ZERO,
        held: Amount::ZERO,
        created_at: now,
        changed_at: now,
        ..lot.clone()
    };
    let whole = (lot.balance == amount).then_some((row.organisation, row.person));
    tx.lot_insert(&NewLot { row, amount, source_key: None }).await?;
    if let Some((organisation, person)) = whole {
        let bought = tx.lot(id).await?.ok_or(Error::NotFound("lot"))?;
        let holder = MarkHolder { organisation, person, name: trader(tx, &bought).await? };
        super::carried::sold(tx, lot.id, id, &holder).await?;
    }
    Ok(())
}

/// The authority confirms the origin of a lot, or does not accept it. Nobody confirms a lot of his own company.
///
/// # Errors
/// `lot-judged`, `counter-own` for who entered it, `reason-empty` for a refusal without words, [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn judge(office: &Office, who: &Who, id: LotId, yes: bool, note: String) -> Result<LotRow, Error> {
    who.must_be(JUDGES)?;
    if !yes && note.trim().is_empty() {
        return Err(Error::value("note", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let name = if yes { "confirm_lot" } else { "decline_lot" };
    let ran = act::run!(office, who, now, name, |tx| {
        let lot = tx.lot_for_update(id).await?.ok_or(Error::NotFound("lot"))?;
        if lot.state != LotState::Declared {
            return Err(Error::value("", "lot-judged", "This was decided before; reload the page."));
        }
        if yes {
            behalf::not_own(tx, who, CounterOf::Lot(id)).await?;
        }
        tx.lot_judge(id, if yes { LotState::Confirmed } else { LotState::Declined }).await?;
        tx.audit(AuditEntry::new(name, "lot", id).payload(&serde_json::json!({ "note": note.trim() }))?);
        Ok(((), id.to_string()))
    });
    ran?;
    get(office, who, id).await
}

/// Lots that a line may be drawn from: confirmed, something left, the newest movement first.
///
/// # Errors
/// What the archive says.
pub async fn choices(office: &Office, who: &Who, side: &ApplicantSide) -> Result<Vec<LotRow>, Error> {
    let person = side.applicant.or(who.actor.person().map(|p| p.id)).ok_or(Error::NotPermitted)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let page = read.lots_of(person, side.organisation, Cursor::NEWEST, 100).await?;
    Ok(page.rows.into_iter().filter(|l| l.state == LotState::Confirmed && !l.free().is_zero()).collect())
}

/// What an application draws: block of a consignment, with the line, the lot's number and the amount. Nothing while it is
/// a draft, nothing once it has ended without a permit, nothing for consignments that were given up. A replacement draws
/// nothing: it takes over what the old permit holds.
fn wanted(application: &Application) -> BTreeMap<String, (usize, String, Amount)> {
    use ApplicationStatus as S;
    let ended = matches!(
        application.status(),
        S::Draft | S::Refused | S::Withdrawn | S::ClosedNoReply | S::NoPermitNeeded | S::UnderAppeal
    );
    let Some(draft) = application.draft().filter(|d| !ended && d.replaces.is_none() && !d.orders_blanks()) else {
        return BTreeMap::new();
    };
    if draft.lines.iter().all(|l| l.lot.is_none()) {
        return BTreeMap::new();
    }
    let permits = application.state().signed().len();
    let mut out = BTreeMap::new();
    for consignment in draft.each() {
        if application.status() == S::Issued && usize::from(consignment.nth) > permits {
            continue;
        }
        let Some(part) = draft.part(consignment.nth) else { continue };
        for ((n, line), at) in part.lines.iter().enumerate().zip(draft.lines_of(consignment.nth)) {
            if let Some(lot) = &line.lot {
                out.insert(slot(consignment.nth, &Block::nth(n)), (at, lot.clone(), line.quantity.amount()));
            }
        }
    }
    out
}

/// Moves the lots as the step of an application says, in the same transaction. Asks the archive nothing when no lot is
/// named.
///
/// # Errors
/// `lot-unknown`, `lot-differs`, `lot-declared` or `stock-short` at the line, or what the archive says.
pub async fn follow(tx: &mut Tx, office: &Office, before: &Application, after: &Application) -> Result<(), Error> {
    let (old, new) = (wanted(before), wanted(after));
    if old == new {
        return Ok(());
    }
    let id = after.id();
    // Only what changed moves: permits that are signed already live from their own draws.
    let same = |slot: &str| old.get(slot).is_some_and(|o| new.get(slot) == Some(o));
    for draw in tx.stock_holds(id).await?.into_iter().filter(|d| !same(&d.block)) {
        let key = format!("{id}#{}", draw.block);
        let back = -draw.amount.micro();
        tx.lot_move(draw.lot, "release", [0, back], Some(&key), "").await.map_err(refused)?;
        let nothing = LotDraw { amount: Amount::ZERO, ..draw };
        tx.stock_hold_put(&nothing, id, HoldPhase::Released).await?;
    }
    let Some(draft) = after.draft().filter(|_| !new.is_empty()) else { return Ok(()) };
    let mut draws = Vec::new();
    for (slot, (n, number, amount)) in new.iter().filter(|(slot, _)| !same(slot)) {
        let (n, Some(line)) = (*n, draft.lines.get(*n)) else { continue };
        let at = format!("lines.{n}.lot");
        let found = tx.lot_by_number(number).await?.filter(|l| of_side(l, after.side()));
        let lot = found.ok_or_else(|| Error::value(&at, "lot-unknown", "Give the number of a lot of your stock."))?;
        if lot.state != LotState::Confirmed {
            let help = "Wait until the authority has confirmed the origin of this lot.";
            return Err(Error::value(&at, "lot-declared", help));
        }
        let same_name = office.taxa.resolve(&line.taxon.to_string()).map(|r| r.taxon.printed_name());
        let fits = same_name.as_deref() == Some(lot.taxon.as_str())
            && (line.term, line.quantity.unit(), line.source) == (lot.term, lot.unit, lot.source);
        if !fits {
            let help = "Choose a lot of the same species, term, unit and source as the line.";
            return Err(Error::value(&at, "lot-differs", help));
        }
        draws.push((n, LotDraw { lot: lot.id, block: slot.clone(), amount: *amount }));
    }
    // In the order of their ids, so that no two acts wait for each other in a circle.
    draws.sort_by_key(|(_, d)| d.lot);
    for (n, draw) in draws {
        let key = format!("{id}#{}", draw.block);
        tx.lot_move(draw.lot, "hold", [0, draw.amount.micro()], Some(&key), "").await.map_err(|e| {
            match refused(e) {
                Error::Value { code, help, .. } => Error::Value { field: format!("lines.{n}.lot"), code, help },
                other => other,
            }
        })?;
        tx.stock_hold_put(&draw, id, HoldPhase::Held).await?;
    }
    Ok(())
}

fn of_side(lot: &LotRow, side: &ApplicantSide) -> bool {
    match side.organisation {
        Some(o) => lot.organisation == Some(o),
        None => lot.person.is_some() && lot.person == side.applicant,
    }
}

/// Moves the lots as the event of a permit says: what left is consumed, the rest comes back.
///
/// # Errors
/// What the archive says.
pub async fn follow_permit(
    tx: &mut Tx,
    permit: &Permit,
    effect: &PermitQuotaEffect,
    heir: Option<&Heir>,
) -> Result<(), Error> {
    if matches!(effect, PermitQuotaEffect::None) {
        return Ok(());
    }
    let (application, nth) = (permit.application(), permit.consignment().nth);
    for draw in tx.stock_holds(application).await? {
        let key = format!("{application}#{}", draw.block);
        let (of, letter) = of_slot(&draw.block);
        if of != nth {
            continue;
        }
        let letter = letter.to_owned();
        let named = |block: &Block| block.as_str() == letter;
        let held = draw.amount.micro();
        let (kind, left, phase) = match effect {
            PermitQuotaEffect::Consume(all) => match all.iter().find(|e| named(&e.block)) {
                Some(e) => ("export", e.actual, HoldPhase::Consumed),
                None => continue,
            },
            PermitQuotaEffect::Release(blocks) if blocks.iter().any(named) => {
                ("release", Amount::ZERO, HoldPhase::Released)
            }
            PermitQuotaEffect::Transfer(_) => match heir.filter(|h| h.application != application) {
                Some(heir) => {
                    let kept = Block::parse(&letter).map_or(Amount::ZERO, |b| heir.of(&b)).min(draw.amount);
                    if kept < draw.amount {
                        let free = kept.micro() - held;
                        tx.lot_move(draw.lot, "release", [0, free], Some(&key), "").await.map_err(refused)?;
                    }
                    if !kept.is_zero() {
                        let own = LotDraw { block: letter, lot: draw.lot, amount: kept };
                        tx.stock_hold_put(&own, heir.application, HoldPhase::Held).await?;
                    }
                    let nothing = LotDraw { amount: Amount::ZERO, ..draw };
                    tx.stock_hold_put(&nothing, application, HoldPhase::Released).await?;
                    continue;
                }
                None => continue,
            },
            PermitQuotaEffect::Release(_) | PermitQuotaEffect::None => continue,
        };
        let out = -left.micro();
        tx.lot_move(draw.lot, kind, [out, -held], Some(&key), "").await.map_err(refused)?;
        tx.stock_hold_put(&LotDraw { amount: left, ..draw }, application, phase).await?;
    }
    Ok(())
}

/// What our customs let in, as a lot of its trader.
pub struct LetIn<'a> {
    /// The issuing Party's permit.
    pub number: &'a str,
    /// The country it came from, which is the origin where the permit names none.
    pub from: CountryCode,
    /// Name in box 3.
    pub importer: &'a str,
    /// Our own import permits for it, by number.
    pub ours: Vec<String>,
    /// What was counted, with the lines of the permit.
    pub lines: Vec<(&'a cites::document::SpecimenLine, Amount)>,
}

/// Opens the lots of an import receipt, in the receipt's own transaction. The holder of our import permit gets confirmed
/// lots; without one, the organisation of exactly that name in our register gets declared ones, to be confirmed.
///
/// # Errors
/// What the archive says.
pub async fn let_in(tx: &mut Tx, office: &Office, now: Timestamp, goods: LetIn<'_>) -> Result<(), Error> {
    let mut holder: Option<ApplicantSide> = None;
    for number in &goods.ours {
        let Ok(number) = cites::PermitNumber::parse(number) else { continue };
        if let Some(found) = tx.permit_by_number::<permits::Permit>(&number).await? {
            holder = Some(found.value.holder().clone());
            break;
        }
    }
    let (organisation, person, state) = match holder {
        Some(side) => {
            let person = side.applicant.filter(|_| side.organisation.is_none());
            (side.organisation, person, LotState::Confirmed)
        }
        None => (tx.organisation_named(goods.importer.trim()).await?, None, LotState::Declared),
    };
    if organisation.is_none() && person.is_none() {
        return Ok(());
    }
    for (line, amount) in goods.lines.iter().filter(|(_, amount)| !amount.is_zero()) {
        let serial = tx.take_serial("lot", day(now).year()).await?;
        let found = office.taxa.resolve(&line.taxon.to_string());
        let row = LotRow {
            id: office.id::<LotKind>(now),
            number: number(&serial),
            organisation,
            person,
            taxon: found.map_or_else(|| line.taxon.to_string(), |r| r.taxon.printed_name()),
            term: line.term,
            unit: unit_of(line),
            source: line.source,
            origin: line.origin.as_ref().map_or(goods.from, |o| o.country),
            acquired: Acquired::Import,
            on: day(now),
            permit_in: Some(goods.number.to_owned()),
            evidence: goods.ours.first().cloned().unwrap_or_else(|| goods.number.to_owned()),
            parent: None,
            state,
            balance: Amount::ZERO,
            held: Amount::ZERO,
            created_at: now,
            changed_at: now,
        };
        let source_key = Some(format!("{}#{}", goods.number, line.block));
        tx.lot_insert(&NewLot { row, amount: *amount, source_key }).await?;
    }
    Ok(())
}

fn unit_of(line: &cites::document::SpecimenLine) -> Unit {
    line.quantity.unit()
}
