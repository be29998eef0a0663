//! Work that is given out: opinions that experts write, and visits that inspectors set.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, Id, JobKind, PersonId};
use cites::{Date, Timestamp};
use std::collections::BTreeMap;

queries! {
    /// An opinion is given to an expert, or to another one. What was written so far stays.
    GIVE_OPINION = "INSERT INTO opinion_task (tenant, application, asked_at, expert, given_by, given_at, state, draft, handed_at, word, version) VALUES ($1, $2, $3, $4, $5, $6, 'given', NULL, NULL, '', 1) ON CONFLICT (tenant, application, asked_at) DO UPDATE SET expert = excluded.expert, given_by = excluded.given_by, given_at = excluded.given_at, state = 'given', word = '', version = opinion_task.version + 1";
    /// The expert writes; only while the draft is theirs.
    WRITE_OPINION = "UPDATE opinion_task SET draft = $5, version = version + 1 WHERE tenant = $1 AND application = $2 AND asked_at = $3 AND expert = $4 AND state <> 'handed'";
    /// The expert hands it in.
    HAND_OPINION = "UPDATE opinion_task SET draft = $5, state = 'handed', handed_at = $6, word = '', version = version + 1 WHERE tenant = $1 AND application = $2 AND asked_at = $3 AND expert = $4 AND state <> 'handed'";
    /// The coordinator sends it back.
    RETURN_OPINION = "UPDATE opinion_task SET state = 'returned', word = $4, version = version + 1 WHERE tenant = $1 AND application = $2 AND asked_at = $3 AND state = 'handed'";
    /// The task of a case for the time it was asked.
    OPINION_TASK = "SELECT t.application, t.asked_at, t.expert, p.name AS expert_name, t.given_by, t.given_at, t.state, t.draft, t.handed_at, t.word FROM opinion_task t JOIN person p ON p.tenant = t.tenant AND p.id = t.expert WHERE t.tenant = $1 AND t.application = $2 AND t.asked_at = $3";
    /// Tasks of open cases that are with the Scientific Authority, what is given longest first.
    OPINION_TASKS = "SELECT t.application, t.asked_at, t.expert, p.name AS expert_name, t.given_by, t.given_at, t.state, t.draft, t.handed_at, t.word FROM opinion_task t JOIN person p ON p.tenant = t.tenant AND p.id = t.expert JOIN application a ON a.tenant = t.tenant AND a.id = t.application WHERE t.tenant = $1 AND a.closed_at IS NULL AND t.given_at >= $2 ORDER BY t.given_at, t.application LIMIT $3";
    /// The inspector sets day and place of a visit; the newest counts.
    INSERT_VISIT = "INSERT INTO visit_plan (tenant, id, application, ordered_at, visit_on, place, ready, reason, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// The visits that were set for an order, the newest first.
    VISITS = "SELECT v.visit_on, v.place, v.ready, v.reason, p.name, v.at FROM visit_plan v JOIN person p ON p.tenant = v.tenant AND p.id = v.person WHERE v.tenant = $1 AND v.application = $2 AND v.ordered_at = $3 ORDER BY v.at DESC, v.id DESC LIMIT 20";
}

/// Where an opinion that an expert writes stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpinionState {
    /// The expert writes.
    Given,
    /// The coordinator reads.
    Handed,
    /// The expert writes again.
    Returned,
}

impl OpinionState {
    /// Stable code: keys `opinion-task-<code>`.
    pub const fn code(self) -> &'static str {
        match self {
            OpinionState::Given => "given",
            OpinionState::Handed => "handed",
            OpinionState::Returned => "returned",
        }
    }

    /// The state of a code.
    pub fn from_code(code: &str) -> Option<OpinionState> {
        [OpinionState::Given, OpinionState::Handed, OpinionState::Returned].into_iter().find(|s| s.code() == code)
    }
}

/// An opinion that an expert writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionTask {
    /// The case.
    pub application: ApplicationId,
    /// When the Scientific Authority was asked.
    pub asked_at: Timestamp,
    /// Who writes.
    pub expert: PersonId,
    /// Their name.
    pub expert_name: String,
    /// The coordinator who gave it.
    pub given_by: PersonId,
    /// When.
    pub given_at: Timestamp,
    /// Where it stands.
    pub state: OpinionState,
    /// The draft as typed; empty: nothing was written.
    pub draft: BTreeMap<String, String>,
    /// When it was handed in last.
    pub handed_at: Option<Timestamp>,
    /// Why it came back; blank: it did not.
    pub word: String,
}

