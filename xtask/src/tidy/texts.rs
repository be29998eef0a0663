//! The words people read: generated files are current, every message stands in every language, every key exists.

use super::Fault;
use super::source::{File, Tree, line_of};
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};

/// What `cargo xtask codegen` would write is what stands in the checkout.
pub fn generated(tree: &Tree) -> Result<Vec<Fault>> {
    let mut out = Vec::new();
    for file in crate::generated(&tree.root)? {
        let path = file.path.to_string_lossy().into_owned();
        if tree.file(&path).is_none_or(|known| known.text != file.text) {
            out.push(Fault::new(path, "run `cargo xtask codegen`; do not edit it by hand"));
        }
    }
    Ok(out)
}

/// The language in which every message is written first.
const FIRST: &str = "en";
/// Languages that have every message.
const COMPLETE: [&str; 2] = ["fr", "es"];
/// Arabic has the frame, the errors, and the pages of applicants and customs; the others may follow.
const ARABIC: [&str; 4] = ["terms.ftl", "errors.ftl", "shared.ftl", "econtrol.ftl"];
/// In those files the messages of officers' pages, by the beginning of their keys: no Arabic is asked for.
const OFFICERS: [&str; 7] = ["admin-", "audit-", "people-", "partners-", "settings-", "help-officer", "help-science"];

/// A message: its line, and the values it uses.
struct Message {
    line: usize,
    values: BTreeSet<String>,
}

