//! Routes of intake: papers, templates, messages.

use super::lines::{self, ListView, NamesBody, NamesView, TakeBody};
use super::messages::{self, NoteBody, NoteView, ThreadView};
use super::papers::{self, PapersView, PromiseBody, UploadBody, UploadView};
use super::templates::{self, TemplateBody, TemplateList, TemplateView};
use crate::epermit::routes::CASES;
use crate::epermit::view::ApplicationView;
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::route::{May, Route, api, form, page, upload};
use cites::Role;
use pages::links;
use permits::{ApplicationActCode as A, DeskAct};

const EDIT: May = May::Case(&[A::Edit]);
const STARTERS: May = May::Desk(DeskAct::StartApplication);
/// Who writes applications, and so keeps templates.
const WRITERS: May = May::Any(&[Role::Applicant, Role::Agent, Role::OrgAdmin, Role::MaClerk]);

const fn doc(summary: &'static str, gives: Gives) -> Doc {
    Doc::read("applications", summary, gives)
}

/// The rows.
pub fn routes() -> Vec<Route> {
    let cases = May::Any(CASES);
    vec![
        api!(GET "/api/applications/{application}/attachments", cases, doc("Papers with what the scanner said, and those promised for later.", Gives::Json(of::<PapersView>)), papers::list),
        api!(POST "/api/applications/{application}/promises", EDIT, Doc::act("applications", "Says that a paper comes later, and why.", of::<PromiseBody>, Gives::Json(of::<ApplicationView>)), papers::promise),
        api!(POST "/api/applications/{application}/uploads", EDIT, Doc::act("applications", "Announces a file that comes in parts.", of::<UploadBody>, Gives::Json(of::<UploadView>)).status(201), papers::begin_by_api),
        api!(GET "/api/applications/{application}/uploads/{upload}", EDIT, doc("How far a file in parts is.", Gives::Json(of::<UploadView>)), papers::state),
        api!(POST "/api/applications/{application}/uploads/{upload}", EDIT, doc("Takes a part (field `part`, with `offset`); the last one makes the file a paper.", Gives::Json(of::<UploadView>)).files(), papers::part),
        upload!("/applications/{application}/uploads", EDIT, papers::begin_on_page),
        upload!("/applications/{application}/uploads/{upload}", EDIT, papers::part),
        api!(GET "/api/applications/{application}/messages", cases, doc("What applicant and officer wrote to each other.", Gives::Json(of::<ThreadView>)), messages::list),
        api!(POST "/api/applications/{application}/messages", cases, Doc::act("applications", "Writes in the case.", of::<NoteBody>, Gives::Json(of::<NoteView>)).status(201), messages::write),
        page!("/applications/{application}/messages", cases, messages::show),
        form!("/applications/{application}/messages", cases, messages::send),
        page!("/applications/{application}/lines", WRITERS, lines::show),
        upload!("/applications/{application}/lines", WRITERS, lines::answer),
        page!("/applications/{application}/lines.csv", WRITERS, lines::empty_sheet),
        api!(GET "/api/applications/{application}/lines", EDIT, doc("The list of lines that lies beside it.", Gives::Json(of::<ListView>)), lines::api_list),
        api!(POST "/api/applications/{application}/lines", EDIT, doc("Lays a CSV file of lines beside it; nothing is taken over yet.", Gives::Json(of::<ListView>)).files(), lines::api_lay),
        api!(POST "/api/applications/{application}/lines/take", EDIT, Doc::act("applications", "Takes rows of the list over.", of::<TakeBody>, Gives::Json(of::<ApplicationView>)), lines::api_take),
        page!(links::NAMES, May::Anyone, lines::names),
        form!(links::NAMES, May::Anyone, lines::check_names),
        api!(POST "/api/names", May::Anyone, Doc::act("species", "Checks many names at once: accepted name, Appendix, suggestions.", of::<NamesBody>, Gives::Json(of::<NamesView>)), lines::api_names),
        api!(GET "/api/templates", WRITERS, Doc::read("templates", "Templates of applications, by name.", Gives::Json(of::<TemplateList>)), templates::api_list),
        api!(POST "/api/templates", WRITERS, Doc::act("templates", "Keeps an application as a template.", of::<TemplateBody>, Gives::Json(of::<TemplateView>)).status(201), templates::api_save),
        api!(PUT "/api/templates/{template}", WRITERS, Doc::act("templates", "Changes one.", of::<TemplateBody>, Gives::Json(of::<TemplateView>)), templates::api_change),
        api!(DELETE "/api/templates/{template}", WRITERS, Doc::read("templates", "Deletes one.", Gives::Nothing).status(204), templates::api_delete),
        api!(POST "/api/templates/{template}/start", STARTERS, Doc::read("templates", "Begins an application from it.", Gives::Json(of::<ApplicationView>)).status(201), templates::api_start),
        page!(links::TEMPLATES, WRITERS, templates::list),
        page!("/templates/{template}", WRITERS, templates::change_form),
        form!("/templates/{template}", WRITERS, templates::change),
        form!("/templates/{template}/start", STARTERS, templates::start),
        page!("/applications/{application}/template", WRITERS, templates::save_form),
        form!("/applications/{application}/template", WRITERS, templates::save),
    ]
}
