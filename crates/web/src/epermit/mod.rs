//! ePermit over HTTP: applications, cases, permits, quotas.

pub mod routes;
