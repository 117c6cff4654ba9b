//! The worker that looks ahead: it works out what the other answers to the question on screen would change, and puts it into
//! a box that is emptied before the next key is looked at. Nobody is woken, unless the session waits for one of them: until a
//! key comes, nothing on screen changes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use super::beside::Beside;
use super::input::Event;
use crate::session::Session;
use crate::session::ahead::{Outlook, Place, Seen};

type Found = Arc<Mutex<Vec<(Place, Seen)>>>;

/// The way to the worker.
#[derive(Debug)]
pub struct Ahead {
    beside: Beside,
    events: Sender<Event>,
    /// The number of the newest question; older work stops when it sees a newer one.
    newest: Arc<AtomicU64>,
    found: Found,
    /// The question, and the answer that comes first where that makes a difference.
    asked: Option<(Place, Option<usize>)>,
}

impl Ahead {
    pub fn new(beside: Beside, events: Sender<Event>) -> Self {
        Self { beside, events, newest: Arc::default(), found: Found::default(), asked: None }
    }

    /// Asks for the question on screen, unless that is done or under way.
    pub fn ask(&mut self, session: &mut Session) {
        let wanted = session.place().map(|place| (place, session.near()));
        if self.asked == wanted {
            return;
        }
        self.asked.clone_from(&wanted);
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        session.let_go();
        if let Some((place, _)) = wanted {
            let outlook = session.outlook(place);
            let (newest, found, events) = (Arc::clone(&self.newest), Arc::clone(&self.found), self.events.clone());
            self.beside.run(move || look(number, &outlook, &newest, &found, &events));
        }
    }

    /// Tells the session what was found since the last time; says whether the screen waited for it.
    pub fn tell(&self, session: &mut Session) -> bool {
        let found = std::mem::take(&mut *self.found.lock().unwrap_or_else(PoisonError::into_inner));
        found.into_iter().fold(false, |shows, (place, seen)| session.foresee(place, seen) || shows)
    }
}

fn look(number: u64, outlook: &Outlook, newest: &AtomicU64, found: &Mutex<Vec<(Place, Seen)>>, events: &Sender<Event>) {
    let current = || newest.load(Ordering::Relaxed) == number;
    let tell = |seen| found.lock().unwrap_or_else(PoisonError::into_inner).push((outlook.place.clone(), seen));
    for (i, reply) in outlook.replies.iter().enumerate().take_while(|_| current()) {
        tell(if i == 0 && outlook.at_once { outlook.look_at_once(reply) } else { outlook.look(reply) });
        if outlook.awaited {
            // A loop that is gone has nobody to tell.
            let _ = events.send(Event::Foreseen);
        }
    }
    // Nobody waits for this one: it is there for when the answer is given.
    if current() {
        outlook.keep().into_iter().for_each(tell);
    }
}
