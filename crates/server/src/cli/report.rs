//! `manis report`: the annual report from somebody's table, in bounded memory.

use super::{Answer, say};
use crate::shared::files::FolderAside;
use crate::shared::species;
use anyhow::{Context as _, bail};
use cites::CountryCode;
use clap::Subcommand;
use report::build::{AGGREGATED_FILE, FINDINGS_FILE, LINES_FILE, SUMMARY_FILE};
use report::{Law, Options, Outputs, Profile, RunFile, Spill, build_from_csv};
use rules::RulePack;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// `manis report …`
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Checks a table of trade and writes the report: lines, sums, findings, summary.
    Build(Build),
}

/// Arguments of `report build`.
#[derive(Debug, clap::Args)]
pub struct Build {
    /// The table (CSV with the Trade Database's headings); `-` reads stdin.
    #[arg(long, value_name = "FILE")]
    input: PathBuf,
    /// A folder that does not exist yet.
    #[arg(long, value_name = "DIR")]
    output: PathBuf,
    /// Which headings: 2025 or pre2025.
    #[arg(long, value_name = "PROFILE", default_value = "2025", value_parser = Profile::parse)]
    profile: Profile,
    /// The reporting Party, for the rules that need to know it.
    #[arg(long, value_name = "XX", value_parser = CountryCode::parse)]
    reporter: Option<CountryCode>,
    /// The year of the report; without it every year passes.
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1975..=2999))]
    year: Option<i16>,
    /// Folder with the full set of names, as `manis taxa import` leaves it.
    #[arg(long, env = "MANIS_TAXA", value_name = "DIR")]
    taxa: Option<PathBuf>,
}

/// Runs it.
///
/// # Errors
/// One sentence.
pub fn run(command: Command) -> Answer {
    let Command::Build(args) = command;
    let stdin = args.input.as_os_str() == "-";
    let input: Box<dyn Read> = if stdin {
        Box::new(io::stdin().lock())
    } else {
        let file = File::open(&args.input).with_context(|| format!("cannot read {}", args.input.display()))?;
        if file.metadata().is_ok_and(|m| m.is_dir()) {
            bail!("{} is a folder; give a CSV file", args.input.display());
        }
        Box::new(BufReader::with_capacity(1 << 18, file))
    };
    let aside = FolderAside::new(&args.output)?;
    let demo = args.reporter.is_some_and(CountryCode::is_demo);
    let taxa = species::open(args.taxa.as_deref(), demo)?;
    let pack = RulePack::base()?;
    let law = Law { taxa: &taxa, pack: &pack, names_complete: args.taxa.is_some() };
    let options = Options { profile: args.profile, reporter: args.reporter, year: args.year, ..Options::default() };
    let stop = stop_flag()?;
    let summary = {
        let create = |name: &str| {
            let path = aside.path().join(name);
            File::create(&path)
                .map(|f| BufWriter::with_capacity(1 << 18, f))
                .with_context(|| format!("cannot write {name}"))
        };
        let (mut lines, mut aggregated, mut findings) =
            (create(LINES_FILE)?, create(AGGREGATED_FILE)?, create(FINDINGS_FILE)?);
        let outputs = Outputs { lines: &mut lines, aggregated: &mut aggregated, findings: &mut findings };
        let mut spill = FolderSpill { folder: aside.path(), runs: 0 };
        let summary = build_from_csv(input, law, &options, &mut spill, outputs, &mut |_| {
            if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        for file in [&mut lines, &mut aggregated, &mut findings] {
            file.flush().and_then(|()| file.get_ref().sync_all()).context("failed to write the report")?;
        }
        summary
    };
    std::fs::write(aside.path().join(SUMMARY_FILE), summary.to_json()).context("failed to write the report")?;
    aside.finish()?;
    let ready = &summary.readiness;
    say::line(&format!(
        "{}: {} rows read, {} lines written, {} rows withheld, {} aggregated rows, {} permits; {}",
        args.output.display(),
        summary.rows_read,
        summary.lines_written,
        summary.rows_withheld,
        summary.aggregated_rows,
        summary.permits,
        serde_json::to_string(ready)?
    ))?;
    Ok(true)
}

/// Becomes true when the user says stop, so that what is half-written can be removed.
fn stop_flag() -> anyhow::Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    let raised = flag.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::spawn(move || {
        runtime.block_on(async {
            crate::shared::stop::asked().await;
            raised.store(true, Ordering::Relaxed);
        });
    });
    Ok(flag)
}

/// Sorted runs as files without a name: they are gone when the process is, however it ends.
struct FolderSpill<'a> {
    folder: &'a Path,
    runs: usize,
}

impl Spill for FolderSpill<'_> {
    fn run(&mut self) -> io::Result<Box<dyn RunFile>> {
        self.runs += 1;
        let path = self.folder.join(format!(".run-{}", self.runs));
        let file = File::options().read(true).write(true).create_new(true).open(&path)?;
        std::fs::remove_file(&path)?;
        Ok(Box::new(file))
    }
}
