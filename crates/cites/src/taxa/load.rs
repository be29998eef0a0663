//! From CSV text to a [`Taxonomy`].

use super::search::{Builder, MatchKind};
use super::{Annotation, AppendixSet, Kingdom, Listing, Occurrence, Rank, Taxon, Taxonomy, note};
use crate::{Appendix, CountryCode, Date, Digest};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The texts of one set of files. Blank text stands for a file that is not there; `taxa` and `listings` must be.
///
/// Columns are found by their headings, so further columns do no harm. Layout: `taxon_id, kingdom, phylum, class,
/// order, family, genus, species, infraspecific, full_name, author, rank, current_appendix, appendix_as_of,
/// listing_ids` for taxa, and so on as in the shipped files.
#[derive(Debug, Clone, Copy, Default)]
pub struct CsvSet<'a> {
    /// Accepted names.
    pub taxa: &'a str,
    /// Synonyms.
    pub synonyms: &'a str,
    /// Common names with their language.
    pub common_names: &'a str,
    /// Entries of the Appendices; `valid_from` and `valid_to` are read where the columns are there.
    pub listings: &'a str,
    /// Annotations.
    pub annotations: &'a str,
    /// Countries of occurrence.
    pub distributions: &'a str,
}

impl CsvSet<'static> {
    /// The part that the product carries: all higher taxa, all species listed by name, the species seen in trade.
    pub const fn shipped() -> CsvSet<'static> {
        CsvSet {
            taxa: include_str!("../../../../data/taxa_ship.csv"),
            synonyms: include_str!("../../../../data/synonyms_ship.csv"),
            common_names: include_str!("../../../../data/common_names_ship.csv"),
            listings: include_str!("../../../../data/listings.csv"),
            annotations: include_str!("../../../../data/annotations.csv"),
            distributions: "",
        }
    }
}

impl CsvSet<'_> {
    /// One digest over all files, so that a permit can name the set under which it was issued.
    pub fn digest(&self) -> Digest {
        let files = [self.taxa, self.synonyms, self.common_names, self.listings, self.annotations, self.distributions];
        let parts: Vec<u8> = files.iter().flat_map(|f| Digest::of("taxa-file", f.as_bytes()).0).collect();
        Digest::of("taxa-set", &parts)
    }
}

/// Why a file of names could not be read: file, row, column, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, row {row}, column {column}: {help}")]
pub struct TaxaError {
    /// Message key.
    pub code: &'static str,
    /// Which file: `taxa`, `synonyms`, …
    pub file: &'static str,
    /// Line in the file, the heading is line 1; 0 when the whole file is meant.
    pub row: u64,
    /// Heading of the column; blank when the whole row is meant.
    pub column: String,
    /// One English sentence that says what to do.
    pub help: String,
}

/// A CSV text with named columns.
struct Table<'a> {
    file: &'static str,
    reader: csv::Reader<&'a [u8]>,
    columns: Vec<Option<usize>>,
    names: &'static [&'static str],
    record: csv::StringRecord,
}

