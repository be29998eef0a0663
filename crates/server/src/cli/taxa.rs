//! `manis taxa`: brings in the current set of species and listings, whole or not at all.

use super::{Answer, say};
use crate::shared::clock::SystemClock;
use crate::shared::files::FolderAside;
use crate::shared::species;
use anyhow::{Context as _, anyhow, bail};
use cites::taxa::species_plus::{self, TOKEN_HEADER};
use cites::taxa::{CsvSet, Files, Rows, Taxonomy};
use cites::{Lang, Timestamp};
use clap::Subcommand;
use office::shared::faces::Clock as _;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `manis taxa …`
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Loads a set from CSV files, or changes from Species+; the server takes it up at its next start.
    Import(Import),
}

/// Arguments of `taxa import`.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// `taxa.csv` or `taxa.csv.gz`; the other files of the set (`synonyms`, `common_names`, `listings`, `annotations`,
    /// `distributions`) are found beside it, or given here by these names.
    #[arg(required_unless_present = "species_plus", conflicts_with = "species_plus", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Asks the Species+ API for what changed.
    #[arg(long)]
    species_plus: bool,
    /// Token of your own for Species+.
    #[arg(
        long,
        env = "MANIS_SPECIES_PLUS_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN",
        requires = "species_plus"
    )]
    token: Option<String>,
    /// Address of the Species+ API.
    #[arg(long, value_name = "URL", default_value = species_plus::BASE, requires = "species_plus")]
    base_url: String,
    /// Only what changed since then; default: since the last import from Species+, everything the first time.
    #[arg(long, value_name = "TIME", requires = "species_plus")]
    since: Option<Timestamp>,
    /// Asks for notes in English and French and for countries of occurrence of each changed taxon too: three more
    /// questions for each.
    #[arg(long, requires = "species_plus")]
    details: bool,
    /// Milliseconds between two questions to Species+.
    #[arg(long, value_name = "MS", default_value_t = 1000, requires = "species_plus")]
    pause: u64,
    /// The installation's data directory; the set goes into its folder `taxa`.
    #[arg(long, env = "MANIS_DATA_DIR", value_name = "DIR", default_value = "manis-data")]
    data_dir: PathBuf,
}

/// What stands beside an imported set in `set.json`.
#[derive(Debug, Serialize, Deserialize)]
struct Origin {
    /// `files` or `species-plus`.
    source: String,
    /// When the import began.
    imported_at: Timestamp,
    /// Digest over all files.
    digest: String,
}

const ORIGIN: &str = "set.json";

/// Runs it.
///
/// # Errors
/// One sentence; the set that was there before stays.
pub fn run(command: Command) -> Answer {
    let Command::Import(args) = command;
    let folder = args.data_dir.join("taxa");
    let began = SystemClock.now();
    let files = if args.species_plus { from_species_plus(&args, &folder)? } else { from_files(&args.files)? };
    let taxonomy = Taxonomy::from_csv(&files.as_set())?;
    let origin = Origin {
        source: if args.species_plus { "species-plus" } else { "files" }.to_owned(),
        imported_at: began,
        digest: files.as_set().digest().to_string(),
    };
    let aside = FolderAside::instead_of(&folder)?;
    write_set(aside.path(), &files, &origin)?;
    aside.finish()?;
    say::line(&format!(
        "{}: {} taxa, {} listings, {} names to search; digest {}",
        folder.display(),
        taxonomy.taxa().len(),
        taxonomy.listings().len(),
        taxonomy.name_count(),
        origin.digest
    ))?;
    Ok(true)
}

fn write_set(folder: &Path, files: &Files, origin: &Origin) -> anyhow::Result<()> {
    let texts =
        [&files.taxa, &files.synonyms, &files.common_names, &files.listings, &files.annotations, &files.distributions];
    for (name, text) in species::NAMES.iter().zip(texts) {
        if !text.is_empty() {
            std::fs::write(folder.join(format!("{name}.csv")), text)
                .with_context(|| format!("cannot write {name}.csv"))?;
        }
    }
    std::fs::write(folder.join(ORIGIN), serde_json::to_vec_pretty(origin)?).context("cannot write set.json")
}

/// The set of the files given, and of those beside the first.
fn from_files(given: &[PathBuf]) -> anyhow::Result<Files> {
    let stem = |path: &Path| {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        name.trim_end_matches(".gz").trim_end_matches(".csv").trim_end_matches("_ship").to_owned()
    };
    for path in given {
        if !path.is_file() {
            bail!("cannot read {}: there is no such file", path.display());
        }
        if given.len() > 1 && !species::NAMES.contains(&stem(path).as_str()) {
            bail!("{} is no file of a set; the names are {}", path.display(), species::NAMES.join(", "));
        }
    }
    let path_of = |name: &str| {
        let named = given.iter().find(|p| stem(p) == name).cloned();
        // A single file is the file of names, whatever it is called.
        let only = (name == "taxa" && given.len() == 1).then(|| given[0].clone());
        let beside = || species::find(given.first()?.parent()?, name);
        named.or(only).or_else(beside)
    };
    species::read_set(&path_of)
}

