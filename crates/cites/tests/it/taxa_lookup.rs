//! What an officer asks the taxonomy.

use cites::taxa::{Certainty, MatchKind, Taxonomy, Via};
use cites::{CountryCode, Date, Lang};
use jiff::civil::date;

const TODAY: Date = date(2026, 11, 21);

fn country(code: &str) -> CountryCode {
    CountryCode::parse(code).unwrap()
}

/// The Appendices of a name for specimens from a country, as one text: `?` behind what is not sure.
fn place(taxonomy: &Taxonomy, name: &str, origin: Option<&str>) -> String {
    let Some(resolution) = taxonomy.resolve(name) else { return "unknown".to_owned() };
    let positions = resolution.positions(origin.map(country), TODAY);
    let text = |p: &cites::taxa::Position<'_>| match p.certainty {
        Certainty::Sure => p.appendix.code().to_owned(),
        Certainty::Population => format!("{}?population", p.appendix),
        Certainty::Taxon => format!("{}?taxon", p.appendix),
    };
    positions.iter().map(text).collect::<Vec<_>>().join(" ")
}

#[test]
fn split_listings_follow_the_country_of_the_population() {
    let taxonomy = Taxonomy::shipped().unwrap();
    for (name, origin, want) in [
        ("Loxodonta africana", Some("ZA"), "II"),
        ("Loxodonta africana", Some("KE"), "I"),
        ("Loxodonta africana", None, "I?population II?population"),
        ("Crocodylus niloticus", Some("ZW"), "II"),
        ("Crocodylus niloticus", Some("SD"), "I"),
        ("Crocodylus niloticus", Some("QM"), "I"),
        ("Panthera leo", Some("IN"), "I"),
        ("Panthera leo", Some("ZA"), "II"),
        ("Antilocapra americana", Some("MX"), "I"),
        ("Antilocapra americana", Some("US"), "N"),
        ("Felis silvestris", Some("DE"), "II"),
        ("Panthera pardus", Some("ZA"), "I"),
        ("Pecari tajacu", Some("MX"), "II?population"),
        ("Pecari tajacu", Some("BR"), "II?population"),
        ("Psittacula krameri", Some("IN"), "N"),
        ("Panax ginseng", Some("RU"), "II"),
        ("Panax ginseng", Some("KR"), "N"),
        ("Swietenia macrophylla", Some("BR"), "II"),
        ("Swietenia macrophylla", Some("FJ"), "N"),
        ("Swietenia macrophylla", Some("US"), "II?population N?population"),
        ("Vicugna vicugna", Some("EC"), "II"),
        ("Vicugna vicugna", Some("AR"), "I?population II?population"),
        ("Euphorbia candelabrum", Some("KE"), "II"),
        ("Goniurosaurus inventus", Some("DE"), "II?population III?taxon"),
        ("Boa constrictor", Some("BR"), "I?taxon II"),
    ] {
        assert_eq!(place(&taxonomy, name, origin), want, "{name} from {origin:?}");
    }
    let demo = Taxonomy::demo().unwrap();
    assert_eq!(place(&demo, "Crocodylus niloticus", Some("QM")), "II");
    assert_eq!(place(&demo, "Crocodylus niloticus", Some("SD")), "I");
}

#[test]
fn a_name_that_is_not_in_the_data_resolves_through_what_stands_above_it_and_says_so() {
    let taxonomy = Taxonomy::shipped().unwrap();
    for (name, via, accepted) in [
        ("Crocodylus niloticus", Via::Exact, "Crocodylus niloticus"),
        ("  CROCODYLUS   Niloticus ", Via::Exact, "Crocodylus niloticus"),
        ("Crocodylus niloticus Laurenti, 1768", Via::Exact, "Crocodylus niloticus"),
        ("Crocodylus niloticus inventus", Via::Species, "Crocodylus niloticus"),
        ("Crocodylus inventus", Via::Genus, "Crocodylus"),
        ("Orchidaceae spp.", Via::Exact, "Orchidaceae"),
        ("Loxodonta cyclotis", Via::Synonym, "Loxodonta africana"),
    ] {
        let found = taxonomy.resolve(name).unwrap_or_else(|| panic!("{name} is not found"));
        assert_eq!((found.via, found.taxon.full_name.as_str()), (via, accepted), "{name}");
    }
    assert!(taxonomy.resolve("Inventus nullius").is_none());
    assert!(taxonomy.resolve("").is_none());
    assert_eq!(place(&taxonomy, "Panthera inventa", Some("KE")), "I?taxon II");
    assert_eq!(place(&taxonomy, "Cattleya inventa", Some("BR")), "I?taxon II");
}

#[test]
fn the_box_finds_words_inside_names_in_any_case_and_through_one_error() {
    let taxonomy = Taxonomy::shipped().unwrap();
    let first = |query: &str, lang| {
        let hits = taxonomy.search(query, 10, lang);
        hits.first().map(|h| (h.taxon.full_name.clone(), h.kind, h.corrected))
    };
    let want = |name: &str, kind, corrected| Some((name.to_owned(), kind, corrected));
    assert_eq!(first("niloticus croc", Lang::En), want("Crocodylus niloticus", MatchKind::Accepted, false));
    assert_eq!(first("CROCODYLUS nil", Lang::En), want("Crocodylus niloticus", MatchKind::Accepted, false));
    assert_eq!(first("crocodylus niloticsu", Lang::En), want("Crocodylus niloticus", MatchKind::Accepted, true));
    assert_eq!(first("crocodilus nilot", Lang::En), want("Crocodylus niloticus", MatchKind::Accepted, true));
    assert_eq!(first("elephant d'afrique", Lang::Fr), want("Loxodonta africana", MatchKind::Common, false));
    assert_eq!(first("cocodrilo del nilo", Lang::Es), want("Crocodylus niloticus", MatchKind::Common, false));
    assert_eq!(first("loxodonta cycl", Lang::En), want("Loxodonta africana", MatchKind::Synonym, false));
    assert_eq!(first("!!", Lang::En), None);
    assert!(taxonomy.search("pa", 10, Lang::En).len() == 10);
}

#[test]
fn a_species_that_is_not_known_stands_on_its_listed_genus_and_may_be_a_slip() {
    let taxonomy = Taxonomy::shipped().unwrap();
    let said = |name: &str| {
        let doubt = taxonomy.doubt(name, Lang::En)?;
        Some((doubt.group.printed_name(), doubt.perhaps))
    };
    let slip = said("Crocodylus nilotcus").unwrap();
    assert_eq!((slip.0.as_str(), slip.1[0].as_str()), ("Crocodylus spp.", "Crocodylus niloticus"));
    assert_eq!(said("Crocodylus qwertyuiopus").map(|d| d.1), Some(vec![]), "nothing like it: nothing is offered");
    // Known names, groups, hybrids, subspecies of a known species and what is not listed raise no question.
    for name in [
        "Crocodylus niloticus",
        "Crocodylus spp.",
        "Crocodylia",
        "Crocodylus siamensis × Crocodylus porosus",
        "Panthera leo somewhere",
        "Rosa canina",
        "",
    ] {
        assert_eq!(said(name), None, "{name}");
    }
}
