//! From text to lines of glyphs: typefaces by letter, direction (UAX 9), shaping, breaking into a width.

use super::fonts::{Fonts, Style, Supplement};
use unicode_bidi::{BidiInfo, Level};

/// A piece of text in one hand and one grey.
#[derive(Clone, Copy)]
pub(crate) struct Span<'a> {
    pub text: &'a str,
    pub style: Style,
    pub ink: Ink,
}

/// Colours of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// What the permit says.
    Black,
    /// Captions and box numbers.
    Form,
    /// Captions in the second and third language.
    Pale,
    /// Marks across the page.
    Water,
}

impl Ink {
    pub(crate) fn rgb(self) -> [f32; 3] {
        match self {
            Ink::Black => [0.0, 0.0, 0.0],
            Ink::Form => [0.05, 0.26, 0.2],
            Ink::Pale => [0.3, 0.42, 0.38],
            Ink::Water => [0.895, 0.895, 0.895],
        }
    }
}

/// Which font resource of the page a run uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FontRef {
    /// The ready Latin subset of a style.
    Core(Style),
    /// A subset made for this text.
    Extra(usize),
}

/// A glyph; all measures in thousandths of the size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    pub id: u16,
    pub advance: f32,
    /// Offset from the pen.
    pub dx: f32,
    pub dy: f32,
}

/// A run that is never broken inside, unless it is wider than the whole line.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub font: FontRef,
    pub ink: Ink,
    pub glyphs: Vec<Glyph>,
    pub width: f32,
    level: Level,
    blank: bool,
    /// A line may begin with this run.
    breaks: bool,
    /// Glyphs stand at their own advances, without offsets.
    pub plain: bool,
}

/// One line, its runs from left to right.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub runs: Vec<Run>,
    pub width: f32,
    pub rtl: bool,
}

/// A paragraph shaped but not yet broken.
pub(crate) struct Paragraph {
    runs: Vec<Run>,
    rtl: bool,
}

/// Controls that change the direction or hide: they do not belong into a document and would let a name look otherwise.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Marks that sit on the letter before: they take its typeface.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200c}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// May a line begin with this letter? Closing marks of Chinese stay with what they close.
fn may_begin(c: char) -> bool {
    !matches!(c, '、' | '。' | '，' | '）' | '》' | '：' | '；' | '」' | '』' | '】' | '！' | '？')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Word,
    Han,
}

