//! From a name to a taxon, and from a taxon to its place in the Appendices.

use super::{Coverage, Kingdom, Listing, MatchKind, Rank, Taxon, Taxonomy, fold};
use crate::{Appendix, CountryCode, Date};
use std::collections::BTreeSet;

/// By which way a name led to a taxon of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// The accepted name itself.
    Exact,
    /// A synonym; the text is the synonym as the data write it.
    Synonym,
    /// A subspecies or variety that is not in the data: through its species.
    Species,
    /// A species that is not in the data: through its genus.
    Genus,
    /// Through the family of its genus.
    Family,
    /// Through the order of its genus.
    Order,
}

impl Via {
    /// Not the taxon that was asked for, but one above it.
    pub const fn is_higher(self) -> bool {
        !matches!(self, Via::Exact | Via::Synonym)
    }

    /// Message key: `exact`, `synonym`, `species`, `genus`, `family`, `order`.
    pub const fn code(self) -> &'static str {
        match self {
            Via::Exact => "exact",
            Via::Synonym => "synonym",
            Via::Species => "species",
            Via::Genus => "genus",
            Via::Family => "family",
            Via::Order => "order",
        }
    }
}

/// What a name turned out to be.
#[derive(Debug, Clone, Copy)]
pub struct Resolution<'t> {
    taxonomy: &'t Taxonomy,
    /// The accepted taxon, or the higher one through which the name resolved.
    pub taxon: &'t Taxon,
    /// By which way.
    pub via: Via,
    /// The synonym as the data write it, when [`Resolution::via`] is a synonym.
    pub synonym: Option<&'t str>,
}

/// How sure a [`Position`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// The entry covers this specimen.
    Sure,
    /// It depends on the population, and the country is not known or the note does not decide.
    Population,
    /// It depends on the lower taxon: only a subspecies or one of the species of this higher taxon is meant.
    Taxon,
}

/// One Appendix in which a specimen may stand.
#[derive(Debug, Clone, Copy)]
pub struct Position<'t> {
    /// The Appendix; `N` = not listed.
    pub appendix: Appendix,
    /// The entry that says so; `None` where only the taxon's own row says it.
    pub listing: Option<&'t Listing>,
    /// How sure.
    pub certainty: Certainty,
}

