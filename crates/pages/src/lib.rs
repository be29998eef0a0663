//! THE FACE. Pages as typed contexts beside their templates; words in the reader's language; no HTTP, no store, no clock.
//!
//! A page is a struct of plain data ([`Page`]). The server fills it and calls [`render`]. Every context has a `sample()`.
//! What a field holds is data as it is (codes, dates, names); sentences, dates in words and layout are made here.
//! `links` is the map of addresses. `assets` is what a browser loads besides the page.
//!
//! This room never asks who may see what: the server passes only what the reader may see, and only the allowed acts.

mod frame;
pub mod html;
pub mod links;
pub mod parts;
pub mod shell;
pub mod words;

pub mod blanks;
pub mod econtrol;
pub mod eexchange;
pub mod epermit;
pub mod ereport;
pub mod money;
pub mod notices;
pub mod registers;
pub mod shared;

pub mod samples;

pub use frame::{Layout, Page, RenderError, Trail, render};
pub use html::Html;
pub use parts::FieldError;
pub use shell::Shell;
pub use words::Words;

/// Files a browser loads besides the page, served from our own address under `/assets/`.
pub mod assets {
    /// The style sheet.
    pub const CSS: &str = include_str!("../assets/manis.css");
    /// The script; every page works without it.
    pub const JS: &str = include_str!("../assets/manis.js");
    /// What a visit without a network adds; loaded only where one is reported or waits to be sent.
    pub const FIELD: &str = include_str!("../assets/field.js");
    /// The worker that keeps the page of a visit; served at the root, because a worker sees only what lies below it.
    pub const WORKER: &str = include_str!("../assets/worker.js");
    /// The mark: a pangolin scale.
    pub const MARK: &str = include_str!("../assets/mark.svg");
    /// Address below `/`, content type and content of each file.
    pub const ALL: &[(&str, &str, &str)] = &[
        ("assets/manis.css", "text/css; charset=utf-8", CSS),
        ("assets/manis.js", "text/javascript; charset=utf-8", JS),
        ("assets/field.js", "text/javascript; charset=utf-8", FIELD),
        ("assets/mark.svg", "image/svg+xml", MARK),
    ];
}
