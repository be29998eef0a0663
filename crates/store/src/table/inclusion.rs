//! What stands beside an entry or a lot: the number that the Secretariat gave, and what somebody of the authority entered
//! at the counter for its holder.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{EntryId, LotId, PersonId};
use cites::{Date, Timestamp};

queries! {
    /// The number of the Secretariat is typed, or typed right.
    SET_INCLUSION = "INSERT INTO secretariat_inclusion (tenant, entry, number, included_on, evidence, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant, entry) DO UPDATE SET number = excluded.number, included_on = excluded.included_on, evidence = excluded.evidence, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at";
    /// The inclusion of an entry.
    INCLUSION = "SELECT number, included_on, evidence, recorded_by, recorded_at FROM secretariat_inclusion WHERE tenant = $1 AND entry = $2";
    /// Whose number this is.
    INCLUDED = "SELECT entry FROM secretariat_inclusion WHERE tenant = $1 AND number = $2";
    /// Something was entered at the counter.
    INSERT_COUNTER = "INSERT INTO counter_entry (tenant, about, subject, said_by, evidence, entered_by, entered_name, entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// What was said at the counter about one thing.
    COUNTER = "SELECT said_by, evidence, entered_by, entered_name, entered_at FROM counter_entry WHERE tenant = $1 AND about = $2 AND subject = $3";
}

/// That the Secretariat has an operation in its register, with who typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionRow {
    /// The number that it gave.
    pub number: String,
    /// Since when.
    pub on: Date,
    /// What says so.
    pub evidence: String,
    /// Who typed it last.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// What was entered at the counter, and on whose word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CounterRow {
    /// Who said so.
    pub said_by: String,
    /// What was seen.
    pub evidence: String,
    /// Who entered it.
    pub by: PersonId,
    /// The name on the day.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// What was entered: an entry of a register or a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CounterOf {
    /// An entry of a register.
    Entry(EntryId),
    /// A lot of a stock.
    Lot(LotId),
}

impl CounterOf {
    const fn about(self) -> &'static str {
        match self {
            CounterOf::Entry(_) => "entry",
            CounterOf::Lot(_) => "lot",
        }
    }

    fn subject(self) -> Vec<u8> {
        match self {
            CounterOf::Entry(id) => id.bytes().to_vec(),
            CounterOf::Lot(id) => id.bytes().to_vec(),
        }
    }
}

fn counter(row: &Row) -> Result<CounterRow, Error> {
    Ok(CounterRow {
        said_by: row.get("said_by")?,
        evidence: row.get("evidence")?,
        by: row.get("entered_by")?,
        name: row.get("entered_name")?,
        at: row.get("entered_at")?,
    })
}

impl Read {
    /// The inclusion of an entry in the Secretariat's register.
    pub async fn inclusion(&mut self, entry: EntryId) -> Result<Option<InclusionRow>, Error> {
        let Some(row) = self.opt(INCLUSION, args![entry]).await? else { return Ok(None) };
        Ok(Some(InclusionRow {
            number: row.get("number")?,
            on: row.get("included_on")?,
            evidence: row.get("evidence")?,
            by: row.get("recorded_by")?,
            at: row.get("recorded_at")?,
        }))
    }

    /// The entry to which the Secretariat gave a number.
    pub async fn included(&mut self, number: &str) -> Result<Option<EntryId>, Error> {
        self.opt(INCLUDED, args![number]).await?.map(|row| row.get("entry")).transpose()
    }

    /// What was entered at the counter of something; `None` for what its holder entered.
    pub async fn counter_entry(&mut self, of: CounterOf) -> Result<Option<CounterRow>, Error> {
        self.opt(COUNTER, args![of.about(), of.subject()]).await?.as_ref().map(counter).transpose()
    }
}

impl Tx {
    /// Keeps the number that the Secretariat gave an operation.
    ///
    /// # Errors
    /// [`Error::Refused`] (`secretariat_number`) for a number that another operation has.
    pub async fn inclusion_set(&mut self, entry: EntryId, i: &InclusionRow) -> Result<(), Error> {
        self.change(SET_INCLUSION, args![entry, i.number, i.on, i.evidence, i.by, i.at]).await?;
        Ok(())
    }

    /// Keeps who said what at the counter.
    pub async fn counter_insert(&mut self, of: CounterOf, c: &CounterRow) -> Result<(), Error> {
        let values = args![of.about(), of.subject(), c.said_by, c.evidence, c.by, c.name, c.at];
        self.change(INSERT_COUNTER, values).await?;
        Ok(())
    }
}
