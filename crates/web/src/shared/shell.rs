//! The frame of every page: whose site, who reads, what just happened, and where the demonstration's story stands.

use super::app::Story;
use super::call::Call;
use super::respond::FLASH;
use super::session::cookie;
use cites::ids::PermitId;
use cites::{ApplicationStatus, PermitStatus};
use office::Who;
use office::eexchange::fetch::Foreign;
use pages::parts::Tone;
use pages::shell::{Guide, GuideStep, Notice, Tenant, Viewer};
use pages::{Shell, links};
use permits::Application;
use store::ForeignStatus;

/// The frame's data.
pub async fn shell(call: &Call) -> Shell {
    let app = &call.app;
    let house = call.seat.as_ref().map(|s| &s.house).or_else(|| app.house_by_host(&call.host));
    let tenant = house.map(|h| {
        let settings = app.office.settings(h);
        let authority = &settings.authority;
        Tenant {
            name: authority.name.clone(),
            country: h.party(),
            help_phone: settings.help.phone.clone(),
            help_mail: settings.help.mail.clone(),
            help_hours: settings.help.hours.clone(),
            data_location: settings.help.data_location.clone(),
        }
    });
    let viewer = call.seat.as_ref().map(|s| Viewer {
        name: s.person.name.clone(),
        organisation: String::new(),
        roles: s.person.roles.clone(),
        unread: s.unread,
    });
    let guide = match (&app.story, app.facts.demo) {
        (Some(story), true) => guide(call, story).await,
        _ => None,
    };
    Shell {
        tenant,
        viewer,
        demo: app.facts.demo || house.is_some_and(|h| h.tenant.demo),
        sink: app.sink.is_some(),
        guide,
        path: call.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        csrf: call.seat.as_ref().map_or_else(|| app.visitor_mark(&call.visit), |s| s.csrf.clone()),
        form_key: app.random(),
        nonce: call.nonce.clone(),
        version: super::public::version(&app.facts),
        flash: flash(call),
    }
}

/// What just happened, from the cookie that a redirect left: a key, and perhaps one argument.
fn flash(call: &Call) -> Vec<Notice> {
    let Some(text) = cookie(&call.headers, FLASH).filter(|t| !t.is_empty()) else { return Vec::new() };
    let mut parts = text.splitn(3, '.');
    let key = parts.next().unwrap_or("");
    if !key.starts_with("flash-") || !key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
        return Vec::new();
    }
    let notice = Notice::new(Tone::Go, key);
    vec![match (parts.next(), parts.next()) {
        (Some(name), Some(value)) => notice.arg(name, decode(value)),
        _ => notice,
    }]
}

/// Undoes percent-encoding.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        let hex = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        match b {
            b'%' => match (hex(rest.next()), hex(rest.next())) {
                (Some(high), Some(low)) => bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?')),
                _ => bytes.push(b'?'),
            },
            b => bytes.push(b),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Where the story stands, and where its next step is done.
async fn guide(call: &Call, story: &Story) -> Option<Guide> {
    let (now, permit) = step(call, story).await?;
    let application = story.application.to_string();
    let steps = Guide::STEPS
        .iter()
        .map(|(name, role)| {
            let tenant = if matches!(*name, "fetch" | "receive") { story.importer } else { story.exporter };
            let href = match *name {
                "submit" => links::tasks(&application),
                "accept" | "propose" | "approve" => links::application(&application),
                "consult" => links::case_act(&application, "consult_sa"),
                "opinion" => links::case_act(&application, "sa_opinion"),
                "sign" => links::case_act(&application, "sign"),
                "endorse" => permit.map_or_else(|| links::CUSTOMS.into(), |id| links::customs_endorse(&id.to_string())),
                "fetch" => links::FETCH.into(),
                "receive" => links::FOREIGN.into(),
                _ => links::REPORTS.into(),
            };
            GuideStep { step: (*name).into(), role: *role, tenant, href }
        })
        .collect();
    Some(Guide { steps, now })
}

/// Index of the next step, and the permit once there is one. Three questions to the archive at most.
async fn step(call: &Call, story: &Story) -> Option<(usize, Option<PermitId>)> {
    let office = &call.app.office;
    let house = office.house_of(story.exporter)?;
    let now = office.clock.now();
    let scope = Who::system(house.clone()).scope(now);
    let mut read = office.store.read(&scope).await.ok()?;
    let case = read.application::<Application>(story.application).await.ok()??;
    let index = |name: &str| Guide::STEPS.iter().position(|(n, _)| *n == name).unwrap_or(0);
    let asked_science = case.value.findings().iter().any(|f| permits::Finding::is_scientific(f.kind));
    let name = match case.columns.status {
        ApplicationStatus::Submitted => "accept",
        ApplicationStatus::Accepted | ApplicationStatus::UnderExamination if !asked_science => "consult",
        ApplicationStatus::UnderExamination => "propose",
        ApplicationStatus::SaConsultation => "opinion",
        ApplicationStatus::DecisionProposed => "approve",
        ApplicationStatus::Approved => "sign",
        ApplicationStatus::Issued => "endorse",
        _ => "submit",
    };
    if case.columns.status != ApplicationStatus::Issued {
        return Some((index(name), None));
    }
    let permit = read.permits_of_application(story.application).await.ok()?.into_iter().next()?;
    drop(read);
    if matches!(permit.status, PermitStatus::Issued | PermitStatus::Delivered) {
        return Some((index("endorse"), Some(permit.id)));
    }
    let importer = office.house_of(story.importer)?;
    let mut read = office.store.read(&Who::system(importer.clone()).scope(now)).await.ok()?;
    let foreign = read.foreign_by_number::<Foreign>(story.exporter, &permit.number).await.ok()?;
    let name = match foreign.map(|f| f.stored.columns.status) {
        None => "fetch",
        Some(ForeignStatus::Fetched) => "receive",
        Some(_) => "report",
    };
    Some((index(name), Some(permit.id)))
}
