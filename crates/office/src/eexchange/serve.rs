//! A partner asks: the four operations of EPIX, answered from what is stored (`spec/exchange.md` sections 6 and 7).

use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{House, Office, Who};
use crate::shared::paper;
use cites::ids::MessageKind;
use cites::{CountryCode, Digest, PermitNumber, Token};
use exchange::epermit::{StatusNote, Version, v1, v2};
use exchange::epix::{
    self, Attachment, Call, Certificate, ConfirmResult, Fault, FaultToken, Operation, PermitKey, Position, Request,
    Response, SoapVersion, State, status,
};
use permits::permit::{Confirmation, ConfirmationFacts, ConfirmedLine, Finality, PermitState};
use permits::{ActError, Actor, LineProblem, Permit};
use std::sync::Arc;
use store::{Direction, DocumentKind, MessageResult, MessageRow, PartnerRow};

/// What the handshake proved about the caller. Never made from anything in the request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// SHA-256 of the public key (SPKI) of the client certificate; `None`: the caller showed no certificate.
    pub key: Option<Digest>,
    /// Country in the certificate's subject.
    pub country: Option<CountryCode>,
}

/// The bytes to send back.
#[derive(Debug, Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Content type.
    pub content_type: &'static str,
    /// Envelope.
    pub body: Vec<u8>,
}

/// Reads a request, answers it, logs both. Never fails: every problem is a fault.
///
/// `action`: the SOAPAction header; `version`: of the address that was called, for faults before the body is read.
pub async fn serve(office: &Office, caller: &Caller, action: Option<&str>, body: &[u8]) -> Reply {
    let began = office.clock.now();
    let id = office.id::<MessageKind>(began);
    let (soap, decoded) = match epix::decode(body, action) {
        Ok(call) => (call.soap, Ok(call)),
        Err((soap, fault)) => (soap, Err(fault)),
    };
    let mut known = None;
    let answered = match &decoded {
        Err(fault) => Err(fault.clone()),
        Ok(call) => match admit(office, caller, call).await {
            Err(fault) => Err(fault),
            Ok((house, partner)) => {
                let answer = answer(office, &house, &partner, call).await;
                known = Some((house, partner));
                answer
            }
        },
    };
    let reply = match &answered {
        Ok(response) => {
            let version = decoded.as_ref().map_or(Version::V2, |c| c.version);
            Reply { status: 200, content_type: soap.content_type(), body: epix::encode(version, soap, response) }
        }
        Err(fault) => fault_reply(soap, &fault.clone().with_correlation(id.to_string())),
    };
    if let (Some((house, partner)), Ok(call)) = (known, &decoded) {
        let row = MessageRow {
            id,
            direction: Direction::In,
            partner: partner.country,
            operation: call.request.operation().name().to_owned(),
            number: call.request.key().map(|k| k.number.clone()),
            result: if answered.is_ok() { MessageResult::Ok } else { MessageResult::Fault },
            reason: answered.as_ref().err().map(|f| f.token.as_str().to_owned()),
            request_digest: Digest::of("", body),
            at: began,
            took_ms: Some(office.clock.now().as_millisecond() - began.as_millisecond()),
        };
        // The answer of a question that changed nothing can be made again; what changed something is kept whole.
        let kept = matches!(call.request, Request::ConfirmQuantities(..)).then_some(reply.body.as_slice());
        let scope = Who::system(house).scope(began);
        let logged = store::chore!(&office.store, &scope, "log-message", |chore| {
            chore.message_insert(&row, None, kept).await
        });
        if let Err(cause) = logged {
            tracing::error!(%cause, message = %id, "an answered message could not be logged");
        }
    }
    reply
}

/// A fault as bytes, HTTP 500.
pub fn fault_reply(soap: SoapVersion, fault: &Fault) -> Reply {
    Reply { status: Fault::HTTP_STATUS, content_type: soap.content_type(), body: epix::encode_fault(soap, fault) }
}

