//! What pages and API need.

pub mod app;
pub mod audit_api;
pub mod call;
pub mod failure;
pub mod headers;
pub mod limits;
pub mod needed;
pub mod openapi;
pub mod password;
pub mod respond;
pub mod route;
pub mod router;
pub mod routes;
pub mod session;
pub mod shell;

pub mod enter;
pub mod public;
pub mod upload;
