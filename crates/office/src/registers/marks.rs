//! The national register of marks. What stands on a case is written down when it is handed in, what an inspector read when
//! the report comes; the same mark at another holder is shown to officers, and to the applicant only as known.

use crate::shared::case;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use crate::shared::paper;
use cites::document::Block;
use cites::ids::{ApplicationId, PermitId};
use cites::marks::{Mark, MarkKind, normal};
use cites::{ApplicationStatus, DocumentType, PermitNumber, Role};
use permits::Draft;
use permits::application::Application;
use permits::application::state::Counted;
use permits::form::FormInput;
use store::{MarkHolder, MarkRow, NewMark, Numbered, Read, Tx};

/// Who searches the register.
pub const READERS: &[Role] = &[
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::SaCoordinator,
    Role::SaExpert,
    Role::Inspector,
    Role::Enforcement,
    Role::Auditor,
];
/// Who asks at the border whether a mark is that of the permit at hand.
pub const BORDER: &[Role] = &[Role::Customs, Role::Inspector, Role::Enforcement];

/// A mark is written on several papers; this many are compared in one act, and the rest by the search.
const COMPARED: usize = 60;

/// Flag of a case with a mark that another holder has.
pub const FLAG_KNOWN: &str = "duplicate-marks";
/// Flag of a case that draws tags which its holder was not handed.
pub const FLAG_TAGS: &str = "tags-not-handed";

/// The side that a draft is made for.
fn holder(application: &Application, draft: &Draft) -> MarkHolder {
    let side = application.side();
    let into = matches!(draft.base(), DocumentType::Import | DocumentType::Impnotif);
    let party = draft.importer.as_ref().filter(|_| into).unwrap_or(&draft.exporter);
    MarkHolder {
        organisation: side.organisation,
        person: side.applicant.filter(|_| side.organisation.is_none()),
        name: party.name.clone(),
    }
}

pub(super) fn same_side(a: &MarkHolder, b: &MarkHolder) -> bool {
    match (a.organisation, b.organisation, a.person, b.person) {
        (Some(x), Some(y), _, _) => x == y,
        (None, None, Some(x), Some(y)) => x == y,
        (None, None, None, None) => normal(&a.name) == normal(&b.name),
        _ => false,
    }
}

fn of_draft(draft: &Draft) -> Vec<NewMark> {
    let mut out = Vec::new();
    for (n, line) in draft.lines.iter().enumerate() {
        for (mark, position) in line.marks_read().into_iter().zip(1..) {
            let taxon = line.taxon.to_string();
            out.push(NewMark { block: Block::nth(n).to_string(), position, mark, taxon });
        }
    }
    out
}

/// What a case has in the register: nothing while it is a draft, nothing once it ended without a paper.
fn written(application: &Application) -> Vec<NewMark> {
    use ApplicationStatus as S;
    let silent =
        matches!(application.status(), S::Draft | S::Refused | S::Withdrawn | S::ClosedNoReply | S::NoPermitNeeded);
    application.draft().filter(|_| !silent).map(of_draft).unwrap_or_default()
}

/// Keeps the register in step with a case, in the case's own transaction. Asks the archive nothing when no mark changed.
///
/// # Errors
/// What the archive says.
pub async fn follow(tx: &mut Tx, before: &Application, after: &Application) -> Result<(), Error> {
    let (old, new) = (written(before), written(after));
    if old == new {
        return Ok(());
    }
    let holder = match after.draft() {
        Some(draft) => holder(after, draft),
        None => MarkHolder { organisation: None, person: None, name: String::new() },
    };
    Ok(tx.marks_set("case", after.id(), &holder, &new).await?)
}

/// Writes down what an inspector read, beside what was applied for.
///
/// # Errors
/// `mark-long` and the like at the block's marks, or what the archive says.
pub async fn inspected(tx: &mut Tx, application: &Application, counted: &[Counted]) -> Result<(), Error> {
    let Some(draft) = application.draft() else { return Ok(()) };
    let mut read = Vec::new();
    for c in counted.iter().filter(|c| !c.marks.is_empty()) {
        let field = format!("marks.{}", c.block);
        let line = draft.lines.iter().enumerate().find(|(n, _)| Block::nth(*n) == c.block).map(|(_, l)| l);
        let Some(line) = line else { continue };
        let mut position = 0;
        for row in &c.marks {
            for mark in Mark::list(line.mark_kind, row).map_err(|e| Error::parse(&field, e))? {
                position += 1;
                read.push(NewMark { block: c.block.to_string(), position, mark, taxon: line.taxon.to_string() });
            }
        }
    }
    if read.is_empty() {
        return Ok(());
    }
    Ok(tx.marks_set("inspection", application.id(), &holder(application, draft), &read).await?)
}

