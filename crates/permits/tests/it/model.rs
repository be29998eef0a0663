//! Random people do random acts on three cases that share one quota. A second, separately written model of plain
//! numbers and words says what must happen; the two are compared after every act.

use crate::common::*;
use cites::document::{Block, Endorsed};
use cites::ids::{ApplicationId, PermitId, PersonId, QuotaId};
use cites::{Amount, Role, Unit};
use permits::application::state::FeeBasis;
use permits::application::{Fee, FeesSettled, ProposedDecision};
use permits::permit::{ConfirmationFacts, ConfirmedLine, PermitAct, PermitQuotaEffect};
use permits::*;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

const LIMIT: u32 = 300;

/// Everybody holds several roles, as in a small authority.
fn cast() -> Vec<Actor> {
    let mut cast = vec![
        of_role(Role::Applicant),
        person(60, &[Role::MaOfficer, Role::MaApprover]),
        person(61, &[Role::MaApprover]),
        person(62, &[Role::MaOfficer, Role::MaClerk]),
        person(63, &[Role::MaClerk, Role::MaApprover]),
        person(64, &[Role::Customs]),
    ];
    cast.push(Actor::Partner { country: QN });
    cast
}

#[derive(Debug, Clone, Copy)]
enum Step {
    /// Whatever is next for the case, by a person who usually does it: so that most walks get far.
    Next,
    Submit,
    Accept,
    Assign,
    Edit(u32),
    Propose,
    SendBack,
    Approve,
    /// Signs what the approver of another moment prepared: the clearance is for the content at that moment.
    Sign,
    Refuse,
    Withdraw,
    Deliver,
    Endorse(u32),
    Confirm(u32),
    Cancel,
    Return,
    Revoke,
}

fn steps() -> impl Strategy<Value = Vec<(usize, usize, Step)>> {
    let step = prop_oneof![
        60 => Just(Step::Next),
        3 => Just(Step::Submit),
        3 => Just(Step::Accept),
        3 => Just(Step::Assign),
        2 => (1_u32..200).prop_map(Step::Edit),
        4 => Just(Step::Propose),
        1 => Just(Step::SendBack),
        4 => Just(Step::Approve),
        4 => Just(Step::Sign),
        1 => Just(Step::Refuse),
        1 => Just(Step::Withdraw),
        3 => Just(Step::Deliver),
        3 => (0_u32..220).prop_map(Step::Endorse),
        2 => (0_u32..220).prop_map(Step::Confirm),
        1 => Just(Step::Cancel),
        1 => Just(Step::Return),
        1 => Just(Step::Revoke),
    ];
    proptest::collection::vec((0_usize..3, 0_usize..7, step), 1..120)
}

/// The model: words and whole numbers, written without looking at the machine.
#[derive(Debug, Clone)]
struct Plain {
    state: &'static str,
    quantity: u32,
    held: u32,
    committed: bool,
    /// Who typed or handed it in: applicants and clerks at the counter.
    side: Vec<usize>,
    assessors: Vec<usize>,
    proposer: Option<usize>,
    editor: usize,
    signer: Option<usize>,
    left: Option<u32>,
    received: Option<u32>,
    consumed: u32,
}

impl Plain {
    fn new() -> Plain {
        Plain {
            state: "draft",
            quantity: 100,
            held: 0,
            committed: false,
            side: vec![0],
            assessors: vec![],
            proposer: None,
            editor: 0,
            signer: None,
            left: None,
            received: None,
            consumed: 0,
        }
    }
}

const OFFICERS: [usize; 2] = [1, 3];
const CLERKS: [usize; 2] = [3, 4];
const APPROVERS: [usize; 3] = [1, 2, 4];

