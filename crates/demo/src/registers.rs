//! Registers of operations and institutions as they stand after some years: entries in force, one that waits for the
//! second person, one that nobody has looked at yet, and one that was not accepted.

use crate::Error;
use crate::people::Staff;
use cites::{CountryCode, Role, country};
use office::Office;
use office::registers::operations::{self, Wanted};
use store::RegisterKind;

/// An entry: whose, of which trade, which register, name, species with stock and yearly output, how it began.
type Card = (CountryCode, &'static str, RegisterKind, &'static str, &'static str, &'static str);

/// In force since the year began.
const STANDING: &[Card] = &[
    (
        country::DEMO_EXPORTER,
        "crocodile",
        RegisterKind::Ranch,
        "River Bend ranch",
        "Crocodylus niloticus; 2400; 900; NAR",
        "Eggs of counted nests on the lower river; one hatchling in ten goes back at 120 cm.",
    ),
    (
        country::DEMO_EXPORTER,
        "reptile",
        RegisterKind::Ranch,
        "Market Street python hatchery",
        "Python regius; 600; 1500; NAR",
        "Gravid females taken in February, let go where they were caught.",
    ),
    (
        country::DEMO_EXPORTER,
        "coral",
        RegisterKind::Breeder,
        "Reef Garden raceways",
        "Tridacna maxima; 350; 4000; NAR\nAcropora millepora; 900; 6000; NAR",
        "Clams of the second generation from brood stock of this reef; corals grown on from own cuttings.",
    ),
    (
        country::DEMO_EXPORTER,
        "science",
        RegisterKind::Scientific,
        "National Museum of Querimba, herpetology",
        "",
        "Accessioned collections, open to science, with a catalogue.",
    ),
    (
        country::DEMO_IMPORTER,
        "bird",
        RegisterKind::Breeder,
        "Northwind aviaries",
        "Cacatua galerita; 24; 40; NAR\nAgapornis fischeri; 160; 600; NAR",
        "Closed-ringed stock of the third generation; founders imported under permit in 1994.",
    ),
    (
        country::DEMO_IMPORTER,
        "caviar",
        RegisterKind::Caviar,
        "Cold Lake processing plant",
        "Acipenser baerii; 5200; 1800; KGM",
        "Own ponds on spring water; roe processed and packed in one house.",
    ),
    (
        country::DEMO_IMPORTER,
        "plant",
        RegisterKind::Nursery,
        "Winter Garden, house 4",
        "Echinocactus grusonii; 8000; 60000; NAR",
        "Raised from seed of own mother plants.",
    ),
    (
        country::DEMO_IMPORTER,
        "science",
        RegisterKind::Scientific,
        "University of Northport, zoology",
        "",
        "Catalogued collection with loans to institutions in twelve countries.",
    ),
];

/// How far an entry of the last days has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Far {
    Applied,
    Proposed,
    Declined(&'static str),
}

/// What came in the last days. All of the exporting Party.
const LATE: &[(&str, RegisterKind, &str, &str, &str, Far)] = &[
    (
        "science",
        RegisterKind::Rescue,
        "Capital City rescue station",
        "",
        "Quarantine, two keepers and a veterinarian behind the museum; room for forty animals.",
        Far::Proposed,
    ),
    (
        "plant",
        RegisterKind::Nursery,
        "Dry Valley aloe nursery",
        "Aloe ferox; 12000; 30000; NAR",
        "Seed of own mother plants since 2021; the beds can be visited any day.",
        Far::Applied,
    ),
    (
        "reptile",
        RegisterKind::Breeder,
        "Chameleon house",
        "Chamaeleo gracilis; 14; 2000; NAR",
        "Fourteen adults, kept since last spring.",
        Far::Declined("Fourteen adults cannot yield 2,000 young a year; no second generation was shown."),
    ),
];

fn of(staff: &[Staff], party: CountryCode) -> Result<&Staff, Error> {
    staff.iter().find(|s| s.house.party() == party).ok_or(Error::Plan("a house is missing"))
}

fn wanted(staff: &Staff, trade: &str, kind: RegisterKind, text: [&str; 3]) -> Result<(Wanted, usize), Error> {
    let firm = staff.firms.iter().position(|f| f.trade == trade).ok_or(Error::Plan("a company is missing"))?;
    let address = &staff.firms[firm].address;
    let [name, species, statement] = text.map(str::to_owned);
    let address = format!("{}, {}", address.street, address.city);
    Ok((Wanted { kind, name, address, species, statement }, firm))
}

/// The entries in force: applied for by their companies, each taken in by two persons.
pub(crate) async fn open(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    for (party, trade, kind, name, species, statement) in STANDING {
        let staff = of(staff, *party)?;
        let (wanted, firm) = wanted(staff, trade, *kind, [name, species, statement])?;
        let entry = operations::apply(office, &staff.firms[firm].applicant, wanted).await?.columns.id;
        let note = "Visited; the books agree with the animals and plants.".to_owned();
        operations::propose(office, staff.the(Role::MaOfficer)?, entry, note).await?;
        operations::approve(office, staff.the(Role::MaApprover)?, entry).await?;
    }
    Ok(())
}

/// The entries that still wait for somebody, and one that was not accepted.
pub(crate) async fn late(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let staff = of(staff, country::DEMO_EXPORTER)?;
    let officer = staff.the(Role::MaOfficer)?;
    for (trade, kind, name, species, statement, far) in LATE {
        let (wanted, firm) = wanted(staff, trade, *kind, [name, species, statement])?;
        let entry = operations::apply(office, &staff.firms[firm].applicant, wanted).await?.columns.id;
        match far {
            Far::Applied => {}
            Far::Proposed => {
                let note = "Seen on Tuesday: rooms and books are in order.".to_owned();
                operations::propose(office, officer, entry, note).await?;
            }
            Far::Declined(why) => drop(operations::close(office, officer, entry, (*why).to_owned()).await?),
        }
    }
    Ok(())
}
