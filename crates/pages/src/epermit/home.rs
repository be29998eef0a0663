//! The cards of the applicant's first page: what to do now, drafts, what ends soon, what is left, what changes.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Tag, Tone};
use crate::registers::links as registers;
use crate::{Shell, Words, links};
use cites::{Amount, Appendix, ApplicationStatus, CountryCode, Date, DocumentType, PermitStatus, Role, Term, Unit};
use std::collections::BTreeMap;

/// Cards of one kind before they are told as one.
const EACH: usize = 3;

/// Dropping a draft: nothing was sent, so nobody else has to know.
#[derive(Debug, Clone)]
pub struct DropDraft {
    /// The frame.
    pub shell: Shell,
    /// The draft.
    pub application: String,
    /// The applicant's own reference; may be empty.
    pub own_reference: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl DropDraft {
    /// A sample.
    pub fn sample() -> DropDraft {
        DropDraft {
            shell: crate::samples::shell(Some(Role::Applicant), &links::case_act("a3", "withdraw")),
            application: "a3".into(),
            own_reference: "autumn lot 3".into(),
            errors: vec![],
        }
    }
}

page! {
    DropDraft in "epermit/drop.html";
    layout Narrow; area Some(Applications);
    title |_c, w| w.html("tasks-drop");
    trail |c, w| vec![(w.html("action-back"), links::tasks(&c.application))];
    errors errors;
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDoCard {
    /// What: `answer`, `complete`, `import-permit`, `pay`, `report`, `collect`; key `todo-<task>`.
    pub task: String,
    /// Id of the application or permit.
    pub id: String,
    /// Its reference or number.
    pub number: String,
    /// Kind.
    pub kind: Option<DocumentType>,
    /// Species; may be empty.
    pub taxon: String,
    /// Until when; of a report the day that has passed.
    pub until: Option<Date>,
    /// What is to be paid, as the reader's language writes it; else empty.
    pub amount: String,
}

impl ToDoCard {
    fn href(&self) -> String {
        match self.task.as_str() {
            "answer" => links::case_act(&self.id, "answer"),
            "pay" => links::pay(&self.id),
            "report" => links::permit_use(&self.id),
            "collect" => links::permit(&self.id),
            _ => links::application(&self.id),
        }
    }

    fn title(&self, w: &Words) -> String {
        match self.task.as_str() {
            "pay" => w.say1("todo-pay", "amount", self.amount.as_str()),
            task => w.say(format!("todo-{task}")),
        }
    }

    fn when(&self, today: Date, w: &Words) -> Html {
        let Some(day) = &self.until else { return Html::default() };
        let date = w.date_html(day);
        if self.task == "report" {
            return w.rich1("todo-ended", "date", date);
        }
        if *day < today {
            return Tag::new(Tone::Stop, w.say1("todo-late", "date", w.date(day))).html();
        }
        w.rich1("todo-until", "date", date)
    }

    fn about(&self, w: &Words) -> Html {
        let kind = self.kind.as_ref().map(|k| Html::text(w.document_type(k))).unwrap_or_default();
        let taxon = if self.taxon.is_empty() { Html::default() } else { Html::taxon(&self.taxon) };
        let about: Vec<Html> = [kind, taxon].into_iter().filter(|h| !h.is_empty()).collect();
        Html::two_lines(&Html::code(&self.number), &Html::join(&about, " · "))
    }
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftCard {
    /// Id.
    pub id: String,
    /// The applicant's own reference; may be empty.
    pub own_reference: String,
    /// Kind, when chosen.
    pub kind: Option<DocumentType>,
    /// Species, when there.
    pub taxon: String,
    /// Last change.
    pub changed: Date,
}

/// A permit that ends soon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndingCard {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Species.
    pub taxon: String,
    /// Last day.
    pub until: Date,
    /// State.
    pub status: PermitStatus,
}

/// A lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockCard {
    /// Id.
    pub id: String,
    /// Species.
    pub taxon: String,
    /// What it is.
    pub term: Term,
    /// What is there.
    pub balance: Amount,
    /// Its unit.
    pub unit: Unit,
}

/// A change of the Appendices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsCard {
    /// Species.
    pub taxon: String,
    /// The Appendix.
    pub appendix: Appendix,
    /// First day.
    pub from: Date,
}

