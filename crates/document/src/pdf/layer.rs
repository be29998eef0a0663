//! Drawing on a page: text, lines, symbols, each with its place in the reading order.

use super::fonts::{FontError, Fonts, SMALL, Subset, Supplement, deflate_level};
use super::shape::{FontRef, Line, Paragraph, Span, paragraph};
use cites::Lang;
use pdf_writer::{Content, Name, Settings, Str, TextStr};

pub(crate) use crate::form::{HEIGHT, Rect};

/// Points in a millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;
/// From one line of text to the next, in sizes.
pub(crate) const LEADING: f32 = 1.18;

/// What a piece of the page is, for readers that cannot see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    Title,
    Heading,
    Text,
    /// Cell of the table that all neighbours in the reading order belong to.
    Cell {
        row: u32,
        header: bool,
    },
    Figure {
        alt: String,
    },
}

/// One marked piece of a page. Pieces with the same `order` are one element.
#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    pub order: u32,
    pub role: Role,
    pub mcid: i32,
}

/// Parts of the form that are the same on every permit, by what they depend on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct LayerKey {
    pub sheet: Sheet,
    pub captions: Vec<Lang>,
}

/// Kinds of page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Sheet {
    Face,
    Annex,
    /// Text that did not fit into its box.
    Overflow,
    /// Crossings of a multi-use certificate.
    Crossings,
    Reverse,
}

/// A finished part of a page.
pub(crate) struct Layer {
    /// Deflated operators.
    pub content: Vec<u8>,
    pub leaves: Vec<Leaf>,
    pub subsets: Vec<Subset>,
    /// Marks used so far.
    pub next_mcid: i32,
    pub missing: Vec<char>,
}

/// How text lies in its box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Left, or right where the text runs to the left.
    Start,
    Centre,
    Right,
}

/// A page, or a part of one, being drawn.
pub(crate) struct Canvas<'f> {
    pub fonts: &'f Fonts,
    pub extra: Supplement,
    pub missing: Vec<char>,
    pub leaves: Vec<Leaf>,
    content: Content,
    next_mcid: i32,
    /// First letters of the resource names of the extra fonts.
    prefix: &'static str,
}

