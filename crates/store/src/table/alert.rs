//! Alerts of enforcement, and what stands against people and documents.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{AlertId, PersonId, SuspicionId};
use cites::{Date, Timestamp};
use permits::risk::Lane;

macro_rules! columns {
    () => {
        "a.id, a.serial, a.about, a.subject, a.subject_to, a.lane, a.reason, a.open_reason, a.from_on, a.until_on, a.set_by, a.set_at, a.ended_by, a.ended_at, a.ended_why"
    };
}

queries! {
    /// An alert is set.
    INSERT_ALERT = "INSERT INTO enforcement_alert (tenant, id, serial, about, subject, subject_to, lane, reason, open_reason, from_on, until_on, set_by, set_at, ended_by, ended_at, ended_why) SELECT $1, $2, COALESCE(MAX(serial), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, NULL, NULL, NULL FROM enforcement_alert WHERE tenant = $1";
    /// One is ended.
    END_ALERT = "UPDATE enforcement_alert SET ended_by = $3, ended_at = $4, ended_why = $5 WHERE tenant = $1 AND id = $2 AND ended_at IS NULL";
    /// One.
    ALERT = concat!("SELECT ", columns!(), " FROM enforcement_alert a WHERE a.tenant = $1 AND a.id = $2");
    /// All, the newest first.
    ALERTS = concat!("SELECT ", columns!(), " FROM enforcement_alert a WHERE a.tenant = $1 ORDER BY a.serial DESC LIMIT $2");
    /// Those in force on a day.
    ALERTS_ON = concat!("SELECT ", columns!(), " FROM enforcement_alert a WHERE a.tenant = $1 AND a.ended_at IS NULL AND a.from_on <= $2 AND (a.until_on IS NULL OR a.until_on >= $2) ORDER BY a.serial LIMIT 500");
    /// Something comes up; what was written down before is left as it is.
    INSERT_SUSPICION = "INSERT INTO suspicion (tenant, id, once, kind, at, object_kind, object_id, label, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant, once) DO NOTHING";
    /// Who had a part in it.
    INSERT_SUSPICION_PARTY = "INSERT INTO suspicion_party (tenant, suspicion, party, part, name) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, suspicion, party, part) DO NOTHING";
    /// What came up, the newest first.
    SUSPICIONS = "SELECT s.id, s.kind, s.at, s.object_kind, s.object_id, s.label, s.note FROM suspicion s WHERE s.tenant = $1 AND (s.kind = $2 OR $2 = '') AND (s.at, s.id) < ($3, $4) ORDER BY s.at DESC, s.id DESC LIMIT $5";
    /// The people of up to thirty of them; free places repeat one.
    SUSPICION_PARTIES = "SELECT p.suspicion, p.part, p.name FROM suspicion_party p WHERE p.tenant = $1 AND p.suspicion IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31) ORDER BY p.suspicion, p.part, p.name";
    /// How often what stands against up to six parties.
    EARLIER = "SELECT p.party, s.kind, COUNT(DISTINCT s.id) AS times FROM suspicion_party p JOIN suspicion s ON s.tenant = p.tenant AND s.id = p.suspicion WHERE p.tenant = $1 AND p.party IN ($2, $3, $4, $5, $6, $7) AND s.kind IN ('SEIZED', 'REVOKED', 'DIFFERS', 'FRAUD', 'AUDIT') GROUP BY p.party, s.kind ORDER BY p.party, s.kind";
}

/// An alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertRow {
    /// Id.
    pub id: AlertId,
    /// Number people quote.
    pub serial: i64,
    /// `person`, `company`, `agent`, `taxon`, `country` or `route`.
    pub about: String,
    /// The name, the taxon, or a country's code.
    pub subject: String,
    /// The other end of a route.
    pub subject_to: Option<String>,
    /// The lane it forces.
    pub lane: Lane,
    /// Why.
    pub reason: String,
    /// Do officers read why?
    pub open_reason: bool,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
    /// Who set it, and when.
    pub set: (PersonId, Timestamp),
    /// Who ended it, when, and why.
    pub ended: Option<(PersonId, Timestamp, String)>,
}

impl AlertRow {
    fn of(row: &Row) -> Result<AlertRow, Error> {
        let ended = match (row.opt("ended_by")?, row.opt("ended_at")?, row.opt("ended_why")?) {
            (Some(by), Some(at), Some(why)) => Some((by, at, why)),
            _ => None,
        };
        Ok(AlertRow {
            id: row.get("id")?,
            serial: row.get("serial")?,
            about: row.get("about")?,
            subject: row.get("subject")?,
            subject_to: row.opt("subject_to")?,
            lane: row.code("lane", Lane::from_code)?,
            reason: row.get("reason")?,
            open_reason: row.get::<i64>("open_reason")? != 0,
            from: row.get("from_on")?,
            until: row.opt("until_on")?,
            set: (row.get("set_by")?, row.get("set_at")?),
            ended,
        })
    }

    /// Does it count on that day?
    pub fn in_force(&self, on: Date) -> bool {
        self.ended.is_none() && self.from <= on && self.until.is_none_or(|last| on <= last)
    }
}

