//! What somebody is told before applying.

use crate::kit::*;
use cites::{DocumentType, FindingKind, Purpose, Source, Term, Unit};
use rules::guidance::{Finder, Issuer};
use rules::{DocumentFrom, Facts, LineFacts, PartyTable, documents_needed, guide};

fn leopard() -> LineFacts {
    line("Panthera pardus", Term::Liv, "1", Unit::Nar, Source::W)
}

#[test]
fn a_leopard_needs_the_import_permit_first_then_the_export_permit() {
    let facts = Facts { document: None, ..export("KE", "CH", Purpose::Z, leopard()) };
    let answer = documents_needed(&facts, &BASE, &TAXA, today());
    let told = guide(&facts, answer.trace());
    let kinds: Vec<_> = told.documents.iter().map(|d| (d.any_of[0], d.from, d.first, d.months)).collect();
    assert_eq!(
        kinds,
        [
            (DocumentType::Import, DocumentFrom::Partner, true, Some(12)),
            (DocumentType::Export, DocumentFrom::Us, false, Some(6)),
        ]
    );
    assert_eq!(told.documents[1].until, Some(jiff::civil::date(2027, 5, 20)));
    assert_eq!(told.documents[1].citation.provision(), "Art. III.2");
    assert_eq!(told.documents[1].fees, ["APP", "ISSUE", "INSPECT"], "kinds of fee, no amounts");
    assert!(told.documents[0].fees.is_empty(), "what the other country asks is its own");
    let by: Vec<_> = told.findings.iter().map(|f| (f.kind, f.by)).collect();
    assert_eq!(by[0], (FindingKind::NdfExport, Finder::Scientific));
    assert_eq!(by[1], (FindingKind::Laf, Finder::Management));
    assert_eq!(told.days, Some(30), "the target of the table of clocks");
    let steps: Vec<_> = told.steps.iter().map(|s| (s.clock, s.hours)).collect();
    assert_eq!(steps, [("C_COMPLETE", 24), ("C_SA", 240), ("C_FOREIGN", 168), ("C_SIGN", 24)]);
}

#[test]
fn plants_and_labels_come_from_other_hands_than_the_authority() {
    let plants = line("Pachypodium lamerei", Term::Liv, "9", Unit::Nar, Source::A);
    let facts = Facts { document: None, ..export("NL", "CH", Purpose::T, plants.clone()) };
    let pack = base_with(PartyTable::PhytoParties, "party\nNL\n");
    let told = guide(&facts, documents_needed(&facts, &pack, &TAXA, today()).trace());
    assert!(told.documents[0].any_of.contains(&DocumentType::Phyto), "the Party uses them: an alternative");
    let asked = facts.clone().asking(DocumentType::Phyto);
    let told = guide(&asked, rules::document_possible(&asked, &pack, &TAXA, today()).trace());
    assert_eq!((told.documents[0].issuer, told.documents[0].fees.len()), (Issuer::PlantHealth, 0));
    assert_eq!(told.days, None, "nothing of the Management Authority is asked for");
    let mut label = facts.asking(DocumentType::Scilabel).purpose(Purpose::S);
    label.registration = Some("NL 001".into());
    let told = guide(&label, rules::document_possible(&label, &pack, &TAXA, today()).trace());
    assert_eq!(told.documents[0].issuer, Issuer::Institution);
    assert_eq!(told.documents[0].citation.provision(), "Art. VII.6");
}

#[test]
fn a_partys_own_measure_is_cited_with_its_own_law() {
    let table = "id,party,direction,taxon,appendices,terms,sources,purposes,effect,text_en,text_fr,text_es,instrument,provision,revision,valid_from,valid_to\n\
        X1,CH,import,ALL,II,,,,asks:IMPORT,Also for II.,Aussi pour II.,También para II.,Federal Act,art. 7,2012,2013-10-01,\n";
    let pack = base_with(PartyTable::StricterMeasures, table);
    let facts = Facts {
        document: None,
        ..export("GH", "CH", Purpose::T, line("Python regius", Term::Ski, "9", Unit::Nar, Source::W))
    };
    let told = guide(&facts, documents_needed(&facts, &pack, &TAXA, today()).trace());
    let import = told.documents.iter().find(|d| d.any_of == [DocumentType::Import]).expect("asked for by the measure");
    assert_eq!(import.citation.instrument(), "Federal Act");
}
