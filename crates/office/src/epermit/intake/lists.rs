//! A list of lines laid beside an application: rows of a spreadsheet, right or wrong, until they are taken over or
//! thrown away. Nothing of them is in the application before somebody says so.

use super::may_write;
use crate::epermit::draft;
use crate::shared::act;
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use permits::form::LineInput;
use permits::{Draft, FieldError, FormInput};
use store::{AuditEntry, LineListRow};

/// Most lines of an application, those of the list included.
pub const LINES: usize = 500;

/// A list as kept.
pub type List = LineListRow<Vec<LineInput>>;

/// What is wrong with rows for an application of this form: one entry for each row, in order; empty: the row is good.
/// Marks are looked at across the rows and the lines that stand already.
pub fn errors(form: &FormInput, rows: &[LineInput]) -> Vec<Vec<FieldError>> {
    let before = form.lines.len();
    let mut whole = form.clone();
    whole.lines.extend(rows.iter().cloned());
    let all = Draft::parse(&whole).err().unwrap_or_default();
    let of = |n: usize| {
        let prefix = format!("lines.{}.", before + n);
        all.iter()
            .filter_map(|e| {
                let field = e.field.strip_prefix(&prefix)?.to_owned();
                Some(FieldError { field, ..e.clone() })
            })
            .collect()
    };
    (0..rows.len()).map(of).collect()
}

/// Lays a list beside the application; one that lies there already goes.
///
/// # Errors
/// `lines-upload-empty`, `lines-many`, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn lay(office: &Office, who: &Who, id: ApplicationId, name: &str, rows: &[LineInput]) -> Result<(), Error> {
    let person = who.person()?.id;
    if rows.is_empty() {
        return Err(Error::value("file", "lines-upload-empty", "Fill in at least one row below the headings."));
    }
    let now = office.clock.now();
    act::run!(office, who, now, "lines", |tx| {
        let before = case::lock(tx, who, id).await?;
        may_write(who, &before)?;
        if before.value.form().lines.len() + rows.len() > LINES {
            let help = "Divide the application: one may have at most 500 lines.";
            return Err(Error::value("file", "lines-many", help));
        }
        tx.line_list_set(id, person, name, &rows).await?;
        tx.audit(AuditEntry::new("lines", "application", id));
        Ok(((), id.to_string()))
    })?;
    Ok(())
}

/// The list beside an application.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn lying(office: &Office, who: &Who, id: ApplicationId) -> Result<Option<List>, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    case::load(&mut read, who, id).await?;
    Ok(read.line_list(id).await?)
}

/// Throws the list away.
///
/// # Errors
/// [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn drop_list(office: &Office, who: &Who, id: ApplicationId) -> Result<(), Error> {
    let now = office.clock.now();
    act::run!(office, who, now, "lines-drop", |tx| {
        let before = case::lock(tx, who, id).await?;
        may_write(who, &before)?;
        tx.line_list_delete(id).await?;
        tx.audit(AuditEntry::new("lines-drop", "application", id));
        Ok(((), id.to_string()))
    })?;
    Ok(())
}

/// Which rows are taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// All of them; refused while one has an error.
    All,
    /// The good ones; the others stay in the list.
    Good,
}

/// Takes rows of the list over into the application, in one act. `version`: the list that the actor saw.
///
/// # Errors
/// `lines-upload-errors` when a row is wrong and all are to be taken; `lines-upload-changed` when the list is another
/// by now; [`Error::NotPermitted`], [`Error::NotFound`].
pub async fn take(office: &Office, who: &Who, id: ApplicationId, what: Take, version: i64) -> Result<Stepped, Error> {
    let person = who.person()?.id;
    case::run!(office, who, id, "lines-take", |tx, now| {
        let before = case::lock(tx, who, id).await?;
        may_write(who, &before)?;
        let list: List = tx.line_list(id).await?.ok_or(Error::NotFound("list"))?;
        if list.version != version {
            return Err(Error::value("", "lines-upload-changed", "Look again: the list was changed meanwhile."));
        }
        let wrong = errors(before.value.form(), &list.lines);
        if what == Take::All && wrong.iter().any(|e| !e.is_empty()) {
            return Err(Error::value("", "lines-upload-errors", "Correct the rows with errors first."));
        }
        let mut form = before.value.form().clone();
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for (line, errors) in list.lines.into_iter().zip(&wrong) {
            if errors.is_empty() { good.push(line) } else { bad.push(line) }
        }
        if good.is_empty() {
            return Err(Error::value("", "lines-upload-errors", "Correct the rows with errors first."));
        }
        if form.lines.len() + good.len() > LINES {
            let help = "Divide the application: one may have at most 500 lines.";
            return Err(Error::value("", "lines-many", help));
        }
        form.lines.extend(good);
        if bad.is_empty() {
            tx.line_list_delete(id).await?;
        } else {
            tx.line_list_set(id, person, &list.name, &bad).await?;
        }
        let (application, event) = before.value.clone().edit(form, &who.actor, now)?;
        let event = draft::requota(&before, &application, event);
        case::commit(tx, office, "lines-take", &before, application, vec![event]).await
    })
}
