//! The program as others meet it: commands as processes, the exchange over real TLS, the demonstration on both engines.

mod archive;
mod by_hand;
mod delivered;
mod exchange;
mod extended;
mod files;
mod kit;
mod live;
mod mail;
mod mandatory;
mod names;
mod payments;
mod power;
mod power_blanks;
mod power_mail;
mod power_money;
mod power_post;
mod scanner;
mod settings;
mod texts;
mod told;
#[expect(dead_code, reason = "the world of the office's own stories; mail uses a part of it")]
#[path = "../../../office/tests/it/world.rs"]
mod world;
