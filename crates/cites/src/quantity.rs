//! Amounts of specimens: exact, never a float.

use crate::{ParseError, Unit};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A non-negative amount in millionths. Six decimals are the limit of the exchange (`design/security.md` section 8).
///
/// Text form: digits, at most one dot, at most six decimals; no sign, no exponent, no thousands mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Amount(i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);
    /// One whole unit in millionths.
    pub const SCALE: i64 = 1_000_000;
    /// The largest amount we carry: a thousand million units.
    pub const MAX: Amount = Amount(1_000_000_000 * Amount::SCALE);

    /// From millionths; `None` when negative or above [`Amount::MAX`].
    pub const fn from_micro(micro: i64) -> Option<Amount> {
        if micro < 0 || micro > Amount::MAX.0 { None } else { Some(Amount(micro)) }
    }

    /// From whole units; saturates at [`Amount::MAX`].
    pub const fn whole(units: u32) -> Amount {
        let micro = units as i64 * Amount::SCALE;
        if micro > Amount::MAX.0 { Amount::MAX } else { Amount(micro) }
    }

    /// Millionths.
    pub const fn micro(self) -> i64 {
        self.0
    }

    /// Nothing at all?
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// A whole number of units?
    pub const fn is_whole(self) -> bool {
        self.0 % Amount::SCALE == 0
    }

    /// Sum; `None` above [`Amount::MAX`].
    pub fn plus(self, other: Amount) -> Option<Amount> {
        Amount::from_micro(self.0.checked_add(other.0)?)
    }

    /// Difference; `None` when it would be negative.
    pub fn minus(self, other: Amount) -> Option<Amount> {
        Amount::from_micro(self.0.checked_sub(other.0)?)
    }

    /// Reads the strict text form.
    ///
    /// # Errors
    /// `quantity-empty`, `quantity-number`, `quantity-decimals` or `quantity-large`.
    pub fn parse(text: &str) -> Result<Amount, ParseError> {
        if text.is_empty() {
            return Err(ParseError::new("quantity-empty", "Enter the quantity."));
        }
        let not_number =
            || ParseError::new("quantity-number", "Enter the quantity as a number, like 240 or 12.5, without signs.");
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) || (fraction.is_empty() && text.contains('.')) {
            return Err(not_number());
        }
        if fraction.len() > 6 {
            return Err(ParseError::new("quantity-decimals", "Give the quantity with at most six decimals."));
        }
        let large = || ParseError::new("quantity-large", "The quantity is too large; check the unit.");
        let whole = whole.trim_start_matches('0');
        if whole.len() > 10 {
            return Err(large());
        }
        let units: i64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| not_number())? };
        let micro: i64 = format!("{fraction:0<6}").parse().map_err(|_| not_number())?;
        units
            .checked_mul(Amount::SCALE)
            .and_then(|u| u.checked_add(micro))
            .and_then(Amount::from_micro)
            .ok_or_else(large)
    }
}

/// Plain decimal with a dot, without trailing zeros: `240`, `12.5`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, micro) = (self.0 / Amount::SCALE, self.0 % Amount::SCALE);
        if micro == 0 {
            return f.pad(&whole.to_string());
        }
        let text = format!("{whole}.{micro:06}");
        f.pad(text.trim_end_matches('0'))
    }
}

impl Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        Amount::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// What box 11 says: more than zero, in a unit; counts are whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawQuantity", into = "RawQuantity")]
pub struct Quantity {
    amount: Amount,
    unit: Unit,
}

#[derive(Serialize, Deserialize)]
struct RawQuantity {
    amount: Amount,
    unit: Unit,
}

impl TryFrom<RawQuantity> for Quantity {
    type Error = ParseError;
    fn try_from(raw: RawQuantity) -> Result<Quantity, ParseError> {
        Quantity::new(raw.amount, raw.unit)
    }
}

impl From<Quantity> for RawQuantity {
    fn from(q: Quantity) -> RawQuantity {
        RawQuantity { amount: q.amount, unit: q.unit }
    }
}

impl Quantity {
    /// A quantity of a unit.
    ///
    /// # Errors
    /// `quantity-zero` for nothing, `quantity-whole` for a broken count.
    pub fn new(amount: Amount, unit: Unit) -> Result<Quantity, ParseError> {
        if amount.is_zero() {
            return Err(ParseError::new("quantity-zero", "The quantity must be more than 0."));
        }
        if unit.is_count() && !amount.is_whole() {
            return Err(ParseError::new("quantity-whole", "Give a whole number: these specimens are counted."));
        }
        Ok(Quantity { amount, unit })
    }

    /// How much.
    pub const fn amount(self) -> Amount {
        self.amount
    }

    /// Of what.
    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// Sum of two quantities of the same unit.
    ///
    /// # Errors
    /// `quantity-units` when the units differ, `quantity-large` when the sum is too large.
    pub fn plus(self, other: Quantity) -> Result<Quantity, ParseError> {
        if self.unit != other.unit {
            return Err(ParseError::new("quantity-units", "Quantities in different units cannot be added."));
        }
        let amount = self
            .amount
            .plus(other.amount)
            .ok_or_else(|| ParseError::new("quantity-large", "The quantity is too large; check the unit."))?;
        Ok(Quantity { amount, unit: self.unit })
    }
}

/// `12.5 kg`, `240` for a plain number, `240 pcs` style codes where no sign is usual.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.unit, self.unit.symbol()) {
            (Unit::Nar, _) => write!(f, "{}", self.amount),
            (unit, "") => write!(f, "{} {}", self.amount, unit.code()),
            (_, symbol) => write!(f, "{} {symbol}", self.amount),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_strictly_and_written_plainly() {
        for (text, micro) in
            [("0", 0), ("240", 240_000_000), ("12.5", 12_500_000), ("0.000001", 1), ("007.10", 7_100_000)]
        {
            assert_eq!(Amount::parse(text).unwrap().micro(), micro, "{text}");
        }
        for bad in ["", "-1", "+1", "1e3", "1,5", ".5", "5.", "1.0000001", "NaN", " 1", "１", "99999999999"] {
            assert!(Amount::parse(bad).is_err(), "{bad:?} must be refused");
        }
        assert_eq!(Amount::parse("12.500").unwrap().to_string(), "12.5");
    }

    #[test]
    fn half_a_skin_is_refused_and_half_a_kilogram_is_not() {
        let half = Amount::parse("0.5").unwrap();
        assert_eq!(Quantity::new(half, Unit::Nar).unwrap_err().code, "quantity-whole");
        assert_eq!(Quantity::new(half, Unit::Kgm).unwrap().to_string(), "0.5 kg");
        assert_eq!(Quantity::new(Amount::ZERO, Unit::Kgm).unwrap_err().code, "quantity-zero");
    }
}
