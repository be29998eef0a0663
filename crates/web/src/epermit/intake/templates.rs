//! Templates of applications: pages and API.

use crate::epermit::case::stored;
use crate::epermit::view::ApplicationView;
use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, form_status, go, go_and_say, json, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use cites::DocumentType;
use cites::ids::{ApplicationId, ApplicationKind, TemplateId, TemplateKind};
use office::epermit::intake::template::{self, Naming, Template};
use pages::epermit::{TemplateForm, TemplateRow, TemplatesPage};
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// The list.
pub async fn list(call: Arc<Call>) -> Answer {
    let who = call.reader()?;
    let rows = template::list(&call.app.office, &who)
        .await?
        .into_iter()
        .map(|t| TemplateRow {
            id: t.id.to_string(),
            kind: DocumentType::from_code(&t.form.document_type),
            taxon: t.form.lines.first().map(|l| l.taxon.clone()).unwrap_or_default(),
            shared: t.organisation.is_some(),
            mine: template::may_change(&who, &t),
            on: day(t.changed_at),
            name: t.name,
        })
        .collect();
    page(&call, &TemplatesPage { shell: shell(&call).await, rows })
}

/// Begins an application.
pub async fn start(call: Arc<Call>) -> Answer {
    let id = call.id::<TemplateKind>("template")?;
    let made = template::start(&call.app.office, &call.who()?, id).await?;
    Ok(go(&links::tasks(&made.row.id.to_string())))
}

fn naming(call: &Call) -> Naming {
    Naming { name: call.typed("name").to_owned(), shared: !call.typed("shared").is_empty() }
}

async fn draw_save(call: &Call, id: ApplicationId, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let found = stored(call, id).await?;
    let who = call.reader()?;
    let own = template::list(&call.app.office, &who).await?;
    let over = own.into_iter().filter(|t| template::may_change(&who, t));
    let back = if found.columns.submitted_at.is_some() {
        links::application(&id.to_string())
    } else {
        links::tasks(&id.to_string())
    };
    let status = form_status(&errors);
    let shown = TemplateForm {
        shell: shell(call).await,
        action: links::template_of(&id.to_string()),
        template: None,
        can_share: call.seat()?.person.organisation.is_some(),
        over: over.map(|t| (t.id.to_string(), t.name)).collect(),
        typed,
        errors,
        back,
    };
    page_with(call, &shown, status)
}

/// The form that keeps an application as a template.
pub async fn save_form(call: Arc<Call>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    draw_save(&call, id, BTreeMap::new(), Vec::new()).await
}

/// Keeps it, as a new template or over an older one.
pub async fn save(call: Arc<Call>) -> Answer {
    let id = call.id::<ApplicationKind>("application")?;
    let (office, who) = (&call.app.office, call.who()?);
    let saved = match TemplateId::parse(call.typed("over")) {
        Err(_) => template::save(office, &who, id, &naming(&call)).await,
        Ok(over) => match template::one(office, &call.reader()?, over).await {
            Ok(old) => {
                let name = if call.typed("name").trim().is_empty() { old.name.clone() } else { naming(&call).name };
                let naming = Naming { name, ..naming(&call) };
                template::change(office, &who, over, &naming, Some(id), old.version).await
            }
            Err(error) => Err(error),
        },
    };
    match saved.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, links::TEMPLATES, "flash-saved", None)),
        Err(failure) => draw_save(&call, id, call.typed_again(), failure.on_form()?).await,
    }
}

async fn draw_change(call: &Call, t: &Template, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    let shown = TemplateForm {
        shell: shell(call).await,
        action: links::template(&t.id.to_string()),
        template: Some(t.id.to_string()),
        can_share: call.seat()?.person.organisation.is_some(),
        over: Vec::new(),
        typed,
        errors,
        back: links::TEMPLATES.to_owned(),
    };
    page_with(call, &shown, status)
}

async fn mine(call: &Call) -> Result<Template, Failure> {
    let who = call.reader()?;
    let found = template::one(&call.app.office, &who, call.id::<TemplateKind>("template")?).await?;
    if template::may_change(&who, &found) { Ok(found) } else { Err(Failure::NotFound) }
}