/// Does it to the model; `false` when it must be refused.
fn expect(cases: &mut [Plain], n: usize, who: usize, step: Step) -> bool {
    let used: u32 = cases.iter().map(|c| c.held + c.consumed).sum();
    let c = &mut cases[n];
    let applicant = who == 0;
    let officer = OFFICERS.contains(&who);
    let approver = APPROVERS.contains(&who);
    match (step, c.state) {
        (Step::Submit, "draft") if applicant || CLERKS.contains(&who) => {
            c.side.push(who);
            c.state = "submitted";
        }
        (Step::Accept, "submitted") if officer || CLERKS.contains(&who) => {
            if used + c.quantity > LIMIT {
                return false;
            }
            c.held = c.quantity;
            c.assessors.push(who);
            c.state = "accepted";
        }
        (Step::Assign, "accepted") if officer && !c.side.contains(&who) => {
            c.assessors.push(who);
            c.state = "examination";
        }
        (Step::Edit(q), "draft") if applicant || CLERKS.contains(&who) => {
            c.side.push(who);
            c.quantity = q;
            c.editor = who;
        }
        (Step::Edit(q), "examination" | "proposed" | "approved") if officer => {
            if used - c.held + q > LIMIT {
                return false;
            }
            c.quantity = q;
            c.held = q;
            c.committed = false;
            c.editor = who;
            c.proposer = None;
            c.state = "examination";
        }
        (Step::Propose, "examination") if officer => {
            c.assessors.push(who);
            c.proposer = Some(who);
            c.state = "proposed";
        }
        (Step::SendBack, "proposed") if approver => {
            c.proposer = None;
            c.state = "examination";
        }
        (Step::Approve, "proposed") if approver && c.proposer != Some(who) && !c.side.contains(&who) => {
            c.committed = true;
            c.state = "approved";
        }
        (Step::Sign, "approved")
            if approver && c.editor != who && !c.assessors.contains(&who) && !c.side.contains(&who) =>
        {
            c.signer = Some(who);
            c.state = "issued";
        }
        (Step::Refuse, "proposed") if approver && c.proposer != Some(who) && !c.side.contains(&who) => {
            c.held = 0;
            c.state = "refused";
        }
        (Step::Withdraw, "draft" | "submitted" | "accepted" | "examination" | "proposed" | "approved") if applicant => {
            c.held = 0;
            c.state = "withdrawn";
        }
        (Step::Deliver, "issued") if CLERKS.contains(&who) => c.state = "delivered",
        (Step::Endorse(q), "issued" | "delivered") if who == 5 && q <= c.quantity => {
            c.left = Some(q);
            c.consumed = q;
            c.held = 0;
            c.state = "endorsed";
        }
        (Step::Confirm(q), "issued" | "delivered") if who == 6 && q <= c.quantity => {
            c.left = Some(q);
            c.received = Some(q);
            c.consumed = q;
            c.held = 0;
            c.state = "confirmed";
        }
        (Step::Confirm(q), "endorsed") if (who == 6 || officer) && q <= c.quantity => {
            c.received = Some(q);
            c.state = "confirmed";
        }
        // Who repeats the same figure is answered as before.
        (Step::Confirm(q), "confirmed") if who == 6 || officer => return c.received == Some(q),
        (Step::Cancel, "issued") if approver => {
            c.held = 0;
            c.state = "cancelled";
        }
        (Step::Return, "delivered") if applicant || CLERKS.contains(&who) => {
            c.held = 0;
            c.state = "returned";
        }
        (Step::Revoke, "delivered") if approver => {
            c.held = 0;
            c.state = "revoked";
        }
        _ => return false,
    }
    true
}

/// The usual next step with the people who may be thought to do it.
fn usual(plain: &Plain, who: usize) -> Option<(usize, Step)> {
    let (people, step): (&[usize], Step) = match plain.state {
        "draft" => (&[0, 0, 0, 4], Step::Submit),
        "submitted" => (&[3, 4], Step::Accept),
        "accepted" => (&[1, 3], Step::Assign),
        "examination" => (&[1, 3], Step::Propose),
        "proposed" => (&[1, 2, 4], Step::Approve),
        "approved" => (&[1, 2, 4], Step::Sign),
        "issued" => (&[3, 5], if who.is_multiple_of(2) { Step::Deliver } else { Step::Endorse(plain.quantity - 1) }),
        "delivered" => (&[5], Step::Endorse(plain.quantity)),
        "endorsed" => (&[6], Step::Confirm(plain.quantity - 1)),
        _ => return None,
    };
    Some((people[who % people.len()], step))
}

