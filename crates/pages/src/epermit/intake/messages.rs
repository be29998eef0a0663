//! What applicant and officer write to each other in a case.

use super::super::case::FileRow;
use crate::frame::page;
use crate::parts::FieldError;
use crate::{Shell, Words, links};
use askama::Template;
use cites::{Role, Timestamp};

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// From the reader's own side?
    pub own: bool,
    /// Among officers only?
    pub internal: bool,
    /// Who wrote it; empty where only the side is told: the authority, or the applicant.
    pub name: String,
    /// From the authority's side?
    pub inside: bool,
    /// The words.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// Did the other side see it?
    pub read: bool,
    /// Papers it speaks of: id and name.
    pub papers: Vec<(String, String)>,
    /// By e-mail: the address it came from where that was not the person's own, else blank.
    pub by_mail: Option<String>,
}

/// The thread of a case with the form to write in it.
#[derive(Debug, Clone)]
pub struct Thread {
    /// The case.
    pub application: String,
    /// Does the reader sit in the authority, and may write notes for officers?
    pub inside: bool,
    /// May the reader write?
    pub open: bool,
    /// Messages, oldest first.
    pub messages: Vec<Message>,
    /// Papers of the case to refer to: id and name.
    pub papers: Vec<(String, String)>,
    /// What was typed and not sent.
    pub typed: String,
    /// Was it to be for officers only?
    pub internal: bool,
    /// Papers that were chosen.
    pub chosen: Vec<String>,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

#[derive(Template)]
#[template(path = "epermit/intake/thread.html")]
struct Shown<'a> {
    c: &'a Thread,
    s: &'a Shell,
    w: &'a Words,
}

impl askama::filters::HtmlSafe for Shown<'_> {}

impl Thread {
    /// The thread as a piece of a page.
    pub(crate) fn shown<'a>(&'a self, s: &'a Shell, w: &'a Words) -> impl askama::Template + askama::filters::HtmlSafe {
        Shown { c: self, s, w }
    }

    /// What is wrong at a field, in words.
    fn error(&self, field: &str, w: &Words) -> Option<crate::Html> {
        self.errors.iter().find(|e| e.field == field).map(|e| e.sentence(w))
    }

    fn is_chosen(&self, id: &str) -> bool {
        self.chosen.iter().any(|c| c == id)
    }

    fn action(&self) -> String {
        links::messages_of(&self.application)
    }

    /// Nothing written, nothing to write: what pages of a case that nobody speaks in show.
    pub fn silent(application: &str) -> Thread {
        Thread {
            application: application.into(),
            inside: false,
            open: false,
            messages: Vec::new(),
            papers: Vec::new(),
            typed: String::new(),
            internal: false,
            chosen: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// A sample.
    pub fn sample(inside: bool) -> Thread {
        let message = |own: bool, from_inside: bool, internal: bool, name: &str, text: &str| Message {
            own,
            internal,
            name: name.into(),
            inside: from_inside,
            text: text.into(),
            at: crate::samples::at("2026-11-21T09:10:00Z"),
            read: own && !internal,
            papers: if internal { vec![] } else { vec![("f1".into(), "register-2026.pdf".into())] },
            by_mail: (!from_inside).then(|| "ana@home.example".to_owned()),
        };
        let mut messages = vec![
            message(!inside, false, false, "Ana Rivera", "The truck leaves on Wednesday. Will it be ready?"),
            message(inside, true, false, if inside { "Odile Officer" } else { "" }, "It is with the approver."),
        ];
        if inside {
            messages.push(message(true, true, true, "Odile Officer", "Compare with 26-00388 before approval."));
        }
        Thread {
            application: "a1".into(),
            inside,
            open: true,
            messages,
            papers: crate::samples::files().iter().map(|f: &FileRow| (f.id.clone(), f.name.clone())).collect(),
            typed: String::new(),
            internal: false,
            chosen: Vec::new(),
            errors: Vec::new(),
        }
    }
}

/// The thread on a page of its own.
#[derive(Debug, Clone)]
pub struct MessagesPage {
    /// The frame.
    pub shell: Shell,
    /// The thread.
    pub thread: Thread,
}

impl MessagesPage {
    /// A sample.
    pub fn sample() -> MessagesPage {
        MessagesPage {
            shell: crate::samples::shell(Some(Role::Applicant), "/applications/a1/messages"),
            thread: Thread::sample(false),
        }
    }
}

page! {
    MessagesPage in "epermit/intake/messages.html";
    layout Narrow; area None;
    title |_c, w| w.html("message-title");
    trail |c, w| vec![(w.html("action-back"), links::application(&c.thread.application))];
}
