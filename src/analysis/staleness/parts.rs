//! Numbered parts of a piece of work on several threads, with progress and a way to stop. What a part does is not known here.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};

/// Does parts 0 to `count` on up to `threads` threads and gives their results in order: the same for any number of threads.
///
/// A part calls what it is given after each of its `blocks` blocks of work and stops when that answers false. `on` hears
/// the share done, from any thread, and answers whether to go on; `None` = it said stop.
pub(super) fn in_parts<T: Send>(
    count: usize,
    threads: u32,
    blocks: u32,
    on: &(dyn Fn(f64) -> bool + Sync),
    part: impl Fn(usize, &dyn Fn() -> bool) -> T + Sync,
) -> Option<Vec<T>> {
    let stop = AtomicBool::new(false);
    let (next, done_blocks) = (AtomicUsize::new(0), AtomicU32::new(0));
    let total = f64::from(blocks) * count as f64;
    let block_done = || {
        let done = done_blocks.fetch_add(1, Ordering::Relaxed) + 1;
        if stop.load(Ordering::Relaxed) || !on((f64::from(done) / total).min(1.0)) {
            stop.store(true, Ordering::Relaxed);
            return false;
        }
        true
    };
    // Each thread takes the next part.
    let work = || {
        let mut mine = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count || stop.load(Ordering::Relaxed) {
                return mine;
            }
            mine.push((at, part(at, &block_done)));
        }
    };
    let most = u32::try_from(count).unwrap_or(u32::MAX);
    let mut done = std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads.clamp(1, most))
            .filter_map(|_| std::thread::Builder::new().spawn_scoped(scope, work).ok())
            .collect();
        let mut done = work();
        for helper in helpers {
            match helper.join() {
                Ok(theirs) => done.extend(theirs),
                // Ends only by a defect of the engine: it ends this thread as it would have ended here.
                Err(cause) => std::panic::resume_unwind(cause),
            }
        }
        done
    });
    if stop.load(Ordering::Relaxed) {
        return None;
    }
    done.sort_unstable_by_key(|d| d.0);
    Some(done.into_iter().map(|d| d.1).collect())
}
