//! Marks on specimens: microchips, rings, tags, labels. What was typed is kept for print; beside it stands a form in which
//! the same mark written in two ways is equal, and in which a range is counted exactly.
//!
//! Kinds and formats: `data/codes/mark_types.csv`.

mod form;
mod key;
mod kind;

pub use key::{MarkKey, normal};
pub use kind::MarkKind;

use crate::ParseError;

/// Most marks in one range.
pub const LONGEST_RANGE: i64 = 100_000;

/// A mark, or a range of numbered marks of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// As it was typed.
    pub typed: String,
    /// The first, or the only one.
    pub first: MarkKey,
    /// Number of the last one; that of the first when it stands alone.
    pub last: i64,
}

impl Mark {
    /// Reads one mark or one range, like `985112000123456` or `QM-2026-0001 to 0100`. Without a kind it is recognised by
    /// its form, and what looks like none of them is [`MarkKind::Other`].
    ///
    /// # Errors
    /// `mark-empty`, `mark-long`, `mark-range`, `mark-range-long`, or the code of the kind's form with an example.
    pub fn parse(kind: Option<MarkKind>, text: &str) -> Result<Mark, ParseError> {
        let typed = text.trim();
        if typed.chars().count() > 200 || typed.chars().any(char::is_control) {
            return Err(ParseError::new("mark-long", "Write one mark a row, each at most 200 characters."));
        }
        let named = typed.split_once(':').and_then(|(code, rest)| Some((MarkKind::from_code(code)?, rest.trim())));
        let (kind, text) = named.map_or((kind, typed), |(kind, rest)| (Some(kind), rest));
        if normal(text).is_empty() {
            return Err(ParseError::new("mark-empty", "Write the letters and digits of the mark."));
        }
        for (first, last) in form::ends(text) {
            match range(kind, first, last) {
                Ok(Some((kind, first, last))) => return Ok(Mark { kind, typed: typed.to_owned(), first, last }),
                Ok(None) => {}
                Err(e) => return Err(e),
            }
        }
        let (kind, pattern) = form::read(kind, text)?;
        let first = MarkKey::of(&pattern);
        Ok(Mark { kind, typed: typed.to_owned(), last: first.serial, first })
    }

    /// Reads rows of marks, or several in one row with a semicolon between them; commas divide where the kind has none
    /// of its own.
    ///
    /// # Errors
    /// Those of [`Mark::parse`], of the first that cannot be read.
    pub fn list(kind: Option<MarkKind>, text: &str) -> Result<Vec<Mark>, ParseError> {
        let mut out = Vec::new();
        for row in text.lines().flat_map(|row| row.split(';')).map(str::trim).filter(|r| !r.is_empty()) {
            let parts: Vec<&str> = row.split(',').map(str::trim).collect();
            let whole = |p: &&str| p.chars().filter(|c| c.is_alphanumeric()).count() >= 4 && p.chars().any(is_digit);
            if parts.len() > 1 && kind.is_none_or(|k| !k.has_commas()) && parts.iter().all(whole) {
                for part in parts {
                    out.push(Mark::parse(kind, part)?);
                }
            } else {
                out.push(Mark::parse(kind, row)?);
            }
        }
        Ok(out)
    }

    /// How many marks it stands for, at least one.
    pub fn count(&self) -> u32 {
        u32::try_from(self.last - self.first.serial + 1).unwrap_or(1)
    }

    /// Do two of them have a mark in common? Letters and digits that look alike count as different here.
    pub fn meets(&self, other: &Mark) -> bool {
        let lowest = self.first.serial.max(other.first.serial);
        self.first.of_one_series(&other.first)
            && lowest <= self.last.min(other.last)
            && normal(&self.first.nth(lowest)) == normal(&other.first.nth(lowest))
    }

    /// Is every mark of the other one among these?
    pub fn holds(&self, other: &Mark) -> bool {
        self.meets(other) && self.first.serial <= other.first.serial && other.last <= self.last
    }
}

fn is_digit(c: char) -> bool {
    key::plain(c).is_some_and(|c| c.is_ascii_digit())
}

