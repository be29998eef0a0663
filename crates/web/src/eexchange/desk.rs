//! The exchange desk: partners, messages, asking for a permit, permits of other Parties, receiving at our border.

use super::api::{filter, wanted};
use crate::epermit::api::after;
use crate::shared::call::Call;
use crate::shared::draw::{ROWS, checks, next_page};
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go, go_and_say, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::document::Block;
use cites::ids::{ForeignPermitKind, MessageKind};
use cites::{Amount, CountryCode, DocumentType, PermitNumber, Role, Term, Unit};
use exchange::epermit::Level;
use office::econtrol::receive::{self, Counted};
use office::econtrol::{arrival_permit, timber};
use office::eexchange::fetch::{self, Fetched, PartnerSettings, Seal};
use pages::eexchange as face;
use pages::eexchange::{
    Direction, FetchPage, Finding, ForeignLine, ForeignPage, ForeignRow, ForeignState, Foreigns, MessagePage,
    MessageRow, MessageState, Messages, Partners, Severity,
};
use pages::parts::Moment;
use pages::{FieldError, links};
use permits::DeskAct;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Cursor, ForeignStatus, MessageFilter, MessageResult};

/// Partners, with what the last messages say of them.
pub async fn partners(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let partners = read.partners().await?;
    // One look at the newest messages serves all partners.
    let recent = read.messages(&MessageFilter::All, Cursor::NEWEST, 500).await?.rows;
    let jobs = read.jobs_pending(None, 500).await?;
    drop(read);
    let own = call.seat()?.house.party();
    let rows = partners
        .iter()
        .filter(|p| p.country != own)
        .map(|p| {
            let with: Vec<_> = recent.iter().filter(|m| m.partner == p.country).collect();
            let lane = format!("{}/", p.country);
            let answered = with.iter().filter(|m| m.result != MessageResult::Failed).count();
            let mode = PartnerSettings::of(p).mode;
            face::Partner {
                country: p.country,
                mode: match (p.active, mode.as_str()) {
                    (false, _) => "off".into(),
                    (true, "test" | "pilot") => mode,
                    (true, _) => "live".into(),
                },
                version: format!("v{}", p.protocol),
                last: with.iter().find(|m| m.result == MessageResult::Ok).map(|m| m.at),
                calls: (u32::try_from(answered).unwrap_or(0), u32::try_from(with.len()).unwrap_or(0)),
                // What is to be told to a Party waits in lanes that begin with its code.
                open: u32::try_from(jobs.iter().filter(|j| j.lane.starts_with(&lane)).count()).unwrap_or(0),
                trouble: with
                    .first()
                    .filter(|m| m.result == MessageResult::Failed)
                    .and_then(|m| m.reason.clone())
                    .unwrap_or_default(),
            }
        })
        .collect();
    let shown = Partners { shell: shell(&call).await, partners: rows };
    page(&call, &shown)
}

/// One partner: its messages.
pub async fn partner(call: Arc<Call>) -> Answer {
    let country = CountryCode::parse(call.param("country")).map_err(|_| Failure::NotFound)?;
    Ok(go(&format!("{}?partner={country}", links::MESSAGES)))
}

fn message_row(m: &store::MessageRow) -> MessageRow {
    MessageRow {
        id: m.id.to_string(),
        at: m.at,
        direction: match m.direction {
            store::Direction::In => Direction::In,
            store::Direction::Out => Direction::Out,
        },
        partner: m.partner,
        operation: m.operation.clone(),
        number: m.number.as_ref().map(ToString::to_string).unwrap_or_default(),
        state: match m.result {
            MessageResult::Ok => MessageState::Delivered,
            MessageResult::Fault => MessageState::Warned,
            MessageResult::Failed => MessageState::Failed,
        },
    }
}

/// Messages.
pub async fn messages(call: Arc<Call>) -> Answer {
    let before = after(&call, Cursor::NEWEST)?;
    let asked = match call.asked("q").and_then(|q| cites::PermitNumber::parse(q).ok()) {
        Some(number) => MessageFilter::Number(number),
        None => filter(&call)?,
    };
    let mut read = call.read().await?;
    let found = read.messages(&asked, before, ROWS).await?;
    drop(read);
    let state = call.asked("state");
    let rows = found.rows.iter().map(message_row).filter(|m| state.is_none_or(|s| m.state.code() == s)).collect();
    let shown =
        Messages { shell: shell(&call).await, typed: call.asked_again(), rows, next: next_page(&call, found.next) };
    page(&call, &shown)
}

