//! The window as people and programs meet it: requests in, answers out, on a real archive.

mod api;
mod browser;
mod doors;
mod enter;
mod intake;
mod story;
#[expect(dead_code, reason = "the world of the office's own stories; the window uses a part of it")]
#[path = "../../../office/tests/it/world.rs"]
mod world;
