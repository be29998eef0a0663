//! The Convention and its Resolutions: gates, blocks, and the table of documents and findings
//! (`spec/permits.md` section 4). One file per group of rules.

pub(crate) mod annotation;
pub(crate) mod documents;
pub(crate) mod effects;
pub(crate) mod multi_use;
pub(crate) mod origin;
pub(crate) mod parties;
pub(crate) mod purpose;
pub(crate) mod quantity;
pub(crate) mod restrictions;
pub(crate) mod source;
pub(crate) mod special;
pub(crate) mod species;
pub(crate) mod transit;
pub mod validity;

use crate::rule::Rule;

/// Wording of the Convention that the program follows.
pub(crate) const TEXT: &str = "Gaborone amendment 1983";

/// Every group, in the order of the decision table.
pub(crate) static GROUPS: &[&[Rule]] = &[
    species::RULES,
    annotation::RULES,
    parties::RULES,
    restrictions::RULES,
    source::RULES,
    purpose::RULES,
    quantity::RULES,
    origin::RULES,
    validity::RULES,
    multi_use::RULES,
    special::RULES,
    transit::RULES,
    effects::RULES,
    documents::RULES,
];
