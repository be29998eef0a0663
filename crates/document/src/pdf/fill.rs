//! What the permit says, written into the sheets.

mod blocks;

use super::fonts::{FontError, Fonts, Style, Supplement};
use super::layer::{Align, Canvas, Layer, Leaf, Role, Sheet};
use super::shape::{Ink, Paragraph, Span};
use super::sheet::{endorsed_row, kind_box, layer};
use super::{Mark, Notice, Options, order};
use crate::form::{
    self, ANNEX_LINES, BLOCK_CELLS, CROSSING_ROWS, CROSSING_WIDTHS, FACE, FACE_LINES, HEIGHT, LOWER_CELLS, Rect, WIDTH,
    amount, annex, annex_top, caption, crossing_row, date, face, says, word,
};
use crate::qr::Symbol;
use cites::document::{Address, Endorsement, SpecimenLine};
use cites::{Lang, PermitDocument, Term};
use std::sync::Arc;

/// Sizes of contents, largest first.
const BODY: &[f32] = &[9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0];
const SMALL: &[f32] = &[8.0, 7.5, 7.0, 6.5, 6.0, 5.6];
const TINY: &[f32] = &[5.4, 5.0, 4.6, 4.2, 3.9];

/// A page, drawn: what lies under the form, the form, and what is written on it.
pub(crate) struct Page {
    pub layer: Arc<Layer>,
    pub under: Vec<u8>,
    pub over: Vec<u8>,
    pub leaves: Vec<Leaf>,
    next_mcid: i32,
}

/// All pages of a permit.
pub(crate) struct Drawn {
    pub pages: Vec<Page>,
    pub extra: Supplement,
    pub missing: Vec<char>,
    /// Symbols of the face by the name of their resource.
    pub symbols: Vec<(&'static str, Symbol)>,
}

/// Draws a permit.
pub(crate) fn draw(fonts: &Fonts, permit: &PermitDocument, options: &Options) -> Result<Drawn, FontError> {
    let mut pen = Pen {
        canvas: Canvas::new(fonts, "D", Supplement::default()),
        permit,
        options,
        lang: permit.language,
        full: Vec::new(),
        pages: Vec::new(),
        symbols: Vec::new(),
    };
    let first = usize::from(options.lines_per_page).clamp(1, FACE_LINES);
    let (on_face, on_annex) = permit.lines.split_at(first.min(permit.lines.len()));
    pen.face(on_face, on_annex)?;
    for (n, lines) in on_annex.chunks(ANNEX_LINES).enumerate() {
        pen.annex(lines, first + n * ANNEX_LINES)?;
    }
    pen.overflow()?;
    if permit.kind.reusable() {
        pen.crossings()?;
    }
    if options.reverse {
        pen.begin(Sheet::Reverse)?;
        pen.head_of_page();
        pen.end();
    }
    pen.feet();
    Ok(Drawn { pages: pen.pages, extra: pen.canvas.extra, missing: pen.canvas.missing, symbols: pen.symbols })
}

struct Pen<'f, 'p> {
    canvas: Canvas<'f>,
    permit: &'p PermitDocument,
    options: &'p Options,
    lang: Lang,
    /// What did not fit into its box, with the name of the box.
    full: Vec<(String, Vec<Paragraph>)>,
    pages: Vec<Page>,
    symbols: Vec<(&'static str, Symbol)>,
}

/// Text of a span in black.
fn black(text: &str, style: Style) -> Span<'_> {
    Span { text, style, ink: Ink::Black }
}

impl Pen<'_, '_> {
    /// Starts a page with its marks, under everything else.
    fn begin(&mut self, sheet: Sheet) -> Result<(), FontError> {
        let layer = layer(self.canvas.fonts, sheet, &self.options.captions)?;
        self.canvas.missing.extend(layer.missing.iter().copied());
        self.canvas.first_mcid(layer.next_mcid);
        let mut marks = self.options.marks.clone();
        let mut also = |mark: Mark, wanted: bool| {
            if wanted && !marks.contains(&mark) {
                marks.push(mark);
            }
        };
        also(Mark::Copy, self.permit.copy);
        // No paper of the fictional countries may ever look valid.
        also(Mark::Demo, self.permit.issuer().is_demo());
        let count = marks.len() as f32;
        for (i, mark) in marks.iter().enumerate() {
            let text = match mark {
                Mark::Demo => word(&says::DEMO, self.lang).to_owned(),
                Mark::Copy => caption("copy_mark", self.lang).to_owned(),
                Mark::Void => caption("void_mark", self.lang).to_owned(),
                Mark::ReplacedBy(number) => caption("replaced_mark", self.lang).replace("{number}", number.as_str()),
            };
            let h = (HEIGHT - 20.0) / count;
            let place = Rect::new(10.0, 10.0 + h * i as f32, WIDTH - 20.0, h);
            let span = Span { text: &text, style: Style::Bold, ink: Ink::Water };
            let angle = (place.h / place.w).atan().min(0.9);
            self.canvas.across(place, 150.0, angle, order::MARK, span);
        }
        let next = self.canvas.next_mcid();
        let (under, leaves) = self.canvas.page(next);
        self.pages.push(Page { layer, under, over: Vec::new(), leaves, next_mcid: next });
        Ok(())
    }