/// One message with both sides' XML.
pub async fn message(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let (row, request, response) = read.message(call.id::<MessageKind>("message")?).await?.ok_or(Failure::NotFound)?;
    drop(read);
    let text = |bytes: Option<Vec<u8>>| bytes.map(|b| String::from_utf8_lossy(&b).into_owned()).unwrap_or_default();
    let event = match row.result {
        MessageResult::Failed => "message_failed",
        _ => "message_delivered",
    };
    let mut moment = Moment::new(event, row.at, None);
    moment.note = row.reason.clone();
    let shown = MessagePage {
        shell: shell(&call).await,
        row: message_row(&row),
        request: text(request),
        response: text(response),
        findings: Vec::new(),
        history: vec![moment],
        // What has to be tried again stands in the outbox, which tries by itself.
        can_retry: false,
    };
    page(&call, &shown)
}

async fn draw_fetch(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let mut read = call.read().await?;
    let own = call.seat()?.house.party();
    let partners: Vec<CountryCode> = read
        .partners()
        .await?
        .iter()
        .filter(|p| p.active && p.endpoint.is_some() && p.country != own)
        .map(|p| p.country)
        .collect();
    drop(read);
    let status = form_status(&errors);
    let shown = FetchPage { shell: shell(call).await, partners, typed, errors };
    page_with(call, &shown, status)
}

/// The form to ask a partner.
pub async fn fetch_form(call: Arc<Call>) -> Answer {
    draw_fetch(&call, call.asked_again(), Vec::new()).await
}

/// Asks the partner.
pub async fn fetch(call: Arc<Call>) -> Answer {
    let code = Some(call.typed("code")).filter(|t| !t.trim().is_empty());
    let done = match wanted(call.typed("partner"), call.typed("number"), code) {
        Ok(wanted) => fetch::fetch(&call.app.office, &call.who()?, wanted).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(fetched) => Ok(go(&links::foreign(&fetched.row.id.to_string()))),
        Err(failure) => {
            let errors = match &failure {
                Failure::Office(office::Error::Courier(_)) => vec![FieldError::new("partner", "partner-unavailable")],
                Failure::Office(office::Error::Fault { text }) => vec![partner_fault(text)],
                _ => failure.on_form()?.into_iter().map(place).collect(),
            };
            draw_fetch(&call, call.typed_again(), errors).await
        }
    }
}

fn partner_fault(token: &str) -> FieldError {
    if token.contains("NotFound") || token.contains("Unknown") || token.contains("TokenId") {
        FieldError::new("number", "permit-not-found-partner")
    } else {
        FieldError::new("partner", "partner-refused").arg("reason", token)
    }
}

/// Names of the office's fields to names of the page's.
fn place(error: FieldError) -> FieldError {
    let field = match error.field.as_str() {
        "issuer" | "country" => "partner",
        "token" => "code",
        other => other,
    };
    FieldError { field: field.to_owned(), ..error }
}

fn state(row: &store::ForeignRow, withdrawn: bool) -> ForeignState {
    match row.status {
        _ if withdrawn => ForeignState::Withdrawn,
        ForeignStatus::Refused => ForeignState::Withdrawn,
        ForeignStatus::Confirmed => ForeignState::Confirmed,
        ForeignStatus::Received => ForeignState::Received,
        ForeignStatus::Fetched if row.is_final => ForeignState::Final,
        ForeignStatus::Fetched => ForeignState::NonFinal,
    }
}

/// Permits of other Parties.
pub async fn foreigns(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let found = read.foreigns(None, after(&call, Cursor::NEWEST)?, ROWS).await?;
    drop(read);
    let rows = found
        .rows
        .iter()
        .map(|r| ForeignRow {
            id: r.id.to_string(),
            number: r.number.to_string(),
            issuer: r.issuer,
            importer: r.importer.map(|c| c.to_string()).unwrap_or_default(),
            taxon: r.taxon.clone(),
            more_lines: 0,
            valid_until: r.valid_until.unwrap_or_else(|| crate::shared::enter::day(r.retrieved_at)),
            state: state(r, false),
        })
        .collect();
    let shown = Foreigns { shell: shell(&call).await, rows, next: next_page(&call, found.next) };
    page(&call, &shown)
}

