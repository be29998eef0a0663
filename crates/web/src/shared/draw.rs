//! From what the office keeps to what pages draw: pieces that several pages share.

use super::call::Call;
use crate::epermit::view::inside;
use cites::{Amount, Appendix, CountryCode, Date, Lang, PermitStatus, Role, TaxonName, Timestamp};
use office::shared::case::CaseEvent;
use office::shared::paper::PaperEvent;
use pages::parts::{Check, Moment, Verdict};
use permits::permission::{self, Hand};
use permits::{ApplicationActCode, Permit, PermitActCode, PermitState};
use rules::{RulePack, Trace};
use store::AuditEvent;

/// Rows on a page of a list.
pub const ROWS: i64 = 30;

/// The rules' answers that a person should see, in the reader's language.
pub fn checks(trace: &Trace, pack: &RulePack, lang: Lang) -> Vec<Check> {
    use rules::Verdict as V;
    let titles = rules::catalogue(pack);
    let title =
        |id: &str| titles.iter().find(|r| r.id == id).map_or_else(|| id.to_owned(), |r| r.title(lang).to_owned());
    let shown = trace.checks().iter().filter(|c| !matches!(c.verdict, V::NotApplicable | V::NotInForce));
    shown
        .map(|c| {
            let verdict = match c.verdict {
                V::Blocked => Verdict::Stop,
                V::Look | V::Awaited | V::NotChecked => Verdict::Look,
                V::Noted => Verdict::Noted,
                V::Overridden => Verdict::Overridden,
                V::Passed | V::NotApplicable | V::NotInForce => Verdict::Passed,
            };
            let sentence = c.sentence(lang);
            let sentence = if sentence.is_empty() { title(&c.rule) } else { sentence };
            let rows: Vec<String> = c.rows.iter().map(|r| row_words(&r.key, lang)).collect();
            let mut check = Check::new(verdict, &sentence, &rows.join(", "), &c.citation.words(lang));
            check.block =
                c.lines.iter().map(|n| cites::document::Block::nth(*n).to_string()).collect::<Vec<_>>().join(", ");
            check
        })
        .collect()
}

