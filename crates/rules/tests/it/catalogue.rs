//! What holds for every rule: a citation, four languages, whole sentences.

use crate::kit::*;
use cites::Lang;
use rules::sentence::{Arg, Sentence, all_messages};
use rules::{Movement, Verdict, catalogue};
use std::collections::BTreeSet;

/// The languages of applicants, customs and the public.
const SPOKEN: [Lang; 4] = [Lang::En, Lang::Fr, Lang::Es, Lang::Ar];

/// Arabic, with codes and names in Latin letters among its words, and not an English sentence in its place.
fn is_arabic(text: &str) -> bool {
    let letters = |range: std::ops::RangeInclusive<char>| text.chars().filter(|c| range.contains(c)).count();
    let latin = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| w.len() > 1 && *w == w.to_lowercase());
    letters('\u{620}'..='\u{64a}') > 3 && latin.filter(|w| *w != "csv").count() == 0
}

#[test]
fn every_rule_has_a_citation_and_a_title_in_four_languages() {
    let list = catalogue(&BASE);
    assert!(list.len() > 90, "{} rules", list.len());
    let mut ids = BTreeSet::new();
    for rule in &list {
        assert!(ids.insert(rule.id.clone()), "{} stands twice", rule.id);
        let c = &rule.citation;
        for part in [c.instrument(), c.provision(), c.revision()] {
            assert!(!part.trim().is_empty(), "{}: citation", rule.id);
        }
        for lang in SPOKEN {
            assert!(!rule.title(lang).is_empty(), "{}: title in {lang:?}", rule.id);
        }
        // The titles of the annual report's checks end with the columns of the file.
        let title = rule.title(Lang::Ar).split(" (").next().unwrap_or("");
        assert!(is_arabic(title), "{}: {}", rule.id, rule.title(Lang::Ar));
    }
    for id in ["B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9", "P1", "D-I-EXP-W", "D-III-IMP", "C4", "W-29"] {
        assert!(ids.contains(id), "{id}");
    }
}

#[test]
fn every_sentence_speaks_four_languages_with_the_same_arguments() {
    let mut keys = BTreeSet::new();
    for m in all_messages() {
        assert!(keys.insert(m.key), "{} stands twice", m.key);
        for text in SPOKEN.map(|lang| m.text(lang)) {
            assert!(!text.trim().is_empty(), "{}", m.key);
        }
        assert!(is_arabic(m.ar), "{}: {}", m.key, m.ar);
        let loose = [" ;", " :", " ?", " !"].into_iter().find(|mark| m.fr.contains(mark));
        assert_eq!(loose, None, "{}: a no-break space stands before it in French: {}", m.key, m.fr);
        let plain = |text: &str| !text.contains('_') && !text.contains("is invalid");
        assert!(plain(m.en), "{}: the words of a file, not of a sentence: {}", m.key, m.en);
        let holes = |text: &str| -> BTreeSet<String> {
            text.match_indices('{').map(|(at, _)| text[at..].split('}').next().unwrap_or("").to_owned()).collect()
        };
        assert_eq!(holes(m.en), holes(m.fr), "{}: French", m.key);
        assert_eq!(holes(m.en), holes(m.es), "{}: Spanish", m.key);
        assert_eq!(holes(m.en), holes(m.ar), "{}: Arabic", m.key);
        if !m.key.starts_with("rule-") {
            assert_ne!(m.en, m.fr, "{}", m.key);
            assert_ne!(m.en, m.es, "{}", m.key);
        }
    }
}

#[test]
fn a_trace_lists_every_rule_and_no_sentence_keeps_a_hole() {
    let ids: BTreeSet<String> = catalogue(&BASE).into_iter().map(|r| r.id).filter(|id| !id.starts_with('C')).collect();
    let trace = ask(&skins());
    let asked: BTreeSet<String> = trace.checks().iter().map(|c| c.rule.to_string()).collect();
    assert_eq!(asked, ids);
    for check in trace.speaking() {
        for lang in SPOKEN {
            let text = check.sentence(lang);
            assert!(!text.is_empty() && !text.contains('{'), "{} {text}", check.rule);
        }
    }
}

#[test]
fn without_data_a_rule_says_not_checked_and_never_passed() {
    let trace = ask(&skins());
    for rule in ["B2", "B4", "B8", "B9"] {
        assert_eq!(trace.verdict(rule), Verdict::NotChecked, "{rule}");
        assert_eq!(trace.of(rule).filter(|c| c.verdict == Verdict::Passed).count(), 0, "{rule}");
    }
}

#[test]
fn movements_have_codes() {
    for m in Movement::ALL {
        assert_eq!(Movement::from_code(m.code()), Some(*m));
    }
}

#[test]
fn in_an_arabic_sentence_names_and_days_keep_their_order() {
    let sentence = Sentence {
        key: "b1-population".into(),
        args: vec![
            Arg::text("Crocodylus niloticus"),
            Arg::Country(cites::CountryCode::parse("KE").unwrap()),
            Arg::Date(jiff::civil::date(2026, 3, 5)),
        ],
    };
    let text = sentence.text(Lang::Ar);
    assert!(text.contains("\u{2068}Crocodylus niloticus\u{2069}"), "{text}");
    assert!(text.contains("\u{2068}5\u{a0}مارس\u{a0}2026\u{2069}"), "{text}");
    assert!(!text.contains("Kenya") && !text.contains('{'), "{text}");
    assert!(!sentence.text(Lang::Fr).contains('\u{2068}'), "left to right nothing needs a mark");
}

