//! The two fictional Parties: Querimba (QM), which mostly exports, and Quenland (QN), which mostly imports.

use cites::document::{Address, Authority};
use cites::{CountryCode, Lang, NumberTemplate, ParseError, country};
use rules::RulePack;
use rules::pack::{PackError, PartyTable};
use store::{HelpDesk, NewTenant, TenantSettings};

/// The law of the fictional Parties, one table a file of `data/demo/`. A table with a header alone is loaded and empty:
/// the rules that need it answer "passed" and not "not checked".
const TABLES: &[(PartyTable, &str)] = &[
    (PartyTable::Distributions, include_str!("../../../data/demo/distributions.csv")),
    (PartyTable::Suspensions, include_str!("../../../data/demo/suspensions.csv")),
    (PartyTable::SuspensionExemptions, include_str!("../../../data/demo/suspension_exemptions.csv")),
    (PartyTable::Reservations, include_str!("../../../data/demo/reservations.csv")),
    (PartyTable::Quotas, include_str!("../../../data/demo/quotas.csv")),
    (PartyTable::StricterMeasures, include_str!("../../../data/demo/stricter_measures.csv")),
    (PartyTable::Reviews, include_str!("../../../data/demo/reviews.csv")),
    (PartyTable::Tolerances, include_str!("../../../data/demo/tolerances.csv")),
    (PartyTable::PhytoParties, include_str!("../../../data/demo/phyto_parties.csv")),
    (PartyTable::Listings, include_str!("../../../data/demo/listings.csv")),
];

/// The base rules with the rows of the fictional Parties. Both know each other's measures, so one pack serves both.
///
/// # Errors
/// Table, row and column of a cell that cannot be read, which the tests exclude.
pub fn pack() -> Result<RulePack, PackError> {
    TABLES.iter().try_fold(RulePack::base()?, |pack, (table, text)| pack.with(*table, text))
}

fn address(street: &str, city: &str, postcode: &str, country: CountryCode) -> Address {
    Address {
        street: street.into(),
        post_box: None,
        city: city.into(),
        postcode: Some(postcode.into()),
        subdivision: None,
        country,
    }
}

/// What sets one fictional Party up.
struct Sketch {
    party: CountryCode,
    names: [&'static str; 3],
    languages: &'static [Lang],
    suffix: &'static str,
    authority: (&'static str, &'static str, &'static str, &'static str),
    scientific: &'static str,
    time_zone: &'static str,
    /// Telephone, e-mail, where the data is kept.
    help: (&'static str, &'static str, &'static str),
}

/// The tenants of the demonstration: QM with pages in EN and FR, QN in EN, ES and AR.
///
/// # Errors
/// When a number template is broken, which the tests exclude.
pub fn houses() -> Result<Vec<NewTenant>, ParseError> {
    let sketches = [
        Sketch {
            party: country::DEMO_EXPORTER,
            names: ["Querimba", "Quérimba", "Querimba"],
            languages: &[Lang::En, Lang::Fr],
            suffix: "",
            authority: ("Management Authority of Querimba", "1 Reef Road", "Capital City", "1"),
            scientific: "Scientific Authority of Querimba",
            time_zone: "Africa/Maputo",
            help: ("+000 1 555 010", "help@qm.example", "Capital City"),
        },
        Sketch {
            party: country::DEMO_IMPORTER,
            names: ["Quenland", "Quenlande", "Quenlandia"],
            languages: &[Lang::En, Lang::Es, Lang::Ar],
            suffix: "A1",
            authority: ("Management Authority of Quenland", "9 Beacon Square", "Northport", "2000"),
            scientific: "Scientific Council of Quenland",
            time_zone: "Atlantic/Azores",
            help: ("+000 2 555 020", "help@qn.example", "Northport"),
        },
    ];
    sketches.into_iter().map(house).collect()
}

fn house(sketch: Sketch) -> Result<NewTenant, ParseError> {
    let (name, street, city, postcode) = sketch.authority;
    Ok(NewTenant {
        code: sketch.party.code().to_owned(),
        party: sketch.party,
        host: None,
        demo: true,
        four_eyes: true,
        settings: TenantSettings {
            names: [Lang::En, Lang::Fr, Lang::Es].into_iter().zip(sketch.names.map(str::to_owned)).collect(),
            languages: sketch.languages.to_vec(),
            number_template: NumberTemplate::parse(NumberTemplate::DEFAULT)?,
            number_suffix: sketch.suffix.to_owned(),
            authority: Authority {
                name: name.to_owned(),
                address: address(street, city, postcode, sketch.party),
                representative: None,
            },
            scientific_authority: sketch.scientific.to_owned(),
            place_of_issue: city.to_owned(),
            time_zone: sketch.time_zone.to_owned(),
            validity_months: 6,
            appeal_days: 30,
            assign_at_once: true,
            opinion_alone: true,
            help: HelpDesk {
                phone: sketch.help.0.to_owned(),
                mail: sketch.help.1.to_owned(),
                hours: if sketch.help.0.is_empty() { String::new() } else { "8:00–16:00".to_owned() },
                data_location: sketch.help.2.to_owned(),
            },
            late_at_expiry: false,
            colour: None,
        },
    })
}

/// A tenant of any fictional Party: ours where it is one of the two, else one with invented names.
pub(crate) fn house_of_any(party: CountryCode, code: &str) -> Result<NewTenant, ParseError> {
    if let Some(known) = houses()?.into_iter().find(|h| h.code == code) {
        return Ok(known);
    }
    let mut new = house(Sketch {
        party,
        names: ["Fictional Party", "Partie fictive", "Parte ficticia"],
        languages: &[Lang::En, Lang::Fr, Lang::Es],
        suffix: "",
        authority: ("Management Authority", "1 Long Road", "Capital City", "1"),
        scientific: "Scientific Authority",
        time_zone: "UTC",
        help: ("", "", ""),
    })?;
    code.clone_into(&mut new.code);
    new.settings.names.values_mut().for_each(|name| *name = format!("{name} {code}"));
    new.settings.authority.name = format!("Management Authority of {code}");
    Ok(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_parties_have_their_law_and_their_numbers() {
        let houses = houses().unwrap();
        let numbers: Vec<String> = houses
            .iter()
            .map(|h| {
                h.settings.number_template.number(h.party, 2026, 371, &h.settings.number_suffix).unwrap().to_string()
            })
            .collect();
        assert_eq!(numbers, ["26QM000371", "26QN000371/A1"]);
        let pack = pack().unwrap();
        assert!(PartyTable::ALL.iter().all(|t| pack.tables().iter().any(|(name, _)| *name == t.name())));
        let zones = houses.iter().all(|h| jiff::tz::TimeZone::get(&h.settings.time_zone).is_ok());
        assert!(zones, "every house has a zone that exists");
    }
}
