//! Notices to people: what a notice says, the e-mail it becomes, the list, the wishes, the Party's own texts, the log of
//! sends, the test mailbox, and the pages after issue.

mod admin;
mod after;
mod directory;
mod letter;
mod list;
mod sink;
mod wishes;

pub use admin::{LogRow, MailLog, Periods, Reader, TextPage, TextRow, TextsPage, Worded};
pub use after::{LatePage, LateRow, NextStep, UsePage, UseTold};
pub use directory::{AuthorityPage, AuthorityRow, DirectoryPage, LetterRow};
pub use letter::{Address, Letter, Notice, Text, sample_details};
pub use list::{NoticeItem, NoticesPage};
pub use sink::{SinkMail, SinkMailPage, SinkPage};
pub use wishes::Wishes;
