//! eControl over HTTP: the public check, customs, the border.

pub mod routes;
