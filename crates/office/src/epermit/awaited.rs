//! Appendix I: which consignments of a case have no import permit of the destination yet, and what the applicant says of it.
//!
//! The permit may be *granted* only after the import permit (Art. III.2 (d), 4 (c)); applying before is lawful. Who applies
//! names it at the line, sends its paper, or says that it comes later; then the case waits for it, and its clock with it.
//! Nobody hands in without saying one of these.

use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::Office;
use cites::ids::ApplicationId;
use cites::{Appendix, ApplicationStatus, CountryCode, Date, PermitNumber};
use permits::application::Application;
use permits::{ActError, Draft, FieldError, FormInput, handshake};
use std::borrow::Cow;
use store::{ApplicationRow, Cursor, Page, Read};

/// The kind of paper that an import permit is sent as, or promised.
pub const PAPER: &str = "import-permit";

/// What is still awaited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// Whose import permit.
    pub country: CountryCode,
    /// The consignments that have none, from 1.
    pub consignments: Vec<u16>,
    /// Of how many.
    pub of: u16,
    /// The applicant's word that it is asked for, and when it is expected.
    pub expected: Option<String>,
    /// Does a line say that it comes later?
    pub later: bool,
    /// Import permits that the lines name; each is recorded with its last day by itself.
    pub named: Vec<PermitNumber>,
    /// Do all lines that need one name theirs?
    pub said: bool,
    /// Was its paper sent?
    pub paper: bool,
}

/// The content as the law reads it on a day: a line of Appendix I for which our own Party or the destination holds a
/// reservation is read as Appendix II, so that nobody gives an import permit that it could wait for (Res. Conf. 4.25).
fn as_read<'d>(office: &Office, draft: &'d Draft, on: Date) -> Cow<'d, Draft> {
    let who = [draft.exporter.address.country, draft.partner_country];
    let Some(house) = office.house_of(who[0]) else { return Cow::Borrowed(draft) };
    let law = office.law(house);
    let second = |n: &usize| {
        let line = &draft.lines[*n];
        line.appendix == Appendix::I && rules::read_as_second(&law, &office.taxa, &who, line.taxon.stem(), on)
    };
    let lines: Vec<usize> = (0..draft.lines.len()).filter(second).collect();
    if lines.is_empty() {
        return Cow::Borrowed(draft);
    }
    let mut read = draft.clone();
    for n in lines {
        read.lines[n].appendix = Appendix::II;
    }
    Cow::Owned(read)
}

/// What a form would wait for; `None` while it cannot be read, or where nothing is awaited.
///
/// # Errors
/// What the archive says.
pub async fn of_form(
    read: &mut Read,
    office: &Office,
    id: ApplicationId,
    form: &FormInput,
) -> Result<Option<Awaited>, Error> {
    let Ok(draft) = Draft::parse(&FormInput { declaration: true, ..form.clone() }) else { return Ok(None) };
    let draft = as_read(office, &draft, day(read.at()));
    let open: Vec<u16> = handshake::of(&draft, &[], 0, day(read.at())).iter().map(|h| h.nth).collect();
    said(read, id, &draft, open).await
}

/// What a case waits for before its permits are signed; `None` where nothing is awaited.
///
/// # Errors
/// What the archive says.
pub async fn of_case(read: &mut Read, office: &Office, application: &Application) -> Result<Option<Awaited>, Error> {
    let Some(draft) = application.draft() else { return Ok(None) };
    let on = day(read.at());
    let open = open(office, application, on);
    said(read, application.id(), &as_read(office, draft, on), open).await
}

/// The consignments of an open case, from 1, that have no import permit which is valid on that day: as long as one of them is
/// missing, the case waits. Asks nothing of the archive, so that lists can.
pub fn open(office: &Office, application: &Application, on: Date) -> Vec<u16> {
    let state = application.state();
    let Some(draft) = application.draft().filter(|_| !state.code().terminal()) else { return Vec::new() };
    let permits = state.case().map(|c| c.all_import_permits()).unwrap_or_default();
    let draft = as_read(office, draft, on);
    let hands = handshake::of(&draft, &permits, state.signed().len(), on);
    hands.iter().filter(|h| h.permit.is_none()).map(|h| h.nth).collect()
}

/// Each line of Appendix I that needs an import permit names it or says that it comes later; a paper of it, or the word about
/// it under the papers, speaks for all of them.
///
/// # Errors
/// `import-permit-say` at each line that says nothing. A form that cannot be read yet is told box by box elsewhere.
pub(crate) async fn must_be_said(read: &mut Read, office: &Office, application: &Application) -> Result<(), Error> {
    let Ok(draft) = Draft::parse(application.form()) else { return Ok(()) };
    let draft = as_read(office, &draft, day(read.at()));
    let unsaid = handshake::unsaid(&draft);
    if unsaid.is_empty() {
        return Ok(());
    }
    let all: Vec<u16> = (1..=draft.consignments.max(1)).collect();
    if said(read, application.id(), &draft, all).await?.is_some_and(|a| a.paper || a.expected.is_some()) {
        return Ok(());
    }
    let help = "Give the number of the import permit of the destination, or say that it comes later.";
    let error = |n: usize| FieldError {
        field: format!("lines.{n}.import_permit"),
        code: "import-permit-say".into(),
        help: help.into(),
    };
    Err(ActError::Form(unsaid.into_iter().map(error).collect()).into())
}

/// Rows of one question, and how many questions one page of the list may ask.
const PIECE: i64 = 100;
const PIECES: usize = 50;

/// Cases in these statuses that wait for an import permit of the destination, the longest untouched first, as far as `keep`
/// keeps them. Read in pieces until a page is full; a page may hold some more than `limit`.
///
/// # Errors
/// What the archive says.
pub async fn waiting(
    read: &mut Read,
    office: &Office,
    statuses: &[ApplicationStatus],
    after: Cursor,
    limit: usize,
    keep: impl Fn(&ApplicationRow) -> bool,
) -> Result<Page<ApplicationRow>, Error> {
    let on = day(read.at());
    let (mut rows, mut next) = (Vec::new(), Some(after));
    for _ in 0..PIECES {
        let Some(from) = next.filter(|_| rows.len() < limit) else { break };
        let page = read.worklist_whole::<Application>(statuses, from, PIECE).await?;
        let waits = page.rows.into_iter().filter(|s| keep(&s.columns) && !open(office, &s.value, on).is_empty());
        rows.extend(waits.map(|s| s.columns));
        next = page.next;
    }
    Ok(Page { rows, next })
}

async fn said(read: &mut Read, id: ApplicationId, draft: &Draft, open: Vec<u16>) -> Result<Option<Awaited>, Error> {
    if open.is_empty() {
        return Ok(None);
    }
    let promised = read.promises(id).await?.into_iter().find(|p| p.purpose == PAPER);
    let needing = || draft.lines.iter().filter(|l| handshake::needed(l));
    // A paper that is sent takes its promise away; only where there is none is the archive asked for papers.
    let papers = if promised.is_some() { Vec::new() } else { read.attachments(id).await? };
    Ok(Some(Awaited {
        country: draft.partner_country,
        consignments: open,
        of: draft.consignments.max(1),
        expected: promised.map(|p| p.reason),
        later: needing().any(|l| l.import_later),
        named: needing().filter_map(|l| l.import_permit.clone()).collect(),
        said: needing().all(|l| l.import_permit.is_some()),
        paper: papers.iter().any(|p| p.purpose == PAPER && p.removed_at.is_none()),
    }))
}
