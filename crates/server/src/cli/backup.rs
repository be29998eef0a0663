//! `manis backup` and `manis restore`: one file, whole or absent, that either engine reads.

use super::{Answer, say};
use crate::shared::clock::SystemClock;
use crate::shared::config::{DataArgs, Place};
use crate::shared::house;
use anyhow::bail;
use office::shared::faces::Clock as _;
use std::path::PathBuf;
use store::backup::BackupReport;

/// Arguments of `backup`.
#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    #[command(flatten)]
    data: DataArgs,
    /// File to write; it must not exist yet. Keys are not in it: keep them apart.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

/// Arguments of `restore`.
#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    #[command(flatten)]
    data: DataArgs,
    /// File that `manis backup` wrote.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
}

/// Runs `backup`.
///
/// # Errors
/// One sentence; no half-written file stays.
pub fn backup(args: BackupArgs) -> Answer {
    if args.to.exists() {
        bail!("{} is there already; name a new file", args.to.display());
    }
    let place = Place::find(args.data)?;
    place.must_exist()?;
    super::runtime()?.block_on(async {
        let store = house::open_store(&place).await?;
        let report = store::backup::backup(&store, &args.to, SystemClock.now()).await?;
        store.close().await;
        say::line(&format!("{}: {}", args.to.display(), words(&report)))?;
        Ok(true)
    })
}

/// Runs `restore`.
///
/// # Errors
/// One sentence; then nothing was restored.
pub fn restore(args: RestoreArgs) -> Answer {
    if !args.from.is_file() {
        bail!("cannot read {}: there is no such file", args.from.display());
    }
    let place = Place::find(args.data)?;
    place.make()?;
    super::runtime()?.block_on(async {
        let store = house::open_store(&place).await?;
        let report = store::backup::restore(&args.from, &store).await?;
        store.close().await;
        say::line(&format!(
            "{}: {}; put the keys back into {}",
            args.from.display(),
            words(&report),
            place.data_dir.join("keys").display()
        ))?;
        Ok(true)
    })
}

fn words(report: &BackupReport) -> String {
    format!("{} Parties, {} rows, {} files, {} audit events", report.tenants, report.rows, report.files, report.events)
}