/// Everything beside the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeCards {
    /// Today.
    pub today: Date,
    /// What to do now, the most urgent first.
    pub to_do: Vec<ToDoCard>,
    /// Drafts.
    pub drafts: Vec<DraftCard>,
    /// Permits that end within sixty days.
    pub ending: Vec<EndingCard>,
    /// Stock.
    pub stock: Vec<StockCard>,
    /// News for the reader's species.
    pub news: Vec<NewsCard>,
}

impl HomeCards {
    /// Cards as drawn: address, words, what it is about, until when. More than three permits of a kind are one card.
    pub(crate) fn cards(&self, w: &Words) -> Vec<(String, String, Html, Html)> {
        let many = |task: &str| self.to_do.iter().filter(|t| t.task == task).count() > EACH;
        let mut out: Vec<(String, String, Html, Html)> = Vec::new();
        for card in &self.to_do {
            let status = match card.task.as_str() {
                "collect" => PermitStatus::Issued,
                "report" => PermitStatus::ExpiredUnknown,
                _ => PermitStatus::Void,
            };
            if status == PermitStatus::Void || !many(&card.task) {
                out.push((card.href(), card.title(w), card.about(w), card.when(self.today, w)));
                continue;
            }
            let href = format!("{}?status={}", links::PERMITS, status.code());
            if !out.iter().any(|(known, ..)| *known == href) {
                let n = self.to_do.iter().filter(|t| t.task == card.task).count();
                let words = w.say1(&format!("todo-{}-many", card.task), "n", i64::try_from(n).unwrap_or(i64::MAX));
                out.push((href, words, Html::default(), Html::default()));
            }
        }
        out
    }

    pub(crate) fn draft_name(d: &DraftCard, w: &Words) -> Html {
        let kind = d.kind.as_ref().map(|k| w.document_type(k)).unwrap_or_else(|| w.say("list-draft"));
        Html::text(kind)
    }

    pub(crate) fn draft_about(d: &DraftCard, w: &Words) -> Html {
        let taxon = if d.taxon.is_empty() { w.html("list-no-species") } else { Html::taxon(&d.taxon) };
        let own = if d.own_reference.is_empty() { Html::default() } else { Html::data(&d.own_reference) };
        let parts: Vec<Html> = [taxon, own].into_iter().filter(|h| !h.is_empty()).collect();
        Html::join(&parts, " · ")
    }

    pub(crate) fn ending_line(&self, p: &EndingCard, w: &Words) -> Html {
        let link = Html::link(links::permit(&p.id), &Html::code(&p.number));
        Html::join(&[link, Html::taxon(&p.taxon), w.rich1("todo-until", "date", w.date_html(&p.until))], " · ")
    }

    pub(crate) fn stock_line(s: &StockCard, w: &Words) -> Html {
        let link = Html::link(registers::lot(&s.id), &Html::taxon(&s.taxon));
        Html::join(&[link, Html::data(w.term(&s.term)), Html::data(w.amount_of(&s.balance, &s.unit))], " · ")
    }

    pub(crate) fn news_line(&self, n: &NewsCard, w: &Words) -> Html {
        let key = match (n.appendix == Appendix::N, n.from > self.today) {
            (true, true) => "news-leaves",
            (true, false) => "news-left",
            (false, true) => "news-enters",
            (false, false) => "news-entered",
        };
        w.rich(
            key,
            &[
                ("taxon", Html::taxon(&n.taxon).into()),
                ("appendix", Html::text(w.appendix(&n.appendix)).into()),
                ("date", w.date_html(&n.from).into()),
            ],
        )
    }

