//! Which quotas a line draws on, and how they follow the life of its case and its permit (`spec/workflow.md` section 6).

use super::error::Error;
use super::office::Office;
use cites::document::QuotaPosition;
use cites::ids::{ApplicationId, QuotaId};
use cites::{Amount, DocumentType};
use permits::application::{Application, ApplicationEvent};
use permits::permit::PermitQuotaEffect;
use permits::quota::{Hold, HoldKey};
use permits::{Draft, DraftLine, QuotaEffect, QuotaMove};
use rules::QuotaFact;
use std::collections::BTreeMap;
use store::table::quota::QuotaRow;
use store::{Read, Tx};

/// Is it a document under which specimens leave the country of origin? Only those draw on export quotas.
fn draws(kind: DocumentType) -> bool {
    matches!(kind, DocumentType::Export | DocumentType::Captive | DocumentType::Artprop)
}

/// Does the quota speak of this line? Names match by the accepted name or any taxon above it.
fn matches(office: &Office, quota: &QuotaRow, draft: &Draft, line: &DraftLine) -> bool {
    let keys = &quota.keys;
    let fits = |empty: bool, contains: bool| empty || contains;
    let foreign = line.origin.as_ref().is_some_and(|o| keys.exporter.is_some_and(|e| e != o.country));
    if !quota.active
        || foreign
        || quota.unit != line.quantity.unit()
        || !fits(keys.terms.is_empty(), keys.terms.contains(&line.term))
        || !fits(keys.sources.is_empty(), keys.sources.contains(&line.source))
        || !fits(keys.purposes.is_empty(), keys.purposes.contains(&draft.purpose))
    {
        return false;
    }
    let same = |name: &str| name.eq_ignore_ascii_case(quota.taxon.trim_end_matches(" spp."));
    if same(line.taxon.stem()) {
        return true;
    }
    office.taxa.resolve(line.taxon.as_str()).is_some_and(|found| {
        same(&found.taxon.full_name) || office.taxa.ancestors(found.taxon).iter().any(|above| same(&above.full_name))
    })
}

/// Positions of the quotas each line draws on, in the order of the lines, without what this case itself holds.
///
/// # Errors
/// What the archive says.
pub async fn positions(
    read: &mut Read,
    office: &Office,
    draft: &Draft,
    application: ApplicationId,
    year: i16,
) -> Result<Vec<Vec<QuotaFact>>, Error> {
    if !draws(draft.base()) {
        return Ok(vec![Vec::new(); draft.lines.len()]);
    }
    let mut rows = read.quota_positions(year).await?;
    rows.retain(|q| draft.lines.iter().any(|line| matches(office, q, draft, line)));
    if rows.is_empty() {
        return Ok(vec![Vec::new(); draft.lines.len()]);
    }
    let mut own: BTreeMap<QuotaId, Amount> = BTreeMap::new();
    for id in read.quotas_of_case(application).await? {
        let held = read.quota_holds(id, application).await?.into_iter().map(|(_, hold)| held(hold));
        own.insert(id, held.fold(Amount::ZERO, |sum, a| sum.plus(a).unwrap_or(Amount::MAX)));
    }
    Ok(draft
        .lines
        .iter()
        .map(|line| {
            let matching = rows.iter().filter(|q| matches(office, q, draft, line));
            matching
                .filter_map(|q| {
                    let taken = q.reserved.plus(q.committed)?.plus(q.consumed)?;
                    let mine = own.get(&q.id).copied().unwrap_or(Amount::ZERO);
                    let taken = taken.minus(mine).unwrap_or(Amount::ZERO);
                    Some(QuotaFact { id: q.id.to_string(), limit: q.limit?, taken, unit: q.unit })
                })
                .collect()
        })
        .collect())
}

fn held(hold: Hold) -> Amount {
    match hold {
        Hold::Reserved { amount } | Hold::Committed { amount } => amount,
        Hold::Consumed { actual } => actual,
        Hold::Released => Amount::ZERO,
    }
}

/// The quotas on which a case draws.
///
/// # Errors
/// What the archive says.
pub async fn held_by(read: &mut Read, application: ApplicationId) -> Result<Vec<QuotaId>, Error> {
    Ok(read.quotas_of_case(application).await?)
}

