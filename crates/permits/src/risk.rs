//! How closely a case is looked at: facts → hits (criterion, value, weight) → score → lane (`spec/workflow.md` 3).
//!
//! A lane routes work and release at the border. It never replaces a finding: nothing here is asked by a gate of
//! approval, and no finding is made from it.

pub use crate::risk_known::{BETWEEN, Earlier, Flagged, Forced, Operation, PartyPart, pair};
use cites::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! criteria {
    ($($name:ident $code:literal $weight:literal $doc:literal;)*) => {
        /// A criterion of `data/codes/risk_criteria.csv`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Criterion {
            $(#[doc = $doc] #[serde(rename = $code)] $name,)*
        }
        impl Criterion {
            /// Every criterion, in the order of the table.
            pub const ALL: &'static [Criterion] = &[$(Criterion::$name),*];
            /// Code of the table.
            pub const fn code(self) -> &'static str {
                match self { $(Criterion::$name => $code),* }
            }
            /// Weight where the Party set none; zero for those that force a lane.
            pub const fn default_weight(self) -> i32 {
                match self { $(Criterion::$name => $weight),* }
            }
        }
    };
}
criteria! {
    AppendixI "K01" 25 "A line of Appendix I.";
    WildSource "K02" 10 "Wild, unknown or confiscated source.";
    NoOperation "K03" 20 "Source C, D or A with no operation registered.";
    QuotaNear "K04" 10 "A quota with 80 % or more in use.";
    Suspended "K05" 40 "Species or country under suspension; forces red.";
    NoRange "K06" 20 "The origin is not known to be a range State.";
    Discrepancy "K07" 30 "A party with an earlier discrepancy or seizure.";
    NewTrader "K08" 10 "A trader without an earlier permit.";
    Trusted "K09" -20 "A trader with many clean permits.";
    Quantity "K10" 10 "A quantity far outside the norm.";
    Live "K11" 10 "Living specimens.";
    HighValue "K12" 15 "A term or species of high value.";
    Route "K13" 10 "A flagged country on the way.";
    NotVerified "K14" 15 "A foreign document that was not verified by exchange.";
    Repeats "K15" 10 "Repeated amendment or replacement.";
    LookAlike "K16" 10 "A species easily declared as another.";
    Random "K17" 0 "Drawn at random: forces red.";
    Alert "K18" 0 "An alert of enforcement: forces its lane.";
}

impl Criterion {
    /// The criterion of a code.
    pub fn from_code(code: &str) -> Option<Criterion> {
        Criterion::ALL.iter().copied().find(|c| c.code() == code)
    }
}

/// A lane of `data/codes/risk_lanes.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Lane {
    /// Automatic rules only; released on a match of documents.
    Green,
    /// Released at once, audited later.
    Blue,
    /// Papers are examined whole.
    Yellow,
    /// Papers and the goods themselves.
    Red,
}

impl Lane {
    /// Every lane, the lightest first.
    pub const ALL: [Lane; 4] = [Lane::Green, Lane::Blue, Lane::Yellow, Lane::Red];

    /// Code of the table.
    pub const fn code(self) -> &'static str {
        match self {
            Lane::Green => "GREEN",
            Lane::Blue => "BLUE",
            Lane::Yellow => "YELLOW",
            Lane::Red => "RED",
        }
    }

    /// The lane of a code.
    pub fn from_code(code: &str) -> Option<Lane> {
        Lane::ALL.into_iter().find(|l| l.code() == code)
    }
}

/// An alert of enforcement: whatever names this text is looked at in this lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alert {
    /// A name of a party, of a taxon, or a country code; compared without regard to case.
    pub text: String,
    /// The lane it forces.
    pub lane: Lane,
}

/// A Party's criteria: versioned, and changed by two persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RiskRules {
    /// Weights that differ from the table's.
    pub weights: BTreeMap<Criterion, i32>,
    /// From this score on yellow.
    pub yellow_from: i32,
    /// From this score on red.
    pub red_from: i32,
    /// Is a trusted trader whose case would be green sent through the blue lane?
    pub trusted_is_blue: bool,
    /// So many of a thousand green cases are drawn for the random control sample.
    pub sample_per_thousand: u32,
    /// So many clean permits make a trader trusted.
    pub trusted_permits: u32,
    /// A quantity is far outside when it is more than so many times the average.
    pub quantity_times: u32,
    /// Term codes of high value.
    pub high_value_terms: Vec<String>,
    /// Taxa, of any rank, easily declared as another.
    pub look_alikes: Vec<String>,
    /// Flagged countries, each from day to day.
    pub flagged_countries: Vec<Flagged>,
    /// Alerts in force.
    pub alerts: Vec<Alert>,
}

