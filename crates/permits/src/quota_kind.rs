//! What sort of quota it is, when it runs, how a line's quantity is counted in its unit, what is carried over, and when
//! it will be used up (`spec/workflow.md` section 6).

use cites::{Amount, Date, Term, Unit};
use serde::{Deserialize, Serialize};

/// On what a quota rests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotaBasis {
    /// Approved by the Conference of the Parties.
    CopApproved,
    /// Written into the listing's annotation, often zero.
    Annotation,
    /// Set by the Party and sent to the Secretariat.
    #[default]
    National,
    /// A share of a stock that several States fish; its year runs from 1 March to the end of February.
    SharedStock,
    /// A cap set by the Scientific Authority.
    SaCap,
    /// A share of a national quota for one company, area or season.
    Allocation,
}

impl QuotaBasis {
    /// Every basis, in the order of the paper.
    pub const ALL: [QuotaBasis; 6] = [
        QuotaBasis::CopApproved,
        QuotaBasis::Annotation,
        QuotaBasis::National,
        QuotaBasis::SharedStock,
        QuotaBasis::SaCap,
        QuotaBasis::Allocation,
    ];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            QuotaBasis::CopApproved => "cop_approved",
            QuotaBasis::Annotation => "annotation",
            QuotaBasis::National => "national",
            QuotaBasis::SharedStock => "shared_stock",
            QuotaBasis::SaCap => "sa_cap",
            QuotaBasis::Allocation => "allocation",
        }
    }

    /// The basis of a code.
    pub fn from_code(code: &str) -> Option<QuotaBasis> {
        QuotaBasis::ALL.into_iter().find(|b| b.code() == code)
    }

    /// Does box 11a print it? National and Conference quotas are printed; a company's share and a cap of the Scientific
    /// Authority are the Party's own affair.
    pub const fn printed(self) -> bool {
        matches!(
            self,
            QuotaBasis::CopApproved | QuotaBasis::Annotation | QuotaBasis::National | QuotaBasis::SharedStock
        )
    }

    /// First and last day of the quota year that begins in that calendar year, both included.
    pub fn year(self, year: i16) -> Option<(Date, Date)> {
        let (first, next) = match self {
            QuotaBasis::SharedStock => (Date::new(year, 3, 1).ok()?, Date::new(year.checked_add(1)?, 3, 1).ok()?),
            _ => (Date::new(year, 1, 1).ok()?, Date::new(year.checked_add(1)?, 1, 1).ok()?),
        };
        Some((first, next.yesterday().ok()?))
    }
}

/// What of an unused rest goes into the next year's quota.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CarryOver {
    /// Nothing: what is not used lapses.
    #[default]
    Never,
    /// All of it.
    Whole,
    /// At most this percentage of the old quota.
    Percent(u8),
}

impl CarryOver {
    /// How much of an unused rest is carried over.
    pub fn of(self, limit: Amount, unused: Amount) -> Amount {
        match self {
            CarryOver::Never => Amount::ZERO,
            CarryOver::Whole => unused,
            CarryOver::Percent(percent) => {
                let most = i128::from(limit.micro()) * i128::from(percent.min(100)) / 100;
                let most = i64::try_from(most).ok().and_then(Amount::from_micro).unwrap_or(Amount::ZERO);
                unused.min(most)
            }
        }
    }
}

/// One row of `data/codes/unit_conversions_taxon.csv`: multiplied by `times`, divided by `by`.
struct Conversion {
    terms: &'static [Term],
    from: Unit,
    taxon: &'static str,
    to: Unit,
    times: i64,
    by: i64,
}

const WOOD: &[Term] = &[Term::Log, Term::Saw, Term::Tim];

const fn wood(taxon: &'static str, density: i64) -> Conversion {
    Conversion { terms: WOOD, from: Unit::Kgm, taxon, to: Unit::Mtq, times: 1, by: density }
}

