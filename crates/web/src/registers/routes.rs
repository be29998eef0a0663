//! Routes of people and registers.

use super::{company, door, mandates, operations, people, stock};
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::route::{May, Route, api, form, page};
use cites::Role;
use office::registers::stock::{JUDGES, TRADERS};
use pages::registers::links;
use permits::DeskAct;

/// Everybody outside who applies.
pub const OWN: &[Role] = &[Role::Applicant, Role::Agent, Role::OrgAdmin];

const ADMIN: May = May::Desk(DeskAct::Administer);
const OWNER: May = May::Any(&[Role::OrgAdmin]);
const AGENT: May = May::Any(&[Role::Agent]);

macro_rules! takes {
    ($doc:expr, $input:ty) => {
        Doc { input: Some(of::<$input>), ..$doc }
    };
}

/// The rows.
pub fn routes() -> Vec<Route> {
    let mut all = accounts();
    all.extend(mandate_routes());
    all.extend(stock_routes());
    all.extend(register_routes());
    all
}

fn accounts() -> Vec<Route> {
    let person = |words| Doc::read("people", words, Gives::Json(of::<people::PersonView>));
    let link = |words| Doc::read("people", words, Gives::Json(of::<door::LinkView>));
    let list = |words| Doc::read("people", words, Gives::Json(of::<company::ColleagueList>));
    vec![
        page!(links::OFFICER_NEW, ADMIN, people::new),
        form!(links::OFFICER_NEW, ADMIN, people::hire),
        page!("/admin/people/{person}", ADMIN, people::show),
        form!("/admin/people/{person}/{act}", ADMIN, people::act),
        page!("/door/{key}", May::Anyone, door::show),
        form!("/door/{key}", May::Anyone, door::open),
        page!(links::COMPANY, OWNER, company::list),
        form!(links::COMPANY, OWNER, company::invite),
        page!("/company/{person}", OWNER, company::show),
        form!("/company/{person}", OWNER, company::change),
        form!("/company/{person}/{act}", OWNER, company::act),
        api!(GET "/api/people", ADMIN, Doc::read("people", "Every account, by address.", Gives::Json(of::<people::PersonList>)).query(&[("after", "The value of `next` from the page before.")]), people::list_api),
        api!(POST "/api/people", ADMIN, takes!(link("Opens an officer's account; answers the link that sets its password.").status(201), people::OfficerBody), people::hire_api),
        api!(GET "/api/people/{person}", ADMIN, person("One account."), people::get_api),
        api!(POST "/api/people/{person}/roles", ADMIN, takes!(person("Gives and takes roles."), people::RolesBody), people::roles_api),
        api!(POST "/api/people/{person}/lock", ADMIN, takes!(person("Locks an account."), people::WhyBody), people::lock_api),
        api!(POST "/api/people/{person}/unlock", ADMIN, takes!(person("Unlocks an account."), people::WhyBody), people::unlock_api),
        api!(POST "/api/people/{person}/reset", ADMIN, link("Makes a link that sets a new password."), people::reset_api),
        api!(POST "/api/door", May::Anyone, takes!(Doc::read("people", "Sets the password behind a one-time link.", Gives::Any), door::DoorBody), door::open_api),
        api!(GET "/api/company", OWNER, list("The colleagues of the company."), company::list_api),
        api!(POST "/api/company", OWNER, takes!(link("Invites a colleague; answers the link that sets the password.").status(201), company::InviteBody), company::invite_api),
        api!(POST "/api/company/{person}", OWNER, takes!(list("Changes what a colleague may do."), company::RightsBody), company::change_api),
        api!(POST "/api/company/{person}/remove", OWNER, list("Takes a colleague out of the company."), company::remove_api),
        api!(POST "/api/company/{person}/link", OWNER, link("Makes a link that sets a new password."), company::link_api),
    ]
}

fn mandate_routes() -> Vec<Route> {
    let own = May::Any(OWN);
    let list = |words| Doc::read("people", words, Gives::Json(of::<mandates::MandateList>));
    vec![
        page!(links::MANDATES, own, mandates::list),
        form!(links::MANDATES, AGENT, mandates::ask),
        form!("/mandates/{mandate}/{act}", own, mandates::act),
        api!(GET "/api/mandates", own, list("Mandates, as agent and as client."), mandates::list_api),
        api!(POST "/api/mandates", AGENT, takes!(list("An agent asks a client."), mandates::AskBody), mandates::ask_api),
        api!(POST "/api/mandates/{mandate}/accept", own, list("The client agrees."), mandates::accept_api),
        api!(POST "/api/mandates/{mandate}/decline", own, list("The client says no."), mandates::decline_api),
        api!(POST "/api/mandates/{mandate}/revoke", own, list("Either side ends it, at any time."), mandates::revoke_api),
    ]
}

