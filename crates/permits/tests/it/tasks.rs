//! Sub-tasks of the examination side by side: opened and closed in any order, none is lost, and the status shown is that
//! of the task that comes first. A model of plain words says what must be.

use crate::common::*;
use cites::document::Block;
use cites::ids::AttachmentId;
use cites::{Amount, ApplicationStatus as S, CountryCode, FindingKind, PermitNumber, Role, Timestamp};
use permits::application::state::{Counted, FeeBasis, Invoice};
use permits::application::tasks::PRIORITY;
use permits::application::{Fee, ImportPermitFacts, Point, PointAnswer, ProposedDecision, Wants};
use permits::clocks::{self, SlaClock, Targets};
use permits::finding::FindingResult;
use permits::*;
use proptest::prelude::*;

fn hour(h: i64) -> Timestamp {
    Timestamp::from_second(now().as_second() + h * 3600).unwrap()
}

/// With an officer, since noon.
fn taken() -> Application {
    let (officer, applicant) = (of_role(Role::MaOfficer), of_role(Role::Applicant));
    let id = officer.person().unwrap().id;
    let mut case = Application::create(application_id(1), QM, side(), form(), &applicant, now()).unwrap().0;
    for (act, actor) in [
        (ApplicationAct::Submit { receipt: "R-1".into(), fee: Fee::NotDue(FeeBasis::Free) }, &applicant),
        (ApplicationAct::Accept, &of_role(Role::MaClerk)),
        (ApplicationAct::Assign { officer: id, officer_name: "Officer".into(), no_conflict: true }, &officer),
    ] {
        case = case.act(act, actor, now(), &DutyPolicy::default()).unwrap().0;
    }
    case
}

fn ke() -> CountryCode {
    CountryCode::parse("KE").unwrap()
}

/// The tasks of the model: a kind, and abroad the country.
const KINDS: [(S, &str); 8] = [
    (S::InfoRequested, ""),
    (S::AwaitingAdditionalPayment, ""),
    (S::AwaitingCounterpart, ""),
    (S::InspectionRequested, ""),
    (S::SaConsultation, ""),
    (S::ForeignConsultation, "QN"),
    (S::ForeignConsultation, "KE"),
    (S::Inspected, ""),
];

fn country(code: &str) -> CountryCode {
    if code == "KE" { ke() } else { QN }
}

fn open(kind: (S, &str)) -> Option<(ApplicationAct, Actor)> {
    let officer = of_role(Role::MaOfficer);
    let text = || "because".to_owned();
    let act = match kind.0 {
        S::InfoRequested => ApplicationAct::Ask { question: text(), points: vec![], deadline: hour(500) },
        S::AwaitingAdditionalPayment => ApplicationAct::ExtraFee {
            invoice: Invoice {
                number: "INV-9".into(),
                amount: cites::Money { minor: 4500, currency: cites::Currency::parse("USD").unwrap() },
                deadline: hour(500),
            },
        },
        S::AwaitingCounterpart => ApplicationAct::WaitImportPermit,
        S::InspectionRequested => ApplicationAct::RequestInspection { reason: text(), order: Default::default() },
        S::SaConsultation => {
            ApplicationAct::ConsultSa { findings: vec![FindingKind::NdfExport], note: text(), deadline: hour(500) }
        }
        S::ForeignConsultation => {
            ApplicationAct::ConsultForeign { country: country(kind.1), reason: text(), letter: vec![] }
        }
        _ => return None,
    };
    Some((act, officer))
}

fn close(kind: (S, &str)) -> (ApplicationAct, Actor) {
    let text = || "done".to_owned();
    match kind.0 {
        S::InfoRequested => (ApplicationAct::Answer { text: text(), points: vec![] }, of_role(Role::Applicant)),
        S::AwaitingAdditionalPayment => {
            (ApplicationAct::PaymentSettled { invoice: "INV-9".into(), receipt: "R-9".into() }, of_role(Role::Cashier))
        }
        S::AwaitingCounterpart => {
            let permit = ImportPermitFacts {
                issuer: QN,
                number: PermitNumber::parse("26QN000001").unwrap(),
                valid_until: day("2027-11-01"),
            };
            (ApplicationAct::ImportPermitReceived { permit, details: Default::default() }, of_role(Role::Applicant))
        }
        S::InspectionRequested => (
            ApplicationAct::InspectionReport {
                outcome: "CONFORM".into(),
                counted: vec![],
                text: text(),
                evidence: vec![],
            },
            of_role(Role::Inspector),
        ),
        S::Inspected => (ApplicationAct::Resume, of_role(Role::MaOfficer)),
        S::SaConsultation => {
            (ApplicationAct::SaOpinion { findings: vec![ndf(FindingResult::Positive)] }, of_role(Role::SaCoordinator))
        }
        _ => {
            let reply = ApplicationAct::ForeignReply { country: Some(country(kind.1)), text: text(), agreement: None };
            (reply, of_role(Role::MaOfficer))
        }
    }
}

