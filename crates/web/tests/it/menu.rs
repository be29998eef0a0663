//! The menu against the rights: what a role may open from the top is at most two clicks away from where it begins.

use crate::browser::{Browser, Window};
use axum::http::{Method, StatusCode};
use cites::Role;
use std::collections::BTreeSet;
use web::shared::route::May;

/// Addresses on a page that lead on inside the house, without their queries.
fn links(page: &str) -> BTreeSet<String> {
    let hrefs = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let own = hrefs.filter(|h| h.starts_with('/') && !h.starts_with("/assets/"));
    own.map(|h| h.split(['?', '#']).next().unwrap_or(h).to_owned()).collect()
}

/// The menu of a page.
fn menu(page: &str) -> BTreeSet<String> {
    let areas = page.split("class=\"areas\"").nth(1).and_then(|rest| rest.split("</nav>").next()).unwrap_or("");
    links(areas)
}

async fn open(browser: &Browser<'_>, path: &str) -> String {
    let mut path = path.to_owned();
    for _ in 0..4 {
        let seen = browser.get(&path).await;
        if seen.status != StatusCode::SEE_OTHER {
            assert!(seen.status.is_success(), "the menu leads to {path}: {} {}", seen.status, seen.text());
            return seen.text();
        }
        path = seen.goes_to();
    }
    panic!("{path} leads in a circle");
}

/// Pages for everybody are found without the menu: the start page, what stands at its foot, what only a demonstration
/// or a form leads to, and the sheet of a species, which begins where a species is named.
fn on_its_own(path: &str, may: May) -> bool {
    matches!(may, May::Anyone)
        || path == pages::links::SPECIES_SHEET
        // A Party that has told the Secretariat nothing of such certificates has no form for them.
        || path == pages::links::PLANT_EXPORT_NEW
        || path.starts_with("/demo/")
        || path.ends_with(".csv")
        || path.ends_with(".xlsx")
}

#[tokio::test]
async fn what_a_role_may_open_is_two_clicks_from_its_menu() {
    let window = Window::open().await;
    let table = web::table();
    let mut missing = Vec::new();
    for (n, _, role) in crate::world::PEOPLE {
        let browser = window.qm(*n);
        let start = open(&browser, pages::links::ACCOUNT).await;
        let menu = menu(&start);
        assert!(!menu.is_empty(), "{role} has a menu");
        let mut reached: BTreeSet<String> = links(&start);
        for area in &menu {
            reached.extend(links(&open(&browser, area).await));
        }
        for route in table.iter().filter(|r| r.method == Method::GET && !r.is_api() && !r.path.contains('{')) {
            if !route.may.allows(Some(*role)) || on_its_own(route.path, route.may) || reached.contains(route.path) {
                continue;
            }
            // A form or a tab of a room belongs to the room, whose page leads to it.
            let room = route.path.rsplit_once('/').map_or("", |(room, _)| room);
            let inside = reached.contains(room) && links(&open(&browser, room).await).contains(route.path);
            if !inside {
                missing.push(format!("{role}: {}", route.path));
            }
        }
        // And the other way round: the menu leads nowhere the role may not go.
        for path in &menu {
            let known = table.iter().find(|r| r.method == Method::GET && r.path == path);
            assert!(known.is_some_and(|r| r.may.allows(Some(*role))), "{role}: the menu leads to {path}");
        }
    }
    missing.sort();
    missing.dedup();
    assert_eq!(missing, Vec::<String>::new());
    let supervised = crate::world::PEOPLE.iter().any(|(_, _, role)| *role == Role::MaSupervisor);
    assert!(supervised, "the supervisor is among them");
}
