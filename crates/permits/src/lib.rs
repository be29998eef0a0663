//! THE LIVES. What happens to an application, a permit and a quota: act + state → new state + event.
//!
//! The law of movement is `data/codes/transitions.csv`; [`permission`] holds it as Rust tables and a test compares
//! both. This room knows no clock, chance, file or network: time comes as an argument, bytes to sign come from outside.

pub mod actor;
pub mod application;
pub mod blank;
pub mod clocks;
pub mod conditions;
pub mod consignments;
pub mod draft;
pub mod duty;
pub mod error;
pub mod finding;
pub mod form;
pub mod handshake;
pub mod itinerary;
pub mod money;
pub mod particulars;
pub mod permission;
pub mod permit;
pub mod quota;
pub mod quota_kind;
pub mod risk;
pub mod risk_known;
pub mod signing;
pub mod timeline;
pub mod validity;

pub use actor::{Actor, Person, Stamp, Who};
pub use application::{ApplicantSide, Application, ApplicationAct, ApplicationEvent, ApplicationState, QuotaEffect};
pub use consignments::Consignment;
pub use draft::{Draft, DraftLine, FieldError};
pub use duty::{DutyPolicy, DutyRule};
pub use error::{ActError, LineProblem};
pub use finding::{Finding, FindingResult};
pub use form::FormInput;
pub use permission::{ApplicationActCode, DeskAct, PermitActCode};
pub use permit::{Confirmation, Finality, Permit, PermitAct, PermitEvent, PermitLine, PermitState, PublicStatus};
pub use quota::{Hold, HoldKey, QuotaError, QuotaLedger, QuotaMove};
pub use signing::{
    EndorsementOrder, Intent, IntentRecord, OrderError, Payload, PayloadPurpose, Seal, Signature, Signer, SignerError,
    SigningOrder,
};
pub use timeline::Timeline;
