//! The payment service's settings, cheques, monthly terms, voided receipts and closed months: pages and API beside each
//! other, the same acts.

use super::payer;
use super::view::{InvoiceView, MoneyReceiptView, NoteBody, plain};
use super::view_more::{
    BillBody, ChequeBody, ChequeList, ChequeView, FileNote, GatewayView, KnownBody, KnownView, MonthList, MonthView,
    TermsBody, TermsView,
};
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, file, form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::{ChequeKind, MoneyReceiptKind, PrepaidAccountKind};
use cites::{Currency, Money};
use office::money::cheque::{self, Cheque, Fate};
use office::money::gateway::{self, Service};
use office::money::{BOOKS, COUNTER, ledger, month, monthly, reversal};
use office::shared::faces::{PaymentSaid, PaymentState};
use pages::money as face;
use pages::{FieldError, links};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{ChequeRow, InvoiceRow, MonthRow, Read};

fn callback_address(call: &Call) -> Result<String, Failure> {
    Ok(format!("{}/api/pay/{}/callback", call.app.facts.public_url, call.seat()?.house.tenant.code))
}

/// The settings of the payment service.
pub async fn gateway_page(call: Arc<Call>) -> Answer {
    draw_gateway(&call, None, None, Vec::new()).await
}

fn state(state: PaymentState) -> &'static str {
    match state {
        PaymentState::Open => "open",
        PaymentState::Paid => "paid",
        PaymentState::Refused => "refused",
    }
}

