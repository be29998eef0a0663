//! The permit as paper and as code: rendered when asked, from what was signed.

use crate::shared::app::App;
use crate::shared::failure::Failure;
use cites::ids::PermitId;
use cites::{Lang, PermitNumber, PermitStatus, Token};
use document::pdf::{Crossing, Mark, Notice, Options};
use document::qr;
use office::registers::numbered;
use office::{House, Who};
use permits::Permit;
use std::sync::Arc;
use store::DocumentKind;

/// The artefacts of an issued permit.
pub struct Artefacts {
    /// The signed XML as it left the key.
    pub signed: Vec<u8>,
    /// Text of the QR code.
    pub qr: String,
    /// Security code.
    pub token: Token,
    /// The extension for timber in customs bond.
    pub extension: Option<store::ExtensionRow>,
}

/// Reads what was signed.
///
/// # Errors
/// [`Failure::NotFound`] when the permit was not signed here.
pub async fn artefacts(app: &App, who: &Who, id: PermitId) -> Result<Artefacts, Failure> {
    let mut read = app.office.store.read(&who.scope(app.office.clock.now())).await?;
    let signed = read.issued_document(id, DocumentKind::Xml).await?.ok_or(Failure::NotFound)?;
    let (qr, token) = code(&mut read, id).await?;
    let number = qr::decode(&qr).map_err(|e| Failure::Internal(e.to_string()))?.number;
    let extension = read.timber_extension(who.house.party(), &number).await?;
    Ok(Artefacts { signed, qr, token, extension })
}

/// The QR code of a permit and the security code in it: one look.
///
/// # Errors
/// [`Failure::NotFound`] where none was made, or what the archive says.
pub async fn code(read: &mut store::Read, id: PermitId) -> Result<(String, Token), Failure> {
    let qr = read.issued_document(id, DocumentKind::Qr).await?.ok_or(Failure::NotFound)?;
    let qr = String::from_utf8(qr).map_err(|e| Failure::Internal(e.to_string()))?;
    let token = qr::decode(&qr).map_err(|e| Failure::Internal(e.to_string()))?.token;
    Ok((qr, token))
}

/// Address of the public page of a permit.
pub fn verify_url(app: &App, number: &PermitNumber, token: &Token) -> String {
    format!("{}/v/{}/{}", app.facts.public_url, pages::links::encode(number.as_str()), token.as_str())
}

/// Marks across the page, by what the permit is now.
fn marks(house: &House, permit: &Permit, copy: bool) -> Vec<Mark> {
    let mut marks = Vec::new();
    if house.tenant.demo {
        marks.push(Mark::Demo);
    }
    match permit.state() {
        permits::PermitState::Replaced { replacement, .. } => marks.push(Mark::ReplacedBy(replacement.number.clone())),
        _ if matches!(
            permit.status(),
            PermitStatus::Cancelled
                | PermitStatus::Revoked
                | PermitStatus::Void
                | PermitStatus::ReturnedUnused
                | PermitStatus::Lost
                | PermitStatus::Stolen
                | PermitStatus::Destroyed
                | PermitStatus::Seized
        ) =>
        {
            marks.push(Mark::Void);
        }
        _ => {}
    }
    if copy {
        marks.push(Mark::Copy);
    }
    marks
}

/// Prints a permit; away from the threads that answer.
///
/// # Errors
/// `print-missing-letters` where no typeface has a letter.
pub async fn pdf(
    app: &Arc<App>,
    house: &Arc<House>,
    permit: &Permit,
    paper: Artefacts,
    copy: bool,
) -> Result<Vec<u8>, Failure> {
    let mut printed = permit.document();
    printed.copy = copy;
    // A stamp that was put on after signing is no part of what is signed; the paper names it.
    if printed.security_stamp.is_none() {
        printed.security_stamp = numbered::printed_stamp(&app.office, house, permit).await?;
    }
    if let Some(e) = &paper.extension {
        printed.special_conditions.push(extended(e, printed.language));
    }
    // A replacement says so among its conditions already.
    let said = |number: &PermitNumber| printed.special_conditions.iter().any(|c| c.contains(number.as_str()));
    let notices = permit.replaces().filter(|old| !said(&old.number)).map(|old| Notice::Replaces {
        number: old.number.clone(),
        date: old.issued_on,
        reason: String::new(),
    });
    let host = app.facts.public_url.split_once("://").map_or(app.facts.public_url.as_str(), |(_, rest)| rest);
    let options = Options {
        captions: captions(app, house),
        link: Some(qr::link(&app.facts.public_url, permit.number(), &paper.token)),
        qr: Some(paper.qr),
        address: Some(format!("{host}/verify")),
        token: Some(paper.token),
        marks: marks(house, permit, copy),
        notices: notices.into_iter().collect(),
        attachment: Some(paper.signed),
        crossings: crossings(permit),
        ..Options::default()
    };
    render(app, printed, options).await
}