    fn end(&mut self) {
        let next = self.canvas.next_mcid();
        let (over, leaves) = self.canvas.page(0);
        if let Some(page) = self.pages.last_mut() {
            page.over = over;
            page.leaves.extend(leaves);
            page.next_mcid = next;
        }
    }

    /// Number and page at the foot of every page, when their count is known.
    fn feet(&mut self) {
        let total = self.pages.len().to_string();
        for i in 0..self.pages.len() {
            self.canvas.first_mcid(self.pages[i].next_mcid);
            let of = caption("page_of", self.lang).replace("{n}", &(i + 1).to_string()).replace("{total}", &total);
            let left = format!("CITES  {}  ", self.permit.kind.name(self.lang));
            let foot = face::FOOT;
            let line = self.canvas.shape(&[
                Span { text: &left, style: Style::Regular, ink: Ink::Form },
                black(self.permit.number.as_str(), Style::Mono),
            ]);
            let place = Rect { y: foot.y + 0.4, w: 140.0, ..foot };
            let _ = self.canvas.text(place, &[7.5, 7.0, 6.0], Align::Start, order::FOOT, Role::Text, &[line]);
            let right = Rect { x: foot.x + 140.0, w: 50.0, ..foot };
            let span = Span { text: &of, style: Style::Regular, ink: Ink::Form };
            self.canvas.word(right, 7.5, Align::Right, order::FOOT + 1, Role::Text, span);
            let (over, leaves) = self.canvas.page(0);
            self.pages[i].over.push(b'\n');
            self.pages[i].over.extend(over);
            self.pages[i].leaves.extend(leaves);
        }
    }

    /// Name of a box as a heading: its number, its caption, its block.
    fn named(&self, name: &str) -> String {
        let (number, rest) = name.split_once(' ').unwrap_or((name, ""));
        let boxes = FACE.iter().map(|b| (b.number, b.caption));
        let cells = BLOCK_CELLS.iter().chain(LOWER_CELLS).map(|(number, caption, _, _)| (*number, *caption));
        let words = boxes.chain(cells).find(|(n, _)| *n == number).map_or("", |(_, key)| caption(key, self.lang));
        [number, words, rest].iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join("  ")
    }

    /// Contents into a box; what does not fit goes in full onto an annex page, and the box says so.
    fn fill(&mut self, place: Rect, sizes: &[f32], order: u32, role: Role, name: &str, text: Vec<Paragraph>) {
        if text.is_empty() {
            return;
        }
        let smallest = sizes.last().copied().unwrap_or(6.0);
        if self.canvas.height(place.w, smallest, &text) <= place.h + 0.05 {
            let _ = self.canvas.text(place, sizes, Align::Start, order, role, &text);
            return;
        }
        let note = word(&says::SEE_ANNEX, self.lang);
        let line = smallest * super::layer::LEADING * 25.4 / 72.0;
        let above = Rect { h: (place.h - line).max(line), ..place };
        let _ = self.canvas.text(above, &[smallest], Align::Start, order, role.clone(), &text);
        let below = Rect { y: place.y + above.h, h: line, ..place };
        self.canvas.word(
            below,
            smallest,
            Align::Start,
            order,
            role,
            Span { text: note, style: Style::Bold, ink: Ink::Form },
        );
        self.full.push((name.to_owned(), text));
    }

