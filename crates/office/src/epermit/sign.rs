//! Issue. Check → record the intent → read back and lint → sign → record the result → tell others. No shorter path.
//!
//! Of several consignments of one case each takes this path for itself, one after the other: its own number, bytes, seal
//! and permit, two commits each. A stop between two of them leaves whole permits and a case that waits for the rest.

use super::instead::same_holder;
use super::{examine, instead, risk};
use crate::registers::numbered::stamp_on;
use crate::shared::act::{self, Ran};
use crate::shared::case;
use crate::shared::error::Error;
use crate::shared::faces::new_token;
use crate::shared::facts::day;
use crate::shared::office::{House, Office, Who};
use crate::shared::paper;
use crate::shared::quota::{self, Positions};
use crate::shared::quota_year;
use cites::document::Issue;
use cites::ids::{ApplicationId, PermitId};
use cites::{Date, Digest, PermitDocument, Timestamp, Token};
use document::qr;
use exchange::epermit::v2;
use exchange::xades::{self, SignerRole};
use permits::application::{Application, ApplicationAct, ApplicationState, overtaken};
use permits::draft::IssueFacts;
use permits::particulars::Instead;
use permits::permit::{Permit, PermitAct, Replaces};
use permits::signing::{Intent, IntentRecord, Payload, PayloadPurpose, Seal, SigningOrder};
use permits::{Actor, Consignment, FindingResult, conditions, validity};
use rules::Clearance;
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, PoisonError};
use store::{AuditEntry, Decision, Face, LineRow, PermitRow, Serial, Tx};

/// Everything needed to finish an issue after a crash; kept beside the intent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Preparation {
    /// What will stand on the paper.
    pub(crate) document: PermitDocument,
    /// The security code.
    pub(crate) token: Token,
    /// The moment written into the signature.
    pub(crate) signing_time: Timestamp,
    /// The certificate of the key, SHA-256: another key means a new intent.
    pub(crate) certificate: Digest,
    /// The key's name.
    pub(crate) key_id: String,
    /// Who pressed the button.
    pub(crate) signer: Actor,
    /// The permit that this one replaces.
    pub(crate) replaces: Option<Replaces>,
}

/// The two artefacts before their signatures.
pub(crate) struct Unsigned {
    pub(crate) xml: xades::Prepared,
    pub(crate) qr: qr::Prepared,
}

impl Preparation {
    /// Makes both artefacts; the same preparation gives the same bytes.
    pub(crate) fn unsigned(&self, certificate: &[u8]) -> Result<Unsigned, Error> {
        let message = v2::write(&self.document);
        let xml =
            xades::prepare(&message, certificate, self.signing_time, SignerRole::Issue).map_err(Error::internal)?;
        let payload = qr::Payload::of(&self.document, Digest::of("", &message), self.token.clone());
        let qr = qr::prepare(&payload, &self.key_id).map_err(Error::internal)?;
        Ok(Unsigned { xml, qr })
    }

    pub(crate) fn payloads(&self, certificate: &[u8]) -> Result<Vec<Payload>, Error> {
        let unsigned = self.unsigned(certificate)?;
        Ok(vec![
            Payload::new(PayloadPurpose::PermitXml, unsigned.xml.to_sign().to_vec()),
            Payload::new(PayloadPurpose::QrCode, unsigned.qr.to_sign),
        ])
    }
}

/// What a signer looks at before signing: the document as it would be issued now, and the bytes of its message.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The document, with the number still to come.
    pub document: PermitDocument,
    /// The message, exactly as it would be signed but for number, times and code.
    pub message: Vec<u8>,
    /// Digest of the approved content, to which the approval and the clearance are bound.
    pub content: Digest,
    /// For which consignment: the first that has no permit yet.
    pub consignment: Consignment,
}

