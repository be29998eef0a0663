//! What documents do I need: every kind of document, a link that holds all answers, no account.

use crate::browser::Window;
use cites::country::DEMO_EXPORTER as QM;

const SKINS: &str = "direction=export&from=QM&to=QN&taxon=Crocodylus+niloticus&term=SKI&source=R&purpose=T";

#[tokio::test]
async fn the_answer_names_issuer_fees_time_and_law_and_has_an_address() {
    let window = Window::open().await;
    let page = window.get(&format!("/what-do-i-need?{SKINS}&situation=&quantity=")).await.is(200);
    let text = page.text();
    for said in ["Export permit", "Querimba", "May cost:", "within 30 days", "Art. IV.2", "Scientific Authority"] {
        assert!(text.contains(said), "{said} is not said");
    }
    assert!(text.contains("/what-do-i-need?direction=export"), "the address of the answer");
    assert!(!text.contains("situation=&"), "what was left blank is not in the address");
    let told = window.get(&format!("/api/needed?{SKINS}")).await.is(200).json();
    assert_eq!(told["guidance"]["documents"][0]["issuer"], "management-authority", "{told}");
    assert_eq!(told["guidance"]["documents"][0]["months"], 6);
    assert_eq!(told["guidance"]["target_days"], 30);
    assert_eq!(told["guidance"]["findings"][0]["by"], "SA");
    let _ = QM;
}

#[tokio::test]
async fn every_special_case_has_its_answer_and_a_wrong_field_is_named() {
    let window = Window::open().await;
    let kinds = |told: &serde_json::Value| {
        let list = told["guidance"]["documents"].as_array().unwrap().clone();
        list.iter().map(|d| d["any_of"][0].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let live = "direction=export&from=QM&to=QN&taxon=Psittacus+erithacus&term=LIV&source=C&purpose=P";
    for (situation, document) in
        [("pet", "POC"), ("science", "SCILABEL"), ("instrument", "MIC"), ("replacement", "REPLACE")]
    {
        let told = window.get(&format!("/api/needed?{live}&situation={situation}")).await.is(200).json();
        assert_eq!(kinds(&told), [document], "{situation}: {told}");
    }
    let shells = "direction=import&from=QM&to=QN&taxon=Strombus+gigas&term=SHE&source=W&purpose=P&situation=carried\
        &residence=QN&acquired_in=QM";
    let told = window.get(&format!("/api/needed?{shells}&quantity=3")).await.is(200).json();
    assert_eq!(told["answer"], "none", "{told}");
    let told = window.get(&format!("/api/needed?{shells}&quantity=4")).await.is(200).json();
    assert_eq!(told["answer"], "documents", "over the limit the whole quantity needs the permit");
    let passing = "direction=transit&from=QM&to=FR&through=QN&taxon=Python+regius&term=SKI&source=W&purpose=T";
    window.get(&format!("/api/needed?{passing}")).await.is(200);
    // From the sea: flag and port decide whether it is an introduction at all.
    let fish = "direction=ifs&to=QM&taxon=Isurus+oxyrinchus&term=MEA&source=X&purpose=T";
    let told = window.get(&format!("/api/needed?{fish}&flag=QM&landed_in=QM")).await.is(200).json();
    assert_eq!((told["answer"].as_str(), kinds(&told)), (Some("documents"), vec!["IFS".to_owned()]), "{told}");
    let told = window.get(&format!("/api/needed?{fish}&flag=QM&landed_in=QN")).await.is(200).json();
    assert_eq!(told["answer"], "not-allowed", "{told}");
    let page = window.get(&format!("/what-do-i-need?{fish}&flag=QN&landed_in=QM")).await.is(200);
    let text = page.text();
    for said in ["whose flag does the ship fly", "flies the flag of another State"] {
        assert!(text.contains(said), "{said} is not said");
    }
    let lost = window.get(&format!("/api/needed?{SKINS}&situation=teleport&acquired=soon")).await.is(422).json();
    let text = lost.to_string();
    assert!(text.contains("situation") && text.contains("acquired"), "{text}");
    window.get(&format!("/what-do-i-need?{SKINS}&acquired=soon")).await.is(422);
}
