//! Routes of money.

use super::{
    api as program, beside, cheques, desk, fees, gateway, monthly, months, offices, payer, revenue, reversal, stopped,
    view,
};
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::route::{May, Route, api, form, page, upload};
use cites::Role;
use office::money::beside::CHARGERS;
use office::money::gateway::{SET, TRY};
use office::money::month::CLOSE_MONTH;
use office::money::{ASK, BOOKS, CLOSE, COUNTER, DECIDE, FEES, READ, cheque};
use pages::links;
use permits::ApplicationActCode as A;

/// Everybody who meets an invoice: payers their own, the authority all.
pub const INVOICES: &[Role] = &[
    Role::Applicant,
    Role::Agent,
    Role::OrgAdmin,
    Role::Accountant,
    Role::Cashier,
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::TenantAdmin,
    Role::Auditor,
];
/// Payers.
const PAYERS: &[Role] = &[Role::Applicant, Role::Agent, Role::OrgAdmin];
/// Payers and the books.
const DRAWERS: &[Role] = &[Role::Applicant, Role::Agent, Role::OrgAdmin, Role::Accountant];
/// The cash book's readers and the counter.
const DESK: &[Role] =
    &[Role::Accountant, Role::Cashier, Role::MaClerk, Role::MaSupervisor, Role::TenantAdmin, Role::Auditor];
/// Holders of accounts and the cash book's readers.
const ACCOUNTS: &[Role] = &[
    Role::Applicant,
    Role::Agent,
    Role::OrgAdmin,
    Role::Accountant,
    Role::Cashier,
    Role::MaSupervisor,
    Role::TenantAdmin,
    Role::Auditor,
];

/// Who sees the cheques.
const CHEQUES: &[Role] =
    &[Role::Accountant, Role::Cashier, Role::MaClerk, Role::MaSupervisor, Role::TenantAdmin, Role::Auditor];

const YEAR: &[(&str, &str)] = &[("year", "Calendar year; this one when absent.")];
const SPAN: &[(&str, &str)] = &[("from", "First day."), ("to", "Last day.")];

macro_rules! act {
    ($summary:literal, $body:ty, $view:ty) => {
        Doc::act("money", $summary, of::<$body>, Gives::Json(of::<$view>))
    };
}
macro_rules! read {
    ($summary:literal, $view:ty) => {
        Doc::read("money", $summary, Gives::Json(of::<$view>))
    };
}

/// The rows.
pub fn routes() -> Vec<Route> {
    let mut all = shown();
    all.extend(payers());
    all.extend(books());
    all.extend(further());
    all
}

