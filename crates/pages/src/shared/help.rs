//! Help by task: what one wants to do, in plain words, with the page to do it on, and pictures where people rather look.

use crate::frame::page;
use crate::html::Html;
use crate::parts::icon;
use crate::registers::links::{MARKS, REGISTERS, STOCK};
use crate::{Shell, Words, links};
use cites::Role;

/// A role's help: short, true, in the order of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HelpTopic {
    /// Applicants.
    Applicant,
    /// Officers of the Management Authority.
    Officer,
    /// Scientific Authority.
    Science,
    /// Customs.
    Customs,
    /// Inspectors.
    Inspector,
    /// Cash desk and accounts.
    Finance,
    /// Everybody else.
    Public,
}

/// What is drawn beside a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Picture {
    /// The life of a case, from application to report.
    Life,
    /// Who proposes, who decides, who signs.
    Eyes,
    /// What the code on the paper says.
    Code,
}

/// A task: its number in the words (`help-<topic>-<n>`), the page where it is done, and a picture.
struct Task {
    n: usize,
    page: Option<&'static str>,
    picture: Option<Picture>,
}

const fn task(n: usize) -> Task {
    Task { n, page: None, picture: None }
}

const fn on(n: usize, page: &'static str) -> Task {
    Task { n, page: Some(page), picture: None }
}

const fn drawn(n: usize, page: &'static str, picture: Picture) -> Task {
    Task { n, page: Some(page), picture: Some(picture) }
}

impl HelpTopic {
    /// The topic of a role.
    pub fn of(role: Role) -> HelpTopic {
        match (role.side(), role) {
            ("outside", _) => HelpTopic::Applicant,
            ("SA", _) => HelpTopic::Science,
            (_, Role::Inspector) => HelpTopic::Inspector,
            (_, Role::Customs | Role::Enforcement) => HelpTopic::Customs,
            (_, Role::Accountant | Role::Cashier) | ("finance", _) => HelpTopic::Finance,
            ("MA" | "system", _) => HelpTopic::Officer,
            _ => HelpTopic::Public,
        }
    }

    const ALL: [HelpTopic; 7] = [
        HelpTopic::Applicant,
        HelpTopic::Officer,
        HelpTopic::Science,
        HelpTopic::Inspector,
        HelpTopic::Customs,
        HelpTopic::Finance,
        HelpTopic::Public,
    ];

