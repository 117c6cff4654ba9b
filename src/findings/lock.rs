//! Locks and leases: who may still write after losing one, and what one lock costs.

use super::claims;
use super::out::{Out, round_span};
use super::rule::Rule;
use crate::analysis::lease;
use crate::brief::{
    Edit, FencingToken, FencingToken::Monotonic, LockMeasureFrom, LockProvider, LockPurpose, LockScope, Or, Scheme,
    Value,
};
use crate::numbers::facts::{DatasetView, LockView};
use crate::numbers::figure::{Amount, show_ms};
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// A paused holder goes on writing after its lease ran out.
    UNFENCED = "LCK-01" "lock-without-fence" Error Never,
    "a lock for correctness without fencing", unfenced
);
rule!(
    /// The holder stops too late.
    THIN_MARGIN = "LCK-02" "lease-margin-too-small" Error Never,
    "the lease margin is smaller than what can go wrong", thin_margin
);
rule!(
    /// Everything waits for one lock.
    GLOBAL = "LCK-03" "global-lock-on-hot-path" Error Justified,
    "a global lock on the hot path", global
);
rule!(
    /// Failover of the lock store forgets the lock.
    FORGETFUL = "LCK-04" "lock-in-a-store-that-forgets" Warn Justified,
    "a correctness lock in a store that loses it at failover", forgetful
);
rule!(
    /// One missed renewal loses the lease.
    TIGHT_RENEWAL = "LCK-05" "lease-renewed-too-late" Warn Acknowledged,
    "one missed renewal loses the lease", tight_renewal
);
rule!(
    /// A compare-and-set would do.
    NEEDLESS = "LCK-06" "lock-where-cas-suffices" Warn Acknowledged,
    "a lock where a compare-and-set on one row would do", needless
);
rule!(
    /// Work stands longer than it may.
    SLOW_HANDOVER = "LCK-07" "lock-handover-too-slow" Warn Justified,
    "a lock changes hands more slowly than the recovery time allows", slow_handover, reads ["D41"]
);
rule!(
    /// The lock store itself splits.
    SPLIT_STORE = "LCK-08" "lock-store-splits" Error Never,
    "each side of a partition can grant the lock", split_store
);

/// Whether the lock is taken so that nothing wrong happens, not only so that work is not done twice.
fn for_correctness(l: &LockView<'_>, t: &mut Trace) -> bool {
    t.take(l.purpose()) == Some(LockPurpose::Correctness)
}

/// What of the protected things does not check the token.
fn unchecked(l: &LockView<'_>) -> Vec<String> {
    let checked = l.fencing_checked_by().value.unwrap_or_default();
    l.raw.protects.iter().flatten().filter(|p| !checked.contains(p)).map(ToString::to_string).collect()
}

fn names(list: &[String]) -> Value {
    Value::Array(list.iter().map(|n| Value::from(n.as_str())).collect())
}

fn unfenced(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for l in w.locks() {
        let mut t = out.trace();
        if !for_correctness(&l, &mut t) || t.take(l.fencing_token()) != Some(FencingToken::None) {
            continue;
        }
        let protects: Vec<String> = l.raw.protects.iter().flatten().map(ToString::to_string).collect();
        let what = if protects.is_empty() { "what it protects".to_owned() } else { protects.join(", ") };
        if out.keyed(rule, &[&l.at], &t) {
            continue;
        }
        let text = format!(
            "{}: a holder that pauses past the ttl still writes to {what}; no token tells its write from the next holder's",
            l.at
        );
        let mut edits = vec![Edit::set(l.at.field("fencing.token").to_string(), "monotonic")];
        if !protects.is_empty() {
            edits.push(Edit::set(l.at.field("fencing.checked_by").to_string(), names(&protects)));
        }
        let only = vec![Edit::set(l.at.field("purpose").to_string(), "efficiency")];
        out.add(
            rule.finding(&[&l.at], text, t)
                .because(l.at.field("fencing.token"))
                .because(l.at.field("purpose"))
                .fix(2, format!("a monotonic token, checked at {what}"), edits)
                .fix(1, "declare it an efficiency lock, if two holders do no harm", only),
        );
    }
}

