//! Effects done: files through the store, the clipboard and the editor through the terminal. What comes of an effect goes
//! back to the session as a message. Decides nothing a person could see, except what cannot be done.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::app::App;
use super::clipboard;
use super::exports::{self, Task};
use super::input::Input;
use super::terminal::Screen;
use super::work::Worker;
use crate::brief::Edit;
use crate::brief::read::SCHEMA;
use crate::session::status::Status;
use crate::session::{Effect, Msg, exporting, start};
use crate::store::marks::Marks;
use crate::store::{Change, Dirs, Document, Error, Found, Opened, recent, targets};

/// What the effects need: the open file, unsaved work that was found, what was read.
#[derive(Debug)]
pub struct Files {
    pub dirs: Dirs,
    document: Option<Document>,
    exists: bool,
    found: Vec<Found>,
    marks: Marks,
    /// The text of another program that was offered last, by its hash.
    offered: Option<String>,
    /// Work that takes long.
    pub worker: Worker,
    /// A file that is not on the list of recent ones yet.
    opened: Option<PathBuf>,
    /// The bytes of a file of an older format, kept beside it before the first save.
    older: Option<Vec<u8>>,
}

/// How a session goes on after an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Go,
    Quit,
}

impl Files {
    pub fn new(dirs: Dirs, marks: Marks) -> Files {
        Files {
            dirs,
            document: None,
            exists: false,
            found: Vec::new(),
            marks,
            offered: None,
            worker: Worker::default(),
            opened: None,
            older: None,
        }
    }

    /// Opens a file, or the place where one is going to be. `fresh` is the text of a brief that has no file yet.
    pub fn open(&mut self, app: &mut App, path: &Path, fresh: Option<String>) -> Result<(), Error> {
        let behind = behind(path)?;
        let (exported, path) = match &behind {
            Some((brief, hash)) => (Some((path, hash)), brief.as_path()),
            None => (None, path),
        };
        let Opened { document, exists, found, other, trouble } = Document::open(&self.dirs, path)?;
        let name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        let mut text = if exists { document.text.body.clone() } else { fresh.unwrap_or_default() };
        let older = crate::brief::migrate(&text);
        self.older = older.as_ref().map(|_| document.text.encode(&text));
        if let Some(migrated) = &older {
            text.clone_from(&migrated.text);
        }
        app.update(Msg::Opened { name, text });
        self.opened = exists.then(|| std::fs::canonicalize(path).ok()).flatten();
        (self.document, self.exists, self.found) = (Some(document), exists, found);
        if let Some((document, hash)) = exported.filter(|_| app.session.open) {
            let changed = *hash != crate::export::brief_hash(app.session.doc.brief());
            let since = if changed { "; it has changed since" } else { "" };
            app.session.status = Status::plain(format!("{} was exported from this brief{since}", document.display()));
        }
        if let Some(migrated) = older.filter(|_| app.session.open) {
            app.session.status = Status::plain(format!(
                "Schema {} was read as schema {SCHEMA}; saving keeps the old file as .bak",
                migrated.from
            ));
        }
        if let Some(holder) = other {
            app.update(Msg::Trouble(format!("{}: saving asks before it writes over", holder.words())));
        } else if let Some(error) = trouble.first() {
            app.update(Msg::Trouble(error.to_string()));
        }
        if !self.found.is_empty() {
            let edits = self.found.iter().map(|f| f.edits.len()).sum();
            app.update(Msg::Found { edits });
        }
        self.look_for_files(app);
        Ok(())
    }

    /// Puts a file that was opened on the list of recent ones: after it is on the screen, because that takes some writing.
    pub fn note_recent(&mut self) {
        if let Some(path) = self.opened.take() {
            // The list is a convenience; a session goes on without it.
            let _ = recent::remember(&self.dirs, &path);
        }
    }

    /// What is wrong with the file that was opened last, a line for each problem.
    pub fn problems(&self) -> Vec<String> {
        let Some(document) = &self.document else { return Vec::new() };
        let text = &document.text.body;
        let read = match crate::brief::migrate(text) {
            Some(older) => crate::brief::read(&older.text),
            None => crate::brief::read(text),
        };
        read.err().into_iter().flatten().map(|p| format!("{}:{p}", document.path.display())).collect()
    }

