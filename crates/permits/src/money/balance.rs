//! What is open of an invoice, and how payments, waivers and credit notes move it. Nothing here can go below zero.

use super::by_item;
use super::codes::{FeeItem, PaymentStatus};
use super::schedule::InvoiceLine;
use super::tax::Taxed;
use crate::error::ActError;
use serde::{Deserialize, Serialize};

/// Where an invoice stands, in minor units of its currency.
///
/// Open = total − waived − written off − credited − (paid − refunded); never negative. What is paid beyond stands as surplus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Balance {
    /// What the invoice says.
    pub total: i64,
    /// Sum of what receipts put on it.
    pub paid: i64,
    /// Of that, from a prepaid account.
    pub drawn: i64,
    /// Waived by two persons.
    pub waived: i64,
    /// Given up by two persons: not owed any more, and not paid either.
    #[serde(default)]
    pub written_off: i64,
    /// Sum of its credit notes.
    pub credited: i64,
    /// Of what was paid, given back by credit notes.
    pub refunded: i64,
    /// Paid too much.
    pub surplus: i64,
    /// Of that, given back.
    pub surplus_back: i64,
}

/// How a receipt is put on an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// On the invoice.
    pub allocated: i64,
    /// Beyond it.
    pub surplus: i64,
}

/// What a credit note does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credited {
    /// Of the note, money given back.
    pub refunded: i64,
}

fn say(code: &'static str, help: &str) -> ActError {
    ActError::precondition(code, help)
}

fn positive(amount: i64) -> Result<i64, ActError> {
    if amount > 0 { Ok(amount) } else { Err(say("money-zero", "Give an amount above zero.")) }
}

impl Balance {
    /// A new invoice.
    pub fn new(total: i64) -> Balance {
        Balance { total, ..Balance::default() }
    }

    /// What is still to be paid.
    pub fn open(&self) -> i64 {
        self.left() - (self.paid - self.refunded)
    }

    /// What of the invoice still counts: neither waived nor written off nor credited.
    pub fn left(&self) -> i64 {
        self.total - self.waived - self.written_off - self.credited
    }

    /// What was paid too much and not given back.
    pub fn overpaid(&self) -> i64 {
        self.surplus - self.surplus_back
    }

    /// Nothing left to pay? A debt that was given up is not owed, but it is not settled either.
    pub fn settled(&self) -> bool {
        self.open() == 0 && self.written_off == 0
    }

    /// Money comes: what is open first, the rest is surplus and stays visible.
    ///
    /// # Errors
    /// `money-zero`, `money-large`, `invoice-written-off`.
    pub fn receive(&mut self, amount: i64, from_account: bool) -> Result<Received, ActError> {
        let amount = positive(amount)?;
        self.must_be_owed()?;
        let allocated = amount.min(self.open());
        let surplus = amount - allocated;
        let large = || say("money-large", "The amount is too large.");
        self.surplus = self.surplus.checked_add(surplus).ok_or_else(large)?;
        self.paid += allocated;
        if from_account {
            self.drawn += allocated;
        }
        Ok(Received { allocated, surplus })
    }

    /// Nothing is collected of a debt that was given up.
    ///
    /// # Errors
    /// `invoice-written-off`.
    pub fn must_be_owed(&self) -> Result<(), ActError> {
        if self.written_off == 0 {
            return Ok(());
        }
        Err(say("invoice-written-off", "This debt was written off; have two persons open it again first."))
    }

    /// Gives up what is open, all of it: part of a debt is waived, not written off.
    ///
    /// # Errors
    /// `money-zero`, `write-off-whole`, `invoice-written-off`.
    pub fn write_off(&mut self, amount: i64) -> Result<(), ActError> {
        self.must_be_owed()?;
        if positive(amount)? != self.open() {
            return Err(say("write-off-whole", "Write off exactly what is open, no more and no less."));
        }
        self.written_off = amount;
        Ok(())
    }

    /// A debt that was given up is owed again, all of it.
    ///
    /// # Errors
    /// `money-zero`, `reopen-whole`.
    pub fn reopen(&mut self, amount: i64) -> Result<(), ActError> {
        if positive(amount)? != self.written_off {
            return Err(say("reopen-whole", "Open again exactly what was written off."));
        }
        self.written_off = 0;
        Ok(())
    }

    /// Waives a part of what is open.
    ///
    /// # Errors
    /// `money-zero`, `waiver-more-than-open`.
    pub fn waive(&mut self, amount: i64) -> Result<(), ActError> {
        if positive(amount)? > self.open() {
            return Err(say("waiver-more-than-open", "No more than what is open can be waived."));
        }
        self.waived += amount;
        Ok(())
    }

