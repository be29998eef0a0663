//! Colleagues, officers and agents: who may do what in whose name, told on both engines.

use crate::world::{On, World, person_id, skins};
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use cites::document::Address;
use cites::{ApplicationStatus, Lang, Role};
use jiff::civil::date;
use office::epermit::draft::{self, OnBehalf};
use office::epermit::register::{NewAccount, NewOrganisation, register};
use office::epermit::{accept, submit, withdraw};
use office::registers::colleague::{self, NewColleague, Rights};
use office::registers::door;
use office::registers::mandate::{self, Asked};
use office::registers::people::{self, NewOfficer};
use office::shared::case;
use office::{Error, Who};
use store::{AuditEntry, MandateScope, MandateState, PersonRow, Scope};

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.unwrap_err().code()
}

pub async fn sign_up(world: &World, email: &str, company: Option<&str>) -> Who {
    let house = world.office.house_of(QM).unwrap().clone();
    let new = NewAccount {
        email: email.into(),
        name: email.split('@').next().unwrap().into(),
        organisation: company.map(|name| NewOrganisation { name: name.into(), register_number: None }),
        address: Address {
            street: "1 Quay".into(),
            post_box: None,
            city: "Bend".into(),
            postcode: None,
            subdivision: None,
            country: QM,
        },
        language: Lang::En,
        password_hash: "x".into(),
    };
    register(&world.office, &house, new).await.unwrap();
    account(world, email).await
}

