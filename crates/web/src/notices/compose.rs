//! From a notice that is due to the e-mail that is sent: the words of the reader's language, or the Party's own.

use crate::epermit::printing;
use crate::shared::app::App;
use cites::ids::PermitId;
use office::{House, Who};
use pages::Words;
use pages::notices::{Address, Letter, Notice, Text};
use std::sync::Arc;
use store::{DueMail, NoticeRow};

/// A notice as the pages know it.
pub fn words_of(row: &NoticeRow) -> Notice {
    Notice {
        event: row.event.clone(),
        object_kind: row.object_kind.clone(),
        object_id: row.object_id.clone(),
        details: row.details.clone(),
    }
}

/// The same with the address where a permit is checked, for the holder to share: it holds the security code, so it is
/// made for the reader and never stored in the notice.
pub async fn with_check(app: &App, who: &Who, notice: Notice) -> Notice {
    checked(app, who, notice, false).await
}

async fn checked(app: &App, who: &Who, mut notice: Notice, always: bool) -> Notice {
    if !always && notice.event != office::notices::table::Event::Issued.code() {
        return notice;
    }
    // An order of blanks names no single permit: the page where any is checked.
    let Some(id) = notice.details.get("permit").and_then(|id| PermitId::parse(id).ok()) else {
        notice.details.insert("check".into(), format!("{}{}", app.facts.public_url, pages::links::VERIFY));
        return notice;
    };
    let link = check_of(app, who, id, notice.details.get("number")).await;
    notice.details.insert("check".into(), link);
    notice
}

/// The address where one permit is checked; without its code the page where any is.
async fn check_of(app: &App, who: &Who, id: PermitId, number: Option<&String>) -> String {
    match (printing::artefacts(app, who, id).await, number.map(|n| cites::PermitNumber::parse(n))) {
        (Ok(paper), Some(Ok(number))) => printing::verify_url(app, &number, &paper.token),
        _ => format!("{}{}", app.facts.public_url, pages::links::VERIFY),
    }
}

/// Name and site that an e-mail of this house carries.
pub fn address(app: &App, house: &House, reader: &str) -> Address {
    Address {
        authority: app.office.settings(house).authority.name.clone(),
        reader: reader.to_owned(),
        site: app.facts.public_url.clone(),
    }
}

/// The e-mail. An authority abroad has no account here: its mail leads to the page where our permits are checked, with
/// the code of the one it speaks of.
pub async fn letter(app: &App, house: &Arc<House>, due: &DueMail) -> Letter {
    let abroad = due.notice.reader.authority().is_some();
    let notice = checked(app, &Who::system(house.clone()), words_of(&due.notice), abroad).await;
    let own = due.text.as_ref().map(|t| Text { subject: t.subject.clone(), body: t.body.clone() });
    notice.letter(own.as_ref(), &address(app, house, &due.name), Words::of(due.notice.language))
}

/// The text message: that there is news, of which reference, and nothing else. No name, no permit content.
pub fn short(app: &App, house: &House, due: &DueMail) -> String {
    let w = Words::of(due.notice.language);
    let about = due.notice.details.get("reference").or_else(|| due.notice.details.get("number"));
    let country = house.tenant.party.code();
    match about {
        Some(about) => {
            format!("CITES {country}: {} {}", w.say1("text-news-of", "about", about.as_str()), app.facts.public_url)
        }
        None => format!("CITES {country}: {} {}", w.say("text-news"), app.facts.public_url),
    }
}
