//! The start screen: a new brief by what brings a person here, a recent one, or reading.

use std::path::{Path, PathBuf};

use super::dialog::{Dialog, Purpose};
use super::msg::Effect;
use super::{Screen, Session};

/// One line of the start screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub group: &'static str,
    pub label: String,
    pub description: String,
    pub does: Begin,
}

/// What the text of a new brief comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The skeleton, with this trigger.
    Trigger(&'static str),
    Preset(&'static str),
    /// The example with its mistake.
    Example,
}

/// What a line starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begin {
    /// A new brief, with the trigger of its path; empty asks for it first.
    New(&'static str),
    Open(PathBuf),
    /// A brief that comes with the program, under a new name.
    Preset(&'static str),
    /// A new brief about an incident that is going on.
    Diagnose,
    /// Somebody's brief, named first.
    Review,
    /// The finished example.
    Example,
    Read,
}

/// Lines and cursor.
#[derive(Debug, Clone, Default)]
pub struct Start {
    pub items: Vec<Item>,
    pub cursor: usize,
    /// What the brief that is being named starts from.
    pub(super) from: Option<From>,
    /// The mode to go to once the brief is open.
    pub(super) then: Option<Screen>,
    /// The name it will have, where one was given on the command line.
    pub name: Option<PathBuf>,
}

/// What brings people here: label, trigger, description.
const NEW: &[(&str, &str, &str)] = &[
    ("Early architecture", "early_design", "A new system, or the first written design of one; at most 12 questions."),
    ("Multi-region or replication", "multi_region", "A region or a replica site is being added."),
    ("After an incident", "incident_divergence", "Data differs, a quorum was lost, a herd came."),
    ("A failing objective", "slo_miss_tail", "Slow tails, backlogs, saturation."),
    ("Before a lock or lease", "pre_lock", "A lock, a lease, a leader."),
    ("Before a transaction", "pre_txn", "A change of several things at once."),
    ("Before an idempotency key", "pre_idempotency", "Repeated writes, and how long they are recognised."),
];

/// Said below the example until the first key.
pub const EXAMPLE_HINT: &str = "One mistake is in this brief on purpose: 4 shows it, f fixes it, 6 the document";

/// The text a new brief starts with.
pub fn text(from: From, title: &str) -> String {
    match from {
        From::Trigger(trigger) => crate::questions::skeleton(trigger, title),
        From::Preset(name) => crate::templates::preset(name).map(|p| p.text.to_owned()).unwrap_or_default(),
        From::Example => crate::templates::DEMO.to_owned(),
    }
}

/// The name of a file, with the folder it stands in where another has the same name.
fn name_among(path: &Path, all: &[PathBuf]) -> String {
    let name = |p: &Path| p.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let own = name(path);
    let folder = path.parent().map(name).filter(|f| !f.is_empty());
    match folder {
        Some(folder) if all.iter().any(|p| p != path && name(p) == own) => format!("{folder}/{own}"),
        _ => own,
    }
}

impl Start {
    /// The lines, with the briefs opened last.
    pub fn new(recent: &[PathBuf], name: Option<PathBuf>) -> Start {
        let mut items: Vec<Item> = NEW
            .iter()
            .map(|(label, trigger, description)| Item {
                group: "New brief",
                label: (*label).to_owned(),
                description: (*description).to_owned(),
                does: Begin::New(trigger),
            })
            .collect();
        items.push(Item {
            group: "Work on one",
            label: "Diagnose an incident".into(),
            description: "From what is seen to a cause, what to do first, and a change list.".into(),
            does: Begin::Diagnose,
        });
        items.push(Item {
            group: "Work on one",
            label: "Review a brief".into(),
            description: "Somebody's brief, or a document exported from it, finding by finding to a verdict.".into(),
            does: Begin::Review,
        });
        items.push(Item {
            group: "Look around",
            label: "A finished example".into(),
            description: "A shop takes orders and charges cards; one mistake is in it on purpose.".into(),
            does: Begin::Example,
        });
        items.extend(recent.iter().map(|path| Item {
            group: "Open",
            label: name_among(path, recent),
            description: path.parent().map(|p| p.display().to_string()).unwrap_or_default(),
            does: Begin::Open(path.clone()),
        }));
        items.extend(crate::templates::PRESETS.iter().map(|p| Item {
            group: "Preset",
            label: p.name.to_owned(),
            description: p.about.to_owned(),
            does: Begin::Preset(p.name),
        }));
        items.push(Item {
            group: "Read",
            label: "Must-read pages".into(),
            description: "Which tool for which question, web research, code search.".into(),
            does: Begin::Read,
        });
        Start { items, cursor: 0, name, ..Start::default() }
    }
}

impl Start {
    /// Lists unsaved work of sessions that did not end well, first: its file, how many answers, and how the file stands.
    pub fn offer(&mut self, found: &[(PathBuf, usize, &'static str)]) {
        let items = found.iter().map(|(path, edits, standing)| {
            let answers = if *edits == 1 { "1 answer".to_owned() } else { format!("{edits} answers") };
            let folder = path.parent().map(|p| p.display().to_string()).unwrap_or_default();
            Item {
                group: "Unsaved work",
                label: path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
                description: format!("{answers} not in the file; {standing}; {folder}"),
                does: Begin::Open(path.clone()),
            }
        });
        self.items.splice(0..0, items);
    }
}

impl Session {
    pub(super) fn start_accept(&mut self) -> Vec<Effect> {
        let Some(item) = self.start.items.get(self.start.cursor).cloned() else { return Vec::new() };
        match item.does {
            Begin::Open(path) => vec![Effect::Open(path)],
            Begin::Read => {
                self.go(Screen::Reference);
                Vec::new()
            }
            Begin::Diagnose => {
                self.start.then = Some(Screen::Diagnose);
                self.name_it(From::Trigger("incident_divergence"), "incident")
            }
            Begin::Review => {
                let hint = "The file, such as orders.brief.toml or docs/orders.md".to_owned();
                let recent = self.start.items.iter().find_map(|i| match &i.does {
                    Begin::Open(path) => Some(path.display().to_string()),
                    _ => None,
                });
                let entry =
                    self.entry("Review which brief?".into(), hint, recent.unwrap_or_default(), Purpose::ReviewFile);
                self.dialogs.push(Dialog::Entry(entry));
                Vec::new()
            }
            Begin::New(trigger) => self.name_it(From::Trigger(trigger), "system"),
            Begin::Preset(name) => self.name_it(From::Preset(name), name),
            Begin::Example => Session::start_example(),
        }
    }

    /// Opens the example where the person stands; its file is made with the first change.
    pub(super) fn start_example() -> Vec<Effect> {
        vec![Effect::Create { path: PathBuf::from("demo.brief.toml"), from: From::Example }]
    }

    /// Asks for the name of a new brief, unless the command line gave one.
    fn name_it(&mut self, from: From, name: &str) -> Vec<Effect> {
        self.start.from = Some(from);
        if let Some(path) = self.start.name.clone() {
            return vec![Effect::Create { path, from }];
        }
        let hint = "A name such as checkout; the file will be checkout.brief.toml".to_owned();
        let entry = self.entry("Name of the brief".into(), hint, name.to_owned(), Purpose::Create);
        self.dialogs.push(Dialog::Entry(entry));
        Vec::new()
    }

    pub(super) fn start_review(&mut self, name: &str) -> Result<Vec<Effect>, String> {
        let name = name.trim();
        if name.is_empty() {
            return Err("The name of a file is needed".into());
        }
        self.start.then = Some(Screen::Review);
        Ok(vec![Effect::Open(PathBuf::from(name))])
    }

    /// The mode that was chosen on the start screen, once there is a brief for it.
    pub(super) fn start_then(&mut self) {
        match self.start.then.take() {
            Some(Screen::Review) => self.open_review(),
            Some(Screen::Diagnose) => self.open_diagnose(),
            _ => {}
        }
    }

    pub(super) fn create(&mut self, name: &str) -> Result<Vec<Effect>, String> {
        let name = name.trim();
        let stem = name.strip_suffix(".brief.toml").unwrap_or(name);
        if stem.is_empty() || stem.contains(char::is_control) {
            return Err("A name of at least one character is needed".into());
        }
        let from = self.start.from.unwrap_or(From::Trigger("early_design"));
        Ok(vec![Effect::Create { path: PathBuf::from(format!("{stem}.brief.toml")), from }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsaved_work_stands_first_and_says_how_much_it_is() {
        let mut start = Start::new(&[PathBuf::from("/b/recent.brief.toml")], None);
        let before = start.items.len();
        start.offer(&[(PathBuf::from("/a/orders.brief.toml"), 3, "the file is as it was")]);
        assert_eq!(start.items.len(), before + 1);
        let first = &start.items[0];
        assert_eq!((first.group, first.label.as_str()), ("Unsaved work", "orders.brief.toml"));
        assert!(first.description.starts_with("3 answers not in the file; the file is as it was; "));
        assert_eq!(first.does, Begin::Open("/a/orders.brief.toml".into()));
    }
    #[test]
    fn recent_files_of_one_name_are_told_apart_by_their_folders() {
        let recent = ["/a/shop/orders.brief.toml", "/a/bank/orders.brief.toml", "/a/bank/cards.brief.toml"];
        let start = Start::new(&recent.map(PathBuf::from), None);
        let labels: Vec<&str> = start.items.iter().filter(|i| i.group == "Open").map(|i| i.label.as_str()).collect();
        assert_eq!(labels, ["shop/orders.brief.toml", "bank/orders.brief.toml", "cards.brief.toml"]);
    }
}
