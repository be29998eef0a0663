//! The applicant writes the lines: one question a page, the species found by name, what the registers and the stock offer.

use super::drafting::{draw, form_errors, stands_at, typed, writable, write};
use super::intake::windows::changed_meanwhile;
use super::steps::{fix_sources, line_fields_of, onward};
use crate::shared::call::Call;
use crate::shared::draw::{advice, appendix};
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{go, go_and_say};
use crate::shared::route::Answer;
use cites::taxa::Doubt;
use cites::{Appendix, DocumentType, Term, Unit};
use office::epermit::{areas, draft, examine};
use office::registers::{operations, stock};
use office::shared::case::Stored;
use pages::epermit::{Ask, KEEP};
use pages::{FieldError, Words, links};
use permits::{FormInput, consignments, particulars};
use std::sync::Arc;

fn line_number(call: &Call, form: &FormInput) -> Result<usize, Failure> {
    call.param("line").parse::<usize>().ok().filter(|n| *n <= form.lines.len()).ok_or(Failure::NotFound)
}

fn line_ask(w: &Words, form: &FormInput, line: usize, step: &str) -> Result<Ask, Failure> {
    let at = form.lines.get(line);
    Ok(match step {
        "species" => Ask::Species { matches: Vec::new() },
        "term" => Ask::Term,
        "quantity" => {
            let term = at.and_then(|l| Term::from_code(l.term.trim()));
            Ask::Quantity { units: units(term), quota_left: None }
        }
        "shares" => {
            let unit = at.and_then(|l| Unit::from_any(&l.unit)).filter(|u| *u != Unit::Nar);
            let quantity = at.map(|l| l.quantity.trim().to_owned()).unwrap_or_default();
            let whole = [quantity, unit.map(|u| w.unit(&u)).unwrap_or_default()].join(" ").trim().to_owned();
            Ask::Shares { of: consignments::typed(form), whole }
        }
        "source" => Ask::Source,
        "lot" => Ask::Lot { lots: Vec::new() },
        "area" => Ask::Area { areas: Vec::new() },
        "origin" => Ask::Origin { reexport: form.document_type == DocumentType::Reexport.code() },
        "marks" => Ask::Marks,
        "living" => Ask::Living,
        "operation" => Ask::Operation { own: None, second: asks_second(form) },
        "import" => Ask::Import,
        "describe" => Ask::Describe,
        _ => return Err(Failure::NotFound),
    })
}

/// Does the document say the first source itself, and may a second stand beside it? Its page is not shown then.
fn asks_second(form: &FormInput) -> bool {
    let fixed = particulars::base_of(form).and_then(particulars::source_of);
    fixed.is_some_and(cites::Source::may_be_combined)
}

/// Units to choose from, the usual one of the term first.
fn units(term: Option<Term>) -> Vec<Unit> {
    let mut all = vec![Unit::Nar, Unit::Kgm, Unit::Mtq, Unit::Ltr, Unit::Mtr, Unit::Mtk];
    let usual: Vec<Unit> =
        term.map(|t| t.preferred_units().iter().filter_map(|code| Unit::from_any(code)).collect()).unwrap_or_default();
    all.retain(|u| !usual.contains(u));
    usual.into_iter().chain(all).collect()
}

/// A question about one line.
pub async fn line_question(call: Arc<Call>) -> Answer {
    let found = writable(&call).await?;
    let form = found.value.form();
    let (line, step) = (line_number(&call, form)?, call.param("step"));
    if line == form.lines.len() && step != "species" {
        return Err(Failure::NotFound);
    }
    let ask = match step {
        "lot" => Ask::Lot { lots: lots(&call, &found).await? },
        "area" => Ask::Area { areas: areas_of(&call, &found, form, line).await? },
        "operation" => operations(&call, &found, line).await?,
        _ => line_ask(call.words(), form, line, step)?,
    };
    let prefix = format!("lines.{line}.");
    let boxes = typed(form, line_fields_of(step), &prefix);
    let advice = line_advice(&call, &found, line).await;
    draw(&call, Some(&found), Some(line), ask, boxes, Vec::new(), advice).await
}

/// What the rules say of a line that is complete enough to ask them.
async fn line_advice(call: &Call, found: &Stored, line: usize) -> Vec<String> {
    let declared = FormInput { declaration: true, ..found.value.form().clone() };
    let office = &call.app.office;
    let Ok(who) = call.reader() else { return Vec::new() };
    match examine::preview(office, &who, &declared, found.value.side(), office.clock.now()).await {
        Ok(trace) => advice(&trace, Some(line), call.lang),
        Err(_) => Vec::new(),
    }
}

