//! Calculators about strategies: which quorums to pick how often, for the least load, traffic or time; and which quorums to
//! choose at all.

use super::flag::{Flag, Kind, optional, required, with_default};
use super::quorum::each;
use super::{Calculator, Inputs, Results};
use crate::analysis::quorum::search::{MOST_NODES, Wanted, search};
use crate::analysis::quorum::{Error, Limits, Mix, Objective, Profile, Strategy, System, sets};
use crate::brief::Fraction;
use crate::cli::error::Failure;
use crate::numbers::Amount;

/// What the nodes of a quorum can do, and what is asked of them.
pub const READ_CAPACITY: Flag = with_default(
    "read-capacity",
    Kind::Number,
    "1",
    "Reads that a node answers per unit of time; one for all or one each",
)
.many();
pub const WRITE_CAPACITY: Flag = with_default(
    "write-capacity",
    Kind::Number,
    "1",
    "Writes that a node takes per unit of time; one for all or one each",
)
.many();
pub const READ_FRACTION: Flag = with_default("read-fraction", Kind::Share, "50%", "Reads among all operations");
pub const MIX: Flag =
    optional("mix", Kind::Text, "Shares of reads with their weights in place of it: 90%:0.7,50%:0.3").many();

/// Quorums of a strategy that are listed.
const MOST_LISTED: usize = 12;

fn mix(x: &Inputs) -> Result<Mix, Failure> {
    let parts = x.texts("mix");
    if parts.is_empty() {
        return Ok(Mix::fixed(x.num("read-fraction")?)?);
    }
    let wrong = |part: &str, why: &str| Failure::new(format_args!("--mix: found \"{part}\", expected {why}"));
    let read = |part: &String| {
        let (share, weight) =
            part.split_once(':').ok_or_else(|| wrong(part, "a share of reads and its weight: 90%:0.7"))?;
        let share = Fraction::parse(share.trim()).map_err(|why| wrong(part, &why))?.get();
        let weight = weight.trim().parse::<f64>().map_err(|_| wrong(part, "a number behind the colon"))?;
        Ok::<_, Failure>((share, weight))
    };
    Ok(Mix::weighted(&parts.iter().map(read).collect::<Result<Vec<_>, _>>()?)?)
}

fn listed(system: &System, quorums: &[(Vec<usize>, f64)]) -> Vec<String> {
    let mut used: Vec<&(Vec<usize>, f64)> = quorums.iter().filter(|q| q.1 > 1e-9).collect();
    used.sort_by(|a, b| b.1.total_cmp(&a.1));
    let more = used.len().saturating_sub(MOST_LISTED);
    let mut texts: Vec<String> = used
        .iter()
        .take(MOST_LISTED)
        .map(|(set, p)| format!("{} {{{}}}", Amount::Share(*p), system.label(set).join(", ")))
        .collect();
    if more > 0 {
        texts.push(format!("and {more} more"));
    }
    texts
}

/// Capacities, mix, objective and limits as the flags say them.
fn asked(x: &Inputs, n: usize) -> Result<(Profile, Mix, Objective, Limits), Failure> {
    let timed = !x.list("node-latency").is_empty();
    let latency = if timed { each(x, "node-latency", n)? } else { vec![0.0; n] };
    let profile =
        Profile { read_capacity: each(x, "read-capacity", n)?, write_capacity: each(x, "write-capacity", n)?, latency };
    let mix = mix(x)?;
    let objective = match x.text("optimise") {
        Some("network") => Objective::Network,
        Some("latency") => Objective::Latency,
        _ => Objective::Load,
    };
    if !timed && (objective == Objective::Latency || x.has("latency-limit")) {
        return Err(Failure::new("--node-latency is needed for this: the time until each node answers"));
    }
    let limits = Limits { load: x.opt("load-limit"), network: x.opt("network-limit"), latency: x.opt("latency-limit") };
    Ok((profile, mix, objective, limits))
}

