//! A scratch PostgreSQL database for a story outside Rust: prints its address, keeps it until standard input ends.

use std::io::{Read as _, Write as _};

fn main() -> std::io::Result<()> {
    let database = testkit::postgres::Database::create();
    let mut out = std::io::stdout();
    writeln!(out, "{}", database.url())?;
    out.flush()?;
    std::thread::spawn(|| {
        loop {
            std::thread::sleep(std::time::Duration::from_secs(60));
            testkit::postgres::Database::still_used();
        }
    });
    std::io::stdin().read_to_end(&mut Vec::new())?;
    drop(database);
    Ok(())
}
