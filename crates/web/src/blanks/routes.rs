//! Routes of the simplified procedure.

use super::order;
use crate::epermit::view::PermitView;
use crate::registers::operations::{self, EntryList, EntryView, RegistrationInput};
use crate::registers::stock::NoteBody;
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::route::{May, Route, api, form, page};
use cites::Role;
use office::blanks::complete::HOLDERS;
use office::blanks::keep::READERS;
use office::registers::stock::TRADERS;
use pages::blanks::links;
use permits::ApplicationActCode;

/// Who goes on with a registration: those who propose and those who approve.
const KEEPERS: &[Role] = &[Role::MaOfficer, Role::MaApprover, Role::MaSupervisor];
/// Who ends a blank: its holder, or the counter.
const ENDERS: &[Role] = &[Role::Applicant, Role::OrgAdmin, Role::Agent, Role::MaOfficer, Role::MaSupervisor];
/// Who completes, ends or goes on.
const HANDS: May = May::Any(ENDERS);
const SIGNER: May = May::Case(&[ApplicationActCode::Sign]);

macro_rules! takes {
    ($doc:expr, $input:ty) => {
        Doc { input: Some(of::<$input>), ..$doc }
    };
}

/// The rows.
pub fn routes() -> Vec<Route> {
    let (all, traders, keepers, holders) = (May::Any(READERS), May::Any(TRADERS), May::Any(KEEPERS), May::Any(HOLDERS));
    let one = |words| Doc::read("blanks", words, Gives::Json(of::<EntryView>));
    let list = Doc::read(
        "blanks",
        "Registrations for the simplified procedure: one's own, or all of them for the authorities.",
        Gives::Json(of::<EntryList>),
    );
    let blank = |words| Doc::read("blanks", words, Gives::Json(of::<order::BlankView>));
    let blanks = |words| Doc::read("blanks", words, Gives::Json(of::<order::OrderView>));
    let permit = |words| Doc::read("blanks", words, Gives::Json(of::<PermitView>));
    vec![
        page!(links::SIMPLIFIED, all, operations::list_simplified),
        page!(links::SIMPLIFIED_APPLY, traders, operations::new_simplified),
        form!(links::SIMPLIFIED_APPLY, traders, operations::apply_simplified),
        page!("/simplified/{entry}", all, operations::show),
        form!("/simplified/{entry}/{act}", keepers, operations::act),
        page!("/applications/{application}/blanks", all, order::show),
        form!("/applications/{application}/blanks", SIGNER, order::seal),
        page!("/blanks/{blank}", all, order::blank),
        page!("/blanks/{blank}/paper.pdf", all, order::paper),
        form!("/blanks/{blank}/{act}", HANDS, order::act),
        api!(GET "/api/simplified", all, list.query(&[("after", "The value of `next` from the page before.")]), operations::list_simplified_api),
        api!(POST "/api/simplified", traders, takes!(one("Applies for the simplified procedure.").status(201), RegistrationInput), operations::apply_simplified_api),
        api!(GET "/api/simplified/{entry}", all, one("One registration."), operations::get_api),
        api!(POST "/api/simplified/{entry}/propose", keepers, takes!(one("Proposes to register, with the boxes that may stay open."), operations::EntryProposal), operations::propose_api),
        api!(POST "/api/simplified/{entry}/approve", keepers, one("Another person approves: number and five years."), operations::approve_api),
        api!(POST "/api/simplified/{entry}/close", keepers, takes!(one("Does not accept it, or takes it out of the register."), NoteBody), operations::close_api),
        api!(GET "/api/applications/{application}/blanks", all, blanks("An order of blanks with its balance."), order::get_api),
        api!(POST "/api/applications/{application}/blanks", SIGNER, blanks("Numbers and seals the blanks of an approved order."), order::seal_api),
        api!(GET "/api/blanks/{blank}", all, blank("One blank."), order::blank_api),
        api!(POST "/api/blanks/{blank}/complete", holders, takes!(permit("The holder completes the open boxes; answers the sealed document."), order::CompleteBody), order::complete_api),
        api!(POST "/api/blanks/{blank}/resume", holders, permit("Goes on with a completion whose seal is missing."), order::resume_api),
        api!(POST "/api/blanks/{blank}/release", HANDS, takes!(blank("Gives back quota and stock of a completion that is not sealed."), NoteBody), order::release_api),
        api!(POST "/api/blanks/{blank}/return", HANDS, takes!(blank("Gives an unused blank back."), NoteBody), order::return_api),
        api!(POST "/api/blanks/{blank}/lose", HANDS, takes!(blank("Reports a blank lost."), NoteBody), order::lose_api),
    ]
}
