//! Money over the API: the same acts as the pages'.

use super::desk::{currency, item, open_for};
use super::fees::entered;
use super::view::{
    AccountBody, AmountBody, BankLineList, BankRowView, CallbackList, ClosingView, DrawerBody, DrawerView,
    ExtraFeeBody, FeePreviewBody, FeePreviewView, FeeScheduleBody, FeeScheduleList, FeeScheduleView, GatewayBody,
    GoView, HeardView, ImportedView, InvoiceLineView, InvoiceList, InvoiceView, MoneyReceiptList, MoneyReceiptView,
    MoneyRequestBody, MoneyRequestList, MoneyRequestView, NoteBody, NumberBody, PrepaidList, PrepaidView,
    ReceiptNumberView, plain, status,
};
use crate::epermit::view::ApplicationView;
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, json};
use crate::shared::route::Answer;
use cites::Money;
use cites::ids::{
    ApplicationKind, BankLineKind, FeeScheduleKind, GatewayPaymentKind, InvoiceKind, MoneyRequestKind,
    PrepaidAccountKind,
};
use office::money::gateway::{self, Heard};
use office::money::{account, bank, cash, charge, request, schedule, urgent_fee};
use permits::money::RequestKind;
use std::sync::Arc;
use store::{InvoiceRow, Read};

/// Schedules, the latest first.
pub async fn fees(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    json(&FeeScheduleList { rows: read.fee_schedules(100).await?.iter().map(FeeScheduleView::from).collect() })
}

/// One schedule.
pub async fn fee(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let row = read.fee_schedule(call.id::<FeeScheduleKind>("fee")?).await?.ok_or(Failure::NotFound)?;
    json(&FeeScheduleView::from(&row))
}

/// Enters a schedule.
pub async fn propose_fees(call: Arc<Call>) -> Answer {
    let body: FeeScheduleBody = call.json()?;
    let row = schedule::propose(&call.app.office, &call.who()?, entered(&body)?).await?;
    created(&FeeScheduleView::from(&row), &format!("/api/fees/{}", row.id))
}

/// Confirms a schedule.
pub async fn confirm_fees(call: Arc<Call>) -> Answer {
    let id = call.id::<FeeScheduleKind>("fee")?;
    json(&FeeScheduleView::from(&schedule::decide(&call.app.office, &call.who()?, id, true).await?))
}

/// Drops a schedule.
pub async fn drop_fees(call: Arc<Call>) -> Answer {
    let id = call.id::<FeeScheduleKind>("fee")?;
    json(&FeeScheduleView::from(&schedule::decide(&call.app.office, &call.who()?, id, false).await?))
}

/// What an application would cost under a schedule.
pub async fn preview(call: Arc<Call>) -> Answer {
    let body: FeePreviewBody = call.json()?;
    let mut read = call.read().await?;
    let row = read.fee_schedule(call.id::<FeeScheduleKind>("fee")?).await?.ok_or(Failure::NotFound)?;
    let (lines, total) = schedule::preview(&row.schedule, &body.facts(row.schedule.currency, &call.app.office.taxa)?)?;
    json(&FeePreviewView {
        currency: row.schedule.currency.code().into(),
        lines: lines.iter().map(|l| InvoiceLineView::of(l, row.schedule.currency)).collect(),
        total: plain(total),
    })
}

async fn view(read: &mut Read, row: &InvoiceRow) -> Result<InvoiceView, Failure> {
    let requests = read.money_requests_of(row.id).await?;
    let payments = read.gateway_payments_of(row.id).await?;
    Ok(InvoiceView::of(row, status(row, &payments, &requests)))
}

