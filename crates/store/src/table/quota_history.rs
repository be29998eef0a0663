//! What a quota's page tells beside its sums: its last movements, the cases they were for, and companies by a part of
//! their name.

use super::people::thirty;
use super::quota::QuotaEventRow;
use crate::sql::{args, queries};
use crate::{Error, Read};
use cites::ids::{ApplicationId, OrganisationId, QuotaId};

queries! {
    /// The last movements of a quota, newest first.
    LAST_EVENTS = "SELECT seq, kind, source_key, reserved_delta_micro, committed_delta_micro, consumed_delta_micro, at, actor FROM quota_event WHERE tenant = $1 AND quota = $2 ORDER BY seq DESC LIMIT $3";
    /// References of up to thirty cases; free places repeat one of them.
    REFERENCES = "SELECT id, reference FROM application WHERE tenant = $1 AND id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31)";
    /// Companies with a part of their name.
    COMPANIES_NAMED = "SELECT id, name FROM organisation WHERE tenant = $1 AND active = 1 AND LOWER(name) LIKE $2 ESCAPE '!' ORDER BY name, id LIMIT $3";
}

impl Read {
    /// The last movements of a quota, newest first.
    pub async fn quota_last_events(&mut self, quota: QuotaId, limit: i64) -> Result<Vec<QuotaEventRow>, Error> {
        self.all(LAST_EVENTS, args![quota, limit]).await?.iter().map(QuotaEventRow::of).collect()
    }

    /// References of cases, in any number: one question for thirty of them.
    pub async fn application_references(
        &mut self,
        ids: &[ApplicationId],
    ) -> Result<Vec<(ApplicationId, String)>, Error> {
        let mut out = Vec::new();
        for some in ids.chunks(30) {
            let Some(places) = thirty(some) else { continue };
            for row in self.all(REFERENCES, places).await? {
                out.push((row.get("id")?, row.get("reference")?));
            }
        }
        Ok(out)
    }

    /// Companies whose name has a text in it, by name.
    pub async fn companies_named(&mut self, part: &str, limit: i64) -> Result<Vec<(OrganisationId, String)>, Error> {
        let part = part.trim().to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
        let rows = self.all(COMPANIES_NAMED, args![format!("%{part}%"), limit]).await?;
        rows.iter().map(|row| Ok((row.get("id")?, row.get("name")?))).collect()
    }
}
