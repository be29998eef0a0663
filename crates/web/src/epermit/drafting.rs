//! The applicant writes: the list of tasks, one question a page, the answers to check, the declaration. Questions about one
//! line stand beside it.

use super::case::stored;
use super::checking::check;
use super::intake::papers;
use super::intake::windows::{changed_meanwhile, seen};
use super::steps::{PARTICULARS, back, fields_of, fix_consignments, fix_sources, onward, particulars_of, share_names};
use crate::registers::behalf;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::kinds;
use crate::shared::respond::{form_status, go, go_and_say, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::{ApplicationId, ApplicationKind};
use cites::{DocumentType, Term};
use office::epermit::{draft, examine, submit};
use office::money::estimate;
use office::shared::case::Stored;
use pages::epermit::{Ask, Done, ItemCard, Needed, Question, Task, TaskState, Tasks};
use pages::{FieldError, links};
use permits::application::ApplicantSide;
use permits::form::{LineInput, PartyInput, STANDARD};
use permits::{Draft, FormInput, consignments, particulars};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) use super::drafting_lines::name_species;
pub use super::drafting_lines::{line_answer, line_question};

/// Does this error stand at one of these fields?
pub(super) fn stands_at(error: &str, fields: &[&str], prefix: &str) -> bool {
    let Some(rest) = error.strip_prefix(prefix) else { return false };
    fields.iter().any(|f| if f.ends_with('.') { rest.starts_with(f) } else { rest == *f })
}

/// What is still to be mended in the whole form.
pub(super) fn form_errors(form: &FormInput) -> Vec<permits::FieldError> {
    Draft::parse(form).err().unwrap_or_default()
}

fn id(call: &Call) -> Result<ApplicationId, Failure> {
    call.id::<ApplicationKind>("application")
}

/// An application whose form this reader may write.
pub(super) async fn writable(call: &Call) -> Result<Stored, Failure> {
    let found = stored(call, id(call)?).await?;
    let who = call.reader()?;
    let allowed = found.value.allowed(&who.actor, &who.house.policy());
    if allowed.contains(&permits::ApplicationActCode::Edit) { Ok(found) } else { Err(Failure::NotFound) }
}

/// The first question of a new application.
pub async fn new(call: Arc<Call>) -> Answer {
    begin(&call, call.asked_again(), Vec::new()).await
}

/// The first question: what, and from those who apply for somebody else also for whom.
async fn begin(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let groups = kinds::offered(call).await?;
    if behalf::asks(call) {
        return behalf::draw(call, groups, typed, errors).await;
    }
    draw(call, None, None, Ask::Kind { groups }, typed, errors, Vec::new()).await
}

/// Begins the application and asks on.
pub async fn create(call: Arc<Call>) -> Answer {
    let kind = call.typed("document_type");
    let groups = kinds::offered(&call).await?;
    if !groups.iter().any(|(_, kinds)| kinds.iter().any(|k| k.code() == kind)) {
        let error = FieldError::new("document_type", "document-type-empty").help("Choose what you apply for.");
        return begin(&call, call.typed_again(), vec![error]).await;
    }
    // What stands in a permit's place begins at that permit: the entry of the list leads there.
    if kind == DocumentType::Replace.code() {
        return Ok(go(links::REPLACEABLE));
    }
    let mut form = FormInput { document_type: kind.to_owned(), ..FormInput::default() };
    let home = call.seat()?.house.party();
    if kind == DocumentType::Ifs.code() {
        form.partner_country = cites::CountryCode::SEA.code().to_owned();
        form.exporter.country = home.code().to_owned();
    }
    let import = matches!(kind, "IMPORT" | "IFS");
    let side = if import { &mut form.importer } else { &mut form.exporter };
    side.country = home.code().to_owned();
    form.language = match call.lang {
        cites::Lang::Fr => "fr",
        cites::Lang::Es => "es",
        _ => "en",
    }
    .to_owned();
    let named = |name: &str| Some(call.typed(name).trim().to_owned()).filter(|t| !t.is_empty());
    let behalf = match behalf::of(&call, named("mandate").as_deref(), named("for").as_deref()).await {
        Ok(behalf) => behalf,
        Err(failure) => return begin(&call, call.typed_again(), failure.on_form()?).await,
    };
    let made = match draft::create(&call.app.office, &call.who()?, form, behalf).await.map_err(Failure::from) {
        Ok(made) => made,
        Err(failure) => return begin(&call, call.typed_again(), failure.on_form()?).await,
    };
    Ok(go(&links::question(&made.row.id.to_string(), "exporter")))
}

