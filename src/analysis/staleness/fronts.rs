//! Sampling of unlike replicas: every set of first responders counts in every trial, by its probability.
//!
//! Which replicas answer first decides almost everything where some are near and some are far, and counting it trial by
//! trial is a jump that no lattice likes. Here the way back of a read is integrated: given when the read arrived at
//! each replica, and the whole answer x of one replica m, the set F is first with m as its last with probability
//! `product over F without m of P(S <= x - R) x product over the others of P(S > x - R)`. Summed over m in F this is
//! the weight of F, an unbiased estimate of how likely F is first; the stale part of F is as in `wars`. The weights of a
//! trial sum to 1 only in the mean, so a shift divides by their sum: the bias of that ratio is a product of two errors,
//! far inside its interval.

use super::delay::Delay;
use super::run::Shift;
use super::table::Table;
use super::wars::{Wars, smallest_first};
use std::sync::Arc;

/// More sets of first responders than this cost more than they save.
const MOST_SETS: usize = 10;

/// A set less likely than this in a trial is left out of it.
const LEAST: f64 = 1e-10;

/// The sets of first responders of a model, and the answers that weigh them.
pub(super) struct Fronts {
    /// All replicas, the r first of the set before the others.
    sets: Vec<Vec<usize>>,
    r: usize,
    w: usize,
    responses: Vec<Delay>,
}

/// What a trial needs room for.
#[derive(Default)]
pub(super) struct Room {
    /// When the read arrives at each replica, its answer is back, and a write is acknowledged.
    there: Vec<f64>,
    back: Vec<f64>,
    acked: Vec<f64>,
    /// Probability that replica j answers after m, row m.
    later: Vec<f64>,
    acks: Vec<f64>,
}

impl Fronts {
    /// `None` where the replicas are alike, an answer can take one time with a probability of its own, or there are too
    /// many sets.
    pub(super) fn of(model: &Wars) -> Option<Self> {
        let all = &model.replicas;
        let alike = all.iter().all(|x| *x == all[0]);
        if alike || model.between_sites_ms > 0.0 || !all.iter().all(|x| x.response.continuous()) {
            return None;
        }
        let responses = all.iter().map(|x| x.response.clone()).collect();
        Some(Self { sets: sets(all.len(), model.r)?, r: model.r, w: model.w, responses })
    }

    /// Uniform numbers that a trial takes.
    pub(super) fn dimensions(&self) -> usize {
        4 * self.responses.len()
    }

    /// How many times the work of a drawn trial a weighed one is: tails of answers and waits against draws.
    pub(super) fn dearer(&self) -> f64 {
        let n = self.responses.len() as f64;
        // An exponential is about one draw, an error function half a dozen.
        let tails: f64 = self.responses.iter().map(|x| if x.quick() { 1.0 } else { 6.0 }).sum();
        let sets = self.sets.len() as f64;
        let weighed = 4.0 * n + (n - 1.0) * tails + sets * (n / 2.0 + 2.0 * self.r as f64);
        weighed / (4.0 * n)
    }

    /// Numbers that a trial leaves behind, at most.
    pub(super) fn entries(&self) -> usize {
        self.sets.len() * self.r
    }

