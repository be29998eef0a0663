//! What a payer meets: the invoice with the ways to pay, payments, receipts, the account. Finance meets the same invoice.

use super::fees::line;
use super::view::status;
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go, go_and_say, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use axum::http::{HeaderValue, header};
use cites::Money;
use cites::ids::{
    ApplicationKind, AttachmentId, InvoiceKind, MoneyReceiptId, MoneyReceiptKind, MoneyRequestKind, PersonId,
    PrepaidAccountKind,
};
use office::money::{ASK, BOOKS, COUNTER, DECIDE, account, cash, gateway, request, urgent_fee};
use office::registers::colleague::{self, Right};
use office::shared::case;
use pages::money as face;
use pages::{FieldError, links};
use permits::money::{FeeItem, RequestKind};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{InvoiceRow, MoneyReceiptRow, Read};

/// An invoice that the reader may see.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn kept(call: &Call, read: &mut Read) -> Result<InvoiceRow, Failure> {
    Ok(office::money::load(read, &call.reader()?, call.id::<InvoiceKind>("invoice")?).await?)
}

/// A receipt as pages show it.
pub fn paid(r: &MoneyReceiptRow) -> face::Paid {
    face::Paid {
        id: r.id.to_string(),
        number: r.number.clone(),
        method: r.method.code().into(),
        amount: r.amount,
        surplus: r.surplus_minor,
        tax: 0,
        at: r.at,
    }
}

/// The tax in what a receipt put on its invoice, minor units.
///
/// # Errors
/// What the archive says.
pub async fn tax_in(read: &mut Read, receipt: MoneyReceiptId) -> Result<i64, Failure> {
    let parts = read.revenue_of_source(receipt).await?;
    Ok(parts.iter().filter(|(item, _)| *item == FeeItem::Tax).map(|(_, minor)| minor).sum())
}

/// One invoice.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, None, BTreeMap::new(), Vec::new()).await
}

async fn draw(call: &Call, away: Option<String>, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let seat = call.seat()?;
    let who = call.reader()?;
    let inside = who.must_be(office::money::INVOICES).is_ok();
    let mut read = call.read().await?;
    let row = kept(call, &mut read).await?;
    let receipts = read.money_receipts_of(row.id).await?;
    let notes = read.credit_notes_of(row.id).await?;
    let requests = read.money_requests_of(row.id).await?;
    let payments = read.gateway_payments_of(row.id).await?;
    let reversals = read.reversals_of(row.id).await?;
    let cheques = read.cheques_of(row.id).await?;
    let month = read.month_of_bill(row.id).await?;
    let cases = if month.is_some() { read.charges_of_bill(row.id).await? } else { Vec::new() };
    let evidence = if inside { read.money_evidence_of(row.id).await? } else { Vec::new() };
    let second: Vec<PersonId> = requests.iter().filter_map(|r| r.decided_by.as_deref()).filter_map(person).collect();
    let second = if inside && !second.is_empty() { read.person_names(&second).await? } else { Vec::new() };
    let papers = match row.application.filter(|_| seat.has(ASK)) {
        Some(id) => read.attachments(id).await?.into_iter().map(|f| (f.id.to_string(), f.name)).collect(),
        None => Vec::new(),
    };
    let urgent_back = if seat.has(ASK) { urgent_fee::owed_back(&mut read, &row).await? } else { None };
    let may_pay = colleague::must(&mut read, &who, Right::Pay).await.is_ok();
    let holds = if inside { None } else { account::of_payer(&mut read, &row).await?.map(|a| a.balance) };
    let on_line = call.app.office.payments.get().is_some() && read.gateway().await?.is_some_and(|g| g.active);
    drop(read);
    let own = store::actor_key(&who.actor);
    let may_release = |kind: RequestKind| {
        let debt = matches!(kind, RequestKind::WriteOff | RequestKind::Reopen);
        seat.has(if debt { office::money::write_off::APPROVE } else { DECIDE })
    };
    let b = &row.balance;
    let shown = face::InvoicePage {
        shell: shell(call).await,
        id: row.id.to_string(),
        number: row.number.clone(),
        payer: row.payer.clone(),
        application: row.application.map(|a| a.to_string()),
        about: super::beside::about(&row.subject),
        issued_at: row.issued_at,
        due_on: day(row.due_at),
        currency: row.currency,
        lines: row.lines.iter().map(|l| line(l, row.currency)).collect(),
        note: note(&row.note, call),
        figures: face::Figures {
            total: b.total,
            paid: b.paid,
            waived: b.waived,
            written_off: b.written_off,
            credited: b.credited,
            refunded: b.refunded,
            open: b.open(),
            overpaid: b.overpaid(),
        },
        status: status(&row, &payments, &requests).code().into(),
        receipts: receipts.iter().map(paid).collect(),
        notes: notes
            .iter()
            .map(|n| face::Note {
                number: n.number.clone(),
                amount: n.amount,
                refunded: row.money(n.refunded_minor),
                tax: row.money(n.tax_minor),
                at: n.at,
            })
            .collect(),
        requests: requests
            .iter()
            .filter(|_| inside)
            .map(|r| face::MoneyRequest {
                id: r.id.to_string(),
                kind: r.kind.code().into(),
                amount: row.money(r.amount_minor),
                reason: r.reason.clone(),
                by: r.asked_name.clone(),
                state: r.state.clone(),
                paper: evidence.iter().find(|e| e.request == r.id).map(|e| {
                    let case = row.application.zip(e.attachment);
                    let href = case.map(|(case, file)| links::attachment(&case.to_string(), &file.to_string()));
                    (e.paper.clone(), href)
                }),
                decided: r.decided_at.zip(r.decided_by.as_deref().and_then(person)).map(|(at, id)| {
                    let name = second.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
                    (name.unwrap_or_default(), at)
                }),
                can_decide: r.state == "PROPOSED" && r.asked_by != own && may_release(r.kind),
            })
            .collect(),
        payer_side: !inside,
        account: holds.filter(|_| may_pay),
        on_line: on_line && may_pay,
        may_pay,
        away,
        cheques: cheques.iter().map(|c| super::cheques::cheque_line(c, &row.number)).collect(),
        taken_back: reversals.into_iter().map(|r| (r.receipt_number, r.amount, r.at, r.reason)).collect(),
        bill: month.and_then(|m| office::money::month::days(&m).ok()).map(|(first, _)| {
            let case = |c: &store::ChargeRow| (c.reference.clone(), c.application.to_string(), c.amount);
            (first, cases.iter().map(case).collect())
        }),
        can_cheque: seat.has(office::money::cheque::TAKE),
        can_cash: seat.has(COUNTER),
        can_ask: seat.has(ASK),
        urgent_back: urgent_back.map(|minor| row.money(minor)),
        can_write_off: seat.has(BOOKS),
        papers,
        typed,
        errors: errors.clone(),
    };
    page_with(call, &shown, form_status(&errors))
}

