//! Routes of marks, tags, stamps and paper.

use super::{carried, marks, numbered, sheets};
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::route::{May, Route, api, form, page};
use cites::Role;
use office::registers::marks::{BORDER, READERS};
use office::registers::numbered::{BINDERS, READERS as BOOKS, STORES};
use office::registers::stock::TRADERS;
use pages::registers::links;

/// Whoever stores or writes off.
const MOVERS: &[Role] = &[Role::MaClerk, Role::MaOfficer, Role::MaApprover, Role::MaSupervisor];
/// Whoever asks whether a mark is that of a permit.
const ASKERS: &[Role] = &[
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::Inspector,
    Role::Customs,
    Role::Enforcement,
    Role::Auditor,
];

/// Whoever writes marks of lots and entries down: their holder, or an officer who read them.
const WRITERS: &[Role] = &[Role::Applicant, Role::OrgAdmin, Role::MaOfficer, Role::MaSupervisor];

/// The rows.
pub fn routes() -> Vec<Route> {
    let (search, border, books) = (May::Any(READERS), May::Any(BORDER), May::Any(BOOKS));
    let (store, movers, bind, traders) = (May::Any(STORES), May::Any(MOVERS), May::Any(BINDERS), May::Any(TRADERS));
    let moved = Gives::Json(of::<numbered::MovedView>);
    let (hands, seers) = (May::Any(WRITERS), May::Any(super::routes::STOCK));
    let carried_marks = || Gives::Json(of::<carried::CarriedList>);
    let write = |words| Doc::act("marks", words, of::<carried::CarriedBody>, carried_marks());
    vec![
        page!(links::MARKS, search, marks::search),
        page!("/marks/case/{application}", search, marks::case),
        page!(links::MARK_ASK, border, marks::ask),
        form!("/stock/{lot}/marks", hands, carried::lot_form),
        form!("/registers/{entry}/marks", hands, carried::entry_form),
        page!("/permits/{permit}/print", bind, sheets::show),
        form!("/permits/{permit}/print", bind, sheets::print),
        page!("/numbers/{kind}", books, numbered::show),
        form!("/numbers/{kind}/{act}", movers, numbered::act),
        page!(links::TAGS, traders, numbered::tags),
        form!(links::TAGS, traders, numbered::report),
        api!(GET "/api/marks", search, Doc::read("marks", "Searches the national register of marks: the same mark, and those one slip away.", Gives::Json(of::<marks::FoundView>)).query(&[("mark", "A mark or a range."), ("kind", "Code of mark_types; blank when its form says it.")]), marks::search_api),
        api!(GET "/api/marks/case/{application}", search, Doc::read("marks", "The marks of a case beside every other paper that names them.", Gives::Json(of::<marks::KnownList>)), marks::case_api),
        api!(GET "/api/applications/{application}/known-marks", May::Any(super::routes::OWN), Doc::read("marks", "Marks of one's own application that are known already; where and whose is not told.", Gives::Json(of::<marks::OwnKnownList>)), marks::own_api),
        api!(GET "/api/stock/{lot}/marks", seers, Doc::read("marks", "The marks of a lot; whoever searches the register sees where else they stand.", carried_marks()), carried::lot_api),
        api!(POST "/api/stock/{lot}/marks", hands, write("Writes the marks of a lot down."), carried::write_lot_api),
        api!(GET "/api/registers/{entry}/marks", seers, Doc::read("marks", "The marks of an entry's breeding stock.", carried_marks()), carried::entry_api),
        api!(POST "/api/registers/{entry}/marks", hands, write("Writes the marks of an entry's breeding stock down."), carried::write_entry_api),
        api!(GET "/api/permits/{permit}/mark", May::Any(ASKERS), Doc::read("marks", "Is this mark one of the permit at hand?", Gives::Json(of::<marks::OnPermit>)).query(&[("mark", "The mark as read on the specimen.")]), marks::ask_api),
        api!(GET "/api/numbers/{kind}", books, Doc::read("marks", "The books of `tag`, `stamp` or `paper`.", Gives::Json(of::<numbered::BooksView>)).query(&[("on", "The balance at the end of this day, `YYYY-MM-DD`.")]), numbered::books_api),
        api!(POST "/api/numbers/{kind}/receive", store, Doc::act("marks", "Takes a batch in.", of::<numbered::BatchBody>, moved), numbered::receive_api),
        api!(POST "/api/numbers/{kind}/hand", store, Doc::act("marks", "Hands tags to a holder.", of::<numbered::HandBody>, moved), numbered::hand_api),
        api!(POST "/api/numbers/{kind}/move", movers, Doc::act("marks", "Says what happened to a range.", of::<numbered::MoveBody>, moved), numbered::move_api),
        api!(POST "/api/numbers/{kind}/bind", bind, Doc::act("marks", "Puts a stamp or sheets on a permit.", of::<numbered::BindBody>, moved), numbered::bind_api),
        api!(GET "/api/permits/{permit}/sheets", books, Doc::read("marks", "The sheets of security paper that a permit was printed on.", Gives::Json(of::<sheets::SheetList>)), sheets::list_api),
        api!(POST "/api/permits/{permit}/sheets", bind, Doc::act("marks", "Takes a sheet for printing a permit; printed again, the sheet before is spoiled.", of::<sheets::SheetBody>, Gives::Json(of::<sheets::SheetList>)), sheets::print_api),
        api!(GET "/api/tags", traders, Doc::read("marks", "One's own tags.", Gives::Json(of::<numbered::TagList>)), numbered::tags_api),
        api!(POST "/api/tags", traders, Doc::act("marks", "A holder reports tags used, spoiled or missing.", of::<numbered::MoveBody>, moved), numbered::report_api),
    ]
}
