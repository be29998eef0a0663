//! Consignments under our import permits, each written off against what the permit lets in.

use super::permit::StoredPermit;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ForeignPermitId, PermitId, PersonId};
use cites::{Amount, CountryCode, Date, DocumentType, PermitNumber, PermitStatus, Timestamp};
use serde::de::DeserializeOwned;

queries! {
    /// The balance of a block begins with its first arrival; a later one finds it there.
    BEGIN_BALANCE = "INSERT INTO import_balance (tenant, permit, block, permitted_micro, arrived_micro) VALUES ($1, $2, $3, $4, 0) ON CONFLICT (tenant, permit, block) DO NOTHING";
    /// Writes an arrival off; the constraint refuses more than the permit lets in, also of two at once.
    TAKE = "UPDATE import_balance SET arrived_micro = arrived_micro + $4 WHERE tenant = $1 AND permit = $2 AND block = $3 RETURNING arrived_micro";
    /// What one consignment took of one block.
    INSERT_ARRIVAL = "INSERT INTO import_arrival (tenant, permit, foreign_permit, block, quantity_micro, permit_number, foreign_number, port, port_name, recorded_by, arrived_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    /// What arrived under an import permit, the first first; also what was written off whole before arrivals were kept.
    ARRIVALS = "SELECT a.foreign_permit, a.foreign_number, a.block, a.quantity_micro, a.port, a.port_name, a.arrived_at FROM import_arrival a WHERE a.tenant = $1 AND a.permit = $2 UNION ALL SELECT u.foreign_permit, u.foreign_number, l.block, l.endorsed_micro, '', '', u.used_at FROM import_use u JOIN permit_line l ON l.tenant = u.tenant AND l.permit = u.permit WHERE u.tenant = $1 AND u.permit = $2 AND l.endorsed_micro > 0 ORDER BY 7, 2, 3";
    /// Under which import permits consignments came in a span of time.
    IMPORT_USES = "SELECT permit, permit_number, foreign_permit, foreign_number, used_at FROM import_use WHERE tenant = $1 AND used_at >= $2 AND used_at < $3 UNION SELECT permit, permit_number, foreign_permit, foreign_number, arrived_at FROM import_arrival WHERE tenant = $1 AND arrived_at >= $2 AND arrived_at < $3 ORDER BY 5, 1";
    /// Import permits that something arrived under, whose last day has passed and that are not closed yet.
    IMPORTS_PAST = "SELECT p.id FROM permit p WHERE p.tenant = $1 AND p.kind = $2 AND p.status IN ($3, $4, $5) AND p.valid_until_on < $6 AND EXISTS (SELECT 1 FROM import_balance b WHERE b.tenant = p.tenant AND b.permit = p.id) ORDER BY p.valid_until_on, p.id LIMIT $7";
    /// Balances that are not the sum of their arrivals.
    UNBALANCED = "SELECT b.permit, b.block FROM import_balance b LEFT JOIN import_arrival a ON a.tenant = b.tenant AND a.permit = b.permit AND a.block = b.block WHERE b.tenant = $1 GROUP BY b.permit, b.block, b.arrived_micro HAVING b.arrived_micro <> COALESCE(SUM(a.quantity_micro), 0) ORDER BY b.permit, b.block";
}

/// What one consignment took of one block of an import permit of ours.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrivalRow {
    /// The permit from abroad under which it came.
    pub foreign: ForeignPermitId,
    /// Its number.
    pub foreign_number: PermitNumber,
    /// Letter of the block of our permit.
    pub block: String,
    /// How much, in the unit of box 11.
    pub quantity: Amount,
    /// Port or office of entry; empty where it was not kept.
    pub port: String,
    /// Its name.
    pub port_name: String,
    /// When it was let in.
    pub at: Timestamp,
}

