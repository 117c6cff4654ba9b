//! The session and what only a terminal needs beside it: cursors of text fields, scroll positions, the keymap and the theme.
//! Keys come in, effects go out; drawing reads it. No terminal is touched here, so tests drive it whole.

use std::collections::HashMap;

use ratatui::layout::Rect;

use super::key::Key;
use super::keymap::{Context, Keymap};
use super::theme::Theme;
use super::widget::field::Field;
use super::widget::textarea::Area;
use crate::brief::Edit;
use crate::numbers::charts::{Chart, Picture};
use crate::session::charts::Shown;
use crate::session::dialog::Dialog;
use crate::session::rows::Difference;
use crate::session::{Action, Effect, Focus, Msg, Paper, Screen, Session};

/// The application as a terminal shows it.
#[derive(Debug)]
pub struct App {
    pub session: Session,
    pub keymap: Keymap,
    pub theme: Theme,
    pub field: Field,
    pub area: Area,
    /// The entry that the field or the area was filled for.
    entry: Option<u64>,
    /// Something was typed that the session does not know yet.
    untold: bool,
    /// First visible row of each scrolled region, by name.
    pub offsets: HashMap<&'static str, usize>,
    /// Highest first row of the page on screen, known once it was drawn.
    pub page_end: usize,
    /// Rows of the page on screen.
    pub page_rows: usize,
    /// What can be clicked on the frame that was drawn last.
    pub spots: Vec<(Rect, Spot)>,
    /// The exported brief as it was last rendered.
    pub preview: Option<Preview>,
    /// The rendering that the last frame would have shown and that a worker is asked for.
    pub paper_missed: Option<super::papers::Wanted>,
    /// What the fix of a finding would change: version of the brief, key of the finding, difference.
    pub(super) effect: Option<(u64, String, Result<Difference, String>)>,
    /// The one that the last frame would have shown and that a worker is asked for: version, key, edits.
    pub(super) effect_missed: Option<(u64, String, Vec<Edit>)>,
    /// The chart beside the question, for a version of the brief and a question.
    beside: Option<(u64, String, Option<Sheet>)>,
    /// The chart on screen, for a version of the brief and a place among all.
    sheet: Option<(u64, usize, Option<Sheet>)>,
}

