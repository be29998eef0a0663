//! The files of the checkout, and Rust source taken apart into code and text, so that a word in a comment or in a test
//! is not taken for the thing itself.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// A file as text.
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Its Rust source taken apart; `None` for other files.
    pub rust: Option<Rust>,
}

impl File {
    /// The crate it belongs to, for files below `crates/`.
    pub fn room(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// Not part of the program: tests, benches, examples, build scripts.
    pub fn is_test(&self) -> bool {
        let inside = |folder: &str| self.path.contains(&format!("/{folder}/"));
        inside("tests") || inside("benches") || inside("examples") || self.path.ends_with("/tests.rs")
    }
}

/// Rust source in two views of the same length, lines kept.
pub struct Rust {
    /// Comments, the contents of strings and `#[cfg(test)]` items are blanks.
    pub code: String,
    /// Each string literal of the program: line and contents.
    pub strings: Vec<(usize, String)>,
}

/// The whole checkout.
pub struct Tree {
    /// Where it stands.
    pub root: PathBuf,
    /// Every text file that belongs to the project.
    pub files: Vec<File>,
}

/// Folders that are made, not written.
const MADE: [&str; 6] = ["target", ".git", ".run", "node_modules", ".idea", "dist"];
/// What is read; pictures, fonts and archives are not.
const TEXTS: [&str; 18] = [
    "rs", "toml", "md", "csv", "ftl", "html", "css", "js", "mjs", "ts", "sh", "sql", "py", "json", "xml", "xsd",
    "wsdl", "txt",
];

impl Tree {
    /// Reads every text file of the project.
    pub fn read(root: &Path) -> Result<Tree> {
        let mut files = Vec::new();
        walk(root, root, &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Tree { root: root.to_owned(), files })
    }

    /// A checkout of invented files, for the tests of the checks.
    #[cfg(test)]
    pub fn invented(files: &[(&str, &str)]) -> Tree {
        let file = |(path, text): &(&str, &str)| File {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
            rust: path.ends_with(".rs").then(|| Rust::of(text)),
        };
        Tree { root: PathBuf::new(), files: files.iter().map(file).collect() }
    }

    /// Rust files below `crates/`, without tests.
    pub fn program(&self) -> impl Iterator<Item = (&File, &Rust)> {
        let files = self.files.iter().filter(|f| f.path.starts_with("crates/") && !f.is_test());
        files.filter_map(|f| Some((f, f.rust.as_ref()?)))
    }

    /// The file of that path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|f| f.path == path)
    }
}

fn walk(root: &Path, folder: &Path, out: &mut Vec<File>) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let path = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if !MADE.contains(&name.as_ref()) {
                walk(root, &path, out)?;
            }
            continue;
        }
        let extension = path.extension().and_then(|e| e.to_str());
        let script = matches!(name.as_ref(), "run" | "test");
        if !kind.is_file() || !(script || extension.is_some_and(|e| TEXTS.contains(&e))) {
            continue;
        }
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        // Captured messages of partners may be in any encoding; they are not ours to check.
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let rust = (extension == Some("rs")).then(|| Rust::of(&text));
        let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        out.push(File { path, text, rust });
    }
    Ok(())
}

/// The line, counted from 1, of a byte position.
pub fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1
}

/// Is the character before or behind the range part of a longer name?
pub fn stands_alone(code: &str, at: usize, len: usize) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    !code[..at].chars().next_back().is_some_and(part) && !code[at + len..].chars().next().is_some_and(part)
}

