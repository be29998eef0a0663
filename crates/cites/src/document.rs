//! What stands on the paper: the permit in the order of the form's boxes (Res. Conf. 12.3, Annex 2; `spec/form.md`).

use crate::{
    Amount, Appendix, CountryCode, Date, DocumentType, Lang, ParseError, PermitNumber, Purpose, Quantity, Source,
    TaxonName, Term, Timestamp, Unit,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A permit or certificate, box by box. It says what the paper says and nothing about states, users or rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermitDocument {
    /// Box 1: kind of document.
    pub kind: DocumentType,
    /// Box 1: number.
    pub number: PermitNumber,
    /// Head: is it a copy? Originals say `false`.
    pub copy: bool,
    /// Box 2: first day of validity.
    pub valid_from: Date,
    /// Box 2: last day of validity, included.
    pub valid_until: Date,
    /// Box 3: importer; may be absent on certificates of ownership and for musical instruments.
    pub importer: Option<Party>,
    /// Box 3a: country of import; `None` only where box 3 is absent.
    pub country_of_import: Option<CountryCode>,
    /// Box 4: exporter or re-exporter; on an import permit the party abroad.
    pub exporter: Party,
    /// Box 5: special conditions, one paragraph an entry.
    pub special_conditions: Vec<String>,
    /// Box 5a: purpose of the transaction.
    pub purpose: Purpose,
    /// Box 5b: security stamp number, where stamps are used.
    pub security_stamp: Option<String>,
    /// Box 6: the Management Authority.
    pub authority: Authority,
    /// Boxes 7 to 12b: one entry a block, A first; never empty.
    pub lines: Vec<SpecimenLine>,
    /// Box 13: issued by, place, date.
    pub issue: Issue,
    /// Box 14: export endorsement, when there is one.
    pub endorsement: Option<Endorsement>,
    /// Box 15: bill of lading or air waybill.
    pub transport_document: Option<String>,
    /// The language of the contents: EN, FR or ES (working languages of the Convention).
    pub language: Lang,
}

impl PermitDocument {
    /// The country whose Authority issued it (box 6).
    pub fn issuer(&self) -> CountryCode {
        self.authority.address.country
    }

    /// The block of that letter.
    pub fn line(&self, block: &Block) -> Option<&SpecimenLine> {
        self.lines.iter().find(|l| &l.block == block)
    }

    /// Box 12 where a block does not say: specimens come from the issuing country, from the sea, or, on an import permit,
    /// from the country of the party abroad.
    pub fn home(&self) -> CountryCode {
        match self.kind {
            DocumentType::Ifs => CountryCode::SEA,
            DocumentType::Import => self.exporter.address.country,
            _ => self.issuer(),
        }
    }

    /// The document with box 12 blank where it only repeats, without a permit or a date, where the specimens come from
    /// anyway: a message cannot tell the two apart, so neither may the record that it is compared with.
    #[must_use]
    pub fn with_plain_origins(mut self) -> PermitDocument {
        let home = self.home();
        for line in &mut self.lines {
            line.origin.take_if(|o| o.country == home && o.permit.is_none() && o.date.is_none());
        }
        self
    }
}

/// A person or company with its address, boxes 3 and 4.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Name as on the identity document or the register.
    pub name: String,
    /// Where.
    pub address: Address,
}

/// A postal address. One street and one city, so that version 3 of the toolkit can carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street and number, or post office box in words.
    pub street: String,
    /// Post office box.
    pub post_box: Option<String>,
    /// City.
    pub city: String,
    /// Post code.
    pub postcode: Option<String>,
    /// Province or state.
    pub subdivision: Option<String>,
    /// Country.
    pub country: CountryCode,
}

/// Box 6: the issuing Management Authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// Name.
    pub name: String,
    /// Address with country: the issuing Party.
    pub address: Address,
    /// Person who represents it.
    pub representative: Option<String>,
}

/// Box 13.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Place of issue.
    pub place: String,
    /// Moment of issue.
    pub at: Timestamp,
    /// Name of the signing officer.
    pub officer: String,
}

