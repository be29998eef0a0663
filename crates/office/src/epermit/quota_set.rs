//! Quotas are set by two persons: one proposes, another confirms.

use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::{ApplicationId, QuotaId, QuotaKind};
use cites::{Amount, Unit};
use permits::DeskAct;
use permits::quota::{QuotaChange, QuotaChangeKind};
use store::{AuditEntry, NewQuota, QuotaKeys, QuotaRow};

/// A quota that does not exist yet.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// Taxon name it stands under: the accepted name.
    pub taxon: String,
    /// Calendar year.
    pub year: i16,
    /// Unit of all amounts.
    pub unit: Unit,
    /// The limit to be confirmed; `None`: unlimited, only counted.
    pub limit: Option<Amount>,
    /// What it is for.
    pub keys: QuotaKeys,
    /// Why: where it was decided.
    pub reason: String,
}

/// Proposes a new quota. Until a second person confirms it, its limit is zero: nothing can be drawn from it.
///
/// # Errors
/// `taxon-unknown`, `reason-empty`, [`Error::NotPermitted`], or what the archive says.
pub async fn propose_new(office: &Office, who: &Who, new: Proposed) -> Result<QuotaRow, Error> {
    who.must_be(DeskAct::QuotaSet.roles())?;
    let person = who.person()?.id;
    let found = office.taxa.resolve(&new.taxon).filter(|r| !r.via.is_higher());
    let taxon = found.map(|r| r.taxon.full_name.clone()).ok_or_else(|| {
        Error::value("taxon", "taxon-unknown", "Choose a name from the list: this one is not in the Appendices.")
    })?;
    if new.reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let id: QuotaId = office.id::<QuotaKind>(now);
    let ran = act::run!(office, who, now, "quota_propose", |tx| {
        tx.quota_insert(&NewQuota {
            id,
            taxon: taxon.clone(),
            year: new.year,
            unit: new.unit,
            limit: Some(Amount::ZERO),
            reservations_count: true,
            keys: new.keys.clone(),
        })
        .await?;
        let row = tx.quota(id).await?.ok_or(Error::NotFound("quota"))?;
        let change = change(QuotaChangeKind::Limit(new.limit), &new.reason, person, now);
        tx.quota_propose(&row, Some(&change)).await?;
        tx.audit(AuditEntry::new("quota_propose", "quota", id).payload(&change)?);
        Ok(((), id.to_string()))
    });
    let id = match ran? {
        Ran::Now(()) => id,
        Ran::Before(id) => QuotaId::parse(&id).map_err(Error::internal)?,
    };
    get(office, who, id).await
}

/// Proposes another limit for a quota.
///
/// # Errors
/// `reason-empty`, [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn propose_limit(
    office: &Office,
    who: &Who,
    id: QuotaId,
    limit: Option<Amount>,
    reason: String,
) -> Result<QuotaRow, Error> {
    who.must_be(DeskAct::QuotaSet.roles())?;
    let person = who.person()?.id;
    if reason.trim().is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "quota_propose", |tx| {
        let row = tx.quota(id).await?.ok_or(Error::NotFound("quota"))?;
        let change = change(QuotaChangeKind::Limit(limit), &reason, person, now);
        instead(tx, &row, &change).await?;
        tx.audit(AuditEntry::new("quota_propose", "quota", id).payload(&change)?);
        Ok(((), id.to_string()))
    });
    ran?;
    get(office, who, id).await
}

/// Confirms what another person proposed.
///
/// # Errors
/// `quota-needs-two` for the proposer, `quota-nothing-proposed`, the quota's refusal (limit below what is in use),
/// [`Error::NotFound`] or [`Error::NotPermitted`].
pub async fn confirm(office: &Office, who: &Who, id: QuotaId) -> Result<QuotaRow, Error> {
    who.must_be(DeskAct::QuotaConfirm.roles())?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "quota_confirm", |tx| {
        let nobody = ApplicationId::from_bytes([0; 16]);
        let mut locked = tx.quota_for_update(id, &[nobody]).await?.ok_or(Error::NotFound("quota"))?;
        let change = locked.row.proposed.clone().ok_or_else(|| {
            Error::value("quota", "quota-nothing-proposed", "Nothing is proposed for this quota; reload the page.")
        })?;
        let step = locked.ledger.apply(&change, &who.actor.who())?;
        tx.quota_save(&locked, &[(None, step)]).await?;
        tx.audit(AuditEntry::new("quota_confirm", "quota", id).payload(&change)?);
        Ok(((), id.to_string()))
    });
    ran?;
    get(office, who, id).await
}

/// Takes a proposal back, or turns another person's down.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn drop_proposal(office: &Office, who: &Who, id: QuotaId) -> Result<QuotaRow, Error> {
    who.must_be(DeskAct::QuotaConfirm.roles())?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "quota_drop", |tx| {
        let row = tx.quota(id).await?.ok_or(Error::NotFound("quota"))?;
        tx.quota_propose(&row, None).await?;
        if let Some(change) = &row.proposed {
            tx.quota_carried_drop(id, change.proposed_at).await?;
        }
        tx.audit(AuditEntry::new("quota_drop", "quota", id));
        Ok(((), id.to_string()))
    });
    ran?;
    get(office, who, id).await
}

/// Proposes a change in the place of one that waits. A carry-over that was never confirmed may be proposed again.
///
/// # Errors
/// What the archive says.
pub(super) async fn instead(tx: &mut store::Tx, row: &QuotaRow, change: &QuotaChange) -> Result<(), Error> {
    if let Some(before) = &row.proposed {
        tx.quota_carried_drop(row.id, before.proposed_at).await?;
    }
    tx.quota_propose(row, Some(change)).await?;
    Ok(())
}

async fn get(office: &Office, who: &Who, id: QuotaId) -> Result<QuotaRow, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.quota(id).await?.ok_or(Error::NotFound("quota"))
}

fn change(
    kind: QuotaChangeKind,
    reason: &str,
    proposed_by: cites::ids::PersonId,
    proposed_at: cites::Timestamp,
) -> QuotaChange {
    QuotaChange { kind, reason: reason.to_owned(), proposed_by, proposed_at }
}