/// Shows what would be signed. Reads only.
///
/// # Errors
/// [`Error::NotFound`], or the state when there is nothing to sign.
pub async fn preview(office: &Office, who: &Who, id: ApplicationId) -> Result<Preview, Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let stored = case::load(&mut read, who, id).await?;
    let application = stored.value;
    let settings = office.settings(&who.house);
    let number = settings.number_template.number(who.house.party(), day(now).year(), 0, &settings.number_suffix);
    let number = number.map_err(Error::internal)?;
    // Only what was approved is signed; anything else is told so below, whatever its form says.
    let ApplicationState::Approved { .. } = application.state() else {
        return Err(Error::Act(permits::ActError::NotInApplicationState { act: "sign", state: application.status() }));
    };
    let draft = application.draft().ok_or_else(|| Error::internal("an approval without content"))?;
    let consignment = next(&application)?;
    let quotas = quota::positions(&mut read, office, draft, quota::Whose::of(&application), day(now)).await?;
    let stamp = stamp_on(&mut read, id, consignment.nth).await?;
    let document = document(&mut read, office, who, &application, number, now, &quotas, stamp).await?;
    let content = application.draft_digest().ok_or_else(|| Error::internal("an approval without content"))?;
    let message = v2::write(&document);
    Ok(Preview { document, message, content, consignment })
}

/// The consignment that is signed next: the first without a permit.
///
/// # Errors
/// `consignment-signed` when every one has its permit.
pub(crate) fn next(application: &Application) -> Result<Consignment, Error> {
    let signed = application.state().signed().len();
    let each = application.draft().and_then(|d| d.each().nth(signed));
    each.ok_or_else(|| overtaken().into())
}

/// An issued permit.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The case.
    pub case: case::Stepped,
    /// The permit.
    pub permit: Permit,
    /// Its security code, for the holder.
    pub token: Token,
    /// The text of its QR code.
    pub qr: String,
}

/// Signs and issues. Two commits; between them the key is used outside any transaction. When the second commit does not
/// come about (crash, key not reachable) the intent stays, and the next try finishes it under the same number.
///
/// # Errors
/// [`Error::Rules`] when a rule blocks today, a duty, the state, the key, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn sign(office: &Office, who: &Who, id: ApplicationId) -> Result<Issued, Error> {
    sign_consignment(office, who, id, None).await
}

/// As [`sign`], for the consignment that the signer looked at: a button pressed twice does not sign the next one unseen.
/// A repeat under the caller's key gets the permit of the first time, and where a stop came between the two commits,
/// finishes that one and no other.
///
/// # Errors
/// As [`sign`], and `consignment-signed` when this one is not the next.
pub async fn sign_consignment(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    wanted: Option<u16>,
) -> Result<Issued, Error> {
    let (clearance, consignment) = match record_intent(office, who, id, wanted).await? {
        Ran::Now(recorded) => recorded,
        Ran::Before(nth) => {
            let nth = nth.parse().map_err(Error::internal)?;
            if let Some(issued) = issued_before(office, who, id, nth).await? {
                return Ok(issued);
            }
            let who = Who { once: None, ..who.clone() };
            return Box::pin(sign_consignment(office, &who, id, Some(nth))).await;
        }
    };
    finish(office, who, id, clearance, consignment).await
}

/// What was issued for a consignment, as its signature answered then; `None` while it has no permit.
async fn issued_before(office: &Office, who: &Who, id: ApplicationId, nth: u16) -> Result<Option<Issued>, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let stored = case::load(&mut read, who, id).await?;
    let at = usize::from(nth).saturating_sub(1);
    let Some(signed) = stored.value.state().signed().get(at).map(|issued| issued.permit) else { return Ok(None) };
    let missing = || Error::internal("a signed permit without its bytes");
    let permit = read.permit::<Permit>(signed).await?.ok_or_else(missing)?.value;
    let qr = read.issued_document(signed, store::DocumentKind::Qr).await?.ok_or_else(missing)?;
    let qr = String::from_utf8(qr).map_err(Error::internal)?;
    let token = qr::decode(&qr).map_err(Error::internal)?.token;
    let case = case::Stepped { row: stored.columns, application: stored.value, events: Vec::new() };
    Ok(Some(Issued { case, permit, token, qr }))
}

/// Signs every consignment that has no permit yet, one after the other. What is signed when one fails stays signed.
///
/// # Errors
/// As [`sign`], of the first that failed.
pub async fn sign_rest(office: &Office, who: &Who, id: ApplicationId) -> Result<Vec<Issued>, Error> {
    let mut all = vec![sign(office, who, id).await?];
    // The key is for the whole act: a repeat finds what was signed and goes on where it stopped.
    let who = &Who { once: None, ..who.clone() };
    while let Some(Issued { case, permit, .. }) = all.last()
        && usize::from(permit.consignment().nth) < case.application.state().signed().len()
        && let Some(next) = issued_before(office, who, id, permit.consignment().nth.saturating_add(1)).await?
    {
        all.push(next);
    }
    while let Some(Issued { case, .. }) = all.last()
        && matches!(case.application.state(), ApplicationState::Approved { .. })
    {
        all.push(sign(office, who, id).await?);
    }
    Ok(all)
}

