//! eExchange over HTTP: partners, messages, foreign permits.

pub mod routes;