/// Invoices: the payer's own, for finance the open ones.
pub async fn invoices(call: Arc<Call>) -> Answer {
    let who = call.reader()?;
    let person = &call.seat()?.person;
    let mut read = call.read().await?;
    let rows = if who.must_be(office::money::INVOICES).is_ok() {
        read.invoices_open(200).await?
    } else {
        read.invoices_of_payer(person.id, person.organisation, 200).await?
    };
    let mut out = Vec::new();
    for row in &rows {
        out.push(view(&mut read, row).await?);
    }
    json(&InvoiceList { rows: out })
}

/// One invoice.
pub async fn invoice(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let row = super::payer::kept(&call, &mut read).await?;
    json(&view(&mut read, &row).await?)
}

/// Its receipts.
pub async fn receipts(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let row = super::payer::kept(&call, &mut read).await?;
    let mut rows = Vec::new();
    for receipt in read.money_receipts_of(row.id).await? {
        let mut shown = MoneyReceiptView::from(&receipt);
        let tax = super::payer::tax_in(&mut read, receipt.id).await?;
        shown.tax = (tax != 0).then(|| super::view::plain(row.money(tax)));
        rows.push(shown);
    }
    json(&MoneyReceiptList { rows })
}

async fn seen(call: &Call) -> Result<InvoiceRow, Failure> {
    let mut read = call.read().await?;
    super::payer::kept(call, &mut read).await
}

/// Takes cash.
pub async fn take_cash(call: Arc<Call>) -> Answer {
    let body: AmountBody = call.json()?;
    let row = seen(&call).await?;
    let amount = Money::parse(&body.amount, row.currency).map_err(|e| Failure::parse("amount", &e))?;
    let done = cash::receive(&call.app.office, &call.who()?, row.id, amount, body.payer).await?;
    json(&MoneyReceiptView::from(&done.receipt))
}

/// Pays from the payer's account.
pub async fn draw(call: Arc<Call>) -> Answer {
    let id = call.id::<InvoiceKind>("invoice")?;
    let done = account::draw(&call.app.office, &call.who()?, id).await?;
    json(&MoneyReceiptView::from(&done.receipt))
}

/// Begins a payment at the service.
pub async fn begin(call: Arc<Call>) -> Answer {
    let id = call.id::<InvoiceKind>("invoice")?;
    let back = format!("{}{}", call.app.facts.public_url, pages::links::invoice(&id.to_string()));
    json(&GoView { address: gateway::begin(&call.app.office, &call.who()?, id, &back).await? })
}

/// Asks for a waiver or a refund.
pub async fn ask(call: Arc<Call>) -> Answer {
    let body: MoneyRequestBody = call.json()?;
    let row = seen(&call).await?;
    let unknown = || Failure::field("kind", "choice-unknown", "Choose one of the list.");
    let kind = RequestKind::from_code(&body.kind).ok_or_else(unknown)?;
    let amount = Money::parse(&body.amount, row.currency).map_err(|e| Failure::parse("amount", &e))?;
    let evidence = super::payer::evidence(body.paper, body.attachment.as_deref().unwrap_or(""))?;
    let (office, who) = (&call.app.office, call.who()?);
    let made = request::ask_with(office, &who, row.id, kind, amount.minor, body.reason, evidence).await?;
    created(&MoneyRequestView::from(&made), &format!("/api/invoices/{}", row.id))
}

/// Asks the fee of a missed urgent clock back.
pub async fn ask_urgent(call: Arc<Call>) -> Answer {
    let body: super::view::UrgentFeeBody = call.json()?;
    let row = seen(&call).await?;
    let amount = match body.amount.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
        Some(text) => Some(Money::parse(text, row.currency).map_err(|e| Failure::parse("amount", &e))?.minor),
        None => None,
    };
    let made = urgent_fee::ask_back(&call.app.office, &call.who()?, row.id, amount).await?;
    created(&MoneyRequestView::from(&made), &format!("/api/invoices/{}", row.id))
}

/// Waivers and refunds that wait.
pub async fn requests(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let rows = read.money_requests_waiting(200).await?;
    json(&MoneyRequestList { rows: rows.iter().map(MoneyRequestView::from).collect() })
}

