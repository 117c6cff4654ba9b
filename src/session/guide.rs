//! The guide: one question at a time, the highlighted answer applied to a copy before it is made.

use std::collections::{BTreeMap, BTreeSet};

use super::ahead::{Ahead, Seen};
use super::ask::Asking;
use super::dialog::{Dialog, Entry, Pick, Purpose};
use super::effect_list;
use super::msg::Effect;
use super::rows::{Difference, Reply, State, Step, Stop};
use super::status::Status;
use super::{Screen, Session};
use crate::brief::Edit;

/// Where the guide stands.
#[derive(Debug, Clone, Default)]
pub struct Guide {
    /// The name of the path that is walked (`quick`, `full`, a trigger).
    pub path: String,
    pub steps: Vec<Stop>,
    /// Index of the question on screen; past the last one the path is done.
    pub at: usize,
    /// That question in full.
    pub(super) now: Option<Step>,
    /// Index of the highlighted option; past the last option it is Other.
    pub cursor: usize,
    /// The ticked options of a multi-select.
    pub ticks: Vec<bool>,
    /// What the highlighted answer would change; an error in words when it cannot be given as it stands.
    pub preview: Option<Result<Difference, String>>,
    /// Whether the preview is of another state than the one on screen.
    pub(super) preview_due: bool,
    /// Previews of the other answers, worked out before anybody asked.
    pub(super) ahead: Ahead,
    /// A worker is at the preview of the highlighted answer.
    pub awaited: bool,
    /// The labels and the values entered so far for an answer that asks for several.
    pub(super) pending: Option<Pending>,
    /// The path as `questions` sees it.
    pub(super) asking: Asking,
    /// What was typed and not accepted, by question.
    pub(super) drafts: BTreeMap<String, String>,
    /// Only what is still open is asked: the way leads past every question that is settled.
    pub(super) open_only: bool,
}

/// An answer whose values are still being asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Pending {
    pub(super) labels: Vec<String>,
    /// Path and text of the values entered so far.
    pub(super) entries: Vec<(String, String)>,
    pub(super) preset: bool,
}

impl Pending {
    pub(super) fn reply(self) -> Reply {
        Reply::Labels { labels: self.labels, entries: self.entries, preset: self.preset }
    }
}

impl Guide {
    pub fn step(&self) -> Option<&Step> {
        self.now.as_ref()
    }

    /// Whether the highlight is on Other.
    pub fn on_other(&self) -> bool {
        self.step().is_some_and(|s| self.cursor >= s.options.len())
    }

    /// Questions with an answer of any kind, of all.
    pub fn progress(&self) -> (usize, usize) {
        let counted = || self.steps.iter().filter(|s| !s.follow_up);
        (counted().filter(|s| s.state != State::Open).count(), counted().count())
    }

    /// The first open question from there on; the end of the path when there is none.
    pub(super) fn open_from(&self, from: usize) -> usize {
        let open = self.steps.iter().skip(from).position(|s| s.state == State::Open);
        open.map_or(self.steps.len(), |i| from + i)
    }

