//! THE PAPER. A [`cites::PermitDocument`] as the standard form in PDF ([`pdf`], [`form`]) and as a signed code that can
//! be checked without a network ([`qr`]).
//!
//! This room holds no key and asks nobody: it says which bytes are to be signed and puts the signature in its place.
//! It knows no clock, file, chance or network, and nothing of states, rules, XML or SQL: the same input gives the same bytes.

pub mod form;
pub mod pdf;
pub mod qr;