/// Traders see their own stock, the authorities everybody's.
pub(super) const STOCK: &[Role] = &[
    Role::Applicant,
    Role::OrgAdmin,
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::QuotaManager,
    Role::SaCoordinator,
    Role::SaExpert,
    Role::Inspector,
    Role::Auditor,
];

fn stock_routes() -> Vec<Route> {
    let (all, traders, judges) = (May::Any(STOCK), May::Any(TRADERS), May::Any(JUDGES));
    let lot = |words| Doc::read("stock", words, Gives::Json(of::<stock::LotView>));
    let whole = |words| Doc::read("stock", words, Gives::Json(of::<stock::WholeView>));
    vec![
        page!(links::STOCK, all, stock::list),
        page!(links::STOCK_NEW, traders, stock::new),
        form!(links::STOCK_NEW, traders, stock::declare),
        page!("/stock/{lot}", all, stock::show),
        form!("/stock/{lot}/take", traders, stock::take),
        form!("/stock/{lot}/confirm", judges, stock::confirm),
        form!("/stock/{lot}/decline", judges, stock::decline),
        api!(GET "/api/stock", all, Doc::read("stock", "Lots, the last movement first: one's own, or all of them for the authorities.", Gives::Json(of::<stock::LotList>)).query(&[("after", "The value of `next` from the page before.")]), stock::list_api),
        api!(POST "/api/stock", traders, takes!(lot("Declares a lot.").status(201), stock::LotBody), stock::declare_api),
        api!(GET "/api/stock/{lot}", all, whole("One lot with its movements and its chain of lots and permits."), stock::get_api),
        api!(POST "/api/stock/{lot}/take", traders, takes!(lot("Takes something out: a death, a sale inside the country, what was used up."), stock::TakeBody), stock::take_api),
        api!(POST "/api/stock/{lot}/confirm", judges, lot("Confirms the origin of a lot."), stock::confirm_api),
        api!(POST "/api/stock/{lot}/decline", judges, takes!(lot("Does not accept the origin of a lot."), stock::NoteBody), stock::decline_api),
    ]
}

/// Who goes on with an entry: those who propose and those who approve.
const KEEPERS: &[Role] = &[Role::MaOfficer, Role::MaApprover, Role::MaSupervisor];

fn register_routes() -> Vec<Route> {
    let (all, traders, keepers) = (May::Any(STOCK), May::Any(TRADERS), May::Any(KEEPERS));
    let entry = |words| Doc::read("registers", words, Gives::Json(of::<operations::EntryView>));
    let list = Doc::read(
        "registers",
        "Entries, the last change first: one's own, or all of them for the authorities.",
        Gives::Json(of::<operations::EntryList>),
    );
    vec![
        page!(links::REGISTERS, all, operations::list),
        page!(links::REGISTER_APPLY, traders, operations::new),
        form!(links::REGISTER_APPLY, traders, operations::apply),
        page!("/registers/{entry}", all, operations::show),
        form!("/registers/{entry}/{act}", keepers, operations::act),
        api!(GET "/api/registers", all, list.query(&[("kind", "Only this register."), ("after", "The value of `next` from the page before.")]), operations::list_api),
        api!(POST "/api/registers", traders, takes!(entry("Applies for an entry.").status(201), operations::EntryInput), operations::apply_api),
        api!(GET "/api/registers/{entry}", all, entry("One entry."), operations::get_api),
        api!(POST "/api/registers/{entry}/propose", keepers, takes!(entry("Proposes to take it in."), operations::EntryProposal), operations::propose_api),
        api!(POST "/api/registers/{entry}/approve", keepers, entry("Another person approves: number and five years."), operations::approve_api),
        api!(POST "/api/registers/{entry}/close", keepers, takes!(entry("Does not accept it, or takes it out of the register."), stock::NoteBody), operations::close_api),
    ]
}
