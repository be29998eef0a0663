//! The tree a document becomes: flat vectors with indices, so that neither building, reading nor dropping it recurses.

use super::lex::same;
use std::borrow::Cow;
use std::ops::Range;

/// No node.
pub(super) const NONE: u32 = u32::MAX;

#[derive(Debug)]
pub(super) enum Kind<'a> {
    Element {
        prefix: &'a str,
        local: &'a str,
        /// Index into `declarations`; `NONE` for no namespace.
        namespace: u32,
        attributes: Range<u32>,
    },
    Text(Cow<'a, str>),
}

#[derive(Debug)]
pub(super) struct Node<'a> {
    pub kind: Kind<'a>,
    pub parent: u32,
    pub first: u32,
    pub last: u32,
    pub next: u32,
}

#[derive(Debug)]
pub(super) struct Attribute<'a> {
    pub prefix: &'a str,
    pub local: &'a str,
    /// Index into `declarations`; `NONE` for no namespace, `XML` for the prefix `xml`.
    pub namespace: u32,
    pub value: Cow<'a, str>,
}

/// The prefix `xml` is bound without a declaration.
pub(super) const XML: u32 = u32::MAX - 1;
pub(super) const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// A document that kept every limit. Comments are gone, CDATA is text, adjacent texts are one.
#[derive(Debug)]
pub struct Document<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    pub(super) attributes: Vec<Attribute<'a>>,
    /// Every namespace declaration: its URI.
    pub(super) declarations: Vec<Cow<'a, str>>,
}

impl<'a> Document<'a> {
    /// The root element.
    pub fn root(&self) -> Element<'_, 'a> {
        Element { document: self, id: 0 }
    }

    /// Elements, texts and attributes.
    pub fn len(&self) -> usize {
        self.nodes.len() + self.attributes.len()
    }

    /// Never: a document has a root.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Every element, in document order.
    pub fn elements(&self) -> impl Iterator<Item = Element<'_, 'a>> {
        (0_u32..)
            .zip(&self.nodes)
            .filter(|(_, node)| matches!(node.kind, Kind::Element { .. }))
            .map(move |(id, _)| Element { document: self, id })
    }

    pub(super) fn namespace(&self, index: u32) -> &str {
        match index {
            NONE => "",
            XML => XML_NAMESPACE,
            index => &self.declarations[index as usize],
        }
    }
}

/// One element of a [`Document`].
#[derive(Debug, Clone, Copy)]
pub struct Element<'d, 'a> {
    pub(super) document: &'d Document<'a>,
    pub(super) id: u32,
}

impl PartialEq for Element<'_, '_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.id == other.id
    }
}

impl<'d, 'a> Element<'d, 'a> {
    pub(super) fn node(&self) -> &'d Node<'a> {
        &self.document.nodes[self.id as usize]
    }

