//! The turn of a quota year: what a case holds follows the day on which it is decided and signed (`spec/workflow.md`
//! section 6, *year of charge: the year of issue*).
//!
//! A case accepted or approved in December and signed in January is charged to January's quotas. What finds no quota of
//! its sort in the new period (a season that is over, a year that nobody set a quota for) stays charged where it is, so
//! that nothing ever leaves uncharged.

use super::error::Error;
use super::facts::day;
use super::office::Office;
use super::quota::{Positions, Whose, behind_others, draw, draws_anew, sum};
use cites::document::Block;
use cites::ids::{ApplicationId, QuotaId};
use cites::{Amount, Date};
use permits::application::{Application, ApplicationState};
use permits::quota::{Hold, HoldKey, QuotaMove};
use permits::{Draft, Permit};
use std::collections::BTreeMap;
use store::table::quota::QuotaRow;
use store::{Read, Tx};

type Lines = Vec<(u16, usize, Amount)>;

/// What a case has to hold of each quota on a day for what is not signed yet, and whether the quota is in force then.
struct Due {
    lines: Lines,
    in_force: bool,
}

fn key(application: ApplicationId, (consignment, n, _): &(u16, usize, Amount)) -> HoldKey {
    HoldKey { application, consignment: *consignment, block: Block::nth(*n) }
}

/// Does a quota stand in the place of an older one: the same sort, for the same company and area?
fn succeeds(new: &QuotaRow, old: &QuotaRow) -> bool {
    let sort = |q: &QuotaRow| (q.keys.kind, q.keys.holder, q.keys.area.trim().to_lowercase());
    sort(new) == sort(old)
}

/// The consignments that have no permit yet.
fn unsigned(draft: &Draft, whose: Whose) -> impl Iterator<Item = u16> {
    draft.each().map(|c| c.nth).filter(move |nth| *nth > whose.signed)
}

/// The quotas that a case holds of. An approval of which nothing is signed names them.
async fn held(read: &mut Read, application: &Application, whose: Whose) -> Result<Vec<QuotaId>, Error> {
    match application.state() {
        ApplicationState::Approved { approval, .. } if whose.signed == 0 => Ok(approval.quotas.clone()),
        _ => Ok(read.quotas_of_case(whose.application).await?),
    }
}

/// `known`: the quotas in force that day on which the case draws, where they were read before.
async fn due(
    tx: &mut Tx,
    office: &Office,
    application: &Application,
    draft: &Draft,
    known: Option<&[QuotaRow]>,
    on: Date,
) -> Result<BTreeMap<QuotaId, Due>, Error> {
    let whose = Whose::of(application);
    let rows = match known {
        Some(known) => known.to_vec(),
        None => tx.quotas_in_force(on).await?,
    };
    let mut all = BTreeMap::new();
    let mut in_force = Vec::new();
    for quota in &rows {
        let lines = draw(office, quota, draft, unsigned(draft, whose), whose.organisation);
        if !lines.is_empty() {
            in_force.push((quota, lines.clone()));
            all.insert(quota.id, Due { lines, in_force: true });
        }
    }
    for id in held(tx, application, whose).await? {
        if all.contains_key(&id) {
            continue;
        }
        let mut lines = Vec::new();
        if !rows.iter().any(|q| q.id == id)
            && let Some(old) = tx.quota(id).await?
        {
            lines = draw(office, &old, draft, unsigned(draft, whose), whose.organisation);
            lines.retain(|(nth, n, _)| {
                let moves = |(new, its): &(&QuotaRow, Lines)| {
                    succeeds(new, &old) && its.iter().any(|(other, m, _)| (other, m) == (nth, n))
                };
                !in_force.iter().any(moves)
            });
        }
        all.insert(id, Due { lines, in_force: false });
    }
    Ok(all)
}

/// Brings what a case holds for its unsigned consignments onto the quotas in force today: lets go of what lies outside
/// its period and is succeeded, takes what is missing, and takes anew what was held for another quantity. An approved
/// case holds hard, any other softly. `known`: the quotas in force today on which it draws, where they were read before.
/// Answers whether anything moved.
///
/// # Errors
/// [`Error::Quota`] when a quota has not enough for what it has to take over, or what the archive says.
pub async fn settle(
    tx: &mut Tx,
    office: &Office,
    application: &Application,
    known: Option<&[QuotaRow]>,
) -> Result<bool, Error> {
    let Some(draft) = application.draft().filter(|d| draws_anew(d)) else { return Ok(false) };
    let whose = Whose::of(application);
    let hard = matches!(application.state(), ApplicationState::Approved { .. });
    let all = due(tx, office, application, draft, known, day(tx.at())).await?;
    let (mut moved, mut waited) = (false, false);
    // Locked in the order of their ids, as everywhere: old and new together.
    for (id, Due { lines, in_force }) in all {
        let Some(mut locked) = tx.quota_for_update(id, &[whose.application]).await? else { continue };
        let mut moves: Vec<(Option<HoldKey>, QuotaMove)> = Vec::new();
        let held: Vec<(HoldKey, Hold)> = locked.ledger.holds().map(|(k, h)| (k.clone(), *h)).collect();
        let mut right = Vec::new();
        let mut again = Vec::new();
        let mut freed = Amount::ZERO;
        for (held_key, hold) in held.into_iter().filter(|(k, _)| k.consignment > whose.signed) {
            let (Hold::Reserved { amount } | Hold::Committed { amount }) = hold else { continue };
            match lines.iter().find(|line| key(whose.application, line) == held_key) {
                Some((_, _, asked)) if *asked == amount => right.push(held_key),
                other => {
                    let step = locked.ledger.release(&held_key)?;
                    moves.push((Some(held_key.clone()), step));
                    freed = sum([freed, amount].into_iter());
                    if other.is_some() {
                        again.push(held_key);
                    }
                }
            }
        }
        let mut missing = lines;
        missing.retain(|line| {
            let key = key(whose.application, line);
            let consumed = matches!(locked.ledger.hold(&key), Some(Hold::Consumed { .. }));
            !consumed && !right.contains(&key) && (in_force || again.contains(&key))
        });
        // What it held of this quota a moment ago it keeps, whoever waits.
        if sum(missing.iter().map(|l| l.2)) > freed {
            waited |= behind_others(tx, &locked, whose.application, &missing).await?;
        }
        for line in &missing {
            let key = key(whose.application, line);
            let step = locked.ledger.reserve(key.clone(), line.2, locked.row.unit)?;
            moves.push((Some(key.clone()), step));
            if hard {
                let step = locked.ledger.commit(&key)?;
                moves.push((Some(key), step));
            }
        }
        if !moves.is_empty() {
            tx.quota_save(&locked, &moves).await?;
            crate::notices::tell::of_quota(tx, &locked).await?;
            moved = true;
        }
    }
    if waited {
        tx.quota_wait_end(whose.application, true).await?;
    }
    Ok(moved)
}

