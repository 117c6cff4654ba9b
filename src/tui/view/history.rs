//! The changes of this session, and the files of an export with what would change in them.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use super::{marked, popup, rows, wrapped};
use crate::session::exporting::{Panel, There};
use crate::tui::app::{App, Spot};
use crate::tui::layout;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widget::scroll;

pub(super) fn draw(app: &mut App, frame: &mut Frame, cursor: usize) {
    let t = app.theme.clone();
    let area = frame.area();
    let doc = &app.session.doc;
    let names: Vec<String> = doc.changes().iter().map(|c| text::visible(c).into_owned()).collect();
    let (at, saved) = (doc.at(), doc.saved_at());
    let height = (names.len() as u16 + 3).min(area.height.saturating_sub(2));
    let inner = popup(frame, area.width.saturating_sub(4).min(76), height, "Changes of this session", &t);
    let cells = usize::from(inner.width);
    rows(app, frame, inner, "history", (names.len() + 1, cursor), |_, i| {
        let what = if i == 0 { "as it was opened" } else { names[i - 1].as_str() };
        let mut tags = Vec::new();
        if i == at {
            tags.push("now");
        }
        if saved == Some(i) {
            tags.push("in the file");
        }
        let role = if i > at { Role::Muted } else { Role::Text };
        let tag = if tags.is_empty() { String::new() } else { format!("  ({})", tags.join(", ")) };
        let room = cells.saturating_sub(text::width(&tag) + 6);
        let line = Line::from(vec![
            Span::styled(format!(" {i:>3}  "), t.style(Role::Muted)),
            Span::styled(text::truncate(what, room, t.glyphs.ellipsis).into_owned(), t.style(role)),
            Span::styled(tag, t.style(Role::Good)),
        ]);
        marked(line, i == cursor, true, &t)
    });
}

/// What an export would write.
pub(super) fn draw_export(app: &mut App, frame: &mut Frame, panel: &Panel) {
    let t = &app.theme.clone();
    let area = frame.area();
    let inner = popup(frame, area.width.min(110), area.height.saturating_sub(2), "What an export would write", t);
    let cells = usize::from(inner.width);
    let height = (panel.targets.len().max(1) as u16).min(inner.height / 3).max(1);
    let (list, rest) = layout::cut_top(inner, height);
    let offset = scroll::follow(0, usize::from(list.height), panel.targets.len(), panel.cursor, panel.cursor);
    let lines: Vec<Line<'static>> = panel
        .targets
        .iter()
        .enumerate()
        .map(|(i, target)| {
            let role = if target.there.refused() { Role::Danger } else { Role::Good };
            let words = text::truncate(target.there.words(), cells / 2, t.glyphs.ellipsis).into_owned();
            let room = cells.saturating_sub(text::width(&words) + 3);
            let path = text::pad(&text::visible(&target.path), room, t.glyphs.ellipsis);
            let line = Line::from(vec![Span::raw(format!(" {path} ")), Span::styled(words, t.style(role))]);
            marked(line, i == panel.cursor, true, t)
        })
        .collect();
    scroll::draw(frame, list, &lines, offset, t);
    app.spots.push((list, Spot::Rows(offset)));
    let (_, rest) = layout::cut_top(rest, 1);
    let Some(target) = panel.targets.get(panel.cursor) else { return };
    let lines = match &target.there {
        There::Same => wrapped("Nothing would change.", rest.width, Role::Muted, t),
        There::Unreadable(why) => wrapped(why, rest.width, Role::Danger, t),
        _ => diff_lines(&target.difference, cells, panel.top, usize::from(rest.height), t),
    };
    scroll::draw(frame, rest, &lines, 0, t);
    scroll::bar(frame, rest, target.difference.lines().count(), panel.top, t);
}

/// The lines of a difference that are in sight: what went, what came, what stays.
fn diff_lines(difference: &str, cells: usize, top: usize, height: usize, t: &Theme) -> Vec<Line<'static>> {
    difference
        .lines()
        .skip(top)
        .take(height)
        .map(|line| {
            let role = match line.as_bytes().first() {
                Some(b'+') => Role::Good,
                Some(b'-') => Role::Danger,
                _ => Role::Muted,
            };
            let shown = text::visible(line);
            Line::from(Span::styled(text::truncate(&shown, cells, t.glyphs.ellipsis).into_owned(), t.style(role)))
        })
        .collect()
}
