//! The charts a brief can be drawn in: which there are, which one is on screen, and what the slow ones showed last. How they
//! look is the shell's.

use std::collections::HashMap;

use super::dialog::Dialog;
use super::effect_list;
use super::msg::Effect;
use super::status::Status;
use super::{Screen, Session};
use crate::numbers::charts::{CHARTS, Chart, Picture};
use crate::numbers::{At, World};

/// Lines of a table beyond this are not scrolled to.
const MOST_LINES: usize = 400;

/// In a brief with more calls than this no chart stands beside a question; `c` draws it on request.
const MOST_CALLS: usize = 150;

/// What there is to see of a chart.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    Picture(Box<Picture>),
    /// It takes longer than a keystroke; a worker draws it.
    Drawing,
}

/// A chart and what it is drawn of.
type Name = (&'static str, At);

/// What the slow charts showed, with the key of what they were drawn from.
#[derive(Debug, Clone, Default)]
pub struct Drawn {
    done: HashMap<Name, (u64, Option<Picture>)>,
    /// Asked for and not back yet.
    asked: HashMap<Name, u64>,
}

impl Session {
    /// Every chart of every entity it might be drawn of, in the order of the table.
    pub fn sheets(&self) -> Vec<(&'static Chart, At)> {
        let world = World::new(self.doc.brief());
        CHARTS.iter().flat_map(|c| c.entities(&world).into_iter().map(|at| (*c, at))).collect()
    }

    /// One chart, for the brief as it is; nothing where an input is missing.
    pub fn sheet(&self, chart: &'static Chart, at: &At) -> Option<Shown> {
        let world = World::new(self.doc.brief());
        if !chart.slow {
            return chart.draw(&world, at).map(|p| Shown::Picture(Box::new(p)));
        }
        let key = chart.key(&world, at)?;
        match self.drawn.done.get(&(chart.id, at.clone())) {
            Some((known, picture)) if *known == key => picture.clone().map(|p| Shown::Picture(Box::new(p))),
            _ => Some(Shown::Drawing),
        }
    }

    /// The first chart from a place on, in a direction, that can be drawn.
    fn next_sheet(&self, from: usize, forward: bool) -> Option<usize> {
        let sheets = self.sheets();
        let drawable = |i: &usize| sheets.get(*i).is_some_and(|(chart, at)| self.sheet(chart, at).is_some());
        if forward { (from..sheets.len()).find(drawable) } else { (0..=from).rev().find(drawable) }
    }

    pub(super) fn open_charts(&mut self) -> Vec<Effect> {
        let Some(cursor) = self.next_sheet(0, true) else {
            let why = "Nothing can be drawn yet: charts need copies and zones, calls, capacities or objectives";
            self.status = Status::plain(why);
            return Vec::new();
        };
        self.dialogs.push(Dialog::Charts { cursor, table: false, top: 0 });
        self.draw_slow()
    }

    /// Asks for the chart on screen when it is a slow one that is not drawn for the brief as it is.
    fn draw_slow(&mut self) -> Vec<Effect> {
        let Some(Dialog::Charts { cursor, .. }) = self.dialogs.last() else { return Vec::new() };
        let Some((chart, at)) = self.sheets().into_iter().nth(*cursor).filter(|(c, _)| c.slow) else {
            return Vec::new();
        };
        let world = World::new(self.doc.brief());
        let Some(key) = chart.key(&world, &at) else { return Vec::new() };
        drop(world);
        let name = (chart.id, at.clone());
        let known = self.drawn.done.get(&name).is_some_and(|(k, _)| *k == key);
        if known || self.drawn.asked.get(&name) == Some(&key) {
            return Vec::new();
        }
        self.drawn.asked.insert(name, key);
        effect_list(Effect::Draw { brief: Box::new(self.doc.brief().clone()), chart: chart.id, at, key })
    }

    /// A worker has drawn a chart.
    pub(super) fn chart_drawn(&mut self, id: &'static str, at: At, key: u64, picture: Option<Picture>) {
        self.drawn.asked.remove(&(id, at.clone()));
        self.drawn.done.insert((id, at), (key, picture));
    }

    /// The chart after or before the one on screen, as far as there is one.
    pub(super) fn charts_move(&mut self, forward: bool) -> Vec<Effect> {
        let Some(Dialog::Charts { cursor, .. }) = self.dialogs.last() else { return Vec::new() };
        let from = if forward { Some(*cursor + 1) } else { cursor.checked_sub(1) };
        let Some(to) = from.and_then(|from| self.next_sheet(from, forward)) else {
            self.status = Status::plain(if forward { "That is the last chart" } else { "That is the first chart" });
            return Vec::new();
        };
        if let Some(Dialog::Charts { cursor, top, .. }) = self.dialogs.last_mut() {
            (*cursor, *top) = (to, 0);
        }
        self.draw_slow()
    }

    pub(super) fn charts_scroll(&mut self, by: isize) {
        if let Some(Dialog::Charts { top, .. }) = self.dialogs.last_mut() {
            *top = top.saturating_add_signed(by).min(MOST_LINES);
        }
    }

    pub(super) fn charts_table(&mut self) {
        if let Some(Dialog::Charts { table, top, .. }) = self.dialogs.last_mut() {
            (*table, *top) = (!*table, 0);
        }
    }

    /// The charts of the numbers that the question on screen shows.
    fn charts_beside(&self) -> impl Iterator<Item = &'static Chart> + '_ {
        let step = self.guide.step().filter(|_| self.screen == Screen::Guide);
        // Some charts work the call graph out again for every point; beside a question that has to be quick.
        let step = step.filter(|_| self.doc.brief().call.len() <= MOST_CALLS);
        step.into_iter()
            .flat_map(|step| CHARTS.iter().copied().filter(|c| !c.slow && step.shows.iter().any(|id| id == c.number)))
    }

    /// Whether a chart belongs beside the question on screen.
    pub fn has_chart(&self) -> bool {
        self.charts_beside().next().is_some()
    }

    /// The chart that belongs beside the question on screen: of a number that it shows, of the entity it is about.
    pub fn chart_beside(&self) -> Option<(&'static Chart, Picture)> {
        let about = self.guide.steps.get(self.guide.at).map(|s| s.about.clone()).unwrap_or_default();
        let world = World::new(self.doc.brief());
        self.charts_beside().find_map(|chart| {
            let mut all = chart.entities(&world);
            all.sort_by_key(|at| !(about.starts_with(&at.to_string()) || about == at.to_string()));
            all.iter().take(3).find_map(|at| chart.draw(&world, at)).map(|p| (chart, p))
        })
    }
}
