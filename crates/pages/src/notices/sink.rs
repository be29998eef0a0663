//! The test mailbox of a demonstration: what would have been sent, to be read in the browser.

use crate::frame::page;
use crate::html::{Html, escape};
use crate::parts::{Row, Summary, Table};
use crate::{Shell, Words, links};
use cites::{Role, Timestamp};

/// One e-mail in the test mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SinkMail {
    /// Its name in the mailbox.
    pub id: String,
    /// When it came in.
    pub at: Timestamp,
    /// Whom it is from.
    pub from: String,
    /// Whom it is for.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Message-ID.
    pub message_id: String,
    /// Where an answer goes; blank: nowhere.
    pub reply_to: String,
    /// As plain text.
    pub text: String,
    /// As a page; blank for a text message.
    pub html: String,
}

impl SinkMail {
    fn sample(id: &str) -> SinkMail {
        let to = super::Address {
            authority: "Management Authority of Querimba".into(),
            reader: "Ana Rivera".into(),
            site: "https://qm.example".into(),
        };
        let letter = super::Notice::sample("issued").letter(None, &to, Words::of(cites::Lang::En));
        SinkMail {
            id: id.into(),
            at: crate::samples::at("2026-11-21T09:00:00Z"),
            from: "Management Authority of Querimba <notices@demo.example>".into(),
            to: "applicant@qm.example".into(),
            subject: letter.subject,
            message_id: "<0190.a1b2@localhost>".into(),
            reply_to: "case+qm-abcdefghijklmnopqrstuvwxyz234567@in.example".into(),
            text: letter.text,
            html: letter.html,
        }
    }
}

/// The test mailbox, newest first.
#[derive(Debug, Clone)]
pub struct SinkPage {
    /// The frame.
    pub shell: Shell,
    /// The e-mails.
    pub mails: Vec<SinkMail>,
}

impl SinkPage {
    fn table(&self, w: &Words) -> Table {
        let heads = ["sink-subject", "mail-log-to", "mail-log-at"].map(|k| w.say(k));
        Table::new(w.html("sink-title"), &heads, w.html("sink-none")).quiet().rows(self.mails.iter().map(|m| {
            vec![
                Html::link(links::sink_mail(&m.id), &Html::data(&m.subject)).into(),
                Html::data(&m.to).into(),
                w.when_html(&m.at).into(),
            ]
        }))
    }

    /// A sample.
    pub fn sample() -> SinkPage {
        SinkPage {
            shell: crate::samples::shell(Some(Role::Applicant), links::SINK),
            mails: vec![SinkMail::sample("m2"), SinkMail::sample("m1")],
        }
    }
}

page! {
    SinkPage in "notices/sink.html";
    layout Wide; area None;
    title |_c, w| w.html("sink-title");
    trail |_c, _w| vec![];
}

/// One e-mail, as text and as a page in a frame that may do nothing.
#[derive(Debug, Clone)]
pub struct SinkMailPage {
    /// The frame.
    pub shell: Shell,
    /// The e-mail.
    pub mail: SinkMail,
}

impl SinkMailPage {
    fn head(&self, w: &Words) -> Summary {
        let m = &self.mail;
        let answer = match m.reply_to.as_str() {
            "" => Html::default(),
            address => Html::two_lines(&Html::code(address), &w.html("sink-reply-hint")),
        };
        Summary::new(
            vec![
                Row::new(w.say("sink-from"), Html::data(&m.from)),
                Row::new(w.say("mail-log-to"), Html::data(&m.to)),
                Row::new(w.say("mail-log-at"), w.when_html(&m.at)),
                Row::new(w.say("sink-id"), Html::code(&m.message_id)),
                Row::new(w.say("sink-reply"), answer),
            ],
            w,
        )
    }

    /// The frame has no rights at all: no script, no form, no way out (`sandbox` without a word).
    fn frame(&self, w: &Words) -> Html {
        Html::markup(format!(
            "<iframe class=\"mail\" sandbox title=\"{}\" srcdoc=\"{}\"></iframe>",
            w.html("sink-as-html"),
            escape(&self.mail.html)
        ))
    }

    /// A sample.
    pub fn sample() -> SinkMailPage {
        SinkMailPage {
            shell: crate::samples::shell(Some(Role::Applicant), "/demo/mail/m1"),
            mail: SinkMail::sample("m1"),
        }
    }
}

page! {
    SinkMailPage in "notices/sink_mail.html";
    layout Wide; area None;
    title |c, _w| Html::data(&c.mail.subject);
    trail |_c, w| vec![(w.html("sink-title"), links::SINK.into())];
}