/// The real thing, wired up as the desk does it: state and quota change together or not at all.
struct Desk {
    cases: Vec<Application>,
    permits: Vec<Option<Permit>>,
    ledger: QuotaLedger,
}

fn key(application: ApplicationId) -> HoldKey {
    HoldKey::first(application, Block::nth(0))
}

impl Desk {
    fn new() -> Desk {
        let cases = (0..3)
            .map(|n| {
                let mut form = form();
                form.lines.truncate(1);
                form.set("lines.0.quantity", "100");
                let applicant = of_role(Role::Applicant);
                Application::create(application_id(n), QM, side(), form, &applicant, now()).unwrap().0
            })
            .collect();
        let quota = QuotaId::from_bytes([1; 16]);
        let ledger = QuotaLedger::new(quota, Unit::Nar, Some(Amount::whole(LIMIT)), true);
        Desk { cases, permits: vec![None, None, None], ledger }
    }

    fn application_act(&self, n: usize, who: &Actor, step: Step) -> Option<ApplicationAct> {
        let case = &self.cases[n];
        let today = day("2026-11-25");
        let mut plain_trace = serde_json::to_value(trace(today)).unwrap();
        plain_trace["findings"] = serde_json::json!([]);
        let trace: rules::Trace = serde_json::from_value(plain_trace).unwrap();
        Some(match step {
            Step::Submit => ApplicationAct::Submit { receipt: "R".into(), fee: Fee::NotDue(FeeBasis::Free) },
            Step::Accept => ApplicationAct::Accept,
            Step::Assign => ApplicationAct::Assign {
                officer: who.person().map_or(PersonId::from_bytes([0; 16]), |p| p.id),
                officer_name: "Officer".into(),
                no_conflict: true,
            },
            Step::Propose => ApplicationAct::Propose {
                proposal: ProposedDecision::Grant { trace: Box::new(trace), conditions: vec![], note: String::new() },
            },
            Step::SendBack => ApplicationAct::SendBack { reason: "Look again.".into() },
            Step::Approve => ApplicationAct::Approve {
                clearance: trace.clear(case.draft_digest()?, today).unwrap(),
                quotas: vec![self.ledger.id()],
                fees: FeesSettled,
                no_conflict: true,
            },
            Step::Sign => {
                let order = SigningOrder::new(
                    trace.clear(case.draft_digest()?, today).unwrap(),
                    intent(case, "26QM000371", now()),
                );
                ApplicationAct::Sign { seal: order.unwrap().sealed("k".into(), vec![Signature([1; 64])]).unwrap() }
            }
            Step::Refuse => ApplicationAct::Refuse {
                reason: cites::RefusalReason::R02,
                text: "Not shown.".into(),
                more: vec![],
                appeal_until: now(),
            },
            Step::Withdraw => ApplicationAct::Withdraw { reason: String::new() },
            Step::Next
            | Step::Edit(_)
            | Step::Deliver
            | Step::Endorse(_)
            | Step::Confirm(_)
            | Step::Cancel
            | Step::Return
            | Step::Revoke => return None,
        })
    }

    fn permit_act(step: Step) -> Option<PermitAct> {
        let skins = |q| vec![Endorsed { block: Block::nth(0), actual: Amount::whole(q) }];
        Some(match step {
            Step::Deliver => PermitAct::Deliver,
            Step::Endorse(q) => PermitAct::Endorse(box_14(skins(q))),
            Step::Cancel => PermitAct::Cancel { reason: "Error.".into() },
            Step::Return => PermitAct::Return { today: day("2026-11-25"), reason: String::new() },
            Step::Revoke => PermitAct::Revoke { reason: "Fraud.".into() },
            Step::Next
            | Step::Confirm(_)
            | Step::Submit
            | Step::Accept
            | Step::Assign
            | Step::Edit(_)
            | Step::Propose
            | Step::SendBack
            | Step::Approve
            | Step::Sign
            | Step::Refuse
            | Step::Withdraw => return None,
        })
    }