    /// Does the effects in order.
    pub fn perform(
        &mut self,
        effects: Vec<Effect>,
        app: &mut App,
        screen: &mut Screen,
        input: &Input,
    ) -> std::io::Result<Next> {
        for effect in effects {
            match effect {
                Effect::Journal(edits) => self.journal(app, &edits),
                Effect::Save { over } => self.save(app, over),
                Effect::Quit { discard } => {
                    if self.quit(app, discard) {
                        return Ok(Next::Quit);
                    }
                }
                Effect::Reload => self.reload(app),
                Effect::Recover => self.recover(app),
                Effect::Suspend => {
                    self.flush();
                    input.park();
                    screen.suspend()?;
                    input.resume();
                }
                Effect::Editor => self.editor(app, screen, input)?,
                Effect::Copy(text) => screen.send(&clipboard::request(&text))?,
                Effect::MarkRead(name) => {
                    self.marks.pages_read.insert(name);
                    let _ = self.marks.save(&self.dirs);
                }
                Effect::Open(path) => {
                    if let Err(error) = self.open(app, &path, None) {
                        app.update(Msg::Trouble(error.to_string()));
                    }
                }
                Effect::Create { path, from } => {
                    let title = path.file_name().map(|n| n.to_string_lossy().replace(".brief.toml", ""));
                    let text = start::text(from, &title.unwrap_or_default());
                    match self.open(app, &path, Some(text)) {
                        Ok(()) if from == start::From::Example => {
                            app.session.status = Status::plain(start::EXAMPLE_HINT);
                        }
                        Ok(()) => {}
                        Err(error) => {
                            app.update(Msg::Trouble(error.to_string()));
                        }
                    }
                }
                Effect::Export { force } => self.export(app, Task::Write { force }),
                Effect::LookExport => self.export(app, Task::Look),
                Effect::LookTheirs => self.theirs(app),
                Effect::Explore { ticket, brief, plan, today } => {
                    if let Err(error) = self.worker.explore(ticket, *brief, *plan, today) {
                        app.update(Msg::Trouble(format!("the sweep cannot be started: {error}")));
                    }
                }
                Effect::Verify { ticket, brief } => {
                    if let Err(error) = self.worker.verify(ticket, *brief) {
                        app.update(Msg::Trouble(format!("the search cannot be started: {error}")));
                    }
                }
                Effect::Draw { brief, chart, at, key } => {
                    if let Err(error) = self.worker.draw(*brief, chart, at, key) {
                        app.update(Msg::Trouble(format!("the chart cannot be drawn: {error}")));
                    }
                }
                Effect::Influence { brief, figure } => {
                    if let Err(error) = self.worker.influence(*brief, *figure) {
                        app.update(Msg::Trouble(format!("it cannot be worked out: {error}")));
                    }
                }
                Effect::Stop => self.worker.stop(),
                Effect::Write { name, text } => {
                    app.update(exports::one(&name, &text));
                }
                Effect::Redraw => screen.forget(),
            }
        }
        Ok(Next::Go)
    }

    fn journal(&mut self, app: &mut App, edits: &[Edit]) {
        let Some(document) = &mut self.document else { return };
        if !self.exists {
            // A new brief gets its file with its first answer.
            self.save(app, false);
            return;
        }
        let result = serde_json::to_value(edits).map_err(|e| e.to_string());
        if let Err(why) = result.and_then(|value| document.accept(&value).map_err(|e| e.to_string())) {
            app.update(Msg::Trouble(why));
        }
        self.look_for_files(app);
    }