/// The tasks of a draft.
pub async fn tasks(call: Arc<Call>) -> Answer {
    let found = writable(&call).await?;
    let id = found.columns.id.to_string();
    let form = found.value.form();
    let errors = form_errors(form);
    let wrong = |fields: &[&str]| errors.iter().any(|e| stands_at(&e.field, fields, ""));
    let state = |begun: bool, wrong: bool| match (begun, wrong) {
        (false, _) => TaskState::NotStarted,
        (true, true) => TaskState::InProgress,
        (true, false) => TaskState::Completed,
    };
    let special = wrong(fields_of("particulars"));
    let typed_special = form.particulars != permits::particulars::ParticularsInput::default();
    let parties = ["exporter.", "importer.", "partner_country", "purpose"];
    let items = errors.iter().any(|e| e.field.starts_with("lines") || e.field == "consignments");
    let transport = fields_of("transport");
    let all_said = !errors.iter().any(|e| e.field != "declaration");
    let task = |step: &str, first: &str, state| Task {
        step: step.to_owned(),
        state,
        href: links::question(&id, first),
        note: String::new(),
    };
    let tasks = vec![
        task("kind", "kind", state(!form.document_type.is_empty(), wrong(&["document_type"]))),
        task(
            "parties",
            "exporter",
            state(!form.exporter.name.is_empty() || !form.importer.name.is_empty(), wrong(&parties)),
        ),
        task("items", "items", state(!form.lines.is_empty(), items)),
        task("transport", "transport", state(!form.transport_mode.is_empty(), wrong(transport))),
        task(
            "documents",
            "documents",
            if form.attachments.is_empty() { TaskState::NotStarted } else { TaskState::Completed },
        ),
        task("check", "check", if all_said { TaskState::NotStarted } else { TaskState::CannotStart }),
    ];
    let tasks = if particulars::asked(form) {
        let mut tasks = tasks;
        tasks.insert(3, task("particulars", "particulars", state(typed_special, special)));
        tasks
    } else {
        tasks
    };
    let mut tasks = tasks;
    // Asked where it is offered; who answered before it ended finds the answer to change it.
    if !form.urgency.is_empty() || urgent(&call, &found).await?.is_some() {
        let at = tasks.iter().position(|t| t.step == "documents").unwrap_or(tasks.len());
        tasks.insert(at, task("urgency", "urgency", state(!form.urgency.is_empty(), wrong(fields_of("urgency")))));
    }
    let shown = Tasks {
        shell: shell(&call).await,
        application: id.clone(),
        kind: DocumentType::from_code(&form.document_type),
        own_reference: form.own_reference.clone(),
        kept_until: None,
        tasks,
    };
    page(&call, &shown)
}

