//! Pages of people and what they own: officers, colleagues, mandates, stock, registers.

pub mod board;
mod carried;
mod counter;
mod holders;
mod inclusion;
pub mod links;
mod mandates;
pub(crate) mod marks;
mod numbered;
mod operations;
mod people;
pub(crate) mod sheets;
pub(crate) mod stock;

pub use carried::{CarriedMark, CarriedMarks};
pub use counter::{CounterAsk, CounterSaid};
pub use holders::{HolderCard, HolderChangeRow, HolderFormPage, HolderPage, HoldersPage, PAPERS};
pub use inclusion::InclusionShown;
pub use mandates::{BeginPage, MandateCard, MandatesPage};
pub use marks::{CaseMark, CaseMarksPage, MarkAskPage, MarkHit, MarkPaper, MarksPage, kind_key as mark_kind_key};
pub use numbered::{NumberHand, NumberMove, NumberRange, NumbersPage, TagsPage};
pub use operations::{EntryCard, EntryHolds, EntryNewPage, EntryPage, RegistersPage, SpecimenRow, kind_name};
pub use people::{ColleaguePage, ColleagueRow, CompanyPage, DoorPage, LinkPage, OfficerPage, PersonPage, RightsShown};
pub use sheets::{SheetCard, SheetPage};

pub use stock::{DrawRow, LotCard, LotHand, LotNewPage, LotPage, MoveRow, StockPage};

use crate::html::Html;
use crate::samples::Promise;
use crate::{Page, Shell, Words};
use cites::Role;

/// The pages of whoever applies, as tabs; the company is its owners' page.
pub(crate) fn own_tabs(shell: &Shell, current: &str, w: &Words) -> Html {
    let mut all = Vec::new();
    if shell.viewer.as_ref().is_some_and(|v| v.roles.iter().any(|r| r.side() == "outside" && *r != Role::Inspector)) {
        all.push(("mandate-title", links::MANDATES));
    }
    if shell.viewer.as_ref().is_some_and(|v| v.roles.contains(&Role::OrgAdmin)) {
        all.push(("company-title", links::COMPANY));
    }
    all.push(("ui-my-account", crate::links::ACCOUNT));
    board::tabs(&all, "people-own", current, w)
}

/// Who holds tags.
const TAG_HOLDERS: &[Role] = &[Role::Applicant, Role::OrgAdmin];
/// Who searches marks, of those who have the tabs.
const MARK_READERS: &[Role] = &[
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::SaCoordinator,
    Role::SaExpert,
    Role::Inspector,
    Role::Auditor,
];
/// Who reads the books of tags, stamps and paper.
const BOOK_READERS: &[Role] = &[Role::MaClerk, Role::MaOfficer, Role::MaApprover, Role::MaSupervisor, Role::Auditor];

/// Who keeps the particulars of companies and persons.
const HOLDER_KEEPERS: &[Role] = &[Role::MaClerk, Role::MaOfficer, Role::MaSupervisor];

