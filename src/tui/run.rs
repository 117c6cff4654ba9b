//! The interactive session from start to end: one channel of events, everything that waits is applied, one frame a batch.
//! It blocks when nothing happens, draws only when something did, and leaves the terminal as it found it.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use super::ahead::Ahead;
use super::app::App;
use super::beside::Beside;
use super::input::{Event, Input};
use super::keymap::Keymap;
use super::papers::Papers;
use super::perform::{Files, Next, only_brief};
use super::sampler::Sampler;
use super::terminal::{self, Screen};
use super::theme::{ASCII, Abilities, Palette, Theme, UNICODE};
use super::view;
use crate::brief::Date;
use crate::session::Session;
use crate::session::status::Status;
use crate::store::marks::Marks;
use crate::store::{Dirs, config, recent};

/// How often at most the file is looked at for changes of other programs, while keys are pressed.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// What the session starts with.
#[derive(Debug)]
pub struct Options {
    pub dirs: Dirs,
    pub file: Option<PathBuf>,
    pub today: Date,
    /// Modifiers only, as `NO_COLOR` or the command line asks for.
    pub no_color: bool,
    /// Said below the first screen.
    pub hint: Option<String>,
}

/// Runs the session. Exit code 0 after quitting, 2 when it could not start, 128 and the signal's number after a signal.
pub fn run(options: Options) -> ExitCode {
    ExitCode::from(session(options))
}

