//! The signed copy against the message it travels beside: any difference is tampering (`spec/exchange.md` 8.3).

use super::view::{AmountView, LineView, PartyView, View};
use super::{Version, date_of, typed};
use cites::{Amount, Unit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One box that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Which: `valid_until`, `lines/A/quantity`, `exporter/name` …
    pub field: String,
    /// What was signed; this one counts.
    pub signed: Option<String>,
    /// What stood in the message beside it.
    pub sent: Option<String>,
}

/// Every box of section 2.4 that differs. Empty: the message says what was signed.
///
/// Not compared: the state line before box 5, which a withdrawn permit gets after it was signed, and boxes 14 and 15
/// where the signed copy has none (they are filled at export, later, and that message is signed by itself).
/// A version 1 message is compared in what version 1 can carry.
pub fn compare(signed: &View, sent: &View) -> Vec<Difference> {
    let v1 = signed.version == Version::V1 || sent.version == Version::V1;
    let endorsed = signed.endorsed_at.is_some() || signed.lines.iter().any(|l| l.endorsed.is_some());
    let scope = Scope { v1, endorsed, transport: endorsed || signed.transport_document.is_some() };
    let mut b = fields(sent, scope);
    let mut out = Vec::new();
    for (field, value) in fields(signed, scope) {
        let other = b.remove(&field);
        if other.as_ref() != Some(&value) {
            out.push(Difference { field, signed: Some(value), sent: other });
        }
    }
    out.extend(b.into_iter().map(|(field, value)| Difference { field, signed: None, sent: Some(value) }));
    out.sort_by(|x, y| x.field.cmp(&y.field));
    out
}

/// What of a permit is compared.
#[derive(Clone, Copy)]
struct Scope {
    v1: bool,
    endorsed: bool,
    transport: bool,
}

struct Fields(BTreeMap<String, String>);

impl Fields {
    fn put(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            let squeezed = value.split_whitespace().collect::<Vec<_>>().join(" ");
            self.0.insert(name.to_owned(), squeezed);
        }
    }

    /// The same moment may be written with another offset.
    fn moment(&mut self, name: &str, value: Option<&str>) {
        let normal = value.map(|v| typed::moment(v).map_or_else(|| v.to_owned(), |(at, _)| at.to_string()));
        self.put(name, normal.as_deref());
    }

    fn day(&mut self, name: &str, value: Option<&str>) {
        let normal = value.map(|v| date_of(v).map_or_else(|| v.to_owned(), |d| d.to_string()));
        self.put(name, normal.as_deref());
    }

    /// `5`, `5.0` and `5 PCS`, `5 H87` are the same.
    fn amount(&mut self, name: &str, value: Option<&AmountView>) {
        let Some(value) = value else { return };
        let amount = Amount::parse(&value.amount).map_or_else(|_| value.amount.clone(), |a| a.to_string());
        let unit = value.unit.as_deref().unwrap_or("");
        let unit = Unit::from_any(unit).map_or_else(|| unit.to_owned(), |u| u.code().to_owned());
        self.put(name, Some(&format!("{amount} {unit}")));
    }

    fn party(&mut self, name: &str, party: &PartyView, country: bool) {
        let at = |field: &str| format!("{name}/{field}");
        self.put(&at("name"), party.name.as_deref());
        self.put(&at("street"), party.street.as_deref());
        self.put(&at("post_box"), party.post_box.as_deref());
        self.put(&at("postcode"), party.postcode.as_deref());
        self.put(&at("subdivision"), party.subdivision.as_deref());
        if country {
            self.put(&at("city"), party.city.as_deref());
            self.put(&at("country"), party.country.as_deref());
        }
    }
}

fn fields(view: &View, Scope { v1, endorsed, transport }: Scope) -> BTreeMap<String, String> {
    let mut f = Fields(BTreeMap::new());
    f.put("kind", view.kind.as_deref());
    f.put("kind_name", view.kind_name.as_deref());
    f.put("number", view.number.as_deref());
    f.put("copy", view.copy.as_deref());
    f.day("valid_from", view.valid_from.as_deref());
    f.day("valid_until", view.valid_until.as_deref());
    // Version 1 keeps the importer's seat and box 3a apart, version 2 does not.
    let seat = !v1 || view.importer.country == view.country_of_import;
    f.party("importer", &view.importer, seat);
    f.put("country_of_import", view.country_of_import.as_deref());
    f.party("exporter", &view.exporter, true);
    f.put("special_conditions", view.special_conditions.as_deref());
    f.put("purpose", view.purpose.as_deref());
    f.put("security_stamp", view.security_stamp.as_deref());
    f.party("authority", &view.authority, true);
    f.put("authority/representative", view.authority.representative.as_deref());
    f.put("issued_by", view.issued_by.as_deref());
    f.put("officer", view.officer.as_deref());
    f.put("place", view.place.as_deref());
    f.moment("issued_at", view.issued_at.as_deref());
    if endorsed {
        f.moment("endorsed_at", view.endorsed_at.as_deref());
        f.put("port", view.port.as_deref());
        f.put("port_name", view.port_name.as_deref());
        f.put("endorsing_officer", view.endorsing_officer.as_deref());
    }
    if transport {
        f.put("transport_document", view.transport_document.as_deref());
    }
    f.put("blocks", Some(&view.lines.len().to_string()));
    for (n, line) in view.lines.iter().enumerate() {
        line_fields(&mut f, n, line, v1, endorsed);
    }
    f.0
}

fn line_fields(f: &mut Fields, n: usize, line: &LineView, v1: bool, endorsed: bool) {
    // Position and letter both: two blocks of one letter cannot hide behind each other.
    let block = line.block.as_deref().unwrap_or("?");
    let at = |field: &str| format!("lines/{:04}-{block}/{field}", n + 1);
    f.put(&at("block"), Some(block));
    f.put(&at("taxon"), line.taxon.as_deref());
    f.put(&at("common_name"), line.common_name.as_deref());
    f.put(&at("term"), line.term.as_deref());
    f.put(&at("appendix"), line.appendix.as_deref());
    f.put(&at("source"), line.source.as_deref());
    f.amount(&at("quantity"), line.quantity.as_ref());
    f.amount(&at("exported"), line.exported.as_ref());
    f.amount(&at("quota"), line.quota.as_ref());
    for (name, p) in [("origin", &line.origin), ("last_reexport", &line.last_reexport)] {
        f.put(&at(&format!("{name}/country")), p.country.as_deref());
        f.put(&at(&format!("{name}/country_name")), p.country_name.as_deref());
        f.put(&at(&format!("{name}/permit")), p.permit.as_deref());
        f.day(&at(&format!("{name}/date")), p.date.as_deref());
    }
    f.put(&at("operation"), line.operation.as_deref());
    f.put(&at("operation_name"), line.operation_name.as_deref());
    f.day(&at("acquired"), line.acquired.as_deref());
    if v1 {
        // There the marks stand in the description: compare both together, whichever way they came.
        let (words, marks) = typed::split_marks(line.description.as_deref());
        f.put(&at("description"), words.as_deref());
        let mut all: Vec<String> = line.marks.as_deref().unwrap_or("").lines().map(str::to_owned).collect();
        all.extend(marks);
        f.put(&at("marks"), (!all.is_empty()).then(|| all.join(" ")).as_deref());
    } else {
        f.put(&at("description"), line.description.as_deref());
        f.put(&at("marks"), line.marks.as_deref());
        f.put(&at("category"), line.category.as_deref());
    }
    if endorsed {
        f.amount(&at("endorsed"), line.endorsed.as_ref());
    }
}
