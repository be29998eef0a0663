//! One application for several consignments: how it is shared, what one of them is, how they are signed one by one.

use crate::common::*;
use cites::document::Block;
use cites::{Amount, ApplicationStatus, PermitNumber, Role};
use permits::application::Fee;
use permits::application::state::{Counted, FeeBasis, InspectionOrder};
use permits::consignments::{of_slot, slot};
use permits::*;

/// 240 skins and 12.5 kg of meat in three consignments: meat goes with the first and the last.
fn shared() -> FormInput {
    let mut form = form();
    for (path, text) in [
        ("consignments", "3"),
        ("lines.0.appendix", "II"),
        ("lines.1.appendix", "II"),
        ("lines.0.shares.0", "100"),
        ("lines.0.shares.1", "80"),
        ("lines.0.shares.2", "60"),
        ("lines.1.shares.0", "2.25"),
        ("lines.1.shares.2", "10.25"),
    ] {
        assert!(form.set(path, text), "{path}");
    }
    form
}

fn wrong(form: &FormInput) -> Vec<(String, String)> {
    Draft::parse(form).err().unwrap_or_default().into_iter().map(|e| (e.field, e.code)).collect()
}

fn said(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(f, c)| ((*f).to_owned(), (*c).to_owned())).collect()
}

#[test]
fn shares_add_up_exactly_and_every_consignment_is_lettered_from_a() {
    let draft = Draft::parse(&shared()).unwrap();
    let parts: Vec<Draft> = draft.each().map(|c| draft.part(c.nth).unwrap()).collect();
    let amounts: Vec<Vec<String>> =
        parts.iter().map(|p| p.lines.iter().map(|l| l.quantity.amount().to_string()).collect()).collect();
    assert_eq!(amounts, [vec!["100", "2.25"], vec!["80"], vec!["60", "10.25"]]);
    assert!(parts.iter().all(|p| p.consignments == 1 && p.lines.iter().all(|l| l.shares.is_empty())));
    assert_eq!(draft.lines_of(2), [0]);
    assert!(draft.part(0).is_none() && draft.part(4).is_none());
    let printed = parts[2].document(issue_facts("26QM000001"));
    assert_eq!(printed.lines[1].block, Block::nth(1));

    // The approval is bound to the shares as well; who ships once keeps the digest of before.
    let mut other = shared();
    other.set("lines.0.shares.0", "99");
    other.set("lines.0.shares.1", "81");
    assert_ne!(Draft::parse(&other).unwrap().digest(), draft.digest());
    let one = Draft::parse(&form()).unwrap();
    assert_eq!(one.part(1).unwrap().digest(), one.digest());
    let text = serde_json::to_string(&one).unwrap();
    assert!(!text.contains("consignments") && !text.contains("shares"), "stored cases keep their digest");
}

#[test]
fn what_is_wrong_with_the_shares_is_said_at_its_box() {
    let with = |pairs: &[(&str, &str)]| {
        let mut form = shared();
        for (path, text) in pairs {
            assert!(form.set(path, text), "{path}");
        }
        wrong(&form)
    };
    assert_eq!(with(&[]), said(&[]));
    assert_eq!(with(&[("lines.0.shares.2", "61")]), said(&[("lines.0.shares", "shares-sum")]));
    assert_eq!(with(&[("lines.1.shares.2", "10.250001")]), said(&[("lines.1.shares", "shares-sum")]), "a millionth");
    assert_eq!(with(&[("lines.0.shares.1", "79.5")]), said(&[("lines.0.shares.1", "quantity-whole")]));
    assert_eq!(with(&[("lines.0.shares.1", "many")])[0].0, "lines.0.shares.1");
    assert_eq!(with(&[("lines.0.shares.3", "5")]), said(&[("lines.0.shares", "shares-beyond")]));
    let empty = [("lines.0.shares.1", "0"), ("lines.0.shares.0", "180")];
    assert_eq!(with(&empty), said(&[("lines.0.shares.1", "consignment-empty")]));
    assert_eq!(with(&[("consignments", "51")]), said(&[("consignments", "consignments-count")]));
    assert_eq!(with(&[("consignments", "two")]), said(&[("consignments", "consignments-count")]));
    assert_eq!(with(&[("lines.0.appendix", "I")]), said(&[]), "each names its import permit later");
    assert_eq!(with(&[("document_type", "POC")])[0], said(&[("consignments", "consignments-kind")])[0]);
    let mut nothing = shared();
    nothing.lines[1].shares.clear();
    assert_eq!(wrong(&nothing), said(&[("lines.1.shares", "shares-empty")]));
    // One again: what was typed about shares does no harm.
    assert_eq!(with(&[("consignments", "")]), said(&[]));
    assert_eq!(with(&[("consignments", "1")]), said(&[]));
}