/// The open invoice of a case; its page when nothing is open.
pub async fn pay(call: Arc<Call>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let mut read = call.read().await?;
    case::load(&mut read, &call.reader()?, id).await?;
    let invoices = read.invoices_of_case(id).await?;
    let found = invoices.iter().find(|i| !i.balance.settled()).or(invoices.last());
    Ok(match found {
        Some(invoice) => go(&links::invoice(&invoice.id.to_string())),
        None => go(&links::application(&id.to_string())),
    })
}

/// What is done with an invoice.
pub async fn act(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let row = kept(&call, &mut read).await?;
    drop(read);
    let back = links::invoice(&row.id.to_string());
    let done = match call.param("act") {
        "cash" => take_cash(&call, &row).await,
        "draw" => account::draw(&call.app.office, &call.who()?, row.id).await.map(|_| None).map_err(Failure::from),
        "gateway" => {
            let back = format!("{}{back}", call.app.facts.public_url);
            gateway::begin(&call.app.office, &call.who()?, row.id, &back).await.map(Some).map_err(Failure::from)
        }
        "cheque" => super::cheques::take_cheque(&call, &row).await.map(|()| None),
        "ask" => ask(&call, &row).await,
        "urgent" => ask_urgent(&call, &row).await,
        _ => return Err(Failure::NotFound),
    };
    match done {
        Ok(None) => Ok(go_and_say(&call, &back, "flash-done", None)),
        // Out to the payment service: the one way that leads off our own pages. A form of ours may not lead there itself
        // (the pages' own rule, `form-action`), so this page does, by itself and with a link.
        Ok(Some(away)) => {
            let place = HeaderValue::from_str(&format!("0; url={away}"));
            let place = place.map_err(|e| Failure::Internal(e.to_string()))?;
            let mut answer = draw(&call, Some(away), BTreeMap::new(), Vec::new()).await?;
            answer.headers_mut().insert(header::REFRESH, place);
            Ok(answer)
        }
        Err(failure) => {
            let errors = failure.on_form()?;
            draw(&call, None, call.typed_again(), errors).await
        }
    }
}

async fn take_cash(call: &Call, row: &InvoiceRow) -> Result<Option<String>, Failure> {
    let amount = Money::parse(call.typed("amount"), row.currency).map_err(|e| Failure::parse("amount", &e))?;
    cash::receive(&call.app.office, &call.who()?, row.id, amount, call.typed("payer").to_owned()).await?;
    Ok(None)
}

