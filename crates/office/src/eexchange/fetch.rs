//! We ask a partner for a permit: fetch, read, verify the seal, compare, examine, keep.

use crate::econtrol::arrival_permit;
use crate::epermit::suspicion;
use crate::shared::error::Error;
use crate::shared::faces::Destination;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::document::{Block, PermitDocument};
use cites::ids::{ForeignPermitId, ForeignPermitKind, MessageKind};
use cites::{Amount, CountryCode, Date, Digest, DocumentType, PermitNumber, Timestamp, Token};
use exchange::epermit::view::View;
use exchange::epermit::{self, Difference, Version, Warning};
use exchange::epix::{self, Answer, Certificate, PermitKey, Request, Response, TokenId, status};
use exchange::xades;
use permits::DeskAct;
use rules::acceptance::{self, Presented, SealState};
use rules::{DocumentFact, RulePack, Trace};
use serde::{Deserialize, Serialize};
use store::{AuditEntry, Direction, ForeignLineRow, ForeignRow, ForeignStatus, MessageResult, MessageRow, PartnerRow};

/// What we know of a foreign permit; kept as JSON beside the bytes as they came.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Foreign {
    /// What it says, as far as it could be read into our types.
    pub permit: Option<PermitDocument>,
    /// What it says, box by box, as text.
    pub view: View,
    /// The reader's findings.
    pub warnings: Vec<Warning>,
    /// What became of the seal.
    pub seal: Seal,
    /// Differences between the signed copy and the message: tampering, unless only box 14 and 15.
    pub differences: Vec<Difference>,
    /// The state line of the issuer, when it withdrew the permit.
    pub withdrawn: Option<String>,
    /// What the rules of acceptance said when it came.
    pub trace: Option<Trace>,
    /// The security code, needed to ask again and to confirm.
    pub token: Option<Token>,
    /// What arrived.
    pub receipt: Option<Receipt>,
}

/// What became of the seal of a foreign permit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "seal", rename_all = "snake_case")]
pub enum Seal {
    /// It verifies with a registered certificate of the issuing Party.
    Verified {
        /// When it says it was signed.
        at: Timestamp,
        /// SHA-256 of the certificate.
        fingerprint: Digest,
    },
    /// There is no signed copy.
    Absent,
    /// There is one and it does not verify; the text says why.
    Broken {
        /// Why.
        reason: String,
    },
}

/// What arrived under a foreign permit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// What was counted, block by block.
    pub quantities: Vec<(Block, Amount)>,
    /// Port of entry, UN/LOCODE where there is one.
    pub port: String,
    /// Its name.
    pub port_name: String,
    /// Who counted.
    pub officer: String,
    /// When.
    pub at: Timestamp,
    /// How the issuer answered our confirmation; `None`: on its way.
    pub confirmed: Option<String>,
    /// Our import permit that was written off with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import_permit: Option<PermitNumber>,
}

/// Settings of a partner that are not columns.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PartnerSettings {
    /// Certificates whose seal we accept, DER in base64.
    pub seal_certificates: Vec<String>,
    /// SHA-256 of the server certificates registered for the partner, hexadecimal.
    pub server_certificates: Vec<Digest>,
    /// A word for the desk: `test`, `pilot`, `live`.
    pub mode: String,
}

impl PartnerSettings {
    /// The settings of a partner's row; unreadable ones are empty, which trusts nobody.
    pub fn of(partner: &PartnerRow) -> PartnerSettings {
        serde_json::from_value(partner.settings.clone()).unwrap_or_default()
    }

    /// The trusted seal certificates, DER.
    pub fn seals(&self) -> Vec<Vec<u8>> {
        use base64::Engine as _;
        let engine = base64::engine::general_purpose::STANDARD;
        self.seal_certificates.iter().filter_map(|text| engine.decode(text).ok()).collect()
    }
}

/// Which permit to fetch.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The issuing Party.
    pub issuer: CountryCode,
    /// Number as printed.
    pub number: PermitNumber,
    /// The security code as printed.
    pub token: Option<Token>,
}

/// A fetched permit, kept.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// Its columns.
    pub row: ForeignRow,
    /// What we know of it.
    pub foreign: Foreign,
}