#[test]
fn marks_go_with_their_specimens() {
    let mut form = shared();
    form.set("lines.0.quantity", "5");
    for (path, text) in [("lines.0.shares.0", "2"), ("lines.0.shares.1", "1"), ("lines.0.shares.2", "2")] {
        form.set(path, text);
    }
    form.set("lines.0.marks", "T1\nT2\nT3\nT4\nT5");
    let draft = Draft::parse(&form).unwrap();
    assert_eq!(draft.part(2).unwrap().lines[0].marks, ["T3"]);
    assert_eq!(draft.part(3).unwrap().lines[0].marks, ["T4", "T5"]);
    // A range of marks for all of them cannot be told apart.
    form.set("lines.0.marks", "T1 to T5");
    assert_eq!(wrong(&form), said(&[("lines.0.shares", "shares-marks")]));
    // What a lost permit of the second consignment is replaced by.
    form.set("lines.0.marks", "T1\nT2\nT3\nT4\nT5");
    let again = draft.form_of(&form, 2);
    assert_eq!((again.lines.len(), again.lines[0].quantity.as_str(), again.lines[0].marks.as_str()), (1, "1", "T3"));
    assert!(Draft::parse(&again).is_ok(), "{:?}", wrong(&again));
}

#[test]
fn a_ledger_names_a_block_of_a_consignment() {
    assert_eq!((slot(1, &Block::nth(0)), slot(12, &Block::nth(27))), ("A".to_owned(), "AB/12".to_owned()));
    assert_eq!((of_slot("A"), of_slot("AB/12")), ((1, "A"), (12, "AB")));
}

fn sealed(case: &Application, nth: u16, of: u16) -> Seal {
    let record = IntentRecord {
        consignment: Consignment { nth, of },
        permit: cites::ids::PermitId::from_bytes([nth as u8; 16]),
        number: PermitNumber::parse(&format!("26QM00000{nth}")).unwrap(),
        ..intent(case, "26QM000001", now()).record().clone()
    };
    let clearance = clearance(case.draft_digest().unwrap(), day("2026-11-25"));
    let order = SigningOrder::new(clearance, Intent::from_record(record).unwrap()).unwrap();
    order.sealed("key-1".into(), vec![Signature([7; 64]); 1]).unwrap()
}

fn under_examination() -> Application {
    let (applicant, clerk, officer) = (of_role(Role::Applicant), of_role(Role::MaClerk), of_role(Role::MaOfficer));
    let id = officer.person().unwrap().id;
    let fee = Fee::NotDue(FeeBasis::Free);
    let acts = [
        (ApplicationAct::Submit { receipt: "R1".into(), fee }, &applicant),
        (ApplicationAct::Accept, &clerk),
        (ApplicationAct::Assign { officer: id, officer_name: "O".into(), no_conflict: true }, &officer),
    ];
    let mut case = Application::create(application_id(4), QM, side(), shared(), &applicant, now()).unwrap().0;
    for (act, who) in acts {
        case = case.act(act, who, now(), &DutyPolicy { four_eyes: true }).unwrap().0;
    }
    case
}

