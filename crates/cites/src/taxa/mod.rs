//! Species and higher taxa with their place in the Appendices, in memory: resolving a name, finding its listing, and
//! the search box.
//!
//! A [`Taxonomy`] is built once (from the shipped part or from a full import) and never changes. Names are compared
//! without regard to case, accents, blanks, apostrophes and hyphens. What the data do not know is answered "not known",
//! never guessed: a binomial that is not in the data resolves through its genus, family or order and says so ([`Via`]).
//!
//! Layout of the files: `data/NOTICE.md` gives their sources and dates. They are test and start data, not law.

mod doubt;
pub mod fold;
mod group;
mod load;
mod note;
mod resolve;
mod rows;
mod search;
pub mod species_plus;

pub use doubt::Doubt;
pub use group::TaxonGroup;
pub use load::{CsvSet, TaxaError};
pub use note::Coverage;
pub use resolve::{Certainty, Position, Resolution, Via};
pub use rows::{Files, Rows};
pub use search::{Hit, MatchKind};

use crate::{Appendix, CountryCode, Date, Lang};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// Animals or plants; the source codes and terms of a permit depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kingdom {
    /// Animals.
    Animalia,
    /// Plants.
    Plantae,
    /// The data do not say.
    Unknown,
}

impl Kingdom {
    /// As written in the data: `Animalia`, `Plantae`; everything else is unknown.
    pub fn from_text(text: &str) -> Kingdom {
        match text {
            "Animalia" => Kingdom::Animalia,
            "Plantae" => Kingdom::Plantae,
            _ => Kingdom::Unknown,
        }
    }

    /// The Latin name, `unknown` where the data do not say.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kingdom::Animalia => "Animalia",
            Kingdom::Plantae => "Plantae",
            Kingdom::Unknown => "unknown",
        }
    }
}

/// Taxonomic rank, highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rank {
    /// Kingdom.
    Kingdom,
    /// Phylum.
    Phylum,
    /// Class.
    Class,
    /// Order.
    Order,
    /// Family.
    Family,
    /// Subfamily.
    Subfamily,
    /// Genus.
    Genus,
    /// Species.
    Species,
    /// Subspecies.
    Subspecies,
    /// Variety of a plant.
    Variety,
}

impl Rank {
    const NAMES: [(Rank, &'static str); 10] = [
        (Rank::Kingdom, "KINGDOM"),
        (Rank::Phylum, "PHYLUM"),
        (Rank::Class, "CLASS"),
        (Rank::Order, "ORDER"),
        (Rank::Family, "FAMILY"),
        (Rank::Subfamily, "SUBFAMILY"),
        (Rank::Genus, "GENUS"),
        (Rank::Species, "SPECIES"),
        (Rank::Subspecies, "SUBSPECIES"),
        (Rank::Variety, "VARIETY"),
    ];

    /// The rank as written in the data (upper case); `None` for another word.
    pub fn from_text(text: &str) -> Option<Rank> {
        Rank::NAMES.iter().find(|(_, name)| *name == text).map(|(rank, _)| *rank)
    }

    /// As written in the data, for example `SPECIES`.
    pub fn as_str(self) -> &'static str {
        Rank::NAMES.iter().find(|(rank, _)| *rank == self).map_or("", |(_, name)| name)
    }

    /// Above species: a name of this rank stands on a permit with `spp.`.
    pub fn is_higher(self) -> bool {
        self < Rank::Species
    }
}

/// Several Appendices at once, as in `I/II` for a split listing; `N` stands for populations that are not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AppendixSet(u8);

impl AppendixSet {
    /// Nothing known.
    pub const EMPTY: AppendixSet = AppendixSet(0);

    const fn bit(appendix: Appendix) -> u8 {
        match appendix {
            Appendix::I => 1,
            Appendix::II => 2,
            Appendix::III => 4,
            Appendix::N => 8,
        }
    }

    /// Reads `I/II/NC`; unknown parts are left out.
    pub fn from_text(text: &str) -> AppendixSet {
        let mut set = AppendixSet::EMPTY;
        for part in text.split('/') {
            match part.trim() {
                "I" => set.insert(Appendix::I),
                "II" => set.insert(Appendix::II),
                "III" => set.insert(Appendix::III),
                "NC" | "N" => set.insert(Appendix::N),
                _ => {}
            }
        }
        set
    }

