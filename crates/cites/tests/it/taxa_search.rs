//! The search table against a plain scan over all names, written separately.

use cites::Lang;
use cites::taxa::{CsvSet, Taxonomy, fold};
use proptest::prelude::*;
use std::sync::LazyLock;

/// One name as the scan sees it.
struct Name {
    taxon: String,
    row: usize,
    text: String,
    kind: u32,
    lang: String,
    words: Vec<(String, bool)>,
}

struct Scan {
    names: Vec<Name>,
}

impl Scan {
    fn of(set: &CsvSet<'_>, keep: usize) -> Scan {
        let mut names = Vec::new();
        let mut rows_of = std::collections::HashMap::new();
        let mut add = |taxon: &str, text: &str, kind, lang: &str| {
            let next = rows_of.len();
            let row = *rows_of.entry(taxon.to_owned()).or_insert(next);
            let mut words = Vec::new();
            fold::words(text, &mut String::new(), |w, place| words.push((w.to_owned(), place.first)));
            names.push(Name { taxon: taxon.into(), row, text: text.into(), kind, lang: lang.into(), words });
        };
        let rows = |text: &str| csv::Reader::from_reader(text.as_bytes()).into_records().flatten().collect::<Vec<_>>();
        let mut kept = std::collections::HashSet::new();
        for row in rows(set.taxa).iter().take(keep) {
            kept.insert(row[0].to_owned());
            add(&row[0], &row[9], 0, "");
        }
        for row in rows(set.synonyms).iter().filter(|r| kept.contains(&r[0])) {
            add(&row[0], &row[1], 1, "");
        }
        for row in rows(set.common_names).iter().filter(|r| kept.contains(&r[0])) {
            add(&row[0], &row[2], 2, &row[1]);
        }
        Scan { names }
    }

    /// Ids of the best taxa, by the documented order.
    fn search(&self, query: &str, limit: usize, lang: Lang, near: bool) -> Vec<String> {
        let query = fold::word_list(query);
        if query.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for name in &self.names {
            let fits = |wrong: Option<usize>| {
                query.iter().enumerate().all(|(n, q)| {
                    let near = wrong == Some(n);
                    name.words.iter().any(|(w, _)| if near { near_prefix(q, w) } else { w.starts_with(q.as_str()) })
                })
            };
            let long = |n: &usize| query[*n].chars().count() >= 5;
            let matches = if near { (0..query.len()).filter(long).any(|n| fits(Some(n))) } else { fits(None) };
            if matches {
                let begins = name.words.iter().filter(|w| w.1).any(|(w, _)| w.starts_with(query[0].as_str()));
                let kind = if name.kind == 2 && name.lang != lang.code() { 3 } else { name.kind };
                let key = (kind, !begins, name.text.chars().count(), name.text.as_str(), name.row);
                found.push((key, name.taxon.as_str()));
            }
        }
        found.sort();
        let mut out: Vec<String> = Vec::new();
        for (_, taxon) in found {
            if !out.iter().any(|t| t == taxon) {
                out.push(taxon.to_owned());
            }
        }
        out.truncate(limit);
        out
    }
}

/// Is some beginning of the word one letter more, less, other or exchanged away from the query? By the table of
/// distances (optimal string alignment), not by trying.
fn near_prefix(query: &str, word: &str) -> bool {
    let (q, w): (Vec<char>, Vec<char>) = (query.chars().collect(), word.chars().collect());
    let mut rows = vec![vec![0_usize; w.len() + 1]; q.len() + 1];
    for i in 0..=q.len() {
        for j in 0..=w.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let same = usize::from(q[i - 1] != w[j - 1]);
                let mut best = (rows[i - 1][j - 1] + same).min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                if i > 1 && j > 1 && q[i - 1] == w[j - 2] && q[i - 2] == w[j - 1] {
                    best = best.min(rows[i - 2][j - 2] + 1);
                }
                best
            };
        }
    }
    rows[q.len()].iter().any(|d| *d <= 1)
}

static BOTH: LazyLock<(Taxonomy, Scan)> =
    LazyLock::new(|| (Taxonomy::shipped().unwrap(), Scan::of(&CsvSet::shipped(), usize::MAX)));

fn ids(taxonomy: &Taxonomy, query: &str, limit: usize, lang: Lang) -> (Vec<String>, bool) {
    let hits = taxonomy.search(query, limit, lang);
    (hits.iter().map(|h| h.taxon.id.clone()).collect(), hits.iter().any(|h| h.corrected))
}

