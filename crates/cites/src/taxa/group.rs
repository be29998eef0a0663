//! Groups of species as officers name them where one rule is for many species: orchids, parrots, corals.

use super::{Taxon, Taxonomy};
use serde::{Deserialize, Serialize};

/// A rank at which a group stands; a lower one is the narrower group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum At {
    Kingdom,
    Class,
    Order,
    Family,
}

macro_rules! groups {
    ($($(#[$doc:meta])* $name:ident = $code:literal at $rank:ident of [$($taxon:literal),+];)*) => {
        /// A group of species. Table: `data/codes/taxon_groups.csv`. Of the groups that hold one species each lies
        /// inside the next, so that one of them is always the narrowest.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum TaxonGroup { $($(#[$doc])* #[serde(rename = $code)] $name,)* }
        impl TaxonGroup {
            /// Every one, in the order of the table.
            pub const ALL: &'static [TaxonGroup] = &[$(TaxonGroup::$name),*];
            /// Its code.
            pub const fn code(self) -> &'static str {
                match self { $(TaxonGroup::$name => $code,)* }
            }
            /// The one of this code.
            pub fn from_code(code: &str) -> Option<TaxonGroup> {
                match code { $($code => Some(TaxonGroup::$name),)* _ => None }
            }
            const fn at(self) -> (At, &'static [&'static str]) {
                match self { $(TaxonGroup::$name => (At::$rank, &[$($taxon),+]),)* }
            }
        }
    };
}

groups! {
    /// All animals.
    Animals = "ANIMALS" at Kingdom of ["Animalia"];
    /// All plants.
    Plants = "PLANTS" at Kingdom of ["Plantae"];
    /// Mammals.
    Mammals = "MAMMALS" at Class of ["Mammalia"];
    /// Primates.
    Primates = "PRIMATES" at Order of ["Primates"];
    /// Cats.
    Cats = "CATS" at Family of ["Felidae"];
    /// Elephants.
    Elephants = "ELEPHANTS" at Family of ["Elephantidae"];
    /// Birds.
    Birds = "BIRDS" at Class of ["Aves"];
    /// Parrots.
    Parrots = "PARROTS" at Order of ["Psittaciformes"];
    /// Birds of prey.
    Raptors = "RAPTORS" at Order of ["Falconiformes"];
    /// Reptiles.
    Reptiles = "REPTILES" at Class of ["Reptilia"];
    /// Crocodiles, alligators, caimans.
    Crocodiles = "CROCODILES" at Order of ["Crocodylia"];
    /// Turtles and tortoises.
    Turtles = "TURTLES" at Order of ["Testudines"];
    /// Snakes.
    Snakes = "SNAKES" at Order of ["Serpentes"];
    /// Lizards.
    Lizards = "LIZARDS" at Order of ["Sauria"];
    /// Amphibians.
    Amphibians = "AMPHIBIANS" at Class of ["Amphibia"];
    /// Bony fish.
    Fish = "FISH" at Class of ["Actinopteri", "Coelacanthi", "Dipneusti"];
    /// Sturgeons and paddlefish, whose roe is caviar.
    Sturgeons = "STURGEONS" at Order of ["Acipenseriformes"];
    /// Sharks and rays.
    Sharks = "SHARKS" at Class of ["Elasmobranchii"];
    /// Molluscs.
    Molluscs = "MOLLUSCS" at Class of ["Bivalvia", "Gastropoda", "Cephalopoda"];
    /// Corals.
    Corals = "CORALS" at Class of ["Anthozoa", "Hydrozoa"];
    /// Insects.
    Insects = "INSECTS" at Class of ["Insecta"];
    /// Orchids.
    Orchids = "ORCHIDS" at Family of ["Orchidaceae"];
    /// Cacti.
    Cacti = "CACTI" at Family of ["Cactaceae"];
    /// Cycads.
    Cycads = "CYCADS" at Order of ["Cycadales"];
}

impl TaxonGroup {
    /// How narrow it is: 1 for a kingdom, 4 for a family.
    pub const fn narrowness(self) -> u8 {
        self.at().0 as u8 + 1
    }

