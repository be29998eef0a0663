//! Bringing in the current data: files with faults, and Species+ answers.

use cites::taxa::{CsvSet, Rows, Taxonomy, species_plus};
use cites::{Appendix, CountryCode, Lang};
use jiff::civil::date;

/// An invented answer in the form of the service's: a genus, its one species, a synonym, a withdrawn record, a hybrid.
const PAGE: &str = r##"{"pagination":{"current_page":1,"per_page":5,"total_entries":7},"taxon_concepts":[
 {"id":990001,"full_name":"Inventus","author_year":"Nobody, 1900","rank":"GENUS","name_status":"A","updated_at":"2026-03-06T08:00:00.000Z",
  "active":true,"cites_listing":"II","higher_taxa":{"kingdom":"Animalia","phylum":"Chordata","class":"Reptilia","order":"Crocodylia","family":"Inventidae"},
  "synonyms":[],"common_names":[],"cites_listings":[{"id":501,"appendix":"II","annotation":"Only the population of Kenya; no other population is included in the Appendices to the Convention.","hash_annotation":{"symbol":"#99","note":"Skins only."},"effective_at":"2026-03-05","party":null}]},
 {"id":990002,"full_name":"Inventus fictus","author_year":"Nobody, 1901","rank":"SPECIES","name_status":"A","updated_at":"2026-03-06T08:00:00.000Z",
  "active":true,"cites_listing":"II/NC","higher_taxa":{"kingdom":"Animalia","phylum":"Chordata","class":"Reptilia","order":"Crocodylia","family":"Inventidae"},
  "synonyms":[{"id":990004,"full_name":"Olim fictus","author_year":"Anybody, 1850","rank":"SPECIES"}],
  "common_names":[{"name":"Выдуманный крокодил","language":"RU"},{"name":"Invented crocodile","language":"EN"}],"cites_listings":[]},
 {"id":990003,"full_name":"Vetus fictus","rank":"SPECIES","name_status":"S","active":true,"accepted_names":[{"id":990002,"full_name":"Inventus fictus","rank":"SPECIES"}]},
 {"id":10745,"full_name":"Crocodylus niloticus","rank":"SPECIES","name_status":"A","active":false},
 {"id":990005,"full_name":"Inventus x fictus","rank":"SPECIES","name_status":"H","active":true}]}"##;

#[test]
fn a_page_changes_the_set_and_the_written_set_loads_again() {
    let page = species_plus::parse_page(PAGE).unwrap();
    assert_eq!((page.next, page.total, page.taxa.len()), (Some(2), 7, 4));
    assert_eq!(page.skipped, ["Inventus x fictus (990005): name status H is not kept"]);
    let mut rows = Rows::read(&CsvSet::shipped()).unwrap();
    page.taxa.iter().for_each(|concept| rows.apply(concept));
    let files = rows.write();
    let taxonomy = Taxonomy::from_csv(&files.as_set()).unwrap();

    let today = date(2026, 11, 21);
    let species = taxonomy.resolve("Olim fictus").unwrap();
    assert_eq!(species.taxon.full_name, "Inventus fictus");
    assert_eq!(taxonomy.resolve("Vetus fictus").unwrap().taxon.id, "990002");
    let place = |origin: &str, on| {
        let origin = CountryCode::parse(origin).unwrap();
        species.positions(Some(origin), on).iter().map(|p| p.appendix).collect::<Vec<_>>()
    };
    assert_eq!(place("KE", today), [Appendix::II]);
    assert_eq!(place("TZ", today), [Appendix::N]);
    assert!(!species.listings()[0].in_force(date(2026, 3, 4)), "the day before it took effect");
    assert_eq!(species.listings()[0].annotation_codes, ["#99"]);
    assert_eq!(taxonomy.annotation("#99").unwrap().text_en, "Skins only.");
    assert_eq!(taxonomy.search("выдум", 10, Lang::Ru)[0].taxon.id, "990002");
    assert!(taxonomy.by_id("10745").is_none(), "a withdrawn record is hidden");
    assert_eq!(taxonomy.taxa().len(), Taxonomy::shipped().unwrap().taxa().len() + 1);

    // The same page again changes nothing.
    let mut again = Rows::read(&files.as_set()).unwrap();
    page.taxa.iter().for_each(|concept| again.apply(concept));
    assert_eq!(again.write(), files);
}

