//! Numbered stock: tags, security stamps, security paper. One row a piece, so that no number is there twice, and every
//! change of a range is one statement that moves all of it or is taken back.

use super::stock::codes;
use crate::sql::{Row, args, queries};
use crate::{Error, Read, Tx};
use cites::ids::{ApplicationId, BatchId, Id, JobKind, OrganisationId, PersonId};
use cites::marks::{Mark, MarkKey, MarkKind};
use cites::{Date, Timestamp};

queries! {
    /// Takes a batch in.
    INSERT_BATCH = "INSERT INTO numbered_batch (tenant, id, kind, mark_kind, series, text, serial_first, serial_last, supplier, note, received_on, received_by, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    /// Its pieces, one by one.
    INSERT_ITEMS = "WITH RECURSIVE n (serial) AS (SELECT serial_first FROM numbered_batch WHERE tenant = $1 AND id = $2 UNION ALL SELECT n.serial + 1 FROM n, numbered_batch b WHERE b.tenant = $1 AND b.id = $2 AND n.serial < b.serial_last) INSERT INTO numbered_item (tenant, kind, series, serial, batch, state, changed_at) SELECT b.tenant, b.kind, b.series, n.serial, b.id, 'STOCK', b.received_at FROM n, numbered_batch b WHERE b.tenant = $1 AND b.id = $2";
    /// Moves a range that is in one state and one hand.
    MOVE_ITEMS = "UPDATE numbered_item SET state = $6, organisation = $7, person = $8, application = $9, consignment = $18, alone = $10, reported_by = $11, written_off_by = $12, changed_at = $13 WHERE tenant = $1 AND kind = $2 AND series = $3 AND serial >= $4 AND serial <= $5 AND state = $14 AND organisation IS NOT DISTINCT FROM $15 AND person IS NOT DISTINCT FROM $16 AND reported_by IS NOT DISTINCT FROM $17";
    /// What happened to a range.
    INSERT_EVENT = "INSERT INTO numbered_event (tenant, id, kind, series, text, serial_first, serial_last, act, from_state, to_state, on_day, note, holder, application, consignment, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    /// One piece.
    ITEM = "SELECT i.serial AS first, i.serial AS last, CAST(1 AS BIGINT) AS pieces, i.kind, i.state, i.organisation, i.person, i.application, i.consignment, i.reported_by, i.changed_at, b.text, b.mark_kind, a.reference, p.number, COALESCE(o.name, q.name) AS holder FROM numbered_item i JOIN numbered_batch b ON b.tenant = i.tenant AND b.id = i.batch LEFT JOIN application a ON a.tenant = i.tenant AND a.id = i.application LEFT JOIN consignment c ON c.tenant = i.tenant AND c.application = i.application AND c.nth = i.consignment LEFT JOIN permit p ON p.tenant = i.tenant AND p.application = i.application AND (p.id = c.permit OR (c.permit IS NULL AND i.consignment = 1)) LEFT JOIN organisation o ON o.tenant = i.tenant AND o.id = i.organisation LEFT JOIN person q ON q.tenant = i.tenant AND q.id = i.person WHERE i.tenant = $1 AND i.kind = $2 AND i.series = $3 AND i.serial = $4";
    /// Stamps and sheets on the permit of one consignment of a case.
    BOUND = "SELECT i.serial AS first, i.serial AS last, CAST(1 AS BIGINT) AS pieces, i.kind, i.state, i.organisation, i.person, i.application, i.consignment, i.reported_by, i.changed_at, b.text, b.mark_kind, a.reference, p.number, NULL AS holder FROM numbered_item i JOIN numbered_batch b ON b.tenant = i.tenant AND b.id = i.batch JOIN application a ON a.tenant = i.tenant AND a.id = i.application LEFT JOIN consignment c ON c.tenant = i.tenant AND c.application = i.application AND c.nth = i.consignment LEFT JOIN permit p ON p.tenant = i.tenant AND p.application = i.application AND (p.id = c.permit OR (c.permit IS NULL AND i.consignment = 1)) WHERE i.tenant = $1 AND i.application = $2 AND i.consignment = $4 AND i.kind = $3 ORDER BY i.serial LIMIT 50";
    /// The sheets that a permit was ever printed on, its stamp, and a row without number where sheets are kept at all.
    PAPERS_OF = "SELECT i.kind AS kind, i.serial AS serial, i.state AS state, b.text AS text FROM numbered_event e JOIN numbered_item i ON i.tenant = e.tenant AND i.kind = e.kind AND i.series = e.series AND i.serial >= e.serial_first AND i.serial <= e.serial_last JOIN numbered_batch b ON b.tenant = i.tenant AND b.id = i.batch WHERE e.tenant = $1 AND e.application = $2 AND e.consignment = $3 AND e.kind = 'paper' AND e.act = 'use' UNION SELECT i.kind, i.serial, i.state, b.text FROM numbered_item i JOIN numbered_batch b ON b.tenant = i.tenant AND b.id = i.batch WHERE i.tenant = $1 AND i.application = $2 AND i.consignment = $3 AND i.kind = 'stamp' UNION SELECT 'paper', NULL, NULL, MIN(k.text) FROM numbered_batch k WHERE k.tenant = $1 AND k.kind = 'paper' HAVING COUNT(*) > 0 ORDER BY 1, 2";
    /// All pieces as ranges that are in one state and one hand.
    RANGES = "SELECT g.first, g.last, g.pieces, g.kind, g.state, g.organisation, g.person, g.application, g.consignment, NULL AS reported_by, g.changed_at, b.text, b.mark_kind, a.reference, p.number, COALESCE(o.name, q.name) AS holder FROM (SELECT tenant, kind, batch, state, organisation, person, application, consignment, MIN(serial) AS first, MAX(serial) AS last, COUNT(*) AS pieces, MAX(changed_at) AS changed_at FROM (SELECT i.*, i.serial - ROW_NUMBER() OVER (PARTITION BY i.batch, i.state, i.organisation, i.person, i.application, i.consignment ORDER BY i.serial) AS island FROM numbered_item i WHERE i.tenant = $1 AND i.kind = $2) x GROUP BY tenant, kind, batch, state, organisation, person, application, consignment, island) g JOIN numbered_batch b ON b.tenant = g.tenant AND b.id = g.batch LEFT JOIN application a ON a.tenant = g.tenant AND a.id = g.application LEFT JOIN consignment c ON c.tenant = g.tenant AND c.application = g.application AND c.nth = g.consignment LEFT JOIN permit p ON p.tenant = g.tenant AND p.application = g.application AND (p.id = c.permit OR (c.permit IS NULL AND g.consignment = 1)) LEFT JOIN organisation o ON o.tenant = g.tenant AND o.id = g.organisation LEFT JOIN person q ON q.tenant = g.tenant AND q.id = g.person ORDER BY b.received_at DESC, g.first LIMIT 500";
    /// The pieces of one holder as ranges.
    RANGES_OF_HOLDER = "SELECT g.first, g.last, g.pieces, g.kind, g.state, g.organisation, g.person, g.application, g.consignment, NULL AS reported_by, g.changed_at, b.text, b.mark_kind, NULL AS reference, NULL AS number, NULL AS holder FROM (SELECT tenant, kind, batch, state, organisation, person, application, consignment, MIN(serial) AS first, MAX(serial) AS last, COUNT(*) AS pieces, MAX(changed_at) AS changed_at FROM (SELECT i.*, i.serial - ROW_NUMBER() OVER (PARTITION BY i.batch, i.state ORDER BY i.serial) AS island FROM numbered_item i WHERE i.tenant = $1 AND i.kind = $2 AND (i.organisation = $3 OR i.person = $4)) x GROUP BY tenant, kind, batch, state, organisation, person, application, consignment, island) g JOIN numbered_batch b ON b.tenant = g.tenant AND b.id = g.batch ORDER BY b.received_at DESC, g.first LIMIT 500";
    /// How many pieces are in each state now.
    COUNTS = "SELECT state, COUNT(*) AS pieces FROM numbered_item WHERE tenant = $1 AND kind = $2 GROUP BY state ORDER BY state";
    /// How many pieces went from each state to each other one, up to a day.
    MOVED_UNTIL = "SELECT from_state, to_state, CAST(SUM(serial_last - serial_first + 1) AS BIGINT) AS pieces FROM numbered_event WHERE tenant = $1 AND kind = $2 AND on_day <= $3 GROUP BY from_state, to_state ORDER BY to_state, from_state";
    /// What happened, the newest first.
    EVENTS = "SELECT text, serial_first, serial_last, act, to_state, on_day, note, holder, actor, at FROM numbered_event WHERE tenant = $1 AND kind = $2 ORDER BY at DESC, id DESC LIMIT 100";
    /// How many of a range are known here, and how many of those are in the hands of a holder or used by it.
    OWN_OF_RANGE = "SELECT COUNT(*) AS known, CAST(COALESCE(SUM(CASE WHEN state IN ('HANDED', 'USED') AND (organisation = $6 OR person = $7) THEN 1 ELSE 0 END), 0) AS BIGINT) AS own FROM numbered_item WHERE tenant = $1 AND kind = $2 AND series = $3 AND serial >= $4 AND serial <= $5";
    /// Stamps and sheets that stand on permits which were never in force or are void.
    ON_VOID_PERMITS = "SELECT i.serial AS first, i.serial AS last, CAST(1 AS BIGINT) AS pieces, i.kind, i.state, i.organisation, i.person, i.application, i.consignment, i.reported_by, i.changed_at, b.text, b.mark_kind, a.reference, p.number, NULL AS holder FROM numbered_item i JOIN numbered_batch b ON b.tenant = i.tenant AND b.id = i.batch JOIN application a ON a.tenant = i.tenant AND a.id = i.application LEFT JOIN consignment c ON c.tenant = i.tenant AND c.application = i.application AND c.nth = i.consignment LEFT JOIN permit p ON p.tenant = i.tenant AND p.application = i.application AND (p.id = c.permit OR (c.permit IS NULL AND i.consignment = 1)) WHERE i.tenant = $1 AND i.kind = $2 AND ((p.id IS NULL AND a.status <> 'APPROVED') OR p.status IN ('VOID', 'CANCELLED', 'LOST', 'STOLEN', 'DESTROYED', 'REPLACED', 'RETURNED_UNUSED')) ORDER BY i.changed_at DESC, i.serial LIMIT 200";
}

