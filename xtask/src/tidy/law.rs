//! The law room: every rule names its source.

use super::Fault;
use super::source::{Tree, closing, line_of, stands_alone};
use anyhow::Result;

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
    if rules == 0 && tree.file("crates/rules/src/rule.rs").is_some() {
        out.push(Fault::new(
            "crates/rules",
            "no rule was found; the check does not know how rules are written any more",
        ));
    }
    Ok(out)
}