impl<'f> Canvas<'f> {
    /// `prefix` keeps the extra fonts of two canvases on one page apart.
    pub fn new(fonts: &'f Fonts, prefix: &'static str, extra: Supplement) -> Canvas<'f> {
        Canvas {
            fonts,
            extra,
            missing: Vec::new(),
            leaves: Vec::new(),
            content: Content::with_settings(Settings { pretty: false }),
            next_mcid: 0,
            prefix,
        }
    }

    /// Starts the next page with the same extra fonts: answers what was drawn so far.
    pub fn page(&mut self, first_mcid: i32) -> (Vec<u8>, Vec<Leaf>) {
        let content = std::mem::replace(&mut self.content, Content::with_settings(Settings { pretty: false }));
        self.next_mcid = first_mcid;
        (plain_zeros(&content.finish()), std::mem::take(&mut self.leaves))
    }

    /// The next mark of the page.
    pub fn next_mcid(&self) -> i32 {
        self.next_mcid
    }

    /// A line that was broken before.
    pub fn one_line(&mut self, place: Rect, size: f32, order: u32, role: Role, line: &Line) {
        self.tagged(order, role, |canvas| canvas.lines(place, size, Align::Start, std::slice::from_ref(line)));
    }

    /// Marks of the page start here.
    pub fn first_mcid(&mut self, mcid: i32) {
        self.next_mcid = mcid;
    }

    /// Ends a part that is drawn once for all. `tag` is a letter for the names of its extra fonts.
    pub fn finish(mut self, tag: char) -> Result<Layer, FontError> {
        let next_mcid = self.next_mcid;
        let (content, leaves) = self.page(0);
        Ok(Layer {
            content: deflate_level(&content, SMALL),
            leaves,
            subsets: self.extra.subsets(self.fonts, tag, SMALL)?,
            next_mcid,
            missing: self.missing,
        })
    }

    /// Lines and grounds that mean nothing by themselves.
    pub fn decoration(&mut self, draw: impl FnOnce(&mut Content)) {
        self.content.begin_marked_content(Name(b"Artifact"));
        draw(&mut self.content);
        self.content.end_marked_content();
    }

    /// Draws under a role, at a place in the reading order.
    fn tagged(&mut self, order: u32, role: Role, draw: impl FnOnce(&mut Self)) {
        let tag: &[u8] = match &role {
            Role::Title => b"H1",
            Role::Heading => b"H2",
            Role::Text => b"P",
            Role::Cell { header: true, .. } => b"TH",
            Role::Cell { .. } => b"TD",
            Role::Figure { .. } => b"Figure",
        };
        let mcid = self.next_mcid;
        self.next_mcid += 1;
        self.content.begin_marked_content_with_properties(Name(tag)).properties().identify(mcid);
        self.leaves.push(Leaf { order, role, mcid });
        draw(self);
        self.content.end_marked_content();
    }

    /// Shapes a paragraph.
    pub fn shape(&mut self, spans: &[Span<'_>]) -> Paragraph {
        paragraph(self.fonts, &mut self.extra, &mut self.missing, spans)
    }

    /// Writes paragraphs into a box at the largest of `sizes` at which they fit; answers the height used, or `Err` with
    /// the number of lines that were printed at the smallest size when not all fit.
    pub fn text(
        &mut self,
        place: Rect,
        sizes: &[f32],
        align: Align,
        order: u32,
        role: Role,
        paragraphs: &[Paragraph],
    ) -> Result<f32, usize> {
        let (mut chosen, mut size) = (Vec::new(), 0.0);
        let mut fits = false;
        for candidate in sizes {
            size = *candidate;
            chosen = paragraphs.iter().flat_map(|p| p.lines(place.w * MM / size * 1000.0)).collect::<Vec<Line>>();
            if chosen.len() as f32 * size * LEADING / MM <= place.h + 0.05 {
                fits = true;
                break;
            }
        }
        let room = ((place.h + 0.05) * MM / (size * LEADING)) as usize;
        let printed = if fits { chosen.len() } else { room.min(chosen.len()) };
        self.tagged(order, role, |canvas| canvas.lines(place, size, align, &chosen[..printed]));
        if fits { Ok(chosen.len() as f32 * size * LEADING / MM) } else { Err(printed) }
    }

    /// How high paragraphs stand at a size.
    pub fn height(&self, width: f32, size: f32, paragraphs: &[Paragraph]) -> f32 {
        let lines: usize = paragraphs.iter().map(|p| p.lines(width * MM / size * 1000.0).len()).sum();
        lines as f32 * size * LEADING / MM
    }

    /// One line of text in one hand; shrunk to the width, at most to half its size.
    pub fn word(&mut self, place: Rect, size: f32, align: Align, order: u32, role: Role, span: Span<'_>) {
        let shaped = self.shape(&[span]);
        let line = shaped.lines(f32::INFINITY);
        let wide = line.first().map_or(0.0, |l| l.width) * size / 1000.0 / MM;
        let size = if wide > place.w { (size * place.w / wide).max(size / 2.0) } else { size };
        let top = Rect { y: place.y + (place.h - size * LEADING / MM) / 2.0, ..place };
        self.tagged(order, role, |canvas| canvas.lines(top, size, align, &line));
    }

    /// A word across the page, turned by `angle` (radians), its middle at the middle of `place`.
    pub fn across(&mut self, place: Rect, size: f32, angle: f32, order: u32, span: Span<'_>) {
        let shaped = self.shape(&[span]);
        let Some(line) = shaped.lines(f32::INFINITY).into_iter().next() else { return };
        let room = (place.w * place.w + place.h * place.h).sqrt() * 0.92 * MM;
        let size = size.min(room / line.width * 1000.0);
        let (sin, cos) = angle.sin_cos();
        let half = line.width * size / 2000.0;
        let drop = size * 0.35;
        let (mx, my) = ((place.x + place.w / 2.0) * MM, (HEIGHT - place.y - place.h / 2.0) * MM);
        let origin = (mx - half * cos + drop * sin, my - half * sin - drop * cos);
        self.tagged(order, Role::Text, |canvas| {
            // Said as one word, however far apart its letters stand.
            canvas
                .content
                .begin_marked_content_with_properties(Name(b"Span"))
                .properties()
                .actual_text(TextStr(span.text));
            canvas.content.save_state();
            canvas.content.transform([cos, sin, -sin, cos, origin.0, origin.1].map(round));
            canvas.line((0.0, 0.0), size, &line);
            canvas.content.restore_state();
            canvas.content.end_marked_content();
        });
    }

    fn lines(&mut self, place: Rect, size: f32, align: Align, lines: &[Line]) {
        for (i, line) in lines.iter().enumerate() {
            let wide = line.width * size / 1000.0 / MM;
            let x = match align {
                Align::Centre => place.x + (place.w - wide) / 2.0,
                Align::Right => place.x + place.w - wide,
                Align::Start if line.rtl => place.x + place.w - wide,
                Align::Start => place.x,
            };
            // The first base line stands one ascent below the upper edge.
            let y = place.y + (i as f32 * LEADING + 0.93) * size / MM;
            self.line((x * MM, (HEIGHT - y) * MM), size, line);
        }
    }

    /// One line with its pen at `origin` in points.
    fn line(&mut self, origin: (f32, f32), size: f32, line: &Line) {
        let mut pen = origin.0;
        let (mut font, mut ink) = (None, None);
        self.content.begin_text();
        let mut at = (0.0, 0.0);
        let mut pending: Option<(f32, Vec<u8>)> = None;
        for run in &line.runs {
            let same = font == Some(run.font) && ink == Some(run.ink) && run.plain;
            if !same && let Some((x, bytes)) = pending.take() {
                move_and_show(&mut self.content, &mut at, (tenth(x), tenth(origin.1)), &bytes);
            }
            if ink != Some(run.ink) {
                let [r, g, b] = run.ink.rgb();
                self.content.set_fill_rgb(r, g, b);
                ink = Some(run.ink);
            }
            if font != Some(run.font) {
                let name = self.resource(run.font);
                self.content.set_font(Name(name.as_bytes()), size);
                font = Some(run.font);
            }
            if run.plain {
                let (_, bytes) = pending.get_or_insert_with(|| (pen, Vec::new()));
                bytes.extend(run.glyphs.iter().flat_map(|g| g.id.to_be_bytes()));
                pen += run.width * size / 1000.0;
            } else {
                for g in &run.glyphs {
                    let to = (pen + g.dx * size / 1000.0, origin.1 + g.dy * size / 1000.0);
                    move_and_show(&mut self.content, &mut at, to, &g.id.to_be_bytes());
                    pen += g.advance * size / 1000.0;
                }
            }
        }
        if let Some((x, bytes)) = pending {
            move_and_show(&mut self.content, &mut at, (tenth(x), tenth(origin.1)), &bytes);
        }
        self.content.end_text();
    }

    fn resource(&self, font: FontRef) -> String {
        match font {
            FontRef::Core(style) => format!("F{}", style as usize),
            FontRef::Extra(face) => format!("{}{face}", self.prefix),
        }
    }

    /// Places an image mask of the page's resources.
    pub fn symbol(&mut self, place: Rect, name: &str, order: u32, alt: String) {
        self.tagged(order, Role::Figure { alt }, |canvas| {
            canvas.content.save_state();
            canvas.content.set_fill_gray(0.0);
            let matrix = [place.w * MM, 0.0, 0.0, place.h * MM, place.x * MM, (HEIGHT - place.y - place.h) * MM];
            canvas.content.transform(matrix.map(round));
            canvas.content.x_object(Name(name.as_bytes()));
            canvas.content.restore_state();
        });
    }
}

