//! Reading the population note of a listing: which countries it covers.
//!
//! The notes are sentences of law. What we can read with certainty becomes lists of countries and names; everything
//! else stays a question for an officer ([`Coverage::Ask`]).

use super::Listing;
use crate::{Appendix, CountryCode};
use std::sync::LazyLock;

/// Does a listing cover specimens of the population of one country?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// Yes.
    Yes,
    /// No.
    No,
    /// The note speaks of a part of the country, or of a region, or in words we do not read: a person must look.
    Ask,
}

impl Listing {
    /// Does the entry cover the population of that country (the country of origin, not of export)?
    pub fn covers(&self, country: CountryCode) -> Coverage {
        if self.partly.contains(&country) {
            return Coverage::Ask;
        }
        if self.populations.contains(&country) {
            return if self.everyone_else { Coverage::No } else { Coverage::Yes };
        }
        match (self.everyone_else, self.unclear) {
            (true, false) => Coverage::Yes,
            (false, false) => Coverage::No,
            (_, true) => Coverage::Ask,
        }
    }

    /// Does the note speak of populations at all?
    pub fn is_split(&self) -> bool {
        self.unclear || !self.everyone_else || !self.populations.is_empty() || !self.partly.is_empty()
    }
}

/// What [`read`] finds in a note.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Read {
    pub populations: Vec<CountryCode>,
    pub partly: Vec<CountryCode>,
    pub everyone_else: bool,
    pub elsewhere: Option<Appendix>,
    pub except_taxa: Vec<String>,
    pub unclear: bool,
}

/// Names of countries in small letters, longest first, so that `Papua New Guinea` is not read as `Guinea`.
static NAMES: LazyLock<Vec<(String, CountryCode)>> = LazyLock::new(|| {
    let mut names: Vec<(String, CountryCode)> = CountryCode::all()
        .iter()
        .filter(|e| e.kind == "iso" && !e.name_en.is_empty())
        .map(|e| (e.name_en.to_lowercase(), e.code))
        .collect();
    for (name, code) in [
        ("united republic of tanzania", "TZ"),
        ("tanzania", "TZ"),
        ("russian federation", "RU"),
        ("united states of america", "US"),
        ("united states", "US"),
        ("eswatini", "SZ"),
        ("bolivia", "BO"),
        ("plurinational state of bolivia", "BO"),
        ("venezuela", "VE"),
        ("viet nam", "VN"),
        ("lao people’s democratic republic", "LA"),
        ("central african republic", "CF"),
        // So spelt in the source.
        ("columbia", "CO"),
    ] {
        if let Ok(code) = CountryCode::parse(code) {
            names.push((name.to_owned(), code));
        }
    }
    names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
    names.dedup_by(|a, b| a.0 == b.0);
    names
});

/// Countries with their UN region and sub-region, by the columns of `data/countries.csv`.
static REGIONS: LazyLock<Vec<(String, CountryCode)>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(include_str!("../../../../data/countries.csv").as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().flatten().collect();
    let rows = rows.iter().filter(|r| r.get(3) == Some("iso"));
    rows.flat_map(|r| [12, 13].map(|n| Some((r.get(n)?.to_owned(), CountryCode::parse(r.get(0)?).ok()?))))
        .flatten()
        .collect()
});

/// A region of the notes as countries.
struct Region {
    /// As the note names it, in small letters.
    words: &'static str,
    /// Region or sub-region of the UN list.
    un: &'static str,
    /// Countries besides.
    more: &'static [&'static str],
    /// Countries of which a part may belong to it.
    partly: &'static [&'static str],
}

const fn region(words: &'static str, un: &'static str) -> Region {
    Region { words, un, more: &[], partly: &[] }
}

/// Regions that can be read. Others (Europe without a part of it) need a person.
///
/// The Neotropics are read as Latin America and the Caribbean; the United States, of which Florida belongs to them in
/// some accounts, stay a question. Central America is read with Mexico, as in the UN list.
const READABLE_REGIONS: [Region; 6] = [
    region("the african populations", "Africa"),
    region("africa", "Africa"),
    region("asia", "Asia"),
    region("the americas", "Americas"),
    Region { partly: &["US"], ..region("the neotropics", "Latin America and the Caribbean") },
    Region {
        more: &["BZ", "CR", "GT", "HN", "MX", "NI", "PA", "SV"],
        ..region("central and north america", "Northern America")
    },
];

