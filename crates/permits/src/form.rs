//! What somebody typed: the application form with every box as text. Nothing typed is ever lost or corrected here.

use crate::particulars::ParticularsInput;
use cites::ids::AttachmentId;
use serde::{Deserialize, Serialize};

/// The application as typed, complete or not, right or wrong. Blank boxes are empty texts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormInput {
    /// Box 1: code of the kind of document, like `EXPORT`.
    pub document_type: String,
    /// The other country: destination of an export or re-export, country of export for an import.
    pub partner_country: String,
    /// Box 3.
    pub importer: PartyInput,
    /// Box 4.
    pub exporter: PartyInput,
    /// Box 5a: purpose code.
    pub purpose: String,
    /// Boxes 7 to 12b.
    pub lines: Vec<LineInput>,
    /// How it travels: code of [`crate::draft::TransportMode`].
    pub transport_mode: String,
    /// Planned day of shipment, `YYYY-MM-DD`.
    pub shipment_date: String,
    /// Port or office of exit.
    pub port_of_exit: String,
    /// Port or office of entry.
    pub port_of_entry: String,
    /// Countries on the way, by name or code, with commas between them; blank for none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub transit: String,
    /// Uploaded papers.
    pub attachments: Vec<AttachmentRef>,
    /// The declaration box: all is true, no earlier refusal is hidden, the agent has a mandate.
    pub declaration: bool,
    /// Earlier refusals for these specimens, in words.
    pub earlier_refusal: String,
    /// The applicant's own reference.
    pub own_reference: String,
    /// Language of the permit's contents: `en`, `fr` or `es`; blank is English.
    pub language: String,
    /// Number of our own permit that this one shall replace.
    pub replaces: String,
    /// Remarks to the authority.
    pub remarks: String,
    /// What the specimens are worth, with its currency: `1200.00 USD`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub declared_value: String,
    /// What only some kinds of document ask for.
    pub particulars: ParticularsInput,
    /// How many consignments; blank is one.
    pub consignments: String,
    /// Is it urgent: [`STANDARD`] or [`URGENT`]; blank is standard.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub urgency: String,
}

/// The answer of who can wait.
pub const STANDARD: &str = "standard";
/// The answer of who asks for urgent handling, where the authority offers it for a fee.
pub const URGENT: &str = "urgent";

/// A name and an address as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartyInput {
    /// Name.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Post office box.
    pub post_box: String,
    /// City.
    pub city: String,
    /// Post code.
    pub postcode: String,
    /// Province or state.
    pub subdivision: String,
    /// Country code.
    pub country: String,
}

impl PartyInput {
    /// Nothing typed at all?
    pub fn is_blank(&self) -> bool {
        *self == PartyInput::default()
    }
}

/// One block as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineInput {
    /// Box 7: scientific name.
    pub taxon: String,
    /// Box 8.
    pub common_name: String,
    /// Box 9: description in words.
    pub description: String,
    /// Box 9: term code.
    pub term: String,
    /// Box 9: marks, one a row.
    pub marks: String,
    /// What the marks are: code of [`cites::marks::MarkKind`]; blank when their form says it.
    pub mark_kind: String,
    /// Box 9: age and sex.
    pub age_sex: String,
    /// Box 10: Appendix, proposed from the taxonomy.
    pub appendix: String,
    /// Box 10: source code.
    pub source: String,
    /// Box 10: second source code.
    pub second_source: String,
    /// Box 11: quantity.
    pub quantity: String,
    /// Box 11: unit code; blank is "number".
    pub unit: String,
    /// Box 12.
    pub origin: ProvenanceInput,
    /// Box 12a.
    pub last_reexport: ProvenanceInput,
    /// Box 12b: registered operation.
    pub operation: String,
    /// Box 12b: date of acquisition.
    pub acquired: String,
    /// Number of the lot of the applicant's stock that it is drawn from; blank for none.
    pub lot: String,
    /// How much of it goes with each consignment, where there are several; a blank one is nothing.
    pub shares: Vec<String>,
    /// Hybrid animals: generations back to the last specimen of a listed species.
    pub generations: String,
    /// Appendix I: number of the import permit of the destination; blank where it is not there yet.
    pub import_permit: String,
    /// Appendix I: `yes` where the import permit of the destination comes later.
    pub import_later: String,
    /// The area of the country that the specimens come from, where quotas are set by area; blank for none.
    pub area: String,
}

/// Box 12 or 12a as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProvenanceInput {
    /// Country code.
    pub country: String,
    /// Number of its document.
    pub permit: String,
    /// Date of it, `YYYY-MM-DD`.
    pub date: String,
}

/// An uploaded paper, by its id; the bytes are in the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentRef {
    /// Which.
    pub id: AttachmentId,
    /// What it is for: `proof-of-import`, `import-permit`, `operation-record`, `mandate`, `photo`, `other`.
    pub kind: String,
    /// File name, for people.
    pub name: String,
    /// SHA-256 of its bytes: part of what is approved.
    pub digest: cites::Digest,
}

impl FormInput {
    /// The text in a box by its path (`importer.city`, `lines.0.quantity`, `lines.0.origin.country`); `None` when
    /// there is no such box. The declaration reads `true` or `false`.
    pub fn get(&self, path: &str) -> Option<String> {
        let mut copy = self.clone();
        if path == "declaration" {
            return Some(self.declaration.to_string());
        }
        copy.slot(path).map(|slot| slot.clone())
    }

