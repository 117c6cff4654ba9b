//! Availability of a tree whose nodes stand in it once: every state of the shared fates, and gate by gate within one.
//!
//! Reads and writes are worked out together, because the chance that both are up is not the product of the two.

use super::expr::{Expr, Kind};

/// The most multiplications, about: some twenty milliseconds.
const MOST_WORK: f64 = 2e7;

/// Two expressions of one shape: the same nodes in the same places, gates that may ask for different numbers.
pub(super) enum Pair {
    Node(usize),
    Gate { read: usize, write: usize, parts: Vec<Pair> },
}

/// The chances that reads and writes are up, only one of them, or neither. They add up to 1.
#[derive(Clone, Copy)]
pub(super) struct Joint {
    pub both: f64,
    pub read: f64,
    pub write: f64,
    pub none: f64,
}

impl Joint {
    fn add(&mut self, chance: f64, other: Joint) {
        self.both += chance * other.both;
        self.read += chance * other.read;
        self.write += chance * other.write;
        self.none += chance * other.none;
    }
}

impl Pair {
    /// None when a node stands twice or the shapes differ (the dual of an expression has its shape).
    pub(super) fn new(reads: &Expr, writes: &Expr) -> Option<Self> {
        if reads.is_read_once() { Self::zip(reads, writes) } else { None }
    }

    fn zip(reads: &Expr, writes: &Expr) -> Option<Self> {
        match (&reads.0, &writes.0) {
            (Kind::Node(a), Kind::Node(b)) if a == b => Some(Self::Node(*a)),
            (Kind::AtLeast(read, a), Kind::AtLeast(write, b)) if a.len() == b.len() => {
                let parts = a.iter().zip(b).map(|(a, b)| Self::zip(a, b)).collect::<Option<Vec<_>>>()?;
                Some(Self::Gate { read: *read, write: *write, parts })
            }
            _ => None,
        }
    }

    fn work(&self) -> f64 {
        let Self::Gate { read, write, parts } = self else { return 1.0 };
        let m = parts.len() as f64;
        let plain = parts.iter().all(|p| matches!(p, Self::Node(_)));
        let cells = if plain { (*read).max(*write) } else { 4 * (read + 1) * (write + 1) };
        m * cells as f64 + parts.iter().map(Self::work).sum::<f64>()
    }

    /// Over all states of `fates`: the chance that each is up, and `needs[i]` the fates (bits) that node i depends on.
    ///
    /// None when that is too much work; then a decision diagram may still do it.
    pub(super) fn availability(&self, node: &[f64], fates: &[f64], needs: &[u32]) -> Option<Joint> {
        if fates.len() > 20 || self.work() * f64::from(1u32 << fates.len()) > MOST_WORK {
            return None;
        }
        let mut sum = Joint { both: 0.0, read: 0.0, write: 0.0, none: 0.0 };
        let mut up = vec![0.0; node.len()];
        for state in 0u32..1 << fates.len() {
            let chance: f64 =
                fates.iter().enumerate().map(|(i, p)| if state >> i & 1 == 1 { *p } else { 1.0 - p }).product();
            if chance > 0.0 {
                for (i, u) in up.iter_mut().enumerate() {
                    *u = if needs[i] & !state == 0 { node[i] } else { 0.0 };
                }
                sum.add(chance, self.joint(&up));
            }
        }
        Some(sum)
    }

    fn joint(&self, up: &[f64]) -> Joint {
        match self {
            Self::Node(i) => Joint { both: up[*i], read: 0.0, write: 0.0, none: 1.0 - up[*i] },
            Self::Gate { read, write, parts } if parts.iter().all(|p| matches!(p, Self::Node(_))) => {
                counted(*read, *write, parts, up)
            }
            Self::Gate { read, write, parts } => mixed(*read, *write, parts, up),
        }
    }
}

/// A gate over plain nodes: the number up is the same for reads and writes. `live[top]` gathers `top` or more.
fn counted(read: usize, write: usize, parts: &[Pair], up: &[f64]) -> Joint {
    let (low, top) = (read.min(write), read.max(write));
    let mut live = vec![0.0; top + 1];
    live[0] = 1.0;
    for part in parts {
        let Pair::Node(i) = part else { continue };
        let (p, q) = (up[*i], 1.0 - up[*i]);
        live[top] += live[top - 1] * p;
        for j in (1..top).rev() {
            live[j] = live[j] * q + live[j - 1] * p;
        }
        live[0] *= q;
    }
    let between: f64 = live[low..top].iter().sum();
    let (read, write) = if read < write { (between, 0.0) } else { (0.0, between) };
    Joint { both: live[top], read, write, none: live[..low].iter().sum() }
}

/// A gate over gates: `live[i][j]` is the chance that i parts are up for reads and j for writes, each capped.
fn mixed(read: usize, write: usize, parts: &[Pair], up: &[f64]) -> Joint {
    let wide = write + 1;
    let mut live = vec![0.0; (read + 1) * wide];
    let mut next = live.clone();
    live[0] = 1.0;
    for part in parts {
        let p = part.joint(up);
        next.fill(0.0);
        for i in 0..=read {
            let more = (i + 1).min(read);
            for j in 0..=write {
                let x = live[i * wide + j];
                if x == 0.0 {
                    continue;
                }
                let right = (j + 1).min(write);
                next[i * wide + j] += x * p.none;
                next[more * wide + j] += x * p.read;
                next[i * wide + right] += x * p.write;
                next[more * wide + right] += x * p.both;
            }
        }
        std::mem::swap(&mut live, &mut next);
    }
    let row = |i: usize| live[i * wide..i * wide + write].iter().sum::<f64>();
    Joint {
        both: live[read * wide + write],
        read: row(read),
        write: (0..read).map(|i| live[i * wide + write]).sum(),
        none: (0..read).map(row).sum(),
    }
}
