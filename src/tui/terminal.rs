//! The terminal as a borrowed thing: taken over once, given back on every way out. Quit, error, panic, signal and
//! suspend all end in [`restore`], which undoes every mode this program sets. It asks the terminal nothing: no
//! cursor position, no colours, no capabilities. What is drawn is none of its business.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::panic;
use std::rc::Rc;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::style::{ResetColor, SetAttribute};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, DisableLineWrap, EnableLineWrap, EndSynchronizedUpdate,
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};

use super::input::Event;

/// Whether the modes are ours at this moment. The hook and the guard may both run; the second finds nothing to do.
static TAKEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();
/// Clicks and the wheel are reported to us, because a person asked for it.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Why the screen cannot be used, in words that say what to run instead.
pub fn refusal() -> Option<String> {
    let term = std::env::var("TERM").unwrap_or_default();
    refusal_for(io::stdin().is_terminal(), io::stdout().is_terminal(), &term)
}

/// [`refusal`] on plain facts: whether standard input and output are terminals, and the value of `TERM`.
pub fn refusal_for(input: bool, output: bool, term: &str) -> Option<String> {
    let what = match (input, output) {
        (false, false) => "standard input and output are not a terminal",
        (false, true) => "standard input is not a terminal",
        (true, false) => "standard output is not a terminal",
        (true, true) if term == "dumb" => "TERM=dumb cannot move the cursor",
        (true, true) => return None,
    };
    Some(format!(
        "the interactive session needs a terminal: {what}\n\
         use `dsbench ask FILE` for the questions as line prompts, `dsbench check FILE` for the findings,\n\
         `dsbench derive FILE` for the numbers, or `dsbench export FILE` for the brief"
    ))
}

/// The terminal to write to. Not the locked standard output: whoever holds that lock may be the thread that hangs while
/// another one has to give the terminal back.
#[cfg(unix)]
fn device() -> impl Write {
    use std::os::fd::AsFd;
    static DEVICE: std::sync::OnceLock<Option<std::fs::File>> = std::sync::OnceLock::new();
    let file = DEVICE.get_or_init(|| io::stdout().as_fd().try_clone_to_owned().map(std::fs::File::from).ok());
    let device: Box<dyn Write> = match file {
        Some(file) => Box::new(file),
        None => Box::new(io::stdout()),
    };
    device
}

#[cfg(not(unix))]
fn device() -> impl Write {
    io::stdout()
}

/// A writer that keeps a frame together until it is whole, so that a frame is one write to the terminal.
#[derive(Debug, Default, Clone)]
struct FrameBuffer {
    bytes: Rc<RefCell<Vec<u8>>>,
}

impl Write for FrameBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal while it is ours. Dropping it gives the terminal back.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<CrosstermBackend<FrameBuffer>>,
    frame: FrameBuffer,
    /// Nothing has been shown since the terminal was taken over or its content was lost.
    stale: bool,
    /// The program stopped itself and has set its modes again; the signal that continued it is still to be heard of.
    resumed: bool,
}

impl Screen {
    /// Takes the terminal over: raw mode, alternate screen, bracketed paste, and the mouse where it is asked for. On an error
    /// everything is undone.
    pub fn open(mouse: bool) -> io::Result<Screen> {
        HOOK.call_once(install_panic_hook);
        MOUSE.store(mouse, Ordering::SeqCst);
        // The library's own reading of NO_COLOR turns a colour command into a full reset, which erases bold and
        // reverse with it. The variable is read by the theme instead.
        crossterm::style::force_color_output(true);
        enter()?;
        let frame = FrameBuffer::default();
        match Terminal::new(CrosstermBackend::new(frame.clone())) {
            Ok(terminal) => Ok(Screen { terminal, frame, stale: false, resumed: false }),
            Err(error) => {
                restore();
                Err(error)
            }
        }
    }

    /// Draws one frame inside a synchronized update and writes it in one piece.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        if self.stale {
            self.stale = false;
            let size = self.terminal.size()?;
            self.terminal.resize(Rect::new(0, 0, size.width, size.height))?;
        }
        self.terminal.draw(paint)?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        let bytes = std::mem::take(&mut *self.frame.bytes.borrow_mut());
        self.send(&bytes)
    }

    /// The next frame is painted from nothing: after a suspend, an editor, or when something else wrote on the screen.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// Writes bytes that are not part of a frame, such as a copy request. The caller vouches for them.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out = device();
        out.write_all(bytes)?;
        out.flush()
    }

    /// Gives the terminal back for the time of `work`, such as an editor, and takes it again.
    pub fn lend<T>(&mut self, work: impl FnOnce() -> T) -> io::Result<T> {
        restore();
        let result = work();
        enter()?;
        self.forget();
        Ok(result)
    }

    /// Stops the program as ctrl-z does, and returns once it is continued.
    #[cfg(unix)]
    pub fn suspend(&mut self) -> io::Result<()> {
        self.resumed = true;
        self.lend(|| signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP))?
    }

    #[cfg(not(unix))]
    pub fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Sets the modes again after the program was stopped from outside: the shell has undone them.
    pub fn reclaim(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.resumed) {
            return Ok(());
        }
        TAKEN.store(false, Ordering::SeqCst);
        let _ = disable_raw_mode();
        enter()?;
        self.forget();
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

fn enter() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    let done = enable_raw_mode().and_then(|()| {
        execute!(device(), EnterAlternateScreen, Clear(ClearType::All), DisableLineWrap, EnableBracketedPaste, Hide)
    });
    let done =
        done.and_then(|()| if MOUSE.load(Ordering::SeqCst) { execute!(device(), EnableMouseCapture) } else { Ok(()) });
    if done.is_err() {
        restore();
    }
    done
}

/// Undoes every mode, in the reverse order, as far as the terminal still listens. Safe to call twice.
pub fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    if MOUSE.load(Ordering::SeqCst) {
        let _ = execute!(device(), DisableMouseCapture);
    }
    let _ = execute!(
        device(),
        EndSynchronizedUpdate,
        SetAttribute(crossterm::style::Attribute::Reset),
        ResetColor,
        Show,
        DisableBracketedPaste,
        EnableLineWrap,
        LeaveAlternateScreen
    );
    let _ = disable_raw_mode();
}

fn install_panic_hook() {
    let old = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        restore();
        old(info);
    }));
}

/// Listens to the signals that end, stop and continue the program and sends them to its channel. A second request to
/// end does not wait for a program that no longer answers: the terminal is restored and the signal does its work.
#[cfg(unix)]
pub fn listen_for_signals(sender: Sender<Event>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        let mut asked = false;
        for signal in signals.forever() {
            let ends = ![SIGTSTP, SIGCONT].contains(&signal);
            if sender.send(Event::Signal(signal)).is_err() || (ends && asked) {
                restore();
                let _ = signal_hook::low_level::emulate_default_handler(signal);
                return;
            }
            asked |= ends;
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
pub fn listen_for_signals(_sender: Sender<Event>) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_and_a_dumb_terminal_are_refused_with_a_command_to_run_instead() {
        for (input, output, term) in
            [(false, true, "xterm"), (true, false, "xterm"), (false, false, ""), (true, true, "dumb")]
        {
            let text = refusal_for(input, output, term).unwrap_or_default();
            assert!(text.contains("dsbench ask FILE"), "no way out is named: {text}");
            assert!(!text.contains('\u{1b}'), "an escape sequence in {text:?}");
        }
        assert_eq!(refusal_for(true, true, "xterm-256color"), None);
        assert_eq!(refusal_for(true, true, ""), None);
    }
}
