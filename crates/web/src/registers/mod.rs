//! People and what they own, over pages and API.

pub mod behalf;
pub mod carried;
pub mod company;
pub mod counter;
pub mod counter_routes;
pub mod door;
pub mod holders;
pub mod mandates;
pub mod marks;
pub mod marks_routes;
pub mod numbered;
pub mod operations;
pub mod people;
pub mod routes;
pub mod sheets;
pub mod stock;
