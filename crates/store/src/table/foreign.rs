//! Permits of other Parties: the bytes as they came, what we read in them, and what our customs counted.

use super::{Cursor, Page, Stored, page};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::ForeignPermitId;
use cites::{Amount, CountryCode, Date, Digest, PermitNumber, Timestamp};
use serde::{Serialize, de::DeserializeOwned};

macro_rules! columns {
    () => {
        "id, issuer, number, final, kind, status, exporter, importer, taxon, valid_until_on, raw_digest, sender_fingerprint, retrieved_at, received_at, changed_at, version"
    };
}

queries! {
    /// A foreign permit as it came first.
    INSERT_FOREIGN = "INSERT INTO foreign_permit (tenant, id, issuer, number, final, kind, status, exporter, importer, taxon, valid_until_on, raw, raw_digest, sender_fingerprint, retrieved_at, received_at, changed_at, body, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)";
    /// Fetched again, received or confirmed; at the version that was read.
    UPDATE_FOREIGN = "UPDATE foreign_permit SET final = $3, kind = $4, status = $5, exporter = $6, importer = $7, taxon = $8, valid_until_on = $9, raw = $10, raw_digest = $11, sender_fingerprint = $12, retrieved_at = $13, received_at = $14, changed_at = $15, body = $16, version = version + 1 WHERE tenant = $1 AND id = $2 AND version = $17";
    /// One foreign permit; locked when an act loads it.
    FOREIGN = concat!("SELECT ", columns!(), ", raw, body FROM foreign_permit WHERE tenant = $1 AND id = $2");
    /// By issuer and number.
    FOREIGN_BY_NUMBER = concat!("SELECT ", columns!(), ", raw, body FROM foreign_permit WHERE tenant = $1 AND issuer = $2 AND number = $3");
    /// All, the newest change first.
    FOREIGNS = concat!("SELECT ", columns!(), " FROM foreign_permit WHERE tenant = $1 AND (changed_at, id) < ($2, $3) ORDER BY changed_at DESC, id DESC LIMIT $4");
    /// Of one status, the newest change first.
    FOREIGNS_IN_STATUS = concat!("SELECT ", columns!(), " FROM foreign_permit WHERE tenant = $1 AND status = $2 AND (changed_at, id) < ($3, $4) ORDER BY changed_at DESC, id DESC LIMIT $5");
    /// Lines are written anew when a final version replaces the one without endorsement.
    DELETE_LINES = "DELETE FROM foreign_line WHERE tenant = $1 AND permit = $2";
    /// One line.
    INSERT_LINE = "INSERT INTO foreign_line (tenant, permit, block, position, taxon, term, unit, appendix, source, purpose, origin, permitted_micro, endorsed_micro, received_micro, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    /// The lines in the order of the paper.
    LINES = "SELECT block, position, taxon, term, unit, appendix, source, purpose, origin, permitted_micro, endorsed_micro, received_micro FROM foreign_line WHERE tenant = $1 AND permit = $2 ORDER BY position, block";
}

/// What we did with a foreign permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForeignStatus {
    /// We have it.
    Fetched,
    /// Our customs let the goods in.
    Received,
    /// The issuer knows what arrived.
    Confirmed,
    /// We did not accept it.
    Refused,
}

impl ForeignStatus {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            ForeignStatus::Fetched => "FETCHED",
            ForeignStatus::Received => "RECEIVED",
            ForeignStatus::Confirmed => "CONFIRMED",
            ForeignStatus::Refused => "REFUSED",
        }
    }

    /// Reads the stored code.
    pub fn from_code(code: &str) -> Option<ForeignStatus> {
        use ForeignStatus::{Confirmed, Fetched, Received, Refused};
        [Fetched, Received, Confirmed, Refused].into_iter().find(|s| s.code() == code)
    }
}

