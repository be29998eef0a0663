//! What the score is told beside the case itself: flagged countries with their days, what registers and archive know of
//! operations and people, and alerts of enforcement. What was seen is kept as codes between slashes, so that a page says
//! it in the reader's language.

use crate::risk::Lane;
use cites::{CountryCode, Date};
use serde::{Deserialize, Serialize};

/// Between two alerts in one value.
pub const BETWEEN: &str = "; ";

/// Two codes of a value.
pub fn pair(what: &str, of: &str) -> String {
    format!("{what}/{of}")
}

/// A country that is looked at closely, from day to day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "FlaggedForm", into = "FlaggedForm")]
pub struct Flagged {
    /// Its code.
    pub country: String,
    /// First day; `None`: since ever.
    pub from: Option<Date>,
    /// Last day; `None`: until further notice.
    pub until: Option<Date>,
}

/// As stored: versions of before days were asked for hold the code alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum FlaggedForm {
    Code(String),
    Days {
        country: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Date>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
    },
}

impl From<FlaggedForm> for Flagged {
    fn from(form: FlaggedForm) -> Flagged {
        match form {
            FlaggedForm::Code(country) => Flagged { country, from: None, until: None },
            FlaggedForm::Days { country, from, until } => Flagged { country, from, until },
        }
    }
}

impl From<Flagged> for FlaggedForm {
    fn from(f: Flagged) -> FlaggedForm {
        FlaggedForm::Days { country: f.country, from: f.from, until: f.until }
    }
}

impl Flagged {
    /// Reads a row as it is typed: the code, then the first and the last day where there are any.
    pub fn read(row: &str) -> Option<Flagged> {
        let mut words = row.split([' ', ',', ';', '\t']).filter(|w| !w.is_empty());
        let country = words.next()?.to_uppercase();
        let mut day = || words.next().map(str::parse::<Date>).transpose();
        let (from, until) = (day().ok()?, day().ok()?);
        let flag = Flagged { country, from, until };
        (flag.possible() && words.next().is_none()).then_some(flag)
    }

    /// The same as it is typed.
    pub fn row(&self) -> String {
        let days = self.from.into_iter().chain(self.until).map(|d| d.to_string());
        std::iter::once(self.country.clone()).chain(days).collect::<Vec<_>>().join(" ")
    }

    /// Is it a country of the list, and does it end after it begins?
    pub fn possible(&self) -> bool {
        let known = CountryCode::parse(&self.country).is_ok_and(|c| c.entry().is_some());
        let order = self.until.is_none_or(|last| self.from.is_some_and(|first| first <= last));
        known && order
    }

    /// Does it flag that country on that day?
    pub fn flags(&self, code: &str, on: Option<Date>) -> bool {
        let inside = on.is_none_or(|day| self.from.is_none_or(|f| f <= day) && self.until.is_none_or(|u| day <= u));
        inside && self.country.eq_ignore_ascii_case(code)
    }
}

/// What the registers know of the operation behind bred or propagated specimens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Operation {
    /// An operation is registered for this species and this holder; of another country: named.
    Registered,
    /// The holder's registration is not in force.
    NotInForce,
    /// The holder's operation is registered for other species.
    OtherSpecies,
    /// A number is named that stands in no register under this holder.
    Unknown,
    /// None is registered and none is named.
    #[default]
    Unnamed,
}

impl Operation {
    /// Stable code, second half of the value.
    pub const fn code(self) -> &'static str {
        match self {
            Operation::Registered => "registered",
            Operation::NotInForce => "not-in-force",
            Operation::OtherSpecies => "other-species",
            Operation::Unknown => "unknown",
            Operation::Unnamed => "unnamed",
        }
    }
}

/// Whose part in a case somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartyPart {
    /// Box 4.
    Exporter,
    /// Box 3.
    Importer,
    /// In whose name it is applied: a company or a person.
    Applicant,
    /// Who applies with a mandate.
    Agent,
}

impl PartyPart {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            PartyPart::Exporter => "exporter",
            PartyPart::Importer => "importer",
            PartyPart::Applicant => "applicant",
            PartyPart::Agent => "agent",
        }
    }

    /// The part of a code.
    pub fn from_code(code: &str) -> Option<PartyPart> {
        let all = [PartyPart::Exporter, PartyPart::Importer, PartyPart::Applicant, PartyPart::Agent];
        all.into_iter().find(|p| p.code() == code)
    }
}

