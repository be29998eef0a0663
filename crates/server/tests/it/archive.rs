//! Audit, backup and restore as an operator runs them.

use crate::kit::Scratch;

fn installation(dir: &Scratch) {
    let create = ["tenant", "create", "--party", "FR", "--name", "France", "--admin-email", "admin@example.org"];
    dir.manis(create.iter().chain(&["--data-dir", "data"])).good();
}

#[test]
fn a_backup_moves_an_installation_and_its_chain() {
    let dir = Scratch::new();
    installation(&dir);
    let told = dir.manis(["backup", "--data-dir", "data", "--to", "all.backup"]).good();
    assert!(told.contains("1 Parties"), "{told}");
    dir.manis(["backup", "--data-dir", "data", "--to", "all.backup"]).refused(1, "there already");
    dir.manis(["restore", "--data-dir", "data", "--from", "all.backup"]).refused(1, "not empty");
    dir.manis(["restore", "--data-dir", "new", "--from", "all.backup"]).good();
    let head = |data: &str| dir.manis(["audit", "verify", "--data-dir", data]).good();
    assert_eq!(head("data"), head("new"), "the chain moved as it is");
}

#[test]
fn damaged_backups_and_broken_chains_are_named() {
    let dir = Scratch::new();
    installation(&dir);
    dir.manis(["backup", "--data-dir", "data", "--to", "all.backup"]).good();
    let bytes = std::fs::read(dir.0.join("all.backup")).unwrap();
    dir.write("cut.backup", &bytes[..bytes.len() / 2]);
    let told = dir.manis(["restore", "--data-dir", "new", "--from", "cut.backup"]);
    assert_eq!(told.code(), 1);
    assert!(told.err().starts_with("manis: ") && told.err().trim_end().lines().count() == 1, "{}", told.err());
    dir.manis(["restore", "--data-dir", "new", "--from", "none.backup"]).refused(1, "no such file");
    dir.manis(["audit", "verify", "--data-dir", "nowhere"]).refused(1, "no data directory");
    dir.manis(["audit", "verify", "--data-dir", "new"]).refused(1, "no Party");
    dir.write("data/other.sqlite", "this is no database, but long enough to be looked at as one".repeat(20));
    let told = dir.manis(["audit", "verify", "--data-dir", "data", "--database", "sqlite:data/other.sqlite"]);
    assert_eq!(told.code(), 1);
    assert_eq!(told.err().trim_end().lines().count(), 1, "{}", told.err());
}