    const fn code(self) -> &'static str {
        match self {
            HelpTopic::Applicant => "applicant",
            HelpTopic::Officer => "officer",
            HelpTopic::Science => "science",
            HelpTopic::Customs => "customs",
            HelpTopic::Inspector => "inspector",
            HelpTopic::Finance => "finance",
            HelpTopic::Public => "public",
        }
    }

    /// The tasks in the order in which they are met.
    const fn tasks(self) -> &'static [Task] {
        match self {
            HelpTopic::Applicant => {
                const {
                    &[
                        on(1, links::WIZARD),
                        on(2, links::APPLICATION_NEW),
                        on(9, links::APPLICATIONS),
                        drawn(3, links::APPLICATIONS, Picture::Life),
                        on(15, links::APPLICATIONS),
                        on(6, links::PAYMENTS),
                        drawn(4, links::PERMITS, Picture::Code),
                        on(5, links::PERMITS),
                        on(13, links::PERMITS),
                        on(16, links::PERMITS),
                        on(14, links::APPLICATIONS),
                        on(7, STOCK),
                        on(11, STOCK),
                        on(10, crate::blanks::links::SIMPLIFIED),
                        on(12, crate::registers::links::MANDATES),
                        on(8, links::NOTICES),
                    ]
                }
            }
            HelpTopic::Officer => {
                const {
                    &[
                        drawn(1, links::WORK, Picture::Life),
                        on(2, links::WORK),
                        drawn(3, links::WORK, Picture::Eyes),
                        on(6, links::WORK),
                        on(7, links::INSPECTIONS),
                        on(15, links::WORK),
                        on(11, links::WORK),
                        on(14, links::PERMITS),
                        on(17, links::PERMITS),
                        on(12, crate::blanks::links::SIMPLIFIED),
                        on(8, REGISTERS),
                        on(13, MARKS),
                        on(10, links::FINANCE),
                        on(4, links::EXCHANGE),
                        on(5, links::REPORTS),
                        on(9, links::ADMIN_LAW),
                        on(16, links::PARTY_SETTINGS),
                    ]
                }
            }
            HelpTopic::Science => {
                const {
                    &[
                        on(1, links::CONSULTATIONS),
                        on(2, links::CONSULTATIONS),
                        on(3, links::FINDINGS),
                        on(4, links::FINDINGS),
                    ]
                }
            }
            HelpTopic::Inspector => {
                const { &[on(1, links::INSPECTIONS), on(2, links::INSPECTIONS), on(3, links::INSPECTIONS), task(4), task(5)] }
            }
            HelpTopic::Customs => {
                const {
                    &[
                        drawn(1, links::CUSTOMS, Picture::Code),
                        on(2, links::CUSTOMS_EXPECTED),
                        on(3, links::CUSTOMS),
                        on(4, links::CUSTOMS),
                        on(7, links::FETCH),
                        on(9, links::FETCH),
                        on(8, links::TRANSITS),
                        on(5, crate::registers::links::MARK_ASK),
                        task(6),
                    ]
                }
            }
            HelpTopic::Finance => {
                const {
                    &[
                        on(1, links::FINANCE),
                        on(5, links::CHEQUES),
                        on(2, links::BANK),
                        drawn(3, links::FINANCE, Picture::Eyes),
                        on(4, links::FEES),
                        on(6, links::MONTHS),
                        on(7, links::OFFICES),
                    ]
                }
            }
            HelpTopic::Public => {
                const { &[on(3, links::WIZARD), drawn(1, links::VERIFY, Picture::Code), task(2), task(4), task(5)] }
            }
        }
    }

    /// The address of the help for a page of this reader: its own task where there is one, else the help of the role.
    pub fn about(shell: &Shell) -> (bool, String) {
        let role = shell.viewer.as_ref().and_then(|v| v.roles.first());
        let topic = role.map_or(HelpTopic::Public, |r| HelpTopic::of(*r));
        let path = shell.path.split('?').next().unwrap_or_default();
        let under = |page: &str| path == page || path.strip_prefix(page).is_some_and(|rest| rest.starts_with('/'));
        let nearest = topic
            .tasks()
            .iter()
            .filter_map(|t| t.page.filter(|p| under(p)).map(|p| (p.len(), t.n)))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        match nearest {
            Some((_, n)) => (true, format!("{}?for={}#{}", links::HELP, topic.code(), anchor(topic, n))),
            None => (false, links::HELP.to_owned()),
        }
    }
}

fn anchor(topic: HelpTopic, n: usize) -> String {
    format!("{}-{n}", topic.code())
}

