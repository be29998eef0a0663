//! Routes of examination: clocks, risk, queue, standing findings, comparison, more about quotas.

use super::examination_api as v;
use super::routes::QUOTAS;
use super::view::QuotaView;
use super::{examination, examination_api, quotas, science};
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::route::{May, Route, api, form, page};
use office::epermit::{compare, examination_set, queue, quota_more, risk, science as desk};
use pages::links;
use permits::{ApplicationActCode as A, DeskAct};

const RULES: May = May::Any(examination_set::ROLES);
const READERS: May = May::Any(risk::READERS);
const OVERSEERS: May = May::Any(queue::OVERSEERS);
const PARTY: &[(&str, &str)] = &[("party", "Country code of the Party; the first one here when absent.")];
const PARTY_YEAR: &[(&str, &str)] = &[
    ("party", "Country code of the Party; the first one here when absent."),
    ("year", "The year; this one when absent."),
];
const YEAR: &[(&str, &str)] = &[("year", "The year; this one when absent.")];

/// The rows.
pub fn routes() -> Vec<Route> {
    let mut all = pages();
    all.extend(of_cases());
    all.extend(of_the_desk());
    all.extend(super::enforcement::routes());
    all
}

fn pages() -> Vec<Route> {
    let science_readers = May::Any(desk::READERS);
    vec![
        page!(links::SERVICE_TIMES, May::Anyone, science::service_times),
        page!(links::QUOTA_USE, May::Anyone, science::quota_use),
        page!(links::QUEUE, OVERSEERS, examination::overview),
        form!(links::QUEUE, OVERSEERS, examination::reassign),
        page!(links::EXAMINATION_RULES, RULES, examination::rules),
        form!(links::EXAMINATION_RULES, RULES, examination::propose_rules),
        form!(links::EXAMINATION_CONFIRM, RULES, examination::confirm_rules),
        page!(links::SPECIES_SHEET, science_readers, science::sheet),
        page!(links::FINDINGS, science_readers, science::findings),
        form!(links::FINDINGS, May::Any(desk::GIVERS), science::give),
        form!(links::FINDING_WITHDRAW, May::Any(desk::GIVERS), science::take_back),
        form!("/applications/{application}/examination/lane", May::Any(risk::CHANGERS), examination::change_lane),
        form!("/applications/{application}/examination/rely", May::Case(&[A::RecordFinding]), examination::rely),
        form!("/applications/{application}/examination/wait", May::Any(quota_more::WAITERS), examination::wait),
        page!("/applications/{application}/examination/compare", May::Any(compare::READERS), examination::side_by_side),
        form!("/quotas/{quota}/correct", May::Desk(DeskAct::QuotaSet), quotas::correct),
        form!("/quotas/{quota}/carry-over", May::Desk(DeskAct::QuotaSet), quotas::carry_over),
    ]
}

const fn read(summary: &'static str, gives: Gives) -> Doc {
    Doc::read("examination", summary, gives)
}

fn of_cases() -> Vec<Route> {
    let done = || Gives::Json(of::<v::DoneView>);
    vec![
        api!(GET "/api/applications/{application}/clocks", READERS, read("Its clocks, and why they stand still.", Gives::Json(of::<v::ClockList>)), examination_api::case_clocks),
        api!(GET "/api/applications/{application}/risk", READERS, read("Its score, every hit, its lane.", Gives::Json(of::<v::RiskView>)), examination_api::case_risk),
        api!(POST "/api/applications/{application}/lane", May::Any(risk::CHANGERS), Doc::act("examination", "Changes its lane by hand.", of::<v::LaneBody>, Gives::Json(of::<v::RiskView>)), examination_api::change_lane),
        api!(POST "/api/applications/{application}/rely", May::Case(&[A::RecordFinding]), Doc::act("examination", "Relies on a standing finding.", of::<v::RelyBody>, done()), examination_api::rely),
        api!(POST "/api/applications/{application}/quota-wait", May::Any(quota_more::WAITERS), read("Puts it on the waiting list of a quota that is used up.", Gives::Json(of::<v::WaitView>)), examination_api::wait),
        api!(GET "/api/applications/{application}/compare", May::Any(compare::READERS), read("Beside the partner's and our earlier permit.", Gives::Json(of::<v::CompareView>)), examination_api::side_by_side),
        api!(POST "/api/applications/{application}/reassign", OVERSEERS, Doc::act("examination", "Gives it to another officer.", of::<v::ReassignBody>, done()), examination_api::reassign),
        api!(POST "/api/work/next", May::Case(&[A::Assign]), Doc::act("examination", "Takes the next case in the order of arrival.", of::<super::body::NoConflict>, done()), examination_api::take_next),
    ]
}

fn of_the_desk() -> Vec<Route> {
    let rules = || Gives::Json(of::<v::RuleList>);
    let quota = || Gives::Json(of::<QuotaView>);
    vec![
        api!(GET "/api/queue", OVERSEERS, read("The whole queue, and what was out of turn.", Gives::Json(of::<v::QueueView>)), examination_api::overview),
        api!(GET "/api/examination-rules/{kind}", RULES, read("Versions of targets or risk.", rules()), examination_api::rules),
        api!(POST "/api/examination-rules/{kind}", RULES, Doc::act("examination", "Proposes targets or risk criteria.", of::<v::RuleBody>, rules()), examination_api::propose_rules),
        api!(POST "/api/examination-rules/{kind}/{version}/confirm", RULES, read("The second person confirms.", rules()), examination_api::confirm_rules),
        api!(GET "/api/risk-rates", RULES, read("Hit rates of lanes and criteria.", Gives::Json(of::<v::RateList>)), examination_api::rates),
        api!(GET "/api/service-times", May::Anyone, read("How long permits took in the last twelve months.", Gives::Json(of::<v::ServiceView>)).query(PARTY), examination_api::service_times),
        api!(GET "/api/quota-use", May::Anyone, read("How much of each quota is used, without names.", Gives::Json(of::<v::QuotaUseList>)).query(PARTY_YEAR), examination_api::quota_use),
        api!(POST "/api/quotas/{quota}/correct", May::Desk(DeskAct::QuotaSet), Doc::act("quotas", "Proposes another consumption.", of::<v::CorrectBody>, quota()), examination_api::correct),
        api!(POST "/api/quotas/{quota}/carry-over", May::Desk(DeskAct::QuotaSet), Doc::read("quotas", "Proposes to carry its rest over.", quota()), examination_api::carry_over),
        api!(GET "/api/standing-findings", May::Any(desk::READERS), read("Standing findings in force.", Gives::Json(of::<v::StandingList>)), examination_api::findings),
        api!(POST "/api/standing-findings", May::Any(desk::GIVERS), Doc::act("examination", "Gives a standing finding.", of::<v::StandingBody>, Gives::Json(of::<v::StandingView>)).status(201), examination_api::give),
        api!(POST "/api/standing-findings/{finding}/withdraw", May::Any(desk::GIVERS), read("Takes a standing finding back.", Gives::Json(of::<v::StandingList>)), examination_api::take_back),
        api!(GET "/api/monitoring", May::Any(QUOTAS), read("Permits granted and actual exports (Art. IV.3).", Gives::Json(of::<v::TradeList>)).query(YEAR), examination_api::monitored),
    ]
}
