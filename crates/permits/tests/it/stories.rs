//! What an officer could tell of an application and a permit.

use crate::common::*;
use cites::document::Block;
use cites::{Amount, Lang, Role, Unit};
use permits::application::state::{Counted, FeeBasis};
use permits::application::{Fee, FeesSettled, ProposedDecision};
use permits::finding::FindingResult;
use permits::permit::{ConfirmationFacts, ConfirmedLine, PermitAct};
use permits::timeline::Clock;
use permits::*;

fn policy() -> DutyPolicy {
    DutyPolicy::default()
}

/// Walks a fresh case to `UNDER_EXAMINATION` with a finding of that answer on file.
fn examined(result: FindingResult) -> Application {
    let officer = of_role(Role::MaOfficer);
    let applicant = of_role(Role::Applicant);
    let id = officer.person().unwrap().id;
    let mut case = Application::create(application_id(1), QM, side(), form(), &applicant, now()).unwrap().0;
    for (act, actor) in [
        (ApplicationAct::Submit { receipt: "R-1".into(), fee: Fee::NotDue(FeeBasis::Free) }, &applicant),
        (ApplicationAct::Accept, &of_role(Role::MaClerk)),
        (ApplicationAct::Assign { officer: id, officer_name: "Officer".into(), no_conflict: true }, &officer),
        (
            ApplicationAct::ConsultSa {
                findings: vec![cites::FindingKind::NdfExport],
                note: String::new(),
                deadline: now(),
            },
            &officer,
        ),
        (ApplicationAct::SaOpinion { findings: vec![ndf(result)] }, &of_role(Role::SaCoordinator)),
    ] {
        case = case.act(act, actor, now(), &policy()).unwrap().0;
    }
    case
}

fn grant() -> ApplicationAct {
    let trace = Box::new(trace(day("2026-11-25")));
    ApplicationAct::Propose { proposal: ProposedDecision::Grant { trace, conditions: vec![], note: String::new() } }
}

fn approve(case: &Application) -> ApplicationAct {
    ApplicationAct::Approve {
        clearance: clearance(case.draft_digest().unwrap(), day("2026-11-25")),
        quotas: vec![],
        fees: FeesSettled,
        no_conflict: true,
    }
}

fn approved() -> Application {
    let case = examined(FindingResult::Positive);
    let case = case.act(grant(), &of_role(Role::MaOfficer), now(), &policy()).unwrap().0;
    let act = approve(&case);
    case.act(act, &of_role(Role::MaApprover), now(), &policy()).unwrap().0
}

#[test]
fn a_half_filled_form_is_kept_as_typed_and_every_wrong_box_is_told_at_once() {
    let applicant = of_role(Role::Applicant);
    let mut typed = form();
    typed.set("lines.0.quantity", "two hundred");
    typed.set("lines.1.source", "");
    typed.set("importer.city", "");
    typed.set("exporter.country", "QX");
    typed.set("declaration", "");
    let (case, _) =
        Application::create(application_id(1), QM, side(), FormInput::default(), &applicant, now()).unwrap();
    let (case, _) = case.edit(typed.clone(), &applicant, now()).unwrap();
    let stored: Application = serde_json::from_str(&serde_json::to_string(&case).unwrap()).unwrap();
    assert_eq!(stored.form(), &typed, "nothing typed is lost");
    let submit = ApplicationAct::Submit { receipt: "R-1".into(), fee: Fee::NotDue(FeeBasis::Free) };
    let ActError::Form(errors) = stored.act(submit, &applicant, now(), &policy()).unwrap_err() else {
        panic!("the form was taken");
    };
    let boxes: Vec<(&str, &str)> = errors.iter().map(|e| (e.field.as_str(), e.code.as_str())).collect();
    assert_eq!(
        boxes,
        [
            ("importer.city", "party-city-empty"),
            ("exporter.country", "country-unknown"),
            ("lines.0.quantity", "quantity-number"),
            ("lines.1.source", "source-empty"),
            ("declaration", "declaration-open"),
        ]
    );
}

