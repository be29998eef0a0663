//! What holds for every rule: a citation, three languages, whole sentences.

use crate::kit::*;
use rules::sentence::all_messages;
use rules::{Movement, Verdict, catalogue};
use std::collections::BTreeSet;

#[test]
fn every_rule_has_a_citation_and_a_title_in_three_languages() {
    let list = catalogue(&BASE);
    assert!(list.len() > 90, "{} rules", list.len());
    let mut ids = BTreeSet::new();
    for rule in &list {
        assert!(ids.insert(rule.id.clone()), "{} stands twice", rule.id);
        let c = &rule.citation;
        for part in [c.instrument(), c.provision(), c.revision()] {
            assert!(!part.trim().is_empty(), "{}: citation", rule.id);
        }
        for lang in [cites::Lang::En, cites::Lang::Fr, cites::Lang::Es] {
            assert!(!rule.title(lang).is_empty(), "{}: title in {lang:?}", rule.id);
        }
    }
    for id in ["B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9", "P1", "D-I-EXP-W", "D-III-IMP", "C4", "W-29"] {
        assert!(ids.contains(id), "{id}");
    }
}

#[test]
fn every_sentence_speaks_three_languages_with_the_same_arguments() {
    let mut keys = BTreeSet::new();
    for m in all_messages() {
        assert!(keys.insert(m.key), "{} stands twice", m.key);
        for text in [m.en, m.fr, m.es] {
            assert!(!text.trim().is_empty(), "{}", m.key);
        }
        let holes = |text: &str| -> BTreeSet<String> {
            text.match_indices('{').map(|(at, _)| text[at..].split('}').next().unwrap_or("").to_owned()).collect()
        };
        assert_eq!(holes(m.en), holes(m.fr), "{}: French", m.key);
        assert_eq!(holes(m.en), holes(m.es), "{}: Spanish", m.key);
        if !m.key.starts_with("rule-") && !m.key.starts_with("w-0") && !m.key.starts_with("w-1") {
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
        for lang in [cites::Lang::En, cites::Lang::Fr, cites::Lang::Es] {
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
