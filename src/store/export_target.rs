//! Writing exported files: never outside the folder the user named, links included, and never over a file that the
//! program did not write, unless told to. Whose a file is, the caller knows: it judges the content.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::atomic::{kind, replace};
use super::error::Error;
use super::identity::resolve;
use super::load::{self, LIMIT};

/// A folder for exported files.
#[derive(Debug, Clone)]
pub struct OutDir {
    /// As the user named it.
    pub path: PathBuf,
    root: PathBuf,
}

/// The caller's judgement of what stands where a file is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Written by the program and unchanged since.
    Ours,
    EditedByHand,
    Foreign,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    Created,
    Replaced,
    /// The content was there already; the file was not touched.
    Unchanged,
}

impl OutDir {
    /// Makes the folder if need be.
    pub fn make(path: &Path) -> Result<Self, Error> {
        fs::create_dir_all(path).map_err(|e| match e.kind() {
            ErrorKind::AlreadyExists => {
                Error::in_folder("make the folder", path, path, ErrorKind::NotADirectory.into())
            }
            _ => Error::io("make the folder", path, e),
        })?;
        let root = fs::canonicalize(path).map_err(|e| Error::io("open", path, e))?;
        Ok(Self { path: path.into(), root })
    }

    /// The folder as it is, for a look at what stands there; `None` where there is none.
    pub fn find(path: &Path) -> Result<Option<Self>, Error> {
        match fs::canonicalize(path) {
            Ok(root) => Ok(Some(Self { path: path.into(), root })),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
            Err(e) => Err(Error::io("open", path, e)),
        }
    }

    /// Writes `name` (a relative path without `..`; folders in it are made) and returns its path.
    ///
    /// # Errors
    /// `Outside`, `Foreign`, `EditedByHand` (the latter two not with `force`): then nothing was written.
    pub fn write(
        &self,
        name: &str,
        content: &str,
        force: bool,
        judge: impl FnOnce(&str) -> Existing,
    ) -> Result<(PathBuf, Written), Error> {
        let path = self.path.join(name);
        let target = self.target(name, true)?;
        let Some(meta) = there(&target, &path)? else {
            replace(&target, &path, content.as_bytes())?;
            return Ok((path, Written::Created));
        };
        if !meta.is_file() {
            return Err(Error::NotAFile { path, what: kind(&meta) });
        }
        // What is not text, or is huge, is no export of ours.
        let old = load::bytes(&target, LIMIT).ok().and_then(|b| String::from_utf8(b).ok());
        if old.as_deref() == Some(content) {
            return Ok((path, Written::Unchanged));
        }
        match old.as_deref().map_or(Existing::Foreign, judge) {
            Existing::Foreign if !force => return Err(Error::Foreign { path }),
            Existing::EditedByHand if !force => return Err(Error::EditedByHand { path }),
            _ => {}
        }
        replace(&target, &path, content.as_bytes())?;
        Ok((path, Written::Replaced))
    }

    /// What stands under `name`; `None` where there is nothing.
    pub fn read(&self, name: &str) -> Result<Option<String>, Error> {
        let target = match self.target(name, false) {
            Err(e) if e.is_missing() => return Ok(None),
            other => other?,
        };
        let path = self.path.join(name);
        match there(&target, &path)? {
            None => Ok(None),
            // Through `load`, so that what cannot be compared is an error with a line and a column.
            Some(_) => load::read(&target).map(|t| Some(if t.bom { format!("\u{feff}{}", t.body) } else { t.body })),
        }
    }