/// The quotas that do not have enough for what a case still has to take of them today, with how much that is: those it
/// would wait for.
///
/// # Errors
/// What the archive says.
pub async fn short_of(
    tx: &mut Tx,
    office: &Office,
    application: &Application,
) -> Result<Vec<(QuotaId, Amount)>, Error> {
    let Some(draft) = application.draft().filter(|d| draws_anew(d)) else { return Ok(Vec::new()) };
    let whose = Whose::of(application);
    let mut out = Vec::new();
    for (id, Due { mut lines, in_force }) in due(tx, office, application, draft, None, day(tx.at())).await? {
        if !in_force {
            continue;
        }
        let Some(locked) = tx.quota_for_update(id, &[whose.application]).await? else { continue };
        lines.retain(|line| {
            let hold = locked.ledger.hold(&key(whose.application, line));
            !matches!(hold, Some(Hold::Reserved { .. } | Hold::Committed { .. } | Hold::Consumed { .. }))
        });
        let asked = sum(lines.into_iter().map(|d| d.2));
        let Some(mut available) = locked.ledger.available().filter(|_| !asked.is_zero()) else { continue };
        for before in tx.quota_waiting(id).await? {
            if before.application == whose.application {
                break;
            }
            available = available.minus(before.amount).unwrap_or(Amount::ZERO);
        }
        if asked > available {
            out.push((id, asked));
        }
    }
    Ok(out)
}

/// The quotas of which box 11a is made, with what the permit takes of them already counted: those in force, those that
/// the case is charged to although their period has ended, and for a document that takes over what another one holds,
/// those that the other one is charged to. What the other one holds and the new document does not name goes back with
/// its signature, and is not exported with it.
///
/// # Errors
/// What the archive says.
pub async fn charged(
    read: &mut Read,
    office: &Office,
    application: &Application,
    positions: &Positions,
) -> Result<Vec<QuotaRow>, Error> {
    let mut rows = positions.rows.clone();
    let Some(draft) = application.draft().filter(|d| !d.orders_blanks()) else { return Ok(rows) };
    let whose = Whose::of(application);
    let mut holder = whose.application;
    let mut before = None;
    if let Some(number) = &draft.replaces
        && let Some(old) = read.permit_by_number::<Permit>(number).await?
    {
        holder = old.value.application();
        rows.clear();
        let case = read.application::<Application>(holder).await?;
        before = case.and_then(|case| Some((old.value, case.value.draft()?.clone())));
    }
    for row in &mut rows {
        // Not moved yet: a signer looks at the paper before anything is written.
        if positions.own.get(&row.id).is_none_or(|own| own.is_zero()) {
            let lines = draw(office, row, draft, unsigned(draft, whose), whose.organisation);
            let with = row.committed.plus(sum(lines.into_iter().map(|d| d.2)));
            row.committed = with.unwrap_or(row.committed);
        }
    }
    if !draws_anew(draft) && draft.replaces.is_none() {
        return Ok(rows);
    }
    let of_holder = match holder == whose.application {
        true => held(read, application, whose).await?,
        false => read.quotas_of_case(holder).await?,
    };
    for id in of_holder {
        if rows.iter().any(|q| q.id == id) {
            continue;
        }
        let Some(old) = read.quota(id).await? else { continue };
        let moves = holder == whose.application
            && rows.iter().any(|new| succeeds(new, &old) && (new.unit, &new.taxon) == (old.unit, &old.taxon));
        if !moves {
            rows.push(old);
        }
    }
    if let Some((old, content)) = &before {
        let nth = old.consignment().nth;
        let stands = |n: usize| old.line(&Block::nth(n)).is_some_and(|line| line.void.is_none());
        for row in &mut rows {
            let held = draw(office, row, content, nth..=nth, whose.organisation);
            let held = sum(held.into_iter().filter(|d| stands(d.1)).map(|d| d.2));
            let named =
                sum(draw(office, row, draft, 1..=draft.consignments, whose.organisation).into_iter().map(|d| d.2));
            let back = held.minus(named).unwrap_or(Amount::ZERO);
            row.committed = row.committed.minus(back).unwrap_or(row.committed);
        }
    }
    Ok(rows)
}
