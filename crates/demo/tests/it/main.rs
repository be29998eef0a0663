//! Stories about the demonstration.

mod place;
mod seed;
mod start;
mod year;
