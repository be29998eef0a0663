//! Where the pages of the simplified procedure live.

use crate::links::encode;

/// Registrations for the simplified procedure: one's own, or all of them for the authorities (GET).
pub const SIMPLIFIED: &str = "/simplified";
/// Applies for one (GET form, POST).
pub const SIMPLIFIED_APPLY: &str = "/simplified/apply";

/// One registration.
pub fn registration(id: &str) -> String {
    format!("{SIMPLIFIED}/{}", encode(id))
}

/// One act on a registration (POST): `propose`, `approve` or `close`.
pub fn registration_act(id: &str, act: &str) -> String {
    format!("{SIMPLIFIED}/{}/{}", encode(id), encode(act))
}

/// The blanks of an order, with their balance (GET; POST numbers and seals them).
pub fn order(application: &str) -> String {
    format!("/applications/{}/blanks", encode(application))
}

/// One blank.
pub fn blank(id: &str) -> String {
    format!("/blanks/{}", encode(id))
}

/// One act on a blank (POST): `complete`, `resume`, `release`, `return` or `lose`.
pub fn blank_act(id: &str, act: &str) -> String {
    format!("/blanks/{}/{}", encode(id), encode(act))
}

/// A blank as paper (GET).
pub fn blank_pdf(id: &str) -> String {
    format!("/blanks/{}/paper.pdf", encode(id))
}
