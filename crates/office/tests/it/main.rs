//! Stories of the desk, each on both engines.

mod exchange;
mod money;
mod money_desk;
mod quota;
mod spine;
mod world;
