//! Alerts of enforcement (K18): whoever pursues offences says what is looked at closely, from day to day, in which lane.
//! An alert that begins forces its lane on the open cases that it names; its end lowers no lane: that is a supervisor's.

use super::risk::Lane;
use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use crate::shared::quota::names_of;
use cites::ids::{AlertId, AlertKind, ApplicationId};
use cites::{ApplicationStatus, CountryCode, Date, Role};
use permits::application::ApplicantSide;
use permits::risk::{BETWEEN, Criterion, Forced, Hit};
use permits::risk_known::{Named, Subject};
use permits::{Application, Draft};
use store::{AlertRow, AuditEntry, Read, RiskRow, Tx};

/// Who sets alerts, ends them and reads why.
pub const SETTERS: &[Role] = &[Role::Enforcement, Role::MaSupervisor];

/// What an alert may be about.
pub const ABOUT: &[&str] = &["person", "company", "agent", "taxon", "country", "route"];

/// Longest reason, characters.
const WORDS: usize = 1_000;
/// Open cases that an alert is held against when it is set.
const LOOKED_AT: i64 = 500;

/// An alert as it is typed.
#[derive(Debug, Clone, Default)]
pub struct NewAlert {
    /// One of [`ABOUT`].
    pub about: String,
    /// A name, a taxon, or a country by name or code.
    pub subject: String,
    /// The other end of a route.
    pub subject_to: String,
    /// Code of the lane.
    pub lane: String,
    /// Why.
    pub reason: String,
    /// Do officers read why?
    pub open_reason: bool,
    /// First day; blank: today.
    pub from: String,
    /// Last day; blank: until it is ended.
    pub until: String,
}

fn country(field: &str, text: &str) -> Result<CountryCode, Error> {
    let help = "Give the country by name or code.";
    permits::itinerary::country(text.trim()).ok_or_else(|| Error::value(field, "alert-country", help))
}

/// What it is about, read: as it is kept.
fn subject(office: &Office, new: &NewAlert) -> Result<(String, Option<String>), Error> {
    let text = new.subject.split_whitespace().collect::<Vec<_>>().join(" ");
    if !ABOUT.contains(&new.about.as_str()) {
        return Err(Error::value("about", "alert-about", "Choose what the alert is about."));
    }
    if text.is_empty() || text.chars().count() > 200 || text.chars().any(char::is_control) {
        return Err(Error::value("subject", "alert-subject", "Say whom or what it is about, at most 200 characters."));
    }
    match new.about.as_str() {
        "taxon" => {
            let help = "Choose a name from the list: this one is in no Appendix.";
            let found = office.taxa.resolve(&text).ok_or_else(|| Error::value("subject", "taxon-unknown", help))?;
            Ok((found.taxon.full_name.clone(), None))
        }
        "country" => Ok((country("subject", &text)?.code().to_owned(), None)),
        "route" => {
            let to = country("subject_to", &new.subject_to)?;
            Ok((country("subject", &text)?.code().to_owned(), Some(to.code().to_owned())))
        }
        _ => Ok((text, None)),
    }
}

/// What an alert names; `None` for a country that is no longer in the list.
fn named_by(row: &AlertRow) -> Option<Subject> {
    let country = |text: &str| CountryCode::parse(text).ok();
    Some(match row.about.as_str() {
        "person" => Subject::Person(row.subject.clone()),
        "company" => Subject::Company(row.subject.clone()),
        "agent" => Subject::Agent(row.subject.clone()),
        "taxon" => Subject::Taxon(row.subject.clone()),
        "country" => Subject::Country(country(&row.subject)?),
        _ => Subject::Route(country(&row.subject)?, country(row.subject_to.as_deref()?)?),
    })
}

