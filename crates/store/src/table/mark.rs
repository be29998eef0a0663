//! The national register of marks: what stands on cases, lots and entries of registers, and what inspectors read, made
//! comparable.

use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, OrganisationId, PermitId, PersonId};
use cites::marks::{Mark, MarkKey, MarkKind};
use cites::{ApplicationStatus, PermitNumber, PermitStatus, Timestamp};

macro_rules! found {
    () => {
        "SELECT m.about, m.subject, m.block, m.kind, m.typed, m.text, m.serial_first, m.serial_last, m.taxon, m.organisation, m.person, m.holder, m.recorded_at, a.reference, a.status, p.id AS permit, p.number, p.status AS permit_status, l.number AS lot, e.name AS entry_name, e.number AS entry_number FROM mark_entry m LEFT JOIN application a ON a.tenant = m.tenant AND a.id = m.subject LEFT JOIN permit p ON p.tenant = m.tenant AND p.application = m.subject LEFT JOIN stock_lot l ON l.tenant = m.tenant AND l.id = m.subject LEFT JOIN register_entry e ON e.tenant = m.tenant AND e.id = m.subject "
    };
}

queries! {
    /// Writes a mark down.
    INSERT_MARK = "INSERT INTO mark_entry (tenant, about, subject, block, position, kind, typed, text, head, width, tail, serial_first, serial_last, taxon, organisation, person, holder, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    /// Takes the marks of a subject away, to write them anew.
    DELETE_MARKS = "DELETE FROM mark_entry WHERE tenant = $1 AND about = $2 AND subject = $3";
    /// Marks that have a number of a range in common, the newest first.
    MARKS_MEETING = concat!(found!(), "WHERE m.tenant = $1 AND m.head = $2 AND m.width = $3 AND m.tail = $4 AND m.serial_first <= $6 AND m.serial_last >= $5 ORDER BY m.recorded_at DESC, m.subject, m.block, m.position LIMIT 200");
    /// Marks with this number and other letters.
    MARKS_OF_NUMBER = concat!(found!(), "WHERE m.tenant = $1 AND m.width = $2 AND m.serial_first <= $3 AND m.serial_last >= $3 ORDER BY m.recorded_at DESC, m.subject, m.block, m.position LIMIT 500");
    /// Marks with these letters and a number like this one: the same upper or the same lower digits.
    MARKS_OF_LETTERS = concat!(found!(), "WHERE m.tenant = $1 AND m.head = $2 AND m.width = $3 AND ((m.serial_first <= $5 AND m.serial_last >= $4) OR m.serial_first % $6 = $7 OR m.serial_last > m.serial_first) ORDER BY m.recorded_at DESC, m.subject, m.block, m.position LIMIT 500");
    /// Marks on other subjects that have a number in common with a mark of this one, the newest first.
    MARKS_BESIDE = concat!(found!(), "JOIN mark_entry o ON o.tenant = m.tenant AND o.head = m.head AND o.width = m.width AND o.tail = m.tail AND o.serial_first <= m.serial_last AND o.serial_last >= m.serial_first WHERE m.tenant = $1 AND o.subject = $2 AND m.subject <> $2 ORDER BY m.recorded_at DESC, m.subject, m.block, m.position LIMIT 1000");
    /// The marks of a subject.
    MARKS_OF = concat!(found!(), "WHERE m.tenant = $1 AND m.subject = $2 ORDER BY m.about, m.block, m.position LIMIT 500");
}

/// A mark to write down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMark {
    /// Letter of the block.
    pub block: String,
    /// Place among the marks of the block, from 1.
    pub position: i64,
    /// The mark.
    pub mark: Mark,
    /// Scientific name of the specimen.
    pub taxon: String,
}

/// Whose specimens carry the marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkHolder {
    /// The organisation.
    pub organisation: Option<OrganisationId>,
    /// The private person.
    pub person: Option<PersonId>,
    /// The name, for officers.
    pub name: String,
}

/// A mark as it was found, with what it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkRow {
    /// `case`, `inspection`, `lot` or `entry`.
    pub about: String,
    /// Id of the application, lot or entry.
    pub subject: ApplicationId,
    /// Letter of the block.
    pub block: String,
    /// The mark or range.
    pub mark: Mark,
    /// Scientific name.
    pub taxon: String,
    /// Whose.
    pub holder: MarkHolder,
    /// When it was written down.
    pub at: Timestamp,
    /// Reference and state of the application.
    pub case: Option<(String, ApplicationStatus)>,
    /// The permit it became.
    pub permit: Option<(PermitId, PermitNumber, PermitStatus)>,
    /// Number of the lot.
    pub lot: Option<String>,
    /// Number of the entry of a register, or its name while it has none.
    pub entry: Option<String>,
}

