//! What an officer decides beside yes and no: a shorter time, less of an item, within the limit of the Scientific
//! Authority, on which papers, and only when no inspection holds the case up. Each on both engines.

use crate::acts::{examined, form, quota, sums};
use crate::spine::finding;
use crate::staff::hire;
use crate::world::{On, World};
use cites::document::Block;
use cites::ids::ApplicationId;
use cites::{Amount, Date, FindingKind, Role, Term, Unit};
use jiff::ToSpan as _;
use office::Error;
use office::epermit::consult_sa::{Answer, Opinion, consult, consult_by, opinion};
use office::epermit::evidence::Evidence;
use office::epermit::granting::Grant;
use office::epermit::inspect::{self, Report};
use office::epermit::propose::{Proposal, propose};
use office::epermit::{approve, ask, examine, give_back, inspection_hold, risk, sign};
use office::shared::faces::Clock as _;
use office::shared::facts::day;
use permits::application::state::{Counted, InspectionOrder};
use permits::application::{ApplicationState, Less};
use permits::risk::Lane;

both! {
    the_dates_of_the_forms_are_kept => dates,
    a_permit_ends_on_the_day_that_was_approved => until,
    the_limit_of_one_opinion_binds => limit,
    less_is_granted_than_was_asked_for => less,
    two_that_go_back_to_what_was_asked_for_do_not_overdraw_the_quota => back_at_once,
    of_one_item_nothing_is_granted => one_item,
    a_finding_rests_on_papers_of_its_case => rests_on,
    an_inspection_holds_a_case_up_until_somebody_says_why_not => held,
    a_suspicion_of_fraud_is_not_the_officers_to_end => fraud,
}

fn skins(quantity: &str) -> permits::FormInput {
    form(&[("lines.0.quantity", quantity)])
}

/// The findings that are still open: the Scientific Authority answers hers so; ours are answered.
async fn answered(world: &World, id: ApplicationId, said: Answer) -> Vec<Opinion> {
    let (_, trace) = examine::examine(&world.office, &world.qm(3), id).await.unwrap();
    let open: Vec<FindingKind> = trace.required_findings().iter().filter(|f| !f.present).map(|f| f.kind).collect();
    let (science, own): (Vec<_>, Vec<_>) = open.into_iter().partition(|kind| permits::Finding::is_scientific(*kind));
    if !science.is_empty() {
        consult(&world.office, &world.qm(3), id, science.clone(), "Please advise.".into()).await.unwrap();
        let all = science.into_iter().map(|kind| Opinion { answer: said.clone(), ..finding(kind) }).collect();
        opinion(&world.office, &world.qm(6), id, all).await.unwrap();
    }
    own.into_iter().map(finding).collect()
}

fn at(error: Error) -> (String, String) {
    match error {
        Error::Value { field, code, .. } => (field, code),
        other => (String::new(), other.code()),
    }
}

async fn grant(world: &World, id: ApplicationId, grant: Grant) -> Result<office::shared::case::Stepped, Error> {
    propose(&world.office, &world.qm(3), id, Proposal::Grant(Box::new(grant))).await
}

fn only(block: usize, amount: u32, why: &str) -> Less {
    Less { block: Block::nth(block), amount: Amount::whole(amount), reason: why.into() }
}

