//! Looking ahead: what each answer to the question on screen would change, worked out by a worker while the person still
//! reads, so that moving the highlight only shows it. What is not there yet is worked out when it is asked for; of a large
//! brief it is waited for, and the screen says so.

use std::sync::Arc;

use super::ask::Asking;
use super::facts::{self, Facts};
use super::rows::{Difference, Reply};
use super::{Screen, Session};
use crate::brief::{Brief, Date};

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
    /// Whoever moves the highlight to one of them waits for it.
    pub awaited: bool,
    /// The screen waits for the first one.
    pub at_once: bool,
    /// The answer that the highlight stands for, where what follows from it is still to be kept.
    near: Option<Reply>,
    asking: Asking,
    facts: Arc<Facts>,
    today: Option<Date>,
}

impl Outlook {
    /// What one answer would change.
    pub fn look(&self, reply: &Reply) -> Seen {
        self.tried(reply, facts::of_beside).lightened()
    }

    /// The same for an answer that the screen waits for: nobody else needs the other core meanwhile.
    pub fn look_at_once(&self, reply: &Reply) -> Seen {
        self.tried(reply, facts::of_own).lightened()
    }

    /// Everything that follows from the highlighted answer to a large brief. It is worked out behind the others: what they
    /// took is free again by then, and a large brief takes no more memory for being looked ahead of.
    pub fn keep(&self) -> Option<Seen> {
        self.near.as_ref().map(|reply| self.tried(reply, facts::of_beside))
    }

    fn tried(&self, reply: &Reply, follow: fn(Brief, Option<Date>) -> Facts) -> Seen {
        let tried = self.asking.tried(self.facts.brief(), &self.facts, &self.place.key, reply);
        Seen::new(reply.clone(), &self.facts, tried.map(|next| follow(next, self.today)))
    }
}

/// What is known of one answer.
#[derive(Debug, Clone)]
pub struct Seen {
    reply: Reply,
    pub(super) preview: Preview,
    /// Everything that would follow, for when the answer is given; of a large brief kept for the highlighted answer only.
    facts: Option<Arc<Facts>>,
}

impl Seen {
    pub(super) fn new(reply: Reply, now: &Facts, then: Result<Facts, String>) -> Self {
        let preview = then.as_ref().map(|then| facts::difference(now, then)).map_err(Clone::clone);
        Self { reply, preview, facts: then.ok().map(Arc::new) }
    }

    /// The same without what takes much memory.
    fn lightened(self) -> Self {
        Self { facts: self.facts.filter(|f| f.is_small()), ..self }
    }
}

/// The previews of one question that are known.
#[derive(Debug, Clone, Default)]
pub(super) struct Ahead {
    place: Place,
    seen: Vec<Seen>,
}

impl Ahead {
    /// The preview of an answer, when it is known for that state.
    pub(super) fn find(&self, state: u64, key: &str, reply: &Reply) -> Option<&Preview> {
        self.seen(state, key, reply).map(|seen| &seen.preview)
    }

    fn seen(&self, state: u64, key: &str, reply: &Reply) -> Option<&Seen> {
        let here = self.place.state == state && self.place.key == key;
        self.seen.iter().filter(|_| here).find(|seen| seen.reply == *reply)
    }

    /// Takes one more in.
    fn take(&mut self, seen: Seen) {
        self.seen.retain(|known| known.reply != seen.reply);
        self.seen.push(seen);
    }

    /// What follows from a brief, when an answer that was tried leads to it.
    pub(super) fn facts(&self, state: u64, brief: &Brief) -> Option<Arc<Facts>> {
        let known = self.seen.iter().filter(|_| self.place.state == state).filter_map(|seen| seen.facts.as_ref());
        known.into_iter().find(|facts| facts.brief() == brief).map(Arc::clone)
    }
}

impl Session {
    /// The question on screen as previews are worked out for it; nothing where there is none.
    pub fn place(&self) -> Option<Place> {
        let step = self.guide.step().filter(|_| self.screen == Screen::Guide && self.open)?;
        Some(Place { state: self.state, key: step.key.clone(), ticks: self.guide.ticks.clone() })
    }

    /// Which answer a worker looks at first, where it makes a difference: of a large brief only what follows from the
    /// highlighted one is kept.
    pub fn near(&self) -> Option<usize> {
        (!self.facts.is_small()).then_some(self.guide.cursor)
    }

