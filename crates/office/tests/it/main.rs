//! Stories of the desk, each on both engines.

mod acts;
mod documents;
mod examination;
mod exchange;
mod intake;
mod law;
mod money;
mod money_desk;
mod notices;
mod operations;
mod people;
mod quota;
mod quota_invariants;
mod spine;
mod staff;
mod stock;
mod watch;
mod world;
