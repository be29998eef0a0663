//! Page and program, act by act: what `data/codes/transitions.csv` lists is done by the page's form on one case and by the
//! API on its twin, and both end in the same state with the same event in the audit trail, or are refused for the same
//! reason: in another state, by another role, by another applicant and by another Party.

mod case;
mod paper;
mod stage;

use crate::browser::Seen;
use crate::world::PEOPLE;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use cites::{ApplicationStatus, Lang, PermitStatus, Role};
use permits::application::tasks;
use permits::permission::{self, Hand};
use permits::{ApplicationActCode, PermitActCode};
use serde_json::Value;
use stage::Stage;
use std::collections::BTreeSet;

/// Acts that nobody does by hand: they have neither form nor route.
const OF_THE_SYSTEM: &[&str] = &["payment_timeout", "no_reply", "confirmation_timeout", "expire"];

/// One act, ready to be done both ways.
pub struct Both {
    /// Number of the person whose act it is.
    pub hand: u8,
    /// Address and boxes of the form.
    pub page: (String, Vec<(String, String)>),
    /// Address and body of the route.
    pub api: (String, Value),
}

/// A row of the table: from where, by which act, and where it leads.
struct Row {
    from: String,
    event: String,
    to: String,
}

/// The rows of one entity that people do.
fn rows(entity: &str) -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/codes/transitions.csv");
    let mut table = csv::Reader::from_path(path).expect("the table");
    let all = table.records().map(|r| r.expect("a row")).filter(|r| &r[0] == entity);
    all.map(|r| Row { from: r[1].into(), event: r[2].into(), to: r[3].into() })
        .filter(|r| !OF_THE_SYSTEM.contains(&r.event.as_str()))
        .collect()
}

/// Who may do this act in this state by the tables; none: it does not lead on from there.
fn hands(entity: &str, from: &str, event: &str) -> Vec<Role> {
    let roles = |hands: &[Hand]| -> Vec<Role> {
        let named = hands.iter().filter_map(|h| if let Hand::Role(role) = h { Some(*role) } else { None });
        named.collect()
    };
    if entity == "application" {
        let (from, act) = (ApplicationStatus::from_code(from).expect("a state"), ApplicationActCode::from_code(event));
        // A task that is open is beside the examination: what may be done at the desk may be done meanwhile.
        let desk = (tasks::examined(from) && from != ApplicationStatus::UnderExamination)
            .then_some(ApplicationStatus::UnderExamination);
        let act = act.expect("an act");
        let rows = std::iter::once(from).chain(desk).flat_map(|from| permission::application(from, act));
        rows.flat_map(|row| roles(row.hands)).collect()
    } else {
        let (from, act) = (PermitStatus::from_code(from), PermitActCode::from_code(event));
        permission::permit(from.expect("a state"), act.expect("an act")).flat_map(|row| roles(row.hands)).collect()
    }
}

/// Refused for the same reason? What a program reads as a code a person reads as its sentence.
fn same_refusal(page: &Seen, api: &Seen) -> Result<(), String> {
    let (by_page, by_api) = (page.status.as_u16(), api.status.as_u16());
    match (by_page, by_api) {
        (404, 404) => return Ok(()),
        // A page that cannot even show its form says that the thing has changed meanwhile.
        (409, 409) => return Ok(()),
        (422, 409 | 422) => {}
        _ => return Err(format!("the page answers {by_page}, the program {by_api} {}", short(api))),
    }
    let problem = api.json();
    let words = pages::Words::of(Lang::En);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let said = |field: &Value, code: &Value, help: &Value| {
        pages::FieldError::new(text(field), text(code)).help(text(help)).sentence(words).to_string()
    };
    let sentences: Vec<String> = match problem["fields"].as_array() {
        Some(fields) if !fields.is_empty() => {
            fields.iter().map(|f| said(&f["field"], &f["code"], &f["detail"])).collect()
        }
        _ => vec![said(&Value::Null, &problem["code"], &problem["detail"])],
    };
    let page = page.text();
    match sentences.iter().find(|s| !page.contains(*s)) {
        None => Ok(()),
        Some(missing) => Err(format!("the page does not say “{missing}”: {}", errors_of(&page))),
    }
}

fn short(seen: &Seen) -> String {
    seen.text().chars().take(400).collect()
}

