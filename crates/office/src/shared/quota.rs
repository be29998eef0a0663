//! Which quotas a line draws on, and how they follow the life of its case and its permit (`spec/workflow.md` section 6).

use super::error::Error;
use super::office::Office;
use cites::document::QuotaPosition;
use cites::ids::{ApplicationId, OrganisationId, QuotaId};
use cites::{Amount, ApplicationStatus, Date, DocumentType, Unit};
use permits::application::{Application, ApplicationEvent};
use permits::draft::same_area;
use permits::permit::PermitQuotaEffect;
use permits::quota::{Hold, HoldKey, QuotaError};
use permits::quota_kind::in_unit;
use permits::{ApplicationActCode, Draft, DraftLine, Permit, QuotaEffect, QuotaMove};
use rules::QuotaFact;
use std::collections::BTreeMap;
use store::table::quota::QuotaRow;
use store::{Read, Tx};

/// Is it a document under which specimens leave the country of origin? Only those draw on export quotas.
pub(crate) fn draws(kind: DocumentType) -> bool {
    matches!(kind, DocumentType::Export | DocumentType::Captive | DocumentType::Artprop)
}

/// Does the case draw on quotas of its own? A replacement does not: what its predecessor holds moves to it at signing.
pub(super) fn draws_anew(draft: &Draft) -> bool {
    draws(draft.base()) && draft.replaces.is_none() && !draft.orders_blanks()
}

/// Whose case a line stands in: the case itself, and the company for allocations.
#[derive(Debug, Clone, Copy)]
pub struct Whose {
    /// The case, whose own holds do not count against it.
    pub application: ApplicationId,
    /// The company in whose name is applied.
    pub organisation: Option<OrganisationId>,
    /// Of several consignments: how many are signed, so that some of what the case held may be used or given back.
    pub signed: u16,
}

impl Whose {
    /// Of a case on file.
    pub fn of(application: &Application) -> Whose {
        Whose {
            application: application.id(),
            organisation: application.side().organisation,
            signed: signed(application),
        }
    }

    /// Of a form that is still being written.
    pub fn nobody() -> Whose {
        Whose { application: ApplicationId::from_bytes([0; 16]), organisation: None, signed: 0 }
    }
}

/// How many of a case's consignments have their permit.
fn signed(application: &Application) -> u16 {
    u16::try_from(application.state().signed().len()).unwrap_or(u16::MAX)
}

/// What a case draws on a quota: one hold for each consignment and block. Converted for each by itself, so that each is
/// consumed and given back whole.
pub(super) fn draw(
    office: &Office,
    quota: &QuotaRow,
    draft: &Draft,
    consignments: impl Iterator<Item = u16>,
    organisation: Option<OrganisationId>,
) -> Vec<(u16, usize, Amount)> {
    let mut out = Vec::new();
    for nth in consignments {
        let Some(part) = draft.part(nth) else { continue };
        for (n, line) in part.lines.iter().enumerate() {
            out.extend(drawn(office, quota, &part, line, organisation).map(|amount| (nth, n, amount)));
        }
    }
    out
}

pub(super) fn sum(amounts: impl Iterator<Item = Amount>) -> Amount {
    amounts.fold(Amount::ZERO, |sum, a| sum.plus(a).unwrap_or(Amount::MAX))
}

/// Does the quota speak of this line, and how much of it does the line take? Names match by the accepted name or any
/// taxon above it; what is counted in another unit is converted.
fn drawn(
    office: &Office,
    quota: &QuotaRow,
    draft: &Draft,
    line: &DraftLine,
    organisation: Option<OrganisationId>,
) -> Option<Amount> {
    let keys = &quota.keys;
    let fits = |empty: bool, contains: bool| empty || contains;
    // A line that names no origin comes from where the exporter is.
    let origin = line.origin.as_ref().map_or(draft.exporter.address.country, |o| o.country);
    let foreign = keys.exporter.is_some_and(|e| e != origin);
    let elsewhere =
        !keys.area.trim().is_empty() && !line.area.as_deref().is_some_and(|area| same_area(area, &keys.area));
    if !quota.active
        || foreign
        || elsewhere
        || keys.holder.is_some_and(|holder| organisation != Some(holder))
        || !fits(keys.terms.is_empty(), keys.terms.contains(&line.term))
        || !fits(keys.sources.is_empty(), keys.sources.contains(&line.source))
        || !fits(keys.purposes.is_empty(), keys.purposes.contains(&draft.purpose))
    {
        return None;
    }
    let names = names_of(office, line.taxon.as_str(), line.taxon.stem());
    let stem = quota.taxon.trim_end_matches(" spp.");
    if !names.iter().any(|name| name.eq_ignore_ascii_case(stem)) {
        return None;
    }
    in_unit(line.quantity.amount(), line.term, line.quantity.unit(), &names, quota.unit)
}