/// The answer to a question about one line.
pub async fn line_answer(call: Arc<Call>) -> Answer {
    let found = writable(&call).await?;
    let mut form = found.value.form().clone();
    let (line, step) = (line_number(&call, &form)?, call.param("step").to_owned());
    if line_fields_of(&step).is_empty() || (line == form.lines.len() && step != "species") {
        return Err(Failure::NotFound);
    }
    let prefix = format!("lines.{line}.");
    let meanwhile = changed_meanwhile(&call, &form, Some(line), &step);
    write(&call, &mut form, line_fields_of(&step), &prefix);
    if let Some(error) = meanwhile {
        let ask = asked_again(&call, &found, &form, line, &step).await?;
        let boxes = typed(&form, line_fields_of(&step), &prefix);
        return draw(&call, Some(&found), Some(line), ask, boxes, vec![error], Vec::new()).await;
    }
    let mut errors = Vec::new();
    let mut matches = Vec::new();
    if step == "species" {
        (matches, errors) = name_species(&call, &mut form, line);
        fix_sources(&mut form);
    }
    errors.extend(
        form_errors(&form)
            .into_iter()
            .filter(|e| stands_at(&e.field, line_fields_of(&step), &prefix) && e.field != format!("{prefix}appendix"))
            // What is wrong with all shares together is said at the first of them.
            .map(|e| permits::FieldError {
                field: if e.field == format!("{prefix}shares") { format!("{prefix}shares.0") } else { e.field },
                ..e
            })
            .map(|e| FieldError::new(e.field, e.code).help(e.help)),
    );
    if step == "area" {
        let at = format!("{prefix}area");
        let (office, home) = (&call.app.office, call.seat()?.house.party());
        let mut read = call.read().await?;
        let today = day(office.clock.now());
        let missing = areas::missing(&mut read, office, home, &form, found.value.side(), today).await?;
        errors.extend(
            missing.into_iter().filter(|e| e.field == at).map(|e| FieldError::new(e.field, e.code).help(e.help)),
        );
    }
    let leave = call.typed("go") == "leave";
    if (!errors.is_empty() || !matches.is_empty()) && !leave {
        let ask = match step.as_str() {
            "species" => Ask::Species { matches },
            _ => asked_again(&call, &found, &form, line, &step).await?,
        };
        let boxes = typed(&form, line_fields_of(&step), &prefix);
        return draw(&call, Some(&found), Some(line), ask, boxes, errors, Vec::new()).await;
    }
    let id = found.columns.id.to_string();
    let saved = draft::edit_at(&call.app.office, &call.who()?, found.columns.id, form, Some(found.version)).await?;
    if leave {
        return Ok(go_and_say(&call, &links::tasks(&id), "flash-saved", None));
    }
    if step == "source" && !lots(&call, &found).await?.is_empty() {
        return Ok(go(&links::line_question(&id, line, "lot")));
    }
    if matches!(step.as_str(), "source" | "lot")
        && !areas_of(&call, &found, saved.application.form(), line).await?.is_empty()
    {
        return Ok(go(&links::line_question(&id, line, "area")));
    }
    let step = if matches!(step.as_str(), "lot" | "area") { "source" } else { step.as_str() };
    Ok(go(&onward(&id, saved.application.form(), Some(line), step)))
}

/// The question of a line once more, with what was just typed.
async fn asked_again(call: &Call, found: &Stored, form: &FormInput, line: usize, step: &str) -> Result<Ask, Failure> {
    match step {
        "operation" => operations(call, found, line).await,
        "area" => Ok(Ask::Area { areas: areas_of(call, found, form, line).await? }),
        _ => line_ask(call.words(), form, line, step),
    }
}

/// Which registered operation: those of the applicant, by name, where the specimens come from this country.
async fn operations(call: &Call, found: &Stored, line: usize) -> Result<Ask, Failure> {
    let Some(at) = found.value.form().lines.get(line) else { return Err(Failure::NotFound) };
    let home = call.seat()?.house.party();
    let origin = at.origin.country.trim();
    if !(origin.is_empty() || origin.eq_ignore_ascii_case(home.code())) || found.value.form().document_type == "IMPORT"
    {
        return Ok(Ask::Operation { own: None, second: asks_second(found.value.form()) });
    }
    let w = call.words();
    let all = operations::choices(&call.app.office, &call.reader()?, found.value.side(), at.taxon.trim()).await?;
    let name = |e: store::EntryRow| {
        let register = pages::registers::kind_name(e.kind.code(), w);
        Some((e.named()?.to_owned(), format!("{} ({register})", e.name)))
    };
    let second = asks_second(found.value.form());
    Ok(Ask::Operation { own: Some(all.into_iter().filter_map(name).collect()), second })
}

