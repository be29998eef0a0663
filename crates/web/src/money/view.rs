//! What the API takes and gives about money. Amounts are decimal texts; the currency stands beside them.

pub use super::fee_view::*;
use cites::Money;
use permits::money::{FeeItem, PaymentStatus, RequestKind};
use serde::{Deserialize, Serialize};
use store::{
    BankLineRow, CashSessionRow, InvoiceRow, MoneyReceiptRow, MoneyRequestRow, PrepaidRow, RevenueRow, StatementRow,
    UnmatchedRow,
};
use utoipa::ToSchema;

/// The number without its currency.
pub fn plain(money: Money) -> String {
    money.to_string().split(' ').next().unwrap_or("").to_owned()
}

/// Where the payment of an invoice stands, with what waits for it.
pub fn status(row: &InvoiceRow, payments: &[store::GatewayPaymentRow], requests: &[MoneyRequestRow]) -> PaymentStatus {
    let back = |r: &MoneyRequestRow| matches!(r.kind, RequestKind::Credit | RequestKind::Surplus);
    let refund = requests.iter().any(|r| r.state == "PROPOSED" && back(r));
    let newest = payments.first().map(|p| p.state.as_str());
    let status = row.balance.status(newest == Some("PENDING"), refund);
    if newest == Some("FAILED") { status.after_the_gateway_said_no() } else { status }
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident of $row:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Serialize, ToSchema)]
        pub struct $name {
            /// In the order of the summary.
            pub rows: Vec<$row>,
        }
    )*};
}
lists! {
    /// Fee schedules.
    FeeScheduleList of FeeScheduleView;
    /// Invoices.
    InvoiceList of InvoiceView;
    /// Receipts.
    MoneyReceiptList of MoneyReceiptView;
    /// Waivers and refunds that wait.
    MoneyRequestList of MoneyRequestView;
    /// Lines of the bank that wait.
    BankLineList of BankLineView;
    /// Prepaid accounts.
    PrepaidList of PrepaidView;
    /// Revenue.
    RevenueList of RevenueView;
    /// Callbacks that were not believed.
    CallbackList of CallbackView;
}

/// An invoice with where it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvoiceView {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// The case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// What it is about where that is no case: `entry`, `permit` or `tags`, and its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<[String; 2]>,
    /// Who pays.
    pub payer: String,
    /// `SUBMISSION`, `APPROVAL`, `COLLECTION` or `EXTRA`.
    pub purpose: String,
    /// Code of `payment_statuses`.
    pub status: String,
    /// Currency of all amounts.
    pub currency: String,
    /// What it says.
    pub total: String,
    /// Paid.
    pub paid: String,
    /// Waived.
    pub waived: String,
    /// Given up by two persons.
    pub written_off: String,
    /// Credited.
    pub credited: String,
    /// Given back by credit notes.
    pub refunded: String,
    /// Still to be paid.
    pub open: String,
    /// Paid too much and not given back.
    pub overpaid: String,
    /// When it was issued.
    pub issued_at: String,
    /// Until when it is to be paid.
    pub due_at: String,
    /// Lines.
    pub lines: Vec<InvoiceLineView>,
}

impl InvoiceView {
    /// An invoice with its status.
    pub fn of(row: &InvoiceRow, status: PaymentStatus) -> InvoiceView {
        let b = &row.balance;
        let money = |minor| plain(row.money(minor));
        InvoiceView {
            id: row.id.to_string(),
            number: row.number.clone(),
            application: row.application.map(|a| a.to_string()),
            about: super::beside::about(&row.subject).map(|(kind, number, _)| [kind.to_owned(), number]),
            payer: row.payer.clone(),
            purpose: row.purpose.clone(),
            status: status.code().into(),
            currency: row.currency.code().into(),
            total: money(b.total),
            paid: money(b.paid),
            waived: money(b.waived),
            written_off: money(b.written_off),
            credited: money(b.credited),
            refunded: money(b.refunded),
            open: money(b.open()),
            overpaid: money(b.overpaid()),
            issued_at: row.issued_at.to_string(),
            due_at: row.due_at.to_string(),
            lines: row.lines.iter().map(|l| InvoiceLineView::of(l, row.currency)).collect(),
        }
    }
}

/// A receipt.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoneyReceiptView {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// `CASH`, `TRANSFER`, `GATEWAY`, `PREPAID` or `CHEQUE`.
    pub method: String,
    /// Currency.
    pub currency: String,
    /// What came.
    pub amount: String,
    /// Of that, too much.
    pub surplus: String,
    /// Who paid.
    pub payer: String,
    /// Day in the cash book.
    pub day: String,
    /// When it was recorded.
    pub at: String,
    /// The tax in it; only in the list of an invoice's receipts, and only where tax was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<String>,
}

