//! The typefaces, prepared once: parsed for shaping, and a small Latin subset of each ready to be put into every file.

use super::layer::{Layer, LayerKey};
use pdf_writer::Str;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, RwLock};
use subsetter::GlyphRemapper;

/// Hands of the form. Numbers and marks stand in `Mono`, where 0 and O, 1 and l differ; species names in `Italic`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Style {
    Regular,
    Bold,
    Italic,
    Mono,
}

impl Style {
    pub(crate) const ALL: [Style; 4] = [Style::Regular, Style::Bold, Style::Italic, Style::Mono];

    /// Letters of the small subset that goes into every file. Rarer letters are added where they occur. Each hand has
    /// those of a smaller one first, so that a letter has the same number in all of them and one table leads back to text.
    fn letters(self) -> impl Iterator<Item = char> {
        let parts = match self {
            Style::Italic => 1,
            Style::Mono => 2,
            Style::Bold => 3,
            Style::Regular => LETTERS.len(),
        };
        LETTERS[..parts].iter().flat_map(|part| part.chars())
    }
}

/// Why no typeface could be prepared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Give a TrueType font file with glyf outlines ({0}).")]
pub struct FontError(pub &'static str);

impl FontError {
    /// Message key.
    pub fn code(&self) -> &'static str {
        "font-file"
    }
}

/// One parsed typeface.
pub(crate) struct Face {
    pub data: &'static [u8],
    pub shaper: rustybuzz::Face<'static>,
    /// Name in the file, without the tag of a subset.
    pub name: String,
    /// Units of the font to thousandths of its size.
    pub scale: f32,
    pub ascent: f32,
    pub descent: f32,
    pub cap_height: f32,
    pub bbox: [f32; 4],
    pub italic_angle: f32,
    pub mono: bool,
    pub bold: bool,
}

impl Face {
    fn new(data: &'static [u8]) -> Result<Face, FontError> {
        let shaper = rustybuzz::Face::from_slice(data, 0).ok_or(FontError("not a font"))?;
        if shaper.tables().glyf.is_none() {
            return Err(FontError("no glyf table"));
        }
        let name: String = shaper
            .names()
            .into_iter()
            .filter(|n| n.name_id == 6)
            .find_map(|n| n.to_string())
            .unwrap_or_else(|| "Font".into())
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        let scale = 1000.0 / f32::from(u16::try_from(shaper.units_per_em()).unwrap_or(1000));
        let b = shaper.global_bounding_box();
        let bbox = [b.x_min, b.y_min, b.x_max, b.y_max].map(|v| f32::from(v) * scale);
        Ok(Face {
            data,
            name,
            scale,
            ascent: f32::from(shaper.ascender()) * scale,
            descent: f32::from(shaper.descender()) * scale,
            cap_height: f32::from(shaper.capital_height().unwrap_or(700)) * scale,
            bbox,
            italic_angle: shaper.italic_angle(),
            mono: shaper.is_monospaced(),
            bold: shaper.is_bold(),
            shaper,
        })
    }

    /// Advance of a glyph in thousandths of the size.
    pub fn advance(&self, glyph: u16) -> f32 {
        f32::from(self.shaper.glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(glyph)).unwrap_or(0)) * self.scale
    }

    pub fn glyph(&self, c: char) -> Option<u16> {
        self.shaper.glyph_index(c).map(|g| g.0).filter(|g| *g != 0)
    }
}

/// A subset ready to be written: its glyphs are numbered anew from 1.
pub(crate) struct Subset {
    pub face: usize,
    /// `ABCDEF+Name`.
    pub name: String,
    /// Deflated TrueType program and its length before.
    pub program: Vec<u8>,
    pub program_length: usize,
    pub widths: Vec<f32>,
    /// Text of each glyph; the first has none.
    texts: Vec<String>,
    /// Deflated CMap to Unicode.
    pub to_unicode: Vec<u8>,
}

