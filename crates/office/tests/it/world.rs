//! Two authorities in one process, on either engine: QM exports, QN imports; a clock that tests move, chance from a
//! counter, and a courier that carries envelopes straight to the other house.

use async_trait::async_trait;
use base64::Engine as _;
use cites::document::{Address, Authority};
use cites::ids::{OrganisationId, PersonId};
use cites::taxa::Taxonomy;
use cites::{CountryCode, Digest, Lang, NumberTemplate, Role, Timestamp, country};
use jiff::ToSpan as _;
use office::eexchange::serve::{Caller, serve};
use office::epermit::register::OrganisationBody;
use office::registers::holder::Kept;
use office::shared::faces::{Chance, Clock, Courier, CourierError, Delivery, Destination};
use office::{Addresses, House, Office, Who};
use permits::Signer as _;
use permits::{Actor, FormInput, Person};
use rules::{PartyTable, RulePack};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use store::{AuditEntry, NewTenant, OrganisationRow, PartnerRow, PersonRow, Scope, Store, TenantSettings};
use testkit::postgres::Database;
use testkit::signer::TestSigner;

pub struct TestClock(Mutex<Timestamp>);

impl TestClock {
    pub fn forward(&self, hours: i64) {
        let mut now = self.0.lock().unwrap();
        *now += hours.hours();
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        let mut now = self.0.lock().unwrap();
        *now += 1.seconds();
        *now
    }
}

pub struct Counter(AtomicU64);

impl Chance for Counter {
    fn fill(&self, bytes: &mut [u8]) {
        let n = self.0.fetch_add(1, Ordering::SeqCst);
        let digest = Digest::of("test-chance", &n.to_be_bytes()).0;
        for (slot, byte) in bytes.iter_mut().zip(digest.iter().cycle()) {
            *slot = *byte;
        }
    }
}

/// Carries envelopes to the house they are for; the office is put in once it exists.
#[derive(Default)]
pub struct Loopback {
    pub office: OnceLock<Arc<Office>>,
    pub down: std::sync::atomic::AtomicBool,
}

#[async_trait]
impl Courier for Loopback {
    async fn deliver(&self, to: &Destination, envelope: Vec<u8>) -> Result<Delivery, CourierError> {
        if self.down.load(Ordering::SeqCst) {
            return Err(CourierError::TimedOut);
        }
        let office = self.office.get().expect("the office is there");
        let caller = Caller { key: Some(client_key(to.from)), country: Some(to.from) };
        let reply = serve(office, &caller, Some(&to.action), &envelope).await;
        Ok(Delivery { status: reply.status, body: reply.body, certificate: None })
    }
}

/// Stands for the SPKI digest of a Party's client certificate.
pub fn client_key(party: CountryCode) -> Digest {
    Digest::of("test-client", party.code().as_bytes())
}

