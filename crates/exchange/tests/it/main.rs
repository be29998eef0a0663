//! Stories about the post.

mod fixtures;
mod permits;
mod seal;
mod signature;
