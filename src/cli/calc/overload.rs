//! Calculators about overload: retry budgets, timeouts across tiers, herds, cold caches, breakers, and what a load that
//! multiplies itself does.

use super::flag::{Kind, optional, required, with_default};
use super::{Calculator, Inputs, Results};
use crate::analysis::backoff::{Backoff, Growth, Jitter};
use crate::analysis::ejection::{self, Ejection};
use crate::analysis::retry::budget;
use crate::analysis::retry::contention::{Contest, Waiting, contend};
use crate::analysis::retry::timeline::{Tier, timeline};
use crate::analysis::{breaker, cache, herd, metastable};
use crate::cli::error::Failure;
use crate::cli::progress::Progress;
use crate::numbers::Amount;

/// `calc budget`.
pub static BUDGET: Calculator = Calculator {
    name: "budget",
    about: "What a retry budget lets through: a ratio, a token bucket, a share of what is in flight, a client throttle",
    flags: &[
        optional("rate", Kind::Rate, "First attempts per second; gives the retries of a ratio budget"),
        with_default("ratio", Kind::Share, "20%", "Retries per first attempt"),
        with_default("floor", Kind::Rate, "10/s", "Retries that are always allowed, on top"),
        with_default("window", Kind::Span, "10s", "Window over which the ratio may be saved up"),
        optional("tokens", Kind::Count, "Tokens of a bucket; gives the retries until it is empty"),
        with_default("cost", Kind::Count, "5", "Tokens that a retry takes"),
        optional("success-tokens", Kind::Number, "Tokens that a success gives back, with --tokens: gRPC's throttle"),
        optional("active", Kind::Count, "Requests active and pending; gives the retries of a concurrency budget"),
        with_default("concurrent-share", Kind::Share, "20%", "Share of those that may be retries"),
        with_default("concurrent-floor", Kind::Count, "3", "Retries in flight that are always allowed"),
        optional(
            "requests",
            Kind::Number,
            "Requests of two minutes; with --accepts gives what the client drops itself",
        ),
        optional("accepts", Kind::Number, "Requests of those that the service accepted"),
        with_default("k", Kind::Number, "2", "Multiplier of the adaptive throttle"),
    ],
    results: &[
        ("retries_per_s", "/s", "retries a ratio budget allows"),
        ("amplification", "factor", "load with all of them"),
        ("burst", "count", "retries in a row after a quiet window"),
        ("bucket_retries", "count", "retries until the bucket is empty"),
        ("failures_until_throttled", "count", "failures in a row until retries stop"),
        ("successes_to_recover", "count", "successes until a retry is allowed again"),
        ("sustainable_failures", "fraction", "failure ratio that the throttle bears for ever"),
        ("concurrent_retries", "count", "retries in flight"),
        ("dropped", "fraction", "requests that the client drops itself"),
    ],
    numbers: &["D22", "D32"],
    example: "--rate 100/s --ratio 20% --floor 10/s --requests 1000 --accepts 300",
    run: budget_of,
};