/// Asks the issuing Party, the final permit first and the non-final one where it is not final yet, and keeps the answer.
///
/// # Errors
/// [`Error::NotPermitted`]; `partner-unknown` without a partner for that country; what the courier or the partner says.
pub async fn fetch(office: &Office, who: &Who, wanted: Wanted) -> Result<Fetched, Error> {
    who.must_be(DeskAct::FetchForeign.roles())?;
    let partner = partner(office, who, wanted.issuer).await?;
    let key = PermitKey {
        number: wanted.number.clone(),
        token: wanted.token.as_ref().map(TokenId::from),
        country: Some(wanted.issuer),
    };
    let (certificate, raw, is_final) = match call(office, who, &partner, Request::GetFinal(key.clone())).await {
        Ok((Response::Final(certificate), raw)) => (certificate, raw, true),
        Err(Error::Fault { text }) if text == "CertificateNotFinal" => {
            match call(office, who, &partner, Request::GetNonFinal(key)).await? {
                (Response::NonFinal(certificate), raw) => (certificate, raw, false),
                _ => return Err(Error::Message { text: "the answer is to another question".into() }),
            }
        }
        Ok(_) => return Err(Error::Message { text: "the answer is to another question".into() }),
        Err(Error::Fault { text }) if text == "CertificateNotFound" => {
            unknown(office, who, &wanted).await?;
            return Err(Error::Fault { text });
        }
        Err(other) => return Err(other),
    };
    let foreign = read(office, who, &partner, &wanted, &certificate).await?;
    keep(office, who, &wanted, &raw, is_final, foreign).await
}

/// The issuing Party does not know the document that somebody named: those who pursue offences see it (class D5).
async fn unknown(office: &Office, who: &Who, wanted: &Wanted) -> Result<(), Error> {
    store::act!(&office.store, &who.scope(office.clock.now()), "document_unknown", |tx| {
        suspicion::of_document(tx, "UNKNOWN", None, (wanted.issuer, &wanted.number), (None, None)).await?;
        let words = serde_json::json!({ "issuer": wanted.issuer, "number": wanted.number });
        tx.audit(AuditEntry::new("document_unknown", "foreign permit", &wanted.number).payload(&words)?);
        Ok::<_, Error>(())
    })
}

/// The active partner of a country.
pub(crate) async fn partner(office: &Office, who: &Who, country: CountryCode) -> Result<PartnerRow, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.partner(country).await?.filter(|p| p.active && p.endpoint.is_some()).ok_or_else(|| {
        Error::value("country", "partner-unknown", "We exchange no permits with this country; ask the administrator.")
    })
}

/// One call to a partner, logged whatever comes of it. Answers the response and its bytes.
pub(crate) async fn call(
    office: &Office,
    who: &Who,
    partner: &PartnerRow,
    request: Request,
) -> Result<(Response, Vec<u8>), Error> {
    let version = if partner.protocol == 1 { Version::V1 } else { Version::V2 };
    let began = office.clock.now();
    let envelope = epix::encode_request(version, &request);
    let to = Destination {
        from: who.house.party(),
        to: partner.country,
        endpoint: partner.endpoint.clone().unwrap_or_default(),
        action: epix::soap_action(request.operation()),
        pinned: PartnerSettings::of(partner).server_certificates.iter().map(|d| d.0).collect(),
    };
    let digest = Digest::of("", &envelope);
    let delivered = office.courier.deliver(&to, envelope).await;
    let (result, outcome) = match delivered {
        Err(cause) => (MessageResult::Failed, Err(Error::Courier(cause))),
        Ok(delivery) => match epix::decode_answer(&delivery.body) {
            Ok(Answer::Response(_, response)) if response.operation() == request.operation() => {
                (MessageResult::Ok, Ok((response, delivery.body)))
            }
            Ok(Answer::Response(..)) => {
                (MessageResult::Failed, Err(Error::Message { text: "the answer is to another operation".into() }))
            }
            Ok(Answer::Fault(fault)) => {
                (MessageResult::Fault, Err(Error::Fault { text: fault.token.as_str().to_owned() }))
            }
            Err(cause) => (MessageResult::Failed, Err(Error::Message { text: cause.to_string() })),
        },
    };
    let row = MessageRow {
        id: office.id::<MessageKind>(began),
        direction: Direction::Out,
        partner: partner.country,
        operation: request.operation().name().to_owned(),
        number: request.key().map(|k| k.number.clone()),
        result,
        reason: outcome.as_ref().err().map(ToString::to_string),
        request_digest: digest,
        at: began,
        took_ms: Some(office.clock.now().as_millisecond() - began.as_millisecond()),
    };
    let kept = outcome.as_ref().ok().map(|(_, body): &(Response, Vec<u8>)| body.as_slice());
    store::chore!(&office.store, &who.scope(began), "log-message", |chore| {
        chore.message_insert(&row, None, kept).await
    })?;
    outcome
}

