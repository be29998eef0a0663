//! eControl: what happens at the border.

pub mod endorse;
pub mod landing;
pub mod letter;
pub mod receive;
pub mod seal;
pub mod transit;
pub mod verify;
