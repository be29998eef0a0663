//! The form of a plant-health certificate for plants that leave: one kind of plants is asked at a time, the others are
//! carried along as typed, and nothing is kept before the whole certificate is written down.

use super::landing::typed_day;
use super::plant_exports::{PlantExportBody, PlantExportLineBody};
use crate::shared::call::Call;
use crate::shared::failure::Failure;
use crate::shared::respond::{form_status, go_and_say, page_with};
use crate::shared::route::Answer;
use crate::shared::shell::shell;
use cites::{Source, Term, Unit};
use office::econtrol::plant_export;
use office::registers::stock::{self, TRADERS};
use pages::econtrol::{PlantCard, PlantExportNewPage};
use pages::{FieldError, links};
use permits::application::ApplicantSide;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most kinds of plants that a form is read for; one more than a certificate may have, so that the office can say so.
const MOST: usize = 101;
/// Parts of a line.
const PARTS: [&str; 6] = ["taxon", "term", "quantity", "unit", "source", "lot"];

/// The plants of the form, as typed, and which of them is asked.
struct Beds {
    lines: Vec<PlantExportLineBody>,
    open: usize,
}

fn blank(line: &PlantExportLineBody) -> bool {
    [&line.taxon, &line.term, &line.quantity, &line.lot].iter().all(|t| t.trim().is_empty())
}

/// What a new kind begins with.
fn fresh() -> PlantExportLineBody {
    let (unit, source) = (Unit::Nar.code().to_owned(), Source::A.code().to_owned());
    PlantExportLineBody { unit, source, ..PlantExportLineBody::default() }
}

/// Names to choose from, and what is wrong at which box.
type Asked = (Vec<(String, String)>, Vec<FieldError>);

impl Beds {
    fn of(call: &Call) -> Beds {
        let text = |n: usize, part: &str| call.typed(&format!("lines.{n}.{part}")).to_owned();
        let given = |n: &usize| {
            let name = format!("lines.{n}.quantity");
            call.form.iter().any(|(sent, _)| *sent == name)
        };
        let lines: Vec<_> = (0..MOST)
            .take_while(given)
            .map(|n| PlantExportLineBody {
                taxon: text(n, "taxon"),
                term: text(n, "term"),
                quantity: text(n, "quantity"),
                unit: text(n, "unit"),
                source: text(n, "source"),
                lot: text(n, "lot"),
            })
            .collect();
        let open = call.typed("open").parse::<usize>().map_or(lines.len(), |n| n.min(lines.len()));
        let mut beds = Beds { lines, open };
        // The empty question at the end is no kind of plants.
        if beds.open + 1 == beds.lines.len() && beds.lines.last().is_some_and(blank) {
            beds.lines.pop();
        }
        beds
    }

    /// Nothing is asked but the next kind.
    fn next(&mut self) {
        self.open = self.lines.len();
    }

    fn change(&mut self, n: usize) {
        if n < self.lines.len() {
            self.open = n;
        }
    }

    fn remove(&mut self, n: usize) {
        if n >= self.lines.len() {
            return;
        }
        self.lines.remove(n);
        match self.open {
            open if open == n => self.next(),
            open if open > n => self.open = open - 1,
            _ => {}
        }
    }

    /// The kind that is asked, read: its name becomes the one of our list. Otherwise names that it may mean, and what is
    /// wrong with it.
    fn settle(&mut self, call: &Call) -> Result<(), Asked> {
        let Some(line) = self.lines.get_mut(self.open) else { return Ok(()) };
        let taxa = &call.app.office.taxa;
        let typed = line.taxon.trim().to_owned();
        match taxa.resolve(&typed).filter(|r| !r.via.is_higher()) {
            Some(found) => line.taxon = found.taxon.printed_name(),
            None if typed.is_empty() => {}
            None => {
                let mut names: Vec<(String, String)> = Vec::new();
                for hit in taxa.search(&typed, 12, call.lang) {
                    let name = hit.accepted_name();
                    let known = taxa.resolve(&name).is_some_and(|r| !r.via.is_higher());
                    if known && !names.iter().any(|(n, _)| *n == name) {
                        names.push((name, format!("{} · {}", hit.matched, hit.appendix_text())));
                    }
                }
                if !names.is_empty() {
                    return Err((names, Vec::new()));
                }
            }
        }
        let wrong = |failure: Failure| (Vec::new(), failure.on_form().unwrap_or_default());
        let read = line.parse(self.open).map_err(wrong)?;
        plant_export::named(&call.app.office, self.open, &read).map_err(|e| wrong(e.into()))?;
        Ok(())
    }

    fn cards(&self) -> Vec<PlantCard> {
        let card = |(line, b): (usize, &PlantExportLineBody)| PlantCard {
            line,
            taxon: b.taxon.trim().to_owned(),
            term: Term::from_code(b.term.trim()),
            quantity: b.quantity.trim().to_owned(),
            unit: Unit::from_any(&b.unit),
            lot: b.lot.trim().to_owned(),
        };
        self.lines.iter().enumerate().filter(|(n, _)| *n != self.open).map(card).collect()
    }

