//! What happens in a dialog: entries, choices, yes or no. The layer on top gets the action; what lies below is not asked.

use super::action::Action;
use super::dialog::{Consequence, Dialog, Entry, Pick, Purpose};
use super::guide::Pending;
use super::msg::Effect;
use super::rows::Reply;
use super::status::Status;
use super::update::PAGE;
use super::{Screen, Session, effect_list, lists};

impl Session {
    pub(super) fn in_dialog(&mut self, dialog: Dialog, action: Action) -> Vec<Effect> {
        match (dialog, action) {
            (Dialog::Entry(entry), Action::Accept) => return self.enter(&entry),
            (Dialog::Entry(entry), Action::PrevField) => {
                self.keep_draft();
                self.dialogs.pop();
                match entry.purpose {
                    Purpose::Other { .. } => self.guide_turn(false),
                    _ => self.back_to_reason(&entry),
                }
            }
            (Dialog::Entry(_), Action::Close | Action::NextField) => {
                self.keep_draft();
                self.dialogs.pop();
                self.outline.preview = None;
                self.refresh_preview();
            }
            (Dialog::Pick(pick), Action::Accept) => return self.picked(&pick),
            (Dialog::Pick(_), Action::Toggle) => self.tick(),
            (Dialog::Compare { .. }, Action::Back) => self.compare_move(-1),
            (Dialog::Compare { .. }, Action::Forward) => self.compare_move(1),
            (Dialog::Compare { .. }, Action::Accept) => return self.compare_keep(),
            (Dialog::Compare { .. }, Action::Remove) => self.compare_drop(),
            (Dialog::Compare { .. }, Action::Options) => self.ask_options(),
            (Dialog::Explored { cursor }, Action::Accept) => self.explored_take(cursor),
            (Dialog::Explored { .. }, Action::Explore | Action::ExploreAll) => {
                self.dialogs.pop();
                self.ask_explore(action == Action::ExploreAll);
            }
            (Dialog::History { cursor }, Action::Accept) => return self.history_go(cursor),
            (Dialog::Charts { .. }, Action::Back) => return self.charts_move(false),
            (Dialog::Charts { .. }, Action::Forward) => return self.charts_move(true),
            (Dialog::Charts { .. }, Action::Table) => self.charts_table(),
            (Dialog::Export(_), Action::Accept) => return self.export_write(false),
            (Dialog::Export(_), Action::Apply) => return self.export_write(true),
            (Dialog::Export(_), Action::Toggle) => return self.export_pictures(),
            (Dialog::Export(_), Action::PageUp) => self.export_scroll(-PAGE),
            (Dialog::Export(_), Action::PageDown) => self.export_scroll(PAGE),
            (Dialog::Confirm(confirm), Action::Accept) => {
                self.dialogs.pop();
                return self.confirmed(confirm.yes);
            }
            (Dialog::Palette { query, cursor }, Action::Accept) => return self.palette_go(&query, cursor),
            (Dialog::Answers { cursor }, Action::Accept) => {
                if let Some(key) = self.guide.steps.get(cursor).map(|s| s.key.clone()) {
                    self.go_to_question(&key);
                }
            }
            (_, Action::Close | Action::Quit | Action::Help) => {
                self.dialogs.pop();
            }
            (_, action) => self.move_in_dialog(action),
        }
        Vec::new()
    }

    fn move_in_dialog(&mut self, action: Action) {
        let by = match action {
            Action::Up => -1,
            Action::Down => 1,
            Action::PageUp => -PAGE,
            Action::PageDown => PAGE,
            Action::First => isize::MIN / 2,
            Action::Last => isize::MAX / 2,
            _ => return,
        };
        self.move_by(by);
    }

    fn move_by(&mut self, by: isize) {
        let steps = self.guide.steps.len();
        let changes = self.doc.changes().len();
        let lines = match self.dialogs.last() {
            Some(Dialog::Palette { query, .. }) => self.palette_lines(query).len(),
            _ => 0,
        };
        match self.dialogs.last_mut() {
            Some(Dialog::Pick(Pick { cursor, items, .. })) => *cursor = lists::moved(*cursor, by, items.len()),
            Some(Dialog::Palette { cursor, .. }) => *cursor = lists::moved(*cursor, by, lines),
            Some(Dialog::Answers { cursor }) => *cursor = lists::moved(*cursor, by, steps),
            Some(Dialog::History { cursor }) => *cursor = lists::moved(*cursor, by, changes + 1),
            Some(Dialog::Compare { .. }) => self.compare_scroll(by),
            Some(Dialog::Explored { .. }) => self.explored_move(by),
            Some(Dialog::Export(_)) => self.export_move(by),
            Some(Dialog::Charts { .. }) => self.charts_scroll(by),
            _ => {}
        }
    }

