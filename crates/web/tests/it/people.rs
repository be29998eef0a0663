//! People by page and by API: an administrator hires, an owner invites, an agent asks; the same acts, the same answers.

use crate::browser::{Browser, Program, Window};
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use cites::{CountryCode, Lang, Role};
use serde_json::json;
use store::{AuditEntry, NewSession, PersonRow, Scope};

/// Opens an account with a session and a token, beside those of the world.
pub async fn account(window: &Window, party: CountryCode, n: u8, role: &[Role]) {
    let office = &window.world.office;
    let house = office.house_of(party).unwrap();
    let now = office.clock.now();
    let scope = Scope::system(house.tenant.id, now);
    let organisation = (role.contains(&Role::OrgAdmin) && party == QM).then_some(window.world.company);
    let row = PersonRow {
        id: crate::world::person_id(party, n),
        email: format!("p{n}@{party}.example"),
        name: format!("Person {n}"),
        title: None,
        organisation,
        roles: role.to_vec(),
        language: Lang::En,
        password_hash: None,
        second_factor: None,
        failed_count: 0,
        locked_until_at: None,
        active: true,
        created_at: now,
        version: 0,
    };
    let until = now + jiff::SignedDuration::from_hours(12);
    let made: Result<(), store::Error> = store::act!(&office.store, &scope, "account", |tx| {
        tx.person_insert(&row).await?;
        tx.api_token_insert(&web::token_hash(&crate::browser::token_of(party, n)), row.id, "test", None).await?;
        tx.session_insert(&NewSession {
            token_hash: web::session_hash(&format!("secret{n}")),
            person: row.id,
            csrf: format!("mark{n}"),
            expires_at: until,
            idle_until_at: until,
        })
        .await?;
        tx.audit(AuditEntry::new("account", "person", row.id));
        Ok(())
    });
    made.unwrap();
}

fn field_code(problem: &serde_json::Value) -> String {
    problem["fields"][0]["code"].as_str().unwrap_or_default().to_owned()
}

/// The secret address on a page or in an answer.
fn link_in(text: &str) -> String {
    let at = text.find("/door/").expect("a link");
    text[at..].split(['<', '"']).next().unwrap().to_owned()
}