    /// One trial at a point of the lattice: the waits of each set that can be first, with its weight.
    pub(super) fn trial(
        &self,
        point: &[u32],
        tables: &[[Arc<Table>; 4]],
        law_of: &[u16],
        room: &mut Room,
        out: &mut Shift,
    ) {
        let Room { there, back, acked, later, acks } = room;
        there.clear();
        back.clear();
        acked.clear();
        later.clear();
        for (u, t) in point.chunks_exact(4).zip(tables) {
            let arrives = t[2].draw(u[0]);
            there.push(arrives);
            back.push(arrives + t[3].draw(u[1]));
            acked.push(t[0].draw(u[2]) + t[1].draw(u[3]));
        }
        let n = there.len();
        for (m, x) in back.iter().enumerate() {
            later.extend((0..n).map(|j| if j == m { 0.0 } else { self.responses[j].longer_than(x - there[j]) }));
        }
        for set in &self.sets {
            let (first, rest) = set.split_at(self.r);
            let mut weight = 0.0;
            for &m in first {
                let later = &later[m * n..(m + 1) * n];
                let mut p = rest.iter().map(|&j| later[j]).product::<f64>();
                if p > 0.0 {
                    // Its own entry is 0: it is not after itself.
                    p *= first.iter().map(|&j| 1.0 - later[j]).product::<f64>();
                }
                weight += p;
            }
            if weight < LEAST {
                continue;
            }
            acks.clear();
            acks.extend(rest.iter().map(|&j| acked[j]));
            smallest_first(acks, self.w, |x| *x);
            let commit = acks[self.w - 1];
            out.weigh(weight);
            for &i in first {
                out.push(commit + there[i], law_of[i]);
            }
        }
    }
}

