//! Issued permits, their lines and the bytes that were signed.

use super::public::{Face, public_row};
use super::{Cursor, Page, Stored, page};
use crate::sql::{Arg, Row, args, queries};
use crate::table::number::Serial;
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, OrganisationId, PermitId, PersonId};
use cites::{
    Amount, Appendix, CountryCode, Date, Digest, DocumentType, PermitNumber, PermitStatus, Purpose, Source, Term,
    Timestamp, Token, Unit,
};
use serde::{Serialize, de::DeserializeOwned};

macro_rules! columns {
    () => {
        "id, number, series, year, serial, application, organisation, kind, status, exporter, importer, holder, taxon, valid_from_on, valid_until_on, issued_at, endorsed_at, changed_at, token_hash, proposed_by, approved_by, one_officer, document_digest, replaced_by, version, (SELECT c.nth FROM consignment c WHERE c.tenant = permit.tenant AND c.permit = permit.id) AS consignment_nth, (SELECT c.of_all FROM consignment c WHERE c.tenant = permit.tenant AND c.permit = permit.id) AS consignment_of, (SELECT COUNT(*) FROM permit_line l WHERE l.tenant = permit.tenant AND l.permit = permit.id) AS line_count"
    };
}
pub(super) use columns;

queries! {
    /// An issued permit.
    INSERT_PERMIT = "INSERT INTO permit (tenant, id, number, series, year, serial, application, organisation, kind, status, exporter, importer, holder, taxon, valid_from_on, valid_until_on, issued_at, endorsed_at, changed_at, token_hash, proposed_by, approved_by, one_officer, document_digest, replaced_by, body, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, 1)";
    /// A changed permit, at the version that was read; what was signed stays.
    UPDATE_PERMIT = "UPDATE permit SET status = $3, endorsed_at = $4, changed_at = $5, token_hash = $6, replaced_by = $7, body = $8, version = version + 1 WHERE tenant = $1 AND id = $2 AND version = $9";
    /// One line.
    INSERT_LINE = "INSERT INTO permit_line (tenant, permit, block, position, taxon, term, unit, appendix, source, purpose, origin, permitted_micro, endorsed_micro, received_micro, issued_at, endorsed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    /// What left and what arrived of one line.
    UPDATE_LINE = "UPDATE permit_line SET endorsed_micro = $4, received_micro = $5, endorsed_at = $6 WHERE tenant = $1 AND permit = $2 AND block = $3";
    /// One permit; locked when an act loads it.
    PERMIT = concat!("SELECT ", columns!(), ", body FROM permit WHERE tenant = $1 AND id = $2");
    /// By its number.
    PERMIT_BY_NUMBER = concat!("SELECT ", columns!(), ", body FROM permit WHERE tenant = $1 AND number = $2");
    /// Of an application, newest first: one a consignment.
    PERMITS_OF_APPLICATION = concat!("SELECT ", columns!(), " FROM permit WHERE tenant = $1 AND application = $2 ORDER BY issued_at DESC, id DESC LIMIT 50");
    /// All permits, newest first.
    PERMITS = concat!("SELECT ", columns!(), " FROM permit WHERE tenant = $1 AND (issued_at, id) < ($2, $3) ORDER BY issued_at DESC, id DESC LIMIT $4");
    /// Of one status.
    PERMITS_IN_STATUS = concat!("SELECT ", columns!(), " FROM permit WHERE tenant = $1 AND status = $2 AND (issued_at, id) < ($3, $4) ORDER BY issued_at DESC, id DESC LIMIT $5");
    /// To one country.
    PERMITS_TO_COUNTRY = concat!("SELECT ", columns!(), " FROM permit WHERE tenant = $1 AND importer = $2 AND (issued_at, id) < ($3, $4) ORDER BY issued_at DESC, id DESC LIMIT $5");
    /// Of one organisation.
    PERMITS_OF_ORGANISATION = concat!("SELECT ", columns!(), " FROM permit WHERE tenant = $1 AND organisation = $2 AND (issued_at, id) < ($3, $4) ORDER BY issued_at DESC, id DESC LIMIT $5");
    /// Import permits of a taxon from one country that stand and are valid, newest first.
    IMPORT_PERMITS = concat!("SELECT ", columns!(), ", body FROM permit WHERE tenant = $1 AND importer = $2 AND exporter = $3 AND kind = $4 AND status IN ($5, $6) AND valid_until_on >= $7 AND EXISTS (SELECT 1 FROM permit_line l WHERE l.tenant = permit.tenant AND l.permit = permit.id AND $8 LIKE '%;' || l.taxon || ';%') ORDER BY issued_at DESC, id DESC LIMIT 100");
    /// Of one status and still valid on a day, with their content, newest first.
    PERMITS_VALID_WHOLE = concat!("SELECT ", columns!(), ", body FROM permit WHERE tenant = $1 AND status = $2 AND valid_until_on >= $3 AND (issued_at, id) < ($4, $5) ORDER BY issued_at DESC, id DESC LIMIT $6");
    /// The last day of each permit of some numbers (`;A;B;`).
    LAST_DAYS = "SELECT number, valid_until_on FROM permit WHERE tenant = $1 AND $2 LIKE '%;' || number || ';%'";
    /// Whose number begins so, in the order of numbers.
    PERMITS_BY_PREFIX = concat!("SELECT ", columns!(), " FROM permit WHERE tenant = $1 AND number >= $2 AND number < $3 ORDER BY number LIMIT $4");
    /// Past their last day and still in a status that expires.
    PERMITS_PAST_VALIDITY = concat!("SELECT ", columns!(), " FROM permit WHERE tenant = $1 AND status = $2 AND valid_until_on < $3 ORDER BY valid_until_on, id LIMIT $4");
    /// The lines of a permit in the order of the paper.
    LINES = "SELECT block, position, taxon, term, unit, appendix, source, purpose, origin, permitted_micro, endorsed_micro, received_micro FROM permit_line WHERE tenant = $1 AND permit = $2 ORDER BY position, block";
    /// The bytes of one form of the permit; written once.
    INSERT_DOCUMENT = "INSERT INTO issued_document (tenant, permit, kind, digest, bytes, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    /// The two forms of the permit that are signed at issue; written once.
    INSERT_SIGNED = "INSERT INTO issued_document (tenant, permit, created_at, kind, digest, bytes) VALUES ($1, $2, $3, $4, $5, $6), ($1, $2, $3, $7, $8, $9)";
    /// The bytes as signed and served.
    DOCUMENT = "SELECT digest, bytes, created_at FROM issued_document WHERE tenant = $1 AND permit = $2 AND kind = $3";
}

