//! The application without a terminal: state, messages in, effects out. No I/O, clock or environment.
//!
//! A shell sends a [`Msg`], performs the [`Effect`]s that come back, and draws what it finds in the fields. Everything that
//! follows from the brief is worked out again after every change, from scratch, so that nothing on screen can be stale.

pub mod action;
pub mod ahead;
pub mod ask;
pub mod charts;
mod coverage;
pub mod diagnose;
pub mod dialog;
mod dialogs;
pub mod document;
pub mod exploring;
pub mod exporting;
pub mod facts;
mod fixes;
pub mod guide;
pub mod history;
mod influence;
pub mod lab;
pub mod lines;
pub mod lists;
pub mod msg;
pub mod outline;
mod outline_edit;
pub mod pages;
pub mod palette;
pub mod paper;
pub mod review;
pub mod rows;
pub mod searching;
pub mod start;
pub mod status;
mod update;
pub mod variants;
mod waive;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

pub use crate::brief::entry;
pub use action::Action;
pub use msg::{Effect, Msg};

use crate::brief::{Date, Edit, Problem};
use dialog::Dialog;
use document::Document;
use facts::Facts;
use lists::List;
use rows::{Difference, Page};
use status::Status;

/// What fills the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Screen {
    #[default]
    Start,
    Guide,
    Workbench,
    Numbers,
    Findings,
    Lab,
    Brief,
    Reference,
    /// Finding by finding to a verdict.
    Review,
    /// From symptoms to a cause.
    Diagnose,
}

impl Screen {
    /// The screens with a digit, in the order of the digits.
    pub const TABS: [Screen; 7] = [
        Screen::Guide,
        Screen::Workbench,
        Screen::Numbers,
        Screen::Findings,
        Screen::Lab,
        Screen::Brief,
        Screen::Reference,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Screen::Start => "Start",
            Screen::Guide => "Guide",
            Screen::Workbench => "Workbench",
            Screen::Numbers => "Numbers",
            Screen::Findings => "Findings",
            Screen::Lab => "Lab",
            Screen::Brief => "Brief",
            Screen::Reference => "Reference",
            Screen::Review => "Review",
            Screen::Diagnose => "Diagnose",
        }
    }
}

/// What the side pane shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    #[default]
    Follows,
    Findings,
    /// The chart of the question on screen; the Guide alone has one.
    Chart,
    Why,
}

/// What the Brief screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// The document as it would be exported.
    #[default]
    Document,
    Topology,
    Calls,
}

impl Paper {
    pub const ALL: [Paper; 3] = [Paper::Document, Paper::Topology, Paper::Calls];

    /// In one word.
    pub fn name(self) -> &'static str {
        match self {
            Paper::Document => "document",
            Paper::Topology => "topology",
            Paper::Calls => "calls",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Paper::Document => "The brief as it would be exported",
            Paper::Topology => "Topology: regions, zones and copies",
            Paper::Calls => "Calls between services",
        }
    }
}

/// What takes the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Screen(Screen),
    /// A line of text, with the number of its entry.
    Text(u64),
    /// A text of several lines, with the number of its entry.
    Area(u64),
    Pick,
    Confirm,
    Pager,
    Palette,
    Answers,
    Help,
    Compare,
    Explored,
    History,
    Export,
    Charts,
}

