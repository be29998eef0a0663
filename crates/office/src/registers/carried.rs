//! Marks of what somebody keeps: of a lot (a living animal, a tusk, a skin with its tag) and of an entry of a breeding register
//! (its breeding stock). They stand in the national register beside those of cases and are compared with all of it.

use super::colleague::{self, Right};
use super::operations::EntryBody;
use super::stock::{self, JUDGES, TRADERS};
use super::{marks, operations};
use crate::shared::act;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::document::Block;
use cites::ids::{ApplicationId, EntryId, LotId};
use cites::marks::{Mark, MarkKind};
use store::{AuditEntry, EntryState, LotState, MarkHolder, MarkRow, NewMark, Read, Tx};

/// Most marks or ranges on one lot or entry.
pub const MOST: usize = 500;

/// What carries the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// A lot of a trader's stock.
    Lot(LotId),
    /// An entry of a register.
    Entry(EntryId),
}

impl Carrier {
    /// Its id where the register of marks keeps the ids of all its subjects.
    fn subject(self) -> ApplicationId {
        match self {
            Carrier::Lot(id) => ApplicationId::from_bytes(id.bytes()),
            Carrier::Entry(id) => ApplicationId::from_bytes(id.bytes()),
        }
    }

    fn about(self) -> &'static str {
        match self {
            Carrier::Lot(_) => "lot",
            Carrier::Entry(_) => "entry",
        }
    }
}

/// Marks as they are typed for one species of a lot or entry; they replace what stands there.
#[derive(Debug, Clone)]
pub struct Typed {
    /// Letter of the species; a lot has one, `A`.
    pub block: String,
    /// What the marks are; `None` when their form says it.
    pub kind: Option<MarkKind>,
    /// One mark or range a row.
    pub text: String,
}

/// A mark of a lot or an entry with what else is known of it.
#[derive(Debug, Clone)]
pub struct Carried {
    /// Letter of the species.
    pub block: String,
    /// Scientific name.
    pub taxon: String,
    /// The mark.
    pub mark: Mark,
    /// Does it stand on a paper of somebody else? All that its holder is told.
    pub elsewhere: bool,
    /// Other papers of the same holder; empty for whoever may not search the register.
    pub history: Vec<MarkRow>,
    /// Papers of others; empty for whoever may not search the register.
    pub others: Vec<MarkRow>,
}

/// A lot or entry with its marks.
#[derive(Debug, Clone)]
pub struct Marked {
    /// The species that marks may stand on: letter and scientific name.
    pub species: Vec<(String, String)>,
    /// Its marks.
    pub marks: Vec<Carried>,
    /// May this reader write them?
    pub writes: bool,
}

struct Subject {
    holder: MarkHolder,
    species: Vec<(String, String)>,
    own: bool,
    open: bool,
}

async fn subject(read: &mut Read, who: &Who, on: Carrier) -> Result<Subject, Error> {
    match on {
        Carrier::Lot(id) => {
            let lot = stock::seen(read, who, id).await?;
            let name = stock::trader(read, &lot).await?;
            Ok(Subject {
                holder: MarkHolder { organisation: lot.organisation, person: lot.person, name },
                species: vec![(Block::nth(0).to_string(), lot.taxon.clone())],
                own: stock::own(who, &lot),
                open: lot.state != LotState::Declined,
            })
        }
        Carrier::Entry(id) => {
            let found = read.entry::<EntryBody>(id).await?.filter(|e| operations::sees(who, &e.columns));
            let found = found.ok_or(Error::NotFound("register entry"))?;
            let row = &found.columns;
            let species = found.value.species().iter().enumerate();
            Ok(Subject {
                holder: MarkHolder { organisation: row.organisation, person: row.person, name: row.name.clone() },
                species: species.map(|(n, k)| (Block::nth(n).to_string(), k.taxon.clone())).collect(),
                own: operations::own(who, row),
                open: !matches!(row.state, EntryState::Declined | EntryState::Ended),
            })
        }
    }
}

impl Subject {
    fn writes(&self, who: &Who) -> bool {
        let hand = if self.own { who.must_be(TRADERS) } else { who.must_be(JUDGES) };
        self.open && !self.species.is_empty() && hand.is_ok()
    }
}

/// The marks of a lot or entry that one may see. Whoever searches the register sees every other paper with them; its holder
/// learns only that a mark is known.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn of(office: &Office, who: &Who, on: Carrier) -> Result<Marked, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let subject = subject(&mut read, who, on).await?;
    let own = read.marks_of(on.subject()).await?;
    let beside = if own.is_empty() { Vec::new() } else { read.marks_beside(on.subject()).await? };
    let searches = who.must_be(marks::READERS).is_ok();
    let marks = own.into_iter().map(|row| {
        let same = beside.iter().filter(|other| marks::could_be(&row.mark, &row.taxon, other)).cloned();
        let (history, others): (Vec<_>, Vec<_>) = same.partition(|o| marks::same_side(&o.holder, &subject.holder));
        let elsewhere = !others.is_empty();
        let (history, others) = if searches { (history, others) } else { (Vec::new(), Vec::new()) };
        Carried { block: row.block, taxon: row.taxon, mark: row.mark, elsewhere, history, others }
    });
    Ok(Marked { marks: marks.collect(), writes: subject.writes(who), species: subject.species })
}

