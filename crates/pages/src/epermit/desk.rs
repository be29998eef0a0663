//! What the desk's people say before they work on a case.

use crate::Words;
use crate::parts::{Control, Field, Opt};

/// The tick that the reader has no interest in the case: `no_conflict`.
pub(crate) fn no_interest(w: &Words) -> Field {
    let yes = Opt::new("yes", w.html("desk-no-interest-yes"));
    Field::new("no_conflict", w.html("desk-no-interest"), Control::Checks(vec![yes]))
        .hint(w.html("desk-no-interest-hint"))
}
