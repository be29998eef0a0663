//! Telling people: which event is told to whom ([`table`]), the notice itself ([`tell`]), its road by e-mail ([`send`]),
//! the Party's own texts ([`texts`]), reminders ([`remind`]), what time brings ([`watch`]), authorities abroad ([`abroad`], [`directory`]), answers by e-mail ([`inbound`]), and what the reader does with it ([`read`]).

pub mod abroad;
pub(crate) mod desk;
pub mod directory;
pub mod inbound;
mod listing;
pub(crate) mod paying;
pub mod read;
pub mod remind;
pub mod send;
pub mod table;
pub mod tell;
pub mod texts;
pub mod use_report;
pub mod watch;