codes! {
    /// What is kept by number.
    Numbered:
    /// Tags for skins, trophies, containers.
    Tag = "tag",
    /// Security stamps.
    Stamp = "stamp",
    /// Sheets of security paper.
    Paper = "paper",
}
codes! {
    /// Where a piece is.
    PieceState:
    /// In the Authority's stock.
    Stock = "STOCK",
    /// Handed to a holder.
    Handed = "HANDED",
    /// On a skin, on a permit.
    Used = "USED",
    /// Torn, misprinted, destroyed under supervision.
    Spoiled = "SPOILED",
    /// Reported missing by one person.
    Missing = "MISSING",
    /// Written off by another person.
    Lost = "LOST",
}

/// A batch to take in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBatch {
    /// Id.
    pub id: BatchId,
    /// What it is.
    pub kind: Numbered,
    /// The numbers; their kind counts for tags only.
    pub range: Mark,
    /// Who made them.
    pub supplier: String,
    /// Words.
    pub note: String,
    /// Day they came.
    pub on: Date,
    /// Who took them in.
    pub by: PersonId,
}

/// Pieces in one state and one hand, in an unbroken range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PieceRange {
    /// What it is.
    pub kind: Numbered,
    /// What the tags are.
    pub mark_kind: Option<MarkKind>,
    /// First number as printed.
    pub first: String,
    /// Last number as printed.
    pub last: String,
    /// How many.
    pub pieces: i64,
    /// Where they are.
    pub state: PieceState,
    /// The organisation that holds them.
    pub organisation: Option<OrganisationId>,
    /// The private person who holds them.
    pub person: Option<PersonId>,
    /// The holder's name.
    pub holder: Option<String>,
    /// The case whose permit carries it.
    pub application: Option<ApplicationId>,
    /// For which consignment of that case the permit is, from 1.
    pub consignment: Option<u16>,
    /// Its reference.
    pub reference: Option<String>,
    /// Number of that permit, once issued.
    pub permit: Option<String>,
    /// Who reported it missing; asked of single pieces only.
    pub reported_by: Option<PersonId>,
    /// Last change.
    pub at: Timestamp,
}

