//! The field's own words: `locales/terms.csv` becomes one Fluent file for each language, `locales/<lang>/terms.ftl`.
//!
//! Keys are written with `-` for `_`; `{name}` in a text becomes the variable `{ $name }`. What stands in the table is
//! text and nothing else: no cell can become a Fluent function, selector or attribute.

use crate::codegen::{LANGS, read};
use anyhow::{Result, bail};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// One generated file: where it lives, from the root, and what it holds.
pub struct Generated {
    /// From the root of the checkout.
    pub path: PathBuf,
    /// The whole text.
    pub text: String,
}

/// The files of all languages. A cell that is blank is left out: the reader then sees English, marked as such.
pub fn render(root: &Path) -> Result<Vec<Generated>> {
    let rows = read(&root.join("locales/terms.csv"))?;
    let mut out = Vec::new();
    for lang in LANGS {
        let mut text = String::from("# Made from locales/terms.csv by `cargo xtask codegen`. Do not edit.\n");
        for row in &rows {
            let (key, words) = (&row["key"], row[lang].trim());
            if !key.starts_with(|c: char| c.is_ascii_lowercase())
                || !key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            {
                bail!("locales/terms.csv: the key {key:?} must be small letters, digits and _");
            }
            if !words.is_empty() {
                writeln!(text, "{} = {}", key.replace('_', "-"), pattern(key, words)?)?;
            }
        }
        out.push(Generated { path: PathBuf::from(format!("locales/{lang}/terms.ftl")), text });
    }
    Ok(out)
}

/// A text as a Fluent pattern on one line.
fn pattern(key: &str, words: &str) -> Result<String> {
    let mut out = String::with_capacity(words.len() + 8);
    let mut rest = words;
    // At the beginning of a pattern these have a meaning of their own.
    if let Some(first @ ('*' | '[' | '.')) = words.chars().next() {
        write!(out, "{{ \"{first}\" }}")?;
        rest = &words[1..];
    }
    while let Some(open) = rest.find(['{', '}', '\n', '\r']) {
        out.push_str(&rest[..open]);
        let behind = &rest[open + 1..];
        let Some(name) = rest[open..].strip_prefix('{').and_then(|r| r.split_once('}')).map(|(name, _)| name) else {
            bail!("locales/terms.csv, {key}: a brace without its partner, or a line break");
        };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            bail!("locales/terms.csv, {key}: {{{name}}} is no name of a value");
        }
        write!(out, "{{ ${name} }}")?;
        rest = &behind[name.len() + 1..];
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn no_cell_becomes_more_than_text_and_values() {
        for (cell, want) in [
            ("Page {n} of {total}", "Page { $n } of { $total }"),
            ("** Only for", "{ \"*\" }* Only for"),
            (".net", "{ \".\" }net"),
        ] {
            assert_eq!(pattern("k", cell).unwrap(), want);
        }
        for bad in ["{ NUMBER($n) }", "{", "a } b", "{n", "{$n}", "a\nb"] {
            assert!(pattern("k", bad).is_err(), "{bad}");
        }
    }
}