fn thin_margin(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for l in w.locks() {
        let mut t = out.trace();
        if !for_correctness(&l, &mut t) {
            continue;
        }
        let fenced = t.take(l.fencing_token()) == Some(Monotonic);
        let open = unchecked(&l);
        if fenced && open.is_empty() && l.raw.protects.is_some() {
            continue;
        }
        let c = w.clock();
        let (Some(margin), Some(ttl)) = (t.num(l.client_margin()), t.take(l.ttl())) else { continue };
        let (Some(drift), Some(pause), Some(delay)) =
            (t.take(c.drift()), t.take(c.max_pause()), t.take(c.max_msg_delay()))
        else {
            continue;
        };
        let Or::A(ttl) = ttl else { continue };
        let late = t.take(l.measure_from()) == Some(LockMeasureFrom::ResponseReceived);
        let mut finding = None;
        if let (Or::A(drift), Or::A(pause), Or::A(delay)) = (&drift, &pause, &delay) {
            let deliveries = if late { 2.0 } else { 1.0 };
            let need = lease::drift_ms(ttl.get(), drift.get())
                .and_then(|error| lease::safety(ttl.get(), margin, error, pause.get(), deliveries * delay.get()));
            let Ok(need) = need else { continue };
            if need.slack_ms < 0.0 {
                let needed = need.needed_ms.ceil();
                if out.keyed(rule, &[&l.at], &t) {
                    continue;
                }
                let text = format!(
                    "{}: margin {} < {} (drift over the ttl + longest pause + longest delivery)",
                    l.at,
                    show_ms(margin),
                    show_ms(need.needed_ms)
                );
                let mut f = rule.finding(&[&l.at], text, t.clone());
                if needed < ttl.get() {
                    f = f.fix(
                        0,
                        format!("client_margin = {needed}ms"),
                        vec![Edit::set(l.at.field("client_margin").to_string(), format!("{needed}ms"))],
                    );
                }
                finding = Some(f);
            }
        } else {
            let unbounded: Vec<&str> = [
                ("pauses", pause.value().is_none()),
                ("message delays", delay.value().is_none()),
                ("drift", drift.value().is_none()),
            ]
            .into_iter()
            .filter_map(|(name, endless)| endless.then_some(name))
            .collect();
            if out.keyed(rule, &[&l.at], &t) {
                continue;
            }
            let text = format!(
                "{}: {} have no bound, so no margin is enough (it has {})",
                l.at,
                unbounded.join(" and "),
                show_ms(margin)
            );
            finding = Some(rule.finding(&[&l.at], text, t.clone()));
        }
        let Some(finding) = finding else { continue };
        let protects: Vec<String> = l.raw.protects.iter().flatten().map(ToString::to_string).collect();
        let finding = finding.because(l.at.field("client_margin")).because(l.at.field("ttl"));
        out.add(if protects.is_empty() {
            finding.advise("say what it protects and check a fencing token there")
        } else {
            let edits = vec![
                Edit::set(l.at.field("fencing.token").to_string(), "monotonic"),
                Edit::set(l.at.field("fencing.checked_by").to_string(), names(&protects)),
            ];
            finding.fix(2, format!("check a fencing token at {}", protects.join(", ")), edits)
        });
    }
}

fn global(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for l in w.locks() {
        let mut t = out.trace();
        let scope = t.take(l.scope());
        if scope != Some(LockScope::Global) || t.take(l.hot_path()) != Some(true) {
            continue;
        }
        let hold = l.hold_p99();
        let cap = match t.num(hold) {
            Some(ms) if ms > 0.0 => {
                format!("one lock held for {} caps the system at {:.1}/s", show_ms(ms), 1000.0 / ms)
            }
            _ => "one lock caps the system at one holder at a time".to_owned(),
        };
        t.missing.clear();
        let edits = vec![Edit::set(l.at.field("scope").to_string(), "key")];
        out.add(
            rule.finding(&[&l.at], format!("{}: {cap}", l.at), t)
                .because(l.at.field("scope"))
                .because(l.at.field("hot_path"))
                .fix(2, "a lock per key", edits)
                .advise("a compare-and-set on the row it guards"),
        );
    }
}