fn nth(stored: Option<i64>) -> Result<Option<u16>, Error> {
    stored.map(|n| u16::try_from(n).map_err(|e| Error::corrupt("numbered_item.consignment", e))).transpose()
}

impl PieceRange {
    fn of(row: &Row) -> Result<PieceRange, Error> {
        let text: String = row.get("text")?;
        let key = MarkKey::of(&text);
        let kind: Option<String> = row.opt("mark_kind")?;
        Ok(PieceRange {
            kind: row.code("kind", Numbered::from_code)?,
            mark_kind: kind.as_deref().and_then(MarkKind::from_code),
            first: key.nth(row.get("first")?),
            last: key.nth(row.get("last")?),
            pieces: row.get("pieces")?,
            state: row.code("state", PieceState::from_code)?,
            organisation: row.opt("organisation")?,
            person: row.opt("person")?,
            holder: row.opt("holder")?,
            application: row.opt("application")?,
            consignment: nth(row.opt("consignment")?)?,
            reference: row.opt("reference")?,
            permit: row.opt("number")?,
            reported_by: row.opt("reported_by")?,
            at: row.get("changed_at")?,
        })
    }
}

/// A sheet of security paper that a permit was printed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number as printed.
    pub number: String,
    /// Where it is: used, or what became of it.
    pub state: PieceState,
}

