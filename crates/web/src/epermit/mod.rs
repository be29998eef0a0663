//! ePermit over HTTP: applications, cases, permits, quotas.

pub mod api;
pub mod body;
pub mod case;
pub mod drafting;
pub mod labels;
pub mod lists;
pub mod particulars;
pub mod permit;
pub mod permits_api;
pub mod printing;
pub mod quotas;
pub mod quotas_api;
pub mod routes;
pub mod view;
