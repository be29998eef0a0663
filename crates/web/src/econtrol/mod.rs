//! eControl over HTTP: the public check, customs, the border.

pub mod api;
pub mod arrivals;
pub mod border;
pub mod crossing;
pub mod customs;
pub mod expected;
pub mod landing;
pub mod on_paper;
pub mod plant_export_new;
pub mod plant_exports;
mod plants;
pub mod routes;
pub mod timber;
pub mod transit;
pub mod verify;
