//! Every row of `data/expectations/decisions.csv`, written from the Convention by hand, against the engine.

use crate::kit::*;
use cites::{Amount, CountryCode, Date, DocumentType, FindingKind, Purpose, Source, TaxonName, Term, Unit};
use rules::{
    Carriage, DocumentFrom, Effects, Facts, LineFacts, Movement, PartyTable, RulePack, Verdict, documents_needed,
};
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = include_str!("../../../../data/expectations/decisions.csv");

type Row = BTreeMap<String, String>;

fn rows() -> Vec<Row> {
    // A row may end before the last columns, which are blank then.
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(FILE.as_bytes());
    let head = reader.headers().unwrap().clone();
    let cells = |r: csv::StringRecord| {
        head.iter().enumerate().map(|(n, h)| (h.to_owned(), r.get(n).unwrap_or_default().to_owned())).collect()
    };
    reader.records().map(|r| cells(r.unwrap())).collect()
}

/// What stands in the column `special`, made into facts and rows of the two Parties.
fn circumstances(row: &Row, facts: &mut Facts, line: &mut LineFacts, pack: &mut RulePack) {
    const MEASURE: &str = "id,party,direction,taxon,appendices,terms,sources,purposes,effect,text_en,text_fr,text_es,instrument,provision,revision,valid_from,valid_to\n";
    let effects = |f: &mut Facts, change: &dyn Fn(&mut Effects)| {
        let blank = Effects { carriage: Carriage::Carried, acquired_in: None, residence: None, persons: 1 };
        change(f.effects.get_or_insert(blank));
    };
    let mut with = |table, text: String| *pack = pack.clone().with(table, &text).unwrap();
    for part in row["special"].split("; ").filter(|t| !t.is_empty()) {
        let (word, rest) = part.split_once(' ').unwrap_or((part, ""));
        match (word, rest) {
            ("carried" | "household" | "sent", _) => {
                effects(facts, &|e| e.carriage = Carriage::from_code(word).unwrap());
            }
            ("acquired", day) if day.parse::<Date>().is_ok() => line.acquired = day.parse().ok(),
            ("acquired", place) => {
                effects(facts, &|e| e.acquired_in = Some(land(place.strip_prefix("in ").unwrap())));
            }
            ("lives", place) => effects(facts, &|e| e.residence = Some(land(place.strip_prefix("in ").unwrap()))),
            ("persons", n) => effects(facts, &|e| e.persons = n.parse().unwrap()),
            ("destination", place) => facts.destination = Some(land(place)),
            ("landed", place) => facts.landing = Some(land(place.strip_prefix("in ").unwrap())),
            ("flag", state) => facts.flag = Some(land(state.strip_prefix("of ").unwrap())),
            ("partner", answer) => facts.partner_satisfied = Some(answer == "satisfied"),
            ("retrospective", number) => {
                facts.earlier_retrospective = Some(number.strip_prefix("before ").unwrap().to_owned());
            }
            ("operation", number) => line.operation = Some(number.to_owned()),
            ("marked", _) => line.marks = vec!["mark 123456789012345".into()],
            ("registered", number) => facts.registration = Some(number.to_owned()),
            ("carnet", text) => {
                let (number, day) = text.split_once(" until ").unwrap();
                facts.carnet = Some((number.to_owned(), day.parse().unwrap()));
            }
            ("replaces", text) => {
                let (number, day) = text.split_once(" until ").unwrap();
                facts.replaces = Some((number.to_owned(), day.parse().unwrap()));
            }
            ("generations", n) => line.generations = n.parse().ok(),
            ("unknown", _) => line.justification = Some("Old stock without papers.".into()),
            ("phyto", _) => with(PartyTable::PhytoParties, format!("party\n{}\n", row["us"])),
            ("reservation", of) => {
                let party = of.strip_prefix("of ").unwrap();
                let text = format!("country,taxon_name,start_date,end_date\n{party},{},1990-01-01,\n", row["taxon"]);
                with(PartyTable::Reservations, text);
            }
            ("suspension", of) => {
                let party = of.strip_prefix("of ").unwrap();
                with(
                    PartyTable::Suspensions,
                    format!(
                        "country,taxon_name,start_date,end_date,scope\n{party},{},2020-01-01,,This species\n",
                        row["taxon"]
                    ),
                );
            }
            ("forbidden", by) => {
                let party = by.strip_prefix("by ").unwrap();
                let text = format!("{MEASURE}S1,{party},,{},,,,,forbids,No.,Non.,No.,Act,s. 1,2020,,\n", row["taxon"]);
                with(PartyTable::StricterMeasures, text);
            }
            ("review", of) => {
                let party = of.strip_prefix("of ").unwrap();
                let text = format!("{MEASURE}R1,{party},,{},,,,,forbids,No.,Non.,No.,Act,s. 1,2020,,\n", row["taxon"]);
                with(PartyTable::Reviews, text);
            }
            ("hybrid" | "population", _) => {}
            other => panic!("{}: {other:?} is no circumstance", row["id"]),
        }
    }
}

