//! Routes that belong to no phase: start, sign-in, guidance, help, what a browser loads, the API's own description.

use super::openapi::{Doc, Gives, of};
use super::route::{May, Route, api, form, page};
use super::{admin, audit_api, enter, kinds, law, needed, public, settings, texts, wizard};
use pages::links;
use permits::DeskAct;

const NEEDED: &[(&str, &str)] = &[
    ("direction", "export, import, reexport, ifs or transit."),
    ("from", "Country of export."),
    ("to", "Country of import."),
    ("taxon", "Scientific name."),
    ("term", "Term code."),
    ("source", "Source code."),
    ("purpose", "Purpose code."),
    (
        "situation",
        "carried, household, sent, pet, instrument, exhibition, samples, science, registered, phyto, replacement or retrospective.",
    ),
    ("quantity", "How much; blank: one."),
    ("unit", "Unit code; blank: number."),
    ("persons", "How many people share it."),
    ("residence", "Where the owner lives."),
    ("acquired_in", "Where it was acquired."),
    ("acquired", "When: a day or a year."),
    ("origin", "Country of origin."),
    ("through", "Country of transit."),
    ("flag", "From the sea: the State whose flag the ship flies; blank: ours."),
    ("landed_in", "From the sea: the State of the port of landing; blank: ours."),
    ("generations", "Hybrid animals: generations back to a listed species."),
    ("applicant", "Who would pay: `PERSON` or `ORGANISATION`; a company when absent."),
];

