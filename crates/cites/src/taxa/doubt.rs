//! Names that the law reaches only through their group: a species that is not in the data, of a genus that is listed
//! whole. Often it is a real species that nobody wrote down; often it is a slip of the pen.

use super::resolve::Via;
use super::{Taxon, Taxonomy};
use crate::Lang;

/// Most names offered.
const OFFERED: usize = 3;

/// A species name that is not known, below a listed group.
#[derive(Debug, Clone)]
pub struct Doubt<'t> {
    /// The genus, family or order that is listed and stands for it.
    pub group: &'t Taxon,
    /// Accepted names that may be meant, best first; at most three.
    pub perhaps: Vec<String>,
}

impl Taxonomy {
    /// Is this a species name that the data do not know, of a group that they list? `None` for names that are known, for
    /// groups themselves, for hybrids, which are named by their parents, and where the group is not listed.
    pub fn doubt(&self, name: &str, lang: Lang) -> Option<Doubt<'_>> {
        if name.contains('×') {
            return None;
        }
        let found = self.resolve(name)?;
        let through = matches!(found.via, Via::Genus | Via::Family | Via::Order);
        if !through || !found.taxon.appendices.is_listed() {
            return None;
        }
        let mut perhaps: Vec<String> = Vec::new();
        for hit in self.search(name, 4 * OFFERED, lang) {
            let accepted = hit.accepted_name();
            if !hit.taxon.rank.is_higher() && !perhaps.contains(&accepted) && perhaps.len() < OFFERED {
                perhaps.push(accepted);
            }
        }
        Some(Doubt { group: found.taxon, perhaps })
    }
}
