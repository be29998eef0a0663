//! Cells of the CSV files we write: quoted where needed, and harmless in a spreadsheet.

/// Does a spreadsheet take a text that begins like this for a formula? (`design/security.md` S-INJ-2: also tab, carriage
/// return, NUL and the full-width forms.)
fn looks_like_formula(text: &str) -> bool {
    matches!(
        text.chars().next(),
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\0' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}')
    )
}

/// Writes a text cell: an apostrophe before what looks like a formula, quotation marks where the text needs them.
pub(crate) fn text(out: &mut Vec<u8>, text: &str) {
    let guard = looks_like_formula(text);
    let bytes = text.as_bytes();
    let quoted = bytes.iter().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r'))
        || bytes.first() == Some(&b' ')
        || bytes.last() == Some(&b' ');
    if quoted {
        out.push(b'"');
    }
    if guard {
        out.push(b'\'');
    }
    if quoted {
        for byte in bytes {
            if *byte == b'"' {
                out.push(b'"');
            }
            out.push(*byte);
        }
        out.push(b'"');
    } else {
        out.extend_from_slice(bytes);
    }
}

/// Writes a row of text cells.
pub(crate) fn row<'a>(out: &mut Vec<u8>, cells: impl IntoIterator<Item = &'a str>) {
    for (i, cell) in cells.into_iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        text(out, cell);
    }
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permit_number_that_is_a_formula_stays_a_text() {
        let written = |given: &str| {
            let mut out = Vec::new();
            text(&mut out, given);
            String::from_utf8(out).unwrap()
        };
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\0x", "＝1", "＋1", "－1", "＠A"] {
            assert_eq!(written(formula), format!("'{formula}"));
        }
        assert_eq!(written("\rx"), "\"'\rx\"");
        assert_eq!(written("=HYPERLINK(\"http://x\",\"y\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
        assert_eq!(written("26QM000371/A1"), "26QM000371/A1");
    }
}
