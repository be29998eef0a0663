//! A live installation as an operator sets it up: a Party that is no demonstration, its people with keys for programs,
//! and the program serving it. It can lose its power and have it again.

use crate::kit::{Scratch, command};
use cites::ids::{OrganisationId, PersonId};
use cites::{Lang, Role, Timestamp};
use serde_json::{Value, json};
use server::shared::config::{DataArgs, Place};
use server::shared::house;
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use store::{AuditEntry, OrganisationRow, PersonRow, Read, Scope, Store};

/// The Party of the installation.
const PARTY: &str = "ZW";
/// Its people: role, and the name before the `@` of the address.
const PEOPLE: &[(Role, &str)] = &[
    (Role::Applicant, "ada"),
    (Role::MaClerk, "clerk"),
    (Role::MaOfficer, "officer"),
    (Role::MaApprover, "approver"),
    (Role::MaApprover, "signer"),
    (Role::SaCoordinator, "science"),
    (Role::MaSupervisor, "supervisor"),
    (Role::SaExpert, "expert"),
];

/// The installation.
pub struct Live {
    pub dir: Scratch,
    pub runtime: tokio::runtime::Runtime,
    base: String,
    child: Option<Child>,
    database: Option<String>,
    settings: Vec<String>,
}

/// Somebody's program.
#[derive(Clone)]
pub struct Hand {
    client: reqwest::Client,
    base: String,
    token: String,
}

fn person(n: usize) -> PersonId {
    PersonId::from_bytes([u8::try_from(n + 1).unwrap(); 16])
}

/// The id of somebody with an account.
pub fn person_named(name: &str) -> PersonId {
    person(PEOPLE.iter().position(|(_, known)| *known == name).expect("somebody of the Party"))
}

impl Live {
    /// Sets it up and starts it, with these further settings.
    pub fn start(database: Option<String>, settings: &[&str]) -> Live {
        server::shared::tls::install_crypto();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let settings = settings.iter().map(|s| (*s).to_owned()).collect();
        let mut live = Live { dir: Scratch::new(), runtime, base: String::new(), child: None, database, settings };
        let create = ["tenant", "create", "--party", PARTY, "--name", "Zimbabwe", "--admin-email", "admin@ma.example"];
        live.dir.manis(create.iter().map(|s| (*s).to_owned()).chain(live.place())).good();
        let seal = ["tenant", "seal", "--party", PARTY].map(str::to_owned);
        live.dir.manis(seal.into_iter().chain(live.place())).good();
        live.runtime.block_on(live.people());
        live.again();
        live
    }

    /// Arguments that name the archive.
    pub fn place(&self) -> Vec<String> {
        let mut args = vec!["--data-dir".to_owned(), "data".to_owned()];
        if let Some(url) = &self.database {
            args.extend(["--database".to_owned(), url.clone()]);
        }
        args
    }

    /// The archive, beside the program.
    pub async fn store(&self) -> Store {
        let data_dir = Some(self.dir.0.join("data"));
        let place = Place::find(DataArgs { config: None, database: self.database.clone(), data_dir }).unwrap();
        house::open_store(&place).await.unwrap()
    }

    /// A look into the archive.
    pub async fn look(&self, store: &Store) -> Read {
        let tenant = store.tenant_by_code(PARTY).await.unwrap().unwrap();
        store.read(&Scope::system(tenant.id, Timestamp::now())).await.unwrap()
    }

    /// Everybody with an account and a key for programs.
    async fn people(&self) {
        let store = self.store().await;
        let tenant = store.tenant_by_code(PARTY).await.unwrap().unwrap();
        assert!(!tenant.demo, "mail of a demonstration leaves the machine never");
        let now = Timestamp::now();
        let company = OrganisationId::from_bytes([77; 16]);
        let made: Result<(), store::Error> = store::act!(&store, &Scope::system(tenant.id, now), "people", |tx| {
            let row = OrganisationRow {
                id: company,
                name: "River Bend Farm Ltd".into(),
                register_number: None,
                active: true,
                created_at: now,
            };
            tx.organisation_insert(&row, &json!({})).await?;
            for (n, (role, name)) in PEOPLE.iter().enumerate() {
                tx.person_insert(&PersonRow {
                    id: person(n),
                    email: format!("{name}@ma.example"),
                    name: (*name).to_owned(),
                    title: None,
                    organisation: (*role == Role::Applicant).then_some(company),
                    roles: vec![*role],
                    language: Lang::En,
                    password_hash: None,
                    second_factor: None,
                    failed_count: 0,
                    locked_until_at: None,
                    active: true,
                    created_at: now,
                    version: 0,
                })
                .await?;
                tx.api_token_insert(&web::token_hash(&token(name)), person(n), "test", None).await?;
            }
            tx.audit(AuditEntry::new("people", "tenant", PARTY));
            Ok(())
        });
        made.unwrap();
        store.close().await;
    }

