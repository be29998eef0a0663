//! One permit through every hand by the API alone, and the pages that each hand sees on the way.

use crate::browser::{Browser, Program, Window};
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use serde_json::{Value, json};

pub fn skins() -> Value {
    json!({
        "document_type": "EXPORT",
        "partner_country": "QN",
        "importer": { "name": "Tannery of the North", "street": "14 Harbour Street", "city": "Northport", "country": "QN" },
        "exporter": { "name": "River Bend Farm Ltd", "street": "1 River Road", "city": "Bend", "country": "QM" },
        "purpose": "T",
        "lines": [{
            "taxon": "Crocodylus niloticus", "description": "Skins, raw, salted", "term": "SKI", "appendix": "II",
            "marks": "QM-RA-2026-000381 to 000620", "source": "R", "quantity": "240", "unit": "NAR"
        }],
        "transport_mode": "air", "language": "en", "declaration": true
    })
}

async fn act(program: &Program<'_>, id: &str, act: &str, body: Value) -> Value {
    let seen = program.post(&format!("/api/applications/{id}/{act}"), body).await;
    assert!(seen.status.is_success(), "{act}: {} {}", seen.status, seen.text());
    seen.json()
}

/// A page that a person opens: it is drawn, and the archive was asked at most eight times for it.
async fn opens(window: &Window, browser: &Browser<'_>, path: &str) -> String {
    let before = window.world.office.store.meter().statements;
    let seen = browser.get(path).await;
    let asked = window.world.office.store.meter().statements - before;
    assert!(seen.status.is_success(), "{path}: {} {}", seen.status, seen.text());
    println!("{asked:>3} questions, {:>6} bytes: {path}", seen.bytes.len());
    assert!(asked <= 8, "{path}: {asked} questions to the archive");
    seen.text()
}