#[test]
fn a_form_that_says_the_same_has_the_same_digest_and_one_skin_more_has_another() {
    let draft = Draft::parse(&form()).unwrap();
    let mut spaced = form();
    spaced.set("importer.name", "  Tannery of the North ");
    spaced.set("lines.0.quantity", "240.0");
    spaced.set("lines.0.unit", "pcs");
    assert_eq!(Draft::parse(&spaced).unwrap().digest(), draft.digest());
    spaced.set("lines.0.quantity", "241");
    assert_ne!(Draft::parse(&spaced).unwrap().digest(), draft.digest());
    let stored: Draft = serde_json::from_str(&serde_json::to_string(&draft).unwrap()).unwrap();
    assert_eq!(stored.digest(), draft.digest());
    assert_eq!(draft.language, Lang::En);
    let document = draft.document(issue_facts("26QM000371"));
    assert_eq!(document.country_of_import, Some(QN));
    assert_eq!(document.lines[1].block.as_str(), "B");
}

#[test]
fn a_mark_typed_twice_and_a_second_source_beside_w_are_refused() {
    let mut typed = form();
    typed.set("lines.0.marks", "QM-RA-381\nQM-RA-382");
    typed.set("lines.1.marks", "qm-ra-382");
    typed.set("lines.1.second_source", "C");
    typed.set("document_type", "REEXPORT");
    let codes: Vec<String> = Draft::parse(&typed).unwrap_err().into_iter().map(|e| e.code).collect();
    assert_eq!(codes, ["origin-empty", "source-second", "origin-empty", "mark-twice"]);
}

#[test]
fn an_edit_after_approval_drops_the_approval_and_nobody_can_sign() {
    let case = approved();
    let signer = of_role(Role::MaApprover);
    case.check_sign(&signer, &policy()).unwrap();
    let old_seal = seal(&case, "26QM000371", now());
    let mut more = case.form().clone();
    more.set("lines.0.quantity", "2400");
    let (case, event) = case.edit(more, &of_role(Role::MaOfficer), now()).unwrap();
    assert_eq!(event.to, cites::ApplicationStatus::UnderExamination);
    assert_eq!(event.quota, QuotaEffect::Reopen);
    assert_eq!(case.check_sign(&signer, &policy()).unwrap_err().code(), "application-state");
    // Approved again with the new content: the old seal does not fit any more.
    let case = case.act(grant(), &of_role(Role::MaOfficer), now(), &policy()).unwrap().0;
    let stale = ApplicationAct::Approve {
        clearance: clearance(old_seal.draft(), day("2026-11-25")),
        quotas: vec![],
        fees: FeesSettled,
        no_conflict: true,
    };
    assert_eq!(case.clone().act(stale, &signer, now(), &policy()).unwrap_err().code(), "approval-dropped");
    let fresh = approve(&case);
    let case = case.act(fresh, &signer, now(), &policy()).unwrap().0;
    let refused = case.act(ApplicationAct::Sign { seal: old_seal }, &signer, now(), &policy()).unwrap_err();
    assert_eq!(refused.code(), "approval-dropped");
}

#[test]
fn a_negative_opinion_lets_refuse_and_never_approve() {
    for result in [FindingResult::Negative, FindingResult::Insufficient] {
        let case = examined(result);
        let case = case.act(grant(), &of_role(Role::MaOfficer), now(), &policy()).unwrap().0;
        let approver = of_role(Role::MaApprover);
        let act = approve(&case);
        assert_eq!(case.clone().act(act, &approver, now(), &policy()).unwrap_err().code(), "finding-negative");
        let refuse = ApplicationAct::Refuse {
            reason: cites::RefusalReason::R01,
            text: "The population is declining.".into(),
            more: vec![],
            appeal_until: now(),
        };
        let (case, event) = case.act(refuse, &approver, now(), &policy()).unwrap();
        assert_eq!(event.quota, QuotaEffect::Release);
        let late = now() + std::time::Duration::from_secs(1);
        let appeal = ApplicationAct::Appeal { reason: "We do not agree.".into() };
        let error = case.act(appeal, &of_role(Role::Applicant), late, &policy()).unwrap_err();
        assert_eq!(error.code(), "appeal-late");
    }
}

