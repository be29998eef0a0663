//! What the border adds: blackwood that came in time and waits in customs bond, its document extended once and the copy
//! sent home; and orchids that came with a plant-health certificate, which a row of law of the Party allows.

use crate::Error;
use crate::people::Staff;
use crate::story::party;
use crate::straight::{self, Words};
use cites::document::Block;
use cites::{Amount, Role, Term, Unit, country};
use jiff::ToSpan as _;
use office::Office;
use office::econtrol::endorse::{Presented, endorse};
use office::econtrol::plant_health::{self, Shown};
use office::econtrol::timber::{self, InBond};
use office::eexchange::fetch::{Wanted, fetch};
use office::eexchange::outbox;
use office::epermit::law_rows::{self, Entered};
use office::epermit::sign;
use office::shared::facts::day;
use permits::FormInput;
use permits::form::LineInput;
use permits::permit::state::FigureSource;
use rules::PartyTable;
use std::collections::BTreeMap;

/// Adds both, by the acts that everybody uses.
pub(crate) async fn show(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let of = |c| staff.iter().find(move |s| s.house.party() == c).ok_or(Error::Plan("a house is missing"));
    let (qm, qn) = (of(country::DEMO_EXPORTER)?, of(country::DEMO_IMPORTER)?);
    in_bond(office, qm, qn).await?;
    orchids(office, qm).await
}

async fn in_bond(office: &Office, qm: &Staff, qn: &Staff) -> Result<(), Error> {
    let firm = qm.firms.iter().find(|f| f.trade == "timber").ok_or(Error::Plan("nobody trades timber"))?;
    let buyer = qn.firms.first().ok_or(Error::Plan("a company is missing"))?;
    let (applicant, officer) = (&firm.applicant, qm.the(Role::MaOfficer)?);
    let planks = FormInput {
        document_type: "EXPORT".into(),
        partner_country: country::DEMO_IMPORTER.code().to_owned(),
        exporter: party(firm.name, &firm.address),
        importer: party(buyer.name, &buyer.address),
        purpose: "T".into(),
        lines: vec![LineInput {
            taxon: "Dalbergia melanoxylon".into(),
            description: "Sawn planks for instruments".into(),
            term: "SAW".into(),
            appendix: "II".into(),
            source: "W".into(),
            quantity: "12".into(),
            unit: "MTQ".into(),
            ..LineInput::default()
        }],
        transport_mode: "sea".into(),
        language: "en".into(),
        own_reference: "Blackwood, lot 7".into(),
        declaration: true,
        ..FormInput::default()
    };
    let words = Words {
        asked: "Block 12 of the forest plan.",
        grounds: "Felled under the forest plan of block 12; stumps measured.",
        note: "Felling licence seen.",
    };
    let id = straight::approved(office, qm, applicant, planks, words).await?;
    let issued = sign::sign(office, qm.nth(Role::MaApprover, 1)?, id).await?;
    let left = Presented {
        quantities: vec![(Block::nth(0), Amount::whole(12))],
        port: "QMBND".into(),
        port_name: "Bend".into(),
        transport_document: Some("B/L BND-2207".into()),
        source: FigureSource::CustomsWeb,
    };
    endorse(office, qm.the(Role::Customs)?, issued.permit.id(), left).await?;
    // Our seal on what customs wrote goes out before the other side asks.
    outbox::work(office, &qm.house).await?;
    let wanted = Wanted {
        issuer: country::DEMO_EXPORTER,
        number: issued.permit.number().clone(),
        token: Some(issued.token.clone()),
    };
    let foreign = fetch(office, qn.the(Role::MaOfficer)?, wanted).await?.row.id;
    let arrived_on = day(office.clock.now());
    let waits = || InBond { arrived_on, place: "Bonded shed 2, Northport".into() };
    timber::extend(office, qn.the(Role::Customs)?, foreign, waits()).await?;
    timber::told(office, officer, issued.permit.id(), waits()).await?;
    Ok(())
}

async fn orchids(office: &Office, qm: &Staff) -> Result<(), Error> {
    let cells = BTreeMap::from([
        ("party".to_owned(), country::DEMO_IMPORTER.code().to_owned()),
        ("valid_from".to_owned(), day(office.clock.now()).saturating_sub(400.days()).to_string()),
    ]);
    let reason = "Notification of Quenland on its plant-health certificates".into();
    let entered = Entered { table: PartyTable::PhytoParties, cells, reason };
    let row = law_rows::propose(office, qm.the(Role::TenantAdmin)?, entered).await?;
    law_rows::confirm(office, qm.the(Role::MaSupervisor)?, row.id).await?;
    let today = day(office.clock.now());
    let seen = [("QN-PHY-0042", "Dendrobium nobile", 40, 6), ("QN-PHY-0057", "Vanda coerulea", 120, 1)];
    for (number, taxon, plants, days) in seen {
        let shown = Shown {
            issuer: country::DEMO_IMPORTER,
            number: number.into(),
            issued_on: today.saturating_sub((days + 9).days()),
            importer: "Hill Station Orchids".into(),
            taxon: taxon.into(),
            term: Term::Liv,
            quantity: Amount::whole(plants),
            unit: Unit::Nar,
            place: "Port of Bend".into(),
            arrived_on: today.saturating_sub(days.days()),
            statement: true,
        };
        plant_health::record(office, qm.the(Role::Customs)?, shown).await?;
    }
    Ok(())
}
