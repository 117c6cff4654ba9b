//! The program in a pseudo-terminal with an emulator behind it. Every wait is for something that shows, with a deadline that
//! only a failure reaches; nothing here waits for time to pass.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Longer than any slow machine needs; only a failure takes it.
const LIMIT: Duration = Duration::from_secs(60);
/// What ends a frame.
pub const FRAME_END: &str = "\u{1b}[?2026l";

/// A program on its terminal.
pub struct Terminal {
    pub emulator: vt100::Parser,
    /// Everything that was written.
    pub raw: Vec<u8>,
    output: Receiver<Vec<u8>>,
    /// Closed while nobody reads what the program writes.
    gate: Arc<(Mutex<bool>, Condvar)>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
}

/// The program with a home of its own and nothing else of the environment.
pub fn command(home: &Path, args: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dsbench"));
    command.args(args);
    at_home(command, home)
}

/// A command with the environment of [`command`].
pub fn at_home(mut command: CommandBuilder, home: &Path) -> CommandBuilder {
    command.env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env("DSBENCH_STATE_DIR", home.join("state"));
    command.env("DSBENCH_CONFIG_DIR", home.join("config"));
    command.cwd(home);
    command
}

impl Terminal {
    /// Starts the program at 80x24.
    pub fn start(home: &Path, args: &[&str], environment: &[(&str, &str)]) -> Terminal {
        let mut command = command(home, args);
        for (name, value) in environment {
            command.env(name, value);
        }
        Terminal::run(command, 80, 24)
    }

    /// Starts any command at a size.
    pub fn run(command: CommandBuilder, width: u16, height: u16) -> Terminal {
        let pair = native_pty_system().openpty(size(width, height)).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (sender, output) = channel();
        let gate = Arc::new((Mutex::new(false), Condvar::new()));
        let closed = Arc::clone(&gate);
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
                drop(closed.1.wait_while(closed.0.lock().expect("a gate"), |closed| *closed));
            }
        });
        let emulator = vt100::Parser::new(height, width, 0);
        Terminal { emulator, raw: Vec::new(), output, gate, writer, child, master: pair.master }
    }

    /// Takes the terminal away, as a connection that breaks does; returns once the child has ended.
    pub fn hang_up(self) {
        let Terminal { output, mut writer, master, mut child, .. } = self;
        // The reader lets go of the terminal when nobody takes what it reads, so something has to be written once more.
        drop(output);
        writer.write_all(b"?").expect("the terminal takes keys");
        drop((writer, master));
        let (sender, ended) = channel();
        std::thread::spawn(move || sender.send(child.wait().is_ok()));
        assert_eq!(ended.recv_timeout(LIMIT), Ok(true), "the program goes on without a terminal");
    }

    /// What is on the screen.
    pub fn text(&self) -> String {
        self.emulator.screen().contents()
    }

    /// Whether a text is on the screen, also where it runs over the end of a row.
    pub fn shows(&self, text: &str) -> bool {
        let screen = self.text();
        screen.contains(text) || screen.split_whitespace().collect::<Vec<_>>().join(" ").contains(text)
    }

    /// Takes in what comes next; false once the program has ended.
    pub fn take(&mut self) -> bool {
        match self.output.recv_timeout(LIMIT) {
            Ok(bytes) => {
                self.emulator.process(&bytes);
                self.raw.extend(bytes);
                true
            }
            Err(RecvTimeoutError::Timeout) => panic!(
                "nothing more came after {:?}; the screen is\n{}",
                String::from_utf8_lossy(&self.raw[self.raw.len().saturating_sub(40)..]),
                self.text()
            ),
            Err(RecvTimeoutError::Disconnected) => false,
        }
    }

    /// Whether what came so far ends with a whole frame.
    pub fn whole(&self) -> bool {
        self.raw.ends_with(FRAME_END.as_bytes())
    }

    /// Waits for a state of the terminal.
    pub fn until(&mut self, what: &str, mut holds: impl FnMut(&Terminal) -> bool) {
        let began = Instant::now();
        while !holds(self) {
            assert!(began.elapsed() < LIMIT, "no end to waiting for {what}; the screen is\n{}", self.text());
            assert!(
                self.take(),
                "the program ended before {what}; it wrote {:?}",
                String::from_utf8_lossy(&self.raw[self.raw.len().saturating_sub(2000)..])
            );
        }
    }

    /// Waits for a text on the screen, the frame it stands in complete.
    pub fn wait_for(&mut self, text: &str) {
        self.until(&format!("{text:?} shows"), |t| t.whole() && t.shows(text));
    }

    /// Waits for a text that is written outside frames.
    pub fn wait_for_written(&mut self, text: &str) {
        self.until(&format!("{text:?} is written"), |t| String::from_utf8_lossy(&t.raw).contains(text));
    }

    /// Waits until a text has gone from the screen.
    pub fn wait_without(&mut self, text: &str) {
        self.until(&format!("{text:?} has gone"), |t| t.whole() && !t.shows(text));
    }

    /// Types.
    pub fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
    }

    /// Types, and waits until the screen shows something else than before.
    pub fn press_and_see(&mut self, keys: &str) {
        let before = self.emulator.screen().contents_formatted();
        self.press(keys);
        self.until(&format!("{keys:?} shows an effect"), |t| {
            t.whole() && t.emulator.screen().contents_formatted() != before
        });
    }

    /// Reads nothing more of what the program writes, as a line that is stuck; one read may still be under way.
    pub fn hold(&self) {
        *self.gate.0.lock().expect("a gate") = true;
    }

    /// Reads on.
    pub fn let_go(&self) {
        *self.gate.0.lock().expect("a gate") = false;
        self.gate.1.notify_all();
    }

    /// Gives the window another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.master.resize(size(width, height)).expect("a terminal has a size");
        self.emulator.screen_mut().set_size(height, width);
    }

    /// Waits for the end; gives the exit code and everything that was written.
    pub fn end(mut self) -> (u32, String) {
        while self.take() {}
        let status = self.child.wait().expect("the program ends");
        (status.exit_code(), String::from_utf8_lossy(&self.raw).into_owned())
    }

    /// Takes the terminal away, as when its window is closed, and waits for the end.
    pub fn vanish(mut self) -> u32 {
        // The reading thread lets go with the next thing it gets.
        drop(self.output);
        let _ = self.writer.write_all(b"?");
        drop(self.writer);
        drop(self.master);
        self.child.wait().expect("the program ends").exit_code()
    }

    /// Sends a signal by name.
    pub fn signal(&self, name: &str) {
        let done = std::process::Command::new("kill").args(["-s", name, &self.pid()]).status().expect("kill runs");
        assert!(done.success(), "kill -s {name}");
    }

    pub fn pid(&self) -> String {
        self.child.process_id().expect("a process").to_string()
    }

    /// Waits until the system says that the program is stopped.
    pub fn wait_until_stopped(&self) {
        let began = Instant::now();
        loop {
            let ps = std::process::Command::new("ps").args(["-o", "state=", "-p", &self.pid()]).output();
            let state = String::from_utf8_lossy(&ps.expect("ps runs").stdout).trim().to_owned();
            if state.starts_with('T') {
                return;
            }
            assert!(began.elapsed() < LIMIT, "the program is not stopped but in state {state:?}");
            std::thread::yield_now();
        }
    }
}

fn size(width: u16, height: u16) -> PtySize {
    PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 }
}

/// Every mode that was set is undone, the alternate screen last.
pub fn assert_restored(written: &str) {
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
