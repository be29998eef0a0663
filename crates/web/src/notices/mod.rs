//! Notices, e-mail and the time after issue, seen from outside.

pub mod after;
pub mod api;
pub mod compose;
pub mod directory;
pub mod mail;
pub mod mine;
pub mod routes;
pub mod sink;