/// The name as given, the accepted one, and every taxon above it.
pub(crate) fn names_of(office: &Office, name: &str, stem: &str) -> Vec<String> {
    let mut names = vec![stem.to_owned()];
    if let Some(found) = office.taxa.resolve(name) {
        names.push(found.taxon.full_name.clone());
        names.extend(office.taxa.ancestors(found.taxon).iter().map(|above| above.full_name.clone()));
    }
    names
}

/// The quotas that a case's lines draw on, read once for everybody who asks in the same transaction.
#[derive(Debug, Clone, Default)]
pub struct Positions {
    /// For each line what the rules are told, without what this case itself holds.
    pub facts: Vec<Vec<QuotaFact>>,
    /// The quotas themselves.
    pub rows: Vec<QuotaRow>,
    /// What the case itself holds or used of each.
    pub own: BTreeMap<QuotaId, Amount>,
}

/// Positions of the quotas each line draws on, in the order of the lines.
///
/// # Errors
/// What the archive says.
pub async fn positions(
    read: &mut Read,
    office: &Office,
    draft: &Draft,
    whose: Whose,
    on: Date,
) -> Result<Positions, Error> {
    if !draws(draft.base()) || draft.orders_blanks() {
        return Ok(positions_in(office, draft, whose, Vec::new().iter().map(|(q, own)| (q, *own))));
    }
    let all = read.quotas_and_holds(on, whose.application).await?;
    Ok(positions_in(office, draft, whose, all.iter().map(|(q, own)| (q, *own))))
}

/// The same among quotas that were read before, each with what the case itself holds of it.
pub(crate) fn positions_in<'q>(
    office: &Office,
    draft: &Draft,
    whose: Whose,
    all: impl Iterator<Item = (&'q QuotaRow, Amount)>,
) -> Positions {
    let none = vec![Vec::new(); draft.lines.len()];
    if !draws(draft.base()) || draft.orders_blanks() {
        return Positions { facts: none, ..Positions::default() };
    }
    let mut own: BTreeMap<QuotaId, Amount> = BTreeMap::new();
    let mut gone: BTreeMap<QuotaId, Amount> = BTreeMap::new();
    let mut rows = Vec::new();
    for (quota, holds) in all {
        if draft.lines.iter().any(|line| drawn(office, quota, draft, line, whose.organisation).is_some()) {
            own.insert(quota.id, holds);
            if whose.signed > 0 {
                // Where it holds nothing yet (a new quota year), what was signed before is charged to another one.
                let of = draft.each().map(|c| c.nth).filter(|nth| !holds.is_zero() || *nth <= whose.signed);
                let all = draw(office, quota, draft, of, whose.organisation);
                gone.insert(quota.id, sum(all.into_iter().map(|d| d.2)));
            }
            rows.push(quota.clone());
        }
    }
    if !draws_anew(draft) {
        return Positions { facts: none, rows, own };
    }
    let facts = draft
        .lines
        .iter()
        .map(|line| {
            let matching = rows.iter().filter(|q| drawn(office, q, draft, line, whose.organisation).is_some());
            matching
                .filter_map(|q| {
                    let taken = q.reserved.plus(q.committed)?.plus(q.consumed)?;
                    let mine = own.get(&q.id).copied().unwrap_or(Amount::ZERO);
                    let taken = taken.minus(mine).unwrap_or(Amount::ZERO);
                    // The rules ask for the whole of the case. What its first consignments did not use went back, and
                    // may be with somebody else by now: it is not asked for a second time.
                    let back = gone.get(&q.id).and_then(|all| all.minus(mine)).unwrap_or(Amount::ZERO);
                    let (taken, limit) = match taken.minus(back) {
                        Some(taken) => (taken, q.limit?),
                        None => (Amount::ZERO, q.limit?.plus(back.minus(taken)?)?),
                    };
                    Some(QuotaFact { id: q.id.to_string(), limit, taken, unit: q.unit })
                })
                .collect()
        })
        .collect();
    Positions { facts, rows, own }
}

/// The quotas on which a case draws.
///
/// # Errors
/// What the archive says.
pub async fn held_by(read: &mut Read, application: ApplicationId) -> Result<Vec<QuotaId>, Error> {
    Ok(read.quotas_of_case(application).await?)
}

