//! The finance desk: the day, the drawer, the bank's file, accounts, revenue, additional fees.

use super::payer::paid;
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go, go_and_say, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::{ApplicationKind, BankLineKind, GatewayPaymentKind};
use cites::{Currency, Date, Money};
use office::money::{BOOKS, CLOSE, COUNTER, account, bank, cash, charge, gateway};
use office::shared::case;
use pages::money as face;
use pages::{FieldError, links};
use permits::money::{FeeFacts, FeeItem, PayPoint};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows of each list on the day's page.
const ROWS: i64 = 50;

/// The currency of the schedule in force.
///
/// # Errors
/// `fee-none-in-force`.
pub async fn currency(call: &Call, field: &str) -> Result<Currency, Failure> {
    let mut read = call.read().await?;
    let found = read.fee_schedule_of(day(call.app.office.clock.now())).await?;
    let none = || Failure::field(field, "fee-none-in-force", "Have a fee schedule confirmed first: none is in force.");
    found.map(|s| s.schedule.currency).ok_or_else(none)
}

/// The day.
pub async fn finance(call: Arc<Call>) -> Answer {
    draw_day(&call, Vec::new()).await
}

async fn draw_day(call: &Call, errors: Vec<FieldError>) -> Answer {
    let today = day(call.app.office.clock.now());
    let mut read = call.read().await?;
    let expected = read.money_expected().await?;
    let received = read.day_totals(today).await?;
    let bank = read.bank_lines_open(1_000).await?.len();
    let callbacks = read.gateway_unmatched(1_000).await?.len();
    let open = read.invoices_open(ROWS).await?;
    let overpaid = read.invoices_overpaid(ROWS).await?;
    let waiting = read.money_requests_waiting(ROWS).await?;
    let closings = read.day_closings(10).await?;
    let mut requests = Vec::new();
    for r in &waiting {
        let Some(invoice) = read.invoice(r.invoice).await? else { continue };
        requests.push(face::WaitingRequest {
            invoice: invoice.id.to_string(),
            number: invoice.number.clone(),
            request: face::MoneyRequest {
                id: r.id.to_string(),
                kind: r.kind.code().into(),
                amount: invoice.money(r.amount_minor),
                reason: r.reason.clone(),
                by: r.asked_name.clone(),
                state: r.state.clone(),
                paper: read.money_evidence(r.id).await?.map(|e| (e.paper, None)),
                decided: None,
                can_decide: false,
            },
        });
    }
    let mut closed = Vec::new();
    for c in &closings {
        let id = c.closed_by.strip_prefix("person:").and_then(|t| cites::ids::PersonId::parse(t).ok());
        let name = match id {
            Some(id) => read.person(id).await?.map(|p| p.name).unwrap_or_default(),
            None => String::new(),
        };
        closed.push((c.day, name, c.closed_at));
    }
    drop(read);
    let status = form_status(&errors);
    let shown = face::FinanceDay {
        shell: shell(call).await,
        day: today,
        closed: closings.first().is_some_and(|c| c.day >= today),
        expected: expected.iter().map(|e| (e.sum, e.count)).collect(),
        received: received.iter().map(|t| (t.method.clone(), t.sum, t.count)).collect(),
        bank_waiting: bank,
        callbacks_waiting: callbacks,
        overpaid: overpaid
            .iter()
            .map(|i| (i.id.to_string(), i.number.clone(), i.money(i.balance.overpaid())))
            .collect(),
        open: open
            .iter()
            .map(|i| (i.id.to_string(), i.number.clone(), i.payer.clone(), i.money(i.balance.open()), day(i.due_at)))
            .collect(),
        requests,
        closings: closed,
        can_close: call.seat()?.has(CLOSE),
        errors,
    };
    page_with(call, &shown, status)
}