/// What of a case an alert can name: by its paper, and by what the archive knows of its people.
///
/// # Errors
/// What the archive says.
async fn named(
    read: &mut Read,
    office: &Office,
    home: CountryCode,
    draft: &Draft,
    side: &ApplicantSide,
) -> Result<Named, Error> {
    use cites::DocumentType as D;
    let mut people: Vec<String> =
        [Some(&draft.exporter), draft.importer.as_ref()].into_iter().flatten().map(|p| p.name.clone()).collect();
    let accounts: Vec<_> = side.applicant.into_iter().chain(side.agent).collect();
    let names = read.person_names(&accounts).await?;
    let of = |id| names.iter().find(|(known, _)| Some(*known) == id).map(|(_, name)| name.clone());
    people.extend(of(side.applicant));
    if let Some(id) = side.organisation {
        people.extend(read.organisation::<serde::de::IgnoredAny>(id).await?.map(|o| o.columns.name));
    }
    let taxa = draft.lines.iter().flat_map(|l| names_of(office, l.taxon.as_str(), l.taxon.stem())).collect();
    let origins = draft.lines.iter().flat_map(|l| [&l.origin, &l.last_reexport]).flatten().map(|p| p.country);
    let comes = matches!(draft.base(), D::Import | D::Ifs | D::Impnotif);
    let (here, there) = (home, draft.partner_country);
    let (from, to) = if comes { (there, here) } else { (here, there) };
    let agents = if side.agent.is_some() { of(side.agent).into_iter().collect() } else { Vec::new() };
    let transit = draft.transport.transit.clone();
    Ok(Named { people, agents, taxa, from: origins.chain([from]).collect(), transit, to: vec![to] })
}

/// What officers are told of an alert: its number, and its reason where enforcement lets them read it.
fn said(row: &AlertRow) -> String {
    match row.open_reason {
        true => format!("alert/{}/{}", row.serial, row.reason),
        false => format!("alert/{}", row.serial),
    }
}

/// The alerts in force that name a case.
///
/// # Errors
/// What the archive says.
pub(crate) async fn forced(
    read: &mut Read,
    office: &Office,
    who: &Who,
    draft: &Draft,
    side: &ApplicantSide,
    on: Date,
) -> Result<Vec<Forced>, Error> {
    let alerts = read.alerts_on(on).await?;
    if alerts.is_empty() {
        return Ok(Vec::new());
    }
    let case = named(read, office, who.house.party(), draft, side).await?;
    let hits = alerts.iter().filter(|row| named_by(row).is_some_and(|s| s.names(&case)));
    Ok(hits.map(|row| Forced { said: said(row), lane: row.lane }).collect())
}

/// Sets an alert. Open cases that it names and that were assessed before get its lane, where it is stricter than theirs.
///
/// # Errors
/// `alert-about`, `alert-subject`, `taxon-unknown`, `alert-country`, `lane-unknown`, `reason-empty`, `date-form`,
/// `dates-order`, [`Error::NotPermitted`], or what the archive says.
pub async fn set(office: &Office, who: &Who, new: NewAlert) -> Result<AlertRow, Error> {
    who.must_be(SETTERS)?;
    let person = who.person()?.id;
    let (subject, subject_to) = subject(office, &new)?;
    let lane = Lane::from_code(&new.lane)
        .ok_or_else(|| Error::value("lane", "lane-unknown", "Choose a lane from the list."))?;
    let reason = reason(&new.reason)?;
    let now = office.clock.now();
    let date = |field: &str, text: &str| {
        text.trim().parse::<Date>().map_err(|_| Error::value(field, "date-form", "Give a date, like 2026-11-25."))
    };
    let from = if new.from.trim().is_empty() { day(now) } else { date("from", &new.from)? };
    let until = if new.until.trim().is_empty() { None } else { Some(date("until", &new.until)?) };
    if until.is_some_and(|last| last < from) {
        return Err(Error::value("until", "dates-order", "The last day cannot be before the first."));
    }
    let row = AlertRow {
        id: office.id::<AlertKind>(now),
        serial: 0,
        about: new.about.clone(),
        subject,
        subject_to,
        lane,
        reason,
        open_reason: new.open_reason,
        from,
        until,
        set: (person, now),
        ended: None,
    };
    let ran = act::run!(office, who, now, "set_alert", |tx| {
        tx.alert_insert(&row).await?;
        let kept = tx.alert(row.id).await?.ok_or(Error::NotFound("alert"))?;
        let raised = if kept.in_force(day(now)) { raise(tx, office, who, &kept).await? } else { 0 };
        let words = serde_json::json!({
            "number": kept.serial, "about": kept.about, "lane": kept.lane.code(), "from": kept.from.to_string(),
            "until": kept.until.map(|d| d.to_string()), "cases": raised,
        });
        tx.audit(AuditEntry::new("set_alert", "alert", kept.id).payload(&words)?);
        Ok((kept.id, kept.id.to_string()))
    });
    let id = match ran? {
        Ran::Now(id) => id,
        Ran::Before(id) => AlertId::parse(&id).map_err(Error::internal)?,
    };
    get(office, who, id).await
}

