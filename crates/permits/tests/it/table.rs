//! Every act in every state for every role: exactly the rows of `data/codes/transitions.csv` are allowed, and the few
//! rows beside it that are named in `permission`.

use crate::common::*;
use cites::ids::QuotaId;
use cites::{ApplicationStatus, CountryCode, FindingKind, PermitNumber, PermitStatus, RefusalReason, Role};
use permits::application::state::{FeeBasis, Invoice, MissingItem};
use permits::application::tasks::PRIORITY;
use permits::application::{Fee, FeesSettled, ImportPermitFacts, ProposedDecision};
use permits::permission::{self, Hand};
use permits::permit::state::Direction;
use permits::permit::{ConfirmationFacts, ConfirmedLine, MovementFacts};
use permits::*;
use std::collections::{BTreeMap, BTreeSet};

/// (entity, from, act, actor) → where it leads.
type Table = BTreeMap<(String, String, String, String), BTreeSet<String>>;

fn table_of_the_file() -> Table {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/codes/transitions.csv");
    let mut table = Table::new();
    for row in csv::Reader::from_path(path).unwrap().records() {
        let row = row.unwrap();
        let (entity, from, act, to, actors) = (&row[0], &row[1], &row[2], &row[3], &row[4]);
        let froms: Vec<String> = match (entity, from) {
            ("application", "*non-terminal*") => {
                ApplicationStatus::ALL.iter().filter(|s| !s.terminal()).map(|s| s.code().into()).collect()
            }
            // A permit of which every line is void already has nothing left to be declared void.
            ("permit", "*any*") => PermitStatus::ALL.iter().map(|s| s.code().into()).filter(|s| s != "VOID").collect(),
            _ => vec![from.into()],
        };
        for from in froms {
            for actor in actors.split(';') {
                let key = (entity.into(), from.clone(), act.into(), actor.into());
                table.entry(key).or_default().insert(to.into());
            }
        }
    }
    table
}

fn with_the_rows_beside(mut table: Table) -> Table {
    let mut add = |entity: &str, from: &str, act: &str, to: &str, hands: &[Hand]| {
        for hand in hands {
            let key = (entity.into(), from.into(), act.into(), hand.code().into());
            table.entry(key).or_default().insert(to.into());
        }
    };
    for row in permission::APPLICATION_BESIDE {
        add("application", row.from.unwrap().code(), row.act.code(), row.to.code(), row.hands);
    }
    for row in permission::PERMIT_BESIDE {
        add("permit", row.from.unwrap().code(), row.act.code(), row.to.code(), row.hands);
    }
    table
}

/// Sub-tasks run side by side (`spec/workflow.md` section 2): whatever may be opened or recorded under examination may be
/// so with another task open, and the status shown is that of the task that comes first. Content and decision wait.
fn with_tasks_side_by_side(mut table: Table) -> Table {
    let rank = |code: &str| PRIORITY.iter().position(|s| s.code() == code).unwrap_or(PRIORITY.len());
    let beside: Vec<_> = table
        .iter()
        .filter(|((entity, from, act, _), _)| {
            entity == "application"
                && from == "UNDER_EXAMINATION"
                && !["edit", "propose", "withdraw"].contains(&act.as_str())
        })
        .map(|(key, to)| (key.clone(), to.first().unwrap().clone()))
        .collect();
    for open in PRIORITY {
        for ((entity, _, act, actor), to) in &beside {
            // One of a kind; a report that nobody read belongs to its inspection. Abroad one for each country.
            let twice = to == open.code() && to != "FOREIGN_CONSULTATION"
                || open == ApplicationStatus::Inspected && to == "INSPECTION_REQUESTED";
            if !twice {
                let shown = if rank(to) < rank(open.code()) { to.clone() } else { open.code().to_owned() };
                let key = (entity.clone(), open.code().to_owned(), act.clone(), actor.clone());
                table.entry(key).or_default().insert(shown);
            }
        }
    }
    table
}

fn actors() -> Vec<(String, Actor)> {
    let mut actors: Vec<(String, Actor)> =
        Role::ALL.iter().map(|role| (role.code().to_owned(), of_role(*role))).collect();
    actors.push(("system".into(), Actor::System));
    actors
}

