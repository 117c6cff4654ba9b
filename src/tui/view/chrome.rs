//! What frames every screen: the header, the tabs, the strip below them, the message line and the footer of keys.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use crate::session::facts;
use crate::session::status::Tone;
use crate::session::{Action, Focus, Paper, Screen};
use crate::tui::app::{App, Spot};
use crate::tui::text;
use crate::tui::theme::Role;

/// The name, whether it is saved, and the counts.
pub(super) fn header(app: &App, frame: &mut Frame, area: Rect) {
    let (s, t) = (&app.session, &app.theme);
    let mut spans = vec![Span::styled(" dsbench", t.style(Role::Heading))];
    if s.open {
        let mark = if s.doc.dirty() { " *" } else { "" };
        spans.push(Span::raw(format!("  {}{mark}", text::visible(&s.name))));
        let n = s.counts();
        let mark = if n.errors > 0 { (t.glyphs.error, Role::Danger) } else { (t.glyphs.good, Role::Good) };
        let mut right = vec![
            Span::styled(format!("{} {}  ", mark.0, plural(n.errors, "error")), t.style(mark.1)),
            Span::styled(format!("{} {} ", t.glyphs.warn, plural(n.warnings, "warning")), t.style(Role::Warn)),
        ];
        if n.to_state > 0 {
            right.insert(0, Span::styled(format!("{} to state  ", n.to_state), t.style(Role::Warn)));
        }
        let room = usize::from(area.width).saturating_sub(Line::from(spans.clone()).width() + 2);
        let assumed = Span::styled(format!("~{} assumed  ", n.assumed), t.style(Role::Assumed));
        if n.assumed > 0 && Line::from(right.clone()).width() + assumed.width() <= room {
            right.insert(0, assumed);
        }
        let line = Line::from(right);
        let width = line.width() as u16;
        if width < area.width {
            frame.buffer_mut().set_line(area.right() - width, area.y, &line, width);
        }
        let room = area.width.saturating_sub(width + 1);
        frame.buffer_mut().set_line(area.x, area.y, &Line::from(spans), room);
    } else {
        spans.push(Span::raw("  architecture briefs for distributed systems"));
        frame.buffer_mut().set_line(area.x, area.y, &Line::from(spans), area.width);
    }
}

