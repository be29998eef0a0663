//! The applicant's first page: what to do now, what is begun, what ends soon, what is left of the stock, and what
//! changes in the Appendices for the species the reader deals in. Four questions to the archive, the last two only where
//! they are shown.

use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::{Appendix, ApplicationStatus, Date, DocumentType, PermitStatus, Role};
use jiff::ToSpan as _;
use permits::Application;
use permits::application::state::Invoice;
use permits::application::{ApplicationState, OpenTask};
use std::collections::BTreeSet;
use store::{Cursor, LotRow, Mine, MineFilter, MineRow, Page, PermitRow, Read};

/// Permits that end within so many days are shown.
const ENDS_WITHIN: i64 = 60;
/// A listing stays news for so many days after it came into force.
const NEWS_DAYS: i64 = 180;
/// Cases and permits that are looked at for cards.
const MOST: i64 = 60;
/// Lots shown.
const LOTS: i64 = 6;

/// What the reader has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Answer a question of the authority.
    Answer,
    /// Complete the application.
    Complete,
    /// Send the import permit.
    ImportPermit,
    /// Pay.
    Pay,
    /// Report how a permit was used.
    Report,
    /// Collect a permit.
    Collect,
}

impl Task {
    /// Stable code: key of its words (`todo-<code>`).
    pub const fn code(self) -> &'static str {
        match self {
            Task::Answer => "answer",
            Task::Complete => "complete",
            Task::ImportPermit => "import-permit",
            Task::Pay => "pay",
            Task::Report => "report",
            Task::Collect => "collect",
        }
    }
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// What.
    pub task: Task,
    /// Id of the application or, for [`Task::Report`] and [`Task::Collect`], of the permit.
    pub id: String,
    /// Reference of the application, or number of the permit.
    pub number: String,
    /// Kind of document.
    pub kind: Option<DocumentType>,
    /// First taxon; may be empty.
    pub taxon: String,
    /// Until when.
    pub until: Option<Date>,
    /// What is to be paid.
    pub amount: Option<cites::Money>,
}

/// A draft that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Id.
    pub id: String,
    /// The applicant's own reference; may be empty.
    pub own_reference: String,
    /// Kind, when chosen.
    pub kind: Option<DocumentType>,
    /// First taxon, when there.
    pub taxon: String,
    /// Day of the last change.
    pub changed: Date,
}

/// A change of the Appendices that touches the reader's species.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The name as the reader uses it.
    pub taxon: String,
    /// The Appendix; [`Appendix::N`] where an entry ends.
    pub appendix: Appendix,
    /// First day.
    pub from: Date,
}

/// Everything on the page beside the list.
#[derive(Debug, Clone, Default)]
pub struct Home {
    /// What to do now, the most urgent first.
    pub to_do: Vec<ToDo>,
    /// Drafts, the last changed first.
    pub drafts: Vec<Begun>,
    /// Permits that can still be used and end within sixty days.
    pub expiring: Vec<PermitRow>,
    /// Lots with something in them.
    pub stock: Vec<LotRow>,
    /// Changes of the Appendices.
    pub news: Vec<News>,
}

/// In whose name the actor reads.
///
/// # Errors
/// [`Error::NotPermitted`] for anybody but a person.
pub fn mine(who: &Who, organisation: Option<cites::ids::OrganisationId>) -> Result<Mine, Error> {
    let person = who.person()?;
    Ok(match organisation {
        Some(organisation) => Mine::Organisation(organisation),
        None if person.roles.contains(&Role::Agent) => Mine::Agent(person.id),
        None => Mine::Person(person.id),
    })
}

/// What was typed to look for, with its accepted name where it is a name in any language.
pub fn looked_for(office: &Office, text: &str) -> (String, String) {
    let text = text.trim().to_owned();
    let long = text.chars().count() >= 3 && !text.chars().any(|c| c.is_ascii_digit());
    let found = || office.taxa.resolve(&text).map(|f| f.taxon.full_name.clone());
    let common = || office.taxa.search(&text, 1, cites::Lang::En).first().map(|hit| hit.taxon.full_name.clone());
    let accepted = if long { found().or_else(common) } else { None };
    (text, accepted.unwrap_or_default())
}

/// The reader's applications. One question.
///
/// # Errors
/// What the archive says.
pub async fn applications(
    read: &mut Read,
    mine: Mine,
    on: Date,
    filter: &MineFilter,
    before: Cursor,
    limit: i64,
) -> Result<Page<MineRow<Application>>, Error> {
    Ok(read.mine(mine, on, filter, before, limit).await?)
}

