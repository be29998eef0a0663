//! Quotas: the ledger's totals, what each case holds of them, and every movement.
//!
//! The totals are constraints of the table: committed + consumed never pass the limit, whatever the program does.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, OrganisationId, QuotaId};
use cites::{Amount, CountryCode, Date, Purpose, Source, Term, Unit};
use permits::consignments;
use permits::quota::QuotaChange;
use permits::quota_kind::{CarryOver, QuotaBasis};
use permits::{Hold, HoldKey, QuotaLedger, QuotaMove};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! columns {
    () => {
        "id, taxon, year, unit, amount_micro, reserved_micro, committed_micro, consumed_micro, reservations_count, active, keys, proposed, version"
    };
}

queries! {
    /// A new quota.
    INSERT_QUOTA = "INSERT INTO quota (tenant, id, taxon, year, unit, amount_micro, reserved_micro, committed_micro, consumed_micro, reservations_count, active, keys, proposed, version) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, $7, $8, $9, NULL, 1)";
    /// The totals after a movement, at the version that was read.
    UPDATE_TOTALS = "UPDATE quota SET amount_micro = $3, reserved_micro = $4, committed_micro = $5, consumed_micro = $6, proposed = $7, version = version + 1 WHERE tenant = $1 AND id = $2 AND version = $8";
    /// A change waits for its second person.
    SET_PROPOSED = "UPDATE quota SET proposed = $3, version = version + 1 WHERE tenant = $1 AND id = $2 AND version = $4";
    /// One quota; locked when an act loads it.
    QUOTA = concat!("SELECT ", columns!(), " FROM quota WHERE tenant = $1 AND id = $2");
    /// The quotas of a year with their positions.
    QUOTAS_OF_YEAR = concat!("SELECT ", columns!(), " FROM quota WHERE tenant = $1 AND year = $2 AND active = 1 ORDER BY taxon, id");
    /// The quotas of two years with their positions.
    QUOTAS_OF_YEARS = concat!("SELECT ", columns!(), " FROM quota WHERE tenant = $1 AND year IN ($2, $3) AND active = 1 ORDER BY taxon, id");
    /// The quotas of a taxon in a year.
    QUOTAS_OF_TAXON = concat!("SELECT ", columns!(), " FROM quota WHERE tenant = $1 AND year = $2 AND taxon = $3 AND active = 1 ORDER BY id");
    /// What one case holds of one quota.
    HOLDS_OF_CASE = "SELECT application, block, phase, amount_micro FROM quota_hold WHERE tenant = $1 AND quota = $2 AND application = $3 ORDER BY block";
    /// The quotas of two years, each with what one case holds of it.
    QUOTAS_AND_HOLDS = concat!("SELECT ", columns!(), ", CAST(COALESCE((SELECT SUM(h.amount_micro) FROM quota_hold h WHERE h.tenant = quota.tenant AND h.quota = quota.id AND h.application = $4 AND h.phase <> 'released'), 0) AS BIGINT) AS own_micro FROM quota WHERE tenant = $1 AND year IN ($2, $3) AND active = 1 ORDER BY taxon, id");
    /// What every open case holds of each quota.
    HOLDS_OF_OPEN = "SELECT h.quota, h.application, CAST(SUM(h.amount_micro) AS BIGINT) AS own_micro FROM quota_hold h JOIN application a ON a.tenant = h.tenant AND a.id = h.application WHERE h.tenant = $1 AND a.closed_at IS NULL AND h.phase <> 'released' GROUP BY h.quota, h.application";
    /// The quotas that one case draws on: what it gave back wholly is none.
    QUOTAS_OF_CASE = "SELECT DISTINCT quota FROM quota_hold WHERE tenant = $1 AND application = $2 AND phase <> 'released' ORDER BY quota";
    /// Where a hold stands now.
    PUT_HOLD = "INSERT INTO quota_hold (tenant, quota, application, block, phase, amount_micro) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, quota, application, block) DO UPDATE SET phase = excluded.phase, amount_micro = excluded.amount_micro";
    /// One movement.
    INSERT_EVENT = "INSERT INTO quota_event (tenant, quota, seq, kind, source_key, reserved_delta_micro, committed_delta_micro, consumed_delta_micro, at, actor) SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5, $6, $7, $8, $9 FROM quota_event WHERE tenant = $1 AND quota = $2";
    /// The movements of a quota, oldest first.
    EVENTS = "SELECT seq, kind, source_key, reserved_delta_micro, committed_delta_micro, consumed_delta_micro, at, actor FROM quota_event WHERE tenant = $1 AND quota = $2 AND seq > $3 ORDER BY seq LIMIT $4";
    /// Quotas whose totals are not the sums of their movements.
    UNBALANCED = "SELECT q.id FROM quota q LEFT JOIN quota_event e ON e.tenant = q.tenant AND e.quota = q.id WHERE q.tenant = $1 GROUP BY q.id, q.reserved_micro, q.committed_micro, q.consumed_micro HAVING COALESCE(SUM(e.reserved_delta_micro), 0) <> q.reserved_micro OR COALESCE(SUM(e.committed_delta_micro), 0) <> q.committed_micro OR COALESCE(SUM(e.consumed_delta_micro), 0) <> q.consumed_micro";
}