impl Subset {
    /// May the way back to text of `other` serve this one too? It may know more glyphs than there are here.
    pub fn reads_as(&self, other: &Subset) -> bool {
        other.texts.starts_with(&self.texts)
    }
}

/// Collects the glyphs that a text needs of one face.
pub(crate) struct SubsetBuilder {
    pub face: usize,
    remapper: GlyphRemapper,
    /// Text of each new glyph; empty where the text before it says it already.
    texts: Vec<String>,
    widths: Vec<f32>,
}

impl SubsetBuilder {
    pub fn new(face: usize, fonts: &[Face]) -> SubsetBuilder {
        SubsetBuilder {
            face,
            remapper: GlyphRemapper::new(),
            texts: vec![String::new()],
            widths: vec![fonts[face].advance(0)],
        }
    }

    /// Number of the glyph in the subset.
    pub fn add(&mut self, face: &Face, glyph: u16, text: &str) -> u16 {
        let new = self.remapper.remap(glyph);
        let at = usize::from(new);
        if at == self.texts.len() {
            self.texts.push(text.to_owned());
            self.widths.push(face.advance(glyph));
        } else if let Some(known) = self.texts.get_mut(at).filter(|t| t.is_empty()) {
            text.clone_into(known);
        }
        new
    }

    /// Makes the subset. `tag`: six capitals that no other subset of the file has.
    pub fn finish(&self, fonts: &[Face], tag: &str, level: u8) -> Result<Subset, FontError> {
        let face = &fonts[self.face];
        let program =
            subsetter::subset(face.data, 0, &self.remapper).map_err(|_| FontError("it cannot be made smaller"))?;
        let program = without_names(&program).unwrap_or(program);
        Ok(Subset {
            face: self.face,
            name: format!("{tag}+{}", face.name),
            program_length: program.len(),
            program: deflate_level(&program, level),
            widths: self.widths.clone(),
            texts: self.texts.clone(),
            to_unicode: deflate_level(self.to_unicode().as_bytes(), level),
        })
    }
}

