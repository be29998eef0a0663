//! Code lists become enums: `data/codes/*.csv` gives codes and facts, `locales/terms.csv` gives the words.
//! The result is checked in; `cargo xtask tidy` fails when it is not what this generator would write.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Where the generated file lives, from the root of the checkout.
pub const TARGET: &str = "crates/cites/src/codes/generated.rs";

/// Languages of `locales/terms.csv`, in its order.
pub const LANGS: [&str; 7] = ["en", "fr", "es", "ar", "ru", "zh", "pt"];

/// How one column of a list becomes a method of the enum.
#[derive(Clone, Copy)]
enum Fact {
    /// `&'static str`, blank stays blank.
    Text,
    /// `bool`: the cell begins with "yes".
    Yes,
    /// `u8`.
    Number,
    /// `&'static [&'static str]`: cell split at `;`.
    List,
}

struct List {
    /// Name of the enum.
    name: &'static str,
    file: &'static str,
    /// Prefix of the keys in `locales/terms.csv`; `None` when the words stand in the list itself.
    words: Option<&'static str>,
    doc: &'static str,
    source: &'static str,
    facts: &'static [(&'static str, &'static str, Fact, &'static str)],
}

const LISTS: &[List] = &[
    List {
        name: "Purpose",
        file: "purposes",
        words: Some("purpose"),
        doc: "Purpose of the transaction, box 5a.",
        source: "Res. Conf. 12.3, wording of the EU reference guide annex VIII, November 2025",
        facts: &[
            ("meaning", "meaning_en", Fact::Text, "What the code covers, in English."),
            ("scope_note", "scope_note", Fact::Text, "Kingdom or condition the code is meant for; blank when none."),
            (
                "commercial_for_appendix_i",
                "appendix_i_import_primarily_commercial",
                Fact::Text,
                "`yes`, `no` or `assess`: is an Appendix I import with this purpose primarily commercial (Art. III.3(c)).",
            ),
        ],
    },
    List {
        name: "Source",
        file: "sources",
        words: Some("source"),
        doc: "Source of the specimen, box 10.",
        source: "Res. Conf. 12.3, wording of the EU reference guide annex IX, November 2025",
        facts: &[
            ("kingdom", "kingdom", Fact::Text, "`animals`, `plants` or `both`."),
            ("appendices", "appendices", Fact::List, "Appendices in which the code can stand."),
            (
                "may_be_combined",
                "may_be_combined_with_other",
                Fact::Yes,
                "May stand together with another source code (I and O).",
            ),
            ("meaning", "meaning_en", Fact::Text, "Definition in English."),
            ("checks", "checks", Fact::Text, "What an officer looks at."),
        ],
    },
    List {
        name: "Appendix",
        file: "appendices",
        words: Some("appendix"),
        doc: "Appendix in which the specimen is listed, box 10.",
        source: "Convention, Art. II; `N` from the Trade Database for taxa not listed",
        facts: &[],
    },
    List {
        name: "Unit",
        file: "units",
        words: Some("unit"),
        doc: "Unit printed in box 11.",
        source: "CITES Guidelines unit list (EU reference guide annex VI); UNECE Recommendation 20",
        facts: &[
            ("symbol", "symbol", Fact::Text, "Short sign for people, blank where none is usual."),
            ("rec20", "unece_rec20", Fact::Text, "UNECE Rec. 20 code for messages, blank where there is none."),
            (
                "dimension",
                "dimension",
                Fact::Text,
                "`mass`, `volume_liquid`, `volume`, `length`, `area`, `count` or `packaging_or_cut`.",
            ),
            ("base_unit_code", "base_unit", Fact::Text, "Unit that [`Unit::factor_to_base`] leads to."),
            ("factor_to_base", "factor_to_base", Fact::Text, "Exact decimal factor to the base unit."),
            ("wcmc_2013", "wcmc_2013_code", Fact::Text, "Older UNEP-WCMC code, blank for a number."),
            ("status", "status", Fact::Text, "`current`, `accept_on_import` or `legacy`."),
        ],
    },
    List {
        name: "Term",
        file: "trade_terms",
        words: None,
        doc: "Trade term, box 9: what the specimen is.",
        source: "CITES Guidelines for annual reports, term table as in the EU reference guide annex VI, November 2025",
        facts: &[
            ("preferred_units", "preferred_units", Fact::List, "Units the Guidelines prefer."),
            ("alternative_units", "alternative_units", Fact::List, "Units the Guidelines allow."),
            ("note", "note_en", Fact::Text, "Explanation in English."),
            (
                "words_from",
                "fr_es_provenance",
                Fact::Text,
                "Whose French and Spanish words: `official-2013` or `editorial` (ours). The Arabic ones are all ours.",
            ),
        ],
    },
    List {
        name: "DocumentType",
        file: "document_types",
        words: Some("document_type"),
        doc: "Kind of permit or certificate, box 1.",
        source: "Convention, Art. III to VII; Res. Conf. 12.3",
        facts: &[
            ("form_box_1", "form_box_1", Fact::Text, "What box 1 says: Export, Re-export, Import or Other."),
            ("issuer", "issuer", Fact::Text, "Who may issue it, in English."),
            (
                "max_validity_months",
                "max_validity_months",
                Fact::Number,
                "Longest validity in months; 0 = not a fixed number of months.",
            ),
            ("validity_basis", "validity_basis", Fact::Text, "Where the validity comes from."),
            ("reusable", "reusable", Fact::Yes, "May be used for more than one crossing."),
            (
                "epix_category",
                "epix_category",
                Fact::Text,
                "Letter in toolkit `HeaderExchangedDocument/TypeCode`; `as base type` or blank where none.",
            ),
            ("annual_report_role", "annual_report_role", Fact::Text, "On which sheet of the annual report it counts."),
        ],
    },
    List {
        name: "FindingKind",
        file: "findings",
        words: Some("finding"),
        doc: "A finding that an authority makes before it issues.",
        source: "Convention, Art. III to VII",
        facts: &[
            ("made_by", "made_by", Fact::Text, "Which authority makes it."),
            ("question", "question", Fact::Text, "The question it answers, in English."),
        ],
    },
    List {
        name: "ApplicationStatus",
        file: "application_statuses",
        words: Some("status_application"),
        doc: "Where an application stands.",
        source: "our workflow design, `spec/workflow.md` section 2",
        facts: &[
            ("phase", "phase", Fact::Text, "`apply`, `examine`, `decide` or `close`."),
            ("terminal", "terminal", Fact::Yes, "No act leads on from here."),
            ("clock", "clock", Fact::Text, "Whose clock runs: `stopped`, `applicant`, `authority` or a third party."),
        ],
    },
    List {
        name: "PermitStatus",
        file: "permit_statuses",
        words: Some("status_permit"),
        doc: "Where an issued permit stands.",
        source: "our workflow design, `spec/workflow.md` section 4",
        facts: &[
            ("terminal", "terminal", Fact::Yes, "No ordinary act leads on from here."),
            ("presentable", "presentable_at_border", Fact::Text, "Whether it may be presented at the border."),
            ("quota_effect", "quota_effect", Fact::Text, "What the state means for the quota ledger."),
            (
                "epix_visibility",
                "epix_visibility",
                Fact::Text,
                "`non-final`, `final`, `final per movement` or `withdrawn`.",
            ),
        ],
    },
    List {
        name: "Role",
        file: "roles",
        words: Some("role"),
        doc: "What a person is allowed to be in one Party's system.",
        source: "our workflow design, `spec/workflow.md` section 1",
        facts: &[
            (
                "side",
                "side",
                Fact::Text,
                "`outside`, `MA`, `SA`, `control`, `finance`, `system`, `exchange` or `public`.",
            ),
            ("does", "does", Fact::Text, "What the role does, in English."),
            ("must_not", "must_not", Fact::Text, "What it must not do, in English."),
        ],
    },
    List {
        name: "RefusalReason",
        file: "refusal_reasons",
        words: Some("refusal_reason"),
        doc: "Why an application is refused.",
        source: "our list with the legal basis of each row",
        facts: &[
            ("category", "category", Fact::Text, "Group of reasons."),
            ("legal_basis", "legal_basis", Fact::Text, "Article or resolution."),
        ],
    },
];