fn case(row: &Row) -> (Facts, RulePack) {
    let movement = Movement::from_code(&row["direction"]).unwrap();
    let mut facts = Facts::new(movement, land(&row["us"]), Some(land(&row["partner"])));
    facts.purpose = Purpose::from_code(&row["purpose"]);
    facts.document = DocumentType::from_code(&row["asked"]);
    facts.base = DocumentType::from_code(&row["base"]);
    let unit = Unit::from_code(&row["unit"]).unwrap();
    let mut line = LineFacts {
        term: Term::from_code(&row["term"]),
        amount: Amount::parse(&row["quantity"]).ok(),
        unit: Some(unit),
        source: Source::from_code(&row["source"]),
        origin: Some(&row["origin"]).filter(|o| !o.is_empty()).map(|o| land(o)),
        ..LineFacts::of(TaxonName::parse(&row["taxon"]).unwrap())
    };
    assert!(line.term.is_some() && line.source.is_some() && facts.purpose.is_some(), "{}: a code", row["id"]);
    // What a careful applicant writes is written, so that only the law itself answers.
    if movement == Movement::Reexport && line.origin.is_some_and(|o| o != CountryCode::UNKNOWN) {
        line.origin_permit = Some("24XX000001".into());
        line.origin_date = Some(jiff::civil::date(2024, 5, 1));
    }
    if line.source == Some(Source::U) {
        line.justification = Some("Found in an old collection.".into());
    }
    if facts.document.is_some() {
        facts.validity = Some((today(), jiff::civil::date(2027, 4, 1)));
    }
    let mut pack = BASE.clone();
    circumstances(row, &mut facts, &mut line, &mut pack);
    (facts.line(line), pack)
}

fn list(cell: &str) -> BTreeSet<String> {
    cell.split('|').filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

/// What differs between a row and the engine, in words.
fn differences(row: &Row) -> Vec<String> {
    let (facts, pack) = case(row);
    let trace = rules::examine(&facts, &pack, &TAXA, today());
    let mut out = Vec::new();
    let mut same = |what: &str, expected: BTreeSet<String>, got: BTreeSet<String>| {
        if expected != got {
            out.push(format!("{what}: the law says {expected:?}, the engine {got:?}"));
        }
    };
    let documents = |from| {
        let of = trace.required_documents().iter().filter(move |d| d.from == from);
        of.flat_map(|d| d.any_of.iter().map(|k| k.code().to_owned())).collect()
    };
    same("our documents", list(&row["documents"]), documents(DocumentFrom::Us));
    same("documents of the other country", list(&row["documents_of_other"]), documents(DocumentFrom::Partner));
    let findings = trace.required_findings().iter().map(|f| f.kind.code().to_owned()).collect();
    same("findings", list(&row["findings"]), findings);
    let blocked = trace.with(Verdict::Blocked).map(|c| match &*c.rule {
        rule if rule.starts_with("D-") => "WRONG-DOCUMENT".to_owned(),
        rule => rule.to_owned(),
    });
    same("blocked by", list(&row["blocked_by"]), blocked.collect());
    let looks = trace.with(Verdict::Look).map(|c| c.rule.to_string()).filter(|r| !r.starts_with("W-"));
    let waits = trace.with(Verdict::Awaited).map(|c| c.rule.to_string()).filter(|r| !r.starts_with("D-"));
    same("waits for", list(&row["waits_for"]), waits.collect());
    same("for an officer", list(&row["officer"]), looks.collect());
    let appendix = trace.lines()[0].appendix.map_or("", |a| a.code()).to_owned();
    same("Appendix", list(&row["appendix"]), list(&appendix));
    // An import permit comes first where an export waits for it, and where our own import needs one.
    let wants = |from| {
        let all = trace.required_documents().iter().filter(move |d| d.from == from);
        all.flat_map(|d| d.any_of.iter()).any(|k| *k == DocumentType::Import)
    };
    let first = match facts.movement {
        Movement::Import => wants(DocumentFrom::Us),
        _ => wants(DocumentFrom::Partner),
    };
    let word = |yes: bool| BTreeSet::from([if yes { "yes" } else { "no" }.to_owned()]);
    same("import permit first", list(&row["import_permit_first"]), word(first));
    if facts.document.is_none() {
        let answer = documents_needed(&facts, &pack, &TAXA, today());
        let none = matches!(answer, rules::Answer::NoPermitNeeded(_));
        same("no permit needed", list(&row["no_permit_needed"]), word(none));
    }
    out
}

#[test]
fn every_row_of_the_expectation_file_is_what_the_engine_answers() {
    let rows = rows();
    assert!(rows.len() >= 400, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        assert!(!row["citation"].is_empty(), "{}: every row names its law", row["id"]);
        for difference in differences(row) {
            let words: Vec<&str> = ["id", "asked", "appendix", "source", "direction", "purpose", "specimen", "kind"]
                .iter()
                .map(|c| row[*c].as_str())
                .collect();
            wrong.push(format!("{} [{}] {difference}", words.join(" "), row["special"]));
        }
    }
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
}

/// How the law reads a source: what is like wild, deemed Appendix II, bred, propagated, or older than the Convention.
fn class(source: &str) -> &'static str {
    match source {
        "D" => "deemed II",
        "C" => "bred",
        "A" => "propagated",
        "O" => "pre-Convention",
        "I" | "U" => "unsure",
        "X" => "sea",
        _ => "wild",
    }
}