#[test]
fn an_entry_that_a_species_inherits_stands_at_its_genus_whichever_comes_first() {
    let inherited = PAGE.replace(
        r#""name":"Invented crocodile","language":"EN"}],"cites_listings":[]"#,
        r#""name":"Invented crocodile","language":"EN"}],"cites_listings":[{"id":501,"appendix":"II","annotation":"Note."}]"#,
    );
    let page = species_plus::parse_page(&inherited).unwrap();
    let (genus, species) = (&page.taxa[0], &page.taxa[1]);
    for order in [[genus, species], [species, genus]] {
        let mut rows = Rows::read(&CsvSet::shipped()).unwrap();
        order.into_iter().for_each(|concept| rows.apply(concept));
        // Later the species has nothing of its own any more: the genus keeps its entry.
        rows.apply(&species_plus::Concept { listings: vec![], ..species.clone() });
        let files = rows.write();
        let taxonomy = Taxonomy::from_csv(&files.as_set()).unwrap();
        assert_eq!(taxonomy.listing("S501").unwrap().listed_name, "Inventus spp.");
        let species = taxonomy.resolve("Inventus fictus").unwrap();
        assert_eq!(species.listings().iter().map(|l| l.id.as_str()).collect::<Vec<_>>(), ["S501"]);
    }
}

#[test]
fn the_recorded_answers_of_species_plus_are_understood() {
    let Some(samples) = crate::shared().map(|s| s.join("data/species_plus_samples")) else {
        println!("not run on recorded answers: they may not be shipped, and are not beside the checkout");
        return;
    };
    let body = |name: &str| {
        let text = std::fs::read_to_string(samples.join(name)).unwrap();
        let recorded: serde_json::Value = serde_json::from_str(&text).unwrap();
        recorded["body"].to_string()
    };
    let page = species_plus::parse_page(&body("taxon_concepts_page.json")).unwrap();
    assert_eq!((page.taxa.len(), page.next, page.total), (10, Some(44), 85_098));
    assert_eq!(page.skipped, [""; 0]);
    let elephant = species_plus::parse_page(&body("taxon_concepts_by_name.json")).unwrap();
    assert_eq!(elephant.next, None);
    let law = species_plus::parse_legislation(&body("cites_legislation_current.json")).unwrap();
    assert_eq!((law.listings.len(), law.reservations.len()), (2, 8));
    assert!(law.quotas.iter().any(|q| q.country.code() == "NA" && q.quota == Some(180.0)));
    assert!(law.suspensions.iter().any(|s| s.applies_to_import && s.country.code() == "US"));
    let french = species_plus::parse_legislation(&body("cites_legislation_scope_all.json")).unwrap();
    let places = species_plus::parse_distributions(&body("distributions.json")).unwrap();
    assert_eq!(places.len(), 42);

    let mut rows = Rows::read(&CsvSet::shipped()).unwrap();
    page.taxa.iter().chain(&elephant.taxa).for_each(|concept| rows.apply(concept));
    rows.apply_legislation("4521", &law, Lang::En);
    rows.apply_legislation("4521", &french, Lang::Fr);
    rows.apply_distribution("4521", &places);
    let files = rows.write();
    let taxonomy = Taxonomy::from_csv(&files.as_set()).unwrap();
    let elephant = taxonomy.resolve("Loxodonta africana").unwrap();
    let place = |origin: &str| {
        let origin = CountryCode::parse(origin).unwrap();
        elephant.positions(Some(origin), date(2026, 11, 21)).iter().map(|p| p.appendix).collect::<Vec<_>>()
    };
    assert_eq!((place("BW"), place("KE")), (vec![Appendix::II], vec![Appendix::I]));
    assert!(elephant.listings()[0].population_note(Lang::Fr).starts_with("Sauf les populations"));
    assert_eq!(elephant.listings()[0].from, Some(date(2017, 1, 2)));
    let home = taxonomy.distribution(elephant.taxon).unwrap();
    assert!(home.iter().any(|o| o.country.code() == "KE" && o.native));
    assert!(home.iter().any(|o| o.doubtful), "extinct in some places");
}

