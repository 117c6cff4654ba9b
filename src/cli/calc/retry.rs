//! Calculators about calls: retries over layers, backoff schedules, deadlines.

use super::flag::{Flag, Kind, optional, required, with_default};
use super::{Calculator, Inputs, Results};
use crate::analysis::backoff::{self, Backoff, Growth, Jitter};
use crate::analysis::retry::layer::{self, Layer};
use crate::analysis::{deadline, retry};
use crate::cli::error::Failure;
use crate::numbers::Amount;

/// `calc retry`.
pub static RETRY: Calculator = Calculator {
    name: "retry",
    about: "What retries multiply: attempts over layers, in the worst case, on average, and under a budget",
    flags: &[
        required("attempts", Kind::Count, "Attempts of each layer, the first try included, outermost first").many(),
        optional(
            "products",
            Kind::Words(&[
                "haproxy",
                "envoy",
                "istio",
                "nginx",
                "grpc",
                "resilience4j",
                "aws_sdk",
                "polly",
                "kafka_producer",
            ]),
            "Product of each layer: --attempts are then its own setting, which may not count the first try",
        )
        .many(),
        optional(
            "peers",
            Kind::Count,
            "Backends that one request may try in each layer, each once; one for all or one each",
        )
        .many(),
        with_default(
            "hedges",
            Kind::Count,
            "0",
            "Copies that hedging sends beside each attempt of the innermost layer",
        ),
        with_default("deliveries", Kind::Count, "1", "Deliveries of a queue in front, the first included"),
        with_default("failure", Kind::Share, "0%", "Chance that one attempt at the innermost service fails"),
        optional("budget", Kind::Share, "Retries allowed per request of each layer, one for each or one for all")
            .many(),
    ],
    results: &[
        ("attempts", "count", "attempts of each layer, the first try included"),
        ("worst_case_attempts", "factor", "calls at the bottom for one request when everything fails"),
        ("expected_attempts", "factor", "calls at the bottom on average"),
        ("success", "fraction", "requests that succeed"),
        ("budget_attempts", "factor", "calls at the bottom at most, under the budget"),
        ("stable_below", "fraction", "load that the bottom can have before an outage and still recover from"),
    ],
    numbers: &["D20", "D21", "D22", "D23"],
    example: "--attempts 3,3,3 --failure 10% --budget 10%",
    run: retry_of,
};

/// Attempts of each layer, whatever its product calls them, capped by its peers.
fn attempts_of(x: &Inputs) -> Result<Vec<u32>, Failure> {
    let mut attempts = x.counts("attempts")?;
    let each = |name: &str, found: usize| {
        let n = attempts.len();
        let message = format!("--{name}: found {found} values, expected {n}, one for each of --attempts");
        if found == n { Ok(()) } else { Err(Failure::new(message)) }
    };
    let products = x.texts("products");
    let peers = x.counts("peers")?;
    if !products.is_empty() {
        each("products", products.len())?;
    }
    if peers.len() > 1 {
        each("peers", peers.len())?;
    }
    for (i, a) in attempts.iter_mut().enumerate() {
        if let Some(product) = products.get(i) {
            *a = layer::attempts_of(product, *a).unwrap_or(*a);
        }
        let peers = peers.get(i).or(peers.first()).copied();
        *a = layer::worst_calls(&Layer { attempts: *a, peers, hedges: 0, deliveries: 1 })?;
    }
    Ok(attempts)
}

fn retry_of(x: &Inputs) -> Result<Results, Failure> {
    let attempts = attempts_of(x)?;
    let layers = retry::layered(x.num("failure")?, &attempts)?;
    let mut out = Results::new();
    out.many("attempts", attempts.iter().map(|a| Amount::Count(f64::from(*a))));
    // Hedges and redelivery are layers too.
    let beside = Layer { attempts: 1, peers: None, hedges: x.count("hedges")?, deliveries: x.count("deliveries")? };
    let worst = layers.worst * f64::from(layer::worst_calls(&beside)?);
    out.put("worst_case_attempts", Amount::Factor(worst));
    out.put("expected_attempts", Amount::Factor(layers.expected));
    out.put("success", Amount::Share(layers.success));
    let budgets = match &x.list("budget")[..] {
        [] => None,
        [one] => Some(vec![*one; attempts.len()]),
        many if many.len() == attempts.len() => Some(many.to_vec()),
        many => {
            return Err(Failure::new(format_args!(
                "--budget: found {} values, expected 1 or {}, one for each layer",
                many.len(),
                attempts.len()
            )));
        }
    };
    let mut most = worst;
    if let Some(budgets) = budgets {
        // A budget never lets a layer try more often than its attempts allow.
        let capped: Vec<f64> = budgets.iter().zip(&attempts).map(|(b, a)| b.min(f64::from(*a) - 1.0)).collect();
        most = retry::budget_amplification(&capped)?;
        out.put("budget_attempts", Amount::Factor(most));
    }
    out.put("stable_below", Amount::Share(retry::stable_below(most)?));
    Ok(out)
}

const BASE: Flag = with_default("base", Kind::Span, "100ms", "First wait");
const FACTOR: Flag = with_default("factor", Kind::Number, "2", "Growth for each retry");
const CAP: Flag = with_default("cap", Kind::Span, "20s", "Longest wait");
const JITTER: Flag =
    with_default("jitter", Kind::Words(&["none", "full", "equal", "decorrelated"]), "full", "How waits are spread");
