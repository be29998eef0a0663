//! Facts of daily work: plant-health certificates at import, timber in bond, quotas carried over.

use super::{Cursor, Page, page};
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{PersonId, PlantCertificateId, QuotaId};
use cites::{Amount, CountryCode, Date, PermitNumber, Timestamp};

macro_rules! certificate {
    () => {
        "id, issuer, number, issued_on, importer, taxon, appendix, term, unit, quantity_micro, place, arrived_on, recorded_by, recorded_at"
    };
}

queries! {
    /// A plant-health certificate that came with plants.
    INSERT_CERTIFICATE = "INSERT INTO plant_certificate (tenant, id, issuer, number, issued_on, importer, taxon, appendix, term, unit, quantity_micro, place, arrived_on, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    /// One.
    CERTIFICATE = concat!("SELECT ", certificate!(), " FROM plant_certificate WHERE tenant = $1 AND id = $2");
    /// Newest first.
    CERTIFICATES = concat!("SELECT ", certificate!(), " FROM plant_certificate WHERE tenant = $1 AND (recorded_at, id) < ($2, $3) ORDER BY recorded_at DESC, id DESC LIMIT $4");
    /// The one extension of a timber document.
    INSERT_EXTENSION = "INSERT INTO timber_extension (tenant, issuer, number, valid_until_on, extended_until_on, arrived_on, place, extended_by, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// The extension of a document.
    EXTENSION = "SELECT issuer, number, valid_until_on, extended_until_on, arrived_on, place, extended_by, recorded_by, recorded_at FROM timber_extension WHERE tenant = $1 AND issuer = $2 AND number = $3";
    /// A quota's rest goes into the next year.
    INSERT_CARRIED = "INSERT INTO quota_carried (tenant, quota, into_quota, carried_micro, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6)";
    /// Was it carried over, or is that proposed?
    CARRIED = "SELECT into_quota FROM quota_carried WHERE tenant = $1 AND quota = $2";
    /// The proposal was turned down: it may be made again.
    DELETE_CARRIED = "DELETE FROM quota_carried WHERE tenant = $1 AND into_quota = $2 AND proposed_at = $3";
}

/// A plant-health certificate that stands for a certificate of artificial propagation.
#[derive(Debug, Clone, PartialEq)]
pub struct PlantCertificateRow {
    /// Id.
    pub id: PlantCertificateId,
    /// Whose plant-health service.
    pub issuer: CountryCode,
    /// Number as printed.
    pub number: String,
    /// Day of issue.
    pub issued_on: Date,
    /// Who receives the plants.
    pub importer: String,
    /// Scientific name.
    pub taxon: String,
    /// Appendix on the day of arrival, as code.
    pub appendix: String,
    /// Code of the term.
    pub term: String,
    /// Code of the unit.
    pub unit: String,
    /// How much.
    pub quantity: Amount,
    /// Port or office of entry.
    pub place: String,
    /// Day of arrival.
    pub arrived_on: Date,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// When.
    pub recorded_at: Timestamp,
}

/// The extension of an export document for timber that waits in customs bond.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtensionRow {
    /// Party that issued the document.
    pub issuer: CountryCode,
    /// Its number.
    pub number: PermitNumber,
    /// Its last day before.
    pub valid_until: Date,
    /// Its last day now.
    pub until: Date,
    /// Day the timber came into bond.
    pub arrived_on: Date,
    /// Where it waits.
    pub place: String,
    /// Whose enforcement authority.
    pub by: CountryCode,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// When.
    pub recorded_at: Timestamp,
}

fn certificate(row: &Row) -> Result<PlantCertificateRow, Error> {
    Ok(PlantCertificateRow {
        id: row.get("id")?,
        issuer: row.get("issuer")?,
        number: row.get("number")?,
        issued_on: row.get("issued_on")?,
        importer: row.get("importer")?,
        taxon: row.get("taxon")?,
        appendix: row.get("appendix")?,
        term: row.get("term")?,
        unit: row.get("unit")?,
        quantity: row.get("quantity_micro")?,
        place: row.get("place")?,
        arrived_on: row.get("arrived_on")?,
        recorded_by: row.get("recorded_by")?,
        recorded_at: row.get("recorded_at")?,
    })
}

