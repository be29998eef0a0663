//! Whoever changes the past is noticed.

use crate::house::{House, issue, on_both_engines};
use cites::Digest;
use store::{Engine, audit};

on_both_engines!(
    a_whole_chain_verifies_and_words_may_be_erased,
    every_way_to_change_the_past_is_noticed,
    the_program_itself_cannot_change_an_event,
);

async fn chain(engine: Engine) -> House {
    let house = House::on(engine).await;
    for n in 1..=4 {
        issue(&house, n).await;
    }
    house
}

async fn a_whole_chain_verifies_and_words_may_be_erased(engine: Engine) {
    let house = chain(engine).await;
    let whole = audit::verify(&house.store, house.tenant).await.unwrap();
    assert_eq!((whole.events, whole.erased, whole.first_bad), (6, 0, None));
    assert_ne!(whole.head, Digest([0; 32]));
    house.tamper("DELETE FROM audit_payload WHERE seq = 4").await;
    let erased = audit::verify(&house.store, house.tenant).await.unwrap();
    assert_eq!((erased.events, erased.erased, erased.first_bad), (6, 1, None), "lawful erasure leaves the chain whole");
    assert_eq!(erased.head, whole.head);
}

async fn every_way_to_change_the_past_is_noticed(engine: Engine) {
    let bytes = match engine {
        Engine::Sqlite => "x'00000000000000000000000000000000000000000000000000000000000000aa'",
        Engine::Postgres => "'\\x00000000000000000000000000000000000000000000000000000000000000aa'",
    };
    let house = chain(engine).await;
    let copy = "INSERT INTO audit_event (tenant, seq, at, actor, act, object_kind, object_id, before_digest, after_digest, payload_hash, prev_hash, hash) SELECT tenant, 7, at, actor, act, object_kind, object_id, before_digest, after_digest, NULL, prev_hash, hash FROM audit_event WHERE seq = 6";
    // What is done, what undoes it, and the first event that must be named (0: any).
    let mut wrongs: Vec<(String, String, i64)> = Vec::new();
    for column in ["at", "actor", "act", "object_kind", "object_id"] {
        let value = if column == "at" { "at + 1".to_owned() } else { format!("{column} || 'x'") };
        let back =
            if column == "at" { "at - 1".to_owned() } else { format!("substr({column}, 1, length({column}) - 1)") };
        wrongs.push((
            format!("UPDATE audit_event SET {column} = {value} WHERE seq = 3"),
            format!("UPDATE audit_event SET {column} = {back} WHERE seq = 3"),
            3,
        ));
    }
    for column in ["before_digest", "after_digest", "payload_hash", "prev_hash", "hash"] {
        for value in [bytes, "NULL"] {
            if value == "NULL" && (column == "prev_hash" || column == "hash" || column == "before_digest") {
                continue;
            }
            wrongs.push((
                format!("CREATE TABLE kept AS SELECT {column} AS v FROM audit_event WHERE seq = 3; UPDATE audit_event SET {column} = {value} WHERE seq = 3"),
                format!("UPDATE audit_event SET {column} = (SELECT v FROM kept) WHERE seq = 3; DROP TABLE kept"),
                3,
            ));
        }
    }
    for seq in [1, 3, 6] {
        wrongs.push((
            format!("CREATE TABLE kept AS SELECT * FROM audit_event WHERE seq = {seq}; DELETE FROM audit_event WHERE seq = {seq}"),
            "INSERT INTO audit_event SELECT * FROM kept; DROP TABLE kept".to_owned(),
            0,
        ));
    }
    let swap = "UPDATE audit_event SET seq = 99 WHERE seq = 3; UPDATE audit_event SET seq = 3 WHERE seq = 4; UPDATE audit_event SET seq = 4 WHERE seq = 99";
    wrongs.push((swap.to_owned(), swap.to_owned(), 3));
    wrongs.push((copy.to_owned(), "DELETE FROM audit_event WHERE seq = 7".to_owned(), 7));
    wrongs.push((
        "UPDATE audit_payload SET body = body || ' ' WHERE seq = 3".to_owned(),
        "UPDATE audit_payload SET body = substr(body, 1, length(body) - 1) WHERE seq = 3".to_owned(),
        3,
    ));
    wrongs.push((
        "INSERT INTO audit_payload (tenant, seq, body) SELECT tenant, 2, '1' FROM audit_head".to_owned(),
        "DELETE FROM audit_payload WHERE seq = 2".to_owned(),
        2,
    ));
    wrongs.push((
        "UPDATE audit_head SET seq = seq + 1".to_owned(),
        "UPDATE audit_head SET seq = seq - 1".to_owned(),
        7,
    ));
    for (wrong, back, first) in wrongs {
        house.tamper(&wrong).await;
        let noticed = audit::verify(&house.store, house.tenant).await.unwrap().first_bad;
        let Some((seq, _)) = noticed else { panic!("not noticed: {wrong}") };
        assert!(first == 0 || seq == first, "{wrong}: named {seq}");
        house.tamper(&back).await;
        let whole = audit::verify(&house.store, house.tenant).await.unwrap().first_bad;
        assert_eq!(whole, None, "after undoing {wrong}");
    }
}

async fn the_program_itself_cannot_change_an_event(engine: Engine) {
    let house = chain(engine).await;
    if let Some(database) = &house.database {
        let refused = database.psql(
            "DO $$ BEGIN UPDATE audit_event SET act = 'x'; RAISE EXCEPTION 'went through'; EXCEPTION WHEN SQLSTATE 'MN001' THEN NULL; END $$; SELECT 'refused'",
        );
        assert_eq!(refused, "refused");
        let rights = database.psql("SELECT has_table_privilege('manis_app', 'audit_event', 'UPDATE') OR has_table_privilege('manis_app', 'audit_event', 'DELETE')");
        assert_eq!(rights, "f", "the program's role may only add");
    } else {
        use sqlx::Connection as _;
        let mut conn = sqlx::SqliteConnection::connect(&house.url).await.unwrap();
        for sql in ["UPDATE audit_event SET act = 'x'", "DELETE FROM audit_event"] {
            let refused = sqlx::query(sql).execute(&mut conn).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{refused}");
        }
    }
}
