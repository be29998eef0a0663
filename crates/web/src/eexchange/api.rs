//! The exchange desk over the API: partners, messages, permits of other Parties.

use crate::econtrol::api::{BlockQuantity, port, quantities};
use crate::epermit::api::{after, limit};
use crate::epermit::view::{CheckView, ChecksView};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{file, json};
use crate::shared::route::Answer;
use cites::ids::{ForeignPermitKind, MessageKind};
use cites::{CountryCode, PermitNumber, Token};
use office::econtrol::receive::{self, Counted};
use office::eexchange::fetch::{self, Foreign, PartnerSettings, Seal, Wanted};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Cursor, Direction, ForeignRow, ForeignStatus, MessageFilter, MessageRow, PartnerRow};
use utoipa::ToSchema;

/// A partner Party.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartnerView {
    /// Country.
    pub country: String,
    /// Address of its service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// Version of the service: 1 or 2.
    pub protocol: i64,
    /// May ask for final permits.
    pub may_get_final: bool,
    /// May ask for permits before endorsement.
    pub may_get_non_final: bool,
    /// May confirm quantities.
    pub may_confirm: bool,
    /// Do we exchange with it now?
    pub active: bool,
    /// `test`, `pilot` or `live`.
    pub mode: String,
}

impl From<&PartnerRow> for PartnerView {
    fn from(p: &PartnerRow) -> PartnerView {
        PartnerView {
            country: p.country.to_string(),
            endpoint: p.endpoint.clone(),
            protocol: p.protocol,
            may_get_final: p.may_get_final,
            may_get_non_final: p.may_get_non_final,
            may_confirm: p.may_confirm,
            active: p.active,
            mode: PartnerSettings::of(p).mode,
        }
    }
}

/// Partners.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartnerList {
    /// By country.
    pub rows: Vec<PartnerView>,
}

/// Partners of this house.
pub async fn partners(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    json(&PartnerList { rows: read.partners().await?.iter().map(PartnerView::from).collect() })
}

/// Which permit to fetch.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fetch {
    /// Issuing Party.
    pub issuer: String,
    /// Number as printed.
    pub number: String,
    /// Security code as printed.
    #[serde(default)]
    pub token: Option<String>,
}

/// Reads what to fetch.
///
/// # Errors
/// The field that is not right.
pub fn wanted(issuer: &str, number: &str, token: Option<&str>) -> Result<Wanted, Failure> {
    let token = match token.map(str::trim).filter(|t| !t.is_empty()) {
        None => None,
        Some(text) => Some(Token::parse(text).map_err(|e| Failure::parse("token", &e))?),
    };
    Ok(Wanted {
        issuer: CountryCode::parse(issuer).map_err(|e| Failure::parse("issuer", &e))?,
        number: PermitNumber::parse(number).map_err(|e| Failure::parse("number", &e))?,
        token,
    })
}

/// A permit of another Party in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ForeignBrief {
    /// Id.
    pub id: String,
    /// Issuing Party.
    pub issuer: String,
    /// Number.
    pub number: String,
    /// `FETCHED`, `RECEIVED`, `CONFIRMED` or `REFUSED`.
    pub status: String,
    /// Was it final when it came?
    pub is_final: bool,
    /// Kind of document, as sent.
    pub document_type: String,
    /// Country of export.
    pub exporter_country: String,
    /// Country of import.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub importer_country: Option<String>,
    /// Species of the first line.
    pub taxon: String,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// When it was fetched.
    pub retrieved_at: String,
    /// When the goods were received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<String>,
}

impl From<&ForeignRow> for ForeignBrief {
    fn from(f: &ForeignRow) -> ForeignBrief {
        ForeignBrief {
            id: f.id.to_string(),
            issuer: f.issuer.to_string(),
            number: f.number.to_string(),
            status: f.status.code().to_owned(),
            is_final: f.is_final,
            document_type: f.kind.clone(),
            exporter_country: f.exporter.to_string(),
            importer_country: f.importer.map(|c| c.to_string()),
            taxon: f.taxon.clone(),
            valid_until: f.valid_until.map(|d| d.to_string()),
            retrieved_at: f.retrieved_at.to_string(),
            received_at: f.received_at.map(|t| t.to_string()),
        }
    }
}

