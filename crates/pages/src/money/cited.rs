//! From which row of the fees a line of an invoice comes, and what a case will cost before there is an invoice.

use super::InvoiceLine;
use crate::Words;
use crate::html::Html;
use crate::parts::{Opt, Table};
use cites::taxa::TaxonGroup;
use cites::{Date, DocumentType, Money, Term};

/// What a row of a schedule says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowFor {
    /// For this kind of document only.
    pub document_type: Option<DocumentType>,
    /// For this group of species only.
    pub taxon: Option<TaxonGroup>,
    /// For this term only.
    pub term: Option<Term>,
    /// For these applicants only: `PERSON` or `ORGANISATION`.
    pub class: Option<String>,
}

impl RowFor {
    /// `Export permit, orchids, live`; nothing for a row that is for everything.
    pub(crate) fn html(&self, w: &Words) -> Html {
        let parts = [
            self.document_type.as_ref().map(|k| Html::text(w.document_type(k))),
            self.taxon.map(|group| Html::text(w.code("taxon-group", group.code()))),
            self.term.as_ref().map(|t| Html::text(w.term(t))),
            self.class.as_ref().map(|c| Html::text(w.code("finance-class", c))),
        ];
        Html::join(&parts.into_iter().flatten().collect::<Vec<_>>(), w.comma())
    }
}

/// The row that a line of an invoice comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// First day of the schedule.
    pub from: Date,
    /// Which row of it, from 1.
    pub row: u16,
    /// What the row says of itself.
    pub of: RowFor,
}

impl Cited {
    /// In words.
    pub(crate) fn html(&self, w: &Words) -> Html {
        let of = self.of.html(w);
        if of.is_empty() {
            return w.rich2("fee-cited", "row", self.row, "date", w.date_html(&self.from));
        }
        let (row, date) = (self.row.into(), w.date_html(&self.from).into());
        w.rich("fee-cited-for", &[("row", row), ("date", date), ("for", of.into())])
    }
}

/// Below the name of a fee: of which sum it is a part, and by which row.
pub(crate) fn below(line: &InvoiceLine, w: &Words) -> Html {
    let share = line.share.as_ref().map(|(percent, value)| {
        w.rich2("pay-share", "percent", Html::data(w.amount(percent)), "value", Html::data(w.money(value)))
    });
    let cited = line.cited.as_ref().map(|c| c.html(w));
    Html::join(&share.into_iter().chain(cited).collect::<Vec<_>>(), " · ")
}

/// Groups of species to choose from.
pub(crate) fn groups(w: &Words) -> Vec<Opt> {
    let all = TaxonGroup::ALL.iter().map(|g| Opt::new(g.code(), Html::text(w.code("taxon-group", g.code()))));
    std::iter::once(Opt::new("", w.html("filter-any"))).chain(all).collect()
}

/// What an application will cost by the schedule in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// First day of the schedule.
    pub from: Date,
    /// Its last day.
    pub until: Option<Date>,
    /// The lines; empty where nothing is charged.
    pub lines: Vec<InvoiceLine>,
    /// Their sum; `None` while a percentage of a value is asked for that is not said.
    pub total: Option<Money>,
}

impl Cost {
    /// The lines as a table, with the sum below.
    pub(crate) fn table(&self, w: &Words) -> Html {
        if self.lines.is_empty() {
            let key = if self.total.is_none() { "cost-value" } else { "cost-free" };
            return Html::markup(format!("<p>{}</p>", crate::html::escape(&w.say(key))));
        }
        let heads = [w.say("ui-fee"), format!("{}#", w.say("pay-count")), format!("{}#", w.say("pay-amount"))];
        let rows = self.lines.iter().map(|l| {
            let item = Html::text(w.code("fee-item", &l.item));
            vec![
                Html::two_lines(&item, &below(l, w)).into(),
                Html::data(w.amount(&l.count)).into(),
                Html::data(w.money(&l.sum)).into(),
            ]
        });
        let table = Table::new(w.html("cost-title"), &heads, Html::default()).quiet().rows(rows).html();
        let total = match &self.total {
            Some(total) => w.rich1("cost-total", "amount", Html::data(w.money(total))),
            None => w.html("cost-value"),
        };
        Html::join(&[table, Html::markup("<p><b>"), total, Html::markup("</b></p>")], "")
    }

    /// From when the fees are, and until when.
    pub(crate) fn valid(&self, w: &Words) -> Html {
        match &self.until {
            None => w.rich1("cost-valid", "date", w.date_html(&self.from)),
            Some(until) => w.rich2("cost-valid-until", "date", w.date_html(&self.from), "until", w.date_html(until)),
        }
    }

    /// A sample with tax.
    pub(crate) fn sample() -> Cost {
        let usd = super::usd;
        let line = |item: &str, minor, of: RowFor| InvoiceLine {
            item: item.into(),
            count: cites::Amount::whole(1),
            rate: usd(minor),
            sum: usd(minor),
            share: None,
            cited: Some(Cited { from: jiff::civil::date(2026, 1, 1), row: 2, of }),
        };
        let live = RowFor { taxon: Some(TaxonGroup::Crocodiles), term: Some(Term::Liv), ..RowFor::default() };
        let share = Some((cites::Amount::whole(15), usd(5000)));
        let tax = InvoiceLine { share, cited: None, ..line("TAX", 750, RowFor::default()) };
        Cost {
            from: jiff::civil::date(2026, 1, 1),
            until: Some(jiff::civil::date(2026, 12, 31)),
            lines: vec![line("APP", 3000, RowFor::default()), line("ISSUE", 2000, live), tax],
            total: Some(usd(5750)),
        }
    }
}