fn budget_of(x: &Inputs) -> Result<Results, Failure> {
    let mut out = Results::new();
    if let Some(rate) = x.opt("rate") {
        let (ratio, floor) = (x.num("ratio")?, x.num("floor")?);
        let retries = budget::ratio_retries(rate, ratio, floor)?;
        out.put("retries_per_s", Amount::PerSecond(retries));
        if rate > 0.0 {
            out.put("amplification", Amount::Factor(1.0 + retries / rate));
        }
        out.put("burst", Amount::Count(budget::ratio_burst(rate, ratio, floor, x.num("window")?)?));
    }
    if x.has("tokens") {
        let tokens = x.big("tokens")?;
        if let Some(back) = x.opt("success-tokens") {
            let t = budget::token_throttle(tokens as f64, back)?;
            out.put("failures_until_throttled", Amount::Count(t.failures_until_throttled as f64));
            out.put("successes_to_recover", Amount::Count(t.successes_to_recover as f64));
            out.put("sustainable_failures", Amount::Share(t.sustainable_failure_ratio));
        } else {
            out.put("bucket_retries", Amount::Count(budget::bucket_retries(tokens, x.big("cost")?)? as f64));
        }
    }
    if x.has("active") {
        let allowed =
            budget::concurrent_retries(x.num("concurrent-share")?, x.big("concurrent-floor")?, x.big("active")?)?;
        out.put("concurrent_retries", Amount::Count(allowed as f64));
    }
    match (x.opt("requests"), x.opt("accepts")) {
        (Some(requests), Some(accepts)) => {
            out.put("dropped", Amount::Share(budget::reject_probability(requests, accepts, x.num("k")?)?));
        }
        (None, None) => {}
        _ => return Err(Failure::new("--requests and --accepts go together")),
    }
    if out.0.is_empty() {
        return Err(Failure::new("nothing to compute: give --rate, --tokens, --active, or --requests with --accepts"));
    }
    Ok(out)
}

/// `calc timeline`.
pub static TIMELINE: Calculator = Calculator {
    name: "timeline",
    about: "Attempts that really reach the last service when outer timeouts cut inner attempts short",
    flags: &[
        required("attempts", Kind::Count, "Attempts of each tier, the first included, outermost first").many(),
        required("timeouts", Kind::Span, "Timeout of one attempt of each tier, outermost first").many(),
        with_default("backoff", Kind::Span, "0ms", "Wait between two attempts, the same for every tier"),
        optional("fails-after", Kind::Span, "The last service fails after this long; absent: it never answers"),
        with_default("retry-timeouts", Kind::Words(&["yes", "no"]), "yes", "A tier tries again after its own timeout"),
        with_default(
            "retry-failures",
            Kind::Words(&["yes", "no"]),
            "yes",
            "A tier tries again when the tier below says that it failed (a 504 that is listed)",
        ),
        with_default("cancel", Kind::Words(&["yes", "no"]), "yes", "A tier that times out stops the work below"),
    ],
    results: &[
        ("calls", "factor", "calls that reach the last service"),
        ("orphans", "factor", "of them, started when nobody waits any more"),
        ("bound", "factor", "the product of attempts"),
        ("answered_ms", "ms", "the top gives up after"),
        ("quiet_ms", "ms", "the last work ends after"),
        ("races", "text", "timeouts too close to say who wins"),
    ],
    numbers: &["D20", "D24"],
    example: "--attempts 3,3 --timeouts 1s,400ms",
    run: timeline_of,
};

fn timeline_of(x: &Inputs) -> Result<Results, Failure> {
    let (attempts, timeouts) = (x.counts("attempts")?, x.list("timeouts"));
    if attempts.len() != timeouts.len() {
        return Err(Failure::new(format_args!(
            "--timeouts: found {} values, expected {}, one for each of --attempts",
            timeouts.len(),
            attempts.len()
        )));
    }
    let yes = |name| x.text(name) == Some("yes");
    let wait = x.num("backoff")?;
    let backoff = Backoff { growth: Growth::Fixed, base_ms: wait, factor: 1.0, cap_ms: wait, jitter: Jitter::None };
    let tiers: Vec<Tier> = attempts
        .iter()
        .zip(&timeouts)
        .map(|(&attempts, &timeout_ms)| Tier {
            attempts,
            timeout_ms,
            backoff,
            retries_timeout: yes("retry-timeouts"),
            retries_failure: yes("retry-failures"),
            cancels: yes("cancel"),
        })
        .collect();
    let t = timeline(&tiers, x.opt("fails-after"))?;
    let mut out = Results::new();
    out.put("calls", Amount::Factor(t.calls));
    out.put("orphans", Amount::Factor(t.orphans));
    out.put("bound", Amount::Factor(t.bound));
    out.put("answered_ms", Amount::Ms(t.answered_ms));
    out.put("quiet_ms", Amount::Ms(t.quiet_ms));
    if !t.races.is_empty() {
        out.texts("races", t.races.iter().map(|i| format!("tiers {} and {}", i + 1, i + 2)).collect());
    }
    Ok(out)
}

