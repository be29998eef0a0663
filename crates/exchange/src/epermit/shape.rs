//! The structural check: is every element where the table of the version says, as often, and of the right value?

use super::grammar::{Class, Content, Field, Occurs, Value};
use super::read::Findings;
use super::{COMPONENTS, Level, Version, grammar};
use crate::xml::Element;
use cites::Amount;

/// Walks the message with its table. No recursion: the depth comes from strangers.
pub(super) fn check(root: Element<'_, '_>, version: Version, findings: &mut Findings) {
    let mut todo = vec![(root, grammar::message(version), 0_usize)];
    let mut strange_namespace = false;
    while let Some((element, class, depth)) = todo.pop() {
        if element.has_stray_text() {
            findings.add(element, Level::Warning, "text-stray", "There is text between elements; it was not read.");
        }
        let namespace = if depth == 0 { version.message_namespace() } else { COMPONENTS };
        let mut seen: [u32; 16] = [0; 16];
        let mut at = 0;
        for child in element.children() {
            if !strange_namespace && child.namespace() != namespace {
                strange_namespace = true;
                findings.add(
                    child,
                    Level::Info,
                    "element-namespace",
                    "This element is not in the namespace of the toolkit; namespaces were not looked at.",
                );
            }
            let Some((index, field)) = find(class, child.local(), at) else {
                findings.add(child, Level::Warning, "element-unknown", "The message has no such element here.");
                continue;
            };
            if index < at {
                findings.add(child, Level::Info, "element-order", "This element stands after one it belongs before.");
            }
            at = at.max(index);
            if let Some(count) = seen.get_mut(index) {
                *count += 1;
                if *count == 2 && field.occurs != Occurs::Many {
                    findings.add(child, Level::Warning, "element-repeated", "Only the first of these was read.");
                }
            }
            match field.content {
                Content::Leaf(value) => leaf(child, value, findings),
                Content::Class(class) => todo.push((child, class, depth + 1)),
            }
        }
        for (field, count) in class.fields.iter().zip(seen) {
            if field.occurs == Occurs::Once && count == 0 {
                findings.push(
                    format!("{}/{}", element.path(), field.name),
                    Level::Severe,
                    "element-missing",
                    "This part of the message is missing.".to_owned(),
                );
            }
        }
    }
}

/// Names are tried from where the last one stood, so that a message in order costs one comparison an element.
fn find(class: &'static Class, name: &str, from: usize) -> Option<(usize, &'static Field)> {
    let n = class.fields.len();
    (from..n).chain(0..from.min(n)).find(|i| class.fields[*i].name == name).map(|i| (i, &class.fields[i]))
}

fn leaf(element: Element<'_, '_>, value: Value, findings: &mut Findings) {
    if element.children().next().is_some() {
        findings.add(
            element,
            Level::Warning,
            "element-unknown",
            "There are elements inside a value; they were not read.",
        );
    }
    if element.attributes().any(|(ns, name, _)| ns.is_empty() && !value.attributes().contains(&name)) {
        findings.add(
            element,
            Level::Info,
            "attribute-unknown",
            "The element has an attribute the message does not know.",
        );
    }
    let text = element.text();
    let text = text.trim();
    if text.is_empty() || text == "?" {
        return;
    }
    match value {
        Value::Text | Value::Identifier | Value::Code => {}
        Value::DateTime => {
            if super::typed::moment(text).is_none() {
                findings.add(element, Level::Warning, "value-datetime", "Send dates as 2026-11-21T09:00:00+00:00.");
            }
        }
        Value::Indicator => {
            if !matches!(text, "true" | "false" | "1" | "0") {
                findings.add(element, Level::Warning, "value-indicator", "Send true or false.");
            }
        }
        Value::Quantity => {
            if Amount::parse(text).is_err() {
                findings.add(
                    element,
                    Level::Warning,
                    "value-quantity",
                    "Send quantities as digits with at most one dot and six decimals.",
                );
            }
        }
    }
}