/// The form that changes one.
pub async fn change_form(call: Arc<Call>) -> Answer {
    let found = mine(&call).await?;
    let mut typed =
        BTreeMap::from([("name".to_owned(), found.name.clone()), ("version".to_owned(), found.version.to_string())]);
    if found.organisation.is_some() {
        typed.insert("shared".into(), "yes".into());
    }
    draw_change(&call, &found, typed, Vec::new()).await
}

/// Changes or deletes one.
pub async fn change(call: Arc<Call>) -> Answer {
    let found = mine(&call).await?;
    let (office, who) = (&call.app.office, call.who()?);
    if call.typed("go") == "delete" {
        template::delete(office, &who, found.id).await?;
        return Ok(go_and_say(&call, links::TEMPLATES, "flash-done", None));
    }
    let version = call.typed("version").parse().unwrap_or(0);
    match template::change(office, &who, found.id, &naming(&call), None, version).await.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, links::TEMPLATES, "flash-saved", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            let mut typed = call.typed_again();
            typed.insert("version".into(), found.version.to_string());
            draw_change(&call, &found, typed, errors).await
        }
    }
}

/// A template.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateView {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Shared in the organisation.
    pub shared: bool,
    /// Give it back when changing.
    pub version: i64,
    /// Its content.
    pub form: crate::epermit::body::Form,
}

impl TemplateView {
    fn of(t: &Template) -> TemplateView {
        TemplateView {
            id: t.id.to_string(),
            name: t.name.clone(),
            shared: t.organisation.is_some(),
            version: t.version,
            form: (&t.form).into(),
        }
    }
}

/// Templates by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateList {
    /// At most 100.
    pub rows: Vec<TemplateView>,
}

/// What is said of a template.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateBody {
    /// Its name.
    pub name: String,
    /// Shared in the organisation.
    #[serde(default)]
    pub shared: bool,
    /// Id of the application whose content it takes; needed for a new one.
    #[serde(default)]
    pub application: Option<String>,
    /// The version that is changed; not for a new one.
    #[serde(default)]
    pub version: i64,
}

impl TemplateBody {
    fn application(&self) -> Result<Option<ApplicationId>, Failure> {
        let id = self.application.as_deref().filter(|t| !t.trim().is_empty());
        id.map(|id| ApplicationId::parse(id).map_err(|_| Failure::NotFound)).transpose()
    }

    fn naming(&self) -> Naming {
        Naming { name: self.name.clone(), shared: self.shared }
    }
}

/// Lists them.
pub async fn api_list(call: Arc<Call>) -> Answer {
    let all = template::list(&call.app.office, &call.reader()?).await?;
    json(&TemplateList { rows: all.iter().map(TemplateView::of).collect() })
}

/// Keeps an application as a template.
pub async fn api_save(call: Arc<Call>) -> Answer {
    let body: TemplateBody = call.json()?;
    let from = body.application()?.ok_or_else(|| {
        Failure::field("application", "template-application", "Name the application whose content it takes.")
    })?;
    let made = template::save(&call.app.office, &call.who()?, from, &body.naming()).await?;
    created(&TemplateView::of(&made), &format!("/api/templates/{}", made.id))
}

/// Changes one.
pub async fn api_change(call: Arc<Call>) -> Answer {
    let body: TemplateBody = call.json()?;
    let id = call.id::<TemplateKind>("template")?;
    let from = body.application()?;
    let done = template::change(&call.app.office, &call.who()?, id, &body.naming(), from, body.version).await?;
    json(&TemplateView::of(&done))
}

/// Deletes one.
pub async fn api_delete(call: Arc<Call>) -> Answer {
    template::delete(&call.app.office, &call.who()?, call.id::<TemplateKind>("template")?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Begins an application.
pub async fn api_start(call: Arc<Call>) -> Answer {
    let made = template::start(&call.app.office, &call.who()?, call.id::<TemplateKind>("template")?).await?;
    created(&ApplicationView::after(&made, call.seat()?), &format!("/api/applications/{}", made.row.id))
}
