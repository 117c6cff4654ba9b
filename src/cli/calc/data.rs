//! Calculators about data that is lost, diverges or comes twice: lag, conflicts, tombstones, followers, logs,
//! deduplication, transactions over several parties, canaries.

use super::flag::{Kind, optional, required, with_default};
use super::quorum::availability;
use super::{Calculator, Inputs, Results};
use crate::analysis::dedup::{self, Redelivery};
use crate::analysis::rpo::{self, Lost};
use crate::analysis::{canary, commit, conflict, consensus, lease, replicas};
use crate::cli::error::Failure;
use crate::numbers::Amount;

/// `calc rpo`.
pub static RPO: Calculator = Calculator {
    name: "rpo",
    about: "What asynchronous replication loses when its source dies: a killed process or a lost machine",
    flags: &[
        required("writes", Kind::Rate, "Acknowledged writes per second"),
        required("lag", Kind::Span, "Lag when the machine is lost; a high percentile of it"),
        with_default(
            "in-process",
            Kind::Span,
            "0ms",
            "Time that a write waits in the process, before the kernel has it",
        ),
        with_default("bytes", Kind::Size, "1 kB", "Size of a write"),
        optional("apply", Kind::Rate, "Writes that a follower applies per second; says how the lag grows or shrinks"),
    ],
    results: &[
        ("process_lost_writes", "count", "writes lost with a killed process"),
        ("machine_lost_writes", "count", "writes lost with the machine"),
        ("machine_lost_ms", "ms", "time whose writes are lost with the machine"),
        ("machine_lost_bytes", "bytes", "bytes lost with the machine"),
        ("lag_growth", "fraction", "lag gained in each unit of time"),
        ("catch_up_ms", "ms", "time to catch up"),
    ],
    numbers: &["D16"],
    example: "--writes 2000/s --lag 1.5s --in-process 5ms",
    run: rpo_of,
};

fn rpo_of(x: &Inputs) -> Result<Results, Failure> {
    let (writes, lag, inside, bytes) = (x.num("writes")?, x.num("lag")?, x.num("in-process")?, x.num("bytes")?);
    if inside > lag {
        return Err(Failure::new("--in-process: expected at most --lag, of which it is a part"));
    }
    let process = rpo::loss_by(Lost::Process, writes, inside, lag - inside, bytes)?;
    let machine = rpo::loss_by(Lost::Machine, writes, inside, lag - inside, bytes)?;
    let mut out = Results::new();
    out.put("process_lost_writes", Amount::Count(process.writes));
    out.put("machine_lost_writes", Amount::Count(machine.writes));
    out.put("machine_lost_ms", Amount::Ms(machine.window_ms));
    out.put("machine_lost_bytes", Amount::Bytes(machine.bytes));
    if let Some(apply) = x.opt("apply") {
        out.put("lag_growth", Amount::Share(rpo::lag_growth(writes, apply)?));
        let time = rpo::catch_up_ms(lag, writes, apply)?;
        out.put("catch_up_ms", time.map_or(Amount::Word("never: it applies no faster than writes come"), Amount::Ms));
    }
    Ok(out)
}

/// `calc conflict`.
pub static CONFLICT: Calculator = Calculator {
    name: "conflict",
    about: "How often writes to one key meet in two places, and what last-writer-wins drops; commit wait",
    flags: &[
        optional("rate", Kind::Rate, "Writes to one key per second"),
        with_default("lag", Kind::Span, "1s", "Time until a write is seen everywhere"),
        with_default("uncertainty", Kind::Span, "0ms", "Uncertainty of a clock, to either side"),
    ],
    results: &[
        ("conflict", "fraction", "writes that meet another"),
        ("lost_per_s", "/s", "acknowledged writes dropped"),
        ("commit_wait_ms", "ms", "wait that makes commit times safe"),
    ],
    numbers: &["D42", "D43"],
    example: "--rate 0.1/s --lag 1s --uncertainty 500ms",
    run: conflict_of,
};

fn conflict_of(x: &Inputs) -> Result<Results, Failure> {
    let uncertainty = x.num("uncertainty")?;
    let mut out = Results::new();
    if let Some(rate) = x.opt("rate") {
        let c = conflict::conflicts(rate, x.num("lag")?, uncertainty)?;
        out.put("conflict", Amount::Share(c.probability));
        out.put("lost_per_s", Amount::PerSecond(c.lost_per_s));
    }
    out.put("commit_wait_ms", Amount::Ms(lease::commit_wait_ms(uncertainty)?));
    Ok(out)
}

/// `calc repair`.
pub static REPAIR: Calculator = Calculator {
    name: "repair",
    about: "Whether deletes stay deleted: repairs against the grace of tombstones and the window of hints",
    flags: &[
        with_default("interval", Kind::Span, "7d", "Time between two full repairs"),
        with_default("grace", Kind::Span, "10d", "Time for which tombstones are kept"),
        with_default("hints", Kind::Span, "3h", "Outage up to which missed writes are handed over"),
    ],
    results: &[
        ("safe", "yes/no", "deletes stay deleted"),
        ("slack_ms", "ms", "the grace exceeds the interval by"),
        ("rejoin_within_ms", "ms", "a node may rejoin without repair within"),
    ],
    numbers: &["D53"],
    example: "--interval 7d --grace 10d --hints 3h",
    run: repair_of,
};

