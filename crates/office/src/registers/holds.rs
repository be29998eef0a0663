//! What an entry of a register holds beside its columns: species with stock and yearly output for operations, what may be
//! traded for the simplified procedure.

use crate::shared::error::Error;
use crate::shared::office::Office;
use cites::{Amount, Source, Term, Unit};
use permits::blank::{OpenBox, never_open};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::RegisterKind;

/// Most kinds of specimens in one registration for the simplified procedure.
const SPECIMENS: usize = 100;

/// A species of an operation with what it keeps and yields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Scientific name.
    pub taxon: String,
    /// Breeding or mother stock.
    pub stock: Amount,
    /// Output of a year.
    pub output: Amount,
    /// Unit of both.
    pub unit: Unit,
}

/// What a holder of the simplified procedure may trade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Specimen {
    /// Scientific name.
    pub taxon: String,
    /// What it is.
    pub term: Term,
    /// Source of the specimens.
    pub source: Source,
    /// Most of a calendar year.
    pub most: Amount,
    /// Its unit.
    pub unit: Unit,
}

/// What an entry is about, by its register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Holds {
    /// [`RegisterKind::Simplified`]: what may be traded with blanks.
    Traded {
        /// What may be traded.
        specimens: Vec<Specimen>,
        /// Boxes that an order of blanks may leave open. Registrations from before this was asked say nothing of it: every
        /// box that could be opened then may be opened under them until their review.
        #[serde(default = "OpenBox::all")]
        boxes: BTreeSet<OpenBox>,
    },
    /// Every other register: an operation or institution.
    Operation {
        /// Where it is.
        address: String,
        /// What it keeps and yields.
        species: Vec<Kept>,
    },
}

/// What stands beside an entry's columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryBody {
    /// What the entry is about.
    #[serde(flatten)]
    pub holds: Holds,
    /// In the applicant's words: how it began (founder stock), or why the simplified procedure.
    pub statement: String,
    /// Words of the authority: proposal, refusal or end.
    pub note: String,
}

impl EntryBody {
    /// Species with stock and output; none for the simplified procedure.
    pub fn species(&self) -> &[Kept] {
        match &self.holds {
            Holds::Operation { species, .. } => species,
            Holds::Traded { .. } => &[],
        }
    }

    /// Boxes that may stay open by the simplified procedure; none for other registers.
    pub fn boxes(&self) -> BTreeSet<OpenBox> {
        match &self.holds {
            Holds::Traded { boxes, .. } => boxes.clone(),
            Holds::Operation { .. } => BTreeSet::new(),
        }
    }

    /// Their codes, divided by commas.
    pub fn open_boxes(&self) -> String {
        self.boxes().iter().map(|b| b.code()).collect::<Vec<_>>().join(",")
    }

    /// What is applied for again, as it is typed: one a line.
    pub fn typed(&self) -> String {
        let species =
            self.species().iter().map(|k| format!("{}; {}; {}; {}", k.taxon, k.stock, k.output, k.unit.code()));
        let specimens = self
            .specimens()
            .iter()
            .map(|s| format!("{}; {}; {}; {}; {}", s.taxon, s.term.code(), s.source.code(), s.most, s.unit.code()));
        species.chain(specimens).collect::<Vec<_>>().join("\n")
    }

    /// What may be traded by the simplified procedure; nothing for other registers.
    pub fn specimens(&self) -> &[Specimen] {
        match &self.holds {
            Holds::Traded { specimens, .. } => specimens,
            Holds::Operation { .. } => &[],
        }
    }
}

/// Reads what is applied for, one a line: `Crocodylus niloticus; 1200; 300; NAR` for an operation,
/// `Crocodylus niloticus; LPS; R; 500; NAR` for the simplified procedure.
///
/// # Errors
/// `species-lines` or `simplified-lines` with the number of the line that cannot be read; `species-empty` or
/// `simplified-empty` where a register asks for one at least; `open-boxes-closed` for a box that may never stay open.
pub(super) fn read(
    office: &Office,
    kind: RegisterKind,
    address: &str,
    text: &str,
    open_boxes: Option<&str>,
) -> Result<Holds, Error> {
    if kind == RegisterKind::Simplified {
        let help = "write the name; the term; the source; the most of a year; the unit.";
        let specimens = lines(text, ("specimens", "simplified-lines", help), |parts| {
            let [name, term, source, most, unit] = parts else { return None };
            Some(Specimen {
                taxon: name_of(office, name)?,
                term: Term::from_code(&term.to_uppercase())?,
                source: Source::from_code(&source.to_uppercase())?,
                most: Amount::parse(most).ok()?,
                unit: Unit::from_any(unit)?,
            })
        })?;
        if specimens.is_empty() || specimens.len() > SPECIMENS {
            let help = "Name at least one species with term, source and the most of a year.";
            return Err(Error::value("specimens", "simplified-empty", help));
        }
        return Ok(Holds::Traded { specimens, boxes: open_boxes.map_or_else(|| Ok(OpenBox::all()), boxes)? });
    }
    let help = "write the name; the stock; the yearly output; the unit.";
    let species = lines(text, ("species", "species-lines", help), |parts| {
        let [name, stock, output, unit] = parts else { return None };
        Some(Kept {
            taxon: name_of(office, name)?,
            stock: Amount::parse(stock).ok()?,
            output: Amount::parse(output).ok()?,
            unit: Unit::from_any(unit)?,
        })
    })?;
    if species.is_empty() && !matches!(kind, RegisterKind::Scientific | RegisterKind::Rescue) {
        let help = "Name at least one species with stock and yearly output.";
        return Err(Error::value("species", "species-empty", help));
    }
    Ok(Holds::Operation { address: address.trim().to_owned(), species })
}

/// The boxes that a registration may leave open, by their codes.
///
/// # Errors
/// `open-boxes-closed` for one that may never stay open.
pub(super) fn boxes(codes: &str) -> Result<BTreeSet<OpenBox>, Error> {
    OpenBox::read(codes).ok_or_else(|| permits::ActError::Form(vec![never_open("open_boxes")]).into())
}

fn name_of(office: &Office, name: &str) -> Option<String> {
    Some(office.taxa.resolve(name).filter(|r| !r.via.is_higher())?.taxon.printed_name())
}

fn lines<T>(
    text: &str,
    (field, code, help): (&str, &'static str, &str),
    one: impl Fn(&[&str]) -> Option<T>,
) -> Result<Vec<T>, Error> {
    let rows = text.lines().map(str::trim).enumerate().filter(|(_, l)| !l.is_empty());
    rows.map(|(n, line)| {
        let parts: Vec<&str> = line.split(';').map(str::trim).collect();
        one(&parts).ok_or_else(|| Error::value(field, code, format!("Line {}: {help}", n + 1)))
    })
    .collect()
}
