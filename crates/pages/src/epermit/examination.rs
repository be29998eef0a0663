//! What examination adds to a case, and the supervisor's pages: clocks, lanes, the whole queue, what the Party sets.

use super::risk_words;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Meter, Opt, Table, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{ApplicationStatus, Date, Role};
use std::collections::BTreeMap;

/// Does a clock run, and why not?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// It runs.
    Runs,
    /// It stands still while the case is there.
    Paused(ApplicationStatus),
    /// It is over, because the case came there.
    Stopped(ApplicationStatus),
}

/// One clock of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockRow {
    /// Code of sla_clocks: keys `clock-name-<code>`.
    pub code: String,
    /// Whole hours used.
    pub hours: u32,
    /// Target in hours.
    pub target: u32,
    /// Percent of the target.
    pub percent: u32,
    /// `early`, `half`, `near` or `over`: keys `clock-mark-<mark>`.
    pub mark: String,
    /// Does it run?
    pub state: ClockState,
    /// Must the supervisor look?
    pub escalates: bool,
}

impl ClockRow {
    fn used(&self, w: &Words) -> Html {
        w.rich("clock-used", &[("hours", self.hours.into()), ("target", self.target.into())])
    }

    fn state(&self, w: &Words) -> Html {
        let state = |s: &ApplicationStatus| Html::text(w.application_status(s));
        match &self.state {
            ClockState::Runs => w.html("clock-runs"),
            ClockState::Paused(status) => w.rich1("clock-paused", "status", state(status)),
            ClockState::Stopped(status) => w.rich1("clock-stopped", "status", state(status)),
        }
    }

    fn tone(&self) -> Tone {
        match (self.mark.as_str(), &self.state) {
            (_, ClockState::Stopped(_)) => Tone::Rest,
            ("over", _) => Tone::Stop,
            ("near", _) => Tone::Wait,
            _ => Tone::Move,
        }
    }

    /// The bar with its words: hours of target, the mark that was passed, and why it stands still.
    pub fn meter(&self, w: &Words) -> Html {
        let mark = Tag::new(self.tone(), w.code("clock-mark", &self.mark)).html();
        Meter::share(self.percent, Html::join(&[self.used(w), mark, self.state(w)], " ")).html()
    }

    /// The same for a cell of a list: the words and the bar, without why.
    pub fn short(&self, w: &Words) -> Html {
        let mark = match self.mark.as_str() {
            "early" => Html::default(),
            mark => Tag::new(self.tone(), w.code("clock-mark", mark)).html(),
        };
        Meter::share(self.percent, Html::join(&[self.used(w), mark], " ")).html()
    }

    /// A sample.
    pub fn sample(code: &str, hours: u32, target: u32, state: ClockState) -> ClockRow {
        let percent = hours * 100 / target;
        let mark = match percent {
            0..50 => "early",
            50..80 => "half",
            80..100 => "near",
            _ => "over",
        };
        ClockRow {
            code: code.into(),
            hours,
            target,
            percent,
            mark: mark.into(),
            escalates: percent >= 100 && state == ClockState::Runs,
            state,
        }
    }
}

/// Tag of a lane: its word says what its colour says.
pub fn lane_tag(lane: &str, w: &Words) -> Html {
    let tone = match lane {
        "GREEN" => Tone::Go,
        "RED" => Tone::Stop,
        "BLUE" => Tone::Move,
        _ => Tone::Wait,
    };
    Tag::new(tone, w.code("risk-lane", lane)).html()
}

/// The risk of a case, for officers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskShown {
    /// Lane that counts.
    pub lane: String,
    /// Lane that the score gave.
    pub computed: String,
    /// Sum of the weights.
    pub score: i64,
    /// Criterion that forced it.
    pub forced_by: Option<String>,
    /// Every hit: criterion, what was seen, weight.
    pub hits: Vec<(String, String, i32)>,
    /// Why it was changed by hand.
    pub reason: Option<String>,
    /// Version of the criteria.
    pub version: i64,
}

/// What examination adds to a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseExamination {
    /// Clocks that were ever started.
    pub clocks: Vec<ClockRow>,
    /// The risk; `None` before acceptance and for those who may not read it.
    pub risk: Option<RiskShown>,
    /// May this reader change the lane?
    pub can_change_lane: bool,
    /// Standing findings this case may rely on: id, number, what it says.
    pub standing: Vec<(String, String, String)>,
    /// May this reader rely on one?
    pub can_rely: bool,
    /// May this reader put the case on the waiting list of a quota?
    pub can_wait: bool,
    /// Does it wait for a quota already?
    pub waits: bool,
    /// May this reader compare?
    pub can_compare: bool,
    /// What the yellow lane asks; `None` for those who may not read the risk, and where there is no paper.
    pub papers: Option<PapersShown>,
}

