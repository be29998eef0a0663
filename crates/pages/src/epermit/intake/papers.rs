//! The papers of an application: what the rules ask for and why, what is there, what comes later, and a way to bring it.

use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Tag, Tone};
use crate::{Shell, Words, links};
use cites::Role;
use std::collections::BTreeMap;

/// A file that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperRow {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What the scanner said: `clean`, `not-scanned`, `waiting`, `infected`; key `upload-scan-<state>`.
    pub scan: String,
    /// Files that it stands in the place of: id and name, the newest first.
    pub earlier: Vec<(String, String)>,
}

/// What a paper may be for, with what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperKind {
    /// `proof-of-import`, `import-permit`, `operation-record`, `mandate`, `photo`, `other`; key `paper-<kind>`.
    pub kind: String,
    /// Why it is asked for, in the reader's language; empty where it is not.
    pub because: String,
    /// Files.
    pub papers: Vec<PaperRow>,
    /// Why it comes later, in the applicant's words; empty when nothing is promised.
    pub promised: String,
}

/// The page.
#[derive(Debug, Clone)]
pub struct PapersPage {
    /// The frame.
    pub shell: Shell,
    /// The application.
    pub application: String,
    /// Kinds, those asked for first.
    pub kinds: Vec<PaperKind>,
    /// What was typed.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// Size and scanner's word of a file.
pub(crate) fn about(bytes: u64, scan: &str, w: &Words) -> Html {
    let size = Html::text(w.say1("file-size", "n", i64::try_from(bytes.div_ceil(1024)).unwrap_or(i64::MAX)));
    let tone = match scan {
        "clean" => Tone::Go,
        "infected" => Tone::Stop,
        _ => Tone::Wait,
    };
    Html::join(&[Html::soft(&size), Tag::new(tone, w.say(format!("upload-scan-{scan}"))).html()], " ")
}

impl PapersPage {
    fn action(&self) -> String {
        links::question(&self.application, "documents")
    }

    fn tag(kind: &PaperKind, w: &Words) -> Html {
        let (tone, key) = match (kind.papers.is_empty(), kind.promised.is_empty(), kind.because.is_empty()) {
            (false, _, _) => (Tone::Go, "ui-received"),
            (true, false, _) => (Tone::Move, "upload-promised"),
            (true, true, false) => (Tone::Wait, "ask-documents-missing"),
            (true, true, true) => (Tone::Rest, "ui-optional"),
        };
        Tag::new(tone, w.say(key)).html()
    }

    fn about(row: &PaperRow, w: &Words) -> Html {
        about(row.bytes, &row.scan, w)
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let kinds = self.kinds.iter().map(|n| Opt::new(&n.kind, w.html(format!("paper-{}", n.kind)))).collect();
        let mut fields = vec![
            Field::new("kind", w.html("ask-documents-kind"), Control::Select(kinds)),
            Field::new("file", w.html("ui-choose-file"), Control::File { many: false }).hint(w.html("upload-limits")),
            Field::new("photo", w.html("upload-photo"), Control::Camera).hint(w.html("upload-photo-hint")).optional(),
        ];
        let old: Vec<Opt> =
            self.kinds.iter().flat_map(|k| &k.papers).map(|p| Opt::new(&p.id, Html::text(&p.name))).collect();
        if !old.is_empty() {
            let none = Opt::new("", w.html("upload-replaces-none"));
            let options = std::iter::once(none).chain(old).collect();
            fields.push(Field::new("replaces", w.html("upload-replaces"), Control::Select(options)));
        }
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    /// A sample.
    pub fn sample() -> PapersPage {
        let row = |id: &str, name: &str, scan: &str, earlier: Vec<(String, String)>| PaperRow {
            id: id.into(),
            name: name.into(),
            bytes: 183_200,
            scan: scan.into(),
            earlier,
        };
        let kind = |kind: &str, because: &str, papers: Vec<PaperRow>, promised: &str| PaperKind {
            kind: kind.into(),
            because: because.into(),
            papers,
            promised: promised.into(),
        };
        PapersPage {
            shell: crate::samples::shell(Some(Role::Applicant), "/applications/a1/documents"),
            application: "a1".into(),
            kinds: vec![
                kind(
                    "proof-of-import",
                    "A re-export needs proof that the goods came in lawfully.",
                    vec![row("f1", "import-2025.pdf", "clean", vec![("f0".into(), "import-draft.pdf".into())])],
                    "",
                ),
                kind("import-permit", "Appendix I: the import permit comes first.", vec![], "It is applied for."),
                kind("photo", "", vec![row("f2", "skins.jpg", "waiting", vec![])], ""),
                kind("other", "", vec![], ""),
            ],
            typed: BTreeMap::new(),
            errors: vec![FieldError::new("file", "file-infected")],
        }
    }
}

page! {
    PapersPage in "epermit/intake/papers.html";
    layout Narrow; area Some(Applications);
    title |_c, w| w.html("ask-documents");
    trail |c, w| vec![(w.html("action-back"), links::tasks(&c.application))];
    errors errors;
}
