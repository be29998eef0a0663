//! Introduction from the sea: every landing is written off against the total of its certificate (Art. IV.7).

use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::paper;
use cites::document::Block;
use cites::ids::{LandingId, LandingKind, PermitId};
use cites::{Amount, Date, DocumentType, PermitStatus};
use permits::DeskAct;
use permits::application::Application;
use permits::particulars::Particulars;
use store::{AuditEntry, LandingRow};

/// What was landed.
#[derive(Debug, Clone)]
pub struct Landed {
    /// Which block.
    pub block: Block,
    /// How much, in the block's unit.
    pub quantity: Amount,
    /// Day.
    pub on: Date,
    /// Port.
    pub port: String,
    /// Ship.
    pub vessel: String,
}

/// A certificate with its landings.
#[derive(Debug, Clone)]
pub struct Account {
    /// The certificate.
    pub permit: paper::Stored,
    /// Every landing, in the order of the days.
    pub landings: Vec<LandingRow>,
}

impl Account {
    /// What was landed of a block, and what is left of it.
    pub fn position(&self, block: &Block) -> (Amount, Amount) {
        let landed = self
            .landings
            .iter()
            .filter(|l| l.block == block.as_str())
            .fold(Amount::ZERO, |sum, l| sum.plus(l.quantity).unwrap_or(sum));
        let total = self.permit.value.line(block).map_or(Amount::ZERO, |l| l.permitted.amount());
        (landed, total.minus(landed).unwrap_or(Amount::ZERO))
    }
}

/// The landings under a certificate.
///
/// # Errors
/// [`Error::NotFound`] also for a document of another kind, or what the archive says.
pub async fn account(office: &Office, who: &Who, id: PermitId) -> Result<Account, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let permit = paper::load(&mut read, who, id).await?;
    if permit.value.signed_document().kind != DocumentType::Ifs {
        return Err(Error::NotFound("permit"));
    }
    let landings = read.landings(id).await?;
    Ok(Account { permit, landings })
}

/// Writes one landing off. Two at once never exceed the total: the second is refused.
///
/// # Errors
/// `landing-total` with what is left, `landing-once`, `landing-day`, a value that is not right, [`Error::NotFound`],
/// [`Error::NotPermitted`], or what the archive says.
pub async fn land(office: &Office, who: &Who, id: PermitId, landed: Landed) -> Result<Account, Error> {
    who.must_be(DeskAct::ReceiveAtImport.roles())?;
    let person = who.person()?.id;
    let now = office.clock.now();
    let row: LandingId = office.id::<LandingKind>(now);
    let ran = act::run!(office, who, now, "landing", |tx| {
        let stored = paper::load(tx, who, id).await?;
        let permit = &stored.value;
        if permit.signed_document().kind != DocumentType::Ifs {
            return Err(Error::NotFound("permit"));
        }
        if !matches!(permit.status(), PermitStatus::Issued | PermitStatus::Delivered) {
            let act = permits::ActError::NotInPermitState { act: "landing", state: permit.status() };
            return Err(Error::Act(act));
        }
        let document = permit.signed_document();
        if landed.on < document.valid_from || landed.on > document.valid_until || landed.on > day(now) {
            return Err(Error::value(
                "landed_on",
                "landing-day",
                "Give the day of the landing: inside the validity of the certificate and not in the future.",
            ));
        }
        for (field, text) in [("port", &landed.port), ("vessel", &landed.vessel)] {
            let fits = !text.trim().is_empty() && text.chars().count() <= 100 && !text.chars().any(char::is_control);
            if !fits {
                return Err(Error::value(field, "landing-where", "Give port and ship, at most 100 characters each."));
            }
        }
        let line = permit
            .line(&landed.block)
            .ok_or_else(|| Error::value("block", "landing-block", "Choose a line of the certificate."))?;
        if landed.quantity.is_zero() || (line.permitted.unit().is_count() && !landed.quantity.is_whole()) {
            return Err(Error::value(
                "quantity",
                "landing-quantity",
                "Give how much was landed: more than zero, a whole number where pieces are counted.",
            ));
        }
        let before = tx.landings(id).await?;
        let case: Option<store::StoredApplication<Application>> = tx.application(permit.application()).await?;
        let total = case.is_some_and(|c| {
            c.value.draft().is_some_and(|d| matches!(d.particulars, Particulars::FromSea { total: true, .. }))
        });
        if !total && before.iter().any(|l| l.landed_on != landed.on || l.block == landed.block.as_str()) {
            return Err(Error::value(
                "landed_on",
                "landing-once",
                "This certificate is for one landing, which was written off before; ask for a certificate with a total.",
            ));
        }
        let written = LandingRow {
            id: row,
            permit: id,
            block: landed.block.to_string(),
            quantity: landed.quantity,
            landed_on: landed.on,
            port: landed.port.trim().to_owned(),
            vessel: landed.vessel.trim().to_owned(),
            recorded_by: person,
            recorded_at: now,
        };
        tx.landing_insert(&written, line.permitted.amount()).await.map_err(|e| {
            if e.refused_by("landing_total_not_exceeded") {
                Error::value(
                    "quantity",
                    "landing-total",
                    "This is more than what is left of the total: hold the rest and call the Management Authority.",
                )
            } else {
                Error::from(e)
            }
        })?;
        let words = serde_json::json!({
            "number": permit.number(), "block": landed.block, "quantity": landed.quantity, "on": landed.on,
        });
        tx.audit(AuditEntry::new("landing", "permit", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    match ran? {
        Ran::Now(()) | Ran::Before(_) => account(office, who, id).await,
    }
}