/// The key of a row for people: a day in it is written as their language writes days, the rest stays.
fn row_words(key: &str, lang: Lang) -> String {
    let word = |w: &str| w.parse::<Date>().map_or_else(|_| w.to_owned(), |day| cites::written::day(day, lang));
    key.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Sentences of the rules that speak about one line, worst first.
pub fn advice(trace: &Trace, line: Option<usize>, lang: Lang) -> Vec<String> {
    trace
        .speaking()
        .into_iter()
        .filter(|c| matches!(c.verdict, rules::Verdict::Blocked | rules::Verdict::Look))
        .filter(|c| line.is_none_or(|n| c.lines.is_empty() || c.lines.contains(&n)))
        .map(|c| c.sentence(lang))
        .filter(|s| !s.is_empty())
        .collect()
}

fn moment(
    event: &str,
    at: Timestamp,
    by: &permits::Who,
    role: Option<Role>,
    note: Option<String>,
    names: bool,
) -> Moment {
    let role = if matches!(by, permits::Who::System) { None } else { role };
    let mut moment = Moment::new(event, at, role);
    moment.note = note.filter(|_| names);
    moment.name = match by {
        permits::Who::Person { name, .. } if names => Some(name.clone()),
        permits::Who::Partner { country } => Some(country.to_string()),
        _ => None,
    };
    moment
}

fn role_of(hands: &[Hand]) -> Option<Role> {
    hands.iter().find_map(|h| match h {
        Hand::Role(role) => Some(*role),
        Hand::System => None,
    })
}

fn case_role(act: ApplicationActCode) -> Option<Role> {
    let mut rows = permission::APPLICATION.iter().chain(permission::APPLICATION_BESIDE);
    rows.find(|r| r.act == act).and_then(|r| role_of(r.hands)).or(Some(Role::Applicant))
}

fn paper_role(act: PermitActCode) -> Option<Role> {
    let mut rows = permission::PERMIT.iter().chain(permission::PERMIT_BESIDE);
    rows.find(|r| r.act == act).and_then(|r| role_of(r.hands)).or(Some(Role::MaApprover))
}

/// What happened to a case. Names and notes are for the authorities.
pub fn case_moments(call: &Call, events: &[AuditEvent]) -> Vec<Moment> {
    let names = call.seat.as_ref().is_some_and(inside);
    events
        .iter()
        .filter_map(|e| serde_json::from_str::<CaseEvent>(e.payload.as_deref()?).ok())
        .flat_map(|words| words.events)
        // Every answer of a draft is a change; the first says enough.
        .filter(|e| e.act != ApplicationActCode::Edit || e.from != Some(cites::ApplicationStatus::Draft))
        .map(|e| moment(e.act.code(), e.stamp.at, &e.stamp.by, case_role(e.act), e.note, names))
        .collect()
}

/// One thing that happened to a permit.
#[derive(Debug, Clone)]
pub struct Told {
    /// Code of the act.
    pub act: &'static str,
    /// Who may do such a thing.
    pub role: Option<Role>,
    /// By whom, when.
    pub stamp: permits::Stamp,
    /// Where the permit stood then.
    pub to: PermitStatus,
    /// The reason or text, where there is one.
    pub note: Option<String>,
}

/// What happened to a permit, oldest first. Its signature, and that another document took its place, are acts of a case
/// whose audit event speaks for both; the permit itself knows by whom and when, so that no permit is without a history.
pub fn permit_history(permit: &Permit, events: &[AuditEvent]) -> Vec<Told> {
    let signed = Told {
        act: ApplicationActCode::Sign.code(),
        role: case_role(ApplicationActCode::Sign),
        stamp: permit.signed().clone(),
        to: PermitStatus::Issued,
        note: None,
    };
    let later = events.iter().filter_map(|e| serde_json::from_str::<PaperEvent>(e.payload.as_deref()?).ok());
    let later = later.map(|words| words.event).map(|e| Told {
        act: e.act.code(),
        role: paper_role(e.act),
        stamp: e.stamp,
        to: e.to,
        note: e.note,
    });
    let replaced = match permit.state() {
        PermitState::Replaced { replacement, .. } => Some(Told {
            act: PermitActCode::Replace.code(),
            role: paper_role(PermitActCode::Replace),
            stamp: replacement.reason.stamp.clone(),
            to: PermitStatus::Replaced,
            note: Some(replacement.number.to_string()),
        }),
        _ => None,
    };
    let mut all: Vec<Told> = std::iter::once(signed).chain(later).collect();
    if !all.iter().any(|t| t.to == PermitStatus::Replaced) {
        all.extend(replaced);
    }
    all
}

/// What happened to a permit, as a page shows it. Names and notes are for the authorities.
pub fn permit_moments(call: &Call, permit: &Permit, events: &[AuditEvent]) -> Vec<Moment> {
    let names = call.seat.as_ref().is_some_and(|s| s.person.roles.iter().any(|r| r.side() != "outside"));
    let told = permit_history(permit, events);
    told.into_iter().map(|t| moment(t.act, t.stamp.at, &t.stamp.by, t.role, t.note, names)).collect()
}

/// Address of the next page of a list: the same question, after the last row.
pub fn next_page(call: &Call, next: Option<impl std::fmt::Display>) -> Option<String> {
    let next = next?;
    let mut out = format!("{}?", call.uri.path());
    for (name, value) in call.query.iter().filter(|(n, v)| n != "after" && n != "lang" && !v.is_empty()) {
        out.push_str(&format!("{}={}&", pages::links::encode(name), pages::links::encode(value)));
    }
    Some(format!("{out}after={}", pages::links::encode(&next.to_string())))
}

/// The Appendix of a name for specimens of a country, on a day: the strictest of those that may apply.
pub fn appendix(call: &Call, taxon: &str, origin: Option<CountryCode>, on: Date) -> Option<Appendix> {
    let office = &call.app.office;
    // Under the law of the reader's Party, which may have entered what the Conference decided; whoever has not signed in
    // reads that of the first one here.
    let house = match call.seat() {
        Ok(seat) => seat.house.clone(),
        Err(_) => office.houses().next()?.clone(),
    };
    let law = office.law(&house);
    rules::appendix_of(taxon, origin, &law, &office.taxa, on)
}

/// A scientific name as it was typed, for pages that need one: never empty.
pub fn taxon(text: &str) -> String {
    TaxonName::parse(text).map_or_else(|_| text.trim().to_owned(), |t| t.to_string())
}

/// An amount from text that was checked before; zero when it was not.
pub fn amount(text: &str) -> Amount {
    Amount::parse(text.trim()).unwrap_or(Amount::ZERO)
}

/// Working days between two moments, Monday to Friday.
pub fn working_days(from: Timestamp, to: Timestamp) -> u32 {
    let (mut day, last) = (office::shared::facts::day(from), office::shared::facts::day(to));
    let mut count = 0;
    // Cases are closed long before a thousand days; the bound keeps a clock gone wrong from holding up a page.
    for _ in 0..1_000 {
        if day >= last {
            break;
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        if !matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday) {
            count += 1;
        }
    }
    count
}
