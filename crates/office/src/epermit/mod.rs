//! ePermit: from application to issued permit.

pub mod abroad;
pub mod accept;
pub mod appeal;
pub mod approve;
pub mod ask;
pub mod attach;
pub mod consult_sa;
pub mod counterpart;
pub mod draft;
pub mod examine;
pub mod exempt;
pub mod give_back;
pub mod inspect;
pub mod kinds;
pub mod labels;
pub mod permit_acts;
pub mod propose;
pub mod quota_set;
pub mod record_finding;
pub mod register;
pub mod sign;
pub mod submit;
pub mod withdraw;
