//! Money: what a fee is, what is to be paid, what was paid, and what the cash book says.

mod beside;
mod books;
mod cheques;
pub(crate) mod cited;
mod desk;
mod fees;
mod gateway;
mod given_up;
mod invoice;
mod months;
mod offices;
mod receipt;
mod stopped;

pub use beside::{About, InvoiceShort, PermitFeePage};
pub use books::{AccountPage, AccountRow, Accounts, ExtraFee, Movement, RevenueCell, RevenuePage};
pub use cheques::{ChequeLine, ChequesPage};
pub use cited::{Cited, Cost, RowFor};
pub use desk::{BankLine, BankPage, Callback, CashPage, FinanceDay, Unusable, WaitingRequest};
pub use fees::{FeeForm, FeePage, FeeRow, Fees, FeesRow, Preview};
pub use gateway::{GatewayPage, ServiceSet, TestSaid};
pub use given_up::{WaiverLine, WriteOffLine};
pub use invoice::{Figures, InvoiceLine, InvoicePage, MoneyRequest, Note, Paid};
pub use offices::{OfficeLine, OfficesPage};

pub use receipt::{PaymentRow, Payments, ReceiptPage};
pub use stopped::Stopped;

pub use months::{MonthLine, MonthsPage, Sum};

use crate::parts::{Tag, Tone};
use crate::{Words, links};
use cites::{Currency, Money};

/// Tag of a payment status by its code (`data/codes/payment_statuses.csv`).
fn status_tag(code: &str, w: &Words) -> Tag {
    let tone = match code {
        "PAID" | "PREPAID" | "WAIVED" => Tone::Go,
        "DUE" | "PARTLY_PAID" | "REFUND_REQUESTED" => Tone::Wait,
        "FAILED" => Tone::Stop,
        "PENDING_GATEWAY" => Tone::Move,
        _ => Tone::Rest,
    };
    Tag::new(tone, w.code("payment", code))
}

/// Why money is to go back: what a person wrote, or in words the end of the case, which the system notes as a code.
fn why_back(reason: &str, w: &Words) -> String {
    let ended = reason.split_once(": ").and_then(|(code, invoice)| {
        if code == "URGENT" {
            return Some(w.say1("finance-urgent-missed", "invoice", invoice));
        }
        let status = cites::ApplicationStatus::from_code(code)?;
        Some(w.say2("finance-case-ended", "status", w.application_status(&status), "invoice", invoice))
    });
    ended.unwrap_or_else(|| reason.to_owned())
}

/// An amount with its sign, also below one.
fn signed(money: Money, w: &Words) -> String {
    let plain = w.money(&Money { minor: money.minor.saturating_abs(), ..money });
    if money.minor < 0 { format!("−{plain}") } else { plain }
}

/// Links to the parts of the cash book, the present one marked.
pub(crate) fn sections(now: &str, w: &Words) -> crate::Html {
    let items = [
        (links::FINANCE, "finance-day"),
        (links::CASH, "finance-drawer"),
        (links::BANK, "finance-bank"),
        (links::FEES, "finance-fees"),
        (links::ACCOUNTS, "finance-accounts"),
        (links::REVENUE, "finance-revenue"),
        (links::CHEQUES, "finance-cheques"),
        (links::MONTHS, "finance-months"),
        (links::GATEWAY, "finance-gateway"),
        (links::OFFICES, "finance-offices"),
    ];
    let links = items.map(|(href, key)| {
        let current = if href == now { " aria-current=\"page\"" } else { "" };
        format!("<a href=\"{href}\"{current}>{}</a>", crate::html::escape(&w.say(key)))
    });
    crate::Html::markup(format!(
        "<nav class=\"tabs\" aria-label=\"{}\">{}</nav>",
        crate::html::escape(&w.say("finance-title")),
        links.join("")
    ))
}

/// The same for whoever reads the cash book; the counter has only its drawer and its cheques.
pub(crate) fn desk_sections(shell: &crate::Shell, now: &str, w: &Words) -> crate::Html {
    use cites::Role;
    let readers = [Role::Accountant, Role::Cashier, Role::MaSupervisor, Role::TenantAdmin, Role::Auditor];
    if shell.holds(&readers) { sections(now, w) } else { crate::Html::default() }
}

/// A sample amount.
pub(crate) fn usd(minor: i64) -> Money {
    match Currency::parse("USD") {
        Ok(currency) => Money { minor, currency },
        Err(e) => panic!("a sample's literal is wrong: {e}"),
    }
}