/// A task as the template draws it.
struct Told {
    anchor: String,
    head: Html,
    text: Html,
    picture: Html,
    /// Words and address of the page where it is done, where this reader has it.
    open: Option<(Html, &'static str)>,
}

/// Help.
#[derive(Debug, Clone)]
pub struct HelpPage {
    /// The frame.
    pub shell: Shell,
    /// For whom.
    pub topic: HelpTopic,
}

impl HelpPage {
    fn tasks(&self, w: &Words) -> Vec<Told> {
        let areas = self.shell.areas().into_iter().map(|a| (a.words(w), a.href()));
        let menu: Vec<(String, &'static str)> = areas.chain(self.shell.more(w)).collect();
        // A page is offered once, at the first task that is done there.
        let mut offered: Vec<&'static str> = Vec::new();
        let one = |t: &Task| {
            let key = format!("help-{}-{}", self.topic.code(), t.n);
            let here = t.page.and_then(|page| menu.iter().find(|(_, href)| *href == page));
            let here = here.filter(|(_, href)| !offered.contains(href));
            offered.extend(here.map(|(_, href)| *href));
            Told {
                anchor: anchor(self.topic, t.n),
                head: w.html(&key),
                text: w.html(format!("{key}-text")),
                picture: t.picture.map(|p| p.html(w)).unwrap_or_default(),
                open: here.map(|(words, href)| (w.rich1("help-open", "page", Html::text(words)), *href)),
            }
        };
        self.topic.tasks().iter().map(one).collect()
    }

    fn others(&self, w: &Words) -> Vec<(Html, String)> {
        HelpTopic::ALL
            .into_iter()
            .filter(|t| *t != self.topic)
            .map(|t| (w.html(format!("help-{}", t.code())), format!("{}?for={}", links::HELP, t.code())))
            .collect()
    }

    /// Reads `?for=`.
    pub fn topic(code: &str) -> Option<HelpTopic> {
        HelpTopic::ALL.into_iter().find(|t| t.code() == code)
    }

    /// A sample.
    pub fn sample() -> HelpPage {
        HelpPage { shell: crate::samples::shell(Some(Role::Applicant), links::HELP), topic: HelpTopic::Applicant }
    }
}

impl Picture {
    /// Signs in a row with their words below: it runs with the reader's line, wraps on a phone, and prints in black.
    fn html(self, w: &Words) -> Html {
        let role = |r: Role| w.role(&r);
        let steps: Vec<(&str, String, String)> = match self {
            Picture::Life => [
                ("file", "submit", Role::Applicant),
                ("clerk", "accept", Role::MaClerk),
                ("science", "opinion", Role::SaCoordinator),
                ("officer", "propose", Role::MaOfficer),
                ("approve", "sign", Role::MaApprover),
                ("customs", "endorse", Role::Customs),
                ("chart", "report", Role::Reporter),
            ]
            .into_iter()
            .map(|(sign, step, who)| (sign, w.code("guide", step), role(who)))
            .collect(),
            Picture::Eyes => [("officer", "propose"), ("check", "approve"), ("approve", "sign")]
                .into_iter()
                .zip([Role::MaOfficer, Role::MaApprover, Role::MaApprover])
                .map(|((sign, step), who)| (sign, w.code("guide", step), role(who)))
                .collect(),
            Picture::Code => [
                ("scan", "number"),
                ("globe", "countries"),
                ("file", "lines"),
                ("wait", "days"),
                ("approve", "seal"),
                ("exchange", "live"),
            ]
            .into_iter()
            .map(|(sign, what)| (sign, w.say(format!("help-code-{what}")), String::new()))
            .collect(),
        };
        let (name, row) = match self {
            Picture::Life => ("life", "way"),
            Picture::Eyes => ("eyes", "way"),
            Picture::Code => ("code", "way apart"),
        };
        let step = |(sign, head, who): &(&str, String, String)| {
            let who = if who.is_empty() { String::new() } else { format!("<small>{}</small>", Html::text(who)) };
            format!("<li>{}<b>{}</b>{who}</li>", icon(sign), Html::text(head))
        };
        let items: String = steps.iter().map(step).collect();
        let caption = w.html(format!("help-picture-{name}"));
        Html::markup(format!("<figure class=\"{row}\"><figcaption>{caption}</figcaption><ol>{items}</ol></figure>"))
    }
}

page! {
    HelpPage in "shared/help.html";
    layout Narrow; area Some(Help);
    title |c, w| w.html(format!("help-{}", c.topic.code()));
    trail |_c, _w| vec![];
}

#[cfg(test)]
mod tests {
    use super::*;
    use cites::Lang;
    use std::collections::BTreeSet;

    #[test]
    fn every_task_is_told_in_four_languages_and_stands_once() {
        for topic in HelpTopic::ALL {
            let numbers: BTreeSet<usize> = topic.tasks().iter().map(|t| t.n).collect();
            assert_eq!(numbers.len(), topic.tasks().len(), "{}", topic.code());
            for lang in Words::OFFERED {
                let w = Words::of(*lang);
                for n in &numbers {
                    let key = format!("help-{}-{n}", topic.code());
                    assert!(w.has(&key) && w.has(&format!("{key}-text")), "{key} in {}", lang.code());
                    let words = w.say(format!("{key}-text")).split_whitespace().count();
                    assert!(words <= 60, "{key} in {}: {words} words are a wall", lang.code());
                }
                let next = format!("help-{}-{}", topic.code(), numbers.len() + 1);
                assert!(!w.has(&next), "{next} is told nowhere");
            }
        }
    }

    #[test]
    fn a_page_leads_to_the_task_it_is_for() {
        let about = |role, path: &str| {
            let mut shell = crate::samples::shell(role, links::HOME);
            shell.path = path.to_owned();
            HelpTopic::about(&shell)
        };
        assert_eq!(about(Some(Role::Accountant), "/finance/cheques"), (true, "/help?for=finance#finance-5".into()));
        assert_eq!(about(Some(Role::Accountant), "/finance"), (true, "/help?for=finance#finance-1".into()));
        assert_eq!(about(None, "/verify?number=1"), (true, "/help?for=public#public-1".into()));
        assert_eq!(about(None, "/privacy"), (false, "/help".into()));
    }

    #[test]
    fn only_a_page_of_the_readers_own_menu_is_offered() {
        let w = Words::of(Lang::En);
        let page = |role, topic| HelpPage { shell: crate::samples::shell(role, links::HELP), topic };
        let offered = |p: HelpPage| p.tasks(w).into_iter().filter(|t| t.open.is_some()).count();
        assert!(offered(page(Some(Role::Applicant), HelpTopic::Applicant)) >= 5);
        assert_eq!(offered(page(Some(Role::Applicant), HelpTopic::Finance)), 0);
    }
}
