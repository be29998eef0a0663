//! One file holds everything, and restores on either engine.

use crate::house::{APPLICANT, House, application, at, id, issue, new_tenant, on_both_engines, token};
use cites::PermitDocument;
use store::backup::{backup, restore};
use store::{AttachmentRow, AuditEntry, Engine, Error, Scope, Verification, audit};

on_both_engines!(
    a_backup_restores_on_both_engines,
    a_damaged_backup_is_refused_and_leaves_nothing,
    a_backup_from_before_arrivals_keeps_what_was_written_off,
);

async fn full(engine: Engine) -> House {
    let house = House::on(engine).await;
    for n in 1..=3 {
        issue(&house, n).await;
    }
    let bytes = b"%PDF-1.7 scanned licence".to_vec();
    let digest = house.store.put_object(house.tenant, bytes.clone()).await.unwrap();
    let file = AttachmentRow {
        id: id(5),
        application: application(1).id,
        name: "licence.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        purpose: "legal-acquisition".to_owned(),
        size: i64::try_from(bytes.len()).unwrap(),
        digest,
        uploaded_by: id(APPLICANT),
        uploaded_at: at(7),
        removed_at: None,
    };
    let done: Result<(), Error> = store::act!(&house.store, &house.scope(8), "attach", |tx| {
        tx.application_insert(&application(1), &"draft").await?;
        tx.attachment_insert(&file).await?;
        tx.audit(AuditEntry::new("attach", "application", application(1).id));
        Ok(())
    });
    done.unwrap();
    house.store.create_tenant(&new_tenant("QN"), at(9)).await.unwrap();
    house
}

async fn a_backup_restores_on_both_engines(engine: Engine) {
    let house = full(engine).await;
    let file = house.dir.0.join("all.manis");
    let made = backup(&house.store, &file, at(20)).await.unwrap();
    assert_eq!((made.tenants, made.files, made.events), (2, 1, 7));
    for target in [Engine::Sqlite, Engine::Postgres] {
        let new = House::empty(target).await;
        let got = restore(&file, &new.store).await.unwrap();
        assert_eq!(got, made, "{target:?}");
        let tenant = new.store.tenant_by_code("QM").await.unwrap().unwrap().id;
        let mut read = new.store.read(&Scope::system(tenant, at(30))).await.unwrap();
        let case = read.attachments(application(1).id).await.unwrap();
        let bytes = new.store.get_object(tenant, &case[0].digest).await.unwrap();
        assert_eq!(&bytes[..], b"%PDF-1.7 scanned licence");
        let permit = read.permit::<PermitDocument>(crate::house::nth(2)).await.unwrap().unwrap();
        assert_eq!(permit.value, cites::sample::export_of_skins());
        drop(read);
        let number = &permit.columns.number;
        assert!(matches!(new.store.verify_permit(number, Some(&token(2))).await.unwrap(), Verification::Found(_)));
        let (old, now) = (
            audit::verify(&house.store, house.tenant).await.unwrap(),
            audit::verify(&new.store, tenant).await.unwrap(),
        );
        assert_eq!(old, now, "the same chain with the same head");
        // Life goes on where it stood.
        issue(&House { tenant, ..new }, 4).await;
        let again = restore(&file, &house.store).await.unwrap_err();
        assert!(again.to_string().contains("not empty"), "{again}");
    }
}

