//! Replacing a file so that at any moment, power cut included, its name holds the old content or the new, never a mix:
//! temporary file in the same folder, sync, rename, sync of the folder. Mode, owner and links are kept.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use super::error::Error;
use super::identity::{folder, resolve, sha256};

/// A temporary file that old was left by a killed process, not by one that is writing.
const STALE: Duration = Duration::from_secs(600);

/// Writes `bytes` to the file that `path` names, through links. A new file gets mode 0644 less the umask.
///
/// # Errors
/// The file is as it was, unless the error is about the sync of the folder after the rename.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    replace(&resolve(path)?, path, bytes)
}

/// `target` is free of links; `path` is what the user calls it.
pub(crate) fn replace(target: &Path, path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let old = match fs::symlink_metadata(target) {
        Ok(m) => Some(m),
        Err(e) if e.kind() == ErrorKind::NotFound => None,
        Err(e) => return Err(Error::io("save", path, e)),
    };
    if let Some(m) = &old {
        may_be_replaced(target, path, m)?;
    }
    let temp = filled(target, path, bytes, old.as_ref())?;
    temp.persist(target).map_err(|e| Error::in_folder("save", path, folder(target), e.error))?;
    sync_folder(folder(target)).map_err(|e| Error::io("save", path, e))
}

/// Rename would replace a file that its owner marked read-only, or that is somebody else's; an editor must not.
fn may_be_replaced(target: &Path, path: &Path, meta: &Metadata) -> Result<(), Error> {
    if !meta.is_file() {
        return Err(Error::NotAFile { path: path.into(), what: kind(meta) });
    }
    if meta.permissions().readonly() {
        return Err(Error::io("save", path, ErrorKind::PermissionDenied.into()));
    }
    OpenOptions::new().write(true).open(target).map(drop).map_err(|e| Error::io("save", path, e))
}

/// A temporary file beside `target` with the content, the mode and the owner that `target` shall have, synced.
pub(crate) fn filled(target: &Path, path: &Path, bytes: &[u8], old: Option<&Metadata>) -> Result<NamedTempFile, Error> {
    let dir = folder(target);
    let prefix = prefix(target);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    let mut temp = make(&mut builder, dir, old).map_err(|e| Error::in_folder("save", path, dir, e))?;
    temp.write_all(bytes)
        .and_then(|()| keep(temp.as_file(), old))
        .and_then(|()| temp.as_file().sync_all())
        .map_err(|e| Error::io("save", path, e))?;
    Ok(temp)
}

#[cfg(unix)]
fn make(builder: &mut tempfile::Builder<'_, '_>, dir: &Path, old: Option<&Metadata>) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    // Never wider than what the file shall have in the end: a private brief is private at every moment.
    let mode = old.map_or(0o644, |m| m.mode() & 0o777);
    builder.permissions(fs::Permissions::from_mode(mode)).tempfile_in(dir)
}

#[cfg(not(unix))]
fn make(builder: &mut tempfile::Builder<'_, '_>, dir: &Path, _old: Option<&Metadata>) -> io::Result<NamedTempFile> {
    builder.tempfile_in(dir)
}

#[cfg(unix)]
fn keep(temp: &File, old: Option<&Metadata>) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let Some(old) = old else { return Ok(()) };
    let new = temp.metadata()?;
    if new.uid() != old.uid() {
        // Only root may give a file away: for others the file becomes theirs, as with any editor that renames.
        let _ = fchown(temp, Some(old.uid()), None);
    }
    if new.gid() != old.gid() {
        let _ = fchown(temp, None, Some(old.gid()));
    }
    temp.set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn keep(temp: &File, old: Option<&Metadata>) -> io::Result<()> {
    old.map_or(Ok(()), |m| temp.set_permissions(m.permissions()))
}

/// Makes a rename or a new name durable. File systems that cannot sync a folder, or folders that cannot be opened
/// for reading, are taken as they are.
pub(crate) fn sync_folder(dir: &Path) -> io::Result<()> {
    match File::open(dir).and_then(|d| d.sync_all()) {
        Err(e)
            if matches!(e.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput | ErrorKind::PermissionDenied) =>
        {
            Ok(())
        }
        other => other,
    }
}

/// Removes temporary files that a killed process left for `target`. Failure is of no consequence.
pub(crate) fn sweep(target: &Path) {
    let prefix = prefix(target);
    let Ok(entries) = fs::read_dir(folder(target)) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|n| n.starts_with(&prefix) && has_tmp_suffix(n));
        let old = || entry.metadata().and_then(|m| m.modified()).is_ok_and(|t| age(t) > STALE);
        if ours && old() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn has_tmp_suffix(name: &str) -> bool {
    Path::new(name).extension() == Some(OsStr::new("tmp"))
}

fn age(t: SystemTime) -> Duration {
    SystemTime::now().duration_since(t).unwrap_or_default()
}

/// Short whatever the file's own name is, so that it fits where that name fits.
fn prefix(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default().as_encoded_bytes();
    format!(".dsbench-{}-", &sha256(name)[..8])
}

/// What stands there instead of a file, with its article.
pub(crate) fn kind(meta: &Metadata) -> &'static str {
    if meta.is_dir() {
        return "a folder";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let t = meta.file_type();
        if t.is_fifo() {
            return "a pipe";
        }
        if t.is_socket() {
            return "a socket";
        }
    }
    "a device"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_temporary_file_stays_behind() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("x".repeat(250));
        write_atomic(&file, b"one").unwrap();
        write_atomic(&file, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_sweep_takes_old_leftovers_of_this_file_only() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("a.brief.toml");
        let left = |of: &str, secs: u64| {
            let p = dir.path().join(format!("{}{secs}.tmp", prefix(&dir.path().join(of))));
            let f = File::create(&p).unwrap();
            f.set_modified(SystemTime::now() - Duration::from_secs(secs)).unwrap();
            p
        };
        let (old, young, other) = (left("a.brief.toml", 9000), left("a.brief.toml", 1), left("b.brief.toml", 9000));
        sweep(&target);
        assert!(!old.exists() && young.exists() && other.exists());
    }
}
