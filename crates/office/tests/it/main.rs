//! Stories of the desk, each on both engines.

mod exchange;
mod notices;
mod people;
mod quota;
mod spine;
mod world;
