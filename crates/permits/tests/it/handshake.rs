//! Which import permit stands behind which consignment.

use crate::common::*;
use cites::document::{Block, Endorsed};
use cites::{Amount, PermitNumber, Role};
use permits::application::state::{ImportPermit, ImportPermitDetails};
use permits::{Draft, Stamp, handshake};

/// 240 skins of Appendix I and wild, in three consignments: 100, 80, 60.
fn draft(source: &str) -> Draft {
    let mut form = form();
    form.lines.truncate(1);
    for (path, text) in [
        ("consignments", "3"),
        ("lines.0.appendix", "I"),
        ("lines.0.source", source),
        ("lines.0.shares.0", "100"),
        ("lines.0.shares.1", "80"),
        ("lines.0.shares.2", "60"),
    ] {
        assert!(form.set(path, text), "{path}");
    }
    Draft::parse(&form).unwrap()
}

fn import(number: &str, until: &str, skins: Option<u32>, consignments: &[u16]) -> ImportPermit {
    ImportPermit {
        issuer: QN,
        number: PermitNumber::parse(number).unwrap(),
        valid_until: day(until),
        details: ImportPermitDetails {
            quantities: skins
                .map(|n| Endorsed { block: Block::nth(0), actual: Amount::whole(n) })
                .into_iter()
                .collect(),
            consignments: consignments.to_vec(),
            ..ImportPermitDetails::default()
        },
        stamp: Stamp::new(&of_role(Role::MaOfficer), now()),
    }
}

fn said(draft: &Draft, permits: &[&ImportPermit], signed: usize, on: &str) -> Vec<(u16, Option<String>)> {
    let hands = handshake::of(draft, permits, signed, day(on));
    hands.into_iter().map(|h| (h.nth, h.permit.map(|p| p.number.to_string()))).collect()
}

fn by(numbers: &[Option<&str>]) -> Vec<(u16, Option<String>)> {
    (1..).zip(numbers).map(|(n, number)| (n, number.map(str::to_owned))).collect()
}

#[test]
fn an_import_permit_covers_consignments_as_far_as_its_quantity_goes() {
    let (draft, today) = (draft("W"), "2026-11-25");
    let (a, b, c) = ("26QN000001", "26QN000002", "26QN000003");
    assert_eq!(said(&draft, &[], 0, today), by(&[None, None, None]));
    let some = import(a, "2027-05-01", Some(180), &[]);
    assert_eq!(said(&draft, &[&some], 0, today), by(&[Some(a), Some(a), None]));
    let odd = import(a, "2027-05-01", Some(165), &[]);
    assert_eq!(
        said(&draft, &[&odd], 0, today),
        by(&[Some(a), None, Some(a)]),
        "65 left: the third fits, the second not"
    );
    // The one that names a consignment goes before the one that is for all.
    let own = import(b, "2027-05-01", None, &[1]);
    assert_eq!(said(&draft, &[&some, &own], 0, today), by(&[Some(b), Some(a), Some(a)]));
    let untold = import(c, "2027-05-01", None, &[2, 3]);
    assert_eq!(said(&draft, &[&own, &untold], 0, today), by(&[Some(b), None, None]), "for two every quantity is told");
    // Ended: what is signed keeps it, what is not is not covered.
    assert_eq!(said(&draft, &[&some], 1, "2027-05-02"), by(&[Some(a), None, None]));
    assert_eq!(said(&draft, &[&some], 1, "2027-05-01"), by(&[Some(a), Some(a), None]));
}

#[test]
fn bred_specimens_and_consignments_without_appendix_one_wait_for_nobody() {
    assert_eq!(said(&draft("C"), &[], 0, "2026-11-25"), by(&[]));
    let mut form = form();
    for (path, text) in [
        ("consignments", "2"),
        ("lines.0.appendix", "I"),
        ("lines.0.source", "W"),
        ("lines.0.shares.0", "240"),
        ("lines.1.appendix", "II"),
        ("lines.1.shares.1", "12.5"),
    ] {
        assert!(form.set(path, text), "{path}");
    }
    let hands = said(&Draft::parse(&form).unwrap(), &[], 0, "2026-11-25");
    assert_eq!(hands, [(1, None)], "meat of Appendix II goes with the second");
}
