//! The form of each kind of mark, and the rule by which it is written: `data/codes/mark_types.csv`.

use super::key::{normal, plain};
use super::kind::MarkKind;
use crate::{CountryCode, ParseError, Source};

/// Between the two ends of a range.
const BETWEEN: &[&str] = &[" to ", " à ", " au ", " a ", " al ", " hasta ", " إلى ", "...", "…", "..", "–", "—", " - "];

/// Ways to read a text as two ends of a range.
pub(super) fn ends(text: &str) -> impl Iterator<Item = (&str, &str)> {
    BETWEEN.iter().filter_map(move |between| {
        let (first, last) = text.split_once(between)?;
        let (first, last) = (first.trim(), last.trim());
        (!first.is_empty() && !last.is_empty()).then_some((first, last))
    })
}

/// The kind, and the mark as it is written by rule. Without a kind the form says which it is.
pub(super) fn read(kind: Option<MarkKind>, text: &str) -> Result<(MarkKind, String), ParseError> {
    if let Some(kind) = kind {
        return Ok((kind, of_kind(kind, text)?));
    }
    let only_digits = text.chars().all(|c| plain(c).is_none_or(|p| p.is_ascii_digit()));
    let guesses = [
        (MarkKind::Transponder, only_digits && normal(text).len() == 15),
        (MarkKind::CrocTag, text.to_uppercase().split(|c: char| !c.is_alphabetic()).any(is_crocodile)),
        (MarkKind::CaviarLabel, text.matches('/').count() == 5),
        (MarkKind::HoodiaLabel, text.matches('/').count() == 1),
        (MarkKind::IvoryMark, text.matches('/').count() == 2),
    ];
    for (kind, _) in guesses.into_iter().filter(|(_, looks)| *looks) {
        if let Ok(pattern) = of_kind(kind, text) {
            return Ok((kind, pattern));
        }
    }
    Ok((MarkKind::Other, text.trim().to_owned()))
}

/// Does this word end in the code of a crocodilian?
fn is_crocodile(word: &str) -> bool {
    let table = include_str!("../../../../data/codes/species_mark_codes.csv").lines();
    let mut codes = table.filter(|l| l.starts_with("crocodilian_tag,")).filter_map(|l| l.split(',').nth(2));
    (word.len() == 3 || word.len() == 5) && codes.any(|code| word.ends_with(code))
}

fn of_kind(kind: MarkKind, text: &str) -> Result<String, ParseError> {
    use MarkKind as K;
    let (code, what) = match kind {
        K::Transponder => ("mark-chip", "A microchip has 15 digits, an older one 9 or 10 characters"),
        K::CrocTag | K::CrocContainer => {
            ("mark-croc", "A crocodile tag has the country, the species code, the year and a number")
        }
        K::CaviarLabel => {
            ("mark-caviar", "A caviar code has species, source, country, year, plant and lot with strokes between them")
        }
        K::IvoryMark => ("mark-ivory", "An ivory mark has the country, the year, a number and the weight"),
        K::LeopardTag => ("mark-leopard", "A leopard tag has the country, its number of the quota, and the year"),
        K::MarkhorTag => ("mark-markhor", "A markhor tag has the country, the year and a number"),
        K::RhinoTrophy => ("mark-rhino", "A rhino mark has country, species, year, number and weight"),
        K::VicunaLabel => ("mark-vicuna", "The logo has the word VICUÑA and the country of origin"),
        K::HoodiaLabel => ("mark-hoodia", "The agreement number begins with BW, NA or ZA and has six characters"),
        K::ClosedRing | K::OpenRing => ("mark-ring", "A ring has at least three letters or digits"),
        K::Tattoo | K::Brand | K::Serial | K::Photo | K::Other => ("mark-empty", "Write the letters and digits"),
    };
    let parts = parts(text);
    let written = match kind {
        K::Transponder => chip(text),
        K::CrocTag | K::CrocContainer => crocodile(&parts),
        K::CaviarLabel => caviar(text),
        K::IvoryMark => ivory(&parts),
        K::LeopardTag => leopard(&parts),
        K::MarkhorTag => markhor(&parts),
        K::RhinoTrophy => rhino(&parts),
        K::VicunaLabel => {
            normal(text).split_once("VICUNA").filter(|(b, a)| b.len() + a.len() > 1).map(|_| text.trim().to_owned())
        }
        K::HoodiaLabel => hoodia(text),
        K::ClosedRing | K::OpenRing => (normal(text).chars().count() >= 3).then(|| text.trim().to_owned()),
        K::Tattoo | K::Brand | K::Serial | K::Photo | K::Other => {
            (!normal(text).is_empty()).then(|| text.trim().to_owned())
        }
    };
    written.ok_or_else(|| ParseError::new(code, format!("{what}, like {}.", kind.example())))
}

/// A run of letters or of digits.
enum Part {
    Letters(String),
    Digits(String),
}

/// Runs of letters and of digits, in order.
fn parts(text: &str) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let Some(c) = plain(c) else {
            open = false;
            continue;
        };
        match out.last_mut().filter(|_| open) {
            Some(Part::Digits(run)) if c.is_ascii_digit() => run.push(c),
            Some(Part::Letters(run)) if !c.is_ascii_digit() => run.push(c),
            _ if c.is_ascii_digit() => out.push(Part::Digits(c.into())),
            _ => out.push(Part::Letters(c.into())),
        }
        open = true;
    }
    out
}

