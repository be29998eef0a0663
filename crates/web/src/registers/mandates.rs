//! Mandates over pages and API.

use crate::shared::call::Call;
use crate::shared::enter::day;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::ids::{MandateId, MandateKind};
use cites::{Date, Role};
use office::registers::mandate::{self, Asked, Named};
use pages::FieldError;
use pages::registers::{MandateCard, MandatesPage, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::MandateScope;
use utoipa::ToSchema;

/// A request for a mandate, over the API.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskBody {
    /// E-mail address of the client.
    pub client: String,
    /// `ALL`, `EXPORT` or `ONE`.
    pub scope: String,
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day, included.
    pub until: String,
    /// Words to the client.
    #[serde(default)]
    pub note: String,
}

/// A mandate over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct MandateView {
    /// Id.
    pub id: String,
    /// Who acts.
    pub agent: String,
    /// For whom.
    pub client: String,
    /// `ALL`, `EXPORT` or `ONE`.
    pub scope: &'static str,
    /// First day.
    pub from: String,
    /// Last day, included.
    pub until: String,
    /// `ASKED`, `ACCEPTED`, `DECLINED` or `REVOKED`.
    pub state: &'static str,
    /// Is the asker the client?
    pub ours: bool,
}

/// Mandates over the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct MandateList {
    /// The newest first.
    pub rows: Vec<MandateView>,
}

fn card(m: &Named, today: Date) -> MandateCard {
    MandateCard {
        id: m.row.id.to_string(),
        agent: m.agent.clone(),
        client: m.client.clone(),
        scope: m.row.scope.code(),
        from: m.row.from,
        until: m.row.until,
        state: m.row.state.code(),
        over: m.row.until < today,
        note: m.row.note.clone(),
        ours: m.ours,
    }
}

fn asked(client: &str, scope: &str, from: &str, until: &str, note: &str) -> Result<Asked, Failure> {
    let date = |field: &str, text: &str| -> Result<Date, Failure> {
        let help = "Give the date as year-month-day, like 2026-11-25.";
        text.trim().parse().map_err(|_| Failure::field(field, "date-form", help))
    };
    Ok(Asked {
        client: client.to_owned(),
        scope: MandateScope::from_code(scope)
            .ok_or_else(|| Failure::field("scope", "enter-scope", "Choose ALL, EXPORT or ONE."))?,
        from: date("from", from)?,
        until: date("until", until)?,
        note: note.to_owned(),
    })
}

fn id(call: &Call) -> Result<MandateId, Failure> {
    call.id::<MandateKind>("mandate")
}

async fn draw(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let seat = call.seat()?;
    let today = day(call.app.office.clock.now());
    let all = mandate::list(&call.app.office, &call.reader()?).await?;
    let status = form_status(&errors);
    let shown = MandatesPage {
        shell: shell(call).await,
        rows: all.iter().map(|m| card(m, today)).collect(),
        agent: seat.has(&[Role::Agent]),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// Every mandate of the reader.
pub async fn list(call: Arc<Call>) -> Answer {
    let today = day(call.app.office.clock.now());
    let typed = BTreeMap::from([("from".to_owned(), today.to_string()), ("scope".to_owned(), "EXPORT".to_owned())]);
    draw(&call, typed, Vec::new()).await
}

/// A date typed into three boxes.
pub fn date_typed(call: &Call, name: &str) -> String {
    let part = |p: &str| call.typed(&format!("{name}-{p}")).to_owned();
    pages::parts::date::join(&part("day"), &part("month"), &part("year"))
}

/// An agent asks.
pub async fn ask(call: Arc<Call>) -> Answer {
    let (from, until) = (date_typed(&call, "from"), date_typed(&call, "until"));
    let asked = asked(call.typed("client"), call.typed("scope"), &from, &until, call.typed("note"));
    let done = match asked {
        Ok(asked) => mandate::ask(&call.app.office, &call.who()?, asked).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(()) => Ok(go_and_say(&call, links::MANDATES, "flash-done", None)),
        Err(failure) => draw(&call, call.typed_again(), failure.on_form()?).await,
    }
}

async fn answered(call: &Call, act: &str) -> Result<(), Failure> {
    let (office, who, id) = (&call.app.office, call.who()?, id(call)?);
    match act {
        "accept" => mandate::answer(office, &who, id, true).await?,
        "decline" => mandate::answer(office, &who, id, false).await?,
        "revoke" => mandate::revoke(office, &who, id).await?,
        _ => return Err(Failure::NotFound),
    };
    Ok(())
}

/// The client answers, or either side ends it.
pub async fn act(call: Arc<Call>) -> Answer {
    match answered(&call, call.param("act")).await {
        Ok(()) => Ok(go_and_say(&call, links::MANDATES, "flash-done", None)),
        Err(failure) => draw(&call, BTreeMap::new(), failure.on_form()?).await,
    }
}

/// Every mandate of the asker, over the API.
pub async fn list_api(call: Arc<Call>) -> Answer {
    let all = mandate::list(&call.app.office, &call.reader()?).await?;
    let rows = all
        .into_iter()
        .map(|m| MandateView {
            id: m.row.id.to_string(),
            agent: m.agent,
            client: m.client,
            scope: m.row.scope.code(),
            from: m.row.from.to_string(),
            until: m.row.until.to_string(),
            state: m.row.state.code(),
            ours: m.ours,
        })
        .collect();
    json(&MandateList { rows })
}

/// An agent asks, over the API.
pub async fn ask_api(call: Arc<Call>) -> Answer {
    let b: AskBody = call.json()?;
    let asked = asked(&b.client, &b.scope, &b.from, &b.until, &b.note)?;
    mandate::ask(&call.app.office, &call.who()?, asked).await?;
    list_api(call).await
}

/// The client agrees, over the API.
pub async fn accept_api(call: Arc<Call>) -> Answer {
    answered(&call, "accept").await?;
    list_api(call).await
}

/// The client says no, over the API.
pub async fn decline_api(call: Arc<Call>) -> Answer {
    answered(&call, "decline").await?;
    list_api(call).await
}

/// Either side ends it, over the API.
pub async fn revoke_api(call: Arc<Call>) -> Answer {
    answered(&call, "revoke").await?;
    list_api(call).await
}