impl Read {
    /// One plant-health certificate.
    pub async fn plant_certificate(&mut self, id: PlantCertificateId) -> Result<Option<PlantCertificateRow>, Error> {
        self.opt(CERTIFICATE, args![id]).await?.as_ref().map(certificate).transpose()
    }

    /// Plant-health certificates, newest first.
    pub async fn plant_certificates(&mut self, after: Cursor, limit: i64) -> Result<Page<PlantCertificateRow>, Error> {
        let rows = self.all(CERTIFICATES, args![after.at(), after.id(), limit + 1]).await?;
        page(rows, limit, "recorded_at", certificate)
    }

    /// The extension of a timber document, if there is one.
    pub async fn timber_extension(
        &mut self,
        issuer: CountryCode,
        number: &PermitNumber,
    ) -> Result<Option<ExtensionRow>, Error> {
        let found = self.opt(EXTENSION, args![issuer, number]).await?;
        found
            .map(|row| {
                Ok(ExtensionRow {
                    issuer: row.get("issuer")?,
                    number: row.get("number")?,
                    valid_until: row.get("valid_until_on")?,
                    until: row.get("extended_until_on")?,
                    arrived_on: row.get("arrived_on")?,
                    place: row.get("place")?,
                    by: row.get("extended_by")?,
                    recorded_by: row.get("recorded_by")?,
                    recorded_at: row.get("recorded_at")?,
                })
            })
            .transpose()
    }

    /// Into which quota this one was carried over, or is proposed to be.
    pub async fn quota_carried(&mut self, quota: QuotaId) -> Result<Option<QuotaId>, Error> {
        self.opt(CARRIED, args![quota]).await?.map(|row| row.get("into_quota")).transpose()
    }
}

impl Tx {
    /// Records a plant-health certificate.
    ///
    /// # Errors
    /// [`Error::Refused`] (`plant_certificate_once`) when it was recorded before for this species and term.
    pub async fn plant_certificate_insert(&mut self, c: &PlantCertificateRow) -> Result<(), Error> {
        let values = args![
            c.id,
            c.issuer,
            c.number,
            c.issued_on,
            c.importer,
            c.taxon,
            c.appendix,
            c.term,
            c.unit,
            c.quantity,
            c.place,
            c.arrived_on,
            c.recorded_by,
            c.recorded_at
        ];
        self.change(INSERT_CERTIFICATE, values).await?;
        Ok(())
    }

    /// Extends a timber document.
    ///
    /// # Errors
    /// [`Error::Refused`] when it was extended before.
    pub async fn timber_extension_insert(&mut self, e: &ExtensionRow) -> Result<(), Error> {
        let values = args![
            e.issuer,
            e.number,
            e.valid_until,
            e.until,
            e.arrived_on,
            e.place,
            e.by,
            e.recorded_by,
            e.recorded_at
        ];
        self.change(INSERT_EXTENSION, values).await?;
        Ok(())
    }

    /// Remembers that a quota is carried over.
    ///
    /// # Errors
    /// [`Error::Refused`] when it was before.
    pub async fn quota_carried_insert(
        &mut self,
        quota: QuotaId,
        into: QuotaId,
        carried: Amount,
        by: PersonId,
        at: Timestamp,
    ) -> Result<(), Error> {
        self.change(INSERT_CARRIED, args![quota, into, carried, by, at]).await?;
        Ok(())
    }

    /// A proposal made at that moment for that quota was turned down.
    pub async fn quota_carried_drop(&mut self, into: QuotaId, proposed_at: Timestamp) -> Result<(), Error> {
        self.change(DELETE_CARRIED, args![into, proposed_at]).await?;
        Ok(())
    }
}
