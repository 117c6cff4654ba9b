//! The application on a test backend: made from a text, driven by keys, looked at as text.

use std::ops::ControlFlow;

use dsbench::brief::Date;
use dsbench::machines;
use dsbench::numbers::{World, derive_in};
use dsbench::session::{Effect, Msg, Session, exporting};
use dsbench::tui::app::App;
use dsbench::tui::keymap::Keymap;
use dsbench::tui::theme::{Abilities, Palette, Theme};
use dsbench::tui::view;

use super::keys::keys;
use super::screen;

pub const EXAMPLE: &str = include_str!("../../data/briefs/example.brief.toml");

pub fn today() -> Date {
    "2026-11-24".parse().expect("a date")
}

/// The application with this brief open; at the start screen without one.
pub fn app_with(text: &str) -> App {
    themed(text, Theme::new(Palette::Default, &Abilities { unicode: false, ..Abilities::default() }))
}

/// The application in some theme.
pub fn themed(text: &str, theme: Theme) -> App {
    let mut session = Session::new(today(), &[], None, &[]);
    if !text.is_empty() {
        session.open("orders.brief.toml", text).unwrap_or_else(|p| panic!("{p:?}"));
    }
    App::new(session, Keymap::default(), theme)
}

/// A brief that nobody has answered yet.
pub fn fresh() -> App {
    app_with(&dsbench::questions::skeleton("early_design", "Checkout"))
}

/// Presses keys and returns every effect that came of them.
pub fn press(app: &mut App, text: &str) -> Vec<Effect> {
    keys(text).into_iter().flat_map(|key| app.key(key)).collect()
}

/// Presses keys, each answered by what stands in for the shell.
pub fn walk(app: &mut App, text: &str) {
    for key in keys(text) {
        let effects = app.key(key);
        serve(app, effects);
    }
}

/// What the shell answers to what leads to a screen: a sweep that is done, a folder without files.
fn serve(app: &mut App, effects: Vec<Effect>) {
    for effect in effects {
        match effect {
            Effect::Explore { ticket, brief, plan, today } => {
                let outcome = dsbench::explore::run(&brief, &plan, today, &mut |_, _| ControlFlow::Continue(()));
                app.update(Msg::Explored { ticket, outcome: outcome.expect("a sweep that can be made") });
            }
            Effect::Verify { ticket, brief } => {
                let world = World::new(&brief);
                let claims = machines::claims(&world, &derive_in(&world));
                let found = machines::check(claims, 100_000, &|| false, &mut |_, _| ());
                app.update(Msg::Verified { ticket, found });
            }
            Effect::LookExport => {
                let (_, text) = app.session.sheet_of_paper().files().swap_remove(0);
                app.update(Msg::ExportSeen(vec![exporting::target("docs/orders.md".into(), Ok(None), &text)]));
            }
            _ => {}
        }
    }
}

/// The screen at a size, as text.
pub fn shown(app: &mut App, width: u16, height: u16) -> String {
    screen::text(&screen::draw(width, height, |frame| view::draw(app, frame)))
}