impl From<&MoneyReceiptRow> for MoneyReceiptView {
    fn from(r: &MoneyReceiptRow) -> MoneyReceiptView {
        MoneyReceiptView {
            id: r.id.to_string(),
            number: r.number.clone(),
            method: r.method.code().into(),
            currency: r.amount.currency.code().into(),
            amount: plain(r.amount),
            surplus: plain(Money { minor: r.surplus_minor, currency: r.amount.currency }),
            payer: r.payer.clone(),
            day: r.on_day.to_string(),
            at: r.at.to_string(),
            tax: None,
        }
    }
}

/// Money in a currency of the thing it is for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountBody {
    /// Like `45.00`.
    pub amount: String,
    /// Who paid, when it is somebody else.
    #[serde(default)]
    pub payer: String,
}

/// A drawer to open or to close.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawerBody {
    /// Money in it, like `100.00`.
    pub amount: String,
    /// Words about a difference.
    #[serde(default)]
    pub note: String,
}

/// A drawer.
#[derive(Debug, Serialize, ToSchema)]
pub struct DrawerView {
    /// Id.
    pub id: String,
    /// Whose.
    pub cashier: String,
    /// Currency.
    pub currency: String,
    /// At the beginning.
    pub float: String,
    /// Sum of its receipts.
    pub taken: String,
    /// Counted at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<String>,
    /// Counted less what should be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
}

impl From<&CashSessionRow> for DrawerView {
    fn from(r: &CashSessionRow) -> DrawerView {
        let money = |minor| plain(Money { minor, currency: r.float.currency });
        DrawerView {
            id: r.id.to_string(),
            cashier: r.cashier_name.clone(),
            currency: r.float.currency.code().into(),
            float: plain(r.float),
            taken: money(r.taken_minor),
            counted: r.counted_minor.map(money),
            difference: r.difference().map(money),
        }
    }
}

/// A closed day.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClosingView {
    /// The day.
    pub day: String,
    /// Its sums.
    #[schema(value_type = Object)]
    pub totals: serde_json::Value,
}

/// A waiver or refund to ask for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoneyRequestBody {
    /// `WAIVER`, `CREDIT`, `SURPLUS`, `WRITE_OFF` or `REOPEN`.
    pub kind: String,
    /// Like `45.00`.
    pub amount: String,
    /// Why.
    pub reason: String,
    /// The paper that shows it: what it is and where it is kept.
    #[serde(default)]
    pub paper: String,
    /// Id of a paper of the case.
    #[serde(default)]
    pub attachment: Option<String>,
}

/// A waiver or refund.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoneyRequestView {
    /// Id.
    pub id: String,
    /// `WAIVER`, `CREDIT`, `SURPLUS`, `WRITE_OFF` or `REOPEN`.
    pub kind: String,
    /// The invoice.
    pub invoice: String,
    /// Minor units of the invoice's currency.
    pub amount_minor: i64,
    /// Why.
    pub reason: String,
    /// `PROPOSED`, `APPROVED` or `REFUSED`.
    pub state: String,
}

impl From<&MoneyRequestRow> for MoneyRequestView {
    fn from(r: &MoneyRequestRow) -> MoneyRequestView {
        MoneyRequestView {
            id: r.id.to_string(),
            kind: r.kind.code().into(),
            invoice: r.invoice.to_string(),
            amount_minor: r.amount_minor,
            reason: r.reason.clone(),
            state: r.state.clone(),
        }
    }
}

/// The fee for urgent handling whose clock was missed, asked back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UrgentFeeBody {
    /// How much, at most the fee with its tax; absent: all of it.
    #[serde(default)]
    pub amount: Option<String>,
}

/// An additional fee.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtraFeeBody {
    /// Code of `fee_items`.
    pub item: String,
    /// How many.
    pub count: u16,
    /// Words to the payer.
    #[serde(default)]
    pub note: String,
}

/// Where the payer's browser goes.
#[derive(Debug, Serialize, ToSchema)]
pub struct GoView {
    /// Address at the payment service.
    pub address: String,
}

/// A number of an invoice or account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberBody {
    /// Like `INV-26-00001`.
    pub number: String,
}

/// A note.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = MoneyNoteBody)]
#[serde(deny_unknown_fields)]
pub struct NoteBody {
    /// Why, or what was done.
    pub reason: String,
}

