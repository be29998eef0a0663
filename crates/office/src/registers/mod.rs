//! People and what they own: colleagues, mandates, stock, operations, marks, stamps and paper.

pub mod colleague;
pub mod door;
pub mod mandate;
pub mod people;
pub mod stock;
