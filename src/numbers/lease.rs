//! D40: what a lock holder must keep back so that two never act at once.

use super::fact::Trace;
use super::figure::{Amount, Better};
use super::registry::Figures;
use super::world::World;
use crate::analysis::lease::{drift_ms, safety};
use crate::brief::Or;
use crate::number;

number! { LEASE_SAFETY, margin: "D40" "lease-safety", "Locks", "Lease safety margin";
"margin >= drift over the ttl + longest pause + longest delivery";
"the bounds hold and the clock used is monotonic; without a bound no margin is safe";
Exact; "GRAY89, KLEPP16, MC" }

fn margin(w: &World<'_>, out: &mut Figures) {
    for l in w.locks() {
        let mut t = Trace::new();
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