impl OpinionTask {
    fn of(row: &Row) -> Result<OpinionTask, Error> {
        Ok(OpinionTask {
            application: row.get("application")?,
            asked_at: row.get("asked_at")?,
            expert: row.get("expert")?,
            expert_name: row.get("expert_name")?,
            given_by: row.get("given_by")?,
            given_at: row.get("given_at")?,
            state: row.code("state", OpinionState::from_code)?,
            draft: match row.opt::<String>("draft")? {
                Some(_) => row.json("draft")?,
                None => BTreeMap::new(),
            },
            handed_at: row.opt("handed_at")?,
            word: row.get("word")?,
        })
    }
}

/// A visit that an inspector set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRow {
    /// The day.
    pub on: Date,
    /// Where.
    pub place: String,
    /// What the applicant shall have ready; may be blank.
    pub ready: String,
    /// Why another day than told before; blank for the first.
    pub reason: String,
    /// The inspector.
    pub name: String,
    /// When it was set.
    pub at: Timestamp,
}

impl Read {
    /// The opinion that an expert writes on a case, for the time it was asked.
    pub async fn opinion_task(
        &mut self,
        case: ApplicationId,
        asked_at: Timestamp,
    ) -> Result<Option<OpinionTask>, Error> {
        self.opt(OPINION_TASK, args![case, asked_at]).await?.as_ref().map(OpinionTask::of).transpose()
    }

    /// Opinions of open cases that were given out since a moment.
    pub async fn opinion_tasks(&mut self, since: Timestamp, limit: i64) -> Result<Vec<OpinionTask>, Error> {
        self.all(OPINION_TASKS, args![since, limit]).await?.iter().map(OpinionTask::of).collect()
    }

    /// The visits that were set for an order of an inspection, the newest first.
    pub async fn visits(&mut self, case: ApplicationId, ordered_at: Timestamp) -> Result<Vec<VisitRow>, Error> {
        let rows = self.all(VISITS, args![case, ordered_at]).await?;
        rows.iter()
            .map(|row| {
                Ok(VisitRow {
                    on: row.get("visit_on")?,
                    place: row.get("place")?,
                    ready: row.get("ready")?,
                    reason: row.get("reason")?,
                    name: row.get("name")?,
                    at: row.get("at")?,
                })
            })
            .collect()
    }
}

impl Tx {
    /// Gives an opinion to an expert.
    pub async fn opinion_give(
        &mut self,
        case: ApplicationId,
        asked_at: Timestamp,
        expert: PersonId,
        by: PersonId,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change(GIVE_OPINION, args![case, asked_at, expert, by, at]).await?;
        Ok(())
    }

    /// The expert writes, and perhaps hands it in; `false`: the draft is not theirs to write.
    pub async fn opinion_write(
        &mut self,
        case: ApplicationId,
        asked_at: Timestamp,
        expert: PersonId,
        draft: &BTreeMap<String, String>,
        hand: bool,
    ) -> Result<bool, Error> {
        let text = serde_json::to_string(draft)?;
        let at = self.at();
        let changed = match hand {
            true => self.change(HAND_OPINION, args![case, asked_at, expert, text, at]).await?,
            false => self.change(WRITE_OPINION, args![case, asked_at, expert, text]).await?,
        };
        Ok(changed > 0)
    }

    /// The coordinator sends it back; `false`: it was not handed in.
    pub async fn opinion_return(
        &mut self,
        case: ApplicationId,
        asked_at: Timestamp,
        word: &str,
    ) -> Result<bool, Error> {
        Ok(self.change(RETURN_OPINION, args![case, asked_at, word]).await? > 0)
    }

    /// An inspector sets a visit.
    pub async fn visit_insert(
        &mut self,
        id: Id<JobKind>,
        case: ApplicationId,
        ordered_at: Timestamp,
        (on, place, ready, reason): (Date, &str, &str, &str),
        person: PersonId,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change(INSERT_VISIT, args![id, case, ordered_at, on, place, ready, reason, person, at]).await?;
        Ok(())
    }
}
