//! A reader's notices and wishes, as pages.

use super::compose::{with_check, words_of};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{go, go_and_say, page};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use crate::shared::texts::draw_account_with;
use cites::Lang;
use cites::ids::{NoticeId, NoticeKind};
use office::notices::read;
use pages::links;
use pages::notices::{NoticeItem, NoticesPage, Wishes};
use std::sync::Arc;
use store::WishRow;

/// Notices on one page.
const ROWS: i64 = 25;

/// The list.
pub async fn list(call: Arc<Call>) -> Answer {
    let who = call.reader()?;
    let unread = call.asked("show") == Some("unread");
    let before = call.asked("before").map(NoticeId::parse).transpose().map_err(|_| Failure::NotFound)?;
    let mut found = read::list(&call.app.office, &who, unread, before, ROWS + 1).await?;
    let full = i64::try_from(found.len()).is_ok_and(|n| n > ROWS);
    found.truncate(usize::try_from(ROWS).unwrap_or(0));
    let next = found.last().filter(|_| full).map(|last| {
        let show = if unread { "show=unread&" } else { "" };
        format!("{}?{show}before={}", links::NOTICES, last.id)
    });
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        // The check address holds the security code; on this page the link to the permit does as well.
        let mut notice = words_of(&row);
        if notice.event == office::notices::table::Event::Issued.code() {
            notice.details.insert("check".into(), format!("{}{}", call.app.facts.public_url, links::VERIFY));
        }
        rows.push(NoticeItem { id: row.id.to_string(), notice, at: row.created_at, read: row.read_at.is_some() });
    }
    page(&call, &NoticesPage { shell: shell(&call).await, unread, rows, next })
}

/// Marks one as read.
pub async fn mark(call: Arc<Call>) -> Answer {
    read::mark(&call.app.office, &call.who()?, call.id::<NoticeKind>("notice")?).await?;
    Ok(go(links::NOTICES))
}

/// Marks all up to one as read.
pub async fn mark_all(call: Arc<Call>) -> Answer {
    let up_to = NoticeId::parse(call.typed("up_to")).map_err(|_| Failure::NotFound)?;
    read::mark_all(&call.app.office, &call.who()?, up_to).await?;
    Ok(go(links::NOTICES))
}

/// What the reader wants by e-mail.
pub async fn wishes(call: Arc<Call>) -> Answer {
    let language = Lang::from_code(call.typed("language")).filter(|l| pages::Words::OFFERED.contains(l));
    let language = language.unwrap_or(call.seat()?.person.language);
    let phone = call.typed("phone").trim().to_owned();
    let wish = WishRow {
        optional_mail: call.ticked("optional").contains(&"yes"),
        sms_to: Some(phone.clone()).filter(|p| !p.is_empty()),
    };
    let optional = wish.optional_mail;
    match read::set_wish(&call.app.office, &call.who()?, language, wish).await.map_err(Failure::from) {
        Ok(()) => Ok(go_and_say(&call, links::ACCOUNT, "flash-saved", None)),
        Err(failure) => {
            let wishes = Wishes { errors: failure.on_form()?, ..Wishes::of(language, optional, &phone) };
            draw_account_with(&call, Vec::new(), wishes).await
        }
    }
}

/// One notice with its check address, for the API.
pub(super) async fn whole(call: &Call, row: &store::NoticeRow) -> Result<pages::notices::Notice, Failure> {
    Ok(with_check(&call.app, &call.reader()?, words_of(row)).await)
}
