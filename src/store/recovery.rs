//! Finding and reading the journals that killed sessions left behind. A last line that was torn in the middle is
//! expected; nothing after a line that cannot be read is used, because edits build on each other.

use std::fs::{self, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde_json::Value;

use super::dirs::Dirs;
use super::error::Error;
use super::identity::{Identity, sha256};
use super::journal::{FORMAT, LIMIT, remove};
use super::load;
use super::lock::Locked;

/// Whether the edits start from what the file holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They do: applying them gives what the session had.
    Applies,
    /// The file has been changed since: applying them may fail or surprise.
    FileChanged,
    /// The file was there and is not any more.
    FileGone,
}

/// Unsaved work of a session that did not end well. Held locked, so that only one session takes it.
#[derive(Debug)]
pub struct Found {
    /// The file that the edits are for.
    pub file: PathBuf,
    /// When the last edit was written.
    pub when: SystemTime,
    pub standing: Standing,
    /// The edits that are not in the file, oldest first; never empty.
    pub edits: Vec<Value>,
    /// True when the end could not be read: after a kill that is the one edit that was being written.
    pub torn: bool,
    hole: bool,
    path: PathBuf,
    _lock: Locked,
}

impl Found {
    /// The user does not want it: removes it.
    pub fn discard(self) -> Result<(), Error> {
        remove(&self.path)
    }

    /// The edits stand in another journal now. One with a hole is put aside rather than removed: somebody may be able
    /// to read more in it than this program does.
    pub(crate) fn retire(self) -> Result<(), Error> {
        if !self.hole {
            return self.discard();
        }
        let aside = self.path.with_extension("damaged");
        fs::rename(&self.path, &aside).map_err(|e| Error::io("put aside the journal", &self.path, e))
    }
}

/// What was found, and what could not be read.
#[derive(Debug, Default)]
pub struct Recovery {
    pub found: Vec<Found>,
    pub trouble: Vec<Error>,
}

/// What was left for one file; `current` is the hash of what it holds now, `None` where it does not exist.
pub fn find(dirs: &Dirs, home: &Identity, current: Option<&str>) -> Recovery {
    gather(dirs, &home.key, |_| current.map(str::to_string))
}

/// What was left for any file, newest first.
pub fn list(dirs: &Dirs) -> Recovery {
    let mut all = gather(dirs, "", |file| load::bytes(file, load::LIMIT).ok().map(|b| sha256(&b)));
    all.found.sort_by_key(|f| std::cmp::Reverse(f.when));
    all
}

fn gather(dirs: &Dirs, start: &str, current: impl Fn(&Path) -> Option<String>) -> Recovery {
    let mut out = Recovery::default();
    // No folder: no journal was ever written.
    let Ok(entries) = fs::read_dir(dirs.state.join("journal")) else { return out };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(start) && name.ends_with(".jsonl") {
            match examine(&path, &current) {
                Ok(found) => out.found.extend(found),
                Err(e) => out.trouble.push(e),
            }
        }
    }
    out
}

/// `None` for a journal in use and for one that holds nothing unsaved, which is removed.
fn examine(path: &Path, current: &impl Fn(&Path) -> Option<String>) -> Result<Option<Found>, Error> {
    let file = OpenOptions::new().append(true).open(path).map_err(|e| Error::io("read the journal", path, e))?;
    let lock = match file.try_lock() {
        Ok(()) => Locked(file),
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(e)) => return Err(Error::io("lock the journal", path, e)),
    };
    if !path.exists() {
        return Ok(None);
    }
    // The header is not counted in the limit, and one line may have been half written.
    let bytes = load::bytes(path, 2 * LIMIT)?;
    let Some(log) = parse(&bytes).map_err(|why| Error::Broken { path: path.into(), why })? else {
        remove(path)?;
        return Ok(None);
    };
    let (standing, edits) = unsaved(&log, current(&log.file).as_deref());
    if edits.is_empty() && log.hole {
        return Err(Error::Broken { path: path.into(), why: format!("line {} cannot be read", log.entries.len() + 2) });
    }
    if edits.is_empty() {
        remove(path)?;
        return Ok(None);
    }
    let when = lock.0.metadata().and_then(|m| m.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let Log { file, torn, hole, .. } = log;
    Ok(Some(Found { file, when, standing, edits, torn, hole, path: path.into(), _lock: lock }))
}

#[derive(Debug, PartialEq)]
enum Entry {
    Edit(Value),
    Saving(String),
}

#[derive(Debug, PartialEq)]
struct Log {
    file: PathBuf,
    base: Option<String>,
    entries: Vec<Entry>,
    /// The end could not be read,
    torn: bool,
    /// and it was more than one line.
    hole: bool,
}

