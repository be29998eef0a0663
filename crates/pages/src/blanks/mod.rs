//! Pages of the simplified procedure: orders of blanks with their balance, one blank to complete. Registrations are entries
//! of [`crate::registers`].

mod blank;
pub mod links;
mod order;

pub use blank::{BlankPage, OpenLine};
pub use order::{BalanceShown, BlankCard, OrderPage};

use crate::Page;
use crate::html::Html;
use crate::registers::{EntryNewPage, EntryPage, RegistersPage};
use crate::samples::Promise;
use crate::words::Words;

/// Open boxes as printed (`3, 3a, 9`, divided by commas, blanks or lines) in words, one in a line, the number behind.
pub fn open_boxes(printed: &str, w: &Words) -> Html {
    let codes = printed.split([',', ' ', '\n']).map(str::trim).filter(|code| !code.is_empty());
    let lines: Vec<String> = codes
        .filter(|code| *code != "3a")
        .map(|code| match code {
            "3" | "7" | "9" | "11" => w.html(format!("blank-opened-{code}")).as_str().to_owned(),
            other => Html::code(other).as_str().to_owned(),
        })
        .collect();
    Html::markup(lines.join("<br>"))
}

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