/// A row by its headings.
pub type Row = BTreeMap<String, String>;

/// Every row of a CSV file.
pub fn read(path: &Path) -> Result<Vec<Row>> {
    let mut reader = csv::Reader::from_path(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut rows = Vec::new();
    for row in reader.deserialize() {
        rows.push(row.with_context(|| format!("in {}", path.display()))?);
    }
    Ok(rows)
}

/// `UNDER_EXAMINATION` -> `UnderExamination`, `KGM` -> `Kgm`, `II` -> `II`.
fn variant(list: &str, code: &str) -> String {
    if list == "Appendix" {
        return code.to_owned();
    }
    code.split(['_', '-'])
        .map(|word| {
            let mut chars = word.chars();
            let first = chars.next().map(|c| c.to_ascii_uppercase()).into_iter();
            first.chain(chars.map(|c| c.to_ascii_lowercase())).collect::<String>()
        })
        .collect()
}

/// Writes the whole generated file as text.
pub fn render(root: &Path) -> Result<String> {
    let mut words: BTreeMap<String, Row> = BTreeMap::new();
    for row in read(&root.join("locales/terms.csv"))? {
        words.insert(row["key"].clone(), row);
    }
    let mut out = String::from(
        "// Made by `cargo xtask codegen` from data/codes/*.csv and locales/terms.csv. Do not edit.\n\nuse super::Lang;\n",
    );
    for list in LISTS {
        let rows = read(&root.join(format!("data/codes/{}.csv", list.file)))?;
        enum_text(&mut out, list, &rows, &words)?;
    }
    Ok(out)
}

fn enum_text(out: &mut String, list: &List, rows: &[Row], words: &BTreeMap<String, Row>) -> Result<()> {
    let name = list.name;
    let variants: Vec<String> = rows.iter().map(|r| variant(name, &r["code"])).collect();
    writeln!(out, "\n/// {}\n///\n/// Source: {}. Table: `data/codes/{}.csv`.", list.doc, list.source, list.file)?;
    writeln!(out, "#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]\npub enum {name} {{")?;
    for (row, v) in rows.iter().zip(&variants) {
        let text = words_of(list, row, words)?[0].clone();
        writeln!(out, "    /// `{}`: {}.\n    {v},", row["code"], text.trim_end_matches('.'))?;
    }
    writeln!(out, "}}\n\nimpl {name} {{")?;
    writeln!(out, "    /// Every code, in the order of the table.\n    pub const ALL: &'static [{name}] = &[")?;
    for v in &variants {
        writeln!(out, "        {name}::{v},")?;
    }
    writeln!(
        out,
        "    ];\n\n    /// The code as it stands in messages and on the form.\n    pub const fn code(self) -> &'static str {{\n        match self {{"
    )?;
    for (row, v) in rows.iter().zip(&variants) {
        writeln!(out, "            {name}::{v} => {:?},", row["code"])?;
    }
    writeln!(
        out,
        "        }}\n    }}\n\n    /// The code's meaning, exactly as written (upper case); `None` for anything else.\n    pub fn from_code(code: &str) -> Option<{name}> {{\n        Some(match code {{"
    )?;
    for (row, v) in rows.iter().zip(&variants) {
        writeln!(out, "            {:?} => {name}::{v},", row["code"])?;
    }
    writeln!(
        out,
        "            _ => return None,\n        }})\n    }}\n\n    /// The word for people.\n    pub const fn name(self, lang: Lang) -> &'static str {{\n        match self {{"
    )?;
    for (row, v) in rows.iter().zip(&variants) {
        let texts = words_of(list, row, words)?;
        if texts.iter().all(|t| t == &texts[0]) {
            writeln!(out, "            {name}::{v} => {:?},", texts[0])?;
            continue;
        }
        writeln!(out, "            {name}::{v} => match lang {{")?;
        for (i, lang) in ["En", "Fr", "Es", "Ar", "Ru", "Zh", "Pt"].iter().enumerate() {
            writeln!(out, "                Lang::{lang} => {:?},", texts[i])?;
        }
        writeln!(out, "            }},")?;
    }
    writeln!(out, "        }}\n    }}")?;
    for (method, column, fact, doc) in list.facts {
        let kind = match fact {
            Fact::Text => "&'static str",
            Fact::Yes => "bool",
            Fact::Number => "u8",
            Fact::List => "&'static [&'static str]",
        };
        writeln!(out, "\n    /// {doc}\n    pub const fn {method}(self) -> {kind} {{\n        match self {{")?;
        for (row, v) in rows.iter().zip(&variants) {
            let Some(cell) = row.get(*column) else { bail!("{}.csv has no column {column}", list.file) };
            let value = match fact {
                Fact::Text => format!("{cell:?}"),
                Fact::Yes => cell.starts_with("yes").to_string(),
                Fact::Number => cell.parse::<u8>().with_context(|| format!("{}: {cell}", list.file))?.to_string(),
                Fact::List => {
                    let items: Vec<String> = cell
                        .split([';', ','])
                        .map(str::trim)
                        .filter(|s| !s.is_empty())
                        .map(|s| format!("{s:?}"))
                        .collect();
                    format!("&[{}]", items.join(", "))
                }
            };
            writeln!(out, "            {name}::{v} => {value},")?;
        }
        writeln!(out, "        }}\n    }}")?;
    }
    writeln!(out, "}}\n\nsuper::code_traits!({name});")?;
    Ok(())
}

/// The word in each language of [`LANGS`]; a language without one shows English, which the language page flags.
fn words_of(list: &List, row: &Row, words: &BTreeMap<String, Row>) -> Result<Vec<String>> {
    let code = &row["code"];
    let from: Row = match list.words {
        Some(prefix) => {
            let key = format!("{prefix}_{}", code.to_lowercase());
            words.get(&key).with_context(|| format!("locales/terms.csv has no {key}"))?.clone()
        }
        None => LANGS.iter().filter_map(|l| Some(((*l).to_owned(), row.get(&format!("name_{l}"))?.clone()))).collect(),
    };
    let english = from["en"].clone();
    Ok(LANGS.iter().map(|l| from.get(*l).filter(|t| !t.is_empty()).unwrap_or(&english).clone()).collect())
}
