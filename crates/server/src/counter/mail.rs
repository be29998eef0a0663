//! Sends what is due: claim, write the letter, hand it to the mail server, note what became of it.

use crate::shared::postman::{Mail, Posts};
use crate::shared::texter::Text;
use office::House;
use office::notices::inbound;
use office::notices::send::{self, Outcome};
use office::notices::table::Event;
use std::sync::Arc;
use store::DueMail;
use web::App;
use web::notices::compose;

/// Does what is due in one house; answers how many were taken.
///
/// # Errors
/// What the archive says; a mail that is not taken is put back with a waiting time, not an error.
pub async fn work(app: &App, house: &Arc<House>, posts: &Posts) -> Result<usize, office::Error> {
    let Some(mail) = send::due(&app.office, house).await? else { return Ok(0) };
    text(app, house, posts, &mail).await?;
    let outcome = one(app, house, posts, &mail).await;
    let result = send::tried(&app.office, house, &mail, &outcome).await?;
    if let Outcome::Later(reason) | Outcome::Never(reason) = &outcome {
        // The address is personal; the log of the program names the notice.
        tracing::warn!(notice = %mail.notice.id, reason, ?result, "an e-mail was not taken");
    }
    Ok(1)
}

async fn one(app: &App, house: &Arc<House>, posts: &Posts, due: &DueMail) -> Outcome {
    let Some(address) = &due.address else {
        let closed =
            if due.notice.reader.person().is_some() { "the account is closed" } else { "the address was retired" };
        return Outcome::Never(closed.into());
    };
    let reply_to = posts.inbound.as_ref().and_then(|domain| inbound::reply_to(house, due, domain));
    let letter = compose::letter(app, house, due).await;
    let says_so = reply_to.is_some() && inbound::in_case(&due.notice);
    let letter = if says_so { letter.answerable(pages::Words::of(due.notice.language)) } else { letter };
    let mail = Mail {
        from_name: app.office.settings(house).authority.name.clone(),
        to: address.clone(),
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        message_id: send::message_id(&app.office, due.notice.id, due.notice.reader),
        reply_to,
        at: due.notice.created_at,
    };
    posts.postman.send(&mail).await
}

/// The text message beside the first try, for readers who want one.
async fn text(app: &App, house: &Arc<House>, posts: &Posts, due: &DueMail) -> Result<(), office::Error> {
    let wanted = Event::from_code(&due.notice.event).is_some_and(Event::by_sms) && due.notice.mail_attempts == 1;
    let Some(number) = due.sms_to.as_ref().filter(|_| wanted) else { return Ok(()) };
    let text = Text {
        from_name: app.office.settings(house).authority.name.clone(),
        to: number.clone(),
        text: compose::short(app, house, due),
        key: send::text_id(&app.office, due.notice.id, due.notice.reader),
        at: due.notice.created_at,
    };
    let outcome = posts.texter.send(&text).await;
    send::texted(&app.office, house, due, number, &outcome).await
}
