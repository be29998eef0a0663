//! What stands ready when nobody has done anything yet.

use crate::place::{Place, now, parties};
use cites::{ApplicationStatus, Role};
use demo::Size;
use permits::Application;
use std::collections::BTreeSet;
use store::Scope;

#[tokio::test(flavor = "multi_thread")]
async fn the_farm_finds_its_draft_complete_and_every_role_has_its_account() {
    let place = Place::new().await;
    let filled = place.fill(Size::NONE).await;
    for party in parties() {
        let roles: BTreeSet<Role> = filled.accounts.iter().filter(|a| a.tenant == party).map(|a| a.role).collect();
        for role in [
            Role::Applicant,
            Role::MaClerk,
            Role::MaOfficer,
            Role::MaApprover,
            Role::SaCoordinator,
            Role::Customs,
            Role::QuotaManager,
            Role::Reporter,
            Role::TenantAdmin,
            Role::Auditor,
            Role::Inspector,
            Role::Agent,
            Role::OrgAdmin,
            Role::SaExpert,
            Role::Enforcement,
            Role::MaSupervisor,
            Role::Accountant,
            Role::Cashier,
        ] {
            assert!(roles.contains(&role), "{party} has nobody for {role}");
        }
        let approvers = filled.accounts.iter().filter(|a| a.tenant == party && a.role == Role::MaApprover).count();
        assert_eq!(approvers, 2, "one approves, another signs");
    }
    let secrets: BTreeSet<_> = filled.accounts.iter().flat_map(|a| [&a.password, &a.api_token, &a.name]).collect();
    assert_eq!(secrets.len(), filled.accounts.len() * 3, "no password, token or name twice");
    assert!(filled.accounts.iter().all(|a| a.password.len() >= 15));

    let house = place.houses.iter().find(|h| h.party() == filled.story.exporter).unwrap();
    let mut read = place.store.read(&Scope::system(house.tenant.id, now())).await.unwrap();
    let case = read.application::<Application>(filled.story.application).await.unwrap().unwrap();
    assert_eq!(case.columns.status, ApplicationStatus::Draft);
    permits::Draft::parse(case.value.form()).expect("nothing is missing: it can be sent at once");
    let token = &filled.accounts[0].api_token;
    let hash = cites::Digest::of("manis-api-token", token.as_bytes());
    let person = read.person_by_api_token(&hash).await.unwrap().expect("the token opens the account");
    assert_eq!(person.email, filled.accounts[0].email);
}
