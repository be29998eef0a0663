//! Files that people bring: what they are is found out from their bytes, never from their name.

use super::call::SentFile;
use super::failure::Failure;
use office::epermit::attach::{LARGEST, Upload};

/// What a paper may be for.
const PURPOSES: &[&str] = &["proof-of-import", "import-permit", "operation-record", "mandate", "photo", "other"];

/// Accepts a file by its content: PDF, JPEG, PNG, DOCX, XLSX, ODT, ODS, XML or plain text, at most 10 MiB.
///
/// # Errors
/// `file-large`, `file-empty`, `file-kind`, `file-purpose`.
pub fn accept(sent: &SentFile, purpose: &str) -> Result<Upload, Failure> {
    if sent.bytes.is_empty() {
        return Err(Failure::field("file", "file-empty", "Choose a file that is not empty."));
    }
    if sent.bytes.len() > LARGEST {
        return Err(Failure::field("file", "file-large", "Choose a file of at most 10 MB."));
    }
    let help = "Choose a PDF, a picture (JPEG, PNG), a document (DOCX, XLSX, ODT, ODS), XML or plain text.";
    let media_type = media_type(&sent.bytes).ok_or_else(|| Failure::field("file", "file-kind", help))?;
    let purpose = self::purpose(purpose)?;
    Ok(Upload {
        name: sent.name.clone(),
        media_type: media_type.to_owned(),
        purpose: purpose.to_owned(),
        bytes: sent.bytes.to_vec(),
    })
}

/// What a paper is for; nothing said is `other`.
///
/// # Errors
/// `file-purpose`.
pub fn purpose(text: &str) -> Result<&'static str, Failure> {
    match text.trim() {
        "" => Ok("other"),
        text => PURPOSES
            .iter()
            .find(|p| **p == text)
            .copied()
            .ok_or_else(|| Failure::field("purpose", "file-purpose", "Choose what the paper is for from the list.")),
    }
}

/// The media type by content, for what is allowed.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let known = infer::get(bytes).filter(|kind| !kind.mime_type().starts_with("text/"));
    if let Some(kind) = known {
        return match kind.mime_type() {
            "application/pdf" => Some("application/pdf"),
            "image/jpeg" => Some("image/jpeg"),
            "image/png" => Some("image/png"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => {
                Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
            }
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => {
                Some("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
            }
            "application/vnd.oasis.opendocument.text" => Some("application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.spreadsheet" => Some("application/vnd.oasis.opendocument.spreadsheet"),
            _ => None,
        };
    }
    let text = std::str::from_utf8(bytes).ok()?;
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return None;
    }
    let start = text.trim_start_matches('\u{feff}').trim_start().to_lowercase();
    // A page or a picture with scripts is no paper, whatever its name says.
    if ["<!doctype html", "<html", "<svg", "<script"].iter().any(|word| start.contains(word)) {
        return None;
    }
    if start.starts_with("<?xml") { Some("application/xml") } else { Some("text/plain; charset=utf-8") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    fn sent(name: &str, bytes: &'static [u8]) -> SentFile {
        SentFile { field: "file".into(), name: name.into(), bytes: Bytes::from_static(bytes) }
    }

    #[test]
    fn a_page_that_calls_itself_a_pdf_is_refused_and_a_pdf_without_a_name_is_taken() {
        for (name, bytes) in [
            ("licence.pdf", &b"<html><script>alert(1)</script>"[..]),
            ("photo.png", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("virus.txt", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"),
            ("nothing.pdf", b""),
        ] {
            assert!(accept(&sent(name, bytes), "other").is_err(), "{name}");
        }
        let pdf = accept(&sent("scan", b"%PDF-1.7\n%\xe2\xe3"), "mandate").unwrap();
        assert_eq!(pdf.media_type, "application/pdf");
        assert_eq!(accept(&sent("a.txt", "Café".as_bytes()), "").unwrap().purpose, "other");
        assert!(accept(&sent("a.txt", b"x"), "anything").is_err());
    }
}