    /// Adds one.
    pub fn insert(&mut self, appendix: Appendix) {
        self.0 |= AppendixSet::bit(appendix);
    }

    /// Is it among them?
    pub fn contains(self, appendix: Appendix) -> bool {
        self.0 & AppendixSet::bit(appendix) != 0
    }

    /// Strictest first: I, II, III, N.
    pub fn iter(self) -> impl Iterator<Item = Appendix> {
        [Appendix::I, Appendix::II, Appendix::III, Appendix::N].into_iter().filter(move |a| self.contains(*a))
    }

    /// Nothing known at all.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// In at least one Appendix?
    pub fn is_listed(self) -> bool {
        self.0 & 7 != 0
    }
}

/// `I/II`, with `NC` for populations that are not listed; blank when nothing is known.
impl fmt::Display for AppendixSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<&str> = self.iter().map(|a| if a == Appendix::N { "NC" } else { a.code() }).collect();
        f.pad(&parts.join("/"))
    }
}

/// One accepted name of any rank.
#[derive(Debug, Clone)]
pub struct Taxon {
    /// Key: the Species+ number, or a prefixed id (`wd-`, `ca-`, `pe-`) where there is none.
    pub id: String,
    /// Kingdom.
    pub kingdom: Kingdom,
    /// Phylum, blank when not known.
    pub phylum: Arc<str>,
    /// Class, blank when not known.
    pub class: Arc<str>,
    /// Order, blank when not known.
    pub order: Arc<str>,
    /// Family, blank when not known.
    pub family: Arc<str>,
    /// Genus, blank above genus.
    pub genus: Arc<str>,
    /// Species epithet, blank above species.
    pub species: String,
    /// Epithet below species, blank elsewhere.
    pub infraspecific: String,
    /// The accepted name, without author.
    pub full_name: String,
    /// Author and year, blank when not known.
    pub author: String,
    /// Rank.
    pub rank: Rank,
    /// What the data say for the taxon as a whole; for a higher taxon the Appendices of everything in it.
    pub appendices: AppendixSet,
    /// Date of [`Taxon::appendices`].
    pub appendices_as_of: Option<Date>,
    listings: (u32, u32),
}

impl Taxon {
    /// The name as it stands in box 7: with ` spp.` above species.
    pub fn printed_name(&self) -> String {
        if self.rank.is_higher() { format!("{} spp.", self.full_name) } else { self.full_name.clone() }
    }
}

/// One entry of the Appendices. A split listing has several rows for one taxon.
#[derive(Debug, Clone)]
pub struct Listing {
    /// Key of the row.
    pub id: String,
    /// The taxon at which it stands.
    pub taxon_id: String,
    /// As printed in the Appendices, `Felidae spp.` for a higher taxon.
    pub listed_name: String,
    /// Rank of the listed taxon.
    pub rank: Rank,
    /// The Appendix.
    pub appendix: Appendix,
    /// Appendix III: the Parties that asked for it.
    pub parties: Vec<CountryCode>,
    /// Codes of [`Annotation`]s.
    pub annotation_codes: Vec<String>,
    /// What the entry says about populations and exceptions, in English, as in the source.
    pub population_note_en: String,
    /// The same in French; blank where the source has none.
    pub population_note_fr: String,
    /// Countries named in the note, read by us; the note is what counts.
    pub populations: Vec<CountryCode>,
    /// `true`: the entry covers everyone but [`Listing::populations`]; `false`: only these.
    pub everyone_else: bool,
    /// The Appendix of the populations that this entry does not cover, where the note says so (`N` = not listed).
    pub elsewhere: Option<Appendix>,
    /// Names that the note takes out of a higher taxon's listing.
    pub except_taxa: Vec<String>,
    /// First day in force, where the data know it.
    pub from: Option<Date>,
    /// Last day in force, included; `None` = still in force.
    pub until: Option<Date>,
    /// Date of the source.
    pub as_of: Option<Date>,
    /// Parts of countries, regions or words that we could not turn into a list of countries.
    unclear: bool,
    /// Countries of which only a part is meant.
    partly: Vec<CountryCode>,
}