/// Permits of other Parties.
#[derive(Debug, Serialize, ToSchema)]
pub struct ForeignList {
    /// Newest change first.
    pub rows: Vec<ForeignBrief>,
    /// Give it as `after` for the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A block of a permit of another Party.
#[derive(Debug, Serialize, ToSchema)]
pub struct ForeignBlock {
    /// Letter.
    pub block: String,
    /// Scientific name.
    pub taxon: String,
    /// Term code.
    pub term: String,
    /// Unit code.
    pub unit: String,
    /// Permitted.
    pub permitted: String,
    /// Endorsed at export.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endorsed: Option<String>,
    /// Counted at import.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
}

/// What a reader or a rule says of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RemarkView {
    /// `INFO`, `WARNING` or `SEVERE`.
    pub level: String,
    /// What.
    pub text: String,
}

/// A permit of another Party.
#[derive(Debug, Serialize, ToSchema)]
pub struct ForeignView {
    /// As in lists.
    #[serde(flatten)]
    pub brief: ForeignBrief,
    /// `verified`, `absent` or `broken`.
    pub seal: String,
    /// Why the seal does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seal_reason: Option<String>,
    /// Could it be read box by box?
    pub readable: bool,
    /// Withdrawn by the issuer: its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<String>,
    /// Blocks.
    pub blocks: Vec<ForeignBlock>,
    /// What the reader found.
    pub remarks: Vec<RemarkView>,
    /// What the rules of acceptance say.
    pub checks: Vec<CheckView>,
    /// How the issuer answered our confirmation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<String>,
}

async fn view(call: &Call, row: &ForeignRow, foreign: &Foreign) -> Answer {
    let mut read = call.read().await?;
    let lines = read.foreign_lines(row.id).await?;
    let (seal, seal_reason) = match &foreign.seal {
        Seal::Verified { .. } => ("verified", None),
        Seal::Absent => ("absent", None),
        Seal::Broken { reason } => ("broken", Some(reason.clone())),
    };
    json(&ForeignView {
        brief: row.into(),
        seal: seal.to_owned(),
        seal_reason,
        readable: foreign.permit.is_some(),
        withdrawn: foreign.withdrawn.clone(),
        blocks: lines
            .iter()
            .map(|l| ForeignBlock {
                block: l.block.clone(),
                taxon: l.taxon.clone(),
                term: l.term.clone(),
                unit: l.unit.clone(),
                permitted: l.permitted.to_string(),
                endorsed: l.endorsed.map(|a| a.to_string()),
                received: l.received.map(|a| a.to_string()),
            })
            .collect(),
        remarks: foreign
            .warnings
            .iter()
            .map(|w| RemarkView { level: w.level.to_string(), text: w.to_string() })
            .collect(),
        checks: foreign.trace.as_ref().map(|t| ChecksView::of(t, call.lang).checks).unwrap_or_default(),
        confirmed: foreign.receipt.as_ref().and_then(|r| r.confirmed.clone()),
    })
}

/// Asks the issuing Party for a permit and keeps the answer.
pub async fn fetch(call: Arc<Call>) -> Answer {
    let body: Fetch = call.json()?;
    let wanted = wanted(&body.issuer, &body.number, body.token.as_deref())?;
    let fetched = fetch::fetch(&call.app.office, &call.who()?, wanted).await?;
    view(&call, &fetched.row, &fetched.foreign).await
}

/// Permits of other Parties that we keep.
pub async fn foreigns(call: Arc<Call>) -> Answer {
    let status = match call.asked("status") {
        None => None,
        Some(code) => Some(
            ForeignStatus::from_code(code)
                .ok_or_else(|| Failure::field("status", "status-unknown", "Give a status from the list."))?,
        ),
    };
    let (limit, before) = (limit(&call)?, after(&call, Cursor::NEWEST)?);
    let mut read = call.read().await?;
    let page = read.foreigns(status, before, limit).await?;
    json(&ForeignList {
        rows: page.rows.iter().map(ForeignBrief::from).collect(),
        next: page.next.map(|c| c.to_string()),
    })
}

/// One of them.
pub async fn foreign(call: Arc<Call>) -> Answer {
    let id = call.id::<ForeignPermitKind>("foreign")?;
    let (found, _) = fetch::get(&call.app.office, &call.reader()?, id).await?;
    view(&call, &found.row, &found.foreign).await
}

/// The answer of the issuing Party, exactly as it came.
pub async fn foreign_xml(call: Arc<Call>) -> Answer {
    let id = call.id::<ForeignPermitKind>("foreign")?;
    let (found, raw) = fetch::get(&call.app.office, &call.reader()?, id).await?;
    Ok(file(raw, "application/xml", &format!("{}.xml", found.row.number.as_str().replace('/', "-")), false))
}

