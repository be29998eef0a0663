//! What pages and API need.

pub mod headers;
pub mod limits;
pub mod password;
