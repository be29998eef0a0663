//! The parts of the form that are the same on every permit: lines, box numbers, captions, reverse. Drawn once, kept.

use super::fonts::{FontError, Fonts, Style, Supplement};
use super::layer::{Align, Canvas, Layer, LayerKey, Role, Sheet, outline, rule};
use super::order;
use super::shape::{Ink, Paragraph, Span};
use crate::form::{
    ANNEX_LINES, BLOCK_CELLS, CROSSING_ROWS, CROSSING_WIDTHS, FACE, FACE_LINES, LOWER_CELLS, Rect, Word, annex,
    annex_top, block, caption, face, says, word,
};
use cites::{Appendix, Lang, Purpose, Source};
use std::sync::Arc;

const HAIR: f32 = 0.18;
/// Sizes of captions in the boxes, in the head of the table, and in its lower cells.
const CAPTION: &[f32] = &[5.6, 5.4, 5.2, 5.0, 4.7, 4.4, 4.1];
const HEAD: &[f32] = &[5.0, 4.7, 4.4, 4.1];
const LOWER: &[f32] = &[4.4, 4.2, 4.0, 3.8];

/// The layer of a sheet: drawn now, or kept from before.
pub(crate) fn layer(fonts: &Fonts, sheet: Sheet, captions: &[Lang]) -> Result<Arc<Layer>, FontError> {
    let key = LayerKey { sheet, captions: captions.to_vec() };
    if let Ok(kept) = fonts.layers.read()
        && let Some(layer) = kept.get(&key)
    {
        return Ok(Arc::clone(layer));
    }
    let mut pen = Pen { canvas: Canvas::new(fonts, "S", Supplement::default()), captions };
    // Extra fonts of different sheets are different subsets and want different names.
    let tag = match sheet {
        Sheet::Face => {
            pen.face();
            'F'
        }
        Sheet::Annex => {
            pen.annex();
            'A'
        }
        Sheet::Overflow => {
            pen.bare();
            let place = annex::STAMP;
            pen.canvas.decoration(|c| {
                stroke(c);
                rule(c, HAIR, (place.x, place.y), (place.x + place.w, place.y));
            });
            pen.caption(place, "13", "box13_seal", order::FOOT - 1, Role::Text);
            'O'
        }
        Sheet::Crossings => {
            pen.crossings();
            'C'
        }
        Sheet::Reverse => {
            pen.reverse();
            'R'
        }
    };
    let layer = Arc::new(pen.canvas.finish(tag)?);
    if let Ok(mut kept) = fonts.layers.write() {
        kept.insert(key, Arc::clone(&layer));
    }
    Ok(layer)
}

