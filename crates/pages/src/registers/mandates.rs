//! Mandates: asked by the agent, agreed by the client, ended by either.

use super::board::{Form, Section, sheets};
use super::{links, own_tabs};
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Look, Opt, Row, Summary, Tag, Tone};
use crate::{Shell, Words};
use cites::{Date, DocumentType, Role};
use std::collections::BTreeMap;

/// One mandate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandateCard {
    /// Id.
    pub id: String,
    /// Who acts.
    pub agent: String,
    /// For whom.
    pub client: String,
    /// What for: `ALL`, `EXPORT` or `ONE`; key `mandate-scope-<code>`.
    pub scope: &'static str,
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub until: Date,
    /// Where it stands: `ASKED`, `ACCEPTED`, `DECLINED` or `REVOKED`; key `mandate-state-<code>`.
    pub state: &'static str,
    /// Agreed, and today is past its last day?
    pub over: bool,
    /// Words of the agent.
    pub note: String,
    /// Is the reader the client?
    pub ours: bool,
}

impl MandateCard {
    fn tag(&self, w: &Words) -> Tag {
        match self.state {
            "ASKED" => Tag::new(Tone::Wait, w.say("mandate-state-asked")),
            "ACCEPTED" if self.over => Tag::new(Tone::Rest, w.say("mandate-over")),
            "ACCEPTED" => Tag::new(Tone::Go, w.say("mandate-state-accepted")),
            "DECLINED" => Tag::new(Tone::Stop, w.say("mandate-state-declined")),
            _ => Tag::new(Tone::Rest, w.say("mandate-state-revoked")),
        }
    }

    fn section(&self, shell: &Shell, w: &Words) -> Section {
        let rows = vec![
            Row::new(w.say("mandate-agent"), Html::data(&self.agent)),
            Row::new(w.say("mandate-client"), Html::data(&self.client)),
            Row::new(w.say("mandate-scope"), w.html(format!("mandate-scope-{}", self.scope.to_lowercase()))),
            Row::new(
                w.say("mandate-days"),
                w.rich2("mandate-from-until", "from", w.date_html(&self.from), "until", w.date_html(&self.until)),
            ),
            Row::new(w.say("ui-status"), self.tag(w).html()),
        ];
        let mut section = Section::new(Html::data(if self.ours { &self.agent } else { &self.client }))
            .lead(Html::data(&self.note))
            .with(Summary::new(rows, w).html());
        let form = |act: &str, look| {
            Form::new(
                shell,
                format!("{act}-{}", self.id),
                links::mandate_act(&self.id, act),
                w.say(format!("mandate-{act}")),
            )
            .look(look)
            .html(&BTreeMap::new(), &[], w)
        };
        if self.ours && self.state == "ASKED" {
            section = section.with(form("accept", Look::Lead)).with(form("decline", Look::Second));
        } else if matches!(self.state, "ASKED" | "ACCEPTED") && !self.over {
            section = section.with(form("revoke", Look::Stop));
        }
        section
    }
}

