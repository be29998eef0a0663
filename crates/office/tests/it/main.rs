//! Stories of the desk, each on both engines.

mod documents;
mod exchange;
mod quota;
mod spine;
mod world;
