//! The border and the public check over the API.

use crate::epermit::body::Reason;
use crate::epermit::permits_api::find;
use crate::epermit::view::PermitView;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::limits::{Counted, neighbourhood};
use crate::shared::respond::json;
use crate::shared::route::Answer;
use cites::Amount;
use cites::document::Block;
use document::qr::{self, KeyList};
use office::econtrol::endorse::{self, Presented};
use office::econtrol::verify::{self, Verdict};
use permits::PublicStatus;
use permits::permit::state::FigureSource;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::PublicPermit;
use utoipa::ToSchema;

/// A quantity of a block.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockQuantity {
    /// Letter.
    pub block: String,
    /// A decimal number in the unit of box 11; 0 when nothing left or arrived.
    pub quantity: String,
}

/// Box 14 and 15.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Endorse {
    /// Every block that is not void, once.
    pub blocks: Vec<BlockQuantity>,
    /// Port or office, UN/LOCODE where there is one.
    pub port: String,
    /// Its name; the code again when absent.
    #[serde(default)]
    pub port_name: String,
    /// Bill of lading or air waybill.
    #[serde(default)]
    pub transport_document: String,
}

/// Reads quantities of blocks.
///
/// # Errors
/// The field that is not right.
pub fn quantities(blocks: &[BlockQuantity]) -> Result<Vec<(Block, Amount)>, Failure> {
    blocks
        .iter()
        .enumerate()
        .map(|(n, b)| {
            let block = Block::parse(b.block.trim()).map_err(|e| Failure::parse(&format!("blocks.{n}.block"), &e))?;
            let amount =
                Amount::parse(b.quantity.trim()).map_err(|e| Failure::parse(&format!("blocks.{n}.quantity"), &e))?;
            Ok((block, amount))
        })
        .collect()
}

/// Reads the port.
///
/// # Errors
/// `port-empty`.
pub fn port(code: &str, name: &str) -> Result<(String, String), Failure> {
    let (code, name) = (code.trim(), name.trim());
    if code.is_empty() {
        return Err(Failure::field("port", "port-empty", "Give the port or office."));
    }
    Ok((code.to_owned(), if name.is_empty() { code.to_owned() } else { name.to_owned() }))
}

/// Endorses at export.
pub async fn endorse(call: Arc<Call>) -> Answer {
    let body: Endorse = call.json()?;
    let (port, port_name) = port(&body.port, &body.port_name)?;
    let found = Presented {
        quantities: quantities(&body.blocks)?,
        port,
        port_name,
        transport_document: Some(body.transport_document.trim().to_owned()).filter(|t| !t.is_empty()),
        source: FigureSource::CustomsSystem,
    };
    let id = find(&call).await?.columns.id;
    json(&PermitView::after(&endorse::endorse(&call.app.office, &call.who()?, id, found).await?, call.seat()?))
}

/// Holds a consignment.
pub async fn hold(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    let id = find(&call).await?.columns.id;
    json(&PermitView::after(&endorse::hold(&call.app.office, &call.who()?, id, body.reason).await?, call.seat()?))
}

/// Lets it go.
pub async fn release(call: Arc<Call>) -> Answer {
    let body: Reason = call.json()?;
    let id = find(&call).await?.columns.id;
    json(&PermitView::after(&endorse::release(&call.app.office, &call.who()?, id, body.reason).await?, call.seat()?))
}

/// The answer of the public check.
#[derive(Debug, Serialize, ToSchema)]
pub struct Verification {
    /// `valid`, `expired`, `cancelled`, `replaced`, `used-up`, `not-completed`, `not-genuine` or `not-known`.
    pub status: String,
    /// When this was said.
    pub checked_at: String,
    /// Was a QR code given, and does its signature hold?
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<bool>,
    /// Was a security stamp asked for: `this`, `other`, `not-in-use` or `unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stamp: Option<&'static str>,
    /// What may be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permit: Option<PublicView>,
}

