//! The briefs opened last, for the start screen.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::dirs::Dirs;
use super::error::Error;
use super::state_file::{load, save};

const NAME: &str = "recent.json";
/// How many are remembered.
pub const MOST: usize = 20;

/// A brief that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Canonical.
    pub path: PathBuf,
    /// Seconds since 1970-01-01 UTC.
    pub opened: u64,
}

impl Recent {
    /// False when it was moved, deleted, or is on a disk that is not there now.
    pub fn exists(&self) -> bool {
        self.path.is_file()
    }
}

#[derive(Default, Serialize, Deserialize)]
struct File {
    files: Vec<Recent>,
}

/// Newest first, at most `MOST`; the error says why an existing list could not be read.
pub fn list(dirs: &Dirs) -> (Vec<Recent>, Option<Error>) {
    let (mut file, trouble): (File, _) = load(dirs, NAME);
    file.files.truncate(MOST);
    (file.files, trouble)
}

/// Puts `path` (canonical) first.
pub fn remember(dirs: &Dirs, path: &Path) -> Result<(), Error> {
    let opened = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.as_secs());
    change(dirs, path, Some(Recent { path: path.into(), opened }))
}

/// Takes `path` off the list.
pub fn forget(dirs: &Dirs, path: &Path) -> Result<(), Error> {
    change(dirs, path, None)
}

fn change(dirs: &Dirs, path: &Path, first: Option<Recent>) -> Result<(), Error> {
    let (old, _) = list(dirs);
    let rest = old.into_iter().filter(|r| r.path != path);
    let files = first.into_iter().chain(rest).take(MOST).collect();
    save(dirs, NAME, &File { files })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_is_first_once_and_the_oldest_falls_off() {
        let dir = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(dir.path());
        for i in (0..MOST + 5).chain([7]) {
            remember(&dirs, &dir.path().join(i.to_string())).unwrap();
        }
        let (all, trouble) = list(&dirs);
        assert!(trouble.is_none());
        let names: Vec<_> = all.iter().map(|r| r.path.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!((names.len(), names[0], names[1]), (MOST, "7", "24"));
        assert_eq!(names.iter().filter(|n| **n == "7").count(), 1);
        forget(&dirs, &dir.path().join("7")).unwrap();
        assert_eq!(list(&dirs).0.len(), MOST - 1);
    }

    #[test]
    fn a_broken_list_is_reported_and_counts_as_empty() {
        let dir = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(dir.path());
        std::fs::create_dir_all(&dirs.state).unwrap();
        std::fs::write(dirs.state.join(NAME), "{").unwrap();
        let (all, trouble) = list(&dirs);
        assert!(all.is_empty());
        assert!(trouble.unwrap().to_string().contains(NAME));
    }
}