async fn draw_gateway(
    call: &Call,
    said: Option<PaymentSaid>,
    typed: Option<BTreeMap<String, String>>,
    errors: Vec<FieldError>,
) -> Answer {
    let mut read = call.read().await?;
    let now = read.gateway().await?;
    drop(read);
    let can_set = call.seat()?.has(gateway::SET);
    let mut typed = typed.unwrap_or_else(|| {
        let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        now.as_ref().map_or_else(BTreeMap::new, |g| {
            BTreeMap::from([
                text("provider", &g.provider),
                text("address", &g.address),
                text("merchant", &g.merchant),
                text("key_id", &g.key_id),
                text("known", &g.known),
                text("active", if g.active { "yes" } else { "" }),
            ])
        })
    });
    // A secret that was typed is typed again: it never comes back to a page.
    typed.remove("secret");
    if let Some(g) = &now {
        typed.entry("test".into()).or_insert_with(|| g.known.clone());
    }
    let status = form_status(&errors);
    let shown = face::GatewayPage {
        shell: shell(call).await,
        service: now.map(|g| face::ServiceSet {
            provider: g.provider,
            address: g.address,
            merchant: g.merchant,
            key_id: g.key_id,
            previous: g.previous.map(|p| (p.id, p.until)),
            known: g.known,
            active: g.active,
        }),
        can_set,
        can_try: call.seat()?.has(gateway::TRY),
        callback: callback_address(call)?,
        said: said.map(|s| face::TestSaid {
            reference: s.reference,
            state: state(s.state).to_owned(),
            amount: s.amount,
        }),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// Sets the payment service.
pub async fn gateway_set(call: Arc<Call>) -> Answer {
    let text = |name: &str| call.typed(name).trim().to_owned();
    let secret = call.typed("secret").to_owned();
    let service = Service {
        provider: text("provider"),
        address: text("address"),
        merchant: text("merchant"),
        key_id: text("key_id"),
        secret: (!secret.is_empty()).then(|| secret.into_bytes()),
        known: text("known"),
        active: call.typed("active") == "yes",
    };
    match gateway::set(&call.app.office, &call.who()?, service).await.map_err(Failure::from) {
        Ok(()) => Ok(go_and_say(&call, links::GATEWAY, "flash-saved", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            draw_gateway(&call, None, Some(call.typed_again()), errors).await
        }
    }
}

/// Asks the service for a known payment; the page says what it said.
pub async fn gateway_test(call: Arc<Call>) -> Answer {
    let own = if call.seat()?.has(gateway::SET) { "test" } else { "known" };
    let known = call.typed(own).to_owned();
    match gateway::probe(&call.app.office, &call.who()?, &known).await.map_err(Failure::from) {
        Ok(said) => draw_gateway(&call, Some(said), None, Vec::new()).await,
        Err(failure) => {
            let errors = failure.on_form()?;
            let errors = errors
                .into_iter()
                .map(|e| if e.field == "known" { FieldError { field: own.to_owned(), ..e } } else { e })
                .collect();
            let mut read = call.read().await?;
            let now = read.gateway().await?;
            drop(read);
            let mut typed = BTreeMap::from([(own.to_owned(), known)]);
            if let Some(g) = now {
                for (name, value) in [
                    ("provider", g.provider),
                    ("address", g.address),
                    ("merchant", g.merchant),
                    ("key_id", g.key_id),
                    ("known", g.known),
                    ("active", if g.active { "yes".into() } else { String::new() }),
                ] {
                    typed.entry(name.to_owned()).or_insert(value);
                }
            }
            draw_gateway(&call, None, Some(typed), errors).await
        }
    }
}

/// The settings over the API; never a secret.
pub async fn gateway_get(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let row = read.gateway().await?.ok_or(Failure::NotFound)?;
    json(&GatewayView::of(&row, callback_address(&call)?))
}

/// Asks the service for a known payment.
pub async fn gateway_try(call: Arc<Call>) -> Answer {
    let body: KnownBody = call.json()?;
    let said = gateway::probe(&call.app.office, &call.who()?, &body.known).await?;
    json(&KnownView {
        reference: said.reference,
        state: state(said.state).to_owned(),
        amount: plain(said.amount),
        currency: said.amount.currency.code().to_owned(),
    })
}

/// A cheque as pages show it.
pub fn cheque_line(c: &ChequeRow, number: &str) -> face::ChequeLine {
    face::ChequeLine {
        id: c.id.to_string(),
        number: c.number.clone(),
        bank: c.bank.clone(),
        drawer: c.drawer.clone(),
        amount: c.amount,
        invoice: (c.invoice.to_string(), number.to_owned()),
        state: c.state.clone(),
        at: c.ended_at.or(c.deposited_at).unwrap_or(c.received_at),
        note: c.note.clone(),
    }
}

/// The cheques.
pub async fn cheques(call: Arc<Call>) -> Answer {
    draw_cheques(&call, BTreeMap::new(), Vec::new()).await
}

async fn draw_cheques(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let mut read = call.read().await?;
    let mut rows = Vec::new();
    for c in read.cheques(100).await? {
        let number = read.invoice(c.invoice).await?.map(|i| i.number).unwrap_or_default();
        rows.push(cheque_line(&c, &number));
    }
    drop(read);
    let seat = call.seat()?;
    let status = form_status(&errors);
    let shown = face::ChequesPage {
        shell: shell(call).await,
        rows,
        can_deposit: seat.has(BOOKS) || seat.has(COUNTER),
        can_end: seat.has(BOOKS),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

fn fate(act: &str, reason: String) -> Result<Fate, Failure> {
    match act {
        "deposit" => Ok(Fate::Deposited),
        "clear" => Ok(Fate::Cleared),
        "bounce" => Ok(Fate::Bounced(reason)),
        _ => Err(Failure::NotFound),
    }
}

/// What became of a cheque.
pub async fn cheque_act(call: Arc<Call>) -> Answer {
    let id = call.id::<ChequeKind>("cheque")?;
    let fate = fate(call.param("act"), call.typed(&format!("reason-{id}")).to_owned())?;
    match cheque::record(&call.app.office, &call.who()?, id, fate).await.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, links::CHEQUES, "flash-done", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            let errors = errors.into_iter().map(|e| FieldError { field: format!("reason-{id}"), ..e }).collect();
            draw_cheques(&call, call.typed_again(), errors).await
        }
    }
}

/// Takes a cheque for an invoice, from its page.
///
/// # Errors
/// What the office says, at the boxes of the page.
pub async fn take_cheque(call: &Call, row: &InvoiceRow) -> Result<(), Failure> {
    let amount =
        Money::parse(call.typed("cheque_amount"), row.currency).map_err(|e| Failure::parse("cheque_amount", &e))?;
    let text = |name: &str| call.typed(name).to_owned();
    let taken = Cheque { number: text("cheque"), bank: text("bank"), drawer: text("drawer"), amount };
    match cheque::take(&call.app.office, &call.who()?, row.id, taken).await {
        Ok(_) => Ok(()),
        // The page calls this amount by another name than the drawer's.
        Err(office::Error::Value { field, code, help }) if field == "amount" => {
            Err(Failure::field("cheque_amount", &code, help))
        }
        Err(other) => Err(other.into()),
    }
}

/// Takes a cheque over the API.
pub async fn cheque_take(call: Arc<Call>) -> Answer {
    let body: ChequeBody = call.json()?;
    let mut read = call.read().await?;
    let row = payer::kept(&call, &mut read).await?;
    drop(read);
    let amount = Money::parse(&body.amount, row.currency).map_err(|e| Failure::parse("amount", &e))?;
    let taken = Cheque { number: body.cheque, bank: body.bank, drawer: body.drawer, amount };
    let done = cheque::take(&call.app.office, &call.who()?, row.id, taken).await?;
    json(&MoneyReceiptView::from(&done.receipt))
}

/// Cheques over the API.
pub async fn cheque_list(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    json(&ChequeList { rows: read.cheques(500).await?.iter().map(ChequeView::from).collect() })
}

async fn cheque_fate(call: Arc<Call>, act: &str, reason: String) -> Answer {
    let id = call.id::<ChequeKind>("cheque")?;
    let done = cheque::record(&call.app.office, &call.who()?, id, fate(act, reason)?).await?;
    json(&ChequeView::from(&done))
}

/// Brought to the bank.
pub async fn cheque_deposit(call: Arc<Call>) -> Answer {
    cheque_fate(call, "deposit", String::new()).await
}

/// Paid by the bank.
pub async fn cheque_clear(call: Arc<Call>) -> Answer {
    cheque_fate(call, "clear", String::new()).await
}

/// Sent back by the bank.
pub async fn cheque_bounce(call: Arc<Call>) -> Answer {
    let body: NoteBody = call.json()?;
    cheque_fate(call, "bounce", body.reason).await
}

/// Voids a receipt for cash.
pub async fn void(call: Arc<Call>) -> Answer {
    let id = call.id::<MoneyReceiptKind>("receipt")?;
    let reason = call.typed("reason").to_owned();
    match reversal::void(&call.app.office, &call.who()?, id, reason).await.map_err(Failure::from) {
        Ok(invoice) => Ok(go_and_say(&call, &links::invoice(&invoice.id.to_string()), "flash-done", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            payer::draw_receipt(&call, call.typed_again(), errors).await
        }
    }
}

/// Voids a receipt over the API.
pub async fn void_api(call: Arc<Call>) -> Answer {
    let body: NoteBody = call.json()?;
    let id = call.id::<MoneyReceiptKind>("receipt")?;
    let invoice = reversal::void(&call.app.office, &call.who()?, id, body.reason).await?;
    json(&InvoiceView::of(&invoice, invoice.balance.status(false, false)))
}

/// Agrees on monthly payment.
pub async fn terms(call: Arc<Call>) -> Answer {
    let id = call.id::<PrepaidAccountKind>("account")?;
    let currency = payer::account_currency(&call, id).await?;
    let done = async {
        let limit = Money::parse(call.typed("limit"), currency).map_err(|e| Failure::parse("limit", &e))?;
        let active = call.typed("active") == "yes";
        monthly::agree(&call.app.office, &call.who()?, id, active, limit).await?;
        Ok::<_, Failure>(())
    };
    payer::account_done(&call, id, done.await).await
}

/// Bills a month for an account.
pub async fn bill(call: Arc<Call>) -> Answer {
    let id = call.id::<PrepaidAccountKind>("account")?;
    payer::account_currency(&call, id).await?;
    let month = call.typed("month").trim().to_owned();
    match monthly::bill(&call.app.office, &call.who()?, id, &month).await.map_err(Failure::from) {
        Ok(row) => Ok(go_and_say(&call, &links::invoice(&row.id.to_string()), "flash-done", None)),
        Err(failure) => payer::account_done(&call, id, Err(failure)).await,
    }
}

/// Agrees on monthly payment over the API.
pub async fn terms_api(call: Arc<Call>) -> Answer {
    let body: TermsBody = call.json()?;
    let id = call.id::<PrepaidAccountKind>("account")?;
    let currency = payer::account_currency(&call, id).await?;
    let limit = Money::parse(&body.limit, currency).map_err(|e| Failure::parse("limit", &e))?;
    json(&TermsView::from(&monthly::agree(&call.app.office, &call.who()?, id, body.active, limit).await?))
}

/// Bills a month over the API.
pub async fn bill_api(call: Arc<Call>) -> Answer {
    let body: BillBody = call.json()?;
    let id = call.id::<PrepaidAccountKind>("account")?;
    let row = monthly::bill(&call.app.office, &call.who()?, id, &body.month).await?;
    created(&InvoiceView::of(&row, row.balance.status(false, false)), &format!("/api/invoices/{}", row.id))
}

/// The months.
pub async fn months(call: Arc<Call>) -> Answer {
    draw_months(&call, Vec::new()).await
}

async fn name(read: &mut Read, key: &str) -> Result<String, Failure> {
    let id = key.strip_prefix("person:").and_then(|t| cites::ids::PersonId::parse(t).ok());
    Ok(match id {
        Some(id) => read.person(id).await?.map(|p| p.name).unwrap_or_default(),
        None => String::new(),
    })
}

fn sums(totals: &serde_json::Value) -> Vec<face::Sum> {
    let mut out = Vec::new();
    for (part, sign) in [("received", 1), ("taken_back", -1), ("given_back", -1)] {
        for row in totals[part].as_array().into_iter().flatten() {
            let minor = row["minor"].as_i64().unwrap_or(0) * sign;
            let Ok(currency) = Currency::parse(row["currency"].as_str().unwrap_or("")) else { continue };
            if minor != 0 {
                out.push(face::Sum {
                    method: row["method"].as_str().unwrap_or("").to_owned(),
                    sum: Money { minor, currency },
                    count: row["count"].as_i64().unwrap_or(0),
                });
            }
        }
    }
    out
}

/// Months with money, with those that were closed: the latest first.
async fn month_names(read: &mut Read, today: &str) -> Result<Vec<(String, Option<MonthRow>)>, Failure> {
    let closed = read.month_closings(240).await?;
    let mut names = read.months_booked(240).await?;
    names.extend(closed.iter().map(|c| c.month.clone()));
    names.push(today.to_owned());
    names.sort_unstable_by(|a, b| b.cmp(a));
    names.dedup();
    Ok(names.into_iter().map(|m| (m.clone(), closed.iter().find(|c| c.month == m).cloned())).collect())
}

async fn draw_months(call: &Call, errors: Vec<FieldError>) -> Answer {
    let seat = call.seat()?;
    let today = month::of(day(call.app.office.clock.now()));
    let own = store::actor_key(&call.reader()?.actor);
    let may = seat.has(month::CLOSE_MONTH);
    let mut read = call.read().await?;
    let mut rows = Vec::new();
    for (name_of, row) in month_names(&mut read, &today).await? {
        let totals = match &row {
            Some(row) => row.totals.clone(),
            None => month::totals(&mut read, &name_of).await?,
        };
        let (first, _) = month::days(&name_of)?;
        let proposed = match &row {
            Some(r) => Some((name(&mut read, &r.proposed_by).await?, r.proposed_at)),
            None => None,
        };
        let closed = match row.as_ref().and_then(|r| r.confirmed_by.clone().zip(r.confirmed_at)) {
            Some((by, at)) => Some((name(&mut read, &by).await?, at)),
            None => None,
        };
        let waits = row.as_ref().is_some_and(|r| !r.closed);
        rows.push(face::MonthLine {
            first,
            state: match &row {
                Some(r) if r.closed => "CLOSED",
                Some(_) => "PROPOSED",
                None if name_of >= today => "RUNNING",
                None => "OPEN",
            }
            .to_owned(),
            sums: sums(&totals),
            can_propose: may && row.is_none() && name_of < today,
            can_close: may && waits && row.as_ref().is_some_and(|r| r.proposed_by != own),
            can_drop: may && waits,
            proposed,
            closed,
            month: name_of,
        });
    }
    drop(read);
    let status = form_status(&errors);
    page_with(call, &face::MonthsPage { shell: shell(call).await, rows, errors }, status)
}

/// Closes a month first, closes it for good, or takes the proposal back.
pub async fn month_act(call: Arc<Call>) -> Answer {
    let which = call.param("month").to_owned();
    let who = call.who()?;
    let done = match call.param("act") {
        "propose" => month::propose(&call.app.office, &who, &which).await.map(|_| ()),
        "close" => month::decide(&call.app.office, &who, &which, true).await.map(|_| ()),
        "drop" => month::decide(&call.app.office, &who, &which, false).await.map(|_| ()),
        _ => return Err(Failure::NotFound),
    };
    match done.map_err(Failure::from) {
        Ok(()) => Ok(go_and_say(&call, links::MONTHS, "flash-done", None)),
        Err(failure) => draw_months(&call, failure.on_form()?).await,
    }
}

/// The month's cash book for the treasury.
pub async fn month_file(call: Arc<Call>) -> Answer {
    let which = call.param("month").to_owned();
    month::days(&which).map_err(|_| Failure::NotFound)?;
    let bytes = ledger::month(&call.app.office, &call.reader()?, &which).await?;
    Ok(file(bytes, "text/csv; charset=utf-8", &format!("cash-book-{which}.csv"), false))
}

/// Months over the API.
pub async fn month_list(call: Arc<Call>) -> Answer {
    let today = month::of(day(call.app.office.clock.now()));
    let mut read = call.read().await?;
    let mut rows = Vec::new();
    for (which, row) in month_names(&mut read, &today).await? {
        let totals = match &row {
            Some(row) => row.totals.clone(),
            None => month::totals(&mut read, &which).await?,
        };
        rows.push(MonthView::of(which, row.as_ref(), totals));
    }
    json(&MonthList { rows })
}

/// Closes a month first.
pub async fn month_propose(call: Arc<Call>) -> Answer {
    let row = month::propose(&call.app.office, &call.who()?, call.param("month")).await?;
    json(&MonthView::of(row.month.clone(), Some(&row), row.totals.clone()))
}

/// The second person closes it for good.
pub async fn month_close(call: Arc<Call>) -> Answer {
    let row = month::decide(&call.app.office, &call.who()?, call.param("month"), true).await?;
    let row = row.ok_or(Failure::NotFound)?;
    json(&MonthView::of(row.month.clone(), Some(&row), row.totals.clone()))
}

/// Takes the proposal back.
pub async fn month_drop(call: Arc<Call>) -> Answer {
    month::decide(&call.app.office, &call.who()?, call.param("month"), false).await?;
    json(&FileNote { note: "taken back".into() })
}
