//! The writer: what it writes is canonical XML, if attributes are given in their order and namespaces where first used.

/// What stands for a byte in canonical XML: 0 itself, otherwise an index into `INSTEAD`; `WIDE` begins U+FFFE or U+FFFF.
const INSTEAD: [&str; 9] = ["", "&amp;", "&lt;", "&gt;", "&quot;", "&#x9;", "&#xA;", "&#xD;", "\u{FFFD}"];
const WIDE: u8 = 255;

const fn table(value: bool) -> [u8; 256] {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 0x20 {
        table[b] = 8;
        b += 1;
    }
    table[b'&' as usize] = 1;
    table[b'<' as usize] = 2;
    table[b'>' as usize] = if value { 0 } else { 3 };
    table[b'"' as usize] = if value { 4 } else { 0 };
    table[b'\t' as usize] = if value { 5 } else { 0 };
    table[b'\n' as usize] = if value { 6 } else { 0 };
    table[b'\r' as usize] = 7;
    table[0xEF] = WIDE;
    table
}

static IN_TEXT: [u8; 256] = table(false);
static IN_VALUE: [u8; 256] = table(true);

/// Escapes a text as canonical XML does. A character XML cannot carry becomes U+FFFD, so that nothing we write is refused.
pub(crate) fn escape_text(text: &str, out: &mut String) {
    escape(text, out, &IN_TEXT);
}

/// Escapes an attribute value as canonical XML does.
pub(crate) fn escape_value(text: &str, out: &mut String) {
    escape(text, out, &IN_VALUE);
}

fn escape(text: &str, out: &mut String, table: &[u8; 256]) {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut i = 0;
    while let Some(skip) = bytes[i..].iter().position(|b| table[usize::from(*b)] != 0) {
        i += skip;
        let (instead, width) = match table[usize::from(bytes[i])] {
            WIDE => match bytes.get(i + 1..i + 3) {
                Some([0xBF, 0xBE | 0xBF]) => ("\u{FFFD}", 3),
                // Any other character beginning with this byte stays.
                _ => {
                    i += 1;
                    continue;
                }
            },
            index => (INSTEAD[usize::from(index)], 1),
        };
        out.push_str(&text[from..i]);
        out.push_str(instead);
        i += width;
        from = i;
    }
    out.push_str(&text[from..]);
}

/// Writes elements one after the other; every element has a start and an end tag, no declaration, no blanks between.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
    open: Vec<String>,
}

impl Writer {
    /// An empty document with room.
    pub fn new() -> Writer {
        Writer { out: String::with_capacity(8 * 1024), open: Vec::with_capacity(16) }
    }

    /// Opens an element, named as written (`rsm:HeaderExchangedDocument`), with attributes in canonical order,
    /// namespace declarations first.
    pub fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.open.push(name.to_owned());
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape_value(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Closes the element opened last; nothing happens where none is open.
    pub fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
    }

    /// Text of the open element.
    pub fn text(&mut self, text: &str) {
        escape_text(text, &mut self.out);
    }

    /// An element with text.
    pub fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.tag(name, attributes);
        escape_text(text, &mut self.out);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// A fragment that is XML already.
    pub fn raw(&mut self, fragment: &str) {
        self.out.push_str(fragment);
    }

    /// Closes what is open and hands the document over.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.out
    }
}
