//! Stories of the desk, each on both engines.

mod spine;
mod world;
