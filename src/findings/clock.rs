//! Clocks: where time decides between writes, or a lease or an order rests on clocks that nobody bounds.

use super::out::Out;
use super::rule::Rule;
use crate::brief::{ClockSync, Drift};
use crate::brief::{
    ConcurrentWriters, ConflictPolicy, Consistency, Edit, FailureMode, Level, Or, ReadPath, Scheme, Span, Stance,
    VersionSource,
};
use crate::numbers::facts::{DatasetView, FailureView};
use crate::numbers::figure::{Amount, show_ms, show_short};
use crate::numbers::{At, Trace, World};
use crate::rule;

rule!(
    /// Time decides, and nobody knows how wrong it is.
    TIME_DECIDES = "CLK-01" "time-decides-between-writes" Error Justified,
    "time decides between writes, and its error is unknown or too big", time_decides, reads ["D35"]
);
rule!(
    /// A lease is read on a clock that may be anywhere.
    UNSAFE_LEASE = "CLK-02" "lease-read-without-bound" Warn Justified,
    "leases are read on clocks or pauses without a bound", unsafe_lease
);
rule!(
    /// A bound that nothing enforces.
    UNPROVEN = "CLK-03" "unproven-clock-bound" Warn Justified,
    "a tight clock bound that nobody enforces", unproven
);
rule!(
    /// Real time is not kept.
    REVERSED = "CLK-04" "clock-order-without-wait" Error Justified,
    "clock versions without a wait cannot keep real-time order", reversed
);

/// Most of `2 x eps x rate of the key` that counts as no conflict.
const CONFLICTS_ALLOWED: f64 = 0.01;

/// The clock that orders versions of a dataset; None where counting does, or where only a default says so and the scheme
/// does not suggest it.
fn ordering_clock(d: &DatasetView<'_>, t: &mut Trace) -> Option<VersionSource> {
    let r = d.replication();
    let source = r.version_source();
    let by_time =
        matches!(source.value, Some(VersionSource::ClientClock | VersionSource::ServerClock | VersionSource::Hlc));
    let suggested = r.raw.scheme.is_some_and(|s| matches!(s, Scheme::LeaderlessQuorum | Scheme::MultiLeaderLww));
    let lww = d.raw.conflict_policy == Some(ConflictPolicy::Lww);
    let merges = matches!(d.raw.conflict_policy, Some(p) if p != ConflictPolicy::Lww && p != ConflictPolicy::Reject);
    if !by_time || !(source.stated() || lww || suggested) || (merges && !source.stated()) {
        return None;
    }
    if lww {
        t.take(d.conflict_policy());
    }
    t.take(source)
}

/// Writes per second of the hottest key, where rates and keys are known.
fn hottest_writes(rule: &Rule, d: &DatasetView<'_>, out: &Out<'_>, t: &mut Trace) -> Option<f64> {
    let mut most: Option<(f64, Trace)> = None;
    for x in d.workloads() {
        let Some(share) = out.figure(rule, "D35", "top1", &x.at) else { continue };
        let Amount::Share(p1) = share.amount else { continue };
        let mut mine = Trace::new();
        let (Some(rate), Some(writes)) = (mine.num(x.rate_peak()), mine.num(x.mix_writes())) else { continue };
        mine.extend(&share.trace);
        let rate = rate * writes * p1;
        if most.as_ref().is_none_or(|(r, _)| rate > *r) {
            most = Some((rate, mine));
        }
    }
    let (rate, mine) = most?;
    t.extend(&mine);
    Some(rate)
}

fn time_decides(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        let Some(source) = ordering_clock(&d, &mut t) else { continue };
        let skew = w.clock().skew_bound();
        let unknown = skew.absent();
        let Some(eps) = t.num(skew) else { continue };
        // A leader puts writes in order itself; so does a single writer of each key.
        let contended = !d.replication().scheme().value.is_some_and(Scheme::has_leader)
            && d.concurrent_writers().value != Some(ConcurrentWriters::OnePerKey);
        let rate = if contended { hottest_writes(rule, &d, out, &mut t) } else { None };
        let overlap = rate.map(|rate| 2.0 * eps / 1000.0 * rate).filter(|x| *x > CONFLICTS_ALLOWED);
        let text = match (overlap, rate) {
            (Some(x), Some(rate)) => {
                let so = if unknown { " (assumed: nobody states it)" } else { "" };
                format!(
                    "{}: clocks up to {} apart{so} x 2 x {}/s of the hottest key = {}: writes within that window go by \
                     the {source}, not by what came last",
                    d.at,
                    show_ms(eps),
                    show_short(rate),
                    show_short(x)
                )
            }
            _ if unknown => {
                let clock = source.in_prose();
                format!("{}: the {clock} orders versions, and how far clocks are apart is not stated", d.at)
            }
            _ => continue,
        };
        let place = d.at.field("replication.version_source");
        let mut finding = rule.finding(&[&d.at], text, t);
        if unknown {
            finding = finding.because(At::single("clock", "skew_bound"));
        }
        finding = finding.because(place.clone());
        if overlap.is_none() {
            let stated = vec![Edit::set("clock.skew_bound", "500ms"), Edit::set("clock.self_stop", "80%")];
            finding = finding.fix(1, "a bound of 500ms, and a node that stops itself at 80% of it", stated);
        }
        if contended {
            finding = finding.fix(
                2,
                "order versions by counting, and compare-and-set what must not be lost",
                vec![Edit::set(place.to_string(), "logical")],
            );
        }
        out.add(finding);
    }
}

