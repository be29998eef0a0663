//! Things that hold for every file.

use super::Fault;
use super::source::{Tree, line_of, stands_alone};
use anyhow::Result;

/// A longer file is two subjects.
const LINES_MAX: usize = 800;

/// Written apart, so that this file does not find itself.
const UNFINISHED: [&str; 6] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("HA", "CK:"),
    concat!("X", "XX:"),
    concat!("not yet ", "implemented"),
    concat!("un", "implemented!"),
];

/// Where one machine keeps things.
const MACHINE: [&str; 6] = [
    concat!("/wo", "rk/main"),
    concat!("/wo", "rk/shared"),
    concat!("/wo", "rk/."),
    concat!("/ro", "ot/"),
    concat!("/tm", "p/target"),
    concat!("/ho", "me/"),
];

/// Length of files, words of unfinished work, paths of one machine.
pub fn files(tree: &Tree) -> Result<Vec<Fault>> {
    let mut out = Vec::new();
    for file in &tree.files {
        let generated = file.text.starts_with("// Made by `cargo xtask codegen`");
        let lines = file.text.lines().count();
        if file.rust.is_some() && !generated && lines > LINES_MAX {
            let help = format!("{lines} lines: find the second subject in it and give that its own file");
            out.push(Fault::new(&file.path, help));
        }
        // Tables hold what their sources say.
        if file.path.ends_with(".csv") || file.path.ends_with("package-lock.json") {
            continue;
        }
        for (words, help) in [
            (&UNFINISHED[..], "finish it, or write it down as a limitation where readers look"),
            (&MACHINE[..], "this is a path of one machine; find it from the checkout or take it as an argument"),
        ] {
            for word in words {
                for (at, _) in file.text.match_indices(word) {
                    let open = word.starts_with('/') || word.ends_with([':', '!']);
                    let alone = if word.starts_with('/') {
                        // An address like `/api/home/` is no machine's path.
                        !file.text[..at]
                            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '}' | '-' | '_' | '.' | '*'))
                    } else {
                        open || stands_alone(&file.text, at, word.len())
                    };
                    if alone {
                        out.push(Fault::new(
                            format!("{}:{}", file.path, line_of(&file.text, at)),
                            format!("{word}: {help}"),
                        ));
                    }
                }
            }
        }
    }
    Ok(out)
}

/// Every table below `data/` has its source and terms in `data/NOTICE.md`.
pub fn notice(tree: &Tree) -> Result<Vec<Fault>> {
    let Some(notice) = tree.file("data/NOTICE.md") else {
        return Ok(vec![Fault::new("data/NOTICE.md", "write down the source, date and terms of every data file")]);
    };
    let tables = tree.files.iter().filter(|f| f.path.starts_with("data/") && f.path.ends_with(".csv"));
    let named = |path: &str| notice.text.contains(&format!("`{}`", path.trim_start_matches("data/")));
    Ok(tables
        .filter(|f| !named(&f.path))
        .map(|f| Fault::new(&f.path, "name its source, date and terms in data/NOTICE.md"))
        .collect())
}
