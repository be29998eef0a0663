//! Holders who pay by the month: what is agreed with them, and their bills.

use super::payer;
use super::view::{InvoiceView, plain};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, go_and_say, json};
use crate::shared::route::Answer;
use cites::Money;
use cites::ids::PrepaidAccountKind;
use office::money::monthly;
use pages::links;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// What is agreed with a holder who pays by the month.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsBody {
    /// Are fees of new cases collected?
    pub active: bool,
    /// Most that may stand unbilled, like `1000.00`.
    pub limit: String,
}

/// The same, with what stands unbilled.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermsView {
    /// Are fees of new cases collected?
    pub active: bool,
    /// Currency.
    pub currency: String,
    /// Most that may stand unbilled.
    pub limit: String,
    /// What stands unbilled.
    pub unbilled: String,
}

impl From<&store::TermsRow> for TermsView {
    fn from(t: &store::TermsRow) -> TermsView {
        TermsView {
            active: t.active,
            currency: t.limit.currency.code().into(),
            limit: plain(t.limit),
            unbilled: plain(Money { minor: t.unbilled_minor, ..t.limit }),
        }
    }
}

/// A month to bill.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BillBody {
    /// `YYYY-MM`.
    pub month: String,
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
