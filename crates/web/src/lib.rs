//! THE WINDOW. Pages and JSON API over HTTP: sessions, forms, the table of routes with their permissions.
//!
//! Reading order: `shared/route.rs` (one row of the table), `shared/router.rs` (what stands before every handler),
//! `shared/call.rs` (a request, read), then `routes.rs` of a phase and the handlers it names. Handlers only translate:
//! what was sent into an act of `office`, what came back into a page of `pages` or JSON.

pub mod blanks;
pub mod econtrol;
pub mod eexchange;
pub mod epermit;
pub mod ereport;
pub mod money;
pub mod notices;
pub mod registers;
pub mod shared;

pub use epermit::case::offered as case_acts;
pub use epermit::permit::offered as paper_acts;
pub use shared::app::{App, DemoAccount, Facts, Reset, Story};
pub use shared::router::{router, table};
pub use shared::session::{session_hash, token_hash};