    fn quota(&self, case: &Application, effect: QuotaEffect, was_reserved: bool) -> Option<QuotaLedger> {
        let mut ledger = self.ledger.clone();
        let key = key(case.id());
        let amount = case.draft().map(|d| d.lines[0].quantity.amount());
        match effect {
            QuotaEffect::None if was_reserved => {
                // An officer changed a reserved case: reserve anew.
                ledger.release(&key).ok()?;
                ledger.reserve(key, amount?, Unit::Nar).ok()?;
            }
            QuotaEffect::None => {}
            QuotaEffect::Reserve => {
                ledger.reserve(key, amount?, Unit::Nar).ok()?;
            }
            QuotaEffect::Commit => {
                ledger.commit(&key).ok()?;
            }
            QuotaEffect::Reopen => {
                ledger.release(&key).ok()?;
                ledger.reserve(key, amount?, Unit::Nar).ok()?;
            }
            QuotaEffect::Release => {
                if matches!(ledger.hold(&key), Some(Hold::Reserved { .. } | Hold::Committed { .. })) {
                    ledger.release(&key).ok()?;
                }
            }
        }
        Some(ledger)
    }

    fn permit_quota(&self, permit: &Permit, effect: &PermitQuotaEffect) -> QuotaLedger {
        let mut ledger = self.ledger.clone();
        let key = key(permit.application());
        match effect {
            PermitQuotaEffect::None | PermitQuotaEffect::Transfer(_) => {}
            PermitQuotaEffect::Consume(quantities) => {
                ledger.consume(&key, quantities[0].actual).unwrap();
            }
            PermitQuotaEffect::Release(blocks) => {
                assert_eq!(blocks.len(), 1);
                ledger.release(&key).unwrap();
            }
        }
        ledger
    }

    fn do_it(&mut self, n: usize, who: &Actor, step: Step) -> bool {
        let policy = DutyPolicy::default();
        if let Step::Edit(q) = step {
            let mut form = self.cases[n].form().clone();
            form.set("lines.0.quantity", &q.to_string());
            let held = self.ledger.hold(&key(self.cases[n].id())).is_some();
            let Ok((case, event)) = self.cases[n].clone().edit(form, who, now()) else { return false };
            let Some(ledger) = self.quota(&case, event.quota, held) else { return false };
            (self.cases[n], self.ledger) = (case, ledger);
            return true;
        }
        if let Some(act) = self.application_act(n, who, step) {
            let Ok((case, event)) = self.cases[n].clone().act(act, who, now(), &policy) else { return false };
            let Some(ledger) = self.quota(&case, event.quota, false) else { return false };
            if case.status() == cites::ApplicationStatus::Issued {
                let document = case.draft().unwrap().document(issue_facts("26QM000371"));
                let seal = seal(&case, "26QM000371", now());
                let permit = Permit::issue(&seal, side(), document, None, who, now()).unwrap().0;
                assert_eq!(permit.id(), PermitId::from_bytes([9; 16]));
                self.permits[n] = Some(permit);
            }
            (self.cases[n], self.ledger) = (case, ledger);
            return true;
        }
        let Some(permit) = self.permits[n].clone() else { return false };
        let done = if let Step::Confirm(q) = step {
            let line = ConfirmedLine { block: Block::nth(0), quantity: Amount::whole(q), unit: None };
            let facts = ConfirmationFacts { lines: vec![line], accept_importer_as_final: true };
            match permit.confirm_quantities(facts, who, now()) {
                Ok(Confirmation::Recorded(permit, event)) => (*permit, *event),
                Ok(Confirmation::Repeated(_)) => return true,
                Err(_) => return false,
            }
        } else {
            let Some(act) = Desk::permit_act(step) else { return false };
            let Ok(done) = permit.act(act, who, now()) else { return false };
            done
        };
        self.ledger = self.permit_quota(&done.0, &done.1.quota);
        self.permits[n] = Some(done.0);
        true
    }
}

