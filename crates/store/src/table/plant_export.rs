//! Plant-health certificates that our own service issued for plants that leave: one certificate with its lines, what left
//! of each, and the lots they come from.

use super::stock::codes;
use super::{Cursor, Page, page};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{EntryId, LotId, OrganisationId, PersonId, PlantExportId};
use cites::{Amount, Appendix, CountryCode, Date, PermitNumber, Purpose, Term, Timestamp, Unit};

macro_rules! columns {
    () => {
        "id, number, issued_on, office, exporter, nursery, organisation, person, importer, destination, purpose, state, left_on, port, reason, recorded_by, recorded_at"
    };
}

queries! {
    /// A certificate.
    INSERT_PLANT_EXPORT = "INSERT INTO plant_export (tenant, id, number, issued_on, office, exporter, nursery, organisation, person, importer, destination, purpose, state, left_on, port, reason, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'RECORDED', NULL, NULL, NULL, $13, $14)";
    /// One of its lines.
    INSERT_PLANT_EXPORT_LINE = "INSERT INTO plant_export_line (tenant, certificate, position, taxon, appendix, term, unit, quantity_micro, lot, left_micro) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)";
    /// One certificate.
    PLANT_EXPORT = concat!("SELECT ", columns!(), " FROM plant_export WHERE tenant = $1 AND id = $2");
    /// The certificate of a number.
    PLANT_EXPORT_BY_NUMBER = concat!("SELECT ", columns!(), " FROM plant_export WHERE tenant = $1 AND number = $2");
    /// Its lines, in their order.
    PLANT_EXPORT_LINES = "SELECT certificate, position, taxon, appendix, term, unit, quantity_micro, lot, left_micro FROM plant_export_line WHERE tenant = $1 AND certificate = $2 ORDER BY position";
    /// Every certificate, newest first.
    PLANT_EXPORTS = concat!("SELECT ", columns!(), " FROM plant_export WHERE tenant = $1 AND (recorded_at, id) < ($2, $3) ORDER BY recorded_at DESC, id DESC LIMIT $4");
    /// Those of an organisation's nurseries, newest first.
    PLANT_EXPORTS_OF_ORGANISATION = concat!("SELECT ", columns!(), " FROM plant_export WHERE tenant = $1 AND organisation = $2 AND (recorded_at, id) < ($3, $4) ORDER BY recorded_at DESC, id DESC LIMIT $5");
    /// Those of a private person's nurseries, newest first.
    PLANT_EXPORTS_OF_PERSON = concat!("SELECT ", columns!(), " FROM plant_export WHERE tenant = $1 AND person = $2 AND (recorded_at, id) < ($3, $4) ORDER BY recorded_at DESC, id DESC LIMIT $5");
    /// The plants left.
    PLANT_EXPORT_LEFT = "UPDATE plant_export SET state = 'LEFT', left_on = $3, port = $4 WHERE tenant = $1 AND id = $2 AND state = 'RECORDED'";
    /// What left of a line; the constraint refuses more than stands on the certificate.
    PLANT_EXPORT_LINE_LEFT = "UPDATE plant_export_line SET left_micro = $4 WHERE tenant = $1 AND certificate = $2 AND position = $3 AND left_micro IS NULL";
    /// It does not count any more.
    PLANT_EXPORT_VOID = "UPDATE plant_export SET state = 'VOID', reason = $3 WHERE tenant = $1 AND id = $2 AND state = 'RECORDED'";
    /// What a nursery's certificates of a span of days took, by taxon and unit: what left, and of those that wait what may leave.
    PLANT_EXPORTED = "SELECT l.taxon, l.unit, CAST(SUM(COALESCE(l.left_micro, l.quantity_micro)) AS BIGINT) AS total FROM plant_export c JOIN plant_export_line l ON l.tenant = c.tenant AND l.certificate = c.id WHERE c.tenant = $1 AND c.nursery = $2 AND c.state <> 'VOID' AND c.issued_on >= $3 AND c.issued_on <= $4 GROUP BY l.taxon, l.unit";
    /// What left between two days: the lines of a report.
    PLANT_EXPORT_TRADE = "SELECT c.number, c.issued_on, c.left_on, c.destination, c.purpose, l.certificate, l.position, l.taxon, l.appendix, l.term, l.unit, l.quantity_micro, l.lot, l.left_micro FROM plant_export c JOIN plant_export_line l ON l.tenant = c.tenant AND l.certificate = c.id WHERE c.tenant = $1 AND c.left_on >= $2 AND c.left_on <= $3 ORDER BY c.number, l.position";
}

