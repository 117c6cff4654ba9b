//! The screens: one file per region. Each reads the application and draws; none changes what a person decided.

mod brief;
mod chart;
mod chrome;
mod compare;
mod diagnose;
mod dialog;
mod drawing;
mod effect;
mod findings;
mod groups;
mod guide;
mod help;
mod history;
mod lab;
mod numbers;
mod outline;
mod reference;
mod review;
mod side;
mod start;
mod walk;

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use effect::difference_lines;

use super::app::{App, Spot};
use super::layout::{self, Regions, SMALLEST};
use super::markdown::Rendered;
use super::text;
use super::theme::{Role, Theme};
use super::widget::scroll;
use crate::session::{Focus, Screen};

/// Draws everything.
pub fn draw(app: &mut App, frame: &mut Frame) {
    let area = frame.area();
    app.spots.clear();
    frame.buffer_mut().set_style(area, app.theme.base());
    let panes = match app.session.screen {
        Screen::Guide | Screen::Workbench => 3,
        Screen::Start | Screen::Brief | Screen::Reference => 1,
        _ => 2,
    };
    match layout::regions(area, panes) {
        Some(regions) => screen(app, frame, &regions),
        None if area.is_empty() => {}
        None => {
            let (w, h) = SMALLEST;
            let line = format!("too small: {w}x{h} needed");
            frame.buffer_mut().set_stringn(area.x, area.y, line, usize::from(area.width), app.theme.style(Role::Warn));
        }
    }
    text::guard(frame.buffer_mut());
}

/// The first frame, before anything is read: the name of the program and of the file.
pub fn opening(name: Option<&str>, theme: &Theme, frame: &mut Frame) {
    let area = frame.area();
    frame.buffer_mut().set_style(area, theme.base());
    let mut spans = vec![Span::styled(" dsbench", theme.style(Role::Heading))];
    if let Some(name) = name {
        spans.push(Span::raw(format!("  {}", text::visible(name))));
    }
    frame.buffer_mut().set_line(area.x, area.y, &Line::from(spans), area.width);
    text::guard(frame.buffer_mut());
}

fn screen(app: &mut App, frame: &mut Frame, regions: &Regions) {
    chrome::header(app, frame, regions.header);
    chrome::tabs(app, frame, regions.tabs);
    if let Some(strip) = regions.strip {
        chrome::strip(app, frame, strip);
    }
    match app.session.screen {
        Screen::Start => start::draw(app, frame, regions.main),
        Screen::Guide => guide::draw(app, frame, regions),
        Screen::Workbench => outline::draw(app, frame, regions),
        Screen::Numbers => numbers::draw(app, frame, regions),
        Screen::Findings => findings::draw(app, frame, regions),
        Screen::Lab => lab::draw(app, frame, regions),
        Screen::Brief => brief::draw(app, frame, regions.main),
        Screen::Reference => reference::draw(app, frame, regions.main),
        Screen::Review => review::draw(app, frame, regions),
        Screen::Diagnose => diagnose::draw(app, frame, regions),
    }
    chrome::message(app, frame, regions.message);
    chrome::footer(app, frame, regions.footer);
    dialog::draw(app, frame, regions);
}

/// The line of the row under the cursor: reversed where the list has the keys, bold elsewhere.
fn marked(line: Line<'static>, here: bool, focus: bool, theme: &Theme) -> Line<'static> {
    match (here, focus) {
        (true, true) => line.patch_style(theme.style(Role::Selected)),
        (true, false) => line.patch_style(theme.style(Role::Marked)),
        _ => line,
    }
}

/// Whether the screen itself has the keys.
fn focused(app: &App) -> bool {
    matches!(app.session.focus(), Focus::Screen(_))
}

/// A bordered pane; returns its inside.
fn pane(frame: &mut Frame, area: Rect, title: &str, focus: bool, theme: &Theme) -> Rect {
    let role = if focus { Role::Focus } else { Role::Border };
    let title = text::truncate(title, usize::from(area.width.saturating_sub(4)), theme.glyphs.ellipsis).into_owned();
    let heading = if focus { theme.style(Role::Focus) } else { theme.style(Role::Heading) };
    let mut block = Block::bordered().border_set(theme.glyphs.border).border_style(theme.style(role));
    if !title.is_empty() {
        block = block.title(Line::from(Span::styled(format!(" {title} "), heading)));
    }
    block.render(area, frame.buffer_mut());
    layout::inside(area)
}

/// A box over everything else, in the middle; returns its inside.
fn popup(frame: &mut Frame, width: u16, height: u16, title: &str, theme: &Theme) -> Rect {
    let area = layout::centred(frame.area(), width, height);
    cover(frame, area, title, theme)
}

/// A box over what stands in an area; returns its inside.
fn cover(frame: &mut Frame, area: Rect, title: &str, theme: &Theme) -> Rect {
    let area = area.intersection(frame.area());
    Clear.render(area, frame.buffer_mut());
    frame.buffer_mut().set_style(area, theme.base());
    pane(frame, area, title, true, theme)
}

/// Wrapped lines of one style, hidden characters marked.
fn wrapped(source: &str, cells: u16, role: Role, theme: &Theme) -> Vec<Line<'static>> {
    let mut out = Vec::new();
    for row in source.split('\n') {
        let shown = text::visible(row).into_owned();
        for part in text::wrap(&shown, usize::from(cells.max(1))) {
            out.push(Line::from(Span::styled(part.to_owned(), theme.style(role))));
        }
    }
    out
}

