//! Telling that another session has the same brief open. The lock is on a side file: saving by rename gives the brief
//! a new inode, and a lock on the old one would guard nothing. Advisory: other editors are seen by `watch`.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::dirs::Dirs;
use super::error::{Error, LOCK};
use super::identity::Identity;

/// A locked file that is unlocked in so many words when dropped. Closing alone would leave it locked for as long as a
/// child process that was just forked still has its copy of the handle.
#[derive(Debug)]
pub(crate) struct Locked(pub(crate) File);

impl Drop for Locked {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

/// The lock of one brief. The operating system frees it when the process goes.
#[derive(Debug)]
pub struct Held {
    _file: Locked,
}

/// Who holds a lock, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Process id; `None` in the moment between locking and writing it down.
    pub pid: Option<u32>,
    pub file: PathBuf,
}

impl Holder {
    /// One line for the screen.
    pub fn words(&self) -> String {
        let who = self.pid.map_or("another session".into(), |pid| format!("another session (process {pid})"));
        format!("{who} has {} open", super::error::shown(&self.file))
    }
}

/// The answer to `acquire`.
#[derive(Debug)]
pub enum Lock {
    Held(Held),
    Taken(Holder),
}

/// Tries to lock; never waits.
///
/// # Errors
/// The state folder cannot be written, or its file system knows no locks: then nobody can tell, and the caller says so.
pub fn acquire(dirs: &Dirs, file: &Identity) -> Result<Lock, Error> {
    let path = dirs.ensure("lock")?.join(format!("{}.lock", file.key));
    let mut side = open(&path).map_err(|e| Error::io(LOCK, &path, e))?;
    match side.try_lock() {
        Ok(()) => {
            // The number is a courtesy to the other session: without it the lock still holds.
            let _ = side.set_len(0).and_then(|()| writeln!(side, "{}", std::process::id()));
            Ok(Lock::Held(Held { _file: Locked(side) }))
        }
        Err(TryLockError::WouldBlock) => Ok(Lock::Taken(Holder { pid: pid(&mut side), file: file.path.clone() })),
        Err(TryLockError::Error(e)) => Err(Error::io(LOCK, &path, e)),
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

fn pid(side: &mut File) -> Option<u32> {
    let mut text = String::new();
    side.seek(SeekFrom::Start(0)).ok()?;
    side.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_session_learns_who_the_first_is() {
        let dir = tempfile::tempdir().unwrap();
        let dirs = Dirs::below(dir.path());
        let file = Identity::of(&dir.path().join("a.brief.toml")).unwrap();
        let first = acquire(&dirs, &file).unwrap();
        assert!(matches!(first, Lock::Held(_)));
        let Lock::Taken(who) = acquire(&dirs, &file).unwrap() else { panic!("two sessions hold one lock") };
        assert_eq!(who.pid, Some(std::process::id()));
        assert!(who.words().contains("a.brief.toml open"), "{}", who.words());
        drop(first);
        assert!(matches!(acquire(&dirs, &file).unwrap(), Lock::Held(_)), "the lock outlived its holder");
    }
}