/// Box 11a of each line: exported this year with this permit, and the quota. Where several apply, the tightest.
///
/// # Errors
/// What the archive says.
pub async fn boxes_11a(
    read: &mut Read,
    office: &Office,
    draft: &Draft,
    year: i16,
) -> Result<Vec<Option<QuotaPosition>>, Error> {
    if !draws(draft.base()) {
        return Ok(vec![None; draft.lines.len()]);
    }
    let rows = read.quota_positions(year).await?;
    Ok(draft
        .lines
        .iter()
        .map(|line| {
            rows.iter()
                .filter(|q| matches(office, q, draft, line))
                .filter_map(|q| {
                    let exported = q.committed.plus(q.consumed)?;
                    Some(QuotaPosition { exported, quota: q.limit?, unit: q.unit })
                })
                .min_by_key(|p| p.quota.minus(p.exported).unwrap_or(Amount::ZERO))
        })
        .collect())
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
    match event.quota {
        QuotaEffect::None => Ok(()),
        QuotaEffect::Reserve => reserve(tx, office, application).await,
        QuotaEffect::Commit => move_holds(tx, id, Change::Commit).await,
        QuotaEffect::Release => move_holds(tx, id, Change::Release).await,
        QuotaEffect::Reopen => {
            move_holds(tx, id, Change::Release).await?;
            reserve(tx, office, application).await
        }
    }
}

/// Moves the quotas as the event of a permit says.
///
/// # Errors
/// The quota's own refusal, or what the archive says.
pub async fn follow_permit(
    tx: &mut Tx,
    application: ApplicationId,
    effect: &PermitQuotaEffect,
    heir: Option<ApplicationId>,
) -> Result<(), Error> {
    match effect {
        PermitQuotaEffect::None => Ok(()),
        PermitQuotaEffect::Consume(actual) => {
            let actual = actual.iter().map(|e| (e.block.clone(), e.actual)).collect();
            move_holds(tx, application, Change::Consume(actual)).await
        }
        PermitQuotaEffect::Release(blocks) => move_holds(tx, application, Change::ReleaseBlocks(blocks.clone())).await,
        PermitQuotaEffect::Transfer(_) => match heir {
            Some(heir) if heir != application => {
                // The replacement went through its own reservation and commitment; the old one gives its share back.
                move_holds(tx, application, Change::Release).await
            }
            _ => Ok(()),
        },
    }
}

async fn reserve(tx: &mut Tx, office: &Office, application: &Application) -> Result<(), Error> {
    let Some(draft) = application.draft() else { return Ok(()) };
    if !draws(draft.base()) {
        return Ok(());
    }
    let year = super::facts::day(tx.at()).year();
    let rows = tx.quota_positions(year).await?;
    let mut wanted: BTreeMap<QuotaId, Vec<usize>> = BTreeMap::new();
    for quota in &rows {
        for (n, line) in draft.lines.iter().enumerate() {
            if matches(office, quota, draft, line) {
                wanted.entry(quota.id).or_default().push(n);
            }
        }
    }
    // Locked in the order of their ids, so that no two acts wait for each other in a circle.
    for (id, lines) in wanted {
        let Some(mut locked) = tx.quota_for_update(id, &[application.id()]).await? else { continue };
        let mut moves = Vec::new();
        for n in lines {
            let key = HoldKey { application: application.id(), block: cites::document::Block::nth(n) };
            let quantity = draft.lines[n].quantity;
            let step = locked.ledger.reserve(key.clone(), quantity.amount(), quantity.unit())?;
            moves.push((Some(key), step));
        }
        tx.quota_save(&locked, &moves).await?;
    }
    Ok(())
}

enum Change {
    Commit,
    Release,
    ReleaseBlocks(Vec<cites::document::Block>),
    Consume(BTreeMap<cites::document::Block, Amount>),
}

async fn move_holds(tx: &mut Tx, application: ApplicationId, change: Change) -> Result<(), Error> {
    let mut quotas = tx.quotas_of_case(application).await?;
    quotas.sort();
    for id in quotas {
        let Some(mut locked) = tx.quota_for_update(id, &[application]).await? else { continue };
        let held: Vec<(HoldKey, Hold)> = locked.ledger.holds().map(|(k, h)| (k.clone(), *h)).collect();
        let mut moves: Vec<(Option<HoldKey>, QuotaMove)> = Vec::new();
        for (key, hold) in held {
            let open = matches!(hold, Hold::Reserved { .. } | Hold::Committed { .. });
            let step = match &change {
                Change::Commit if matches!(hold, Hold::Reserved { .. }) => locked.ledger.commit(&key)?,
                Change::Release if open => locked.ledger.release(&key)?,
                Change::ReleaseBlocks(blocks) if open && blocks.contains(&key.block) => locked.ledger.release(&key)?,
                Change::Consume(actual) if matches!(hold, Hold::Committed { .. }) => {
                    let Some(amount) = actual.get(&key.block) else { continue };
                    locked.ledger.consume(&key, *amount)?
                }
                _ => continue,
            };
            moves.push((Some(key), step));
        }
        if !moves.is_empty() {
            tx.quota_save(&locked, &moves).await?;
        }
    }
    Ok(())
}
