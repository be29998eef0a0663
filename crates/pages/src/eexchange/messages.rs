//! Partners and messages.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, Fields, Moment, Opt, Row, Summary, Table, Tag, Timeline, Tone};
use crate::{Shell, Words, links};
use cites::{CountryCode, Role, Timestamp};
use std::collections::BTreeMap;

/// The sections of the desk as tabs.
/// Tabs of the exchange desk, as far as the reader's roles open them: at the border foreign permits and fetching only,
/// and who supervises fetches nothing.
pub(super) fn sections(shell: &Shell, current: &str, w: &Words) -> Html {
    let roles = shell.viewer.as_ref().map_or(&[][..], |v| v.roles.as_slice());
    let any = |wanted: &[Role]| roles.iter().any(|r| wanted.contains(r));
    let border = any(&[Role::Customs, Role::Inspector, Role::Enforcement, Role::Reporter]);
    let desk = roles.iter().any(|r| r.side() == "MA" || *r == Role::TenantAdmin) && !border;
    let foreign = roles.iter().any(|r| *r != Role::TenantAdmin);
    let fetches = any(&[Role::MaClerk, Role::MaOfficer, Role::Customs, Role::Inspector]);
    let tabs: String = [
        ("exchange-partners", links::EXCHANGE, desk),
        ("exchange-messages", links::MESSAGES, desk),
        ("exchange-foreign", links::FOREIGN, foreign),
        ("exchange-fetch", links::FETCH, fetches),
    ]
    .iter()
    .filter(|(_, href, open)| *open || *href == current)
    .map(|(key, href, _)| (key, href))
    .map(|(key, href)| {
        let here = if *href == current { " aria-current=\"page\"" } else { "" };
        format!("<a href=\"{href}\"{here}>{}</a>", w.html(key))
    })
    .collect();
    Html::markup(format!("<nav class=\"tabs\" aria-label=\"{}\">{tabs}</nav>", w.html("ui-exchange")))
}

/// One partner on the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Country.
    pub country: CountryCode,
    /// `off`, `test`, `pilot`, `live`: keys `mode-<code>`.
    pub mode: String,
    /// Version spoken.
    pub version: String,
    /// Last call that was answered.
    pub last: Option<Timestamp>,
    /// Calls of the last 30 days that were answered, and all of them.
    pub calls: (u32, u32),
    /// Messages that wait or failed.
    pub open: u32,
    /// What failed last, in the partner's or our words; empty when all is well.
    pub trouble: String,
}

/// All partners.
#[derive(Debug, Clone)]
pub struct Partners {
    /// The frame.
    pub shell: Shell,
    /// Partners.
    pub partners: Vec<Partner>,
}

impl Partners {
    fn table(&self, w: &Words) -> Table {
        let heads = [
            w.say("ui-country"),
            w.say("exchange-service-state"),
            w.say("partners-version"),
            w.say("exchange-last"),
            format!("{}#", w.say("exchange-answered")),
            format!("{}#", w.say("exchange-open")),
        ];
        Table::new(w.html("exchange-partners"), &heads, w.html("exchange-no-partners")).quiet().rows(
            self.partners.iter().map(|p| {
                let tone = match p.mode.as_str() {
                    "live" => Tone::Go,
                    "off" => Tone::Rest,
                    _ => Tone::Move,
                };
                let mode = Tag::new(tone, w.say(format!("mode-{}", p.mode))).html();
                let trouble = if p.trouble.is_empty() {
                    Html::default()
                } else {
                    Html::join(
                        &[Tag::new(Tone::Stop, w.say("exchange-delivery-failed")).html(), Html::data(&p.trouble)],
                        " ",
                    )
                };
                vec![
                    Html::link(links::partner(p.country.code()), &w.country_html(&p.country)).into(),
                    Html::join(&[mode, trouble], " ").into(),
                    Html::code(&p.version).into(),
                    p.last.as_ref().map(|t| w.when_html(t)).unwrap_or_else(|| w.html("people-never")).into(),
                    format!("{} / {}", w.count(p.calls.0), w.count(p.calls.1)).into(),
                    w.count(p.open).into(),
                ]
            }),
        )
    }

    /// A sample.
    pub fn sample() -> Partners {
        Partners {
            shell: crate::samples::shell(Some(Role::MaOfficer), links::EXCHANGE),
            partners: vec![Partner {
                country: cites::country::DEMO_IMPORTER,
                mode: "live".into(),
                version: "v2".into(),
                last: Some(crate::samples::at("2026-11-25T15:00:00Z")),
                calls: (212, 214),
                open: 1,
                trouble: String::new(),
            }],
        }
    }
}