/// The answers so far, by field path, for the boxes of a page.
pub(super) fn typed(form: &FormInput, fields: &[&str], prefix: &str) -> BTreeMap<String, String> {
    let party = ["name", "street", "post_box", "city", "postcode", "subdivision", "country"];
    let provenance = ["country", "permit", "date"];
    let particulars = PARTICULARS;
    let shares = share_names(consignments::MOST);
    let shares: Vec<&str> = shares.iter().map(String::as_str).collect();
    let mut out = BTreeMap::new();
    for field in fields {
        let below: &[&str] = match *field {
            "exporter." | "importer." => &party,
            "origin." | "last_reexport." => &provenance,
            "particulars." => particulars,
            "shares." => &shares,
            _ => &[""],
        };
        for name in below {
            let path = format!("{prefix}{field}{name}");
            if let Some(text) = form.get(&path) {
                // What is ticked stands by lines on a page; a program may divide it by commas.
                let text = if path.ends_with("open_boxes") { text.replace([',', ' '], "\n") } else { text };
                out.insert(path, if *field == "declaration" && text == "false" { String::new() } else { text });
            }
        }
    }
    out
}

/// Writes the boxes of a step into the form; dates come in three boxes.
pub(super) fn write(call: &Call, form: &mut FormInput, fields: &[&str], prefix: &str) {
    let empty = FormInput::default();
    let mut names: Vec<String> = typed(&empty, fields, prefix).into_keys().collect();
    if !prefix.is_empty() {
        let line = FormInput { lines: vec![LineInput::default()], ..FormInput::default() };
        names = typed(&line, fields, "lines.0.").into_keys().map(|path| path.replacen("lines.0.", prefix, 1)).collect();
    }
    for path in names {
        if path.ends_with("date") && call.form.iter().any(|(n, _)| *n == format!("{path}-year")) {
            let part = |p: &str| call.typed(&format!("{path}-{p}")).to_owned();
            form.set(&path, &pages::parts::date::join(&part("day"), &part("month"), &part("year")));
        } else if path == "particulars.open_boxes" {
            // Several may be ticked, or none.
            if call.form.iter().any(|(n, _)| n == "particulars.blanks") {
                form.set(&path, &call.ticked(&path).join("\n"));
            }
        } else if call.form.iter().any(|(n, _)| *n == path) {
            form.set(&path, call.typed(&path));
        } else if path == "declaration" {
            form.set(&path, "false");
        }
    }
}

/// Draws a question.
pub(super) async fn draw(
    call: &Call,
    found: Option<&Stored>,
    line: Option<usize>,
    ask: Ask,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
    advice: Vec<String>,
) -> Answer {
    let form = found.map(|f| f.value.form());
    let id = found.map(|f| f.columns.id.to_string()).unwrap_or_default();
    let at = line.and_then(|n| form?.lines.get(n));
    let back = back(&id, form, line, ask.step());
    let status = form_status(&errors);
    let seen = form.map(|form| seen(form, line, ask.step())).unwrap_or_default();
    let shown = Question {
        shell: shell(call).await,
        application: id,
        line: line.map(|n| (n, form.map_or(0, |f| f.lines.len()))),
        taxon: at.map(|l| l.taxon.clone()).unwrap_or_default(),
        term: at.and_then(|l| Term::from_code(l.term.trim())),
        ask,
        typed,
        errors,
        back,
        advice,
        seen,
    };
    page_with(call, &shown, status)
}

/// Kinds that a begun draft may be: one that replaces a permit stays one, and no other becomes one.
async fn kinds_of(call: &Call, form: &FormInput) -> Result<Vec<(String, Vec<DocumentType>)>, Failure> {
    let replaces = form.document_type == DocumentType::Replace.code();
    let mut groups = kinds::offered(call).await?;
    for (_, kinds) in &mut groups {
        kinds.retain(|k| (*k == DocumentType::Replace) == replaces);
    }
    groups.retain(|(_, kinds)| !kinds.is_empty());
    Ok(groups)
}

