//! Every act of `data/codes/transitions.csv` has a page and an API route; those that have none are named with the reason.

use axum::http::Method;
use permits::{ApplicationActCode as A, PermitActCode as P};
use std::collections::BTreeSet;
use web::shared::route::May;

/// Acts nobody does by hand, with the reason.
const BY_ITSELF: &[(&str, &str, &str)] = &[
    ("application", "payment_timeout", "money: a job, when the deadline of the invoice has passed"),
    ("application", "no_reply", "system: a job, when the applicant's time has passed"),
    ("permit", "confirmation_timeout", "system: a job, when the Party's waiting time has passed"),
    ("permit", "expire", "system: a job, the night after the last day"),
];

/// Acts whose page is another one than the form of acts, with the address of its form.
const OTHER_PAGES: &[(&str, &str, &str)] = &[
    ("application", "submit", "/applications/{application}/{step}"),
    // The case goes on when its invoice is paid: by hand at the counter, else by the gateway and the bank file.
    ("application", "payment_settled", "/invoices/{invoice}/{act}"),
    ("permit", "endorse", "/customs/permits/{permit}/endorse"),
    ("permit", "endorse_one_movement", "/customs/permits/{permit}/crossing"),
    // The old permit is replaced by signing the new one; the way begins at the old one.
    ("permit", "replace", "/permits/{permit}/replacement"),
];

/// Acts whose API route is guarded by another act, with the address.
const OTHER_ROUTES: &[(&str, &str, &str)] = &[
    ("application", "payment_settled", "/api/invoices/{invoice}/cash"),
    ("permit", "replace", "/api/permits/{permit}/replacement"),
];

/// Entity, event and actors of every row of the table.
fn table() -> BTreeSet<(String, String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/codes/transitions.csv");
    let mut rows = csv::Reader::from_path(path).expect("the table");
    rows.records()
        .map(|row| {
            let row = row.expect("a row");
            (row[0].to_owned(), row[2].to_owned(), row[4].to_owned())
        })
        .collect()
}

fn named<'a>(list: &[(&str, &str, &'a str)], entity: &str, event: &str) -> Option<&'a str> {
    list.iter().find(|(e, a, _)| *e == entity && *a == event).map(|(.., what)| *what)
}

#[test]
fn every_act_of_the_table_has_a_page_and_an_api_route() {
    let routes = web::table();
    let posts = |path: &str| routes.iter().any(|r| r.path == path && r.method == Method::POST);
    let (mut missing, mut acts) = (Vec::new(), 0);
    for (entity, event, actors) in table() {
        if let Some(why) = named(BY_ITSELF, &entity, &event) {
            let by_hand = actors.split(';').any(|a| !["system", "foreign_ma"].contains(&a));
            assert!(!by_hand || why.starts_with("money"), "{entity} {event}: {actors} may do it by hand");
            continue;
        }
        acts += 1;
        let (page, api) = match entity.as_str() {
            "application" => {
                let act = A::from_code(&event).unwrap_or_else(|| panic!("{event}"));
                let by = |may: May| matches!(may, May::Case(acts) if acts.len() < A::ALL.len() && acts.contains(&act));
                let api = routes.iter().any(|r| r.is_api() && r.method == Method::POST && by(r.may));
                (web::case_acts().any(|a| a == act), api)
            }
            _ => {
                let act = P::from_code(&event).unwrap_or_else(|| panic!("{event}"));
                let by = |may: May| matches!(may, May::Paper(acts) if acts.len() < P::ALL.len() && acts.contains(&act));
                let api = routes.iter().any(|r| r.is_api() && r.method == Method::POST && by(r.may));
                (web::paper_acts().any(|a| a == act), api)
            }
        };
        let page = page || named(OTHER_PAGES, &entity, &event).is_some_and(posts);
        let api = api || named(OTHER_ROUTES, &entity, &event).is_some_and(posts);
        if !page {
            missing.push(format!("{entity} {event}: no page"));
        }
        if !api {
            missing.push(format!("{entity} {event}: no API route"));
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    assert!(acts >= 46, "{acts} acts have both");
}

#[test]
fn every_exception_is_an_act_of_the_table() {
    let events: BTreeSet<(String, String)> = table().into_iter().map(|(e, a, _)| (e, a)).collect();
    for (entity, event, _) in BY_ITSELF.iter().chain(OTHER_PAGES).chain(OTHER_ROUTES) {
        assert!(events.contains(&((*entity).to_owned(), (*event).to_owned())), "{entity} {event}");
    }
}
