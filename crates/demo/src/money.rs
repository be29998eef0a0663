//! The cash desk of the demonstration, as its people leave it today: a fee schedule that takes nothing for an ordinary
//! permit (so that the story costs nothing), a drawer, a prepaid account, fees for inspections at some farms, two cheques,
//! offices, a month that two persons closed, and a holder who pays by the month with the bill of it.

use crate::Error;
use crate::people::Staff;
use cites::taxa::TaxonGroup;
use cites::{Amount, ApplicationStatus, Currency, DocumentType, Money, Role, Term, country};
use office::Office;
use office::epermit::draft::{OnBehalf, create};
use office::epermit::{accept, submit, withdraw};
use office::money::account::{self, Holder};
use office::money::cheque::{self, Cheque, Fate};
use office::money::{cash, charge, month, monthly, offices, schedule};
use office::shared::facts::day;
use permits::form::LineInput;
use permits::money::{FeeItem, FeeRow, FeeSchedule, FeeTax, PayPoint};
use store::{Cursor, InvoiceRow};

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
            row(FeeItem::Register, None, 12_000),
            row(FeeItem::Late, None, 3_000),
            row(FeeItem::Stamp, None, 50),
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
    close_months(office, qm).await
}

/// The bill is paid by cheque: the first came back, a second over a part of it lies in the safe.
async fn by_cheque(office: &Office, qm: &Staff, bill: &InvoiceRow) -> Result<(), Error> {
    let (accountant, cashier) = (qm.the(Role::Accountant)?, qm.the(Role::Cashier)?);
    let whole = bill.balance.open();
    for (number, minor) in [("004417", whole), ("004418", whole / 2)] {
        let paper = Cheque {
            number: number.to_owned(),
            bank: "First Bank of Querimba".to_owned(),
            drawer: String::new(),
            amount: bill.money(minor),
        };
        cheque::take(office, cashier, bill.id, paper).await?;
        if minor == whole {
            let mut read = office.store.read(&cashier.scope(office.clock.now())).await?;
            let kept = read.cheques_of(bill.id).await?.pop().ok_or(Error::Plan("a cheque is missing"))?;
            drop(read);
            cheque::record(office, cashier, kept.id, Fate::Deposited).await?;
            let back = Fate::Bounced("Not enough in the account".to_owned());
            cheque::record(office, accountant, kept.id, back).await?;
        }
    }
    Ok(())
}

/// Two persons close every month in which money was booked and that is over; whoever pays by the month gets the bill.
async fn close_months(office: &Office, qm: &Staff) -> Result<(), Error> {
    let (accountant, second) = (qm.the(Role::Accountant)?, qm.the(Role::TenantAdmin)?);
    let this = month::of(day(office.clock.now()));
    let mut read = office.store.read(&accountant.scope(office.clock.now())).await?;
    let mut over = read.months_booked(24).await?;
    let holders = read.account_terms_all().await?;
    drop(read);
    over.retain(|m| *m < this);
    over.sort_unstable();
    for which in &over {
        month::propose(office, accountant, which).await?;
        month::decide(office, second, which, true).await?;
    }
    for (terms, which) in holders.iter().zip(over.last()) {
        let bill = monthly::bill(office, accountant, terms.account, which).await?;
        by_cheque(office, qm, &bill).await?;
    }
    Ok(())
}

/// A day of the month before this one: offices, a deposit at the counter, and an outfitter who pays by the month.
pub(crate) async fn last_month(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let of = |s: &&Staff| s.house.party() == country::DEMO_EXPORTER;
    let qm = staff.iter().find(of).ok_or(Error::Plan("a house is missing"))?;
    let (accountant, cashier, admin) = (qm.the(Role::Accountant)?, qm.the(Role::Cashier)?, qm.the(Role::TenantAdmin)?);
    let currency = Currency::parse("USD")?;
    let usd = |minor| Money { minor, currency };
    let today = day(office.clock.now());
    for (code, name) in [("HQ", "Capital City"), ("NORTH", "Coral Bay, harbour")] {
        offices::put(office, admin, code, name).await?;
    }
    for (account, _) in &qm.accounts {
        let code = match account.role {
            Role::Cashier => "HQ",
            Role::MaClerk => "NORTH",
            _ => continue,
        };
        offices::assign(office, admin, &account.email, code).await?;
    }
    offices::rule(office, admin, true).await?;

    // Only what nobody of the year asks for costs anything then.
    let fee = |item, rate| FeeRow { document_type: Some(DocumentType::Preconv), ..FeeRow::of(item, rate) };
    let fees = FeeSchedule {
        currency,
        pay_point: PayPoint::Submission,
        payment_days: 14,
        valid_from: today,
        valid_until: None,
        rows: vec![fee(FeeItem::App, 2000), fee(FeeItem::Issue, 3000)],
        tax: None,
    };
    let entered = schedule::propose(office, accountant, fees).await?;
    schedule::decide(office, admin, entered.id, true).await?;

    cash::open(office, cashier, usd(10_000)).await?;
    if let Some(organisation) = qm.accounts.iter().find_map(|(a, _)| a.organisation) {
        let made = account::open(office, accountant, Holder::Organisation(organisation), currency).await?;
        account::deposit_cash(office, cashier, made.id, usd(57_400)).await?;
    }
    cash::close(office, cashier, usd(67_400), String::new()).await?;
    cash::close_day(office, accountant, today).await?;

    // The one that sorts after the others: whoever looks for the first account finds the applicant's.
    let payer = qm.firms.iter().max_by_key(|f| f.name).ok_or(Error::Plan("a company is missing"))?;
    let own = payer.applicant.person()?.organisation.ok_or(Error::Plan("a company is missing"))?;
    let made = account::open(office, accountant, Holder::Organisation(own), currency).await?;
    monthly::agree(office, accountant, made.id, true, usd(50_000)).await?;
    let far = staff.iter().find(|s| !of(s)).and_then(|s| s.firms.first()).ok_or(Error::Plan("a company is missing"))?;
    for (description, quantity) in [("Carved figures, about 1970", "4"), ("Two boxes with inlays, about 1968", "2")] {
        let mut form = crate::plan::blank("PRECONV", "T", payer, far);
        form.lines.push(LineInput {
            taxon: "Loxodonta africana".into(),
            common_name: "African elephant".into(),
            description: description.into(),
            term: "IVC".into(),
            appendix: "I".into(),
            source: "O".into(),
            quantity: quantity.into(),
            unit: "NAR".into(),
            acquired: "1971-05-01".into(),
            ..LineInput::default()
        });
        form.shipment_date = today.saturating_add(jiff::Span::new().days(60)).to_string();
        let id = create(office, &payer.applicant, form, OnBehalf::default()).await?.row.id;
        submit::submit(office, &payer.applicant, id).await?;
        accept::accept(office, qm.the(Role::MaClerk)?, id).await?;
        // Given up after it was looked at: the fee is owed all the same.
        withdraw::withdraw(office, &payer.applicant, id, "The buyer has cancelled.".into()).await?;
    }
    Ok(())
}