/// Box 11a of each line of a consignment: exported this year with this permit, and the quota. Where several apply, the
/// tightest. What the case holds for consignments that are signed after this one is not exported with it.
pub fn boxes_11a(
    office: &Office,
    whole: &Draft,
    nth: u16,
    whose: Whose,
    rows: &[QuotaRow],
) -> Vec<Option<QuotaPosition>> {
    let Some(draft) = &whole.part(nth) else { return Vec::new() };
    let box_of = |line: &DraftLine| {
        rows.iter()
            .filter(|q| q.keys.kind.printed() && drawn(office, q, draft, line, whose.organisation).is_some())
            .filter_map(|q| {
                let later = draw(office, q, whole, nth + 1..=whole.consignments, whose.organisation);
                let exported = q.committed.plus(q.consumed)?.minus(sum(later.into_iter().map(|d| d.2)))?;
                Some(QuotaPosition { exported, quota: q.limit?, unit: q.unit })
            })
            .min_by_key(|p| p.quota.minus(p.exported).unwrap_or(Amount::ZERO))
    };
    draft.lines.iter().map(box_of).collect()
}

/// Moves the quotas as the event of an application says, in the same transaction.
///
/// # Errors
/// The quota's own refusal, or what the archive says.
pub async fn follow(
    tx: &mut Tx,
    office: &Office,
    application: &Application,
    event: &ApplicationEvent,
) -> Result<(), Error> {
    let id = application.id();
    // What is signed has its own life: the case lets go of the rest only.
    let rest = Moved::after(signed(application));
    if event.to.terminal() && event.to != ApplicationStatus::Issued && event.quota != QuotaEffect::Reserve {
        // Who has left the queue keeps nobody waiting behind.
        tx.quota_wait_end(id, false).await?;
    }
    match event.quota {
        QuotaEffect::None => Ok(()),
        // An appeal is heard whatever is left of the quota (`reserved again if available`); what is missing then is
        // asked for when the case is approved.
        QuotaEffect::Reserve if event.act == ApplicationActCode::Appeal => {
            match reserve(tx, office, application, &BTreeMap::new()).await {
                Err(Error::Quota(_)) => move_holds(tx, id, rest, Change::Release).await.map(drop),
                other => other,
            }
        }
        QuotaEffect::Reserve => reserve(tx, office, application, &BTreeMap::new()).await,
        // Who approves has settled it before: it holds what is asked for, of the quotas of that day.
        QuotaEffect::Commit => move_holds(tx, id, rest, Change::Commit).await.map(drop),
        QuotaEffect::Release => move_holds(tx, id, rest, Change::Release).await.map(drop),
        QuotaEffect::Reopen => {
            let held = move_holds(tx, id, rest, Change::Release).await?;
            match reserve(tx, office, application, &held).await {
                // What an inspector counted is written down whatever a new year's quota has left.
                Err(Error::Quota(_)) if event.act == ApplicationActCode::InspectionReport => {
                    move_holds(tx, id, rest, Change::Release).await.map(drop)
                }
                other => other,
            }
        }
    }
}

/// Who takes over what a replaced permit holds.
#[derive(Debug, Clone)]
pub struct Heir {
    /// The case of the new permit.
    pub application: ApplicationId,
    /// What the new permit prints, block by block. It may be for less than the old one; what it leaves out is held by
    /// nobody any more.
    pub lines: Vec<(cites::document::Block, Amount)>,
}

impl Heir {
    /// How much of a block the new permit is for.
    pub fn of(&self, block: &cites::document::Block) -> Amount {
        self.lines.iter().find(|(b, _)| b == block).map_or(Amount::ZERO, |(_, amount)| *amount)
    }
}

/// Moves the quotas as the event of a permit says.
///
/// # Errors
/// The quota's own refusal, or what the archive says.
pub async fn follow_permit(
    tx: &mut Tx,
    permit: &Permit,
    effect: &PermitQuotaEffect,
    heir: Option<&Heir>,
) -> Result<(), Error> {
    let application = permit.application();
    let nth = permit.consignment().nth;
    let own = Moved::only(nth);
    match effect {
        PermitQuotaEffect::None => Ok(()),
        PermitQuotaEffect::Consume(actual) => {
            let lines = &permit.signed_document().lines;
            let actual = actual
                .iter()
                .filter_map(|e| {
                    let printed = lines.iter().find(|l| l.block == e.block)?.quantity;
                    let left = Left { actual: e.actual, permitted: printed.amount(), unit: printed.unit() };
                    Some((e.block.clone(), left))
                })
                .collect();
            move_holds(tx, application, own, Change::Consume(actual)).await.map(drop)
        }
        PermitQuotaEffect::Release(blocks) => {
            move_holds(tx, application, own, Change::ReleaseBlocks(blocks.clone())).await.map(drop)
        }
        PermitQuotaEffect::Transfer(_) => match heir {
            Some(heir) if heir.application != application => hand_over(tx, permit, heir).await,
            _ => Ok(()),
        },
    }
}

