//! Several consignments of one application: how its lines are shared over them, and what one of them is made of.
//!
//! A permit is for one consignment (Art. VI.5). Who ships the same goods in several parts asks once and says how each
//! line is shared; the case is examined and decided once, and every consignment gets a permit of its own, lettered from A.

use crate::draft::{Draft, DraftLine, FieldError};
use crate::form::{FormInput, LineInput};
use cites::document::Block;
use cites::{Amount, DocumentType, Quantity};
use serde::{Deserialize, Serialize};

/// Most consignments of one application: what a year's permits of a steady trader need, and a page still shows.
pub const MOST: u16 = 50;

/// Which consignment of how many. Counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consignment {
    /// Its number, from 1.
    pub nth: u16,
    /// How many there are; 1 for nearly every application.
    pub of: u16,
}

impl Default for Consignment {
    fn default() -> Consignment {
        Consignment { nth: 1, of: 1 }
    }
}

impl Consignment {
    /// Is it the only one?
    pub fn alone(&self) -> bool {
        self.of == 1
    }

    pub(crate) fn is_default(&self) -> bool {
        *self == Consignment::default()
    }
}

/// How a ledger names a block of a consignment: `A`, and from the second consignment on `A/2`.
pub fn slot(nth: u16, block: &Block) -> String {
    if nth <= 1 { block.to_string() } else { format!("{block}/{nth}") }
}

/// Reads [`slot`] back: consignment and block. A text of another shape is a block of the first.
pub fn of_slot(text: &str) -> (u16, &str) {
    match text.rsplit_once('/') {
        Some((block, nth)) => nth.parse().map_or((1, text), |nth| (nth, block)),
        None => (1, text),
    }
}

/// May an application of this kind be for several consignments? Documents for several crossings are one document each;
/// a replacement, a retrospective document and an introduction from the sea stand for something that is one already.
pub const fn allowed(kind: DocumentType) -> bool {
    matches!(
        kind,
        DocumentType::Export
            | DocumentType::Reexport
            | DocumentType::Import
            | DocumentType::Origin
            | DocumentType::Preconv
            | DocumentType::Captive
            | DocumentType::Artprop
    )
}

/// Is the applicant of this form asked how many consignments there are?
pub fn asked(form: &FormInput) -> bool {
    DocumentType::from_code(form.document_type.trim()).is_some_and(allowed) && form.replaces.trim().is_empty()
}

/// How many the form says: 1 where it says nothing that can be read.
pub fn typed(form: &FormInput) -> u16 {
    let several = form.consignments.trim().parse::<u16>().ok().filter(|n| (2..=MOST).contains(n));
    several.filter(|_| asked(form)).unwrap_or(1)
}

fn error(errors: &mut Vec<FieldError>, field: String, code: &str, help: impl Into<String>) {
    errors.push(FieldError { field, code: code.to_owned(), help: help.into() });
}

/// Reads the number of consignments; `None` when it cannot be.
pub(crate) fn read(form: &FormInput, errors: &mut Vec<FieldError>) -> Option<u16> {
    let text = form.consignments.trim();
    if text.is_empty() {
        return Some(1);
    }
    let Some(n) = text.parse::<u16>().ok().filter(|n| (1..=MOST).contains(n)) else {
        let help = format!("Give a whole number of consignments from 1 to {MOST}.");
        error(errors, "consignments".into(), "consignments-count", help);
        return None;
    };
    if n > 1 && !asked(form) {
        let help = "Apply for one consignment: this kind of document is not issued for several.";
        error(errors, "consignments".into(), "consignments-kind", help);
        return None;
    }
    Some(n)
}

