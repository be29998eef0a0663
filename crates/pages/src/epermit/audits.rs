//! Audits after issue: what was issued in the blue lane, and what came of looking at it afterwards.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Date, Role};
use std::collections::BTreeMap;

/// A permit that waits for its audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToAudit {
    /// Id of the permit.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Who holds it.
    pub holder: String,
    /// First taxon.
    pub taxon: String,
    /// Day of issue.
    pub issued: Date,
    /// Score.
    pub score: i64,
}

/// An audit that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audited {
    /// Id of the permit.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Was something wrong?
    pub finding: bool,
    /// What was looked at and found.
    pub words: String,
    /// Day.
    pub on: Date,
    /// Who.
    pub person: String,
}

/// The work list. Posts `permit`, `outcome` (`clean`, `finding`) and `words`.
#[derive(Debug, Clone)]
pub struct AuditsPage {
    /// The frame.
    pub shell: Shell,
    /// What waits, the oldest first.
    pub open: Vec<ToAudit>,
    /// What was audited, the newest first.
    pub done: Vec<Audited>,
    /// May this reader audit?
    pub can_audit: bool,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl AuditsPage {
    fn waits(&self, w: &Words) -> Table {
        let heads = [
            w.say("audit-issue-permit"),
            w.say("audit-issue-holder"),
            w.say("ui-species"),
            w.say("audit-issue-issued"),
            format!("{}#", w.say("audit-issue-score")),
        ];
        Table::new(w.html("audit-issue-open"), &heads, w.html("audit-issue-none")).rows(self.open.iter().map(|p| {
            vec![
                Html::link(links::permit(&p.id), &Html::code(&p.number)).into(),
                Html::data(&p.holder).into(),
                Html::taxon(&p.taxon).into(),
                w.date_html(&p.issued).into(),
                Html::text(p.score.to_string()).into(),
            ]
        }))
    }

    fn made(&self, w: &Words) -> Table {
        let heads = ["queue-when", "audit-issue-permit", "audit-issue-outcome", "queue-officer"].map(|k| w.say(k));
        let rows = self.done.iter().map(|a| {
            let (tone, key) = if a.finding { (Tone::Stop, "audit-finding") } else { (Tone::Go, "audit-clean") };
            let tag = Tag::new(tone, w.say(key)).html();
            vec![
                w.date_html(&a.on).into(),
                Html::link(links::permit(&a.id), &Html::code(&a.number)).into(),
                Html::two_lines(&tag, &Html::data(&a.words)).into(),
                Html::data(&a.person).into(),
            ]
        });
        Table::new(w.html("audit-issue-done"), &heads, w.html("audit-issue-none-done")).quiet().rows(rows)
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let permits = self.open.iter().map(|p| Opt::new(&p.id, Html::code(&p.number)));
        let outcomes = ["clean", "finding"].map(|o| Opt::new(o, w.html(format!("audit-{o}"))));
        let fields = vec![
            Field::new("permit", w.html("audit-issue-permit"), Control::Select(permits.collect())),
            Field::new("outcome", w.html("audit-issue-outcome"), Control::Radios(outcomes.to_vec())),
            Field::area("words", w.html("audit-issue-words"), 2000),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> AuditsPage {
        AuditsPage {
            shell: crate::samples::shell(Some(Role::MaOfficer), links::AUDITS),
            open: vec![ToAudit {
                id: "p1".into(),
                number: "QM-2026-000123".into(),
                holder: "River Bend Farm Ltd".into(),
                taxon: "Crocodylus niloticus".into(),
                issued: jiff::civil::date(2026, 11, 18),
                score: -20,
            }],
            done: vec![
                Audited {
                    id: "p2".into(),
                    number: "QM-2026-000119".into(),
                    finding: true,
                    words: "The farm's book shows forty hides fewer.".into(),
                    on: jiff::civil::date(2026, 11, 19),
                    person: "Ines Auditor".into(),
                },
                Audited {
                    id: "p3".into(),
                    number: "QM-2026-000118".into(),
                    finding: false,
                    words: "Tags and book agree.".into(),
                    on: jiff::civil::date(2026, 11, 19),
                    person: "Ines Auditor".into(),
                },
            ],
            can_audit: true,
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }
}

page! {
    AuditsPage in "epermit/audits.html";
    layout Wide; area Some(Work);
    title |_c, w| w.html("audit-issue-title");
    trail |c, w| c.shell.back_to(crate::shell::Area::Work, w.html("ui-work-queue"));
    errors errors;
}