/// The registers' pages as tabs: for the authorities their own, for whoever applies theirs.
pub(crate) fn register_tabs(shell: &Shell, current: &str, w: &Words) -> Html {
    let outside = shell.viewer.as_ref().is_some_and(|v| v.roles.iter().all(|r| r.side() == "outside"));
    let visits = shell.viewer.as_ref().is_some_and(|v| v.roles.iter().all(|r| *r == Role::Inspector));
    let all: &[(&str, &str)] = if visits {
        &[("registry-title", links::REGISTERS), ("stock-all", links::STOCK)]
    } else if shell.viewer.as_ref().is_some_and(|v| v.roles.iter().all(|r| *r == Role::Reporter)) {
        // Who writes the annual report reads quotas, nothing else of the registers.
        &[("quota-title", crate::links::QUOTAS)]
    } else if shell.viewer.as_ref().is_some_and(|v| v.roles.iter().all(|r| *r == Role::Enforcement)) {
        // Who pursues offences asks whose a mark is.
        &[("marks-tab", links::MARKS)]
    } else if outside {
        &[
            ("stock-title", links::STOCK),
            ("registry-title", links::REGISTERS),
            ("simplified-title", crate::blanks::links::SIMPLIFIED),
            ("mandate-title", links::MANDATES),
        ]
    } else {
        &[
            ("quota-title", crate::links::QUOTAS),
            ("registry-title", links::REGISTERS),
            ("simplified-title", crate::blanks::links::SIMPLIFIED),
            ("stock-all", links::STOCK),
        ]
    };
    let mut all = all.to_vec();
    let holds = |roles: &[Role]| shell.viewer.as_ref().is_some_and(|v| v.roles.iter().any(|r| roles.contains(r)));
    if outside && holds(TAG_HOLDERS) {
        all.insert(1, ("tags-title", links::TAGS));
    }
    if !outside && holds(MARK_READERS) {
        all.push(("marks-tab", links::MARKS));
    }
    if !outside && holds(HOLDER_KEEPERS) {
        all.push(("holders-title", links::HOLDERS));
    }
    if !outside && holds(BOOK_READERS) {
        all.extend([
            ("numbers-tag", "/numbers/tag"),
            ("numbers-stamp", "/numbers/stamp"),
            ("numbers-paper", "/numbers/paper"),
        ]);
    }
    board::tabs(&all, "ui-registers", current, w)
}

/// One sample of every page of this folder, with its promise.
pub fn samples() -> Vec<(String, Promise, Box<dyn Page>)> {
    let mut pages: Vec<(String, Promise, Box<dyn Page>)> = Vec::new();
    macro_rules! add {
        ($promise:ident: $($name:expr => $page:expr),* $(,)?) => {
            $(pages.push((String::from($name), Promise::$promise, Box::new($page)));)*
        };
    }
    add!(WithArabic:
        "company" => CompanyPage::sample(),
        "colleague" => ColleaguePage::sample(),
        "mandates-client" => MandatesPage::sample(false),
        "mandates-agent" => MandatesPage::sample(true),
        "begin-agent" => BeginPage::sample(false),
        "door" => DoorPage::sample(true),
        "door-closed" => DoorPage::sample(false),
        "link-shown" => LinkPage::sample(true),
        "link-gone" => LinkPage::sample(false),
    );
    add!(WithArabic:
        "registers" => RegistersPage::sample(true),
        "register-entry" => EntryPage::sample(false),
        "register-apply" => EntryNewPage::sample(),
        "stock" => StockPage::sample(true),
        "lot-new" => LotNewPage::sample(),
        "lot" => LotPage::sample(LotHand::Trader),
    );
    add!(WithArabic:
        "tags" => TagsPage::sample(),
        "mark-at-the-border" => MarkAskPage::sample(true),
        "mark-of-another" => MarkAskPage::sample(false),
    );
    add!(Working:
        "marks" => MarksPage::sample(false),
        "marks-found" => MarksPage::sample(true),
        "marks-case" => CaseMarksPage::sample(),
        "numbers-tag" => NumbersPage::sample("tag"),
        "numbers-stamp" => NumbersPage::sample("stamp"),
        "numbers-paper" => NumbersPage::sample("paper"),
        "permit-sheet" => SheetPage::sample(false),
        "permit-sheet-again" => SheetPage::sample(true),
        "permit-sheet-closed" => SheetPage::sample_closed(false),
        "permit-sheet-replaced" => SheetPage::sample_closed(true),
        "registers-desk" => RegistersPage::sample(false),
        "register-entry-desk" => EntryPage::sample(true),
        "stock-desk" => StockPage::sample(false),
        "lot-desk" => LotPage::sample(LotHand::Judge),
        "begin-counter" => BeginPage::sample(true),
        "register-counter" => EntryNewPage::at_counter(),
        "lot-counter" => LotNewPage::at_counter(),
        "register-entry-proposed" => EntryPage::at_secretariat(),
        "holders" => HoldersPage::sample(),
        "holder" => HolderPage::sample(true),
        "holder-closed" => HolderPage::sample(false),
        "holder-new" => HolderFormPage::sample(false),
        "holder-edit" => HolderFormPage::sample(true),
        "admin-person" => PersonPage::sample(),
        "admin-officer-new" => OfficerPage::sample(),
    );
    pages
}
