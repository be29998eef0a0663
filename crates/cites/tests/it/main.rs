//! Tests of the words that need whole files.

mod taxa_lookup;
