//! The one extension of a document for timber that arrived in time and waits in customs bond (`spec/permits.md` 2.1): by
//! the enforcement authority of the importing Party, once, six months, told to the Party that issued it.

use crate::eexchange::fetch::Foreign;
use crate::shared::act;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::paper;
use cites::document::PermitDocument;
use cites::ids::{ForeignPermitId, PermitId};
use cites::{CountryCode, Date, PermitNumber, Role};
use permits::DeskAct;
use rules::extension::{Arrival, timber};
use store::{AuditEntry, ExtensionRow, Read, Tx};

/// Who enters the copy that the importing Party sends of an extension of ours.
pub const COPYISTS: &[Role] = &[Role::MaOfficer, Role::MaApprover];

/// What the enforcement authority found.
#[derive(Debug, Clone)]
pub struct InBond {
    /// Day on which the timber came into customs bond.
    pub arrived_on: Date,
    /// Where it waits.
    pub place: String,
}

/// Our customs extend a document of another Party.
///
/// # Errors
/// `timber-not-extended` with every reason against it, `already-received` when the timber was let in, `plant-words`,
/// [`Error::NotPermitted`], [`Error::NotFound`], or what the archive says.
pub async fn extend(office: &Office, who: &Who, id: ForeignPermitId, found: InBond) -> Result<ExtensionRow, Error> {
    who.must_be(DeskAct::ReceiveAtImport.roles())?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "timber_extension", |tx| {
        let before = tx.foreign_for_update::<Foreign>(id).await?.ok_or(Error::NotFound("foreign permit"))?;
        let foreign = &before.stored.value;
        if foreign.receipt.is_some() {
            return Err(Error::value(
                "arrived_on",
                "already-received",
                "The timber was let in; nothing waits any more.",
            ));
        }
        let document = foreign.permit.as_ref().ok_or_else(|| {
            Error::value(
                "arrived_on",
                "foreign-unread",
                "This document could not be read whole; ask the issuing authority.",
            )
        })?;
        let row = record(tx, office, who, document, who.house.party(), &found).await?;
        let words = serde_json::json!({ "number": row.number, "until": row.until });
        tx.audit(AuditEntry::new("timber_extension", "foreign permit", id).payload(&words)?);
        Ok((row, id.to_string()))
    });
    match ran? {
        act::Ran::Now(row) => Ok(row),
        act::Ran::Before(_) => {
            let mut read = office.store.read(&who.scope(now)).await?;
            let kept = read.foreign::<Foreign>(id).await?.ok_or(Error::NotFound("foreign permit"))?.stored.columns;
            read.timber_extension(kept.issuer, &kept.number).await?.ok_or(Error::NotFound("extension"))
        }
    }
}

/// The importing Party sent the copy of its extension of our permit.
///
/// # Errors
/// As [`extend`].
pub async fn told(office: &Office, who: &Who, id: PermitId, found: InBond) -> Result<ExtensionRow, Error> {
    who.must_be(COPYISTS)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "timber_extension", |tx| {
        let before = paper::lock(tx, who, id).await?;
        let document = before.value.signed_document();
        let importer = document.country_of_import.ok_or(Error::NotFound("country of import"))?;
        let row = record(tx, office, who, document, importer, &found).await?;
        let words = serde_json::json!({ "number": row.number, "until": row.until, "by": row.by });
        tx.audit(AuditEntry::new("timber_extension", "permit", id).payload(&words)?);
        Ok((row, id.to_string()))
    });
    match ran? {
        act::Ran::Now(row) => Ok(row),
        act::Ran::Before(_) => {
            let mut read = office.store.read(&who.scope(now)).await?;
            let permit = paper::load(&mut read, who, id).await?;
            of_document(&mut read, permit.value.signed_document()).await?.ok_or(Error::NotFound("extension"))
        }
    }
}

async fn record(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    document: &PermitDocument,
    by: CountryCode,
    found: &InBond,
) -> Result<ExtensionRow, Error> {
    let now = tx.at();
    let place = found.place.trim();
    if place.is_empty() || place.chars().count() > 100 || place.chars().any(char::is_control) {
        return Err(Error::value("place", "plant-words", "Fill this in, at most 100 characters."));
    }
    if found.arrived_on > day(now) || found.arrived_on < document.valid_from {
        let help = "Give the day on which the timber came; it cannot be in the future.";
        return Err(Error::value("arrived_on", "plant-day", help));
    }
    let before = of_document(tx, document).await?;
    let arrival = Arrival { on: found.arrived_on, extended_before: before.is_some() };
    let until = timber(document, arrival, &office.taxa).map_err(|against| {
        let words: Vec<String> = against.iter().map(|s| s.text(cites::Lang::En)).collect();
        Error::value("arrived_on", "timber-not-extended", words.join(" "))
    })?;
    let row = ExtensionRow {
        issuer: document.issuer(),
        number: document.number.clone(),
        valid_until: document.valid_until,
        until,
        arrived_on: found.arrived_on,
        place: place.to_owned(),
        by,
        recorded_by: who.person()?.id,
        recorded_at: now,
    };
    tx.timber_extension_insert(&row).await?;
    Ok(row)
}

/// The extension of a document, if there is one.
///
/// # Errors
/// What the archive says.
pub async fn of_document(read: &mut Read, document: &PermitDocument) -> Result<Option<ExtensionRow>, Error> {
    of(read, document.issuer(), &document.number).await
}

/// The same by issuer and number.
///
/// # Errors
/// What the archive says.
pub async fn of(read: &mut Read, issuer: CountryCode, number: &PermitNumber) -> Result<Option<ExtensionRow>, Error> {
    Ok(read.timber_extension(issuer, number).await?)
}
