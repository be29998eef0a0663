//! Landings under introduction-from-the-sea certificates, each written off against the total of its block.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{LandingId, PermitId, PersonId};
use cites::{Amount, Date, Timestamp};

queries! {
    /// The total of a block begins with its first landing; a later one finds it there.
    BEGIN_TOTAL = "INSERT INTO landing_total (tenant, permit, block, total_micro, landed_micro) VALUES ($1, $2, $3, $4, 0) ON CONFLICT (tenant, permit, block) DO NOTHING";
    /// Writes a landing off; the constraint refuses more than the total, also of two at once.
    WRITE_OFF = "UPDATE landing_total SET landed_micro = landed_micro + $4 WHERE tenant = $1 AND permit = $2 AND block = $3 RETURNING landed_micro";
    /// One landing.
    INSERT_LANDING = "INSERT INTO landing (tenant, id, permit, block, quantity_micro, landed_on, port, vessel, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// The landings under a certificate, in the order of the days.
    LANDINGS = "SELECT id, permit, block, quantity_micro, landed_on, port, vessel, recorded_by, recorded_at FROM landing WHERE tenant = $1 AND permit = $2 ORDER BY landed_on, id";
    /// Sums by certificate and block for a span of days: the lines of a report.
    LANDED_LINES = "SELECT l.permit AS id, l.position, MAX(x.recorded_at) AS at, p.number, p.kind, p.exporter, p.importer, l.block, l.taxon, l.term, l.unit, l.appendix, l.source, l.purpose, l.origin, l.permitted_micro, l.endorsed_micro, CAST(SUM(x.quantity_micro) AS BIGINT) AS received_micro, p.issued_at FROM landing x JOIN permit_line l ON l.tenant = x.tenant AND l.permit = x.permit AND l.block = x.block JOIN permit p ON p.tenant = l.tenant AND p.id = l.permit WHERE x.tenant = $1 AND x.landed_on >= $2 AND x.landed_on <= $3 GROUP BY l.permit, l.position, p.number, p.kind, p.exporter, p.importer, l.block, l.taxon, l.term, l.unit, l.appendix, l.source, l.purpose, l.origin, l.permitted_micro, l.endorsed_micro, p.issued_at ORDER BY p.number, l.position";
}

/// One landing.
#[derive(Debug, Clone, PartialEq)]
pub struct LandingRow {
    /// Id.
    pub id: LandingId,
    /// The certificate.
    pub permit: PermitId,
    /// Letter of the block.
    pub block: String,
    /// How much, in the block's unit.
    pub quantity: Amount,
    /// Day.
    pub landed_on: Date,
    /// Port.
    pub port: String,
    /// Ship.
    pub vessel: String,
    /// Who wrote it off.
    pub recorded_by: PersonId,
    /// When.
    pub recorded_at: Timestamp,
}

impl LandingRow {
    fn of(row: &Row) -> Result<LandingRow, Error> {
        Ok(LandingRow {
            id: row.get("id")?,
            permit: row.get("permit")?,
            block: row.get("block")?,
            quantity: row.get("quantity_micro")?,
            landed_on: row.get("landed_on")?,
            port: row.get("port")?,
            vessel: row.get("vessel")?,
            recorded_by: row.get("recorded_by")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}

impl Read {
    /// The landings under a certificate.
    pub async fn landings(&mut self, permit: PermitId) -> Result<Vec<LandingRow>, Error> {
        self.all(LANDINGS, args![permit]).await?.iter().map(LandingRow::of).collect()
    }

    /// What was landed between two days, both included, summed by certificate and block. `received` is the sum.
    pub async fn landed_lines(&mut self, from: Date, to: Date) -> Result<Vec<super::report::TradeLine>, Error> {
        self.all(LANDED_LINES, args![from, to]).await?.iter().map(super::report::line).collect()
    }
}

impl Tx {
    /// Writes one landing off against its total.
    ///
    /// # Errors
    /// [`Error::Refused`] with `landing_total_not_exceeded`.
    pub async fn landing_insert(&mut self, landing: &LandingRow, total: Amount) -> Result<Amount, Error> {
        self.change(BEGIN_TOTAL, args![landing.permit, landing.block, total]).await?;
        let row = self
            .change_returning(WRITE_OFF, args![landing.permit, landing.block, landing.quantity])
            .await?
            .ok_or_else(|| Error::corrupt("landing_total", "the total that was just begun is gone"))?;
        self.change(
            INSERT_LANDING,
            args![
                landing.id,
                landing.permit,
                landing.block,
                landing.quantity,
                landing.landed_on,
                landing.port,
                landing.vessel,
                landing.recorded_by,
                landing.recorded_at
            ],
        )
        .await?;
        row.get("landed_micro")
    }
}
