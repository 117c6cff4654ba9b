//! D44 to D47, D50: transactions across stores, keys against repeated effects, and canaries.

use super::copies::copies;
use super::deadline::{Plan, plans};
use super::fact::Base;
use super::facts::{CallView, QueueView, TransactionView};
use super::figure::{Amount, Better, show_short};
use super::keyed::keyed;
use super::latency::commit_of;
use super::registry::{Figures, or_undefined};
use super::trace::Trace;
use super::world::World;
use crate::analysis::backoff::call_time;
use crate::analysis::dedup::{self, Redelivery};
use crate::analysis::{canary, commit};
use crate::brief::{IdempotencyMode, Or, Sli, TxnProtocol};
use crate::number;

number! { TWO_PHASE, two_phase: "D44" "two-phase-commit", "Transactions", "two-phase commit cost";
"latency 2 x slowest participant's commit; availability product of A_i; rate per key 1 / lock hold";
"participants fail independently; in doubt they block until the coordinator is back";
Lower; "GRAYLAMP06" }

number! { SAGA, saga: "D45" "saga-exposure", "Transactions", "saga exposure";
"P(compensate) = 1 - product of (1 - p_i); visible = sum of step latencies";
"steps fail independently, one after the other";
Estimate; "SAGAS" }

number! { DEDUP, window: "D46" "dedup-window", "Idempotency", "deduplication window";
"window: worst call time + queue age + redeliveries x visibility + client offline + replay + skew; storage: keyed writes per second x window kept x bytes";
"the widest retrier decides; nobody resends later than stated; a key per write at the average rate, where those are not stated per request and at the peak: then the storage is an upper bound";
Lower; "HELLAND12, STRIPE" }

number! { COLLISION, collision: "D47" "id-collision", "Idempotency", "identifier collision";
"1 - exp(-n^2 / 2^(b+1))";
"all bits are truly random";
Exact; "birthday" }

number! { CANARY, sample: "D50" "canary-samples", "Rollout", "canary sample size";
"n >= 3 / eps without a failure at 95 %; time = n / (rate x share)";
"compares with an absolute bound; requests are independent";
Lower; "statistics" }

fn two_phase(w: &World<'_>, out: &mut Figures) {
    let meant = |x: &TransactionView<'_>| {
        matches!(x.raw.protocol, Some(TxnProtocol::TwoPcDbInternal | TxnProtocol::TwoPcXa | TxnProtocol::Percolator))
    };
    for x in w.transactions().filter(meant) {
        let mut t = w.trace();
        t.take(x.protocol());
        let Some(parts) = t.take(x.participants()) else { continue };
        let (mut latencies, mut ups) = (Vec::new(), Vec::new());
        // Why the slowest, or the product, cannot be told.
        let (mut late, mut without) = (None, None);
        for name in &parts {
            if let Some(s) = w.service(name) {
                ups.extend(t.num(s.availability()));
            }
            let sets = w.service(name).map_or_else(
                || w.dataset(name).into_iter().collect::<Vec<_>>(),
                |s| s.raw.datasets.iter().flatten().filter_map(|d| w.dataset(d)).collect(),
            );
            for d in sets {
                match commit_of(w, &d, &mut t) {
                    Some(Ok(c)) => latencies.push(c.ms),
                    Some(Err(why)) => late = late.or(Some(format!("{}: {why}", d.id))),
                    None => {}
                }
                match copies(&d).map(|c| (&c.write, &c.trace)) {
                    Some((write, trace)) => {
                        t.extend(trace);
                        match write {
                            Ok(a) => ups.push(a.up()),
                            Err(why) => without = without.or(Some(format!("{}: {why}", d.id))),
                        }
                    }
                    None => without = without.or(Some(format!("how often {} is up is not known", d.id))),
                }
            }
        }
        if latencies.is_empty() && late.is_none() || ups.is_empty() && without.is_none() {
            continue;
        }
        let derived = 2.0 * latencies.iter().copied().fold(0.0, f64::max);
        let hold = if x.raw.lock_hold_p99.is_some() { t.num(hold_of(&x)).unwrap_or(derived) } else { derived };
        let found = commit::two_phase(&latencies, &ups, hold);
        let slowest = || or_undefined(found.clone().map(|c| Amount::Ms(c.latency_ms)));
        let ms = late.clone().map_or_else(slowest, Amount::Undefined);
        out.push("D44", "latency", &x.at, "two-phase commit", ms, Better::Lower, &t);
        let all = || or_undefined(found.clone().map(|c| super::availability::shown(c.availability)));
        let up = without.map_or_else(all, Amount::Undefined);
        out.push("D44", "availability", &x.at, "all participants up", up, Better::Higher, &t);
        let rate = match found {
            _ if x.raw.lock_hold_p99.is_none() && late.is_some() => Amount::Undefined(late.unwrap_or_default()),
            Ok(c) => match c.per_key_per_s {
                Some(rate) => Amount::PerSecond(rate),
                None => Amount::Undefined("no limit: locks are held for no time".to_owned()),
            },
            Err(why) => Amount::Undefined(why.to_string()),
        };
        out.push("D44", "rate", &x.at, "most per key", rate, Better::Higher, &t);
    }
}

