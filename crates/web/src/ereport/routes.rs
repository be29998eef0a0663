//! Routes of this phase.

use crate::shared::route::Route;

/// The rows.
pub fn routes() -> Vec<Route> {
    Vec::new()
}
