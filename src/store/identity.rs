//! Which file a path really names: links followed, also where the file does not exist yet, and the key made of it.
//! Reads folders and links only.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::{Cause, Error};

/// One file, whatever link or relative path it was opened through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Absolute, without links.
    pub path: PathBuf,
    /// SHA-256 of that path, 64 hexadecimal digits: the name of its journal and lock.
    pub key: String,
}

impl Identity {
    /// The file need not exist; its folder must.
    pub fn of(path: &Path) -> Result<Self, Error> {
        let path = resolve(path)?;
        let key = sha256(path.as_os_str().as_encoded_bytes());
        Ok(Self { path, key })
    }
}

/// SHA-256 as 64 hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Follows links to the end, which may be a file that does not exist yet.
pub(crate) fn resolve(path: &Path) -> Result<PathBuf, Error> {
    // The kernel gives up after 40 links as well.
    let mut at = path.to_path_buf();
    for _ in 0..40 {
        match fs::canonicalize(&at) {
            Ok(done) => return Ok(done),
            Err(e) if e.kind() == ErrorKind::NotFound => {}
            Err(e) => return Err(Error::io("open", path, e)),
        }
        match fs::read_link(&at) {
            Ok(to) => at = folder(&at).join(to),
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::InvalidInput) => {
                let dir = folder(&at);
                let home = fs::canonicalize(dir).map_err(|e| Error::in_folder("open", path, dir, e))?;
                let Some(name) = at.file_name() else {
                    let e = ErrorKind::InvalidFilename.into();
                    return Err(Error::Io { act: "open", path: path.into(), cause: Cause::BadName, source: e });
                };
                return Ok(home.join(name));
            }
            Err(e) => return Err(Error::io("open", path, e)),
        }
    }
    let source = ErrorKind::InvalidInput.into();
    Err(Error::Io { act: "open", path: path.into(), cause: Cause::LinkLoop, source })
}

/// The folder a path stands in; `.` for a bare name.
pub(crate) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sha256_is_the_published_one() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_names_the_file_to_be_made() {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("link");
        std::os::unix::fs::symlink("later.toml", &link).unwrap();
        let want = fs::canonicalize(dir.path()).unwrap().join("later.toml");
        assert_eq!(resolve(&link).unwrap(), want);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_end() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (dir.path().join("a"), dir.path().join("b"));
        std::os::unix::fs::symlink(&a, &b).unwrap();
        std::os::unix::fs::symlink(&b, &a).unwrap();
        assert!(resolve(&a).is_err());
    }
}