/// A TrueType program without its tables `name` and `post`: nobody who draws a page reads them (ISO 32000-1, 9.9 names
/// those that a file must have), and they are a tenth of a page. `None` when the program is not built as it should be.
fn without_names(program: &[u8]) -> Option<Vec<u8>> {
    let half = |at: usize| Some(u16::from_be_bytes(program.get(at..at + 2)?.try_into().ok()?));
    let word = |at: usize| Some(u32::from_be_bytes(program.get(at..at + 4)?.try_into().ok()?) as usize);
    let mut tables = Vec::new();
    for n in 0..usize::from(half(4)?) {
        let row = program.get(12 + 16 * n..28 + 16 * n)?;
        let from = word(12 + 16 * n + 8)?;
        let data = program.get(from..from + word(12 + 16 * n + 12)?)?;
        if !matches!(&row[..4], b"name" | b"post") {
            tables.push((row, data));
        }
    }
    let count = u16::try_from(tables.len()).ok().filter(|n| *n > 0)?;
    let largest = count.ilog2();
    let mut out = program.get(..4)?.to_vec();
    out.extend(count.to_be_bytes());
    out.extend((16_u16 << largest).to_be_bytes());
    out.extend((largest as u16).to_be_bytes());
    out.extend((16 * count - (16 << largest)).to_be_bytes());
    let (mut body, mut head) = (Vec::new(), None);
    let start = 12 + 16 * tables.len();
    for (row, data) in tables {
        let from = start + body.len();
        if &row[..4] == b"head" {
            head = Some(from + 8);
        }
        out.extend(&row[..8]);
        out.extend((from as u32).to_be_bytes());
        out.extend(&row[12..]);
        body.extend(data);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    out.extend(body);
    // The sum over the whole file stands in `head` (OpenType, `checksumAdjustment`) and is counted without itself.
    let adjustment = out.get_mut(head?..head? + 4)?;
    adjustment.fill(0);
    let sum = out
        .chunks(4)
        .fold(0_u32, |sum, w| sum.wrapping_add(w.iter().fold(0, |word, byte| word << 8 | u32::from(*byte))));
    out.get_mut(head?..head? + 4)?.copy_from_slice(&0xB1B0_AFBA_u32.wrapping_sub(sum).to_be_bytes());
    Some(out)
}

impl SubsetBuilder {
    /// The way back from glyphs to text, runs of neighbours as ranges.
    fn to_unicode(&self) -> String {
        let single = |i: usize| {
            let mut letters = self.texts.get(i)?.chars();
            letters.next().filter(|_| letters.next().is_none()).map(u32::from).filter(|c| *c <= 0xffff)
        };
        let (mut ranges, mut chars) = (Vec::new(), Vec::new());
        let mut i = 1;
        while i < self.texts.len() {
            let mut end = i;
            if let Some(first) = single(i) {
                // A range keeps the upper byte of its glyphs.
                while (end + 1) & 0xff != 0 && single(end + 1) == Some(first + (end + 1 - i) as u32) {
                    end += 1;
                }
                ranges.push(format!("<{i:04X}><{end:04X}><{first:04X}>"));
            } else if !self.texts[i].is_empty() {
                let units: String = self.texts[i].encode_utf16().map(|u| format!("{u:04X}")).collect();
                chars.push(format!("<{i:04X}><{units}>"));
            }
            i = end + 1;
        }
        let mut out = String::from(
            "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/MN def/CMapType 2 def\n1 begincodespacerange<0000><FFFF>endcodespacerange\n",
        );
        for (word, list) in [("bfrange", &ranges), ("bfchar", &chars)] {
            for part in list.chunks(100) {
                out.push_str(&format!("{} begin{word}\n{}\nend{word}\n", part.len(), part.join("\n")));
            }
        }
        out.push_str("endcmap CMapName currentdict/CMap defineresource pop end end");
        out
    }
}

/// Every composite font here numbers its glyphs by itself.
pub(crate) const SYSTEM_INFO: pdf_writer::types::SystemInfo<'static> =
    pdf_writer::types::SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// zlib stream, the form of `FlateDecode`.
pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    deflate_level(bytes, QUICK)
}

/// Level for what is made for one permit.
pub(crate) const QUICK: u8 = 6;
/// Level for what is made once and kept.
pub(crate) const SMALL: u8 = 10;

/// [`deflate`] with a level.
pub(crate) fn deflate_level(bytes: &[u8], level: u8) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, level)
}

/// The Latin subset of one style: character to new glyph and advance.
pub(crate) struct Core {
    pub subset: Subset,
    map: HashMap<char, (u16, f32)>,
    ascii: [(u16, f32); 128],
}

impl Core {
    /// Glyph in the subset and its advance.
    pub fn get(&self, c: char) -> Option<(u16, f32)> {
        if c.is_ascii() {
            return Some(self.ascii[c as usize]).filter(|(glyph, _)| *glyph != 0);
        }
        self.map.get(&c).copied()
    }
}

/// The typefaces of the form. Make it once per process; it also keeps the printed parts of the form that never change.
pub struct Fonts {
    pub(crate) faces: Vec<Face>,
    pub(crate) core: Vec<Core>,
    pub(crate) layers: RwLock<HashMap<LayerKey, Arc<Layer>>>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.faces.iter().map(|face| &face.name)).finish()
    }
}

static REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/NotoSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../../../assets/fonts/NotoSans-Bold.ttf");
static ITALIC: &[u8] = include_bytes!("../../../../assets/fonts/NotoSans-Italic.ttf");
static MONO: &[u8] = include_bytes!("../../../../assets/fonts/NotoSansMono-Regular.ttf");
static ARABIC: &[u8] = include_bytes!("../../../../assets/fonts/NotoSansArabic-Regular.ttf");

