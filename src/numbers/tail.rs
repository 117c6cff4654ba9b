//! D33: what waiting for many leaves does to the slow end.

use super::facts::{CallView, WorkloadView};
use super::figure::{Amount, Better};
use super::graph::made_for;
use super::registry::{Figures, or_undefined};
use super::world::World;
use crate::analysis::tail::{fan_out_slow, fan_out_slow_over, leaf_quantile};
use crate::brief::Sli;
use crate::number;

number! { FAN_OUT, fan_out: "D33" "fan-out-tail", "Tails", "fan-out tail";
"P(slow) = 1 - (1 - q)^n; leaf percentile needed P^(1/n)";
"leaves are slow independently, the request waits for all n";
Upper; "TAIL" }

/// Where slowness belongs to servers: the widest call of the entry, on the instances that answer it.
fn stalls(w: &World<'_>, x: &WorkloadView<'_>, out: &mut Figures) {
    let Some(entry) = x.raw.entry_service.as_ref() else { return };
    let wide = |c: &CallView<'_>| c.raw.per_request.unwrap_or(1.0);
    let made = w.calls_from(entry).filter(|c| made_for(c.raw, x.id));
    let widest = made.max_by(|a, b| wide(a).total_cmp(&wide(b)));
    let Some((call, callee)) = widest.filter(|c| wide(c) > 1.0).and_then(|c| Some((c.clone(), c.callee()?))) else {
        return;
    };
    if callee.raw.replicas.is_none() {
        return;
    }
    let mut t = w.trace();
    let (Some(calls), Some(servers)) = (t.take(call.per_request()), t.take(callee.replicas())) else { return };
    let servers = u32::try_from(servers).unwrap_or(u32::MAX);
    let slow = or_undefined(fan_out_slow_over(0.01, calls.ceil() as u32, servers).map(Amount::Share));
    let f = out.push("D33", "stalls", &x.at, "slow if servers stall", slow, Better::Lower, &t);
    f.tell(|| format!("{calls} calls of {} on {servers} servers, each stalled for 1% of the time", call.id));
}

fn fan_out(w: &World<'_>, out: &mut Figures) {
    for x in w.workloads() {
        let mut t = w.trace();
        let Some(n) = t.take(x.fan_out()).and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 1) else { continue };
        let slow = or_undefined(fan_out_slow(0.01, n).map(Amount::Share));
        let f = out.push("D33", "slow", &x.at, "beyond a leaf's p99", slow, Better::Lower, &t);
        f.tell(|| format!("{n} leaves; fewer when some share a server"));
        stalls(w, &x, out);
        let Some(slo) = x.slos().find(|s| s.raw.sli == Some(Sli::Latency)) else { continue };
        let Some(objective) = t.num(slo.objective()) else { continue };
        let leaf = or_undefined(leaf_quantile(objective, n).map(Amount::Share));
        let f = out.push("D33", "leaf", &x.at, "leaf percentile needed", leaf, Better::Neither, &t);
        f.say("for the latency objective, each leaf within the threshold");
    }
}
