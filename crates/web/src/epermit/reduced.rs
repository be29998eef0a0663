//! Items of which less is granted than was asked for, over the API.

use permits::Application;
use serde::Serialize;
use utoipa::ToSchema;

/// An item of which less is granted than was asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReducedView {
    /// Letter of the item as it was asked for.
    pub block: String,
    /// How much was asked for.
    pub asked: String,
    /// How much is granted, in the same unit.
    pub granted: String,
    /// Why.
    pub why: String,
}

/// Items of which less is granted.
pub fn reduced(application: &Application) -> Vec<ReducedView> {
    let one = |r: &permits::application::Reduced| ReducedView {
        block: r.block.to_string(),
        asked: r.asked.amount().to_string(),
        granted: r.granted.to_string(),
        why: r.reason.clone(),
    };
    application.reduced().iter().map(one).collect()
}
