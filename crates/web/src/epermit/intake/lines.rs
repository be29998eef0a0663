//! Lines from a spreadsheet: sent, mended row by row, taken over; and the same over the API. Names checked by the heap.

use super::sheet;
use crate::epermit::drafting;
use crate::epermit::view::ApplicationView;
use crate::shared::call::Call;
use crate::shared::draw::appendix;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{file, form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::ApplicationKind;
use office::epermit::intake::lists::{self, Take};
use office::shared::case::Stored;
use pages::epermit::{CheckedName, LinesPage, NamesPage, WrongCell, WrongRow};
use pages::{FieldError, links};
use permits::form::LineInput;
use permits::{FormInput, consignments};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Most names at once.
const NAMES: usize = 500;

/// Puts accepted names and Appendices into the rows, as the question about the species does.
fn named(call: &Call, form: &FormInput, rows: Vec<LineInput>) -> Vec<LineInput> {
    let mut with = FormInput { lines: rows, ..form.clone() };
    for n in 0..with.lines.len() {
        with.lines[n].appendix.clear();
        drafting::name_species(call, &mut with, n);
    }
    with.lines
}

fn wrong_rows(form: &FormInput, rows: &[LineInput]) -> Vec<WrongRow> {
    let errors = lists::errors(form, rows);
    let mut out = Vec::new();
    for (n, (line, errors)) in rows.iter().zip(errors).enumerate().filter(|(_, (_, e))| !e.is_empty()) {
        let one = FormInput { lines: vec![line.clone()], ..FormInput::default() };
        let mut cells: Vec<WrongCell> = Vec::new();
        if errors.iter().any(|e| e.field.starts_with("shares")) {
            cells = shares(form, n, line, &errors);
        }
        for error in errors.into_iter().filter(|e| !e.field.starts_with("shares")) {
            // A species that is not known has no Appendix: the name is what must be mended.
            let (field, code) = match error.field.as_str() {
                "appendix" => ("taxon", "taxon-unknown"),
                field => (field, error.code.as_str()),
            };
            let Some((field, label)) = sheet::COLUMNS.iter().find(|(f, _)| *f == field) else { continue };
            let name = format!("row.{n}.{field}");
            let text = one.get(&format!("lines.0.{field}")).unwrap_or_default().replace('\n', "; ");
            let error = FieldError::new(name.clone(), code).help(error.help.clone());
            let error = Some(error);
            match cells.iter_mut().find(|c| c.name == name) {
                Some(cell) if cell.error.is_none() => cell.error = error,
                Some(_) => {}
                None => cells.push(WrongCell { name, label: (*label).to_owned(), nth: None, text, error }),
            }
        }
        out.push(WrongRow { number: n + 1, taxon: line.taxon.clone(), cells });
    }
    out
}

/// The shares of a row that do not fit, all side by side with the quantity that they make up.
fn shares(form: &FormInput, row: usize, line: &LineInput, errors: &[permits::FieldError]) -> Vec<WrongCell> {
    let told = u16::try_from(line.shares.len()).unwrap_or(consignments::MOST);
    let of = consignments::typed(form).max(told.min(consignments::MOST));
    let mut cells = vec![WrongCell {
        name: format!("row.{row}.quantity"),
        label: "ui-quantity".to_owned(),
        nth: None,
        text: line.quantity.clone(),
        error: None,
    }];
    cells.extend((1..=of).map(|nth| {
        let field = sheet::share_field(nth);
        let name = format!("row.{row}.{field}");
        // What is wrong with all of them together stands at the first.
        let wrong = errors.iter().find(|e| e.field == field || (nth == 1 && e.field == "shares"));
        WrongCell {
            error: wrong.map(|e| FieldError::new(name.clone(), e.code.as_str()).help(e.help.clone())),
            name,
            label: sheet::SHARE.to_owned(),
            nth: Some(nth),
            text: line.shares.get(usize::from(nth - 1)).cloned().unwrap_or_default(),
        }
    }));
    cells
}

async fn draw(call: &Call, found: &Stored, errors: Vec<FieldError>) -> Answer {
    let id = found.columns.id;
    let list = lists::lying(&call.app.office, &call.reader()?, id).await?;
    let rows = list.as_ref().map(|l| l.lines.clone()).unwrap_or_default();
    let wrong = wrong_rows(found.value.form(), &rows);
    let status = form_status(&errors);
    let shown = LinesPage {
        shell: shell(call).await,
        application: id.to_string(),
        good: rows.len().saturating_sub(wrong.len()),
        list: list.map(|l| (l.name, l.version)),
        wrong,
        errors,
    };
    page_with(call, &shown, status)
}

/// The page.
pub async fn show(call: Arc<Call>) -> Answer {
    let found = drafting::writable(&call).await?;
    draw(&call, &found, Vec::new()).await
}

/// The empty sheet, with headings in the reader's language.
pub async fn empty_sheet(call: Arc<Call>) -> Answer {
    let found = drafting::writable(&call).await?;
    let bytes = sheet::csv(&[sheet::headings(consignments::typed(found.value.form()), call.words())])?;
    Ok(file(bytes, "text/csv; charset=utf-8", "lines.csv", false))
}

/// A file, a mended row, or what becomes of the list.
pub async fn answer(call: Arc<Call>) -> Answer {
    let found = drafting::writable(&call).await?;
    let (id, office) = (found.columns.id, &call.app.office);
    let here = links::lines(&id.to_string());
    let done = match call.typed("go") {
        "drop" => lists::drop_list(office, &call.who()?, id).await.map_err(Failure::from),
        "mend" => mend(&call, &found).await,
        what @ ("all" | "good") => {
            let version = call.typed("version").parse().unwrap_or(0);
            let take = if what == "all" { Take::All } else { Take::Good };
            match lists::take(office, &call.who()?, id, take, version).await.map_err(Failure::from) {
                Ok(_) if what == "all" => {
                    return Ok(go_and_say(&call, &links::question(&id.to_string(), "items"), "flash-saved", None));
                }
                other => other.map(|_| ()),
            }
        }
        _ => lay(&call, &found).await,
    };
    match done {
        Ok(()) => Ok(go_and_say(&call, &here, "flash-saved", None)),
        Err(failure) => draw(&call, &found, failure.on_form()?).await,
    }
}

async fn lay(call: &Call, found: &Stored) -> Result<(), Failure> {
    let sent = call.files.first().ok_or_else(|| Failure::field("file", "file-empty", "Choose a file."))?;
    let rows = sheet::read(&sent.bytes)?;
    let shared = rows.iter().any(|line| line.shares.iter().any(|s| !s.trim().is_empty()));
    if shared && consignments::typed(found.value.form()) == 1 {
        let help = "Say first for how many consignments you apply; then send the file again.";
        return Err(Failure::field("file", "lines-upload-shares", help));
    }
    let rows = named(call, found.value.form(), rows);
    Ok(lists::lay(&call.app.office, &call.who()?, found.columns.id, &sent.name, &rows).await?)
}

async fn mend(call: &Call, found: &Stored) -> Result<(), Failure> {
    let (id, office) = (found.columns.id, &call.app.office);
    let list = lists::lying(office, &call.reader()?, id).await?.ok_or(Failure::NotFound)?;
    if call.typed("version") != list.version.to_string() {
        return Err(Failure::field("", "lines-upload-changed", "Look again: the list was changed meanwhile."));
    }
    let mut rows = list.lines;
    for (name, text) in &call.form {
        let Some((n, field)) = name.strip_prefix("row.").and_then(|rest| rest.split_once('.')) else { continue };
        if let Some(line) = n.parse().ok().and_then(|n: usize| rows.get_mut(n))
            && (sheet::COLUMNS.iter().any(|(f, _)| *f == field) || sheet::share_of(field).is_some())
        {
            sheet::put(line, field, text);
        }
    }
    let rows = named(call, found.value.form(), rows);
    Ok(lists::lay(office, &call.who()?, id, &list.name, &rows).await?)
}

/// A row of a list with its errors.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowView {
    /// Number of the row, from 1.
    pub row: usize,
    /// The cell's field.
    pub field: String,
    /// Message key.
    pub code: String,
}

