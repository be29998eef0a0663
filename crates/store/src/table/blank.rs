//! The numbered blanks of the simplified procedure; who is registered for it stands in [`super::register`].
//!
//! A blank is its own intent to sign: number and bytes stand in its row before it is sealed, so a crash between leaves a
//! row that is finished or given up.

use super::number::Serial;
use super::stock::codes;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, BlankId, EntryId, PermitId};
use cites::{Amount, Date, PermitNumber, Term, Timestamp, Unit};
use permits::signing::{Intent, IntentRecord};
use serde::{Serialize, de::DeserializeOwned};

macro_rules! blank {
    () => {
        "id, application, registration, place, number, series, year, serial, state, valid_until_on, completion, permit, reason, created_at, changed_at"
    };
}

macro_rules! completed {
    () => {
        "SELECT b.registration, l.taxon, l.term, l.unit, CAST(COALESCE(SUM(COALESCE(l.endorsed_micro, CASE WHEN p.status IN ('ISSUED', 'DELIVERED', 'HELD') THEN l.permitted_micro ELSE 0 END)), 0) AS BIGINT) AS total FROM blank b JOIN permit p ON p.tenant = b.tenant AND p.id = b.permit JOIN permit_line l ON l.tenant = p.tenant AND l.permit = p.id WHERE b.tenant = $1 AND b.state = 'COMPLETED' AND p.issued_at >= $2 AND p.issued_at < $3"
    };
}
macro_rules! completing {
    () => {
        "SELECT b.registration, b.completion, a.body FROM blank b JOIN application a ON a.tenant = b.tenant AND a.id = b.completion WHERE b.tenant = $1 AND b.state = 'COMPLETING'"
    };
}

queries! {
    /// What documents completed under each registration took between two moments, by taxon, term and unit: what left, and of those not endorsed yet what may leave.
    COMPLETED = concat!(completed!(), " GROUP BY b.registration, l.taxon, l.term, l.unit");
    /// The same of one registration.
    COMPLETED_UNDER = concat!(completed!(), " AND b.registration = $4 GROUP BY b.registration, l.taxon, l.term, l.unit");
    /// A blank is numbered and what will be sealed is recorded.
    INSERT_BLANK = "INSERT INTO blank (tenant, id, application, registration, place, number, series, year, serial, state, valid_until_on, completion, permit, body, preparation, sealed, qr, reason, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'PREPARED', $10, NULL, NULL, $11, $12, NULL, NULL, NULL, $13, $13)";
    /// One blank.
    BLANK = concat!("SELECT ", blank!(), " FROM blank WHERE tenant = $1 AND id = $2");
    /// The blank of a number.
    BLANK_BY_NUMBER = concat!("SELECT ", blank!(), " FROM blank WHERE tenant = $1 AND number = $2");
    /// The blank that a case completes.
    BLANK_OF_COMPLETION = concat!("SELECT ", blank!(), " FROM blank WHERE tenant = $1 AND completion = $2");
    /// The blanks of an order, in their order.
    BLANKS_OF_ORDER = concat!("SELECT ", blank!(), " FROM blank WHERE tenant = $1 AND application = $2 ORDER BY place");
    /// The blanks bound to a registration, the latest order first.
    BLANKS_OF_REGISTRATION = concat!("SELECT ", blank!(), " FROM blank WHERE tenant = $1 AND registration = $2 ORDER BY created_at DESC, place LIMIT 500");
    /// The cases that are completing blanks now, with their content.
    COMPLETING = completing!();
    /// Those of one registration.
    COMPLETING_UNDER = concat!(completing!(), " AND b.registration = $2");
    /// Blanks in a state whose last day is before a day, the oldest first.
    BLANKS_ENDING = concat!("SELECT ", blank!(), " FROM blank WHERE tenant = $1 AND state = $2 AND valid_until_on < $3 ORDER BY valid_until_on, application, place LIMIT $4");
    /// What was recorded before sealing.
    BLANK_INTENT = "SELECT body, preparation FROM blank WHERE tenant = $1 AND id = $2";
    /// What was sealed.
    BLANK_SEALED = "SELECT sealed, qr FROM blank WHERE tenant = $1 AND id = $2 AND sealed IS NOT NULL";
    /// The seal is there.
    SEAL_BLANK = "UPDATE blank SET state = 'UNUSED', sealed = $3, qr = $4, changed_at = $5 WHERE tenant = $1 AND id = $2 AND state = 'PREPARED'";
    /// The holder draws it: once, whoever comes at the same moment.
    DRAW_BLANK = "UPDATE blank SET state = 'COMPLETING', completion = $3, changed_at = $4 WHERE tenant = $1 AND id = $2 AND state = 'UNUSED'";
    /// Its document is issued.
    COMPLETE_BLANK = "UPDATE blank SET state = 'COMPLETED', permit = $3, changed_at = $4 WHERE tenant = $1 AND completion = $2 AND state = 'COMPLETING'";
    /// What was drawn is given back: unused again, or ended.
    UNDRAW_BLANK = "UPDATE blank SET state = $4, completion = NULL, changed_at = $5 WHERE tenant = $1 AND id = $2 AND completion = $3 AND state = 'COMPLETING'";
    /// It ends in another way.
    END_BLANK = "UPDATE blank SET state = $3, reason = $4, changed_at = $5 WHERE tenant = $1 AND id = $2 AND state = $6";
}