fn approved(case: Application) -> Application {
    let policy = DutyPolicy { four_eyes: true };
    let mut value = serde_json::to_value(trace(day("2026-11-25"))).unwrap();
    value["findings"] = serde_json::json!([]);
    let trace: rules::Trace = serde_json::from_value(value).unwrap();
    let proposal = permits::application::ProposedDecision::Grant {
        trace: Box::new(trace.clone()),
        conditions: vec![],
        note: String::new(),
    };
    let case = case.act(ApplicationAct::Propose { proposal }, &of_role(Role::MaOfficer), now(), &policy).unwrap().0;
    let clearance = trace.clear(case.draft_digest().unwrap(), day("2026-11-25")).unwrap();
    let approve = ApplicationAct::Approve {
        clearance,
        quotas: vec![],
        fees: permits::application::FeesSettled,
        no_conflict: true,
    };
    case.act(approve, &of_role(Role::MaApprover), now(), &policy).unwrap().0
}

#[test]
fn the_case_is_issued_with_the_last_signature_and_no_consignment_is_signed_twice() {
    let (policy, signer) = (DutyPolicy { four_eyes: true }, person(90, &[Role::MaApprover]));
    let sign = |case: &Application, nth| {
        let act = ApplicationAct::Sign { seal: sealed(case, nth, 3) };
        case.clone().act(act, &signer, now(), &policy)
    };
    let case = approved(under_examination());
    assert_eq!(sign(&case, 2).unwrap_err().code(), "consignment-signed", "one after the other");
    let (case, event) = sign(&case, 1).unwrap();
    assert_eq!((event.from, event.to), (Some(ApplicationStatus::Approved), ApplicationStatus::Approved));
    assert_eq!(sign(&case, 1).unwrap_err().code(), "consignment-signed");
    let officer = of_role(Role::MaOfficer);
    assert_eq!(case.clone().edit(shared(), &officer, now()).unwrap_err().code(), "consignments-signed");
    let (case, _) = sign(&case, 2).unwrap();
    // The applicant gives up the third: what is signed stays.
    let gone = ApplicationAct::Withdraw { reason: "The buyer took two".into() };
    let (less, event) = case.clone().act(gone, &of_role(Role::Applicant), now(), &policy).unwrap();
    assert_eq!((less.status(), event.quota), (ApplicationStatus::Issued, QuotaEffect::Release));
    let numbers =
        |case: &Application| -> Vec<String> { case.state().signed().iter().map(|p| p.number.to_string()).collect() };
    assert_eq!(numbers(&less), ["26QM000001", "26QM000002"]);
    let (whole, event) = sign(&case, 3).unwrap();
    assert_eq!(event.to, ApplicationStatus::Issued);
    assert_eq!(numbers(&whole), ["26QM000001", "26QM000002", "26QM000003"]);
    let stored = serde_json::to_string(&whole).unwrap();
    assert_eq!(serde_json::from_str::<Application>(&stored).unwrap(), whole);
}

#[test]
fn a_lower_count_is_taken_from_the_last_consignment_and_an_empty_one_is_not_made() {
    let policy = DutyPolicy { four_eyes: true };
    let order = ApplicationAct::RequestInspection { reason: "Live".into(), order: InspectionOrder::default() };
    let case = under_examination().act(order, &of_role(Role::MaOfficer), now(), &policy).unwrap().0;
    let count = |n: usize, amount: &str| Counted {
        block: Block::nth(n),
        amount: Amount::parse(amount).unwrap(),
        marks: vec![],
    };
    let told = |counted| {
        let report = ApplicationAct::InspectionReport {
            outcome: "LESS".into(),
            counted,
            text: "Counted".into(),
            evidence: vec![],
        };
        let case = case.clone().act(report, &of_role(Role::Inspector), now(), &policy).unwrap().0;
        let draft = case.draft().unwrap().clone();
        assert_eq!(Draft::parse(case.form()).unwrap().digest(), draft.digest(), "form and content say the same");
        let skins: Vec<String> = draft.lines[0].shares.iter().map(ToString::to_string).collect();
        (draft.consignments, skins)
    };
    assert_eq!(told(vec![count(0, "190")]), (3, vec!["100".into(), "80".into(), "10".into()]));
    // No skins and no meat are left for the third.
    assert_eq!(told(vec![count(0, "150"), count(1, "2")]), (2, vec!["100".into(), "50".into()]));
    assert_eq!(told(vec![count(0, "99"), count(1, "2.25")]), (1, vec![]));
}