/// Every mandate of the reader, and for agents the form that asks for one.
#[derive(Debug, Clone)]
pub struct MandatesPage {
    /// The frame.
    pub shell: Shell,
    /// Mandates, the newest first.
    pub rows: Vec<MandateCard>,
    /// Is the reader an agent, who may ask?
    pub agent: bool,
    /// What was typed: `client`, `scope`, `from`, `until`, `note`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl MandatesPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("mandate-title")
    }

    fn tabs(&self, w: &Words) -> Html {
        own_tabs(&self.shell, links::MANDATES, w)
    }

    fn content(&self, w: &Words) -> Html {
        let mut all = Vec::new();
        if self.rows.is_empty() {
            all.push(Section::new(Html::default()).lead(w.html(if self.agent {
                "mandate-none-agent"
            } else {
                "mandate-none-client"
            })));
        }
        all.extend(self.rows.iter().map(|r| r.section(&self.shell, w)));
        if self.agent {
            let scopes =
                ["ALL", "EXPORT", "ONE"].map(|c| Opt::new(c, w.html(format!("mandate-scope-{}", c.to_lowercase()))));
            let ask = vec![
                Field::line("client", w.html("mandate-client-mail"))
                    .kind("email", "email")
                    .hint(w.html("mandate-client-hint")),
                Field::new("scope", w.html("mandate-scope"), Control::Radios(scopes.to_vec())),
                Field::new("from", w.html("mandate-from"), Control::Date),
                Field::new("until", w.html("mandate-until"), Control::Date),
                Field::area("note", w.html("mandate-note"), 500).optional(),
            ];
            let form = Form::new(&self.shell, "ask", links::MANDATES.into(), w.say("mandate-ask")).look(Look::Lead);
            let form = form.ask(ask).html(&self.typed, &self.errors, w);
            all.push(Section::new(w.html("mandate-ask")).lead(w.html("mandate-ask-lead")).with(form));
        }
        sheets(&all)
    }

    /// A sample for the client or the agent.
    pub fn sample(agent: bool) -> MandatesPage {
        let card = |id: &str, scope, state| MandateCard {
            id: id.into(),
            agent: "Bo Lindqvist".into(),
            client: "River Bend Farm Ltd".into(),
            scope,
            from: jiff::civil::date(2026, 11, 1),
            until: jiff::civil::date(2026, 12, 31),
            state,
            over: false,
            note: "As every year.".into(),
            ours: !agent,
        };
        MandatesPage {
            shell: crate::samples::shell(Some(if agent { Role::Agent } else { Role::OrgAdmin }), links::MANDATES),
            rows: vec![card("m1", "EXPORT", "ASKED"), card("m2", "ALL", "ACCEPTED"), card("m3", "ONE", "REVOKED")],
            agent,
            typed: BTreeMap::new(),
            errors: if agent { vec![FieldError::new("until", "mandate-days")] } else { vec![] },
        }
    }
}

page! {
    MandatesPage in "registers/board.html";
    layout Narrow; area None;
    title |c, w| c.heading(w);
    trail |_c, _w| vec![];
    errors errors;
}

/// The first question of an application for somebody else: what, and for whom.
#[derive(Debug, Clone)]
pub struct BeginPage {
    /// The frame.
    pub shell: Shell,
    /// Kinds this Authority issues, in groups: message key `kind-group-<name>`.
    pub groups: Vec<(String, Vec<DocumentType>)>,
    /// Clients who agreed: mandate and name.
    pub clients: Vec<(String, String)>,
    /// At the counter, where anybody may stand?
    pub counter: bool,
    /// What was typed: `document_type`, `mandate` or `for`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl BeginPage {
    fn heading(&self, w: &Words) -> Html {
        w.html("ask-kind")
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let radio = |k: &DocumentType| {
            Opt::new(k.code(), Html::text(w.document_type(k))).hint(Html::text(w.code("kind-when", k.code())))
        };
        let kinds = self
            .groups
            .iter()
            .map(|(name, kinds)| (w.html(format!("kind-group-{name}")), kinds.iter().map(radio).collect::<Vec<_>>()));
        let whom = if self.counter {
            let mail = Field::line("for", w.html("counter-for")).kind("email", "email");
            mail.hint(w.html("counter-for-hint")).optional()
        } else {
            let me = Opt::new("", w.html("mandate-for-me"));
            let clients = self.clients.iter().map(|(id, name)| Opt::new(id, Html::text(name)));
            Field::new("mandate", w.html("mandate-for"), Control::Select(std::iter::once(me).chain(clients).collect()))
        };
        let ask =
            vec![whom, Field::new("document_type", w.html("begin-kind"), Control::GroupedRadios(kinds.collect()))];
        let action = crate::links::APPLICATION_NEW.into();
        let form = Form::new(&self.shell, "begin", action, w.say("action-continue")).look(Look::Lead).ask(ask);
        sheets(&[Section::new(Html::default()).with(form.html(&self.typed, &self.errors, w))])
    }

    /// A sample for the counter or for an agent.
    pub fn sample(counter: bool) -> BeginPage {
        let role = if counter { Role::MaClerk } else { Role::Agent };
        BeginPage {
            shell: crate::samples::shell(Some(role), crate::links::APPLICATION_NEW),
            groups: vec![("once".into(), vec![DocumentType::Export, DocumentType::Import])],
            clients: vec![("m2".into(), "River Bend Farm Ltd".into())],
            counter,
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("document_type", "document-type-empty")],
        }
    }
}

page! {
    BeginPage in "registers/board.html";
    layout Narrow; area Some(Applications);
    title |c, w| c.heading(w);
    trail |_c, w| vec![(w.html("ui-applications"), crate::links::APPLICATIONS.into())];
    errors errors;
}
