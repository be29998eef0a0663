//! Administration: texts to review, people, settings, audit, partners.

use super::audit_api::before;
use super::call::Call;
use super::draw::{ROWS, next_page};
use super::enter::day;
use super::failure::Failure;
use super::respond::page;
use super::route::Answer;
use super::shell::shell;
use cites::ids::PersonId;
use cites::{Lang, Term};
use pages::shared::{
    AuditEntry, AuditPage, LanguageRow, LanguagesPage, PartnerRow, PartnersAdmin, PeoplePage, PersonRow, SettingsPage,
};
use pages::{Words, links};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Texts on a page.
const TEXTS: usize = 50;

/// Keys of texts that an official text or a native officer confirmed (mark V in `locales/terms.csv`).
fn confirmed(lang: Lang) -> &'static std::collections::BTreeSet<String> {
    use std::collections::BTreeSet;
    use std::sync::LazyLock;
    static ALL: LazyLock<BTreeMap<&'static str, BTreeSet<String>>> = LazyLock::new(|| {
        let mut rows = csv::Reader::from_reader(include_str!("../../../../locales/terms.csv").as_bytes());
        let heads: Vec<String> = rows.headers().map(|h| h.iter().map(str::to_owned).collect()).unwrap_or_default();
        let mut all: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
        for row in rows.records().filter_map(Result::ok) {
            for lang in Lang::ALL {
                let mark = heads
                    .iter()
                    .position(|h| *h == format!("mark_{}", lang.code()))
                    .and_then(|n| row.get(n))
                    .unwrap_or("");
                if mark == "V"
                    && let Some(key) = row.get(0)
                {
                    all.entry(lang.code()).or_default().insert(key.replace('_', "-"));
                }
            }
        }
        all
    });
    static NONE: BTreeSet<String> = BTreeSet::new();
    ALL.get(lang.code()).unwrap_or(&NONE)
}

/// The trade terms of box 9, whose words stand in their own list; languages it does not have show none.
fn trade_terms(of: Lang) -> Vec<LanguageRow> {
    let official = |term: &Term| matches!(of, Lang::Fr | Lang::Es) && term.words_from() == "official-2013";
    if !matches!(of, Lang::Fr | Lang::Es | Lang::Ar) {
        return Vec::new();
    }
    Term::ALL
        .iter()
        .map(|term| LanguageRow {
            key: format!("trade-term-{}", term.code().to_lowercase()),
            english: term.name(Lang::En).to_owned(),
            text: term.name(of).to_owned(),
            confirmed: official(term),
        })
        .collect()
}

/// Texts of a language, those that nobody has confirmed first.
pub async fn languages(call: Arc<Call>) -> Answer {
    let of = call.asked("of").and_then(Lang::from_code).filter(|l| *l != Lang::En).unwrap_or(Lang::Ar);
    let only_open = call.asked("show") != Some("all");
    let query = call.asked("q").unwrap_or("").to_lowercase();
    let (own, english) = (Words::of(of), Words::of(Lang::En));
    let known = confirmed(of);
    let mut texts: Vec<LanguageRow> = Words::keys(of)
        .into_iter()
        .map(|key| LanguageRow {
            english: english.say(&key),
            text: own.say(&key),
            confirmed: known.contains(&key),
            key,
        })
        .collect();
    texts.extend(trade_terms(of));
    let count = (texts.len(), texts.iter().filter(|t| t.confirmed).count());
    let from = call.asked("after").unwrap_or("");
    let mut past = from.is_empty();
    let mut rows: Vec<LanguageRow> = Vec::new();
    let mut next = None;
    for row in texts {
        if !past {
            past = row.key == from;
            continue;
        }
        if only_open && row.confirmed {
            continue;
        }
        let found = query.is_empty()
            || [&row.key, &row.english, &row.text].iter().any(|text| text.to_lowercase().contains(&query));
        if !found {
            continue;
        }
        if rows.len() == TEXTS {
            next = rows.last().map(|r| r.key.clone());
            break;
        }
        rows.push(row);
    }
    let next = next_page(&call, next);
    let shown = LanguagesPage { shell: shell(&call).await, of, only_open, query, count, rows, next };
    page(&call, &shown)
}