/// Closes a day.
pub async fn close_day(call: Arc<Call>) -> Answer {
    let on: Result<Date, _> = call.typed("day").trim().parse();
    let done = match on {
        Ok(on) => cash::close_day(&call.app.office, &call.who()?, on).await.map_err(Failure::from),
        Err(_) => Err(Failure::field("day", "date-form", "Give a date, like 2026-11-02.")),
    };
    match done {
        Ok(_) => Ok(go_and_say(&call, links::FINANCE, "flash-done", None)),
        Err(failure) => draw_day(&call, failure.on_form()?).await,
    }
}

/// The drawer; `number` in the query finds an invoice or an account.
pub async fn drawer(call: Arc<Call>) -> Answer {
    let Some(number) = call.asked("number") else {
        return draw_drawer(&call, BTreeMap::new(), Vec::new()).await;
    };
    let number = number.to_uppercase();
    let mut read = call.read().await?;
    if let Some(invoice) = read.invoice_by_number(&number).await? {
        return Ok(go(&links::invoice(&invoice.id.to_string())));
    }
    if let Some(found) = read.prepaid_by_number(&number).await? {
        return Ok(go(&links::account(&found.id.to_string())));
    }
    drop(read);
    draw_drawer(&call, call.asked_again(), vec![FieldError::new("number", "invoice-number-unknown")]).await
}