fn country(text: &str) -> Option<CountryCode> {
    CountryCode::parse(text).ok().filter(|c| c.entry().is_some())
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && matches!(digits.parse::<u16>(), Ok(1975..=2099))
}

/// At least six digits, so that `0123` and `000123` are one number.
fn serial(digits: &str) -> Option<String> {
    let number: u64 = digits.parse().ok()?;
    (digits.len() <= 9).then(|| format!("{number:06}"))
}

fn chip(text: &str) -> Option<String> {
    let all = normal(text);
    let digits = all.bytes().all(|b| b.is_ascii_digit());
    ((digits && all.len() == 15) || (all.is_ascii() && matches!(all.len(), 9 | 10))).then_some(all)
}

/// Res. Conf. 11.12: country, serial number, species code and year; some add the source. Papers differ in the order.
fn crocodile(parts: &[Part]) -> Option<String> {
    let mut letters: Vec<String> = Vec::new();
    let mut digits: Vec<(usize, &str)> = Vec::new();
    for part in parts {
        match part {
            Part::Letters(l) if l.is_ascii() && l.len() == 5 => letters.extend([l[..2].to_owned(), l[2..].to_owned()]),
            Part::Letters(l) => letters.push(l.clone()),
            Part::Digits(d) => digits.push((letters.len(), d)),
        }
    }
    let [(_, a), (species_before, b)] = digits.as_slice() else { return None };
    let [land, species, more @ ..] = letters.as_slice() else { return None };
    let source = match more {
        [] => true,
        [source] => source.parse::<Source>().is_ok(),
        _ => false,
    };
    if !source || species.len() != 3 || !species.is_ascii() {
        return None;
    }
    let land = country(land)?;
    // Where both could be the year, it is the one after the species code.
    let between = digits.first().is_some_and(|(n, _)| *n == 1) && *species_before >= 2;
    let (year, number) = match (is_year(a), is_year(b)) {
        (true, true) if between => (b, a),
        (true, _) => (a, b),
        (false, true) => (b, a),
        (false, false) => return None,
    };
    Some(format!("{}-{species}-{year}-{}", land.code(), serial(number)?))
}

/// Res. Conf. 12.7: species / source / origin / year / plant / lot.
fn caviar(text: &str) -> Option<String> {
    let upper = text.trim().to_uppercase();
    let parts: Vec<&str> = upper.split('/').map(str::trim).collect();
    let [species, source, origin, year, plant, lot] = parts.as_slice() else { return None };
    let good = species.len() == 3
        && species.bytes().all(|b| b.is_ascii_uppercase())
        && source.parse::<Source>().is_ok()
        && country(origin).is_some()
        && is_year(year)
        && !normal(plant).is_empty()
        && !normal(lot).is_empty();
    good.then(|| parts.join("/"))
}

/// Res. Conf. 10.10: country / last two digits of the year / serial number / weight. The weight is no part of the number.
fn ivory(parts: &[Part]) -> Option<String> {
    let [Part::Letters(land), Part::Digits(year), Part::Digits(number), Part::Digits(_), rest @ ..] = parts else {
        return None;
    };
    let rest = rest.iter().all(|p| matches!(p, Part::Digits(_)) || matches!(p, Part::Letters(l) if l == "KG"));
    let year = if is_year(year) { &year[2..] } else { year };
    (rest && year.len() == 2).then_some(())?;
    Some(format!("{}-{year}-{}", country(land)?.code(), serial(number)?))
}

/// Res. Conf. 10.14: country, number of the skin / quota, year.
fn leopard(parts: &[Part]) -> Option<String> {
    let [Part::Letters(land), Part::Digits(number), Part::Digits(quota), Part::Digits(year)] = parts else {
        return None;
    };
    let inside = matches!((number.parse::<u32>(), quota.parse::<u32>()), (Ok(n), Ok(q)) if 0 < n && n <= q);
    (inside && is_year(year)).then_some(())?;
    Some(format!("{}-{year}-{}", country(land)?.code(), serial(number)?))
}

/// Res. Conf. 10.15: country, year, serial number.
fn markhor(parts: &[Part]) -> Option<String> {
    let [Part::Letters(land), Part::Digits(year), Part::Digits(number)] = parts else { return None };
    is_year(year).then_some(())?;
    Some(format!("{}-{year}-{}", country(land)?.code(), serial(number)?))
}

/// Res. Conf. 13.5: country, species, year, serial number, weight.
fn rhino(parts: &[Part]) -> Option<String> {
    let [Part::Letters(land), Part::Letters(species), Part::Digits(year), Part::Digits(number), Part::Digits(_), ..] =
        parts
    else {
        return None;
    };
    is_year(year).then_some(())?;
    Some(format!("{}-{species}-{year}-{}", country(land)?.code(), serial(number)?))
}

/// Annotation #9: the agreement with Botswana, Namibia or South Africa.
fn hoodia(text: &str) -> Option<String> {
    let all = normal(text);
    let number = all.get(2..).filter(|n| n.len() == 6)?;
    let land = all.get(..2).filter(|l| matches!(*l, "BW" | "NA" | "ZA"))?;
    Some(format!("{land}/{number}"))
}