/// What edits would change, as far as it is known.
#[derive(Debug)]
pub enum Moves<'a> {
    This(&'a Difference),
    /// The brief does not take them, and why.
    Refused(&'a str),
    /// A worker works it out.
    Awaited,
}

/// A chart and its picture.
pub type Sheet = (&'static Chart, Picture);

/// Something to click on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A tab, by the place of its screen.
    Tab(usize),
    /// Rows of a list, the first of them being this one.
    Rows(usize),
    /// One row of a list, however many lines it has.
    Row(usize),
}

/// A rendered text, kept until its source or the width changes.
#[derive(Debug)]
pub struct Preview {
    pub source: String,
    /// Of everything that was worked out.
    pub state: u64,
    pub cells: usize,
    pub rendered: super::markdown::Rendered,
    /// The path it was last scrolled to.
    pub shown: Option<String>,
}

impl Preview {
    /// Renders a document for a page of that width. Its front matter is for programs and is left out.
    pub fn new(document: &str, (state, cells): super::papers::Wanted, theme: &Theme) -> Preview {
        let source = crate::export::unwrapped(document).to_owned();
        let rendered = super::markdown::render(&source, cells, theme);
        Preview { source, state, cells, rendered, shown: None }
    }
}

impl App {
    pub fn new(session: Session, keymap: Keymap, theme: Theme) -> App {
        App {
            session,
            keymap,
            theme,
            field: Field::default(),
            area: Area::new(""),
            entry: None,
            untold: false,
            offsets: HashMap::new(),
            page_end: 0,
            page_rows: 0,
            spots: Vec::new(),
            preview: None,
            paper_missed: None,
            effect: None,
            effect_missed: None,
            beside: None,
            sheet: None,
        }
    }

    /// What the fix of a finding would change, worked out once for each state of the brief; beside the screen where it takes
    /// longer than a frame may.
    pub fn effect_of(&mut self, key: &str, edits: &[Edit]) -> Moves<'_> {
        let version = self.session.doc.version();
        if self.effect.as_ref().is_none_or(|(v, k, _)| *v != version || k != key) {
            if self.session.works_beside() {
                self.effect_missed = Some((version, key.to_owned(), edits.to_vec()));
                return Moves::Awaited;
            }
            let difference = self.session.difference_of(edits);
            self.effect = Some((version, key.to_owned(), difference));
        }
        match &self.effect {
            Some((_, _, Ok(difference))) => Moves::This(difference),
            Some((_, _, Err(why))) => Moves::Refused(why),
            None => Moves::Awaited,
        }
    }

    /// The chart beside the question on screen, drawn once for each state of the brief.
    pub fn beside(&mut self) -> Option<&Sheet> {
        let version = self.session.doc.version();
        let key = self.session.guide.step().map(|s| s.key.clone()).unwrap_or_default();
        if self.beside.as_ref().is_none_or(|(v, k, _)| *v != version || *k != key) {
            self.beside = Some((version, key, self.session.chart_beside()));
        }
        self.beside.as_ref().and_then(|(_, _, chart)| chart.as_ref())
    }

    /// The chart at a place among all, drawn once for each state of the brief; `None` while a worker draws it.
    pub fn sheet(&mut self, place: usize) -> Option<&Sheet> {
        let version = self.session.doc.version();
        if self.sheet.as_ref().is_none_or(|(v, p, chart)| *v != version || *p != place || chart.is_none()) {
            let found = self.session.sheets().into_iter().nth(place);
            let chart = found.and_then(|(chart, at)| match self.session.sheet(chart, &at) {
                Some(Shown::Picture(picture)) => Some((chart, *picture)),
                _ => None,
            });
            self.sheet = Some((version, place, chart));
        }
        self.sheet.as_ref().and_then(|(_, _, chart)| chart.as_ref())
    }

    /// The contexts that a key is looked up in, the innermost first.
    pub fn contexts(&self) -> &'static [Context] {
        contexts(self.session.focus())
    }

    /// The key of an action on the screen itself, also while something is open over it; empty where it has none.
    pub fn key_below(&self, action: Action) -> String {
        self.keymap.key_of(contexts(Focus::Screen(self.session.screen)), action).unwrap_or_default()
    }

    /// A key was pressed.
    pub fn key(&mut self, key: Key) -> Vec<Effect> {
        let effects = match self.keymap.find(self.contexts(), key) {
            Some(action) => self.act(action),
            None if self.types(key) => self.tell(),
            None => Vec::new(),
        };
        self.sync();
        effects
    }

    /// A key that only types is taken into the field that has the focus; [`App::tell`] passes the text on once for all
    /// keys that arrived together. False: the key means something else.
    pub fn types(&mut self, key: Key) -> bool {
        if self.keymap.find(self.contexts(), key).is_some() {
            return false;
        }
        let typed = match self.session.focus() {
            Focus::Text(_) | Focus::Palette => self.field.key(key),
            Focus::Area(_) => self.area.key(key),
            _ => false,
        };
        self.untold |= typed;
        typed
    }

    /// Tells the session what was typed since it was last told.
    pub fn tell(&mut self) -> Vec<Effect> {
        if !std::mem::take(&mut self.untold) {
            return Vec::new();
        }
        let draft = match self.session.focus() {
            Focus::Area(_) => self.area.text(),
            _ => self.field.text().to_owned(),
        };
        self.update(Msg::Draft(draft))
    }

    /// A click: on a tab, or on a row of the list that has the focus.
    pub fn click(&mut self, x: u16, y: u16) -> Vec<Effect> {
        let at = ratatui::layout::Position { x, y };
        // What was drawn last lies on top.
        let Some((area, spot)) = self.spots.iter().rev().find(|(area, _)| area.contains(at)).copied() else {
            return Vec::new();
        };
        let effects = match spot {
            Spot::Tab(n) => {
                let action = Action::ALL.iter().find(|a| a.screen() == Some(n + 1));
                action.map(|a| self.act(*a)).unwrap_or_default()
            }
            Spot::Row(row) => self.session.update(Msg::Point(row)),
            Spot::Rows(first) => self.session.update(Msg::Point(first + usize::from(y - area.y))),
        };
        self.sync();
        effects
    }

    /// The wheel: as the keys up and down.
    pub fn wheel(&mut self, up: bool) -> Vec<Effect> {
        let effects = self.act(if up { Action::Up } else { Action::Down });
        self.sync();
        effects
    }

    /// Text was pasted: into the field that has the focus, or nowhere.
    pub fn paste(&mut self, text: &str) -> Vec<Effect> {
        let draft = match self.session.focus() {
            Focus::Text(_) | Focus::Palette => {
                self.field.insert(text);
                self.field.text().to_owned()
            }
            Focus::Area(_) => {
                self.area.insert(text);
                self.area.text()
            }
            _ => return Vec::new(),
        };
        self.session.update(Msg::Draft(draft))
    }

    /// Something else happened.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let effects = self.session.update(msg);
        self.sync();
        effects
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        // A page scrolls by what is on screen, which only the terminal knows.
        let paged = matches!(self.session.focus(), Focus::Pager | Focus::Help | Focus::Screen(Screen::Brief));
        if paged && self.scroll(action) {
            return Vec::new();
        }
        if action == Action::Help && self.session.dialogs.is_empty() {
            self.offsets.insert("page", 0);
        }
        self.session.update(Msg::Do(action))
    }

    fn scroll(&mut self, action: Action) -> bool {
        let name = match (self.session.dialogs.is_empty(), self.session.paper) {
            (false, _) => "page",
            (true, Paper::Document) => "brief",
            (true, _) => "drawing",
        };
        let at = self.offsets.entry(name).or_default();
        let rows = self.page_rows.saturating_sub(1).max(1);
        let to = match action {
            Action::Up => at.saturating_sub(1),
            Action::Down => *at + 1,
            Action::PageUp => at.saturating_sub(rows),
            Action::PageDown => *at + rows,
            Action::First => 0,
            Action::Last => self.page_end,
            _ => return false,
        };
        *at = to.min(self.page_end);
        true
    }

    /// Fills the text field for the entry that has the focus now, when it is another one than before.
    fn sync(&mut self) {
        let now = match self.session.focus() {
            Focus::Text(id) | Focus::Area(id) => Some(id),
            Focus::Palette => Some(0),
            _ => None,
        };
        if now == self.entry {
            return;
        }
        self.entry = now;
        match self.session.dialogs.last() {
            Some(Dialog::Entry(entry)) if entry.area => self.area = Area::new(&entry.draft),
            Some(Dialog::Entry(entry)) if entry.suggests() => self.field = Field::suggested(entry.draft.clone()),
            Some(Dialog::Entry(entry)) => self.field = Field::new(entry.draft.clone()),
            Some(Dialog::Palette { query, .. }) => self.field = Field::new(query.clone()),
            Some(Dialog::Pager(_)) => {
                self.offsets.insert("page", 0);
            }
            _ => {}
        }
        if now.is_none() {
            self.offsets.insert("page", 0);
        }
    }
}

