//! THE DEMONSTRATION. Two fictional Parties, their people, their law and a year of their traffic, from a seed.
//!
//! Everything goes through the acts of [`office`] with a clock that is set and chance from a seed: what stands in the
//! archive afterwards is what two authorities would have left there. For the program that runs it:
//!
//! ```text
//! // once, on an empty archive
//! for new in demo::houses()? { store.create_tenant(&new, demo::began(now)).await?; }
//! let houses = … one House a tenant, with demo::pack()? and the signer of its seal …;
//! let filled = demo::fill(demo::Setting { store, houses, taxa, addresses, connections, seed, now, size }, hash).await?;
//! // keep `filled` (it is serde) beside the archive; at later starts read it from there and, because ports change:
//! demo::connect(&store, &house, &connections, now).await?;
//! ```
//! [`seed`] is another thing: many permits of many Parties for measurements, through the archive's bulk path.
//!
//! [`Filled`] holds the accounts with their secrets, the story's case and the known permits. Nothing here keeps a clock
//! or a thread running.

mod amendments;
mod beside;
mod blanks;
mod chance;
mod consignments;
mod deciding;
mod desk;
mod directory;
mod documents;
mod fees;
mod goods;
mod houses;
mod kinds;
mod known;
mod marks;
mod money;
mod partners;
mod people;
mod plan;
mod plants;
mod pursuit;
mod registers;
mod registry;
mod run;
mod script;
mod seed;
mod stage;
mod story;
mod straight;
mod timber;

pub use chance::{DemoClock, SeededChance};
pub use houses::{houses, pack};
pub use known::{KnownBlock, KnownPermit};
pub use partners::{Connection, Loopback, connect};
pub use people::Account;
pub use seed::{Seed, Seeded, TOLD, seed};
pub use stage::{Error, Filled, Setting, Size, began, fill};
pub use story::Story;
