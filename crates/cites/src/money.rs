//! Money: whole minor units of one currency.

use crate::ParseError;
use serde::{Deserialize, Serialize};
use std::fmt;

/// ISO 4217 currency, three capital letters, with the number of its decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Reads three capital letters.
    ///
    /// # Errors
    /// `currency-code` for anything else.
    pub fn parse(text: &str) -> Result<Currency, ParseError> {
        match text.as_bytes() {
            [a, b, c] if [a, b, c].iter().all(|x| x.is_ascii_uppercase()) => Ok(Currency([*a, *b, *c])),
            _ => Err(ParseError::new("currency-code", "Give the currency as three capital letters, like USD.")),
        }
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimals the currency has (ISO 4217): 0, 2 or 3.
    pub fn decimals(&self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Currency::parse(&std::borrow::Cow::<'de, str>::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}

/// An amount of money in minor units (cents); may be negative (a credit note).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Whole minor units.
    pub minor: i64,
    /// Of which currency.
    pub currency: Currency,
}

impl Money {
    /// Reads a decimal number as people type it: `45`, `45.5`, `1200,00`; no sign, no thousands, not finer than the
    /// currency.
    ///
    /// # Errors
    /// `money-form` for anything else, `money-decimals` when it is finer than a minor unit, `money-large` on overflow.
    pub fn parse(text: &str, currency: Currency) -> Result<Money, ParseError> {
        let form = || ParseError::new("money-form", "Give an amount as a number, like 45.00.");
        let large = || ParseError::new("money-large", "The amount is too large.");
        let text = text.trim();
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) || (part.is_empty() && text.len() != whole.len()) {
            return Err(form());
        }
        let decimals = currency.decimals() as usize;
        if part.len() > decimals && part[decimals..].bytes().any(|b| b != b'0') {
            return Err(ParseError::new("money-decimals", "Give fewer decimals: the currency has no smaller coin."));
        }
        let whole: i64 = whole.parse().map_err(|_| large())?;
        let part = &part[..part.len().min(decimals)];
        let part: i64 = format!("{part:0<decimals$}0").parse::<i64>().map_err(|_| form())? / 10;
        let minor = whole.checked_mul(10_i64.pow(currency.decimals())).and_then(|w| w.checked_add(part));
        Ok(Money { minor: minor.ok_or_else(large)?, currency })
    }

    /// Sum of two amounts of one currency.
    ///
    /// # Errors
    /// `money-currency` when the currencies differ, `money-large` on overflow.
    pub fn plus(self, other: Money) -> Result<Money, ParseError> {
        if self.currency != other.currency {
            return Err(ParseError::new("money-currency", "Amounts in different currencies cannot be added."));
        }
        let minor = self
            .minor
            .checked_add(other.minor)
            .ok_or_else(|| ParseError::new("money-large", "The amount is too large."))?;
        Ok(Money { minor, currency: self.currency })
    }
}

/// `45.00 USD`, `1200 XAF`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = self.currency.decimals();
        let unit = 10_u64.pow(decimals);
        let sign = if self.minor < 0 { "-" } else { "" };
        let minor = self.minor.unsigned_abs();
        if decimals == 0 {
            return write!(f, "{sign}{minor} {}", self.currency.code());
        }
        let width = decimals as usize;
        write!(f, "{sign}{}.{:0width$} {}", minor / unit, minor % unit, self.currency.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_prints_the_decimals_of_its_currency_and_never_mixes() {
        let usd = Currency::parse("USD").unwrap();
        let xaf = Currency::parse("XAF").unwrap();
        assert_eq!(Money { minor: 4500, currency: usd }.to_string(), "45.00 USD");
        assert_eq!(Money { minor: -5, currency: usd }.to_string(), "-0.05 USD");
        assert_eq!(Money { minor: 1200, currency: xaf }.to_string(), "1200 XAF");
        assert!(Money { minor: 1, currency: usd }.plus(Money { minor: 1, currency: xaf }).is_err());
        assert!(Currency::parse("usd").is_err());
    }

    #[test]
    fn money_is_read_as_people_type_it_and_never_rounded() {
        let (usd, xaf) = (Currency::parse("USD").unwrap(), Currency::parse("XAF").unwrap());
        for (text, minor) in [("45", 4500), ("45.5", 4550), ("0,05", 5), (" 12.00 ", 1200), ("7.000", 700)] {
            assert_eq!(Money::parse(text, usd).unwrap().minor, minor, "{text}");
        }
        assert_eq!(Money::parse("1200", xaf).unwrap().minor, 1200);
        for wrong in ["", "-1", "1.", ".5", "1 000", "1,000.00", "45.005", "99999999999999999999", "x"] {
            assert!(Money::parse(wrong, usd).is_err(), "{wrong}");
        }
        assert!(Money::parse("1.5", xaf).is_err());
    }
}