/// Reads how much of a line goes with each consignment; empty where there is only one.
pub(crate) fn read_shares(
    at: usize,
    typed: &LineInput,
    quantity: Option<Quantity>,
    of: u16,
    errors: &mut Vec<FieldError>,
) -> Vec<Amount> {
    if of <= 1 {
        return Vec::new();
    }
    let path = format!("lines.{at}.shares");
    if let Some(beyond) = (usize::from(of)..typed.shares.len()).find(|n| !typed.shares[*n].trim().is_empty()) {
        let help = format!("There are {of} consignments only; leave the share of consignment {} out.", beyond + 1);
        error(errors, path.clone(), "shares-beyond", help);
    }
    if typed.shares.iter().all(|s| s.trim().is_empty()) {
        let help = "Say how much of this item goes with each consignment.";
        error(errors, path, "shares-empty", help);
        return Vec::new();
    }
    let before = errors.len();
    let mut shares = Vec::new();
    for n in 0..usize::from(of) {
        let text = typed.shares.get(n).map_or("", |s| s.trim());
        // Nothing typed is nothing shipped: not every item goes with every consignment.
        let amount = if text.is_empty() { Ok(Amount::ZERO) } else { Amount::parse(text) };
        match amount {
            Ok(amount) if quantity.is_some_and(|q| q.unit().is_count() && !amount.is_whole()) => {
                let help = "Give a whole number: these specimens are counted.";
                error(errors, format!("{path}.{n}"), "quantity-whole", help);
            }
            Ok(amount) => shares.push(amount),
            Err(e) => error(errors, format!("{path}.{n}"), e.code, e.help),
        }
    }
    let Some(whole) = quantity.map(Quantity::amount).filter(|_| errors.len() == before) else { return shares };
    let sum = shares.iter().try_fold(Amount::ZERO, |sum, share| sum.plus(*share));
    if sum != Some(whole) {
        let said = sum.map_or_else(|| "more than can be counted".to_owned(), |s| s.to_string());
        let help = format!("Make the shares add up to the quantity: they are {said} together, the item is {whole}.");
        error(errors, path, "shares-sum", help);
    }
    shares
}

/// What can be told only of all lines together: no consignment is empty, and marks can be told apart.
pub(crate) fn check(of: u16, lines: &[Option<DraftLine>], errors: &mut Vec<FieldError>) {
    if of <= 1 || lines.is_empty() {
        return;
    }
    let mut all_read = true;
    for (at, line) in lines.iter().enumerate() {
        let Some(line) = line.as_ref().filter(|l| l.shares.len() == usize::from(of)) else {
            all_read = false;
            continue;
        };
        let parts = line.shares.iter().filter(|s| !s.is_zero()).count();
        if parts > 1 && !line.marks.is_empty() && !marked_one_by_one(line) {
            let help = "Write one mark for each specimen, or make one item of what goes with each consignment: its marks stand on its permit alone.";
            error(errors, format!("lines.{at}.shares"), "shares-marks", help);
        }
    }
    if !all_read {
        return;
    }
    let empty =
        (0..usize::from(of)).find(|n| lines.iter().flatten().all(|l| l.shares.get(*n).is_none_or(|s| s.is_zero())));
    if let Some(n) = empty {
        let help = format!("Give consignment {} something, or ask for fewer consignments.", n + 1);
        error(errors, format!("lines.0.shares.{n}"), "consignment-empty", help);
    }
}

/// One mark a specimen: then the marks follow the shares in their order. An inspector's lower count leaves marks over.
fn marked_one_by_one(line: &DraftLine) -> bool {
    let marks = u32::try_from(line.marks.len()).unwrap_or(u32::MAX);
    line.quantity.unit().is_count() && line.quantity.amount() == Amount::whole(marks)
}

impl DraftLine {
    /// How much of it goes with a consignment, from 1.
    pub(crate) fn share(&self, nth: u16) -> Amount {
        match self.shares.as_slice() {
            [] if nth == 1 => self.quantity.amount(),
            shares => usize::from(nth).checked_sub(1).and_then(|n| shares.get(n)).copied().unwrap_or(Amount::ZERO),
        }
    }

