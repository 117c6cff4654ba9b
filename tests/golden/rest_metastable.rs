//! Stable, vulnerable, overloaded.

use super::super::inputs::{Inputs, out};
use super::{Answer, say};
use dsbench::analysis::metastable;
use toml::Table;

pub fn run(kind: &str, i: Inputs) -> Answer {
    Some(match kind {
        "metastable_state" => i.num("attempts").and_then(|a| state(i, a)),
        "metastable_budget" => i.num("retry_budget").and_then(|b| state(i, 1.0 + b)),
        "metastable_cache" => cache(i),
        _ => return None,
    })
}

fn state(i: Inputs, amplification: f64) -> Result<Table, String> {
    let judged = metastable::judge(i.num("capacity_qps")?, i.num("load_qps")?, amplification).map_err(say)?;
    Ok(out([
        ("state", judged.state.word().into()),
        ("stable_below_qps", judged.stable_below_per_s.into()),
        ("amplified_load_qps", judged.amplified_per_s.into()),
    ]))
}

fn cache(i: Inputs) -> Result<Table, String> {
    let c = metastable::behind_cache(i.num("db_capacity_qps")?, i.num("hit_rate")?, i.num("load_qps")?).map_err(say)?;
    Ok(out([
        ("advertised_capacity_qps", c.advertised_per_s.into()),
        ("hidden_capacity_qps", c.hidden_per_s.into()),
        ("miss_amplification", c.amplification.into()),
        ("state", c.state.word().into()),
    ]))
}