/// A permit as everybody may see it who holds it; no person's name.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicView {
    /// Number.
    pub number: String,
    /// Kind of document.
    pub document_type: String,
    /// Issuing Party.
    pub issuer: String,
    /// Country of export.
    pub exporter_country: String,
    /// Country of import.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub importer_country: Option<String>,
    /// First day.
    pub valid_from: String,
    /// Last day, included.
    pub valid_until: String,
    /// When it left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_at: Option<String>,
    /// Where it left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<String>,
    /// Number of the permit that replaced it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
    /// Blocks.
    pub blocks: Vec<PublicBlock>,
}

/// A block as everybody may see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicBlock {
    /// Letter.
    pub block: String,
    /// Scientific name.
    pub taxon: String,
    /// Term code.
    pub term: String,
    /// Unit code.
    pub unit: String,
    /// What may leave.
    pub permitted: String,
    /// What left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<String>,
    /// What may still leave.
    pub remaining: String,
    /// Crossings of a document that is used more than once, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub crossings: Vec<CrossingView>,
}

/// A crossing of a block.
#[derive(Debug, Serialize, ToSchema)]
pub struct CrossingView {
    /// When.
    pub at: String,
    /// `export` or `import`, seen from the issuing country.
    pub direction: String,
    /// Port or office.
    pub port: String,
    /// How much.
    pub quantity: String,
}

impl From<&PublicPermit> for PublicView {
    fn from(p: &PublicPermit) -> PublicView {
        PublicView {
            number: p.number.to_string(),
            document_type: p.kind.code().to_owned(),
            issuer: p.party.to_string(),
            exporter_country: p.exporter.to_string(),
            importer_country: p.importer.map(|c| c.to_string()),
            valid_from: p.valid_from.to_string(),
            valid_until: p.valid_until.to_string(),
            left_at: p.endorsed_at.map(|t| t.to_string()),
            port: p.port.clone(),
            replaced_by: p.replaced_by.as_ref().map(ToString::to_string),
            blocks: p
                .lines
                .iter()
                .map(|l| PublicBlock {
                    block: l.block.clone(),
                    taxon: l.taxon.clone(),
                    term: l.term.clone(),
                    unit: l.unit.clone(),
                    permitted: l.permitted().to_string(),
                    left: l.endorsed().map(|a| a.to_string()),
                    remaining: if p.endorsed_at.is_some() && p.status != cites::PermitStatus::PartlyUsed {
                        "0".to_owned()
                    } else {
                        l.remaining().to_string()
                    },
                    crossings: l
                        .crossings
                        .iter()
                        .map(|c| CrossingView {
                            at: c.at.to_string(),
                            direction: if c.out { "export".into() } else { "import".into() },
                            port: c.port.clone(),
                            quantity: c.quantity().to_string(),
                        })
                        .collect(),
                })
                .collect(),
        }
    }
}

/// What was asked at the public check.
pub struct Asked {
    /// Number.
    pub number: String,
    /// Security code.
    pub code: String,
    /// What the signature said, where a QR code was given.
    pub signature: Option<Result<(), qr::Forgery>>,
}

/// Reads a question: number and code, a QR code's text, or the address that a phone's camera shows.
pub fn asked(number: &str, code: &str, keys: &KeyList, today: cites::Date) -> Asked {
    let text = [code, number].into_iter().map(str::trim).find(|t| t.starts_with(qr::PREFIX));
    if let Some(text) = text {
        let signature = match qr::verify(text, keys, today) {
            qr::Verdict::Genuine(_) => Ok(()),
            qr::Verdict::NotGenuine(why) => Err(why),
        };
        return match qr::decode(text) {
            Ok(payload) => Asked {
                number: payload.number.to_string(),
                code: payload.token.as_str().to_owned(),
                signature: Some(signature),
            },
            Err(why) => Asked { number: String::new(), code: String::new(), signature: Some(Err(why)) },
        };
    }
    // The address behind the second symbol: https://…/V/NUMBER/CODE.
    let address = [code, number].into_iter().map(str::trim).find(|t| t.contains("://"));
    if let Some(address) = address {
        let mut parts = address.rsplit('/');
        let (code, number) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        return Asked { number: percent_decoded(number), code: code.to_owned(), signature: None };
    }
    Asked { number: number.trim().to_owned(), code: code.trim().to_owned(), signature: None }
}