async fn ask(call: &Call, row: &InvoiceRow) -> Result<Option<String>, Failure> {
    let unknown = || Failure::field("kind", "choice-unknown", "Choose one of the list.");
    let kind = RequestKind::from_code(call.typed("kind")).ok_or_else(unknown)?;
    let amount = Money::parse(call.typed("ask_amount"), row.currency).map_err(|e| Failure::parse("ask_amount", &e))?;
    let reason = call.typed("reason").to_owned();
    let evidence = evidence(call.typed("paper").to_owned(), call.typed("attachment"))?;
    match request::ask_with(&call.app.office, &call.who()?, row.id, kind, amount.minor, reason, evidence).await {
        Ok(_) => Ok(None),
        // The page calls this amount by another name than the drawer's.
        Err(office::Error::Value { field, code, help }) if field == "amount" => {
            Err(Failure::field("ask_amount", &code, help))
        }
        Err(other) => Err(other.into()),
    }
}

async fn ask_urgent(call: &Call, row: &InvoiceRow) -> Result<Option<String>, Failure> {
    let at = |e: &cites::ParseError| Failure::parse("urgent_amount", e);
    let amount = Money::parse(call.typed("urgent_amount"), row.currency).map_err(|e| at(&e))?;
    match urgent_fee::ask_back(&call.app.office, &call.who()?, row.id, Some(amount.minor)).await {
        Ok(_) => Ok(None),
        Err(office::Error::Value { field, code, help }) if field == "amount" => {
            Err(Failure::field("urgent_amount", &code, help))
        }
        Err(other) => Err(other.into()),
    }
}

/// The paper behind a request, as it was typed.
///
/// # Errors
/// `evidence-other-case` for what is no file.
pub fn evidence(paper: String, attachment: &str) -> Result<request::Evidence, Failure> {
    let unknown = |_| Failure::field("attachment", "evidence-other-case", "Choose a paper of this case.");
    let attachment = match attachment.trim() {
        "" => None,
        id => Some(AttachmentId::parse(id).map_err(unknown)?),
    };
    Ok(request::Evidence { attachment, paper })
}

/// The person behind `person:…`.
fn person(key: &str) -> Option<PersonId> {
    PersonId::parse(key.strip_prefix("person:")?).ok()
}

/// The second person decides.
pub async fn decide(call: Arc<Call>) -> Answer {
    let id = call.id::<MoneyRequestKind>("request")?;
    let release = match call.param("act") {
        "release" => true,
        "refuse" => false,
        _ => return Err(Failure::NotFound),
    };
    let done = request::decide(&call.app.office, &call.who()?, id, release).await?;
    Ok(go_and_say(&call, &links::invoice(&done.invoice.to_string()), "flash-done", None))
}

/// The payer's invoices.
pub async fn payments(call: Arc<Call>) -> Answer {
    let person = &call.seat()?.person;
    let mut read = call.read().await?;
    let rows = read.invoices_of_payer(person.id, person.organisation, 200).await?;
    let own = person.organisation.is_none().then_some(person.id);
    let holds = read.prepaid_of(person.organisation, own).await?;
    drop(read);
    let shown = face::Payments {
        shell: shell(&call).await,
        rows: rows
            .iter()
            .map(|r| face::PaymentRow {
                id: r.id.to_string(),
                number: r.number.clone(),
                total: r.money(r.balance.total),
                open: r.money(r.balance.open()),
                status: r.balance.status(false, false).code().into(),
                issued_at: r.issued_at,
                due_on: day(r.due_at),
            })
            .collect(),
        account: holds.map(|a| (a.id.to_string(), a.number, a.balance)),
    };
    page(&call, &shown)
}

/// A receipt that the reader may see: with its invoice, or with its account.
///
/// # Errors
/// [`Failure::NotFound`].
async fn receipt_of(call: &Call, read: &mut Read) -> Result<MoneyReceiptRow, Failure> {
    let who = call.reader()?;
    let row = read.money_receipt(call.id::<MoneyReceiptKind>("receipt")?).await?.ok_or(Failure::NotFound)?;
    match (row.invoice, row.account) {
        (Some(invoice), _) => drop(office::money::load(read, &who, invoice).await?),
        (None, Some(holder)) => drop(account::load(read, &who, holder).await?),
        (None, None) => return Err(Failure::NotFound),
    }
    Ok(row)
}

/// A receipt, to print.
pub async fn receipt(call: Arc<Call>) -> Answer {
    draw_receipt(&call, BTreeMap::new(), Vec::new()).await
}

