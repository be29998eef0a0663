//! The plausibility of a claim: quota use, what the operations can yield, and whether the species occurs there.

use super::QuotaUse;
use crate::html::Html;
use crate::parts::{Layer, Meter, Stack};
use crate::{Shell, Words, links};
use cites::{Amount, CountryCode, Source, Unit};
use std::collections::BTreeMap;

/// A registered operation that keeps a species.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacilityShown {
    /// Its number in the register.
    pub number: String,
    /// Its name, or the species where it is the applicant's.
    pub name: String,
    /// Breeding or mother stock.
    pub stock: Amount,
    /// Registered output of a year.
    pub output: Amount,
    /// Permitted and left this year.
    pub exported: Amount,
    /// Asked for here; zero where nothing is asked.
    pub asked: Amount,
    /// Unit of all.
    pub unit: Unit,
}

impl FacilityShown {
    /// Number and name.
    pub fn heading(&self, w: &Words) -> Html {
        let name = if self.name.is_empty() { Html::default() } else { Html::data(&self.name) };
        Html::join(&[Html::code(&self.number), name], w.comma())
    }

    /// The stock in words.
    pub fn keeps(&self, w: &Words) -> Html {
        if self.stock.is_zero() {
            return w.html("facility-no-stock");
        }
        w.rich1("facility-stock", "stock", Html::data(w.amount_of(&self.stock, &self.unit)))
    }

    /// The yearly output, what it sent out this year, and what is asked.
    pub fn meter(&self, w: &Words) -> Html {
        let amount = |a: &Amount| Html::data(w.amount_of(a, &self.unit));
        let args = [
            ("exported", amount(&self.exported).into()),
            ("asked", amount(&self.asked).into()),
            ("output", amount(&self.output).into()),
        ];
        let over = self.exported.plus(self.asked).is_none_or(|sum| sum > self.output);
        let key = match (over, self.asked.is_zero()) {
            (true, _) => "facility-over",
            (false, true) => "facility-year",
            (false, false) => "facility-here",
        };
        Meter::worded(self.exported, self.asked, self.output, w.rich(key, &args)).html()
    }

    /// A sample.
    pub fn sample() -> FacilityShown {
        FacilityShown {
            number: "A-QM-501".into(),
            name: "River Bend hatchery".into(),
            stock: Amount::whole(1_200),
            output: Amount::whole(3_000),
            exported: Amount::whole(1_180),
            asked: Amount::whole(240),
            unit: Unit::Nar,
        }
    }
}

/// Does a species occur in the country that it is said to come from?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RangeShown {
    /// Scientific name.
    pub taxon: String,
    /// The country of origin.
    pub origin: CountryCode,
    /// `occurs`, `doubtful`, `absent` or `unknown` (its distribution is not loaded): keys `range-<…>`.
    pub said: &'static str,
}

impl RangeShown {
    /// In words.
    pub fn sentence(&self, w: &Words) -> Html {
        let key = format!("range-{}", self.said);
        w.rich2(&key, "taxon", Html::taxon(&self.taxon), "country", w.country_html(&self.origin))
    }
}

/// A quota with what is asked of it here.
pub(super) fn quota_meter(q: &QuotaUse, shell: &Shell, w: &Words) -> Html {
    let name = w.rich2("quota-of", "taxon", Html::taxon(&q.taxon), "year", Html::text(q.year.to_string()));
    let linked = shell.areas().contains(&crate::shell::Area::Registers);
    let name = if linked { Html::link(links::quota(&q.id), &name) } else { name };
    Html::two_lines(&name, &Meter::quota(q.used, q.here, q.whole, q.unit, w).html())
}

/// Trade of a year from one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// Year.
    pub year: i16,
    /// Source.
    pub source: Source,
    /// Unit.
    pub unit: Unit,
    /// Lines.
    pub lines: u32,
    /// Permitted.
    pub amount: Amount,
}

/// Ten years of trade in one unit, stacked by source: the unit with most lines; a table beside it has them all.
pub(super) fn stack(taxon: &str, rows: &[SourceRow], since: i16, w: &Words) -> Option<Stack> {
    let mut units: BTreeMap<&str, (u32, Unit)> = BTreeMap::new();
    for row in rows {
        units.entry(row.unit.code()).or_insert((0, row.unit)).0 += row.lines;
    }
    let (_, unit) = units.into_values().max_by_key(|(lines, _)| *lines)?;
    let of: Vec<&SourceRow> = rows.iter().filter(|r| r.unit == unit).collect();
    let last = of.iter().map(|r| r.year).max()?;
    let years: Vec<i16> = (since..=last).collect();
    let whole = |a: Amount| u32::try_from((a.micro() / Amount::SCALE).clamp(0, 20_000_000)).unwrap_or(0);
    let figure = |year: i16, source: Source| {
        of.iter().filter(|r| r.year == year && r.source == source).map(|r| whole(r.amount)).fold(0, u32::saturating_add)
    };
    let sources = Source::ALL.iter().copied().filter(|s| of.iter().any(|r| r.source == *s));
    let layers: Vec<Layer> = sources
        .map(|source| Layer {
            sign: source.code().to_owned(),
            name: w.source(&source),
            values: years.iter().map(|year| figure(*year, source)).collect(),
        })
        .collect();
    let said: Vec<String> = layers
        .iter()
        .map(|l| format!("{} {}", l.name, l.values.iter().fold(0_u32, |sum, v| sum.saturating_add(*v))))
        .collect();
    Some(Stack {
        rtl: w.lang().is_rtl(),
        title: w.say_with("species-sheet-stack", &[("taxon", taxon.into()), ("unit", w.unit(&unit).into())]),
        description: w.say1("species-sheet-stack-what", "sources", said.join("; ")),
        rule: w.say("species-sheet-stack-rule"),
        columns: years.iter().map(ToString::to_string).collect(),
        layers,
        fold: w.say("plot-fold"),
        period: w.say("ui-year"),
        total: w.say("species-sheet-stack-sum"),
    })
}
