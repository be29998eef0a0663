//! An approved order becomes numbered, sealed blanks. Each is sealed in two commits as a permit is: number and bytes first,
//! then the key outside any transaction, then the seal. What a stop leaves behind is finished or given up at the next start.

use crate::epermit::examine;
use crate::epermit::sign::{self, Preparation, Recovered};
use crate::registers::operations::EntryBody;
use crate::shared::act;
use crate::shared::case;
use crate::shared::error::Error;
use crate::shared::faces::new_token;
use crate::shared::facts::day;
use crate::shared::office::{House, Office, Who};
use cites::ids::{ApplicationId, BlankId, BlankKind};
use cites::{Digest, PermitDocument};
use exchange::xades;
use permits::application::ApplicationAct;
use permits::blank::{OpenBox, Simplified};
use permits::signing::{IntentRecord, PayloadPurpose, SigningOrder};
use std::sync::{Arc, Mutex, PoisonError};
use store::{AuditEntry, BlankRow, BlankState, Serial, Tx};

/// Numbers and seals the blanks of an approved order. Called again after a stop it goes on with what is not sealed yet.
/// Answers the blanks, to a repeat under the caller's key too.
///
/// # Errors
/// [`Error::Rules`] when a rule blocks today (the registration above all), a duty, the state, the key,
/// [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn issue(office: &Office, who: &Who, id: ApplicationId) -> Result<Vec<BlankRow>, Error> {
    number(office, who, id).await?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let all = read.blanks_of_order(id).await?;
    drop(read);
    for blank in all.iter().filter(|b| b.state == BlankState::Prepared) {
        seal(office, who, id, blank.id).await?;
    }
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.blanks_of_order(id).await?)
}

/// Commit 1 of all blanks together: their numbers follow each other.
async fn number(office: &Office, who: &Who, id: ApplicationId) -> Result<(), Error> {
    let now = office.clock.now();
    let on = day(now);
    // Whoever lost the answer asks again under the same key and gets the blanks, sealed meanwhile or not.
    let ran = act::run!(office, who, now, "number_blanks", |tx| {
        let application = case::lock(tx, who, id).await?.value;
        application.check_sign(&who.actor, &who.house.policy())?;
        let facts = application.draft().and_then(|d| d.particulars.simplified()).filter(|f| f.blank.is_none());
        let Some(facts) = facts.cloned() else {
            return Err(Error::value("", "blanks-none", "Sign it as a permit: no blanks were ordered."));
        };
        let (clearance, quotas) = sign::clear(tx, office, who, &application, on).await?;
        if !tx.blanks_of_order(id).await?.is_empty() {
            return Ok(((), id.to_string()));
        }
        let registration = tx.entry_by_number::<EntryBody>(facts.registration.trim()).await?;
        let registration = registration.ok_or(Error::NotFound("registration"))?.columns;
        let settings = office.settings(&who.house);
        let first = tx.take_serials("permit", on.year(), facts.blanks).await?;
        let mut numbers = Vec::new();
        for n in 0..facts.blanks {
            let serial = Serial { series: "permit".into(), year: on.year(), serial: first + u64::from(n) };
            let number = settings
                .number_template
                .number(who.house.party(), on.year(), serial.serial, &settings.number_suffix)
                .map_err(Error::internal)?;
            let document = sign::document(tx, office, who, &application, number.clone(), now, &quotas, None).await?;
            let mut document = face(document, &facts);
            document.valid_until = registration.until.map_or(document.valid_until, |d| d.min(document.valid_until));
            let valid_until = document.valid_until;
            let preparation = Preparation {
                document,
                token: new_token(office.chance.as_ref()),
                signing_time: now,
                certificate: Digest::of("", who.house.signer.certificate_der()),
                key_id: who.house.signer.key_id().to_owned(),
                signer: who.actor.clone(),
                replaces: None,
            };
            let record = IntentRecord {
                permit: office.id::<cites::ids::PermitKind>(now),
                application: id,
                number: number.clone(),
                consignment: permits::Consignment::default(),
                draft: clearance.draft(),
                payloads: preparation.payloads(who.house.signer.certificate_der())?,
                recorded_at: now,
            };
            let row = BlankRow {
                id: office.id::<BlankKind>(now),
                application: id,
                registration: registration.id,
                place: i64::from(n) + 1,
                number,
                serial,
                state: BlankState::Prepared,
                valid_until,
                completion: None,
                permit: None,
                reason: None,
                created_at: now,
                changed_at: now,
            };
            tx.blank_insert(&row, &record, &preparation).await?;
            numbers.push(row.number.to_string());
        }
        let words = serde_json::json!({ "numbers": numbers, "registration": facts.registration });
        tx.audit(AuditEntry::new("number_blanks", "application", id).payload(&words)?);
        Ok(((), id.to_string()))
    });
    ran.map(drop)
}

/// The face of a blank: what is open is left for the holder, and nothing of a single consignment stands on it.
fn face(mut document: PermitDocument, facts: &Simplified) -> PermitDocument {
    document.importer = None;
    document.country_of_import = None;
    for line in &mut document.lines {
        line.quota = None;
        if facts.open.contains(&OpenBox::Description) {
            line.marks.clear();
            line.age_sex = None;
            line.description = format!("{}: ____________", line.description.trim_end_matches(['.', ':']));
        }
    }
    document
}