/// Were the papers of a case seen?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PapersShown {
    /// How many papers there are.
    pub there: u32,
    /// When they were seen last, and what was written of them.
    pub seen: Option<(Date, String)>,
    /// Is there something that nobody has seen yet?
    pub open: bool,
    /// May this reader say that they were seen?
    pub can_see: bool,
}

impl CaseExamination {
    /// Escalated to the supervisor?
    pub(crate) fn escalated(&self) -> bool {
        self.clocks.iter().any(|c| c.escalates)
    }

    /// What raised the score: the criterion with its weight, below it what was seen. A list, because names of many
    /// species have no room in a column.
    pub(crate) fn hits(&self, risk: &RiskShown, w: &Words) -> Html {
        let one = |(criterion, value, weight): &(String, String, i32)| {
            let name = w.html(format!("risk-{}", criterion.to_lowercase()));
            let weight = if *weight == 0 { Html::default() } else { Html::code(format!("+{weight}")) };
            let what = Html::join(&[name, weight], " ");
            let seen =
                if value.is_empty() { Html::default() } else { Html::soft(&risk_words::seen(criterion, value, w)) };
            format!("<li>{}</li>", if value.is_empty() { what } else { Html::two_lines(&what, &seen) })
        };
        let items: String = risk.hits.iter().map(one).collect();
        if items.is_empty() { w.html("risk-no-hits") } else { Html::markup(format!("<ul>{items}</ul>")) }
    }

    pub(crate) fn lane<'a>(&self, typed: &BTreeMap<String, String>, errors: &[FieldError], w: &'a Words) -> Fields<'a> {
        let lanes = ["GREEN", "YELLOW", "RED", "BLUE"];
        let lanes = lanes.map(|l| Opt::new(l, Html::text(w.code("risk-lane", l)))).to_vec();
        let fields = vec![
            Field::new("lane", w.html("risk-lane"), Control::Select(lanes)),
            Field::area("lane-reason", w.html("ui-reason"), 500),
        ];
        Fields::new(fields, typed, errors, w)
    }

    pub(crate) fn note<'a>(&self, typed: &BTreeMap<String, String>, errors: &[FieldError], w: &'a Words) -> Fields<'a> {
        let tick = Control::Checks(vec![Opt::new("1", w.html("papers-tick"))]);
        let fields = vec![
            Field::new("papers-seen", w.html("papers-seen-title"), tick),
            Field::area("papers-note", w.html("papers-note"), 2000).optional(),
        ];
        Fields::new(fields, typed, errors, w)
    }

    /// A sample.
    pub fn sample() -> CaseExamination {
        CaseExamination {
            clocks: vec![
                ClockRow::sample("C_TOTAL", 410, 720, ClockState::Runs),
                ClockRow::sample("C_NET", 200, 240, ClockState::Paused(ApplicationStatus::InfoRequested)),
                ClockRow::sample("C_COMPLETE", 6, 24, ClockState::Stopped(ApplicationStatus::Accepted)),
                ClockRow::sample("C_SA", 250, 240, ClockState::Runs),
            ],
            risk: Some(RiskShown {
                lane: "YELLOW".into(),
                computed: "YELLOW".into(),
                score: 30,
                forced_by: None,
                hits: vec![
                    ("K03".into(), "C/unknown".into(), 20),
                    ("K07".into(), "importer/SEIZED/1".into(), 30),
                    ("K08".into(), String::new(), 10),
                    ("K13".into(), "transit/QN".into(), 10),
                    ("K15".into(), "replaced/1, amended/1".into(), 10),
                    ("K18".into(), "alert/4/Seen at the pier; alert/5".into(), 0),
                ],
                reason: None,
                version: 2,
            }),
            can_change_lane: true,
            standing: vec![("f1".into(), "SA-26-00017".into(), "Ranched skins, at most 1,600".into())],
            can_rely: true,
            can_wait: true,
            waits: false,
            can_compare: true,
            papers: Some(PapersShown { there: 3, seen: None, open: true, can_see: true }),
        }
    }
}

