//! The area of the country that specimens come from: asked for where quotas are set by area (`spec/workflow.md`
//! section 6, kind 5), chosen from the areas that the Party's own quotas name.

use crate::shared::error::Error;
use crate::shared::office::Office;
use crate::shared::quota::{draws, names_of};
use cites::ids::OrganisationId;
use cites::{CountryCode, Date, DocumentType, Purpose, Source, TaxonName, Term};
use permits::application::{ApplicantSide, Application};
use permits::draft::same_area;
use permits::form::LineInput;
use permits::{ActError, FieldError, FormInput, particulars};
use store::{QuotaRow, Read};

/// The areas that a line may name: those of the quotas in force that speak of it, as far as the form says by now.
/// Empty where no quota is set by area.
///
/// # Errors
/// What the archive says.
pub async fn offered(
    read: &mut Read,
    office: &Office,
    home: CountryCode,
    form: &FormInput,
    line: usize,
    side: &ApplicantSide,
    on: Date,
) -> Result<Vec<String>, Error> {
    if !asks(form) {
        return Ok(Vec::new());
    }
    let rows = read.quotas_in_force(on).await?;
    Ok(form.lines.get(line).map(|l| of_line(office, home, &rows, form, l, side.organisation)).unwrap_or_default())
}

/// Lines that name no area although quotas are set by area for them, or one that no quota names.
///
/// # Errors
/// What the archive says.
pub async fn missing(
    read: &mut Read,
    office: &Office,
    home: CountryCode,
    form: &FormInput,
    side: &ApplicantSide,
    on: Date,
) -> Result<Vec<FieldError>, Error> {
    if !asks(form) {
        return Ok(Vec::new());
    }
    let rows = read.quotas_in_force(on).await?;
    let mut out = Vec::new();
    for (n, line) in form.lines.iter().enumerate() {
        let areas = of_line(office, home, &rows, form, line, side.organisation);
        if areas.is_empty() || areas.iter().any(|a| same_area(a, &line.area)) {
            continue;
        }
        let (code, help) = match line.area.trim() {
            "" => ("area-empty", "Choose the area that the specimens come from: their quotas are set by area."),
            _ => ("area-unknown", "Choose an area from the list: no quota of this species names this one."),
        };
        out.push(FieldError { field: format!("lines.{n}.area"), code: code.to_owned(), help: help.to_owned() });
    }
    Ok(out)
}

/// Refuses an application that leaves an area out.
///
/// # Errors
/// `area-empty` or `area-unknown` at their lines, or what the archive says.
pub(crate) async fn check(
    read: &mut Read,
    office: &Office,
    home: CountryCode,
    application: &Application,
    on: Date,
) -> Result<(), Error> {
    let wrong = missing(read, office, home, application.form(), application.side(), on).await?;
    if wrong.is_empty() { Ok(()) } else { Err(ActError::Form(wrong).into()) }
}

/// Does such an application draw on quotas of its own? A replacement takes over what its predecessor holds.
fn asks(form: &FormInput) -> bool {
    DocumentType::from_code(form.document_type.trim()) != Some(DocumentType::Replace)
        && particulars::base_of(form).is_some_and(draws)
}

fn of_line(
    office: &Office,
    home: CountryCode,
    rows: &[QuotaRow],
    form: &FormInput,
    line: &LineInput,
    organisation: Option<OrganisationId>,
) -> Vec<String> {
    let Ok(taxon) = TaxonName::parse(&line.taxon) else { return Vec::new() };
    let origin = CountryCode::parse(line.origin.country.trim()).unwrap_or(home);
    let names = names_of(office, taxon.as_str(), taxon.stem());
    let mut areas: Vec<String> = rows
        .iter()
        .filter(|q| !q.keys.area.trim().is_empty() && q.active)
        .filter(|q| origin == q.keys.exporter.unwrap_or(home))
        .filter(|q| q.keys.holder.is_none() || q.keys.holder == organisation)
        .filter(|q| allows(&q.keys.terms, Term::from_code(line.term.trim())))
        .filter(|q| allows(&q.keys.sources, Source::from_code(line.source.trim())))
        .filter(|q| allows(&q.keys.purposes, Purpose::from_code(form.purpose.trim())))
        .filter(|q| names.iter().any(|name| name.eq_ignore_ascii_case(q.taxon.trim_end_matches(" spp."))))
        .map(|q| q.keys.area.trim().to_owned())
        .collect();
    areas.sort();
    areas.dedup_by(|a, b| same_area(a, b));
    areas
}

/// What is not said yet may still become what the quota is for.
fn allows<T: PartialEq>(list: &[T], said: Option<T>) -> bool {
    list.is_empty() || said.is_none_or(|said| list.contains(&said))
}
