//! An archive from before the two queues of mail became one: what stood in them stands in the new one, with its log.

use crate::house::{APPLICANT, Dir, at, id, new_tenant};
use cites::Digest;
use cites::ids::{ForeignAuthorityKind, NoticeId, PersonKind};
use std::path::Path;
use store::{Engine, MailState, NoticeReader, Scope, SendResult, Store};
use testkit::postgres::Database;

/// The step that is tried.
const STEP: &str = "0026_one_queue";

/// Statements that made the archive of before, step by step.
fn before(engine: Engine) -> Vec<String> {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let folder = if engine == Engine::Sqlite { "sqlite" } else { "postgres" };
    let mut names: Vec<String> = std::fs::read_dir(base.join("template"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.as_str() < STEP)
        .collect();
    names.sort();
    let mut all = vec![
        "CREATE TABLE schema_version (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)"
            .to_owned(),
    ];
    for file in names {
        let name = file.trim_end_matches(".sql");
        let template = std::fs::read(base.join("template").join(&file)).unwrap();
        let (version, sum) = (name[..4].parse::<i64>().unwrap(), Digest::of("manis-migration", &template));
        all.push(std::fs::read_to_string(base.join(folder).join(&file)).unwrap());
        all.push(format!("INSERT INTO schema_version VALUES ({version}, '{name}', '{sum}')"));
    }
    all
}

fn ten(n: u8) -> NoticeId {
    NoticeId::new(at(i64::from(n)).as_millisecond(), [n; 10])
}

/// A person with a mail that was refused once, an authority with one that was given up and one that waits, and an
/// answer that came in.
fn rows(engine: Engine) -> Vec<String> {
    let bytes = |hex: String| match engine {
        Engine::Sqlite => format!("X'{hex}'"),
        Engine::Postgres => format!("'\\x{hex}'"),
    };
    let person = bytes(id::<PersonKind>(APPLICANT).to_string());
    let abroad = bytes(id::<ForeignAuthorityKind>(9).to_string());
    let settings = serde_json::to_string(&new_tenant("QM").settings).unwrap().replace('\'', "''");
    let (now, one, two, three) = (at(0).as_millisecond(), ten(1), ten(2), ten(3));
    vec![
        format!(
            "INSERT INTO tenant (id, code, party, host, demo, four_eyes, settings, created_at) VALUES (1, 'QM', 'QM', NULL, 1, 1, '{settings}', {now})"
        ),
        format!(
            "INSERT INTO person (tenant, id, email, name, title, organisation, roles, language, password_hash, second_factor, failed_count, locked_until_at, active, created_at, version) VALUES (1, {person}, 'ada@qm.example', 'Ada', NULL, NULL, '[\"applicant\"]', 'fr', NULL, NULL, 0, NULL, 1, {now}, 1)"
        ),
        format!(
            "INSERT INTO foreign_authority (tenant, id, country, kind, name, email, language, from_on, until_on, entered_by, entered_at, changed_by, changed_at, version) VALUES (1, {abroad}, 'QN', 'MA', 'Office', 'cites@qn.example', 'es', '2020-01-01', NULL, {person}, {now}, NULL, NULL, 0)"
        ),
        format!(
            "INSERT INTO notice (tenant, person, id, once, event, object_kind, object_id, language, details, created_at, read_at, mail, mail_attempts, mail_next_at, mail_locked_until_at) VALUES (1, {person}, '{one}', 'sent/x', 'sent', 'application', 'x', 'fr', '{{\"reference\":\"R-1\"}}', {now}, NULL, 'WAITING', 1, {now}, NULL)"
        ),
        format!(
            "INSERT INTO notice_log (tenant, id, notice, person, event, road, address, language, template, attempt, result, reason, message_id, at) VALUES (1, '{}', '{one}', {person}, 'sent', 'MAIL', 'ada@qm.example', 'fr', 2, 1, 'LATER', '451 later', '<1@x>', {now})",
            ten(11)
        ),
        format!(
            "INSERT INTO authority_mail (tenant, id, authority, once, event, object_kind, object_id, details, created_at, mail, mail_attempts, mail_next_at, mail_locked_until_at) VALUES (1, '{two}', {abroad}, 'authority-stopped/p', 'authority-stopped', 'permit', 'p', '{{\"number\":\"N-1\"}}', {now}, 'DEAD', 1, {now}, NULL)"
        ),
        format!(
            "INSERT INTO authority_mail (tenant, id, authority, once, event, object_kind, object_id, details, created_at, mail, mail_attempts, mail_next_at, mail_locked_until_at) VALUES (1, '{three}', {abroad}, 'authority-differs/p', 'authority-differs', 'permit', 'p', '{{}}', {now}, 'WAITING', 0, {now}, NULL)"
        ),
        format!(
            "INSERT INTO authority_mail_log (tenant, id, mail, address, language, template, attempt, result, reason, message_id, at) VALUES (1, '{}', '{two}', 'old@qn.example', 'es', 0, 1, 'DEAD', '550 unknown', '<2@x>', {now})",
            ten(12)
        ),
    ]
}

crate::house::on_both_engines!(what_waited_in_two_queues_waits_in_one);

async fn what_waited_in_two_queues_waits_in_one(engine: Engine) {
    let dir = Dir::new();
    let all = [before(engine), rows(engine)].concat();
    let (url, _database) = match engine {
        Engine::Sqlite => {
            use sqlx::Connection as _;
            let url = format!("sqlite:{}?mode=rwc", dir.0.join("manis.db").display());
            let mut conn = sqlx::SqliteConnection::connect(&url).await.unwrap();
            for sql in all {
                sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut conn).await.unwrap();
            }
            conn.close().await.unwrap();
            (url, None)
        }
        Engine::Postgres => {
            // The owner of the tables is no superuser: the wall stands before him too.
            let database = Database::create();
            let owner = format!("owner_{}", database.url().rsplit('/').next().unwrap());
            let app = "DO $$ BEGIN CREATE ROLE manis_app NOLOGIN NOSUPERUSER NOBYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;";
            database.psql(&format!(
                "{app} CREATE ROLE {owner} LOGIN; GRANT manis_app TO {owner}; GRANT ALL ON SCHEMA public TO {owner};"
            ));
            let steps = before(engine).len();
            for (n, sql) in all.iter().enumerate() {
                let role = if n < steps { format!("SET ROLE {owner}; ") } else { String::new() };
                database.psql(&format!("{role}{sql}"));
            }
            (database.url_as(&owner), Some(database))
        }
    };
    let store = Store::open(&url, &dir.0).await.unwrap();
    let tenant = store.tenant_by_code("QM").await.unwrap().unwrap().id;
    let ada = NoticeReader::Person(id(APPLICANT));
    let abroad = NoticeReader::Authority(id(9));
    let mut read = store.read(&Scope::system(tenant, at(10))).await.unwrap();
    let hers = read.notices(id(APPLICANT), true, None, 10).await.unwrap();
    let [one] = hers.as_slice() else { panic!("{hers:?}") };
    assert_eq!((one.id, one.reader, one.mail, one.mail_attempts), (ten(1), ada, MailState::Waiting, 1));
    assert_eq!(one.details["reference"], "R-1");
    let letters = read.letters(None, None, 10).await.unwrap();
    let seen: Vec<_> =
        letters.iter().map(|l| (l.notice.id, l.notice.mail, l.address.as_str(), l.reason.as_deref())).collect();
    let given_up = (ten(2), MailState::Dead, "old@qn.example", Some("550 unknown"));
    assert_eq!(seen, [(ten(3), MailState::Waiting, "cites@qn.example", None), given_up]);
    let log = read.sends(None, 10).await.unwrap();
    let told: Vec<_> = log.iter().map(|l| (l.notice, l.reader, l.result, l.message_id.as_str(), l.template)).collect();
    assert_eq!(
        told,
        [(ten(2), abroad, SendResult::Dead, "<2@x>", 0), (ten(1), ada, SendResult::Later, "<1@x>", 2)],
        "every try of before, newest first"
    );
    assert_eq!(read.mails_waiting().await.unwrap(), 2);
    drop(read);
    // Both go out, each in its reader's language, under the address that it has now.
    let scope = Scope::system(tenant, at(60_000));
    let mut went = Vec::new();
    for n in 0..3 {
        let due: Result<_, store::Error> = store::chore!(&store, &scope, "claim", |chore| chore
            .mail_claim(std::time::Duration::from_secs(60), cites::Date::constant(2026, 11, 2), [n; 20])
            .await);
        went.extend(due.unwrap().map(|d| (d.notice.reader, d.address.unwrap(), d.notice.language, d.token)));
    }
    went.sort_by(|a, b| a.1.cmp(&b.1));
    let to: Vec<_> = went.iter().map(|(reader, to, language, _)| (*reader, to.as_str(), *language)).collect();
    assert_eq!(to, [(ada, "ada@qm.example", cites::Lang::Fr), (abroad, "cites@qn.example", cites::Lang::Es)]);
    assert_ne!(went[0].3, went[1].3, "each has an address of its own for answers");
    store.close().await;
}
