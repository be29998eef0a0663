//! The extension of a document for timber that waits in customs bond: two pages with one form, and the API.

use super::landing::{day, typed_day};
use crate::epermit::permits_api::find;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::PermitDocument;
use cites::ids::ForeignPermitKind;
use office::econtrol::timber::{self, COPYISTS, InBond};
use office::eexchange::fetch;
use pages::econtrol::TimberPage;
use pages::{FieldError, links};
use permits::DeskAct;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::ExtensionRow;
use utoipa::ToSchema;

/// Timber in bond.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimberBody {
    /// Day on which it came into customs bond, `YYYY-MM-DD`.
    pub arrived_on: String,
    /// Where it waits.
    pub place: String,
}

/// An extension.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimberView {
    /// Party that issued the document.
    pub issuer: String,
    /// Its number.
    pub number: String,
    /// Its last day before.
    pub valid_until: String,
    /// Its last day now.
    pub extended_until: String,
    /// Country whose authority extended it.
    pub extended_by: String,
    /// Day of arrival in bond.
    pub arrived_on: String,
    /// Where it waits.
    pub place: String,
}

impl From<&ExtensionRow> for TimberView {
    fn from(e: &ExtensionRow) -> TimberView {
        TimberView {
            issuer: e.issuer.code().to_owned(),
            number: e.number.to_string(),
            valid_until: e.valid_until.to_string(),
            extended_until: e.until.to_string(),
            extended_by: e.by.code().to_owned(),
            arrived_on: e.arrived_on.to_string(),
            place: e.place.clone(),
        }
    }
}

/// Which document: of another Party, or ours.
enum Of {
    Foreign(cites::ids::ForeignPermitId, PermitDocument),
    Own(cites::ids::PermitId, PermitDocument),
}

impl Of {
    async fn foreign(call: &Call) -> Result<Of, Failure> {
        let id = call.id::<ForeignPermitKind>("foreign")?;
        let found = fetch::get(&call.app.office, &call.reader()?, id).await?.0;
        Ok(Of::Foreign(id, found.foreign.permit.ok_or(Failure::NotFound)?))
    }

    async fn own(call: &Call) -> Result<Of, Failure> {
        let found = find(call).await?;
        Ok(Of::Own(found.columns.id, found.value.signed_document().clone()))
    }

    fn document(&self) -> &PermitDocument {
        match self {
            Of::Foreign(_, d) | Of::Own(_, d) => d,
        }
    }

    /// Where the form goes, and the document's own page.
    fn links(&self) -> (String, String) {
        match self {
            Of::Foreign(id, _) => (links::foreign_timber(&id.to_string()), links::foreign(&id.to_string())),
            Of::Own(id, _) => (links::permit_timber(&id.to_string()), links::permit(&id.to_string())),
        }
    }

    async fn extend(&self, call: &Call, found: InBond) -> Result<ExtensionRow, Failure> {
        let (office, who) = (&call.app.office, call.who()?);
        Ok(match self {
            Of::Foreign(id, _) => timber::extend(office, &who, *id, found).await?,
            Of::Own(id, _) => timber::told(office, &who, *id, found).await?,
        })
    }
}

async fn draw(call: &Call, of: &Of, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let mut read = call.read().await?;
    let extension = timber::of_document(&mut read, of.document()).await?;
    drop(read);
    let (action, back) = of.links();
    let seat = call.seat()?;
    let hands = match of {
        Of::Foreign(..) => DeskAct::ReceiveAtImport.roles(),
        Of::Own(..) => COPYISTS,
    };
    let status = form_status(&errors);
    let shown = TimberPage {
        shell: shell(call).await,
        action,
        back,
        number: of.document().number.to_string(),
        valid_until: of.document().valid_until,
        can_extend: extension.is_none() && seat.has(hands),
        extended: extension.map(|e| (e.until, e.by, e.place)),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

async fn answer(call: &Call, of: &Of) -> Answer {
    let done = match day("arrived_on", &typed_day(call, "arrived_on")) {
        Ok(arrived_on) => of.extend(call, InBond { arrived_on, place: call.typed("place").to_owned() }).await,
        Err(failure) => Err(failure),
    };
    match done {
        Ok(_) => Ok(go_and_say(call, &of.links().0, "flash-saved", None)),
        Err(failure) => draw(call, of, call.typed_again(), failure.on_form()?).await,
    }
}

/// A document of another Party.
pub async fn foreign(call: Arc<Call>) -> Answer {
    draw(&call, &Of::foreign(&call).await?, BTreeMap::new(), Vec::new()).await
}

/// Our customs extend it.
pub async fn foreign_extend(call: Arc<Call>) -> Answer {
    answer(&call, &Of::foreign(&call).await?).await
}

/// A permit of ours.
pub async fn own(call: Arc<Call>) -> Answer {
    draw(&call, &Of::own(&call).await?, BTreeMap::new(), Vec::new()).await
}

/// The importing Party told us.
pub async fn own_extend(call: Arc<Call>) -> Answer {
    answer(&call, &Of::own(&call).await?).await
}

async fn over_api(call: &Call, of: &Of) -> Answer {
    let body: TimberBody = call.json()?;
    let found = InBond { arrived_on: day("arrived_on", &body.arrived_on)?, place: body.place };
    json(&TimberView::from(&of.extend(call, found).await?))
}

/// Our customs extend it, over the API.
pub async fn foreign_api(call: Arc<Call>) -> Answer {
    over_api(&call, &Of::foreign(&call).await?).await
}

/// The importing Party told us, over the API.
pub async fn own_api(call: Arc<Call>) -> Answer {
    over_api(&call, &Of::own(&call).await?).await
}
