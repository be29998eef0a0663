//! Permits written by us and read back, by us and by the rules of other readers.

use cites::document::{Block, Endorsed, Endorsement, Provenance, QuotaPosition};
use cites::{
    Amount, Appendix, CountryCode, DocumentType, Lang, PermitDocument, PermitNumber, PermitStatus, Purpose, Quantity,
    Source, TaxonName, Term, Unit, sample,
};
use exchange::epermit::{self, StatusNote, compare, v1, v2};
use exchange::xml;
use proptest::prelude::*;

fn read_back(bytes: &[u8]) -> PermitDocument {
    let received = epermit::read(bytes).unwrap();
    received.permit.unwrap_or_else(|| panic!("{:#?}", received.warnings))
}

#[test]
fn the_crocodile_permit_comes_back_as_it_went() {
    for permit in [sample::export_of_skins(), sample::endorsed_export()] {
        assert_eq!(read_back(&v2::write(&permit)), permit);
        assert_eq!(read_back(v2::embed(&permit, None).as_str().as_bytes()), permit);
        assert_eq!(read_back(&v1::write(&permit)), permit, "English, so version 1 loses nothing of it");
    }
}

#[test]
fn our_messages_give_no_finding_at_all() {
    for bytes in [v2::write(&sample::endorsed_export()), v1::write(&sample::endorsed_export())] {
        let received = epermit::read(&bytes).unwrap();
        assert_eq!(received.warnings, [], "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn what_we_store_is_what_is_signed_because_it_is_canonical_already() {
    for bytes in [v2::write(&sample::endorsed_export()), v1::write(&sample::export_of_skins())] {
        let document = xml::read(&bytes, xml::Limits::DOCUMENT).unwrap();
        let mut canonical = String::new();
        xml::exclusive(document.root(), &mut canonical);
        assert_eq!(canonical.as_bytes(), bytes);
    }
}

#[test]
fn the_hubs_reader_finds_every_node_it_fails_without() {
    let mut permit = sample::export_of_skins();
    (permit.importer, permit.country_of_import) = (None, None);
    let bytes = v2::write(&permit);
    let document = xml::read(&bytes, xml::Limits::DOCUMENT).unwrap();
    let has = |path: &str| path.split('/').try_fold(document.root(), |e, name| e.child(name)).is_some();
    for path in [
        "HeaderExchangedDocument/EffectiveSpecifiedPeriod",
        "HeaderExchangedDocument/FirstSignatoryDocumentAuthentication/ProviderTradeParty",
        "HeaderExchangedDocument/ThirdSignatoryDocumentAuthentication/ProviderTradeParty",
        "SpecifiedSupplyChainConsignment/ConsigneeTradeParty/PostalTradeAddress",
        "SpecifiedSupplyChainConsignment/ConsignorTradeParty",
        "SpecifiedSupplyChainConsignment/IncludedSupplyChainConsignmentItem/TransportLogisticsPackage/ItemQuantity",
    ] {
        assert!(has(path), "{path}");
    }
    assert_eq!(read_back(&bytes).importer, None);
}

#[test]
fn a_reader_that_takes_the_first_of_everything_still_sees_everything() {
    let mut permit = sample::export_of_skins();
    permit.special_conditions = vec!["First condition.".into(), "Second condition.".into()];
    permit.lines[0].marks = vec!["TAG 1".into(), "TAG 2".into()];
    let text = String::from_utf8(v2::write(&permit)).unwrap();
    for once in ["<Information", "<Marking", "<PurposeCode", "<ScientificName"] {
        let blocks = if once == "<ScientificName" { 2 } else { 1 };
        assert_eq!(text.matches(once).count(), blocks, "{once}");
    }
    assert_eq!(read_back(text.as_bytes()), permit);
}

#[test]
fn a_cancelled_permit_says_so_before_its_conditions_and_the_signed_copy_still_agrees() {
    let permit = sample::export_of_skins();
    let note = StatusNote {
        status: PermitStatus::Replaced,
        since: "2026-11-25".parse().unwrap(),
        reason: Some("Importer's address\nchanged.".into()),
        replaced_by: Some(PermitNumber::parse("26QM000400").unwrap()),
    };
    let sent = v2::embed(&permit, Some(&note));
    let received = epermit::read(sent.as_str().as_bytes()).unwrap();
    let line = received.view.status_line.clone().unwrap();
    assert!(line.starts_with("STATUS REPLACED 2026-11-25") && line.contains("26QM000400"), "{line}");
    assert_eq!(received.permit.unwrap(), permit, "the conditions are what they were");
    let signed = epermit::read(&v2::write(&permit)).unwrap();
    assert_eq!(compare(&signed.view, &received.view), []);
}

#[test]
fn whoever_changes_a_box_beside_the_signed_copy_is_found_out() {
    let signed = epermit::read(&v2::write(&sample::export_of_skins())).unwrap().view;
    type Change = fn(&mut PermitDocument);
    let changes: [(Change, &str); 8] = [
        (|p| p.valid_until = "2028-01-01".parse().unwrap(), "valid_until"),
        (|p| p.lines[0].quantity = Quantity::new(Amount::whole(2400), Unit::Nar).unwrap(), "lines/0001-A/quantity"),
        (|p| p.lines[1].taxon = TaxonName::parse("Crocodylus porosus").unwrap(), "lines/0002-B/taxon"),
        (|p| p.importer.as_mut().unwrap().name = "Somebody Else".into(), "importer/name"),
        (|p| p.special_conditions.clear(), "special_conditions"),
        (|p| p.purpose = Purpose::P, "purpose"),
        (|p| p.lines.truncate(1), "blocks"),
        (|p| p.security_stamp = Some("9".into()), "security_stamp"),
    ];
    for (change, field) in changes {
        let mut permit = sample::export_of_skins();
        change(&mut permit);
        let sent = epermit::read(v2::embed(&permit, None).as_str().as_bytes()).unwrap().view;
        let differences = compare(&signed, &sent);
        assert!(differences.iter().any(|d| d.field == field), "{field}: {differences:?}");
        let by_v1 = epermit::read(v1::embed(&permit, None).as_str().as_bytes()).unwrap().view;
        assert!(compare(&signed, &by_v1).iter().any(|d| d.field == field), "{field} over version 1");
    }
    let honest = epermit::read(v1::embed(&sample::export_of_skins(), None).as_str().as_bytes()).unwrap().view;
    assert_eq!(compare(&signed, &honest), [], "version 1 says the same in its own way");
    let later = epermit::read(v2::embed(&sample::endorsed_export(), None).as_str().as_bytes()).unwrap().view;
    assert_eq!(compare(&signed, &later), [], "an endorsement comes after the signature");
}

#[test]
fn version_1_keeps_the_marks_in_the_description() {
    let text = String::from_utf8(v1::write(&sample::export_of_skins())).unwrap();
    assert!(text.contains("Skins, raw, salted\nMarks: QM-RA-2026-000381 to 000620</Description>"), "{text}");
    assert!(!text.contains("languageID") && !text.contains("PhysicalLogisticsShippingMarks"));
}

#[test]
fn the_country_of_import_is_box_3a_even_when_the_importer_sits_elsewhere() {
    let mut permit = sample::export_of_skins();
    let france = CountryCode::parse("FR").unwrap();
    permit.importer.as_mut().unwrap().address.country = france;
    let over_v2 = read_back(&v2::write(&permit));
    assert_eq!(over_v2.country_of_import, permit.country_of_import);
    assert_eq!(over_v2.importer.unwrap().address.city, "Northport, France");
    assert_eq!(read_back(&v1::write(&permit)), permit, "version 1 has an element for it");
}

#[test]
fn every_kind_of_document_and_every_unit_is_understood_again() {
    for kind in DocumentType::ALL {
        for lang in [Lang::En, Lang::Fr, Lang::Es] {
            let mut permit = sample::export_of_skins();
            (permit.kind, permit.language) = (*kind, lang);
            assert_eq!(read_back(&v2::write(&permit)).kind, *kind);
        }
    }
    for unit in Unit::ALL.iter().filter(|u| **u != Unit::Pcs) {
        let mut permit = sample::export_of_skins();
        permit.lines[0].quantity = Quantity::new(Amount::whole(3), *unit).unwrap();
        assert_eq!(read_back(&v2::write(&permit)).lines[0].quantity.unit(), *unit, "{}", unit.code());
    }
}

/// Words an applicant may type: letters of many scripts, marks XML must escape, never only blanks.
fn words() -> impl Strategy<Value = String> {
    "[A-Za-z0-9<>&\"'éñЖдابج中文-]{1,8}( [A-Za-z0-9<>&;.,é中-]{1,8}){0,3}"
        .prop_filter("a lone question mark means nothing", |s| s != "?" && !s.starts_with("STATUS "))
}

fn maybe<T: std::fmt::Debug + Clone>(s: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(s)
}

fn a_country() -> impl Strategy<Value = CountryCode> {
    proptest::sample::select(vec!["QM", "QN", "FR", "TH", "BR", "KE"]).prop_map(|c| CountryCode::parse(c).unwrap())
}

fn a_day() -> impl Strategy<Value = cites::Date> {
    (1990_i16..2060, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| cites::Date::new(y, m, d).unwrap())
}

fn a_number() -> impl Strategy<Value = PermitNumber> {
    "[A-Z0-9][A-Z0-9/-]{0,20}".prop_map(|n| PermitNumber::parse(&n).unwrap())
}

fn an_amount() -> impl Strategy<Value = Amount> {
    (1_i64..1_000_000_000_000).prop_map(|n| Amount::from_micro(n).unwrap())
}

fn a_provenance() -> impl Strategy<Value = Provenance> {
    (a_country(), a_number(), maybe(a_day())).prop_map(|(country, permit, date)| Provenance {
        country,
        permit: Some(permit),
        date,
    })
}

fn a_line() -> impl Strategy<Value = cites::document::SpecimenLine> {
    let codes = (
        proptest::sample::select(Term::ALL),
        proptest::sample::select(Appendix::ALL),
        proptest::sample::select(Source::ALL),
        maybe(proptest::sample::select(Source::ALL)),
    );
    let amounts = (an_amount(), any::<bool>(), maybe((an_amount(), an_amount())));
    let texts = (maybe(words()), words(), proptest::collection::vec(words(), 0..3), maybe(words()), maybe(words()));
    let past = (
        maybe(a_provenance()),
        maybe(a_provenance()),
        maybe(prop_oneof![a_day().prop_map(|d| d.to_string()), words().prop_map(|w| format!("about {w}")),]),
    );
    (codes, amounts, texts, past).prop_map(|(codes, (amount, counted, quota), texts, past)| {
        let mut line = sample::export_of_skins().lines[0].clone();
        (line.term, line.appendix, line.source, line.second_source) = codes;
        let amount = if counted { Amount::whole((amount.micro() % 90_000) as u32 + 1) } else { amount };
        line.quantity = Quantity::new(amount, if counted { Unit::Nar } else { Unit::Kgm }).unwrap();
        line.quota = quota.map(|(exported, quota)| QuotaPosition { exported, quota, unit: Unit::Kgm });
        (line.common_name, line.description, line.marks, line.age_sex, line.operation) = texts;
        (line.origin, line.last_reexport, line.acquired) = past;
        line
    })
}

fn a_permit() -> impl Strategy<Value = PermitDocument> {
    let head = (
        proptest::sample::select(DocumentType::ALL),
        a_number(),
        any::<bool>(),
        a_day(),
        proptest::sample::select(vec![Lang::En, Lang::Fr, Lang::Es]),
        proptest::sample::select(Purpose::ALL),
    );
    let texts = (words(), words(), maybe(words()), maybe(words()), proptest::collection::vec(words(), 0..3), words());
    let rest = (proptest::collection::vec(a_line(), 1..5), maybe((0_i64..4_000_000_000, words())), a_country());
    (head, texts, rest).prop_map(|(head, texts, (lines, endorsed, importing))| {
        let mut permit = sample::export_of_skins();
        (permit.kind, permit.number, permit.copy, permit.valid_from, permit.language, permit.purpose) = head;
        permit.valid_until = permit.valid_from.tomorrow().unwrap();
        let importer = permit.importer.as_mut().unwrap();
        importer.address.country = importing;
        permit.country_of_import = Some(importing);
        (
            importer.name,
            permit.exporter.address.street,
            permit.exporter.address.post_box,
            permit.exporter.address.subdivision,
            permit.special_conditions,
            permit.issue.officer,
        ) = texts;
        permit.lines = lines;
        for (n, line) in permit.lines.iter_mut().enumerate() {
            line.block = Block::nth(n);
        }
        permit.endorsement = endorsed.map(|(second, officer)| Endorsement {
            quantities: permit
                .lines
                .iter()
                .map(|l| Endorsed { block: l.block.clone(), actual: l.quantity.amount() })
                .collect(),
            port: "QMBND".into(),
            port_name: "Bend".into(),
            at: cites::Timestamp::from_second(second).unwrap(),
            officer,
        });
        permit
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_permit_survives_the_post(permit in a_permit()) {
        prop_assert_eq!(&read_back(&v2::write(&permit)), &permit);
        prop_assert_eq!(&read_back(v2::embed(&permit, None).as_str().as_bytes()), &permit);
        let mut over_v1 = read_back(&v1::write(&permit));
        over_v1.language = permit.language;
        prop_assert_eq!(&over_v1, &permit, "version 1 loses the language only");
    }

    #[test]
    fn the_reader_never_fails_on_arbitrary_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = epermit::read(&bytes);
    }

    #[test]
    fn one_changed_byte_is_read_or_refused_but_never_worse(at in 0_usize..6000, byte in any::<u8>()) {
        let mut bytes = v2::write(&sample::endorsed_export());
        let n = bytes.len();
        bytes[at % n] = byte;
        let _ = epermit::read(&bytes);
    }
}
