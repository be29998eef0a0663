//! Any text as the tables of the species import: taken, or refused with a row, never a crash.
#![no_main]

use cites::taxa::{CsvSet, Taxonomy};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // One input gives all tables, cut at a line of its own.
    let mut parts = text.split("\n---\n");
    let mut next = || parts.next().unwrap_or("");
    let set = CsvSet {
        taxa: next(),
        synonyms: next(),
        common_names: next(),
        listings: next(),
        annotations: next(),
        ..CsvSet::default()
    };
    match Taxonomy::from_csv(&set) {
        Ok(taxonomy) => {
            for taxon in taxonomy.taxa().iter().take(5) {
                assert!(taxonomy.by_id(&taxon.id).is_some());
            }
        }
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
});
