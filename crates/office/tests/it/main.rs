//! Stories of the desk, each on both engines.

mod exchange;
mod intake;
mod quota;
mod spine;
mod world;
