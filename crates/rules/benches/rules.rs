//! How long a draft takes to examine, and a row of the annual report to check.

use cites::taxa::Taxonomy;
use cites::{Amount, CountryCode, DocumentType, Purpose, Quantity, Source, TaxonName, Term, Unit, country};
use rules::wcmc::{Checker, ReportRow, Side};
use rules::{Facts, LineFacts, Movement, RulePack};
use std::sync::LazyLock;

static TAXA: LazyLock<Taxonomy> = LazyLock::new(|| Taxonomy::demo().unwrap());
static PACK: LazyLock<RulePack> = LazyLock::new(|| RulePack::base().unwrap());

fn main() {
    LazyLock::force(&TAXA);
    LazyLock::force(&PACK);
    divan::main();
}

fn skins(lines: usize) -> Facts {
    let line = LineFacts::new(
        TaxonName::parse("Crocodylus niloticus").unwrap(),
        Term::Ski,
        Quantity::new(Amount::whole(240), Unit::Nar).unwrap(),
        Source::R,
    );
    let facts = Facts::new(Movement::Export, country::DEMO_EXPORTER, Some(country::DEMO_IMPORTER));
    let facts = facts.asking(DocumentType::Export).purpose(Purpose::T);
    (0..lines).fold(facts, |facts, _| facts.line(line.clone()))
}

#[divan::bench(args = [3, 50])]
fn check_application(bencher: divan::Bencher<'_, '_>, lines: usize) {
    let facts = skins(lines);
    let on = jiff::civil::date(2026, 11, 21);
    bencher.bench_local(|| rules::examine(divan::black_box(&facts), &PACK, &TAXA, on));
}

#[divan::bench(args = [1000])]
fn check_report_rows(bencher: divan::Bencher<'_, '_>, rows: usize) {
    let row = ReportRow {
        side: Side::Exporter,
        reporter: CountryCode::parse("ZW").unwrap(),
        appendix: "II",
        species_name: "Crocodylus niloticus",
        term: "SKI",
        quantity: "240",
        unit: "NAR",
        trading_partner: "FR",
        country_of_origin: "",
        import_permit: "",
        export_permit: "26ZW000371",
        origin_permit: "",
        ifs_permit: "",
        purpose: "T",
        source: "R",
        year: "2025",
    };
    let mut checker = Checker::new(&TAXA, &PACK);
    let mut out = Vec::new();
    bencher.counter(divan::counter::ItemsCount::new(rows)).bench_local(|| {
        for _ in 0..rows {
            checker.check(divan::black_box(&row), &mut out);
        }
        assert!(out.is_empty(), "a good row passes");
    });
}