impl<'a> Table<'a> {
    /// Opens a text; the first `required` of the columns must be there.
    fn open(
        file: &'static str,
        text: &'a str,
        names: &'static [&'static str],
        required: usize,
    ) -> Result<Table<'a>, TaxaError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 16).from_reader(text.as_bytes());
        let mut columns = Vec::with_capacity(names.len());
        if !text.is_empty() {
            let headers = reader.headers().map_err(|e| broken(file, &e))?;
            for (n, name) in names.iter().enumerate() {
                let at = headers.iter().position(|h| h.trim() == *name);
                if at.is_none() && n < required {
                    return Err(TaxaError {
                        code: "taxa-column-missing",
                        file,
                        row: 1,
                        column: (*name).to_owned(),
                        help: "Add this column to the first row; the file needs it.".to_owned(),
                    });
                }
                columns.push(at);
            }
        } else {
            columns.resize(names.len(), None);
        }
        Ok(Table { file, reader, columns, names, record: csv::StringRecord::new() })
    }

    fn next(&mut self) -> Result<bool, TaxaError> {
        self.reader.read_record(&mut self.record).map_err(|e| broken(self.file, &e))
    }

    /// The cell in the n-th of the named columns, blank when the column is not there.
    fn cell(&self, n: usize) -> &str {
        self.columns[n].and_then(|at| self.record.get(at)).unwrap_or("")
    }

    fn refuse(&self, n: usize, code: &'static str, help: impl Into<String>) -> TaxaError {
        let row = self.record.position().map_or(0, csv::Position::line);
        TaxaError { code, file: self.file, row, column: self.names[n].to_owned(), help: help.into() }
    }

    /// A date, or a month, which stands for its first day.
    fn date(&self, n: usize) -> Result<Option<Date>, TaxaError> {
        match self.cell(n).trim() {
            "" => Ok(None),
            text if text.len() == 7 => format!("{text}-01").parse().map(Some).map_err(|_| {
                self.refuse(n, "taxa-date", format!("Write the month {text:?} as year-month, like 2026-03."))
            }),
            text => text.parse().map(Some).map_err(|_| {
                self.refuse(n, "taxa-date", format!("Write the date {text:?} as year-month-day, like 2026-03-05."))
            }),
        }
    }
}

fn broken(file: &'static str, error: &csv::Error) -> TaxaError {
    let row = error.position().map_or(0, csv::Position::line);
    let help = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "Save the file as UTF-8.".to_owned(),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("The row has {len} cells, the heading {expected_len}; check the commas and quotes of this row.")
        }
        _ => "The row cannot be read as CSV; check its quotes.".to_owned(),
    };
    TaxaError { code: "taxa-csv", file, row, column: String::new(), help }
}

/// Shares equal texts: 43,000 species have some 600 families.
#[derive(Default)]
struct Shared {
    known: HashSet<Arc<str>>,
    last: [Arc<str>; 5],
}

impl Shared {
    fn get(&mut self, slot: usize, text: &str) -> Arc<str> {
        if *self.last[slot] != *text {
            let shared = match self.known.get(text) {
                Some(known) => Arc::clone(known),
                None => {
                    let new: Arc<str> = Arc::from(text);
                    self.known.insert(Arc::clone(&new));
                    new
                }
            };
            self.last[slot] = shared;
        }
        Arc::clone(&self.last[slot])
    }
}

impl Taxonomy {
    /// The part that the product carries.
    ///
    /// # Errors
    /// Only when the embedded files are damaged, which a test would have shown.
    pub fn shipped() -> Result<Taxonomy, TaxaError> {
        Taxonomy::from_csv(&CsvSet::shipped())
    }

    /// The shipped part as the demonstration needs it: Nile crocodiles of the fictional countries stand in
    /// Appendix II, as those of the Parties named in the real note.
    ///
    /// # Errors
    /// As [`Taxonomy::shipped`].
    pub fn demo() -> Result<Taxonomy, TaxaError> {
        Ok(Taxonomy::shipped()?.for_demo())
    }

    /// Adds the fictional countries to the populations of Appendix II of the Nile crocodile.
    #[must_use]
    pub fn for_demo(self) -> Taxonomy {
        self.with_population("Crocodylus niloticus", crate::country::DEMO_EXPORTER, Appendix::II).with_population(
            "Crocodylus niloticus",
            crate::country::DEMO_IMPORTER,
            Appendix::II,
        )
    }

