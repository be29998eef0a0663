//! The register of marks over pages and API.

use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, json, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::{ApplicationKind, PermitKind};
use cites::marks::MarkKind;
use office::registers::marks::{self, Found, Known};
use pages::FieldError;
use pages::registers::{CaseMark, CaseMarksPage, MarkAskPage, MarkHit, MarkPaper, MarksPage};
use serde::Serialize;
use std::sync::Arc;
use store::MarkRow;
use utoipa::ToSchema;

/// A mark as it was found, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarkView {
    /// As it was typed there.
    pub typed: String,
    /// Code of mark_types.
    pub kind: &'static str,
    /// How many marks it stands for.
    pub count: u32,
    /// `case`, `inspection`, `lot` or `entry` (of a register).
    pub about: String,
    /// Letter of the block.
    pub block: String,
    /// Scientific name.
    pub taxon: String,
    /// Whose.
    pub holder: String,
    /// Reference of the application.
    pub reference: Option<String>,
    /// Number of the permit.
    pub permit: Option<String>,
    /// Number of the lot.
    pub lot: Option<String>,
    /// Number of the entry of a register, or its name while it has none.
    pub entry: Option<String>,
    /// When it was written down.
    pub at: String,
}

/// What a search found, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundView {
    /// As what it was read: code of mark_types.
    pub kind: &'static str,
    /// As it is written by rule.
    pub written: String,
    /// The same mark, the newest first.
    pub same: Vec<MarkView>,
    /// One slip away.
    pub close: Vec<MarkView>,
}

/// A mark of a case, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct KnownView {
    /// Letter of the block.
    pub block: String,
    /// As it was typed.
    pub mark: String,
    /// How many marks it stands for.
    pub count: u32,
    /// Earlier papers of the same holder.
    pub history: Vec<MarkView>,
    /// Papers of others.
    pub others: Vec<MarkView>,
}

/// The marks of a case, over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct KnownList {
    /// Reference of the case.
    pub reference: String,
    /// In the order of the form.
    pub rows: Vec<KnownView>,
}

/// A mark of one's own that is known already.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnKnown {
    /// Line, counted from 0.
    pub line: usize,
    /// As it was typed.
    pub mark: String,
}

/// Marks of one's own that are known already.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnKnownList {
    /// Where and whose is not told; the officer will ask.
    pub rows: Vec<OwnKnown>,
}

/// Is the mark one of the permit at hand?
#[derive(Debug, Serialize, ToSchema)]
pub struct OnPermit {
    /// The answer.
    pub on_permit: bool,
    /// Letter of the block.
    pub block: Option<String>,
    /// As printed.
    pub printed: Option<String>,
}

pub(super) fn view(row: &MarkRow) -> MarkView {
    MarkView {
        typed: row.mark.typed.clone(),
        kind: row.mark.kind.code(),
        count: row.mark.count(),
        about: row.about.clone(),
        block: row.block.clone(),
        taxon: row.taxon.clone(),
        holder: row.holder.name.clone(),
        reference: row.case.as_ref().map(|c| c.0.clone()),
        permit: row.permit.as_ref().map(|p| p.1.to_string()),
        lot: row.lot.clone(),
        entry: row.entry.clone(),
        at: row.at.to_string(),
    }
}

pub(super) fn hit(row: &MarkRow) -> MarkHit {
    let subject = row.subject.to_string();
    let paper = match (&row.permit, &row.case, &row.entry) {
        (Some((id, number, status)), _, _) => MarkPaper::Permit(id.to_string(), number.to_string(), *status),
        (None, Some((reference, status)), _) => MarkPaper::Case(subject, reference.clone(), *status),
        (None, None, Some(entry)) => MarkPaper::Entry(subject, entry.clone()),
        (None, None, None) => MarkPaper::Lot(subject, row.lot.clone().unwrap_or_default()),
    };
    MarkHit {
        typed: row.mark.typed.clone(),
        kind: row.mark.kind,
        block: row.block.clone(),
        taxon: row.taxon.clone(),
        holder: row.holder.name.clone(),
        paper,
        seen: row.about == "inspection",
        at: row.at,
    }
}