impl Default for RiskRules {
    /// Ours: thresholds 20 and 50, the sample of the table (2 % of green). Each Party changes them.
    fn default() -> RiskRules {
        RiskRules {
            weights: BTreeMap::new(),
            yellow_from: 20,
            red_from: 50,
            trusted_is_blue: false,
            sample_per_thousand: 20,
            trusted_permits: 10,
            quantity_times: 5,
            high_value_terms: ["IVC", "IVP", "TUS", "HOR", "HOP", "LOG", "CAV"].map(str::to_owned).to_vec(),
            look_alikes: Vec::new(),
            flagged_countries: Vec::new(),
            alerts: Vec::new(),
        }
    }
}

impl RiskRules {
    /// Weight of a criterion.
    pub fn weight(&self, criterion: Criterion) -> i32 {
        self.weights.get(&criterion).copied().unwrap_or(criterion.default_weight())
    }

    /// What is wrong with it, as the field's name; empty when nothing is.
    pub fn problems(&self) -> Vec<&'static str> {
        let mut out = Vec::new();
        if self.yellow_from < 1 || self.yellow_from > 1_000 {
            out.push("yellow_from");
        }
        if self.red_from <= self.yellow_from || self.red_from > 1_000 {
            out.push("red_from");
        }
        if self.sample_per_thousand == 0 || self.sample_per_thousand > 1_000 {
            // Without a sample nobody would know what the green lane lets through.
            out.push("sample_per_thousand");
        }
        if self.weights.values().any(|w| !(-100..=100).contains(w)) {
            out.push("weights");
        }
        if !self.flagged_countries.iter().all(Flagged::possible) {
            out.push("flagged_countries");
        }
        out
    }
}

/// What is known of one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineFacts {
    /// Names: the accepted one and every taxon above it.
    pub names: Vec<String>,
    /// Code of its Appendix.
    pub appendix: String,
    /// Code of its source.
    pub source: String,
    /// Code of its term.
    pub term: String,
    /// Is it alive?
    pub live: bool,
    /// What the registers know of the operation behind it.
    pub operation: Operation,
    /// Percent of the tightest quota in use; `None` without quota.
    pub quota_percent: Option<u32>,
    /// Does the species occur at the origin? `None`: we hold no distribution.
    pub in_range: Option<bool>,
    /// How many times the average of its kind it is; `None`: there is no average yet.
    pub times_average: Option<u32>,
}

/// What is known of the applicant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartyFacts {
    /// Names on the application: exporter, importer.
    pub names: Vec<String>,
    /// Permits issued before.
    pub permits: u32,
    /// Of those: seized, revoked, or received in another quantity than left.
    pub discrepancies: u32,
    /// Of those: replaced.
    pub replaced: u32,
    /// How often a change of them was asked for or begun.
    pub amended: u32,
    /// What is known of everybody who has a part in it: exporter, importer, agent.
    pub earlier: Vec<Earlier>,
}

/// Everything the score may look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RiskFacts {
    /// Lines.
    pub lines: Vec<LineFacts>,
    /// The applicant.
    pub party: PartyFacts,
    /// Does a suspension apply?
    pub suspended: bool,
    /// Countries of origin and on the other side, codes.
    pub countries: Vec<String>,
    /// Countries on the way, codes.
    pub transit: Vec<String>,
    /// The day on which flagged countries are looked up; `None`: every flag counts.
    pub on: Option<Date>,
    /// Alerts of enforcement that name this case.
    pub forced: Vec<Forced>,
    /// Foreign documents named that we did not get by exchange.
    pub unverified: Vec<String>,
}

/// One criterion that applies: which, what was seen, its weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Which.
    pub criterion: Criterion,
    /// What was seen.
    pub value: String,
    /// What it adds.
    pub weight: i32,
}

/// The result, with everything it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Every criterion that applies.
    pub hits: Vec<Hit>,
    /// Sum of the weights.
    pub score: i32,
    /// The lane.
    pub lane: Lane,
    /// The criterion that forced it, past the score.
    pub forced_by: Option<Criterion>,
}

