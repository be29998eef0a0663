//! THE POST. Permit messages (toolkit versions 1 and 2), the EPIX service, and the signed copy that travels beside a permit.
//!
//! Bytes in, types out, and back. This room knows no state, rule, store, clock, chance or network: it is told the time,
//! it is handed the signature, and it never opens a connection. Sources are given by section of `spec/exchange.md`.

pub mod epermit;
pub mod epix;
pub mod xades;
pub mod xml;
