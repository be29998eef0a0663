use crate::samples::*;
use document::pdf::{Mark, Notice, render};

fn out(name: &str, bytes: &[u8]) {
    if let Ok(folder) = std::env::var("MANIS_PAPER_OUT") {
        std::fs::write(format!("{folder}/{name}.pdf"), bytes).unwrap();
    }
}

#[test]
fn samples() {
    let permit = cites::sample::export_of_skins();
    out("latin", &render(&permit, &options(&permit), &FONTS).unwrap());
    out("plain", &render(&plain(), &options(&plain()), &FONTS).unwrap());
    for (name, permit) in [("cyrillic", cyrillic()), ("arabic", arabic()), ("han", han()), ("nine", nine_lines()), ("endorsed", cites::sample::endorsed_export())] {
        out(name, &render(&permit, &options(&permit), &FONTS).unwrap());
    }
    let mut o = options(&permit);
    o.marks = vec![Mark::ReplacedBy(cites::PermitNumber::parse("26QM000400").unwrap()), Mark::Void];
    o.notices = vec![Notice::Retrospective { reason: "late".into() }];
    out("void", &render(&permit, &o, &FONTS).unwrap());
}