/// Under which import permit of ours a consignment came.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportUseRow {
    /// Our permit.
    pub permit: PermitId,
    /// Its number.
    pub permit_number: PermitNumber,
    /// The foreign permit.
    pub foreign: ForeignPermitId,
    /// Its number.
    pub foreign_number: PermitNumber,
    /// When.
    pub at: Timestamp,
}

impl Read {
    /// What arrived under an import permit, the first first.
    pub async fn import_arrivals(&mut self, permit: PermitId) -> Result<Vec<ArrivalRow>, Error> {
        let row = |row: &Row| {
            Ok(ArrivalRow {
                foreign: row.get("foreign_permit")?,
                foreign_number: row.get("foreign_number")?,
                block: row.get("block")?,
                quantity: row.get("quantity_micro")?,
                port: row.get("port")?,
                port_name: row.get("port_name")?,
                at: row.get("arrived_at")?,
            })
        };
        self.all(ARRIVALS, args![permit]).await?.iter().map(row).collect()
    }

    /// Under which import permits consignments came between two moments.
    pub async fn import_uses(&mut self, between: (Timestamp, Timestamp)) -> Result<Vec<ImportUseRow>, Error> {
        let rows = self.all(IMPORT_USES, args![between.0, between.1]).await?;
        let row = |row: &Row| {
            Ok(ImportUseRow {
                permit: row.get("permit")?,
                permit_number: row.get("permit_number")?,
                foreign: row.get("foreign_permit")?,
                foreign_number: row.get("foreign_number")?,
                at: row.get("used_at")?,
            })
        };
        rows.iter().map(row).collect()
    }

    /// Import permits of ours for these species from that country that are written off already, newest first.
    pub async fn import_permits_used<T: DeserializeOwned>(
        &mut self,
        importer: CountryCode,
        exporter: CountryCode,
        taxa: &[String],
        today: Date,
    ) -> Result<Vec<StoredPermit<T>>, Error> {
        let statuses = [PermitStatus::Endorsed, PermitStatus::Used];
        self.import_permits_in(importer, exporter, taxa, today, statuses).await
    }

    /// Import permits that something arrived under and whose last day is before that day: at most `limit`.
    pub async fn imports_past_validity(&mut self, before: Date, limit: i64) -> Result<Vec<PermitId>, Error> {
        let kind = DocumentType::Import.code();
        let [a, b, c] = [PermitStatus::Issued, PermitStatus::Delivered, PermitStatus::ExpiredUnknown].map(|s| s.code());
        let rows = self.all(IMPORTS_PAST, args![kind, a, b, c, before, limit]).await?;
        rows.iter().map(|row| row.get("id")).collect()
    }

    /// Blocks whose balance is not the sum of their arrivals: none, ever.
    pub async fn imports_unbalanced(&mut self) -> Result<Vec<(PermitId, String)>, Error> {
        let rows = self.all(UNBALANCED, args![]).await?;
        rows.iter().map(|row| Ok((row.get("permit")?, row.get("block")?))).collect()
    }
}

impl Tx {
    /// Writes what one consignment took off against what the permit lets in (`permitted`: box 11 of the block).
    ///
    /// # Errors
    /// [`Error::Refused`] with `import_balance_not_exceeded`.
    pub async fn import_arrival_insert(
        &mut self,
        permit: (PermitId, &PermitNumber),
        arrival: &ArrivalRow,
        permitted: Amount,
        by: PersonId,
    ) -> Result<(), Error> {
        let (id, number) = permit;
        self.change(BEGIN_BALANCE, args![id, arrival.block, permitted]).await?;
        self.change_returning(TAKE, args![id, arrival.block, arrival.quantity])
            .await?
            .ok_or_else(|| Error::corrupt("import_balance", "the balance that was just begun is gone"))?;
        let values = args![
            id,
            arrival.foreign,
            arrival.block,
            arrival.quantity,
            number,
            arrival.foreign_number,
            arrival.port,
            arrival.port_name,
            by,
            arrival.at
        ];
        self.change(INSERT_ARRIVAL, values).await?;
        Ok(())
    }
}