/// What a quota is for, beyond taxon and year. An empty list means all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaKeys {
    /// Population it is for; `None`: the Party's own.
    pub exporter: Option<CountryCode>,
    /// Trade terms.
    pub terms: Vec<Term>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Purposes.
    pub purposes: Vec<Purpose>,
    /// Legal basis: who set it, and where it was published.
    pub basis: String,
    /// Words about it.
    pub notes: String,
    /// On what it rests.
    #[serde(default)]
    pub kind: QuotaBasis,
    /// For this company alone; `None`: for everybody.
    #[serde(default)]
    pub holder: Option<OrganisationId>,
    /// For specimens of this area, in words; blank: of the whole country.
    #[serde(default)]
    pub area: String,
    /// First and last day of its season or validity; `None`: the whole quota year of its kind.
    #[serde(default)]
    pub days: Option<(Date, Date)>,
    /// What of an unused rest goes into the next year.
    #[serde(default)]
    pub carry_over: CarryOver,
}

impl QuotaKeys {
    /// First and last day of the quota of a year, both included; `None` for a year beyond the calendar.
    pub fn period(&self, year: i16) -> Option<(Date, Date)> {
        self.days.or_else(|| self.kind.year(year))
    }
}

/// A new quota.
#[derive(Debug, Clone)]
pub struct NewQuota {
    /// Id.
    pub id: QuotaId,
    /// Taxon name it stands under.
    pub taxon: String,
    /// Year.
    pub year: i16,
    /// Unit of all amounts.
    pub unit: Unit,
    /// The limit; `None`: unlimited, only counted.
    pub limit: Option<Amount>,
    /// Do soft reservations lower what is available?
    pub reservations_count: bool,
    /// What it is for.
    pub keys: QuotaKeys,
}

/// A quota with its position.
#[derive(Debug, Clone)]
pub struct QuotaRow {
    /// Id.
    pub id: QuotaId,
    /// Taxon name.
    pub taxon: String,
    /// Year.
    pub year: i16,
    /// Unit.
    pub unit: Unit,
    /// The limit.
    pub limit: Option<Amount>,
    /// Soft reservations.
    pub reserved: Amount,
    /// Approved and issued.
    pub committed: Amount,
    /// Endorsed.
    pub consumed: Amount,
    /// Do soft reservations lower what is available?
    pub reservations_count: bool,
    /// In force?
    pub active: bool,
    /// What it is for.
    pub keys: QuotaKeys,
    /// A change that waits for its second person.
    pub proposed: Option<QuotaChange>,
    /// How often it was changed.
    pub version: i64,
}

impl QuotaRow {
    fn of(row: &Row) -> Result<QuotaRow, Error> {
        let year: i64 = row.get("year")?;
        let proposed = match row.opt::<String>("proposed")? {
            None => None,
            Some(_) => Some(row.json("proposed")?),
        };
        Ok(QuotaRow {
            id: row.get("id")?,
            taxon: row.get("taxon")?,
            year: i16::try_from(year).map_err(|e| Error::corrupt("quota.year", e))?,
            unit: row.code("unit", Unit::from_code)?,
            limit: row.opt("amount_micro")?,
            reserved: row.get("reserved_micro")?,
            committed: row.get("committed_micro")?,
            consumed: row.get("consumed_micro")?,
            reservations_count: row.get("reservations_count")?,
            active: row.get("active")?,
            keys: row.json("keys")?,
            proposed,
            version: row.get("version")?,
        })
    }