/// Commit 1: the rules are asked again today; number and bytes are recorded before the key is used.
async fn record_intent(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    wanted: Option<u16>,
) -> Result<Ran<(Clearance, Consignment)>, Error> {
    let now = office.clock.now();
    let on = day(now);
    act::run!(office, who, now, "intent", |tx| {
        let stored = case::lock(tx, who, id).await?;
        let application = stored.value;
        application.check_sign(&who.actor, &who.house.policy())?;
        if application.draft().is_some_and(permits::Draft::orders_blanks) {
            let help = "Number and seal the blanks on their own page.";
            return Err(Error::value("", "blanks-order", help));
        }
        let consignment = next(&application)?;
        if wanted.is_some_and(|nth| nth != consignment.nth) {
            return Err(overtaken().into());
        }
        risk::second_approver(tx, who, &application).await?;
        let (clearance, mut quotas) = clear(tx, office, who, &application, on).await?;
        // The year of issue is charged: what is held of an earlier one moves before the number is taken.
        let turned = quota_year::settle(tx, office, &application, Some(&quotas.rows)).await?;
        if turned && let Some(draft) = application.draft() {
            quotas = quota::positions(tx, office, draft, quota::Whose::of(&application), on).await?;
        }
        let (open, stamp) = tx.open_intent_and_stamp::<Preparation>(id, consignment.nth).await?;
        if let Some(open) = open {
            // A paper prepared in another quota year would carry the other year's day and box 11a.
            if !turned
                && open.record.draft == clearance.draft()
                && open.record.consignment == consignment
                // What has ended while the key was out of reach is not sealed any more.
                && open.preparation.document.valid_until >= on
                && open.preparation.certificate == Digest::of("", who.house.signer.certificate_der())
            {
                return Ok(((clearance, consignment), consignment.nth.to_string()));
            }
            tx.intent_void(&open.record.number, "prepared for other content or another key").await?;
        }
        let of_blank = crate::blanks::complete::reserved(tx, &application).await?;
        let again = of_blank.as_ref().is_some_and(|b| b.again);
        let (serial, number) = match of_blank {
            Some(kept) => (kept.serial, kept.number),
            None => {
                let serial = tx.take_serial("permit", on.year()).await?;
                let settings = office.settings(&who.house);
                let number = settings
                    .number_template
                    .number(who.house.party(), on.year(), serial.serial, &settings.number_suffix)
                    .map_err(Error::internal)?;
                (serial, number)
            }
        };
        let document = document(tx, office, who, &application, number.clone(), now, &quotas, stamp).await?;
        let preparation = Preparation {
            document,
            token: new_token(office.chance.as_ref()),
            signing_time: now,
            certificate: Digest::of("", who.house.signer.certificate_der()),
            key_id: who.house.signer.key_id().to_owned(),
            signer: who.actor.clone(),
            replaces: replaced(tx, who, &application).await?,
        };
        let record = IntentRecord {
            permit: office.id::<cites::ids::PermitKind>(now),
            application: id,
            consignment,
            number: number.clone(),
            draft: clearance.draft(),
            payloads: preparation.payloads(who.house.signer.certificate_der())?,
            recorded_at: now,
        };
        if again {
            tx.intent_renew(&record, &preparation).await?;
        } else {
            tx.intent_insert(&record, &serial, &preparation).await?;
        }
        let digests: Vec<String> = record.payloads.iter().map(|p| p.digest.to_string()).collect();
        tx.audit(
            AuditEntry::new("intent", "application", id)
                .payload(&serde_json::json!({ "number": number, "payloads": digests }))?,
        );
        Ok(((clearance, consignment), consignment.nth.to_string()))
    })
}

pub(crate) async fn clear(
    tx: &mut Tx,
    office: &Office,
    who: &Who,
    application: &Application,
    on: Date,
) -> Result<(Clearance, Positions), Error> {
    let (trace, quotas) = examine::trace_and_quotas(tx, office, who, application, on).await?;
    let digest = application.draft_digest().ok_or_else(|| Error::internal("an approval without content"))?;
    Ok((trace.clear(digest, on).map_err(|t| Error::Rules(Box::new(t)))?, quotas))
}

