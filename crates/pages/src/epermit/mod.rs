//! From the application to the permit: the applicant's pages, the officer's desk, permits and quotas.

mod acts;
mod applicant;
mod ask;
mod case;
mod labels;
mod particulars;
mod permit;
mod quota;
mod sign;
mod work;

pub use acts::{ActForm, SpeciesSheet, TradeYear};
pub use applicant::{Answer, AnswerSection, ApplicationRow, Applications, CheckAnswers, Done, Task, TaskState, Tasks};
pub use ask::{Ask, ItemCard, Needed, Question};
pub use case::{ApplicationPage, CaseHead, CasePage, FileRow, OpenRequest, QuotaUse};
pub use labels::{Institution, LabelPage, LabelRow, LabelsPage};
pub use particulars::Particulars;
pub use permit::{PermitActForm, PermitLine, PermitPage, PermitRow, Permits};
pub use quota::{QuotaPage, QuotaRow, Quotas};
pub use sign::SignPage;
pub use work::{Consultations, Tab, Work, WorkRow};
