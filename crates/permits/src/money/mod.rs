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

/// What comes back at the end of a case. Which fee items that are is said by [`GivenBack::gives`] alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenBack {
    /// Everything: nothing was examined, or nothing had to be.
    All,
    /// The fees for permits that were not issued; what was for examining stays.
    Unissued,
    /// The same, as far as it is not paid yet: nobody is asked to pay for a permit that there will not be, but what was
    /// paid stays.
    Unpaid,
    /// The fee for so many permits of several: their consignments were given up before they were issued.
    Permits(u16),
    /// The fee for urgent handling: the Authority missed the urgent clock.
    Urgent,
    /// Nothing.
    Nothing,
}

impl GivenBack {
    /// Does this item come back? The tax goes with the items.
    pub const fn gives(self, item: FeeItem) -> bool {
        match self {
            GivenBack::All => true,
            GivenBack::Unissued | GivenBack::Unpaid => item.earned_by_permit(),
            GivenBack::Permits(_) => matches!(item, FeeItem::Issue),
            GivenBack::Urgent => matches!(item, FeeItem::Urgent),
            GivenBack::Nothing => false,
        }
    }
}

/// What comes back when a case in `from` comes to `to` (`spec/workflow.md`, section 7). Withdrawn before examination:
/// everything; later: nothing that was paid. Refused: what its basis in the table of fee items says is not earned yet,
/// fees per permit. An appeal that fails gives nothing more than the refusal did.
pub fn given_back(from: ApplicationStatus, to: ApplicationStatus) -> GivenBack {
    use ApplicationStatus as S;
    match (from, to) {
        (S::AwaitingPayment | S::Submitted | S::Incomplete | S::Accepted, S::Withdrawn) => GivenBack::All,
        (_, S::NoPermitNeeded) => GivenBack::All,
        (S::UnderAppeal, _) => GivenBack::Nothing,
        (_, S::Withdrawn) => GivenBack::Unpaid,
        (_, S::Refused | S::ClosedNoReply) => GivenBack::Unissued,
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

#[cfg(test)]
mod tests {
    use super::*;
    use ApplicationStatus as S;

    #[test]
    fn every_end_of_a_case_gives_back_what_is_not_earned_yet() {
        for before in [S::AwaitingPayment, S::Submitted, S::Incomplete, S::Accepted] {
            assert_eq!(given_back(before, S::Withdrawn), GivenBack::All, "{before:?}");
        }
        for later in [S::UnderExamination, S::InfoRequested, S::AwaitingAdditionalPayment, S::Approved] {
            assert_eq!(given_back(later, S::Withdrawn), GivenBack::Unpaid, "{later:?}");
        }
        assert_eq!(given_back(S::DecisionProposed, S::Refused), GivenBack::Unissued);
        assert_eq!(given_back(S::Incomplete, S::ClosedNoReply), GivenBack::Unissued);
        assert_eq!(given_back(S::Submitted, S::NoPermitNeeded), GivenBack::All);
        for to in [S::Refused, S::UnderExamination, S::Withdrawn] {
            assert_eq!(given_back(S::UnderAppeal, to), GivenBack::Nothing, "the refusal gave it back: {to:?}");
        }
        assert_eq!(given_back(S::Approved, S::Issued), GivenBack::Nothing);
    }

    #[test]
    fn what_comes_back_stands_in_the_documents_as_it_is_done() {
        let paper = include_str!("../../../../docs/divergences.md");
        let ends = [GivenBack::All, GivenBack::Unissued, GivenBack::Unpaid, GivenBack::Permits(1), GivenBack::Urgent];
        for item in FeeItem::ALL.iter().filter(|i| **i != FeeItem::Tax) {
            let cells: Vec<&str> = ends.iter().map(|end| if end.gives(*item) { "back" } else { "stays" }).collect();
            let row = format!("| {} | {} |", item.code(), cells.join(" | "));
            assert!(paper.contains(&row), "docs/divergences.md should say: {row}");
        }
    }

    #[test]
    fn fees_per_permit_are_those_of_the_table() {
        let table = include_str!("../../../../data/codes/fee_items.csv");
        for row in csv::Reader::from_reader(table.as_bytes()).records().map(Result::unwrap) {
            let item = FeeItem::from_code(&row[0]);
            // A late return is a penalty for a permit that was issued before.
            let Some(item) = item.filter(|i| *i != FeeItem::Late) else { continue };
            assert_eq!(item.earned_by_permit(), &row[2] == "per permit", "{}", &row[0]);
        }
    }
}
