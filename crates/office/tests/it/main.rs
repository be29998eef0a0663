//! Stories of the desk, each on both engines.

mod exchange;
mod law;
mod quota;
mod spine;
mod world;
