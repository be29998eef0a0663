//! An order of blanks: how many stand where, and each of them.

use super::links;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{FieldError, Look, Row, Summary, Table, Tag, Tone};
use crate::registers::board::{Form, Section, sheets};
use crate::{Shell, Words};
use cites::{Date, Role};
use std::collections::BTreeMap;

/// How many blanks stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BalanceShown {
    /// Sealed and given to the holder.
    pub issued: usize,
    /// Completed.
    pub completed: usize,
    /// Unused with the holder.
    pub unused: usize,
    /// Given back.
    pub returned: usize,
    /// Ended unused.
    pub expired: usize,
    /// Reported lost.
    pub lost: usize,
}

impl BalanceShown {
    pub(crate) fn html(&self, w: &Words) -> Html {
        let all = [
            ("blanks-issued", self.issued),
            ("blanks-completed", self.completed),
            ("blanks-unused", self.unused),
            ("blanks-returned", self.returned),
            ("blanks-expired", self.expired),
            ("blanks-lost", self.lost),
        ];
        let rows = all.iter().map(|(key, n)| {
            let n = u32::try_from(*n).unwrap_or(u32::MAX);
            Row::new(w.say(key), Html::data(w.amount(&cites::Amount::whole(n))))
        });
        Summary::new(rows.collect(), w).html()
    }

    pub(crate) fn sample() -> BalanceShown {
        BalanceShown { issued: 5, completed: 2, unused: 1, returned: 1, expired: 1, lost: 0 }
    }
}

/// A blank in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankCard {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// `PREPARED`, `UNUSED`, `COMPLETING`, `COMPLETED`, `RETURNED`, `EXPIRED`, `LOST` or `VOID`.
    pub state: &'static str,
    /// Last day on which it may be completed.
    pub until: Date,
    /// Id of the application that ordered it.
    pub order: String,
    /// Id of the completed document.
    pub permit: Option<String>,
}

impl BlankCard {
    pub(super) fn tag(state: &str, w: &Words) -> Tag {
        let tone = match state {
            "UNUSED" => Tone::Wait,
            "PREPARED" | "COMPLETING" => Tone::Move,
            "COMPLETED" => Tone::Go,
            "LOST" => Tone::Stop,
            _ => Tone::Rest,
        };
        Tag::new(tone, w.code("blank-state", state.to_lowercase()))
    }

    pub(crate) fn table(rows: &[BlankCard], orders: bool, w: &Words) -> Table {
        let mut heads = vec![w.say("blank-number"), w.say("ui-status"), w.say("blank-until"), w.say("blank-document")];
        if orders {
            heads.push(w.say("blank-of-order"));
        }
        let heads: Vec<String> = heads;
        Table::new(w.html("blanks-title"), &heads, w.html("blanks-none")).quiet().rows(rows.iter().map(|b| {
            let permit =
                b.permit.as_ref().map(|id| Html::link(crate::links::permit(id), &w.html("blank-see-document")));
            let mut cells = vec![
                Html::link(links::blank(&b.id), &Html::code(&b.number)).into(),
                BlankCard::tag(b.state, w).into(),
                w.date_html(&b.until).into(),
                permit.unwrap_or_default().into(),
            ];
            if orders {
                cells.push(Html::link(links::order(&b.order), &w.html("blanks-title")).into());
            }
            cells
        }))
    }

    pub(crate) fn sample() -> Vec<BlankCard> {
        let states = ["COMPLETED", "COMPLETED", "UNUSED", "RETURNED", "EXPIRED"];
        let all = states.iter().enumerate().map(|(n, state)| BlankCard {
            id: format!("b{n}"),
            number: format!("26QM00040{n}"),
            state,
            until: jiff::civil::date(2027, 5, 20),
            order: "a1".into(),
            permit: (*state == "COMPLETED").then(|| "p1".to_owned()),
        });
        all.collect()
    }
}

/// The blanks of an order. Posts without fields where they are to be numbered and sealed.
#[derive(Debug, Clone)]
pub struct OrderPage {
    /// The frame.
    pub shell: Shell,
    /// Id of the application.
    pub id: String,
    /// Its reference.
    pub reference: String,
    /// Number of the registration, and the address of its page.
    pub registration: (String, Option<String>),
    /// How many were ordered.
    pub ordered: u32,
    /// The open boxes as printed.
    pub open: String,
    /// How many stand where.
    pub balance: BalanceShown,
    /// The blanks.
    pub blanks: Vec<BlankCard>,
    /// May this reader number and seal them now?
    pub seals: bool,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl OrderPage {
    fn heading(&self, w: &Words) -> Html {
        w.rich1("blanks-of", "reference", Html::code(&self.reference))
    }

    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn content(&self, w: &Words) -> Html {
        let (number, page) = &self.registration;
        let number = Html::code(number);
        let rows = vec![
            Row::new(
                w.say("blank-registration"),
                page.as_ref().map(|href| Html::link(href, &number)).unwrap_or(number),
            ),
            Row::new(w.say("blanks-ordered"), Html::data(self.ordered.to_string())),
            Row::new(w.say("blank-open-boxes"), super::open_boxes(&self.open, w)),
        ];
        let facts = Section::new(Html::default()).lead(w.html("blanks-lead")).with(Summary::new(rows, w).html());
        let mut all = vec![facts, Section::new(w.html("blanks-balance")).with(self.balance.html(w))];
        if self.seals {
            let form = Form::new(&self.shell, "seal", links::order(&self.id), w.say("blanks-seal")).look(Look::Lead);
            let form = form.html(&BTreeMap::new(), &self.errors, w);
            all.push(Section::new(w.html("blanks-seal")).lead(w.html("blanks-seal-lead")).with(form));
        }
        all.push(Section::new(w.html("blanks-title")).with(BlankCard::table(&self.blanks, false, w).html()));
        sheets(&all)
    }

    /// A sample for its holder, or for the signer.
    pub fn sample(signer: bool) -> OrderPage {
        let role = if signer { Role::MaApprover } else { Role::Applicant };
        OrderPage {
            shell: crate::samples::shell(Some(role), "/applications/a1/blanks"),
            id: "a1".into(),
            reference: "26-00412".into(),
            registration: ("S-QM-0001".into(), Some(links::registration("r1"))),
            ordered: 5,
            open: "3, 3a, 9, 11".into(),
            balance: if signer { BalanceShown::default() } else { BalanceShown::sample() },
            blanks: if signer { vec![] } else { BlankCard::sample() },
            seals: signer,
            errors: vec![],
        }
    }
}

page! {
    OrderPage in "registers/board.html";
    layout Narrow; area Some(Registers);
    title |c, w| c.heading(w);
    trail |c, w| vec![(w.html("simplified-title"), links::SIMPLIFIED.into()), (Html::code(&c.reference), crate::links::application(&c.id))];
    errors errors;
}