fn forgetful(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for l in w.locks() {
        let mut t = out.trace();
        let Some(provider) = t.take(l.provider()) else { continue };
        if !for_correctness(&l, &mut t) || !matches!(provider, LockProvider::RedisSingle | LockProvider::RedisMulti) {
            continue;
        }
        if out.keyed(rule, &[&l.at], &t) {
            continue;
        }
        let text =
            format!("{}: {provider} promotes a copy that may not know the lock, so a failover grants it twice", l.at);
        out.add(
            rule.finding(&[&l.at], text, t)
                .because(l.at.field("provider"))
                .because(l.at.field("purpose"))
                .fix(
                    1,
                    "declare it an efficiency lock",
                    vec![Edit::set(l.at.field("purpose").to_string(), "efficiency")],
                )
                .fix(
                    2,
                    "keep it in a consensus store",
                    vec![Edit::set(l.at.field("provider").to_string(), "consensus_kv")],
                ),
        );
    }
}

fn tight_renewal(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for l in w.locks() {
        let mut t = out.trace();
        let (Some(ttl), Some(renew), Some(retry)) = (t.take(l.ttl()), t.num(l.renew()), t.num(l.retry())) else {
            continue;
        };
        let Or::A(ttl) = ttl else { continue };
        let ttl = ttl.get();
        let why = if renew >= ttl {
            format!("renew {} >= ttl {}", show_ms(renew), show_ms(ttl))
        } else if retry > renew / 2.0 {
            format!("retry {} > half of renew {}: only one try fits", show_ms(retry), show_ms(renew))
        } else {
            continue;
        };
        let (renew, retry) = ((ttl * 2.0 / 3.0).floor(), (ttl * 2.0 / 15.0).floor());
        let edits = vec![
            Edit::set(l.at.field("renew").to_string(), format!("{renew}ms")),
            Edit::set(l.at.field("retry").to_string(), format!("{retry}ms")),
        ];
        out.add(
            rule.finding(&[&l.at], format!("{}: {why}; one missed renewal loses the lease", l.at), t)
                .because(l.at.field("renew"))
                .because(l.at.field("retry"))
                .fix(0, format!("renew after two thirds of the ttl, retry every {}", show_ms(retry)), edits),
        );
    }
}

fn needless(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for l in w.locks() {
        let mut t = out.trace();
        if t.take(l.cas_suffices()) != Some(true) {
            continue;
        }
        if out.keyed(rule, &[&l.at], &t) {
            continue;
        }
        let text = format!(
            "{}: a compare-and-set on one row does the same without a ttl, a pause or a failover to fear",
            l.at
        );
        let edits = vec![Edit::unset(l.at.to_string())];
        out.add(rule.finding(&[&l.at], text, t).because(l.at.field("cas_suffices")).fix(
            2,
            "drop the lock, use compare-and-set",
            edits,
        ));
    }
}

