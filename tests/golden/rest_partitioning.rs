//! Zipf shares, hot keys, balls in bins, rings, rebalancing.

use super::super::inputs::{Inputs, out};
use super::{Answer, say};
use dsbench::analysis::{bins, rebalance, ring, zipf};
use toml::Table;

pub fn run(kind: &str, i: Inputs) -> Answer {
    Some(match kind {
        "zipf_zeta" => zeta(i),
        "zipf_share" => shares(i),
        "hot_key" => hot_key(i),
        "balls_in_bins" => balls(i),
        "ring_imbalance" => imbalance(i),
        "power_of_d_choices" => choices(i),
        "rebalance_add_node" => add_node(i),
        "rebalance_lose_node" => lose_node(i),
        "rebalance_modulo" => modulo(i),
        _ => return None,
    })
}

fn zeta(i: Inputs) -> Result<Table, String> {
    Ok(out([("zeta_n", zipf::harmonic(i.count("items")?, i.num("exponent")?).map_err(say)?.into())]))
}

fn shares(i: Inputs) -> Result<Table, String> {
    let (n, s) = (i.count("items")?, i.num("exponent")?);
    let top = |keys| zipf::top_share(n, s, keys).map_err(say);
    let part = |fraction| zipf::keys_in(n, fraction).map_err(say);
    Ok(out([
        ("h_n_s", zipf::harmonic(n, s).map_err(say)?.into()),
        ("hottest_key_share", top(1)?.into()),
        ("top10_share", top(10)?.into()),
        ("top_1_percent_share", top(part(0.01)?)?.into()),
        ("top_20_percent_share", top(part(0.2)?)?.into()),
    ]))
}

fn hot_key(i: Inputs) -> Result<Table, String> {
    let share = zipf::key_share(i.count("items")?, i.num("exponent")?, 1).map_err(say)?;
    let hottest = share * i.num("requests_per_s")?;
    Ok(out([
        ("hottest_key_per_s", hottest.into()),
        ("exceeds_limit", (hottest > i.num("partition_limit_per_s")?).into()),
    ]))
}

fn balls(i: Inputs) -> Result<Table, String> {
    let fullest = bins::fullest(i.count("bins")?, i.count("balls")?, i.small("choices")?, 7).map_err(say)?;
    Ok(out([("mean_max_load", fullest.load.into()), ("imbalance", fullest.imbalance.into())]))
}

fn imbalance(i: Inputs) -> Result<Table, String> {
    let uneven = ring::imbalance(i.count("nodes")?, i.count("vnodes")?).map_err(say)?;
    Ok(out([("load_sd", uneven.share_sd.into()), ("mean_max_over_mean", uneven.max_over_mean.into())]))
}

fn choices(i: Inputs) -> Result<Table, String> {
    let time = bins::time_in_system(i.num("utilisation")?, i.small("choices")?).map_err(say)?;
    Ok(out([("mean_time_in_service_times", time.into())]))
}

fn add_node(i: Inputs) -> Result<Table, String> {
    let moved = rebalance::moved(i.count("nodes_before")?, i.count("nodes_after")?).map_err(say)?;
    Ok(out([("consistent_fraction", moved.consistent.into()), ("modulo_fraction", moved.modulo.into())]))
}

fn lose_node(i: Inputs) -> Result<Table, String> {
    let after = rebalance::after_loss(i.count("nodes_before")?).map_err(say)?;
    Ok(out([("spread_load_factor", after.spread.into()), ("single_successor_factor", after.single_successor.into())]))
}

fn modulo(i: Inputs) -> Result<Table, String> {
    let moved = rebalance::moved(i.count("nodes_before")?, i.count("nodes_after")?).map_err(say)?;
    Ok(out([("modulo_fraction", moved.modulo.into()), ("minimum_fraction", moved.consistent.into())]))
}
