//! Checks that a supervisor set aside: on one case, and all of a span of time.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::Timestamp;
use cites::ids::{ApplicationId, Id, JobKind, PersonId};

queries! {
    /// A check is set aside; rows are never changed.
    INSERT_OVERRIDE = "INSERT INTO check_override (tenant, id, application, rule, said, reason, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// What was set aside in a case, the oldest first.
    OVERRIDES_OF_CASE = "SELECT o.id, o.application, a.reference, o.rule, o.said, o.reason, o.person, p.name, o.at FROM check_override o JOIN application a ON a.tenant = o.tenant AND a.id = o.application JOIN person p ON p.tenant = o.tenant AND p.id = o.person WHERE o.tenant = $1 AND o.application = $2 ORDER BY o.at, o.id";
    /// What was set aside between two moments, the newest first.
    OVERRIDES_BETWEEN = "SELECT o.id, o.application, a.reference, o.rule, o.said, o.reason, o.person, p.name, o.at FROM check_override o JOIN application a ON a.tenant = o.tenant AND a.id = o.application JOIN person p ON p.tenant = o.tenant AND p.id = o.person WHERE o.tenant = $1 AND o.at >= $2 AND o.at < $3 ORDER BY o.at DESC, o.id DESC LIMIT $4";
    /// How often each rule was set aside between two moments.
    OVERRIDES_COUNTED = "SELECT rule, COUNT(*) AS times, COUNT(DISTINCT application) AS cases FROM check_override WHERE tenant = $1 AND at >= $2 AND at < $3 GROUP BY rule ORDER BY times DESC, rule";
}

/// A check that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverrideRow {
    /// Id.
    pub id: Id<JobKind>,
    /// The case.
    pub application: ApplicationId,
    /// Its reference.
    pub reference: String,
    /// Id of the rule.
    pub rule: String,
    /// What the check said, exact and in English.
    pub said: String,
    /// Why it was set aside.
    pub reason: String,
    /// The supervisor.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

impl OverrideRow {
    fn of(row: &Row) -> Result<OverrideRow, Error> {
        Ok(OverrideRow {
            id: row.get("id")?,
            application: row.get("application")?,
            reference: row.get("reference")?,
            rule: row.get("rule")?,
            said: row.get("said")?,
            reason: row.get("reason")?,
            person: row.get("person")?,
            name: row.get("name")?,
            at: row.get("at")?,
        })
    }
}

impl Read {
    /// What was set aside in a case, the oldest first.
    pub async fn overrides_of_case(&mut self, case: ApplicationId) -> Result<Vec<OverrideRow>, Error> {
        self.all(OVERRIDES_OF_CASE, args![case]).await?.iter().map(OverrideRow::of).collect()
    }

    /// What was set aside from one moment until before another, the newest first.
    pub async fn overrides_between(
        &mut self,
        from: Timestamp,
        until: Timestamp,
        limit: i64,
    ) -> Result<Vec<OverrideRow>, Error> {
        self.all(OVERRIDES_BETWEEN, args![from, until, limit]).await?.iter().map(OverrideRow::of).collect()
    }

    /// How often each rule was set aside in that time, and in how many cases; the most frequent first.
    pub async fn overrides_counted(
        &mut self,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<(String, i64, i64)>, Error> {
        let rows = self.all(OVERRIDES_COUNTED, args![from, until]).await?;
        rows.iter().map(|row| Ok((row.get("rule")?, row.get("times")?, row.get("cases")?))).collect()
    }
}

impl Tx {
    /// Sets a check aside.
    pub async fn override_insert(
        &mut self,
        id: Id<JobKind>,
        case: ApplicationId,
        (rule, said): (&str, &str),
        reason: &str,
        person: PersonId,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change(INSERT_OVERRIDE, args![id, case, rule, said, reason, person, at]).await?;
        Ok(())
    }
}
