//! The tax on fees: one percentage on the sum of an invoice's other lines, rounded once, and how much of it is in a part.
//!
//! The rate is part of the dated schedule, so that two persons confirm it and yesterday's invoice stays right. Every
//! payment and every refund carries its part of the tax: what has been paid so far holds the tax in the proportion of the
//! whole invoice, rounded half a minor unit upwards; each movement carries what is missing to that, so that the parts
//! always add up to the whole.

use super::codes::FeeItem;
use super::schedule::{InvoiceLine, LineShare, too_large};
use super::{GivenBack, by_item};
use crate::error::ActError;
use cites::Amount;
use serde::{Deserialize, Serialize};

/// The tax on all fees of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeTax {
    /// Percent of the fees, above 0 and at most 100; up to six decimals, exact.
    pub percent: Amount,
}

impl FeeTax {
    /// Is it a tax at all, and not more than the fees?
    pub(super) fn is_possible(&self) -> bool {
        (1..=100_000_000).contains(&self.percent.micro())
    }

    /// The line of the tax on these lines; `None` where it is less than half a minor unit.
    ///
    /// # Errors
    /// `money-large`.
    pub fn on(&self, lines: &[InvoiceLine]) -> Result<Option<InvoiceLine>, ActError> {
        let net = lines.iter().try_fold(0_i64, |sum, l| sum.checked_add(l.minor)).ok_or_else(too_large)?;
        let exact = i128::from(self.percent.micro()) * i128::from(net);
        let minor = i64::try_from((exact + 50_000_000) / 100_000_000).map_err(|_| too_large())?;
        let share = Some(LineShare { percent: self.percent, value_minor: net });
        Ok((minor > 0).then(|| InvoiceLine { share, ..InvoiceLine::once(FeeItem::Tax, minor) }))
    }
}

/// An invoice's tax and its whole sum, minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taxed {
    tax: i64,
    total: i64,
}

impl Taxed {
    /// Of an invoice with these lines.
    pub(super) fn of(lines: &[InvoiceLine]) -> Taxed {
        let sum = |only: bool| lines.iter().filter(|l| !only || l.item == FeeItem::Tax).map(|l| l.minor).sum();
        Taxed { tax: sum(true), total: sum(false) }
    }

    /// How much tax is in so much of it, from the first coin on: half a minor unit goes up.
    pub(super) fn within(self, part: i64) -> i64 {
        if self.tax <= 0 || self.total <= 0 {
            return 0;
        }
        let (total, part) = (i128::from(self.total), i128::from(part.clamp(0, self.total)));
        let exact = (part * i128::from(self.tax) * 2 + total) / (total * 2);
        i64::try_from(exact).unwrap_or(self.tax)
    }

    /// The tax in what is taken off, when so much stood before and less stands after.
    pub(super) fn between(self, before: i64, after: i64) -> i64 {
        self.within(before) - self.within(after)
    }

    /// What is to be taken off the whole invoice so that its fees become less by exactly `net`.
    pub(super) fn gross(self, net: i64) -> i64 {
        let net_of = |gross: i64| gross - self.between(self.total, self.total - gross);
        // The tax on it, rounded, or one minor unit beside it: rounding moves the border by no more.
        let near = net + self.within(self.proportion(net));
        (near - 2..=near + 2).find(|gross| *gross >= net && net_of(*gross) == net).unwrap_or(near).min(self.total)
    }

    /// The part of the whole whose fees are about `net`.
    fn proportion(self, net: i64) -> i64 {
        let fees = i128::from((self.total - self.tax).max(1));
        i64::try_from(i128::from(net) * i128::from(self.total) / fees).unwrap_or(self.total)
    }
}

/// The tax in a credit note over `amount` of an invoice of which `credited` was credited before, minor units.
pub fn tax_of_credit(lines: &[InvoiceLine], credited: i64, amount: i64) -> i64 {
    let taxed = Taxed::of(lines);
    let left = taxed.total - credited;
    taxed.between(left, left - amount)
}