#[tokio::test]
async fn an_administrator_hires_and_the_officer_comes_in_through_the_link_once() {
    let window = Window::open().await;
    account(&window, QM, 40, &[Role::TenantAdmin]).await;
    account(&window, QN, 41, &[Role::TenantAdmin]).await;
    let admin = window.qm(40);
    admin.get("/admin/people/new").await.is(200);
    let fields = [("name", "Vera Verifier"), ("email", "vera@qm.example"), ("language", "en")];
    let both: Vec<_> = fields.into_iter().chain([("roles", "ma_officer"), ("roles", "ma_approver")]).collect();
    let told = admin.post("/admin/people/new", &both).await.is(422).text();
    assert!(told.contains("These roles belong into two hands"), "the warning");
    assert!(told.contains("value=\"Vera Verifier\""), "what was typed stays");
    let warned: Vec<_> = both.iter().copied().chain([("warned", "yes")]).collect();
    let page = admin.post("/admin/people/new", &warned).await.is(200).text();
    let door = link_in(&page);

    // The link sets the password, once; with it the officer signs in.
    let open = window.get(&door).await.is(200);
    assert!(open.text().contains("Vera Verifier"));
    let visitor = Browser { window: &window, cookie: open.cookies(), mark: open.mark() };
    visitor.post(&door, &[("password", "short")]).await.is(422);
    let password = "seven quiet pangolins walk";
    assert_eq!(visitor.post(&door, &[("password", password)]).await.goes_to(), "/sign-in");
    let again = visitor.post(&door, &[("password", password)]).await.is(422).text();
    assert!(again.contains("this one was used or has ended"), "{again}");
    let typed = [("email", "vera@qm.example"), ("password", password)];
    assert_eq!(visitor.post("/sign-in", &typed).await.goes_to(), "/work");

    // The same by the API; another Party's administrator finds nobody.
    let api = window.program(QM, 40);
    let list = api.get("/api/people").await.is(200).json();
    let vera = list["rows"].as_array().unwrap().iter().find(|p| p["email"] == "vera@qm.example").unwrap();
    let id = vera["id"].as_str().unwrap();
    assert_eq!(vera["conflicts"], json!([["ma_officer", "ma_approver"]]));
    let page = admin.get(&format!("/admin/people/{id}")).await.is(200).text();
    assert!(page.contains("should be two persons"), "the conflict stays visible");
    let other = window.program(QN, 41);
    other.get(&format!("/api/people/{id}")).await.is(404);
    other.post(&format!("/api/people/{id}/lock"), json!({ "reason": "x" })).await.is(404);
    window.person(QN, 41).get(&format!("/admin/people/{id}")).await.is(404);
    let mixed = json!({ "roles": ["ma_clerk", "applicant"] });
    let problem = api.post(&format!("/api/people/{id}/roles"), mixed).await.is(422).json();
    assert_eq!(field_code(&problem), "roles-mixed");
    let now = api.post(&format!("/api/people/{id}/roles"), json!({ "roles": ["ma_clerk"] })).await.is(200).json();
    assert_eq!(now["roles"], json!(["ma_clerk"]));
    let form = [("reason", "Left the service")];
    admin.post(&format!("/admin/people/{id}/lock"), &form).await.goes_to();
    assert_eq!(api.get(&format!("/api/people/{id}")).await.json()["active"], false);
    let wrong = window.get("/sign-in").await;
    let visitor = Browser { window: &window, cookie: wrong.cookies(), mark: wrong.mark() };
    visitor.post("/sign-in", &typed).await.is(422);
    let own = crate::world::person_id(QM, 40);
    let problem = api.post(&format!("/api/people/{own}/lock"), json!({ "reason": "x" })).await.is(422).json();
    assert_eq!(field_code(&problem), "own-account");
}

#[tokio::test]
async fn an_owner_invites_a_colleague_who_prepares_and_does_not_submit() {
    let window = Window::open().await;
    account(&window, QM, 42, &[Role::Applicant, Role::OrgAdmin]).await;
    let (owner, api) = (window.qm(42), window.program(QM, 42));
    owner.get("/company").await.is(200);
    let fields = [("name", "Paz"), ("email", "paz@reef.example"), ("language", "es"), ("rights", "prepare")];
    let door = link_in(&owner.post("/company", &fields).await.is(200).text());
    let key = door.strip_prefix("/door/").unwrap();
    let set = json!({ "key": key, "password": "seven quiet pangolins walk" });
    let nobody: Program<'_> = window.program(QM, 1);
    nobody.post("/api/door", set.clone()).await.is(200);
    assert_eq!(field_code(&nobody.post("/api/door", set).await.is(422).json()), "door-closed");
    let list = api.get("/api/company").await.is(200).json();
    let paz = list["rows"].as_array().unwrap().iter().find(|c| c["email"] == "paz@reef.example").unwrap().clone();
    assert_eq!(paz["rights"], json!({ "prepare": true, "submit": false, "pay": false, "owner": false }));
    let id = paz["person"].as_str().unwrap();
    owner.get(&format!("/company/{id}")).await.is(200);
    owner.post(&format!("/company/{id}"), &[("rights", "submit"), ("rights", "pay")]).await.goes_to();
    let list = api.get("/api/company").await.json();
    let row = list["rows"].as_array().unwrap().iter().find(|c| c["person"] == paz["person"]).unwrap();
    assert_eq!(row["rights"]["prepare"], false);
    api.post(&format!("/api/company/{id}/remove"), json!({})).await.is(200);
    // Nobody but an owner has this page.
    window.qm(1).get("/company").await.is(404);
    window.program(QM, 3).get("/api/company").await.is(404);
}

