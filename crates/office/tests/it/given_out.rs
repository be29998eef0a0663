//! Work that is given out: an expert writes the opinion that a coordinator releases, and an inspector sets the day of a
//! visit. On both engines.

use crate::spine::finding;
use crate::staff::hire;
use crate::world::{On, World, skins};
use cites::ids::ApplicationId;
use cites::{ApplicationStatus as S, FindingKind, Role};
use jiff::ToSpan as _;
use office::epermit::visit::{self, Planned};
use office::epermit::{accept, consult_sa, draft, inspect, opinion_task, submit};
use office::notices::read;
use office::settings::{self, Setting};
use office::shared::facts::day;
use office::{Error, Who};
use permits::application::state::InspectionOrder;
use std::collections::BTreeMap;
use store::OpinionState;

both! {
    opinion => an_expert_writes_what_the_coordinator_releases_on_sqlite, an_expert_writes_what_the_coordinator_releases_on_postgresql;
    visit_set => the_inspector_sets_the_day_and_the_applicant_hears_of_it_on_sqlite, the_inspector_sets_the_day_and_the_applicant_hears_of_it_on_postgresql;
}

async fn in_hand(world: &World) -> ApplicationId {
    let made = draft::create(&world.office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap();
    let id = made.application.id();
    submit::submit(&world.office, &world.qm(1), id).await.unwrap();
    accept::accept(&world.office, &world.qm(2), id).await.unwrap();
    id
}

async fn heard(world: &World, who: &Who, event: &str) -> usize {
    let rows = read::list(&world.office, who, false, None, 200).await.unwrap();
    rows.iter().filter(|n| n.event == event).count()
}

async fn opinion(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let made = settings::propose(office, &world.qm(21), Setting::Opinions, "expert", "Order 8 of 2026").await.unwrap();
    settings::decide(office, &world.qm(22), made.id, true).await.unwrap();
    let (noor, edda) = (world.qm(6), hire(&world, 81, "Edda Expert", Role::SaExpert).await);
    let other = hire(&world, 82, "Emil Expert", Role::SaExpert).await;
    let (hers, theirs) = (edda.person().unwrap().id, other.person().unwrap().id);
    let id = in_hand(&world).await;
    let early = opinion_task::give(office, &noor, id, hers).await.unwrap_err();
    assert!(matches!(early, Error::Act(permits::ActError::NotInApplicationState { .. })), "nothing is asked yet");
    consult_sa::consult(office, &world.qm(3), id, vec![FindingKind::NdfExport], "?".into()).await.unwrap();

    // Nobody writes and releases alone here; an expert gives nothing out.
    let release = async || consult_sa::opinion(office, &noor, id, vec![finding(FindingKind::NdfExport)]).await;
    assert_eq!(release().await.unwrap_err().code(), "opinion-expert");
    assert!(matches!(opinion_task::give(office, &edda, id, hers).await.unwrap_err(), Error::NotPermitted));
    let officer = world.qm(3).person().unwrap().id;
    assert_eq!(opinion_task::give(office, &noor, id, officer).await.unwrap_err().code(), "expert-unknown");
    opinion_task::give(office, &noor, id, hers).await.unwrap();
    assert_eq!((heard(&world, &edda, "expert-assigned").await, heard(&world, &other, "expert-assigned").await), (1, 0));
    assert_eq!(opinion_task::list(office, &edda).await.unwrap().len(), 1);
    assert!(opinion_task::list(office, &other).await.unwrap().is_empty(), "an expert sees their own");

    let text = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    };
    let half = text(&[("reasoning", "Counted in March.")]);
    let whole = text(&[("opinion", "positive"), ("reasoning", "Counted in March: 240 of 3,000.")]);
    assert_eq!(opinion_task::write(office, &other, id, &half, false).await.unwrap_err().code(), "opinion-not-yours");
    opinion_task::write(office, &edda, id, &half, false).await.unwrap();
    assert_eq!(opinion_task::write(office, &edda, id, &half, true).await.unwrap_err().code(), "choose-opinion");
    assert_eq!(release().await.unwrap_err().code(), "opinion-expert", "a draft that is not handed in is nothing yet");
    assert_eq!(opinion_task::send_back(office, &noor, id, "?").await.unwrap_err().code(), "opinion-not-handed");
    opinion_task::write(office, &edda, id, &whole, true).await.unwrap();
    assert_eq!(heard(&world, &noor, "opinion-handed").await, 1);
    assert_eq!(opinion_task::write(office, &edda, id, &half, false).await.unwrap_err().code(), "opinion-not-yours");

    assert_eq!(opinion_task::send_back(office, &noor, id, " ").await.unwrap_err().code(), "reason-empty");
    opinion_task::send_back(office, &noor, id, "How many eggs?").await.unwrap();
    assert_eq!(heard(&world, &edda, "opinion-returned").await, 1);
    let task = opinion_task::desk(office, &edda, id).await.unwrap().task.unwrap();
    assert_eq!((task.state, task.word.as_str(), &task.draft), (OpinionState::Returned, "How many eggs?", &whole));
    opinion_task::write(office, &edda, id, &whole, true).await.unwrap();
    let mut seen = office.store.read(&noor.scope(office.clock.now())).await.unwrap();
    let stored = office::shared::case::load(&mut seen, &noor, id).await.unwrap();
    assert_eq!(opinion_task::handed(&mut seen, &stored.value).await.unwrap(), whole, "it stands in the form");
    drop(seen);
    let done = release().await.unwrap();
    assert_eq!(done.application.status(), S::UnderExamination);
    assert!(opinion_task::list(office, &noor).await.unwrap().is_empty());

    // Asked again, it is a new task; another expert may be given it.
    consult_sa::consult(office, &world.qm(3), id, vec![FindingKind::NdfExport], "Again".into()).await.unwrap();
    assert!(opinion_task::desk(office, &noor, id).await.unwrap().task.is_none());
    opinion_task::give(office, &noor, id, hers).await.unwrap();
    opinion_task::give(office, &noor, id, theirs).await.unwrap();
    assert_eq!(opinion_task::write(office, &edda, id, &half, false).await.unwrap_err().code(), "opinion-not-yours");
    opinion_task::write(office, &other, id, &whole, true).await.unwrap();
    assert!(matches!(opinion_task::desk(office, &world.qn(6), id).await.unwrap_err(), Error::NotFound(_)));
}