    /// Puts the cursor of the list that has the focus on a row; on the row that has it already, accepts it.
    pub(super) fn point(&mut self, row: usize) -> Vec<Effect> {
        let before = self.cursor();
        let Some(at) = before else { return Vec::new() };
        if at == row {
            // Where several can be chosen a click ticks, and Enter accepts.
            let ticks = self.dialogs.is_empty()
                && match self.screen {
                    Screen::Guide => self.guide.step().is_some_and(|s| s.multi && row < s.options.len()),
                    Screen::Diagnose => self.diagnose_works(Action::Toggle),
                    _ => false,
                };
            return self.act(if ticks { Action::Toggle } else { Action::Accept });
        }
        let by = row as isize - at as isize;
        if self.dialogs.is_empty() {
            self.step(by);
        } else {
            self.move_by(by);
        }
        Vec::new()
    }

    /// Where the cursor of the list that has the focus stands.
    fn cursor(&self) -> Option<usize> {
        match self.dialogs.last() {
            Some(
                Dialog::Pick(Pick { cursor, .. })
                | Dialog::Palette { cursor, .. }
                | Dialog::Answers { cursor }
                | Dialog::History { cursor }
                | Dialog::Explored { cursor },
            ) => Some(*cursor),
            Some(Dialog::Export(panel)) => Some(panel.cursor),
            Some(_) => None,
            None => match self.screen {
                Screen::Start => Some(self.start.cursor),
                Screen::Guide => Some(self.guide.cursor),
                Screen::Workbench => Some(self.outline.cursor),
                Screen::Numbers => Some(self.numbers.cursor),
                Screen::Findings => Some(self.findings.cursor),
                Screen::Lab => Some(self.lab.cursor),
                Screen::Reference => Some(self.reference.cursor),
                Screen::Review => Some(self.review.cursor),
                Screen::Diagnose => Some(self.diagnose.cursor),
                Screen::Brief => None,
            },
        }
    }