    /// The groups of the path in order, with how many of their questions are open.
    pub fn groups(&self) -> Vec<(&'static str, usize)> {
        let mut out: Vec<(&'static str, usize)> = Vec::new();
        for step in &self.steps {
            let open = usize::from(step.state == State::Open);
            match out.iter_mut().find(|(name, _)| *name == step.group) {
                Some((_, n)) => *n += open,
                None => out.push((step.group, open)),
            }
        }
        out
    }

    /// Puts the highlight on the present answer, which is Other where no option says it; else on the recommendation.
    fn highlight(&mut self) {
        let Some(step) = &self.now else {
            (self.cursor, self.ticks) = (0, Vec::new());
            return;
        };
        let answered = !step.words.is_empty() || step.options.iter().any(|o| o.chosen);
        let pick = |o: &super::rows::Opt| if answered { o.chosen } else { o.recommended };
        self.ticks = step.options.iter().map(pick).collect();
        let none = if answered { step.options.len() } else { 0 };
        self.cursor = step.options.iter().position(pick).unwrap_or(none);
    }

    /// Whether an answer is the one that stands, so that giving it changes nothing.
    pub(super) fn keeps(&self, reply: &Reply) -> bool {
        let Some(step) = self.step().filter(|s| s.state != State::Open) else { return false };
        match reply {
            Reply::Labels { labels, entries, .. } => {
                let chosen = step.options.iter().filter(|o| o.chosen);
                let wanted = chosen.clone().flat_map(|o| &o.entries).map(|w| w.suggested.as_str());
                !labels.is_empty()
                    && chosen.map(|o| &o.label).eq(labels)
                    && wanted.eq(entries.iter().map(|(_, text)| text.as_str()))
            }
            Reply::Other(text) => !step.words.is_empty() && *text == step.words,
            Reply::Unsure | Reply::Skip { .. } => false,
        }
    }

    /// The ticks with one toggled; an exclusive option clears the others, and any other clears the exclusive ones.
    fn toggled(&self, index: usize) -> Vec<bool> {
        let Some(step) = self.step() else { return Vec::new() };
        let mut ticks = self.ticks.clone();
        let on = !ticks.get(index).copied().unwrap_or(false);
        if let Some(tick) = ticks.get_mut(index) {
            *tick = on;
        }
        if on {
            let alone = step.options[index].exclusive;
            for (i, tick) in ticks.iter_mut().enumerate() {
                if i != index && (alone || step.options[i].exclusive) {
                    *tick = false;
                }
            }
        }
        ticks
    }

    fn labels(&self, ticks: &[bool], cursor: usize) -> Vec<String> {
        let Some(step) = self.step() else { return Vec::new() };
        let ticked = |i: usize| ticks.get(i).copied().unwrap_or(false);
        if step.multi {
            step.options.iter().enumerate().filter(|(i, _)| ticked(*i)).map(|(_, o)| o.label.clone()).collect()
        } else {
            step.options.get(cursor).map(|o| o.label.clone()).into_iter().collect()
        }
    }

    /// Whether these labels are exactly what is recommended.
    fn preset(&self, labels: &[String]) -> bool {
        self.step().is_some_and(|step| {
            let want: BTreeSet<&str> =
                step.options.iter().filter(|o| o.recommended).map(|o| o.label.as_str()).collect();
            !want.is_empty() && want == labels.iter().map(String::as_str).collect()
        })
    }

    /// The answer that the highlight stands for, with suggested values where it asks for some.
    fn highlighted(&self) -> Option<Reply> {
        self.reply_at(self.cursor)
    }

    /// The same if the highlight were there.
    pub(super) fn reply_at(&self, cursor: usize) -> Option<Reply> {
        let step = self.step()?;
        if cursor >= step.options.len() {
            let draft = self.drafts.get(&step.key).map_or("", |d| d.trim());
            let words = if draft.is_empty() { step.words.as_str() } else { draft };
            return (!words.is_empty()).then(|| Reply::Other(words.to_owned()));
        }
        let mut ticks = if step.multi { self.toggled(cursor) } else { Vec::new() };
        // The last tick taken away is no answer: what stands is what Enter accepts.
        if step.multi && !ticks.contains(&true) {
            ticks.clone_from(&self.ticks);
        }
        let labels = self.labels(&ticks, cursor);
        let entries = self.wanted(&labels).into_iter().map(|w| (w.path, w.suggested)).collect();
        Some(Reply::Labels { preset: self.preset(&labels), labels, entries })
    }

    fn wanted(&self, labels: &[String]) -> Vec<super::rows::Wanted> {
        let Some(step) = self.step() else { return Vec::new() };
        step.options.iter().filter(|o| labels.contains(&o.label)).flat_map(|o| o.entries.clone()).collect()
    }
}

impl Session {
    /// Looks at the question on screen afresh, with the highlight on its answer or the recommendation.
    pub(super) fn settle(&mut self) {
        self.look();
        self.guide.highlight();
        self.guide.preview_due = true;
    }

