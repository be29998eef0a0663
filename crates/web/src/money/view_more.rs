//! What the API takes and gives about the payment service's settings, cheques, monthly payers, months and kinds of
//! documents. Amounts are decimal texts; the currency stands beside them.

use super::view::plain;
use cites::Money;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Cheques.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChequeList {
    /// In the order of the summary.
    pub rows: Vec<ChequeView>,
}

/// Months of the cash book.
#[derive(Debug, Serialize, ToSchema)]
pub struct MonthList {
    /// In the order of the summary.
    pub rows: Vec<MonthView>,
}

/// Revenue by kind of document.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindRevenueList {
    /// In the order of the summary.
    pub rows: Vec<KindRevenueView>,
}

/// The payment service as it is set; never a secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct GatewayView {
    /// Short name.
    pub provider: String,
    /// Where it answers.
    pub address: String,
    /// What it calls us.
    pub merchant: String,
    /// Name of the key in use.
    pub key_id: String,
    /// Name of the key before it, while both are accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_key_id: Option<String>,
    /// Until when the key before it is accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_until: Option<String>,
    /// Reference for the test.
    pub known: String,
    /// May payers use it?
    pub active: bool,
    /// Where it calls us.
    pub callback: String,
}

impl GatewayView {
    /// A service with where it calls us.
    pub fn of(row: &store::GatewayRow, callback: String) -> GatewayView {
        GatewayView {
            provider: row.provider.clone(),
            address: row.address.clone(),
            merchant: row.merchant.clone(),
            key_id: row.key_id.clone(),
            previous_key_id: row.previous.as_ref().map(|p| p.id.clone()),
            previous_until: row.previous.as_ref().map(|p| p.until.to_string()),
            known: row.known.clone(),
            active: row.active,
            callback,
        }
    }
}

/// A payment that the service knows.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownBody {
    /// Its reference; blank: the one of the settings.
    #[serde(default)]
    pub known: String,
}

/// What the service said of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = KnownPaymentView)]
pub struct KnownView {
    /// Its reference.
    pub reference: String,
    /// `open`, `paid` or `refused`.
    pub state: String,
    /// How much.
    pub amount: String,
    /// Currency.
    pub currency: String,
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

/// A month of the cash book.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CashMonthView)]
pub struct MonthView {
    /// `YYYY-MM`.
    pub month: String,
    /// `OPEN`, `PROPOSED` or `CLOSED`.
    pub state: String,
    /// What it brought, what was taken back and given back, in minor units.
    #[schema(value_type = Object)]
    pub totals: serde_json::Value,
    /// When the first person closed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed_at: Option<String>,
    /// When the second person closed it for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<String>,
}

impl MonthView {
    /// A month, closed or not.
    pub fn of(month: String, row: Option<&store::MonthRow>, totals: serde_json::Value) -> MonthView {
        MonthView {
            month,
            state: row.map_or("OPEN", |r| if r.closed { "CLOSED" } else { "PROPOSED" }).to_owned(),
            totals,
            proposed_at: row.map(|r| r.proposed_at.to_string()),
            closed_at: row.and_then(|r| r.confirmed_at).map(|at| at.to_string()),
        }
    }
}

/// A word about what was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileNote {
    /// The word.
    pub note: String,
}

/// Revenue of one kind of document in one month.
#[derive(Debug, Serialize, ToSchema)]
pub struct KindRevenueView {
    /// `YYYY-MM`.
    pub month: String,
    /// Code of `document_types`; blank where no case stands behind it.
    pub kind: String,
    /// Currency.
    pub currency: String,
    /// Less what was given back.
    pub amount: String,
}

impl From<&store::KindRevenueRow> for KindRevenueView {
    fn from(r: &store::KindRevenueRow) -> KindRevenueView {
        KindRevenueView {
            month: r.month.clone(),
            kind: r.kind.clone(),
            currency: r.sum.currency.code().into(),
            amount: plain(r.sum),
        }
    }
}
