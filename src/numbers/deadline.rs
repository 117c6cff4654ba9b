//! D24 to D26: how long a call with its retries may take, how long anybody waits for it, how many attempts fit.

use super::facts::CallView;
use super::figure::{Amount, Better, show_ms};
use super::graph::made_for;
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::backoff::{Backoff, Growth, Jitter, call_time};
use crate::analysis::deadline::{attempts_that_fit, child_ms};
use crate::brief::{self, BackoffKind, Call, DeadlineSource, Or};
use crate::number;

number! { CALL_TIME, worst: "D24" "worst-case-call-time", "Deadlines", "worst-case call time";
"sum of timeouts + sum of min(cap, base x factor^(i-1)) between attempts";
"attempts one after the other, each to its timeout; connecting is inside the timeout";
Upper; "AWSTRJ, AWSJIT" }

number! { DEADLINE, left: "D25" "deadline-budget", "Deadlines", "deadline budget";
"child deadline <= parent deadline - elapsed - reserve";
"the remaining time is passed on; nothing has elapsed yet";
Upper; "GRPCDL" }

number! { FITTING, fitting: "D26" "attempts-that-fit", "Deadlines", "attempts that fit";
"largest a with D24(a) <= deadline";
"every attempt takes its whole timeout, pauses at their full length";
Lower; "AWSTRJ" }

/// Whose patience ends first on the way to a service.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Waiter {
    /// A workload, by its place in the file.
    Workload(usize),
    /// The timeout of one attempt of a call.
    Timeout(usize),
    /// The fixed deadline of a call.
    Deadline(usize),
}

/// How long somebody above each service waits, ms, and who that is: the shortest.
#[derive(Debug)]
pub(crate) struct Patience {
    /// By the number of the service; once for each workload where a call is made for some of them.
    of: Vec<Vec<Option<(f64, Waiter)>>>,
}

impl Patience {
    /// For the caller of a call, as far as it makes that call.
    fn above(&self, w: &World<'_>, c: &CallView<'_>) -> Option<(f64, Waiter)> {
        let caller = *w.graph.index.get(&c.raw.from.as_ref()?.id)?;
        if !w.graph.by_workload() {
            return self.of.first()?[caller];
        }
        let meant = w.brief.workload.keys().zip(&self.of).filter(|(id, _)| made_for(c.raw, id));
        meant.filter_map(|(_, of)| of[caller]).min_by(|a, b| a.0.total_cmp(&b.0))
    }
}

/// Who waits how long above which service.
pub(crate) fn patience<'a>(w: &'a World<'_>) -> &'a Patience {
    w.memo.patience.get_or_init(|| {
        let limits = limits(w);
        let of = if w.graph.by_workload() {
            let each = w.brief.workload.keys().enumerate();
            each.map(|(i, id)| flooded(w, &limits, |call| made_for(call, id), Some(i))).collect()
        } else {
            vec![flooded(w, &limits, |_| true, None)]
        };
        Patience { of }
    })
}

/// What leaves a call its time: a deadline of its own, or somebody above who waits so long.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Limit {
    Own,
    Above(f64, Waiter),
}

impl Limit {
    /// Who waits how long, in words.
    pub fn words(self, w: &World<'_>) -> String {
        let Self::Above(ms, who) = self else { return "its own deadline".to_owned() };
        let ms = show_ms(ms);
        let call = |i: usize| w.brief.call.get_index(i).map_or("a call", |(id, _)| id);
        match who {
            Waiter::Workload(i) => {
                let workload = w.brief.workload.get_index(i).map_or("of this", |(id, _)| id);
                format!("workload {workload} waits {ms}")
            }
            Waiter::Timeout(i) => format!("an attempt of {} waits {ms}", call(i)),
            Waiter::Deadline(i) => format!("{} has a deadline of {ms}", call(i)),
        }
    }
}