/// What is not owed any more of these lines, by item, when a case ends in this way; the part of the tax goes with it.
pub fn owed_no_more(lines: &[InvoiceLine], back: GivenBack) -> Vec<(FeeItem, i64)> {
    let sums = by_item(lines);
    if back == GivenBack::All {
        return sums.into_iter().filter(|(_, minor)| *minor > 0).collect();
    }
    let part = |(item, minor): &(FeeItem, i64)| match back {
        GivenBack::Permits(n) => {
            let each = lines.iter().filter(|l| l.item == *item).map(|l| l.rate_minor.max(0)).max();
            each.unwrap_or(0).saturating_mul(i64::from(n)).min(*minor)
        }
        _ => *minor,
    };
    let fees = sums.iter().filter(|(item, _)| *item != FeeItem::Tax && back.gives(*item));
    let mut out: Vec<(FeeItem, i64)> = fees.map(|sum| (sum.0, part(sum))).filter(|(_, minor)| *minor > 0).collect();
    let net: i64 = out.iter().map(|(_, minor)| minor).sum();
    let tax = if net > 0 { Taxed::of(lines).gross(net) - net } else { 0 };
    out.extend((tax > 0).then_some((FeeItem::Tax, tax)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(text: &str) -> FeeTax {
        FeeTax { percent: Amount::parse(text).unwrap() }
    }

    fn taxed(app: i64, issue: i64, rate: &str) -> Vec<InvoiceLine> {
        let mut lines = vec![InvoiceLine::once(FeeItem::App, app), InvoiceLine::once(FeeItem::Issue, issue)];
        let tax = percent(rate).on(&lines).unwrap();
        lines.extend(tax);
        lines
    }

    #[test]
    fn the_tax_is_rounded_once_on_the_sum() {
        let tax = |minor, rate: &str| taxed(minor, 0, rate).iter().find(|l| l.item == FeeItem::Tax).map(|l| l.minor);
        assert_eq!(tax(5000, "18"), Some(900));
        assert_eq!(tax(333, "7.7"), Some(26), "25.641");
        assert_eq!(tax(150, "15"), Some(23), "22.5: half a cent goes up");
        assert_eq!(tax(2, "20"), None, "less than half a cent is no line");
        assert!(!percent("0").is_possible() && !percent("100.000001").is_possible() && percent("100").is_possible());
    }

    #[test]
    fn a_refused_fee_comes_back_with_exactly_its_tax_whatever_the_rounding() {
        for rate in ["1", "7.7", "15", "18", "19.6", "33.333333", "100"] {
            for (app, issue) in [(3000, 2000), (1, 1), (333, 777), (9999, 1), (1, 9999), (12_345, 6_789)] {
                let lines = taxed(app, issue, rate);
                let whole = Taxed::of(&lines);
                let back = owed_no_more(&lines, GivenBack::Unissued);
                assert_eq!(back[0], (FeeItem::Issue, issue), "{rate} {app} {issue}");
                let sum: i64 = back.iter().map(|(_, minor)| minor).sum();
                assert_eq!(tax_of_credit(&lines, 0, sum), sum - issue, "{rate} {app} {issue}");
                // And what stays is the other fee with the rest of the tax.
                let rest = tax_of_credit(&lines, sum, whole.total - sum);
                assert_eq!(rest + sum - issue, whole.tax);
            }
        }
    }

    #[test]
    fn of_three_permits_one_is_given_up() {
        let issue = InvoiceLine { count: Amount::whole(3), minor: 6000, ..InvoiceLine::once(FeeItem::Issue, 2000) };
        let mut lines = vec![InvoiceLine::once(FeeItem::App, 3000), issue];
        assert_eq!(owed_no_more(&lines, GivenBack::Permits(1)), [(FeeItem::Issue, 2000)]);
        assert_eq!(owed_no_more(&lines, GivenBack::Permits(9)), [(FeeItem::Issue, 6000)], "never more than was asked");
        lines.extend(percent("18").on(&lines).unwrap());
        assert_eq!(owed_no_more(&lines, GivenBack::Permits(1)), [(FeeItem::Issue, 2000), (FeeItem::Tax, 360)]);
        let all: i64 = owed_no_more(&lines, GivenBack::All).iter().map(|(_, minor)| minor).sum();
        assert_eq!(all, 9000 + 1620);
        assert_eq!(owed_no_more(&lines, GivenBack::Nothing), []);
    }

    #[test]
    fn who_waited_too_long_gets_the_urgent_fee_back_and_nothing_else() {
        let mut lines = vec![InvoiceLine::once(FeeItem::App, 3000), InvoiceLine::once(FeeItem::Urgent, 4000)];
        lines.push(InvoiceLine::once(FeeItem::Replace, 1500));
        lines.extend(percent("18").on(&lines).unwrap());
        assert_eq!(owed_no_more(&lines, GivenBack::Urgent), [(FeeItem::Urgent, 4000), (FeeItem::Tax, 720)]);
        assert_eq!(owed_no_more(&lines, GivenBack::Unissued), [(FeeItem::Replace, 1500), (FeeItem::Tax, 270)]);
        assert_eq!(owed_no_more(&lines[..1], GivenBack::Urgent), []);
    }
}
