//! Looking ahead: what each answer to the question on screen would change, worked out by a worker while the person still
//! reads, so that moving the highlight only shows it. Nothing depends on the worker: what is not there yet is worked out
//! when it is asked for.

use std::sync::Arc;

use super::ask::Asking;
use super::facts::{self, Facts};
use super::rows::{Difference, Reply};
use super::{Screen, Session};
use crate::brief::Date;

/// What an answer would change, or why it cannot be given.
pub type Preview = Result<Difference, String>;

/// The question that answers are tried on, and the state of the brief.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    state: u64,
    key: String,
    ticks: Vec<bool>,
}

/// Everything that a worker needs to work the previews out.
#[derive(Debug)]
pub struct Outlook {
    /// What it is about.
    pub place: Place,
    /// The answers, those nearest to the highlight first.
    pub replies: Vec<Reply>,
    asking: Asking,
    facts: Arc<Facts>,
    today: Option<Date>,
}

impl Outlook {
    /// What one answer would change.
    pub fn preview(&self, reply: &Reply) -> Preview {
        let next = self.asking.tried(self.facts.brief(), &self.facts, &self.place.key, reply)?;
        Ok(facts::difference(&self.facts, &facts::of_own(next, self.today)))
    }
}

/// The previews of one question that are known.
#[derive(Debug, Clone, Default)]
pub(super) struct Ahead {
    place: Place,
    seen: Vec<(Reply, Preview)>,
}

impl Ahead {
    /// The preview of an answer, when it is known for that state.
    pub(super) fn find(&self, state: u64, key: &str, reply: &Reply) -> Option<&Preview> {
        let here = self.place.state == state && self.place.key == key;
        self.seen.iter().filter(|_| here).find(|(seen, _)| seen == reply).map(|(_, preview)| preview)
    }
}

impl Session {
    /// The question on screen as previews are worked out for it; nothing where there is none.
    pub fn place(&self) -> Option<Place> {
        let step = self.guide.step().filter(|_| self.screen == Screen::Guide && self.open)?;
        Some(Place { state: self.state, key: step.key.clone(), ticks: self.guide.ticks.clone() })
    }

    /// What a worker may work out for that question.
    pub fn outlook(&self, place: Place) -> Outlook {
        let here = self.guide.cursor;
        let options = self.guide.step().map_or(0, |s| s.options.len());
        let mut cursors: Vec<usize> = (0..options).filter(|c| *c != here).collect();
        cursors.sort_by_key(|c| (c.abs_diff(here), *c < here));
        let replies = cursors.into_iter().filter_map(|c| self.guide.reply_at(c)).collect();
        let (asking, facts) = (self.guide.asking.clone(), Arc::clone(&self.facts));
        Outlook { place, replies, asking, facts, today: self.today }
    }

    /// A worker has worked out what an answer would change.
    pub fn foresee(&mut self, place: Place, reply: Reply, preview: Preview) {
        let ahead = &mut self.guide.ahead;
        if ahead.place != place {
            *ahead = Ahead { place, seen: Vec::new() };
        }
        ahead.seen.push((reply, preview));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On every question of the path, and on every option, what was foreseen is what is worked out on the spot.
    #[test]
    fn what_is_foreseen_is_what_is_shown() {
        let text = include_str!("../../tests/data/briefs/example.brief.toml");
        let open = || {
            let mut session = Session::new(Date::from_days(20_000), &[], None, &[]);
            session.open("example.brief.toml", text).unwrap();
            session.guide.at = 0;
            session.settle();
            session.preview_if_due();
            session
        };
        let (mut slow, mut quick) = (open(), open());
        for _ in 0..slow.guide.steps.len().min(12) {
            let outlook = quick.outlook(quick.place().unwrap());
            for reply in &outlook.replies {
                quick.foresee(outlook.place.clone(), reply.clone(), outlook.preview(reply));
            }
            let here = quick.guide.cursor;
            for cursor in (0..outlook.replies.len() + 1).filter(|c| *c != here) {
                let reply = quick.guide.reply_at(cursor).unwrap();
                let key = quick.guide.step().unwrap().key.clone();
                assert!(quick.guide.ahead.find(quick.state, &key, &reply).is_some(), "{key}: option {cursor}");
                (slow.guide.cursor, quick.guide.cursor) = (cursor, cursor);
                slow.refresh_preview();
                quick.refresh_preview();
                assert_eq!(slow.guide.preview, quick.guide.preview, "{key}: option {cursor}");
            }
            for session in [&mut slow, &mut quick] {
                session.guide_turn(true);
                session.preview_if_due();
            }
        }
    }

    #[test]
    fn what_was_foreseen_of_another_state_is_not_shown() {
        let text = include_str!("../../tests/data/briefs/example.brief.toml");
        let mut session = Session::new(Date::from_days(20_000), &[], None, &[]);
        session.open("example.brief.toml", text).unwrap();
        let place = session.place().unwrap();
        let reply = session.guide.reply_at(0).unwrap();
        session.foresee(place.clone(), reply.clone(), Err("of old".into()));
        assert!(session.guide.ahead.find(session.state, &place.key, &reply).is_some());
        session.refresh();
        assert!(session.guide.ahead.find(session.state, &place.key, &reply).is_none());
    }
}
