//! Lists in pages, sums of the dashboard, lines of the reports.

use crate::house::{APPLICANT, House, application, at, issue, nth, on_both_engines, permit};
use cites::{Amount, ApplicationStatus, PermitStatus, country, sample};
use jiff::tz::TimeZone;
use store::{
    AuditEntry, BulkPermit, Cursor, Engine, Error, ForeignLineRow, ForeignRow, ForeignStatus, LineCursor, PermitFilter,
    ReportSource,
};

on_both_engines!(
    pages_of_a_list_lose_and_double_nothing,
    the_work_list_begins_with_what_waits_longest,
    the_dashboard_counts_hours_of_decisions,
    lines_of_a_year_are_read_in_pieces,
);

async fn pages_of_a_list_lose_and_double_nothing(engine: Engine) {
    let house = House::on(engine).await;
    let document = sample::export_of_skins();
    let permits: Vec<BulkPermit> = (1..=57)
        .map(|n| {
            let (mut permit, lines, face) = permit(n, &document);
            // Five at a time were issued in the same millisecond.
            permit.issued_at = at(i64::try_from(n / 5).unwrap());
            permit.status = if n % 2 == 0 { PermitStatus::Issued } else { PermitStatus::Cancelled };
            let audit = AuditEntry::new("import-permit", "permit", &permit.number);
            BulkPermit { permit, lines, face, body: "{}".to_owned(), audit }
        })
        .collect();
    let done: Result<(), Error> = store::act!(&house.store, &house.scope(9_000), "import", |tx| {
        tx.bulk_insert_permits(permits.clone()).await?;
        tx.audit(AuditEntry::new("import", "tenant", "QM"));
        Ok(())
    });
    done.unwrap();
    let mut read = house.store.read(&house.scope(9_001)).await.unwrap();
    let importer = PermitFilter::Importer(country::DEMO_IMPORTER);
    for (filter, want) in [
        (PermitFilter::All, 57_usize),
        (PermitFilter::Status(PermitStatus::Issued), 28),
        (importer, 57),
        (PermitFilter::Organisation(crate::house::id(9)), 57),
        (PermitFilter::Importer(country::DEMO_EXPORTER), 0),
    ] {
        let (mut seen, mut cursor, mut pages) = (Vec::new(), Some(Cursor::NEWEST), 0);
        while let Some(before) = cursor {
            // The cursor goes through an address and back.
            let before = Cursor::parse(&before.to_string()).unwrap();
            let page = read.permits(filter, before, 10).await.unwrap();
            seen.extend(page.rows.iter().map(|p| (p.issued_at, p.id)));
            cursor = page.next;
            pages += 1;
        }
        assert!(seen.windows(2).all(|w| w[0] > w[1]), "newest first, none twice: {filter:?}");
        assert_eq!((seen.len(), pages), (want, want.div_ceil(10).max(1)), "{filter:?}");
    }
    let found = read.permits_by_prefix("26qm00000", 100).await.unwrap();
    assert_eq!(found.len(), 9);
    let old = read.permits_past_validity(PermitStatus::Issued, document.valid_until, 100).await.unwrap();
    assert!(old.is_empty(), "the last day is included");
    let next_day = document.valid_until.tomorrow().unwrap();
    assert_eq!(read.permits_past_validity(PermitStatus::Issued, next_day, 100).await.unwrap().len(), 28);
}

async fn the_work_list_begins_with_what_waits_longest(engine: Engine) {
    let house = House::on(engine).await;
    let done: Result<(), Error> = store::act!(&house.store, &house.scope(10), "seed", |tx| {
        for n in 1..=12 {
            let mut row = application(n);
            row.status = match n % 3 {
                0 => ApplicationStatus::Submitted,
                1 => ApplicationStatus::UnderExamination,
                _ => ApplicationStatus::Issued,
            };
            row.closed_at = (n % 3 == 2).then(|| at(50));
            tx.application_insert(&row, &"body").await?;
        }
        tx.audit(AuditEntry::new("seed", "tenant", "QM"));
        Ok(())
    });
    done.unwrap();
    let mut read = house.store.read(&house.scope(20)).await.unwrap();
    let both = [ApplicationStatus::Submitted, ApplicationStatus::UnderExamination, ApplicationStatus::Issued];
    let first = read.worklist(&both, Cursor::OLDEST, 5).await.unwrap();
    let ids: Vec<_> = first.rows.iter().map(|r| r.id).collect();
    assert_eq!(ids, [nth(1), nth(3), nth(4), nth(6), nth(7)], "closed cases are not work");
    let rest = read.worklist(&both, first.next.unwrap(), 5).await.unwrap();
    assert_eq!((rest.rows.len(), rest.next), (3, None));
    let submitted = read.worklist(&[ApplicationStatus::Submitted], Cursor::OLDEST, 50).await.unwrap();
    assert_eq!(submitted.rows.len(), 4);
    let mine = read.applications_of_applicant(crate::house::id(APPLICANT), Cursor::NEWEST, 50).await.unwrap();
    assert_eq!((mine.rows.len(), mine.rows[0].id), (12, nth(12)));
    let closed = read.applications(Some(ApplicationStatus::Issued), Cursor::NEWEST, 50).await.unwrap();
    assert_eq!(closed.rows.len(), 4);
}