fn invoice() -> Invoice {
    Invoice {
        number: "INV-1".into(),
        amount: cites::Money { minor: 4500, currency: cites::Currency::parse("USD").unwrap() },
        deadline: at("2026-11-01T00:00:00Z"),
    }
}

/// Every act with arguments that fit the sample case; `submit` twice, because it leads to two states.
fn application_acts(application: &Application) -> Vec<ApplicationAct> {
    let today = day("2026-11-25");
    let draft = application.draft_digest().unwrap();
    let text = || "because of the reason".to_owned();
    let past = at("2026-11-01T00:00:00Z");
    vec![
        ApplicationAct::Submit { receipt: "R-1".into(), fee: Fee::NotDue(FeeBasis::Free) },
        ApplicationAct::Submit { receipt: "R-1".into(), fee: Fee::Due(invoice()) },
        ApplicationAct::PaymentSettled { invoice: "INV-1".into(), receipt: "R-1".into() },
        ApplicationAct::PaymentTimeout,
        ApplicationAct::RejectIncomplete {
            missing: vec![MissingItem { field: "lines.0.marks".into(), what: text() }],
            deadline: past,
        },
        ApplicationAct::Accept,
        ApplicationAct::Resubmit,
        ApplicationAct::NoReply { reminded_at: past },
        ApplicationAct::Assign {
            officer: of_role(Role::MaOfficer).person().unwrap().id,
            officer_name: "Officer".into(),
            no_conflict: true,
        },
        ApplicationAct::Ask { question: text(), points: vec![], deadline: past },
        ApplicationAct::Answer { text: text(), points: vec![] },
        ApplicationAct::ConsultSa { findings: vec![FindingKind::NdfExport], note: text(), deadline: past },
        ApplicationAct::SaOpinion { findings: vec![ndf(FindingResult::Positive)] },
        ApplicationAct::RequestInspection { reason: text(), order: Default::default() },
        ApplicationAct::InspectionReport { outcome: "CONFORM".into(), counted: vec![], text: text(), evidence: vec![] },
        ApplicationAct::Resume,
        ApplicationAct::ConsultForeign {
            // One that is not asked yet.
            country: match application.state().inquiries().is_empty() {
                true => QN,
                false => CountryCode::parse("KE").unwrap(),
            },
            reason: text(),
            letter: vec![],
        },
        ApplicationAct::ForeignReply { country: None, text: text(), agreement: None },
        ApplicationAct::WaitImportPermit,
        ApplicationAct::ImportPermitReceived {
            permit: ImportPermitFacts {
                issuer: QN,
                number: PermitNumber::parse("26QN000001").unwrap(),
                valid_until: day("2027-11-01"),
            },
            details: Default::default(),
        },
        ApplicationAct::ExtraFee { invoice: invoice() },
        ApplicationAct::Propose {
            proposal: ProposedDecision::Grant { trace: Box::new(trace(today)), conditions: vec![], note: text() },
        },
        ApplicationAct::SendBack { reason: text() },
        ApplicationAct::Approve {
            clearance: clearance(draft, today),
            quotas: vec![QuotaId::from_bytes([4; 16])],
            fees: FeesSettled,
            no_conflict: true,
        },
        ApplicationAct::Refuse {
            reason: RefusalReason::R01,
            text: text(),
            more: vec![],
            appeal_until: at("2027-01-01T00:00:00Z"),
        },
        ApplicationAct::Withdraw { reason: String::new() },
        ApplicationAct::NoPermitNeeded { exemption: text() },
        ApplicationAct::Appeal { reason: text() },
        ApplicationAct::AppealUpheld { reason: text() },
        ApplicationAct::AppealDismissed { reason: text() },
        ApplicationAct::Sign { seal: seal(application, "26QM000371", now()) },
    ]
}

