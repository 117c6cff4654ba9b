//! Backoff compared by simulation: clients that contend for one row.

use super::super::inputs::{Inputs, out};
use super::{Answer, say};
use dsbench::analysis::backoff::Jitter;
use dsbench::analysis::retry::contention::{Contest, Cost, Waiting, contend};
use toml::Table;

/// Names of the published runs and how their clients wait.
const WAYS: [(&str, Waiting); 5] = [
    ("none", Waiting::None),
    ("exponential", Waiting::Exponential(Jitter::None)),
    ("equaljitter", Waiting::Exponential(Jitter::Equal)),
    ("fulljitter", Waiting::Exponential(Jitter::Full)),
    ("decorr", Waiting::Exponential(Jitter::Decorrelated)),
];

pub fn run(kind: &str, i: Inputs) -> Answer {
    Some(match kind {
        "backoff_simulation" => simulation(i),
        "backoff_relative" => relative(i),
        "backoff_relative_order" => order(i),
        _ => return None,
    })
}

/// All five ways; what a case does not give is as in the published program.
fn contests(i: Inputs) -> Result<Vec<(&'static str, Cost)>, String> {
    let given = |key: &str, usual: f64| if i.has(key) { i.num(key) } else { Ok(usual) };
    let contest = Contest {
        clients: i.small("clients")?,
        base_ms: given("base_ms", 5.0)?,
        cap_ms: given("cap_ms", 2000.0)?,
        network_mean_ms: given("network_mean_ms", 10.0)?,
        network_sd_ms: given("network_sd_ms", 2.0)?,
    };
    let trials = if contest.clients > 50 { 60 } else { 400 };
    WAYS.iter().map(|&(name, way)| Ok((name, contend(&contest, way, trials, 20_150_304).map_err(say)?))).collect()
}

fn cost(costs: &[(&'static str, Cost)], name: &str) -> Result<Cost, String> {
    costs.iter().find(|(n, _)| *n == name).map(|(_, c)| *c).ok_or_else(|| format!("no run {name}"))
}

fn simulation(i: Inputs) -> Result<Table, String> {
    let mut table = Table::new();
    for (name, cost) in contests(i)? {
        table.insert(format!("{name}_calls"), cost.calls.into());
        table.insert(format!("{name}_time_ms"), cost.time_ms.into());
    }
    Ok(table)
}

fn relative(i: Inputs) -> Result<Table, String> {
    let costs = contests(i)?;
    let (full, plain, none) = (cost(&costs, "fulljitter")?, cost(&costs, "exponential")?, cost(&costs, "none")?);
    let calls = full.calls / plain.calls;
    Ok(out([
        ("full_over_exponential_calls", calls.into()),
        ("more_than_half_saved", (calls < 0.5).into()),
        ("full_over_none_calls", (full.calls / none.calls).into()),
        ("full_over_none_time", (full.time_ms / none.time_ms).into()),
    ]))
}

fn order(i: Inputs) -> Result<Table, String> {
    let mut costs = contests(i)?;
    costs.sort_by(|a, b| a.1.time_ms.total_cmp(&b.1.time_ms));
    let (fastest, slowest) = (costs[0].0, costs[costs.len() - 1].0);
    costs.sort_by(|a, b| a.1.calls.total_cmp(&b.1.calls));
    Ok(out([
        ("fastest", fastest.into()),
        ("slowest", slowest.into()),
        ("fewest_calls", costs[0].0.into()),
        ("most_calls", costs[costs.len() - 1].0.into()),
    ]))
}
