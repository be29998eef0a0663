//! Routes that belong to no phase: start, sign-in, guidance, help, what a browser loads, the API's own description.

use super::openapi::{Doc, Gives, of};
use super::route::{May, Route, api, form, page};
use super::{enter, public};
use pages::links;

/// The rows.
pub fn routes() -> Vec<Route> {
    use May::{Anyone, SignedIn};
    let mut all = vec![
        page!(links::HOME, Anyone, public::home),
        page!(links::SIGN_IN, Anyone, enter::sign_in_page),
        form!(links::SIGN_IN, Anyone, enter::sign_in),
        form!(links::SIGN_OUT, SignedIn, enter::sign_out),
        form!(links::DEMO_ROLE, Anyone, enter::demo_role),
        page!(links::LANGUAGE, Anyone, enter::language),
        page!("/assets/{name}", Anyone, public::asset),
    ];
    all.extend([
        api!(GET "/api/openapi.json", Anyone, Doc::read("about", "This description.", Gives::Any), public::openapi),
        api!(GET "/api/me", SignedIn, Doc::read("about", "Whose token this is.", Gives::Json(of::<public::Me>)), public::me),
    ]);
    all
}
