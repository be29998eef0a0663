//! Where the boxes stand. Order, numbers and neighbours are those of Res. Conf. 12.3, Annex 2; the millimetres are ours.

use super::Caption;

/// Height of A4 in millimetres.
pub const HEIGHT: f32 = 297.0;
/// Width of A4 in millimetres.
pub const WIDTH: f32 = 210.0;
/// Blank paper around the form in millimetres.
pub const MARGIN: f32 = 10.0;
/// Blocks on the face: A to D.
pub const FACE_LINES: usize = 4;
/// Blocks on an annex page.
pub const ANNEX_LINES: usize = 8;

/// A box of the page, in millimetres from the upper left corner of the paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// From the left edge.
    pub x: f32,
    /// From the upper edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Rect {
    /// A box.
    pub const fn new(x: f32, y: f32, w: f32, h: f32) -> Rect {
        Rect { x, y, w, h }
    }

    /// Smaller by so much on every side.
    pub const fn inset(self, dx: f32, dy: f32) -> Rect {
        Rect { x: self.x + dx, y: self.y + dy, w: self.w - 2.0 * dx, h: self.h - 2.0 * dy }
    }

    /// The part below a height.
    pub const fn below(self, used: f32) -> Rect {
        Rect { x: self.x, y: self.y + used, w: self.w, h: self.h - used }
    }

    /// Do the insides of two boxes share a point?
    pub fn overlaps(self, other: Rect) -> bool {
        let near = 0.01;
        self.x + near < other.x + other.w
            && other.x + near < self.x + self.w
            && self.y + near < other.y + other.h
            && other.y + near < self.y + self.h
    }
}

/// A numbered box of the face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoxPlace {
    /// Number as printed.
    pub number: &'static str,
    /// Its caption.
    pub caption: Caption,
    /// Where.
    pub place: Rect,
    /// Height kept for the caption.
    pub caption_h: f32,
}

const fn place(number: &'static str, caption: Caption, (x, y, w, h): (f32, f32, f32, f32), caption_h: f32) -> BoxPlace {
    BoxPlace { number, caption, place: Rect::new(x, y, w, h), caption_h }
}

/// The boxes of the face with the four blocks of [`block`] between box 5a and box 13.
pub const FACE: &[BoxPlace] = &[
    place("1", "box1_number", (105.0, 10.0, 95.0, 30.0), 4.0),
    place("3", "box3_importer", (10.0, 40.0, 95.0, 24.0), 3.4),
    place("3a", "box3a_country_import", (10.0, 64.0, 95.0, 8.0), 3.2),
    place("4", "box4_exporter", (105.0, 40.0, 95.0, 32.0), 5.2),
    place("5", "box5_special_conditions", (10.0, 72.0, 95.0, 26.0), 3.4),
    place("5a", "box5a_purpose", (10.0, 98.0, 62.0, 8.0), 4.6),
    place("5b", "box5b_security_stamp", (72.0, 98.0, 33.0, 8.0), 4.6),
    place("6", "box6_ma", (105.0, 72.0, 95.0, 34.0), 6.6),
    place("13", "box13_issued_by", (10.0, 213.0, 190.0, 38.0), 6.0),
    place("14", "box14_endorsement", (10.0, 251.0, 130.0, 31.5), 5.5),
    place("15", "box15_waybill", (140.0, 251.0, 60.0, 31.5), 7.4),
];

/// A column of the table: number, caption, left edge, width.
pub type Column = (&'static str, Caption, f32, f32);

/// Upper cells of a block.
pub const BLOCK_CELLS: &[Column] = &[
    ("7/8", "box78_names", 16.0, 46.0),
    ("9", "box9_description", 62.0, 62.0),
    ("10", "box10_appendix_source", 124.0, 22.0),
    ("11", "box11_quantity", 146.0, 27.0),
    ("11a", "box11a_total_quota", 173.0, 27.0),
];

/// Lower cells of a block.
pub const LOWER_CELLS: &[Column] = &[
    ("12", "box12_country_origin", 16.0, 26.0),
    ("", "box12_permit_no", 42.0, 24.0),
    ("", "box_date", 66.0, 18.0),
    ("12a", "box12a_last_reexport", 84.0, 28.0),
    ("", "box12a_certificate_no", 112.0, 24.0),
    ("", "box_date", 136.0, 18.0),
    ("12b", "box12b_operation", 154.0, 46.0),
];

/// One block of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block {
    /// The whole.
    pub whole: Rect,
    /// The letter.
    pub letter: Rect,
    /// Height of the upper cells.
    pub upper: f32,
}

/// Height of a block.
const BLOCK: f32 = 21.5;

/// The n-th block under a table head that ends at `top`.
pub const fn block(top: f32, n: usize) -> Block {
    let y = top + BLOCK * n as f32;
    Block {
        whole: Rect::new(MARGIN, y, WIDTH - 2.0 * MARGIN, BLOCK),
        letter: Rect::new(MARGIN, y, 6.0, BLOCK),
        upper: 12.0,
    }
}

