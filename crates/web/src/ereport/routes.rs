//! Routes of the report and the figures.

use super::{api, year};
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::route::{May, Route, api, form, page};
use cites::Role;
use pages::links;
use permits::DeskAct;

/// Who reads the report as it stands.
const READERS: &[Role] = &[
    Role::Reporter,
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::QuotaManager,
    Role::TenantAdmin,
    Role::Auditor,
];

/// The rows.
pub fn routes() -> Vec<Route> {
    let report = May::Desk(DeskAct::ReportBuild);
    let view = Gives::Json(of::<api::ReportView>);
    let readers = May::Any(READERS);
    vec![
        page!(links::REPORTS, readers, year::start),
        page!("/reports/{year}", readers, year::show),
        form!("/reports/{year}/build", report, year::make),
        page!("/reports/{year}/{file}", report, year::report_file),
        page!(links::DASHBOARD, May::Desk(DeskAct::Dashboard), year::dashboard),
        api!(GET "/api/reports", report, Doc::read("reports", "Versions of annual reports.", Gives::Json(of::<api::ReportList>)), api::list),
        api!(POST "/api/reports", report, Doc::act("reports", "Builds, checks and keeps a version of a year's report.", of::<api::BuildReport>, view).status(201), api::make),
        api!(GET "/api/reports/{report}", report, Doc::read("reports", "One version.", view), api::get),
        api!(GET "/api/reports/{report}/lines", report, Doc::read("reports", "Its lines with what the checks say.", Gives::Json(of::<api::LineList>)), api::lines),
        api!(GET "/api/reports/{report}/files/{file}", report, Doc::read("reports", "exports.csv, imports.csv or report.xlsx.", Gives::Bytes("application/octet-stream")).query(&[("profile", "2025 or pre2025.")]), api::report_file),
        api!(GET "/api/dashboard", May::Desk(DeskAct::Dashboard), Doc::read("reports", "The figures of twelve months.", Gives::Json(of::<api::DashboardView>)), api::dashboard),
    ]
}
