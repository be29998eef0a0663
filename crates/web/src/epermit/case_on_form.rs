//! Small forms on a case's page: back to the case when it is done; when it is not, the case's page again with what was
//! typed, the reason at its field and in the summary.

use super::case;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::go_and_say;
use crate::shared::route::Answer;
use cites::ids::ApplicationId;
use pages::links;

/// Back to the case. `place` says where on the page the form stands; a field of the office that has another name on the
/// page is named as there.
///
/// # Errors
/// A failure that no form can show.
pub async fn again(call: &Call, id: ApplicationId, place: &str, done: Result<(), Failure>) -> Answer {
    let Err(failure) = done else {
        return Ok(go_and_say(call, &links::application(&id.to_string()), "flash-done", None));
    };
    let mut errors = failure.on_form()?;
    for error in &mut errors {
        error.field = match (place, error.field.as_str()) {
            ("lane", "reason") => "lane-reason".to_owned(),
            ("lane", "lane") => "lane".to_owned(),
            ("message", "text" | "papers") => continue,
            ("message", _) => "text".to_owned(),
            (place, _) => place.to_owned(),
        };
    }
    case::draw(call, &case::stored(call, id).await?, call.typed_again(), errors).await
}