/// Everybody who waits for so long, ms, for an answer of a service, the shortest first.
fn limits(w: &World<'_>) -> Vec<(f64, usize, Waiter)> {
    let g = &w.graph;
    let mut limits: Vec<(f64, usize, Waiter)> = Vec::new();
    for (i, x) in w.workloads().enumerate() {
        if let (Some(entry), Some(deadline)) = (g.reach[i].entry, x.deadline().value) {
            limits.push((deadline.get(), entry, Waiter::Workload(i)));
        }
    }
    for (i, c) in w.calls().enumerate() {
        let Some((_, to)) = g.ends[i] else { continue };
        if c.raw.r#async == Some(true) {
            continue;
        }
        if let Some(Or::A(timeout)) = c.timeout().value {
            limits.push((timeout.get(), to, Waiter::Timeout(i)));
        }
        if let Some(deadline) = fixed(&c) {
            limits.push((deadline, to, Waiter::Deadline(i)));
        }
    }
    limits.sort_by(|a, b| a.0.total_cmp(&b.0));
    limits
}

/// How far that reaches over some calls; of one workload, without the others.
fn flooded(
    w: &World<'_>,
    limits: &[(f64, usize, Waiter)],
    made: impl Fn(&Call) -> bool,
    workload: Option<usize>,
) -> Vec<Option<(f64, Waiter)>> {
    let g = &w.graph;
    let counts = |who: Waiter| match who {
        Waiter::Workload(i) => workload.is_none_or(|only| only == i),
        Waiter::Timeout(i) | Waiter::Deadline(i) => w.brief.call.get_index(i).is_some_and(|(_, call)| made(call)),
    };
    // Shortest first: what it reaches is settled, and nobody further up can shorten it.
    let mut found: Vec<Option<(f64, Waiter)>> = vec![None; g.services.len()];
    let mut stack = Vec::new();
    for (ms, at, who) in limits.iter().copied().filter(|(.., who)| counts(*who)) {
        stack.push(at);
        while let Some(v) = stack.pop() {
            if found[v].is_some() {
                continue;
            }
            found[v] = Some((ms, who));
            for n in &g.outgoing[v] {
                let Some((_, call)) = w.brief.call.get_index(*n) else { continue };
                if call.r#async != Some(true)
                    && made(call)
                    && let Some((_, to)) = g.ends[*n]
                {
                    stack.push(to);
                }
            }
        }
    }
    found
}

fn fixed(c: &CallView<'_>) -> Option<f64> {
    let deadline = c.raw.deadline.as_ref()?;
    if deadline.source == Some(DeadlineSource::Fixed) {
        deadline.value.map(super::super::brief::units::Quantity::get)
    } else {
        None
    }
}

/// Time left for a call with what it rests on: the patience of its caller or its own deadline, less the reserve.
pub(crate) fn left_for(w: &World<'_>, c: &CallView<'_>, all: &Patience, t: &mut Trace) -> Option<(f64, Limit)> {
    let above = if c.raw.r#async == Some(true) { None } else { all.above(w, c) };
    let own = fixed(c);
    if let (Some(own), true) = (own, above.is_none_or(|(ms, _)| own.is_some_and(|own| own <= ms))) {
        t.take(c.deadline_source());
        t.take(c.deadline_value());
        return Some((own, Limit::Own));
    }
    let (ms, who) = above?;
    match who {
        Waiter::Workload(i) => {
            let (id, _) = w.brief.workload.get_index(i)?;
            t.take(w.workload(id)?.deadline());
        }
        Waiter::Timeout(i) => {
            t.take(w.call_at(i)?.timeout());
        }
        Waiter::Deadline(i) => {
            t.take(w.call_at(i)?.deadline_value());
        }
    }
    let reserve = match c.raw.deadline.as_ref().and_then(|d| d.reserve) {
        Some(_) => t.num(c.deadline_reserve())?,
        None => 0.0,
    };
    let rest = child_ms(ms, 0.0, reserve).ok()?.unwrap_or(0.0);
    Some((rest, Limit::Above(ms, who)))
}

/// The waits between attempts of a call.
pub(crate) fn backoff_of(c: &CallView<'_>, t: &mut Trace) -> Option<Backoff> {
    let growth = match t.take(c.backoff_kind())? {
        BackoffKind::None => return Some(Backoff::NONE),
        BackoffKind::Fixed => Growth::Fixed,
        BackoffKind::Exponential => Growth::Exponential,
    };
    let base_ms = t.num(c.backoff_base())?;
    let jitter = match t.take(c.backoff_jitter())? {
        brief::Jitter::None => Jitter::None,
        brief::Jitter::Equal => Jitter::Equal,
        brief::Jitter::Full => Jitter::Full,
        brief::Jitter::Decorrelated => Jitter::Decorrelated,
        brief::Jitter::Pm20 => Jitter::PlusMinus(20),
    };
    if growth == Growth::Fixed && jitter != Jitter::Decorrelated {
        return Some(Backoff { growth, base_ms, factor: 1.0, cap_ms: base_ms.max(0.0), jitter });
    }
    let factor = if growth == Growth::Exponential { t.take(c.backoff_factor())? } else { 1.0 };
    Some(Backoff { growth, base_ms, factor, cap_ms: t.num(c.backoff_cap())?, jitter })
}

