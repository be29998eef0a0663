//! The reader: quick-xml cuts the document into tags and texts, this file checks each piece and builds the tree.

use super::lex::{self, ValueError};
use super::tree::{Attribute, Document, Kind, NONE, Node, XML, XML_NAMESPACE};
use super::{Limits, XmlError};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::borrow::Cow;

const XMLNS_NAMESPACE: &str = "http://www.w3.org/2000/xmlns/";

/// Reads a document within limits.
///
/// # Errors
/// Says what is wrong, in which element and at which byte; see the codes in this file, all beginning with `xml-`.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Document<'_>, XmlError> {
    let fail = |code, help: &str, at| Err(XmlError::new(code, help, "", at));
    if bytes.len() > limits.document {
        return fail(
            "xml-size",
            "The document is too large; send it in parts or without the attachments.",
            bytes.len(),
        );
    }
    if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]) || bytes.contains(&0) {
        return fail("xml-encoding", "Send the document in UTF-8.", 0);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) => return fail("xml-encoding", "Send the document in UTF-8.", e.valid_up_to()),
    };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    refuse_doctype(text)?;
    Build::new(text, limits).run()
}

/// A DOCTYPE can only stand before the root; it is looked for before anything is interpreted.
fn refuse_doctype(text: &str) -> Result<(), XmlError> {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let skipped = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<?") {
            rest.find("?>").map(|at| at + 2)
        } else if rest.starts_with("<!") {
            return Err(XmlError::new(
                "xml-doctype",
                "Send the document without a DOCTYPE.",
                "",
                text.len() - rest.len(),
            ));
        } else {
            None
        };
        match skipped {
            Some(at) => rest = &rest[at..],
            None => return Ok(()),
        }
    }
}

