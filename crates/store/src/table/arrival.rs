//! Consignments under our import permits, each written off against what the permit lets in.

use super::permit::StoredPermit;
use super::report::TradeLine;
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
    /// What arrived under an import permit, the first first; with the country of a paper that is not in our archive.
    ARRIVALS = "SELECT a.foreign_permit, a.foreign_number, a.block, a.quantity_micro, a.port, a.port_name, a.arrived_at, f.issuer AS paper FROM import_arrival a LEFT JOIN foreign_presented f ON f.tenant = a.tenant AND f.id = a.foreign_permit AND f.known = 'paper' WHERE a.tenant = $1 AND a.permit = $2 ORDER BY a.arrived_at, a.foreign_number, a.block";
    /// Under which import permits consignments came in a span of time.
    ARRIVED_UNDER = "SELECT DISTINCT a.permit, a.permit_number, a.foreign_permit, a.foreign_number, a.arrived_at, f.issuer AS paper FROM import_arrival a LEFT JOIN foreign_presented f ON f.tenant = a.tenant AND f.id = a.foreign_permit AND f.known = 'paper' WHERE a.tenant = $1 AND a.arrived_at >= $2 AND a.arrived_at < $3 ORDER BY a.arrived_at, a.permit";
    /// A paper from abroad is presented; it is there once, by country and number.
    PRESENT = "INSERT INTO foreign_presented (tenant, issuer, same, number, id, known, kind, issued_on, valid_until_on, presented_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// Was a paper presented before, and when?
    PRESENTED = "SELECT presented_at FROM foreign_presented WHERE tenant = $1 AND issuer = $2 AND same = $3";
    /// What arrived in a span of time under papers that are not in our archive: the lines of a report.
    PAPER_LINES = "SELECT a.foreign_permit AS id, l.position, a.arrived_at AS at, a.foreign_number AS number, a.permit_number, f.kind, p.exporter, p.importer, l.block, l.taxon, l.term, l.unit, l.appendix, l.source, l.purpose, l.origin, l.permitted_micro, l.endorsed_micro, a.quantity_micro AS received_micro, p.issued_at FROM import_arrival a JOIN foreign_presented f ON f.tenant = a.tenant AND f.id = a.foreign_permit AND f.known = 'paper' JOIN permit_line l ON l.tenant = a.tenant AND l.permit = a.permit AND l.block = a.block JOIN permit p ON p.tenant = a.tenant AND p.id = a.permit WHERE a.tenant = $1 AND a.arrived_at >= $2 AND a.arrived_at < $3 ORDER BY a.arrived_at, a.foreign_permit, l.position";
    /// Import permits that something arrived under, whose last day has passed and that are not closed yet.
    IMPORTS_PAST = "SELECT p.id FROM permit p WHERE p.tenant = $1 AND p.kind = $2 AND p.status IN ($3, $4, $5) AND p.valid_until_on < $6 AND EXISTS (SELECT 1 FROM import_balance b WHERE b.tenant = p.tenant AND b.permit = p.id) ORDER BY p.valid_until_on, p.id LIMIT $7";
    /// Balances that are not the sum of their arrivals.
    UNBALANCED = "SELECT b.permit, b.block FROM import_balance b LEFT JOIN import_arrival a ON a.tenant = b.tenant AND a.permit = b.permit AND a.block = b.block WHERE b.tenant = $1 GROUP BY b.permit, b.block, b.arrived_micro HAVING b.arrived_micro <> COALESCE(SUM(a.quantity_micro), 0) ORDER BY b.permit, b.block";
}

/// What one consignment took of one block of an import permit of ours.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrivalRow {
    /// The permit from abroad under which it came, in our archive or as customs saw it.
    pub foreign: ForeignPermitId,
    /// Its number.
    pub foreign_number: PermitNumber,
    /// The country that issued it, where it is a paper that is not in our archive.
    pub paper: Option<CountryCode>,
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
pub struct ArrivedUnder {
    /// Our permit.
    pub permit: PermitId,
    /// Its number.
    pub permit_number: PermitNumber,
    /// The foreign permit.
    pub foreign: ForeignPermitId,
    /// Its number.
    pub foreign_number: PermitNumber,
    /// Is it a paper that is not in our archive?
    pub on_paper: bool,
    /// When.
    pub at: Timestamp,
}

/// A paper from abroad that goods are let in under.
#[derive(Debug, Clone, PartialEq)]
pub struct PresentedRow {
    /// The country that issued it.
    pub issuer: CountryCode,
    /// Its number.
    pub number: PermitNumber,
    /// Its id in our archive, or a new one.
    pub id: ForeignPermitId,
    /// What customs read, where our archive does not have it: its kind, its day of issue and its last day.
    pub read: Option<(DocumentType, Date, Date)>,
}

/// The number by which a paper is known again: capitals without spaces.
fn same(number: &PermitNumber) -> String {
    number.as_str().chars().filter(|c| *c != ' ').collect()
}

impl Read {
    /// What arrived under an import permit, the first first.
    pub async fn import_arrivals(&mut self, permit: PermitId) -> Result<Vec<ArrivalRow>, Error> {
        let row = |row: &Row| {
            Ok(ArrivalRow {
                foreign: row.get("foreign_permit")?,
                foreign_number: row.get("foreign_number")?,
                paper: row.opt("paper")?,
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
    pub async fn arrived_under(&mut self, between: (Timestamp, Timestamp)) -> Result<Vec<ArrivedUnder>, Error> {
        let rows = self.all(ARRIVED_UNDER, args![between.0, between.1]).await?;
        let row = |row: &Row| {
            Ok(ArrivedUnder {
                permit: row.get("permit")?,
                permit_number: row.get("permit_number")?,
                foreign: row.get("foreign_permit")?,
                foreign_number: row.get("foreign_number")?,
                on_paper: row.opt::<String>("paper")?.is_some(),
                at: row.get("arrived_at")?,
            })
        };
        rows.iter().map(row).collect()
    }

    /// When a paper of that country with that number was presented, however its number was spaced; `None`: never.
    pub async fn foreign_presented(
        &mut self,
        issuer: CountryCode,
        number: &PermitNumber,
    ) -> Result<Option<Timestamp>, Error> {
        let row = self.opt(PRESENTED, args![issuer, same(number)]).await?;
        row.map(|row| row.get("presented_at")).transpose()
    }

    /// What arrived between two moments under papers that are not in our archive, each line with the number of our import
    /// permit; consignment by consignment.
    pub async fn paper_lines(
        &mut self,
        between: (Timestamp, Timestamp),
    ) -> Result<Vec<(PermitNumber, TradeLine)>, Error> {
        let rows = self.all(PAPER_LINES, args![between.0, between.1]).await?;
        rows.iter().map(|row| Ok((row.get("permit_number")?, super::report::line(row)?))).collect()
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
    /// A paper from abroad is presented: from now on it is used.
    ///
    /// # Errors
    /// A duplicate when it was presented before, by whomever and however its number was spaced.
    pub async fn foreign_present(&mut self, paper: &PresentedRow) -> Result<(), Error> {
        let known = if paper.read.is_some() { "paper" } else { "archive" };
        let kind = paper.read.map(|(kind, _, _)| kind.code().to_owned());
        let (issued, until) = (paper.read.map(|r| r.1), paper.read.map(|r| r.2));
        let at = self.at();
        let values = args![paper.issuer, same(&paper.number), paper.number, paper.id, known, kind, issued, until, at];
        self.change(PRESENT, values).await?;
        Ok(())
    }

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