/// What the page says in its summary of errors.
fn errors_of(page: &str) -> String {
    let at = page.find("class=\"errors\"").unwrap_or(0);
    page[at..].chars().take(300).collect()
}

/// Nobody but those whom the tables name does it, whichever way they try.
async fn strangers(stage: &Stage, entity: &str, from: &str, event: &str, twins: &[String; 2]) -> Vec<String> {
    let allowed = hands(entity, from, event);
    let acts = [stage.both(entity, event, &twins[0]).await, stage.both(entity, event, &twins[1]).await];
    let mut wrong = Vec::new();
    for (n, name, role) in PEOPLE {
        // The merchant holds the applicant's role, and this case is another's.
        if allowed.contains(role) && *n != 76 {
            continue;
        }
        let page = stage.page(QM, *n, &acts[0]).await;
        let api = stage.program(QM, *n, &acts[1]).await;
        if (page.status.as_u16(), api.status.as_u16()) != (404, 404) {
            let told = (page.status.as_u16(), api.status.as_u16());
            // Who may do it in another state may see the case: then both say that it is not there to be done now.
            if same_refusal(&page, &api).is_err() || page.status == 303 {
                wrong.push(format!("{entity} {from} {event} by {name}: {told:?} {}", short(&api)));
            }
        }
    }
    let hand = acts[0].hand;
    let page = stage.page(QN, hand, &acts[0]).await;
    let api = stage.program(QN, hand, &acts[1]).await;
    if (page.status.as_u16(), api.status.as_u16()) != (404, 404) {
        wrong.push(format!("{entity} {from} {event} by the other Party: {} {}", page.status, api.status));
    }
    wrong
}

/// The act done by page on one twin and by program on the other: the same new state, the same event.
async fn done(stage: &Stage, entity: &str, row: &Row, from: &str, twins: &[String; 2]) -> Vec<String> {
    let acts = [stage.both(entity, &row.event, &twins[0]).await, stage.both(entity, &row.event, &twins[1]).await];
    let before = [stage.events(entity, &twins[0]).await, stage.events(entity, &twins[1]).await];
    let page = stage.page(QM, acts[0].hand, &acts[0]).await;
    let api = stage.program(QM, acts[1].hand, &acts[1]).await;
    let name = format!("{entity} {from} {}", row.event);
    if page.status != 303 || !api.status.is_success() {
        let said = errors_of(&page.text());
        return vec![format!("{name}: page {} {said}, program {} {}", page.status, api.status, short(&api))];
    }
    let stands = [stage.status(entity, &twins[0]).await, stage.status(entity, &twins[1]).await];
    let after = [stage.events(entity, &twins[0]).await, stage.events(entity, &twins[1]).await];
    let new = [&after[0][before[0].len()..], &after[1][before[1].len()..]];
    let mut wrong = Vec::new();
    // A submission may end at the payment or at the desk, and what is accepted goes to its officer by itself.
    let leads = row.to == stands[1] || (row.event == "accept" && stands[1] == "UNDER_EXAMINATION");
    if stands[0] != stands[1] || !leads {
        wrong.push(format!("{name}: leads to {}, by page to {}, by program to {}", row.to, stands[0], stands[1]));
    }
    // A signature is recorded before it is given; what replaces a permit is told of its own case.
    let events = match row.event.as_str() {
        "sign" => 2,
        "replace" => 0,
        _ => 1,
    };
    // The page ticks the declaration in the form first; a program wrote the form with it.
    let ticked = usize::from(row.event == "submit" && new[0].first().is_some_and(|event| event == "edit"));
    if new[0][ticked..] != *new[1] || new[1].len() != events {
        wrong.push(format!("{name}: the audit trail says {:?} of the page and {:?} of the program", new[0], new[1]));
    }
    wrong
}