/// A permit's columns: what lists show and constraints watch.
#[derive(Debug, Clone, PartialEq)]
pub struct PermitRow {
    /// Id.
    pub id: PermitId,
    /// Number as printed.
    pub number: PermitNumber,
    /// The serial behind the number.
    pub serial: Serial,
    /// The application it came from.
    pub application: Option<ApplicationId>,
    /// The organisation it was issued to.
    pub organisation: Option<OrganisationId>,
    /// Kind of document.
    pub kind: DocumentType,
    /// Where it stands.
    pub status: PermitStatus,
    /// Country of export or re-export.
    pub exporter: CountryCode,
    /// Country of import.
    pub importer: Option<CountryCode>,
    /// Holder's name.
    pub holder: String,
    /// First taxon.
    pub taxon: String,
    /// Lines on the paper.
    pub line_count: i64,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity, included.
    pub valid_until: Date,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When it was endorsed at export.
    pub endorsed_at: Option<Timestamp>,
    /// Last change of state.
    pub changed_at: Timestamp,
    /// [`token_hash`] of the security code.
    pub token_hash: Digest,
    /// Who proposed the decision.
    pub proposed_by: Option<PersonId>,
    /// Who approved it.
    pub approved_by: Option<PersonId>,
    /// Had the tenant opted out of four eyes?
    pub one_officer: bool,
    /// Digest of the document as signed.
    pub document_digest: Digest,
    /// The permit that takes its place.
    pub replaced_by: Option<PermitId>,
    /// Which consignment of its application it is for.
    pub consignment: permits::Consignment,
}

