//! The crocodile case: a complete draft of River Bend Farm that waits at its first step. Where it stands later is read
//! from the archive by whoever shows the guide.

use crate::Error;
use crate::people::{Firm, Staff};
use cites::document::Address;
use cites::ids::ApplicationId;
use cites::{Role, country};
use jiff::ToSpan as _;
use office::Office;
use office::epermit::draft::{OnBehalf, create};
use office::shared::facts::day;
use permits::FormInput;
use permits::form::{LineInput, PartyInput};
use serde::{Deserialize, Serialize};

/// The case that the guide tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// The exporting Party.
    pub exporter: cites::CountryCode,
    /// The importing Party.
    pub importer: cites::CountryCode,
    /// The application.
    pub application: ApplicationId,
}

pub(crate) fn party(name: &str, address: &Address) -> PartyInput {
    PartyInput {
        name: name.to_owned(),
        street: address.street.clone(),
        post_box: String::new(),
        city: address.city.clone(),
        postcode: address.postcode.clone().unwrap_or_default(),
        subdivision: String::new(),
        country: address.country.code().to_owned(),
    }
}

/// 240 skins of ranched Nile crocodile, every box filled and the declaration ticked.
pub(crate) fn skins(exporter: &Firm, importer: &Firm, shipment: cites::Date) -> FormInput {
    FormInput {
        document_type: "EXPORT".into(),
        partner_country: importer.address.country.code().to_owned(),
        importer: party(importer.name, &importer.address),
        exporter: party(exporter.name, &exporter.address),
        purpose: "T".into(),
        lines: vec![LineInput {
            taxon: "Crocodylus niloticus".into(),
            common_name: "Nile crocodile".into(),
            description: "Skins, raw, salted".into(),
            term: "SKI".into(),
            marks: "QM-RA-2026-000381 to 000620".into(),
            appendix: "II".into(),
            source: "R".into(),
            quantity: "240".into(),
            unit: "NAR".into(),
            ..LineInput::default()
        }],
        transport_mode: "sea".into(),
        shipment_date: shipment.to_string(),
        port_of_exit: "QMBND".into(),
        port_of_entry: "QNNPT".into(),
        declaration: true,
        own_reference: "RBF skins 240".into(),
        language: "en".into(),
        ..FormInput::default()
    }
}

/// Begins the case in the name of the farm's applicant.
pub(crate) async fn begin(office: &Office, staff: &[Staff]) -> Result<Story, Error> {
    let (exporter, importer) = (country::DEMO_EXPORTER, country::DEMO_IMPORTER);
    let of = |party| staff.iter().find(|s| s.house.party() == party).ok_or(Error::Plan("a house is missing"));
    let (qm, qn) = (of(exporter)?, of(importer)?);
    let firm = |s: &Staff| s.firms.first().cloned().ok_or(Error::Plan("no company"));
    let shipment = day(office.clock.now()).saturating_add(21.days());
    let form = skins(&firm(qm)?, &firm(qn)?, shipment);
    let made = create(office, qm.the(Role::Applicant)?, form, OnBehalf::default()).await?;
    Ok(Story { exporter, importer, application: made.row.id })
}