/// One application in every state, each reached by walking through the table.
fn reach_all() -> BTreeMap<ApplicationStatus, Application> {
    use ApplicationActCode as Code;
    let applicant = of_role(Role::Applicant);
    let mut reached = BTreeMap::new();
    let (draft, _) = Application::create(application_id(1), QM, side(), form(), &applicant, now()).unwrap();
    let step = |from: &Application, act: Code, pick: usize| -> Application {
        let row = permission::application(from.status(), act).next().unwrap_or_else(|| panic!("{act}"));
        let actor = match row.hands[0] {
            Hand::Role(role) => of_role(role),
            Hand::System => Actor::System,
        };
        let act = sample_acts(from).into_iter().filter(|a| a.code() == act).nth(pick).unwrap();
        from.clone().act(act, &actor, now(), &DutyPolicy::default()).unwrap().0
    };
    let awaiting = step(&draft, Code::Submit, 1);
    let submitted = step(&draft, Code::Submit, 0);
    let examined = step(&step(&submitted, Code::Accept, 0), Code::Assign, 0);
    let consulted = step(&examined, Code::ConsultSa, 0);
    let with_ndf = step(&consulted, Code::SaOpinion, 0);
    let proposed = step(&with_ndf, Code::Propose, 0);
    let approved = step(&proposed, Code::Approve, 0);
    let signer = of_role(Role::MaApprover);
    let sign = ApplicationAct::Sign { seal: seal(&approved, "26QM000371", now()) };
    let issued = approved.clone().act(sign, &signer, now(), &DutyPolicy::default()).unwrap().0;
    // Another approver than the one of the roles: who refused does not decide on the appeal.
    let refuse = sample_acts(&proposed).into_iter().find(|a| a.code() == Code::Refuse).unwrap();
    let refused =
        proposed.clone().act(refuse, &person(88, &[Role::MaApprover]), now(), &DutyPolicy::default()).unwrap().0;
    let incomplete = step(&submitted, Code::RejectIncomplete, 0);
    let inspecting = step(&with_ndf, Code::RequestInspection, 0);
    for application in [
        step(&draft, Code::Withdraw, 0),
        awaiting,
        step(&incomplete, Code::NoReply, 0),
        step(&submitted, Code::NoPermitNeeded, 0),
        step(&submitted, Code::Accept, 0),
        submitted,
        incomplete,
        step(&with_ndf, Code::Ask, 0),
        step(&with_ndf, Code::ConsultSa, 0),
        step(&inspecting, Code::InspectionReport, 0),
        inspecting,
        step(&with_ndf, Code::ConsultForeign, 0),
        step(&with_ndf, Code::WaitImportPermit, 0),
        step(&with_ndf, Code::ExtraFee, 0),
        with_ndf,
        proposed,
        approved,
        issued,
        step(&refused, Code::Appeal, 0),
        refused,
        draft,
    ] {
        reached.insert(application.status(), application);
    }
    reached
}

/// As [`application_acts`]; a case that was never handed in borrows the proofs of one that was.
fn sample_acts(application: &Application) -> Vec<ApplicationAct> {
    if application.draft().is_some() {
        return application_acts(application);
    }
    let applicant = of_role(Role::Applicant);
    let (fresh, _) = Application::create(application_id(1), QM, side(), form(), &applicant, now()).unwrap();
    let submit = ApplicationAct::Submit { receipt: "R".into(), fee: Fee::NotDue(FeeBasis::Free) };
    application_acts(&fresh.act(submit, &applicant, now(), &DutyPolicy::default()).unwrap().0)
}

