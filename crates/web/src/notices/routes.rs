//! Routes of notices, e-mail and the time after issue.

use super::{after, api, directory, mail, mine, sink};
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::route::{May, Route, api, form, page};
use cites::Role;
use office::notices::directory::{KEEPERS, READERS};
use pages::links;
use permits::DeskAct;

/// Who looks at what is late.
const LATE: &[Role] = &[
    Role::MaClerk,
    Role::MaOfficer,
    Role::MaApprover,
    Role::MaSupervisor,
    Role::QuotaManager,
    Role::Reporter,
    Role::Auditor,
];
/// The holder's side.
const HOLDER: &[Role] = &[Role::Applicant, Role::Agent, Role::OrgAdmin];

const PAGE: &[(&str, &str)] =
    &[("before", "The value of `next` from the page before."), ("limit", "Rows, 1 to 200; 50 when absent.")];
const MINE: &[(&str, &str)] = &[
    ("unread", "1: only those not read yet."),
    ("before", "The value of `next` from the page before."),
    ("limit", "Rows, 1 to 200; 50 when absent."),
];

/// The rows.
pub fn routes() -> Vec<Route> {
    use May::{Anyone, SignedIn};
    let (audit, admin) = (May::Desk(DeskAct::Audit), May::Desk(DeskAct::Administer));
    let (readers, keepers) = (May::Any(READERS), May::Any(KEEPERS));
    let notice = Gives::Json(of::<api::NoticeView>);
    let authority = Gives::Json(of::<directory::AuthorityView>);
    let mut all = vec![
        page!(links::NOTICES, SignedIn, mine::list),
        form!(links::NOTICES_READ, SignedIn, mine::mark_all),
        form!("/notices/{notice}/read", SignedIn, mine::mark),
        form!(links::WISHES, SignedIn, mine::wishes),
        page!(links::ADMIN_MAIL, audit, mail::log),
        form!(links::ADMIN_MAIL, admin, mail::periods),
        form!(links::ADMIN_MAIL_AGAIN, admin, mail::again),
        page!(links::ADMIN_MAIL_TEXTS, admin, mail::texts_list),
        page!("/admin/mail/texts/{event}", admin, mail::text_form),
        form!("/admin/mail/texts/{event}", admin, mail::text),
        page!(links::DIRECTORY, readers, directory::list),
        form!(links::DIRECTORY, keepers, directory::enter),
        form!(links::DIRECTORY_AGAIN, keepers, directory::again),
        page!("/directory/{authority}", readers, directory::one),
        form!("/directory/{authority}", keepers, directory::change),
        page!(links::SINK, Anyone, sink::list),
        page!("/demo/mail/{mail}", Anyone, sink::one),
        page!(links::LATE, May::Any(LATE), after::late),
        page!("/permits/{permit}/use", May::Any(HOLDER), after::use_form),
        form!("/permits/{permit}/use", May::Any(HOLDER), after::report),
    ];
    all.extend([
        api!(GET "/api/notices", SignedIn, Doc::read("notices", "Notices of whoever asks, newest first.", Gives::Json(of::<api::NoticeList>)).query(MINE), api::list),
        api!(POST "/api/notices/read", SignedIn, Doc::act("notices", "Marks a notice and all older ones as read.", of::<api::UpTo>, Gives::Json(of::<api::Marked>)), api::mark_all),
        api!(POST "/api/notices/{notice}/read", SignedIn, Doc::read("notices", "Marks one notice as read.", notice), api::mark),
        api!(GET "/api/notices/wishes", SignedIn, Doc::read("notices", "What whoever asks wants by e-mail.", Gives::Json(of::<api::WishBody>)), api::wish),
        api!(PUT "/api/notices/wishes", SignedIn, Doc::act("notices", "Sets language and roads of notices; what must be sent is sent all the same.", of::<api::WishBody>, Gives::Json(of::<api::WishBody>)), api::set_wish),
        api!(GET "/api/notices/events", audit, Doc::read("notices", "Who is told what, by which road, with the placeholders of each text.", Gives::Json(of::<api::EventList>)), api::events),
        api!(PUT "/api/notices/events/{event}/text", admin, Doc::act("notices", "Sets the Party's own text of an event in one language.", of::<api::TextBody>, Gives::Json(of::<api::TextBody>)), api::set_text),
        api!(GET "/api/notices/sends", audit, Doc::read("notices", "Every try to send, newest first.", Gives::Json(of::<api::SendList>)).query(PAGE), api::sends),
        api!(POST "/api/notices/sends/again", admin, Doc::act("notices", "Tries an e-mail that was given up once more.", of::<api::AgainBody>, Gives::Json(of::<api::SendList>)), api::again),
        api!(GET "/api/after-issue", audit, Doc::read("notices", "Days of grace, days until a draft is warned of.", Gives::Json(of::<api::PeriodsBody>)), api::periods),
        api!(PUT "/api/after-issue", admin, Doc::act("notices", "Sets them.", of::<api::PeriodsBody>, Gives::Json(of::<api::PeriodsBody>)), api::set_periods),
        api!(GET "/api/directory", readers, Doc::read("notices", "Addresses of authorities abroad and of the Secretariat.", Gives::Json(of::<directory::AuthorityList>)), directory::get_all),
        api!(POST "/api/directory", keepers, Doc::act("notices", "Enters an authority abroad: mails that must go to it go there from its first day.", of::<directory::AuthorityBody>, authority).status(201), directory::post),
        api!(GET "/api/directory/letters", readers, Doc::read("notices", "Mails to authorities abroad, newest first, with what became of them.", Gives::Json(of::<directory::LetterList>)).query(PAGE), directory::get_letters),
        api!(POST "/api/directory/letters/{letter}/again", keepers, Doc::read("notices", "Tries a mail to an authority that was given up once more.", Gives::Json(of::<directory::LetterList>)), directory::post_again),
        api!(GET "/api/directory/{authority}", readers, Doc::read("notices", "One entry of the directory.", authority), directory::get_one),
        api!(PUT "/api/directory/{authority}", keepers, Doc::act("notices", "Corrects an entry; mails that wait go to the new address.", of::<directory::CorrectAuthorityBody>, authority), directory::put),
        api!(POST "/api/directory/{authority}/retire", keepers, Doc::read("notices", "Ends an entry now.", authority), directory::post_retire),
        api!(GET "/api/permits/late", May::Any(LATE), Doc::read("permits", "Permits that ended and were neither returned nor declared.", Gives::Json(of::<api::LateList>)), api::late),
        api!(GET "/api/permits/{permit}/use", SignedIn, Doc::read("permits", "What its holder reported of its use.", Gives::Json(of::<api::UseList>)), api::uses),
        api!(POST "/api/permits/{permit}/use", May::Any(HOLDER), Doc::act("permits", "The holder reports its use; the officer in charge records it.", of::<api::UseBody>, Gives::Json(of::<api::UseView>)).status(201), api::report_use),
    ]);
    all
}