/// Prints a blank as it was sealed.
///
/// # Errors
/// `print-missing-letters` where no typeface has a letter.
pub async fn blank_pdf(
    app: &Arc<App>,
    house: &Arc<House>,
    blank: office::blanks::keep::Paper,
) -> Result<Vec<u8>, Failure> {
    let host = app.facts.public_url.split_once("://").map_or(app.facts.public_url.as_str(), |(_, rest)| rest);
    let options = Options {
        captions: captions(app, house),
        link: Some(qr::link(&app.facts.public_url, &blank.document.number, &blank.token)),
        qr: Some(blank.qr),
        address: Some(format!("{host}/verify")),
        token: Some(blank.token),
        marks: if house.tenant.demo { vec![Mark::Demo] } else { Vec::new() },
        attachment: Some(blank.sealed),
        ..Options::default()
    };
    render(app, blank.document, options).await
}

/// Box 5 of a document that was extended: who did it, until when (`spec/permits.md` 2.1). It is not under the seal.
fn extended(e: &store::ExtensionRow, lang: Lang) -> String {
    let (until, by, since) = (e.until, e.by, e.arrived_on);
    match lang {
        Lang::Fr => format!(
            "PROLONGÉ jusqu'au {until} par {by} : bois sous douane depuis le {since}. Ajouté après la signature, hors du sceau."
        ),
        Lang::Es => format!(
            "PRORROGADO hasta el {until} por {by}: madera bajo control aduanero desde el {since}. Añadido después de la firma, fuera del sello."
        ),
        _ => format!(
            "EXTENDED until {until} by {by}: timber in customs bond since {since}. Added after signing, not under the seal."
        ),
    }
}

/// What stands on the continuation sheet so far.
fn crossings(permit: &Permit) -> Vec<Crossing> {
    let rows = permit.movements().iter().map(|m| Crossing {
        on: office::shared::facts::day(m.at),
        out: m.direction == permits::permit::state::Direction::Export,
        office: format!("{} ({})", m.port_name, m.port),
        officer: m.officer.clone(),
        quantities: m.quantities.clone(),
    });
    rows.collect()
}

/// Prints what would be signed, marked as a draft.
///
/// # Errors
/// `print-missing-letters` where no typeface has a letter.
pub async fn draft_pdf(
    app: &Arc<App>,
    house: &Arc<House>,
    document: cites::PermitDocument,
) -> Result<Vec<u8>, Failure> {
    let mut marks = vec![Mark::Void];
    if house.tenant.demo {
        marks.insert(0, Mark::Demo);
    }
    render(app, document, Options { captions: captions(app, house), marks, ..Options::default() }).await
}

/// Languages of the captions: the house's own among the Convention's three, else all three.
fn captions(app: &App, house: &House) -> Vec<Lang> {
    let own: Vec<Lang> = app.office.settings(house).languages.iter().copied().take(3).collect();
    if own.is_empty() { vec![Lang::En, Lang::Fr, Lang::Es] } else { own }
}

async fn render(app: &Arc<App>, document: cites::PermitDocument, options: Options) -> Result<Vec<u8>, Failure> {
    let fonts = app.fonts.clone();
    let drawn = tokio::task::spawn_blocking(move || document::pdf::render(&document, &options, &fonts))
        .await
        .map_err(|e| Failure::Internal(e.to_string()))?;
    drawn.map_err(|e| Failure::field("", e.code(), e.to_string()))
}

/// The QR code as a picture: dark modules on light, with its quiet zone.
pub fn svg(text: &str) -> Option<String> {
    let symbol = qr::Symbol::new(text)?;
    let side = symbol.size() + 2 * qr::Symbol::QUIET;
    let mut path = String::new();
    for row in 0..symbol.size() {
        for column in 0..symbol.size() {
            if symbol.dark(row, column) {
                let (x, y) = (column + qr::Symbol::QUIET, row + qr::Symbol::QUIET);
                path.push_str(&format!("M{x} {y}h1v1h-1z"));
            }
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}