/// A foreign permit's columns.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignRow {
    /// Id.
    pub id: ForeignPermitId,
    /// The issuing Party.
    pub issuer: CountryCode,
    /// Number as printed.
    pub number: PermitNumber,
    /// With endorsement?
    pub is_final: bool,
    /// Kind of document, our code or the foreign text.
    pub kind: String,
    /// What we did with it.
    pub status: ForeignStatus,
    /// Country of export.
    pub exporter: CountryCode,
    /// Country of import.
    pub importer: Option<CountryCode>,
    /// First taxon.
    pub taxon: String,
    /// Last day of validity.
    pub valid_until: Option<Date>,
    /// Digest of the bytes as they came.
    pub raw_digest: Digest,
    /// SHA-256 of the certificate that signed them.
    pub sender_fingerprint: Option<Digest>,
    /// When we got it.
    pub retrieved_at: Timestamp,
    /// When our customs let the goods in.
    pub received_at: Option<Timestamp>,
    /// Last change.
    pub changed_at: Timestamp,
}

/// One line of it. Codes stay text, because foreign documents carry what they carry.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignLineRow {
    /// Block id as written.
    pub block: String,
    /// Place, from 0.
    pub position: i64,
    /// Box 7.
    pub taxon: String,
    /// Box 9.
    pub term: String,
    /// Box 11.
    pub unit: String,
    /// Box 10.
    pub appendix: String,
    /// Box 10.
    pub source: String,
    /// Box 5a.
    pub purpose: String,
    /// Box 12.
    pub origin: Option<CountryCode>,
    /// Box 11.
    pub permitted: Amount,
    /// Box 14.
    pub endorsed: Option<Amount>,
    /// What our customs counted.
    pub received: Option<Amount>,
}

/// A foreign permit with the bytes as they came.
#[derive(Debug, Clone)]
pub struct StoredForeign<T> {
    /// Columns, version and what we read.
    pub stored: Stored<ForeignRow, T>,
    /// The bytes.
    pub raw: Vec<u8>,
}

impl ForeignRow {
    fn of(row: &Row) -> Result<ForeignRow, Error> {
        Ok(ForeignRow {
            id: row.get("id")?,
            issuer: row.get("issuer")?,
            number: row.get("number")?,
            is_final: row.get("final")?,
            kind: row.get("kind")?,
            status: row.code("status", ForeignStatus::from_code)?,
            exporter: row.get("exporter")?,
            importer: row.opt("importer")?,
            taxon: row.get("taxon")?,
            valid_until: row.opt("valid_until_on")?,
            raw_digest: row.get("raw_digest")?,
            sender_fingerprint: row.opt("sender_fingerprint")?,
            retrieved_at: row.get("retrieved_at")?,
            received_at: row.opt("received_at")?,
            changed_at: row.get("changed_at")?,
        })
    }
}

fn stored<T: DeserializeOwned>(row: &Row) -> Result<StoredForeign<T>, Error> {
    let columns = ForeignRow::of(row)?;
    let raw: Vec<u8> = row.get("raw")?;
    if Digest::of("", &raw) != columns.raw_digest {
        return Err(Error::corrupt("foreign_permit.raw", "they are not the bytes that came"));
    }
    Ok(StoredForeign { stored: Stored { columns, version: row.get("version")?, value: row.json("body")? }, raw })
}

impl Read {
    /// One foreign permit.
    pub async fn foreign<T: DeserializeOwned>(
        &mut self,
        id: ForeignPermitId,
    ) -> Result<Option<StoredForeign<T>>, Error> {
        self.opt(FOREIGN, args![id]).await?.as_ref().map(stored).transpose()
    }

    /// The foreign permit of an issuer and a number.
    pub async fn foreign_by_number<T: DeserializeOwned>(
        &mut self,
        issuer: CountryCode,
        number: &PermitNumber,
    ) -> Result<Option<StoredForeign<T>>, Error> {
        self.opt(FOREIGN_BY_NUMBER, args![issuer, number]).await?.as_ref().map(stored).transpose()
    }

    /// A list, all or of one status, the newest change first. Begins at [`Cursor::NEWEST`].
    pub async fn foreigns(
        &mut self,
        status: Option<ForeignStatus>,
        before: Cursor,
        limit: i64,
    ) -> Result<Page<ForeignRow>, Error> {
        let (at, id, n) = (before.at(), before.id(), limit + 1);
        let rows = match status {
            None => self.all(FOREIGNS, args![at, id, n]).await?,
            Some(s) => self.all(FOREIGNS_IN_STATUS, args![s.code(), at, id, n]).await?,
        };
        page(rows, limit, "changed_at", ForeignRow::of)
    }

