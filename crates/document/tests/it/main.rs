//! The paper, told by the people who read it.

mod paper;
mod samples;
mod verdict;
