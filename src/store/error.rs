//! What can go wrong with files, in the words of the person who meets it: what could not be done, why, what to do.
//!
//! `Display` is one line without a full stop; `hint` is the next step. Paths are shown with control characters made
//! visible, because a file name is data too.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Acts whose failure does not stop the session, and has a hint of its own.
pub(crate) const JOURNAL: &str = "write the journal";
pub(crate) const LOCK: &str = "lock";

/// A failure of the store. Nothing was half done: the file is the old one or the new one.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The operating system refused; `act` is a verb ("save", "read").
    #[error("cannot {act} {}: {}", shown(.path), .cause.words())]
    Io { act: &'static str, path: PathBuf, cause: Cause, source: io::Error },
    #[error("{} is {what}, not a file", shown(.path))]
    NotAFile { path: PathBuf, what: &'static str },
    /// `limit` in bytes.
    #[error("{} is larger than {}, the most that is read", shown(.path), bytes(*.limit))]
    TooLarge { path: PathBuf, limit: u64 },
    /// `line` and `column` count from 1, columns in characters.
    #[error("{}:{line}:{column}: not UTF-8 text: {what}", shown(.path))]
    NotText { path: PathBuf, line: usize, column: usize, what: String },
    #[error("{} already exists", shown(.path))]
    Exists { path: PathBuf },
    #[error("{} was changed by another program since it was read", shown(.path))]
    Changed { path: PathBuf },
    #[error("{} was not written by dsbench", shown(.path))]
    Foreign { path: PathBuf },
    #[error("{} was edited by hand since it was exported", shown(.path))]
    EditedByHand { path: PathBuf },
    /// A document where a brief was expected.
    #[error("{} was not exported by dsbench", shown(.path))]
    NotExported { path: PathBuf },
    /// `brief` is the name that the document has for it.
    #[error("{} was written from {brief}, which stands neither beside it, above it, nor here", shown(.path))]
    NoBrief { path: PathBuf, brief: String },
    #[error("{} leads outside {}", shown(.path), shown(.root))]
    Outside { path: PathBuf, root: PathBuf },
    /// `limit` in bytes.
    #[error("the journal of {} holds {} of unsaved edits, the most that it takes", shown(.path), bytes(*.limit))]
    JournalFull { path: PathBuf, limit: u64 },
    #[error("cannot understand {}: {why}", shown(.path))]
    Broken { path: PathBuf, why: String },
    #[error("no home folder is known, so there is no place for {what}")]
    NoHome { what: &'static str, variable: &'static str },
}

/// Why the operating system refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    Missing,
    FolderGone(PathBuf),
    NotAFolder(PathBuf),
    Denied,
    FolderDenied(PathBuf),
    ReadOnlyDisk,
    Full,
    Quota,
    BadName,
    LinkLoop,
    Other(String),
}

impl Cause {
    fn words(&self) -> String {
        match self {
            Self::Missing => "it does not exist".into(),
            Self::FolderGone(dir) => format!("the folder {} does not exist", shown(dir)),
            Self::NotAFolder(dir) => format!("{} is not a folder", shown(dir)),
            Self::Denied => "you have no permission for it, or it is marked read-only".into(),
            Self::FolderDenied(dir) => format!("the folder {} is read-only for you", shown(dir)),
            Self::ReadOnlyDisk => "the file system is mounted read-only".into(),
            Self::Full => "the disk is full".into(),
            Self::Quota => "your disk quota is used up".into(),
            Self::BadName => "the name is too long or not allowed here".into(),
            Self::LinkLoop => "its symbolic links lead in a circle".into(),
            Self::Other(words) => words.clone(),
        }
    }

    fn hint(&self) -> &'static str {
        match self {
            Self::Missing => "check the spelling of the path",
            Self::FolderGone(_) => "make the folder again, or give another path",
            Self::NotAFolder(_) => "move that file away, or give another path",
            Self::Denied => "change its permissions (chmod u+w), or give another path",
            Self::FolderDenied(_) => {
                "change the permissions of the folder, or give a path in a folder you can write to"
            }
            Self::ReadOnlyDisk => "give a path on another file system",
            Self::Full => "free some space and try again, or give a path on another disk",
            Self::Quota => "delete something and try again, or give a path on another disk",
            Self::BadName => "give a shorter name of plain characters",
            Self::LinkLoop => "remove one of the links",
            Self::Other(_) => "try again, or give another path",
        }
    }
}

impl Error {
    /// A refusal that concerns `path` itself.
    pub(crate) fn io(act: &'static str, path: &Path, source: io::Error) -> Self {
        let cause = match source.kind() {
            ErrorKind::PermissionDenied => Cause::Denied,
            kind => common(kind, path, &source),
        };
        Self::Io { act, path: path.into(), cause, source }
    }

    /// A refusal of the folder `dir`, in which a new file for `path` was to be made.
    pub(crate) fn in_folder(act: &'static str, path: &Path, dir: &Path, source: io::Error) -> Self {
        let cause = match source.kind() {
            ErrorKind::PermissionDenied => Cause::FolderDenied(dir.into()),
            ErrorKind::NotFound => Cause::FolderGone(dir.into()),
            ErrorKind::NotADirectory => Cause::NotAFolder(dir.into()),
            kind => common(kind, path, &source),
        };
        Self::Io { act, path: path.into(), cause, source }
    }