impl Taxonomy {
    /// What a name is: accepted name, synonym, or the genus, family or order that stands for it.
    ///
    /// Case, accents, blanks, hyphens, `spp.`, hybrid signs and an author behind the name do not matter.
    /// Where a name belongs to several taxa the accepted comes first, then the listed; see [`Taxonomy::resolve_all`].
    pub fn resolve(&self, name: &str) -> Option<Resolution<'_>> {
        self.resolve_all(name).into_iter().next()
    }

    /// Every taxon that a name can mean: a synonym may be divided over several accepted names, and a genus of animals
    /// may be called like a genus of plants.
    pub fn resolve_all(&self, name: &str) -> Vec<Resolution<'_>> {
        let words = name_words(name);
        if words.is_empty() {
            return Vec::new();
        }
        let found = self.exact(&words.join(" "));
        if !found.is_empty() {
            return found;
        }
        // `Panthera leo somewhere`: without its last words it may be a species we know.
        for n in (2..words.len()).rev() {
            let mut found = self.exact(&words[..n].join(" "));
            if !found.is_empty() {
                for one in &mut found {
                    one.via = if author_follows(name, &words, n) { one.via } else { Via::Species };
                }
                return found;
            }
        }
        if words.len() < 2 {
            return Vec::new();
        }
        self.by_genus(&words[0])
    }

    /// The taxon as its own resolution.
    pub fn resolution_of<'t>(&'t self, taxon: &'t Taxon) -> Resolution<'t> {
        Resolution { taxonomy: self, taxon, via: Via::Exact, synonym: None }
    }

    /// The taxa above a taxon that are in the data, nearest first: species, genus, family, order, class.
    pub fn ancestors(&self, taxon: &Taxon) -> Vec<&Taxon> {
        let species =
            if taxon.infraspecific.is_empty() { String::new() } else { format!("{} {}", taxon.genus, taxon.species) };
        let above = [
            (Rank::Species, species.as_str()),
            (Rank::Genus, &taxon.genus),
            (Rank::Family, &taxon.family),
            (Rank::Order, &taxon.order),
            (Rank::Class, &taxon.class),
        ];
        let above = above.iter().filter(|(rank, name)| *rank < taxon.rank && !name.is_empty());
        above.filter_map(|(rank, name)| self.accepted(&fold::key(name), *rank, taxon.kingdom)).collect()
    }

    fn accepted(&self, key: &str, rank: Rank, kingdom: Kingdom) -> Option<&Taxon> {
        let taxa = self.names.exact(key).filter(|(_, kind, _)| *kind == MatchKind::Accepted);
        let mut taxa = taxa.map(|(taxon, ..)| &self.taxa[taxon as usize]).filter(|t| t.rank == rank);
        match kingdom {
            Kingdom::Unknown => taxa.next(),
            _ => taxa.find(|t| t.kingdom == kingdom || t.kingdom == Kingdom::Unknown),
        }
    }

    fn exact(&self, key: &str) -> Vec<Resolution<'_>> {
        let mut out: Vec<Resolution<'_>> = self
            .names
            .exact(key)
            .map(|(taxon, kind, text)| Resolution {
                taxonomy: self,
                taxon: &self.taxa[taxon as usize],
                via: if kind == MatchKind::Accepted { Via::Exact } else { Via::Synonym },
                synonym: (kind == MatchKind::Synonym).then_some(text),
            })
            .collect();
        // An accepted name is what was meant, even where the same name is a synonym elsewhere.
        out.sort_by_key(|r| (r.via != Via::Exact, !r.taxon.appendices.is_listed(), r.taxon.full_name.clone()));
        if out.first().is_some_and(|r| r.via == Via::Exact) {
            out.retain(|r| r.via == Via::Exact);
        }
        out.dedup_by(|a, b| a.taxon.id == b.taxon.id);
        out
    }

    /// A binomial that is not in the data: its genus, or the family or order that all species of that genus name share.
    fn by_genus(&self, genus: &str) -> Vec<Resolution<'_>> {
        let at = |taxon, via| Resolution { taxonomy: self, taxon, via, synonym: None };
        let same = self.exact(genus);
        let genera: Vec<_> = same
            .iter()
            .filter(|r| r.taxon.rank == Rank::Genus)
            .map(|r| Resolution { synonym: r.synonym, ..at(r.taxon, Via::Genus) })
            .collect();
        if !genera.is_empty() {
            return genera;
        }
        // Names whose first word this is: accepted species without a row for their genus, or synonyms.
        let homes: Vec<&Taxon> = self.names.with_first_word(genus).map(|taxon| &self.taxa[taxon as usize]).collect();
        for (via, rank) in [(Via::Genus, Rank::Genus), (Via::Family, Rank::Family), (Via::Order, Rank::Order)] {
            let names: BTreeSet<(&str, Kingdom)> = homes
                .iter()
                .map(|t| match rank {
                    Rank::Genus => (&*t.genus, t.kingdom),
                    Rank::Family => (&*t.family, t.kingdom),
                    _ => (&*t.order, t.kingdom),
                })
                .filter(|(name, _)| !name.is_empty())
                .collect();
            if names.len() == 1
                && let Some((name, kingdom)) = names.first()
                && let Some(taxon) = self.accepted(&fold::key(name), rank, *kingdom)
            {
                return vec![at(taxon, via)];
            }
        }
        Vec::new()
    }
}

/// Comparable words of a scientific name, without `spp.`, rank marks and hybrid signs.
fn name_words(name: &str) -> Vec<String> {
    let mut words = fold::word_list(name);
    // `Paphiopedilum x hybrid`, `× Brassolaeliocattleya`: the cross is no word; a lone × folds to nothing already.
    words
        .retain(|w| !matches!(w.as_str(), "spp" | "subsp" | "ssp" | "var" | "f" | "forma" | "x" | "sp" | "cf" | "aff"));
    words
}