/// What a question shows beside its boxes.
async fn ask_of(call: &Call, found: &Stored, step: &str) -> Result<Ask, Failure> {
    let form = found.value.form();
    Ok(match step {
        "kind" => Ask::Kind { groups: kinds_of(call, form).await? },
        "particulars" => Ask::Particulars { asks: particulars_of(form) },
        "exporter" => Ask::Exporter,
        "importer" => Ask::Importer,
        "country" => Ask::Country,
        "purpose" => Ask::Purpose,
        "consignments" => Ask::Consignments,
        "urgency" => Ask::Urgency { costs: urgent(call, found).await?, takes: takes(call).await? },
        "items" => Ask::Items { items: items(form) },
        "transport" => Ask::Transport,
        "more" => Ask::More,
        "declare" => Ask::Declare,
        _ => return Err(Failure::NotFound),
    })
}

/// How long a decision takes here.
pub(super) async fn takes(call: &Call) -> Result<pages::epermit::Takes, Failure> {
    let mut read = call.read().await?;
    let hours = office::epermit::urgent::duration(&mut read).await?;
    Ok(crate::shared::prices::takes(hours))
}

/// What urgent handling costs; `None` where the Party does not offer it for this case.
async fn urgent(call: &Call, found: &Stored) -> Result<Option<cites::Money>, Failure> {
    let mut read = call.read().await?;
    Ok(estimate::urgent(&mut read, &call.app.office, &found.value).await?)
}

fn items(form: &FormInput) -> Vec<ItemCard> {
    let errors = form_errors(form);
    let cards = form.lines.iter().enumerate().map(|(n, line)| ItemCard {
        line: n,
        taxon: line.taxon.clone(),
        term: Term::from_code(line.term.trim()),
        quantity: [line.quantity.trim(), line.unit.trim()].join(" ").trim().to_owned(),
        complete: !errors.iter().any(|e| e.field.starts_with(&format!("lines.{n}."))),
    });
    cards.collect()
}

/// Papers that the rules ask for, then any other.
pub(super) async fn needed(call: &Call, form: &FormInput, side: &ApplicantSide) -> Result<Vec<Needed>, Failure> {
    let given = |kind: &str| {
        form.attachments
            .iter()
            .filter(|a| a.kind == kind)
            .map(|a| (a.id.to_string(), a.name.clone()))
            .collect::<Vec<_>>()
    };
    let mut out: Vec<Needed> = Vec::new();
    let declared = FormInput { declaration: true, ..form.clone() };
    let office = &call.app.office;
    if let Ok(trace) = examine::preview(office, &call.reader()?, &declared, side, office.clock.now()).await {
        for document in trace.required_documents().iter().filter(|d| d.from == rules::DocumentFrom::Partner) {
            let kind =
                if document.any_of.contains(&DocumentType::Import) { "import-permit" } else { "proof-of-import" };
            if !out.iter().any(|n| n.kind == kind) {
                let because = trace.of(&document.rule).map(|c| c.sentence(call.lang)).find(|s| !s.is_empty());
                out.push(Needed { kind: kind.into(), because: because.unwrap_or_default(), files: given(kind) });
            }
        }
    }
    for kind in ["operation-record", "mandate", "photo", "other"] {
        out.push(Needed { kind: kind.into(), because: String::new(), files: given(kind) });
    }
    Ok(out)
}

/// A question about the whole application.
pub async fn question(call: Arc<Call>) -> Answer {
    let step = call.param("step").to_owned();
    if step == "check" {
        return check(&call).await;
    }
    let found = writable(&call).await?;
    if step == "documents" {
        return papers::show(&call, &found).await;
    }
    let ask = ask_of(&call, &found, &step).await?;
    let mut boxes = typed(found.value.form(), fields_of(&step), "");
    if let Some(blank) = boxes.get_mut("urgency").filter(|text| text.is_empty()) {
        STANDARD.clone_into(blank);
    }
    draw(&call, Some(&found), None, ask, boxes, Vec::new(), Vec::new()).await
}

