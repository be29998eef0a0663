//! A QR symbol as rows of modules.

use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, Mask, Mode};

/// A QR symbol of level M in alphanumeric mode, without its quiet zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    size: usize,
    dark: Vec<bool>,
}

impl Symbol {
    /// Modules of blank paper that must stay around the symbol.
    pub const QUIET: usize = 4;

    /// The symbol of a text of digits, capitals and `$%*+-./: `.
    /// `None` when the text holds other signs or is too long for a symbol.
    pub fn new(text: &str) -> Option<Symbol> {
        let fits = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase() || b" $%*+-./:".contains(&b);
        if text.is_empty() || !text.bytes().all(fits) {
            return None;
        }
        // One mask for all: what is signed looks random under every mask, and weighing all eight takes time.
        let code = QRBuilder::new(text).mode(Mode::Alphanumeric).ecl(ECL::M).mask(Mask::Checkerboard).build().ok()?;
        let size = code.size;
        let dark = (0..size * size).map(|i| code[i / size][i % size].value()).collect();
        Some(Symbol { size, dark })
    }

    /// Modules along one side.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Is the module dark? Row and column from the upper left, from 0; outside it is light.
    pub fn dark(&self, row: usize, column: usize) -> bool {
        column < self.size && self.dark.get(row * self.size + column).copied().unwrap_or(false)
    }

    /// Rows as bits, most significant first, each row filled up to whole bytes; 1 is dark.
    pub(crate) fn bits(&self) -> Vec<u8> {
        let stride = self.size.div_ceil(8);
        let mut out = vec![0_u8; stride * self.size];
        for (i, _) in self.dark.iter().enumerate().filter(|(_, dark)| **dark) {
            let (row, column) = (i / self.size, i % self.size);
            out[row * stride + column / 8] |= 0x80 >> (column % 8);
        }
        out
    }
}