    fn paragraphs(&mut self, spans: &[(String, Style)]) -> Vec<Paragraph> {
        spans
            .iter()
            .flat_map(|(text, style)| text.lines().map(|l| (l, *style)))
            .filter(|(text, _)| !text.trim().is_empty())
            .map(|(text, style)| self.canvas.shape(&[black(text, style)]))
            .collect()
    }

    fn place_of(number: &str) -> Rect {
        // The tests hold the table and the numbers together.
        FACE.iter().find(|b| b.number == number).map_or(face::FRAME, |b| b.place)
    }

    /// The inside of a box under its caption.
    fn inside(number: &str) -> Rect {
        let caption = FACE.iter().find(|b| b.number == number).map_or(0.0, |b| b.caption_h);
        Self::place_of(number).below(caption).inset(1.6, 0.0)
    }

    fn face(&mut self, lines: &[SpecimenLine], more: &[SpecimenLine]) -> Result<(), FontError> {
        self.begin(Sheet::Face)?;
        let (permit, lang) = (self.permit, self.lang);
        let n = face::NUMBER;
        let number = Rect::new(n.x + 1.6, n.y + 4.2, 64.0, 7.0);
        self.canvas.word(
            number,
            15.0,
            Align::Start,
            order::of_box("1"),
            Role::Text,
            black(permit.number.as_str(), Style::Mono),
        );
        let state = caption(if permit.copy { "copy_mark" } else { "original_copy" }, lang).to_uppercase();
        let right = Rect::new(n.x + 66.0, n.y + 3.4, n.w - 68.0, 4.6);
        let span = Span { text: &state, style: Style::Bold, ink: Ink::Form };
        self.canvas.word(right, 9.5, Align::Right, order::of_box("1") + 1, Role::Text, span);
        if let (Some(from), Some(to)) = (more.first(), more.last()) {
            let note = word(&says::MORE_BLOCKS, lang)
                .replace("{from}", from.block.as_str())
                .replace("{to}", to.block.as_str());
            let below = Rect::new(n.x + 50.0, n.y + 8.0, n.w - 52.0, 3.2);
            self.canvas.word(below, 6.4, Align::Right, order::of_box("1") + 2, Role::Text, black(&note, Style::Bold));
        }
        self.kind();
        let valid = Rect { y: face::VALID.y + 5.5, h: 6.5, ..face::VALID }.inset(1.5, 0.0);
        let until = form::date(permit.valid_until, lang);
        self.canvas.word(valid, 11.0, Align::Centre, order::VALID, Role::Text, black(&until, Style::Bold));
        if permit.valid_from > permit.issue.at.to_zoned(jiff::tz::TimeZone::UTC).date() {
            let from = format!("{} {}", word(&says::VALID_FROM, lang), form::date(permit.valid_from, lang));
            let below = Rect { y: valid.y + 6.5, h: 4.0, ..valid };
            self.canvas.word(below, 7.5, Align::Centre, order::VALID, Role::Text, black(&from, Style::Regular));
        }
        if let Some(importer) = &permit.importer {
            self.person("3", &importer.name, &importer.address, 24.0);
        }
        if let Some(country) = permit.country_of_import {
            self.country("3a", country);
        }
        self.person("4", &permit.exporter.name, &permit.exporter.address, 25.5);
        self.conditions();
        let purpose = self.canvas.shape(&[
            black(permit.purpose.code(), Style::Bold),
            black("  ", Style::Regular),
            black(permit.purpose.name(lang), Style::Regular),
        ]);
        self.fill(
            Self::inside("5a"),
            &[8.0, 7.5, 7.0, 6.5, 6.0, 5.0],
            order::of_box("5a"),
            Role::Text,
            "5a",
            vec![purpose],
        );
        if let Some(stamp) = &permit.security_stamp {
            let place = Self::inside("5b");
            self.canvas.word(place, 9.0, Align::Start, order::of_box("5b"), Role::Text, black(stamp, Style::Mono));
        }
        let a = &permit.authority;
        let mut text = vec![(a.name.clone(), Style::Bold)];
        text.extend(address(&a.address, lang).into_iter().map(|l| (l, Style::Regular)));
        text.extend(a.representative.clone().map(|r| (r, Style::Regular)));
        let text = self.paragraphs(&text);
        self.fill(Self::inside("6"), BODY, order::of_box("6"), Role::Text, "6", text);
        let top = face::HEAD.y + face::HEAD.h;
        self.table(top, FACE_LINES, lines, 0);
        self.issue();
        self.codes();
        self.endorsement_office();
        self.endorsed(&[face::ENDORSED], FACE_LINES, lines, 0);
        if let Some(waybill) = &permit.transport_document {
            let text = self.paragraphs(&[(waybill.clone(), Style::Mono)]);
            self.fill(Self::inside("15"), BODY, order::of_box("15"), Role::Text, "15", text);
        }
        self.end();
        Ok(())
    }