/// What of the Authority's numbered stock lies under a permit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PapersOf {
    /// Are sheets of security paper kept at all?
    pub kept: bool,
    /// The sheets that it was ever printed on, by number.
    pub sheets: Vec<SheetRow>,
    /// Its stamp.
    pub stamp: Option<String>,
}

/// A movement of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PieceMove {
    /// What is moved.
    pub kind: Numbered,
    /// Which numbers.
    pub range: Mark,
    /// What is done: `hand`, `back`, `use`, `spoil`, `missing`, `found` or `write_off`.
    pub act: &'static str,
    /// State before.
    pub from: PieceState,
    /// State after.
    pub to: PieceState,
    /// Who holds it before.
    pub held: (Option<OrganisationId>, Option<PersonId>),
    /// Who holds it after.
    pub holds: (Option<OrganisationId>, Option<PersonId>),
    /// Name of the holder it concerns.
    pub holder: Option<String>,
    /// The case whose permit carries it then, and for which of its consignments that permit is.
    pub carrier: Option<(ApplicationId, u16)>,
    /// Who had reported it missing.
    pub was_reported_by: Option<PersonId>,
    /// Who reports, or had reported, it missing.
    pub reported_by: Option<PersonId>,
    /// Who writes it off.
    pub written_off_by: Option<PersonId>,
    /// The day it counts for.
    pub on: Date,
    /// Words.
    pub note: String,
}

/// One movement as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PieceEvent {
    /// First and last number as printed.
    pub range: (String, String),
    /// How many.
    pub pieces: i64,
    /// What was done.
    pub act: String,
    /// State after.
    pub to: PieceState,
    /// The day it counts for.
    pub on: Date,
    /// Words.
    pub note: String,
    /// The holder it concerns.
    pub holder: Option<String>,
    /// Who did it.
    pub actor: String,
    /// When.
    pub at: Timestamp,
}

