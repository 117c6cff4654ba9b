//! Help: the keys that work where it was asked for, those of this view before those of everywhere.

use ratatui::text::{Line, Span};

use crate::session::Screen;
use crate::tui::app::App;
use crate::tui::keymap::{Context, label};
use crate::tui::text;
use crate::tui::theme::Role;

/// The lines of help for the screen below the dialog.
pub(super) fn lines(app: &App, cells: usize) -> Vec<Line<'static>> {
    let view = match app.session.screen {
        Screen::Start => Context::Start,
        Screen::Guide => Context::Guide,
        Screen::Workbench => Context::Outline,
        Screen::Numbers => Context::Numbers,
        Screen::Findings => Context::Findings,
        Screen::Lab => Context::Lab,
        Screen::Brief => Context::Brief,
        Screen::Reference => Context::Reference,
        Screen::Review => Context::Review,
        Screen::Diagnose => Context::Diagnose,
    };
    let contexts = [view, Context::List, Context::Global, Context::Always];
    let t = &app.theme;
    let mut out = Vec::new();
    for context in &contexts {
        if !out.is_empty() {
            out.push(Line::default());
        }
        out.push(Line::from(Span::styled(context.title(), t.style(Role::Heading))));
        for (row, keys) in app.keymap.reachable(&contexts).filter(|(row, _)| row.context == *context) {
            let keys: Vec<String> = keys.iter().map(|k| label(*k)).collect();
            let keys = text::pad(&keys.join(", "), 18.min(cells / 2), t.glyphs.ellipsis);
            let room = cells.saturating_sub(text::width(&keys) + 3).max(1);
            for (i, part) in text::wrap(row.long, room).into_iter().enumerate() {
                let lead = if i == 0 { keys.clone() } else { " ".repeat(text::width(&keys)) };
                out.push(Line::from(vec![
                    Span::styled(format!(" {lead}"), t.style(Role::Key)),
                    Span::raw(format!("  {part}")),
                ]));
            }
        }
    }
    out
}