fn hold_of(x: &TransactionView<'_>) -> super::fact::Known<crate::brief::Span> {
    super::fact::Known {
        value: x.raw.lock_hold_p99,
        at: x.at.field("lock_hold_p99"),
        origin: if x.raw.lock_hold_p99.is_some() { super::fact::Origin::Stated } else { super::fact::Origin::Missing },
    }
}

fn saga(w: &World<'_>, out: &mut Figures) {
    for x in w.transactions() {
        let Some(steps) = &x.raw.steps else { continue };
        let told: Vec<(f64, f64)> =
            steps.iter().filter_map(|s| Some((s.latency?.base(), s.fail_rate?.base()))).collect();
        if told.is_empty() || told.len() < steps.len() {
            continue;
        }
        let mut t = w.trace();
        let count = super::fact::Shown::Count(steps.len() as u64);
        t.note(x.at.field("steps"), super::fact::Origin::Stated, count);
        let found = commit::saga(&told);
        let p = or_undefined(found.clone().map(|s| Amount::Share(s.compensates)));
        out.push("D45", "compensate", &x.at, "must be undone", p, Better::Lower, &t);
        let ms = or_undefined(found.map(|s| Amount::Ms(s.visible_ms)));
        out.push("D45", "visible", &x.at, "half done for", ms, Better::Lower, &t).say("others see it: no isolation");
    }
}

/// What a queue adds, or why no window is long enough.
fn queue_part(q: &QueueView<'_>, r: &mut Redelivery, t: &mut Trace) -> Result<(), &'static str> {
    match t.take(q.max_age()) {
        Some(Or::A(age)) => r.queue_age_ms = age.get(),
        _ => return Err("no window is enough: messages wait without bound"),
    }
    match t.take(q.max_receives()) {
        Some(Or::A(n)) => r.redeliveries = n.saturating_sub(1) as f64,
        _ => return Err("no window is enough: messages come again without end"),
    }
    r.visibility_ms = t.num(q.visibility()).unwrap_or(0.0);
    r.replay_ms = t.num(q.dlq_replay()).unwrap_or(0.0);
    Ok(())
}

/// Everything that can send a call again, of which it is known how it is tried.
fn redelivery(
    w: &World<'_>,
    c: &CallView<'_>,
    (p, rests): &(Plan, Trace),
    t: &mut Trace,
) -> Option<Result<Redelivery, &'static str>> {
    t.extend(rests);
    let Some(timeout) = p.timeout else { return Some(Err("no window is enough: attempts never time out")) };
    let retries = call_time(p.attempts, timeout, &p.backoff).ok()?.worst_ms;
    let mut r = Redelivery {
        retries_ms: retries,
        queue_age_ms: 0.0,
        redeliveries: 0.0,
        visibility_ms: 0.0,
        offline_ms: 0.0,
        replay_ms: 0.0,
        skew_ms: t.num(w.clock().skew_bound())?,
    };
    if let Some(q) = c.raw.queue.as_ref().and_then(|q| w.queue(q))
        && let Err(why) = queue_part(&q, &mut r, t)
    {
        return Some(Err(why));
    }
    let from = c.raw.from.as_ref().and_then(|f| w.graph.index.get(&f.id).copied());
    for (x, reach) in w.workloads().zip(&w.graph.reach) {
        if from.is_some_and(|v| reach.services[v]) {
            r.offline_ms = r.offline_ms.max(t.num(x.client_offline()).unwrap_or(0.0));
        }
    }
    Some(Ok(r))
}