/// Everything a shell draws.
#[derive(Debug, Default)]
pub struct Session {
    /// What the brief is called on screen.
    pub name: String,
    /// Whether a brief is open.
    pub open: bool,
    pub doc: Document,
    pub facts: Arc<Facts>,
    /// Counts how often everything was worked out anew.
    state: u64,
    /// A worker works previews out: those of a large brief are waited for, so that no key does.
    pub beside: bool,
    pub screen: Screen,
    pub side: Side,
    pub paper: Paper,
    pub guide: guide::Guide,
    pub outline: outline::Outline,
    pub numbers: List,
    pub findings: List,
    pub reference: List,
    pub lab: lab::Lab,
    pub review: review::Reviewing,
    pub diagnose: diagnose::Diagnosing,
    pub start: start::Start,
    pub pages: Vec<Page>,
    pub dialogs: Vec<Dialog>,
    /// The findings on screen, in words.
    words: std::cell::RefCell<lists::Words>,
    /// The lines of the palette, from when it was opened.
    palette: Vec<palette::Line>,
    pub status: Status,
    /// Templates of the user's, in the place of ours.
    pub templates: crate::export::Overrides,
    /// The path that the last change was about, for a preview to scroll to.
    pub touched: Option<String>,
    today: Option<Date>,
    /// What was typed into fields and not accepted, by path.
    drafts: BTreeMap<String, String>,
    entries: u64,
    /// Files that changes name and that are not there: change and file, as the shell saw it last.
    pub missing_files: Vec<(String, String)>,
    /// Counts sweeps.
    tickets: u64,
    /// The last search for runs that break a claim.
    pub search: Option<searching::Search>,
    /// What the slow charts showed.
    drawn: charts::Drawn,
    /// Whether an export writes pictures beside the document.
    pub pictures: bool,
    /// Ctrl-C was the last key: again means quit.
    cancelled: bool,
    /// What the last export left on disk, for the message line.
    exported: Option<PathBuf>,
}

impl Session {
    /// A session at the start screen. `read` names the pages that were read before.
    pub fn new(today: Date, recent: &[PathBuf], name: Option<PathBuf>, read: &[String]) -> Session {
        Session {
            today: Some(today),
            start: start::Start::new(recent, name),
            pages: pages::all(read),
            ..Session::default()
        }
    }

    /// Opens a brief. On failure all its problems; the session stays as it was.
    pub fn open(&mut self, name: &str, text: &str) -> Result<(), Vec<Problem>> {
        self.doc = Document::read(text)?;
        name.clone_into(&mut self.name);
        self.open = true;
        self.missing_files.clear();
        self.search = None;
        self.dialogs.clear();
        self.guide = guide::Guide { path: "trigger".into(), ..guide::Guide::default() };
        self.refresh();
        self.guide.at = self.guide.open_from(0);
        self.settle();
        self.go(Screen::Guide);
        self.preview_if_due();
        Ok(())
    }

    /// What takes the keys now.
    pub fn focus(&self) -> Focus {
        match self.dialogs.last() {
            None => Focus::Screen(self.screen),
            Some(Dialog::Entry(e)) if e.area => Focus::Area(e.id),
            Some(Dialog::Entry(e)) => Focus::Text(e.id),
            Some(Dialog::Pick(_)) => Focus::Pick,
            Some(Dialog::Confirm(_)) => Focus::Confirm,
            Some(Dialog::Pager(_)) => Focus::Pager,
            Some(Dialog::Palette { .. }) => Focus::Palette,
            Some(Dialog::Answers { .. }) => Focus::Answers,
            Some(Dialog::Help) => Focus::Help,
            Some(Dialog::Compare { .. }) => Focus::Compare,
            Some(Dialog::Explored { .. }) => Focus::Explored,
            Some(Dialog::History { .. }) => Focus::History,
            Some(Dialog::Export(_)) => Focus::Export,
            Some(Dialog::Charts { .. }) => Focus::Charts,
        }
    }

    /// Shows a screen; those about a brief only once there is one.
    pub(crate) fn go(&mut self, screen: Screen) {
        if !self.open && !matches!(screen, Screen::Start | Screen::Reference) {
            self.needs_brief(screen.title());
            return;
        }
        self.dialogs.clear();
        self.screen = screen;
        match screen {
            Screen::Guide => self.guide.preview_due = true,
            Screen::Workbench => self.outline.rebuild(self.doc.brief()),
            Screen::Lab => {
                self.refresh_lab();
                self.rejudge();
            }
            _ => {}
        }
    }

