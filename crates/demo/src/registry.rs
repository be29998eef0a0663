//! The registers beside the program: a falconry that the Secretariat has included and one that waits for its number, a
//! trapper without an account for whom the clerk enters a lot, a company that moved, a registration that costs a year.

use crate::Error;
use crate::people::Staff;
use cites::{Amount, CountryCode, Quantity, Role, Source, Term, Unit, country};
use jiff::ToSpan as _;
use office::Office;
use office::money::beside;
use office::registers::behalf::{For, OnBehalf};
use office::registers::holder::{self, Contact, PaperKind, Typed};
use office::registers::inclusion::{self, Given};
use office::registers::operations::{self, Wanted};
use office::registers::stock::{self, Declared};
use office::shared::facts::day;
use store::{Acquired, HolderId, RegisterKind};

fn of(staff: &[Staff], party: CountryCode) -> Result<&Staff, Error> {
    staff.iter().find(|s| s.house.party() == party).ok_or(Error::Plan("a house is missing"))
}

/// A breeder of falcons for commerce, approved by the authority.
async fn falcons(office: &Office, staff: &Staff, trade: &str, name: &str) -> Result<cites::ids::EntryId, Error> {
    let firm = staff.firms.iter().find(|f| f.trade == trade).ok_or(Error::Plan("a company is missing"))?;
    let wanted = Wanted {
        kind: RegisterKind::CaptiveI,
        name: name.to_owned(),
        address: format!("{}, {}", firm.address.street, firm.address.city),
        species: "Falco peregrinus; 40; 60; NAR".to_owned(),
        statement: "Third generation of closed-ringed birds; founders imported in 1994.".to_owned(),
    };
    let entry = operations::apply(office, &firm.applicant, wanted).await?.columns.id;
    let note = "Rings and breeding book agree.".to_owned();
    operations::propose(office, staff.the(Role::MaOfficer)?, entry, note).await?;
    operations::approve(office, staff.the(Role::MaApprover)?, entry).await?;
    Ok(entry)
}

/// Adds them by the acts that everybody uses.
pub(crate) async fn show(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let today = day(office.clock.now());
    let qn = of(staff, country::DEMO_IMPORTER)?;
    let entry = falcons(office, qn, "bird", "Northwind falconry").await?;
    let given = Given {
        number: "A-QN-501".to_owned(),
        on: Some(today.saturating_sub(20.days())),
        evidence: "Notification of the Secretariat, list of this month".to_owned(),
        reason: String::new(),
    };
    inclusion::include(office, qn.the(Role::MaOfficer)?, entry, given).await?;
    let qm = of(staff, country::DEMO_EXPORTER)?;
    falcons(office, qm, "reptile", "Market Street falconry").await?;

    let (clerk, officer) = (qm.the(Role::MaClerk)?, qm.the(Role::MaOfficer)?);
    let trapper = Typed {
        name: "Ines Ferro".to_owned(),
        number: "ID 4471".to_owned(),
        street: "Lower River 4".to_owned(),
        city: "Bend".to_owned(),
        postcode: String::new(),
        country: country::DEMO_EXPORTER.code().to_owned(),
        contact: Contact { telephone: "+100 55 44 71".to_owned(), ..Contact::default() },
        natural: true,
        ..Typed::default()
    };
    let record = holder::open(office, clerk, trapper).await?;
    let id = HolderId::Company(record);
    let (number, words) = ("ID 4471".to_owned(), "Issued at Bend".to_owned());
    holder::saw(office, clerk, id, PaperKind::IdentityCard, number, words).await?;
    let behalf = OnBehalf {
        of: For::Company(record),
        said_by: "Ines Ferro, at the counter".to_owned(),
        evidence: "Trapping licence 118, daybook pages 1 to 6".to_owned(),
    };
    let lot = Declared {
        taxon: "Crocodylus niloticus".to_owned(),
        term: Term::Ski,
        quantity: Quantity::new(Amount::whole(18), Unit::Nar)?,
        source: Source::W,
        origin: country::DEMO_EXPORTER,
        acquired: Acquired::Opening,
        on: today.saturating_sub(60.days()),
        permit_in: None,
        evidence: "Problem animals, licence 118".to_owned(),
        from: None,
    };
    let lot = stock::declare_for(office, clerk, lot, behalf).await?;
    stock::judge(office, officer, lot.id, true, String::new()).await?;
    let moved = Typed {
        name: "Ines Ferro".to_owned(),
        number: "ID 4471".to_owned(),
        street: "Lower River 11".to_owned(),
        city: "Bend".to_owned(),
        postcode: String::new(),
        country: country::DEMO_EXPORTER.code().to_owned(),
        contact: Contact { telephone: "+100 55 44 71".to_owned(), ..Contact::default() },
        natural: true,
        reason: "Moved; she showed the lease.".to_owned(),
    };
    holder::edit(office, clerk, id, moved).await?;
    // The fees of the day ask for each year of a registration: the falconry's has just begun.
    beside::charge_registers(office, &office::Who::system(qm.house.clone())).await?;
    Ok(())
}