codes! {
    /// Where a blank stands.
    BlankState:
    /// Numbered; not sealed yet.
    Prepared = "PREPARED",
    /// Sealed, with its holder.
    Unused = "UNUSED",
    /// Drawn; its document is being sealed.
    Completing = "COMPLETING",
    /// Completed.
    Completed = "COMPLETED",
    /// Given back unused.
    Returned = "RETURNED",
    /// Ended unused.
    Expired = "EXPIRED",
    /// Reported lost.
    Lost = "LOST",
    /// Given up before it was sealed: a recorded gap.
    Void = "VOID",
}

/// What documents completed under a registration took of one kind of specimens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompletedSum {
    /// The registration.
    pub registration: EntryId,
    /// Scientific name.
    pub taxon: String,
    /// What it is.
    pub term: Term,
    /// Unit of the sum.
    pub unit: Unit,
    /// What left, and of documents not endorsed yet what may leave.
    pub total: Amount,
}

impl CompletedSum {
    fn of(row: &Row) -> Result<CompletedSum, Error> {
        Ok(CompletedSum {
            registration: row.get("registration")?,
            taxon: row.get("taxon")?,
            term: row.code("term", Term::from_code)?,
            unit: row.code("unit", Unit::from_code)?,
            total: row.get("total")?,
        })
    }
}

/// A blank's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankRow {
    /// Id.
    pub id: BlankId,
    /// The application that ordered it.
    pub application: ApplicationId,
    /// The registration it is bound to.
    pub registration: EntryId,
    /// Place in the order, from 1.
    pub place: i64,
    /// Its number.
    pub number: PermitNumber,
    /// The serial behind it.
    pub serial: Serial,
    /// Where it stands.
    pub state: BlankState,
    /// Last day on which it may be completed, included.
    pub valid_until: Date,
    /// Case of its completion.
    pub completion: Option<ApplicationId>,
    /// The completed document.
    pub permit: Option<PermitId>,
    /// Why it ended otherwise.
    pub reason: Option<String>,
    /// When it was numbered.
    pub created_at: Timestamp,
    /// Last change.
    pub changed_at: Timestamp,
}