    /// Does it hold all of that group, and more? By the classification that the shipped names follow.
    pub fn encloses(self, inner: TaxonGroup) -> bool {
        use TaxonGroup as G;
        let class = match inner {
            G::Primates | G::Cats | G::Elephants => Some(G::Mammals),
            G::Parrots | G::Raptors => Some(G::Birds),
            G::Crocodiles | G::Turtles | G::Snakes | G::Lizards => Some(G::Reptiles),
            G::Sturgeons => Some(G::Fish),
            _ => None,
        };
        let kingdom = match inner {
            G::Animals | G::Plants => None,
            G::Orchids | G::Cacti | G::Cycads => Some(G::Plants),
            _ => Some(G::Animals),
        };
        class == Some(self) || kingdom == Some(self)
    }

    /// Does it hold this taxon?
    pub fn holds(self, taxon: &Taxon) -> bool {
        let (at, names) = self.at();
        let name: &str = match at {
            At::Kingdom => taxon.kingdom.as_str(),
            At::Class => &taxon.class,
            At::Order => &taxon.order,
            At::Family => &taxon.family,
        };
        names.contains(&name)
    }
}

impl Taxonomy {
    /// The groups that hold what this name means, the widest first; none for a name that is not known. A name of a
    /// hybrid is in the groups of its first parent.
    pub fn groups_of(&self, name: &str) -> Vec<TaxonGroup> {
        let first = || name.split('×').find(|part| !part.trim().is_empty());
        let Some(found) = self.resolve(name).or_else(|| self.resolve(first()?.trim())) else { return Vec::new() };
        let mut groups: Vec<TaxonGroup> =
            TaxonGroup::ALL.iter().copied().filter(|group| group.holds(found.taxon)).collect();
        groups.sort_by_key(|group| group.narrowness());
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_that_of_the_data() {
        let text = include_str!("../../../../data/codes/taxon_groups.csv");
        let rows: Vec<(String, String, String)> = csv::Reader::from_reader(text.as_bytes())
            .records()
            .map(|r| r.unwrap())
            .map(|r| (r[0].to_owned(), r[2].to_owned(), r[3].to_owned()))
            .collect();
        let here = |group: &TaxonGroup| {
            let (at, names) = group.at();
            (group.code().to_owned(), format!("{at:?}").to_lowercase(), names.join(";"))
        };
        assert_eq!(rows, TaxonGroup::ALL.iter().map(here).collect::<Vec<_>>());
        for group in TaxonGroup::ALL {
            assert_eq!(TaxonGroup::from_code(group.code()), Some(*group));
        }
    }

    #[test]
    fn no_species_has_two_groups_of_which_neither_is_the_narrower() {
        let taxa = Taxonomy::shipped().unwrap();
        for taxon in taxa.taxa() {
            let mut ranks: Vec<u8> =
                TaxonGroup::ALL.iter().filter(|g| g.holds(taxon)).map(|g| g.narrowness()).collect();
            ranks.sort_unstable();
            assert!(ranks.windows(2).all(|two| two[0] < two[1]), "{}", taxon.full_name);
            for inner in TaxonGroup::ALL.iter().filter(|g| g.holds(taxon)) {
                let wider: Vec<&TaxonGroup> = TaxonGroup::ALL.iter().filter(|g| g.encloses(*inner)).collect();
                let held = TaxonGroup::ALL.iter().filter(|g| g.holds(taxon) && g.narrowness() < inner.narrowness());
                assert_eq!(wider, held.collect::<Vec<_>>(), "{} in {}", taxon.full_name, inner.code());
            }
        }
        for (name, codes) in [
            ("Vanda coerulea", vec!["PLANTS", "ORCHIDS"]),
            ("Huso huso", vec!["ANIMALS", "FISH", "STURGEONS"]),
            ("Panthera pardus", vec!["ANIMALS", "MAMMALS", "CATS"]),
            ("Crocodylus niloticus", vec!["ANIMALS", "REPTILES", "CROCODILES"]),
            ("Acropora spp.", vec!["ANIMALS", "CORALS"]),
            ("Nobody knows", vec![]),
        ] {
            assert_eq!(taxa.groups_of(name).iter().map(|g| g.code()).collect::<Vec<_>>(), codes, "{name}");
        }
        for group in TaxonGroup::ALL {
            assert!(taxa.taxa().iter().any(|t| group.holds(t)), "{} holds nothing", group.code());
        }
    }
}