codes! {
    /// Where a certificate stands.
    PlantExportState:
    /// Waits for the border.
    Recorded = "RECORDED",
    /// Customs counted it out.
    Left = "LEFT",
    /// Withdrawn, or written down by mistake.
    Void = "VOID",
}

/// A certificate's columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlantExportRow {
    /// Id.
    pub id: PlantExportId,
    /// Number as printed.
    pub number: PermitNumber,
    /// Day of issue.
    pub issued_on: Date,
    /// Office of the plant-health service.
    pub office: String,
    /// Who sends the plants.
    pub exporter: String,
    /// Nursery of the register.
    pub nursery: Option<EntryId>,
    /// Its organisation.
    pub organisation: Option<OrganisationId>,
    /// Its private person.
    pub person: Option<PersonId>,
    /// Who receives the plants.
    pub importer: String,
    /// Country of destination.
    pub destination: CountryCode,
    /// What the plants are sent for.
    pub purpose: Purpose,
    /// Where it stands.
    pub state: PlantExportState,
    /// Day the plants left.
    pub left_on: Option<Date>,
    /// Where they left.
    pub port: Option<String>,
    /// Why it is void.
    pub reason: Option<String>,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// When.
    pub recorded_at: Timestamp,
}

impl PlantExportRow {
    fn of(row: &Row) -> Result<PlantExportRow, Error> {
        Ok(PlantExportRow {
            id: row.get("id")?,
            number: row.get("number")?,
            issued_on: row.get("issued_on")?,
            office: row.get("office")?,
            exporter: row.get("exporter")?,
            nursery: row.opt("nursery")?,
            organisation: row.opt("organisation")?,
            person: row.opt("person")?,
            importer: row.get("importer")?,
            destination: row.get("destination")?,
            purpose: row.code("purpose", Purpose::from_code)?,
            state: row.code("state", PlantExportState::from_code)?,
            left_on: row.opt("left_on")?,
            port: row.opt("port")?,
            reason: row.opt("reason")?,
            recorded_by: row.get("recorded_by")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}

/// One line of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlantExportLine {
    /// Place on the certificate, from 0.
    pub position: usize,
    /// Scientific name.
    pub taxon: String,
    /// Appendix on the day of issue.
    pub appendix: Appendix,
    /// What it is.
    pub term: Term,
    /// Its unit.
    pub unit: Unit,
    /// How much stands on the certificate.
    pub quantity: Amount,
    /// The lot it comes from.
    pub lot: Option<LotId>,
    /// How much left; `None` before.
    pub left: Option<Amount>,
}

impl PlantExportLine {
    fn of(row: &Row) -> Result<PlantExportLine, Error> {
        let position: i64 = row.get("position")?;
        Ok(PlantExportLine {
            position: usize::try_from(position).map_err(|e| Error::corrupt("plant_export_line.position", e))?,
            taxon: row.get("taxon")?,
            appendix: row.code("appendix", Appendix::from_code)?,
            term: row.code("term", Term::from_code)?,
            unit: row.code("unit", Unit::from_code)?,
            quantity: row.get("quantity_micro")?,
            lot: row.opt("lot")?,
            left: row.opt("left_micro")?,
        })
    }
}

/// A line that left, for the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlantExportTrade {
    /// Number of the certificate.
    pub number: PermitNumber,
    /// Day of issue.
    pub issued_on: Date,
    /// Day the plants left.
    pub left_on: Date,
    /// Country of destination.
    pub destination: CountryCode,
    /// What the plants were sent for.
    pub purpose: Purpose,
    /// The line.
    pub line: PlantExportLine,
}

fn place(line: &PlantExportLine) -> Result<i64, Error> {
    i64::try_from(line.position).map_err(|e| Error::corrupt("plant_export_line.position", e))
}

impl Read {
    /// One certificate.
    pub async fn plant_export(&mut self, id: PlantExportId) -> Result<Option<PlantExportRow>, Error> {
        self.opt(PLANT_EXPORT, args![id]).await?.as_ref().map(PlantExportRow::of).transpose()
    }

    /// The certificate of a number.
    pub async fn plant_export_by_number(&mut self, number: &PermitNumber) -> Result<Option<PlantExportRow>, Error> {
        self.opt(PLANT_EXPORT_BY_NUMBER, args![number]).await?.as_ref().map(PlantExportRow::of).transpose()
    }

    /// The lines of a certificate, in their order.
    pub async fn plant_export_lines(&mut self, id: PlantExportId) -> Result<Vec<PlantExportLine>, Error> {
        self.all(PLANT_EXPORT_LINES, args![id]).await?.iter().map(PlantExportLine::of).collect()
    }

