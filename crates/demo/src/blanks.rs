//! A leather exporter with the simplified procedure: registered by two persons, five sealed blanks, two of them completed.

use crate::Error;
use crate::people::Staff;
use crate::story::party;
use crate::straight::{self, Words};
use cites::{Amount, Quantity, Role, Source, Term, Unit, country};
use jiff::ToSpan as _;
use office::Office;
use office::blanks::{complete, issue};
use office::econtrol::endorse::{self, Presented};
use office::registers::operations::{self, Wanted};
use office::registers::stock::{self, Declared};
use office::shared::facts::day;
use permits::FormInput;
use permits::form::LineInput;
use permits::particulars::ParticularsInput;
use permits::permit::FigureSource;
use std::collections::BTreeMap;
use store::{Acquired, RegisterKind};

const GROUNDS: &str = "Ranched leather under the yearly count; small consignments do no harm.";

/// Adds them to the exporting Party, by the acts that everybody uses.
pub(crate) async fn show(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let party_of = |c| staff.iter().find(move |s| s.house.party() == c).ok_or(Error::Plan("a house is missing"));
    let (qm, qn) = (party_of(country::DEMO_EXPORTER)?, party_of(country::DEMO_IMPORTER)?);
    let (trader, officer, approver) = (qm.the(Role::Applicant)?, qm.the(Role::MaOfficer)?, qm.the(Role::MaApprover)?);
    let of_trader =
        |f: &&crate::people::Firm| f.applicant.person().ok().map(|p| p.id) == trader.person().ok().map(|p| p.id);
    let own = qm.firms.iter().find(of_trader).or(qm.firms.first()).ok_or(Error::Plan("a company is missing"))?;
    let far = qn.firms.first().ok_or(Error::Plan("a company is missing"))?;
    let today = day(office.clock.now());

    let wanted = Wanted {
        kind: RegisterKind::Simplified,
        name: own.name.to_owned(),
        address: String::new(),
        species: "Crocodylus niloticus; LPS; R; 500; NAR".into(),
        statement: "About forty small consignments of finished leather a year to the same shops.".into(),
    };
    // The importer, what it is and how much: what European practice leaves open.
    let open = || Some("9,11".to_owned());
    let entry = operations::apply_with(office, trader, wanted, open()).await?.columns.id;
    let note = "Scientific Authority: negligible effect.".to_owned();
    operations::propose_with(office, officer, entry, note, open()).await?;
    let number = operations::approve(office, approver, entry).await?.columns.number.unwrap_or_default();
    let quantity = Quantity::new(Amount::whole(300), Unit::Nar).map_err(|e| Error::Broken(e.to_string()))?;
    let lot = Declared {
        taxon: "Crocodylus niloticus".into(),
        term: Term::Lps,
        quantity,
        source: Source::R,
        origin: country::DEMO_EXPORTER,
        acquired: Acquired::Manufacture,
        on: today.saturating_sub(20.days()),
        permit_in: None,
        evidence: "Workshop book, pages 12 to 19".into(),
        from: None,
    };
    let lot = stock::declare(office, trader, lot).await?;
    stock::judge(office, officer, lot.id, true, "Workshop visited".into()).await?;

    let order = FormInput {
        document_type: "PARTIAL".into(),
        exporter: party(own.name, &own.address),
        purpose: "T".into(),
        lines: vec![LineInput {
            taxon: "Crocodylus niloticus".into(),
            common_name: "Nile crocodile".into(),
            description: "Wallets, belts and watch straps".into(),
            term: "LPS".into(),
            appendix: "II".into(),
            source: "R".into(),
            quantity: "60".into(),
            unit: "NAR".into(),
            ..LineInput::default()
        }],
        transport_mode: "post".into(),
        declaration: true,
        language: "en".into(),
        own_reference: "Blanks for the shops".into(),
        particulars: ParticularsInput {
            base_type: "EXPORT".into(),
            registration: number,
            blanks: "5".into(),
            open_boxes: "9,11".into(),
            ..ParticularsInput::default()
        },
        ..FormInput::default()
    };
    let words =
        Words { asked: "Small leather goods, registered trader.", grounds: GROUNDS, note: "Registered trader." };
    let id = straight::approved(office, qm, trader, order, words).await?;
    let blanks = issue::issue(office, qm.nth(Role::MaApprover, 1)?, id).await?;

    for (n, blank) in blanks.iter().take(2).enumerate() {
        let pieces = ["48", "25"][n];
        let typed = [
            ("importer.name", far.name),
            ("importer.street", far.address.street.as_str()),
            ("importer.city", far.address.city.as_str()),
            ("importer.country", far.address.country.code()),
            ("lines.0.description", "Wallets and belts"),
            ("lines.0.quantity", pieces),
            ("lines.0.lot", lot.number.as_str()),
        ];
        let typed: BTreeMap<String, String> = typed.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect();
        let done = complete::complete(office, trader, blank.id, typed).await?;
        if n == 0 {
            let left = Presented {
                quantities: vec![(cites::document::Block::nth(0), Amount::whole(48))],
                port: "QMBND".into(),
                port_name: "Bend".into(),
                transport_document: None,
                source: FigureSource::CustomsWeb,
            };
            endorse::endorse(office, qm.the(Role::Customs)?, done.id, left).await?;
        }
    }
    Ok(())
}
