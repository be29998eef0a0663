//! Notices, e-mail and the time after issue over the API.

use super::after::{days_late, late_rows};
use super::mail::{names, readers};
use super::mine::whole;
use crate::epermit::api::limit;
use crate::epermit::permits_api::find;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{created, json};
use crate::shared::route::Answer;
use cites::ids::{Id, JobKind, NoticeId, NoticeKind, PersonId};
use cites::{Amount, Lang};
use office::notices::table::Event;
use office::notices::{read, send, texts, use_report};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{AfterIssue, NoticeRow, SendLog, UseReport, WishRow};
use utoipa::ToSchema;

/// A notice.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeView {
    /// Id.
    pub id: String,
    /// Code of the event.
    pub event: String,
    /// When it was written.
    pub at: String,
    /// When it was read; absent: not yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_at: Option<String>,
    /// Title in the reader's language.
    pub title: String,
    /// Text in the reader's language.
    pub text: String,
    /// Where the thing is looked at.
    pub href: String,
    /// `application`, `permit`, `quota` or `partner`.
    pub object_kind: String,
    /// Its id.
    pub object_id: String,
    /// What stands in the sentence, as stored.
    pub details: BTreeMap<String, String>,
    /// `NONE`, `WAITING`, `SENT` or `DEAD`.
    pub mail: &'static str,
}

impl NoticeView {
    async fn of(call: &Call, row: NoticeRow) -> Result<NoticeView, Failure> {
        let words = whole(call, &row).await?;
        let w = call.words();
        Ok(NoticeView {
            id: row.id.to_string(),
            title: words.title_text(w),
            text: words.text(w),
            href: words.href(),
            event: row.event,
            at: row.created_at.to_string(),
            read_at: row.read_at.map(|t| t.to_string()),
            object_kind: row.object_kind,
            object_id: row.object_id,
            details: words.details,
            mail: match row.mail {
                store::MailState::None => "NONE",
                store::MailState::Waiting => "WAITING",
                store::MailState::Sent => "SENT",
                store::MailState::Dead => "DEAD",
            },
        })
    }
}

/// Notices.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeList {
    /// Newest first.
    pub rows: Vec<NoticeView>,
    /// Give it as `before` for the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

fn before<K: cites::ids::Kind>(call: &Call) -> Result<Option<Id<K>>, Failure> {
    let bad = |_| Failure::field("before", "id-form", "Give the value of `next` from the page before.");
    call.asked("before").map(Id::parse).transpose().map_err(bad)
}

/// The reader's notices.
pub async fn list(call: Arc<Call>) -> Answer {
    let (limit, before) = (limit(&call)?, before::<NoticeKind>(&call)?);
    let unread = call.asked("unread") == Some("1");
    let found = read::list(&call.app.office, &call.reader()?, unread, before, limit).await?;
    let full = i64::try_from(found.len()).is_ok_and(|n| n == limit);
    let next = found.last().filter(|_| full).map(|n| n.id.to_string());
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        rows.push(NoticeView::of(&call, row).await?);
    }
    json(&NoticeList { rows, next })
}

/// Marks one as read.
pub async fn mark(call: Arc<Call>) -> Answer {
    let row = read::mark(&call.app.office, &call.who()?, call.id::<NoticeKind>("notice")?).await?;
    json(&NoticeView::of(&call, row).await?)
}

/// Up to which notice.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpTo {
    /// Id of the newest notice that was seen.
    pub up_to: String,
}

/// How many were marked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Marked {
    /// Notices that were new.
    pub marked: u64,
}

/// Marks all up to one as read.
pub async fn mark_all(call: Arc<Call>) -> Answer {
    let body: UpTo = call.json()?;
    let up_to = NoticeId::parse(&body.up_to).map_err(|e| Failure::parse("up_to", &e))?;
    json(&Marked { marked: read::mark_all(&call.app.office, &call.who()?, up_to).await? })
}

/// What the reader wants.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WishBody {
    /// Language of notices and pages.
    pub language: String,
    /// Also by e-mail what need not be sent?
    pub optional_mail: bool,
    /// Telephone for text messages, with its country.
    #[serde(default)]
    pub sms_to: Option<String>,
}

/// What the reader wants.
pub async fn wish(call: Arc<Call>) -> Answer {
    let wish = read::wish(&call.app.office, &call.reader()?).await?;
    let language = call.seat()?.person.language.code().to_owned();
    json(&WishBody { language, optional_mail: wish.optional_mail, sms_to: wish.sms_to })
}

