//! From the application to the permit: the applicant's pages, the officer's desk, permits and quotas.

mod acts;
mod amend;
mod amend_card;
mod applicant;
mod ask;
mod audits;
mod case;
mod compare;
mod consignments;
mod deciding;
mod desk;
mod enforcement;
mod examination;
mod further;
mod held;
mod home;
mod inspection;
mod instead;
mod intake;
mod labels;
mod letter;
mod open_tasks;
mod overrides;
mod paper_acts;
mod particulars;
mod permit;
mod plausible;
mod quota;
mod quota_history;
mod risk_words;
mod samples;
mod science;
mod service;
mod sign;
mod takes;
mod tasks;
mod work;

pub use acts::{ActForm, SpeciesSheet, TradeYear};
pub use amend::AmendPage;
pub use amend_card::{Amends, ChangeRow, Changes};
pub use applicant::{Answer, AnswerSection, ApplicationRow, Applications, CheckAnswers, Done, Task, TaskState, Tasks};
pub use ask::{Ask, ItemCard, KEEP, Needed, Question};
pub use audits::{Audited, AuditsPage, ToAudit};
pub use case::{ApplicationPage, CaseHead, CasePage, FileRow, OpenRequest, QuotaUse};
pub use compare::{CompareLine, ComparePage};
pub use consignments::{Part, PartImport, PartState, Parts};
pub use enforcement::{AlertShown, AlertsPage, SuspicionShown, SuspicionsPage};
pub use examination::{
    ALERTS, CaseExamination, ClockRow, ClockState, OverviewRow, PapersShown, QueuePage, RiskShown, RulesPage, TurnRow,
    VersionRow, lane_tag,
};
pub use further::{ActLine, INSPECTION_REASONS};
pub use held::{HoldNotice, HoldPage, HoldStep};
pub use home::{DraftCard, DropDraft, EndingCard, HomeCards, NewsCard, StockCard, ToDoCard};
pub use inspection::{InspectionPage, InspectionRow, Inspections};
pub use instead::{ReplaceablePage, ReplaceableRow};
pub use intake::{
    CheckedName, LinesPage, Message, MessagesPage, NamesPage, PaperKind, PaperRow, PapersPage, TemplateForm,
    TemplateRow, TemplatesPage, Thread, WrongCell, WrongRow,
};
pub use labels::{Institution, LabelPage, LabelRow, LabelsPage};
pub use letter::{Letter, LetterPage};
pub use open_tasks::{AnsweredCard, Asked, POINT_ROWS, TaskCard};
pub use overrides::{AsideRow, OpenCheck, OverrideReport, OverridesPage};
pub use particulars::Particulars;
pub use permit::{PermitActForm, PermitLine, PermitPage, PermitRow, Permits};
pub use plausible::{FacilityShown, RangeShown, SourceRow};
pub use quota::{BurnShown, QuotaPage, QuotaRow, Quotas};
pub use quota_history::{QuotaHappened, QuotaMoment};
pub use samples::{ROOM as SAMPLE_ROOM, SampleCard, SamplesPage};
pub use science::{FindingRow, FindingsPage, ListingRow, SpeciesSheetPage, TradeRow};
pub use service::{QuotaUsePage, ServicePage, ServiceRow};
pub use sign::SignPage;
pub use takes::Takes;
pub use tasks::{OpinionDesk, OpinionRow, OpinionsPage, VisitPage, VisitShown};
pub use work::{Consultations, Tab, Work, WorkRow};