/// What arrived.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Receive {
    /// Every block, zero for what did not arrive.
    pub blocks: Vec<BlockQuantity>,
    /// Port of entry.
    pub port: String,
    /// Its name; the code again when absent.
    #[serde(default)]
    pub port_name: String,
    /// Number of our import permit that the goods come in under; absent: found by itself.
    #[serde(default)]
    pub import_permit: Option<String>,
}

/// Records what arrived; the confirmation goes out after it.
pub async fn receive(call: Arc<Call>) -> Answer {
    let body: Receive = call.json()?;
    let (port, port_name) = port(&body.port, &body.port_name)?;
    let counted = Counted { quantities: quantities(&body.blocks)?, port, port_name };
    let id = call.id::<ForeignPermitKind>("foreign")?;
    let chosen = body.import_permit.as_deref().map(str::trim).filter(|t| !t.is_empty());
    let chosen = chosen.map(PermitNumber::parse).transpose().map_err(|e| Failure::parse("import_permit", &e))?;
    let done = receive::receive_under(&call.app.office, &call.who()?, id, counted, chosen).await?;
    view(&call, &done.row, &done.foreign).await
}

/// Sends the confirmation again.
pub async fn confirm(call: Arc<Call>) -> Answer {
    let id = call.id::<ForeignPermitKind>("foreign")?;
    let done = receive::confirm_again(&call.app.office, &call.who()?, id).await?;
    view(&call, &done.row, &done.foreign).await
}

/// A message of the exchange.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageView {
    /// Id.
    pub id: String,
    /// `in`: they called us; `out`: we called them.
    pub direction: String,
    /// Partner.
    pub partner: String,
    /// EPIX operation.
    pub operation: String,
    /// Permit it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// `OK`, `FAULT` or `FAILED`.
    pub result: String,
    /// Fault or failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When the call began.
    pub at: String,
    /// How long it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub took_ms: Option<i64>,
}

impl From<&MessageRow> for MessageView {
    fn from(m: &MessageRow) -> MessageView {
        MessageView {
            id: m.id.to_string(),
            direction: match m.direction {
                Direction::In => "in".into(),
                Direction::Out => "out".into(),
            },
            partner: m.partner.to_string(),
            operation: m.operation.clone(),
            number: m.number.as_ref().map(ToString::to_string),
            result: m.result.code().to_owned(),
            reason: m.reason.clone(),
            at: m.at.to_string(),
            took_ms: m.took_ms,
        }
    }
}

/// Messages.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageList {
    /// Newest first.
    pub rows: Vec<MessageView>,
    /// Give it as `after` for the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Which messages are asked for.
///
/// # Errors
/// The value that is not right.
pub fn filter(call: &Call) -> Result<MessageFilter, Failure> {
    Ok(match (call.asked("number"), call.asked("partner")) {
        (Some(number), _) => {
            MessageFilter::Number(PermitNumber::parse(number).map_err(|e| Failure::parse("number", &e))?)
        }
        (None, Some(partner)) => {
            MessageFilter::Partner(CountryCode::parse(partner).map_err(|e| Failure::parse("partner", &e))?)
        }
        (None, None) => MessageFilter::All,
    })
}

/// Messages of the exchange.
pub async fn messages(call: Arc<Call>) -> Answer {
    let (limit, before) = (limit(&call)?, after(&call, Cursor::NEWEST)?);
    let filter = filter(&call)?;
    let mut read = call.read().await?;
    let page = read.messages(&filter, before, limit).await?;
    json(&MessageList {
        rows: page.rows.iter().map(MessageView::from).collect(),
        next: page.next.map(|c| c.to_string()),
    })
}

/// A message with its bytes.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeMessage {
    /// As in lists.
    #[serde(flatten)]
    pub message: MessageView,
    /// What was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// What came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<String>,
}

/// One message with what was sent and what came back.
pub async fn message(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let (row, request, response) = read.message(call.id::<MessageKind>("message")?).await?.ok_or(Failure::NotFound)?;
    let text = |bytes: Option<Vec<u8>>| bytes.map(|b| String::from_utf8_lossy(&b).into_owned());
    json(&WholeMessage { message: (&row).into(), request: text(request), response: text(response) })
}
