//! A house to test in: an archive on one of the two engines, one tenant, two people, one company, one case.

use cites::{
    Amount, ApplicationStatus, Digest, DocumentType, Lang, NumberTemplate, PermitDocument, PermitStatus, Role,
    Timestamp, Token, Unit, country, sample,
};
use std::collections::BTreeMap;
use std::path::PathBuf;
use store::{
    ApplicationRow, AuditEntry, Engine, Error, Face, LineRow, NewQuota, NewTenant, OrganisationRow, PermitRow,
    PersonRow, QuotaKeys, Scope, Serial, Store, TenantId, TenantSettings,
};
use testkit::postgres::Database;

/// The archive under test with everything it stands on.
pub struct House {
    pub store: Store,
    pub tenant: TenantId,
    pub url: String,
    pub dir: Dir,
    pub database: Option<Database>,
}

/// A folder that goes with the test.
pub struct Dir(pub PathBuf);

impl Dir {
    pub fn new() -> Dir {
        use std::sync::atomic::{AtomicU32, Ordering};
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("manis-store-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        Dir(dir)
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(1_790_000_000_000 + millis).unwrap()
}

pub fn id<K>(n: u8) -> cites::ids::Id<K> {
    cites::ids::Id::new(1_790_000_000_000 + i64::from(n), [n; 10])
}

/// An id that sorts by `n`, for many of them.
pub fn nth<K>(n: u64) -> cites::ids::Id<K> {
    let mut chance = [0; 10];
    chance[2..].copy_from_slice(&n.to_be_bytes());
    cites::ids::Id::new(1_790_000_000_000 + i64::try_from(n).unwrap(), chance)
}

pub const CLERK: u8 = 1;
pub const APPROVER: u8 = 2;
pub const APPLICANT: u8 = 3;

impl House {
    pub async fn on(engine: Engine) -> House {
        let house = House::empty(engine).await;
        let tenant = house.store.create_tenant(&new_tenant("QM"), at(0)).await.unwrap();
        let house = House { tenant, ..house };
        house.people().await;
        house
    }

    /// Without tenant; its `tenant` field stands for nobody.
    pub async fn empty(engine: Engine) -> House {
        let dir = Dir::new();
        let (url, database) = match engine {
            Engine::Sqlite => (format!("sqlite:{}", dir.0.join("manis.db").display()), None),
            Engine::Postgres => {
                let database = Database::create();
                (database.url(), Some(database))
            }
        };
        let store = Store::open(&url, &dir.0).await.unwrap();
        assert_eq!(store.engine(), engine);
        // A tenant id comes from the archive alone: borrow one from a throw-away archive.
        let other = Dir::new();
        let lender = Store::open(&format!("sqlite:{}", other.0.join("lender.db").display()), &other.0).await.unwrap();
        let tenant = lender.create_tenant(&new_tenant("XX"), at(0)).await.unwrap();
        House { store, tenant, url, dir, database }
    }

    pub fn scope(&self, millis: i64) -> Scope {
        Scope::system(self.tenant, at(millis))
    }

    pub async fn people(&self) {
        let scope = self.scope(1);
        let done: Result<(), Error> = store::act!(&self.store, &scope, "set-up", |tx| {
            tx.organisation_insert(&company(), &sample::export_of_skins().exporter).await?;
            for n in [CLERK, APPROVER, APPLICANT] {
                tx.person_insert(&person(n)).await?;
            }
            tx.audit(AuditEntry::new("set-up", "tenant", "QM"));
            Ok(())
        });
        done.unwrap();
    }

    /// Changes the database beside the program, as somebody with the disk or the owner's password could.
    pub async fn tamper(&self, sql: &str) {
        match &self.database {
            Some(database) => {
                // Statements come one by one: session_replication_role switches triggers off for the superuser.
                database.psql(&format!("SET session_replication_role = replica; {sql}"));
            }
            None => {
                use sqlx::Connection as _;
                let mut conn = sqlx::SqliteConnection::connect(&self.url).await.unwrap();
                let drops =
                    "DROP TRIGGER IF EXISTS audit_event_no_update; DROP TRIGGER IF EXISTS audit_event_no_delete;";
                let sql = format!("PRAGMA foreign_keys = OFF; {drops} {sql}");
                sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut conn).await.unwrap();
                conn.close().await.unwrap();
            }
        }
    }
}

pub fn new_tenant(code: &str) -> NewTenant {
    NewTenant {
        code: code.to_owned(),
        party: country::DEMO_EXPORTER,
        host: Some(format!("{}.example", code.to_lowercase())),
        demo: true,
        four_eyes: true,
        settings: TenantSettings {
            names: BTreeMap::from([(Lang::En, "Querimba".to_owned()), (Lang::Fr, "Quérimba".to_owned())]),
            languages: vec![Lang::En, Lang::Fr],
            number_template: NumberTemplate::parse(NumberTemplate::DEFAULT).unwrap(),
            number_suffix: String::new(),
            authority: sample::export_of_skins().authority,
            scientific_authority: "Institute of Wildlife".to_owned(),
            place_of_issue: "Querimba City".to_owned(),
            time_zone: "Africa/Nairobi".to_owned(),
            validity_months: 6,
            appeal_days: 30,
            assign_at_once: true,
            opinion_alone: true,
            help: store::HelpDesk::default(),
            late_at_expiry: false,
            colour: None,
        },
    }
}

pub fn company() -> OrganisationRow {
    OrganisationRow {
        id: id(9),
        name: "Ranch of the Lake".to_owned(),
        register_number: Some("R-7".to_owned()),
        active: true,
        created_at: at(1),
    }
}

pub fn person(n: u8) -> PersonRow {
    PersonRow {
        id: id(n),
        email: format!("Person{n}@example.org"),
        name: format!("Person {n}"),
        title: None,
        organisation: (n == APPLICANT).then(|| id(9)),
        roles: match n {
            CLERK => vec![Role::MaClerk, Role::MaOfficer],
            APPROVER => vec![Role::MaApprover],
            _ => vec![Role::Applicant],
        },
        language: Lang::En,
        password_hash: Some("$argon2id$".to_owned()),
        second_factor: None,
        failed_count: 0,
        locked_until_at: None,
        active: true,
        created_at: at(1),
        version: 0,
    }
}

pub fn application(n: u64) -> ApplicationRow {
    ApplicationRow {
        id: nth(n),
        reference: format!("A-{n}"),
        organisation: Some(id::<cites::ids::OrganisationKind>(9)),
        applicant: Some(id(APPLICANT)),
        kind: Some(DocumentType::Export),
        partner: Some(country::DEMO_IMPORTER),
        taxon: Some("Crocodylus niloticus".to_owned()),
        line_count: 2,
        status: ApplicationStatus::Draft,
        officer: None,
        proposed_by: None,
        approved_by: None,
        one_officer: false,
        draft_digest: Some(Digest::of("test", b"draft")),
        submitted_at: None,
        closed_at: None,
        processing_ms: None,
        changed_at: at(i64::try_from(n).unwrap()),
        created_at: at(i64::try_from(n).unwrap()),
    }
}

pub fn token(n: u64) -> Token {
    Token::from_bytes(u128::from(n).to_be_bytes())
}

pub fn permit(n: u64, document: &PermitDocument) -> (PermitRow, Vec<LineRow>, Face) {
    let year = 2026;
    let row = PermitRow {
        id: nth(n),
        number: NumberTemplate::parse(NumberTemplate::DEFAULT)
            .unwrap()
            .number(country::DEMO_EXPORTER, year, n, "")
            .unwrap(),
        serial: Serial { series: "permit".to_owned(), year, serial: n },
        application: None,
        organisation: Some(id::<cites::ids::OrganisationKind>(9)),
        kind: document.kind,
        status: PermitStatus::Issued,
        exporter: country::DEMO_EXPORTER,
        importer: document.country_of_import,
        holder: document.exporter.name.clone(),
        taxon: document.lines[0].taxon.to_string(),
        line_count: i64::try_from(document.lines.len()).unwrap(),
        valid_from: document.valid_from,
        valid_until: document.valid_until,
        issued_at: at(i64::try_from(n).unwrap() * 1000),
        endorsed_at: None,
        changed_at: at(i64::try_from(n).unwrap() * 1000),
        token_hash: store::token_hash(&token(n)),
        proposed_by: Some(id(CLERK)),
        approved_by: Some(id(APPROVER)),
        one_officer: false,
        document_digest: Digest::of("test", document.number.as_str().as_bytes()),
        replaced_by: None,
        consignment: permits::Consignment::default(),
    };
    let lines = document
        .lines
        .iter()
        .enumerate()
        .map(|(i, l)| LineRow {
            block: l.block.to_string(),
            position: i64::try_from(i).unwrap(),
            taxon: l.taxon.to_string(),
            term: l.term,
            unit: l.quantity.unit(),
            appendix: l.appendix,
            source: l.source,
            purpose: document.purpose,
            origin: None,
            permitted: l.quantity.amount(),
            endorsed: None,
            received: None,
        })
        .collect();
    (row, lines, Face { party: country::DEMO_EXPORTER, port: None, replaced_by: None, crossings: Vec::new() })
}

/// Issues the n-th permit in an act of its own.
pub async fn issue(house: &House, n: u64) -> PermitRow {
    let document = sample::export_of_skins();
    let (row, lines, face) = permit(n, &document);
    let done: Result<(), Error> =
        store::act!(&house.store, &house.scope(i64::try_from(n).unwrap() * 1000), "issue", |tx| {
            tx.permit_insert(&row, &lines, &face, &document).await?;
            let words = serde_json::json!({"holder": document.exporter.name});
            tx.audit(
                AuditEntry::new("issue", "permit", &row.number)
                    .after(store::record_digest(&document)?)
                    .payload(&words)?,
            );
            Ok(())
        });
    done.unwrap();
    row
}

pub fn quota(n: u8, limit: u32) -> NewQuota {
    NewQuota {
        id: id::<cites::ids::QuotaKind>(n),
        taxon: "Crocodylus niloticus".to_owned(),
        year: 2026,
        unit: Unit::Nar,
        limit: Some(Amount::whole(limit)),
        reservations_count: false,
        keys: QuotaKeys { basis: "CoP-approved".to_owned(), ..QuotaKeys::default() },
    }
}

/// Runs each story on both engines, as two tests.
macro_rules! on_both_engines {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(store::Engine::Sqlite).await })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(store::Engine::Postgres).await })*
        }
    };
}
pub(crate) use on_both_engines;
