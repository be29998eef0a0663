//! The officer at the border: check, one word, endorse line by line, receipt.

use super::api::{Checked, asked, check};
use super::verify::word;
use crate::epermit::permits_api::find;
use crate::shared::call::Call;
use crate::shared::draw::permit_moments;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go, go_and_say, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use axum::http::StatusCode;
use cites::document::Block;
use cites::{Amount, PermitNumber, PermitStatus};
use document::qr;
use office::econtrol::endorse::{self, Presented};
use office::econtrol::plant_export;
use office::epermit::risk;
use office::shared::paper::{self, Stored};
use pages::econtrol::{Answer as Word, ControlLine, Customs, CustomsAnswer, EndorsePage, Found, Lane, ReceiptPage};
use pages::{FieldError, links};
use permits::permit::state::FigureSource;
use permits::{Permit, PermitActCode as P, PublicStatus};
use std::collections::BTreeMap;
use std::sync::Arc;

async fn draw(
    call: &Call,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
    answer: Option<CustomsAnswer>,
) -> Answer {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = Customs { shell: shell(call).await, typed, errors, answer, last: Vec::new() };
    page_with(call, &shown, status)
}

/// Scan or type.
pub async fn start(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new(), None).await
}

/// The answer to what was scanned or typed. A number alone is enough for an officer, who sees permits anyway.
pub async fn answer(call: Arc<Call>) -> Answer {
    let now = call.app.office.clock.now();
    let (number, code) = (call.typed("number").trim(), call.typed("code").trim());
    if number.is_empty() && code.is_empty() {
        let error = FieldError::new("number", "number-empty").help("Scan the code or type the number.");
        return draw(&call, call.typed_again(), vec![error], None).await;
    }
    let asked = asked(number, code, &call.app.keys, day(now));
    let signature = asked.signature.as_ref().map(Result::is_ok);
    let who = call.reader()?;
    let found = match PermitNumber::parse(&asked.number) {
        Ok(number) => {
            let mut read = call.read().await?;
            let found: Option<Stored> = read.permit_by_number::<Permit>(&number).await?;
            found.filter(|s| paper::may_see(&who, &s.value))
        }
        Err(_) => None,
    };
    let forged = matches!(&asked.signature, Some(Err(why)) if !matches!(why, qr::Forgery::UnknownKey(_)));
    if forged {
        let said = CustomsAnswer { answer: Word::NotGenuine, signature, checked: now, found: None };
        return draw(&call, BTreeMap::new(), Vec::new(), Some(said)).await;
    }
    // With a code the code must belong to the number, whoever asks.
    if !asked.code.is_empty() || found.is_none() {
        let said = match check(&call, &asked).await? {
            Checked::NotGenuine => Word::NotGenuine,
            Checked::NotKnown => {
                let plants = plant_export::of_number(&call.app.office, &who, &asked.number).await?;
                if let Some(certificate) = plants.filter(|_| asked.code.is_empty()) {
                    return Ok(go(&links::plant_export(&certificate.id.to_string())));
                }
                let blank = crate::blanks::border::word(&call, &asked.number, &asked.code, true).await?;
                blank.unwrap_or(Word::NotKnown)
            }
            Checked::Known { status, permit, used } => word(status, &permit, used, day(now)),
        };
        let known = !matches!(said, Word::NotKnown | Word::NotGenuine);
        let found = match found.filter(|_| known) {
            Some(stored) => Some(found_of(&call, &stored).await?),
            None => None,
        };
        let said = CustomsAnswer { answer: said, signature, checked: now, found };
        return draw(&call, BTreeMap::new(), Vec::new(), Some(said)).await;
    }
    match found {
        Some(stored) => Ok(go(&links::customs_permit(&stored.columns.id.to_string()))),
        None => Err(Failure::NotFound),
    }
}

/// The one word of a permit of ours.
fn own_word(stored: &Stored, today: cites::Date) -> Word {
    match stored.value.public_status(today) {
        // What is held may not be used until it is let go.
        _ if matches!(stored.columns.status, PermitStatus::Suspended | PermitStatus::Held) => Word::Suspended,
        PublicStatus::Valid if stored.columns.status == PermitStatus::PartlyUsed => Word::PartlyUsed,
        PublicStatus::Valid | PublicStatus::UsedUp if stored.columns.endorsed_at.is_some() => Word::UsedUp,
        PublicStatus::Valid if today < stored.columns.valid_from => Word::NotYetValid,
        PublicStatus::Valid => Word::Valid,
        PublicStatus::Expired => Word::Expired,
        PublicStatus::Cancelled => Word::Cancelled,
        PublicStatus::Replaced => Word::Replaced {
            by: match stored.value.state() {
                permits::PermitState::Replaced { replacement, .. } => Some(replacement.number.to_string()),
                _ => None,
            },
        },
        PublicStatus::UsedUp => Word::UsedUp,
    }
}