    fn kind(&mut self) {
        let row = match self.permit.kind.form_box_1() {
            "Export" => 0,
            "Re-export" => 1,
            "Import" => 2,
            _ => 3,
        };
        let b = kind_box(row);
        let cross = Rect::new(b.x - 1.0, b.y - 1.0, b.w + 2.0, b.h + 2.0);
        self.canvas.word(cross, 10.0, Align::Centre, order::KINDS + row as u32, Role::Text, black("X", Style::Bold));
        if row == 3 {
            let place = Rect::new(b.x + 24.0, b.y - 1.2, 27.5, 4.8);
            let name = self.permit.kind.name(self.lang);
            self.canvas.word(place, 8.0, Align::Start, order::KINDS + 3, Role::Text, black(name, Style::Bold));
        }
    }

    fn person(&mut self, number: &str, name: &str, place: &Address, height: f32) {
        let mut text = vec![(name.to_owned(), Style::Bold)];
        text.extend(address(place, self.lang).into_iter().map(|l| (l, Style::Regular)));
        let text = self.paragraphs(&text);
        let inside = Self::inside(number);
        let inside = Rect { h: height - (inside.y - Self::place_of(number).y), ..inside };
        self.fill(inside, BODY, order::of_box(number), Role::Text, number, text);
    }

    fn country(&mut self, number: &str, country: cites::CountryCode) {
        let name = country.name(self.lang);
        let code = format!("  ({country})");
        let text = self.canvas.shape(&[black(&name, Style::Bold), black(&code, Style::Mono)]);
        self.fill(Self::inside(number), BODY, order::of_box(number), Role::Text, number, vec![text]);
    }

    fn conditions(&mut self) {
        let lang = self.lang;
        let mut text: Vec<(String, Style)> = Vec::new();
        for notice in &self.options.notices {
            let sentence = match notice {
                Notice::Replaces { number, date, reason } => caption("replacement_statement", lang)
                    .replace("{number}", number.as_str())
                    .replace("{date}", &form::date(*date, lang))
                    .replace("{reason}", reason),
                Notice::Retrospective { reason } => {
                    caption("retrospective_statement", lang).replace("{reason}", reason)
                }
            };
            text.push((sentence, Style::Bold));
        }
        text.extend(self.permit.special_conditions.iter().map(|c| (c.clone(), Style::Regular)));
        // Our own documents say it among their conditions, so that the message says it too.
        let said = self.permit.special_conditions.iter().any(|c| c.contains("IATA"));
        if !said && self.permit.lines.iter().any(|l| l.term == Term::Liv) {
            text.push((caption("box5_live", lang).to_owned(), Style::Regular));
        }
        let text = self.paragraphs(&text);
        self.fill(Self::inside("5"), BODY, order::of_box("5"), Role::Text, "5", text);
    }

