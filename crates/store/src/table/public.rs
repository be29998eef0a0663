//! The public face of a permit: what somebody may see who holds its number and its security code, and no person's name.
//!
//! The transaction that changes a permit rewrites its face, so that a verification is one look at one row.

use super::permit::{LineRow, PermitRow};
use crate::sql::{Arg, Row, args, queries};
use crate::{Error, Store, TenantId};
use cites::{Amount, CountryCode, Date, Digest, DocumentType, PermitNumber, PermitStatus, Timestamp, Token};
use serde::{Deserialize, Serialize};

queries! {
    /// The face of a new permit.
    INSERT_PUBLIC = "INSERT INTO public_permit (tenant, number, token_hash, party, kind, status, exporter, importer, valid_from_on, valid_until_on, issued_at, endorsed_at, port, replaced_by, lines, document_digest, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    /// The face of a changed permit.
    UPDATE_PUBLIC = "UPDATE public_permit SET token_hash = $3, party = $4, kind = $5, status = $6, exporter = $7, importer = $8, valid_from_on = $9, valid_until_on = $10, issued_at = $11, endorsed_at = $12, port = $13, replaced_by = $14, lines = $15, document_digest = $16, changed_at = $17 WHERE tenant = $1 AND number = $2";
    /// Whatever tenant issued it: the public asks by number before any tenant is known.
    PUBLIC_BY_NUMBER = "SELECT tenant, number, token_hash, party, kind, status, exporter, importer, valid_from_on, valid_until_on, issued_at, endorsed_at, port, replaced_by, lines, document_digest, changed_at FROM public_permit WHERE number = $1 ORDER BY tenant";
}

/// What the face shows beyond the columns of the permit.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// The issuing Party.
    pub party: CountryCode,
    /// Where it was endorsed.
    pub port: Option<String>,
    /// Number of the permit that replaced it.
    pub replaced_by: Option<PermitNumber>,
    /// Crossings of a reusable document: block, and what crossed.
    pub crossings: Vec<(String, PublicCrossing)>,
}

/// One border crossing of a block, as the public sees it: no officer's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicCrossing {
    /// When it was recorded.
    pub at: Timestamp,
    /// Out of the issuing country (true) or back into it?
    pub out: bool,
    /// Port or office.
    pub port: String,
    /// How much crossed, millionths.
    pub quantity_micro: i64,
}

impl PublicCrossing {
    /// How much crossed.
    pub fn quantity(&self) -> Amount {
        Amount::from_micro(self.quantity_micro).unwrap_or_default()
    }
}

/// One block as the public sees it. Codes, because the reader's language is not known here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicLine {
    /// Letter of the block.
    pub block: String,
    /// Box 7.
    pub taxon: String,
    /// Code of trade_terms.
    pub term: String,
    /// Unit code of the amounts.
    pub unit: String,
    /// Appendix.
    pub appendix: String,
    /// Source code.
    pub source: String,
    /// Purpose code.
    pub purpose: String,
    /// What may leave, millionths.
    pub permitted_micro: i64,
    /// What left, millionths.
    pub endorsed_micro: Option<i64>,
    /// Crossings of a reusable document, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crossings: Vec<PublicCrossing>,
}

impl PublicLine {
    /// What may leave.
    pub fn permitted(&self) -> Amount {
        Amount::from_micro(self.permitted_micro).unwrap_or_default()
    }

    /// What left; `None` before endorsement.
    pub fn endorsed(&self) -> Option<Amount> {
        self.endorsed_micro.and_then(Amount::from_micro)
    }

    /// What may still leave.
    pub fn remaining(&self) -> Amount {
        self.permitted().minus(self.endorsed().unwrap_or(Amount::ZERO)).unwrap_or(Amount::ZERO)
    }
}

