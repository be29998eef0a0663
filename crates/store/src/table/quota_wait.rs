//! Who waits for a quota that is exhausted: first come, first served.

use crate::sql::{args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, QuotaId};
use cites::{Amount, Timestamp};

queries! {
    /// A case waits; one that waits already keeps its place.
    PUT_WAIT = "INSERT INTO quota_wait (tenant, quota, application, at, amount_micro, state) VALUES ($1, $2, $3, $4, $5, 'waiting') ON CONFLICT (tenant, quota, application) DO UPDATE SET amount_micro = excluded.amount_micro, at = CASE WHEN quota_wait.state = 'waiting' THEN quota_wait.at ELSE excluded.at END, state = 'waiting'";
    /// A case waits no longer.
    END_WAIT = "UPDATE quota_wait SET state = $3 WHERE tenant = $1 AND application = $2 AND state = 'waiting'";
    /// Who waits for a quota, the first comer first.
    WAITING = "SELECT w.quota, w.application, a.reference, w.at, w.amount_micro FROM quota_wait w JOIN application a ON a.tenant = w.tenant AND a.id = w.application WHERE w.tenant = $1 AND w.quota = $2 AND w.state = 'waiting' ORDER BY w.at, w.application";
    /// The quotas a case waits for.
    WAITS_OF_CASE = "SELECT w.quota, w.application, a.reference, w.at, w.amount_micro FROM quota_wait w JOIN application a ON a.tenant = w.tenant AND a.id = w.application WHERE w.tenant = $1 AND w.application = $2 AND w.state = 'waiting' ORDER BY w.quota";
}

/// A place in the waiting list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitRow {
    /// Which quota.
    pub quota: QuotaId,
    /// The case that waits.
    pub application: ApplicationId,
    /// Its reference.
    pub reference: String,
    /// Since when.
    pub at: Timestamp,
    /// How much it asks for, in the unit of the quota.
    pub amount: Amount,
}

fn wait(row: &crate::sql::Row) -> Result<WaitRow, Error> {
    Ok(WaitRow {
        quota: row.get("quota")?,
        application: row.get("application")?,
        reference: row.get("reference")?,
        at: row.get("at")?,
        amount: row.get("amount_micro")?,
    })
}

impl Read {
    /// Who waits for a quota, the first comer first.
    pub async fn quota_waiting(&mut self, quota: QuotaId) -> Result<Vec<WaitRow>, Error> {
        self.all(WAITING, args![quota]).await?.iter().map(wait).collect()
    }

    /// The quotas that a case waits for.
    pub async fn waits_of_case(&mut self, application: ApplicationId) -> Result<Vec<WaitRow>, Error> {
        self.all(WAITS_OF_CASE, args![application]).await?.iter().map(wait).collect()
    }
}

impl Tx {
    /// A case waits for a quota; one that waits already keeps its place.
    pub async fn quota_wait(
        &mut self,
        quota: QuotaId,
        application: ApplicationId,
        amount: Amount,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change(PUT_WAIT, args![quota, application, at, amount]).await?;
        Ok(())
    }

    /// A case waits no longer: it was served, or it left.
    pub async fn quota_wait_end(&mut self, application: ApplicationId, served: bool) -> Result<(), Error> {
        self.change(END_WAIT, args![application, if served { "served" } else { "left" }]).await?;
        Ok(())
    }
}
