//! `manis permit verify`: who signed this permit, and was it changed since?

use super::bytes_of;
use crate::cli::{Answer, batch};
use crate::shared::tls;
use anyhow::bail;
use clap::Args as Clap;
use exchange::epermit::{self, Level};
use exchange::xades::{self, Certificate};
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Clap)]
pub struct Args {
    /// Signed copies.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Trusted certificates of seals, or of authorities that issue them (PEM, one or more in a file); may be given more
    /// than once.
    #[arg(long, required = true, value_name = "PEM")]
    trust: Vec<PathBuf>,
}

/// Runs it.
///
/// # Errors
/// One sentence.
pub fn run(args: Args) -> Answer {
    let mut trusted = Vec::new();
    for path in &args.trust {
        trusted.extend(tls::certificates(path)?.into_iter().map(|c| c.as_ref().to_vec()));
    }
    let trusted: Vec<&[u8]> = trusted.iter().map(Vec::as_slice).collect();
    batch::each(&args.files, |path| {
        let verified = xades::verify(&bytes_of(path)?, &trusted)?;
        let received = epermit::read(&verified.permit)?;
        let certificate = Certificate::parse(&verified.certificate)?;
        let Some(permit) = &received.permit else {
            let severe = received.warnings.iter().find(|w| w.level == Level::Severe);
            bail!("genuine, but not a complete permit: {}", severe.map_or_else(String::new, ToString::to_string));
        };
        // A seal of one country under a permit of another is no seal.
        if certificate.country().is_some_and(|c| c != permit.issuer()) {
            bail!("it is signed by {}, but the permit claims to be of {}", certificate.subject(), permit.issuer());
        }
        Ok(format!(
            "{} {} signed {} by {} ({})",
            permit.kind.code(),
            permit.number,
            verified.signing_time,
            certificate.subject(),
            verified.role.as_str()
        ))
    })
}
