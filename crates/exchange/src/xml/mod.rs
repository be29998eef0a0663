//! One strict reader for every XML this project takes in, and one writer; profile: `design/security.md` section 8.
//!
//! The reader accepts UTF-8 XML 1.0 with namespaces and nothing that can reach outside or grow: no DOCTYPE, no processing
//! instruction, no entity but the five and character references, and limits on everything. It builds a flat tree without
//! recursion; the signature check and the application read the same tree.

mod c14n;
mod lex;
mod read;
mod tree;
mod write;

pub use c14n::exclusive;
pub use read::read;
pub use tree::{Document, Element};
pub use write::Writer;

use std::fmt;

/// What a document may cost. The numbers are the contract of `design/security.md` section 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the document.
    pub document: usize,
    /// Bytes of one text, after references are resolved.
    pub text: usize,
    /// Elements, texts and attributes together.
    pub nodes: usize,
    /// Elements within each other.
    pub depth: usize,
    /// Attributes of one element, namespace declarations included.
    pub attributes: usize,
    /// Namespace declarations in scope.
    pub namespaces: usize,
    /// Bytes of a name.
    pub name: usize,
}

impl Limits {
    /// A permit or any other document: 2 MiB.
    pub const DOCUMENT: Limits = Limits {
        document: 2 << 20,
        text: 256 << 10,
        nodes: 200_000,
        depth: 64,
        attributes: 64,
        namespaces: 64,
        name: 256,
    };
    /// A request to our EPIX service: 1 MiB (`spec/exchange.md` 6.3).
    pub const REQUEST: Limits = Limits { document: 1 << 20, ..Limits::DOCUMENT };
    /// An answer from another Party, with files as base64 inside: 8 MiB, and one text may be as long as that.
    pub const ANSWER: Limits = Limits { document: 8 << 20, text: 8 << 20, ..Limits::DOCUMENT };
}

impl Default for Limits {
    fn default() -> Limits {
        Limits::DOCUMENT
    }
}

/// Why a document is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlError {
    /// Stable message key, for example `xml-doctype`.
    pub code: &'static str,
    /// One English sentence that says what to do.
    pub help: String,
    /// Element in which it happened, empty before the first.
    pub element: String,
    /// Byte of the document, counted from 0.
    pub offset: usize,
}

impl XmlError {
    pub(crate) fn new(code: &'static str, help: impl Into<String>, element: &str, offset: usize) -> XmlError {
        // Names in error texts are cut: they come from strangers and go to logs.
        XmlError { code, help: help.into(), element: element.chars().take(64).collect(), offset }
    }
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.element.is_empty() {
            write!(f, "{} (byte {})", self.help, self.offset)
        } else {
            write!(f, "{} (element {}, byte {})", self.help, self.element, self.offset)
        }
    }
}

impl std::error::Error for XmlError {}
