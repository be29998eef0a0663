//! A receipt that was written by mistake is voided: page and API.

use super::payer;
use super::view::{InvoiceView, NoteBody};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{go_and_say, json};
use crate::shared::route::Answer;
use cites::ids::MoneyReceiptKind;
use office::money::reversal;
use pages::links;
use std::sync::Arc;

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
