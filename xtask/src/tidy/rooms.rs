//! What may be done only in certain rooms: looking at the clock, drawing a number, printing, asking the database.

use super::Fault;
use super::source::{File, Rust, Tree, closing, line_of, stands_alone};
use anyhow::Result;

/// Words that mean looking at the clock, and where that is done.
const CLOCK: Face = Face {
    words: &["SystemTime::now", "Instant::now", "Timestamp::now", "Zoned::now", "OffsetDateTime::now_utc", "Utc::now"],
    rooms: &["crates/server/src/shared/clock.rs"],
    help: "take the time as an argument; the clock is read in server/src/shared/clock.rs alone",
};

/// Drawing random numbers.
const CHANCE: Face = Face {
    words: &["SystemRandom", "getrandom", "thread_rng", "OsRng", "rand::random", "rand::rng", "Uuid::new_v4"],
    rooms: &[
        "crates/server/src/shared/chance.rs",
        // ECDSA draws a number for each signature; the library takes the source as an argument.
        "crates/server/src/shared/signer.rs",
        // Certificates of the demonstration and of a first start.
        "crates/server/src/shared/certs.rs",
        // The nonce of the content security policy.
        "crates/web/src/shared/headers.rs",
    ],
    help: "take chance as an argument; it is drawn in server/src/shared/chance.rs",
};

/// Printing for people.
const PRINT: Face = Face {
    words: &["println!", "eprintln!", "print!", "eprint!", "dbg!"],
    rooms: &["crates/server/src/cli/", "crates/server/src/main.rs"],
    help: "only the command line prints; elsewhere use tracing, or return what you have to say",
};

/// Files, network, environment and waiting, in the rooms that are pure.
const WORLD: Face = Face {
    words: &["std::fs", "std::net", "std::env::", "std::process", "std::thread", "File::open", "async fn", "tokio::"],
    rooms: &[],
    help: "this room is pure: no files, network, threads or waiting; take what you need as an argument",
};

/// Rooms that know nothing of the world.
const PURE: [&str; 6] = ["cites", "rules", "permits", "exchange", "report", "pages"];

struct Face {
    words: &'static [&'static str],
    /// Beginnings of paths where it is allowed.
    rooms: &'static [&'static str],
    help: &'static str,
}

impl Face {
    fn faults(&self, file: &File, rust: &Rust, out: &mut Vec<Fault>) {
        if self.rooms.iter().any(|room| file.path.starts_with(room)) {
            return;
        }
        for word in self.words {
            for (at, _) in rust.code.match_indices(word) {
                let end = at + word.len();
                // `tokio::`, `std::env::` and macros end by themselves; `print!` must not be found in `println!`.
                let open = word.ends_with([':', '!']);
                let alone = if open {
                    stands_alone(&rust.code[..end], at, word.len())
                } else {
                    stands_alone(&rust.code, at, word.len())
                };
                if alone {
                    out.push(Fault::new(here(file, &rust.code, at), format!("{word}: {}", self.help)));
                }
            }
        }
    }
}

fn here(file: &File, code: &str, at: usize) -> String {
    format!("{}:{}", file.path, line_of(code, at))
}

/// Clock, chance, print; and for the pure rooms the whole world.
pub fn faces(tree: &Tree) -> Result<Vec<Fault>> {
    let mut out = Vec::new();
    for (file, rust) in tree.program() {
        if file.room() == Some("testkit") {
            continue;
        }
        for face in [&CLOCK, &CHANCE, &PRINT] {
            face.faults(file, rust, &mut out);
        }
        if file.room().is_some_and(|room| PURE.contains(&room)) {
            WORLD.faults(file, rust, &mut out);
        }
    }
    Ok(out)
}

