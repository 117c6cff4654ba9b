//! Hot rows: one key, one lock, and more who want it than it serves (TXN-05).

use super::claims::set;
use super::out::Out;
use super::rule::Rule;
use super::transaction::{hold, parts};
use crate::brief::{Span, TxnProtocol};
use crate::numbers::figure::{Amount, show_ms};
use crate::numbers::keys::hottest_share;
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// One row, one lock, too many who want it.
    HOT_LOCK = "TXN-05" "hot-key-locked-too-long" Warn Justified,
    "a hot key is locked longer than its requests are apart", hot_lock
);
/// Protocols that hold a row while they work.
fn locks(protocol: TxnProtocol) -> bool {
    !matches!(protocol, TxnProtocol::Cas | TxnProtocol::None | TxnProtocol::ListenToYourself | TxnProtocol::Calvin)
}

fn hot_lock(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    // One look at each workload: the shares of popular keys are dear.
    let mut shares: Vec<Option<(Option<f64>, Trace)>> = vec![None; w.brief.workload.len()];
    for x in w.transactions() {
        let mut t = out.trace();
        let Some(protocol) = t.take(x.protocol()) else { continue };
        if !locks(protocol) {
            continue;
        }
        let sets = parts(w, &x);
        let mut hottest: Option<(f64, Trace)> = None;
        let mut lacking = out.trace();
        for (i, workload) in w.workloads().enumerate() {
            if !sets.iter().any(|d| w.graph.reach[i].datasets.contains(d.id)) {
                continue;
            }
            let (share, rests) = shares[i].get_or_insert_with(|| {
                let mut t = out.trace();
                let share = hottest_share(&workload, &mut t).and_then(Result::ok);
                (share, t)
            });
            match *share {
                Some(share) if hottest.as_ref().is_none_or(|(most, _)| share > *most) => {
                    hottest = Some((share, rests.clone()));
                }
                Some(_) => {}
                None => lacking.extend(rests),
            }
        }
        let rate = t.num(x.rate());
        let (Some((share, rests)), Some(rate)) = (hottest, rate) else {
            lacking.extend(&t);
            out.unjudged(rule, std::slice::from_ref(&x.at), &lacking);
            continue;
        };
        t.extend(&rests);
        let Some(held) = hold(w, &x, &mut t) else {
            if t.missing.is_empty() {
                t.missing.push(x.at.field("lock_hold_p99"));
            }
            out.unjudged(rule, std::slice::from_ref(&x.at), &t);
            continue;
        };
        let (wanted, served) = (rate * share, 1000.0 / held);
        if wanted <= served {
            continue;
        }
        t.missing.clear();
        if out.keyed(rule, &[&x.at], &t) {
            continue;
        }
        let text = format!(
            "{}: {} go to the hottest key, a lock hold of {} serves {}",
            x.id,
            Amount::PerSecond(wanted),
            show_ms(held),
            Amount::PerSecond(served)
        );
        let mut finding = rule
            .finding(&[&x.at], text, t)
            .because(x.at.field("lock_hold_p99"))
            .because(x.at.field("rate"))
            .fix(2, "one conditional write in place of read, lock and write", vec![set(&x.at, "protocol", "cas")]);
        // Rounded down to what a person would write; below a tenth of a millisecond no lock is that short.
        let short = (10_000.0 / wanted).floor() / 10.0;
        if short >= 0.1 {
            let hold = Span::base(short);
            let words = format!("hold the hot row at most {hold}: take it last, no remote call inside");
            finding = finding.fix(2, words, vec![set(&x.at, "lock_hold_p99", hold.to_string())]);
        }
        out.add(finding.advise("split the row into parts with a quota each, or apply many requests in one commit"));
    }
}