    /// The preview, where something that it depends on has changed: once, however much a message changed.
    pub(super) fn preview_if_due(&mut self) {
        if self.guide.preview_due {
            self.refresh_preview();
        }
    }

    /// The question on screen in full, as the brief is now.
    fn look(&mut self) {
        let guide = &self.guide;
        let stop = guide.steps.get(guide.at);
        let now = stop.and_then(|s| guide.asking.step(self.doc.brief(), &self.facts, &s.key));
        self.guide.now = now;
    }

    /// What stands as the answer to a question of the path, in words.
    pub fn answer_words(&self, stop: &Stop) -> String {
        self.guide.asking.shown(self.doc.brief(), &self.facts, &stop.key)
    }

    /// Asks again what the path asks now, keeping the place; says what came and what went.
    pub(super) fn refresh_steps(&mut self) {
        let here = self.guide.step().map(|s| s.key.clone());
        self.guide.steps = self.guide.asking.stops(self.doc.brief(), &self.facts, &self.guide.path);
        if let Some(key) = here {
            match self.guide.steps.iter().position(|s| s.key == key) {
                Some(at) => self.guide.at = at,
                None => self.guide.at = self.guide.at.min(self.guide.steps.len()),
            }
        }
        self.look();
        let changes = &self.guide.asking.changes;
        if !changes.is_empty() {
            let more = changes.len().saturating_sub(2);
            let rest = if more > 0 { format!("; and {more} more changes") } else { String::new() };
            self.status = Status::plain(format!("{}{rest}", changes[..changes.len().min(2)].join("; ")));
        }
    }

    /// What the highlighted answer would change.
    pub(super) fn refresh_preview(&mut self) {
        self.guide.preview_due = false;
        self.guide.awaited = false;
        self.guide.preview = None;
        if self.screen != Screen::Guide {
            return;
        }
        let (Some(step), Some(reply)) = (self.guide.step(), self.guide.highlighted()) else { return };
        if self.guide.keeps(&reply) {
            self.guide.preview = Some(Ok(Difference::default()));
            return;
        }
        if let Some(foreseen) = self.guide.ahead.find(self.state, &step.key, &reply) {
            self.guide.preview = Some(foreseen.clone());
            return;
        }
        if self.beside && !self.facts.is_small() && !self.guide.on_other() {
            self.guide.awaited = true;
            return;
        }
        let tried = self.guide.asking.tried(self.doc.brief(), &self.facts, &step.key, &reply);
        let then = tried.map(|next| super::facts::of_own(next, self.today));
        let seen = Seen::new(reply, &self.facts, then);
        self.guide.preview = Some(seen.preview.clone());
        if let Some(place) = self.place() {
            self.foresee(place, seen);
        }
    }

    pub(super) fn guide_move(&mut self, by: isize) {
        if let Some(step) = self.guide.step() {
            self.guide.cursor = super::lists::moved(self.guide.cursor, by, step.options.len() + 1);
        } else {
            self.guide.cursor = super::lists::moved(self.guide.cursor, by, END.len());
        }
        self.refresh_preview();
    }

    pub(super) fn guide_toggle(&mut self) {
        let Some(step) = self.guide.step() else { return };
        if !step.multi {
            self.status = Status::plain("One answer only here; Enter accepts the highlighted one");
        } else if self.guide.on_other() {
            self.open_other();
        } else {
            self.guide.ticks = self.guide.toggled(self.guide.cursor);
            self.refresh_preview();
        }
    }

    pub(super) fn guide_turn(&mut self, forward: bool) {
        let last = self.guide.steps.len();
        self.guide.at = if forward { (self.guide.at + 1).min(last) } else { self.guide.at.saturating_sub(1) };
        self.settle();
    }

