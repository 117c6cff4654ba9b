//! The export panel: which files would be written, what stands there now, what would change, and what is refused and why.
//! The shell reads and writes; here it is only judged and shown.

use std::path::PathBuf;

use super::dialog::{Dialog, Pager};
use super::effect_list;
use super::msg::Effect;
use super::status::Status;
use super::{Session, lines, lists, paper};

/// What stands where a file would be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum There {
    Nothing,
    /// Exactly what would be written.
    Same,
    /// An earlier export, unchanged since.
    Ours,
    /// An export that was edited by hand.
    Edited,
    /// Something this program did not write.
    Foreign,
    /// It cannot be read; why.
    Unreadable(String),
}

impl There {
    /// In words, for the list.
    pub fn words(&self) -> &str {
        match self {
            There::Nothing => "new",
            There::Same => "as it stands there",
            There::Ours => "replaces an earlier export",
            There::Edited => "refused: edited by hand",
            There::Foreign => "refused: not written by dsbench",
            There::Unreadable(why) => why,
        }
    }

    /// Whether it is only written when told so.
    pub fn refused(&self) -> bool {
        matches!(self, There::Edited | There::Foreign | There::Unreadable(_))
    }
}

/// One file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub path: String,
    pub there: There,
    /// What would change in it.
    pub difference: String,
}

/// The panel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Panel {
    pub targets: Vec<Target>,
    pub cursor: usize,
    /// First line of the difference that is shown.
    pub top: usize,
}

/// Said while a worker looks.
pub const LOOKING: &str = "What an export would change is being worked out";
/// Said while a worker writes.
pub const WRITING: &str = "The document is being written; the session goes on";

/// What an export has written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The document.
    pub path: PathBuf,
    /// How many pictures stand beside it.
    pub beside: usize,
}

impl Session {
    /// Asks the shell what stands where the export would go.
    pub(super) fn look_export(&mut self) -> Vec<Effect> {
        if self.open { effect_list(Effect::LookExport) } else { Vec::new() }
    }

    /// Opens the panel on what the shell found, or fills it again.
    pub(super) fn export_seen(&mut self, targets: Vec<Target>) {
        if self.status == Status::plain(LOOKING) {
            self.status = Status::default();
        }
        match self.dialogs.last_mut() {
            Some(Dialog::Export(panel)) => panel.targets = targets,
            _ => self.dialogs.push(Dialog::Export(Panel { targets, ..Panel::default() })),
        }
    }

    pub(super) fn export_move(&mut self, by: isize) {
        if let Some(Dialog::Export(panel)) = self.dialogs.last_mut() {
            panel.cursor = lists::moved(panel.cursor, by, panel.targets.len());
            panel.top = 0;
        }
    }

    pub(super) fn export_scroll(&mut self, by: isize) {
        if let Some(Dialog::Export(panel)) = self.dialogs.last_mut() {
            let rows = panel.targets.get(panel.cursor).map_or(0, |t| t.difference.lines().count());
            panel.top = lists::moved(panel.top, by, rows);
        }
    }

    /// Writes what the panel shows; what is refused only with `force`.
    pub(super) fn export_write(&mut self, force: bool) -> Vec<Effect> {
        let Some(Dialog::Export(panel)) = self.dialogs.last() else { return Vec::new() };
        if let (false, Some(t)) = (force, panel.targets.iter().find(|t| t.there.refused())) {
            let why = format!("{} is {}; f writes over it", t.path, t.there.words().replace("refused: ", ""));
            self.status = Status::problem(why);
            return Vec::new();
        }
        self.dialogs.pop();
        effect_list(Effect::Export { force })
    }

    /// Pictures beside the document, or not.
    pub(super) fn export_pictures(&mut self) -> Vec<Effect> {
        self.pictures = !self.pictures;
        self.look_export()
    }

    /// Shows how the file of another program differs from the brief as it is here.
    pub(super) fn theirs_seen(&mut self, theirs: Result<String, String>) {
        let theirs = match theirs {
            Ok(text) => text,
            Err(why) => {
                self.status = Status::problem(why);
                return;
            }
        };
        let ours = self.doc.text().unwrap_or_default();
        let difference = lines::difference(&theirs, &ours);
        let text = if difference.is_empty() {
            "Both say the same.\n".to_owned()
        } else {
            format!("`-` stands in the file, `+` is what you have here.\n\n{}", fenced(&difference))
        };
        self.dialogs.push(Dialog::Pager(Pager { title: "The file and yours".into(), text }));
    }
}

/// A text in a fence that nothing in it can close.
fn fenced(text: &str) -> String {
    let longest =
        text.lines().map(|l| l.trim_start_matches([' ', '+', '-']).bytes().take_while(|b| *b == b'`').count());
    let fence = "`".repeat(longest.max().unwrap_or(0).max(2) + 1);
    format!("{fence}diff\n{text}{fence}\n")
}

/// One file of an export, from what stands in its place: its text, nothing, or why it cannot be read.
pub fn target(path: String, old: Result<Option<String>, String>, new: &str) -> Target {
    let (there, difference) = match old {
        Err(why) => (There::Unreadable(why), String::new()),
        Ok(None) => (There::Nothing, lines::difference("", new)),
        Ok(Some(old)) if old == new => (There::Same, String::new()),
        Ok(Some(old)) => {
            let there = match paper::standing(&path, &old) {
                crate::export::Standing::Ours { .. } => There::Ours,
                crate::export::Standing::Edited => There::Edited,
                crate::export::Standing::Foreign => There::Foreign,
            };
            (there, lines::difference(&old, new))
        }
    };
    Target { path, there, difference }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_in_a_difference_closes_nothing() {
        let text = fenced("- ```\n+ ````\n");
        assert!(text.starts_with("`````diff\n") && text.ends_with("\n`````\n"), "{text}");
    }

    #[test]
    fn what_stands_there_decides_whether_it_is_refused() {
        let of = |old: Result<Option<&str>, &str>| {
            target("docs/a.md".into(), old.map(|o| o.map(str::to_owned)).map_err(str::to_owned), "new\n")
        };
        assert_eq!(of(Ok(None)).there, There::Nothing);
        assert_eq!(of(Ok(Some("new\n"))).there, There::Same);
        let foreign = of(Ok(Some("mine\n")));
        assert!(foreign.there == There::Foreign && foreign.there.refused());
        assert_eq!(foreign.difference, "- mine\n+ new\n");
        assert!(of(Err("no text")).there.refused());
    }
}
