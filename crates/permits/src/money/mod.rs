//! What a case costs, what was paid of it, and what may be given back (`spec/workflow.md` section 7).
//!
//! An invoice is never edited: its [`Balance`] moves beside it. Money is whole minor units of one currency.

mod balance;
mod codes;
mod pricing;
mod schedule;
mod tax;

pub use balance::{Balance, Credited, Received, fill, take_back};
pub use codes::{ApplicantClass, FeeItem, PayMethod, PayPoint, PaymentStatus, RequestKind};
pub use schedule::{Cited, FeeFacts, FeeLine, FeeRow, FeeSchedule, FeeShare, InvoiceLine, LineShare};
pub use tax::{FeeTax, owed_no_more, tax_of_credit};

use cites::ApplicationStatus;

/// What is given back when an application ends, by default (`spec/workflow.md` section 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenBack {
    /// Everything.
    All,
    /// The fee for the permit that is not issued; the fee for examining stays.
    IssueFee,
    /// The same for so many permits of several: their consignments were given up before they were issued.
    Permits(u16),
    /// Nothing.
    Nothing,
}

/// What is given back when a case in `from` comes to `to`: a refusal keeps the application fee and gives the issue fee
/// back, a withdrawal before examination gives everything back, after it nothing.
pub fn given_back(from: ApplicationStatus, to: ApplicationStatus) -> GivenBack {
    use ApplicationStatus as S;
    match (from, to) {
        (_, S::Refused) if from != S::UnderAppeal => GivenBack::IssueFee,
        (S::AwaitingPayment | S::Submitted | S::Incomplete | S::Accepted, S::Withdrawn) => GivenBack::All,
        (_, S::NoPermitNeeded) => GivenBack::All,
        _ => GivenBack::Nothing,
    }
}

/// Sum of the lines of each item, in the order in which the items first stand.
fn by_item(lines: &[InvoiceLine]) -> Vec<(FeeItem, i64)> {
    let mut sums: Vec<(FeeItem, i64)> = Vec::new();
    for line in lines {
        match sums.iter_mut().find(|(item, _)| *item == line.item) {
            Some(slot) => slot.1 += line.minor,
            None => sums.push((line.item, line.minor)),
        }
    }
    sums
}
