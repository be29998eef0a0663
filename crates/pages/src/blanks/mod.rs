//! Pages of the simplified procedure: registrations, orders of blanks with their balance, one blank to complete.

mod blank;
pub mod links;
mod order;
mod registration;

pub use blank::{BlankPage, OpenLine};
pub use order::{BalanceShown, BlankCard, OrderPage};
pub use registration::{RegistrationCard, RegistrationNewPage, RegistrationPage, SimplifiedPage, SpecimenRow};

use crate::Page;
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
        "simplified" => SimplifiedPage::sample(true),
        "simplified-apply" => RegistrationNewPage::sample(),
        "simplified-one" => RegistrationPage::sample(false),
        "blanks" => OrderPage::sample(false),
        "blank" => BlankPage::sample("UNUSED"),
        "blank-completing" => BlankPage::sample("COMPLETING"),
        "blank-completed" => BlankPage::sample("COMPLETED"),
    );
    add!(Working:
        "simplified-desk" => SimplifiedPage::sample(false),
        "simplified-one-desk" => RegistrationPage::sample(true),
        "blanks-desk" => OrderPage::sample(true),
    );
    pages
}