    /// Tells the session which of the files that changes name are not in the repository; says whether that is news.
    fn look_for_files(&self, app: &mut App) -> bool {
        let Some(document) = &self.document else { return false };
        let brief = app.session.doc.brief();
        if brief.change.is_empty() && app.session.missing_files.is_empty() {
            return false;
        }
        let inside = targets::in_repository(&document.path);
        let missing = if inside { targets::missing(&document.path, brief) } else { Vec::new() };
        let missing: Vec<(String, String)> = missing.into_iter().map(|m| (m.change, m.target)).collect();
        let news = missing != app.session.missing_files;
        if news {
            app.update(Msg::FilesMissing(missing));
        }
        news
    }

    fn save(&mut self, app: &mut App, over: bool) {
        let Some(document) = &mut self.document else { return };
        let text = match app.session.doc.text() {
            Ok(text) => text,
            Err(why) => {
                app.update(Msg::Saved(Err(format!("not saved: {why}; the journal keeps the answers"))));
                return;
            }
        };
        if let Some(old) = self.older.take()
            && let Err(error) = crate::store::backup(&document.path, &old)
        {
            app.update(Msg::Saved(Err(format!("not saved: the old file cannot be kept: {error}; {}", error.hint()))));
            self.older = Some(old);
            return;
        }
        match document.save(&text, over) {
            Ok(()) => {
                self.exists = true;
                app.update(Msg::Saved(Ok(())));
            }
            Err(Error::Changed { .. }) => {
                app.update(Msg::Conflict);
            }
            Err(error) => {
                app.update(Msg::Saved(Err(format!("{error}; {}", error.hint()))));
            }
        }
    }

    /// Exports, beside the screen where that takes longer than a frame may.
    fn export(&mut self, app: &mut App, task: Task) {
        let sheet = app.session.sheet_of_paper();
        if app.session.works_beside() {
            match task {
                Task::Write { .. } => app.session.status = Status::plain(exporting::WRITING),
                // What is refused and why is not talked over.
                Task::Look if app.session.status == Status::default() => {
                    app.session.status = Status::plain(exporting::LOOKING);
                }
                Task::Look => {}
            }
            self.worker.export(sheet, task);
            return;
        }
        let mut done = vec![exports::run(&sheet, task)];
        // A document holds every figure: what was sampled for it is known on the screen, too.
        if !app.session.unsampled().is_empty() {
            app.session.sampled();
        }
        while let Some(msg) = done.pop() {
            if app.update(msg).contains(&Effect::LookExport) {
                done.push(exports::run(&sheet, Task::Look));
            }
        }
    }

    /// Waits for what is being exported; says whether all of it went well.
    fn exported(&mut self, app: &mut App) -> bool {
        self.worker.finish();
        let said = self.worker.take();
        let well = !said.iter().any(|msg| matches!(msg, Msg::ExportBlocked(_) | Msg::Exported(Err(_))));
        for msg in said {
            if app.update(msg).contains(&Effect::LookExport) {
                self.export(app, Task::Look);
            }
        }
        well
    }

    /// Saves and closes; says whether the session may end.
    fn quit(&mut self, app: &mut App, discard: bool) -> bool {
        // Whoever exports and leaves at once counts on the document, and hears when there is none.
        if !self.exported(app) {
            return false;
        }
        if !discard && app.session.doc.dirty() && app.session.doc.worked_on() {
            self.save(app, false);
            if app.session.doc.dirty() {
                return false;
            }
        }
        if let Some(document) = self.document.take() {
            // What is left behind is offered the next time.
            let _ = document.close();
        }
        true
    }

    fn reload(&mut self, app: &mut App) {
        let Some(document) = &mut self.document else { return };
        let problems = match document.theirs() {
            Ok(text) => crate::brief::read(&text.body).err(),
            Err(error) => {
                app.update(Msg::Trouble(error.to_string()));
                return;
            }
        };
        if let Some(problems) = problems {
            app.update(Msg::Unreadable(problems.iter().map(ToString::to_string).collect()));
            return;
        }
        match document.reload() {
            Ok(text) => {
                let body = text.body.clone();
                app.update(Msg::Replaced(body));
            }
            Err(error) => {
                app.update(Msg::Trouble(error.to_string()));
            }
        }
    }

