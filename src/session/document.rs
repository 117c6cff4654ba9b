//! The brief under edit: its decisions, and what was done to it since it was read. Every change goes through `apply`, so
//! that undo, the text and the journal cannot disagree. The text is the one that was read with the edits applied to it;
//! it is only worked out when somebody asks for it.

use std::cell::RefCell;
use std::sync::Arc;

use crate::brief::{self, Brief, Edit, Problem};

/// One change.
#[derive(Debug, Clone)]
struct Change {
    what: String,
    done: Done,
}

#[derive(Debug, Clone)]
enum Done {
    Edits {
        forth: Vec<Edit>,
        back: Vec<Edit>,
    },
    /// A whole text in the place of the one before, as after an editor.
    Text {
        before: String,
        after: String,
    },
}

/// A brief and its history.
#[derive(Debug, Default)]
pub struct Document {
    /// Shared with what follows from it, until it changes.
    brief: Arc<Brief>,
    /// As it was read.
    base: String,
    log: Vec<Change>,
    /// How many changes of the log are in force; those behind it were taken back.
    at: usize,
    /// Where in the log the file on disk stands, while the log still leads there.
    saved: Option<usize>,
    /// Grows with every change, undo and redo.
    version: u64,
    /// The text after so many changes, as last worked out.
    text: RefCell<Option<(usize, String)>>,
}

impl Document {
    /// Reads a text. On failure all its problems.
    pub fn read(text: &str) -> Result<Document, Vec<Problem>> {
        Ok(Document {
            brief: Arc::new(brief::read(text)?),
            base: text.to_owned(),
            saved: Some(0),
            ..Document::default()
        })
    }

    pub fn brief(&self) -> &Brief {
        &self.brief
    }

    /// The brief for whoever works out what follows from it.
    pub fn shared(&self) -> Arc<Brief> {
        Arc::clone(&self.brief)
    }

    /// Takes a brief that is known to be the same in the place of its own, so that there is one.
    pub(super) fn share(&mut self, same: Arc<Brief>) {
        self.brief = same;
    }

    /// Differs whenever the brief may differ.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The text as it would be saved: comments and order of what was not touched survive, also through undo. The error is
    /// an edit that fits nowhere in the text.
    pub fn text(&self) -> Result<String, String> {
        let mut kept = self.text.borrow_mut();
        let (from, mut text) = match kept.take() {
            Some((n, text)) if n <= self.at => (n, text),
            _ => (0, self.base.clone()),
        };
        let mut edits: Vec<Edit> = Vec::new();
        for change in &self.log[from..self.at] {
            match &change.done {
                Done::Edits { forth, .. } => edits.extend(forth.iter().cloned()),
                Done::Text { after, .. } => {
                    edits.clear();
                    text.clone_from(after);
                }
            }
        }
        let text = brief::rewrite(&text, &edits)?;
        *kept = Some((self.at, text.clone()));
        Ok(text)
    }

    /// Whether the file on disk says something else.
    pub fn dirty(&self) -> bool {
        self.saved != Some(self.at)
    }

    /// What was done, in order; those from [`Document::at`] on were taken back.
    pub fn changes(&self) -> Vec<&str> {
        self.log.iter().map(|c| c.what.as_str()).collect()
    }

    /// How many changes are in force.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The place in the history that the file on disk holds, while it can still be reached.
    pub fn saved_at(&self) -> Option<usize> {
        self.saved
    }

    /// Whether anything was done to it since it was read.
    pub fn worked_on(&self) -> bool {
        !self.log.is_empty()
    }

    /// The file on disk now reads as the text does.
    pub fn mark_saved(&mut self) {
        self.saved = Some(self.at);
    }

    /// Makes a change, all or nothing. `what` names it for undo. Returns whether anything changed. A change that would leave
    /// a file that cannot be read again is refused with what it would be refused for.
    pub fn apply(&mut self, what: &str, edits: &[Edit]) -> Result<bool, Vec<Problem>> {
        let back = brief::apply(Arc::make_mut(&mut self.brief), edits)?;
        // An edit that is its own inverse wrote what stood there already.
        if back.is_empty() || back.iter().rev().eq(edits) {
            return Ok(false);
        }
        let problems = brief::misfits(&self.brief, edits);
        if !problems.is_empty() {
            // The inverse of an edit that went through always goes through.
            let _ = brief::apply(Arc::make_mut(&mut self.brief), &back);
            return Err(problems);
        }
        self.record(what, Done::Edits { forth: edits.to_vec(), back });
        Ok(true)
    }

