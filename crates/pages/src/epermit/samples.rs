//! Samples of an inspection: what was taken, under which seal, to which laboratory, and what it found.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Field, FieldError, Fields, Look, Table};
use crate::registers::board::{Form, Section, sheets};
use crate::{Shell, Words, links};
use cites::{Role, Timestamp};
use std::collections::BTreeMap;

/// How many samples the page of a visit has room for; the API takes more.
pub const ROOM: usize = 6;

/// A sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleCard {
    /// Id.
    pub id: String,
    /// What was taken, and from what.
    pub what: String,
    /// Number of the sample or of its seal.
    pub number: String,
    /// The laboratory it goes to; empty until that is known.
    pub laboratory: String,
    /// Who took it.
    pub taker: String,
    /// When.
    pub taken_at: Timestamp,
    /// What the laboratory found, who wrote it down, and when.
    pub result: Option<(String, String, Timestamp)>,
}

impl SampleCard {
    fn sample(answered: bool) -> SampleCard {
        let at = crate::samples::at("2026-11-20T15:00:00Z");
        SampleCard {
            id: "s1".into(),
            what: "Feather of block A, second crate".into(),
            number: if answered { "SEAL-0071" } else { "SEAL-0072" }.into(),
            laboratory: if answered { "National forensic laboratory" } else { "" }.into(),
            taker: "Ines Inspector".into(),
            taken_at: at,
            result: answered
                .then(|| ("Psittacus erithacus; bred in captivity not excluded.".into(), "Otto Officer".into(), at)),
        }
    }

    /// Seal, laboratory and answer in one line.
    pub(super) fn line(&self, w: &Words) -> Html {
        let answer = match &self.result {
            Some((text, ..)) => Html::data(text),
            None => w.html("sample-waits"),
        };
        let mut all = vec![Html::code(&self.number)];
        if !self.laboratory.is_empty() {
            all.push(Html::data(&self.laboratory));
        }
        all.push(answer);
        Html::join(&all, " · ")
    }
}

/// The boxes of the samples on the page of a visit: `sample.<n>.what`, `.number`, `.laboratory`, from 1.
pub(super) fn boxes<'a>(
    typed: &BTreeMap<String, String>,
    errors: &[FieldError],
    w: &'a Words,
) -> Vec<(usize, Fields<'a>)> {
    (1..=ROOM)
        .map(|n| {
            let ask = vec![
                Field::line(format!("sample.{n}.what"), w.html("sample-what")).optional(),
                Field::short(format!("sample.{n}.number"), w.html("sample-number"), "w20").optional(),
                Field::line(format!("sample.{n}.laboratory"), w.html("sample-laboratory")).optional(),
            ];
            (n, Fields::new(ask, typed, errors, w))
        })
        .collect()
}

/// The samples of a case. The form of one that waits posts `laboratory.<id>` and `result.<id>`.
#[derive(Debug, Clone)]
pub struct SamplesPage {
    /// The frame.
    pub shell: Shell,
    /// Id of the case.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// In the order they were taken.
    pub rows: Vec<SampleCard>,
    /// May this reader write down what a laboratory found?
    pub writes: bool,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl SamplesPage {
    fn heading(&self, w: &Words) -> Html {
        w.rich1("samples-title", "reference", Html::code(&self.reference))
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn answer(&self, s: &SampleCard, w: &Words) -> Section {
        let mut ask = Vec::new();
        if s.laboratory.is_empty() {
            ask.push(Field::line(format!("laboratory.{}", s.id), w.html("sample-laboratory")));
        }
        ask.push(Field::area(format!("result.{}", s.id), w.html("sample-result"), 2000));
        let form =
            Form::new(&self.shell, format!("sample-{}", s.id), links::sample(&self.id, &s.id), w.say("sample-answer"));
        let form = form.look(Look::Second).ask(ask).html(&self.typed, &self.errors, w);
        Section::new(Html::join(&[Html::data(&s.what), Html::code(&s.number)], " · ")).with(form)
    }

    fn content(&self, w: &Words) -> Html {
        let heads =
            ["sample-what", "sample-number", "sample-laboratory", "sample-taken", "sample-result"].map(|k| w.say(k));
        let rows = self.rows.iter().map(|s| {
            let result = match &s.result {
                Some((text, by, at)) => {
                    Html::two_lines(&Html::data(text), &Html::join(&[Html::data(by), w.when_html(at)], w.comma()))
                }
                None => w.html("sample-waits"),
            };
            vec![
                Html::data(&s.what).into(),
                Html::code(&s.number).into(),
                Html::data(&s.laboratory).into(),
                Html::two_lines(&Html::data(&s.taker), &w.when_html(&s.taken_at)).into(),
                result.into(),
            ]
        });
        let table = Table::new(w.html("samples-caption"), &heads, w.html("samples-none")).rows(rows);
        let mut all = vec![Section::new(Html::default()).with(table.html())];
        if self.writes {
            all.extend(self.rows.iter().filter(|s| s.result.is_none()).map(|s| self.answer(s, w)));
        }
        sheets(&all)
    }

    /// A sample with one that was answered and one that waits.
    pub fn sample() -> SamplesPage {
        SamplesPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), "/applications/a1/samples"),
            id: "a1".into(),
            reference: "26-00412".into(),
            rows: vec![SampleCard::sample(true), SampleCard { id: "s2".into(), ..SampleCard::sample(false) }],
            writes: true,
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("result.s2", "sample-result")],
        }
    }

    /// Those that a case page shows beside its facts.
    pub(super) fn cards() -> Vec<SampleCard> {
        vec![SampleCard::sample(true)]
    }
}

page! {
    SamplesPage in "registers/board.html";
    layout Wide; area Some(Work);
    title |c, w| c.heading(w);
    trail |c, _w| vec![(Html::code(&c.reference), links::application(&c.id))];
    errors errors;
}