impl BlankRow {
    fn of(row: &Row) -> Result<BlankRow, Error> {
        let year: i64 = row.get("year")?;
        Ok(BlankRow {
            id: row.get("id")?,
            application: row.get("application")?,
            registration: row.get("registration")?,
            place: row.get("place")?,
            number: row.get("number")?,
            serial: Serial {
                series: row.get("series")?,
                year: i16::try_from(year).map_err(|e| Error::corrupt("blank.year", e))?,
                serial: row.get("serial")?,
            },
            state: row.code("state", BlankState::from_code)?,
            valid_until: row.get("valid_until_on")?,
            completion: row.opt("completion")?,
            permit: row.opt("permit")?,
            reason: row.opt("reason")?,
            created_at: row.get("created_at")?,
            changed_at: row.get("changed_at")?,
        })
    }
}

impl Read {
    /// What documents completed between two moments took, by registration: of one, or of every one.
    pub async fn completed(
        &mut self,
        under: Option<EntryId>,
        between: (Timestamp, Timestamp),
    ) -> Result<Vec<CompletedSum>, Error> {
        let rows = match under {
            Some(registration) => self.all(COMPLETED_UNDER, args![between.0, between.1, registration]).await?,
            None => self.all(COMPLETED, args![between.0, between.1]).await?,
        };
        rows.iter().map(CompletedSum::of).collect()
    }

    /// The cases that are completing blanks at this moment, with their registration and content: of one, or of every one.
    pub async fn completing<T: DeserializeOwned>(
        &mut self,
        under: Option<EntryId>,
    ) -> Result<Vec<(EntryId, ApplicationId, T)>, Error> {
        let rows = match under {
            Some(registration) => self.all(COMPLETING_UNDER, args![registration]).await?,
            None => self.all(COMPLETING, args![]).await?,
        };
        rows.iter().map(|row| Ok((row.get("registration")?, row.get("completion")?, row.json("body")?))).collect()
    }

    /// One blank.
    pub async fn blank(&mut self, id: BlankId) -> Result<Option<BlankRow>, Error> {
        self.opt(BLANK, args![id]).await?.as_ref().map(BlankRow::of).transpose()
    }

    /// The blank of a number.
    pub async fn blank_by_number(&mut self, number: &PermitNumber) -> Result<Option<BlankRow>, Error> {
        self.opt(BLANK_BY_NUMBER, args![number]).await?.as_ref().map(BlankRow::of).transpose()
    }

    /// The blank that a case completes.
    pub async fn blank_of_completion(&mut self, case: ApplicationId) -> Result<Option<BlankRow>, Error> {
        self.opt(BLANK_OF_COMPLETION, args![case]).await?.as_ref().map(BlankRow::of).transpose()
    }

    /// The blanks of an order, in their order.
    pub async fn blanks_of_order(&mut self, order: ApplicationId) -> Result<Vec<BlankRow>, Error> {
        self.all(BLANKS_OF_ORDER, args![order]).await?.iter().map(BlankRow::of).collect()
    }

    /// The blanks bound to a registration, the latest order first, at most five hundred.
    pub async fn blanks_of_registration(&mut self, id: EntryId) -> Result<Vec<BlankRow>, Error> {
        self.all(BLANKS_OF_REGISTRATION, args![id]).await?.iter().map(BlankRow::of).collect()
    }

    /// Blanks in a state whose last day is before a day, the oldest first.
    pub async fn blanks_ending(&mut self, state: BlankState, before: Date, limit: i64) -> Result<Vec<BlankRow>, Error> {
        self.all(BLANKS_ENDING, args![state.code(), before, limit]).await?.iter().map(BlankRow::of).collect()
    }

    /// The preparation of a blank.
    pub async fn blank_preparation<T: DeserializeOwned>(&mut self, id: BlankId) -> Result<Option<T>, Error> {
        self.opt(BLANK_INTENT, args![id]).await?.map(|row| row.json("preparation")).transpose()
    }