/// How often something stood against one who has a part in the case, whatever the part was then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The part that this one has now.
    pub part: PartyPart,
    /// What it was: code of a suspicion, like `SEIZED`.
    pub what: String,
    /// How often.
    pub times: u32,
}

impl Earlier {
    /// `importer/SEIZED/2`.
    pub fn said(&self) -> String {
        format!("{}/{}/{}", self.part.code(), self.what, self.times)
    }
}

/// An alert of enforcement that names the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forced {
    /// `alert/<serial>`, and `/<reason>` behind it where enforcement lets officers read it.
    pub said: String,
    /// The lane it forces.
    pub lane: Lane,
}

/// What an alert of enforcement is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A person, by name.
    Person(String),
    /// A company or institution, by name.
    Company(String),
    /// Whoever applies with a mandate, by name.
    Agent(String),
    /// A taxon of any rank.
    Taxon(String),
    /// A country, wherever it stands: origin, other side, on the way.
    Country(CountryCode),
    /// From one country to another, on the way or at its end.
    Route(CountryCode, CountryCode),
}

/// What of a case an alert can name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Names of exporter, importer, account and company.
    pub people: Vec<String>,
    /// Names of agents.
    pub agents: Vec<String>,
    /// Names of taxa, with every taxon above them.
    pub taxa: Vec<String>,
    /// Countries that it comes from: exporting country and origins.
    pub from: Vec<CountryCode>,
    /// Countries on the way.
    pub transit: Vec<CountryCode>,
    /// The country that it goes to.
    pub to: Vec<CountryCode>,
}

/// Names are the same but for case and blanks.
pub fn same_name(a: &str, b: &str) -> bool {
    let plain = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(a) == plain(b)
}

impl Subject {
    /// Does it name this case?
    pub fn names(&self, case: &Named) -> bool {
        let any = |list: &[String], name: &str| list.iter().any(|other| same_name(other, name));
        match self {
            Subject::Person(name) | Subject::Company(name) => any(&case.people, name),
            Subject::Agent(name) => any(&case.agents, name),
            Subject::Taxon(name) => any(&case.taxa, name),
            Subject::Country(c) => case.from.contains(c) || case.transit.contains(c) || case.to.contains(c),
            Subject::Route(from, to) => case.from.contains(from) && (case.to.contains(to) || case.transit.contains(to)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(code: &str) -> CountryCode {
        CountryCode::parse(code).unwrap()
    }

    #[test]
    fn a_flag_is_read_as_it_is_typed() {
        for row in ["SG", "SG 2026-11-01", "SG 2026-11-01 2027-03-31"] {
            assert_eq!(Flagged::read(row).unwrap().row(), row);
        }
        for wrong in ["", "Q9", "SG soon", "SG 2027-01-01 2026-01-01", "SG 2026-01-01 2026-02-01 more"] {
            assert_eq!(Flagged::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_alert_names_a_case_by_what_it_is_about() {
        let case = Named {
            people: vec!["River Bend  Farm Ltd".into()],
            agents: vec!["Mads Merchant".into()],
            taxa: vec!["Crocodylus niloticus".into(), "Crocodylia".into()],
            from: vec![country("QM")],
            transit: vec![country("SG")],
            to: vec![country("QN")],
        };
        let yes = [
            Subject::Company("river bend farm ltd".into()),
            Subject::Agent("Mads Merchant".into()),
            Subject::Taxon("crocodylia".into()),
            Subject::Country(country("SG")),
            Subject::Route(country("QM"), country("QN")),
            Subject::Route(country("QM"), country("SG")),
        ];
        assert!(yes.iter().all(|s| s.names(&case)), "{case:?}");
        let no = [
            Subject::Person("Mads Merchant".into()),
            Subject::Taxon("Pythonidae".into()),
            Subject::Country(country("NL")),
            Subject::Route(country("QN"), country("QM")),
        ];
        assert!(no.iter().all(|s| !s.names(&case)));
    }
}