/// The answer to a question about the whole application.
pub async fn answer(call: Arc<Call>) -> Answer {
    let step = call.param("step").to_owned();
    let found = match writable(&call).await {
        // Handed in meanwhile, in another window: refused as the act itself would be.
        Err(Failure::NotFound) if step == "declare" => return Err(handed_in_before(&call).await?),
        found => found?,
    };
    let id = found.columns.id.to_string();
    match step.as_str() {
        "items" => return answer_items(&call, &found).await,
        "documents" => return papers::answer(&call, &found).await,
        _ if fields_of(&step).is_empty() => return Err(Failure::NotFound),
        _ => {}
    }
    let mut form = found.value.form().clone();
    let meanwhile = changed_meanwhile(&call, &form, None, &step);
    write(&call, &mut form, fields_of(&step), "");
    if let Some(error) = meanwhile {
        let ask = ask_of(&call, &found, &step).await?;
        let boxes = typed(&form, fields_of(&step), "");
        return draw(&call, Some(&found), None, ask, boxes, vec![error], Vec::new()).await;
    }
    if step == "urgency" && form.urgency.trim().is_empty() {
        // Who says nothing can wait.
        STANDARD.clone_into(&mut form.urgency);
    }
    if step == "country" || step == "kind" {
        fill_countries(&call, &mut form)?;
    }
    if step == "kind" {
        fix_sources(&mut form);
    }
    if step == "kind" || step == "consignments" {
        fix_consignments(&mut form);
    }
    let mut told = form_errors(&form);
    if step == "particulars" {
        // Which boxes may stay open stands in the register; whoever names no entry is asked nothing.
        let mut read = call.read().await?;
        let today = crate::shared::enter::day(call.app.office.clock.now());
        told.extend(office::blanks::registration::beyond(&mut read, &form, found.value.side(), today).await?);
    }
    let errors: Vec<FieldError> = told
        .into_iter()
        .filter(|e| step == "declare" || stands_at(&e.field, fields_of(&step), ""))
        .map(|e| FieldError::new(e.field, e.code).help(e.help))
        .collect();
    let leave = call.typed("go") == "leave";
    if !errors.is_empty() && !leave {
        let ask = ask_of(&call, &found, &step).await?;
        let boxes = typed(&form, fields_of(&step), "");
        return draw(&call, Some(&found), None, ask, boxes, errors, Vec::new()).await;
    }
    let saved = draft::edit_at(&call.app.office, &call.who()?, found.columns.id, form, Some(found.version)).await;
    match saved.map_err(Failure::from) {
        Ok(_) if step == "declare" && !leave => hand_in(&call, &found).await,
        Ok(_) if leave => Ok(go_and_say(&call, &links::tasks(&id), "flash-saved", None)),
        // Where urgent handling is offered, everybody is asked once whether it is wanted.
        Ok(saved) if step == "transport" && saved.application.form().urgency.is_empty() => {
            let mut read = call.read().await?;
            let offered = estimate::urgent(&mut read, &call.app.office, &saved.application).await?.is_some();
            drop(read);
            let next = if offered {
                links::question(&id, "urgency")
            } else {
                onward(&id, saved.application.form(), None, &step)
            };
            Ok(go(&next))
        }
        Ok(saved) => Ok(go(&onward(&id, saved.application.form(), None, &step))),
        Err(failure) => {
            let ask = ask_of(&call, &found, &step).await?;
            draw(&call, Some(&found), None, ask, call.typed_again(), failure.on_form()?, Vec::new()).await
        }
    }
}

/// The other side's country follows from the destination until somebody says otherwise.
fn fill_countries(call: &Call, form: &mut FormInput) -> Result<(), Failure> {
    let home = call.seat()?.house.party().code().to_owned();
    let import = matches!(form.document_type.as_str(), "IMPORT" | "IFS");
    let partner = form.partner_country.clone();
    let base = particulars::base_of(form);
    // A document for several crossings is for no one importer: a country that nobody typed would ask for a name.
    let nobody = base.is_some_and(DocumentType::reusable);
    if matches!(base, Some(DocumentType::Poc | DocumentType::Mic)) {
        form.importer = PartyInput::default();
    }
    let fill = |side: &mut PartyInput, country: &str| {
        if side.country.is_empty() {
            side.country = country.to_owned();
        }
    };
    if import {
        fill(&mut form.importer, &home);
        fill(&mut form.exporter, &partner);
    } else {
        fill(&mut form.exporter, &home);
        if !nobody {
            fill(&mut form.importer, &partner);
        }
    }
    Ok(())
}

