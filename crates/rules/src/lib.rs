//! THE LAW. Facts in, a trace out: which rule was asked, whether it applies, was in force and holds, on what authority.
//!
//! Two layers. *Rows* are data: listings, suspensions, quotas, the table of documents; dated, cited, in a [`RulePack`].
//! *Kinds* are the few functions that read them (`convention`, [`wcmc`], [`acceptance`]). A new suspension is a row;
//! a new sort of restriction is a function. This room knows no clock, file, network, tenant or user: the day comes as
//! an argument, the texts of the tables are given.
//!
//! Reading order: [`Facts`] (what is asked), [`RulePack`] (the law as rows), [`examine`] (the engine), [`Trace`] (the
//! answer), [`Clearance`] (the proof that an answer allowed issue).

pub mod facts;
pub mod pack;
pub mod trace;

mod case;
mod rule;

mod compare;
mod convention;
mod engine;

pub mod acceptance;
pub mod extension;
pub mod guidance;
pub mod wcmc;

pub mod citation;
mod cited;
mod overriding;
pub mod sentence;

pub use case::{appendix_of, read_as_second};
pub use citation::Citation;
pub use compare::{Change, Outlook, compare};
pub use convention::validity;
pub use engine::{Answer, RuleInfo, catalogue, document_possible, documents_needed, examine};
pub use facts::{
    CapFact, Carriage, DocumentFact, Effects, Enrolled, Facts, FindingFact, FindingResult, LineFacts, Movement,
    QuotaFact, Registered,
};
pub use guidance::{Guide, guide};
pub use pack::{PackError, PartyTable, RulePack, Tolerance, tolerance};
pub use trace::{
    Check, Clearance, DocumentFrom, LineReading, RequiredDocument, RequiredFinding, RowRef, Severity, Trace, Verdict,
};