/// The contexts of what has the focus, the innermost first.
fn contexts(focus: Focus) -> &'static [Context] {
    use Context::{
        Always, Area, Brief, Changes, Compared, Confirm, Diagnose, Explored, ExportPanel, Findings, Global, Guide, Lab,
        List, Numbers, Outline, Pager, PaletteBox, Pick, Reference, Review, Sheet, Start, Text,
    };
    match focus {
        Focus::Text(_) => &[Text, Always],
        Focus::Area(_) => &[Area, Always],
        Focus::Palette => &[PaletteBox, Always],
        Focus::Confirm => &[Confirm, Always],
        Focus::Pager | Focus::Help => &[Pager, List, Always],
        Focus::Pick => &[Pick, List, Pager, Always],
        Focus::Answers => &[Start, List, Pager, Always],
        Focus::Compare => &[Compared, List, Pager, Always],
        Focus::Explored => &[Explored, List, Pager, Always],
        Focus::History => &[Changes, List, Pager, Always],
        Focus::Charts => &[Sheet, List, Pager, Always],
        Focus::Export => &[ExportPanel, List, Pager, Always],
        Focus::Screen(Screen::Start) => &[Start, List, Global, Always],
        Focus::Screen(Screen::Guide) => &[Guide, List, Global, Always],
        Focus::Screen(Screen::Workbench) => &[Outline, List, Global, Always],
        Focus::Screen(Screen::Numbers) => &[Numbers, List, Global, Always],
        Focus::Screen(Screen::Findings) => &[Findings, List, Global, Always],
        Focus::Screen(Screen::Lab) => &[Lab, List, Global, Always],
        Focus::Screen(Screen::Brief) => &[Brief, List, Global, Always],
        Focus::Screen(Screen::Review) => &[Review, List, Global, Always],
        Focus::Screen(Screen::Diagnose) => &[Diagnose, List, Global, Always],
        Focus::Screen(Screen::Reference) => &[Reference, List, Global, Always],
    }
}
