//! Stories of the desk, each on both engines.

mod exchange;
mod operations;
mod people;
mod quota;
mod spine;
mod stock;
mod world;