/// Something that came up, to be written down.
#[derive(Debug, Clone)]
pub struct NewSuspicion {
    /// Id.
    pub id: SuspicionId,
    /// What makes it the same again.
    pub once: String,
    /// `FRAUD`, `SEIZED`, `REVOKED`, `DIFFERS`, `UNKNOWN`, `TAMPERED` or `AUDIT`.
    pub kind: &'static str,
    /// `application`, `permit` or `foreign`.
    pub object_kind: &'static str,
    /// Its id; blank where we have none.
    pub object_id: String,
    /// Reference or number.
    pub label: String,
    /// What was seen.
    pub note: String,
    /// Who had a part in it: key, part, name.
    pub parties: Vec<(String, &'static str, String)>,
}

/// The same, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspicionRow {
    /// Id.
    pub id: SuspicionId,
    /// Its kind.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// `application`, `permit` or `foreign`.
    pub object_kind: String,
    /// Its id; blank where we have none.
    pub object_id: String,
    /// Reference or number.
    pub label: String,
    /// What was seen.
    pub note: String,
    /// Part and name of everybody who had a part in it.
    pub parties: Vec<(String, String)>,
}

/// The key of a name, whoever bears it.
pub fn name_key(name: &str) -> String {
    format!("n:{}", name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}

impl Read {
    /// One alert.
    pub async fn alert(&mut self, id: AlertId) -> Result<Option<AlertRow>, Error> {
        self.opt(ALERT, args![id]).await?.as_ref().map(AlertRow::of).transpose()
    }

    /// Alerts, the newest first.
    pub async fn alerts(&mut self, limit: i64) -> Result<Vec<AlertRow>, Error> {
        self.all(ALERTS, args![limit]).await?.iter().map(AlertRow::of).collect()
    }

    /// Alerts in force on a day.
    pub async fn alerts_on(&mut self, on: Date) -> Result<Vec<AlertRow>, Error> {
        self.all(ALERTS_ON, args![on]).await?.iter().map(AlertRow::of).collect()
    }

    /// What came up, the newest first; of one kind, or of all where it is blank.
    pub async fn suspicions(
        &mut self,
        kind: &str,
        after: super::Cursor,
        limit: i64,
    ) -> Result<super::Page<SuspicionRow>, Error> {
        let rows = self.all(SUSPICIONS, args![kind, after.at(), after.id(), limit + 1]).await?;
        let mut page = super::page(rows, limit, "at", |row| {
            Ok(SuspicionRow {
                id: row.get("id")?,
                kind: row.get("kind")?,
                at: row.get("at")?,
                object_kind: row.get("object_kind")?,
                object_id: row.get("object_id")?,
                label: row.get("label")?,
                note: row.get("note")?,
                parties: Vec::new(),
            })
        })?;
        let ids: Vec<SuspicionId> = page.rows.iter().map(|r| r.id).collect();
        for some in ids.chunks(30) {
            let Some(first) = some.first() else { break };
            let mut places: Vec<SuspicionId> = some.to_vec();
            places.resize(30, *first);
            let named = self.all(SUSPICION_PARTIES, places.iter().map(crate::sql::ToArg::to_arg).collect()).await?;
            for row in &named {
                let of: SuspicionId = row.get("suspicion")?;
                let party = (row.get("part")?, row.get("name")?);
                page.rows.iter_mut().filter(|r| r.id == of).for_each(|r| r.parties.push(party.clone()));
            }
        }
        Ok(page)
    }

    /// How often what stands against parties, at most six of them: key, kind, times.
    pub async fn earlier_of(&mut self, parties: &[String]) -> Result<Vec<(String, String, i64)>, Error> {
        let Some(first) = parties.first() else { return Ok(Vec::new()) };
        let mut places: Vec<String> = parties.iter().take(6).cloned().collect();
        places.resize(6, first.clone());
        let rows = self.all(EARLIER, places.iter().map(crate::sql::ToArg::to_arg).collect()).await?;
        rows.iter().map(|row| Ok((row.get("party")?, row.get("kind")?, row.get("times")?))).collect()
    }
}

impl Tx {
    /// An alert is set; its number is the next one.
    pub async fn alert_insert(&mut self, a: &AlertRow) -> Result<(), Error> {
        let args = args![
            a.id,
            a.about,
            a.subject,
            a.subject_to,
            a.lane.code(),
            a.reason,
            i64::from(a.open_reason),
            a.from,
            a.until,
            a.set.0,
            a.set.1
        ];
        self.change(INSERT_ALERT, args).await?;
        Ok(())
    }

    /// An alert is ended.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was ended before.
    pub async fn alert_end(&mut self, id: AlertId, by: PersonId, why: &str) -> Result<(), Error> {
        let at = self.at();
        self.change_one("alert", END_ALERT, args![id, by, at, why]).await
    }

    /// Something comes up. What was written down before is left as it is.
    pub async fn suspicion_put(&mut self, s: &NewSuspicion) -> Result<(), Error> {
        let at = self.at();
        let args = args![s.id, s.once, s.kind, at, s.object_kind, s.object_id, s.label, s.note];
        if self.change(INSERT_SUSPICION, args).await? == 0 {
            return Ok(());
        }
        for (party, part, name) in &s.parties {
            self.change(INSERT_SUSPICION_PARTY, args![s.id, party, *part, name]).await?;
        }
        Ok(())
    }
}