pub struct World {
    pub office: Arc<Office>,
    pub clock: Arc<TestClock>,
    pub courier: Arc<Loopback>,
    pub signers: BTreeMap<CountryCode, Arc<TestSigner>>,
    dir: PathBuf,
    pub company: OrganisationId,
    _database: Option<Database>,
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

fn address(city: &str, country: CountryCode) -> Address {
    Address {
        street: "1 Reef Road".into(),
        post_box: None,
        city: city.into(),
        postcode: Some("1".into()),
        subdivision: None,
        country,
    }
}

fn settings(party: CountryCode, name: &str) -> TenantSettings {
    TenantSettings {
        names: BTreeMap::from([(Lang::En, name.to_owned())]),
        languages: vec![Lang::En, Lang::Fr],
        number_template: NumberTemplate::parse(NumberTemplate::DEFAULT).unwrap(),
        number_suffix: String::new(),
        authority: Authority { name: name.into(), address: address("Capital City", party), representative: None },
        scientific_authority: "Scientific Authority".into(),
        place_of_issue: "Capital City".into(),
        time_zone: "UTC".into(),
        validity_months: 6,
        appeal_days: 30,
        assign_at_once: true,
        opinion_alone: true,
        help: store::HelpDesk::default(),
        late_at_expiry: false,
        colour: None,
    }
}

/// Every role used in the stories, by the number of its person.
pub const PEOPLE: &[(u8, &str, Role)] = &[
    (1, "Ada Applicant", Role::Applicant),
    (2, "Clement Clerk", Role::MaClerk),
    (3, "Odile Officer", Role::MaOfficer),
    (4, "Abel Approver", Role::MaApprover),
    (5, "Sana Signer", Role::MaApprover),
    (6, "Noor Scientist", Role::SaCoordinator),
    (7, "Karl Customs", Role::Customs),
    (8, "Quentin Quota", Role::QuotaManager),
    (9, "Quita Quota", Role::QuotaManager),
    (10, "Rita Reporter", Role::Reporter),
    (76, "Mads Merchant", Role::Applicant),
    (61, "Ines Inspector", Role::Inspector),
    (62, "Enzo Enforcement", Role::Enforcement),
    (31, "Cora Cashier", Role::Cashier),
    (32, "Akim Accountant", Role::Accountant),
    (33, "Amina Accountant", Role::Accountant),
    (34, "Tom Admin", Role::TenantAdmin),
    (35, "Otto Stranger", Role::OrgAdmin),
    (21, "Tamar Admin", Role::TenantAdmin),
    (22, "Sol Supervisor", Role::MaSupervisor),
];

pub fn person_id(party: CountryCode, n: u8) -> PersonId {
    let mut bytes = [n; 16];
    bytes[..2].copy_from_slice(party.code().as_bytes());
    PersonId::from_bytes(bytes)
}

impl World {
    pub async fn new(on: On) -> World {
        World::with(on, Taxonomy::demo().unwrap(), None).await
    }

