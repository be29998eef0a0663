//! Fees that hang on something else than an application: what an invoice is about, the invoices about an entry or a permit,
//! and the form that charges a copy or papers that came back late.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Look, Opt, Table, Tag, Tone};
use crate::registers::board::{Form, Section, sheets};
use crate::{Shell, Words, links};
use cites::{Date, Money, Role};
use std::collections::BTreeMap;

/// What an invoice is about beside an application: kind (`entry`, `permit`, `tags`), number, and its page when it has one.
pub type About = (&'static str, String, Option<String>);

/// The line that says it on the invoice.
pub(super) fn about_line(about: &About, w: &Words) -> Html {
    let (kind, number, href) = about;
    let number = match href {
        Some(href) => Html::link(href, &Html::code(number)),
        None => Html::code(number),
    };
    w.rich1(&format!("invoice-about-{kind}"), "number", number)
}

/// An invoice about an entry or a permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceShort {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Code of the fee.
    pub item: String,
    /// What it says.
    pub total: Money,
    /// Of that, still to be paid.
    pub open: Money,
    /// Until when.
    pub due_on: Date,
    /// Is it open and past that day?
    pub overdue: bool,
}

impl InvoiceShort {
    fn tag(&self, w: &Words) -> Tag {
        match (self.open.minor > 0, self.overdue) {
            (false, _) => Tag::new(Tone::Go, w.say("invoice-settled")),
            (true, false) => Tag::new(Tone::Wait, w.say("invoice-open")),
            (true, true) => Tag::new(Tone::Stop, w.say("invoice-overdue")),
        }
    }

    /// What is left, where a part was paid.
    fn left(&self, w: &Words) -> Html {
        if self.open == self.total || self.open.minor == 0 {
            return Html::default();
        }
        w.rich1("invoice-left", "amount", Html::data(w.money(&self.open)))
    }

    /// The invoices as a sheet; nothing where there are none.
    pub(crate) fn section(all: &[InvoiceShort], w: &Words) -> Option<Section> {
        if all.is_empty() {
            return None;
        }
        let heads = [
            w.say("ui-invoice"),
            w.say("ui-fee"),
            format!("{}#", w.say("pay-amount")),
            w.say("invoice-until"),
            w.say("ui-status"),
        ];
        let rows = all.iter().map(|i| {
            vec![
                Html::link(links::invoice(&i.id), &Html::code(&i.number)).into(),
                Html::text(w.code("fee-item", &i.item)).into(),
                Html::two_lines(&Html::data(w.money(&i.total)), &i.left(w)).into(),
                w.date_html(&i.due_on).into(),
                i.tag(w).into(),
            ]
        });
        let table = Table::new(w.html("invoices-beside"), &heads, Html::default()).quiet().rows(rows);
        Some(Section::new(w.html("invoices-beside")).with(table.html()))
    }

    /// A sample: one that was paid and one that is overdue.
    pub(crate) fn sample() -> Vec<InvoiceShort> {
        let one = |id: &str, item: &str, open: i64, overdue| InvoiceShort {
            id: id.into(),
            number: format!("INV-26-0000{}", id.len()),
            item: item.into(),
            total: super::usd(4000),
            open: super::usd(open),
            due_on: jiff::civil::date(2026, 11, 16),
            overdue,
        };
        vec![one("i1", "REGISTER", 4000, true), one("i20", "COPY", 0, false)]
    }
}

/// The fees of a permit after its issue.
#[derive(Debug, Clone)]
pub struct PermitFeePage {
    /// The frame.
    pub shell: Shell,
    /// The permit: id and number.
    pub permit: (String, String),
    /// What the reader may charge: codes of fees; empty for whoever only reads.
    pub items: Vec<&'static str>,
    /// May the reader charge at all?
    pub charges: bool,
    /// Its invoices, the last first.
    pub invoices: Vec<InvoiceShort>,
    /// What was typed: `item`, `count`, `note`.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl PermitFeePage {
    fn tabs(&self, _w: &Words) -> Html {
        Html::default()
    }

    fn heading(&self, w: &Words) -> Html {
        w.html("permit-fees")
    }

    fn content(&self, w: &Words) -> Html {
        let none = || Section::new(Html::default()).lead(w.html("permit-fees-none"));
        let mut all = vec![InvoiceShort::section(&self.invoices, w).unwrap_or_else(none)];
        if self.charges && self.items.is_empty() {
            all.push(Section::new(w.html("permit-fee-charge")).lead(w.html("permit-fee-nothing")));
        } else if self.charges {
            let items = self.items.iter().map(|i| Opt::new(*i, Html::text(w.code("fee-item", i)))).collect();
            let ask = vec![
                Field::new("item", w.html("ui-fee"), Control::Radios(items)),
                Field::short("count", w.html("permit-fee-pages"), "w4").kind("text", "numeric").optional(),
                Field::line("note", w.html("finance-note")).optional(),
            ];
            let action = links::permit_fee(&self.permit.0);
            let form = Form::new(&self.shell, "charge", action, w.say("permit-fee-charge")).look(Look::Lead);
            let form = form.ask(ask).html(&self.typed, &self.errors, w);
            all.push(Section::new(w.html("permit-fee-charge")).lead(w.html("permit-fee-lead")).with(form));
        }
        sheets(&all)
    }

    /// A sample for the clerk, or for the holder.
    pub fn sample(charges: bool) -> PermitFeePage {
        let role = if charges { Role::MaClerk } else { Role::Applicant };
        PermitFeePage {
            shell: crate::samples::shell(Some(role), "/permits/p1/fee"),
            permit: ("p1".into(), "26QM000371".into()),
            items: if charges { vec!["COPY", "LATE"] } else { vec![] },
            charges,
            invoices: InvoiceShort::sample(),
            typed: BTreeMap::new(),
            errors: if charges { vec![FieldError::new("count", "copies-count")] } else { vec![] },
        }
    }
}

page! {
    PermitFeePage in "registers/board.html";
    layout Narrow; area Some(Permits);
    title |c, w| c.heading(w);
    trail |c, _w| vec![(Html::code(&c.permit.1), links::permit(&c.permit.0))];
    errors errors;
}
