//! What comes in beside the form's own boxes: papers in pieces and their scan, papers promised for later, templates,
//! lists of lines from a spreadsheet, and what applicant and officer write to each other.

pub mod lists;
pub mod notes;
pub mod papers;
pub mod parts;
pub mod scan;
pub mod template;

use crate::shared::case::Stored;
use crate::shared::error::Error;
use crate::shared::office::Who;
use permits::ApplicationActCode;

/// May the actor write in this application now? What `edit` would ask, for acts beside the form.
///
/// # Errors
/// [`Error::NotPermitted`] when not.
pub(crate) fn may_write(who: &Who, stored: &Stored) -> Result<(), Error> {
    let allowed = stored.value.allowed(&who.actor, &who.house.policy());
    if allowed.contains(&ApplicationActCode::Edit) { Ok(()) } else { Err(Error::NotPermitted) }
}
