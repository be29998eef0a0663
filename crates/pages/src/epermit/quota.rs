//! Quotas: how much is left of each, and how one is set by two persons.

use super::QuotaMoment;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Meter, Opt, Table, Tag, Tone};
use crate::shared::guidance as choices;
use crate::{Shell, Words, links};
use cites::{Amount, CountryCode, Date, Purpose, Role, Source, Term, Unit};
use std::collections::BTreeMap;

/// One quota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaRow {
    /// Id.
    pub id: String,
    /// Year.
    pub year: i16,
    /// Scientific name.
    pub taxon: String,
    /// Terms that count together; empty: all.
    pub terms: Vec<Term>,
    /// Sources; empty: all.
    pub sources: Vec<Source>,
    /// Purposes; empty: all.
    pub purposes: Vec<Purpose>,
    /// Area of the country; blank: all of it.
    pub area: String,
    /// The company whose share it is, where its name may be shown.
    pub holder: Option<String>,
    /// Whose population, where it is not the Party's own.
    pub exporter: Option<CountryCode>,
    /// Its season, where it has one.
    pub season: Option<(Date, Date)>,
    /// The quota; [`Amount::MAX`] for one that is only counted.
    pub whole: Amount,
    /// Consumed by what left.
    pub consumed: Amount,
    /// Committed by permits and held by cases.
    pub held: Amount,
    /// Unit.
    pub unit: Unit,
    /// Waits for the second person?
    pub proposed: bool,
    /// Where it comes from: national, Conference of the Parties, …, in a few words.
    pub origin: String,
    /// On what it rests: keys `quota-basis-<code>`.
    pub basis: String,
}

impl QuotaRow {
    pub(super) fn meter(&self, w: &Words) -> Html {
        let used = self.consumed.plus(self.held).unwrap_or(Amount::MAX);
        if self.whole == Amount::MAX {
            return w.rich1("quota-counted-used", "used", Html::data(w.amount_of(&used, &self.unit)));
        }
        Meter::quota(used, Amount::ZERO, self.whole, self.unit, w).html()
    }

    pub(super) fn what(&self, w: &Words) -> Html {
        let mut all: Vec<Html> = self.terms.iter().map(|t| Html::data(w.term(t))).collect();
        all.extend(self.sources.iter().map(|s| Html::text(w.source(s))));
        all.extend(self.purposes.iter().map(|p| Html::text(w.purpose(p))));
        all.extend(Some(&self.area).filter(|a| !a.is_empty()).map(Html::data));
        all.extend(self.holder.as_ref().map(Html::data));
        all.extend(self.exporter.as_ref().map(|c| w.country_html(c)));
        if let Some((first, last)) = &self.season {
            all.push(w.rich2("quota-season", "from", w.date_html(first), "until", w.date_html(last)));
        }
        Html::join(&all, w.comma())
    }

    /// The quota in words: an amount, or that it is only counted.
    pub(super) fn figure(&self, w: &Words) -> Html {
        if self.whole == Amount::MAX {
            w.html("quota-counted")
        } else {
            Html::data(w.amount_of(&self.whole, &self.unit))
        }
    }

    pub(super) fn sample(id: &str, proposed: bool) -> QuotaRow {
        QuotaRow {
            id: id.into(),
            year: 2026,
            taxon: "Crocodylus niloticus".into(),
            terms: vec![Term::Ski, Term::Tro],
            sources: vec![Source::R],
            purposes: vec![],
            area: "Lake Quemba".into(),
            holder: None,
            exporter: None,
            season: None,
            whole: Amount::whole(1600),
            consumed: Amount::whole(1180),
            held: Amount::whole(52),
            unit: Unit::Nar,
            proposed,
            origin: "National export quota".into(),
            basis: "national".into(),
        }
    }
}

/// The register of quotas, with the form to set one.
#[derive(Debug, Clone)]
pub struct Quotas {
    /// The frame.
    pub shell: Shell,
    /// Year shown.
    pub year: i16,
    /// Years that have quotas.
    pub years: Vec<i16>,
    /// Quotas.
    pub rows: Vec<QuotaRow>,
    /// Address of the next page.
    pub next: Option<String>,
    /// May this reader set one?
    pub can_set: bool,
}

