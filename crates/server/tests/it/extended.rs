//! Timber in customs bond: the extension stands on the paper, said to be outside the seal, and breaks neither seal nor code.

use crate::delivered::Post;
use crate::told::{handed_in, proposed};
use crate::world::{On, World, skins};
use cites::country::DEMO_EXPORTER as QM;
use cites::document::Block;
use cites::{Amount, Lang};
use office::econtrol::endorse::{Presented, endorse};
use office::econtrol::timber::{InBond, told};
use office::econtrol::verify::{Verdict, verify};
use office::epermit::{approve, sign};
use office::shared::faces::Clock as _;
use office::shared::facts::day;
use permits::permit::FigureSource;
use permits::{FormInput, PublicStatus};
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use store::DocumentKind;
use web::epermit::printing::{artefacts, pdf};

fn planks(lang: Lang) -> FormInput {
    let mut form = skins();
    for (path, text) in [
        ("lines.0.taxon", "Dalbergia melanoxylon"),
        ("lines.0.description", "Sawn planks"),
        ("lines.0.term", "SAW"),
        ("lines.0.marks", ""),
        ("lines.0.common_name", ""),
        ("lines.0.source", "W"),
        ("lines.0.quantity", "12"),
        ("lines.0.unit", "MTQ"),
        ("language", lang.code()),
    ] {
        assert!(form.set(path, text), "{path}");
    }
    form
}

/// Every stream of a PDF file, unpacked where it is packed.
fn streams(file: &[u8]) -> Vec<Vec<u8>> {
    let find = |what: &[u8], from: usize| file[from..].windows(what.len()).position(|w| w == what).map(|at| at + from);
    let (mut all, mut at) = (Vec::new(), 0);
    while let Some(start) = find(b"stream\n", at) {
        let end = find(b"endstream", start).unwrap();
        let raw = &file[start + 7..end];
        let mut plain = Vec::new();
        match flate2::read::ZlibDecoder::new(raw).read_to_end(&mut plain) {
            Ok(_) => all.push(plain),
            Err(_) => all.push(raw.to_vec()),
        }
        at = end + 9;
    }
    all
}

/// What a reader of the file finds, line breaks aside; `None` where no reader is installed.
fn words(file: &[u8]) -> Option<String> {
    let mut reader = Command::new("pdftotext");
    reader.args(["-raw", "-enc", "UTF-8", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut reader = reader.spawn().ok()?;
    let mut door = reader.stdin.take().unwrap();
    let bytes = file.to_vec();
    let writer = std::thread::spawn(move || door.write_all(&bytes));
    let out = reader.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    Some(String::from_utf8_lossy(&out.stdout).split_whitespace().collect::<Vec<_>>().join(" "))
}

async fn story(on: On, lang: Lang, extended: &str, outside: &str) {
    let world = World::new(on).await;
    let (office, post) = (&world.office, Post::open(&world));
    let id = handed_in(&world, &world.qm(1), planks(lang)).await;
    proposed(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    let issued = sign::sign(office, &world.qm(5), id).await.unwrap();
    let permit = issued.permit.id();
    let left = Presented {
        quantities: vec![(Block::nth(0), Amount::whole(12))],
        port: "QMBND".into(),
        port_name: "Bend".into(),
        transport_document: None,
        source: FigureSource::CustomsWeb,
    };
    endorse(office, &world.qm(7), permit, left).await.unwrap();
    world.clock.forward(24 * 30);

    let house = office.house_of(QM).unwrap();
    let certificate = permits::Signer::certificate_der(&*world.signers[&QM]).to_vec();
    // The paper as it is printed, the sealed message in it, and the code on it.
    let printed = async || {
        let stored = sign::permit(office, &world.qm(1), permit).await.unwrap();
        let paper = artefacts(&post.app, &world.qm(1), permit).await.unwrap();
        let code = paper.qr.clone();
        let file = pdf(&post.app, house, &stored.value, paper, false).await.unwrap();
        let mut read = office.store.read(&world.qm(3).scope(world.clock.now())).await.unwrap();
        let sealed = read.issued_document(permit, DocumentKind::Xml).await.unwrap().unwrap();
        let inside = streams(&file).into_iter().filter(|s| *s == sealed).count();
        assert_eq!(inside, 1, "the sealed message lies in the file byte for byte");
        assert!(exchange::xades::verify(&sealed, &[&certificate]).is_ok(), "and its seal holds");
        (file, sealed, code)
    };
    let (before, sealed, code) = printed().await;
    if let Some(said) = words(&before) {
        assert!(!said.contains(extended), "{said}");
    }
    let arrived_on = day(world.clock.now());
    let row = told(office, &world.qm(3), permit, InBond { arrived_on, place: "Bonded shed 2".into() }).await.unwrap();
    let (after, sealed_after, code_after) = printed().await;
    assert_eq!((sealed, code), (sealed_after, code_after), "what is sealed is not touched");
    assert!(before != after, "the paper says more");
    if let Some(said) = words(&after) {
        let at = said.find(extended).unwrap_or_else(|| panic!("{extended:?} is not on the paper: {said}"));
        let sentence: String = said[at..].chars().take(200).collect();
        assert!(
            sentence.contains(&row.until.to_string()) && sentence.contains("QN"),
            "until when, by whom: {sentence}"
        );
        assert!(sentence.contains(outside), "shown as what it is: {sentence}");
    }
    // Whoever scans the code after the printed last day learns that it still counts, and until when.
    world.clock.forward(24 * 170);
    assert!(day(world.clock.now()) > issued.permit.signed_document().valid_until);
    let known = verify(office, issued.permit.number().as_str(), issued.token.as_str()).await.unwrap();
    let Verdict::Known { status, extended, .. } = known else { panic!("it is known") };
    assert_eq!((status, extended), (PublicStatus::Valid, Some(row.until)));
}

#[tokio::test]
async fn an_extension_on_the_paper_is_outside_the_seal() {
    story(On::Sqlite, Lang::En, "EXTENDED until", "not under the seal").await;
}

#[tokio::test]
async fn an_extension_on_the_paper_is_outside_the_seal_on_postgresql_in_french() {
    story(On::Postgres, Lang::Fr, "PROLONG\u{c9} jusqu'au", "hors du sceau").await;
}