#[tokio::test]
async fn a_permit_goes_through_every_hand() {
    let window = Window::open().await;
    let hand = |n| window.program(QM, n);
    let (applicant, clerk, officer, science) = (hand(1), hand(2), hand(3), hand(6));
    let (approver, signer, customs) = (hand(4), hand(5), hand(7));

    let id = applicant.post("/api/applications", skins()).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let page = format!("/applications/{id}");
    assert_eq!(window.qm(1).get(&page).await.goes_to(), format!("{page}/tasks"));
    opens(&window, &window.qm(1), &format!("{page}/tasks")).await;
    opens(&window, &window.qm(1), &format!("{page}/check")).await;
    for step in pages::epermit::Ask::STEPS {
        opens(&window, &window.qm(1), &format!("{page}/{step}")).await;
    }
    for step in pages::epermit::Ask::LINE_STEPS {
        opens(&window, &window.qm(1), &format!("{page}/lines/0/{step}")).await;
    }
    act(&applicant, &id, "submit", json!({})).await;
    opens(&window, &window.qm(1), &page).await;
    opens(&window, &window.qm(1), "/applications").await;
    opens(&window, &window.qm(2), "/work").await;
    opens(&window, &window.qm(2), &format!("{page}/acts/accept")).await;
    act(&clerk, &id, "accept", json!({})).await;
    opens(&window, &window.qm(3), "/work?tab=mine").await;
    let case = opens(&window, &window.qm(3), &page).await;
    assert!(case.contains("Crocodylus niloticus"));
    let checks = officer.get(&format!("/api/applications/{id}/checks")).await.is(200).json();
    assert_eq!(checks["blocked"], false, "{checks}");
    opens(&window, &window.qm(3), &format!("{page}/acts/consult_sa")).await;
    act(&officer, &id, "consult", json!({ "findings": ["NDF_EXPORT"], "note": "As last year." })).await;
    opens(&window, &window.qm(6), "/consultations").await;
    opens(&window, &window.qm(6), &format!("{page}/acts/sa_opinion")).await;
    let said = json!({ "findings": [{ "kind": "NDF_EXPORT", "answer": "positive", "grounds": "Monitored." }] });
    act(&science, &id, "opinion", said).await;
    let needed = officer.get(&format!("/api/applications/{id}/checks")).await.json();
    let own: Vec<Value> = needed["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["present"] == false)
        .map(|f| json!({ "kind": f["kind"], "answer": "positive", "grounds": "Seen in the farm's books." }))
        .collect();
    opens(&window, &window.qm(3), &format!("{page}/acts/propose")).await;
    act(
        &officer,
        &id,
        "propose",
        json!({ "decision": "grant", "no_conflict": true, "conditions": ["Tags as in box 9."], "findings": own }),
    )
    .await;
    // The proposer may not approve, and gets the answer of somebody who has no such right.
    officer.post(&format!("/api/applications/{id}/approve"), json!({ "no_conflict": true })).await.is(404);
    opens(&window, &window.qm(4), &format!("{page}/acts/approve")).await;
    act(&approver, &id, "approve", json!({ "no_conflict": true })).await;
    let sign = opens(&window, &window.qm(5), &format!("{page}/acts/sign")).await;
    assert!(sign.contains("CITESEPermit"), "the signer sees the bytes");
    let issued = signer.post(&format!("/api/applications/{id}/sign"), json!({})).await.is(201).json();
    let permit = issued["permit"]["id"].as_str().unwrap().to_owned();
    let number = issued["permit"]["number"].as_str().unwrap().to_owned();
    let token = issued["token"].as_str().unwrap().to_owned();

    // Everybody who holds the paper may check it; the number alone says nothing.
    let verify = format!("/api/verify?number={}&code={token}", pages::links::encode(&number));
    assert_eq!(window.get(&verify).await.json()["status"], "valid");
    let qr = format!("/api/verify?qr={}", pages::links::encode(issued["qr"].as_str().unwrap()));
    let scanned = window.get(&qr).await.json();
    assert_eq!((&scanned["status"], &scanned["signature"]), (&json!("valid"), &json!(true)));
    let shown = window.get(&format!("/V/{}/{token}", pages::links::encode(&number))).await.is(200).text();
    assert!(shown.contains(&number) && !shown.contains("River Bend Farm"), "no person's name");
    let wrong = window.get(&format!("/api/verify?number={number}&code=0123456789ABCDEFGHJKMNPQRS")).await.json();
    assert_eq!(wrong["status"], "not-known");

    for (n, path) in [(1, "permits"), (4, "permits"), (7, "customs"), (7, "customs/expected")] {
        opens(&window, &window.qm(n), &format!("/{path}")).await;
    }
    opens(&window, &window.qm(1), &format!("/permits/{permit}")).await;
    let pdf = window.qm(1).get(&format!("/permits/{permit}/permit.pdf")).await.is(200);
    assert!(pdf.bytes.starts_with(b"%PDF-1.7") && pdf.headers["content-type"] == "application/pdf");
    let by_number = hand(4).get(&format!("/api/permits/{}", pages::links::encode(&number))).await.is(200).json();
    assert_eq!(by_number["id"], json!(permit));
    assert!(hand(1).get(&format!("/api/permits/{permit}/qr.svg")).await.is(200).text().starts_with("<svg"));
    hand(1).get(&format!("/api/permits/{permit}/signed-xml")).await.is(200);

    // Too much is refused at its line; what fits is endorsed once.
    let too_much = json!({ "port": "QMBND", "blocks": [{ "block": "A", "quantity": "241" }] });
    let problem = customs.post(&format!("/api/permits/{permit}/endorse"), too_much).await.is(422).json();
    assert_eq!(problem["fields"][0]["code"], "quantity-exceeds-permit", "{problem}");
    opens(&window, &window.qm(7), &format!("/customs/permits/{permit}/endorse")).await;
    let form = [("quantity.A", "238"), ("port", "QMBND"), ("waybill", "AWB 1"), ("act", "endorse")];
    let to = window.qm(7).post(&format!("/customs/permits/{permit}/endorse"), &form).await.goes_to();
    opens(&window, &window.qm(7), &to).await;
    assert_eq!(window.get(&verify).await.json()["status"], "used-up");

    // The importing Party fetches over the exchange, its customs receive.
    let other = window.program(QN, 3);
    let wanted = json!({ "issuer": "QM", "number": number, "token": token });
    let fetched = other.post("/api/exchange/fetch", wanted).await.is(200).json();
    assert_eq!(fetched["seal"], "verified", "{fetched}");
    let foreign = fetched["id"].as_str().unwrap();
    opens(&window, &window.person(QN, 7), &format!("/exchange/permits/{foreign}")).await;
    let form = [("quantity.A", "238"), ("port", "QNNPT")];
    window.person(QN, 7).post(&format!("/exchange/permits/{foreign}/confirm"), &form).await.goes_to();
    for (n, path) in [(3, "/exchange"), (3, "/exchange/messages"), (3, "/exchange/permits"), (3, "/exchange/fetch")] {
        opens(&window, &window.person(QN, n), path).await;
    }
    for (party, sheet) in [(QM, "exports"), (QN, "imports")] {
        let reporter = window.program(party, 10);
        let built = reporter.post("/api/reports", json!({ "year": 2026 })).await.is(201).json();
        assert_eq!(built["summary"][sheet], 1, "{built}");
        let file = format!("/api/reports/{}/files/{sheet}.csv", built["id"].as_str().unwrap());
        assert!(reporter.get(&file).await.is(200).text().contains("238"));
        opens(&window, &window.person(party, 10), &format!("/reports/2026?table={sheet}")).await;
        opens(&window, &window.person(party, 10), "/dashboard").await;
    }
}

#[tokio::test]
async fn a_case_that_came_in_is_counted_by_its_age_until_it_is_closed() {
    let window = Window::open().await;
    let (applicant, manager) = (window.program(QM, 1), window.program(QM, 4));
    let id = applicant.post("/api/applications", skins()).await.is(201).json()["id"].as_str().unwrap().to_owned();
    let ages = async || -> Vec<i64> {
        let figures = manager.get("/api/dashboard").await.is(200).json();
        figures["ages"].as_array().unwrap().iter().map(|a| a["cases"].as_i64().unwrap()).collect()
    };
    assert_eq!(ages().await, [0, 0, 0, 0, 0], "a draft is nobody's case yet");
    act(&applicant, &id, "submit", json!({})).await;
    assert_eq!(ages().await, [1, 0, 0, 0, 0]);
    let page = opens(&window, &window.qm(4), "/dashboard").await;
    assert!(page.contains("1 came in and 0 went out"), "{page}");
    let other = window.program(QN, 4).get("/api/dashboard").await.is(200).json();
    assert!(other["ages"].as_array().unwrap().iter().all(|a| a["cases"] == 0), "not the other Party's: {other}");
    // Eight days on it is six working days old.
    window.world.clock.forward(24 * 8);
    let manager = window.program(QM, 4);
    let figures = manager.get("/api/dashboard").await.is(200).json();
    assert_eq!((&figures["ages"][0]["cases"], &figures["ages"][1]["cases"]), (&json!(0), &json!(1)), "{figures}");
    act(&window.program(QM, 1), &id, "withdraw", json!({ "reason": "The buyer went away." })).await;
    let figures = manager.get("/api/dashboard").await.is(200).json();
    assert!(figures["ages"].as_array().unwrap().iter().all(|a| a["cases"] == 0), "{figures}");
}

#[tokio::test]
async fn an_applicant_writes_an_application_question_by_question() {
    let window = Window::open().await;
    let ana = window.qm(1);
    let first = ana.post("/applications/new", &[("document_type", "EXPORT")]).await.goes_to();
    let base = first.rsplit_once('/').unwrap().0.to_owned();
    let step = async |path: &str, fields: &[(&str, &str)]| ana.post(&format!("{base}/{path}"), fields).await.goes_to();
    let party = |who: &'static str, country: &'static str| {
        [("name", "River Bend"), ("street", "1 Road"), ("city", "Bend"), ("country", country)]
            .map(|(f, v)| (format!("{who}.{f}"), v))
    };
    for (who, country) in [("exporter", "QM"), ("importer", "QN")] {
        let fields = party(who, country);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        step(who, &fields).await;
    }
    step("country", &[("partner_country", "QN")]).await;
    assert_eq!(step("purpose", &[("purpose", "T")]).await, format!("{base}/consignments"));
    // One shipment: the box stays empty.
    assert_eq!(step("consignments", &[("consignments", "")]).await, format!("{base}/items"));
    // A common name is answered with the species it may be.
    let seen = ana.post(&format!("{base}/lines/0/species"), &[("lines.0.taxon", "nile croc")]).await;
    assert!(seen.text().contains("Crocodylus niloticus"), "{}", seen.text());
    step("lines/0/species", &[("lines.0.taxon", "crocodylus NILOTICUS")]).await;
    step("lines/0/term", &[("lines.0.term", "SKI")]).await;
    let wrong = ana
        .post(&format!("{base}/lines/0/quantity"), &[("lines.0.quantity", "12 and a half"), ("lines.0.unit", "NAR")])
        .await
        .is(422);
    assert!(wrong.text().contains("12 and a half"), "what was typed stays");
    assert!(wrong.text().contains("<title>Error"), "{}", &wrong.text()[..400]);
    step("lines/0/quantity", &[("lines.0.quantity", "240"), ("lines.0.unit", "NAR")]).await;
    step("lines/0/source", &[("lines.0.source", "R")]).await;
    step("lines/0/marks", &[("lines.0.marks", "QM-RA-2026-000381 to 000620")]).await;
    assert_eq!(step("lines/0/describe", &[("lines.0.description", "Skins")]).await, format!("{base}/items"));
    assert_eq!(step("items", &[("go", "continue")]).await, format!("{base}/transport"));
    let travel = [
        ("transport_mode", "air"),
        ("shipment_date-day", "25"),
        ("shipment_date-month", "Nov"),
        ("shipment_date-year", "2026"),
    ];
    step("transport", &travel).await;
    step("more", &[("language", "en"), ("own_reference", "lot 3")]).await;
    let seen = ana.get(&format!("{base}/check")).await.is(200).text();
    assert!(seen.contains("240") && seen.contains("Crocodylus niloticus"));
    ana.post(&format!("{base}/declare"), &[]).await.is(422);
    assert_eq!(step("declare", &[("declaration", "true")]).await, format!("{base}/done"));
    assert!(ana.get(&format!("{base}/done")).await.is(200).text().contains("26-0000"));
    // Copied, it begins again without its declaration.
    let copied = ana.post(&format!("{base}/copy"), &[]).await.goes_to();
    assert!(ana.get(&copied).await.is(200).text().contains("Completed"));
}

#[tokio::test]
async fn every_reading_page_opens_for_its_reader_in_four_languages() {
    let window = Window::open().await;
    let pages = [
        (1, "/account"),
        (1, "/help"),
        (3, "/work?tab=all"),
        (8, "/quotas"),
        (8, "/quotas/set"),
        (10, "/reports/2026"),
        (4, "/dashboard"),
        (7, "/customs"),
    ];
    let mut size = 0;
    for lang in ["en", "fr", "es", "ar"] {
        for (n, path) in pages {
            let joint = if path.contains('?') { '&' } else { '?' };
            let seen = window.qm(n).get(&format!("{path}{joint}lang={lang}")).await.is(200);
            assert!(seen.text().contains(&format!("<html lang=\"{lang}\"")), "{path} {lang}");
            size = size.max(seen.bytes.len());
        }
        for path in
            ["/", "/sign-in", "/register", "/verify", "/what-do-i-need", "/glossary", "/privacy", "/accessibility"]
        {
            window.get(&format!("{path}?lang={lang}")).await.is(200);
        }
    }
    assert!(size <= 60 * 1024 * 4, "the largest page has {size} bytes");
}

#[tokio::test]
async fn a_quota_is_set_by_two_persons() {
    let window = Window::open().await;
    let typed = [
        ("taxon", "Crocodylus niloticus"),
        ("year", "2026"),
        ("term", "SKI"),
        ("quantity", "1600"),
        ("unit", "NAR"),
        ("origin", "National export quota"),
        ("reason", "Order 12 of the Ministry"),
    ];
    let page = window.qm(8).post("/quotas/set", &typed).await.goes_to();
    window.qm(8).get(&page).await.is(200);
    window.qm(8).post(&format!("{page}/confirm"), &[]).await.is(422);
    assert_eq!(window.qm(9).post(&format!("{page}/confirm"), &[]).await.goes_to(), page);
    let rows = window.program(QM, 8).get("/api/quotas?year=2026").await.json();
    assert_eq!(rows["rows"][0]["limit"], "1600", "{rows}");
}
