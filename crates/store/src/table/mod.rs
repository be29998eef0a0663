//! One file a table family: its statements, its row types, and the functions that [`crate::Read`], [`crate::Tx`] and
//! [`crate::Chore`] have for it. Statements are named after what is asked and listed in `QUERIES` of each file.

pub mod alert;
pub mod amendment;
pub mod application;
pub mod arrival;
pub mod attachment;
pub mod blank;
pub mod cheque;
pub mod colleague;
pub mod consignment;
pub mod desk;
pub mod directory;
pub mod document_kind;
pub mod examination;
pub mod exchange;
pub mod expected;
pub mod facts;
pub mod folder;
pub mod foreign;
pub mod gateway;
pub mod holder;
pub mod idempotency;
pub mod inclusion;
pub mod intake;
pub mod invoice_subject;
pub mod label;
pub mod landing;
pub mod law;
pub mod ledger;
pub mod mail_in;
pub mod mandate;
pub mod mark;
pub mod mine;
pub mod money;
pub mod money_desk;
pub mod money_office;
pub mod month_closing;
pub mod monthly;
pub mod notice;
pub mod notice_send;
pub mod number;
pub mod numbered;
pub mod opinion_task;
pub mod outbox;
pub mod overriding;
pub mod people;
pub mod permit;
pub mod plant_export;
pub mod plausible;
pub mod public;
pub mod quota;
pub mod quota_history;
pub mod quota_wait;
pub mod register;
pub mod report;
pub mod revenue;
pub mod reversal;
pub mod risk_more;
pub mod sample;
pub mod setting;
pub mod standing;
pub mod stock;
pub(crate) mod tally;
pub mod task;
pub mod tax;
pub mod tenant;
pub mod terms_stop;
pub mod transit;
pub mod urgent;
pub mod use_report;
pub mod write_off;

use crate::Error;
use crate::sql::Row;
use cites::ids::Id;

/// A stored aggregate with its columns and the version that a change must name.
#[derive(Debug, Clone)]
pub struct Stored<C, T> {
    /// What stands in columns.
    pub columns: C,
    /// How often it was changed.
    pub version: i64,
    /// The aggregate.
    pub value: T,
}

/// Where a page of a list ends: the time and id of its last row. Lists are ordered by both, so no row is lost or doubled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    at: i64,
    id: [u8; 16],
}

impl Cursor {
    /// Before everything, for lists that begin with the oldest.
    pub const OLDEST: Cursor = Cursor { at: i64::MIN, id: [0; 16] };
    /// After everything, for lists that begin with the newest.
    pub const NEWEST: Cursor = Cursor { at: i64::MAX, id: [0xff; 16] };

    pub(crate) fn of(row: &Row, at: &str) -> Result<Cursor, Error> {
        let at = row.opt::<i64>(at)?.unwrap_or(0);
        let id: Vec<u8> = row.get("id")?;
        Ok(Cursor { at, id: id.try_into().map_err(|_| Error::corrupt("id", "not 16 bytes"))? })
    }

    pub(crate) fn at(&self) -> i64 {
        self.at
    }

    pub(crate) fn id(&self) -> Vec<u8> {
        self.id.to_vec()
    }

    /// Reads the text form of a page address; `None` for anything else.
    pub fn parse(text: &str) -> Option<Cursor> {
        let (at, id) = text.split_once('.')?;
        let id = Id::<cites::ids::JobKind>::parse(id).ok()?;
        Some(Cursor { at: at.parse().ok()?, id: id.bytes() })
    }
}

/// The text form for a page address: milliseconds, a dot, 32 hexadecimal digits.
impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.at, Id::<cites::ids::JobKind>::from_bytes(self.id))
    }
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins; `None`: this was the last.
    pub next: Option<Cursor>,
}

/// Makes a page of `limit` rows out of the `limit + 1` that were asked for.
pub(crate) fn page<T>(
    rows: Vec<Row>,
    limit: i64,
    at: &str,
    read: impl Fn(&Row) -> Result<T, Error>,
) -> Result<Page<T>, Error> {
    let limit = usize::try_from(limit).unwrap_or(0);
    let next = match rows.get(limit.saturating_sub(1)) {
        Some(last) if rows.len() > limit => Some(Cursor::of(last, at)?),
        _ => None,
    };
    Ok(Page { rows: rows.iter().take(limit).map(read).collect::<Result<_, _>>()?, next })
}
