//! What the border and the public are told of a partially completed document that is no permit yet.

use crate::shared::call::Call;
use crate::shared::failure::Failure;
use cites::PermitNumber;
use office::blanks::keep;
use pages::econtrol::Answer as Word;
use store::BlankState;

/// The word of a blank: by number and security code for anybody, by its number alone for an officer of the house.
/// `None`: it is no blank of ours.
///
/// # Errors
/// What the archive says.
pub async fn word(call: &Call, number: &str, code: &str, officer: bool) -> Result<Option<Word>, Failure> {
    let Ok(number) = PermitNumber::parse(number) else { return Ok(None) };
    let office = &call.app.office;
    let state = if officer && code.is_empty() {
        keep::said(office, &call.seat()?.house, &number).await?
    } else {
        keep::said_with_code(office, &number, code).await?
    };
    Ok(state.map(|state| match state {
        BlankState::Completed => Word::Replaced { by: Some(number.to_string()) },
        BlankState::Returned | BlankState::Lost | BlankState::Void => Word::Cancelled,
        BlankState::Expired => Word::Expired,
        BlankState::Prepared | BlankState::Unused | BlankState::Completing => Word::NotCompleted,
    }))
}
