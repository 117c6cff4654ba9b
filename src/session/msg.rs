//! Everything that can happen to a session, and everything it can ask its shell to do.

use std::path::PathBuf;

use super::action::Action;
use super::start::From;
use crate::brief::Edit;

/// Something happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// A person asked for something.
    Do(Action),
    /// The text of the field that has the focus is now this.
    Draft(String),
    /// A person pointed at a row of the list that has the focus.
    Point(usize),
    /// The file was written; or not, with the reason and what to do.
    Saved(Result<(), String>),
    /// Where the export went, or why not.
    Exported(Result<super::exporting::Written, String>),
    /// The file on disk now reads like this: taken over as one change that can be undone.
    Replaced(String),
    /// The file on disk cannot be read as it is now: all its problems. What is here stays as it is.
    Unreadable(Vec<String>),
    /// Another program changed the file.
    ChangedOutside,
    /// Something does not work, though the session does.
    Trouble(String),
    /// The file could not be saved because another program changed it.
    Conflict,
    /// The export would write over something that is not ours, or was edited by hand.
    ExportBlocked(String),
    /// What an export would write, and what stands there.
    ExportSeen(Vec<super::exporting::Target>),
    /// Files that changes name and that are not there: change and file.
    FilesMissing(Vec<(String, String)>),
    /// The file as another program left it, or why it cannot be read.
    Theirs(Result<String, String>),
    /// A worker has drawn a slow chart, or found that it cannot be drawn.
    ChartDrawn {
        chart: &'static str,
        at: crate::numbers::At,
        key: u64,
        picture: Option<Box<crate::numbers::charts::Picture>>,
    },
    /// What moves a number most.
    Influence { figure: Box<crate::numbers::Figure>, found: Vec<crate::numbers::sensitivity::Influence> },
    /// A sweep is so far, after so many milliseconds.
    Exploring { ticket: u64, done: usize, millis: u64 },
    /// A sweep has ended.
    Explored { ticket: u64, outcome: crate::explore::Outcome },
    /// A search for runs that break a claim is so far.
    Verifying { ticket: u64, done: usize, of: usize },
    /// It has ended.
    Verified { ticket: u64, found: Vec<crate::machines::Checked> },
    /// Unsaved work of a session that did not end well: so many edits.
    Found { edits: usize },
    /// That work, to be applied; it is in the journal already.
    Recovered(Vec<Vec<Edit>>),
    /// A brief was opened: what it is called and what it says.
    Opened { name: String, text: String },
}

/// What the shell has to do now, in the order given.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Write the edits to the journal before the next frame.
    Journal(Vec<Edit>),
    /// Write the file; `over` even though it changed on disk.
    Save {
        over: bool,
    },
    /// Read the file from disk again and hand it back as `Replaced`.
    Reload,
    Export {
        force: bool,
    },
    /// Look at what stands where the export would write, and hand it back as `ExportSeen`.
    LookExport,
    /// Read the file as it is on disk and hand it back as `Theirs`.
    LookTheirs,
    /// Sweep on a worker; hand back `Exploring` now and then, and `Explored`.
    Explore {
        ticket: u64,
        brief: Box<crate::brief::Brief>,
        plan: Box<crate::explore::Plan>,
        today: Option<crate::brief::Date>,
    },
    /// Search on a worker for runs that break a claim; hand back `Verifying` now and then, and `Verified`.
    Verify {
        ticket: u64,
        brief: Box<crate::brief::Brief>,
    },
    /// Draw a slow chart on a worker and hand it back as `ChartDrawn`.
    Draw {
        brief: Box<crate::brief::Brief>,
        chart: &'static str,
        at: crate::numbers::At,
        key: u64,
    },
    /// Find on a worker what moves a number most, and hand it back as `Influence`.
    Influence {
        brief: Box<crate::brief::Brief>,
        figure: Box<crate::numbers::Figure>,
    },
    /// Stop the worker.
    Stop,
    /// Leave; `discard` throws this session's edits away.
    Quit {
        discard: bool,
    },
    /// Hand back the unsaved work that was found.
    Recover,
    Suspend,
    /// Open the file in the editor and hand the result back as `Replaced`.
    Editor,
    /// Put a text on the clipboard of the terminal.
    Copy(String),
    MarkRead(String),
    /// Write a text of ours beside the exported documents.
    Write {
        name: String,
        text: String,
    },
    /// Open a brief: an existing file.
    Open(PathBuf),
    /// Start a brief at this name.
    Create {
        path: PathBuf,
        from: From,
    },
    Redraw,
}
