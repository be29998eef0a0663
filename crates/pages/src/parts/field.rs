//! One question of a form with its label, hint and error; and the whole set with its summary of errors.

use super::part;
use crate::Words;
use crate::html::Html;
use crate::words::Arg;
use askama::Template;
use std::collections::BTreeMap;

/// What is wrong with one field, by the stable code that every room uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field as in the form, `""` for the whole form.
    pub field: String,
    /// Message key without the prefix `error-`, for example `quantity-whole`. Unknown codes show `help`.
    pub code: String,
    /// Arguments of the sentence.
    pub args: Vec<(String, String)>,
    /// A ready sentence (from the rules, in the reader's language, or English from a parser), used when we have no words.
    pub help: String,
}

impl FieldError {
    /// An error without arguments.
    pub fn new(field: impl Into<String>, code: impl Into<String>) -> FieldError {
        FieldError { field: field.into(), code: code.into(), args: Vec::new(), help: String::new() }
    }

    /// With a ready sentence for a code we have no words for.
    pub fn help(mut self, sentence: impl Into<String>) -> FieldError {
        self.help = sentence.into();
        self
    }

    /// With an argument.
    pub fn arg(mut self, name: impl Into<String>, value: impl Into<String>) -> FieldError {
        self.args.push((name.into(), value.into()));
        self
    }

    /// From a parser of `cites`.
    pub fn parse(field: impl Into<String>, error: &cites::ParseError) -> FieldError {
        FieldError::new(field, error.code).help(error.help.clone())
    }

    /// The sentence a person reads.
    pub fn sentence(&self, w: &Words) -> Html {
        let key = format!("error-{}", self.code);
        let known = w.has(&key) || Words::of(cites::Lang::En).has(&key);
        if !known && !self.help.is_empty() {
            return Html::text(&self.help);
        }
        let args: Vec<(&str, Arg)> = self.args.iter().map(|(n, v)| (n.as_str(), Arg::from(v))).collect();
        w.rich(&key, &args)
    }
}

/// One choice of several.
#[derive(Debug, Clone)]
pub struct Opt {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub words: Html,
    /// A line of explanation (radios and checkboxes).
    pub hint: Html,
}

impl Opt {
    /// A choice.
    pub fn new(value: impl Into<String>, words: Html) -> Opt {
        Opt { value: value.into(), words, hint: Html::default() }
    }

    /// With its explanation.
    pub fn hint(mut self, hint: Html) -> Opt {
        self.hint = hint;
        self
    }
}

/// How a field is filled in.
#[derive(Debug, Clone)]
pub enum Control {
    /// A line of text. `kind`: the `type`; `mode`: the `inputmode`; `complete`: the `autocomplete` token.
    Line {
        /// `text`, `email`, `tel`, `password`, `search`.
        kind: &'static str,
        /// `text`, `decimal`, `numeric`, `email`, `tel`.
        mode: &'static str,
        /// Token of WCAG 1.3.5, `off` where none fits.
        complete: &'static str,
        /// Class for the width: `w2` … `w30`, empty for full.
        width: &'static str,
    },
    /// Several lines.
    Area {
        /// Rows shown.
        rows: u8,
        /// Longest text.
        max: usize,
    },
    /// One of a list, closed.
    Select(Vec<Opt>),
    /// One of a list, closed, in groups with headings.
    Grouped(Vec<(String, Vec<Opt>)>),
    /// One of a list, open.
    Radios(Vec<Opt>),
    /// One of a list, open, in groups with headings.
    GroupedRadios(Vec<(Html, Vec<Opt>)>),
    /// Any of a list, open; values separated by a line feed in `value`.
    Checks(Vec<Opt>),
    /// Day, month, year as three boxes: `name-day`, `name-month`, `name-year`; see [`super::date`].
    Date,
    /// A number and its unit as two boxes: `….quantity` and `….unit` (`name-unit` when the name is another).
    Quantity(Vec<Opt>),
    /// Files; `accept` by type.
    File {
        /// More than one?
        many: bool,
    },
    /// A picture: phones open their camera.
    Camera,
    /// A name of a species with suggestions when a script runs.
    Species,
    /// A password.
    Secret {
        /// `current-password` or `new-password`.
        complete: &'static str,
    },
}

/// One question.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name in the form.
    pub name: String,
    /// What is asked.
    pub label: Html,
    /// Help below the label.
    pub hint: Html,
    /// How it is filled in.
    pub control: Control,
    /// What was typed or chosen, as it was.
    pub typed: BTreeMap<String, String>,
    /// What to do about it.
    pub error: Option<Html>,
    /// May it stay empty?
    pub optional: bool,
    /// Is the label the heading of the page?
    pub heading: bool,
}

impl Field {
    /// A question with its control.
    pub fn new(name: impl Into<String>, label: Html, control: Control) -> Field {
        Field {
            name: name.into(),
            label,
            hint: Html::default(),
            control,
            typed: BTreeMap::new(),
            error: None,
            optional: false,
            heading: false,
        }
    }

