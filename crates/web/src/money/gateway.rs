//! The payment service's settings: page and API beside each other, the same acts.

use super::view::plain;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use office::money::gateway::{self, Service};
use office::shared::faces::{PaymentSaid, PaymentState};
use pages::money as face;
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// The payment service as it is set; never a secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct GatewayView {
    /// Short name.
    pub provider: String,
    /// Where it answers.
    pub address: String,
    /// What it calls us.
    pub merchant: String,
    /// Name of the key in use.
    pub key_id: String,
    /// Name of the key before it, while both are accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_key_id: Option<String>,
    /// Until when the key before it is accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_until: Option<String>,
    /// Reference for the test.
    pub known: String,
    /// May payers use it?
    pub active: bool,
    /// Where it calls us.
    pub callback: String,
}

impl GatewayView {
    /// A service with where it calls us.
    pub fn of(row: &store::GatewayRow, callback: String) -> GatewayView {
        GatewayView {
            provider: row.provider.clone(),
            address: row.address.clone(),
            merchant: row.merchant.clone(),
            key_id: row.key_id.clone(),
            previous_key_id: row.previous.as_ref().map(|p| p.id.clone()),
            previous_until: row.previous.as_ref().map(|p| p.until.to_string()),
            known: row.known.clone(),
            active: row.active,
            callback,
        }
    }
}

/// A payment that the service knows.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownBody {
    /// Its reference; blank: the one of the settings.
    #[serde(default)]
    pub known: String,
}

/// What the service said of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = KnownPaymentView)]
pub struct KnownView {
    /// Its reference.
    pub reference: String,
    /// `open`, `paid` or `refused`.
    pub state: String,
    /// How much.
    pub amount: String,
    /// Currency.
    pub currency: String,
}

fn callback_address(call: &Call) -> Result<String, Failure> {
    Ok(format!("{}/api/pay/{}/callback", call.app.facts.public_url, call.seat()?.house.tenant.code))
}

/// The settings of the payment service.
pub async fn gateway_page(call: Arc<Call>) -> Answer {
    draw_gateway(&call, None, None, Vec::new()).await
}

fn state(state: PaymentState) -> &'static str {
    match state {
        PaymentState::Open => "open",
        PaymentState::Paid => "paid",
        PaymentState::Refused => "refused",
    }
}

async fn draw_gateway(
    call: &Call,
    said: Option<PaymentSaid>,
    typed: Option<BTreeMap<String, String>>,
    errors: Vec<FieldError>,
) -> Answer {
    let mut read = call.read().await?;
    let now = read.gateway().await?;
    drop(read);
    let can_set = call.seat()?.has(gateway::SET);
    let mut typed = typed.unwrap_or_else(|| {
        let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        now.as_ref().map_or_else(BTreeMap::new, |g| {
            BTreeMap::from([
                text("provider", &g.provider),
                text("address", &g.address),
                text("merchant", &g.merchant),
                text("key_id", &g.key_id),
                text("known", &g.known),
                text("active", if g.active { "yes" } else { "" }),
            ])
        })
    });
    // A secret that was typed is typed again: it never comes back to a page.
    typed.remove("secret");
    if let Some(g) = &now {
        typed.entry("test".into()).or_insert_with(|| g.known.clone());
    }
    let status = form_status(&errors);
    let shown = face::GatewayPage {
        shell: shell(call).await,
        service: now.map(|g| face::ServiceSet {
            provider: g.provider,
            address: g.address,
            merchant: g.merchant,
            key_id: g.key_id,
            previous: g.previous.map(|p| (p.id, p.until)),
            known: g.known,
            active: g.active,
        }),
        can_set,
        can_try: call.seat()?.has(gateway::TRY),
        callback: callback_address(call)?,
        said: said.map(|s| face::TestSaid {
            reference: s.reference,
            state: state(s.state).to_owned(),
            amount: s.amount,
        }),
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

/// Sets the payment service.
pub async fn gateway_set(call: Arc<Call>) -> Answer {
    let text = |name: &str| call.typed(name).trim().to_owned();
    let secret = call.typed("secret").to_owned();
    let service = Service {
        provider: text("provider"),
        address: text("address"),
        merchant: text("merchant"),
        key_id: text("key_id"),
        secret: (!secret.is_empty()).then(|| secret.into_bytes()),
        known: text("known"),
        active: call.typed("active") == "yes",
    };
    match gateway::set(&call.app.office, &call.who()?, service).await.map_err(Failure::from) {
        Ok(()) => Ok(go_and_say(&call, links::GATEWAY, "flash-saved", None)),
        Err(failure) => {
            let errors = failure.on_form()?;
            draw_gateway(&call, None, Some(call.typed_again()), errors).await
        }
    }
}

/// Asks the service for a known payment; the page says what it said.
pub async fn gateway_test(call: Arc<Call>) -> Answer {
    let own = if call.seat()?.has(gateway::SET) { "test" } else { "known" };
    let known = call.typed(own).to_owned();
    match gateway::probe(&call.app.office, &call.who()?, &known).await.map_err(Failure::from) {
        Ok(said) => draw_gateway(&call, Some(said), None, Vec::new()).await,
        Err(failure) => {
            let errors = failure.on_form()?;
            let errors = errors
                .into_iter()
                .map(|e| if e.field == "known" { FieldError { field: own.to_owned(), ..e } } else { e })
                .collect();
            let mut read = call.read().await?;
            let now = read.gateway().await?;
            drop(read);
            let mut typed = BTreeMap::from([(own.to_owned(), known)]);
            if let Some(g) = now {
                for (name, value) in [
                    ("provider", g.provider),
                    ("address", g.address),
                    ("merchant", g.merchant),
                    ("key_id", g.key_id),
                    ("known", g.known),
                    ("active", if g.active { "yes".into() } else { String::new() }),
                ] {
                    typed.entry(name.to_owned()).or_insert(value);
                }
            }
            draw_gateway(&call, None, Some(typed), errors).await
        }
    }
}

/// The settings over the API; never a secret.
pub async fn gateway_get(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let row = read.gateway().await?.ok_or(Failure::NotFound)?;
    json(&GatewayView::of(&row, callback_address(&call)?))
}

/// Asks the service for a known payment.
pub async fn gateway_try(call: Arc<Call>) -> Answer {
    let body: KnownBody = call.json()?;
    let said = gateway::probe(&call.app.office, &call.who()?, &body.known).await?;
    json(&KnownView {
        reference: said.reference,
        state: state(said.state).to_owned(),
        amount: plain(said.amount),
        currency: said.amount.currency.code().to_owned(),
    })
}