    fn issue(&mut self) {
        let (permit, lang) = (self.permit, self.lang);
        let by = self.paragraphs(&[(permit.authority.name.clone(), Style::Bold)]);
        let place = Rect::new(face::PLACE.x, 219.4, face::PLACE.w, 5.4).inset(1.6, 0.0);
        self.fill(place, &[7.5, 7.0, 6.5, 6.0, 5.5, 5.0], order::of_box("13"), Role::Text, "13", by);
        let town = self.paragraphs(&[(permit.issue.place.clone(), Style::Regular)]);
        self.fill(face::PLACE.below(4.6).inset(1.6, 0.0), BODY, order::PLACE, Role::Text, "13", town);
        let date = form::date(permit.issue.at.to_zoned(jiff::tz::TimeZone::UTC).date(), lang);
        let place = Rect { h: 6.0, ..face::DATE.below(4.2) }.inset(1.6, 0.0);
        self.canvas.word(place, 9.0, Align::Start, order::DATE, Role::Text, black(&date, Style::Bold));
        let officer = self.paragraphs(&[(permit.issue.officer.clone(), Style::Regular)]);
        let s = face::SEAL;
        let high = self.canvas.height(s.w - 4.0, 8.0, &officer).min(8.0);
        let place = Rect::new(s.x + 1.6, s.y + s.h - high - 1.0, s.w - 3.2, high + 0.2);
        self.fill(place, &[8.0, 7.0, 6.0], order::SEAL, Role::Text, "13", officer);
    }

    fn codes(&mut self) {
        let (area, lang) = (face::CODES, self.lang);
        let main = 34.0;
        let right = Rect::new(area.x + area.w - main, area.y + 0.3, main, main);
        if let Some(symbol) = self.options.qr.as_deref().and_then(Symbol::new) {
            let alt = word(&says::ALT_SIGNED, lang).to_owned();
            self.canvas.symbol(quiet(right, &symbol), "Q0", order::CODES, alt);
            self.symbols.push(("Q0", symbol));
            let place = Rect::new(right.x, right.y + main, main, 3.4).inset(0.6, 0.0);
            let text = word(&says::SIGNED_CODE, lang);
            let shaped = self.canvas.shape(&[Span { text, style: Style::Regular, ink: Ink::Form }]);
            let _ = self.canvas.text(place, TINY, Align::Centre, order::CODES + 1, Role::Text, &[shaped]);
        }
        let small = 22.0;
        let left = Rect::new(area.x + 1.2, area.y + 0.3, small, small);
        let column = Rect::new(left.x, left.y + small, 27.0, area.h - small - 0.6);
        let mut lines = Vec::new();
        if let Some(symbol) = self.options.link.as_deref().and_then(Symbol::new) {
            let alt = word(&says::ALT_LINK, lang).to_owned();
            self.canvas.symbol(quiet(left, &symbol), "Q1", order::CODES + 2, alt);
            self.symbols.push(("Q1", symbol));
            let text = word(&says::LINK_CODE, lang);
            lines.push(self.canvas.shape(&[Span { text, style: Style::Bold, ink: Ink::Form }]));
        }
        if let Some(address) = &self.options.address {
            let text = caption("check_this_permit", lang).replace("{address}", address);
            lines.push(self.canvas.shape(&[Span { text: &text, style: Style::Regular, ink: Ink::Form }]));
        }
        if let Some(token) = &self.options.token {
            let colon = if lang == cites::Lang::Fr { "\u{A0}:" } else { ":" };
            let text = format!("{}{colon}", word(&says::TOKEN, lang));
            lines.push(self.canvas.shape(&[Span { text: &text, style: Style::Regular, ink: Ink::Form }]));
            let groups: Vec<&str> =
                token.as_str().as_bytes().chunks(7).filter_map(|c| std::str::from_utf8(c).ok()).collect();
            for pair in groups.chunks(2) {
                lines.push(self.canvas.shape(&[black(&pair.join(" "), Style::Mono)]));
            }
        }
        if !lines.is_empty() {
            let _ = self.canvas.text(
                column,
                &[5.8, 5.4, 5.0, 4.6, 4.2],
                Align::Start,
                order::CODES + 3,
                Role::Text,
                &lines,
            );
        }
    }

