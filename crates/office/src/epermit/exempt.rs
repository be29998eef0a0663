//! The officer finds that no permit is needed.

use super::examine;
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::ids::ApplicationId;
use permits::ApplicationActCode;
use permits::application::ApplicationAct;
use rules::{Trace, Verdict};

/// Does the trace show it: nothing is listed, or every line stands under an annotation that an officer has to read?
pub fn shown(trace: &Trace) -> bool {
    let annotated = trace.of("A1").filter(|c| c.verdict == Verdict::Look).flat_map(|c| c.lines.iter());
    let lines: std::collections::BTreeSet<usize> = annotated.copied().collect();
    trace.no_permit_needed() || (!trace.lines().is_empty() && lines.len() == trace.lines().len())
}

/// Closes the case: the rules, asked again today, exempt it. `exemption`: in the officer's words, which rule says so.
///
/// # Errors
/// `exemption-not-shown` when the trace does not say so, `reason-empty`, the state, [`Error::NotPermitted`] or
/// [`Error::NotFound`].
pub async fn no_permit_needed(
    office: &Office,
    who: &Who,
    id: ApplicationId,
    exemption: String,
) -> Result<Stepped, Error> {
    case::step!(office, who, id, "no_permit_needed", |tx, application, now| {
        case::stands(application, ApplicationActCode::NoPermitNeeded)?;
        let trace = examine::trace(tx, office, who, application, day(now)).await?;
        if !shown(&trace) && !examine::free_effects(tx, office, who, application, day(now)).await? {
            let help = "Examine the case: the checks do not show that no permit is needed.";
            return Err(Error::value("text", "exemption-not-shown", help));
        }
        Ok(ApplicationAct::NoPermitNeeded { exemption: exemption.clone() })
    })
}
