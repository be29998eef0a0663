//! What somebody else's desk keeps as a code is read in words, and no link leads to a page that is not there for a role.

use cites::{Lang, Role};
use pages::epermit::CasePage;
use pages::money::InvoicePage;
use pages::parts::Moment;
use pages::samples::shell;
use pages::{Words, render};

fn case(role: Role) -> CasePage {
    CasePage { shell: shell(Some(role), "/applications/a1"), ..CasePage::sample() }
}

#[test]
fn an_inspector_reads_a_finding_and_a_refusal_in_words() {
    let at = jiff::Timestamp::UNIX_EPOCH;
    let mut page = case(Role::Inspector);
    page.timeline = vec![
        Moment::new("sa_opinion", at, Some(Role::SaCoordinator)).note("NDF_EXPORT negative, LAF positive"),
        Moment::new("refuse", at, Some(Role::MaApprover)).note("R01: Too many.; R02: Not lawful."),
    ];
    let html = render(&page, Words::of(Lang::En)).expect("a page");
    assert!(html.contains("Non-detriment finding, export: Negative; Legal acquisition finding: Positive"), "{html}");
    for code in ["NDF_EXPORT", "LAF ", "R01", "R02"] {
        assert!(!html.contains(code), "{code} stands bare");
    }
}

#[test]
fn the_way_back_from_a_case_is_the_list_its_reader_has() {
    for (role, list, open) in [
        (Role::Inspector, "/inspections", false),
        (Role::Accountant, "/finance", false),
        (Role::SaCoordinator, "/consultations", true),
        (Role::MaOfficer, "/work", true),
    ] {
        let html = render(&case(role), Words::of(Lang::En)).expect("a page");
        assert!(html.contains(&format!("href=\"{list}\"")), "{role:?} goes back to {list}");
        assert_eq!(html.contains("href=\"/work\""), role == Role::MaOfficer, "{role:?}");
        assert_eq!(html.contains("href=\"/quotas/q1\""), open, "{role:?} and the quota");
    }
}

#[test]
fn money_that_goes_back_says_why_in_words() {
    let mut page = InvoicePage::finance();
    page.requests[0].reason = "REFUSED: INV-26-00012".into();
    page.requests[1].reason = "Paid twice: see the bank".into();
    let html = render(&page, Words::of(Lang::En)).expect("a page");
    assert!(html.contains("The case ended (Refused), invoice INV-26-00012"), "the end of the case");
    assert!(html.contains("Paid twice: see the bank"), "what a person wrote stays");
    assert!(!html.contains("REFUSED: "), "a code");
}