/// Forces the lane on the open cases that the alert names; answers on how many.
async fn raise(tx: &mut Tx, office: &Office, who: &Who, alert: &AlertRow) -> Result<usize, Error> {
    let Some(subject) = named_by(alert) else { return Ok(0) };
    let rows = tx.open_cases(LOOKED_AT).await?;
    let assessed = |s: ApplicationStatus| {
        use ApplicationStatus as S;
        !matches!(s, S::Draft | S::Submitted | S::Incomplete | S::AwaitingPayment)
    };
    let ids: Vec<ApplicationId> = rows.iter().filter(|r| assessed(r.status)).map(|r| r.id).collect();
    let mut raised = 0;
    for some in ids.chunks(30) {
        for glance in tx.glances::<Application>(some).await? {
            let (Some(draft), Some(lane)) = (glance.value.draft(), glance.lane) else { continue };
            let case = named(tx, office, who.house.party(), draft, glance.value.side()).await?;
            if !subject.names(&case) {
                continue;
            }
            let Some(last) = tx.risks(glance.id, 1).await?.into_iter().next() else { continue };
            let mut hits = last.hits.clone();
            match hits.iter_mut().find(|h| h.criterion == Criterion::Alert) {
                Some(known) => known.value = [known.value.as_str(), &said(alert)].join(BETWEEN),
                None => hits.push(Hit { criterion: Criterion::Alert, value: said(alert), weight: 0 }),
            }
            hits.sort_by_key(|h| h.criterion);
            let stricter = alert.lane > lane;
            let row = RiskRow {
                at: tx.at(),
                lane: if stricter { alert.lane } else { lane },
                computed_lane: if stricter { alert.lane } else { last.computed_lane },
                forced_by: if stricter { Some(Criterion::Alert) } else { last.forced_by },
                changed: if stricter { None } else { last.changed.clone() },
                hits,
                ..last
            };
            tx.risk_insert(glance.id, &row).await?;
            raised += 1;
        }
    }
    Ok(raised)
}

fn reason(text: &str) -> Result<String, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::value("reason", "reason-empty", "Write the reason."));
    }
    if text.chars().count() > WORDS {
        return Err(Error::value("reason", "text-long", format!("Shorten this to {WORDS} characters.")));
    }
    Ok(text.to_owned())
}

/// Ends an alert. Lanes that it forced stay until a supervisor changes them.
///
/// # Errors
/// `reason-empty`, `alert-ended`, [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn end(office: &Office, who: &Who, id: AlertId, why: &str) -> Result<AlertRow, Error> {
    who.must_be(SETTERS)?;
    let person = who.person()?.id;
    let why = reason(why)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "end_alert", |tx| {
        let row = tx.alert(id).await?.ok_or(Error::NotFound("alert"))?;
        if row.ended.is_some() {
            return Err(Error::value("reason", "alert-ended", "This alert was ended before."));
        }
        tx.alert_end(id, person, &why).await?;
        tx.audit(AuditEntry::new("end_alert", "alert", id).payload(&serde_json::json!({ "reason": why }))?);
        Ok(((), id.to_string()))
    });
    ran?;
    get(office, who, id).await
}

/// One alert.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn get(office: &Office, who: &Who, id: AlertId) -> Result<AlertRow, Error> {
    who.must_be(SETTERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    read.alert(id).await?.ok_or(Error::NotFound("alert"))
}

/// Alerts, the newest first, also those that ended; at most two hundred.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn list(office: &Office, who: &Who) -> Result<Vec<AlertRow>, Error> {
    who.must_be(SETTERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.alerts(200).await?)
}
