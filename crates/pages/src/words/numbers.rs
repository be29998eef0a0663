//! Numbers, quantities, dates and times as each language writes them (table in `spec/terms.md`).

use super::Words;
use crate::html::Html;
use cites::written::{self, NARROW, decimal, months, whole};
use cites::{Amount, Date, Lang, Money, Quantity, Timestamp, Unit};

impl Words {
    /// A whole number with its groups: `1,472`, `1 472`.
    pub fn count(&self, n: impl Into<i64>) -> String {
        whole(self.lang(), n.into())
    }

    /// A length of a list.
    pub fn len(&self, n: &usize) -> String {
        whole(self.lang(), *n as i64)
    }

    /// An amount with groups and the language's decimal mark.
    pub fn amount(&self, amount: &Amount) -> String {
        written::amount(*amount, self.lang())
    }

    /// An amount in a unit: a plain number for pieces, the sign where one is usual, else the unit's name.
    pub fn amount_of(&self, amount: &Amount, unit: &Unit) -> String {
        let number = self.amount(amount);
        match (unit, unit.symbol()) {
            (Unit::Nar, _) => number,
            (unit, "") => format!("{number}\u{A0}{}", self.unit(unit)),
            // The tables write squares and cubes with a plain digit; a reader expects m³.
            (_, symbol) => format!("{number}\u{A0}{}", symbol.replace('2', "²").replace('3', "³")),
        }
    }

    /// A quantity, see [`Words::amount_of`].
    pub fn quantity(&self, quantity: &Quantity) -> String {
        self.amount_of(&quantity.amount(), &quantity.unit())
    }

    /// A quantity that must not scramble in a line of the other direction.
    pub fn quantity_html(&self, quantity: &Quantity) -> Html {
        Html::data(self.quantity(quantity))
    }

    /// Money with its code: `45.00 USD`.
    pub fn money(&self, money: &Money) -> String {
        let decimals = money.currency.decimals();
        let scale = 10_i64.pow(decimals);
        let units = whole(self.lang(), money.minor / scale);
        let rest = (money.minor % scale).unsigned_abs();
        let mark = decimal(self.lang());
        let code = money.currency.code();
        if decimals == 0 {
            format!("{units}\u{A0}{code}")
        } else {
            format!("{units}{mark}{rest:0width$}\u{A0}{code}", width = decimals as usize)
        }
    }

    /// Thousandths as a number with one decimal: `98.6` from 98 600.
    pub fn tenths(&self, thousandths: i64) -> String {
        let tenths = (thousandths + 50) / 100;
        format!("{}{}{}", whole(self.lang(), tenths / 10), decimal(self.lang()), (tenths % 10).unsigned_abs())
    }

    /// A share in percent, whole: `92 %` (English without the space).
    pub fn percent(&self, percent: i64) -> String {
        match self.lang() {
            Lang::En | Lang::Zh | Lang::Ar => format!("{}%", whole(self.lang(), percent)),
            _ => format!("{}{NARROW}%", whole(self.lang(), percent)),
        }
    }

    /// A date in words: `5 March 2026`, `5 de marzo de 2026`. The month in letters, so that 03/04 cannot be read two ways.
    pub fn date(&self, date: &Date) -> String {
        written::day(*date, self.lang())
    }

    /// A month of a year: `March 2026`.
    pub fn month(&self, date: &Date) -> String {
        let month = months(self.lang())[(date.month() - 1) as usize];
        match self.lang() {
            Lang::Es | Lang::Pt => format!("{month} de {}", date.year()),
            Lang::Zh => format!("{}年{month}", date.year()),
            _ => format!("{month} {}", date.year()),
        }
    }

    /// The month's name alone.
    pub fn month_name(&self, date: &Date) -> &'static str {
        months(self.lang())[(date.month() - 1) as usize]
    }

    /// The month's short name, for the axis of a plot.
    pub fn month_short(&self, date: &Date) -> String {
        let month = months(self.lang())[(date.month() - 1) as usize];
        match self.lang() {
            Lang::Ar | Lang::Zh => month.to_owned(),
            // As French shortens them; three letters would make juin and juillet one month.
            Lang::Fr => match date.month() {
                1 | 2 | 7 | 9 => format!("{}.", month.chars().take(4).collect::<String>()),
                4 | 10..=12 => format!("{}.", month.chars().take(3).collect::<String>()),
                _ => month.to_owned(),
            },
            _ => month.chars().take(3).collect(),
        }
    }

    /// What stands between the things of a list, with its space.
    pub fn comma(&self) -> &'static str {
        if self.lang() == Lang::Ar { "، " } else { ", " }
    }

    /// What stands between the things of a list that have commas themselves, with its spaces.
    pub fn semicolon(&self) -> &'static str {
        match self.lang() {
            Lang::Ar => "؛ ",
            Lang::Fr => "\u{A0}; ",
            _ => "; ",
        }
    }

    /// What stands between a thing and what is said of it, with its spaces.
    pub fn colon(&self) -> &'static str {
        if self.lang() == Lang::Fr { "\u{A0}: " } else { ": " }
    }

    /// The time of day in UTC: `10:42 UTC`.
    pub fn time(&self, at: &Timestamp) -> String {
        let t = at.to_zoned(jiff::tz::TimeZone::UTC).time();
        let time = format!("{:02}:{:02}\u{A0}UTC", t.hour(), t.minute());
        // Hours stand before the zone in a line from right to left too.
        if self.lang().is_rtl() { format!("\u{2066}{time}\u{2069}") } else { time }
    }

    /// Date and time: `21 November 2026, 10:42 UTC`.
    pub fn when(&self, at: &Timestamp) -> String {
        let date = at.to_zoned(jiff::tz::TimeZone::UTC).date();
        format!("{}{}{}", self.date(&date), self.comma(), self.time(at))
    }

    /// [`Words::when`] with the machine's form beside it.
    pub fn when_html(&self, at: &Timestamp) -> Html {
        Html::markup(format!("<time datetime=\"{at}\">{}</time>", crate::html::escape(&self.when(at))))
    }

    /// [`Words::date`] with the machine's form beside it.
    pub fn date_html(&self, date: &Date) -> Html {
        Html::markup(format!("<time datetime=\"{date}\">{}</time>", crate::html::escape(&self.date(date))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn each_language_writes_the_fifth_of_march_in_its_own_way() {
        let day = date(2026, 3, 5);
        for (lang, text) in [
            (Lang::En, "5 March 2026"),
            (Lang::Fr, "5 mars 2026"),
            (Lang::Es, "5 de marzo de 2026"),
            (Lang::Ar, "5 مارس 2026"),
            (Lang::Ru, "5 марта 2026 г."),
            (Lang::Zh, "2026年3月5日"),
            (Lang::Pt, "5 de março de 2026"),
        ] {
            assert_eq!(Words::of(lang).date(&day).replace('\u{A0}', " "), text);
        }
    }

    #[test]
    fn twelve_and_a_half_thousand_kilograms_in_three_languages() {
        let amount = Amount::from_micro(12_500_500_000).unwrap();
        assert_eq!(Words::of(Lang::En).amount_of(&amount, &Unit::Kgm), "12,500.5\u{A0}kg");
        assert_eq!(Words::of(Lang::Fr).amount_of(&amount, &Unit::Kgm), "12\u{202F}500,5\u{A0}kg");
        assert_eq!(Words::of(Lang::Es).amount(&Amount::whole(1472)), "1472");
        assert_eq!(Words::of(Lang::En).amount_of(&amount, &Unit::Mtq), "12,500.5\u{A0}m³");
    }
}
