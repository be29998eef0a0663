//! A small reader of our own files, independent of the writer: objects, object streams, and the rules of PDF/A-3b and of
//! tagged PDF that a machine can check without a validator (ISO 19005-3; ISO 32000-1, 14.7 and 14.8).

use std::collections::BTreeMap;

pub struct File {
    /// Text of every object that is no stream, or the dictionary of a stream.
    objects: BTreeMap<u32, String>,
    streams: BTreeMap<u32, Vec<u8>>,
    raw: Vec<u8>,
}

fn find(haystack: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    haystack[from..].windows(needle.len()).position(|w| w == needle).map(|p| p + from)
}

fn number_after(text: &str, key: &str) -> Option<usize> {
    let rest = text.split_once(key)?.1.trim_start();
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The object that `key` refers to.
fn reference(text: &str, key: &str) -> Option<u32> {
    number_after(text, key).and_then(|n| u32::try_from(n).ok())
}

impl File {
    pub fn read(bytes: &[u8]) -> File {
        let mut file = File { objects: BTreeMap::new(), streams: BTreeMap::new(), raw: bytes.to_vec() };
        let mut at = 0;
        while let Some(start) = find(bytes, b" 0 obj", at) {
            let digits = bytes[..start].iter().rev().take_while(|b| b.is_ascii_digit()).count();
            let id: u32 = std::str::from_utf8(&bytes[start - digits..start]).unwrap().parse().unwrap();
            let body = start + 6;
            let stream = find(bytes, b"stream\n", body).unwrap();
            let dict = String::from_utf8_lossy(&bytes[body..stream]).into_owned();
            let length = number_after(&dict, "/Length").unwrap();
            let data = &bytes[stream + 7..stream + 7 + length];
            let data = if dict.contains("/FlateDecode") {
                miniz_oxide::inflate::decompress_to_vec_zlib(data).unwrap()
            } else {
                data.to_vec()
            };
            if dict.contains("/ObjStm") {
                let first = number_after(&dict, "/First").unwrap();
                let head: Vec<usize> = std::str::from_utf8(&data[..first])
                    .unwrap()
                    .split_whitespace()
                    .map(|n| n.parse().unwrap())
                    .collect();
                let starts: Vec<(u32, usize)> = head.chunks(2).map(|p| (p[0] as u32, first + p[1])).collect();
                for (i, (id, from)) in starts.iter().enumerate() {
                    let to = starts.get(i + 1).map_or(data.len(), |s| s.1);
                    let text = String::from_utf8_lossy(&data[*from..to]).into_owned();
                    assert!(file.objects.insert(*id, text).is_none(), "object {id} stands twice");
                }
            } else {
                assert!(file.objects.insert(id, dict).is_none(), "object {id} stands twice");
                file.streams.insert(id, data);
            }
            at = stream + 7 + length;
        }
        file
    }

    fn of_type<'a>(&'a self, kind: &str) -> impl Iterator<Item = (u32, &'a str)> + use<'a> {
        let mark = format!("/Type/{kind}");
        self.objects
            .iter()
            .filter(move |(_, t)| {
                let t = t.replace(' ', "");
                t.match_indices(mark.as_str())
                    .any(|(i, m)| !t[i + m.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
            })
            .map(|(id, t)| (*id, t.as_str()))
    }

    fn one(&self, kind: &str) -> &str {
        let all: Vec<_> = self.of_type(kind).collect();
        assert_eq!(all.len(), 1, "one {kind}");
        all[0].1
    }

    pub fn pages(&self) -> Vec<u32> {
        self.of_type("Page").map(|p| p.0).collect()
    }

    pub fn embedded(&self, name: &str) -> Option<&[u8]> {
        let (_, spec) = self.of_type("Filespec").find(|(_, t)| t.contains(&format!("({name})")))?;
        self.streams.get(&reference(spec.split_once("/EF")?.1, "/F")?).map(Vec::as_slice)
    }

    /// The rules, each with its clause.
    pub fn check_archive(&self) {
        // 6.1.2 header, 6.1.3 trailer.
        assert!(self.raw.starts_with(b"%PDF-1.7\n%"));
        assert!(self.raw[10..14].iter().all(|b| *b > 127));
        let xref = self.one("XRef");
        assert!(xref.contains("/ID[<") && !xref.contains("/Encrypt"));
        // 6.6.2 metadata, plain and saying part and level; the same title and times as the information dictionary.
        let catalog = self.one("Catalog");
        let metadata = reference(catalog, "/Metadata").unwrap();
        assert!(!self.objects[&metadata].contains("/Filter"));
        let xmp = String::from_utf8(self.streams[&metadata].clone()).unwrap();
        assert!(xmp.contains("<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"), "{xmp}");
        assert!(xmp.contains("<xmp:CreateDate>2026-11-21T09:00:00+00:00</xmp:CreateDate>"));
        let info = &self.objects[&reference(xref, "/Info").unwrap()];
        assert!(
            info.contains("/CreationDate(D:20261121090000") && info.contains("/ModDate(D:20261121090000"),
            "{info}"
        );
        // 6.2.3 output intent with a profile.
        assert!(catalog.contains("/OutputIntents[") && catalog.contains("/S/GTS_PDFA1"), "{catalog}");
        let profile = &self.streams[&reference(catalog, "/DestOutputProfile").unwrap()];
        assert_eq!(&profile[12..20], b"mntrRGB ");
        assert_eq!(profile.len(), u32::from_be_bytes(profile[..4].try_into().unwrap()) as usize);
        // 6.1.12 and others: nothing that acts, hides or fades.
        for (id, text) in &self.objects {
            for bad in
                ["/JavaScript", "/Launch", "/OpenAction", "/AA", "/SMask", "/OCProperties", "/LZWDecode", "/Movie"]
            {
                assert!(!text.contains(bad), "object {id}: {bad}");
            }
        }
        // 6.8 files inside.
        if let Some((_, spec)) = self.of_type("Filespec").next() {
            assert!(spec.contains("/AFRelationship/Source") && spec.contains("/UF"), "{spec}");
            assert!(catalog.contains("/AF[") && catalog.contains("/EmbeddedFiles"));
            let file = &self.objects[&reference(spec.split_once("/EF").unwrap().1, "/F").unwrap()];
            assert!(file.contains("/Subtype/text#2Fxml") && file.contains("/ModDate"), "{file}");
        }
        self.check_fonts();
        self.check_tags(catalog);
    }

    /// 6.2.11: every font is inside, named as a subset, with widths and a way back to Unicode.
    fn check_fonts(&self) {
        let fonts: Vec<_> = self.of_type("Font").filter(|(_, t)| t.contains("/Type0")).collect();
        assert!(fonts.len() >= 4);
        let mut names = Vec::new();
        for (_, font) in fonts {
            assert!(font.contains("/Identity-H"));
            let name = font.split("/BaseFont/").nth(1).unwrap().split('/').next().unwrap().trim();
            assert_eq!(name.find('+'), Some(6), "{name}");
            assert!(!names.contains(&name.to_owned()), "{name} twice");
            names.push(name.to_owned());
            let cmap = String::from_utf8(self.streams[&reference(font, "/ToUnicode").unwrap()].clone()).unwrap();
            assert!(cmap.contains("begincodespacerange") && cmap.contains("endcmap"));
            let cid = &self.objects[&reference(font, "/DescendantFonts[").unwrap()];
            assert!(cid.contains("/CIDToGIDMap/Identity") && cid.contains("/W["), "{cid}");
            let descriptor = &self.objects[&reference(cid, "/FontDescriptor").unwrap()];
            let program = &self.streams[&reference(descriptor, "/FontFile2").unwrap()];
            assert_eq!(&program[..4], [0, 1, 0, 0], "TrueType");
        }
    }

    /// Every mark of a page belongs to one element, every element to the tree, figures speak.
    fn check_tags(&self, catalog: &str) {
        assert!(catalog.contains("/Marked true") && catalog.contains("/Lang("), "{catalog}");
        assert!(catalog.contains("/DisplayDocTitle true"));
        let tree = catalog.split_once("/ParentTree").unwrap().1;
        for page in self.pages() {
            let text = &self.objects[&page];
            let key = number_after(text, "/StructParents").unwrap();
            let list = tree.split_once("/Nums[").unwrap().1.split(']').next().unwrap();
            let words: Vec<&str> = list.split_whitespace().collect();
            let at = words.chunks(4).position(|c| c[0] == key.to_string()).unwrap();
            let array = &self.objects[&words[at * 4 + 1].parse().unwrap()];
            let parents: Vec<u32> =
                array.trim().trim_matches(['[', ']']).split(" 0 R").filter_map(|n| n.trim().parse().ok()).collect();
            let contents = text.split_once("/Contents[").unwrap().1.split(']').next().unwrap();
            let mut marks = Vec::new();
            for id in contents.split(" 0 R").filter_map(|n| n.trim().parse::<u32>().ok()) {
                let ops = String::from_utf8_lossy(&self.streams[&id]).into_owned();
                assert_eq!(ops.matches(" BMC").count() + ops.matches("BDC").count(), ops.matches("EMC").count());
                marks.extend(
                    ops.split("/MCID ")
                        .skip(1)
                        .map(|r| r.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse::<usize>().unwrap()),
                );
            }
            marks.sort_unstable();
            assert_eq!(marks, (0..parents.len()).collect::<Vec<_>>(), "marks of page {page}");
            for (mark, parent) in parents.iter().enumerate() {
                let element = &self.objects[parent];
                let children = element.split_once("/K").unwrap().1;
                let mine = children.split(|c: char| !c.is_ascii_digit()).any(|n| n == mark.to_string());
                assert!(mine, "element {parent} does not know its mark {mark}: {element}");
                if element.contains("/S/Figure") {
                    assert!(element.contains("/Alt"), "{element}");
                }
            }
        }
        for role in ["Document", "Part", "H1", "P", "Table", "TR", "TH", "TD", "Figure"] {
            let mark = format!("/S/{role}");
            assert!(self.objects.values().any(|t| t.contains(&mark)), "{role}");
        }
    }
}