/// The public face of a permit.
#[derive(Debug, Clone)]
pub struct PublicPermit {
    /// Whose.
    pub tenant: TenantId,
    /// Number as printed.
    pub number: PermitNumber,
    /// The issuing Party.
    pub party: CountryCode,
    /// Kind of document.
    pub kind: DocumentType,
    /// Where it stands.
    pub status: PermitStatus,
    /// Country of export.
    pub exporter: CountryCode,
    /// Country of import.
    pub importer: Option<CountryCode>,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity, included.
    pub valid_until: Date,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When it was endorsed.
    pub endorsed_at: Option<Timestamp>,
    /// Where it was endorsed.
    pub port: Option<String>,
    /// Number of the permit that replaced it.
    pub replaced_by: Option<PermitNumber>,
    /// The blocks.
    pub lines: Vec<PublicLine>,
    /// Digest of the document as signed.
    pub document_digest: Digest,
    /// When the face was last rewritten.
    pub changed_at: Timestamp,
}

/// The answer to a number with a code. One query, whatever the answer.
#[derive(Debug, Clone)]
pub enum Verification {
    /// The code belongs to the number.
    Found(Box<PublicPermit>),
    /// There is such a number, but not with this code: say nothing of the permit.
    OtherCode,
    /// There is no such number here.
    Unknown,
}

pub(crate) fn public_row(permit: &PermitRow, lines: &[LineRow], face: &Face) -> Result<Vec<Arg>, Error> {
    let lines: Vec<PublicLine> = lines
        .iter()
        .map(|l| PublicLine {
            block: l.block.clone(),
            taxon: l.taxon.clone(),
            term: l.term.code().to_owned(),
            unit: l.unit.code().to_owned(),
            appendix: l.appendix.code().to_owned(),
            source: l.source.code().to_owned(),
            purpose: l.purpose.code().to_owned(),
            permitted_micro: l.permitted.micro(),
            endorsed_micro: l.endorsed.map(Amount::micro),
            crossings: face.crossings.iter().filter(|(block, _)| *block == l.block).map(|(_, c)| c.clone()).collect(),
        })
        .collect();
    Ok(args![
        permit.number,
        permit.token_hash,
        face.party,
        permit.kind.code(),
        permit.status.code(),
        permit.exporter,
        permit.importer,
        permit.valid_from,
        permit.valid_until,
        permit.issued_at,
        permit.endorsed_at,
        face.port,
        face.replaced_by,
        serde_json::to_string(&lines)?,
        permit.document_digest,
        permit.changed_at,
    ])
}

fn public(row: &Row) -> Result<PublicPermit, Error> {
    Ok(PublicPermit {
        tenant: TenantId(row.get("tenant")?),
        number: row.get("number")?,
        party: row.get("party")?,
        kind: row.code("kind", DocumentType::from_code)?,
        status: row.code("status", PermitStatus::from_code)?,
        exporter: row.get("exporter")?,
        importer: row.opt("importer")?,
        valid_from: row.get("valid_from_on")?,
        valid_until: row.get("valid_until_on")?,
        issued_at: row.get("issued_at")?,
        endorsed_at: row.opt("endorsed_at")?,
        port: row.opt("port")?,
        replaced_by: row.opt("replaced_by")?,
        lines: row.json("lines")?,
        document_digest: row.get("document_digest")?,
        changed_at: row.get("changed_at")?,
    })
}

impl Store {
    /// Looks a permit up by number and security code, in whatever tenant it was issued. One query.
    ///
    /// `token` `None`: the code could not even be read; answered as a wrong one, with the same work.
    pub async fn verify_permit(&self, number: &PermitNumber, token: Option<&Token>) -> Result<Verification, Error> {
        let rows = self.open_read(PUBLIC_BY_NUMBER, args![number]).await?;
        let asked = token.map(super::permit::token_hash);
        let mut answer = if rows.is_empty() { Verification::Unknown } else { Verification::OtherCode };
        for row in &rows {
            let kept: Digest = row.get("token_hash")?;
            if asked.is_some_and(|asked| same(&asked, &kept)) {
                answer = Verification::Found(Box::new(public(row)?));
            }
        }
        Ok(answer)
    }
}

/// Compares without telling by its time where the two differ.
fn same(a: &Digest, b: &Digest) -> bool {
    a.0.iter().zip(b.0.iter()).fold(0_u8, |d, (x, y)| d | (x ^ y)) == 0
}
