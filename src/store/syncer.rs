//! A worker that makes what was appended to a file durable, so that the screen never waits for a disk. Appends that
//! arrive during one sync share the next: the delay is at most two syncs.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use super::atomic::sync_folder;

enum Job {
    Sync,
    Flush(Sender<()>),
}

/// Dropping it finishes what was asked for.
#[derive(Debug)]
pub(crate) struct Syncer {
    jobs: Option<Sender<Job>>,
    worker: Option<JoinHandle<()>>,
    trouble: Arc<Mutex<Option<io::Error>>>,
    file: File,
}

impl Syncer {
    /// `folder` is synced once, because the file's name is new in it.
    pub(crate) fn start(file: &File, folder: PathBuf) -> io::Result<Self> {
        let trouble = Arc::new(Mutex::new(None));
        let (jobs, inbox) = mpsc::channel();
        let (theirs, report) = (file.try_clone()?, Arc::clone(&trouble));
        let worker =
            thread::Builder::new().name("journal".into()).spawn(move || work(&theirs, folder, &inbox, &report));
        // Without a thread to spare, syncs happen in place: slower, not less safe.
        let (jobs, worker) = worker.map_or((None, None), |w| (Some(jobs), Some(w)));
        Ok(Self { jobs, worker, trouble, file: file.try_clone()? })
    }

    /// Asks for a sync and returns at once.
    pub(crate) fn poke(&self) {
        let sent = self.jobs.as_ref().is_some_and(|j| j.send(Job::Sync).is_ok());
        if !sent {
            note(&self.trouble, self.file.sync_data());
        }
    }

    /// Waits until everything appended before is durable.
    pub(crate) fn flush(&self) -> io::Result<()> {
        let (done, wait) = mpsc::channel();
        let sent = self.jobs.as_ref().is_some_and(|j| j.send(Job::Flush(done)).is_ok());
        if !sent || wait.recv().is_err() {
            note(&self.trouble, self.file.sync_data());
        }
        self.trouble().map_or(Ok(()), Err)
    }

    /// The last failed sync, told once.
    pub(crate) fn trouble(&self) -> Option<io::Error> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Drop for Syncer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(worker) = self.worker.take() {
            let _ = worker.join();
        }
    }
}

fn work(file: &File, folder: PathBuf, inbox: &Receiver<Job>, trouble: &Mutex<Option<io::Error>>) {
    let mut folder = Some(folder);
    while let Ok(first) = inbox.recv() {
        let mut waiting = Vec::new();
        for job in std::iter::once(first).chain(inbox.try_iter()) {
            if let Job::Flush(done) = job {
                waiting.push(done);
            }
        }
        note(trouble, file.sync_data());
        if let Some(dir) = folder.take() {
            note(trouble, sync_folder(&dir));
        }
        for done in waiting {
            // Nobody waits any more: fine.
            let _ = done.send(());
        }
    }
}

fn note(trouble: &Mutex<Option<io::Error>>, outcome: io::Result<()>) {
    if let Err(e) = outcome {
        *trouble.lock().unwrap_or_else(PoisonError::into_inner) = Some(e);
    }
}
