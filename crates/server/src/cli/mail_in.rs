//! `manis mail-in`: one mail from standard input, as a mail system pipes it to a program.

use super::{Answer, say};
use crate::shared::chance::SystemChance;
use crate::shared::clamd::Clamd;
use crate::shared::clock::SystemClock;
use crate::shared::config::{DataArgs, Place};
use crate::shared::courier::TlsCourier;
use crate::shared::{house, mail_in, species};
use anyhow::{Context as _, bail};
use office::notices::inbound::{Taken, read_address, take};
use office::shared::faces::Clock as _;
use office::shared::facts::day;
use office::{Addresses, Office};
use std::io::Read as _;
use std::sync::Arc;

/// Arguments of `mail-in`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    data: DataArgs,
    /// The address that the mail came to; without it the head of the mail says so.
    #[arg(long, value_name = "ADDRESS")]
    to: Option<String>,
    /// Scanner of files, as the server has it: clamd at `tcp:HOST:PORT` or `unix:PATH`.
    #[arg(long, env = "MANIS_SCANNER", value_name = "ADDR")]
    scanner: Option<String>,
}

/// Exit status by which mail systems know that they should try again later (sysexits.h).
pub const TRY_AGAIN: u8 = 75;

/// Runs it. A mail that is not taken is an answer and not an error: the mail system must send nothing back.
///
/// # Errors
/// One sentence; then the mail system tries again.
pub fn run(args: Args) -> Answer {
    let place = Place::find(args.data)?;
    let scanner = args.scanner.as_deref().map(Clamd::parse).transpose()?;
    place.must_exist()?;
    let mut bytes = Vec::new();
    let limit = u64::try_from(mail_in::LARGEST).unwrap_or(u64::MAX);
    std::io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut bytes).context("cannot read the mail")?;
    if bytes.len() > mail_in::LARGEST {
        say::line("not taken: larger than 45 MB")?;
        return Ok(true);
    }
    let read = mail_in::read(&bytes);
    let to = match args.to.as_deref() {
        Some(address) => read_address(address).into_iter().collect(),
        None => read.to,
    };
    super::runtime()?.block_on(async {
        let store = house::open_store(&place).await?;
        let houses = house::open_houses(&store, &place.data_dir, day(SystemClock.now())).await?;
        let none = Addresses { public: String::new(), epix: String::new() };
        let (clock, chance) = (Arc::new(SystemClock), Arc::new(SystemChance::default()));
        let taxa = Arc::new(species::open(None, false)?);
        let office = Office::new(store, clock, chance, Arc::new(TlsCourier::default()), taxa, none, houses);
        let office = match scanner {
            Some(scanner) => office.with_scanner(Arc::new(scanner)),
            None => office,
        };
        for (code, token) in to {
            let Some(house) = office.houses().find(|h| h.tenant.code.eq_ignore_ascii_case(&code)) else { continue };
            let line = match take(&office, house, token, read.mail.clone()).await {
                Ok(Taken::Message(note)) => format!("taken: message {note}"),
                Ok(Taken::Before) => "came before".to_owned(),
                Ok(Taken::Refused(why)) => format!("not taken: {}", why.code()),
                Err(error) => bail!("{error}"),
            };
            say::line(&line)?;
            return Ok(true);
        }
        say::line("not taken: no address of ours")?;
        Ok(true)
    })
}
