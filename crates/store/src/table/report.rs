//! Annual reports: the lines they are made of, and every version that was built.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::ReportId;
use cites::{Amount, CountryCode, Date, Digest, Timestamp};
use jiff::tz::TimeZone;

queries! {
    /// Lines that left in a span of time (exports as they really were), in pieces.
    EXPORT_LINES = "SELECT l.permit AS id, l.position, l.endorsed_at AS at, p.number, p.kind, p.exporter, p.importer, l.block, l.taxon, l.term, l.unit, l.appendix, l.source, l.purpose, l.origin, l.permitted_micro, l.endorsed_micro, l.received_micro, p.issued_at FROM permit_line l JOIN permit p ON p.tenant = l.tenant AND p.id = l.permit WHERE l.tenant = $1 AND l.endorsed_at >= $2 AND l.endorsed_at < $3 AND (l.endorsed_at, l.permit, l.position) > ($4, $5, $6) ORDER BY l.endorsed_at, l.permit, l.position LIMIT $7";
    /// Lines of permits issued in a span of time, for readiness and for Parties that report permits issued.
    ISSUED_LINES = "SELECT l.permit AS id, l.position, l.issued_at AS at, p.number, p.kind, p.exporter, p.importer, l.block, l.taxon, l.term, l.unit, l.appendix, l.source, l.purpose, l.origin, l.permitted_micro, l.endorsed_micro, l.received_micro, p.issued_at FROM permit_line l JOIN permit p ON p.tenant = l.tenant AND p.id = l.permit WHERE l.tenant = $1 AND l.issued_at >= $2 AND l.issued_at < $3 AND (l.issued_at, l.permit, l.position) > ($4, $5, $6) ORDER BY l.issued_at, l.permit, l.position LIMIT $7";
    /// Lines that arrived in a span of time (imports).
    IMPORT_LINES = "SELECT l.permit AS id, l.position, l.received_at AS at, p.number, p.kind, p.exporter, p.importer, l.block, l.taxon, l.term, l.unit, l.appendix, l.source, l.purpose, l.origin, l.permitted_micro, l.endorsed_micro, l.received_micro, p.retrieved_at AS issued_at FROM foreign_line l JOIN foreign_permit p ON p.tenant = l.tenant AND p.id = l.permit WHERE l.tenant = $1 AND l.received_at >= $2 AND l.received_at < $3 AND (l.received_at, l.permit, l.position) > ($4, $5, $6) ORDER BY l.received_at, l.permit, l.position LIMIT $7";
    /// The last version of a year.
    LAST_REVISION = "SELECT COALESCE(MAX(revision), 0) AS last FROM report WHERE tenant = $1 AND year = $2 AND kind = $3";
    /// A version as built.
    INSERT_REPORT = "INSERT INTO report (tenant, id, year, kind, revision, state, pack_digest, summary, content, digest, built_by, built_at) VALUES ($1, $2, $3, $4, $5, 'DRAFT', $6, $7, $8, $9, $10, $11)";
    /// It was handed in.
    SUBMIT_REPORT = "UPDATE report SET state = 'SUBMITTED' WHERE tenant = $1 AND id = $2 AND state = 'DRAFT'";
    /// Versions, newest first.
    REPORTS = "SELECT id, year, kind, revision, state, pack_digest, summary, digest, built_by, built_at FROM report WHERE tenant = $1 ORDER BY year DESC, kind, revision DESC LIMIT $2";
    /// One version with its file.
    REPORT = "SELECT id, year, kind, revision, state, pack_digest, summary, digest, built_by, built_at, content FROM report WHERE tenant = $1 AND id = $2";
}

/// Which lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportSource {
    /// Our permits' lines that left, by the day of endorsement.
    Exports,
    /// Our permits' lines by the day of issue.
    Issued,
    /// Foreign permits' lines that arrived, by the day of receipt.
    Imports,
}

/// Where a piece of lines ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineCursor {
    at: i64,
    permit: Vec<u8>,
    position: i64,
}

impl LineCursor {
    /// Before the first.
    pub fn start() -> LineCursor {
        LineCursor { at: i64::MIN, permit: Vec::new(), position: -1 }
    }
}

/// One line of trade as the archive knows it. Codes are text, as they stand in foreign documents too.
#[derive(Debug, Clone, PartialEq)]
pub struct TradeLine {
    /// Endorsement, issue or receipt, by the source asked for.
    pub at: Timestamp,
    /// Permit number.
    pub number: String,
    /// Kind of document, code or foreign text.
    pub kind: String,
    /// Country of export.
    pub exporter: CountryCode,
    /// Country of import.
    pub importer: Option<CountryCode>,
    /// Letter of the block.
    pub block: String,
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
    /// What arrived.
    pub received: Option<Amount>,
    /// When the permit was issued (for imports: when we got it).
    pub issued_at: Timestamp,
}

