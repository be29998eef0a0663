//! What a received message says, box by box, as text: nothing is refused here, so that a person can always see it.

use super::Version;
use serde::{Deserialize, Serialize};

/// The permit as received. Empty elements and `?` are `None`; everything else is kept verbatim, trimmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Which toolkit the message follows.
    pub version: Version,
    /// Language of the texts, from the first `languageID`.
    pub language: Option<String>,
    /// Box 1: `E`, `R`, `I` or `O`.
    pub kind: Option<String>,
    /// Box 1: name of the kind in words.
    pub kind_name: Option<String>,
    /// Box 1: number.
    pub number: Option<String>,
    /// Head: `true` or `false`.
    pub copy: Option<String>,
    /// Box 2: first day, as sent.
    pub valid_from: Option<String>,
    /// Box 2: last day, as sent.
    pub valid_until: Option<String>,
    /// Box 3.
    pub importer: PartyView,
    /// Box 3a; in version 2 the country of the importer's address.
    pub country_of_import: Option<String>,
    /// Box 4.
    pub exporter: PartyView,
    /// Box 5: all occurrences, joined by line breaks; without the state line.
    pub special_conditions: Option<String>,
    /// The line our own and other systems put before box 5 when a permit was withdrawn (`STATUS CANCELLED …`).
    pub status_line: Option<String>,
    /// Box 5a: code.
    pub purpose: Option<String>,
    /// Box 5a: words.
    pub purpose_name: Option<String>,
    /// Box 5b: security stamp.
    pub security_stamp: Option<String>,
    /// Box 6.
    pub authority: PartyView,
    /// Box 13: issued by (name of the party).
    pub issued_by: Option<String>,
    /// Box 13: officer.
    pub officer: Option<String>,
    /// Box 13: place.
    pub place: Option<String>,
    /// Box 13: date, as sent.
    pub issued_at: Option<String>,
    /// Box 14: date, as sent.
    pub endorsed_at: Option<String>,
    /// Box 14: port code.
    pub port: Option<String>,
    /// Box 14: port name.
    pub port_name: Option<String>,
    /// Box 14: officer.
    pub endorsing_officer: Option<String>,
    /// Box 15.
    pub transport_document: Option<String>,
    /// Boxes 7 to 12b, one entry a block.
    pub lines: Vec<LineView>,
}

/// A party with its address, as received.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PartyView {
    /// Name.
    pub name: Option<String>,
    /// Street.
    pub street: Option<String>,
    /// Post office box.
    pub post_box: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Post code.
    pub postcode: Option<String>,
    /// Province or state.
    pub subdivision: Option<String>,
    /// Country code.
    pub country: Option<String>,
    /// Country in words.
    pub country_name: Option<String>,
    /// Person who represents it.
    pub representative: Option<String>,
    /// Person who signs for it.
    pub signatory: Option<String>,
}

/// An amount and its unit, both as received.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AmountView {
    /// Digits.
    pub amount: String,
    /// `unitCode`, verbatim; `None` where absent or `?`.
    pub unit: Option<String>,
}

/// Boxes 12 and 12a, as received.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ProvenanceView {
    /// Country code.
    pub country: Option<String>,
    /// Country in words.
    pub country_name: Option<String>,
    /// Number of the permit or certificate.
    pub permit: Option<String>,
    /// Its date, as sent.
    pub date: Option<String>,
}

/// One block, as received.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LineView {
    /// Block letter.
    pub block: Option<String>,
    /// Box 7.
    pub taxon: Option<String>,
    /// Box 8.
    pub common_name: Option<String>,
    /// Box 9: words.
    pub description: Option<String>,
    /// Box 9: term code.
    pub term: Option<String>,
    /// Box 9: marks.
    pub marks: Option<String>,
    /// Box 10: Appendix.
    pub appendix: Option<String>,
    /// Box 10: source, two joined by `/` where there are two.
    pub source: Option<String>,
    /// Box 11.
    pub quantity: Option<AmountView>,
    /// Box 11a: exported to date.
    pub exported: Option<AmountView>,
    /// Box 11a: annual quota.
    pub quota: Option<AmountView>,
    /// Box 12.
    pub origin: ProvenanceView,
    /// Box 12a.
    pub last_reexport: ProvenanceView,
    /// Box 12b: number of the operation.
    pub operation: Option<String>,
    /// Box 12b: name of the operation.
    pub operation_name: Option<String>,
    /// Box 12b: date of acquisition, as sent.
    pub acquired: Option<String>,
    /// Box 12b: category, version 2 only.
    pub category: Option<String>,
    /// Box 14: quantity actually exported.
    pub endorsed: Option<AmountView>,
}
