//! Seeing that another program has changed a file, by looking when asked: no watcher thread, no idle work.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::error::Error;
use super::identity::sha256;
use super::load::{self, Text};

/// The coarsest clock of a common file system (FAT): within it, one time may stand for two writes.
const CLOCK: Duration = Duration::from_secs(2);

/// What a file was like when it was read or written; the default is "it did not exist".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamp {
    seen: Option<Seen>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    len: u64,
    modified: Option<SystemTime>,
    inode: u64,
    looked: SystemTime,
    hash: String,
}

/// What happened to a file since its stamp was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The content is the same; it may have been touched or written again.
    Same,
    Changed,
    Gone,
    /// It did not exist and does now.
    Appeared,
}

impl Stamp {
    /// Reads a file and remembers what it was like; `None` where it does not exist.
    pub fn read(path: &Path) -> Result<(Option<Text>, Self), Error> {
        // Looked at before reading: a write in between is then seen the next time.
        let Some(meta) = look(path)? else { return Ok((None, Self::default())) };
        let text = load::read(path)?;
        let stamp = Self { seen: Some(Seen::new(&meta, text.hash.clone())) };
        Ok((Some(text), stamp))
    }

    /// For a file that was just written; `hash` is that of what was written. Where it cannot be looked at, the next
    /// check reads it.
    pub(crate) fn written(path: &Path, hash: &str) -> Self {
        let unknown = Seen { len: 0, modified: None, inode: 0, looked: SystemTime::now(), hash: String::new() };
        let seen = look(path).ok().flatten().map_or(unknown, |meta| Seen::new(&meta, String::new()));
        Self { seen: Some(Seen { hash: hash.into(), ..seen }) }
    }

    /// Compares with the file as it is now: one `stat` where size and times tell, else a read of the content.
    pub fn check(&mut self, path: &Path) -> Result<Change, Error> {
        let (seen, meta) = match (&mut self.seen, look(path)?) {
            (None, None) => return Ok(Change::Same),
            (None, Some(_)) => return Ok(Change::Appeared),
            (Some(_), None) => return Ok(Change::Gone),
            (Some(seen), Some(meta)) => (seen, meta),
        };
        let now = Seen::new(&meta, String::new());
        if seen.settled() && (seen.len, seen.modified, seen.inode) == (now.len, now.modified, now.inode) {
            return Ok(Change::Same);
        }
        if meta.len() > load::LIMIT || sha256(&load::bytes(path, load::LIMIT)?) != seen.hash {
            return Ok(Change::Changed);
        }
        *seen = Seen { hash: std::mem::take(&mut seen.hash), ..now };
        Ok(Change::Same)
    }
}

impl Seen {
    fn new(meta: &Metadata, hash: String) -> Self {
        let (len, modified, looked) = (meta.len(), meta.modified().ok(), SystemTime::now());
        Self { len, modified, inode: inode(meta), looked, hash }
    }

    /// Whether a later write must have given the file another time than the one seen.
    fn settled(&self) -> bool {
        self.modified.is_some_and(|m| self.looked.duration_since(m).is_ok_and(|d| d > CLOCK))
    }
}

fn look(path: &Path) -> Result<Option<Metadata>, Error> {
    match fs::metadata(path) {
        Ok(meta) => Ok(Some(meta)),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io("read", path, e)),
    }
}

#[cfg(unix)]
fn inode(meta: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn inode(_meta: &Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    #[test]
    fn every_way_to_change_a_file_is_seen_and_a_touch_is_not_a_change() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        let (text, mut none) = Stamp::read(&path).unwrap();
        assert!(text.is_none());
        assert_eq!(none.check(&path).unwrap(), Change::Same);
        fs::write(&path, "one").unwrap();
        assert_eq!(none.check(&path).unwrap(), Change::Appeared);

        let (_, mut stamp) = Stamp::read(&path).unwrap();
        fs::write(&path, "two").unwrap(); // same length, perhaps the same tick of the clock
        assert_eq!(stamp.check(&path).unwrap(), Change::Changed);
        fs::write(&path, "one").unwrap();
        assert_eq!(stamp.check(&path).unwrap(), Change::Same);
        fs::remove_file(&path).unwrap();
        assert_eq!(stamp.check(&path).unwrap(), Change::Gone);
    }

    #[test]
    fn a_settled_file_is_not_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        let past = SystemTime::now() - Duration::from_secs(60);
        let put = |text: &str| {
            fs::write(&path, text).unwrap();
            File::options().write(true).open(&path).unwrap().set_modified(past).unwrap();
        };
        put("one");
        let (_, mut stamp) = Stamp::read(&path).unwrap();
        // The one change that a stat cannot see shows that nothing but a stat was done.
        put("two");
        assert_eq!(stamp.check(&path).unwrap(), Change::Same);
    }
}
