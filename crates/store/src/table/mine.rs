//! What belongs to one reader: the lists and the cards of the applicant's first page. Each is one statement, filtered
//! where the rows are, so that a page is full whatever is looked for.

use super::application::ApplicationRow;
use super::permit::{PermitRow, columns};
use super::{Cursor, Page, page};
use crate::sql::{Row, args, queries};
use crate::{Error, Read};
use cites::ids::{OrganisationId, PersonId};
use cites::{ApplicationStatus, CountryCode, Date, DocumentType, PermitStatus};
use serde::de::DeserializeOwned;

macro_rules! applications {
    ($whose:literal) => {
        concat!(
            "SELECT a.id, a.reference, a.organisation, a.applicant, a.kind, a.partner, a.taxon, a.line_count, a.status, a.officer, a.proposed_by, a.approved_by, a.one_officer, a.draft_digest, a.submitted_at, a.closed_at, a.processing_ms, a.changed_at, a.created_at, a.body FROM application a WHERE a.tenant = $1 AND ",
            $whose,
            " AND ($4 = '' OR a.status = $4) AND ($5 = '' OR a.kind = $5) AND ($6 = '' OR a.partner = $6)",
            " AND ($7 = '' OR UPPER(a.reference) LIKE $7 OR UPPER(a.taxon) LIKE $7 OR UPPER(a.taxon) = $8)",
            " AND COALESCE(a.submitted_at, a.changed_at) >= $9 AND COALESCE(a.submitted_at, a.changed_at) < $10",
            " AND (a.applicant = $11 OR $11 IS NULL)",
            " AND (a.changed_at, a.id) < ($12, $13) ORDER BY a.changed_at DESC, a.id DESC LIMIT $14"
        )
    };
}

macro_rules! waiting {
    ($whose:literal) => {
        concat!(
            "SELECT a.id, a.reference, a.organisation, a.applicant, a.kind, a.partner, a.taxon, a.line_count, a.status, a.officer, a.proposed_by, a.approved_by, a.one_officer, a.draft_digest, a.submitted_at, a.closed_at, a.processing_ms, a.changed_at, a.created_at, a.body FROM application a WHERE a.tenant = $1 AND ",
            $whose,
            " AND a.closed_at IS NULL AND a.status IN ('DRAFT', 'AWAITING_PAYMENT', 'AWAITING_ADDITIONAL_PAYMENT', 'INCOMPLETE', 'INFO_REQUESTED', 'AWAITING_COUNTERPART') ORDER BY CASE WHEN a.status = 'DRAFT' THEN 1 ELSE 0 END, a.changed_at DESC, a.id DESC LIMIT $4"
        )
    };
}

macro_rules! permits {
    ($whose:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            " FROM permit WHERE tenant = $1 AND ",
            $whose,
            " AND ($4 = '' OR status = $4) AND ($5 = '' OR kind = $5) AND ($6 = '' OR importer = $6 OR exporter = $6)",
            " AND ($7 = '' OR UPPER(number) LIKE $7 OR UPPER(taxon) LIKE $7 OR UPPER(taxon) = $8)",
            " AND valid_until_on >= $9 AND valid_until_on <= $10",
            " AND (issued_at, id) < ($11, $12) ORDER BY issued_at DESC, id DESC LIMIT $13"
        )
    };
}

macro_rules! permits_waiting {
    ($whose:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            ", CASE WHEN EXISTS (SELECT 1 FROM use_report u WHERE u.tenant = permit.tenant AND u.permit = permit.id) THEN 'yes' ELSE 'no' END AS told FROM permit WHERE tenant = $1 AND ",
            $whose,
            " AND (status = 'ISSUED' OR status = 'EXPIRED_UNKNOWN' OR (status IN ('DELIVERED', 'PARTLY_USED') AND valid_until_on <= $4)) ORDER BY valid_until_on, id LIMIT $5"
        )
    };
}