    /// Credits a part of the invoice: what is open goes first, the rest was paid and is given back.
    ///
    /// # Errors
    /// `money-zero`, `credit-more-than-invoice`.
    pub fn credit(&mut self, amount: i64) -> Result<Credited, ActError> {
        if positive(amount)? > self.left() {
            return Err(say("credit-more-than-invoice", "No more than the invoice's own amount can be credited."));
        }
        let refunded = (amount - self.open()).max(0);
        self.credited += amount;
        self.refunded += refunded;
        Ok(Credited { refunded })
    }

    /// Gives back what was paid too much.
    ///
    /// # Errors
    /// `money-zero`, `surplus-more-than-overpaid`.
    pub fn give_surplus_back(&mut self, amount: i64) -> Result<(), ActError> {
        if positive(amount)? > self.overpaid() {
            return Err(say("surplus-more-than-overpaid", "No more than what was paid too much can be given back."));
        }
        self.surplus_back += amount;
        Ok(())
    }

    /// Takes a receipt back: a cheque that bounced, or one written by mistake. What it had paid is open again.
    ///
    /// # Errors
    /// `money-zero`, `reversal-given-back` when money of it was given back already.
    pub fn take_back(&mut self, allocated: i64, surplus: i64) -> Result<(), ActError> {
        positive(allocated.saturating_add(surplus))?;
        let (paid, left) = (self.paid - allocated, self.surplus - surplus);
        if allocated < 0 || surplus < 0 || paid < self.refunded.max(self.drawn) || left < self.surplus_back {
            return Err(say(
                "reversal-given-back",
                "Money of this receipt was given back already; it cannot be taken back a second time.",
            ));
        }
        (self.paid, self.surplus) = (paid, left);
        Ok(())
    }

    /// The status of the payment; `waiting`: a payer is at the gateway, `refund`: a refund waits.
    pub fn status(&self, waiting: bool, refund: bool) -> PaymentStatus {
        use PaymentStatus as S;
        if refund {
            return S::RefundRequested;
        }
        if self.open() > 0 {
            return match (waiting, self.paid > self.refunded) {
                (true, _) => S::PendingGateway,
                (false, true) => S::PartlyPaid,
                (false, false) => S::Due,
            };
        }
        if self.written_off > 0 {
            S::WrittenOff
        } else if self.refunded > 0 {
            S::Refunded
        } else if self.paid == 0 && self.waived > 0 {
            S::Waived
        } else if self.paid == 0 {
            S::Cancelled
        } else if self.drawn == self.paid {
            S::Prepaid
        } else {
            S::Paid
        }
    }
}

fn of(had: &[(FeeItem, i64)], item: FeeItem) -> i64 {
    had.iter().filter(|(i, _)| *i == item).map(|(_, minor)| minor).sum()
}

/// Which items a payment pays: its part of the tax, then the fees in their order, after what was put on them before.
pub fn fill(lines: &[InvoiceLine], before: &[(FeeItem, i64)], amount: i64) -> Vec<(FeeItem, i64)> {
    let stood: i64 = before.iter().map(|(_, minor)| minor).sum();
    let tax = (Taxed::of(lines).within(stood + amount) - of(before, FeeItem::Tax)).clamp(0, amount);
    let mut left = amount - tax;
    let mut out = Vec::new();
    let fees: Vec<(FeeItem, i64)> = by_item(lines).into_iter().filter(|(item, _)| *item != FeeItem::Tax).collect();
    for (item, minor) in &fees {
        let part = left.min((minor - of(before, *item)).max(0));
        if part > 0 {
            out.push((*item, part));
            left -= part;
        }
    }
    // What credit notes took from a line can be paid on another: no coin is lost from the sum.
    if left > 0
        && let Some((first, _)) = fees.first()
    {
        match out.iter_mut().find(|(item, _)| item == first) {
            Some(slot) => slot.1 += left,
            None => out.push((*first, left)),
        }
    }
    out.extend((tax > 0).then_some((FeeItem::Tax, tax)));
    out
}

