//! Phytosanitary certificates that stand for a certificate of artificial propagation (`spec/permits.md` 2.9): not issued
//! here, recorded when the plants come in.

use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{PlantCertificateId, PlantCertificateKind};
use cites::{Amount, Appendix, CountryCode, Date, DocumentType, Quantity, Role, Source, TaxonName, Term, Unit};
use rules::{DocumentFact, Facts, LineFacts, Movement, Verdict};
use store::{AuditEntry, Cursor, Page, PlantCertificateRow};

/// Who records them: the border, and the authority from the papers that come to it.
pub const RECORDERS: &[Role] = &[Role::Customs, Role::Inspector, Role::MaOfficer, Role::MaClerk];

/// A certificate that was shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Country whose plant-health service issued it.
    pub issuer: CountryCode,
    /// Number as printed.
    pub number: String,
    /// Day of issue.
    pub issued_on: Date,
    /// Who receives the plants.
    pub importer: String,
    /// Scientific name on it.
    pub taxon: String,
    /// What came.
    pub term: Term,
    /// How much.
    pub quantity: Amount,
    /// In which unit.
    pub unit: Unit,
    /// Port or office of entry.
    pub place: String,
    /// Day of arrival.
    pub arrived_on: Date,
    /// Does it say that the plants are artificially propagated under CITES?
    pub statement: bool,
}

/// Records a certificate with the plants that came under it, when the rules accept it.
///
/// # Errors
/// [`Error::Rules`] when it does not stand for a CITES document here; `plant-statement` without the statement,
/// `plant-day`, `plant-words`, `plant-recorded` when it was recorded before, [`Error::NotPermitted`], or what the archive
/// says.
pub async fn record(office: &Office, who: &Who, shown: Shown) -> Result<PlantCertificateRow, Error> {
    who.must_be(RECORDERS)?;
    let person = who.person()?.id;
    let now = office.clock.now();
    let home = who.house.party();
    if !shown.statement {
        let help = "Ask for a CITES document: the certificate must say that the plants are artificially propagated.";
        return Err(Error::value("statement", "plant-statement", help));
    }
    if shown.arrived_on > day(now) || shown.issued_on > shown.arrived_on {
        let help = "Give the day of issue and the day of arrival, in this order and not in the future.";
        return Err(Error::value("arrived_on", "plant-day", help));
    }
    for (field, text, max) in
        [("number", &shown.number, 70), ("importer", &shown.importer, 200), ("place", &shown.place, 100)]
    {
        let fits = !text.trim().is_empty() && text.chars().count() <= max && !text.chars().any(char::is_control);
        if !fits {
            return Err(Error::value(field, "plant-words", format!("Fill this in, at most {max} characters.")));
        }
    }
    let taxon = TaxonName::parse(&shown.taxon).map_err(|e| Error::parse("taxon", e))?;
    let quantity = Quantity::new(shown.quantity, shown.unit).map_err(|e| Error::parse("quantity", e))?;
    if quantity.amount().is_zero() {
        return Err(Error::value("quantity", "plant-words", "Give the quantity that came."));
    }
    let line = LineFacts::new(taxon.clone(), shown.term, quantity, Source::A);
    let paper = DocumentFact {
        number: Some(shown.number.trim().to_owned()),
        issued: Some(shown.issued_on),
        ..DocumentFact::seen(DocumentType::Phyto, shown.issuer)
    };
    let facts = Facts::new(Movement::Import, home, Some(shown.issuer)).line(line).holding(paper);
    let trace = rules::examine(&facts, &office.law(&who.house), &office.taxa, shown.arrived_on);
    if trace.with(Verdict::Blocked).next().is_some() {
        return Err(Error::Rules(Box::new(trace)));
    }
    let appendix = trace.lines().first().and_then(|l| l.appendix).unwrap_or(Appendix::N);
    let id: PlantCertificateId = office.id::<PlantCertificateKind>(now);
    let row = PlantCertificateRow {
        id,
        issuer: shown.issuer,
        number: shown.number.trim().to_owned(),
        issued_on: shown.issued_on,
        importer: shown.importer.trim().to_owned(),
        taxon: taxon.to_string(),
        appendix: appendix.code().to_owned(),
        term: shown.term.code().to_owned(),
        unit: shown.unit.code().to_owned(),
        quantity: shown.quantity,
        place: shown.place.trim().to_owned(),
        arrived_on: shown.arrived_on,
        recorded_by: person,
        recorded_at: now,
    };
    let ran = act::run!(office, who, now, "plant_certificate", |tx| {
        tx.plant_certificate_insert(&row).await.map_err(|e| match e.is_duplicate() {
            true => Error::value("number", "plant-recorded", "This certificate was recorded before for these plants."),
            false => e.into(),
        })?;
        let words = serde_json::json!({ "number": row.number, "issuer": row.issuer });
        tx.audit(AuditEntry::new("plant_certificate", "plant certificate", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    match ran? {
        Ran::Now(()) => Ok(row),
        Ran::Before(id) => get(office, who, PlantCertificateId::parse(&id).map_err(Error::internal)?).await,
    }
}

/// One certificate.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn get(office: &Office, who: &Who, id: PlantCertificateId) -> Result<PlantCertificateRow, Error> {
    who.must_be(permits::DeskAct::LookUpPermit.roles())?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.plant_certificate(id).await?.ok_or(Error::NotFound("plant certificate"))
}

/// Certificates, newest first.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn list(office: &Office, who: &Who, after: Cursor) -> Result<Page<PlantCertificateRow>, Error> {
    who.must_be(permits::DeskAct::LookUpPermit.roles())?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.plant_certificates(after, 50).await?)
}
