//! What the register says of a draft of the simplified procedure. Who stands in it is applied for, approved and ended like
//! every other entry ([`crate::registers::operations`]).

use crate::registers::operations::{EntryBody, Specimen};
use crate::shared::error::Error;
use crate::shared::office::Office;
use cites::ids::ApplicationId;
use cites::{Amount, Date, Timestamp};
use permits::application::{ApplicantSide, Application};
use permits::{Draft, DraftLine};
use rules::Enrolled;
use store::{EntryRow, Read, RegisterKind};

/// Does it belong to this applicant?
fn of_side(row: &EntryRow, side: &ApplicantSide) -> bool {
    match side.organisation {
        Some(o) => row.organisation == Some(o),
        None => row.person.is_some() && row.person == side.applicant,
    }
}

fn covers(office: &Office, specimen: &Specimen, line: &DraftLine) -> bool {
    let name = office.taxa.resolve(&line.taxon.to_string()).map(|r| r.taxon.printed_name());
    name.as_deref() == Some(specimen.taxon.as_str())
        && (specimen.term, specimen.source, specimen.unit) == (line.term, line.source, line.quantity.unit())
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
    let ours = |e: &EntryRow| e.kind == RegisterKind::Simplified && of_side(e, side);
    let Some(found) = found.filter(|e| ours(&e.columns)) else { return Ok(Some(Enrolled::Unknown)) };
    if !found.columns.in_force(on) {
        return Ok(Some(Enrolled::NotInForce));
    }
    let specimen = |line: &DraftLine| found.value.specimens().iter().find(|s| covers(office, s, line));
    let foreign: Vec<String> =
        draft.lines.iter().filter(|l| specimen(l).is_none()).map(|l| l.taxon.to_string()).collect();
    if !foreign.is_empty() {
        return Ok(Some(Enrolled::NotFor(foreign)));
    }
    if facts.blank.is_none() {
        return Ok(Some(Enrolled::Holds));
    }
    let mut under_way = Vec::new();
    for other in read.completing_under(found.columns.id).await?.into_iter().filter(|c| *c != case) {
        if let Some(stored) = read.application::<Application>(other).await? {
            under_way.extend(stored.value.draft().map(|d| d.lines.clone()).unwrap_or_default());
        }
    }
    for line in &draft.lines {
        let Some(specimen) = specimen(line) else { continue };
        let kind = (line.term, line.quantity.unit());
        let done = read.completed_of_taxon(found.columns.id, &line.taxon.to_string(), kind, year(on)?).await?;
        let same = |l: &&DraftLine| covers(office, specimen, l);
        let beside = under_way.iter().filter(same).chain(draft.lines.iter().filter(same));
        let asked = beside.map(|l| l.quantity.amount()).try_fold(Amount::ZERO, |sum, a| sum.plus(a));
        let total = asked.and_then(|asked| asked.plus(done));
        if total.is_none_or(|total| total > specimen.most) {
            let left = specimen.most.minus(done).unwrap_or(Amount::ZERO);
            return Ok(Some(Enrolled::TooMuch(line.taxon.to_string(), left, specimen.unit)));
        }
    }
    Ok(Some(Enrolled::Holds))
}

/// The first moment of a day's year and of the next one.
fn year(today: Date) -> Result<(Timestamp, Timestamp), Error> {
    let begin = |y: i16| {
        let day = Date::new(y, 1, 1).map_err(Error::internal)?;
        Ok::<_, Error>(day.to_zoned(jiff::tz::TimeZone::UTC).map_err(Error::internal)?.timestamp())
    };
    Ok((begin(today.year())?, begin(today.year().saturating_add(1))?))
}