const CONVERSIONS: &[Conversion] = &[
    Conversion { terms: &[Term::Liv], from: Unit::Kgm, taxon: "Anthozoa", to: Unit::Nar, times: 1_000, by: 206 },
    Conversion { terms: &[Term::Liv], from: Unit::Kgm, taxon: "Hydrozoa", to: Unit::Nar, times: 1_000, by: 206 },
    Conversion { terms: &[Term::Cor], from: Unit::Nar, taxon: "Anthozoa", to: Unit::Kgm, times: 58, by: 100 },
    Conversion { terms: &[Term::Cor], from: Unit::Nar, taxon: "Hydrozoa", to: Unit::Kgm, times: 58, by: 100 },
    wood("Pericopsis elata", 725),
    wood("Cedrela odorata", 440),
    wood("Guaiacum officinale", 1230),
    wood("Guaiacum sanctum", 1230),
    wood("Swietenia macrophylla", 730),
    wood("Swietenia humilis", 610),
    wood("Swietenia mahagoni", 750),
    wood("Araucaria araucana", 570),
    wood("Fitzroya cupressoides", 480),
    wood("Dalbergia nigra", 970),
    wood("Abies guatemalensis", 350),
    wood("Prunus africana", 740),
    wood("Gonystylus", 660),
];

/// A line's quantity in the unit of a quota; `None` when it cannot be counted in it. `names`: the taxon and those above
/// it. Numbers stay numbers: one trophy, one skin or one living animal of a family of terms is one animal. What does not
/// come out even is rounded up, so that a quota is never passed by rounding.
pub fn in_unit(amount: Amount, term: Term, unit: Unit, names: &[String], to: Unit) -> Option<Amount> {
    if unit == to {
        return Some(amount);
    }
    let row = CONVERSIONS.iter().find(|c| {
        c.from == unit && c.to == to && c.terms.contains(&term) && names.iter().any(|n| n.eq_ignore_ascii_case(c.taxon))
    })?;
    let product = i128::from(amount.micro()) * i128::from(row.times);
    let by = i128::from(row.by);
    let exact = (product + by - 1) / by;
    // Animals are whole.
    let micro = if to == Unit::Nar {
        let scale = i128::from(Amount::SCALE);
        (exact + scale - 1) / scale * scale
    } else {
        exact
    };
    i64::try_from(micro).ok().and_then(Amount::from_micro)
}

/// When a quota will be used up at the pace so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forecast {
    /// Nothing was used yet, or too little time has passed to say.
    Unknown,
    /// It lasts to the end of its year; so much will be left.
    Lasts(Amount),
    /// It is used up on that day.
    UsedUpOn(Date),
    /// It is used up.
    UsedUp,
}