#[test]
fn every_combination_that_the_law_distinguishes_has_a_row() {
    let rows = rows();
    let mut have: BTreeSet<[String; 5]> = BTreeSet::new();
    for row in &rows {
        let purpose = match row["purpose"].as_str() {
            "T" => "commercial",
            "H" => "trophy",
            "G" => "garden",
            _ => "other",
        };
        let key = [&row["asked"], &row["appendix"], class(&row["source"]), &row["direction"], purpose];
        have.insert(key.map(str::to_owned));
    }
    let mut missing = Vec::new();
    let mut want = |asked: &str, appendix: &str, class: &str, direction: &str, purpose: &str| {
        let key = [asked, appendix, class, direction, purpose].map(str::to_owned);
        if !have.contains(&key) {
            missing.push(key.join(" / "));
        }
    };
    for appendix in ["I", "II", "III"] {
        // Which documents? Every direction, every class of source, commerce or not.
        for direction in ["export", "reexport", "import"] {
            for class in ["wild", "deemed II", "bred", "propagated", "pre-Convention", "unsure", "sea"] {
                for purpose in ["commercial", "other"] {
                    want("", appendix, class, direction, purpose);
                }
            }
            for purpose in ["trophy", "garden"] {
                want("", appendix, "wild", direction, purpose);
            }
        }
        want("", appendix, "wild", "transit", "commercial");
        // Is this document the right one? Every document with its direction, in each direction.
        for asked in ["EXPORT", "REEXPORT", "IMPORT", "IFS", "ORIGIN", "PRECONV", "CAPTIVE", "ARTPROP"] {
            for direction in ["export", "reexport", "import", "transit"] {
                for class in ["wild", "bred", "propagated", "pre-Convention"] {
                    want(asked, appendix, class, direction, "other");
                }
            }
        }
        // Documents with conditions of their own.
        for class in ["wild", "bred", "pre-Convention"] {
            for purpose in ["commercial", "other"] {
                want("TEC", appendix, class, "export", purpose);
                want("POC", appendix, class, "export", purpose);
                want("MIC", appendix, class, "export", purpose);
            }
        }
        for (asked, class) in [("SAMPLE", "wild"), ("SAMPLE", "bred"), ("SCILABEL", "wild"), ("PHYTO", "propagated")] {
            want(asked, appendix, class, "export", "other");
        }
        for asked in ["PARTIAL", "REPLACE", "RETRO"] {
            want(asked, appendix, "bred", "export", "other");
            want(asked, appendix, "wild", "export", "commercial");
        }
        // The way back home and the way on of documents for several crossings.
        for asked in ["TEC", "POC", "MIC", "SAMPLE"] {
            for direction in ["import", "reexport"] {
                for class in ["wild", "bred"] {
                    want(asked, appendix, class, direction, "other");
                }
            }
        }
    }
    for appendix in ["I", "II"] {
        for purpose in ["commercial", "other"] {
            want("", appendix, "sea", "from_sea", purpose);
        }
        want("IFS", appendix, "sea", "from_sea", "other");
    }
    assert!(missing.is_empty(), "no row for\n{}", missing.join("\n"));
    // Every document of the table but the two of European law stands in the file.
    let asked: BTreeSet<&str> = rows.iter().map(|r| r["asked"].as_str()).collect();
    for kind in DocumentType::ALL.iter().filter(|d| !matches!(d, DocumentType::Impnotif | DocumentType::Art10)) {
        assert!(asked.contains(kind.code()), "no row asks for {kind}");
    }
    let findings: BTreeSet<String> = rows.iter().flat_map(|r| list(&r["findings"])).collect();
    let own = ["QUOTA_OK", "ID", "CONSIGNEE"];
    for kind in FindingKind::ALL.iter().filter(|k| !own.contains(&k.code())) {
        assert!(findings.contains(kind.code()), "no row needs {kind}");
    }
}