impl Listing {
    /// A listing that somebody entered by hand: for all populations, with the annotations it names.
    pub fn entered(id: String, listed_name: String, appendix: Appendix, annotation_codes: Vec<String>) -> Listing {
        Listing {
            id,
            taxon_id: String::new(),
            listed_name,
            rank: Rank::Species,
            appendix,
            parties: Vec::new(),
            annotation_codes,
            population_note_en: String::new(),
            population_note_fr: String::new(),
            populations: Vec::new(),
            everyone_else: false,
            elsewhere: None,
            except_taxa: Vec::new(),
            from: None,
            until: None,
            as_of: None,
            unclear: false,
            partly: Vec::new(),
        }
    }

    /// In force on that day? A row without dates is in force on every day.
    pub fn in_force(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }

    /// The note in the language asked for, English where there is no other.
    pub fn population_note(&self, lang: Lang) -> &str {
        if lang == Lang::Fr && !self.population_note_fr.is_empty() {
            &self.population_note_fr
        } else {
            &self.population_note_en
        }
    }
}

/// An annotation of the Appendices (`#1` to `#18`), or a footnote of the source (`A1`, `P1`: not CITES numbers).
#[derive(Debug, Clone)]
pub struct Annotation {
    /// Code.
    pub code: String,
    /// `annotation` or `footnote`, as in the source.
    pub kind: String,
    /// `fauna` or `flora`.
    pub applies_to: String,
    /// Text in English.
    pub text_en: String,
    /// Text in French, blank where there is none.
    pub text_fr: String,
}

/// Where a taxon occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Country or territory.
    pub country: CountryCode,
    /// Does the taxon occur there by itself now (native, or brought back)?
    pub native: bool,
    /// Is that uncertain, or the taxon gone from there?
    pub doubtful: bool,
}

/// All names and listings, immutable. Made by [`Taxonomy::shipped`] or [`Taxonomy::from_csv`].
#[derive(Debug)]
pub struct Taxonomy {
    taxa: Vec<Taxon>,
    by_id: HashMap<String, u32>,
    listings: Vec<Listing>,
    listing_pool: Vec<u32>,
    annotations: Vec<Annotation>,
    /// `None`: no distribution was loaded at all.
    distribution: Option<HashMap<u32, Vec<Occurrence>>>,
    names: search::Index,
}

impl Taxonomy {
    /// Every taxon, in the order of the file.
    pub fn taxa(&self) -> &[Taxon] {
        &self.taxa
    }

    /// Every entry of the Appendices, in the order of the file.
    pub fn listings(&self) -> &[Listing] {
        &self.listings
    }

    /// The taxon with that id.
    pub fn by_id(&self, id: &str) -> Option<&Taxon> {
        self.by_id.get(id).map(|i| &self.taxa[*i as usize])
    }

    /// The entry with that id.
    pub fn listing(&self, id: &str) -> Option<&Listing> {
        self.listings.iter().find(|l| l.id == id)
    }

    /// The annotation with that code.
    pub fn annotation(&self, code: &str) -> Option<&Annotation> {
        self.annotations.iter().find(|a| a.code == code)
    }

    /// Where it occurs. `None` when the data loaded say nothing about it: then a check on distribution is "not
    /// checked", never "passed".
    pub fn distribution(&self, taxon: &Taxon) -> Option<&[Occurrence]> {
        let index = self.by_id.get(&taxon.id)?;
        self.distribution.as_ref()?.get(index).map(Vec::as_slice)
    }

    /// The entries that the data tie to this very taxon, without looking at what stands above it.
    pub fn own_listings(&self, taxon: &Taxon) -> impl Iterator<Item = &Listing> {
        let (from, to) = (taxon.listings.0 as usize, taxon.listings.1 as usize);
        self.listing_pool[from..to].iter().map(|i| &self.listings[*i as usize])
    }

    /// Says on which side of a split listing a fictional country stands, because no real note names it.
    ///
    /// Every row of the taxon's own split that names populations of `appendix` gets the country as one more of them;
    /// rows of other Appendices lose it. For the demonstration and for tests only: real countries stand in the notes.
    #[must_use]
    pub fn with_population(mut self, full_name: &str, country: CountryCode, appendix: Appendix) -> Taxonomy {
        let Some(taxon) = self.resolve(full_name).map(|r| r.taxon.listings) else { return self };
        for i in taxon.0..taxon.1 {
            let listing = &mut self.listings[self.listing_pool[i as usize] as usize];
            if listing.populations.is_empty() {
                continue;
            }
            let covered = listing.appendix == appendix;
            if covered != listing.everyone_else {
                listing.populations.push(country);
            }
        }
        self
    }
}
