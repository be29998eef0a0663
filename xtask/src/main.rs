//! House keeping: `cargo xtask codegen` writes the code lists and the files of words, `cargo xtask tidy` checks the house.

mod codegen;
mod terms;
mod tidy;

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "cargo xtask codegen   writes the code lists and the files of words from data/ and locales/terms.csv
cargo xtask tidy      checks the house: arrows, rooms, citations, routes, messages, files";

fn main() -> ExitCode {
    match task() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn task() -> Result<()> {
    let root = root();
    match std::env::args().nth(1).as_deref() {
        Some("codegen") => {
            for file in generated(&root)? {
                write_changed(&root.join(file.path), &file.text)?;
            }
            Ok(())
        }
        Some("tidy") => tidy::run(&root),
        Some("help" | "--help" | "-h") => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => bail!("{other:?} is no task\n{HELP}"),
        None => bail!("say what to do\n{HELP}"),
    }
}

/// Everything that is made from tables, as it should stand in the checkout.
fn generated(root: &Path) -> Result<Vec<terms::Generated>> {
    let mut files = terms::render(root)?;
    let text = formatted(&codegen::render(root)?)?;
    files.push(terms::Generated { path: codegen::TARGET.into(), text });
    Ok(files)
}

/// Leaves a file alone that is already right, so that nothing is built anew for it.
fn write_changed(path: &Path, text: &str) -> Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
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