/// Shapes spans into one paragraph. Letters without a typeface go into `missing`.
pub(crate) fn paragraph(
    fonts: &Fonts,
    extra: &mut Supplement,
    missing: &mut Vec<char>,
    spans: &[Span<'_>],
) -> Paragraph {
    let mut text = String::new();
    let mut pieces: Vec<(usize, Style, Ink)> = Vec::new();
    for span in spans {
        pieces.push((text.len(), span.style, span.ink));
        text.extend(
            span.text
                .chars()
                .map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c })
                .filter(|c| !is_invisible(*c)),
        );
    }
    let simple = text.chars().all(|c| c < '\u{590}');
    let bidi = (!simple).then(|| BidiInfo::new(&text, None));
    let level_at = |at: usize| bidi.as_ref().and_then(|b| b.levels.get(at).copied()).unwrap_or_else(Level::ltr);
    let base = bidi.as_ref().and_then(|b| b.paragraphs.first()).map_or_else(Level::ltr, |p| p.level);

    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    let mut current: Option<(FontRef, Ink, Level, Class)> = None;
    let (mut piece, mut breaks, mut last_font) = (0, false, FontRef::Core(Style::Regular));
    let mut flush = |range: std::ops::Range<usize>, key: (FontRef, Ink, Level, Class), breaks: bool| {
        runs.push(shape(fonts, extra, missing, &text[range], key, breaks));
    };
    for (at, c) in text.char_indices() {
        while pieces.get(piece + 1).is_some_and(|p| p.0 <= at) {
            piece += 1;
        }
        let (_, style, ink) = pieces[piece];
        // A letter with a mark over it needs the whole typeface, where the mark finds its place.
        let marked = text[at + c.len_utf8()..].chars().next().is_some_and(is_combining);
        let font = if is_combining(c) {
            last_font
        } else if level_at(at).is_rtl()
            && let Some(face) = fonts.faces.iter().skip(4).position(|f| f.glyph(c).is_some())
        {
            // Brackets and points between Arabic letters come from their typeface and are turned with them.
            FontRef::Extra(face + 4)
        } else if !marked && fonts.core[style as usize].get(c).is_some() {
            FontRef::Core(style)
        } else if let Some(face) = fonts.face_of(style, c) {
            FontRef::Extra(face)
        } else {
            // Shaping meets it again, finds no glyph, and says so.
            FontRef::Extra(style as usize)
        };
        last_font = font;
        let class = match c {
            ' ' => Class::Blank,
            c if is_han(c) => Class::Han,
            _ => Class::Word,
        };
        let key = (font, ink, level_at(at), class);
        let begins_han = class == Class::Han && may_begin(c);
        if current != Some(key) || begins_han {
            let before = current.map(|k| k.3);
            if let Some(key) = current {
                flush(start..at, key, breaks);
            }
            // A line may begin after a blank, with a Chinese letter, or after one.
            breaks = class != Class::Blank
                && (before == Some(Class::Blank) || begins_han || (before == Some(Class::Han) && may_begin(c)));
            start = at;
            current = Some(key);
        }
    }
    if let Some(key) = current {
        flush(start..text.len(), key, breaks);
    }
    Paragraph { runs, rtl: base.is_rtl() }
}

fn shape(
    fonts: &Fonts,
    extra: &mut Supplement,
    missing: &mut Vec<char>,
    text: &str,
    key: (FontRef, Ink, Level, Class),
    breaks: bool,
) -> Run {
    let (font, ink, level, class) = key;
    let mut glyphs = Vec::with_capacity(text.len());
    let mut plain = true;
    match font {
        FontRef::Core(style) => {
            let core = &fonts.core[style as usize];
            let question = core.get('?').unwrap_or((0, 500.0));
            let one = |c: char| {
                let (id, advance) = core.get(c).unwrap_or(question);
                Glyph { id, advance, dx: 0.0, dy: 0.0 }
            };
            if level.is_rtl() {
                let mirror = |c: char| match c {
                    '(' => ')',
                    ')' => '(',
                    '[' => ']',
                    ']' => '[',
                    '<' => '>',
                    '>' => '<',
                    '«' => '»',
                    '»' => '«',
                    other => other,
                };
                glyphs.extend(text.chars().rev().map(mirror).map(one));
            } else {
                glyphs.extend(text.chars().map(one));
            }
        }
        FontRef::Extra(index) => {
            let face = &fonts.faces[index];
            let mut buffer = rustybuzz::UnicodeBuffer::new();
            buffer.push_str(text);
            buffer.guess_segment_properties();
            buffer.set_direction(if level.is_rtl() {
                rustybuzz::Direction::RightToLeft
            } else {
                rustybuzz::Direction::LeftToRight
            });
            buffer.set_cluster_level(rustybuzz::BufferClusterLevel::MonotoneCharacters);
            let shaped = rustybuzz::shape(&face.shaper, &[], buffer);
            let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
            let mut starts: Vec<usize> = infos.iter().map(|i| i.cluster as usize).collect();
            starts.sort_unstable();
            starts.dedup();
            let mut named = Vec::with_capacity(infos.len());
            for (info, position) in infos.iter().zip(positions) {
                let from = info.cluster as usize;
                let to = starts.iter().copied().find(|s| *s > from).unwrap_or(text.len());
                // The text of a cluster is said once, by its first glyph.
                let words = if named.contains(&from) { "" } else { text.get(from..to).unwrap_or("") };
                named.push(from);
                let old = u16::try_from(info.glyph_id).unwrap_or(0);
                if old == 0 {
                    missing.extend(text.get(from..to).unwrap_or("").chars());
                }
                let id = extra.add(fonts, index, old, words);
                let advance = position.x_advance as f32 * face.scale;
                let (dx, dy) = (position.x_offset as f32 * face.scale, position.y_offset as f32 * face.scale);
                plain &= dx == 0.0 && dy == 0.0 && (advance - face.advance(old)).abs() < 0.5;
                glyphs.push(Glyph { id, advance, dx, dy });
            }
        }
    }
    let width = glyphs.iter().map(|g| g.advance).sum();
    Run { font, ink, glyphs, width, level, blank: class == Class::Blank, breaks, plain }
}