/// Does a text read like a statement for a database?
fn is_sql(text: &str) -> bool {
    let start = text.trim_start();
    let both = |first: &str, then: &str| start.starts_with(first) && text.contains(then);
    both("SELECT ", " FROM ")
        || both("UPDATE ", " SET ")
        || both("WITH ", " AS (")
        || ["INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "ALTER TABLE "].iter().any(|w| start.starts_with(w))
}

/// Texts of SQL outside the archive.
pub fn sql(tree: &Tree) -> Result<Vec<Fault>> {
    let mut out = Vec::new();
    for (file, rust) in tree.program().filter(|(f, _)| !matches!(f.room(), Some("store" | "testkit"))) {
        for (line, _) in rust.strings.iter().filter(|(_, text)| is_sql(text)) {
            let at = format!("{}:{line}", file.path);
            out.push(Fault::new(at, "SQL stands in `store` only, in the file of its table; add a function there"));
        }
    }
    Ok(out)
}

/// Only the archive makes the intent that leads to a signature.
pub fn intents(tree: &Tree) -> Result<Vec<Fault>> {
    let mut out = Vec::new();
    for (file, rust) in tree.program() {
        if file.room() == Some("store") || file.path == "crates/permits/src/signing.rs" {
            continue;
        }
        for (at, _) in rust.code.match_indices("Intent::from_record") {
            let help = "an Intent is made by `store` from a committed record; ask the archive for it";
            out.push(Fault::new(here(file, &rust.code, at), help));
        }
    }
    Ok(out)
}

/// Statements that differ between the two engines, outside the file that knows the engines.
const FORKS_MAX: usize = 10;

/// Counts forks of SQL: every one is a place that a test on one engine does not cover.
pub fn forks(tree: &Tree) -> Result<Vec<Fault>> {
    let mut at = Vec::new();
    for (file, rust) in tree.program().filter(|(f, _)| f.room() == Some("store")) {
        if matches!(file.path.as_str(), "crates/store/src/engine.rs" | "crates/store/src/schema.rs") {
            continue;
        }
        for word in ["Engine::Postgres", "engine::fork("] {
            at.extend(rust.code.match_indices(word).map(|(n, _)| here(file, &rust.code, n)));
        }
    }
    if at.len() <= FORKS_MAX {
        return Ok(Vec::new());
    }
    let help = format!("{} statements are forked by engine, {FORKS_MAX} may be; write them once for both", at.len());
    Ok(vec![Fault::new(at.join(", "), help)])
}

/// The files that hand routes to the web server: pages and API; the listeners of the exchange and of operation.
const ROUTERS: [&str; 3] =
    ["crates/web/src/shared/router.rs", "crates/server/src/counter/epix.rs", "crates/server/src/counter/health.rs"];

/// Every route stands in a table, with who may use it; only [`ROUTERS`] hand tables to the web server.
pub fn routes(tree: &Tree) -> Result<Vec<Fault>> {
    let mut out = Vec::new();
    for (file, rust) in tree.program().filter(|(f, _)| matches!(f.room(), Some("web" | "server"))) {
        if !ROUTERS.contains(&file.path.as_str()) {
            for word in [".route(", ".route_service(", ".nest(", ".nest_service("] {
                for (at, _) in rust.code.match_indices(word) {
                    let help = format!(
                        "{word}…): put the route into its phase's table; only shared/router.rs reads the tables"
                    );
                    out.push(Fault::new(here(file, &rust.code, at), help));
                }
            }
        }
        if !file.path.ends_with("/routes.rs") {
            continue;
        }
        for (at, word) in rust.code.match_indices("Route {") {
            let before = rust.code[..at].trim_end();
            let declares = ["struct", "for", "impl", "->"].iter().any(|w| before.ends_with(w));
            if declares || !stands_alone(&rust.code[..at + 5], at, 5) {
                continue;
            }
            let open = at + word.len() - 1;
            let body = closing(&rust.code, open).map_or("", |end| &rust.code[open..end]);
            if !body.contains("may:") && !body.contains(" may,") {
                out.push(Fault::new(here(file, &rust.code, at), "say who may use this route: `may: May::…`"));
            }
        }
    }
    Ok(out)
}