#[tokio::test]
async fn an_agent_asks_the_client_agrees_and_the_draft_says_for_whom() {
    let window = Window::open().await;
    account(&window, QM, 42, &[Role::Applicant, Role::OrgAdmin]).await;
    account(&window, QM, 43, &[Role::Agent]).await;
    let (agent, client) = (window.qm(43), window.qm(42));
    let day = [("from-day", "1"), ("from-month", "November"), ("from-year", "2026")];
    let until = [("until-day", "31"), ("until-month", "12"), ("until-year", "2026")];
    let mut fields = vec![("client", "p42@qm.example"), ("note", "As every year.")];
    fields.extend(day);
    let told = agent.post("/mandates", &fields).await.is(422).text();
    assert!(told.contains("Choose what the mandate is for"), "{told}");
    fields.push(("scope", "ALL"));
    fields.extend(until);
    assert_eq!(agent.post("/mandates", &fields).await.goes_to(), "/mandates");
    let page = client.get("/mandates").await.is(200).text();
    assert!(page.contains("Person 43") && page.contains("/accept"), "the client is asked");
    let list = window.program(QM, 42).get("/api/mandates").await.is(200).json();
    let id = list["rows"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(list["rows"][0]["ours"], true);
    client.post(&format!("/mandates/{id}/accept"), &[]).await.goes_to();

    // The draft asks for whom; the application stands in the client's list and in the agent's.
    let begin = agent.get("/applications/new").await.is(200).text();
    assert!(begin.contains("River Bend Farm Ltd") && begin.contains(&id));
    let to = agent.post("/applications/new", &[("document_type", "EXPORT"), ("mandate", &id)]).await.goes_to();
    let made = to.split('/').nth(2).unwrap().to_owned();
    for n in [42, 43] {
        let rows = window.program(QM, n).get("/api/applications").await.is(200).json();
        assert_eq!(rows["rows"][0]["id"], json!(made), "{n}");
    }
    agent.get(&format!("/applications/{made}/tasks")).await.is(200);
    let body = json!({ "document_type": "EXPORT" });
    let by_api = window.program(QM, 43).post(&format!("/api/applications?mandate={id}"), body).await.is(201).json();
    assert!(by_api["id"].is_string());
    let revoked = window.program(QM, 42).post(&format!("/api/mandates/{id}/revoke"), json!({})).await.is(200).json();
    assert_eq!(revoked["rows"][0]["state"], "REVOKED");
    agent.get(&format!("/applications/{made}/tasks")).await.is(404);
    window.program(QM, 43).get(&format!("/api/applications/{made}")).await.is(404);
    client.get(&format!("/applications/{made}/tasks")).await.is(200);
    assert_eq!(window.program(QM, 43).get("/api/applications").await.json()["rows"], json!([]));
}

#[tokio::test]
async fn a_clerk_at_the_counter_writes_for_an_account_or_for_nobody() {
    let window = Window::open().await;
    let clerk = window.qm(2);
    clerk.get("/applications/new").await.is(200);
    let told = clerk.post("/applications/new", &[("document_type", "EXPORT"), ("for", "x@y.example")]).await.is(422);
    assert!(told.text().contains("No applicant has this address"));
    clerk.post("/applications/new", &[("document_type", "EXPORT"), ("for", "p1@qm.example")]).await.goes_to();
    let mine = window.program(QM, 1).get("/api/applications").await.json();
    assert_eq!(mine["rows"].as_array().unwrap().len(), 1, "it stands in the applicant's list");
    clerk.post("/applications/new", &[("document_type", "EXPORT"), ("for", "")]).await.goes_to();
    assert_eq!(window.program(QM, 1).get("/api/applications").await.json()["rows"].as_array().unwrap().len(), 1);
    assert_eq!(window.program(QM, 2).get("/api/applications").await.json()["rows"].as_array().unwrap().len(), 2);
}
