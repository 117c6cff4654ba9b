//! The worker that samples figures beside the screen: it takes the questions of the brief as it stands, answers them one by
//! one, and wakes the program for what it found. Questions of an older state are dropped as soon as newer ones come.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::input::Event;
use crate::numbers::staleness::{self, Question};

/// The way to the worker.
#[derive(Debug)]
pub struct Sampler {
    jobs: Sender<(u64, Vec<Question>)>,
    /// The number of the newest state; older work stops when it sees a newer one.
    newest: Arc<AtomicU64>,
    /// What was asked last, so that nothing is asked twice.
    asked: Vec<u64>,
}

impl Sampler {
    /// Starts the worker; it ends with the program.
    pub fn start(events: Sender<Event>) -> std::io::Result<Self> {
        let (jobs, inbox) = mpsc::channel();
        let newest = Arc::new(AtomicU64::new(0));
        let theirs = Arc::clone(&newest);
        thread::Builder::new().name("sampler".into()).spawn(move || work(&inbox, &theirs, &events))?;
        Ok(Self { jobs, newest, asked: Vec::new() })
    }

    /// What the brief as it stands leaves to be sampled.
    pub fn ask(&mut self, questions: &[Question]) {
        let keys: Vec<u64> = questions.iter().map(|q| q.key).collect();
        // What is being answered already goes on, as long as nothing else is asked.
        if keys.iter().all(|k| self.asked.contains(k)) {
            return;
        }
        self.asked = keys;
        let state = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        // A worker that is gone leaves the figures out; nothing else depends on it.
        let _ = self.jobs.send((state, questions.to_vec()));
    }
}

/// How often at most the program is woken: everything is worked out again each time, and a large brief asks for much.
const TELL_EVERY: Duration = Duration::from_millis(500);

fn work(inbox: &Receiver<(u64, Vec<Question>)>, newest: &AtomicU64, events: &Sender<Event>) {
    while let Ok((state, questions)) = inbox.recv() {
        let current = || newest.load(Ordering::Relaxed) == state;
        let mut told = Instant::now();
        let mut untold = false;
        for question in questions {
            if !current() {
                break;
            }
            if let Some(answer) = question.solve(&|_| current()) {
                staleness::remember(question.key, answer);
                untold = true;
            }
            if untold && told.elapsed() >= TELL_EVERY {
                (told, untold) = (Instant::now(), false);
                if events.send(Event::Sampled).is_err() {
                    return;
                }
            }
        }
        if untold && events.send(Event::Sampled).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::World;

    fn questions(mean: &str) -> Vec<Question> {
        let text = format!(
            "schema = 1\n[region.eu.zone.a]\n[region.eu.zone.b]\n[topology]\nrtt = [{{ between = [\"eu/*\", \"eu/*\"], p50 = \
             \"{mean}\" }}]\n[dataset.d.replication]\nscheme = \"leaderless_quorum\"\nn = 2\nr = 1\nw = 1\n"
        );
        staleness::questions(&World::new(&crate::brief::read(&text).unwrap()))
    }

    #[test]
    fn the_newest_questions_are_answered_and_the_program_is_woken() {
        let (events, woken) = mpsc::channel();
        let mut sampler = Sampler::start(events).unwrap();
        let (old, new) = (questions("2.25ms"), questions("3.5ms"));
        assert!(staleness::known(new[0].key).is_none());
        sampler.ask(&old);
        sampler.ask(&new);
        while staleness::known(new[0].key).is_none() {
            assert_eq!(woken.recv(), Ok(Event::Sampled));
        }
        assert!(staleness::known(new[0].key).is_some());
        // Asked again: nothing new to do, so the worker ends with its last word said.
        sampler.ask(&new);
        drop(sampler);
        assert!(woken.iter().count() <= 1, "at most the word on what was just known");
    }
}
