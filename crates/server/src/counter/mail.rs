//! Sends what is due: claim, write the letter, hand it to the mail server, note what became of it.

use crate::shared::postman::{Mail, Posts};
use office::House;
use office::notices::abroad as letters;
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
    let due = send::due(&app.office, house).await?;
    let taken = due.len();
    for mail in due {
        text(app, house, posts, &mail).await?;
        let outcome = one(app, house, posts, &mail).await;
        let result = send::tried(&app.office, house, &mail, &outcome).await?;
        if let Outcome::Later(reason) | Outcome::Never(reason) = &outcome {
            // The address is personal; the log of the program names the notice.
            tracing::warn!(notice = %mail.notice.id, reason, ?result, "an e-mail was not taken");
        }
    }
    Ok(taken + usize::from(abroad(app, house, posts).await?))
}

/// One mail to an authority abroad; answers whether there was one.
async fn abroad(app: &App, house: &Arc<House>, posts: &Posts) -> Result<bool, office::Error> {
    let Some(due) = letters::due(&app.office, house).await? else { return Ok(false) };
    let outcome = if letters::in_force(&app.office, &due) {
        let letter = compose::abroad(app, house, &due).await;
        let mail = Mail {
            from_name: app.office.settings(house).authority.name.clone(),
            to: due.to.email.clone(),
            subject: letter.subject,
            text: letter.text,
            html: letter.html,
            message_id: letters::message_id(&app.office, &due),
            reply_to: None,
            at: due.created_at,
        };
        posts.postman.send(&mail).await
    } else {
        Outcome::Never("the address was retired".into())
    };
    let result = letters::tried(&app.office, house, &due, &outcome).await?;
    if let Outcome::Later(reason) | Outcome::Never(reason) = &outcome {
        tracing::warn!(letter = %due.id, reason, ?result, "an e-mail to an authority was not taken");
    }
    Ok(true)
}

async fn one(app: &App, house: &Arc<House>, posts: &Posts, due: &DueMail) -> Outcome {
    let Some(address) = &due.address else { return Outcome::Never("the account is closed".into()) };
    let reply_to = match &posts.inbound {
        None => None,
        // Without an address to answer to the mail is as good as before.
        Some(domain) => inbound::reply_to(&app.office, house, due, domain).await.unwrap_or_else(|cause| {
            tracing::warn!(%cause, "no address for an answer could be made");
            None
        }),
    };
    let letter = compose::letter(app, house, due).await;
    let words = pages::Words::of(due.notice.language);
    let letter = if reply_to.is_some() { letter.answerable(words) } else { letter };
    let mail = Mail {
        from_name: app.office.settings(house).authority.name.clone(),
        to: address.clone(),
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        message_id: send::message_id(&app.office, due.notice.id, due.notice.person),
        reply_to,
        at: due.notice.created_at,
    };
    posts.postman.send(&mail).await
}

/// The text message beside the first try, for readers who want one.
async fn text(app: &App, house: &Arc<House>, posts: &Posts, due: &DueMail) -> Result<(), office::Error> {
    let wanted = Event::from_code(&due.notice.event).is_some_and(Event::by_sms) && due.notice.mail_attempts == 1;
    let Some(number) = due.sms_to.as_ref().filter(|_| wanted) else { return Ok(()) };
    let outcome = posts.texter.send(number, &compose::short(app, due)).await;
    send::texted(&app.office, house, due, number, &outcome).await
}