/// A line of the bank.
#[derive(Debug, Serialize, ToSchema)]
pub struct BankLineView {
    /// Id.
    pub id: String,
    /// Day of booking.
    pub booked_on: String,
    /// Currency.
    pub currency: String,
    /// What came.
    pub amount: String,
    /// What the payer wrote.
    pub reference: String,
    /// Who paid.
    pub payer: String,
}

impl From<&BankLineRow> for BankLineView {
    fn from(r: &BankLineRow) -> BankLineView {
        BankLineView {
            id: r.id.to_string(),
            booked_on: r.booked_on.to_string(),
            currency: r.amount.currency.code().into(),
            amount: plain(r.amount),
            reference: r.reference.clone(),
            payer: r.payer.clone(),
        }
    }
}

/// A row of a file that cannot be used.
#[derive(Debug, Serialize, ToSchema)]
pub struct BankRowView {
    /// Which row.
    pub row: usize,
    /// Stable code.
    pub code: String,
    /// What stands there.
    pub text: String,
}

/// What an import did.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportedView {
    /// Was the same file imported before?
    pub before: bool,
    /// New lines.
    pub new: usize,
    /// Lines known from another file.
    pub known: usize,
    /// Matched now.
    pub matched: usize,
    /// Rows that cannot be used.
    pub errors: Vec<BankRowView>,
}

/// The number of a receipt.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptNumberView {
    /// Number.
    pub receipt: String,
}

/// An account to open.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountBody {
    /// Mail address of a person of the company, or of the private person.
    pub holder: String,
}

/// A prepaid account.
#[derive(Debug, Serialize, ToSchema)]
pub struct PrepaidView {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Whose.
    pub holder: String,
    /// Currency.
    pub currency: String,
    /// What is in it.
    pub balance: String,
    /// Newest first; only for one account.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statement: Vec<MovementView>,
}

impl PrepaidView {
    /// An account with its statement.
    pub fn of(r: &PrepaidRow, statement: &[StatementRow]) -> PrepaidView {
        let money = |minor| plain(Money { minor, currency: r.balance.currency });
        let movement = |s: &StatementRow| MovementView {
            receipt: s.receipt_number.clone(),
            invoice: s.invoice.clone(),
            amount: money(s.delta_minor),
            balance: money(s.balance_minor),
            at: s.at.to_string(),
        };
        PrepaidView {
            id: r.id.to_string(),
            number: r.number.clone(),
            holder: r.holder.clone(),
            currency: r.balance.currency.code().into(),
            balance: plain(r.balance),
            statement: statement.iter().map(movement).collect(),
        }
    }
}

/// A movement of an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct MovementView {
    /// Number of the receipt.
    pub receipt: String,
    /// Number of the invoice that was paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice: Option<String>,
    /// Deposit above zero, draw below.
    pub amount: String,
    /// What was in it then.
    pub balance: String,
    /// When.
    pub at: String,
}

/// Revenue of one fee in one month.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevenueView {
    /// `YYYY-MM`.
    pub month: String,
    /// Code of `fee_items`.
    pub item: String,
    /// Currency.
    pub currency: String,
    /// Less what was given back.
    pub amount: String,
}

impl From<&RevenueRow> for RevenueView {
    fn from(r: &RevenueRow) -> RevenueView {
        RevenueView {
            month: r.month.clone(),
            item: FeeItem::code(r.item).into(),
            currency: r.sum.currency.code().into(),
            amount: plain(r.sum),
        }
    }
}

/// A callback that was not believed.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallbackView {
    /// Id.
    pub id: String,
    /// The reference it named.
    pub reference: String,
    /// Code of the reason.
    pub why: String,
    /// When it came.
    pub at: String,
}

impl From<&UnmatchedRow> for CallbackView {
    fn from(r: &UnmatchedRow) -> CallbackView {
        CallbackView { id: r.id.to_string(), reference: r.reference.clone(), why: r.why.clone(), at: r.at.to_string() }
    }
}

/// What was made of a callback.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeardView {
    /// `settled`, `before`, `refused`, `open` or `unmatched`.
    pub heard: String,
}

/// The payment service.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GatewayBody {
    /// Short name.
    pub provider: String,
    /// Where it answers, https.
    pub address: String,
    /// What it calls us; blank when it gives no name.
    #[serde(default)]
    pub merchant: String,
    /// Name of the secret, as agreed with the service.
    pub key_id: String,
    /// Shared secret, at least 32 characters; never shown again. Left out: the one of this key stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// Reference of a payment that it knows, for the test.
    #[serde(default)]
    pub known: String,
    /// May payers use it?
    pub active: bool,
}
