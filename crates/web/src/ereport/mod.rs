//! eReport over HTTP: the annual report and the figures.

pub mod api;
pub mod routes;
pub mod year;
