//! The set of species and listings: the part that ships, or a folder that `manis taxa import` made.

use super::files;
use anyhow::{Context, Result, bail};
use cites::taxa::{CsvSet, Files, Taxonomy};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Largest file of a set after unpacking: the full one has some 20 MB.
const LARGEST: u64 = 512 * 1024 * 1024;

/// The files of a set, without their endings; the first must be there.
pub const NAMES: [&str; 6] = ["taxa", "synonyms", "common_names", "listings", "annotations", "distributions"];

/// Opens the set of a folder, or the shipped one. `demo`: with the populations of the fictional countries.
///
/// # Errors
/// One sentence that names file, row and column.
pub fn open(folder: Option<&Path>, demo: bool) -> Result<Taxonomy> {
    let taxonomy = match folder {
        None => Taxonomy::shipped()?,
        Some(folder) => {
            if !folder.is_dir() {
                bail!("there is no folder {} with a set of species; `manis taxa import` makes one", folder.display());
            }
            let set = read_set(&|name| find(folder, name))?;
            Taxonomy::from_csv(&set.as_set()).with_context(|| format!("the set in {} is broken", folder.display()))?
        }
    };
    Ok(if demo { taxonomy.for_demo() } else { taxonomy })
}

/// Reads the files of a set. Listings and annotations that are not given are the shipped ones: they are complete.
///
/// # Errors
/// One sentence that names the file.
pub fn read_set(path_of: &dyn Fn(&str) -> Option<PathBuf>) -> Result<Files> {
    let text = |name: &str, shipped: &str| match path_of(name) {
        Some(path) => read_csv(&path),
        None => Ok(shipped.to_owned()),
    };
    let shipped = CsvSet::shipped();
    let Some(taxa) = path_of("taxa") else { bail!("there is no taxa.csv or taxa.csv.gz") };
    Ok(Files {
        taxa: read_csv(&taxa)?,
        synonyms: text("synonyms", "")?,
        common_names: text("common_names", "")?,
        listings: text("listings", shipped.listings)?,
        annotations: text("annotations", shipped.annotations)?,
        distributions: text("distributions", "")?,
    })
}

/// `NAME.csv` or `NAME.csv.gz` in a folder.
pub fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    ["csv", "csv.gz"].iter().map(|end| folder.join(format!("{name}.{end}"))).find(|p| p.is_file())
}

/// A CSV file, unpacked when it is gzip.
fn read_csv(path: &Path) -> Result<String> {
    let mut bytes = files::read(path, LARGEST)?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        flate2::read::MultiGzDecoder::new(bytes.as_slice())
            .take(LARGEST + 1)
            .read_to_end(&mut plain)
            .with_context(|| format!("{} is damaged gzip", path.display()))?;
        if plain.len() as u64 > LARGEST {
            bail!("{} is larger than {LARGEST} bytes when unpacked", path.display());
        }
        bytes = plain;
    }
    String::from_utf8(bytes).map_err(|_| anyhow::anyhow!("{} is not UTF-8; save it as CSV (UTF-8)", path.display()))
}