/// `held`: what the case held of each quota a moment ago, in the same transaction. So much it keeps, whoever waits: only
/// what it asks for beyond that stands behind others.
async fn reserve(
    tx: &mut Tx,
    office: &Office,
    application: &Application,
    held: &BTreeMap<QuotaId, Amount>,
) -> Result<(), Error> {
    let Some(draft) = application.draft() else { return Ok(()) };
    if !draws_anew(draft) {
        return Ok(());
    }
    let whose = Whose::of(application);
    let today = super::facts::day(tx.at());
    let rows = tx.quotas_in_force(today).await?;
    let mut wanted: BTreeMap<QuotaId, Vec<(u16, usize, Amount)>> = BTreeMap::new();
    for quota in &rows {
        let lines = draw(office, quota, draft, draft.each().map(|c| c.nth), whose.organisation);
        if !lines.is_empty() {
            wanted.insert(quota.id, lines);
        }
    }
    let mut waited = false;
    // Locked in the order of their ids, so that no two acts wait for each other in a circle. Every ledger is charged:
    // the tightest decides.
    for (id, lines) in wanted {
        let Some(mut locked) = tx.quota_for_update(id, &[application.id()]).await? else { continue };
        let keeps = held.get(&id).is_some_and(|held| sum(lines.iter().map(|l| l.2)) <= *held);
        if !keeps {
            waited |= behind_others(tx, &locked, application.id(), &lines).await?;
        }
        let mut moves = Vec::new();
        for (consignment, n, amount) in lines {
            let block = cites::document::Block::nth(n);
            let key = HoldKey { application: application.id(), consignment, block };
            if matches!(locked.ledger.hold(&key), Some(Hold::Reserved { .. } | Hold::Committed { .. })) {
                continue;
            }
            let step = locked.ledger.reserve(key.clone(), amount, locked.row.unit)?;
            moves.push((Some(key), step));
        }
        if !moves.is_empty() {
            tx.quota_save(&locked, &moves).await?;
        }
    }
    if waited {
        tx.quota_wait_end(application.id(), true).await?;
    }
    Ok(())
}

/// What an old case still holds for a consignment goes to the case that replaces its permit, block by block, in the same transaction: nobody else can
/// take it in between, and the totals of the quota do not move, unless the new permit is for less: the rest is free.
async fn hand_over(tx: &mut Tx, replaced: &Permit, heir: &Heir) -> Result<(), Error> {
    let (old, nth) = (replaced.application(), replaced.consignment().nth);
    let mut quotas = tx.quotas_of_case(old).await?;
    quotas.sort();
    for id in quotas {
        let Some(mut locked) = tx.quota_for_update(id, &[old, heir.application]).await? else { continue };
        let unit = locked.ledger.unit();
        let held: Vec<(HoldKey, Hold)> = locked.ledger.holds().map(|(k, h)| (k.clone(), *h)).collect();
        let mut moves: Vec<(Option<HoldKey>, QuotaMove)> = Vec::new();
        for (key, hold) in held {
            let Hold::Committed { amount } = hold else { continue };
            if key.application != old || key.consignment != nth {
                continue;
            }
            let next = HoldKey::first(heir.application, key.block.clone());
            let printed = replaced.signed_document().lines.iter().find(|l| l.block == key.block).map(|l| l.quantity);
            let kept = printed.map_or(Amount::ZERO, |printed| {
                let left = Left { actual: heir.of(&key.block), permitted: printed.amount(), unit: printed.unit() };
                left.of(amount, unit).min(amount)
            });
            let released = locked.ledger.release(&key)?;
            moves.push((Some(key), released));
            if kept.is_zero() {
                continue;
            }
            let reserved = locked.ledger.reserve(next.clone(), kept, unit)?;
            moves.push((Some(next.clone()), reserved));
            let committed = locked.ledger.commit(&next)?;
            moves.push((Some(next), committed));
        }
        if !moves.is_empty() {
            tx.quota_save(&locked, &moves).await?;
        }
    }
    Ok(())
}

