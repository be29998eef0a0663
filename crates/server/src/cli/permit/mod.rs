//! `manis permit`: permits that are files. Many files in one process, one line for each.

mod pdf;
mod sign;
mod validate;
mod verify;

pub use pdf::fonts;

use super::Answer;
use crate::shared::files;
use anyhow::{Context as _, anyhow, bail};
use base64::Engine as _;
use clap::Subcommand;
use exchange::epermit::{self, Received};
use exchange::xades::{self, Verified};
use exchange::xml::{self, Limits};
use std::path::{Path, PathBuf};

/// `manis permit …`
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Prints permits as PDF/A-3; a signed copy goes inside.
    Pdf(pdf::Args),
    /// Says what is wrong with permit messages, version 1 or 2.
    Validate(validate::Args),
    /// Signs permit messages with the seal of an Authority.
    Sign(sign::Args),
    /// Checks signed copies against trusted certificates.
    Verify(verify::Args),
}

/// Runs it.
///
/// # Errors
/// One sentence; what is wrong with one file is its line.
pub fn run(command: Command) -> Answer {
    match command {
        Command::Pdf(args) => pdf::run(args),
        Command::Validate(args) => validate::run(args),
        Command::Sign(args) => sign::run(args),
        Command::Verify(args) => verify::run(args),
    }
}

/// A file as given: a message, or a signed copy with the message inside.
enum Given {
    /// A message without a signature.
    Message(Received),
    /// A signed copy, whole and unchanged under its own certificate; whether that one is to be trusted is another question.
    Signed {
        /// What the signature vouches for.
        message: Received,
        /// The file as it came.
        copy: Vec<u8>,
    },
}

impl Given {
    /// The message.
    fn message(&self) -> &Received {
        match self {
            Given::Message(message) | Given::Signed { message, .. } => message,
        }
    }
}

/// Bytes of a permit file, a little more than the reader takes, so that it can say itself what is too large.
fn bytes_of(path: &Path) -> anyhow::Result<Vec<u8>> {
    let bytes = std::fs::metadata(path)
        .and_then(|m| if m.is_dir() { Err(std::io::ErrorKind::IsADirectory.into()) } else { Ok(m.len()) })
        .map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => anyhow!("there is no such file"),
            _ => anyhow!("cannot be read: {e}"),
        })?;
    if bytes > Limits::DOCUMENT.document as u64 {
        bail!("it is larger than {} bytes", Limits::DOCUMENT.document);
    }
    files::read(path, Limits::DOCUMENT.document as u64)
}

/// Reads a permit file of either sort.
fn given(path: &Path) -> anyhow::Result<Given> {
    let bytes = bytes_of(path)?;
    match own_certificate(&bytes)? {
        None => Ok(Given::Message(epermit::read(&bytes)?)),
        Some(certificate) => {
            let verified: Verified = xades::verify(&bytes, &[&certificate])?;
            Ok(Given::Signed { message: epermit::read(&verified.permit)?, copy: bytes })
        }
    }
}

/// The certificate that a signed copy carries, DER; `None` when the file is no signed copy.
fn own_certificate(bytes: &[u8]) -> anyhow::Result<Option<Vec<u8>>> {
    const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
    let document = xml::read(bytes, Limits::DOCUMENT)?;
    let root = document.root();
    if !root.is(DS, "Signature") {
        return Ok(None);
    }
    let element = root
        .descendants()
        .find(|e| e.is(DS, "X509Certificate"))
        .context("the signed copy carries no certificate of its signer")?;
    let text: String = element.text().split_whitespace().collect();
    let der = base64::engine::general_purpose::STANDARD
        .decode(text)
        .context("the certificate in the signed copy is not base64")?;
    Ok(Some(der))
}

/// Where the result for a file goes: beside it, or into a folder; the file's own ending gives way to `ending`.
fn target(path: &Path, folder: Option<&Path>, ending: &str) -> anyhow::Result<PathBuf> {
    let stem = path.file_stem().context("it has no name")?.to_string_lossy().into_owned();
    let name = format!("{}.{ending}", stem.strip_suffix(".signed").filter(|_| ending == "pdf").unwrap_or(&stem));
    Ok(match folder {
        Some(folder) => folder.join(name),
        None => path.with_file_name(name),
    })
}

/// A folder for results, made when it is not there, and no two results of one run under one name.
fn prepare(files: &[PathBuf], folder: Option<&Path>, ending: &str) -> anyhow::Result<()> {
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let mut seen = std::collections::HashSet::new();
    for file in files {
        if let Ok(target) = target(file, folder, ending)
            && !seen.insert(target.clone())
        {
            bail!("two of the files would both become {}; rename one or use another --output", target.display());
        }
    }
    Ok(())
}