page! {
    Partners in "eexchange/partners.html";
    layout Wide; area Some(Exchange);
    title |_c, w| w.html("exchange-partners");
    trail |_c, _w| vec![];
}

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageState {
    /// Waits.
    Queued,
    /// Sent.
    Sent,
    /// Received by the partner.
    Delivered,
    /// Received, with warnings.
    Warned,
    /// Did not arrive, will be tried again.
    Failed,
    /// Given up; a person must look.
    Dead,
}

impl MessageState {
    const ALL: [MessageState; 6] = [
        MessageState::Queued,
        MessageState::Sent,
        MessageState::Delivered,
        MessageState::Warned,
        MessageState::Failed,
        MessageState::Dead,
    ];

    /// Its code in filters.
    pub const fn code(self) -> &'static str {
        match self {
            MessageState::Queued => "queued",
            MessageState::Sent => "sent",
            MessageState::Delivered => "delivered",
            MessageState::Warned => "warned",
            MessageState::Failed => "failed",
            MessageState::Dead => "dead",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            MessageState::Queued => "exchange-permit-queued",
            MessageState::Sent => "exchange-permit-sent",
            MessageState::Delivered => "exchange-permit-delivered",
            MessageState::Warned => "exchange-permit-delivered-warned",
            MessageState::Failed => "exchange-delivery-failed",
            MessageState::Dead => "exchange-given-up",
        }
    }

    fn tag(self, w: &Words) -> Tag {
        let tone = match self {
            MessageState::Queued => Tone::Rest,
            MessageState::Sent => Tone::Move,
            MessageState::Delivered => Tone::Go,
            MessageState::Warned => Tone::Wait,
            MessageState::Failed | MessageState::Dead => Tone::Stop,
        };
        Tag::new(tone, w.say(self.key()))
    }
}

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The partner called us.
    In,
    /// We called the partner.
    Out,
}

/// One message in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    /// Id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Which way.
    pub direction: Direction,
    /// Partner.
    pub partner: CountryCode,
    /// Operation as named in the service: `GetFinalCITESCertificate` …
    pub operation: String,
    /// Number it is about, empty when none.
    pub number: String,
    /// State.
    pub state: MessageState,
}

/// All messages.
#[derive(Debug, Clone)]
pub struct Messages {
    /// The frame.
    pub shell: Shell,
    /// Filters: `state`, `partner`, `q`.
    pub typed: BTreeMap<String, String>,
    /// Newest first.
    pub rows: Vec<MessageRow>,
    /// Address of the next page.
    pub next: Option<String>,
}

impl Messages {
    fn filter<'a>(&self, w: &'a Words) -> Fields<'a> {
        let states = std::iter::once(Opt::new("", w.html("filter-any")))
            .chain(MessageState::ALL.map(|s| Opt::new(s.code(), w.html(s.key()))));
        let fields = vec![
            Field::new("state", w.html("ui-status"), Control::Select(states.collect())),
            Field::line("q", w.html("permits-search")),
        ];
        Fields::new(fields, &self.typed, &[], w)
    }

    fn table(&self, w: &Words) -> Table {
        let heads = ["message-when", "message-way", "message-operation", "permits-number", "ui-status"];
        Table::new(w.html("exchange-messages"), &heads.map(|k| w.say(k)), w.html("ui-no-results"))
            .quiet()
            .rows(self.rows.iter().map(|m| {
                let way = match m.direction {
                    Direction::In => "message-from",
                    Direction::Out => "message-to",
                };
                vec![
                    Html::link(links::message(&m.id), &w.when_html(&m.at)).into(),
                    w.rich1(way, "country", w.country_html(&m.partner)).into(),
                    Html::code(&m.operation).into(),
                    Html::code(&m.number).into(),
                    m.state.tag(w).into(),
                ]
            }))
            .next(w.say("ui-next-page"), &self.next)
    }

    /// A sample.
    pub fn sample() -> Messages {
        let row = |id: &str, direction, operation: &str, state| MessageRow {
            id: id.into(),
            at: crate::samples::at("2026-11-25T15:00:00Z"),
            direction,
            partner: cites::country::DEMO_IMPORTER,
            operation: operation.into(),
            number: "26QM000371".into(),
            state,
        };
        Messages {
            shell: crate::samples::shell(Some(Role::MaOfficer), links::MESSAGES),
            typed: BTreeMap::new(),
            rows: vec![
                row("m2", Direction::In, "ConfirmQuantities", MessageState::Delivered),
                row("m1", Direction::Out, "GetFinalCITESCertificate", MessageState::Failed),
            ],
            next: None,
        }
    }
}

