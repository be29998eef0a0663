//! What a Party sets itself, as pages and for programs: proposed by one person, confirmed by another.

use super::call::Call;
use super::enter::day;
use super::failure::Failure;
use super::respond::{created, form_status, go_and_say, json, page_with};
use super::route::Answer;
use super::shell::shell;
use cites::ids::{Id, JobKind, PersonId};
use office::settings::{self, Setting};
use pages::shared::{PartySetting, PartySettings, SettingMove};
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{SettingChange, SettingState};
use utoipa::ToSchema;

async fn draw(call: &Call, errors: Vec<FieldError>) -> Answer {
    let me = call.seat()?.person.id;
    let (set, changes) = settings::list(&call.app.office, &call.reader()?).await?;
    let mut people: Vec<PersonId> =
        changes.iter().flat_map(|c| [Some(c.proposed_by), c.decided_by]).flatten().collect();
    people.sort_unstable();
    people.dedup();
    let mut read = call.read().await?;
    let names: BTreeMap<PersonId, String> = read.person_names(&people).await?.into_iter().collect();
    drop(read);
    let name = |id: &PersonId| names.get(id).cloned().unwrap_or_default();
    let moves = changes.iter().map(|c| SettingMove {
        id: c.id.to_string(),
        setting: c.name.clone(),
        values: (c.was.clone(), c.value.clone()),
        reason: c.reason.clone(),
        by: name(&c.proposed_by),
        decided_by: c.decided_by.as_ref().map(name).unwrap_or_default(),
        on: day(c.decided_at.unwrap_or(c.proposed_at)),
        confirmed: match c.state {
            SettingState::Proposed => None,
            SettingState::Confirmed => Some(true),
            SettingState::Dropped => Some(false),
        },
        can_confirm: c.proposed_by != me,
    });
    let (waiting, decided) = moves.partition(|m: &SettingMove| m.confirmed.is_none());
    let status = form_status(&errors);
    let rows = Setting::ALL.iter().map(|s| (s.code(), s.value(&set))).collect();
    page_with(call, &PartySettings { shell: shell(call).await, rows, waiting, decided, errors }, status)
}

/// Settings with their changes.
pub async fn list(call: Arc<Call>) -> Answer {
    draw(&call, Vec::new()).await
}

fn setting(call: &Call) -> Result<Setting, Failure> {
    call.asked("of").and_then(Setting::from_code).ok_or(Failure::NotFound)
}

async fn draw_one(call: &Call, typed: Option<BTreeMap<String, String>>, errors: Vec<FieldError>) -> Answer {
    let setting = setting(call)?;
    let (set, _) = settings::list(&call.app.office, &call.reader()?).await?;
    let now = setting.value(&set);
    let typed = typed.unwrap_or_else(|| {
        let mut typed = BTreeMap::from([("value".to_owned(), now.clone())]);
        if setting == Setting::Languages {
            typed.extend(now.split(',').enumerate().map(|(n, l)| (format!("value-{}", n + 1), l.trim().to_owned())));
        }
        typed
    });
    let status = form_status(&errors);
    page_with(call, &PartySetting { shell: shell(call).await, setting: setting.code(), now, typed, errors }, status)
}

/// The form of one setting.
pub async fn form(call: Arc<Call>) -> Answer {
    draw_one(&call, None, Vec::new()).await
}

/// Proposes another value.
pub async fn propose(call: Arc<Call>) -> Answer {
    let setting = setting(&call)?;
    let value = match call.typed("value") {
        // Languages are chosen one by one; what is left out between them is no language.
        "" if setting == Setting::Languages => {
            let chosen = (1..=cites::Lang::ALL.len()).map(|n| call.typed(&format!("value-{n}")).trim().to_owned());
            chosen.filter(|code| !code.is_empty()).collect::<Vec<_>>().join(", ")
        }
        typed => typed.to_owned(),
    };
    let reason = call.typed("reason").to_owned();
    let done = settings::propose(&call.app.office, &call.who()?, setting, &value, &reason).await;
    match done.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, links::PARTY_SETTINGS, "flash-saved", None)),
        Err(failure) => {
            let first = |e: FieldError| match (setting, e.field.as_str()) {
                (Setting::Languages, "value") => FieldError { field: "value-1".into(), ..e },
                _ => e,
            };
            let errors = failure.on_form()?.into_iter().map(first).collect();
            draw_one(&call, Some(call.typed_again()), errors).await
        }
    }
}

async fn decided(call: &Call, confirm: bool) -> Result<SettingChange, Failure> {
    let id: Id<JobKind> = call.id::<JobKind>("change")?;
    Ok(settings::decide(&call.app.office, &call.who()?, id, confirm).await?)
}

async fn decide(call: &Call, confirm: bool) -> Answer {
    match decided(call, confirm).await {
        Ok(_) => Ok(go_and_say(call, links::PARTY_SETTINGS, "flash-done", None)),
        Err(failure) => draw(call, failure.on_form()?).await,
    }
}

/// The second person confirms.
pub async fn confirm(call: Arc<Call>) -> Answer {
    decide(&call, true).await
}

/// A proposal is taken back or turned down.
pub async fn drop_proposal(call: Arc<Call>) -> Answer {
    decide(&call, false).await
}

/// Another value for a setting.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingBody {
    /// The value, as text.
    pub value: String,
    /// Where it was decided.
    pub reason: String,
}

/// A change of a setting.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingChangeView {
    /// Id.
    pub id: String,
    /// Code of the setting.
    pub setting: String,
    /// Value before.
    pub was: String,
    /// Value after.
    pub value: String,
    /// `proposed`, `confirmed` or `dropped`.
    pub state: String,
    /// Where it was decided.
    pub reason: String,
}

impl From<&SettingChange> for SettingChangeView {
    fn from(c: &SettingChange) -> SettingChangeView {
        SettingChangeView {
            id: c.id.to_string(),
            setting: c.name.clone(),
            was: c.was.clone(),
            value: c.value.clone(),
            state: c.state.code().to_owned(),
            reason: c.reason.clone(),
        }
    }
}

/// What a Party sets, with its changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingsView {
    /// Values by code of the setting.
    pub settings: BTreeMap<String, String>,
    /// Changes, the newest first.
    pub changes: Vec<SettingChangeView>,
}

/// Settings, for programs.
pub async fn api_list(call: Arc<Call>) -> Answer {
    let (set, changes) = settings::list(&call.app.office, &call.who()?).await?;
    let settings = Setting::ALL.iter().map(|s| (s.code().to_owned(), s.value(&set))).collect();
    json(&SettingsView { settings, changes: changes.iter().map(SettingChangeView::from).collect() })
}

/// Proposes another value.
pub async fn api_propose(call: Arc<Call>) -> Answer {
    let body: SettingBody = call.json()?;
    let setting = Setting::from_code(call.param("setting")).ok_or(Failure::NotFound)?;
    let done = settings::propose(&call.app.office, &call.who()?, setting, &body.value, &body.reason).await?;
    created(&SettingChangeView::from(&done), "/api/settings")
}

/// The second person confirms.
pub async fn api_confirm(call: Arc<Call>) -> Answer {
    json(&SettingChangeView::from(&decided(&call, true).await?))
}

/// A proposal is taken back or turned down.
pub async fn api_drop(call: Arc<Call>) -> Answer {
    json(&SettingChangeView::from(&decided(&call, false).await?))
}