    /// Writes a text into a box; a line just past the last one is added. `false` when there is no such box.
    pub fn set(&mut self, path: &str, text: &str) -> bool {
        if path == "declaration" {
            self.declaration = matches!(text, "true" | "on" | "yes" | "1");
            return true;
        }
        if let Some(index) = path.strip_prefix("lines.").and_then(|rest| rest.split('.').next()?.parse::<usize>().ok())
            && index == self.lines.len()
            && LineInput::default().slot(path.splitn(3, '.').nth(2).unwrap_or("")).is_some()
        {
            self.lines.push(LineInput::default());
        }
        self.slot(path).map(|slot| text.clone_into(slot)).is_some()
    }

    fn slot(&mut self, path: &str) -> Option<&mut String> {
        let (head, rest) = path.split_once('.').unwrap_or((path, ""));
        match head {
            "importer" => self.importer.slot(rest),
            "exporter" => self.exporter.slot(rest),
            "particulars" => self.particulars.slot(rest),
            "lines" => {
                let (index, field) = rest.split_once('.')?;
                self.lines.get_mut(index.parse::<usize>().ok()?)?.slot(field)
            }
            _ if !rest.is_empty() => None,
            "document_type" => Some(&mut self.document_type),
            "partner_country" => Some(&mut self.partner_country),
            "purpose" => Some(&mut self.purpose),
            "transport_mode" => Some(&mut self.transport_mode),
            "shipment_date" => Some(&mut self.shipment_date),
            "port_of_exit" => Some(&mut self.port_of_exit),
            "port_of_entry" => Some(&mut self.port_of_entry),
            "transit" => Some(&mut self.transit),
            "earlier_refusal" => Some(&mut self.earlier_refusal),
            "own_reference" => Some(&mut self.own_reference),
            "language" => Some(&mut self.language),
            "replaces" => Some(&mut self.replaces),
            "remarks" => Some(&mut self.remarks),
            "consignments" => Some(&mut self.consignments),
            "declared_value" => Some(&mut self.declared_value),
            "urgency" => Some(&mut self.urgency),
            _ => None,
        }
    }
}

impl PartyInput {
    fn slot(&mut self, field: &str) -> Option<&mut String> {
        match field {
            "name" => Some(&mut self.name),
            "street" => Some(&mut self.street),
            "post_box" => Some(&mut self.post_box),
            "city" => Some(&mut self.city),
            "postcode" => Some(&mut self.postcode),
            "subdivision" => Some(&mut self.subdivision),
            "country" => Some(&mut self.country),
            _ => None,
        }
    }
}

impl LineInput {
    fn slot(&mut self, path: &str) -> Option<&mut String> {
        let (field, rest) = path.split_once('.').unwrap_or((path, ""));
        match field {
            "origin" => self.origin.slot(rest),
            "last_reexport" => self.last_reexport.slot(rest),
            "shares" => {
                let n = rest.parse::<usize>().ok().filter(|n| *n < usize::from(crate::consignments::MOST))?;
                self.shares.resize(self.shares.len().max(n + 1), String::new());
                self.shares.get_mut(n)
            }
            _ if !rest.is_empty() => None,
            "taxon" => Some(&mut self.taxon),
            "common_name" => Some(&mut self.common_name),
            "description" => Some(&mut self.description),
            "term" => Some(&mut self.term),
            "marks" => Some(&mut self.marks),
            "mark_kind" => Some(&mut self.mark_kind),
            "age_sex" => Some(&mut self.age_sex),
            "appendix" => Some(&mut self.appendix),
            "source" => Some(&mut self.source),
            "second_source" => Some(&mut self.second_source),
            "quantity" => Some(&mut self.quantity),
            "unit" => Some(&mut self.unit),
            "operation" => Some(&mut self.operation),
            "acquired" => Some(&mut self.acquired),
            "lot" => Some(&mut self.lot),
            "generations" => Some(&mut self.generations),
            "import_permit" => Some(&mut self.import_permit),
            "import_later" => Some(&mut self.import_later),
            "area" => Some(&mut self.area),
            _ => None,
        }
    }
}

impl ProvenanceInput {
    fn slot(&mut self, field: &str) -> Option<&mut String> {
        match field {
            "country" => Some(&mut self.country),
            "permit" => Some(&mut self.permit),
            "date" => Some(&mut self.date),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_written_and_read_by_its_path_and_keeps_what_was_typed() {
        let mut form = FormInput::default();
        assert!(form.set("lines.0.quantity", " 12,5 kg? "));
        assert!(form.set("lines.0.origin.country", "zz"));
        assert!(form.set("importer.city", "Northport"));
        assert!(form.set("declaration", "on"));
        assert_eq!(form.get("lines.0.quantity").as_deref(), Some(" 12,5 kg? "));
        assert_eq!(form.lines.len(), 1);
        for wrong in ["lines.5.quantity", "lines.1.colour", "importer", "importer.", "nothing", "purpose.x"] {
            assert!(!form.set(wrong, "x"), "{wrong}");
        }
        assert_eq!(form.lines.len(), 1, "a wrong box adds no line");
        let stored = serde_json::to_string(&form).unwrap();
        assert_eq!(serde_json::from_str::<FormInput>(&stored).unwrap(), form);
    }
}
