//! The administrator's people: open accounts, give and take roles, lock, make reset links.

use super::door;
use crate::shared::call::Call;
use crate::shared::draw::ROWS;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, json_with, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use axum::http::StatusCode;
use cites::ids::{PersonId, PersonKind};
use cites::{Lang, Role};
use office::registers::people::{self, GIVEN, NewOfficer, OUTSIDE, conflicts};
use pages::FieldError;
use pages::registers::{OfficerPage, PersonPage, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::PersonRow;
use utoipa::ToSchema;

/// An account over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonView {
    /// Id.
    pub id: String,
    /// Address to sign in with.
    pub email: String,
    /// Name.
    pub name: String,
    /// Role codes.
    pub roles: Vec<String>,
    /// Id of the organisation it acts for.
    pub organisation: Option<String>,
    /// May sign in?
    pub active: bool,
    /// Pairs of its roles that a second person should have.
    pub conflicts: Vec<Vec<String>>,
}

impl From<&PersonRow> for PersonView {
    fn from(p: &PersonRow) -> PersonView {
        PersonView {
            id: p.id.to_string(),
            email: p.email.clone(),
            name: p.name.clone(),
            roles: p.roles.iter().map(|r| r.code().to_owned()).collect(),
            organisation: p.organisation.map(|o| o.to_string()),
            active: p.active,
            conflicts: conflicts(&p.roles).iter().map(|c| vec![c.one.code().into(), c.other.code().into()]).collect(),
        }
    }
}

/// Accounts over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonList {
    /// By address.
    pub rows: Vec<PersonView>,
    /// For the next page: its `after`.
    pub next: Option<String>,
}

/// A new officer over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficerBody {
    /// Address to sign in with.
    pub email: String,
    /// Name.
    pub name: String,
    /// Title under a signature.
    #[serde(default)]
    pub title: String,
    /// Role codes.
    pub roles: Vec<String>,
    /// Language of the pages; English when absent.
    #[serde(default)]
    pub language: String,
    /// The warning about roles in one hand was read.
    #[serde(default)]
    pub warned: bool,
}

/// Roles over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RolesBody {
    /// Role codes; these and no others.
    pub roles: Vec<String>,
    /// The warning about roles in one hand was read.
    #[serde(default)]
    pub warned: bool,
}

/// Why an account is locked or unlocked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhyBody {
    /// In words.
    pub reason: String,
}

fn roles<'t>(codes: impl IntoIterator<Item = &'t str>) -> Result<Vec<Role>, Failure> {
    let unknown = || Failure::field("roles", "roles-empty", "Give role codes of the list.");
    codes.into_iter().map(|c| Role::from_code(c.trim()).ok_or_else(unknown)).collect()
}

fn id(call: &Call) -> Result<PersonId, Failure> {
    call.id::<PersonKind>("person")
}

fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

/// The form of a new officer.
pub async fn new(call: Arc<Call>) -> Answer {
    let typed = BTreeMap::from([("language".to_owned(), call.lang.code().to_owned())]);
    draw_new(&call, typed, Vec::new()).await
}

async fn draw_new(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    let shown = OfficerPage { shell: shell(call).await, roles: GIVEN.to_vec(), typed, errors };
    page_with(call, &shown, status)
}