/// Everything on the page beside the list. Three questions.
///
/// # Errors
/// What the archive says.
pub async fn home(
    read: &mut Read,
    office: &Office,
    who: &Who,
    mine: Mine,
    listed: &[MineRow<Application>],
) -> Result<Home, Error> {
    let today = day(office.clock.now());
    let ahead = today.checked_add(ENDS_WITHIN.days()).unwrap_or(today);
    let waiting: Vec<MineRow<Application>> = read.mine_waiting(mine, today, MOST).await?;
    let permits = read.permits_waiting(mine, today, ahead, MOST).await?;
    let stock = match mine {
        Mine::Organisation(organisation) => Some(organisation),
        Mine::Person(_) | Mine::Agent(_) => None,
    };
    let lots = read.lots_of(who.person()?.id, stock, Cursor::NEWEST, LOTS).await?.rows;

    let mut home = Home::default();
    for row in &waiting {
        match to_do(row) {
            found if !found.is_empty() => home.to_do.extend(found),
            _ => home.drafts.push(begun(row)),
        }
    }
    for (permit, told) in permits {
        home.to_do.extend(of_permit(&permit, told, today));
        let usable = matches!(permit.status, PermitStatus::Issued | PermitStatus::Delivered | PermitStatus::PartlyUsed);
        if usable && permit.valid_until >= today && permit.valid_until <= ahead {
            home.expiring.push(permit);
        }
    }
    // What has a day comes first, the soonest before all; permits to collect have none.
    home.to_do.sort_by_key(|t| (t.until.is_none(), t.until));
    let taxa: BTreeSet<&str> = listed
        .iter()
        .chain(&waiting)
        .filter_map(|r| r.row.taxon.as_deref())
        .chain(home.expiring.iter().map(|p| p.taxon.as_str()))
        .chain(lots.iter().map(|l| l.taxon.as_str()))
        .collect();
    home.news = taxa.into_iter().flat_map(|taxon| news(office, taxon, today)).collect();
    home.news.sort_by_key(|n| (std::cmp::Reverse(n.from), n.taxon.clone()));
    home.stock = lots.into_iter().filter(|l| l.balance != cites::Amount::ZERO).collect();
    Ok(home)
}

/// What the applicant has to do for a case: several things may be open at once.
fn to_do(found: &MineRow<Application>) -> Vec<ToDo> {
    let row = &found.row;
    let make = |task, until: Option<Date>, amount| ToDo {
        task,
        id: row.id.to_string(),
        number: row.reference.clone(),
        kind: row.kind,
        taxon: row.taxon.clone().unwrap_or_default(),
        until,
        amount,
    };
    let pay = |invoice: &Invoice| make(Task::Pay, Some(day(invoice.deadline)), Some(invoice.amount));
    match found.value.state() {
        ApplicationState::Incomplete { deadline, .. } => vec![make(Task::Complete, Some(day(*deadline)), None)],
        ApplicationState::AwaitingPayment { invoice } => vec![pay(invoice)],
        state => state
            .open_tasks()
            .iter()
            .filter_map(|open| match open {
                OpenTask::Question { question } => Some(make(Task::Answer, Some(day(question.deadline)), None)),
                OpenTask::ImportPermit { .. } => Some(make(Task::ImportPermit, None, None)),
                OpenTask::Payment { invoice } => Some(pay(invoice)),
                OpenTask::Report { .. }
                | OpenTask::Inspection { .. }
                | OpenTask::Opinion { .. }
                | OpenTask::Abroad { .. } => None,
            })
            .collect(),
    }
}

fn begun(found: &MineRow<Application>) -> Begun {
    Begun {
        id: found.row.id.to_string(),
        own_reference: found.value.form().own_reference.clone(),
        kind: found.row.kind,
        taxon: found.row.taxon.clone().unwrap_or_default(),
        changed: day(found.row.changed_at),
    }
}

fn of_permit(permit: &PermitRow, told: bool, today: Date) -> Option<ToDo> {
    let over = permit.status == PermitStatus::ExpiredUnknown || permit.valid_until < today;
    let task = match permit.status {
        _ if over && !told => Task::Report,
        PermitStatus::Issued if !over => Task::Collect,
        _ => return None,
    };
    Some(ToDo {
        task,
        id: permit.id.to_string(),
        number: permit.number.to_string(),
        kind: Some(permit.kind),
        taxon: permit.taxon.clone(),
        // The day that has passed says how late it is.
        until: (task == Task::Report).then_some(permit.valid_until),
        amount: None,
    })
}

/// What changes for a name about today: an entry that begins, or one that ends with none after it.
fn news(office: &Office, taxon: &str, today: Date) -> Vec<News> {
    let Some(found) = office.taxa.resolve(taxon) else { return Vec::new() };
    let since = today.checked_sub(NEWS_DAYS.days()).unwrap_or(today);
    let rows = found.listings();
    let mut out: Vec<News> = Vec::new();
    for row in &rows {
        if let Some(from) = row.from.filter(|d| *d >= since) {
            out.push(News { taxon: taxon.to_owned(), appendix: row.appendix, from });
        }
        let next = row.until.and_then(|d| d.tomorrow().ok()).filter(|d| *d >= since);
        if let Some(next) = next
            && !rows.iter().any(|other| other.in_force(next))
        {
            out.push(News { taxon: taxon.to_owned(), appendix: Appendix::N, from: next });
        }
    }
    out.dedup();
    out
}

/// Where an application stands from the applicant's side: does it wait for them?
pub fn waits_for_applicant(status: ApplicationStatus) -> bool {
    use ApplicationStatus as S;
    matches!(
        status,
        S::Incomplete | S::InfoRequested | S::AwaitingCounterpart | S::AwaitingPayment | S::AwaitingAdditionalPayment
    )
}

/// Permits of the reader. One question.
///
/// # Errors
/// What the archive says.
pub async fn permits(
    read: &mut Read,
    mine: Mine,
    on: Date,
    filter: &MineFilter,
    before: Cursor,
    limit: i64,
) -> Result<Page<PermitRow>, Error> {
    Ok(read.permits_mine(mine, on, filter, before, limit).await?)
}