    /// What is left: the limit less what is committed and consumed; `None`: unlimited.
    pub fn available(&self) -> Option<Amount> {
        let used = self.committed.plus(self.consumed)?;
        let used = if self.reservations_count { used.plus(self.reserved)? } else { used };
        Some(self.limit?.minus(used).unwrap_or(Amount::ZERO))
    }
}

/// One movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaEventRow {
    /// Its number.
    pub seq: i64,
    /// `reserve`, `commit`, `consume`, `release`, `correct`, `limit` or `transfer`.
    pub kind: String,
    /// What it was done for: application id, a hash sign and the block (`A`, of the second
    /// consignment `A/2`); `None` for changes of the quota itself.
    pub source_key: Option<String>,
    /// Change of the reserved sum, millionths.
    pub reserved_delta_micro: i64,
    /// Change of the committed sum, millionths.
    pub committed_delta_micro: i64,
    /// Change of the consumed sum, millionths.
    pub consumed_delta_micro: i64,
    /// When.
    pub at: cites::Timestamp,
    /// Who.
    pub actor: String,
}

impl QuotaEventRow {
    pub(super) fn of(row: &Row) -> Result<QuotaEventRow, Error> {
        Ok(QuotaEventRow {
            seq: row.get("seq")?,
            kind: row.get("kind")?,
            source_key: row.opt("source_key")?,
            reserved_delta_micro: row.get("reserved_delta_micro")?,
            committed_delta_micro: row.get("committed_delta_micro")?,
            consumed_delta_micro: row.get("consumed_delta_micro")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
        })
    }
}

fn hold(row: &Row) -> Result<(HoldKey, Hold), Error> {
    let slot: String = row.get("block")?;
    let (consignment, block) = consignments::of_slot(&slot);
    let block = cites::document::Block::parse(block).map_err(|e| Error::corrupt("quota_hold.block", e))?;
    let amount: Amount = row.get("amount_micro")?;
    let phase: String = row.get("phase")?;
    let hold = match phase.as_str() {
        "reserved" => Hold::Reserved { amount },
        "committed" => Hold::Committed { amount },
        "consumed" => Hold::Consumed { actual: amount },
        "released" => Hold::Released,
        other => return Err(Error::corrupt("quota_hold.phase", format!("unknown phase {other}"))),
    };
    Ok((HoldKey { application: row.get("application")?, consignment, block }, hold))
}

fn hold_columns(hold: Hold) -> (&'static str, Amount) {
    match hold {
        Hold::Reserved { amount } => ("reserved", amount),
        Hold::Committed { amount } => ("committed", amount),
        Hold::Consumed { actual } => ("consumed", actual),
        Hold::Released => ("released", Amount::ZERO),
    }
}

/// A ledger locked by an act, to be saved with [`Tx::quota_save`].
#[derive(Debug)]
pub struct LockedQuota {
    /// The row as it stood.
    pub row: QuotaRow,
    /// The ledger to move, with the holds of the cases that were asked for.
    pub ledger: QuotaLedger,
    /// The holds as they stood.
    holds: Vec<(HoldKey, Hold)>,
}

impl Read {
    /// The quotas in force in a year, with their positions, by taxon.
    pub async fn quota_positions(&mut self, year: i16) -> Result<Vec<QuotaRow>, Error> {
        self.all(QUOTAS_OF_YEAR, args![i64::from(year)]).await?.iter().map(QuotaRow::of).collect()
    }

    /// The quotas in force under a taxon's name in a year. Which of them match a line is for `rules` to say.
    pub async fn quotas_of_taxon(&mut self, year: i16, taxon: &str) -> Result<Vec<QuotaRow>, Error> {
        self.all(QUOTAS_OF_TAXON, args![i64::from(year), taxon]).await?.iter().map(QuotaRow::of).collect()
    }

    /// The quotas in force on a day: a quota year may have begun in the calendar year before.
    pub async fn quotas_in_force(&mut self, on: Date) -> Result<Vec<QuotaRow>, Error> {
        let year = i64::from(on.year());
        let mut rows: Vec<QuotaRow> = self
            .all(QUOTAS_OF_YEARS, args![year - 1, year])
            .await?
            .iter()
            .map(QuotaRow::of)
            .collect::<Result<_, _>>()?;
        rows.retain(|q| q.keys.period(q.year).is_some_and(|(first, last)| first <= on && on <= last));
        Ok(rows)
    }

    /// One quota.
    pub async fn quota(&mut self, id: QuotaId) -> Result<Option<QuotaRow>, Error> {
        self.opt(QUOTA, args![id]).await?.as_ref().map(QuotaRow::of).transpose()
    }

