//! A Party changes what it sets itself: one person proposes, another confirms, and the next act uses it.

use crate::spine::{examined, issued};
use crate::world::{On, World, skins};
use cites::{Date, RefusalReason};
use jiff::ToSpan as _;
use office::epermit::{accept, approve, draft, submit};
use office::settings::{Setting, decide, list, propose, refresh};
use office::shared::faces::Clock as _;
use office::shared::facts::day;
use office::{Error, Who};
use permits::application::ApplicationState;
use store::SettingState;

/// The last day to appeal against a refusal of today.
async fn refused(world: &World) -> (Date, Date) {
    let office = &world.office;
    let id = draft::create(office, &world.qm(1), skins(), draft::OnBehalf::default()).await.unwrap().application.id();
    submit::submit(office, &world.qm(1), id).await.unwrap();
    accept::accept(office, &world.qm(2), id).await.unwrap();
    examined(world, id).await;
    let done = approve::refuse(office, &world.qm(4), id, RefusalReason::R02, "No.".into()).await.unwrap();
    let ApplicationState::Refused { refusal, .. } = done.application.state() else { panic!("refused") };
    (day(world.clock.now()), day(refusal.appeal_until))
}

async fn set(world: &World, setting: Setting, value: &str) {
    let made = propose(&world.office, &world.qm(21), setting, value, "Gazette 40").await.unwrap();
    decide(&world.office, &world.qm(22), made.id, true).await.unwrap();
}

async fn story(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (admin, supervisor) = (world.qm(21), world.qm(22));
    let (today, until) = refused(&world).await;
    assert_eq!(until, today + 30.days());

    let code = |r: Result<store::SettingChange, Error>| r.unwrap_err().code();
    let wrong = [
        (Setting::AppealDays, "0", "setting-days"),
        (Setting::AppealDays, "soon", "setting-days"),
        (Setting::AppealDays, "30", "setting-same"),
        (Setting::ValidityMonths, "7", "setting-months"),
        (Setting::NumberTemplate, "{nobody}", "setting-number"),
        (Setting::PlaceOfIssue, " ", "setting-text"),
        (Setting::AuthorityName, "two\nlines", "setting-text"),
        (Setting::TimeZone, "Mars/Olympus", "setting-zone"),
        (Setting::Languages, "en, en", "setting-languages"),
        (Setting::Languages, "tlh", "setting-languages"),
    ];
    for (setting, value, why) in wrong {
        assert_eq!(code(propose(office, &admin, setting, value, "Gazette 40").await), why, "{value}");
    }
    let days = Setting::AppealDays;
    assert_eq!(code(propose(office, &admin, days, "60", " ").await), "reason-empty");
    for stranger in [world.qm(1), world.qm(3), world.qm(4)] {
        assert!(matches!(propose(office, &stranger, days, "60", "x").await, Err(Error::NotPermitted)));
        assert!(matches!(list(office, &stranger).await, Err(Error::NotPermitted)));
    }

    // Proposed is not set; who proposed does not confirm; nobody abroad knows of it.
    let made = propose(office, &admin, days, " 60 ", "Wildlife Act, section 41").await.unwrap();
    assert_eq!((made.was.as_str(), made.value.as_str(), made.state), ("30", "60", SettingState::Proposed));
    assert_eq!(code(propose(office, &supervisor, days, "90", "x").await), "setting-waits");
    let (today, until) = refused(&world).await;
    assert_eq!(until, today + 30.days());
    assert_eq!(code(decide(office, &admin, made.id, true).await), "setting-needs-two");
    assert!(matches!(decide(office, &world.qn(22), made.id, true).await, Err(Error::NotFound(_))));
    assert!(matches!(decide(office, &world.qm(3), made.id, true).await, Err(Error::NotPermitted)));
    let done = decide(office, &supervisor, made.id, true).await.unwrap();
    assert_eq!((done.state, done.decided_by), (SettingState::Confirmed, supervisor.person().ok().map(|p| p.id)));
    assert_eq!(code(decide(office, &supervisor, made.id, false).await), "setting-decided");
    let (today, until) = refused(&world).await;
    assert_eq!(until, today + 60.days(), "the next refusal has it");
    let abroad = office.settings(office.house_of(cites::country::DEMO_IMPORTER).unwrap()).appeal_days;
    assert_eq!(abroad, 30, "another Party sets its own");

    // What stands on a permit.
    set(&world, Setting::ValidityMonths, "3").await;
    set(&world, Setting::PlaceOfIssue, "Bend").await;
    set(&world, Setting::AuthorityName, "Wildlife Authority of Querimba").await;
    let permit = issued(&world).await.permit;
    let paper = permit.signed_document();
    assert_eq!((paper.issue.place.as_str(), paper.authority.name.as_str()), ("Bend", "Wildlife Authority of Querimba"));
    assert_eq!(paper.valid_until, (paper.valid_from + 3.months()).yesterday().unwrap());

    // Where people find help stands at the foot of every page.
    set(&world, Setting::HelpPhone, "+258 21 555 010").await;
    let wrong = propose(office, &admin, Setting::HelpMail, "help at qm", "x").await;
    assert_eq!(code(wrong), "email-form");
    let house = office.house_of(cites::country::DEMO_EXPORTER).unwrap();
    assert_eq!(office.settings(house).help.phone, "+258 21 555 010");

    // A proposal is taken back; then another may be made.
    let other = propose(office, &supervisor, days, "14", "A mistake").await.unwrap();
    decide(office, &supervisor, other.id, false).await.unwrap();
    let (now, changes) = list(office, &admin).await.unwrap();
    assert_eq!((now.appeal_days, changes.len()), (60, 6));
    assert_eq!(changes[0].state, SettingState::Dropped);

    // Two changes at once do not overwrite each other.
    let (a, b) = (Setting::AuthorityCity, Setting::ScientificAuthority);
    let a = propose(office, &admin, a, "Bend", "x").await.unwrap().id;
    let b = propose(office, &admin, b, "Institute of Nature", "x").await.unwrap().id;
    let hands = [a, b].map(|id| {
        let (office, who): (_, Who) = (office.clone(), supervisor.clone());
        tokio::spawn(async move { decide(&office, &who, id, true).await })
    });
    for hand in hands {
        hand.await.unwrap().unwrap();
    }
    let (now, _) = list(office, &admin).await.unwrap();
    assert_eq!(
        (now.authority.address.city.as_str(), now.scientific_authority.as_str()),
        ("Bend", "Institute of Nature")
    );

    // Another program on the same archive reads it anew.
    let old = office.house_of(cites::country::DEMO_EXPORTER).unwrap();
    refresh(office, &Who::system(old.clone())).await.unwrap();
    assert_eq!((office.settings(old).appeal_days, old.tenant.settings.appeal_days), (60, 30));
    let audit = store::audit::verify(&office.store, old.tenant.id).await.unwrap();
    assert_eq!(audit.first_bad, None, "{audit:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_persons_change_a_setting_on_sqlite() {
    story(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_persons_change_a_setting_on_postgresql() {
    story(On::Postgres).await;
}
