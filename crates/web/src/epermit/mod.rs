//! ePermit over HTTP: applications, cases, permits, quotas.

pub mod api;
pub mod body;
pub mod case;
pub mod case_on_form;
mod checking;
pub mod drafting;
pub mod examination;
pub mod examination_api;
pub mod examination_routes;
pub mod further;
pub mod further_api;
pub mod further_routes;
pub mod intake;
pub mod labels;
pub mod letters;
pub mod lists;
pub mod paper_further;
pub mod particulars;
pub mod permit;
pub mod permits_api;
pub mod printing;
pub mod quotas;
pub mod quotas_api;
pub mod routes;
pub mod science;
mod steps;
pub mod view;