/// A code and its words, one a language.
type CodeRow = (&'static str, Vec<String>);

struct Pen<'f, 'l> {
    canvas: Canvas<'f>,
    captions: &'l [Lang],
}

impl Pen<'_, '_> {
    /// A caption in all languages, the first in front, with the number of its box.
    fn caption_of(&mut self, number: &str, texts: &[String]) -> Paragraph {
        let number = if number.is_empty() { String::new() } else { format!("{number}\u{a0} ") };
        let mut spans = vec![Span { text: &number, style: Style::Bold, ink: Ink::Form }];
        for (i, text) in texts.iter().enumerate() {
            if i > 0 {
                spans.push(Span { text: " / ", style: Style::Regular, ink: Ink::Pale });
            }
            spans.push(Span { text, style: Style::Regular, ink: if i == 0 { Ink::Form } else { Ink::Pale } });
        }
        self.canvas.shape(&spans)
    }

    fn in_all(&self, key: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for lang in self.captions {
            let text = caption(key, *lang).to_owned();
            if !out.contains(&text) {
                out.push(text);
            }
        }
        out
    }

    fn words(&self, texts: &Word) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for lang in self.captions {
            let text = word(texts, *lang).to_owned();
            if !out.contains(&text) {
                out.push(text);
            }
        }
        out
    }

    fn caption(&mut self, place: Rect, number: &str, key: &str, order: u32, role: Role) {
        let texts = self.in_all(key);
        self.label(place, number, &texts, CAPTION, order, role);
    }

    fn label(&mut self, place: Rect, number: &str, texts: &[String], sizes: &[f32], order: u32, role: Role) {
        let shaped = self.caption_of(number, texts);
        let inside = Rect { y: place.y + 0.5, h: place.h - 0.5, ..place }.inset(1.0, 0.0);
        // The first language at least must be whole; the others go where three do not fit at a size one can read.
        let smallest = sizes.last().copied().unwrap_or(4.0);
        let mut fitting = vec![shaped];
        let mut count = texts.len();
        while count > 1 && self.canvas.height(inside.w, smallest, &fitting) > inside.h + 0.05 {
            count -= 1;
            fitting = vec![self.caption_of(number, &texts[..count])];
        }
        let _ = self.canvas.text(inside, sizes, Align::Start, order, role, &fitting);
    }

    /// Head of the table, the same on face and annex pages.
    fn table_head(&mut self, head: Rect) {
        for (i, (number, key, x, w)) in BLOCK_CELLS.iter().enumerate() {
            let cell = Rect::new(*x, head.y, *w, head.h);
            let texts = self.in_all(key);
            self.label(cell, number, &texts, HEAD, order::HEAD + i as u32, Role::Cell { row: 0, header: true });
        }
    }

    fn lower_captions(&mut self, top: f32, n: usize) {
        let b = block(top, n);
        for (i, (number, key, x, w)) in LOWER_CELLS.iter().enumerate() {
            let high = if matches!(*number, "12a" | "12b") { 5.5 } else { 4.5 };
            let cell = Rect::new(*x, b.whole.y + b.upper, *w, high);
            let (row, texts) = (order::row(n, true), self.in_all(key));
            self.label(cell, number, &texts, LOWER, order::cell(n, true, i), Role::Cell { row, header: false });
        }
    }

    /// Lines of a table of blocks.
    fn table_lines(&mut self, head: Rect, blocks: usize) {
        let top = head.y + head.h;
        self.canvas.decoration(|c| {
            c.set_fill_rgb(0.94, 0.965, 0.95);
            outline(c, head);
            for n in 0..blocks {
                outline(c, block(top, n).letter);
            }
            c.fill_nonzero();
            stroke(c);
            for n in 0..blocks {
                let b = block(top, n);
                let (y, end) = (b.whole.y, b.whole.y + b.whole.h);
                rule(c, 0.3, (b.whole.x, y), (b.whole.x + b.whole.w, y));
                rule(c, HAIR, (16.0, y + b.upper), (200.0, y + b.upper));
                for (_, _, x, _) in BLOCK_CELLS {
                    rule(c, HAIR, (*x, y), (*x, y + b.upper));
                }
                for (_, _, x, _) in LOWER_CELLS {
                    rule(c, HAIR, (*x, y + b.upper), (*x, end));
                }
            }
            let end = block(top, blocks).whole.y;
            rule(c, 0.3, (10.0, end), (200.0, end));
            for (_, _, x, _) in BLOCK_CELLS {
                rule(c, HAIR, (*x, head.y), (*x, top));
            }
        });
    }

    fn face(&mut self) {
        self.table_lines(face::HEAD, FACE_LINES);
        self.canvas.decoration(|c| {
            stroke(c);
            c.set_line_width(0.7);
            outline(c, face::FRAME);
            c.stroke();
            c.set_line_width(0.5);
            for b in FACE {
                outline(c, b.place);
            }
            outline(c, face::HEAD);
            outline(c, face::KINDS);
            outline(c, face::VALID);
            c.stroke();
            let s = face::SEAL;
            for (from, to) in [
                ((s.x, s.y), (s.x, s.y + s.h)),
                ((face::CODES.x, face::CODES.y), (face::CODES.x, face::CODES.y + face::CODES.h)),
                ((10.0, face::PLACE.y), (s.x, face::PLACE.y)),
                ((10.0, face::DATE.y), (s.x, face::DATE.y)),
                ((10.0, s.y), (face::CODES.x, s.y)),
                ((face::OFFICE.x, face::OFFICE.y), (face::OFFICE.x, face::OFFICE.y + face::OFFICE.h)),
                ((10.0, face::ENDORSED.y), (face::OFFICE.x, face::ENDORSED.y)),
            ] {
                rule(c, HAIR, from, to);
            }
            for n in 1..4 {
                let y = face::OFFICE.y + face::OFFICE.h / 4.0 * n as f32;
                rule(c, HAIR, (face::OFFICE.x, y), (face::OFFICE.x + face::OFFICE.w, y));
            }
            endorsed_lines(c, face::ENDORSED, FACE_LINES);
            let a = face::SIGN_APPLICANT;
            c.set_dash_pattern([0.6, 1.6], 0.0);
            rule(c, 0.25, (a.x + 34.0, a.y + a.h - 1.8), (a.x + a.w - 3.0, a.y + a.h - 1.8));
            c.set_dash_pattern([], 0.0);
        });
        self.title();
        for b in FACE {
            let place = match b.number {
                "1" => Rect { h: 4.0, ..face::NUMBER },
                "13" => Rect { w: face::CODES.x - b.place.x, h: 6.0, ..b.place },
                "14" => Rect { w: face::ENDORSED.w, h: b.caption_h, ..b.place },
                _ => Rect { h: b.caption_h, ..b.place },
            };
            self.caption(place, b.number, b.caption, order::of_box(b.number), Role::Text);
        }
        self.caption(face::VALID, "2", "box2_valid_until", order::VALID, Role::Text);
        let sign = Rect { y: face::SIGN_APPLICANT.y + 2.6, h: 5.4, w: 34.0, ..face::SIGN_APPLICANT };
        self.caption(sign, "", "box4_signature", order::APPLICANT, Role::Text);
        for (i, key) in ["box1_export", "box1_reexport", "box1_import", "box1_other"].iter().enumerate() {
            let tick = kind_box(i);
            self.canvas.decoration(|c| {
                stroke(c);
                c.set_line_width(0.6);
                outline(c, tick);
                c.stroke();
            });
            let place = Rect::new(tick.x + 3.4, tick.y - 1.0, face::KINDS.w - 6.5, 4.4);
            let texts = self.in_all(key);
            let shaped = self.caption_of("", &texts);
            let row = self.canvas.height(place.w, 6.2, std::slice::from_ref(&shaped));
            let _ = self.canvas.text(
                Rect { y: place.y + (4.4 - row).max(0.0) / 2.0, ..place },
                CAPTION,
                Align::Start,
                order::KINDS + i as u32,
                Role::Text,
                &[shaped],
            );
        }
        self.table_head(face::HEAD);
        for n in 0..FACE_LINES {
            self.lower_captions(face::HEAD.y + face::HEAD.h, n);
        }
        let mut notes: Vec<(String, Ink)> = Vec::new();
        for (i, lang) in self.captions.iter().enumerate() {
            let ink = if i == 0 { Ink::Form } else { Ink::Pale };
            for key in ["foot_origin", "foot_operation", "foot_preconv"] {
                notes.push((format!("{}    ", caption(key, *lang)), ink));
            }
        }
        let spans: Vec<Span<'_>> =
            notes.iter().map(|(text, ink)| Span { text, style: Style::Regular, ink: *ink }).collect();
        let notes = self.canvas.shape(&spans);
        let place = face::FOOTNOTES.inset(1.0, 0.3);
        let _ = self.canvas.text(
            place,
            &[5.2, 5.0, 4.8, 4.6, 4.4, 4.2, 4.0],
            Align::Start,
            order::NOTES,
            Role::Text,
            &[notes],
        );
        self.caption(face::PLACE, "", "box13_place", order::PLACE, Role::Text);
        self.caption(face::DATE, "", "box_date", order::DATE, Role::Text);
        self.caption(face::SEAL, "", "box13_seal", order::SEAL, Role::Text);
        self.endorsed_head(face::ENDORSED);
        for (i, key) in ["box14_port", "box_date", "box14_signature", "box14_stamp_title"].iter().enumerate() {
            let h = face::OFFICE.h / 4.0;
            let place = Rect { y: face::OFFICE.y + h * i as f32, h, ..face::OFFICE };
            self.caption(place, "", key, order::OFFICE + i as u32, Role::Text);
        }
    }

    fn endorsed_head(&mut self, place: Rect) {
        let head = Rect { h: 5.0, ..place };
        self.caption(Rect { w: 14.0, ..head }, "", "box14_block", order::ENDORSED, Role::Text);
        let right = Rect { x: place.x + 14.0, w: place.w - 14.0, ..head };
        self.caption(right, "", "box14_quantity", order::ENDORSED + 1, Role::Text);
    }

    fn title(&mut self) {
        let mark = Span { text: "CITES", style: Style::Bold, ink: Ink::Form };
        let left = Rect::new(face::TITLE.x + 2.0, face::TITLE.y, 25.0, face::TITLE.h);
        self.canvas.word(left, 24.0, Align::Start, order::TITLE, Role::Title, mark);
        let texts = self.in_all("conv_title");
        let lines: Vec<Paragraph> = texts
            .iter()
            .enumerate()
            .map(|(i, text)| {
                let upper = text.to_uppercase();
                let (style, ink) = if i == 0 { (Style::Bold, Ink::Form) } else { (Style::Regular, Ink::Pale) };
                self.canvas.shape(&[Span { text: &upper, style, ink }])
            })
            .collect();
        let room = Rect::new(face::TITLE.x + 29.0, face::TITLE.y + 1.5, face::TITLE.w - 31.0, face::TITLE.h - 3.0);
        let size = [7.2, 6.8, 6.4, 6.0, 5.6].into_iter().find(|s| self.canvas.height(room.w, *s, &lines) <= room.h);
        let size = size.unwrap_or(5.0);
        let high = self.canvas.height(room.w, size, &lines);
        let middle = Rect { y: room.y + (room.h - high).max(0.0) / 2.0, ..room };
        let _ = self.canvas.text(middle, &[size], Align::Start, order::TITLE, Role::Title, &lines);
    }

    /// Head of every page but the face: what it is; number, kind and page are filled in.
    fn page_head(&mut self, texts: &[String]) {
        let mark = Span { text: "CITES", style: Style::Bold, ink: Ink::Form };
        let left = Rect::new(annex::TOP.x + 2.0, annex::TOP.y, 20.0, annex::TOP.h);
        self.canvas.word(left, 18.0, Align::Start, order::TITLE, Role::Title, mark);
        let lines: Vec<Paragraph> = texts
            .iter()
            .enumerate()
            .map(|(i, text)| {
                let (style, ink) = if i == 0 { (Style::Bold, Ink::Form) } else { (Style::Regular, Ink::Pale) };
                self.canvas.shape(&[Span { text, style, ink }])
            })
            .collect();
        let high = self.canvas.height(45.0, 8.0, &lines);
        let place = Rect::new(annex::TOP.x + 25.0, annex::TOP.y + (annex::TOP.h - high).max(0.0) / 2.0, 45.0, 16.0);
        let _ = self.canvas.text(place, &[8.0, 7.0, 6.0], Align::Start, order::TITLE, Role::Title, &lines);
        self.canvas.decoration(|c| {
            stroke(c);
            c.set_line_width(0.7);
            outline(c, annex::FRAME);
            outline(c, annex::TOP);
            c.stroke();
        });
    }

    fn bare(&mut self) {
        let texts = self.in_all("annex_page");
        self.page_head(&texts);
    }

    fn annex(&mut self) {
        self.table_lines(annex::HEAD, ANNEX_LINES);
        self.bare();
        self.table_head(annex::HEAD);
        for n in 0..ANNEX_LINES {
            self.lower_captions(annex_top(), n);
        }
        let (e, s) = (annex::ENDORSED, annex::SEAL);
        let half = |i: usize| Rect::new(e.x + e.w / 2.0 * i as f32, e.y + 5.0, e.w / 2.0, e.h - 5.0);
        self.canvas.decoration(|c| {
            stroke(c);
            rule(c, 0.3, (s.x, s.y), (s.x, s.y + s.h));
            rule(c, HAIR, (e.x, e.y + 5.0), (e.x + e.w, e.y + 5.0));
            rule(c, HAIR, (e.x + e.w / 2.0, e.y + 5.0), (e.x + e.w / 2.0, e.y + e.h));
            for i in 0..2 {
                endorsed_lines(c, half(i), ANNEX_LINES / 2);
            }
        });
        self.caption(Rect { h: 5.0, ..e }, "14", "box14_endorsement", order::of_box("14"), Role::Text);
        for i in 0..2 {
            self.endorsed_head(half(i));
        }
        self.caption(s, "13", "box13_seal", order::SEAL, Role::Text);
    }

    fn crossings(&mut self) {
        let texts = self.in_all("continuation_sheet");
        self.page_head(&texts);
        let head = Rect { h: 9.0, ..annex::TEXT };
        let widths = CROSSING_WIDTHS;
        let titles = [
            self.in_all("box_date"),
            self.words(&says::CROSS_FROM),
            self.words(&says::CROSS_TO),
            self.words(&says::CROSS_OFFICE),
            self.words(&says::CROSS_STAMP),
        ];
        self.canvas.decoration(|c| {
            stroke(c);
            let mut x = head.x;
            for w in widths {
                rule(c, HAIR, (x, head.y), (x, 282.5));
                x += w;
            }
            let mut y = head.y + head.h;
            while y < 275.0 {
                rule(c, HAIR, (10.0, y), (200.0, y));
                y += (282.5 - head.y - head.h) / CROSSING_ROWS as f32;
            }
        });
        let mut x = head.x;
        for (i, (title, w)) in titles.iter().zip(widths).enumerate() {
            let cell = Rect::new(x, head.y, w, head.h);
            self.label(cell, "", title, CAPTION, order::HEAD + i as u32, Role::Cell { row: 0, header: true });
            x += w;
        }
    }

    fn reverse(&mut self) {
        let heading = self.words(&says::REVERSE);
        self.page_head(&heading);
        let langs = self.captions.to_vec();
        let column = (190.0 - 14.0) / langs.len() as f32;
        let mut y = annex::TEXT.y + 2.0;
        let mut at = order::REVERSE;
        let sections: [(&Word, Vec<CodeRow>); 3] = [
            (
                &says::PURPOSES,
                Purpose::ALL
                    .iter()
                    .map(|p| (p.code(), langs.iter().map(|l| p.name(*l).to_owned()).collect()))
                    .collect(),
            ),
            (
                &says::SOURCES,
                Source::ALL.iter().map(|s| (s.code(), langs.iter().map(|l| s.name(*l).to_owned()).collect())).collect(),
            ),
            (
                &says::APPENDICES,
                [Appendix::I, Appendix::II, Appendix::III]
                    .iter()
                    .map(|a| (a.code(), langs.iter().map(|l| a.name(*l).to_owned()).collect()))
                    .collect(),
            ),
        ];
        for (title, rows) in &sections {
            y = self.section(title, y, &mut at);
            for (code, names) in rows {
                let mut high: f32 = 0.0;
                let in_row = at;
                let role = || Role::Cell { row: in_row, header: false };
                let code_place = Rect::new(12.0, y, 10.0, 4.0);
                let span = Span { text: code, style: Style::Bold, ink: Ink::Black };
                let code = self.canvas.shape(&[span]);
                let _ = self.canvas.text(code_place, &[7.6], Align::Start, at, role(), &[code]);
                at += 1;
                for (i, name) in names.iter().enumerate() {
                    let shaped = self.canvas.shape(&[Span { text: name, style: Style::Regular, ink: Ink::Black }]);
                    let place = Rect::new(22.0 + column * i as f32, y, column - 3.0, 9.0);
                    if let Ok(h) = self.canvas.text(place, &[7.6, 7.0], Align::Start, at, role(), &[shaped]) {
                        high = high.max(h);
                    }
                    at += 1;
                }
                y += high.max(3.2) + 0.75;
                let line = y - 0.45;
                self.canvas.decoration(|c| {
                    c.set_stroke_rgb(0.8, 0.86, 0.83);
                    rule(c, 0.12, (12.0, line), (198.0, line));
                });
            }
            y += 1.6;
        }
        y = self.section(&says::NOTES, y, &mut at);
        for note in [&says::NOTE_VALID, &says::NOTE_CHANGE, &says::NOTE_RETURN, &says::NOTE_CODE] {
            let mut high: f32 = 0.0;
            for (i, lang) in langs.iter().enumerate() {
                let text = word(note, *lang);
                let shaped = self.canvas.shape(&[Span { text, style: Style::Regular, ink: Ink::Black }]);
                let wide = 186.0 / langs.len() as f32;
                let place = Rect::new(12.0 + wide * i as f32, y, wide - 4.0, 26.0);
                if let Ok(h) = self.canvas.text(place, &[7.0, 6.4], Align::Start, at, Role::Text, &[shaped]) {
                    high = high.max(h);
                }
                at += 1;
            }
            y += high + 1.2;
        }
    }

    fn section(&mut self, title: &Word, y: f32, at: &mut u32) -> f32 {
        let band = Rect::new(10.2, y, 189.6, 5.4);
        self.canvas.decoration(|c| {
            c.set_fill_rgb(0.94, 0.965, 0.95);
            outline(c, band);
            c.fill_nonzero();
        });
        let texts = self.words(title);
        let shaped = self.caption_of("", &texts);
        let place = Rect::new(12.0, y + 1.0, 186.0, 4.0);
        let _ = self.canvas.text(place, &[7.6, 7.0, 6.4], Align::Start, *at, Role::Heading, &[shaped]);
        *at += 1;
        y + 6.6
    }
}

/// The lines of the form are dark green, those on the goods side black.
fn stroke(c: &mut pdf_writer::Content) {
    let [r, g, b] = Ink::Form.rgb();
    c.set_stroke_rgb(r, g, b);
}

/// Rows of box 14, a head of 5 mm above them.
fn endorsed_lines(c: &mut pdf_writer::Content, place: Rect, rows: usize) {
    for n in 0..rows {
        let y = endorsed_row(place, rows, n).y;
        rule(c, HAIR, (place.x, y), (place.x + place.w, y));
    }
    rule(c, HAIR, (place.x + 14.0, place.y), (place.x + 14.0, place.y + place.h));
}

/// Row `n` of box 14.
pub(crate) fn endorsed_row(place: Rect, rows: usize, n: usize) -> Rect {
    let h = (place.h - 5.0) / rows as f32;
    Rect { y: place.y + 5.0 + h * n as f32, h, ..place }
}

/// The square before the n-th kind of document in box 1.
pub(crate) fn kind_box(n: usize) -> Rect {
    Rect::new(face::KINDS.x + 1.8, face::KINDS.y + 1.9 + 4.3 * n as f32, 2.4, 2.4)
}