fn grant() -> ApplicationAct {
    let trace = Box::new(trace(day("2026-11-25")));
    ApplicationAct::Propose { proposal: ProposedDecision::Grant { trace, conditions: vec![], note: String::new() } }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn in_any_order_no_task_is_lost_and_the_first_in_line_is_shown(
        steps in proptest::collection::vec((any::<bool>(), 0_usize..KINDS.len()), 1..40)
    ) {
        let policy = DutyPolicy::default();
        let mut case = taken();
        // What must be open, in words.
        let mut waits: Vec<(S, &str)> = Vec::new();
        for ((opens, n), h) in steps.into_iter().zip(1..) {
            let kind = KINDS[n];
            let done = if opens {
                let Some((act, actor)) = open(kind) else { continue };
                let inspects = |k: &(S, &str)| matches!(k.0, S::InspectionRequested | S::Inspected);
                let twice = waits.contains(&kind)
                    || kind.0 == S::InspectionRequested && waits.iter().any(inspects);
                let result = case.clone().act(act, &actor, hour(h), &policy);
                match &result {
                    Ok(_) => prop_assert!(!twice, "{kind:?} was opened twice"),
                    Err(e) => prop_assert!(twice && e.code() == "task-open", "{kind:?}: {e}"),
                }
                if result.is_ok() {
                    waits.push(kind);
                }
                result
            } else {
                let (act, actor) = close(kind);
                let was = waits.contains(&kind);
                let result = case.clone().act(act, &actor, hour(h), &policy);
                prop_assert_eq!(result.is_ok(), was, "{:?} with {:?}: {:?}", kind, waits, result.err());
                if was {
                    waits.retain(|k| *k != kind);
                    if kind.0 == S::InspectionRequested {
                        waits.push((S::Inspected, ""));
                    }
                }
                result
            };
            if let Ok((next, event)) = done {
                prop_assert_eq!((event.from, event.to), (Some(case.status()), next.status()));
                case = next;
            }
            // Written down and read again it is the same.
            let stored: Application = serde_json::from_str(&serde_json::to_string(&case).unwrap()).unwrap();
            prop_assert_eq!(&stored, &case);
            let mut found: Vec<(S, Option<CountryCode>)> =
                case.state().open_tasks().iter().map(|t| (t.status(), t.country())).collect();
            prop_assert_eq!(found.first().map_or(S::UnderExamination, |t| t.0), case.status());
            let first = PRIORITY.into_iter().find(|s| waits.iter().any(|w| w.0 == *s));
            prop_assert_eq!(case.status(), first.unwrap_or(S::UnderExamination), "{:?}", waits);
            let mut wanted: Vec<(S, Option<CountryCode>)> = waits
                .iter()
                .map(|w| (w.0, Some(country(w.1)).filter(|_| !w.1.is_empty())))
                .collect();
            let key = |t: &(S, Option<CountryCode>)| (t.0.code(), t.1.map(|c| c.to_string()));
            found.sort_by_key(key);
            wanted.sort_by_key(key);
            prop_assert_eq!(found, wanted);
            // Each clock runs for its own task.
            for (kind, clock) in [
                (S::InfoRequested, SlaClock::Applicant),
                (S::SaConsultation, SlaClock::Science),
                (S::InspectionRequested, SlaClock::Inspection),
                (S::ForeignConsultation, SlaClock::Foreign),
            ] {
                let runs = clocks::one(case.timeline(), clock, &Targets::default(), hour(h)).is_some_and(|r| r.runs());
                prop_assert_eq!(runs, waits.iter().any(|w| w.0 == kind), "{:?}", clock);
            }
            let proposed = case.clone().act(grant(), &of_role(Role::MaOfficer), hour(h), &policy);
            match waits.is_empty() {
                true => prop_assert!(
                    proposed.as_ref().err().is_none_or(|e| e.code() == "finding-open"),
                    "{:?}", proposed.err()
                ),
                false => prop_assert_eq!(proposed.unwrap_err().code(), "tasks-open"),
            }
        }
        // Who gives up, gives up everything that is open.
        let withdraw = ApplicationAct::Withdraw { reason: String::new() };
        let gone = case.act(withdraw, &of_role(Role::Applicant), hour(99), &policy).unwrap().0;
        prop_assert!(gone.timeline().tasks().iter().all(|t| t.until.is_some()));
        for kind in waits {
            let (act, actor) = close(kind);
            prop_assert_eq!(gone.clone().act(act, &actor, hour(100), &policy).unwrap_err().code(), "application-state");
        }
    }
}