/// Releases one.
pub async fn release(call: Arc<Call>) -> Answer {
    let id = call.id::<MoneyRequestKind>("request")?;
    json(&MoneyRequestView::from(&request::decide(&call.app.office, &call.who()?, id, true).await?))
}

/// Turns one down.
pub async fn refuse(call: Arc<Call>) -> Answer {
    let id = call.id::<MoneyRequestKind>("request")?;
    json(&MoneyRequestView::from(&request::decide(&call.app.office, &call.who()?, id, false).await?))
}

/// Asks for an additional fee.
pub async fn extra_fee(call: Arc<Call>) -> Answer {
    let body: ExtraFeeBody = call.json()?;
    let id = call.id::<ApplicationKind>("application")?;
    let item = item(&body.item)?;
    let done = charge::extra_fee(&call.app.office, &call.who()?, id, item, body.count, body.note).await?;
    json(&ApplicationView::after(&done, call.seat()?))
}

/// Opens the drawer.
pub async fn open_drawer(call: Arc<Call>) -> Answer {
    let body: DrawerBody = call.json()?;
    let float =
        Money::parse(&body.amount, currency(&call, "amount").await?).map_err(|e| Failure::parse("amount", &e))?;
    json(&DrawerView::from(&cash::open(&call.app.office, &call.who()?, float).await?))
}

/// Counts and closes the drawer.
pub async fn close_drawer(call: Arc<Call>) -> Answer {
    let body: DrawerBody = call.json()?;
    let mut read = call.read().await?;
    let own = read.cash_session_open(call.seat()?.person.id).await?;
    drop(read);
    let none = || Failure::field("amount", "cash-not-open", "Open your drawer first.");
    let currency = own.ok_or_else(none)?.float.currency;
    let counted = Money::parse(&body.amount, currency).map_err(|e| Failure::parse("amount", &e))?;
    json(&DrawerView::from(&cash::close(&call.app.office, &call.who()?, counted, body.note).await?))
}

/// Closes a day.
pub async fn close_day(call: Arc<Call>) -> Answer {
    let on = call.param("day").parse().map_err(|_| Failure::NotFound)?;
    let row = cash::close_day(&call.app.office, &call.who()?, on).await?;
    json(&ClosingView { day: row.day.to_string(), totals: row.totals })
}

/// Imports a file of the bank.
pub async fn import(call: Arc<Call>) -> Answer {
    let sent = call.files.first().ok_or_else(|| Failure::field("file", "bank-columns", "Send a file."))?;
    let done = bank::import(&call.app.office, &call.who()?, &sent.name, &sent.bytes).await?;
    json(&ImportedView {
        before: done.before,
        new: done.new,
        known: done.known,
        matched: done.matched,
        errors: done
            .errors
            .into_iter()
            .map(|e| BankRowView { row: e.row, code: e.code.to_owned(), text: e.text })
            .collect(),
    })
}

/// Lines that wait.
pub async fn bank_lines(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let rows = read.bank_lines_open(500).await?;
    json(&BankLineList { rows: rows.iter().map(super::view::BankLineView::from).collect() })
}

/// Matches a line.
pub async fn match_line(call: Arc<Call>) -> Answer {
    let body: NumberBody = call.json()?;
    let id = call.id::<BankLineKind>("line")?;
    let receipt = bank::match_line(&call.app.office, &call.who()?, id, &body.number).await?;
    json(&ReceiptNumberView { receipt })
}

/// Sets a line aside.
pub async fn set_aside(call: Arc<Call>) -> Answer {
    let body: NoteBody = call.json()?;
    bank::set_aside(&call.app.office, &call.who()?, call.id::<BankLineKind>("line")?, body.reason).await?;
    bank_lines(call).await
}

/// Prepaid accounts.
pub async fn accounts(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let rows = read.prepaid_accounts(500).await?;
    json(&PrepaidList { rows: rows.iter().map(|r| PrepaidView::of(r, &[])).collect() })
}