/// A case in the supervisor's view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverviewRow {
    /// Id.
    pub id: String,
    /// Reference.
    pub reference: String,
    /// First species.
    pub taxon: String,
    /// Where it stands.
    pub status: ApplicationStatus,
    /// Who has it; blank: nobody.
    pub officer: String,
    /// The clock that counts.
    pub clock: Option<ClockRow>,
    /// Lane.
    pub lane: Option<String>,
    /// Flags beside the status: keys `flag-<code>`.
    pub flags: Vec<String>,
    /// Can it be given to another officer now?
    pub can_move: bool,
}

/// Something out of the usual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnRow {
    /// Id of the case.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// `out-of-turn`, `reassigned` or `interest`: keys `queue-event-<kind>`.
    pub kind: String,
    /// Day.
    pub on: Date,
    /// Who.
    pub person: String,
    /// To whom.
    pub to: String,
    /// How many had waited longer.
    pub ahead: u32,
    /// Reason.
    pub note: String,
}

impl TurnRow {
    /// Worth a supervisor's look at first sight: given to another by hand, or taken before at least three older cases.
    fn matters(&self) -> bool {
        self.kind != "out-of-turn" || self.ahead >= 3
    }
}

/// The whole queue, for the supervisor.
#[derive(Debug, Clone)]
pub struct QueuePage {
    /// The frame.
    pub shell: Shell,
    /// Open cases, the oldest first.
    pub rows: Vec<OverviewRow>,
    /// Officers: id, name, open cases.
    pub officers: Vec<(String, String, u32)>,
    /// Out of the usual, newest first.
    pub turns: Vec<TurnRow>,
    /// What was typed: `case`, `officer`, `reason`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl QueuePage {
    fn ages(&self, w: &Words) -> Table {
        let late = self.rows.iter().filter(|r| r.clock.as_ref().is_some_and(|c| c.mark == "over")).count();
        let near = self.rows.iter().filter(|r| r.clock.as_ref().is_some_and(|c| c.mark == "near")).count();
        let half = self.rows.iter().filter(|r| r.clock.as_ref().is_some_and(|c| c.mark == "half")).count();
        let early = self.rows.len() - late - near - half;
        let heads = [w.say("queue-age"), format!("{}#", w.say("queue-cases"))];
        Table::new(w.html("queue-ages"), &heads, w.html("work-empty")).rows(
            [("early", early), ("half", half), ("near", near), ("over", late)]
                .map(|(mark, n)| vec![w.html(format!("clock-mark-{mark}")).into(), w.len(&n).into()]),
        )
    }

    fn hands(&self, w: &Words) -> Table {
        let heads = [w.say("queue-officer"), format!("{}#", w.say("queue-cases"))];
        Table::new(w.html("queue-hands"), &heads, w.html("queue-no-officer"))
            .rows(self.officers.iter().map(|(_, name, n)| vec![Html::data(name).into(), w.count(*n).into()]))
    }

    fn table(&self, w: &Words) -> Table {
        let heads = [
            w.say("ui-reference-number"),
            w.say("ui-species"),
            w.say("ui-status"),
            w.say("queue-officer"),
            w.say("clock-title"),
            w.say("risk-lane"),
        ];
        Table::new(w.html("queue-open"), &heads, w.html("work-empty")).rows(self.rows.iter().map(|r| {
            let flags = r.flags.iter().map(|f| Tag::new(Tone::Wait, w.code("flag", f)).html());
            let call = r.clock.as_ref().filter(|c| c.escalates);
            let call = call.map(|_| Tag::new(Tone::Stop, w.say("clock-escalated")).html());
            let state: Vec<Html> =
                std::iter::once(Tag::application(&r.status, w).html()).chain(flags).chain(call).collect();
            vec![
                Html::link(links::application(&r.id), &Html::code(&r.reference)).into(),
                Html::taxon(&r.taxon).into(),
                Html::join(&state, " ").into(),
                if r.officer.is_empty() { w.html("queue-nobody") } else { Html::data(&r.officer) }.into(),
                r.clock.as_ref().map(|c| c.short(w)).unwrap_or_default().into(),
                r.lane.as_ref().map(|l| lane_tag(l, w)).unwrap_or_default().into(),
            ]
        }))
    }

    /// What matters: a case that jumped more than a few others, or one that was given away; the newest ten.
    fn turns_shown(&self, w: &Words) -> Table {
        let matter = self.turns.iter().filter(|t| t.matters()).take(Self::TURNS);
        Self::turns_of(w.html("queue-turns"), matter, w)
    }

