//! Calculators about load and latency: fan-out, hedging, queues, concurrency, scalability.

use super::flag::{Kind, optional, required, with_default};
use super::{Calculator, Inputs, Results};
use crate::analysis::concurrency::{self, Usl, UslPeak};
use crate::analysis::{queueing, tail};
use crate::cli::error::Failure;
use crate::numbers::Amount;

/// `calc tail`.
pub static TAIL: Calculator = Calculator {
    name: "tail",
    about: "How slow a request is that waits for many: fan-out and the percentile each leaf must meet",
    flags: &[
        required("fan-out", Kind::Count, "Leaf calls that the request waits for"),
        with_default("slow", Kind::Share, "1%", "Leaf calls that are slow"),
        optional("servers", Kind::Count, "Servers behind the leaves, where slowness belongs to the server"),
        with_default("target", Kind::Share, "99%", "Requests that must be fast"),
        optional("mean", Kind::Span, "Mean latency of a leaf; gives percentiles of the slowest, exponential latencies"),
        optional("kth", Kind::Count, "Answers that are enough, with --mean: the k-th fastest of the leaves"),
        with_default("chain", Kind::Count, "1", "Calls one after the other, with --mean; their percentiles do not add"),
    ],
    results: &[
        ("slow_requests", "fraction", "requests that are slow"),
        ("slow_requests_on_servers", "fraction", "requests that are slow, calls to one server being slow together"),
        ("leaf_percentile", "fraction", "percentile that each leaf must meet"),
        ("leaf_slow", "fraction", "leaf calls that may be slow"),
        ("slowest_mean_ms", "ms", "mean of the slowest leaf"),
        ("slowest_at_target_ms", "ms", "the slowest leaf at the target percentile"),
        ("kth_mean_ms", "ms", "mean of the k-th fastest leaf"),
        ("kth_at_target_ms", "ms", "the k-th fastest leaf at the target percentile"),
        ("chain_at_target_ms", "ms", "the calls in a row at the target percentile"),
        ("chain_added_ms", "ms", "what adding up their percentiles would say"),
        ("distinct_servers", "count", "different servers that the leaves reach"),
    ],
    numbers: &["D33"],
    example: "--fan-out 100 --slow 1%",
    run: tail_of,
};

fn tail_of(x: &Inputs) -> Result<Results, Failure> {
    let (n, slow, target) = (x.count("fan-out")?, x.num("slow")?, x.num("target")?);
    let mut out = Results::new();
    out.put("slow_requests", Amount::Share(tail::fan_out_slow(slow, n)?));
    if x.has("servers") {
        let servers = x.count("servers")?;
        out.put("slow_requests_on_servers", Amount::Share(tail::fan_out_slow_over(slow, n, servers)?));
        out.put("distinct_servers", Amount::Count(tail::distinct_servers(n, servers)?));
    }
    let leaf_slow = tail::leaf_slow(1.0 - target, n)?;
    out.put("leaf_percentile", Amount::Availability { up: tail::leaf_quantile(target, n)?, down: leaf_slow });
    out.put("leaf_slow", Amount::Share(leaf_slow));
    if let Some(mean) = x.opt("mean") {
        out.put("slowest_mean_ms", Amount::Ms(tail::slowest_mean_ms(n, mean)?));
        out.put("slowest_at_target_ms", Amount::Ms(tail::slowest_quantile_ms(n, target, mean)?));
        if x.has("kth") {
            let k = x.count("kth")?;
            out.put("kth_mean_ms", Amount::Ms(tail::kth_mean_ms(k, n, mean)?));
            out.put("kth_at_target_ms", Amount::Ms(tail::kth_quantile_ms(k, n, target, mean)?));
        }
        let chain = x.count("chain")?;
        if chain > 1 {
            out.put("chain_at_target_ms", Amount::Ms(tail::serial_quantile_ms(chain, target, mean)?));
            out.put("chain_added_ms", Amount::Ms(tail::sum_of_quantiles_ms(chain, target, mean)?));
        }
    }
    Ok(out)
}

/// `calc hedge`.
pub static HEDGE: Calculator = Calculator {
    name: "hedge",
    about: "What a second copy after a delay costs and saves",
    flags: &[
        with_default("at", Kind::Share, "95%", "Percentile of the latency after which a copy is sent"),
        with_default("fan-out", Kind::Count, "1", "Leaf calls of a request, the percentile being that of the request"),
        optional("mean", Kind::Span, "Mean latency; gives percentiles with and without, exponential and independent"),
        with_default("percentile", Kind::Share, "99%", "Percentile asked for"),
        optional("busy", Kind::Share, "Servers that are busy when a request comes; gives tied requests, with --wait"),
        with_default("wait", Kind::Span, "10ms", "Mean wait at a busy server"),
        with_default("stagger", Kind::Span, "0ms", "The second copy is sent this much later"),
        with_default("cancel", Kind::Span, "0ms", "Time that a cancellation takes"),
    ],
    results: &[
        ("extra_load", "fraction", "extra load"),
        ("extra_load_per_leaf", "fraction", "extra load of each leaf"),
        ("without_ms", "ms", "percentile without hedging"),
        ("with_ms", "ms", "percentile with hedging"),
        ("tied_wait_ms", "ms", "mean wait with tied requests"),
        ("tied_alone_ms", "ms", "mean wait of one copy"),
        ("tied_extra", "fraction", "tied requests that run twice"),
    ],
    numbers: &["D34"],
    example: "--at 95% --mean 10ms --percentile 99%",
    run: hedge_of,
};

