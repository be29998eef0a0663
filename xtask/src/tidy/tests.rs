//! Each check against a small invented checkout with a fault in it, and one without.

use super::source::Tree;
use super::{Check, calm, law, rooms, texts, tree};

fn at(check: Check, files: &[(&str, &str)]) -> Vec<String> {
    check(&Tree::invented(files)).unwrap().into_iter().map(|f| f.at).collect()
}

#[test]
fn a_look_at_the_clock_in_the_law_is_found_and_in_the_clocks_own_file_is_not() {
    let now = "fn a() {\n    let t = Timestamp::now();\n}";
    assert_eq!(at(rooms::faces, &[("crates/rules/src/x.rs", now)]), ["crates/rules/src/x.rs:2"]);
    assert_eq!(at(rooms::faces, &[("crates/server/src/shared/clock.rs", now)]), [""; 0]);
    assert_eq!(at(rooms::faces, &[("crates/office/tests/it/main.rs", now)]), [""; 0]);
    let only_words = "/// Never `Timestamp::now`.\nfn a() { say(\"Timestamp::now\") }\n#[cfg(test)]\nmod t { fn b() { Timestamp::now() } }";
    assert_eq!(at(rooms::faces, &[("crates/rules/src/x.rs", only_words)]), [""; 0]);
}

#[test]
fn printing_chance_and_files_are_found_where_they_do_not_belong() {
    for (path, text, count) in [
        ("crates/office/src/x.rs", "fn a() { println!(\"\"); }", 1),
        ("crates/server/src/cli/x.rs", "fn a() { println!(\"\"); }", 0),
        ("crates/office/src/x.rs", "use aws_lc_rs::rand::SystemRandom;", 1),
        ("crates/cites/src/x.rs", "fn a() { std::fs::read(\"\"); }", 1),
        ("crates/store/src/x.rs", "async fn a() {}", 0),
        ("crates/permits/src/x.rs", "async fn a() {}", 1),
    ] {
        assert_eq!(at(rooms::faces, &[(path, text)]).len(), count, "{path}: {text}");
    }
}

#[test]
fn sql_intents_forks_and_routes_stay_in_their_rooms() {
    let sql = "const A: &str = \"SELECT a FROM b\";";
    assert_eq!(
        at(rooms::sql, &[("crates/office/src/x.rs", sql), ("crates/store/src/x.rs", sql)]),
        ["crates/office/src/x.rs:1"]
    );
    let words = "const A: &str = \"SELECT the species FROM the list\"; const B: &str = \"UPDATE soon\";";
    assert_eq!(at(rooms::sql, &[("crates/pages/src/x.rs", words)]).len(), 1, "a sentence in capitals reads like SQL");

    let intent = "fn a() { Intent::from_record(r) }";
    let both = [("crates/store/src/x.rs", intent), ("crates/office/src/x.rs", intent)];
    assert_eq!(at(rooms::intents, &both), ["crates/office/src/x.rs:1"]);

    let fork = "fn a() { match e { Engine::Postgres => 1, _ => 2 } }\n";
    assert_eq!(at(rooms::forks, &[("crates/store/src/table/x.rs", &fork.repeat(10))]), [""; 0]);
    assert_eq!(at(rooms::forks, &[("crates/store/src/table/x.rs", &fork.repeat(11))]).len(), 1);

    let routes = "const R: &[Route] = &[\n Route { method: GET, path: \"/\", may: May::Anyone },\n Route { method: GET, path: \"/a\" },\n];";
    assert_eq!(
        at(rooms::routes, &[("crates/server/src/epermit/routes.rs", routes)]),
        ["crates/server/src/epermit/routes.rs:3"]
    );
    let past = "fn a(r: Router) { r.route(\"/\", get(b)) }";
    assert_eq!(at(rooms::routes, &[("crates/server/src/epermit/x.rs", past)]), ["crates/server/src/epermit/x.rs:1"]);
    assert_eq!(at(rooms::routes, &[("crates/web/src/shared/router.rs", past)]), [""; 0]);
}

#[test]
fn a_rule_without_a_source_is_found() {
    let rules =
        "fn one() -> Rule {\n    Rule { id: \"A\", citation: TEXT }\n}\nconst TWO: Rule = Rule {\n    id: \"B\",\n};";
    assert_eq!(at(law::citations, &[("crates/rules/src/x.rs", rules)]), ["crates/rules/src/x.rs:4"]);
    let rows = "id,instrument,provision,revision\n1,Convention,Art. III,1973\n2,Convention,,1973\n";
    assert_eq!(at(law::citations, &[("crates/rules/data/x.csv", rows)]), ["crates/rules/data/x.csv:3"]);
    assert_eq!(at(law::citations, &[("crates/rules/data/x.csv", "id,instrument\n")]).len(), 2);
}

