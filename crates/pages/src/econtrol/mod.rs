//! At the border and on the street: customs and the public check.

mod customs;
mod verify;

pub use customs::{ControlLine, Customs, CustomsAnswer, EndorsePage, Expected, ExpectedRow, Found, Lane, ReceiptPage};
pub use verify::{Answer, VerifyLine, VerifyPage, VerifyResult};
