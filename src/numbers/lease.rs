//! D40 and D41: what a lock holder must keep back so that two never act at once, and how long a lost one is missed.

use super::figure::{Amount, Better};
use super::registry::Figures;
use super::world::World;
use crate::analysis::lease::{self, drift_ms, safety};
use crate::brief::Or;
use crate::number;

number! { LEASE_SAFETY, margin: "D40" "lease-safety", "Locks", "lease safety margin";
"margin >= drift over the ttl + longest pause + longest delivery";
"the bounds hold and the clock used is monotonic; without a bound no margin is safe";
Exact; "GRAY89, KLEPP16, MC" }

number! { HANDOVER, handover: "D41" "lock-handover", "Locks", "lock handover time";
"remaining ttl + lock delay + retry x (1 + jitter) + RTT";
"the holder vanished without releasing and renewed as often as contenders try; they keep trying";
Upper; "K8SLEASE" }

fn handover(w: &World<'_>, out: &mut Figures) {
    for l in w.locks() {
        let mut t = w.trace();
        let (Some(ttl), Some(delay), Some(retry), Some(jitter)) =
            (t.take(l.ttl()), t.num(l.lock_delay()), t.num(l.retry()), t.take(l.retry_jitter()))
        else {
            continue;
        };
        let home = w.brief.region.keys().next().map(|r| format!("{r}/"));
        let rtt = home.map_or(1.0, |home| super::distance::between(w, &home, &home, &mut t).p50);
        let protects = l.raw.protects.iter().flatten();
        let rto = protects.filter_map(|p| w.brief.dataset.get(&p.id)?.rto).find_map(|rto| match rto {
            Or::A(rto) => Some(Amount::Ms(rto.get())),
            Or::B(_) => None,
        });
        let found = match ttl {
            // A holder renews as often as contenders try.
            Or::A(ttl) => lease::handover(ttl.get(), retry.min(ttl.get()), delay, retry, jitter, rtt)
                .map_err(|why| why.to_string()),
            Or::B(_) => Err("never: the lock does not expire, somebody must break it".to_owned()),
        };
        let worst = found.clone().map_or_else(Amount::Undefined, |h| Amount::Ms(h.worst_ms));
        let f = out.push("D41", "worst", &l.at, "handover, longest", worst, Better::Lower, &t);
        f.aim(rto).say("the protected work stands still");
        if let Ok(h) = found {
            out.push("D41", "mean", &l.at, "handover, mean", Amount::Ms(h.mean_ms), Better::Lower, &t);
        }
    }
}

fn margin(w: &World<'_>, out: &mut Figures) {
    for l in w.locks() {
        let mut t = w.trace();
        let clock = w.clock();
        let (ttl, margin) = (t.take(l.ttl()), t.num(l.client_margin()));
        let (drift, pause, delay) = (t.take(clock.drift()), t.take(clock.max_pause()), t.take(clock.max_msg_delay()));
        let (Some(ttl), Some(margin), Some(drift), Some(pause), Some(delay)) = (ttl, margin, drift, pause, delay)
        else {
            continue;
        };
        let amounts = match (ttl, drift, pause, delay) {
            (Or::B(_), ..) => Err("the lock never expires: a lost holder keeps it".to_owned()),
            (_, Or::B(_), ..) => Err("no margin is safe: clock drift has no bound".to_owned()),
            (_, _, Or::B(_), _) => Err("no margin is safe: pauses have no bound, so fence".to_owned()),
            (_, _, _, Or::B(_)) => Err("no margin is safe: delays have no bound, so fence".to_owned()),
            (Or::A(ttl), Or::A(drift), Or::A(pause), Or::A(delay)) => drift_ms(ttl.get(), drift.get())
                .and_then(|error| safety(ttl.get(), margin, error, pause.get(), delay.get()))
                .map_err(|why| why.to_string()),
        };
        let needed = amounts.clone().map_or_else(Amount::Undefined, |s| Amount::Ms(s.needed_ms));
        let f = out.push("D40", "needed", &l.at, "margin needed", needed, Better::Lower, &t);
        f.aim((margin > 0.0).then_some(Amount::Ms(margin)));
        if let Ok(s) = amounts {
            let f = out.push("D40", "slack", &l.at, "margin left over", Amount::Ms(s.slack_ms), Better::Higher, &t);
            if s.slack_ms < 0.0 {
                f.say("two holders can act at once");
            }
            let usable = match s.usable_ms {
                Some(ms) => Amount::Ms(ms),
                None => Amount::Undefined("none: the margin takes the whole lease".to_owned()),
            };
            out.push("D40", "usable", &l.at, "time to act", usable, Better::Higher, &t);
        }
    }
}
