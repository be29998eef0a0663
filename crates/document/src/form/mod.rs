//! The standard form as data: where the boxes stand and which words are printed in them (Res. Conf. 12.3, Annex 2).

mod captions;
mod geometry;
mod words;

pub use captions::{Caption, caption};
pub use geometry::{
    ANNEX_LINES, BLOCK_CELLS, Block, BoxPlace, FACE, FACE_LINES, HEIGHT, LOWER_CELLS, MARGIN, Rect, WIDTH, annex_top,
    block,
};
pub(crate) use geometry::{CROSSING_ROWS, CROSSING_WIDTHS, annex, crossing_row, face};
pub(crate) use words::says;
pub use words::{Word, amount, date, time, word};