/// Scores a case. `draw`: a number drawn evenly from 0 to 999; chance comes as an argument.
pub fn assess(facts: &RiskFacts, rules: &RiskRules, draw: u32) -> Assessment {
    let mut hits = hits(facts, rules);
    let score = hits.iter().map(|h| h.weight).sum();
    let trusted = hits.iter().any(|h| h.criterion == Criterion::Trusted);
    let mut lane = match score {
        s if s >= rules.red_from => Lane::Red,
        s if s >= rules.yellow_from => Lane::Yellow,
        _ if trusted && rules.trusted_is_blue => Lane::Blue,
        _ => Lane::Green,
    };
    let mut forced_by = None;
    if lane == Lane::Green && draw < rules.sample_per_thousand {
        hits.push(Hit { criterion: Criterion::Random, value: String::new(), weight: 0 });
        (lane, forced_by) = (Lane::Red, Some(Criterion::Random));
    }
    let own = alerted(facts, rules).map(|(alert, lane)| (alert.text.clone(), lane));
    let said: Vec<(String, Lane)> =
        own.into_iter().chain(facts.forced.iter().map(|f| (f.said.clone(), f.lane))).collect();
    if let Some(strictest) = said.iter().map(|(_, lane)| *lane).max() {
        let value = said.into_iter().map(|(text, _)| text).collect::<Vec<_>>().join(BETWEEN);
        hits.push(Hit { criterion: Criterion::Alert, value, weight: 0 });
        (lane, forced_by) = (strictest, Some(Criterion::Alert));
    }
    if facts.suspended && lane != Lane::Red {
        (lane, forced_by) = (Lane::Red, Some(Criterion::Suspended));
    }
    Assessment { hits, score, lane, forced_by }
}

/// The strictest alert that names the case.
fn alerted<'r>(facts: &RiskFacts, rules: &'r RiskRules) -> Option<(&'r Alert, Lane)> {
    let named = |text: &str| {
        let same = |other: &String| other.eq_ignore_ascii_case(text.trim());
        facts.party.names.iter().any(same)
            || facts.countries.iter().any(same)
            || facts.transit.iter().any(same)
            || facts.lines.iter().any(|l| l.names.iter().any(same))
    };
    rules.alerts.iter().filter(|a| named(&a.text)).map(|a| (a, a.lane)).max_by_key(|(_, lane)| *lane)
}

