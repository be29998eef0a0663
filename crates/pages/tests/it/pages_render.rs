//! Every page in every promised language: complete, the same twice, light enough, named, and safe.

use cites::Lang;
use pages::samples::{Promise, all};
use pages::{Words, render};

fn promised(promise: Promise) -> &'static [Lang] {
    match promise {
        Promise::Working => &[Lang::En, Lang::Fr, Lang::Es],
        Promise::WithArabic => &[Lang::En, Lang::Fr, Lang::Es, Lang::Ar],
    }
}

#[test]
fn every_page_speaks_every_language_it_promises_and_says_the_same_twice() {
    let pages = all();
    assert!(pages.len() > 100, "samples: {}", pages.len());
    for (name, promise, page) in &pages {
        for lang in promised(*promise) {
            let w = Words::of(*lang);
            let html = render(page.as_ref(), w).expect("a template that works");
            assert_eq!(html, render(page.as_ref(), w).expect("twice"), "{name} {}", lang.code());
            let around = |at: usize| html.get(at..).unwrap_or("").chars().take(120).collect::<String>();
            let english = html.find(Words::MARK).map(around);
            assert_eq!(english, None, "{name} {}: an English sentence", lang.code());
            let heads = html.matches("<h1").count();
            assert_eq!(heads, 1, "{name} {}: one heading", lang.code());
            assert!(html.contains(&format!("<html lang=\"{}\" dir=\"{}\"", lang.code(), w.dir())));
        }
    }
    for lang in [Lang::En, Lang::Fr, Lang::Es, Lang::Ar] {
        assert_eq!(Words::of(lang).missing(), Vec::<String>::new(), "missing in {}", lang.code());
    }
}

/// The words of a page without what is left for machines: markup, scripts, and numbers in frames of their own.
fn read(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((words, tail)) = rest.split_once('<') {
        out.push_str(words);
        let end = ["script", "style", "textarea", "code", "pre", "span class=\"no"]
            .iter()
            .find(|tag| tail.starts_with(**tag))
            .map(|tag| format!("</{}>", tag.split(' ').next().unwrap_or_default()));
        rest = match end {
            Some(end) => tail.split_once(&end).map_or("", |(_, after)| after),
            None => tail.split_once('>').map_or("", |(_, after)| after),
        };
        out.push(' ');
    }
    out + rest
}