/// `calc herd`.
pub static HERD: Calculator = Calculator {
    name: "herd",
    about: "Many clients that come at once: the peak, and the window they have to be spread over",
    flags: &[
        required("clients", Kind::Number, "Clients that come together"),
        with_default("rtt", Kind::Span, "1ms", "Round trip: without spreading they come within one"),
        optional("window", Kind::Span, "Window over which they are spread; gives the rate"),
        optional("capacity", Kind::Rate, "What the service can take; gives the least window"),
        with_default("load", Kind::Rate, "0/s", "What it already carries"),
    ],
    results: &[
        ("peak_per_s", "/s", "peak without spreading"),
        ("spread_per_s", "/s", "rate when spread over the window"),
        ("least_window_ms", "ms", "the shortest window that fits"),
    ],
    numbers: &["D27"],
    example: "--clients 100000 --capacity 10000/s --load 8000/s",
    run: herd_of,
};

fn herd_of(x: &Inputs) -> Result<Results, Failure> {
    let clients = x.num("clients")?;
    let mut out = Results::new();
    out.put("peak_per_s", Amount::PerSecond(herd::peak_per_s(clients, x.num("rtt")?)?));
    if let Some(window) = x.opt("window") {
        out.put("spread_per_s", Amount::PerSecond(herd::spread_per_s(clients, window)?));
    }
    if let Some(capacity) = x.opt("capacity") {
        out.put("least_window_ms", Amount::Ms(herd::least_window_ms(clients, capacity, x.num("load")?)?));
    }
    Ok(out)
}

/// `calc cache`.
pub static CACHE: Calculator = Calculator {
    name: "cache",
    about: "What a store sees when its cache is cold, and when a popular entry expires",
    flags: &[
        required("rate", Kind::Rate, "Requests per second"),
        required("hits", Kind::Share, "Requests that the warm cache answers"),
        with_default("cold-hits", Kind::Share, "0%", "Requests that the cold cache answers"),
        optional("store", Kind::Rate, "Capacity of the store; says whether a cold start recovers"),
        optional("key-rate", Kind::Rate, "Requests per second for one popular entry; gives the stampede"),
        with_default("recompute", Kind::Span, "100ms", "Time to compute that entry"),
    ],
    results: &[
        ("warm_per_s", "/s", "the store sees, warm"),
        ("cold_per_s", "/s", "the store sees, cold"),
        ("factor", "factor", "cold over warm"),
        ("advertised_per_s", "/s", "cache and store serve together"),
        ("state", "text", "with this load"),
        ("stampede", "count", "requests that compute the entry at once"),
    ],
    numbers: &["D48", "D23"],
    example: "--rate 10000/s --hits 95% --store 2000/s",
    run: cache_of,
};

fn cache_of(x: &Inputs) -> Result<Results, Failure> {
    let (rate, hits) = (x.num("rate")?, x.num("hits")?);
    let cold = cache::cold_load(rate, hits, x.num("cold-hits")?)?;
    let mut out = Results::new();
    out.put("warm_per_s", Amount::PerSecond(cold.warm_per_s));
    out.put("cold_per_s", Amount::PerSecond(cold.cold_per_s));
    if let Some(factor) = cold.factor {
        out.put("factor", Amount::Factor(factor));
    }
    if let Some(store) = x.opt("store") {
        let b = metastable::behind_cache(store, hits, rate)?;
        out.put("advertised_per_s", Amount::PerSecond(b.advertised_per_s));
        out.put("state", Amount::Word(b.state.word()));
    }
    if let Some(key) = x.opt("key-rate") {
        out.put("stampede", Amount::Count(cache::stampede(key, x.num("recompute")?)?));
    }
    Ok(out)
}

