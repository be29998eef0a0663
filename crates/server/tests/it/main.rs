//! The program as others meet it: commands as processes, the exchange over real TLS, the demonstration on both engines.

mod archive;
mod exchange;
mod files;
mod kit;
mod mail;
mod names;
mod payments;
mod power;
mod power_money;
mod scanner;
mod settings;
