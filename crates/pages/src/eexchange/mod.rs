//! The exchange desk: partners, messages, asking for a permit, permits of other Parties.

mod foreign;
mod messages;

pub use foreign::{FetchPage, ForeignLine, ForeignPage, ForeignRow, ForeignState, Foreigns};
pub use messages::{Direction, Finding, MessagePage, MessageRow, MessageState, Messages, Partner, Partners, Severity};
