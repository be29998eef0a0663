//! Transit and trans-shipment (Art. VII.1): recorded as movements, no permit of ours. A valid document that shows the
//! final destination must exist.

use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::{TransitId, TransitKind};
use cites::{CountryCode, Date, TaxonName};
use permits::DeskAct;
use store::{AuditEntry, Cursor, Page, TransitRow};

/// What passes.
#[derive(Debug, Clone)]
pub struct Passing {
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
    /// Where the goods stay under customs control.
    pub place: String,
    /// Day they came.
    pub entered_on: Date,
}

/// Records a movement under customs control.
///
/// # Errors
/// `transit-destination` for a destination here (that is an import), `transit-document` for a document that had ended,
/// a value that is not right, [`Error::NotPermitted`], or what the archive says.
pub async fn record(office: &Office, who: &Who, passing: Passing) -> Result<TransitRow, Error> {
    who.must_be(DeskAct::ReceiveAtImport.roles())?;
    let person = who.person()?.id;
    let now = office.clock.now();
    let home = who.house.party();
    if passing.destination == home || passing.exporter == home {
        return Err(Error::value(
            "destination",
            "transit-destination",
            "Goods from here or for here are no transit: treat them as export or import.",
        ));
    }
    if passing.entered_on > day(now) {
        return Err(Error::value(
            "entered_on",
            "transit-day",
            "Give the day the goods came; it cannot be in the future.",
        ));
    }
    if passing.valid_until < passing.entered_on {
        return Err(Error::value(
            "valid_until",
            "transit-document",
            "Hold the goods: the document that shows their destination had ended when they came.",
        ));
    }
    let taxon = TaxonName::parse(&passing.taxon).map_err(|e| Error::parse("taxon", e))?;
    for (field, text, max) in
        [("document", &passing.document, 70), ("goods", &passing.goods, 500), ("place", &passing.place, 100)]
    {
        let fits = !text.trim().is_empty() && text.chars().count() <= max && !text.chars().any(|c| c.is_control());
        if !fits {
            return Err(Error::value(field, "transit-words", format!("Fill this in, at most {max} characters.")));
        }
    }
    let id: TransitId = office.id::<TransitKind>(now);
    let row = TransitRow {
        id,
        transshipment: passing.transshipment,
        exporter: passing.exporter,
        destination: passing.destination,
        document: passing.document.trim().to_owned(),
        valid_until: passing.valid_until,
        taxon: taxon.to_string(),
        goods: passing.goods.trim().to_owned(),
        place: passing.place.trim().to_owned(),
        entered_on: passing.entered_on,
        left_on: None,
        recorded_by: person,
        recorded_at: now,
    };
    let ran = act::run!(office, who, now, "transit", |tx| {
        tx.transit_insert(&row).await?;
        let words = serde_json::json!({ "document": row.document, "to": row.destination });
        tx.audit(AuditEntry::new("transit", "transit", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    match ran? {
        Ran::Now(()) => Ok(row),
        Ran::Before(id) => get(office, who, TransitId::parse(&id).map_err(Error::internal)?).await,
    }
}

/// The goods left again.
///
/// # Errors
/// `transit-left` when that was recorded before or the day is not right, [`Error::NotFound`], [`Error::NotPermitted`],
/// or what the archive says.
pub async fn leave(office: &Office, who: &Who, id: TransitId, on: Date) -> Result<TransitRow, Error> {
    who.must_be(DeskAct::ReceiveAtImport.roles())?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "transit_left", |tx| {
        let row = tx.transit(id).await?.ok_or(Error::NotFound("transit"))?;
        if row.left_on.is_some() || on < row.entered_on || on > day(now) {
            return Err(Error::value(
                "left_on",
                "transit-left",
                "Give the day the goods left, after they came and not in the future; it is recorded once.",
            ));
        }
        tx.transit_left(id, on).await?;
        tx.audit(AuditEntry::new("transit_left", "transit", id));
        Ok(((), id.to_string()))
    });
    ran?;
    get(office, who, id).await
}

/// One movement.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn get(office: &Office, who: &Who, id: TransitId) -> Result<TransitRow, Error> {
    who.must_be(DeskAct::LookUpPermit.roles())?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.transit(id).await?.ok_or(Error::NotFound("transit"))
}

/// Movements, newest first.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn list(office: &Office, who: &Who, after: Cursor) -> Result<Page<TransitRow>, Error> {
    who.must_be(DeskAct::LookUpPermit.roles())?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.transits(after, 50).await?)
}
