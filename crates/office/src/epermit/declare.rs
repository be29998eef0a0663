//! The holder says what became of a permit whose last day has passed.

use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use crate::shared::paper::{self, Stepped};
use cites::ids::PermitId;
use permits::permit::PermitAct;

/// The holder declares an expired permit unused: what was committed to a quota goes back.
///
/// # Errors
/// `reason-empty`, the state, [`Error::NotPermitted`] or [`Error::NotFound`].
pub async fn declare_unused(office: &Office, who: &Who, id: PermitId, reason: String) -> Result<Stepped, Error> {
    paper::step!(office, who, id, "declare_unused", |_, _, _| Ok(PermitAct::DeclareUnused { reason: reason.clone() }))
}