    /// The text of the field that has the focus is now this.
    pub(super) fn draft(&mut self, text: String) {
        self.cancelled = false;
        match self.dialogs.last_mut() {
            Some(Dialog::Palette { query, cursor }) => {
                *query = text;
                *cursor = 0;
            }
            Some(Dialog::Entry(entry)) => {
                entry.draft.clone_from(&text);
                entry.error = None;
                match entry.purpose.clone() {
                    Purpose::Other { .. } => {
                        if let Some(key) = self.guide.step().map(|s| s.key.clone()) {
                            self.guide.drafts.insert(key, text);
                            self.refresh_preview();
                            let why = match &self.guide.preview {
                                Some(Err(why)) if !why.is_empty() => Some(why.clone()),
                                _ => None,
                            };
                            self.say_in_entry(why);
                        }
                    }
                    Purpose::Wanted { index } => {
                        let path = self.entry_title();
                        if let (Some(pending), Some(step)) =
                            (self.wanted_so_far(index, &path, &text), self.guide.step())
                        {
                            let tried =
                                self.edits_for(&step.key, &pending.reply()).and_then(|e| self.difference_of(&e));
                            let why = tried.as_ref().err().cloned();
                            self.guide.preview = Some(tried);
                            self.say_in_entry(why);
                        }
                    }
                    Purpose::Field(path) => {
                        let why = self.preview_field(&path, &text);
                        self.say_in_entry(why);
                    }
                    Purpose::Filter if self.screen == Screen::Lab => {
                        self.lab.filter = text;
                        self.refresh_lab();
                    }
                    Purpose::Filter => {
                        if let Some((list, _)) = self.list_mut() {
                            list.filter = text;
                            list.cursor = 0;
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// What is typed and not accepted is kept for the next time.
    pub(super) fn keep_draft(&mut self) {
        match self.dialogs.last() {
            Some(Dialog::Entry(Entry { purpose: Purpose::Field(path), draft, .. })) => {
                self.drafts.insert(path.clone(), draft.clone());
            }
            Some(Dialog::Entry(Entry { purpose: Purpose::Waive(finding), draft, .. })) => {
                self.drafts.insert(super::waive::draft_of(finding), draft.clone());
            }
            _ => {}
        }
    }

    fn entry_title(&self) -> String {
        match self.dialogs.last() {
            Some(Dialog::Entry(entry)) => entry.title.clone(),
            _ => String::new(),
        }
    }

    fn say_in_entry(&mut self, why: Option<String>) {
        if let Some(Dialog::Entry(entry)) = self.dialogs.last_mut() {
            entry.error = why;
        }
    }

    /// Accepts an entry; an error stays below it, and the entry stays open.
    fn enter(&mut self, entry: &Entry) -> Vec<Effect> {
        let text = entry.draft.as_str();
        let here = self.dialogs.len();
        let result = match &entry.purpose {
            Purpose::Other { .. } if text.trim().is_empty() => Err("Nothing is typed; Esc leaves".to_owned()),
            Purpose::Other { .. } => self.give(&Reply::Other(text.trim().to_owned())),
            Purpose::Wanted { index } => self.enter_wanted(*index, &entry.title, text),
            Purpose::Skip { path: None, later } => {
                self.give(&Reply::Skip { later: *later, text: text.trim().to_owned() })
            }
            Purpose::Skip { path: Some(path), later } => self.skip_path(path, *later, text.trim()),
            Purpose::Field(path) => self.set_field(path, text),
            Purpose::Rename(path) => self.rename_entity(path, text),
            Purpose::Add(section) => self.add_entity(section, text),
            Purpose::Create => self.create(text),
            Purpose::Explore { all } => self.explore(text, *all),
            Purpose::Note { path, source } => self.note(path, source, text),
            Purpose::Duplicate(path) => self.duplicate_entity(path, text),
            Purpose::ReviewFile => self.start_review(text),
            Purpose::Waive(key) => self.enter_reason(key, text.trim()),
            Purpose::Approve { finding, reason } => self.waive(finding, reason, text.trim()),
            Purpose::Filter | Purpose::SkipKind { .. } | Purpose::Conflict { .. } | Purpose::NoteSource(_) => {
                Ok(Vec::new())
            }
            purpose => self.review_enter(purpose, text),
        };
        match result {
            Ok(effects) => {
                let at = self.dialogs.iter().position(|d| matches!(d, Dialog::Entry(e) if e.id == entry.id));
                if let Some(at) = at.filter(|at| *at < here) {
                    self.dialogs.remove(at);
                }
                effects
            }
            Err(why) => {
                self.say_in_entry(Some(why));
                Vec::new()
            }
        }
    }

    fn enter_wanted(&mut self, index: usize, path: &str, text: &str) -> Result<Vec<Effect>, String> {
        let Some(reply) = self.wanted_so_far(index, path, text) else { return Ok(Vec::new()) };
        // The value is tried on a copy at once, so that a mistake is said where it is made.
        if let Some(step) = self.guide.step() {
            self.edits_for(&step.key, &reply.clone().reply()).and_then(|edits| self.difference_of(&edits))?;
        }
        self.guide.pending = Some(reply);
        Ok(self.ask_wanted(index + 1))
    }

    /// The answer with the values entered before this one, and this one as it is typed.
    fn wanted_so_far(&self, index: usize, path: &str, text: &str) -> Option<Pending> {
        let mut pending = self.guide.pending.clone()?;
        pending.entries.truncate(index);
        pending.entries.push((path.to_owned(), text.trim().to_owned()));
        Some(pending)
    }

    fn picked(&mut self, pick: &Pick) -> Vec<Effect> {
        let Some((label, _)) = pick.items.get(pick.cursor).cloned() else { return Vec::new() };
        if let Purpose::Conflict { saving } = pick.purpose {
            return self.resolve_conflict(pick.cursor, saving);
        }
        self.dialogs.pop();
        let label = match &pick.ticks {
            None => label,
            Some(ticks) => {
                let ticked = pick.items.iter().zip(ticks).filter(|(_, on)| **on);
                ticked.map(|((label, _), _)| label.as_str()).collect::<Vec<_>>().join(", ")
            }
        };
        match &pick.purpose {
            Purpose::Field(path) => self.set_field(path, &label).unwrap_or_else(|why| {
                self.status = Status::problem(why);
                Vec::new()
            }),
            Purpose::NoteSource(path) => {
                self.ask_note(path, &label);
                Vec::new()
            }
            Purpose::SkipKind { path } => {
                let later = pick.cursor == 0;
                let purpose = Purpose::Skip { path: path.clone(), later };
                let entry = self.entry(label, "The reason, in a few words".into(), String::new(), purpose);
                self.dialogs.push(Dialog::Entry(entry));
                Vec::new()
            }
            purpose => self.review_picked(purpose, &label),
        }
    }

    fn tick(&mut self) {
        if let Some(Dialog::Pick(Pick { ticks: Some(ticks), cursor, .. })) = self.dialogs.last_mut()
            && let Some(tick) = ticks.get_mut(*cursor)
        {
            *tick = !*tick;
        }
    }

    fn confirmed(&mut self, yes: Consequence) -> Vec<Effect> {
        match yes {
            Consequence::Edit { what, edits } => {
                let effects = self.change_or_say(&what, &edits);
                if effects.iter().any(|e| matches!(e, Effect::Journal(_))) {
                    self.status = Status::good(format!("Done: {what}; z takes it back"));
                }
                effects
            }
            Consequence::QuitDiscarding => effect_list(Effect::Quit { discard: true }),
            Consequence::Recover => effect_list(Effect::Recover),
            Consequence::WriteOptions => self.compare_write(),
        }
    }
}
