//! Tests of the words that need whole files.

mod marks;
mod taxa_import;
mod taxa_lookup;
mod taxa_search;

use cites::taxa::{CsvSet, Taxonomy};
use std::io::Read as _;
use std::path::PathBuf;

/// The reference material beside the checkout, when it is there.
fn shared() -> Option<PathBuf> {
    let path = std::env::var_os("MANIS_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")), PathBuf::from);
    path.join("data").is_dir().then_some(path)
}

/// The full set where it is at hand, else the shipped part; says which.
fn widest_set() -> Taxonomy {
    let Some(data) = shared().map(|s| s.join("data")) else {
        println!("ran on the shipped set: no reference data beside the checkout");
        return Taxonomy::shipped().unwrap();
    };
    let read = |name: &str| std::fs::read_to_string(data.join(name)).unwrap();
    let mut taxa = String::new();
    let packed = std::fs::File::open(data.join("taxa.csv.gz")).unwrap();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut taxa).unwrap();
    let (synonyms, common_names) = (read("synonyms.csv"), read("common_names.csv"));
    let (listings, annotations, distributions) =
        (read("listings.csv"), read("annotations.csv"), read("distributions.csv"));
    Taxonomy::from_csv(&CsvSet {
        taxa: &taxa,
        synonyms: &synonyms,
        common_names: &common_names,
        listings: &listings,
        annotations: &annotations,
        distributions: &distributions,
    })
    .unwrap()
}
