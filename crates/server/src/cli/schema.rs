//! `manis schema`: what we publish, so that a partner can build against it without asking.

use super::{Answer, say};
use crate::shared::files::FolderAside;
use anyhow::Context as _;
use clap::Subcommand;
use exchange::epix;
use std::path::PathBuf;

/// `manis schema …`
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Prints the service descriptions (WSDL) and the XML schemas.
    Print {
        /// A folder that does not exist yet; without it everything goes to stdout.
        #[arg(long, value_name = "DIR")]
        output: Option<PathBuf>,
        /// Only this file, by its name.
        #[arg(long, value_name = "NAME")]
        file: Option<String>,
        /// Address of the exchange service to stand in the descriptions.
        #[arg(long, env = "MANIS_EPIX_URL", value_name = "URL", default_value = "https://exchange.example.org")]
        epix_url: String,
    },
}

/// Runs it.
///
/// # Errors
/// One sentence.
pub fn run(command: Command) -> Answer {
    let Command::Print { output, file, epix_url } = command;
    let mut files = epix::schemas(&format!("{}/epix/v2", epix_url.trim_end_matches('/')));
    // Each version stands at its own address.
    for (name, version) in
        [("cites-exchange-v1.wsdl", epix::Version::V1), ("cites-exchange-v2.wsdl", epix::Version::V2)]
    {
        if let Some(one) = files.iter_mut().find(|f| f.name == name) {
            one.content = epix::wsdl(version, &crate::shared::epix_address(&epix_url, version));
        }
    }
    if let Some(name) = &file {
        let names: Vec<&str> = files.iter().map(|f| f.name).collect();
        anyhow::ensure!(names.contains(&name.as_str()), "there is no file {name}; there are {}", names.join(", "));
        files.retain(|f| f.name == name);
    }
    match output {
        Some(folder) => {
            let aside = FolderAside::new(&folder)?;
            for file in &files {
                let path = aside.path().join(file.name);
                std::fs::write(&path, &file.content).with_context(|| format!("cannot write {}", file.name))?;
            }
            aside.finish()?;
            say::line(&format!("{} files in {}", files.len(), folder.display()))?;
        }
        None if file.is_some() => files.iter().try_for_each(|f| say::text(&f.content))?,
        None => {
            for file in &files {
                say::text(&format!("<!-- {} -->\n{}\n", file.name, file.content))?;
            }
        }
    }
    Ok(true)
}
