//! Templates of applications: the list, and the form that names one.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt};
use crate::{Shell, Words, links};
use cites::{Date, DocumentType, Role};
use std::collections::BTreeMap;

/// One template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRow {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Kind of document.
    pub kind: Option<DocumentType>,
    /// First species, empty while not answered.
    pub taxon: String,
    /// Shared in the organisation?
    pub shared: bool,
    /// May the reader change it?
    pub mine: bool,
    /// Last change.
    pub on: Date,
}

/// The list.
#[derive(Debug, Clone)]
pub struct TemplatesPage {
    /// The frame.
    pub shell: Shell,
    /// By name.
    pub rows: Vec<TemplateRow>,
}

impl TemplatesPage {
    fn kind(row: &TemplateRow, w: &Words) -> String {
        row.kind.as_ref().map(|k| w.document_type(k)).unwrap_or_default()
    }

    /// A sample.
    pub fn sample() -> TemplatesPage {
        let row = |id: &str, name: &str, shared, mine| TemplateRow {
            id: id.into(),
            name: name.into(),
            kind: Some(DocumentType::Export),
            taxon: "Crocodylus niloticus".into(),
            shared,
            mine,
            on: jiff::civil::date(2026, 11, 20),
        };
        TemplatesPage {
            shell: crate::samples::shell(Some(Role::Applicant), links::TEMPLATES),
            rows: vec![row("t1", "Skins to Northport", true, true), row("t2", "Belts, monthly", true, false)],
        }
    }
}

page! {
    TemplatesPage in "epermit/intake/templates.html";
    layout Wide; area Some(Applications);
    title |_c, w| w.html("template-title");
    trail |_c, w| vec![(w.html("ui-applications"), links::APPLICATIONS.into())];
}

/// The form that keeps an application as a template, or changes one.
#[derive(Debug, Clone)]
pub struct TemplateForm {
    /// The frame.
    pub shell: Shell,
    /// Where it is sent.
    pub action: String,
    /// The template that is changed; `None`: an application is kept as one.
    pub template: Option<String>,
    /// Can it be shared with an organisation?
    pub can_share: bool,
    /// Templates that may be written over: id and name; for an application only.
    pub over: Vec<(String, String)>,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Where the reader came from.
    pub back: String,
}

impl TemplateForm {
    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let mut fields = vec![Field::line("name", w.html("template-name")).hint(w.html("template-name-hint"))];
        if !self.over.is_empty() {
            let none = Opt::new("", w.html("template-over-none"));
            let options = self.over.iter().map(|(id, name)| Opt::new(id, Html::text(name)));
            let options = std::iter::once(none).chain(options).collect();
            fields.push(Field::new("over", w.html("template-over"), Control::Select(options)));
        }
        if self.can_share {
            let tick = Control::Checks(vec![Opt::new("yes", w.html("template-share-yes"))]);
            fields.push(Field::new("shared", w.html("template-share"), tick));
        }
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn version(&self) -> &str {
        self.typed.get("version").map_or("", String::as_str)
    }

    /// A sample.
    pub fn sample() -> TemplateForm {
        TemplateForm {
            shell: crate::samples::shell(Some(Role::Applicant), "/templates/t1"),
            action: links::template("t1"),
            template: Some("t1".into()),
            can_share: true,
            over: vec![],
            typed: BTreeMap::from([("name".into(), "Skins to Northport".into()), ("version".into(), "1".into())]),
            errors: vec![FieldError::new("name", "template-changed")],
            back: links::TEMPLATES.into(),
        }
    }
}

page! {
    TemplateForm in "epermit/intake/template.html";
    layout Narrow; area Some(Applications);
    title |c, w| w.html(if c.template.is_some() { "template-change" } else { "template-save" });
    trail |c, w| vec![(w.html("action-back"), c.back.clone())];
    errors errors;
}
