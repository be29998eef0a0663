//! The countries that a consignment passes on its way, as the applicant plans it. Not printed: the form has no box for
//! them, and plans change; customs and the risk score want to know (`data/codes/risk_criteria.csv`, K13).

use crate::draft::FieldError;
use cites::{CountryCode, Lang};

/// Most countries on the way.
pub const MOST: usize = 6;

/// Reads countries as they are typed: codes or names in any of our languages, with commas or line breaks between them;
/// none twice.
///
/// # Errors
/// `transit-country` for what is no country, `transit-many` beyond [`MOST`].
pub fn read(text: &str) -> Result<Vec<CountryCode>, FieldError> {
    let wrong = |code: &str, help: String| FieldError { field: "transit".into(), code: code.into(), help };
    let mut all = Vec::new();
    for word in text.split([',', ';', '\n', '،', '؛']).map(str::trim).filter(|w| !w.is_empty()) {
        let found = country(word);
        let country = found.ok_or_else(|| {
            wrong(
                "transit-country",
                format!("Correct {word}: give countries by name or code, with commas between them."),
            )
        })?;
        if !all.contains(&country) {
            all.push(country);
        }
    }
    if all.len() > MOST {
        return Err(wrong("transit-many", format!("Give at most {MOST} countries on the way.")));
    }
    Ok(all)
}

/// The country of a code or a name.
pub fn country(word: &str) -> Option<CountryCode> {
    let by_code = CountryCode::parse(&word.to_uppercase()).ok().filter(|c| c.entry().is_some());
    by_code.or_else(|| {
        let wanted = word.to_lowercase();
        // Nobody types what the United Nations put in brackets, as of the Netherlands in French.
        let short = |name: &str| name.split_once(" (").map_or_else(|| name.to_owned(), |(short, _)| short.to_owned());
        let named = |in_short: bool| -> Vec<CountryCode> {
            let fits = |name: String| if in_short { short(&name) } else { name }.to_lowercase() == wanted;
            let spoken = [Lang::En, Lang::Fr, Lang::Es, Lang::Ar];
            let all = CountryCode::all().iter().map(|entry| entry.code);
            all.filter(|code| spoken.into_iter().any(|lang| fits(code.name(lang)))).collect()
        };
        match (named(false).first(), named(true).as_slice()) {
            (Some(code), _) | (None, [code]) => Some(*code),
            (None, _) => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_read_by_name_and_code_and_none_twice() {
        let codes =
            |text: &str| read(text).map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
        assert_eq!(codes("SG, netherlands\nsg").unwrap(), "SG NL");
        assert_eq!(codes("Pays-Bas").unwrap(), "NL");
        assert_eq!(codes(" ").unwrap(), "");
        assert_eq!(codes("SG, Atlantis").unwrap_err().code, "transit-country");
        assert_eq!(codes("SG, NL, DE, FR, ES, IT, CH").unwrap_err().code, "transit-many");
    }
}
