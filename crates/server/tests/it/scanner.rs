//! The scanner of files, and all the ways in which one does not answer.

use office::shared::faces::{Scanned, Scanner as _};
use server::shared::clamd::Clamd;
use std::time::Duration;
use testkit::clamd::{Clamd as Double, Mood, test_virus};

async fn ask(mood: Mood, bytes: &[u8]) -> Scanned {
    let double = Double::start(mood).await;
    let scanner = Clamd::parse(&format!("tcp:{}", double.at)).unwrap().within(Duration::from_millis(500));
    scanner.scan(bytes).await
}

#[tokio::test]
async fn a_virus_is_found_also_when_the_file_comes_in_many_pieces() {
    let clean = vec![b'a'; 300_000];
    assert_eq!(ask(Mood::Right, &clean).await, Scanned::Clean);
    let mut bad = clean.clone();
    bad.extend(test_virus());
    bad.extend(&clean);
    assert_eq!(ask(Mood::Right, &bad).await, Scanned::Infected("Eicar-Test-Signature".into()));
}

#[tokio::test]
async fn a_scanner_that_is_slow_broken_or_out_of_its_mind_says_nothing_about_the_file() {
    for mood in [Mood::Silent, Mood::CutOff, Mood::Garbled, Mood::TooSmall] {
        let said = ask(mood, &vec![b'a'; 300_000]).await;
        assert!(matches!(said, Scanned::Silent(_)), "{mood:?}: {said:?}");
    }
    let nobody = Clamd::parse("tcp:127.0.0.1:9").unwrap().within(Duration::from_millis(500));
    assert!(matches!(nobody.scan(b"x").await, Scanned::Silent(_)));
    for wrong in ["127.0.0.1:3310", "tcp:3310", "unix:clamd.ctl", ""] {
        assert!(Clamd::parse(wrong).is_err(), "{wrong}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_scanner_may_listen_on_a_socket_of_this_machine() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let path = std::env::temp_dir().join(format!("manis-clamd-{}.ctl", std::process::id()));
    let _ = std::fs::remove_file(&path);
    let listener = tokio::net::UnixListener::bind(&path).unwrap();
    let answering = tokio::spawn(async move {
        let (mut line, _) = listener.accept().await.unwrap();
        let mut all = vec![0_u8; 10 + 4 + 5 + 4];
        line.read_exact(&mut all).await.unwrap();
        line.write_all(b"stream: OK\0").await.unwrap();
    });
    let scanner = Clamd::parse(&format!("unix:{}", path.display())).unwrap();
    assert_eq!(scanner.scan(b"hello").await, Scanned::Clean);
    answering.await.unwrap();
    std::fs::remove_file(&path).unwrap();
}
