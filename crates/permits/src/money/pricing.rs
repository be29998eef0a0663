//! What a schedule makes of one application: which of its rows speaks, how many of what, and the tax.
//!
//! **The most exact row wins.** Of the rows for a fee that fit a line of the form, the one for its kind of document wins
//! over one for all; of these the one for the narrowest group of species (orchids before plants before all); of these the
//! one for its term; of these the one for its class of applicants. Two rows that say the same are refused when the
//! schedule is entered, so that exactly one is left.
//!
//! Fees for lines and quantities are asked line by line, each by its own row. A fee that is asked once (for the
//! application, a permit, urgent handling, a visit) is asked once however many lines there are: the dearest of the rows
//! that its lines name.

use super::codes::FeeItem;
use super::schedule::{Cited, FeeFacts, FeeLine, FeeRow, FeeSchedule, InvoiceLine, LineShare, too_large};
use crate::error::ActError;
use cites::{Amount, Money};

/// A row with its place in the schedule.
type Placed<'a> = (usize, &'a FeeRow);

impl FeeSchedule {
    /// The row that speaks of this item for a line, by the order of the module.
    fn row_for(&self, item: FeeItem, facts: &FeeFacts, line: &FeeLine) -> Option<Placed<'_>> {
        let fits = |(_, r): &Placed<'_>| {
            r.item == item
                && r.document_type.is_none_or(|kind| kind == facts.document_type)
                && r.class.is_none_or(|class| class == facts.class)
                && r.taxon.is_none_or(|group| line.groups.contains(&group))
                && r.term.is_none_or(|term| line.term == Some(term))
        };
        let exact = |(_, r): &Placed<'_>| {
            let group = r.taxon.map_or(0, |group| group.narrowness());
            (r.document_type.is_some(), group, r.term.is_some(), r.class.is_some())
        };
        self.rows.iter().enumerate().filter(fits).max_by_key(exact)
    }

    /// The row of every line, in their order; of a form without lines the one for everything.
    fn rows_for<'a>(
        &'a self,
        item: FeeItem,
        facts: &'a FeeFacts,
    ) -> impl Iterator<Item = (usize, &'a FeeLine, Placed<'a>)> {
        static NOTHING: FeeLine = FeeLine { quantity: Amount::ZERO, term: None, groups: Vec::new() };
        let lines = if facts.lines.is_empty() { std::slice::from_ref(&NOTHING) } else { facts.lines.as_slice() };
        let rows = lines.iter().enumerate();
        rows.filter_map(move |(n, line)| Some((n, line, self.row_for(item, facts, line)?)))
    }

    /// The dearest of the rows that the lines name; the first of them where they cost the same.
    fn dearest(&self, item: FeeItem, facts: &FeeFacts) -> Option<Placed<'_>> {
        let mut best: Option<Placed<'_>> = None;
        for (_, _, row) in self.rows_for(item, facts) {
            if best.is_none_or(|b| row.1.rate_minor > b.1.rate_minor) {
                best = self.rows.get(row.0).map(|r| (row.0, r));
            }
        }
        best
    }

    /// What an application with these facts costs; no line for what costs nothing, and the tax as the last line.
    ///
    /// # Errors
    /// `money-large` when the sum cannot be counted, `declared-value-missing` and `declared-value-currency` where a
    /// percentage of the value is taken.
    pub fn fees(&self, facts: &FeeFacts) -> Result<Vec<InvoiceLine>, ActError> {
        let mut lines = Vec::new();
        // The permit was paid for: an amendment costs what the Party's schedule says of amendments, and nothing else.
        if facts.amends {
            if let Some(row) = self.dearest(FeeItem::Amend, facts) {
                lines.extend(self.priced(row, Amount::whole(1))?);
            }
            return self.with_tax(lines);
        }
        for item in [FeeItem::App, FeeItem::Issue, FeeItem::Line, FeeItem::Specimen, FeeItem::Urgent, FeeItem::Replace]
        {
            if matches!(item, FeeItem::Line | FeeItem::Specimen) {
                lines.extend(self.by_lines(item, facts)?);
                continue;
            }
            let Some(row) = self.dearest(item, facts) else { continue };
            let count = match item {
                // `per permit` in the table of fee items; the others are per application.
                FeeItem::Issue => facts.permits,
                FeeItem::Urgent => u16::from(facts.urgent),
                FeeItem::Replace => u16::from(facts.replaces),
                _ => 1,
            };
            lines.extend(self.priced(row, Amount::whole(u32::from(count)))?);
        }
        lines.extend(self.on_value(facts)?);
        self.with_tax(lines)
    }

    /// What is asked line by line: a row that several lines name stands once, with their sum.
    fn by_lines(&self, item: FeeItem, facts: &FeeFacts) -> Result<Vec<InvoiceLine>, ActError> {
        let mut sums: Vec<(Placed<'_>, Amount)> = Vec::new();
        for (n, line, row) in self.rows_for(item, facts) {
            let count = match item {
                // The first lines of the form are free, whatever is on them.
                FeeItem::Line if n < usize::from(row.1.beyond) || facts.lines.is_empty() => Amount::ZERO,
                FeeItem::Line => Amount::whole(1),
                _ => line.quantity,
            };
            match sums.iter_mut().find(|(had, _)| had.0 == row.0) {
                Some((_, sum)) => *sum = sum.plus(count).ok_or_else(too_large)?,
                None => sums.push((row, count)),
            }
        }
        let lines: Result<Vec<_>, _> = sums.into_iter().map(|(row, count)| self.priced(row, count)).collect();
        Ok(lines?.into_iter().flatten().collect())
    }

    /// Does an application with these facts have to say what the specimens are worth?
    pub fn asks_value(&self, facts: &FeeFacts) -> bool {
        self.rows_for(FeeItem::Value, facts).next().is_some()
    }

    /// What one of an item costs an application with these facts, without tax; `None` where the schedule has no such
    /// fee for it, or asks a percentage.
    pub fn one(&self, item: FeeItem, facts: &FeeFacts) -> Option<Money> {
        let (_, row) = self.dearest(item, facts).filter(|(_, r)| r.share.is_none())?;
        Some(Money { minor: row.rate_minor, currency: self.currency })
    }

    /// Which percentage of the declared value is taken of an application with these facts; the highest that its lines
    /// name.
    pub fn percent(&self, facts: &FeeFacts) -> Option<Amount> {
        self.rows_for(FeeItem::Value, facts).filter_map(|(_, _, row)| Some(row.1.share?.percent)).max()
    }

    /// What urgent handling costs an application with these facts, without tax; `None` where the Party does not offer
    /// it.
    pub fn urgent(&self, facts: &FeeFacts) -> Option<Money> {
        self.one(FeeItem::Urgent, facts)
    }

    /// The percentage of the declared value: of the rows that the lines name the one that makes the most of it.
    fn on_value(&self, facts: &FeeFacts) -> Result<Option<InvoiceLine>, ActError> {
        let mut best: Option<InvoiceLine> = None;
        for (_, _, row) in self.rows_for(FeeItem::Value, facts) {
            let Some(share) = row.1.share else { continue };
            let missing = || ActError::precondition("declared-value-missing", "Say what the specimens are worth.");
            let value = facts.value.ok_or_else(missing)?;
            if value.currency != self.currency {
                return Err(ActError::precondition(
                    "declared-value-currency",
                    format!("Give the value in {}.", self.currency.code()),
                ));
            }
            let minor = share.of(value.minor)?;
            if best.as_ref().is_none_or(|b| minor > b.minor) {
                best = Some(InvoiceLine {
                    share: Some(LineShare { percent: share.percent, value_minor: value.minor }),
                    cited: Some(self.cited(row)),
                    ..InvoiceLine::once(FeeItem::Value, minor)
                });
            }
        }
        Ok(best.filter(|line| line.minor > 0))
    }

    /// What so many of one thing cost, as an additional fee, with its tax.
    ///
    /// # Errors
    /// `fee-item-unknown` when the schedule has no such fee, `money-large`.
    pub fn extra(&self, item: FeeItem, count: u16, facts: &FeeFacts) -> Result<Vec<InvoiceLine>, ActError> {
        let unknown = || ActError::precondition("fee-item-unknown", "The fee schedule in force has no such fee.");
        let row = self.dearest(item, facts).filter(|(_, r)| r.share.is_none()).ok_or_else(unknown)?;
        let line = self.priced(row, Amount::whole(u32::from(count)))?.ok_or_else(unknown)?;
        self.with_tax(vec![line])
    }

    /// The sum of lines in the schedule's currency.
    ///
    /// # Errors
    /// `money-large`.
    pub fn total(&self, lines: &[InvoiceLine]) -> Result<Money, ActError> {
        let minor = lines.iter().try_fold(0_i64, |sum, l| sum.checked_add(l.minor)).ok_or_else(too_large)?;
        Ok(Money { minor, currency: self.currency })
    }

    fn with_tax(&self, mut lines: Vec<InvoiceLine>) -> Result<Vec<InvoiceLine>, ActError> {
        let tax = self.tax.map(|tax| tax.on(&lines)).transpose()?.flatten();
        lines.extend(tax);
        Ok(lines)
    }

    fn cited(&self, (at, row): Placed<'_>) -> Cited {
        Cited {
            from: self.valid_from,
            row: u16::try_from(at + 1).unwrap_or(u16::MAX),
            document_type: row.document_type,
            class: row.class,
            taxon: row.taxon,
            term: row.term,
        }
    }

    /// Count times rate, half a minor unit rounded up: quantities have six decimals, money has its currency's.
    fn priced(&self, row: Placed<'_>, count: Amount) -> Result<Option<InvoiceLine>, ActError> {
        let exact = i128::from(count.micro()) * i128::from(row.1.rate_minor);
        let minor = i64::try_from((exact + 500_000) / 1_000_000).map_err(|_| too_large())?;
        Ok((minor > 0).then(|| InvoiceLine {
            count,
            rate_minor: row.1.rate_minor,
            cited: Some(self.cited(row)),
            ..InvoiceLine::once(row.1.item, minor)
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ApplicantClass, FeeTax, PayPoint};
    use super::*;
    use cites::taxa::TaxonGroup as G;
    use cites::{Currency, DocumentType, Term};

    fn schedule() -> FeeSchedule {
        let of = FeeRow::of;
        FeeSchedule {
            currency: Currency::parse("USD").unwrap(),
            pay_point: PayPoint::Submission,
            payment_days: 14,
            valid_from: jiff::civil::date(2026, 1, 1),
            valid_until: None,
            rows: vec![
                of(FeeItem::Issue, 2000),
                FeeRow { taxon: Some(G::Plants), ..of(FeeItem::Issue, 1000) },
                FeeRow { taxon: Some(G::Orchids), ..of(FeeItem::Issue, 500) },
                FeeRow { taxon: Some(G::Orchids), term: Some(Term::Liv), ..of(FeeItem::Issue, 300) },
                FeeRow { term: Some(Term::Liv), ..of(FeeItem::Issue, 4000) },
                FeeRow { document_type: Some(DocumentType::Import), ..of(FeeItem::Issue, 700) },
                of(FeeItem::Specimen, 5),
                FeeRow { taxon: Some(G::Sturgeons), term: Some(Term::Cav), ..of(FeeItem::Specimen, 12_000) },
                FeeRow { taxon: Some(G::Corals), ..of(FeeItem::Urgent, 9000) },
            ],
            tax: None,
        }
    }

    fn line(groups: &[G], term: Term, quantity: &str) -> FeeLine {
        FeeLine { quantity: Amount::parse(quantity).unwrap(), term: Some(term), groups: groups.to_vec() }
    }

    fn facts(lines: Vec<FeeLine>) -> FeeFacts {
        let (document_type, class) = (DocumentType::Export, ApplicantClass::Organisation);
        FeeFacts { document_type, class, urgent: false, replaces: false, amends: false, lines, permits: 1, value: None }
    }

    const ORCHID: &[G] = &[G::Plants, G::Orchids];

    fn told(facts: &FeeFacts) -> Vec<(FeeItem, i64, u16)> {
        let lines = schedule().fees(facts).unwrap();
        lines.iter().map(|l| (l.item, l.minor, l.cited.unwrap().row)).collect()
    }

    #[test]
    fn the_narrower_group_wins_then_the_term_and_the_document_before_all() {
        let issue = |groups: &[G], term| told(&facts(vec![line(groups, term, "0.01")]))[0];
        assert_eq!(issue(ORCHID, Term::Liv), (FeeItem::Issue, 300, 4), "live orchids");
        assert_eq!(issue(ORCHID, Term::Dpl), (FeeItem::Issue, 500, 3), "dried orchids");
        assert_eq!(issue(&[G::Plants], Term::Liv), (FeeItem::Issue, 1000, 2), "the group decides before the term");
        assert_eq!(issue(&[G::Animals], Term::Liv), (FeeItem::Issue, 4000, 5));
        assert_eq!(issue(&[], Term::Ski), (FeeItem::Issue, 2000, 1), "a name that nobody knows");
        let import = FeeFacts { document_type: DocumentType::Import, ..facts(vec![line(ORCHID, Term::Liv, "0.01")]) };
        assert_eq!(told(&import)[0], (FeeItem::Issue, 700, 6), "the document decides before the species");
    }

    #[test]
    fn quantities_go_by_their_own_row_and_a_fee_asked_once_is_the_dearest() {
        let caviar = line(&[G::Animals, G::Fish, G::Sturgeons], Term::Cav, "2.5");
        let mixed = facts(vec![caviar, line(ORCHID, Term::Liv, "10"), line(&[G::Animals], Term::Ski, "3")]);
        // Specimens: ten and three by the general row, two kilograms and a half by that for caviar.
        let wanted = [(FeeItem::Issue, 2000, 1), (FeeItem::Specimen, 30_000, 8), (FeeItem::Specimen, 65, 7)];
        assert_eq!(told(&mixed), wanted);
        let three = FeeFacts { permits: 3, ..mixed };
        assert_eq!(told(&three)[0], (FeeItem::Issue, 6000, 1));
    }

    #[test]
    fn urgent_handling_is_offered_where_a_row_speaks_of_it() {
        let corals = FeeFacts { urgent: true, ..facts(vec![line(&[G::Animals, G::Corals], Term::Liv, "1")]) };
        assert_eq!(schedule().urgent(&corals).map(|m| m.minor), Some(9000));
        assert!(told(&corals).contains(&(FeeItem::Urgent, 9000, 9)));
        assert_eq!(schedule().urgent(&facts(vec![line(ORCHID, Term::Liv, "1")])), None);
        assert_eq!(schedule().urgent(&facts(vec![])), None, "before it is known what it is about");
    }

    #[test]
    fn the_tax_stands_last_on_the_sum_of_all() {
        let taxed = FeeSchedule { tax: Some(FeeTax { percent: Amount::parse("18").unwrap() }), ..schedule() };
        let case = facts(vec![line(ORCHID, Term::Liv, "10")]);
        let lines = taxed.fees(&case).unwrap();
        assert_eq!(lines.last().map(|l| (l.item, l.minor, l.cited)), Some((FeeItem::Tax, 63, None)), "18 % of 3.50");
        assert_eq!(taxed.total(&lines).unwrap().minor, 413);
        let wrong = FeeSchedule { rows: vec![FeeRow::of(FeeItem::Tax, 1)], ..taxed.clone() };
        assert_eq!(wrong.check().unwrap_err().code(), "fee-row-tax");
        let none = FeeSchedule { tax: Some(FeeTax { percent: Amount::ZERO }), ..taxed };
        assert_eq!(none.check().unwrap_err().code(), "fee-tax");
    }
}
