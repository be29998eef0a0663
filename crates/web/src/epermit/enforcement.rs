//! Alerts of enforcement, what stands against people and documents, papers seen, audits after issue: pages and API.

use super::api::{after, load};
use crate::registers::mandates::date_typed;
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::respond::{created, form_status, go_and_say, json, page, page_with};
use crate::shared::route::{Answer, May, Route, api, form, page as page_route};
use crate::shared::shell::shell;
use cites::ids::{AlertKind, Id, PermitKind, PersonId};
use office::epermit::alerts::{self, NewAlert};
use office::epermit::{lanes, suspicion};
use pages::epermit::{AlertShown, AlertsPage, Audited, AuditsPage, SuspicionShown, SuspicionsPage, ToAudit};
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{AlertRow, Cursor, SuspicionRow};
use utoipa::ToSchema;

const SETTERS: May = May::Any(alerts::SETTERS);
const SUSPICION_READERS: May = May::Any(suspicion::READERS);
const LOOKERS: May = May::Any(lanes::LOOKERS);
const AUDITORS: May = May::Any(lanes::AUDITORS);
const AUDIT_READERS: May = May::Any(lanes::READERS);
const KIND: &[(&str, &str)] = &[
    ("kind", "FRAUD, SEIZED, REVOKED, DIFFERS, UNKNOWN, TAMPERED or AUDIT; all when absent."),
    ("after", "Where the next page begins, as the last one said."),
];

/// The rows.
pub fn routes() -> Vec<Route> {
    let mut all = vec![
        page_route!(links::ALERTS, SETTERS, show_alerts),
        form!(links::ALERTS, SETTERS, set_alert),
        form!(links::ALERTS_END, SETTERS, end_alert),
        page_route!(links::SUSPICIONS, SUSPICION_READERS, show_suspicions),
        page_route!(links::AUDITS, AUDIT_READERS, show_audits),
        form!(links::AUDITS, AUDITORS, audit),
        form!("/applications/{application}/examination/papers", LOOKERS, super::examination::see_papers),
    ];
    let alert = || Gives::Json(of::<AlertView>);
    let audits = || Gives::Json(of::<AuditLists>);
    all.extend([
        api!(GET "/api/alerts", SETTERS, Doc::read("examination", "Alerts of enforcement, the newest first.", Gives::Json(of::<AlertList>)), api_alerts),
        api!(POST "/api/alerts", SETTERS, Doc::act("examination", "Sets an alert: open cases that it names get its lane where it is stricter.", of::<AlertBody>, alert()).status(201), api_set_alert),
        api!(POST "/api/alerts/{alert}/end", SETTERS, Doc::act("examination", "Ends an alert; lanes that it forced stay.", of::<EndBody>, alert()), api_end_alert),
        api!(GET "/api/suspicions", SUSPICION_READERS, Doc::read("examination", "What stands against people and documents, the newest first.", Gives::Json(of::<SuspicionList>)).query(KIND), api_suspicions),
        api!(POST "/api/applications/{application}/papers-seen", LOOKERS, Doc::act("examination", "Says that every paper of the case was seen, as the yellow lane asks.", of::<PapersBody>, Gives::Json(of::<PapersView>)), api_see_papers),
        api!(GET "/api/issue-audits", AUDIT_READERS, Doc::read("examination", "Permits issued in the blue lane that wait for their audit, and the last audits.", audits()), api_audits),
        api!(POST "/api/permits/{permit}/issue-audit", AUDITORS, Doc::act("examination", "Audits a permit that was issued in the blue lane.", of::<AuditBody>, audits()), api_audit),
    ]);
    all
}

fn typed(call: &Call) -> NewAlert {
    let text = |name: &str| call.typed(name).to_owned();
    NewAlert {
        about: text("about"),
        subject: text("subject"),
        subject_to: text("subject_to"),
        lane: text("lane"),
        reason: text("reason"),
        open_reason: !call.ticked("open_reason").is_empty(),
        from: date_typed(call, "from"),
        until: date_typed(call, "until"),
    }
}

