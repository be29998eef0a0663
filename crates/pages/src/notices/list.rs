//! A reader's notices.

use super::letter::Notice;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Role, Timestamp};

/// One notice in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeItem {
    /// Id.
    pub id: String,
    /// What it says.
    pub notice: Notice,
    /// When it was written.
    pub at: Timestamp,
    /// Read?
    pub read: bool,
}

impl NoticeItem {
    fn tag(&self, w: &Words) -> Html {
        if self.read { Html::default() } else { Tag::new(Tone::Move, w.say("notices-new")).html() }
    }

    fn title(&self, w: &Words) -> Html {
        Html::link(self.notice.href(), &self.notice.title(w))
    }
}

/// Notices, newest first.
#[derive(Debug, Clone)]
pub struct NoticesPage {
    /// The frame.
    pub shell: Shell,
    /// Only those not read yet?
    pub unread: bool,
    /// The notices.
    pub rows: Vec<NoticeItem>,
    /// Address of the next page.
    pub next: Option<String>,
}

impl NoticesPage {
    fn tabs(&self, w: &Words) -> Html {
        let tab = |key: &str, href: &str, here: bool| {
            let here = if here { " aria-current=\"page\"" } else { "" };
            format!("<a href=\"{href}\"{here}>{}</a>", w.html(key))
        };
        let unread = format!("{}?show=unread", links::NOTICES);
        Html::markup(format!(
            "<nav class=\"tabs\" aria-label=\"{}\">{}{}</nav>",
            w.html("notices-title"),
            tab("notices-all", links::NOTICES, !self.unread),
            tab("notices-unread", &unread, self.unread)
        ))
    }

    fn newest(&self) -> Option<&str> {
        self.rows.iter().any(|r| !r.read).then(|| self.rows.first().map(|r| r.id.as_str())).flatten()
    }

    /// A sample.
    pub fn sample() -> NoticesPage {
        let item = |id: &str, event: &str, at: &str, read| NoticeItem {
            id: id.into(),
            notice: Notice::sample(event),
            at: crate::samples::at(at),
            read,
        };
        NoticesPage {
            shell: crate::samples::shell(Some(Role::Applicant), links::NOTICES),
            unread: false,
            rows: vec![
                item("n3", "issued", "2026-11-21T09:00:00Z", false),
                item("n2", "asked", "2026-11-20T15:00:00Z", true),
                item("n1", "sent", "2026-11-20T12:00:00Z", true),
            ],
            next: Some(format!("{}?before=n1", links::NOTICES)),
        }
    }

    /// One notice of every event.
    pub fn every(events: &[&str]) -> NoticesPage {
        let mut page = NoticesPage::sample();
        page.rows = events
            .iter()
            .map(|event| NoticeItem {
                id: (*event).into(),
                notice: Notice::sample(event),
                at: crate::samples::at("2026-11-20T12:00:00Z"),
                read: false,
            })
            .collect();
        page
    }
}

page! {
    NoticesPage in "notices/list.html";
    layout Narrow; area None;
    title |_c, w| w.html("notices-title");
    trail |_c, _w| vec![];
}