/// The set as it is now, with what Species+ says changed.
fn from_species_plus(args: &Import, folder: &Path) -> anyhow::Result<Files> {
    let token = args.token.as_deref().filter(|t| !t.is_empty()).context(
        "Species+ needs a token of your own: make one in its dashboard and give it as MANIS_SPECIES_PLUS_TOKEN",
    )?;
    let mut rows = if folder.is_dir() {
        Rows::read(&species::read_set(&|name| species::find(folder, name))?.as_set())?
    } else {
        Rows::read(&CsvSet::shipped())?
    };
    let since = args.since.or_else(|| last_import(folder));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (seen, skipped) = runtime.block_on(async {
        crate::shared::tls::install_crypto();
        let service = Service::new(token, &args.base_url, Duration::from_millis(args.pause))?;
        let (mut number, mut seen, mut skipped) = (1, 0_u64, 0_u64);
        loop {
            let url = species_plus::page_url(&service.base, number, since);
            let page = species_plus::parse_page(&service.ask(&url).await?)?;
            for concept in &page.taxa {
                rows.apply(concept);
                if args.details && concept.active && concept.status == species_plus::Status::Accepted {
                    for lang in [Lang::En, Lang::Fr] {
                        let url = species_plus::legislation_url(&service.base, &concept.id, lang);
                        rows.apply_legislation(
                            &concept.id,
                            &species_plus::parse_legislation(&service.ask(&url).await?)?,
                            lang,
                        );
                    }
                    let url = species_plus::distributions_url(&service.base, &concept.id);
                    rows.apply_distribution(
                        &concept.id,
                        &species_plus::parse_distributions(&service.ask(&url).await?)?,
                    );
                }
            }
            seen += page.taxa.len() as u64;
            skipped += page.skipped.len() as u64;
            match page.next {
                Some(next) if next > number => number = next,
                _ => break Ok::<_, anyhow::Error>((seen, skipped)),
            }
        }
    })?;
    say::line(&format!("Species+: {seen} records taken, {skipped} of kinds that are not kept"))?;
    Ok(rows.write())
}

/// An hour before the last import from Species+, so that clocks that differ lose nothing.
fn last_import(folder: &Path) -> Option<Timestamp> {
    let origin: Origin = serde_json::from_slice(&std::fs::read(folder.join(ORIGIN)).ok()?).ok()?;
    if origin.source != "species-plus" {
        return None;
    }
    origin.imported_at.checked_sub(jiff::SignedDuration::from_hours(1)).ok()
}

/// The API, asked gently: one question at a time.
struct Service {
    client: reqwest::Client,
    token: String,
    base: String,
    pause: Duration,
}

/// Largest answer that is read: a page of 500 records has some 2 MB.
const LARGEST_ANSWER: usize = 64 * 1024 * 1024;
/// Tries of one question while the service is busy or broken.
const TRIES: u32 = 4;

impl Service {
    fn new(token: &str, base: &str, pause: Duration) -> anyhow::Result<Service> {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .context("cannot prepare the connection to Species+")?;
        Ok(Service { client, token: token.to_owned(), base: base.trim_end_matches('/').to_owned(), pause })
    }

    async fn ask(&self, url: &str) -> anyhow::Result<String> {
        let mut wait = self.pause;
        for again in 1..=TRIES {
            tokio::time::sleep(wait).await;
            let sent = self.client.get(url).header(TOKEN_HEADER, &self.token).send().await;
            let mut answer = match sent {
                Ok(answer) => answer,
                Err(_) if again < TRIES => {
                    wait = self.pause * 2_u32.pow(again);
                    continue;
                }
                Err(cause) => {
                    return Err(anyhow!("Species+ cannot be reached: {}; nothing was imported", cause.without_url()));
                }
            };
            match answer.status().as_u16() {
                200 => {
                    let mut body = Vec::new();
                    while let Some(piece) = answer
                        .chunk()
                        .await
                        .map_err(|e| anyhow!("the answer of Species+ broke off: {}", e.without_url()))?
                    {
                        if body.len() + piece.len() > LARGEST_ANSWER {
                            bail!("the answer of Species+ is too large");
                        }
                        body.extend_from_slice(&piece);
                    }
                    return String::from_utf8(body).context("the answer of Species+ is no text");
                }
                401 | 403 => bail!("Species+ did not accept the token; make a new one in its dashboard"),
                429 | 500..=599 if again < TRIES => wait = self.pause * 10 * again,
                status => bail!("Species+ answered with status {status}; nothing was imported"),
            }
        }
        bail!("Species+ does not answer; nothing was imported")
    }
}
