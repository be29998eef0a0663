//! What stands against people and documents: written down by the act that brings it up, read by those who pursue
//! offences, and asked by the risk score when one of the same people applies again (K07).

use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::{ForeignPermitId, SuspicionId};
use cites::{CountryCode, Digest, PermitNumber, Role};
use permits::application::ApplicantSide;
use permits::permit::{Permit, PermitEvent};
use permits::risk::{Earlier, PartyPart};
use permits::{Application, PermitActCode};
use store::{Cursor, NewSuspicion, Page, Read, SuspicionRow, Tx, name_key};

/// Who reads the list.
pub const READERS: &[Role] = &[Role::Enforcement, Role::MaSupervisor];

/// Kinds of what may stand against somebody, in the order of a list.
pub const KINDS: &[&str] = &["FRAUD", "SEIZED", "REVOKED", "DIFFERS", "UNKNOWN", "TAMPERED", "AUDIT"];

/// Rows of one page.
pub const ROWS: i64 = 50;

type Party = (String, &'static str, String);

/// Everybody who has a part in something: names of exporter and importer, company and account, agent.
fn parties(side: &ApplicantSide, exporter: Option<&str>, importer: Option<&str>) -> Vec<Party> {
    let named = |part: PartyPart, name: &str| (name_key(name), part.code(), name.trim().to_owned());
    let mut all = Vec::new();
    all.extend(exporter.filter(|n| !n.trim().is_empty()).map(|n| named(PartyPart::Exporter, n)));
    all.extend(importer.filter(|n| !n.trim().is_empty()).map(|n| named(PartyPart::Importer, n)));
    // The account behind it is known by its id: whoever changes a name stays the same.
    match (side.organisation, side.applicant) {
        (Some(company), _) => all.push((format!("o:{company}"), PartyPart::Applicant.code(), String::new())),
        (None, Some(person)) => all.push((format!("p:{person}"), PartyPart::Applicant.code(), String::new())),
        (None, None) => {}
    }
    all.extend(side.agent.map(|agent| (format!("p:{agent}"), PartyPart::Agent.code(), String::new())));
    all
}

fn id_of(once: &str) -> SuspicionId {
    let digest = Digest::of("manis-suspicion", once.as_bytes()).0;
    let mut bytes = [0_u8; 16];
    for (slot, byte) in bytes.iter_mut().zip(digest) {
        *slot = byte;
    }
    SuspicionId::from_bytes(bytes)
}

/// Writes it down; the same thing once.
pub(crate) async fn put(tx: &mut Tx, once: String, mut new: NewSuspicion) -> Result<(), Error> {
    new.id = id_of(&once);
    new.once = once;
    Ok(tx.suspicion_put(&new).await?)
}

/// One of a kind, before it is known who had a part in it.
fn about(kind: &'static str, object_kind: &'static str, object_id: String, label: String) -> NewSuspicion {
    let (id, once) = (id_of(""), String::new());
    NewSuspicion { id, once, kind, object_kind, object_id, label, note: String::new(), parties: Vec::new() }
}

/// An inspection suspects fraud.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_fraud(
    tx: &mut Tx,
    reference: &str,
    case: &Application,
    note: &str,
    at: i64,
) -> Result<(), Error> {
    let (exporter, importer) = match case.draft() {
        Some(draft) => (Some(draft.exporter.name.as_str()), draft.importer.as_ref().map(|p| p.name.as_str())),
        None => (None, None),
    };
    let new = NewSuspicion {
        note: note.to_owned(),
        parties: parties(case.side(), exporter, importer),
        ..about("FRAUD", "application", case.id().to_string(), reference.to_owned())
    };
    put(tx, format!("FRAUD/{}/{at}", case.id()), new).await
}

/// What happened to a permit of ours, where it stands against its people: seized, revoked, or another quantity.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_permit(
    tx: &mut Tx,
    permit: &Permit,
    happened: &PermitEvent,
    differs: bool,
) -> Result<(), Error> {
    let kind = match happened.act {
        PermitActCode::Seize => "SEIZED",
        PermitActCode::Revoke => "REVOKED",
        // Less than permitted may leave; another quantity than left must not arrive.
        PermitActCode::ConfirmQuantities if differs => "DIFFERS",
        _ => return Ok(()),
    };
    of_permit_as(tx, permit, kind, happened.note.clone().unwrap_or_default()).await
}

