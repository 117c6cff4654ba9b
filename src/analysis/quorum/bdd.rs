//! A small binary decision diagram: hash-consed nodes, if-then-else, and the two questions asked of it here,
//! probability and cheapest way to a leaf.
//!
//! Cells are made children first, so one forward pass visits children before parents.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::{Error, Expr, Result};
use crate::analysis::availability::Availability;

/// The most cells: about a tenth of a second.
pub(super) const MOST_CELLS: usize = 200_000;

pub(super) type Ref = u32;
pub(super) const FALSE: Ref = 0;
pub(super) const TRUE: Ref = 1;

#[derive(Clone, Copy)]
struct Cell {
    var: u32,
    low: Ref,
    high: Ref,
}

/// Multiply and fold: keys are small integers from inside the program, not an attacker's.
#[derive(Default, Clone)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.write_u32(u32::from(*b));
        }
    }
    fn write_u32(&mut self, x: u32) {
        self.0 = (self.0.rotate_left(23) ^ u64::from(x)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

type Table = HashMap<(u32, u32, u32), Ref, BuildHasherDefault<Mix>>;

pub(super) struct Bdd {
    cells: Vec<Cell>,
    unique: Table,
    done: Table,
}

impl Bdd {
    pub(super) fn new() -> Self {
        let leaf = |r| Cell { var: u32::MAX, low: r, high: r };
        Self { cells: vec![leaf(FALSE), leaf(TRUE)], unique: Table::default(), done: Table::default() }
    }

    pub(super) fn var(&mut self, var: usize) -> Result<Ref> {
        self.cell(var as u32, FALSE, TRUE)
    }

    fn cell(&mut self, var: u32, low: Ref, high: Ref) -> Result<Ref> {
        if low == high {
            return Ok(low);
        }
        if let Some(&r) = self.unique.get(&(var, low, high)) {
            return Ok(r);
        }
        if self.cells.len() >= MOST_CELLS {
            return Err(Error::TooLarge {
                what: "cells of the decision diagram",
                most: MOST_CELLS,
                help: "name each node once in the expression, or use fewer nodes or shared fates",
            });
        }
        let r = self.cells.len() as Ref;
        self.cells.push(Cell { var, low, high });
        self.unique.insert((var, low, high), r);
        Ok(r)
    }

    /// If f then g else h.
    pub(super) fn ite(&mut self, f: Ref, g: Ref, h: Ref) -> Result<Ref> {
        match (f, g, h) {
            (TRUE, _, _) => return Ok(g),
            (FALSE, _, _) => return Ok(h),
            (_, TRUE, FALSE) => return Ok(f),
            _ if g == h => return Ok(g),
            _ => {}
        }
        if let Some(&r) = self.done.get(&(f, g, h)) {
            return Ok(r);
        }
        let [a, b, c] = [f, g, h].map(|r| self.cells[r as usize]);
        let var = a.var.min(b.var).min(c.var);
        let split = |r: Ref, x: Cell| if x.var == var { (x.low, x.high) } else { (r, r) };
        let ((f0, f1), (g0, g1), (h0, h1)) = (split(f, a), split(g, b), split(h, c));
        let low = self.ite(f0, g0, h0)?;
        let high = self.ite(f1, g1, h1)?;
        let r = self.cell(var, low, high)?;
        self.done.insert((f, g, h), r);
        Ok(r)
    }

    pub(super) fn and(&mut self, f: Ref, g: Ref) -> Result<Ref> {
        self.ite(f, g, FALSE)
    }

    pub(super) fn not(&mut self, f: Ref) -> Result<Ref> {
        self.ite(f, FALSE, TRUE)
    }

    /// The expression, with `leaf[i]` in place of node i.
    pub(super) fn expression(&mut self, e: &Expr, leaf: &[Ref]) -> Result<Ref> {
        e.fold(&mut |i| Ok(leaf[i]), &mut |k, parts: Vec<Result<Ref>>| {
            let parts = parts.into_iter().collect::<Result<Vec<Ref>>>()?;
            self.at_least(k, &parts)
        })
    }

    /// At least k of the parts: row by row from the last part, `row[need]` for what is still to find.
    fn at_least(&mut self, k: usize, parts: &[Ref]) -> Result<Ref> {
        let mut row = vec![FALSE; k + 1];
        row[0] = TRUE;
        for (done, &p) in parts.iter().rev().enumerate() {
            let before = parts.len() - done - 1;
            // Only needs that the parts before can still leave open matter.
            for need in (k.saturating_sub(before).max(1)..=k.min(done + 1)).rev() {
                row[need] = self.ite(p, row[need - 1], row[need])?;
            }
        }
        Ok(row[k])
    }

    /// The chance of TRUE and, summed apart so that small ones stay exact, of FALSE. `up[v]` is the chance of variable v.
    pub(super) fn probability(&self, root: Ref, up: &[f64]) -> Availability {
        let mut p: Vec<(f64, f64)> = Vec::with_capacity(root as usize + 1);
        for (i, c) in self.cells[..=root.max(TRUE) as usize].iter().enumerate() {
            p.push(match i as Ref {
                FALSE => (0.0, 1.0),
                TRUE => (1.0, 0.0),
                _ => {
                    let (u, (l, h)) = (up[c.var as usize], (p[c.low as usize], p[c.high as usize]));
                    (u * h.0 + (1.0 - u) * l.0, u * h.1 + (1.0 - u) * l.1)
                }
            });
        }
        let (t, f) = p[root as usize];
        Availability::from_parts(t, f)
    }

    /// The variables that must be set to `value`, as few as can be, for the diagram to end in `leaf`; None if it never does.
    pub(super) fn fewest(&self, root: Ref, leaf: Ref, value: bool) -> Option<Vec<usize>> {
        const NEVER: u32 = u32::MAX;
        let (cost_low, cost_high) = (u32::from(!value), u32::from(value));
        let mut cost: Vec<u32> = Vec::with_capacity(root as usize + 1);
        for (i, c) in self.cells[..=root.max(TRUE) as usize].iter().enumerate() {
            cost.push(if i as Ref <= TRUE {
                if i as Ref == leaf { 0 } else { NEVER }
            } else {
                let low = cost[c.low as usize].saturating_add(cost_low);
                low.min(cost[c.high as usize].saturating_add(cost_high))
            });
        }
        if cost[root as usize] == NEVER {
            return None;
        }
        let (mut at, mut set) = (root, Vec::new());
        while at > TRUE {
            let c = self.cells[at as usize];
            let high = cost[c.high as usize].saturating_add(cost_high) <= cost[c.low as usize].saturating_add(cost_low);
            if high == value {
                set.push(c.var as usize);
            }
            at = if high { c.high } else { c.low };
        }
        Some(set)
    }
}