    /// Goes to the question after this one; where only the open ones are asked, to the next of them.
    pub(super) fn guide_next(&mut self, after: &str) {
        let from = self.guide.steps.iter().position(|s| s.key == after).map_or(self.guide.at, |i| i + 1);
        self.guide.at = if self.guide.open_only { self.guide.open_from(from) } else { from };
        self.settle();
    }

    pub(super) fn guide_accept(&mut self) -> Vec<Effect> {
        let Some(step) = self.guide.step() else { return self.guide_end() };
        if self.guide.on_other() {
            self.open_other();
            return Vec::new();
        }
        let labels = self.guide.labels(&self.guide.ticks, self.guide.cursor);
        if labels.is_empty() {
            self.status =
                Status::problem(format!("{}: tick at least one with Space, or u for unsure, s to skip", step.header));
            return Vec::new();
        }
        let preset = self.guide.preset(&labels);
        self.guide.pending = Some(Pending { labels, entries: Vec::new(), preset });
        self.ask_wanted(0)
    }

    /// Asks for the next value the chosen options want; gives the answer when there is none left.
    pub(super) fn ask_wanted(&mut self, index: usize) -> Vec<Effect> {
        let Some(pending) = self.guide.pending.clone() else { return Vec::new() };
        if let Some(want) = self.guide.wanted(&pending.labels).get(index) {
            let (path, suggested) = (want.path.clone(), want.suggested.clone());
            // What the value is for stands before how it is written: the path alone explains little.
            let hint = match crate::brief::field_at(&path).map(|f| f.doc.trim()).filter(|doc| !doc.is_empty()) {
                Some(doc) => format!("{doc} Expected: {}", want.hint),
                None => want.hint.clone(),
            };
            let entry = self.entry(path, hint, suggested, Purpose::Wanted { index });
            self.dialogs.push(Dialog::Entry(entry));
            return Vec::new();
        }
        self.guide.pending = None;
        self.reply_or_say(&pending.reply())
    }

    /// Opens the entry for a free answer, with what was typed there before, or what stands in words of one's own.
    pub(super) fn open_other(&mut self) {
        let Some(step) = self.guide.step() else { return };
        let draft = self.guide.drafts.get(&step.key).filter(|d| !d.trim().is_empty() && d.trim() != step.words);
        let stands = draft.is_none() && !step.words.is_empty();
        let draft = draft.unwrap_or(&step.words).clone();
        let hint = match (stands, step.words.as_str()) {
            (true, _) => format!("Left as it is, what stands is kept. {}", step.hint),
            (false, "") => step.hint.clone(),
            (false, words) => format!("Not accepted yet: what stands is {words}. {}", step.hint),
        };
        let title = step.text.clone();
        self.guide.cursor = step.options.len();
        let entry = self.entry(title, hint, draft, Purpose::Other { stands });
        self.dialogs.push(Dialog::Entry(entry));
    }

    /// Gives an answer to the question on screen and goes on. An answer that does not read is an error in words.
    pub(super) fn give(&mut self, reply: &Reply) -> Result<Vec<Effect>, String> {
        let Some(step) = self.guide.step().cloned() else { return Ok(Vec::new()) };
        let keeps = self.guide.keeps(reply);
        let effects = if keeps { Vec::new() } else { self.give_to(&step, reply)? };
        self.guide.drafts.remove(&step.key);
        if keeps {
            self.status = Status::plain(format!("{} stays as it is", step.header));
        }
        self.guide_next(&step.key);
        Ok(effects)
    }

    /// What an answer to a question would write.
    pub(super) fn edits_for(&self, key: &str, reply: &Reply) -> Result<Vec<Edit>, String> {
        self.guide.asking.edits(self.doc.brief(), &self.facts, key, reply)
    }

    /// Writes an answer, remembers it, and says what there is to say beside the change.
    fn give_to(&mut self, step: &Step, reply: &Reply) -> Result<Vec<Effect>, String> {
        let answered = self.guide.asking.answer(self.doc.brief(), &self.facts, &step.key, reply)?;
        let (edits, says) = (answered.edits.clone(), answered.says.clone());
        self.guide.asking.remember(&step.key, answered);
        let effects = self.change(&format!("answer to {}", step.header), &edits)?;
        if !says.is_empty() {
            self.status = Status::plain(says.join("; "));
        }
        Ok(effects)
    }

