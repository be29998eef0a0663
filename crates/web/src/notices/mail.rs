//! The administrator's pages: every send, the Party's own texts, the periods after issue.

use super::compose::address;
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, page, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::Lang;
use cites::ids::{Id, JobKind, NoticeId, PersonId};
use office::notices::table::{Event, Mail, Reader as To};
use office::notices::{send, texts};
use pages::notices::{LogRow, MailLog, Notice, Periods, Reader, Text, TextPage, TextRow, TextsPage, Worded};
use pages::{FieldError, Words, links};
use permits::DeskAct;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{AfterIssue, NoticeText, SendLog};

/// Tries on one page.
const ROWS: i64 = 50;

fn row(log: SendLog) -> LogRow {
    LogRow {
        at: log.at,
        event: log.event,
        to: log.address,
        road: log.road,
        language: log.language,
        template: log.template,
        attempt: log.attempt,
        result: log.result.code().to_owned(),
        reason: log.reason.unwrap_or_default(),
        message_id: log.message_id,
        // A mail to an authority is tried again beside its address, in the directory.
        again: log.reader.person().filter(|_| log.dead).map(|person| (log.notice.to_string(), person.to_string())),
    }
}

fn typed(periods: AfterIssue) -> BTreeMap<String, String> {
    [("grace_days", periods.grace_days), ("draft_days", periods.draft_days)]
        .into_iter()
        .map(|(name, days)| (name.to_owned(), days.to_string()))
        .collect()
}

async fn draw(call: &Call, periods: Option<Periods>) -> Answer {
    let before = call.asked("before").map(Id::<JobKind>::parse).transpose().map_err(|_| Failure::NotFound)?;
    let mut read = call.read().await?;
    let mut found = read.sends(before, ROWS + 1).await?;
    let waiting = read.mails_waiting().await?;
    let kept = read.after_issue().await?;
    drop(read);
    let full = i64::try_from(found.len()).is_ok_and(|n| n > ROWS);
    found.truncate(usize::try_from(ROWS).unwrap_or(0));
    let next = found.last().filter(|_| full).map(|last| format!("{}?before={}", links::ADMIN_MAIL, last.id));
    let periods = periods.unwrap_or_else(|| Periods { typed: typed(kept), errors: Vec::new() });
    let status = form_status(&periods.errors);
    let shown = MailLog {
        shell: shell(call).await,
        waiting,
        server: call.app.posts,
        rows: found.into_iter().map(row).collect(),
        next,
        errors: periods.errors.clone(),
        periods,
        can_set: call.seat()?.has(DeskAct::Administer.roles()),
    };
    page_with(call, &shown, status)
}

/// Every send, newest first.
pub async fn log(call: Arc<Call>) -> Answer {
    draw(&call, None).await
}

/// Sets the periods.
pub async fn periods(call: Arc<Call>) -> Answer {
    let days = |name: &str| call.typed(name).trim().parse::<u16>().ok();
    let wrong = |name: &str| FieldError::new(name, "days-range").help("Enter a number of days.");
    let done = match (days("grace_days"), days("draft_days")) {
        (Some(grace_days), Some(draft_days)) => {
            let periods = AfterIssue { grace_days, draft_days };
            texts::set_periods(&call.app.office, &call.who()?, periods).await.map_err(Failure::from)
        }
        (grace, draft) => {
            let fields = [("grace_days", grace.is_none()), ("draft_days", draft.is_none())];
            let errors = fields.into_iter().filter(|(_, bad)| *bad).map(|(name, _)| wrong(name)).collect();
            return draw(&call, Some(Periods { typed: call.typed_again(), errors })).await;
        }
    };
    match done {
        Ok(()) => Ok(go_and_say(&call, links::ADMIN_MAIL, "flash-saved", None)),
        Err(failure) => draw(&call, Some(Periods { typed: call.typed_again(), errors: failure.on_form()? })).await,
    }
}

/// One more try for a mail that was given up.
pub async fn again(call: Arc<Call>) -> Answer {
    let notice = NoticeId::parse(call.typed("notice")).map_err(|_| Failure::NotFound)?;
    let person = PersonId::parse(call.typed("person")).map_err(|_| Failure::NotFound)?;
    send::again(&call.app.office, &call.who()?, person, notice).await?;
    Ok(go_and_say(&call, links::ADMIN_MAIL, "flash-done", None))
}

/// The table of who is told what, as pages and API show it.
pub fn readers(event: Event) -> Vec<Reader> {
    event
        .rows()
        .map(|row| {
            let (who, roles) = match row.to {
                To::Applicant => ("applicant", Vec::new()),
                To::Officer => ("officer", Vec::new()),
                To::Charge => ("charge", Vec::new()),
                To::Roles(roles) => ("", roles.to_vec()),
                To::Abroad => ("abroad", Vec::new()),
                To::Named => ("named", Vec::new()),
            };
            let road = match row.mail {
                Mail::Must => "must",
                Mail::MayBe => "may",
                Mail::No => "no",
            };
            Reader { who, roles, road }
        })
        .collect()
}

