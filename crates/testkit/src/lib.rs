//! What tests of several rooms need: a scratch PostgreSQL, and tame partners. Never part of the program.

pub mod clamd;
pub mod payment_server;
pub mod payments;
pub mod postgres;
pub mod signer;
pub mod smtp;
pub mod texts;
