//! Text messages by a real request to a gateway that misbehaves, and into the test mailbox of a demonstration.

use crate::delivered::Post;
use crate::told::handed_in;
use crate::world::{On, World, skins};
use cites::Lang;
use cites::country::DEMO_EXPORTER as QM;
use office::notices::read;
use office::notices::send::Outcome;
use server::shared::texter::{HttpTexter, Sms, SmsArgs, Text, Texter as _};
use std::time::Duration;
use store::WishRow;
use testkit::texts::{AwkwardTexts, Mood};

fn text() -> Text {
    Text {
        from_name: "Management Authority of Querimba".into(),
        to: "+41229178139".into(),
        text: "News about 26-00068: https://permits.example".into(),
        key: "<notice-1.reader.text@permits.example>".into(),
        at: "2026-11-21T09:00:00Z".parse().unwrap(),
    }
}

fn texter(gateway: &AwkwardTexts, token: &str) -> HttpTexter {
    let file = std::env::temp_dir().join(format!("manis-texts-{}-{}", std::process::id(), gateway.at.port()));
    std::fs::write(&file, format!("{token}\n")).unwrap();
    let args = SmsArgs {
        sms_url: Some(gateway.address()),
        sms_token_file: Some(file.clone()),
        sms_from: Some("CITES QM".into()),
    };
    let settings = Sms::find(args).unwrap().unwrap();
    std::fs::remove_file(file).unwrap();
    assert!(!format!("{settings:?}").contains(token), "no log shows the token");
    HttpTexter::patient(settings, Duration::from_millis(1500)).unwrap()
}

#[tokio::test]
async fn a_gateway_gets_number_and_text_once_and_is_known_by_its_token() {
    let gateway = AwkwardTexts::start(&[]);
    assert_eq!(texter(&gateway, "s3cret").send(&text()).await, Outcome::Sent);
    let asked = gateway.asked();
    let [one] = asked.as_slice() else { panic!("one request: {asked:?}") };
    let head = one.head.to_lowercase();
    assert!(head.starts_with("post /sms ") && head.contains("authorization: bearer s3cret"), "{head}");
    assert!(head.contains("idempotency-key: <notice-1.reader.text@permits.example>"), "{head}");
    let body: serde_json::Value = serde_json::from_str(&one.body).unwrap();
    let told = serde_json::json!({
        "to": "+41229178139", "text": "News about 26-00068: https://permits.example", "from": "CITES QM",
    });
    assert_eq!(body, told);
}

#[tokio::test]
async fn a_gateway_in_trouble_is_later_one_that_refuses_is_never_and_nobody_is_followed_elsewhere() {
    let gateway = AwkwardTexts::start(&[Mood::Busy, Mood::Refuses, Mood::SendsAway, Mood::Hangs]);
    let texter = texter(&gateway, "s3cret");
    assert_eq!(texter.send(&text()).await, Outcome::Later("the gateway answers 503".into()));
    assert_eq!(texter.send(&text()).await, Outcome::Never("the gateway answers 422".into()));
    assert_eq!(texter.send(&text()).await, Outcome::Never("the gateway answers 302".into()));
    assert_eq!(texter.send(&text()).await, Outcome::Later("no answer in time".into()));
    assert_eq!(gateway.asked().len(), 4, "each is asked once");
}

async fn by_text(on: On) {
    let world = World::new(on).await;
    let (office, post) = (&world.office, Post::open(&world));
    let ada = world.qm(1);
    let wish = |number: &str| WishRow { optional_mail: true, sms_to: Some(number.into()) };
    assert!(read::set_wish(office, &ada, Lang::Fr, wish("022 917 81 39")).await.is_err(), "without its country");
    read::set_wish(office, &ada, Lang::Fr, wish("+41 22 917 81 39")).await.unwrap();
    handed_in(&world, &ada, skins()).await;
    for _ in 0..2 {
        post.round().await;
    }
    let all = post.all();
    let texts: Vec<_> = all.iter().filter(|m| m.to.starts_with('+')).collect();
    let mails = post.of(QM, 1);
    let [text] = texts.as_slice() else { panic!("one text for one event: {texts:?}") };
    assert_eq!((text.to.as_str(), mails.len(), text.html.as_str()), ("+41229178139", 1, ""));
    assert_eq!(
        text.text.replace('\u{a0}', " "),
        "CITES QM: Il y a du nouveau pour 26-00001. Connectez-vous : https://permits.example"
    );
    for word in ["Ada", "Crocodylus", "croc", "skin"] {
        assert!(!text.text.contains(word), "no name, no goods: {}", text.text);
    }
}

#[tokio::test]
async fn whoever_gave_a_number_gets_a_text_message_beside_the_e_mail() {
    by_text(On::Sqlite).await;
}

#[tokio::test]
async fn whoever_gave_a_number_gets_a_text_message_on_postgresql() {
    by_text(On::Postgres).await;
}
