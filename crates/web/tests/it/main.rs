//! The window as people and programs meet it: requests in, answers out, on a real archive.

mod acts_story;
mod api;
mod blanks;
mod browser;
mod carried;
mod change;
mod consignments;
mod deciding;
mod desk;
mod directory;
mod doors;
mod enter;
mod fees;

mod examination;
mod home;
mod import_papers;
mod intake;
mod law;
mod marks;
mod menu;
mod money;
mod money_desk;
mod notices;
mod people;
mod plant_exports;
mod quotas;
mod registry;
mod risk;
mod settings;
mod shipments;
mod stock;
mod story;
mod tasks;
mod transitions;
mod twins;
mod urgent;
mod wizard;
#[expect(dead_code, reason = "the world of the office's own stories; the window uses a part of it")]
#[path = "../../../office/tests/it/world.rs"]
mod world;
