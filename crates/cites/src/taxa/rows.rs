//! The files of a set as rows, so that an import can change some of them and write the whole set again.

use super::species_plus::{Concept, DistributionRecord, Legislation, ListingRecord, Status};
use super::{CsvSet, Rank, TaxaError, Taxonomy, fold};
use crate::Lang;
use std::collections::{BTreeMap, HashMap};

type Row = BTreeMap<String, String>;

const TAXA: &[&str] = &[
    "taxon_id",
    "kingdom",
    "phylum",
    "class",
    "order",
    "family",
    "genus",
    "species",
    "infraspecific",
    "full_name",
    "author",
    "rank",
    "current_appendix",
    "appendix_as_of",
    "listing_ids",
    "annotation_refs",
    "source",
];
const SYNONYMS: &[&str] = &["taxon_id", "synonym", "author", "source"];
const COMMON: &[&str] = &["taxon_id", "lang", "name", "source"];
const LISTINGS: &[&str] = &[
    "listing_id",
    "kingdom",
    "taxon_id",
    "listed_name",
    "rank",
    "higher_taxon",
    "appendix",
    "party",
    "annotation_codes",
    "population_note_en",
    "population_note_fr",
    "common_name_en",
    "common_name_fr",
    "source_item",
    "as_of",
    "valid_from",
    "valid_to",
];
const ANNOTATIONS: &[&str] = &["annotation_code", "kind", "applies_to", "text_en", "text_fr"];
const DISTRIBUTIONS: &[&str] = &["taxon_id", "country", "status", "source"];

/// What an imported row names as its source.
const SOURCE: &str = "species+";

/// Rows of one file by the taxon they belong to: an import replaces all of a taxon's rows at once.
type ByTaxon = HashMap<String, Vec<Row>>;

/// All files of a set, row by row.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    taxa: Vec<Row>,
    synonyms: ByTaxon,
    common_names: ByTaxon,
    distributions: ByTaxon,
    annotations: Vec<Row>,
    /// In the order of the file; a dropped one leaves an empty row until the set is written.
    listings: Vec<Row>,
    /// Place of each entry in `listings`.
    by_listing: HashMap<String, usize>,
    /// Places of the entries that stand at a taxon.
    listings_of: HashMap<String, Vec<usize>>,
    /// Place of each taxon in `taxa`; a withdrawn one leaves an empty row until the set is written.
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, String>,
}

/// The texts of a written set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// `taxa.csv`.
    pub taxa: String,
    /// `synonyms.csv`.
    pub synonyms: String,
    /// `common_names.csv`.
    pub common_names: String,
    /// `listings.csv`.
    pub listings: String,
    /// `annotations.csv`.
    pub annotations: String,
    /// `distributions.csv`.
    pub distributions: String,
}

impl Files {
    /// The texts as a set that can be loaded.
    pub fn as_set(&self) -> CsvSet<'_> {
        CsvSet {
            taxa: &self.taxa,
            synonyms: &self.synonyms,
            common_names: &self.common_names,
            listings: &self.listings,
            annotations: &self.annotations,
            distributions: &self.distributions,
        }
    }
}

fn cell<'r>(row: &'r Row, column: &str) -> &'r str {
    row.get(column).map_or("", String::as_str)
}