/// Letters of the subsets: the hand of species names has the first part, that of numbers two, the bold one three, the
/// upright one all. The last letters are those of the French and Spanish words of the form.
const LETTERS: [&str; 4] = [
    " -.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "0123456789(),/",
    "&':",
    "\"#%*+;ÀÈÉÓàâáçéèêíîñóôúû°…×",
];

impl Fonts {
    /// Prepares the typefaces that come with the product: Latin, Cyrillic, Greek and Arabic.
    ///
    /// # Errors
    /// [`FontError`]; never with the files as shipped.
    pub fn shipped() -> Result<Fonts, FontError> {
        let faces = [REGULAR, BOLD, ITALIC, MONO, ARABIC].into_iter().map(Face::new).collect::<Result<Vec<_>, _>>()?;
        let mut core = Vec::new();
        for (index, style) in Style::ALL.iter().enumerate() {
            let face = &faces[index];
            let mut builder = SubsetBuilder::new(index, &faces);
            let (mut map, mut ascii) = (HashMap::new(), [(0, 0.0); 128]);
            for c in style.letters() {
                let Some(glyph) = face.glyph(c) else { continue };
                let entry = (builder.add(face, glyph, c.encode_utf8(&mut [0; 4])), face.advance(glyph));
                map.insert(c, entry);
                if c.is_ascii() {
                    ascii[c as usize] = entry;
                }
            }
            // A blank that does not break looks like a blank.
            if let Some(blank) = map.get(&' ').copied() {
                map.insert('\u{a0}', blank);
                map.insert('\u{202f}', blank);
            }
            let tag = ["MNSREG", "MNSBLD", "MNSITA", "MNSMON"][index];
            core.push(Core { subset: builder.finish(&faces, tag, SMALL)?, map, ascii });
        }
        Ok(Fonts { faces, core, layers: RwLock::default() })
    }

    /// Adds a typeface for letters that the shipped ones do not have, for example `assets/fonts/DroidSansFallbackFull.ttf`
    /// for Chinese. The bytes are kept as long as the process runs.
    ///
    /// # Errors
    /// [`FontError`] when it is no TrueType font.
    pub fn with_extra(mut self, bytes: Vec<u8>) -> Result<Fonts, FontError> {
        // The shaper borrows the file; a typeface is added once at start and used until the end.
        let data: &'static [u8] = Box::leak(bytes.into_boxed_slice());
        self.faces.push(Face::new(data)?);
        self.layers = RwLock::default();
        Ok(self)
    }

    /// Letters of `text` that no typeface here can print: ask while a draft is written, before anything is signed.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut out: Vec<char> = text
            .chars()
            .filter(|c| !c.is_control() && !c.is_whitespace() && !super::shape::is_invisible(*c))
            .filter(|c| self.face_of(Style::Regular, *c).is_none())
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The face that prints a letter in a style, where the Latin subset does not have it.
    pub(crate) fn face_of(&self, style: Style, c: char) -> Option<usize> {
        let has = |i: &usize| self.faces[*i].glyph(c).is_some();
        [style as usize, Style::Regular as usize].into_iter().chain(4..self.faces.len()).find(has)
    }
}

/// Subsets that a text needs beside the Latin ones, by face.
#[derive(Default)]
pub(crate) struct Supplement {
    pub builders: BTreeMap<usize, SubsetBuilder>,
}

impl Supplement {
    pub fn add(&mut self, fonts: &Fonts, face: usize, glyph: u16, text: &str) -> u16 {
        let builder = self.builders.entry(face).or_insert_with(|| SubsetBuilder::new(face, &fonts.faces));
        builder.add(&fonts.faces[face], glyph, text)
    }

    /// The subsets; `letter` keeps the tags of two supplements in one file apart.
    pub fn subsets(&self, fonts: &Fonts, letter: char, level: u8) -> Result<Vec<Subset>, FontError> {
        let tag = |face: usize| format!("MN{letter}XX{}", char::from(b'A' + u8::try_from(face % 26).unwrap_or(0)));
        self.builders.values().map(|b| b.finish(&fonts.faces, &tag(b.face), level)).collect()
    }
}
