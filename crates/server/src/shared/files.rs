//! Files that are whole or absent: written aside, synced, renamed.

use anyhow::{Context, Result, bail};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// One sentence that names the file.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {}", path.display()))?;
    if bytes.len() as u64 > limit {
        bail!("{} is larger than {limit} bytes", path.display());
    }
    Ok(bytes)
}

/// Writes a file so that it is whole or not there; what stood there before stays until the new one is whole.
///
/// # Errors
/// One sentence that names the file; nothing half-written stays.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let aside = beside(path)?;
    let written = std::fs::File::create(&aside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&aside, path));
    if let Err(cause) = written {
        // What is aside is of no use to anybody; the first cause matters more than a failed removal.
        drop(std::fs::remove_file(&aside));
        return Err(cause).with_context(|| format!("cannot write {}", path.display()));
    }
    Ok(())
}

/// A name beside `path` for what is not whole yet.
fn beside(path: &Path) -> Result<PathBuf> {
    let Some(name) = path.file_name() else { bail!("{} is no name of a file", path.display()) };
    Ok(path.with_file_name(format!(".{}.part-{}", name.to_string_lossy(), std::process::id())))
}

/// A folder being filled aside; it gets its name when it is whole and disappears when it does not come to that.
#[derive(Debug)]
pub struct FolderAside {
    target: PathBuf,
    aside: PathBuf,
    done: bool,
}

impl FolderAside {
    /// Begins a folder that must not be there yet, or be empty.
    ///
    /// # Errors
    /// One sentence when there is something, or when the parent cannot be written.
    pub fn new(target: &Path) -> Result<FolderAside> {
        if target.exists() {
            let mut inside = std::fs::read_dir(target)
                .with_context(|| format!("{} is there already and is no folder", target.display()))?;
            if inside.next().is_some() {
                bail!("{} is not empty; name a folder that does not exist yet", target.display());
            }
        }
        FolderAside::instead_of(target)
    }

    /// Begins a folder that takes the place of the one that may be there.
    ///
    /// # Errors
    /// One sentence when the parent cannot be written.
    pub fn instead_of(target: &Path) -> Result<FolderAside> {
        // A slash at the end, as people type it for folders, would hide the name.
        let target: PathBuf = target.components().collect();
        let aside = beside(&target)?;
        if let Some(parent) = target.parent().filter(|p| !p.as_os_str().is_empty()) {
            std::fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        }
        std::fs::create_dir(&aside).with_context(|| format!("cannot make a folder beside {}", target.display()))?;
        Ok(FolderAside { target, aside, done: false })
    }

    /// Where to write meanwhile.
    pub fn path(&self) -> &Path {
        &self.aside
    }

    /// Gives the folder its name.
    ///
    /// # Errors
    /// One sentence; the old folder, if there was one, stays.
    pub fn finish(mut self) -> Result<()> {
        let cannot = || format!("cannot write {}", self.target.display());
        let old = self.aside.with_extension("old");
        let occupied = std::fs::read_dir(&self.target).is_ok_and(|mut inside| inside.next().is_some());
        if occupied {
            std::fs::rename(&self.target, &old).with_context(cannot)?;
        }
        if let Err(cause) = std::fs::rename(&self.aside, &self.target) {
            if occupied {
                std::fs::rename(&old, &self.target).with_context(cannot)?;
            }
            return Err(cause).with_context(cannot);
        }
        self.done = true;
        if occupied {
            std::fs::remove_dir_all(&old).with_context(|| format!("cannot remove {}", old.display()))?;
        }
        Ok(())
    }
}

impl Drop for FolderAside {
    fn drop(&mut self) {
        if !self.done {
            // Nothing can be done about it here; the name says that it is not whole.
            drop(std::fs::remove_dir_all(&self.aside));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("manis-files-{name}-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&dir));
        std::fs::create_dir_all(&dir).unwrap();
        dir
    }

    #[test]
    fn a_folder_given_up_leaves_nothing_behind() {
        let dir = scratch("given-up");
        let folder = FolderAside::new(&dir.join("out/")).unwrap();
        std::fs::write(folder.path().join("half.csv"), "a,b").unwrap();
        drop(folder);
        assert_eq!(std::fs::read_dir(&dir).unwrap().count(), 0);
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn a_folder_with_something_in_it_is_refused_and_one_taken_over_is_replaced_whole() {
        let dir = scratch("replaced");
        std::fs::create_dir(dir.join("out")).unwrap();
        std::fs::write(dir.join("out/old.csv"), "old").unwrap();
        assert!(FolderAside::new(&dir.join("out")).unwrap_err().to_string().contains("not empty"));
        let folder = FolderAside::instead_of(&dir.join("out")).unwrap();
        std::fs::write(folder.path().join("new.csv"), "new").unwrap();
        folder.finish().unwrap();
        let names: Vec<_> = std::fs::read_dir(dir.join("out")).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, ["new.csv"]);
        assert_eq!(std::fs::read_dir(&dir).unwrap().count(), 1);
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