impl Quotas {
    fn table(&self, w: &Words) -> Table {
        let heads = [
            w.say("ui-species"),
            w.say("quota-what"),
            format!("{}#", w.say("quota-figure")),
            format!("{}#", w.say("quota-consumed")),
            format!("{}#", w.say("quota-held")),
            w.say("balance-rest"),
        ];
        Table::new(w.html("quota-title"), &heads, w.html("quota-none"))
            .quiet()
            .rows(self.rows.iter().map(|q| {
                let amount = |a: &Amount| Html::data(w.amount_of(a, &q.unit));
                let waits =
                    if q.proposed { Tag::new(Tone::Wait, w.say("quota-proposed")).html() } else { Html::default() };
                let name = Html::link(links::quota(&q.id), &Html::taxon(&q.taxon));
                vec![
                    Html::join(&[name, waits], " ").into(),
                    Html::two_lines(
                        &q.what(w),
                        &Html::join(
                            &[w.html(format!("quota-basis-{}", q.basis.replace('_', "-"))), Html::data(&q.origin)],
                            ": ",
                        ),
                    )
                    .into(),
                    q.figure(w).into(),
                    amount(&q.consumed).into(),
                    amount(&q.held).into(),
                    q.meter(w).into(),
                ]
            }))
            .next(w.say("ui-next-page"), &self.next)
    }

    fn year_links(&self) -> Vec<(i16, String)> {
        self.years.iter().map(|y| (*y, format!("{}?year={y}", links::QUOTAS))).collect()
    }

    /// A sample.
    pub fn sample() -> Quotas {
        Quotas {
            shell: crate::samples::shell(Some(Role::QuotaManager), links::QUOTAS),
            year: 2026,
            years: vec![2026, 2025],
            rows: vec![QuotaRow::sample("q1", false), QuotaRow::sample("q2", true)],
            next: None,
            can_set: true,
        }
    }
}

page! {
    Quotas in "epermit/quotas.html";
    layout Wide; area Some(Registers);
    title |_c, w| w.html("quota-title");
    trail |_c, _w| vec![];
}

/// A forecast is no measurement: whole units, but for the little that is weighed.
fn about(left: Amount, unit: &Unit) -> Amount {
    let whole = left.micro() / Amount::SCALE * Amount::SCALE;
    let counted = unit.is_count() || whole >= 10 * Amount::SCALE;
    Amount::from_micro(whole).filter(|_| counted).unwrap_or(left)
}

/// Use of a quota over its year, and what comes of it at this pace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BurnShown {
    /// First day of each month so far, with what was in use at its end.
    pub months: Vec<(cites::Date, Amount)>,
    /// At this pace: `unknown`, `lasts`, `used-up-on` or `used-up`: keys `quota-forecast-<…>`.
    pub forecast: String,
    /// The day it is used up.
    pub on: Option<cites::Date>,
    /// What will be left.
    pub left: Option<Amount>,
}

impl BurnShown {
    /// The sentence of the forecast.
    pub fn sentence(&self, unit: &Unit, w: &Words) -> Html {
        let key = format!("quota-forecast-{}", self.forecast);
        match (&self.on, &self.left) {
            (Some(day), _) => w.rich1(&key, "date", w.date_html(day)),
            (_, Some(left)) => w.rich1(&key, "left", Html::data(w.amount_of(&about(*left, unit), unit))),
            _ => w.html(key),
        }
    }

    /// The plot with its table.
    pub fn plot(&self, q: &QuotaRow, w: &Words) -> crate::parts::Plot {
        // A plot counts whole units; what it cannot carry is drawn at its edge, the table beside it says the same.
        let whole = |a: Amount| u32::try_from((a.micro() / Amount::SCALE).clamp(0, 20_000_000)).unwrap_or(0);
        let limited = q.whole != Amount::MAX;
        let bars = self
            .months
            .iter()
            .map(|(month, used)| crate::parts::Bar {
                label: w.month_short(month),
                name: w.month(month),
                value: Some(whole(*used)),
                second: None,
                cases: if limited { whole(q.whole.minus(*used).unwrap_or(Amount::ZERO)) } else { 0 },
            })
            .collect();
        crate::parts::Plot {
            rtl: w.lang().is_rtl(),
            title: w
                .say_with("quota-burn-title", &[("taxon", q.taxon.as_str().into()), ("unit", w.unit(&q.unit).into())]),
            description: self.sentence(&q.unit, w).plain(),
            rule: w.say("quota-burn-rule"),
            bars,
            target: limited.then(|| whole(q.whole)),
            target_words: w.say("quota-figure"),
            fold: w.say("plot-fold"),
            heads: ["ui-month", "quota-burn-used", "plot-median", "quota-burn-left"].map(|k| w.say(k)),
            none: "—".into(),
        }
    }

