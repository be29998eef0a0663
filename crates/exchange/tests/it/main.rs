//! Stories about the post.

mod fixtures;
mod permits;
