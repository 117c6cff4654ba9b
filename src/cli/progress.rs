//! How far long work is: one line on stderr while somebody waits at a terminal, from half a second on, cleared at its end.
//! Where stderr is no terminal nothing is written, and results never know of it.

use crate::numbers::{Figure, World, derive_whole_telling};
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Work shorter than this is not worth a word.
const AFTER: Duration = Duration::from_millis(500);
/// How often the line is written again.
const EVERY: Duration = Duration::from_millis(200);
/// Columns that the line may take and that are cleared.
const WIDE: usize = 50;

/// Every figure of a brief, those that are sampled included, with a line while that takes long.
pub fn sampled(world: &World<'_>) -> Vec<Figure> {
    let progress = Progress::start("sampling");
    derive_whole_telling(world, &|done| progress.share(done))
}

/// The line, until it is dropped.
#[derive(Debug)]
pub struct Progress {
    far: Arc<Far>,
    /// Dropped to end the thread that writes.
    end: Option<Sender<()>>,
    writer: Option<JoinHandle<()>>,
}

/// How far the work is: of how many parts so many are done, no parts where it does not say.
#[derive(Debug, Default)]
struct Far {
    done: AtomicU64,
    of: AtomicU64,
}

/// Parts of work that reports a share.
const SHARES: u64 = 100;

impl Progress {
    /// Begins; `what` is being done: "sampling".
    pub fn start(what: &'static str) -> Self {
        if io::stderr().is_terminal() { Self::on(what, AFTER, io::stderr()) } else { Self::quiet() }
    }

    fn quiet() -> Self {
        Self { far: Arc::default(), end: None, writer: None }
    }

    fn on(what: &'static str, after: Duration, mut to: impl Write + Send + 'static) -> Self {
        let far: Arc<Far> = Arc::default();
        let (end, ended) = mpsc::channel::<()>();
        let theirs = Arc::clone(&far);
        let began = Instant::now();
        let write = move || {
            let mut wait = after;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let line = format!("{what}: {}", theirs.words(began.elapsed()));
                // A terminal that is gone is nobody's business here.
                let _ = write!(to, "\r{line:WIDE$.WIDE$}").and_then(|()| to.flush());
                wait = EVERY;
            }
            if wait == EVERY {
                let _ = write!(to, "\r{:WIDE$}\r", "").and_then(|()| to.flush());
            }
        };
        let writer = thread::Builder::new().name("progress".into()).spawn(write).ok();
        Self { far, end: Some(end), writer }
    }

    /// So much is done, 0 to 1. Always true, because nobody stops: what sampling wants of its listener.
    pub fn share(&self, share: f64) -> bool {
        self.parts((share * SHARES as f64) as usize, SHARES as usize);
        true
    }

    /// So many parts are done.
    pub fn parts(&self, done: usize, of: usize) {
        self.far.done.store(done as u64, Ordering::Relaxed);
        self.far.of.store(of as u64, Ordering::Relaxed);
    }
}

impl Far {
    fn words(&self, since: Duration) -> String {
        match (self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed)) {
            (_, 0) => format!("{} s", since.as_secs()),
            (done, SHARES) => format!("{done}%"),
            (done, of) => format!("{done} of {of}"),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end = None;
        if let Some(writer) = self.writer.take() {
            // It only writes; how it ended changes nothing.
            let _ = writer.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    /// Keeps what is written and tells of each time.
    struct Kept(Arc<Mutex<Vec<u8>>>, Sender<()>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            let _ = self.1.send(());
            Ok(())
        }
    }

    fn kept() -> (Kept, Arc<Mutex<Vec<u8>>>, mpsc::Receiver<()>) {
        let text = Arc::new(Mutex::new(Vec::new()));
        let (told, written) = mpsc::channel();
        (Kept(Arc::clone(&text), told), text, written)
    }

    #[test]
    fn long_work_is_told_and_cleared() {
        let (to, text, written) = kept();
        let progress = Progress::on("sampling", Duration::ZERO, to);
        written.recv().unwrap();
        assert!(progress.share(0.42));
        // One line may have been on its way.
        written.recv().unwrap();
        written.recv().unwrap();
        drop(progress);
        let text = String::from_utf8(text.lock().unwrap().clone()).unwrap();
        assert!(text.starts_with("\rsampling: 0 s ") && text.contains("\rsampling: 42% "), "{text:?}");
        assert!(text.ends_with(&format!("\r{:WIDE$}\r", "")) && !text.contains('\n'), "{text:?}");
    }

    #[test]
    fn short_work_and_work_without_a_terminal_is_silent() {
        let (to, text, _written) = kept();
        drop(Progress::on("sampling", Duration::from_secs(3600), to));
        assert!(text.lock().unwrap().is_empty());
        let quiet = Progress::quiet();
        assert!(quiet.share(1.0) && quiet.writer.is_none());
    }

    #[test]
    fn parts_are_counted() {
        let mut far = Far::default();
        assert_eq!(far.words(Duration::from_secs(3)), "3 s");
        (far.done, far.of) = (7.into(), 120.into());
        assert_eq!(far.words(Duration::ZERO), "7 of 120");
    }
}