async fn visit_set(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let ines = world.qm(61);
    let id = in_hand(&world).await;
    let order = InspectionOrder { place: "River Bend Farm".into(), on: None, what: "Count the skins.".into() };
    inspect::request(office, &world.qm(3), id, "Red lane".into(), order).await.unwrap();
    assert_eq!(heard(&world, &ines, "inspection-ordered").await, 1, "those who go there hear of it");
    let today = day(office.clock.now());
    let planned = |days: i64, place: &str, reason: &str| Planned {
        on: today.checked_add(days.days()).ok(),
        place: place.into(),
        ready: "The skins in bundles of twenty.".into(),
        reason: reason.into(),
    };
    let set = async |planned: Planned| visit::schedule(office, &ines, id, &planned).await;
    for days in [-1, 400] {
        assert_eq!(set(planned(days, "Shed 2", "")).await.unwrap_err().code(), "visit-day", "{days}");
    }
    assert_eq!(set(planned(3, " ", "")).await.unwrap_err().code(), "visit-place");
    let officer = visit::schedule(office, &world.qm(3), id, &planned(3, "Shed 2", "")).await.unwrap_err();
    assert!(matches!(officer, Error::NotPermitted), "the day is the inspector's to set");
    set(planned(3, "Shed 2", "")).await.unwrap();
    assert_eq!(heard(&world, &world.qm(1), "visit-set").await, 1);

    // Another day is told with the reason; the newest counts.
    assert_eq!(set(planned(5, "Shed 2", " ")).await.unwrap_err().code(), "reason-empty");
    set(planned(5, "Shed 2", "The road is flooded.")).await.unwrap();
    assert_eq!(heard(&world, &world.qm(1), "visit-set").await, 2);
    let (_, rows) = visit::of_case(office, &world.qm(3), id).await.unwrap();
    let told: Vec<_> = rows.iter().map(|v| (v.on, v.reason.as_str())).collect();
    assert_eq!(told, [(today + 5.days(), "The road is flooded."), (today + 3.days(), "")]);
    assert!(matches!(visit::of_case(office, &world.qn(61), id).await.unwrap_err(), Error::NotFound(_)));
    office::epermit::withdraw::withdraw(office, &world.qm(1), id, String::new()).await.unwrap();
    assert_eq!(heard(&world, &ines, "inspection-dropped").await, 1);
}
