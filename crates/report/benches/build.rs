//! `report build` beside its limit: reading the same bytes, counting the lines, writing the same bytes (W6).
//!
//! Run with `cargo bench -p report`; compare `build` with `limit` of the same size in the same run.

use cites::CountryCode;
use cites::taxa::Taxonomy;
use divan::{Bencher, counter::ItemsCount};
use report::{Law, MemorySpill, Options, Outputs, build_from_csv};
use rules::RulePack;
use std::hint::black_box;
use std::ops::ControlFlow;
use std::sync::LazyLock;

#[path = "../tests/it/rows.rs"]
mod rows;

static TAXA: LazyLock<Taxonomy> = LazyLock::new(|| Taxonomy::shipped().expect("the shipped taxonomy is whole"));

static PACK: LazyLock<RulePack> = LazyLock::new(|| RulePack::base().expect("the base pack is whole"));

fn law() -> Law<'static> {
    Law { taxa: &TAXA, pack: &PACK, names_complete: false }
}

const SIZES: [usize; 3] = [10_000, 100_000, 1_300_000];

fn main() {
    divan::main();
}

fn built(file: &[u8]) -> [Vec<u8>; 3] {
    let mut out = [const { Vec::new() }; 3];
    let [lines, aggregated, findings] = &mut out;
    let outputs = Outputs { lines, aggregated, findings };
    let options = Options { reporter: CountryCode::parse("QM").ok(), ..Options::default() };
    let mut spill = MemorySpill::default();
    build_from_csv(file, law(), &options, &mut spill, outputs, &mut |_| ControlFlow::Continue(()))
        .expect("made-up rows build");
    out
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn build(bencher: Bencher, size: usize) {
    let file = rows::exporter_file(size, 1, &TAXA, &PACK);
    bencher.counter(ItemsCount::new(size)).bench_local(|| built(black_box(&file)));
}

/// Reads the input, counts its lines, and writes what the build writes.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn limit(bencher: Bencher, size: usize) {
    let file = rows::exporter_file(size, 1, &TAXA, &PACK);
    let written = built(&file);
    bencher.counter(ItemsCount::new(size)).bench_local(|| {
        let lines = black_box(&file).iter().filter(|b| **b == b'\n').count();
        let copies: Vec<Vec<u8>> = written.iter().map(|bytes| black_box(bytes).clone()).collect();
        (lines, copies)
    });
}