    /// Every line by the names of its fields, the one that is asked included.
    fn typed(&self) -> BTreeMap<String, String> {
        let asked = if self.open == self.lines.len() { Some(fresh()) } else { None };
        let mut out = BTreeMap::new();
        for (n, line) in self.lines.iter().chain(&asked).enumerate() {
            let values = [&line.taxon, &line.term, &line.quantity, &line.unit, &line.source, &line.lot];
            for (part, value) in PARTS.iter().zip(values) {
                out.insert(format!("lines.{n}.{part}"), value.clone());
            }
        }
        out
    }
}

async fn draw(call: &Call, beds: &Beds, matches: Vec<(String, String)>, errors: Vec<FieldError>) -> Answer {
    let own = call.seat()?.has(TRADERS);
    let who = call.reader()?;
    let w = call.words();
    let lots = match who.person() {
        Ok(person) if own => stock::choices(&call.app.office, &who, &ApplicantSide::own(person)).await?,
        _ => Vec::new(),
    };
    let lots = lots.into_iter().filter(|l| l.source == Source::A).map(|l| {
        let free = w.amount_of(&l.free(), &l.unit);
        (l.number, format!("{}, {}: {free}", l.taxon, w.term(&l.term)))
    });
    let mut typed = call.typed_again();
    typed.retain(|name, _| !name.starts_with("lines."));
    typed.entry("purpose".into()).or_insert_with(|| "T".into());
    typed.extend(beds.typed());
    let status = form_status(&errors);
    let shown = PlantExportNewPage {
        shell: shell(call).await,
        own,
        lots: lots.collect(),
        lines: beds.cards(),
        open: beds.open,
        matches,
        typed,
        errors,
    };
    page_with(call, &shown, status)
}

fn used(call: &Call) -> Result<(), Failure> {
    // Where the Party does not use them there is no form; the list says why.
    if plant_export::used(&call.app.office, &call.reader()?) { Ok(()) } else { Err(Failure::NotFound) }
}

/// The form.
pub async fn form(call: Arc<Call>) -> Answer {
    used(&call)?;
    draw(&call, &Beds { lines: Vec::new(), open: 0 }, Vec::new(), Vec::new()).await
}

/// One more kind of plants, another one, one less; or the whole certificate.
pub async fn act(call: Arc<Call>) -> Answer {
    used(&call)?;
    let mut beds = Beds::of(&call);
    let (act, line) = call.typed("go").split_once('.').unwrap_or((call.typed("go"), ""));
    let line = line.parse::<usize>().unwrap_or(usize::MAX);
    match act {
        "change" => beds.change(line),
        "remove" => beds.remove(line),
        "send" => return send(&call, beds).await,
        _ => {
            if beds.open == beds.lines.len() {
                let error = FieldError::new(format!("lines.{}.taxon", beds.open), "taxon-empty");
                return draw(&call, &beds, Vec::new(), vec![error]).await;
            }
            match beds.settle(&call) {
                Ok(()) => beds.next(),
                Err((names, errors)) => return draw(&call, &beds, names, errors).await,
            }
        }
    }
    draw(&call, &beds, Vec::new(), Vec::new()).await
}

async fn send(call: &Call, mut beds: Beds) -> Answer {
    if let Err((names, errors)) = beds.settle(call) {
        return draw(call, &beds, names, errors).await;
    }
    let text = |name: &str| call.typed(name).to_owned();
    let body = PlantExportBody {
        number: text("number"),
        issued_on: typed_day(call, "issued_on"),
        office: text("office"),
        exporter: text("exporter"),
        nursery: text("nursery"),
        importer: text("importer"),
        destination: text("destination"),
        purpose: text("purpose"),
        lines: beds.lines.clone(),
        statement: call.typed("statement") == "yes",
    };
    let done = match body.parse() {
        Ok(given) => plant_export::record(&call.app.office, &call.who()?, given).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    let errors = match done {
        Ok(made) => {
            let place = links::plant_export(&made.row.id.to_string());
            return Ok(go_and_say(call, &place, "flash-saved", None));
        }
        Err(failure) => failure.on_form()?,
    };
    // The kind of plants that something is wrong with is asked again; nothing at all is wrong with the next one.
    let place = |e: &FieldError| e.field.strip_prefix("lines.")?.split('.').next()?.parse::<usize>().ok();
    match errors.iter().find_map(place) {
        Some(n) => beds.change(n),
        None => beds.next(),
    }
    let open = beds.open;
    let moved = |e: FieldError| match e.field.as_str() {
        "lines" => FieldError { field: format!("lines.{open}.taxon"), ..e },
        _ => e,
    };
    draw(call, &beds, Vec::new(), errors.into_iter().map(moved).collect()).await
}