/// Who came first is served first: what those before this case in the waiting list ask for is not to be had. Answers
/// whether the case itself stood in the list.
pub(super) async fn behind_others(
    tx: &mut Tx,
    locked: &store::LockedQuota,
    application: ApplicationId,
    lines: &[(u16, usize, Amount)],
) -> Result<bool, Error> {
    let Some(available) = locked.ledger.available() else { return Ok(false) };
    let waiting = tx.quota_waiting(locked.row.id).await?;
    let own = waiting.iter().position(|w| w.application == application);
    let before = &waiting[..own.unwrap_or(waiting.len())];
    let promised = sum(before.iter().map(|w| w.amount));
    let asked = sum(lines.iter().map(|(_, _, amount)| *amount));
    let available = available.minus(promised).unwrap_or(Amount::ZERO);
    if asked > available {
        return Err(QuotaError::Exhausted { asked, available }.into());
    }
    Ok(own.is_some())
}

/// What left of a line, and what was permitted, in the permit's unit.
struct Left {
    actual: Amount,
    permitted: Amount,
    unit: Unit,
}

impl Left {
    /// What left in the unit of a quota: counted as it is where the units agree, else the same share of what the quota
    /// holds for the line, rounded up and never more than it holds.
    fn of(&self, held: Amount, unit: Unit) -> Amount {
        if unit == self.unit || self.permitted.is_zero() {
            return self.actual;
        }
        let (actual, whole) = (i128::from(self.actual.micro()), i128::from(self.permitted.micro()));
        let share = (i128::from(held.micro()) * actual + whole - 1) / whole;
        i64::try_from(share).ok().and_then(Amount::from_micro).unwrap_or(held).min(held)
    }
}

enum Change {
    Commit,
    Release,
    ReleaseBlocks(Vec<cites::document::Block>),
    Consume(BTreeMap<cites::document::Block, Left>),
}

/// The consignments whose holds an act moves.
#[derive(Clone, Copy)]
struct Moved {
    first: u16,
    last: u16,
}

impl Moved {
    /// Those that come after the signed ones: all of them, as long as none is signed.
    fn after(signed: u16) -> Moved {
        Moved { first: signed.saturating_add(1), last: u16::MAX }
    }

    /// One permit's own.
    fn only(nth: u16) -> Moved {
        Moved { first: nth, last: nth }
    }
}

/// Answers how much of each quota the holds came to that were moved.
async fn move_holds(
    tx: &mut Tx,
    application: ApplicationId,
    which: Moved,
    change: Change,
) -> Result<BTreeMap<QuotaId, Amount>, Error> {
    let mut quotas = tx.quotas_of_case(application).await?;
    quotas.sort();
    let mut moved = BTreeMap::new();
    for id in quotas {
        let Some(mut locked) = tx.quota_for_update(id, &[application]).await? else { continue };
        let held: Vec<(HoldKey, Hold)> = locked.ledger.holds().map(|(k, h)| (k.clone(), *h)).collect();
        let mut moves: Vec<(Option<HoldKey>, QuotaMove)> = Vec::new();
        for (key, hold) in held.into_iter().filter(|(k, _)| (which.first..=which.last).contains(&k.consignment)) {
            let open = matches!(hold, Hold::Reserved { .. } | Hold::Committed { .. });
            let step = match &change {
                Change::Commit if matches!(hold, Hold::Reserved { .. }) => locked.ledger.commit(&key)?,
                Change::Release if open => locked.ledger.release(&key)?,
                Change::ReleaseBlocks(blocks) if open && blocks.contains(&key.block) => locked.ledger.release(&key)?,
                Change::Consume(actual) => match (hold, actual.get(&key.block)) {
                    (Hold::Committed { amount }, Some(left)) => {
                        locked.ledger.consume(&key, left.of(amount, locked.row.unit))?
                    }
                    _ => continue,
                },
                _ => continue,
            };
            moves.push((Some(key), step));
            if let Hold::Reserved { amount } | Hold::Committed { amount } = hold {
                let before = moved.get(&id).copied().unwrap_or(Amount::ZERO);
                moved.insert(id, sum([before, amount].into_iter()));
            }
        }
        if !moves.is_empty() {
            tx.quota_save(&locked, &moves).await?;
            crate::notices::tell::of_quota(tx, &locked).await?;
        }
    }
    Ok(moved)
}
