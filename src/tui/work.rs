//! Work that takes long, on a thread of its own: one job at a time, with progress, and a stop that it looks at between two
//! steps. What it has to say goes into a box; an event tells the loop to empty it.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::beside::Beside;
use super::exports::{self, Task};
use super::input::Event;
use crate::brief::{Brief, Date};
use crate::explore::{self, Plan};
use crate::machines;
use crate::numbers::charts::Chart;
use crate::numbers::{At, Figure, World, derive_in, sensitivity};
use crate::session::Msg;
use crate::session::paper::Sheet;
use crate::verify::CAP;

/// How often at most progress is told: often enough to be seen to move, seldom enough for a slow line.
const TELL_EVERY: Duration = Duration::from_millis(200);

/// The worker and its box.
#[derive(Debug, Default)]
pub struct Worker {
    sender: Option<Sender<Event>>,
    said: Arc<Mutex<Vec<Msg>>>,
    stop: Arc<AtomicBool>,
    /// The thread of exports, one after the other: two may write the same file.
    beside: Option<Beside>,
    /// What hears of the last one when it is done.
    exported: Option<Receiver<()>>,
}

impl Worker {
    /// From now on an event announces what a job says.
    pub fn connect(&mut self, beside: Beside, sender: Sender<Event>) {
        (self.beside, self.sender) = (Some(beside), Some(sender));
    }

    /// What was said since the last time.
    pub fn take(&self) -> Vec<Msg> {
        std::mem::take(&mut *self.said.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Stops the running job; it says nothing more.
    pub fn stop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.stop = Arc::default();
    }

    /// The way for a job to say something, with its number for the event.
    fn teller(&self, ticket: u64) -> impl Fn(Msg) + Send + 'static {
        let (said, sender) = (Arc::clone(&self.said), self.sender.clone());
        move |msg| {
            said.lock().unwrap_or_else(PoisonError::into_inner).push(msg);
            if let Some(sender) = &sender {
                // A loop that is gone has nobody to tell.
                let _ = sender.send(Event::Worker(ticket));
            }
        }
    }

    /// Exports; a sweep goes on meanwhile.
    pub fn export(&mut self, sheet: Sheet, task: Task) {
        let Some(beside) = &self.beside else { return };
        let (tell, (done, exported)) = (self.teller(0), mpsc::channel());
        self.exported = Some(exported);
        beside.run(move || {
            tell(exports::run(&sheet, task));
            // Nobody has to wait for it.
            let _ = done.send(());
        });
    }

    /// Waits until everything that was to be exported is.
    pub fn finish(&mut self) {
        if let Some(exported) = self.exported.take() {
            // Whoever would have told is gone: there is nothing to wait for.
            let _ = exported.recv();
        }
    }

    /// Draws a slow chart; a sweep goes on beside it.
    pub fn draw(&self, brief: Brief, id: &'static str, at: At, key: u64) -> std::io::Result<()> {
        let tell = self.teller(0);
        thread::Builder::new().name("chart".into()).spawn(move || {
            let picture = Chart::named(id).and_then(|chart| chart.draw(&World::new(&brief), &at)).map(Box::new);
            tell(Msg::ChartDrawn { chart: id, at, key, picture });
        })?;
        Ok(())
    }

    /// Finds what moves a number most.
    pub fn influence(&self, brief: Brief, figure: Figure) -> std::io::Result<()> {
        let tell = self.teller(0);
        thread::Builder::new().name("influence".into()).spawn(move || {
            let found = sensitivity::sensitivity(&brief, &figure);
            tell(Msg::Influence { figure: Box::new(figure), found });
        })?;
        Ok(())
    }

    /// Searches for runs that break a claim, in the place of the job before.
    pub fn verify(&mut self, ticket: u64, brief: Brief) -> std::io::Result<()> {
        self.stop();
        let (tell, stop) = (self.teller(ticket), Arc::clone(&self.stop));
        thread::Builder::new().name("verify".into()).spawn(move || {
            let world = World::new(&brief);
            let claims = machines::claims(&world, &derive_in(&world));
            let stopped = || stop.load(Ordering::Relaxed);
            let mut found =
                machines::check(claims, CAP, &stopped, &mut |done, of| tell(Msg::Verifying { ticket, done, of }));
            machines::remedies(&brief, &mut found, &stopped);
            if !stopped() {
                tell(Msg::Verified { ticket, found });
            }
        })?;
        Ok(())
    }