/// How a note begins that names the populations it is about. Species+ begins with the article.
const POPULATIONS: [&str; 4] = ["population of ", "populations of ", "the population of ", "the populations of "];

/// Reads the English note.
pub(super) fn read(note: &str) -> Read {
    let mut out = Read { everyone_else: true, ..Read::default() };
    if note.is_empty() || note.starts_with('[') {
        return out;
    }
    out.except_taxa = except_taxa(note);
    let lower = note.to_lowercase();
    let sentence = without_brackets(&lower);
    let (only, list) = if let Some(rest) = after(&sentence, &["only the african populations"]) {
        (true, format!("the african populations{rest}"))
    } else if let Some(rest) = after(&sentence, &["only the populations of ", "only the population of "]) {
        (true, rest.to_owned())
    } else if let Some(rest) = POPULATIONS.iter().find_map(|words| sentence.strip_prefix(words)) {
        (true, rest.to_owned())
    } else if let Some(rest) =
        after(&sentence, &["except the populations of ", "except the population of ", "except for the populations of "])
    {
        (false, rest.to_owned())
    } else {
        // Some species of a higher taxon are meant, and the note does not name them.
        out.unclear = sentence.contains("native to ") || sentence.contains(" species only");
        return out;
    };
    out.everyone_else = !only;
    out.elsewhere = elsewhere(&sentence);
    // The list of countries ends where the note turns to the others.
    let end = [";", ", which", " which", " are listed", " is listed", " are included", ":", "(", "."]
        .iter()
        .filter_map(|s| list.find(s))
        .min()
        .unwrap_or(list.len());
    let list = &list[..end];
    let mut rest = list.to_owned();
    for (name, code) in NAMES.iter() {
        while let Some(at) = find_word(&rest, name) {
            let target = if partly(&lower, name) { &mut out.partly } else { &mut out.populations };
            if !target.contains(code) {
                target.push(*code);
            }
            rest.replace_range(at..at + name.len(), " ");
        }
    }
    // `of Brazil not included in Appendix II`: a part of the country, and no other.
    if let Some(at) = rest.find("not included in") {
        out.partly.append(&mut out.populations);
        rest.truncate(at);
    }
    for region in READABLE_REGIONS {
        if rest.trim() == region.words {
            let codes = |list: &[&str]| list.iter().flat_map(|c| CountryCode::parse(c)).collect::<Vec<_>>();
            out.populations.extend(REGIONS.iter().filter(|(un, _)| un == region.un).map(|(_, c)| *c));
            out.populations.extend(codes(region.more));
            out.partly.extend(codes(region.partly));
            rest.clear();
        }
    }
    let left: Vec<&str> = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !matches!(*w, "" | "the" | "and" | "of" | "population" | "populations"))
        .collect();
    if !left.is_empty() {
        // `West Greenland`: a part of the one country named. Anything else is not understood.
        let points = ["west", "east", "north", "south", "western", "eastern", "northern", "southern"];
        out.unclear = out.populations.len() != 1 || left.iter().any(|w| !points.contains(w));
        out.partly.append(&mut out.populations);
    }
    out.populations.sort_unstable();
    out
}

/// What follows the first of these phrases.
fn after<'t>(text: &'t str, phrases: &[&str]) -> Option<&'t str> {
    phrases.iter().find_map(|p| text.find(p).map(|at| &text[at + p.len()..]))
}

/// Where the word or words stand on their own.
fn find_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}

/// Is the country followed by brackets, which name the part of it that is meant?
fn partly(note: &str, name: &str) -> bool {
    find_word(note, name).is_some_and(|at| note[at + name.len()..].trim_start().starts_with('['))
}

/// The text without what stands in square brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The Appendix of everyone the entry does not cover.
fn elsewhere(sentence: &str) -> Option<Appendix> {
    if sentence.contains("no other population is included") {
        return Some(Appendix::N);
    }
    let tail = after(sentence, &["all other populations are included in appendix ", "which are included in appendix "])
        .or_else(|| after(sentence, &["which is included in appendix "]));
    match tail?.split(|c: char| !c.is_alphanumeric()).next()? {
        "i" => Some(Appendix::I),
        "ii" => Some(Appendix::II),
        "iii" => Some(Appendix::III),
        _ => None,
    }
}

