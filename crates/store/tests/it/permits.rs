//! Permits: their lines, their public face, the bytes that were signed.

use crate::house::{APPROVER, House, at, id, issue, nth, on_both_engines, permit, token};
use cites::{Amount, PermitDocument, PermitNumber, PermitStatus, sample};
use store::{AuditEntry, BulkPermit, Constraint, DocumentKind, Engine, Error, PermitRow, Verification};

on_both_engines!(
    what_was_issued_is_found_again_column_by_column,
    more_than_permitted_cannot_leave,
    a_number_is_given_once,
    a_verification_is_one_look_and_says_nothing_without_the_code,
    two_hundred_endorsements_of_one_line_never_pass_the_permitted_quantity,
    signed_bytes_stay_as_they_were_signed,
    many_permits_at_once_are_as_good_as_one_by_one,
    an_issue_takes_two_commits_and_few_statements,
);

async fn what_was_issued_is_found_again_column_by_column(engine: Engine) {
    let house = House::on(engine).await;
    let row = issue(&house, 1).await;
    let mut read = house.store.read(&house.scope(9_000)).await.unwrap();
    let found = read.permit_by_number::<PermitDocument>(&row.number).await.unwrap().unwrap();
    assert_eq!((found.columns, found.version), (row.clone(), 1));
    assert_eq!(found.value, sample::export_of_skins());
    let (_, lines, _) = permit(1, &sample::export_of_skins());
    assert_eq!(read.permit_lines(row.id).await.unwrap(), lines);
    assert!(
        read.permit_by_number::<PermitDocument>(&PermitNumber::parse("26QM999999").unwrap()).await.unwrap().is_none()
    );
}

/// Endorses the first line with an amount, the others with nothing.
async fn endorse(house: &House, row: &PermitRow, amount: Amount) -> Result<(), Error> {
    store::act!(&house.store, &house.scope(5_000), "endorse", |tx| {
        let before = tx.permit_for_update::<PermitDocument>(row.id).await?.expect("the permit");
        let mut after = before.columns.clone();
        after.status = PermitStatus::Endorsed;
        after.endorsed_at = Some(at(5_000));
        let mut lines = tx.permit_lines(row.id).await?;
        for (i, line) in lines.iter_mut().enumerate() {
            line.endorsed = Some(if i == 0 { amount } else { Amount::ZERO });
        }
        let (_, _, mut face) = permit(1, &before.value);
        face.port = Some("Port Querimba".to_owned());
        tx.permit_update(&before, &after, &lines, &face, &before.value).await?;
        tx.audit(AuditEntry::new("endorse", "permit", &row.number));
        Ok(())
    })
}

async fn more_than_permitted_cannot_leave(engine: Engine) {
    let house = House::on(engine).await;
    let row = issue(&house, 1).await;
    let refused = endorse(&house, &row, Amount::whole(241)).await.unwrap_err();
    assert!(refused.refused_by("permit_line_within_permitted"), "{refused:?}");
    assert!(matches!(refused, Error::Refused { kind: Constraint::Check, .. }));
    let mut read = house.store.read(&house.scope(6_000)).await.unwrap();
    assert_eq!(read.permit::<PermitDocument>(row.id).await.unwrap().unwrap().columns.status, PermitStatus::Issued);
    drop(read);
    endorse(&house, &row, Amount::whole(240)).await.unwrap();
    let mut read = house.store.read(&house.scope(6_000)).await.unwrap();
    assert_eq!(read.permit_lines(row.id).await.unwrap()[0].endorsed, Some(Amount::whole(240)));
}

async fn a_number_is_given_once(engine: Engine) {
    let house = House::on(engine).await;
    issue(&house, 1).await;
    let document = sample::export_of_skins();
    let again = async |change: fn(&mut PermitRow)| -> Result<(), Error> {
        let (mut row, lines, face) = permit(1, &document);
        row.id = nth(99);
        change(&mut row);
        store::act!(&house.store, &house.scope(9_000), "issue", |tx| {
            tx.permit_insert(&row, &lines, &face, &document).await?;
            tx.audit(AuditEntry::new("issue", "permit", &row.number));
            Ok(())
        })
    };
    assert!(again(|_| ()).await.unwrap_err().is_duplicate());
    // Another text for the same serial is the same number.
    let other = again(|row| row.number = PermitNumber::parse("26QM000001/X").unwrap()).await.unwrap_err();
    assert!(other.is_duplicate(), "{other:?}");
    let alone = again(|row| {
        row.number = PermitNumber::parse("26QM000002").unwrap();
        row.serial.serial = 2;
        row.proposed_by = Some(id(APPROVER));
    });
    assert!(alone.await.unwrap_err().refused_by("permit_four_eyes"));
}

async fn a_verification_is_one_look_and_says_nothing_without_the_code(engine: Engine) {
    let house = House::on(engine).await;
    let row = issue(&house, 1).await;
    endorse(&house, &row, Amount::whole(200)).await.unwrap();
    let before = house.store.meter().statements;
    let found = house.store.verify_permit(&row.number, Some(&token(1))).await.unwrap();
    assert_eq!(house.store.meter().statements - before, 1);
    let Verification::Found(face) = found else { panic!("{found:?}") };
    assert_eq!((face.status, face.port.as_deref()), (PermitStatus::Endorsed, Some("Port Querimba")));
    assert_eq!(face.lines[0].endorsed(), Some(Amount::whole(200)));
    assert_eq!(face.lines[0].remaining(), Amount::whole(40));
    assert_eq!(face.tenant, house.tenant);
    let other = house.store.verify_permit(&row.number, Some(&token(2))).await.unwrap();
    assert!(matches!(other, Verification::OtherCode));
    assert!(matches!(house.store.verify_permit(&row.number, None).await.unwrap(), Verification::OtherCode));
    let unknown = PermitNumber::parse("26QM777777").unwrap();
    let before = house.store.meter().statements;
    assert!(matches!(house.store.verify_permit(&unknown, Some(&token(1))).await.unwrap(), Verification::Unknown));
    assert_eq!(house.store.meter().statements - before, 1, "an unknown number costs the same");
}