fn unsafe_lease(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let r = d.replication();
        let mut t = out.trace();
        let whole = r.read_path().value == Some(ReadPath::LeaderLease)
            || (r.raw.read_path == Some(ReadPath::LeaderLocal) && r.raw.leader_lease.is_some_and(|l| l.get() > 0.0));
        let own: Vec<_> = d
            .operations()
            .filter(|o| o.raw.replication.as_ref().is_some_and(|x| x.read_path == Some(ReadPath::LeaderLease)))
            .collect();
        if !whole && own.is_empty() {
            continue;
        }
        if whole {
            t.take(r.read_path());
        }
        for o in &own {
            t.take(o.read_path());
        }
        let clock = w.clock();
        let (Some(drift), Some(pause), Some(recheck)) =
            (t.take(clock.drift()), t.take(clock.max_pause()), t.take(r.lease_recheck_after_read()))
        else {
            continue;
        };
        let drifts = matches!(drift, Or::B(_));
        let pauses = matches!(pause, Or::B(_)) && !recheck;
        let why = match (drifts, pauses) {
            (true, true) => "drift and pauses have no bound, and nobody looks at the lease after the read",
            (true, false) => "drift has no bound, so neither side knows when the lease ends",
            (false, true) => "a pause has no bound and nobody looks at the lease after the read",
            (false, false) => continue,
        };
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text =
            format!("{}: reads trust a lease, but {why}: the answer can be older than a new leader's write", d.at);
        let mut index = Vec::new();
        if whole {
            index.push(Edit::set(d.at.field("replication.read_path").to_string(), "read_index"));
        }
        for o in &own {
            index.push(Edit::set(o.at.field("replication.read_path").to_string(), "read_index"));
        }
        let mut finding = rule.finding(&[&d.at], text, t);
        if pauses {
            finding = finding.because(d.at.field("replication.lease_recheck_after_read"));
            finding = finding.because(At::single("clock", "max_pause"));
        }
        if drifts {
            finding = finding.because(At::single("clock", "drift"));
        } else {
            let check = vec![Edit::set(d.at.field("replication.lease_recheck_after_read").to_string(), true)];
            finding = finding.fix(2, "look at the lease again after the value was read", check);
        }
        out.add(finding.fix(1, "read_index: ask the quorum before each read", index));
    }
}

fn unproven(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    let clock = w.clock();
    let mut t = out.trace();
    let (Some(sync), Some(eps)) = (t.take(clock.sync()), t.num(clock.skew_bound())) else { return };
    if !matches!(sync, ClockSync::None | ClockSync::Ntp) || eps >= 10.0 || clock.raw.skew_bound.is_none() {
        return;
    }
    if matches!(t.take(clock.self_stop()), Some(Or::A(_))) {
        return;
    }
    let how = if sync == ClockSync::None { "without any synchronisation" } else { "with ntp" };
    let text = format!("clock: a bound of {} {how}, and nothing enforces it", show_ms(eps));
    let at = At::single("clock", "");
    out.add(
        rule.finding(&[&at], text, t)
            .because(at.field("skew_bound"))
            .because(at.field("sync"))
            .fix(0, "a bound that holds: 250ms", vec![Edit::set("clock.skew_bound", "250ms")])
            .fix(1, "a node stops itself at 80% of the bound", vec![Edit::set("clock.self_stop", "80%")]),
    );
}