/// Names that the note takes out of the listing: `Caracara lutosa`, `Pereskia spp.` without the `spp.`.
fn except_taxa(note: &str) -> Vec<String> {
    const NOT_GENERA: [&str; 12] = [
        "Except",
        "Appendix",
        "Appendices",
        "Convention",
        "Only",
        "Includes",
        "Excludes",
        "Also",
        "Population",
        "Populations",
        "Republic",
        "Department",
    ];
    const NOT_EPITHETS: [&str; 18] = [
        "population",
        "populations",
        "and",
        "which",
        "also",
        "is",
        "are",
        "not",
        "to",
        "of",
        "subject",
        "included",
        "except",
        "the",
        "from",
        "or",
        "in",
        "referenced",
    ];
    let Some(start) = note.find("Except").or_else(|| note.find("Excludes")).or_else(|| note.find("excludes")) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let tokens: Vec<&str> = note[start..].split_whitespace().collect();
    let letters = |t: &str| t.chars().all(|c| c.is_alphabetic() || c == '-');
    let mut i = 0;
    while i + 1 < tokens.len() {
        let (genus, next) = (tokens[i], tokens[i + 1]);
        i += 1;
        let capital = genus.len() > 2 && genus.starts_with(char::is_uppercase) && letters(genus);
        if !capital || genus.chars().skip(1).any(char::is_uppercase) || NOT_GENERA.contains(&genus) {
            continue;
        }
        // `populations of Pecari tajacu of Mexico`: only some populations of that species, not the species.
        let of_population = i >= 3 && tokens[i - 2] == "of" && tokens[i - 3].starts_with("population");
        let epithet = next.trim_end_matches([',', '.', ';', '/']);
        if of_population || !epithet.starts_with(char::is_lowercase) || !letters(epithet) {
            continue;
        }
        if epithet == "spp" {
            out.push(genus.to_owned());
            continue;
        }
        if NOT_EPITHETS.contains(&epithet) || epithet.len() < 3 {
            continue;
        }
        let mut name = format!("{genus} {epithet}");
        if epithet == next
            && let Some(third) = tokens.get(i + 1)
        {
            let word = third.trim_end_matches([',', '.', ';', '/']);
            if word.starts_with(char::is_lowercase) && word.len() > 2 && letters(word) && !NOT_EPITHETS.contains(&word)
            {
                name = format!("{name} {word}");
            }
        }
        out.push(name);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(list: &[CountryCode]) -> String {
        list.iter().map(|c| c.code().to_owned()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_elephant_of_four_countries_is_in_appendix_ii_and_all_others_in_i() {
        let one = read(
            "Except the populations of Botswana, Namibia, South Africa and Zimbabwe, which are included in Appendix II to the Convention subject to annotation A10.",
        );
        assert_eq!((codes(&one.populations).as_str(), one.everyone_else), ("BW NA ZA ZW", true));
        assert_eq!((one.elsewhere, one.unclear), (Some(Appendix::II), false));
        let two = read(
            "Only the populations of Botswana, Namibia, South Africa and Zimbabwe; all other populations are included in Appendix I to the Convention.",
        );
        assert_eq!((codes(&two.populations).as_str(), two.everyone_else), ("BW NA ZA ZW", false));
        assert_eq!((two.elsewhere, two.unclear), (Some(Appendix::I), false));
        let species_plus = read(
            "The populations of Botswana, Namibia, South Africa and Zimbabwe are listed in Appendix\u{a0}II for the exclusive purpose of allowing: a) trade in hides; b) trade from Kenya.",
        );
        assert_eq!((codes(&species_plus.populations).as_str(), species_plus.everyone_else), ("BW NA ZA ZW", false));
        assert!(!species_plus.unclear);
    }

    #[test]
    fn long_names_are_not_read_as_the_short_ones_inside_them() {
        let note = read(
            "Only the populations of Algeria, Burkina Faso, Cameroon, the Central African Republic, Chad, Mali, Mauritania, Morocco, the Niger, Nigeria, Senegal and the Sudan; no other population is included in the Appendices to the Convention.",
        );
        assert_eq!(codes(&note.populations), "BF CF CM DZ MA ML MR NE NG SD SN TD");
        assert_eq!((note.elsewhere, note.unclear), (Some(Appendix::N), false));
        let note = read(
            "Except the populations of Australia, Indonesia, Malaysia, Papua New Guinea and the Philippines [population of the Palawan Islands], which are included in Appendix II to the Convention.",
        );
        assert_eq!((codes(&note.populations).as_str(), codes(&note.partly).as_str()), ("AU ID MY PG", "PH"));
    }

    #[test]
    fn what_is_not_a_list_of_countries_stays_a_question() {
        for text in [
            "Only the population of Europe, except the area which formerly constituted the Union of Soviet Socialist Republics; these latter populations are not included in the Appendices to the Convention.",
            "Succulent species only, except the species included in Appendix I to the Convention.",
            "Except the species native to Japan.",
        ] {
            let note = read(text);
            assert!(note.unclear, "{text}: {note:?}");
            assert!(note.populations.is_empty(), "{text}: {note:?}");
        }
    }

    #[test]
    fn regions_are_the_lists_of_the_united_nations_and_parts_of_countries_stay_a_question() {
        let codes_of =
            |text: &str| read(&format!("Only the {text}; no other population is included in the Appendices."));
        assert_eq!(codes_of("African populations").populations.len(), 60);
        let neotropics = codes_of("populations of the Neotropics");
        assert!(neotropics.populations.len() > 40 && codes(&neotropics.partly) == "US" && !neotropics.unclear);
        let puma = codes_of("populations of Central and North America");
        assert!(codes(&puma.populations).contains("MX") && !codes(&puma.populations).contains("BR"));
        for (text, partly) in [
            (
                "Except the population of West Greenland, which is included in Appendix II to the Convention./Groenland",
                "GL",
            ),
            ("Only the populations of Brazil not included in Appendix II to the Convention./.", "BR"),
        ] {
            let note = read(text);
            assert_eq!((codes(&note.partly).as_str(), note.unclear), (partly, false), "{text}");
            assert!(note.populations.is_empty(), "{text}: {note:?}");
        }
        let both = read(
            "Except Pterocarpus santalinus which is included in Appendix II to the Convention subject to annotation #7; only the African populations; no other population is included in the Appendices to the Convention.",
        );
        assert_eq!(
            (both.elsewhere, both.except_taxa.as_slice()),
            (Some(Appendix::N), &["Pterocarpus santalinus".to_owned()][..])
        );
    }

    #[test]
    fn species_taken_out_of_a_higher_listing_are_read_by_name() {
        let note = read(
            "Except the species included in Appendices I and III to the Convention and Caracara lutosa, Cathartes aura, Cathartes burrovianus, Cathartes melambrotus and Coragyps atratus, which are not included in the Appendices to the Convention.",
        );
        assert_eq!(
            note.except_taxa,
            ["Caracara lutosa", "Cathartes aura", "Cathartes burrovianus", "Cathartes melambrotus", "Coragyps atratus"]
        );
        assert!(note.everyone_else && !note.unclear);
        let note = read(
            "Except the species included in Appendix I to the Convention and Pereskia spp., Pereskiopsis spp. and Quiabentia spp., which are not included in the Appendices to the Convention.",
        );
        assert_eq!(note.except_taxa, ["Pereskia", "Pereskiopsis", "Quiabentia"]);
        let note = read(
            "Except the domesticated form, referenced as Bos frontalis, which is not subject to the provisions of the Convention.",
        );
        assert_eq!(note.except_taxa, ["Bos frontalis"]);
        let note = read(
            "Except for the populations of Bhutan, India, Nepal and Pakistan, which are included in Appendix I to the Convention. Also excludes the domesticated form and the dingo, which are referenced as Canis lupus familiaris and Canis lupus dingo, respectively, which are not subject.",
        );
        assert_eq!(note.except_taxa, ["Canis lupus familiaris", "Canis lupus dingo"]);
        assert_eq!(codes(&note.populations), "BT IN NP PK");
    }
}