    /// A sample.
    pub fn sample() -> HomeCards {
        let day = |m, d| jiff::civil::date(2026, m, d);
        let todo = |task: &str, number: &str, until| ToDoCard {
            task: task.into(),
            id: "a2".into(),
            number: number.into(),
            kind: Some(DocumentType::Export),
            taxon: "Crocodylus niloticus".into(),
            until,
            amount: if task == "pay" { "120.00 USD".into() } else { String::new() },
        };
        HomeCards {
            today: day(11, 26),
            to_do: vec![
                todo("report", "26QM000201", Some(day(11, 18))),
                todo("pay", "26-00415", Some(day(11, 25))),
                todo("answer", "26-00413", Some(day(12, 1))),
                todo("collect", "26QM000371", None),
            ],
            drafts: vec![DraftCard {
                id: "a3".into(),
                own_reference: "autumn lot 3".into(),
                kind: None,
                taxon: String::new(),
                changed: day(11, 20),
            }],
            ending: vec![EndingCard {
                id: "p3".into(),
                number: "26QM000371".into(),
                taxon: "Crocodylus niloticus".into(),
                until: day(12, 20),
                status: PermitStatus::Delivered,
            }],
            stock: vec![StockCard {
                id: "l1".into(),
                taxon: "Crocodylus niloticus".into(),
                term: Term::Ski,
                balance: Amount::whole(640),
                unit: Unit::Nar,
            }],
            news: vec![NewsCard { taxon: "Crocodylus niloticus".into(), appendix: Appendix::II, from: day(12, 5) }],
        }
    }
}

fn any(w: &Words) -> Opt {
    Opt::new("", w.html("filter-any"))
}

/// The filter that is always there: search and state.
pub(crate) fn filter<'a>(states: Vec<Opt>, typed: &BTreeMap<String, String>, w: &'a Words) -> Fields<'a> {
    let states = std::iter::once(any(w)).chain(states).collect();
    let fields = vec![
        Field::line("q", w.html("mine-search")).kind("search", "search"),
        Field::new("status", w.html("ui-status"), Control::Select(states)),
    ];
    Fields::new(fields, typed, &[], w)
}

/// The rest of it: kind, country, days, and for companies who sent it.
pub(crate) fn filter_more<'a>(
    typed: &BTreeMap<String, String>,
    days: (&str, &str),
    by_me: bool,
    w: &'a Words,
) -> Fields<'a> {
    let kinds = DocumentType::ALL.iter().map(|k| Opt::new(k.code(), Html::text(w.document_type(k))));
    let mut fields = vec![
        Field::new("kind", w.html("list-kind"), Control::Select(std::iter::once(any(w)).chain(kinds).collect())),
        Field::new(
            "country",
            w.html("ui-country"),
            Control::Select(std::iter::once(any(w)).chain(crate::shared::guidance::countries(w, true)).collect()),
        ),
        Field::line("from", w.html(days.0)).kind("date", "numeric"),
        Field::line("until", w.html(days.1)).kind("date", "numeric"),
    ];
    if by_me {
        let choices = vec![Opt::new("", w.html("mine-everybody")), Opt::new("me", w.html("mine-me"))];
        fields.push(Field::new("by", w.html("mine-by"), Control::Select(choices)));
    }
    Fields::new(fields, typed, &[], w)
}

/// Is anything looked for?
pub(crate) fn filtered(typed: &BTreeMap<String, String>) -> bool {
    ["q", "status", "kind", "country", "from", "until", "by"]
        .iter()
        .any(|n| typed.get(*n).is_some_and(|v| !v.is_empty()))
}

/// Is anything of the hidden part looked for?
pub(crate) fn filtered_more(typed: &BTreeMap<String, String>) -> bool {
    ["kind", "country", "from", "until", "by"].iter().any(|n| typed.get(*n).is_some_and(|v| !v.is_empty()))
}

/// In whose hands an application is, for the last column: a key of words.
pub(crate) const fn waits_for(status: &ApplicationStatus) -> Option<&'static str> {
    use ApplicationStatus as S;
    Some(match status {
        S::Draft
        | S::Incomplete
        | S::InfoRequested
        | S::AwaitingPayment
        | S::AwaitingAdditionalPayment
        | S::AwaitingCounterpart => "waits-you",
        S::SaConsultation => "waits-science",
        S::InspectionRequested => "waits-inspector",
        S::ForeignConsultation => "waits-abroad",
        S::Submitted
        | S::Accepted
        | S::UnderExamination
        | S::Inspected
        | S::DecisionProposed
        | S::Approved
        | S::UnderAppeal => "waits-authority",
        _ => return None,
    })
}

/// Both countries in a few words.
pub(crate) fn partner(country: Option<&CountryCode>, w: &Words) -> Html {
    // Of blanks nobody knows the destination yet.
    country.filter(|c| **c != CountryCode::UNKNOWN).map(|c| w.country_html(c)).unwrap_or_default()
}