    pub(super) fn parts(&self) -> (&'a str, &'a str, u32, &'d [Attribute<'a>]) {
        match &self.node().kind {
            Kind::Element { prefix, local, namespace, attributes } => (
                prefix,
                local,
                *namespace,
                &self.document.attributes[attributes.start as usize..attributes.end as usize],
            ),
            Kind::Text(_) => ("", "", NONE, &[]),
        }
    }

    /// Name without prefix.
    pub fn local(&self) -> &'a str {
        self.parts().1
    }

    /// Namespace, empty for none.
    pub fn namespace(&self) -> &'d str {
        self.document.namespace(self.parts().2)
    }

    /// Does it have that namespace and name?
    pub fn is(&self, namespace: &str, local: &str) -> bool {
        self.local() == local && same(self.namespace(), namespace)
    }

    /// Value of an attribute in no namespace.
    pub fn attribute(&self, local: &str) -> Option<&'d str> {
        self.attribute_in("", local)
    }

    /// Value of an attribute in a namespace.
    pub fn attribute_in(&self, namespace: &str, local: &str) -> Option<&'d str> {
        self.parts()
            .3
            .iter()
            .find(|a| a.local == local && same(self.document.namespace(a.namespace), namespace))
            .map(|a| &*a.value)
    }

    /// Every attribute: namespace, name, value.
    pub fn attributes(&self) -> impl Iterator<Item = (&'d str, &'a str, &'d str)> {
        let document = self.document;
        self.parts().3.iter().map(move |a| (document.namespace(a.namespace), a.local, &*a.value))
    }

    /// The element around it.
    pub fn parent(&self) -> Option<Element<'d, 'a>> {
        let parent = self.node().parent;
        (parent != NONE).then_some(Element { document: self.document, id: parent })
    }

    /// Its elements, in order.
    pub fn children(&self) -> Children<'d, 'a> {
        Children { document: self.document, next: self.node().first }
    }

    /// The first element of that name, in whatever namespace.
    pub fn child(&self, local: &str) -> Option<Element<'d, 'a>> {
        self.children().find(|c| c.local() == local)
    }

    /// The only element of that namespace and name; `None` where there is none or more than one.
    pub fn only(&self, namespace: &str, local: &str) -> Option<Element<'d, 'a>> {
        let mut found = self.children().filter(|c| c.is(namespace, local));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The elements of its document from this one on, in document order.
    pub fn document_elements(&self) -> impl Iterator<Item = Element<'d, 'a>> {
        let document = self.document;
        (self.id..)
            .zip(&document.nodes[self.id as usize..])
            .filter(|(_, node)| matches!(node.kind, Kind::Element { .. }))
            .map(move |(id, _)| Element { document, id })
    }

    /// The element itself and every element inside it, in document order.
    pub fn descendants(&self) -> impl Iterator<Item = Element<'d, 'a>> {
        let outer = *self;
        // Nodes lie in document order, so the first one outside ends it.
        self.document_elements().take_while(move |e| {
            let mut at = *e;
            while at.id > outer.id {
                match at.parent() {
                    Some(parent) => at = parent,
                    None => return false,
                }
            }
            at.id == outer.id
        })
    }

    /// Its own text, all of it, without that of its elements.
    pub fn text(&self) -> Cow<'d, str> {
        let mut out: Cow<'d, str> = Cow::Borrowed("");
        let mut id = self.node().first;
        while id != NONE {
            let node = &self.document.nodes[id as usize];
            if let Kind::Text(text) = &node.kind {
                if out.is_empty() {
                    out = Cow::Borrowed(&**text);
                } else {
                    out.to_mut().push_str(text);
                }
            }
            id = node.next;
        }
        out
    }

    /// Only text inside, and none of it a mark?
    pub fn has_stray_text(&self) -> bool {
        self.children().next().is_some() && !self.text().trim().is_empty()
    }

    /// Where it stands: names below the root joined by `/`, `[n]` on repeated ones; the root's own name for the root.
    pub fn path(&self) -> String {
        let mut parts = Vec::new();
        let mut at = *self;
        while let Some(parent) = at.parent() {
            let name = at.local();
            let same: Vec<_> = parent.children().filter(|c| c.local() == name).collect();
            parts.push(match same.iter().position(|c| *c == at) {
                Some(n) if same.len() > 1 => format!("{name}[{}]", n + 1),
                _ => name.to_owned(),
            });
            at = parent;
        }
        if parts.is_empty() {
            return self.local().to_owned();
        }
        parts.reverse();
        parts.join("/")
    }
}

/// Elements of an element.
#[derive(Debug, Clone)]
pub struct Children<'d, 'a> {
    document: &'d Document<'a>,
    next: u32,
}

impl<'d, 'a> Iterator for Children<'d, 'a> {
    type Item = Element<'d, 'a>;

    fn next(&mut self) -> Option<Element<'d, 'a>> {
        while self.next != NONE {
            let id = self.next;
            let node = &self.document.nodes[id as usize];
            self.next = node.next;
            if matches!(node.kind, Kind::Element { .. }) {
                return Some(Element { document: self.document, id });
            }
        }
        None
    }
}