/// Every choice of `r` of `n`, each followed by those not chosen; `None` when they are too many.
fn sets(n: usize, r: usize) -> Option<Vec<Vec<usize>>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for i in 0..n {
        let with = |set: &Vec<usize>| set.iter().copied().chain([i]).collect::<Vec<_>>();
        let more: Vec<_> = all.iter().filter(|set| set.len() < r).map(with).collect();
        // A set that cannot be filled any more goes.
        all.retain(|set| set.len() == r || r - set.len() < n - i);
        all.extend(more);
        if all.len() > 4 * MOST_SETS {
            return None;
        }
    }
    if all.len() > MOST_SETS {
        return None;
    }
    for set in &mut all {
        let others: Vec<usize> = (0..n).filter(|i| !set.contains(i)).collect();
        set.extend(others);
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::staleness::{Replica, Run, Settings, Tables};

    fn exp(mean: f64) -> Delay {
        Delay::exponential(mean).unwrap()
    }

    fn weighed(model: &Wars, seed: u64, points: u32) -> Run {
        let fronts = Fronts::of(model).unwrap();
        let settings = Settings { seed, points, threads: 1 };
        model.sample_with(Some(&fronts), &mut Tables::default(), settings, &|_| true).unwrap()
    }

    fn drawn(model: &Wars, seed: u64, points: u32) -> Run {
        model.sample(&mut Tables::default(), Settings { seed, points, threads: 1 }, &|_| true).unwrap().unwrap()
    }

    /// Exponential writes of these rates and answers of those, nothing else takes time.
    fn racing(writes: [f64; 3], answers: [f64; 3]) -> Wars {
        let none = Delay::constant(0.0).unwrap();
        let of = |(w, a): (f64, f64)| Replica {
            write: exp(1.0 / w),
            ack: none.clone(),
            read: none.clone(),
            response: exp(1.0 / a),
        };
        Wars::new(writes.into_iter().zip(answers).map(of).collect(), 1, 1).unwrap()
    }

    /// The first answer is of i with probability `b_i / sum of b`, and then stale with
    /// `(sum of a - a_i) / (sum of a) x exp(-a_i t)`.
    #[test]
    fn the_interval_covers_the_truth_at_its_rate() {
        let (a, b, t) = ([2.0, 0.3, 0.5], [0.2, 1.0, 3.0], 0.4);
        let (writes, answers) = (a.iter().sum::<f64>(), b.iter().sum::<f64>());
        let truth: f64 = (0..3).map(|i| b[i] / answers * (writes - a[i]) / writes * (-a[i] * t).exp()).sum();
        let model = racing(a, b);
        let seeds = 200;
        let covered = (0..seeds)
            .filter(|seed| {
                let got = weighed(&model, *seed, 251).at(t).unwrap();
                (got.p_stale - truth).abs() <= got.half_width
            })
            .count();
        // Binomial(200, 0.95): mean 190, standard deviation 3.1.
        assert!((179..=199).contains(&covered), "95 % intervals covered {truth} {covered} times in {seeds}");
        let fine = weighed(&model, 1, 4093).at(t).unwrap();
        assert!(
            (fine.p_stale - truth).abs() <= 2.0 * fine.half_width && fine.half_width < 5e-4,
            "{fine:?} for {truth}"
        );
    }

    /// One fast replica and two slow ones with nearly constant writes: the worst case known for drawn trials.
    fn worst(r: u32, w: u32) -> Wars {
        let slow = Replica { write: Delay::uniform(9.0, 9.5).unwrap(), ..Replica::symmetric(&exp(1.0)) };
        Wars::new(vec![Replica::symmetric(&exp(0.5)), slow.clone(), slow], r, w).unwrap()
    }

    #[test]
    fn weighing_agrees_with_drawing() {
        for (r, w) in [(1, 1), (2, 1), (1, 2)] {
            let model = worst(r, w);
            let (one, other) = (weighed(&model, 4, 1021), drawn(&model, 4, 4093));
            for t in [0.0, 1.0, 6.0] {
                let (one, other) = (one.at(t).unwrap(), other.at(t).unwrap());
                let apart = (one.p_stale - other.p_stale).abs();
                assert!(apart <= 1.5 * (one.half_width + other.half_width), "R{r} W{w} at {t}: {one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_narrow_interval_takes_a_tenth_of_the_trials() {
        for (r, w) in [(1, 1), (2, 1)] {
            let settings = Settings { threads: 1, ..Settings::FINE };
            let run = worst(r, w).sample_to(5e-4, 0.0, &mut Tables::default(), settings, &|_| true).unwrap().unwrap();
            // Drawn, these take 393,000 and 786,000.
            assert!(run.trials <= 30_000 && run.at(0.0).unwrap().half_width <= 5e-4, "R{r} W{w}: {}", run.trials);
        }
    }

    #[test]
    fn what_cannot_be_weighed_is_drawn() {
        let alike = Replica::symmetric(&exp(1.0));
        assert!(Fronts::of(&Wars::alike(3, 1, 1, &alike).unwrap()).is_none());
        let certain = Replica { response: Delay::constant(2.0).unwrap(), ..alike.clone() };
        assert!(Fronts::of(&Wars::new(vec![alike, certain], 1, 1).unwrap()).is_none());
        assert!(Fronts::of(&worst(1, 1)).is_some() && Fronts::of(&worst(1, 1).across_sites(1.0).unwrap()).is_none());
    }

    #[test]
    fn absurd_tails_still_give_probabilities() {
        let (heavy, wide) = (Delay::pareto(1e15, 1e-3).unwrap(), Delay::log_normal(1e15, 1e4).unwrap());
        let model = Wars::new(vec![Replica::symmetric(&heavy), Replica::symmetric(&wide)], 1, 1).unwrap();
        for t in [0.0, 1.0, 1e300] {
            let got = weighed(&model, 1, 251).at(t).unwrap();
            assert!((0.0..=1.0).contains(&got.p_stale) && got.half_width.is_finite(), "{t}: {got:?}");
        }
    }

    #[test]
    fn the_sets_are_all_choices_and_no_more() {
        assert_eq!(sets(3, 1).unwrap(), [[0, 1, 2], [1, 0, 2], [2, 0, 1]]);
        for (n, r, count) in [(2, 1, 2), (5, 2, 10), (5, 4, 5), (10, 1, 10), (10, 9, 10)] {
            let mut all = sets(n, r).unwrap();
            assert_eq!(all.len(), count, "{r} of {n}");
            assert!(all.iter().all(|set| set.len() == n));
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "{r} of {n}");
        }
        assert!(sets(6, 2).is_none() && sets(64, 32).is_none() && sets(64, 1).is_none());
    }
}