/// How closely to look, from what stands on the permit: living animals and Appendix I are opened, marks are compared.
fn lane(stored: &Stored) -> Lane {
    let lines = &stored.value.signed_document().lines;
    if lines.iter().any(|l| l.appendix == cites::Appendix::I || l.term == cites::Term::Liv) {
        Lane::Red
    } else if lines.iter().any(|l| !l.marks.is_empty()) {
        Lane::Yellow
    } else {
        Lane::Green
    }
}

/// The lane that came with the permit, and what stands on the permit itself: the stricter of the two. Green never opens
/// a door that living animals or Appendix I keep shut.
pub(super) fn stricter(printed: Lane, came: Option<risk::Lane>) -> Lane {
    let rank = |lane: Lane| match lane {
        Lane::Green => 0,
        Lane::Yellow => 1,
        Lane::Red => 2,
    };
    let came = match came {
        Some(risk::Lane::Red) => Lane::Red,
        Some(risk::Lane::Yellow) => Lane::Yellow,
        // Blue is released now and audited afterwards.
        Some(risk::Lane::Green | risk::Lane::Blue) | None => Lane::Green,
    };
    if rank(came) > rank(printed) { came } else { printed }
}

pub(super) async fn found_of(call: &Call, stored: &Stored) -> Result<Found, Failure> {
    let mut read = call.read().await?;
    let events = read.timeline("permit", &stored.columns.id.to_string()).await?;
    let risk = risk::lane_of_permit(&mut read, &stored.value).await?;
    drop(read);
    let document = stored.value.signed_document();
    let today = day(call.app.office.clock.now());
    let allowed = stored.value.allowed(&call.reader()?.actor);
    let in_date = today <= stored.columns.valid_until && today >= stored.columns.valid_from;
    let lines = document
        .lines
        .iter()
        .zip(stored.value.lines())
        .map(|(printed, life)| ControlLine {
            block: printed.block.to_string(),
            taxon: printed.taxon.to_string(),
            common_name: printed.common_name.clone().unwrap_or_default(),
            description: printed.description.clone(),
            term: printed.term,
            appendix: printed.appendix,
            source: printed.source,
            marks: printed.marks.clone(),
            permitted: life.permitted.amount(),
            gone: life.endorsed.or(life.arrived).unwrap_or(Amount::ZERO),
            unit: printed.quantity.unit(),
            void: life.void.is_some(),
        })
        .collect();
    Ok(Found {
        id: stored.columns.id.to_string(),
        number: stored.columns.number.to_string(),
        kind: document.kind,
        status: stored.columns.status,
        route: (stored.columns.exporter, stored.columns.importer.unwrap_or(stored.columns.exporter)),
        valid: (document.valid_from, document.valid_until),
        parties: (
            document.exporter.name.clone(),
            document.importer.as_ref().map(|p| p.name.clone()).unwrap_or_default(),
        ),
        conditions: document.special_conditions.clone(),
        lines,
        lane: (stricter(lane(stored), risk.as_ref().map(|r| r.lane)), Vec::new()),
        can_endorse: allowed.contains(&P::Endorse)
            && in_date
            && !stored.value.reusable()
            // What comes in under an import permit is counted consignment by consignment, on its own page.
            && document.kind != cites::DocumentType::Import,
        can_cross: allowed.contains(&P::EndorseOneMovement) && in_date,
        acts: [P::Hold, P::Release, P::Seize, P::LateEndorsement]
            .iter()
            .filter(|a| allowed.contains(a))
            .map(|a| a.code().to_owned())
            .collect(),
        crossings: crate::epermit::paper_further::crossings(&stored.value),
        timeline: permit_moments(call, &stored.value, &events),
    })
}

/// One permit of ours.
pub async fn permit(call: Arc<Call>) -> Answer {
    let stored = find(&call).await?;
    let now = call.app.office.clock.now();
    let said = CustomsAnswer {
        answer: own_word(&stored, day(now)),
        signature: None,
        checked: now,
        found: Some(found_of(&call, &stored).await?),
    };
    draw(&call, BTreeMap::new(), Vec::new(), Some(said)).await
}

/// Ports and offices of our country.
pub(super) fn ports(call: &Call) -> Result<Vec<(String, String)>, Failure> {
    let house = &call.seat()?.house;
    Ok(crate::shared::ports::of(house.party(), &call.app.office.settings(house).place_of_issue))
}