fn language(field: &str, code: &str) -> Result<Lang, Failure> {
    Lang::from_code(code)
        .filter(|l| pages::Words::OFFERED.contains(l))
        .ok_or_else(|| Failure::field(field, "language-unknown", "Give en, fr, es or ar."))
}

/// Sets what the reader wants.
pub async fn set_wish(call: Arc<Call>) -> Answer {
    let body: WishBody = call.json()?;
    let language = language("language", &body.language)?;
    let wish = WishRow { optional_mail: body.optional_mail, sms_to: body.sms_to.clone() };
    read::set_wish(&call.app.office, &call.who()?, language, wish).await?;
    json(&body)
}

/// One try to send.
#[derive(Debug, Serialize, ToSchema)]
pub struct SendView {
    /// The notice.
    pub notice: String,
    /// Its reader, where that is somebody with an account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The entry of the directory, where it went to an authority abroad.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Code of the event.
    pub event: String,
    /// `MAIL` or `SMS`.
    pub road: String,
    /// Address.
    pub address: String,
    /// Language of the text.
    pub language: &'static str,
    /// Version of the Party's own text; 0: of the house.
    pub template: i64,
    /// Which try.
    pub attempt: i64,
    /// `SENT`, `LATER` or `DEAD`.
    pub result: &'static str,
    /// What the mail server said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Message-ID.
    pub message_id: String,
    /// When.
    pub at: String,
}

impl From<SendLog> for SendView {
    fn from(log: SendLog) -> SendView {
        SendView {
            notice: log.notice.to_string(),
            person: log.reader.person().map(|id| id.to_string()),
            authority: log.reader.authority().map(|id| id.to_string()),
            event: log.event,
            road: log.road,
            address: log.address,
            language: log.language.code(),
            template: log.template,
            attempt: log.attempt,
            result: log.result.code(),
            reason: log.reason,
            message_id: log.message_id,
            at: log.at.to_string(),
        }
    }
}

/// Tries to send.
#[derive(Debug, Serialize, ToSchema)]
pub struct SendList {
    /// E-mails that wait, at most 1000.
    pub waiting: i64,
    /// Newest first.
    pub rows: Vec<SendView>,
    /// Give it as `before` for the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Every send.
pub async fn sends(call: Arc<Call>) -> Answer {
    let (limit, before) = (limit(&call)?, before::<JobKind>(&call)?);
    let mut read = call.read().await?;
    let found = read.sends(before, limit).await?;
    let waiting = read.mails_waiting().await?;
    let full = i64::try_from(found.len()).is_ok_and(|n| n == limit);
    let next = found.last().filter(|_| full).map(|l| l.id.to_string());
    json(&SendList { waiting, rows: found.into_iter().map(SendView::from).collect(), next })
}

/// Which mail.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgainBody {
    /// The notice.
    pub notice: String,
    /// Its reader.
    pub person: String,
}

/// One more try.
pub async fn again(call: Arc<Call>) -> Answer {
    let body: AgainBody = call.json()?;
    let notice = NoticeId::parse(&body.notice).map_err(|e| Failure::parse("notice", &e))?;
    let person = PersonId::parse(&body.person).map_err(|e| Failure::parse("person", &e))?;
    send::again(&call.app.office, &call.who()?, person, notice).await?;
    sends(call).await
}

/// Who is told of an event, by which road.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReaderView {
    /// `applicant`, `officer` or the codes of roles.
    pub who: Vec<String>,
    /// `must`, `may` or `no`.
    pub mail: &'static str,
}

/// One event with its text in a language.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventView {
    /// Code.
    pub event: String,
    /// Who is told.
    pub readers: Vec<ReaderView>,
    /// Placeholders of its text.
    pub placeholders: Vec<&'static str>,
    /// Of them those that must stand in it.
    pub needs: Vec<&'static str>,
}

/// Every event.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventList {
    /// In the order of a case's life.
    pub rows: Vec<EventView>,
}

/// The table of who is told what.
pub async fn events(_: Arc<Call>) -> Answer {
    let rows = Event::ALL
        .iter()
        .map(|event| EventView {
            event: event.code().to_owned(),
            readers: readers(*event)
                .into_iter()
                .map(|r| ReaderView {
                    who: if r.roles.is_empty() {
                        vec![r.who.to_owned()]
                    } else {
                        r.roles.iter().map(|role| role.code().to_owned()).collect()
                    },
                    mail: r.road,
                })
                .collect(),
            placeholders: names(*event),
            needs: event.needs().to_vec(),
        })
        .collect();
    json(&EventList { rows })
}

/// A text of the Party.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextBody {
    /// Language.
    pub language: String,
    /// Subject with placeholders; both empty: back to the text of the house.
    pub subject: String,
    /// Text with placeholders.
    pub body: String,
}

