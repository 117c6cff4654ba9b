//! Making a file that must not exist yet, and the copy kept before a migration.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::atomic::{filled, sync_folder, write_atomic};
use super::error::Error;
use super::identity::{folder, resolve};

/// Writes a new file, whole or not at all. Where something has that name already, it stays as it is, unless `force`.
///
/// # Errors
/// `Error::Exists` when the name is taken, also by a link.
pub fn create_new(path: &Path, bytes: &[u8], force: bool) -> Result<(), Error> {
    if force {
        return write_atomic(path, bytes);
    }
    // The name itself is claimed: a link that stands there is something that exists, wherever it leads.
    let dir = folder(path);
    if path.symlink_metadata().is_ok() {
        return Err(Error::Exists { path: path.into() });
    }
    let temp = filled(path, path, bytes, None)?;
    match temp.persist_noclobber(path) {
        Ok(_) => sync_folder(dir).map_err(|e| Error::io("save", path, e)),
        Err(e) if e.error.kind() == ErrorKind::AlreadyExists => Err(Error::Exists { path: path.into() }),
        Err(e) => Err(Error::in_folder("save", path, dir, e.error)),
    }
}

/// Keeps `bytes`, the content of `path` before a change of format, as `NAME.bak`, `NAME.2.bak`, ... beside it.
/// Returns the name taken.
pub fn backup(path: &Path, bytes: &[u8]) -> Result<PathBuf, Error> {
    let target = resolve(path)?;
    let mut last = Error::Exists { path: target.clone() };
    for n in 1..1000 {
        let mut name: OsString = target.file_name().unwrap_or_default().to_os_string();
        name.push(if n == 1 { ".bak".to_string() } else { format!(".{n}.bak") });
        let copy = target.with_file_name(name);
        match create_new(&copy, bytes, false) {
            Ok(()) => return Ok(copy),
            Err(e @ Error::Exists { .. }) => last = e,
            Err(e) => return Err(e),
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_exists_stays_unless_forced() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a");
        create_new(&file, b"one", false).unwrap();
        assert!(matches!(create_new(&file, b"two", false), Err(Error::Exists { .. })));
        assert_eq!(fs::read(&file).unwrap(), b"one");
        create_new(&file, b"two", true).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_counts_as_taken() {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("a");
        std::os::unix::fs::symlink("elsewhere", &link).unwrap();
        assert!(matches!(create_new(&link, b"x", false), Err(Error::Exists { .. })));
        assert!(!dir.path().join("elsewhere").exists());
    }

    #[test]
    fn a_second_backup_does_not_take_the_place_of_the_first() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.toml");
        assert!(backup(&file, b"1").unwrap().ends_with("a.toml.bak"));
        assert!(backup(&file, b"2").unwrap().ends_with("a.toml.2.bak"));
        assert_eq!(fs::read(dir.path().join("a.toml.bak")).unwrap(), b"1");
    }
}
