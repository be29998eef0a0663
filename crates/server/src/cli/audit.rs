//! `manis audit`: does the chain of events still hold?

use super::{Answer, say};
use crate::shared::config::{DataArgs, Place};
use crate::shared::house;
use anyhow::bail;
use clap::Subcommand;

/// `manis audit …`
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reads the whole chain of every Party: one line each, exit 1 when one is broken.
    Verify(DataArgs),
}

/// Runs it.
///
/// # Errors
/// One sentence; a broken chain is an answer.
pub fn run(command: Command) -> Answer {
    let Command::Verify(args) = command;
    let place = Place::find(args)?;
    place.must_exist()?;
    super::runtime()?.block_on(async {
        let store = house::open_store(&place).await?;
        let tenants = store.tenants().await?;
        if tenants.is_empty() {
            bail!("there is no Party in this database, so there is nothing to verify");
        }
        let mut whole = true;
        for tenant in tenants {
            let report = store::audit::verify(&store, tenant.id).await?;
            let line = match report.first_bad {
                None => format!(
                    "{}: ok {} events, {} with erased words, head {}",
                    tenant.code, report.events, report.erased, report.head
                ),
                Some((seq, why)) => {
                    whole = false;
                    format!("{}: broken at event {seq}: {why}", tenant.code)
                }
            };
            say::line(&line)?;
        }
        store.close().await;
        Ok(whole)
    })
}
