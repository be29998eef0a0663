//! Ports and offices to choose from: UN/LOCODE for real countries, a few invented names for the fictional ones.

use cites::{CountryCode, country};
use std::sync::LazyLock;

/// Most places in one list.
const MOST: usize = 300;

/// Code, name and country of every place with a port or an airport, by name.
static PLACES: LazyLock<Vec<(CountryCode, String, String)>> = LazyLock::new(|| {
    let text = include_str!("../../../../data/unlocode_ports.csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let mut out: Vec<_> = rows
        .records()
        .filter_map(Result::ok)
        .filter_map(|row| {
            let (code, country, name, functions) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(4)?);
            // 1: port, 4: airport (UN/LOCODE, functions).
            let fits = functions.contains('1') || functions.contains('4');
            fits.then(|| Some((CountryCode::parse(country).ok()?, code.to_owned(), name.to_owned()))).flatten()
        })
        .collect();
    out.sort_by(|a, b| (a.0, &a.2).cmp(&(b.0, &b.2)));
    out
});

/// The name of a place by its code; `None` for what is no code of a place.
pub fn name(code: &str) -> Option<String> {
    let party = CountryCode::parse(code.get(..2)?).ok()?;
    let shown = of(party, "").into_iter().find(|(known, name)| known == code && !name.is_empty());
    let any = || PLACES.iter().find(|(_, known, _)| known == code).map(|(.., name)| name.clone());
    shown.map(|(_, name)| name).or_else(any)
}

/// Places of a country: code and name. `seat` stands first where we know none.
pub fn of(party: CountryCode, seat: &str) -> Vec<(String, String)> {
    let invented: &[(&str, &str)] = if party == country::DEMO_EXPORTER {
        &[("QMBND", "Bend"), ("QMQRB", "Querimba Airport"), ("QMSTN", "Stone Bay")]
    } else if party == country::DEMO_IMPORTER {
        &[("QNNPT", "Northport"), ("QNQLD", "Quenland Airport")]
    } else {
        &[]
    };
    let mut out: Vec<(String, String)> = invented.iter().map(|(c, n)| ((*c).to_owned(), (*n).to_owned())).collect();
    let real = PLACES.iter().filter(|(country, ..)| *country == party).take(MOST);
    out.extend(real.map(|(_, code, name)| (code.clone(), name.clone())));
    if out.is_empty() {
        out.push((party.code().to_owned(), seat.to_owned()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_has_its_ports_and_the_fictional_ones_have_theirs() {
        let kenya = of(CountryCode::parse("KE").unwrap(), "");
        assert!(kenya.iter().any(|(code, _)| code == "KEMBA"), "Mombasa");
        assert_eq!(of(country::DEMO_EXPORTER, "")[0].0, "QMBND");
        assert_eq!(name("QMBND").as_deref(), Some("Bend"));
        assert!(name("KEMBA").is_some_and(|n| n.contains("Mombasa")), "a port of a real country has its name");
        assert_eq!(
            (name("by the river"), name("QM"), name("é")),
            (None, None, None),
            "what people type may be no code"
        );
    }
}