/// The account of an address as it is now.
async fn account(world: &World, email: &str) -> Who {
    let house = world.office.house_of(QM).unwrap().clone();
    let who = Who::system(house.clone());
    let mut read = world.office.store.read(&who.scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    let row: PersonRow = read.person_by_email(email).await.unwrap().unwrap();
    Who::new(house, row.actor(QM))
}

/// An administrator of QM and, so that there is somebody to be refused, one of QN.
pub async fn administrator(world: &World, party: cites::CountryCode, n: u8) -> Who {
    let house = world.office.house_of(party).unwrap().clone();
    let scope = Scope::system(house.tenant.id, "2026-11-03T00:00:00Z".parse().unwrap());
    let row = PersonRow {
        id: person_id(party, n),
        email: format!("admin{n}@{party}.example").to_lowercase(),
        name: format!("Admin {n}"),
        title: None,
        organisation: None,
        roles: vec![Role::TenantAdmin],
        language: Lang::En,
        password_hash: None,
        second_factor: None,
        failed_count: 0,
        locked_until_at: None,
        active: true,
        created_at: scope.at,
        version: 0,
    };
    let made: Result<(), store::Error> = store::act!(&world.office.store, &scope, "person", |tx| {
        tx.person_insert(&row).await?;
        tx.audit(AuditEntry::new("person", "person", row.id));
        Ok(())
    });
    made.unwrap();
    Who::new(house, row.actor(party))
}

async fn an_owner_invites(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let owner = sign_up(&world, "owner@reef.example", Some("Reef Shells Ltd")).await;
    let rights = Rights { prepare: true, submit: false, pay: false };
    let new = |email: &str, rights| NewColleague {
        email: email.into(),
        name: "Paz Preparer".into(),
        language: Lang::Es,
        rights,
        owner: false,
    };
    let invited = colleague::invite(office, &owner, new("Paz@reef.example", rights)).await.unwrap();
    let secret = invited.secret.unwrap();
    let house = owner.house.clone();
    let person = door::open(office, &house, secret.show(), "hash".into()).await.unwrap();
    assert_eq!(person.password_hash.as_deref(), Some("hash"));
    assert_eq!(code(door::open(office, &house, secret.show(), "again".into()).await), "door-closed", "once only");
    let other = world.office.house_of(QN).unwrap().clone();
    let again = colleague::link(office, &owner, invited.person).await.unwrap().secret.unwrap();
    assert_eq!(code(door::open(office, &other, again.show(), "x".into()).await), "door-closed", "another Party's door");

    // Paz writes, but does not hand in.
    let paz = account(&world, "paz@reef.example").await;
    let id = draft::create(office, &paz, skins(), OnBehalf::default()).await.unwrap().application.id();
    assert_eq!(code(submit::submit(office, &paz, id).await), "right-missing");
    submit::submit(office, &owner, id).await.unwrap();
    assert_eq!(code(withdraw::withdraw(office, &paz, id, "no".into()).await), "right-missing");
    let whole = Rights { prepare: false, submit: true, pay: false };
    colleague::change(office, &owner, invited.person, whole, false).await.unwrap();
    assert_eq!(code(draft::create(office, &paz, skins(), OnBehalf::default()).await), "right-missing");
    withdraw::withdraw(office, &paz, id, "Sold at home".into()).await.unwrap();
    assert_eq!(colleague::list(office, &owner).await.unwrap().len(), 2);

    // Who invites is the owner alone; strangers are not colleagues; an address that has an account tells nothing.
    assert!(matches!(colleague::invite(office, &paz, new("x@y.example", rights)).await, Err(Error::NotPermitted)));
    let stranger = sign_up(&world, "other@lagoon.example", Some("Lagoon Ltd")).await;
    assert!(matches!(colleague::remove(office, &stranger, invited.person).await, Err(Error::NotFound(_))));
    let taken = colleague::invite(office, &stranger, new("owner@reef.example", rights)).await.unwrap().secret.unwrap();
    assert!(door::behind(office, &house, taken.show()).await.unwrap().is_none(), "the same answer, a link to nothing");
    assert_eq!(code(colleague::remove(office, &owner, owner.person().unwrap().id).await), "own-account");
    colleague::remove(office, &owner, invited.person).await.unwrap();
    let all = colleague::list(office, &owner).await.unwrap();
    let gone = all.iter().find(|c| c.person.id == invited.person).unwrap();
    assert!(!gone.person.active, "closed: what it saw it sees no more");
}

async fn an_administrator_hires(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let admin = administrator(&world, QM, 40).await;
    let stranger = administrator(&world, QN, 41).await;
    let new = |roles: &[Role], warned| NewOfficer {
        email: "vera@qm.example".into(),
        name: "Vera Verifier".into(),
        title: Some("Licensing officer".into()),
        roles: roles.to_vec(),
        language: Lang::Fr,
        warned,
    };
    let both = [Role::MaOfficer, Role::MaApprover];
    assert_eq!(code(people::hire(office, &admin, new(&both, false)).await), "roles-conflict", "told before it is done");
    assert_eq!(code(people::hire(office, &admin, new(&[], false)).await), "roles-empty");
    assert_eq!(code(people::hire(office, &admin, new(&[Role::MaOfficer, Role::Applicant], true)).await), "roles-mixed");
    assert_eq!(code(people::hire(office, &admin, new(&[Role::PlatformAdmin], true)).await), "roles-mixed");
    let hired = people::hire(office, &admin, new(&both, true)).await.unwrap();
    assert_eq!(code(people::hire(office, &admin, new(&both, true)).await), "account-exists");
    let officer = account(&world, "vera@qm.example").await;
    assert!(matches!(people::hire(office, &officer, new(&both, true)).await, Err(Error::NotPermitted)));

    // Another Party's people do not exist.
    assert!(matches!(people::get(office, &stranger, hired.person).await, Err(Error::NotFound(_))));
    assert!(matches!(people::reset(office, &stranger, hired.person).await, Err(Error::NotFound(_))));
    let roles = vec![Role::TenantAdmin];
    let refused = people::set_roles(office, &stranger, hired.person, roles.clone(), false).await;
    assert!(matches!(refused, Err(Error::NotFound(_))));

    // Nobody changes the own account; applicants stay applicants.
    assert_eq!(
        code(people::set_roles(office, &admin, admin.person().unwrap().id, roles.clone(), false).await),
        "own-account"
    );
    assert_eq!(code(people::set_roles(office, &admin, person_id(QM, 1), roles, false).await), "roles-mixed");
    people::set_roles(office, &admin, hired.person, vec![Role::MaClerk], false).await.unwrap();
    assert_eq!(people::get(office, &admin, hired.person).await.unwrap().roles, [Role::MaClerk]);

    // A lock ends the link as well; after it a new one works.
    let secret = people::reset(office, &admin, hired.person).await.unwrap().secret.unwrap();
    assert_eq!(code(people::set_open(office, &admin, hired.person, false, " ".into()).await), "reason-empty");
    people::set_open(office, &admin, hired.person, false, "Left the service".into()).await.unwrap();
    assert_eq!(code(door::open(office, &admin.house, secret.show(), "x".into()).await), "door-closed");
    assert_eq!(code(people::reset(office, &admin, hired.person).await), "account-closed");
    people::set_open(office, &admin, hired.person, true, "Came back".into()).await.unwrap();
    let secret = people::reset(office, &admin, hired.person).await.unwrap().secret.unwrap();
    let newer = people::reset(office, &admin, hired.person).await.unwrap().secret.unwrap();
    assert_eq!(
        code(door::open(office, &admin.house, secret.show(), "x".into()).await),
        "door-closed",
        "the newest only"
    );
    door::open(office, &admin.house, newer.show(), "y".into()).await.unwrap();
    world.clock.forward(1);
    let late = people::reset(office, &admin, hired.person).await.unwrap().secret.unwrap();
    world.clock.forward(73);
    assert_eq!(code(door::open(office, &admin.house, late.show(), "z".into()).await), "door-closed", "three days only");
}

async fn an_agent_acts_inside_its_mandate(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let client = sign_up(&world, "owner@reef.example", Some("Reef Shells Ltd")).await;
    let agent = {
        let me = sign_up(&world, "agent@broker.example", None).await;
        let mut person = me.person().unwrap().clone();
        person.roles = vec![Role::Agent];
        Who::new(me.house, permits::Actor::Person(person))
    };
    let asked = |client: &str, scope, until| Asked {
        client: client.into(),
        scope,
        from: date(2026, 11, 1),
        until,
        note: "As every year.".into(),
    };
    let until = date(2026, 12, 31);
    mandate::ask(office, &agent, asked("nobody@nowhere.example", MandateScope::All, until)).await.unwrap();
    assert_eq!(mandate::list(office, &agent).await.unwrap().len(), 0, "the same answer, and nothing made");
    assert_eq!(
        code(mandate::ask(office, &agent, asked("owner@reef.example", MandateScope::All, date(2026, 10, 1))).await),
        "mandate-days"
    );
    mandate::ask(office, &agent, asked("owner@reef.example", MandateScope::Export, until)).await.unwrap();
    let row = mandate::list(office, &client).await.unwrap().remove(0);
    assert!(row.ours && row.agent == "agent" && row.client == "Reef Shells Ltd", "{row:?}");
    let id = row.row.id;
    let behalf = || OnBehalf { mandate: Some(id), ..OnBehalf::default() };
    assert_eq!(code(draft::create(office, &agent, skins(), behalf()).await), "mandate-none", "not agreed yet");
    assert!(matches!(mandate::answer(office, &agent, id, true).await, Err(Error::NotFound(_))), "only the client");
    let stranger = sign_up(&world, "other@lagoon.example", Some("Lagoon Ltd")).await;
    assert!(matches!(mandate::answer(office, &stranger, id, true).await, Err(Error::NotFound(_))));
    mandate::answer(office, &client, id, true).await.unwrap();
    assert_eq!(code(mandate::answer(office, &client, id, false).await), "mandate-answered");

    // Inside: begun, written, handed in, in the client's name; imports are outside.
    let mut import = skins();
    import.set("document_type", "IMPORT");
    assert_eq!(code(draft::create(office, &agent, import.clone(), behalf()).await), "mandate-scope");
    let made = draft::create(office, &agent, skins(), behalf()).await.unwrap().application;
    assert_eq!(made.side().organisation, client.person().unwrap().organisation);
    assert_eq!(code(draft::edit(office, &agent, made.id(), import).await), "mandate-scope");
    submit::submit(office, &agent, made.id()).await.unwrap();
    let own = draft::create(office, &client, skins(), OnBehalf::default()).await.unwrap().application;
    let now = "2026-11-03T00:00:00Z".parse().unwrap();
    let sees = async |who: &Who, id| {
        let mut read = office.store.read(&who.scope(now)).await.unwrap();
        case::load(&mut read, who, id).await.is_ok()
    };
    assert!(sees(&agent, made.id()).await && sees(&client, made.id()).await);
    assert!(!sees(&agent, own.id()).await, "the client's own application is none of the agent's");
    let listed = async |on| {
        let mut read = office.store.read(&agent.scope(now)).await.unwrap();
        let mine = read.applications_of_agent(agent.person().unwrap().id, on, store::Cursor::NEWEST, 10).await;
        mine.unwrap().rows.len()
    };
    assert_eq!((listed(date(2026, 11, 3)).await, listed(date(2027, 1, 1)).await), (1, 0), "until its last day");

    // Outside: the day after, and after the client ended it.
    let later: cites::Timestamp = "2027-01-01T00:00:00Z".parse().unwrap();
    let mut read = office.store.read(&agent.scope(later)).await.unwrap();
    assert!(case::load(&mut read, &agent, made.id()).await.is_err(), "past its last day");
    drop(read);
    let ended = mandate::revoke(office, &client, id).await.unwrap();
    assert_eq!(ended.state, MandateState::Revoked);
    assert!(!sees(&agent, made.id()).await && sees(&client, made.id()).await);
    assert_eq!(listed(date(2026, 11, 3)).await, 0);
    assert!(matches!(withdraw::withdraw(office, &agent, made.id(), "x".into()).await, Err(Error::NotFound(_))));

    // For one application is for one.
    mandate::ask(office, &agent, asked("owner@reef.example", MandateScope::One, until)).await.unwrap();
    let one = mandate::list(office, &client).await.unwrap().remove(0).row.id;
    mandate::answer(office, &client, one, true).await.unwrap();
    let behalf = || OnBehalf { mandate: Some(one), ..OnBehalf::default() };
    draft::create(office, &agent, skins(), behalf()).await.unwrap();
    assert_eq!(code(draft::create(office, &agent, skins(), behalf()).await), "mandate-one");
}

async fn an_agents_mandate_for_one_covers_its_permit(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let client = sign_up(&world, "owner@reef.example", Some("Reef Shells Ltd")).await;
    let agent = {
        let me = sign_up(&world, "agent@broker.example", None).await;
        let mut person = me.person().unwrap().clone();
        person.roles = vec![Role::Agent];
        Who::new(me.house, permits::Actor::Person(person))
    };
    let asked = Asked {
        client: "owner@reef.example".into(),
        scope: MandateScope::One,
        from: date(2026, 11, 1),
        until: date(2026, 12, 31),
        note: String::new(),
    };
    mandate::ask(office, &agent, asked).await.unwrap();
    let one = mandate::list(office, &client).await.unwrap().remove(0).row.id;
    mandate::answer(office, &client, one, true).await.unwrap();
    let behalf = || OnBehalf { mandate: Some(one), ..OnBehalf::default() };
    let made = draft::create(office, &agent, skins(), behalf()).await.unwrap().application.id();
    submit::submit(office, &agent, made).await.unwrap();
    accept::accept(office, &world.qm(2), made).await.unwrap();
    crate::spine::examined(&world, made).await;
    office::epermit::approve::approve(office, &world.qm(4), made, true).await.unwrap();
    let permit = office::epermit::sign::sign(office, &world.qm(5), made).await.unwrap().permit.id();
    // The permit came of the one application: the agent asks for its change, and goes on with it.
    let wish = office::epermit::amend_request::Asked {
        typed: [("importer.city".to_owned(), "Southport".to_owned())].into(),
        reason: "The buyer has moved".into(),
    };
    let change = office::epermit::amend_request::ask(office, &agent, permit, wish).await.unwrap().application;
    assert_eq!(change.side().organisation, client.person().unwrap().organisation);
    withdraw::withdraw(office, &agent, change.id(), "Not needed".into()).await.unwrap();
    // Lost on the way, it is replaced under the same mandate.
    use office::epermit::permit_acts::{self, Loss};
    permit_acts::deliver(office, &world.qm(2), permit).await.unwrap();
    permit_acts::report(office, &client, permit, Loss::Lost, "In the post.".into()).await.unwrap();
    let again = draft::replacement(office, &agent, permit).await.unwrap().application;
    let mut form = again.form().clone();
    form.set("declaration", "true");
    draft::edit(office, &agent, again.id(), form).await.unwrap();
    submit::submit(office, &agent, again.id()).await.unwrap();
    // Another application is none of it, and neither is what the client does itself.
    assert_eq!(code(draft::create(office, &agent, skins(), behalf()).await), "mandate-one");
    let own = draft::create(office, &client, skins(), OnBehalf::default()).await.unwrap().application.id();
    let mut read = office.store.read(&agent.scope("2026-11-03T00:00:00Z".parse().unwrap())).await.unwrap();
    assert!(case::load(&mut read, &agent, own).await.is_err());
}

async fn a_clerk_enters_for_one_without_account(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let counter = || OnBehalf { counter: true, ..OnBehalf::default() };
    let made = draft::create(office, &world.qm(2), skins(), counter()).await.unwrap().application;
    assert_eq!((made.side().applicant, made.side().organisation), (None, None));
    let sent = submit::submit(office, &world.qm(2), made.id()).await.unwrap();
    assert_eq!(sent.application.status(), ApplicationStatus::Submitted);
    accept::accept(office, &world.qm(2), made.id()).await.unwrap();
    let refused = draft::create(office, &world.qm(1), skins(), counter()).await;
    assert!(matches!(refused, Err(Error::NotPermitted)), "only at the counter");
}

both! {
    an_owner_invites => colleagues_do_what_the_owner_lets_them_on_sqlite, colleagues_do_what_the_owner_lets_them_on_postgresql;
    an_administrator_hires => an_administrator_gives_and_takes_on_sqlite, an_administrator_gives_and_takes_on_postgresql;
    an_agent_acts_inside_its_mandate => an_agent_stays_inside_its_mandate_on_sqlite, an_agent_stays_inside_its_mandate_on_postgresql;
    a_clerk_enters_for_one_without_account => the_counter_writes_for_anybody_on_sqlite, the_counter_writes_for_anybody_on_postgresql;
    an_agents_mandate_for_one_covers_its_permit => a_mandate_for_one_covers_what_came_of_it_on_sqlite, a_mandate_for_one_covers_what_came_of_it_on_postgresql;
}