fn plural(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

/// The screens and their digits; names give way to digits where there is no room.
pub(super) fn tabs(app: &mut App, frame: &mut Frame, area: Rect) {
    let t = &app.theme.clone();
    let unread = app.session.pages.iter().any(|p| p.unread);
    let line = |short: bool| {
        let mut spans = vec![Span::raw(" ")];
        for (i, screen) in Screen::TABS.iter().enumerate() {
            let here = *screen == app.session.screen;
            let style = match (here, app.session.open || *screen == Screen::Reference) {
                (true, _) => t.style(Role::Selected),
                (false, true) => t.style(Role::Text),
                (false, false) => t.style(Role::Muted),
            };
            let mark = if unread && *screen == Screen::Reference { t.glyphs.unread } else { "" };
            let name = if short && !here { String::new() } else { format!(" {}", screen.title()) };
            spans.push(Span::styled(format!("{}{name}{mark}", i + 1), style));
            spans.push(Span::raw("  "));
        }
        Line::from(spans)
    };
    let full = line(false);
    let shown = if full.width() <= usize::from(area.width) + 2 { full } else { line(true) };
    frame.buffer_mut().set_line(area.x, area.y, &shown, area.width);
    let mut x = area.x;
    for (i, span) in shown.spans.iter().enumerate() {
        let width = span.width() as u16;
        // A lead, then a name and a gap for each screen.
        if i % 2 == 1 {
            let tab = Rect { x, width, ..area }.intersection(area);
            app.spots.push((tab, Spot::Tab(i / 2)));
        }
        x = x.saturating_add(width);
    }
}

/// The groups of the path with what is done, or the filter of a list.
pub(super) fn strip(app: &App, frame: &mut Frame, area: Rect) {
    let (s, t) = (&app.session, &app.theme);
    if s.screen == Screen::Numbers && s.numbers.filter.is_empty() {
        return number(app, frame, area);
    }
    let filter = match s.screen {
        Screen::Numbers => &s.numbers.filter,
        Screen::Findings => &s.findings.filter,
        Screen::Reference => &s.reference.filter,
        Screen::Lab => &s.lab.filter,
        Screen::Guide => return groups(app, frame, area),
        Screen::Brief => return papers(app, frame, area),
        _ => return,
    };
    if !filter.is_empty() {
        let line = Line::from(vec![
            Span::styled(" filter ", t.style(Role::Muted)),
            Span::styled(text::visible(filter).into_owned(), t.style(Role::Match)),
            Span::styled("  (Esc shows everything)", t.style(Role::Muted)),
        ]);
        frame.buffer_mut().set_line(area.x, area.y, &line, area.width);
    }
}

/// What the number under the cursor belongs to, its whole name, and how far it is from its target.
fn number(app: &App, frame: &mut Frame, area: Rect) {
    let t = &app.theme;
    let shown = app.session.numbers_shown();
    let Some(figure) = shown.get(app.session.numbers.cursor.min(shown.len().saturating_sub(1))) else { return };
    let row = facts::number(figure);
    let mut spans =
        vec![Span::styled(format!(" [{}]", row.group), t.style(Role::Focus)), Span::raw(format!("  {}", row.name))];
    if let Some(target) = &figure.target {
        let (word, role) = match row.slack {
            Some(slack) if slack < 0.0 => ("misses", Role::Danger),
            _ => ("keeps", Role::Good),
        };
        spans.push(Span::styled(format!("  {word} its target {target}"), t.style(role)));
    }
    frame.buffer_mut().set_line(area.x, area.y, &Line::from(spans), area.width);
}

/// What the Brief screen can show.
fn papers(app: &App, frame: &mut Frame, area: Rect) {
    let t = &app.theme;
    let mut spans = vec![Span::raw(" ")];
    for paper in Paper::ALL {
        let here = paper == app.session.paper;
        let name = if here { format!("[{}]", paper.name()) } else { paper.name().to_owned() };
        spans.push(Span::styled(name, t.style(if here { Role::Focus } else { Role::Muted })));
        spans.push(Span::raw("  "));
    }
    frame.buffer_mut().set_line(area.x, area.y, &Line::from(spans), area.width);
}

fn groups(app: &App, frame: &mut Frame, area: Rect) {
    let (g, t) = (&app.session.guide, &app.theme);
    let here = g.steps.get(g.at).map(|s| s.group);
    let (done, all) = g.progress();
    let right = format!("{done} of {all} answered ");
    let room = usize::from(area.width).saturating_sub(text::width(&right) + 1);
    let mut spans = vec![Span::raw(" ")];
    for (i, (name, open)) in g.groups().iter().enumerate() {
        if i > 0 {
            spans.push(Span::styled(" > ", t.style(Role::Muted)));
        }
        let now = here == Some(*name);
        match (now, open) {
            (true, _) => spans.push(Span::styled(format!("[{name}]"), t.style(Role::Focus))),
            (false, 0) => spans.push(Span::styled(format!("{name} {}", t.glyphs.good), t.style(Role::Good))),
            (false, _) => spans.push(Span::styled(*name, t.style(Role::Muted))),
        }
    }
    // Groups before the present one give way when there is no room for all.
    while Line::from(spans.clone()).width() > room && spans.len() > 3 {
        let first_is_here = spans.get(1).is_some_and(|s| s.content.starts_with('['));
        if first_is_here {
            spans.truncate(spans.len() - 2);
        } else {
            spans.drain(1..3);
        }
    }
    frame.buffer_mut().set_line(area.x, area.y, &Line::from(spans), room as u16);
    let x = area.right().saturating_sub(text::width(&right) as u16);
    frame.buffer_mut().set_stringn(x, area.y, &right, usize::from(area.width), t.style(Role::Muted));
}

/// Rows that a long message may take; more would cover what it is about.
const MESSAGE_ROWS: usize = 4;

/// What just happened. A message that needs more than its row covers the rows above until the next key: the end of it says
/// what to do.
pub(super) fn message(app: &App, frame: &mut Frame, area: Rect) {
    let status = &app.session.status;
    let (role, mark) = match status.tone {
        Tone::Plain => (Role::Text, ""),
        Tone::Good => (Role::Good, app.theme.glyphs.good),
        Tone::Problem => (Role::Danger, app.theme.glyphs.error),
    };
    let shown = text::visible(&status.text);
    let line = format!("{mark}{}{shown}", if mark.is_empty() { "" } else { " " });
    let cells = usize::from(area.width.saturating_sub(2)).max(1);
    let mut rows: Vec<String> = text::wrap(&line, cells).into_iter().map(str::to_owned).collect();
    let most = MESSAGE_ROWS.min(usize::from(area.y) + 1);
    if rows.len() > most {
        rows.truncate(most);
        let last = rows.last_mut().map(std::mem::take).unwrap_or_default();
        let mark = app.theme.glyphs.ellipsis;
        rows[most - 1] = text::truncate(&format!("{last} {mark}"), cells, mark).into_owned();
    }
    let top = area.y + 1 - (rows.len().max(1) as u16);
    let over = Rect { y: top, height: area.y + 1 - top, ..area }.intersection(frame.area());
    if rows.len() > 1 {
        Clear.render(over, frame.buffer_mut());
        frame.buffer_mut().set_style(over, app.theme.base());
    }
    for (y, row) in (over.top()..over.bottom()).zip(&rows) {
        frame.buffer_mut().set_stringn(area.x + 1, y, row, cells, app.theme.style(role));
    }
}

/// The keys that work here, from the table, as many as fit.
pub(super) fn footer(app: &App, frame: &mut Frame, area: Rect) {
    let t = &app.theme;
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    let mut hints = app.keymap.hints(app.contexts(), |action| works(app, action));
    // The field edits by itself; what it takes to write something else is not to be guessed.
    if matches!(app.session.focus(), Focus::Text(_)) && !app.field.text().is_empty() {
        hints.push(("Ctrl-U".to_owned(), "empty"));
    }
    // Help stays in sight when others have to give way.
    let help = hints.iter().position(|(_, short)| *short == "help").map(|i| hints.remove(i));
    let reserve = help.as_ref().map_or(0, |(k, s)| text::width(k) + text::width(s) + 3);
    for (i, (key, short)) in hints.into_iter().chain(help.clone()).enumerate() {
        let width = text::width(&key) + 1 + text::width(short) + if i > 0 { 2 } else { 0 };
        let last = help.as_ref().is_some_and(|(_, s)| *s == short);
        let room = usize::from(area.width).saturating_sub(if last { 0 } else { reserve });
        if used + width > room {
            continue;
        }
        used += width;
        if i > 0 {
            spans.push(Span::raw("  "));
        }
        spans.push(Span::styled(key, t.style(Role::Key)));
        spans.push(Span::styled(format!(" {short}"), t.style(Role::Muted)));
    }
    frame.buffer_mut().set_line(area.x, area.y, &Line::from(spans), area.width);
}

/// Whether an action would do anything now, for the footer.
fn works(app: &App, action: Action) -> bool {
    let s = &app.session;
    if !s.dialogs.is_empty() {
        return in_dialog(app, action);
    }
    match (s.screen, action) {
        (
            Screen::Review,
            action @ (Action::Accept
            | Action::Apply
            | Action::OtherFixes
            | Action::Waive
            | Action::Dispute
            | Action::Defer
            | Action::Why),
        ) => s.review_works(action),
        (
            Screen::Diagnose,
            action @ (Action::Yes
            | Action::No
            | Action::Unsure
            | Action::Toggle
            | Action::Accept
            | Action::Apply
            | Action::Why),
        ) => s.diagnose_works(action),
        (_, Action::Export | Action::Undo | Action::Redo) => s.open,
        (screen, Action::Example) => screen == Screen::Start,
        (Screen::Guide, Action::Toggle) => s.guide.step().is_some_and(|q| q.multi),
        (Screen::Guide, Action::Unsure | Action::Skip | Action::Other | Action::Why | Action::Forward) => {
            s.guide.step().is_some()
        }
        (Screen::Guide, Action::Same) => {
            s.guide.step().is_some_and(|q| s.guide.steps.iter().any(|o| o.id == q.id && o.key != q.key))
        }
        (Screen::Guide, Action::Back) => s.guide.at > 0,
        (Screen::Start | Screen::Brief | Screen::Review | Screen::Diagnose, Action::Search) => false,
        // Only these screens have something else to show.
        (screen, Action::NextPane) => matches!(screen, Screen::Guide | Screen::Workbench | Screen::Brief),
        (Screen::Reference, Action::Close) => !s.open && s.reference.filter.is_empty(),
        (Screen::Lab, Action::Pin | Action::Clear) => s.lab.knobs.iter().any(|k| k.nudged.is_some()),
        (Screen::Lab, Action::Compare) => !s.lab.pins.is_empty(),
        (Screen::Lab, Action::Found) => s.lab.job.as_ref().is_some_and(|j| !j.running()),
        (Screen::Workbench, Action::Note) => s.outline.row().is_some_and(|r| {
            r.kind == crate::session::rows::RowKind::Field && r.state == crate::session::rows::State::Stated
        }),
        (Screen::Workbench, Action::Duplicate) => s.outline.row().is_some_and(|r| {
            matches!(r.kind, crate::session::rows::RowKind::Entity | crate::session::rows::RowKind::Item)
        }),
        (Screen::Findings, Action::Apply | Action::OtherFixes) => {
            let (shown, at) = (s.findings_shown(), s.findings.cursor);
            let row = shown.get(at..=at).map(|row| s.rows_in_full(row)).unwrap_or_default();
            row.first().is_some_and(|f| f.fix.is_some())
        }
        (Screen::Findings, Action::Accept | Action::Waive | Action::Why) => !s.findings_shown().is_empty(),
        (Screen::Workbench, Action::Rename) => {
            s.outline.row().is_some_and(|r| r.kind == crate::session::rows::RowKind::Entity)
        }
        _ => true,
    }
}

/// The same while a dialog has the keys.
fn in_dialog(app: &App, action: Action) -> bool {
    use crate::session::dialog::Dialog;
    match (app.session.dialogs.last(), action) {
        (Some(Dialog::Pick(pick)), Action::Toggle) => pick.ticks.is_some(),
        (Some(Dialog::Export(panel)), Action::Apply) => panel.targets.iter().any(|t| t.there.refused()),
        (Some(Dialog::Export(panel)), Action::Accept) => !panel.targets.iter().any(|t| t.there.refused()),
        (Some(Dialog::Compare { cursor, .. }), Action::Remove) => *cursor > 0,
        (_, Action::Example) => false,
        _ => true,
    }
}
