//! What holds between fields of one record: shares that sum to 1, counts within counts, facts stated in one place only.
//! A file that breaks one of these has no meaning, so they are reading errors, not findings.

use super::model::Scheme;
use super::{Brief, Replication};

/// A broken relation: the field, what was found, what was expected.
pub type Broken = (String, String, String);

/// Every broken relation of a brief.
pub fn broken(brief: &Brief) -> Vec<Broken> {
    let mut out: Vec<Broken> = Vec::new();
    let mut add = |path: String, found: String, expected: &str| out.push((path, found, expected.to_owned()));
    for (id, w) in &brief.workload {
        if let Some(mix) = &w.mix {
            let sum: f64 = [mix.read, mix.write, mix.cas, mix.scan, mix.delete].iter().flatten().map(|f| f.get()).sum();
            if (sum - 1.0).abs() > 1e-6 {
                add(format!("workload.{id}.mix"), format!("shares that sum to {}", short(sum)), "shares that sum to 1");
            }
        }
        if let Some(regions) = &w.client_regions
            && (regions.total() - 1.0).abs() > 1e-6
        {
            add(
                format!("workload.{id}.client_regions"),
                format!("shares that sum to {}", short(regions.total())),
                "shares that sum to 1",
            );
        }
    }
    for (id, slo) in &brief.slo {
        if let Some(split) = &slo.budget_split
            && split.total() > 1.0 + 1e-6
        {
            add(
                format!("slo.{id}.budget_split"),
                format!("shares that sum to {}", short(split.total())),
                "shares that sum to at most 1",
            );
        }
    }
    for (id, dataset) in &brief.dataset {
        if let Some(replication) = &dataset.replication {
            copies(&format!("dataset.{id}.replication"), replication, &mut add);
            for (op, operation) in &dataset.operation {
                let (Some(n), Some(over)) = (copies_of(replication), &operation.replication) else { continue };
                for (name, value) in [("r", over.r), ("w", over.w)] {
                    if value.is_some_and(|v| v > n) {
                        let path = format!("dataset.{id}.operation.{op}.replication.{name}");
                        add(path, value.unwrap_or(0).to_string(), &format!("at most the {n} copies of the dataset"));
                    }
                }
            }
        }
    }
    out
}

/// The number of copies, when it is stated.
fn copies_of(r: &Replication) -> Option<u64> {
    if r.scheme.unwrap_or(Scheme::ConsensusRaft).is_consensus() {
        r.voters.map(|v| v + r.witnesses.unwrap_or(0))
    } else {
        r.n
    }
}

fn copies(path: &str, r: &Replication, add: &mut impl FnMut(String, String, &str)) {
    let Some(n) = copies_of(r) else { return };
    for (name, value) in [
        ("r", r.r),
        ("w", r.w),
        ("election_quorum", r.election_quorum),
        ("in_sync.min", r.in_sync.as_ref().and_then(|s| s.min)),
    ] {
        if let Some(v) = value.filter(|v| *v > n) {
            add(format!("{path}.{name}"), v.to_string(), &format!("at most the {n} copies"));
        }
    }
    if let Some(k) = r.k.filter(|k| *k >= n) {
        add(
            format!("{path}.k"),
            k.to_string(),
            &format!("at most the {} copies beyond the leader", n.saturating_sub(1)),
        );
    }
    let implied = match r.scheme {
        Some(Scheme::SingleLeaderAsync) => Some(1),
        Some(Scheme::SingleLeaderSemisync) => Some(r.k.unwrap_or(1) + 1),
        Some(Scheme::SingleLeaderSyncall) if r.in_sync.is_none() => Some(n),
        _ => None,
    };
    if let (Some(implied), Some(w)) = (implied, r.w)
        && w != implied
    {
        add(format!("{path}.w"), w.to_string(), &format!("{implied}, which follows from the scheme; leave w out"));
    }
}

fn short(x: f64) -> String {
    super::units::show_number((x * 1e6).round() / 1e6)
}