/// How the archive keeps a security code: SHA-256 under the domain `manis-token`.
pub fn token_hash(token: &Token) -> Digest {
    Digest::of("manis-token", token.as_str().as_bytes())
}

/// One block of a permit as the reports count it.
#[derive(Debug, Clone, PartialEq)]
pub struct LineRow {
    /// Letter of the block.
    pub block: String,
    /// Place on the paper, from 0.
    pub position: i64,
    /// Box 7.
    pub taxon: String,
    /// Box 9.
    pub term: Term,
    /// Box 11.
    pub unit: Unit,
    /// Box 10: Appendix.
    pub appendix: Appendix,
    /// Box 10: source.
    pub source: Source,
    /// Box 5a.
    pub purpose: Purpose,
    /// Box 12: country of origin.
    pub origin: Option<CountryCode>,
    /// Box 11.
    pub permitted: Amount,
    /// Box 14; never above `permitted`.
    pub endorsed: Option<Amount>,
    /// What the importing Party says it received.
    pub received: Option<Amount>,
}

impl LineRow {
    pub(crate) fn of(row: &Row) -> Result<LineRow, Error> {
        Ok(LineRow {
            block: row.get("block")?,
            position: row.get("position")?,
            taxon: row.get("taxon")?,
            term: row.code("term", Term::from_code)?,
            unit: row.code("unit", Unit::from_code)?,
            appendix: row.code("appendix", Appendix::from_code)?,
            source: row.code("source", Source::from_code)?,
            purpose: row.code("purpose", Purpose::from_code)?,
            origin: row.opt("origin")?,
            permitted: row.get("permitted_micro")?,
            endorsed: row.opt("endorsed_micro")?,
            received: row.opt("received_micro")?,
        })
    }

    pub(crate) fn args(&self, permit: &PermitRow) -> Vec<Arg> {
        args![
            permit.id,
            self.block,
            self.position,
            self.taxon,
            self.term.code(),
            self.unit.code(),
            self.appendix.code(),
            self.source.code(),
            self.purpose.code(),
            self.origin,
            self.permitted,
            self.endorsed,
            self.received,
            permit.issued_at,
            permit.endorsed_at,
        ]
    }
}

impl PermitRow {
    pub(crate) fn of(row: &Row) -> Result<PermitRow, Error> {
        let year: i64 = row.get("year")?;
        Ok(PermitRow {
            id: row.get("id")?,
            number: row.get("number")?,
            serial: Serial {
                series: row.get("series")?,
                year: i16::try_from(year).map_err(|e| Error::corrupt("permit.year", e))?,
                serial: row.get("serial")?,
            },
            application: row.opt("application")?,
            organisation: row.opt("organisation")?,
            kind: row.code("kind", DocumentType::from_code)?,
            status: row.code("status", PermitStatus::from_code)?,
            exporter: row.get("exporter")?,
            importer: row.opt("importer")?,
            holder: row.get("holder")?,
            taxon: row.get("taxon")?,
            line_count: row.get("line_count")?,
            valid_from: row.get("valid_from_on")?,
            valid_until: row.get("valid_until_on")?,
            issued_at: row.get("issued_at")?,
            endorsed_at: row.opt("endorsed_at")?,
            changed_at: row.get("changed_at")?,
            token_hash: row.get("token_hash")?,
            proposed_by: row.opt("proposed_by")?,
            approved_by: row.opt("approved_by")?,
            one_officer: row.get("one_officer")?,
            document_digest: row.get("document_digest")?,
            replaced_by: row.opt("replaced_by")?,
            consignment: consignment(row)?,
        })
    }

