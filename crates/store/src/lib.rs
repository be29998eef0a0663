//! THE ARCHIVE. SQL for SQLite and PostgreSQL, migrations, audit chain, outbox, files. Only here: SQL.
//!
//! It decides nothing. It refuses (constraints), it never chooses.
//!
//! - [`act!`]: one act, one transaction, one audit event. The body may run again after a collision, so it must be
//!   repeatable and may not talk to anybody.
//! - [`act_once!`]: the same with the caller's idempotency key.
//! - [`Store::read`]: a snapshot of one tenant to look into.
//! - [`chore!`]: housekeeping that is nobody's act (sessions, jobs, message log).
//! - [`Store::verify_permit`], [`Store::tenants`]: what is open to everybody.
//!
//! To add a query: a named statement in `queries!` of its table's file, `$1` is the tenant, and a function beside it. A
//! test prepares every statement on both engines and refuses one that does not name the tenant.
//! To add a column: a migration (`migrations/README.md`), then the row type of its table.

mod describe;
mod engine;
mod erase;
mod error;
#[cfg(test)]
mod every_statement;
mod schema;
mod scope;
mod sql;
#[cfg(test)]
mod step_papers;
#[cfg(test)]
mod step_registry;
#[cfg(test)]
mod steps;

pub mod audit;
pub mod backup;
pub mod bulk;
pub mod objects;
pub mod table;
pub mod tx;

pub use audit::{AuditEntry, AuditEvent, AuditReport, record_digest};
pub use bulk::BulkPermit;
pub use describe::Decision;
pub use engine::{Engine, Meter};
pub use error::{Constraint, Error};
pub use schema::SCHEMA_VERSION;
pub use scope::{Scope, TenantId, actor_key};
pub use table::alert::{AlertRow, NewSuspicion, SuspicionRow, name_key};
pub use table::amendment::AmendmentRow;
pub use table::application::{ApplicationRow, StoredApplication};
pub use table::arrival::{ArrivalRow, ArrivedUnder, PresentedRow};
pub use table::attachment::AttachmentRow;
pub use table::blank::{BlankRow, BlankState, CompletedSum};
pub use table::cheque::ChequeRow;
pub use table::colleague::{ColleagueRow, DoorKey};
pub use table::directory::{Addressee, AuthorityRow, LetterRow};
pub use table::examination::{
    CaseGlance, Checked, NewQueueEvent, PartyHistory, QueueEventRow, RiskRow, RuleKind, RuleRow, TradeYear,
};
pub use table::exchange::{Direction, MessageFilter, MessageResult, MessageRow, PartnerRow};
pub use table::expected::{ExpectedAfter, ExpectedPermit, Plan};
pub use table::facts::{ExtensionRow, PlantCertificateRow};
pub use table::folder::{ExaminationRows, FolderPaper, FolderRows};
pub use table::foreign::{ForeignLineRow, ForeignRow, ForeignStatus, StoredForeign};
pub use table::gateway::{GatewayPaymentRow, GatewayRow, OldKey, UnmatchedRow};
pub use table::holder::{HolderChange, HolderCursor, HolderId, HolderRow, NewHolderChange, OpenCase};
pub use table::idempotency::{Key, Once};
pub use table::inclusion::{CounterOf, CounterRow, InclusionRow};
pub use table::intake::{LineListRow, NoteRow, NoteSide, PromiseRow, ScanState, TemplateRow, UploadRow};
pub use table::invoice_subject::{InvoiceAbout, Subject};
pub use table::landing::LandingRow;
pub use table::law::{LawRow, LawState};
pub use table::ledger::LedgerNames;
pub use table::mail_in::MailInRow;
pub use table::mandate::{MandateRow, MandateScope, MandateState};
pub use table::mark::{MarkHolder, MarkRow, NewMark};
pub use table::mine::{Mine, MineFilter, MineRow};
pub use table::money::{CreditNoteRow, ExpectedRow, FeeScheduleRow, InvoiceRow, MoneyReceiptRow, MoneyRequestRow};
pub use table::money_desk::{BankLineRow, CashSessionRow, ClosingRow, DayTotal, PrepaidRow, StatementRow};
pub use table::money_office::{MoneyOfficeRow, OfficePersonRow, OfficeRevenueRow};
pub use table::month_closing::MonthRow;
pub use table::monthly::{BillRow, ChargeRow, TermsRow};
pub use table::notice::{MailState, NewNotice, NoticeReader, NoticeRow, NoticeTo, Wish, WishRow};
pub use table::notice_send::{
    AfterIssue, DueMail, EndingPermit, LatePermit, LeftDraft, NoticeText, SendLog, SendResult,
};
pub use table::number::{IntentState, Serial, StoredIntent};
pub use table::numbered::{NewBatch, Numbered, PapersOf, PieceEvent, PieceMove, PieceRange, PieceState, SheetRow};
pub use table::opinion_task::{OpinionState, OpinionTask, VisitRow};
pub use table::outbox::{Job, PendingJob, back_off};
pub use table::overriding::OverrideRow;
pub use table::people::{NewSession, OrganisationRow, PersonRow, SessionRow};
pub use table::permit::{DocumentKind, LineRow, PermitFilter, PermitRow, StoredPermit, token_hash};
pub use table::plant_export::{PlantExportLine, PlantExportRow, PlantExportState, PlantExportTrade};
pub use table::plausible::SourceYear;
pub use table::public::{Face, PublicCrossing, PublicLine, PublicPermit, Verification};
pub use table::quota::{LockedQuota, NewQuota, QuotaEventRow, QuotaKeys, QuotaRow};
pub use table::quota_wait::WaitRow;
pub use table::register::{EntryRow, EntryState, Inclusion, RegisterKind};
pub use table::report::{LineCursor, ReportRow, ReportSource, TradeLine};
pub use table::revenue::{KindRevenueRow, RevenueRow};
pub use table::reversal::ReversalRow;
pub use table::risk_more::{IssueAuditRow, PresentedAtBorder, SeenRow, ToAuditRow};
pub use table::sample::SampleRow;
pub use table::setting::{SettingChange, SettingState};
pub use table::standing::{NewStanding, StandingRow};
pub use table::stock::{Acquired, ChainRow, HoldPhase, LotDraw, LotRow, LotState, NewLot, StockEventRow};
pub use table::tally::{Month, StatusCount};
pub use table::task::TaskRow;
pub use table::tenant::{HelpDesk, NewTenant, Tenant, TenantSettings};
pub use table::terms_stop::TermsStopRow;
pub use table::transit::TransitRow;
pub use table::urgent::UrgentRow;
pub use table::use_report::UseReport;
pub use table::write_off::{EvidenceRow, WaiverRow, WriteOffRow};
pub use table::{Cursor, Page, Stored};
pub use tx::{Chore, Read, Tx};

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The archive of one installation: its database and its folder of files. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    db: engine::Db,
    objects: objects::Objects,
}