    fn endorsement_office(&mut self) {
        let lang = self.lang;
        let Some(e) = &self.permit.endorsement else { return };
        let Endorsement { port, port_name, at, officer, .. } = e;
        let date = at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let where_ = if port.is_empty() { port_name.clone() } else { format!("{port_name} ({port})") };
        let signed = format!("{} · {}", caption("endorsed_electronically", lang), form::time(*at, lang));
        let rows = [where_, form::date(date, lang), signed, officer.clone()];
        for (i, text) in rows.into_iter().enumerate() {
            let h = face::OFFICE.h / 4.0;
            let place = Rect { y: face::OFFICE.y + h * i as f32 + 3.2, h: h - 3.4, ..face::OFFICE }.inset(1.4, 0.0);
            let text = self.paragraphs(&[(text, Style::Regular)]);
            self.fill(place, SMALL, order::OFFICE + i as u32, Role::Text, "14", text);
        }
    }

    /// Box 14, quantities; the rows go down each of the columns in turn.
    fn endorsed(&mut self, columns: &[Rect], rows: usize, lines: &[SpecimenLine], first: usize) {
        for n in 0..rows * columns.len() {
            let Some(column) = columns.get(n / rows) else { continue };
            let row = endorsed_row(*column, rows, n % rows);
            let order = order::ENDORSED + 2 + n as u32;
            let name = lines.get(n).map_or_else(|| cites::document::Block::nth(first + n), |l| l.block.clone());
            let letter = Rect { w: 14.0, ..row };
            self.canvas.word(letter, 9.0, Align::Centre, order, Role::Text, black(name.as_str(), Style::Bold));
            let right = Rect { x: row.x + 14.0, w: row.w - 14.0, ..row };
            match (lines.get(n), &self.permit.endorsement) {
                (None, _) => self.strike(right),
                (Some(line), Some(e)) => {
                    if let Some(left) = e.quantities.iter().find(|q| q.block == line.block) {
                        let text = self.quantity(left.actual, line.quantity.unit(), Style::Bold);
                        let high = 9.0 * super::layer::LEADING * 25.4 / 72.0;
                        let place = Rect { y: right.y + (right.h - high).max(0.0) / 2.0, ..right }.inset(2.0, 0.0);
                        let _ = self.canvas.text(place, &[9.0, 8.0, 7.0], Align::Start, order, Role::Text, &[text]);
                    } else {
                        self.strike(right);
                    }
                }
                (Some(_), None) => {}
            }
        }
    }

    /// Number, kind and Authority on top of every page but the face.
    fn head_of_page(&mut self) {
        let (permit, lang) = (self.permit, self.lang);
        let kind = permit.kind.name(lang);
        let lines = vec![
            self.canvas.shape(&[
                Span { text: kind, style: Style::Bold, ink: Ink::Black },
                black("   ", Style::Regular),
                black(permit.number.as_str(), Style::Mono),
            ]),
            self.canvas.shape(&[black(&permit.authority.name, Style::Regular)]),
            self.canvas.shape(&[black(&permit.authority.address.country.name(lang), Style::Regular)]),
        ];
        let place = Rect::new(annex::TOP.x + 74.0, annex::TOP.y + 2.0, annex::TOP.w - 76.0, annex::TOP.h - 3.0);
        let _ = self.canvas.text(
            place,
            &[10.0, 9.0, 8.0, 7.0, 6.0, 5.0],
            Align::Start,
            order::of_box("1"),
            Role::Text,
            &lines,
        );
    }

    fn annex(&mut self, lines: &[SpecimenLine], first: usize) -> Result<(), FontError> {
        self.begin(Sheet::Annex)?;
        self.head_of_page();
        self.table(annex_top(), ANNEX_LINES, lines, first);
        let e = annex::ENDORSED;
        let half = |i: usize| Rect::new(e.x + e.w / 2.0 * i as f32, e.y + 5.0, e.w / 2.0, e.h - 5.0);
        self.endorsed(&[half(0), half(1)], ANNEX_LINES / 2, lines, first);
        self.end();
        Ok(())
    }