async fn found(call: &Call) -> Result<Found, Failure> {
    let kind = match call.asked("kind").unwrap_or("").trim() {
        "" => None,
        code => Some(
            MarkKind::from_code(code)
                .ok_or_else(|| Failure::field("kind", "mark-kind", "Choose what the marks are from the list."))?,
        ),
    };
    Ok(marks::search(&call.app.office, &call.reader()?, kind, call.asked("mark").unwrap_or("")).await?)
}

/// The search.
pub async fn search(call: Arc<Call>) -> Answer {
    let mut shown = MarksPage { shell: shell(&call).await, typed: call.asked_again(), errors: Vec::new(), found: None };
    if call.asked("mark").is_some() {
        match found(&call).await {
            Ok(f) => {
                let hits = |rows: &[MarkRow]| rows.iter().map(hit).collect::<Vec<_>>();
                shown.found = Some((f.mark.kind, hits(&f.same), hits(&f.close)));
            }
            Err(failure) => shown.errors = failure.on_form()?,
        }
    }
    let status = form_status(&shown.errors);
    page_with(&call, &shown, status)
}

/// The search over the API.
pub async fn search_api(call: Arc<Call>) -> Answer {
    let found = found(&call).await?;
    json(&FoundView {
        kind: found.mark.kind.code(),
        written: found.mark.first.text.clone(),
        same: found.same.iter().map(view).collect(),
        close: found.close.iter().map(view).collect(),
    })
}

async fn of_case(call: &Call) -> Result<(String, Vec<Known>), Failure> {
    Ok(marks::of_case(&call.app.office, &call.reader()?, call.id::<ApplicationKind>("application")?).await?)
}

/// The marks of a case beside every other paper that names them.
pub async fn case(call: Arc<Call>) -> Answer {
    let (reference, rows) = of_case(&call).await?;
    let id = call.param("application").to_owned();
    let now = call.app.office.clock.now();
    let rows = rows.iter().map(|k| CaseMark {
        here: MarkHit {
            typed: k.mark.typed.clone(),
            kind: k.mark.kind,
            block: k.block.clone(),
            taxon: k.taxon.clone(),
            holder: k.holder.clone(),
            paper: MarkPaper::Case(id.clone(), reference.clone(), k.status),
            seen: false,
            at: k.at.unwrap_or(now),
        },
        count: k.mark.count(),
        history: k.history.iter().map(hit).collect(),
        others: k.others.iter().map(hit).collect(),
    });
    let rows = rows.collect();
    page(&call, &CaseMarksPage { shell: shell(&call).await, id, reference, rows })
}

/// The same over the API.
pub async fn case_api(call: Arc<Call>) -> Answer {
    let (reference, rows) = of_case(&call).await?;
    let rows = rows.iter().map(|k| KnownView {
        block: k.block.clone(),
        mark: k.mark.typed.clone(),
        count: k.mark.count(),
        history: k.history.iter().map(view).collect(),
        others: k.others.iter().map(view).collect(),
    });
    json(&KnownList { reference, rows: rows.collect() })
}

/// Marks of one's own application that are known already.
pub async fn own_api(call: Arc<Call>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let rows = marks::for_applicant(&call.app.office, &call.reader()?, id).await?;
    json(&OwnKnownList { rows: rows.into_iter().map(|(line, mark)| OwnKnown { line, mark }).collect() })
}

/// At the border: is this a mark of the permit at hand?
pub async fn ask(call: Arc<Call>) -> Answer {
    let (number, mark) = (call.asked("number").unwrap_or(""), call.asked("mark").unwrap_or(""));
    let (mut errors, mut answer): (Vec<FieldError>, _) = (Vec::new(), None);
    if call.asked("mark").is_some() {
        match marks::at_border(&call.app.office, &call.reader()?, number, mark).await.map_err(Failure::from) {
            Ok(said) => answer = Some(said),
            Err(failure) => errors = failure.on_form()?,
        }
    }
    let status = form_status(&errors);
    page_with(&call, &MarkAskPage { shell: shell(&call).await, typed: call.asked_again(), errors, answer }, status)
}

/// The same over the API.
pub async fn ask_api(call: Arc<Call>) -> Answer {
    let id = call.id::<PermitKind>("permit")?;
    let said = marks::on_permit(&call.app.office, &call.reader()?, id, call.asked("mark").unwrap_or("")).await?;
    let (block, printed) = said.unzip();
    json(&OnPermit { on_permit: block.is_some(), block, printed })
}