/// Opens a task at an hour.
fn opened(case: Application, kind: S, h: i64) -> Application {
    let (act, actor) = open((kind, "QN")).unwrap();
    case.act(act, &actor, hour(h), &DutyPolicy::default()).unwrap().0
}

fn closed(case: Application, kind: S, h: i64) -> Application {
    let (act, actor) = close((kind, "QN"));
    case.act(act, &actor, hour(h), &DutyPolicy::default()).unwrap().0
}

#[test]
fn each_clock_runs_for_its_own_task_and_the_net_time_pauses_once() {
    // Asked at 10, experts from 12, inspector from 14; the applicant answers at 40, the inspector at 50, the experts at 60.
    let mut case = opened(taken(), S::InfoRequested, 10);
    case = opened(case, S::SaConsultation, 12);
    case = opened(case, S::InspectionRequested, 14);
    let hours = |case: &Application, clock, at| {
        clocks::one(case.timeline(), clock, &Targets::default(), hour(at)).map(|r| (r.hours(), r.runs()))
    };
    assert_eq!(case.status(), S::InfoRequested, "the applicant comes first");
    assert_eq!(hours(&case, SlaClock::Net, 30), Some((10, false)));
    assert_eq!(hours(&case, SlaClock::Science, 30), Some((18, true)), "the experts' clock runs though it is not shown");
    case = closed(case, S::InfoRequested, 40);
    assert_eq!(case.status(), S::InspectionRequested);
    assert_eq!(hours(&case, SlaClock::Applicant, 99), Some((30, false)));
    case = closed(case, S::InspectionRequested, 50);
    assert_eq!(case.status(), S::Inspected, "a report on the desk comes before whom we wait for");
    assert_eq!(hours(&case, SlaClock::Net, 55), Some((15, true)), "somebody of ours is on the move again");
    assert_eq!(hours(&case, SlaClock::Inspection, 55), Some((36, false)));
    case = closed(case, S::Inspected, 56);
    assert_eq!(case.status(), S::SaConsultation);
    case = closed(case, S::SaConsultation, 60);
    assert_eq!(hours(&case, SlaClock::Science, 99), Some((48, false)));
    assert_eq!(hours(&case, SlaClock::Net, 70), Some((26, true)), "10 before, 6 with the report, 10 after");
    assert_eq!(hours(&case, SlaClock::Total, 70), Some((70, true)));
}

#[test]
fn a_case_from_before_tasks_stood_side_by_side_still_reads() {
    let mut case = taken();
    case = opened(case, S::SaConsultation, 5);
    let mut old = serde_json::to_value(&case).unwrap();
    // As it was kept then: states alone, no task beside.
    old["timeline"] = old["timeline"]["states"].clone();
    assert!(old["state"]["case"].get("beside").is_none());
    let read: Application = serde_json::from_value(old).unwrap();
    let science = clocks::one(read.timeline(), SlaClock::Science, &Targets::default(), hour(9)).unwrap();
    assert_eq!((science.hours(), science.runs()), (4, true));
    let asked = opened(read, S::InfoRequested, 10);
    let science = clocks::one(asked.timeline(), SlaClock::Science, &Targets::default(), hour(25)).unwrap();
    assert_eq!((science.hours(), science.runs()), (20, true), "since it was asked, not since it was written down");
}

#[test]
fn every_point_is_answered_before_the_answer_is_sent() {
    let policy = DutyPolicy::default();
    let (officer, applicant) = (of_role(Role::MaOfficer), of_role(Role::Applicant));
    let points = vec![
        Point::new("Since when do you own it?".into(), Wants::Answer),
        Point::new("  ".into(), Wants::Answer),
        Point::new("The breeder's bill".into(), Wants::Paper),
    ];
    let ask = ApplicationAct::Ask { question: String::new(), points, deadline: hour(99) };
    let asked = taken().act(ask, &officer, now(), &policy).unwrap().0;
    assert_eq!(asked.state().question().unwrap().list().len(), 2, "a row without words asks nothing");
    let answer = |points| ApplicationAct::Answer { text: String::new(), points };
    let words = |text: &str| PointAnswer { text: text.into(), papers: vec![] };
    let bill = PointAnswer { text: String::new(), papers: vec![AttachmentId::from_bytes([7; 16])] };
    let half = asked.clone().act(answer(vec![words("2019")]), &applicant, now(), &policy).unwrap_err();
    assert_eq!((half.code(), half.to_string().contains("open: 2.")), ("points-open", true), "{half}");
    let more = vec![words("a"), words("b"), words("c")];
    assert_eq!(asked.clone().act(answer(more), &applicant, now(), &policy).unwrap_err().code(), "points-unknown");
    let done = asked.act(answer(vec![words("2019"), bill.clone()]), &applicant, now(), &policy).unwrap().0;
    let question = done.state().case().unwrap().questions.last().unwrap();
    assert_eq!(question.points[1].answer, Some(bill));
    assert_eq!(question.answered(), "1. 2019");
    let nothing = ApplicationAct::Ask { question: " ".into(), points: vec![], deadline: hour(99) };
    assert_eq!(done.act(nothing, &officer, now(), &policy).unwrap_err().code(), "reason-empty");
}

