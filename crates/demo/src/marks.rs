//! Tags, security stamps and paper of the demonstration: received from a maker, handed to the farm, put on permits, and a
//! few of them spoiled, missing and written off.

use crate::Error;
use crate::people::Staff;
use cites::marks::MarkKind;
use cites::{Amount, PermitStatus, Quantity, Role, Source, Term, Unit, country};
use jiff::ToSpan as _;
use office::registers::carried::{self, Carrier, Typed};
use office::registers::numbered::{self, Act, Received};
use office::registers::operations::{self, Wanted};
use office::registers::sheets;
use office::registers::stock::{self, Declared};
use office::shared::facts::day;
use office::{Office, Who};
use store::{Acquired, Cursor, Numbered, PermitFilter, RegisterKind};

/// Fills the stores of the exporting Party.
pub(crate) async fn store(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let of = |s: &&Staff| s.house.party() == country::DEMO_EXPORTER;
    let qm = staff.iter().find(of).ok_or(Error::Plan("a house is missing"))?;
    let (clerk, officer, farm) = (qm.the(Role::MaClerk)?, qm.the(Role::MaOfficer)?, qm.the(Role::Applicant)?);
    let on = day(office.clock.now());
    let batch = |kind, numbers: &str, supplier: &str| Received {
        kind,
        mark_kind: None,
        numbers: numbers.to_owned(),
        supplier: supplier.to_owned(),
        on,
        note: String::new(),
    };
    let address = qm.accounts.iter().find(|(a, _)| a.role == Role::Applicant).map(|(a, _)| a.email.clone());
    let address = address.ok_or(Error::Plan("the farm is missing"))?;

    // The skins of the story carry tags out of what the farm was handed.
    numbered::receive(office, clerk, batch(Numbered::Tag, "QM-RA-2026-000001 to 000800", "Tag Works, Capital City"))
        .await?;
    numbered::hand_out(office, officer, None, "QM-RA-2026-000001 to 000640", &address, "Harvest of this year").await?;
    let tags = async |who, act, numbers: &str, note: &str| {
        numbered::move_range(office, who, Numbered::Tag, None, act, numbers, note).await
    };
    tags(farm, Act::Use, "QM-RA-2026-000001 to 000380", "").await?;
    tags(farm, Act::Spoil, "QM-RA-2026-000621 to 000623", "Torn when they were closed").await?;
    tags(farm, Act::Missing, "QM-RA-2026-000630", "Fell into the pen").await?;

    let stamp = Numbered::Stamp;
    numbered::receive(office, clerk, batch(stamp, "QM-S-000101 to 000400", "National printing works")).await?;
    let mut read = office.store.read(&officer.scope(office.clock.now())).await?;
    let permits = read.permits(PermitFilter::Status(PermitStatus::Issued), Cursor::NEWEST, 12).await?.rows;
    drop(read);
    for (n, permit) in permits.iter().enumerate() {
        let number = format!("QM-S-{:06}", 101 + n);
        numbered::bind(office, clerk, stamp, &number, permit.number.as_str()).await?;
    }
    let torn = "Torn off the sheet";
    numbered::move_range(office, clerk, stamp, None, Act::Spoil, "QM-S-000150 to 000151", torn).await?;
    numbered::move_range(office, clerk, stamp, None, Act::Missing, "QM-S-000160 to 000161", "Not in the drawer")
        .await?;
    let note = "Searched twice; the other one is still looked for";
    numbered::move_range(office, officer, stamp, None, Act::WriteOff, "QM-S-000160", note).await?;
    numbered::receive(office, clerk, batch(Numbered::Paper, "QM-P-0001 to 0500", "National printing works")).await?;
    // Two permits are printed for signature; one of them twice, because the printer tore its sheet.
    for (permit, sheet) in permits.iter().zip(["QM-P-0001", "QM-P-0002"]) {
        sheets::print(office, clerk, permit.id, sheet, "").await?;
    }
    if let Some(permit) = permits.first() {
        sheets::print(office, clerk, permit.id, "QM-P-0003", "The printer tore the sheet.").await?;
    }
    kept(office, farm, officer).await
}

/// What the farm keeps: a breeding male with its chip as a lot, and the hatchery in the register with the chips of its stock.
async fn kept(office: &Office, farm: &Who, officer: &Who) -> Result<(), Error> {
    let marks = |text: &str| vec![Typed { block: "A".into(), kind: Some(MarkKind::Transponder), text: text.into() }];
    let quantity = Quantity::new(Amount::whole(1), Unit::Nar).map_err(|e| Error::Broken(e.to_string()))?;
    let male = Declared {
        taxon: "Crocodylus niloticus".into(),
        term: Term::Liv,
        quantity,
        source: Source::C,
        origin: country::DEMO_EXPORTER,
        acquired: Acquired::Birth,
        on: day(office.clock.now()).saturating_sub(900.days()),
        permit_in: None,
        evidence: "Breeding book, page 3".into(),
        from: None,
    };
    let lot = stock::declare(office, farm, male).await?;
    stock::judge(office, officer, lot.id, true, "Seen in its pen".into()).await?;
    carried::write(office, farm, Carrier::Lot(lot.id), marks("985112000004711")).await?;
    let hatchery = Wanted {
        kind: RegisterKind::Breeder,
        name: "River Bend hatchery".into(),
        address: "1 River Road, Bend".into(),
        species: "Crocodylus niloticus; 40; 300; NAR".into(),
        statement: "Eggs from the wild since 2011, under licence.".into(),
    };
    let entry = operations::apply(office, farm, hatchery).await?.columns.id;
    carried::write(office, farm, Carrier::Entry(entry), marks("985112000004711\n985112000004712")).await?;
    operations::propose(office, officer, entry, "Pens and books seen.".into()).await?;
    Ok(())
}
