//! Stories of the desk, each on both engines.

mod examination;
mod exchange;
mod notices;
mod people;
mod money;
mod money_desk;
mod quota;
mod quota_invariants;
mod spine;
mod staff;
mod stock;
mod world;
