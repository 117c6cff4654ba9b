//! The calculator of bursts: what piles up behind a capacity, and what a limit turns away.

use super::flag::{Kind, optional, required, with_default};
use super::{Calculator, Inputs, Results};
use crate::analysis::queueing::{burst, held, limited};
use crate::cli::error::Failure;
use crate::numbers::Amount;

/// `calc burst`.
pub static BURST: Calculator = Calculator {
    name: "burst",
    about: "What a burst above the peak leaves behind: backlog, wait, time to drain; tokens, and what a limit turns away",
    flags: &[
        required("rate", Kind::Rate, "Arrivals at the peak"),
        required("capacity", Kind::Rate, "What the servers finish"),
        with_default("ratio", Kind::Number, "2", "Arrivals in the burst over the peak"),
        with_default("length", Kind::Span, "10s", "How long the burst lasts"),
        optional("limit", Kind::Rate, "Rate that a limiter lets through in the long run: the refill of a token bucket"),
        with_default("tokens", Kind::Count, "0", "Tokens of its bucket, with --limit"),
        optional("concurrent", Kind::Count, "Requests that a limiter holds at once, with --service"),
        optional("service", Kind::Span, "Mean busy time of one request"),
    ],
    results: &[
        ("burst_rate", "/s", "arrivals in the burst"),
        ("backlog", "count", "requests waiting at its end, with nothing turned away"),
        ("wait_ms", "ms", "the last of them waits"),
        ("drain_ms", "ms", "until all of them are done"),
        ("tokens_needed", "count", "tokens or free places that let all of it through"),
        ("turned_away", "fraction", "turned away in the burst"),
        ("recovery_ms", "ms", "until the tokens or places are free again"),
    ],
    numbers: &["D59"],
    example: "--rate 600/s --capacity 1000/s --ratio 3 --length 10s --limit 1000/s --tokens 5000",
    run: burst_of,
};

fn burst_of(x: &Inputs) -> Result<Results, Failure> {
    let (rate, ratio, length, capacity) = (x.num("rate")?, x.num("ratio")?, x.num("length")?, x.num("capacity")?);
    let mut out = Results::new();
    let found = burst(rate, ratio, length, capacity)?;
    out.put("burst_rate", Amount::PerSecond(found.rate_per_s));
    out.put("backlog", Amount::Count(found.backlog));
    out.put("wait_ms", Amount::Ms(found.wait_ms));
    if let Ok(ms) = found.drain_ms {
        out.put("drain_ms", Amount::Ms(ms));
    }
    let limit = match (x.opt("limit"), x.has("concurrent")) {
        (Some(_), true) => return Err(Failure::new("--limit, --concurrent: a limiter is one or the other")),
        (Some(limit), false) => Some((limit, f64::from(x.count("tokens")?))),
        (None, true) => {
            let Some(busy) = x.opt("service").filter(|x| *x > 0.0) else {
                return Err(Failure::new("--concurrent: needs --service, the mean busy time of one request"));
            };
            Some(held(f64::from(x.count("concurrent")?), busy, rate, capacity))
        }
        (None, false) => None,
    };
    if let Some((passes, room)) = limit {
        let l = limited(rate, ratio, length, passes, room)?;
        out.put("tokens_needed", Amount::Count(l.needed));
        out.put("turned_away", Amount::Share(l.turned_away));
        if let Ok(ms) = l.recovery_ms {
            out.put("recovery_ms", Amount::Ms(ms));
        }
    }
    Ok(out)
}
