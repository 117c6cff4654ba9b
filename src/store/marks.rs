//! What this user has read and been shown: must-read pages, hints. Not part of any brief.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::dirs::Dirs;
use super::error::Error;
use super::state_file::{load, save};

const NAME: &str = "read.json";

/// Ids of pages and hints; the caller decides what an id is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    pub pages_read: BTreeSet<String>,
    pub hints_seen: BTreeSet<String>,
}

impl Marks {
    /// The error says why existing marks could not be read.
    pub fn load(dirs: &Dirs) -> (Self, Option<Error>) {
        load(dirs, NAME)
    }

    pub fn save(&self, dirs: &Dirs) -> Result<(), Error> {
        save(dirs, NAME, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_back() {
        let dir = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(dir.path());
        assert_eq!(Marks::load(&dirs).0, Marks::default());
        let mut marks = Marks::default();
        marks.pages_read.insert("quorums".into());
        marks.save(&dirs).unwrap();
        assert_eq!(Marks::load(&dirs).0, marks);
    }
}
