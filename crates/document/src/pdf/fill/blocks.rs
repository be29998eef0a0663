//! Blocks A, B, …: boxes 7 to 12b.

use super::super::layer::{Align, rule};
use super::super::order;
use super::{BODY, Pen, SMALL, Style, black, cell_role};
use crate::form::{self, BLOCK_CELLS, LOWER_CELLS, Rect, block, says, word};
use crate::pdf::shape::{Paragraph, Span};
use cites::Unit;
use cites::document::{Provenance, SpecimenLine};

impl Pen<'_, '_> {
    /// The blocks of a page; `first` is the number of its first block, from 0.
    pub(super) fn table(&mut self, top: f32, rows: usize, lines: &[SpecimenLine], first: usize) {
        for n in 0..rows {
            let b = block(top, n);
            match lines.get(n) {
                Some(line) => self.block(top, n, line),
                None => {
                    let letter = cites::document::Block::nth(first + n);
                    self.letter(b.letter, letter.as_str(), n);
                    self.strike(Rect { x: 16.0, w: 184.0, ..b.whole });
                }
            }
        }
    }

    fn letter(&mut self, place: Rect, letter: &str, n: usize) {
        let place = place.inset(0.4, 0.0);
        self.canvas.word(
            place,
            11.0,
            Align::Centre,
            order::cell(n, false, 0),
            cell_role(n, false),
            black(letter, Style::Bold),
        );
    }

    /// A line through what is not used, so that nothing can be added.
    pub(super) fn strike(&mut self, r: Rect) {
        self.canvas.decoration(|c| {
            c.set_stroke_gray(0.25);
            rule(c, 0.35, (r.x + 1.0, r.y + r.h - 0.8), (r.x + r.w - 1.0, r.y + 0.8));
        });
    }

    fn block(&mut self, top: f32, n: usize, line: &SpecimenLine) {
        let lang = self.lang;
        let b = block(top, n);
        self.letter(b.letter, line.block.as_str(), n);
        let cell = |i: usize| {
            let (_, _, x, w) = BLOCK_CELLS[i];
            Rect::new(x, b.whole.y + 0.7, w, b.upper - 1.0).inset(1.2, 0.0)
        };
        let name = |i: usize| format!("{} {} {}", BLOCK_CELLS[i].0, word(&says::BLOCK, lang), line.block);
        let at = |i: usize| (order::cell(n, false, i + 1), cell_role(n, false));

        let mut names = self.scientific(line.taxon.as_str());
        if let Some(common) = &line.common_name {
            names.extend(self.paragraphs(&[(common.clone(), Style::Regular)]));
        }
        self.fill(cell(0), BODY, at(0).0, at(0).1, &name(0), names);

        let term = format!("  ({})", line.term.code());
        let mut text = vec![self.canvas.shape(&[black(&line.description, Style::Regular), black(&term, Style::Mono)])];
        if let Some(age) = &line.age_sex {
            text.extend(self.paragraphs(&[(age.clone(), Style::Regular)]));
        }
        if !line.marks.is_empty() {
            text.extend(self.paragraphs(&[(line.marks.join(", "), Style::Mono)]));
        }
        self.fill(cell(1), SMALL, at(1).0, at(1).1, &name(1), text);

        let source = match line.second_source {
            Some(second) => format!("{}, {}", line.source.code(), second.code()),
            None => line.source.code().to_owned(),
        };
        let both = self.canvas.shape(&[
            black(line.appendix.code(), Style::Bold),
            black("    ", Style::Regular),
            black(&source, Style::Bold),
        ]);
        self.fill(cell(2), &[11.0, 10.0, 9.0, 8.0], at(2).0, at(2).1, &name(2), vec![both]);

        let mut text = vec![self.quantity(line.quantity.amount(), line.quantity.unit(), Style::Bold)];
        if line.quantity.unit() != Unit::Nar {
            text.extend(self.paragraphs(&[(line.quantity.unit().name(lang).to_owned(), Style::Regular)]));
        }
        self.fill(cell(3), &[10.0, 9.0, 8.0, 7.0], at(3).0, at(3).1, &name(3), text);

        if let Some(q) = line.quota {
            let figures = format!("{} / {}", form::amount(q.exported, lang), form::amount(q.quota, lang));
            let mut text = self.paragraphs(&[(figures, Style::Regular)]);
            if q.unit != line.quantity.unit() || q.unit != Unit::Nar {
                text.extend(self.paragraphs(&[(q.unit.name(lang).to_owned(), Style::Regular)]));
            }
            self.fill(cell(4), BODY, at(4).0, at(4).1, &name(4), text);
        }
        self.provenance(top, n, line);
    }