impl Paragraph {
    /// Breaks into lines of at most `width` thousandths of the size. Nothing is ever left out.
    pub(crate) fn lines(&self, width: f32) -> Vec<Line> {
        let mut lines: Vec<Vec<Run>> = Vec::new();
        let (mut line, mut used): (Vec<Run>, f32) = (Vec::new(), 0.0);
        let mut i = 0;
        while i < self.runs.len() {
            // A group: runs up to the next place where a line may begin.
            let mut end = i + 1;
            while end < self.runs.len() && !self.runs[end].breaks && !self.runs[end].blank {
                end += 1;
            }
            let group = &self.runs[i..end];
            let wide: f32 = group.iter().map(|r| r.width).sum();
            let blank = group.iter().all(|r| r.blank);
            if used + wide > width && !blank && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            if wide > width && !blank {
                for run in group {
                    for part in split(run, width) {
                        if used + part.width > width && !line.is_empty() {
                            lines.push(std::mem::take(&mut line));
                            used = 0.0;
                        }
                        used += part.width;
                        line.push(part);
                    }
                }
            } else if !(blank && line.is_empty() && !lines.is_empty()) {
                line.extend_from_slice(group);
                used += wide;
            }
            i = end;
        }
        if !line.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        lines.into_iter().map(|runs| self.visual(runs)).collect()
    }

    /// Drops blanks at the end and puts the runs into the order in which they stand on paper (UAX 9, rule L2).
    fn visual(&self, mut runs: Vec<Run>) -> Line {
        while runs.last().is_some_and(|r| r.blank) {
            runs.pop();
        }
        let highest = runs.iter().map(|r| r.level.number()).max().unwrap_or(0);
        for level in (1..=highest).rev() {
            let mut i = 0;
            while i < runs.len() {
                if runs[i].level.number() < level {
                    i += 1;
                    continue;
                }
                let end = (i..runs.len()).find(|j| runs[*j].level.number() < level).unwrap_or(runs.len());
                runs[i..end].reverse();
                i = end;
            }
        }
        Line { width: runs.iter().map(|r| r.width).sum(), runs, rtl: self.rtl }
    }
}

/// Cuts a run that is wider than a line between its glyphs; joined scripts are cut only as a last resort.
fn split(run: &Run, width: f32) -> Vec<Run> {
    if run.width <= width {
        return vec![run.clone()];
    }
    let mut parts: Vec<Vec<Glyph>> = vec![Vec::new()];
    let mut used = 0.0;
    // From the first letter of the text on: on the right in scripts that run to the left.
    let in_order: Vec<Glyph> =
        if run.level.is_rtl() { run.glyphs.iter().rev().copied().collect() } else { run.glyphs.clone() };
    for glyph in in_order {
        if used + glyph.advance > width && used > 0.0 {
            parts.push(Vec::new());
            used = 0.0;
        }
        used += glyph.advance;
        if let Some(part) = parts.last_mut() {
            part.push(glyph);
        }
    }
    parts
        .into_iter()
        .map(|mut glyphs| {
            if run.level.is_rtl() {
                glyphs.reverse();
            }
            Run { width: glyphs.iter().map(|g| g.advance).sum(), glyphs, ..run.clone() }
        })
        .collect()
}
