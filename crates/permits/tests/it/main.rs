//! The lives, tested from outside: the table, the stories, the model.

mod common;
mod model;
mod stories;
mod table;
