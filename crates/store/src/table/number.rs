//! Serial numbers and intents to sign.
//!
//! A serial is taken inside the transaction that uses it, from one counter row for each tenant, series and year: the row
//! stays locked until the commit, so serials have no duplicates and no gap but the recorded ones (a voided intent).

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::ApplicationId;
use cites::{PermitNumber, Timestamp};
use permits::signing::{Intent, IntentRecord};
use serde::{Serialize, de::DeserializeOwned};

queries! {
    /// Takes the next serials of a series in a year: the last of `$4` new ones.
    TAKE_SERIALS = "INSERT INTO counter (tenant, series, year, last) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant, series, year) DO UPDATE SET last = counter.last + excluded.last RETURNING last";
    /// Records what will be signed, before it is signed.
    INSERT_INTENT = "INSERT INTO intent (tenant, number, series, year, serial, permit, application, draft_digest, body, preparation, state, void_reason, created_at, finished_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'OPEN', NULL, $11, NULL)";
    /// The intent of a number.
    INTENT = "SELECT number, series, year, serial, permit, application, body, preparation, state, void_reason, created_at FROM intent WHERE tenant = $1 AND number = $2";
    /// The open intent of a case, if there is one.
    OPEN_INTENT_OF = "SELECT number, series, year, serial, permit, application, body, preparation, state, void_reason, created_at FROM intent WHERE tenant = $1 AND application = $2 AND state = 'OPEN'";
    /// The same with the security stamp that was put on one of its consignments: one row, whatever there is of both.
    OPEN_INTENT_AND_STAMP = "SELECT i.number, i.series, i.year, i.serial, i.permit, i.application, i.body, i.preparation, i.state, i.void_reason, i.created_at, s.serial AS stamp_serial, b.text AS stamp_text FROM tenant t LEFT JOIN intent i ON i.tenant = $1 AND i.application = $2 AND i.state = 'OPEN' LEFT JOIN numbered_item s ON s.tenant = $1 AND s.application = $2 AND s.consignment = $3 AND s.alone = 1 LEFT JOIN numbered_batch b ON b.tenant = $1 AND b.id = s.batch WHERE t.id = $1";
    /// Intents without result: what a crash left behind.
    OPEN_INTENTS = "SELECT number, series, year, serial, permit, application, body, preparation, state, void_reason, created_at FROM intent WHERE tenant = $1 AND state = 'OPEN' ORDER BY created_at, number";
    /// Another intent under a number that a blank keeps: the one before was voided.
    RENEW_INTENT = "UPDATE intent SET permit = $3, application = $4, draft_digest = $5, body = $6, preparation = $7, state = 'OPEN', void_reason = NULL, created_at = $8, finished_at = NULL WHERE tenant = $1 AND number = $2 AND state = 'VOID'";
    /// The signature is recorded.
    SEAL_INTENT = "UPDATE intent SET state = 'SEALED', finished_at = $3 WHERE tenant = $1 AND number = $2 AND state = 'OPEN'";
    /// The number will never be used: a recorded gap.
    VOID_INTENT = "UPDATE intent SET state = 'VOID', void_reason = $3, finished_at = $4 WHERE tenant = $1 AND number = $2 AND state = 'OPEN'";
}

/// A serial that was taken in this transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Serial {
    /// Series, for example `permit`.
    pub series: String,
    /// Year.
    pub year: i16,
    /// Number inside series and year, from 1.
    pub serial: u64,
}

/// Where an intent stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntentState {
    /// Recorded, no signature recorded.
    Open,
    /// The permit is issued.
    Sealed,
    /// Given up; the number is a recorded gap.
    Void {
        /// Why.
        reason: String,
    },
}

/// An intent as recorded.
#[derive(Debug, Clone)]
pub struct StoredIntent<T> {
    /// Number, digests and the bytes to sign.
    pub record: IntentRecord,
    /// The serial behind the number.
    pub serial: Serial,
    /// What office needs to finish.
    pub preparation: T,
    /// Where it stands.
    pub state: IntentState,
    /// When it was recorded.
    pub created_at: Timestamp,
}

impl<T> StoredIntent<T> {
    /// The right to make a signing order, with the preparation. The one caller of [`Intent::from_record`]: only what
    /// was read back from a committed row can be signed.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when it is not open, or the recorded bytes do not fit their digests.
    pub fn into_intent(self) -> Result<(Intent, T), Error> {
        if self.state != IntentState::Open {
            return Err(Error::corrupt("intent.state", "it was finished before"));
        }
        let intent = Intent::from_record(self.record).map_err(|e| Error::corrupt("intent.body", e))?;
        Ok((intent, self.preparation))
    }
}

fn stored<T: DeserializeOwned>(row: &Row) -> Result<StoredIntent<T>, Error> {
    let state: String = row.get("state")?;
    let year: i64 = row.get("year")?;
    Ok(StoredIntent {
        record: row.json("body")?,
        serial: Serial {
            series: row.get("series")?,
            year: i16::try_from(year).map_err(|e| Error::corrupt("intent.year", e))?,
            serial: row.get("serial")?,
        },
        preparation: row.json("preparation")?,
        state: match (state.as_str(), row.opt::<String>("void_reason")?) {
            ("OPEN", None) => IntentState::Open,
            ("SEALED", None) => IntentState::Sealed,
            ("VOID", Some(reason)) => IntentState::Void { reason },
            (other, _) => return Err(Error::corrupt("intent.state", format!("{other} does not fit its reason"))),
        },
        created_at: row.get("created_at")?,
    })
}

