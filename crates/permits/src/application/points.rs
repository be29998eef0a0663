//! A question to the applicant as a list of points: each is answered in words or with a paper, so that both sides see what
//! is still open.

use super::state::{Question, Reasoned};
use crate::actor::Stamp;
use crate::error::ActError;
use cites::ids::AttachmentId;
use serde::{Deserialize, Serialize};

/// What a point asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wants {
    /// Words.
    #[default]
    Answer,
    /// A paper; words say why there is none.
    Paper,
}

impl Wants {
    /// Stable code: `answer`, `paper`.
    pub const fn code(self) -> &'static str {
        match self {
            Wants::Answer => "answer",
            Wants::Paper => "paper",
        }
    }

    /// Of a code.
    pub fn from_code(code: &str) -> Option<Wants> {
        [Wants::Answer, Wants::Paper].into_iter().find(|w| w.code() == code)
    }
}

/// One point of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// What is asked, never blank.
    pub text: String,
    /// What would answer it.
    #[serde(default)]
    pub wants: Wants,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<PointAnswer>,
}

impl Point {
    /// A point that is asked.
    pub fn new(text: String, wants: Wants) -> Point {
        Point { text, wants, answer: None }
    }
}

/// The answer to a point: words, a paper, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointAnswer {
    /// In words.
    #[serde(default)]
    pub text: String,
    /// Papers of the case that answer it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<AttachmentId>,
}

impl PointAnswer {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.papers.is_empty()
    }
}

/// More points than these are a new application form.
pub const MOST_POINTS: usize = 20;

impl Question {
    /// Asks: points without words are left out.
    ///
    /// # Errors
    /// `reason-empty` when nothing is asked, `points-many`.
    pub(super) fn ask(
        text: String,
        points: Vec<Point>,
        asked: Stamp,
        deadline: cites::Timestamp,
    ) -> Result<Question, ActError> {
        let points: Vec<Point> = points.into_iter().filter(|p| !p.text.trim().is_empty()).collect();
        if points.len() > MOST_POINTS {
            return Err(ActError::precondition("points-many", format!("Ask at most {MOST_POINTS} points at once.")));
        }
        let text = if points.is_empty() { super::reason(text)? } else { text };
        Ok(Question { text, points, asked, deadline, answer: None })
    }

    /// The points, one by one; of a question without points its text is the one.
    pub fn list(&self) -> Vec<Point> {
        if !self.points.is_empty() {
            return self.points.clone();
        }
        let answer = self.answer.as_ref().map(|a| PointAnswer { text: a.reason.clone(), papers: Vec::new() });
        vec![Point { text: self.text.clone(), wants: Wants::Answer, answer }]
    }

    /// Everything that is asked, as one text.
    pub fn told(&self) -> String {
        let text = Some(self.text.trim().to_owned()).filter(|t| !t.is_empty());
        let points = self.points.iter().zip(1..).map(|(p, n)| format!("{n}. {}", p.text.trim()));
        text.into_iter().chain(points).collect::<Vec<_>>().join("\n")
    }

    /// Everything that was answered, as one text; empty before.
    pub fn answered(&self) -> String {
        let text = self.answer.as_ref().map(|a| a.reason.trim().to_owned()).filter(|t| !t.is_empty());
        let points = self.points.iter().zip(1..).filter_map(|(p, n)| {
            let words = p.answer.as_ref().map(|a| a.text.trim()).filter(|t| !t.is_empty())?;
            Some(format!("{n}. {words}"))
        });
        text.into_iter().chain(points).collect::<Vec<_>>().join("\n")
    }

    /// Answers every point, in their order.
    ///
    /// # Errors
    /// `points-open` with the numbers of those that are not answered, `points-unknown` for an answer without a point.
    pub(super) fn close(mut self, text: String, answers: Vec<PointAnswer>, stamp: Stamp) -> Result<Question, ActError> {
        let asked_in_points = !self.points.is_empty() || !answers.is_empty();
        if asked_in_points {
            let mut points = self.list();
            if answers.len() > points.len() {
                return Err(ActError::precondition(
                    "points-unknown",
                    "Answer the points that were asked, in their order.",
                ));
            }
            let mut answers = answers.into_iter();
            let alone = points.len() == 1;
            for point in &mut points {
                let mut answer = answers.next().unwrap_or_default();
                // One point alone may be answered by the words beside it.
                if alone && answer.text.trim().is_empty() {
                    answer.text.clone_from(&text);
                }
                point.answer = Some(answer).filter(|a| !a.is_blank());
            }
            let open: Vec<String> =
                points.iter().zip(1..).filter(|(p, _)| p.answer.is_none()).map(|(_, n)| n.to_string()).collect();
            if !open.is_empty() {
                let help = format!("Answer every point in words or with a paper; open: {}.", open.join(", "));
                return Err(ActError::precondition("points-open", help));
            }
            if alone && points.iter().any(|p| p.answer.as_ref().is_some_and(|a| a.text == text)) {
                self.points = points;
                self.answer = Some(Reasoned { reason: String::new(), stamp });
                return Ok(self);
            }
            self.points = points;
        }
        self.answer = Some(Reasoned { reason: text, stamp });
        Ok(self)
    }
}
