//! The exported brief, rendered, scrolled to what the last change was about.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{document, drawing, focused, page, pane, wrapped};
use crate::numbers::World;
use crate::session::Paper;
use crate::tui::app::{App, Preview};
use crate::tui::theme::Role;
use crate::tui::widget::scroll;

pub(super) fn draw(app: &mut App, frame: &mut Frame, area: Rect) {
    let focus = focused(app);
    let t = app.theme.clone();
    let inner = pane(frame, area, app.session.paper.title(), focus, &t);
    let cells = usize::from(inner.width);
    if app.session.paper != Paper::Document {
        let world = World::new(app.session.doc.brief());
        let lines = match app.session.paper {
            Paper::Topology => drawing::topology(&world, cells, &t),
            _ => drawing::calls(&world, cells, &t),
        };
        drop(world);
        return page(app, frame, inner, "drawing", &lines);
    }
    let state = app.session.state();
    app.paper_missed = None;
    if !app.preview.as_ref().is_some_and(|p| p.state == state && p.cells == cells) {
        if app.session.works_beside() {
            app.paper_missed = Some((state, cells));
        } else {
            let shown = app.preview.take().and_then(|p| p.shown);
            let preview = Preview::new(&app.session.markdown(), (state, cells), &t);
            app.preview = Some(Preview { shown, ..preview });
        }
    }
    // Until the new one is there, the one before stands, as long as it fits the page.
    if app.preview.as_ref().is_none_or(|p| p.cells != cells) {
        let text = "Writing the document ...";
        return scroll::draw(frame, inner, &wrapped(text, inner.width, Role::Muted, &t), 0, &t);
    }
    let Some(mut preview) = app.preview.take() else { return };
    if preview.shown != app.session.touched {
        preview.shown.clone_from(&app.session.touched);
        if let Some(line) = preview.shown.as_deref().and_then(|path| place(&preview, path)) {
            app.offsets.insert("brief", line.saturating_sub(2));
        }
    }
    document(app, frame, inner, "brief", &preview.rendered);
    app.preview = Some(preview);
}

/// The line that names most of the path: the entity, then the field.
fn place(preview: &Preview, path: &str) -> Option<usize> {
    let steps: Vec<&str> = path.split('.').collect();
    let id = steps.get(1)?;
    let start = preview.source.find(id)?;
    let field = steps.last().map(|f| f.replace('_', " "));
    let at = field.and_then(|f| preview.source[start..].find(&f)).map_or(start, |i| start + i);
    Some(preview.rendered.line_at(at))
}