    /// A sample.
    pub fn sample() -> BurnShown {
        let months = (1..=11_i8)
            .map(|m| (jiff::civil::date(2026, m, 1), Amount::whole(112 * m.unsigned_abs() as u32)))
            .collect();
        BurnShown { months, forecast: "used-up-on".into(), on: Some(jiff::civil::date(2026, 12, 20)), left: None }
    }
}

/// One quota: its history, the form to set or change it, the second person's confirmation.
#[derive(Debug, Clone)]
pub struct QuotaPage {
    /// The frame.
    pub shell: Shell,
    /// The quota; `None` when a new one is set.
    pub quota: Option<QuotaRow>,
    /// Who proposed it, when it waits for the second person.
    pub proposer: String,
    /// May this reader be the second person?
    pub can_confirm: bool,
    /// May this reader propose a change?
    pub can_set: bool,
    /// What happened to it, oldest first.
    pub history: Vec<QuotaMoment>,
    /// Use over its year.
    pub burn: Option<BurnShown>,
    /// Who waits for it, first comer first: reference, day, how much.
    pub waiting: Vec<(String, cites::Date, Amount)>,
    /// Has its year ended, so that its rest may be carried over?
    pub can_carry: bool,
    /// Companies that the part of a name fits, to choose from: id and name.
    pub holders: Vec<(String, String)>,
    /// What was typed: `taxon`, `year`, `terms-<group>`, `sources`, `purposes`, `exporter`, `quantity`, `unit`, `origin`, `reason`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl QuotaPage {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let units = [Unit::Nar, Unit::Kgm, Unit::Mtq, Unit::Ltr, Unit::Mtr, Unit::Mtk];
        let units = units.map(|u| Opt::new(u.code(), Html::text(w.unit(&u)))).to_vec();
        let mut fields = Vec::new();
        if self.quota.is_none() {
            let bases = ["national", "cop_approved", "annotation", "shared_stock", "allocation"];
            let bases = bases.map(|b| Opt::new(b, w.html(format!("quota-basis-{}", b.replace('_', "-"))))).to_vec();
            let carry = ["never", "10", "25", "50", "whole"];
            let carry = carry.map(|c| Opt::new(c, w.html(format!("quota-carry-{c}")))).to_vec();
            let holder = if self.holders.is_empty() {
                Field::line("holder", w.html("quota-holder")).hint(w.html("quota-holder-hint"))
            } else {
                let nobody = std::iter::once(Opt::new("", w.html("quota-holder-none")));
                let found = self.holders.iter().map(|(id, name)| Opt::new(id, Html::data(name)));
                Field::new("holder", w.html("quota-holder"), Control::Radios(nobody.chain(found).collect()))
            };
            let mut countries = choices::countries(w, true);
            countries[0] = Opt::new("", w.html("quota-exporter-own"));
            fields.extend([
                Field::new("basis", w.html("quota-basis"), Control::Select(bases)).hint(w.html("quota-basis-hint")),
                holder.optional(),
                Field::line("area", w.html("quota-area")).hint(w.html("quota-area-hint")).optional(),
                Field::new("exporter", w.html("quota-exporter"), Control::Select(countries)).optional(),
                Field::new("from", w.html("quota-season-from"), Control::Date).optional(),
                Field::new("until", w.html("quota-season-until"), Control::Date).optional(),
                Field::new("carry", w.html("quota-carry"), Control::Select(carry)),
                Field::new("taxon", w.html("ui-species"), Control::Species),
                Field::short("year", w.html("word-quota-year"), "w4").kind("text", "numeric"),
            ]);
        }
        fields.extend([
            Field::new("quantity", w.html("quota-figure"), Control::Quantity(units)).hint(w.html("quota-zero-hint")),
            Field::line("origin", w.html("quota-origin")).hint(w.html("quota-origin-hint")),
            Field::area("reason", w.html("ui-reason"), 1000),
        ]);
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// What it is for: whatever is ticked counts together; nothing ticked is everything.
    fn scope<'a>(&self, w: &'a Words) -> Fields<'a> {
        let mut fields: Vec<Field> = choices::term_groups(w)
            .into_iter()
            .map(|(group, name, terms)| {
                Field::new(format!("terms-{group}"), Html::text(name), Control::Checks(terms)).optional()
            })
            .collect();
        fields.push(Field::new("sources", w.html("answer-source"), Control::Checks(choices::sources(w))).optional());
        fields.push(Field::new("purposes", w.html("ask-purpose"), Control::Checks(choices::purposes(w))).optional());
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// Is something of the scope ticked already?
    fn scoped(&self) -> bool {
        self.typed.keys().any(|k| k.starts_with("terms-") || k == "sources" || k == "purposes")
    }

    fn correction<'a>(&self, w: &'a Words) -> Fields<'a> {
        let fields = vec![
            Field::short("consumed", w.html("quota-correct-to"), "w10").kind("text", "decimal"),
            Field::area("correction-reason", w.html("ui-reason"), 1000),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn correct(&self) -> String {
        self.quota.as_ref().map(|q| links::quota_correct(&q.id)).unwrap_or_default()
    }

    fn carry(&self) -> String {
        self.quota.as_ref().map(|q| links::quota_carry(&q.id)).unwrap_or_default()
    }

    fn plot(&self, w: &Words) -> Html {
        match (&self.quota, &self.burn) {
            (Some(q), Some(burn)) => burn.plot(q, w).html(),
            _ => Html::default(),
        }
    }

    fn waiting(&self, w: &Words) -> Table {
        let heads = [w.say("ui-reference-number"), w.say("quota-wait-since"), format!("{}#", w.say("ui-quantity"))];
        let unit = self.quota.as_ref().map_or(Unit::Nar, |q| q.unit);
        Table::new(w.html("quota-waiting"), &heads, w.html("quota-wait-none")).rows(self.waiting.iter().map(
            |(reference, on, amount)| {
                vec![
                    Html::code(reference).into(),
                    w.date_html(on).into(),
                    Html::data(w.amount_of(amount, &unit)).into(),
                ]
            },
        ))
    }

    fn action(&self) -> String {
        self.quota.as_ref().map_or(links::QUOTA_SET.into(), |q| links::quota(&q.id))
    }

    fn confirm(&self) -> String {
        self.quota.as_ref().map(|q| links::quota_confirm(&q.id)).unwrap_or_default()
    }

    fn history(&self, w: &Words) -> Table {
        super::quota_history::table(&self.history, &self.quota.as_ref().map_or(Unit::Nar, |q| q.unit), w)
    }

    fn heading(&self, w: &Words) -> Html {
        match &self.quota {
            None => w.html("quota-set"),
            Some(q) => w.rich2("quota-of", "taxon", Html::taxon(&q.taxon), "year", Html::text(q.year.to_string())),
        }
    }

    /// A sample that waits for the second person.
    pub fn sample() -> QuotaPage {
        QuotaPage {
            shell: crate::samples::shell(Some(Role::QuotaManager), "/quotas/q2"),
            quota: Some(QuotaRow::sample("q2", true)),
            proposer: "Chidi Okafor".into(),
            can_confirm: true,
            can_set: true,
            history: QuotaMoment::samples(),
            burn: Some(BurnShown::sample()),
            waiting: vec![("26-00420".into(), jiff::civil::date(2026, 11, 3), Amount::whole(100))],
            can_carry: true,
            holders: vec![],
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }

    /// A new quota.
    pub fn blank() -> QuotaPage {
        QuotaPage {
            quota: None,
            burn: None,
            waiting: vec![],
            history: vec![],
            holders: vec![("o1".into(), "River Bend Farm Ltd".into()), ("o2".into(), "River Skins".into())],
            can_confirm: false,
            ..QuotaPage::sample()
        }
    }
}

page! {
    QuotaPage in "epermit/quota.html";
    layout Wide; area Some(Registers);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("quota-title"), links::QUOTAS.into())];
    errors errors;
}
