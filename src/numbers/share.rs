//! Two threads share pieces of work that do not look at one another: one takes them from the front, the other from the back,
//! until they meet. So neither waits long for the other, whatever a brief is made of, and each mostly meets the pieces that it
//! had the last time. What the pieces are is not known here.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What all pieces give, in the order of the pieces. `work` adds what a piece gives to a list that already holds what others
/// gave; `about` is how much all of them give together, so that lists seldom have to move while they grow.
pub(crate) fn between_two<T: Send>(
    pieces: usize,
    about: usize,
    work: impl Fn(usize, Vec<T>) -> Vec<T> + Sync,
) -> Vec<T> {
    // Each piece that is begun is counted, so that front and back never pass one another.
    let begun = AtomicUsize::new(0);
    let left = || begun.fetch_add(1, Ordering::Relaxed) < pieces;
    std::thread::scope(|s| {
        let beside = s.spawn(|| {
            let (mut given, mut ends) = (Vec::with_capacity(about * 5 / 8), Vec::with_capacity(pieces));
            for piece in (0..pieces).rev().take_while(|_| left()) {
                ends.push(given.len());
                given = work(piece, given);
            }
            (given, ends)
        });
        let front = (0..pieces).take_while(|_| left());
        let mut all = front.fold(Vec::with_capacity(about), |all, piece| work(piece, all));
        // Ends only by a defect of a piece: it ends this thread as it would have ended here.
        let (mut given, ends) = beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        // The piece that was done last comes first.
        for from in ends.into_iter().rev() {
            all.extend(given.drain(from..));
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::between_two;

    #[test]
    fn every_piece_is_done_once_and_stands_in_its_place() {
        // Pieces of no, one and several parts.
        let parts = |piece: usize| (0..piece % 4).map(move |part| (piece, part));
        for pieces in [0, 1, 2, 3, 1000] {
            let given = between_two(pieces, 10, |piece, mut list| {
                list.extend(parts(piece));
                list
            });
            assert_eq!(given, (0..pieces).flat_map(parts).collect::<Vec<_>>());
        }
    }
}
