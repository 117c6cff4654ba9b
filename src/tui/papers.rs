//! The worker that renders the document of a large brief and works out what a change to it would move: the screen goes on
//! showing what it has, and takes the new when it is there. For a small brief both are done where they are drawn.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use super::app::{App, Preview};
use super::beside::Beside;
use super::input::Event;
use crate::session::rows::Difference;

/// What a preview is of: the state of everything worked out, and the width of the page.
pub type Wanted = (u64, usize);

/// The way to the worker, and what it left.
#[derive(Debug)]
pub struct Papers {
    beside: Beside,
    events: Sender<Event>,
    /// What is being rendered; the next one is not begun before.
    under_way: Option<Wanted>,
    /// A change is being tried; likewise.
    trying: bool,
    found: Arc<Mutex<Vec<Found>>>,
}

#[derive(Debug)]
enum Found {
    Paper(Preview),
    /// Version of the brief, key, what would differ.
    Effect(u64, String, Result<Difference, String>),
}

impl Papers {
    pub fn new(beside: Beside, events: Sender<Event>) -> Self {
        Self { beside, events, under_way: None, trying: false, found: Arc::default() }
    }

    /// Begins what the frame that was drawn last missed.
    pub fn ask(&mut self, app: &mut App) {
        if let Some((state, cells)) = app.paper_missed.take().filter(|_| self.under_way.is_none()) {
            let (sheet, theme) = (app.session.sheet_of_paper(), app.theme.clone());
            self.begin(move || Found::Paper(Preview::new(&sheet.markdown(), (state, cells), &theme)));
            self.under_way = Some((state, cells));
        }
        if let Some((version, key, edits)) = app.effect_missed.take().filter(|_| !self.trying) {
            let trial = app.session.trial(&edits);
            self.begin(move || Found::Effect(version, key, trial.run(true)));
            self.trying = true;
        }
    }

    fn begin(&self, work: impl FnOnce() -> Found + Send + 'static) {
        let (found, events) = (Arc::clone(&self.found), self.events.clone());
        self.beside.run(move || {
            let done = work();
            found.lock().unwrap_or_else(PoisonError::into_inner).push(done);
            // A loop that is gone has nobody to tell.
            let _ = events.send(Event::Rendered);
        });
    }