    pub(crate) fn args(&self, body: String) -> Result<Vec<Arg>, Error> {
        let serial = i64::try_from(self.serial.serial).map_err(|e| Error::corrupt("permit.serial", e))?;
        Ok(args![
            self.id,
            self.number,
            self.serial.series,
            i64::from(self.serial.year),
            serial,
            self.application,
            self.organisation,
            self.kind.code(),
            self.status.code(),
            self.exporter,
            self.importer,
            self.holder,
            self.taxon,
            self.valid_from,
            self.valid_until,
            self.issued_at,
            self.endorsed_at,
            self.changed_at,
            self.token_hash,
            self.proposed_by,
            self.approved_by,
            self.one_officer,
            self.document_digest,
            self.replaced_by,
            body,
        ])
    }
}

/// The only one where there is no row of its own.
fn consignment(row: &Row) -> Result<permits::Consignment, Error> {
    let read = |name: &str| -> Result<Option<u16>, Error> {
        let n = row.opt::<i64>(name)?;
        n.map(|n| u16::try_from(n).map_err(|e| Error::corrupt("consignment.nth", e))).transpose()
    };
    Ok(match (read("consignment_nth")?, read("consignment_of")?) {
        (Some(nth), Some(of)) => permits::Consignment { nth, of },
        _ => permits::Consignment::default(),
    })
}

/// A permit with its columns and version.
pub type StoredPermit<T> = Stored<PermitRow, T>;

fn stored<T: DeserializeOwned>(row: &Row) -> Result<StoredPermit<T>, Error> {
    Ok(Stored { columns: PermitRow::of(row)?, version: row.get("version")?, value: row.json("body")? })
}

/// Which form of the permit's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// Signed XML as issued (EPIX non-final).
    Xml,
    /// Signed XML with the endorsement (EPIX final).
    XmlFinal,
    /// Signed text of the QR code.
    Qr,
    /// PDF as issued.
    Pdf,
}

impl DocumentKind {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            DocumentKind::Xml => "xml",
            DocumentKind::XmlFinal => "xml-final",
            DocumentKind::Qr => "qr",
            DocumentKind::Pdf => "pdf",
        }
    }
}

/// Which permits a list shows. Each has its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PermitFilter {
    /// All.
    All,
    /// In one status.
    Status(PermitStatus),
    /// To one country.
    Importer(CountryCode),
    /// Of one organisation.
    Organisation(OrganisationId),
}

impl Read {
    /// One permit.
    pub async fn permit<T: DeserializeOwned>(&mut self, id: PermitId) -> Result<Option<StoredPermit<T>>, Error> {
        self.opt(PERMIT, args![id]).await?.as_ref().map(stored).transpose()
    }

    /// The permit of a number.
    pub async fn permit_by_number<T: DeserializeOwned>(
        &mut self,
        number: &PermitNumber,
    ) -> Result<Option<StoredPermit<T>>, Error> {
        self.opt(PERMIT_BY_NUMBER, args![number]).await?.as_ref().map(stored).transpose()
    }

    /// The permits that came from an application, newest first.
    pub async fn permits_of_application(&mut self, application: ApplicationId) -> Result<Vec<PermitRow>, Error> {
        self.all(PERMITS_OF_APPLICATION, args![application]).await?.iter().map(PermitRow::of).collect()
    }

    /// A list of permits, newest first. Begins at [`Cursor::NEWEST`].
    pub async fn permits(
        &mut self,
        filter: PermitFilter,
        before: Cursor,
        limit: i64,
    ) -> Result<Page<PermitRow>, Error> {
        let (at, id, n) = (before.at(), before.id(), limit + 1);
        let rows = match filter {
            PermitFilter::All => self.all(PERMITS, args![at, id, n]).await?,
            PermitFilter::Status(s) => self.all(PERMITS_IN_STATUS, args![s.code(), at, id, n]).await?,
            PermitFilter::Importer(c) => self.all(PERMITS_TO_COUNTRY, args![c, at, id, n]).await?,
            PermitFilter::Organisation(o) => self.all(PERMITS_OF_ORGANISATION, args![o, at, id, n]).await?,
        };
        page(rows, limit, "issued_at", PermitRow::of)
    }