async fn draw_alerts(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let rows = alerts::list(&call.app.office, &call.reader()?).await?;
    let mut people: Vec<PersonId> = rows.iter().map(|a| a.set.0).collect();
    people.extend(rows.iter().filter_map(|a| a.ended.as_ref().map(|e| e.0)));
    people.sort();
    people.dedup();
    people.truncate(30);
    let mut read = call.read().await?;
    let names: BTreeMap<PersonId, String> = read.person_names(&people).await?.into_iter().collect();
    drop(read);
    let name = |id: &PersonId| names.get(id).cloned().unwrap_or_default();
    let today = day(call.app.office.clock.now());
    let status = form_status(&errors);
    let shown = AlertsPage {
        shell: shell(call).await,
        rows: rows
            .iter()
            .map(|a| AlertShown {
                id: a.id.to_string(),
                serial: a.serial,
                about: a.about.clone(),
                subject: a.subject.clone(),
                subject_to: a.subject_to.clone().unwrap_or_default(),
                lane: a.lane.code().to_owned(),
                reason: a.reason.clone(),
                open_reason: a.open_reason,
                days: (a.from, a.until),
                by: name(&a.set.0),
                ended: a.ended.as_ref().map(|(by, _, why)| (name(by), why.clone())),
                in_force: a.in_force(today),
            })
            .collect(),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// Alerts with the form of a new one.
pub async fn show_alerts(call: Arc<Call>) -> Answer {
    draw_alerts(&call, BTreeMap::from([("lane".to_owned(), "RED".to_owned())]), Vec::new()).await
}

/// Sets an alert.
pub async fn set_alert(call: Arc<Call>) -> Answer {
    match alerts::set(&call.app.office, &call.who()?, typed(&call)).await.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, links::ALERTS, "flash-saved", None)),
        Err(failure) => draw_alerts(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// Ends an alert.
pub async fn end_alert(call: Arc<Call>) -> Answer {
    let id = Id::<AlertKind>::parse(call.typed("alert")).map_err(|_| Failure::NotFound)?;
    let done = alerts::end(&call.app.office, &call.who()?, id, call.typed("why")).await.map_err(Failure::from);
    match done {
        Ok(_) => Ok(go_and_say(&call, links::ALERTS, "flash-done", None)),
        Err(failure) => {
            let at = |e: FieldError| FieldError { field: "why".into(), ..e };
            let errors = failure.on_form()?.into_iter().map(at).collect();
            draw_alerts(&call, call.typed_again(), errors).await
        }
    }
}

/// Where a thing can be looked at by whoever reads the list.
fn href(call: &Call, s: &SuspicionRow) -> Result<String, Failure> {
    let officer = call.seat()?.has(&[cites::Role::MaSupervisor]);
    Ok(match (s.object_kind.as_str(), s.object_id.as_str()) {
        (_, "") => String::new(),
        ("permit", id) => links::permit(id),
        ("foreign", id) => links::foreign(id),
        // Those who pursue offences have no page of a case that is open; the number is what they ask the desk with.
        ("application", id) if officer => links::application(id),
        _ => String::new(),
    })
}

/// What stands against people and documents.
pub async fn show_suspicions(call: Arc<Call>) -> Answer {
    let kind = call.asked("kind").unwrap_or_default().to_owned();
    let found = suspicion::list(&call.app.office, &call.reader()?, &kind, after(&call, Cursor::NEWEST)?).await;
    let found = found.map_err(|e| match e {
        office::Error::Value { .. } => Failure::NotFound,
        other => other.into(),
    })?;
    let next = found.next.map(|cursor| format!("{}?kind={kind}&after={cursor}", links::SUSPICIONS));
    let mut rows = Vec::new();
    for s in &found.rows {
        rows.push(SuspicionShown {
            kind: s.kind.clone(),
            at: s.at,
            href: href(&call, s)?,
            label: s.label.clone(),
            note: s.note.clone(),
            people: s.parties.iter().filter(|(_, name)| !name.is_empty()).cloned().collect(),
        });
    }
    let kinds = suspicion::KINDS.iter().map(|k| (*k).to_owned()).collect();
    page(&call, &SuspicionsPage { shell: shell(&call).await, kinds, kind, rows, next })
}

async fn draw_audits(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let found = lanes::audits(&call.app.office, &call.reader()?).await?;
    let status = form_status(&errors);
    let shown = AuditsPage {
        shell: shell(call).await,
        open: found
            .open
            .iter()
            .map(|p| ToAudit {
                id: p.permit.to_string(),
                number: p.number.to_string(),
                holder: p.holder.clone(),
                taxon: p.taxon.clone(),
                issued: day(p.issued_at),
                score: p.score,
            })
            .collect(),
        done: found
            .done
            .iter()
            .map(|a| Audited {
                id: a.permit.to_string(),
                number: a.number.to_string(),
                finding: a.finding,
                words: a.words.clone(),
                on: day(a.at),
                person: a.person.clone(),
            })
            .collect(),
        can_audit: call.seat()?.has(lanes::AUDITORS),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The work list of audits after issue.
pub async fn show_audits(call: Arc<Call>) -> Answer {
    draw_audits(&call, BTreeMap::new(), Vec::new()).await
}

fn outcome(text: &str) -> Result<bool, Failure> {
    match text {
        "clean" => Ok(false),
        "finding" => Ok(true),
        _ => Err(Failure::field("outcome", "audit-outcome", "Say whether it was clean or something was found.")),
    }
}

/// Audits a permit.
pub async fn audit(call: Arc<Call>) -> Answer {
    let done = match (Id::<PermitKind>::parse(call.typed("permit")), outcome(call.typed("outcome"))) {
        (Err(_), _) => Err(Failure::field("permit", "audit-permit", "Choose a permit from the list.")),
        (_, Err(failure)) => Err(failure),
        (Ok(id), Ok(finding)) => {
            let done = lanes::audit(&call.app.office, &call.who()?, id, finding, call.typed("words")).await;
            done.map(drop).map_err(Failure::from)
        }
    };
    match done {
        Ok(()) => Ok(go_and_say(&call, links::AUDITS, "flash-done", None)),
        Err(failure) => draw_audits(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// An alert to set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertBody {
    /// `person`, `company`, `agent`, `taxon`, `country` or `route`.
    pub about: String,
    /// A name, a taxon, or a country by name or code.
    pub subject: String,
    /// The other end of a route.
    #[serde(default)]
    pub subject_to: String,
    /// `GREEN`, `BLUE`, `YELLOW` or `RED`.
    pub lane: String,
    /// Why.
    pub reason: String,
    /// Do officers read why?
    #[serde(default)]
    pub open_reason: bool,
    /// First day; today when absent.
    #[serde(default)]
    pub from: String,
    /// Last day; until it is ended when absent.
    #[serde(default)]
    pub until: String,
}

/// Why an alert ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndBody {
    /// Why.
    pub reason: String,
}

/// An alert.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertView {
    /// Id.
    pub id: String,
    /// Number people quote.
    pub number: i64,
    /// What it is about.
    pub about: String,
    /// The name, the taxon, or a country's code.
    pub subject: String,
    /// The other end of a route.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_to: Option<String>,
    /// The lane it forces.
    pub lane: String,
    /// Why.
    pub reason: String,
    /// Do officers read why?
    pub open_reason: bool,
    /// First day.
    pub from: String,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Why it was ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
}

impl From<&AlertRow> for AlertView {
    fn from(a: &AlertRow) -> AlertView {
        AlertView {
            id: a.id.to_string(),
            number: a.serial,
            about: a.about.clone(),
            subject: a.subject.clone(),
            subject_to: a.subject_to.clone(),
            lane: a.lane.code().to_owned(),
            reason: a.reason.clone(),
            open_reason: a.open_reason,
            from: a.from.to_string(),
            until: a.until.map(|d| d.to_string()),
            ended: a.ended.as_ref().map(|(_, _, why)| why.clone()),
        }
    }
}

/// Alerts.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertList {
    /// The newest first.
    pub rows: Vec<AlertView>,
}

/// Alerts, for programs.
pub async fn api_alerts(call: Arc<Call>) -> Answer {
    let rows = alerts::list(&call.app.office, &call.reader()?).await?;
    json(&AlertList { rows: rows.iter().map(AlertView::from).collect() })
}

/// Sets an alert.
pub async fn api_set_alert(call: Arc<Call>) -> Answer {
    let b: AlertBody = call.json()?;
    let new = NewAlert {
        about: b.about,
        subject: b.subject,
        subject_to: b.subject_to,
        lane: b.lane,
        reason: b.reason,
        open_reason: b.open_reason,
        from: b.from,
        until: b.until,
    };
    let row = alerts::set(&call.app.office, &call.who()?, new).await?;
    created(&AlertView::from(&row), "/api/alerts")
}

/// Ends an alert.
pub async fn api_end_alert(call: Arc<Call>) -> Answer {
    let id = call.id::<AlertKind>("alert")?;
    let body: EndBody = call.json()?;
    json(&AlertView::from(&alerts::end(&call.app.office, &call.who()?, id, &body.reason).await?))
}

/// Who had a part in something.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuspicionParty {
    /// `exporter`, `importer`, `applicant` or `agent`.
    pub part: String,
    /// The name as it was written; blank where only the account is known.
    pub name: String,
}

/// Something that stands against people or documents.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuspicionView {
    /// Its kind.
    pub kind: String,
    /// When.
    pub at: String,
    /// `application`, `permit` or `foreign`.
    pub object_kind: String,
    /// Its id; blank where we have none.
    pub object_id: String,
    /// Reference or number.
    pub label: String,
    /// What was seen.
    pub note: String,
    /// Who had a part in it.
    pub parties: Vec<SuspicionParty>,
}

/// What stands against people and documents.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuspicionList {
    /// The newest first.
    pub rows: Vec<SuspicionView>,
    /// For the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// What stands against people and documents, for programs.
pub async fn api_suspicions(call: Arc<Call>) -> Answer {
    let kind = call.asked("kind").unwrap_or_default().to_owned();
    let page = suspicion::list(&call.app.office, &call.reader()?, &kind, after(&call, Cursor::NEWEST)?).await?;
    let view = |s: &SuspicionRow| SuspicionView {
        kind: s.kind.clone(),
        at: s.at.to_string(),
        object_kind: s.object_kind.clone(),
        object_id: s.object_id.clone(),
        label: s.label.clone(),
        note: s.note.clone(),
        parties: s
            .parties
            .iter()
            .map(|(part, name)| SuspicionParty { part: part.clone(), name: name.clone() })
            .collect(),
    };
    json(&SuspicionList { rows: page.rows.iter().map(view).collect(), next: page.next.map(|c| c.to_string()) })
}

/// That papers were seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PapersBody {
    /// What was found in them.
    #[serde(default)]
    pub note: String,
}

