//! `manis permit pdf`: the standard form, as the installation prints it.

use super::{Given, given, prepare, target};
use crate::cli::{Answer, batch};
use crate::shared::files::{self, write_whole};
use anyhow::{Context as _, bail};
use cites::Lang;
use clap::{Args as Clap, ValueEnum};
use document::pdf::{self, Fonts, Mark, Options};
use exchange::epermit::Level;
use std::path::{Path, PathBuf};

/// Arguments.
#[derive(Debug, Clap)]
pub struct Args {
    /// Permit messages (version 1 or 2) or signed copies.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Folder for the PDF files; without it each stands beside its message.
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Text of the signed code to print (`MN1:…`); for a single file.
    #[arg(long, value_name = "TEXT")]
    qr: Option<String>,
    /// A mark across every page; may be given more than once.
    #[arg(long, value_enum, value_name = "MARK")]
    mark: Vec<MarkName>,
    /// Languages of the captions, one to three, the first on top.
    #[arg(long, value_name = "LIST", default_value = "en,fr,es", value_delimiter = ',')]
    captions: Vec<String>,
    /// Folder with further typefaces (Han).
    #[arg(long, env = "MANIS_FONTS", value_name = "DIR")]
    fonts: Option<PathBuf>,
}

/// Marks by their names.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum MarkName {
    Demo,
    Copy,
    Void,
}

/// Runs it.
///
/// # Errors
/// One sentence.
pub fn run(args: Args) -> Answer {
    if args.qr.is_some() && args.files.len() > 1 {
        bail!("--qr belongs to one permit; give one file with it");
    }
    if let Some(text) = &args.qr
        && document::qr::Symbol::new(text).is_none()
    {
        bail!("the text of --qr cannot be printed as a code; give it as it stands, MN1: and capitals");
    }
    let captions = args
        .captions
        .iter()
        .map(|code| {
            Lang::from_code(code.trim()).with_context(|| format!("{code:?} is no language we know; give en, fr, es"))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let fonts = fonts(args.fonts.as_deref())?;
    let marks: Vec<Mark> = args
        .mark
        .iter()
        .map(|m| match m {
            MarkName::Demo => Mark::Demo,
            MarkName::Copy => Mark::Copy,
            MarkName::Void => Mark::Void,
        })
        .collect();
    let options = Options { captions, qr: args.qr, marks, ..Options::default() };
    prepare(&args.files, args.output.as_deref(), "pdf")?;
    batch::each(&args.files, |path| {
        let given = given(path)?;
        let message = given.message();
        let Some(permit) = &message.permit else {
            let severe = message.warnings.iter().find(|w| w.level == Level::Severe);
            bail!("it is not a complete permit: {}", severe.map_or_else(String::new, ToString::to_string));
        };
        let mut options = options.clone();
        if permit.copy && !options.marks.contains(&Mark::Copy) {
            options.marks.push(Mark::Copy);
        }
        if let Given::Signed { copy, .. } = &given {
            options.attachment = Some(copy.clone());
        }
        let bytes = pdf::render(permit, &options, &fonts)?;
        let target = target(path, args.output.as_deref(), "pdf")?;
        write_whole(&target, &bytes)?;
        Ok(target.display().to_string())
    })
}

/// The typefaces that ship, and those of a folder.
///
/// # Errors
/// One sentence that names the folder or file.
pub fn fonts(folder: Option<&Path>) -> anyhow::Result<Fonts> {
    let mut fonts = Fonts::shipped()?;
    let Some(folder) = folder else { return Ok(fonts) };
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("ttf") || e.eq_ignore_ascii_case("otf")));
    // In the order of their names, so that the same folder prints the same page.
    paths.sort();
    for path in paths {
        let bytes = files::read(&path, 64 * 1024 * 1024)?;
        fonts = fonts.with_extra(bytes).with_context(|| format!("{} cannot be used", path.display()))?;
    }
    Ok(fonts)
}
