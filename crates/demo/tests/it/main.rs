//! Stories about the demonstration.

mod place;
mod start;
mod year;
