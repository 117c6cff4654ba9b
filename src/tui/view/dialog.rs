//! What lies over a screen: entries, choices, yes or no, pages, the palette, the list of answers, help.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{chart, compare, cover, document, help, history, list, marked, page, popup, rows, wrapped};
use crate::session::Screen;
use crate::session::dialog::{Confirm, Dialog, Entry, Pager, Pick};
use crate::session::rows::State;
use crate::tui::app::App;
use crate::tui::layout::{self, Regions};
use crate::tui::markdown;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::widget::choice::{self, Item};
use crate::tui::widget::scroll;

pub(super) fn draw(app: &mut App, frame: &mut Frame, regions: &Regions) {
    match app.session.dialogs.last().cloned() {
        None => {}
        Some(Dialog::Entry(entry)) => draw_entry(app, frame, &entry, regions),
        Some(Dialog::Pick(pick)) => draw_pick(app, frame, &pick),
        Some(Dialog::Confirm(confirm)) => draw_confirm(app, frame, &confirm),
        Some(Dialog::Pager(pager)) => draw_pager(app, frame, &pager),
        Some(Dialog::Palette { query, cursor }) => draw_palette(app, frame, &query, cursor),
        Some(Dialog::Answers { cursor }) => draw_answers(app, frame, cursor),
        Some(Dialog::Compare { cursor, top }) => compare::draw(app, frame, cursor, top),
        Some(Dialog::Explored { cursor }) => compare::draw_explored(app, frame, cursor),
        Some(Dialog::History { cursor }) => history::draw(app, frame, cursor),
        Some(Dialog::Charts { cursor, table, top }) => draw_chart(app, frame, cursor, table, top),
        Some(Dialog::Export(panel)) => history::draw_export(app, frame, &panel),
        Some(Dialog::Help) => {
            let t = app.theme.clone();
            let inner = popup(frame, 76, u16::MAX, "Keys", &t);
            let lines = help::lines(app, usize::from(inner.width));
            page(app, frame, inner, "page", &lines);
        }
    }
}

/// Wide enough for a sentence, narrow enough to leave the screen in sight.
fn width(frame: &Frame) -> u16 {
    (frame.area().width.saturating_sub(4)).min(76)
}

fn draw_entry(app: &mut App, frame: &mut Frame, entry: &Entry, regions: &Regions) {
    let t = app.theme.clone();
    // Over the main pane where there is a side pane, so that what the value changes stays in sight.
    let beside = regions.side.is_some() && matches!(app.session.screen, Screen::Guide | Screen::Workbench);
    let width = if beside { regions.main.width } else { width(frame) };
    let cells = width.saturating_sub(2);
    let hint = wrapped(&entry.hint, cells, Role::Muted, &t);
    let error = wrapped(entry.error.as_deref().unwrap_or_default(), cells, Role::Danger, &t);
    let error = if entry.error.is_some() { error } else { Vec::new() };
    let text_rows = if entry.area { 8 } else { 1 };
    let height = 2 + hint.len() as u16 + text_rows + 1 + error.len() as u16;
    let title = text::visible(&entry.title).into_owned();
    let inner = if beside {
        let main = regions.main;
        let height = height.min(main.height);
        cover(frame, Rect { y: main.bottom() - height, height, ..main }, &title, &t)
    } else {
        popup(frame, width, height, &title, &t)
    };
    let (top, rest) = layout::cut_top(inner, text_rows);
    if entry.area {
        app.area.draw(frame, top, true, &t);
    } else {
        app.field.draw(frame, top, true, None, &t);
    }
    let (errors, rest) = layout::cut_top(rest, error.len() as u16);
    scroll::draw(frame, errors, &error, 0, &t);
    let (_, rest) = layout::cut_top(rest, 1);
    scroll::draw(frame, rest, &hint, 0, &t);
}

fn draw_pick(app: &mut App, frame: &mut Frame, pick: &Pick) {
    let t = app.theme.clone();
    let width = width(frame);
    let tick = |i: usize| pick.ticks.as_ref().map(|t| t.get(i).copied().unwrap_or(false));
    let items: Vec<Item> = pick
        .items
        .iter()
        .enumerate()
        .map(|(i, (l, d))| Item { label: l.clone(), description: d.clone(), tick: tick(i), ..Item::default() })
        .collect();
    let cells = width.saturating_sub(2);
    let drawn = choice::lines(&items, pick.cursor, usize::from(cells), true, false, &t);
    let hint = wrapped(&pick.hint, cells, Role::Muted, &t);
    let height = 3 + hint.len() as u16 + drawn.lines.len() as u16;
    let inner = popup(frame, width, height.min(frame.area().height.saturating_sub(2)), &text::visible(&pick.title), &t);
    let (top, rest) = layout::cut_top(inner, hint.len() as u16);
    scroll::draw(frame, top, &hint, 0, &t);
    let (_, rest) = layout::cut_top(rest, 1);
    list(app, frame, rest, "pick", &drawn.lines, (drawn.first, drawn.last));
}