/// `calc breaker`.
pub static BREAKER: Calculator = Calculator {
    name: "breaker",
    about: "Probes of a circuit breaker during an outage, and how often it opens for no reason",
    flags: &[
        with_default("outage", Kind::Span, "10min", "Length of an outage"),
        with_default("open", Kind::Span, "60s", "Time it stays open before it probes"),
        with_default("half-open", Kind::Count, "1", "Calls it lets through as a probe"),
        with_default("calls", Kind::Count, "100", "Least number of calls that it judges"),
        with_default("fail-rate", Kind::Share, "50%", "Failures at which it opens"),
        with_default("usual", Kind::Share, "1%", "Failures that are normal"),
    ],
    results: &[
        ("probes", "count", "probes during the outage"),
        ("false_trip", "fraction", "chance that a window of normal calls opens it"),
    ],
    numbers: &["D49"],
    example: "--outage 10min --open 60s --calls 20 --fail-rate 50% --usual 10%",
    run: breaker_of,
};

fn breaker_of(x: &Inputs) -> Result<Results, Failure> {
    let mut out = Results::new();
    let probes = breaker::probes(x.num("outage")?, x.num("open")?, x.count("half-open")?)?;
    out.put("probes", Amount::Count(probes));
    let trip = breaker::false_trip(x.count("calls")?, x.num("fail-rate")?, x.num("usual")?)?;
    out.put("false_trip", Amount::Share(trip));
    Ok(out)
}

/// `calc contention`.
pub static CONTENTION: Calculator = Calculator {
    name: "contention",
    about: "What clients that contend for one row by compare-and-set cost each other, by the kind of backoff",
    flags: &[
        with_default("clients", Kind::Count, "100", "Clients, each of which must write once"),
        with_default("base", Kind::Span, "5ms", "First wait"),
        with_default("cap", Kind::Span, "2s", "Longest wait"),
        with_default("network", Kind::Span, "10ms", "Mean delay of a message"),
        with_default("network-sd", Kind::Span, "2ms", "Its standard deviation"),
        with_default("trials", Kind::Count, "20", "Contests played out"),
        with_default("seed", Kind::Count, "1", "Seed"),
    ],
    results: &[
        ("none_calls", "count", "writes sent without waiting"),
        ("exponential_calls", "count", "with exponential waits"),
        ("equal_calls", "count", "with equal jitter"),
        ("full_calls", "count", "with full jitter"),
        ("decorrelated_calls", "count", "with decorrelated jitter"),
        ("none_time_ms", "ms", "until all have written, without waiting"),
        ("exponential_time_ms", "ms", "with exponential waits"),
        ("equal_time_ms", "ms", "with equal jitter"),
        ("full_time_ms", "ms", "with full jitter"),
        ("decorrelated_time_ms", "ms", "with decorrelated jitter"),
    ],
    numbers: &["D24"],
    example: "--clients 50",
    run: contention_of,
};

fn contention_of(x: &Inputs) -> Result<Results, Failure> {
    let contest = Contest {
        clients: x.count("clients")?,
        base_ms: x.num("base")?,
        cap_ms: x.num("cap")?,
        network_mean_ms: x.num("network")?,
        network_sd_ms: x.num("network-sd")?,
    };
    if contest.clients > 1000 {
        return Err(Failure::new(format_args!("--clients: found {}, expected at most 1000", contest.clients)));
    }
    let kinds = [
        ("none_calls", "none_time_ms", Waiting::None),
        ("exponential_calls", "exponential_time_ms", Waiting::Exponential(Jitter::None)),
        ("equal_calls", "equal_time_ms", Waiting::Exponential(Jitter::Equal)),
        ("full_calls", "full_time_ms", Waiting::Exponential(Jitter::Full)),
        ("decorrelated_calls", "decorrelated_time_ms", Waiting::Exponential(Jitter::Decorrelated)),
    ];
    let (trials, seed) = (x.count("trials")?.min(1000), x.big("seed")?);
    let mut out = Results::new();
    let progress = Progress::start("playing contests");
    let all = kinds.len();
    for (i, (calls, time, waiting)) in kinds.into_iter().enumerate() {
        progress.parts(i, all);
        let cost = contend(&contest, waiting, trials, seed)?;
        out.put(calls, Amount::Count(cost.calls));
        out.put(time, Amount::Ms(cost.time_ms));
    }
    Ok(out)
}