/// Attempts that follow one another: hedges run beside them.
pub(crate) fn in_a_row(c: &CallView<'_>, t: &mut Trace) -> Option<u32> {
    let attempts = t.take(c.attempts())?;
    let attempts = if c.raw.peers.is_some() { attempts.min(t.take(c.peers())?.max(1)) } else { attempts };
    Some(u32::try_from(attempts).unwrap_or(u32::MAX))
}

/// Everything that decides how long a call takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub attempts: u32,
    /// None: no timeout.
    pub timeout: Option<f64>,
    pub backoff: Backoff,
}

pub(crate) fn plan(c: &CallView<'_>, t: &mut Trace) -> Option<Plan> {
    let timeout = match t.take(c.timeout())? {
        Or::A(span) => Some(span.get()),
        Or::B(_) => None,
    };
    let attempts = in_a_row(c, t)?;
    let backoff = if attempts > 1 { backoff_of(c, t)? } else { Backoff::NONE };
    Some(Plan { attempts, timeout, backoff })
}

/// The plan of every call with what it rests on, by its place in the file.
pub(crate) fn plans<'a>(w: &'a World<'_>) -> &'a [Option<(Plan, Trace)>] {
    w.memo.plans.get_or_init(|| {
        let one = |c: CallView<'_>| {
            let mut t = w.trace();
            plan(&c, &mut t).map(|p| (p, t))
        };
        w.calls().map(one).collect()
    })
}

fn worst(w: &World<'_>, out: &mut Figures) {
    let all = patience(w);
    for (c, known) in w.calls().zip(plans(w)) {
        let Some((p, t)) = known else { continue };
        let Some(timeout) = p.timeout else {
            let why = Amount::Undefined("no timeout: a call may take forever".to_owned());
            out.push("D24", "worst", &c.at, "call, worst case", why, Better::Lower, t);
            continue;
        };
        let time = call_time(p.attempts, timeout, &p.backoff);
        let worst = or_undefined(time.clone().map(|x| Amount::Ms(x.worst_ms)));
        let target = left_for(w, &c, all, &mut Trace::quiet()).filter(|(ms, _)| *ms > 0.0);
        let f = out.push("D24", "worst", &c.at, "call, worst case", worst, Better::Lower, t);
        f.tell(|| format!("{} attempts", p.attempts));
        if let Some((ms, limit)) = target {
            f.aim(Some(Amount::Ms(ms))).tell(|| limit.words(w));
        }
        if let (Ok(x), true) = (time, p.attempts > 1) {
            out.push("D24", "mean", &c.at, "call, mean pauses", Amount::Ms(x.mean_ms), Better::Lower, t);
        }
    }
}

fn left(w: &World<'_>, out: &mut Figures) {
    let all = patience(w);
    for c in w.calls() {
        let mut t = w.trace();
        let Some((ms, limit)) = left_for(w, &c, all, &mut t) else { continue };
        let f = out.push("D25", "", &c.at, "deadline budget", Amount::Ms(ms), Better::Neither, &t);
        f.tell(|| limit.words(w));
    }
}

fn fitting(w: &World<'_>, out: &mut Figures) {
    let all = patience(w);
    for (c, known) in w.calls().zip(plans(w)) {
        let mut t = w.trace();
        let Some((ms, _)) = left_for(w, &c, all, &mut t) else { continue };
        let Some((Plan { attempts, timeout: Some(timeout), backoff }, rests)) = known else { continue };
        t.extend(rests);
        let (attempts, timeout) = (*attempts, *timeout);
        let limit = attempts.max(10);
        let fit = attempts_that_fit(ms, timeout, backoff, limit).map(|n| Amount::Count(f64::from(n)));
        let f = out.push("D26", "", &c.at, "attempts that fit", or_undefined(fit), Better::Higher, &t);
        f.aim(Some(Amount::Count(f64::from(attempts))));
    }
}
