//! Messages to changes: which part of the session a message is for, given what has the focus.

use super::action::Action;
use super::dialog::{Confirm, Consequence, Dialog, Pager, Purpose};
use super::exporting::Written;
use super::facts::{Facts, UNSTATED};
use super::msg::{Effect, Msg};
use super::rows::{Reply, State};
use super::status::Status;
use super::{Paper, Screen, Session, Side, effect_list, lists};

/// Rows of a page up or down in a list.
pub(super) const PAGE: isize = 10;

impl Session {
    /// Takes a message in; what the shell has to do comes out.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let effects = self.take(msg);
        self.preview_if_due();
        effects
    }

    fn take(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Do(action) => return self.act(action),
            Msg::Draft(text) => self.draft(text),
            Msg::Point(row) => return self.point(row),
            Msg::Saved(Ok(())) => {
                self.doc.mark_saved();
                self.status = Status::good(format!("Saved {}", self.name));
            }
            Msg::Saved(Err(why)) | Msg::Exported(Err(why)) | Msg::Trouble(why) => self.status = Status::problem(why),
            Msg::Exported(Ok(Written { path, beside })) => {
                let pictures = match beside {
                    0 => String::new(),
                    1 => " and 1 picture beside it".to_owned(),
                    n => format!(" and {n} pictures beside it"),
                };
                self.status = Status::good(format!("Exported to {}{pictures}", path.display()));
                self.exported = Some(path);
            }
            Msg::Replaced(text) => match self.doc.replace("change outside", &text) {
                Ok(changed) => {
                    self.doc.mark_saved();
                    self.refresh();
                    let what = if changed {
                        "took the file as it is now; z brings the old one back"
                    } else {
                        "nothing changed"
                    };
                    self.status = Status::good(what);
                }
                Err(problems) => {
                    let first = problems.first().map(ToString::to_string).unwrap_or_default();
                    self.status = Status::problem(format!("not taken over: {first} ({} in all)", problems.len()));
                }
            },
            Msg::Conflict => self.ask_conflict(true),
            Msg::ExportBlocked(why) => {
                self.status = Status::problem(why);
                return self.look_export();
            }
            Msg::ExportSeen(targets) => self.export_seen(targets),
            Msg::FilesMissing(files) => self.missing_files = files,
            Msg::ChartDrawn { chart, at, key, picture } => self.chart_drawn(chart, at, key, picture.map(|p| *p)),
            Msg::Influence { figure, found } => self.influence_seen(&figure, &found),
            Msg::Theirs(theirs) => self.theirs_seen(theirs),
            Msg::Exploring { ticket, done, millis } => self.explore_progress(ticket, done, millis),
            Msg::Explored { ticket, outcome } => self.explored(ticket, outcome),
            Msg::Verifying { ticket, done, of } => self.search_progress(ticket, done, of),
            Msg::Verified { ticket, found } => self.searched(ticket, found),
            Msg::Found { edits } => self.dialogs.push(Dialog::Confirm(Confirm {
                title: "A session did not end well".into(),
                text: match edits {
                    1 => "1 accepted answer was not saved. Restore it? No leaves it for the next time.".to_owned(),
                    n => {
                        format!("{n} accepted answers were not saved. Restore them? No leaves them for the next time.")
                    }
                },
                yes: Consequence::Recover,
            })),
            Msg::Recovered(changes) => {
                let mut lost = 0;
                for edits in &changes {
                    if self.doc.apply("recovered answer", edits).is_err() {
                        lost += 1;
                    }
                }
                self.refresh();
                self.settle();
                let back = match changes.len() - lost {
                    1 => "1 answer is back".to_owned(),
                    n => format!("{n} answers are back"),
                };
                self.status = match lost {
                    0 => Status::good(back),
                    1 => Status::problem(format!("{back}; 1 no longer fits the file")),
                    n => Status::problem(format!("{back}; {n} no longer fit the file")),
                };
            }
            Msg::Unreadable(problems) => {
                let list: Vec<String> = problems.iter().map(|p| format!("- {p}")).collect();
                let text = format!(
                    "The file cannot be read as it stands, so yours stays as it is here and the file keeps what was written. \
                     Correct it (E opens the editor again), or save yours over it.\n\n{}\n",
                    list.join("\n")
                );
                self.dialogs.push(Dialog::Pager(Pager { title: format!("{} problems", problems.len()), text }));
            }
            Msg::ChangedOutside if self.dialogs.is_empty() => self.ask_conflict(false),
            Msg::ChangedOutside => {}
            Msg::Opened { name, text } => {
                if let Err(problems) = self.open(&name, &text) {
                    let list: Vec<String> = problems.iter().map(|p| format!("- {p}")).collect();
                    let text = format!(
                        "{name} cannot be read as it stands. Correct it and open it again.\n\n{}\n",
                        list.join("\n")
                    );
                    self.dialogs.push(Dialog::Pager(Pager { title: format!("{} problems", problems.len()), text }));
                } else {
                    self.start_then();
                    self.tell_of_incident();
                }
            }
        }
        Vec::new()
    }

    /// Does what was asked for.
    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        let again = std::mem::replace(&mut self.cancelled, false);
        if action == Action::Cancel {
            return self.cancel(again);
        }
        self.status = Status::default();
        if let Some(n) = action.screen() {
            self.go(Screen::TABS[n - 1]);
            return Vec::new();
        }
        match action {
            Action::Suspend => return effect_list(Effect::Suspend),
            Action::Redraw => return effect_list(Effect::Redraw),
            Action::Palette => {
                self.keep_draft();
                self.open_palette();
                return Vec::new();
            }
            _ => {}
        }
        match self.dialogs.last().cloned() {
            Some(dialog) => self.in_dialog(dialog, action),
            None => self.on_screen(action),
        }
    }

    fn cancel(&mut self, again: bool) -> Vec<Effect> {
        if again {
            return effect_list(Effect::Quit { discard: false });
        }
        if let Some(effects) = self.stop_exploring().or_else(|| self.stop_searching()) {
            return effects;
        }
        self.cancelled = true;
        self.keep_draft();
        self.dialogs.pop();
        self.status = Status::plain("Ctrl-C again saves and quits");
        Vec::new()
    }

    fn on_screen(&mut self, action: Action) -> Vec<Effect> {
        if let Some(what) = self.wants_brief(action) {
            self.needs_brief(what);
            return Vec::new();
        }
        match action {
            Action::Undo => return self.travel(true),
            Action::Redo => return self.travel(false),
            Action::Save if self.open => return effect_list(Effect::Save { over: false }),
            Action::Export if self.open => return effect_list(Effect::Export { force: false }),
            Action::Editor if self.open => return effect_list(Effect::Editor),
            Action::Answers if self.open => self.dialogs.push(Dialog::Answers { cursor: self.guide.at }),
            Action::Help => self.dialogs.push(Dialog::Help),
            Action::History if self.open => self.dialogs.push(Dialog::History { cursor: self.doc.at() }),
            Action::Charts if self.open => return self.open_charts(),
            Action::Verify if self.open => return self.verify(),
            Action::Quit => return effect_list(Effect::Quit { discard: false }),
            Action::Search => self.search(),
            Action::Copy => return self.copy(),
            Action::NextPane | Action::PrevPane => self.turn_side(action == Action::NextPane),
            Action::Close => {
                if let Some(effects) = self.stop_exploring().or_else(|| self.stop_searching()) {
                    return effects;
                }
                let open = self.open;
                if let Some((list, _)) = self.list_mut() {
                    if open || !list.filter.is_empty() {
                        list.filter.clear();
                    } else {
                        // Without a brief there is nothing else that the reference could lead back to.
                        self.go(Screen::Start);
                    }
                } else if self.screen == Screen::Lab {
                    self.lab.filter.clear();
                    self.refresh_lab();
                }
            }
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::PageUp => self.step(-PAGE),
            Action::PageDown => self.step(PAGE),
            Action::First => self.step(isize::MIN / 2),
            Action::Last => self.step(isize::MAX / 2),
            _ => return self.on(action),
        }
        Vec::new()
    }

    /// What an action is called that does nothing without a brief, while there is none.
    fn wants_brief(&self, action: Action) -> Option<&'static str> {
        if self.open {
            return None;
        }
        match action {
            Action::Undo | Action::Redo => Some("Undo"),
            Action::Save => Some("Saving"),
            Action::Export => Some("An export"),
            Action::Editor => Some("The editor"),
            Action::Answers => Some("The list of answers"),
            Action::History => Some("The list of changes"),
            Action::OpenCoverage => Some("The list of claims"),
            _ => None,
        }
    }

    /// What only the present screen knows.
    fn on(&mut self, action: Action) -> Vec<Effect> {
        match (self.screen, action) {
            (_, Action::OpenReview) => self.open_review(),
            (_, Action::OpenDiagnose) => self.open_diagnose(),
            (_, Action::OpenCoverage) if self.open => self.open_coverage(),
            (Screen::Review, action) => return self.review_on(action),
            (Screen::Diagnose, action) => return self.diagnose_on(action),
            (Screen::Start, Action::Accept) => return self.start_accept(),
            (Screen::Start, Action::Example) => return Session::start_example(),
            (Screen::Guide, Action::Accept) => return self.guide_accept(),
            (Screen::Guide, Action::Toggle) => self.guide_toggle(),
            (Screen::Guide, Action::Unsure) => return self.reply_or_say(&Reply::Unsure),
            (Screen::Guide, Action::Skip) if self.guide.step().is_some() => self.ask_skip(None),
            (Screen::Guide, Action::Back) => self.guide_turn(false),
            (Screen::Guide, Action::Forward) => self.guide_turn(true),
            (Screen::Guide, Action::Other) => self.open_other(),
            (Screen::Guide, Action::Same) => return self.guide_same(),
            (Screen::Guide | Screen::Workbench, Action::Why) => {
                self.side = if self.side == Side::Why { Side::Follows } else { Side::Why };
            }
            (Screen::Workbench, Action::Accept) => self.outline_accept(),
            (Screen::Workbench, Action::Add) => return self.outline_add(),
            (Screen::Workbench, Action::Rename) => self.outline_rename(),
            (Screen::Workbench, Action::Note) => self.outline_note(),
            (Screen::Workbench, Action::Duplicate) => return self.outline_duplicate(),
            (Screen::Workbench, Action::Remove) => return self.outline_remove(),
            (Screen::Workbench, Action::Unsure) => return self.outline_unsure(),
            (Screen::Workbench, Action::Skip) => self.outline_skip(),
            (Screen::Workbench, Action::Expand) => self.outline_open(Some(true)),
            (Screen::Workbench, Action::Collapse) => self.outline_open(Some(false)),
            (Screen::Numbers, Action::Accept) => {
                let row = self
                    .numbers_shown()
                    .get(self.numbers.cursor)
                    .map(|f| (f.label.to_owned(), self.facts.provenance(f)));
                if let Some((title, text)) = row {
                    self.dialogs.push(Dialog::Pager(Pager { title, text }));
                }
            }
            (Screen::Numbers, Action::Influence) => {
                if let Some(figure) = self.numbers_shown().get(self.numbers.cursor).map(|f| self.facts.whole(f)) {
                    self.status = Status::plain(format!("Looking what moves {} most", figure.label));
                    let brief = Box::new(self.doc.brief().clone());
                    return effect_list(Effect::Influence { brief, figure: Box::new(figure) });
                }
            }
            (Screen::Numbers, Action::Sort) => {
                self.numbers.sorted = !self.numbers.sorted;
                self.numbers.cursor = 0;
            }
            (Screen::Findings, Action::Accept) if self.finding().is_some_and(|f| f.rule == UNSTATED) => {
                let open = self.guide.steps.iter().position(|s| s.state == State::Open);
                self.dialogs.push(Dialog::Answers { cursor: open.unwrap_or(0) });
            }
            (Screen::Findings, Action::Accept) => {
                let path = self
                    .finding()
                    .and_then(|f| f.paths.first().cloned().or_else(|| (!f.place.is_empty()).then(|| f.place.clone())));
                if let Some(path) = path {
                    self.go_to_field(&path);
                }
            }
            (Screen::Findings, Action::Apply) => return self.fix(),
            (Screen::Findings, Action::OtherFixes) => {
                if let Some(found) = self.finding() {
                    self.ask_fixes(&found.key);
                }
            }
            (Screen::Findings, Action::Waive) => self.ask_waive(),
            (Screen::Findings, Action::Why) => {
                if let Some((rule, text)) =
                    self.finding().map(|f| (f.rule.clone(), Facts::page(&f.rule).unwrap_or_default().to_owned()))
                {
                    self.dialogs.push(Dialog::Pager(Pager { title: rule, text }));
                }
            }
            (Screen::Lab, Action::Forward) => self.lab_nudge(true),
            (Screen::Lab, Action::Back) => self.lab_nudge(false),
            (Screen::Lab, Action::Clear) => self.lab_clear(),
            (Screen::Lab, Action::Accept) => return self.lab_keep(),
            (Screen::Lab, Action::Mark) => self.lab_mark(),
            (Screen::Lab, Action::Pin) => self.pin(),
            (Screen::Lab, Action::Compare) => self.open_compare(),
            (_, Action::Explore | Action::ExploreAll) if self.open => {
                self.go(Screen::Lab);
                self.ask_explore(action == Action::ExploreAll);
            }
            (Screen::Lab, Action::Found) => self.open_explored(),
            (Screen::Brief, Action::Files) => return self.look_export(),
            (Screen::Reference, Action::Accept | Action::MarkRead) => {
                let Some(name) = self.pages_shown().get(self.reference.cursor).map(|p| p.name.clone()) else {
                    return Vec::new();
                };
                return if action == Action::Accept { self.open_page(&name) } else { self.mark_read(&name) };
            }
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn step(&mut self, by: isize) {
        match self.screen {
            Screen::Start => self.start.cursor = lists::moved(self.start.cursor, by, self.start.items.len()),
            Screen::Guide => self.guide_move(by),
            Screen::Workbench => self.outline_move(by),
            Screen::Lab => self.lab_move(by),
            Screen::Review => self.review.cursor = lists::moved(self.review.cursor, by, self.review_rows().len()),
            Screen::Diagnose => {
                self.diagnose.cursor = lists::moved(self.diagnose.cursor, by, self.diagnose_rows().len());
            }
            _ => {
                if let Some((list, len)) = self.list_mut() {
                    list.cursor = lists::moved(list.cursor, by, len);
                }
            }
        }
    }

    fn turn_side(&mut self, forward: bool) {
        if self.screen == Screen::Brief {
            let at = Paper::ALL.iter().position(|p| *p == self.paper).unwrap_or(0);
            self.paper = Paper::ALL[(at + if forward { 1 } else { 2 }) % 3];
            return;
        }
        let mut order = vec![Side::Follows, Side::Findings, Side::Chart, Side::Why];
        // A question without a chart has no pane for one, and behind the last question there is nothing to explain.
        let over = self.screen == Screen::Guide && self.guide.step().is_none();
        order.retain(|s| match s {
            Side::Chart => self.has_chart(),
            Side::Why => !over,
            _ => true,
        });
        let at = order.iter().position(|s| *s == self.side).unwrap_or(0);
        self.side = order[(at + if forward { 1 } else { order.len() - 1 }) % order.len()];
    }

    fn travel(&mut self, back: bool) -> Vec<Effect> {
        let done = if back { self.doc.undo() } else { self.doc.redo() };
        let Some((what, edits)) = done else {
            self.status = Status::plain(if back { "Nothing to undo" } else { "Nothing to redo" });
            return Vec::new();
        };
        self.touched = edits.first().map(|e| e.path().to_owned());
        self.refresh();
        self.settle();
        self.status = Status::plain(format!("{}: {what}", if back { "Undone" } else { "Redone" }));
        if edits.is_empty() { Vec::new() } else { effect_list(Effect::Journal(edits)) }
    }

    fn search(&mut self) {
        if self.screen == Screen::Lab {
            let hint = "Words that all have to occur in the path; empty shows everything".to_owned();
            let entry = self.entry("Filter".into(), hint, self.lab.filter.clone(), Purpose::Filter);
            self.dialogs.push(Dialog::Entry(entry));
            return;
        }
        match self.list_mut() {
            Some((list, _)) => {
                let draft = list.filter.clone();
                let entry = self.entry(
                    "Filter".into(),
                    "Words that all have to occur; empty shows everything".into(),
                    draft,
                    Purpose::Filter,
                );
                self.dialogs.push(Dialog::Entry(entry));
            }
            None => self.open_palette(),
        }
    }

    fn copy(&mut self) -> Vec<Effect> {
        let text = match self.screen {
            Screen::Numbers => self
                .numbers_shown()
                .get(self.numbers.cursor)
                .map(|f| format!("{} {} = {} ({})", f.id, f.label, f.shown(), f.at)),
            Screen::Findings => self.finding().map(|f| format!("{}: {}\n{}", f.key, f.title, f.text)),
            Screen::Workbench => self.outline.row().map(|r| r.path.clone()),
            Screen::Lab => self.lab.knobs.get(self.lab.cursor).map(|k| k.path.clone()),
            Screen::Guide => self.guide.step().map(|s| s.text.clone()),
            Screen::Brief => Some(self.markdown()),
            Screen::Review => self.review_rows().get(self.review.cursor).map(|r| format!("{}\n{}", r.label, r.detail)),
            Screen::Diagnose => {
                self.diagnose_rows().get(self.diagnose.cursor).map(|r| format!("{}\n{}", r.label, r.detail))
            }
            Screen::Start | Screen::Reference => None,
        };
        match text {
            Some(text) => {
                self.status = Status::good("Copied");
                effect_list(Effect::Copy(text))
            }
            None => Vec::new(),
        }
    }

    pub(super) fn finding(&self) -> Option<super::rows::Found> {
        let shown = self.findings_shown();
        let row = shown.get(self.findings.cursor..=self.findings.cursor)?;
        self.rows_in_full(row).pop()
    }

    fn fix(&mut self) -> Vec<Effect> {
        let Some(found) = self.finding() else { return Vec::new() };
        let Some(fix) = found.fix else {
            self.status = Status::plain(format!("{} has no change to suggest; Enter goes to the field", found.rule));
            return Vec::new();
        };
        let effects = self.take_fix(&format!("fix of {}", found.key), &fix.text, fix.edits);
        let len = self.findings_shown().len();
        self.findings.cursor = self.findings.cursor.min(len.saturating_sub(1));
        effects
    }

    pub(super) fn reply_or_say(&mut self, reply: &Reply) -> Vec<Effect> {
        self.give(reply).unwrap_or_else(|why| {
            self.status = Status::problem(why);
            Vec::new()
        })
    }
}
