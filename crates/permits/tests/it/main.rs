//! The lives, tested from outside: the table, the stories, the model.

mod common;
mod consignments;
mod handshake;
mod model;
mod stories;
mod table;
mod tasks;