    /// The file behind all links, proved to be below the root at every step.
    fn target(&self, name: &str, make: bool) -> Result<PathBuf, Error> {
        let outside = || Error::Outside { path: self.path.join(name), root: self.path.clone() };
        let mut parts: Vec<_> = Path::new(name).components().collect();
        let plain = parts.iter().all(|c| matches!(c, Component::Normal(_)));
        let (true, Some(last)) = (plain, parts.pop()) else { return Err(outside()) };
        let mut dir = self.root.clone();
        for part in parts {
            let next = dir.join(part);
            if make && next.symlink_metadata().is_err() {
                fs::create_dir(&next).map_err(|e| Error::in_folder("make the folder", &next, &dir, e))?;
            }
            dir = fs::canonicalize(&next).map_err(|e| Error::io("open", &next, e))?;
            if !dir.starts_with(&self.root) {
                return Err(outside());
            }
        }
        let target = resolve(&dir.join(last))?;
        if target.starts_with(&self.root) { Ok(target) } else { Err(outside()) }
    }
}

fn there(target: &Path, path: &Path) -> Result<Option<fs::Metadata>, Error> {
    match fs::symlink_metadata(target) {
        Ok(meta) => Ok(Some(meta)),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io("read", path, e)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(text: &str) -> Existing {
        match text {
            t if t.starts_with("ours") => Existing::Ours,
            t if t.starts_with("edited") => Existing::EditedByHand,
            _ => Existing::Foreign,
        }
    }

    #[test]
    fn own_files_are_replaced_others_are_not() {
        let dir = tempfile::tempdir().unwrap();
        let out = OutDir::make(&dir.path().join("docs/deep")).unwrap();
        let put = |text: &str, force| out.write("a/b.md", text, force, ours).map(|(_, w)| w);
        assert_eq!(put("ours 1", false).unwrap(), Written::Created);
        assert_eq!(put("ours 1", false).unwrap(), Written::Unchanged);
        assert_eq!(put("ours 2", false).unwrap(), Written::Replaced);
        for (text, want) in [("edited", "edited by hand"), ("theirs", "not written by dsbench")] {
            fs::write(out.path.join("a/b.md"), text).unwrap();
            let e = put("ours 3", false).unwrap_err();
            assert!(e.to_string().contains(want) && e.hint().contains("--force"), "{e}");
            assert_eq!(out.read("a/b.md").unwrap().as_deref(), Some(text));
            assert_eq!(put("ours 3", true).unwrap(), Written::Replaced);
        }
        fs::write(out.path.join("a/b.md"), [0xff, 0xfe]).unwrap();
        assert!(matches!(put("ours 4", false), Err(Error::Foreign { .. })));
    }

    #[test]
    fn names_that_climb_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let out = OutDir::make(&dir.path().join("out")).unwrap();
        for name in ["../x.md", "/tmp/x.md", "a/../../x.md", "", "."] {
            let e = out.write(name, "x", true, ours).unwrap_err();
            assert!(matches!(e, Error::Outside { .. }), "{name:?}: {e}");
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_out_are_refused_even_with_force() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let out = OutDir::make(&dir.path().join("out")).unwrap();
        let away = dir.path().join("away");
        fs::create_dir(&away).unwrap();
        fs::write(away.join("there.md"), "theirs").unwrap();
        symlink(&away, out.path.join("folder")).unwrap();
        symlink(away.join("there.md"), out.path.join("file.md")).unwrap();
        symlink(away.join("new.md"), out.path.join("dangling.md")).unwrap();
        for name in ["folder/x.md", "folder/deep/x.md", "file.md", "dangling.md"] {
            let e = out.write(name, "x", true, ours).unwrap_err();
            assert!(matches!(e, Error::Outside { .. }), "{name}: {e}");
        }
        assert_eq!(fs::read_dir(&away).unwrap().count(), 1);
        assert_eq!(fs::read_to_string(away.join("there.md")).unwrap(), "theirs");
    }

    #[test]
    fn what_is_not_there_reads_as_nothing_and_is_not_made() {
        let dir = tempfile::tempdir().unwrap();
        assert!(OutDir::find(&dir.path().join("no")).unwrap().is_none());
        let out = OutDir::find(dir.path()).unwrap().unwrap();
        assert_eq!(out.read("deep/x.md").unwrap(), None);
        assert!(!dir.path().join("deep").exists());
    }
}
