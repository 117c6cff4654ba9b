//! Calculators about objectives: budgets, burn rates, availability of compositions, durability.

use super::flag::{Kind, optional, required, with_default};
use super::quorum::availability;
use super::{Calculator, Inputs, Results};
use crate::analysis::availability as avail;
use crate::analysis::durability::{self, Repair};
use crate::analysis::{alert_windows, slo};
use crate::cli::error::Failure;
use crate::numbers::Amount;
use crate::numbers::figure::show_ms;

const YEAR_H: f64 = 8760.0;
const HOUR_MS: f64 = 3_600_000.0;

/// `calc slo`.
pub static SLO: Calculator = Calculator {
    name: "slo",
    about: "What an objective allows: error budget, burn rates, alert windows, what an outage costs",
    flags: &[
        required("objective", Kind::Share, "Share of good events"),
        with_default("window", Kind::Span, "30d", "Window of the objective"),
        optional("rate", Kind::Rate, "Requests per second; gives the budget in requests"),
        optional("error-ratio", Kind::Share, "Share of bad events now; gives the burn rate"),
        optional("outage", Kind::Span, "A full outage of this length; gives its share of the budget"),
        with_default("failed", Kind::Count, "1", "Failures in one alert window, with --rate; gives what they burn"),
    ],
    results: &[
        ("budget_ms", "ms", "error budget"),
        ("budget_requests", "count", "requests that may fail"),
        ("max_burn", "factor", "highest burn rate: everything fails"),
        ("burn_rate", "factor", "burn rate"),
        ("exhausted_after_ms", "ms", "budget spent after"),
        ("outage_spends", "fraction", "the outage spends"),
        ("alert_burn_rates", "factor", "alert at these burn rates"),
        ("alert_windows", "text", "long and short windows"),
        ("alert_detect_ms", "ms", "each sees such errors after"),
        ("alert_expected_errors", "count", "errors allowed in each long window"),
        ("alert_failed_burn", "factor", "burn rate of so few failures in each long window"),
    ],
    numbers: &["D01", "D02"],
    example: "--objective 99.9% --window 30d --rate 1200/s --error-ratio 1%",
    run: slo,
};

fn slo(x: &Inputs) -> Result<Results, Failure> {
    let (objective, window) = (x.num("objective")?, x.num("window")?);
    let mut out = Results::new();
    out.put("budget_ms", Amount::Ms(slo::budget_ms(objective, window)?));
    if let Some(rate) = x.opt("rate") {
        out.put("budget_requests", Amount::Count(slo::budget_requests(objective, rate * window / 1000.0)?));
    }
    out.put("max_burn", Amount::Factor(slo::max_burn(objective)?));
    if let Some(ratio) = x.opt("error-ratio") {
        let burn = slo::burn_rate(ratio, objective)?;
        out.put("burn_rate", Amount::Factor(burn));
        if burn > 0.0 {
            out.put("exhausted_after_ms", Amount::Ms(slo::exhaustion_ms(window, burn)?));
        }
    }
    if let Some(outage) = x.opt("outage") {
        out.put("outage_spends", Amount::Share(slo::outage_spend(objective, window, outage, 1.0)?));
    }
    let pairs = alert_windows::usual_pairs(window)?;
    out.many("alert_burn_rates", pairs.iter().map(|p| Amount::Factor(p.threshold)));
    let words = |p: &alert_windows::AlertPair| {
        format!("{} and {}: {}", show_ms(p.long_ms), show_ms(p.short_ms), p.severity.word())
    };
    out.texts("alert_windows", pairs.iter().map(words).collect());
    if let Some(ratio) = x.opt("error-ratio") {
        let seen = |p: &alert_windows::AlertPair| {
            Ok(slo::detection_ms(objective, p.threshold, p.long_ms, ratio)?.map_or(Amount::Word("never"), Amount::Ms))
        };
        out.many("alert_detect_ms", pairs.iter().map(seen).collect::<Result<Vec<_>, Failure>>()?);
    }
    if let Some(rate) = x.opt("rate").filter(|r| *r > 0.0) {
        let failed = x.num("failed")?;
        let few: Vec<slo::LowTraffic> = pairs
            .iter()
            .map(|p| {
                // Fewer requests than failures: all of them failed.
                let failed = failed.min(rate * p.long_ms / 1000.0);
                slo::low_traffic(objective, window, p.long_ms, rate, failed)
            })
            .collect::<Result<_, _>>()?;
        out.many("alert_expected_errors", few.iter().map(|f| Amount::Count(f.allowed_errors)));
        out.many("alert_failed_burn", few.iter().map(|f| Amount::Factor(f.burn)));
    }
    Ok(out)
}

