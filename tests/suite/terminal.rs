//! The program in a real terminal: it starts, answers keys, and gives the terminal back on every way out. Few and whole;
//! each waits for what is painted, never for time to pass.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const EXAMPLE: &str = include_str!("../data/briefs/example.brief.toml");
/// Longer than any slow machine needs; only a failure takes it.
const LIMIT: Duration = Duration::from_secs(20);

struct Terminal {
    emulator: vt100::Parser,
    raw: Vec<u8>,
    output: Receiver<Vec<u8>>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    fn start(home: &Path, args: &[&str], environment: &[(&str, &str)]) -> Terminal {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dsbench"));
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("DSBENCH_STATE_DIR", home.join("state"));
        command.env("DSBENCH_CONFIG_DIR", home.join("config"));
        for (name, value) in environment {
            command.env(name, value);
        }
        command.args(args);
        command.cwd(home);
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        Terminal {
            emulator: vt100::Parser::new(24, 80, 0),
            raw: Vec::new(),
            output,
            writer,
            child,
            _master: pair.master,
        }
    }

    fn take(&mut self) -> bool {
        match self.output.recv_timeout(LIMIT) {
            Ok(bytes) => {
                self.emulator.process(&bytes);
                self.raw.extend(bytes);
                true
            }
            Err(RecvTimeoutError::Timeout) => {
                panic!("nothing more came; the screen is\n{}", self.emulator.screen().contents())
            }
            Err(RecvTimeoutError::Disconnected) => false,
        }
    }

    fn wait_for(&mut self, text: &str) {
        while !self.emulator.screen().contents().contains(text) {
            assert!(
                self.take(),
                "the program ended before it showed {text:?}; it wrote {:?}",
                String::from_utf8_lossy(&self.raw)
            );
        }
    }

    fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
    }

    /// Waits for the end; returns the exit code and everything that was written.
    fn end(mut self) -> (u32, String) {
        let status = self.child.wait().expect("the program ends");
        drop(self.writer);
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(500)) {
            self.raw.extend(bytes);
        }
        (status.exit_code(), String::from_utf8_lossy(&self.raw).into_owned())
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().expect("a process").to_string();
        let done = std::process::Command::new("kill").args(["-s", name, &pid]).status().expect("kill runs");
        assert!(done.success());
    }
}

/// Every mode that was set is undone, the alternate screen last.
fn assert_restored(written: &str) {
    for (on, off) in [
        ("\u{1b}[?1049h", "\u{1b}[?1049l"),
        ("\u{1b}[?2004h", "\u{1b}[?2004l"),
        ("\u{1b}[?25l", "\u{1b}[?25h"),
        ("\u{1b}[?7l", "\u{1b}[?7h"),
        ("\u{1b}[?2026h", "\u{1b}[?2026l"),
    ] {
        let set = written.rfind(on).unwrap_or_else(|| panic!("{on:?} was never set"));
        let unset = written.rfind(off).unwrap_or_else(|| panic!("{off:?} was never sent"));
        assert!(unset > set, "{on:?} is still set at the end");
    }
}

fn home_with_brief() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    std::fs::write(home.path().join("orders.brief.toml"), EXAMPLE).expect("a brief");
    home
}

#[test]
fn it_opens_the_only_brief_answers_a_key_saves_and_restores_on_quit() {
    let home = home_with_brief();
    let mut terminal = Terminal::start(home.path(), &[], &[]);
    terminal.wait_for("orders.brief.toml");
    terminal.press("2");
    terminal.wait_for("Every decision");
    terminal.press(":call.gateway-orders.timeout\r");
    terminal.wait_for("250ms");
    terminal.press("\r\u{15}300ms\r");
    terminal.wait_for("orders.brief.toml *");
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_restored(&written);
    let saved = std::fs::read_to_string(home.path().join("orders.brief.toml")).expect("the brief");
    assert_eq!(saved, EXAMPLE.replace("timeout = \"250ms\"", "timeout = \"300ms\""), "more than the one value changed");
}

