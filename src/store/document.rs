//! One open brief: its text as read, its lock, its journal, and the order in which they are touched on a save.
//! Knows nothing of what the text or an edit means.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::atomic::{replace, sweep};
use super::dirs::Dirs;
use super::error::Error;
use super::identity::{Identity, sha256};
use super::journal::Journal;
use super::load::Text;
use super::lock::{self, Held, Holder, Lock};
use super::recovery::{self, Found};
use super::watch::{Change, Stamp};
use super::write_new::create_new;

/// A brief that a session works on. Dropping it without `close` leaves the journal, as a kill would.
#[derive(Debug)]
pub struct Document {
    /// As the user named it.
    pub path: PathBuf,
    /// As last read or saved; empty where the file does not exist yet.
    pub text: Text,
    dirs: Dirs,
    home: Identity,
    stamp: Stamp,
    lock: Option<Held>,
    journal: Journal,
    /// What went wrong after a save that was a success all the same.
    late: Option<Error>,
}

/// An open document and what the user must be told about it.
#[derive(Debug)]
pub struct Opened {
    pub document: Document,
    /// False where the file does not exist yet: it is made by the first save.
    pub exists: bool,
    /// Unsaved work of sessions that did not end well.
    pub found: Vec<Found>,
    /// Another session that has the file open.
    pub other: Option<Holder>,
    /// What will not work in this session, though the session does: no lock, no journal.
    pub trouble: Vec<Error>,
}

impl Document {
    /// Reads the file, takes its lock if it is free, looks for unsaved work. Changes nothing but the lock.
    pub fn open(dirs: &Dirs, path: &Path) -> Result<Opened, Error> {
        let home = Identity::of(path)?;
        let (text, stamp) = Stamp::read(&home.path)?;
        let exists = text.is_some();
        let base = text.as_ref().map(|t| t.hash.clone());
        let recovery = recovery::find(dirs, &home, base.as_deref());
        let (mut lock, mut other, mut trouble) = (None, None, recovery.trouble);
        match lock::acquire(dirs, &home) {
            Ok(Lock::Held(held)) => lock = Some(held),
            Ok(Lock::Taken(holder)) => other = Some(holder),
            Err(e) => trouble.push(e),
        }
        if lock.is_some() {
            sweep(&home.path);
        }
        let journal = Journal::new(dirs, &home, base.as_deref());
        let text = text.unwrap_or_default();
        let document = Self { path: path.into(), text, dirs: dirs.clone(), home, stamp, lock, journal, late: None };
        Ok(Opened { document, exists, found: recovery.found, other, trouble })
    }

    /// Writes an accepted edit to the journal; call it before the next frame.
    ///
    /// # Errors
    /// The edit is kept in memory and written with the next one.
    pub fn accept(&mut self, edit: &Value) -> Result<(), Error> {
        self.journal.append(edit)
    }

    /// Makes found work part of this session's journal. The caller applies `found.edits` first; of several, in the
    /// order in which they are handed over here.
    pub fn recover(&mut self, found: Found) -> Result<(), Error> {
        self.journal.adopt(found)
    }

    /// Saves `body` with the file's own line ends. With `over` also where another program has changed the file.
    ///
    /// # Errors
    /// `Error::Changed` when it has; after any error the file and the journal are as they were.
    pub fn save(&mut self, body: &str, over: bool) -> Result<(), Error> {
        if !over && matches!(self.check()?, Change::Changed | Change::Appeared) {
            return Err(Error::Changed { path: self.path.clone() });
        }
        let bytes = self.text.encode(body);
        let hash = sha256(&bytes);
        // A journal that cannot be written must not keep the work from being saved.
        let _ = self.journal.saving(&hash);
        replace(&self.home.path, &self.path, &bytes)?;
        self.saved(body, hash);
        Ok(())
    }

    /// Saves under another name and goes on there. The old file stays as it was last saved. Returns another session
    /// that has the new file open.
    ///
    /// # Errors
    /// `Error::Exists` unless `force`; after any error the session goes on with the old file.
    pub fn save_as(&mut self, path: &Path, body: &str, force: bool) -> Result<Option<Holder>, Error> {
        let home = Identity::of(path)?;
        if force && home == self.home {
            return self.save(body, true).map(|()| None);
        }
        let bytes = self.text.encode(body);
        create_new(path, &bytes, force)?;
        let (lock, other) = match lock::acquire(&self.dirs, &home) {
            Ok(Lock::Held(held)) => (Some(held), None),
            Ok(Lock::Taken(holder)) => (None, Some(holder)),
            Err(_) => (None, None),
        };
        let hash = sha256(&bytes);
        let mut old = std::mem::replace(&mut self.journal, Journal::new(&self.dirs, &home, Some(&hash)));
        (self.path, self.home, self.lock) = (path.into(), home, lock);
        self.saved(body, hash);
        self.late = old.reset(None).err();
        Ok(other)
    }

    fn saved(&mut self, body: &str, hash: String) {
        self.stamp = Stamp::written(&self.home.path, &hash);
        self.text = Text { body: body.into(), hash, ..std::mem::take(&mut self.text) };
        // A journal that stays is told from unsaved work by its last line, so the save is not called a failure.
        self.late = self.journal.reset(Some(&self.text.hash)).err();
    }

    /// Whether another program has changed the file since it was read or saved.
    pub fn check(&mut self) -> Result<Change, Error> {
        self.stamp.check(&self.home.path)
    }

    /// What the file holds now, without taking it over: for showing the difference.
    pub fn theirs(&self) -> Result<Text, Error> {
        super::load::read(&self.home.path)
    }

    /// Takes over what the file holds now and forgets this session's unsaved edits.
    pub fn reload(&mut self) -> Result<&Text, Error> {
        let (text, stamp) = Stamp::read(&self.home.path)?;
        let base = text.as_ref().map(|t| t.hash.clone());
        (self.text, self.stamp) = (text.unwrap_or_default(), stamp);
        self.journal.reset(base.as_deref())?;
        Ok(&self.text)
    }

    /// Waits until every accepted edit is durable; for a signal handler or before handing the terminal away.
    pub fn flush(&mut self) -> Result<(), Error> {
        self.journal.flush()
    }

    /// What went wrong with the journal, and stopped nothing, since the last call.
    pub fn trouble(&mut self) -> Option<Error> {
        self.late.take().or_else(|| self.journal.trouble())
    }

    /// True while there are accepted edits that the file does not hold.
    pub fn has_unsaved_edits(&self) -> bool {
        !self.journal.is_empty()
    }

    /// True when this session holds the file's lock.
    pub fn is_locked(&self) -> bool {
        self.lock.is_some()
    }

    /// The end of a session that saved, or that was told to discard: removes the journal, frees the lock.
    pub fn close(mut self) -> Result<(), Error> {
        self.journal.reset(None)
    }
}