    /// Lets go of what was kept of an answer to a large brief that is not highlighted any more, before something else takes
    /// its place.
    pub fn let_go(&mut self) {
        let Some(here) = self.near() else { return };
        let near = self.place().and_then(|_| self.guide.reply_at(here));
        for seen in self.guide.ahead.seen.iter_mut().filter(|seen| near.as_ref() != Some(&seen.reply)) {
            seen.facts = None;
        }
    }

    /// What a worker may work out for that question.
    pub fn outlook(&self, place: Place) -> Outlook {
        let here = self.guide.cursor;
        let options = self.guide.step().map_or(0, |s| s.options.len());
        let mut cursors: Vec<usize> = (0..options).collect();
        cursors.sort_by_key(|c| (c.abs_diff(here), *c < here));
        let seen = |reply: &Reply| self.guide.ahead.seen(self.state, &place.key, reply);
        let light = |reply: &Reply| seen(reply).is_none_or(|seen| seen.preview.is_ok() && seen.facts.is_none());
        // The answer that stands changes nothing.
        let other = |reply: &Reply| !self.guide.keeps(reply);
        let near = self.guide.reply_at(here).filter(|reply| !self.facts.is_small() && light(reply) && other(reply));
        let new = |reply: &Reply| seen(reply).is_none() && other(reply);
        let replies = cursors.into_iter().filter_map(|c| self.guide.reply_at(c)).filter(new).collect();
        let (asking, facts) = (self.guide.asking.clone(), Arc::clone(&self.facts));
        let awaited = self.beside && !facts.is_small();
        let at_once = self.guide.awaited;
        Outlook { place, replies, awaited, at_once, near, asking, facts, today: self.today }
    }

    /// A worker has worked out what an answer would change. What comes late, about another question or an older state, is
    /// left out: it must not push out what is known of this one. Says whether the screen waited for it.
    pub fn foresee(&mut self, place: Place, seen: Seen) -> bool {
        if self.place().as_ref() != Some(&place) {
            return false;
        }
        let ahead = &mut self.guide.ahead;
        if ahead.place != place {
            *ahead = Ahead { place, seen: Vec::new() };
        }
        ahead.take(seen);
        let awaited = self.guide.awaited;
        if awaited {
            self.refresh_preview();
        }
        awaited && !self.guide.awaited
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Action, Msg};

    /// The example at its first question.
    fn open() -> Session {
        let text = include_str!("../../tests/data/briefs/example.brief.toml");
        let mut session = Session::new(Date::from_days(20_000), &[], None, &[]);
        session.open("example.brief.toml", text).unwrap();
        session.guide.at = 0;
        session.settle();
        session.preview_if_due();
        session
    }

    /// Puts the highlight on the first answer that would change something.
    fn aside(session: &mut Session) {
        let options = session.guide.step().unwrap().options.len();
        let other = |c: &usize| !session.guide.keeps(&session.guide.reply_at(*c).unwrap());
        session.guide.cursor = (0..options).find(other).unwrap();
        session.refresh_preview();
    }