    /// A name in italics; ranks and `spp.` between the names stand upright.
    fn scientific(&mut self, name: &str) -> Vec<Paragraph> {
        let words: Vec<(String, Style)> = name
            .split(' ')
            .enumerate()
            .map(|(i, w)| {
                let upright = matches!(w, "spp." | "sp." | "subsp." | "ssp." | "var." | "f." | "×" | "x" | "hybrid");
                // The sign of a hybrid stays with the name behind it.
                let blank = match i.checked_sub(1).and_then(|before| name.split(' ').nth(before)) {
                    None => "",
                    Some("×" | "x") => "\u{a0}",
                    Some(_) => " ",
                };
                (format!("{blank}{w}"), if upright { Style::Regular } else { Style::Italic })
            })
            .collect();
        let spans: Vec<Span<'_>> = words.iter().map(|(w, style)| black(w, *style)).collect();
        vec![self.canvas.shape(&spans)]
    }

    pub(super) fn quantity(&mut self, amount: cites::Amount, unit: Unit, style: Style) -> Paragraph {
        let amount = form::amount(amount, self.lang);
        let unit = match (unit, unit.symbol()) {
            (Unit::Nar, _) => String::new(),
            (unit, "") => format!(" {}", unit.code()),
            (_, symbol) => format!(" {symbol}"),
        };
        self.canvas.shape(&[black(&amount, style), black(&unit, style)])
    }

    fn provenance(&mut self, top: f32, n: usize, line: &SpecimenLine) {
        let lang = self.lang;
        let b = block(top, n);
        let mut texts: Vec<Option<(String, Style)>> = Vec::new();
        for p in [&line.origin, &line.last_reexport] {
            texts.extend(match p {
                None => [None, None, None],
                Some(Provenance { country, permit, date }) => [
                    Some((format!("{} ({country})", country.name(lang)), Style::Regular)),
                    permit.as_ref().map(|p| (p.as_str().to_owned(), Style::Mono)),
                    date.map(|d| (form::date(d, lang), Style::Regular)),
                ],
            });
        }
        let last = match (&line.operation, &line.acquired) {
            (Some(operation), Some(acquired)) => Some((format!("{operation} · {acquired}"), Style::Mono)),
            (Some(operation), None) => Some((operation.clone(), Style::Mono)),
            (None, Some(acquired)) => Some((acquired.clone(), Style::Regular)),
            (None, None) => None,
        };
        texts.push(last);
        for (i, text) in texts.into_iter().enumerate() {
            let (_, _, x, w) = LOWER_CELLS[i];
            let number = ["12", "12a", "12b"][i / 3];
            let Some(text) = text else { continue };
            let cell = Rect::new(x, b.whole.y + b.upper + 4.6, w, b.whole.h - b.upper - 4.7).inset(1.0, 0.0);
            let cell = if i == 3 || i == 6 { cell.below(0.9) } else { cell };
            let text = self.paragraphs(&[text]);
            let name = format!("{number} {} {}", word(&says::BLOCK, lang), line.block);
            self.fill(cell, &[7.5, 7.0, 6.4, 5.8, 5.4, 5.0], order::cell(n, true, i), cell_role(n, true), &name, text);
        }
    }
}