#[test]
fn nothing_is_proposed_against_a_blocking_rule_or_without_the_finding() {
    let officer = of_role(Role::MaOfficer);
    let propose = |trace: rules::Trace| ApplicationAct::Propose {
        proposal: ProposedDecision::Grant { trace: Box::new(trace), conditions: vec![], note: String::new() },
    };
    let case = examined(FindingResult::Positive);
    let blocked = case.clone().act(propose(blocked_trace(day("2026-11-25"))), &officer, now(), &policy());
    assert_eq!(blocked.unwrap_err().code(), "rule-blocks");
    let mut value = serde_json::to_value(trace(day("2026-11-25"))).unwrap();
    value["findings"][0]["kind"] = "LAF".into();
    let asks_laf: rules::Trace = serde_json::from_value(value).unwrap();
    let open = case.clone().act(propose(asks_laf.clone()), &officer, now(), &policy()).unwrap_err();
    assert_eq!(open.code(), "finding-open");
    let laf = Finding { kind: cites::FindingKind::Laf, ..ndf(FindingResult::Positive) };
    let scientific = case.clone().record_finding(ndf(FindingResult::Positive), &officer, now()).unwrap_err();
    assert_eq!(scientific.code(), "finding-scientific");
    let case = case.record_finding(laf, &officer, now()).unwrap().0;
    case.act(propose(asks_laf), &officer, now(), &policy()).unwrap();
}

#[test]
fn one_officer_alone_may_do_it_only_where_the_party_says_so_and_the_trail_shows_it() {
    let alone = person(77, &[Role::MaOfficer, Role::MaApprover, Role::MaClerk]);
    let applicant = of_role(Role::Applicant);
    let single = DutyPolicy { four_eyes: false };
    let walk = |policy: &DutyPolicy| -> Result<(Application, Vec<ApplicationEvent>), ActError> {
        let mut events = Vec::new();
        let case = examined(FindingResult::Positive);
        let (case, event) = case.act(grant(), &alone, now(), policy)?;
        events.push(event);
        let act = approve(&case);
        let (case, event) = case.act(act, &alone, now(), policy)?;
        events.push(event);
        let sign = ApplicationAct::Sign { seal: seal(&case, "26QM000371", now()) };
        let (case, event) = case.act(sign, &alone, now(), policy)?;
        events.push(event);
        Ok((case, events))
    };
    assert_eq!(walk(&policy()).unwrap_err(), ActError::Duty(DutyRule::DeciderIsProposer));
    let (case, events) = walk(&single).unwrap();
    assert_eq!(events[1].waived, [DutyRule::DeciderIsProposer]);
    assert_eq!(events[2].waived, [DutyRule::SignerIsAssessor]);
    assert_eq!(case.status(), cites::ApplicationStatus::Issued);
    // What is never waived: deciding on one's own application.
    let case = examined(FindingResult::Positive).act(grant(), &alone, now(), &single).unwrap().0;
    let side_approver = Actor::Person(Person { roles: vec![Role::MaApprover], ..applicant.person().unwrap().clone() });
    let act = approve(&case);
    assert_eq!(
        case.clone().act(act, &side_approver, now(), &single).unwrap_err(),
        ActError::Duty(DutyRule::DeciderIsApplicant)
    );
}

