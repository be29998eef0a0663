//! A dated schedule of fees, and what it makes of one application.

use super::codes::{ApplicantClass, FeeItem, PayPoint};
use crate::draft::Draft;
use crate::error::ActError;
use cites::{Amount, Currency, Date, DocumentType, Money};
use serde::{Deserialize, Serialize};

/// One row: what a thing costs, for which documents and applicants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRow {
    /// What for.
    pub item: FeeItem,
    /// For this kind of document only; `None`: for all.
    pub document_type: Option<DocumentType>,
    /// For these applicants only; `None`: for all.
    pub class: Option<ApplicantClass>,
    /// Minor units for one; 0 for a percentage.
    pub rate_minor: i64,
    /// `LINE` only: so many lines are free.
    pub beyond: u16,
    /// `VALUE` only: which part of the declared value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<FeeShare>,
}

/// A fee that is a percentage of the declared value. Rounded once, half a minor unit upwards; then the least and the
/// most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeShare {
    /// Percent, above 0 and at most 100.
    pub percent: Amount,
    /// The fee is never less than this, minor units.
    #[serde(default)]
    pub least_minor: i64,
    /// The fee is never more than this, minor units; `None`: no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_minor: Option<i64>,
}

impl FeeShare {
    /// The fee for a value, minor units.
    ///
    /// # Errors
    /// `money-large`.
    pub fn of(&self, value_minor: i64) -> Result<i64, ActError> {
        let exact = i128::from(self.percent.micro()) * i128::from(value_minor);
        let minor = i64::try_from((exact + 50_000_000) / 100_000_000).map_err(|_| too_large())?;
        let minor = minor.max(self.least_minor);
        Ok(self.most_minor.map_or(minor, |most| minor.min(most)))
    }
}

/// What a Party takes from a day on, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeSchedule {
    /// The one currency of all amounts.
    pub currency: Currency,
    /// When fees are to be paid.
    pub pay_point: PayPoint,
    /// Days to pay.
    pub payment_days: u16,
    /// First day.
    pub valid_from: Date,
    /// Last day; `None`: until a later schedule begins.
    pub valid_until: Option<Date>,
    /// The rows.
    pub rows: Vec<FeeRow>,
}

/// What a fee depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeFacts {
    /// Kind of document.
    pub document_type: DocumentType,
    /// Who applies.
    pub class: ApplicantClass,
    /// Urgent handling asked for?
    pub urgent: bool,
    /// Does it replace a permit?
    pub replaces: bool,
    /// The quantity of each line.
    pub quantities: Vec<Amount>,
    /// How many permits it asks for: one a consignment.
    pub permits: u16,
    /// What the applicant says that the specimens are worth; `None`: nothing was said.
    pub value: Option<Money>,
}

impl FeeFacts {
    /// The facts of an application's content.
    pub fn of(draft: &Draft, class: ApplicantClass) -> FeeFacts {
        FeeFacts {
            document_type: draft.document_type,
            class,
            urgent: false,
            replaces: draft.replaces.is_some(),
            quantities: draft.lines.iter().map(|l| l.quantity.amount()).collect(),
            permits: draft.consignments,
            value: draft.declared_value,
        }
    }
}

/// One line of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceLine {
    /// What for.
    pub item: FeeItem,
    /// How many.
    pub count: Amount,
    /// Minor units for one.
    pub rate_minor: i64,
    /// Minor units of the line.
    pub minor: i64,
    /// For a percentage: of which value, and how much of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<LineShare>,
}

/// How a percentage of the declared value came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineShare {
    /// Percent.
    pub percent: Amount,
    /// The declared value, minor units of the invoice's currency.
    pub value_minor: i64,
}

/// Most that one row may ask: a slip of the keyboard is no fee.
const MOST: i64 = 1_000_000_000_000;

