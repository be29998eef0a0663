//! A partner's systems at the exchange: over real mutual TLS, known or not, in both versions, before and after a crash.

use crate::kit::{Demo, Scratch};
use base64::Engine as _;
use exchange::epermit::Version;
use exchange::epix::{self, Answer, PermitKey, Request, Response, TokenId};
use exchange::xades;
use server::shared::certs::Authority;
use server::shared::tls;
use std::path::Path;
use std::process::Command;
use testkit::postgres::Database;

/// A partner's client: with a certificate or without one.
fn client(demo: &Demo, pair: Option<(&Path, &Path)>) -> reqwest::Client {
    tls::install_crypto();
    let roots = std::fs::read(demo.text("/ca")).unwrap();
    let mut builder =
        reqwest::Client::builder().no_proxy().tls_certs_only(reqwest::Certificate::from_pem_bundle(&roots).unwrap());
    if let Some((cert, key)) = pair {
        let pem = [std::fs::read(key).unwrap(), std::fs::read(cert).unwrap()].concat();
        builder = builder.identity(reqwest::Identity::from_pem(&pem).unwrap());
    }
    builder.build().unwrap()
}

fn of_party(demo: &Demo, party: &str) -> reqwest::Client {
    let (cert, key) = (demo.text(&format!("/clients/{party}/cert")), demo.text(&format!("/clients/{party}/key")));
    client(demo, Some((Path::new(&cert), Path::new(&key))))
}

async fn ask(demo: &Demo, client: &reqwest::Client, request: &Request) -> (u16, Answer) {
    let answer = client
        .post(demo.text("/epix_urls/v2"))
        .header("content-type", "text/xml; charset=utf-8")
        .header("soapaction", format!("\"{}\"", epix::soap_action(request.operation())))
        .body(epix::encode_request(Version::V2, request))
        .send()
        .await
        .unwrap();
    let status = answer.status().as_u16();
    (status, epix::decode_answer(&answer.bytes().await.unwrap()).unwrap())
}

fn key(permit: &serde_json::Value) -> PermitKey {
    PermitKey {
        number: cites::PermitNumber::parse(permit["number"].as_str().unwrap()).unwrap(),
        token: TokenId::new(permit["token"].as_str().unwrap()),
        country: Some(cites::CountryCode::parse(permit["issuer"].as_str().unwrap()).unwrap()),
    }
}