#[test]
fn a_message_that_a_language_lacks_or_fills_wrongly_is_found() {
    let english = "one = One\ntwo = { $n ->\n    [one] a thing\n   *[other] { $n } things\n }\n";
    let whole = [("locales/en/a.ftl", english), ("locales/fr/a.ftl", english), ("locales/es/a.ftl", english)];
    assert_eq!(at(texts::languages, &whole), [""; 0]);
    let french = "one = Un\nthree = Trois { $n }\n";
    let found = at(texts::languages, &[whole[0], ("locales/fr/a.ftl", french), whole[2]]);
    assert_eq!(found, ["locales/fr/a.ftl", "locales/fr/a.ftl:2"]);
    let other_value = "one = Un { $m }\ntwo = Deux { $n }\n";
    assert_eq!(at(texts::languages, &[whole[0], ("locales/fr/a.ftl", other_value), whole[2]]), ["locales/fr/a.ftl:1"]);
    assert_eq!(at(texts::languages, &[whole[0], whole[1]]), ["locales/es/a.ftl"]);
}

#[test]
fn a_straight_apostrophe_in_french_is_found() {
    let french = "# l'aide\none = L’aide\ntwo = L'aide de l'{ $name }\n";
    let terms = ("locales/fr/terms.ftl", "one = L'aide\n");
    assert_eq!(at(texts::apostrophes, &[("locales/fr/a.ftl", french), terms]), ["locales/fr/a.ftl:3"]);
}

#[test]
fn a_key_that_nobody_wrote_is_found_in_template_and_code() {
    let words = ("locales/en/a.ftl", "known = Known\npaper-one = Paper\n");
    let page = "{{ w.say(\"known\") }} {{ w.say(\"unknown\") }} {{ w.say(format!(\"paper-{}\", k).as_str()) }} {{ w.rich1(\"other-{}\", a) }}";
    let code = "fn a() { w.say(\"gone\"); } // w.say(\"never\")";
    let found = texts::keys(&Tree::invented(&[
        words,
        ("crates/pages/templates/x.html", page),
        ("crates/pages/src/x.rs", code),
    ]))
    .unwrap();
    let found: Vec<String> = found.iter().map(|f| f.help.split('"').nth(1).unwrap_or("").to_owned()).collect();
    assert_eq!(found, ["gone", "other-", "unknown"]);
    let error = "fn a() { ParseError::new(\n \"a-code\", \"\"); FieldError::new(field, \"b-code\"); }";
    let errors = ("locales/en/errors.ftl", "error-a-code = Do this.\n");
    assert_eq!(at(texts::errors, &[errors, ("crates/cites/src/x.rs", error)]), ["crates/cites/src/x.rs:2"]);
}

#[test]
fn long_files_unfinished_work_and_paths_of_one_machine_are_found() {
    let long = "fn a() {}\n".repeat(801);
    assert_eq!(at(tree::files, &[("crates/a/src/x.rs", &long)]), ["crates/a/src/x.rs"]);
    let unfinished = concat!("// TO", "DO later\nlet x = \"TO", "DOS\";");
    assert_eq!(at(tree::files, &[("crates/a/src/x.rs", unfinished)]), ["crates/a/src/x.rs:1"]);
    let path = concat!("see /ho", "me/someone/x and https://example.org/ho", "me/x");
    assert_eq!(at(tree::files, &[("docs/x.md", path)]), ["docs/x.md:1"]);
    let notice = [("data/NOTICE.md", "| `a.csv` |"), ("data/a.csv", ""), ("data/codes/b.csv", "")];
    assert_eq!(at(tree::notice, &notice), ["data/codes/b.csv"]);
}

#[test]
fn a_panic_outside_tests_is_found_and_one_inside_is_not() {
    let ends = "fn a(n: Option<u8>) -> u8 {\n    n.unwrap()\n}";
    assert_eq!(at(calm::panics, &[("crates/web/src/x.rs", ends)]), ["crates/web/src/x.rs:2"]);
    assert_eq!(at(calm::panics, &[("crates/testkit/src/x.rs", ends)]), [""; 0]);
    assert_eq!(at(calm::panics, &[("crates/web/tests/it/x.rs", ends)]), [""; 0]);
    let calm = "/// Never `.unwrap()`.\nfn a() { say(\"panic!(1)\") }\n#[cfg(test)]\nmod t { fn b() { c().unwrap() } }";
    assert_eq!(at(calm::panics, &[("crates/web/src/x.rs", calm)]), [""; 0]);
}