impl Read {
    /// One piece by its number.
    pub async fn piece(&mut self, kind: Numbered, number: &MarkKey) -> Result<Option<PieceRange>, Error> {
        let values = args![kind.code(), number.series(), number.serial];
        self.opt(ITEM, values).await?.as_ref().map(PieceRange::of).transpose()
    }

    /// Stamps or sheets on the permit of one consignment of a case, in the order of their numbers.
    pub async fn pieces_on(
        &mut self,
        application: ApplicationId,
        consignment: u16,
        kind: Numbered,
    ) -> Result<Vec<PieceRange>, Error> {
        let values = args![application, kind.code(), i64::from(consignment)];
        self.all(BOUND, values).await?.iter().map(PieceRange::of).collect()
    }

    /// What of the Authority's numbered stock lies under the permit of one consignment of a case.
    pub async fn papers_of(&mut self, application: ApplicationId, consignment: u16) -> Result<PapersOf, Error> {
        let mut all = PapersOf::default();
        for row in self.all(PAPERS_OF, args![application, i64::from(consignment)]).await? {
            let Some(serial) = row.opt::<i64>("serial")? else {
                all.kept = true;
                continue;
            };
            let number = MarkKey::of(&row.get::<String>("text")?).nth(serial);
            let state = row.code("state", PieceState::from_code)?;
            match row.code("kind", Numbered::from_code)? {
                Numbered::Paper => all.sheets.push(SheetRow { number, state }),
                Numbered::Stamp | Numbered::Tag => all.stamp = Some(number),
            }
        }
        Ok(all)
    }

    /// All pieces as ranges, the newest batch first, at most 500 ranges.
    pub async fn piece_ranges(&mut self, kind: Numbered) -> Result<Vec<PieceRange>, Error> {
        self.all(RANGES, args![kind.code()]).await?.iter().map(PieceRange::of).collect()
    }

    /// The pieces of one holder as ranges.
    pub async fn piece_ranges_of(
        &mut self,
        kind: Numbered,
        organisation: Option<OrganisationId>,
        person: Option<PersonId>,
    ) -> Result<Vec<PieceRange>, Error> {
        let values = args![kind.code(), organisation, person];
        self.all(RANGES_OF_HOLDER, values).await?.iter().map(PieceRange::of).collect()
    }

    /// How many pieces are in each state now.
    pub async fn piece_counts(&mut self, kind: Numbered) -> Result<Vec<(PieceState, i64)>, Error> {
        let rows = self.all(COUNTS, args![kind.code()]).await?;
        rows.iter().map(|row| Ok((row.code("state", PieceState::from_code)?, row.get("pieces")?))).collect()
    }

    /// How many pieces were in each state at the end of a day, from the movements alone.
    pub async fn piece_counts_on(&mut self, kind: Numbered, day: Date) -> Result<Vec<(PieceState, i64)>, Error> {
        let mut out: Vec<(PieceState, i64)> = PieceState::ALL.iter().map(|s| (*s, 0)).collect();
        for row in self.all(MOVED_UNTIL, args![kind.code(), day]).await? {
            let pieces: i64 = row.get("pieces")?;
            let to = row.code("to_state", PieceState::from_code)?;
            let from: Option<String> = row.opt("from_state")?;
            let from = from.as_deref().and_then(PieceState::from_code);
            for (state, count) in &mut out {
                *count += if *state == to { pieces } else { 0 };
                *count -= if Some(*state) == from { pieces } else { 0 };
            }
        }
        Ok(out)
    }

    /// The last hundred movements, the newest first.
    pub async fn piece_events(&mut self, kind: Numbered) -> Result<Vec<PieceEvent>, Error> {
        let rows = self.all(EVENTS, args![kind.code()]).await?;
        rows.iter()
            .map(|row| {
                let text: String = row.get("text")?;
                let (first, last): (i64, i64) = (row.get("serial_first")?, row.get("serial_last")?);
                let key = MarkKey::of(&text);
                Ok(PieceEvent {
                    range: (key.nth(first), key.nth(last)),
                    pieces: last - first + 1,
                    act: row.get("act")?,
                    to: row.code("to_state", PieceState::from_code)?,
                    on: row.get("on_day")?,
                    note: row.get("note")?,
                    holder: row.opt("holder")?,
                    actor: row.get("actor")?,
                    at: row.get("at")?,
                })
            })
            .collect()
    }