    /// Takes a whole text in place of the present one, as one change.
    pub fn replace(&mut self, what: &str, text: &str) -> Result<bool, Vec<Problem>> {
        let before = self.text().unwrap_or_default();
        if text == before {
            return Ok(false);
        }
        self.brief = Arc::new(brief::read(text)?);
        self.record(what, Done::Text { before, after: text.to_owned() });
        Ok(true)
    }

    fn record(&mut self, what: &str, done: Done) {
        if self.at < self.log.len() {
            self.log.truncate(self.at);
            // What was on disk can no longer be reached by undo and redo.
            self.saved = self.saved.filter(|s| *s <= self.at);
            self.text.borrow_mut().take_if(|(n, _)| *n > self.at);
        }
        self.log.push(Change { what: what.to_owned(), done });
        self.at += 1;
        self.version += 1;
    }

    /// Takes the last change back. Returns what it was and the edits for the journal (none after a whole text).
    pub fn undo(&mut self) -> Option<(String, Vec<Edit>)> {
        let at = self.at.checked_sub(1)?;
        let change = self.log.get(at)?.clone();
        self.at = at;
        Some(self.travel(change, false))
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self) -> Option<(String, Vec<Edit>)> {
        let change = self.log.get(self.at)?.clone();
        self.at += 1;
        Some(self.travel(change, true))
    }

    fn travel(&mut self, change: Change, forth: bool) -> (String, Vec<Edit>) {
        self.version += 1;
        match change.done {
            Done::Edits { forth: f, back: b } => {
                let edits = if forth { f } else { b };
                // The inverse of a change that went through always goes through.
                let _ = brief::apply(Arc::make_mut(&mut self.brief), &edits);
                (change.what, edits)
            }
            Done::Text { before, after } => {
                if let Ok(brief) = brief::read(if forth { &after } else { &before }) {
                    self.brief = Arc::new(brief);
                }
                (change.what, Vec::new())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "schema = 1 # one\n\n[brief] # two\ntitle = \"A\" # three\n\n[dataset.main] # four\nclass = \"money\"\n";

    #[test]
    fn undo_brings_comments_back_and_the_saved_place_is_known() {
        let mut doc = Document::read(TEXT).unwrap();
        assert!(doc.apply("removal", &[Edit::unset("dataset.main")]).unwrap());
        assert!(doc.apply("title", &[Edit::set("brief.title", "B")]).unwrap());
        let text = doc.text().unwrap();
        assert!(text.contains("title = \"B\" # three") && !text.contains("four"), "{text}");
        doc.mark_saved();
        doc.undo();
        doc.undo();
        assert_eq!(doc.text().unwrap(), TEXT);
        assert!(doc.dirty());
        doc.redo();
        doc.redo();
        assert!(!doc.dirty());
        doc.undo();
        doc.apply("owner", &[Edit::set("brief.owner", "x")]).unwrap();
        assert!(doc.dirty(), "what was saved cannot be reached any more");
        assert!(doc.text().unwrap().contains("owner"));
        assert!(doc.redo().is_none());
    }

    #[test]
    fn writing_what_stands_there_is_no_change() {
        let mut doc = Document::read(TEXT).unwrap();
        assert!(!doc.apply("title", &[Edit::set("brief.title", "A")]).unwrap());
        assert!(!doc.dirty() && doc.undo().is_none());
    }

    #[test]
    fn a_text_from_an_editor_is_one_change_among_others() {
        let mut doc = Document::read(TEXT).unwrap();
        doc.apply("title", &[Edit::set("brief.title", "B")]).unwrap();
        let edited = doc.text().unwrap().replace("money", "telemetry") + "# end\n";
        assert!(doc.replace("editor", &edited).unwrap());
        doc.apply("title", &[Edit::set("brief.title", "C")]).unwrap();
        assert!(doc.text().unwrap().ends_with("# end\n") && doc.text().unwrap().contains("\"C\""));
        doc.undo();
        doc.undo();
        assert_eq!(doc.text().unwrap(), TEXT.replace("\"A\"", "\"B\""));
        assert!(doc.replace("editor", "not toml [").is_err());
    }
}