macro_rules! permits_replaceable {
    ($whose:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            " FROM permit WHERE tenant = $1 AND ",
            $whose,
            " AND status IN ('LOST', 'STOLEN', 'DESTROYED') AND valid_until_on >= $4 ORDER BY changed_at DESC, id DESC LIMIT $5"
        )
    };
}

queries! {
    /// Permits of an organisation that may be replaced: reported lost, stolen or destroyed, and not ended.
    PERMITS_REPLACEABLE_OF_ORGANISATION = permits_replaceable!("organisation = $2 AND $3 <> ''");
    /// Of a private person.
    PERMITS_REPLACEABLE_OF_PERSON = permits_replaceable!("EXISTS (SELECT 1 FROM application a WHERE a.tenant = permit.tenant AND a.id = permit.application AND a.applicant = $2) AND $3 <> ''");
    /// Of an agent's clients.
    PERMITS_REPLACEABLE_OF_AGENT = permits_replaceable!("EXISTS (SELECT 1 FROM mandate_case c JOIN mandate m ON m.tenant = c.tenant AND m.id = c.mandate WHERE c.tenant = permit.tenant AND c.application = permit.application AND m.agent = $2 AND m.state = 'ACCEPTED' AND m.from_on <= $3 AND m.until_on >= $3)");
    /// Of everybody: for the counter.
    PERMITS_REPLACEABLE = concat!("SELECT ", columns!(), " FROM permit WHERE tenant = $1 AND status IN ('LOST', 'STOLEN', 'DESTROYED') AND valid_until_on >= $2 ORDER BY changed_at DESC, id DESC LIMIT $3");
    /// Applications of an organisation, the newest change first.
    MINE_OF_ORGANISATION = applications!("a.organisation = $2 AND $3 <> ''");
    /// Applications of a private person.
    MINE_OF_PERSON = applications!("a.applicant = $2 AND $3 <> ''");
    /// Applications that an agent may see on a day.
    MINE_OF_AGENT = applications!("EXISTS (SELECT 1 FROM mandate_case c JOIN mandate m ON m.tenant = c.tenant AND m.id = c.mandate WHERE c.tenant = a.tenant AND c.application = a.id AND m.agent = $2 AND m.state = 'ACCEPTED' AND m.from_on <= $3 AND m.until_on >= $3)");
    /// Of an organisation those in which it has to act, drafts last.
    WAITING_OF_ORGANISATION = waiting!("a.organisation = $2 AND $3 <> ''");
    /// Of a private person.
    WAITING_OF_PERSON = waiting!("a.applicant = $2 AND $3 <> ''");
    /// Of an agent's clients.
    WAITING_OF_AGENT = waiting!("EXISTS (SELECT 1 FROM mandate_case c JOIN mandate m ON m.tenant = c.tenant AND m.id = c.mandate WHERE c.tenant = a.tenant AND c.application = a.id AND m.agent = $2 AND m.state = 'ACCEPTED' AND m.from_on <= $3 AND m.until_on >= $3)");
    /// Permits of an organisation, newest first.
    PERMITS_MINE_OF_ORGANISATION = permits!("organisation = $2 AND $3 <> ''");
    /// Permits of a private person: those of the person's applications.
    PERMITS_MINE_OF_PERSON = permits!("EXISTS (SELECT 1 FROM application a WHERE a.tenant = permit.tenant AND a.id = permit.application AND a.applicant = $2) AND $3 <> ''");
    /// Permits of an agent's clients.
    PERMITS_MINE_OF_AGENT = permits!("EXISTS (SELECT 1 FROM mandate_case c JOIN mandate m ON m.tenant = c.tenant AND m.id = c.mandate WHERE c.tenant = permit.tenant AND c.application = permit.application AND m.agent = $2 AND m.state = 'ACCEPTED' AND m.from_on <= $3 AND m.until_on >= $3)");
    /// Permits of an organisation that wait for it: to be collected, reported upon, or about to end.
    PERMITS_WAITING_OF_ORGANISATION = permits_waiting!("organisation = $2 AND $3 <> ''");
    /// Of a private person.
    PERMITS_WAITING_OF_PERSON = permits_waiting!("EXISTS (SELECT 1 FROM application a WHERE a.tenant = permit.tenant AND a.id = permit.application AND a.applicant = $2) AND $3 <> ''");
    /// Of an agent's clients.
    PERMITS_WAITING_OF_AGENT = permits_waiting!("EXISTS (SELECT 1 FROM mandate_case c JOIN mandate m ON m.tenant = c.tenant AND m.id = c.mandate WHERE c.tenant = permit.tenant AND c.application = permit.application AND m.agent = $2 AND m.state = 'ACCEPTED' AND m.from_on <= $3 AND m.until_on >= $3)");
}