/// What the yellow lane asks of a case.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PapersSeenView)]
pub struct PapersView {
    /// How many papers there are.
    pub papers: i64,
    /// When they were seen last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<String>,
    /// Is there one that nobody has seen yet?
    pub open: bool,
}

/// Says that the papers were seen.
pub async fn api_see_papers(call: Arc<Call>) -> Answer {
    let (_, id) = load(&call).await?;
    let body: PapersBody = call.json()?;
    let p = lanes::see_papers(&call.app.office, &call.who()?, id, &body.note).await?;
    json(&PapersView { papers: p.there, seen_at: p.seen.map(|s| s.at.to_string()), open: p.open })
}

/// An audit after issue.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditBody {
    /// `clean` or `finding`.
    pub outcome: String,
    /// What was looked at and found.
    pub words: String,
}

/// A permit that waits for its audit.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToAuditView {
    /// Id of the permit.
    pub permit: String,
    /// Its number.
    pub number: String,
    /// When it was issued.
    pub issued_at: String,
    /// Score of its case.
    pub score: i64,
}

/// An audit that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditedView {
    /// Id of the permit.
    pub permit: String,
    /// Its number.
    pub number: String,
    /// `clean` or `finding`.
    pub outcome: String,
    /// What was looked at and found.
    pub words: String,
    /// When.
    pub at: String,
}

/// Audits after issue.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditLists {
    /// What waits, the oldest first.
    pub open: Vec<ToAuditView>,
    /// What was audited, the newest first.
    pub done: Vec<AuditedView>,
}

/// Audits after issue, for programs.
pub async fn api_audits(call: Arc<Call>) -> Answer {
    let found = lanes::audits(&call.app.office, &call.reader()?).await?;
    let open = |p: &store::ToAuditRow| ToAuditView {
        permit: p.permit.to_string(),
        number: p.number.to_string(),
        issued_at: p.issued_at.to_string(),
        score: p.score,
    };
    let done = |a: &store::IssueAuditRow| AuditedView {
        permit: a.permit.to_string(),
        number: a.number.to_string(),
        outcome: if a.finding { "finding" } else { "clean" }.to_owned(),
        words: a.words.clone(),
        at: a.at.to_string(),
    };
    json(&AuditLists { open: found.open.iter().map(open).collect(), done: found.done.iter().map(done).collect() })
}

/// Audits a permit.
pub async fn api_audit(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    let body: AuditBody = call.json()?;
    lanes::audit(&call.app.office, &call.who()?, id, outcome(&body.outcome)?, &body.words).await?;
    api_audits(call).await
}