/// The areas that quotas name for a line; none where no quota is set by area.
async fn areas_of(call: &Call, found: &Stored, form: &FormInput, line: usize) -> Result<Vec<String>, Failure> {
    let (office, home) = (&call.app.office, call.seat()?.house.party());
    let mut read = call.read().await?;
    let today = day(office.clock.now());
    Ok(areas::offered(&mut read, office, home, form, line, found.value.side(), today).await?)
}

/// Lots of the applicant's stock that may be drawn on, with what is in them.
async fn lots(call: &Call, found: &Stored) -> Result<Vec<(String, String)>, Failure> {
    let w = call.words();
    let all = stock::choices(&call.app.office, &call.reader()?, found.value.side()).await?;
    let what = |l: store::LotRow| {
        let free = w.amount_of(&l.free(), &l.unit);
        (l.number, format!("{}, {}, {}: {free}", l.taxon, w.term(&l.term), w.source(&l.source)))
    };
    Ok(all.into_iter().map(what).collect())
}

/// Puts the accepted name and its Appendix into the line, or answers the names it may be.
pub(super) fn name_species(call: &Call, form: &mut FormInput, line: usize) -> (Vec<(String, String)>, Vec<FieldError>) {
    let path = format!("lines.{line}.taxon");
    let Some(at) = form.lines.get_mut(line) else { return (Vec::new(), Vec::new()) };
    let typed = at.taxon.trim().to_owned();
    // Who looked again says that the name is meant as it stands.
    let kept = typed.starts_with(KEEP);
    let text = typed.trim_start_matches(KEEP).trim().to_owned();
    at.taxon.clone_from(&text);
    if text.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let taxa = &call.app.office.taxa;
    let today = day(call.app.office.clock.now());
    let Some(found) = taxa.resolve(&text) else {
        // A hybrid is named by its parents; the stricter of them decides (Res. Conf. 10.17, 11.11).
        let parents =
            text.split('×').filter(|_| text.contains('×')).filter_map(|p| appendix(call, p.trim(), None, today));
        if let Some(strictest) = parents.min_by_key(|a| Appendix::ALL.iter().position(|x| x == a)) {
            strictest.code().clone_into(&mut at.appendix);
            at.taxon = text;
            return (Vec::new(), Vec::new());
        }
        let hits = taxa.search(&text, 8, call.lang);
        let mut names: Vec<(String, String)> = Vec::new();
        for hit in &hits {
            let name = hit.accepted_name();
            if !names.iter().any(|(n, _)| *n == name) {
                names.push((name, format!("{} · {}", hit.matched, hit.appendix_text())));
            }
        }
        if names.is_empty() {
            let help = "Choose a name from the list: this one is not in the Appendices.";
            return (names, vec![FieldError::new(path, "taxon-unknown").help(help)]);
        }
        return (names, Vec::new());
    };
    if !found.via.is_higher() {
        at.taxon = found.taxon.printed_name();
    }
    let origin =
        [&at.origin.country, &form.exporter.country].into_iter().find_map(|c| cites::CountryCode::parse(c).ok());
    let name = at.taxon.clone();
    let listed = appendix(call, &name, origin, today).unwrap_or(Appendix::N);
    if let Some(at) = form.lines.get_mut(line) {
        at.appendix = listed.code().to_owned();
    }
    let asked = if kept { None } else { taxa.doubt(&text, call.lang) };
    (asked.map(|doubt| names_in_doubt(call, &text, &doubt, listed)).unwrap_or_default(), Vec::new())
}

/// What a name that is not known may be meant to be, and last the name itself: the whole group is listed.
fn names_in_doubt(call: &Call, text: &str, doubt: &Doubt<'_>, listed: Appendix) -> Vec<(String, String)> {
    let words = call.words();
    let group = doubt.group.printed_name();
    let today = day(call.app.office.clock.now());
    let own = |name: &String| appendix(call, name, None, today).map(|a| words.appendix(&a)).unwrap_or_default();
    let mut names: Vec<(String, String)> = doubt.perhaps.iter().map(|n| (n.clone(), own(n))).collect();
    let why = words.say2("taxon-doubt", "group", group, "appendix", words.appendix(&listed));
    names.push((format!("{KEEP}{text}"), why));
    names
}