async fn draw_drawer(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let seat = call.seat()?;
    let mut read = call.read().await?;
    let own = read.cash_session_open(seat.person.id).await?;
    let receipts = match &own {
        Some(session) => read.money_receipts_of_session(session.id).await?,
        None => Vec::new(),
    };
    let sessions = read.cash_sessions(20).await?;
    let fees = read.fee_schedule_of(day(call.app.office.clock.now())).await?;
    drop(read);
    let status = form_status(&errors);
    let shown = face::CashPage {
        shell: shell(call).await,
        drawer: own
            .as_ref()
            .map(|s| (s.opened_at, s.float, Money { minor: s.taken_minor, currency: s.float.currency })),
        receipts: receipts.iter().map(|r| (paid(r), r.payer.clone())).collect(),
        earlier: sessions
            .iter()
            .filter_map(|s| {
                let money = |minor| Money { minor, currency: s.float.currency };
                Some((
                    s.cashier_name.clone(),
                    s.closed_at?,
                    money(s.taken_minor),
                    money(s.difference()?),
                    s.note.clone(),
                ))
            })
            .collect(),
        can_hold: seat.has(COUNTER),
        currency: fees.map(|f| f.schedule.currency.code().to_owned()).unwrap_or_default(),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

async fn drawer_done(call: &Call, done: Result<(), Failure>) -> Answer {
    match done {
        Ok(()) => Ok(go_and_say(call, links::CASH, "flash-done", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            let errors = errors.into_iter().map(|e| {
                // There is no drawer to close: said at the box that is there.
                if e.field == "amount" { FieldError { field: "counted".into(), ..e } } else { e }
            });
            draw_drawer(call, call.typed_again(), errors.collect()).await
        }
    }
}

/// Opens the drawer.
pub async fn open_drawer(call: Arc<Call>) -> Answer {
    let done = async {
        let currency = currency(&call, "float").await?;
        let float = Money::parse(call.typed("float"), currency).map_err(|e| Failure::parse("float", &e))?;
        cash::open(&call.app.office, &call.who()?, float).await?;
        Ok(())
    };
    let done = done.await;
    drawer_done(&call, done).await
}

/// Counts and closes the drawer.
pub async fn close_drawer(call: Arc<Call>) -> Answer {
    let done = async {
        let mut read = call.read().await?;
        let own = read.cash_session_open(call.seat()?.person.id).await?;
        drop(read);
        let none = || Failure::field("counted", "cash-not-open", "Open your drawer first.");
        let currency = own.ok_or_else(none)?.float.currency;
        let counted = Money::parse(call.typed("counted"), currency).map_err(|e| Failure::parse("counted", &e))?;
        cash::close(&call.app.office, &call.who()?, counted, call.typed("note").to_owned()).await?;
        Ok(())
    };
    let done = done.await;
    drawer_done(&call, done).await
}

/// The bank's page.
pub async fn bank_page(call: Arc<Call>) -> Answer {
    draw_bank(&call, None, BTreeMap::new(), Vec::new()).await
}

async fn draw_bank(
    call: &Call,
    done: Option<bank::Imported>,
    typed: BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> Answer {
    let mut read = call.read().await?;
    let lines = read.bank_lines_open(100).await?;
    let callbacks = read.gateway_unmatched(100).await?;
    drop(read);
    let status = form_status(&errors);
    let unusable = done.iter().flat_map(|d| &d.errors);
    let shown = face::BankPage {
        shell: shell(call).await,
        unusable: unusable
            .map(|e| face::Unusable { row: e.row, code: e.code.to_owned(), text: e.text.clone() })
            .collect(),
        done: done.as_ref().map(|d| (d.new, d.known, d.matched, d.before)),
        lines: lines
            .iter()
            .map(|l| face::BankLine {
                id: l.id.to_string(),
                on: l.booked_on,
                amount: l.amount,
                reference: l.reference.clone(),
                payer: l.payer.clone(),
            })
            .collect(),
        callbacks: callbacks
            .iter()
            .map(|c| face::Callback {
                id: c.id.to_string(),
                reference: c.reference.clone(),
                why: c.why.clone(),
                said: c.said.clone(),
                at: c.at,
            })
            .collect(),
        can_match: call.seat()?.has(BOOKS),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// Imports a file; the page says what it did.
pub async fn import(call: Arc<Call>) -> Answer {
    let sent = call.files.iter().find(|f| f.field == "file");
    let done = match sent {
        Some(sent) => {
            bank::import(&call.app.office, &call.who()?, &sent.name, &sent.bytes).await.map_err(Failure::from)
        }
        None => Err(Failure::field("file", "bank-columns", "Choose a file.")),
    };
    match done {
        Ok(done) => draw_bank(&call, Some(done), BTreeMap::new(), Vec::new()).await,
        Err(failure) => draw_bank(&call, None, BTreeMap::new(), failure.on_form()?).await,
    }
}

/// Errors at the boxes of one line among many.
fn of_line(id: &str, errors: Vec<FieldError>) -> Vec<FieldError> {
    errors
        .into_iter()
        .map(|e| {
            let name = if e.field == "reason" { "reason" } else { "number" };
            FieldError { field: format!("{name}-{id}"), ..e }
        })
        .collect()
}

/// Matches a line, or sets it aside.
pub async fn line(call: Arc<Call>) -> Answer {
    let id = call.id::<BankLineKind>("line")?;
    let text = |name: &str| call.typed(&format!("{name}-{id}")).trim().to_owned();
    let done = match call.typed("go") {
        "aside" => bank::set_aside(&call.app.office, &call.who()?, id, text("reason")).await,
        _ => bank::match_line(&call.app.office, &call.who()?, id, &text("number")).await.map(|_| ()),
    };
    match done.map_err(Failure::from) {
        Ok(()) => Ok(go_and_say(&call, links::BANK, "flash-done", None)),
        Err(failure) => {
            let errors = of_line(&id.to_string(), failure.on_form()?);
            draw_bank(&call, None, call.typed_again(), errors).await
        }
    }
}

/// A person looked at a callback.
pub async fn callback_done(call: Arc<Call>) -> Answer {
    let id = call.id::<GatewayPaymentKind>("callback")?;
    let note = call.typed(&format!("reason-{id}")).to_owned();
    match gateway::looked_at(&call.app.office, &call.who()?, id, note).await.map_err(Failure::from) {
        Ok(()) => Ok(go_and_say(&call, links::BANK, "flash-done", None)),
        Err(failure) => {
            let errors = of_line(&id.to_string(), failure.on_form()?);
            draw_bank(&call, None, call.typed_again(), errors).await
        }
    }
}

/// Prepaid accounts.
pub async fn accounts(call: Arc<Call>) -> Answer {
    draw_accounts(&call, BTreeMap::new(), Vec::new()).await
}

async fn draw_accounts(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let mut read = call.read().await?;
    let rows = read.prepaid_accounts(500).await?;
    drop(read);
    let status = form_status(&errors);
    let shown = face::Accounts {
        shell: shell(call).await,
        rows: rows
            .iter()
            .map(|a| face::AccountRow {
                id: a.id.to_string(),
                number: a.number.clone(),
                holder: a.holder.clone(),
                balance: a.balance,
            })
            .collect(),
        can_open: call.seat()?.has(BOOKS),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// Opens an account for the company, or the person, of a mail address.
///
/// # Errors
/// `holder-unknown`, `fee-none-in-force`, or what the office says.
pub async fn open_for(call: &Call, holder: &str) -> Result<store::PrepaidRow, Failure> {
    let currency = currency(call, "holder").await?;
    let mut read = call.read().await?;
    let found = read.person_by_email(holder).await?;
    drop(read);
    let unknown = || Failure::field("holder", "holder-unknown", "Nobody here has this address; check it.");
    let person = found.filter(|p| p.roles.iter().all(|r| r.side() == "outside")).ok_or_else(unknown)?;
    let holder = match person.organisation {
        Some(id) => account::Holder::Organisation(id),
        None => account::Holder::Person(person.id),
    };
    Ok(account::open(&call.app.office, &call.who()?, holder, currency).await?)
}

/// Opens an account.
pub async fn open_account(call: Arc<Call>) -> Answer {
    match open_for(&call, call.typed("holder")).await {
        Ok(row) => Ok(go_and_say(&call, &links::account(&row.id.to_string()), "flash-done", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            draw_accounts(&call, call.typed_again(), errors).await
        }
    }
}

/// The form of an additional fee.
pub async fn extra_form(call: Arc<Call>) -> Answer {
    let typed = BTreeMap::from([("count".to_owned(), "1".to_owned())]);
    draw_extra(&call, typed, Vec::new()).await
}

async fn draw_extra(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let mut read = call.read().await?;
    let stored = case::load(&mut read, &call.reader()?, id).await?;
    let fees = read.fee_schedule_of(day(call.app.office.clock.now())).await?.map(|f| f.schedule);
    drop(read);
    let mut items: Vec<(String, Money)> = Vec::new();
    let class = charge::class_of(stored.value.side());
    let facts = FeeFacts::typed(stored.value.form(), class, &call.app.office.taxa);
    if let Some((fees, facts)) = fees.filter(|f| f.pay_point != PayPoint::None).zip(facts) {
        let rates = FeeItem::fees().filter_map(|item| Some((item.code().to_owned(), fees.one(item, &facts)?)));
        items.extend(rates);
    }
    let status = form_status(&errors);
    let shown = face::ExtraFee {
        shell: shell(call).await,
        application: id.to_string(),
        reference: stored.columns.reference,
        items,
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// A fee by its code.
///
/// # Errors
/// `choice-unknown`.
pub fn item(text: &str) -> Result<FeeItem, Failure> {
    FeeItem::from_code(text.trim()).ok_or_else(|| Failure::field("item", "choice-unknown", "Choose one of the list."))
}

/// Asks for an additional fee.
pub async fn extra(call: Arc<Call>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let done = async {
        let item = item(call.typed("item"))?;
        let number = |_| Failure::field("count", "number-form", "Give a whole number, like 2.");
        let count: u16 = call.typed("count").trim().parse().map_err(number)?;
        charge::extra_fee(&call.app.office, &call.who()?, id, item, count, call.typed("note").to_owned()).await?;
        Ok(())
    };
    let done: Result<(), Failure> = done.await;
    match done {
        Ok(()) => Ok(go_and_say(&call, &links::application(&id.to_string()), "flash-done", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            draw_extra(&call, call.typed_again(), errors).await
        }
    }
}
