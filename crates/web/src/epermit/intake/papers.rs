//! Papers of an application: the page that lists them, files whole or in parts, promises, and the same over the API.

use crate::epermit::api;
use crate::epermit::case::stored;
use crate::epermit::drafting;
use crate::epermit::view::ApplicationView;
use crate::shared::call::{Call, SentFile};
use crate::shared::failure::Failure;
use crate::shared::respond::{created, form_status, go_and_say, json, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use crate::shared::upload;
use cites::Digest;
use cites::ids::{ApplicationId, AttachmentId, UploadKind};
use office::epermit::attach;
use office::epermit::intake::papers::{self, Paper};
use office::epermit::intake::parts::{self, Announced};
use office::shared::case::{Stepped, Stored};
use pages::epermit::{PaperKind, PaperRow, PapersPage};
use pages::{FieldError, links};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{ScanState, UploadRow};
use utoipa::ToSchema;

/// The scanner's word in the name of a message.
pub fn scan_word(state: &ScanState) -> &'static str {
    match state {
        ScanState::NotScanned => "not-scanned",
        ScanState::Waiting => "waiting",
        ScanState::Clean => "clean",
        ScanState::Infected(_) => "infected",
    }
}

/// Earlier versions of a paper: id and name.
pub fn earlier(paper: &Paper) -> Vec<(String, String)> {
    paper.earlier.iter().map(|e| (e.id.to_string(), e.name.clone())).collect()
}

async fn draw(call: &Call, found: &Stored, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let id = found.columns.id;
    let mut read = call.read().await?;
    let all = papers::of(&mut read, id).await?;
    let promised = papers::promised(&mut read, id).await?;
    drop(read);
    let kinds = drafting::needed(call, found.value.form(), found.value.side())
        .await?
        .into_iter()
        .map(|needed| PaperKind {
            papers: all
                .iter()
                .filter(|p| p.row.purpose == needed.kind)
                .map(|p| PaperRow {
                    id: p.row.id.to_string(),
                    name: p.row.name.clone(),
                    bytes: u64::try_from(p.row.size).unwrap_or(0),
                    scan: scan_word(&p.scan).to_owned(),
                    earlier: earlier(p),
                })
                .collect(),
            promised: promised.iter().find(|p| p.purpose == needed.kind).map(|p| p.reason.clone()).unwrap_or_default(),
            kind: needed.kind,
            because: needed.because,
        })
        .collect();
    let status = form_status(&errors);
    let shown = PapersPage { shell: shell(call).await, application: id.to_string(), kinds, typed, errors };
    page_with(call, &shown, status)
}

/// The papers of a draft.
pub async fn show(call: &Call, found: &Stored) -> Answer {
    draw(call, found, BTreeMap::new(), Vec::new()).await
}

/// A file, a promise, or a file taken out.
pub async fn answer(call: &Call, found: &Stored) -> Answer {
    let id = found.columns.id;
    let here = links::question(&id.to_string(), "documents");
    match change(call, id).await {
        Ok(Some(name)) => Ok(go_and_say(call, &here, "flash-uploaded", Some(("name", &name)))),
        Ok(None) => Ok(go_and_say(call, &here, "flash-saved", None)),
        Err(failure) => draw(call, found, call.typed_again(), failure.on_form()?).await,
    }
}

async fn change(call: &Call, id: ApplicationId) -> Result<Option<String>, Failure> {
    let office = &call.app.office;
    if let Ok(old) = AttachmentId::parse(call.typed("remove")) {
        attach::detach(office, &call.who()?, id, old).await?;
        return Ok(None);
    }
    if !call.typed("later").is_empty() {
        let kind = upload::purpose(call.typed("later"))?;
        papers::promise(office, &call.who()?, id, kind, call.typed("reason")).await?;
        return Ok(None);
    }
    let sent = call.files.first().ok_or_else(|| Failure::field("file", "file-empty", "Choose a file."))?;
    let kind = if sent.field == "photo" { "photo" } else { call.typed("kind") };
    let upload = upload::accept(sent, kind)?;
    let name = upload.name.clone();
    attach::attach_for(office, &call.who()?, id, upload, replaced(call.typed("replaces"))?).await?;
    Ok(Some(name))
}

fn replaced(text: &str) -> Result<Option<AttachmentId>, Failure> {
    match text.trim() {
        "" => Ok(None),
        id => AttachmentId::parse(id).map(Some).map_err(|_| Failure::NotFound),
    }
}

/// How far a file in parts is.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadView {
    /// Id.
    pub id: String,
    /// Bytes of the whole.
    pub size: i64,
    /// Bytes that came: the next part begins here.
    pub received: i64,
    /// Largest part, bytes.
    pub part: usize,
    /// Is the file whole and kept?
    pub done: bool,
}

impl UploadView {
    fn of(row: &UploadRow, done: bool) -> UploadView {
        UploadView { id: row.id.to_string(), size: row.size, received: row.received, part: parts::PART, done }
    }
}

/// Announces a file that comes in parts.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UploadBody {
    /// Its name.
    pub name: String,
    /// Its size in bytes, at most 10 MiB.
    pub size: u64,
    /// What it is for: `proof-of-import`, `import-permit`, `operation-record`, `mandate`, `photo` or `other`.
    #[serde(default)]
    pub purpose: String,
    /// Id of the attachment that it shall stand in the place of.
    #[serde(default)]
    pub replaces: Option<String>,
}

