//! Signing in and out: the same answer for known and unknown accounts, a new session each time, an end that is an end.

use crate::browser::{Browser, Window};
use crate::world::person_id;
use axum::http::header;
use cites::country::DEMO_EXPORTER as QM;
use store::{AuditEntry, Scope};

const PASSWORD: &str = "five lazy river crocodiles";

async fn with_password(window: &Window) {
    let hash = web::shared::password::hash(PASSWORD.into()).await.unwrap();
    let office = &window.world.office;
    let scope = Scope::system(office.house_of(QM).unwrap().tenant.id, office.clock.now());
    let made: Result<(), store::Error> = store::act!(&office.store, &scope, "password", |tx| {
        let person = tx.person(person_id(QM, 3)).await?.unwrap();
        tx.person_update(&store::PersonRow { password_hash: Some(hash.clone()), ..person }).await?;
        tx.audit(AuditEntry::new("password", "person", person_id(QM, 3)));
        Ok(())
    });
    made.unwrap();
}

async fn visitor(window: &Window) -> Browser<'_> {
    let page = window.get("/sign-in").await.is(200);
    Browser { window, cookie: page.cookies(), mark: page.mark() }
}

#[tokio::test]
async fn an_officer_signs_in_works_and_signs_out_and_the_old_cookie_is_worth_nothing() {
    let window = Window::open().await;
    with_password(&window).await;
    let visitor = visitor(&window).await;
    let wrong = visitor.post("/sign-in", &[("email", "p3@qm.example"), ("password", "five lazy rivers")]).await.is(422);
    let unknown = visitor.post("/sign-in", &[("email", "nobody@qm.example"), ("password", PASSWORD)]).await.is(422);
    let words = |text: String| text.split("<main").nth(1).unwrap().split("<form").next().unwrap().to_owned();
    assert_eq!(words(wrong.text()), words(unknown.text()), "nobody learns who has an account");
    let typed = [("email", "P3@QM.example"), ("password", PASSWORD), ("next", "/work?tab=all")];
    let seen = visitor.post("/sign-in", &typed).await;
    assert_eq!(seen.goes_to(), "/work?tab=all");
    let set = seen.headers.get_all(header::SET_COOKIE).iter().map(|v| v.to_str().unwrap().to_owned());
    let session = set.into_iter().find(|v| v.starts_with("manis=")).expect("a session");
    assert!(session.contains("HttpOnly") && session.contains("SameSite=Lax"), "{session}");
    let cookie = session.split(';').next().unwrap().to_owned();
    let page = Browser { window: &window, cookie: cookie.clone(), mark: String::new() }.get("/work").await.is(200);
    let officer = Browser { window: &window, cookie, mark: page.mark() };
    officer.post("/sign-out", &[]).await.goes_to();
    assert!(officer.get("/work").await.goes_to().starts_with("/sign-in"), "the session is over");
}

#[tokio::test]
async fn everybody_sees_when_the_account_was_used_before_and_the_administrator_when_last() {
    let window = Window::open().await;
    with_password(&window).await;
    let account = || async {
        let typed = [("email", "p3@qm.example"), ("password", PASSWORD), ("next", "/account")];
        let seen = visitor(&window).await.post("/sign-in", &typed).await;
        let cookies = seen.cookies();
        let session = cookies.split("; ").find(|c| c.starts_with("manis=")).unwrap().to_owned();
        Browser { window: &window, cookie: session, mark: String::new() }.get("/account").await.is(200).text()
    };
    let day = || window.world.office.clock.now().strftime("%Y-%m-%d").to_string();
    account().await;
    window.world.clock.forward(48);
    let before = day();
    account().await;
    window.world.clock.forward(48);
    let again = account().await;
    assert!(again.contains(&before) && !again.contains("Never"), "{before}: {again}");
    let people = window.qm_again(21).await.get("/admin/people").await.is(200).text();
    assert!(people.contains(&day()), "the last time of each");
}

#[tokio::test]
async fn a_way_on_never_leads_to_another_site() {
    let window = Window::open().await;
    with_password(&window).await;
    for next in ["https://evil.example/", "//evil.example/", "/\\evil.example"] {
        let visitor = visitor(&window).await;
        let typed = [("email", "p3@qm.example"), ("password", PASSWORD), ("next", next)];
        assert_eq!(visitor.post("/sign-in", &typed).await.goes_to(), "/work", "{next}");
    }
}

#[tokio::test]
async fn a_stranger_who_guesses_is_slowed_down() {
    let window = Window::open().await;
    let visitor = visitor(&window).await;
    let mut slowed = None;
    for n in 0..14 {
        let seen = visitor.post("/sign-in", &[("email", "p4@qm.example"), ("password", &format!("guess {n}"))]).await;
        if seen.status.as_u16() == 429 {
            assert!(seen.headers.contains_key("retry-after"));
            slowed = Some(n);
            break;
        }
    }
    assert!(slowed.is_some_and(|n| n >= 8), "{slowed:?}");
}

#[tokio::test]
async fn role_buttons_are_there_in_a_demonstration_only() {
    let window = Window::with(true).await;
    let one = visitor(&window).await;
    let typed = [("tenant", "QM"), ("role", "ma_clerk"), ("next", "")];
    assert_eq!(one.post("/demo/role", &typed).await.goes_to(), "/work");
    let window = Window::open().await;
    let one = visitor(&window).await;
    one.post("/demo/role", &typed).await.is(404);
}