/// Languages in which the Party has its own text in force.
fn own(all: &[NoticeText], event: Event) -> Vec<Lang> {
    let mut seen: Vec<Lang> = Vec::new();
    let mut own = Vec::new();
    // Newest first in each language.
    for text in all.iter().filter(|t| t.event == event.code()) {
        if !seen.contains(&text.language) {
            seen.push(text.language);
            if !text.subject.is_empty() {
                own.push(text.language);
            }
        }
    }
    own
}

/// Every event with its readers and texts.
pub async fn texts_list(call: Arc<Call>) -> Answer {
    let mut read = call.read().await?;
    let all = read.notice_texts().await?;
    drop(read);
    let rows = Event::ALL
        .iter()
        .map(|event| TextRow { event: event.code().to_owned(), readers: readers(*event), own: own(&all, *event) })
        .collect();
    page(&call, &TextsPage { shell: shell(&call).await, rows })
}

fn event(call: &Call) -> Result<Event, Failure> {
    Event::from_code(call.param("event")).ok_or(Failure::NotFound)
}

/// Every placeholder of an event.
pub fn names(event: Event) -> Vec<&'static str> {
    event.details().iter().chain(texts::EVERYWHERE).copied().collect()
}

fn offered(code: Option<&str>) -> Option<Lang> {
    code.and_then(Lang::from_code).filter(|l| Words::OFFERED.contains(l))
}

/// What stands in one form: the Party's own text, or that of the house to begin with.
async fn side(call: &Call, event: Event, language: Lang) -> Result<Worded, Failure> {
    let mut read = call.read().await?;
    let kept = read.notice_text(event.code(), language).await?;
    drop(read);
    let (version, text) = match kept {
        Some(kept) => (kept.version, Text { subject: kept.subject, body: kept.body }),
        None => (0, Notice::house_text(event.code(), &names(event), Words::of(language))),
    };
    let code = language.code();
    let typed = [(format!("subject-{code}"), text.subject), (format!("body-{code}"), text.body)];
    Ok(Worded { language, version, typed: typed.into_iter().collect(), preview: None })
}

async fn draw_text(call: &Call, event: Event, sides: Vec<Worded>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    let shown = TextPage {
        shell: shell(call).await,
        event: event.code().to_owned(),
        names: names(event).into_iter().map(str::to_owned).collect(),
        needs: event.needs().iter().map(|n| (*n).to_owned()).collect(),
        languages: Words::OFFERED.to_vec(),
        sides,
        errors,
    };
    page_with(call, &shown, status)
}

/// The texts of one event in two languages.
pub async fn text_form(call: Arc<Call>) -> Answer {
    let event = event(&call)?;
    let house = call.app.office.settings(&call.seat()?.house).languages.clone();
    let first = offered(call.asked("of")).or_else(|| house.first().copied()).unwrap_or(Lang::En);
    let second = offered(call.asked("beside")).or_else(|| house.iter().copied().find(|l| *l != first));
    let second = second.filter(|l| *l != first).unwrap_or(if first == Lang::Fr { Lang::En } else { Lang::Fr });
    let sides = vec![side(&call, event, first).await?, side(&call, event, second).await?];
    draw_text(&call, event, sides, Vec::new()).await
}

/// Saves, previews, or goes back to the text of the house.
pub async fn text(call: Arc<Call>) -> Answer {
    let event = event(&call)?;
    let language = offered(Some(call.typed("language"))).ok_or(Failure::NotFound)?;
    let beside = offered(Some(call.typed("beside")));
    let code = language.code();
    let (subject, body) = (call.typed(&format!("subject-{code}")), call.typed(&format!("body-{code}")));
    let back = format!("{}?of={code}", links::mail_text(event.code()));
    let failed = match call.typed("do") {
        "house" => texts::set(&call.app.office, &call.who()?, event, language, None).await.err(),
        "preview" => {
            if let Err(wrong) = texts::check(event, subject, body) {
                Some(wrong)
            } else {
                let mut shown = side(&call, event, language).await?;
                shown.typed = call.typed_again();
                let own = Text { subject: subject.to_owned(), body: body.replace("\r\n", "\n") };
                let seat = call.seat()?;
                let to = address(&call.app, &seat.house, &seat.person.name);
                shown.preview = Some(Notice::sample(event.code()).letter(Some(&own), &to, Words::of(language)));
                let mut sides = vec![shown];
                if let Some(other) = beside {
                    sides.push(side(&call, event, other).await?);
                }
                return draw_text(&call, event, sides, Vec::new()).await;
            }
        }
        _ => {
            let text = Some((subject.to_owned(), body.to_owned()));
            texts::set(&call.app.office, &call.who()?, event, language, text).await.err()
        }
    };
    let Some(wrong) = failed else { return Ok(go_and_say(&call, &back, "flash-saved", None)) };
    let errors = Failure::from(wrong).on_form()?;
    let errors = errors.into_iter().map(|e| FieldError { field: format!("{}-{code}", e.field), ..e }).collect();
    let mut shown = side(&call, event, language).await?;
    shown.typed = call.typed_again();
    let mut sides = vec![shown];
    if let Some(other) = beside {
        sides.push(side(&call, event, other).await?);
    }
    draw_text(&call, event, sides, errors).await
}