async fn the_dashboard_counts_hours_of_decisions(engine: Engine) {
    let house = House::on(engine).await;
    for (n, hours) in [(1, 10), (2, 20), (3, 6)] {
        let done: Result<(), Error> = store::act!(&house.store, &house.scope(10), "submit", |tx| {
            let mut row = application(n);
            row.status = ApplicationStatus::Submitted;
            row.submitted_at = Some(at(10));
            tx.application_insert(&row, &"body").await?;
            tx.audit(AuditEntry::new("submit", "application", n));
            Ok(())
        });
        done.unwrap();
        let decided: Result<(), Error> = store::act!(&house.store, &house.scope(20), "decide", |tx| {
            let before = tx.application_for_update::<String>(nth(n)).await?.expect("the case");
            let mut row = before.columns.clone();
            row.status = if n == 3 { ApplicationStatus::Refused } else { ApplicationStatus::Issued };
            row.closed_at = Some(at(20));
            row.processing_ms = Some(hours * 3_600_000);
            tx.application_update(&before, &row, &"decided").await?;
            tx.audit(AuditEntry::new("decide", "application", n));
            Ok(())
        });
        decided.unwrap();
    }
    let mut read = house.store.read(&house.scope(30)).await.unwrap();
    let months = read.dashboard_months("2026-01", "2026-12").await.unwrap();
    assert_eq!(months.len(), 1);
    let month = &months[0];
    assert_eq!((month.submitted, month.refused, month.processed), (3, 1, 3));
    assert_eq!(month.average_hours(), Some(12.0));
    let counts = read.status_counts().await.unwrap();
    let counts: Vec<_> = counts.iter().map(|c| (c.status.as_str(), c.count)).collect();
    assert_eq!(counts, [("ISSUED", 2), ("REFUSED", 1)]);
}

async fn lines_of_a_year_are_read_in_pieces(engine: Engine) {
    let house = House::on(engine).await;
    for n in 1..=5 {
        issue(&house, n).await;
    }
    let raw = b"<permit/>".to_vec();
    let foreign = ForeignRow {
        id: nth(50),
        issuer: country::DEMO_IMPORTER,
        number: cites::PermitNumber::parse("26QN000009").unwrap(),
        is_final: true,
        kind: "E".to_owned(),
        status: ForeignStatus::Received,
        exporter: country::DEMO_IMPORTER,
        importer: Some(country::DEMO_EXPORTER),
        taxon: "Python bivittatus".to_owned(),
        valid_until: None,
        raw_digest: cites::Digest::of("", &raw),
        sender_fingerprint: None,
        retrieved_at: at(100),
        received_at: Some(at(200)),
        changed_at: at(200),
    };
    let line = ForeignLineRow {
        block: "A".to_owned(),
        position: 0,
        taxon: "Python bivittatus".to_owned(),
        term: "SKI".to_owned(),
        unit: "NAR".to_owned(),
        appendix: "II".to_owned(),
        source: "C".to_owned(),
        purpose: "T".to_owned(),
        origin: None,
        permitted: Amount::whole(10),
        endorsed: Some(Amount::whole(10)),
        received: Some(Amount::whole(9)),
    };
    let done: Result<(), Error> = store::act!(&house.store, &house.scope(200), "receive", |tx| {
        tx.foreign_insert(&foreign, &raw, std::slice::from_ref(&line), &"read").await?;
        tx.audit(AuditEntry::new("receive", "foreign", &foreign.number));
        Ok(())
    });
    done.unwrap();
    let zone = TimeZone::UTC;
    let mut read = house.store.read(&house.scope(300)).await.unwrap();
    let (mut lines, mut cursor) = (Vec::new(), Some(LineCursor::start()));
    while let Some(after) = cursor {
        let (piece, next) = read.report_lines(ReportSource::Issued, 2026, &zone, &after, 3).await.unwrap();
        lines.extend(piece);
        cursor = next;
    }
    assert_eq!(lines.len(), 10, "five permits of two lines");
    assert_eq!((lines[0].number.as_str(), lines[0].block.as_str()), ("26QM000001", "A"));
    let start = LineCursor::start();
    let (none, _) = read.report_lines(ReportSource::Exports, 2026, &zone, &start, 10).await.unwrap();
    assert!(none.is_empty(), "nothing left yet");
    let (other_year, _) = read.report_lines(ReportSource::Issued, 2025, &zone, &start, 10).await.unwrap();
    assert!(other_year.is_empty());
    let (imports, _) = read.report_lines(ReportSource::Imports, 2026, &zone, &start, 10).await.unwrap();
    assert_eq!((imports.len(), imports[0].received), (1, Some(Amount::whole(9))));
    let found = read.foreign_by_number::<String>(foreign.issuer, &foreign.number).await.unwrap().unwrap();
    assert_eq!((found.stored.columns, found.raw), (foreign.clone(), raw));
    assert_eq!(read.foreign_lines(foreign.id).await.unwrap(), [line]);
}