/// A mark of a case with what else is known of it.
#[derive(Debug, Clone)]
pub struct Known {
    /// Letter of the block.
    pub block: String,
    /// The mark.
    pub mark: Mark,
    /// Scientific name of the specimen.
    pub taxon: String,
    /// Name of the one who applies.
    pub holder: String,
    /// Where the case stands.
    pub status: ApplicationStatus,
    /// When the case was last changed.
    pub at: Option<cites::Timestamp>,
    /// Earlier papers of the same holder: the history of the specimen.
    pub history: Vec<MarkRow>,
    /// Papers of others: to be asked about.
    pub others: Vec<MarkRow>,
}

/// May this entry be the same mark? Marks whose form no authority settles are compared inside one species.
pub(super) fn could_be(mark: &Mark, taxon: &str, row: &MarkRow) -> bool {
    let kinds = [mark.kind, row.mark.kind];
    let single = kinds.iter().all(|k| k.is_single());
    let told_apart = mark.kind != row.mark.kind && !kinds.contains(&MarkKind::Other);
    let settled = kinds.iter().any(|k| k.is_worldwide());
    let long = normal(&mark.first.text).chars().count() >= 4;
    single && !told_apart && row.mark.meets(mark) && (settled || (long && row.taxon == taxon))
}

async fn known(
    read: &mut Read,
    own: ApplicationId,
    holder: &MarkHolder,
    marks: Vec<NewMark>,
) -> Result<Vec<Known>, Error> {
    let mut out = Vec::new();
    for NewMark { block, mark, taxon, .. } in marks.into_iter().take(COMPARED) {
        let found = read.marks_meeting(&mark).await?;
        let found = found.into_iter().filter(|row| row.subject != own && could_be(&mark, &taxon, row));
        let (history, others) = found.partition(|row| same_side(&row.holder, holder));
        let (name, status) = (holder.name.clone(), ApplicationStatus::Draft);
        out.push(Known { block, mark, taxon, holder: name, status, at: None, history, others });
    }
    Ok(out)
}

/// The marks of a case side by side with every other paper that names them.
///
/// # Errors
/// [`Error::NotPermitted`] for the applicants' side, [`Error::NotFound`], or what the archive says.
pub async fn of_case(office: &Office, who: &Who, id: ApplicationId) -> Result<(String, Vec<Known>), Error> {
    who.must_be(READERS)?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let stored = case::load(&mut read, who, id).await?;
    let Some(draft) = stored.value.draft() else { return Ok((stored.columns.reference, Vec::new())) };
    let mut marks = of_draft(draft);
    marks.extend(super::carried::of_lots(&mut read, draft, &marks).await?);
    let mut found = known(&mut read, id, &holder(&stored.value, draft), marks).await?;
    for mark in &mut found {
        (mark.status, mark.at) = (stored.value.status(), Some(stored.columns.changed_at));
    }
    Ok((stored.columns.reference, found))
}

/// Marks of one's own application that are known already: line, and the mark as typed. Where and whose is not told.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn for_applicant(office: &Office, who: &Who, id: ApplicationId) -> Result<Vec<(usize, String)>, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let stored = case::load(&mut read, who, id).await?;
    let side = stored.value.side();
    let form: &FormInput = stored.value.form();
    let mut out = Vec::new();
    for (n, line) in form.lines.iter().enumerate() {
        let kind = MarkKind::from_code(&line.mark_kind);
        let marks = Mark::list(kind, &line.marks).unwrap_or_default();
        let marks = marks.into_iter().zip(1..).map(|(mark, position)| {
            let taxon = cites::TaxonName::parse(&line.taxon).map(|t| t.to_string()).unwrap_or_default();
            NewMark { block: Block::nth(n).to_string(), position, mark, taxon }
        });
        let name = if form.document_type == DocumentType::Import.code() { &form.importer } else { &form.exporter };
        let holder = MarkHolder {
            organisation: side.organisation,
            person: side.applicant.filter(|_| side.organisation.is_none()),
            name: name.name.clone(),
        };
        let found = known(&mut read, id, &holder, marks.collect()).await?;
        out.extend(found.into_iter().filter(|k| !k.others.is_empty()).map(|k| (n, k.mark.typed)));
    }
    Ok(out)
}

