//! The input thread: terminal events become [`Event`]s on the one channel of the program. It acts on presses only,
//! hands a paste over as text, and can be parked while another program owns the terminal. Nothing here decides
//! what a key means.

use std::io::IsTerminal;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use super::key::{Code, Key};

/// Everything that can wake the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Key(Key),
    /// Pasted text, line ends normalised to `\n`.
    Paste(String),
    /// The terminal has another size; the new one is asked for when drawing.
    Resize,
    /// A signal, by number, that asks the program to end, to stop or to go on.
    Signal(i32),
    /// A click, by column and row.
    Click(u16, u16),
    /// The wheel, up or down.
    Wheel {
        up: bool,
    },
    /// The terminal can no longer be read, with the reason.
    Closed(String),
    /// A worker has something to say: its message, made by the session.
    Worker(u64),
    /// A figure was sampled beside the screen.
    Sampled,
    /// A preview that somebody waits for was worked out.
    Foreseen,
    /// The document of a large brief was rendered.
    Rendered,
}

/// Turns what the terminal library reports into an event of ours. `None` for releases, drags and focus reports.
pub fn translate(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) if key.kind == KeyEventKind::Release => None,
        event::Event::Key(key) => {
            let mut shift = key.modifiers.contains(KeyModifiers::SHIFT);
            let code = match key.code {
                KeyCode::Char(c) => Code::Char(c),
                KeyCode::Enter => Code::Enter,
                KeyCode::Esc => Code::Esc,
                KeyCode::Tab => Code::Tab,
                KeyCode::BackTab => {
                    shift = true;
                    Code::Tab
                }
                KeyCode::Backspace => Code::Backspace,
                KeyCode::Delete => Code::Delete,
                KeyCode::Insert => Code::Insert,
                KeyCode::Left => Code::Left,
                KeyCode::Right => Code::Right,
                KeyCode::Up => Code::Up,
                KeyCode::Down => Code::Down,
                KeyCode::Home => Code::Home,
                KeyCode::End => Code::End,
                KeyCode::PageUp => Code::PageUp,
                KeyCode::PageDown => Code::PageDown,
                KeyCode::F(n @ 1..=24) => Code::F(n),
                _ => return None,
            };
            let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
            let alt = key.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::META);
            Some(Event::Key(Key { code, ctrl, alt, shift }.normal()))
        }
        event::Event::Paste(text) => Some(Event::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
        event::Event::Resize(..) => Some(Event::Resize),
        event::Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Event::Click(mouse.column, mouse.row)),
            MouseEventKind::ScrollUp => Some(Event::Wheel { up: true }),
            MouseEventKind::ScrollDown => Some(Event::Wheel { up: false }),
            _ => None,
        },
        event::Event::FocusGained | event::Event::FocusLost => None,
    }
}

#[derive(Debug, Default)]
struct Gate {
    wanted: bool,
    parked: bool,
}

/// The running input thread.
#[derive(Debug, Clone)]
pub struct Input {
    gate: Arc<(Mutex<Gate>, Condvar)>,
}

impl Input {
    /// Starts the thread. It ends when the receiver is gone or the terminal cannot be read.
    pub fn start(sender: Sender<Event>) -> std::io::Result<Input> {
        let input = Input { gate: Arc::default() };
        let gate = Arc::clone(&input.gate);
        thread::Builder::new().name("input".into()).spawn(move || run(&sender, &gate))?;
        Ok(input)
    }

    /// Stops reading the terminal; returns once the thread has let go of it. The thread blocks for seconds in a read
    /// (an idle program uses no CPU), so it is woken with the one signal it already listens to: a change
    /// of the window's size.
    pub fn park(&self) {
        let (lock, bell) = &*self.gate;
        let mut gate = lock.lock().unwrap_or_else(PoisonError::into_inner);
        gate.wanted = true;
        #[cfg(unix)]
        let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
        let limit = Duration::from_millis(500);
        while !gate.parked {
            let (next, waited) = bell.wait_timeout(gate, limit).unwrap_or_else(PoisonError::into_inner);
            gate = next;
            if waited.timed_out() {
                return; // The thread is gone or stuck; the editor is started all the same.
            }
        }
    }

    /// Reads the terminal again.
    pub fn resume(&self) {
        let (lock, bell) = &*self.gate;
        lock.lock().unwrap_or_else(PoisonError::into_inner).wanted = false;
        bell.notify_all();
    }
}

/// How often a terminal that says nothing is looked at. One that went away without a signal, as under a shell that ignores
/// hang-ups, reads as an endless nothing, at full speed.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// The next thing that the terminal reports.
fn next() -> std::io::Result<event::Event> {
    while !event::poll(LOOK_EVERY)? {
        if !std::io::stdin().is_terminal() {
            return Err(std::io::Error::other("it is gone"));
        }
    }
    event::read()
}

fn run(sender: &Sender<Event>, gate: &(Mutex<Gate>, Condvar)) {
    loop {
        let event = match next() {
            Ok(event) => translate(event),
            Err(error) => {
                let _ = sender.send(Event::Closed(error.to_string()));
                return;
            }
        };
        wait_while_parked(gate);
        if let Some(event) = event
            && sender.send(event).is_err()
        {
            return;
        }
    }
}

fn wait_while_parked((lock, bell): &(Mutex<Gate>, Condvar)) {
    let mut gate = lock.lock().unwrap_or_else(PoisonError::into_inner);
    while gate.wanted {
        gate.parked = true;
        bell.notify_all();
        gate = bell.wait(gate).unwrap_or_else(PoisonError::into_inner);
    }
    gate.parked = false;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyEvent, KeyEventState};

    fn report(code: KeyCode, modifiers: KeyModifiers, kind: KeyEventKind) -> Option<Event> {
        translate(event::Event::Key(KeyEvent { code, modifiers, kind, state: KeyEventState::NONE }))
    }

    #[test]
    fn a_release_is_not_a_second_press() {
        assert_eq!(report(KeyCode::Char('a'), KeyModifiers::NONE, KeyEventKind::Release), None);
        let key = "a".parse().unwrap();
        assert_eq!(report(KeyCode::Char('a'), KeyModifiers::NONE, KeyEventKind::Press), Some(Event::Key(key)));
        assert_eq!(report(KeyCode::Char('a'), KeyModifiers::NONE, KeyEventKind::Repeat), Some(Event::Key(key)));
    }

    #[test]
    fn shift_tab_and_shift_letters_arrive_in_one_form() {
        let back = Some(Event::Key("shift-tab".parse().unwrap()));
        assert_eq!(report(KeyCode::BackTab, KeyModifiers::NONE, KeyEventKind::Press), back);
        assert_eq!(report(KeyCode::BackTab, KeyModifiers::SHIFT, KeyEventKind::Press), back);
        assert_eq!(report(KeyCode::Tab, KeyModifiers::SHIFT, KeyEventKind::Press), back);
        let redo = Some(Event::Key("Z".parse().unwrap()));
        assert_eq!(report(KeyCode::Char('Z'), KeyModifiers::SHIFT, KeyEventKind::Press), redo);
        assert_eq!(report(KeyCode::Char('Z'), KeyModifiers::NONE, KeyEventKind::Press), redo);
    }

    #[test]
    fn a_paste_is_text_with_plain_line_ends() {
        let pasted = translate(event::Event::Paste("a\r\nb\rc".into()));
        assert_eq!(pasted, Some(Event::Paste("a\nb\nc".into())));
    }
}