/// The receipt with what was typed about it.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn draw_receipt(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let mut read = call.read().await?;
    let row = receipt_of(call, &mut read).await?;
    let reversals = match row.invoice {
        Some(id) => read.reversals_of(id).await?,
        None => Vec::new(),
    };
    let taken_back = reversals.into_iter().find(|r| r.receipt == row.id).map(|r| (r.at, r.reason));
    let tax = match row.invoice {
        Some(_) => tax_in(&mut read, row.id).await?,
        None => 0,
    };
    let open = match row.cash_session {
        Some(id) => read.cash_session(id).await?.is_some_and(|s| s.closed_at.is_none()),
        None => false,
    };
    let can_void = call.seat()?.has(office::money::BOOKS) && open && row.invoice.is_some() && taken_back.is_none();
    let status = form_status(&errors);
    let invoice = match row.invoice {
        Some(id) => read.invoice(id).await?.map(|i| (i.id.to_string(), i.number)),
        None => None,
    };
    let holder = match row.account {
        Some(id) => read.prepaid(id).await?.map(|a| a.number),
        None => None,
    };
    drop(read);
    let shown = face::ReceiptPage {
        shell: shell(call).await,
        authority: call.app.office.settings(&call.seat()?.house).authority.name.clone(),
        receipt: face::Paid { tax, ..paid(&row) },
        payer: row.payer.clone(),
        invoice,
        account: holder,
        on_day: row.on_day,
        taken_back,
        can_void,
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The statement of an account.
pub async fn statement(call: Arc<Call>) -> Answer {
    draw_account(&call, BTreeMap::new(), Vec::new()).await
}

async fn draw_account(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let id = call.id::<PrepaidAccountKind>("account")?;
    let mut read = call.read().await?;
    let row = account::load(&mut read, &call.reader()?, id).await?;
    let moves = read.prepaid_statement(id, 200).await?;
    let terms = read.account_terms(id).await?;
    let bills = read.monthly_bills(id).await?;
    let stops = if terms.is_some() { super::stopped::shown(call, &mut read, id).await? } else { Vec::new() };
    drop(read);
    let today = day(call.app.office.clock.now());
    let last = today.first_of_month().yesterday().map_err(|e| Failure::Internal(e.to_string()))?;
    let money = |minor| Money { minor, currency: row.balance.currency };
    let status = form_status(&errors);
    let shown = face::AccountPage {
        shell: shell(call).await,
        head: face::AccountRow {
            id: row.id.to_string(),
            number: row.number.clone(),
            holder: row.holder.clone(),
            balance: row.balance,
        },
        movements: moves
            .iter()
            .map(|m| face::Movement {
                receipt: (m.receipt.to_string(), m.receipt_number.clone()),
                method: m.method.clone(),
                invoice: m.invoice.clone().unwrap_or_default(),
                delta: money(m.delta_minor),
                balance: money(m.balance_minor),
                at: m.at,
            })
            .collect(),
        can_deposit: call.seat()?.has(COUNTER),
        terms: terms.map(|t| (t.active, t.limit, money(t.unbilled_minor))),
        stops,
        bills: bills
            .into_iter()
            .filter_map(|b| {
                let (first, _) = office::money::month::days(&b.month).ok()?;
                Some((first, b.invoice.to_string(), b.number, b.total, money(b.open_minor)))
            })
            .collect(),
        billable: office::money::month::of(last),
        can_agree: call.seat()?.has(office::money::BOOKS),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// The currency of an account that the reader may see.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn account_currency(call: &Call, id: cites::ids::PrepaidAccountId) -> Result<cites::Currency, Failure> {
    let mut read = call.read().await?;
    Ok(account::load(&mut read, &call.reader()?, id).await?.balance.currency)
}

/// Back to the account, or its page with what is wrong.
///
/// # Errors
/// What stands at no form.
pub async fn account_done(call: &Call, id: cites::ids::PrepaidAccountId, done: Result<(), Failure>) -> Answer {
    match done {
        Ok(()) => Ok(go_and_say(call, &links::account(&id.to_string()), "flash-done", None)),
        Err(failure) => draw_account(call, call.typed_again(), failure.on_form()?).await,
    }
}

/// A deposit in cash.
pub async fn deposit(call: Arc<Call>) -> Answer {
    let id = call.id::<PrepaidAccountKind>("account")?;
    let mut read = call.read().await?;
    let row = account::load(&mut read, &call.reader()?, id).await?;
    drop(read);
    let amount = Money::parse(call.typed("amount"), row.balance.currency).map_err(|e| Failure::parse("amount", &e));
    let done = match amount {
        Ok(amount) => account::deposit_cash(&call.app.office, &call.who()?, id, amount).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(_) => Ok(go_and_say(&call, &links::account(&id.to_string()), "flash-done", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            draw_account(&call, call.typed_again(), errors).await
        }
    }
}

/// The note as people read it: that of a yearly fee is the first day of its year.
fn note(text: &str, call: &Call) -> String {
    let w = call.words();
    text.parse::<cites::Date>()
        .map_or_else(|_| text.to_owned(), |day| w.say1("invoice-year-from", "date", w.date(&day)))
}