    /// All of them, where that is more.
    fn turns_all(&self, w: &Words) -> Option<Table> {
        let shown = self.turns.iter().filter(|t| t.matters()).count().min(Self::TURNS);
        let more = self.turns.len() > shown;
        more.then(|| Self::turns_of(w.html("queue-turns"), self.turns.iter(), w).quiet())
    }

    /// Turns shown before the fold.
    const TURNS: usize = 10;

    fn turns_of<'t>(caption: Html, turns: impl Iterator<Item = &'t TurnRow>, w: &Words) -> Table {
        let heads = [w.say("queue-when"), w.say("ui-reference-number"), w.say("queue-what"), w.say("ui-reason")];
        Table::new(caption, &heads, w.html("queue-no-turns")).rows(turns.map(|t| {
            let what = w.rich(
                &format!("queue-event-{}", t.kind),
                &[("person", t.person.as_str().into()), ("to", t.to.as_str().into()), ("n", t.ahead.into())],
            );
            vec![
                w.date_html(&t.on).into(),
                Html::link(links::application(&t.id), &Html::code(&t.reference)).into(),
                what.into(),
                Html::data(&t.note).into(),
            ]
        }))
    }

    fn movable(&self) -> bool {
        self.rows.iter().any(|r| r.can_move)
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let cases = self.rows.iter().filter(|r| r.can_move).map(|r| Opt::new(&r.id, Html::code(&r.reference)));
        let officers = self.officers.iter().map(|(id, name, _)| Opt::new(id, Html::data(name)));
        let fields = vec![
            Field::new("case", w.html("queue-case"), Control::Select(cases.collect())),
            Field::new("officer", w.html("queue-to"), Control::Select(officers.collect())),
            Field::area("reason", w.html("ui-reason"), 500),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> QueuePage {
        let row = |id: &str, hours, officer: &str, lane: &str| OverviewRow {
            id: id.into(),
            reference: format!("26-0041{hours}"),
            taxon: "Crocodylus niloticus".into(),
            status: ApplicationStatus::UnderExamination,
            officer: officer.into(),
            clock: Some(ClockRow::sample("C_NET", hours, 240, ClockState::Runs)),
            lane: Some(lane.into()),
            flags: vec!["duplicate".into()],
            can_move: !officer.is_empty(),
        };
        QueuePage {
            shell: crate::samples::shell(Some(Role::MaSupervisor), links::QUEUE),
            rows: vec![
                row("a1", 300, "Odile Martin", "RED"),
                row("a2", 200, "Chidi Okafor", "GREEN"),
                row("a3", 9, "", "YELLOW"),
            ],
            officers: vec![("p1".into(), "Odile Martin".into(), 1), ("p2".into(), "Chidi Okafor".into(), 1)],
            turns: vec![
                TurnRow {
                    id: "a2".into(),
                    reference: "26-00412".into(),
                    kind: "out-of-turn".into(),
                    on: jiff::civil::date(2026, 11, 20),
                    person: "Chidi Okafor".into(),
                    to: String::new(),
                    ahead: 3,
                    note: "Live animals wait at the airport".into(),
                },
                TurnRow {
                    id: "a1".into(),
                    reference: "26-00411".into(),
                    kind: "reassigned".into(),
                    on: jiff::civil::date(2026, 11, 19),
                    person: "Ana Rivera".into(),
                    to: "Odile Martin".into(),
                    ahead: 0,
                    note: "On leave".into(),
                },
            ],
            typed: BTreeMap::new(),
            errors: vec![],
        }
    }
}

page! {
    QueuePage in "epermit/queue.html";
    layout Wide; area Some(Work);
    title |_c, w| w.html("queue-title");
    trail |c, w| c.shell.back_to(crate::shell::Area::Work, w.html("ui-work-queue"));
    errors errors;
}

/// A version of what the Party sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// `targets` or `risk`.
    pub kind: String,
    /// Its number.
    pub version: i64,
    /// Why.
    pub reason: String,
    /// Who proposed it.
    pub proposer: String,
    /// In force since; `None`: it waits for the second person.
    pub since: Option<Date>,
    /// May this reader be the second person?
    pub can_confirm: bool,
}

/// Most alerts of a Party.
pub const ALERTS: usize = 40;

