//! Exclusive XML Canonicalization 1.0 without comments, of an element with everything in it
//! (`http://www.w3.org/2001/10/xml-exc-c14n#`, no InclusiveNamespaces list).

use super::lex::same;
use super::tree::{Attribute, Document, Element, Kind, NONE};
use super::write::{escape_text, escape_value};

/// Appends the canonical form of an element to `out`.
pub fn exclusive(element: Element<'_, '_>, out: &mut String) {
    let document = element.document;
    // Namespaces written so far on the way down: prefix, URI, depth. Short: one entry a visible change.
    let mut rendered: Vec<(&str, &str, usize)> = Vec::new();
    let mut depth = 0_usize;
    let mut id = element.id;
    loop {
        let node = &document.nodes[id as usize];
        match &node.kind {
            Kind::Element { prefix, local, namespace, attributes } => {
                depth += 1;
                let own = &document.attributes[attributes.start as usize..attributes.end as usize];
                start(document, (prefix, local, *namespace), own, &mut rendered, depth, out);
                if node.first != NONE {
                    id = node.first;
                    continue;
                }
                end(prefix, local, out);
                leave(&mut rendered, &mut depth);
            }
            Kind::Text(text) => escape_text(text, out),
        }
        // Up until something follows.
        loop {
            if id == element.id {
                return;
            }
            let node = &document.nodes[id as usize];
            if node.next != NONE {
                id = node.next;
                break;
            }
            id = node.parent;
            if let Kind::Element { prefix, local, .. } = &document.nodes[id as usize].kind {
                end(prefix, local, out);
                leave(&mut rendered, &mut depth);
            }
        }
    }
}

fn leave(rendered: &mut Vec<(&str, &str, usize)>, depth: &mut usize) {
    while rendered.last().is_some_and(|(_, _, made)| *made >= *depth) {
        rendered.pop();
    }
    *depth -= 1;
}

fn name(prefix: &str, local: &str, out: &mut String) {
    if !prefix.is_empty() {
        out.push_str(prefix);
        out.push(':');
    }
    out.push_str(local);
}

fn end(prefix: &str, local: &str, out: &mut String) {
    out.push_str("</");
    name(prefix, local, out);
    out.push('>');
}

fn start<'d>(
    document: &'d Document<'_>,
    (prefix, local, namespace): (&'d str, &'d str, u32),
    attributes: &'d [Attribute<'_>],
    rendered: &mut Vec<(&'d str, &'d str, usize)>,
    depth: usize,
    out: &mut String,
) {
    out.push('<');
    name(prefix, local, out);
    let before = rendered.len();
    declare(prefix, document.namespace(namespace), rendered, depth);
    let mut qualified = false;
    for a in attributes {
        if !a.prefix.is_empty() && a.prefix != "xml" {
            declare(a.prefix, document.namespace(a.namespace), rendered, depth);
        }
        qualified |= !a.prefix.is_empty();
    }
    rendered[before..].sort_unstable();
    for (prefix, uri, _) in &rendered[before..] {
        out.push_str(" xmlns");
        if !prefix.is_empty() {
            out.push(':');
            out.push_str(prefix);
        }
        out.push_str("=\"");
        escape_value(uri, out);
        out.push('"');
    }
    let write = |a: &Attribute<'_>, out: &mut String| {
        out.push(' ');
        name(a.prefix, a.local, out);
        out.push_str("=\"");
        escape_value(&a.value, out);
        out.push('"');
    };
    let sorted = attributes.windows(2).all(|w| w[0].local < w[1].local);
    if !qualified && sorted {
        attributes.iter().for_each(|a| write(a, out));
    } else {
        let mut order: Vec<&Attribute<'_>> = attributes.iter().collect();
        order.sort_by_key(|a| (document.namespace(a.namespace), a.local));
        order.into_iter().for_each(|a| write(a, out));
    }
    out.push('>');
}

/// A prefix that is visibly used is declared unless the nearest written declaration already says the same.
fn declare<'d>(prefix: &'d str, uri: &'d str, rendered: &mut Vec<(&'d str, &'d str, usize)>, depth: usize) {
    match rendered.iter().rev().find(|(p, _, _)| same(p, prefix)) {
        Some((_, known, _)) if same(known, uri) => {}
        None if prefix.is_empty() && uri.is_empty() => {}
        _ if prefix == "xml" => {}
        _ => rendered.push((prefix, uri, depth)),
    }
}
