//! `manis qr`: is this code genuine? Answered from the key list alone, without a network.

use super::{Answer, say};
use crate::shared::clock::SystemClock;
use crate::shared::files;
use anyhow::{Context as _, bail};
use cites::{Date, Lang};
use clap::Subcommand;
use document::qr::{self, Genuine, KeyList, Validity, Verdict};
use office::shared::faces::Clock as _;
use office::shared::facts::day;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// `manis qr …`
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Checks codes: exit 0 when all are genuine, 1 when one is not, 2 when the command was not understood.
    Verify {
        /// The key list (JSON).
        #[arg(long, value_name = "FILE")]
        keys: PathBuf,
        /// The day to judge dates by; default: today (UTC).
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
        /// Texts of codes (`MN1:…`); `-` reads one from each line of stdin.
        #[arg(required = true, value_name = "PAYLOAD")]
        payloads: Vec<String>,
    },
}

/// Texts read from stdin at most: a million codes.
const MOST_STDIN: u64 = 512 * 1024 * 1024;

/// Runs it.
///
/// # Errors
/// One sentence.
pub fn run(command: Command) -> Answer {
    let Command::Verify { keys, on, payloads } = command;
    let list = key_list(&keys)?;
    let today = on.unwrap_or_else(|| day(SystemClock.now()));
    let mut texts = Vec::new();
    for payload in payloads {
        if payload == "-" {
            let mut text = String::new();
            std::io::stdin().lock().take(MOST_STDIN).read_to_string(&mut text).context("cannot read stdin as text")?;
            texts.extend(text.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned));
        } else {
            texts.push(payload);
        }
    }
    if texts.is_empty() {
        bail!("there is no code to check on stdin; give one on each line");
    }
    let mut all = true;
    for text in &texts {
        match qr::verify(text, &list, today) {
            Verdict::Genuine(genuine) => say::text(&words(&genuine))?,
            Verdict::NotGenuine(why) => {
                all = false;
                say::line(&format!("NOT GENUINE {}: {why}", why.code()))?;
            }
        }
    }
    Ok(all)
}

/// Reads a key list.
///
/// # Errors
/// One sentence that names the file.
pub fn key_list(path: &Path) -> anyhow::Result<KeyList> {
    let bytes = files::read(path, KeyList::MAX_BYTES as u64)?;
    let text = String::from_utf8(bytes).ok().with_context(|| format!("{} is no key list: no UTF-8", path.display()))?;
    KeyList::from_json(&text).with_context(|| format!("{} is no key list", path.display()))
}

/// The verdict and what was signed, for comparison with the paper.
fn words(genuine: &Genuine) -> String {
    let p = &genuine.payload;
    let validity = match genuine.validity {
        Validity::NotYet { from } => format!("not valid before {from}"),
        Validity::InDate { until } => format!("in date until {until}"),
        Validity::Expired { until } => format!("expired on {until}"),
    };
    let importer = p.importer.map_or_else(|| "-".to_owned(), |c| c.to_string());
    let mut out = format!(
        "GENUINE {} {}, {validity}; whether it was cancelled or used since must be asked online\n  number: {}\n  kind: {} \
         ({})\n  issuer: {}\n  importer: {importer}\n  issued: {}\n  valid-from: {}\n  valid-until: {}\n  purpose: {}\n",
        p.kind.name(Lang::En),
        p.number,
        p.number,
        p.kind.code(),
        p.kind.name(Lang::En),
        p.issuer,
        p.issued,
        p.valid_from,
        p.valid_until,
        p.purpose.code(),
    );
    for (n, line) in p.lines.iter().enumerate() {
        out.push_str(&format!(
            "  line-{}: {}; {}; {} {}; Appendix {}; source {}\n",
            n + 1,
            line.taxon,
            line.term.code(),
            line.quantity.amount(),
            line.quantity.unit().code(),
            line.appendix.code(),
            line.source.code(),
        ));
    }
    if p.line_count as usize > p.lines.len() {
        out.push_str(&format!("  lines-on-paper: {}\n", p.line_count));
    }
    out.push_str(&format!("  digest: {}\n  key: {}\n", p.digest, genuine.kid));
    out
}
