//! What customs may expect at a port: permits that nobody used so far, by the day that the applicant planned.

use crate::epermit::risk;
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::PermitId;
use cites::{Date, Role};
use jiff::ToSpan as _;
use permits::risk::Lane;
use store::{ExpectedAfter, ExpectedPermit};

/// Who looks ahead at the border.
pub const READERS: &[Role] = &[Role::Customs, Role::Inspector, Role::Enforcement];
/// Most rows of one file.
const MOST: i64 = 5000;

/// How far ahead one looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ahead {
    /// A week: what was planned for it, and what was planned before and did not come.
    Week,
    /// Everything that is still valid.
    All,
}

impl Ahead {
    /// Stable code: `7`, `all`.
    pub const fn code(self) -> &'static str {
        match self {
            Ahead::Week => "7",
            Ahead::All => "all",
        }
    }

    /// The reach of a code.
    pub fn from_code(code: &str) -> Option<Ahead> {
        [Ahead::Week, Ahead::All].into_iter().find(|a| a.code() == code)
    }

    fn until(self, today: Date) -> Date {
        match self {
            Ahead::Week => today.saturating_add(7.days()),
            Ahead::All => Date::MAX,
        }
    }
}

/// A permit that is expected, with the lane that its case was given.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The permit with its plan.
    pub row: ExpectedPermit,
    /// The lane; `None` where no score was made.
    pub lane: Option<Lane>,
}

impl Expected {
    /// Where a next page begins.
    pub fn after(&self) -> ExpectedAfter {
        (self.row.due, self.row.permit.id)
    }
}

/// Where a page begins, as its address says it: the day and the id, with a dot between.
pub fn after_text(after: &ExpectedAfter) -> String {
    format!("{}.{}", after.0, after.1)
}

/// The same, read.
pub fn after_of(text: &str) -> Option<ExpectedAfter> {
    let (due, id) = text.split_once('.')?;
    Some((due.parse().ok()?, PermitId::parse(id).ok()?))
}

/// Permits expected at a port (empty: at any), the soonest first; at most `limit`.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn list(
    office: &Office,
    who: &Who,
    port: &str,
    ahead: Ahead,
    after: Option<ExpectedAfter>,
    limit: i64,
) -> Result<Vec<Expected>, Error> {
    who.must_be(READERS)?;
    let now = office.clock.now();
    let today = day(now);
    let mut read = office.store.read(&who.scope(now)).await?;
    let rows = read.expected(today, ahead.until(today), port, after, limit.min(MOST)).await?;
    let known: Vec<_> = rows.iter().filter_map(|r| r.permit.application.map(|a| (r.permit.id, a))).collect();
    let lanes: std::collections::BTreeMap<_, _> = risk::lanes(&mut read, &known).await?.into_iter().collect();
    let with_lane = |row: ExpectedPermit| Expected { lane: lanes.get(&row.permit.id).copied().flatten(), row };
    Ok(rows.into_iter().map(with_lane).collect())
}

/// The whole list as CSV, to be taken along where there is no network: number, kind, holder, species of the first line,
/// lines, country on the other side, port, planned day (empty where none was named), last day, lane.
///
/// # Errors
/// As [`list`].
pub async fn csv(office: &Office, who: &Who, port: &str, ahead: Ahead) -> Result<Vec<u8>, Error> {
    let rows = list(office, who, port, ahead, None, MOST).await?;
    let mut out = csv::Writer::from_writer(Vec::new());
    let head =
        ["number", "document", "holder", "species", "lines", "country", "port", "planned", "valid_until", "lane"];
    out.write_record(head).map_err(Error::internal)?;
    for found in &rows {
        let (p, plan) = (&found.row.permit, &found.row.plan);
        let planned = plan.on.map(|d| d.to_string()).unwrap_or_default();
        out.write_record([
            p.number.as_str(),
            p.kind.code(),
            &p.holder,
            &p.taxon,
            &p.line_count.to_string(),
            p.importer.unwrap_or(p.exporter).code(),
            &plan.port,
            &planned,
            &p.valid_until.to_string(),
            found.lane.map_or("", Lane::code),
        ])
        .map_err(Error::internal)?;
    }
    out.into_inner().map_err(|e| Error::internal(e.to_string()))
}
