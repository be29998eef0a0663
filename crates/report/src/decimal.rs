//! Quantities as files have them, read exactly and written plainly: never a float, never `1e3`, never `NaN`.

/// Most decimals a report can have: quantities are kept in millionths.
pub const MAX_DECIMALS: u8 = 6;

/// A quantity that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Millionths of the unit, already rounded to the decimals asked for.
    pub micro: i64,
    /// Did rounding change it?
    pub rounded: bool,
    /// Was it written in a form that the report never writes (`1e3`, `+5`, `.5`)?
    pub unusual: bool,
}

/// Why a text cannot be a quantity of the report, though the Trade Database's upload test may let it pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwritable {
    /// Not a number at all.
    NotNumber,
    /// `NaN` or `Infinity`, which a database calls numbers.
    NotFinite,
    /// Below zero.
    Negative,
    /// More than the exact arithmetic carries (about nine million million units).
    TooLarge,
}

const POWERS: [i64; 7] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/// Reads a quantity and rounds it to `decimals` (at most six), halves away from zero.
///
/// # Errors
/// [`Unwritable`] for what the report cannot carry.
pub fn read(text: &str, decimals: u8) -> Result<Reading, Unwritable> {
    let text = text.trim();
    match plain(text.as_bytes()) {
        Some(micro) => Ok(rounded(micro, decimals)),
        None => general(text, decimals),
    }
}

/// The usual form: digits, at most one dot, at most six decimals, small enough not to overflow.
fn plain(bytes: &[u8]) -> Option<i64> {
    if bytes.is_empty() || bytes.len() > 18 {
        return None;
    }
    let mut value: i64 = 0;
    let mut decimals: Option<usize> = None;
    for byte in bytes {
        match byte {
            b'0'..=b'9' => {
                value = value.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                decimals = decimals.map(|d| d + 1);
            }
            b'.' if decimals.is_none() && value >= 0 => decimals = Some(0),
            _ => return None,
        }
    }
    let whole_digits = bytes.len() - decimals.map_or(0, |d| d + 1);
    if whole_digits == 0 || decimals == Some(0) {
        return None;
    }
    value.checked_mul(*POWERS.get(6_usize.checked_sub(decimals.unwrap_or(0))?)?)
}

fn rounded(micro: i64, decimals: u8) -> Reading {
    let step = POWERS[usize::from(MAX_DECIMALS - decimals.min(MAX_DECIMALS))];
    let rest = micro % step;
    let down = micro - rest;
    let up = if rest * 2 >= step && rest > 0 { down.saturating_add(step) } else { down };
    Reading { micro: up, rounded: rest != 0, unusual: false }
}

/// Every form a database reads as a number: signs, exponents, bare dots, many digits.
fn general(text: &str, decimals: u8) -> Result<Reading, Unwritable> {
    let lower = text.to_ascii_lowercase();
    let (negative, body) = match lower.as_bytes().first() {
        Some(b'-') => (true, &lower[1..]),
        Some(b'+') => (false, &lower[1..]),
        _ => (false, lower.as_str()),
    };
    if matches!(body, "nan" | "infinity" | "inf") {
        return Err(Unwritable::NotFinite);
    }
    let (mantissa, exponent) = match body.split_once('e') {
        Some((mantissa, exponent)) => {
            let digits = exponent.trim_start_matches(['+', '-']);
            if digits.is_empty() || exponent.len() > digits.len() + 1 || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return Err(Unwritable::NotNumber);
            }
            // An exponent beyond five digits says "too large" or "nothing" as surely as the largest we take.
            let size = digits.parse::<i32>().unwrap_or(i32::MAX).min(99_999);
            (mantissa, if exponent.starts_with('-') { -size } else { size })
        }
        None => (body, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return Err(Unwritable::NotNumber);
    }
    let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).skip_while(|b| *b == b'0').collect();
    if all.is_empty() {
        return Ok(Reading { micro: 0, rounded: false, unusual: true });
    }
    if negative {
        return Err(Unwritable::Negative);
    }
    // The value is `all` x 10^shift units; in steps of the last decimal it is `all` x 10^places.
    let fraction_len = i32::try_from(fraction.len()).map_err(|_| Unwritable::TooLarge)?;
    let places = exponent - fraction_len + i32::from(decimals.min(MAX_DECIMALS));
    let (kept, dropped) = if places >= 0 {
        (all.as_slice(), [].as_slice())
    } else {
        all.split_at(all.len().saturating_sub(places.unsigned_abs() as usize))
    };
    let mut steps: i128 = 0;
    if kept.len() > 30 || places > 30 {
        return Err(Unwritable::TooLarge);
    }
    for byte in kept {
        steps = steps * 10 + i128::from(byte - b'0');
    }
    let was_rounded = dropped.iter().any(|b| *b != b'0');
    // With more places dropped than there are digits, zeros stand before the dropped digits.
    let leading_zeros = places < 0 && places.unsigned_abs() as usize > all.len();
    if was_rounded && !leading_zeros && dropped.first().is_some_and(|b| *b >= b'5') {
        steps += 1;
    }
    for _ in 0..places.max(0) {
        steps = steps.checked_mul(10).ok_or(Unwritable::TooLarge)?;
    }
    let step = POWERS[usize::from(MAX_DECIMALS - decimals.min(MAX_DECIMALS))];
    let micro = steps.checked_mul(i128::from(step)).and_then(|m| i64::try_from(m).ok()).ok_or(Unwritable::TooLarge)?;
    let usual = whole.is_empty() || mantissa.ends_with('.') || body.contains('e') || lower.len() != body.len();
    Ok(Reading { micro, rounded: was_rounded, unusual: usual })
}

