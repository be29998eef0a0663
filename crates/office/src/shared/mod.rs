//! What several acts need.

pub mod act;
pub mod case;
pub mod error;
pub mod faces;
pub mod facts;
pub mod office;
pub mod on_file;
pub mod paper;
pub mod quota;
pub mod quota_year;