#[test]
fn a_clerk_who_typed_the_form_at_the_counter_does_not_decide_on_it() {
    let clerk = person(50, &[Role::MaClerk, Role::MaApprover]);
    let officer = of_role(Role::MaOfficer);
    let id = officer.person().unwrap().id;
    let mut case = Application::create(application_id(2), QM, side(), form(), &clerk, now()).unwrap().0;
    let no_trace = || {
        let mut value = serde_json::to_value(trace(day("2026-11-25"))).unwrap();
        value["findings"] = serde_json::json!([]);
        serde_json::from_value::<rules::Trace>(value).unwrap()
    };
    let propose = ProposedDecision::Grant { trace: Box::new(no_trace()), conditions: vec![], note: String::new() };
    for (act, actor) in [
        (ApplicationAct::Submit { receipt: "R-1".into(), fee: Fee::NotDue(FeeBasis::Free) }, &clerk),
        (ApplicationAct::Accept, &clerk),
        (ApplicationAct::Assign { officer: id, officer_name: "Officer".into(), no_conflict: true }, &officer),
        (ApplicationAct::Propose { proposal: propose }, &officer),
    ] {
        case = case.act(act, actor, now(), &policy()).unwrap().0;
    }
    assert!(!case.allowed(&clerk, &policy()).contains(&ApplicationActCode::Approve));
    let act = approve(&case);
    let error = case.act(act, &clerk, now(), &DutyPolicy { four_eyes: false }).unwrap_err();
    assert_eq!(error, ActError::Duty(DutyRule::DeciderIsApplicant));
}

#[test]
fn an_order_to_sign_needs_the_content_that_was_cleared_and_untouched_bytes() {
    let case = approved();
    let today = day("2026-11-25");
    let other = clearance(cites::Digest::of("", b"another draft"), today);
    assert_eq!(SigningOrder::new(other, intent(&case, "26QM000371", now())).unwrap_err(), OrderError::OtherDraft);
    let early = clearance(case.draft_digest().unwrap(), day("2026-11-20"));
    assert_eq!(SigningOrder::new(early, intent(&case, "26QM000371", now())).unwrap_err().code(), "intent-stale");
    let mut record = intent(&case, "26QM000371", now()).record().clone();
    record.payloads[0].bytes.push(b'!');
    assert_eq!(Intent::from_record(record.clone()).unwrap_err(), OrderError::BytesChanged);
    record.payloads.clear();
    assert_eq!(Intent::from_record(record).unwrap_err(), OrderError::Empty);
    let good = clearance(case.draft_digest().unwrap(), today);
    let order = SigningOrder::new(good, intent(&case, "26QM000371", now())).unwrap();
    assert!(matches!(order.sealed("k".into(), vec![]), Err(SignerError::Incomplete { expected: 1, got: 0 })));
}

#[test]
fn an_inspection_lowers_the_skins_and_never_raises_them() {
    let case = examined(FindingResult::Positive);
    let ask = ApplicationAct::RequestInspection { reason: "Yellow lane".into(), order: Default::default() };
    let case = case.act(ask, &of_role(Role::MaOfficer), now(), &policy()).unwrap().0;
    let report = |skins: u32| ApplicationAct::InspectionReport {
        outcome: "QTY_LESS".into(),
        counted: vec![Counted { block: Block::nth(0), amount: Amount::whole(skins), marks: vec![] }],
        text: String::new(),
        evidence: vec![],
    };
    let inspector = of_role(Role::Inspector);
    let (fewer, event) = case.clone().act(report(230), &inspector, now(), &policy()).unwrap();
    assert_eq!(event.quota, QuotaEffect::Reopen, "what will not leave is not held any longer");
    assert_eq!(fewer.draft().unwrap().lines[0].quantity.amount(), Amount::whole(230));
    assert_eq!(Draft::parse(fewer.form()).unwrap().digest(), fewer.draft_digest().unwrap());
    let (more, event) = case.act(report(300), &inspector, now(), &policy()).unwrap();
    assert_eq!(event.quota, QuotaEffect::None);
    assert_eq!(more.draft().unwrap().lines[0].quantity.amount(), Amount::whole(240));
}

#[test]
fn the_processing_time_counts_from_submission_to_issue() {
    let case = approved();
    let later = now() + std::time::Duration::from_secs(7200);
    let sign = ApplicationAct::Sign { seal: seal(&case, "26QM000371", now()) };
    let case = case.act(sign, &of_role(Role::MaApprover), later, &policy()).unwrap().0;
    assert_eq!(case.timeline().processing_seconds(), Some(7200));
    assert_eq!(case.timeline().seconds(Clock::Authority, later), 7200);
    let stored: Application = serde_json::from_str(&serde_json::to_string(&case).unwrap()).unwrap();
    assert_eq!(stored, case);
}

