//! Setting the stage: an office with a tame clock on the installation's archive, and what is done in it.

use crate::chance::{DemoClock, SeededChance};
use crate::known::KnownPermit;
use crate::partners::{Connection, Loopback, connect};
use crate::people::{self, Account};
use crate::plan;
use crate::run::Runner;
use crate::story::{self, Story};
use cites::Timestamp;
use cites::taxa::Taxonomy;
use jiff::ToSpan as _;
use office::{Addresses, House, Office};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::Store;

/// Why the demonstration could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An act was refused.
    #[error("the demonstration could not be made: {0}")]
    Office(#[from] office::Error),
    /// The archive refused.
    #[error("the demonstration could not be written: {0}")]
    Store(#[from] store::Error),
    /// Shipped data hold a value that is none.
    #[error("shipped data of the demonstration cannot be read: {0}")]
    Value(#[from] cites::ParseError),
    /// A password could not be hashed.
    #[error("a password of the demonstration could not be hashed: {0}")]
    Password(String),
    /// The plan of the demonstration does not fit: a mistake of its makers.
    #[error("the plan of the demonstration does not fit: {0}")]
    Plan(&'static str),
    /// Shipped data of the demonstration cannot be read.
    #[error("shipped data of the demonstration cannot be read: {0}")]
    Broken(String),
}

/// How much traffic: cases of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Cases of QM.
    pub exporter: usize,
    /// Cases of QN.
    pub importer: usize,
}

impl Size {
    /// Houses, people and the story alone.
    pub const NONE: Size = Size { exporter: 0, importer: 0 };
    /// Enough that every state occurs; for tests.
    pub const SMALL: Size = Size { exporter: 40, importer: 20 };
    /// The year that the demonstration shows. Fewer cases in a program that was not optimised, so that its first start
    /// stays short; every state occurs in both.
    pub const YEAR: Size = if cfg!(debug_assertions) {
        Size { exporter: 110, importer: 50 }
    } else {
        Size { exporter: 320, importer: 150 }
    };
}

/// Where the demonstration is to be made.
pub struct Setting {
    /// The archive, with the tenants of [`crate::houses`] and nothing else in them.
    pub store: Store,
    /// Their houses, with [`crate::pack`] and the signers of their seals.
    pub houses: Vec<House>,
    /// [`Taxonomy::demo`], or an imported set with `for_demo`.
    pub taxa: Arc<Taxonomy>,
    /// Where the installation is reached.
    pub addresses: Addresses,
    /// Every Party of the demonstration, as the others see it.
    pub connections: Vec<Connection>,
    /// The installation's secret; the same seed makes the same demonstration.
    pub seed: Vec<u8>,
    /// The year ends now.
    pub now: Timestamp,
    /// How much traffic.
    pub size: Size,
}

/// What was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Filled {
    /// Accounts with their secrets.
    pub accounts: Vec<Account>,
    /// The case that the guide tells.
    pub story: Story,
    /// Permits that outside programs are told of.
    pub permits: Vec<KnownPermit>,
    /// Acts that were refused although the plan meant them to go through; such a case stays where it is. Empty with the
    /// shipped law and names.
    #[serde(default)]
    pub problems: Vec<String>,
}

/// When the demonstration's year began: the moment to set its tenants up.
pub fn began(now: Timestamp) -> Timestamp {
    now - (24 * 370).hours()
}

/// Makes the demonstration: accounts, partners, quotas, the year's traffic, the known permits and the story's case.
/// `hash` turns a password into the hash to store.
///
/// # Errors
/// What the archive says; everything else is a mistake of the demonstration's makers. What was written before stays:
/// begin again on an empty archive.
pub async fn fill<H, F>(setting: Setting, hash: H) -> Result<Filled, Error>
where
    H: Fn(String) -> F,
    F: Future<Output = Result<String, String>>,
{
    let Setting { store, houses, taxa, addresses, connections, seed, now, size } = setting;
    let start = began(now);
    let clock = Arc::new(DemoClock::new(start));
    let courier = Arc::new(Loopback::new(&connections));
    let chance = Arc::new(SeededChance::new(&seed, "office"));
    let office = Arc::new(Office::new(store, clock.clone(), chance, courier.clone(), taxa, addresses, houses));
    courier.belongs_to(&office);
    let staff = people::hire(&office, &seed, hash).await?;
    for house in office.houses() {
        connect(&office.store, house, &connections, start).await?;
    }
    crate::registers::open(&office, &staff).await?;
    crate::directory::open(&office, &staff, now).await?;
    let (scripts, skipped) = plan::plan(&office, &staff, &seed, start, now, size)?;
    let mut played = Runner::new(&office, &clock, &staff, &scripts).play(start, now).await?;
    played.problems.extend(skipped);
    for problem in &played.problems {
        tracing::warn!(%problem, "an act of the demonstration was refused");
    }
    clock.forward_to(now);
    crate::registers::late(&office, &staff).await?;
    crate::documents::show(&office, &staff).await?;
    crate::consignments::show(&office, &staff).await?;
    if let Err(problem) = crate::timber::show(&office, &staff).await {
        tracing::warn!(%problem, "timber and orchids of the demonstration were refused");
        played.problems.push(crate::run::told(&problem));
    }
    if let Err(problem) = crate::kinds::show(&office, &staff).await {
        tracing::warn!(%problem, "the rarer kinds of the demonstration were refused");
        played.problems.push(crate::run::told(&problem));
    }
    crate::money::open(&office, &staff).await?;
    crate::fees::show(&office, &staff).await?;
    if let Err(problem) = crate::consignments::show_trophies(&office, &staff).await {
        tracing::warn!(%problem, "the trophies of the demonstration were refused");
        played.problems.push(crate::run::told(&problem));
    }
    // What is refused here is told, like the refusals of the year; the story does not stand on it.
    if let Err(problem) = crate::blanks::show(&office, &staff).await {
        tracing::warn!(%problem, "the blanks of the demonstration were refused");
        played.problems.push(crate::run::told(&problem));
    }
    crate::marks::store(&office, &staff).await?;
    if let Err(problem) = crate::plants::show(&office, &staff).await {
        tracing::warn!(%problem, "the plant-health certificates of the demonstration were refused");
        played.problems.push(crate::run::told(&problem));
    }
    if let Err(problem) = crate::amendments::show(&office, &staff).await {
        tracing::warn!(%problem, "the amendments of the demonstration were refused");
        played.problems.push(crate::run::told(&problem));
    }
    if let Err(problem) = crate::registry::show(&office, &staff).await {
        tracing::warn!(%problem, "registers beside the program were refused");
        played.problems.push(crate::run::told(&problem));
    }
    if let Err(problem) = crate::pursuit::show(&office, &staff).await {
        tracing::warn!(%problem, "the alerts of the demonstration were refused");
        played.problems.push(crate::run::told(&problem));
    }
    if let Err(problem) = crate::desk::show(&office, &staff).await {
        tracing::warn!(%problem, "the desk of the demonstration was refused");
        played.problems.push(crate::run::told(&problem));
    }
    let story = story::begin(&office, &staff).await?;
    let accounts = staff.into_iter().flat_map(|s| s.accounts).map(|(account, _)| account).collect();
    Ok(Filled { accounts, story, permits: played.permits, problems: played.problems })
}