impl Store {
    /// Opens the database of an address (`sqlite:FILE` or `postgres://USER:PASSWORD@HOST/DATABASE`), makes or updates its
    /// tables, and opens the folder of files under `data_dir`. At most 10 connections.
    ///
    /// # Errors
    /// [`Error::Setup`] for a bad address, folder or role; [`Error::Schema`] for a database of a newer program;
    /// [`Error::Unavailable`] when it does not answer.
    pub async fn open(url: &str, data_dir: &Path) -> Result<Store, Error> {
        Store::open_with(url, data_dir, 10).await
    }

    /// As [`Store::open`] with another limit of connections (for SQLite: of readers beside the one writer).
    pub async fn open_with(url: &str, data_dir: &Path, connections: u32) -> Result<Store, Error> {
        let objects = objects::Objects::open(data_dir)?;
        let db = engine::Db::open(url, connections).await?;
        Ok(Store { inner: Arc::new(Inner { db, objects }) })
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        self.inner.db.engine()
    }

    /// What was sent to the database since it was opened.
    pub fn meter(&self) -> Meter {
        let counts = &self.inner.db.counts;
        Meter {
            statements: counts.statements.load(Ordering::Relaxed),
            commits: counts.commits.load(Ordering::Relaxed),
            retries: counts.retries.load(Ordering::Relaxed),
        }
    }

    /// Does the database answer? For the readiness page.
    pub async fn ping(&self) -> Result<(), Error> {
        self.open_read("SELECT 1 AS one", vec![]).await.map(|_| ())
    }

    /// A snapshot of the scope's tenant; all questions to it are answered as of one moment.
    pub async fn read(&self, scope: &Scope) -> Result<Read, Error> {
        tx::begin_read(&self.inner.db, scope).await
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.inner.db.close().await;
    }

    pub(crate) fn objects(&self) -> &objects::Objects {
        &self.inner.objects
    }

    pub(crate) fn db(&self) -> &engine::Db {
        &self.inner.db
    }

    /// A question without a tenant; on PostgreSQL it sees only what is open to everybody.
    pub(crate) async fn open_read(&self, sql: &'static str, args: Vec<sql::Arg>) -> Result<Vec<sql::Row>, Error> {
        self.inner.db.ask(sql, args).await
    }
}
