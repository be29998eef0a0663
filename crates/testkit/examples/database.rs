//! A scratch PostgreSQL database for a story outside Rust: prints its address, keeps it until standard input ends.

use std::io::{Read as _, Write as _};

fn main() -> std::io::Result<()> {
    let database = testkit::postgres::Database::create();
    let mut out = std::io::stdout();
    writeln!(out, "{}", database.url())?;
    out.flush()?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    drop(database);
    Ok(())
}
