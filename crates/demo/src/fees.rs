//! Who is in a hurry: live corals with a fee for each piece and one for urgent handling, with tax, paid at the counter. The
//! case waits for the clerk, who sees that it is urgent.

use crate::Error;
use crate::people::Staff;
use cites::ids::ApplicationId;
use cites::{Money, Role, country};
use office::Office;
use office::epermit::draft::{OnBehalf, create};
use office::epermit::{examination_set, submit};
use office::money::cash;
use permits::FormInput;
use permits::clocks::{ClockHours, SlaClock, Targets};
use permits::form::{LineInput, PartyInput, URGENT};
use store::RuleKind;

fn party(name: &str, street: &str, city: &str, country: cites::CountryCode) -> PartyInput {
    PartyInput {
        name: name.into(),
        street: street.into(),
        city: city.into(),
        country: country.code().to_owned(),
        ..PartyInput::default()
    }
}

fn corals() -> FormInput {
    FormInput {
        document_type: "EXPORT".into(),
        partner_country: country::DEMO_IMPORTER.code().to_owned(),
        exporter: party("Lagoon Aquaculture", "Pier 2", "Bend", country::DEMO_EXPORTER),
        importer: party("Northport Aquarium", "8 Harbour Street", "Northport", country::DEMO_IMPORTER),
        purpose: "Z".into(),
        lines: vec![LineInput {
            taxon: "Acropora millepora".into(),
            description: "Live colonies on plugs".into(),
            term: "LIV".into(),
            appendix: "II".into(),
            source: "C".into(),
            quantity: "60".into(),
            unit: "NAR".into(),
            ..LineInput::default()
        }],
        transport_mode: "air".into(),
        language: "en".into(),
        own_reference: "Corals, before the reef tank opens".into(),
        urgency: URGENT.into(),
        declaration: true,
        ..FormInput::default()
    }
}

/// What the Party promises to who pays for urgent handling: two persons set it.
async fn promise(office: &Office, qm: &Staff) -> Result<(), Error> {
    let urgent = ClockHours::from([
        (SlaClock::Total, 168),
        (SlaClock::Net, 72),
        (SlaClock::Complete, 8),
        (SlaClock::Science, 72),
        (SlaClock::Sign, 8),
    ]);
    let mut read = office.store.read(&qm.the(Role::MaSupervisor)?.scope(office.clock.now())).await?;
    let targets = Targets { urgent, ..examination_set::targets(&mut read).await? };
    drop(read);
    let (one, two) = (qm.the(Role::MaSupervisor)?, qm.the(Role::TenantAdmin)?);
    examination_set::propose_targets(office, one, targets, "Order 7 on urgent applications".into()).await?;
    let rows = examination_set::versions::<Targets>(office, two, RuleKind::Targets).await?;
    let version = rows.first().ok_or(Error::Plan("the targets are missing"))?.version;
    Ok(examination_set::confirm(office, two, RuleKind::Targets, version).await?)
}

/// Hands it in and pays, after the fees came into force and the drawer was opened.
pub(crate) async fn show(office: &Office, staff: &[Staff]) -> Result<ApplicationId, Error> {
    let of = |s: &&Staff| s.house.party() == country::DEMO_EXPORTER;
    let qm = staff.iter().find(of).ok_or(Error::Plan("a house is missing"))?;
    promise(office, qm).await?;
    let (applicant, cashier) = (qm.the(Role::Applicant)?, qm.the(Role::Cashier)?);
    let id = create(office, applicant, corals(), OnBehalf::default()).await?.row.id;
    submit::submit(office, applicant, id).await?;
    let mut read = office.store.read(&applicant.scope(office.clock.now())).await?;
    let invoice = read.invoices_of_case(id).await?.pop();
    drop(read);
    // Who has enough in the account has paid already.
    if let Some(invoice) = invoice.filter(|i| !i.balance.settled()) {
        let sum = Money { minor: invoice.balance.open(), currency: invoice.currency };
        cash::receive(office, cashier, invoice.id, sum, String::new()).await?;
    }
    Ok(id)
}