const GROWTH: Flag =
    with_default("growth", Kind::Words(&["fixed", "exponential", "envoy"]), "exponential", "How waits grow");

fn backoff_of(x: &Inputs) -> Result<Backoff, Failure> {
    let jitter = match x.text("jitter") {
        Some("none") => Jitter::None,
        Some("equal") => Jitter::Equal,
        Some("decorrelated") => Jitter::Decorrelated,
        _ => Jitter::Full,
    };
    let growth = match x.text("growth") {
        Some("fixed") => Growth::Fixed,
        Some("envoy") => Growth::Envoy,
        _ => Growth::Exponential,
    };
    Ok(Backoff { growth, base_ms: x.num("base")?, factor: x.num("factor")?, cap_ms: x.num("cap")?, jitter })
}

/// `calc backoff`.
pub static BACKOFF: Calculator = Calculator {
    name: "backoff",
    about: "The waits between attempts, and how long a call can take with all of them",
    flags: &[
        optional(
            "library",
            Kind::Words(&["grpc", "envoy", "aws_standard_2026", "aws_standard", "resilience4j"]),
            "A library whose default attempts and waits stand in place of the other flags",
        ),
        with_default("attempts", Kind::Count, "3", "Attempts, the first try included"),
        with_default("timeout", Kind::Span, "1s", "Timeout of an attempt"),
        BASE,
        FACTOR,
        CAP,
        JITTER,
        GROWTH,
    ],
    results: &[
        ("shortest_ms", "ms", "shortest waits"),
        ("mean_ms", "ms", "mean waits"),
        ("longest_ms", "ms", "longest waits"),
        ("call_worst_ms", "ms", "the call at worst"),
        ("call_mean_ms", "ms", "the call when every attempt times out, waits at their mean"),
        ("waits_worst_ms", "ms", "the waits alone at worst"),
    ],
    numbers: &["D24"],
    example: "--attempts 4 --timeout 300ms --base 20ms --cap 200ms --jitter full",
    run: backoff_run,
};

fn backoff_run(x: &Inputs) -> Result<Results, Failure> {
    let (attempts, backoff) = match x.text("library").and_then(backoff::library) {
        Some(library) => (library.attempts, library.backoff),
        None => (x.count("attempts")?, backoff_of(x)?),
    };
    // First the check of the attempts: it bounds the list of waits.
    let call = backoff::call_time(attempts, x.num("timeout")?, &backoff)?;
    let waits = backoff.schedule(attempts - 1)?;
    let mut out = Results::new();
    out.many("shortest_ms", waits.iter().map(|w| Amount::Ms(w.min_ms)));
    out.many("mean_ms", waits.iter().map(|w| Amount::Ms(w.mean_ms)));
    out.many("longest_ms", waits.iter().map(|w| Amount::Ms(w.max_ms)));
    out.put("call_worst_ms", Amount::Ms(call.worst_ms));
    out.put("call_mean_ms", Amount::Ms(call.mean_ms));
    out.put("waits_worst_ms", Amount::Ms(call.waits_ms));
    Ok(out)
}

/// `calc deadline`.
pub static DEADLINE: Calculator = Calculator {
    name: "deadline",
    about: "What a deadline leaves for a call, how many attempts fit, and which timeout fits",
    flags: &[
        required("deadline", Kind::Span, "Time the caller has"),
        with_default("elapsed", Kind::Span, "0ms", "Already gone"),
        with_default("reserve", Kind::Span, "0ms", "Kept for the caller's own work afterwards"),
        with_default("timeout", Kind::Span, "1s", "Timeout of an attempt"),
        with_default("attempts", Kind::Count, "3", "Attempts wanted, the first try included"),
        BASE,
        FACTOR,
        CAP,
        JITTER,
        GROWTH,
    ],
    results: &[
        ("left_ms", "ms", "left for the call"),
        ("attempts_that_fit", "count", "attempts that fit"),
        ("call_worst_ms", "ms", "all attempts at worst"),
        ("fits", "yes/no", "all attempts fit"),
        ("timeout_that_fits_ms", "ms", "timeout with which all attempts fit"),
    ],
    numbers: &["D25", "D26", "D24"],
    example: "--deadline 2s --reserve 100ms --timeout 500ms --attempts 3 --base 20ms --cap 200ms",
    run: deadline_run,
};

fn deadline_run(x: &Inputs) -> Result<Results, Failure> {
    let backoff = backoff_of(x)?;
    let (timeout, attempts) = (x.num("timeout")?, x.count("attempts")?);
    let left = deadline::child_ms(x.num("deadline")?, x.num("elapsed")?, x.num("reserve")?)?;
    let worst = backoff::call_time(attempts, timeout, &backoff)?.worst_ms;
    let mut out = Results::new();
    out.put("left_ms", Amount::Ms(left.unwrap_or(0.0)));
    let fit = match left {
        Some(left) => deadline::attempts_that_fit(left, timeout, &backoff, 10_000)?,
        None => 0,
    };
    out.put("attempts_that_fit", Amount::Count(f64::from(fit)));
    out.put("call_worst_ms", Amount::Ms(worst));
    out.yes("fits", fit >= attempts);
    if let Some(left) = left
        && let Some(each) = deadline::timeout_that_fits(left, attempts, &backoff)?
    {
        out.put("timeout_that_fits_ms", Amount::Ms(each));
    }
    Ok(out)
}