/// The form of an endorsement.
pub async fn endorse_form(call: Arc<Call>) -> Answer {
    let stored = find(&call).await?;
    draw_endorse(&call, &stored, BTreeMap::new(), Vec::new()).await
}

async fn draw_endorse(
    call: &Call,
    stored: &Stored,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> Answer {
    let status = form_status(&errors);
    let found = found_of(call, stored).await?;
    if !found.can_endorse && errors.is_empty() {
        return Ok(go(&links::customs_permit(&found.id)));
    }
    let ports = ports(call)?;
    let shown = EndorsePage { shell: shell(call).await, found, typed, ports, errors };
    page_with(call, &shown, status)
}

/// Endorses, or holds the consignment.
pub async fn endorse(call: Arc<Call>) -> Answer {
    let stored = find(&call).await?;
    let id = stored.columns.id;
    let note = call.typed("note").trim().to_owned();
    if call.typed("act") == "hold" {
        return match endorse::hold(&call.app.office, &call.who()?, id, note).await.map_err(Failure::from) {
            Ok(_) => Ok(go_and_say(&call, &links::customs_permit(&id.to_string()), "flash-done", None)),
            Err(failure) => {
                let errors = failure.on_form()?.into_iter().map(at_note).collect();
                draw_endorse(&call, &stored, call.typed_again(), errors).await
            }
        };
    }
    let ports = ports(&call)?;
    let mut errors = Vec::new();
    let mut quantities: Vec<(Block, Amount)> = Vec::new();
    for line in stored.value.lines().iter().filter(|l| l.void.is_none()) {
        let field = format!("quantity.{}", line.block);
        match Amount::parse(call.typed(&field).trim()) {
            Ok(amount) => quantities.push((line.block.clone(), amount)),
            Err(e) => errors.push(FieldError::parse(field, &e)),
        }
    }
    let port = ports.iter().find(|(code, _)| code == call.typed("port"));
    if port.is_none() {
        errors.push(FieldError::new("port", "field-empty").help("Choose the port or office."));
    }
    let (Some((port, port_name)), true) = (port.cloned(), errors.is_empty()) else {
        return draw_endorse(&call, &stored, call.typed_again(), errors).await;
    };
    let found = Presented {
        quantities,
        port,
        port_name,
        transport_document: Some(call.typed("waybill").trim().to_owned()).filter(|t| !t.is_empty()),
        source: FigureSource::CustomsWeb,
    };
    match endorse::endorse(&call.app.office, &call.who()?, id, found).await.map_err(Failure::from) {
        Ok(_) => Ok(go(&links::customs_receipt(&id.to_string()))),
        Err(failure) => {
            let mut errors = failure.on_form()?;
            for error in errors.iter_mut().filter(|e| e.code == "quantity-exceeds-permit") {
                let block = error.field.trim_start_matches("quantity.").to_owned();
                let line = stored.value.lines().iter().find(|l| l.block.to_string() == block);
                let most = line.map(|l| l.permitted.amount().to_string()).unwrap_or_default();
                *error = FieldError::new(error.field.clone(), "quantity-over-permit").arg("max", most);
            }
            draw_endorse(&call, &stored, call.typed_again(), errors).await
        }
    }
}

/// A missing reason to hold is said at the note.
fn at_note(error: FieldError) -> FieldError {
    if error.field.is_empty() { FieldError { field: "note".into(), ..error } } else { error }
}

/// The receipt of an endorsement.
pub async fn receipt(call: Arc<Call>) -> Answer {
    let stored = find(&call).await?;
    let box_14 = stored.value.endorsement().ok_or(Failure::NotFound)?;
    let document = stored.value.signed_document();
    let lines = document
        .lines
        .iter()
        .zip(stored.value.lines())
        .map(|(printed, life)| {
            let gone = life.endorsed.unwrap_or(Amount::ZERO);
            let back = life.permitted.amount().minus(gone).unwrap_or(Amount::ZERO);
            (printed.block.to_string(), printed.taxon.to_string(), gone, back, printed.quantity.unit())
        })
        .collect();
    let shown = ReceiptPage {
        shell: shell(&call).await,
        id: stored.columns.id.to_string(),
        number: stored.columns.number.to_string(),
        receipt: format!("{}-{}", box_14.port, stored.columns.number),
        at: box_14.stamp.at,
        port: format!("{} ({})", box_14.port_name, box_14.port),
        waybill: box_14.transport_document.clone().unwrap_or_default(),
        lines,
    };
    page(&call, &shown)
}