fn slow_handover(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for l in w.locks() {
        let mut t = out.trace();
        // The shortest recovery time of what it protects counts.
        let mut least: Option<(f64, crate::numbers::At)> = None;
        for d in l.raw.protects.iter().flatten().filter_map(|p| w.dataset(p)) {
            match t.take(d.rto()) {
                Some(Or::A(rto)) if least.as_ref().is_none_or(|(ms, _)| rto.get() < *ms) => {
                    least = Some((rto.get(), d.at.field("rto")));
                }
                _ => {}
            }
        }
        let Some((rto, rto_at)) = least else {
            out.unjudged(rule, std::slice::from_ref(&l.at), &t);
            continue;
        };
        t.missing.clear();
        let Some(figure) = out.figure(rule, "D41", "worst", &l.at) else { continue };
        t.extend(&figure.trace);
        let Some(ttl) = l.ttl().value else { continue };
        let text = match (&figure.amount, &ttl) {
            (Amount::Ms(worst), _) if *worst > rto => {
                format!("{}: {} until the next holder works, {} allows {}", l.at, show_ms(*worst), rto_at, show_ms(rto))
            }
            (Amount::Undefined(_), Or::B(_)) => {
                format!("{}: it never expires, so a holder that dies keeps it; {rto_at} allows {}", l.at, show_ms(rto))
            }
            _ => continue,
        };
        let Amount::Ms(worst) = figure.amount else {
            let finding = rule.finding(&[&l.at], text, t).because(l.at.field("ttl")).because(rto_at);
            out.add(finding.advise("let it expire, and renew it while the holder lives"));
            continue;
        };
        let mut finding = rule.finding(&[&l.at], text, t).because(l.at.field("ttl")).because(l.at.field("lock_delay"));
        let delay = l.lock_delay().value.map_or(0.0, crate::brief::Span::get);
        let no_delay = Edit::set(l.at.field("lock_delay").to_string(), "0s");
        // The delay guards what no token guards.
        let fenced = l.fencing_token().value == Some(Monotonic) && l.raw.protects.is_some() && unchecked(&l).is_empty();
        if fenced && worst - delay <= rto {
            finding =
                finding.fix(1, "no lock delay: the tokens already keep the old holder out", vec![no_delay.clone()]);
        }
        if let Or::A(ttl) = ttl {
            let other = if fenced { worst - delay } else { worst } - ttl.get();
            let shorter = ((rto - other) / 1000.0).floor() * 1000.0;
            let margin = l.client_margin().value.map_or(0.0, crate::brief::Span::get);
            if shorter > margin && shorter < ttl.get() {
                let mut edits = if fenced { vec![no_delay] } else { Vec::new() };
                for (field, part) in [("ttl", 1.0), ("renew", 2.0 / 3.0), ("retry", 2.0 / 15.0)] {
                    let ms = (shorter * part).floor();
                    edits.push(Edit::set(l.at.field(field).to_string(), format!("{ms}ms")));
                }
                finding = finding.fix(1, format!("a ttl of {}, checked against pauses", show_ms(shorter)), edits);
            }
        }
        let longer = round_span(worst, true);
        let edits = vec![Edit::set(rto_at.to_string(), longer.as_str())];
        out.add(finding.because(rto_at).fix(1, format!("an rto of {longer}, if the work may stand that long"), edits));
    }
}

/// Why two can be granted a lock that is kept in a store whose scheme is stated.
fn granted_twice(d: &DatasetView<'_>, t: &mut Trace) -> Option<&'static str> {
    let scheme = d.replication().raw.scheme?;
    if scheme == Scheme::LeaderlessQuorum {
        return Some("copies take writes without a leader to order them");
    }
    claims::forks(scheme, d, t).map(|(why, _)| why)
}

fn split_store(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for l in w.locks() {
        let mut t = out.trace();
        let Some(provider) = t.take(l.provider()) else { continue };
        if !for_correctness(&l, &mut t) {
            continue;
        }
        let store = l.raw.store.as_ref().and_then(|d| w.dataset(d));
        // A described store decides; without one the kind of provider does.
        let described = store.as_ref().filter(|d| d.replication().raw.scheme.is_some());
        let text = match described {
            Some(d) => {
                let Some(why) = granted_twice(d, &mut t) else { continue };
                let Some(scheme) = t.take(d.replication().scheme()) else { continue };
                format!("{}: kept in {} ({scheme}): {why}, so two can hold it with no expiry involved", l.at, d.at)
            }
            None if matches!(provider, LockProvider::DataGrid | LockProvider::BrokerQueue) => {
                format!(
                    "{}: kept in {provider}, so both sides of a partition can hold it with no expiry involved",
                    l.at
                )
            }
            None => continue,
        };
        let mut finding =
            rule.finding(&[&l.at], text, t).because(l.at.field("provider")).because(l.at.field("purpose"));
        finding = finding.fix(
            1,
            "declare it an efficiency lock, if two holders do no harm",
            vec![Edit::set(l.at.field("purpose").to_string(), "efficiency")],
        );
        let mut edits = vec![Edit::set(l.at.field("provider").to_string(), "consensus_kv")];
        if l.raw.store.is_some() {
            edits.push(Edit::unset(l.at.field("store").to_string()));
        }
        out.add(finding.fix(2, "keep it where a majority must agree", edits));
    }
}