/// Every other act, tried where it does not lead on: refused both ways with the same words, and nothing has moved.
async fn out_of_place(stage: &Stage, entity: &str, from: &str, twins: &[String; 2]) -> Vec<String> {
    let mut wrong = Vec::new();
    let acts: BTreeSet<String> = rows(entity).into_iter().map(|r| r.event).collect();
    for event in acts {
        // One route may stand for two acts; where either leads on, the other is not out of place.
        let also = match event.as_str() {
            "submit" => "resubmit",
            "resubmit" => "submit",
            "cancel" => "revoke",
            "revoke" => "cancel",
            // Paying is about an invoice, and replacing about the new case.
            "payment_settled" | "replace" => continue,
            other => other,
        };
        if !hands(entity, from, &event).is_empty() || !hands(entity, from, also).is_empty() {
            continue;
        }
        let (one, other) = (stage.both(entity, &event, &twins[0]).await, stage.both(entity, &event, &twins[1]).await);
        let page = stage.page(QM, one.hand, &one).await;
        let api = stage.program(QM, other.hand, &other).await;
        if let Err(what) = same_refusal(&page, &api) {
            wrong.push(format!("{entity} {from} {event}, out of place: {what}"));
        }
    }
    for twin in twins {
        let now = stage.status(entity, twin).await;
        if now != from {
            wrong.push(format!("{entity} {from}: moved to {now} by an act that does not lead on"));
        }
    }
    wrong
}

/// All that is asked of one entity, from the states that `of` names; answers how many acts were done both ways.
async fn told(stage: &Stage, entity: &str, of: &[&str]) -> usize {
    let (mut wrong, mut acts, mut tried) = (Vec::new(), 0, BTreeSet::new());
    for row in rows(entity) {
        let states: Vec<&str> = match row.from.as_str() {
            "*non-terminal*" | "*any*" => {
                of.iter().copied().filter(|s| !hands(entity, s, &row.event).is_empty()).collect()
            }
            from => of.iter().copied().filter(|s| *s == from).collect(),
        };
        for from in states {
            let twins = stage.twins(entity, from, &row).await;
            for twin in &twins {
                assert_eq!(stage.status(entity, twin).await, from, "the scene before {}", row.event);
            }
            // Replacing and paying are about another thing than the case; their own stories say who may not.
            if !["replace", "payment_settled"].contains(&row.event.as_str()) {
                wrong.extend(strangers(stage, entity, from, &row.event, &twins).await);
                if tried.insert(from) {
                    wrong.extend(out_of_place(stage, entity, from, &twins).await);
                }
            }
            wrong.extend(done(stage, entity, &row, from, &twins).await);
            acts += 1;
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
    acts
}

#[tokio::test]
async fn intake_is_the_same_by_page_and_by_program() {
    let stage = Stage::open().await;
    let acts = told(&stage, "application", &["DRAFT", "AWAITING_PAYMENT", "SUBMITTED", "INCOMPLETE", "ACCEPTED"]).await;
    assert_eq!(acts, 13, "acts done both ways");
}

#[tokio::test]
async fn examination_is_the_same_by_page_and_by_program() {
    let stage = Stage::open().await;
    let states = [
        "UNDER_EXAMINATION",
        "INFO_REQUESTED",
        "SA_CONSULTATION",
        "INSPECTION_REQUESTED",
        "INSPECTED",
        "FOREIGN_CONSULTATION",
        "AWAITING_COUNTERPART",
        "AWAITING_ADDITIONAL_PAYMENT",
    ];
    assert_eq!(told(&stage, "application", &states).await, 22, "acts done both ways");
}

#[tokio::test]
async fn deciding_is_the_same_by_page_and_by_program() {
    let stage = Stage::open().await;
    let states = ["DECISION_PROPOSED", "APPROVED", "REFUSED", "UNDER_APPEAL"];
    assert_eq!(told(&stage, "application", &states).await, 10, "acts done both ways");
}

#[tokio::test]
async fn a_permit_before_the_border_is_the_same_by_page_and_by_program() {
    let stage = Stage::open().await;
    assert_eq!(told(&stage, "permit", &["ISSUED", "DELIVERED"]).await, 13, "acts done both ways");
}

#[tokio::test]
async fn a_permit_at_the_border_and_after_is_the_same_by_page_and_by_program() {
    let stage = Stage::open().await;
    let states = ["PARTLY_USED", "HELD", "ENDORSED", "SUSPENDED", "LOST", "STOLEN", "DESTROYED"];
    assert_eq!(told(&stage, "permit", &states).await, 15, "acts done both ways");
}

#[tokio::test]
async fn an_expired_permit_is_the_same_by_page_and_by_program() {
    let stage = Stage::open().await;
    assert_eq!(told(&stage, "permit", &["EXPIRED_UNKNOWN"]).await, 3, "acts done both ways");
}