    /// Permits whose number begins so, in the order of numbers.
    pub async fn permits_by_prefix(&mut self, prefix: &str, limit: i64) -> Result<Vec<PermitRow>, Error> {
        let from = prefix.trim().to_uppercase();
        let to = format!("{from}\u{10ffff}");
        self.all(PERMITS_BY_PREFIX, args![from, to, limit]).await?.iter().map(PermitRow::of).collect()
    }

    /// Our import permits of one of these taxa from one country that stand unused and are valid on a day, newest first, at
    /// most 100, in one question: what an Appendix I specimen needs at its arrival (Art. III.3).
    pub async fn import_permits<T: DeserializeOwned>(
        &mut self,
        importer: CountryCode,
        exporter: CountryCode,
        taxa: &[String],
        today: Date,
    ) -> Result<Vec<StoredPermit<T>>, Error> {
        let statuses = [PermitStatus::Issued, PermitStatus::Delivered];
        self.import_permits_in(importer, exporter, taxa, today, statuses).await
    }

    pub(super) async fn import_permits_in<T: DeserializeOwned>(
        &mut self,
        importer: CountryCode,
        exporter: CountryCode,
        taxa: &[String],
        today: Date,
        statuses: [PermitStatus; 2],
    ) -> Result<Vec<StoredPermit<T>>, Error> {
        let kind = DocumentType::Import.code();
        let [one, other] = statuses.map(|s| s.code());
        let taxa = format!(";{};", taxa.join(";"));
        let rows = self.all(IMPORT_PERMITS, args![importer, exporter, kind, one, other, today, taxa]).await?;
        rows.iter().map(stored).collect()
    }

    /// Permits of one status that are still valid on a day, with their content, newest first. Begins at
    /// [`Cursor::NEWEST`].
    pub async fn permits_valid_whole<T: DeserializeOwned>(
        &mut self,
        status: PermitStatus,
        on: Date,
        before: Cursor,
        limit: i64,
    ) -> Result<Page<StoredPermit<T>>, Error> {
        let values = args![status.code(), on, before.at(), before.id(), limit + 1];
        page(self.all(PERMITS_VALID_WHOLE, values).await?, limit, "issued_at", stored)
    }

    /// The last day of each permit of these numbers that is ours.
    pub async fn last_days(&mut self, numbers: &[String]) -> Result<Vec<(String, Date)>, Error> {
        let rows = self.all(LAST_DAYS, args![format!(";{};", numbers.join(";"))]).await?;
        rows.iter().map(|row| Ok((row.get("number")?, row.get("valid_until_on")?))).collect()
    }

    /// Permits past their last day that still stand in that status, for the nightly expiry.
    pub async fn permits_past_validity(
        &mut self,
        status: PermitStatus,
        today: Date,
        limit: i64,
    ) -> Result<Vec<PermitRow>, Error> {
        self.all(PERMITS_PAST_VALIDITY, args![status.code(), today, limit]).await?.iter().map(PermitRow::of).collect()
    }

    /// The lines of a permit, in the order of the paper.
    pub async fn permit_lines(&mut self, permit: PermitId) -> Result<Vec<LineRow>, Error> {
        self.all(LINES, args![permit]).await?.iter().map(LineRow::of).collect()
    }

    /// The bytes of one form of the permit, exactly as signed.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when the bytes are no longer those of their digest: they are not served.
    pub async fn issued_document(&mut self, permit: PermitId, kind: DocumentKind) -> Result<Option<Vec<u8>>, Error> {
        let Some(row) = self.opt(DOCUMENT, args![permit, kind.code()]).await? else { return Ok(None) };
        let (digest, bytes): (Digest, Vec<u8>) = (row.get("digest")?, row.get("bytes")?);
        if Digest::of("", &bytes) != digest {
            return Err(Error::corrupt("issued_document.bytes", "they are not the bytes that were stored"));
        }
        Ok(Some(bytes))
    }
}

impl Tx {
    /// One permit, locked until this act ends.
    pub async fn permit_for_update<T: DeserializeOwned>(
        &mut self,
        id: PermitId,
    ) -> Result<Option<StoredPermit<T>>, Error> {
        self.lock(PERMIT, args![id]).await?.as_ref().map(stored).transpose()
    }