#[test]
fn a_question_from_before_points_is_one_point() {
    let case = opened(taken(), S::InfoRequested, 1);
    let kept = serde_json::to_value(&case).unwrap();
    assert!(kept["state"]["question"].get("points").is_none());
    let question = case.state().question().unwrap().clone();
    assert_eq!((question.list().len(), question.told()), (1, "because".to_owned()));
    let answers = vec![PointAnswer { text: "2019".into(), papers: vec![] }];
    let act = ApplicationAct::Answer { text: String::new(), points: answers };
    let done = case.act(act, &of_role(Role::Applicant), hour(2), &DutyPolicy::default()).unwrap().0;
    assert_eq!(done.state().case().unwrap().questions[0].list()[0].answer.as_ref().unwrap().text, "2019");
}

#[test]
fn what_was_counted_while_a_question_was_open_is_not_raised_by_the_answer() {
    let policy = DutyPolicy::default();
    let applicant = of_role(Role::Applicant);
    let mut case = opened(opened(taken(), S::InfoRequested, 1), S::InspectionRequested, 2);
    let count = Counted { block: Block::nth(0), amount: Amount::whole(200), marks: vec![] };
    let report = ApplicationAct::InspectionReport {
        outcome: "QTY_LESS".into(),
        counted: vec![count],
        text: String::new(),
        evidence: vec![],
    };
    case = case.act(report, &of_role(Role::Inspector), hour(3), &policy).unwrap().0;
    assert_eq!(case.draft().unwrap().lines[0].quantity.amount(), Amount::whole(200));
    // The applicant's page still had 240 in its box.
    case = case.edit(form(), &applicant, hour(4)).unwrap().0;
    let (case, event) = case
        .act(ApplicationAct::Answer { text: "Here.".into(), points: vec![] }, &applicant, hour(5), &policy)
        .unwrap();
    assert_eq!(case.draft().unwrap().lines[0].quantity.amount(), Amount::whole(200));
    assert_eq!((case.form().lines[0].quantity.as_str(), event.quota), ("200", QuotaEffect::None));
}

#[test]
fn an_authority_abroad_answers_for_itself() {
    let policy = DutyPolicy::default();
    let officer = of_role(Role::MaOfficer);
    let mut case = taken();
    for kind in [(S::ForeignConsultation, "QN"), (S::ForeignConsultation, "KE")] {
        let (act, actor) = open(kind).unwrap();
        case = case.act(act, &actor, hour(1), &policy).unwrap().0;
    }
    let (again, actor) = open((S::ForeignConsultation, "QN")).unwrap();
    assert_eq!(case.clone().act(again, &actor, hour(2), &policy).unwrap_err().code(), "task-open");
    let says = |country| ApplicationAct::ForeignReply { country, text: "We agree.".into(), agreement: None };
    assert_eq!(case.clone().act(says(None), &officer, hour(2), &policy).unwrap_err().code(), "foreign-which");
    let us = CountryCode::parse("US").unwrap();
    assert_eq!(case.clone().act(says(Some(us)), &officer, hour(2), &policy).unwrap_err().code(), "foreign-other");
    let stranger = Actor::Partner { country: us };
    assert_eq!(case.clone().act(says(None), &stranger, hour(2), &policy).unwrap_err().code(), "not-permitted");
    let impostor = Actor::Partner { country: ke() };
    assert_eq!(case.clone().act(says(Some(QN)), &impostor, hour(2), &policy).unwrap_err().code(), "not-permitted");
    let case = case.act(says(None), &impostor, hour(2), &policy).unwrap().0;
    let left: Vec<CountryCode> = case.state().inquiries().iter().map(|(c, _)| *c).collect();
    assert_eq!(left, [QN], "Kenya answered for itself");
    let case = case.act(says(None), &officer, hour(3), &policy).unwrap().0;
    assert_eq!((case.status(), case.state().case().unwrap().foreign_replies.len()), (S::UnderExamination, 2));
}