    /// Reads a whole set. Nothing is taken from it unless all of it can be read.
    ///
    /// # Errors
    /// The first row and column that cannot be read: `taxa-column-missing`, `taxa-csv`, `taxa-date`, `taxa-rank`,
    /// `taxa-name`, `taxa-id-twice`, `taxa-id-unknown`, `taxa-listing-unknown`, `taxa-appendix`, `taxa-country`.
    pub fn from_csv(set: &CsvSet<'_>) -> Result<Taxonomy, TaxaError> {
        let listings = listings(set.listings)?;
        let by_listing: HashMap<&str, u32> = listings.iter().zip(0..).map(|(l, i)| (l.id.as_str(), i)).collect();
        let mut listing_pool = Vec::new();
        let taxa = taxa(set.taxa, &by_listing, &mut listing_pool)?;
        let mut by_id = HashMap::with_capacity(taxa.len());
        for (taxon, i) in taxa.iter().zip(0_u32..) {
            if by_id.insert(taxon.id.clone(), i).is_some() {
                return Err(TaxaError {
                    code: "taxa-id-twice",
                    file: "taxa",
                    row: 0,
                    column: "taxon_id".to_owned(),
                    help: format!("The id {} stands in two rows; remove one of them.", taxon.id),
                });
            }
        }
        let mut names = Builder::with_capacity(set.taxa.len() / 4, taxa.len() * 3);
        for (taxon, i) in taxa.iter().zip(0_u32..) {
            names.add(i, MatchKind::Accepted, "", &taxon.full_name);
        }
        other_names(set, &by_id, &mut names)?;
        let annotations = annotations(set.annotations)?;
        let distribution = distribution(set.distributions, &by_id)?;
        Ok(Taxonomy { names: names.build(), taxa, by_id, listings, listing_pool, annotations, distribution })
    }
}

fn taxa(text: &str, by_listing: &HashMap<&str, u32>, pool: &mut Vec<u32>) -> Result<Vec<Taxon>, TaxaError> {
    const COLUMNS: &[&str] = &[
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
        "listing_ids",
        "appendix_as_of",
    ];
    let mut table = Table::open("taxa", text, COLUMNS, 14)?;
    if text.is_empty() {
        return Err(table.refuse(0, "taxa-csv", "The file is empty; give the file of accepted names."));
    }
    let mut shared = Shared::default();
    let mut out = Vec::with_capacity(text.len() / 160);
    let mut last_date = (String::new(), None);
    while table.next()? {
        let rank = Rank::from_text(table.cell(11)).ok_or_else(|| {
            table.refuse(11, "taxa-rank", format!("{:?} is not a rank we know, like SPECIES or GENUS.", table.cell(11)))
        })?;
        for n in [0, 9] {
            if table.cell(n).trim().is_empty() {
                return Err(table.refuse(n, "taxa-name", "Fill this cell; every row needs it."));
            }
        }
        let start = pool.len();
        for id in table.cell(13).split('|').filter(|id| !id.is_empty()) {
            pool.push(*by_listing.get(id).ok_or_else(|| {
                table.refuse(13, "taxa-listing-unknown", format!("The listing {id} is not in the file of listings."))
            })?);
        }
        if table.cell(14) != last_date.0 {
            last_date = (table.cell(14).to_owned(), table.date(14)?);
        }
        out.push(Taxon {
            id: table.cell(0).to_owned(),
            kingdom: Kingdom::from_text(table.cell(1)),
            phylum: shared.get(0, table.cell(2)),
            class: shared.get(1, table.cell(3)),
            order: shared.get(2, table.cell(4)),
            family: shared.get(3, table.cell(5)),
            genus: shared.get(4, table.cell(6)),
            species: table.cell(7).to_owned(),
            infraspecific: table.cell(8).to_owned(),
            full_name: table.cell(9).to_owned(),
            author: table.cell(10).to_owned(),
            rank,
            appendices: AppendixSet::from_text(table.cell(12)),
            appendices_as_of: last_date.1,
            listings: (index(start), index(pool.len())),
        });
    }
    Ok(out)
}

/// Positions fit 32 bits: a set has some 100,000 names, and its files some 20 MB.
fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn other_names(set: &CsvSet<'_>, by_id: &HashMap<String, u32>, names: &mut Builder) -> Result<(), TaxaError> {
    let mut table = Table::open("synonyms", set.synonyms, &["taxon_id", "synonym"], 2)?;
    while table.next()? {
        let taxon = owner(&table, by_id)?;
        names.add(taxon, MatchKind::Synonym, "", table.cell(1));
    }
    let mut table = Table::open("common_names", set.common_names, &["taxon_id", "lang", "name"], 3)?;
    while table.next()? {
        let taxon = owner(&table, by_id)?;
        names.add(taxon, MatchKind::Common, table.cell(1), table.cell(2));
    }
    Ok(())
}

