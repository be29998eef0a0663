//! Who may know whom, read from `cargo metadata`.

use super::Fault;
use super::source::Tree;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// The table of `ARCHITECTURE.md`: a room and the rooms it may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("cites", &[]),
    ("rules", &["cites"]),
    ("permits", &["rules", "cites"]),
    ("exchange", &["cites"]),
    ("document", &["cites"]),
    ("report", &["rules", "cites"]),
    ("store", &["permits", "rules", "cites"]),
    ("office", &["store", "permits", "rules", "document", "exchange", "report", "cites"]),
    ("pages", &["cites"]),
    ("demo", &["office", "store", "permits", "rules", "document", "exchange", "report", "cites"]),
    ("web", &["pages", "office", "store", "permits", "rules", "document", "exchange", "report", "cites"]),
    (
        "server",
        &["web", "demo", "pages", "office", "store", "permits", "rules", "document", "exchange", "report", "cites"],
    ),
    ("testkit", &["permits", "document", "exchange", "cites"]),
    ("xtask", &[]),
];

/// The theatre stands behind tests only.
const TESTS_ONLY: &str = "testkit";

/// Help from outside that belongs to one room, and the rooms that may use it.
const TOOLS: &[(&[&str], &[&str])] = &[
    (&["sqlx", "rusqlite", "tokio-postgres"], &["store"]),
    (&["axum", "tower", "tower-http", "hyper", "utoipa"], &["web", "server"]),
    (&["axum-server", "reqwest", "rustls", "clap"], &["server"]),
    (&["tokio", "async-trait", "futures"], &["store", "office", "demo", "web", "server", "testkit"]),
    (&["rand", "getrandom", "fastrand"], &["server"]),
    (&["quick-xml"], &["exchange"]),
    (&["askama", "fluent-bundle"], &["pages"]),
];

/// Arrows between our crates, and tools from outside only where they belong.
pub fn arrows(tree: &Tree) -> Result<Vec<Fault>> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(&tree.root)
        .output()
        .context("cargo is needed to read who uses whom")?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let empty = Vec::new();
    let packages = metadata["packages"].as_array().unwrap_or(&empty);
    let ours: BTreeSet<&str> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let page = tree.file("ARCHITECTURE.md").map_or("", |f| f.text.as_str());
    let mut faults = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or("");
        let Some((_, may)) = ARROWS.iter().find(|(room, _)| *room == name) else {
            faults.push(Fault::new(
                name,
                "this crate has no row in the table of arrows; add it in xtask and ARCHITECTURE.md",
            ));
            continue;
        };
        if !page.contains(&format!("| `{name}` |")) {
            faults.push(Fault::new("ARCHITECTURE.md", format!("add the row of the room {name}")));
        }
        for used in package["dependencies"].as_array().unwrap_or(&empty) {
            let other = used["name"].as_str().unwrap_or("");
            let for_tests = used["kind"].as_str() == Some("dev");
            let allowed = if ours.contains(other) {
                may.contains(&other) || (for_tests && other == TESTS_ONLY)
            } else {
                let room = TOOLS.iter().find(|(tools, _)| tools.contains(&other));
                for_tests || name == "xtask" || room.is_none_or(|(_, rooms)| rooms.contains(&name))
            };
            if !allowed {
                let at = format!("{} -> {other}", name);
                let help = if ours.contains(other) {
                    "this arrow is not in ARCHITECTURE.md; move the code to the room that may know both".to_owned()
                } else {
                    format!("{other} is not for this room; hand what it does in from outside")
                };
                faults.push(Fault::new(at, help));
            }
        }
    }
    Ok(faults)
}
