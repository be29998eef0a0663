//! Money: what a case costs, who paid it, what is given back, and what the cash book says (`spec/workflow.md` 7).
//!
//! Reading order: `schedule` (what a fee is), `estimate` (what a case will cost), `charge` (invoices), `settle` (money comes), then the ways money comes:
//! `cash`, `cheque`, `bank`, `account`, `gateway`; `monthly` (fees collected into one bill); `request` (what two persons
//! decide, with the paper behind it); `write_off` (debts given up), `terms_stop` (what that does to
//! monthly payment); `beside` (fees of registrations, copies, tags, stamps and late papers); `reversal` (a receipt taken back); `follow` (what
//! the end of a case does); `month` (closed for good); `offices` (where money is taken).
//! Rows are locked in one order everywhere: case, invoice, account.

pub mod account;
pub mod bank;
pub mod beside;
pub mod cash;
pub mod charge;
pub mod cheque;
pub mod estimate;
pub mod follow;
pub mod gateway;
pub mod ledger;
pub mod month;
pub mod monthly;
pub mod offices;
pub mod request;
pub mod reversal;
pub mod schedule;
pub mod settle;
pub mod terms_stop;
pub mod urgent_fee;
pub mod write_off;

use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::Who;
use cites::ids::InvoiceId;
use cites::{Date, Role, Timestamp};
use permits::Application;
use permits::application::ApplicantSide;
use store::{InvoiceRow, Read, Tx};

/// Who enters and confirms fee schedules; never the same person for one schedule.
pub const FEES: &[Role] = &[Role::Accountant, Role::TenantAdmin];
/// Who takes money at the counter.
pub const COUNTER: &[Role] = &[Role::Cashier, Role::MaClerk];
/// Who matches the bank's files, keeps prepaid accounts and looks after callbacks.
pub const BOOKS: &[Role] = &[Role::Accountant];
/// Who asks for a waiver or a refund. A cashier does not (`data/codes/roles.csv`).
pub const ASK: &[Role] = &[Role::Accountant, Role::MaClerk, Role::MaOfficer, Role::MaSupervisor];
/// Who may be the second person of a waiver or a refund.
pub const DECIDE: &[Role] = &[Role::Accountant, Role::MaSupervisor, Role::TenantAdmin];
/// Who closes a day.
pub const CLOSE: &[Role] = &[Role::Accountant, Role::Cashier];
/// Who reads the cash book.
pub const READ: &[Role] = &[Role::Accountant, Role::Cashier, Role::MaSupervisor, Role::TenantAdmin, Role::Auditor];
/// Who reads any invoice of the Party.
pub const INVOICES: &[Role] = &[
    Role::Accountant,
    Role::Cashier,
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::TenantAdmin,
    Role::Auditor,
];

/// The side that pays an invoice, as it is kept on it.
pub(crate) fn side(row: &InvoiceRow) -> ApplicantSide {
    ApplicantSide { applicant: row.person, organisation: row.organisation, agent: None }
}

/// May the actor see this invoice? The payer's side its own, the authority's finance and case roles all.
///
/// # Errors
/// What the archive says.
pub async fn may_see(read: &mut Read, who: &Who, row: &InvoiceRow) -> Result<bool, Error> {
    if who.actor.person().is_none() || who.must_be(INVOICES).is_ok() {
        return Ok(true);
    }
    let home = who.actor.person().is_some_and(|p| p.party == who.house.party());
    if home && side(row).includes(&who.actor) {
        return Ok(true);
    }
    // An agent of the case pays for it too.
    let Some(id) = row.application else { return Ok(false) };
    let stored: Option<store::StoredApplication<Application>> = read.application(id).await?;
    Ok(home && stored.is_some_and(|s| s.value.side().includes(&who.actor)))
}

/// An invoice that the actor may see.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn load(read: &mut Read, who: &Who, id: InvoiceId) -> Result<InvoiceRow, Error> {
    let row = read.invoice(id).await?.ok_or(Error::NotFound("invoice"))?;
    if may_see(read, who, &row).await? { Ok(row) } else { Err(Error::NotFound("invoice")) }
}

/// Number of a document of money: its kind, the year, the serial: `INV-26-00001`.
fn number(kind: &str, year: i16, serial: u64) -> String {
    format!("{kind}-{:02}-{serial:05}", year.rem_euclid(100))
}

/// Takes the next number of receipts or holds the series (`take` false), then answers the day of the cash book on which
/// the money stands: today, or the first day after the last closed one. Holding the series keeps a day from being
/// closed between this question and the commit.
async fn book(tx: &mut Tx, now: Timestamp, take: bool) -> Result<(Date, String), Error> {
    let today = day(now);
    let first = tx.take_serials("money-receipt", today.year(), u32::from(take)).await?;
    let mut open = match tx.last_closed_day().await? {
        Some(closed) if closed >= today => closed.tomorrow().map_err(Error::internal)?,
        _ => today,
    };
    // A clock that was set back finds the month closed: the money stands in the first open one.
    while tx.month_closing(&month::of(open)).await?.is_some_and(|m| m.closed) {
        open = open.last_of_month().tomorrow().map_err(Error::internal)?;
    }
    Ok((open, number("REC", today.year(), first)))
}
