//! The applicant's first page with its list, the list of permits, and the same over the API.

use super::api::after;
use super::permits_api;
use crate::shared::call::Call;
use crate::shared::draw::{ROWS, next_page};
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{json, page};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::{ApplicationStatus, CountryCode, Date, DocumentType, PermitStatus, Role};
use office::epermit::home::{self, Home, Task, ToDo};
use pages::epermit as face;
use permits::DeskAct;
use serde::Serialize;
use std::sync::Arc;
use store::{Cursor, Mine, MineFilter};
use utoipa::ToSchema;

/// A day of the query; `None` where there is none or none that can be read: a filter is not a form.
fn asked_day(call: &Call, name: &str) -> Option<Date> {
    call.asked(name).and_then(|text| text.parse().ok())
}

/// What the query looks for.
pub(super) fn filter(call: &Call) -> Result<MineFilter, Failure> {
    let (text, accepted) = home::looked_for(&call.app.office, call.asked("q").or(call.asked("number")).unwrap_or(""));
    let status = call.asked("status");
    Ok(MineFilter {
        status: status.and_then(ApplicationStatus::from_code),
        permit_status: status.and_then(PermitStatus::from_code),
        kind: call.asked("kind").and_then(DocumentType::from_code),
        country: call.asked("country").or(call.asked("importer")).and_then(|c| CountryCode::parse(c).ok()),
        text,
        accepted,
        from: asked_day(call, "from"),
        until: asked_day(call, "until"),
        by: if call.asked("by") == Some("me") { Some(call.seat()?.person.id) } else { None },
    })
}

/// In whose name the caller reads.
pub(super) fn mine(call: &Call) -> Result<Mine, Failure> {
    Ok(home::mine(&call.reader()?, call.seat()?.person.organisation)?)
}

/// The applicant's first page: what to do now, drafts, the list, what ends and changes soon.
pub async fn applications(call: Arc<Call>) -> Answer {
    let (mine, filter) = (mine(&call)?, filter(&call)?);
    let (office, today) = (&call.app.office, day(call.app.office.clock.now()));
    let mut read = call.read().await?;
    let before = after(&call, Cursor::NEWEST)?;
    let found = home::applications(&mut read, mine, today, &filter, before, ROWS).await?;
    let first = filter.is_empty() && call.asked("after").is_none();
    let beside =
        if first { Some(home::home(&mut read, office, &call.reader()?, mine, &found.rows).await?) } else { None };
    drop(read);
    let until = |id: &str| {
        let cards = beside.iter().flat_map(|h: &Home| &h.to_do);
        cards.filter(|t| !matches!(t.task, Task::Report | Task::Collect)).find(|t| t.id == id).and_then(|t| t.until)
    };
    // Who keeps a company's people and its account pays, and writes nothing.
    let writes = call.seat()?.has(DeskAct::StartApplication.roles());
    let rows = found
        .rows
        .iter()
        .filter(|found| writes || found.row.status != ApplicationStatus::Draft)
        .map(|found| {
            let r = &found.row;
            let id = r.id.to_string();
            let (of, signed) = (found.value.draft().map_or(1, |d| d.consignments), found.value.state().signed().len());
            face::ApplicationRow {
                signed: (of > 1 && signed > 0).then(|| (i64::try_from(signed).unwrap_or(i64::MAX), i64::from(of))),
                reference: if r.status == ApplicationStatus::Draft { String::new() } else { r.reference.clone() },
                own_reference: found.value.form().own_reference.clone(),
                kind: r.kind,
                taxon: r.taxon.clone().unwrap_or_default(),
                more_lines: super::lists::more_lines(r.line_count),
                partner: r.partner,
                status: r.status,
                on: day(r.submitted_at.unwrap_or(r.changed_at)),
                act_by: home::waits_for_applicant(r.status).then(|| until(&id)),
                id,
            }
        })
        .collect();
    let beside = beside.map(|mut home| {
        home.to_do.retain(|t| writes || t.task == Task::Pay);
        home.drafts.retain(|_| writes);
        home
    });
    let shown = face::Applications {
        shell: shell(&call).await,
        home: beside.map(|h| cards(&call, h, today)),
        typed: call.asked_again(),
        company: matches!(mine, Mine::Organisation(_)),
        rows,
        next: next_page(&call, found.next),
    };
    page(&call, &shown)
}

