//! A change of law, seen before it is made.

use crate::kit::*;
use cites::{DocumentType, Lang, Purpose, Source, Term, Unit};
use rules::{DocumentFrom, Outlook, PartyTable, compare};
use std::collections::BTreeMap;

fn cells(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect()
}

fn measure(effect: &str, from: &str) -> BTreeMap<String, String> {
    cells(&[
        ("id", "QN-9"),
        ("party", "QN"),
        ("direction", "import"),
        ("taxon", "Crocodylia"),
        ("effect", effect),
        ("text_en", "No skins, \"none\", at all."),
        ("instrument", "Quenland Wildlife Import Order"),
        ("provision", "section 9"),
        ("revision", "2027"),
        ("valid_from", from),
    ])
}

#[test]
fn a_coming_measure_names_the_cases_it_touches_and_how() {
    let after = BASE
        .clone()
        .adding(PartyTable::StricterMeasures, &PartyTable::StricterMeasures.row(&measure("forbids", "2027-01-01")))
        .unwrap();
    let new_year = jiff::civil::date(2027, 1, 1);
    let skins = skins();
    let parrot = export("QM", "QN", Purpose::T, line("Psittacus erithacus", Term::Liv, "1", Unit::Nar, Source::C));
    let change = compare(&BASE, &after, &skins, &TAXA, new_year).expect("it touches the skins");
    assert_eq!(change.outlook, (Outlook::Open, Outlook::Forbidden));
    assert!(change.is_stricter());
    assert_eq!(change.new[0].rule, "B8");
    assert!(change.new[0].sentence(Lang::En).contains("\"none\""), "quotation marks survive the table");
    assert_eq!(compare(&BASE, &after, &parrot, &TAXA, new_year), None, "parrots are not crocodiles");
    assert_eq!(compare(&BASE, &after, &skins, &TAXA, today()), None, "not in force yet");
    let back = compare(&after, &BASE, &skins, &TAXA, new_year).expect("taken back");
    assert!(!back.is_stricter() && back.gone[0].rule == "B8");
}

#[test]
fn a_document_more_is_told_as_such() {
    let row = PartyTable::StricterMeasures.row(&measure("asks:IMPORT", "2026-01-01"));
    let after = BASE.clone().adding(PartyTable::StricterMeasures, &row).unwrap();
    let change = compare(&BASE, &after, &skins(), &TAXA, today()).expect("an import permit more");
    assert_eq!(change.documents, [(DocumentFrom::Partner, vec![DocumentType::Import])]);
    assert!(change.is_stricter());
}

#[test]
fn rows_are_added_beside_those_that_are_there() {
    let old = "country,taxon_name,start_date,end_date,scope\nLR,,2018-01-22,,All commercial trade.\n";
    let new = cells(&[
        ("country", "QM"),
        ("taxon_name", "Crocodylus niloticus"),
        ("start_date", "2026-06-01"),
        ("scope", "This species"),
    ]);
    let before = base_with(PartyTable::Suspensions, old);
    let after = before.clone().adding(PartyTable::Suspensions, &PartyTable::Suspensions.row(&new)).unwrap();
    let liberia = export("LR", "FR", Purpose::T, line("Python regius", Term::Ski, "1", Unit::Nar, Source::W));
    assert!(ask_with(&liberia, &after).is_blocked(), "the old row stands");
    assert!(ask_with(&skins(), &after).is_blocked(), "and the new one");
    assert_ne!(before.digest(), after.digest());
    let wrong = cells(&[("country", "QM"), ("start_date", "soon"), ("scope", "x")]);
    let e = BASE.clone().adding(PartyTable::Suspensions, &PartyTable::Suspensions.row(&wrong)).unwrap_err();
    assert_eq!((e.column, e.code), ("start_date", "date-form"));
}

