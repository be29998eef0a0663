//! The set of species: from files and from Species+, whole or not at all.

use crate::kit::Scratch;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;

const TAXA: &str = "taxon_id,kingdom,phylum,class,order,family,genus,species,infraspecific,full_name,author,rank,current_appendix,listing_ids\n";
const LISTINGS: &str = "listing_id,taxon_id,listed_name,rank,appendix\nL1,1,Inventus fictus,SPECIES,II\n";

fn row(id: &str, name: &str, listing: &str) -> String {
    format!(
        "{id},Animalia,Chordata,Reptilia,Crocodylia,Inventidae,Inventus,fictus,,{name},\"Nobody, 1900\",SPECIES,II,{listing}\n"
    )
}

#[test]
fn a_set_is_taken_whole_and_a_broken_one_leaves_the_old() {
    let dir = Scratch::new();
    dir.write("listings.csv", LISTINGS);
    dir.write("taxa.csv", format!("{TAXA}{}", row("1", "Inventus fictus", "L1")));
    let told = dir.manis(["taxa", "import", "taxa.csv", "--data-dir", "data"]).good();
    assert!(told.contains("1 taxa, 1 listings"), "{told}");
    let kept = std::fs::read_to_string(dir.0.join("data/taxa/taxa.csv")).unwrap();
    dir.write("taxa.csv", format!("{TAXA}{}", row("1", "Inventus fictus", "L99")));
    dir.manis(["taxa", "import", "taxa.csv", "--data-dir", "data"]).refused(1, "row 2, column listing_ids");
    assert_eq!(std::fs::read_to_string(dir.0.join("data/taxa/taxa.csv")).unwrap(), kept);
    dir.manis(["taxa", "import", "--data-dir", "data"]).refused(2, "FILE");
    dir.manis(["taxa", "import", "nowhere.csv"]).refused(1, "nowhere.csv");
    dir.write("broken.csv.gz", [0x1f, 0x8b, 8, 0, 1, 2, 3]);
    dir.manis(["taxa", "import", "broken.csv.gz", "--data-dir", "data"]).refused(1, "damaged gzip");
    assert_eq!(std::fs::read_dir(dir.0.join("data")).unwrap().count(), 1, "nothing half-written stays");
}

#[test]
fn the_full_set_is_imported_where_it_is_at_hand() {
    let root = std::env::var("MANIS_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").to_owned());
    let taxa = std::path::Path::new(&root).join("data/taxa.csv.gz");
    if !taxa.exists() {
        println!("the full set is not beside the checkout: not imported");
        return;
    }
    let dir = Scratch::new();
    let told = dir.manis(["taxa", "import", taxa.to_str().unwrap(), "--data-dir", "data"]).good();
    let count: u32 = told.split(": ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!(count > 40_000, "{told}");
}

/// Answers each request with the next of the bodies; remembers the requests.
fn service(answers: Vec<(u16, String)>) -> (String, std::thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let worker = std::thread::spawn(move || {
        let mut asked = Vec::new();
        for (status, body) in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            let mut piece = [0; 4096];
            while !request.windows(4).any(|w| w == b"\r\n\r\n") {
                let n = stream.read(&mut piece).unwrap();
                request.extend_from_slice(&piece[..n]);
            }
            asked.push(String::from_utf8_lossy(&request).into_owned());
            let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(body.as_bytes()).unwrap();
        }
        asked
    });
    (url, worker)
}

fn page(number: u32, id: u32) -> String {
    format!(
        r#"{{"pagination":{{"current_page":{number},"per_page":1,"total_entries":2}},"taxon_concepts":[{{"id":{id},"full_name":"Inventus fictus{id}","author_year":"Nobody, 1901","rank":"SPECIES","name_status":"A","active":true,"cites_listing":"II","higher_taxa":{{"kingdom":"Animalia","phylum":"Chordata","class":"Reptilia","order":"Crocodylia","family":"Crocodylidae"}},"synonyms":[],"common_names":[],"cites_listings":[]}}]}}"#
    )
}

#[test]
fn species_plus_is_followed_page_by_page_and_a_refusal_changes_nothing() {
    let dir = Scratch::new();
    dir.manis(["taxa", "import", "--species-plus", "--data-dir", "data"]).refused(1, "token");
    let plus = |url: &str| {
        let args = ["taxa", "import", "--species-plus", "--token", "secret", "--pause", "1", "--data-dir", "data"];
        dir.manis(args.iter().chain(&["--base-url", url]))
    };
    let (url, worker) = service(vec![(200, page(1, 990_001)), (500, String::new()), (200, page(2, 990_002))]);
    let told = plus(&url).good();
    assert!(told.contains("2 records taken"), "{told}");
    let asked = worker.join().unwrap();
    assert!(asked[0].starts_with("GET /taxon_concepts.json?page=1&per_page=500 "), "{}", asked[0]);
    assert!(asked.iter().all(|a| a.to_lowercase().contains("x-authentication-token: secret")));
    let kept = std::fs::read_to_string(dir.0.join("data/taxa/taxa.csv")).unwrap();
    assert!(kept.contains("Inventus fictus990001") && kept.contains("Inventus fictus990002"));

    // The second time only what changed is asked for.
    let (url, worker) = service(vec![(401, String::new())]);
    plus(&url).refused(1, "did not accept the token");
    assert!(worker.join().unwrap()[0].contains("updated_since="));
    let (url, worker) = service(vec![(200, "{\"pagination\":".to_owned())]);
    plus(&url).refused(1, "Species+");
    worker.join().unwrap();
    assert_eq!(std::fs::read_to_string(dir.0.join("data/taxa/taxa.csv")).unwrap(), kept);
}
