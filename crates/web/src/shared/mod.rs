//! What pages and API need.

pub mod admin;
pub mod app;
pub mod audit_api;
pub mod call;
pub mod draw;
pub mod failure;
pub mod headers;
pub mod kinds;
pub mod law;
pub mod law_pack;
pub mod limits;
pub mod needed;
pub mod openapi;
pub mod password;
pub mod ports;
pub mod respond;
pub mod route;
pub mod router;
pub mod routes;
pub mod session;
pub mod settings;
pub mod shell;
pub mod texts;
pub mod wizard;

pub mod enter;
pub mod prices;
pub mod public;
pub mod upload;
