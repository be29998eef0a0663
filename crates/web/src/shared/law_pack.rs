//! Many rows of law from one file: checked row by row, entered, confirmed as a whole, and taken out again.

use super::call::Call;
use super::enter::day;
use super::failure::Failure;
use super::law::{LawRows, LawView, drawn, line};
use super::openapi::{Doc, Gives, of};
use super::respond::{created, file, form_status, go_and_say, json, page_with};
use super::route::{Answer, May, Route, api, form, page};
use super::shell::shell;
use cites::Date;
use cites::ids::LawRowKind;
use office::epermit::law_pack::{self, PackRow, PackState};
use pages::shared::{PackLine, PackPage, PackShown};
use pages::{FieldError, links};
use permits::DeskAct;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::LawState;
use utoipa::ToSchema;

/// The rows.
pub fn routes() -> Vec<Route> {
    let (set, confirm) = (May::Desk(DeskAct::LawSet), May::Desk(DeskAct::LawConfirm));
    let rows = || Gives::Json(of::<LawRows>);
    vec![
        page!(links::ADMIN_LAW_FILE, set, download),
        page!(links::ADMIN_LAW_PACK, set, show),
        form!(links::ADMIN_LAW_PACK, set, answer),
        page!("/admin/law/pack/{row}", set, entered),
        form!("/admin/law/pack/{row}", confirm, confirm_all),
        api!(GET "/api/law-pack", set, Doc::read("law", "The rows in force and to come, as a file of rows (CSV).", Gives::Bytes("text/csv")), download),
        api!(POST "/api/law-pack/check", set, Doc::act("law", "Says of each row of a file whether it is new, known or wrong; keeps nothing.", of::<PackBody>, Gives::Json(of::<PackCheck>)), api_check),
        api!(POST "/api/law-pack", set, Doc::act("law", "Enters the new rows of a file, all or none; another person confirms them.", of::<PackBody>, rows()).status(201), api_enter),
        api!(POST "/api/law-pack/{row}/confirm", confirm, Doc::read("law", "Confirms every row that was entered from the same file as this one.", rows()), api_confirm),
    ]
}

/// The file: as it was sent, or as it was pasted.
fn sent(call: &Call) -> String {
    let pasted = call.typed("rows");
    match call.files.first() {
        Some(file) if !file.bytes.is_empty() => String::from_utf8_lossy(&file.bytes).into_owned(),
        _ => pasted.to_owned(),
    }
}

fn shown(row: &PackRow) -> PackLine {
    let cell = |names: &[&str]| names.iter().find_map(|n| row.cells.get(*n)).cloned().unwrap_or_default();
    let about = [cell(&["taxon_name", "taxon", "taxon_id", "unit"]), cell(&["country", "party"])];
    let date = |names: &[&str]| cell(names).parse::<Date>().ok();
    let days = (date(&["valid_from", "start_date"]), date(&["valid_to", "end_date"]));
    let (state, error) = match &row.state {
        PackState::New => ("new", None),
        PackState::Known => ("known", None),
        PackState::Wrong { column, code, help } => {
            ("wrong", Some(FieldError::new(column.clone(), code.clone()).help(help.clone())))
        }
    };
    PackLine { line: row.line, table: row.table.clone(), about: about.join(" ").trim().to_owned(), days, state, error }
}

async fn draw(call: &Call, rows: Vec<PackLine>, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    page_with(call, &PackPage { shell: shell(call).await, rows, typed, errors }, status)
}

/// The form of a file.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, Vec::new(), BTreeMap::new(), Vec::new()).await
}

/// Checks a file, or enters its rows.
pub async fn answer(call: Arc<Call>) -> Answer {
    let (office, text) = (&call.app.office, sent(&call));
    let mut typed = call.typed_again();
    typed.insert("rows".to_owned(), text.clone());
    let checked = match law_pack::check(office, &call.who()?, &text).await.map_err(Failure::from) {
        Ok(rows) => rows.iter().map(shown).collect(),
        Err(failure) => return draw(&call, Vec::new(), typed, failure.on_form()?).await,
    };
    if call.typed("act") != "enter" {
        return draw(&call, checked, typed, Vec::new()).await;
    }
    match law_pack::propose(office, &call.who()?, &text, call.typed("reason")).await.map_err(Failure::from) {
        Ok(rows) => {
            let first = rows.first().ok_or(Failure::NotFound)?.id;
            Ok(go_and_say(&call, &format!("{}/{first}", links::ADMIN_LAW_PACK), "flash-saved", None))
        }
        Err(failure) => draw(&call, checked, typed, failure.on_form()?).await,
    }
}

