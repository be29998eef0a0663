//! Partially completed documents (Res. Conf. 12.3, section XII): registration for the simplified procedure, orders of
//! numbered blanks, their seals, their completion on line by the holder, and what became of each.

pub mod complete;
pub mod issue;
pub mod keep;
pub mod registration;
pub mod release;
