//! What waits at the border for customs, with its clock.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Field, FieldError, Fields, Meter, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Role, Timestamp};
use std::collections::BTreeMap;

/// A permit that was presented and waits for customs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresentedRow {
    /// Id of the permit.
    pub id: String,
    /// Its number.
    pub number: String,
    /// When it was presented.
    pub at: Timestamp,
    /// Where; blank where nobody said.
    pub place: String,
    /// Hours since then.
    pub hours: u32,
    /// Target in hours.
    pub target: u32,
}

/// The clock of the border. Posts `number` and `place`.
#[derive(Debug, Clone)]
pub struct BorderPage {
    /// The frame.
    pub shell: Shell,
    /// What waits, the oldest first.
    pub rows: Vec<PresentedRow>,
    /// What was answered in the last thirty days, and how many of those inside the target.
    pub answered: (u32, u32),
    /// Hours that half of them took at most.
    pub median: Option<u32>,
    /// May this reader say that a permit is presented?
    pub can_present: bool,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl BorderPage {
    fn table(&self, w: &Words) -> Table {
        let heads = ["border-number", "border-presented", "border-place", "border-clock"].map(|k| w.say(k));
        Table::new(w.html("border-waiting"), &heads, w.html("border-none")).rows(self.rows.iter().map(|r| {
            let percent = (r.hours * 100).checked_div(r.target).unwrap_or(100);
            let used = w.rich("border-used", &[("hours", r.hours.into()), ("target", r.target.into())]);
            let over = percent >= 100;
            let mark = if over { Tag::new(Tone::Stop, w.say("clock-mark-over")).html() } else { Html::default() };
            let number = match self.can_present {
                true => Html::link(links::customs_permit(&r.id), &Html::code(&r.number)),
                false => Html::link(links::permit(&r.id), &Html::code(&r.number)),
            };
            vec![
                number.into(),
                w.when_html(&r.at).into(),
                Html::data(&r.place).into(),
                Meter::share(percent, Html::join(&[used, mark], " ")).html().into(),
            ]
        }))
    }

    fn speed(&self, w: &Words) -> Html {
        match self.median {
            None => w.html("border-no-answers"),
            Some(median) => w.rich(
                "border-answers",
                &[("n", self.answered.0.into()), ("inside", self.answered.1.into()), ("median", median.into())],
            ),
        }
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let fields = vec![
            Field::line("number", w.html("border-number")),
            Field::line("place", w.html("border-place")).optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> BorderPage {
        let row = |id: &str, number: &str, hours| PresentedRow {
            id: id.into(),
            number: number.into(),
            at: crate::samples::at("2026-11-20T09:00:00Z"),
            place: "QMBND".into(),
            hours,
            target: 24,
        };
        BorderPage {
            shell: crate::samples::shell(Some(Role::Customs), links::BORDER),
            rows: vec![row("p1", "QM-2026-000123", 30), row("p2", "QM-2026-000124", 3)],
            answered: (41, 38),
            median: Some(4),
            can_present: true,
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }
}

page! {
    BorderPage in "econtrol/border.html";
    layout Wide; area Some(Expected);
    title |_c, w| w.html("border-title");
    trail |c, w| c.shell.back_to(crate::shell::Area::Expected, w.html("shell-expected"));
    errors errors;
}
