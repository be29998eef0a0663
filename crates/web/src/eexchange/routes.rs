//! Routes of the exchange desk.

use super::{api, desk};
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::route::{May, Route, api, form, page};
use cites::Role;
use pages::links;
use permits::DeskAct;

/// Everybody who looks at messages and partners.
pub const DESK: &[Role] =
    &[Role::MaClerk, Role::MaOfficer, Role::MaApprover, Role::MaSupervisor, Role::TenantAdmin, Role::Auditor];

/// Everybody who looks at permits of other Parties.
pub const FOREIGN: &[Role] = &[
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::Customs,
    Role::Inspector,
    Role::Enforcement,
    Role::Reporter,
    Role::Auditor,
];

const PAGE: &[(&str, &str)] = &[
    ("status", "Only this status."),
    ("after", "The value of `next` from the page before."),
    ("limit", "Rows, 1 to 200; 50 when absent."),
];
const MESSAGES: &[(&str, &str)] = &[
    ("partner", "Only with this country."),
    ("number", "Only about this permit."),
    ("after", "The value of `next` from the page before."),
    ("limit", "Rows, 1 to 200; 50 when absent."),
];

/// The rows.
pub fn routes() -> Vec<Route> {
    let (at_desk, foreign) = (May::Any(DESK), May::Any(FOREIGN));
    let view = Gives::Json(of::<api::ForeignView>);
    vec![
        page!(links::EXCHANGE, at_desk, desk::partners),
        page!("/exchange/partners/{country}", at_desk, desk::partner),
        page!(links::MESSAGES, at_desk, desk::messages),
        page!("/exchange/messages/{message}", at_desk, desk::message),
        page!(links::FETCH, May::Desk(DeskAct::FetchForeign), desk::fetch_form),
        form!(links::FETCH, May::Desk(DeskAct::FetchForeign), desk::fetch),
        page!(links::FOREIGN, foreign, desk::foreigns),
        page!("/exchange/permits/{foreign}", foreign, desk::foreign),
        form!("/exchange/permits/{foreign}/confirm", May::Desk(DeskAct::ReceiveAtImport), desk::receive),
        api!(GET "/api/partners", at_desk, Doc::read("exchange", "Partners.", Gives::Json(of::<api::PartnerList>)), api::partners),
        api!(POST "/api/exchange/fetch", May::Desk(DeskAct::FetchForeign), Doc::act("exchange", "Asks the issuing Party for a permit and keeps the answer.", of::<api::Fetch>, view), api::fetch),
        api!(GET "/api/foreign-permits", foreign, Doc::read("exchange", "Permits of other Parties that we keep.", Gives::Json(of::<api::ForeignList>)).query(PAGE), api::foreigns),
        api!(GET "/api/foreign-permits/{foreign}", foreign, Doc::read("exchange", "One of them.", view), api::foreign),
        api!(GET "/api/foreign-permits/{foreign}/xml", foreign, Doc::read("exchange", "The answer of the issuing Party as it came.", Gives::Bytes("application/xml")), api::foreign_xml),
        api!(POST "/api/foreign-permits/{foreign}/receive", May::Desk(DeskAct::ReceiveAtImport), Doc::act("exchange", "Records what arrived; confirms it to the issuing Party.", of::<api::Receive>, view), api::receive),
        api!(POST "/api/foreign-permits/{foreign}/confirm", May::Desk(DeskAct::FetchForeign), Doc::read("exchange", "Sends the confirmation again.", view), api::confirm),
        api!(GET "/api/messages", at_desk, Doc::read("exchange", "Messages, newest first.", Gives::Json(of::<api::MessageList>)).query(MESSAGES), api::messages),
        api!(GET "/api/messages/{message}", at_desk, Doc::read("exchange", "One message with its bytes.", Gives::Json(of::<api::WholeMessage>)), api::message),
    ]
}
