//! How large machines are: what a `[model_check]` row asks for, else replicas as in the brief to five, four operations, one
//! fault.

use crate::brief::{Brief, ModelCheck};
use crate::verify::script::{self, Script};

/// Bounds asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scope {
    /// Most replicas.
    pub replicas: u8,
    /// Most operations of a script.
    pub operations: usize,
    /// Crashes, power losses.
    pub faults: u8,
}

impl Scope {
    const USUAL: Self = Self { replicas: 5, operations: 4, faults: 1 };

    /// The bounds of one row.
    pub fn of_row(row: &ModelCheck) -> Self {
        let Some(scope) = &row.scope else { return Self::USUAL };
        let small = |asked: Option<u64>, usual: u8| asked.map_or(usual, |x| u8::try_from(x).unwrap_or(u8::MAX));
        Self {
            replicas: small(scope.replicas, Self::USUAL.replicas),
            operations: scope.operations.map_or(Self::USUAL.operations, |x| usize::try_from(x).unwrap_or(usize::MAX)),
            faults: small(scope.faults, Self::USUAL.faults),
        }
    }

    /// How many of `n` replicas a machine has that has room for `room`. A machine of fewer than are asked to meet would hold
    /// whatever is claimed, so there are at least `least`.
    pub fn replicas(self, n: u64, least: u64, room: u64) -> Result<u8, String> {
        let most = u64::from(self.replicas).min(room);
        if n > most && most < least {
            return Err(format!("{n} replicas cannot be shown by {most}: at least {least} are needed"));
        }
        Ok(n.min(most) as u8)
    }

    /// The bounds of the first row that is about a dataset or a lock.
    pub fn about(brief: &Brief, is: impl Fn(&ModelCheck) -> bool) -> Self {
        brief.model_check.iter().map(|(_, row)| row).find(|row| is(row)).map_or(Self::USUAL, Self::of_row)
    }
}

/// The scripts with reads that are no longer than asked for and suit the writers there are; the shortest at least.
pub(super) fn scripts(scope: Scope, one_writer: bool) -> Vec<Script> {
    let suits = |s: &Script| script::length(s) <= scope.operations && (!one_writer || script::writers(s) <= 1);
    let all: Vec<Script> = script::ALL.into_iter().filter(suits).collect();
    if all.is_empty() { vec![script::ONE_READER] } else { all }
}

/// Operations of the longest.
pub(super) fn longest(scripts: &[Script]) -> usize {
    scripts.iter().map(|s| script::length(s)).max().unwrap_or(0)
}

/// "1 fault", "3 replicas", "2 crashes", "2 changes of members".
pub(super) fn count(n: usize, what: &str) -> String {
    let (noun, rest) = what.split_once(' ').map_or((what, String::new()), |(noun, rest)| (noun, format!(" {rest}")));
    let ending = match noun {
        _ if n == 1 => "",
        noun if noun.ends_with('s') || noun.ends_with("sh") => "es",
        _ => "s",
    };
    format!("{n} {noun}{ending}{rest}")
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn counts_read_well() {
        let all = [count(1, "replica"), count(2, "crash"), count(2, "loss"), count(0, "change of members")];
        assert_eq!(all, ["1 replica", "2 crashes", "2 losses", "0 changes of members"]);
    }
}