#[test]
fn every_table_can_be_filled_in_by_its_columns() {
    for table in PartyTable::ALL {
        if let Some((from, until)) = table.days() {
            assert_eq!(table.columns()[table.columns().len() - 2..], [from, until], "{}", table.name());
        }
        // A blank row is refused at a column that a person can see, or read as "everything".
        if let Err(e) = BASE.clone().adding(*table, &table.row(&BTreeMap::new())) {
            assert!(table.columns().contains(&e.column), "{}: {e}", table.name());
        }
    }
}

/// What the Conference decided is entered by the Party before the data have it: it is the law from its day, and nothing
/// before.
#[test]
fn a_listing_that_is_entered_counts_from_its_day_and_the_nearest_decides() {
    let row = |taxon: &str, appendix: &str, country: &str, from: &str| {
        let cells = [
            ("taxon_name", taxon),
            ("appendix", appendix),
            ("country", country),
            ("instrument", "CoP20"),
            ("valid_from", from),
        ];
        PartyTable::Listings.row(&self::cells(&cells))
    };
    let on = |text: &str| text.parse::<cites::Date>().unwrap();
    let appendix = |pack: &rules::RulePack, name: &str, origin: &str, day: &str| {
        let origin = cites::CountryCode::parse(origin).ok();
        rules::appendix_of(name, origin, pack, &TAXA, on(day)).map(|a| a.code())
    };
    let up = BASE.clone().adding(PartyTable::Listings, &row("Python regius", "I", "", "2026-03-05")).unwrap();
    assert_eq!(appendix(&BASE, "Python regius", "TG", "2026-06-01"), Some("II"));
    assert_eq!(appendix(&up, "Python regius", "TG", "2026-03-04"), Some("II"), "the day before");
    assert_eq!(appendix(&up, "Python regius", "TG", "2026-03-05"), Some("I"), "its day");
    assert_eq!(appendix(&up, "Python sebae", "TG", "2026-06-01"), Some("II"), "others of its genus stay");

    // At the family: its species follow, but one that the Party named itself stays.
    let family = up.clone().adding(PartyTable::Listings, &row("Pythonidae", "III", "", "2026-03-05")).unwrap();
    assert_eq!(appendix(&family, "Python regius", "TG", "2026-06-01"), Some("I"));
    // One population only.
    let togo = BASE.clone().adding(PartyTable::Listings, &row("Python regius", "I", "TG", "2026-03-05")).unwrap();
    assert_eq!(appendix(&togo, "Python regius", "TG", "2026-06-01"), Some("I"));
    assert_eq!(appendix(&togo, "Python regius", "GH", "2026-06-01"), Some("II"));
    // Taken out, and taken in though the data do not know it.
    let out = BASE.clone().adding(PartyTable::Listings, &row("Python regius", "N", "", "2026-03-05")).unwrap();
    assert_eq!(appendix(&out, "Python regius", "TG", "2026-06-01"), Some("N"));
    let new = BASE.clone().adding(PartyTable::Listings, &row("Newgenus novus", "II", "", "2026-03-05")).unwrap();
    assert_eq!(appendix(&BASE, "Newgenus novus", "TG", "2026-06-01"), None);
    assert_eq!(appendix(&new, "Newgenus novus", "TG", "2026-06-01"), Some("II"));
    for (taxon, appendix, at) in [("", "I", "taxon_name"), ("Python regius", "IV", "appendix")] {
        let e = BASE.clone().adding(PartyTable::Listings, &row(taxon, appendix, "", "2026-03-05")).unwrap_err();
        assert_eq!(e.column, at);
    }

    // And the comparison of both laws shows what it would do to a case.
    let facts = export("TG", "FR", Purpose::T, line("Python regius", Term::Liv, "1", Unit::Nar, Source::W));
    let change = rules::compare(&BASE, &up, &facts, &TAXA, on("2026-06-01")).expect("it is touched");
    assert!(change.is_stricter(), "{change:?}");
    assert!(rules::compare(&BASE, &up, &facts, &TAXA, on("2026-03-01")).is_none(), "not before its day");
}
