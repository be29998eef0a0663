//! The Party's own texts of e-mails, and its periods after issue. A text is written in versions; the log of sends says
//! which one went out.

use super::table::Event;
use crate::shared::act;
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Lang;
use permits::DeskAct;
use store::{AfterIssue, AuditEntry, NoticeText};

/// Longest subject and body, in characters.
pub const LONGEST: (usize, usize) = (150, 4000);

/// What may stand in every text.
pub const EVERYWHERE: &[&str] = &["authority", "name", "link"];

impl Event {
    /// What must stand in a text of the Party: what the reader has a right to know, and the way to it.
    pub const fn needs(self) -> &'static [&'static str] {
        match self {
            Event::Incomplete => &["points", "until", "link"],
            Event::Asked => &["question", "until", "link"],
            Event::PaymentDue | Event::InvoiceDue => &["amount", "until", "link"],
            Event::Receipt => &["receipt", "amount", "link"],
            Event::Refused => &["refusal", "reason", "until", "link"],
            Event::Issued => &["check", "link"],
            Event::Expired | Event::Unreturned | Event::Expiring30 | Event::Expiring7 => &["number", "link"],
            Event::Differs | Event::ArrivalDiffers | Event::TellDestination | Event::AbroadTold => &["abroad", "link"],
            Event::AbroadAsked => &["abroad", "link"],
            Event::AuthorityAsked => &["reference", "question"],
            Event::AuthorityStopped => &["number", "status"],
            Event::AuthorityDiffers => &["number", "quantities"],
            Event::AuthorityRetrospective => &["number", "check"],
            _ => &["link"],
        }
    }
}

/// The placeholders of a text: what stands between braces.
///
/// # Errors
/// `mailtext-brace` for a brace without its other half.
pub fn placeholders(text: &str) -> Result<Vec<&str>, Error> {
    let bad = || Error::value("body", "mailtext-brace", "Close every brace: a placeholder is written {like_this}.");
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (_, tail) = rest.split_at(at);
        let Some(inner) = tail.strip_prefix('{') else { return Err(bad()) };
        let end = inner.find(['{', '}']).ok_or_else(bad)?;
        if !inner[end..].starts_with('}') {
            return Err(bad());
        }
        found.push(&inner[..end]);
        rest = &inner[end + 1..];
    }
    Ok(found)
}

/// Checks a text of the Party: its length, its placeholders, and what must not be left out.
///
/// # Errors
/// `mailtext-empty`, `mailtext-long`, `mailtext-brace`, `mailtext-placeholder` or `mailtext-needs`, at `subject` or `body`.
pub fn check(event: Event, subject: &str, body: &str) -> Result<(), Error> {
    let at = |field: &'static str| {
        move |e: Error| match e {
            Error::Value { code, help, .. } => Error::Value { field: field.to_owned(), code, help },
            other => other,
        }
    };
    for (field, text, longest) in [("subject", subject, LONGEST.0), ("body", body, LONGEST.1)] {
        if text.trim().is_empty() {
            return Err(Error::value(field, "mailtext-empty", "Write the text, or go back to the text of the house."));
        }
        if text.chars().count() > longest {
            return Err(Error::value(field, "mailtext-long", format!("Use at most {longest} characters.")));
        }
        let line = field == "subject";
        if text.chars().any(|c| c.is_control() && (line || !matches!(c, '\n' | '\r' | '\t'))) {
            return Err(Error::value(field, "mailtext-control", "Take out characters that cannot be seen."));
        }
        for name in placeholders(text).map_err(at(field))? {
            if !event.details().contains(&name) && !EVERYWHERE.contains(&name) {
                return Err(Error::value(
                    field,
                    "mailtext-placeholder",
                    format!("{{{name}}} means nothing here; choose from the list below the text."),
                ));
            }
        }
    }
    let there = placeholders(body).map_err(at("body"))?;
    if let Some(lacks) = event.needs().iter().find(|n| !there.contains(n)) {
        let help = format!("Put {{{lacks}}} into the text: the reader has a right to know it.");
        return Err(Error::value("body", "mailtext-needs", help));
    }
    Ok(())
}

