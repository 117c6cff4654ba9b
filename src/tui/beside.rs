//! The one thread beside the screen on which everything is worked out that takes longer than a frame and needs much memory:
//! one job after the other, so that what the first has freed is there for the next. What the jobs are is not known here.

use std::sync::mpsc::{self, Sender};
use std::thread;

type Job = Box<dyn FnOnce() + Send>;

/// The way to the thread.
#[derive(Debug, Clone)]
pub struct Beside {
    jobs: Sender<Job>,
}

impl Beside {
    /// Starts the thread; it ends with the program.
    pub fn start() -> std::io::Result<Self> {
        let (jobs, inbox) = mpsc::channel::<Job>();
        thread::Builder::new().name("beside".into()).spawn(move || inbox.into_iter().for_each(|job| job()))?;
        Ok(Self { jobs })
    }

    /// Does this behind everything that was asked for before.
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        // A thread that is gone has ended the program, or is about to.
        let _ = self.jobs.send(Box::new(job));
    }
}