/// Who calls whom, and may they? Identity is the registered key, never a text of the request.
async fn admit(office: &Office, caller: &Caller, call: &Call) -> Result<(Arc<House>, PartnerRow), Fault> {
    let Some(key) = &caller.key else {
        return Err(Fault::new(FaultToken::CertificateMissing, "Show your client certificate."));
    };
    let house = match call.request.country() {
        Some(country) => office.house_of(country).cloned(),
        // An endpoint that serves one Party needs no country.
        None => {
            let mut all = office.houses();
            let first = all.next().cloned();
            if all.next().is_some() && !matches!(call.request, Request::ServiceState(_)) { None } else { first }
        }
    };
    let house = house.ok_or_else(|| {
        Fault::new(FaultToken::CalleeNotFound, "Give the country code of a Party that is served at this address.")
    })?;
    let scope = Who::system(house.clone()).scope(office.clock.now());
    let found = async { office.store.read(&scope).await?.partner_by_key(key).await };
    let partner = found.await.map_err(|e| broken(&e))?.filter(|p| p.active);
    let partner = partner.filter(|p| caller.country.is_none_or(|c| c == p.country)).ok_or_else(|| {
        Fault::new(FaultToken::CallerNotFound, "This certificate is not registered for a partner of this Party.")
    })?;
    let may = match call.request.operation() {
        Operation::GetNonFinalCitesCertificate => partner.may_get_non_final,
        Operation::GetFinalCitesCertificate => partner.may_get_final,
        Operation::ConfirmQuantities => partner.may_confirm,
        Operation::ServiceState => true,
    };
    if may {
        Ok((house, partner))
    } else {
        Err(Fault::new(
            FaultToken::AdapterNotAvailable,
            "This operation is not open to your country; ask the authority.",
        ))
    }
}

fn broken(cause: &impl std::fmt::Display) -> Fault {
    tracing::error!(%cause, "an exchange call failed on our side");
    Fault::new(FaultToken::ServiceUnavailable, "The service cannot answer now; try again later.")
}

async fn answer(office: &Office, house: &Arc<House>, partner: &PartnerRow, call: &Call) -> Result<Response, Fault> {
    match &call.request {
        Request::ServiceState(_) => Ok(Response::ServiceState(State::Available)),
        Request::GetNonFinal(key) => {
            let certificate = certificate(office, house, partner, key, call.version, false).await?;
            Ok(Response::NonFinal(certificate))
        }
        Request::GetFinal(key) => {
            Ok(Response::Final(certificate(office, house, partner, key, call.version, true).await?))
        }
        Request::ConfirmQuantities(key, positions) => {
            confirm(office, house, partner, key, positions).await.map(Response::ConfirmQuantities)
        }
    }
}

/// The same answer for a number that does not exist, a wrong code, and a permit for another country.
fn not_found() -> Fault {
    Fault::new(FaultToken::CertificateNotFound, "There is no certificate with this number and code.")
}

/// Is this the permit's code? Compared in constant time, on hashes.
fn code_fits(stored: &paper::Stored, key: &PermitKey) -> bool {
    let Some(token) = key.token.as_ref().and_then(|t| Token::parse(t.as_str()).ok()) else { return false };
    let asked = store::token_hash(&token);
    subtle::ConstantTimeEq::ct_eq(&asked.0[..], &stored.columns.token_hash.0[..]).into()
}

/// Is the permit meant for this partner's eyes: the country of import, our own customs by the same door, or, of an import
/// permit, the country of export, which may not issue before it has seen it (Article III, paragraph 2 (d))?
fn addressed(stored: &paper::Stored, partner: &PartnerRow, house: &House) -> bool {
    let document = stored.value.signed_document();
    partner.country == house.party()
        || stored.columns.importer == Some(partner.country)
        || document.kind == cites::DocumentType::Import && document.exporter.address.country == partner.country
}

