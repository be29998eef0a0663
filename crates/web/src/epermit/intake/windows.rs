//! Two windows on one draft: a page knows what it showed, so that a later save is told of an earlier one.

use crate::epermit::drafting::typed;
use crate::epermit::steps::{fields_of, line_fields_of};
use crate::shared::call::Call;
use pages::FieldError;
use permits::FormInput;
use std::collections::BTreeMap;

/// What stands in the boxes of a page, in one word: two windows with the same page tell by it who was first. A page
/// about a line also knows how many lines there are, because a line that is gone moves the ones behind it.
pub fn seen(form: &FormInput, line: Option<usize>, step: &str) -> String {
    let (boxes, lines) = match line {
        Some(n) => (typed(form, line_fields_of(step), &format!("lines.{n}.")), form.lines.len()),
        None if step == "items" => (BTreeMap::new(), 0),
        None => (typed(form, fields_of(step), ""), 0),
    };
    let text =
        if step == "items" { serde_json::to_string(&form.lines) } else { serde_json::to_string(&(boxes, lines)) };
    cites::Digest::of("manis-seen", text.unwrap_or_default().as_bytes()).to_string()[..16].to_owned()
}

/// Was this page changed in another window since it was drawn? Then nothing is written: the page comes again with what
/// was typed, says what stands there now, and a second *Continue* means it.
pub fn changed_meanwhile(call: &Call, form: &FormInput, line: Option<usize>, step: &str) -> Option<FieldError> {
    let shown = call.typed("seen");
    if shown.is_empty() || shown == seen(form, line, step) {
        return None;
    }
    let boxes = match line {
        Some(n) => typed(form, line_fields_of(step), &format!("lines.{n}.")),
        None => typed(form, fields_of(step), ""),
    };
    let now: Vec<String> = boxes
        .into_iter()
        .filter(|(name, text)| !text.trim().is_empty() && call.typed(name).trim() != text.trim())
        .map(|(_, text)| text)
        .collect();
    let error =
        FieldError::new("", "draft-changed-here").arg("now", if now.is_empty() { "–".into() } else { now.join(" · ") });
    Some(error.help("This page was changed in another window meanwhile. Look at it and continue to replace it."))
}
