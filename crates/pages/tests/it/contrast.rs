//! The colours: readable in both themes (WCAG 2.2, 1.4.3 and 1.4.11), and the style sheet knows no left and no right.

use pages::assets::CSS;
use std::collections::BTreeMap;

/// Tokens of the first `:root` block after `from`.
fn tokens(from: &str) -> BTreeMap<String, String> {
    let block = from.split(":root{").nth(1).and_then(|b| b.split('}').next()).expect("a block of tokens");
    block
        .split(';')
        .filter_map(|d| d.split_once(':'))
        .filter(|(_, value)| value.starts_with('#'))
        .map(|(name, value)| (name.trim_start_matches("--").to_owned(), value.to_owned()))
        .collect()
}

/// Relative luminance of `#rrggbb` (WCAG 2.2 definition).
fn luminance(colour: &str) -> f64 {
    let channel = |i: usize| {
        let c = f64::from(u8::from_str_radix(&colour[i..i + 2], 16).expect("a hexadecimal colour")) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn themes() -> Vec<(&'static str, BTreeMap<String, String>)> {
    let dark = CSS.split("@media (prefers-color-scheme:dark)").nth(1).expect("a dark theme");
    vec![("light", tokens(CSS)), ("dark", tokens(dark))]
}

#[test]
fn text_is_readable_on_every_ground_it_stands_on_in_both_themes() {
    for (theme, t) in themes() {
        let mut pairs = Vec::new();
        for ground in ["paper", "sheet", "tint"] {
            for ink in ["ink", "ink-soft", "green", "amber", "red", "blue"] {
                pairs.push((ink, ground));
            }
        }
        for colour in ["green", "amber", "red", "blue"] {
            let tint = ["green-tint", "amber-tint", "red-tint", "blue-tint"]
                .into_iter()
                .find(|tint| tint.starts_with(colour))
                .expect("a tint");
            pairs.extend([(colour, tint), ("ink", tint)]);
        }
        pairs.extend([("ink-soft", "green-tint"), ("on-lead", "green"), ("blue", "green-tint")]);
        for (ink, ground) in pairs {
            let ratio = contrast(&t[ink], &t[ground]);
            assert!(ratio >= 4.5, "{theme}: {ink} on {ground} is {ratio:.2}");
        }
        for ground in ["paper", "sheet"] {
            let ratio = contrast(&t["line-strong"], &t[ground]);
            assert!(ratio >= 3.0, "{theme}: edges of fields on {ground} are {ratio:.2}");
        }
    }
}

#[test]
fn the_style_sheet_knows_no_left_and_no_right_and_loads_nothing() {
    for line in CSS.split([';', '{', '}']) {
        let property = line.split(':').next().unwrap_or("").trim();
        let exact = ["width", "height", "top", "bottom", "left", "right"].contains(&property);
        let side = ["-left", "-right", "-top", "-bottom"].iter().any(|end| property.ends_with(end));
        let size = ["min-width", "max-width", "min-height", "max-height"].contains(&property);
        let query = line.contains('(') && line.contains(')');
        assert!(!(exact || side || size) || query, "a physical property: {line}");
        let value = line.split_once(':').map_or("", |v| v.1);
        assert!(!value.trim().starts_with("left") && !value.trim().starts_with("right"), "a physical value: {line}");
    }
    assert!(!CSS.contains("url(") && !CSS.contains("@import") && !CSS.contains("light-dark("));
}