impl FeeSchedule {
    /// Is the schedule whole?
    ///
    /// # Errors
    /// `fee-rows-empty`, `fee-row-twice`, `fee-rate`, `fee-percent`, `fee-limits`, `fee-days`, `fee-dates`.
    pub fn check(&self) -> Result<(), ActError> {
        let say = |code, help: &str| Err(ActError::precondition(code, help));
        if self.pay_point != PayPoint::None && self.rows.is_empty() {
            return say("fee-rows-empty", "Give at least one fee.");
        }
        for (n, row) in self.rows.iter().enumerate() {
            let key = |r: &FeeRow| (r.item, r.document_type, r.class);
            if self.rows[..n].iter().any(|other| key(other) == key(row)) {
                return say("fee-row-twice", "Two rows stand for the same fee; keep one of them.");
            }
            if !(0..=MOST).contains(&row.rate_minor) {
                return say("fee-rate", "Give a fee from 0 upwards.");
            }
            if (row.item == FeeItem::Value) != row.share.is_some() {
                return say("fee-percent", "Give a percentage above 0 and at most 100 for the fee on the value.");
            }
            let Some(share) = row.share else { continue };
            if !(1..=100_000_000).contains(&share.percent.micro()) || row.rate_minor != 0 {
                return say("fee-percent", "Give a percentage above 0 and at most 100 for the fee on the value.");
            }
            let most = share.most_minor.unwrap_or(MOST);
            if share.least_minor < 0 || most < share.least_minor.max(1) || most > MOST {
                return say("fee-limits", "The most may not be less than the least.");
            }
        }
        if !(1..=365).contains(&self.payment_days) {
            return say("fee-days", "Give 1 to 365 days to pay.");
        }
        if self.valid_until.is_some_and(|until| until < self.valid_from) {
            return say("fee-dates", "The last day lies before the first.");
        }
        Ok(())
    }

    /// Is it in force on this day?
    pub fn covers(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_until.is_none_or(|until| day <= until)
    }

    /// The row that speaks of this item most exactly: kind of document before class of applicant before all.
    fn row(&self, item: FeeItem, kind: DocumentType, class: ApplicantClass) -> Option<&FeeRow> {
        let fits = |r: &&FeeRow| {
            r.item == item && r.document_type.is_none_or(|k| k == kind) && r.class.is_none_or(|c| c == class)
        };
        let exact = |r: &&FeeRow| (r.document_type.is_some(), r.class.is_some());
        self.rows.iter().filter(fits).max_by_key(exact)
    }

    /// What an application with these facts costs; no line for what costs nothing.
    ///
    /// # Errors
    /// `money-large` when the sum cannot be counted, `declared-value-missing` and `declared-value-currency` where a
    /// percentage of the value is taken.
    pub fn fees(&self, facts: &FeeFacts) -> Result<Vec<InvoiceLine>, ActError> {
        let mut lines = Vec::new();
        for item in [FeeItem::App, FeeItem::Issue, FeeItem::Line, FeeItem::Specimen, FeeItem::Urgent, FeeItem::Replace]
        {
            let Some(row) = self.row(item, facts.document_type, facts.class) else { continue };
            let count = match item {
                FeeItem::Line => whole(facts.quantities.len().saturating_sub(usize::from(row.beyond))),
                FeeItem::Specimen => {
                    facts.quantities.iter().try_fold(Amount::ZERO, |sum, q| sum.plus(*q)).ok_or_else(too_large)?
                }
                // `per permit` in the table of fee items; the others are per application.
                FeeItem::Issue => whole(usize::from(facts.permits)),
                FeeItem::Urgent => whole(usize::from(facts.urgent)),
                FeeItem::Replace => whole(usize::from(facts.replaces)),
                _ => whole(1),
            };
            lines.extend(priced(item, count, row.rate_minor)?);
        }
        lines.extend(self.on_value(facts)?);
        Ok(lines)
    }

    /// Does an application with these facts have to say what the specimens are worth?
    pub fn asks_value(&self, kind: DocumentType, class: ApplicantClass) -> bool {
        self.row(FeeItem::Value, kind, class).is_some()
    }

    fn on_value(&self, facts: &FeeFacts) -> Result<Option<InvoiceLine>, ActError> {
        let row = self.row(FeeItem::Value, facts.document_type, facts.class);
        let Some(share) = row.and_then(|r| r.share) else { return Ok(None) };
        let missing = || ActError::precondition("declared-value-missing", "Say what the specimens are worth.");
        let value = facts.value.ok_or_else(missing)?;
        if value.currency != self.currency {
            return Err(ActError::precondition(
                "declared-value-currency",
                format!("Give the value in {}.", self.currency.code()),
            ));
        }
        let minor = share.of(value.minor)?;
        let line = InvoiceLine {
            item: FeeItem::Value,
            count: whole(1),
            rate_minor: minor,
            minor,
            share: Some(LineShare { percent: share.percent, value_minor: value.minor }),
        };
        Ok((minor > 0).then_some(line))
    }