/// Draws lines in a scrolled region of this name, with rows `first..=last` in sight.
fn list(app: &mut App, frame: &mut Frame, area: Rect, name: &'static str, lines: &[Line], seen: (usize, usize)) {
    let height = usize::from(area.height);
    let offset = app.offsets.get(name).copied().unwrap_or(0);
    let offset = scroll::follow(offset, height, lines.len(), seen.0, seen.1);
    app.offsets.insert(name, offset);
    scroll::draw(frame, area, lines, offset, &app.theme);
}

/// The lines in sight of each row of a list that was just drawn can be clicked; what lies between, such as headings, cannot.
fn clickable(app: &mut App, area: Rect, name: &str, rows: impl IntoIterator<Item = Range<usize>>) {
    let offset = app.offsets.get(name).copied().unwrap_or(0);
    for (i, lines) in rows.into_iter().enumerate() {
        for line in lines.start.max(offset)..lines.end.min(offset + usize::from(area.height)) {
            let y = area.y + (line - offset) as u16;
            app.spots.push((Rect { y, height: 1, ..area }, Spot::Row(i)));
        }
    }
}

/// Like [`list`] for many rows: only those in sight are made. One line a row.
fn rows(
    app: &mut App,
    frame: &mut Frame,
    area: Rect,
    name: &'static str,
    (total, at): (usize, usize),
    line: impl Fn(&App, usize) -> Line<'static>,
) {
    let height = usize::from(area.height);
    let offset = app.offsets.get(name).copied().unwrap_or(0);
    let offset = scroll::follow(offset, height, total, at, at);
    app.offsets.insert(name, offset);
    app.spots.push((area, Spot::Rows(offset)));
    let lines: Vec<Line> = (offset..total.min(offset + height)).map(|i| line(app, i)).collect();
    scroll::draw(frame, area, &lines, 0, &app.theme);
    scroll::bar(frame, area, total, offset, &app.theme);
}

/// Stands where a worker's result is going to stand.
const AWAITED: &str = "Working out what follows ...";

/// Draws lines as a page that scrolls by itself.
fn page(app: &mut App, frame: &mut Frame, area: Rect, name: &'static str, lines: &[Line]) {
    app.page_rows = usize::from(area.height);
    app.page_end = lines.len().saturating_sub(app.page_rows);
    let offset = app.offsets.get(name).copied().unwrap_or(0).min(app.page_end);
    app.offsets.insert(name, offset);
    scroll::draw(frame, area, lines, offset, &app.theme);
}

/// Like [`page`] for a rendered document: only the lines in sight are made.
fn document(app: &mut App, frame: &mut Frame, area: Rect, name: &'static str, rendered: &Rendered) {
    app.page_rows = usize::from(area.height);
    app.page_end = rendered.len().saturating_sub(app.page_rows);
    let offset = app.offsets.get(name).copied().unwrap_or(0).min(app.page_end);
    app.offsets.insert(name, offset);
    let sight = offset..rendered.len().min(offset + app.page_rows);
    let lines: Vec<Line> = sight.map(|at| rendered.line(at)).collect();
    scroll::draw(frame, area, &lines, 0, &app.theme);
    scroll::bar(frame, area, rendered.len(), offset, &app.theme);
}

/// The sign and role of a severity.
fn sign(severity: crate::session::rows::Severity, theme: &Theme) -> (&'static str, Role) {
    use crate::session::rows::Severity;
    match severity {
        Severity::Error => (theme.glyphs.error, Role::Danger),
        Severity::Warn => (theme.glyphs.warn, Role::Warn),
        Severity::Info => (theme.glyphs.info, Role::Info),
    }
}