    /// A line of text.
    pub fn line(name: impl Into<String>, label: Html) -> Field {
        Field::new(name, label, Control::Line { kind: "text", mode: "text", complete: "off", width: "" })
    }

    /// A short line of text.
    pub fn short(name: impl Into<String>, label: Html, width: &'static str) -> Field {
        Field::new(name, label, Control::Line { kind: "text", mode: "text", complete: "off", width })
    }

    /// Several lines of text.
    pub fn area(name: impl Into<String>, label: Html, max: usize) -> Field {
        Field::new(name, label, Control::Area { rows: 4, max })
    }

    /// Tells the browser what this is, so that it can fill it in.
    pub fn complete(mut self, token: &'static str) -> Field {
        if let Control::Line { complete, .. } = &mut self.control {
            *complete = token;
        }
        self
    }

    /// An e-mail or telephone line.
    pub fn kind(mut self, html: &'static str, input: &'static str) -> Field {
        if let Control::Line { kind, mode, .. } = &mut self.control {
            (*kind, *mode) = (html, input);
        }
        self
    }

    /// With help.
    pub fn hint(mut self, hint: Html) -> Field {
        self.hint = hint;
        self
    }

    /// May stay empty.
    pub fn optional(mut self) -> Field {
        self.optional = true;
        self
    }

    /// The label is the page's heading.
    pub fn heading(mut self) -> Field {
        self.heading = true;
        self
    }

    /// Sets one value by its name.
    pub fn value(mut self, value: impl Into<String>) -> Field {
        self.typed.insert(self.name.clone(), value.into());
        self
    }

    /// Value typed into the box of this name.
    fn v(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }

    /// Value typed into the box `name-part`, or that part of a whole ISO date.
    fn part(&self, part: &str) -> &str {
        let typed = self.v(&format!("{}-{part}", self.name));
        if typed.is_empty() { super::date::part(self.own(), part) } else { typed }
    }

    /// Name of the box of the unit.
    fn unit_name(&self) -> String {
        match self.name.strip_suffix("quantity") {
            Some(before) => format!("{before}unit"),
            None => format!("{}-unit", self.name),
        }
    }

    fn unit(&self) -> &str {
        self.typed.get(&self.unit_name()).map_or("", String::as_str)
    }

    fn own(&self) -> &str {
        self.v(&self.name)
    }

    fn id(&self) -> String {
        self.name.replace(['.', '[', ']', ' '], "-")
    }

    fn described(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.id()));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.id()));
        }
        if matches!(self.control, Control::Area { .. }) {
            ids.push(format!("{}-info", self.id()));
        }
        ids.join(" ")
    }

    fn chosen(&self, value: &str) -> bool {
        self.own() == value
    }

    fn ticked(&self, value: &str) -> bool {
        self.own().lines().any(|v| v == value)
    }

    fn is_group(&self) -> bool {
        matches!(
            self.control,
            Control::Radios(_) | Control::GroupedRadios(_) | Control::Checks(_) | Control::Date | Control::Quantity(_)
        )
    }
}

/// The fields of one form and what is wrong with them.
#[derive(Template)]
#[template(path = "parts/fields.html")]
pub struct Fields<'a> {
    /// In order.
    pub fields: Vec<Field>,
    /// The reader's words.
    pub w: &'a Words,
}

impl askama::filters::HtmlSafe for Fields<'_> {}

impl<'a> Fields<'a> {
    /// Puts what was typed and what is wrong beside each field.
    pub fn new(
        fields: Vec<Field>,
        typed: &BTreeMap<String, String>,
        errors: &[FieldError],
        w: &'a Words,
    ) -> Fields<'a> {
        let fields = fields
            .into_iter()
            .map(|mut field| {
                let dashed = format!("{}-", field.name);
                for (name, value) in typed {
                    if *name == field.name || name.starts_with(&dashed) || *name == field.unit_name() {
                        field.typed.insert(name.clone(), value.clone());
                    }
                }
                field.error = errors
                    .iter()
                    .find(|e| e.field == field.name)
                    .or_else(|| {
                        errors.iter().find(|e| {
                            matches!(field.control, Control::Date) && e.field.starts_with(&dashed)
                                || matches!(field.control, Control::Quantity(_)) && e.field == field.unit_name()
                        })
                    })
                    .map(|e| e.sentence(w));
                field
            })
            .collect();
        Fields { fields, w }
    }
}

/// What is wrong with the whole form, at the top of the page, the same words as at the fields.
#[derive(Template)]
#[template(path = "parts/error_summary.html")]
pub struct ErrorSummary {
    /// `There is a problem`.
    pub title: String,
    /// The field's id and the sentence.
    pub errors: Vec<(String, Html)>,
}
part!(ErrorSummary);

impl ErrorSummary {
    /// From the errors of a form.
    pub fn new(errors: &[FieldError], w: &Words) -> ErrorSummary {
        ErrorSummary {
            title: w.say("error-there-is-a-problem"),
            errors: errors.iter().map(|e| (e.field.replace(['.', '[', ']', ' '], "-"), e.sentence(w))).collect(),
        }
    }
}
