//! `manis seed`: very many permits, for measurements; the same seed gives the same permits on either engine.

use super::{Answer, known, log, say};
use crate::shared::clock::SystemClock;
use crate::shared::config::{DataArgs, Place};
use crate::shared::files::write_whole;
use crate::shared::house;
use cites::Date;
use demo::Seed;
use office::shared::faces::Clock as _;
use office::shared::facts::day;
use serde_json::json;
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    data: DataArgs,
    /// How many permits.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    permits: u64,
    /// Among how many Parties.
    #[arg(long, value_name = "T", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=500))]
    tenants: u16,
    /// The same number makes the same permits.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// The day before which they were issued; default: today (UTC).
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// File to write some of the permits to, with number, code and blocks (JSON).
    #[arg(long, env = "MANIS_KNOWN_FILE", value_name = "FILE")]
    known_file: Option<PathBuf>,
}

/// Runs it.
///
/// # Errors
/// One sentence; what was committed before stays.
pub fn run(args: Args) -> Answer {
    let _log = log::begin();
    let place = Place::find(args.data)?;
    place.make()?;
    super::runtime()?.block_on(async {
        let store = house::open_store(&place).await?;
        let (began, clock) = (SystemClock.now(), SystemClock);
        let seed = Seed {
            permits: args.permits,
            tenants: usize::from(args.tenants),
            seed: args.seed,
            today: args.on.unwrap_or_else(|| day(began)),
        };
        let made = demo::seed(&store, &seed).await?;
        let seconds = (clock.now().duration_since(began)).as_secs_f64().max(0.001);
        store.close().await;
        if let Some(path) = &args.known_file {
            let permits: Vec<_> = made.known.iter().map(|p| known::permit(p, p.state, None)).collect();
            let value = json!({ "tenants": made.tenants, "count": made.permits, "permits": permits });
            write_whole(path, &serde_json::to_vec_pretty(&value)?)?;
        }
        say::line(&format!(
            "{} permits of {} Parties in {seconds:.1} s, {:.0} a second",
            made.permits,
            made.tenants.len(),
            made.permits as f64 / seconds
        ))?;
        Ok(true)
    })
}
