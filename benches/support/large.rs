//! Briefs of a given size, as text: what benches and scale tests read. Deterministic; no file, no clock.

use std::fmt::Write as _;

/// How much stands in a generated brief.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// Services, in layers of ten.
    pub services: usize,
    /// Calls from a layer to the next.
    pub calls: usize,
    /// Datasets, each with two operations.
    pub datasets: usize,
    /// Workloads, each with two objectives.
    pub workloads: usize,
}

/// What an ordinary team writes.
pub const ORDINARY: Extent = Extent { services: 10, calls: 20, datasets: 5, workloads: 2 };
/// The largest brief that has to stay fluid.
pub const LARGE: Extent = Extent { services: 200, calls: 1000, datasets: 50, workloads: 5 };

/// The text of a brief of that extent.
pub fn brief(extent: Extent) -> String {
    let mut t = String::from(
        "schema = 1\n[brief]\ntitle = \"Generated\"\ntrigger = \"early_design\"\ncriticality = \"tier1\"\n",
    );
    t.push_str("[failure.node]\nmode = \"node_loss\"\nstance = \"tolerate_transparent\"\nconcurrent_max = 1\n");
    t.push_str("[failure.zone]\nmode = \"zone_loss\"\nstance = \"tolerate_degraded\"\n");
    t.push_str("[failure.split]\nmode = \"partition_full\"\nstance = \"tolerate_degraded\"\n");
    t.push_str("[clock]\nskew_bound = \"50ms\"\nmax_pause = \"2s\"\nmax_msg_delay = \"500ms\"\n");
    for region in ["eu", "us"] {
        let _ = writeln!(t, "[region.{region}]");
        for zone in ["a", "b", "c"] {
            let _ = writeln!(t, "[region.{region}.zone.{zone}]\navailability = \"99.95%\"");
        }
    }
    t.push_str("[topology]\nrtt = [{ between = [\"eu/*\", \"eu/*\"], p50 = \"1ms\", p99 = \"3ms\" }, ");
    t.push_str("{ between = [\"eu/*\", \"us/*\"], p50 = \"85ms\", p99 = \"110ms\" }]\n");
    for i in 0..extent.workloads {
        let _ = writeln!(
            t,
            "[workload.w{i}]\nentry_service = \"s{}\"\nrate_peak = \"{}/s\"\nmix = {{ read = 0.8, write = 0.2 }}\n\
             key_count = 1000000\nfan_out = 4\nclient_regions = {{ eu = 0.8, us = 0.2 }}",
            i % extent.services.min(10),
            100 * (i + 1)
        );
        let _ = writeln!(
            t,
            "[slo.up{i}]\nworkload = \"w{i}\"\nsli = \"availability\"\nobjective = \"99.9%\"\nwindow = \"30d\""
        );
        let _ = writeln!(
            t,
            "[slo.fast{i}]\nworkload = \"w{i}\"\nsli = \"latency\"\nobjective = \"99%\"\nthreshold = \"400ms\""
        );
    }
    for i in 0..extent.datasets {
        dataset(&mut t, i);
    }
    for i in 0..extent.services {
        let _ = writeln!(
            t,
            "[service.s{i}]\nowner = \"team-{}\"\nreplicas = 6\navailability = \"99.95%\"\ncapacity = \"{}/s\"\n\
             service_time = {{ mean = \"5ms\" }}\ndatasets = [\"d{}\"]",
            i % 7,
            4000 + i,
            i % extent.datasets
        );
    }
    let layers = extent.services.div_ceil(10);
    for i in 0..extent.calls {
        // Every call goes one layer down; a different partner each time round, so that no pair repeats.
        let from = i % (extent.services - 10).max(1);
        let round = i / (extent.services - 10).max(1);
        let (from, to) = if layers < 2 {
            (i % 5, 5 + (i + i / 5) % 5)
        } else {
            (from, (from / 10 + 1) * 10 + (from + 3 * round) % 10)
        };
        // What enters is spread over the calls of a layer, so that load neither dies out nor explodes on the way down.
        let per_request = if layers < 2 { 0.25 } else { 0.19 };
        let _ = writeln!(
            t,
            "[call.c{i}]\nfrom = \"s{from}\"\nto = \"s{to}\"\nper_request = {per_request}\ntimeout = \"{}ms\"\nattempts = {}\n\
             backoff = {{ kind = \"exponential\", base = \"20ms\", factor = 2, cap = \"200ms\", jitter = \"full\" }}",
            200 + i % 50,
            1 + i % 3
        );
        if i % 2 == 0 {
            t.push_str("retry_budget = { kind = \"ratio\", fraction = 0.1 }\n");
        }
        if i % 4 == 0 {
            t.push_str("idempotency = { mode = \"keyed\", window = \"24h\" }\nclient_avail_dependency = \"soft\"\n");
        }
    }
    for i in 0..extent.datasets.min(10) {
        let _ = writeln!(t, "[lock.l{i}]\nttl = \"15s\"\nclient_margin = \"3s\"\nprotects = [\"d{i}\"]");
        let _ = writeln!(
            t,
            "[queue.q{i}]\non = \"s{i}\"\nmax_age = \"10min\"\nrate_in = \"100/s\"\nrate_out = \"200/s\"\nbound = 10000\nbacklog = 5000"
        );
    }
    t
}

fn dataset(t: &mut String, i: usize) {
    let _ = writeln!(
        t,
        "[dataset.d{i}]\nclass = \"user_content\"\nsize = \"400 GB\"\nrpo = \"0s\"\nrto = \"60s\"\ncap_on_partition = \"CP\"\n\
         [dataset.d{i}.operation.put]\nkind = \"write\"\nconsistency = \"linearizable\"\n\
         [dataset.d{i}.operation.get]\nkind = \"read\"\nconsistency = [\"ryw\", \"mr\"]\n[dataset.d{i}.replication]"
    );
    match i % 3 {
        0 => t.push_str(
            "scheme = \"consensus_raft\"\nvoters = 3\nplacement = [\"eu/a\", \"eu/b\", \"eu/c\"]\nelection_timeout = \"1s\"\n",
        ),
        1 => t.push_str("scheme = \"leaderless_quorum\"\nn = 3\nr = 2\nw = 2\nplacement = [\"eu/a\", \"eu/b\", \"us/a\"]\n"),
        _ => t.push_str(
            "scheme = \"single_leader_async\"\nn = 2\nplacement = [\"eu/a\", \"us/a\"]\nasync_lag = { p99 = \"1.5s\" }\n",
        ),
    }
    let _ = writeln!(
        t,
        "[dataset.d{i}.partitioning]\nscheme = \"consistent_hash\"\nshards = 64\nnodes = 12\nvnodes_per_node = 16"
    );
}
