//! The brief under edit: its decisions, its text, and what was done to it. Every change goes through `apply`, so that
//! undo, the text and the journal cannot disagree.

use crate::brief::{self, Brief, Edit, Problem};

/// One change: the text on both sides, and the edits each way. Without edits it is a whole text, as after an editor.
#[derive(Debug, Clone, PartialEq)]
struct Change {
    what: String,
    before: String,
    after: String,
    forth: Vec<Edit>,
    back: Vec<Edit>,
}

/// A brief, its text and its history.
#[derive(Debug, Clone, Default)]
pub struct Document {
    brief: Brief,
    text: String,
    saved: String,
    undo: Vec<Change>,
    redo: Vec<Change>,
}

impl Document {
    /// Reads a text. On failure all its problems.
    pub fn read(text: &str) -> Result<Document, Vec<Problem>> {
        let brief = brief::read(text)?;
        Ok(Document { brief, text: text.to_owned(), saved: text.to_owned(), ..Document::default() })
    }

    pub fn brief(&self) -> &Brief {
        &self.brief
    }

    /// The text as it would be saved.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether anything was done to it in this session.
    pub fn worked_on(&self) -> bool {
        !self.undo.is_empty() || !self.redo.is_empty()
    }

    /// Whether the file on disk says something else.
    pub fn dirty(&self) -> bool {
        self.text != self.saved
    }

    /// The file on disk now reads as the text does.
    pub fn mark_saved(&mut self) {
        self.saved.clone_from(&self.text);
    }

    /// Makes a change, all or nothing. `what` names it for undo. Returns whether anything changed.
    pub fn apply(&mut self, what: &str, edits: &[Edit]) -> Result<bool, Vec<Problem>> {
        let mut next = self.brief.clone();
        let back = brief::apply(&mut next, edits)?;
        if next == self.brief {
            return Ok(false);
        }
        let after = brief::rewrite(&self.text, edits).map_err(|why| {
            let expected = "a text that can be edited in place".to_owned();
            vec![Problem { line: 0, column: 0, path: String::new(), found: why, expected, help: None }]
        })?;
        self.brief = next;
        self.record(what, after, edits.to_vec(), back);
        Ok(true)
    }

    /// Takes a whole text in place of the present one, as one change.
    pub fn replace(&mut self, what: &str, text: &str) -> Result<bool, Vec<Problem>> {
        if text == self.text {
            return Ok(false);
        }
        self.brief = brief::read(text)?;
        self.record(what, text.to_owned(), Vec::new(), Vec::new());
        Ok(true)
    }

    fn record(&mut self, what: &str, after: String, forth: Vec<Edit>, back: Vec<Edit>) {
        let before = std::mem::replace(&mut self.text, after.clone());
        self.undo.push(Change { what: what.to_owned(), before, after, forth, back });
        self.redo.clear();
    }

    /// Takes the last change back. Returns what it was and the edits for the journal (none after a whole text).
    pub fn undo(&mut self) -> Option<(String, Vec<Edit>)> {
        let change = self.undo.pop()?;
        self.go_to(&change.before, &change.back);
        let result = (change.what.clone(), change.back.clone());
        self.redo.push(change);
        Some(result)
    }

    /// Makes the change again that was taken back last.
    pub fn redo(&mut self) -> Option<(String, Vec<Edit>)> {
        let change = self.redo.pop()?;
        self.go_to(&change.after, &change.forth);
        let result = (change.what.clone(), change.forth.clone());
        self.undo.push(change);
        Some(result)
    }

    /// The text is kept rather than rewritten, so that comments survive an undo too.
    fn go_to(&mut self, text: &str, edits: &[Edit]) {
        if (edits.is_empty() || brief::apply(&mut self.brief, edits).is_err())
            && let Ok(brief) = brief::read(text)
        {
            self.brief = brief;
        }
        text.clone_into(&mut self.text);
    }
}