    /// Its lines, in the order of the paper.
    pub async fn foreign_lines(&mut self, permit: ForeignPermitId) -> Result<Vec<ForeignLineRow>, Error> {
        let rows = self.all(LINES, args![permit]).await?;
        rows.iter()
            .map(|row| {
                Ok(ForeignLineRow {
                    block: row.get("block")?,
                    position: row.get("position")?,
                    taxon: row.get("taxon")?,
                    term: row.get("term")?,
                    unit: row.get("unit")?,
                    appendix: row.get("appendix")?,
                    source: row.get("source")?,
                    purpose: row.get("purpose")?,
                    origin: row.opt("origin")?,
                    permitted: row.get("permitted_micro")?,
                    endorsed: row.opt("endorsed_micro")?,
                    received: row.opt("received_micro")?,
                })
            })
            .collect()
    }
}

impl Tx {
    /// One foreign permit, locked until this act ends.
    pub async fn foreign_for_update<T: DeserializeOwned>(
        &mut self,
        id: ForeignPermitId,
    ) -> Result<Option<StoredForeign<T>>, Error> {
        self.lock(FOREIGN, args![id]).await?.as_ref().map(stored).transpose()
    }

    /// A foreign permit with its lines, as it came first. The digest of the row must be that of the bytes.
    ///
    /// # Errors
    /// [`Error::Refused`] (`foreign_permit_number`) when we have it already: update it.
    pub async fn foreign_insert(
        &mut self,
        f: &ForeignRow,
        raw: &[u8],
        lines: &[ForeignLineRow],
        value: &impl Serialize,
    ) -> Result<(), Error> {
        let body = serde_json::to_string(value)?;
        let raw_digest = Digest::of("", raw);
        self.change(
            INSERT_FOREIGN,
            args![
                f.id,
                f.issuer,
                f.number,
                f.is_final,
                f.kind,
                f.status.code(),
                f.exporter,
                f.importer,
                f.taxon,
                f.valid_until,
                raw,
                raw_digest,
                f.sender_fingerprint,
                f.retrieved_at,
                f.received_at,
                f.changed_at,
                body
            ],
        )
        .await?;
        self.foreign_lines_insert(f, lines).await?;
        self.tallies.status("foreign", None, f.status.code());
        if let Some(at) = f.received_at {
            self.tallies.month(at).received += 1;
        }
        Ok(())
    }

    /// A changed foreign permit; its lines are written anew.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was changed since it was loaded.
    pub async fn foreign_update<T>(
        &mut self,
        before: &Stored<ForeignRow, T>,
        f: &ForeignRow,
        raw: &[u8],
        lines: &[ForeignLineRow],
        value: &impl Serialize,
    ) -> Result<(), Error> {
        let body = serde_json::to_string(value)?;
        let raw_digest = Digest::of("", raw);
        self.change_one(
            "foreign permit",
            UPDATE_FOREIGN,
            args![
                before.columns.id,
                f.is_final,
                f.kind,
                f.status.code(),
                f.exporter,
                f.importer,
                f.taxon,
                f.valid_until,
                raw,
                raw_digest,
                f.sender_fingerprint,
                f.retrieved_at,
                f.received_at,
                f.changed_at,
                body,
                before.version
            ],
        )
        .await?;
        self.change(DELETE_LINES, args![before.columns.id]).await?;
        self.foreign_lines_insert(f, lines).await?;
        self.tallies.status("foreign", Some(before.columns.status.code()), f.status.code());
        if let (Some(at), None) = (f.received_at, before.columns.received_at) {
            self.tallies.month(at).received += 1;
        }
        Ok(())
    }

    async fn foreign_lines_insert(&mut self, f: &ForeignRow, lines: &[ForeignLineRow]) -> Result<(), Error> {
        for line in lines {
            self.change(
                INSERT_LINE,
                args![
                    f.id,
                    line.block,
                    line.position,
                    line.taxon,
                    line.term,
                    line.unit,
                    line.appendix,
                    line.source,
                    line.purpose,
                    line.origin,
                    line.permitted,
                    line.endorsed,
                    line.received,
                    f.received_at
                ],
            )
            .await?;
        }
        Ok(())
    }
}