    /// Hands over what was found. If it is of an older state by now, the next frame misses the newer one.
    pub fn tell(&mut self, app: &mut App) {
        for done in std::mem::take(&mut *self.found.lock().unwrap_or_else(PoisonError::into_inner)) {
            match done {
                Found::Paper(preview) => {
                    self.under_way = None;
                    let shown = app.preview.take().and_then(|p| p.shown);
                    app.preview = Some(Preview { shown, ..preview });
                }
                Found::Effect(version, key, difference) => {
                    self.trying = false;
                    app.effect = Some((version, key, difference));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::brief::Date;
    use crate::session::{Action, Msg, Session};
    use crate::tui::keymap::Keymap;
    use crate::tui::theme::{Abilities, Palette, Theme};
    use crate::tui::view;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    fn screen(app: &mut App) -> String {
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| view::draw(app, frame)).unwrap();
        terminal.backend().to_string()
    }

    /// A brief too large for a frame, with a worker beside the screen.
    fn large() -> App {
        let call = |i: u32| format!("[call.many-{i}]\nfrom = \"gateway\"\nto = \"orders\"\n");
        let calls = (0..400).map(call).collect::<String>();
        let text = include_str!("../../tests/data/briefs/example.brief.toml");
        let mut session = Session::new(Date::from_days(20_000), &[], None, &[]);
        session.beside = true;
        session.open("large.brief.toml", &format!("{text}\n{calls}")).unwrap();
        App::new(session, Keymap::default(), Theme::new(Palette::Mono, &Abilities::default()))
    }

    /// With a worker, the Brief screen of a large brief shows what it has until the worker is done, also after a change.
    #[test]
    fn the_document_of_a_large_brief_comes_from_the_worker() {
        let mut app = large();
        let (events, receiver) = channel();
        let mut papers = Papers::new(Beside::start().unwrap(), events);
        papers.ask(&mut app);
        assert_eq!(papers.under_way, None, "the Guide asks for no document");

        app.update(Msg::Do(Action::Screen6));
        assert!(screen(&mut app).contains("Writing the document"));
        papers.ask(&mut app);
        assert_eq!(receiver.recv(), Ok(Event::Rendered));
        papers.tell(&mut app);
        assert!(screen(&mut app).contains("payments-platform") && app.paper_missed.is_none());
        let first = app.session.markdown();
        let first = crate::export::unwrapped(&first);
        assert!(app.preview.as_ref().is_some_and(|p| p.source == first), "the worker writes what would be exported");

        let edit = crate::brief::Edit::set("brief.title", "Another title");
        app.session.change("title", &[edit]).unwrap();
        assert!(screen(&mut app).contains("payments-platform"), "the one before stands until the new one is there");
        papers.ask(&mut app);
        assert_eq!(receiver.recv(), Ok(Event::Rendered));
        papers.tell(&mut app);
        screen(&mut app);
        assert!(app.paper_missed.is_none() && app.preview.is_some_and(|p| p.source.contains("Another title")));
    }

    /// What a fix would change in a large brief is said as soon as the worker knows it.
    #[test]
    fn what_a_fix_changes_in_a_large_brief_comes_from_the_worker() {
        let mut app = large();
        let (events, receiver) = channel();
        let mut papers = Papers::new(Beside::start().unwrap(), events);
        app.update(Msg::Do(Action::Screen4));
        let mut seen = screen(&mut app);
        while !seen.contains("Smallest change") {
            app.update(Msg::Do(Action::Down));
            seen = screen(&mut app);
        }
        let (_, key, edits) = app.effect_missed.clone().expect("a fix to be tried");
        let want = app.session.difference_of(&edits).unwrap();
        papers.ask(&mut app);
        assert_eq!(receiver.recv(), Ok(Event::Rendered));
        papers.tell(&mut app);
        screen(&mut app);
        assert!(app.effect_missed.is_none(), "it is asked for again");
        assert!(app.effect.is_some_and(|(_, k, found)| k == key && found == Ok(want)));
    }

    /// So is what a nudge in the Lab moves.
    #[test]
    fn what_a_nudge_moves_in_a_large_brief_comes_from_the_worker() {
        let mut app = large();
        let (events, receiver) = channel();
        let mut papers = Papers::new(Beside::start().unwrap(), events);
        app.update(Msg::Do(Action::Screen5));
        screen(&mut app);
        assert!(app.effect_missed.is_none(), "nothing is nudged");
        app.update(Msg::Do(Action::Forward));
        assert!(screen(&mut app).contains("Working out what follows"));
        papers.ask(&mut app);
        assert_eq!(receiver.recv(), Ok(Event::Rendered));
        papers.tell(&mut app);
        assert!(!screen(&mut app).contains("Working out what follows") && app.effect_missed.is_none());
        let want = app.session.difference_of(&app.session.nudges()).unwrap();
        assert!(!want.numbers.is_empty() && app.effect.is_some_and(|(_, _, found)| found == Ok(want)));
    }
    /// So is what a value changes while it is typed; whether it reads is said at once.
    #[test]
    fn what_a_typed_value_changes_in_a_large_brief_comes_from_the_worker() {
        let mut app = large();
        let (events, receiver) = channel();
        let mut papers = Papers::new(Beside::start().unwrap(), events);
        app.update(Msg::Do(Action::Screen2));
        app.session.edit_field("call.gateway-orders.timeout");
        app.update(Msg::Draft("30".into()));
        let seen = screen(&mut app);
        assert!(seen.contains("shown as soon as") && app.effect_missed.is_none(), "{seen}");
        app.update(Msg::Draft("300ms".into()));
        assert!(screen(&mut app).contains("Working out what follows"));
        papers.ask(&mut app);
        assert_eq!(receiver.recv(), Ok(Event::Rendered));
        papers.tell(&mut app);
        assert!(!screen(&mut app).contains("Working out what follows") && app.effect_missed.is_none());
        assert!(matches!(&app.effect, Some((_, _, Ok(found))) if !found.numbers.is_empty()));
    }
}