fn shown() -> Vec<Route> {
    let (invoices, desk) = (May::Any(INVOICES), May::Any(DESK));
    vec![
        page!(links::PAYMENTS, May::Any(PAYERS), payer::payments),
        page!("/applications/{application}/pay", invoices, payer::pay),
        page!("/applications/{application}/extra-fee", May::Case(&[A::ExtraFee]), desk::extra_form),
        form!("/applications/{application}/extra-fee", May::Case(&[A::ExtraFee]), desk::extra),
        page!("/permits/{permit}/fee", invoices, beside::show),
        form!("/permits/{permit}/fee", May::Any(CHARGERS), beside::charge),
        page!("/invoices/{invoice}", invoices, payer::show),
        form!("/invoices/{invoice}/{act}", invoices, payer::act),
        page!("/receipts/{receipt}", invoices, payer::receipt),
        page!("/accounts/{account}", May::Any(ACCOUNTS), payer::statement),
        form!("/accounts/{account}/deposit", May::Any(COUNTER), payer::deposit),
        page!(links::FINANCE, May::Any(READ), desk::finance),
        form!(links::DAY_CLOSE, May::Any(CLOSE), desk::close_day),
        form!("/finance/requests/{request}/{act}", May::Any(DECIDE), payer::decide),
        page!(links::CASH, desk, desk::drawer),
        form!(links::CASH_OPEN, May::Any(COUNTER), desk::open_drawer),
        form!(links::CASH_CLOSE, May::Any(COUNTER), desk::close_drawer),
        page!(links::BANK, May::Any(READ), desk::bank_page),
        upload!(links::BANK, May::Any(BOOKS), desk::import),
        form!("/finance/bank/lines/{line}", May::Any(BOOKS), desk::line),
        form!("/finance/bank/callbacks/{callback}", May::Any(BOOKS), desk::callback_done),
        page!(links::FEES, May::Any(READ), fees::list),
        page!(links::FEES_NEW, May::Any(FEES), fees::form),
        form!(links::FEES_NEW, May::Any(FEES), fees::propose),
        page!("/finance/fees/{fee}", May::Any(READ), fees::show),
        form!("/finance/fees/{fee}/{act}", May::Any(FEES), fees::decide),
        page!(links::ACCOUNTS, May::Any(READ), desk::accounts),
        form!(links::ACCOUNTS, May::Any(BOOKS), desk::open_account),
        page!(links::REVENUE, May::Any(READ), revenue::revenue),
        page!(links::TREASURY, May::Any(READ), revenue::treasury),
        page!(links::GATEWAY, May::Any(READ), gateway::gateway_page),
        form!(links::GATEWAY, May::Any(SET), gateway::gateway_set),
        form!(links::GATEWAY_TEST, May::Any(TRY), gateway::gateway_test),
        page!(links::OFFICES, May::Any(READ), offices::show),
        form!("/finance/offices/{act}", May::Any(office::money::offices::SET), offices::act),
        page!(links::CHEQUES, May::Any(CHEQUES), cheques::cheques),
        form!("/finance/cheques/{cheque}/{act}", May::Any(cheque::TAKE), cheques::cheque_act),
        form!("/receipts/{receipt}/void", May::Any(BOOKS), reversal::void),
        form!("/accounts/{account}/terms", May::Any(BOOKS), monthly::terms),
        form!("/accounts/{account}/bill", May::Any(BOOKS), monthly::bill),
        form!("/accounts/{account}/resume/{act}", May::Any(DECIDE), stopped::act),
        page!(links::MONTHS, May::Any(READ), months::months),
        form!("/finance/months/{month}/{act}", May::Any(CLOSE_MONTH), months::month_act),
        page!("/finance/months/{month}/treasury.csv", May::Any(READ), months::month_file),
    ]
}

fn further() -> Vec<Route> {
    let (readers, books, close) = (May::Any(READ), May::Any(BOOKS), May::Any(CLOSE_MONTH));
    vec![
        api!(GET "/api/gateway", readers, read!("The payment service as it is set; never a secret.", gateway::GatewayView), gateway::gateway_get),
        api!(POST "/api/gateway/test", May::Any(TRY), act!("Asks the payment service for a payment that it knows; nothing is booked.", gateway::KnownBody, gateway::KnownView), gateway::gateway_try),
        api!(GET "/api/cheques", May::Any(CHEQUES), read!("Cheques, those that the bank has not paid first.", cheques::ChequeList), cheques::cheque_list),
        api!(POST "/api/invoices/{invoice}/cheque", May::Any(cheque::TAKE), act!("Takes a cheque and gives a receipt for it.", cheques::ChequeBody, view::MoneyReceiptView), cheques::cheque_take),
        api!(POST "/api/cheques/{cheque}/deposit", May::Any(cheque::TAKE), read!("It is brought to the bank.", cheques::ChequeView), cheques::cheque_deposit),
        api!(POST "/api/cheques/{cheque}/clear", books, read!("The bank has paid it.", cheques::ChequeView), cheques::cheque_clear),
        api!(POST "/api/cheques/{cheque}/bounce", books, act!("The bank sends it back; the invoice is open again.", view::NoteBody, cheques::ChequeView), cheques::cheque_bounce),
        api!(POST "/api/receipts/{receipt}/void", books, act!("Voids a receipt for cash while its drawer is open.", view::NoteBody, view::InvoiceView), reversal::void_api),
        api!(POST "/api/accounts/{account}/terms", books, act!("Agrees that the holder pays by the month.", monthly::TermsBody, monthly::TermsView), monthly::terms_api),
        api!(GET "/api/accounts/{account}/stops", May::Any(ACCOUNTS), read!("When the terms of monthly payment stood still, and why.", stopped::TermsStopList), stopped::list),
        api!(POST "/api/accounts/{account}/resume", books, act!("Asks that terms that stand still go on.", view::NoteBody, stopped::TermsStopView), stopped::ask_api),
        api!(POST "/api/accounts/{account}/resume/decision", May::Any(DECIDE), act!("Another person lets the terms go on, or not.", stopped::ResumeBody, stopped::TermsStopView), stopped::decide_api),
        api!(POST "/api/accounts/{account}/bills", books, act!("Bills a month: one invoice for everything collected.", monthly::BillBody, view::InvoiceView).status(201), monthly::bill_api),
        api!(GET "/api/revenue-kinds", readers, read!("Revenue of a year by kind of document and month.", revenue::KindRevenueList).query(YEAR), revenue::revenue_kinds_get),
        api!(GET "/api/revenue-offices", readers, read!("Revenue of a year by office, fee and month; a blank office: no desk took it.", revenue::OfficeRevenueList).query(YEAR), revenue::revenue_offices_get),
        api!(GET "/api/waivers", readers, read!("Waivers of a year, with reason, both persons and paper.", revenue::WaiverList).query(YEAR), revenue::waivers_get),
        api!(GET "/api/write-offs", readers, read!("Debts of a year that two persons gave up, below zero those that are owed again.", revenue::WriteOffList).query(YEAR), revenue::write_offs_get),
        api!(GET "/api/money-offices", readers, read!("Where money is taken, and whether a waiver needs a paper.", offices::MoneyOfficeList), offices::list),
        api!(POST "/api/money-offices", May::Any(office::money::offices::SET), act!("Enters an office, or names it anew.", offices::MoneyOfficeBody, offices::MoneyOfficeList), offices::enter),
        api!(POST "/api/money-offices/person", May::Any(office::money::offices::SET), act!("Puts a person into an office, or out of every one.", offices::OfficePersonBody, offices::MoneyOfficeList), offices::person),
        api!(POST "/api/money-offices/evidence", May::Any(office::money::offices::SET), act!("Says whether a waiver needs a paper.", offices::EvidenceBody, offices::MoneyOfficeList), offices::evidence),
        api!(GET "/api/months", readers, read!("Months of the cash book, the latest first.", months::MonthList), months::month_list),
        api!(POST "/api/months/{month}/propose", close, read!("The first person closes a month.", months::MonthView), months::month_propose),
        api!(POST "/api/months/{month}/close", close, read!("The second person closes it for good.", months::MonthView), months::month_close),
        api!(POST "/api/months/{month}/drop", close, read!("Takes the proposal back.", months::FileNote), months::month_drop),
        api!(GET "/api/months/{month}/treasury.csv", readers, Doc::read("money", "The cash book of a month.", Gives::Bytes("text/csv")), months::month_file),
    ]
}

