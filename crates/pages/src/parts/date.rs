//! A date typed into three boxes: to the one text that is stored and back. Month names are read in every language.

use crate::Words;
use cites::Lang;

/// One part of an ISO date, without leading zeros; empty when the text is no such date.
pub(super) fn part<'a>(iso: &'a str, part: &str) -> &'a str {
    let mut parts = iso.splitn(3, '-');
    let (year, month, day) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    if day.is_empty() {
        return "";
    }
    match part {
        "year" => year,
        "month" => month.trim_start_matches('0'),
        _ => day.trim_start_matches('0'),
    }
}

/// `YYYY-MM-DD` from the three boxes, empty when all are; a text that is no date when they make none, so that the
/// parser behind says what to do.
pub fn join(day: &str, month: &str, year: &str) -> String {
    let (day, month, year) = (day.trim(), month.trim(), year.trim());
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return String::new();
    }
    let number = month_number(month).map_or_else(|| month.to_owned(), |m| m.to_string());
    format!("{year}-{number:0>2}-{day:0>2}")
}

fn month_number(text: &str) -> Option<u8> {
    if let Ok(n) = text.parse::<u8>() {
        return Some(n);
    }
    let text = text.to_lowercase();
    if text.chars().count() < 3 {
        return None;
    }
    (1..=12_u8).find(|m| {
        Lang::ALL.iter().any(|lang| {
            let date = jiff::civil::date(2026, *m as i8, 1);
            let name = Words::of(*lang).month_name(&date).to_lowercase();
            name == text || name.starts_with(&text)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn march_is_read_as_a_number_a_name_and_a_beginning() {
        for month in ["3", "03", "March", "mars", "Mar", "marzo", "مارس"] {
            assert_eq!(join("5", month, "2026"), "2026-03-05", "{month}");
        }
        assert_eq!(join("", "", " "), "");
        assert_eq!(join("5", "x", "2026"), "2026-0x-05");
        assert_eq!((part("2026-03-05", "day"), part("2026-03-05", "month")), ("5", "3"));
    }
}