async fn read(
    office: &Office,
    who: &Who,
    partner: &PartnerRow,
    wanted: &Wanted,
    certificate: &Certificate,
) -> Result<Foreign, Error> {
    let bad = |e: &dyn std::fmt::Display| Error::Message { text: e.to_string() };
    let sent = epermit::read(certificate.permit.as_str().as_bytes()).map_err(|e| bad(&e))?;
    let trusted = PartnerSettings::of(partner).seals();
    let trusted: Vec<&[u8]> = trusted.iter().map(Vec::as_slice).collect();
    let mut signed = None;
    let seal = match certificate.signed_copy() {
        None => Seal::Absent,
        Some(copy) => match xades::verify(&copy.content, &trusted) {
            Err(cause) => Seal::Broken { reason: cause.to_string() },
            Ok(verified) => {
                signed = epermit::read(&verified.permit).ok();
                Seal::Verified { at: verified.signing_time, fingerprint: verified.fingerprint }
            }
        },
    };
    // Any difference is tampering; boxes 14 and 15, filled after the seal, are not compared where it has none.
    let differences: Vec<Difference> =
        signed.as_ref().map(|s| epermit::compare(&s.view, &sent.view)).unwrap_or_default();
    // The signed copy prevails, with box 14 from the message.
    let permit = match (&signed, &sent.permit) {
        (Some(s), Some(m)) => s.permit.clone().map(|mut p| {
            p.endorsement.clone_from(&m.endorsement);
            p.transport_document.clone_from(&m.transport_document);
            p
        }),
        (Some(s), None) => s.permit.clone(),
        (None, m) => m.clone(),
    };
    let told = certificate.attachments.iter().find(|a| a.name == status::NAME);
    let withdrawn = told
        .and_then(|a| status::read(&a.content).ok())
        .map(|(_, note)| note.line(cites::Lang::En))
        .or_else(|| sent.view.status_line.clone());
    if permit.as_ref().is_some_and(|p| p.number != wanted.number || p.issuer() != wanted.issuer) {
        return Err(Error::Message { text: "it is another permit than the one asked for".into() });
    }
    let trace = match &permit {
        None => None,
        // The destination's own import permit lets nothing in here: it is evidence for our export permit.
        Some(p) if p.kind == DocumentType::Import => None,
        Some(p) => {
            let now = office.clock.now();
            let mut archive = office.store.read(&who.scope(now)).await?;
            let own = match arrival_permit::brings_appendix_i(p) {
                true => arrival_permit::choices(&mut archive, who, p).await?,
                false => Vec::new(),
            };
            let ours = arrival_permit::facts(&own, p, who.house.party());
            drop(archive);
            let gone = withdrawn.is_some();
            Some(accept(
                p,
                who.house.party(),
                &seal,
                &differences,
                gone,
                None,
                &ours,
                &office.law(&who.house),
                office,
                day(now),
            ))
        }
    };
    Ok(Foreign {
        permit,
        view: sent.view,
        warnings: sent.warnings,
        seal,
        differences,
        withdrawn,
        trace,
        token: wanted.token.clone(),
        receipt: None,
    })
}

/// Asks the rules of acceptance about a foreign permit as it is presented.
#[expect(
    clippy::too_many_arguments,
    reason = "each is a different fact of the presentation; used twice, here and at receipt"
)]
pub(crate) fn accept(
    permit: &PermitDocument,
    country: CountryCode,
    seal: &Seal,
    differences: &[Difference],
    withdrawn: bool,
    quantities: Option<Vec<Amount>>,
    ours: &[DocumentFact],
    pack: &RulePack,
    office: &Office,
    on: Date,
) -> Trace {
    let presented = Presented {
        document: permit,
        country,
        from_issuer: true,
        seal: match seal {
            Seal::Verified { .. } if differences.is_empty() => SealState::Verified,
            Seal::Verified { .. } | Seal::Broken { .. } => SealState::Broken,
            Seal::Absent => SealState::NotChecked,
        },
        withdrawn,
        used_before: false,
        left_on: permit.endorsement.as_ref().map(|e| day(e.at)),
        quantities,
        ours,
    };
    acceptance::examine(&presented, pack, &office.taxa, on)
}

