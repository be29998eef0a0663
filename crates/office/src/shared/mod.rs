//! What several acts need.

pub mod faces;
