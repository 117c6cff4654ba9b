//! The palette: one list of every command and every place, searched by the letters that are typed.

use super::action::Action;
use super::dialog::{Dialog, Pager};
use super::msg::Effect;
use super::{Screen, Session};

/// What choosing a line does.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    Do(Action),
    QuitDiscarding,
    Question(String),
    Field(String),
    Number(String),
    Finding(String),
    Page(String),
}

/// One line of the palette.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What kind of thing it is, in one word.
    pub kind: &'static str,
    pub text: String,
    pub target: Target,
}

/// Commands by the name that is typed, with a sentence.
const COMMANDS: &[(&str, Action)] = &[
    ("write: save the file", Action::Save),
    ("export: write the markdown brief to docs/", Action::Export),
    ("changes: every change of this session, go to any", Action::History),
    ("undo the last change", Action::Undo),
    ("redo what was undone", Action::Redo),
    ("guide", Action::Screen1),
    ("workbench", Action::Screen2),
    ("numbers", Action::Screen3),
    ("findings", Action::Screen4),
    ("lab: what if", Action::Screen5),
    ("brief: preview of the export", Action::Screen6),
    ("reference", Action::Screen7),
    ("charts: availability, staleness, retries, waits, shards, budget", Action::Charts),
    ("answers: every answer with its state", Action::Answers),
    ("review: finding by finding to a verdict", Action::OpenReview),
    ("diagnose: from symptoms to a cause", Action::OpenDiagnose),
    ("coverage: claims and what proves them", Action::OpenCoverage),
    ("verify: search for runs that break a claim", Action::Verify),
    ("explore: vary fields until a goal is reached", Action::Explore),
    ("search: try every decision until a goal is reached", Action::ExploreAll),
    ("editor: open the file in $EDITOR", Action::Editor),
    ("help: the keys that work here", Action::Help),
    ("quit: save and leave", Action::Quit),
];

/// More lines than this help nobody.
const SHOWN: usize = 200;

/// How well a text answers a query: nothing when a letter is missing; fewer is better. Words found whole come before
/// letters found in order, and early finds before late ones.
pub fn score(query: &str, text: &str) -> Option<usize> {
    let (query, text) = (query.to_lowercase(), text.to_lowercase());
    if let Some(all) = query.split_whitespace().map(|word| text.find(word)).collect::<Option<Vec<usize>>>() {
        return Some(all.into_iter().sum::<usize>() + text.len() / 8);
    }
    let mut from = 0;
    let mut gaps = 0;
    for c in query.chars().filter(|c| !c.is_whitespace()) {
        let at = text[from..].find(c)?;
        gaps += at;
        from += at + c.len_utf8();
    }
    Some(1000 + gaps * 4 + text.len() / 8)
}

impl Session {
    /// The lines that answer the query, best first.
    pub fn palette_lines(&self, query: &str) -> Vec<Line> {
        let query = query.trim();
        let mut scored: Vec<(usize, usize, Line)> = Vec::new();
        for line in &self.palette {
            if let Some(score) = score(query, &line.text) {
                scored.push((score, scored.len(), line.clone()));
            }
        }
        scored.sort_by_key(|(score, order, _)| if query.is_empty() { (0, *order) } else { (*score, *order) });
        scored.into_iter().map(|(_, _, line)| line).take(SHOWN).collect()
    }

    /// Opens the palette on everything there is now.
    pub(super) fn open_palette(&mut self) {
        self.palette = self.all_lines();
        self.dialogs.push(Dialog::Palette { query: String::new(), cursor: 0 });
    }

    fn all_lines(&self) -> Vec<Line> {
        let mut out: Vec<Line> = COMMANDS
            .iter()
            .map(|(text, action)| Line { kind: "command", text: (*text).to_owned(), target: Target::Do(*action) })
            .collect();
        out.push(Line {
            kind: "command",
            text: "quit!: leave and discard the edits of this session".into(),
            target: Target::QuitDiscarding,
        });
        for s in &self.guide.steps {
            let text = format!("{} {}: {}", s.id, s.header, self.guide.asking.text(self.doc.brief(), &s.key));
            out.push(Line { kind: "question", text, target: Target::Question(s.key.clone()) });
        }
        for f in self.facts.keys.open.iter().filter(|f| f.rule.id != super::facts::UNSTATED) {
            let key = f.text();
            out.push(Line { kind: "finding", text: format!("{key} {}", f.rule.title), target: Target::Finding(key) });
        }
        for f in &self.facts.figures {
            let text = format!("{} {} {} {}", f.id, f.label, f.at, f.shown());
            out.push(Line { kind: "number", text, target: Target::Number(f.key()) });
        }
        let stated = stated_paths(self.doc.brief());
        let unstated = unstated_paths(self.doc.brief(), &stated);
        for path in stated {
            out.push(Line { kind: "field", text: path.clone(), target: Target::Field(path) });
        }
        for path in unstated {
            out.push(Line { kind: "field", text: format!("{path} (not stated)"), target: Target::Field(path) });
        }
        for p in &self.pages {
            out.push(Line {
                kind: "page",
                text: format!("{} ({})", p.title, p.shelf),
                target: Target::Page(p.name.clone()),
            });
        }
        out
    }

