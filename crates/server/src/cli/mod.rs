//! The command line: one file for each command. Whatever goes wrong is one sentence on stderr and an exit code that is
//! not 0: 1 when the answer is no or the work failed, 2 when the command was not understood.

mod audit;
mod backup;
mod batch;
mod demo;
mod known;
pub(crate) mod log;
mod mail_in;
mod permit;
mod qr;
mod report;
mod say;
mod schema;
mod seed;
mod serve;
mod taxa;
mod tenant;

use crate::shared::config::ServeArgs;
use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use std::io::Write as _;
use std::process::ExitCode;

/// CITES permits, from the application to the annual report.
#[derive(Debug, Parser)]
#[command(name = "manis", version, propagate_version = true, arg_required_else_help = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the installation of an Authority.
    Serve(Box<ServeArgs>),
    /// Shows how it works: two fictional Parties with a year of traffic.
    Demo(Box<demo::Args>),
    /// Fills a database with very many permits, for measurements.
    Seed(seed::Args),
    /// Parties of an installation, their administrators and seals.
    #[command(subcommand)]
    Tenant(Box<tenant::Command>),
    /// The chain of everything that was done.
    #[command(subcommand)]
    Audit(audit::Command),
    /// Writes everything into one file, while others go on working.
    Backup(backup::BackupArgs),
    /// Reads such a file into an empty database.
    Restore(backup::RestoreArgs),
    /// Takes one e-mail from standard input into the case it answers, as a mail system pipes it.
    MailIn(mail_in::Args),
    /// Prints, checks, signs and verifies permits that are files.
    #[command(subcommand)]
    Permit(permit::Command),
    /// Checks the codes on permits without a network.
    #[command(subcommand)]
    Qr(qr::Command),
    /// Annual reports from files.
    #[command(subcommand)]
    Report(report::Command),
    /// The set of species and listings.
    #[command(subcommand)]
    Taxa(taxa::Command),
    /// The service descriptions and XML schemas that we publish.
    #[command(subcommand)]
    Schema(schema::Command),
}

/// What a command answers: `Ok(true)` done, `Ok(false)` the answer is no and was said, `Err` one sentence.
type Answer = anyhow::Result<bool>;

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
        complain(&format!("something is broken inside ({place}); please report it with the command that you gave"));
    }));
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => return not_understood(&error),
    };
    // A mail that could not be looked at comes again.
    let failed = match line.command {
        Command::MailIn(_) => ExitCode::from(mail_in::TRY_AGAIN),
        _ => ExitCode::FAILURE,
    };
    let answer = std::panic::catch_unwind(|| run(line.command));
    match answer {
        Ok(Ok(true)) => ExitCode::SUCCESS,
        Ok(Ok(false)) => ExitCode::FAILURE,
        // Whoever reads our output has seen enough.
        Ok(Err(error)) if say::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            complain(&sentence(&error));
            failed
        }
        // The hook has spoken.
        Err(_) => failed,
    }
}

fn run(command: Command) -> Answer {
    match command {
        Command::Serve(args) => serve::run(*args),
        Command::Demo(args) => demo::run(*args),
        Command::Seed(args) => seed::run(args),
        Command::Tenant(command) => tenant::run(*command),
        Command::Audit(command) => audit::run(command),
        Command::Backup(args) => backup::backup(args),
        Command::Restore(args) => backup::restore(args),
        Command::MailIn(args) => mail_in::run(args),
        Command::Permit(command) => permit::run(command),
        Command::Qr(command) => qr::run(command),
        Command::Report(command) => report::run(command),
        Command::Taxa(command) => taxa::run(command),
        Command::Schema(command) => schema::run(command),
    }
}

/// What asynchronous commands run on.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    // Acts nest deeply; eight mebibytes are reserved for each thread and only touched where they are needed.
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(8 * 1024 * 1024).build()?)
}

/// An error with its causes as one line.
fn sentence(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        // Some errors repeat the words of their cause.
        if text.contains(cause.as_str()) {
            continue;
        }
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&cause);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line on stderr. When nobody listens there either, the exit code has to do.
fn complain(text: &str) {
    drop(writeln!(std::io::stderr(), "manis: {text}"));
}

/// Help and version are answers; everything else is one sentence and where to read on.
fn not_understood(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        drop(write!(std::io::stdout(), "{error}"));
        return ExitCode::SUCCESS;
    }
    if matches!(error.kind(), ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) {
        complain("say what to do; `manis --help` lists the commands");
        return ExitCode::from(2);
    }
    let text = error.to_string();
    let first: Vec<&str> = text.lines().take_while(|l| !l.starts_with("Usage:") && !l.trim().is_empty()).collect();
    let first = first.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let first = first.strip_prefix("error: ").unwrap_or(&first);
    complain(&format!("{}; see `manis --help`", first.trim_end_matches('.')));
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_commands_are_consistent() {
        Line::command().debug_assert();
    }

    #[test]
    fn an_error_is_one_line_without_repetitions() {
        let error = anyhow::anyhow!("no such\nfile").context("cannot read x").context("cannot read x: no such\nfile");
        assert_eq!(sentence(&error), "cannot read x: no such file");
    }
}