/// Flags of a case for its officer: a mark that another holder has, tags that the holder was not handed.
///
/// # Errors
/// What the archive says.
pub(crate) async fn flags(tx: &mut Tx, who: &Who, application: &Application) -> Result<Vec<String>, Error> {
    let Some(draft) = application.draft() else { return Ok(Vec::new()) };
    let mut marks = of_draft(draft);
    let lots = super::carried::of_lots(tx, draft, &marks).await?;
    if marks.is_empty() && lots.is_empty() {
        return Ok(Vec::new());
    }
    let mut flags = Vec::new();
    let of = holder(application, draft);
    let stocked = !tx.piece_counts(Numbered::Tag).await?.is_empty();
    let mut beyond = false;
    for NewMark { mark, .. } in marks.iter().filter(|_| stocked).take(COMPARED) {
        let (there, own) = tx.tags_known(mark, of.organisation, of.person).await?;
        let ours = mark.kind == MarkKind::CrocTag && mark.first.text.starts_with(who.house.party().code());
        beyond |= own < i64::from(mark.count()) && (there > 0 || ours);
    }
    marks.extend(lots);
    if known(tx, application.id(), &of, marks).await?.iter().any(|k| !k.others.is_empty()) {
        flags.push(FLAG_KNOWN.to_owned());
    }
    if beyond {
        flags.push(FLAG_TAGS.to_owned());
    }
    Ok(flags)
}

/// What a search found.
#[derive(Debug, Clone)]
pub struct Found {
    /// As it was read.
    pub mark: Mark,
    /// The same mark, however it is written; the newest first.
    pub same: Vec<MarkRow>,
    /// What is one slip away.
    pub close: Vec<MarkRow>,
}

/// Searches the national register. Looks only; what is found is no act.
///
/// # Errors
/// `mark-empty` and the like at `mark`, [`Error::NotPermitted`], or what the archive says.
pub async fn search(office: &Office, who: &Who, kind: Option<MarkKind>, text: &str) -> Result<Found, Error> {
    who.must_be(READERS)?;
    let mark = Mark::parse(kind, text).map_err(|e| Error::parse("mark", e))?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let (same, other): (Vec<_>, Vec<_>) =
        read.marks_meeting(&mark).await?.into_iter().partition(|row| row.mark.meets(&mark));
    let slips = mark.first.slips();
    let mut close: Vec<MarkRow> = Vec::new();
    for row in other.into_iter().chain(read.marks_around(&mark.first).await?) {
        let range = row.mark.last > row.mark.first.serial;
        let inside = |k: &cites::marks::MarkKey| {
            k.of_one_series(&row.mark.first) && (row.mark.first.serial..=row.mark.last).contains(&k.serial)
        };
        let near = if range { slips.iter().any(inside) } else { row.mark.first.is_close(&mark.first.text) };
        if near && !row.mark.meets(&mark) && !close.contains(&row) {
            close.push(row);
        }
    }
    Ok(Found { mark, same, close })
}

/// Is this mark one of the permit at hand? Answers the block and the mark as printed. Of other permits nothing is said.
///
/// # Errors
/// `mark-empty` and the like at `mark`, [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn on_permit(
    office: &Office,
    who: &Who,
    id: PermitId,
    text: &str,
) -> Result<Option<(String, String)>, Error> {
    if who.must_be(BORDER).is_err() {
        who.must_be(READERS)?;
    }
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let stored = paper::load(&mut read, who, id).await?;
    let asked = Mark::parse(None, text).map_err(|e| Error::parse("mark", e))?;
    for line in &stored.value.signed_document().lines {
        for printed in &line.marks {
            // The paper does not say what its marks are; either reading may be the right one.
            let same = [None, Some(asked.kind)].into_iter().any(|kind| {
                let all = Mark::list(kind, printed).unwrap_or_default();
                all.iter().any(|m| m.holds(&asked))
                    || Mark::parse(Some(MarkKind::Other), text).is_ok_and(|other| all.iter().any(|m| m.holds(&other)))
            });
            if same {
                return Ok(Some((line.block.to_string(), printed.clone())));
            }
        }
    }
    Ok(None)
}

/// The same, by the number of the permit at hand.
///
/// # Errors
/// `mark-permit` for a number that no permit of ours has, and what [`on_permit`] says.
pub async fn at_border(
    office: &Office,
    who: &Who,
    number: &str,
    text: &str,
) -> Result<Option<(String, String)>, Error> {
    who.must_be(BORDER)?;
    let unknown = || Error::value("number", "mark-permit", "Check the number: no permit of ours has it.");
    let number = PermitNumber::parse(number).map_err(|_| unknown())?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let found = read.permit_by_number::<permits::Permit>(&number).await?.ok_or_else(unknown)?;
    drop(read);
    on_permit(office, who, found.value.id(), text).await
}
