//! A nursery that ships its orchids in three parts: the first has left, the second is signed, the third waits for the signer.
//! And leopard trophies in two: the import permit of the destination covers the first, the second waits for its own.

use crate::Error;
use crate::people::Staff;
use crate::straight::{self, Words};
use cites::document::{Block, Endorsed};
use cites::{Amount, PermitNumber, Role, country};
use office::Office;
use office::econtrol::endorse::{Presented, endorse};
use office::epermit::draft::{OnBehalf, create};
use office::epermit::{accept, counterpart, sign, submit};
use permits::FormInput;
use permits::application::ImportPermitFacts;
use permits::application::state::ImportPermitDetails;
use permits::form::{LineInput, PartyInput};
use permits::permit::state::FigureSource;

pub(crate) fn party(name: &str, street: &str, city: &str, country: cites::CountryCode) -> PartyInput {
    PartyInput {
        name: name.into(),
        street: street.into(),
        city: city.into(),
        country: country.code().to_owned(),
        ..PartyInput::default()
    }
}

fn orchids() -> FormInput {
    let plants = |taxon: &str, words: &str, quantity: &str, shares: [&str; 3]| LineInput {
        taxon: taxon.into(),
        description: words.into(),
        term: "LIV".into(),
        appendix: "II".into(),
        source: "A".into(),
        quantity: quantity.into(),
        unit: "NAR".into(),
        shares: shares.map(str::to_owned).to_vec(),
        ..LineInput::default()
    };
    FormInput {
        document_type: "EXPORT".into(),
        partner_country: country::DEMO_IMPORTER.code().to_owned(),
        exporter: party("Hill Station Orchids", "Terrace Road 3", "Bend", country::DEMO_EXPORTER),
        importer: party("Northport Glasshouses", "12 Dike Lane", "Northport", country::DEMO_IMPORTER),
        purpose: "T".into(),
        lines: vec![
            plants("Vanda coerulea", "Flowering plants, bare-rooted", "600", ["250", "200", "150"]),
            plants("Dendrobium nobile", "Seedlings in flasks", "1800", ["", "1000", "800"]),
        ],
        consignments: "3".into(),
        transport_mode: "air".into(),
        language: "en".into(),
        own_reference: "Orchids, spring order".into(),
        declaration: true,
        ..FormInput::default()
    }
}

fn trophies() -> FormInput {
    FormInput {
        exporter: party("Luzembe Safaris", "Airstrip Road 1", "Luzembe", country::DEMO_EXPORTER),
        importer: party("Northport Taxidermy", "3 Quay Street", "Northport", country::DEMO_IMPORTER),
        purpose: "H".into(),
        lines: vec![LineInput {
            taxon: "Panthera pardus".into(),
            common_name: "Leopard".into(),
            description: "Hunting trophies, skin and skull".into(),
            term: "TRO".into(),
            appendix: "I".into(),
            source: "W".into(),
            quantity: "3".into(),
            unit: "NAR".into(),
            marks: "QM 0017/2026\nQM 0018/2026\nQM 0019/2026".into(),
            shares: ["2", "1"].map(str::to_owned).to_vec(),
            import_later: "yes".into(),
            ..LineInput::default()
        }],
        consignments: "2".into(),
        own_reference: "Trophies of two hunters".into(),
        ..orchids()
    }
}

/// Two trophies have their import permit, the third waits.
///
/// # Errors
/// What an act says.
pub(crate) async fn show_trophies(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let party = country::DEMO_EXPORTER;
    let qm = staff.iter().find(|s| s.house.party() == party).ok_or(Error::Plan("a house is missing"))?;
    let (applicant, officer) = (qm.the(Role::Applicant)?, qm.the(Role::MaOfficer)?);
    let id = create(office, applicant, trophies(), OnBehalf::default()).await?.row.id;
    submit::submit(office, applicant, id).await?;
    // The case waits as soon as it is accepted: the import permits come later, as the applicant said.
    accept::accept(office, qm.the(Role::MaClerk)?, id).await?;
    let today = office::shared::facts::day(office.clock.now());
    let permit = ImportPermitFacts {
        issuer: country::DEMO_IMPORTER,
        number: PermitNumber::parse("26QN900044").map_err(|_| Error::Plan("the number of an import permit"))?,
        valid_until: today.saturating_add(jiff::Span::new().days(300)),
    };
    let details = ImportPermitDetails {
        issued_on: Some(today),
        quantities: vec![Endorsed { block: Block::nth(0), actual: Amount::whole(2) }],
        ..ImportPermitDetails::default()
    };
    counterpart::received_with(office, applicant, id, permit, details, Vec::new()).await?;
    counterpart::wait(office, officer, id).await?;
    Ok(())
}

/// Adds the case to the exporting Party, by the acts that everybody uses.
pub(crate) async fn show(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let party = country::DEMO_EXPORTER;
    let qm = staff.iter().find(|s| s.house.party() == party).ok_or(Error::Plan("a house is missing"))?;
    let words = Words {
        asked: "Artificially propagated, as last year.",
        grounds: "Propagated from seed in the registered nursery.",
        note: "Nursery records seen.",
    };
    let id = straight::approved(office, qm, qm.the(Role::Applicant)?, orchids(), words).await?;
    let signer = qm.nth(Role::MaApprover, 1)?;
    let first = sign::sign(office, signer, id).await?;
    sign::sign(office, signer, id).await?;
    // A crate stayed behind.
    let presented = Presented {
        quantities: vec![(Block::nth(0), Amount::whole(240))],
        port: "QMBND".into(),
        port_name: "Bend".into(),
        transport_document: Some("AWB 020-77120014".into()),
        source: FigureSource::CustomsWeb,
    };
    endorse(office, qm.the(Role::Customs)?, first.permit.id(), presented).await?;
    Ok(())
}