    /// Hands the file as it is on disk to the session, to be compared.
    fn theirs(&mut self, app: &mut App) {
        let Some(document) = &mut self.document else { return };
        let theirs = document.theirs().map(|text| text.body).map_err(|error| error.to_string());
        app.update(Msg::Theirs(theirs));
    }

    fn recover(&mut self, app: &mut App) {
        let Some(document) = &mut self.document else { return };
        for found in std::mem::take(&mut self.found) {
            let edits: Vec<Vec<Edit>> =
                found.edits.iter().filter_map(|v| serde_json::from_value(v.clone()).ok()).collect();
            app.update(Msg::Recovered(edits));
            if let Err(error) = document.recover(found) {
                app.update(Msg::Trouble(error.to_string()));
            }
        }
    }

    fn editor(&mut self, app: &mut App, screen: &mut Screen, input: &Input) -> std::io::Result<()> {
        // What another program, or the editor before, left in the file is the editor's business; only unsaved work goes first.
        if app.session.doc.dirty() || !self.exists {
            self.save(app, false);
        }
        let Some(path) = self.document.as_ref().filter(|_| !app.session.doc.dirty()).map(|d| d.path.clone()) else {
            return Ok(());
        };
        let editor = ["VISUAL", "EDITOR"].iter().filter_map(|v| std::env::var(v).ok()).find(|v| !v.trim().is_empty());
        let editor = editor.unwrap_or_else(|| "vi".into());
        self.flush();
        input.park();
        let result = screen.lend(|| edit(&editor, &path));
        input.resume();
        match result? {
            Ok(()) => self.reload(app),
            Err(why) => {
                app.update(Msg::Trouble(why));
            }
        }
        Ok(())
    }

    /// Makes every accepted edit durable, as before the terminal is handed away or a signal ends the program.
    pub fn flush(&mut self) {
        if let Some(document) = &mut self.document {
            let _ = document.flush();
        }
    }

    /// Looks whether another program changed the file, and whether the journal still works; says whether there is news.
    pub fn look(&mut self, app: &mut App) -> bool {
        let mut news = self.look_for_files(app);
        let Some(document) = &mut self.document else { return news };
        if let Some(error) = document.trouble() {
            app.update(Msg::Trouble(error.to_string()));
            news = true;
        }
        if self.exists && matches!(document.check(), Ok(Change::Changed)) {
            // Once for each thing that stands there: whoever kept their own is not asked every two seconds.
            let theirs = document.theirs().ok().map(|t| t.hash);
            if theirs.is_none() || theirs != self.offered {
                self.offered = theirs.filter(|_| app.session.dialogs.is_empty());
                app.update(Msg::ChangedOutside);
                news = true;
            }
        }
        news
    }
}

/// The brief that an exported document was written from, with the hash that it had; nothing for other paths.
fn behind(path: &Path) -> Result<Option<(PathBuf, String)>, Error> {
    if path.extension().is_none_or(|e| e != "md") || !path.is_file() {
        return Ok(None);
    }
    let text = crate::store::load::read(path)?;
    let (brief, hash) = crate::export::origin(&text.body).ok_or_else(|| Error::NotExported { path: path.into() })?;
    match crate::store::brief_of(path, &brief) {
        Some(found) => Ok(Some((found, hash))),
        None => Err(Error::NoBrief { path: path.into(), brief }),
    }
}

/// Runs the editor on the file. The setting may hold arguments (`code --wait`), which a shell would split at spaces.
fn edit(editor: &str, path: &Path) -> Result<(), String> {
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    match Command::new(program).args(words).arg(path).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{program} ended with {status}; the file is looked at again when it changes")),
        Err(error) => Err(format!("{program} cannot be started: {error}; set EDITOR")),
    }
}

/// The only brief of a folder, when there is exactly one.
pub fn only_brief(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    let mut found = entries
        .filter_map(Result::ok)
        .map(|e| e.path())
        .filter(|p| p.is_file() && p.file_name().is_some_and(|n| n.to_string_lossy().ends_with(".brief.toml")));
    let one = found.next()?;
    found.next().is_none().then_some(one)
}
