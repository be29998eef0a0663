//! THE DESK. Every act of an authority as one function: load, decide, write, audit, queue. No HTTP, no SQL text.

pub mod blanks;
pub mod econtrol;
pub mod eexchange;
pub mod epermit;
pub mod ereport;
pub mod money;
pub mod notices;
pub mod registers;
pub mod settings;
pub mod shared;

pub use shared::error::Error;
pub use shared::office::{Addresses, House, Law, Office, Who};