/// `calc availability`.
pub static AVAILABILITY: Calculator = Calculator {
    name: "availability",
    about: "Availability of parts in series, in parallel, or k of n, and what shared fate leaves of it",
    flags: &[
        optional("serial", Kind::Share, "Availabilities of parts that are all needed").many(),
        optional("needed-by", Kind::Share, "Share of the requests that needs each of them; absent: all requests")
            .many(),
        optional("parallel", Kind::Share, "Availabilities of parts of which one is enough, the one in use first")
            .many(),
        with_default("failover-works", Kind::Share, "100%", "Chance that the switch between parallel parts works"),
        optional("k", Kind::Count, "How many of the nodes are needed"),
        optional("nodes", Kind::Share, "Availabilities of the nodes, k of which are needed; one with --n for all")
            .many(),
        optional("n", Kind::Count, "How many nodes, where --nodes gives one availability"),
        with_default(
            "shared-fate",
            Kind::Share,
            "100%",
            "Availability of what all parts share: a control plane, a configuration",
        ),
        optional("slo", Kind::Share, "The objective of the whole; gives what each part must reach"),
        with_default("window", Kind::Span, "365d", "Window for the downtime"),
        optional("mtbf", Kind::Span, "Mean time between failures of a part in series; with --mttr"),
        optional("mttr", Kind::Span, "Mean time to repair it"),
    ],
    results: &[
        ("serial", "fraction", "all parts in series"),
        ("parallel", "fraction", "one of the parallel parts"),
        ("k_of_n", "fraction", "k of the nodes"),
        ("repaired", "fraction", "the part that is repaired"),
        ("availability", "fraction", "the whole, with what is shared"),
        ("down_ms", "ms", "down in the window"),
        ("nines", "count", "nines"),
        ("dependency_target", "fraction", "each part in series must reach"),
        ("extra_nine", "fraction", "each should reach, by the rule of the extra nine"),
    ],
    numbers: &["D04", "D05", "D06", "D07", "D51"],
    example: "--serial 99.99%,99.9% --slo 99.9%",
    run: availability_of,
};

fn availability_of(x: &Inputs) -> Result<Results, Failure> {
    let mut out = Results::new();
    let mut parts = Vec::new();
    let serial = x.availabilities("serial")?;
    if !serial.is_empty() {
        let shares = x.list("needed-by");
        if !shares.is_empty() && shares.len() != serial.len() {
            let (got, parts) = (shares.len(), serial.len());
            return Err(Failure::new(format!("--needed-by has {got} shares for the {parts} parts of --serial")));
        }
        let needed = serial.iter().copied().zip(shares.into_iter().chain(std::iter::repeat(1.0)));
        let a = avail::needed_by(&needed.collect::<Vec<_>>())?;
        out.put("serial", availability(a));
        parts.push(a);
    }
    let parallel = x.availabilities("parallel")?;
    if !parallel.is_empty() {
        let a = avail::parallel(&parallel, x.num("failover-works")?)?;
        out.put("parallel", availability(a));
        parts.push(a);
    }
    let nodes = x.list("nodes");
    if !nodes.is_empty() {
        let nodes = match (&nodes[..], x.has("n")) {
            ([p], true) => vec![*p; (x.count("n")? as usize).min(avail::MOST_NODES + 1)],
            _ => nodes,
        };
        let a = avail::k_of(x.count("k")? as usize, &nodes)?;
        out.put("k_of_n", availability(a));
        parts.push(a);
    }
    match (x.opt("mtbf"), x.opt("mttr")) {
        (Some(mtbf), Some(mttr)) => {
            let a = avail::from_repair_times(mtbf, mttr)?;
            out.put("repaired", availability(a));
            parts.push(a);
        }
        (None, None) => {}
        _ => return Err(Failure::new("--mtbf and --mttr go together")),
    }
    if parts.is_empty() {
        return Err(Failure::new(
            "nothing to compute: give --serial, --parallel, --k with --nodes, or --mtbf with --mttr",
        ));
    }
    parts.push(avail::Availability::new(x.num("shared-fate")?)?);
    let whole = avail::serial(&parts);
    out.put("availability", availability(whole));
    out.put("down_ms", Amount::Ms(whole.down() * x.num("window")?));
    if let Some(nines) = whole.nines() {
        out.put("nines", Amount::Count(nines));
    }
    if let Some(slo) = x.opt("slo") {
        let count = u32::try_from(serial.len().max(1)).unwrap_or(u32::MAX);
        out.put("dependency_target", availability(avail::dependency_target(slo, count)?));
        out.put("extra_nine", availability(avail::extra_nine(slo)?));
    }
    Ok(out)
}