/// Forecast by the average pace since the quota year began. A week at least must have passed.
pub fn forecast(limit: Amount, used: Amount, (first, last): (Date, Date), on: Date) -> Forecast {
    let left = limit.minus(used).unwrap_or(Amount::ZERO);
    if left.is_zero() && !limit.is_zero() {
        return Forecast::UsedUp;
    }
    let days = |from: Date, to: Date| i64::from((to - from).get_days());
    let passed = days(first, on) + 1;
    if used.is_zero() || passed < 7 || on > last {
        return Forecast::Unknown;
    }
    let remaining = i128::from(days(on, last));
    let used_micro = i128::from(used.micro());
    let projected = used_micro * remaining / i128::from(passed);
    if projected < i128::from(left.micro()) {
        let rest = i64::try_from(i128::from(left.micro()) - projected).ok().and_then(Amount::from_micro);
        return rest.map_or(Forecast::Unknown, Forecast::Lasts);
    }
    let lasts = i128::from(left.micro()) * i128::from(passed) / used_micro;
    let lasts = i64::try_from(lasts).unwrap_or(0).clamp(0, 400);
    on.checked_add(jiff::ToSpan::days(lasts)).map_or(Forecast::Unknown, Forecast::UsedUpOn)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_caviar_year_runs_from_march_to_the_end_of_february() {
        assert_eq!(QuotaBasis::SharedStock.year(2027), Some((day("2027-03-01"), day("2028-02-29"))));
        assert_eq!(QuotaBasis::SharedStock.year(2026), Some((day("2026-03-01"), day("2027-02-28"))));
        assert_eq!(QuotaBasis::National.year(2026), Some((day("2026-01-01"), day("2026-12-31"))));
        for basis in QuotaBasis::ALL {
            assert_eq!(QuotaBasis::from_code(basis.code()), Some(basis));
        }
    }

    #[test]
    fn a_trophy_is_an_animal_and_a_ton_of_afrormosia_is_counted_in_cubic_metres() {
        let names = |n: &str| vec![n.to_owned()];
        let leopard = names("Panthera pardus");
        let two = Amount::whole(2);
        assert_eq!(in_unit(two, Term::Tro, Unit::Nar, &leopard, Unit::Nar), Some(two));
        assert_eq!(in_unit(two, Term::Tro, Unit::Kgm, &leopard, Unit::Nar), None, "nobody weighs trophies");
        let wood = in_unit(Amount::whole(7250), Term::Saw, Unit::Kgm, &names("Pericopsis elata"), Unit::Mtq);
        assert_eq!(wood, Some(Amount::whole(10)));
        let odd = in_unit(Amount::whole(1), Term::Log, Unit::Kgm, &names("Gonystylus"), Unit::Mtq).unwrap();
        assert!(odd.micro() * 660 >= 1_000_000 && (odd.micro() - 1) * 660 < 1_000_000, "rounded up: {odd}");
        let coral = in_unit(Amount::whole(1), Term::Liv, Unit::Kgm, &names("Anthozoa"), Unit::Nar);
        assert_eq!(coral, Some(Amount::whole(5)), "4.85 pieces are five");
        assert_eq!(in_unit(two, Term::Ski, Unit::Kgm, &leopard, Unit::Nar), None);
    }

    #[test]
    fn every_conversion_of_the_table_is_here() {
        let table = include_str!("../../../data/codes/unit_conversions_taxon.csv");
        let mut rows = 0;
        for line in table.lines().skip(1).filter(|l| !l.is_empty()) {
            let cells: Vec<&str> = line.split(',').collect();
            for taxon in cells[3].split(';') {
                rows += 1;
                let row = CONVERSIONS.iter().find(|c| c.taxon == taxon && c.from.code() == cells[1]).expect(line);
                let factor: f64 = cells[7].parse().unwrap();
                let ours = row.times as f64 / row.by as f64;
                let theirs = if cells[6] == "/" { 1.0 / factor } else { factor };
                assert!((ours - theirs).abs() < 1e-9, "{line}");
                assert_eq!(row.to.code(), cells[5]);
                assert_eq!(row.terms.iter().map(|t| t.code()).collect::<Vec<_>>().join(";"), cells[0]);
            }
        }
        assert_eq!(rows, CONVERSIONS.len());
    }

    #[test]
    fn what_is_left_over_goes_on_as_the_rule_says() {
        let (limit, unused) = (Amount::whole(1_000), Amount::whole(300));
        assert_eq!(CarryOver::Never.of(limit, unused), Amount::ZERO);
        assert_eq!(CarryOver::Whole.of(limit, unused), unused);
        assert_eq!(CarryOver::Percent(10).of(limit, unused), Amount::whole(100));
        assert_eq!(CarryOver::Percent(50).of(limit, unused), unused);
    }

    #[test]
    fn at_this_pace_the_skins_end_in_september() {
        let year = (day("2026-01-01"), day("2026-12-31"));
        let used = |n: u32| forecast(Amount::whole(1_000), Amount::whole(n), year, day("2026-06-30"));
        assert_eq!(used(0), Forecast::Unknown);
        assert_eq!(used(1_000), Forecast::UsedUp);
        assert_eq!(used(724), Forecast::UsedUpOn(day("2026-09-07")), "4 a day, 276 left: 69 days");
        assert!(matches!(used(181), Forecast::Lasts(left) if left == Amount::whole(635)), "{:?}", used(181));
        let early = forecast(Amount::whole(10), Amount::whole(5), year, day("2026-01-03"));
        assert_eq!(early, Forecast::Unknown, "three days say nothing");
    }
}
