//! From drawn pages to the file: fonts, structure, metadata and attachment as PDF/A-3b asks for them (ISO 19005-3).

use super::fill::{Drawn, Page};
use super::fonts::{FontError, Fonts, QUICK, SYSTEM_INFO, Style, Subset, deflate};
use super::layer::{Leaf, MM, Role};
use super::{Options, icc};
use crate::form::{HEIGHT, WIDTH, date, says, word};
use crate::pdf::pack::Pack;
use cites::{PermitDocument, Timestamp};
use pdf_writer::types::{AssociationKind, CidFontType, FontFlags, OutputIntentSubtype, StructRole, TableHeaderScope};
use pdf_writer::{Date, Filter, Finish, Name, Rect, Ref, Str, TextStr};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The profile, deflated once.
static PROFILE: LazyLock<Vec<u8>> = LazyLock::new(|| deflate(&icc::profile()));

/// Name of the attached data.
const ATTACHMENT: &str = "permit.xml";

/// A sheet in the file: its content and its extra fonts by face.
type Written = (Ref, Vec<(usize, Ref)>);

/// Writes the file.
pub(crate) fn write(
    fonts: &Fonts,
    permit: &PermitDocument,
    options: &Options,
    drawn: &Drawn,
) -> Result<Vec<u8>, FontError> {
    let mut pack = Pack::new();
    let (catalog, pages_id, info) = (pack.alloc(), pack.alloc(), pack.alloc());
    // What leads back from the upright hand to text does so for the others.
    let whole = fonts.core.first().map(|core| (&core.subset, to_unicode(&mut pack, &core.subset)));
    let core: Vec<Ref> = fonts.core.iter().map(|c| font(&mut pack, fonts, &c.subset, whole)).collect();
    let supplement: Vec<(usize, Ref)> =
        drawn.extra.subsets(fonts, 'D', QUICK)?.iter().map(|s| (s.face, font(&mut pack, fonts, s, None))).collect();
    let symbols: Vec<(&str, Ref)> =
        drawn.symbols.iter().map(|(name, symbol)| (*name, mask(&mut pack, symbol))).collect();

    let mut sheets: BTreeMap<*const super::layer::Layer, Written> = BTreeMap::new();
    let mut page_ids = Vec::new();
    for (n, page) in drawn.pages.iter().enumerate() {
        let known = sheets.get(&std::sync::Arc::as_ptr(&page.layer)).cloned();
        let (content, sheet_fonts) = match known {
            Some(known) => known,
            None => {
                let id = pack.alloc();
                pack.stream(id, |c| {
                    c.stream(id, &page.layer.content).filter(Filter::FlateDecode);
                });
                let subsets = page.layer.subsets.iter().map(|s| (s.face, font(&mut pack, fonts, s, None))).collect();
                let made: Written = (id, subsets);
                sheets.insert(std::sync::Arc::as_ptr(&page.layer), made.clone());
                made
            }
        };
        let mut parts = Vec::new();
        for (bytes, before) in [(&page.under, true), (&page.over, false)] {
            if !before {
                parts.push(content);
            }
            if !bytes.is_empty() {
                let id = pack.alloc();
                // A mark across the page is shorter than what deflating it would save.
                let data = (bytes.len() > 256).then(|| deflate(bytes));
                pack.stream(id, |c| match &data {
                    Some(data) => {
                        c.stream(id, data).filter(Filter::FlateDecode);
                    }
                    None => {
                        c.stream(id, bytes);
                    }
                });
                parts.push(id);
            }
        }
        let id = pack.alloc();
        pack.object(id, |c| {
            let mut p = c.page(id);
            p.parent(pages_id).media_box(Rect::new(0.0, 0.0, WIDTH * MM, HEIGHT * MM)).contents_array(parts);
            p.struct_parents(n as i32).tab_order(pdf_writer::types::TabOrder::StructureOrder);
            let mut resources = p.resources();
            let mut dict = resources.fonts();
            for (style, id) in Style::ALL.iter().zip(&core) {
                dict.pair(Name(format!("F{}", *style as usize).as_bytes()), *id);
            }
            for (face, id) in &supplement {
                dict.pair(Name(format!("D{face}").as_bytes()), *id);
            }
            for (face, id) in &sheet_fonts {
                dict.pair(Name(format!("S{face}").as_bytes()), *id);
            }
            dict.finish();
            if n == 0 && !symbols.is_empty() {
                let mut dict = resources.x_objects();
                for (name, id) in &symbols {
                    dict.pair(Name(name.as_bytes()), *id);
                }
            }
        });
        page_ids.push(id);
    }
    pack.object(pages_id, |c| {
        c.pages(pages_id).kids(page_ids.iter().copied()).count(page_ids.len() as i32);
    });
    let (tree, parents) = structure(&mut pack, &drawn.pages, &page_ids);

    let title = title(permit);
    let moment = pdf_date(permit.issue.at);
    pack.object(info, |c| {
        let mut i = c.indirect(info).dict();
        i.pair(Name(b"Title"), TextStr(&title));
        i.pair(Name(b"Producer"), TextStr(PRODUCER));
        i.pair(Name(b"CreationDate"), moment);
        i.pair(Name(b"ModDate"), moment);
    });
    let metadata = pack.alloc();
    let xmp = xmp(permit, &title);
    pack.stream(metadata, |c| {
        c.metadata(metadata, xmp.as_bytes());
    });
    let profile = pack.alloc();
    pack.stream(profile, |c| {
        c.icc_profile(profile, &PROFILE).n(3).filter(Filter::FlateDecode);
    });
    let attached = options.attachment.as_deref().map(|xml| attach(&mut pack, permit, xml));
    pack.object(catalog, |c| {
        let mut cat = c.indirect(catalog).start::<pdf_writer::writers::Catalog<'_>>();
        cat.pages(pages_id).metadata(metadata).lang(TextStr(permit.language.code()));
        cat.mark_info().marked(true);
        cat.viewer_preferences().display_doc_title(true);
        let mut root = cat.struct_tree_root();
        root.children().item(tree);
        root.parent_tree_next_key(page_ids.len() as i32);
        let mut numbers = root.parent_tree();
        let mut nums = numbers.nums();
        for (n, id) in parents.iter().enumerate() {
            nums.insert(n as i32, *id);
        }
        nums.finish();
        numbers.finish();
        root.finish();
        let mut intents = cat.output_intents();
        let mut intent = intents.push();
        intent.subtype(OutputIntentSubtype::PDFA);
        intent.output_condition_identifier(TextStr("sRGB"));
        intent.info(TextStr("sRGB primaries, gamma 2.2"));
        intent.dest_output_profile(profile);
        intent.finish();
        intents.finish();
        if let Some(spec) = attached {
            cat.names().embedded_files().names().insert(Str(ATTACHMENT.as_bytes()), spec);
            cat.insert(Name(b"AF")).array().item(spec);
        }
    });
    Ok(pack.finish(catalog, info))
}