/// The list beside an application.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListView {
    /// How many rows.
    pub rows: usize,
    /// What is wrong.
    pub errors: Vec<RowView>,
    /// Give it when taking rows over.
    pub version: i64,
}

async fn list_view(call: &Call, found: &Stored) -> Answer {
    let list = lists::lying(&call.app.office, &call.reader()?, found.columns.id).await?.ok_or(Failure::NotFound)?;
    let errors = wrong_rows(found.value.form(), &list.lines).into_iter().flat_map(|r| {
        r.cells.into_iter().filter_map(move |c| {
            let field = c.name.splitn(3, '.').nth(2).unwrap_or("").to_owned();
            Some(RowView { row: r.number, field, code: c.error?.code })
        })
    });
    json(&ListView { rows: list.lines.len(), errors: errors.collect(), version: list.version })
}

/// Lays a CSV file beside an application.
pub async fn api_lay(call: Arc<Call>) -> Answer {
    let found = drafting::writable(&call).await?;
    lay(&call, &found).await?;
    list_view(&call, &found).await
}

/// Reads the list.
pub async fn api_list(call: Arc<Call>) -> Answer {
    let found = drafting::writable(&call).await?;
    list_view(&call, &found).await
}

/// Which rows are taken over.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[schema(as = TakeLinesBody)]
#[serde(deny_unknown_fields)]
pub struct TakeBody {
    /// `all`, refused while a row is wrong; or `good`.
    pub rows: String,
    /// The version that the caller saw.
    pub version: i64,
}

