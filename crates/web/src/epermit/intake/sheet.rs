//! The spreadsheet of lines: its columns, reading cells in words or codes, and cells that are harmless when opened.

use crate::shared::failure::Failure;
use cites::marks::MarkKind;
use cites::{CountryCode, Source, Term, Unit};
use pages::Words;
use permits::form::LineInput;
use permits::{FormInput, consignments};

/// Largest file, bytes.
const LARGEST: usize = 1024 * 1024;

/// The columns: field of a line, and the message key of its heading.
pub const COLUMNS: &[(&str, &str)] = &[
    ("taxon", "ui-species"),
    ("common_name", "form-box8-common-name"),
    ("description", "ask-describe-words"),
    ("term", "ui-term"),
    ("quantity", "ui-quantity"),
    ("unit", "ui-unit"),
    ("source", "word-source-code"),
    ("origin.country", "form-box12-country-origin"),
    ("origin.permit", "ask-origin-permit"),
    ("origin.date", "ask-origin-date"),
    ("marks", "answer-marks"),
    ("age_sex", "ask-living"),
    ("operation", "ask-operation-number"),
    ("acquired", "ask-operation-acquired"),
    ("import_permit", "ask-import-number"),
    ("import_later", "ask-import-later"),
    ("second_source", "sheet-second-source"),
    ("last_reexport.country", "form-box12a-last-reexport"),
    ("last_reexport.permit", "sheet-reexport-permit"),
    ("last_reexport.date", "sheet-reexport-date"),
    ("lot", "sheet-lot"),
    ("mark_kind", "ask-mark-kind"),
    ("generations", "sheet-generations"),
    ("area", "quota-area-origin"),
];

/// Message key of the heading of a consignment's share.
pub const SHARE: &str = "consignment-nth";