fn confirmation(quantities: &[(usize, &str)]) -> ConfirmationFacts {
    ConfirmationFacts {
        lines: quantities
            .iter()
            .map(|(n, amount)| ConfirmedLine {
                block: Block::nth(*n),
                quantity: Amount::parse(amount).unwrap(),
                unit: None,
            })
            .collect(),
        accept_importer_as_final: true,
    }
}

fn customs() -> Actor {
    of_role(Role::Customs)
}

#[test]
fn of_240_skins_238_leave_236_arrive_and_both_authorities_hear_of_it() {
    let permit = issued(&approved(), "26QM000371");
    assert_eq!(permit.finality(), Finality::NonFinal);
    let (permit, event) =
        permit.act(PermitAct::Endorse(box_14(skins_and_meat("238", "12.5"))), &customs(), now()).unwrap();
    assert!(event.publish, "the final permit is published");
    assert_eq!(event.quota, permits::permit::PermitQuotaEffect::Consume(skins_and_meat("238", "12.5")));
    assert_eq!(permit.public_status(day("2026-12-01")), PublicStatus::Valid);
    assert_eq!(permit.public_status(day("2027-06-01")), PublicStatus::Expired);
    let printed = permit.document().endorsement.unwrap();
    assert_eq!(printed.quantities[0].actual, Amount::whole(238));
    assert!(permit.signed_document().endorsement.is_none(), "what was signed stays as it was signed");
    let importer = Actor::Partner { country: QN };
    let Confirmation::Recorded(permit, event) =
        permit.confirm_quantities(confirmation(&[(0, "236")]), &importer, now()).unwrap()
    else {
        panic!("not recorded");
    };
    assert_eq!(permit.status(), cites::PermitStatus::Endorsed, "the meat is open");
    assert_eq!(event.discrepancies.len(), 1);
    let Confirmation::Recorded(permit, _) =
        permit.confirm_quantities(confirmation(&[(0, "236"), (1, "12.5")]), &importer, now()).unwrap()
    else {
        panic!("not recorded");
    };
    assert_eq!(permit.status(), cites::PermitStatus::Confirmed);
    assert_eq!(permit.line(&Block::nth(0)).unwrap().endorsed, Some(Amount::whole(238)), "box 14 is not overwritten");
    let again = permit.clone().confirm_quantities(confirmation(&[(1, "12.5")]), &importer, now()).unwrap();
    assert_eq!(again, Confirmation::Repeated(permit.clone()));
    let other = permit.clone().confirm_quantities(confirmation(&[(1, "12")]), &importer, now()).unwrap_err();
    assert_eq!(other.code(), "already-confirmed");
    assert_eq!(permit.public_status(day("2026-12-01")), PublicStatus::UsedUp);
}

#[test]
fn a_confirmation_is_refused_line_by_line_with_the_faults_of_the_exchange() {
    let permit = issued(&approved(), "26QM000371");
    let importer = Actor::Partner { country: QN };
    for (lines, code) in [
        (vec![(7, "1")], "unknown-position"),
        (vec![(0, "1"), (0, "1")], "duplicate-position"),
        (vec![(0, "241")], "quantity-exceeds-permit"),
        (vec![(0, "0.5")], "quantity-whole"),
        (vec![], "confirmation-empty"),
    ] {
        let error = permit.clone().confirm_quantities(confirmation(&lines), &importer, now()).unwrap_err();
        assert_eq!(error.code(), code);
    }
    let mut kilograms = confirmation(&[(0, "1")]);
    kilograms.lines[0].unit = Some(Unit::Kgm);
    assert_eq!(permit.clone().confirm_quantities(kilograms, &importer, now()).unwrap_err().code(), "unit-mismatch");
    let stranger = Actor::Partner { country: cites::CountryCode::parse("KE").unwrap() };
    let error = permit.clone().confirm_quantities(confirmation(&[(0, "1")]), &stranger, now()).unwrap_err();
    assert_eq!(error.code(), "not-permitted");
    let strict = ConfirmationFacts { accept_importer_as_final: false, ..confirmation(&[(0, "1")]) };
    assert_eq!(permit.clone().confirm_quantities(strict, &importer, now()).unwrap_err().code(), "not-endorsed");
    let Confirmation::Recorded(permit, event) =
        permit.confirm_quantities(confirmation(&[(0, "240"), (1, "12")]), &importer, now()).unwrap()
    else {
        panic!("not recorded");
    };
    assert_eq!(event.to, cites::PermitStatus::Confirmed);
    assert_eq!(
        permit.endorsement().unwrap().source,
        permits::permit::FigureSource::ImporterConfirmation,
        "the paper says who filled box 14"
    );
}