/// Messages of a Fluent file by key; attributes count as `key.attribute`.
fn messages(file: &File) -> BTreeMap<String, Message> {
    let mut out: BTreeMap<String, Message> = BTreeMap::new();
    let mut current = String::new();
    for (n, line) in file.text.lines().enumerate() {
        let key = line.split_once('=').map(|(key, _)| key.trim_end());
        let is_key = |k: &str| {
            k.starts_with(|c: char| c.is_ascii_lowercase())
                && k.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if let Some(key) = key.filter(|k| is_key(k)) {
            current = key.to_owned();
            out.insert(current.clone(), Message { line: n + 1, values: BTreeSet::new() });
        } else if !line.starts_with([' ', '}', '\t']) && !line.trim().is_empty() {
            current.clear();
        }
        if let Some(message) = out.get_mut(&current) {
            for part in line.split('$').skip(1) {
                let name: String =
                    part.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
                message.values.insert(name);
            }
        }
    }
    out
}

/// Each file of the first language stands in the complete ones with the same messages and the same values, and as far
/// as it is spoken in Arabic.
pub fn languages(tree: &Tree) -> Result<Vec<Fault>> {
    let mut out = Vec::new();
    let first = format!("locales/{FIRST}/");
    for file in tree.files.iter().filter(|f| f.path.starts_with(&first) && f.path.ends_with(".ftl")) {
        let name = file.path.trim_start_matches(&first);
        let english = messages(file);
        let langs = COMPLETE.iter().chain(ARABIC.contains(&name).then_some(&"ar"));
        for lang in langs {
            let path = format!("locales/{lang}/{name}");
            let Some(other) = tree.file(&path) else {
                out.push(Fault::new(path, format!("this file is missing; {name} must be there in {lang}")));
                continue;
            };
            let theirs = messages(other);
            for (key, message) in &english {
                match theirs.get(key) {
                    None if *lang == "ar" && OFFICERS.iter().any(|start| key.starts_with(start)) => {}
                    None => out
                        .push(Fault::new(&path, format!("{key} is missing (locales/{FIRST}/{name}:{})", message.line))),
                    Some(their) if !their.values.is_subset(&message.values) => {
                        let help = format!("{key} uses a value that the English message does not have");
                        out.push(Fault::new(format!("{path}:{}", their.line), help));
                    }
                    Some(_) => {}
                }
            }
            for (key, their) in theirs.iter().filter(|(key, _)| !english.contains_key(*key)) {
                out.push(Fault::new(
                    format!("{path}:{}", their.line),
                    format!("{key} is not in English; remove it, or add it there"),
                ));
            }
        }
    }
    Ok(out)
}

/// The French of running text has one apostrophe, the typographic one. The field's own words stay as their source writes
/// them: they are made from the table.
pub fn apostrophes(tree: &Tree) -> Result<Vec<Fault>> {
    let french = |f: &&File| f.path.starts_with("locales/fr/") && !f.path.ends_with("/terms.ftl");
    let mut out = Vec::new();
    for file in tree.files.iter().filter(french) {
        for (n, line) in file.text.lines().enumerate().filter(|(_, l)| !l.starts_with('#')) {
            // Between two letters, or between a letter and a value: l'{ $name }.
            let mut around = line.chars().zip(line.chars().skip(1)).zip(line.chars().skip(2));
            if around.any(|((a, b), c)| b == '\'' && a.is_alphabetic() && (c.is_alphanumeric() || c == '{')) {
                out.push(Fault::new(format!("{}:{}", file.path, n + 1), "write ’ for '"));
            }
        }
    }
    Ok(out)
}

/// Functions of `Words` and of the field parts that take a key as their first argument.
const SAYING: [&str; 9] =
    [".say(", ".say1(", ".say2(", ".say_with(", ".html(", ".rich(", ".rich1(", ".rich2(", "Sentence::key("];

/// Makers of errors that carry the code of a message: the n-th argument is the code.
const ERRORS: [(&str, usize); 2] = [("ParseError::new(", 0), ("FieldError::new(", 1)];

/// Rooms whose errors are shown beside a field, under the key `error-<code>`.
const ASKING: [&str; 5] = ["cites", "permits", "pages", "office", "server"];

/// The string that stands as the n-th argument behind `at`.
fn argument(file: &File, at: usize, n: usize) -> Option<&str> {
    let code = &file.rust.as_ref()?.code;
    let mut start = at;
    for _ in 0..n {
        start += code[start..].find(',')? + 1;
    }
    let rest = file.text[start..].trim_start();
    rest.strip_prefix('"')?.split('"').next()
}

/// Every error that a person can meet at a field has its message.
pub fn errors(tree: &Tree) -> Result<Vec<Fault>> {
    let Some(file) = tree.file("locales/en/errors.ftl") else {
        return Ok(vec![Fault::new("locales/en/errors.ftl", "write the messages of the errors")]);
    };
    let mut known: BTreeSet<String> = messages(file).into_keys().collect();
    known.extend(tree.file("locales/en/terms.ftl").map(messages).unwrap_or_default().into_keys());
    let mut out = Vec::new();
    for (file, rust) in tree.program().filter(|(f, _)| f.room().is_some_and(|room| ASKING.contains(&room))) {
        for (maker, n) in ERRORS {
            for (at, _) in rust.code.match_indices(maker) {
                let Some(code) = argument(file, at + maker.len(), n) else { continue };
                if !known.contains(&format!("error-{code}")) {
                    let help =
                        format!("the message error-{code} is not in locales/en/errors.ftl; write it in every language");
                    out.push(Fault::new(format!("{}:{}", file.path, line_of(&file.text, at)), help));
                }
            }
        }
    }
    Ok(out)
}

/// Keys that the pages and their templates name are there; of a key that is put together, some message begins so.
pub fn keys(tree: &Tree) -> Result<Vec<Fault>> {
    let first = format!("locales/{FIRST}/");
    let files: Vec<&File> =
        tree.files.iter().filter(|f| f.path.starts_with(&first) && f.path.ends_with(".ftl")).collect();
    let known: BTreeSet<String> = files.iter().flat_map(|f| messages(f).into_keys()).collect();
    // One fault for each key, with the first place that asks for it.
    let mut missing: BTreeMap<&str, (String, usize)> = BTreeMap::new();
    for file in &tree.files {
        let template = file.path.starts_with("crates/pages/templates/") && file.path.ends_with(".html");
        let page = file.path.starts_with("crates/pages/src/") && file.rust.is_some();
        let handler = file.path.starts_with("crates/server/src/") && file.rust.is_some();
        if !(template || page || handler) {
            continue;
        }
        for call in SAYING {
            for (at, _) in file.text.match_indices(call) {
                // What a test or a comment says is not said to anybody.
                if file.rust.as_ref().is_some_and(|r| !r.code[at..].starts_with(call)) {
                    continue;
                }
                let rest = file.text[at + call.len()..].trim_start().trim_start_matches('&');
                let (rest, composed) = match rest.strip_prefix("format!(") {
                    Some(rest) => (rest, true),
                    None => (rest, false),
                };
                let Some(key) = rest.strip_prefix('"').and_then(|r| r.split('"').next()) else { continue };
                let (key, composed) = match key.split_once('{') {
                    Some((start, _)) => (start, true),
                    None => (key, composed),
                };
                let fits = if composed { known.iter().any(|k| k.starts_with(key)) } else { known.contains(key) };
                if !fits {
                    let place = || (format!("{}:{}", file.path, line_of(&file.text, at)), 0);
                    missing.entry(key).or_insert_with(place).1 += 1;
                }
            }
        }
    }
    let fault = |(key, (at, times)): (&str, (String, usize))| {
        let help =
            format!("the message {key:?} ({times} times) is in no file of locales/{FIRST}; write it in every language");
        Fault::new(at, help)
    };
    Ok(missing.into_iter().map(fault).collect())
}