fn word(case: &Application, permit: Option<&Permit>) -> &'static str {
    use cites::{ApplicationStatus as A, PermitStatus as P};
    match (case.status(), permit.map(Permit::status)) {
        (A::Draft, _) => "draft",
        (A::Submitted, _) => "submitted",
        (A::Accepted, _) => "accepted",
        (A::UnderExamination, _) => "examination",
        (A::DecisionProposed, _) => "proposed",
        (A::Approved, _) => "approved",
        (A::Refused, _) => "refused",
        (A::Withdrawn, _) => "withdrawn",
        (_, Some(P::Issued)) => "issued",
        (_, Some(P::Delivered)) => "delivered",
        (_, Some(P::Endorsed)) => "endorsed",
        (_, Some(P::Confirmed)) => "confirmed",
        (_, Some(P::Cancelled)) => "cancelled",
        (_, Some(P::ReturnedUnused)) => "returned",
        (_, Some(P::Revoked)) => "revoked",
        other => panic!("{other:?} is not in the model"),
    }
}

#[test]
fn random_people_never_get_past_the_model() {
    let config = ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() };
    let signed = std::cell::Cell::new(0);
    let left = std::cell::Cell::new(0);
    let walked = TestRunner::new(config).run(&steps(), |steps| {
        let model = walk(steps)?;
        signed.set(signed.get() + model.iter().filter(|c| c.signer.is_some()).count());
        left.set(left.get() + model.iter().filter(|c| c.left.is_some()).count());
        Ok(())
    });
    if let Err(error) = walked {
        panic!("{error}");
    }
    assert!(
        signed.get() > 100 && left.get() > 50,
        "{} signed, {} left: too few walks get far",
        signed.get(),
        left.get()
    );
}

fn walk(steps: Vec<(usize, usize, Step)>) -> Result<Vec<Plain>, TestCaseError> {
    let cast = cast();
    let mut desk = Desk::new();
    let mut model = vec![Plain::new(), Plain::new(), Plain::new()];
    for (n, who, step) in steps {
        let (who, step) = match step {
            Step::Next => match usual(&model[n], who) {
                Some(usual) => usual,
                None => continue,
            },
            step => (who, step),
        };
        let mut next = model.clone();
        let expected = expect(&mut next, n, who, step);
        let done = desk.do_it(n, &cast[who], step);
        prop_assert_eq!(done, expected, "{:?} by {} on {:?}", step, who, model[n]);
        if expected {
            model = next;
        }
        let sum = |hold: fn(&QuotaLedger) -> Amount| hold(&desk.ledger).micro() / Amount::SCALE;
        let soft: i64 = model.iter().filter(|c| !c.committed).map(|c| i64::from(c.held)).sum();
        let hard: i64 = model.iter().filter(|c| c.committed).map(|c| i64::from(c.held)).sum();
        let gone: i64 = model.iter().map(|c| i64::from(c.consumed)).sum();
        prop_assert_eq!(
            (sum(QuotaLedger::reserved), sum(QuotaLedger::committed), sum(QuotaLedger::consumed)),
            (soft, hard, gone)
        );
        prop_assert!(soft + hard + gone <= i64::from(LIMIT), "the quota is overdrawn");
        for (n, plain) in model.iter().enumerate() {
            prop_assert_eq!(word(&desk.cases[n], desk.permits[n].as_ref()), plain.state);
            let Some(permit) = &desk.permits[n] else { continue };
            let line = &permit.lines()[0];
            prop_assert!(line.endorsed.is_none_or(|e| e <= line.permitted.amount()));
            prop_assert_eq!(line.endorsed, plain.left.map(Amount::whole));
            let signer = permit.signed().by.person().unwrap();
            let hands = desk.cases[n].hands();
            prop_assert!(!hands.assessors.contains(&signer), "an assessor signed");
            prop_assert_ne!(hands.last_editor, Some(signer), "the last editor signed");
            prop_assert!(!hands.applicants.contains(&signer), "the applicant signed");
        }
    }
    Ok(model)
}