#[test]
fn our_own_customs_may_endorse_by_the_same_message_block_by_block() {
    let permit = issued(&approved(), "26QM000371");
    let own = Actor::Partner { country: QM };
    let Confirmation::Recorded(permit, event) =
        permit.confirm_quantities(confirmation(&[(0, "238")]), &own, now()).unwrap()
    else {
        panic!("not recorded");
    };
    assert_eq!(event.to, cites::PermitStatus::Issued, "a block is open");
    let cancel = PermitAct::Cancel { reason: "Error in box 3".into() };
    let error = permit.clone().act(cancel, &of_role(Role::MaApprover), now()).unwrap_err();
    assert_eq!(error.code(), "partly-used");
    let Confirmation::Recorded(permit, event) =
        permit.confirm_quantities(confirmation(&[(1, "0")]), &own, now()).unwrap()
    else {
        panic!("not recorded");
    };
    assert_eq!(permit.status(), cites::PermitStatus::Endorsed);
    assert_eq!(event.quota, permits::permit::PermitQuotaEffect::Consume(skins_and_meat("238", "0")));
}

#[test]
fn customs_endorse_every_block_once_not_above_the_permit_and_not_after_its_last_day() {
    let permit = issued(&approved(), "26QM000371");
    let mut partial = skins_and_meat("238", "12.5");
    partial.pop();
    let mut late = box_14(skins_and_meat("238", "12.5"));
    late.on = day("2027-05-25");
    for (facts, code) in [
        (box_14(skins_and_meat("241", "12.5")), "quantity-exceeds-permit"),
        (box_14(partial), "missing-position"),
        (late, "permit-expired"),
    ] {
        let error = permit.clone().act(PermitAct::Endorse(facts), &customs(), now()).unwrap_err();
        assert_eq!(error.code(), code);
    }
}

#[test]
fn only_the_meat_is_void_and_the_skins_still_travel() {
    let permit = issued(&approved(), "26QM000371");
    let void = |n: usize| PermitAct::Void { blocks: vec![Block::nth(n)], reason: "Issued on a false premise".into() };
    let approver = of_role(Role::MaApprover);
    let (permit, event) = permit.act(void(1), &approver, now()).unwrap();
    assert_eq!(permit.status(), cites::PermitStatus::Issued);
    assert_eq!(event.quota, permits::permit::PermitQuotaEffect::Release(vec![Block::nth(1)]));
    let with_meat = PermitAct::Endorse(box_14(skins_and_meat("238", "12.5")));
    assert_eq!(permit.clone().act(with_meat, &customs(), now()).unwrap_err().code(), "line-void");
    let mut skins = skins_and_meat("238", "0");
    skins.pop();
    permit.clone().act(PermitAct::Endorse(box_14(skins)), &customs(), now()).unwrap();
    let (permit, _) = permit.act(void(0), &approver, now()).unwrap();
    assert_eq!(permit.status(), cites::PermitStatus::Void);
    assert_eq!(permit.public_status(day("2026-12-01")), PublicStatus::Cancelled);
}

