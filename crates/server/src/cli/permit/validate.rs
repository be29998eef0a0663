//! `manis permit validate`: everything there is to say about a message, worst first.

use super::{Given, given};
use crate::cli::{Answer, batch};
use anyhow::bail;
use clap::Args as Clap;
use exchange::epermit::{Level, Warning};
use std::cmp::Reverse;
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Clap)]
pub struct Args {
    /// Permit messages or signed copies.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A warning is a failure too.
    #[arg(long)]
    strict: bool,
}

/// Runs it.
///
/// # Errors
/// When stdout is closed.
pub fn run(args: Args) -> Answer {
    batch::each(&args.files, |path| {
        let given = given(path)?;
        let message = given.message();
        let worst = message.worst();
        let mut words = findings(&message.warnings);
        if message.permit.is_none() || worst == Some(Level::Severe) || (args.strict && worst >= Some(Level::Warning)) {
            bail!("{words}");
        }
        if let Some(permit) = &message.permit {
            let signed = if matches!(given, Given::Signed { .. }) { "signed " } else { "" };
            words = format!("{signed}{} {} {} line(s); {words}", permit.kind.code(), permit.number, permit.lines.len());
        }
        Ok(words)
    })
}

/// Counts and findings, worst first, on one line.
fn findings(warnings: &[Warning]) -> String {
    let count = |level| warnings.iter().filter(|w| w.level == level).count();
    let mut words =
        format!("{} severe, {} warnings, {} infos", count(Level::Severe), count(Level::Warning), count(Level::Info));
    let mut sorted: Vec<&Warning> = warnings.iter().collect();
    sorted.sort_by_key(|w| Reverse(w.level));
    for warning in sorted {
        words.push_str(&format!("; {warning}"));
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