/// From the recorded blank to the sealed one.
async fn seal(office: &Office, who: &Who, id: ApplicationId, blank: BlankId) -> Result<(), Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let application = case::load(&mut read, who, id).await?.value;
    let trace = examine::trace(&mut read, office, who, &application, day(now)).await?;
    let Some((intent, preparation)) = read.blank_intent::<Preparation>(blank).await? else { return Ok(()) };
    drop(read);
    let certificate = who.house.signer.certificate_der();
    if preparation.certificate != Digest::of("", certificate) {
        return give_up(office, who, id, blank, "prepared for another key").await;
    }
    let digest = application.draft_digest().ok_or_else(|| Error::internal("an approval without content"))?;
    let clearance = trace.clear(digest, day(now)).map_err(|t| Error::Rules(Box::new(t)))?;
    sign::lint(&intent, &preparation, certificate)?;
    let order = SigningOrder::new(clearance, intent)?;
    let signer = who.house.signer.clone();
    let seal = tokio::task::spawn_blocking(move || signer.sign(order)).await.map_err(Error::internal)??;
    let unsigned = preparation.unsigned(certificate)?;
    let missing = || Error::internal("a signature is missing");
    let xml = seal.signature(PayloadPurpose::PermitXml).ok_or_else(missing)?.0;
    let code = seal.signature(PayloadPurpose::QrCode).ok_or_else(missing)?.0;
    let signed = unsigned.xml.finish(&xml).map_err(Error::internal)?;
    let qr = unsigned.qr.finish(&code).map_err(Error::internal)?;
    // Our own reader must accept what leaves the house.
    xades::verify(&signed, &[certificate])
        .map_err(|e| Error::internal(format!("our own seal does not verify: {e}")))?;
    // The transaction may begin anew after a collision, but a seal is spent once.
    let seal = Mutex::new(Some(seal));
    store::act!(&office.store, &who.scope(now), "seal_blank", |tx| {
        let before = case::lock(tx, who, id).await?;
        tx.blank_seal(blank, &signed, &qr).await?;
        if !last(tx, id).await? {
            tx.audit(AuditEntry::new("seal_blank", "blank", blank));
            return Ok(());
        }
        // The last seal ends the case of the order.
        let taken = seal.lock().unwrap_or_else(PoisonError::into_inner).take();
        let act = ApplicationAct::Sign { seal: taken.ok_or(Error::Store(store::Error::Busy))? };
        let (application, event) = before.value.clone().act(act, &preparation.signer, now, &who.house.policy())?;
        case::commit(tx, office, "sign", &before, application, vec![event]).await?;
        Ok::<_, Error>(())
    })
}

async fn last(tx: &mut Tx, id: ApplicationId) -> Result<bool, Error> {
    Ok(tx.blanks_of_order(id).await?.iter().all(|b| b.state != BlankState::Prepared))
}

async fn give_up(office: &Office, who: &Who, id: ApplicationId, blank: BlankId, why: &str) -> Result<(), Error> {
    store::act!(&office.store, &who.scope(office.clock.now()), "void_blank", |tx| {
        let of_order = tx.blank_for_update(blank).await?.filter(|b| b.application == id);
        of_order.ok_or(Error::NotFound("blank"))?;
        tx.blank_end(blank, BlankState::Prepared, BlankState::Void, why).await?;
        tx.audit(AuditEntry::new("void_blank", "blank", blank));
        Ok::<_, Error>(())
    })
}

/// Blanks that a stop left unsealed, and completions that it left unsigned: finished in the name of the signer who
/// pressed the button, or given up with a recorded gap.
///
/// # Errors
/// What the archive says; one broken blank does not stop the others.
pub async fn finish_open(office: &Office, house: &Arc<House>, found: &mut Recovered) -> Result<(), Error> {
    const PIECE: i64 = 1000;
    let system = Who::system(house.clone());
    let mut read = office.store.read(&system.scope(office.clock.now())).await?;
    let never = jiff::civil::Date::MAX;
    let prepared = read.blanks_ending(BlankState::Prepared, never, PIECE).await?;
    let drawn = read.blanks_ending(BlankState::Completing, never, PIECE).await?;
    drop(read);
    for blank in prepared {
        let mut read = office.store.read(&system.scope(office.clock.now())).await?;
        let Some(preparation) = read.blank_preparation::<Preparation>(blank.id).await? else { continue };
        drop(read);
        let signer = Who::new(house.clone(), preparation.signer);
        match seal(office, &signer, blank.application, blank.id).await {
            Ok(()) => found.finished.push(blank.number),
            Err(Error::Signer(_) | Error::Store(store::Error::Busy | store::Error::Unavailable(_))) => {
                found.waiting.push(blank.number);
            }
            Err(cause) => {
                let why = format!("not finished after a stop: {}", cause.code());
                give_up(office, &system, blank.application, blank.id, &why).await?;
                found.voided.push(blank.number);
            }
        }
    }
    for blank in drawn {
        match super::complete::finish(office, house, &blank).await {
            Ok(permit) => found.finished.push(permit.number),
            Err(_) => found.waiting.push(blank.number),
        }
    }
    Ok(())
}
