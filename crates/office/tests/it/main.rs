//! Stories of the desk, each on both engines.

mod exchange;
mod notices;
mod quota;
mod spine;
mod world;
