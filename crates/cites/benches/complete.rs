//! The species box (`complete`, `complete_typo`) and loading the names (`load`), beside their limits: binary search in
//! one sorted array of the same words, and reading the same bytes as CSV without keeping anything.
//!
//! Runs on the full set of names where the checkout has it beside itself, else on the shipped part; says which.
//! Before the table it prints the percentiles that the goals speak of.

use cites::Lang;
use cites::taxa::{CsvSet, Taxonomy, fold};
use std::hint::black_box;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Instant;

static FULL: LazyLock<Option<[String; 6]>> = LazyLock::new(|| {
    let shared = std::env::var_os("MANIS_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")), PathBuf::from);
    let data = shared.join("data");
    let mut taxa = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(data.join("taxa.csv.gz")).ok()?).read_to_string(&mut taxa).ok()?;
    let text = |name: &str| std::fs::read_to_string(data.join(name)).ok();
    Some([
        taxa,
        text("synonyms.csv")?,
        text("common_names.csv")?,
        text("listings.csv")?,
        text("annotations.csv")?,
        String::new(),
    ])
});

fn set() -> CsvSet<'static> {
    match &*FULL {
        Some([taxa, synonyms, common_names, listings, annotations, distributions]) => {
            CsvSet { taxa, synonyms, common_names, listings, annotations, distributions }
        }
        None => CsvSet::shipped(),
    }
}

static TAXONOMY: LazyLock<Taxonomy> = LazyLock::new(|| Taxonomy::from_csv(&set()).expect("the set can be read"));

/// Every comparable word of the accepted names, sorted: what the limit searches, and what queries are cut from.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut words: Vec<String> = TAXONOMY.taxa().iter().flat_map(|t| fold::word_list(&t.full_name)).collect();
    words.sort();
    words
});

/// A thousand beginnings of words, chosen by a fixed stride, so that every run asks the same.
fn queries(letters: usize) -> Vec<String> {
    let long: Vec<&String> = WORDS.iter().filter(|w| w.chars().count() > letters).collect();
    let mut at = 0_usize;
    (0..1000)
        .map(|_| {
            at = (at + 7919) % long.len();
            long[at].chars().take(letters).collect()
        })
        .collect()
}

/// The same with the letter in the middle mistyped, kept only where nothing begins so.
fn mistyped(letters: usize) -> Vec<String> {
    let wrong = queries(letters).into_iter().map(|q| {
        let mut letters: Vec<char> = q.chars().collect();
        let middle = letters.len() / 2;
        letters[middle] = if letters[middle] == 'x' { 'j' } else { 'x' };
        letters.into_iter().collect::<String>()
    });
    wrong.filter(|q| TAXONOMY.search(q, 1, Lang::En).first().is_none_or(|h| h.corrected)).collect()
}

#[divan::bench(args = [2, 3, 5])]
fn complete(bencher: divan::Bencher<'_, '_>, letters: usize) {
    let queries = queries(letters);
    let mut n = 0;
    bencher.bench_local(|| {
        n = (n + 1) % queries.len();
        black_box(TAXONOMY.search(&queries[n], 10, Lang::En).len())
    });
}

#[divan::bench(args = [5])]
fn complete_typo(bencher: divan::Bencher<'_, '_>, letters: usize) {
    let queries = mistyped(letters);
    let mut n = 0;
    bencher.bench_local(|| {
        n = (n + 1) % queries.len();
        black_box(TAXONOMY.search(&queries[n], 10, Lang::En).len())
    });
}

/// Limit of `complete`: the range of a prefix in one sorted array.
#[divan::bench(args = [2, 3, 5])]
fn limit_sorted_array(bencher: divan::Bencher<'_, '_>, letters: usize) {
    let queries = queries(letters);
    let words = &*WORDS;
    let mut n = 0;
    bencher.bench_local(|| {
        n = (n + 1) % queries.len();
        let query = queries[n].as_str();
        let from = words.partition_point(|w| w.as_str() < query);
        black_box(words[from..].iter().take(10).take_while(|w| w.starts_with(query)).count())
    });
}

#[divan::bench(sample_count = 20)]
fn load() -> Taxonomy {
    Taxonomy::from_csv(&set()).expect("the set can be read")
}

/// Limit of `load`: the rows of the same files, looked at and forgotten.
#[divan::bench(sample_count = 20)]
fn limit_csv_rows() -> usize {
    let set = set();
    let files = [set.taxa, set.synonyms, set.common_names, set.listings, set.annotations];
    files.iter().map(|f| csv::Reader::from_reader(f.as_bytes()).into_byte_records().count()).sum()
}

/// Prints the 50th and 99th of a hundred of each sort of query, in microseconds.
fn percentiles() {
    let of = |name: &str, queries: &[String]| {
        let mut times: Vec<u128> = queries
            .iter()
            .map(|q| {
                // The best of three: what else runs on the machine is not the table's doing.
                let once = || {
                    let start = Instant::now();
                    black_box(TAXONOMY.search(q, 10, Lang::En).len());
                    start.elapsed().as_nanos()
                };
                once().min(once()).min(once())
            })
            .collect();
        times.sort_unstable();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100] as f64 / 1000.0;
        println!("{name}: p50 {:.1} us, p99 {:.1} us, slowest {:.1} us", at(50), at(99), at(100));
    };
    for letters in [2, 3, 5] {
        of(&format!("complete/{letters}"), &queries(letters));
    }
    of("complete_typo/5", &mistyped(5));
    of("complete_typo/8", &mistyped(8));
    let two: Vec<String> = queries(3).into_iter().zip(queries(2)).map(|(a, b)| format!("{a} {b}")).collect();
    of("two words, 3 and 2 letters", &two);
}

fn main() {
    let which = if FULL.is_some() { "full" } else { "shipped" };
    println!(
        "{which} set: {} taxa, {} names, table of {:.1} MiB",
        TAXONOMY.taxa().len(),
        TAXONOMY.name_count(),
        TAXONOMY.index_bytes() as f64 / 1024.0 / 1024.0
    );
    percentiles();
    divan::main();
}