    /// The quotas that a case draws on, in the order in which acts lock them.
    pub async fn quotas_of_case(&mut self, application: ApplicationId) -> Result<Vec<QuotaId>, Error> {
        self.all(QUOTAS_OF_CASE, args![application]).await?.iter().map(|row| row.get("quota")).collect()
    }

    /// The quotas in force on a day, each with what one case holds of it.
    pub async fn quotas_and_holds(
        &mut self,
        on: Date,
        application: ApplicationId,
    ) -> Result<Vec<(QuotaRow, Amount)>, Error> {
        let year = i64::from(on.year());
        let rows = self.all(QUOTAS_AND_HOLDS, args![year - 1, year, application]).await?;
        let mut all = Vec::with_capacity(rows.len());
        for row in &rows {
            let quota = QuotaRow::of(row)?;
            if quota.keys.period(quota.year).is_some_and(|(first, last)| first <= on && on <= last) {
                all.push((quota, row.get("own_micro")?));
            }
        }
        Ok(all)
    }

    /// What every open case holds of each quota: quota, case, amount.
    pub async fn holds_of_open(&mut self) -> Result<Vec<(QuotaId, ApplicationId, Amount)>, Error> {
        let rows = self.all(HOLDS_OF_OPEN, args![]).await?;
        rows.iter().map(|row| Ok((row.get("quota")?, row.get("application")?, row.get("own_micro")?))).collect()
    }

    /// The movements of a quota, oldest first, after a number.
    pub async fn quota_events(
        &mut self,
        quota: QuotaId,
        after_seq: i64,
        limit: i64,
    ) -> Result<Vec<QuotaEventRow>, Error> {
        self.all(EVENTS, args![quota, after_seq, limit]).await?.iter().map(QuotaEventRow::of).collect()
    }

    /// Quotas whose totals are not the sums of their movements: must be none.
    pub async fn quotas_unbalanced(&mut self) -> Result<Vec<QuotaId>, Error> {
        self.all(UNBALANCED, args![]).await?.iter().map(|row| row.get("id")).collect()
    }
}

impl Tx {
    /// A new quota.
    pub async fn quota_insert(&mut self, q: &NewQuota) -> Result<(), Error> {
        let keys = serde_json::to_string(&q.keys)?;
        self.change(
            INSERT_QUOTA,
            args![q.id, q.taxon, i64::from(q.year), q.unit.code(), q.limit, q.reservations_count, true, keys],
        )
        .await?;
        Ok(())
    }

    /// Locks a quota until this act ends and loads its ledger with what the given cases hold of it (one case, or two when
    /// a permit is replaced). An act that needs several quotas locks them in the order of their ids, so that no two acts
    /// wait for each other in a circle.
    pub async fn quota_for_update(
        &mut self,
        id: QuotaId,
        cases: &[ApplicationId],
    ) -> Result<Option<LockedQuota>, Error> {
        let Some(row) = self.lock(QUOTA, args![id]).await? else { return Ok(None) };
        let row = QuotaRow::of(&row)?;
        let mut holds = Vec::new();
        for case in cases {
            for row in self.all(HOLDS_OF_CASE, args![id, case]).await? {
                holds.push(hold(&row)?);
            }
        }
        let ledger = QuotaLedger::new(row.id, row.unit, row.limit, row.reservations_count)
            .with((row.reserved, row.committed, row.consumed), holds.clone());
        Ok(Some(LockedQuota { row, ledger, holds }))
    }