    /// Says that something needs a brief, and where one is begun.
    pub(crate) fn needs_brief(&mut self, what: &str) {
        let how = if self.screen == Screen::Start {
            "start or open one here with Enter"
        } else {
            "Esc leads to the start screen, where one is started or opened"
        };
        self.status = Status::plain(format!("{what} needs a brief: {how}"));
    }

    /// Makes a change, for undo under this name, and works everything out again. An error in words when it cannot be made.
    pub(crate) fn change(&mut self, what: &str, edits: &[Edit]) -> Result<Vec<Effect>, String> {
        match self.doc.apply(what, edits) {
            Ok(false) => Ok(Vec::new()),
            Ok(true) => {
                self.touched = edits.iter().map(|e| e.path().to_owned()).find(|p| !p.starts_with("notes"));
                self.status = Status::default();
                match self.guide.ahead.facts(self.state, self.doc.brief()) {
                    Some(foreseen) => {
                        self.doc.share(foreseen.shared());
                        self.follow(foreseen);
                    }
                    None => self.refresh(),
                }
                Ok(vec![Effect::Journal(edits.to_vec())])
            }
            Err(problems) => Err(words(&problems)),
        }
    }

    /// What would differ with these edits.
    pub(crate) fn difference_of(&self, edits: &[Edit]) -> Result<Difference, String> {
        self.trial(edits).run(false)
    }

    /// Edits to be tried, for a worker too.
    pub(crate) fn trial(&self, edits: &[Edit]) -> Trial {
        Trial { facts: Arc::clone(&self.facts), edits: edits.to_vec(), today: self.today }
    }

    pub(crate) fn facts_of(&self, brief: &crate::brief::Brief) -> Facts {
        facts::of(brief, self.today)
    }

    /// What is left to be sampled for the brief as it stands.
    pub fn unsampled(&self) -> &[crate::numbers::staleness::Question] {
        &self.facts.unsampled
    }

    /// A worker has sampled something: it is among the figures from now on.
    pub fn sampled(&mut self) {
        self.refresh();
    }

    /// Everything that follows from the brief, again.
    pub(crate) fn refresh(&mut self) {
        self.follow(Arc::new(facts::of_shared(self.doc.shared(), self.today)));
    }

    /// These are the facts from now on.
    fn follow(&mut self, facts: Arc<Facts>) {
        self.facts = facts;
        self.state += 1;
        self.refresh_steps();
        if self.screen == Screen::Workbench {
            self.outline.rebuild(self.doc.brief());
        }
        self.guide.preview_due = true;
        self.refresh_lab();
    }

    /// The brief as it would be exported.
    pub fn markdown(&self) -> String {
        self.sheet_of_paper().markdown()
    }

    /// What that is made of, for a worker.
    pub fn sheet_of_paper(&self) -> paper::Sheet {
        paper::Sheet::new(self)
    }

    /// Whether the document, or what an edit would change, takes longer than a frame may, and a worker is there for it.
    pub fn works_beside(&self) -> bool {
        self.beside && !self.facts.is_small()
    }

    /// Counts how often everything was worked out anew.
    pub fn state(&self) -> u64 {
        self.state
    }

    pub fn today(&self) -> Option<Date> {
        self.today
    }
}

/// Edits that are tried on the brief as it stands.
#[derive(Debug)]
pub(crate) struct Trial {
    facts: Arc<Facts>,
    edits: Vec<Edit>,
    today: Option<Date>,
}

impl Trial {
    /// What would differ, or why the brief does not take them; `beside` another thread that answers keys.
    pub(crate) fn run(&self, beside: bool) -> Result<Difference, String> {
        let mut next = self.facts.brief().clone();
        crate::brief::apply(&mut next, &self.edits).map_err(|problems| words(&problems))?;
        let follow = if beside { facts::of_beside } else { facts::of_own };
        Ok(facts::difference(&self.facts, &follow(next, self.today)))
    }
}

/// Problems in one line.
fn words(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

fn effect_list(effect: Effect) -> Vec<Effect> {
    vec![effect]
}