fn draw_confirm(app: &App, frame: &mut Frame, confirm: &Confirm) {
    let t = &app.theme;
    let width = width(frame);
    let lines = wrapped(&confirm.text, width.saturating_sub(2), Role::Text, t);
    let inner = popup(frame, width, 4 + lines.len() as u16, &text::visible(&confirm.title), t);
    scroll::draw(frame, inner, &lines, 0, t);
    let hints = app.keymap.hints(app.contexts(), |_| true);
    let mut spans = Vec::new();
    for (key, short) in hints.into_iter().take(2) {
        spans.push(Span::styled(key, t.style(Role::Key)));
        spans.push(Span::raw(format!(" {short}   ")));
    }
    let y = inner.bottom().saturating_sub(1);
    if inner.height > 1 {
        frame.buffer_mut().set_line(inner.x, y, &Line::from(spans), inner.width);
    }
}

fn draw_pager(app: &mut App, frame: &mut Frame, pager: &Pager) {
    let t = app.theme.clone();
    let area: Rect = frame.area();
    let inner = popup(frame, area.width.min(96), area.height.saturating_sub(2), &text::visible(&pager.title), &t);
    let rendered = markdown::render(&pager.text, usize::from(inner.width), &t);
    document(app, frame, inner, "page", &rendered);
}

/// One chart, or its table.
fn draw_chart(app: &mut App, frame: &mut Frame, cursor: usize, table: bool, top: usize) {
    let t = app.theme.clone();
    let area = frame.area();
    let Some((chart, picture)) = app.sheet(cursor).cloned() else {
        let inner = popup(frame, area.width, area.height.saturating_sub(2), "Charts", &t);
        let text = "This one is worked out by many draws; it is shown as soon as they are done.";
        return scroll::draw(frame, inner, &wrapped(text, inner.width, Role::Muted, &t), 0, &t);
    };
    let title = format!("{}: {} ({})", chart.title, picture.at, chart.number);
    let inner = popup(frame, area.width, area.height.saturating_sub(2), &text::visible(&title), &t);
    let cells = usize::from(inner.width);
    let lines = if table {
        chart::table(chart, &picture, cells, &t)
    } else {
        chart::lines(chart, &picture, cells, usize::from(inner.height), &t)
    };
    let top = top.min(lines.len().saturating_sub(usize::from(inner.height)));
    scroll::draw(frame, inner, &lines, top, &t);
}

fn draw_palette(app: &mut App, frame: &mut Frame, query: &str, cursor: usize) {
    let t = app.theme.clone();
    let height = frame.area().height.saturating_sub(4).min(20);
    let inner = popup(frame, width(frame), height, "Find", &t);
    let (top, rest) = layout::cut_top(inner, 1);
    app.field.draw(frame, top, true, None, &t);
    let (_, rest) = layout::cut_top(rest, 1);
    let cells = usize::from(rest.width);
    let found = app.session.palette_lines(query);
    if found.is_empty() {
        scroll::draw(frame, rest, &wrapped("Nothing matches", rest.width, Role::Muted, &t), 0, &t);
    }
    rows(app, frame, rest, "palette", (found.len(), cursor), |_, i| {
        let Some(line) = found.get(i) else { return Line::default() };
        let kind = text::pad(line.kind, 9, "");
        let shown = text::pad(&text::visible(&line.text), cells.saturating_sub(10), t.glyphs.ellipsis);
        let spans = vec![Span::styled(kind, t.style(Role::Muted)), Span::raw(" "), Span::raw(shown)];
        marked(Line::from(spans), i == cursor, true, &t)
    });
}

fn draw_answers(app: &mut App, frame: &mut Frame, cursor: usize) {
    let t = app.theme.clone();
    let inner = popup(frame, width(frame), frame.area().height.saturating_sub(2), "Answers", &t);
    let cells = usize::from(inner.width);
    let total = app.session.guide.steps.len();
    rows(app, frame, inner, "answers", (total, cursor), |app, i| {
        let Some(stop) = app.session.guide.steps.get(i) else { return Line::default() };
        let answer = app.session.answer_words(stop);
        let (answer, role) = match stop.state {
            State::Stated => (answer, Role::Good),
            State::Open => (State::Open.word().to_owned(), Role::Muted),
            state if answer.is_empty() => (state.word().to_owned(), Role::Assumed),
            state => (format!("{}: {answer}", state.word()), Role::Assumed),
        };
        let left = text::pad(&format!(" {:<4} {}", stop.id, stop.header), 19, t.glyphs.ellipsis);
        let about = stop.about.rsplit('.').next().filter(|a| *a != "brief").unwrap_or_default();
        let about = text::pad(about, 14.min(cells / 5), t.glyphs.ellipsis);
        let room = cells.saturating_sub(20 + text::width(&about));
        let right = text::pad(&text::visible(&answer), room, t.glyphs.ellipsis);
        let spans = vec![
            Span::raw(left),
            Span::styled(about, t.style(Role::Muted)),
            Span::raw(" "),
            Span::styled(right, t.style(role)),
        ];
        marked(Line::from(spans), i == cursor, true, &t)
    });
}