/// From which items money is given back: its part of the tax; `first` before the others, with it what is earned by the
/// permit where it is, then from the last fee backwards.
pub fn take_back(
    lines: &[InvoiceLine],
    had: &[(FeeItem, i64)],
    first: Option<FeeItem>,
    amount: i64,
) -> Vec<(FeeItem, i64)> {
    let stood: i64 = had.iter().map(|(_, minor)| minor).sum();
    let taxed = of(had, FeeItem::Tax);
    let tax = (taxed - Taxed::of(lines).within(stood - amount)).clamp(0, amount.min(taxed.max(0)));
    let fees = by_item(lines).into_iter().rev().map(|(item, _)| item);
    let mut order: Vec<FeeItem> = fees.filter(|item| *item != FeeItem::Tax).collect();
    if let Some(first) = first {
        let beside = |item: &FeeItem| first.earned_by_permit() && item.earned_by_permit();
        order.sort_by_key(|item| (*item != first, !beside(item)));
    }
    let mut left = amount - tax;
    let mut out: Vec<(FeeItem, i64)> = Vec::new();
    for item in order {
        let part = left.min(of(had, item).max(0));
        if part > 0 {
            out.push((item, part));
            left -= part;
        }
    }
    let tax = tax + left;
    out.extend((tax > 0).then_some((FeeItem::Tax, tax)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payment_in_parts_with_a_little_too_much() {
        let mut invoice = Balance::new(5000);
        assert_eq!(invoice.status(false, false), PaymentStatus::Due);
        assert_eq!(invoice.receive(2000, false).unwrap(), Received { allocated: 2000, surplus: 0 });
        assert_eq!(invoice.status(false, false), PaymentStatus::PartlyPaid);
        assert_eq!(invoice.receive(3500, false).unwrap(), Received { allocated: 3000, surplus: 500 });
        assert_eq!((invoice.open(), invoice.overpaid()), (0, 500));
        assert_eq!(invoice.status(false, false), PaymentStatus::Paid);
        assert_eq!(invoice.give_surplus_back(501).unwrap_err().code(), "surplus-more-than-overpaid");
        invoice.give_surplus_back(500).unwrap();
        assert_eq!(invoice.overpaid(), 0);
        assert_eq!(invoice.receive(0, false).unwrap_err().code(), "money-zero");
        assert_eq!(invoice.receive(-5, false).unwrap_err().code(), "money-zero", "a receipt is never negative");
    }

    #[test]
    fn a_credit_note_gives_back_only_what_was_paid() {
        let mut unpaid = Balance::new(5000);
        assert_eq!(unpaid.credit(5000).unwrap(), Credited { refunded: 0 });
        assert_eq!(unpaid.status(false, false), PaymentStatus::Cancelled);
        let mut paid = Balance::new(5000);
        paid.receive(5000, false).unwrap();
        assert_eq!(paid.credit(2000).unwrap(), Credited { refunded: 2000 });
        assert_eq!((paid.open(), paid.status(false, false)), (0, PaymentStatus::Refunded));
        assert_eq!(paid.credit(3001).unwrap_err().code(), "credit-more-than-invoice");
        let mut half = Balance::new(5000);
        half.receive(4000, false).unwrap();
        assert_eq!(half.credit(2000).unwrap(), Credited { refunded: 1000 }, "1000 was open and is not owed any more");
    }

    #[test]
    fn a_waiver_lowers_what_is_open_and_no_more() {
        let mut invoice = Balance::new(5000);
        assert_eq!(invoice.waive(5001).unwrap_err().code(), "waiver-more-than-open");
        invoice.waive(5000).unwrap();
        assert_eq!(invoice.status(false, false), PaymentStatus::Waived);
        let mut drawn = Balance::new(100);
        drawn.receive(100, true).unwrap();
        assert_eq!(drawn.status(false, false), PaymentStatus::Prepaid);
        assert_eq!(drawn.status(false, true), PaymentStatus::RefundRequested);
    }

    #[test]
    fn a_debt_that_was_given_up_takes_no_money_until_it_is_owed_again() {
        let mut invoice = Balance::new(5000);
        invoice.receive(2000, false).unwrap();
        assert_eq!(invoice.write_off(2999).unwrap_err().code(), "write-off-whole");
        assert_eq!(invoice.reopen(3000).unwrap_err().code(), "reopen-whole", "nothing was given up");
        invoice.write_off(3000).unwrap();
        assert_eq!((invoice.open(), invoice.settled()), (0, false), "not owed, and not paid");
        assert_eq!(invoice.status(false, false), PaymentStatus::WrittenOff);
        assert_eq!(invoice.receive(1, false).unwrap_err().code(), "invoice-written-off");
        assert_eq!(invoice.write_off(1).unwrap_err().code(), "invoice-written-off");
        assert_eq!(invoice.credit(2001).unwrap_err().code(), "credit-more-than-invoice", "only what was paid");
        // What was paid of it may still be taken back by the bank: that part is owed.
        let mut bounced = invoice;
        bounced.take_back(2000, 0).unwrap();
        assert_eq!((bounced.open(), bounced.status(false, false)), (2000, PaymentStatus::Due));
        assert_eq!(invoice.reopen(2999).unwrap_err().code(), "reopen-whole");
        invoice.reopen(3000).unwrap();
        assert_eq!(invoice.receive(3000, false).unwrap(), Received { allocated: 3000, surplus: 0 });
        assert!(invoice.settled());
    }

    #[test]
    fn every_status_of_the_table_is_reached() {
        let with = |change: &dyn Fn(&mut Balance)| {
            let mut b = Balance::new(100);
            change(&mut b);
            b
        };
        let fresh = Balance::new(100);
        let paid = with(&|b| drop(b.receive(100, false)));
        let reached = [
            fresh.status(false, false),
            with(&|b| drop(b.receive(40, false))).status(false, false),
            paid.status(false, false),
            fresh.status(true, false),
            fresh.status(false, false).after_the_gateway_said_no(),
            with(&|b| drop(b.waive(100))).status(false, false),
            with(&|b| drop(b.receive(100, true))).status(false, false),
            paid.status(false, true),
            with(&|b| drop(b.receive(100, false).and_then(|_| b.credit(100)))).status(false, false),
            with(&|b| drop(b.credit(100))).status(false, false),
            with(&|b| drop(b.write_off(100))).status(false, false),
        ];
        assert_eq!(reached, PaymentStatus::ALL);
        assert_eq!(
            paid.status(false, false).after_the_gateway_said_no(),
            PaymentStatus::Paid,
            "paid another way since"
        );
    }

    #[test]
    fn a_receipt_that_is_taken_back_leaves_the_invoice_open_again() {
        let mut invoice = Balance::new(5000);
        invoice.receive(2000, false).unwrap();
        let cheque = invoice.receive(3500, false).unwrap();
        assert!(invoice.settled());
        invoice.take_back(cheque.allocated, cheque.surplus).unwrap();
        assert_eq!((invoice.open(), invoice.overpaid(), invoice.paid), (3000, 0, 2000));
        assert_eq!(invoice.take_back(0, 0).unwrap_err().code(), "money-zero");
        assert_eq!(invoice.take_back(2001, 0).unwrap_err().code(), "reversal-given-back");
        let mut refunded = Balance::new(100);
        refunded.receive(100, false).unwrap();
        refunded.credit(100).unwrap();
        assert_eq!(refunded.take_back(100, 0).unwrap_err().code(), "reversal-given-back");
    }

    #[test]
    fn every_coin_stands_with_an_item() {
        let line = InvoiceLine::once;
        let lines = [line(FeeItem::App, 3000), line(FeeItem::Issue, 2000)];
        let first = fill(&lines, &[], 3500);
        assert_eq!(first, [(FeeItem::App, 3000), (FeeItem::Issue, 500)]);
        assert_eq!(fill(&lines, &first, 1500), [(FeeItem::Issue, 1500)]);
        let all = [(FeeItem::App, 3000), (FeeItem::Issue, 2000)];
        assert_eq!(take_back(&lines, &all, Some(FeeItem::Issue), 2000), [(FeeItem::Issue, 2000)]);
        assert_eq!(take_back(&lines, &all, None, 2500), [(FeeItem::Issue, 2000), (FeeItem::App, 500)]);
        // Two fees for the permit come back together, and the urgent one between them stays.
        let three = [line(FeeItem::Replace, 1000), line(FeeItem::Issue, 2000), line(FeeItem::Urgent, 4000)];
        let paid = [(FeeItem::Replace, 1000), (FeeItem::Issue, 2000), (FeeItem::Urgent, 4000)];
        let back = take_back(&three, &paid, Some(FeeItem::Issue), 3000);
        assert_eq!(back, [(FeeItem::Issue, 2000), (FeeItem::Replace, 1000)]);
    }

    #[test]
    fn every_payment_and_every_refund_carries_its_part_of_the_tax() {
        let line = InvoiceLine::once;
        // 50.00 and 18 percent: 59.00.
        let lines = [line(FeeItem::App, 3000), line(FeeItem::Issue, 2000), line(FeeItem::Tax, 900)];
        let half = fill(&lines, &[], 2951);
        assert_eq!(half, [(FeeItem::App, 2501), (FeeItem::Tax, 450)], "450.15");
        let rest = fill(&lines, &half, 2949);
        assert_eq!(rest, [(FeeItem::App, 499), (FeeItem::Issue, 2000), (FeeItem::Tax, 450)]);
        let all = [(FeeItem::App, 3000), (FeeItem::Issue, 2000), (FeeItem::Tax, 900)];
        let refused = take_back(&lines, &all, Some(FeeItem::Issue), 2360);
        assert_eq!(refused, [(FeeItem::Issue, 2000), (FeeItem::Tax, 360)]);
        let left = [(FeeItem::App, 3000), (FeeItem::Issue, 0), (FeeItem::Tax, 540)];
        assert_eq!(take_back(&lines, &left, None, 3540), [(FeeItem::App, 3000), (FeeItem::Tax, 540)]);
        // Two rows of one fee are one item in the books.
        let twice = [line(FeeItem::Specimen, 100), line(FeeItem::Specimen, 50)];
        assert_eq!(fill(&twice, &[], 120), [(FeeItem::Specimen, 120)]);
        assert_eq!(fill(&twice, &[(FeeItem::Specimen, 120)], 30), [(FeeItem::Specimen, 30)]);
    }
}