    /// The marks of what goes with a consignment: all of them, or where each specimen has one, those of its share.
    fn marks_of(&self, nth: u16) -> Vec<String> {
        if self.marks.is_empty() || self.share(nth) == self.quantity.amount() {
            return self.marks.clone();
        }
        let whole = |a: Amount| usize::try_from(a.micro() / Amount::SCALE).unwrap_or(usize::MAX);
        let before = (1..nth).map(|n| whole(self.share(n))).fold(0_usize, usize::saturating_add);
        self.marks.iter().skip(before).take(whole(self.share(nth))).cloned().collect()
    }

    /// Lowers the line: what is missing is taken from the last consignments first, so that the first ones can leave.
    pub(crate) fn lower(&mut self, to: Quantity) {
        let mut left = to.amount();
        for share in &mut self.shares {
            *share = (*share).min(left);
            left = left.minus(*share).unwrap_or(Amount::ZERO);
        }
        self.quantity = to;
    }
}

impl Draft {
    /// Is it for several consignments?
    pub fn in_parts(&self) -> bool {
        self.consignments > 1
    }

    /// Every consignment, in order.
    pub fn each(&self) -> impl Iterator<Item = Consignment> {
        let of = self.consignments.max(1);
        (1..=of).map(move |nth| Consignment { nth, of })
    }

    /// The lines of the application that go with a consignment, in order: the n-th is block n of its permit.
    pub fn lines_of(&self, nth: u16) -> Vec<usize> {
        (0..self.lines.len()).filter(|n| self.lines.get(*n).is_some_and(|l| !l.share(nth).is_zero())).collect()
    }

    /// What one consignment is made of, as an application for it alone would say; `None` for one that there is not.
    /// Of an application for one consignment it is the whole.
    pub fn part(&self, nth: u16) -> Option<Draft> {
        if !self.in_parts() {
            return (nth == 1).then(|| self.clone());
        }
        if nth == 0 || nth > self.consignments {
            return None;
        }
        let lines: Option<Vec<DraftLine>> = self
            .lines
            .iter()
            .filter(|line| !line.share(nth).is_zero())
            .map(|line| {
                let quantity = Quantity::new(line.share(nth), line.quantity.unit()).ok()?;
                Some(DraftLine { quantity, marks: line.marks_of(nth), shares: Vec::new(), ..line.clone() })
            })
            .collect();
        Some(Draft { lines: lines.filter(|l| !l.is_empty())?, consignments: 1, ..self.clone() })
    }

    /// After lines were lowered: a consignment for which nothing is left is not made. Answers those that stay, by their
    /// numbers of before.
    pub(crate) fn drop_empty(&mut self) -> Vec<u16> {
        let full: Vec<u16> = (1..=self.consignments).filter(|n| !self.lines_of(*n).is_empty()).collect();
        if !self.in_parts() || full.len() == usize::from(self.consignments) {
            return full;
        }
        for line in &mut self.lines {
            let kept: Vec<Amount> = full.iter().map(|n| line.share(*n)).collect();
            line.shares = if full.len() > 1 { kept } else { Vec::new() };
        }
        self.consignments = u16::try_from(full.len()).unwrap_or(1).max(1);
        full
    }

    /// Writes the shares back into the form, so that both say the same.
    pub(crate) fn write_shares(&self, form: &mut FormInput) {
        form.consignments = if self.in_parts() { self.consignments.to_string() } else { String::new() };
        for (line, typed) in self.lines.iter().zip(&mut form.lines) {
            typed.shares = line.shares.iter().map(ToString::to_string).collect();
        }
    }

    /// The form of an application for one consignment of this one alone: what a replacement of its permit asks for.
    pub fn form_of(&self, form: &FormInput, nth: u16) -> FormInput {
        let mut alone = form.clone();
        alone.consignments.clear();
        if !self.in_parts() {
            return alone;
        }
        alone.lines = self
            .lines_of(nth)
            .into_iter()
            .filter_map(|n| {
                let (line, typed) = (self.lines.get(n)?, form.lines.get(n)?);
                let (quantity, marks) = (line.share(nth).to_string(), line.marks_of(nth).join("\n"));
                Some(LineInput { quantity, marks, shares: Vec::new(), ..typed.clone() })
            })
            .collect();
        alone
    }
}