    /// Saves a moved ledger with its movements: totals, holds and one event for each movement.
    ///
    /// `moves`: each movement with the line it was for; `None` for changes of the quota itself, which also clear a change
    /// that waited for its second person.
    ///
    /// # Errors
    /// [`Error::Refused`] with `quota_not_exceeded` when the limit would be passed; [`Error::Stale`] when the quota was
    /// moved since it was loaded; [`Error::Corrupt`] when the movements do not add up to the change of the totals.
    pub async fn quota_save(
        &mut self,
        locked: &LockedQuota,
        moves: &[(Option<HoldKey>, QuotaMove)],
    ) -> Result<(), Error> {
        let (row, ledger) = (&locked.row, &locked.ledger);
        let proposed = if moves.iter().any(|(key, _)| key.is_none()) { None } else { row.proposed.as_ref() };
        let proposed = proposed.map(serde_json::to_string).transpose()?;
        // The limit moves with its own movement only.
        let limit_moves = moves.iter().any(|(_, step)| matches!(step, QuotaMove::Limit { .. }));
        let limit = if limit_moves { ledger.limit() } else { row.limit };
        self.change_one(
            "quota",
            UPDATE_TOTALS,
            args![row.id, limit, ledger.reserved(), ledger.committed(), ledger.consumed(), proposed, row.version],
        )
        .await?;
        let mut holds: BTreeMap<HoldKey, Hold> = locked.holds.iter().cloned().collect();
        let mut sums = [row.reserved.micro(), row.committed.micro(), row.consumed.micro()];
        for (key, step) in moves {
            let held = key.as_ref().and_then(|key| holds.get(key)).copied();
            let (kind, deltas, now) = effect(step, held);
            for (sum, delta) in sums.iter_mut().zip(deltas) {
                *sum += delta;
            }
            self.quota_event(row.id, kind, key.as_ref(), deltas).await?;
            if let (Some(key), Some(now)) = (key, now) {
                holds.insert(key.clone(), now);
                self.put_hold(row.id, key, now).await?;
            }
        }
        if sums != [ledger.reserved().micro(), ledger.committed().micro(), ledger.consumed().micro()] {
            return Err(Error::corrupt("quota", "the movements do not add up to the change of the totals"));
        }
        Ok(())
    }

    /// Saves a hold that moved from one case to another (replacement of a permit): totals stay, one event tells it.
    pub async fn quota_transfer_save(
        &mut self,
        locked: &LockedQuota,
        from: &HoldKey,
        to: &HoldKey,
    ) -> Result<(), Error> {
        for key in [from, to] {
            let now = locked.ledger.hold(key).ok_or_else(|| {
                Error::corrupt("quota_hold", format!("block {} of {} holds nothing", key.block, key.application))
            })?;
            self.put_hold(locked.row.id, key, now).await?;
        }
        self.quota_event(locked.row.id, "transfer", Some(to), [0, 0, 0]).await
    }

    async fn put_hold(&mut self, quota: QuotaId, key: &HoldKey, hold: Hold) -> Result<(), Error> {
        let (phase, amount) = hold_columns(hold);
        self.change(
            PUT_HOLD,
            args![quota, key.application, consignments::slot(key.consignment, &key.block), phase, amount],
        )
        .await?;
        Ok(())
    }

    async fn quota_event(
        &mut self,
        quota: QuotaId,
        kind: &str,
        key: Option<&HoldKey>,
        deltas: [i64; 3],
    ) -> Result<(), Error> {
        let source = key.map(|k| format!("{}#{}", k.application, consignments::slot(k.consignment, &k.block)));
        let (at, actor) = (self.at(), self.actor.clone());
        self.change(INSERT_EVENT, args![quota, kind, source, deltas[0], deltas[1], deltas[2], at, actor]).await?;
        Ok(())
    }

    /// Writes down a change of limit or consumption that waits for its second person; `None` takes it back.
    pub async fn quota_propose(&mut self, quota: &QuotaRow, change: Option<&QuotaChange>) -> Result<(), Error> {
        let change = change.map(serde_json::to_string).transpose()?;
        self.change_one("quota", SET_PROPOSED, args![quota.id, change, quota.version]).await
    }
}

/// Name of a movement, its changes of reserved, committed and consumed, and the hold after it.
fn effect(step: &QuotaMove, held: Option<Hold>) -> (&'static str, [i64; 3], Option<Hold>) {
    match *step {
        QuotaMove::Reserve { amount } => ("reserve", [amount.micro(), 0, 0], Some(Hold::Reserved { amount })),
        QuotaMove::Commit { amount } => {
            ("commit", [-amount.micro(), amount.micro(), 0], Some(Hold::Committed { amount }))
        }
        QuotaMove::Consume { committed, actual } => {
            ("consume", [0, -committed.micro(), actual.micro()], Some(Hold::Consumed { actual }))
        }
        // What goes back is what was held, softly or hard.
        QuotaMove::Release { amount } => match held {
            Some(Hold::Reserved { .. }) => ("release", [-amount.micro(), 0, 0], Some(Hold::Released)),
            _ => ("release", [0, -amount.micro(), 0], Some(Hold::Released)),
        },
        QuotaMove::Correct { from, to } => ("correct", [0, 0, to.micro() - from.micro()], None),
        QuotaMove::Limit { .. } => ("limit", [0, 0, 0], None),
    }
}
