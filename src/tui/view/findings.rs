//! Findings by severity; the highlighted one in full beside the list, with the change that is suggested.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::groups::{self, Groups};
use super::{AWAITED, difference_lines, focused, marked, pane, sign, wrapped};
use crate::session::facts::UNSTATED;
use crate::session::rows::{Found, Touches};
use crate::tui::app::{App, Moves};
use crate::tui::layout::{self, Regions};
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widget::scroll;

/// Edits of a suggestion that are shown; what is left is counted.
const EDITS: usize = 4;

pub(super) fn draw(app: &mut App, frame: &mut Frame, regions: &Regions) {
    let focus = focused(app);
    let t = app.theme.clone();
    let inner = pane(frame, regions.main, "Findings", focus, &t);
    let (above, inner) = layout::cut_top(inner, missing_rows(app, inner.height));
    missing_files(app, frame, above, &t);
    let shown = app.session.findings_shown();
    let total = shown.len();
    let at = app.session.findings.cursor.min(total.saturating_sub(1));
    let cells = usize::from(inner.width);
    if total == 0 {
        let text = wrapped("Nothing contradicts, and nothing needed is missing.", inner.width, Role::Good, &t);
        scroll::draw(frame, inner, &text, 0, &t);
    }
    let group = |i: usize| shown[i].group();
    let heads = (0..total).filter(|i| !group(*i).is_empty() && (*i == 0 || group(i - 1) != group(*i)));
    let groups = Groups { rows: total, heads: heads.map(|i| (i, group(i))).collect() };
    let (offset, sight) = groups::sight(app, "findings", usize::from(inner.height), &groups, at);
    // Only what is on screen is put into words.
    let page = app.session.rows_in_full(&shown[sight.clone()]);
    let detail = at.checked_sub(sight.start).and_then(|i| page.get(i).cloned());
    let lines: Vec<Line<'static>> =
        page.iter().zip(sight).map(|(f, i)| marked(line(f, cells, &t), i == at, focus, &t)).collect();
    groups::draw(app, frame, inner, "findings", &groups, offset, &lines);
    if let (Some(area), Some(found)) = (regions.side, detail) {
        draw_detail(app, frame, area, &found);
    }
}

/// Lines of files that changes name and that are not there; the list keeps most of the room.
const MOST_MISSING: u16 = 3;

fn missing_rows(app: &App, height: u16) -> u16 {
    let all = u16::try_from(app.session.missing_files.len()).unwrap_or(u16::MAX);
    all.min(MOST_MISSING).min(height / 3)
}

/// Files that changes name and that are not there, above the list: no finding, but worth knowing.
fn missing_files(app: &App, frame: &mut Frame, area: Rect, t: &Theme) {
    let all = &app.session.missing_files;
    let room = usize::from(area.height);
    for (y, (change, file)) in (area.top()..area.bottom()).zip(all) {
        let last = usize::from(y - area.y) + 1 == room;
        let words = match all.len() - room {
            _ if last && room == 1 && all.len() > 1 => format!("not there: {} files that changes name", all.len()),
            more @ 1.. if last => format!("not there: {} more files that changes name", more + 1),
            _ => format!("not there: {file} of change.{change}"),
        };
        let words = format!(" {} {}", t.glyphs.info, text::visible(&words));
        let words = text::truncate(&words, usize::from(area.width), t.glyphs.ellipsis);
        frame.buffer_mut().set_string(area.x, y, words, t.style(Role::Info));
    }
}

/// One finding in one line: what is wrong where, in the words of this case.
fn line(f: &Found, cells: usize, t: &Theme) -> Line<'static> {
    let (mark, role) = sign(f.severity, t);
    let (mark, role) = if f.waived { ("-", Role::Muted) } else { (mark, role) };
    // A tilde marks what rests on assumed values alone, as it does for numbers.
    let lead = format!(" {mark}{}{} ", if f.guessed { "~" } else { " " }, f.rule);
    let words = match f.text.lines().next() {
        Some(first) if f.rule != UNSTATED => first,
        _ => &f.title,
    };
    let title = text::pad(&text::visible(words), cells.saturating_sub(text::width(&lead)), t.glyphs.ellipsis);
    Line::from(vec![Span::styled(lead, t.style(role)), Span::raw(title)])
}

fn draw_detail(app: &mut App, frame: &mut Frame, area: Rect, found: &Found) {
    let t = &app.theme.clone();
    let inner = pane(frame, area, &text::visible(&found.key), false, t);
    let (mark, role) = sign(found.severity, t);
    let mut lines = wrapped(&format!("{mark} {}: {}", found.severity.word(), found.title), inner.width, role, t);
    lines.push(Line::default());
    lines.extend(wrapped(&found.text, inner.width, Role::Text, t));
    if !found.paths.is_empty() {
        lines.push(Line::default());
        for path in &found.paths {
            lines.extend(wrapped(path, inner.width, Role::Link, t));
        }
    }
    if found.waived {
        lines.push(Line::default());
        lines.extend(wrapped("Waived: the reason stands in the brief.", inner.width, Role::Muted, t));
    }
    if let Some(fix) = &found.fix {
        lines.push(Line::default());
        let key = app.key_below(crate::session::Action::Apply);
        let (what, role) = match fix.touches {
            Touches::Design => ("Smallest change", Role::Good),
            Touches::Fact => ("State, if it is so", Role::Assumed),
            Touches::Promise => ("Promise less", Role::Warn),
        };
        lines.extend(wrapped(&format!("{what} ({key}): {}", fix.text), inner.width, role, t));
        for edit in fix.edits.iter().take(EDITS) {
            lines.extend(wrapped(&text::visible(&edit.to_string()), inner.width, Role::Link, t));
        }
        if fix.edits.len() > EDITS {
            let more = format!("and {} more", fix.edits.len() - EDITS);
            lines.extend(wrapped(&more, inner.width, Role::Muted, t));
        }
        match app.effect_of(&found.key, &fix.edits) {
            Moves::This(difference) => {
                lines.push(Line::default());
                lines.extend(difference_lines(difference, inner.width, t));
            }
            Moves::Awaited => lines.extend(wrapped(AWAITED, inner.width, Role::Muted, t)),
            Moves::Refused(_) => {}
        }
    }
    if !found.rests.is_empty() {
        lines.push(Line::default());
        lines.extend(wrapped(&found.rests, inner.width, Role::Assumed, t));
    }
    scroll::draw(frame, inner, &lines, 0, t);
}