impl MarkRow {
    fn of(row: &Row) -> Result<MarkRow, Error> {
        let text: String = row.get("text")?;
        let status: Option<String> = row.opt("status")?;
        let permit_status: Option<String> = row.opt("permit_status")?;
        let reference: Option<String> = row.opt("reference")?;
        let (permit, number) = (row.opt("permit")?, row.opt("number")?);
        let (name, entry): (Option<String>, Option<String>) = (row.opt("entry_name")?, row.opt("entry_number")?);
        Ok(MarkRow {
            about: row.get("about")?,
            subject: row.get("subject")?,
            block: row.get("block")?,
            mark: Mark {
                kind: row.code("kind", MarkKind::from_code)?,
                typed: row.get("typed")?,
                first: MarkKey::of(&text),
                last: row.get("serial_last")?,
            },
            taxon: row.get("taxon")?,
            holder: MarkHolder {
                organisation: row.opt("organisation")?,
                person: row.opt("person")?,
                name: row.get("holder")?,
            },
            at: row.get("recorded_at")?,
            case: reference.zip(status.as_deref().and_then(ApplicationStatus::from_code)),
            permit: match (permit, number, permit_status.as_deref().and_then(PermitStatus::from_code)) {
                (Some(id), Some(number), Some(status)) => Some((id, number, status)),
                _ => None,
            },
            lot: row.opt("lot")?,
            entry: entry.or(name),
        })
    }
}

impl Read {
    /// Marks that share a mark with this one or this range, the newest first, at most 200.
    pub async fn marks_meeting(&mut self, mark: &Mark) -> Result<Vec<MarkRow>, Error> {
        let k = &mark.first;
        let values = args![k.head, i64::from(k.width), k.tail, k.serial, mark.last];
        self.all(MARKS_MEETING, values).await?.iter().map(MarkRow::of).collect()
    }

    /// Marks among which one that is a slip away from this one would stand; the caller compares.
    pub async fn marks_around(&mut self, key: &MarkKey) -> Result<Vec<MarkRow>, Error> {
        let mut rows = Vec::new();
        let width = i64::from(key.width);
        for other in width - 1..=width + 1 {
            if !(0..=15).contains(&other) {
                continue;
            }
            if other == width {
                rows.extend(self.all(MARKS_OF_NUMBER, args![other, key.serial]).await?);
            }
            let (low, high, scale, rest) = neighbours(key.serial, width, other);
            rows.extend(self.all(MARKS_OF_LETTERS, args![key.head, other, low, high, scale, rest]).await?);
        }
        rows.iter().map(MarkRow::of).collect()
    }

    /// Marks on other applications, lots and entries that share a mark with this one, the newest first, at most 1000.
    pub async fn marks_beside(&mut self, subject: ApplicationId) -> Result<Vec<MarkRow>, Error> {
        self.all(MARKS_BESIDE, args![subject]).await?.iter().map(MarkRow::of).collect()
    }

    /// The marks of an application, a lot or an entry of a register, at most 500.
    pub async fn marks_of(&mut self, subject: ApplicationId) -> Result<Vec<MarkRow>, Error> {
        self.all(MARKS_OF, args![subject]).await?.iter().map(MarkRow::of).collect()
    }
}

/// Numbers of another width that begin like this one (from, to), and what remains of one that ends like it.
fn neighbours(serial: i64, width: i64, other: i64) -> (i64, i64, i64, i64) {
    let power = |n: i64| 10_i64.pow(u32::try_from(n.clamp(0, 15)).unwrap_or(0));
    let half = (width - 1).max(0) / 2;
    let upper = serial / power(width - half);
    let low = upper * power(other - half);
    (low, low + power(other - half) - 1, power(half), serial % power(half))
}

impl Tx {
    /// Writes the marks of a subject anew.
    pub async fn marks_set(
        &mut self,
        about: &str,
        subject: ApplicationId,
        holder: &MarkHolder,
        marks: &[NewMark],
    ) -> Result<(), Error> {
        self.change(DELETE_MARKS, args![about, subject]).await?;
        let at = self.at();
        for new in marks {
            let (mark, key) = (&new.mark, &new.mark.first);
            let values = args![
                about,
                subject,
                new.block,
                new.position,
                mark.kind.code(),
                mark.typed,
                key.text,
                key.head,
                i64::from(key.width),
                key.tail,
                key.serial,
                mark.last,
                new.taxon,
                holder.organisation,
                holder.person,
                holder.name,
                at
            ];
            self.change(INSERT_MARK, values).await?;
        }
        Ok(())
    }
}
