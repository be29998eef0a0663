//! The columns say what the aggregate says.

use crate::house::{APPLICANT, House, at, id, nth, on_both_engines, person};
use cites::{ApplicationStatus, CountryCode, DocumentType, country};
use permits::{ApplicantSide, Application, FormInput};
use store::{ApplicationRow, AuditEntry, Cursor, Engine, Error, record_digest};

on_both_engines!(a_draft_is_listed_by_what_was_typed_so_far);

async fn a_draft_is_listed_by_what_was_typed_so_far(engine: Engine) {
    let house = House::on(engine).await;
    let side = ApplicantSide {
        applicant: Some(id(APPLICANT)),
        organisation: Some(id::<cites::ids::OrganisationKind>(9)),
        agent: None,
    };
    let form = FormInput {
        document_type: DocumentType::Export.code().to_owned(),
        partner_country: "qn".to_owned(),
        ..FormInput::default()
    };
    let actor = person(APPLICANT).actor(country::DEMO_EXPORTER);
    let (application, _) =
        Application::create(nth(1), country::DEMO_EXPORTER, side, form, &actor, at(5)).expect("an applicant may begin");
    let done: Result<(), Error> = store::act!(&house.store, &house.scope(5), "create", |tx| {
        let serial = tx.take_serial("application", 2026).await?;
        let row = ApplicationRow::describe(&application, &format!("26-{:05}", serial.serial), tx.at());
        tx.application_insert(&row, &application).await?;
        let digest = record_digest(&application)?;
        tx.audit(AuditEntry::new("create", "application", application.id()).after(digest));
        Ok(())
    });
    done.unwrap();
    let mut read = house.store.read(&house.scope(6)).await.unwrap();
    let found = read.application_by_reference::<Application>("26-00001").await.unwrap().unwrap();
    assert_eq!(found.value, application, "the life itself comes back whole");
    let list = read.applications(None, Cursor::NEWEST, 10).await.unwrap();
    let row = &list.rows[0];
    assert_eq!((row.status, row.kind), (ApplicationStatus::Draft, Some(DocumentType::Export)));
    assert_eq!(row.partner, Some(CountryCode::parse("QN").unwrap()));
    assert_eq!((row.taxon.as_deref(), row.line_count, row.submitted_at), (None, 0, None));
    assert_eq!((row.created_at, row.closed_at), (at(5), None));
}
