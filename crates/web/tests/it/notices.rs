//! Notices by page and by API: the same answer, one's own only; wishes; every event has its words.

use crate::browser::Window;
use crate::story::skins;
use cites::Lang;
use cites::country::{DEMO_EXPORTER as QM, DEMO_IMPORTER as QN};
use office::notices::table::Event;
use office::notices::texts;
use pages::Words;
use pages::notices::Notice;
use serde_json::json;

#[tokio::test]
async fn an_applicant_reads_notices_by_page_and_api_and_nobody_elses() {
    let window = Window::open().await;
    let applicant = window.program(QM, 1);
    let id = applicant.post("/api/applications", skins()).await.is(201).json()["id"].as_str().unwrap().to_owned();
    applicant.post(&format!("/api/applications/{id}/submit"), json!({})).await.is(200);
    window.program(QM, 2).post(&format!("/api/applications/{id}/accept"), json!({})).await.is(200);
    window
        .program(QM, 3)
        .post(&format!("/api/applications/{id}/ask"), json!({ "question": "<b>Which</b> tags?" }))
        .await;
    let list = applicant.get("/api/notices?unread=1").await.is(200).json();
    let rows = list["rows"].as_array().unwrap();
    let events: Vec<&str> = rows.iter().map(|r| r["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["asked", "sent"]);
    assert_eq!(rows[0]["href"], format!("/applications/{id}"));
    assert!(rows[0]["text"].as_str().unwrap().contains("<b>Which</b> tags?"), "data is data");
    let page = window.qm(1).get("/notices").await.is(200).text();
    assert!(page.contains("&lt;b&gt;Which&lt;/b&gt; tags?") && !page.contains("<b>Which"), "and no markup");
    assert!(page.contains("Notices: 2 not read"), "the frame counts them");
    // Another's notice, here and in another house, is one that does not exist.
    let one = format!("/api/notices/{}/read", rows[0]["id"].as_str().unwrap());
    window.program(QM, 3).post(&one, json!({})).await.is(404);
    window.program(QN, 1).post(&one, json!({})).await.is(404);
    assert!(applicant.post(&one, json!({})).await.is(200).json()["read_at"].is_string());
    let newest = rows[0]["id"].as_str().unwrap();
    window.qm(1).post("/notices/read", &[("up_to", newest)]).await.is(303);
    assert!(applicant.get("/api/notices?unread=1").await.json()["rows"].as_array().unwrap().is_empty());
    // Wishes: a number without its country is told at its box, what was typed stays.
    let fields = [("language", "fr"), ("phone", "12 34")];
    let page = window.qm(1).post("/account/notices", &fields).await.is(422).text();
    assert!(page.contains("value=\"12 34\""), "{page}");
    window.qm(1).post("/account/notices", &[("language", "fr"), ("phone", "")]).await.is(303);
    let wish = applicant.get("/api/notices/wishes").await.is(200).json();
    assert_eq!((wish["language"].as_str(), wish["optional_mail"].as_bool()), (Some("fr"), Some(false)));
    // No test mailbox outside a demonstration.
    window.get("/demo/mail").await.is(404);
    window.qm(3).get("/permits/late").await.is(200);
}

#[test]
fn every_event_has_its_words_in_four_languages_and_its_own_text_passes_the_check_of_a_party() {
    for event in Event::ALL {
        let names: Vec<&str> = event.details().iter().chain(texts::EVERYWHERE).copied().collect();
        for lang in [Lang::En, Lang::Fr, Lang::Es, Lang::Ar] {
            let w = Words::of(lang);
            for key in [format!("notice-{}", event.code()), format!("notice-{}-text", event.code())] {
                assert!(w.has(&key), "{} lacks {key}", lang.code());
            }
            let house = Notice::house_text(event.code(), &names, w);
            let checked = texts::check(*event, &house.subject, &house.body);
            assert!(checked.is_ok(), "{} {}: {checked:?}", lang.code(), event.code());
        }
    }
}