/// Where the bracket at `open` is closed.
pub fn closing(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

impl Rust {
    /// Takes source apart. It need not be valid; what cannot be understood stays code.
    pub fn of(text: &str) -> Rust {
        let bytes = text.as_bytes();
        let mut code = bytes.to_vec();
        let mut literals: Vec<(usize, usize, usize)> = Vec::new();
        let blank = |code: &mut Vec<u8>, from: usize, to: usize| {
            let end = to.min(code.len());
            code[from..end].iter_mut().filter(|b| **b != b'\n').for_each(|b| *b = b' ');
        };
        let mut i = 0;
        while i < bytes.len() {
            match bytes[i] {
                b'/' if bytes.get(i + 1) == Some(&b'/') => {
                    let end = text[i..].find('\n').map_or(bytes.len(), |n| i + n);
                    blank(&mut code, i, end);
                    i = end;
                }
                b'/' if bytes.get(i + 1) == Some(&b'*') => {
                    let (mut depth, mut end) = (1, i + 2);
                    while end < bytes.len() && depth > 0 {
                        match &bytes[end..bytes.len().min(end + 2)] {
                            b"/*" => (depth, end) = (depth + 1, end + 2),
                            b"*/" => (depth, end) = (depth - 1, end + 2),
                            _ => end += 1,
                        }
                    }
                    blank(&mut code, i, end);
                    i = end;
                }
                b'r' if raw_string(bytes, i).is_some() => {
                    let hashes = raw_string(bytes, i).unwrap_or(0);
                    let start = i + hashes + 2;
                    let close = format!("\"{}", "#".repeat(hashes));
                    let end = text.get(start..).and_then(|t| t.find(&close)).map_or(bytes.len(), |n| start + n);
                    literals.push((i, start, end));
                    blank(&mut code, start, end);
                    i = end + close.len();
                }
                b'"' => {
                    let mut end = i + 1;
                    while end < bytes.len() && bytes[end] != b'"' {
                        end += if bytes[end] == b'\\' { 2 } else { 1 };
                    }
                    let end = end.min(bytes.len());
                    literals.push((i, i + 1, end));
                    blank(&mut code, i + 1, end);
                    i = end + 1;
                }
                // A letter in quotes, and not a lifetime: closed after one letter, or an escape.
                b'\'' if bytes.get(i + 1) == Some(&b'\\') => {
                    let end = text.get(i + 3..).and_then(|t| t.find('\'')).map_or(bytes.len(), |n| i + 3 + n);
                    blank(&mut code, i + 1, end);
                    i = end + 1;
                }
                b'\'' => {
                    let letter = text.get(i + 1..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
                    if bytes.get(i + 1 + letter) == Some(&b'\'') {
                        blank(&mut code, i + 1, i + 1 + letter);
                        i += letter + 2;
                    } else {
                        i += 1;
                    }
                }
                _ => i += 1,
            }
        }
        // Blanks were written over whole characters only, so this is text again.
        let mut code = String::from_utf8(code).unwrap_or_else(|_| text.to_owned());
        let tests = tests(&code);
        for (from, to) in &tests {
            let blanks: String = code[*from..*to].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
            let padded = format!("{blanks}{}", " ".repeat((to - from).saturating_sub(blanks.len())));
            code.replace_range(*from..*to, &padded);
        }
        let mut strings = Vec::new();
        let (mut line, mut counted) = (1, 0);
        for (at, from, to) in literals {
            line += text.as_bytes()[counted..at].iter().filter(|b| **b == b'\n').count();
            counted = at;
            if tests.iter().any(|(from, to)| (*from..*to).contains(&at)) {
                continue;
            }
            if let Some(literal) = text.get(from..to) {
                strings.push((line, literal.to_owned()));
            }
        }
        Rust { code, strings }
    }
}

/// Number of `#` when a raw string begins at `i`.
fn raw_string(bytes: &[u8], i: usize) -> Option<usize> {
    if i > 0 && (bytes[i - 1].is_ascii_alphanumeric() || bytes[i - 1] == b'_') && bytes[i - 1] != b'b' {
        return None;
    }
    let hashes = bytes[i + 1..].iter().take_while(|b| **b == b'#').count();
    (bytes.get(i + 1 + hashes) == Some(&b'"')).then_some(hashes)
}

/// Ranges of items under `#[cfg(test)]`.
fn tests(code: &str) -> Vec<(usize, usize)> {
    let mark = "#[cfg(test)]";
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (at, _) in code.match_indices(mark) {
        if out.last().is_some_and(|(_, to)| at < *to) {
            continue;
        }
        let rest = &code[at..];
        let end = match (rest.find('{'), rest.find(';')) {
            (Some(brace), semicolon) if semicolon.is_none_or(|s| brace < s) => {
                closing(code, at + brace).map_or(code.len(), |n| n + 1)
            }
            (_, Some(semicolon)) => at + semicolon + 1,
            _ => code.len(),
        };
        out.push((at, end));
    }
    out
}

#[cfg(test)]
mod tests_of_source {
    use super::*;

    #[test]
    fn words_in_comments_strings_and_tests_are_not_code() {
        let text = "fn a<'x>(c: char) { b('\"', \"SELECT 1\"); // Instant::now\n /* dbg!( */ r#\"a\"b\"#; '\\'' }\n\
                    #[cfg(test)]\nmod tests { fn t() { now(\"é\"); } }\nfn z() { \"é\" }";
        let rust = Rust::of(text);
        for gone in ["SELECT", "Instant", "dbg", "now", "tests"] {
            assert!(!rust.code.contains(gone), "{gone} in {}", rust.code);
        }
        assert!(rust.code.contains("fn a<'x>(c: char) { b('") && rust.code.contains("fn z()"), "{}", rust.code);
        assert_eq!(rust.strings, [(1, "SELECT 1".to_owned()), (2, "a\"b".to_owned()), (5, "é".to_owned())]);
    }
}
