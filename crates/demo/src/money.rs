//! The cash desk of the demonstration, as its people leave it today: a fee schedule that takes nothing for an ordinary
//! permit (so that the story costs nothing), a drawer, a prepaid account, and fees for inspections at some farms.

use crate::Error;
use crate::people::Staff;
use cites::taxa::TaxonGroup;
use cites::{Amount, ApplicationStatus, Currency, DocumentType, Money, Role, Term, country};
use office::Office;
use office::money::account::{self, Holder};
use office::money::{cash, charge, schedule};
use office::shared::facts::day;
use permits::money::{FeeItem, FeeRow, FeeSchedule, FeeTax, PayPoint};
use store::Cursor;

/// How many cases pay for an inspection.
const INSPECTED: usize = 2;

/// Opens the cash desk of the exporting Party.
pub(crate) async fn open(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let of = |s: &&Staff| s.house.party() == country::DEMO_EXPORTER;
    let qm = staff.iter().find(of).ok_or(Error::Plan("a house is missing"))?;
    let (accountant, cashier) = (qm.the(Role::Accountant)?, qm.the(Role::Cashier)?);
    let currency = Currency::parse("USD")?;
    let usd = |minor| Money { minor, currency };
    let row = |item, document_type, rate_minor| FeeRow { document_type, ..FeeRow::of(item, rate_minor) };
    let fees = FeeSchedule {
        currency,
        pay_point: PayPoint::Submission,
        payment_days: 14,
        valid_from: day(office.clock.now()),
        valid_until: None,
        rows: vec![
            row(FeeItem::Replace, Some(DocumentType::Replace), 2500),
            row(FeeItem::App, Some(DocumentType::Partial), 3000),
            row(FeeItem::Inspect, None, 8000),
            row(FeeItem::Tag, None, 25),
            row(FeeItem::Urgent, None, 4000),
            row(FeeItem::Copy, None, 500),
            // What is rare and takes long to examine.
            FeeRow { taxon: Some(TaxonGroup::Elephants), ..row(FeeItem::Issue, None, 12_000) },
            FeeRow { taxon: Some(TaxonGroup::Cycads), term: Some(Term::Liv), ..row(FeeItem::Issue, None, 4500) },
            FeeRow { taxon: Some(TaxonGroup::Corals), ..row(FeeItem::Specimen, None, 20) },
        ],
        tax: Some(FeeTax { percent: Amount::parse("15")? }),
    };
    let entered = schedule::propose(office, accountant, fees).await?;
    schedule::decide(office, qm.the(Role::TenantAdmin)?, entered.id, true).await?;

    cash::open(office, cashier, usd(10_000)).await?;
    if let Some(organisation) = qm.accounts.iter().find_map(|(a, _)| a.organisation) {
        let made = account::open(office, accountant, Holder::Organisation(organisation), currency).await?;
        account::deposit_cash(office, cashier, made.id, usd(25_000)).await?;
    }
    let officer = qm.the(Role::MaOfficer)?;
    let mut read = office.store.read(&officer.scope(office.clock.now())).await?;
    // The newest are taken: those that wait longest stay where the work list shows them.
    let mut cases = read.worklist(&[ApplicationStatus::UnderExamination], Cursor::OLDEST, 200).await?.rows;
    drop(read);
    let some = INSPECTED.min(cases.len() / 3);
    cases.reverse();
    for (n, case) in cases.iter().take(some).enumerate() {
        let words = "Visit of the farm".to_owned();
        charge::extra_fee(office, officer, case.id, FeeItem::Inspect, 1, words).await?;
        let mut read = office.store.read(&officer.scope(office.clock.now())).await?;
        let invoice = read.invoices_of_case(case.id).await?.pop().ok_or(Error::Plan("an invoice is missing"))?;
        drop(read);
        // One has paid, another has paid a half.
        let part = if n == 0 { invoice.balance.total } else { invoice.balance.total / 2 };
        cash::receive(office, cashier, invoice.id, usd(part), String::new()).await?;
    }
    Ok(())
}