fn repair_of(x: &Inputs) -> Result<Results, Failure> {
    let t = replicas::tombstones(x.num("interval")?, x.num("grace")?, x.num("hints")?)?;
    let mut out = Results::new();
    out.yes("safe", t.slack_ms > 0.0);
    out.put("slack_ms", Amount::Ms(t.slack_ms));
    out.put("rejoin_within_ms", Amount::Ms(t.rejoin_within_ms));
    Ok(out)
}

/// `calc follower`.
pub static FOLLOWER: Calculator = Calculator {
    name: "follower",
    about: "How old a follower's answer can be, and when nothing bounds it",
    flags: &[
        required("lag", Kind::Span, "Lag that the follower reports"),
        required("contact", Kind::Span, "Time since it last heard from the leader"),
        with_default("bound", Kind::Span, "10s", "It refuses reads when that is longer than this"),
    ],
    results: &[("stale_ms", "ms", "an answer is at most this old"), ("serves", "yes/no", "it may answer")],
    numbers: &["D55"],
    example: "--lag 300ms --contact 2s --bound 5s",
    run: follower_of,
};

fn follower_of(x: &Inputs) -> Result<Results, Failure> {
    let found = replicas::follower_staleness_ms(x.num("lag")?, x.num("contact")?, x.num("bound")?)?;
    let mut out = Results::new();
    out.put("stale_ms", found.map_or(Amount::Word("unbounded: a partition looks like no lag"), Amount::Ms));
    out.yes("serves", found.is_some());
    Ok(out)
}

/// `calc log`.
pub static LOG: Calculator = Calculator {
    name: "log",
    about: "Losses that a replicated log with an in-sync set survives (acks=all)",
    flags: &[
        with_default("copies", Kind::Count, "3", "Copies of a partition"),
        with_default("min-in-sync", Kind::Count, "2", "Copies below which writes are refused"),
        with_default("unclean", Kind::Words(&["yes", "no"]), "no", "A copy outside the set may become leader"),
    ],
    results: &[
        ("write_losses", "count", "losses while writes go on"),
        ("data_losses", "count", "losses without losing acknowledged data"),
    ],
    numbers: &["D52"],
    example: "--copies 3 --min-in-sync 2",
    run: log_of,
};

fn log_of(x: &Inputs) -> Result<Results, Failure> {
    let unclean = x.text("unclean") == Some("yes");
    let t = consensus::log_tolerance(x.count("copies")?, x.count("min-in-sync")?, unclean)?;
    let mut out = Results::new();
    out.put("write_losses", Amount::Count(f64::from(t.write_available)));
    out.put("data_losses", Amount::Count(f64::from(t.data_safe)));
    Ok(out)
}

/// `calc transaction`.
pub static TRANSACTION: Calculator = Calculator {
    name: "transaction",
    about: "What two-phase commit costs, and what a saga exposes",
    flags: &[
        optional("commits", Kind::Span, "Commit latency of each participant; two-phase commit").many(),
        optional("availabilities", Kind::Share, "Availability of each participant and of the coordinator").many(),
        with_default("hold", Kind::Span, "0ms", "Time that a lock on one key is held; both rounds when 0"),
        optional("steps", Kind::Span, "Latency of each step of a saga").many(),
        optional("failures", Kind::Share, "Chance that each step fails, one for each or one for all").many(),
    ],
    results: &[
        ("latency_ms", "ms", "two-phase commit takes"),
        ("availability", "fraction", "all of its parties are up"),
        ("per_key_per_s", "/s", "transactions on one key, one after the other"),
        ("compensates", "fraction", "sagas that must be undone"),
        ("visible_ms", "ms", "others see a saga half done for"),
    ],
    numbers: &["D44", "D45"],
    example: "--commits 10ms,30ms --availabilities 99.9%,99.9%,99.99% --hold 60ms",
    run: transaction_of,
};

fn transaction_of(x: &Inputs) -> Result<Results, Failure> {
    let (commits, steps) = (x.list("commits"), x.list("steps"));
    let mut out = Results::new();
    if !commits.is_empty() {
        let hold = x.num("hold")?;
        let longest = commits.iter().copied().fold(0.0, f64::max);
        let hold = if hold > 0.0 { hold } else { 2.0 * longest };
        let parties = x.list("availabilities");
        let t = commit::two_phase(&commits, &parties, hold)?;
        out.put("latency_ms", Amount::Ms(t.latency_ms));
        if !parties.is_empty() {
            out.put("availability", availability(t.availability));
        }
        if let Some(rate) = t.per_key_per_s {
            out.put("per_key_per_s", Amount::PerSecond(rate));
        }
    }
    if !steps.is_empty() {
        let failures = match &x.list("failures")[..] {
            [] => vec![0.0; steps.len()],
            [one] => vec![*one; steps.len()],
            many if many.len() == steps.len() => many.to_vec(),
            many => {
                return Err(Failure::new(format_args!(
                    "--failures: found {} values, expected 1 or {}, one for each step",
                    many.len(),
                    steps.len()
                )));
            }
        };
        let s = commit::saga(&steps.iter().copied().zip(failures).collect::<Vec<_>>())?;
        out.put("compensates", Amount::Share(s.compensates));
        out.put("visible_ms", Amount::Ms(s.visible_ms));
    }
    if out.0.is_empty() {
        return Err(Failure::new("nothing to compute: give --commits for two-phase commit, --steps for a saga"));
    }
    Ok(out)
}