#[test]
fn every_document_has_rows_for_commerce_persons_and_zoos_of_animals_and_plants() {
    let rows = rows();
    let has = |cells: &[(&str, &str)]| rows.iter().any(|r| cells.iter().all(|(column, cell)| r[*column] == *cell));
    let mut missing = Vec::new();
    let mut want = |cells: &[(&str, &str)]| {
        if !has(cells) {
            missing.push(cells.iter().map(|(_, cell)| *cell).collect::<Vec<_>>().join(" / "));
        }
    };
    let own = [
        ("EXPORT", "export"),
        ("ORIGIN", "export"),
        ("PRECONV", "export"),
        ("CAPTIVE", "export"),
        ("ARTPROP", "export"),
        ("IFS", "export"),
        ("PRECONV", "reexport"),
        ("REEXPORT", "reexport"),
        ("IMPORT", "import"),
        ("PARTIAL", "export"),
        ("REPLACE", "export"),
        ("RETRO", "export"),
    ];
    for appendix in ["I", "II", "III"] {
        for (asked, direction) in own {
            for kind in ["animal", "plant"] {
                let cells = [("asked", asked), ("appendix", appendix), ("direction", direction), ("kind", kind)];
                for purpose in ["T", "P", "Z"] {
                    want(&[&cells[..], &[("purpose", purpose)]].concat());
                }
                if matches!(asked, "PARTIAL" | "REPLACE" | "RETRO" | "IFS") {
                    continue;
                }
                let sources: &[&str] = if kind == "animal" { &["F", "R", "U", "I", "X"] } else { &["Y", "U", "I"] };
                for source in sources {
                    want(&[&cells[..], &[("source", source)]].concat());
                }
            }
        }
        for asked in ["MIC", "SAMPLE"] {
            want(&[("asked", asked), ("appendix", appendix), ("kind", "plant")]);
        }
    }
    for appendix in ["I", "II"] {
        for purpose in ["T", "P", "Z"] {
            want(&[("asked", "IFS"), ("appendix", appendix), ("direction", "from_sea"), ("purpose", purpose)]);
        }
    }
    assert!(missing.is_empty(), "no row for\n{}", missing.join("\n"));
    // What stands for another document says which, right and wrong.
    for row in rows.iter().filter(|r| matches!(r["asked"].as_str(), "PARTIAL" | "REPLACE" | "RETRO")) {
        assert!(DocumentType::from_code(&row["base"]).is_some(), "{}: a base", row["id"]);
    }
    for asked in ["PARTIAL", "REPLACE", "RETRO"] {
        for wrong in [true, false] {
            let is = |r: &&Row| r["asked"] == asked && r["blocked_by"].contains("WRONG-DOCUMENT") == wrong;
            assert!(rows.iter().any(|r| is(&r)), "{asked}: {wrong}");
        }
    }
}

#[test]
fn every_limit_of_the_published_list_is_read_by_the_engine() {
    let published = include_str!("../../../../data/codes/personal_household_limits.csv");
    let read = include_str!("../../data/effects_limits.csv");
    let cells = |text: &str, limit: &str| -> BTreeSet<(String, String)> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let at = reader.headers().unwrap().iter().position(|h| h == limit).unwrap();
        reader.records().map(|r| r.unwrap()).map(|r| (r[0].to_owned(), r[at].to_owned())).collect()
    };
    assert_eq!(cells(published, "max_per_person"), cells(read, "limit"));
}
