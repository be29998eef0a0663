//! People and what they own: colleagues, mandates, stock, operations in registers.

pub mod behalf;
pub mod capacity;
pub mod carried;
pub mod colleague;
pub mod door;
pub mod holder;
pub(crate) mod holds;
pub mod inclusion;
pub mod mandate;
pub mod marks;
pub mod numbered;
pub mod operations;
pub mod people;
pub mod sheets;
pub mod stock;