/// Takes rows over.
pub async fn api_take(call: Arc<Call>) -> Answer {
    let body: TakeBody = call.json()?;
    let take = match body.rows.as_str() {
        "all" => Take::All,
        "good" => Take::Good,
        _ => return Err(Failure::field("rows", "choose-outcome", "Say all or good.")),
    };
    let id = call.id::<ApplicationKind>("application")?;
    let done = lists::take(&call.app.office, &call.who()?, id, take, body.version).await?;
    json(&ApplicationView::after(&done, call.seat()?))
}

fn checked(call: &Call, text: &str) -> CheckedName {
    let taxa = &call.app.office.taxa;
    let today = day(call.app.office.clock.now());
    let mut out = CheckedName {
        typed: text.to_owned(),
        accepted: String::new(),
        listing: String::new(),
        group: String::new(),
        suggestions: Vec::new(),
    };
    if let Some(doubt) = taxa.doubt(text, call.lang) {
        out.group = doubt.group.printed_name();
        out.listing = appendix(call, text, None, today).map(|a| a.code().to_owned()).unwrap_or_default();
        out.suggestions = doubt.perhaps;
        return out;
    }
    if let Some(found) = taxa.resolve(text) {
        out.accepted = found.taxon.printed_name();
        out.listing = appendix(call, &out.accepted, None, today).map(|a| a.code().to_owned()).unwrap_or_default();
        return out;
    }
    for hit in taxa.search(text, 6, call.lang) {
        let name = hit.accepted_name();
        if !out.suggestions.contains(&name) && out.suggestions.len() < 3 {
            out.suggestions.push(name);
        }
    }
    out
}

fn check_all<'t>(call: &Call, names: impl Iterator<Item = &'t str>) -> Result<Vec<CheckedName>, Failure> {
    let names: Vec<&str> = names.map(str::trim).filter(|n| !n.is_empty()).collect();
    if names.is_empty() {
        return Err(Failure::field("names", "lines-names-empty", "Paste at least one name."));
    }
    if names.len() > NAMES || names.iter().any(|n| n.chars().count() > 200) {
        return Err(Failure::field("names", "lines-names-many", "Check at most 500 names at once, one in each row."));
    }
    Ok(names.into_iter().map(|n| checked(call, n)).collect())
}

/// The bulk name checker.
pub async fn names(call: Arc<Call>) -> Answer {
    let shown = NamesPage { shell: shell(&call).await, typed: String::new(), names: Vec::new(), errors: Vec::new() };
    page_with(&call, &shown, form_status(&[]))
}

/// Checks what was pasted; as a page or as a file.
pub async fn check_names(call: Arc<Call>) -> Answer {
    let typed = call.typed("names").to_owned();
    let (names, errors) = match check_all(&call, typed.lines()) {
        Ok(names) => (names, Vec::new()),
        Err(failure) => (Vec::new(), failure.on_form()?),
    };
    if call.typed("go") == "csv" && errors.is_empty() {
        let words = call.words();
        let heads =
            ["lines-name-typed", "lines-name-is", "lines-name-listing", "lines-name-perhaps", "lines-name-group"];
        let mut rows = vec![heads.map(|k| words.say(k)).to_vec()];
        rows.extend(names.iter().map(|n| {
            let perhaps = n.suggestions.join("; ");
            vec![n.typed.clone(), n.accepted.clone(), n.listing.clone(), perhaps, n.group.clone()]
        }));
        return Ok(file(sheet::csv(&rows)?, "text/csv; charset=utf-8", "names.csv", false));
    }
    let status = form_status(&errors);
    let shown = NamesPage { shell: shell(&call).await, typed, names, errors };
    page_with(&call, &shown, status)
}

/// Names to check.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NamesBody {
    /// At most 500.
    pub names: Vec<String>,
}

/// What a name is.
#[derive(Debug, Serialize, ToSchema)]
pub struct NameView {
    /// As sent.
    pub typed: String,
    /// The accepted name; absent when it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
    /// The Appendix, the strictest where there are several; absent when it is not listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appendix: Option<String>,
    /// For a species name that is not known: the genus, family or order of it that is listed whole. `appendix` is the
    /// group's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What it may be meant to be.
    pub suggestions: Vec<String>,
}

/// Names that were checked, in the same order.
#[derive(Debug, Serialize, ToSchema)]
pub struct NamesView {
    /// One for each.
    pub rows: Vec<NameView>,
}

/// Checks names.
pub async fn api_names(call: Arc<Call>) -> Answer {
    let body: NamesBody = call.json()?;
    let names = check_all(&call, body.names.iter().map(String::as_str))?;
    let some = |text: String| Some(text).filter(|t| !t.is_empty());
    json(&NamesView {
        rows: names
            .into_iter()
            .map(|n| NameView {
                typed: n.typed,
                accepted: some(n.accepted),
                appendix: some(n.listing),
                group: some(n.group),
                suggestions: n.suggestions,
            })
            .collect(),
    })
}