#[test]
fn a_lost_permit_is_replaced_and_whoever_closed_it_does_not_sign_the_new_one() {
    let applicant = of_role(Role::Applicant);
    let approver = of_role(Role::MaApprover);
    let permit = issued(&approved(), "26QM000371");
    let permit = permit.act(PermitAct::Deliver, &Actor::System, now()).unwrap().0;
    let lost = PermitAct::ReportLost { statement: "Lost on the way to the port.".into() };
    let (permit, event) = permit.act(lost, &applicant, now()).unwrap();
    assert!(event.alert && event.publish);
    assert_eq!(permit.finality(), Finality::Withdrawn);
    let replace = PermitAct::Replace {
        by: cites::ids::PermitId::from_bytes([10; 16]),
        number: cites::PermitNumber::parse("26QM000372").unwrap(),
        reason: "The holder's statement is convincing.".into(),
    };
    let (permit, _) = permit.act(replace, &approver, now()).unwrap();
    assert_eq!(permit.public_status(day("2026-12-01")), PublicStatus::Replaced);
    let closer = permit.closed_by().unwrap().person();
    let error = duty::reissue(closer, approver.person().unwrap().id, policy()).unwrap_err();
    assert_eq!(error, ActError::Duty(DutyRule::ReissuerIsCanceller));
    let stored: Permit = serde_json::from_str(&serde_json::to_string(&permit).unwrap()).unwrap();
    assert_eq!(stored, permit);
}

#[test]
fn who_refused_does_not_decide_on_the_appeal() {
    let case = examined(FindingResult::Negative);
    let case = case.act(grant(), &of_role(Role::MaOfficer), now(), &policy()).unwrap().0;
    let refuse = ApplicationAct::Refuse {
        reason: cites::RefusalReason::R01,
        text: "The population is declining.".into(),
        more: vec![],
        appeal_until: now(),
    };
    let case = case.act(refuse, &of_role(Role::MaApprover), now(), &policy()).unwrap().0;
    let appeal = ApplicationAct::Appeal { reason: "The survey of this year says otherwise.".into() };
    let case = case.act(appeal, &of_role(Role::Applicant), now(), &policy()).unwrap().0;
    let dismiss = || ApplicationAct::AppealDismissed { reason: "The survey covers another district.".into() };
    assert_eq!(
        case.clone().act(dismiss(), &of_role(Role::MaApprover), now(), &policy()).unwrap_err(),
        ActError::Duty(DutyRule::AppealIsDecider)
    );
    assert!(!case.allowed(&of_role(Role::MaApprover), &policy()).contains(&ApplicationActCode::AppealUpheld));
    let other = person(88, &[Role::MaApprover]);
    assert_eq!(
        case.clone().act(dismiss(), &other, now(), &policy()).unwrap().0.status(),
        cites::ApplicationStatus::Refused
    );
    // Where one officer does everything, the trail shows what was waived.
    let event = case.act(dismiss(), &of_role(Role::MaApprover), now(), &DutyPolicy { four_eyes: false }).unwrap().1;
    assert_eq!(event.waived, [DutyRule::AppealIsDecider]);
}

#[test]
fn an_import_permit_for_less_than_is_asked_does_not_let_the_case_go_on() {
    use cites::document::Endorsed;
    use permits::application::state::ImportPermitDetails;
    let mut form = form();
    assert!(form.set("lines.0.appendix", "I"));
    let officer = of_role(Role::MaOfficer);
    let case = examined(FindingResult::Positive).edit(form, &officer, now()).unwrap().0;
    let case = case.act(ApplicationAct::WaitImportPermit, &officer, now(), &policy()).unwrap().0;
    let received = |skins: u32| ApplicationAct::ImportPermitReceived {
        permit: permits::application::ImportPermitFacts {
            issuer: QN,
            number: cites::PermitNumber::parse("26QN000001").unwrap(),
            valid_until: day("2027-11-01"),
        },
        details: ImportPermitDetails {
            issued_on: Some(day("2026-11-01")),
            quantities: vec![Endorsed { block: Block::nth(0), actual: Amount::whole(skins) }],
            evidence: vec![],
            consignments: vec![],
        },
    };
    let less = case.clone().act(received(239), &of_role(Role::Applicant), now(), &policy()).unwrap_err();
    assert_eq!(less.code(), "import-permit-quantity");
    // The letter of the other authority may come to the officer's desk as well.
    let enough = case.act(received(240), &officer, now(), &policy()).unwrap().0;
    assert_eq!(enough.status(), cites::ApplicationStatus::UnderExamination);
}