async fn dates(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let today = day(world.clock.now());
    let id = examined(&world, skins("240")).await;
    let yesterday = today.yesterday().unwrap();
    let past = ask::ask_by(office, &world.qm(3), id, "Which tags?".into(), Some(yesterday)).await.unwrap_err();
    assert_eq!(at(past), ("deadline".into(), "deadline-past".into()));
    let far = today.checked_add(2.years()).unwrap();
    let far = ask::ask_by(office, &world.qm(3), id, "Which tags?".into(), Some(far)).await.unwrap_err();
    assert_eq!(at(far), ("deadline".into(), "deadline-far".into()));
    let by: Date = today.checked_add(5.days()).unwrap();
    let asked = ask::ask_by(office, &world.qm(3), id, "Which tags?".into(), Some(by)).await.unwrap();
    let ApplicationState::InfoRequested { question, .. } = asked.application.state() else { panic!("asked") };
    assert_eq!(day(question.deadline), by, "until the end of the day that was typed");
    ask::answer(office, &world.qm(1), id, "Those in the list.".into()).await.unwrap();

    let ndf = vec![FindingKind::NdfExport];
    let with = consult_by(office, &world.qm(3), id, ndf, "Soon, please.".into(), Some(by)).await.unwrap();
    let ApplicationState::SaConsultation { consultation, .. } = with.application.state() else { panic!("consulted") };
    assert_eq!(day(consultation.deadline), by);
    opinion(office, &world.qm(6), id, vec![finding(FindingKind::NdfExport)]).await.unwrap();

    // Nothing typed: what the clocks give (30 days to the applicant, 10 to the Scientific Authority).
    let asked = ask::ask(office, &world.qm(3), id, "And the rest?".into()).await.unwrap();
    let ApplicationState::InfoRequested { question, .. } = asked.application.state() else { panic!("asked") };
    assert_eq!(question.deadline, question.asked.at + 720.hours());

    let second = office::epermit::draft::create(office, &world.qm(1), skins("10"), Default::default()).await.unwrap();
    let second = second.application.id();
    office::epermit::submit::submit(office, &world.qm(1), second).await.unwrap();
    let missing = permits::application::state::MissingItem { field: String::new(), what: "A photo".into() };
    let back = give_back::give_back_by(office, &world.qm(2), second, vec![missing], Some(by)).await.unwrap();
    let ApplicationState::Incomplete { deadline, .. } = back.application.state() else { panic!("sent back") };
    assert_eq!(day(*deadline), by);
}