/// Letter of a block: A to Z, then AA, AB …; the key of `ConfirmQuantities` (xs:token without blanks).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Block(String);

impl Block {
    /// Letter of the n-th block, counted from 0.
    pub fn nth(n: usize) -> Block {
        let mut n = n + 1;
        let mut letters = Vec::new();
        while n > 0 {
            letters.push((b'A' + u8::try_from((n - 1) % 26).unwrap_or(0)) as char);
            n = (n - 1) / 26;
        }
        Block(letters.iter().rev().collect())
    }

    /// Reads a block id of our own or a foreign document: 1 to 35 characters without blanks.
    ///
    /// # Errors
    /// `block-token` for anything else.
    pub fn parse(text: &str) -> Result<Block, ParseError> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > 35 || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(ParseError::new("block-token", "A block is named by its letter, without blanks."));
        }
        Ok(Block(text.to_owned()))
    }

    /// The letter.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Block {
    type Error = ParseError;
    fn try_from(text: String) -> Result<Block, ParseError> {
        Block::parse(&text)
    }
}

impl From<Block> for String {
    fn from(block: Block) -> String {
        block.0
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One block A, B, …: boxes 7 to 12b.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecimenLine {
    /// The block's letter.
    pub block: Block,
    /// Box 7: scientific name.
    pub taxon: TaxonName,
    /// Box 8: common name.
    pub common_name: Option<String>,
    /// Box 9: description in words.
    pub description: String,
    /// Box 9: trade term.
    pub term: Term,
    /// Box 9: marks or numbers, as printed.
    pub marks: Vec<String>,
    /// Box 9: age and sex of live animals, in words.
    pub age_sex: Option<String>,
    /// Box 10: Appendix.
    pub appendix: Appendix,
    /// Box 10: source.
    pub source: Source,
    /// Box 10: second source code; only with I or O.
    pub second_source: Option<Source>,
    /// Box 11: quantity and unit.
    pub quantity: Quantity,
    /// Box 11a: exported this year with this permit / annual quota, in the unit of box 11.
    pub quota: Option<QuotaPosition>,
    /// Box 12: country of origin, its permit and date.
    pub origin: Option<Provenance>,
    /// Box 12a: country of last re-export, its certificate and date.
    pub last_reexport: Option<Provenance>,
    /// Box 12b: number of the operation (source D).
    pub operation: Option<String>,
    /// Box 12b: date of acquisition (pre-Convention specimens); text where only about known.
    pub acquired: Option<String>,
}

/// Box 11a.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaPosition {
    /// Exported this calendar year, this permit included.
    pub exported: Amount,
    /// Annual quota.
    pub quota: Amount,
    /// Unit of both.
    pub unit: Unit,
}

/// Boxes 12 and 12a: a country and the document it issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Country; `XX` when unknown (justify in box 5).
    pub country: CountryCode,
    /// Number of its permit or certificate.
    pub permit: Option<PermitNumber>,
    /// Date of it.
    pub date: Option<Date>,
}

/// Box 14: what really left, where, when and before whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endorsement {
    /// Per block, in the unit of box 11; blocks that did not leave say zero.
    pub quantities: Vec<Endorsed>,
    /// Port or office, UN/LOCODE where there is one.
    pub port: String,
    /// The port's name.
    pub port_name: String,
    /// When.
    pub at: Timestamp,
    /// Endorsing officer and title.
    pub officer: String,
}

/// What left of one block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endorsed {
    /// Which block.
    pub block: Block,
    /// How much, in the block's unit; at most box 11.
    pub actual: Amount,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_count_like_letters_on_annex_pages() {
        let letters: Vec<String> = [0, 3, 25, 26, 27, 51, 52].map(|n| Block::nth(n).to_string()).to_vec();
        assert_eq!(letters, ["A", "D", "Z", "AA", "AB", "AZ", "BA"]);
        assert!(Block::parse("A B").is_err());
    }

    #[test]
    fn a_permit_survives_being_stored() {
        let permit = crate::sample::export_of_skins();
        let text = serde_json::to_string(&permit).unwrap();
        assert_eq!(serde_json::from_str::<PermitDocument>(&text).unwrap(), permit);
    }
}
