//! A nursery that sends orchids with phytosanitary certificates of the country's own service: the Party told the
//! Secretariat that they stand for certificates of artificial propagation. One consignment has left, one waits.

use crate::Error;
use crate::people::Staff;
use cites::document::Block;
use cites::{Amount, Purpose, Quantity, Role, Source, Term, Unit, country};
use jiff::ToSpan as _;
use office::Office;
use office::econtrol::plant_export::{self, Certificate, Plants};
use office::epermit::law_rows::{self, Entered};
use office::registers::operations::{self, Wanted};
use office::shared::facts::day;
use rules::PartyTable;
use std::collections::BTreeMap;
use store::RegisterKind;

fn living(taxon: &str, plants: u32) -> Result<Plants, Error> {
    let quantity = Quantity::new(Amount::whole(plants), Unit::Nar).map_err(|_| Error::Plan("plants are counted"))?;
    Ok(Plants { taxon: taxon.into(), term: Term::Liv, quantity, source: Source::A, lot: String::new() })
}

/// Adds them to the exporting Party, by the acts that everybody uses.
pub(crate) async fn show(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let of = |c| staff.iter().find(move |s| s.house.party() == c).ok_or(Error::Plan("a house is missing"));
    let (qm, qn) = (of(country::DEMO_EXPORTER)?, of(country::DEMO_IMPORTER)?);
    let plants = |s: &Staff| s.firms.iter().position(|f| f.trade == "plant").ok_or(Error::Plan("nobody grows plants"));
    let (grower, buyer) = (&qm.firms[plants(qm)?], &qn.firms[plants(qn)?]);
    let today = day(office.clock.now());
    let cells = BTreeMap::from([
        ("party".to_owned(), country::DEMO_EXPORTER.code().to_owned()),
        ("valid_from".to_owned(), today.saturating_sub(300.days()).to_string()),
    ]);
    let reason = "Notification to the Secretariat, with copies of certificates, stamps and seals".into();
    let row = law_rows::propose(
        office,
        qm.the(Role::TenantAdmin)?,
        Entered { table: PartyTable::PhytoParties, cells, reason },
    );
    let row = row.await?;
    law_rows::confirm(office, qm.the(Role::MaSupervisor)?, row.id).await?;

    let beds = Wanted {
        kind: RegisterKind::Nursery,
        name: "Hill orchid house".into(),
        address: format!("{}, {}", grower.address.street, grower.address.city),
        species: "Dendrobium nobile; 900; 4000; NAR\nVanda coerulea; 300; 1200; NAR".into(),
        statement: "Raised from seed of own mother plants; flasks and pots are numbered.".into(),
    };
    let entry = operations::apply(office, &grower.applicant, beds).await?.columns.id;
    operations::propose(office, qm.the(Role::MaOfficer)?, entry, "Beds and flasks seen.".into()).await?;
    let nursery = operations::approve(office, qm.the(Role::MaApprover)?, entry).await?.columns.number;
    let nursery = nursery.unwrap_or_default();
    for (n, (number, lines)) in [
        ("QM-PHY-08841", vec![living("Dendrobium nobile", 240)?, living("Vanda coerulea", 60)?]),
        ("QM-PHY-08857", vec![living("Vanda coerulea", 120)?]),
    ]
    .into_iter()
    .enumerate()
    {
        let given = Certificate {
            number: number.into(),
            issued_on: today,
            office: "Plant Health Office, Thornfield".into(),
            exporter: grower.name.to_owned(),
            nursery: nursery.clone(),
            importer: buyer.name.to_owned(),
            destination: country::DEMO_IMPORTER,
            purpose: Purpose::T,
            lines,
            statement: true,
        };
        // The nursery writes its own down; what comes to the counter the clerk.
        let hand = if n == 0 { qm.the(Role::MaClerk)? } else { &grower.applicant };
        let made = plant_export::record(office, hand, given).await?.row.id;
        if n == 0 {
            // A tray was broken and stayed.
            let counted = vec![(Block::nth(0), Amount::whole(234))];
            plant_export::left(office, qm.the(Role::Customs)?, made, "Port of Bend".into(), counted).await?;
        }
    }
    Ok(())
}