fn token_of(answer: &Answer) -> String {
    match answer {
        Answer::Fault(fault) => fault.token.as_str().to_owned(),
        Answer::Response(_, response) => format!("{:?}", response.operation()),
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn only_registered_partners_are_answered_and_what_they_get_verifies() {
    let demo = Demo::start(None);
    runtime().block_on(async {
        let state = Request::ServiceState(Some(cites::country::DEMO_EXPORTER));
        let known = of_party(&demo, "QN");
        assert!(matches!(ask(&demo, &known, &state).await, (200, Answer::Response(..))));

        let nobody = client(&demo, None);
        let (status, answer) = ask(&demo, &nobody, &state).await;
        assert_eq!((status, token_of(&answer).as_str()), (500, "CertificateMissing"));
        // The description is open, with the configured address whatever the request says.
        let url = format!("{}?WSDL", demo.text("/epix_urls/v2"));
        let wsdl = nobody.get(&url).header("host", "evil.example").send().await.unwrap().text().await.unwrap();
        assert!(wsdl.contains(&demo.text("/epix_urls/v2")) && !wsdl.contains("evil.example"));

        // Our own authority vouches for it, but no Party registered its key.
        let stranger = Authority::open(Path::new(&demo.text("/ca")).parent().unwrap(), jiff::civil::date(2026, 11, 21))
            .unwrap()
            .client(cites::CountryCode::parse("FR").unwrap(), "Somebody else")
            .unwrap();
        let stranger = client(&demo, Some((&stranger.cert, &stranger.key)));
        assert_eq!(token_of(&ask(&demo, &stranger, &state).await.1), "CallerNotFound");

        // Another authority's certificate does not even finish the handshake.
        let elsewhere = Scratch::new();
        let forged = Authority::open(&elsewhere.0, jiff::civil::date(2026, 11, 21))
            .unwrap()
            .client(cites::country::DEMO_IMPORTER, "Management Authority of Quenland")
            .unwrap();
        let forged = client(&demo, Some((&forged.cert, &forged.key)));
        assert!(forged.post(demo.text("/epix_urls/v2")).body("<x/>").send().await.is_err());

        // A header that claims what the certificate must prove changes nothing.
        let claimed = nobody
            .post(demo.text("/epix_urls/v2"))
            .header("x-ssl-client-s-dn", "/C=QN/O=Management Authority of Quenland")
            .body(epix::encode_request(Version::V2, &state))
            .send()
            .await
            .unwrap();
        assert!(claimed.text().await.unwrap().contains("CertificateMissing"));

        // More than a mebibyte is a fault, not a broken connection.
        let large = known.post(demo.text("/epix_urls/v2")).body(vec![b' '; (1 << 20) + 1]).send().await.unwrap();
        assert_eq!(large.status().as_u16(), 413);
        assert!(large.text().await.unwrap().contains("InvalidRequest"));

        // What a partner gets is signed by the seal that the key list names, and nobody else's.
        let permit = demo.permit("ISSUED");
        let (_, answer) = ask(&demo, &known, &Request::GetNonFinal(key(permit))).await;
        let Answer::Response(_, Response::NonFinal(certificate)) = answer else { panic!("{}", token_of(&answer)) };
        let copy = &certificate.signed_copy().expect("a signed copy travels along").content;
        let seal = |party: &str| {
            let path = demo.dir.0.join(format!("data/keys/{party}/seal.pem"));
            tls::certificates(&path).unwrap().swap_remove(0).as_ref().to_vec()
        };
        xades::verify(copy, &[&seal("QM")]).unwrap();
        assert!(xades::verify(copy, &[&seal("QN")]).is_err());
        let file = demo.dir.write("got.signed.xml", copy);
        let told = demo.dir.manis(["permit", "verify", "--trust", "data/keys/QM/seal.pem", file.to_str().unwrap()]);
        assert!(told.good().contains(permit["number"].as_str().unwrap()));
        let told = demo.dir.manis(["permit", "verify", "--trust", "data/keys/QN/seal.pem", file.to_str().unwrap()]);
        assert_eq!(told.code(), 1);
        // Its code verifies without a network.
        let told = demo.dir.manis(["qr", "verify", "--keys", "data/keys.json", permit["qr"].as_str().unwrap()]);
        assert!(told.good().starts_with("GENUINE"));
    });
}

/// Drives all four operations with a client library of another language; says so when it is not installed.
fn zeep_drives(demo: &Demo) {
    let python = std::env::var("MANIS_PYTHON").unwrap_or_else(|_| "python3".into());
    let there = Command::new(&python).args(["-c", "import zeep"]).output().is_ok_and(|o| o.status.success());
    if !there {
        println!("zeep is not installed for {python}: it did not drive the exchange (set MANIS_PYTHON)");
        return;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/zeep_calls.py");
    let out = Command::new(&python).arg(script).arg(demo.dir.0.join("known.json")).output().unwrap();
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(out.status.success(), "{said}{}", String::from_utf8_lossy(&out.stderr));
    let line = |name: &str| {
        let found = said.lines().find_map(|l| l.strip_prefix(&format!("{name} ")));
        found.unwrap_or_else(|| panic!("nothing was said of {name}: {said}")).to_owned()
    };
    let (issued, endorsed) = (demo.permit("ISSUED"), demo.permit("ENDORSED"));
    for version in ["v1", "v2"] {
        assert_eq!(line(&format!("{version} state")), "available");
        let answer = line(&format!("{version} non-final"));
        let blocks: Vec<String> = issued["blocks"]
            .as_array()
            .unwrap()
            .iter()
            .map(|b| format!("{}={}", b["id"].as_str().unwrap(), b["quantity"].as_str().unwrap()))
            .collect();
        assert!(
            answer.starts_with(&format!("{} {} [", issued["number"].as_str().unwrap(), blocks.join(","))),
            "{answer}"
        );
        assert!(answer.contains(".signed.xml") && answer.ends_with("composite=False"), "{answer}");
        assert_eq!(line(&format!("{version} too-early")), "fault CertificateNotFinal");
        assert!(line(&format!("{version} final")).starts_with(endorsed["number"].as_str().unwrap()));
        assert!(line(&format!("{version} withdrawn")).contains("status.xml"));
        assert_eq!(line(&format!("{version} wrong-code")), "fault CertificateNotFound");
        assert_eq!(line(&format!("{version} nobody")), "fault CertificateMissing");
    }
    let answered = line("confirm");
    assert!(["accepted", "recorded"].contains(&answered.as_str()), "{answered}");
    assert_eq!(line("repeat"), answered, "the same again is the same answer");
    assert_eq!(line("differently"), "fault AlreadyConfirmed");
}

/// One installation through a day: another country's software, a power cut, the chain of events, an orderly end.
fn a_day(database: Option<String>) {
    let mut demo = Demo::start(database);
    zeep_drives(&demo);
    let before = demo.known.clone();
    demo.kill();
    demo.again();
    for what in ["accounts", "keys", "ca", "clients"] {
        assert_eq!(demo.known[what], before[what], "{what} is kept");
    }
    let numbers = |known: &serde_json::Value| {
        known["permits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| (p["number"].clone(), p["token"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(&demo.known), numbers(&before));
    let took = demo.stop();
    assert!(took.as_secs() < 5, "stopping took {took:?}");
    assert!(!demo.dir.0.join("ready").exists(), "the ready file goes with the server");
    let mut args = vec!["audit".to_owned(), "verify".to_owned()];
    args.extend(demo.place());
    let told = demo.dir.manis(&args).good();
    assert_eq!(told.lines().filter(|l| l.contains(": ok ")).count(), 2, "{told}");
    // Tomorrow's visitors find the year as it was at first, whatever today's did with it.
    demo.reset();
    assert_eq!(
        demo.permit("ENDORSED")["number"],
        before["permits"].as_array().unwrap().iter().find(|p| p["state"] == "ENDORSED" && p["issuer"] == "QM").unwrap()
            ["number"]
    );
    demo.stop();
}

#[test]
fn another_countrys_software_drives_all_four_operations_and_a_power_cut_loses_nothing() {
    a_day(None);
}

#[test]
fn the_same_day_on_postgresql() {
    let database = Database::create();
    a_day(Some(database.url()));
}

#[test]
fn the_key_list_holds_the_seals_of_both_parties() {
    let demo = Demo::start(None);
    let list: serde_json::Value = serde_json::from_slice(&std::fs::read(demo.text("/keys")).unwrap()).unwrap();
    let countries: Vec<&str> = list["keys"].as_array().unwrap().iter().filter_map(|k| k["country"].as_str()).collect();
    assert_eq!(countries, ["QM", "QN"]);
    let x = list["keys"][0]["x"].as_str().unwrap();
    assert_eq!(base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(x).unwrap().len(), 32);
}
