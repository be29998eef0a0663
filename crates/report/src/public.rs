//! The Trade Database's own list of checks, run by the room `rules`; here its answers become findings of the report.

use crate::check::{Context, Finding, Row};

/// Runs the list over a row.
pub(crate) fn check(_line: u64, _row: &Row<'_>, _context: &Context<'_>, _out: &mut Vec<Finding>) {}

/// Did the list say that exporter and importer are the same?
pub(crate) fn found_same_country(_found: &[Finding]) -> bool {
    false
}
