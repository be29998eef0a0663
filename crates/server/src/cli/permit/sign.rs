//! `manis permit sign`: an enveloping XAdES signature around a permit message.

use super::{bytes_of, prepare, target};
use crate::cli::{Answer, batch};
use crate::shared::clock::SystemClock;
use crate::shared::files::write_whole;
use crate::shared::signer::FileSigner;
use anyhow::bail;
use clap::{Args as Clap, ValueEnum};
use exchange::epermit::{self, Level};
use exchange::xades::{self, SignerRole};
use office::shared::faces::Clock as _;
use permits::signing::Signer as _;
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Clap)]
pub struct Args {
    /// Permit messages (version 1 or 2).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Certificate of the seal (PEM).
    #[arg(long, value_name = "FILE")]
    cert: PathBuf,
    /// Its private key (PEM, PKCS#8, P-256).
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Folder for the signed copies; without it each stands beside its message as NAME.signed.xml.
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// What the seal stands for.
    #[arg(long, value_enum, value_name = "ROLE", default_value = "issue")]
    role: RoleName,
}

/// Roles by their names.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    Issue,
    Endorse,
}

/// Runs it.
///
/// # Errors
/// One sentence.
pub fn run(args: Args) -> Answer {
    let signer = FileSigner::open(&args.cert, &args.key)?;
    let role = match args.role {
        RoleName::Issue => SignerRole::Issue,
        RoleName::Endorse => SignerRole::Endorse,
    };
    prepare(&args.files, args.output.as_deref(), "signed.xml")?;
    batch::each(&args.files, |path| {
        let bytes = bytes_of(path)?;
        let received = epermit::read(&bytes)?;
        if let Some(severe) = received.warnings.iter().find(|w| w.level == Level::Severe) {
            bail!("it is not a complete permit and was not signed: {severe}");
        }
        let prepared = xades::prepare(&bytes, signer.certificate_der(), SystemClock.now(), role)?;
        let signed = prepared.finish(&signer.sign_bytes(prepared.to_sign())?.0)?;
        // Our own reader must accept what leaves the house.
        xades::verify(&signed, &[signer.certificate_der()])?;
        let target = target(path, args.output.as_deref(), "signed.xml")?;
        write_whole(&target, &signed)?;
        Ok(target.display().to_string())
    })
}