fn hits(facts: &RiskFacts, rules: &RiskRules) -> Vec<Hit> {
    use Criterion as K;
    let mut out = Vec::new();
    let mut hit = |criterion: Criterion, value: String| {
        out.push(Hit { criterion, value, weight: rules.weight(criterion) });
    };
    // A criterion counts once a case, however many lines meet it; the values name them all.
    let mut of_lines = |criterion: Criterion, met: &dyn Fn(&LineFacts) -> Option<String>| {
        let mut values: Vec<String> = facts.lines.iter().filter_map(met).collect();
        values.dedup();
        if !values.is_empty() {
            hit(criterion, values.join(", "));
        }
    };
    let name = |l: &LineFacts| l.names.first().cloned().unwrap_or_default();
    of_lines(K::AppendixI, &|l| (l.appendix == "I").then(|| name(l)));
    of_lines(K::WildSource, &|l| matches!(l.source.as_str(), "W" | "U" | "I").then(|| l.source.clone()));
    of_lines(K::NoOperation, &|l| {
        let bred = matches!(l.source.as_str(), "C" | "D" | "A") && l.operation != Operation::Registered;
        bred.then(|| pair(&l.source, l.operation.code()))
    });
    of_lines(K::QuotaNear, &|l| l.quota_percent.filter(|p| *p >= 80).map(|p| format!("{p} %")));
    of_lines(K::NoRange, &|l| (l.in_range == Some(false)).then(|| name(l)));
    of_lines(K::Quantity, &|l| l.times_average.filter(|t| *t > rules.quantity_times).map(|t| format!("× {t}")));
    of_lines(K::Live, &|l| l.live.then(|| name(l)));
    of_lines(K::HighValue, &|l| rules.high_value_terms.contains(&l.term).then(|| l.term.clone()));
    of_lines(K::LookAlike, &|l| {
        let alike = |n: &&String| rules.look_alikes.iter().any(|a| a.eq_ignore_ascii_case(n));
        l.names.iter().find(alike).cloned()
    });
    let party = &facts.party;
    if facts.suspended {
        hit(K::Suspended, String::new());
    }
    let earlier: Vec<String> = party.earlier.iter().filter(|e| e.times > 0).map(Earlier::said).collect();
    if !earlier.is_empty() {
        hit(K::Discrepancy, earlier.join(", "));
    } else if party.discrepancies > 0 {
        hit(K::Discrepancy, party.discrepancies.to_string());
    }
    if party.permits == 0 {
        hit(K::NewTrader, String::new());
    }
    if party.permits >= rules.trusted_permits && party.discrepancies == 0 {
        hit(K::Trusted, party.permits.to_string());
    }
    let flag = |code: &&String| rules.flagged_countries.iter().any(|f| f.flags(code, facts.on));
    let on_the_way = facts.transit.iter().filter(flag).map(|c| pair("transit", c));
    let mut flagged: Vec<String> =
        on_the_way.chain(facts.countries.iter().filter(flag).map(|c| pair("country", c))).collect();
    flagged.dedup();
    if !flagged.is_empty() {
        hit(K::Route, flagged.join(", "));
    }
    if !facts.unverified.is_empty() {
        hit(K::NotVerified, facts.unverified.join(", "));
    }
    if party.replaced + party.amended >= 2 {
        let said = [("replaced", party.replaced), ("amended", party.amended)];
        let said = said.into_iter().filter(|(_, n)| *n > 0).map(|(what, n)| pair(what, &n.to_string()));
        hit(K::Repeats, said.collect::<Vec<_>>().join(", "));
    }
    out.sort_by_key(|h| h.criterion);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEVER: u32 = 999;

    fn skins() -> RiskFacts {
        RiskFacts {
            lines: vec![LineFacts {
                names: vec!["Crocodylus niloticus".into(), "Crocodylia".into()],
                appendix: "II".into(),
                source: "R".into(),
                term: "SKI".into(),
                ..LineFacts::default()
            }],
            party: PartyFacts { names: vec!["River Bend Farm Ltd".into()], permits: 3, ..PartyFacts::default() },
            countries: vec!["QN".into()],
            ..RiskFacts::default()
        }
    }

    fn codes(a: &Assessment) -> Vec<&'static str> {
        a.hits.iter().map(|h| h.criterion.code()).collect()
    }

    #[test]
    fn the_criteria_and_lanes_are_those_of_the_tables() {
        let table = include_str!("../../../data/codes/risk_criteria.csv");
        assert_eq!(table.lines().count() - 1, Criterion::ALL.len());
        for c in Criterion::ALL {
            let row = table.lines().find(|l| l.starts_with(&format!("{},", c.code()))).unwrap();
            let weight = row.rsplit(',').next().unwrap();
            assert_eq!(weight.parse::<i32>().unwrap_or(0), c.default_weight(), "{row}");
            assert_eq!(Criterion::from_code(c.code()), Some(*c));
        }
        let lanes = include_str!("../../../data/codes/risk_lanes.csv");
        for lane in Lane::ALL {
            assert!(lanes.lines().any(|l| l.starts_with(&format!("{},", lane.code()))));
        }
        assert_eq!(lanes.lines().count() - 1, Lane::ALL.len());
    }

    #[test]
    fn ranched_skins_of_a_known_trader_are_green_and_two_of_a_hundred_are_drawn() {
        let rules = RiskRules::default();
        let calm = assess(&skins(), &rules, NEVER);
        assert_eq!((codes(&calm), calm.score, calm.lane), (vec![], 0, Lane::Green));
        let red = (0..1_000).filter(|draw| assess(&skins(), &rules, *draw).lane == Lane::Red).count();
        assert_eq!(red, 20, "the random control sample");
        let drawn = assess(&skins(), &rules, 0);
        assert_eq!((drawn.forced_by, drawn.score), (Some(Criterion::Random), 0));
    }

    #[test]
    fn a_living_wild_parrot_of_appendix_one_and_a_new_trader_is_red_and_every_hit_is_kept() {
        let mut facts = skins();
        facts.party.permits = 0;
        facts.lines[0] = LineFacts {
            names: vec!["Amazona imperialis".into()],
            appendix: "I".into(),
            source: "W".into(),
            term: "LIV".into(),
            live: true,
            ..LineFacts::default()
        };
        let a = assess(&facts, &RiskRules::default(), NEVER);
        assert_eq!(codes(&a), ["K01", "K02", "K08", "K11"]);
        assert_eq!((a.score, a.lane, a.forced_by), (55, Lane::Red, None));
        let sum: i32 = a.hits.iter().map(|h| h.weight).sum();
        assert_eq!(sum, a.score);
    }

    #[test]
    fn a_suspension_and_an_alert_force_their_lane_whatever_the_score() {
        let rules = RiskRules {
            alerts: vec![Alert { text: "river bend farm ltd".into(), lane: Lane::Yellow }],
            ..RiskRules::default()
        };
        let a = assess(&skins(), &rules, NEVER);
        assert_eq!((a.lane, a.forced_by), (Lane::Yellow, Some(Criterion::Alert)));
        let mut stopped = skins();
        stopped.suspended = true;
        let b = assess(&stopped, &rules, NEVER);
        assert_eq!((b.lane, b.forced_by, b.score), (Lane::Red, Some(Criterion::Suspended), 40));
    }

    #[test]
    fn a_trusted_trader_is_lighter_and_blue_only_where_the_party_wants_it() {
        let mut facts = skins();
        facts.lines[0].source = "W".into();
        facts.lines[0].live = true;
        facts.party.permits = 12;
        let a = assess(&facts, &RiskRules::default(), NEVER);
        assert_eq!((a.score, a.lane), (0, Lane::Green));
        let blue = RiskRules { trusted_is_blue: true, ..RiskRules::default() };
        assert_eq!(assess(&facts, &blue, 0).lane, Lane::Blue, "the sample is drawn from green only");
        facts.party.discrepancies = 1;
        assert_eq!(assess(&facts, &blue, NEVER).lane, Lane::Red, "10 + 10 + 30: nobody who differed is trusted");
    }

    #[test]
    fn a_partys_own_weights_count_and_rules_that_cannot_be_are_told() {
        let rules = RiskRules { weights: BTreeMap::from([(Criterion::NewTrader, 60)]), ..RiskRules::default() };
        let mut facts = skins();
        facts.party.permits = 0;
        assert_eq!(assess(&facts, &rules, NEVER).lane, Lane::Red);
        let wrong = RiskRules { red_from: 10, sample_per_thousand: 0, ..RiskRules::default() };
        assert_eq!(wrong.problems(), ["red_from", "sample_per_thousand"]);
        assert_eq!(RiskRules::default().problems(), Vec::<&str>::new());
    }

    #[test]
    fn a_flagged_country_on_the_way_counts_on_its_days_only() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let (from, until) = (Some(day("2026-11-01")), Some(day("2026-11-30")));
        let rules = RiskRules {
            flagged_countries: vec![Flagged { country: "SG".into(), from, until }],
            ..RiskRules::default()
        };
        let mut facts = skins();
        facts.transit = vec!["SG".into()];
        for (on, hit) in [("2026-10-31", false), ("2026-11-01", true), ("2026-11-30", true), ("2026-12-01", false)] {
            facts.on = Some(day(on));
            let a = assess(&facts, &rules, NEVER);
            let seen = a.hits.iter().find(|h| h.criterion == Criterion::Route).map(|h| h.value.as_str());
            assert_eq!(seen, hit.then_some("transit/SG"), "{on}");
        }
        facts.transit.clear();
        assert!(assess(&facts, &rules, NEVER).hits.is_empty(), "nothing goes through it");
        let before: RiskRules = serde_json::from_str(r#"{"flagged_countries":["SG"]}"#).unwrap();
        assert!(before.flagged_countries[0].flags("sg", Some(day("2019-01-01"))), "a flag of before has no days");
        let text = serde_json::to_string(&rules).unwrap();
        assert_eq!(serde_json::from_str::<RiskRules>(&text).unwrap(), rules);
    }

    #[test]
    fn bred_without_a_registered_operation_and_what_others_of_the_case_did_before_is_said() {
        let mut facts = skins();
        facts.lines[0].source = "C".into();
        facts.lines[0].operation = Operation::Registered;
        assert!(assess(&facts, &RiskRules::default(), NEVER).hits.is_empty());
        facts.lines[0].operation = Operation::OtherSpecies;
        facts.party.earlier = vec![Earlier { part: PartyPart::Agent, what: "SEIZED".into(), times: 1 }];
        (facts.party.amended, facts.party.replaced) = (1, 1);
        let a = assess(&facts, &RiskRules::default(), NEVER);
        let said: Vec<(&str, &str)> = a.hits.iter().map(|h| (h.criterion.code(), h.value.as_str())).collect();
        assert_eq!(said, [("K03", "C/other-species"), ("K07", "agent/SEIZED/1"), ("K15", "replaced/1, amended/1")]);
    }

    #[test]
    fn the_strictest_alert_of_enforcement_forces_its_lane_and_all_are_named() {
        let mut facts = skins();
        facts.forced = vec![
            Forced { said: "alert/1/Seen at the pier".into(), lane: Lane::Yellow },
            Forced { said: "alert/2".into(), lane: Lane::Red },
        ];
        let a = assess(&facts, &RiskRules::default(), NEVER);
        assert_eq!((a.lane, a.forced_by), (Lane::Red, Some(Criterion::Alert)));
        assert_eq!(a.hits[0].value, "alert/1/Seen at the pier; alert/2");
    }
}
