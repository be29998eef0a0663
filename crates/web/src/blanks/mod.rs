//! The simplified procedure over pages and API.

pub mod border;
pub mod order;
pub mod routes;
