//! What is traded: goods with the weights and quantities of the trade profile, and the forms that ask for them.

use crate::Error;
use crate::chance::Dice;
use crate::people::Firm;
use crate::plan::AREAS;
use crate::story::party;
use cites::{Amount, CountryCode, Date, FindingKind, RefusalReason, Unit};
use office::shared::facts::facts;
use office::{House, Office};
use permits::form::{LineInput, ProvenanceInput};
use permits::particulars::ParticularsInput;
use permits::{Draft, Finding, FormInput};
use serde::Deserialize;

const PROFILE: &str = include_str!("../../../data/demo/trade_profile.json");

#[derive(Deserialize)]
struct Profile {
    goods: Vec<Good>,
}

/// Something a Party sends abroad.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Good {
    /// Who sends it.
    pub party: CountryCode,
    /// What sort of company deals in it.
    pub firm: String,
    /// Box 7.
    pub taxon: String,
    /// Box 8.
    pub common_name: String,
    /// Box 9.
    pub term: String,
    /// Box 9, in words.
    pub description: String,
    /// Box 11.
    pub unit: String,
    /// Box 10.
    pub source: String,
    /// Box 5a.
    pub purpose: String,
    /// Box 10.
    pub appendix: String,
    /// Box 1.
    pub document: String,
    /// Box 12, for re-exports.
    pub origin: String,
    /// Why an application for it is refused; blank where it is granted.
    pub refuse: String,
    /// How often it is traded.
    pub weight: u64,
    /// Percentiles 10, 25, 50, 75 and 90 of the quantity.
    pub quantities: [String; 5],
}

/// Every good.
///
/// # Errors
/// [`Error::Broken`] when the shipped file cannot be read.
pub(crate) fn goods() -> Result<Vec<Good>, Error> {
    let profile: Profile = serde_json::from_str(PROFILE).map_err(|e| Error::Broken(e.to_string()))?;
    Ok(profile.goods)
}

impl Good {
    /// Box 11's unit.
    pub fn unit(&self) -> Result<Unit, Error> {
        Unit::from_code(&self.unit).ok_or_else(|| Error::Broken(format!("unknown unit {}", self.unit)))
    }

    /// Why it is refused.
    pub fn refusal(&self) -> Option<RefusalReason> {
        RefusalReason::from_code(&self.refuse)
    }

    /// A quantity as traded: between the 10th and the 90th percentile, whole where the unit counts.
    pub fn quantity(&self, dice: &mut Dice) -> Result<Amount, Error> {
        const PERCENTILES: [i64; 5] = [10, 25, 50, 75, 90];
        let micro = |n: usize| -> Result<i64, Error> {
            Amount::parse(&self.quantities[n]).map(Amount::micro).map_err(|e| Error::Broken(e.to_string()))
        };
        let at = dice.between(10, 90);
        let n = PERCENTILES.iter().rposition(|p| *p <= at).unwrap_or(0).min(3);
        let (low, high) = (micro(n)?, micro(n + 1)?);
        let (from, to) = (PERCENTILES[n], PERCENTILES[n + 1]);
        let raw = low + (high - low) / (to - from) * (at - from);
        // Whole numbers for what is counted, three decimals for what is measured.
        let step = if self.unit()?.is_count() { 1_000_000 } else { 1_000 };
        Ok(Amount::from_micro((raw / step).max(1) * step).unwrap_or(Amount::ZERO))
    }

    /// Where it is caught, where its quota is set by area: nearly all from the first of them.
    fn area(&self) -> String {
        AREAS.iter().find(|(taxon, ..)| *taxon == self.taxon).map(|(_, area, _)| (*area).to_owned()).unwrap_or_default()
    }

    /// The line that asks for it. `origin`: the document of the country of origin, for re-exports.
    pub fn line(&self, quantity: Amount, marks: String, origin: Option<(String, Date)>) -> LineInput {
        let origin = match (&origin, self.origin.is_empty()) {
            (_, true) | (None, _) => ProvenanceInput::default(),
            (Some((permit, date)), false) => {
                ProvenanceInput { country: self.origin.clone(), permit: permit.clone(), date: date.to_string() }
            }
        };
        LineInput {
            taxon: self.taxon.clone(),
            common_name: self.common_name.clone(),
            description: self.description.clone(),
            term: self.term.clone(),
            marks,
            appendix: self.appendix.clone(),
            source: self.source.clone(),
            quantity: quantity.to_string(),
            unit: self.unit.clone(),
            origin,
            area: self.area(),
            ..LineInput::default()
        }
    }
}

/// The form of a consignment without its lines.
pub(crate) fn form(kind: &str, purpose: &str, exporter: &Firm, importer: &Firm, partner: CountryCode) -> FormInput {
    FormInput {
        document_type: kind.to_owned(),
        partner_country: partner.code().to_owned(),
        importer: party(importer.name, &importer.address),
        exporter: party(exporter.name, &exporter.address),
        purpose: purpose.to_owned(),
        transport_mode: "air".into(),
        declaration: true,
        language: "en".into(),
        // The sturgeons of the demonstration live in ponds.
        particulars: ParticularsInput { shared_stock: "no".into(), ..ParticularsInput::default() },
        ..FormInput::default()
    }
}

/// What an application needs before it can be granted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Needs {
    /// Findings of the Scientific Authority.
    pub science: Vec<FindingKind>,
    /// Findings of the Management Authority.
    pub own: Vec<FindingKind>,
    /// Does a rule forbid it?
    pub blocked: bool,
}

/// Asks the rules what a form needs on a day.
///
/// # Errors
/// [`Error::Broken`] when the form is not complete.
pub(crate) fn needs(office: &Office, house: &House, form: &FormInput, on: Date) -> Result<Needs, Error> {
    let draft = Draft::parse(form).map_err(|e| Error::Broken(format!("{e:?}")))?;
    let quotas = vec![Vec::new(); draft.lines.len()];
    let trace = rules::examine(&facts(&draft, house.party(), &[], Vec::new(), &quotas), &house.pack, &office.taxa, on);
    let mut needs = Needs { blocked: trace.is_blocked(), ..Needs::default() };
    for finding in trace.required_findings() {
        let list = if Finding::is_scientific(finding.kind) { &mut needs.science } else { &mut needs.own };
        if !list.contains(&finding.kind) {
            list.push(finding.kind);
        }
    }
    Ok(needs)
}
