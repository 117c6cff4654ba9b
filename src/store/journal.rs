//! Accepted edits, written down before the next frame, so that a kill loses none. Reading them back is `recovery`.
//!
//! One JSON object a line: a header (format, file, hash of the text the edits start from), then `{"n":1,"edit":...}`
//! in order, and `{"n":7,"saving":HASH}` just before a save, so that a kill between the rename and the removal of the
//! journal is told from work that was not saved. The file exists only while there are unsaved edits. An edit is the
//! caller's JSON: nothing here looks into it.

use std::fs::{self, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::dirs::Dirs;
use super::error::{Error, JOURNAL};
use super::identity::Identity;
use super::lock::Locked;
use super::recovery::Found;
use super::syncer::Syncer;

/// Number of the format; a higher one is left alone.
pub(crate) const FORMAT: u64 = 1;
/// Bytes of unsaved edits after which the journal asks for a save.
pub const LIMIT: u64 = 64 << 20;
/// Journals of one file: one for each session that was killed or still runs.
const SLOTS: usize = 99;

/// The journal of one session on one file.
#[derive(Debug)]
pub struct Journal {
    dirs: Dirs,
    home: Identity,
    /// Header and every line since the base: kept, so that a full disk or a removed folder loses nothing that this
    /// process still knows.
    log: Vec<u8>,
    /// How much of `log` stands in the file.
    written: usize,
    entries: u64,
    full: bool,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    path: PathBuf,
    file: Locked,
    syncer: Syncer,
}

impl Journal {
    /// `base` is the hash of the text the edits start from, `None` where the file does not exist yet. Writes nothing.
    pub fn new(dirs: &Dirs, home: &Identity, base: Option<&str>) -> Self {
        let (dirs, home, log) = (dirs.clone(), home.clone(), header(home, base));
        Self { dirs, home, log, written: 0, entries: 0, full: false, open: None }
    }

    /// Hands one edit to the operating system before it returns: from then on a kill does not lose it. The worker
    /// makes it survive a power cut as well, within the time of two syncs.
    ///
    /// # Errors
    /// The edit is not in the file, but is kept and written with the next one; tell the user once and go on.
    pub fn append(&mut self, edit: &Value) -> Result<(), Error> {
        self.push("edit", edit)
    }

    /// Says that a text with this hash is about to be written to the file.
    pub fn saving(&mut self, hash: &str) -> Result<(), Error> {
        if self.entries == 0 { Ok(()) } else { self.push("saving", &json!(hash)) }
    }

    /// Forgets the edits, which are in the file now, or are not wanted any more; the next start from `base`.
    pub fn reset(&mut self, base: Option<&str>) -> Result<(), Error> {
        self.log = header(&self.home, base);
        (self.written, self.entries, self.full) = (0, 0, false);
        let Some(open) = self.open.take() else { return Ok(()) };
        remove(&open.path)
    }

    /// Takes over what a killed session left, then removes what it left.
    ///
    /// # Errors
    /// The other journal stays; its edits are in this one as well, in memory at least.
    pub fn adopt(&mut self, found: Found) -> Result<(), Error> {
        for edit in &found.edits {
            // A failure in the middle is made good by the next try, the last of which counts.
            let _ = self.append(edit);
        }
        self.settle()?;
        self.flush()?;
        found.retire()
    }

    /// True while there is nothing that a kill could lose.
    pub fn is_empty(&self) -> bool {
        self.entries == 0
    }

    /// Waits until everything is durable.
    pub fn flush(&mut self) -> Result<(), Error> {
        self.settle()?;
        match &self.open {
            Some(open) => open.syncer.flush().map_err(|e| Error::io(JOURNAL, &open.path, e)),
            None => Ok(()),
        }
    }

    /// A failure of the worker since the last call.
    pub fn trouble(&self) -> Option<Error> {
        let open = self.open.as_ref()?;
        open.syncer.trouble().map(|e| Error::io(JOURNAL, &open.path, e))
    }

    /// Where the journal stands, while it exists.
    pub fn path(&self) -> Option<&Path> {
        self.open.as_ref().map(|o| o.path.as_path())
    }

    fn push(&mut self, what: &str, value: &Value) -> Result<(), Error> {
        let line = format!("{}\n", json!({ "n": self.entries + 1, what: value }));
        // Once an edit did not fit none may follow: a journal with a gap would replay to something nobody had.
        self.full |= (self.log.len() + line.len()) as u64 > LIMIT;
        if self.full {
            return Err(Error::JournalFull { path: self.home.path.clone(), limit: LIMIT });
        }
        self.entries += 1;
        self.log.extend_from_slice(line.as_bytes());
        self.settle()
    }

    /// Brings the file up to `log`, making it, or making it again, where it is not there.
    fn settle(&mut self) -> Result<(), Error> {
        if self.entries == 0 {
            return Ok(());
        }
        if self.open.as_ref().is_some_and(|o| !o.path.exists()) {
            self.open = None;
        }
        let open = if let Some(open) = self.open.take() {
            open
        } else {
            self.written = 0;
            claim(&self.dirs, &self.home)?
        };
        let mut file = &open.file.0;
        if let Err(e) = file.write_all(&self.log[self.written..]) {
            let e = Error::io(JOURNAL, &open.path, e);
            // Half a line must not stand before the next. Where it cannot be cut off, the next try makes a new file.
            if file.set_len(self.written as u64).is_ok() {
                self.open = Some(open);
            } else {
                remove(&open.path)?;
            }
            return Err(e);
        }
        self.written = self.log.len();
        open.syncer.poke();
        self.open = Some(open);
        Ok(())
    }
}

fn header(home: &Identity, base: Option<&str>) -> Vec<u8> {
    let file = home.path.to_string_lossy();
    format!("{}\n", json!({ "dsbench_journal": FORMAT, "file": file, "base": base })).into_bytes()
}

/// A new file that no other session has, locked for as long as this one lives: what is not locked was left behind.
fn claim(dirs: &Dirs, home: &Identity) -> Result<Open, Error> {
    let dir = dirs.ensure("journal")?;
    let mut options = OpenOptions::new();
    options.append(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut path = dir.clone();
    for slot in 1..=SLOTS {
        path = dir.join(format!("{}.{slot}.jsonl", home.key));
        let file = match options.open(&path) {
            Ok(file) => file,
            Err(e) if e.kind() == ErrorKind::AlreadyExists => continue,
            Err(e) => return Err(Error::in_folder(JOURNAL, &path, &dir, e)),
        };
        // Between the two calls a session that looks for leftovers may have found it empty and removed it.
        if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) || !path.exists() {
            continue;
        }
        let syncer = Syncer::start(&file, dir).map_err(|e| Error::io(JOURNAL, &path, e))?;
        return Ok(Open { path, file: Locked(file), syncer });
    }
    Err(Error::Exists { path })
}

/// Removes a journal; one that is gone already is as good.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(Error::io("remove the journal", path, e)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::recovery;

    fn world() -> (tempfile::TempDir, Dirs, Identity) {
        let dir = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(dir.path());
        let home = Identity::of(&dir.path().join("a.brief.toml")).unwrap();
        (dir, dirs, home)
    }

    fn left(dirs: &Dirs, home: &Identity) -> Vec<Value> {
        let mut found = recovery::find(dirs, home, None).found;
        assert!(found.len() <= 1, "one session left {} journals", found.len());
        found.pop().map_or(Vec::new(), |f| f.edits.clone())
    }

    #[test]
    fn nothing_is_written_before_the_first_edit_and_nothing_stays_after_a_save() {
        let (_dir, dirs, home) = world();
        let mut j = Journal::new(&dirs, &home, None);
        assert!(!dirs.state.exists());
        j.append(&json!({"set": 1})).unwrap();
        let path = j.path().unwrap().to_path_buf();
        assert!(path.exists() && !j.is_empty());
        j.reset(Some("h")).unwrap();
        assert!(!path.exists() && j.is_empty());
    }

    #[test]
    fn a_removed_state_folder_costs_nothing() {
        let (_dir, dirs, home) = world();
        let mut j = Journal::new(&dirs, &home, None);
        j.append(&json!(1)).unwrap();
        fs::remove_dir_all(&dirs.state).unwrap();
        j.append(&json!(2)).unwrap();
        drop(j);
        assert_eq!(left(&dirs, &home), [json!(1), json!(2)]);
    }

    #[test]
    fn an_edit_that_did_not_fit_on_the_disk_is_written_with_the_next() {
        let (_dir, dirs, home) = world();
        // A file where the folder should be: no journal can be made.
        fs::create_dir_all(&dirs.state).unwrap();
        fs::write(dirs.state.join("journal"), "").unwrap();
        let mut j = Journal::new(&dirs, &home, None);
        let e = j.append(&json!(1)).unwrap_err();
        assert!(e.to_string().contains("journal"), "{e}");
        fs::remove_file(dirs.state.join("journal")).unwrap();
        j.append(&json!(2)).unwrap();
        drop(j);
        assert_eq!(left(&dirs, &home), [json!(1), json!(2)]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_named_and_the_edit_is_kept() {
        let (_dir, dirs, home) = world();
        let mut j = Journal::new(&dirs, &home, None);
        // The name is that of an ordinary file: it is removed when it fails.
        let full = OpenOptions::new().append(true).open("/dev/full").unwrap();
        let path = dirs.ensure("journal").unwrap().join("full.1.jsonl");
        fs::write(&path, "").unwrap();
        let syncer = Syncer::start(&full, dirs.state.clone()).unwrap();
        j.open = Some(Open { path, file: Locked(full), syncer });
        let e = j.append(&json!("kept")).unwrap_err();
        assert!(e.to_string().contains("the disk is full"), "{e}");
        assert!(e.hint().contains("free some space"), "{}", e.hint());
        j.flush().unwrap();
        drop(j);
        assert_eq!(left(&dirs, &home), [json!("kept")]);
    }

    #[test]
    fn after_one_edit_too_many_no_smaller_one_slips_in() {
        let (_dir, dirs, home) = world();
        let mut j = Journal::new(&dirs, &home, None);
        j.append(&json!(1)).unwrap();
        let huge = Value::String("x".repeat(LIMIT as usize));
        assert!(matches!(j.append(&huge), Err(Error::JournalFull { .. })));
        assert!(matches!(j.append(&json!(2)), Err(Error::JournalFull { .. })));
        j.reset(None).unwrap();
        j.append(&json!(3)).unwrap();
    }
}