/// A piece of a real name, cut like typing: some letters of one word, or of two.
fn typed() -> impl Strategy<Value = (String, Lang)> {
    let langs = prop_oneof![Just(Lang::En), Just(Lang::Fr), Just(Lang::Es), Just(Lang::Ar)];
    (any::<prop::sample::Index>(), 1_usize..8, any::<prop::sample::Index>(), 0_usize..4, any::<bool>(), langs).prop_map(
        |(name, letters, word, second, upper, lang)| {
            let name = &BOTH.1.names[name.index(BOTH.1.names.len())];
            let cut = |n: usize| -> String {
                let word = &name.words[n % name.words.len()].0;
                word.chars().take(letters).collect()
            };
            let first = word.index(name.words.len());
            let mut query = cut(first);
            if second > 0 {
                query = format!("{query} {}", cut(first + second));
            }
            (if upper { query.to_uppercase() } else { query }, lang)
        },
    )
}

/// So many cases, or as many as `PROPTEST_CASES` asks for.
fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(usual), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn everything_a_plain_scan_finds_is_found_in_the_same_order((query, lang) in typed(), limit in 1_usize..25) {
        let (taxonomy, scan) = &*BOTH;
        let want = scan.search(&query, limit, lang, false);
        let (got, corrected) = ids(taxonomy, &query, limit, lang);
        if want.is_empty() {
            // Upper case can fold to other letters; then both sides look for an error or find nothing.
            prop_assert!(got.is_empty() || corrected);
        } else {
            prop_assert_eq!(got, want, "{}", query);
        }
    }

}

proptest! {
    // The table of distances over all names is slow in a debug build.
    #![proptest_config(cases(12))]

    #[test]
    fn one_typing_error_finds_the_same_names_as_a_table_of_distances(
        (query, lang) in typed(), at in any::<prop::sample::Index>(), edit in 0_usize..4, letter in "[a-z]",
    ) {
        let (taxonomy, scan) = &*BOTH;
        let mut letters: Vec<char> = query.chars().collect();
        let at = at.index(letters.len());
        let letter = letter.chars().next().unwrap_or('a');
        match edit {
            0 => letters[at] = letter,
            1 => letters.insert(at, letter),
            2 => drop(letters.remove(at)),
            _ if at + 1 < letters.len() => letters.swap(at, at + 1),
            _ => {}
        }
        let query: String = letters.into_iter().collect();
        let exact = scan.search(&query, 10, lang, false);
        let near = scan.search(&query, usize::MAX, lang, true);
        let (got, corrected) = ids(taxonomy, &query, usize::MAX, lang);
        if exact.is_empty() && !fold::word_list(&query).is_empty() {
            let sorted = |mut ids: Vec<String>| { ids.sort(); ids };
            prop_assert_eq!(sorted(got), sorted(near), "{}", query);
        } else {
            prop_assert!(!corrected, "{} is there without an error", query);
        }
    }
}

#[test]
fn common_names_of_any_script_are_found_in_the_readers_language_first() {
    let taxa = "taxon_id,kingdom,phylum,class,order,family,genus,species,infraspecific,full_name,author,rank,current_appendix,listing_ids\n\
        1,Animalia,,,,,Aa,bb,,Aa bb,,SPECIES,II,\n2,Animalia,,,,,Cc,dd,,Cc dd,,SPECIES,I,\n3,Animalia,,,,,Ee,ff,,Ee ff,,SPECIES,NC,\n";
    let common = "taxon_id,lang,name\n1,ru,Слон африканский\n2,bg,Слон\n3,zh,非洲象\n1,ar,الفيل الأفريقي\n2,fr,Éléphant d’Abeillé\n";
    let set = CsvSet { taxa, common_names: common, ..CsvSet::default() };
    let taxonomy = Taxonomy::from_csv(&set).unwrap();
    let first = |query: &str, lang| taxonomy.search(query, 10, lang).first().map(|h| h.matched.to_owned());
    assert_eq!(
        first("сло", Lang::Ru).as_deref(),
        Some("Слон африканский"),
        "the reader's language before a shorter name"
    );
    assert_eq!(first("сло", Lang::En).as_deref(), Some("Слон"));
    assert_eq!(first("非洲", Lang::Zh).as_deref(), Some("非洲象"));
    assert_eq!(first("الافر", Lang::Ar).as_deref(), Some("الفيل الأفريقي"), "typed without hamza");
    assert_eq!(first("abeil", Lang::En).as_deref(), Some("Éléphant d’Abeillé"));
    assert_eq!(first("dabeille", Lang::En).as_deref(), Some("Éléphant d’Abeillé"));
    assert_eq!(first("африкнаск", Lang::Ru).as_deref(), Some("Слон африканский"), "two letters exchanged");
}

#[test]
fn an_answer_fits_in_two_kilobytes() {
    let taxonomy = Taxonomy::shipped().unwrap();
    for query in ["pa", "parrot", "orchi", "perroquet"] {
        let hits = taxonomy.search(query, 10, Lang::Fr);
        let bytes = serde_json::to_vec(&hits).unwrap().len();
        assert!(!hits.is_empty() && bytes <= 2048, "{query}: {bytes} bytes");
    }
}
