//! How long a decision takes, as the applicant is told: by the clocks that the case will run by.

use crate::Words;
use crate::html::Html;

/// Whole days until a decision that the Authority aims at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Takes {
    /// Usually.
    pub days: u32,
    /// With urgent handling; `None` where that is no sooner.
    pub urgent: Option<u32>,
}

impl Takes {
    /// Beside the two answers of the question whether it is urgent.
    pub(super) fn hints(&self, w: &Words) -> (Html, Html) {
        let usual = w.rich1("takes-about", "n", self.days);
        let sooner = match self.urgent {
            Some(days) => self.instead(days, w),
            None => w.html("takes-no-sooner"),
        };
        (usual, sooner)
    }

    fn instead(&self, days: u32, w: &Words) -> Html {
        w.rich2("takes-instead", "n", days, "usual", self.days)
    }

    /// For one who has answered.
    pub(super) fn sentence(&self, urgent: bool, w: &Words) -> Html {
        match self.urgent.filter(|_| urgent) {
            Some(days) => self.instead(days, w),
            None => w.rich1("takes-about", "n", self.days),
        }
    }

    /// A sample.
    pub const fn sample() -> Takes {
        Takes { days: 30, urgent: Some(5) }
    }
}