async fn two_hundred_endorsements_of_one_line_never_pass_the_permitted_quantity(engine: Engine) {
    let house = House::on(engine).await;
    let row = issue(&house, 1).await;
    let mut tasks = Vec::new();
    for _ in 0..200 {
        let (store, scope, id) = (house.store.clone(), house.scope(5_000), row.id);
        tasks.push(tokio::spawn(async move {
            // Each takes ten of the 240 skins that are left when it comes to its turn.
            let done: Result<bool, Error> = store::act!(&store, &scope, "endorse", |tx| {
                let before = tx.permit_for_update::<PermitDocument>(id).await?.expect("the permit");
                let mut lines = tx.permit_lines(id).await?;
                let left = lines[0].endorsed.unwrap_or_default();
                lines[0].endorsed = left.plus(Amount::whole(10));
                let (_, _, face) = permit(1, &before.value);
                let columns = before.columns.clone();
                tx.permit_update(&before, &columns, &lines, &face, &before.value).await?;
                tx.audit(AuditEntry::new("endorse", "permit", "1"));
                Ok(true)
            });
            match done {
                Ok(done) => done,
                Err(e) if e.refused_by("permit_line_within_permitted") => false,
                Err(e) => panic!("{e:?}"),
            }
        }));
    }
    let mut acknowledged = 0;
    for task in tasks {
        acknowledged += u32::from(task.await.unwrap());
    }
    assert_eq!(acknowledged, 24);
    let mut read = house.store.read(&house.scope(6_000)).await.unwrap();
    assert_eq!(read.permit_lines(row.id).await.unwrap()[0].endorsed, Some(Amount::whole(240)));
    assert_eq!(read.timeline("permit", "1").await.unwrap().len(), 24, "one event for each that was acknowledged");
}

async fn signed_bytes_stay_as_they_were_signed(engine: Engine) {
    let house = House::on(engine).await;
    let row = issue(&house, 1).await;
    let keep = async |bytes: &[u8]| -> Result<(), Error> {
        store::act!(&house.store, &house.scope(5_000), "keep", |tx| {
            tx.issued_document_insert(row.id, DocumentKind::Xml, bytes).await?;
            tx.audit(AuditEntry::new("keep", "permit", &row.number));
            Ok(())
        })
    };
    keep(b"<signed/>").await.unwrap();
    assert!(keep(b"<other/>").await.unwrap_err().is_duplicate(), "signed once, kept once");
    let read =
        async || house.store.read(&house.scope(6_000)).await.unwrap().issued_document(row.id, DocumentKind::Xml).await;
    assert_eq!(read().await.unwrap().unwrap(), b"<signed/>");
    let refused = match engine {
        Engine::Sqlite => "DROP TRIGGER issued_document_no_update; UPDATE issued_document SET bytes = x'00'",
        Engine::Postgres => "UPDATE issued_document SET bytes = '\\x00'",
    };
    house.tamper(refused).await;
    assert!(matches!(read().await, Err(Error::Corrupt { .. })), "bytes that were changed are not served");
}

async fn many_permits_at_once_are_as_good_as_one_by_one(engine: Engine) {
    let house = House::on(engine).await;
    let document = sample::export_of_skins();
    let body = serde_json::to_string(&document).unwrap();
    let permits: Vec<BulkPermit> = (1..=230)
        .map(|n| {
            let (permit, lines, face) = permit(n, &document);
            let audit = AuditEntry::new("import-permit", "permit", &permit.number);
            BulkPermit { permit, lines, face, body: body.clone(), audit }
        })
        .collect();
    let done: Result<(), Error> = store::act!(&house.store, &house.scope(9_000), "import", |tx| {
        tx.bulk_insert_permits(permits.clone()).await?;
        tx.audit(AuditEntry::new("import", "tenant", "QM"));
        Ok(())
    });
    done.unwrap();
    let mut read = house.store.read(&house.scope(9_001)).await.unwrap();
    let found = read.permit::<PermitDocument>(nth(230)).await.unwrap().unwrap();
    assert_eq!((&found.columns, &found.value), (&permits[229].permit, &document));
    assert_eq!(read.permit_lines(nth(101)).await.unwrap(), permits[100].lines);
    let count = read.status_counts().await.unwrap();
    assert_eq!((count[0].entity.as_str(), count[0].status.as_str(), count[0].count), ("permit", "ISSUED", 230));
    let issued: i64 = read.dashboard_months("2020-01", "2030-12").await.unwrap().iter().map(|m| m.issued).sum();
    assert_eq!(issued, 230);
    drop(read);
    let checked = store::audit::verify(&house.store, house.tenant).await.unwrap();
    assert_eq!((checked.events, checked.first_bad), (2 + 230 + 1, None));
    let number = &permits[7].permit.number;
    assert!(matches!(house.store.verify_permit(number, Some(&token(8))).await.unwrap(), Verification::Found(_)));
}

async fn an_issue_takes_two_commits_and_few_statements(engine: Engine) {
    let house = House::on(engine).await;
    let before = house.store.meter();
    // The second of the two commits: permit of two lines, face, sums, audit event with words.
    issue(&house, 1).await;
    let after = house.store.meter();
    assert_eq!(after.commits - before.commits, 1);
    assert!(after.statements - before.statements <= 12, "{}", after.statements - before.statements);
}