    /// How many of a range of tags are known here, and how many of them a holder was handed or has used.
    pub async fn tags_known(
        &mut self,
        range: &Mark,
        organisation: Option<OrganisationId>,
        person: Option<PersonId>,
    ) -> Result<(i64, i64), Error> {
        let (kind, key) = (Numbered::Tag.code(), &range.first);
        let values = args![kind, key.series(), key.serial, range.last, organisation, person];
        let row = self.one(OWN_OF_RANGE, values).await?;
        Ok((row.get("known")?, row.get("own")?))
    }

    /// Stamps or sheets on permits that were never in force, or are void, lost or replaced.
    pub async fn pieces_on_void(&mut self, kind: Numbered) -> Result<Vec<PieceRange>, Error> {
        self.all(ON_VOID_PERMITS, args![kind.code()]).await?.iter().map(PieceRange::of).collect()
    }
}

impl Tx {
    /// Takes a batch in, with its pieces and their first movement.
    ///
    /// # Errors
    /// [`Error::Refused`] when one of the numbers is there already.
    pub async fn batch_receive(&mut self, new: &NewBatch, event: Id<JobKind>) -> Result<(), Error> {
        let (at, actor, key) = (self.at(), self.actor.clone(), &new.range.first);
        let mark = (new.kind == Numbered::Tag).then(|| new.range.kind.code());
        let values = args![
            new.id,
            new.kind.code(),
            mark,
            key.series(),
            key.text,
            key.serial,
            new.range.last,
            new.supplier,
            new.note,
            new.on,
            new.by,
            at
        ];
        self.change(INSERT_BATCH, values).await?;
        self.change(INSERT_ITEMS, args![new.id]).await?;
        let values = args![
            event,
            new.kind.code(),
            key.series(),
            key.text,
            key.serial,
            new.range.last,
            "receive",
            None::<String>,
            PieceState::Stock.code(),
            new.on,
            new.note,
            None::<String>,
            None::<ApplicationId>,
            None::<i64>,
            actor,
            at
        ];
        self.change(INSERT_EVENT, values).await?;
        Ok(())
    }

    /// Moves a range and writes the movement down. Answers how many pieces were moved: fewer than the range has when not
    /// all of them were in that state and hand, and then the caller takes everything back.
    ///
    /// # Errors
    /// [`Error::Refused`] (`numbered_item_one_stamp`, `numbered_item_two_persons`) by the row's constraints.
    pub async fn pieces_move(&mut self, m: &PieceMove, event: Id<JobKind>) -> Result<u64, Error> {
        let (at, actor, key) = (self.at(), self.actor.clone(), &m.range.first);
        let (application, consignment) = m.carrier.map(|(case, nth)| (case, i64::from(nth))).unzip();
        let alone = (m.kind == Numbered::Stamp && application.is_some()).then_some(1_i64);
        let values = args![
            m.kind.code(),
            key.series(),
            key.serial,
            m.range.last,
            m.to.code(),
            m.holds.0,
            m.holds.1,
            application,
            alone,
            m.reported_by,
            m.written_off_by,
            at,
            m.from.code(),
            m.held.0,
            m.held.1,
            m.was_reported_by,
            consignment
        ];
        let moved = self.change(MOVE_ITEMS, values).await?;
        let values = args![
            event,
            m.kind.code(),
            key.series(),
            key.text,
            key.serial,
            m.range.last,
            m.act,
            Some(m.from.code().to_owned()),
            m.to.code(),
            m.on,
            m.note,
            m.holder,
            application,
            consignment,
            actor,
            at
        ];
        self.change(INSERT_EVENT, values).await?;
        Ok(moved)
    }
}
