//! The same law over the full reference data, where they are at hand.

use crate::kit::*;
use cites::{Purpose, Source, Term, Unit};
use rules::{PartyTable, RulePack, Verdict};
use std::path::PathBuf;

fn shared() -> Option<PathBuf> {
    let given = std::env::var_os("MANIS_SHARED").map(PathBuf::from);
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let found = [given, Some(beside)].into_iter().flatten().find(|dir| dir.join("suspensions.csv").exists());
    if found.is_none() {
        println!("ran on the shipped set: the full reference data are not here");
    }
    found
}

fn full() -> Option<RulePack> {
    let dir = shared()?;
    let tables = [
        PartyTable::Suspensions,
        PartyTable::SuspensionExemptions,
        PartyTable::Reservations,
        PartyTable::Quotas,
        PartyTable::Distributions,
    ];
    Some(tables.iter().fold(RulePack::base().unwrap(), |pack, table| {
        let text = std::fs::read_to_string(dir.join(format!("{}.csv", table.name()))).unwrap();
        pack.with(*table, &text).unwrap_or_else(|e| panic!("{e}"))
    }))
}

#[test]
fn real_suspensions_stop_liberia_and_leave_zimbabwe_alone() {
    let Some(pack) = full() else { return };
    let python = || line("Python regius", Term::Liv, "5", Unit::Nar, Source::W);
    let verdict = |from: &str, p, rule: &str| ask_with(&export(from, "FR", p, python()), &pack).verdict(rule);
    assert_eq!(verdict("LR", Purpose::T, "B4"), Verdict::Blocked, "all commercial trade since 2018");
    assert_eq!(verdict("LR", Purpose::S, "B4"), Verdict::Passed);
    assert_eq!(verdict("GH", Purpose::T, "B4"), Verdict::Passed);
    let scorpion = export("BJ", "FR", Purpose::T, line("Pandinus imperator", Term::Liv, "5", Unit::Nar, Source::W));
    assert_eq!(ask_with(&scorpion, &pack).verdict("B4"), Verdict::Blocked, "review of significant trade");
    // Afghanistan's older recommendation exempts zoos; the newer one covers all trade.
    let old = jiff::civil::date(2010, 1, 1);
    let zoo = export("AF", "FR", Purpose::Z, line("Panthera uncia", Term::Liv, "1", Unit::Nar, Source::C));
    assert_ne!(rules::examine(&zoo, &pack, &TAXA, old).verdict("B4"), Verdict::Blocked);
}

#[test]
fn real_quotas_and_distribution_are_used() {
    let Some(pack) = full() else { return };
    let caiman = export("GY", "FR", Purpose::T, line("Caiman crocodilus", Term::Ski, "100", Unit::Nar, Source::W));
    let trace = rules::examine(&caiman, &pack, &TAXA, jiff::civil::date(2022, 6, 1));
    assert_eq!(trace.verdict("B6"), Verdict::NotChecked, "a quota of 20000 and no ledger{}", said(&trace));
    assert_eq!(trace.verdict("W-25"), Verdict::Passed, "Guyana is in its range{}", said(&trace));
    let nowhere = export("IS", "FR", Purpose::T, line("Caiman crocodilus", Term::Ski, "100", Unit::Nar, Source::W));
    assert_eq!(ask_with(&nowhere, &pack).verdict("W-25"), Verdict::Look, "no caimans in Iceland");
}