    /// The permit of a number, locked until this act ends.
    pub async fn permit_by_number_for_update<T: DeserializeOwned>(
        &mut self,
        number: &PermitNumber,
    ) -> Result<Option<StoredPermit<T>>, Error> {
        self.lock(PERMIT_BY_NUMBER, args![number]).await?.as_ref().map(stored).transpose()
    }

    /// A permit with its lines and its public face.
    ///
    /// # Errors
    /// [`Error::Refused`] with `permit_number` or `permit_serial` when the number is taken, `permit_line_within_permitted`
    /// when a line says more left than was permitted, `permit_four_eyes` when one person decided alone.
    pub async fn permit_insert(
        &mut self,
        permit: &PermitRow,
        lines: &[LineRow],
        face: &Face,
        value: &impl Serialize,
    ) -> Result<(), Error> {
        self.change(INSERT_PERMIT, permit.args(serde_json::to_string(value)?)?).await?;
        if let (false, Some(application)) = (permit.consignment.alone(), permit.application) {
            self.consignment_insert(application, permit.consignment, permit.id).await?;
        }
        for line in lines {
            self.change(INSERT_LINE, line.args(permit)).await?;
        }
        let public = public_row(permit, lines, face)?;
        self.change(super::public::INSERT_PUBLIC, public).await?;
        self.tally_permit(None, permit);
        Ok(())
    }

    /// A changed permit with what left and arrived of its lines, and its public face.
    ///
    /// # Errors
    /// [`Error::Stale`] when it was changed since it was loaded; [`Error::Refused`] with `permit_line_within_permitted`.
    pub async fn permit_update<T>(
        &mut self,
        before: &StoredPermit<T>,
        permit: &PermitRow,
        lines: &[LineRow],
        face: &Face,
        value: &impl Serialize,
    ) -> Result<(), Error> {
        self.change_one(
            "permit",
            UPDATE_PERMIT,
            args![
                before.columns.id,
                permit.status.code(),
                permit.endorsed_at,
                permit.changed_at,
                permit.token_hash,
                permit.replaced_by,
                serde_json::to_string(value)?,
                before.version
            ],
        )
        .await?;
        for line in lines {
            self.change_one(
                "permit line",
                UPDATE_LINE,
                args![permit.id, line.block, line.endorsed, line.received, permit.endorsed_at],
            )
            .await?;
        }
        let public = public_row(permit, lines, face)?;
        self.change(super::public::UPDATE_PUBLIC, public).await?;
        self.tally_permit(Some(&before.columns), permit);
        Ok(())
    }

    pub(crate) fn tally_permit(&mut self, before: Option<&PermitRow>, now: &PermitRow) {
        self.tallies.status("permit", before.map(|b| b.status.code()), now.status.code());
        if before.is_none() {
            self.tallies.month(now.issued_at).issued += 1;
        }
        if let (Some(at), None) = (now.endorsed_at, before.and_then(|b| b.endorsed_at)) {
            self.tallies.month(at).endorsed += 1;
        }
    }

    /// Keeps the bytes of one form of the permit; they can never be changed.
    pub async fn issued_document_insert(
        &mut self,
        permit: PermitId,
        kind: DocumentKind,
        bytes: &[u8],
    ) -> Result<(), Error> {
        let (digest, at) = (Digest::of("", bytes), self.at());
        self.change(INSERT_DOCUMENT, args![permit, kind.code(), digest, bytes, at]).await?;
        Ok(())
    }

    /// Keeps what was signed at issue: the message and the QR code.
    pub async fn issued_documents_insert(&mut self, permit: PermitId, xml: &[u8], qr: &[u8]) -> Result<(), Error> {
        let (of_xml, of_qr, at) = (Digest::of("", xml), Digest::of("", qr), self.at());
        let (a, b) = (DocumentKind::Xml.code(), DocumentKind::Qr.code());
        self.change(INSERT_SIGNED, args![permit, at, a, of_xml, xml, b, of_qr, qr]).await?;
        Ok(())
    }
}
