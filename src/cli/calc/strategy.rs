//! The part of `calc quorum` about strategies: which quorums to pick how often, for the least load, traffic or time.

use super::quorum::each;
use super::{Inputs, Results};
use crate::analysis::quorum::{Error, Limits, Mix, Objective, Profile, Strategy, System, sets};
use crate::brief::Fraction;
use crate::cli::error::Failure;
use crate::numbers::Amount;

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

/// Puts the best strategy and what follows from it.
pub fn put(x: &Inputs, system: &System, n: usize, out: &mut Results) -> Result<(), Failure> {
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