/// Opens an officer's account and shows the link.
pub async fn hire(call: Arc<Call>) -> Answer {
    let new = roles(call.ticked("roles")).map(|roles| NewOfficer {
        email: call.typed("email").to_owned(),
        name: call.typed("name").to_owned(),
        title: some(call.typed("title")),
        roles,
        language: Lang::from_code(call.typed("language")).unwrap_or(call.lang),
        warned: call.typed("warned") == "yes",
    });
    let made = match new {
        Ok(new) => people::hire(&call.app.office, &call.who()?, new).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match made {
        Ok(made) => door::shown(&call, &made, links::person(&made.person.to_string())).await,
        Err(failure) => draw_new(&call, call.typed_again(), failure.on_form()?).await,
    }
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let person = people::get(&call.app.office, &call.reader()?, id(call)?).await?;
    let mut read = call.read().await?;
    let companies: Vec<_> = person.organisation.into_iter().collect();
    let organisation =
        read.organisation_names(&companies).await?.into_iter().next().map(|(_, n)| n).unwrap_or_default();
    drop(read);
    let outside = person.roles.iter().all(|r| OUTSIDE.contains(r));
    let status = form_status(&errors);
    let shown = PersonPage {
        shell: shell(call).await,
        id: person.id.to_string(),
        own: call.seat()?.person.id == person.id,
        conflicts: conflicts(&person.roles).iter().map(|c| (c.one, c.other)).collect(),
        roles: if outside { OUTSIDE } else { GIVEN }.to_vec(),
        name: person.name,
        email: person.email,
        organisation,
        held: person.roles,
        active: person.active,
        since: person.created_at,
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// One account.
pub async fn show(call: Arc<Call>) -> Answer {
    draw(&call, BTreeMap::new(), Vec::new()).await
}

/// One act on an account.
pub async fn act(call: Arc<Call>) -> Answer {
    let (office, who, id) = (&call.app.office, call.who()?, id(&call)?);
    let reason = call.typed("reason").to_owned();
    let done = match call.param("act") {
        "roles" => match roles(call.ticked("roles")) {
            Ok(roles) => {
                let warned = call.typed("warned") == "yes";
                people::set_roles(office, &who, id, roles, warned).await.map_err(Failure::from)
            }
            Err(failure) => Err(failure),
        },
        "lock" => people::set_open(office, &who, id, false, reason).await.map_err(Failure::from),
        "unlock" => people::set_open(office, &who, id, true, reason).await.map_err(Failure::from),
        "reset" => match people::reset(office, &who, id).await.map_err(Failure::from) {
            Ok(made) => return door::shown(&call, &made, links::person(&id.to_string())).await,
            Err(failure) => Err(failure),
        },
        _ => return Err(Failure::NotFound),
    };
    match done {
        Ok(()) => Ok(go_and_say(&call, &links::person(&id.to_string()), "flash-saved", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

/// Every account by address.
pub async fn list_api(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let found = read.people(call.asked("after").unwrap_or(""), ROWS).await?;
    let full = i64::try_from(found.len()).is_ok_and(|n| n == ROWS);
    let next = found.last().filter(|_| full).map(|p| p.email.clone());
    json(&PersonList { rows: found.iter().map(PersonView::from).collect(), next })
}

/// One account over the API.
pub async fn get_api(call: Arc<Call>) -> Answer {
    json(&PersonView::from(&people::get(&call.app.office, &call.reader()?, id(&call)?).await?))
}

/// Opens an officer's account over the API.
pub async fn hire_api(call: Arc<Call>) -> Answer {
    let body: OfficerBody = call.json()?;
    let new = NewOfficer {
        title: some(&body.title),
        roles: roles(body.roles.iter().map(String::as_str))?,
        language: Lang::from_code(&body.language).unwrap_or(Lang::En),
        warned: body.warned,
        email: body.email,
        name: body.name,
    };
    let made = people::hire(&call.app.office, &call.who()?, new).await?;
    json_with(&door::view(&call, &made)?, StatusCode::CREATED)
}

/// Gives and takes roles over the API.
pub async fn roles_api(call: Arc<Call>) -> Answer {
    let body: RolesBody = call.json()?;
    let given = roles(body.roles.iter().map(String::as_str))?;
    people::set_roles(&call.app.office, &call.who()?, id(&call)?, given, body.warned).await?;
    get_api(call).await
}

/// Locks an account over the API.
pub async fn lock_api(call: Arc<Call>) -> Answer {
    let body: WhyBody = call.json()?;
    people::set_open(&call.app.office, &call.who()?, id(&call)?, false, body.reason).await?;
    get_api(call).await
}

/// Unlocks an account over the API.
pub async fn unlock_api(call: Arc<Call>) -> Answer {
    let body: WhyBody = call.json()?;
    people::set_open(&call.app.office, &call.who()?, id(&call)?, true, body.reason).await?;
    get_api(call).await
}

/// Makes a reset link over the API.
pub async fn reset_api(call: Arc<Call>) -> Answer {
    let made = people::reset(&call.app.office, &call.who()?, id(&call)?).await?;
    json(&door::view(&call, &made)?)
}