/// Where the table of an annex page begins.
pub const fn annex_top() -> f32 {
    annex::HEAD.y + annex::HEAD.h
}

/// Parts of the face beside its boxes.
pub(crate) mod face {
    use super::Rect;
    pub const FRAME: Rect = Rect::new(10.0, 10.0, 190.0, 272.5);
    pub const TITLE: Rect = Rect::new(10.0, 10.0, 95.0, 30.0);
    pub const NUMBER: Rect = Rect::new(105.0, 10.0, 95.0, 11.5);
    pub const KINDS: Rect = Rect::new(105.0, 21.5, 55.0, 18.5);
    pub const VALID: Rect = Rect::new(160.0, 21.5, 40.0, 18.5);
    pub const SIGN_APPLICANT: Rect = Rect::new(105.0, 64.0, 95.0, 8.0);
    pub const HEAD: Rect = Rect::new(10.0, 106.0, 190.0, 11.0);
    pub const FOOTNOTES: Rect = Rect::new(10.0, 203.0, 190.0, 10.0);
    pub const PLACE: Rect = Rect::new(10.0, 225.0, 42.0, 13.0);
    pub const DATE: Rect = Rect::new(10.0, 238.0, 42.0, 13.0);
    pub const SEAL: Rect = Rect::new(52.0, 219.0, 85.0, 32.0);
    pub const CODES: Rect = Rect::new(137.0, 213.0, 63.0, 38.0);
    pub const ENDORSED: Rect = Rect::new(10.0, 256.5, 56.0, 26.0);
    pub const OFFICE: Rect = Rect::new(66.0, 251.0, 74.0, 31.5);
    pub const FOOT: Rect = Rect::new(10.0, 283.0, 190.0, 4.0);
}

/// Parts of an annex page.
pub(crate) mod annex {
    use super::{ANNEX_LINES, Rect, block};
    pub const TOP: Rect = Rect::new(10.0, 10.0, 190.0, 18.0);
    pub const HEAD: Rect = Rect::new(10.0, 28.0, 190.0, 11.0);
    const END: f32 = block(39.0, ANNEX_LINES).whole.y;
    pub const ENDORSED: Rect = Rect::new(10.0, END, 100.0, 282.5 - END);
    pub const SEAL: Rect = Rect::new(110.0, END, 90.0, 282.5 - END);
    pub const FRAME: Rect = Rect::new(10.0, 10.0, 190.0, 272.5);
    /// Seal and signature at the end of a page with text alone.
    pub const STAMP: Rect = Rect::new(10.0, 252.5, 190.0, 30.0);
    /// Text of overflow pages and the reverse.
    pub const TEXT: Rect = Rect::new(10.0, 28.0, 190.0, 254.5);
}

/// Rows on a continuation sheet.
pub(crate) const CROSSING_ROWS: usize = 14;
/// Its columns: date, from, to, office, signature and stamp; millimetres.
pub(crate) const CROSSING_WIDTHS: [f32; 5] = [28.0, 34.0, 34.0, 40.0, 54.0];

/// A row of the continuation sheet, counted from 0, the head left out.
pub(crate) const fn crossing_row(n: usize) -> Rect {
    let top = annex::TEXT.y + 9.0;
    let high = (282.5 - top) / CROSSING_ROWS as f32;
    Rect::new(annex::TEXT.x, top + high * n as f32, annex::TEXT.w, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_share_the_paper_without_overlap() {
        let mut all: Vec<(&str, Rect)> = FACE.iter().map(|b| (b.number, b.place)).collect();
        all.push(("title", face::TITLE));
        all.push(("head", face::HEAD));
        all.push(("notes", face::FOOTNOTES));
        all.extend((0..FACE_LINES).map(|n| ("block", block(face::HEAD.y + face::HEAD.h, n).whole)));
        for (i, (name, a)) in all.iter().enumerate() {
            assert!(a.x >= MARGIN && a.x + a.w <= WIDTH - MARGIN + 0.01, "{name} leaves the frame");
            for (other, b) in &all[i + 1..] {
                assert!(!a.overlaps(*b), "{name} lies over {other}");
            }
        }
        let area: f32 = all.iter().map(|(_, r)| r.w * r.h).sum();
        assert!((area - face::FRAME.w * face::FRAME.h).abs() < 1.0, "the boxes fill the frame: {area}");
    }

    #[test]
    fn the_cells_of_a_block_fill_its_width() {
        for cells in [BLOCK_CELLS, LOWER_CELLS] {
            let mut x = MARGIN + 6.0;
            for (_, caption, left, width) in cells {
                assert_eq!(*left, x, "{caption}");
                x += width;
            }
            assert_eq!(x, WIDTH - MARGIN);
        }
    }
}