/// Does an author stand behind the first `n` words (a capital or a bracket), and not a further epithet?
fn author_follows(name: &str, words: &[String], n: usize) -> bool {
    let next = &words[n];
    let mut tokens = name.split_whitespace().filter(|t| {
        let first = fold::word_list(t);
        first.first() == Some(next)
    });
    // The last such token: in `Gorilla gorilla Gorilla` the third.
    tokens.next_back().is_some_and(|t| t.starts_with(|c: char| c == '(' || c.is_uppercase() || c.is_numeric()))
}

impl<'t> Resolution<'t> {
    /// The entries that apply: the taxon's own, else those of the nearest taxon above it that has any.
    ///
    /// Entries whose note takes this very name out are left away. Sorted strictest first.
    pub fn listings(&self) -> Vec<&'t Listing> {
        if self.taxon.appendices.contains(Appendix::N) && !self.taxon.appendices.is_listed() {
            return Vec::new();
        }
        let mut rows: Vec<&Listing> = self.taxonomy.own_listings(self.taxon).collect();
        if rows.is_empty() {
            let above = self.taxonomy.ancestors(self.taxon);
            let own = |t: &&'t Taxon| self.taxonomy.own_listings(t).collect::<Vec<_>>();
            rows = above.iter().map(own).find(|rows| !rows.is_empty()).unwrap_or_default();
        }
        rows.retain(|l| l.taxon_id == self.taxon.id || !self.taken_out(l));
        rows.sort_by_key(|l| l.appendix);
        rows
    }

    fn taken_out(&self, listing: &Listing) -> bool {
        let name = &self.taxon.full_name;
        listing.except_taxa.iter().any(|out| out == name || (*out == *self.taxon.genus && !out.is_empty()))
    }

    /// In any Appendix at all, on that day?
    pub fn is_listed(&self, on: Date) -> bool {
        self.positions(None, on).iter().any(|p| p.appendix != Appendix::N)
    }

    /// In which Appendices a specimen of this taxon may stand, strictest first; never empty.
    ///
    /// `origin`: the country of the population, `None` when not known; `on`: the day. One sure position is an answer;
    /// several, or one that is not sure, are a question for an officer. `N` alone means that nothing is listed.
    pub fn positions(&self, origin: Option<CountryCode>, on: Date) -> Vec<Position<'t>> {
        let own = self.taxon.appendices;
        let rows: Vec<&'t Listing> = self.listings().into_iter().filter(|l| l.in_force(on)).collect();
        let mut out: Vec<Position<'t>> = Vec::new();
        let mut add = |appendix, listing, certainty| {
            match out.iter_mut().find(|p: &&mut Position<'t>| p.appendix == appendix) {
                Some(known) if certainty == Certainty::Sure => (known.certainty, known.listing) = (certainty, listing),
                Some(_) => {}
                None => out.push(Position { appendix, listing, certainty }),
            };
        };
        for listing in &rows {
            if self.is_below(listing) {
                add(listing.appendix, Some(*listing), Certainty::Taxon);
                continue;
            }
            let other = |appendix| self.entry_of(appendix, &rows, listing, on);
            match origin.map_or(Coverage::Ask, |country| self.coverage(listing, country)) {
                Coverage::Yes => add(listing.appendix, Some(*listing), Certainty::Sure),
                Coverage::No => {
                    if let Some(appendix) = listing.elsewhere {
                        add(appendix, other(appendix), Certainty::Sure);
                    }
                }
                Coverage::Ask if origin.is_none() && !self.is_split(listing) => {
                    add(listing.appendix, Some(*listing), Certainty::Sure);
                }
                Coverage::Ask => {
                    add(listing.appendix, Some(*listing), Certainty::Population);
                    if let Some(appendix) = listing.elsewhere {
                        add(appendix, other(appendix), Certainty::Population);
                    }
                }
            }
        }
        self.with_own(&mut out, own, &rows);
        if out.is_empty() {
            out.push(Position { appendix: Appendix::N, listing: None, certainty: Certainty::Sure });
        }
        out.sort_by_key(|p| p.appendix);
        out
    }

    /// Where the taxon's own row and the entries do not say the same, both are shown.
    fn with_own(&self, out: &mut Vec<Position<'t>>, own: super::AppendixSet, rows: &[&Listing]) {
        let listed: Vec<Appendix> = own.iter().filter(|a| *a != Appendix::N).collect();
        if self.taxon.rank.is_higher() || self.via.is_higher() {
            // For a higher taxon its own row gathers what stands in it: some species may be stricter.
            for appendix in listed {
                if !out.iter().any(|p| p.appendix == appendix) {
                    out.push(Position { appendix, listing: None, certainty: Certainty::Taxon });
                }
            }
            return;
        }
        match (listed.as_slice(), own.contains(Appendix::N)) {
            // One Appendix for the whole species: an entry of a higher taxon in another one is not meant for it.
            ([only], false) => {
                // `Succulent species only`: which species those are, the taxon's own row says.
                let settled = |p: &Position<'_>| p.listing.is_some_and(|l| self.only_some_species(l));
                for position in out.iter_mut().filter(|p| p.appendix == *only && settled(p)) {
                    position.certainty = Certainty::Sure;
                }
                if out.iter().any(|p| p.appendix == *only) {
                    out.retain(|p| p.appendix == *only || p.certainty == Certainty::Taxon);
                } else if !rows.iter().any(|l| l.appendix == *only) {
                    out.retain(|p| p.certainty == Certainty::Taxon);
                    out.push(Position { appendix: *only, listing: None, certainty: Certainty::Sure });
                }
            }
            (several, _) if out.is_empty() => {
                for appendix in several {
                    out.push(Position { appendix: *appendix, listing: None, certainty: Certainty::Population });
                }
            }
            _ => {}
        }
    }

    /// The entry of another Appendix that a split note points to: in the same rows, or above.
    fn entry_of(&self, appendix: Appendix, rows: &[&'t Listing], from: &'t Listing, on: Date) -> Option<&'t Listing> {
        if appendix == Appendix::N {
            return Some(from);
        }
        let here = rows.iter().copied().find(|l| l.appendix == appendix);
        here.or_else(|| {
            let above = self.taxonomy.ancestors(self.taxon);
            let mut rows = above.iter().flat_map(|t| self.taxonomy.own_listings(t));
            rows.find(|l| l.appendix == appendix && l.in_force(on))
        })
        .or(Some(from))
    }

    /// Is the entry for a part of this taxon: a subspecies of this species?
    fn is_below(&self, listing: &Listing) -> bool {
        listing.rank > self.taxon.rank
    }

    /// Does the entry's note make a difference between populations of this taxon?
    fn is_split(&self, listing: &Listing) -> bool {
        listing.is_split() || self.named_with_populations(listing)
    }

    /// The note takes some species of a higher taxon out in words that name no species and no country.
    fn only_some_species(&self, listing: &Listing) -> bool {
        listing.rank.is_higher()
            && listing.unclear
            && listing.everyone_else
            && listing.populations.is_empty()
            && listing.partly.is_empty()
    }

    /// `… and the populations of Pecari tajacu of Mexico …` in the note of the family.
    fn named_with_populations(&self, listing: &Listing) -> bool {
        !self.taxon.rank.is_higher()
            && listing.taxon_id != self.taxon.id
            && listing.population_note_en.contains(&format!("populations of {}", self.taxon.full_name))
    }

    fn coverage(&self, listing: &Listing, country: CountryCode) -> Coverage {
        if self.named_with_populations(listing) { Coverage::Ask } else { listing.covers(country) }
    }
}
