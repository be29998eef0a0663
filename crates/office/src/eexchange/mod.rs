//! eExchange: permits from and to other Parties.

pub mod fetch;
pub mod outbox;
pub mod serve;