/// From the recorded intent to the issued permit.
async fn finish(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    clearance: Clearance,
    consignment: Consignment,
) -> Result<Issued, Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    // Another signer may have finished it between the two commits.
    let stored = read.open_intent_of::<Preparation>(id).await?;
    let stored = stored.filter(|s| s.record.consignment == consignment).ok_or_else(overtaken)?;
    drop(read);
    let serial = stored.serial.clone();
    let (intent, preparation) = stored.into_intent()?;
    let certificate = who.house.signer.certificate_der();
    lint(&intent, &preparation, certificate)?;
    let order = SigningOrder::new(clearance, intent)?;
    let signer = who.house.signer.clone();
    let seal = tokio::task::spawn_blocking(move || signer.sign(order)).await.map_err(Error::internal)??;
    let unsigned = preparation.unsigned(certificate)?;
    let missing = || Error::internal("a signature is missing");
    let xml_signature = seal.signature(PayloadPurpose::PermitXml).ok_or_else(missing)?.0;
    let qr_signature = seal.signature(PayloadPurpose::QrCode).ok_or_else(missing)?.0;
    let signed = unsigned.xml.finish(&xml_signature).map_err(Error::internal)?;
    let qr = unsigned.qr.finish(&qr_signature).map_err(Error::internal)?;
    // Our own reader must accept what leaves the house.
    xades::verify(&signed, &[certificate])
        .map_err(|e| Error::internal(format!("our own seal does not verify: {e}")))?;
    record_permit(office, who, id, seal, serial, &preparation, &signed, qr).await
}

/// The second reader: what was recorded must say what was decided, byte for byte and box for box.
pub(crate) fn lint(intent: &Intent, preparation: &Preparation, certificate: &[u8]) -> Result<(), Error> {
    let record = intent.record();
    if preparation.payloads(certificate)? != record.payloads {
        return Err(Error::internal("the recorded bytes are not those of the recorded document"));
    }
    let message = v2::write(&preparation.document);
    let read = v2::read(&message).map_err(Error::internal)?;
    let same = read.permit.as_ref().is_some_and(|p| {
        p.number == preparation.document.number
            && p.lines == preparation.document.lines
            && p.valid_until == preparation.document.valid_until
            && p.purpose == preparation.document.purpose
            && p.country_of_import == preparation.document.country_of_import
    });
    if !same || record.number != preparation.document.number {
        return Err(Error::internal("the message does not say what was decided"));
    }
    Ok(())
}

/// Commit 2: the permit exists from here on.
#[expect(
    clippy::too_many_arguments,
    reason = "one call site; every value is a different artefact of the same signature"
)]
async fn record_permit(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    seal: Seal,
    serial: Serial,
    preparation: &Preparation,
    signed: &[u8],
    qr: String,
) -> Result<Issued, Error> {
    let now = office.clock.now();
    let message = v2::write(&preparation.document);
    // The transaction may begin anew after a collision, but a seal is spent once: it is taken out for the try that commits.
    let seal = Mutex::new(Some(seal));
    store::act!(&office.store, &who.scope(now), "sign", |tx| {
        let before = case::lock(tx, who, id).await?;
        let seal =
            seal.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or(Error::Store(store::Error::Busy))?;
        let holder = before.value.side().clone();
        let (permit, _) = Permit::issue(
            &seal,
            holder,
            preparation.document.clone(),
            preparation.replaces.clone(),
            &preparation.signer,
            now,
        )?;
        let act = ApplicationAct::Sign { seal };
        let (application, event) = before.value.clone().act(act, &preparation.signer, now, &who.house.policy())?;
        let digest = Digest::of("", &message);
        let decision = Decision::of(&application);
        let row = PermitRow::describe(&permit, serial.clone(), &preparation.token, decision, digest);
        tx.permit_insert(&row, &LineRow::describe(&permit), &Face::describe(&permit), &permit).await?;
        tx.issued_documents_insert(permit.id(), signed, qr.as_bytes()).await?;
        tx.intent_seal(permit.number()).await?;
        if before.value.draft().is_some_and(|d| d.particulars.simplified().is_some()) {
            tx.blank_complete(id, permit.id()).await?;
        }
        if let Some(old) = &preparation.replaces {
            let amended = before.value.draft().and_then(|d| d.instead.clone().filter(|_| d.amends()));
            replace_old(tx, who, old, (&permit, amended), id, now).await?;
        }
        let case = case::commit(tx, office, "sign", &before, application, vec![event]).await?;
        Ok(Issued { case, permit, token: preparation.token.clone(), qr: qr.clone() })
    })
}

