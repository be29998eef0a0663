//! Routes of what the authority enters for others, and of companies and persons.

use super::{counter, holders, operations, stock};
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::route::{May, Route, api, form, page};
use office::registers::behalf::COUNTER;
use office::registers::holder::{CLOSERS, KEEPERS};
use office::registers::stock::JUDGES;
use pages::registers::links;

/// The rows.
pub fn routes() -> Vec<Route> {
    let (enters, keeps, closes) = (May::Any(COUNTER), May::Any(KEEPERS), May::Any(CLOSERS));
    let one = |words, input| Doc::act("holders", words, input, Gives::Json(of::<holders::HolderWhole>));
    let list = Doc::read("holders", "Companies and persons, by the alphabet.", Gives::Json(of::<holders::HolderList>));
    vec![
        page!(links::REGISTER_COUNTER, enters, counter::new_entry),
        form!(links::REGISTER_COUNTER, enters, counter::enter_entry),
        page!(links::STOCK_COUNTER, enters, counter::new_lot),
        form!(links::STOCK_COUNTER, enters, counter::enter_lot),
        page!(links::HOLDERS, keeps, holders::list),
        page!(links::HOLDER_NEW, keeps, holders::new),
        form!(links::HOLDER_NEW, keeps, holders::open),
        page!("/holders/{kind}/{holder}", keeps, holders::show),
        page!("/holders/{kind}/{holder}/edit", keeps, holders::edit),
        form!("/holders/{kind}/{holder}/edit", keeps, holders::change),
        form!("/holders/{kind}/{holder}/{act}", keeps, holders::act),
        api!(POST "/api/registers/counter", enters, Doc::act("registers", "Enters an entry for its holder, who said and showed it.", of::<counter::EntryFor>, Gives::Json(of::<operations::EntryView>)).status(201), counter::entry_api),
        api!(POST "/api/registers/{entry}/include", May::Any(JUDGES), Doc::act("registers", "Types the number that the Secretariat gave the operation, or corrects it.", of::<operations::InclusionBody>, Gives::Json(of::<operations::EntryView>)), operations::include_api),
        api!(POST "/api/stock/counter", enters, Doc::act("stock", "Enters a lot for its trader, who said and showed it.", of::<counter::LotFor>, Gives::Json(of::<stock::LotView>)).status(201), counter::lot_api),
        api!(GET "/api/holders", keeps, list.query(&[("q", "A part of a name, number or address."), ("after", "The value of `next` from the page before.")]), holders::list_api),
        api!(POST "/api/holders", keeps, one("Opens a record of a company or person without an account.", of::<holders::HolderBody>).status(201), holders::open_api),
        api!(GET "/api/holders/{kind}/{holder}", keeps, Doc::read("holders", "One with its particulars, papers, open applications and history.", Gives::Json(of::<holders::HolderWhole>)), holders::get_api),
        api!(POST "/api/holders/{kind}/{holder}/edit", keeps, one("Changes the particulars; what stood there is kept.", of::<holders::HolderBody>), holders::edit_api),
        api!(POST "/api/holders/{kind}/{holder}/paper", keeps, one("Notes a paper that showed who it is.", of::<holders::PaperBody>), holders::paper_api),
        api!(POST "/api/holders/{kind}/{holder}/close", closes, one("Closes a company: nothing new is begun for it.", of::<holders::ClosingBody>), holders::close_api),
        api!(POST "/api/holders/{kind}/{holder}/reopen", closes, one("Opens a closed company again.", of::<holders::ClosingBody>), holders::reopen_api),
    ]
}
