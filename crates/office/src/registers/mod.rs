//! People and what they own: colleagues, mandates, stock, operations in registers.

pub mod capacity;
pub mod carried;
pub mod colleague;
pub mod door;
mod holds;
pub mod mandate;
pub mod marks;
pub mod numbered;
pub mod operations;
pub mod people;
pub mod sheets;
pub mod stock;