/// The document as it would be issued at that moment.
#[expect(clippy::too_many_arguments, reason = "each value is another box of the paper")]
pub(crate) async fn document(
    read: &mut store::Read,
    office: &Office,
    who: &Who,
    application: &Application,
    number: cites::PermitNumber,
    now: Timestamp,
    quotas: &Positions,
    stamp: Option<String>,
) -> Result<PermitDocument, Error> {
    let ApplicationState::Approved { approval, .. } = application.state() else {
        return Err(Error::Act(permits::ActError::NotInApplicationState { act: "sign", state: application.status() }));
    };
    let whole = application.draft().ok_or_else(|| Error::internal("an approval without content"))?;
    let nth = next(application)?.nth;
    let draft = &whole.part(nth).ok_or_else(|| Error::internal("a consignment of nothing"))?;
    let house = &who.house;
    let settings = office.settings(house);
    let valid_from = day(now);
    let old = match &draft.replaces {
        Some(number) => read.permit_by_number::<Permit>(number).await?.map(|old| old.value),
        None => None,
    };
    // Whatever stands in a permit's place ends with it (`spec/permits.md` 2.17).
    let replaced = old.as_ref();
    let marking = replaced
        .map(|old| conditions::Old { number: old.number().clone(), issued: day(old.signed_document().issue.at) });
    // A completed document ends with its blank.
    let of_blank = crate::blanks::complete::until(read, application).await?;
    let mut conditions = conditions::fixed(draft, house.party(), marking.as_ref());
    if let Some(agreement) = instead::agreement(application) {
        let after = conditions.len().min(1);
        conditions.splice(after..after, conditions::agreed(draft, house.party(), agreement));
    }
    conditions.extend(approval.conditions.iter().filter(|c| !c.trim().is_empty()).cloned());
    for finding in application.findings() {
        if let FindingResult::PositiveWithConditions { conditions: more, .. } = &finding.result {
            conditions.extend(more.iter().filter(|c| !conditions.contains(c)).cloned().collect::<Vec<_>>());
        }
    }
    let charged = quota_year::charged(read, office, application, quotas).await?;
    let mut authority = settings.authority.clone();
    authority.representative = authority.representative.or_else(|| who.actor.person().map(|p| p.name.clone()));
    Ok(draft.document(IssueFacts {
        number,
        valid_from,
        valid_until: validity::last_day(
            draft,
            settings.validity_months,
            valid_from,
            replaced.map(|old| old.signed_document().valid_until).or(of_blank),
        )?,
        special_conditions: conditions,
        security_stamp: stamp,
        authority,
        issue: Issue {
            place: settings.place_of_issue.clone(),
            at: now,
            officer: who.actor.person().map(|p| p.name.clone()).unwrap_or_default(),
        },
        quota: quota::boxes_11a(office, whole, nth, quota::Whose::of(application), &charged),
    }))
}

/// The old permit that this one replaces: it must be ours, of the same holder, and reported lost, stolen or destroyed.
async fn replaced(tx: &mut Tx, who: &Who, application: &Application) -> Result<Option<Replaces>, Error> {
    let Some(number) = application.draft().and_then(|d| d.replaces.as_ref()) else { return Ok(None) };
    let old: Option<paper::Stored> = tx.permit_by_number(number).await?;
    let old =
        old.filter(|s| same_holder(s.value.holder(), application.side()) && paper::may_see(who, &s.value)).ok_or_else(
            || Error::value("replaces", "replaces-unknown", "Give the number of a permit of the same holder."),
        )?;
    let today = day(tx.at());
    let amends = application.draft().filter(|d| d.amends());
    if let Some(draft) = amends {
        old.value.amendable(today)?;
        old.value.amended_by(draft)?;
        return Ok(Some(Replaces {
            permit: old.value.id(),
            number: number.clone(),
            issued_on: day(old.columns.issued_at),
        }));
    }
    if !permits::permission::permit(old.value.status(), permits::PermitActCode::Replace).any(|_| true) {
        return Err(Error::value(
            "replaces",
            "replaces-standing",
            "Report the old permit lost, stolen or destroyed first.",
        ));
    }
    if old.columns.valid_until < today {
        return Err(Error::value("replaces", "replaces-expired", "Apply for a new permit: the old one has expired."));
    }
    // A replacement stands for the same specimens (spec/permits.md 2.17): no block more, none larger.
    let lines = application.draft().map(|d| d.lines.as_slice()).unwrap_or_default();
    let within = lines.iter().enumerate().all(|(n, line)| {
        let block = cites::document::Block::nth(n);
        let before = old.value.signed_document().lines.iter().find(|l| l.block == block);
        let open = old.value.line(&block).is_some_and(|l| l.void.is_none());
        open && before.is_some_and(|b| {
            b.taxon == line.taxon
                && b.term == line.term
                && b.quantity.unit() == line.quantity.unit()
                && line.quantity.amount() <= b.quantity.amount()
                // Of an import permit that consignments came in under, what is left.
                && (!old.value.has_arrivals() || line.quantity.amount() <= old.value.left(&block))
        })
    });
    if !within {
        return Err(Error::value("replaces", "replaces-more", "Ask for no more than stood on the old permit."));
    }
    if let Some(signer) = who.actor.person() {
        permits::duty::reissue(old.value.closed_by().and_then(permits::Who::person), signer.id, who.house.policy())?;
    }
    Ok(Some(Replaces { permit: old.value.id(), number: number.clone(), issued_on: day(old.columns.issued_at) }))
}