    /// The right to make a signing order for a blank that is not sealed yet, read back from its committed row, with the
    /// preparation. `None`: it is sealed already, or given up.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when the recorded bytes do not fit their digests.
    pub async fn blank_intent<T: DeserializeOwned>(&mut self, id: BlankId) -> Result<Option<(Intent, T)>, Error> {
        if self.blank(id).await?.is_none_or(|b| b.state != BlankState::Prepared) {
            return Ok(None);
        }
        let Some(row) = self.opt(BLANK_INTENT, args![id]).await? else { return Ok(None) };
        let record: IntentRecord = row.json("body")?;
        let intent = Intent::from_record(record).map_err(|e| Error::corrupt("blank.body", e))?;
        Ok(Some((intent, row.json("preparation")?)))
    }

    /// The sealed message of a blank and the text of its code; `None` before it is sealed.
    pub async fn blank_sealed(&mut self, id: BlankId) -> Result<Option<(Vec<u8>, String)>, Error> {
        let row = self.opt(BLANK_SEALED, args![id]).await?;
        row.map(|row| Ok((row.get("sealed")?, row.get("qr")?))).transpose()
    }
}

impl Tx {
    /// A blank is numbered: commit 1 of its seal. It begins as [`BlankState::Prepared`] whatever the row says.
    pub async fn blank_insert(
        &mut self,
        b: &BlankRow,
        record: &IntentRecord,
        preparation: &impl Serialize,
    ) -> Result<(), Error> {
        let serial = i64::try_from(b.serial.serial).map_err(|e| Error::corrupt("blank.serial", e))?;
        let (body, preparation) = (serde_json::to_string(record)?, serde_json::to_string(preparation)?);
        let values = args![
            b.id,
            b.application,
            b.registration,
            b.place,
            b.number,
            b.serial.series,
            i64::from(b.serial.year),
            serial,
            b.valid_until,
            body,
            preparation,
            b.created_at
        ];
        self.change(INSERT_BLANK, values).await?;
        Ok(())
    }

    /// The same as [`Read::blank`], locked until the end of the transaction.
    pub async fn blank_for_update(&mut self, id: BlankId) -> Result<Option<BlankRow>, Error> {
        self.lock(BLANK, args![id]).await?.as_ref().map(BlankRow::of).transpose()
    }

    /// The seal is recorded: commit 2.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was sealed or given up meanwhile.
    pub async fn blank_seal(&mut self, id: BlankId, sealed: &[u8], qr: &str) -> Result<(), Error> {
        let at = self.at();
        self.change_one("blank", SEAL_BLANK, args![id, sealed, qr, at]).await
    }

    /// The holder draws it.
    ///
    /// # Errors
    /// [`Error::Stale`] when it is not unused any more.
    pub async fn blank_draw(&mut self, id: BlankId, completion: ApplicationId) -> Result<(), Error> {
        let at = self.at();
        self.change_one("blank", DRAW_BLANK, args![id, completion, at]).await
    }

    /// Its document is issued; nothing happens when the case completes no blank.
    pub async fn blank_complete(&mut self, completion: ApplicationId, permit: PermitId) -> Result<(), Error> {
        let at = self.at();
        self.change(COMPLETE_BLANK, args![completion, permit, at]).await?;
        Ok(())
    }

    /// What was drawn is given back; the blank stands in `to` then.
    ///
    /// # Errors
    /// [`Error::Stale`] when that case does not complete it any more.
    pub async fn blank_undraw(&mut self, id: BlankId, completion: ApplicationId, to: BlankState) -> Result<(), Error> {
        let at = self.at();
        self.change_one("blank", UNDRAW_BLANK, args![id, completion, to.code(), at]).await
    }

    /// It ends in another way than by completion.
    ///
    /// # Errors
    /// [`Error::Stale`] when it does not stand in `from` any more.
    pub async fn blank_end(
        &mut self,
        id: BlankId,
        from: BlankState,
        to: BlankState,
        reason: &str,
    ) -> Result<(), Error> {
        let at = self.at();
        self.change_one("blank", END_BLANK, args![id, to.code(), reason, at, from.code()]).await
    }
}
