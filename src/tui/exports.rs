//! An export done: the document and its pictures are made, what stands in their places is looked at, files are written. Runs
//! where it is called, on the thread of the screen or on a worker's; what came of it is a message to the session.

use std::path::Path;

use crate::export::Standing;
use crate::session::exporting::{self, Written};
use crate::session::{Msg, paper};
use crate::store::Error;
use crate::store::export_target::{Existing, OutDir};

/// Where exports go, below where the person stands.
const OUT: &str = "docs";

/// What an export has to do.
#[derive(Debug, Clone, Copy)]
pub enum Task {
    /// Look at what stands where it would write.
    Look,
    /// Write; over what is not ours only with `force`.
    Write { force: bool },
}

/// Does it.
pub fn run(sheet: &paper::Sheet, task: Task) -> Msg {
    let files = sheet.files();
    match task {
        Task::Look => look(files),
        Task::Write { force } => write(&files, force),
    }
}

/// A text of ours in the folder of exports; one that somebody edited stays.
pub fn one(name: &str, text: &str) -> Msg {
    let judge = |old: &str| match crate::export::standing(old) {
        Standing::Ours { .. } => Existing::Ours,
        Standing::Edited => Existing::EditedByHand,
        Standing::Foreign => Existing::Foreign,
    };
    let done = OutDir::make(Path::new(OUT)).and_then(|dir| dir.write(name, text, false, judge));
    Msg::Exported(done.map(|(path, _)| Written { path, beside: 0 }).map_err(|e| format!("{e}; {}", e.hint())))
}

fn judge(name: &str, old: &str) -> Existing {
    match paper::standing(name, old) {
        Standing::Ours { .. } => Existing::Ours,
        Standing::Edited => Existing::EditedByHand,
        Standing::Foreign => Existing::Foreign,
    }
}

fn look(files: Vec<(String, String)>) -> Msg {
    let dir = OutDir::find(Path::new(OUT));
    let targets = files.into_iter().map(|(name, new)| {
        let old = match &dir {
            Ok(Some(dir)) => dir.read(&name).map_err(|error| error.to_string()),
            Ok(None) => Ok(None),
            Err(error) => Err(error.to_string()),
        };
        exporting::target(Path::new(OUT).join(name).display().to_string(), old, &new)
    });
    Msg::ExportSeen(targets.collect())
}

/// Every place is looked at before the first is written, so that a refusal changes nothing.
fn write(files: &[(String, String)], force: bool) -> Msg {
    let done = OutDir::make(Path::new(OUT)).and_then(|dir| {
        for (name, text) in files.iter().filter(|_| !force) {
            if let Some(old) = dir.read(name)?.filter(|old| old != text) {
                let path = dir.path.join(name);
                match judge(name, &old) {
                    Existing::Ours => {}
                    Existing::EditedByHand => return Err(Error::EditedByHand { path }),
                    Existing::Foreign => return Err(Error::Foreign { path }),
                }
            }
        }
        let mut first = None;
        for (name, text) in files {
            let (path, _) = dir.write(name, text, force, |old| judge(name, old))?;
            first = first.or(Some(path));
        }
        Ok(Written { path: first.unwrap_or_default(), beside: files.len().saturating_sub(1) })
    });
    match done {
        Ok(written) => Msg::Exported(Ok(written)),
        Err(error @ (Error::EditedByHand { .. } | Error::Foreign { .. })) => Msg::ExportBlocked(error.to_string()),
        Err(error) => Msg::Exported(Err(format!("{error}; {}", error.hint()))),
    }
}
