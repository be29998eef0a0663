//! The paper, told by the people who read it.

mod paper;
mod pdf_reader;
mod samples;
mod verdict;
