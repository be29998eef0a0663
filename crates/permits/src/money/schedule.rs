//! A dated schedule of fees: its rows, what a fee depends on, and the lines of an invoice. What it makes of one
//! application stands in `pricing`.

use super::codes::{ApplicantClass, FeeItem, PayPoint};
use super::tax::FeeTax;
use crate::draft::Draft;
use crate::error::ActError;
use crate::form::FormInput;
use cites::taxa::{TaxonGroup, Taxonomy};
use cites::{Amount, Currency, Date, DocumentType, Money, Term};
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
    /// For species of this group only; `None`: for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taxon: Option<TaxonGroup>,
    /// For specimens of this term only; `None`: for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// Minor units for one; 0 for a percentage.
    pub rate_minor: i64,
    /// `LINE` only: so many lines are free.
    pub beyond: u16,
    /// `VALUE` only: which part of the declared value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<FeeShare>,
}

impl FeeRow {
    /// A fee for everybody and everything.
    pub const fn of(item: FeeItem, rate_minor: i64) -> FeeRow {
        let (document_type, class, taxon, term) = (None, None, None, None);
        FeeRow { item, document_type, class, taxon, term, rate_minor, beyond: 0, share: None }
    }
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
    /// The tax on all fees; `None`: none is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<FeeTax>,
}

/// What a fee depends on, of one line of the form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeeLine {
    /// Box 11.
    pub quantity: Amount,
    /// Box 9; `None` while not known.
    pub term: Option<Term>,
    /// The groups of species that it is in; none for a name that is not known.
    pub groups: Vec<TaxonGroup>,
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
    /// Does the authority amend a permit with it?
    pub amends: bool,
    /// The lines.
    pub lines: Vec<FeeLine>,
    /// How many permits it asks for: one a consignment.
    pub permits: u16,
    /// What the applicant says that the specimens are worth; `None`: nothing was said.
    pub value: Option<Money>,
}

impl FeeFacts {
    /// The facts of an application's content.
    pub fn of(draft: &Draft, class: ApplicantClass, taxa: &Taxonomy) -> FeeFacts {
        let line = |l: &crate::draft::DraftLine| FeeLine {
            quantity: l.quantity.amount(),
            term: Some(l.term),
            groups: taxa.groups_of(l.taxon.as_str()),
        };
        FeeFacts {
            document_type: draft.document_type,
            class,
            urgent: draft.urgent,
            replaces: draft.replaces.is_some(),
            amends: draft.amends(),
            lines: draft.lines.iter().map(line).collect(),
            permits: draft.consignments,
            value: draft.declared_value,
        }
    }

    /// The facts of a form that is not complete yet, as far as it can be read; `None` before its kind is chosen.
    pub fn typed(form: &FormInput, class: ApplicantClass, taxa: &Taxonomy) -> Option<FeeFacts> {
        let line = |l: &crate::form::LineInput| FeeLine {
            quantity: Amount::parse(l.quantity.trim()).unwrap_or(Amount::ZERO),
            term: Term::from_code(l.term.trim()),
            groups: taxa.groups_of(&l.taxon),
        };
        Some(FeeFacts {
            document_type: DocumentType::from_code(form.document_type.trim())?,
            class,
            urgent: form.urgency == crate::form::URGENT,
            replaces: !form.replaces.trim().is_empty(),
            amends: !form.particulars.amended.is_empty(),
            lines: form.lines.iter().map(line).collect(),
            permits: crate::consignments::typed(form),
            value: None,
        })
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
    /// The row of the schedule that says so; `None` for the tax, and on invoices from before rows were cited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cited: Option<Cited>,
}

impl InvoiceLine {
    /// An amount that stands once, without row.
    pub fn once(item: FeeItem, minor: i64) -> InvoiceLine {
        InvoiceLine { item, count: Amount::whole(1), rate_minor: minor, minor, share: None, cited: None }
    }
}

/// The row of a schedule that a line of an invoice comes from, with what the row says of itself: the invoice can be read
/// without the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// First day of the schedule.
    pub from: Date,
    /// Which row of it, from 1.
    pub row: u16,
    /// For this kind of document only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_type: Option<DocumentType>,
    /// For these applicants only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<ApplicantClass>,
    /// For this group of species only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taxon: Option<TaxonGroup>,
    /// For this term only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
}

/// How a percentage came about: of the declared value, or of the other lines for the tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineShare {
    /// Percent.
    pub percent: Amount,
    /// Of how much, minor units of the invoice's currency.
    pub value_minor: i64,
}

/// Most that one row may ask: a slip of the keyboard is no fee.
pub(super) const MOST: i64 = 1_000_000_000_000;

impl FeeSchedule {
    /// Is the schedule whole?
    ///
    /// # Errors
    /// `fee-rows-empty`, `fee-row-twice`, `fee-row-tax`, `fee-rate`, `fee-percent`, `fee-limits`, `fee-tax`, `fee-days`,
    /// `fee-dates`.
    pub fn check(&self) -> Result<(), ActError> {
        let say = |code, help: &str| Err(ActError::precondition(code, help));
        if self.pay_point != PayPoint::None && self.rows.is_empty() {
            return say("fee-rows-empty", "Give at least one fee.");
        }
        for (n, row) in self.rows.iter().enumerate() {
            let key = |r: &FeeRow| (r.item, r.document_type, r.class, r.taxon, r.term);
            if row.item == FeeItem::Tax {
                return say("fee-row-tax", "Give the tax as a percentage on all fees, not as a row.");
            }
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
        if self.tax.is_some_and(|tax| !tax.is_possible()) {
            return say("fee-tax", "Give a tax above 0 and at most 100 percent, or leave it blank.");
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
}

pub(super) fn too_large() -> ActError {
    ActError::precondition("money-large", "The amount is too large.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(item: FeeItem, kind: Option<DocumentType>, class: Option<ApplicantClass>, rate_minor: i64) -> FeeRow {
        FeeRow { document_type: kind, class, beyond: 2, ..FeeRow::of(item, rate_minor) }
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
            tax: None,
        }
    }

    fn facts(kind: DocumentType, class: ApplicantClass, lines: &[&str]) -> FeeFacts {
        let line = |q: &&str| FeeLine { quantity: Amount::parse(q).unwrap(), ..FeeLine::default() };
        let lines = lines.iter().map(line).collect();
        FeeFacts {
            document_type: kind,
            class,
            urgent: false,
            replaces: false,
            amends: false,
            lines,
            permits: 1,
            value: None,
        }
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
        assert!(with.asks_value(&asked));
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
        let case = facts(DocumentType::Export, ApplicantClass::Person, &["1"]);
        let lines = schedule().extra(FeeItem::Inspect, 2, &case).unwrap();
        assert_eq!(lines.iter().map(|l| l.minor).collect::<Vec<_>>(), [16000]);
        assert_eq!(schedule().extra(FeeItem::Tag, 1, &case).unwrap_err().code(), "fee-item-unknown");
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