fn window(w: &World<'_>, out: &mut Figures) {
    for (c, plan) in w.calls().zip(plans(w)) {
        let Some(raw) = c.raw.idempotency.as_ref().filter(|i| i.mode == Some(IdempotencyMode::Keyed)) else { continue };
        let mut t = w.trace();
        let Some(found) = plan.as_ref().and_then(|plan| redelivery(w, &c, plan, &mut t)) else { continue };
        let need = found.map_err(str::to_owned).and_then(|r| dedup::window_ms(&r).map_err(|why| why.to_string()));
        let amount = need.map_or_else(Amount::Undefined, Amount::Ms);
        let f = out.push("D46", "window", &c.at, "dedup window needed", amount, Better::Lower, &t);
        f.aim(raw.window.map(|x| Amount::Ms(x.get())));
        let mut t = w.trace();
        let (Some(keep), Some(bytes)) = (t.num(c.idempotency_window()), t.num(c.idempotency_record_bytes())) else {
            continue;
        };
        let Some(keys) = keyed(w, &c, &mut t) else { continue };
        let store = or_undefined(dedup::storage_bytes(keys.rate, keep, bytes).map(Amount::Bytes));
        let f = out.push("D46", "storage", &c.at, "keys kept, size", store, Better::Lower, &t);
        let which =
            if keys.all { "each request a key: which of them write is not stated" } else { "a key for each write" };
        let when =
            if keys.at_peak { "at most: always at the peak, no average is stated" } else { "at the average rate" };
        f.tell(|| format!("{}/s, {which}", show_short(keys.rate)));
        f.tell(|| when);
    }
    for q in w.queues() {
        let Some(raw) = q.raw.idempotency.as_ref().filter(|i| i.mode == Some(IdempotencyMode::Keyed)) else { continue };
        let mut t = w.trace();
        let mut r = Redelivery {
            retries_ms: 0.0,
            queue_age_ms: 0.0,
            redeliveries: 0.0,
            visibility_ms: 0.0,
            offline_ms: 0.0,
            replay_ms: 0.0,
            skew_ms: t.num(w.clock().skew_bound()).unwrap_or(0.0),
        };
        let need = queue_part(&q, &mut r, &mut t)
            .map_err(str::to_owned)
            .and_then(|()| dedup::window_ms(&r).map_err(|why| why.to_string()));
        let amount = need.map_or_else(Amount::Undefined, Amount::Ms);
        let f = out.push("D46", "window", &q.at, "dedup window needed", amount, Better::Lower, &t);
        f.aim(raw.window.map(|x| Amount::Ms(x.get())));
    }
}

fn collision(w: &World<'_>, out: &mut Figures) {
    for d in w.datasets() {
        let Some(keys) = d.workloads().find(|x| x.raw.key_count.is_some()) else { continue };
        let mut t = w.trace();
        let (Some(ids), Some(bits)) = (t.take(keys.key_count()), t.take(d.id_bits())) else { continue };
        let bits = u32::try_from(bits).unwrap_or(u32::MAX);
        let p = or_undefined(dedup::collision(ids as f64, bits).map(Amount::Share));
        out.push("D47", "", &d.at, "identifier collision", p, Better::Lower, &t);
    }
}

fn sample(w: &World<'_>, out: &mut Figures) {
    let Some(slo) = w.slos().find(|s| s.raw.sli == Some(Sli::Availability)) else { return };
    let Some(x) = slo.raw.workload.as_ref().and_then(|id| w.workload(id)) else { return };
    for p in w.phases() {
        let mut t = w.trace();
        let (Some(share), Some(objective), Some(rate)) =
            (t.num(p.share()), t.num(slo.objective()), t.num(x.rate_avg()))
        else {
            continue;
        };
        if share <= 0.0 || share >= 1.0 {
            continue;
        }
        let found = canary::zero_failures(1.0 - objective, 0.95, rate, share);
        let requests = or_undefined(found.clone().map(|c| Amount::Count(c.requests)));
        out.push("D50", "requests", &p.at, "requests to judge", requests, Better::Neither, &t);
        let time = or_undefined(found.map(|c| Amount::Ms(c.duration_ms)));
        let f = out.push("D50", "time", &p.at, "time to judge", time, Better::Lower, &t);
        f.aim(p.raw.bake.map(|b| Amount::Ms(b.get())));
    }
}