/// Two decimals of a point, 4 thousandths of a millimetre: nobody sees less, and the file stays small.
fn round(v: f32) -> f32 {
    (v * 100.0).round() / 100.0
}

/// Where a run of plain text begins: a tenth of a point is less than the width of its thinnest stroke. Letters that join
/// need [`round`].
fn tenth(v: f32) -> f32 {
    (v * 10.0).round() / 10.0
}

/// Nearly every glyph has a number below 256 in two bytes. The first of them may stand in a string as it is (ISO 32000-1,
/// 7.3.4.2): written as `\000` it is most of what there is to deflate.
fn plain_zeros(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = rest.iter().position(|b| *b == b'\\') {
        let (before, from) = rest.split_at(at);
        out.extend_from_slice(before);
        rest = match from.strip_prefix(b"\\000") {
            Some(behind) => {
                out.push(0);
                behind
            }
            None => {
                // Another escape: what it stands before is no beginning of one.
                let (escape, behind) = from.split_at(from.len().min(2));
                out.extend_from_slice(escape);
                behind
            }
        };
    }
    out.extend_from_slice(rest);
    out
}

fn move_and_show(content: &mut Content, at: &mut (f32, f32), to: (f32, f32), bytes: &[u8]) {
    let (to_x, to_y) = (round(to.0), round(to.1));
    content.next_line(round(to_x - at.0), round(to_y - at.1));
    // Where the pen really stands after rounding.
    *at = (at.0 + round(to_x - at.0), at.1 + round(to_y - at.1));
    content.show(Str(bytes));
}

/// Straight lines, in millimetres.
pub(crate) fn rule(content: &mut Content, width: f32, from: (f32, f32), to: (f32, f32)) {
    content.set_line_width(round(width * MM));
    content.move_to(round(from.0 * MM), round((HEIGHT - from.1) * MM));
    content.line_to(round(to.0 * MM), round((HEIGHT - to.1) * MM));
    content.stroke();
}

/// Adds the outline of a box to the path.
pub(crate) fn outline(content: &mut Content, r: Rect) {
    content.rect(round(r.x * MM), round((HEIGHT - r.y - r.h) * MM), round(r.w * MM), round(r.h * MM));
}
