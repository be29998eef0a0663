//! What comes in beside the form's own boxes: papers, templates, messages, lists of lines, names to check.

mod lines;
mod messages;
mod papers;
mod templates;

pub use lines::{CheckedName, LinesPage, NamesPage, WrongCell, WrongRow};
pub use messages::{Message, MessagesPage, Thread};
pub(crate) use papers::about;
pub use papers::{PaperKind, PaperRow, PapersPage};
pub use templates::{TemplateForm, TemplateRow, TemplatesPage};