fn hedge_of(x: &Inputs) -> Result<Results, Failure> {
    let at = x.num("at")?;
    let mut out = Results::new();
    out.put("extra_load", Amount::Share(tail::hedge_extra(at)?));
    out.put("extra_load_per_leaf", Amount::Share(tail::hedge_extra_per_leaf(at, x.count("fan-out")?)?));
    if let Some(mean) = x.opt("mean") {
        let q = x.num("percentile")?;
        out.put("without_ms", Amount::Ms(tail::serial_quantile_ms(1, q, mean)?));
        out.put("with_ms", Amount::Ms(tail::hedged_exponential_quantile_ms(mean, at, q)?));
    }
    if let Some(busy) = x.opt("busy") {
        let tied = tail::tied(busy, x.num("wait")?, x.num("stagger")?, x.num("cancel")?)?;
        out.put("tied_wait_ms", Amount::Ms(tied.mean_wait_ms));
        out.put("tied_alone_ms", Amount::Ms(tied.single_wait_ms));
        out.put("tied_extra", Amount::Share(tied.extra));
    }
    Ok(out)
}

/// `calc queue`.
pub static QUEUE: Calculator = Calculator {
    name: "queue",
    about: "How long requests wait: M/M/c by default, M/G/1 with a variation, and how sure that is",
    flags: &[
        required("rate", Kind::Rate, "Arrivals"),
        required("service", Kind::Span, "Mean service time of one request"),
        with_default("servers", Kind::Count, "1", "Servers behind one queue"),
        optional(
            "cv",
            Kind::Number,
            "Standard deviation of the service time over its mean, one server; 1 = exponential",
        ),
        optional(
            "arrival-cv",
            Kind::Number,
            "Standard deviation of the gaps between arrivals over their mean, one server; 1 = random arrivals",
        ),
        with_default("percentile", Kind::Share, "99%", "Percentile of wait and response"),
        with_default("service-error", Kind::Share, "5%", "How wrong the service time may be; gives the wait if it is"),
        optional("backlog", Kind::Count, "Requests already queued; gives the time to drain them"),
        optional("wait-budget", Kind::Span, "Longest wait that makes sense; gives the bound of the queue"),
    ],
    results: &[
        ("utilisation", "fraction", "utilisation"),
        ("p_wait", "fraction", "requests that wait"),
        ("wait_bound_ms", "ms", "the mean wait is below"),
        ("blocking", "fraction", "turned away if there were no queue"),
        ("mean_wait_ms", "ms", "mean wait"),
        ("mean_response_ms", "ms", "mean response"),
        ("wait_percentile_ms", "ms", "wait at the percentile"),
        ("response_percentile_ms", "ms", "response at the percentile"),
        ("wait_if_slower_ms", "ms", "mean wait if the service time is that much longer"),
        ("separate_wait_ms", "ms", "mean wait with a queue for each server"),
        ("wait_per_service_error", "factor", "per cent of wait for one per cent of service time"),
        ("drain_ms", "ms", "time to drain the backlog"),
        ("oldest_ms", "ms", "age of its oldest message when it is served, first come first served"),
        ("queue_bound", "count", "longest queue within the wait budget"),
    ],
    numbers: &["D28", "D29", "D30"],
    example: "--rate 900/s --service 10ms --servers 12",
    run: queue_of,
};