/// Writes the Party's own text of an event in one language; `None` goes back to the text of the house.
///
/// # Errors
/// What [`check`] says, [`Error::NotPermitted`], or what the archive says.
pub async fn set(
    office: &Office,
    who: &Who,
    event: Event,
    language: Lang,
    text: Option<(String, String)>,
) -> Result<(), Error> {
    who.must_be(DeskAct::Administer.roles())?;
    let person = who.person()?.id;
    let (subject, body) = match text {
        Some((subject, body)) => {
            let (subject, body) = (subject.trim().to_owned(), body.replace("\r\n", "\n").trim().to_owned());
            check(event, &subject, &body)?;
            (subject, body)
        }
        None => (String::new(), String::new()),
    };
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "notice_text", |tx| {
        let version = tx.notice_text_version(event.code(), language).await? + 1;
        let text = NoticeText {
            event: event.code().to_owned(),
            language,
            version,
            subject: subject.clone(),
            body: body.clone(),
            written_by: person,
            written_at: now,
        };
        tx.notice_text_insert(&text).await?;
        let words = serde_json::json!({ "language": language.code(), "version": version, "subject": subject });
        tx.audit(AuditEntry::new("notice_text", "notice-text", event.code()).payload(&words)?);
        Ok(((), version.to_string()))
    });
    ran.map(drop)
}

/// Sets the Party's periods: days of grace before a permit counts as expired, days before a draft is warned of.
///
/// # Errors
/// `days-range` at `grace_days` or `draft_days`, [`Error::NotPermitted`], or what the archive says.
pub async fn set_periods(office: &Office, who: &Who, periods: AfterIssue) -> Result<(), Error> {
    who.must_be(DeskAct::Administer.roles())?;
    for (field, days, most) in [("grace_days", periods.grace_days, 0..=90), ("draft_days", periods.draft_days, 7..=730)]
    {
        if !most.contains(&days) {
            let help = format!("Enter a number of days from {} to {}.", most.start(), most.end());
            return Err(Error::value(field, "days-range", help));
        }
    }
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "after_issue", |tx| {
        tx.after_issue_set(periods).await?;
        let words = serde_json::json!({ "grace_days": periods.grace_days, "draft_days": periods.draft_days });
        tx.audit(AuditEntry::new("after_issue", "tenant", who.house.tenant.id).payload(&words)?);
        Ok(((), String::new()))
    });
    ran.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(subject: &str, body: &str) -> String {
        check(Event::Refused, subject, body).err().map(|e| e.code()).unwrap_or_default()
    }

    #[test]
    fn a_refusal_may_be_worded_anew_but_never_without_its_reasons_and_the_way_to_appeal() {
        let whole = "{reference} was refused: {refusal}. {reason}\nYou may appeal until {until}: {link}";
        assert_eq!(code("About {reference}", whole), "");
        assert_eq!(code("About {reference}", &whole.replace("{until}", "soon")), "mailtext-needs");
        assert_eq!(code("About {reference}", &whole.replace("{reason}", "")), "mailtext-needs");
        assert_eq!(code("For {exporter}", whole), "mailtext-placeholder");
        assert_eq!(code("About {reference", whole), "mailtext-brace");
        assert_eq!(code("About }", whole), "mailtext-brace");
        assert_eq!(code("About\nBcc: everybody@example.org", whole), "mailtext-control");
        assert_eq!(code("", whole), "mailtext-empty");
        assert_eq!(code("About", &"x".repeat(4001)), "mailtext-long");
    }

    #[test]
    fn what_must_stand_in_a_text_can_stand_in_it() {
        for event in Event::ALL {
            for name in event.needs() {
                assert!(event.details().contains(name) || EVERYWHERE.contains(name), "{} {name}", event.code());
            }
        }
    }
}