fn percent_decoded(text: &str) -> String {
    crate::shared::shell::decode(text)
}

/// The answer to a question.
pub enum Checked {
    /// Number and code belong together.
    Known {
        /// The one word.
        status: PublicStatus,
        /// What may be shown.
        permit: Box<PublicPermit>,
        /// Is everything that may leave written off?
        used: bool,
    },
    /// The signature of the QR code does not hold.
    NotGenuine,
    /// We know no such permit, or the code is not its code: the same answer.
    NotKnown,
}

/// Checks, and counts misses by address: after ten wrong codes a robot waits.
///
/// # Errors
/// [`Failure::TooMany`], or what the archive says.
pub async fn check(call: &Call, asked: &Asked) -> Result<Checked, Failure> {
    let verdict = verify::verify(&call.app.office, &asked.number, &asked.code).await?;
    if !matches!(verdict, Verdict::Known { .. }) {
        call.app.limits.take(Counted::VerifyMiss, &neighbourhood(call.address)).map_err(Failure::TooMany)?;
    }
    Ok(match (&asked.signature, verdict) {
        // A forged code says nothing of the permit it names.
        (Some(Err(why)), _) if !matches!(why, qr::Forgery::UnknownKey(_)) => Checked::NotGenuine,
        (_, Verdict::Known { status, permit, used, .. }) => Checked::Known { status, permit, used },
        (_, Verdict::NotKnown) => Checked::NotKnown,
    })
}

/// The public check.
pub async fn verify(call: Arc<Call>) -> Answer {
    let now = call.app.office.clock.now();
    let today = crate::shared::enter::day(now);
    let pasted = call.asked("qr").unwrap_or("");
    let code = if pasted.is_empty() { call.asked("code").unwrap_or("") } else { pasted };
    let asked = asked(call.asked("number").unwrap_or(""), code, &call.app.keys, today);
    if asked.number.is_empty() && asked.signature.is_none() {
        return Err(Failure::field(
            "number",
            "permit-number-empty",
            "Give the number and the security code, or the QR code.",
        ));
    }
    let mut stamp = None;
    let (status, permit) = match check(&call, &asked).await? {
        Checked::Known { status, permit, used } => {
            let said = super::verify::stamp(&call, &permit).await?;
            stamp = said.map(|s| super::verify::stamp_key(s).trim_start_matches("stamp-"));
            (word(status, used), Some(PublicView::from(permit.as_ref())))
        }
        Checked::NotGenuine => ("not-genuine", None),
        Checked::NotKnown => {
            let blank = crate::blanks::border::word(&call, &asked.number, &asked.code, false).await?;
            (blank.map_or("not-known", |word| word.key().trim_start_matches("public-")), None)
        }
    };
    json(&Verification {
        status: status.to_owned(),
        checked_at: now.to_string(),
        signature: asked.signature.as_ref().map(Result::is_ok),
        stamp,
        permit,
    })
}

/// The one word: what may leave is written off, then it is used up.
pub fn word(status: PublicStatus, used: bool) -> &'static str {
    match status {
        PublicStatus::Valid if used => "used-up",
        other => match other {
            PublicStatus::Valid => "valid",
            PublicStatus::Expired => "expired",
            PublicStatus::Cancelled => "cancelled",
            PublicStatus::Replaced => "replaced",
            PublicStatus::UsedUp => "used-up",
        },
    }
}

/// The keys whose codes verify here, for checking offline.
pub async fn keys(call: Arc<Call>) -> Answer {
    use axum::response::IntoResponse as _;
    let text = call.app.keys.to_json();
    Ok(([(axum::http::header::CONTENT_TYPE, "application/json")], text).into_response())
}