/// `None` when it ends within the header: then no edit was ever accepted.
fn parse(bytes: &[u8]) -> Result<Option<Log>, String> {
    let mut lines = bytes.split_inclusive(|b| *b == b'\n');
    let Some(first) = lines.next().filter(|l| l.ends_with(b"\n")) else { return Ok(None) };
    let header: Value = serde_json::from_slice(first).map_err(|_| "its first line is not the header of a journal")?;
    match header["dsbench_journal"].as_u64() {
        Some(FORMAT) => {}
        Some(n) if n > FORMAT => return Err("a newer version of dsbench wrote it".into()),
        _ => return Err("its first line is not the header of a journal".into()),
    }
    let file = header["file"].as_str().unwrap_or_default().into();
    let base = header["base"].as_str().map(str::to_string);
    let mut log = Log { file, base, entries: Vec::new(), torn: false, hole: false };
    while let Some(line) = lines.next() {
        let Some(entry) = entry(line, log.entries.len() as u64 + 1) else {
            (log.torn, log.hole) = (true, lines.next().is_some());
            break;
        };
        log.entries.push(entry);
    }
    Ok(Some(log))
}

/// Lines are JSON objects, so that a line cut anywhere, its line end excepted, is not one. Numbers guard against gaps.
fn entry(line: &[u8], n: u64) -> Option<Entry> {
    let mut value: Value = serde_json::from_slice(line).ok()?;
    let object = value.as_object_mut()?;
    if object.get("n")?.as_u64()? != n {
        return None;
    }
    if let Some(hash) = object.get("saving") {
        return Some(Entry::Saving(hash.as_str()?.into()));
    }
    object.swap_remove("edit").map(Entry::Edit)
}

/// The edits that the file does not hold: those after the save whose text it holds, else all.
fn unsaved(log: &Log, current: Option<&str>) -> (Standing, Vec<Value>) {
    let saved = log.entries.iter().rposition(|e| matches!(e, Entry::Saving(h) if Some(h.as_str()) == current));
    let from = saved.map_or(0, |i| i + 1);
    let standing = match current {
        _ if saved.is_some() || current == log.base.as_deref() => Standing::Applies,
        Some(_) => Standing::FileChanged,
        None => Standing::FileGone,
    };
    let edits = log.entries[from..].iter().filter_map(|e| match e {
        Entry::Edit(v) => Some(v.clone()),
        Entry::Saving(_) => None,
    });
    (standing, edits.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const HEADER: &str = "{\"dsbench_journal\":1,\"file\":\"/a\",\"base\":\"b0\"}\n";

    fn log(rest: &str) -> Log {
        parse(format!("{HEADER}{rest}").as_bytes()).unwrap().unwrap()
    }

    #[test]
    fn a_journal_cut_at_any_byte_gives_a_prefix_and_never_less_than_the_whole_lines() {
        let rest = "{\"n\":1,\"edit\":{\"set\":\"a\\n\"}}\n{\"n\":2,\"saving\":\"h\"}\n{\"n\":3,\"edit\":12}\n";
        let whole = log(rest);
        for cut in 0..=rest.len() {
            let part = log(&rest[..cut]);
            let lines = rest[..cut].matches('\n').count();
            assert!(part.entries.len() >= lines, "cut at {cut}: {} of {lines} lines", part.entries.len());
            assert_eq!(part.entries[..], whole.entries[..part.entries.len()], "cut at {cut}");
            let inside_a_line = !rest[..cut].is_empty() && part.entries.len() == lines && !rest[..cut].ends_with('\n');
            assert_eq!(part.torn, inside_a_line, "cut at {cut}");
        }
        for cut in 0..HEADER.len() {
            assert_eq!(parse(&HEADER.as_bytes()[..cut]), Ok(None), "cut at {cut} of the header");
        }
    }

    #[test]
    fn nothing_after_a_gap_or_a_hole_is_used() {
        assert_eq!(log("{\"n\":1,\"edit\":1}\n{\"n\":3,\"edit\":3}\n").entries, [Entry::Edit(json!(1))]);
        let hole = log("{\"n\":1,\"edit\":1}\n\0\0\0\0\n{\"n\":2,\"edit\":2}\n");
        assert_eq!((hole.entries.len(), hole.torn, hole.hole), (1, true, true));
    }

    #[test]
    fn what_the_file_holds_is_not_offered_again() {
        let l = log("{\"n\":1,\"edit\":1}\n{\"n\":2,\"saving\":\"h1\"}\n{\"n\":3,\"edit\":2}\n");
        let cases = [
            (Some("b0"), Standing::Applies, vec![json!(1), json!(2)]),
            (Some("h1"), Standing::Applies, vec![json!(2)]),
            (Some("other"), Standing::FileChanged, vec![json!(1), json!(2)]),
            (None, Standing::FileGone, vec![json!(1), json!(2)]),
        ];
        for (current, standing, edits) in cases {
            assert_eq!(unsaved(&l, current), (standing, edits), "file holds {current:?}");
        }
    }

    #[test]
    fn a_newer_format_is_left_alone() {
        let why = parse(b"{\"dsbench_journal\":2}\n").unwrap_err();
        assert!(why.contains("newer"), "{why}");
        assert!(parse(b"hello\n").is_err());
    }
}
