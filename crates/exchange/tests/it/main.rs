//! Stories about the post.

mod fixtures;
mod hostile;
mod permits;
mod schema;
mod seal;
mod signature;
mod soap;
