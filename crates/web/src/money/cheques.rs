//! Cheques: their page, and the API beside it. Amounts are decimal texts; the currency stands beside them.

use super::payer;
use super::view::{MoneyReceiptView, NoteBody, plain};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::Money;
use cites::ids::ChequeKind;
use office::money::cheque::{self, Cheque, Fate};
use office::money::{BOOKS, COUNTER};
use pages::money as face;
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{ChequeRow, InvoiceRow};
use utoipa::ToSchema;

/// Cheques.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChequeList {
    /// In the order of the summary.
    pub rows: Vec<ChequeView>,
}

/// A cheque to take.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChequeBody {
    /// Number printed on it.
    pub cheque: String,
    /// Bank it is drawn on.
    pub bank: String,
    /// Who signed it, when it is somebody else than the payer.
    #[serde(default)]
    pub drawer: String,
    /// Like `45.00`.
    pub amount: String,
}

/// A cheque.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChequeView {
    /// Id.
    pub id: String,
    /// Number printed on it.
    pub cheque: String,
    /// Bank.
    pub bank: String,
    /// Who signed it.
    pub drawer: String,
    /// Id of the invoice.
    pub invoice: String,
    /// Currency.
    pub currency: String,
    /// What it says.
    pub amount: String,
    /// `RECEIVED`, `DEPOSITED`, `CLEARED` or `BOUNCED`.
    pub state: String,
    /// What the bank said.
    pub note: String,
}

impl From<&store::ChequeRow> for ChequeView {
    fn from(c: &store::ChequeRow) -> ChequeView {
        ChequeView {
            id: c.id.to_string(),
            cheque: c.number.clone(),
            bank: c.bank.clone(),
            drawer: c.drawer.clone(),
            invoice: c.invoice.to_string(),
            currency: c.amount.currency.code().into(),
            amount: plain(c.amount),
            state: c.state.clone(),
            note: c.note.clone(),
        }
    }
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
