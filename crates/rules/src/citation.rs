//! Where a rule comes from: never a bare string, never blank.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// Instrument, provision and revision of one rule or row, for example `Res. Conf. 12.3`, `Annex 1`, `Rev. CoP19`.
///
/// No part is ever blank. A national rule cites the national law; a rule of the report cites the validation list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawCitation")]
pub struct Citation {
    instrument: Cow<'static, str>,
    provision: Cow<'static, str>,
    revision: Cow<'static, str>,
}

#[derive(Deserialize)]
struct RawCitation {
    instrument: String,
    provision: String,
    revision: String,
}

impl TryFrom<RawCitation> for Citation {
    type Error = cites::ParseError;
    fn try_from(raw: RawCitation) -> Result<Citation, cites::ParseError> {
        Citation::parse(&raw.instrument, &raw.provision, &raw.revision)
    }
}

impl Citation {
    /// A citation written in the program. A blank part does not compile, as long as it is used in a `const`.
    pub const fn new(instrument: &'static str, provision: &'static str, revision: &'static str) -> Citation {
        assert!(
            !instrument.is_empty() && !provision.is_empty() && !revision.is_empty(),
            "every rule names instrument, provision and revision"
        );
        Citation {
            instrument: Cow::Borrowed(instrument),
            provision: Cow::Borrowed(provision),
            revision: Cow::Borrowed(revision),
        }
    }

    /// A citation from a row of a pack.
    ///
    /// # Errors
    /// `citation-blank` when a part is missing.
    pub fn parse(instrument: &str, provision: &str, revision: &str) -> Result<Citation, cites::ParseError> {
        let part = |text: &str| {
            let text = text.trim();
            if text.is_empty() {
                return Err(cites::ParseError::new(
                    "citation-blank",
                    "Name the legal text: instrument, provision and revision.",
                ));
            }
            Ok(Cow::Owned(text.to_owned()))
        };
        Ok(Citation { instrument: part(instrument)?, provision: part(provision)?, revision: part(revision)? })
    }

    /// The legal text, for example `CITES` (the Convention) or `Res. Conf. 10.16`.
    pub fn instrument(&self) -> &str {
        &self.instrument
    }

    /// The place in it, for example `Art. III.2`.
    pub fn provision(&self) -> &str {
        &self.provision
    }

    /// Which wording, for example `Rev. CoP19`.
    pub fn revision(&self) -> &str {
        &self.revision
    }
}

/// `Res. Conf. 12.3 (Rev. CoP19), Annex 1`.
impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}), {}", self.instrument, self.revision, self.provision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_is_never_blank() {
        assert!(Citation::parse("National Wildlife Act", " ", "2024").is_err());
        let c = Citation::parse("Res. Conf. 12.3", "Annex 1", "Rev. CoP19").unwrap();
        assert_eq!(c.to_string(), "Res. Conf. 12.3 (Rev. CoP19), Annex 1");
    }
}
