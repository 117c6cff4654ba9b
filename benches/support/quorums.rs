//! Quorum systems of a given size: what the benches of quorums measure. Deterministic.

use dsbench::analysis::quorum::Profile;

/// Nodes of which hardly two are alike.
pub fn unlike(n: usize) -> Profile {
    Profile {
        read_capacity: (0..n).map(|i| 1000.0 + 137.0 * (i % 11) as f64).collect(),
        write_capacity: (0..n).map(|i| 500.0 + 91.0 * (i % 7) as f64).collect(),
        latency: (0..n).map(|i| 1.0 + (i % 5) as f64).collect(),
    }
}

/// Rows of a grid: read any whole row, write one of each.
pub fn grid(rows: usize, columns: usize) -> String {
    let row = |r: usize| (0..columns).map(|c| format!("n{r}-{c}")).collect::<Vec<_>>().join("*");
    (0..rows).map(row).collect::<Vec<_>>().join(" + ")
}