fn queue_of(x: &Inputs) -> Result<Results, Failure> {
    let (rate, service, servers, q) = (x.num("rate")?, x.num("service")?, x.count("servers")?, x.num("percentile")?);
    let mut out = Results::new();
    let cv = x.opt("cv");
    if (cv.is_some() || x.has("arrival-cv")) && servers != 1 {
        return Err(Failure::new(
            "--cv, --arrival-cv: the formulas with a variation are for one server; leave --servers out",
        ));
    }
    if let Some(arrival) = x.opt("arrival-cv") {
        let cv = cv.unwrap_or(1.0);
        let queue = queueing::kingman(rate, service, arrival * arrival, cv * cv)?;
        out.put("utilisation", Amount::Share(queue.utilisation));
        out.put("mean_wait_ms", Amount::Ms(queue.approximate_wait_ms));
        out.put("wait_bound_ms", Amount::Ms(queue.upper_bound_ms));
    } else if let Some(cv) = cv {
        let queue = queueing::mg1(rate, service, cv * cv)?;
        out.put("utilisation", Amount::Share(queue.utilisation));
        out.put("mean_wait_ms", Amount::Ms(queue.mean_wait_ms));
        out.put("mean_response_ms", Amount::Ms(queue.mean_response_ms));
    } else {
        let queue = queueing::mmc(rate, service, servers)?;
        out.put("utilisation", Amount::Share(queue.utilisation));
        out.put("p_wait", Amount::Share(queue.p_wait));
        out.put("blocking", Amount::Share(queueing::erlang_b(servers, rate * service / 1000.0)?));
        out.put("mean_wait_ms", Amount::Ms(queue.mean_wait_ms));
        out.put("mean_response_ms", Amount::Ms(queue.mean_response_ms));
        out.put("wait_percentile_ms", Amount::Ms(queue.wait_percentile_ms(q)?));
        out.put("response_percentile_ms", Amount::Ms(queue.response_percentile_ms(q)?));
        if rate > 0.0 {
            let s = queueing::sensitivity(rate, service, servers, x.num("service-error")?)?;
            out.put("wait_per_service_error", Amount::Factor(s.to_service_time));
            let slower = queueing::mmc(rate, service * (1.0 + x.num("service-error")?), servers);
            out.put("wait_if_slower_ms", slower.map_or(Amount::Word("without end"), |q| Amount::Ms(q.mean_wait_ms)));
            if servers > 1 {
                let apart = queueing::mm1(rate / f64::from(servers), 1000.0 / service)?;
                out.put("separate_wait_ms", Amount::Ms(apart.mean_wait_ms));
            }
        }
    }
    let capacity = f64::from(servers) * 1000.0 / service;
    if let Some(backlog) = x.opt("backlog") {
        out.put("drain_ms", Amount::Ms(queueing::drain_ms(backlog, rate, capacity)?));
        out.put("oldest_ms", Amount::Ms(queueing::oldest_ms(backlog, rate, capacity)?));
    }
    if let Some(budget) = x.opt("wait-budget") {
        out.put("queue_bound", Amount::Count(queueing::queue_bound(budget, capacity)? as f64));
    }
    Ok(out)
}

/// `calc concurrency`.
pub static CONCURRENCY: Calculator = Calculator {
    name: "concurrency",
    about: "Little's law: of rate, time and number in the system, two give the third",
    flags: &[
        optional("rate", Kind::Rate, "Requests per second"),
        optional("time", Kind::Span, "Time each spends in the system"),
        optional("in-system", Kind::Number, "Requests in the system: threads, connections, slots"),
    ],
    results: &[
        ("in_system", "count", "requests in the system"),
        ("time_ms", "ms", "time in the system"),
        ("rate_per_s", "/s", "throughput"),
    ],
    numbers: &["D31"],
    example: "--rate 1200/s --time 50ms",
    run: concurrency_of,
};

fn concurrency_of(x: &Inputs) -> Result<Results, Failure> {
    let mut out = Results::new();
    match (x.opt("rate"), x.opt("time"), x.opt("in-system")) {
        (Some(rate), Some(time), None) => {
            out.put("in_system", Amount::Count(concurrency::little_in_system(rate, time)?));
        }
        (Some(rate), None, Some(n)) => out.put("time_ms", Amount::Ms(concurrency::little_time_ms(n, rate)?)),
        (None, Some(time), Some(n)) => {
            out.put("rate_per_s", Amount::PerSecond(concurrency::little_throughput(n, time)?));
        }
        _ => return Err(Failure::new("give exactly two of --rate, --time and --in-system")),
    }
    Ok(out)
}

/// `calc usl`.
pub static USL: Calculator = Calculator {
    name: "usl",
    about: "The Universal Scalability Law: where adding more stops helping",
    flags: &[
        with_default("contention", Kind::Number, "0.05", "Share of the work that is done one at a time (sigma)"),
        with_default("coherency", Kind::Number, "0.0005", "Cost of agreeing with each other (kappa)"),
        with_default("at-one", Kind::Rate, "1/s", "Throughput at load 1 (gamma)"),
        optional("load", Kind::Number, "Load: clients, threads or nodes; gives the throughput there"),
    ],
    results: &[
        ("throughput_per_s", "/s", "throughput at the load"),
        ("peak_load", "count", "load at the peak"),
        ("peak_throughput_per_s", "/s", "throughput at the peak"),
        ("amdahl_limit_per_s", "/s", "limit that contention alone would leave"),
    ],
    numbers: &["D31"],
    example: "--contention 0.0277285 --coherency 0.0001044 --at-one 89.995233/s --load 32",
    run: usl_of,
};

fn usl_of(x: &Inputs) -> Result<Results, Failure> {
    let usl = Usl::new(x.num("contention")?, x.num("coherency")?, x.num("at-one")?)?;
    let mut out = Results::new();
    if let Some(load) = x.opt("load") {
        out.put("throughput_per_s", Amount::PerSecond(usl.throughput(load)?));
    }
    match usl.peak()? {
        UslPeak::At { load, throughput } => {
            out.put("peak_load", Amount::Count(load));
            out.put("peak_throughput_per_s", Amount::PerSecond(throughput));
        }
        UslPeak::Limit { .. } | UslPeak::Linear => out.put("peak_load", Amount::Word("none: throughput never falls")),
    }
    if let Some(limit) = usl.amdahl_limit() {
        out.put("amdahl_limit_per_s", Amount::PerSecond(limit));
    }
    Ok(out)
}