/// `calc ejection`.
pub static EJECTION: Calculator = Calculator {
    name: "ejection",
    about: "What a passive health check makes of a small error rate: sound hosts left out, and requests without a host",
    flags: &[
        required("hosts", Kind::Count, "Hosts behind one client or proxy"),
        required("failure", Kind::Share, "Attempts that fail although the host is sound"),
        required("rate", Kind::Rate, "Attempts that this client sends"),
        with_default("consecutive", Kind::Count, "1", "Failures in a row that leave a host out"),
        with_default("out", Kind::Span, "10s", "Time that it is left out"),
        with_default("max", Kind::Share, "100%", "Hosts that may be out at once; at least one"),
    ],
    results: &[
        ("most_out", "count", "hosts that may be out"),
        ("mean_out", "count", "hosts out on average"),
        ("full", "fraction", "time in which as many are out as may be"),
        ("refused", "fraction", "requests that find no host"),
        ("failed", "fraction", "requests that fail"),
        ("load_when_full", "factor", "load on each of the others meanwhile"),
    ],
    numbers: &["D58"],
    example: "--hosts 3 --failure 1% --rate 100/s --out 10s",
    run: ejection_of,
};

fn ejection_of(x: &Inputs) -> Result<Results, Failure> {
    let hosts = x.count("hosts")?;
    let most_out = ejection::most_out(hosts, x.num("max")?)?;
    let found = ejection::ejected(&Ejection {
        hosts,
        consecutive: x.count("consecutive")?,
        out_ms: x.num("out")?,
        most_out,
        rate_per_s: x.num("rate")?,
        failure: x.num("failure")?,
    })?;
    let mut out = Results::new();
    out.put("most_out", Amount::Count(f64::from(most_out)));
    out.put("mean_out", Amount::Count(found.mean_out));
    out.put("full", Amount::Share(found.full));
    out.put("refused", Amount::Share(found.refused));
    out.put("failed", Amount::Share(found.failed));
    if let Some(load) = found.load_when_full {
        out.put("load_when_full", Amount::Factor(load));
    }
    Ok(out)
}

/// `calc metastable`.
pub static METASTABLE: Calculator = Calculator {
    name: "metastable",
    about: "Whether a service recovers by itself once everything failed for a moment",
    flags: &[
        required("capacity", Kind::Rate, "What the service can do"),
        required("load", Kind::Rate, "First attempts that come"),
        required(
            "amplification",
            Kind::Number,
            "Calls for each of them when everything fails: attempts, or 1 + budget",
        ),
    ],
    results: &[
        ("state", "text", "the service is"),
        ("stable_below_per_s", "/s", "it recovers by itself below"),
        ("amplified_per_s", "/s", "load when everything fails"),
        ("stable_below", "fraction", "utilisation below which it recovers"),
    ],
    numbers: &["D23"],
    example: "--capacity 1000/s --load 600/s --amplification 3",
    run: metastable_of,
};

fn metastable_of(x: &Inputs) -> Result<Results, Failure> {
    let (capacity, amplification) = (x.num("capacity")?, x.num("amplification")?);
    let j = metastable::judge(capacity, x.num("load")?, amplification)?;
    let mut out = Results::new();
    out.put("state", Amount::Word(j.state.word()));
    out.put("stable_below_per_s", Amount::PerSecond(j.stable_below_per_s));
    out.put("amplified_per_s", Amount::PerSecond(j.amplified_per_s));
    out.put("stable_below", Amount::Share(j.stable_below_per_s / capacity));
    Ok(out)
}