/// In whose name somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mine {
    /// Of an organisation, everything of it.
    Organisation(OrganisationId),
    /// Of a private person.
    Person(PersonId),
    /// What an agent's mandates open.
    Agent(PersonId),
}

impl Mine {
    fn pick(self, [organisation, person, agent]: [&str; 3]) -> &str {
        match self {
            Mine::Organisation(_) => organisation,
            Mine::Person(_) => person,
            Mine::Agent(_) => agent,
        }
    }

    fn id(self) -> Vec<u8> {
        match self {
            Mine::Organisation(id) => id.bytes().to_vec(),
            Mine::Person(id) | Mine::Agent(id) => id.bytes().to_vec(),
        }
    }
}

/// What is looked for; everything empty: all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MineFilter {
    /// State of an application.
    pub status: Option<ApplicationStatus>,
    /// State of a permit.
    pub permit_status: Option<PermitStatus>,
    /// Kind of document.
    pub kind: Option<DocumentType>,
    /// The other country; of a permit either side.
    pub country: Option<CountryCode>,
    /// Part of a reference, a number or a name.
    pub text: String,
    /// The accepted name of what was typed, where it is a name.
    pub accepted: String,
    /// First day: of the submission, or of a permit's last day.
    pub from: Option<Date>,
    /// Last day of the same, included.
    pub until: Option<Date>,
    /// Sent by this person.
    pub by: Option<PersonId>,
}

impl MineFilter {
    /// Nothing looked for?
    pub fn is_empty(&self) -> bool {
        *self == MineFilter::default()
    }

    /// What LIKE looks for; signs that mean something to it are taken away.
    fn pattern(&self) -> String {
        let text: String = self.text.trim().chars().filter(|c| !matches!(c, '%' | '_' | '\\')).take(100).collect();
        if text.is_empty() { text } else { format!("%{}%", text.to_uppercase()) }
    }
}

/// Milliseconds at the beginning of a day, or the bound where none is named.
fn begins(day: Option<Date>, none: i64) -> i64 {
    let at = day.and_then(|d| d.to_zoned(jiff::tz::TimeZone::UTC).ok());
    at.map_or(none, |z| z.timestamp().as_millisecond())
}

/// An application with its form.
#[derive(Debug, Clone)]
pub struct MineRow<T> {
    /// Its columns.
    pub row: ApplicationRow,
    /// The aggregate.
    pub value: T,
}

impl<T: DeserializeOwned> MineRow<T> {
    fn of(row: &Row) -> Result<MineRow<T>, Error> {
        Ok(MineRow { row: ApplicationRow::of(row)?, value: row.json("body")? })
    }
}

