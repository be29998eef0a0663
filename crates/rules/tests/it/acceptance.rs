//! A foreign document at the border (`spec/permits.md` 4.5).

use crate::kit::*;
use cites::document::Provenance;
use cites::{Amount, Appendix, CountryCode, DocumentType, PermitDocument, Purpose, Source, TaxonName, sample};
use rules::acceptance::{Presented, SealState, examine};
use rules::{DocumentFact, PartyTable, Trace, Verdict};

fn presented(document: &PermitDocument) -> Presented<'_> {
    Presented {
        document,
        country: QN,
        from_issuer: true,
        seal: SealState::Verified,
        withdrawn: false,
        used_before: false,
        left_on: None,
        quantities: None,
        ours: &[],
    }
}

fn at(p: &Presented<'_>) -> Trace {
    examine(p, &BASE, &TAXA, jiff::civil::date(2026, 12, 1))
}

#[test]
fn an_endorsed_permit_from_qm_is_accepted_in_qn() {
    let permit = sample::endorsed_export();
    let trace = at(&presented(&permit));
    assert!(!trace.is_blocked(), "{}", said(&trace));
    for rule in ["C1", "C2", "C3", "C4", "C5", "C6", "C8", "C9", "C12", "A3"] {
        assert_eq!(trace.verdict(rule), Verdict::Passed, "{rule}{}", said(&trace));
    }
}

#[test]
fn each_reason_to_hold_or_refuse_is_found() {
    let good = sample::endorsed_export();
    let with = |change: &dyn Fn(&mut PermitDocument)| {
        let mut permit = good.clone();
        change(&mut permit);
        permit
    };
    let verdict = |permit: &PermitDocument, rule: &str| at(&presented(permit)).verdict(rule);
    assert_eq!(verdict(&with(&|d| d.copy = true), "C1"), Verdict::Blocked);
    assert_eq!(verdict(&with(&|d| d.valid_until = jiff::civil::date(2026, 11, 30)), "C4"), Verdict::Blocked);
    assert_eq!(verdict(&with(&|d| d.valid_until = jiff::civil::date(2027, 11, 20)), "C4"), Verdict::Blocked);
    assert_eq!(verdict(&with(&|d| d.country_of_import = CountryCode::parse("FR").ok()), "C5"), Verdict::Look);
    assert_eq!(verdict(&with(&|d| d.endorsement = None), "C8"), Verdict::Look);
    assert_eq!(verdict(&with(&|d| d.lines[0].appendix = Appendix::I), "A3"), Verdict::Blocked);
    assert_eq!(verdict(&with(&|d| d.lines[0].source = Source::A), "S1"), Verdict::Blocked);
    let over = |d: &mut PermitDocument| d.lines[0].quota.as_mut().unwrap().exported = Amount::whole(1601);
    assert_eq!(verdict(&with(&over), "C9"), Verdict::Look);
    // Without box 11a nobody asks, unless a quota is published for the species of that country in that year.
    let bare = with(&|d| d.lines.iter_mut().for_each(|l| l.quota = None));
    assert_eq!(verdict(&bare, "C9"), Verdict::Passed);
    let row = "year,country,taxon_name,quota,term_code,source_codes\n2026,QM,Crocodylus niloticus,1600,,\n";
    let pack = base_with(PartyTable::Quotas, row);
    let asked = |permit: &PermitDocument| {
        examine(&presented(permit), &pack, &TAXA, jiff::civil::date(2026, 12, 1)).verdict("C9")
    };
    let full = with(&|d| d.lines.iter_mut().for_each(|l| l.quota = good.lines[0].quota));
    assert_eq!((asked(&bare), asked(&full)), (Verdict::Look, Verdict::Passed));

    let late = Presented { left_on: Some(jiff::civil::date(2026, 11, 1)), ..presented(&good) };
    assert_eq!(at(&late).verdict("C1"), Verdict::Blocked);
    assert_eq!(at(&Presented { seal: SealState::Broken, ..presented(&good) }).verdict("C2"), Verdict::Blocked);
    let unseen = Presented { seal: SealState::NotChecked, from_issuer: false, ..presented(&good) };
    assert_eq!(at(&unseen).verdict("C2"), Verdict::NotChecked);
    assert_eq!(at(&Presented { withdrawn: true, ..presented(&good) }).verdict("C3"), Verdict::Blocked);
    assert_eq!(at(&Presented { used_before: true, ..presented(&good) }).verdict("C3"), Verdict::Blocked);
    let more = Presented { quantities: Some(vec![Amount::whole(241), Amount::whole(12)]), ..presented(&good) };
    assert_eq!(at(&more).verdict("C6"), Verdict::Blocked);
    let fewer = Presented { quantities: Some(vec![Amount::whole(238), Amount::whole(12)]), ..presented(&good) };
    assert_eq!(at(&fewer).verdict("C6"), Verdict::Passed);
}

#[test]
fn appendix_i_needs_our_import_permit() {
    let mut ivory = sample::endorsed_export();
    ivory.purpose = Purpose::S;
    for l in &mut ivory.lines {
        l.taxon = TaxonName::parse("Loxodonta africana").unwrap();
        (l.appendix, l.source) = (Appendix::I, Source::W);
        l.origin = Some(Provenance { country: land("KE"), permit: None, date: None });
    }
    assert_eq!(at(&presented(&ivory)).verdict("C12"), Verdict::Blocked);
    let ours = [DocumentFact::seen(DocumentType::Import, QN)];
    assert_eq!(at(&Presented { ours: &ours, ..presented(&ivory) }).verdict("C12"), Verdict::Passed);
}