/// People and roles.
pub async fn people(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let found = read.people(call.asked("after").unwrap_or(""), ROWS).await?;
    let companies: Vec<_> = found.iter().filter_map(|p| p.organisation).collect();
    let names: BTreeMap<_, _> = read.organisation_names(&companies).await?.into_iter().collect();
    let ids: Vec<_> = found.iter().map(|p| p.id).collect();
    let seen: BTreeMap<_, _> = read.sign_ins(&ids).await?.into_iter().map(|(id, last, _)| (id, last)).collect();
    drop(read);
    let full = i64::try_from(found.len()).is_ok_and(|n| n == ROWS);
    let next = next_page(&call, found.last().filter(|_| full).map(|p| p.email.clone()));
    let people = found
        .into_iter()
        .map(|p| PersonRow {
            id: p.id.to_string(),
            organisation: p.organisation.and_then(|o| names.get(&o).cloned()).unwrap_or_default(),
            name: p.name,
            email: p.email,
            roles: p.roles,
            active: p.active,
            seen: seen.get(&p.id).copied(),
        })
        .collect();
    page(&call, &PeoplePage { shell: shell(&call).await, people, next })
}

/// Settings of the Party, read.
pub async fn settings(call: Arc<Call>) -> Answer {
    let house = &call.seat()?.house;
    let settings = call.app.office.settings(house);
    let today = day(call.app.office.clock.now());
    let shown = SettingsPage {
        shell: shell(&call).await,
        number_template: settings.number_template.as_str().to_owned(),
        suffix: settings.number_suffix.clone(),
        four_eyes: house.tenant.four_eyes,
        languages: settings.languages.clone(),
        certificate_until: call.app.keys.named(house.signer.key_id().as_bytes()).map(|k| k.not_after).max(),
        key_id: house.signer.key_id().to_owned(),
        rules: (today, call.app.office.law(house).digest().to_string()[..12].to_owned()),
        taxa: (call.app.facts.taxa.clone(), call.app.office.taxa.taxa().len()),
        epix_address: call.app.office.addresses.epix.clone(),
    };
    page(&call, &shown)
}

/// The audit trail.
pub async fn audit(call: Arc<Call>) -> Answer {
    // The page's links say `after`; the trail is read backwards from a number.
    let from = match call.asked("after") {
        None => before(&call)?,
        Some(text) => text.parse().map_err(|_| Failure::NotFound)?,
    };
    let mut read = call.read().await?;
    let events = read.audit_events(from, ROWS).await?;
    let people: Vec<PersonId> =
        events.iter().filter_map(|e| PersonId::parse(e.actor.strip_prefix("person:")?).ok()).collect();
    let names: BTreeMap<String, String> =
        read.person_names(&people).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    drop(read);
    let query = call.asked("q").unwrap_or("").to_lowercase();
    let full = i64::try_from(events.len()).is_ok_and(|n| n == ROWS);
    let next = next_page(&call, events.last().filter(|_| full).map(|e| e.seq));
    let entries = events
        .into_iter()
        .map(|e| {
            let actor = match e.actor.strip_prefix("person:") {
                Some(id) => names.get(id).cloned().unwrap_or_else(|| id.to_owned()),
                None => e.actor.clone(),
            };
            let href = match e.object_kind.as_str() {
                "permit" => Some(links::permit(&e.object_id)),
                "application" => Some(links::application(&e.object_id)),
                "quota" => Some(links::quota(&e.object_id)),
                _ => None,
            };
            AuditEntry {
                number: e.seq,
                at: e.at,
                actor,
                subject: (format!("{} {}", e.object_kind, e.object_id.get(..12).unwrap_or(&e.object_id)), href),
                digest: e.hash.to_string()[..8].to_owned(),
                act: e.act,
            }
        })
        .filter(|e| {
            // What is read can be searched for: the words as well as the names behind them.
            let shown = [e.done(call.words()).plain(), e.about(call.words()).plain()];
            let mut texts = shown.iter().chain([&e.actor, &e.act, &e.subject.0]);
            query.is_empty() || texts.any(|text| text.to_lowercase().contains(&query))
        })
        .collect();
    // The whole chain is checked by `manis audit verify`; a page would hold everybody up on a long one.
    let shown = AuditPage { shell: shell(&call).await, typed: call.asked_again(), entries, whole: None, next };
    page(&call, &shown)
}

/// Partners: addresses and certificates.
pub async fn partners(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let found = read.partners().await?;
    drop(read);
    let partners = found
        .iter()
        .map(|p| PartnerRow {
            country: p.country,
            address: p.endpoint.clone().unwrap_or_default(),
            version: format!("v{}", p.protocol),
            certificate: p.client_spki.map(|d| d.to_string()[..16].to_owned()).unwrap_or_default(),
            until: None,
            open: p.active,
        })
        .collect();
    page(&call, &PartnersAdmin { shell: shell(&call).await, partners })
}