/// `calc dedup`.
pub static DEDUP: Calculator = Calculator {
    name: "dedup",
    about: "How long idempotency keys must be kept, what they take, and whether ids collide",
    flags: &[
        with_default("retries", Kind::Span, "0ms", "The longest that any caller goes on trying"),
        with_default("queue-age", Kind::Span, "0ms", "The longest that a message waits in a queue"),
        with_default("redeliveries", Kind::Count, "0", "Redeliveries of a queue"),
        with_default("visibility", Kind::Span, "0ms", "Time after which a queue delivers again"),
        with_default("offline", Kind::Span, "0ms", "How long a client keeps a request while it is away"),
        with_default("replay", Kind::Span, "0ms", "How late parked messages may be replayed"),
        with_default("skew", Kind::Span, "0ms", "Difference of clocks"),
        optional("window", Kind::Span, "The window that is kept; says whether it is enough"),
        optional("rate", Kind::Rate, "Requests per second that carry a key, writes alone; gives the storage"),
        with_default("bytes", Kind::Size, "200 B", "Size of a record"),
        optional("ids", Kind::Number, "Random ids drawn; gives the chance of a collision"),
        with_default("bits", Kind::Count, "122", "Random bits of an id; 122 in a version 4 UUID"),
    ],
    results: &[
        ("needed_ms", "ms", "keys must be kept for"),
        ("enough", "yes/no", "the window is long enough"),
        ("storage_bytes", "bytes", "stored"),
        ("collision", "fraction", "chance that two ids are equal"),
    ],
    numbers: &["D46", "D47"],
    example: "--retries 4s --offline 24h --window 48h --rate 1000/s",
    run: dedup_of,
};

fn dedup_of(x: &Inputs) -> Result<Results, Failure> {
    let needed = dedup::window_ms(&Redelivery {
        retries_ms: x.num("retries")?,
        queue_age_ms: x.num("queue-age")?,
        redeliveries: x.num("redeliveries")?,
        visibility_ms: x.num("visibility")?,
        offline_ms: x.num("offline")?,
        replay_ms: x.num("replay")?,
        skew_ms: x.num("skew")?,
    })?;
    let mut out = Results::new();
    if needed == 0.0 && x.opt("ids").is_none() {
        return Err(Failure::new(
            "nothing to compute: say what brings a request again (--retries, --queue-age, --offline ...) or --ids",
        ));
    }
    out.put("needed_ms", Amount::Ms(needed));
    let window = x.opt("window");
    if let Some(window) = window {
        out.yes("enough", window >= needed);
    }
    if let Some(rate) = x.opt("rate") {
        let bytes = dedup::storage_bytes(rate, window.unwrap_or(needed), x.num("bytes")?)?;
        out.put("storage_bytes", Amount::Bytes(bytes));
    }
    if let Some(ids) = x.opt("ids") {
        out.put("collision", Amount::Share(dedup::collision(ids, x.count("bits")?)?));
    }
    Ok(out)
}

/// `calc canary`.
pub static CANARY: Calculator = Calculator {
    name: "canary",
    about: "How many requests a canary must serve before its silence means something",
    flags: &[
        required("bound", Kind::Share, "Error rate that it shall exclude"),
        required("rate", Kind::Rate, "Requests per second"),
        with_default("share", Kind::Share, "1%", "Share of them that the canary gets"),
        with_default("confidence", Kind::Share, "95%", "How sure to be"),
        optional("usual", Kind::Share, "Error rate of the old version; gives the requests to tell the two apart"),
    ],
    results: &[
        ("requests", "count", "requests without a failure"),
        ("duration_ms", "ms", "which takes"),
        ("requests_to_compare", "count", "requests of each version to tell them apart, power 80 %"),
    ],
    numbers: &["D50"],
    example: "--bound 0.1% --rate 100/s --share 1%",
    run: canary_of,
};

fn canary_of(x: &Inputs) -> Result<Results, Failure> {
    let bound = x.num("bound")?;
    let c = canary::zero_failures(bound, x.num("confidence")?, x.num("rate")?, x.num("share")?)?;
    let mut out = Results::new();
    out.put("requests", Amount::Count(c.requests));
    out.put("duration_ms", Amount::Ms(c.duration_ms));
    if let Some(usual) = x.opt("usual") {
        out.put("requests_to_compare", Amount::Count(canary::two_proportions(usual, bound)?));
    }
    Ok(out)
}
