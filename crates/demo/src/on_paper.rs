//! Goods under papers that nobody fetched: an import permit for six trophies, and a consignment of two that customs let in
//! under a paper of the partner's old registry, from before its permits could be fetched. Four are left.

use crate::Error;
use crate::people::Staff;
use crate::straight::{self, Words};
use cites::document::Block;
use cites::{Amount, CountryCode, DocumentType, PermitNumber, Role, country};
use jiff::Span;
use office::Office;
use office::econtrol::on_paper::{Seen, arrive};
use office::econtrol::receive::Counted;
use office::epermit::sign;
use permits::FormInput;
use permits::form::{LineInput, PartyInput};

/// Where the goods come from.
const FROM: CountryCode = country::DEMO_EXPORTER;

fn party(name: &str, street: &str, city: &str, country: CountryCode) -> PartyInput {
    PartyInput {
        name: name.into(),
        street: street.into(),
        city: city.into(),
        country: country.code().to_owned(),
        ..PartyInput::default()
    }
}

fn trophies() -> FormInput {
    FormInput {
        document_type: "IMPORT".into(),
        partner_country: FROM.code().to_owned(),
        exporter: party("Luzembe Safaris", "Airstrip Road 1", "Luzembe", FROM),
        importer: party("Northport Taxidermy", "3 Quay Street", "Northport", country::DEMO_IMPORTER),
        purpose: "H".into(),
        lines: vec![LineInput {
            taxon: "Panthera pardus".into(),
            common_name: "Leopard".into(),
            description: "Hunting trophies, skin and skull".into(),
            term: "TRO".into(),
            appendix: "I".into(),
            source: "W".into(),
            quantity: "6".into(),
            unit: "NAR".into(),
            ..LineInput::default()
        }],
        transport_mode: "air".into(),
        language: "en".into(),
        own_reference: "Trophies of the season".into(),
        declaration: true,
        ..FormInput::default()
    }
}

/// Adds both to the importing Party, by the acts that everybody uses.
///
/// # Errors
/// What an act says.
pub(crate) async fn show(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let party = country::DEMO_IMPORTER;
    let qn = staff.iter().find(|s| s.house.party() == party).ok_or(Error::Plan("a house is missing"))?;
    let words = Words {
        asked: "Six trophies of a quota of the Conference.",
        grounds: "For the hunters' own use; no detriment to the species.",
        note: "The quota of the Conference was looked up.",
    };
    let id = straight::approved(office, qn, qn.the(Role::Applicant)?, trophies(), words).await?;
    let permit = sign::sign(office, qn.nth(Role::MaApprover, 1)?, id).await?.permit.id();
    let today = office::shared::facts::day(office.clock.now());
    let paper = Seen {
        issuer: FROM,
        number: PermitNumber::parse("QM/OLD 00417")?,
        kind: DocumentType::Export,
        issued_on: today.saturating_sub(Span::new().days(20)),
        valid_until: today.saturating_add(Span::new().days(120)),
        counted: Counted {
            quantities: vec![(Block::nth(0), Amount::whole(2))],
            port: "QNNPT".into(),
            port_name: "Northport".into(),
        },
    };
    arrive(office, qn.the(Role::Customs)?, permit, paper).await?;
    Ok(())
}