fn payers() -> Vec<Route> {
    let invoices = May::Any(INVOICES);
    vec![
        api!(GET "/api/invoices", invoices, read!("Invoices: the payer's own, for finance the open ones.", view::InvoiceList), program::invoices),
        api!(GET "/api/invoices/{invoice}", invoices, read!("One invoice with where it stands.", view::InvoiceView), program::invoice),
        api!(GET "/api/invoices/{invoice}/receipts", invoices, read!("Its receipts.", view::MoneyReceiptList), program::receipts),
        api!(POST "/api/invoices/{invoice}/cash", May::Any(COUNTER), act!("Takes cash into the own open drawer.", view::AmountBody, view::MoneyReceiptView), program::take_cash),
        api!(POST "/api/invoices/{invoice}/draw", May::Any(DRAWERS), read!("Pays what is open from the payer's account.", view::MoneyReceiptView), program::draw),
        api!(POST "/api/invoices/{invoice}/gateway", May::Any(PAYERS), read!("Begins a payment at the payment service.", view::GoView), program::begin),
        api!(POST "/api/invoices/{invoice}/requests", May::Any(ASK), act!("Asks for a waiver or a refund.", view::MoneyRequestBody, view::MoneyRequestView).status(201), program::ask),
        api!(POST "/api/invoices/{invoice}/urgent-fee", May::Any(ASK), act!("Asks back what was paid for urgent handling whose clock was missed.", view::UrgentFeeBody, view::MoneyRequestView).status(201), program::ask_urgent),
        api!(GET "/api/money-requests", May::Any(READ), read!("Waivers and refunds that wait for their second person.", view::MoneyRequestList), program::requests),
        api!(POST "/api/money-requests/{request}/release", May::Any(DECIDE), read!("The second person releases it.", view::MoneyRequestView), program::release),
        api!(POST "/api/money-requests/{request}/refuse", May::Any(DECIDE), read!("The second person turns it down.", view::MoneyRequestView), program::refuse),
        api!(GET "/api/permits/{permit}/fees", May::Any(INVOICES), read!("The invoices about a permit: copies, stamps, papers that came back late.", beside::InvoiceAboutList), beside::list_api),
        api!(POST "/api/permits/{permit}/fees", May::Any(CHARGERS), act!("Charges copies of a permit, or that its papers came back late.", beside::PermitFeeBody, beside::InvoiceAboutView).status(201), beside::charge_api),
        api!(POST "/api/applications/{application}/extra-fee", May::Case(&[A::ExtraFee]), act!("Asks for an additional fee; the case waits until it is paid.", view::ExtraFeeBody, crate::epermit::view::ApplicationView), program::extra_fee),
        api!(POST "/api/pay/{tenant}/callback", May::Anyone, Doc::act("money", "The payment service calls; signed in the header Manis-Signature.", of::<serde_json::Value>, Gives::Json(of::<view::HeardView>)), program::callback),
    ]
}