/// The rows.
pub fn routes() -> Vec<Route> {
    use May::{Anyone, SignedIn};
    let mut all = vec![
        page!(links::HOME, Anyone, public::home),
        page!(links::SIGN_IN, Anyone, enter::sign_in_page),
        form!(links::SIGN_IN, Anyone, enter::sign_in),
        form!(links::SIGN_OUT, SignedIn, enter::sign_out),
        form!(links::DEMO_ROLE, Anyone, enter::demo_role),
        form!(links::DEMO_RESET, Anyone, enter::demo_reset),
        page!(links::LANGUAGE, Anyone, enter::language),
        page!(links::REGISTER, Anyone, texts::register_form),
        form!(links::REGISTER, Anyone, texts::register),
        page!(links::ACCOUNT, SignedIn, texts::account),
        form!(links::ACCOUNT, SignedIn, texts::change_password),
        page!(links::HELP, Anyone, texts::help),
        page!(links::GLOSSARY, Anyone, texts::glossary),
        page!(links::PRIVACY, Anyone, texts::privacy),
        page!(links::ACCESSIBILITY, Anyone, texts::accessibility),
        page!(links::WIZARD, Anyone, wizard::show),
        page!(links::ADMIN_LANGUAGES, May::Desk(DeskAct::Administer), admin::languages),
        page!(links::ADMIN_KINDS, May::Desk(DeskAct::Administer), kinds::show),
        form!(links::ADMIN_KINDS, May::Desk(DeskAct::Administer), kinds::switch),
        page!(links::ADMIN_PEOPLE, May::Desk(DeskAct::Administer), admin::people),
        page!(links::ADMIN_SETTINGS, May::Desk(DeskAct::Audit), admin::settings),
        page!(links::ADMIN_PARTNERS, May::Desk(DeskAct::Audit), admin::partners),
        page!(links::ADMIN_LAW, May::Desk(DeskAct::LawSet), law::list),
        page!(links::ADMIN_LAW_NEW, May::Desk(DeskAct::LawSet), law::new),
        form!(links::ADMIN_LAW_NEW, May::Desk(DeskAct::LawSet), law::propose),
        page!("/admin/law/{row}", May::Desk(DeskAct::LawSet), law::show),
        form!("/admin/law/{row}/confirm", May::Desk(DeskAct::LawConfirm), law::confirm),
        form!("/admin/law/{row}/drop", May::Desk(DeskAct::LawConfirm), law::drop_proposal),
        form!("/admin/law/{row}/end", May::Desk(DeskAct::LawSet), law::end),
        page!(links::PARTY_SETTINGS, May::Desk(DeskAct::LawSet), settings::list),
        page!(links::PARTY_SETTING, May::Desk(DeskAct::LawSet), settings::form),
        form!(links::PARTY_SETTING, May::Desk(DeskAct::LawSet), settings::propose),
        form!("/admin/party/changes/{change}/confirm", May::Desk(DeskAct::LawConfirm), settings::confirm),
        form!("/admin/party/changes/{change}/drop", May::Desk(DeskAct::LawConfirm), settings::drop_proposal),
        page!(links::ADMIN_AUDIT, May::Desk(DeskAct::Audit), admin::audit),
        page!(links::SPECIES_SEARCH, Anyone, needed::species_json),
        page!("/assets/{name}", Anyone, public::asset),
        page!(links::WORKER, Anyone, public::worker),
    ];
    all.extend([
        api!(GET "/api/openapi.json", Anyone, Doc::read("about", "This description.", Gives::Any), public::openapi),
        api!(GET "/api/me", SignedIn, Doc::read("about", "Whose token this is.", Gives::Json(of::<public::Me>)), public::me),
        api!(GET "/api/document-kinds", SignedIn, Doc::read("about", "The documents one may apply for, and those switched off.", Gives::Json(of::<kinds::KindList>)), kinds::list),
        api!(PUT "/api/document-kinds/{kind}", May::Desk(DeskAct::Administer), Doc::act("about", "Switches a kind of document on or off.", of::<kinds::KindSwitch>, Gives::Json(of::<kinds::KindList>)), kinds::put),
        api!(GET "/api/species", Anyone, Doc::read("species", "Searches names: accepted, synonyms, common; allows one typing error.", Gives::Json(of::<needed::SpeciesList>)).query(&[("q", "What is typed."), ("limit", "Rows, 1 to 50."), ("lang", "Language of common names.")]), needed::species),
        api!(GET "/api/species/{name}", Anyone, Doc::read("species", "What a name is and where it is listed.", Gives::Json(of::<needed::SpeciesView>)), needed::species_one),
        api!(GET "/api/needed", Anyone, Doc::read("species", "What documents are needed.", Gives::Json(of::<needed::Needed>)).query(NEEDED), needed::needed),
        api!(GET "/api/law", May::Desk(DeskAct::LawSet), Doc::read("law", "The Party's own rows of law.", Gives::Json(of::<law::LawRows>)), law::api_list),
        api!(POST "/api/law", May::Desk(DeskAct::LawSet), Doc::act("law", "Enters a row; another person confirms it.", of::<law::LawBody>, Gives::Json(of::<law::LawView>)).status(201), law::api_propose),
        api!(GET "/api/law/{row}", May::Desk(DeskAct::LawSet), Doc::read("law", "One row.", Gives::Json(of::<law::LawView>)), law::api_get),
        api!(GET "/api/law/{row}/preview", May::Desk(DeskAct::LawSet), Doc::read("law", "What it does to open cases, valid permits and quotas.", Gives::Json(of::<law::LawPreviewView>)), law::api_preview),
        api!(POST "/api/law/{row}/confirm", May::Desk(DeskAct::LawConfirm), Doc::read("law", "Confirms what another person entered.", Gives::Json(of::<law::LawView>)), law::api_confirm),
        api!(POST "/api/law/{row}/drop", May::Desk(DeskAct::LawConfirm), Doc::read("law", "Takes a proposal back.", Gives::Json(of::<law::LawView>)), law::api_drop),
        api!(POST "/api/law/{row}/end", May::Desk(DeskAct::LawSet), Doc::act("law", "Proposes the last day of a row.", of::<law::LawEndBody>, Gives::Json(of::<law::LawView>)), law::api_end),
        api!(GET "/api/settings", May::Desk(DeskAct::LawSet), Doc::read("law", "What the Party sets itself, with the changes that wait and were decided.", Gives::Json(of::<settings::SettingsView>)), settings::api_list),
        api!(POST "/api/settings/{setting}", May::Desk(DeskAct::LawSet), Doc::act("law", "Proposes another value; another person confirms it.", of::<settings::SettingBody>, Gives::Json(of::<settings::SettingChangeView>)).status(201), settings::api_propose),
        api!(POST "/api/settings/changes/{change}/confirm", May::Desk(DeskAct::LawConfirm), Doc::read("law", "Confirms the value that another person proposed.", Gives::Json(of::<settings::SettingChangeView>)), settings::api_confirm),
        api!(POST "/api/settings/changes/{change}/drop", May::Desk(DeskAct::LawConfirm), Doc::read("law", "Takes a proposed value back.", Gives::Json(of::<settings::SettingChangeView>)), settings::api_drop),
        api!(GET "/api/audit", May::Desk(DeskAct::Audit), Doc::read("about", "The audit trail, newest first.", Gives::Json(of::<audit_api::AuditList>)).query(&[("before", "Number of an event."), ("limit", "Rows, 1 to 200.")]), audit_api::list),
    ]);
    all
}