/// Writes down something about a permit of ours.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_permit_as(tx: &mut Tx, permit: &Permit, kind: &'static str, note: String) -> Result<(), Error> {
    let document = permit.signed_document();
    let importer = document.importer.as_ref().map(|p| p.name.as_str());
    let new = NewSuspicion {
        note,
        parties: parties(permit.holder(), Some(&document.exporter.name), importer),
        ..about(kind, "permit", permit.id().to_string(), permit.number().to_string())
    };
    put(tx, format!("{kind}/{}", permit.id()), new).await
}

/// Another quantity arrived here than left under a document from abroad.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_arrival(
    tx: &mut Tx,
    row: &store::ForeignRow,
    document: &cites::PermitDocument,
) -> Result<(), Error> {
    let importer = document.importer.as_ref().map(|p| p.name.as_str());
    let nobody = ApplicantSide { applicant: None, organisation: None, agent: None };
    let new = NewSuspicion {
        parties: parties(&nobody, Some(&document.exporter.name), importer),
        ..about("DIFFERS", "foreign", row.id.to_string(), format!("{} {}", row.issuer, row.number))
    };
    put(tx, format!("DIFFERS/{}", row.id), new).await
}

/// A document from abroad that its issuer does not know, or that does not say what was signed.
///
/// # Errors
/// What the archive says.
pub(crate) async fn of_document(
    tx: &mut Tx,
    kind: &'static str,
    id: Option<ForeignPermitId>,
    (issuer, number): (CountryCode, &PermitNumber),
    names: (Option<&str>, Option<&str>),
) -> Result<(), Error> {
    let nobody = ApplicantSide { applicant: None, organisation: None, agent: None };
    let new = NewSuspicion {
        parties: parties(&nobody, names.0, names.1),
        ..about(kind, "foreign", id.map(|id| id.to_string()).unwrap_or_default(), format!("{issuer} {number}"))
    };
    put(tx, format!("{kind}/{issuer}/{number}"), new).await
}

/// What stands against everybody who has a part in a case, by the part that they have in it.
///
/// # Errors
/// What the archive says.
pub(crate) async fn earlier(
    read: &mut Read,
    side: &ApplicantSide,
    exporter: Option<&str>,
    importer: Option<&str>,
) -> Result<Vec<Earlier>, Error> {
    let all = parties(side, exporter, importer);
    let keys: Vec<String> = all.iter().map(|(key, _, _)| key.clone()).collect();
    let mut found: Vec<Earlier> = Vec::new();
    for (key, what, times) in read.earlier_of(&keys).await? {
        // A company that exports in its own name is said once, as the exporter that the paper names.
        let part = all.iter().find(|(k, _, _)| *k == key).and_then(|(_, part, _)| PartyPart::from_code(part));
        let Some(part) = part else { continue };
        let times = u32::try_from(times).unwrap_or(u32::MAX);
        let own = |p: PartyPart| matches!(p, PartyPart::Applicant | PartyPart::Exporter);
        match found.iter_mut().find(|e| e.what == what && (e.part == part || (own(e.part) && own(part)))) {
            Some(known) => known.times = known.times.max(times),
            None => found.push(Earlier { part, what, times }),
        }
    }
    found.sort_by(|a, b| (a.part, &a.what).cmp(&(b.part, &b.what)));
    Ok(found)
}

/// What came up, the newest first; of one kind, or of all where it is blank.
///
/// # Errors
/// `suspicion-kind`, [`Error::NotPermitted`], or what the archive says.
pub async fn list(office: &Office, who: &Who, kind: &str, after: Cursor) -> Result<Page<SuspicionRow>, Error> {
    who.must_be(READERS)?;
    if !kind.is_empty() && !KINDS.contains(&kind) {
        return Err(Error::value("kind", "suspicion-kind", "Choose a kind from the list."));
    }
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.suspicions(kind, after, ROWS).await?)
}