async fn a_damaged_backup_is_refused_and_leaves_nothing(engine: Engine) {
    let house = full(engine).await;
    let file = house.dir.0.join("all.manis");
    backup(&house.store, &file, at(20)).await.unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    let bad = house.dir.0.join("bad.manis");
    let lines: Vec<&str> = text.lines().collect();
    let cut = lines[..lines.len() / 2].join("\n");
    let without_row = [&lines[..5], &lines[6..]].concat().join("\n");
    let flipped = text.replacen("Querimba", "Quarimba", 1);
    for damaged in ["", "hello", &cut, &without_row, &flipped] {
        std::fs::write(&bad, damaged).unwrap();
        let new = House::empty(engine).await;
        let refused = restore(&bad, &new.store).await.unwrap_err();
        assert!(matches!(refused, Error::Backup(_)), "{refused:?}");
        assert!(new.store.tenants().await.unwrap().is_empty(), "nothing is restored");
    }
    // A backup whose checksum was made anew around a changed event does not pass the chain.
    let kept: Vec<String> =
        lines[..lines.len() - 1].iter().map(|l| l.replace("\"issue\",\"permit\"", "\"issue\",\"permyt\"")).collect();
    let body = kept.join("\n") + "\n";
    let tail = serde_json::json!({"lines": kept.len(), "sha256": cites::Digest::of("", body.as_bytes()).to_string()});
    std::fs::write(&bad, format!("{body}{tail}\n")).unwrap();
    let new = House::empty(engine).await;
    let refused = restore(&bad, &new.store).await.unwrap_err();
    assert!(refused.to_string().contains("audit chain"), "{refused}");
    assert!(new.store.tenants().await.unwrap().is_empty());
}

/// A file as the step before the twenty-seventh wrote it: an import permit written off whole stands in a table of its own.
fn written_off(text: &str) -> String {
    let mut lines: Vec<serde_json::Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    lines.pop();
    let columns = ["tenant", "permit", "permit_number", "foreign_permit", "foreign_number", "used_at"];
    lines[0]["schema"] = 23.into();
    let tables = lines[0]["tables"].as_array_mut().unwrap();
    tables.retain(|t| t[0] != "foreign_presented");
    tables.push(serde_json::json!(["import_use", columns]));
    let line = tables.iter().find(|t| t[0] == "permit_line").unwrap()[1].as_array().unwrap().clone();
    let place = |name: &str| line.iter().position(|c| c == name).unwrap();
    let (permitted, endorsed) = (place("permitted_micro"), place("endorsed_micro"));
    let at = lines.iter().position(|l| l["t"] == "permit_line").unwrap();
    lines[at]["r"][endorsed] = lines[at]["r"][permitted].clone();
    let (tenant, permit) = (lines[at]["r"][0].clone(), lines[at]["r"][1].clone());
    let last = lines.iter().rposition(|l| l["t"] == "permit_line").unwrap();
    let foreign = serde_json::json!({"x": "07".repeat(16)});
    let row = serde_json::json!({"t": "import_use", "r": [tenant, permit, "26QM000001", foreign, "26QN000009", 5]});
    lines.insert(last + 1, row);
    let body: String = lines.iter().map(|l| format!("{l}\n")).collect();
    let sha256 = cites::Digest::of("", body.as_bytes()).to_string();
    format!("{body}{}\n", serde_json::json!({"lines": lines.len(), "sha256": sha256}))
}

async fn a_backup_from_before_arrivals_keeps_what_was_written_off(engine: Engine) {
    let house = full(engine).await;
    let file = house.dir.0.join("all.manis");
    backup(&house.store, &file, at(20)).await.unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, written_off(&text)).unwrap();
    let new = House::empty(engine).await;
    restore(&file, &new.store).await.unwrap();
    let tenant = new.store.tenant_by_code("QM").await.unwrap().unwrap().id;
    let mut read = new.store.read(&Scope::system(tenant, at(30))).await.unwrap();
    let mut came = Vec::new();
    for n in 1..=3 {
        came.extend(read.import_arrivals(crate::house::nth(n)).await.unwrap());
    }
    let seen: Vec<_> = came.iter().map(|a| (a.foreign_number.as_str(), a.block.as_str(), a.quantity)).collect();
    let whole = cites::sample::export_of_skins().lines[0].quantity.amount();
    assert_eq!(seen, [("26QN000009", "A", whole)], "as much as was written off");
    assert_eq!(read.imports_unbalanced().await.unwrap(), vec![]);
}