impl Read {
    /// The intent of a number.
    pub async fn intent<T: DeserializeOwned>(
        &mut self,
        number: &PermitNumber,
    ) -> Result<Option<StoredIntent<T>>, Error> {
        self.opt(INTENT, args![number]).await?.as_ref().map(stored).transpose()
    }

    /// The open intent of a case.
    pub async fn open_intent_of<T: DeserializeOwned>(
        &mut self,
        application: ApplicationId,
    ) -> Result<Option<StoredIntent<T>>, Error> {
        self.opt(OPEN_INTENT_OF, args![application]).await?.as_ref().map(stored).transpose()
    }

    /// The open intent of an application, and the number of the security stamp that was put on one of its consignments.
    pub async fn open_intent_and_stamp<T: DeserializeOwned>(
        &mut self,
        application: ApplicationId,
        consignment: u16,
    ) -> Result<(Option<StoredIntent<T>>, Option<String>), Error> {
        let row = self.one(OPEN_INTENT_AND_STAMP, args![application, i64::from(consignment)]).await?;
        let open = row.opt::<String>("number")?.is_some();
        let (text, serial): (Option<String>, Option<i64>) = (row.opt("stamp_text")?, row.opt("stamp_serial")?);
        let stamp = text.zip(serial).map(|(text, serial)| cites::marks::MarkKey::of(&text).nth(serial));
        Ok((open.then(|| stored(&row)).transpose()?, stamp))
    }

    /// Intents without result, oldest first: looked at when the program starts.
    pub async fn open_intents<T: DeserializeOwned>(&mut self) -> Result<Vec<StoredIntent<T>>, Error> {
        self.all(OPEN_INTENTS, args![]).await?.iter().map(stored).collect()
    }
}

impl Tx {
    /// Takes the next serial of a series in a year. Rolled back with the act, so a failed act leaves no gap.
    pub async fn take_serial(&mut self, series: &str, year: i16) -> Result<Serial, Error> {
        Ok(Serial { series: series.to_owned(), year, serial: self.take_serials(series, year, 1).await? })
    }

    /// Takes `count` serials at once and answers the first.
    pub async fn take_serials(&mut self, series: &str, year: i16, count: u32) -> Result<u64, Error> {
        let row = self
            .change_returning(TAKE_SERIALS, args![series, i64::from(year), i64::from(count)])
            .await?
            .ok_or_else(|| Error::corrupt("counter.last", "no counter"))?;
        Ok(row.get::<u64>("last")? + 1 - u64::from(count))
    }

    /// Records an intent to sign: commit 1 of an issue. `preparation` is what office needs to finish after a crash.
    ///
    /// # Errors
    /// [`Error::Refused`] (`intent_open_once`) when the case has an open intent already.
    pub async fn intent_insert(
        &mut self,
        record: &IntentRecord,
        serial: &Serial,
        preparation: &impl Serialize,
    ) -> Result<(), Error> {
        let (body, preparation) = (serde_json::to_string(record)?, serde_json::to_string(preparation)?);
        let number = i64::try_from(serial.serial).map_err(|e| Error::corrupt("intent.serial", e))?;
        let at = self.at();
        self.change(
            INSERT_INTENT,
            args![
                record.number,
                serial.series,
                i64::from(serial.year),
                number,
                record.permit,
                record.application,
                record.draft,
                body,
                preparation,
                at
            ],
        )
        .await?;
        Ok(())
    }

    /// Records an intent under the number of a voided one: a blank keeps its number, whatever became of the tries before.
    ///
    /// # Errors
    /// [`Error::Stale`] when there is none, or it was not voided.
    pub async fn intent_renew(&mut self, record: &IntentRecord, preparation: &impl Serialize) -> Result<(), Error> {
        let (body, preparation) = (serde_json::to_string(record)?, serde_json::to_string(preparation)?);
        let at = self.at();
        let values = args![record.number, record.permit, record.application, record.draft, body, preparation, at];
        self.change_one("intent", RENEW_INTENT, values).await
    }

    /// The signature is there and the permit is being inserted: commit 2 of an issue.
    ///
    /// # Errors
    /// [`Error::Stale`] when the intent is not open.
    pub async fn intent_seal(&mut self, number: &PermitNumber) -> Result<(), Error> {
        let at = self.at();
        self.change_one("intent", SEAL_INTENT, args![number, at]).await
    }

    /// Gives an intent up; its number stays as a recorded gap.
    ///
    /// # Errors
    /// [`Error::Stale`] when the intent is not open.
    pub async fn intent_void(&mut self, number: &PermitNumber, reason: &str) -> Result<(), Error> {
        let at = self.at();
        self.change_one("intent", VOID_INTENT, args![number, reason, at]).await
    }
}