/// One alert: what it names, and the lane it forces.
fn alert(n: usize, w: &Words) -> [Field; 2] {
    let lane = |code: &str| Opt::new(code, Html::text(w.code("risk-lane", code)));
    let none = Opt::new("", w.html("risk-alert-none"));
    let lanes = [none].into_iter().chain(["RED", "YELLOW", "BLUE", "GREEN"].map(lane)).collect();
    let name = Field::line(format!("alert-{n}"), w.rich1("risk-alert", "n", n.to_string().as_str()));
    let name = if n == 1 { name.hint(w.html("risk-alert-hint")) } else { name };
    let lane = Field::new(
        format!("alert-{n}-lane"),
        w.rich1("risk-alert-lane", "n", n.to_string().as_str()),
        Control::Select(lanes),
    );
    [name.optional(), lane.optional()]
}

/// What the Party sets for examination, and how well it tells.
#[derive(Debug, Clone)]
pub struct RulesPage {
    /// The frame.
    pub shell: Shell,
    /// Values in force or typed: clock codes, criterion codes and the names of the other fields.
    pub typed: BTreeMap<String, String>,
    /// Clock codes in order.
    pub clocks: Vec<String>,
    /// Criterion codes in order.
    pub criteria: Vec<String>,
    /// Versions, newest first.
    pub versions: Vec<VersionRow>,
    /// Hit rates by lane: lane, cases, found.
    pub lanes: Vec<(String, u32, u32)>,
    /// Hit rates by criterion: code, cases, found.
    pub rates: Vec<(String, u32, u32)>,
    /// Lanes changed by hand, of the closed cases; with something found among them.
    pub overridden: (u32, u32),
    /// By the lane that the score gave: cases, and how many of them were changed by hand.
    pub changed: Vec<(String, u32, u32)>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl RulesPage {
    fn targets<'a>(&self, w: &'a Words) -> Fields<'a> {
        let mut fields: Vec<Field> = self
            .clocks
            .iter()
            .map(|c| {
                Field::short(c.clone(), w.html(format!("clock-name-{}", c.to_lowercase().replace('_', "-"))), "w4")
                    .kind("text", "numeric")
            })
            .collect();
        fields.push(
            Field::new(
                "third_party_counts",
                w.html("clock-third-party"),
                Control::Checks(vec![Opt::new("1", w.html("clock-third-party-yes"))]),
            )
            .optional(),
        );
        let shorter = self.clocks.iter().filter(|c| c.as_str() != "C_APPLICANT").map(|c| {
            let name = w.say(format!("clock-name-{}", c.to_lowercase().replace('_', "-")));
            Field::short(format!("urgent-{c}"), w.rich1("clock-urgent", "clock", Html::text(name)), "w4")
                .kind("text", "numeric")
                .optional()
        });
        fields.extend(shorter);
        let credit = Control::Checks(vec![Opt::new("1", w.html("clock-urgent-credit-yes"))]);
        fields.push(
            Field::new("urgent_credit", w.html("clock-urgent-credit"), credit)
                .hint(w.html("clock-urgent-credit-hint"))
                .optional(),
        );
        fields.push(Field::area("targets-reason", w.html("ui-reason"), 500));
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn risk<'a>(&self, w: &'a Words) -> Fields<'a> {
        let mut fields: Vec<Field> = self
            .criteria
            .iter()
            .filter(|c| !matches!(c.as_str(), "K17" | "K18"))
            .map(|c| Field::short(c.clone(), w.html(format!("risk-{}", c.to_lowercase())), "w4").kind("text", "text"))
            .collect();
        let number = |name: &str, key: &str| Field::short(name.to_owned(), w.html(key), "w4").kind("text", "numeric");
        fields.extend([
            number("yellow_from", "risk-yellow-from"),
            number("red_from", "risk-red-from"),
            number("sample_per_thousand", "risk-sample").hint(w.html("risk-sample-hint")),
            number("trusted_permits", "risk-trusted"),
            number("quantity_times", "risk-quantity"),
            Field::line("high_value_terms", w.html("risk-high-value")).hint(w.html("risk-list-hint")).optional(),
            Field::line("look_alikes", w.html("risk-look-alikes")).hint(w.html("risk-list-hint")).optional(),
            Field::area("flagged_countries", w.html("risk-flagged"), 2000).hint(w.html("risk-flagged-hint")).optional(),
        ]);
        fields.extend((1..=self.alerts()).flat_map(|n| alert(n, w)));
        fields.push(Field::area("risk-reason", w.html("ui-reason"), 500));
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// How many alerts the form shows: those that are there, and two more.
    fn alerts(&self) -> usize {
        let there = |n: &usize| self.typed.get(&format!("alert-{n}")).is_some_and(|t| !t.trim().is_empty());
        (1..=ALERTS).rfind(there).unwrap_or(0).saturating_add(2).min(ALERTS)
    }

    fn rate(cases: u32, found: u32, w: &Words) -> String {
        if cases == 0 { "—".into() } else { w.percent(i64::from(found) * 100 / i64::from(cases)) }
    }

    fn lanes(&self, w: &Words) -> Table {
        let heads = ["risk-lane", "queue-cases#", "risk-found#", "risk-rate#"];
        let heads =
            heads.map(|h| format!("{}{}", w.say(h.trim_end_matches('#')), if h.ends_with('#') { "#" } else { "" }));
        Table::new(w.html("risk-rates-lanes"), &heads, w.html("risk-no-rates")).rows(self.lanes.iter().map(
            |(lane, cases, found)| {
                vec![
                    lane_tag(lane, w).into(),
                    w.count(*cases).into(),
                    w.count(*found).into(),
                    RulesPage::rate(*cases, *found, w).into(),
                ]
            },
        ))
    }

    fn changed(&self, w: &Words) -> Table {
        let heads = ["risk-lane-computed", "queue-cases#", "risk-changed-by-hand#", "risk-rate#"];
        let heads =
            heads.map(|h| format!("{}{}", w.say(h.trim_end_matches('#')), if h.ends_with('#') { "#" } else { "" }));
        Table::new(w.html("risk-override-rates"), &heads, w.html("risk-no-rates")).rows(self.changed.iter().map(
            |(lane, cases, changed)| {
                vec![
                    lane_tag(lane, w).into(),
                    w.count(*cases).into(),
                    w.count(*changed).into(),
                    RulesPage::rate(*cases, *changed, w).into(),
                ]
            },
        ))
    }

    fn criteria(&self, w: &Words) -> Table {
        let heads = ["risk-criterion", "queue-cases#", "risk-found#", "risk-rate#"];
        let heads =
            heads.map(|h| format!("{}{}", w.say(h.trim_end_matches('#')), if h.ends_with('#') { "#" } else { "" }));
        Table::new(w.html("risk-rates-criteria"), &heads, w.html("risk-no-rates")).rows(self.rates.iter().map(
            |(code, cases, found)| {
                vec![
                    w.html(format!("risk-{}", code.to_lowercase())).into(),
                    w.count(*cases).into(),
                    w.count(*found).into(),
                    RulesPage::rate(*cases, *found, w).into(),
                ]
            },
        ))
    }

    /// A sample.
    pub fn sample() -> RulesPage {
        let typed = [
            ("C_NET", "240"),
            ("urgent-C_NET", "72"),
            ("K08", "10"),
            ("K01", "25"),
            ("yellow_from", "20"),
            ("red_from", "50"),
            ("sample_per_thousand", "20"),
            ("alert-1", "Horizon Reptiles"),
            ("alert-1-lane", "RED"),
        ];
        RulesPage {
            shell: crate::samples::shell(Some(Role::MaSupervisor), links::EXAMINATION_RULES),
            typed: typed.map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
            clocks: ["C_TOTAL", "C_NET", "C_COMPLETE", "C_SA", "C_INSP", "C_FOREIGN", "C_SIGN", "C_APPLICANT"]
                .map(String::from)
                .to_vec(),
            criteria: (1..=18).map(|n| format!("K{n:02}")).collect(),
            versions: vec![
                VersionRow {
                    kind: "risk".into(),
                    version: 2,
                    reason: "Two new traders".into(),
                    proposer: "Ana Rivera".into(),
                    since: None,
                    can_confirm: true,
                },
                VersionRow {
                    kind: "targets".into(),
                    version: 1,
                    reason: "Rainy season".into(),
                    proposer: "Odile Martin".into(),
                    since: Some(jiff::civil::date(2026, 3, 1)),
                    can_confirm: false,
                },
            ],
            lanes: vec![
                ("GREEN".into(), 120, 2),
                ("BLUE".into(), 0, 0),
                ("YELLOW".into(), 40, 5),
                ("RED".into(), 12, 4),
            ],
            rates: vec![("K01".into(), 12, 4), ("K08".into(), 30, 3)],
            overridden: (3, 1),
            changed: vec![("GREEN".into(), 120, 1), ("YELLOW".into(), 40, 0), ("RED".into(), 12, 2)],
            errors: vec![],
        }
    }
}

page! {
    RulesPage in "epermit/examination_rules.html";
    layout Wide; area Some(Work);
    title |_c, w| w.html("risk-rules-title");
    trail |c, w| if c.shell.is_officer() { vec![(w.html("queue-title"), links::QUEUE.into())] } else { vec![] };
    errors errors;
}