async fn begin(call: &Call, body: UploadBody) -> Result<UploadRow, Failure> {
    let id = call.id::<cites::ids::ApplicationKind>("application")?;
    let announced = Announced {
        purpose: upload::purpose(&body.purpose)?.to_owned(),
        replaces: replaced(body.replaces.as_deref().unwrap_or(""))?,
        name: body.name,
        size: body.size,
    };
    Ok(parts::begin(&call.app.office, &call.who()?, id, announced).await?)
}

/// The page's script announces a file.
pub async fn begin_on_page(call: Arc<Call>) -> Answer {
    let size = call.typed("size").parse().unwrap_or(0);
    let body = UploadBody {
        name: call.typed("name").to_owned(),
        size,
        purpose: call.typed("kind").to_owned(),
        replaces: Some(call.typed("replaces").to_owned()),
    };
    json(&UploadView::of(&begin(&call, body).await?, false))
}

/// The API announces a file.
pub async fn begin_by_api(call: Arc<Call>) -> Answer {
    let row = begin(&call, call.json()?).await?;
    let path = format!("/api/applications/{}/uploads/{}", row.application, row.id);
    created(&UploadView::of(&row, false), &path)
}

/// How far it is.
pub async fn state(call: Arc<Call>) -> Answer {
    let (id, upload) = (call.id::<cites::ids::ApplicationKind>("application")?, call.id::<UploadKind>("upload")?);
    json(&UploadView::of(&parts::state(&call.app.office, &call.reader()?, id, upload).await?, false))
}

/// A part; with the last one the file becomes a paper of the application. An empty one asks how far it is.
pub async fn part(call: Arc<Call>) -> Answer {
    let (id, upload) = (call.id::<cites::ids::ApplicationKind>("application")?, call.id::<UploadKind>("upload")?);
    let (office, who) = (&call.app.office, call.reader()?);
    let row = match call.files.first().filter(|f| !f.bytes.is_empty()) {
        None => parts::state(office, &who, id, upload).await?,
        Some(sent) => {
            let start = call
                .typed("offset")
                .trim()
                .parse()
                .map_err(|_| Failure::field("offset", "file-part", "Say at which byte the part begins."))?;
            parts::part(office, &who, id, upload, start, &sent.bytes).await?
        }
    };
    if row.received < row.size {
        return json(&UploadView::of(&row, false));
    }
    finish(&call, id, &row).await?;
    json(&UploadView::of(&row, true))
}

/// The whole file becomes a paper, once: the upload's own id is the key, so that a repeat after a cut does not double it.
async fn finish(call: &Call, id: ApplicationId, row: &UploadRow) -> Result<(), Failure> {
    let office = &call.app.office;
    let who = call.reader()?;
    let bytes = parts::whole(office, &who, row).await?;
    let sent = SentFile { field: "file".into(), name: row.name.clone(), bytes: bytes.into() };
    let kept = match upload::accept(&sent, &row.purpose) {
        Ok(upload) => {
            let key = store::Key { key: format!("upload-{}", row.id), request: Digest::of("", &sent.bytes) };
            let who = who.clone().with_key(Some(key));
            attach::attach_for(office, &who, id, upload, row.replaces).await.map(|_: Stepped| ()).map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    // What was refused is as little kept as what became a paper; only where the archive is at fault it may be tried again.
    if kept.as_ref().err().is_none_or(|f| !f.is_internal()) {
        parts::forget(office, &who, row).await?;
    }
    kept
}

/// Says that a paper comes later.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PromiseBody {
    /// What it is for, as for attachments.
    pub purpose: String,
    /// Why it comes later; empty: take the promise back.
    pub reason: String,
}

/// Promises a paper.
pub async fn promise(call: Arc<Call>) -> Answer {
    let body: PromiseBody = call.json()?;
    let id = call.id::<cites::ids::ApplicationKind>("application")?;
    let purpose = upload::purpose(&body.purpose)?;
    papers::promise(&call.app.office, &call.who()?, id, purpose, &body.reason).await?;
    let found = stored(&call, id).await?;
    json(&ApplicationView::of(&found.columns, &found.value, call.seat()?))
}

/// A paper with what is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaperStateView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Bytes.
    pub size: i64,
    /// `CLEAN`, `NOT_SCANNED`, `WAITING` or `INFECTED`.
    pub scan: String,
    /// Ids of earlier versions, the newest first.
    pub earlier: Vec<String>,
}

/// Papers and promises of an application.
#[derive(Debug, Serialize, ToSchema)]
pub struct PapersView {
    /// Papers.
    pub papers: Vec<PaperStateView>,
    /// Promises: what for, and why later.
    pub promised: Vec<PromiseBody>,
}

/// The papers of an application.
pub async fn list(call: Arc<Call>) -> Answer {
    let (_, id) = api::load(&call).await?;
    let mut read = call.read().await?;
    let all = papers::of(&mut read, id).await?;
    let promised = papers::promised(&mut read, id).await?;
    json(&PapersView {
        papers: all
            .iter()
            .map(|p| PaperStateView {
                id: p.row.id.to_string(),
                name: p.row.name.clone(),
                purpose: p.row.purpose.clone(),
                size: p.row.size,
                scan: p.scan.code().to_owned(),
                earlier: p.earlier.iter().map(|e| e.id.to_string()).collect(),
            })
            .collect(),
        promised: promised.into_iter().map(|p| PromiseBody { purpose: p.purpose, reason: p.reason }).collect(),
    })
}