    /// What to do next, as an imperative without a full stop.
    pub fn hint(&self) -> String {
        match self {
            Self::Io { act: JOURNAL, cause, .. } => {
                format!("your edits are kept in memory until it works again: save now, then {}", cause.hint())
            }
            Self::Io { act: LOCK, .. } => "go on, but take care that nobody else has the file open".into(),
            Self::Io { cause, .. } => cause.hint().into(),
            Self::NotAFile { what, .. } if *what == "a folder" => "name a file in it".into(),
            Self::NotAFile { .. } => "copy its content to an ordinary file first".into(),
            Self::TooLarge { .. } => "is it the right file? a brief of 200 services takes about 200 kB".into(),
            Self::NotText { .. } => "save it as UTF-8 in your editor".into(),
            Self::Exists { .. } => "give another name, or --force to overwrite it".into(),
            Self::Changed { .. } => "reload it, keep yours, or look at the difference first".into(),
            Self::Foreign { .. } => "move it away, export to another folder, or --force to overwrite it".into(),
            Self::EditedByHand { .. } => "move your edits to the brief, or --force to overwrite them".into(),
            Self::NotExported { .. } => "name the brief itself: NAME.brief.toml".into(),
            Self::NoBrief { .. } => "name the brief itself, or put it there".into(),
            Self::Outside { .. } => "remove the link, or name the folder it leads to".into(),
            Self::JournalFull { .. } => "save the file: that empties the journal".into(),
            Self::Broken { path, .. } => format!("correct it, or remove it: rm {}", shown(path)),
            Self::NoHome { variable, .. } => format!("set {variable} to a folder"),
        }
    }

    /// The path that the failure is about, if it is about one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Io { path, .. }
            | Self::NotAFile { path, .. }
            | Self::TooLarge { path, .. }
            | Self::NotText { path, .. }
            | Self::Exists { path }
            | Self::Changed { path }
            | Self::Foreign { path }
            | Self::EditedByHand { path }
            | Self::NotExported { path }
            | Self::NoBrief { path, .. }
            | Self::Outside { path, .. }
            | Self::JournalFull { path, .. }
            | Self::Broken { path, .. } => Some(path),
            Self::NoHome { .. } => None,
        }
    }

    /// True when the file was not there, as opposed to there and unreadable.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Io { cause: Cause::Missing | Cause::FolderGone(_), .. })
    }
}

fn common(kind: ErrorKind, path: &Path, source: &io::Error) -> Cause {
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty());
    match kind {
        ErrorKind::NotFound => match parent {
            Some(dir) if !dir.exists() => Cause::FolderGone(dir.into()),
            _ => Cause::Missing,
        },
        ErrorKind::NotADirectory => Cause::NotAFolder(parent.unwrap_or(path).into()),
        ErrorKind::ReadOnlyFilesystem => Cause::ReadOnlyDisk,
        ErrorKind::StorageFull => Cause::Full,
        ErrorKind::QuotaExceeded => Cause::Quota,
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => Cause::BadName,
        _ => Cause::Other(source.to_string()),
    }
}

/// A path for the screen: control and direction characters are shown as visible escapes.
pub fn shown(path: &Path) -> String {
    let mut out = String::new();
    for c in path.to_string_lossy().chars() {
        let turns_text = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if c.is_control() || turns_text {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

fn bytes(n: u64) -> String {
    const MIB: u64 = 1 << 20;
    if n >= MIB && n.is_multiple_of(MIB) { format!("{} MiB", n / MIB) } else { format!("{n} bytes") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_has_its_own_words() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.brief.toml");
        let cases = [
            (ErrorKind::StorageFull, "the disk is full", "free some space"),
            (ErrorKind::QuotaExceeded, "quota", "delete something"),
            (ErrorKind::ReadOnlyFilesystem, "mounted read-only", "another file system"),
            (ErrorKind::PermissionDenied, "is read-only for you", "permissions of the folder"),
            (ErrorKind::NotFound, "does not exist", "make the folder again"),
        ];
        for (kind, words, hint) in cases {
            let e = Error::in_folder("save", &file, dir.path(), kind.into());
            assert!(e.to_string().starts_with("cannot save ") && e.to_string().contains(words), "{kind}: {e}");
            assert!(e.hint().contains(hint), "{kind}: {}", e.hint());
        }
    }

    #[test]
    fn a_missing_folder_is_told_from_a_missing_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = Error::io("read", &dir.path().join("x"), ErrorKind::NotFound.into());
        assert!(file.to_string().ends_with("it does not exist"), "{file}");
        let folder = Error::io("read", &dir.path().join("no/x"), ErrorKind::NotFound.into());
        assert!(folder.to_string().contains("the folder"), "{folder}");
    }

    #[test]
    fn a_file_name_cannot_send_escape_sequences() {
        let s = shown(Path::new("a\u{1b}[2Jb\u{202e}c"));
        assert_eq!(s, "a\\u{1b}[2Jb\\u{202e}c");
    }
}
