//! The texts: readable, complete, and the same holes in every language.

use cites::Lang;
use pages::Words;
use std::collections::{BTreeMap, BTreeSet};

const WORKING: [Lang; 3] = [Lang::En, Lang::Fr, Lang::Es];

#[test]
fn every_message_of_every_language_can_be_read_and_stands_once() {
    for lang in Lang::ALL {
        assert_eq!(Words::broken(*lang), Vec::<String>::new(), "{}", lang.code());
        let mut seen = BTreeSet::new();
        let twice: Vec<String> = Words::keys(*lang).into_iter().filter(|k| !seen.insert(k.clone())).collect();
        assert_eq!(twice, Vec::<String>::new(), "{}: written twice", lang.code());
    }
}

#[test]
fn english_french_and_spanish_have_the_same_keys() {
    let keys: Vec<BTreeSet<String>> = WORKING.iter().map(|l| Words::keys(*l).into_iter().collect()).collect();
    for (lang, of) in WORKING.iter().zip(&keys) {
        let lacks: Vec<&String> = keys[0].difference(of).collect();
        let more: Vec<&String> = of.difference(&keys[0]).collect();
        assert!(lacks.is_empty() && more.is_empty(), "{}: lacks {lacks:?}, has alone {more:?}", lang.code());
    }
}

#[test]
fn a_translation_has_the_holes_of_the_english_sentence() {
    let holes = |lang: Lang| -> BTreeMap<String, BTreeSet<String>> {
        let folder = format!("{}/../../locales/{}", env!("CARGO_MANIFEST_DIR"), lang.code());
        let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for file in std::fs::read_dir(folder).expect("the folder of a language") {
            let text = std::fs::read_to_string(file.expect("a file").path()).expect("a text");
            for line in text.lines() {
                if let Some((k, _)) = line.split_once(" =")
                    && line.starts_with(|c: char| c.is_ascii_lowercase())
                {
                    key = k.to_owned();
                }
                for part in line.split("{ $").skip(1) {
                    let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    out.entry(key.clone()).or_default().insert(name);
                }
            }
        }
        out
    };
    let english = holes(Lang::En);
    for lang in [Lang::Fr, Lang::Es, Lang::Ar] {
        for (key, names) in holes(lang) {
            assert_eq!(Some(&names), english.get(&key), "{} {key}", lang.code());
        }
    }
}

#[test]
fn no_sentence_shouts_and_no_french_colon_stands_at_the_edge_of_a_line() {
    for lang in WORKING {
        for key in Words::keys(lang) {
            let text = Words::of(lang).say(&key);
            assert!(!text.contains('!'), "{} {key}: {text}", lang.code());
            if lang == Lang::Fr && !key.starts_with("form-") {
                for sign in [" :", " ;", " ?"] {
                    assert!(!text.contains(sign) || !key_is_ours(&key), "fr {key}: {text}");
                }
            }
        }
    }
}

/// Terms come from `terms.csv`, which is reviewed by itself.
fn key_is_ours(key: &str) -> bool {
    let terms = include_str!("../../../../locales/fr/terms.ftl");
    !terms.lines().any(|l| l.starts_with(&format!("{key} =")))
}

#[test]
fn every_code_a_parser_or_an_act_can_answer_has_its_sentence_in_four_languages() {
    let root = format!("{}/..", env!("CARGO_MANIFEST_DIR"));
    let mut codes = BTreeSet::new();
    for folder in ["cites/src", "permits/src"] {
        collect_codes(std::path::Path::new(&format!("{root}/{folder}")), &mut codes);
    }
    assert!(codes.len() > 40, "the codes were found: {}", codes.len());
    for lang in [Lang::En, Lang::Fr, Lang::Es, Lang::Ar] {
        let lacks: Vec<&String> = codes.iter().filter(|c| !Words::of(lang).has(&format!("error-{c}"))).collect();
        assert_eq!(lacks, Vec::<&String>::new(), "{}: sentences missing", lang.code());
    }
}

/// Codes in `ParseError::new("…"`, `precondition("…"`, `errors.add(…, "…"` and in the `code()` matches of `permits`.
fn collect_codes(folder: &std::path::Path, codes: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect_codes(&path, codes);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            let text = text.split("#[cfg(test)]").next().unwrap_or(&text);
            for opening in ["ParseError::new(", "precondition("] {
                for part in text.split(opening).skip(1) {
                    let part = part.trim_start();
                    if let Some(code) = part.strip_prefix('"').and_then(|p| p.split('"').next())
                        && code.contains('-')
                    {
                        codes.insert(code.to_owned());
                    }
                }
            }
            for line in text.lines() {
                let is_error = ["error.rs", "duty.rs", "quota.rs", "signing.rs"].iter().any(|f| path.ends_with(f));
                let is_match = is_error && line.contains("=> \"") && line.contains("::");
                if is_match
                    && let Some(code) = line.split("=> \"").nth(1).and_then(|p| p.split('"').next())
                    && code.contains('-')
                    && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
                {
                    codes.insert(code.to_owned());
                }
            }
        }
    }
}
