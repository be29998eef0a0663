//! eExchange over HTTP: partners, messages, foreign permits.

pub mod api;
pub mod desk;
pub mod routes;
