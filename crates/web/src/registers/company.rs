//! The colleagues of a company: invited, changed and removed by its owner.

use super::door;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, json_with, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use axum::http::StatusCode;
use cites::Lang;
use cites::ids::{PersonId, PersonKind};
use office::registers::colleague::{self, Colleague, NewColleague, Rights};
use pages::FieldError;
use pages::registers::{ColleaguePage, ColleagueRow, CompanyPage, RightsShown, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// What a colleague may do, over the API.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RightsBody {
    /// Begin and change applications.
    #[serde(default)]
    pub prepare: bool,
    /// Hand them in and take them back.
    #[serde(default)]
    pub submit: bool,
    /// Pay.
    #[serde(default)]
    pub pay: bool,
    /// Invite, change and remove others.
    #[serde(default)]
    pub owner: bool,
}

impl RightsBody {
    fn rights(self) -> Rights {
        Rights { prepare: self.prepare, submit: self.submit, pay: self.pay }
    }
}

/// Somebody to invite, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteBody {
    /// Address to sign in with.
    pub email: String,
    /// Name exactly as on the identity document.
    pub name: String,
    /// Language of the pages; English when absent.
    #[serde(default)]
    pub language: String,
    /// What the person may do.
    pub rights: RightsBody,
}

/// A colleague over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct ColleagueView {
    /// Id of the account.
    pub person: String,
    /// Name.
    pub name: String,
    /// Address to sign in with.
    pub email: String,
    /// May sign in?
    pub active: bool,
    /// What the person may do.
    pub rights: RightsBody,
}

/// Colleagues over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct ColleagueList {
    /// By name.
    pub rows: Vec<ColleagueView>,
}

fn shown(c: &Colleague, own: PersonId) -> ColleagueRow {
    ColleagueRow {
        id: c.person.id.to_string(),
        name: c.person.name.clone(),
        email: c.person.email.clone(),
        rights: RightsShown { prepare: c.rights.prepare, submit: c.rights.submit, pay: c.rights.pay, owner: c.owner },
        active: c.person.active,
        own: c.person.id == own,
    }
}

fn ticked(call: &Call) -> (Rights, bool) {
    let all = call.ticked("rights");
    let has = |code: &str| all.contains(&code);
    (Rights { prepare: has("prepare"), submit: has("submit"), pay: has("pay") }, has("owner"))
}

fn id(call: &Call) -> Result<PersonId, Failure> {
    call.id::<PersonKind>("person")
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let own = call.seat()?.person.id;
    let all = colleague::list(&call.app.office, &call.reader()?).await?;
    let status = form_status(&errors);
    let rows = all.iter().map(|c| shown(c, own)).collect();
    page_with(call, &CompanyPage { shell: shell(call).await, rows, typed, errors }, status)
}

/// Everybody of the company.
pub async fn list(call: Arc<Call>) -> Answer {
    let typed = BTreeMap::from([
        ("language".to_owned(), call.lang.code().to_owned()),
        ("rights".to_owned(), "prepare".to_owned()),
    ]);
    draw(&call, typed, Vec::new()).await
}

/// Invites and shows the link.
pub async fn invite(call: Arc<Call>) -> Answer {
    let (rights, owner) = ticked(&call);
    let new = NewColleague {
        email: call.typed("email").to_owned(),
        name: call.typed("name").to_owned(),
        language: Lang::from_code(call.typed("language")).unwrap_or(call.lang),
        rights,
        owner,
    };
    match colleague::invite(&call.app.office, &call.who()?, new).await.map_err(Failure::from) {
        Ok(made) => door::shown(&call, &made, links::COMPANY.to_owned()).await,
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

async fn one(call: &Call) -> Result<Colleague, Failure> {
    let id = id(call)?;
    let all = colleague::list(&call.app.office, &call.reader()?).await?;
    all.into_iter().find(|c| c.person.id == id).ok_or(Failure::NotFound)
}

async fn draw_one(call: &Call, errors: Vec<FieldError>) -> Answer {
    let own = call.seat()?.person.id;
    let row = shown(&one(call).await?, own);
    let status = form_status(&errors);
    page_with(call, &ColleaguePage { shell: shell(call).await, row, errors }, status)
}

/// One colleague.
pub async fn show(call: Arc<Call>) -> Answer {
    draw_one(&call, Vec::new()).await
}

/// Changes what a colleague may do.
pub async fn change(call: Arc<Call>) -> Answer {
    let (rights, owner) = ticked(&call);
    match colleague::change(&call.app.office, &call.who()?, id(&call)?, rights, owner).await.map_err(Failure::from) {
        Ok(()) => Ok(go_and_say(&call, links::COMPANY, "flash-saved", None)),
        Err(failure) => draw_one(&call, failure.on_form()?).await,
    }
}

/// Removes a colleague, or makes a new link.
pub async fn act(call: Arc<Call>) -> Answer {
    let (office, who, id) = (&call.app.office, call.who()?, id(&call)?);
    let done = match call.param("act") {
        "remove" => colleague::remove(office, &who, id).await.map_err(Failure::from),
        "link" => match colleague::link(office, &who, id).await.map_err(Failure::from) {
            Ok(made) => return door::shown(&call, &made, links::COMPANY.to_owned()).await,
            Err(failure) => Err(failure),
        },
        _ => return Err(Failure::NotFound),
    };
    match done {
        Ok(()) => Ok(go_and_say(&call, links::COMPANY, "flash-done", None)),
        Err(failure) => draw_one(&call, failure.on_form()?).await,
    }
}

/// Everybody of the company, over the API.
pub async fn list_api(call: Arc<Call>) -> Answer {
    let all = colleague::list(&call.app.office, &call.reader()?).await?;
    let rows = all
        .iter()
        .map(|c| ColleagueView {
            person: c.person.id.to_string(),
            name: c.person.name.clone(),
            email: c.person.email.clone(),
            active: c.person.active,
            rights: RightsBody {
                prepare: c.rights.prepare,
                submit: c.rights.submit,
                pay: c.rights.pay,
                owner: c.owner,
            },
        })
        .collect();
    json(&ColleagueList { rows })
}

/// Invites, over the API.
pub async fn invite_api(call: Arc<Call>) -> Answer {
    let body: InviteBody = call.json()?;
    let new = NewColleague {
        language: Lang::from_code(&body.language).unwrap_or(Lang::En),
        rights: body.rights.rights(),
        owner: body.rights.owner,
        email: body.email,
        name: body.name,
    };
    let made = colleague::invite(&call.app.office, &call.who()?, new).await?;
    json_with(&door::view(&call, &made)?, StatusCode::CREATED)
}

/// Changes what a colleague may do, over the API.
pub async fn change_api(call: Arc<Call>) -> Answer {
    let body: RightsBody = call.json()?;
    colleague::change(&call.app.office, &call.who()?, id(&call)?, body.rights(), body.owner).await?;
    list_api(call).await
}

/// Removes a colleague, over the API.
pub async fn remove_api(call: Arc<Call>) -> Answer {
    colleague::remove(&call.app.office, &call.who()?, id(&call)?).await?;
    list_api(call).await
}

/// Makes a new link, over the API.
pub async fn link_api(call: Arc<Call>) -> Answer {
    let made = colleague::link(&call.app.office, &call.who()?, id(&call)?).await?;
    json(&door::view(&call, &made)?)
}