/// How far past the bound a tolerated failure takes a clock, in words; None when it stays inside.
fn past_bound(w: &World<'_>, f: &FailureView<'_>, eps: f64, t: &mut Trace) -> Option<String> {
    let stance = f.stance();
    if !matches!(stance.value, Some(Stance::TolerateTransparent | Stance::TolerateDegraded)) {
        return None;
    }
    let out = match (f.raw.mode?, &f.raw.magnitude) {
        (FailureMode::ClockStep, Some(Or::A(step))) => (step.get() > eps).then(|| format!("a clock step of {step}")),
        // A step that nobody sized counts as four times the bound.
        (FailureMode::ClockStep, None) => Some(format!("a clock step of {} (assumed)", Span::natural(4.0 * eps))),
        (FailureMode::ClockDrift, Some(Or::A(apart))) => {
            (apart.get() > eps).then(|| format!("a drift of {apart} in all"))
        }
        (FailureMode::ClockDrift, magnitude) => {
            let bound = match w.clock().drift().value {
                Some(Or::A(bound)) => bound.get(),
                _ => f64::INFINITY,
            };
            let drift = match magnitude {
                Some(Or::B(Or::A(drift))) => Some(*drift),
                _ => None,
            };
            let free = w.clock().raw.sync == Some(ClockSync::None);
            let fast = drift.filter(|x: &Drift| x.get() > bound);
            match (fast, free) {
                (Some(x), _) => Some(format!("a drift of {x}")),
                (None, true) => Some("drift without synchronisation".to_owned()),
                _ => None,
            }
        }
        _ => None,
    };
    if out.is_some() {
        t.take(stance);
    }
    out
}

fn reversed(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let mut t = out.trace();
        let Some(source) = ordering_clock(&d, &mut t) else { continue };
        if !matches!(source, VersionSource::Hlc | VersionSource::ServerClock)
            || t.take(d.replication().commit_wait()) != Some(false)
        {
            continue;
        }
        let strict: Vec<_> = d
            .operations()
            .filter(|o| o.raw.consistency.as_ref().is_some_and(|c| c.is(Level::StrictSerializable)))
            .collect();
        let clock = w.clock();
        let Some(eps) = t.num(clock.skew_bound()) else { continue };
        let stops = matches!(clock.self_stop().value, Some(Or::A(_)));
        let mut failures = Vec::new();
        if !stops {
            let all = w.failures().filter(|f| {
                matches!(f.raw.mode, Some(FailureMode::ClockStep | FailureMode::ClockDrift))
                    && f.raw.scope.as_ref().is_none_or(|s| {
                        s.iter().any(|x| x.id.as_ref() == format!("dataset.{}", d.id) || x.contains('/'))
                    })
            });
            for f in all {
                if let Some(words) = past_bound(w, &f, eps, &mut t) {
                    failures.push((f, words));
                }
            }
        }
        if strict.is_empty() && failures.is_empty() {
            continue;
        }
        let mut parts = Vec::new();
        for o in &strict {
            t.take(o.consistency());
            parts.push(format!(
                "{} claims strict_serializable, and nothing waits out the error of the {source}: two keys can be seen in \
                 the reverse of real time",
                o.id
            ));
        }
        for (f, words) in &failures {
            parts.push(format!(
                "{} tolerates {words}, past the bound of {}: stale reads or lost writes",
                f.at,
                show_ms(eps)
            ));
        }
        if out.keyed(rule, &[&d.at], &t) {
            continue;
        }
        let text = format!("{}: {} (X7)", d.at, parts.join("; "));
        let mut finding = rule.finding(&[&d.at], text, t).because(d.at.field("replication.version_source"));
        let mut lower = Vec::new();
        for o in &strict {
            finding = finding.because(o.at.field("consistency"));
            lower.push(Edit::set(
                o.at.field("consistency").to_string(),
                Consistency::Level(Level::Serializable).to_string(),
            ));
        }
        if !failures.is_empty() {
            lower.push(Edit::set("clock.self_stop", "80%"));
            for (f, _) in &failures {
                finding = finding.because(f.at.field("stance"));
            }
        }
        let words = match (strict.is_empty(), failures.is_empty()) {
            (false, true) => "claim what holds: serializable, linearizable per key",
            (true, _) => "a node stops itself at 80% of the bound",
            _ => "claim serializable, and a node stops itself at 80% of the bound",
        };
        finding = finding.fix(1, words, lower);
        let wait = vec![Edit::set(d.at.field("replication.commit_wait").to_string(), true)];
        if failures.is_empty() {
            finding = finding.fix(2, "wait the uncertainty out before the answer", wait);
        }
        let tso = vec![Edit::set(d.at.field("replication.version_source").to_string(), "tso")];
        out.add(finding.fix(3, "one source of timestamps", tso));
    }
}