/// Writes millionths as a plain decimal without trailing zeros: `240`, `12.5`.
pub fn write(out: &mut Vec<u8>, micro: i128) {
    let mut digits = [0_u8; 48];
    let mut at = digits.len();
    let size = micro.unsigned_abs();
    let (mut whole, mut fraction) = (size / 1_000_000, (size % 1_000_000) as u32);
    if fraction > 0 {
        let mut writing = false;
        for _ in 0..6 {
            let digit = (fraction % 10) as u8;
            fraction /= 10;
            writing |= digit != 0;
            if writing {
                at -= 1;
                digits[at] = b'0' + digit;
            }
        }
        at -= 1;
        digits[at] = b'.';
    }
    loop {
        at -= 1;
        digits[at] = b'0' + (whole % 10) as u8;
        whole /= 10;
        if whole == 0 {
            break;
        }
    }
    if micro < 0 {
        at -= 1;
        digits[at] = b'-';
    }
    out.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(micro: i128) -> String {
        let mut out = Vec::new();
        write(&mut out, micro);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_a_database_calls_a_number_is_read_exactly_or_refused_with_the_reason() {
        for (given, decimals, micro, was_rounded) in [
            ("240", 3, 240_000_000, false),
            ("12.5", 3, 12_500_000, false),
            ("0.0004", 3, 0, true),
            ("0.0005", 3, 1_000, true),
            ("1.0004999", 3, 1_000_000, true),
            ("1e3", 3, 1_000_000_000, false),
            ("1.5E-1", 3, 150_000, false),
            ("5e-9", 3, 0, true),
            (".5", 3, 500_000, false),
            ("5.", 3, 5_000_000, false),
            ("+7", 3, 7_000_000, false),
            ("-0", 3, 0, false),
            ("0.123456789", 6, 123_457, true),
            ("2.50", 0, 3_000_000, true),
        ] {
            let reading = read(given, decimals).unwrap();
            assert_eq!((reading.micro, reading.rounded), (micro, was_rounded), "{given} to {decimals} decimals");
        }
        for (given, why) in [
            ("NaN", Unwritable::NotFinite),
            ("-infinity", Unwritable::NotFinite),
            ("-3", Unwritable::Negative),
            ("1e30", Unwritable::TooLarge),
            ("1e999999999999", Unwritable::TooLarge),
            ("99999999999999999999", Unwritable::TooLarge),
            ("12,5", Unwritable::NotNumber),
            ("1e", Unwritable::NotNumber),
            ("e3", Unwritable::NotNumber),
            (".", Unwritable::NotNumber),
            ("", Unwritable::NotNumber),
            ("0x1F", Unwritable::NotNumber),
            ("１", Unwritable::NotNumber),
        ] {
            assert_eq!(read(given, 3), Err(why), "{given}");
        }
        assert!(read("1e3", 3).unwrap().unusual && !read("1000", 3).unwrap().unusual);
    }

    proptest! {
        #[test]
        fn a_written_quantity_reads_back_as_itself(micro in 0..i64::MAX / 4) {
            let reading = read(&text(i128::from(micro)), 6).unwrap();
            prop_assert_eq!(reading, Reading { micro, rounded: false, unusual: false });
        }

        #[test]
        fn the_quick_and_the_general_reader_agree(whole in 0_u64..10_000_000_000, fraction in "[0-9]{1,6}", d in 0_u8..7) {
            let given = format!("{whole}.{fraction}");
            let quick = read(&given, d).unwrap();
            let slow = general(&given, d).unwrap();
            prop_assert_eq!((quick.micro, quick.rounded), (slow.micro, slow.rounded));
        }
    }
}