    /// On every question of the path, and on every option, what was foreseen is what is worked out on the spot.
    #[test]
    fn what_is_foreseen_is_what_is_shown() {
        let (mut slow, mut quick) = (open(), open());
        for _ in 0..slow.guide.steps.len().min(12) {
            let outlook = quick.outlook(quick.place().unwrap());
            for reply in &outlook.replies {
                quick.foresee(outlook.place.clone(), outlook.look(reply));
            }
            let here = quick.guide.cursor;
            for cursor in (0..=outlook.replies.len()).filter(|c| *c != here) {
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
        let mut session = open();
        let place = session.place().unwrap();
        let reply = session.guide.reply_at(0).unwrap();
        let old = Seen::new(reply.clone(), &Facts::default(), Err("of old".into()));
        session.foresee(place.clone(), old);
        assert!(session.guide.ahead.find(session.state, &place.key, &reply).is_some());
        session.refresh();
        assert!(session.guide.ahead.find(session.state, &place.key, &reply).is_none());
    }

    #[test]
    fn what_comes_late_does_not_push_out_what_is_known() {
        let mut session = open();
        let first = session.outlook(session.place().unwrap());
        session.guide_turn(true);
        session.preview_if_due();
        aside(&mut session);
        let place = session.place().unwrap();
        let reply = session.guide.reply_at(session.guide.cursor).unwrap();
        assert!(session.guide.ahead.find(session.state, &place.key, &reply).is_some());
        session.foresee(first.place.clone(), first.look(&first.replies[0]));
        assert!(session.guide.ahead.find(session.state, &place.key, &reply).is_some());
    }

    /// An answer whose consequences were foreseen leaves what it leaves without them.
    #[test]
    fn what_follows_from_a_foreseen_answer_is_what_follows() {
        let mut session = open();
        let mut taken = 0;
        while session.guide.step().is_some() && taken < 200 {
            let outlook = session.outlook(session.place().unwrap());
            for reply in &outlook.replies {
                session.foresee(outlook.place.clone(), outlook.look(reply));
            }
            session.update(Msg::Do(Action::Down));
            session.update(Msg::Do(Action::Accept));
            while !session.dialogs.is_empty() {
                session.update(Msg::Do(Action::Accept));
            }
            let anew = session.facts_of(session.doc.brief());
            assert_eq!(session.facts.figures, anew.figures);
            assert_eq!(session.facts.keys, anew.keys);
            taken += 1;
        }
        assert!(taken > 5, "the walk ended after {taken}");
    }

    /// With a worker, the preview of a large brief comes from it; until then the screen has none and says that one comes.
    #[test]
    fn the_preview_of_a_large_brief_is_waited_for() {
        let mut session = open();
        session.beside = true;
        session.refresh_preview();
        assert!(!session.guide.awaited, "a small one is worked out at once");
        let call = |i: u32| format!("[call.many-{i}]\nfrom = \"gateway\"\nto = \"orders\"\n");
        let calls = (0..400).map(call).collect::<String>();
        let text = include_str!("../../tests/data/briefs/example.brief.toml");
        let mut session = Session { beside: true, ..Session::new(Date::from_days(20_000), &[], None, &[]) };
        session.open("large.brief.toml", &format!("{text}\n{calls}")).unwrap();
        session.guide.at = 0;
        session.settle();
        session.preview_if_due();
        assert_eq!(session.guide.preview, Some(Ok(Difference::default())), "what stands changes nothing");
        aside(&mut session);
        assert!(session.guide.awaited && session.guide.preview.is_none());
        let outlook = session.outlook(session.place().unwrap());
        assert!(outlook.awaited);
        let here = session.guide.reply_at(session.guide.cursor);
        assert_eq!(outlook.replies.first(), here.as_ref(), "the one that is waited for comes first");
        assert!(!session.foresee(outlook.place.clone(), outlook.look(&outlook.replies[1])), "nobody waits for that");
        assert!(session.guide.awaited, "another one does not do");
        assert!(session.foresee(outlook.place.clone(), outlook.look(&outlook.replies[0])));
        assert!(!session.guide.awaited && session.guide.preview.is_some());
        // Of the highlighted answer everything is kept, of the others the preview, and only once the others are known.
        let kept = |session: &Session| -> Vec<bool> {
            session.guide.ahead.seen.iter().map(|seen| seen.facts.is_some()).collect()
        };
        assert_eq!(kept(&session), [false, false]);
        session.foresee(outlook.place.clone(), outlook.keep().unwrap());
        assert_eq!(kept(&session), [false, true]);
        session.update(Msg::Do(Action::Down));
        session.let_go();
        assert_eq!(kept(&session), [false, false], "what is not highlighted is let go");
        let outlook = session.outlook(session.place().unwrap());
        session.foresee(outlook.place.clone(), outlook.keep().unwrap());
        session.update(Msg::Do(Action::Screen6));
        session.let_go();
        assert_eq!(kept(&session), [false, false], "and so is everything on another screen");
        session.update(Msg::Do(Action::Screen1));
        let outlook = session.outlook(session.place().unwrap());
        session.foresee(outlook.place.clone(), outlook.keep().unwrap());
        assert_eq!(kept(&session), [false, true]);
        assert!(session.outlook(session.place().unwrap()).keep().is_none(), "it is worked out twice");
        let state = session.state;
        let then = Arc::as_ptr(session.guide.ahead.seen[1].facts.as_ref().unwrap());
        session.update(Msg::Do(Action::Accept));
        assert!(
            session.state > state && std::ptr::eq(Arc::as_ptr(&session.facts), then),
            "nothing is worked out again"
        );
    }
}
