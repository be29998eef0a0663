//! Which records become lines (`spec/reports.md` 1.2), told as an officer would.

use cites::document::Block;
use cites::{
    Amount, Appendix, CountryCode, Date, DocumentType, PermitNumber, PermitStatus, Purpose, Source, TaxonName, Term,
    Unit,
};
use report::{
    Basis, Collected, CombinedSource, Flow, LeftOutReason, LineSettings, Movement, MovementLine, Sheet, ToDoReason,
    lines,
};

pub fn country(code: &str) -> CountryCode {
    CountryCode::parse(code).unwrap()
}

pub fn number(text: &str) -> PermitNumber {
    PermitNumber::parse(text).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// One block of crocodile skins: 240 permitted, 238 left and arrived.
pub fn skins(block: usize) -> MovementLine {
    MovementLine {
        block: Block::nth(block),
        taxon: TaxonName::parse("Crocodylus porosus").unwrap(),
        accepted: None,
        appendix: Appendix::II,
        term: Term::Ski,
        unit: Unit::Nar,
        permitted: Amount::whole(240),
        endorsed: Some(Amount::whole(238)),
        received: Some(Amount::whole(238)),
        quota: None,
        source: Some(Source::W),
        second_source: None,
        origin: None,
        origin_permits: Vec::new(),
    }
}

/// The export of the skins from QM to QN, endorsed in November 2026.
pub fn export() -> Movement {
    Movement {
        document: DocumentType::Export,
        number: number("26QM000371/A1"),
        status: PermitStatus::Endorsed,
        flow: Flow::Export,
        partner: Some(country("QN")),
        issued: day("2026-11-21"),
        moved: Some(day("2026-11-25")),
        transit: false,
        seized: false,
        exclude_from_report: false,
        purpose: Some(Purpose::T),
        import_permit: None,
        export_permits: Vec::new(),
        ifs_permit: None,
        lines: vec![skins(0)],
    }
}

fn in_2026(movement: Movement) -> Collected {
    lines(&[movement], &LineSettings::usual(country("QM"), 2026))
}

fn by_permits(movement: Movement) -> Collected {
    let settings = LineSettings { basis: Basis::Permits, ..LineSettings::usual(country("QM"), 2026) };
    lines(&[movement], &settings)
}

fn reason(collected: &Collected) -> Option<LeftOutReason> {
    assert!(collected.lines.is_empty(), "nothing is reported when something is left out");
    collected.left_out.first().map(|l| l.reason)
}

#[test]
fn the_skins_that_left_and_not_the_skins_permitted_are_reported_by_both_countries() {
    let exported = in_2026(export());
    let imported = lines(
        &[Movement {
            flow: Flow::Import,
            partner: Some(country("QM")),
            import_permit: Some(number("26QN000007/A1")),
            ..export()
        }],
        &LineSettings::usual(country("QN"), 2026),
    );
    let (out, into) = (&exported.lines[0], &imported.lines[0]);
    assert_eq!((out.sheet(), into.sheet()), (Sheet::Exports, Sheet::Imports));
    assert_eq!(out.quantity, Amount::whole(238));
    assert_eq!((out.quantity, out.term, out.unit, out.year), (into.quantity, into.term, into.unit, into.year));
    assert_eq!(out.export_permits, into.export_permits, "both name the same export permit");
    assert_eq!(into.import_permit, Some(number("26QN000007/A1")));
    assert_eq!(out.basis, Basis::Actual);
}

#[test]
fn each_block_of_each_permit_is_its_own_line() {
    let mut first = export();
    first.lines = vec![skins(1), skins(0)];
    let second = Movement { number: number("26QM000370/A1"), ..export() };
    let collected = lines(&[first, second], &LineSettings::usual(country("QM"), 2026));
    let keys: Vec<String> = collected.lines.iter().map(|l| format!("{} {}", l.permit, l.block)).collect();
    assert_eq!(keys, ["26QM000370/A1 A", "26QM000371/A1 A", "26QM000371/A1 B"]);
}

#[test]
fn an_import_under_a_foreign_permit_alone_names_that_permit() {
    let movement = Movement { flow: Flow::Import, partner: Some(country("QM")), ..export() };
    let line = &lines(&[movement], &LineSettings::usual(country("QN"), 2026)).lines[0];
    assert_eq!(line.import_permit, None);
    assert_eq!(line.export_permits, [number("26QM000371/A1")]);
}

#[test]
fn an_import_under_our_own_permit_names_both() {
    let movement = Movement {
        document: DocumentType::Import,
        number: number("26QN000007"),
        flow: Flow::Import,
        partner: Some(country("QM")),
        export_permits: vec![number("26QM000371/A1")],
        ..export()
    };
    let line = &lines(&[movement], &LineSettings::usual(country("QN"), 2026)).lines[0];
    assert_eq!(line.import_permit, Some(number("26QN000007")));
    assert_eq!(line.export_permits, [number("26QM000371/A1")]);
}

#[test]
fn fish_from_the_sea_come_from_zz_with_source_x_and_their_certificate() {
    let movement = Movement {
        document: DocumentType::Ifs,
        number: number("26QM000900"),
        flow: Flow::FromSea,
        partner: None,
        ..export()
    };
    let line = &in_2026(movement).lines[0];
    assert_eq!(line.partner, Some(CountryCode::SEA));
    assert_eq!(line.source, Some(Source::X));
    assert_eq!(line.ifs_permit, Some(number("26QM000900")));
    assert!(line.import_permit.is_none() && line.export_permits.is_empty());
}

#[test]
fn what_never_was_trade_makes_no_line() {
    let seized = Movement { seized: true, ..export() };
    let transit = Movement { transit: true, ..export() };
    assert_eq!(reason(&in_2026(seized)), Some(LeftOutReason::Seized));
    assert_eq!(reason(&in_2026(transit)), Some(LeftOutReason::Transit));
    for status in [
        PermitStatus::Replaced,
        PermitStatus::Cancelled,
        PermitStatus::ExpiredUnused,
        PermitStatus::ReturnedUnused,
        PermitStatus::Void,
    ] {
        for collected in [in_2026(Movement { status, ..export() }), by_permits(Movement { status, ..export() })] {
            assert_eq!(reason(&collected), Some(LeftOutReason::NotUsed), "{status}");
        }
    }
    for document in [DocumentType::Scilabel, DocumentType::Art10, DocumentType::Impnotif] {
        assert_eq!(reason(&in_2026(Movement { document, ..export() })), Some(LeftOutReason::NotReported));
    }
}

#[test]
fn a_permit_revoked_after_the_goods_left_still_counts() {
    let used = Movement { status: PermitStatus::Revoked, ..export() };
    let unused = Movement { status: PermitStatus::Revoked, moved: None, ..export() };
    assert_eq!(in_2026(used).lines.len(), 1);
    assert_eq!(reason(&in_2026(unused)), Some(LeftOutReason::NotUsed));
}

#[test]
fn an_expired_permit_of_unknown_use_is_a_task_and_counts_only_by_permits() {
    let expired = || {
        let mut movement = Movement { status: PermitStatus::ExpiredUnknown, moved: None, ..export() };
        movement.lines[0].endorsed = None;
        movement
    };
    let actual = in_2026(expired());
    assert_eq!(actual.todo[0].reason, ToDoReason::ExpiredUnknown);
    assert_eq!(reason(&actual), Some(LeftOutReason::UseUnknown));
    let permits = by_permits(expired());
    assert_eq!(permits.lines[0].quantity, Amount::whole(240));
    assert_eq!(permits.lines[0].basis, Basis::Permits);
    assert_eq!(permits.todo.len(), 1);
}

#[test]
fn the_year_is_that_of_the_movement_or_of_the_issue() {
    let late = || Movement { moved: Some(day("2027-01-03")), ..export() };
    assert_eq!(reason(&in_2026(late())), Some(LeftOutReason::OtherYear));
    assert_eq!(lines(&[late()], &LineSettings::usual(country("QM"), 2027)).lines[0].year, 2027);
    assert_eq!(by_permits(late()).lines[0].year, 2026, "permits are counted in the year of issue");
}

#[test]
fn a_block_that_stayed_at_home_is_no_line_and_a_used_permit_without_figures_is_a_task() {
    let mut stayed = export();
    stayed.lines[0].endorsed = Some(Amount::ZERO);
    assert_eq!(reason(&in_2026(stayed)), Some(LeftOutReason::NothingMoved));
    let mut unknown = export();
    unknown.lines[0].endorsed = None;
    let collected = in_2026(unknown);
    assert_eq!(collected.todo[0].reason, ToDoReason::QuantityUnknown);
    assert_eq!(reason(&collected), Some(LeftOutReason::NotMoved));
}

#[test]
fn a_violin_that_crosses_four_borders_is_reported_once_and_only_by_those_who_report_permits() {
    let violin = Movement { document: DocumentType::Mic, ..export() };
    assert_eq!(reason(&in_2026(violin.clone())), Some(LeftOutReason::MultiUse));
    let settings = LineSettings { basis: Basis::Permits, multi_use: true, ..LineSettings::usual(country("QM"), 2026) };
    let crossings = vec![violin; 4];
    let collected = lines(&crossings, &settings);
    assert_eq!(collected.lines.len(), 1);
    assert_eq!(collected.lines[0].quantity, Amount::whole(240), "what the certificate is for, not what crossed");
    assert_eq!(collected.left_out.len(), 3);
}

#[test]
fn plants_under_phytosanitary_certificates_count_where_the_party_reports_them() {
    let plants = Movement { document: DocumentType::Phyto, number: number("QM-PHYTO-12"), ..export() };
    assert_eq!(reason(&in_2026(plants.clone())), Some(LeftOutReason::Phytosanitary));
    let settings = LineSettings { phytosanitary: true, ..LineSettings::usual(country("QM"), 2026) };
    assert_eq!(lines(&[plants], &settings).lines[0].export_permits, [number("QM-PHYTO-12")]);
}

#[test]
fn an_origin_that_is_the_exporter_is_blank_and_another_one_stays() {
    let with_origin = |flow, partner, origin| {
        let mut movement = Movement { flow, partner: Some(country(partner)), ..export() };
        movement.lines[0].origin = Some(country(origin));
        in_2026(movement).lines.remove(0).origin
    };
    assert_eq!(with_origin(Flow::Export, "QN", "QM"), None);
    assert_eq!(with_origin(Flow::Reexport, "QN", "AU"), Some(country("AU")));
    assert_eq!(with_origin(Flow::Import, "QN", "QN"), None);
    assert_eq!(with_origin(Flow::Import, "QN", "AU"), Some(country("AU")));
}

#[test]
fn of_two_source_letters_the_one_that_tells_where_the_specimen_came_from_is_reported() {
    let mut ivory = export();
    ivory.lines[0].source = Some(Source::O);
    ivory.lines[0].second_source = Some(Source::W);
    assert_eq!(in_2026(ivory.clone()).lines[0].source, Some(Source::W));
    let settings =
        LineSettings { combined_source: CombinedSource::Special, ..LineSettings::usual(country("QM"), 2026) };
    assert_eq!(lines(&[ivory.clone()], &settings).lines[0].source, Some(Source::O));
    ivory.lines[0].second_source = None;
    assert_eq!(in_2026(ivory).lines[0].source, Some(Source::O));
}

#[test]
fn the_accepted_name_is_reported_and_the_one_on_the_permit_kept() {
    let mut movement = export();
    movement.lines[0].accepted = Some(TaxonName::parse("Crocodylus novaeguineae").unwrap());
    let line = in_2026(movement).lines.remove(0);
    assert_eq!(line.species.as_str(), "Crocodylus novaeguineae");
    assert_eq!(line.reported_as.unwrap().as_str(), "Crocodylus porosus");
}
