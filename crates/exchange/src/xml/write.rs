//! The writer: what it writes is canonical XML, if attributes are given in their order and namespaces where first used.

/// Escapes a text as canonical XML does. A character XML cannot carry becomes U+FFFD, so that nothing we write is refused.
pub(crate) fn escape_text(text: &str, out: &mut String) {
    escape(text, out, |b| match b {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'\r' => Some("&#xD;"),
        b'\t' | b'\n' => None,
        0..=0x1f => Some("\u{FFFD}"),
        _ => None,
    });
}

/// Escapes an attribute value as canonical XML does.
pub(crate) fn escape_value(text: &str, out: &mut String) {
    escape(text, out, |b| match b {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'"' => Some("&quot;"),
        b'\t' => Some("&#x9;"),
        b'\n' => Some("&#xA;"),
        b'\r' => Some("&#xD;"),
        0..=0x1f => Some("\u{FFFD}"),
        _ => None,
    });
}

fn escape(text: &str, out: &mut String, replace: impl Fn(u8) -> Option<&'static str>) {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut i = 0;
    while i < bytes.len() {
        let (instead, width) = match bytes[i] {
            // U+FFFE and U+FFFF.
            0xEF if bytes.get(i + 1) == Some(&0xBF) && matches!(bytes.get(i + 2), Some(0xBE | 0xBF)) => {
                (Some("\u{FFFD}"), 3)
            }
            b => (replace(b), 1),
        };
        if let Some(instead) = instead {
            out.push_str(&text[from..i]);
            out.push_str(instead);
            from = i + width;
        }
        i += width;
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