    /// Starts a sweep in the place of the job before.
    pub fn explore(&mut self, ticket: u64, brief: Brief, plan: Plan, today: Option<Date>) -> std::io::Result<()> {
        self.stop();
        let (tell, stop) = (self.teller(ticket), Arc::clone(&self.stop));
        thread::Builder::new().name("sweep".into()).spawn(move || {
            let start = Instant::now();
            let mut told = start;
            let outcome = explore::run(&brief, &plan, today, &mut |done, _| {
                if stop.load(Ordering::Relaxed) {
                    return ControlFlow::Break(());
                }
                if told.elapsed() >= TELL_EVERY {
                    told = Instant::now();
                    tell(Msg::Exploring { ticket, done, millis: start.elapsed().as_millis() as u64 });
                }
                ControlFlow::Continue(())
            });
            if let Some(outcome) = outcome.filter(|_| !stop.load(Ordering::Relaxed)) {
                tell(Msg::Explored { ticket, outcome });
            }
        })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Session;
    use std::sync::mpsc::channel;

    const TEXT: &str = include_str!("../../tests/data/briefs/example.brief.toml");

    #[test]
    fn a_job_tells_its_outcome_and_wakes_the_loop() {
        let brief = crate::brief::read(TEXT).unwrap();
        let plan = Plan::read(&brief, &["dataset.cart.replication.w=1..3".into()], &[], 10).unwrap();
        let (sender, receiver) = channel();
        let mut worker = Worker::default();
        worker.connect(Beside::start().unwrap(), sender);
        worker.explore(7, brief, plan, None).unwrap();
        loop {
            assert_eq!(receiver.recv(), Ok(Event::Worker(7)));
            let said = worker.take();
            if let Some(Msg::Explored { ticket, outcome }) = said.last() {
                assert_eq!((*ticket, outcome.points.len()), (7, 3));
                return;
            }
        }
    }

    #[test]
    fn a_search_tells_how_far_it_is_and_what_it_found() {
        let brief = crate::brief::read(TEXT).unwrap();
        let (sender, receiver) = channel();
        let mut worker = Worker::default();
        worker.connect(Beside::start().unwrap(), sender);
        worker.verify(3, brief).unwrap();
        let mut told = Vec::new();
        loop {
            assert_eq!(receiver.recv(), Ok(Event::Worker(3)));
            for msg in worker.take() {
                match msg {
                    Msg::Verifying { ticket: 3, done, of } => told.push((done, of)),
                    Msg::Verified { ticket: 3, found } => {
                        assert!(found.iter().any(|c| c.claim.id == "order/lock.settlement"));
                        assert!(told.iter().all(|(done, of)| done <= of) && !told.is_empty());
                        return;
                    }
                    other => panic!("{other:?}"),
                }
            }
        }
    }

    /// Exports wait for one another, and whoever leaves waits for them.
    #[test]
    fn everything_that_was_to_be_exported_is_when_the_worker_is_waited_for() {
        let mut session = Session::new(Date::from_days(20_000), &[], None, &[]);
        session.open("a.brief.toml", TEXT).unwrap();
        let (sender, receiver) = channel();
        let mut worker = Worker::default();
        worker.connect(Beside::start().unwrap(), sender);
        for _ in 0..3 {
            worker.export(session.sheet_of_paper(), Task::Look);
        }
        worker.finish();
        let said = worker.take();
        assert_eq!((said.len(), receiver.try_iter().count()), (3, 3));
        assert!(said.iter().all(|m| matches!(m, Msg::ExportSeen(t) if t.len() == 1 && t[0].path.ends_with("a.md"))));
    }

    #[test]
    fn a_stopped_job_says_nothing_more() {
        let brief = crate::brief::read(TEXT).unwrap();
        let vary = ["workload.place-order.fan_out=1..1000".to_owned()];
        let plan = Plan::read(&brief, &vary, &[], 1001).unwrap();
        let (sender, receiver) = channel();
        let mut worker = Worker::default();
        worker.connect(Beside::start().unwrap(), sender);
        worker.explore(1, brief, plan, None).unwrap();
        worker.stop();
        drop(worker.sender.take());
        // The channel closes when the thread has gone; no outcome came before that.
        while receiver.recv().is_ok() {}
        assert!(!worker.take().iter().any(|m| matches!(m, Msg::Explored { .. })));
    }
}