#[test]
fn an_application_moves_exactly_as_the_table_says_for_every_role() {
    let expected = with_tasks_side_by_side(with_the_rows_beside(table_of_the_file()));
    let states = reach_all();
    let missing: Vec<_> = ApplicationStatus::ALL.iter().filter(|s| !states.contains_key(s)).collect();
    assert!(missing.is_empty(), "states never reached: {missing:?}");
    let mut seen = Table::new();
    let mut cells = 0;
    for (status, application) in &states {
        for (role, actor) in actors() {
            let mut note = |act: &str, result: Result<(Application, ApplicationEvent), ActError>| {
                cells += 1;
                let key = ("application".into(), status.code().into(), act.to_owned(), role.clone());
                match result {
                    Ok((_, event)) => {
                        assert_eq!(event.from, Some(*status));
                        seen.entry(key).or_default().insert(event.to.code().to_owned());
                    }
                    Err(
                        ActError::NotPermitted { .. }
                        | ActError::NotInApplicationState { .. }
                        | ActError::Precondition { code: "task-open" | "tasks-open", .. },
                    ) => {
                        assert!(!expected.contains_key(&key), "{key:?} is in the table and was refused");
                    }
                    Err(other) => panic!("{key:?}: {other}"),
                }
            };
            for act in sample_acts(application) {
                let code = act.code();
                let offered = application.allowed(&actor, &DutyPolicy::default()).contains(&code);
                let result = application.clone().act(act, &actor, now(), &DutyPolicy::default());
                assert_eq!(offered, result.is_ok(), "{status:?} {code} {role}: offered and possible differ");
                note(code.code(), result);
            }
            note("edit", application.clone().edit(form(), &actor, now()));
            let finding = Finding { kind: FindingKind::Laf, ..ndf(FindingResult::Positive) };
            note("record_finding", application.clone().record_finding(finding, &actor, now()));
            note("declare_interest", application.clone().declare_interest("A cousin.".into(), &actor, now()));
        }
    }
    let expected: Table = expected.into_iter().filter(|(key, _)| key.0 == "application").collect();
    assert_eq!(seen, expected);
    assert!(cells > 21 * 22 * 30, "{cells} cells were tried");
}

/// The acts on a permit, with arguments that fit the sample.
fn permit_acts(permit: &Permit) -> Vec<PermitAct> {
    let text = || "because of the reason".to_owned();
    let all = skins_and_meat("238", "12.5");
    vec![
        PermitAct::Deliver,
        PermitAct::Endorse(box_14(all.clone())),
        PermitAct::EndorseOneMovement(MovementFacts {
            direction: Direction::Export,
            quantities: all.clone(),
            port: "QMBND".into(),
            port_name: "Bend".into(),
            officer: "Officer".into(),
            at: now(),
            on: day("2026-11-25"),
        }),
        PermitAct::Hold { reason: text() },
        PermitAct::Release { reason: text() },
        PermitAct::Seize { reason: text() },
        PermitAct::ConfirmQuantities(ConfirmationFacts {
            lines: all
                .iter()
                .map(|e| ConfirmedLine { block: e.block.clone(), quantity: e.actual, unit: None })
                .collect(),
            accept_importer_as_final: true,
        }),
        PermitAct::ConfirmQuantities(ConfirmationFacts {
            lines: vec![ConfirmedLine { block: all[0].block.clone(), quantity: all[0].actual, unit: None }],
            accept_importer_as_final: true,
        }),
        PermitAct::ConfirmationTimeout,
        PermitAct::Expire { today: day("2027-05-25") },
        PermitAct::DeclareUnused { reason: text() },
        PermitAct::LateEndorsement { facts: box_14(all), evidence: text() },
        PermitAct::Return { today: day("2026-11-25"), reason: String::new() },
        PermitAct::Cancel { reason: text() },
        PermitAct::Revoke { reason: text() },
        PermitAct::Suspend { reason: text() },
        PermitAct::Reinstate { today: day("2026-11-25"), reason: text() },
        PermitAct::ReportLost { statement: text() },
        PermitAct::ReportStolen { statement: text() },
        PermitAct::ReportDestroyed { statement: text() },
        PermitAct::Replace {
            by: cites::ids::PermitId::from_bytes([10; 16]),
            number: PermitNumber::parse("26QM000372").unwrap(),
            reason: text(),
        },
        PermitAct::Void {
            blocks: permit.lines().iter().filter(|l| l.void.is_none()).map(|l| l.block.clone()).collect(),
            reason: text(),
        },
    ]
}