/// Puts the best strategy and what follows from it.
pub fn put(x: &Inputs, system: &System, n: usize, out: &mut Results) -> Result<(), Failure> {
    let (profile, mix, objective, limits) = asked(x, n)?;
    let timed = !x.list("node-latency").is_empty();
    let losses = x.count("survive")? as usize;
    let strategy: Strategy = system.strategy(&profile, &mix, objective, limits, losses)?;
    out.put("load", Amount::Count(strategy.load(&profile, &mix)));
    out.put("capacity", Amount::Count(strategy.capacity(&profile, &mix)));
    out.put("network_load", Amount::Count(strategy.network_load(&mix)));
    if let Some(ms) = strategy.latency(system, &profile, &mix).filter(|_| timed) {
        out.put("latency_ms", Amount::Ms(ms));
    }
    match system.uniform_strategy(losses) {
        Ok(even) => out.put("uniform_load", Amount::Count(even.load(&profile, &mix))),
        // So many that nobody picks among them all.
        Err(Error::TooLarge { .. }) => {}
        Err(why) => return Err(why.into()),
    }
    for (key, quorums) in [("read_strategy", &strategy.reads), ("write_strategy", &strategy.writes)] {
        if !quorums.is_empty() {
            out.texts(key, listed(system, quorums));
        }
    }
    for (key, side) in [("minimal_reads", system.reads()), ("minimal_writes", system.writes())] {
        if let Ok(census) = sets::census(side) {
            out.put(key, Amount::Count(census.count as f64));
        }
    }
    Ok(())
}

/// `calc search`.
pub static SEARCH: Calculator = Calculator {
    name: "search",
    about: "Which quorums to choose for some nodes: the best of all expressions that name each node once",
    flags: &[
        required("nodes", Kind::Count, "Nodes, to 12; they are named n1, n2 and so on"),
        READ_FRACTION,
        MIX,
        READ_CAPACITY,
        WRITE_CAPACITY,
        optional("node-latency", Kind::Span, "Time until a node answers; one for all or one each").many(),
        with_default("optimise", Kind::Words(&["load", "network", "latency"]), "load", "What is made least"),
        optional("load-limit", Kind::Number, "The busiest node carries at most this"),
        optional("network-limit", Kind::Number, "An operation contacts at most this many nodes"),
        optional("latency-limit", Kind::Span, "A quorum has answered within this, on average"),
        with_default("resilience", Kind::Count, "0", "Losses that reads and writes survive, whichever they are"),
        with_default("survive", Kind::Count, "0", "Losses within a picked set that leave a quorum in it"),
    ],
    results: &[
        ("reads", "text", "read quorums"),
        ("writes", "text", "write quorums"),
        ("value", "number", "what was made least"),
        ("at_least", "number", "no quorums on these nodes do better than"),
        ("gap", "fraction", "at most this far from the best there is"),
        ("best_of_its_kind", "yes/no", "every expression that names each node once was weighed"),
        ("solved", "count", "systems whose strategy was worked out"),
        ("load", "1/capacity", "load of the busiest node"),
        ("capacity", "operations per unit of time", "capacity"),
        ("network_load", "count", "nodes contacted by an operation"),
        ("read_resilience", "count", "losses that reads survive"),
        ("write_resilience", "count", "losses that writes survive"),
    ],
    numbers: &["D57"],
    example: "--nodes 5 --read-fraction 75% --resilience 1",
    run: search_of,
};

fn search_of(x: &Inputs) -> Result<Results, Failure> {
    let n = x.count("nodes")? as usize;
    if n > MOST_NODES {
        return Err(Failure::new(format_args!("--nodes: found {n}, expected at most {MOST_NODES}")));
    }
    let names: Vec<String> = (1..=n).map(|i| format!("n{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (profile, mix, objective, limits) = asked(x, n)?;
    let (resilience, losses) = (x.count("resilience")? as usize, x.count("survive")? as usize);
    let found = search(&names, &Wanted { profile: &profile, mix: &mix, objective, limits, resilience, losses })?;
    let amount = |v: f64| if objective == Objective::Latency { Amount::Ms(v) } else { Amount::Count(v) };
    let mut out = Results::new();
    out.texts("reads", vec![found.system.text(found.system.reads())]);
    out.texts("writes", vec![found.system.text(found.system.writes())]);
    out.put("value", amount(found.value));
    if let Some(least) = found.at_least {
        out.put("at_least", amount(least));
        if least > 0.0 {
            out.put("gap", Amount::Share((found.value / least - 1.0).max(0.0)));
        }
    }
    out.yes("best_of_its_kind", found.exhaustive);
    out.put("solved", Amount::Count(found.solved as f64));
    out.put("load", Amount::Count(found.strategy.load(&profile, &mix)));
    out.put("capacity", Amount::Count(found.strategy.capacity(&profile, &mix)));
    out.put("network_load", Amount::Count(found.strategy.network_load(&mix)));
    out.put("read_resilience", Amount::Count(found.system.read_resilience()? as f64));
    out.put("write_resilience", Amount::Count(found.system.write_resilience()? as f64));
    Ok(out)
}
