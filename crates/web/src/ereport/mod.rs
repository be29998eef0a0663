//! eReport over HTTP: the annual report and the figures.

pub mod routes;