async fn until(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let id = examined(&world, skins("240")).await;
    let findings = answered(&world, id, Answer::Positive).await;
    let today = day(world.clock.now());
    let shaped = |until: Date| Grant { findings: findings.clone(), until: Some(until), ..Grant::default() };
    let late = grant(&world, id, shaped(today.checked_add(2.years()).unwrap())).await.unwrap_err();
    assert_eq!(at(late), ("valid_until".into(), "valid-until-late".into()));
    let past = grant(&world, id, shaped(today.yesterday().unwrap())).await.unwrap_err();
    assert_eq!(at(past), ("valid_until".into(), "valid-until-past".into()));
    let short = today.checked_add(40.days()).unwrap();
    let plain = examine::examine(office, &world.qm(3), id).await.unwrap().0.value.draft_digest();
    let proposed = grant(&world, id, shaped(short)).await.unwrap().application;
    assert_ne!(proposed.draft_digest(), plain, "the day is under the digest that is approved");
    crate::facts::looked_into(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    let issued = sign::sign(office, &world.qm(5), id).await.unwrap();
    assert_eq!(issued.permit.signed_document().valid_until, short);

    // Nothing is signed that ended before it began.
    let other = examined(&world, form(&[("lines.0.quantity", "10"), ("lines.0.marks", "QM-RA-2026-000900")])).await;
    let findings = answered(&world, other, Answer::Positive).await;
    let tomorrow = day(world.clock.now()).tomorrow().unwrap();
    grant(&world, other, Grant { findings, until: Some(tomorrow), ..Grant::default() }).await.unwrap();
    crate::facts::looked_into(&world, other).await;
    approve::approve(office, &world.qm(4), other, true).await.unwrap();
    world.clock.forward(72);
    let over = sign::sign(office, &world.qm(5), other).await.unwrap_err();
    assert_eq!(over.code(), "validity-proposed-over");
}

async fn limit(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let id = examined(&world, skins("240")).await;
    let capped = Answer::Conditions(vec![], Some((Amount::whole(200), Unit::Nar)));
    let findings = answered(&world, id, capped).await;
    let all = Grant { findings, ..Grant::default() };
    let above = grant(&world, id, all.clone()).await.unwrap_err();
    let Error::Rules(trace) = above else { panic!("the rules say no: {above}") };
    let said: Vec<String> = trace.speaking().iter().map(|c| c.sentence(cites::Lang::En)).collect();
    assert!(said.iter().any(|s| s.contains("200") && s.contains("240")), "{said:?}");

    let shaped = Grant { less: vec![only(0, 200, "The Scientific Authority allows 200.")], ..all };
    grant(&world, id, shaped).await.unwrap();
    crate::facts::looked_into(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    let issued = sign::sign(office, &world.qm(5), id).await.unwrap();
    assert_eq!(issued.permit.lines()[0].permitted.amount(), Amount::whole(200));

    // A limit in a unit in which nobody counts this case stops it as well, and a later opinion takes its place.
    let other = examined(&world, form(&[("lines.0.quantity", "10"), ("lines.0.marks", "QM-RA-2026-000901")])).await;
    let kilos = Answer::Conditions(vec![], Some((Amount::whole(500), Unit::Kgm)));
    let findings = answered(&world, other, kilos).await;
    let plain = Grant { findings, ..Grant::default() };
    assert!(matches!(grant(&world, other, plain.clone()).await, Err(Error::Rules(_))));
    consult(office, &world.qm(3), other, vec![FindingKind::NdfExport], "In skins?".into()).await.unwrap();
    opinion(office, &world.qm(6), other, vec![finding(FindingKind::NdfExport)]).await.unwrap();
    grant(&world, other, plain).await.unwrap();
}

async fn less(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let held = quota(&world, "Crocodylus niloticus", Term::Ski, Unit::Nar, 300).await;
    let id = examined(&world, skins("240")).await;
    assert_eq!(sums(&world, held).await, ["240", "0", "0"]);
    let findings = answered(&world, id, Answer::Positive).await;
    let shaped = |less: Vec<Less>| Grant { findings: findings.clone(), less, ..Grant::default() };
    let more = grant(&world, id, shaped(vec![only(0, 241, "More")])).await.unwrap_err();
    assert_eq!(at(more), ("quantity.A".into(), "grant-more".into()));
    let mute = grant(&world, id, shaped(vec![only(0, 100, " ")])).await.unwrap_err();
    assert_eq!(at(mute), ("why.A".into(), "reason-empty".into()));
    let nothing = grant(&world, id, shaped(vec![only(0, 0, "None")])).await.unwrap_err();
    assert_eq!(nothing.code(), "grant-nothing");
    assert_eq!(sums(&world, held).await, ["240", "0", "0"], "what was refused changed nothing");

    let stepped = grant(&world, id, shaped(vec![only(0, 180, "Not more is sustainable this year.")])).await.unwrap();
    let told = &stepped.application.reduced()[0];
    assert_eq!((told.asked.amount(), told.granted), (Amount::whole(240), Amount::whole(180)));
    assert_eq!(sums(&world, held).await, ["180", "0", "0"], "the rest is free for others");

    // Sent back: another proposal begins from what was asked for, and may be for all of it again.
    approve::send_back(office, &world.qm(4), id, "Why not 200?".into()).await.unwrap();
    let again = Grant { less: vec![only(0, 200, "As the approver says.")], ..Grant::default() };
    grant(&world, id, again).await.unwrap();
    assert_eq!(sums(&world, held).await, ["200", "0", "0"]);
    crate::facts::looked_into(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    assert_eq!(sums(&world, held).await, ["0", "200", "0"]);
    let issued = sign::sign(office, &world.qm(5), id).await.unwrap();
    assert_eq!(issued.permit.lines()[0].permitted.amount(), Amount::whole(200));
    assert_eq!(issued.case.application.reduced()[0].reason, "As the approver says.", "the letter says why");
}

async fn back_at_once(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let held = quota(&world, "Crocodylus niloticus", Term::Ski, Unit::Nar, 300).await;
    let mut cases = Vec::new();
    for n in 0..2 {
        let marks = format!("QM-RA-2026-00097{n}");
        let id = examined(&world, form(&[("lines.0.quantity", "150"), ("lines.0.marks", &marks)])).await;
        let findings = answered(&world, id, Answer::Positive).await;
        let some = Grant { findings, less: vec![only(0, 50, "For now.")], ..Grant::default() };
        grant(&world, id, some).await.unwrap();
        approve::send_back(office, &world.qm(4), id, "Why so few?".into()).await.unwrap();
        cases.push(id);
    }
    examined(&world, form(&[("lines.0.quantity", "100"), ("lines.0.marks", "QM-RA-2026-000979")])).await;
    assert_eq!(sums(&world, held).await, ["200", "0", "0"]);
    let whole = || Grant::default();
    let (first, second) = tokio::join!(grant(&world, cases[0], whole()), grant(&world, cases[1], whole()));
    assert!(first.is_ok() != second.is_ok(), "there is room for one of them: {first:?} {second:?}");
    assert_eq!(sums(&world, held).await, ["300", "0", "0"]);
}

async fn one_item(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let mut two = skins("240");
    let mut second = two.lines[0].clone();
    second.quantity = "30".into();
    second.marks = "QM-RA-2026-000950".into();
    two.lines.push(second);
    let id = examined(&world, two).await;
    let findings = answered(&world, id, Answer::Positive).await;
    let shaped = Grant { findings, less: vec![only(0, 0, "Without proof of their origin.")], ..Grant::default() };
    let stepped = grant(&world, id, shaped).await.unwrap();
    assert_eq!(stepped.application.draft().unwrap().lines.len(), 1);
    crate::facts::looked_into(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    let issued = sign::sign(office, &world.qm(5), id).await.unwrap();
    let lines = issued.permit.lines();
    assert_eq!((lines.len(), lines[0].permitted.amount()), (1, Amount::whole(30)), "what is left is item A now");
}

async fn rests_on(on: On) {
    let world = World::new(on).await;
    let id = examined(&world, skins("240")).await;
    let findings = answered(&world, id, Answer::Positive).await;
    let foreign = Evidence { lots: vec!["L26-09999".into()], ..Evidence::default() };
    let wrong = Grant { findings: findings.clone(), evidence: foreign, ..Grant::default() };
    assert_eq!(at(grant(&world, id, wrong).await.unwrap_err()), ("lots".into(), "evidence-lot".into()));
    let upload = office::epermit::attach::Upload {
        name: "harvest.pdf".into(),
        media_type: "application/pdf".into(),
        purpose: "other".into(),
        bytes: b"%PDF-1.7 harvest".to_vec(),
    };
    let put = office::epermit::attach::put(&world.office, &world.qm(3), id, vec![upload]).await.unwrap();
    let (officer, abroad) = (world.qm(3), cites::country::DEMO_IMPORTER);
    office::epermit::abroad::consult(&world.office, &officer, id, abroad, "Is it known?".into()).await.unwrap();
    let said = office::epermit::abroad::Reply { text: "Yes.".into(), papers: put, ..Default::default() };
    let came = office::epermit::abroad::reply_with(&world.office, &world.qm(3), id, said).await.unwrap();
    let mut read = world.office.store.read(&world.qm(3).scope(world.clock.now())).await.unwrap();
    let paper = read.attachments(came.application.id()).await.unwrap()[0].id;
    drop(read);
    let evidence = Evidence { papers: vec![paper], ..Evidence::default() };
    let stepped = grant(&world, id, Grant { findings, evidence, ..Grant::default() }).await.unwrap();
    let laf = stepped.application.findings().iter().find(|f| f.kind == FindingKind::Laf).unwrap();
    assert_eq!(laf.evidence, vec![paper]);
}

async fn visited(world: &World, id: ApplicationId, outcome: &str) {
    let office = &world.office;
    inspect::request(office, &world.qm(3), id, "Red lane".into(), InspectionOrder::default()).await.unwrap();
    let counted = vec![Counted { block: Block::nth(0), amount: Amount::whole(240), marks: vec![] }];
    let text = "Two crates of another species.".to_owned();
    let report = Report { outcome: outcome.into(), counted, text, papers: vec![], samples: vec![] };
    inspect::report(office, &world.qm(61), id, report).await.unwrap();
    inspect::resume(office, &world.qm(3), id).await.unwrap();
}

async fn held(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let boss = hire(&world, 51, "Selma Supervisor", Role::MaSupervisor).await;
    let id = examined(&world, skins("240")).await;
    let findings = answered(&world, id, Answer::Positive).await;
    let plain = Grant { findings, ..Grant::default() };
    visited(&world, id, "SPECIES_OTHER").await;
    assert_eq!(grant(&world, id, plain.clone()).await.unwrap_err().code(), "inspection-hold");
    visited(&world, id, "NOT_READY").await;
    assert_eq!(grant(&world, id, plain.clone()).await.unwrap_err().code(), "inspection-hold", "nothing was seen");
    let officer = inspection_hold::release(office, &world.qm(3), id, "Fine".into()).await.unwrap_err();
    assert!(matches!(officer, Error::NotPermitted), "{officer}");
    let mute = inspection_hold::release(office, &boss, id, " ".into()).await.unwrap_err();
    assert_eq!(mute.code(), "reason-empty");
    let foreign = inspection_hold::release(office, &world.qn(3), id, "Fine".into()).await.unwrap_err();
    assert!(matches!(foreign, Error::NotFound(_) | Error::NotPermitted), "{foreign}");
    inspection_hold::release(office, &boss, id, "The laboratory says it is the species told.".into()).await.unwrap();
    let twice = inspection_hold::release(office, &boss, id, "Again".into()).await.unwrap_err();
    assert_eq!(twice.code(), "inspection-free");

    // A new visit that finds something else holds it up again, and one that finds it in order ends it.
    visited(&world, id, "WELFARE").await;
    assert_eq!(grant(&world, id, plain.clone()).await.unwrap_err().code(), "inspection-hold");
    visited(&world, id, "CONFORM").await;
    grant(&world, id, plain).await.unwrap();
}

async fn fraud(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let boss = hire(&world, 51, "Selma Supervisor", Role::MaSupervisor).await;
    let agent = hire(&world, 52, "Efua Enforcement", Role::Enforcement).await;
    let id = examined(&world, skins("240")).await;
    let findings = answered(&world, id, Answer::Positive).await;
    let plain = Grant { findings, ..Grant::default() };
    risk::change_lane(office, &boss, id, Lane::Red, "Known route".into()).await.unwrap();
    visited(&world, id, "FRAUD").await;
    visited(&world, id, "CONFORM").await;
    let stopped = grant(&world, id, plain.clone()).await.unwrap_err();
    assert_eq!(stopped.code(), "inspection-fraud", "no later visit ends a suspicion, and none opens the red lane");
    let supervisor = inspection_hold::release(office, &boss, id, "I know them".into()).await.unwrap_err();
    assert!(matches!(supervisor, Error::NotPermitted), "a supervisor does not end it: {supervisor}");
    let told = office::notices::read::list(office, &agent, true, None, 20).await.unwrap();
    assert!(told.iter().any(|n| n.event == "fraud-suspected"), "those who pursue offences were told");
    let seen = inspection_hold::of_case(office, &agent, id).await.unwrap();
    assert!(seen.value.inspection_hold().is_some_and(|h| h.fraud));
    inspection_hold::release(office, &agent, id, "The papers are genuine: case 26/118 is closed.".into())
        .await
        .unwrap();
    grant(&world, id, plain).await.unwrap();
}
