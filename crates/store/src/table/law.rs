//! Rows of law that a Party enters itself, each by two persons. Nothing is ever deleted: a row ends with its last day.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{LawRowId, PersonId};
use cites::{Date, Timestamp};
use std::collections::BTreeMap;

macro_rules! columns {
    () => {
        "id, law_table, cells, state, from_on, until_on, reason, proposed_by, proposed_at, decided_by, decided_at, end_on, end_by, end_reason, version"
    };
}

queries! {
    /// A row that waits for its second person.
    INSERT_LAW_ROW = "INSERT INTO law_row (tenant, id, law_table, cells, state, from_on, until_on, reason, proposed_by, proposed_at, decided_by, decided_at, end_on, end_by, end_reason, version) VALUES ($1, $2, $3, $4, 'proposed', $5, $6, $7, $8, $9, NULL, NULL, NULL, NULL, NULL, 1)";
    /// The second person decides.
    DECIDE_LAW_ROW = "UPDATE law_row SET state = $3, decided_by = $4, decided_at = $5, version = version + 1 WHERE tenant = $1 AND id = $2 AND state = 'proposed' AND version = $6";
    /// An end is proposed, or taken back.
    PROPOSE_LAW_END = "UPDATE law_row SET end_on = $3, end_by = $4, end_reason = $5, version = version + 1 WHERE tenant = $1 AND id = $2 AND state = 'confirmed' AND version = $6";
    /// The end that was proposed is in force.
    SET_LAW_END = "UPDATE law_row SET until_on = end_on, end_on = NULL, end_by = NULL, end_reason = NULL, version = version + 1 WHERE tenant = $1 AND id = $2 AND state = 'confirmed' AND end_on IS NOT NULL AND version = $3";
    /// One row; locked when an act loads it.
    LAW_ROW = concat!("SELECT ", columns!(), " FROM law_row WHERE tenant = $1 AND id = $2");
    /// Every row, the newest first.
    LAW_ROWS = concat!("SELECT ", columns!(), " FROM law_row WHERE tenant = $1 ORDER BY proposed_at DESC, id DESC LIMIT $2");
    /// The rows that two persons entered.
    LAW_ROWS_CONFIRMED = concat!("SELECT ", columns!(), " FROM law_row WHERE tenant = $1 AND state = 'confirmed' ORDER BY law_table, proposed_at, id");
}

/// Where a row of law stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LawState {
    /// Waits for its second person; never in force.
    Proposed,
    /// In force between its days.
    Confirmed,
    /// Turned down or taken back; never in force.
    Dropped,
}

impl LawState {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            LawState::Proposed => "proposed",
            LawState::Confirmed => "confirmed",
            LawState::Dropped => "dropped",
        }
    }

    fn from_code(code: &str) -> Option<LawState> {
        [LawState::Proposed, LawState::Confirmed, LawState::Dropped].into_iter().find(|s| s.code() == code)
    }
}

/// A row of law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawRow {
    /// Id.
    pub id: LawRowId,
    /// Name of the table of rules.
    pub table: String,
    /// Its cells by column.
    pub cells: BTreeMap<String, String>,
    /// Where it stands.
    pub state: LawState,
    /// First day of its force; `None`: the table has no days.
    pub from: Option<Date>,
    /// Last day of its force; `None`: without end.
    pub until: Option<Date>,
    /// Where it was decided.
    pub reason: String,
    /// Who entered it.
    pub proposed_by: PersonId,
    /// When.
    pub proposed_at: Timestamp,
    /// Who confirmed or dropped it.
    pub decided_by: Option<PersonId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// An end that waits for its second person: last day, who proposes it, why.
    pub end: Option<(Date, PersonId, String)>,
    /// How often it was changed.
    pub version: i64,
}

impl LawRow {
    fn of(row: &Row) -> Result<LawRow, Error> {
        let end = match (row.opt("end_on")?, row.opt("end_by")?) {
            (Some(day), Some(by)) => Some((day, by, row.opt("end_reason")?.unwrap_or_default())),
            _ => None,
        };
        Ok(LawRow {
            id: row.get("id")?,
            table: row.get("law_table")?,
            cells: row.json("cells")?,
            state: row.code("state", LawState::from_code)?,
            from: row.opt("from_on")?,
            until: row.opt("until_on")?,
            reason: row.get("reason")?,
            proposed_by: row.get("proposed_by")?,
            proposed_at: row.get("proposed_at")?,
            decided_by: row.opt("decided_by")?,
            decided_at: row.opt("decided_at")?,
            end,
            version: row.get("version")?,
        })
    }
}

impl Read {
    /// Rows of law, the newest first.
    pub async fn law_rows(&mut self, limit: i64) -> Result<Vec<LawRow>, Error> {
        self.all(LAW_ROWS, args![limit]).await?.iter().map(LawRow::of).collect()
    }

    /// The rows that two persons entered: those that ended and those to come among them, for the rules know the day.
    pub async fn law_rows_confirmed(&mut self) -> Result<Vec<LawRow>, Error> {
        self.all(LAW_ROWS_CONFIRMED, args![]).await?.iter().map(LawRow::of).collect()
    }

    /// One row.
    pub async fn law_row(&mut self, id: LawRowId) -> Result<Option<LawRow>, Error> {
        self.opt(LAW_ROW, args![id]).await?.as_ref().map(LawRow::of).transpose()
    }
}

impl Tx {
    /// One row, locked until this act ends.
    pub async fn law_row_for_update(&mut self, id: LawRowId) -> Result<Option<LawRow>, Error> {
        self.lock(LAW_ROW, args![id]).await?.as_ref().map(LawRow::of).transpose()
    }

    /// A row that waits for its second person.
    pub async fn law_row_insert(&mut self, row: &LawRow) -> Result<(), Error> {
        let cells = serde_json::to_string(&row.cells)?;
        self.change(
            INSERT_LAW_ROW,
            args![row.id, row.table, cells, row.from, row.until, row.reason, row.proposed_by, row.proposed_at],
        )
        .await?;
        Ok(())
    }

    /// The second person confirms or drops it.
    pub async fn law_row_decide(&mut self, row: &LawRow, state: LawState, by: PersonId) -> Result<(), Error> {
        let at = self.at();
        self.change_one("law row", DECIDE_LAW_ROW, args![row.id, state.code(), by, at, row.version]).await
    }

    /// An end is proposed; `None` takes it back.
    pub async fn law_row_propose_end(
        &mut self,
        row: &LawRow,
        end: Option<&(Date, PersonId, String)>,
    ) -> Result<(), Error> {
        let (day, by, why) = (end.map(|e| e.0), end.map(|e| e.1), end.map(|e| e.2.clone()));
        self.change_one("law row", PROPOSE_LAW_END, args![row.id, day, by, why, row.version]).await
    }

    /// The end that was proposed is in force.
    pub async fn law_row_end(&mut self, row: &LawRow) -> Result<(), Error> {
        self.change_one("law row", SET_LAW_END, args![row.id, row.version]).await
    }
}
