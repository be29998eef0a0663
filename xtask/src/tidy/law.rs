//! The law room: every rule names its source.

use super::Fault;
use super::source::{Tree, closing, line_of, stands_alone};
use anyhow::Result;

/// Columns that name the source of a row.
const SOURCE: [&str; 3] = ["instrument", "provision", "revision"];

/// Each `Rule { … }` written in `rules` names a citation. That no part of a citation is blank is checked where it is
/// made: in a `const` by the compiler, in a row by `Citation::parse`.
pub fn citations(tree: &Tree) -> Result<Vec<Fault>> {
    let mut out = Vec::new();
    let mut rules = 0;
    for (file, rust) in tree.program().filter(|(f, _)| f.room() == Some("rules")) {
        for (at, _) in rust.code.match_indices("Rule {") {
            let before = rust.code[..at].trim_end();
            let declares = ["struct", "impl", "for", "->"].iter().any(|w| before.ends_with(w));
            if declares || !stands_alone(&rust.code[..at + 4], at, 4) {
                continue;
            }
            rules += 1;
            let open = at + 5;
            let body = closing(&rust.code, open).map_or("", |end| &rust.code[open..end]);
            if !body.contains("citation") {
                let at = format!("{}:{}", file.path, line_of(&rust.code, at));
                out.push(Fault::new(at, "name the source of this rule: `citation: …`"));
            }
        }
    }
    // The rows of a pack are law too: each names instrument, provision and revision.
    for file in tree.files.iter().filter(|f| f.path.starts_with("crates/rules/data/") && f.path.ends_with(".csv")) {
        let mut reader = csv::Reader::from_reader(file.text.as_bytes());
        let heads = reader.headers()?.clone();
        for name in SOURCE {
            if !heads.iter().any(|h| h == name) {
                out.push(Fault::new(&file.path, format!("add the column {name}: every row names its source")));
            }
        }
        for row in reader.records() {
            let row = row?;
            let blank = heads.iter().zip(&row).find(|(h, cell)| SOURCE.contains(h) && cell.trim().is_empty());
            if let Some((name, _)) = blank {
                let line = row.position().map_or(0, csv::Position::line);
                out.push(Fault::new(
                    format!("{}:{line}", file.path),
                    format!("fill {name}: every row names its source"),
                ));
            }
        }
    }
    if rules == 0 && tree.file("crates/rules/src/rule.rs").is_some() {
        out.push(Fault::new(
            "crates/rules",
            "no rule was found; the check does not know how rules are written any more",
        ));
    }
    Ok(out)
}
