//! Transit and trans-shipment seen at the border: movements without a permit of ours.

use super::{Cursor, Page, page};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{PersonId, TransitId};
use cites::{CountryCode, Date, Timestamp};

queries! {
    /// One movement.
    INSERT_TRANSIT = "INSERT INTO transit (tenant, id, kind, exporter, destination, document, valid_until, taxon, goods, place, entered_on, left_on, recorded_by, recorded_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0)";
    /// The goods left again.
    TRANSIT_LEFT = "UPDATE transit SET left_on = $3, version = version + 1 WHERE tenant = $1 AND id = $2 AND left_on IS NULL";
    /// One.
    TRANSIT = "SELECT id, kind, exporter, destination, document, valid_until, taxon, goods, place, entered_on, left_on, recorded_by, recorded_at, version FROM transit WHERE tenant = $1 AND id = $2";
    /// Newest first.
    TRANSITS = "SELECT id, kind, exporter, destination, document, valid_until, taxon, goods, place, entered_on, left_on, recorded_by, recorded_at, version FROM transit WHERE tenant = $1 AND (recorded_at, id) < ($2, $3) ORDER BY recorded_at DESC, id DESC LIMIT $4";
}

/// One movement under customs control.
#[derive(Debug, Clone, PartialEq)]
pub struct TransitRow {
    /// Id.
    pub id: TransitId,
    /// Reloaded onto another means of transport?
    pub transshipment: bool,
    /// Country of export.
    pub exporter: CountryCode,
    /// Country of final destination.
    pub destination: CountryCode,
    /// Number of the document shown.
    pub document: String,
    /// Its last day.
    pub valid_until: Date,
    /// Scientific name.
    pub taxon: String,
    /// What and how much.
    pub goods: String,
    /// Where they stay.
    pub place: String,
    /// Day they came.
    pub entered_on: Date,
    /// Day they left.
    pub left_on: Option<Date>,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// When.
    pub recorded_at: Timestamp,
}

impl TransitRow {
    fn of(row: &Row) -> Result<TransitRow, Error> {
        Ok(TransitRow {
            id: row.get("id")?,
            transshipment: row.get::<String>("kind")? == "transshipment",
            exporter: row.get("exporter")?,
            destination: row.get("destination")?,
            document: row.get("document")?,
            valid_until: row.get("valid_until")?,
            taxon: row.get("taxon")?,
            goods: row.get("goods")?,
            place: row.get("place")?,
            entered_on: row.get("entered_on")?,
            left_on: row.opt("left_on")?,
            recorded_by: row.get("recorded_by")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}

impl Read {
    /// One movement.
    pub async fn transit(&mut self, id: TransitId) -> Result<Option<TransitRow>, Error> {
        self.opt(TRANSIT, args![id]).await?.as_ref().map(TransitRow::of).transpose()
    }

    /// Movements, newest first.
    pub async fn transits(&mut self, after: Cursor, limit: i64) -> Result<Page<TransitRow>, Error> {
        let rows = self.all(TRANSITS, args![after.at(), after.id(), limit + 1]).await?;
        page(rows, limit, "recorded_at", TransitRow::of)
    }
}

impl Tx {
    /// Records a movement.
    pub async fn transit_insert(&mut self, t: &TransitRow) -> Result<(), Error> {
        let kind = if t.transshipment { "transshipment" } else { "transit" };
        self.change(
            INSERT_TRANSIT,
            args![
                t.id,
                kind,
                t.exporter,
                t.destination,
                t.document,
                t.valid_until,
                t.taxon,
                t.goods,
                t.place,
                t.entered_on,
                t.left_on,
                t.recorded_by,
                t.recorded_at
            ],
        )
        .await?;
        Ok(())
    }

    /// The goods left again.
    ///
    /// # Errors
    /// [`Error::Stale`] when that was recorded before.
    pub async fn transit_left(&mut self, id: TransitId, on: Date) -> Result<(), Error> {
        self.change_one("transit", TRANSIT_LEFT, args![id, on]).await
    }
}
