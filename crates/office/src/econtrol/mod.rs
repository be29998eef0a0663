//! eControl: what happens at the border.

pub mod endorse;
