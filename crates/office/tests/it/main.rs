//! Stories of the desk, each on both engines.

mod acts;
mod exchange;
mod quota;
mod spine;
mod world;
