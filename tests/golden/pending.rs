//! The list of kinds whose figures do not exist yet: it may only shrink, and goes away when it is empty.

use std::collections::BTreeSet;
use std::path::Path;

/// The list as read.
pub struct Pending {
    /// Kinds that may be unsupported.
    pub kinds: BTreeSet<String>,
    /// Whether there is a file.
    exists: bool,
}

/// Reads a list: one kind a line, `#` starts a comment. No file is an empty list.
pub fn read(path: &Path) -> Pending {
    let text = std::fs::read_to_string(path);
    let exists = text.is_ok();
    let kinds = text.unwrap_or_default();
    let kinds = kinds.lines().map(|l| l.split('#').next().unwrap_or("").trim()).filter(|l| !l.is_empty());
    Pending { kinds: kinds.map(str::to_string).collect(), exists }
}

impl Pending {
    /// What is wrong with the list: kinds that are computed, kinds of no case, a file without kinds.
    ///
    /// `met` holds every kind of every case; `None` when a filter left some out.
    pub fn complaints(&self, computed: &BTreeSet<String>, met: Option<&BTreeSet<String>>) -> Vec<String> {
        let mut lines: Vec<String> =
            self.kinds.intersection(computed).map(|k| format!("pending.txt: {k} is computed: take it off")).collect();
        if let Some(met) = met {
            lines.extend(self.kinds.difference(met).map(|k| format!("pending.txt: no case is of kind {k}")));
        }
        if self.exists && self.kinds.is_empty() {
            lines.push("pending.txt: the list is empty: delete the file".to_string());
        }
        lines
    }
}
