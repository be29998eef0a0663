//! eReport: what a year amounted to.

pub mod build;
