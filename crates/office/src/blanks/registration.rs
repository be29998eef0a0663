//! What the register says of a draft of the simplified procedure. Who stands in it is applied for, approved and ended like
//! every other entry ([`crate::registers::operations`]).

use crate::registers::operations::{Entry, EntryBody, Specimen, year};
use crate::shared::error::Error;
use crate::shared::office::Office;
use cites::ids::{ApplicationId, EntryId};
use cites::{Amount, Date, DocumentType};
use permits::application::{ApplicantSide, Application};
use permits::blank::{OpenBox, not_registered};
use permits::{ActError, Draft, DraftLine, FieldError, FormInput};
use rules::Enrolled;
use std::collections::BTreeSet;
use store::{CompletedSum, EntryRow, Read, RegisterKind};

/// Does it belong to this applicant?
fn of_side(row: &EntryRow, side: &ApplicantSide) -> bool {
    match side.organisation {
        Some(o) => row.organisation == Some(o),
        None => row.person.is_some() && row.person == side.applicant,
    }
}

/// An entry of the simplified procedure that is this applicant's?
fn ours(entry: &Entry, side: &ApplicantSide) -> bool {
    entry.columns.kind == RegisterKind::Simplified && of_side(&entry.columns, side)
}

fn covers(office: &Office, specimen: &Specimen, line: &DraftLine) -> bool {
    let name = office.taxa.resolve(&line.taxon.to_string()).map(|r| r.taxon.printed_name());
    name.as_deref() == Some(specimen.taxon.as_str())
        && (specimen.term, specimen.source, specimen.unit) == (line.term, line.source, line.quantity.unit())
}

/// What was drawn of the year's totals and is being drawn now, of one registration or of every one.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    completed: Vec<CompletedSum>,
    under_way: Vec<(EntryId, ApplicationId, Vec<DraftLine>)>,
}

impl Drawn {
    /// Two questions to the archive, however many cases and registrations there are.
    ///
    /// # Errors
    /// What the archive says.
    pub(crate) async fn read(read: &mut Read, under: Option<EntryId>, on: Date) -> Result<Drawn, Error> {
        let completed = read.completed(under, year(on)?).await?;
        let under_way = read.completing::<Application>(under).await?.into_iter();
        let lines = |a: Application| a.draft().map(|d| d.lines.clone()).unwrap_or_default();
        Ok(Drawn { completed, under_way: under_way.map(|(entry, case, a)| (entry, case, lines(a))).collect() })
    }

    fn done(&self, registration: EntryId, line: &DraftLine) -> Amount {
        let taxon = line.taxon.to_string();
        let same = |c: &&CompletedSum| {
            (c.registration, c.term, c.unit) == (registration, line.term, line.quantity.unit()) && c.taxon == taxon
        };
        self.completed.iter().find(same).map_or(Amount::ZERO, |c| c.total)
    }

    /// Lines of other cases under the registration at this moment.
    fn beside(&self, registration: EntryId, case: ApplicationId) -> impl Iterator<Item = &DraftLine> {
        let others = self.under_way.iter().filter(move |(entry, other, _)| *entry == registration && *other != case);
        others.flat_map(|(_, _, lines)| lines)
    }
}

/// What the register says of a draft of the simplified procedure on a day. On completion the year's total counts what
/// was completed and what is being completed at this moment, without the case itself.
///
/// # Errors
/// What the archive says.
pub async fn fact(
    read: &mut Read,
    office: &Office,
    draft: &Draft,
    side: &ApplicantSide,
    case: ApplicationId,
    on: Date,
) -> Result<Option<Enrolled>, Error> {
    let Some(facts) = draft.particulars.simplified() else { return Ok(None) };
    let found = read.entry_by_number::<EntryBody>(facts.registration.trim()).await?;
    let drawn = match found.as_ref().filter(|_| facts.blank.is_some()) {
        Some(entry) => Drawn::read(read, Some(entry.columns.id), on).await?,
        None => Drawn::default(),
    };
    Ok(said(office, found.as_ref(), &drawn, (draft, side, case), on))
}