/// Every state that a fresh permit can reach, found by trying everything: nothing is assumed about the way.
fn reach_permits(fresh: Permit) -> BTreeMap<PermitStatus, Permit> {
    let mut reached = BTreeMap::from([(fresh.status(), fresh.clone())]);
    let mut open = vec![fresh];
    while let Some(permit) = open.pop() {
        for (_, actor) in actors() {
            for act in permit_acts(&permit) {
                if let Ok((next, _)) = permit.clone().act(act, &actor, now())
                    && !reached.contains_key(&next.status())
                {
                    reached.insert(next.status(), next.clone());
                    open.push(next);
                }
            }
        }
    }
    reached
}

#[test]
fn a_permit_moves_exactly_as_the_table_says_for_every_role() {
    let expected: Table =
        with_the_rows_beside(table_of_the_file()).into_iter().filter(|(key, _)| key.0 == "permit").collect();
    let approved = reach_all().remove(&ApplicationStatus::Approved).unwrap();
    let single = issued(&approved, "26QM000371");
    let reusable = {
        let mut document = single.signed_document().clone();
        document.kind = cites::DocumentType::Mic;
        let seal = seal(&approved, "26QM000371", now());
        Permit::issue(&seal, side(), document, None, &of_role(Role::MaApprover), now()).unwrap().0
    };
    let mut seen = Table::new();
    let mut all_states = BTreeSet::new();
    // Our own customs may confirm by the same door as foreign authorities; the table knows both as `foreign_ma`.
    let mut actors = actors();
    actors.push(("foreign_ma".into(), Actor::Partner { country: QM }));
    for permit in [single, reusable] {
        for (status, permit) in reach_permits(permit) {
            all_states.insert(status);
            for (role, actor) in &actors {
                for act in permit_acts(&permit) {
                    let key =
                        ("permit".to_owned(), status.code().to_owned(), act.code().code().to_owned(), role.clone());
                    match permit.clone().act(act, actor, now()) {
                        Ok((_, event)) => {
                            seen.entry(key).or_default().insert(event.to.code().to_owned());
                        }
                        Err(ActError::NotPermitted { .. } | ActError::NotInPermitState { .. }) => {}
                        Err(ActError::Precondition { code, .. }) => assert!(
                            ["document-reusable", "document-single-use", "void-empty"].contains(&code),
                            "{key:?}: {code}"
                        ),
                        Err(other) => panic!("{key:?}: {other}"),
                    }
                }
            }
        }
    }
    let missing: Vec<_> = PermitStatus::ALL.iter().filter(|s| !all_states.contains(s)).collect();
    assert!(missing.is_empty(), "states never reached: {missing:?}");
    assert_eq!(seen, expected);
}

#[test]
fn a_stranger_with_the_right_role_may_not_touch_the_case() {
    let application = reach_all().remove(&ApplicationStatus::Submitted).unwrap();
    let other_applicant = person(99, &[Role::Applicant]);
    let other_party = Actor::Person(Person { party: QN, ..of_role(Role::MaClerk).person().unwrap().clone() });
    let withdraw = || ApplicationAct::Withdraw { reason: String::new() };
    let policy = DutyPolicy::default();
    let refused = application.clone().act(withdraw(), &other_applicant, now(), &policy).unwrap_err();
    assert_eq!(refused.code(), "not-permitted");
    let refused = application.clone().act(ApplicationAct::Accept, &other_party, now(), &policy).unwrap_err();
    assert_eq!(refused.code(), "not-permitted");
    // Writing "foreign_ma" into an account does not make it a foreign authority.
    let impostor = person(98, &[Role::ForeignMa]);
    assert!(application.allowed(&impostor, &policy).is_empty());
    let approved = reach_all().remove(&ApplicationStatus::Approved).unwrap();
    let permit = issued(&approved, "26QM000371");
    let third = Actor::Partner { country: CountryCode::parse("KE").unwrap() };
    assert!(permit.allowed(&third).is_empty());
}

#[test]
fn what_partners_may_read_is_what_the_list_of_states_says() {
    for status in PermitStatus::ALL {
        let word = match permits::permit::finality(*status) {
            Finality::NonFinal => "non-final",
            Finality::Final => "final",
            Finality::Withdrawn => "withdrawn",
        };
        assert!(status.epix_visibility().starts_with(word), "{status}: {}", status.epix_visibility());
    }
}