/// Does a spreadsheet take a text that begins like this for a formula (`design/security.md` S-INJ-2)?
fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// A cell as it is written: an apostrophe before what looks like a formula.
pub fn harmless(text: &str) -> String {
    if looks_like_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// Rows as a CSV file that spreadsheets of every language read: UTF-8 with its mark.
///
/// # Errors
/// When it cannot be written, which does not happen.
pub fn csv(rows: &[Vec<String>]) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|c| harmless(c))).map_err(|e| Failure::Internal(e.to_string()))?;
    }
    writer.into_inner().map_err(|e| Failure::Internal(e.to_string()))
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn in_words(test: impl Fn(&'static Words) -> bool) -> bool {
    Words::OFFERED.iter().any(|lang| test(Words::of(*lang)))
}

/// The headings of an empty sheet: the columns, and for several consignments the share of each.
pub fn headings(consignments: u16, words: &Words) -> Vec<String> {
    let columns = COLUMNS.iter().map(|(_, key)| words.say(key).trim_end_matches('*').trim().to_owned());
    let shares = (1..=consignments).filter(|_| consignments > 1).map(|n| words.say1(SHARE, "n", usize::from(n)));
    columns.chain(shares).collect()
}

/// The column of a heading: its words in any language, or the field's own name.
fn column(heading: &str) -> Option<String> {
    let heading = heading.trim().trim_start_matches('\u{feff}').trim_end_matches('*');
    let found = COLUMNS
        .iter()
        .find(|(field, key)| same(heading, field) || in_words(|w| same(heading, w.say(key).trim_end_matches('*'))));
    found.map(|(field, _)| (*field).to_owned()).or_else(|| share(heading))
}

/// The column of a consignment's share: `Consignment 2` in any language, or `shares.1`.
fn share(heading: &str) -> Option<String> {
    let digits: String = heading.chars().filter(char::is_ascii_digit).collect();
    let number: u16 = digits.parse().ok()?;
    let named = |n: u16| in_words(|w| same(heading, &w.say1(SHARE, "n", usize::from(n))));
    if (1..=consignments::MOST).contains(&number) && named(number) {
        return Some(share_field(number));
    }
    let field = format!("shares.{number}");
    (number < consignments::MOST && same(heading, &field)).then_some(field)
}

/// The field of a consignment's share, the consignment counted from 1.
pub fn share_field(nth: u16) -> String {
    format!("shares.{}", nth.saturating_sub(1))
}

/// The consignment, from 1, whose share a field is.
pub fn share_of(field: &str) -> Option<u16> {
    let n: u16 = field.strip_prefix("shares.")?.parse().ok()?;
    (n < consignments::MOST).then_some(n + 1)
}

/// The code of what stands in a cell, in words of any language or as a code; what is neither stays as typed.
pub fn code(field: &str, text: &str) -> String {
    let text = text.trim();
    let found = match field {
        "term" => {
            Term::ALL.iter().find(|t| same(t.code(), text) || in_words(|w| same(&w.term(t), text))).map(|t| t.code())
        }
        "source" | "second_source" => Source::ALL
            .iter()
            .find(|s| same(s.code(), text) || in_words(|w| same(&w.source(s), text)))
            .map(|s| s.code()),
        "unit" if text.is_empty() => None,
        "unit" => Unit::ALL
            .iter()
            .find(|u| same(u.code(), text) || in_words(|w| same(&w.unit(u), text)))
            .or_else(|| Unit::ALL.iter().find(|u| same(u.symbol(), text)))
            .map(|u| u.code())
            .or_else(|| Unit::from_any(text).map(|u| u.code())),
        "import_later" => {
            let yes = ["yes", "true", "1", "x"].iter().any(|word| same(word, text))
                || in_words(|w| same(&w.say("ask-import-later-yes"), text) || same(&w.say("ui-yes"), text));
            yes.then_some("yes")
        }
        "mark_kind" => MarkKind::ALL
            .iter()
            .find(|k| same(k.code(), text) || in_words(|w| same(&w.say(pages::registers::mark_kind_key(**k)), text)))
            .map(|k| k.code()),
        "origin.country" | "last_reexport.country" => {
            let parsed = CountryCode::parse(text).ok();
            let named = || CountryCode::all().iter().map(|e| e.code).find(|c| in_words(|w| same(&w.country(c), text)));
            return parsed.or_else(named).map_or_else(|| text.to_owned(), |c| c.code().to_owned());
        }
        _ => None,
    };
    found.map_or_else(|| text.to_owned(), str::to_owned)
}

/// Writes a cell into a line.
pub fn put(line: &mut LineInput, field: &str, text: &str) {
    let text = match text.strip_prefix('\'') {
        Some(rest) if looks_like_formula(rest) => rest,
        _ => text,
    };
    let text = if field == "marks" { text.replace(';', "\n") } else { code(field, text) };
    let mut form = FormInput { lines: vec![std::mem::take(line)], ..FormInput::default() };
    form.set(&format!("lines.0.{field}"), text.trim());
    if let Some(written) = form.lines.pop() {
        *line = written;
    }
}

/// Reads a file: comma or semicolon, UTF-8, the first row are headings.
///
/// # Errors
/// `lines-upload-file` for what is no such file, `lines-upload-heading` for a heading that is not known, `lines-many`.
pub fn read(bytes: &[u8]) -> Result<Vec<LineInput>, Failure> {
    let bad = || Failure::field("file", "lines-upload-file", "Choose a CSV file of at most 1 MB, saved as UTF-8.");
    if bytes.len() > LARGEST {
        return Err(bad());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| bad())?.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or("");
    let by = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(by).flexible(true).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|_| bad())?.clone();
    let mut columns = Vec::new();
    for heading in &headings {
        match (column(heading), heading.trim().is_empty()) {
            (Some(field), _) => columns.push(field),
            (None, true) => columns.push(String::new()),
            (None, false) => {
                let help = format!("Use the headings of the downloaded file; this one is not known: {heading}.");
                return Err(Failure::field("file", "lines-upload-heading", &help));
            }
        }
    }
    if !columns.iter().any(|c| c == "taxon") {
        return Err(Failure::field("file", "lines-upload-heading", "Use the headings of the downloaded file."));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| bad())?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() >= office::epermit::intake::lists::LINES {
            return Err(Failure::field(
                "file",
                "lines-many",
                "Divide the application: one may have at most 500 lines.",
            ));
        }
        let mut line = LineInput::default();
        for (field, cell) in columns.iter().zip(record.iter()).filter(|(field, _)| !field.is_empty()) {
            put(&mut line, field, cell);
        }
        rows.push(line);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_cells_are_read_in_words_and_in_codes() {
        let file = "Species;Term (kind of specimen);Quantity;Unit;source code;Marks;Description\n\
                    Crocodylus niloticus;skin;12;NAR;Ranched;QM-1;'=1+1\n\
                    ;;;;;;\n\
                    Crocodylus niloticus;SKI;3;kg;R;QM-2; QM-3;x\n";
        let rows = read(file.as_bytes()).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].term.as_str(), rows[0].unit.as_str()), ("SKI", "NAR"));
        assert_eq!(rows[0].description, "=1+1", "our own guard is taken away again");
        assert_eq!((rows[1].term.as_str(), rows[1].unit.as_str(), rows[1].source.as_str()), ("SKI", "KGM", "R"));
        assert!(read(b"Colour\nred\n").is_err());
        assert!(read(&[0xff, 0xfe, 0x41]).is_err());
        assert!(read(&vec![b'a'; LARGEST + 1]).is_err());
    }

    #[test]
    fn every_answer_about_an_item_has_a_column() {
        let file = "taxon;source;Second source code;Country of last re-export;Number of the re-export certificate;\
                    Date of the re-export certificate;Lot of the stock;mark_kind;Generations of a hybrid\n\
                    Ara macao;Confiscated or seized;Bred in captivity;QM;26QM000009;2026-05-01;L-1;;2\n";
        let rows = read(file.as_bytes()).unwrap();
        let row = &rows[0];
        assert_eq!((row.source.as_str(), row.second_source.as_str()), ("I", "C"));
        let again = &row.last_reexport;
        assert_eq!(
            (again.country.as_str(), again.permit.as_str(), again.date.as_str()),
            ("QM", "26QM000009", "2026-05-01")
        );
        assert_eq!((row.lot.as_str(), row.generations.as_str()), ("L-1", "2"));
        // What the pages ask of an item, the sheet asks too.
        let words = Words::of(cites::Lang::En);
        let heads = headings(1, words);
        let all: std::collections::BTreeSet<&String> = heads.iter().collect();
        assert_eq!(all.len(), heads.len(), "no heading twice: {heads:?}");
    }

    #[test]
    fn the_share_of_each_consignment_has_a_column_of_its_own() {
        let (en, fr) = (Words::of(cites::Lang::En), Words::of(cites::Lang::Fr));
        assert_eq!(headings(1, en).len(), COLUMNS.len());
        assert_eq!(headings(3, en)[COLUMNS.len()..], ["Consignment 1", "Consignment 2", "Consignment 3"]);
        let file = format!("{};shares.2;Envoi 1\nCrocodylus niloticus;60;100\n", headings(1, fr)[0]);
        let rows = read(file.as_bytes()).unwrap();
        assert_eq!(rows[0].shares, ["100", "", "60"]);
        assert!(read(b"taxon;shares.50\nx;1\n").is_err() && read(b"taxon;Consignment 0\nx;1\n").is_err());
        assert_eq!((share_of("shares.49"), share_of("shares.50"), share_of("share")), (Some(50), None, None));
    }

    #[test]
    fn no_cell_that_leaves_the_house_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\u{ff1d}1"] {
            let file = csv(&[vec![bad.to_owned()]]).unwrap();
            let text = String::from_utf8(file).unwrap();
            let cell = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(text.trim_start_matches('\u{feff}').as_bytes())
                .records()
                .next()
                .unwrap()
                .unwrap()[0]
                .to_owned();
            assert!(!looks_like_formula(&cell), "{bad:?} became {cell:?}");
        }
    }
}
