//! The order in which a page is read aloud: by the numbers of the boxes. Pieces with the same number are one element.

/// Marks across the page come first: whoever hears VOID need not hear the rest.
pub const MARK: u32 = 1;
/// Name of the Convention.
pub const TITLE: u32 = 2;
/// Box 1, kind of document (four squares).
pub const KINDS: u32 = 12;
/// Box 2.
pub const VALID: u32 = 20;
/// Box 4, signature.
pub const APPLICANT: u32 = 45;
/// Captions of the table.
pub const HEAD: u32 = 100;
/// First block.
pub const BLOCKS: u32 = 200;
/// Footnotes of the table.
pub const NOTES: u32 = 1_900;
/// Box 13.
pub const PLACE: u32 = 2_002;
/// Box 13.
pub const DATE: u32 = 2_003;
/// Box 13.
pub const SEAL: u32 = 2_004;
/// Box 13, the codes.
pub const CODES: u32 = 2_010;
/// Box 14, quantities.
pub const ENDORSED: u32 = 2_110;
/// Box 14, office.
pub const OFFICE: u32 = 2_150;
/// Running text of overflow pages.
pub const RUNNING: u32 = 3_000;
/// Codes and notes of the reverse.
pub const REVERSE: u32 = 4_000;
/// Foot of the page.
pub const FOOT: u32 = 9_000;

/// A numbered box.
pub fn of_box(number: &str) -> u32 {
    match number {
        "1" => 10,
        "3" => 30,
        "3a" => 32,
        "4" => 40,
        "5" => 50,
        "5a" => 52,
        "5b" => 54,
        "6" => 60,
        "13" => 2_000,
        "14" => 2_100,
        _ => 2_200,
    }
}

/// Row of the table: each block has two.
pub fn row(block: usize, lower: bool) -> u32 {
    1 + 2 * block as u32 + u32::from(lower)
}

/// A cell of a block.
pub fn cell(block: usize, lower: bool, column: usize) -> u32 {
    BLOCKS + 40 * block as u32 + if lower { 20 } else { 0 } + column as u32
}