fn books() -> Vec<Route> {
    let (readers, books) = (May::Any(READ), May::Any(BOOKS));
    vec![
        api!(GET "/api/fees", readers, read!("Fee schedules, the latest first.", view::FeeScheduleList), program::fees),
        api!(POST "/api/fees", May::Any(FEES), act!("Enters a fee schedule; a second person confirms it.", view::FeeScheduleBody, view::FeeScheduleView).status(201), program::propose_fees),
        api!(GET "/api/fees/{fee}", readers, read!("One schedule.", view::FeeScheduleView), program::fee),
        api!(POST "/api/fees/{fee}/confirm", May::Any(FEES), read!("The second person confirms it.", view::FeeScheduleView), program::confirm_fees),
        api!(POST "/api/fees/{fee}/drop", May::Any(FEES), read!("Drops it.", view::FeeScheduleView), program::drop_fees),
        api!(POST "/api/fees/{fee}/preview", readers, act!("What an application would cost under it; nothing is stored.", view::FeePreviewBody, view::FeePreviewView), program::preview),
        api!(POST "/api/drawer/open", May::Any(COUNTER), act!("Opens the own drawer.", view::DrawerBody, view::DrawerView), program::open_drawer),
        api!(POST "/api/drawer/close", May::Any(COUNTER), act!("Counts and closes the own drawer.", view::DrawerBody, view::DrawerView), program::close_drawer),
        api!(GET "/api/cash-book", readers, read!("What a day brought.", view::ClosingView).query(&[("day", "The day; today when absent.")]), program::day_totals),
        api!(POST "/api/cash-book/{day}/close", May::Any(CLOSE), read!("Closes a day for good.", view::ClosingView), program::close_day),
        api!(POST "/api/bank-files", books, read!("Imports a bank's file: CSV with date, amount, reference, payer.", view::ImportedView).files(), program::import),
        api!(GET "/api/bank-lines", readers, read!("Lines of the bank that wait for a person.", view::BankLineList), program::bank_lines),
        api!(POST "/api/bank-lines/{line}/match", books, act!("Matches a line with an invoice or an account.", view::NumberBody, view::ReceiptNumberView), program::match_line),
        api!(POST "/api/bank-lines/{line}/set-aside", books, act!("Sets a line aside; answers those that wait.", view::NoteBody, view::BankLineList), program::set_aside),
        api!(GET "/api/accounts", readers, read!("Prepaid accounts.", view::PrepaidList), program::accounts),
        api!(POST "/api/accounts", books, act!("Opens a prepaid account.", view::AccountBody, view::PrepaidView).status(201), program::open_account),
        api!(GET "/api/accounts/{account}", May::Any(ACCOUNTS), read!("One account with its statement.", view::PrepaidView), program::account),
        api!(POST "/api/accounts/{account}/deposit", May::Any(COUNTER), act!("Takes a deposit in cash into the own open drawer.", view::AmountBody, view::MoneyReceiptView), program::deposit),
        api!(GET "/api/revenue", readers, read!("Revenue of a year by fee and month.", view::RevenueList).query(YEAR), revenue::revenue_get),
        api!(GET "/api/treasury.csv", readers, Doc::read("money", "The cash book of a span of days.", Gives::Bytes("text/csv")).query(SPAN), revenue::treasury_get),
        api!(POST "/api/gateway", May::Any(&[Role::TenantAdmin]), act!("Sets the payment service of the Party.", view::GatewayBody, view::HeardView), program::set_gateway),
        api!(GET "/api/gateway-callbacks", readers, read!("Callbacks that were not believed and wait for a person.", view::CallbackList), program::callbacks),
        api!(POST "/api/gateway-callbacks/{callback}/done", books, act!("A person looked at it; answers those that wait.", view::NoteBody, view::CallbackList), program::callback_done),
    ]
}
