//! The program does not end in a panic: what can go wrong is an error with a sentence.

use super::Fault;
use super::source::{Tree, line_of};
use anyhow::Result;

/// What ends in a panic. Indexing is not looked for: a reader cannot tell a checked place from an unchecked one.
const ENDS: [&str; 6] = [".unwrap()", ".expect(", ".unwrap_err()", ".expect_err(", "panic!(", "unreachable!("];

/// Where it is allowed: theatre for tests, and literals of our own samples, every one of which a test makes.
const ALLOWED: [&str; 8] = [
    "crates/testkit/",
    "crates/store/src/every_statement.rs",
    "crates/store/src/steps.rs",
    "crates/store/src/step_papers.rs",
    "crates/store/src/step_registry.rs",
    "crates/cites/src/sample.rs",
    "crates/pages/src/samples.rs",
    "crates/pages/src/money/mod.rs",
];

/// Nothing outside tests ends in a panic.
pub fn panics(tree: &Tree) -> Result<Vec<Fault>> {
    let mut out = Vec::new();
    for (file, rust) in tree.program().filter(|(f, _)| !ALLOWED.iter().any(|a| f.path.starts_with(a))) {
        for word in ENDS {
            for (at, _) in rust.code.match_indices(word) {
                let at = format!("{}:{}", file.path, line_of(&rust.code, at));
                let help = "say what is wrong as an error with a key, or make the type so that it cannot be";
                out.push(Fault::new(at, format!("{word}: {help}")));
            }
        }
    }
    Ok(out)
}
