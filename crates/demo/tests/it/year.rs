//! What a year of two authorities leaves behind.

use crate::place::{Place, now, parties};
use cites::taxa::Taxonomy;
use cites::{Amount, ApplicationStatus, PermitStatus, country};
use demo::{DemoClock, Filled, KnownPermit, Loopback, SeededChance, Size};
use office::ereport::build::collect;
use office::{Addresses, Office, Who};
use report::{ReportLine, Sheet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::table::Cursor;
use store::{PermitFilter, PermitRow, Read, Scope};

async fn read(place: &Place, party: cites::CountryCode) -> Read {
    let house = place.houses.iter().find(|h| h.party() == party).unwrap();
    place.store.read(&Scope::system(house.tenant.id, now())).await.unwrap()
}

async fn permits(place: &Place, party: cites::CountryCode) -> Vec<PermitRow> {
    read(place, party).await.permits(PermitFilter::All, Cursor::NEWEST, 5_000).await.unwrap().rows
}

async fn office(place: &Place) -> Office {
    let addresses = Addresses { public: "https://demo.example".into(), epix: "https://epix.example".into() };
    Office::new(
        place.store.clone(),
        Arc::new(DemoClock::new(now())),
        Arc::new(SeededChance::new(b"reader", "office")),
        Arc::new(Loopback::new(&place.connections())),
        Arc::new(Taxonomy::demo().unwrap()),
        addresses,
        place.open().await,
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn the_year_holds_every_state_and_its_books_balance() {
    let place = Place::new().await;
    let filled = place.fill(Size::SMALL).await;
    assert_eq!(filled.problems, Vec::<String>::new(), "every act of the plan went through");
    every_state(&place).await;
    known(&filled.permits);
    books(&place).await;
    four_eyes(&place).await;
    faster(&place).await;
    both_reports(&place).await;
    story_goes_on(&place, &filled).await;
}

/// After all this traffic nothing stands against the crocodile case but what its officers still have to find.
async fn story_goes_on(place: &Place, filled: &Filled) {
    let office = office(place).await;
    let who = Who::system(office.house_of(filled.story.exporter).unwrap().clone());
    let (_, trace) = office::epermit::examine::examine(&office, &who, filled.story.application).await.unwrap();
    assert!(!trace.is_blocked(), "{:#?}", trace.speaking());
    assert!(!trace.required_findings().is_empty());
}

/// Work lists and registers show every state that a visitor may look for.
async fn every_state(place: &Place) {
    let counts = read(place, country::DEMO_EXPORTER).await.status_counts().await.unwrap();
    let there: BTreeSet<String> = counts.iter().filter(|c| c.count > 0).map(|c| c.status.clone()).collect();
    use ApplicationStatus as A;
    for status in [
        A::Draft,
        A::Submitted,
        A::Incomplete,
        A::UnderExamination,
        A::InfoRequested,
        A::SaConsultation,
        A::AwaitingCounterpart,
        A::DecisionProposed,
        A::Approved,
        A::Issued,
        A::Refused,
        A::Withdrawn,
    ] {
        assert!(there.contains(status.code()), "no application is {}", status.code());
    }
    use PermitStatus as P;
    for status in [
        P::Issued,
        P::Delivered,
        P::Endorsed,
        P::Confirmed,
        P::Held,
        P::Suspended,
        P::Cancelled,
        P::Revoked,
        P::Replaced,
        P::ReturnedUnused,
        P::ExpiredUnknown,
        P::ExpiredUnused,
    ] {
        assert!(there.contains(status.code()), "no permit is {}", status.code());
    }
}

/// What outside programs are told of: two blocks in whole numbers, decimals, and one of each end.
fn known(permits: &[KnownPermit]) {
    let of = |state| permits.iter().filter(move |p| p.issuer == country::DEMO_EXPORTER && p.state == state);
    let open = || of(PermitStatus::Issued).chain(of(PermitStatus::Delivered));
    assert!(open().any(|p| p.blocks.len() == 2 && p.blocks.iter().all(|b| b.quantity.is_whole())));
    assert!(open().any(|p| p.blocks.iter().any(|b| !b.quantity.is_whole())));
    for state in [PermitStatus::Endorsed, PermitStatus::Cancelled, PermitStatus::ExpiredUnknown, PermitStatus::Replaced]
    {
        assert!(of(state).next().is_some(), "none is {state:?}");
    }
    assert!(permits.iter().all(|p| p.qr.starts_with("MN1:") && p.importer.is_some() && !p.blocks.is_empty()));
}

/// The chain of what was done is whole, and quotas are the sums of their movements.
async fn books(place: &Place) {
    for house in &place.houses {
        let report = store::audit::verify(&place.store, house.tenant.id).await.unwrap();
        assert!(report.first_bad.is_none(), "{:?}", report.first_bad);
        let mut read = read(place, house.party()).await;
        assert!(read.quotas_unbalanced().await.unwrap().is_empty());
    }
    let mut read = read(place, country::DEMO_EXPORTER).await;
    let quotas = read.quota_positions(2026).await.unwrap();
    let skins = quotas.iter().find(|q| q.taxon == "Crocodylus niloticus").unwrap();
    assert!(!skins.consumed.is_zero(), "skins left the country");
    assert!(skins.available().unwrap() >= Amount::whole(240), "the story's 240 skins still find room");
}

/// Nobody approved what they had proposed.
async fn four_eyes(place: &Place) {
    for party in parties() {
        let all = permits(place, party).await;
        assert!(!all.is_empty());
        for permit in all {
            assert!(permit.proposed_by.is_some() && permit.approved_by.is_some(), "{}", permit.number);
            assert_ne!(permit.proposed_by, permit.approved_by, "{}", permit.number);
            assert!(!permit.one_officer, "{}", permit.number);
        }
    }
}

/// The headline plot shows an authority that became faster.
async fn faster(place: &Place) {
    let months = read(place, country::DEMO_EXPORTER).await.dashboard_months("2025-11", "2026-11").await.unwrap();
    let hours = |of: &[store::Month]| {
        let (sum, n) = of.iter().fold((0, 0), |(s, n), m| (s + m.processing_ms, n + m.processed));
        sum / n.max(1)
    };
    let middle = months.len() / 2;
    let (early, late) = (hours(&months[..middle]), hours(&months[middle..]));
    assert!(early > late, "{early} ms on average in the first half, {late} in the second");
}

/// What one Party says it received is what the other's registers say it did, line by line.
async fn both_reports(place: &Place) {
    let office = office(place).await;
    for (from, to) in [parties(), {
        let [a, b] = parties();
        [b, a]
    }]
    .map(|[a, b]| (a, b))
    {
        let lines = |sheet, party| {
            let office = &office;
            async move {
                let who = Who::system(office.house_of(party).unwrap().clone());
                let mut all: Vec<ReportLine> = Vec::new();
                for year in [2025, 2026] {
                    let content = collect(office, &who, year).await.unwrap();
                    all.extend(content.collected.sheet(sheet).cloned());
                }
                all
            }
        };
        let exports = lines(Sheet::Exports, from).await;
        let imports = lines(Sheet::Imports, to).await;
        assert!(!imports.is_empty(), "{to} received something from {from}");
        let sent: BTreeMap<_, _> = exports.iter().map(|l| ((l.permit.clone(), l.block.clone()), l)).collect();
        let mut register = BTreeMap::new();
        for permit in permits(place, from).await {
            for line in read(place, from).await.permit_lines(permit.id).await.unwrap() {
                register.insert((permit.number.to_string(), line.block.clone()), line.received);
            }
        }
        for line in &imports {
            let other = sent.get(&(line.permit.clone(), line.block.clone())).expect("both sides report the line");
            let words = |l: &ReportLine| (l.species.clone(), l.term, l.unit, l.appendix, l.purpose, l.origin);
            assert_eq!(words(line), words(other), "{} {}", line.permit, line.block);
            assert!(line.quantity <= other.quantity, "{}: more arrived than left", line.permit);
            let told = register[&(line.permit.to_string(), line.block.to_string())];
            assert_eq!(told, Some(line.quantity), "{}: the confirmation says the same", line.permit);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_makes_the_same_year() {
    let size = Size { exporter: 8, importer: 4 };
    let (one, two) = (Place::new().await, Place::new().await);
    let strip = |mut filled: Filled| {
        // Signatures hold fresh chance by their nature; what they sign does not.
        filled.permits.iter_mut().for_each(|p| p.qr.clear());
        serde_json::to_value(filled).unwrap()
    };
    assert_eq!(strip(one.fill(size).await), strip(two.fill(size).await));
    for party in parties() {
        let digests = |rows: Vec<PermitRow>| -> Vec<_> {
            rows.into_iter().map(|r| (r.number, r.document_digest, r.token_hash, r.status, r.changed_at)).collect()
        };
        assert_eq!(digests(permits(&one, party).await), digests(permits(&two, party).await));
    }
}