fn new(row: &MarkRow, block: String) -> NewMark {
    NewMark { block, position: 1, mark: row.mark.clone(), taxon: row.taxon.clone() }
}

/// Counts the places of each species' marks anew, from 1.
fn placed(mut all: Vec<NewMark>) -> Vec<NewMark> {
    all.sort_by(|a, b| a.block.cmp(&b.block));
    let mut last = (String::new(), 0);
    for mark in &mut all {
        last = if last.0 == mark.block { (last.0, last.1 + 1) } else { (mark.block.clone(), 1) };
        mark.position = last.1;
    }
    all
}

/// Writes marks down: the holder, or an officer who read them. A species that is not named keeps its marks.
///
/// # Errors
/// The code of a mark's form at `marks.<block>`, `mark-twice`, `marks-many`, `register-state` for what is declined or ended,
/// `right-missing`, [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn write(office: &Office, who: &Who, on: Carrier, typed: Vec<Typed>) -> Result<Marked, Error> {
    let now = office.clock.now();
    let (name, about) = match on {
        Carrier::Lot(_) => ("mark_lot", "lot"),
        Carrier::Entry(_) => ("mark_entry", "register entry"),
    };
    let ran = act::run!(office, who, now, name, |tx| {
        lock(tx, on).await?;
        let subject = subject(tx, who, on).await?;
        if subject.own {
            who.must_be(TRADERS)?;
            colleague::must(tx, who, Right::Prepare).await?;
        } else {
            who.must_be(JUDGES)?;
        }
        if !subject.writes(who) {
            return Err(Error::value("", "register-state", "Somebody has gone on with this entry; reload the page."));
        }
        let kept = tx.marks_of(on.subject()).await?;
        let kept = kept.iter().filter(|row| typed.iter().all(|t| t.block != row.block));
        let mut all: Vec<NewMark> = kept.map(|row| new(row, row.block.clone())).collect();
        for one in &typed {
            all.extend(read_typed(&subject, one)?);
        }
        if all.len() > MOST {
            return Err(Error::value("marks.A", "marks-many", "Write at most 500 marks or ranges."));
        }
        tx.marks_set(on.about(), on.subject(), &subject.holder, &placed(all)).await?;
        let rows = typed.iter().map(|t| (t.block.as_str(), t.text.trim())).collect::<Vec<_>>();
        tx.audit(AuditEntry::new(name, about, on.subject()).payload(&serde_json::json!({ "marks": rows }))?);
        Ok(((), on.subject().to_string()))
    });
    ran?;
    of(office, who, on).await
}

async fn lock(tx: &mut Tx, on: Carrier) -> Result<(), Error> {
    match on {
        Carrier::Lot(id) => tx.lot_for_update(id).await?.map(|_| ()).ok_or(Error::NotFound("lot")),
        Carrier::Entry(id) => {
            tx.entry_for_update::<EntryBody>(id).await?.map(|_| ()).ok_or(Error::NotFound("register entry"))
        }
    }
}

fn read_typed(subject: &Subject, typed: &Typed) -> Result<Vec<NewMark>, Error> {
    let field = format!("marks.{}", typed.block);
    let of = subject.species.iter().find(|(block, _)| *block == typed.block);
    let (block, taxon) = of.ok_or_else(|| Error::value(&field, "id-form", "Name a species of this entry."))?;
    let marks = Mark::list(typed.kind, &typed.text).map_err(|e| Error::parse(&field, e))?;
    for (n, mark) in marks.iter().enumerate() {
        if marks[..n].iter().any(|other| other.meets(mark)) {
            return Err(Error::value(&field, "mark-twice", format!("{} stands there already.", mark.typed)));
        }
    }
    let make = |mark| NewMark { block: block.clone(), position: 1, mark, taxon: taxon.clone() };
    Ok(marks.into_iter().map(make).collect())
}

/// Marks go with a lot that is sold as a whole; of a part its holder says which.
///
/// # Errors
/// What the archive says.
pub(super) async fn sold(tx: &mut Tx, from: LotId, to: LotId, holder: &MarkHolder) -> Result<(), Error> {
    let rows = tx.marks_of(Carrier::Lot(from).subject()).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let all = placed(rows.iter().map(|row| new(row, row.block.clone())).collect());
    tx.marks_set("lot", Carrier::Lot(from).subject(), holder, &[]).await?;
    Ok(tx.marks_set("lot", Carrier::Lot(to).subject(), holder, &all).await?)
}

/// Marks of the lots that the lines of a draft draw on, with the letter of the line; those that the line names itself are
/// left out.
///
/// # Errors
/// What the archive says.
pub(super) async fn of_lots(read: &mut Read, draft: &permits::Draft, named: &[NewMark]) -> Result<Vec<NewMark>, Error> {
    let mut out = Vec::new();
    for (n, line) in draft.lines.iter().enumerate() {
        let Some(number) = &line.lot else { continue };
        let Some(lot) = read.lot_by_number(number).await? else { continue };
        let block = Block::nth(n).to_string();
        for row in read.marks_of(Carrier::Lot(lot.id).subject()).await? {
            if !named.iter().any(|m| m.block == block && m.mark.meets(&row.mark)) {
                out.push(new(&row, block.clone()));
            }
        }
    }
    Ok(out)
}