/// The lines of a foreign permit as rows for lists and reports.
pub(crate) fn lines(foreign: &Foreign) -> Vec<ForeignLineRow> {
    let Some(permit) = &foreign.permit else { return Vec::new() };
    permit
        .lines
        .iter()
        .enumerate()
        .map(|(n, line)| {
            let endorsed = permit
                .endorsement
                .as_ref()
                .and_then(|e| e.quantities.iter().find(|q| q.block == line.block))
                .map(|q| q.actual);
            let received = foreign
                .receipt
                .as_ref()
                .and_then(|r| r.quantities.iter().find(|(b, _)| *b == line.block))
                .map(|(_, a)| *a);
            ForeignLineRow {
                block: line.block.to_string(),
                position: i64::try_from(n).unwrap_or(i64::MAX),
                taxon: line.taxon.to_string(),
                term: line.term.code().to_owned(),
                unit: line.quantity.unit().code().to_owned(),
                appendix: line.appendix.code().to_owned(),
                source: line.source.code().to_owned(),
                purpose: permit.purpose.code().to_owned(),
                origin: line.origin.as_ref().map(|o| o.country),
                permitted: line.quantity.amount(),
                endorsed,
                received,
            }
        })
        .collect()
}

async fn keep(
    office: &Office,
    who: &Who,
    wanted: &Wanted,
    raw: &[u8],
    is_final: bool,
    mut foreign: Foreign,
) -> Result<Fetched, Error> {
    let now = office.clock.now();
    let fingerprint = match &foreign.seal {
        Seal::Verified { fingerprint, .. } => Some(*fingerprint),
        Seal::Absent | Seal::Broken { .. } => None,
    };
    let id: ForeignPermitId = office.id::<ForeignPermitKind>(now);
    let base = ForeignRow {
        id,
        issuer: wanted.issuer,
        number: wanted.number.clone(),
        is_final,
        kind: foreign
            .permit
            .as_ref()
            .map_or_else(|| foreign.view.kind.clone().unwrap_or_default(), |p| p.kind.code().to_owned()),
        status: ForeignStatus::Fetched,
        exporter: foreign.permit.as_ref().map_or(wanted.issuer, |p| p.exporter.address.country),
        importer: foreign.permit.as_ref().and_then(|p| p.country_of_import),
        taxon: foreign.permit.as_ref().and_then(|p| p.lines.first()).map(|l| l.taxon.to_string()).unwrap_or_default(),
        valid_until: foreign.permit.as_ref().map(|p| p.valid_until),
        raw_digest: Digest::of("", raw),
        sender_fingerprint: fingerprint,
        retrieved_at: now,
        received_at: None,
        changed_at: now,
    };
    // An answer received twice, or again after receipt, must not lose what our customs wrote down.
    let mut known = None;
    {
        let mut read = office.store.read(&who.scope(now)).await?;
        if let Some(before) = read.foreign_by_number::<Foreign>(wanted.issuer, &wanted.number).await? {
            foreign.receipt.clone_from(&before.stored.value.receipt);
            known = Some(before.stored.columns.id);
        }
    }
    store::act!(&office.store, &who.scope(now), "fetch_foreign", |tx| {
        let lines = lines(&foreign);
        let before = match known {
            Some(id) => tx.foreign_for_update::<Foreign>(id).await?,
            None => None,
        };
        let row = match &before {
            None => {
                tx.foreign_insert(&base, raw, &lines, &foreign).await?;
                base.clone()
            }
            Some(before) => {
                let old = &before.stored.columns;
                let row = ForeignRow { id: old.id, status: old.status, received_at: old.received_at, ..base.clone() };
                tx.foreign_update(&before.stored, &row, raw, &lines, &foreign).await?;
                row
            }
        };
        if matches!(foreign.seal, Seal::Broken { .. }) || !foreign.differences.is_empty() {
            let people = foreign.permit.as_ref().map(|p| (p.exporter.name.as_str(), p.importer.as_ref()));
            let names = (people.map(|p| p.0), people.and_then(|p| p.1).map(|p| p.name.as_str()));
            suspicion::of_document(tx, "TAMPERED", Some(row.id), (row.issuer, &row.number), names).await?;
        }
        let words = serde_json::json!({ "issuer": row.issuer, "number": row.number, "final": row.is_final });
        tx.audit(AuditEntry::new("fetch_foreign", "foreign permit", row.id).after(row.raw_digest).payload(&words)?);
        Ok::<_, Error>(Fetched { row, foreign: foreign.clone() })
    })
}

/// A foreign permit that we keep.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn get(office: &Office, who: &Who, id: ForeignPermitId) -> Result<(Fetched, Vec<u8>), Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let found = read.foreign::<Foreign>(id).await?.ok_or(Error::NotFound("foreign permit"))?;
    Ok((Fetched { row: found.stored.columns, foreign: found.stored.value }, found.raw))
}