const PRODUCER: &str = "Manis";

fn title(permit: &PermitDocument) -> String {
    format!("{} {}", permit.kind.name(permit.language), permit.number)
}

fn pdf_date(at: Timestamp) -> Date {
    let z = at.to_zoned(jiff::tz::TimeZone::UTC);
    let small = |v: i8| v.unsigned_abs();
    Date::new(u16::try_from(z.year()).unwrap_or(0))
        .month(small(z.month()))
        .day(small(z.day()))
        .hour(small(z.hour()))
        .minute(small(z.minute()))
        .second(small(z.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Metadata in the packet form that archives read; says the same as the information dictionary.
fn xmp(permit: &PermitDocument, title: &str) -> String {
    let z = permit.issue.at.to_zoned(jiff::tz::TimeZone::UTC);
    let at = z.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string();
    let lang = permit.language.code();
    let about = format!("{}, {}", word(&says::SUBJECT, permit.language), date(z.date(), permit.language));
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title><dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:description><dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language><pdf:Producer>{PRODUCER}</pdf:Producer><xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
        escape(title),
        escape(&about),
    )
}

/// The permit's data inside its paper.
fn attach(pack: &mut Pack, permit: &PermitDocument, xml: &[u8]) -> Ref {
    let (file, spec) = (pack.alloc(), pack.alloc());
    let data = deflate(xml);
    pack.stream(file, |c| {
        let mut f = c.embedded_file(file, &data);
        f.filter(Filter::FlateDecode);
        f.subtype(Name(b"text/xml"));
        let moment = pdf_date(permit.issue.at);
        f.params().size(xml.len() as i32).creation_date(moment).modification_date(moment);
    });
    pack.object(spec, |c| {
        let mut s = c.file_spec(spec);
        s.path(Str(ATTACHMENT.as_bytes())).unic_file(TextStr(ATTACHMENT));
        s.description(TextStr("The signed permit as XML"));
        s.insert(Name(b"EF")).dict().pair(Name(b"F"), file).pair(Name(b"UF"), file);
        s.association_kind(AssociationKind::Source);
    });
    spec
}

/// A QR symbol as a mask of one bit a module.
fn mask(pack: &mut Pack, symbol: &crate::qr::Symbol) -> Ref {
    let id = pack.alloc();
    // Deflating would make it longer: a signed code looks like chance.
    let data = symbol.bits();
    pack.stream(id, |c| {
        let mut image = c.image_xobject(id, &data);
        image.width(symbol.size() as i32).height(symbol.size() as i32).image_mask(true).bits_per_component(1);
        image.decode([1.0, 0.0]);
    });
    id
}

/// The way back from the glyphs of a subset to text.
fn to_unicode(pack: &mut Pack, subset: &Subset) -> Ref {
    let cmap = pack.alloc();
    pack.stream(cmap, |c| {
        c.stream(cmap, &subset.to_unicode).filter(Filter::FlateDecode);
    });
    cmap
}

/// A composite font with its program, widths and way back to Unicode; `whole` is a subset whose way back may serve.
fn font(pack: &mut Pack, fonts: &Fonts, subset: &Subset, whole: Option<(&Subset, Ref)>) -> Ref {
    let face = &fonts.faces[subset.face];
    let cmap = match whole {
        Some((known, cmap)) if subset.reads_as(known) => cmap,
        _ => to_unicode(pack, subset),
    };
    let [type0, cid, descriptor, program] = [pack.alloc(), pack.alloc(), pack.alloc(), pack.alloc()];
    let name = Name(subset.name.as_bytes());
    pack.object(type0, |c| {
        let mut f = c.type0_font(type0);
        f.base_font(name).encoding_predefined(Name(b"Identity-H")).descendant_font(cid).to_unicode(cmap);
    });
    pack.object(cid, |c| {
        let mut f = c.cid_font(cid);
        f.subtype(CidFontType::Type2).base_font(name).system_info(SYSTEM_INFO);
        f.font_descriptor(descriptor).default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
        f.widths().consecutive(0, subset.widths.iter().map(|w| (w * 100.0).round() / 100.0));
    });
    pack.object(descriptor, |c| {
        let mut flags = FontFlags::SYMBOLIC;
        flags.set(FontFlags::FIXED_PITCH, face.mono);
        flags.set(FontFlags::ITALIC, face.italic_angle != 0.0);
        let [x1, y1, x2, y2] = face.bbox;
        let mut d = c.font_descriptor(descriptor);
        d.name(name).flags(flags).bbox(Rect::new(x1, y1, x2, y2)).italic_angle(face.italic_angle);
        d.ascent(face.ascent).descent(face.descent).cap_height(face.cap_height);
        d.stem_v(if face.bold { 140.0 } else { 80.0 }).font_file2(program);
    });
    pack.stream(program, |c| {
        let mut s = c.stream(program, &subset.program);
        s.filter(Filter::FlateDecode);
        s.pair(Name(b"Length1"), subset.program_length as i32);
    });
    type0
}

/// An element of the structure with the marked pieces of its page.
struct Element {
    id: Ref,
    parent: Ref,
    role: Role,
    mcids: Vec<i32>,
}

/// The structure tree: a part a page, in it headings, paragraphs, figures and one table. Answers the root element and,
/// page by page, the array from mark to element.
fn structure(pack: &mut Pack, pages: &[Page], page_ids: &[Ref]) -> (Ref, Vec<Ref>) {
    let document = pack.alloc();
    let mut parts = Vec::new();
    let mut parents = Vec::new();
    for (page, page_id) in pages.iter().zip(page_ids) {
        let part = pack.alloc();
        parts.push(part);
        let mut leaves: Vec<&Leaf> = page.layer.leaves.iter().chain(&page.leaves).collect();
        leaves.sort_by_key(|l| (l.order, l.mcid));
        let mut children: Vec<Ref> = Vec::new();
        let mut elements: Vec<Element> = Vec::new();
        // The table and row being filled.
        let mut tables: Vec<(Ref, Vec<Ref>)> = Vec::new();
        let mut rows: Vec<(Ref, Ref, Vec<Ref>)> = Vec::new();
        let (mut last_order, mut last_row) = (None, None);
        for leaf in leaves {
            if last_order == Some(leaf.order)
                && let Some(e) = elements.last_mut()
            {
                e.mcids.push(leaf.mcid);
                continue;
            }
            last_order = Some(leaf.order);
            let id = pack.alloc();
            let parent = match leaf.role {
                Role::Cell { row, .. } => {
                    if last_row.is_none() {
                        let table = pack.alloc();
                        children.push(table);
                        tables.push((table, Vec::new()));
                    }
                    if last_row != Some(row)
                        && let Some((table, table_rows)) = tables.last_mut()
                    {
                        let tr = pack.alloc();
                        table_rows.push(tr);
                        rows.push((tr, *table, Vec::new()));
                    }
                    last_row = Some(row);
                    match rows.last_mut() {
                        Some((tr, _, cells)) => {
                            cells.push(id);
                            *tr
                        }
                        None => part,
                    }
                }
                _ => {
                    last_row = None;
                    children.push(id);
                    part
                }
            };
            elements.push(Element { id, parent, role: leaf.role.clone(), mcids: vec![leaf.mcid] });
        }
        let count = elements.iter().flat_map(|e| &e.mcids).max().map_or(0, |m| m + 1);
        let mut of_mark = vec![part; count as usize];
        for e in &elements {
            for m in &e.mcids {
                of_mark[*m as usize] = e.id;
            }
            write_element(pack, e, *page_id);
        }
        for (tr, table, cells) in &rows {
            pack.object(*tr, |c| {
                let mut s = c.struct_element(*tr);
                s.kind(StructRole::TR).parent(*table);
                s.children().struct_elements(cells);
            });
        }
        for (table, table_rows) in &tables {
            pack.object(*table, |c| {
                let mut s = c.struct_element(*table);
                s.kind(StructRole::Table).parent(part);
                s.children().struct_elements(table_rows);
            });
        }
        pack.object(part, |c| {
            let mut s = c.struct_element(part);
            s.kind(StructRole::Part).parent(document);
            s.children().struct_elements(&children);
        });
        let array = pack.alloc();
        pack.object(array, |c| {
            c.indirect(array).array().items(of_mark);
        });
        parents.push(array);
    }
    // The root of the tree stands in the catalog, object 1.
    pack.object(document, |c| {
        let mut s = c.struct_element(document);
        s.kind(StructRole::Document).parent(Ref::new(1));
        s.children().struct_elements(&parts);
    });
    (document, parents)
}

/// Children that are elements.
trait Elements {
    fn struct_elements(&mut self, ids: &[Ref]);
}

impl Elements for pdf_writer::writers::StructChildren<'_> {
    fn struct_elements(&mut self, ids: &[Ref]) {
        for id in ids {
            self.struct_element(*id);
        }
    }
}

fn write_element(pack: &mut Pack, e: &Element, page: Ref) {
    pack.object(e.id, |c| {
        let mut s = c.struct_element(e.id);
        let header = match &e.role {
            Role::Title => (StructRole::H1, false),
            Role::Heading => (StructRole::H2, false),
            Role::Text => (StructRole::P, false),
            Role::Cell { header: true, .. } => (StructRole::TH, true),
            Role::Cell { .. } => (StructRole::TD, false),
            Role::Figure { .. } => (StructRole::Figure, false),
        };
        s.kind(header.0).parent(e.parent).page(page);
        if let Role::Figure { alt } = &e.role {
            s.alt(TextStr(alt));
        }
        if header.1 {
            s.attributes().push().table().scope(TableHeaderScope::Column);
        }
        let mut children = s.children();
        for mcid in &e.mcids {
            children.marked_content_id(*mcid);
        }
    });
}