/// A version of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportRow {
    /// Id.
    pub id: ReportId,
    /// Calendar year.
    pub year: i16,
    /// Which report.
    pub kind: String,
    /// Counts the versions from 1.
    pub revision: i64,
    /// Handed in?
    pub submitted: bool,
    /// Digest of the rule pack it was checked with.
    pub pack_digest: Digest,
    /// Figures and findings.
    pub summary: serde_json::Value,
    /// SHA-256 of the file.
    pub digest: Digest,
    /// Who built it: `person:…` or `system`.
    pub built_by: String,
    /// When.
    pub built_at: Timestamp,
}

impl ReportRow {
    fn of(row: &Row) -> Result<ReportRow, Error> {
        let year: i64 = row.get("year")?;
        Ok(ReportRow {
            id: row.get("id")?,
            year: i16::try_from(year).map_err(|e| Error::corrupt("report.year", e))?,
            kind: row.get("kind")?,
            revision: row.get("revision")?,
            submitted: row.get::<String>("state")? == "SUBMITTED",
            pack_digest: row.get("pack_digest")?,
            summary: row.json("summary")?,
            digest: row.get("digest")?,
            built_by: row.get("built_by")?,
            built_at: row.get("built_at")?,
        })
    }
}

pub(super) fn line(row: &Row) -> Result<TradeLine, Error> {
    Ok(TradeLine {
        at: row.get("at")?,
        number: row.get("number")?,
        kind: row.get("kind")?,
        exporter: row.get("exporter")?,
        importer: row.opt("importer")?,
        block: row.get("block")?,
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
        issued_at: row.get("issued_at")?,
    })
}

/// First moment of a calendar year in a legal zone, and first moment of the next.
fn span(year: i16, zone: &TimeZone) -> Result<(Timestamp, Timestamp), Error> {
    let start = |year| {
        Date::new(year, 1, 1)
            .and_then(|day| day.to_zoned(zone.clone()))
            .map(|z| z.timestamp())
            .map_err(|e| Error::corrupt("report.year", e))
    };
    Ok((start(year)?, start(year.saturating_add(1))?))
}

impl Read {
    /// A piece of the lines of a calendar year in the tenant's legal zone, oldest first; `None`: that was the last.
    /// A report of any size is made of such pieces with a steady need of memory, all as of one moment.
    pub async fn report_lines(
        &mut self,
        source: ReportSource,
        year: i16,
        zone: &TimeZone,
        after: &LineCursor,
        limit: i64,
    ) -> Result<(Vec<TradeLine>, Option<LineCursor>), Error> {
        let (from, to) = span(year, zone)?;
        let sql = match source {
            ReportSource::Exports => EXPORT_LINES,
            ReportSource::Issued => ISSUED_LINES,
            ReportSource::Imports => IMPORT_LINES,
        };
        let rows = self.all(sql, args![from, to, after.at, after.permit, after.position, limit]).await?;
        let next = match rows.last() {
            Some(last) if i64::try_from(rows.len()).is_ok_and(|n| n == limit) => {
                Some(LineCursor { at: last.get("at")?, permit: last.get("id")?, position: last.get("position")? })
            }
            _ => None,
        };
        Ok((rows.iter().map(line).collect::<Result<_, _>>()?, next))
    }

    /// Versions of reports, newest year first.
    pub async fn reports(&mut self, limit: i64) -> Result<Vec<ReportRow>, Error> {
        self.all(REPORTS, args![limit]).await?.iter().map(ReportRow::of).collect()
    }

    /// One version with its file.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when the file is no longer the one that was built.
    pub async fn report(&mut self, id: ReportId) -> Result<Option<(ReportRow, Vec<u8>)>, Error> {
        let Some(row) = self.opt(REPORT, args![id]).await? else { return Ok(None) };
        let (report, content): (ReportRow, Vec<u8>) = (ReportRow::of(&row)?, row.get("content")?);
        if Digest::of("", &content) != report.digest {
            return Err(Error::corrupt("report.content", "it is not the file that was built"));
        }
        Ok(Some((report, content)))
    }
}

impl Tx {
    /// Keeps a version of a report; answers its revision number.
    pub async fn report_insert(
        &mut self,
        id: ReportId,
        year: i16,
        kind: &str,
        pack_digest: &Digest,
        summary: &serde_json::Value,
        content: &[u8],
    ) -> Result<i64, Error> {
        let last: i64 = self.one(LAST_REVISION, args![i64::from(year), kind]).await?.get("last")?;
        let (revision, at, by) = (last + 1, self.at(), self.actor.clone());
        let digest = Digest::of("", content);
        self.change(
            INSERT_REPORT,
            args![id, i64::from(year), kind, revision, pack_digest, summary.to_string(), content, digest, by, at],
        )
        .await?;
        Ok(revision)
    }

    /// The version was handed in.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was handed in before.
    pub async fn report_submit(&mut self, id: ReportId) -> Result<(), Error> {
        self.change_one("report", SUBMIT_REPORT, args![id]).await
    }
}
