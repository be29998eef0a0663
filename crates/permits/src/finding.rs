//! Findings: what an authority found out and answers for (`spec/permits.md` section 3).

use crate::actor::Stamp;
use cites::ids::{AttachmentId, FindingId};
use cites::{Amount, CountryCode, Date, FindingKind, Source, TaxonName, Term, Unit};
use serde::{Deserialize, Serialize};

/// One finding. It is never edited: a new one is made and the newest of its kind and scope counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Identity.
    pub id: FindingId,
    /// Which question it answers.
    pub kind: FindingKind,
    /// Name of the authority that answers for it: the Scientific or the Management Authority.
    pub authority: String,
    /// Officer and moment.
    pub made: Stamp,
    /// What it speaks about.
    pub scope: FindingScope,
    /// The answer.
    pub result: FindingResult,
    /// Reasons and evidence in words.
    pub grounds: String,
    /// Documents it rests on.
    pub evidence: Vec<AttachmentId>,
    /// Numbers of the lots of stock it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<String>,
    /// Last day on which it may be relied upon; `None` for this case only, without a date.
    pub expires: Option<Date>,
}

/// What a finding speaks about. `None` means "all of this case".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingScope {
    /// Line of the application, counted from 0.
    pub line: Option<usize>,
    /// Taxon.
    pub taxon: Option<TaxonName>,
    /// Country or population of origin.
    pub origin: Option<CountryCode>,
    /// Source.
    pub source: Option<Source>,
    /// Trade term.
    pub term: Option<Term>,
}

/// The answer of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum FindingResult {
    /// Yes.
    Positive,
    /// Yes, under conditions or up to a cap.
    PositiveWithConditions {
        /// The conditions; they go into box 5.
        conditions: Vec<String>,
        /// The most that may be permitted under it.
        cap: Option<Cap>,
    },
    /// No: approval is blocked (Art. III.2(a), IV.2(a)).
    Negative,
    /// It cannot be answered on what is known: approval is blocked until it can.
    Insufficient,
}

/// A cap set by the Scientific Authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cap {
    /// At most this much.
    pub amount: Amount,
    /// In this unit.
    pub unit: Unit,
}

impl FindingResult {
    /// Does it let the case go on?
    pub fn is_positive(&self) -> bool {
        match self {
            FindingResult::Positive | FindingResult::PositiveWithConditions { .. } => true,
            FindingResult::Negative | FindingResult::Insufficient => false,
        }
    }
}

impl Finding {
    /// May it be relied upon on that day?
    pub fn in_date(&self, on: Date) -> bool {
        self.expires.is_none_or(|last| on <= last)
    }

    /// Positive and in date.
    pub fn holds(&self, on: Date) -> bool {
        self.result.is_positive() && self.in_date(on)
    }

    /// Must the Scientific Authority make it (`data/codes/findings.csv`, column `made_by`)? Those come by
    /// `sa_opinion` only; the others are recorded by the Management Authority.
    pub fn is_scientific(kind: FindingKind) -> bool {
        match kind {
            FindingKind::NdfExport | FindingKind::NdfImport | FindingKind::NdfIfs | FindingKind::Housing => true,
            FindingKind::Laf
            | FindingKind::LegalImport
            | FindingKind::Npc
            | FindingKind::Transport
            | FindingKind::Bred
            | FindingKind::Propagated
            | FindingKind::Registered
            | FindingKind::Preconv
            | FindingKind::ImportPermitSeen
            | FindingKind::QuotaOk
            | FindingKind::Id
            | FindingKind::Consignee => false,
        }
    }
}