/// Sets the Party's own text of an event.
pub async fn set_text(call: Arc<Call>) -> Answer {
    let event = Event::from_code(call.param("event")).ok_or(Failure::NotFound)?;
    let body: TextBody = call.json()?;
    let language = language("language", &body.language)?;
    let text = (!body.subject.is_empty() || !body.body.is_empty()).then(|| (body.subject.clone(), body.body.clone()));
    texts::set(&call.app.office, &call.who()?, event, language, text).await?;
    json(&body)
}

/// The periods after issue.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodsBody {
    /// Days of grace after the last day.
    pub grace_days: u16,
    /// Days until a draft is warned of.
    pub draft_days: u16,
}

/// The periods.
pub async fn periods(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let kept = read.after_issue().await?;
    json(&PeriodsBody { grace_days: kept.grace_days, draft_days: kept.draft_days })
}

/// Sets the periods.
pub async fn set_periods(call: Arc<Call>) -> Answer {
    let body: PeriodsBody = call.json()?;
    let periods = AfterIssue { grace_days: body.grace_days, draft_days: body.draft_days };
    texts::set_periods(&call.app.office, &call.who()?, periods).await?;
    json(&body)
}

/// A quantity of a block.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UsedLine {
    /// Block: `A`.
    pub block: String,
    /// What left, in the unit of box 11.
    pub quantity: String,
}

/// A holder's report of use.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UseBody {
    /// Every block that is not void, once.
    pub lines: Vec<UsedLine>,
    /// What shows it.
    pub statement: String,
}

/// A report of use as kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct UseView {
    /// Id.
    pub id: String,
    /// Used?
    pub used: bool,
    /// What left.
    pub lines: Vec<UsedLine>,
    /// What shows it.
    pub statement: String,
    /// When.
    pub at: String,
}

impl From<UseReport> for UseView {
    fn from(report: UseReport) -> UseView {
        let line =
            |(b, a): (cites::document::Block, Amount)| UsedLine { block: b.to_string(), quantity: a.to_string() };
        UseView {
            id: report.id.to_string(),
            used: report.used,
            lines: report.quantities.into_iter().map(line).collect(),
            statement: report.statement,
            at: report.at.to_string(),
        }
    }
}

/// Reports of use.
#[derive(Debug, Serialize, ToSchema)]
pub struct UseList {
    /// Oldest first.
    pub rows: Vec<UseView>,
}

/// What was reported of a permit.
pub async fn uses(call: Arc<Call>) -> Answer {
    let id = find(&call).await?.columns.id;
    let rows = use_report::reports(&call.app.office, &call.reader()?, id).await?;
    json(&UseList { rows: rows.into_iter().map(UseView::from).collect() })
}

/// Reports the use.
pub async fn report_use(call: Arc<Call>) -> Answer {
    let body: UseBody = call.json()?;
    let id = find(&call).await?.columns.id;
    let mut quantities = Vec::with_capacity(body.lines.len());
    for (n, line) in body.lines.iter().enumerate() {
        let block =
            cites::document::Block::parse(&line.block).map_err(|e| Failure::parse(&format!("lines.{n}.block"), &e))?;
        let amount = Amount::parse(&line.quantity).map_err(|e| Failure::parse(&format!("lines.{n}.quantity"), &e))?;
        quantities.push((block, amount));
    }
    let report = use_report::report_used(&call.app.office, &call.who()?, id, quantities, body.statement).await?;
    created(&UseView::from(report), &format!("/api/permits/{id}/use"))
}

/// A late permit.
#[derive(Debug, Serialize, ToSchema)]
pub struct LateView {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Holder.
    pub holder: String,
    /// Last day.
    pub valid_until: String,
    /// Days since then.
    pub days_late: i64,
    /// Last reminder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminded_at: Option<String>,
    /// Last report of the holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported_at: Option<String>,
}

/// Late permits.
#[derive(Debug, Serialize, ToSchema)]
pub struct LateList {
    /// Those that ended first first, at most 200.
    pub rows: Vec<LateView>,
}

/// The late list.
pub async fn late(call: Arc<Call>) -> Answer {
    let found = late_rows(&call).await?;
    let rows = found
        .into_iter()
        .map(|row| LateView {
            days_late: days_late(&call, &row),
            id: row.id.to_string(),
            number: row.number.to_string(),
            holder: row.holder,
            valid_until: row.valid_until.to_string(),
            reminded_at: row.chased_at.map(|t| t.to_string()),
            reported_at: row.told_at.map(|t| t.to_string()),
        })
        .collect();
    json(&LateList { rows })
}
