//! The comparable form of a mark: what stands before its number, the number, what stands after it.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;

/// Most digits of the number: every such number fits where numbers are kept.
const DIGITS: usize = 15;

/// A mark made comparable. Separators and case are gone, digits of every script are the same, and letters that look like
/// digits are folded into them, so that a slip of the pen is found in the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkKey {
    /// What stands before the number, folded.
    pub head: String,
    /// The number: its last fifteen digits at most.
    pub serial: i64,
    /// How many digits it is written with; 0 for a mark without digits.
    pub width: u8,
    /// What stands after it, folded.
    pub tail: String,
    /// The mark as it is written by rule.
    pub text: String,
}

/// One letter or digit in its plain form: capital, without accent, digits as 0 to 9; `None` for separators.
pub(super) fn plain(c: char) -> Option<char> {
    let digit = match c {
        '\u{660}'..='\u{669}' => Some(u32::from(c) - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(u32::from(c) - 0x6f0),
        '\u{ff10}'..='\u{ff19}' => Some(u32::from(c) - 0xff10),
        _ => None,
    };
    if let Some(digit) = digit {
        return char::from_digit(digit, 10);
    }
    let base = std::iter::once(c).nfd().next().filter(|b| b.is_alphanumeric())?;
    base.to_uppercase().next()
}

/// Capital letters and digits of a text, nothing else.
pub fn normal(text: &str) -> String {
    text.chars().filter_map(plain).collect()
}

/// Letters that are taken for digits, and the digits.
const fn fold(c: char) -> char {
    match c {
        'O' | 'Q' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'B' => '8',
        other => other,
    }
}

impl MarkKey {
    /// The key of a text.
    pub fn of(text: &str) -> MarkKey {
        let folded: Vec<char> = text.chars().filter_map(plain).map(fold).collect();
        let end = folded.iter().rposition(char::is_ascii_digit).map_or(0, |n| n + 1);
        let digits = folded[..end].iter().rev().take(DIGITS).take_while(|c| c.is_ascii_digit()).count();
        let (before, after) = folded.split_at(end);
        let (head, number) = before.split_at(end - digits);
        // Without a digit the whole stands before a number that is not there.
        let head = if digits == 0 { after } else { head };
        MarkKey {
            head: head.iter().collect(),
            serial: number.iter().fold(0, |n, c| n * 10 + i64::from(c.to_digit(10).unwrap_or(0))),
            width: u8::try_from(digits).unwrap_or(0),
            tail: if digits == 0 { String::new() } else { after.iter().collect() },
            text: text.trim().to_owned(),
        }
    }

    /// Everything but the number: marks of one series have the same.
    pub fn series(&self) -> String {
        format!("{}|{}|{}", self.head, self.width, self.tail)
    }

    /// Do both belong to one series of numbers?
    pub fn of_one_series(&self, other: &MarkKey) -> bool {
        (&self.head, self.width, &self.tail) == (&other.head, other.width, &other.tail)
    }

    /// The mark of another number of the series, written like this one.
    pub fn nth(&self, serial: i64) -> String {
        let (mut after, mut left, mut rest) = (self.tail.chars().count(), usize::from(self.width), serial);
        let mut out: Vec<char> = Vec::new();
        for c in self.text.chars().rev() {
            match plain(c) {
                Some(_) if after > 0 => {
                    after -= 1;
                    out.push(c);
                }
                Some(old) if left > 0 => {
                    left -= 1;
                    let digit = u32::try_from(rest % 10).ok().and_then(|d| char::from_digit(d, 10)).unwrap_or('0');
                    rest /= 10;
                    // A letter that reads as this digit stays the letter that it was.
                    out.push(if fold(old) == digit && !old.is_ascii_digit() { c } else { digit });
                }
                _ => out.push(c),
            }
        }
        out.iter().rev().collect()
    }

    /// The number that a shortened end of a range stands for: `0100` after `QM-2026-0001`.
    pub(super) fn shortened(&self, text: &str) -> Option<i64> {
        let digits = normal(text);
        let short = !digits.is_empty() && digits.len() <= usize::from(self.width);
        if !short || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let scale = 10_i64.checked_pow(u32::try_from(digits.len()).ok()?)?;
        Some(self.serial / scale * scale + digits.parse::<i64>().ok()?)
    }

    /// Is the text this mark with one slip: a character wrong, missing, too many, two exchanged, or one that looks alike?
    /// The mark itself is not close to itself.
    pub fn is_close(&self, text: &str) -> bool {
        let (a, b): (Vec<char>, Vec<char>) = (normal(&self.text).chars().collect(), normal(text).chars().collect());
        a != b && (fold_all(&a) == fold_all(&b) || one_slip(&a, &b))
    }

    /// Keys of everything that is one slip away: where to look for what may have been meant.
    pub fn slips(&self) -> Vec<MarkKey> {
        let whole: Vec<char> = fold_all(&normal(&self.text).chars().collect::<Vec<_>>());
        let mut found = BTreeSet::new();
        for at in 0..=whole.len() {
            let mut put = |make: &dyn Fn(&mut Vec<char>)| {
                let mut other = whole.clone();
                make(&mut other);
                if other != whole && !other.is_empty() {
                    found.insert(other.iter().collect::<String>());
                }
            };
            for c in ('0'..='9').chain('A'..='Z') {
                if at < whole.len() {
                    put(&|o| o[at] = c);
                }
                put(&|o| o.insert(at, c));
            }
            if at < whole.len() {
                put(&|o| {
                    o.remove(at);
                });
            }
            if at + 1 < whole.len() {
                put(&|o| o.swap(at, at + 1));
            }
        }
        found.iter().map(|text| MarkKey::of(text)).collect()
    }
}

fn fold_all(chars: &[char]) -> Vec<char> {
    chars.iter().copied().map(fold).collect()
}

fn one_slip(a: &[char], b: &[char]) -> bool {
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - back], &b[..b.len() - back]);
    match (a.len(), b.len()) {
        (0 | 1, 1) | (1, 0) => true,
        (2, 2) => a[0] == b[1] && a[1] == b[0],
        _ => false,
    }
}