fn session(options: Options) -> u8 {
    if let Some(why) = terminal::refusal() {
        return fail(&why);
    }
    let (config, problems) = config::read(&options.dirs);
    let keymap = match Keymap::with(&config.keys) {
        Ok(keymap) if problems.is_empty() => keymap,
        Ok(_) => return fail(&problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
        Err(mut all) => {
            all.extend(problems.iter().map(ToString::to_string));
            return fail(&all.join("\n"));
        }
    };
    let mut abilities = Abilities::from_env();
    abilities.no_color |= options.no_color;
    let mut theme = Theme::new(Palette::named(config.theme).unwrap_or_default(), &abilities);
    match config.glyphs {
        "ascii" => theme.glyphs = ASCII,
        "unicode" => theme.glyphs = UNICODE,
        _ => {}
    }
    let named = options.file.clone().or_else(|| only_brief(std::path::Path::new(".")));
    match on_screen(options, named, keymap, theme, config.mouse) {
        Ok(code) => code,
        Err(Trouble::Told(why)) => fail(&why),
        Err(Trouble::Terminal(error)) => {
            fail(&format!("the terminal failed: {error}; accepted answers are kept and offered next time"))
        }
    }
}

/// Why a session ended too soon.
enum Trouble {
    /// In words, for the person who started it.
    Told(String),
    Terminal(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        Trouble::Terminal(error)
    }
}

/// What the session starts with, read and worked out.
fn prepare(options: Options, named: Option<PathBuf>, keymap: Keymap, theme: Theme) -> Result<(App, Files), Trouble> {
    let (marks, _) = Marks::load(&options.dirs);
    let read: Vec<String> = marks.pages_read.iter().cloned().collect();
    let missing = named.clone().filter(|p| !p.exists());
    let recent: Vec<PathBuf> =
        recent::list(&options.dirs).0.into_iter().filter(recent::Recent::exists).map(|r| r.path).collect();
    let mut session = Session::new(options.today, &recent, missing.clone(), &read);
    session.beside = true;
    session.templates = crate::store::templates::read(&options.dirs)
        .map_err(|error| Trouble::Told(format!("{error}\n{}", error.hint())))?;
    if named.is_none() {
        session.start.offer(&unsaved(&options.dirs));
    }
    let mut app = App::new(session, keymap, theme);
    let mut files = Files::new(options.dirs, marks);
    if let Some(path) = named.filter(|_| missing.is_none()) {
        if let Err(error) = files.open(&mut app, &path, None) {
            return Err(Trouble::Told(format!("{error}\n{}", error.hint())));
        }
        if !app.session.open {
            return Err(Trouble::Told(files.problems().join("\n")));
        }
    }
    if let Some(hint) = options.hint {
        app.session.status = Status::plain(hint);
    }
    Ok((app, files))
}

/// Unsaved work of sessions that did not end well. The journals are let go again: opening the file takes them.
fn unsaved(dirs: &Dirs) -> Vec<(PathBuf, usize, &'static str)> {
    use crate::store::recovery::{Standing, list};
    let found = list(dirs).found.into_iter();
    found
        .map(|f| {
            let standing = match f.standing {
                Standing::Applies => "the file is as it was",
                Standing::FileChanged => "the file has changed since",
                Standing::FileGone => "the file is gone",
            };
            (f.file.clone(), f.edits.len(), standing)
        })
        .collect()
}

/// One error, on standard error, in plain text.
fn fail(why: &str) -> u8 {
    let shown: Vec<_> = why.lines().map(super::text::visible).collect();
    let _ = writeln!(io::stderr(), "dsbench: {}", shown.join("\n"));
    2
}

/// The first frame stands before the file is read; an error gives the terminal back before it is told.
fn on_screen(
    options: Options,
    named: Option<PathBuf>,
    keymap: Keymap,
    theme: Theme,
    mouse: bool,
) -> Result<u8, Trouble> {
    let mut screen = Screen::open(mouse)?;
    let name = named.as_deref().and_then(std::path::Path::file_name).map(|n| n.to_string_lossy().into_owned());
    // Signals wait in the channel from here on: whoever sees a frame may already send one.
    let (sender, receiver) = mpsc::channel();
    terminal::listen_for_signals(sender.clone())?;
    screen.draw(|frame| view::opening(name.as_deref(), &theme, frame))?;
    let (mut app, mut files) = prepare(options, named, keymap, theme)?;
    let beside = Beside::start()?;
    files.worker.connect(beside.clone(), sender.clone());
    screen.draw(|frame| view::draw(&mut app, frame))?;
    files.note_recent();
    let mut sampler = Sampler::start(sender.clone())?;
    sampler.ask(app.session.unsampled());
    let mut ahead = Ahead::new(beside.clone(), sender.clone());
    ahead.ask(&mut app.session);
    let mut workers = Workers { sampler, ahead, papers: Papers::new(beside, sender.clone()) };
    let input = Input::start(sender)?;
    Ok(events(&mut app, &mut files, &mut screen, &input, &receiver, &mut workers)?)
}

/// Who works beside the screen.
struct Workers {
    sampler: Sampler,
    ahead: Ahead,
    papers: Papers,
}

fn events(
    app: &mut App,
    files: &mut Files,
    screen: &mut Screen,
    input: &Input,
    receiver: &Receiver<Event>,
    Workers { sampler, ahead, papers }: &mut Workers,
) -> io::Result<u8> {
    let mut looked = Instant::now();
    while let Ok(first) = receiver.recv() {
        // What was foreseen and nobody waited for changes nothing on screen.
        let mut shows = ahead.tell(&mut app.session);
        let mut pending = Some(first);
        while let Some(event) = pending {
            shows |= event != Event::Foreseen;
            if let Event::Key(key) = event
                && app.types(key)
            {
                pending = receiver.try_recv().ok();
                continue;
            }
            let mut effects = app.tell();
            effects.extend(match event {
                Event::Key(key) => app.key(key),
                Event::Paste(text) => app.paste(&text),
                Event::Click(x, y) => app.click(x, y),
                Event::Wheel { up } => app.wheel(up),
                Event::Resize => Vec::new(),
                Event::Foreseen => {
                    shows |= ahead.tell(&mut app.session);
                    Vec::new()
                }
                Event::Rendered => {
                    papers.tell(app);
                    Vec::new()
                }
                Event::Worker(_) => files.worker.take().into_iter().flat_map(|msg| app.update(msg)).collect(),
                Event::Sampled => {
                    app.session.sampled();
                    Vec::new()
                }
                Event::Closed(why) => {
                    files.flush();
                    return Err(io::Error::other(why));
                }
                Event::Signal(signal) => match signal_means(signal) {
                    Meaning::End => {
                        files.flush();
                        return Ok(u8::try_from(128 + signal).unwrap_or(1));
                    }
                    Meaning::Stop => vec![crate::session::Effect::Suspend],
                    Meaning::GoOn => {
                        screen.reclaim()?;
                        Vec::new()
                    }
                },
            });
            if files.perform(effects, app, screen, input)? == Next::Quit {
                return Ok(0);
            }
            pending = receiver.try_recv().ok();
        }
        let effects = app.tell();
        if files.perform(effects, app, screen, input)? == Next::Quit {
            return Ok(0);
        }
        if looked.elapsed() >= LOOK_EVERY {
            looked = Instant::now();
            shows |= files.look(app);
        }
        sampler.ask(app.session.unsampled());
        // What the screen is going to wait for is begun before it is drawn, everything else behind it.
        if app.session.guide.awaited {
            ahead.ask(&mut app.session);
        }
        if shows {
            screen.draw(|frame| view::draw(app, frame))?;
        }
        files.note_recent();
        ahead.ask(&mut app.session);
        papers.ask(app);
    }
    Ok(0)
}

enum Meaning {
    End,
    Stop,
    GoOn,
}

#[cfg(unix)]
fn signal_means(signal: i32) -> Meaning {
    match signal {
        signal_hook::consts::SIGTSTP => Meaning::Stop,
        signal_hook::consts::SIGCONT => Meaning::GoOn,
        _ => Meaning::End,
    }
}

#[cfg(not(unix))]
fn signal_means(_signal: i32) -> Meaning {
    Meaning::End
}
