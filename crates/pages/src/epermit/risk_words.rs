//! What a criterion saw, in words: the archive keeps codes between slashes (`permits::risk_known`), so that a hit is read
//! in the language of whoever reads it.

use crate::Words;
use crate::html::Html;
use cites::{CountryCode, Source, Term};

/// One value of a criterion in words; what is no code of ours stays as it was written.
pub(crate) fn seen(criterion: &str, value: &str, w: &Words) -> Html {
    // As the score joins them: a reason may have commas.
    let between = if criterion == "K18" { "; alert/" } else { ", " };
    let whole = |(n, part): (usize, &str)| match n {
        0 => one(criterion, part, w),
        _ if criterion == "K18" => one(criterion, &format!("alert/{part}"), w),
        _ => one(criterion, part, w),
    };
    let parts: Vec<Html> = value.split(between).enumerate().map(whole).collect();
    Html::join(&parts, if criterion == "K18" { "; " } else { w.comma() })
}

fn one(criterion: &str, part: &str, w: &Words) -> Html {
    let words: Vec<&str> = part.splitn(3, '/').collect();
    let country =
        |code: &str| CountryCode::parse(code).map(|c| w.country_html(&c)).unwrap_or_else(|_| Html::data(code));
    match (criterion, words.as_slice()) {
        ("K02", [code]) => Source::from_code(code).map_or_else(|| Html::data(code), |s| Html::text(w.source(&s))),
        ("K12", [code]) => Term::from_code(code).map_or_else(|| Html::data(code), |t| Html::text(w.term(&t))),
        ("K03", [code, why]) => {
            let source = Source::from_code(code).map_or_else(|| Html::data(code), |s| Html::text(w.source(&s)));
            Html::join(&[source, w.html(format!("risk-operation-{why}"))], ": ")
        }
        ("K07", [part, what, times]) => {
            let part = w.html(format!("risk-part-{part}"));
            let what = w.html(format!("suspicion-{}", what.to_lowercase()));
            let times = Html::text(format!("× {}", w.count(times.parse().unwrap_or(1))));
            Html::join(&[Html::join(&[part, what], ": "), times], " ")
        }
        ("K13", [how, code]) => Html::join(&[w.html(format!("risk-route-{how}")), country(code)], ": "),
        ("K15", [what, times]) => w.rich1(&format!("risk-{what}-times"), "n", times.parse::<u32>().unwrap_or(1)),
        ("K18", ["alert", number]) => w.rich1("risk-alert-closed", "n", *number),
        ("K18", ["alert", number, reason]) => w.rich2("risk-alert-said", "n", *number, "reason", *reason),
        _ => Html::data(part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cites::Lang;

    #[test]
    fn codes_become_words_and_what_is_no_code_stays() {
        let w = Words::of(Lang::En);
        let said = |criterion: &str, value: &str| seen(criterion, value, w).plain();
        assert_eq!(said("K02", "W"), w.source(&Source::W));
        assert_eq!(said("K07", "importer/SEIZED/2"), "Importer: seized × 2");
        assert_eq!(said("K15", "replaced/1, amended/2"), "1 replaced, 2 changes asked for");
        assert_eq!(
            said("K03", "C/unknown"),
            format!("{}: the number stands in no register under this holder", w.source(&Source::C))
        );
        assert_eq!(said("K07", "3"), "3", "a hit of before these words");
        assert!(said("K18", "alert/4/Seen at the pier; alert/5").contains("Seen at the pier"));
    }
}
