//! The guide: the question with its options at the left, what would follow at the right.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{clickable, focused, list, pane, side, wrapped};
use crate::session::guide::END;
use crate::session::rows::State;
use crate::tui::app::App;
use crate::tui::layout::Regions;
use crate::tui::theme::Role;
use crate::tui::widget::choice::{self, Item};

pub(super) fn draw(app: &mut App, frame: &mut Frame, regions: &Regions) {
    let focus = focused(app);
    question(app, frame, regions.main, focus);
    side::draw(app, frame, regions);
}

fn question(app: &mut App, frame: &mut Frame, area: Rect, focus: bool) {
    let t = app.theme.clone();
    let g = &app.session.guide;
    let title = match g.step() {
        Some(step) => format!("{} {}", step.header, step.id),
        None => "Done".into(),
    };
    let inner = pane(frame, area, &title, focus, &t);
    let cells = inner.width;
    let mut lines: Vec<Line<'static>> = Vec::new();
    let Some(step) = g.step() else {
        let open = g.steps.iter().filter(|s| s.state == State::Open).count();
        let text = match open {
            0 => "Every question of this path has an answer.".to_owned(),
            1 => "One question of this path was passed without an answer; a lists all.".to_owned(),
            n => format!("{n} questions of this path were passed without an answer; a lists all."),
        };
        lines.extend(wrapped(&text, cells, Role::Text, &t));
        lines.push(Line::default());
        let items: Vec<Item> =
            END.iter().map(|(l, d)| Item { label: (*l).into(), description: (*d).into(), ..Item::default() }).collect();
        let drawn = choice::lines(&items, g.cursor, usize::from(cells), focus, false, &t);
        let at = lines.len();
        let seen = (at + drawn.first, at + drawn.last);
        lines.extend(drawn.lines);
        let ends = lines.len();
        list(app, frame, inner, "guide", &lines, seen);
        return clickable(app, inner, "guide", spans(at, &drawn.starts, ends));
    };
    lines.extend(wrapped(&step.text, cells, Role::Heading, &t));
    match step.state {
        State::Open => {}
        State::Stated => lines.extend(wrapped(&format!("now: {}", step.answer), cells, Role::Muted, &t)),
        state => lines.extend(wrapped(&format!("now: {} {}", state.word(), step.answer), cells, Role::Assumed, &t)),
    }
    lines.push(Line::default());
    let mut items: Vec<Item> = step
        .options
        .iter()
        .enumerate()
        .map(|(i, o)| Item {
            label: o.label.clone(),
            description: o.description.clone(),
            tag: match (o.chosen, o.recommended) {
                (true, true) => "now, recommended".into(),
                (true, false) => "now".into(),
                (false, true) => "recommended".into(),
                (false, false) => String::new(),
            },
            tick: step.multi.then(|| g.ticks.get(i).copied().unwrap_or(false)),
        })
        .collect();
    let (label, tag) = if step.words.is_empty() {
        ("Other ...".to_owned(), String::new())
    } else {
        (format!("Other: {}", step.words), "now".to_owned())
    };
    // Words that stand are the whole answer until something is ticked in their place.
    let tick = (step.multi && !step.words.is_empty()).then(|| !g.ticks.contains(&true));
    items.push(Item { label, description: step.hint.clone(), tag, tick });
    // Descriptions of all options where there is room, else of the highlighted one only.
    let room = usize::from(inner.height).saturating_sub(lines.len());
    let mut drawn = choice::lines(&items, g.cursor, usize::from(cells), focus, false, &t);
    if drawn.lines.len() > room {
        drawn = choice::lines(&items, g.cursor, usize::from(cells), focus, true, &t);
    }
    let at = lines.len();
    let seen = (at + drawn.first, at + drawn.last);
    lines.extend(drawn.lines);
    let ends = lines.len();
    let why = wrapped(&format!("Why we ask: {}", step.why), cells, Role::Muted, &t);
    if lines.len() + 1 + why.len() <= usize::from(inner.height) {
        lines.push(Line::default());
        lines.extend(why);
    }
    list(app, frame, inner, "guide", &lines, seen);
    clickable(app, inner, "guide", spans(at, &drawn.starts, ends));
}

/// The lines of each option: the first begins at line `at`, the last ends before `ends`.
fn spans(at: usize, starts: &[usize], ends: usize) -> impl Iterator<Item = Range<usize>> {
    (0..starts.len()).map(move |i| at + starts[i]..starts.get(i + 1).map_or(ends, |next| at + next))
}
