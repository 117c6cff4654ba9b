//! The diagnosis: what to ask next, the hypotheses in order, the symptoms; the highlighted row in full.

use ratatui::Frame;

use super::focused;
use super::walk::{self, Row, Walk};
use crate::session::diagnose::{About, Line as Shown};
use crate::tui::app::App;
use crate::tui::layout::Regions;
use crate::tui::theme::{Role, Theme};

pub(super) fn draw(app: &mut App, frame: &mut Frame, regions: &Regions) {
    let t = app.theme.clone();
    let shown = app.session.diagnose_rows();
    let at = app.session.diagnose.cursor.min(shown.len().saturating_sub(1));
    let rows: Vec<Row> = shown.iter().map(|l| row(l, &t)).collect();
    let focus = focused(app);
    let walk = Walk { name: "diagnose", title: "Diagnose", rows: &rows, at, focus };
    let area = walk::draw(app, frame, regions, &walk);
    let Some(line) = shown.get(at) else { return };
    let title = match &line.about {
        About::Question(id) => id.clone(),
        About::Hypothesis(id) => (*id).to_owned(),
        _ => line.group.clone(),
    };
    walk::detail(app, frame, area, &title, &line.detail, Vec::new());
}

fn row(l: &Shown, t: &Theme) -> Row {
    let (mark, role) = match (&l.about, l.next, l.marked) {
        (_, true, _) => ("?", Role::Warn),
        (_, _, true) => (t.glyphs.good, Role::Good),
        (About::Note, ..) => (t.glyphs.warn, Role::Warn),
        _ => (" ", Role::Text),
    };
    Row {
        group: l.group.clone(),
        mark,
        role,
        label: l.label.clone(),
        state: l.state.clone(),
        state_role: Role::Muted,
        whole: true,
    }
}