fn cards(call: &Call, home: Home, today: Date) -> face::HomeCards {
    let w = call.words();
    face::HomeCards {
        today,
        to_do: home
            .to_do
            .into_iter()
            .map(|t| face::ToDoCard {
                task: t.task.code().to_owned(),
                id: t.id,
                number: t.number,
                kind: t.kind,
                taxon: t.taxon,
                until: t.until,
                amount: t.amount.map(|m| w.money(&m)).unwrap_or_default(),
            })
            .collect(),
        drafts: home
            .drafts
            .into_iter()
            .map(|d| face::DraftCard {
                id: d.id,
                own_reference: d.own_reference,
                kind: d.kind,
                taxon: d.taxon,
                changed: d.changed,
            })
            .collect(),
        ending: home
            .expiring
            .into_iter()
            .map(|p| face::EndingCard {
                id: p.id.to_string(),
                number: p.number.to_string(),
                taxon: p.taxon,
                until: p.valid_until,
                status: p.status,
            })
            .collect(),
        stock: home
            .stock
            .into_iter()
            .map(|l| face::StockCard {
                id: l.id.to_string(),
                taxon: l.taxon,
                term: l.term,
                balance: l.balance,
                unit: l.unit,
            })
            .collect(),
        news: home
            .news
            .into_iter()
            .map(|n| face::NewsCard { taxon: n.taxon, appendix: n.appendix, from: n.from })
            .collect(),
    }
}

/// Permits: the holder's own, or for the authorities every one.
pub async fn permits(call: Arc<Call>) -> Answer {
    let found = permits_api::page(&call, ROWS).await?;
    let own = call.seat()?.house.party();
    let rows = found
        .rows
        .iter()
        .map(|r| face::PermitRow {
            id: r.id.to_string(),
            number: r.number.to_string(),
            kind: r.kind,
            holder: r.holder.clone(),
            taxon: r.taxon.clone(),
            more_lines: super::lists::more_lines(r.line_count),
            partner: r.importer.filter(|c| *c != own).or(Some(r.exporter)),
            valid_until: r.valid_until,
            status: r.status,
            consignment: (!r.consignment.alone()).then_some((r.consignment.nth, r.consignment.of)),
        })
        .collect();
    let shown = face::Permits {
        shell: shell(&call).await,
        mine: !permits_api::reads_all(call.seat()?),
        typed: call.asked_again(),
        rows,
        next: next_page(&call, found.next),
    };
    page(&call, &shown)
}

/// Who has a first page of this kind.
pub const READERS: &[Role] = &[Role::Applicant, Role::Agent, Role::OrgAdmin];

/// One thing to do.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToDoView {
    /// `answer`, `complete`, `import-permit`, `pay`, `report` or `collect`.
    pub task: String,
    /// Id of the application; of the permit for `report` and `collect`.
    pub id: String,
    /// Reference or number.
    pub number: String,
    /// Scientific name.
    pub taxon: String,
    /// Until when; of a report the day that has passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// What is to be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
}

impl From<ToDo> for ToDoView {
    fn from(t: ToDo) -> ToDoView {
        ToDoView {
            task: t.task.code().to_owned(),
            id: t.id,
            number: t.number,
            taxon: t.taxon,
            until: t.until.map(|d| d.to_string()),
            amount: t.amount.map(|m| m.to_string()),
        }
    }
}

/// What waits for the caller.
#[derive(Debug, Serialize, ToSchema)]
pub struct HomeView {
    /// What to do now, the most urgent first.
    pub to_do: Vec<ToDoView>,
    /// Ids of drafts, the last changed first.
    pub drafts: Vec<String>,
    /// Numbers of permits that end within sixty days.
    pub expiring: Vec<String>,
}

/// What waits for the caller.
pub async fn get(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let found = home::home(&mut read, &call.app.office, &call.reader()?, mine(&call)?, &[]).await?;
    json(&HomeView {
        to_do: found.to_do.into_iter().map(ToDoView::from).collect(),
        drafts: found.drafts.into_iter().map(|d| d.id).collect(),
        expiring: found.expiring.into_iter().map(|p| p.number.to_string()).collect(),
    })
}
