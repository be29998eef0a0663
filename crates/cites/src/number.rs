//! Permit numbers, the template a Party makes them from, and the security code beside them.

use crate::{CountryCode, ParseError, base32};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Number of a permit or certificate, box 1: 1 to 35 characters (the exchange's limit, `spec/exchange.md` 4.2),
/// letters, digits, and `/ - . _` or a single inner blank; kept as written, compared after upper-casing.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PermitNumber(String);

impl PermitNumber {
    /// Longest number that can travel.
    pub const MAX: usize = 35;

    /// Reads a number; blanks around it are dropped, letters become capitals.
    ///
    /// # Errors
    /// `number-empty`, `number-long` or `number-letters`.
    pub fn parse(text: &str) -> Result<PermitNumber, ParseError> {
        let text = text.trim().to_uppercase();
        if text.is_empty() {
            return Err(ParseError::new("number-empty", "Enter the permit number."));
        }
        if text.chars().count() > PermitNumber::MAX {
            return Err(ParseError::new("number-long", "A permit number has at most 35 characters."));
        }
        let good = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | '_' | ' ' | '(' | ')' | ':' | '#');
        if !text.chars().all(good) || text.contains("  ") {
            return Err(ParseError::new(
                "number-letters",
                "Enter the permit number as printed: letters, digits, / and -.",
            ));
        }
        Ok(PermitNumber(text))
    }

    /// As printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PermitNumber {
    type Error = ParseError;
    fn try_from(text: String) -> Result<PermitNumber, ParseError> {
        PermitNumber::parse(&text)
    }
}

impl From<PermitNumber> for String {
    fn from(number: PermitNumber) -> String {
        number.0
    }
}

impl fmt::Display for PermitNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for PermitNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// How a Party numbers its permits: `{yy}{iso2}{seq:6}/{suffix}` (`spec/permits.md` 5.1).
///
/// Fields: `{yy}` two digits of the year, `{yyyy}`, `{iso2}` the Party, `{seq:N}` the serial with at least N digits
/// (exactly once), `{suffix}` the Party's own suffix; without a suffix the `/` before it is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NumberTemplate {
    text: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Year2,
    Year4,
    Party,
    Serial(usize),
    Suffix,
}

impl NumberTemplate {
    /// The shape that Res. Conf. 12.3 recommends.
    pub const DEFAULT: &'static str = "{yy}{iso2}{seq:6}/{suffix}";

    /// Reads a template.
    ///
    /// # Errors
    /// `template-field` for an unknown field, `template-serial` unless there is exactly one `{seq:N}`,
    /// `template-year` without a year (numbers would repeat).
    pub fn parse(text: &str) -> Result<NumberTemplate, ParseError> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            let bad = |field: &str| {
                ParseError::new(
                    "template-field",
                    format!("{{{field}}} is not a field; use yy, yyyy, iso2, seq:6 or suffix."),
                )
            };
            let (field, tail) = after.split_once('}').ok_or_else(|| bad(after))?;
            parts.push(match field {
                "yy" => Part::Year2,
                "yyyy" => Part::Year4,
                "iso2" => Part::Party,
                "suffix" => Part::Suffix,
                _ => match field.strip_prefix("seq:").map(str::parse::<usize>) {
                    Some(Ok(width)) if (1..=12).contains(&width) => Part::Serial(width),
                    _ => return Err(bad(field)),
                },
            });
            rest = tail;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        if parts.iter().filter(|p| matches!(p, Part::Serial(_))).count() != 1 {
            return Err(ParseError::new("template-serial", "A number needs the serial exactly once, like {seq:6}."));
        }
        if !parts.iter().any(|p| matches!(p, Part::Year2 | Part::Year4)) {
            return Err(ParseError::new(
                "template-year",
                "A number needs the year, {yy} or {yyyy}, so that none repeats.",
            ));
        }
        Ok(NumberTemplate { text: text.to_owned(), parts })
    }

    /// Makes a number. `suffix`: the Party's own two characters or empty.
    ///
    /// # Errors
    /// As [`PermitNumber::parse`], when the template makes something that is no number.
    pub fn number(&self, party: CountryCode, year: i16, serial: u64, suffix: &str) -> Result<PermitNumber, ParseError> {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Year2 => out.push_str(&format!("{:02}", year.rem_euclid(100))),
                Part::Year4 => out.push_str(&format!("{year:04}")),
                Part::Party => out.push_str(party.code()),
                Part::Serial(width) => out.push_str(&format!("{serial:0width$}", width = *width)),
                Part::Suffix if suffix.is_empty() => {
                    if out.ends_with(['/', '-']) {
                        out.pop();
                    }
                }
                Part::Suffix => out.push_str(suffix),
            }
        }
        PermitNumber::parse(&out)
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl TryFrom<String> for NumberTemplate {
    type Error = ParseError;
    fn try_from(text: String) -> Result<NumberTemplate, ParseError> {
        NumberTemplate::parse(&text)
    }
}

impl From<NumberTemplate> for String {
    fn from(template: NumberTemplate) -> String {
        template.text
    }
}

/// The security code beside a permit number (`TokenId` on EPIX, the code in the QR): 128 random bits as 26 characters
/// of Crockford's base 32, so that it can be read aloud and typed. Compare in constant time (`subtle`), never with `==`:
/// the type has no equality on purpose.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Token(String);

impl Token {
    /// From 16 random bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Token {
        Token(base32::write(base32::CROCKFORD, &bytes))
    }

    /// Reads what somebody typed: blanks and hyphens are dropped, `O` is 0, `I` and `L` are 1.
    ///
    /// # Errors
    /// `token-form` when it does not have 26 characters of the alphabet.
    pub fn parse(text: &str) -> Result<Token, ParseError> {
        let clean: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        if clean.len() != 26 || !clean.bytes().all(|b| base32::CROCKFORD.contains(&b)) {
            return Err(ParseError::new(
                "token-form",
                "The security code has 26 letters and digits; copy it as printed.",
            ));
        }
        Ok(Token(clean))
    }

    /// The 26 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Token {
    type Error = ParseError;
    fn try_from(text: String) -> Result<Token, ParseError> {
        Token::parse(&text)
    }
}

impl From<Token> for String {
    fn from(token: Token) -> String {
        token.0
    }
}

/// Never prints the code: logs are read by people who may not know it.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_party_numbers_its_permits_the_recommended_way() {
        let template = NumberTemplate::parse(NumberTemplate::DEFAULT).unwrap();
        let qm = CountryCode::parse("QM").unwrap();
        assert_eq!(template.number(qm, 2026, 371, "A1").unwrap().as_str(), "26QM000371/A1");
        assert_eq!(template.number(qm, 2026, 371, "").unwrap().as_str(), "26QM000371");
        assert_eq!(NumberTemplate::parse("{iso2}{seq:6}").unwrap_err().code, "template-year");
        assert_eq!(NumberTemplate::parse("{yy}{iso2}").unwrap_err().code, "template-serial");
        assert_eq!(NumberTemplate::parse("{yy}{seq:6}{x}").unwrap_err().code, "template-field");
    }

    #[test]
    fn a_code_read_aloud_is_found_again_and_never_printed() {
        let token = Token::from_bytes([7; 16]);
        let spoken = token.as_str().to_lowercase().replace('0', "o");
        assert_eq!(Token::parse(&spoken).unwrap().as_str(), token.as_str());
        assert_eq!(token.as_str().len(), 26);
        assert!(!format!("{token:?}").contains(token.as_str()));
        assert!(Token::parse("short").is_err());
    }
}