    /// With other Appendices, or a key of QM that ends on a day.
    pub async fn with(on: On, taxa: Taxonomy, key_until: Option<Timestamp>) -> World {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("manis-office-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let (database, url) = match on {
            On::Sqlite => (None, format!("sqlite:{}", dir.join("test.sqlite").display())),
            On::Postgres => {
                let database = Database::create();
                let url = database.url();
                (Some(database), url)
            }
        };
        let store = Store::open(&url, &dir).await.unwrap();
        let clock = Arc::new(TestClock(Mutex::new("2026-11-02T08:00:00Z".parse().unwrap())));
        let company = OrganisationId::from_bytes([77; 16]);
        let now = clock.now();
        let (qm, qn) = (country::DEMO_EXPORTER, country::DEMO_IMPORTER);
        let signer = |p| match key_until.filter(|_| p == qm) {
            Some(until) => TestSigner::until(p, until),
            None => TestSigner::new(p),
        };
        let signers: BTreeMap<_, _> = [qm, qn].map(|p| (p, Arc::new(signer(p)))).into();
        let mut houses = Vec::new();
        for (party, name) in [(qm, "Management Authority of Querimba"), (qn, "Management Authority of Quenland")] {
            let new = NewTenant {
                code: party.code().into(),
                party,
                host: None,
                demo: true,
                four_eyes: true,
                settings: settings(party, name),
            };
            let tenant = store.create_tenant(&new, now).await.unwrap();
            let scope = Scope::system(tenant, now);
            for (n, name, role) in PEOPLE {
                let organisation = (*role == Role::Applicant && *n != 76 && party == qm).then_some(company);
                let made: Result<(), store::Error> = store::act!(&store, &scope, "person", |tx| {
                    if let Some(id) = organisation {
                        let row = OrganisationRow {
                            id,
                            name: "River Bend Farm Ltd".into(),
                            register_number: None,
                            active: true,
                            created_at: now,
                        };
                        let address = address("Bend", qm);
                        tx.organisation_insert(&row, &OrganisationBody { address, kept: Kept::default() }).await?;
                    }
                    tx.person_insert(&PersonRow {
                        id: person_id(party, *n),
                        email: format!("p{n}@{party}.example"),
                        name: (*name).into(),
                        title: None,
                        organisation,
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
                    tx.audit(AuditEntry::new("person", "person", person_id(party, *n)));
                    Ok(())
                });
                made.unwrap();
            }
            for other in [qm, qn] {
                let seal = base64::engine::general_purpose::STANDARD.encode(signers[&other].certificate_der());
                let made: Result<(), store::Error> = store::act!(&store, &scope, "partner", |tx| {
                    tx.partner_insert(&PartnerRow {
                        country: other,
                        endpoint: Some(format!("https://{other}.example/epix/v2")),
                        protocol: 2,
                        client_spki: Some(client_key(other)),
                        may_get_final: true,
                        may_get_non_final: true,
                        may_confirm: true,
                        active: true,
                        settings: serde_json::json!({ "seal_certificates": [seal] }),
                        changed_at: now,
                        version: 0,
                    })
                    .await?;
                    tx.audit(AuditEntry::new("partner", "partner", other));
                    Ok(())
                });
                made.unwrap();
            }
            let row = store.tenant_by_code(party.code()).await.unwrap().unwrap();
            // Querimba takes plant-health certificates of Quenland.
            let pack = RulePack::base().unwrap();
            let pack = match party == qm {
                true => pack.with(PartyTable::PhytoParties, "party\nQN\n").unwrap(),
                false => pack,
            };
            houses.push(House { tenant: row, pack, signer: signers[&party].clone() });
        }
        let courier = Arc::new(Loopback::default());
        let office = Arc::new(Office::new(
            store,
            clock.clone(),
            Arc::new(Counter(AtomicU64::new(1))),
            courier.clone(),
            Arc::new(taxa),
            Addresses { public: "https://permits.example".into(), epix: "https://epix.example".into() },
            houses,
        ));
        assert!(courier.office.set(office.clone()).is_ok());
        World { office, clock, courier, signers, dir, company, _database: database }
    }

    /// A person of a house by number.
    pub fn who(&self, party: CountryCode, n: u8) -> Who {
        let (_, name, role) = PEOPLE.iter().find(|p| p.0 == n).unwrap();
        let house = self.office.house_of(party).unwrap().clone();
        let own = *role == Role::Applicant && n != 76 && party == country::DEMO_EXPORTER;
        let organisation = own.then_some(self.company);
        let person = Person { id: person_id(party, n), name: (*name).into(), roles: vec![*role], organisation, party };
        Who::new(house, Actor::Person(person))
    }

    pub fn qm(&self, n: u8) -> Who {
        self.who(country::DEMO_EXPORTER, n)
    }

    pub fn qn(&self, n: u8) -> Who {
        self.who(country::DEMO_IMPORTER, n)
    }
}

/// 240 skins of ranched Nile crocodile from QM to QN, complete.
pub fn skins() -> FormInput {
    let mut form = FormInput::default();
    for (path, text) in [
        ("document_type", "EXPORT"),
        ("partner_country", "QN"),
        ("importer.name", "Tannery of the North"),
        ("importer.street", "14 Harbour Street"),
        ("importer.city", "Northport"),
        ("importer.country", "QN"),
        ("exporter.name", "River Bend Farm Ltd"),
        ("exporter.street", "1 River Road"),
        ("exporter.city", "Bend"),
        ("exporter.country", "QM"),
        ("purpose", "T"),
        ("lines.0.taxon", "Crocodylus niloticus"),
        ("lines.0.common_name", "Nile crocodile"),
        ("lines.0.description", "Skins, raw, salted"),
        ("lines.0.term", "SKI"),
        ("lines.0.marks", "QM-RA-2026-000381 to 000620"),
        ("lines.0.appendix", "II"),
        ("lines.0.source", "R"),
        ("lines.0.quantity", "240"),
        ("lines.0.unit", "NAR"),
        ("transport_mode", "air"),
        ("shipment_date", "2026-11-25"),
        ("language", "en"),
        ("declaration", "true"),
    ] {
        assert!(form.set(path, text), "{path}");
    }
    form
}
