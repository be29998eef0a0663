//! THE WINDOW. Pages and JSON API over HTTP: sessions, forms, the table of routes with their permissions.

pub mod shared;