    /// What so many of one thing cost, as an additional fee.
    ///
    /// # Errors
    /// `fee-item-unknown` when the schedule has no such fee, `money-large`.
    pub fn extra(
        &self,
        item: FeeItem,
        count: u16,
        kind: DocumentType,
        class: ApplicantClass,
    ) -> Result<InvoiceLine, ActError> {
        let unknown = || ActError::precondition("fee-item-unknown", "The fee schedule in force has no such fee.");
        let row = self.row(item, kind, class).filter(|r| r.share.is_none()).ok_or_else(unknown)?;
        priced(item, whole(usize::from(count)), row.rate_minor)?.ok_or_else(unknown)
    }

    /// The sum of lines in the schedule's currency.
    ///
    /// # Errors
    /// `money-large`.
    pub fn total(&self, lines: &[InvoiceLine]) -> Result<Money, ActError> {
        let minor = lines.iter().try_fold(0_i64, |sum, l| sum.checked_add(l.minor)).ok_or_else(too_large)?;
        Ok(Money { minor, currency: self.currency })
    }
}

fn too_large() -> ActError {
    ActError::precondition("money-large", "The amount is too large.")
}

fn whole(n: usize) -> Amount {
    Amount::whole(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Count times rate, half a minor unit rounded up: quantities have six decimals, money has its currency's.
fn priced(item: FeeItem, count: Amount, rate_minor: i64) -> Result<Option<InvoiceLine>, ActError> {
    let exact = i128::from(count.micro()) * i128::from(rate_minor);
    let minor = i64::try_from((exact + 500_000) / 1_000_000).map_err(|_| too_large())?;
    Ok((minor > 0).then_some(InvoiceLine { item, count, rate_minor, minor, share: None }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(item: FeeItem, kind: Option<DocumentType>, class: Option<ApplicantClass>, rate_minor: i64) -> FeeRow {
        FeeRow { item, document_type: kind, class, rate_minor, beyond: 2, share: None }
    }

    fn schedule() -> FeeSchedule {
        use ApplicantClass::Person;
        FeeSchedule {
            currency: Currency::parse("USD").unwrap(),
            pay_point: PayPoint::Submission,
            payment_days: 14,
            valid_from: jiff::civil::date(2026, 1, 1),
            valid_until: None,
            rows: vec![
                row(FeeItem::App, None, None, 3000),
                row(FeeItem::App, Some(DocumentType::Import), None, 1000),
                row(FeeItem::App, None, Some(Person), 500),
                row(FeeItem::Issue, None, None, 2000),
                row(FeeItem::Line, None, None, 150),
                row(FeeItem::Specimen, None, None, 5),
                row(FeeItem::Inspect, None, None, 8000),
                row(FeeItem::Urgent, None, None, 4000),
            ],
        }
    }

    fn facts(kind: DocumentType, class: ApplicantClass, lines: &[&str]) -> FeeFacts {
        let quantities = lines.iter().map(|q| Amount::parse(q).unwrap()).collect();
        FeeFacts { document_type: kind, class, urgent: false, replaces: false, quantities, permits: 1, value: None }
    }

    fn sums(facts: &FeeFacts) -> Vec<(FeeItem, i64)> {
        schedule().fees(facts).unwrap().iter().map(|l| (l.item, l.minor)).collect()
    }

    #[test]
    fn the_most_exact_row_speaks_and_lines_beyond_the_free_ones_are_counted() {
        use ApplicantClass::{Organisation, Person};
        let company = facts(DocumentType::Export, Organisation, &["240", "10", "3", "1"]);
        assert_eq!(
            sums(&company),
            [(FeeItem::App, 3000), (FeeItem::Issue, 2000), (FeeItem::Line, 300), (FeeItem::Specimen, 1270)]
        );
        let person = facts(DocumentType::Export, Person, &["1"]);
        assert_eq!(sums(&person)[0], (FeeItem::App, 500));
        let import = facts(DocumentType::Import, Person, &["1"]);
        assert_eq!(sums(&import)[0], (FeeItem::App, 1000), "the document decides before the applicant");
        let three = FeeFacts { permits: 3, ..person.clone() };
        assert_eq!(sums(&three), [(FeeItem::App, 500), (FeeItem::Issue, 6000), (FeeItem::Specimen, 5)]);
        let urgent = FeeFacts { urgent: true, ..person };
        assert_eq!(sums(&urgent).last(), Some(&(FeeItem::Urgent, 4000)));
    }

    #[test]
    fn a_tariff_by_quantity_is_exact_and_rounded_once() {
        let grams = facts(DocumentType::Export, ApplicantClass::Organisation, &["0.1", "0.2"]);
        assert_eq!(sums(&grams).last(), Some(&(FeeItem::Specimen, 2)), "0.3 times 5 is 1.5, rounded up once");
        let none = facts(DocumentType::Export, ApplicantClass::Organisation, &["0.01"]);
        assert!(sums(&none).iter().all(|(item, _)| *item != FeeItem::Specimen), "less than half a cent is no line");
    }

    #[test]
    fn a_percentage_of_the_value_is_rounded_once_and_kept_between_the_least_and_the_most() {
        let usd = Currency::parse("USD").unwrap();
        let percent = |text: &str| Amount::parse(text).unwrap();
        let share = FeeShare { percent: percent("1.5"), least_minor: 1000, most_minor: Some(50_000) };
        let value = FeeRow { share: Some(share), ..row(FeeItem::Value, None, None, 0) };
        let mut with = schedule();
        with.rows.push(value);
        assert!(with.check().is_ok());
        let mut asked = facts(DocumentType::Export, ApplicantClass::Organisation, &["1"]);
        assert_eq!(with.fees(&asked).unwrap_err().code(), "declared-value-missing");
        assert!(with.asks_value(DocumentType::Export, ApplicantClass::Person));
        let mut fee = |minor| {
            asked.value = Some(Money { minor, currency: usd });
            with.fees(&asked).unwrap().pop().map(|l| (l.item, l.minor)).unwrap()
        };
        assert_eq!(fee(100_033), (FeeItem::Value, 1500), "1.5 % of 1,000.33 is 15.00495");
        assert_eq!(fee(100_034), (FeeItem::Value, 1501), "15.0051: half a cent and more goes up, once");
        assert_eq!(fee(100), (FeeItem::Value, 1000), "never less than the least");
        assert_eq!(fee(90_000_000), (FeeItem::Value, 50_000), "never more than the most");
        asked.value = Some(Money { minor: 1, currency: Currency::parse("EUR").unwrap() });
        assert_eq!(with.fees(&asked).unwrap_err().code(), "declared-value-currency");
        for (share, code) in [
            (None, "fee-percent"),
            (Some(FeeShare { percent: percent("100.000001"), ..share }), "fee-percent"),
            (Some(FeeShare { percent: percent("0"), ..share }), "fee-percent"),
            (Some(FeeShare { most_minor: Some(999), ..share }), "fee-limits"),
        ] {
            let last = with.rows.len() - 1;
            with.rows[last].share = share;
            assert_eq!(with.check().unwrap_err().code(), code);
        }
    }

    #[test]
    fn an_inspection_is_charged_by_visits_and_only_what_the_schedule_has() {
        let line = schedule().extra(FeeItem::Inspect, 2, DocumentType::Export, ApplicantClass::Person).unwrap();
        assert_eq!(line.minor, 16000);
        let none = schedule().extra(FeeItem::Tag, 1, DocumentType::Export, ApplicantClass::Person).unwrap_err();
        assert_eq!(none.code(), "fee-item-unknown");
    }

    #[test]
    fn a_schedule_says_nothing_twice_and_nothing_below_zero() {
        assert!(schedule().check().is_ok());
        let mut twice = schedule();
        twice.rows.push(row(FeeItem::App, None, None, 1));
        assert_eq!(twice.check().unwrap_err().code(), "fee-row-twice");
        let mut below = schedule();
        below.rows[0].rate_minor = -1;
        assert_eq!(below.check().unwrap_err().code(), "fee-rate");
        let ended = FeeSchedule { valid_until: Some(jiff::civil::date(2025, 12, 31)), ..schedule() };
        assert_eq!(ended.check().unwrap_err().code(), "fee-dates");
        assert!(
            !schedule().covers(jiff::civil::date(2025, 12, 31)) && schedule().covers(jiff::civil::date(2026, 1, 1))
        );
    }
}
