//! Letters to the applicant as pages to print, in the applicant's language whoever prints them.

use super::case::head;
use super::further;
use super::view::inside;
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::page;
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::document::{Address, Party};
use cites::{DocumentType, Lang, Timestamp};
use office::shared::case::Stored;
use pages::Words;
use pages::epermit::{Letter, LetterPage};
use permits::Draft;
use permits::application::ApplicationState;
use std::sync::Arc;

/// One letter.
pub async fn show(call: Arc<Call>) -> Answer {
    let (stored, id) = super::api::load(&call).await?;
    let state = stored.value.state();
    let name = call.param("letter");
    if let Some(country) = name.strip_prefix("inquiry-") {
        return inquiry(&call, &stored, country).await;
    }
    if !further::letters(state).iter().any(|l| l == name) {
        return Err(Failure::NotFound);
    }
    let draft = stored.value.draft().ok_or(Failure::NotFound)?;
    let mut read = call.read().await?;
    // The applicant's language, else the permit's, where we have words for it.
    let person = match stored.value.side().applicant {
        Some(person) => read.person(person).await?,
        None => None,
    };
    let lang = person.map(|p| p.language).filter(|l| Words::OFFERED.contains(l)).unwrap_or(draft.language);
    let less = |lang: Lang| -> Vec<(String, String)> {
        let words = Words::of(lang);
        stored.value.reduced().iter().map(|r| (super::deciding::lessened(r, words), r.reason.clone())).collect()
    };
    let (letter, at) = match (name, state) {
        ("decision", ApplicationState::Approved { approval, .. }) => (
            Letter::Granted { permit: None, conditions: approval.conditions.clone(), less: less(lang) },
            approval.stamp.at,
        ),
        ("decision", ApplicationState::Issued { approval, .. }) => {
            // Of several consignments every number, and the day on which the first of them ends.
            let mut permits = read.permits_of_application(id).await?;
            permits.sort_by_key(|p| p.consignment.nth);
            let numbers: Vec<String> = permits.iter().map(|p| p.number.to_string()).collect();
            let permit = permits.iter().map(|p| p.valid_until).min().map(|until| (numbers.join(", "), until));
            (Letter::Granted { permit, conditions: approval.conditions.clone(), less: less(lang) }, approval.stamp.at)
        }
        ("refusal", ApplicationState::Refused { refusal, .. } | ApplicationState::UnderAppeal { refusal, .. }) => {
            let letter = Letter::Refused {
                reason: refusal.reason,
                text: refusal.text.clone(),
                more: refusal.more.iter().map(|g| (g.reason, g.text.clone())).collect(),
                appeal_until: day(refusal.appeal_until),
                dismissed: refusal.dismissed.iter().map(|d| d.reason.clone()).collect(),
            };
            (letter, refusal.dismissed.last().map_or(refusal.stamp.at, |d| d.stamp.at))
        }
        ("exemption", ApplicationState::NoPermitNeeded { exemption, .. }) => {
            (Letter::NotNeeded { text: exemption.reason.clone() }, exemption.stamp.at)
        }
        _ => {
            let submission = state.submission().ok_or(Failure::NotFound)?;
            (Letter::Receipt { receipt: submission.receipt.clone() }, submission.stamp.at)
        }
    };
    drop(read);
    write(&call, lang, letter, at, head(&stored).ok_or(Failure::NotFound)?, draft).await
}

/// The letter to another authority that is asked, to be printed and sent by post. Only the authority's own people read it.
async fn inquiry(call: &Call, stored: &Stored, country: &str) -> Answer {
    if !inside(call.seat()?) {
        return Err(Failure::NotFound);
    }
    let all = stored.value.state().inquiries();
    let (country, asked) = all.into_iter().find(|(c, _)| c.code() == country).ok_or(Failure::NotFound)?;
    // A working language of the Convention.
    let lang = Some(call.lang).filter(|l| matches!(l, Lang::En | Lang::Fr | Lang::Es)).unwrap_or(Lang::En);
    let words = Words::of(lang);
    let settings = call.app.office.settings(&call.seat()?.house);
    let from = lines(&settings.authority.name, &settings.authority.address, words);
    let shown = LetterPage {
        shell: shell(call).await,
        to: vec![words.say("letter-inquiry-to"), words.country(&country)],
        place: settings.place_of_issue.clone(),
        on: day(asked.stamp.at),
        head: head(stored).ok_or(Failure::NotFound)?,
        letter: Letter::Inquiry { text: asked.reason.clone(), answer_to: from.join(", ") },
        lang: Some(lang).filter(|own| *own != call.words().lang()),
        amends: None,
        from,
    };
    page(call, &shown)
}

async fn write(
    call: &Call,
    lang: Lang,
    letter: Letter,
    at: Timestamp,
    head: pages::epermit::CaseHead,
    draft: &Draft,
) -> Answer {
    let words = Words::of(lang);
    let settings = call.app.office.settings(&call.seat()?.house);
    let shown = LetterPage {
        shell: shell(call).await,
        from: lines(&settings.authority.name, &settings.authority.address, words),
        to: lines(&applicant(draft).name, &applicant(draft).address, words),
        place: settings.place_of_issue.clone(),
        on: day(at),
        head,
        letter,
        lang: Some(lang).filter(|own| *own != call.words().lang()),
        amends: draft.replaces.as_ref().filter(|_| draft.amends()).map(ToString::to_string),
    };
    page(call, &shown)
}

/// Who applied: the sender at home, or on an import the receiver.
fn applicant(draft: &Draft) -> &Party {
    match (draft.document_type, &draft.importer) {
        (DocumentType::Import | DocumentType::Ifs | DocumentType::Impnotif, Some(importer)) => importer,
        _ => &draft.exporter,
    }
}

fn lines(name: &str, address: &Address, w: &Words) -> Vec<String> {
    let town = [address.postcode.as_deref().unwrap_or(""), &address.city].join(" ").trim().to_owned();
    [name.to_owned(), address.street.clone(), town, w.country(&address.country)]
        .into_iter()
        .filter(|l| !l.is_empty())
        .collect()
}