struct Build<'a> {
    source: &'a str,
    limits: Limits,
    tree: Document<'a>,
    /// Elements not yet closed, root first.
    open: Vec<u32>,
    /// Prefixes in scope with the index of their declaration and the depth they were made at.
    scope: Vec<(&'a str, u32, u32)>,
    /// Attributes of the element being read.
    pending: Vec<(&'a str, &'a str, Cow<'a, str>)>,
    offset: usize,
}

impl<'a> Build<'a> {
    fn new(source: &'a str, limits: Limits) -> Build<'a> {
        let guess = (source.len() / 24).min(limits.nodes);
        Build {
            source,
            limits,
            tree: Document {
                nodes: Vec::with_capacity(guess),
                attributes: Vec::with_capacity(guess / 4),
                declarations: Vec::new(),
            },
            open: Vec::with_capacity(16),
            scope: Vec::with_capacity(16),
            pending: Vec::new(),
            offset: 0,
        }
    }

    fn error(&self, code: &'static str, help: &str) -> XmlError {
        let element = self.open.last().map_or("", |id| match &self.tree.nodes[*id as usize].kind {
            Kind::Element { local, .. } => *local,
            Kind::Text(_) => "",
        });
        XmlError::new(code, help, element, self.offset)
    }

    fn run(mut self) -> Result<Document<'a>, XmlError> {
        let mut reader = Reader::from_str(self.source);
        let config = reader.config_mut();
        config.check_comments = true;
        config.check_end_names = true;
        let mut closed = false;
        loop {
            self.offset = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let event = reader.read_event().map_err(|_| {
                self.error("xml-form", "The document is not well-formed; check its tags and references near here.")
            })?;
            let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let raw = self.source.get(self.offset..end).unwrap_or("");
            match event {
                Event::Start(_) | Event::Empty(_) => {
                    if closed {
                        return Err(self.error("xml-trailing", "Send one document: nothing may follow its end."));
                    }
                    let empty = raw.ends_with("/>");
                    let inner = raw
                        .strip_prefix('<')
                        .and_then(|r| r.strip_suffix(if empty { "/>" } else { ">" }))
                        .ok_or_else(|| self.error("xml-form", "The document is not well-formed near here."))?;
                    self.start(inner)?;
                    if empty {
                        self.end();
                    }
                    closed = self.open.is_empty();
                }
                Event::End(_) => {
                    self.end();
                    closed = self.open.is_empty();
                }
                Event::Text(text) => {
                    let text = text.into_inner();
                    if lex::has_cdata_end(&text) {
                        return Err(self.error("xml-form", "Write ]]> as ]]&gt; in texts."));
                    }
                    self.characters(text)?;
                }
                Event::CData(text) => {
                    if self.open.is_empty() {
                        return Err(self.error("xml-trailing", "Texts must stand inside the root element."));
                    }
                    self.characters(text.into_inner())?;
                }
                Event::GeneralRef(name) => {
                    let Some(c) = lex::reference(&name.into_inner()) else {
                        return Err(self.error(
                            "xml-entity",
                            "Use no entity but &lt; &gt; &amp; &apos; &quot; and character references.",
                        ));
                    };
                    if self.open.is_empty() {
                        return Err(self.error("xml-trailing", "Texts must stand inside the root element."));
                    }
                    self.push_text(Cow::Owned(c.to_string()))?;
                }
                Event::Comment(text) => {
                    let text = text.into_inner();
                    if lex::text(&text).is_none() || text.ends_with('-') {
                        return Err(self.error("xml-character", "The comment holds a character XML forbids."));
                    }
                }
                Event::Decl(_) => {
                    if self.offset != 0 {
                        return Err(self.error("xml-pi", "The XML declaration must stand at the very beginning."));
                    }
                    self.declaration(raw)?;
                }
                Event::PI(_) => {
                    return Err(self.error("xml-pi", "Send the document without processing instructions."));
                }
                Event::DocType(_) => {
                    return Err(self.error("xml-doctype", "Send the document without a DOCTYPE."));
                }
                Event::Eof => break,
            }
        }
        if !self.open.is_empty() {
            return Err(self.error("xml-form", "The document ends before its last element is closed."));
        }
        if self.tree.nodes.is_empty() {
            return Err(self.error("xml-empty", "There is no XML document here."));
        }
        Ok(self.tree)
    }

    /// `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` and nothing else.
    fn declaration(&mut self, raw: &'a str) -> Result<(), XmlError> {
        let inner = raw.strip_prefix("<?xml").and_then(|r| r.strip_suffix("?>")).unwrap_or("");
        self.attribute_list(inner)?;
        let mut pending = std::mem::take(&mut self.pending);
        let expected = ["version", "encoding", "standalone"];
        let mut next = 0;
        for (_, name, value) in &pending {
            let Some(at) = expected.iter().skip(next).position(|e| e == name) else {
                return Err(self.error("xml-form", "The XML declaration is not well-formed."));
            };
            next += at + 1;
            match *name {
                "version" if value != "1.0" => return Err(self.error("xml-version", "Send XML 1.0.")),
                "encoding" if !value.eq_ignore_ascii_case("utf-8") => {
                    return Err(self.error("xml-encoding", "Send the document in UTF-8."));
                }
                "standalone" if value != "yes" && value != "no" => {
                    return Err(self.error("xml-form", "The XML declaration is not well-formed."));
                }
                _ => {}
            }
        }
        if pending.first().is_none_or(|(prefix, name, _)| *name != "version" || !prefix.is_empty()) {
            return Err(self.error("xml-form", "The XML declaration must begin with its version."));
        }
        pending.clear();
        self.pending = pending;
        Ok(())
    }

    /// Cuts `name="value" …` into `pending`: blank before each, `=`, quotes, no name twice as written.
    fn attribute_list(&mut self, raw: &'a str) -> Result<(), XmlError> {
        self.pending.clear();
        let form = |b: &Self| b.error("xml-attribute", "Write attributes as name=\"value\" with a blank between them.");
        let mut rest = raw;
        loop {
            let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
            if trimmed.is_empty() {
                return Ok(());
            }
            if trimmed.len() == rest.len() {
                return Err(form(self));
            }
            if self.pending.len() >= self.limits.attributes {
                return Err(self.error("xml-attributes", "The element has too many attributes."));
            }
            let (name, after) = trimmed.split_once('=').ok_or_else(|| form(self))?;
            let name = name.trim_end_matches([' ', '\t', '\r', '\n']);
            if name.len() > self.limits.name {
                return Err(self.error("xml-name", "The attribute's name is too long."));
            }
            let (prefix, local) = lex::split_name(name).ok_or_else(|| form(self))?;
            let after = after.trim_start_matches([' ', '\t', '\r', '\n']);
            let quote = match after.as_bytes().first() {
                Some(b'"') => '"',
                Some(b'\'') => '\'',
                _ => return Err(form(self)),
            };
            let (value, tail) = after[1..].split_once(quote).ok_or_else(|| form(self))?;
            if value.len() > self.limits.text {
                return Err(self.error("xml-text", "The attribute's value is too long."));
            }
            let value = lex::value(value).map_err(|e| match e {
                ValueError::Character => self.error("xml-character", "The attribute holds a character XML forbids."),
                ValueError::Entity => self
                    .error("xml-entity", "Use no entity but &lt; &gt; &amp; &apos; &quot; and character references."),
            })?;
            if self.pending.iter().any(|(p, l, _)| lex::same(l, local) && lex::same(p, prefix)) {
                return Err(self.error("xml-attribute", "The element has the same attribute twice."));
            }
            self.pending.push((prefix, local, value));
            rest = tail;
        }
    }

    fn count(&self) -> Result<(), XmlError> {
        if self.tree.nodes.len() + self.tree.attributes.len() >= self.limits.nodes {
            return Err(self.error("xml-nodes", "The document has too many parts."));
        }
        Ok(())
    }

    fn start(&mut self, inner: &'a str) -> Result<(), XmlError> {
        let split = inner.bytes().position(lex::is_space).unwrap_or(inner.len());
        let (name, rest) = inner.split_at(split);
        if name.len() > self.limits.name {
            return Err(self.error("xml-name", "The element's name is too long."));
        }
        let (prefix, local) =
            lex::split_name(name).ok_or_else(|| self.error("xml-form", "An element's name is not well-formed."))?;
        if self.open.len() >= self.limits.depth {
            return Err(self.error("xml-depth", "The document is nested too deeply."));
        }
        self.count()?;
        if rest.is_empty() {
            self.pending.clear();
        } else {
            self.attribute_list(rest)?;
        }
        let depth = u32::try_from(self.open.len()).unwrap_or(NONE) + 1;
        let mut pending = std::mem::take(&mut self.pending);
        self.declare(&pending, depth)?;
        let first = self.attribute_count();
        let mut qualified = false;
        for (prefix, local, value) in pending.drain(..) {
            if prefix == "xmlns" || (prefix.is_empty() && local == "xmlns") {
                continue;
            }
            self.count()?;
            let namespace = if prefix.is_empty() { NONE } else { self.lookup(prefix)? };
            qualified |= !prefix.is_empty();
            self.tree.attributes.push(Attribute { prefix, local, namespace, value });
        }
        self.pending = pending;
        let attributes = first..self.attribute_count();
        if qualified {
            self.refuse_twins(first)?;
        }
        let namespace = self.lookup(prefix)?;
        let id = self.append(Kind::Element { prefix, local, namespace, attributes });
        self.open.push(id);
        Ok(())
    }

    fn attribute_count(&self) -> u32 {
        u32::try_from(self.tree.attributes.len()).unwrap_or(NONE)
    }

    /// Two prefixes of one namespace with the same name are one attribute twice.
    fn refuse_twins(&self, first: u32) -> Result<(), XmlError> {
        let own = &self.tree.attributes[first as usize..];
        for (i, a) in own.iter().enumerate() {
            let same = |b: &Attribute<'_>| {
                a.local == b.local && lex::same(self.tree.namespace(a.namespace), self.tree.namespace(b.namespace))
            };
            if own[..i].iter().any(same) {
                return Err(self.error("xml-attribute", "The element has the same attribute twice."));
            }
        }
        Ok(())
    }

    fn declare(&mut self, pending: &[(&'a str, &'a str, Cow<'a, str>)], depth: u32) -> Result<(), XmlError> {
        for (prefix, local, uri) in pending {
            let declared = match (*prefix, *local) {
                ("", "xmlns") => "",
                ("xmlns", name) => name,
                _ => continue,
            };
            let reserved = match declared {
                "xml" => uri != XML_NAMESPACE,
                "xmlns" => true,
                _ => uri == XML_NAMESPACE || uri == XMLNS_NAMESPACE,
            };
            if reserved || (!declared.is_empty() && uri.is_empty()) {
                return Err(self.error("xml-namespace", "A namespace declaration is not allowed."));
            }
            if declared == "xml" {
                continue;
            }
            if self.scope.len() >= self.limits.namespaces {
                return Err(self.error("xml-namespaces", "Too many namespaces are declared."));
            }
            let index = if uri.is_empty() {
                NONE
            } else {
                self.tree.declarations.push(uri.clone());
                u32::try_from(self.tree.declarations.len() - 1).unwrap_or(NONE)
            };
            self.scope.push((declared, index, depth));
        }
        Ok(())
    }

    fn lookup(&self, prefix: &str) -> Result<u32, XmlError> {
        if prefix == "xml" {
            return Ok(XML);
        }
        match self.scope.iter().rev().find(|(p, _, _)| lex::same(p, prefix)) {
            Some((_, index, _)) => Ok(*index),
            None if prefix.is_empty() => Ok(NONE),
            None => Err(self.error("xml-namespace", "A prefix is used without a declaration.")),
        }
    }

    fn append(&mut self, kind: Kind<'a>) -> u32 {
        let id = u32::try_from(self.tree.nodes.len()).unwrap_or(NONE);
        let parent = self.open.last().copied().unwrap_or(NONE);
        self.tree.nodes.push(Node { kind, parent, first: NONE, last: NONE, next: NONE });
        if parent != NONE {
            let last = std::mem::replace(&mut self.tree.nodes[parent as usize].last, id);
            if last == NONE {
                self.tree.nodes[parent as usize].first = id;
            } else {
                self.tree.nodes[last as usize].next = id;
            }
        }
        id
    }

    fn end(&mut self) {
        self.open.pop();
        let depth = u32::try_from(self.open.len()).unwrap_or(NONE);
        while self.scope.last().is_some_and(|(_, _, made)| *made > depth) {
            self.scope.pop();
        }
    }

    fn characters(&mut self, raw: Cow<'a, str>) -> Result<(), XmlError> {
        let text = match raw {
            Cow::Borrowed(raw) => lex::text(raw),
            Cow::Owned(raw) => lex::text(&raw).map(|t| Cow::Owned(t.into_owned())),
        };
        let Some(text) = text else {
            return Err(self.error("xml-character", "The text holds a character XML forbids."));
        };
        if self.open.is_empty() {
            return match text.bytes().all(lex::is_space) {
                true => Ok(()),
                false => Err(self.error("xml-trailing", "Texts must stand inside the root element.")),
            };
        }
        self.push_text(text)
    }

    /// Adds to the text that stands last, so that comments and CDATA never cut a value in two.
    fn push_text(&mut self, text: Cow<'a, str>) -> Result<(), XmlError> {
        if text.is_empty() {
            return Ok(());
        }
        let limit = self.limits.text;
        let too_long = || self.error("xml-text", "A text is too long.");
        let last = self.open.last().map_or(NONE, |id| self.tree.nodes[*id as usize].last);
        let joined = match self.tree.nodes.get(last as usize).map(|n| &n.kind) {
            Some(Kind::Text(before)) => before.len() + text.len(),
            _ => text.len(),
        };
        if joined > limit {
            return Err(too_long());
        }
        if let Some(Node { kind: Kind::Text(before), .. }) = self.tree.nodes.get_mut(last as usize) {
            before.to_mut().push_str(&text);
            return Ok(());
        }
        self.count()?;
        self.append(Kind::Text(text));
        Ok(())
    }
}