impl Read {
    /// Applications of a reader, the newest change first. Begins at [`Cursor::NEWEST`].
    pub async fn mine<T: DeserializeOwned>(
        &mut self,
        mine: Mine,
        on: Date,
        f: &MineFilter,
        before: Cursor,
        limit: i64,
    ) -> Result<Page<MineRow<T>>, Error> {
        let sql = mine.pick([MINE_OF_ORGANISATION, MINE_OF_PERSON, MINE_OF_AGENT]);
        let values = args![
            mine.id(),
            on,
            f.status.map_or("", |s| s.code()),
            f.kind.map_or("", |k| k.code()),
            f.country.map_or(String::new(), |c| c.code().to_owned()),
            f.pattern(),
            f.accepted.to_uppercase(),
            begins(f.from, i64::MIN),
            begins(f.until.and_then(|d| d.tomorrow().ok()), i64::MAX),
            f.by,
            before.at(),
            before.id(),
            limit + 1
        ];
        let rows = self.all(sql, values).await?;
        page(rows, limit, "changed_at", MineRow::of)
    }

    /// Applications in which a reader has to act, drafts last.
    pub async fn mine_waiting<T: DeserializeOwned>(
        &mut self,
        mine: Mine,
        on: Date,
        limit: i64,
    ) -> Result<Vec<MineRow<T>>, Error> {
        let sql = mine.pick([WAITING_OF_ORGANISATION, WAITING_OF_PERSON, WAITING_OF_AGENT]);
        self.all(sql, args![mine.id(), on, limit]).await?.iter().map(MineRow::of).collect()
    }

    /// Permits that may be replaced, those reported last first; of everybody when in nobody's name.
    pub async fn permits_replaceable(
        &mut self,
        mine: Option<Mine>,
        on: Date,
        limit: i64,
    ) -> Result<Vec<PermitRow>, Error> {
        let Some(mine) = mine else {
            return self.all(PERMITS_REPLACEABLE, args![on, limit]).await?.iter().map(PermitRow::of).collect();
        };
        let sql = mine.pick([
            PERMITS_REPLACEABLE_OF_ORGANISATION,
            PERMITS_REPLACEABLE_OF_PERSON,
            PERMITS_REPLACEABLE_OF_AGENT,
        ]);
        self.all(sql, args![mine.id(), on, on, limit]).await?.iter().map(PermitRow::of).collect()
    }

    /// Permits of a reader, newest first. Begins at [`Cursor::NEWEST`].
    pub async fn permits_mine(
        &mut self,
        mine: Mine,
        on: Date,
        f: &MineFilter,
        before: Cursor,
        limit: i64,
    ) -> Result<Page<PermitRow>, Error> {
        let sql = mine.pick([PERMITS_MINE_OF_ORGANISATION, PERMITS_MINE_OF_PERSON, PERMITS_MINE_OF_AGENT]);
        let values = args![
            mine.id(),
            on,
            f.permit_status.map_or("", |s| s.code()),
            f.kind.map_or("", |k| k.code()),
            f.country.map_or(String::new(), |c| c.code().to_owned()),
            f.pattern(),
            f.accepted.to_uppercase(),
            f.from.unwrap_or(Date::MIN.max(jiff::civil::date(1, 1, 1))),
            f.until.unwrap_or(Date::MAX),
            before.at(),
            before.id(),
            limit + 1
        ];
        let rows = self.all(sql, values).await?;
        page(rows, limit, "issued_at", PermitRow::of)
    }

    /// Permits that wait for their holder: not collected, over without a report, or ending by `until`; each with
    /// whether its use was reported.
    pub async fn permits_waiting(
        &mut self,
        mine: Mine,
        on: Date,
        until: Date,
        limit: i64,
    ) -> Result<Vec<(PermitRow, bool)>, Error> {
        let sql = mine.pick([PERMITS_WAITING_OF_ORGANISATION, PERMITS_WAITING_OF_PERSON, PERMITS_WAITING_OF_AGENT]);
        let rows = self.all(sql, args![mine.id(), on, until, limit]).await?;
        rows.iter().map(|row| Ok((PermitRow::of(row)?, row.get::<String>("told")? == "yes"))).collect()
    }
}