/// `calc durability`.
pub static DURABILITY: Calculator = Calculator {
    name: "durability",
    about: "How likely data is lost: copies or erasure code, repair time, losses of several nodes at once",
    flags: &[
        with_default("copies", Kind::Count, "3", "Full copies; shards in all with --parity"),
        optional("parity", Kind::Count, "Shards of parity among them: an erasure code; absent means full copies"),
        with_default(
            "annual-failure-rate",
            Kind::PerYear,
            "0.01",
            "Failures of a disk or node per year: 2%, 0.02 or 0.02/y",
        ),
        with_default("repair", Kind::Span, "24h", "Time until a lost copy is whole again"),
        optional("nodes", Kind::Count, "Nodes of the cluster; with --lost gives the chance of losing a copyset"),
        optional("lost", Kind::Count, "Nodes lost at once"),
        with_default("copysets", Kind::Number, "1", "Distinct sets of nodes that hold all copies of something"),
        with_default("objects", Kind::Number, "1", "Objects stored; gives the years between two losses"),
        with_default(
            "repairs",
            Kind::Words(&["serial", "parallel"]),
            "serial",
            "Lost copies are rebuilt one by one, or all at once",
        ),
        with_default(
            "bursts",
            Kind::PerYear,
            "0",
            "Shared causes a year that take many nodes at once: power, a bad push",
        ),
        with_default("loss-per-burst", Kind::Share, "0%", "Chance that such a cause loses the data"),
        optional("scatter", Kind::Count, "Nodes that each node shares data with; gives the copysets, with --nodes"),
    ],
    results: &[
        ("storage_factor", "factor", "bytes stored for each byte"),
        ("mttdl_years", "years", "mean time to data loss of one group, years"),
        ("annual_loss", "fraction", "chance of loss in a year"),
        ("nines", "count", "nines of durability"),
        ("years_per_loss", "years", "years between two lost objects"),
        ("annual_loss_with_bursts", "fraction", "chance of loss in a year, shared causes included"),
        (
            "annual_loss_fixed_repair",
            "fraction",
            "chance of loss in a year, lost shards replaced once in each repair period",
        ),
        ("copysets", "count", "sets of nodes that hold all copies of something"),
        ("copyset_loss", "fraction", "chance that the nodes lost at once hold every copy of something"),
    ],
    numbers: &["D17", "D18"],
    example: "--copies 3 --annual-failure-rate 0.02 --repair 24h",
    run: durability_of,
};

fn durability_of(x: &Inputs) -> Result<Results, Failure> {
    let units = x.count("copies")?;
    let tolerated = if x.has("parity") { x.count("parity")? } else { units.saturating_sub(1) };
    if tolerated >= units {
        return Err(Failure::new(format_args!("--parity: found {tolerated}, expected fewer than --copies ({units})")));
    }
    let repairs = if x.text("repairs") == Some("parallel") { Repair::Parallel } else { Repair::Serial };
    let mttf = durability::mttf_from_afr_h(x.num("annual-failure-rate")?, YEAR_H)?;
    let mttdl = durability::mttdl_h(units, tolerated, mttf, x.num("repair")? / HOUR_MS, repairs)?;
    let loss = durability::annual_loss(mttdl, YEAR_H)?;
    let mut out = Results::new();
    out.put("storage_factor", Amount::Factor(durability::storage_factor(units - tolerated, tolerated)?));
    out.put("mttdl_years", Amount::Count(mttdl / YEAR_H));
    out.put("annual_loss", Amount::Share(loss));
    if let Some(nines) = durability::nines(loss)? {
        out.put("nines", Amount::Count(nines));
    }
    if loss > 0.0 {
        out.put("years_per_loss", Amount::Count(durability::years_per_loss(x.num("objects")?, loss)?));
    }
    if x.has("parity") {
        let (data, days) = (units - tolerated, x.num("repair")? / (24.0 * HOUR_MS));
        let fixed = durability::erasure_loss(data, tolerated, x.num("annual-failure-rate")?, days)?;
        out.put("annual_loss_fixed_repair", Amount::Share(fixed.annual));
    }
    // Independent losses never stand alone where somebody knows of shared causes.
    let bursts = x.num("bursts")?;
    if bursts > 0.0 {
        let p = durability::with_bursts(loss, bursts, x.num("loss-per-burst")?)?;
        out.put("annual_loss_with_bursts", Amount::Share(p));
    }
    if x.has("nodes") || x.has("lost") {
        let (nodes, lost) = (x.count("nodes")?, x.count("lost")?);
        let copysets = if x.has("scatter") {
            let width = durability::Placement::ScatterWidth(x.big("scatter")?);
            durability::copysets(nodes.into(), units.into(), x.num("objects")?.max(1e15), width)?
        } else {
            x.num("copysets")?
        };
        out.put("copysets", Amount::Count(copysets));
        let p = durability::copyset_loss(nodes.into(), lost.into(), units.into(), copysets)?;
        out.put("copyset_loss", Amount::Share(p));
    }
    Ok(out)
}
