//! `cargo xtask tidy`: what a reviewer would otherwise have to look at in every change, checked in a second or two.
//!
//! Each check is one function that says what is wrong, where, and what to do. Nothing here builds the house.

mod arrows;
mod calm;
mod law;
mod rooms;
mod source;
#[cfg(test)]
mod tests;
mod texts;
mod tree;

use anyhow::{Result, bail};
use source::Tree;
use std::fmt;
use std::path::Path;

/// One thing that is not as it should be.
pub struct Fault {
    /// Where: path from the root, with a line where there is one.
    at: String,
    /// What to do about it, one sentence.
    help: String,
}

impl Fault {
    fn new(at: impl fmt::Display, help: impl Into<String>) -> Fault {
        Fault { at: at.to_string(), help: help.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.help)
    }
}

/// So many faults of one check are printed; the rest is usually more of the same.
const SHOWN: usize = 30;

type Check = fn(&Tree) -> Result<Vec<Fault>>;

const CHECKS: &[(&str, Check)] = &[
    ("arrows between crates", arrows::arrows),
    ("no clock, chance, print or files outside their rooms", rooms::faces),
    ("no program ends in a panic", calm::panics),
    ("SQL only in the archive", rooms::sql),
    ("an intent is made by the archive alone", rooms::intents),
    ("forked SQL counted", rooms::forks),
    ("every route has a permission", rooms::routes),
    ("every rule has a citation", law::citations),
    ("generated files are current", texts::generated),
    ("every message in every language", texts::languages),
    ("one apostrophe in French", texts::apostrophes),
    ("every message key that is used exists", texts::keys),
    ("every error at a field has its message", texts::errors),
    ("size of files, unfinished work, paths of one machine", tree::files),
    ("every data file with its source", tree::notice),
];

/// Runs every check and prints each fault; `Err` when there is any.
pub fn run(root: &Path) -> Result<()> {
    let tree = Tree::read(root)?;
    let mut faults = 0;
    for (name, check) in CHECKS {
        let found = check(&tree)?;
        if found.is_empty() {
            println!("ok     {name}");
            continue;
        }
        println!("FAULT  {name}");
        for fault in found.iter().take(SHOWN) {
            println!("       {fault}");
        }
        if found.len() > SHOWN {
            println!("       … and {} more", found.len() - SHOWN);
        }
        faults += found.len();
    }
    if faults > 0 {
        bail!("{faults} things to put right");
    }
    Ok(())
}