/// Opens an account.
pub async fn open_account(call: Arc<Call>) -> Answer {
    let body: AccountBody = call.json()?;
    let row = open_for(&call, &body.holder).await?;
    created(&PrepaidView::of(&row, &[]), &format!("/api/accounts/{}", row.id))
}

/// One account with its statement.
pub async fn account(call: Arc<Call>) -> Answer {
    let id = call.id::<PrepaidAccountKind>("account")?;
    let mut read = call.read().await?;
    let row = account::load(&mut read, &call.reader()?, id).await?;
    let moves = read.prepaid_statement(id, 500).await?;
    json(&PrepaidView::of(&row, &moves))
}

/// A deposit in cash.
pub async fn deposit(call: Arc<Call>) -> Answer {
    let body: AmountBody = call.json()?;
    let id = call.id::<PrepaidAccountKind>("account")?;
    let mut read = call.read().await?;
    let row = account::load(&mut read, &call.reader()?, id).await?;
    drop(read);
    let amount = Money::parse(&body.amount, row.balance.currency).map_err(|e| Failure::parse("amount", &e))?;
    json(&MoneyReceiptView::from(&account::deposit_cash(&call.app.office, &call.who()?, id, amount).await?))
}

/// Sets the payment service.
pub async fn set_gateway(call: Arc<Call>) -> Answer {
    let body: GatewayBody = call.json()?;
    let service = gateway::Service {
        provider: body.provider.trim().to_owned(),
        address: body.address.trim().to_owned(),
        merchant: body.merchant,
        key_id: body.key_id,
        secret: body.secret.map(String::into_bytes),
        known: body.known,
        active: body.active,
    };
    gateway::set(&call.app.office, &call.who()?, service).await?;
    json(&HeardView { heard: "set".into() })
}

/// Callbacks that were not believed.
pub async fn callbacks(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let rows = read.gateway_unmatched(500).await?;
    json(&CallbackList { rows: rows.iter().map(super::view::CallbackView::from).collect() })
}

/// A person looked at one.
pub async fn callback_done(call: Arc<Call>) -> Answer {
    let body: NoteBody = call.json()?;
    gateway::looked_at(&call.app.office, &call.who()?, call.id::<GatewayPaymentKind>("callback")?, body.reason).await?;
    callbacks(call).await
}

/// The payment service calls. Who cannot sign gets the answer of an address that does not exist.
pub async fn callback(call: Arc<Call>) -> Answer {
    let tenant = call.param("tenant");
    let house = call.app.office.houses().find(|h| h.tenant.code == tenant).ok_or(Failure::NotFound)?.clone();
    let header = call.headers.get("manis-signature").and_then(|v| v.to_str().ok()).unwrap_or("");
    let heard = gateway::callback(&call.app.office, &house, header, &call.body).await?;
    let heard = match heard {
        Heard::Settled => "settled",
        Heard::Before => "before",
        Heard::Refused => "refused",
        Heard::Open => "open",
        Heard::Unmatched => "unmatched",
    };
    json(&HeardView { heard: heard.into() })
}

/// What a day brought so far.
pub async fn day_totals(call: Arc<Call>) -> Answer {
    let on = match call.asked("day") {
        None => day(call.app.office.clock.now()),
        Some(text) => text.parse().map_err(|_| Failure::field("day", "date-form", "Give a date, like 2026-11-02."))?,
    };
    let mut read = call.read().await?;
    let sums = read.day_totals(on).await?;
    let rows: Vec<_> = sums
        .iter()
        .map(|t| serde_json::json!({ "method": t.method, "currency": t.sum.currency.code(), "amount": plain(t.sum), "count": t.count }))
        .collect();
    json(&ClosingView { day: on.to_string(), totals: serde_json::json!({ "received": rows }) })
}