/// The same from what was read ahead for many cases at once: every entry, and what is drawn under all of them.
pub(crate) fn fact_ahead(
    office: &Office,
    entries: &[Entry],
    drawn: &Drawn,
    (draft, side, case): (&Draft, &ApplicantSide, ApplicationId),
    on: Date,
) -> Option<Enrolled> {
    let number = draft.particulars.simplified()?.registration.trim();
    let found = entries.iter().find(|e| e.columns.number.as_deref() == Some(number));
    said(office, found, drawn, (draft, side, case), on)
}

fn said(
    office: &Office,
    found: Option<&Entry>,
    drawn: &Drawn,
    (draft, side, case): (&Draft, &ApplicantSide, ApplicationId),
    on: Date,
) -> Option<Enrolled> {
    let facts = draft.particulars.simplified()?;
    let Some(found) = found.filter(|e| ours(e, side)) else { return Some(Enrolled::Unknown) };
    if !found.columns.in_force(on) {
        return Some(Enrolled::NotInForce);
    }
    let specimen = |line: &DraftLine| found.value.specimens().iter().find(|s| covers(office, s, line));
    let foreign: Vec<String> =
        draft.lines.iter().filter(|l| specimen(l).is_none()).map(|l| l.taxon.to_string()).collect();
    if !foreign.is_empty() {
        return Some(Enrolled::NotFor(foreign));
    }
    if facts.blank.is_none() {
        // Of a completion the boxes themselves are asked: one that was opened and stayed as it was does no harm.
        let beyond = facts.beyond(&found.value.boxes());
        return Some(if beyond.is_empty() { Enrolled::Holds } else { Enrolled::NotOpen(OpenBox::list(&beyond)) });
    }
    let id = found.columns.id;
    for line in &draft.lines {
        let Some(specimen) = specimen(line) else { continue };
        let done = drawn.done(id, line);
        let same = |l: &&DraftLine| covers(office, specimen, l);
        let beside = drawn.beside(id, case).filter(same).chain(draft.lines.iter().filter(same));
        let asked = beside.map(|l| l.quantity.amount()).try_fold(Amount::ZERO, |sum, a| sum.plus(a));
        let total = asked.and_then(|asked| asked.plus(done));
        if total.is_none_or(|total| total > specimen.most) {
            let left = specimen.most.minus(done).unwrap_or(Amount::ZERO);
            return Some(Enrolled::TooMuch(line.taxon.to_string(), left, specimen.unit));
        }
    }
    Some(Enrolled::Holds)
}

/// An order handed in opens only boxes that its registration lets stay open. One that names no registration of this
/// applicant is not refused here: the officers see what the rules say of it.
///
/// # Errors
/// `open-boxes-registration` at the boxes, with those that are too many.
pub(crate) async fn opens(read: &mut Read, application: &Application, on: Date) -> Result<(), Error> {
    match beyond(read, application.form(), application.side(), on).await? {
        Some(error) => Err(ActError::Form(vec![error]).into()),
        None => Ok(()),
    }
}

/// The same while the form is being filled in; what cannot be read yet is told box by box.
///
/// # Errors
/// What the archive says.
pub async fn beyond(
    read: &mut Read,
    form: &FormInput,
    side: &ApplicantSide,
    on: Date,
) -> Result<Option<FieldError>, Error> {
    let typed = &form.particulars;
    let order = DocumentType::from_code(form.document_type.trim()) == Some(DocumentType::Partial);
    let Some(open) = OpenBox::read(&typed.open_boxes).filter(|_| order && typed.blank.is_empty()) else {
        return Ok(None);
    };
    let found = read.entry_by_number::<EntryBody>(typed.registration.trim()).await?;
    let Some(found) = found.filter(|e| ours(e, side) && e.columns.in_force(on)) else { return Ok(None) };
    let more: BTreeSet<OpenBox> = open.difference(&found.value.boxes()).copied().collect();
    Ok((!more.is_empty()).then(|| not_registered(&more)))
}