    /// The continuation sheet: what crossed so far, row by row; at least one page, so that there is room for the next.
    fn crossings(&mut self) -> Result<(), FontError> {
        let rows = &self.options.crossings;
        let country = self.permit.issuer().name(self.lang);
        let pages = rows.len() / CROSSING_ROWS + 1;
        for page in 0..pages {
            self.begin(Sheet::Crossings)?;
            self.head_of_page();
            for (n, row) in rows.iter().skip(page * CROSSING_ROWS).take(CROSSING_ROWS).enumerate() {
                let quantities = row
                    .quantities
                    .iter()
                    .map(|q| format!("{} {}", q.block, amount(q.actual, self.lang)))
                    .collect::<Vec<_>>()
                    .join("; ");
                let there = "…".to_owned();
                let (from, to) = if row.out { (country.clone(), there) } else { (there, country.clone()) };
                let signed = format!("{}\n{quantities}", row.officer);
                let cells = [date(row.on, self.lang), from, to, row.office.clone(), signed];
                let mut place = crossing_row(n);
                for (column, (text, width)) in cells.iter().zip(CROSSING_WIDTHS).enumerate() {
                    place.w = width;
                    let lines: Vec<Paragraph> =
                        text.lines().map(|l| self.canvas.shape(&[black(l, Style::Regular)])).collect();
                    let at = order::RUNNING + u32::try_from(n * 10 + column).unwrap_or(0);
                    let role = Role::Cell { row: u32::try_from(n + 1).unwrap_or(1), header: false };
                    let _ = self.canvas.text(place.inset(1.5, 1.5), &[8.0, 7.0, 6.0], Align::Start, at, role, &lines);
                    place.x += width;
                }
            }
            self.end();
        }
        Ok(())
    }

    /// Pages for what did not fit, box by box, as many as it takes.
    fn overflow(&mut self) -> Result<(), FontError> {
        let full = std::mem::take(&mut self.full);
        if full.is_empty() {
            return Ok(());
        }
        const SIZE: f32 = 8.0;
        let line_height = SIZE * super::layer::LEADING * 25.4 / 72.0;
        let room = Rect { h: annex::STAMP.y - annex::TEXT.y, ..annex::TEXT }.inset(3.0, 3.0);
        let mut y = f32::INFINITY;
        let mut order = order::RUNNING;
        let mut open = false;
        for (name, text) in full {
            let heading = self.canvas.shape(&[Span { text: &self.named(&name), style: Style::Bold, ink: Ink::Form }]);
            let mut pieces = heading.lines(f32::INFINITY);
            pieces.extend(text.iter().flat_map(|p| p.lines(room.w * super::layer::MM / SIZE * 1000.0)));
            for (i, line) in pieces.into_iter().enumerate() {
                // A heading never stands alone at the end of a page.
                let needs = if i == 0 { 2.0 * line_height } else { line_height };
                if y + needs > room.y + room.h {
                    if open {
                        self.end();
                    }
                    self.begin(Sheet::Overflow)?;
                    self.head_of_page();
                    open = true;
                    y = room.y;
                }
                let role = if i == 0 { Role::Heading } else { Role::Text };
                self.canvas.one_line(Rect { y, h: line_height, ..room }, SIZE, order, role, &line);
                if i == 0 {
                    order += 1;
                }
                y += line_height;
            }
            order += 1;
            y += 2.0;
        }
        if open {
            self.end();
        }
        Ok(())
    }
}

fn cell_role(block: usize, lower: bool) -> Role {
    Role::Cell { row: order::row(block, lower), header: false }
}

/// The symbol inside its quiet zone.
fn quiet(place: Rect, symbol: &Symbol) -> Rect {
    let n = symbol.size() as f32;
    let edge = place.w * Symbol::QUIET as f32 / (n + 2.0 * Symbol::QUIET as f32);
    place.inset(edge, edge)
}

/// An address as lines, the country last.
fn address(a: &Address, lang: Lang) -> Vec<String> {
    let town = [a.postcode.as_deref(), Some(a.city.as_str()), a.subdivision.as_deref()];
    let town = town.into_iter().flatten().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ");
    [Some(a.street.clone()), a.post_box.clone(), Some(town), Some(a.country.name(lang))]
        .into_iter()
        .flatten()
        .filter(|l| !l.trim().is_empty())
        .collect()
}