    /// The machine loses power.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// And has it again.
    pub fn again(&mut self) {
        let ready = self.dir.0.join("ready");
        let _ = std::fs::remove_file(&ready);
        let mut serve = command();
        serve
            .args(["serve", "--listen", "127.0.0.1:0", "--ready-file", "ready"])
            .args(self.place())
            .args(&self.settings)
            .current_dir(&self.dir.0)
            .stdout(std::fs::File::create(self.dir.0.join("out")).unwrap())
            .stderr(std::fs::File::create(self.dir.0.join("err")).unwrap());
        let child = self.child.insert(serve.spawn().unwrap());
        let began = Instant::now();
        while !ready.exists() {
            let err = || std::fs::read_to_string(self.dir.0.join("err")).unwrap();
            if let Some(status) = child.try_wait().unwrap() {
                panic!("the program ended with {status}: {}", err());
            }
            assert!(began.elapsed() < Duration::from_secs(120), "the program did not begin: {}", err());
            std::thread::sleep(Duration::from_millis(20));
        }
        let told: Value = serde_json::from_slice(&std::fs::read(&ready).unwrap()).unwrap();
        told["base_url"].as_str().unwrap().clone_into(&mut self.base);
    }

    /// Asked to stop; the chain of records is whole.
    pub fn stop(&mut self) {
        let mut child = self.child.take().unwrap();
        let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        assert!(child.wait().unwrap().success());
        let verify = ["audit", "verify"].map(str::to_owned);
        let told = self.dir.manis(verify.into_iter().chain(self.place())).good();
        assert!(told.contains(": ok "), "{told}");
    }

    /// Somebody's program, by the name before the `@`.
    pub fn hand(&self, name: &str) -> Hand {
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build().unwrap();
        Hand { client, base: self.base.clone(), token: token(name) }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.kill();
    }
}

fn token(name: &str) -> String {
    format!("{PARTY}_{name}0123456789")
}

impl Hand {
    /// `None`: no answer came. A server that was busy is asked again.
    pub async fn post(&self, path: &str, key: &str, body: &Value) -> Option<(u16, Value)> {
        loop {
            let asked = self.client.post(format!("{}{path}", self.base)).bearer_auth(&self.token);
            let answer = asked.header("idempotency-key", key).json(body).send().await.ok()?;
            let status = answer.status().as_u16();
            let body = answer.json().await.ok()?;
            if status != 503 {
                return Some((status, body));
            }
        }
    }

    /// It is done; what was answered.
    pub async fn good(&self, path: &str, body: Value) -> Value {
        let key = cites::Digest::of(path, body.to_string().as_bytes()).to_string();
        let (status, told) = self.post(path, &key, &body).await.expect("an answer");
        assert!((200..300).contains(&status), "{path}: {status} {told}");
        told
    }

    /// What stands there.
    pub async fn get(&self, path: &str) -> Value {
        let answer = self.client.get(format!("{}{path}", self.base)).bearer_auth(&self.token).send().await.unwrap();
        let status = answer.status().as_u16();
        let told = answer.json().await.unwrap_or_default();
        assert_eq!(status, 200, "{path}: {told}");
        told
    }
}

/// Ranched skins to France, complete.
pub fn skins(reference: &str) -> Value {
    let party =
        |name: &str, country: &str| json!({ "name": name, "street": "1 Road", "city": "Bend", "country": country });
    json!({
        "document_type": "EXPORT", "partner_country": "FR", "purpose": "T", "transport_mode": "air", "language": "en",
        "declaration": true, "own_reference": reference,
        "exporter": party("River Bend Farm Ltd", PARTY), "importer": party("Tannery of the North", "FR"),
        "lines": [{ "taxon": "Crocodylus niloticus", "description": "Skins", "term": "SKI", "appendix": "II",
            "source": "R", "quantity": "1", "unit": "NAR" }],
    })
}
