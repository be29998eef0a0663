//! House keeping: `cargo xtask codegen` writes the code lists, `cargo xtask tidy` checks the house.

mod codegen;

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

fn main() -> Result<()> {
    let root = root();
    match std::env::args().nth(1).as_deref() {
        Some("codegen") => {
            std::fs::write(root.join(codegen::TARGET), formatted(&codegen::render(&root)?)?)?;
            Ok(())
        }
        _ => bail!("say what to do: codegen"),
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Generated text in the house's own format, so that `cargo fmt --check` and `tidy` agree.
fn formatted(text: &str) -> Result<String> {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config", "max_width=120"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("rustfmt is needed to write generated code")?;
    let mut input = child.stdin.take().context("rustfmt takes no input")?;
    let body = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(body.as_bytes()));
    let output = child.wait_with_output()?;
    writer.join().map_err(|_| anyhow::anyhow!("writing to rustfmt failed"))??;
    if !output.status.success() {
        bail!("rustfmt refused the generated code");
    }
    Ok(String::from_utf8(output.stdout)?)
}