async fn replace_old(
    tx: &mut Tx,
    who: &Who,
    old: &Replaces,
    (new, amended): (&Permit, Option<Instead>),
    application: ApplicationId,
    now: Timestamp,
) -> Result<(), Error> {
    let before = paper::lock(tx, who, old.permit).await?;
    if let Some(amended) = amended {
        let why = format!("Boxes {}: {}", amended.amended, amended.reason);
        let (permit, event) =
            before.value.clone().amend(new.id(), new.number().clone(), why, (&who.actor, now, day(now)))?;
        paper::write(tx, &before, &permit, &event, Some(application)).await?;
        return Ok(());
    }
    let act = PermitAct::Replace {
        by: new.id(),
        number: new.number().clone(),
        reason: format!("Replaced by {}", new.number()),
    };
    let (permit, event) = before.value.clone().act(act, &who.actor, now)?;
    paper::write(tx, &before, &permit, &event, Some(application)).await?;
    Ok(())
}

/// Intents without a seal, found at start: examined again and finished in the name of the signer who pressed the
/// button, or voided with a recorded gap when the case moved on. Answers the numbers of both.
///
/// # Errors
/// What the archive says; one broken intent does not stop the others.
pub async fn finish_open(office: &Office, house: &std::sync::Arc<House>) -> Result<Recovered, Error> {
    let system = Who::system(house.clone());
    let now = office.clock.now();
    let mut read = office.store.read(&system.scope(now)).await?;
    let open = read.open_intents::<Preparation>().await?;
    drop(read);
    let mut recovered = Recovered::default();
    for intent in open {
        let number = intent.record.number.clone();
        let signer = Who::new(house.clone(), intent.preparation.signer.clone());
        match sign(office, &signer, intent.record.application).await {
            Ok(issued) => recovered.finished.push(issued.permit.number().clone()),
            Err(Error::Signer(_) | Error::Store(store::Error::Busy | store::Error::Unavailable(_))) => {
                recovered.waiting.push(number);
            }
            Err(cause) => {
                let reason = format!("not finished after a stop: {}", cause.code());
                store::act!(&office.store, &system.scope(now), "void-intent", |tx| {
                    tx.intent_void(&number, &reason).await?;
                    tx.audit(AuditEntry::new("void-intent", "application", intent.record.application));
                    Ok::<_, Error>(())
                })?;
                recovered.voided.push(number.clone());
            }
        }
    }
    Box::pin(crate::blanks::issue::finish_open(office, house, &mut recovered)).await?;
    Ok(recovered)
}

/// What became of the intents found at start.
#[derive(Debug, Default)]
pub struct Recovered {
    /// Issued now.
    pub finished: Vec<cites::PermitNumber>,
    /// Given up; the numbers stay as recorded gaps.
    pub voided: Vec<cites::PermitNumber>,
    /// The key or the database is not reachable: tried again later.
    pub waiting: Vec<cites::PermitNumber>,
}

/// A permit by its id, as pages and API show it.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn permit(office: &Office, who: &Who, id: PermitId) -> Result<paper::Stored, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    paper::load(&mut read, who, id).await
}
