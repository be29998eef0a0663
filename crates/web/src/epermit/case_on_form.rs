//! Small forms on a case's page: back to the case when it is done, the failure with its way on when it is not.

use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::go_and_say;
use crate::shared::route::Answer;
use cites::ids::ApplicationId;
use pages::links;

/// Back to the case.
///
/// # Errors
/// The failure, told on a page of its own.
pub async fn again(call: &Call, id: ApplicationId, done: Result<(), Failure>) -> Answer {
    done?;
    Ok(go_and_say(call, &links::application(&id.to_string()), "flash-done", None))
}