async fn draw_entered(call: &Call, errors: Vec<FieldError>) -> Answer {
    let id = call.id::<LawRowKind>("row")?;
    let (office, who) = (&call.app.office, call.who()?);
    let rows = law_pack::together(office, &who, id).await?;
    let first = rows.first().ok_or(Failure::NotFound)?;
    let waits = rows.iter().any(|r| r.state == LawState::Proposed);
    let preview = if waits { Some(law_pack::preview(office, &who, id).await?) } else { None };
    let touched = preview.as_ref().map(|p| {
        let d = drawn(p, call.lang);
        let all: Vec<_> = d.cases.into_iter().chain(d.permits).chain(d.registrations).take(100).collect();
        (all, d.touched, p.on)
    });
    let today = day(office.clock.now());
    let status = form_status(&errors);
    let (touched, counts, on) = match touched {
        Some((all, counts, on)) => (all, counts, Some(on)),
        None => (Vec::new(), (0, 0, 0), None),
    };
    let page = PackShown {
        shell: shell(call).await,
        id: id.to_string(),
        rows: rows.iter().map(|r| line(r, today)).collect(),
        reason: first.reason.clone(),
        on,
        touched,
        counts,
        can_confirm: waits && first.proposed_by != call.seat()?.person.id,
        errors,
    };
    page_with(call, &page, status)
}

/// The rows that were entered from one file, and what they do together.
pub async fn entered(call: Arc<Call>) -> Answer {
    draw_entered(&call, Vec::new()).await
}

/// The second person confirms all of them.
pub async fn confirm_all(call: Arc<Call>) -> Answer {
    let id = call.id::<LawRowKind>("row")?;
    match law_pack::confirm(&call.app.office, &call.who()?, id).await.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, links::ADMIN_LAW, "flash-done", None)),
        Err(failure) => draw_entered(&call, failure.on_form()?).await,
    }
}

/// The rows in force and to come, as a file.
pub async fn download(call: Arc<Call>) -> Answer {
    let text = law_pack::download(&call.app.office, &call.who()?).await?;
    Ok(file(text.into_bytes(), "text/csv; charset=utf-8", "law.csv", false))
}

/// A file of rows.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PackBody {
    /// The file: CSV with the headings of the downloaded one.
    pub rows: String,
    /// Where it was decided; only to enter.
    #[serde(default)]
    pub reason: String,
}

/// A row of a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct PackRowView {
    /// Which line of the file, the headings being the first.
    pub line: usize,
    /// Name of its table.
    pub table: String,
    /// `new`, `known` or `wrong`.
    pub state: String,
    /// The column that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Code of what is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// What a file would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct PackCheck {
    /// Row by row.
    pub rows: Vec<PackRowView>,
}

/// Checks a file.
pub async fn api_check(call: Arc<Call>) -> Answer {
    let body: PackBody = call.json()?;
    let rows = law_pack::check(&call.app.office, &call.who()?, &body.rows).await?;
    let view = |row: &PackRow| {
        let (state, wrong) = match &row.state {
            PackState::New => ("new", None),
            PackState::Known => ("known", None),
            PackState::Wrong { column, code, help } => ("wrong", Some((column.clone(), code.clone(), help.clone()))),
        };
        let (column, code, help) = match wrong {
            Some((column, code, help)) => (Some(column), Some(code), Some(help)),
            None => (None, None, None),
        };
        PackRowView { line: row.line, table: row.table.clone(), state: state.to_owned(), column, code, help }
    };
    json(&PackCheck { rows: rows.iter().map(view).collect() })
}

/// Enters a file.
pub async fn api_enter(call: Arc<Call>) -> Answer {
    let body: PackBody = call.json()?;
    let rows = law_pack::propose(&call.app.office, &call.who()?, &body.rows, &body.reason).await?;
    let first = rows.first().map(|r| r.id.to_string()).unwrap_or_default();
    created(&LawRows { rows: rows.iter().map(LawView::from).collect() }, &format!("/api/law/{first}"))
}

/// Confirms a file.
pub async fn api_confirm(call: Arc<Call>) -> Answer {
    let id = call.id::<LawRowKind>("row")?;
    let rows = law_pack::confirm(&call.app.office, &call.who()?, id).await?;
    json(&LawRows { rows: rows.iter().map(LawView::from).collect() })
}
