//! eControl: what happens at the border.

pub mod arrival_permit;
pub mod arrivals;
pub mod border_clock;
pub mod endorse;
pub mod expected;
pub mod landing;
pub mod letter;
pub mod on_paper;
pub mod plant_export;
pub mod plant_health;
pub mod receive;
pub mod seal;
pub mod timber;
pub mod transit;
pub mod verify;