fn row<const N: usize>(cells: [(&str, &str); N]) -> Row {
    cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

impl Rows {
    /// Takes a set apart. The set is read as a whole first, so that no half-good set is ever worked on.
    ///
    /// # Errors
    /// As [`Taxonomy::from_csv`].
    pub fn read(set: &CsvSet<'_>) -> Result<Rows, TaxaError> {
        Taxonomy::from_csv(set)?;
        let read = |text: &str| -> Vec<Row> {
            csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes()).deserialize().flatten().collect()
        };
        let by_taxon = |text: &str| {
            let mut out = ByTaxon::new();
            for row in read(text) {
                out.entry(cell(&row, "taxon_id").to_owned()).or_default().push(row);
            }
            out
        };
        let mut rows = Rows {
            taxa: read(set.taxa),
            synonyms: by_taxon(set.synonyms),
            common_names: by_taxon(set.common_names),
            annotations: read(set.annotations),
            distributions: by_taxon(set.distributions),
            ..Rows::default()
        };
        for listing in read(set.listings) {
            rows.add_listing(listing);
        }
        for (n, taxon) in rows.taxa.iter().enumerate() {
            rows.by_id.insert(cell(taxon, "taxon_id").to_owned(), n);
            rows.by_name.insert(fold::key(cell(taxon, "full_name")), cell(taxon, "taxon_id").to_owned());
        }
        Ok(rows)
    }

    /// Brings one Species+ concept in: new, changed or withdrawn. Everything the set knew about it is replaced.
    ///
    /// A row under a provisional id (`wd-`, `ca-`, `pe-`) with the same name gives way to the concept.
    pub fn apply(&mut self, concept: &Concept) {
        if !concept.active {
            self.withdraw(&concept.id);
            return;
        }
        match &concept.status {
            Status::SynonymOf(accepted) => {
                self.withdraw(&concept.id);
                for id in accepted {
                    self.add_synonym(id, &concept.full_name, &concept.author);
                }
            }
            Status::Accepted => self.accept(concept),
        }
    }

    fn accept(&mut self, concept: &Concept) {
        let key = fold::key(&concept.full_name);
        if let Some(other) = self.by_name.get(&key).filter(|id| **id != concept.id).cloned()
            && other.contains('-')
        {
            self.withdraw(&other);
        }
        let known = self.by_id.get(&concept.id).copied();
        let mut taxon = known.map(|n| self.taxa[n].clone()).unwrap_or_default();
        let (genus, species, infraspecific) = parts(&concept.full_name, concept.rank);
        let [kingdom, phylum, class, order, family] = concept.higher.each_ref().map(String::as_str);
        let as_of = concept.updated_at.map(|t| t.strftime("%Y-%m-%d").to_string()).unwrap_or_default();
        taxon.extend(row([
            ("taxon_id", &concept.id),
            ("kingdom", kingdom),
            ("phylum", phylum),
            ("class", class),
            ("order", order),
            ("family", family),
            ("genus", genus),
            ("species", species),
            ("infraspecific", infraspecific),
            ("full_name", &concept.full_name),
            ("author", &concept.author),
            ("rank", concept.rank.as_str()),
            ("current_appendix", &concept.cites_listing),
            ("appendix_as_of", &as_of),
            ("source", SOURCE),
        ]));
        match known {
            Some(n) => self.taxa[n] = taxon,
            None => {
                self.by_id.insert(concept.id.clone(), self.taxa.len());
                self.taxa.push(taxon);
            }
        }
        self.by_name.insert(key, concept.id.clone());
        self.synonyms.remove(&concept.id);
        for (name, author) in &concept.synonyms {
            self.add_synonym(&concept.id, name, author);
        }
        let common = |(name, lang): &(String, String)| {
            row([("taxon_id", &concept.id), ("lang", lang), ("name", name), ("source", SOURCE)])
        };
        self.common_names.insert(concept.id.clone(), concept.common_names.iter().map(common).collect());
        if !concept.listings.is_empty() {
            self.set_listings(&concept.id, &concept.listings, Lang::En);
        } else if !concept.cites_listing.is_empty() {
            // Nothing of its own: what it has comes from above, or it is not listed.
            self.drop_listings(&concept.id);
            self.set(&concept.id, "listing_ids", "");
        }
        if let Some(distribution) = &concept.distribution {
            self.apply_distribution(&concept.id, distribution);
        }
    }

    /// Replaces the entries of a taxon by the law in force. `lang`: the language of the notes in the answer; English
    /// sets the rows, other languages fill their column only.
    pub fn apply_legislation(&mut self, taxon_id: &str, law: &Legislation, lang: Lang) {
        if self.by_id.contains_key(taxon_id) {
            self.set_listings(taxon_id, &law.listings, lang);
        }
    }

    /// Replaces the countries of a taxon.
    pub fn apply_distribution(&mut self, taxon_id: &str, distribution: &[DistributionRecord]) {
        if !self.by_id.contains_key(taxon_id) {
            return;
        }
        let place = |place: &DistributionRecord| {
            row([
                ("taxon_id", taxon_id),
                ("country", place.country.code()),
                ("status", &place.status),
                ("source", SOURCE),
            ])
        };
        self.distributions.insert(taxon_id.to_owned(), distribution.iter().map(place).collect());
    }

    fn set(&mut self, taxon_id: &str, column: &str, value: &str) {
        if let Some(n) = self.by_id.get(taxon_id) {
            self.taxa[*n].insert(column.to_owned(), value.to_owned());
        }
    }

    fn add_synonym(&mut self, id: &str, name: &str, author: &str) {
        if self.by_id.contains_key(id) {
            let synonym = row([("taxon_id", id), ("synonym", name), ("author", author), ("source", SOURCE)]);
            self.synonyms.entry(id.to_owned()).or_default().push(synonym);
        }
    }

    fn drop_listings(&mut self, taxon_id: &str) {
        for n in self.listings_of.remove(taxon_id).unwrap_or_default() {
            self.by_listing.remove(cell(&self.listings[n], "listing_id"));
            self.listings[n].clear();
        }
    }

    /// Takes one entry away from the taxon at which it stands.
    fn drop_listing(&mut self, n: usize) {
        let row = std::mem::take(&mut self.listings[n]);
        self.by_listing.remove(cell(&row, "listing_id"));
        if let Some(places) = self.listings_of.get_mut(cell(&row, "taxon_id")) {
            places.retain(|place| *place != n);
        }
    }

    fn add_listing(&mut self, listing: Row) {
        let n = self.listings.len();
        self.by_listing.insert(cell(&listing, "listing_id").to_owned(), n);
        self.listings_of.entry(cell(&listing, "taxon_id").to_owned()).or_default().push(n);
        self.listings.push(listing);
    }

    fn set_listings(&mut self, taxon_id: &str, records: &[ListingRecord], lang: Lang) {
        let id = |record: &ListingRecord| format!("S{}", record.id);
        if lang != Lang::En {
            let column = if lang == Lang::Fr { "population_note_fr" } else { return };
            for record in records {
                if let Some(known) = self.by_listing.get(&id(record)) {
                    self.listings[*known].insert(column.to_owned(), record.note.clone());
                }
            }
            return;
        }
        // A French note stays as long as the English one does not change.
        let note = |n: &usize| (cell(&self.listings[*n], "listing_id"), &self.listings[*n]);
        let old: HashMap<String, Row> = self
            .listings_of
            .get(taxon_id)
            .into_iter()
            .flatten()
            .map(note)
            .map(|(id, row)| (id.to_owned(), row.clone()))
            .collect();
        self.drop_listings(taxon_id);
        for record in records {
            if let Some((symbol, note)) = &record.annotation {
                self.add_annotation(symbol, note);
            }
            // An inherited entry stands once, at the taxon it names; where the answer names none, at the highest one
            // that has it.
            let at = record.taxon_id.as_deref().unwrap_or(taxon_id);
            let Some(n) = self.by_id.get(at).copied() else { continue };
            let rank = Rank::from_text(cell(&self.taxa[n], "rank"));
            if let Some(known) = self.by_listing.get(&id(record)).copied() {
                if rank >= Rank::from_text(cell(&self.listings[known], "rank")) {
                    continue;
                }
                self.drop_listing(known);
            }
            let taxon = &self.taxa[n];
            let higher = rank.is_some_and(Rank::is_higher);
            let name = cell(taxon, "full_name");
            let listed_name = if higher { format!("{name} spp.") } else { name.to_owned() };
            let annotation = record.annotation.as_ref().map_or("", |a| a.0.as_str());
            let kept = old.get(&id(record)).filter(|o| cell(o, "population_note_en") == record.note);
            let french = kept.map_or("", |o| cell(o, "population_note_fr")).to_owned();
            let from = record.effective_at.map(|d| d.to_string()).unwrap_or_default();
            let new = row([
                ("listing_id", &id(record)),
                ("kingdom", cell(taxon, "kingdom")),
                ("taxon_id", at),
                ("listed_name", &listed_name),
                ("rank", cell(taxon, "rank")),
                ("higher_taxon", if higher { "yes" } else { "no" }),
                ("appendix", record.appendix.code()),
                ("party", record.party.as_ref().map_or("", |p| p.code())),
                ("annotation_codes", annotation),
                ("population_note_en", &record.note),
                ("population_note_fr", &french),
                ("source_item", SOURCE),
                ("as_of", cell(taxon, "appendix_as_of")),
                ("valid_from", &from),
            ]);
            self.add_listing(new);
        }
        let ids: Vec<String> = records.iter().map(id).collect();
        self.set(taxon_id, "listing_ids", &ids.join("|"));
    }

    fn add_annotation(&mut self, code: &str, text: &str) {
        if !self.annotations.iter().any(|a| cell(a, "annotation_code") == code) {
            self.annotations.push(row([("annotation_code", code), ("kind", "annotation"), ("text_en", text)]));
        }
    }

    fn withdraw(&mut self, id: &str) {
        let Some(n) = self.by_id.remove(id) else { return };
        self.by_name.remove(&fold::key(cell(&self.taxa[n], "full_name")));
        self.taxa[n].clear();
        self.drop_listings(id);
        for rows in [&mut self.synonyms, &mut self.common_names, &mut self.distributions] {
            rows.remove(id);
        }
    }

    /// Writes the set. References to entries that are no longer there are left out.
    pub fn write(&self) -> Files {
        let mut taxa: Vec<Row> = self.taxa.iter().filter(|t| !t.is_empty()).cloned().collect();
        for taxon in &mut taxa {
            let ids: Vec<&str> =
                cell(taxon, "listing_ids").split('|').filter(|id| self.by_listing.contains_key(*id)).collect();
            let ids = ids.join("|");
            taxon.insert("listing_ids".to_owned(), ids);
        }
        // In the order of the taxa, so that the same content gives the same bytes.
        let of = |rows: &'_ ByTaxon, columns: &[&str]| {
            let rows = taxa.iter().filter_map(|t| rows.get(cell(t, "taxon_id"))).flatten();
            text(columns, rows)
        };
        Files {
            synonyms: of(&self.synonyms, SYNONYMS),
            common_names: of(&self.common_names, COMMON),
            listings: text(LISTINGS, self.listings.iter().filter(|l| !l.is_empty())),
            annotations: text(ANNOTATIONS, &self.annotations),
            distributions: if self.distributions.is_empty() {
                String::new()
            } else {
                of(&self.distributions, DISTRIBUTIONS)
            },
            taxa: text(TAXA, &taxa),
        }
    }
}

/// CSV text with these columns. Writing to memory does not fail.
fn text<'r>(columns: &[&str], rows: impl IntoIterator<Item = &'r Row>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut written = writer.write_record(columns);
    for row in rows {
        written = written.and_then(|()| writer.write_record(columns.iter().map(|c| cell(row, c))));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    debug_assert!(written.is_ok(), "writing to memory does not fail");
    String::from_utf8(bytes).unwrap_or_default()
}

/// Genus, species and the epithet below it, as far as the rank has them.
fn parts(full_name: &str, rank: Rank) -> (&str, &str, &str) {
    let mut words = full_name.split_whitespace();
    match rank {
        Rank::Genus => (full_name, "", ""),
        Rank::Species => (words.next().unwrap_or(""), words.next().unwrap_or(""), ""),
        Rank::Subspecies | Rank::Variety => {
            let (genus, species) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            (genus, species, words.next_back().unwrap_or(""))
        }
        _ => ("", "", ""),
    }
}
