//! Two threads share pieces of work that do not look at one another: each takes the next that is left, so that neither waits
//! long for the other, whatever a brief is made of. What the pieces are is not known here.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What all pieces give, in the order of the pieces. `work` adds what a piece gives to a list that already holds what others
/// gave; `about` is how much all of them give together, so that lists seldom have to move while they grow.
pub(crate) fn between_two<T: Send>(
    pieces: usize,
    about: usize,
    work: impl Fn(usize, Vec<T>) -> Vec<T> + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take = || {
        let (mut given, mut ends) = (Vec::with_capacity(about * 5 / 8), Vec::with_capacity(pieces));
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                return (given.into_iter(), ends);
            }
            let before = given.len();
            given = work(piece, given);
            ends.push((piece, given.len() - before));
        }
    };
    std::thread::scope(|s| {
        let beside = s.spawn(take);
        let (mut mine, my_pieces) = take();
        // Ends only by a defect of a piece: it ends this thread as it would have ended here.
        let (mut other, other_pieces) = beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let mut all = Vec::with_capacity(mine.len() + other.len());
        // Each thread went through its own pieces in order.
        let mut others = other_pieces.into_iter().peekable();
        for (piece, count) in my_pieces {
            while let Some((_, before)) = others.next_if(|(of, _)| *of < piece) {
                all.extend(other.by_ref().take(before));
            }
            all.extend(mine.by_ref().take(count));
        }
        all.extend(other);
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
        let given = between_two(1000, 10, |piece, mut list| {
            list.extend(parts(piece));
            list
        });
        assert_eq!(given, (0..1000).flat_map(parts).collect::<Vec<_>>());
        assert!(between_two(0, 0, |_, list: Vec<u8>| list).is_empty());
    }
}
