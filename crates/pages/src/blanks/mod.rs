//! Pages of the simplified procedure: orders of blanks with their balance, one blank to complete. Registrations are entries
//! of [`crate::registers`].

mod blank;
pub mod links;
mod order;

pub use blank::{BlankPage, OpenLine};
pub use order::{BalanceShown, BlankCard, OrderPage};

use crate::Page;
use crate::registers::{EntryNewPage, EntryPage, RegistersPage};
use crate::samples::Promise;

/// One sample of every page of this folder, with its promise.
pub fn samples() -> Vec<(String, Promise, Box<dyn Page>)> {
    let mut pages: Vec<(String, Promise, Box<dyn Page>)> = Vec::new();
    macro_rules! add {
        ($promise:ident: $($name:expr => $page:expr),* $(,)?) => {
            $(pages.push((String::from($name), Promise::$promise, Box::new($page)));)*
        };
    }
    add!(WithArabic:
        "simplified" => RegistersPage::simplified(true),
        "simplified-apply" => EntryNewPage::simplified(),
        "simplified-one" => EntryPage::simplified(false),
        "blanks" => OrderPage::sample(false),
        "blank" => BlankPage::sample("UNUSED"),
        "blank-completing" => BlankPage::sample("COMPLETING"),
        "blank-completed" => BlankPage::sample("COMPLETED"),
    );
    add!(Working:
        "simplified-desk" => RegistersPage::simplified(false),
        "simplified-one-desk" => EntryPage::simplified(true),
        "blanks-desk" => OrderPage::sample(true),
    );
    pages
}