    pub(super) fn ask_skip(&mut self, path: Option<String>) {
        let items = [
            ("Later", "It applies and is decided later; the numbers assume the conservative value."),
            ("Not applicable", "It does not apply here, for a reason that stands in the brief."),
        ];
        self.dialogs.push(Dialog::Pick(Pick {
            title: "Skip".into(),
            hint: "Why is there no answer?".into(),
            items: items.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect(),
            cursor: 0,
            ticks: None,
            purpose: Purpose::SkipKind { path },
        }));
    }

    /// The same answer for this question and the open ones of its kind about the other entities, as one change.
    pub(super) fn guide_same(&mut self) -> Vec<Effect> {
        let Some(step) = self.guide.step().cloned() else { return Vec::new() };
        let reply = match self.guide.highlighted() {
            Some(Reply::Labels { entries, preset, .. }) if step.multi => {
                Reply::Labels { labels: self.guide.labels(&self.guide.ticks, self.guide.cursor), entries, preset }
            }
            Some(reply) => reply,
            None => {
                self.status = Status::plain("Nothing is typed under Other yet; Enter opens it");
                return Vec::new();
            }
        };
        // What stands here already is only handed on.
        let keeps = self.guide.keeps(&reply);
        let first = match self.guide.asking.answer(self.doc.brief(), &self.facts, &step.key, &reply) {
            Ok(mut answered) => {
                if keeps {
                    answered.edits.clear();
                }
                answered
            }
            Err(why) => {
                self.status = Status::problem(why);
                return Vec::new();
            }
        };
        // The others are worked out on the brief as the first answer leaves it.
        let mut brief = self.doc.brief().clone();
        if crate::brief::apply(&mut brief, &first.edits).is_err() {
            return Vec::new();
        }
        let (others, problems) = self.guide.asking.same(&brief, &self.facts, &step.key, &reply);
        let mut edits = first.edits.clone();
        edits.extend(others.iter().flat_map(|(_, answered)| answered.edits.clone()));
        let given = others.len();
        match self.change(&format!("answers to {}", step.header), &edits) {
            Ok(effects) => {
                if !keeps {
                    self.guide.asking.remember(&step.key, first);
                }
                for (key, answered) in others {
                    self.guide.asking.remember(&key, answered);
                }
                self.guide_next(&step.key);
                self.status = match problems.first() {
                    Some(why) => Status::problem(format!("the same answer for {given} others; left open: {why}")),
                    None => Status::good(format!("{}: the same answer for {given} others", step.header)),
                };
                effects
            }
            Err(why) => {
                self.status = Status::problem(why);
                Vec::new()
            }
        }
    }

    fn guide_end(&mut self) -> Vec<Effect> {
        match self.guide.cursor {
            0 => effect_list(Effect::Export { force: false }),
            1 => {
                self.go(Screen::Findings);
                Vec::new()
            }
            _ => {
                self.guide.path = "full".into();
                self.guide.open_only = true;
                self.refresh_steps();
                self.guide.at = self.guide.open_from(0);
                self.settle();
                if self.guide.step().is_none() {
                    self.status = Status::good("No question of the full path is open");
                }
                Vec::new()
            }
        }
    }

    /// An entry with a number of its own.
    pub(super) fn entry(&mut self, title: String, hint: String, draft: String, purpose: Purpose) -> Entry {
        self.entries += 1;
        Entry { id: self.entries, title, hint, draft, error: None, area: false, purpose }
    }
}

/// What can be done when every question of the path has been passed.
pub const END: [(&str, &str); 3] = [
    ("Export the brief", "Writes the markdown brief to docs/."),
    ("See the findings", "What contradicts, what is missing, what is risky."),
    ("Go on with the full path", "Every question that is still open, group by group."),
];
