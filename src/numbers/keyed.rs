//! How many keys a call leaves behind in a second: only requests that write need one (the storage of D46).

use super::fact::{Origin, Shown};
use super::facts::{CallView, OperationView, WorkloadView};
use super::graph::made_for;
use super::trace::Trace;
use super::world::World;
use crate::brief::Fraction;

/// Keys of a call, per second, and in which respects that counts too many.
pub(super) struct Keyed {
    /// At most so many.
    pub rate: f64,
    /// Whether a workload counts at its peak because no average is stated.
    pub at_peak: bool,
    /// Whether reads may be among them, because nobody said which requests write.
    pub all: bool,
}

/// What of the requests writes.
struct Writes {
    /// Share of the requests of the call.
    of_calls: f64,
    /// Share of the requests of the workloads, where the operations say it.
    of_requests: Option<f64>,
    /// Whether only writes are carried.
    only: bool,
}

/// What the operations of a call say about it; one whose kind is not stated may write.
fn writes(c: &CallView<'_>, t: &mut Trace) -> Writes {
    let carried = c.carried();
    if carried.is_empty() {
        return Writes { of_calls: 1.0, of_requests: None, only: false };
    }
    if c.raw.operations.is_some() {
        t.take(c.operations());
    }
    let writing = |o: &&OperationView<'_>| o.writes() || o.raw.kind.is_none();
    for o in carried.iter().filter(|o| o.raw.kind.is_some()) {
        t.take(o.kind());
    }
    let shares: Option<f64> = carried.iter().filter(writing).map(|o| o.raw.share.map(Fraction::get)).sum();
    let all: Option<f64> = carried.iter().map(|o| o.raw.share.map(Fraction::get)).sum();
    if shares.is_some() {
        for o in carried.iter().filter(|o| o.raw.share.is_some()) {
            let share = o.raw.share.map_or(Shown::None, |s| Shown::Share(s.get()));
            t.note(o.at.field("share"), Origin::Stated, share);
        }
    }
    let only = carried.iter().all(|o| writing(&o));
    let of_calls = match (shares, all) {
        _ if only => 1.0,
        (Some(writes), Some(all)) if all > 0.0 => writes / all,
        (Some(writes), _) if writes <= 0.0 => 0.0,
        _ => 1.0,
    };
    Writes { of_calls, of_requests: shares, only }
}

/// Requests that each service gets for one request of each workload, first attempts only; None when calls go round.
pub(super) fn calls_of_one<'a>(w: &'a World<'_>) -> Option<&'a [Vec<f64>]> {
    let found = w.memo.calls_of_one.get_or_init(|| {
        let graph = w.graph.graph.as_ref().ok()?;
        let of = |(x, reach): (WorkloadView<'_>, &super::graph::Reach)| {
            let meant = |edge: usize| {
                let call = w.graph.calls.get(edge).and_then(|number| w.brief.call.get_index(*number));
                call.is_none_or(|(_, call)| made_for(call, x.id))
            };
            reach.entry.map_or_else(Vec::new, |entry| graph.for_one(entry, meant))
        };
        Some(w.workloads().zip(&w.graph.reach).map(of).collect())
    });
    found.as_deref()
}

/// Requests per second at peak that reach the caller of a call and for which the call is made.
pub(crate) fn caller_load(w: &World<'_>, c: &CallView<'_>) -> Option<f64> {
    let from = *w.graph.index.get(&c.raw.from.as_ref()?.id)?;
    if c.raw.workloads.is_none() {
        return w.graph.loads.as_ref().map(|loads| loads.base[from]);
    }
    let calls = calls_of_one(w)?.iter().zip(&w.graph.reach).zip(w.brief.workload.keys());
    let made = calls.filter(|(_, id)| made_for(c.raw, id));
    Some(made.map(|((calls, reach), _)| reach.rate * calls.get(from).copied().unwrap_or(0.0)).sum())
}

/// The keys of a call; None when nothing that is stated reaches it.
pub(super) fn keyed(w: &World<'_>, c: &CallView<'_>, t: &mut Trace) -> Option<Keyed> {
    let from = *w.graph.index.get(&c.raw.from.as_ref()?.id)?;
    let calls = calls_of_one(w)?;
    let mut found = Keyed { rate: 0.0, at_peak: false, all: false };
    let writes = writes(c, t);
    let per_request = c.raw.per_request.unwrap_or(1.0);
    if c.raw.per_request.is_some() {
        t.take(c.per_request());
    }
    let mut reached = false;
    for (x, calls) in w.workloads().zip(calls) {
        let meant = made_for(c.raw, x.id);
        let each = calls.get(from).copied().unwrap_or(0.0) * per_request;
        if !meant || each <= 0.0 {
            continue;
        }
        let average = x.raw.rate_avg.is_some();
        let Some(rate) = t.num(if average { x.rate_avg() } else { x.rate_peak() }) else { continue };
        reached = true;
        found.at_peak |= !average;
        let of_requests = match writes.of_requests {
            Some(share) => share.min(1.0),
            None if x.raw.mix.is_some() => t.num(x.mix_writes())?,
            None => {
                found.all |= !writes.only;
                1.0
            }
        };
        // As many as the calls that write, and as the requests that do: each of those makes all of its calls.
        found.rate += rate * (each * writes.of_calls).min(of_requests * each.max(1.0));
    }
    reached.then_some(found)
}
