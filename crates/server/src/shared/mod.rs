//! What pages, API, exchange and commands need.

pub mod certs;
pub mod chance;
pub mod clock;
pub mod config;
pub mod courier;
pub mod tls;
pub mod signer;