#[test]
fn no_reader_meets_a_day_as_machines_write_it() {
    let day = |word: &str| {
        let b = word.as_bytes();
        b.len() == 10
            && b[4] == b'-'
            && b[7] == b'-'
            && b.iter().enumerate().all(|(i, c)| i == 4 || i == 7 || c.is_ascii_digit())
    };
    let mut found = Vec::new();
    for (name, promise, page) in all() {
        for lang in promised(promise) {
            let words = read(&render(page.as_ref(), Words::of(*lang)).expect("a page"));
            let pieces = words.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
            found.extend(pieces.filter(|w| day(w)).map(|w| format!("{name} in {}: {w}", lang.code())));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn no_page_weighs_more_than_sixty_kilobytes_before_compression() {
    for (name, promise, page) in all() {
        for lang in promised(promise) {
            let weight = render(page.as_ref(), Words::of(*lang)).expect("a page").len();
            assert!(weight <= 60 * 1024, "{name} in {}: {weight} B", lang.code());
        }
    }
}

#[test]
fn no_page_carries_a_script_or_a_style_of_its_own() {
    for (name, _, page) in all() {
        let html = render(page.as_ref(), Words::of(Lang::En)).expect("a page");
        assert!(!html.contains(" style="), "{name}: the content policy forbids inline styles");
        assert!(!html.contains("javascript:") && !html.contains(" onclick"), "{name}");
        assert_eq!(html.matches("<script").count(), 1, "{name}: one script, from our own address");
        assert!(!html.contains("http://") || name.starts_with("message"), "{name}: nothing from outside");
    }
}

#[test]
fn every_id_stands_once_and_every_label_finds_its_field() {
    for (name, _, page) in all() {
        let html = render(page.as_ref(), Words::of(Lang::En)).expect("a page");
        let values = |attribute: &str| -> Vec<String> {
            html.split(&format!(" {attribute}=\""))
                .skip(1)
                .filter_map(|p| p.split('"').next().map(str::to_owned))
                .collect()
        };
        let ids = values("id");
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{name}: an id stands twice in {ids:?}");
        for target in values("for")
            .into_iter()
            .chain(values("aria-describedby").iter().flat_map(|v| v.split(' ').map(str::to_owned).collect::<Vec<_>>()))
        {
            assert!(ids.contains(&target), "{name}: nothing has the id {target:?}");
        }
    }
}

#[test]
fn a_first_visit_weighs_at_most_sixty_kilobytes_even_unpacked() {
    assert!(pages::assets::CSS.len() <= 24 * 1024, "style sheet {}", pages::assets::CSS.len());
    assert!(pages::assets::JS.len() <= 20 * 1024, "script {}", pages::assets::JS.len());
    // What a page asks for comes along: the script of a visit only where a visit is reported.
    let visit = |html: String| {
        let names = pages::assets::ALL.iter().filter(|(name, _, _)| html.contains(&format!("/assets/{name}")));
        html.len() + names.map(|(_, _, content)| content.len()).sum::<usize>()
    };
    let of = |page: &dyn pages::Page| visit(render(page, Words::of(Lang::Fr)).expect("a page"));
    let heaviest = all()
        .iter()
        .filter(|(name, _, _)| name != "glossary")
        .map(|(name, _, page)| (of(page.as_ref()), name.clone()))
        .max()
        .expect("pages");
    println!("heaviest first visit {} B ({})", heaviest.0, heaviest.1);
    assert!(heaviest.0 > 30_000, "the style sheet and the script are counted: {}", heaviest.0);
    assert!(heaviest.0 <= 80 * 1024, "{} {}", heaviest.1, heaviest.0);
    for public in ["home", "verify-valid", "verify-blank", "sign-in"] {
        let page = all().into_iter().find(|p| p.0 == public).expect("a public page");
        let weight = of(page.2.as_ref());
        assert!(weight <= 60 * 1024, "{public}: {weight} B before compression");
    }
}

#[test]
fn the_public_answer_names_nobody_and_fits_into_four_kilobytes() {
    for (name, _, page) in all().into_iter().filter(|p| p.0.starts_with("verify-") && p.0 != "verify-blank") {
        let body = page.body(Words::of(Lang::En)).expect("a body");
        assert!(body.len() <= 4 * 1024, "{name}: {}", body.len());
        for person in ["River Bend", "Tannery", "Rivera", "Officer"] {
            assert!(!body.contains(person), "{name} names {person}");
        }
    }
    let unknown = pages::econtrol::VerifyPage::with(pages::econtrol::Answer::NotKnown);
    let body = pages::Page::body(&unknown, Words::of(Lang::En)).expect("a body");
    assert!(!body.contains("Crocodylus") && body.contains("Not known"), "{body}");
}

#[test]
fn hostile_names_stay_text_on_every_page_that_shows_them() {
    let hostile = "\"><script>alert(1)</script>";
    let mut case = pages::epermit::CasePage::sample();
    case.head.applicant = hostile.into();
    case.head.taxon = hostile.into();
    case.checks[0].sentence = hostile.into();
    case.document.exporter.name = hostile.into();
    case.timeline[0] = case.timeline[0].clone().note(hostile).name(hostile);
    case.files[0].name = hostile.into();
    let mut question = pages::epermit::Question::sample();
    question.typed.insert("lines.0.quantity".into(), hostile.into());
    question.taxon = hostile.into();
    let mut sign = pages::epermit::SignPage::sample();
    sign.xml = "</code></pre><script>alert(1)</script>".into();
    let mut shell = pages::shared::SignIn::sample();
    shell.typed.insert("email".into(), hostile.into());
    shell.next = hostile.into();
    shell.shell.path = hostile.into();
    let pages: [&dyn pages::Page; 4] = [&case, &question, &sign, &shell];
    for page in pages {
        let html = render(page, Words::of(Lang::En)).expect("a page");
        assert!(!html.contains("<script>alert"), "a name became a script");
        assert_eq!(html.matches("<script").count(), 1);
    }
}

#[test]
fn a_wrong_answer_is_told_in_the_title_in_the_summary_and_at_the_field_and_what_was_typed_stays() {
    let html = render(&pages::epermit::Question::sample(), Words::of(Lang::En)).expect("a page");
    assert!(html.contains("<title>Error: How much?"), "{}", &html[..400]);
    assert!(html.contains("<a href=\"#lines-0-quantity\">Enter a whole number</a>"));
    assert_eq!(html.matches("Enter a whole number").count(), 2, "the same words twice");
    assert!(html.contains("value=\"12.5\""), "what was typed stays");
    let customs = render(&pages::econtrol::EndorsePage::sample(), Words::of(Lang::Fr)).expect("a page");
    assert!(customs.contains("celle du permis (<bdi>240</bdi>)"), "the limit stands in the sentence");
}

#[test]
fn the_plot_and_its_table_tell_the_same_figures() {
    let html = render(&pages::ereport::Dashboard::sample(), Words::of(Lang::En)).expect("a page");
    for figure in ["96", "61", "31"] {
        assert!(html.contains(&format!("class=\"value\">{figure}</text>")), "{figure} in the plot");
        assert!(html.contains(&format!("<td class=\"n\">{figure}</td>")), "{figure} in the table");
    }
    assert!(html.contains("From 96 hours in December 2025 to 31 hours in November 2026."));
}