/// The taxon that the row's first column names.
fn owner(table: &Table<'_>, by_id: &HashMap<String, u32>) -> Result<u32, TaxaError> {
    by_id.get(table.cell(0)).copied().ok_or_else(|| {
        table.refuse(0, "taxa-id-unknown", format!("The taxon {:?} is not in the file of names.", table.cell(0)))
    })
}

fn listings(text: &str) -> Result<Vec<Listing>, TaxaError> {
    const COLUMNS: &[&str] = &[
        "listing_id",
        "taxon_id",
        "listed_name",
        "rank",
        "appendix",
        "party",
        "annotation_codes",
        "population_note_en",
        "population_note_fr",
        "as_of",
        "valid_from",
        "valid_to",
    ];
    let mut table = Table::open("listings", text, COLUMNS, 5)?;
    let mut out: Vec<Listing> = Vec::new();
    let mut seen = HashSet::new();
    while table.next()? {
        if !seen.insert(table.cell(0).to_owned()) {
            return Err(table.refuse(0, "taxa-id-twice", "This id stands in two rows; remove one of them."));
        }
        let rank = Rank::from_text(table.cell(3)).ok_or_else(|| {
            table.refuse(3, "taxa-rank", format!("{:?} is not a rank we know, like SPECIES or GENUS.", table.cell(3)))
        })?;
        let appendix = Appendix::from_code(table.cell(4))
            .ok_or_else(|| table.refuse(4, "taxa-appendix", "Write the Appendix as I, II or III."))?;
        let mut parties = Vec::new();
        for code in table.cell(5).split('|').filter(|c| !c.is_empty()) {
            parties.push(CountryCode::parse(code).map_err(|e| table.refuse(5, "taxa-country", e.help))?);
        }
        let mut annotation_codes: Vec<String> = Vec::new();
        for code in table.cell(6).split('|').filter(|c| !c.is_empty()) {
            if !annotation_codes.iter().any(|known| known == code) {
                annotation_codes.push(code.to_owned());
            }
        }
        let read = note::read(table.cell(7));
        out.push(Listing {
            id: table.cell(0).to_owned(),
            taxon_id: table.cell(1).to_owned(),
            listed_name: table.cell(2).to_owned(),
            rank,
            appendix,
            parties,
            annotation_codes,
            population_note_en: table.cell(7).to_owned(),
            population_note_fr: table.cell(8).to_owned(),
            populations: read.populations,
            everyone_else: read.everyone_else,
            elsewhere: read.elsewhere,
            except_taxa: read.except_taxa,
            from: table.date(10)?,
            until: table.date(11)?,
            as_of: table.date(9)?,
            unclear: read.unclear,
            partly: read.partly,
        });
    }
    Ok(out)
}

fn annotations(text: &str) -> Result<Vec<Annotation>, TaxaError> {
    let mut table =
        Table::open("annotations", text, &["annotation_code", "kind", "applies_to", "text_en", "text_fr"], 4)?;
    let mut out = Vec::new();
    while table.next()? {
        let cell = |n: usize| table.cell(n).to_owned();
        out.push(Annotation { code: cell(0), kind: cell(1), applies_to: cell(2), text_en: cell(3), text_fr: cell(4) });
    }
    Ok(out)
}

fn distribution(text: &str, by_id: &HashMap<String, u32>) -> Result<Option<HashMap<u32, Vec<Occurrence>>>, TaxaError> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut table = Table::open("distributions", text, &["taxon_id", "country", "status"], 3)?;
    let mut out: HashMap<u32, Vec<Occurrence>> = HashMap::with_capacity(by_id.len());
    while table.next()? {
        let taxon = owner(&table, by_id)?;
        let country = CountryCode::parse(table.cell(1)).map_err(|e| table.refuse(1, "taxa-country", e.help))?;
        let (mut native, mut doubtful) = (false, false);
        for status in table.cell(2).split('|') {
            match status.trim() {
                "native" | "reintroduced" | "unspecified" | "" => native = true,
                "uncertain" | "extinct" | "extinct?" | "introduced?" => doubtful = true,
                _ => {}
            }
        }
        out.entry(taxon).or_default().push(Occurrence { country, native, doubtful });
    }
    Ok(Some(out))
}