#[test]
fn a_broken_answer_is_refused_with_its_place() {
    let cut = &PAGE[..PAGE.len() - 40];
    let error = species_plus::parse_page(cut).unwrap_err();
    assert_eq!(error.code, "species-plus-json");
    assert!(error.to_string().contains("line "), "{error}");
    let error = species_plus::parse_page(&PAGE.replace(r#""appendix":"II""#, r#""appendix":"Q""#)).unwrap_err();
    assert_eq!((error.code, error.at.as_str()), ("species-plus-value", "501"));
    let since = "2026-11-20T10:00:00Z".parse().unwrap();
    assert_eq!(
        species_plus::page_url(species_plus::BASE, 3, Some(since)),
        "https://api.speciesplus.net/api/v1/taxon_concepts.json?page=3&per_page=500&updated_since=2026-11-20T10%3A00%3A00Z"
    );
}

#[test]
fn a_file_with_a_fault_is_refused_with_row_and_column() {
    let shipped = CsvSet::shipped();
    let broken = |taxa: &str, listings: &str| {
        Taxonomy::from_csv(&CsvSet { taxa, listings, ..CsvSet::default() }).map(|t| t.taxa().len()).unwrap_err()
    };
    let head = shipped.taxa.lines().next().unwrap();
    let row = |id: &str, name: &str, rank: &str, listing: &str| {
        format!("{id},Animalia,,,,,Aa,bb,,{name},,{rank},II,2025-03-06,{listing},,\n")
    };
    for (taxa, code, line, column) in [
        (String::new(), "taxa-csv", 0, "taxon_id"),
        ("id,name\n".to_owned(), "taxa-column-missing", 1, "taxon_id"),
        (
            format!("{head}\n{}{}", row("1", "Aa bb", "SPECIES", ""), row("2", "", "SPECIES", "")),
            "taxa-name",
            3,
            "full_name",
        ),
        (format!("{head}\n{}", row("1", "Aa bb", "TRIBE", "")), "taxa-rank", 2, "rank"),
        (format!("{head}\n{}", row("1", "Aa bb", "SPECIES", "L9999")), "taxa-listing-unknown", 2, "listing_ids"),
        (
            format!("{head}\n{}", row("1", "Aa bb", "SPECIES", "").replace("2025-03-06", "06.03.2025")),
            "taxa-date",
            2,
            "appendix_as_of",
        ),
        (format!("{head}\n1,Animalia\n"), "taxa-csv", 2, ""),
        (format!("{head}\n{}", row("1", "Aa bb", "SPECIES", "").repeat(2)), "taxa-id-twice", 0, "taxon_id"),
    ] {
        let error = broken(&taxa, shipped.listings);
        assert_eq!((error.code, error.row, error.column.as_str()), (code, line, column), "{error}");
    }
    let error = broken(shipped.taxa, &shipped.listings.replace(",SPECIES,no,I,", ",SPECIES,no,IV,"));
    assert_eq!((error.code, error.file, error.row), ("taxa-appendix", "listings", 2));
}

#[test]
fn the_full_set_loads_and_every_listed_species_finds_its_listing() {
    let taxonomy = crate::widest_set();
    let today = date(2026, 11, 21);
    let (mut listed, mut without) = (0, Vec::new());
    for taxon in taxonomy.taxa().iter().filter(|t| t.appendices.is_listed()) {
        listed += 1;
        let resolution = taxonomy.resolution_of(taxon);
        if !resolution.is_listed(today) {
            without.push(taxon.full_name.as_str());
        }
    }
    assert!(listed > 7_000, "{listed} listed taxa");
    assert_eq!(without, [""; 0], "listed by the data, but no position is found");
    println!("{listed} listed taxa of {} names", taxonomy.name_count());
}

#[test]
fn a_set_has_a_digest_and_the_shipped_one_says_nothing_about_where_a_taxon_occurs() {
    let digest = CsvSet::shipped().digest();
    let other = CsvSet { synonyms: "", ..CsvSet::shipped() };
    assert_ne!(digest, other.digest(), "a permit can name the set it was issued under");
    let shipped = Taxonomy::shipped().unwrap();
    let crocodile = shipped.by_id("10745").unwrap();
    assert!(shipped.distribution(crocodile).is_none(), "not known, which is not the same as nowhere");
}