    /// Every certificate, newest first. Begins at [`Cursor::NEWEST`].
    pub async fn plant_exports(&mut self, after: Cursor, limit: i64) -> Result<Page<PlantExportRow>, Error> {
        let rows = self.all(PLANT_EXPORTS, args![after.at(), after.id(), limit + 1]).await?;
        page(rows, limit, "recorded_at", PlantExportRow::of)
    }

    /// Those of the nurseries of an organisation, else of a private person, newest first.
    pub async fn plant_exports_of(
        &mut self,
        person: PersonId,
        organisation: Option<OrganisationId>,
        after: Cursor,
        limit: i64,
    ) -> Result<Page<PlantExportRow>, Error> {
        let rows = match organisation {
            Some(o) => self.all(PLANT_EXPORTS_OF_ORGANISATION, args![o, after.at(), after.id(), limit + 1]).await?,
            None => self.all(PLANT_EXPORTS_OF_PERSON, args![person, after.at(), after.id(), limit + 1]).await?,
        };
        page(rows, limit, "recorded_at", PlantExportRow::of)
    }

    /// What certificates of a nursery that were issued between two days took, by taxon and unit.
    pub async fn plant_exported(
        &mut self,
        nursery: EntryId,
        (first, last): (Date, Date),
    ) -> Result<Vec<(String, Unit, Amount)>, Error> {
        let rows = self.all(PLANT_EXPORTED, args![nursery, first, last]).await?;
        rows.iter().map(|r| Ok((r.get("taxon")?, r.code("unit", Unit::from_code)?, r.get("total")?))).collect()
    }

    /// What left between two days, both included, by certificate and line.
    pub async fn plant_export_trade(&mut self, first: Date, last: Date) -> Result<Vec<PlantExportTrade>, Error> {
        let rows = self.all(PLANT_EXPORT_TRADE, args![first, last]).await?;
        let one = |row: &Row| {
            Ok(PlantExportTrade {
                number: row.get("number")?,
                issued_on: row.get("issued_on")?,
                left_on: row.get("left_on")?,
                destination: row.get("destination")?,
                purpose: row.code("purpose", Purpose::from_code)?,
                line: PlantExportLine::of(row)?,
            })
        };
        rows.iter().map(one).collect()
    }
}

impl Tx {
    /// Records a certificate with its lines; it begins as [`PlantExportState::Recorded`] whatever the row says.
    ///
    /// # Errors
    /// [`Error::Refused`] (`plant_export_once`) when the number was recorded before.
    pub async fn plant_export_insert(&mut self, c: &PlantExportRow, lines: &[PlantExportLine]) -> Result<(), Error> {
        let values = args![
            c.id,
            c.number,
            c.issued_on,
            c.office,
            c.exporter,
            c.nursery,
            c.organisation,
            c.person,
            c.importer,
            c.destination,
            c.purpose.code(),
            c.recorded_by,
            c.recorded_at
        ];
        self.change(INSERT_PLANT_EXPORT, values).await?;
        for line in lines {
            let values = args![
                c.id,
                place(line)?,
                line.taxon,
                line.appendix.code(),
                line.term.code(),
                line.unit.code(),
                line.quantity,
                line.lot
            ];
            self.change(INSERT_PLANT_EXPORT_LINE, values).await?;
        }
        Ok(())
    }

    /// The same as [`Read::plant_export`], locked until the end of the transaction.
    pub async fn plant_export_for_update(&mut self, id: PlantExportId) -> Result<Option<PlantExportRow>, Error> {
        self.lock(PLANT_EXPORT, args![id]).await?.as_ref().map(PlantExportRow::of).transpose()
    }

    /// The plants left, each line as customs counted it.
    ///
    /// # Errors
    /// [`Error::Refused`] (`plant_export_not_exceeded`, `plant_export_left`); [`Error::Stale`] when it does not wait for
    /// the border any more.
    pub async fn plant_export_left(
        &mut self,
        id: PlantExportId,
        on: Date,
        port: &str,
        lines: &[PlantExportLine],
    ) -> Result<(), Error> {
        self.change_one("plant export", PLANT_EXPORT_LEFT, args![id, on, port]).await?;
        for line in lines {
            let values = args![id, place(line)?, line.left];
            self.change_one("plant export", PLANT_EXPORT_LINE_LEFT, values).await?;
        }
        Ok(())
    }

    /// It does not count any more.
    ///
    /// # Errors
    /// [`Error::Stale`] when it does not wait for the border any more.
    pub async fn plant_export_void(&mut self, id: PlantExportId, reason: &str) -> Result<(), Error> {
        self.change_one("plant export", PLANT_EXPORT_VOID, args![id, reason]).await
    }
}