#[test]
fn a_signal_restores_the_terminal_and_the_work_is_offered_again() {
    let home = home_with_brief();
    let mut terminal = Terminal::start(home.path(), &["orders.brief.toml"], &[]);
    terminal.wait_for("orders.brief.toml");
    terminal.press("2:call.gateway-orders.timeout\r");
    terminal.wait_for("250ms");
    terminal.press("\r\u{15}300ms\r");
    terminal.wait_for("orders.brief.toml *");
    terminal.signal("TERM");
    let (code, written) = terminal.end();
    assert_eq!(code, 143);
    assert_restored(&written);
    let saved = std::fs::read_to_string(home.path().join("orders.brief.toml")).expect("the brief");
    assert_eq!(saved, EXAMPLE, "a signal is no order to save");

    let mut terminal = Terminal::start(home.path(), &["orders.brief.toml"], &[]);
    terminal.wait_for("A session did not end well");
    terminal.press("\r");
    terminal.wait_for("answers are back");
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
    let saved = std::fs::read_to_string(home.path().join("orders.brief.toml")).expect("the brief");
    assert!(saved.contains("timeout = \"300ms\""), "the recovered answer was not saved");
}

#[test]
fn a_stop_gives_the_terminal_back_and_going_on_paints_again() {
    let home = home_with_brief();
    let mut terminal = Terminal::start(home.path(), &["orders.brief.toml"], &[]);
    terminal.wait_for("orders.brief.toml");
    terminal.press("\u{1a}");
    while !String::from_utf8_lossy(&terminal.raw).contains("\u{1b}[?1049l") {
        terminal.take();
    }
    terminal.signal("CONT");
    terminal.wait_for("orders.brief.toml");
    terminal.press("q");
    let (code, written) = terminal.end();
    assert_eq!(code, 0);
    assert_eq!(written.matches("\u{1b}[?1049h").count(), written.matches("\u{1b}[?1049l").count());
    assert_restored(&written);
}

#[test]
fn no_color_leaves_the_highlight_and_no_colour() {
    let home = home_with_brief();
    let mut terminal = Terminal::start(home.path(), &[], &[("NO_COLOR", "1")]);
    terminal.wait_for("orders.brief.toml");
    terminal.press("2");
    terminal.wait_for("Every decision");
    let screen = terminal.emulator.screen();
    let cells = || (0..24).flat_map(|row| (0..80).filter_map(move |col| screen.cell(row, col)));
    assert!(cells().any(vt100::Cell::inverse), "the highlight is gone");
    assert!(cells().all(|c| c.fgcolor() == vt100::Color::Default && c.bgcolor() == vt100::Color::Default));
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn nothing_is_asked_of_the_terminal() {
    let home = home_with_brief();
    let mut terminal = Terminal::start(home.path(), &[], &[]);
    terminal.wait_for("orders.brief.toml");
    terminal.press("2");
    terminal.wait_for("Every decision");
    terminal.press("q");
    let (_, written) = terminal.end();
    for query in ["\u{1b}[6n", "\u{1b}[c", "\u{1b}[>c", "\u{1b}[?u", "\u{1b}]10;?", "\u{1b}]11;?", "\u{1b}[?2026$p"] {
        assert!(!written.contains(query), "{query:?} asks the terminal something");
    }
}

#[test]
fn a_dumb_terminal_is_told_what_to_use_instead() {
    let home = home_with_brief();
    let terminal = Terminal::start(home.path(), &[], &[("TERM", "dumb")]);
    let (code, written) = terminal.end();
    assert_eq!(code, 2);
    assert!(written.contains("dsbench ask orders.brief.toml") || written.contains("dsbench ask FILE"), "{written:?}");
    assert!(!written.contains('\u{1b}'), "{written:?}");
}