#[test]
fn a_day_and_an_amount_in_a_sentence_are_written_for_the_reader_and_kept_exact_for_programs() {
    let of = |key: &'static str, args: Vec<Arg>| Sentence { key: key.into(), args };
    let late = of("c4-expired", vec![Arg::Date(jiff::civil::date(2026, 3, 5))]);
    let left = of(
        "m13-too-much",
        vec![Arg::text("Python regius"), Arg::Quantity(cites::Amount::parse("12500.5").unwrap(), cites::Unit::Kgm)],
    );
    for (lang, day, amount) in [
        (Lang::En, "5 March 2026", "12,500.5 kg"),
        (Lang::Fr, "5 mars 2026", "12 500,5 kg"),
        (Lang::Es, "5 de marzo de 2026", "12 500,5 kg"),
        (Lang::Ar, "5 مارس 2026", "12,500.5 kg"),
    ] {
        let plain = |s: String| s.replace(['\u{a0}', '\u{202f}'], " ");
        let (said, kept) = (plain(late.text(lang)), late.exact(lang));
        assert!(said.contains(day) && !said.contains("2026-03-05"), "{said}");
        assert!(kept.contains("2026-03-05"), "{kept}");
        let (said, kept) = (plain(left.text(lang)), left.exact(lang));
        assert!(said.contains(amount), "{said}");
        assert!(kept.contains("12500.5 KGM"), "{kept}");
    }
    // What an older version kept in a trace is read as before.
    let old: Sentence =
        serde_json::from_str(r#"{"key":"c4-expired","args":[{"is":"date","value":"2026-03-05"}]}"#).unwrap();
    assert_eq!(old, late);
}

#[test]
fn a_row_of_a_party_speaks_arabic_where_it_has_the_words_and_english_where_not() {
    let words = |ar: &str| Arg::Words { en: "No.".into(), fr: "Non.".into(), es: "No.".into(), ar: ar.into() };
    assert_eq!(words("لا.").words(Lang::Ar), "لا.");
    assert_eq!(words("").words(Lang::Ar), "\u{2068}No.\u{2069}");
    let stored: Arg = serde_json::from_str(r#"{"is":"words","value":{"en":"No.","fr":"Non.","es":"No."}}"#).unwrap();
    assert_eq!(stored, words(""), "a trace stored before rows had Arabic is still read");
}

#[test]
fn the_annual_report_keeps_the_message_of_the_upload_beside_the_sentence() {
    let finding = Sentence { key: "w-21".into(), args: vec![Arg::text("SKI"), Arg::text("LTR")] };
    let shape = rules::wcmc::as_uploaded(&finding).unwrap();
    assert_eq!(shape, "term_code SKI with unit_code LTR is invalid");
    assert_eq!(finding.text(Lang::En), "Check the unit: unit LTR is unusual for the term SKI.");
    assert_eq!(rules::wcmc::as_uploaded(&Sentence { key: "c1-copy".into(), args: Vec::new() }), None);
}

#[test]
fn the_conventions_own_texts_are_cited_in_the_language_of_the_reader() {
    // What reads alike in every language: articles, numbers of resolutions and revisions, a notification, a standard.
    let alike =
        ["Art.", "Res.", "Conf.", "Rev.", "CoP", "CITES", "ISO", "UNEP-WCMC", "Notification", "section", "I", "V", "X"];
    for rule in catalogue(&BASE) {
        let english = rule.citation.words(Lang::En);
        assert_eq!(english, rule.citation.to_string());
        let parts = [rule.citation.instrument(), rule.citation.provision(), rule.citation.revision()];
        let plain = parts.join(" ");
        let words = plain.split([' ', ',']).filter(|w| w.chars().any(|c| c.is_ascii_alphabetic()));
        let same = words.filter(|w| !alike.iter().any(|a| w.starts_with(a))).count() == 0;
        for lang in [Lang::Fr, Lang::Es, Lang::Ar] {
            let words = rule.citation.words(lang).replace(['\u{2068}', '\u{2069}'], "").replace('،', ",");
            assert!(same || words != english, "{}: {english} has no words in {}", rule.id, lang.code());
            let left = ["the ", "of ", " and ", "Annex ", "section on", "documents,"];
            let left: Vec<&str> = left.into_iter().filter(|l| words.contains(l)).collect();
            assert!(left.is_empty(), "{}: {words} in {} keeps {left:?}", rule.id, lang.code());
        }
    }
}

#[test]
fn a_national_law_is_cited_in_its_own_words() {
    let law = rules::Citation::parse("Quenland Wildlife Import Order", "section 4", "2024").unwrap();
    assert_eq!(law.words(Lang::Fr), "Quenland Wildlife Import Order (2024), section 4");
    let limit = rules::Citation::parse("Res. Conf. 13.7", "paragraph on quantities (c)", "Rev. CoP17").unwrap();
    assert_eq!(limit.words(Lang::Es), "Res. Conf. 13.7 (Rev. CoP17), párrafo sobre cantidades (c)");
}