    pub(super) fn palette_go(&mut self, query: &str, cursor: usize) -> Vec<Effect> {
        let Some(line) = self.palette_lines(query).into_iter().nth(cursor) else { return Vec::new() };
        self.dialogs.pop();
        match line.target {
            Target::Do(action) => return self.act(action),
            Target::QuitDiscarding => return vec![Effect::Quit { discard: true }],
            Target::Question(key) => self.go_to_question(&key),
            Target::Field(path) => self.go_to_field(&path),
            Target::Number(key) => {
                self.numbers.filter.clear();
                self.go(Screen::Numbers);
                let at = self.numbers_shown().iter().position(|f| f.key() == key);
                self.numbers.cursor = at.unwrap_or(0);
            }
            Target::Finding(key) => {
                self.findings.filter.clear();
                self.go(Screen::Findings);
                self.findings.cursor = self.findings_shown().iter().position(|f| f.is(&key)).unwrap_or(0);
            }
            Target::Page(name) => return self.open_page(&name),
        }
        Vec::new()
    }

    pub(super) fn go_to_question(&mut self, key: &str) {
        if let Some(at) = self.guide.steps.iter().position(|s| s.key == key) {
            self.guide.at = at;
            self.go(Screen::Guide);
            self.settle();
        }
    }

    pub(super) fn go_to_field(&mut self, path: &str) {
        self.go(Screen::Workbench);
        self.outline.show(self.doc.brief(), path);
    }

    /// Opens a page over the screen; it then counts as read.
    pub(super) fn open_page(&mut self, name: &str) -> Vec<Effect> {
        let Some(page) = self.pages.iter().find(|p| p.name == name) else { return Vec::new() };
        let (title, text, unread) = (page.title.clone(), page.text.to_owned(), page.unread);
        self.dialogs.push(Dialog::Pager(Pager { title, text }));
        if unread { self.mark_read(name) } else { Vec::new() }
    }

    pub(super) fn mark_read(&mut self, name: &str) -> Vec<Effect> {
        match self.pages.iter_mut().find(|p| p.name == name && p.unread) {
            Some(page) => {
                page.unread = false;
                vec![Effect::MarkRead(name.to_owned())]
            }
            None => Vec::new(),
        }
    }
}

/// Every path that has a value, two levels below an entity at most.
pub(super) fn stated_paths(brief: &crate::brief::Brief) -> Vec<String> {
    use crate::brief::record::{Record, record_value};
    let mut out = Vec::new();
    if let toml::Value::Table(root) = record_value(brief) {
        for field in crate::brief::Brief::fields() {
            if let Some(value) = root.get(field.name) {
                walk(value, field.name, 3, &mut out);
            }
        }
    }
    out
}

/// Fields nobody stated are listed up to this many; in a brief with more only the stated ones are found by name.
const MOST_UNSTATED: usize = 6_000;

/// Every field of every entity that is there and has no value.
fn unstated_paths(brief: &crate::brief::Brief, stated: &[String]) -> Vec<String> {
    use crate::brief::record::Record;
    use crate::brief::{Field, Ty};
    fn walk(brief: &crate::brief::Brief, fields: &'static [Field], base: &str, out: &mut Vec<String>) {
        for field in fields {
            if out.len() > MOST_UNSTATED {
                return;
            }
            let path = if base.is_empty() { field.name.to_owned() } else { format!("{base}.{}", field.name) };
            match (field.ty)() {
                Ty::Map(inner) => {
                    for id in crate::questions::facts::ids(brief, &path) {
                        if path != "notes" {
                            walk(brief, inner, &format!("{path}.{id}"), out);
                        }
                    }
                }
                Ty::Record(inner) => walk(brief, inner, &path, out),
                _ if path == "schema" => {}
                _ => out.push(path),
            }
        }
    }
    let mut out = Vec::new();
    walk(brief, crate::brief::Brief::fields(), "", &mut out);
    if out.len() > MOST_UNSTATED {
        return Vec::new();
    }
    let stated: std::collections::HashSet<&str> = stated.iter().map(String::as_str).collect();
    out.retain(|path| !stated.contains(path.as_str()));
    out
}

fn walk(value: &toml::Value, path: &str, deep: usize, out: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) if deep > 0 && path != "notes" => {
            for (key, value) in table {
                walk(value, &format!("{path}.{key}"), deep - 1, out);
            }
        }
        toml::Value::Array(_) if ["open_question", "skipped", "waiver", "review_note", "review"].contains(&path) => {}
        _ if path == "notes" || path == "schema" => {}
        _ => out.push(path.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_come_before_scattered_letters_and_missing_letters_are_out() {
        let word = score("quorum", "D20 quorum overlap").unwrap();
        let letters = score("qov", "D20 quorum overlap").unwrap();
        assert!(word < letters);
        assert!(score("zzz", "D20 quorum overlap").is_none());
        assert!(score("", "anything").is_some());
        assert!(score("overlap quorum", "D20 quorum overlap").is_some(), "the order of words does not matter");
    }
}