async fn certificate(
    office: &Office,
    house: &Arc<House>,
    partner: &PartnerRow,
    key: &PermitKey,
    version: Version,
    final_only: bool,
) -> Result<Certificate, Fault> {
    let who = Who::new(house.clone(), Actor::Partner { country: partner.country });
    let looked_up = async {
        let mut read = office.store.read(&who.scope(office.clock.now())).await?;
        let Some(stored) = read.permit_by_number::<Permit>(&key.number).await? else { return Ok(None) };
        let id = stored.value.id();
        // The final message has a seal of its own, once customs endorsed; before that there is the one of the issue.
        let signed = match read.issued_document(id, DocumentKind::XmlFinal).await? {
            Some(sealed) => Some(sealed),
            None => read.issued_document(id, DocumentKind::Xml).await?,
        };
        Ok::<_, store::Error>(Some((stored, signed)))
    };
    let (stored, signed) = looked_up.await.map_err(|e| broken(&e))?.ok_or_else(not_found)?;
    if !code_fits(&stored, key) || !addressed(&stored, partner, house) {
        return Err(not_found());
    }
    let permit = &stored.value;
    let finality = permit.finality();
    if final_only && finality == Finality::NonFinal {
        return Err(Fault::new(
            FaultToken::CertificateNotFinal,
            "Customs have not endorsed this certificate yet; ask again after export.",
        ));
    }
    let note = (finality == Finality::Withdrawn).then(|| note(permit, stored.columns.changed_at));
    let document = permit.document();
    let embedded = match version {
        Version::V1 => v1::embed(&document, note.as_ref()),
        Version::V2 => v2::embed(&document, note.as_ref()),
    };
    let mut attachments = Vec::new();
    if let Some(bytes) = signed {
        attachments.push(Attachment { name: signed_name(permit.number()), content: bytes });
    }
    if let Some(note) = &note {
        attachments.push(status::attachment(permit.number(), note));
    }
    Ok(Certificate { permit: embedded, attachments, composite: false })
}

/// Name of the signed copy: the number, with what file systems do not take replaced.
pub fn signed_name(number: &PermitNumber) -> String {
    let safe: String =
        number.as_str().chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    format!("{safe}.signed.xml")
}

/// What became of a withdrawn permit, for the importer.
fn note(permit: &Permit, changed_at: cites::Timestamp) -> StatusNote {
    let reason = match permit.state() {
        PermitState::Cancelled { cancellation: r } | PermitState::Revoked { revocation: r } => Some(r.reason.clone()),
        _ => None,
    };
    StatusNote { status: permit.status(), since: day(changed_at), reason, replaced_by: paper::replacement(permit) }
}

async fn confirm(
    office: &Office,
    house: &Arc<House>,
    partner: &PartnerRow,
    key: &PermitKey,
    positions: &[Position],
) -> Result<ConfirmResult, Fault> {
    let now = office.clock.now();
    let who = Who::new(house.clone(), Actor::Partner { country: partner.country });
    let facts = ConfirmationFacts {
        lines: positions
            .iter()
            .map(|p| ConfirmedLine { block: p.block.clone(), quantity: p.quantity, unit: None })
            .collect(),
        accept_importer_as_final: true,
    };
    let done = store::act!(&office.store, &who.scope(now), "confirm_quantities", |tx| {
        let before = tx.permit_by_number_for_update::<Permit>(&key.number).await?;
        let before = before.filter(|s| code_fits(s, key)).ok_or(Error::NotFound("permit"))?;
        match before.value.clone().confirm_quantities(facts.clone(), &who.actor, now)? {
            Confirmation::Repeated(permit) => Ok(permit.status()),
            Confirmation::Recorded(permit, event) => {
                let stepped = paper::commit(tx, "confirm_quantities", &before, *permit, *event, None).await?;
                Ok::<_, Error>(stepped.permit.status())
            }
        }
    });
    match done {
        Ok(cites::PermitStatus::Confirmed) => Ok(ConfirmResult::Accepted),
        Ok(_) => Ok(ConfirmResult::Recorded),
        Err(error) => Err(confirm_fault(&error)),
    }
}

/// The fault of a refused confirmation (`spec/exchange.md` section 7, rules 3 and 4).
fn confirm_fault(error: &Error) -> Fault {
    let token = match error {
        Error::NotFound(_) => return not_found(),
        Error::NotPermitted => FaultToken::AdapterNotAvailable,
        Error::Act(ActError::Line { problem, .. }) => match problem {
            LineProblem::UnknownPosition | LineProblem::Void => FaultToken::UnknownPosition,
            LineProblem::DuplicatePosition => FaultToken::DuplicatePosition,
            LineProblem::QuantityExceedsPermit { .. } => FaultToken::QuantityExceedsPermit,
            LineProblem::UnitMismatch { .. } => FaultToken::UnitMismatch,
            LineProblem::AlreadyConfirmed { .. } => FaultToken::AlreadyConfirmed,
            LineProblem::MissingPosition | LineProblem::NotWhole => FaultToken::InvalidRequest,
        },
        Error::Act(ActError::NotInPermitState { .. }) => FaultToken::AlreadyConfirmed,
        Error::Act(_) => FaultToken::InvalidRequest,
        other => return broken(other),
    };
    Fault::new(token, error.to_string())
}
