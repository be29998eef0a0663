//! A few rows beside the year's traffic: goods in transit, institutions with a label, a guitar that is about to travel.

use crate::Error;
use crate::people::Staff;
use cites::{Role, country};
use jiff::ToSpan as _;
use office::Office;
use office::econtrol::transit::{self, Passing};
use office::epermit::draft::{OnBehalf, create};
use office::epermit::labels::{self, Institution, Label};
use office::shared::facts::day;
use permits::FormInput;
use permits::form::LineInput;
use permits::particulars::ParticularsInput;

/// Adds them to the exporting Party, by the acts that everybody uses.
pub(crate) async fn show(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let party = country::DEMO_EXPORTER;
    let qm = staff.iter().find(|s| s.house.party() == party).ok_or(Error::Plan("a house is missing"))?;
    let today = day(office.clock.now());
    let officer = qm.the(Role::MaOfficer)?;
    // The museum of this country stands in the register; the one abroad is written down to receive.
    let abroad = Institution {
        code: "QN014".into(),
        name: "Museum of Natural History of Quenland".into(),
        address: "9 Harbour Street, Northport".into(),
        organisation: None,
        active: true,
    };
    labels::register(office, officer, abroad).await?;
    let museum = qm.firms.iter().find(|f| f.trade == "science").ok_or(Error::Plan("the museum is missing"))?;
    let label = Label {
        sender: "QM001".into(),
        receiver: "QN014".into(),
        contents: "preserved".into(),
        purpose: "loan".into(),
        specimens: "Python regius, 12 specimens in alcohol".into(),
    };
    labels::print(office, &museum.applicant, label).await?;
    let passing = Passing {
        transshipment: true,
        exporter: cites::CountryCode::parse("ZA")?,
        destination: country::DEMO_IMPORTER,
        document: "ZA-2026-117".into(),
        valid_until: today.saturating_add(60.days()),
        taxon: "Python regius".into(),
        goods: "40 living snakes in 4 crates".into(),
        place: "Bend, customs shed 4".into(),
        entered_on: today,
    };
    transit::record(office, qm.the(Role::Customs)?, passing).await?;
    let guitar = FormInput {
        document_type: "MIC".into(),
        purpose: "P".into(),
        lines: vec![LineInput {
            taxon: "Dalbergia nigra".into(),
            description: "Classical guitar, back and sides".into(),
            term: "WPR".into(),
            appendix: "I".into(),
            source: "O".into(),
            quantity: "1".into(),
            acquired: "1965-06-01".into(),
            ..LineInput::default()
        }],
        particulars: ParticularsInput {
            maker: "Workshop of Bend".into(),
            serial: "512".into(),
            made: "1962".into(),
            ..ParticularsInput::default()
        },
        language: "en".into(),
        own_reference: "Guitar, spring tour".into(),
        ..FormInput::default()
    };
    create(office, qm.the(Role::Applicant)?, guitar, OnBehalf::default()).await?;
    Ok(())
}
