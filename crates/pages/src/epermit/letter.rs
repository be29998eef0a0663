//! Letters of the authority to the applicant, to be read and printed: receipt, decision, refusal. In the applicant's
//! language, whoever prints them.

use super::case::CaseHead;
use crate::frame::page;
use crate::html::Html;
use crate::{Shell, Words, links};
use cites::{Date, Lang, RefusalReason, Role};

/// What a letter says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letter {
    /// The application is here.
    Receipt {
        /// Its receipt number.
        receipt: String,
    },
    /// It is granted.
    Granted {
        /// The permit, once it is signed: number and last day.
        permit: Option<(String, Date)>,
        /// Special conditions for box 5.
        conditions: Vec<String>,
        /// Items of which less is granted than was asked for: what, and why.
        less: Vec<(String, String)>,
    },
    /// It is refused.
    Refused {
        /// The reason.
        reason: RefusalReason,
        /// In the officer's words.
        text: String,
        /// Further reasons with their words.
        more: Vec<(RefusalReason, String)>,
        /// Last day to appeal.
        appeal_until: Date,
        /// Appeals that were dismissed: why.
        dismissed: Vec<String>,
    },
    /// No permit is needed.
    NotNeeded {
        /// Why.
        text: String,
    },
    /// Another authority is asked; it goes by post where no e-mail could.
    Inquiry {
        /// What is asked.
        text: String,
        /// Where the answer shall go: name and address of the authority, e-mail where it has one.
        answer_to: String,
    },
}

/// A letter as a page.
#[derive(Debug, Clone)]
pub struct LetterPage {
    /// The frame.
    pub shell: Shell,
    /// Name and address of the authority, line by line.
    pub from: Vec<String>,
    /// Name and address of the applicant, line by line.
    pub to: Vec<String>,
    /// Where it is written, and the day of what it tells.
    pub place: String,
    /// The day.
    pub on: Date,
    /// What it is about.
    pub head: CaseHead,
    /// What it says.
    pub letter: Letter,
    /// Its language, where the reader's is another: the frame stays in the reader's.
    pub lang: Option<Lang>,
    /// The permit that shall be amended, where it is about one: its number.
    pub amends: Option<String>,
}

impl LetterPage {
    fn key(&self) -> &'static str {
        match self.letter {
            Letter::Receipt { .. } => "letter-receipt",
            Letter::Granted { .. } => "letter-granted",
            Letter::Refused { .. } if self.amends.is_some() => "letter-change-refused",
            Letter::Refused { .. } => "letter-refused",
            Letter::NotNeeded { .. } => "letter-not-needed",
            Letter::Inquiry { .. } => "letter-inquiry",
        }
    }

    /// The words of the letter itself.
    fn own<'w>(&self, w: &'w Words) -> &'w Words {
        match self.lang {
            Some(lang) => Words::of(lang),
            None => w,
        }
    }

    fn lead(&self, w: &Words) -> Html {
        if let (Some(number), Letter::Refused { .. }) = (&self.amends, &self.letter) {
            return w.rich1("letter-change-refused-lead", "number", Html::code(number));
        }
        w.rich1(&format!("{}-lead", self.key()), "what", self.head.title(w))
    }

    /// A sample.
    pub fn sample() -> LetterPage {
        LetterPage::with(Letter::Refused {
            reason: RefusalReason::R02,
            text: "The tusks came without proof of their origin.".into(),
            more: vec![(RefusalReason::R01, "The Scientific Authority finds the take detrimental.".into())],
            appeal_until: jiff::civil::date(2026, 12, 21),
            dismissed: vec!["The bill that was sent names another lot.".into()],
        })
    }

    /// A sample of a letter.
    pub fn with(letter: Letter) -> LetterPage {
        LetterPage {
            shell: crate::samples::shell(Some(Role::Applicant), &links::letter("a1", "refusal")),
            from: vec!["Management Authority of Querimba".into(), "1 Reef Road".into(), "Capital City".into()],
            to: vec!["River Bend Farm Ltd".into(), "1 River Road".into(), "Bend".into()],
            place: "Capital City".into(),
            on: jiff::civil::date(2026, 11, 21),
            head: CaseHead::sample(),
            letter,
            lang: None,
            amends: None,
        }
    }

    /// A change of a permit that was refused.
    pub fn of_a_change() -> LetterPage {
        LetterPage { amends: Some("26QM000371".into()), ..LetterPage::sample() }
    }
}

page! {
    LetterPage in "epermit/letter.html";
    layout Narrow; area None;
    title |c, w| w.html(c.key());
    trail |c, w| vec![(w.html("action-back"), links::application(&c.head.id))];
}
