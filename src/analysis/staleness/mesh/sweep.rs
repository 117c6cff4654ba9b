//! The sum over one mesh where sets of replicas are many: in each cell one pass over the replicas that counts stale answers and
//! acknowledgements.

use super::sets::{STEPS, Sums};

/// Probabilities that an answer is back, a row of answer times for each node of the read, weights included.
#[derive(Debug)]
pub(super) struct Answered {
    times: usize,
    rows: Vec<f64>,
    /// The first time at which each node's answer can be back.
    first: Vec<usize>,
    /// Probability of no answer, at each time.
    later: Vec<f64>,
}

impl Answered {
    pub(super) fn new(times: usize) -> Self {
        Self { times, rows: Vec::new(), first: Vec::new(), later: vec![1.0; times] }
    }

    /// The row of one more node: the probability that its answer is back, at each time.
    pub(super) fn push(&mut self, back: impl Fn(usize) -> f64) {
        let start = self.rows.len();
        self.rows.resize(start + self.times, 0.0);
        let mut first = self.times;
        for (b, (row, later)) in self.rows[start..].iter_mut().zip(&mut self.later).enumerate() {
            let p = back(b);
            *row = p;
            *later -= p;
            if p > 0.0 && first == self.times {
                first = b;
            }
        }
        self.first.push(first);
    }

    /// At the last time, which is never reached, everybody has answered.
    pub(super) fn close(&mut self) {
        if let Some(never) = self.later.last_mut() {
            *never = 0.0;
        }
        for later in &mut self.later {
            *later = later.max(0.0);
        }
    }

    pub(super) fn later(&self) -> &[f64] {
        &self.later
    }

    pub(super) fn times(&self) -> usize {
        self.times
    }

    /// Visits four nodes at a time: their reads, the first time at which an answer can be back, and their rows. At the end the
    /// last row stands in for those that are missing, with a read that never arrives.
    pub(super) fn together(&self, reads: &[f64], mut visit: impl FnMut([f64; TOGETHER], usize, [&[f64]; TOGETHER])) {
        for start in (0..reads.len()).step_by(TOGETHER) {
            let mut four = [f64::INFINITY; TOGETHER];
            let mut rows: [&[f64]; TOGETHER] = [&[]; TOGETHER];
            let mut from = self.times;
            for i in 0..TOGETHER {
                let node = (start + i).min(reads.len() - 1);
                rows[i] = &self.rows[node * self.times..][..self.times];
                from = from.min(self.first[node]);
                if start + i < reads.len() {
                    four[i] = reads[node];
                }
            }
            visit(four, from, rows);
        }
    }
}

/// Nodes of a read that are added in one go.
pub(super) const TOGETHER: usize = 4;

/// The four corners of a cell that count: commit before or after it, answers before or after it.
type Corners = [f64; 4];

/// What one kind of replica counts at the corners of a cell.
#[derive(Clone, Copy, Default)]
struct Counts {
    stale: Corners,
    /// Not answered, acknowledged or not; and both together.
    acked: Corners,
    unacked: Corners,
    either: Corners,
}

/// What a mesh knows of one kind of replica.
pub(super) struct Kind<'a> {
    /// Probability of no answer, at each answer time; its last is 0.
    pub(super) later: &'a [f64],
    /// Probability of an acknowledgement, at each commit time; its last is 1.
    pub(super) acked: &'a [f64],
    /// Probability of a stale answer, for each commit time a row of answer times.
    pub(super) stale: &'a [f64],
}

/// How many have to answer and to acknowledge, and of which kind each replica is.
pub(super) struct Counted<'a> {
    pub(super) r: usize,
    pub(super) w: usize,
    pub(super) kind_of: &'a [usize],
    pub(super) kinds: &'a [Kind<'a>],
}

impl Counted<'_> {
    /// The sums with all steps along either side.
    pub(super) fn sums(&self) -> Sums {
        let commits = STEPS.map(|step| self.sum(step, 1));
        let [_, half, quarter] = STEPS;
        Sums { commits, answers: [commits[0], self.sum(1, half), self.sum(1, quarter)] }
    }

    /// The trapezoid sum with steps of so many points along either side.
    fn sum(&self, along_commits: usize, along_answers: usize) -> f64 {
        let (commits, answers) = (self.kinds[0].acked.len() - 1, self.kinds[0].later.len() - 1);
        let mut counts = vec![Counts::default(); self.kinds.len()];
        let mut state = vec![[0.0; 4]; (self.r + 1) * (self.w + 1)];
        let mut sum = 0.0;
        for a in (0..commits).step_by(along_commits) {
            for b in (0..answers).step_by(along_answers) {
                for (kind, counts) in self.kinds.iter().zip(&mut counts) {
                    *counts = at_corners(kind, (a, a + along_commits), (b, b + along_answers));
                }
                let [x, y, z, u] = self.pass(&counts, &mut state);
                sum += x - y - z + u;
            }
        }
        sum / 4.0
    }

    /// Probability, at each corner, that exactly r answered, all of them stale, and at least w of the others acknowledged.
    fn pass(&self, counts: &[Counts], state: &mut [Corners]) -> Corners {
        let (n, r, w) = (self.kind_of.len(), self.r, self.w);
        state.fill([0.0; 4]);
        state[0] = [1.0; 4];
        for (i, kind) in self.kind_of.iter().enumerate() {
            let counts = &counts[*kind];
            let left = n - 1 - i;
            // In place from the top: what lies below is still without this replica. What cannot end full is left out.
            for f in (r.saturating_sub(left)..=r.min(i + 1)).rev() {
                for c in (w.saturating_sub(left)..=w.min(i + 1)).rev() {
                    let at = f * (w + 1) + c;
                    let stays = if c == w { &counts.either } else { &counts.unacked };
                    let mut x = state[at];
                    for l in 0..4 {
                        x[l] *= stays[l];
                    }
                    if c > 0 {
                        let below = state[at - 1];
                        for l in 0..4 {
                            x[l] += below[l] * counts.acked[l];
                        }
                    }
                    if f > 0 {
                        let below = state[at - w - 1];
                        for l in 0..4 {
                            x[l] += below[l] * counts.stale[l];
                        }
                    }
                    state[at] = x;
                }
            }
        }
        state[(r + 1) * (w + 1) - 1]
    }
}

/// The commit is taken at one end of the cell for those who acknowledge and at the other for the stale, answers alike.
fn at_corners(kind: &Kind<'_>, (a, after_a): (usize, usize), (b, after_b): (usize, usize)) -> Counts {
    let times = kind.later.len();
    let (before, after) = (&kind.stale[a * times..], &kind.stale[after_a * times..]);
    let (l, later_l) = (kind.acked[a], kind.acked[after_a]);
    let (q, later_q) = (kind.later[b], kind.later[after_b]);
    Counts {
        stale: [before[after_b], before[b], after[after_b], after[b]],
        acked: [q * later_l, later_q * later_l, q * l, later_q * l],
        unacked: [q * (1.0 - later_l), later_q * (1.0 - later_l), q * (1.0 - l), later_q * (1.0 - l)],
        either: [q, later_q, q, later_q],
    }
}
