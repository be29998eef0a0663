//! Real SMTP against a mail server that misbehaves: what is taken, what is tried again, what is given up.

use office::notices::send::Outcome;
use server::shared::postman::{Mail, Postman as _, Smtp, SmtpPostman, SmtpTls};
use std::time::Duration;
use testkit::smtp::{AwkwardSmtp, Mood};

fn mail(n: u8) -> Mail {
    Mail {
        from_name: "Organe de gestion du Quérimba".into(),
        to: "ada@qm.example".into(),
        subject: "Permit 26QM000371 is ready".into(),
        text: "Look: https://permits.example/v/26QM000371\n.\nA line with one dot above.\n".into(),
        html: "<!doctype html><html><body><p>Look</p></body></html>".into(),
        message_id: format!("<notice-{n}.reader@permits.example>"),
        reply_to: None,
        at: "2026-11-21T09:00:00Z".parse().unwrap(),
    }
}

fn postman(server: &AwkwardSmtp) -> SmtpPostman {
    let settings = Smtp {
        host: "127.0.0.1".into(),
        port: server.at.port(),
        tls: SmtpTls::None,
        account: None,
        from: "notices@qm.example".into(),
        inbound: None,
    };
    SmtpPostman::patient(&settings, Duration::from_millis(1500)).unwrap()
}

#[tokio::test]
async fn a_mail_server_that_greylists_refuses_hangs_or_loses_its_answer_loses_and_doubles_nothing() {
    let moods = [Mood::Greylists, Mood::Hangs, Mood::LosesItsAnswer, Mood::Takes, Mood::Refuses];
    let server = AwkwardSmtp::start(&moods);
    let postman = postman(&server);
    let one = mail(1);
    let later = |outcome: &Outcome| matches!(outcome, Outcome::Later(_));
    let told = postman.send(&one).await;
    assert!(matches!(&told, Outcome::Later(reason) if reason.contains("greylisted")), "{told:?}");
    assert!(later(&postman.send(&one).await), "no answer in time");
    assert!(later(&postman.send(&one).await), "the answer was lost: we cannot know, so it goes out again");
    assert_eq!(postman.send(&one).await, Outcome::Sent);
    let taken = server.taken();
    assert_eq!(taken.len(), 2, "the one whose answer was lost, and its repeat");
    for copy in &taken {
        assert!(copy.contains("Message-ID: <notice-1.reader@permits.example>"), "mail systems drop the second: {copy}");
        assert!(copy.contains("To: ada@qm.example") && copy.contains("multipart/alternative"));
        assert!(copy.contains("text/plain") && copy.contains("text/html"));
        assert!(!copy.contains("Qu\u{e9}rimba"), "the name travels encoded");
    }
    let told = postman.send(&mail(2)).await;
    assert!(matches!(&told, Outcome::Never(reason) if reason.contains("no such mailbox")), "{told:?}");
    assert_eq!((server.taken().len(), server.calls()), (2, 5));
}

#[tokio::test]
async fn nobody_at_the_port_is_later_and_an_address_that_is_none_is_never() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let settings = Smtp {
        host: "127.0.0.1".into(),
        port,
        tls: SmtpTls::StartTls,
        account: None,
        from: "n@qm.example".into(),
        inbound: None,
    };
    let postman = SmtpPostman::patient(&settings, Duration::from_secs(5)).unwrap();
    assert!(matches!(postman.send(&mail(1)).await, Outcome::Later(_)));
    let nowhere = Mail { to: "not an address".into(), ..mail(1) };
    assert!(matches!(postman.send(&nowhere).await, Outcome::Never(_)));
}

#[tokio::test]
async fn a_mail_server_without_tls_gets_nothing_when_tls_is_demanded() {
    let server = AwkwardSmtp::start(&[]);
    let settings = Smtp {
        host: "127.0.0.1".into(),
        port: server.at.port(),
        tls: SmtpTls::StartTls,
        account: Some(("notices".into(), "secret".into())),
        from: "notices@qm.example".into(),
        inbound: None,
    };
    let postman = SmtpPostman::patient(&settings, Duration::from_secs(5)).unwrap();
    assert!(!matches!(postman.send(&mail(1)).await, Outcome::Sent));
    assert!(server.taken().is_empty(), "neither the mail nor the password went over an open line");
}
