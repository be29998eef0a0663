//! What comes in beside the form's own boxes, over HTTP: papers in parts, promises, templates, messages.

pub mod lines;
pub mod messages;
pub mod papers;
pub mod routes;
pub mod sheet;
pub mod templates;
pub mod windows;