async fn draw_foreign(
    call: &Call,
    found: &Fetched,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> Answer {
    let (row, foreign) = (&found.row, &found.foreign);
    // A message that could not be read into a permit has no page; its XML is served by the API.
    let document = foreign
        .permit
        .clone()
        .ok_or_else(|| Failure::field("", "foreign-unread", "This permit could not be read; look at its message."))?;
    let mut read = call.read().await?;
    let lines = read.foreign_lines(row.id).await?;
    let waits = foreign.receipt.is_none() && foreign.withdrawn.is_none();
    let own = match waits {
        true => arrival_permit::choices(&mut read, &call.reader()?, &document).await?,
        false => Vec::new(),
    };
    let extended = timber::of_document(&mut read, &document).await?.map(|e| e.until);
    drop(read);
    let own_choice = |p: &permits::Permit| {
        let name = p.signed_document().importer.as_ref().map(|i| i.name.clone()).unwrap_or_default();
        // The officer sees what each of them still lets in.
        let left = p
            .signed_document()
            .lines
            .iter()
            .map(|l| format!("{} {}", l.block, call.words().amount_of(&p.left(&l.block), &l.quantity.unit())));
        (p.number().to_string(), format!("{name}: {}", left.collect::<Vec<_>>().join(", ")))
    };
    let seat = call.seat()?;
    let findings = foreign
        .warnings
        .iter()
        .map(|w| Finding {
            severity: match w.level {
                Level::Severe => Severity::Severe,
                Level::Warning => Severity::Warning,
                Level::Info => Severity::Info,
            },
            path: w.path.clone(),
            // Weight and place have columns of their own.
            sentence: w.text.clone(),
        })
        .collect();
    let mut timeline = vec![Moment::new("fetch", row.retrieved_at, Some(Role::MaOfficer))];
    if let Some(receipt) = &foreign.receipt {
        timeline.push(Moment::new("receive", receipt.at, Some(Role::Customs)).name(&receipt.officer));
    }
    let evidence = document.kind == DocumentType::Import;
    let open = foreign.receipt.is_none() && foreign.withdrawn.is_none() && !evidence;
    let status = form_status(&errors);
    let shown = ForeignPage {
        shell: shell(call).await,
        id: row.id.to_string(),
        state: state(row, foreign.withdrawn.is_some()),
        signature: match &foreign.seal {
            Seal::Verified { .. } => Some(true),
            Seal::Broken { .. } => Some(false),
            Seal::Absent => None,
        },
        fetched: row.retrieved_at,
        findings,
        checks: foreign.trace.as_ref().map(|t| checks(t, &seat.house.pack, call.lang)).unwrap_or_default(),
        lines: lines
            .iter()
            .map(|l| ForeignLine {
                block: l.block.clone(),
                taxon: l.taxon.clone(),
                term: Term::from_code(&l.term),
                permitted: l.permitted,
                endorsed: l.endorsed,
                received: l.received,
                unit: Unit::from_any(&l.unit).unwrap_or(Unit::Nar),
            })
            .collect(),
        import_permits: own.iter().map(own_choice).collect(),
        used: foreign.receipt.as_ref().and_then(|r| r.import_permit.as_ref()).map(ToString::to_string),
        extended,
        can_confirm: open && seat.has(DeskAct::ReceiveAtImport.roles()),
        typed,
        ports: crate::shared::ports::of(seat.house.party(), &call.app.office.settings(&seat.house).place_of_issue),
        errors,
        timeline,
        document,
    };
    page_with(call, &shown, status)
}

async fn kept(call: &Call) -> Result<Fetched, Failure> {
    let id = call.id::<ForeignPermitKind>("foreign")?;
    Ok(fetch::get(&call.app.office, &call.reader()?, id).await?.0)
}

/// One permit of another Party.
pub async fn foreign(call: Arc<Call>) -> Answer {
    let found = kept(&call).await?;
    draw_foreign(&call, &found, BTreeMap::new(), Vec::new()).await
}

/// Records what arrived; the confirmation goes out after it.
pub async fn receive(call: Arc<Call>) -> Answer {
    let found = kept(&call).await?;
    let mut read = call.read().await?;
    let lines = read.foreign_lines(found.row.id).await?;
    drop(read);
    let mut errors = Vec::new();
    let mut quantities: Vec<(Block, Amount)> = Vec::new();
    for line in &lines {
        let field = format!("quantity.{}", line.block);
        match (Block::parse(&line.block), Amount::parse(call.typed(&field).trim())) {
            (Ok(block), Ok(amount)) => quantities.push((block, amount)),
            (_, Err(e)) | (Err(e), _) => errors.push(FieldError::parse(field, &e)),
        }
    }
    let house = &call.seat()?.house;
    let ports = crate::shared::ports::of(house.party(), &call.app.office.settings(house).place_of_issue);
    let port = ports.into_iter().find(|(code, _)| code == call.typed("port"));
    if port.is_none() {
        errors.push(FieldError::new("port", "field-empty").help("Choose the port or office."));
    }
    let (Some((port, port_name)), true) = (port, errors.is_empty()) else {
        return draw_foreign(&call, &found, call.typed_again(), errors).await;
    };
    let counted = Counted { quantities, port, port_name };
    let chosen = PermitNumber::parse(call.typed("import_permit")).ok();
    let done = receive::receive_under(&call.app.office, &call.who()?, found.row.id, counted, chosen).await;
    match done.map_err(Failure::from) {
        Ok(done) => Ok(go_and_say(&call, &links::foreign(&done.row.id.to_string()), "flash-sent-to-partner", None)),
        Err(failure) => draw_foreign(&call, &found, call.typed_again(), failure.on_form()?).await,
    }
}