page! {
    Messages in "eexchange/messages.html";
    layout Wide; area Some(Exchange);
    title |_c, w| w.html("exchange-messages");
    trail |_c, _w| vec![];
}

/// How bad a finding of the validation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The message cannot be used.
    Severe,
    /// It can be used; a person should look.
    Warning,
    /// Only said.
    Info,
}

impl Severity {
    pub(super) fn tag(self, w: &Words) -> Tag {
        match self {
            Severity::Severe => Tag::new(Tone::Stop, w.say("severity-severe")),
            Severity::Warning => Tag::new(Tone::Wait, w.say("severity-warning")),
            Severity::Info => Tag::new(Tone::Rest, w.say("severity-info")),
        }
    }
}

/// One finding of the validation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// Where in the message: an XPath.
    pub path: String,
    /// One sentence, in the reader's language where we wrote it.
    pub sentence: String,
}

/// Findings as a table, worst first.
fn findings(list: &[Finding], w: &Words) -> Table {
    let heads = ["severity-title", "finding-what", "finding-where"].map(|k| w.say(k));
    let mut sorted = list.to_vec();
    sorted.sort_by_key(|f| f.severity);
    Table::new(w.html("message-validation"), &heads, w.html("message-no-findings")).quiet().rows(
        sorted
            .iter()
            .map(|f| vec![f.severity.tag(w).into(), Html::data(&f.sentence).into(), Html::code(&f.path).into()]),
    )
}

/// One message with both sides' XML.
#[derive(Debug, Clone)]
pub struct MessagePage {
    /// The frame.
    pub shell: Shell,
    /// The message.
    pub row: MessageRow,
    /// What was asked, as it went over the wire.
    pub request: String,
    /// What was answered; empty when nothing was.
    pub response: String,
    /// Validation.
    pub findings: Vec<Finding>,
    /// Attempts, oldest first: events `message_queued`, `message_sent`, `message_failed`, `message_delivered`.
    pub history: Vec<Moment>,
    /// May it be sent again?
    pub can_retry: bool,
}

impl MessagePage {
    fn summary(&self, w: &Words) -> Summary {
        let way = match self.row.direction {
            Direction::In => "message-from",
            Direction::Out => "message-to",
        };
        Summary::new(
            vec![
                Row::new(w.say("message-way"), w.rich1(way, "country", w.country_html(&self.row.partner))),
                Row::new(w.say("message-operation"), Html::code(&self.row.operation)),
                Row::new(w.say("permits-number"), Html::code(&self.row.number)),
                Row::new(w.say("message-when"), w.when_html(&self.row.at)),
                Row::new(w.say("ui-status"), self.row.state.tag(w).html()),
            ],
            w,
        )
    }

    fn findings(&self, w: &Words) -> Table {
        findings(&self.findings, w)
    }

    fn history(&self, w: &Words) -> Timeline {
        Timeline::new(&self.history, w)
    }

    /// A sample.
    pub fn sample() -> MessagePage {
        let mut row = Messages::sample().rows.remove(1);
        row.state = MessageState::Failed;
        MessagePage {
            shell: crate::samples::shell(Some(Role::MaOfficer), "/exchange/messages/m1"),
            row,
            request: "<soapenv:Envelope>…</soapenv:Envelope>".into(),
            response: String::new(),
            findings: vec![
                Finding {
                    severity: Severity::Info,
                    path: "/CITESEPermit/Consignment/ID".into(),
                    sentence: "An element we do not know was kept as it is.".into(),
                },
                Finding {
                    severity: Severity::Warning,
                    path: "/CITESEPermit/Consignment/Item[1]/Quantity".into(),
                    sentence: "The unit is missing; number of specimens was assumed.".into(),
                },
            ],
            history: vec![
                Moment::new("message_queued", crate::samples::at("2026-11-25T14:59:00Z"), None),
                Moment::new("message_failed", crate::samples::at("2026-11-25T15:00:00Z"), None)
                    .note("connection refused"),
            ],
            can_retry: true,
        }
    }
}

page! {
    MessagePage in "eexchange/message.html";
    layout Wide; area Some(Exchange);
    title |c, _w| Html::join(&[Html::code(&c.row.operation), Html::code(&c.row.number)], " ");
    trail |_c, w| vec![(w.html("exchange-messages"), links::MESSAGES.into())];
}
