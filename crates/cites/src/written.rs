//! Numbers, amounts and days as each language writes them (table in `spec/terms.md`): pages, papers and the sentences of
//! the law write them by these functions and by no others. What machines read stays as it is (`2026-03-05`, `12500.5`).

use crate::{Amount, Date, Lang, Unit};

/// Narrow no-break space.
pub const NARROW: char = '\u{202F}';

/// Between groups of three digits; Spanish leaves four digits together.
const fn group(lang: Lang) -> char {
    match lang {
        Lang::En | Lang::Ar | Lang::Zh => ',',
        Lang::Fr | Lang::Es | Lang::Ru | Lang::Pt => NARROW,
    }
}

/// Between whole and fraction.
pub const fn decimal(lang: Lang) -> char {
    match lang {
        Lang::En | Lang::Ar | Lang::Zh => '.',
        Lang::Fr | Lang::Es | Lang::Ru | Lang::Pt => ',',
    }
}

/// Digits with their groups.
fn grouped(lang: Lang, digits: &str) -> String {
    let keep_together = if matches!(lang, Lang::Es | Lang::Pt) { 4 } else { 3 };
    if digits.len() <= keep_together {
        return digits.to_owned();
    }
    let mut out = String::with_capacity(digits.len() + 4);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(group(lang));
        }
        out.push(c);
    }
    out
}

/// A whole number.
pub fn whole(lang: Lang, n: i64) -> String {
    let sign = if n < 0 { "−" } else { "" };
    format!("{sign}{}", grouped(lang, &n.unsigned_abs().to_string()))
}

/// The twelve months as they stand in a date.
pub const fn months(lang: Lang) -> [&'static str; 12] {
    match lang {
        Lang::En => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        Lang::Fr => [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        Lang::Es => [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        Lang::Ar => [
            "يناير",
            "فبراير",
            "مارس",
            "أبريل",
            "مايو",
            "يونيو",
            "يوليو",
            "أغسطس",
            "سبتمبر",
            "أكتوبر",
            "نوفمبر",
            "ديسمبر",
        ],
        Lang::Ru => [
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ],
        Lang::Zh => ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
        Lang::Pt => [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
    }
}

/// A date in words: `5 March 2026`, `5 de marzo de 2026`. The month in letters, so that 03/04 cannot be read two ways.
pub fn day(date: Date, lang: Lang) -> String {
    let month = month(date, lang);
    let (day, year) = (date.day(), date.year());
    match lang {
        Lang::Fr if day == 1 => format!("1er\u{A0}{month}\u{A0}{year}"),
        Lang::En | Lang::Fr | Lang::Ar => format!("{day}\u{A0}{month}\u{A0}{year}"),
        Lang::Es | Lang::Pt => format!("{day} de {month} de {year}"),
        Lang::Ru => format!("{day}\u{A0}{month}\u{A0}{year}\u{A0}г."),
        Lang::Zh => format!("{year}年{month}{day}日"),
    }
}

/// The month's name alone.
pub fn month(date: Date, lang: Lang) -> &'static str {
    // A `Date` has a month from 1 to 12.
    months(lang)[(date.month() - 1) as usize]
}

/// An amount with groups and the language's decimal mark.
pub fn amount(amount: Amount, lang: Lang) -> String {
    let plain = amount.to_string();
    let (digits, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = grouped(lang, digits);
    if fraction.is_empty() { digits } else { format!("{digits}{}{fraction}", decimal(lang)) }
}

/// An amount in a unit: a plain number for pieces, the sign where one is usual, else the unit's name.
pub fn amount_of(quantity: Amount, unit: Unit, lang: Lang) -> String {
    let number = amount(quantity, lang);
    match (unit, unit.symbol()) {
        (Unit::Nar, _) => number,
        (unit, "") => format!("{number}\u{A0}{}", unit.name(lang)),
        (_, symbol) => format!("{number}\u{A0}{symbol}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_month_and_a_large_amount_are_written_as_each_language_does() {
        let first = jiff::civil::date(2026, 8, 1);
        let amount = Amount::from_micro(12_500_500_000).unwrap();
        for (lang, written, kilograms) in [
            (Lang::En, "1 August 2026", "12,500.5 kg"),
            (Lang::Fr, "1er août 2026", "12 500,5 kg"),
            (Lang::Es, "1 de agosto de 2026", "12 500,5 kg"),
            (Lang::Ar, "1 أغسطس 2026", "12,500.5 kg"),
        ] {
            assert_eq!(day(first, lang).replace('\u{A0}', " "), written);
            assert_eq!(amount_of(amount, Unit::Kgm, lang).replace(['\u{A0}', NARROW], " "), kilograms);
        }
    }
}
