//! Samples of the base types, plain code, so that pure rooms can be tested without `testkit`. Everything is invented.

use crate::document::{
    Address, Authority, Block, Endorsed, Endorsement, Issue, Party, PermitDocument, QuotaPosition, SpecimenLine,
};
use crate::{
    Amount, Appendix, CountryCode, DocumentType, Lang, PermitNumber, Purpose, Quantity, Source, TaxonName, Term, Unit,
    country,
};
use jiff::civil::date;

/// Panics on a bad literal of this file only; every value is covered by the tests.
fn sure<T, E: std::fmt::Debug>(value: Result<T, E>) -> T {
    match value {
        Ok(value) => value,
        Err(e) => panic!("bad sample: {e:?}"),
    }
}

fn address(street: &str, city: &str, postcode: &str, country: CountryCode) -> Address {
    Address {
        street: street.into(),
        post_box: None,
        city: city.into(),
        postcode: Some(postcode.into()),
        subdivision: None,
        country,
    }
}

/// Export of 240 skins of ranched Nile crocodile and 12.5 kg of meat from QM to QN, issued, not endorsed.
pub fn export_of_skins() -> PermitDocument {
    let (qm, qn) = (country::DEMO_EXPORTER, country::DEMO_IMPORTER);
    let line = |n: usize, term, description: &str, amount: &str, unit| SpecimenLine {
        block: Block::nth(n),
        taxon: sure(TaxonName::parse("Crocodylus niloticus")),
        common_name: Some("Nile crocodile".into()),
        description: description.into(),
        term,
        marks: if n == 0 { vec!["QM-RA-2026-000381 to 000620".into()] } else { vec![] },
        age_sex: None,
        appendix: Appendix::II,
        source: Source::R,
        second_source: None,
        quantity: sure(Quantity::new(sure(Amount::parse(amount)), unit)),
        quota: (n == 0).then(|| QuotaPosition {
            exported: Amount::whole(1472),
            quota: Amount::whole(1600),
            unit: Unit::Nar,
        }),
        origin: None,
        last_reexport: None,
        operation: None,
        acquired: None,
    };
    PermitDocument {
        kind: DocumentType::Export,
        number: sure(PermitNumber::parse("26QM000371")),
        copy: false,
        valid_from: date(2026, 11, 21),
        valid_until: date(2027, 5, 20),
        importer: Some(Party {
            name: "Tannery of the North".into(),
            address: address("14 Harbour Street", "Northport", "2001", qn),
        }),
        country_of_import: Some(qn),
        exporter: Party { name: "River Bend Farm Ltd".into(), address: address("1 River Road", "Bend", "100", qm) },
        special_conditions: vec!["Valid only with the tags stated in box 9.".into()],
        purpose: Purpose::T,
        security_stamp: None,
        authority: Authority {
            name: "Management Authority of Querimba".into(),
            address: address("1 Reef Road", "Capital City", "1", qm),
            representative: Some("Head of Permits".into()),
        },
        lines: vec![
            line(0, Term::Ski, "Skins, raw, salted", "240", Unit::Nar),
            line(1, Term::Mea, "Meat, frozen", "12.5", Unit::Kgm),
        ],
        issue: Issue {
            place: "Capital City".into(),
            at: sure("2026-11-21T09:00:00Z".parse()),
            officer: "Signing Officer".into(),
        },
        endorsement: None,
        transport_document: None,
        language: Lang::En,
    }
}

/// The same permit after customs at Bend endorsed 238 skins and all the meat.
pub fn endorsed_export() -> PermitDocument {
    let mut permit = export_of_skins();
    permit.endorsement = Some(Endorsement {
        quantities: vec![
            Endorsed { block: Block::nth(0), actual: Amount::whole(238) },
            Endorsed { block: Block::nth(1), actual: sure(Amount::parse("12.5")) },
        ],
        port: "QMBND".into(),
        port_name: "Bend".into(),
        at: sure("2026-11-25T14:30:00Z".parse()),
        officer: "Customs Officer, Senior Inspector".into(),
    });
    permit.transport_document = Some("AWB 020-12345675".into());
    permit
}