/// Who declares once more what is not a draft any more is told where it stands.
async fn handed_in_before(call: &Call) -> Result<Failure, Failure> {
    let found = stored(call, id(call)?).await?;
    let state = found.columns.status;
    Ok(permits::ActError::NotInApplicationState { act: permits::ApplicationActCode::Submit.code(), state }.into())
}

async fn hand_in(call: &Call, found: &Stored) -> Answer {
    let id = found.columns.id;
    // The form's key belongs to the change of the form; submitting twice is refused by the state.
    match submit::submit(&call.app.office, &call.reader()?, id).await.map_err(Failure::from) {
        Ok(stepped) if stepped.application.status() == cites::ApplicationStatus::AwaitingPayment => {
            Ok(go(&links::pay(&id.to_string())))
        }
        Ok(_) => Ok(go(&format!("{}/done", links::application(&id.to_string())))),
        Err(failure) => {
            let boxes = call.typed_again();
            draw(call, Some(found), None, Ask::Declare, boxes, failure.on_form()?, Vec::new()).await
        }
    }
}

async fn answer_items(call: &Call, found: &Stored) -> Answer {
    let id = found.columns.id.to_string();
    let mut form = found.value.form().clone();
    if let Some(error) = changed_meanwhile(call, &form, None, "items") {
        let ask = Ask::Items { items: items(&form) };
        return draw(call, Some(found), None, ask, BTreeMap::new(), vec![error], Vec::new()).await;
    }
    let number = |name: &str| call.typed(name).parse::<usize>().ok().filter(|n| *n < form.lines.len());
    match (number("copy"), number("remove")) {
        (Some(n), _) => {
            let mut line = form.lines[n].clone();
            line.marks.clear();
            form.lines.push(line);
        }
        (None, Some(n)) => drop(form.lines.remove(n)),
        (None, None) if form.lines.is_empty() => {
            let error = FieldError::new("", "lines-empty").help("Add at least one line of specimens.");
            let ask = Ask::Items { items: Vec::new() };
            return draw(call, Some(found), None, ask, BTreeMap::new(), vec![error], Vec::new()).await;
        }
        (None, None) => return Ok(go(&onward(&id, &form, None, "items"))),
    }
    draft::edit_at(&call.app.office, &call.who()?, found.columns.id, form, Some(found.version)).await?;
    Ok(go(&links::question(&id, "items")))
}

/// Sent.
pub async fn done(call: Arc<Call>) -> Answer {
    let found = stored(&call, id(&call)?).await?;
    let at = found.columns.submitted_at.ok_or(Failure::NotFound)?;
    let usual_days = match found.value.draft() {
        Some(draft) => {
            let (kind, urgent) = (draft.document_type, found.value.urgent());
            office::epermit::clocks::usual(&mut call.read().await?, kind, urgent, call.app.office.clock.now()).await?
        }
        None => None,
    };
    let shown = Done {
        shell: shell(&call).await,
        application: found.columns.id.to_string(),
        reference: found.columns.reference.clone(),
        at,
        usual_days,
    };
    page(&call, &shown)
}

/// A new draft with the content of an older application.
pub async fn copy(call: Arc<Call>) -> Answer {
    let made = draft::copy(&call.app.office, &call.who()?, id(&call)?).await?;
    Ok(go_and_say(&call, &links::tasks(&made.row.id.to_string()), "flash-done", None))
}
