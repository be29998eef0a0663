//! The standard form as an archival PDF: PDF/A-3b, tagged, with the signed XML inside; the same input gives the same bytes.

mod file;
mod fill;
mod fonts;
mod icc;
mod layer;
mod order;
mod pack;
mod shape;
mod sheet;

pub use fonts::{FontError, Fonts};

use cites::{Date, Lang, PermitDocument, PermitNumber};

/// A mark across the page, light enough that every figure stays readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A document of a demonstration: never valid.
    Demo,
    /// A copy.
    Copy,
    /// Not valid: cancelled or revoked.
    Void,
    /// Not valid: another document took its place.
    ReplacedBy(PermitNumber),
}

/// What box 5 must say of the document itself (Res. Conf. 12.3, on replacement and retrospective documents).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// It stands in the place of another.
    Replaces {
        /// Number of the other.
        number: PermitNumber,
        /// Its date of issue.
        date: Date,
        /// Why, in the language of the permit.
        reason: String,
    },
    /// Issued after the goods had left.
    Retrospective {
        /// Why, in the language of the permit.
        reason: String,
    },
}

/// One border crossing on the continuation sheet of a multi-use certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing {
    /// The day at the port.
    pub on: Date,
    /// Out of the issuing country (true) or back into it?
    pub out: bool,
    /// Port or office, name and code.
    pub office: String,
    /// The officer who recorded it.
    pub officer: String,
    /// What crossed, block by block.
    pub quantities: Vec<cites::document::Endorsed>,
}

/// How a permit is printed.
#[derive(Debug, Clone)]
pub struct Options {
    /// Languages of the captions, one to three, the first on top.
    pub captions: Vec<Lang>,
    /// Text of the signed code (`MN1:…`, from [`crate::qr::Prepared::finish`]); none on drafts.
    pub qr: Option<String>,
    /// Address for an ordinary phone camera ([`crate::qr::link`]), as a second, smaller symbol.
    pub link: Option<String>,
    /// Short address of the public page, printed in words, for example `cites.example.org/verify`.
    pub address: Option<String>,
    /// Security code, printed in groups under the address so that it can be typed.
    pub token: Option<cites::Token>,
    /// Marks across every page.
    pub marks: Vec<Mark>,
    /// Statements of box 5.
    pub notices: Vec<Notice>,
    /// The signed permit XML, put inside as `permit.xml`.
    pub attachment: Option<Vec<u8>>,
    /// Blocks on a page, 1 to 4.
    pub lines_per_page: u8,
    /// Print the reverse with codes and notes.
    pub reverse: bool,
    /// What is written on the continuation sheet so far, oldest first; its other rows stay open for stamps.
    pub crossings: Vec<Crossing>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            captions: vec![Lang::En, Lang::Fr, Lang::Es],
            qr: None,
            link: None,
            address: None,
            token: None,
            marks: Vec::new(),
            notices: Vec::new(),
            attachment: None,
            lines_per_page: 4,
            reverse: true,
            crossings: Vec::new(),
        }
    }
}

/// Why a permit cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// No typeface has these letters ([`Fonts::with_extra`]).
    #[error("Install a font file that has the letters {0:?}, or write the name in Latin letters.")]
    MissingLetters(String),
    /// Captions in one to three languages.
    #[error("Choose one to three different languages for the captions.")]
    Captions,
    /// A permit without blocks.
    #[error("Enter at least one specimen line before printing.")]
    NoLines,
    /// A typeface cannot be put into the file.
    #[error(transparent)]
    Font(#[from] FontError),
}

impl RenderError {
    /// Message key.
    pub fn code(&self) -> &'static str {
        match self {
            RenderError::MissingLetters(_) => "print-missing-letters",
            RenderError::Captions => "print-captions",
            RenderError::NoLines => "print-no-lines",
            RenderError::Font(e) => e.code(),
        }
    }
}

/// Prints a permit as PDF/A-3b. The same input gives the same bytes.
///
/// # Errors
/// [`RenderError`].
pub fn render(permit: &PermitDocument, options: &Options, fonts: &Fonts) -> Result<Vec<u8>, RenderError> {
    let langs = &options.captions;
    let doubled = langs.iter().enumerate().any(|(i, l)| langs[..i].contains(l));
    if langs.is_empty() || langs.len() > 3 || doubled {
        return Err(RenderError::Captions);
    }
    if permit.lines.is_empty() {
        return Err(RenderError::NoLines);
    }
    let mut drawn = fill::draw(fonts, permit, options)?;
    if !drawn.missing.is_empty() {
        drawn.missing.sort_unstable();
        drawn.missing.dedup();
        return Err(RenderError::MissingLetters(drawn.missing.into_iter().collect()));
    }
    Ok(file::write(fonts, permit, options, &drawn)?)
}
