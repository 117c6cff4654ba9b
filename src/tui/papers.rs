//! The worker that renders the document of a large brief: the screen goes on showing what it has, and takes the new one
//! when it is there. A small brief is rendered where it is drawn.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::app::{App, Preview};
use super::input::Event;

/// What a preview is of: the state of everything worked out, and the width of the page.
pub type Wanted = (u64, usize);

/// The way to the worker, and what it left.
#[derive(Debug)]
pub struct Papers {
    events: Sender<Event>,
    /// What is being rendered; the next one is not begun before.
    under_way: Option<Wanted>,
    found: Arc<Mutex<Option<Preview>>>,
}

impl Papers {
    pub fn new(events: Sender<Event>) -> Self {
        Self { events, under_way: None, found: Arc::default() }
    }

    /// Begins what the frame that was drawn last missed.
    pub fn ask(&mut self, app: &mut App) -> std::io::Result<()> {
        let Some((state, cells)) = app.paper_missed.take().filter(|_| self.under_way.is_none()) else {
            return Ok(());
        };
        self.under_way = Some((state, cells));
        let (sheet, theme) = (app.session.sheet_of_paper(), app.theme.clone());
        let (found, events) = (Arc::clone(&self.found), self.events.clone());
        thread::Builder::new().name("paper".into()).spawn(move || {
            let preview = Preview::new(&sheet.markdown(), (state, cells), &theme);
            *found.lock().unwrap_or_else(PoisonError::into_inner) = Some(preview);
            // A loop that is gone has nobody to tell.
            let _ = events.send(Event::Rendered);
        })?;
        Ok(())
    }

    /// Hands over what was rendered. If it is of an older state by now, the next frame misses the newer one.
    pub fn tell(&mut self, app: &mut App) {
        self.under_way = None;
        if let Some(preview) = self.found.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let shown = app.preview.take().and_then(|p| p.shown);
            app.preview = Some(Preview { shown, ..preview });
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

    /// With a worker, the Brief screen of a large brief shows what it has until the worker is done, also after a change.
    #[test]
    fn the_document_of_a_large_brief_comes_from_the_worker() {
        let call = |i: u32| format!("[call.many-{i}]\nfrom = \"gateway\"\nto = \"orders\"\n");
        let calls = (0..400).map(call).collect::<String>();
        let text = include_str!("../../tests/data/briefs/example.brief.toml");
        let mut session = Session::new(Date::from_days(20_000), &[], None, &[]);
        session.beside = true;
        session.open("large.brief.toml", &format!("{text}\n{calls}")).unwrap();
        let mut app = App::new(session, Keymap::default(), Theme::new(Palette::Mono, &Abilities::default()));
        let (events, receiver) = channel();
        let mut papers = Papers::new(events);
        papers.ask(&mut app).unwrap();
        assert_eq!(papers.under_way, None, "the Guide asks for no document");

        app.update(Msg::Do(Action::Screen6));
        assert!(screen(&mut app).contains("Writing the document"));
        papers.ask(&mut app).unwrap();
        assert_eq!(receiver.recv(), Ok(Event::Rendered));
        papers.tell(&mut app);
        assert!(screen(&mut app).contains("payments-platform") && app.paper_missed.is_none());
        let first = app.session.markdown();
        let first = crate::export::unwrapped(&first);
        assert!(app.preview.as_ref().is_some_and(|p| p.source == first), "the worker writes what would be exported");

        let edit = crate::brief::Edit::set("brief.title", "Another title");
        app.session.change("title", &[edit]).unwrap();
        assert!(screen(&mut app).contains("payments-platform"), "the one before stands until the new one is there");
        papers.ask(&mut app).unwrap();
        assert_eq!(receiver.recv(), Ok(Event::Rendered));
        papers.tell(&mut app);
        screen(&mut app);
        assert!(app.paper_missed.is_none() && app.preview.is_some_and(|p| p.source.contains("Another title")));
    }
}