/// Both ends of a range; nothing when these are not two ends of one series.
fn range(kind: Option<MarkKind>, first: &str, last: &str) -> Result<Option<(MarkKind, MarkKey, i64)>, ParseError> {
    let Ok((kind, pattern)) = form::read(kind, first) else { return Ok(None) };
    let start = MarkKey::of(&pattern);
    if start.width == 0 {
        return Ok(None);
    }
    let whole = form::read(Some(kind), last).ok().map(|(_, p)| MarkKey::of(&p)).filter(|k| k.of_one_series(&start));
    let Some(end) = whole.map(|k| k.serial).or_else(|| start.shortened(last)) else { return Ok(None) };
    if end < start.serial {
        return Err(ParseError::new(
            "mark-range",
            "Write a range with the lower number first, like QM-2026-0001 to 0100.",
        ));
    }
    if end - start.serial >= LONGEST_RANGE {
        return Err(ParseError::new("mark-range-long", "Divide this range: one holds at most 100,000 marks."));
    }
    Ok(Some((kind, start, end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: MarkKind, text: &str) -> Mark {
        Mark::parse(Some(kind), text).unwrap_or_else(|e| panic!("{text}: {e}"))
    }

    fn wrong(kind: MarkKind, text: &str) -> &'static str {
        Mark::parse(Some(kind), text).expect_err(text).code
    }

    #[test]
    fn the_kinds_are_those_of_the_table() {
        let table = include_str!("../../../../data/codes/mark_types.csv");
        let codes: Vec<&str> = table.lines().skip(1).filter_map(|l| l.split(',').next()).collect();
        assert_eq!(MarkKind::ALL.iter().map(|k| k.code()).collect::<Vec<_>>(), codes);
        for kind in MarkKind::ALL {
            assert_eq!(MarkKind::from_code(kind.code()), Some(*kind));
            let example = read(*kind, kind.example());
            assert_eq!((example.kind, example.count()), (*kind, 1), "a good example reads");
        }
    }

    #[test]
    fn a_microchip_has_fifteen_digits_or_is_an_older_one() {
        assert_eq!(read(MarkKind::Transponder, "985 112 000 123 456").first.text, "985112000123456");
        assert_eq!(read(MarkKind::Transponder, "٩٨٥١١٢٠٠٠١٢٣٤٥٦").first.text, "985112000123456");
        assert_eq!(read(MarkKind::Transponder, "00-0612-8A3F").kind, MarkKind::Transponder);
        assert_eq!(wrong(MarkKind::Transponder, "98511200012345"), "mark-chip");
        assert_eq!(wrong(MarkKind::Transponder, "98511200012345X"), "mark-chip");
        assert_eq!(Mark::parse(None, "985112000123456").unwrap().kind, MarkKind::Transponder);
    }

    #[test]
    fn a_crocodile_tag_is_the_same_in_whatever_order_its_parts_stand() {
        let tag = read(MarkKind::CrocTag, "QM 0123 NIL 2026");
        for other in ["qm-nil-2026-000123", "QM/NIL/2026/123", "QM NIL 2026 0123 R", "QMNIL 2026 00123"] {
            assert!(read(MarkKind::CrocTag, other).meets(&tag), "{other}");
        }
        assert_eq!(tag.typed, "QM 0123 NIL 2026", "printed as typed");
        assert_eq!(Mark::parse(None, "QM-NIL-2026-000123").unwrap().kind, MarkKind::CrocTag);
        assert_eq!(Mark::parse(None, "QM-RA-2026-000381").unwrap().kind, MarkKind::Other);
        for bad in ["NIL 2026 123", "QM NIL 123", "QM 2026 123", "Q1 NIL 2026 123", "QM NIL 2026 1 2"] {
            assert_eq!(wrong(MarkKind::CrocTag, bad), "mark-croc", "{bad}");
        }
        assert!(!read(MarkKind::CrocTag, "US 2011 MIS 2026").meets(&read(MarkKind::CrocTag, "US MIS 2011 2026")));
    }

    #[test]
    fn ranges_are_counted_exactly() {
        let tags = read(MarkKind::CrocTag, "QM-NIL-2026-000381 to 000620");
        assert_eq!((tags.count(), tags.first.nth(tags.last)), (240, "QM-NIL-2026-000381".replace("381", "620")));
        for (text, n) in [
            ("QM-2026-0001 to 0100", 100),
            ("QM-2026-0001 à QM-2026-0100", 100),
            ("QM-2026-0001 – 0100", 100),
            ("QM-RA-2026-000381 to 000620", 240),
            ("Ring 998 a 1004", 1),
            ("AB 0998..1004", 7),
            ("from A to Z", 1),
        ] {
            assert_eq!(Mark::parse(None, text).map(|m| m.count()), Ok(n), "{text}");
        }
        assert_eq!(Mark::parse(None, "QM-2026-0100 to 0001").unwrap_err().code, "mark-range");
        assert_eq!(Mark::parse(None, "QM-0000001 to 9999999").unwrap_err().code, "mark-range-long");
        let list = Mark::list(None, "QM-2026-0001 to 0100; QM-2026-0200\n985112000123456, 985112000123457").unwrap();
        assert_eq!(list.iter().map(Mark::count).sum::<u32>(), 103);
    }

    #[test]
    fn ranges_meet_where_they_have_a_mark_in_common() {
        let stock = Mark::parse(None, "QM-2026-0001 to 0100").unwrap();
        for (text, meets, holds) in [
            ("QM 2026/0100", true, true),
            ("qm20260050", true, true),
            ("QM-2026-0090 to 0110", true, false),
            ("QM-2026-0101", false, false),
            ("QN-2026-0050", false, false),
            ("QM-2026-050", false, false),
        ] {
            let mark = Mark::parse(None, text).unwrap();
            assert_eq!((stock.meets(&mark), stock.holds(&mark)), (meets, holds), "{text}");
            assert_eq!(mark.meets(&stock), meets);
        }
    }

    #[test]
    fn labels_and_trophy_tags_say_what_a_good_one_looks_like() {
        use MarkKind as K;
        assert_eq!(wrong(K::CaviarLabel, "HUS/W/RU/2000/xxxx"), "mark-caviar");
        assert_eq!(wrong(K::CaviarLabel, "HUS/?/RU/2000/x/y"), "mark-caviar");
        assert!(
            read(K::CaviarLabel, "hus/w/ru/2000/xxxx/yyyy").meets(&read(K::CaviarLabel, "HUS/W/RU/2000/XXXX/YYYY"))
        );
        assert!(read(K::IvoryMark, "KE 00/127/14").meets(&read(K::IvoryMark, "KE-2000-127-14.5 kg")));
        assert_eq!(wrong(K::IvoryMark, "KE 127"), "mark-ivory");
        assert!(read(K::LeopardTag, "ZW, 125/500, 2026").meets(&read(K::LeopardTag, "ZW 125/500 2026")));
        assert_eq!(wrong(K::LeopardTag, "ZW 501/500 2026"), "mark-leopard");
        assert_eq!(wrong(K::MarkhorTag, "PK 26 7"), "mark-markhor");
        assert_eq!(wrong(K::RhinoTrophy, "NA 2026 3"), "mark-rhino");
        assert_eq!(wrong(K::VicunaLabel, "Alpaca Peru"), "mark-vicuna");
        assert_eq!(wrong(K::HoodiaLabel, "PE/123456"), "mark-hoodia");
        assert_eq!(wrong(K::ClosedRing, "A1"), "mark-ring");
        let named = Mark::parse(None, "CLOSED_RING: QM 26 0417").unwrap();
        assert_eq!((named.kind, named.first.text.as_str()), (K::ClosedRing, "QM 26 0417"));
        assert_eq!(Mark::parse(None, " - ").unwrap_err().code, "mark-empty");
    }

    #[test]
    fn one_typing_error_is_close_and_two_are_not() {
        let mark = Mark::parse(None, "985112000123456").unwrap();
        for close in ["985112000123465", "98511200012346", "9851120001234566", "985112000123457", "9851120O0123456"] {
            assert!(mark.first.is_close(close), "{close}");
        }
        for far in ["985112000123456", "985112000123478", "985112000124"] {
            assert!(!mark.first.is_close(far), "{far}");
        }
    }
}
